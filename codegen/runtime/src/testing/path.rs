//! Path templates, matched with the paths of requests.

use super::super::{Location, Parameter, Style};
use super::percent::{Unit, units};

/// A path template, split at its parameters.
#[derive(Debug)]
pub(super) struct Template {
    parts: Vec<Part>,
    /// The pairs of the query in the template.
    pub(super) fixed: Vec<&'static str>,
}

#[derive(Debug)]
enum Part {
    Literal(Vec<Unit>),
    Parameter {
        name: &'static str,
        /// True if the value may contain slashes.
        is_verbatim: bool,
    },
}

impl Template {
    pub(super) fn new(template: &'static str, parameters: &'static [Parameter]) -> Self {
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        let mut parts = Vec::new();
        let literal = |text: &str| Part::Literal(units(text).collect());
        if !path.starts_with('/') {
            parts.push(literal("/"));
        }
        let mut rest = path;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let is_verbatim = parameters.iter().any(|parameter| {
                parameter.name == name
                    && parameter.location == Location::Path
                    && parameter.style == Style::Verbatim
            });
            parts.push(literal(before));
            parts.push(Part::Parameter { name, is_verbatim });
            rest = after;
        }
        parts.push(literal(rest));
        parts.retain(|part| !matches!(part, Part::Literal(units) if units.is_empty()));
        let fixed = query.split('&').filter(|pair| !pair.is_empty()).collect();
        Self { parts, fixed }
    }

    /// Returns the encoded values of the parameters in an encoded path; `None` if it is no path of this template.
    pub(super) fn values<'p>(&self, path: &'p str) -> Option<Vec<(&'static str, &'p str)>> {
        let units: Vec<Unit> = units(path).collect();
        let mut search = Search {
            parts: &self.parts,
            units: &units,
            failed: vec![None; self.parts.len()],
            ends: Vec::new(),
        };
        if !search.matches(0, 0) {
            return None;
        }
        let place = |at: usize| units.get(at).map_or(path.len(), |unit| unit.start);
        let mut values: Vec<(&'static str, &'p str)> = Vec::new();
        for (name, start, end) in search.ends.into_iter().rev() {
            let value = path.get(place(start)..place(end))?;
            match values.iter().find(|(known, _)| *known == name) {
                // A parameter that occurs twice has one value.
                Some((_, known)) if *known != value => return None,
                Some(_) => {}
                None => values.push((name, value)),
            }
        }
        Some(values)
    }
}

#[cfg(any(test, feature = "client", feature = "blocking"))]
impl Template {
    /// Returns the key that orders templates: the more specific one of two that match a path is the lesser.
    pub(super) fn specificity(&self) -> Vec<u8> {
        let mut key = Vec::new();
        for part in &self.parts {
            match part {
                // A slash precedes both, so that the first segments decide.
                Part::Literal(units) => {
                    key.extend(units.iter().map(|unit| u8::from(!unit.is_separator())));
                }
                Part::Parameter { is_verbatim, .. } => key.push(2 + u8::from(*is_verbatim)),
            }
        }
        // A template that goes on is more specific than one that ends.
        key.push(u8::MAX);
        key
    }
}

/// The search for the ends of parameters.
struct Search<'s> {
    parts: &'s [Part],
    units: &'s [Unit],
    /// For each parameter the positions of its start from which the rest does not match: the first one, and the last one that has
    /// the same ends. With it, the search takes linear time for each parameter.
    failed: Vec<Option<(usize, usize)>>,
    /// The parameters with the start and the end of their values, last one first.
    ends: Vec<(&'static str, usize, usize)>,
}

impl Search<'_> {
    /// Returns true if the parts from an index on match the text from a position on.
    fn matches(&mut self, index: usize, at: usize) -> bool {
        match self.parts.get(index) {
            None => at == self.units.len(),
            Some(Part::Literal(literal)) => {
                let end = at + literal.len();
                let own = self.units.get(at..end);
                let is_same = own.is_some_and(|own| {
                    own.iter().zip(literal).all(|(own, unit)| {
                        own.byte == unit.byte && own.is_separator() == unit.is_separator()
                    })
                });
                is_same && self.matches(index + 1, end)
            }
            Some(Part::Parameter { name, is_verbatim }) => {
                let (name, is_verbatim) = (*name, *is_verbatim);
                let failed = self.failed.get(index).copied().flatten();
                if failed.is_some_and(|(first, last)| (first..=last).contains(&at)) {
                    return false;
                }
                let rest = self.units.get(at..).unwrap_or_default();
                let separator = rest.iter().position(|unit| unit.is_separator());
                let most = separator.filter(|_| !is_verbatim).unwrap_or(rest.len());
                let end = (1..=most).find(|length| self.matches(index + 1, at + length));
                match (end, self.failed.get_mut(index)) {
                    (Some(length), _) => self.ends.push((name, at, at + length)),
                    (None, Some(failed)) => *failed = Some((at, at + most)),
                    (None, None) => {}
                }
                end.is_some()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERBATIM: [Parameter; 1] =
        [Parameter::new("scope", Location::Path, true).styled(Style::Verbatim)];

    #[test]
    fn values_of_parameters_are_found() {
        for (template, path, values) in [
            ("/a/{x}", "/a/1", Some(vec![("x", "1")])),
            ("/a/{x}", "/a/1%2F2", Some(vec![("x", "1%2F2")])),
            ("/a/{x}", "/a/1/2", None),
            ("/a/{x}", "/a/", None),
            ("/a/{x}", "/a%2F1", None),
            ("a b", "/a%20b", Some(vec![])),
            ("/{x}-x", "/1-x-x", Some(vec![("x", "1-x")])),
            ("/{x}.{y}", "/a.b.c", Some(vec![("x", "a"), ("y", "b.c")])),
            ("/{x}/{x}", "/1/1", Some(vec![("x", "1")])),
            ("/{x}/{x}", "/1/2", None),
            (
                "/{scope}/end",
                "/a/b/end/end",
                Some(vec![("scope", "a/b/end")]),
            ),
            ("/a?b=c", "/a", Some(vec![])),
            ("/a%2fb%2C/{x}", "/a%2Fb,/1", Some(vec![("x", "1")])),
            ("/a%2fb/{x}", "/a/b/1", None),
        ] {
            let found = Template::new(template, &VERBATIM);
            assert_eq!(found.values(path), values, "{template} {path}");
        }
    }

    #[test]
    fn the_most_specific_template_comes_first() {
        let mut templates = [
            "/{scope}",
            "/{x}/b",
            "/a/{y}",
            "/a/b",
            "/a/{y}.json",
            "/a/{y}/c",
            "/a/x{y}",
        ];
        templates.sort_by_key(|template| Template::new(template, &VERBATIM).specificity());
        let expected = [
            "/a/x{y}",
            "/a/b",
            "/a/{y}/c",
            "/a/{y}.json",
            "/a/{y}",
            "/{x}/b",
            "/{scope}",
        ];
        assert_eq!(templates, expected);
    }

    #[test]
    fn a_hostile_path_takes_no_exponential_time() {
        let template = "/{a}-{b}-{c}-{d}-{e}-{f}-{g}-{h}-x";
        let path = format!("/{}", "-a".repeat(2000));
        assert_eq!(Template::new(template, &[]).values(&path), None);
    }
}

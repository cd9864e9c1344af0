//! Constraints of a value beside its type.

use std::collections::{HashMap, HashSet};

use billing_runtime::Decimal;
use regex_lite::Regex;

use super::{Check, mismatch::shown};
use crate::{
    model::{Constraint, Constraints, translate_pattern},
    source::{JsonValue, Node, parse_json},
};

/// The compiled patterns of a run; none for a pattern that `regex-lite` does not support.
#[derive(Default)]
pub(super) struct Patterns(HashMap<String, Option<Regex>>);

impl Patterns {
    /// Returns whether a text matches a pattern. Each text matches one that is not supported.
    pub(super) fn matches(&mut self, pattern: &str, text: &str) -> bool {
        self.compiled(pattern)
            .is_none_or(|pattern| pattern.is_match(text))
    }

    pub(super) fn is_supported(&mut self, pattern: &str) -> bool {
        self.compiled(pattern).is_some()
    }

    fn compiled(&mut self, pattern: &str) -> Option<&Regex> {
        let compiled = self
            .0
            .entry(pattern.to_owned())
            .or_insert_with(|| Regex::new(&with_spaces(&translate_pattern(pattern)?)).ok());
        compiled.as_ref()
    }
}

/// The characters of `\s` in ECMA-262, for a class.
const SPACES: &str =
    r"\t\n\x0B\f\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// Writes out `\s` and `\S` of a pattern, which are those of ASCII in `regex-lite`. A `\S` inside of a class stays.
fn with_spaces(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => match (characters.next(), in_class) {
                (Some('s'), true) => out.push_str(SPACES),
                (Some('s'), false) => out.extend(["[", SPACES, "]"]),
                (Some('S'), false) => out.extend(["[^", SPACES, "]"]),
                (escaped, _) => {
                    out.push('\\');
                    out.extend(escaped);
                }
            },
            other => {
                in_class = match other {
                    '[' => true,
                    ']' => false,
                    _ => in_class,
                };
                out.push(other);
            }
        }
    }
    out
}

/// Returns the violated constraints, each as a message and the keyword of the schema.
pub(super) fn broken(
    constraints: &Constraints,
    node: &Node,
    patterns: &mut Patterns,
) -> Vec<(Check, String, String)> {
    let mut broken = Vec::new();
    for (limit, bound) in &constraints.keywords {
        if is_kept(*limit, bound, node, patterns) {
            continue;
        }
        let keyword = limit.keyword();
        let (check, what) = match limit {
            Constraint::Pattern => (
                Check::Pattern,
                format!("is {}, which does not match its pattern", shown(node)),
            ),
            Constraint::UniqueItems => (Check::Limit, "has two equal elements".to_owned()),
            Constraint::MinLength | Constraint::MaxLength => {
                let length = node.as_str().map_or(0, |text| text.chars().count());
                (
                    Check::Limit,
                    format!(
                        "has {}, against `{keyword}: {bound}`",
                        counted(length, "character")
                    ),
                )
            }
            Constraint::MinItems
            | Constraint::MaxItems
            | Constraint::MinProperties
            | Constraint::MaxProperties => {
                let (count, of) = match node {
                    Node::Sequence(elements) => (elements.len(), "element"),
                    Node::Mapping(members) => (members.len(), "member"),
                    _ => (0, "element"),
                };
                (
                    Check::Limit,
                    format!("has {}, against `{keyword}: {bound}`", counted(count, of)),
                )
            }
            _ => (
                Check::Limit,
                format!("is {}, against `{keyword}: {bound}`", shown(node)),
            ),
        };
        broken.push((check, what, format!("`{keyword}: {bound}`")));
    }
    if let Node::Mapping(members) = node {
        let missing = constraints.required.iter();
        for name in missing.filter(|name| !members.contains_key(name)) {
            let what = format!("lacks `{name}`, which is required");
            broken.push((Check::MissingMember, what, "`required` here".to_owned()));
        }
        if let Some(known) = &constraints.name_patterns {
            let mut is_known = |name: &String| {
                known.declared.contains(name)
                    || known
                        .patterns
                        .iter()
                        .any(|pattern| patterns.matches(pattern, name))
            };
            let unlisted: Vec<String> = members
                .keys()
                .filter(|name| !is_known(name))
                .cloned()
                .collect();
            for name in unlisted {
                let what = format!("has the member `{name}`, whose name matches no pattern");
                let says = "`additionalProperties: false`".to_owned();
                broken.push((Check::UnlistedMember, what, says));
            }
        }
    }
    if !constraints.listed.is_empty() && !is_listed(&constraints.listed, node) {
        let listed = constraints.listed.join("`, `");
        broken.push((
            Check::UnlistedValue,
            format!("is {}, which is not listed", shown(node)),
            format!("this lists `{listed}`"),
        ));
    }
    broken
}

/// Returns whether a value is within a constraint. A value of another JSON type is.
pub(super) fn is_kept(
    limit: Constraint,
    bound: &str,
    node: &Node,
    patterns: &mut Patterns,
) -> bool {
    match limit {
        Constraint::Minimum
        | Constraint::ExclusiveMinimum
        | Constraint::Maximum
        | Constraint::ExclusiveMaximum => within(limit, bound, node),
        Constraint::MultipleOf => is_multiple(node, bound),
        Constraint::MinLength | Constraint::MaxLength => {
            let text = node.as_str();
            text.is_none_or(|text| counts(limit, text.chars().count(), bound))
        }
        Constraint::MinItems | Constraint::MaxItems => match node {
            Node::Sequence(elements) => counts(limit, elements.len(), bound),
            _ => true,
        },
        Constraint::MinProperties | Constraint::MaxProperties => match node {
            Node::Mapping(members) => counts(limit, members.len(), bound),
            _ => true,
        },
        Constraint::UniqueItems => is_unique(node),
        Constraint::Pattern => node
            .as_str()
            .is_none_or(|text| patterns.matches(bound, text)),
    }
}

/// Returns the limit on the number of elements that a count violates, as the schema says it.
pub(super) fn forbidden_count(constraints: &Constraints, count: usize) -> Option<String> {
    let limits = [Constraint::MinItems, Constraint::MaxItems].into_iter();
    let stated = limits.filter_map(|limit| Some((limit, constraints.keywords.get(&limit)?)));
    let mut broken = stated.filter(|(limit, bound)| !counts(*limit, count, bound));
    broken
        .next()
        .map(|(limit, bound)| format!("`{}: {bound}`", limit.keyword()))
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

fn decimal(text: &str) -> Option<Decimal> {
    text.parse().ok()
}

fn within(limit: Constraint, bound: &str, node: &Node) -> bool {
    let Node::Number(text) = node else {
        return true;
    };
    let (Some(value), Some(bound)) = (decimal(text), decimal(bound)) else {
        return true;
    };
    match limit {
        Constraint::Minimum => value >= bound,
        Constraint::ExclusiveMinimum => value > bound,
        Constraint::Maximum => value <= bound,
        _ => value < bound,
    }
}

fn counts(limit: Constraint, count: usize, bound: &str) -> bool {
    let (Some(count), Some(bound)) = (decimal(&count.to_string()), decimal(bound)) else {
        return true;
    };
    match limit {
        Constraint::MinLength | Constraint::MinItems | Constraint::MinProperties => count >= bound,
        _ => count <= bound,
    }
}

fn is_multiple(node: &Node, of: &str) -> bool {
    let Node::Number(text) = node else {
        return true;
    };
    if let (Ok(value), Ok(of)) = (text.parse::<i128>(), of.parse::<i128>()) {
        return value.checked_rem(of).is_none_or(|rest| rest == 0);
    }
    let (Ok(value), Ok(of)) = (text.parse::<f64>(), of.parse::<f64>()) else {
        return true;
    };
    let times = value / of;
    // As near as binary floats come: 0.3 / 0.1 is not quite 3.
    !times.is_finite() || (times - times.round()).abs() <= 1e-9 * times.abs().max(1.0)
}

pub(super) fn is_unique(node: &Node) -> bool {
    let Node::Sequence(elements) = node else {
        return true;
    };
    let mut seen = HashSet::new();
    elements
        .iter()
        .all(|element| seen.insert(JsonValue::new(element)))
}

fn is_listed(listed: &[String], node: &Node) -> bool {
    let text = node.to_json(false);
    if listed.contains(&text) {
        return true;
    }
    let value = JsonValue::new(node);
    let listed = listed.iter().filter_map(|listed| parse_json(listed));
    listed
        .map(|listed| JsonValue::new(&listed))
        .any(|listed| listed == value)
}

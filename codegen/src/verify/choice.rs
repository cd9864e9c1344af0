//! Selection of the alternative of a union for a value. It does with the model what `union.rs` of the runtime does with
//! types.

use std::borrow::Cow;

use super::{
    Check, Effect,
    mismatch::shown,
    reading::{Fit, Reader},
};
use crate::{
    diagnostic::Place,
    model::{Alternative, Type, TypeDefinition, TypeKind, Union},
    source::Node,
};

/// The fit of a value to a type, judged by the names of its members.
#[derive(Clone, Copy)]
enum Glance {
    Never,
    Unlisted(usize),
    Perhaps,
}

/// The maximum depth of nested unions.
const MOST_CHOICES: usize = 128;

impl<'m> Reader<'m, '_> {
    pub(super) fn union(
        &mut self,
        definition: &'m TypeDefinition,
        union: &'m Union,
        node: &Node,
        place: &'m Place,
    ) -> Fit {
        if self.depth >= MOST_CHOICES {
            let what = "is a choice that holds only choices".to_owned();
            let says = "defined here".to_owned();
            let (check, effect) = (Check::NoAlternative, Effect::Refused);
            self.found(check, effect, what, &definition.place, says);
            return Fit::Refused;
        }
        self.depth += 1;
        let fit = match chosen(union, node) {
            Some(alternative) => self.alternative(alternative, node),
            None if find_free(union, node).contains(&true) => {
                self.best_fit(definition, union, node)
            }
            None => {
                self.unchosen(definition, union, node, place);
                Fit::Kept
            }
        };
        self.depth -= 1;
        match fit {
            // A union holds what is none of its alternatives, but for null.
            Fit::Kept if *node != Node::Null => Fit::Typed(vec![self.way.path.clone()]),
            fit => fit,
        }
    }

    fn alternative(&mut self, alternative: &'m Alternative, node: &Node) -> Fit {
        self.value(
            &alternative.ty,
            &alternative.constraints,
            node,
            &alternative.place,
        )
    }

    /// Reads a value that no discriminating value selects.
    fn unchosen(
        &mut self,
        definition: &'m TypeDefinition,
        union: &'m Union,
        node: &Node,
        place: &'m Place,
    ) {
        if *node == Node::Null {
            let what = "is null, which nothing here allows".to_owned();
            let says = format!("`{}` belongs here", definition.name);
            self.found(Check::Null, Effect::Kept, what, place, says);
            return;
        }
        let told = union.stages.iter().find_map(|stage| {
            let texts = stage
                .pointers
                .iter()
                .map(|pointer| Some((pointer, text_of(scalar_at(node, pointer)?))));
            texts.collect::<Option<Vec<_>>>()
        });
        let pointers = |stage: &crate::model::Stage| {
            let pointers: Vec<_> = stage
                .pointers
                .iter()
                .map(|pointer| format!("`{}`", pointer.trim_start_matches('/')))
                .collect();
            pointers.join(" and ")
        };
        let what = match told {
            Some(texts) => {
                let texts: Vec<_> = texts
                    .iter()
                    .map(|(pointer, text)| {
                        format!("`{}` is `{text}`", pointer.trim_start_matches('/'))
                    })
                    .collect();
                format!(
                    "is none of the alternatives of `{}`: {}",
                    definition.name,
                    texts.join(" and ")
                )
            }
            None => {
                let stages: Vec<_> = union.stages.iter().map(pointers).collect();
                format!(
                    "is none of the alternatives of `{}`: it has no text {}",
                    definition.name,
                    stages.join(", and no ")
                )
            }
        };
        let says = "the alternatives".to_owned();
        let (check, effect) = (Check::NoAlternative, Effect::Kept);
        self.found(check, effect, what, &definition.place, says);
    }

    /// Reads a value as the alternative that keeps the least, the first among equals, of those that no stage selects.
    /// Alternatives that leave the fewest members unlisted are tried first.
    fn best_fit(&mut self, definition: &'m TypeDefinition, union: &'m Union, node: &Node) -> Fit {
        let key = (std::ptr::from_ref(node), definition.name.as_str());
        match self.choices.get(&key) {
            Some(Some(index)) => {
                return match union.alternatives.get(*index) {
                    Some(alternative) => self.alternative(alternative, node),
                    None => Fit::Kept,
                };
            }
            Some(None) => {
                self.unfit(definition, node, Vec::new());
                return Fit::Kept;
            }
            None => {}
        }
        let free = union.alternatives.len();
        if !self.lookups.try_alternatives(free) {
            return Fit::Typed(Vec::new());
        }
        // Where unions are alternatives of each other, the inner one finds this.
        self.choices.insert(key, None);
        let mut candidates = self.ranked(union, node);
        let mut reasons = Vec::new();
        while let Some((rank, _)) = candidates.first().copied() {
            let others = candidates.split_off(candidates.partition_point(|(own, _)| *own == rank));
            let is_only = candidates.len() == 1;
            let mut best = None;
            for (_, index) in candidates {
                let Some(alternative) = union.alternatives.get(index) else {
                    continue;
                };
                let start = self.found.len();
                let fit = self.alternative(alternative, node);
                let found = self.found.split_off(start);
                let Fit::Typed(paths) = fit else {
                    let first = found.into_iter().next();
                    reasons.extend(first.map(|first| (alternative.name.as_str(), first)));
                    continue;
                };
                let kept = if is_only { 0 } else { paths.len() };
                if best
                    .as_ref()
                    .is_none_or(|(least, ..): &(usize, _, _, _)| kept < *least)
                {
                    best = Some((kept, index, paths, found));
                }
                if kept == 0 {
                    break;
                }
            }
            if let Some((_, index, paths, found)) = best {
                self.choices.insert(key, Some(index));
                let is_unnoticed = found.iter().all(|one| one.effect == Effect::Unnoticed);
                if found.is_empty() || !is_unnoticed || !self.fits_another(union, index, node) {
                    self.found.extend(found);
                }
                return Fit::Typed(paths);
            }
            candidates = others;
        }
        self.unfit(definition, node, reasons);
        Fit::Kept
    }

    /// Returns whether another alternative accepts a value that violates the constraints of the selected one.
    fn fits_another(&mut self, union: &'m Union, chosen: usize, node: &Node) -> bool {
        let others = union.alternatives.iter().enumerate();
        for (_, alternative) in others.filter(|(index, _)| *index != chosen) {
            let start = self.found.len();
            let fit = self.alternative(alternative, node);
            let found = self.found.split_off(start);
            if matches!(fit, Fit::Typed(_)) && found.is_empty() {
                return true;
            }
        }
        false
    }

    fn unfit(
        &mut self,
        definition: &'m TypeDefinition,
        node: &Node,
        reasons: Vec<(&str, super::Mismatch)>,
    ) {
        const MOST: usize = 3;
        let (check, what) = match node {
            Node::Null => (Check::Null, "is null, which nothing here allows".to_owned()),
            _ => (
                Check::NoAlternative,
                format!(
                    "is {}, which is none of the alternatives of `{}`",
                    shown(node),
                    definition.name
                ),
            ),
        };
        let says = "the alternatives".to_owned();
        self.found(check, Effect::Kept, what, &definition.place, says);
        let notes = reasons.into_iter().take(MOST).map(|(name, reason)| {
            let path = match reason.path.strip_prefix(&self.way.path) {
                Some("") | None => "it".to_owned(),
                Some(path) => format!("`{}`", path.trim_start_matches('.')),
            };
            format!("no `{name}`: {path} {}", reason.what)
        });
        let notes: Vec<_> = notes.collect();
        if let Some(found) = self.found.last_mut() {
            found.notes = notes;
        }
    }

    /// Returns the possible alternatives of a value, those that list most of its members first.
    fn ranked(&mut self, union: &Union, node: &Node) -> Vec<((bool, usize), usize)> {
        let free = find_free(union, node);
        let alternatives = union.alternatives.iter().enumerate().zip(free);
        let free = alternatives.filter(|(_, is_free)| *is_free);
        let mut glances = Vec::new();
        for ((index, one), _) in free {
            glances.push((index, one.is_closed, self.glance(&one.ty, node)));
        }
        let known = glances
            .iter()
            .filter_map(|(_, is_closed, glance)| match glance {
                Glance::Unlisted(count) if !is_closed || *count == 0 => Some(*count),
                _ => None,
            });
        let least = known.min().unwrap_or_default();
        let ranks = glances.iter().filter_map(|(index, is_closed, glance)| {
            let rank = match glance {
                Glance::Never => return None,
                Glance::Unlisted(count) => (*is_closed && *count > 0, *count),
                Glance::Perhaps => (false, least),
            };
            Some((rank, *index))
        });
        let mut ranks: Vec<_> = ranks.collect();
        ranks.sort_unstable();
        ranks
    }

    fn glance(&mut self, ty: &Type, node: &Node) -> Glance {
        let only = |is_kind: bool| {
            if is_kind {
                Glance::Perhaps
            } else {
                Glance::Never
            }
        };
        match ty {
            Type::Boxed(inner) | Type::Erased(inner) => self.glance(inner, node),
            Type::Array(_) | Type::Tuple(_) => only(matches!(node, Node::Sequence(_))),
            Type::Map(_) => only(matches!(node, Node::Mapping(_))),
            Type::Named(name) => match self.model.types.get(name).map(|it| (it, &it.kind)) {
                Some((definition, TypeKind::Struct(fields))) => {
                    let Node::Mapping(members) = node else {
                        return Glance::Never;
                    };
                    let is_there = |wire: &str| members.contains_key(wire);
                    let known = self.lookups.members(definition, fields);
                    if known.needed(fields).any(|field| !is_there(&field.wire)) {
                        return Glance::Never;
                    }
                    let is_listed = |name: &String| known.field(fields, name).is_some();
                    Glance::Unlisted(members.keys().filter(|name| !is_listed(name)).count())
                }
                _ => Glance::Perhaps,
            },
            _ => Glance::Perhaps,
        }
    }
}

/// Returns for each alternative whether the fit of a value decides for it.
fn find_free(union: &Union, node: &Node) -> Vec<bool> {
    union.free_alternatives_where(|stage| {
        let mut pointers = stage.pointers.iter();
        pointers.all(|pointer| scalar_at(node, pointer).is_some())
    })
}

/// Returns the alternative that the discriminating values select. The first stage whose pointers all lead to scalars
/// decides.
fn chosen<'m>(union: &'m Union, node: &Node) -> Option<&'m Alternative> {
    for stage in &union.stages {
        let scalars = stage.pointers.iter().map(|it| scalar_at(node, it));
        let Some(scalars) = scalars.collect::<Option<Vec<_>>>() else {
            continue;
        };
        let matches = |values: &[String]| {
            let mut pairs = values.iter().zip(&scalars);
            values.len() == scalars.len() && pairs.all(|(value, scalar)| is_scalar(scalar, value))
        };
        let case = stage.cases.iter().find(|case| matches(&case.values))?;
        return union.alternatives.get(case.alternative);
    }
    None
}

/// Returns the string, number or boolean at a pointer, followed through objects only.
fn scalar_at<'n>(node: &'n Node, pointer: &str) -> Option<&'n Node> {
    let mut node = node;
    for segment in crate::source::segments(pointer)? {
        node = node.get(&segment)?;
    }
    matches!(node, Node::String(_) | Node::Number(_) | Node::Bool(_)).then_some(node)
}

/// Returns whether a scalar is the one that a document writes like this. ASCII case and the form of a number do not matter.
fn is_scalar(scalar: &Node, expected: &str) -> bool {
    match scalar {
        Node::Number(number) => {
            let is_whole = |text: &str| !text.contains(['.', 'e', 'E']);
            let value = number.parse::<f64>();
            number == expected
                || (!(is_whole(number) && is_whole(expected))
                    && value.is_ok_and(|value| expected.parse() == Ok(value)))
        }
        other => text_of(other).eq_ignore_ascii_case(expected),
    }
}

fn text_of(scalar: &Node) -> Cow<'_, str> {
    match scalar {
        Node::String(text) | Node::Number(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.to_json(false)),
    }
}

//! Constraints of a value beside its type.

use std::{
    collections::{HashMap, HashSet},
    rc::Rc,
};

use billing_runtime::Decimal;

use super::{Check, mismatch::shown, patterns::Patterns};
use crate::{
    model::{Constraint, Constraints},
    source::{JsonValue, Node, parse_json},
};

/// Returns the violated constraints, each as a message and the keyword of the schema.
pub(super) fn broken(
    constraints: &Constraints,
    node: &Node,
    patterns: &mut Patterns,
    known: &mut ListedValues,
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
    if !constraints.listed.is_empty() && !known.contains(&constraints.listed, node) {
        const MOST: usize = 8;
        let listed = constraints.listed.iter().take(MOST);
        let mut listed: Vec<_> = listed.map(|value| format!("`{value}`")).collect();
        if constraints.listed.len() > MOST {
            listed.push(format!("{} more", constraints.listed.len() - MOST));
        }
        broken.push((
            Check::UnlistedValue,
            format!("is {}, which is not listed", shown(node)),
            format!("this lists {}", listed.join(", ")),
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

/// The listed values of the constraints that apply to parts of one value.
#[derive(Default)]
pub(super) struct ListedValues(HashMap<*const Vec<String>, Rc<HashSet<JsonValue>>>);

impl ListedValues {
    fn contains(&mut self, listed: &Vec<String>, node: &Node) -> bool {
        let values = || {
            let values = listed.iter().filter_map(|value| parse_json(value));
            Rc::new(values.map(|value| JsonValue::new(&value)).collect())
        };
        let known = self.0.entry(std::ptr::from_ref(listed));
        known.or_insert_with(values).contains(&JsonValue::new(node))
    }
}

//! What bounds a value beside its type.

use std::collections::{HashMap, HashSet};

use billing_runtime::Decimal;
use regex_lite::Regex;

use super::{Check, mismatch::shown};
use crate::{
    model::{Facts, Limit, in_rust},
    source::Node,
};

/// The regular expressions of a run; none for one that Rust can't say.
#[derive(Default)]
pub(super) struct Patterns(HashMap<String, Option<Regex>>);

impl Patterns {
    fn matches(&mut self, pattern: &str, text: &str) -> bool {
        let compiled = self
            .0
            .entry(pattern.to_owned())
            .or_insert_with(|| Regex::new(&in_rust(pattern)?).ok());
        compiled
            .as_ref()
            .is_none_or(|pattern| pattern.is_match(text))
    }
}

/// What a value breaks, as what is wrong and what the schema says.
pub(super) fn broken(
    facts: &Facts,
    node: &Node,
    patterns: &mut Patterns,
) -> Vec<(Check, String, String)> {
    let mut broken = Vec::new();
    for (limit, bound) in &facts.limits {
        let is_kept = match limit {
            Limit::Minimum | Limit::ExclusiveMinimum | Limit::Maximum | Limit::ExclusiveMaximum => {
                within(*limit, bound, node)
            }
            Limit::MultipleOf => is_multiple(node, bound),
            Limit::MinLength | Limit::MaxLength => {
                let text = node.as_str();
                text.is_none_or(|text| counts(*limit, text.chars().count(), bound))
            }
            Limit::MinItems | Limit::MaxItems => match node {
                Node::Sequence(elements) => counts(*limit, elements.len(), bound),
                _ => true,
            },
            Limit::MinProperties | Limit::MaxProperties => match node {
                Node::Mapping(members) => counts(*limit, members.len(), bound),
                _ => true,
            },
            Limit::UniqueItems => is_unique(node),
            Limit::Pattern => node
                .as_str()
                .is_none_or(|text| patterns.matches(bound, text)),
        };
        if is_kept {
            continue;
        }
        let keyword = limit.keyword();
        let (check, what) = match limit {
            Limit::Pattern => (
                Check::Pattern,
                format!("is {}, which does not match its pattern", shown(node)),
            ),
            Limit::UniqueItems => (Check::Limit, "has two equal elements".to_owned()),
            Limit::MinLength | Limit::MaxLength => {
                let length = node.as_str().map_or(0, |text| text.chars().count());
                (
                    Check::Limit,
                    format!(
                        "has {}, against `{keyword}: {bound}`",
                        counted(length, "character")
                    ),
                )
            }
            Limit::MinItems | Limit::MaxItems | Limit::MinProperties | Limit::MaxProperties => {
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
    if !facts.listed.is_empty() && !is_listed(&facts.listed, node) {
        let listed = facts.listed.join("`, `");
        broken.push((
            Check::UnlistedValue,
            format!("is {}, which is not listed", shown(node)),
            format!("this lists `{listed}`"),
        ));
    }
    broken
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

fn within(limit: Limit, bound: &str, node: &Node) -> bool {
    let Node::Number(text) = node else {
        return true;
    };
    let (Some(value), Some(bound)) = (decimal(text), decimal(bound)) else {
        return true;
    };
    match limit {
        Limit::Minimum => value >= bound,
        Limit::ExclusiveMinimum => value > bound,
        Limit::Maximum => value <= bound,
        _ => value < bound,
    }
}

fn counts(limit: Limit, count: usize, bound: &str) -> bool {
    let (Some(count), Some(bound)) = (decimal(&count.to_string()), decimal(bound)) else {
        return true;
    };
    match limit {
        Limit::MinLength | Limit::MinItems | Limit::MinProperties => count >= bound,
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

fn is_unique(node: &Node) -> bool {
    let Node::Sequence(elements) = node else {
        return true;
    };
    let mut seen = HashSet::new();
    elements
        .iter()
        .all(|element| seen.insert(element.to_json(false)))
}

fn is_listed(listed: &[String], node: &Node) -> bool {
    let text = node.to_json(false);
    listed.iter().any(|listed| {
        *listed == text
            || matches!((node, decimal(listed)), (Node::Number(own), Some(listed)) if decimal(own).is_some_and(|own| own == listed))
    })
}

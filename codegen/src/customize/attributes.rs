//! Attributes added by rules.

use syn::{Attribute, parse::Parser};

use super::rule::{Change, Rule};
use crate::diagnostic::{Code, Diagnostics};

/// Attributes with a meaning for the macro or the generated code.
const RESERVED: [&str; 10] = [
    "cfg",
    "closed",
    "doc_in",
    "operation",
    "paging",
    "response",
    "server",
    "versions",
    "when",
    "wire",
];

/// Adds the attributes of rules to a part.
pub(super) fn add(rules: &[(&Rule, &str)], list: &mut Vec<String>, diagnostics: &mut Diagnostics) {
    for (rule, _) in rules {
        let Change::Attribute(text) = &rule.change else {
            continue;
        };
        match problem(text) {
            None if list.contains(text) => {}
            None => list.push(text.clone()),
            Some((message, help)) => {
                diagnostics.push(rule.problem(Code::CustomAttribute, message).help(help))
            }
        }
    }
}

/// Returns message and help if a text is not an attribute that may be added.
fn problem(text: &str) -> Option<(String, &'static str)> {
    let parsed = Attribute::parse_outer.parse_str(text);
    let Some(attributes) = parsed.ok().filter(|attributes| !attributes.is_empty()) else {
        return Some((
            format!("`{text}` is not an attribute"),
            "write it as in Rust: `#[cfg_attr(test, derive(Eq))]`",
        ));
    };
    let reserved = attributes.iter().find_map(|attribute| {
        let mut names = RESERVED.iter();
        names.find(|name| attribute.path().is_ident(name))
    });
    reserved.map(|name| {
        let help = match *name {
            "cfg" => "other parts may refer to it: drop it with an override instead",
            _ => "definitions use this attribute themselves",
        };
        (format!("`#[{name}]` cannot be added"), help)
    })
}

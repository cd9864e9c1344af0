//! Attributes of the user's.

use syn::{Attribute, parse::Parser};

use super::rule::{Change, Rule};
use crate::diagnostic::{Code, Diagnostics};

/// What stands on definitions and means something to the macro, or to what is generated.
const RESERVED: [&str; 9] = [
    "cfg",
    "doc_in",
    "operation",
    "paging",
    "response",
    "server",
    "versions",
    "when",
    "wire",
];

/// Adds the attributes that rules put on a part.
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

/// What keeps a text from being attributes that can be put on a part.
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
            "cfg" => "a part that others refer to can't be left out: drop it with an override",
            _ => "it is one of those that definitions have of their own",
        };
        (format!("`#[{name}]` can't be added"), help)
    })
}

//! Trees as YAML text, in the layout of the fragments.

use std::fmt::Write as _;

use crate::source::{Members, Node};

/// Lists of scalars under these keys stand on one line, as far as they fit.
const INLINE: [&str; 5] = ["enum", "operations", "required", "scopes", "tags"];

/// A line of the fragments is not longer than this.
const WIDTH: usize = 120;

/// Words that YAML 1.1 reads as something else than text.
const RESERVED: [&str; 10] = [
    "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan",
];

/// Writes the members of a mapping, one below the other, each line indented by so many spaces.
pub(crate) fn members(members: &Members, indent: usize, out: &mut String) {
    for (name, value) in members {
        member(name, value, indent, out);
    }
}

/// Writes one member of a mapping.
pub(crate) fn member(name: &str, value: &Node, indent: usize, out: &mut String) {
    let _ = write!(out, "{:indent$}{}:", "", key(name));
    match value {
        Node::Mapping(inner) if !inner.is_empty() => {
            out.push('\n');
            members(inner, indent + 2, out);
        }
        Node::Sequence(elements) if !elements.is_empty() => {
            let line = inline(elements).filter(|line| {
                let is_listed = INLINE.contains(&name) || name.starts_with("x-") || indent == 2;
                is_listed && indent + name.len() + 2 + line.len() <= WIDTH
            });
            match line {
                Some(line) => {
                    let _ = writeln!(out, " {line}");
                }
                None => {
                    out.push('\n');
                    sequence(elements, indent + 2, out);
                }
            }
        }
        other => {
            let _ = writeln!(out, " {}", scalar(other));
        }
    }
}

fn sequence(elements: &[Node], indent: usize, out: &mut String) {
    for element in elements {
        match element {
            Node::Mapping(inner) if !inner.is_empty() => {
                let start = out.len();
                members(inner, indent + 2, out);
                // The first member stands behind the dash.
                out.replace_range(start + indent..start + indent + 1, "-");
            }
            Node::Sequence(inner) if !inner.is_empty() => {
                let _ = writeln!(out, "{:indent$}-", "");
                sequence(inner, indent + 2, out);
            }
            other => {
                let _ = writeln!(out, "{:indent$}- {}", "", scalar(other));
            }
        }
    }
}

/// A list of scalars on one line; none if it holds anything else.
fn inline(elements: &[Node]) -> Option<String> {
    let is_scalar = |node: &Node| !matches!(node, Node::Mapping(_) | Node::Sequence(_));
    if !elements.iter().all(is_scalar) {
        return None;
    }
    let elements: Vec<_> = elements.iter().map(scalar).collect();
    Some(format!("[{}]", elements.join(", ")))
}

fn scalar(node: &Node) -> String {
    match node {
        Node::Null => "null".to_owned(),
        Node::Bool(value) => value.to_string(),
        Node::Number(text) => text.clone(),
        Node::String(text) => text_scalar(text),
        Node::Sequence(_) => "[]".to_owned(),
        Node::Mapping(_) => "{}".to_owned(),
    }
}

/// A text as a scalar: plain where it cannot be read as anything else, quoted elsewhere.
pub(crate) fn text_scalar(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_.-/$".contains(c);
    if is_plain(text, is_word) {
        return text.to_owned();
    }
    quoted(text)
}

fn key(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || "_.-/${}".contains(c);
    let starts = |c: char| c.is_ascii_alphabetic() || "_/$".contains(c);
    if text.starts_with(starts) && text.chars().all(is_word) && !is_reserved(text) {
        return text.to_owned();
    }
    quoted(text)
}

fn is_plain(text: &str, is_word: impl Fn(char) -> bool) -> bool {
    let starts = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
    text.starts_with(starts)
        && text
            .split(' ')
            .all(|word| !word.is_empty() && word.chars().all(&is_word))
        && !is_reserved(text)
}

fn is_reserved(text: &str) -> bool {
    RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn quoted(text: &str) -> String {
    if text.chars().any(|c| c.is_control() || c == '\u{feff}') {
        // JSON's escapes are YAML's too.
        return serde_json::to_string(text).unwrap_or_default();
    }
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_quoted_where_they_would_be_something_else() {
        let cases = [
            ("Invoices", "Invoices"),
            ("Usage Charge", "Usage Charge"),
            ("$top", "$top"),
            ("2024-04-01", "'2024-04-01'"),
            ("200", "'200'"),
            ("No", "'No'"),
            ("a: b", "'a: b'"),
            ("it's", "'it''s'"),
            ("", "''"),
            ("a  b", "'a  b'"),
            ("#/components/x", "'#/components/x'"),
            ("one\ntwo", "\"one\\ntwo\""),
            ("^[a-z]$", "'^[a-z]$'"),
        ];
        for (text, expected) in cases {
            assert_eq!(text_scalar(text), expected);
            let read: serde_yaml::Value = serde_yaml::from_str(&text_scalar(text)).unwrap();
            assert_eq!(read.as_str(), Some(text));
        }
    }

    #[test]
    fn keys_hold_paths_as_they_are() {
        assert_eq!(key("/a/{b}/c"), "/a/{b}/c");
        assert_eq!(key("200"), "'200'");
        assert_eq!(key("no"), "'no'");
    }
}

//! Values of YAML and JSON texts, and JSON pointers to them.

use std::{borrow::Cow, fmt};

use billing_macros_expand::is_hidden;

use super::Members;

/// A value of a YAML or JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// `null`, or an empty value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number as JSON text, with the digits of the file.
    Number(String),
    /// A string.
    String(String),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order of the file.
    Mapping(Members),
}

impl Node {
    /// Returns the kind of the value for messages, such as `a list`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Sequence(_) => "a list",
            Self::Mapping(_) => "a mapping",
        }
    }

    /// Returns the text of a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the members of a mapping.
    #[must_use]
    pub fn as_mapping(&self) -> Option<&Members> {
        match self {
            Self::Mapping(members) => Some(members),
            _ => None,
        }
    }

    /// Returns whether the value is a mapping.
    pub(crate) fn is_mapping(&self) -> bool {
        matches!(self, Self::Mapping(_))
    }

    /// Returns the members of a mapping.
    pub(crate) fn into_mapping(self) -> Option<Members> {
        match self {
            Self::Mapping(members) => Some(members),
            _ => None,
        }
    }

    /// Returns the member of a mapping with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.as_mapping()?.get(name)
    }

    /// Returns the value at a JSON pointer.
    #[must_use]
    pub fn pointed(&self, pointer: &str) -> Option<&Node> {
        let mut node = self;
        for segment in split(pointer)? {
            let segment = unescaped(segment);
            node = match node {
                Self::Mapping(members) => members.get(&segment)?,
                Self::Sequence(elements) => elements.get(segment.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// Writes the value as JSON text: on one line, or indented by two spaces.
    #[must_use]
    pub fn to_json(&self, indented: bool) -> String {
        let mut text = String::new();
        // Writing to a String cannot fail.
        let _ = write_json(self, indented.then_some(0), &mut text);
        text
    }

    /// Returns the value as JSON text on one line, with the members of each mapping sorted by name.
    pub(crate) fn to_sorted_json(&self) -> String {
        self.sorted().to_json(false)
    }

    fn sorted(&self) -> Self {
        match self {
            Self::Mapping(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by_key(|(name, _)| *name);
                let members = members.into_iter();
                Self::Mapping(
                    members
                        .map(|(name, value)| (name.clone(), value.sorted()))
                        .collect(),
                )
            }
            Self::Sequence(elements) => Self::Sequence(elements.iter().map(Self::sorted).collect()),
            other => other.clone(),
        }
    }
}

fn write_json(node: &Node, indent: Option<usize>, out: &mut String) -> fmt::Result {
    use fmt::Write;
    let inner = indent.map(|depth| depth + 1);
    match node {
        Node::Null => out.write_str("null"),
        Node::Bool(value) => write!(out, "{value}"),
        Node::Number(text) => out.write_str(text),
        Node::String(text) => write_string(text, out),
        Node::Sequence(elements) if elements.is_empty() => out.write_str("[]"),
        Node::Sequence(elements) => {
            out.write_char('[')?;
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.write_char(',')?;
                }
                new_line(inner, out)?;
                write_json(element, inner, out)?;
            }
            new_line(indent, out)?;
            out.write_char(']')
        }
        Node::Mapping(members) if members.is_empty() => out.write_str("{}"),
        Node::Mapping(members) => {
            out.write_char('{')?;
            for (index, (name, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.write_char(',')?;
                }
                new_line(inner, out)?;
                write_string(name, out)?;
                out.write_str(if indent.is_some() { ": " } else { ":" })?;
                write_json(value, inner, out)?;
            }
            new_line(indent, out)?;
            out.write_char('}')
        }
    }
}

fn write_string(text: &str, out: &mut String) -> fmt::Result {
    use fmt::Write;
    for character in serde_json::to_string(text).map_err(|_| fmt::Error)?.chars() {
        // Such characters are in the Basic Multilingual Plane.
        if is_hidden(character) {
            write!(out, "\\u{:04x}", u32::from(character))?;
        } else {
            out.push(character);
        }
    }
    Ok(())
}

fn new_line(indent: Option<usize>, out: &mut String) -> fmt::Result {
    use fmt::Write;
    match indent {
        Some(depth) => write!(out, "\n{:1$}", "", depth * 2),
        None => Ok(()),
    }
}

/// Appends a segment to a JSON pointer.
pub(crate) fn push_segment(pointer: &mut String, segment: &str) {
    pointer.push('/');
    if !segment.contains(['~', '/']) {
        pointer.push_str(segment);
        return;
    }
    for character in segment.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Returns the unescaped segments of a JSON pointer; none if it does not begin with `/`.
pub(crate) fn segments(pointer: &str) -> Option<Vec<String>> {
    Some(
        split(pointer)?
            .map(|segment| unescaped(segment).into_owned())
            .collect(),
    )
}

/// Splits a JSON pointer into escaped segments; none if it does not begin with `/`.
fn split(pointer: &str) -> Option<impl Iterator<Item = &str>> {
    let rest = if pointer.is_empty() {
        None
    } else {
        Some(pointer.strip_prefix('/')?)
    };
    Some(rest.into_iter().flat_map(|rest| rest.split('/')))
}

/// Unescapes a segment of a JSON pointer.
pub(crate) fn unescaped(segment: &str) -> Cow<'_, str> {
    if segment.contains('~') {
        segment.replace("~1", "/").replace("~0", "~").into()
    } else {
        segment.into()
    }
}

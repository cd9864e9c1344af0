//! Edits of YAML texts that people maintain: comments, layout and everything else stay as they are.
//!
//! Members are added to block mappings, which is how people write documents; scalars and members with known byte ranges are
//! replaced and removed in any style. For anything else there is a [`Refusal`]. Each edit
//! is checked: the new text has to hold what the old one held and what was added, and nothing else.

mod block;
mod print;
mod ranges;

use std::fmt;

use self::block::{Block, Value};
pub(crate) use self::print::{member, text_scalar};
pub(crate) use self::ranges::{Action, Change, Replacement, change};
use crate::source::{Members, Node};

/// The reason why a text was not edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A value is written on one line, or behind an anchor or tag.
    NotABlock(String),
    /// A member is there already.
    Occupied(String),
    /// The edited text does not hold what it should.
    Unsure,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotABlock(key) => write!(f, "`{key}` is not written as one member a line"),
            Self::Occupied(key) => write!(f, "`{key}` is there already"),
            Self::Unsure => f.write_str("the text has a form that cannot be edited safely"),
        }
    }
}

/// Members to add to a mapping of a text.
#[derive(Clone, Debug)]
pub(crate) struct Addition {
    /// The keys that lead to the mapping.
    pub(crate) path: Vec<String>,
    /// What is added at its end.
    pub(crate) members: Members,
    /// Whether a blank line precedes each member.
    pub(crate) is_spaced: bool,
}

/// Adds members at the ends of mappings. A mapping that is not there is added too.
pub(crate) fn add(text: &str, additions: &[Addition]) -> Result<String, Refusal> {
    let mut edited = text.to_owned();
    let mut expected = parse(text)?;
    for addition in additions {
        edited = add_one(&edited, addition)?;
        merge(&mut expected, &addition.path, &addition.members)?;
    }
    match parse(&edited)? == expected {
        true => Ok(edited),
        false => Err(Refusal::Unsure),
    }
}

/// Puts another value in the place of a member of a mapping, or adds the member.
pub(crate) fn set(
    text: &str,
    path: &[String],
    name: &str,
    value: &Node,
) -> Result<String, Refusal> {
    let mut expected = parse(text)?;
    let only: Members = [(name.to_owned(), value.clone())].into_iter().collect();
    let edited = match block::find(text, path, name)? {
        None => {
            let addition = Addition {
                path: path.to_vec(),
                members: only.clone(),
                is_spaced: true,
            };
            add_one(text, &addition)?
        }
        Some(Block { lines, indent, .. }) => {
            let mut printed = String::new();
            member(name, value, indent, &mut printed);
            splice(text, lines.start, lines.end, &printed)
        }
    };
    put(&mut expected, path, &only)?;
    match parse(&edited)? == expected {
        true => Ok(edited),
        false => Err(Refusal::Unsure),
    }
}

/// Whether the mapping that some keys lead to has a member.
pub(crate) fn has(text: &str, path: &[String], name: &str) -> Result<bool, Refusal> {
    Ok(block::find(text, path, name)?.is_some())
}

/// Takes a member out of a mapping, if it is there.
pub(crate) fn remove(text: &str, path: &[String], name: &str) -> Result<String, Refusal> {
    let Some(Block { lines, .. }) = block::find(text, path, name)? else {
        return Ok(text.to_owned());
    };
    let mut expected = parse(text)?;
    reach(&mut expected, path)?.shift_remove(name);
    let edited = splice(text, lines.start, lines.end, "");
    match parse(&edited)? == expected {
        true => Ok(edited),
        false => Err(Refusal::Unsure),
    }
}

/// The number of members of the mapping that some keys lead to.
pub(crate) fn count(text: &str, path: &[String]) -> Result<usize, Refusal> {
    Ok(reach(&mut parse(text)?, path)?.len())
}

fn add_one(text: &str, addition: &Addition) -> Result<String, Refusal> {
    let mut owner: Option<Block> = None;
    let mut members = addition.members.clone();
    let mut is_spaced = addition.is_spaced;
    for (depth, name) in addition.path.iter().enumerate() {
        let outer = addition.path.get(..depth).unwrap_or_default();
        match block::find(text, outer, name)? {
            Some(found) => owner = Some(found),
            None => {
                // What is not there is added with all that leads to the members.
                for name in addition.path.iter().skip(depth).rev() {
                    members = [(name.clone(), Node::Mapping(members))]
                        .into_iter()
                        .collect();
                    is_spaced = depth == 0 || is_spaced;
                }
                break;
            }
        }
    }
    let (indent, end, is_empty) = match &owner {
        None => {
            let end = text.lines().count();
            (0, end, text.trim().is_empty())
        }
        Some(found) => match &found.value {
            Value::Members { indent } => (*indent, found.lines.end, false),
            Value::Empty => (found.indent + 2, found.lines.end, true),
            Value::Other => {
                let name = addition.path.last().cloned().unwrap_or_default();
                return Err(Refusal::NotABlock(name));
            }
        },
    };
    let mut printed = String::new();
    for (index, (name, value)) in members.iter().enumerate() {
        if is_spaced && !(is_empty && index == 0) {
            printed.push('\n');
        }
        member_spaced(name, value, indent, &mut printed);
    }
    match owner.filter(|_| is_empty) {
        // The braces of an empty mapping go.
        Some(found) => {
            let key = block::key_line(text, &found);
            Ok(splice(
                text,
                found.lines.start,
                found.lines.end,
                &format!("{key}\n{printed}"),
            ))
        }
        None => Ok(splice(text, end, end, &printed)),
    }
}

/// Writes a member; the members of sections of components stand apart.
fn member_spaced(name: &str, value: &Node, indent: usize, out: &mut String) {
    let Node::Mapping(inner) = value else {
        member(name, value, indent, out);
        return;
    };
    let is_section = ["schemas", "responses", "parameters", "headers"].contains(&name);
    if !is_section && name != "components" {
        member(name, value, indent, out);
        return;
    }
    let start = out.len();
    member(name, &Node::Mapping(Members::new()), indent, out);
    let key = out.get(start..).unwrap_or_default();
    let key = key.trim_end().trim_end_matches("{}").trim_end().to_owned();
    out.truncate(start);
    out.push_str(&key);
    out.push('\n');
    for (index, (name, value)) in inner.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        member_spaced(name, value, indent + 2, out);
    }
}

/// The text with other lines in the place of some.
fn splice(text: &str, start: usize, end: usize, lines: &str) -> String {
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut edited = String::with_capacity(text.len() + lines.len());
    let kept: Vec<&str> = text.split_inclusive('\n').collect();
    for line in kept.iter().take(start) {
        edited.push_str(line);
    }
    if !edited.is_empty() && !edited.ends_with('\n') {
        edited.push_str(newline);
    }
    for line in lines.lines() {
        edited.push_str(line);
        edited.push_str(newline);
    }
    for line in kept.iter().skip(end) {
        edited.push_str(line);
    }
    edited
}

fn parse(text: &str) -> Result<serde_yaml::Value, Refusal> {
    serde_yaml::from_str(text).map_err(|_| Refusal::Unsure)
}

/// The value that a node is, read from its own text.
fn value(members: &Members) -> Result<serde_yaml::Mapping, Refusal> {
    let json = Node::Mapping(members.clone()).to_json(false);
    match serde_yaml::from_str(&json) {
        Ok(serde_yaml::Value::Mapping(mapping)) => Ok(mapping),
        _ => Err(Refusal::Unsure),
    }
}

/// The mapping that keys lead to; made where it is not there.
fn reach<'v>(
    mut node: &'v mut serde_yaml::Value,
    path: &[String],
) -> Result<&'v mut serde_yaml::Mapping, Refusal> {
    for name in path {
        if node.is_null() {
            *node = serde_yaml::Value::Mapping(serde_yaml::Mapping::new());
        }
        let mapping = node.as_mapping_mut().ok_or(Refusal::Unsure)?;
        node = mapping
            .entry(serde_yaml::Value::String(name.clone()))
            .or_insert(serde_yaml::Value::Null);
    }
    if node.is_null() {
        *node = serde_yaml::Value::Mapping(serde_yaml::Mapping::new());
    }
    node.as_mapping_mut().ok_or(Refusal::Unsure)
}

fn merge(node: &mut serde_yaml::Value, path: &[String], members: &Members) -> Result<(), Refusal> {
    let mapping = reach(node, path)?;
    for (name, value) in value(members)? {
        if mapping.contains_key(&name) {
            let name = name.as_str().unwrap_or_default().to_owned();
            return Err(Refusal::Occupied(name));
        }
        mapping.insert(name, value);
    }
    Ok(())
}

fn put(node: &mut serde_yaml::Value, path: &[String], members: &Members) -> Result<(), Refusal> {
    let mapping = reach(node, path)?;
    for (name, value) in value(members)? {
        mapping.insert(name, value);
    }
    Ok(())
}

#[cfg(test)]
mod tests;

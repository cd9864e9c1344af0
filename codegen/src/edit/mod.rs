//! Edits of YAML texts that people maintain: comments, layout and everything else stay as they are.
//!
//! Members are added to block mappings, which is how people write documents; scalars and members with known byte ranges are
//! replaced and removed in any style. For anything else there is a [`Refusal`]. Each edit
//! is checked: the new text has to hold what the old one held and what was added, and nothing else.

mod block;
mod insert;
mod print;
mod ranges;

use std::fmt;

pub(crate) use self::print::{member, text_scalar};
pub(crate) use self::ranges::{Action, Change, Replacement, change};
use self::{
    block::{Block, Outline},
    insert::{Edits, insert},
};
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
    /// The members that are added at its end.
    pub(crate) members: Members,
    /// True if a blank line precedes each member.
    pub(crate) is_spaced: bool,
}

/// Adds members at the ends of mappings. A mapping that is not there is added too.
pub(crate) fn add(text: &str, additions: &[Addition]) -> Result<String, Refusal> {
    let mut expected = parse(text)?;
    for addition in additions {
        merge(&mut expected, &addition.path, &addition.members)?;
    }
    let edited = insert(text, additions)?;
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
    let edited = match Outline::new(text).find(path, name)? {
        None => {
            let addition = Addition {
                path: path.to_vec(),
                members: only.clone(),
                is_spaced: true,
            };
            insert(text, &[addition])?
        }
        Some(Block { lines, indent, .. }) => {
            let mut printed = String::new();
            member(name, value, indent, &mut printed);
            let mut edits = Edits::default();
            edits.replace(lines, printed);
            edits.apply(text)
        }
    };
    put(&mut expected, path, &only)?;
    match parse(&edited)? == expected {
        true => Ok(edited),
        false => Err(Refusal::Unsure),
    }
}

/// Returns true if the mapping that some keys lead to has a member.
pub(crate) fn has(text: &str, path: &[String], name: &str) -> Result<bool, Refusal> {
    Ok(Outline::new(text).find(path, name)?.is_some())
}

/// Takes a member out of a mapping, if it is there.
pub(crate) fn remove(text: &str, path: &[String], name: &str) -> Result<String, Refusal> {
    let Some(Block { lines, .. }) = Outline::new(text).find(path, name)? else {
        return Ok(text.to_owned());
    };
    let mut expected = parse(text)?;
    reach(&mut expected, path)?.shift_remove(name);
    let mut edits = Edits::default();
    edits.replace(lines, String::new());
    let edited = edits.apply(text);
    match parse(&edited)? == expected {
        true => Ok(edited),
        false => Err(Refusal::Unsure),
    }
}

/// The number of members of the mapping that some keys lead to.
pub(crate) fn count(text: &str, path: &[String]) -> Result<usize, Refusal> {
    Ok(reach(&mut parse(text)?, path)?.len())
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

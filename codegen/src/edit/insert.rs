//! Insertion of members into a text: the lines of all additions are found first, and the text is copied once.

use std::{collections::BTreeMap, ops::Range};

use super::{
    Addition, Refusal,
    block::{Block, Outline, Value},
    member,
};
use crate::source::{Members, Node};

/// Lines to put in the place of others.
#[derive(Default)]
pub(super) struct Edits {
    all: Vec<Edit>,
}

struct Edit {
    /// The replaced lines; none if lines are only added.
    lines: Range<usize>,
    /// The number of mappings around the lines. At one place, the members of an inner mapping precede those of an outer one.
    depth: usize,
    text: String,
}

impl Edits {
    /// Puts a text in the place of some lines.
    pub(super) fn replace(&mut self, lines: Range<usize>, text: String) {
        self.push(lines, 0, text);
    }

    fn push(&mut self, lines: Range<usize>, depth: usize, text: String) {
        self.all.push(Edit { lines, depth, text });
    }

    /// Returns the text with all edits. No two of them replace the same line.
    pub(super) fn apply(mut self, text: &str) -> String {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let added: usize = self.all.iter().map(|edit| edit.text.len()).sum();
        self.all
            .sort_by_key(|edit| (edit.lines.start, std::cmp::Reverse(edit.depth)));
        let mut edited = String::with_capacity(text.len() + added);
        let mut kept = text.split_inclusive('\n').enumerate().peekable();
        for edit in self.all {
            while let Some((_, line)) = kept.next_if(|(index, _)| *index < edit.lines.start) {
                edited.push_str(line);
            }
            if !edited.is_empty() && !edited.ends_with('\n') {
                edited.push_str(newline);
            }
            for line in edit.text.lines() {
                edited.push_str(line);
                edited.push_str(newline);
            }
            while kept.next_if(|(index, _)| *index < edit.lines.end).is_some() {}
        }
        kept.for_each(|(_, line)| edited.push_str(line));
        edited
    }
}

/// The members to add to a mapping that is there.
#[derive(Default)]
struct Pending {
    members: Members,
    /// True if a blank line precedes each member.
    is_spaced: bool,
}

/// Adds members at the ends of mappings. The caller has checked that they are not there yet.
pub(super) fn insert(text: &str, additions: &[Addition]) -> Result<String, Refusal> {
    let mut outline = Outline::new(text);
    let mut owners: BTreeMap<&[String], Pending> = BTreeMap::new();
    for addition in additions {
        let depth = known_depth(&mut outline, &addition.path)?;
        let (known, missing) = addition.path.split_at(depth);
        let pending = owners.entry(known).or_default();
        pending.is_spaced |= addition.is_spaced || depth == 0 && !missing.is_empty();
        merge(&mut pending.members, missing, &addition.members)?;
    }
    let mut edits = Edits::default();
    for (path, pending) in owners {
        let owner = match path.split_last() {
            Some((name, outer)) => outline.find(outer, name)?,
            None => None,
        };
        insert_into(&outline, owner, path, &pending, &mut edits)?;
    }
    Ok(edits.apply(text))
}

/// Returns how many of the mappings of a path are there.
fn known_depth(outline: &mut Outline<'_>, path: &[String]) -> Result<usize, Refusal> {
    for (depth, name) in path.iter().enumerate() {
        let outer = path.get(..depth).unwrap_or_default();
        if outline.find(outer, name)?.is_none() {
            return Ok(depth);
        }
    }
    Ok(path.len())
}

/// Puts members below those that several additions share.
fn merge(into: &mut Members, path: &[String], members: &Members) -> Result<(), Refusal> {
    let Some((name, rest)) = path.split_first() else {
        for (name, node) in members {
            into.insert(name.clone(), node.clone());
        }
        return Ok(());
    };
    if !into.contains_key(name) {
        into.insert(name.clone(), Node::Mapping(Members::new()));
    }
    match into.get_mut(name) {
        Some(Node::Mapping(inner)) => merge(inner, rest, members),
        _ => Err(Refusal::NotABlock(name.clone())),
    }
}

fn insert_into(
    outline: &Outline<'_>,
    owner: Option<Block>,
    path: &[String],
    pending: &Pending,
    edits: &mut Edits,
) -> Result<(), Refusal> {
    let (indent, end, is_empty) = match &owner {
        None => (0, outline.line_count(), outline.is_blank()),
        Some(found) => match &found.value {
            Value::Members { indent } => (*indent, found.lines.end, false),
            Value::Empty => (found.indent + 2, found.lines.end, true),
            Value::Other => {
                let name = path.last().cloned().unwrap_or_default();
                return Err(Refusal::NotABlock(name));
            }
        },
    };
    let mut printed = String::new();
    for (index, (name, value)) in pending.members.iter().enumerate() {
        if pending.is_spaced && !(is_empty && index == 0) {
            printed.push('\n');
        }
        member_spaced(name, value, indent, &mut printed);
    }
    match owner.filter(|_| is_empty) {
        // The braces of an empty mapping go.
        Some(found) => {
            let key = outline.key_line(&found);
            edits.push(found.lines, path.len(), format!("{key}\n{printed}"));
        }
        None => edits.push(end..end, path.len(), printed),
    }
    Ok(())
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

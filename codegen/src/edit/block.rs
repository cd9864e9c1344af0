//! The lines of the members of block mappings.

use std::{collections::HashMap, ops::Range};

use super::Refusal;

/// A member of a block mapping.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The lines from that of its key to the last one of its value.
    pub(super) lines: Range<usize>,
    /// The spaces before its key.
    pub(super) indent: usize,
    pub(super) value: Value,
}

/// The form of a member's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Members below the key, behind so many spaces.
    Members { indent: usize },
    /// `{}`, or nothing.
    Empty,
    /// Anything else.
    Other,
}

struct Line<'t> {
    text: &'t str,
    indent: usize,
}

impl Line<'_> {
    /// Returns true if the line holds a part of the document.
    fn is_content(&self) -> bool {
        let text = self.text.trim();
        !text.is_empty() && !text.starts_with('#') && text != "---"
    }
}

/// The lines of a text, and the members of its mappings as far as somebody asked for them.
pub(super) struct Outline<'t> {
    lines: Vec<Line<'t>>,
    /// The members of mappings by the keys that lead to them. Each mapping is read once.
    mappings: HashMap<Vec<String>, HashMap<String, Block>>,
}

impl<'t> Outline<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let indent = |text: &str| text.len() - text.trim_start_matches(' ').len();
        let line = |text: &'t str| Line {
            indent: indent(text),
            text,
        };
        Self {
            lines: text.lines().map(line).collect(),
            mappings: HashMap::new(),
        }
    }

    pub(super) fn line_count(&self) -> usize {
        self.lines.len()
    }

    /// Whether the text holds nothing but space.
    pub(super) fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| line.text.trim().is_empty())
    }

    /// Finds the member of a name in the mapping that some keys lead to; none if the mapping lacks it.
    pub(super) fn find(&mut self, path: &[String], name: &str) -> Result<Option<Block>, Refusal> {
        for depth in 0..=path.len() {
            let outer = path.get(..depth).unwrap_or_default();
            if self.mappings.contains_key(outer) {
                continue;
            }
            let owner = match outer.split_last() {
                None => None,
                Some((key, around)) => match self.member(around, key) {
                    None => return Ok(None),
                    Some(found) => match found.value {
                        Value::Members { .. } => Some(found),
                        Value::Empty => return Ok(None),
                        Value::Other => return Err(Refusal::NotABlock(key.clone())),
                    },
                },
            };
            let members = match owner {
                None => members(&self.lines, 0..self.lines.len(), None),
                Some(Block { lines, indent, .. }) => {
                    let inner = lines.start + 1..lines.end;
                    members(&self.lines, inner, Some(*indent))
                }
            };
            self.mappings.insert(outer.to_vec(), members);
        }
        Ok(self.member(path, name).cloned())
    }

    fn member(&self, path: &[String], name: &str) -> Option<&Block> {
        self.mappings.get(path)?.get(name)
    }

    /// The text of a member's key, with the colon and a comment behind the value.
    pub(super) fn key_line(&self, block: &Block) -> String {
        let line = self.lines.get(block.lines.start);
        let line = line.map_or("", |line| line.text);
        let (key, rest) = split_key(line).unwrap_or((line, ""));
        match rest.find(" #") {
            Some(at) => {
                let value = rest.get(..at).unwrap_or_default().trim_end();
                let comment = rest.get(value.len()..).unwrap_or_default();
                format!("{key}:{comment}")
            }
            None => format!("{key}:"),
        }
    }
}

/// The members of the block mapping in some lines. Of two with the same key, the first one counts.
fn members(
    lines: &[Line<'_>],
    range: Range<usize>,
    outer: Option<usize>,
) -> HashMap<String, Block> {
    let mut found = HashMap::new();
    let end = range.end;
    let content = |index: &usize| lines.get(*index).is_some_and(Line::is_content);
    let mut next = range.clone().find(content);
    let Some(indent) = next
        .and_then(|first| lines.get(first))
        .map(|line| line.indent)
    else {
        return found;
    };
    if outer.is_some_and(|outer| indent <= outer) {
        return found;
    }
    while let Some(start) = next {
        let after = end_of(lines, start, end, indent);
        let line = lines.get(start).filter(|line| line.indent == indent);
        let line = line.filter(|line| !is_element(line.text));
        if let Some((key, rest)) = line.and_then(|line| split_key(line.text)) {
            found.entry(unquoted(key.trim())).or_insert_with(|| Block {
                lines: start..after,
                indent,
                value: value(lines, start + 1..after, rest),
            });
        }
        next = (after..end).find(content);
    }
    found
}

/// The end of the lines of the member that starts at a line.
fn end_of(lines: &[Line<'_>], start: usize, limit: usize, indent: usize) -> usize {
    let belongs =
        |line: &Line<'_>| line.indent > indent || line.indent == indent && is_element(line.text);
    let mut end = start + 1;
    for (index, line) in lines.iter().enumerate().take(limit).skip(start + 1) {
        if line.text.trim().is_empty() {
            continue;
        }
        if belongs(line) {
            end = index + 1;
        } else if line.is_content() {
            break;
        }
        // A comment that stands as far out belongs to what follows.
    }
    end
}

/// The form of a value: the text behind the key, and the lines below it.
fn value(lines: &[Line<'_>], below: Range<usize>, rest: &str) -> Value {
    let content = |index: &usize| lines.get(*index).is_some_and(Line::is_content);
    let written = rest.split(" #").next().unwrap_or_default().trim();
    let child = below.into_iter().find(content);
    match (written, child.and_then(|index| lines.get(index))) {
        ("" | "{}", None) => Value::Empty,
        ("", Some(line)) if !is_element(line.text) && split_key(line.text).is_some() => {
            Value::Members {
                indent: line.indent,
            }
        }
        _ => Value::Other,
    }
}

fn is_element(text: &str) -> bool {
    let text = text.trim_start();
    text == "-" || text.starts_with("- ")
}

/// The key of a line as it is written, and what stands behind the colon.
fn split_key(text: &str) -> Option<(&str, &str)> {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?;
    let end = match rest.chars().next()? {
        quote @ ('\'' | '"') => {
            let mut end = 1;
            loop {
                let at = rest.get(end..)?.find(quote)?;
                end += at + 1;
                // A doubled quote is part of the key.
                match rest.get(end..).is_some_and(|rest| rest.starts_with(quote)) {
                    true => end += 1,
                    false => break end,
                }
            }
        }
        _ => {
            rest.char_indices()
                .find(|(index, character)| {
                    let behind = rest.get(index + 1..).unwrap_or_default();
                    *character == ':' && (behind.is_empty() || behind.starts_with(' '))
                })?
                .0
        }
    };
    let behind = rest.get(end..)?.trim_start().strip_prefix(':')?;
    Some((text.get(..start + end)?, behind))
}

fn unquoted(key: &str) -> String {
    let inner = |quote: char| key.strip_prefix(quote)?.strip_suffix(quote);
    match (inner('\''), inner('"')) {
        (Some(text), _) => text.replace("''", "'"),
        (_, Some(text)) => text.to_owned(),
        _ => key.to_owned(),
    }
}

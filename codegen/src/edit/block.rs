//! The lines of a member of a block mapping.

use std::ops::Range;

use super::Refusal;

/// A member of a block mapping.
#[derive(Debug)]
pub(super) struct Block {
    /// Its lines, from that of its key to the last one of its value.
    pub(super) lines: Range<usize>,
    /// The spaces before its key.
    pub(super) indent: usize,
    pub(super) value: Value,
}

/// The form of a member's value.
#[derive(Debug, PartialEq, Eq)]
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
    /// Whether the line holds a part of the document.
    fn is_content(&self) -> bool {
        let text = self.text.trim();
        !text.is_empty() && !text.starts_with('#') && text != "---"
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let line = |text: &'_ str| text.len() - text.trim_start_matches(' ').len();
    text.lines()
        .map(|text| Line {
            indent: line(text),
            text,
        })
        .collect()
}

/// Finds the member of a name in the mapping that some keys lead to; none if the mapping lacks it.
pub(super) fn find(text: &str, path: &[String], name: &str) -> Result<Option<Block>, Refusal> {
    let lines = lines(text);
    let mut range = 0..lines.len();
    let mut outer: Option<usize> = None;
    for key in path {
        let Some(found) = member(&lines, range, outer, key) else {
            return Ok(None);
        };
        match found.value {
            Value::Members { .. } => {}
            Value::Empty => return Ok(None),
            Value::Other => return Err(Refusal::NotABlock(key.clone())),
        }
        outer = Some(found.indent);
        range = found.lines.start + 1..found.lines.end;
    }
    Ok(member(&lines, range, outer, name))
}

/// The text of a member's key, with the colon and a comment behind the value.
pub(super) fn key_line(text: &str, block: &Block) -> String {
    let line = text.lines().nth(block.lines.start).unwrap_or_default();
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

fn member(
    lines: &[Line<'_>],
    range: Range<usize>,
    outer: Option<usize>,
    name: &str,
) -> Option<Block> {
    let content = |index: &usize| lines.get(*index).is_some_and(Line::is_content);
    let first = range.clone().find(content)?;
    let indent = lines.get(first)?.indent;
    if outer.is_some_and(|outer| indent <= outer) {
        return None;
    }
    let is_here = |index: &usize| {
        let Some(line) = lines.get(*index) else {
            return false;
        };
        let is_key = line.indent == indent && line.is_content() && !is_element(line.text);
        is_key && split_key(line.text).is_some_and(|(key, _)| unquoted(key.trim()) == name)
    };
    let start = range.clone().find(is_here)?;
    let belongs =
        |line: &Line<'_>| line.indent > indent || line.indent == indent && is_element(line.text);
    let mut end = start + 1;
    for index in start + 1..range.end {
        let Some(line) = lines.get(index) else { break };
        if line.text.trim().is_empty() {
            continue;
        }
        if !belongs(line) {
            if line.is_content() {
                break;
            }
            // A comment that stands as far out belongs to what follows.
            continue;
        }
        end = index + 1;
    }
    let (_, rest) = split_key(lines.get(start)?.text)?;
    let written = rest.split(" #").next().unwrap_or_default().trim();
    let child = (start + 1..end).find(content);
    let value = match (written, child.and_then(|index| lines.get(index))) {
        ("" | "{}", None) => Value::Empty,
        ("", Some(line)) if !is_element(line.text) && split_key(line.text).is_some() => {
            Value::Members {
                indent: line.indent,
            }
        }
        _ => Value::Other,
    };
    Some(Block {
        lines: start..end,
        indent,
        value,
    })
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

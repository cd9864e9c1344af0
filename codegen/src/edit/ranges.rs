//! Edits of scalars and members whose byte ranges are known, in block and in flow style.

use std::{borrow::Cow, ops::Range};

use super::{Refusal, parse, text_scalar};
use crate::source::segments;

/// A change of the node at a JSON pointer.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The pointer to the node.
    pub(crate) pointer: String,
    /// The byte range of the key of the node.
    pub(crate) key: Range<usize>,
    /// The byte range of the value of the node, or of the part of it that is replaced.
    pub(crate) value: Range<usize>,
    /// The change of the node.
    pub(crate) action: Action,
}

/// A change of a node.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// The scalar gets another text.
    Replace(Replacement),
    /// The member is removed.
    Remove,
    /// The mapping gets a member: its key and its text.
    Insert(String, String),
}

/// The new text of a scalar.
#[derive(Clone, Debug)]
pub(crate) struct Replacement {
    /// The text in the file, in the quotes that it needs.
    pub(crate) written: String,
    /// The value that a parser reads.
    pub(crate) read: String,
}

impl Replacement {
    /// Writes a plain text, such as a name, in the quotes of the scalar that it replaces.
    pub(crate) fn like(old: &str, text: &str) -> Self {
        let quote = old
            .chars()
            .next()
            .filter(|first| ['"', '\''].contains(first));
        Self {
            written: match quote {
                Some(quote) => format!("{quote}{text}{quote}"),
                None => text_scalar(text),
            },
            read: text.to_owned(),
        }
    }
}

/// Applies changes to a text. The new text holds what the old one held, except for the changes; otherwise there is a refusal.
pub(crate) fn change(text: &str, changes: &[Change]) -> Result<String, Refusal> {
    let mut expected = parse(text)?;
    let lines = LineEnds::new(text);
    let mut splices: Vec<(Range<usize>, Cow<'_, str>)> = Vec::new();
    for change in changes {
        match &change.action {
            Action::Replace(to) => {
                let node = node(&mut expected, &change.pointer).ok_or(Refusal::Unsure)?;
                *node = serde_yaml::Value::String(to.read.clone());
                splices.push((change.value.clone(), Cow::Borrowed(&to.written)));
            }
            Action::Remove => {
                let (owner, _) = change.pointer.rsplit_once('/').ok_or(Refusal::Unsure)?;
                let names = segments(&change.pointer).ok_or(Refusal::Unsure)?;
                let name = names.last().ok_or(Refusal::Unsure)?;
                let owner = node(&mut expected, owner).and_then(serde_yaml::Value::as_mapping_mut);
                owner
                    .and_then(|owner| owner.shift_remove(name.as_str()))
                    .ok_or(Refusal::Unsure)?;
                splices.push((
                    extent(text, &lines, change).ok_or(Refusal::Unsure)?,
                    Cow::Borrowed(""),
                ));
            }
            Action::Insert(name, value) => {
                let owner = node(&mut expected, &change.pointer);
                let owner = owner.and_then(serde_yaml::Value::as_mapping_mut);
                let owner = owner.ok_or(Refusal::Unsure)?;
                if owner.contains_key(name.as_str()) {
                    return Err(Refusal::Occupied(name.clone()));
                }
                owner.insert(name.as_str().into(), value.as_str().into());
                let (at, member) = insertion(text, &lines, change.value.start, name, value)
                    .ok_or(Refusal::Unsure)?;
                splices.push((at..at, Cow::Owned(member)));
            }
        }
    }
    splices.sort_by_key(|(range, _)| range.start);
    let mut edited = String::with_capacity(text.len());
    let mut end = 0;
    for (range, written) in splices {
        // Overlapping ranges have no text between them.
        edited.push_str(text.get(end..range.start).ok_or(Refusal::Unsure)?);
        edited.push_str(&written);
        end = range.end;
    }
    edited.push_str(text.get(end..).ok_or(Refusal::Unsure)?);
    match parse(&edited)? == expected {
        true => Ok(edited),
        false => Err(Refusal::Unsure),
    }
}

/// The places of the line feeds of a text, so that no change looks for them in a text that may be one long line.
struct LineEnds {
    /// The offset behind each line feed.
    ends: Vec<usize>,
    length: usize,
    newline: &'static str,
}

impl LineEnds {
    fn new(text: &str) -> Self {
        let feeds = text.match_indices('\n');
        Self {
            ends: feeds.map(|(index, _)| index + 1).collect(),
            length: text.len(),
            newline: if text.contains("\r\n") { "\r\n" } else { "\n" },
        }
    }

    /// The start of the line that an offset is in.
    fn start_of_line(&self, offset: usize) -> usize {
        let before = self.ends.partition_point(|end| *end <= offset);
        let last = before.checked_sub(1).and_then(|last| self.ends.get(last));
        last.copied().unwrap_or(0)
    }

    /// The end of the line that an offset is in, behind its line feed.
    fn end_of_line(&self, offset: usize) -> usize {
        let before = self.ends.partition_point(|end| *end <= offset);
        self.ends.get(before).copied().unwrap_or(self.length)
    }
}

/// The text of a new member of the mapping whose first member or brace is at an offset, and the offset where it belongs: behind
/// the first member if that is a scalar such as `type: object`, or else before it.
fn insertion(
    text: &str,
    lines: &LineEnds,
    start: usize,
    name: &str,
    value: &str,
) -> Option<(usize, String)> {
    let (mut start, mut mapping) = (start, text.get(start..)?);
    if let Some(inner) = mapping.strip_prefix('{') {
        mapping = inner.trim_start();
        start = text.len() - mapping.len();
    }
    let before = text.get(..start)?;
    if let Some(outer) = before.trim_end().strip_suffix('{') {
        let space = before.get(outer.len() + 1..)?;
        let comma = if mapping.starts_with('}') { "" } else { "," };
        let member = match mapping.starts_with('"') {
            true => format!("{}: {}", quoted(name), quoted(value)),
            false => format!("{name}: {}", text_scalar(value)),
        };
        let space = if space.is_empty() { " " } else { space };
        return Some((start, format!("{member}{comma}{space}")));
    }
    let line_start = lines.start_of_line(start);
    let indent = " ".repeat(before.get(line_start..)?.chars().count());
    let newline = lines.newline;
    let member = format!("{name}: {}", text_scalar(value));
    let mut lines = mapping.lines();
    let line = lines.next()?;
    let is_deeper = |line: &str| line.trim_start().len() + indent.len() < line.len();
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let is_scalar = line
        .split_once(": ")
        .is_some_and(|(_, value)| value.chars().all(is_word));
    // The scalar may go on in a line that is indented further.
    match is_scalar && !lines.next().is_some_and(is_deeper) {
        true => Some((start + line.len(), format!("{newline}{indent}{member}"))),
        false => Some((start, format!("{member}{newline}{indent}"))),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The bytes to remove with a member: its line, or the member and one comma.
fn extent(text: &str, lines: &LineEnds, change: &Change) -> Option<Range<usize>> {
    let before = text.get(..change.key.start)?;
    let after = text.get(change.value.end..)?;
    let line_start = lines.start_of_line(change.key.start);
    let line_end = lines.end_of_line(change.value.end) - change.value.end;
    let rest = after.get(..line_end)?.trim();
    let is_alone = rest.is_empty() || rest.starts_with('#');
    match before.get(line_start..)?.trim() {
        "" if is_alone && !is_after_comma(before) => {
            return Some(line_start..change.value.end + line_end);
        }
        // The first member of an element of a list: the next one moves up to the dash.
        "-" if is_alone => {
            let next = after.get(line_end..)?;
            let indent = next.len() - next.trim_start().len();
            return Some(change.key.start..change.value.end + line_end + indent);
        }
        _ => {}
    }
    let following = after.trim_start();
    if let Some(behind) = following.strip_prefix(',') {
        let end = text.len() - behind.trim_start().len();
        return Some(change.key.start..end);
    }
    let preceding = before.trim_end().trim_end_matches(',').len();
    Some(preceding..change.value.end)
}

/// Returns true if a text ends in a comma of flow style.
fn is_after_comma(text: &str) -> bool {
    text.trim_end().ends_with(',')
}

fn node<'v>(
    mut node: &'v mut serde_yaml::Value,
    pointer: &str,
) -> Option<&'v mut serde_yaml::Value> {
    for segment in segments(pointer)? {
        node = match node {
            serde_yaml::Value::Sequence(elements) => {
                elements.get_mut(segment.parse::<usize>().ok()?)?
            }
            serde_yaml::Value::Mapping(members) => members.get_mut(segment.as_str())?,
            _ => return None,
        };
    }
    Some(node)
}

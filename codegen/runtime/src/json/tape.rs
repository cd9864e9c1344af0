//! Parsed JSON documents: their text and the extent of each value.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::HashMap;

use super::text::string_end;

/// A JSON text and the extents of its values in document order. One pass without recursion finds them, so depth is not
/// limited by the stack.
///
/// The children of an object are its names and its values in turn.
pub(in super::super) struct Tape<'t> {
    text: &'t str,
    values: Vec<Span>,
    /// The alternatives of untagged unions that were determined by trying.
    chosen: RefCell<HashMap<(TypeId, usize), Option<usize>>>,
}

struct Span {
    start: usize,
    end: usize,
    /// The index of the next value that is no descendant.
    next: usize,
}

impl<'t> Tape<'t> {
    /// Indexes the text of one valid JSON value.
    pub(in super::super) fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut values: Vec<Span> = Vec::new();
        let mut open = Vec::new();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            let start = at;
            let end = match byte {
                b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' => {
                    at += 1;
                    continue;
                }
                b'}' | b']' => {
                    at += 1;
                    let next = values.len();
                    if let Some(span) = open.pop().and_then(|index: usize| values.get_mut(index)) {
                        span.end = at;
                        span.next = next;
                    }
                    continue;
                }
                b'{' | b'[' => {
                    open.push(values.len());
                    at + 1
                }
                b'"' => string_end(bytes, at),
                _ => word_end(bytes, at),
            };
            values.push(Span {
                start,
                end,
                next: values.len() + 1,
            });
            at = end;
        }
        Tape {
            text,
            values,
            chosen: RefCell::default(),
        }
    }

    /// Returns the text of a value.
    pub(in super::super) fn text(&self, index: usize) -> &'t str {
        self.values
            .get(index)
            .and_then(|span| self.text.get(span.start..span.end))
            .unwrap_or("null")
    }

    /// Returns the extent of a value in the text.
    pub(in super::super) fn range(&self, index: usize) -> std::ops::Range<usize> {
        self.values
            .get(index)
            .map_or(0..0, |span| span.start..span.end)
    }

    /// Returns the indices of the direct children: the elements of an array, or the names and values of an object.
    pub(in super::super) fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let after = |index: usize| self.values.get(index).map(|span| span.next);
        let end = after(index).unwrap_or(index);
        std::iter::successors(Some(index + 1), move |&at| after(at)).take_while(move |&at| at < end)
    }

    pub(super) fn chosen(&self, union: TypeId, index: usize) -> Option<Option<usize>> {
        self.chosen.borrow().get(&(union, index)).copied()
    }

    pub(super) fn choose(&self, union: TypeId, index: usize, alternative: Option<usize>) {
        self.chosen.borrow_mut().insert((union, index), alternative);
    }
}

/// Returns the end of the number or literal that starts at `start`.
fn word_end(text: &[u8], start: usize) -> usize {
    let ends = |byte: &u8| {
        matches!(
            byte,
            b',' | b'}' | b']' | b':' | b' ' | b'\n' | b'\r' | b'\t'
        )
    };
    text.get(start..)
        .and_then(|rest| rest.iter().position(ends))
        .map_or(text.len(), |length| start + length)
        .max(start + 1)
}

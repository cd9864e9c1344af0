use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::Located;
use crate::text::push_segment;

/// Finds positions in a JSON text token by token, without recursion. In a malformed text it finds those before the error.
pub(super) fn walk<'p>(
    text: &str,
    wanted: &HashSet<&'p str>,
    found: &mut HashMap<&'p str, Vec<Located>>,
) {
    let on_the_way: HashSet<&str> = wanted
        .iter()
        .flat_map(|pointer| {
            let ends = pointer.match_indices('/').map(|(end, _)| end);
            ends.filter_map(|end| pointer.get(..end))
        })
        .collect();
    // The number of open brackets within a value that contains no wanted pointer.
    let mut skipped = 0_usize;
    let mut open: Vec<Open> = Vec::new();
    let mut pointer = String::new();
    let mut key: Option<Range<usize>> = None;
    let mut record = |pointer: &str, key: &Range<usize>, value: &Range<usize>| {
        if let Some(pointer) = wanted.get(pointer) {
            found.entry(*pointer).or_default().push(Located {
                key: key.clone(),
                value: value.clone(),
            });
        }
    };
    for (kind, range) in tokens(text) {
        if skipped > 0 {
            match kind {
                Token::OpenObject | Token::OpenArray => skipped += 1,
                Token::Close => skipped -= 1,
                _ => {}
            }
            continue;
        }
        match kind {
            Token::Comma => key = None,
            Token::Colon => {}
            Token::Close => {
                let Some(closed) = open.pop() else { return };
                pointer.truncate(closed.outer);
                key = None;
            }
            Token::String
                if key.is_none() && open.last().is_some_and(|open| open.index.is_none()) =>
            {
                key = Some(range)
            }
            Token::String | Token::Other | Token::OpenObject | Token::OpenArray => {
                let outer = pointer.len();
                if let Some(parent) = open.last_mut() {
                    match &mut parent.index {
                        Some(index) => {
                            push_segment(&mut pointer, &index.to_string());
                            *index += 1;
                        }
                        None => {
                            let name = key
                                .clone()
                                .and_then(|key| text.get(key))
                                .unwrap_or_default();
                            push_segment(&mut pointer, &said(name));
                        }
                    }
                }
                record(&pointer, key.as_ref().unwrap_or(&range), &range);
                match kind {
                    Token::OpenObject | Token::OpenArray
                        if !on_the_way.contains(pointer.as_str()) =>
                    {
                        pointer.truncate(outer);
                        skipped = 1;
                    }
                    Token::OpenObject => open.push(Open { outer, index: None }),
                    Token::OpenArray => open.push(Open {
                        outer,
                        index: Some(0),
                    }),
                    _ => pointer.truncate(outer),
                }
                key = None;
            }
        }
    }
}

/// Unescapes a string.
fn said(literal: &str) -> Cow<'_, str> {
    match literal.get(1..literal.len().saturating_sub(1)) {
        Some(text) if !text.contains('\\') => text.into(),
        _ => serde_json::from_str::<String>(literal)
            .unwrap_or_default()
            .into(),
    }
}

/// An object or array that is still open.
struct Open {
    /// The length of the pointer to it.
    outer: usize,
    /// The index of the next element of an array.
    index: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    OpenObject,
    OpenArray,
    Close,
    Comma,
    Colon,
    String,
    Other,
}

fn tokens(text: &str) -> impl Iterator<Item = (Token, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at)?.is_ascii_whitespace() {
            at += 1;
        }
        let start = at;
        at += 1;
        let kind = match bytes.get(start)? {
            b'{' => Token::OpenObject,
            b'[' => Token::OpenArray,
            b'}' | b']' => Token::Close,
            b',' => Token::Comma,
            b':' => Token::Colon,
            b'"' => {
                loop {
                    match bytes.get(at)? {
                        b'"' => break,
                        b'\\' => at += 2,
                        _ => at += 1,
                    }
                }
                at += 1;
                Token::String
            }
            _ => {
                while bytes
                    .get(at)
                    .is_some_and(|byte| !byte.is_ascii_whitespace() && !b",:{}[]\"".contains(byte))
                {
                    at += 1;
                }
                Token::Other
            }
        };
        Some((kind, start..at))
    })
}

//! JSON text: quoted strings and insignificant white space.

use std::borrow::Cow;

/// The escape sequences of the characters before the space.
const CONTROLS: [&str; 0x20] = [
    "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\b",
    "\\t", "\\n", "\\u000b", "\\f", "\\r", "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012",
    "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001a",
    "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f",
];

/// Appends a JSON string with this content.
pub(in super::super) fn quote(content: &str, text: &mut String) {
    quoted(content, |piece| text.push_str(piece));
}

/// Passes the pieces of a JSON string with this content to `push`.
#[inline]
pub(super) fn quoted(content: &str, mut push: impl FnMut(&str)) {
    push("\"");
    let mut rest = content;
    while let Some(at) = find_special(rest.as_bytes(), 0) {
        let Some((plain, special)) = rest.split_at_checked(at) else {
            break;
        };
        push(plain);
        push(match special.as_bytes().first() {
            Some(b'"') => "\\\"",
            Some(b'\\') => "\\\\",
            Some(control) => CONTROLS
                .get(usize::from(*control))
                .copied()
                .unwrap_or_default(),
            None => "",
        });
        rest = special.get(1..).unwrap_or_default();
    }
    push(rest);
    push("\"");
}

/// Finds the first quote, backslash or control character. It examines eight bytes at once, because strings are most of
/// a document.
#[inline]
pub(in super::super) fn find_special(text: &[u8], start: usize) -> Option<usize> {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    // The high bit of each byte that is zero; bytes after the first such one may be wrong.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word;
    let mut at = start;
    let mut rest = text.get(start..)?;
    while let Some((chunk, after)) = rest.split_first_chunk() {
        let word = u64::from_le_bytes(*chunk);
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let quote = zeros(word ^ (ONES * u64::from(b'"')));
        let backslash = zeros(word ^ (ONES * u64::from(b'\\')));
        let found = (control | quote | backslash) & HIGH;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += chunk.len();
        rest = after;
    }
    let is_special = |byte: &u8| matches!(byte, b'"' | b'\\' | ..0x20);
    Some(at + rest.iter().position(is_special)?)
}

/// The content of a JSON string; `None` for another value, and for a string with a lone surrogate.
#[inline]
pub(in super::super) fn unquote(text: &str) -> Option<Cow<'_, str>> {
    let content = text.strip_prefix('"')?.strip_suffix('"')?;
    if content.as_bytes().contains(&b'\\') {
        serde_json::from_str(text).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(content))
    }
}

/// Removes the white space between the tokens of a valid JSON text.
pub(super) fn compact(text: Cow<'_, str>) -> String {
    if !matches!(text.as_bytes().first(), Some(b'{' | b'[')) {
        return text.into_owned();
    }
    let mut rest: &str = &text;
    let mut compacted = String::new();
    let mut clean = 0;
    while let Some(&byte) = rest.as_bytes().get(clean) {
        match byte {
            b'"' => clean = string_end(rest.as_bytes(), clean),
            b' ' | b'\n' | b'\r' | b'\t' => {
                let (kept, dropped) = rest.split_at(clean);
                compacted.push_str(kept);
                rest = dropped.trim_start_matches([' ', '\n', '\r', '\t']);
                clean = 0;
            }
            _ => clean += 1,
        }
    }
    if rest.len() == text.len() {
        return text.into_owned();
    }
    compacted.push_str(rest);
    compacted
}

/// Returns the index after the closing quote of the string that starts at `start`.
#[inline]
pub(super) fn string_end(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

//! JSON text: quoted strings and insignificant white space.

use std::borrow::Cow;
use std::fmt::Write;

/// Appends a JSON string with this content.
pub(in super::super) fn quote(content: &str, text: &mut String) {
    text.push('"');
    let mut rest = content;
    while let Some(at) = rest.find(|c: char| c < ' ' || matches!(c, '"' | '\\')) {
        let (plain, special) = rest.split_at(at);
        text.push_str(plain);
        let mut characters = special.chars();
        match characters.next() {
            Some('\n') => text.push_str("\\n"),
            Some('\r') => text.push_str("\\r"),
            Some('\t') => text.push_str("\\t"),
            Some(control) if control < ' ' => {
                // Writing to a String does not fail.
                let _ = write!(text, "\\u{:04x}", u32::from(control));
            }
            Some(other) => {
                text.push('\\');
                text.push(other);
            }
            None => {}
        }
        rest = characters.as_str();
    }
    text.push_str(rest);
    text.push('"');
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

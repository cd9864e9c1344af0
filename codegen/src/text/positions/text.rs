//! Lines, columns and byte offsets, as the parsers count them.

use std::ops::Range;

use super::SENTINEL;

/// Reads line and column from the message of an error that was raised with the sentinel.
pub(crate) fn reported(error: &str) -> Option<(usize, usize)> {
    let (_, position) = error.rsplit_once(SENTINEL)?;
    let Some(position) = position.strip_prefix(" at line ") else {
        return Some((1, 1));
    };
    let (line, column) = position.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// Returns the byte offset of a line and column of the JSON parser, which counts bytes and reports the last byte it read.
pub(crate) fn json_offset(text: &str, line: usize, column: usize) -> usize {
    let start = if line <= 1 {
        0
    } else {
        text.match_indices('\n')
            .nth(line - 2)
            .map_or(text.len(), |(index, _)| index + 1)
    };
    boundary(text, (start + column).min(text.len()))
}

/// Returns the byte offset of a line and column of the YAML parser, which counts characters and has more line endings than
/// the line feed.
pub(crate) fn yaml_offset(text: &str, line: usize, column: usize) -> usize {
    YamlOffsets::new(text).offset((line, column))
}

/// The byte offsets of the lines and columns of the YAML parser, each found in constant time.
pub(crate) struct YamlOffsets<'t> {
    text: &'t str,
    /// The number of characters before each line.
    before_lines: Vec<usize>,
    /// The byte offset of the first character of each block of [`BLOCK`] characters.
    blocks: Vec<usize>,
}

/// Number of characters between two known byte offsets.
const BLOCK: usize = 64;

impl<'t> YamlOffsets<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut lines = yaml_lines(text).peekable();
        let mut before_lines = vec![0];
        let mut blocks = Vec::new();
        let ends = std::iter::once(text.len());
        let offsets = text.char_indices().map(|(offset, _)| offset).chain(ends);
        for (count, offset) in offsets.enumerate() {
            if lines.next_if_eq(&offset).is_some() {
                before_lines.push(count);
            }
            if count.is_multiple_of(BLOCK) {
                blocks.push(offset);
            }
        }
        Self {
            text,
            before_lines,
            blocks,
        }
    }

    /// Returns the byte offset of a line and column, both of which start at 1. Beyond the text, it is the end of the text.
    pub(crate) fn offset(&self, (line, column): (usize, usize)) -> usize {
        let before = self.before_lines.get(line.saturating_sub(1));
        let found = before.and_then(|before| {
            let count = before + column.saturating_sub(1);
            let start = *self.blocks.get(count / BLOCK)?;
            let mut characters = self.text.get(start..)?.char_indices();
            Some(start + characters.nth(count % BLOCK)?.0)
        });
        found.unwrap_or(self.text.len())
    }
}

/// Returns the byte offsets of all lines of the YAML parser except the first.
pub(super) fn yaml_lines(text: &str) -> impl Iterator<Item = usize> {
    let mut characters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (index, character) = characters.next()?;
            match character {
                '\r' if characters.peek().is_some_and(|(_, next)| *next == '\n') => {}
                '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                    return Some(index + character.len_utf8());
                }
                _ => {}
            }
        }
    })
}

/// Returns the byte offset of the second document of a YAML stream.
pub(crate) fn second_document(text: &str) -> Option<usize> {
    let mut offset = 0;
    let mut content = false;
    for line in text.split_inclusive('\n') {
        let is_marker = line
            .strip_prefix("---")
            .is_some_and(|rest| rest.chars().next().is_none_or(char::is_whitespace));
        if is_marker && content {
            return Some(offset);
        }
        let trimmed = line.trim();
        content |= is_marker || !(trimmed.is_empty() || trimmed.starts_with(['#', '%']));
        offset += line.len();
    }
    None
}

/// Returns the byte range of the key, scalar or bracket at an offset.
pub(crate) fn token(text: &str, offset: usize) -> Range<usize> {
    token_in(text, offset, follows_flow_indicator(text, offset))
}

/// Returns the byte range of the key, scalar or bracket at an offset of the flow style, where a plain scalar ends before a comma
/// or a bracket, or of the block style.
pub(super) fn token_in(text: &str, offset: usize, is_flow: bool) -> Range<usize> {
    let offset = boundary(text, offset.min(text.len()));
    let rest = text.get(offset..).unwrap_or_default();
    let length = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(rest, quote),
        Some('{' | '[' | '}' | ']' | ',' | ':') => 1,
        Some('\n' | '\r') | None => 0,
        Some(first) => plain(rest, is_flow).max(first.len_utf8()),
    };
    offset..offset + length
}

/// Returns whether an opening bracket or a comma precedes an offset in its line.
pub(super) fn follows_flow_indicator(text: &str, offset: usize) -> bool {
    text.get(..offset)
        .unwrap_or_default()
        .trim_end_matches([' ', '\t'])
        .ends_with(['[', '{', ','])
}

/// Returns the length of a quoted scalar, or of its first line.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, character) in rest.char_indices().skip(1) {
        match character {
            '\n' | '\r' => return rest.get(..index).unwrap_or_default().trim_end().len(),
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if character == quote => return index + 1,
            _ => {}
        }
    }
    rest.trim_end().len()
}

/// Returns the length of the first line of a plain scalar.
fn plain(rest: &str, is_flow: bool) -> usize {
    let mut has_bracket = false;
    let mut characters = rest.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let ends_word = next.is_none_or(char::is_whitespace);
        let is_end = match character {
            '\n' | '\r' => true,
            ':' | ',' if ends_word => true,
            ',' | '[' | '{' | ']' | '}' if is_flow => true,
            ']' | '}' => !has_bracket,
            ' ' | '\t' => next == Some('#'),
            _ => false,
        };
        if is_end {
            return rest.get(..index).unwrap_or_default().trim_end().len();
        }
        has_bracket |= matches!(character, '[' | '{');
    }
    rest.trim_end().len()
}

fn boundary(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

const NUMBER: [char; 15] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '-', '.', 'e', 'E',
];

/// Returns the JSON number at an offset.
pub(crate) fn number_from(text: &str, offset: usize) -> Option<&str> {
    let rest = text.get(offset..)?;
    let end = rest
        .find(|character| !NUMBER.contains(&character))
        .unwrap_or(rest.len());
    rest.get(..end).filter(|number| is_json_number(number))
}

/// Iterator over the numbers of a JSON text, with their digits.
///
/// In a malformed text it returns those before the error.
pub(crate) struct JsonNumbers<'t> {
    rest: &'t str,
}

impl<'t> JsonNumbers<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { rest: text }
    }
}

impl<'t> Iterator for JsonNumbers<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        loop {
            let at = self
                .rest
                .bytes()
                .position(|byte| matches!(byte, b'"' | b'-' | b'0'..=b'9'))?;
            let found = self.rest.get(at..)?;
            if let Some(string) = found.strip_prefix('"') {
                self.rest = after_string(string)?;
                continue;
            }
            let end = found
                .bytes()
                .position(|byte| !matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E'));
            let (number, rest) = found.split_at_checked(end.unwrap_or(found.len()))?;
            self.rest = rest;
            return Some(number);
        }
    }
}

/// Skips the rest of a JSON string after its opening quote.
fn after_string(mut text: &str) -> Option<&str> {
    loop {
        let at = text.bytes().position(|byte| matches!(byte, b'"' | b'\\'))?;
        let found = text.get(at..)?;
        match found.strip_prefix('"') {
            Some(rest) => return Some(rest),
            None => {
                let mut characters = found.chars();
                characters.nth(1)?;
                text = characters.as_str();
            }
        }
    }
}

/// Replaces the numbers of a JSON text that are beyond all binary ones, which the parser refuses, by zeros of the same length;
/// none if there are none.
pub(crate) fn without_huge_numbers(text: &str) -> Option<String> {
    let mut replaced = String::new();
    let mut copied = 0;
    let mut numbers = JsonNumbers::new(text);
    while let Some(number) = numbers.next() {
        let is_huge = number.parse::<f64>().is_ok_and(f64::is_infinite);
        if is_huge && is_json_number(number) {
            let end = text.len() - numbers.rest.len();
            replaced += text.get(copied..end - number.len())?;
            replaced.push('0');
            replaced.extend(std::iter::repeat_n(' ', number.len() - 1));
            copied = end;
        }
    }
    replaced += text.get(copied..)?;
    (copied > 0).then_some(replaced)
}

fn is_json_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent
            .is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

/// Maximum number of open brackets. The YAML parser visits all open brackets for every token, so deep nesting would take
/// hours.
const MOST_OPEN: usize = 1000;

/// Returns the byte offset with too many open brackets, estimated without parsing.
pub(crate) fn too_deep(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    let mut before = b' ';
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'[' | b'{' if before.is_ascii_whitespace() || b"[{,:?-".contains(&before) => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MOST_OPEN {
            return Some(offset);
        }
        before = byte;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{JsonNumbers, YamlOffsets, token, yaml_offset};

    #[test]
    fn a_token_ends_where_its_style_says() {
        let tokens = [
            ("a: [0,10,20]", "10", "10"),
            ("a: [0, 10, 20]", "10", "10"),
            ("a: [x y,z]", "x", "x y"),
            ("a: [é{b]", "é", "é"),
            ("{ \"a\":[0,1]}", "1", "1"),
            ("[0,1,2]", "0", "0"),
            ("a: b,c", "b", "b,c"),
            ("a: b, c", "b", "b"),
            ("a: b{c}", "b", "b{c}"),
            ("a: b] c", "b", "b"),
            ("a: b # c", "b", "b"),
            ("a: b\r\n  c", "b", "b"),
            ("a: 'b, ]c' # d", "'", "'b, ]c'"),
            (r#"a: "b\"c", d"#, "\"", r#""b\"c""#),
            ("a: \"b  \n c\"", "\"", "\"b"),
        ];
        for (text, start, expected) in tokens {
            let range = token(text, text.find(start).unwrap());
            assert_eq!(&text[range], expected, "{text}");
        }
    }

    #[test]
    fn offsets_count_characters_in_lines_of_every_ending() {
        let line = "é\u{1f600}x".repeat(50);
        let text = format!("{line}\r\n{line}\u{85}{line}\r{line}\u{2028}\n{line}");
        let offsets = YamlOffsets::new(&text);
        for (number, start) in [(1, 0), (2, 352), (3, 704), (4, 1055), (6, 1409)] {
            for (column, (offset, _)) in line.char_indices().enumerate() {
                let found = offsets.offset((number, column + 1));
                assert_eq!(found, start + offset, "line {number}, column {column}");
            }
        }
        assert_eq!(offsets.offset((7, 1)), text.len());
        assert_eq!(yaml_offset(&text, 6, 1_000), text.len());
    }

    #[test]
    fn numbers_are_found_outside_of_strings_only() {
        let text = r#"{"a\\\"1": -1.50e+3, "2": [0, "3\\", 4.00], "\u0035": {}, "é6": 7}"#;
        let found: Vec<&str> = JsonNumbers::new(text).collect();
        assert_eq!(found, ["-1.50e+3", "0", "4.00", "7"]);
    }

    #[test]
    fn numbers_before_a_string_that_does_not_end() {
        let found: Vec<&str> = JsonNumbers::new(r#"[1, "2\"#).collect();
        assert_eq!(found, ["1"]);
    }
}

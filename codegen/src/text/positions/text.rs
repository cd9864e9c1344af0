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
    let start = if line <= 1 {
        0
    } else {
        yaml_lines(text).nth(line - 2).unwrap_or(text.len())
    };
    yaml_column(text, start, column)
}

/// Returns the byte offset of a column in the line that starts at `line`.
pub(crate) fn yaml_column(text: &str, start: usize, column: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    rest.char_indices()
        .nth(column.saturating_sub(1))
        .map_or(text.len(), |(index, _)| start + index)
}

/// Returns the byte offsets of all lines of the YAML parser.
pub(crate) fn yaml_line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(yaml_lines(text)).collect()
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
    let offset = boundary(text, offset.min(text.len()));
    let rest = text.get(offset..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let length = match line.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(line, quote),
        Some('{' | '[' | '}' | ']' | ',' | ':') => 1,
        Some(_) => plain(line),
        None => 0,
    };
    offset..offset + length
}

fn quoted(line: &str, quote: char) -> usize {
    let mut escaped = false;
    for (index, character) in line.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if character == quote => return index + 1,
            _ => {}
        }
    }
    line.trim_end().len()
}

fn plain(line: &str) -> usize {
    let ends = |(index, character): (usize, char)| {
        let next = line
            .get(index + character.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        let ends_word = next.is_none_or(char::is_whitespace);
        match character {
            ':' => ends_word,
            ',' => ends_word,
            '}' | ']' => !line.get(..index).unwrap_or_default().contains(['{', '[']),
            ' ' | '\t' => next == Some('#'),
            _ => false,
        }
    };
    let end = line
        .char_indices()
        .find(|at| ends(*at))
        .map_or(line.len(), |(index, _)| index);
    line.get(..end)
        .unwrap_or_default()
        .trim_end()
        .len()
        .max(line.chars().next().map_or(0, char::len_utf8))
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
    use super::JsonNumbers;

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

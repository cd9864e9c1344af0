//! The opening quote of a YAML scalar that has no end where the author meant it.

/// Returns the offset of a quote that is not closed, or closed only by the opening quote of another scalar, in a text that has a
/// syntax error at an offset.
pub(super) fn find(text: &str, error: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied();
    let (mut at, mut depth) = (0, 0_usize);
    // Whether a scalar can begin here.
    let mut begins = true;
    while let Some(current) = byte(at) {
        let is_separated = byte(at + 1).is_none_or(|next| next.is_ascii_whitespace());
        match current {
            b'\n' => begins = true,
            b' ' | b'\t' | b'\r' => {}
            b'#' if at == 0 || byte(at - 1).is_some_and(|before| before.is_ascii_whitespace()) => {
                at = line_end(text, at);
                continue;
            }
            b'\'' | b'"' if begins => {
                let Some(end) = closing(bytes, at, current) else {
                    return Some(at);
                };
                let line_end = line_end(text, end);
                if (at..=line_end + 1).contains(&error) && is_too_long(text, at, end, line_end) {
                    return Some(at);
                }
                (at, begins) = (end, false);
            }
            b'|' | b'>' if begins && depth == 0 => {
                at = block_end(text, at);
                begins = true;
                continue;
            }
            b'&' | b'!' if begins => {
                while byte(at + 1).is_some_and(|next| !next.is_ascii_whitespace()) {
                    at += 1;
                }
            }
            b'[' | b'{' if begins => depth += 1,
            b']' | b'}' => (depth, begins) = (depth.saturating_sub(1), false),
            b',' if depth > 0 => begins = true,
            b':' if is_separated => begins = true,
            b'-' | b'?' if begins && is_separated => {}
            _ => begins = false,
        }
        at += 1;
    }
    None
}

/// Returns the offset of the quote that closes a scalar.
fn closing(bytes: &[u8], open: usize, quote: u8) -> Option<usize> {
    let mut at = open + 1;
    loop {
        let current = bytes.get(at).copied()?;
        let next = bytes.get(at + 1).copied();
        match current {
            b'\\' if quote == b'"' => at += 2,
            _ if current == quote && quote == b'\'' && next == Some(quote) => at += 2,
            _ if current == quote => return Some(at),
            _ => at += 1,
        }
    }
}

fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |length| at + length)
}

/// Returns the start of the line after a block scalar whose indicator is at an offset.
fn block_end(text: &str, at: usize) -> usize {
    let start = text.get(..at).and_then(|before| before.rfind('\n'));
    let start = start.map_or(0, |index| index + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let outer = indent(text.get(start..).unwrap_or_default());
    let mut end = (line_end(text, at) + 1).min(text.len());
    for line in text.get(end..).unwrap_or_default().split_inclusive('\n') {
        if !line.trim().is_empty() && indent(line) <= outer {
            break;
        }
        end += line.len();
    }
    end
}

/// Returns whether a scalar of several lines holds lines that look like members, or text follows behind it.
fn is_too_long(text: &str, open: usize, end: usize, line_end: usize) -> bool {
    let inside = text.get(open + 1..end).unwrap_or_default();
    let behind = text.get(end + 1..line_end).unwrap_or_default().trim();
    let is_key = |line: &str| {
        let (key, value) = line.trim_start().split_once(':').unwrap_or_default();
        let is_word = |c: char| c.is_ascii_alphanumeric() || "_-$./{}'\"".contains(c);
        !key.is_empty() && key.chars().all(is_word) && (value.is_empty() || value.starts_with(' '))
    };
    inside.contains('\n')
        && (inside.lines().skip(1).any(is_key)
            || !behind.is_empty() && !behind.starts_with([',', ']', '}', ':', '#']))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn quotes_without_an_end() {
        // The quote that is expected is marked by `<`, the error by `^`; both are removed.
        for marked in [
            "a: <'b\nc: d\n^",
            "a: <'b\nc: 'd^'\n",
            "a: [x, <\"b]\nc: \"d^\"\n",
            "a: { b: <'c, d: e }\nf: |\n  it's\n^",
            "- &x <'b\n- c: 1\n^",
            "a: it's\nb: say \"no\nc: <\"d\n^",
            "# it's\na: <'b # c\nd: e^",
            "a: |\n  'x\n\n  y\nb: <'c\nd: e^",
            "a: 'it''s'\nb: <'c\nd: e^",
            "a: \"\\\"\"\nb: <\"c\nd: e^",
        ] {
            let text = marked.replace(['<', '^'], "");
            let error = marked.replace('<', "").find('^').unwrap();
            assert_eq!(find(&text, error), marked.find('<'), "{marked}");
        }
        for (text, error) in [
            ("a: 'b\n  c: d'\ne\nf: g\n", 17),
            ("a: 'b'\nc: [\n", 12),
            ("a: >\n  'b\nc: {\n", 16),
            ("a: b 'c\nd: [\n", 13),
        ] {
            assert_eq!(find(text, error), None, "{text}");
        }
    }
}

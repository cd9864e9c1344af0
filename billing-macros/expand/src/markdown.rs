//! Text in docs that shows what it is.

/// A text as a code span of Markdown, on one line, whatever back quotes it holds. What would break the line, or make it
/// read otherwise than it is, is written as an escape.
#[must_use]
pub fn code_span(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    let longest = line
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = match line.is_empty() || line.starts_with(['`', ' ']) || line.ends_with(['`', ' ']) {
        true => " ",
        false => "",
    };
    format!("{fence}{pad}{line}{pad}{fence}")
}

/// Whether a character breaks a line, controls a terminal or turns the direction of what follows.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::code_span;

    #[test]
    fn code_spans_show_what_they_hold() {
        for (text, expected) in [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`", "`` ` ``"),
            ("a\nb", "`a\\nb`"),
            ("\u{202e}\0", "`\\u{202e}\\u{0}`"),
            ("", "`  `"),
        ] {
            assert_eq!(code_span(text), expected);
        }
    }
}

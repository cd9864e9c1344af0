//! Text in Markdown.

/// Formats a text as a code span of Markdown on one line, whatever back quotes it contains. Characters that break the
/// line, or that make it look different from what it is, are escaped.
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

/// Returns whether a character breaks a line, controls a terminal or changes the direction of text.
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
    fn code_spans_escape_hidden_characters() {
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

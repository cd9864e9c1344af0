//! Texts of documents in reports.

/// Replaces the characters of a document's text that would act on a terminal or a page: control characters and marks of
/// direction become escapes such as `\u{202e}`.
pub(crate) fn visible(text: &str) -> String {
    visible_except(text, None)
}

/// Replaces the characters that [`visible`] replaces, except line ends, for a text of several lines.
pub(crate) fn visible_lines(text: &str) -> String {
    visible_except(text, Some('\n'))
}

fn visible_except(text: &str, kept: Option<char>) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        let turns = matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        );
        if character.is_control() && Some(character) != kept {
            visible.extend(character.escape_default());
        } else if turns {
            visible.extend(character.escape_unicode());
        } else {
            visible.push(character);
        }
    }
    visible
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_lines};

    #[test]
    fn characters_that_act_become_escapes() {
        let cases = [
            ("plain \u{e4}\u{1f980}", "plain \u{e4}\u{1f980}"),
            ("a\u{1b}[2Jb", "a\\u{1b}[2Jb"),
            ("a\nb\0", "a\\nb\\u{0}"),
            (
                "a\u{202e}b\u{2066}c\u{200f}",
                "a\\u{202e}b\\u{2066}c\\u{200f}",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(visible(text), expected);
        }
        assert_eq!(visible_lines("a\n\u{1b}b\r"), "a\n\\u{1b}b\\r");
    }
}

//! Formatting of the expanded form, which compilers read: token by token, without a syntax tree.
//!
//! Expanded code may be megabytes, and its tokens are already there, so the formatter writes each item as soon as it is emitted.
//! It does not understand Rust; the place of a line break does not change the meaning of tokens. Definitions, which people read,
//! go through prettyplease instead; `pretty` gives the reasons for both.

mod kind;
mod layout;
mod spacing;
mod tokens;

use proc_macro2::TokenStream;

use self::{layout::Lines, tokens::Tokens};

/// The text of a file, with a blank line between items but not within the imports.
pub(super) fn items(items: TokenStream) -> String {
    let mut file = FileText::default();
    file.push(items);
    file.text
}

/// The text of a file that is being written.
#[derive(Default)]
pub(super) struct FileText {
    pub(super) text: String,
    after_use: bool,
    tokens: Tokens,
}

impl FileText {
    /// A file that begins with a text.
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// Adds items.
    pub(super) fn push(&mut self, items: TokenStream) {
        self.tokens.read(items);
        let end = self.tokens.len();
        let mut lines = Lines::new(&self.tokens, &mut self.text);
        self.after_use = lines.statements(0, end, true, self.after_use);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Formatting a formatted text changes nothing.
    #[test]
    fn code_stands_as_a_person_would_write_it() {
        let golden = [
            include_str!("../../../tests/crates/golden/calls.rs"),
            include_str!("golden.rs"),
        ];
        for text in golden {
            assert_eq!(items(text.parse().unwrap()), text);
        }
    }

    #[test]
    fn what_no_comment_can_say_is_an_attribute() {
        let cases = [
            (r#"#[doc = " a\tb"] struct A;"#, "/// a\tb\nstruct A;\n"),
            (
                r#"#[doc = " a\n\n b"] struct A;"#,
                "/// a\n///\n/// b\nstruct A;\n",
            ),
            (
                r#"#[doc = "/ a"] struct A;"#,
                "#[doc = \"/ a\"]\nstruct A;\n",
            ),
            (
                r#"#[doc = " a\r b"] struct A;"#,
                "#[doc = \" a\\r b\"]\nstruct A;\n",
            ),
        ];
        for (tokens, text) in cases {
            assert_eq!(items(tokens.parse().unwrap()), text);
        }
    }
}

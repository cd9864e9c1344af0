//! HTML that holds texts of documents.

use std::collections::HashMap;

use crate::text::visible;

/// A part of a page. Tags and attribute names are fixed texts of this crate; everything else is escaped.
#[derive(Default)]
pub(super) struct Markup(String);

/// The attributes of a tag. An attribute without a text is left out.
pub(super) type Attributes<'a> = &'a [(&'static str, &'a str)];

impl Markup {
    /// Adds markup of this crate.
    pub(super) fn raw(&mut self, markup: &'static str) {
        self.0 += markup;
    }

    /// Adds a text.
    pub(super) fn text(&mut self, text: &str) {
        escape(&mut self.0, text);
    }

    /// Adds a text whose parts between backticks are code.
    pub(super) fn prose(&mut self, text: &str) {
        let mut parts = text.split('`').enumerate().peekable();
        while let Some((index, part)) = parts.next() {
            match index % 2 {
                // Without a backtick that closes it, it is no code.
                1 if parts.peek().is_none() => {
                    self.text("`");
                    self.text(part);
                }
                1 => self.leaf("code", &[], part),
                _ => self.text(part),
            }
        }
    }

    /// Adds a name, which may break where its words do.
    pub(super) fn name(&mut self, name: &str) {
        let mut word = String::new();
        for character in name.chars() {
            let is_hump = character.is_uppercase() && word.ends_with(char::is_lowercase);
            if is_hump || word.ends_with(['_', '/']) {
                self.text(&word);
                self.raw("<wbr>");
                word.clear();
            }
            word.push(character);
        }
        self.text(&word);
    }

    /// Opens an element.
    pub(super) fn open(&mut self, tag: &'static str, attributes: Attributes<'_>) {
        self.0.push('<');
        self.0 += tag;
        for (name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
            self.0.push(' ');
            self.0 += name;
            self.0 += "=\"";
            escape(&mut self.0, value);
            self.0.push('"');
        }
        self.0.push('>');
    }

    /// Closes an element.
    pub(super) fn close(&mut self, tag: &'static str) {
        self.0 += "</";
        self.0 += tag;
        self.0.push('>');
    }

    /// Closes an element that ends a line of the file.
    pub(super) fn end(&mut self, tag: &'static str) {
        self.close(tag);
        self.0.push('\n');
    }

    /// Adds an element that holds a text.
    pub(super) fn leaf(&mut self, tag: &'static str, attributes: Attributes<'_>, text: &str) {
        self.open(tag, attributes);
        self.text(text);
        self.close(tag);
    }

    /// The whole text.
    pub(super) fn into_string(self) -> String {
        self.0
    }
}

fn escape(out: &mut String, text: &str) {
    for character in visible(text).chars() {
        match character {
            '&' => *out += "&amp;",
            '<' => *out += "&lt;",
            '>' => *out += "&gt;",
            '"' => *out += "&quot;",
            '\'' => *out += "&#39;",
            // Neither HTML nor XML has them.
            '\u{fdd0}'..='\u{fdef}' => out.push('\u{fffd}'),
            other if u32::from(other) & 0xfffe == 0xfffe => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}

/// The ids of a page, each of which it has once.
#[derive(Default)]
pub(super) struct Ids(HashMap<String, usize>);

impl Ids {
    /// Makes an id of a text: ASCII letters and digits stay, anything else becomes a hyphen.
    pub(super) fn unique(&mut self, text: &str) -> String {
        let mut id = String::with_capacity(text.len());
        for character in text.chars() {
            let is_kept = character.is_ascii_alphanumeric() || "_.".contains(character);
            match is_kept {
                true => id.push(character),
                false if id.ends_with('-') => {}
                false => id.push('-'),
            }
        }
        let base = id.clone();
        let mut count = self.0.get(&base).copied().unwrap_or(0);
        while self.0.contains_key(&id) {
            count += 1;
            id = format!("{base}-{}", count + 1);
        }
        self.0.insert(base, count);
        self.0.entry(id.clone()).or_default();
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_only_texts() {
        let cases = [
            (
                "</script><img src=x onerror='a()'>",
                "&lt;/script&gt;&lt;img src=x onerror=&#39;a()&#39;&gt;",
            ),
            ("\" onclick=\"a()", "&quot; onclick=&quot;a()"),
            ("&lt;", "&amp;lt;"),
            ("a\u{202e}b\u{0}\n\u{fffe}", "a\\u{202e}b\\u{0}\\n\u{fffd}"),
        ];
        for (text, expected) in cases {
            let mut markup = Markup::default();
            markup.text(text);
            assert_eq!(markup.into_string(), expected);
        }
    }

    #[test]
    fn code_in_prose() {
        let cases = [
            ("`a`: gone", "<code>a</code>: gone"),
            ("was `<b>`", "was <code>&lt;b&gt;</code>"),
            ("a ` b", "a ` b"),
            ("`a` ` b", "<code>a</code> ` b"),
        ];
        for (text, expected) in cases {
            let mut markup = Markup::default();
            markup.prose(text);
            assert_eq!(markup.into_string(), expected);
        }
    }

    #[test]
    fn ids_are_unique() {
        let mut ids = Ids::default();
        let made = ["type A", "type-A", "type  A", "té"].map(|text| ids.unique(text));
        assert_eq!(made, ["type-A", "type-A-2", "type-A-3", "t-"]);
    }
}

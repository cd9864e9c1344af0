//! Patterns, which are regular expressions of ECMA-262.

use std::collections::HashMap;

use regex_lite::Regex;

use crate::model::translate_pattern;

/// The compiled patterns of a run; none for a pattern that `regex-lite` does not support.
#[derive(Default)]
pub(super) struct Patterns(HashMap<String, Option<Regex>>);

impl Patterns {
    /// Returns whether a text matches a pattern. Each text matches one that is not supported.
    pub(super) fn matches(&mut self, pattern: &str, text: &str) -> bool {
        self.compiled(pattern)
            .is_none_or(|pattern| pattern.is_match(text))
    }

    pub(super) fn is_supported(&mut self, pattern: &str) -> bool {
        self.compiled(pattern).is_some()
    }

    fn compiled(&mut self, pattern: &str) -> Option<&Regex> {
        let compiled = self
            .0
            .entry(pattern.to_owned())
            .or_insert_with(|| Regex::new(&with_spaces(&translate_pattern(pattern)?)).ok());
        compiled.as_ref()
    }
}

/// The characters of `\s` in ECMA-262, for a class.
const SPACES: &str =
    r"\t\n\x0B\f\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// Writes out `\s` and `\S` of a pattern, which are those of ASCII in `regex-lite`. A `\S` inside of a class stays.
fn with_spaces(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    let mut in_class = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' => match (characters.next(), in_class) {
                (Some('s'), true) => out.push_str(SPACES),
                (Some('s'), false) => out.extend(["[", SPACES, "]"]),
                (Some('S'), false) => out.extend(["[^", SPACES, "]"]),
                (escaped, _) => {
                    out.push('\\');
                    out.extend(escaped);
                }
            },
            other => {
                in_class = match other {
                    '[' => true,
                    ']' => false,
                    _ => in_class,
                };
                out.push(other);
            }
        }
    }
    out
}

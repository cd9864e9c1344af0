//! Translates regular expressions from ECMA-262, the syntax of OpenAPI, to Rust's `regex`.

use regex_lite::Regex;

/// Returns a pattern in Rust's syntax; `None` if it cannot be expressed there, such as a look-around.
pub(crate) fn translate_pattern(pattern: &str) -> Option<String> {
    let is_valid = |pattern: &str| Regex::new(pattern).is_ok();
    if is_valid(pattern) {
        return Some(pattern.to_owned());
    }
    let rewritten = rewrite(pattern);
    is_valid(&rewritten).then_some(rewritten)
}

/// Escapes characters that ECMA-262 reads literally: a dash beside a class as in `[\d-_]`, a `[` inside a class, a
/// brace that is not a quantifier.
fn rewrite(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 4);
    let mut characters = pattern.chars().peekable();
    let mut in_class = false;
    // True right after a class escape such as `\d`.
    let mut after_class = false;
    while let Some(character) = characters.next() {
        let was_class = std::mem::take(&mut after_class);
        match character {
            '\\' => {
                let escaped = characters.next();
                after_class = matches!(escaped, Some('d' | 'D' | 's' | 'S' | 'w' | 'W'));
                match escaped {
                    // Rust allows no escape of a letter that means itself.
                    Some(letter @ ('e' | 'i' | 'm' | 'o' | 'y')) => out.push(letter),
                    Some(other) => out.extend(['\\', other]),
                    None => out.push_str("\\\\"),
                }
                continue;
            }
            '[' if in_class => out.push_str("\\["),
            '[' => {
                in_class = true;
                out.push('[');
                if characters.next_if_eq(&'^').is_some() {
                    out.push('^');
                }
            }
            ']' => {
                in_class = false;
                out.push(']');
            }
            '-' if in_class => {
                let mut ahead = characters.clone();
                let before_class = ahead.next() == Some('\\')
                    && matches!(ahead.next(), Some('d' | 'D' | 's' | 'S' | 'w' | 'W'));
                out.push_str(if was_class || before_class {
                    "\\-"
                } else {
                    "-"
                });
            }
            '{' if !in_class && !is_quantifier(characters.clone()) => out.push_str("\\{"),
            '&' | '~' if in_class => out.extend(['\\', character]),
            other => out.push(other),
        }
    }
    out
}

/// Returns whether the text after a brace is a quantifier: `3}`, `3,}`, `3,5}`.
fn is_quantifier(mut rest: impl Iterator<Item = char>) -> bool {
    let inner: String = rest.by_ref().take_while(|c| *c != '}').collect();
    let (least, most) = inner.split_once(',').unwrap_or((&inner, ""));
    let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    !least.is_empty() && is_number(least) && is_number(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_javascript_allows() {
        for (pattern, rust) in [
            (r"^[0-9]+$", Some(r"^[0-9]+$")),
            (r"^[a-zA-Z\d-_]{1,128}$", Some(r"^[a-zA-Z\d\-_]{1,128}$")),
            (r"^[_-\w]$", Some(r"^[_\-\w]$")),
            (r"^[[a-z]]$", Some(r"^[\[a-z]]$")),
            (r"^{a}/{3}$", Some(r"^\{a}/{3}$")),
            (r"^a{,3}$", Some(r"^a\{,3}$")),
            (r"a\/b", Some(r"a\/b")),
            (r"^(?!a).*$", None),
            (r"^(?<=a)b", None),
            (r"(a)\1", None),
            (r"^\p{L}+$", None),
            (r"[z-a]", None),
            (r"(", None),
        ] {
            assert_eq!(translate_pattern(pattern).as_deref(), rust, "{pattern}");
        }
        let pattern = Regex::new(&translate_pattern(r"^[a-zA-Z\d-_]{1,3}$").unwrap()).unwrap();
        let matched = ["a-_", "9", "", "a.b", "long"].map(|text| pattern.is_match(text));
        assert_eq!(matched, [true, true, false, false, false]);
    }
}

//! Words in names, and names made of words.
//!
//! A word ends where a sign stands, before a capital that follows a small letter, and before the last of several capitals
//! that a small letter follows: `HTTPServer2-x` is `HTTP`, `Server2`, `x`.

/// `HTTPServer` as `http_server`.
pub(crate) fn snake(text: &str) -> String {
    let words: Vec<String> = words(text).map(str::to_lowercase).collect();
    words.join("_")
}

/// `http server` as `HttpServer`.
pub(crate) fn upper_camel(text: &str) -> String {
    words(text).map(capitalized).collect()
}

/// `HTTPServer` as `httpServer`.
pub(crate) fn lower_camel(text: &str) -> String {
    let mut words = words(text);
    let first = words.next().map(str::to_lowercase).unwrap_or_default();
    words.fold(first, |name, word| name + &capitalized(word))
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next();
    let mut name: String = first.into_iter().flat_map(char::to_uppercase).collect();
    name.push_str(&characters.as_str().to_lowercase());
    name
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|character: char| !character.is_alphanumeric());
    runs.flat_map(words_of_run).filter(|word| !word.is_empty())
}

/// The words of letters and digits without signs between them.
fn words_of_run(run: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = run;
    while let Some(end) = end_of_word(rest) {
        let (word, behind) = rest.split_at(end);
        words.push(word);
        rest = behind;
    }
    words.push(rest);
    words
}

/// Where the first word ends, if there is another one behind it.
fn end_of_word(run: &str) -> Option<usize> {
    // Whether the last letter so far is a capital; digits have no case.
    let mut is_capital = None;
    let mut characters = run.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let &(next_at, next) = characters.peek()?;
        let ends_capitals = is_capital == Some(true) && character.is_uppercase();
        if character.is_lowercase() {
            is_capital = Some(false);
        } else if character.is_uppercase() {
            is_capital = Some(true);
        }
        if is_capital == Some(false) && next.is_uppercase() {
            return Some(next_at);
        }
        if ends_capitals && next.is_lowercase() {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let cases = [
            ("", "", "", ""),
            ("--", "", "", ""),
            ("amountDue", "amount_due", "AmountDue", "amountDue"),
            ("HTTPServer", "http_server", "HttpServer", "httpServer"),
            ("PO2Number", "po2_number", "Po2Number", "po2Number"),
            ("po2Number", "po2_number", "Po2Number", "po2Number"),
            (
                "iPhone 12-Pro",
                "i_phone_12_pro",
                "IPhone12Pro",
                "iPhone12Pro",
            ),
            ("ABC", "abc", "Abc", "abc"),
            ("aB", "a_b", "AB", "aB"),
            ("ABc", "a_bc", "ABc", "aBc"),
            ("A1Bc", "a1_bc", "A1Bc", "a1Bc"),
            ("__x__y", "x_y", "XY", "xY"),
            (
                "ßtraßeÄnderung",
                "ßtraße_änderung",
                "SStraßeÄnderung",
                "ßtraßeÄnderung",
            ),
        ];
        for (text, snake_case, upper, lower) in cases {
            assert_eq!(snake(text), snake_case, "{text}");
            assert_eq!(upper_camel(text), upper, "{text}");
            assert_eq!(lower_camel(text), lower, "{text}");
        }
    }

    proptest::proptest! {
        /// What names were called before, they are called still.
        #[test]
        fn as_heck_does(text in "[ -~äÄß]{0,24}|[aAbB1_ -]{0,24}") {
            use heck::{ToLowerCamelCase as _, ToSnakeCase as _, ToUpperCamelCase as _};
            assert_eq!(snake(&text), text.to_snake_case());
            assert_eq!(upper_camel(&text), text.to_upper_camel_case());
            assert_eq!(lower_camel(&text), text.to_lower_camel_case());
        }
    }
}

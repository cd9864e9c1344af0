use billing_macros_expand::version::hash;

use super::{Rank, Role};
use crate::case::{lower_camel, snake, upper_camel};

/// Maximum length of the name of a value or property; a longer one ends with the last whole word before it.
const MAX_LENGTH: usize = 80;

/// Returns the first spelling of a text.
pub(super) fn first(role: Role, text: &str) -> String {
    avoid_reserved(role, shorten(role, to_case(role, &words(text))))
}

/// Cuts a name that is too long between two of its words. That of a type leads to its place, so it stays.
fn shorten(role: Role, name: String) -> String {
    if name.len() <= MAX_LENGTH || matches!(role, Role::Type | Role::Operation) {
        return name;
    }
    let is_start = |(index, letter): &(usize, char)| {
        *index > 0 && *index <= MAX_LENGTH && (letter.is_ascii_uppercase() || *letter == '_')
    };
    let end = name
        .char_indices()
        .filter(is_start)
        .map(|(index, _)| index)
        .next_back();
    let short = name.get(..end.unwrap_or(MAX_LENGTH)).unwrap_or(&name);
    short.trim_end_matches('_').to_owned()
}

/// Returns the spellings of a text in order of preference; the last one is unique to the text.
pub(super) fn spellings(role: Role, text: &str, rank: Rank) -> Vec<String> {
    let first = shorten(role, to_case(role, &words(text)));
    let mut spellings = vec![avoid_reserved(role, first.clone())];
    if rank == Rank::Inline {
        spellings.push(join(role, &first, "inline"));
    }
    // Long texts often differ at their ends.
    if first.len() < to_case(role, &words(text)).len() {
        let last = text.split_whitespace().next_back().unwrap_or_default();
        spellings.push(shorten(role, join(role, &first, last)));
    }
    let spelled = to_case(role, &spell_out(text));
    let is_usable = spelled.len() <= MAX_LENGTH || matches!(role, Role::Type | Role::Operation);
    if spelled != first && is_usable {
        spellings.push(avoid_reserved(role, spelled));
    }
    let style = match text {
        _ if !text.chars().any(|any| any.is_ascii_alphabetic()) => None,
        _ if !text.chars().any(|any| any.is_ascii_uppercase()) => Some("lower"),
        _ if !text.chars().any(|any| any.is_ascii_lowercase()) => Some("upper"),
        _ => None,
    };
    spellings.extend(style.map(|style| join(role, &first, style)));
    spellings.push(join(role, &first, &format!("x{:08x}", hash(text))));
    spellings.push(join(role, &first, &format!("x{}", hexadecimal(text))));
    spellings.dedup();
    spellings
}

/// Returns whether a name leads back to its text.
pub(super) fn is_own(role: Role, text: &str, name: &str) -> bool {
    match role {
        Role::Type | Role::Operation | Role::Variant => text == name,
        Role::Field => text == lower_camel(name),
    }
}

fn join(role: Role, name: &str, word: &str) -> String {
    match role {
        Role::Type | Role::Operation | Role::Variant => {
            format!("{name}{}", upper_camel(&words(word)))
        }
        Role::Field => format!("{name}_{}", snake(&words(word))),
    }
}

fn to_case(role: Role, words: &str) -> String {
    let (name, prefix) = match role {
        Role::Type | Role::Operation | Role::Variant => (upper_camel(words), 'N'),
        Role::Field => (snake(words), 'n'),
    };
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        format!("{prefix}{name}")
    } else {
        name
    }
}

/// Returns a text without punctuation, except for signs and dots of numbers.
fn words(text: &str) -> String {
    let mut words = String::new();
    let mut previous = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let before_digit = characters.peek().is_some_and(char::is_ascii_digit);
        let after_digit = previous.is_some_and(|previous: char| previous.is_ascii_digit());
        match character {
            _ if character.is_ascii_alphanumeric() => words.push(character),
            '+' if previous.is_none() && before_digit => words.push_str("Plus "),
            '-' if previous.is_none() && before_digit => words.push_str("Minus "),
            '.' if after_digit && before_digit => words.push_str(" Dot "),
            _ if character.is_alphanumeric() => push_sign(&mut words, character),
            _ => words.push(' '),
        }
        previous = Some(character);
    }
    if words.trim().is_empty() {
        spell_out(text)
    } else {
        words
    }
}

/// Returns a text with its punctuation spelled out.
fn spell_out(text: &str) -> String {
    if text.is_empty() {
        return "Empty".to_owned();
    }
    let mut words = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            words.push(character);
        } else {
            push_sign(&mut words, character);
        }
    }
    words
}

fn push_sign(words: &mut String, character: char) {
    let word = match character {
        ' ' => "Space",
        '-' => "Dash",
        '_' => "Underscore",
        '.' => "Dot",
        '/' => "Slash",
        '\\' => "Backslash",
        '+' => "Plus",
        '*' => "Asterisk",
        '$' => "Dollar",
        '@' => "At",
        '#' => "Hash",
        '%' => "Percent",
        '&' => "And",
        '<' => "Less",
        '>' => "Greater",
        '=' => "Equals",
        '!' => "Bang",
        '?' => "Question",
        ':' => "Colon",
        ';' => "Semicolon",
        ',' => "Comma",
        '|' => "Bar",
        '~' => "Tilde",
        other => {
            words.push_str(&format!(" U{:x} ", u32::from(other)));
            return;
        }
    };
    words.push(' ');
    words.push_str(word);
    words.push(' ');
}

/// Appends `Model` to a reserved type name and an underscore to another reserved name.
fn avoid_reserved(role: Role, name: String) -> String {
    match role {
        _ if !is_reserved(role, &name) => name,
        Role::Type | Role::Operation => format!("{name}Model"),
        Role::Variant | Role::Field => format!("{name}_"),
    }
}

/// Returns whether a name is not allowed even as a raw identifier, or is used by the generated code.
pub(super) fn is_reserved(role: Role, name: &str) -> bool {
    matches!(name, "self" | "Self" | "super" | "crate")
        || match role {
            Role::Type => BESIDE_TYPES.contains(&name),
            Role::Operation => BESIDE_TYPES.contains(&name) || TYPES.contains(&name),
            Role::Variant => name == "UnknownValue",
            Role::Field => name == "kept",
        }
}

/// Names that no type has: those of modules beside types, and of the box whose table of functions is found by its name.
const BESIDE_TYPES: [&str; 7] = [
    "ErasedBox",
    "client",
    "document",
    "operations",
    "rt",
    "runtime",
    "types",
];

/// Names that the code of operations uses without a path. Definitions write the path of a type whose name another type has.
const TYPES: [&str; 56] = [
    "V",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "Box",
    "String",
    "ToString",
    "ToOwned",
    "Default",
    "Clone",
    "Copy",
    "Debug",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "AsRef",
    "AsMut",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "Send",
    "Sync",
    "Sized",
    "Unpin",
    "Iterator",
    "IntoIterator",
    "Extend",
    "Nullable",
    "Decimal",
    "DateTime",
    "LocalDateTime",
    "Date",
    "Duration",
    "HttpDate",
    "UnixTime",
    "Base64",
    "Base64Url",
    "Uuid",
    "DecimalText",
    "Json",
    "Kept",
    "KeptItem",
    "BTreeMap",
    "Unknown",
    "UnknownInteger",
];

fn hexadecimal(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

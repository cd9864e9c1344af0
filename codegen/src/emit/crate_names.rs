//! Names of packages and of modules that are files: what cargo, rustc and file systems accept.

use crate::case;

/// The crates of the standard library, in the scope of every module.
const STANDARD: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

/// The crates whose names are in generated code.
const NAMED: [&str; 20] = [
    "azure_core",
    "billing_macros",
    "billing_runtime",
    "bytes",
    "chrono",
    "futures_core",
    "http",
    "http_body",
    "httpdate",
    "jiff",
    "regex_lite",
    "reqwest",
    "rust_decimal",
    "rustls",
    "serde",
    "serde_json",
    "time",
    "tokio",
    "tracing",
    "ureq",
];

/// The maximum length of the name of a package on crates.io.
const MAX_PACKAGE_NAME: usize = 64;

/// Returns whether a text is an identifier in all editions.
pub(super) fn is_identifier(name: &str) -> bool {
    // A keyword is short and has small letters only, so that most names need no parser, which knows all keywords.
    let may_be_keyword =
        name.len() <= MAX_KEYWORD && name.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_plain = name
        .bytes()
        .all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
        && name.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_plain && !may_be_keyword && name != "Self" {
        return true;
    }
    name != "gen" && syn::parse_str::<syn::Ident>(name).is_ok()
}

/// The length of the longest keyword, `abstract`.
const MAX_KEYWORD: usize = 8;

/// Returns whether Windows takes a name for that of a device, whatever its extension is.
pub(crate) fn is_device(name: &str) -> bool {
    let is_numbered = |prefix| {
        let number = name.strip_prefix(prefix);
        number.is_some_and(|number: &str| matches!(number.as_bytes(), [b'0'..=b'9']))
    };
    ["aux", "con", "nul", "prn"].contains(&name) || is_numbered("com") || is_numbered("lpt")
}

/// Returns whether a public module and its file can have a name: an identifier that is no crate of the standard library and no
/// device, and that has the same file on a disk that ignores case.
pub(crate) fn is_module_name(name: &str) -> bool {
    is_identifier(name)
        && !name.contains(|c: char| c == '#' || c.is_uppercase())
        && !STANDARD.contains(&name)
        && !is_device(name)
}

/// Returns whether a private module beside generated code can have a name, which names no crate there.
pub(super) fn is_private_module_name(name: &str) -> bool {
    is_module_name(name) && !NAMED.contains(&name)
}

/// Converts a text to the letters, digits and `_` of a module's name. It may be empty or begin with a digit.
pub(super) fn module_letters(text: &str) -> String {
    let name: String = case::snake(text)
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    name.trim_matches('_').to_owned()
}

/// Returns whether cargo and rustc accept the name of a package, whose library other crates can name.
#[must_use]
pub(crate) fn is_package_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let library = name.replace('-', "_").to_ascii_lowercase();
    name.len() <= MAX_PACKAGE_NAME
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(is_letter)
        && is_identifier(&library)
        && !STANDARD.contains(&library.as_str())
        && !NAMED.contains(&library.as_str())
        && !is_device(&library)
}

/// Converts a text to a name that [`is_package_name`] accepts.
#[must_use]
pub(crate) fn package_name(text: &str) -> String {
    let lower = text.to_lowercase();
    let letters: String = lower
        .chars()
        .map(|c| match c {
            '-' | '_' => c,
            c if c.is_ascii_alphanumeric() => c,
            _ => '-',
        })
        .collect();
    let shortened: String = letters
        .trim_matches(['-', '_'])
        .chars()
        .take(MAX_PACKAGE_NAME - "api-".len())
        .collect();
    let name = shortened.trim_end_matches(['-', '_']);
    match name {
        "" => "api".to_owned(),
        name if is_package_name(name) => name.to_owned(),
        name => format!("api-{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_packages() {
        // A text, and the name of the package; none if the text is one.
        let long = "a".repeat(200);
        let longest = "a".repeat(64);
        let cases = [
            ("shop-api", None),
            ("Shop_2", None),
            ("api-std", None),
            (&longest, None),
            (&long, Some("a".repeat(60))),
            ("", Some("api".to_owned())),
            ("-", Some("api".to_owned())),
            ("_a", Some("a".to_owned())),
            ("9 x!", Some("api-9-x".to_owned())),
            ("x\"\nbuild = \"i.rs", Some("x--build----i-rs".to_owned())),
            ("../x", Some("x".to_owned())),
            ("süß", Some("s".to_owned())),
            ("type", Some("api-type".to_owned())),
            ("gen", Some("api-gen".to_owned())),
            ("test", Some("api-test".to_owned())),
            ("Core", Some("api-core".to_owned())),
            ("std", Some("api-std".to_owned())),
            ("proc-macro", Some("api-proc-macro".to_owned())),
            ("serde_json", Some("api-serde_json".to_owned())),
            ("nul", Some("api-nul".to_owned())),
            ("COM1", Some("api-com1".to_owned())),
            ("com10", None),
            ("crate", Some("api-crate".to_owned())),
        ];
        for (text, expected) in cases {
            assert_eq!(is_package_name(text), expected.is_none(), "{text:?}");
            if let Some(expected) = expected {
                assert_eq!(package_name(text), expected, "{text:?}");
                assert!(is_package_name(&expected), "{expected:?}");
            }
        }
    }

    #[test]
    fn names_of_modules() {
        let cases = [
            ("shop", true, true),
            ("http", true, false),
            ("serde_json", true, false),
            ("std", false, false),
            ("alloc", false, false),
            ("con", false, false),
            ("lpt9", false, false),
            ("lpt10", true, true),
            ("r#type", false, false),
            ("self", false, false),
            ("super", false, false),
            ("crate", false, false),
            ("gen", false, false),
            ("async", false, false),
            ("", false, false),
            ("_", false, false),
            ("9a", false, false),
            ("Shop", false, false),
        ];
        for (name, is_public, is_private) in cases {
            assert_eq!(is_module_name(name), is_public, "{name:?}");
            assert_eq!(is_private_module_name(name), is_private, "{name:?}");
        }
    }
}

//! The names of api-versions: their order, and the Rust names made from them.

use std::cmp::Ordering;

/// Compares two api-versions by their names. Returns `None` if the names are of different kinds or of none.
///
/// Dates (`2024-04-01`) are compared by day, numbers (`v1`, `1.10.0`) part by part. A name with a suffix
/// (`2024-04-01-preview`, `1.0.0-rc.1`, `v1beta1`) comes before the one without it.
///
/// ```
/// use std::cmp::Ordering;
/// use billing_macros_expand::version::compare;
///
/// assert_eq!(compare("2024-04-01-preview", "2024-04-01"), Some(Ordering::Less));
/// assert_eq!(compare("1.10.0", "1.9.0"), Some(Ordering::Greater));
/// assert_eq!(compare("latest", "2024-04-01"), None);
/// ```
#[must_use]
pub fn compare(a: &str, b: &str) -> Option<Ordering> {
    if a == b {
        return Some(Ordering::Equal);
    }
    match (Meaning::parse(a)?, Meaning::parse(b)?) {
        (Meaning::Date(a, a_suffix), Meaning::Date(b, b_suffix)) => {
            Some(a.cmp(b).then_with(|| compare_suffixes(a_suffix, b_suffix)))
        }
        (Meaning::Numbers(a, a_suffix), Meaning::Numbers(b, b_suffix)) => {
            Some(compare_numbers(&a, &b).then_with(|| compare_suffixes(a_suffix, b_suffix)))
        }
        _ => None,
    }
}

/// Returns whether an api-version is a preview: a suffix with a letter says so (`2024-08-01-preview`, `1.0.0-rc.1`). A name
/// that has no order is none.
///
/// ```
/// use billing_macros_expand::version::is_preview;
///
/// assert!(is_preview("2024-08-01-preview") && is_preview("v1beta1"));
/// assert!(!is_preview("2024-04-01") && !is_preview("v1") && !is_preview("latest"));
/// ```
#[must_use]
pub fn is_preview(version: &str) -> bool {
    let suffix = match Meaning::parse(version) {
        Some(Meaning::Date(_, suffix) | Meaning::Numbers(_, suffix)) => suffix,
        None => return false,
    };
    suffix.contains(|c: char| c.is_ascii_alphabetic())
}

/// Returns the position of the newest stable one of some api-versions, oldest first; of the newest one, if all are previews.
///
/// ```
/// use billing_macros_expand::version::newest_stable;
///
/// assert_eq!(newest_stable(&["2020-05-01", "2024-04-01", "2024-08-01-preview"]), Some(1));
/// assert_eq!(newest_stable(&["v1alpha1", "v1beta1"]), Some(1));
/// ```
#[must_use]
pub fn newest_stable(versions: &[impl AsRef<str>]) -> Option<usize> {
    let stable = versions
        .iter()
        .rposition(|version| !is_preview(version.as_ref()));
    stable.or_else(|| versions.len().checked_sub(1))
}

/// Returns the name of an api-version's module: `v2017_02_27_preview`.
#[must_use]
pub fn version_module_name(version: &str) -> String {
    let name = to_snake(version);
    match classify_start(version) {
        Leading::Numbered => name,
        Leading::Digit => format!("v{name}"),
        Leading::Other => format!("v_{name}"),
    }
}

/// Returns whether a name is that of a module beside those of the api-versions, so that none of them can have it.
///
/// ```
/// use billing_macros_expand::version::is_reserved_module;
///
/// assert!(is_reserved_module("latest") && is_reserved_module("since_v2"));
/// assert!(!is_reserved_module("stable"));
/// ```
#[must_use]
pub fn is_reserved_module(name: &str) -> bool {
    const NAMES: [&str; 10] = [
        "all_versions",
        "any",
        "api_version",
        "blocking",
        "client",
        "latest",
        "operations",
        "rt",
        "runtime",
        "version",
    ];
    // Shapes, and conversions between them.
    const STARTS: [&str; 5] = ["before_", "from_", "only_", "operations_", "since_"];
    NAMES.contains(&name) || STARTS.iter().any(|start| name.starts_with(start))
}

/// Returns the name of an api-version's type: `V2017_02_27Preview`.
#[must_use]
pub fn version_type_name(version: &str) -> String {
    let name = to_camel(version);
    match classify_start(version) {
        Leading::Numbered => name,
        Leading::Digit | Leading::Other => format!("V{name}"),
    }
}

/// The length up to which a name is a part of a module's name as it is. Modules are files, whose names are limited.
const MAX_PART: usize = 60;

/// Shortens a long name, so that different names stay different: the beginning, and a hash of the whole.
///
/// ```
/// use billing_macros_expand::version::shorten;
///
/// assert_eq!(shorten("2024_04_01"), "2024_04_01");
/// assert_eq!(shorten(&"a".repeat(300)).len(), 60);
/// ```
#[must_use]
pub fn shorten(name: &str) -> String {
    if name.len() <= MAX_PART {
        return name.to_owned();
    }
    let start: String = name.chars().take(MAX_PART - 9).collect();
    format!("{start}x{:08x}", hash(name))
}

/// Returns the FNV-1a hash of a text: short, and the same on every machine.
#[must_use]
pub fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Converts an api-version to a part of a module's name: `2017_02_27_preview`.
pub(crate) fn to_snake(version: &str) -> String {
    shorten(version)
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '_'
            }
        })
        .collect()
}

/// Converts an api-version to a part of a type's name: `2017_02_27Preview`.
pub(crate) fn to_camel(version: &str) -> String {
    let version = shorten(version);
    let mut name = String::with_capacity(version.len());
    for word in version
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let mut rest = word.chars();
        let Some(first) = rest.next() else { continue };
        if first.is_ascii_digit() && name.ends_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.push(first.to_ascii_uppercase());
        name.extend(rest.map(|c| c.to_ascii_lowercase()));
    }
    name
}

enum Leading {
    Digit,
    /// `v` followed by a digit.
    Numbered,
    Other,
}

fn classify_start(version: &str) -> Leading {
    let mut characters = version.chars();
    match (characters.next(), characters.next()) {
        (Some('0'..='9'), _) => Leading::Digit,
        (Some('v' | 'V'), Some('0'..='9')) => Leading::Numbered,
        _ => Leading::Other,
    }
}

enum Meaning<'a> {
    /// Year, month and day as text of fixed width, which sorts by day, and the suffix.
    Date(&'a str, &'a str),
    Numbers(Vec<&'a str>, &'a str),
}

impl<'a> Meaning<'a> {
    fn parse(version: &'a str) -> Option<Self> {
        if let Some((date, suffix)) = parse_date(version) {
            return Some(Self::Date(date, suffix));
        }
        let text = version.strip_prefix(['v', 'V']).unwrap_or(version);
        let text = text.split_once('+').map_or(text, |(text, _build)| text);
        let end = text
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(text.len());
        let (release, suffix) = text.split_at_checked(end)?;
        let parts: Vec<&str> = release.split('.').collect();
        if parts.iter().any(|part| part.is_empty()) {
            return None;
        }
        Some(Self::Numbers(parts, suffix.trim_start_matches(['-', '_'])))
    }
}

fn parse_date(version: &str) -> Option<(&str, &str)> {
    let (date, suffix) = version.split_at_checked(10)?;
    let digits = |range| {
        date.get(range)
            .filter(|text: &&str| text.bytes().all(|b| b.is_ascii_digit()))
    };
    let (_year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let dashes = date.get(4..5) == Some("-") && date.get(7..8) == Some("-");
    let in_calendar = ("01"..="12").contains(&month) && ("01"..="31").contains(&day);
    let separated = suffix.is_empty() || suffix.starts_with(['-', '.', '_']);
    (dashes && in_calendar && separated).then(|| (date, suffix.trim_start_matches(['-', '.', '_'])))
}

fn compare_numbers(a: &[&str], b: &[&str]) -> Ordering {
    (0..a.len().max(b.len()))
        .map(|part| compare_digits(a.get(part).unwrap_or(&"0"), b.get(part).unwrap_or(&"0")))
        .find(|ordering| ordering.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// Compares numbers of any length, given as digits, by value.
fn compare_digits(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// Compares suffixes. A missing one is a release and comes last; digits are compared by value.
fn compare_suffixes(a: &str, b: &str) -> Ordering {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
    let (mut a, mut b) = (split_runs(&a), split_runs(&b));
    loop {
        let ordering = match (a.next(), b.next()) {
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
            (Some(a), Some(b)) => {
                let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
                if digits(a) && digits(b) {
                    compare_digits(a, b)
                } else {
                    a.cmp(b)
                }
            }
        };
        if ordering.is_ne() {
            return ordering;
        }
    }
}

/// Splits a suffix into runs of digits and runs of letters. Other characters only separate.
fn split_runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        let first = rest.chars().next()?;
        let same = |c: char| c.is_alphanumeric() && c.is_ascii_digit() == first.is_ascii_digit();
        let (run, after) = rest.split_at_checked(rest.find(|c| !same(c)).unwrap_or(rest.len()))?;
        rest = after;
        Some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_api_versions() {
        let ascending: [&[&str]; 5] = [
            &[
                "2017-02-27-preview",
                "2017-02-27",
                "2020-05-01",
                "2024-04-01-preview.2",
                "2024-04-01-preview.10",
                "2024-04-01",
            ],
            &["v1alpha1", "v1alpha2", "v1beta1", "v1", "v1.1", "v2", "v10"],
            &[
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.9.0",
                "1.10.0",
            ],
            &[
                "2024-04-01-alpha",
                "2024-04-01-beta",
                "2024-04-01-preview",
                "2024-04-01",
            ],
            &[
                "9",
                "10",
                "99999999999999999999999",
                "100000000000000000000000",
            ],
        ];
        for versions in ascending {
            for (i, a) in versions.iter().enumerate() {
                for (j, b) in versions.iter().enumerate() {
                    assert_eq!(compare(a, b), Some(i.cmp(&j)), "{a} {b}");
                }
            }
        }
    }

    #[test]
    fn does_not_compare_names_of_different_kinds() {
        for (a, b) in [
            ("latest", "2024-04-01"),
            ("v1", "2024-04-01"),
            ("main", "latest"),
            ("", "1"),
            ("é", "1..2"),
            ("1.", "1"),
        ] {
            assert_eq!(compare(a, b), None, "{a} {b}");
            assert_eq!(compare(b, a), None, "{b} {a}");
        }
        assert_eq!(compare("latest", "latest"), Some(Ordering::Equal));
    }

    #[test]
    fn names_are_identifiers() {
        for (version, module, ty) in [
            (
                "2017-02-27-preview",
                "v2017_02_27_preview",
                "V2017_02_27Preview",
            ),
            ("2024-04-01", "v2024_04_01", "V2024_04_01"),
            ("v1", "v1", "V1"),
            ("V1", "v1", "V1"),
            ("1.10.0-rc1", "v1_10_0_rc1", "V1_10_0Rc1"),
            ("latest", "v_latest", "VLatest"),
            ("version", "v_version", "VVersion"),
        ] {
            assert_eq!(version_module_name(version), module);
            assert_eq!(version_type_name(version), ty);
        }
    }
}

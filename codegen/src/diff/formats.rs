//! Comparison of formats: their names, and the values that they allow.

use std::cmp::Ordering;

use super::scalar::Scalar;
use crate::model::{Constraints, KnownFormat};

/// Formats that every text has.
const ANY_TEXT: [&str; 4] = ["commonmark", "markdown", "password", "string"];

/// Returns the name of the format that restricts a value: of several names for one format, the first.
pub(super) fn restriction(constraints: &Constraints) -> Option<&str> {
    let format = constraints.format.as_deref();
    let format = format.filter(|name| !ANY_TEXT.contains(name));
    format.map(canonical_name)
}

/// Returns the first of the names that mean the same format; a name that is not known, or that describes values for people,
/// is its own. The two widths of binary numbers are two formats.
fn canonical_name(name: &str) -> &str {
    let known = KnownFormat::from_name(name)
        .filter(|format| !matches!(format, KnownFormat::Annotation | KnownFormat::Float));
    let mut names = KnownFormat::names();
    let same =
        known.and_then(|known| names.find(|name| KnownFormat::from_name(name) == Some(known)));
    same.unwrap_or(name)
}

/// Returns the encoding of a text, which its format may say.
pub(super) fn encoding(constraints: &Constraints) -> Option<&str> {
    let of_format = || match restriction(constraints)? {
        "byte" => Some("base64"),
        "base64url" => Some("base64url"),
        _ => None,
    };
    constraints.encoding.as_deref().or_else(of_format)
}

/// Returns the least and the greatest whole number of a format.
pub(super) fn whole_range(constraints: &Constraints) -> Option<(i128, i128)> {
    let (negative, positive) = bits(restriction(constraints)?)?;
    let below = |bits: u32| 1_i128.checked_shl(bits);
    let least = match negative {
        0 => 0,
        bits => below(bits)?.checked_neg()?,
    };
    Some((least, below(positive)?.checked_sub(1)?))
}

/// Returns the bits of the negative and of the other whole numbers of a format.
fn bits(format: &str) -> Option<(u32, u32)> {
    Some(match format {
        "int8" => (7, 7),
        "int16" => (15, 15),
        "int32" => (31, 31),
        "int64" => (63, 63),
        "uint8" => (0, 8),
        "uint16" => (0, 16),
        "uint32" => (0, 32),
        "uint64" => (0, 64),
        _ => return None,
    })
}

/// Compares the values that two formats allow; none where neither allows all values of the other.
pub(super) fn compare(scalar: Scalar, old: Option<&str>, new: Option<&str>) -> Option<Ordering> {
    let range = |format: Option<&str>| match (scalar, format) {
        (_, None) | (Scalar::Number, Some("decimal")) => Some((i32::MIN, i32::MAX)),
        (Scalar::Whole, Some(format)) => {
            let (negative, positive) = bits(format)?;
            Some((
                -i32::try_from(negative).ok()?,
                i32::try_from(positive).ok()?,
            ))
        }
        (Scalar::Number, Some("float")) => Some((-1, 1)),
        (Scalar::Number, Some("double")) => Some((-2, 2)),
        _ => None,
    };
    if old.is_none() || new.is_none() {
        // Less than every value is whatever the other format says.
        let one = range(old.or(new)).is_some_and(|range| range == (i32::MIN, i32::MAX));
        return Some(match (one, old) {
            (true, _) => Ordering::Equal,
            (false, None) => Ordering::Greater,
            (false, Some(_)) => Ordering::Less,
        });
    }
    let (was, is) = (range(old)?, range(new)?);
    match (is.0.cmp(&was.0), is.1.cmp(&was.1)) {
        (Ordering::Equal, Ordering::Equal) => Some(Ordering::Equal),
        (Ordering::Less | Ordering::Equal, Ordering::Greater | Ordering::Equal) => {
            Some(Ordering::Less)
        }
        (Ordering::Greater | Ordering::Equal, Ordering::Less | Ordering::Equal) => {
            Some(Ordering::Greater)
        }
        _ => None,
    }
}

//! Numbers of JSON, compared by their exact values.

use std::cmp::Ordering;

/// The value of a number: its sign, and its digits as a fraction times a power of ten.
#[derive(PartialEq, Eq)]
struct ExactNumber {
    is_negative: bool,
    /// Power of ten of the first digit; the least one for zero.
    scale: i64,
    /// Digits without zeros at either end; none for zero.
    digits: Vec<u8>,
}

impl ExactNumber {
    /// Reads a number; none of another text.
    fn new(text: &str) -> Option<Self> {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = || whole.bytes().chain(fraction.bytes());
        if digits().next().is_none() || !digits().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let zeros = digits().take_while(|digit| *digit == b'0').count();
        let mut digits: Vec<u8> = digits().skip(zeros).collect();
        let last = digits.iter().rposition(|digit| *digit != b'0');
        digits.truncate(last.map_or(0, |last| last + 1));
        let shift = i64::try_from(whole.len()).ok()? - i64::try_from(zeros).ok()?;
        Some(match digits.is_empty() {
            true => Self {
                is_negative: false,
                scale: i64::MIN,
                digits,
            },
            false => Self {
                is_negative,
                scale: exponent.saturating_add(shift),
                digits,
            },
        })
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let by_size = || {
            let by_scale = self.scale.cmp(&other.scale);
            by_scale.then_with(|| self.digits.cmp(&other.digits))
        };
        match (self.is_negative, other.is_negative) {
            (false, false) => by_size(),
            (true, true) => by_size().reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

/// Reads an exponent. One beyond 64 bits is the nearest one within.
fn read_exponent(text: &str) -> Option<i64> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    // Lengths of texts never bring these back into range.
    let size = digits.parse().unwrap_or(i64::MAX / 2).min(i64::MAX / 2);
    Some(if is_negative { -size } else { size })
}

/// Compares two numbers exactly; none if a text is no number.
pub(crate) fn compare_numbers(one: &str, other: &str) -> Option<Ordering> {
    Some(ExactNumber::new(one)?.cmp(&ExactNumber::new(other)?))
}

/// Returns whether a number has no fraction.
pub(crate) fn is_whole(text: &str) -> bool {
    ExactNumber::new(text).is_some_and(|number| {
        number.digits.is_empty()
            || i64::try_from(number.digits.len()).is_ok_and(|length| length <= number.scale)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_exactly() {
        let (less, equal, greater) = (Ordering::Less, Ordering::Equal, Ordering::Greater);
        for (one, other, expected) in [
            ("1", "1.0", equal),
            ("1e2", "100", equal),
            ("1.50E+1", "15", equal),
            ("-0", "0.000", equal),
            ("0e99999999999999999999", "0", equal),
            ("0.1", "0.10000000000000000001", less),
            ("0.1", "0.1000000000000000055511151231257827", less),
            ("9007199254740993.0", "9007199254740992.0", greater),
            (
                "170141183460469231731687303715884105728.5",
                "170141183460469231731687303715884105728.25",
                greater,
            ),
            ("-2", "-10", greater),
            ("-1", "0", less),
            ("10", "9", greater),
            ("1e400", "1e401", less),
            ("1e99999999999999999999", "1e3", greater),
            ("1e-99999999999999999999", "0", greater),
        ] {
            assert_eq!(
                compare_numbers(one, other),
                Some(expected),
                "{one} and {other}"
            );
            let reversed = expected.reverse();
            assert_eq!(
                compare_numbers(other, one),
                Some(reversed),
                "{other} and {one}"
            );
        }
        for text in ["", "-", "a", "1e", "1e+", ".", "0x1", "1_0"] {
            assert_eq!(compare_numbers(text, "1"), None, "{text}");
        }
    }

    #[test]
    fn whole_numbers() {
        for (text, expected) in [
            ("1", true),
            ("1.0", true),
            ("0.0", true),
            ("1.5e1", true),
            ("120e-1", true),
            ("1e400", true),
            ("1.5", false),
            ("1e-1", false),
            ("9007199254740993.5", false),
            ("a", false),
        ] {
            assert_eq!(is_whole(text), expected, "{text}");
        }
    }
}

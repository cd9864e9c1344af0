//! Exact decimal numbers.

use std::cmp::Ordering;
use std::fmt::{self, Display};
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::json::write_text;
use super::scalar::spelled;
use super::short_text::ShortText;
use super::source::deserialize;
use super::{Fit, KeptPath, Source, Value};

/// A decimal number of any size and precision, as its JSON text.
///
/// A number is written with the digits that were read: `2.00` stays `2.00`. Values are compared as numbers: `1.0`,
/// `1.00` and `10e-1` are equal, and so are their hashes. For arithmetic, convert to a number type of your choice;
/// binary floats are not suitable for money.
///
/// A number in a JSON string is read too, and written back as a string while the value is unchanged; `kept()` lists it.
#[derive(Clone, Debug)]
pub struct Decimal(ShortText);

impl Decimal {
    /// The text, which is a JSON number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest binary float; infinite if the number is out of its range.
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The shortest decimal number that identifies a binary float; `None` for infinities and NaN.
    pub(super) fn from_float_text(value: f64) -> Option<Self> {
        value
            .is_finite()
            .then(|| Decimal(format!("{value:e}").into()))
    }

    fn parts(&self) -> Digits<'_> {
        Digits::of(&self.0)
    }
}

/// Error of parsing a decimal number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseDecimalError(());

impl Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number such as -12.50")
    }
}

impl std::error::Error for ParseDecimalError {}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    /// Parses a JSON number: no plus sign, and digits on both sides of a point.
    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        if is_number(text) {
            Ok(Decimal(text.into()))
        } else {
            Err(ParseDecimalError(()))
        }
    }
}

/// Returns true for the text of a JSON number.
pub(super) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|text| digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}

macro_rules! from_integers {
    ($($integer:ty)*) => {$(
        impl From<$integer> for Decimal {
            fn from(value: $integer) -> Self {
                Decimal(value.to_string().into())
            }
        }
    )*};
}

from_integers!(i32 i64 u32 u64);

impl Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Decimal {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Default for Decimal {
    /// Zero.
    fn default() -> Self {
        Decimal("0".into())
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let parts = self.parts();
        parts.sign.hash(state);
        parts.magnitude.hash(state);
        for digit in parts.digits() {
            state.write_u8(digit);
        }
        state.write_u8(0);
    }
}

/// The significant digits of a number, and the power of ten of the first one.
struct Digits<'t> {
    /// -1, 0 or 1.
    sign: i8,
    /// The power of ten of the first digit.
    magnitude: Power,
    whole: &'t str,
    fraction: &'t str,
}

impl<'t> Digits<'t> {
    /// Splits the text of a JSON number.
    fn of(text: &'t str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let whole = whole.trim_start_matches('0');
        let significant = fraction.trim_start_matches('0');
        let (shift, fraction) = if whole.is_empty() {
            let zeros = fraction.len() - significant.len();
            (-1 - to_i128(zeros), significant)
        } else {
            (to_i128(whole.len()) - 1, fraction)
        };
        let fraction = fraction.trim_end_matches('0');
        let whole = if fraction.is_empty() {
            whole.trim_end_matches('0')
        } else {
            whole
        };
        if whole.is_empty() && fraction.is_empty() {
            return Digits {
                sign: 0,
                magnitude: Power::Small(0),
                whole,
                fraction,
            };
        }
        Digits {
            sign: if negative { -1 } else { 1 },
            magnitude: Power::new(exponent, shift),
            whole,
            fraction,
        }
    }

    fn digits(&self) -> impl Iterator<Item = u8> + 't {
        self.whole.bytes().chain(self.fraction.bytes())
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let absolute = || {
            let digits = || self.digits().cmp(other.digits());
            self.magnitude.cmp(&other.magnitude).then_with(digits)
        };
        self.sign.cmp(&other.sign).then_with(|| match self.sign {
            0 => Ordering::Equal,
            1 => absolute(),
            _ => absolute().reverse(),
        })
    }
}

/// Returns the plain text of a whole number in any notation: `100` for `1e2`. Long numbers have none, because no integer
/// type holds them.
pub(super) fn whole_number(text: &str) -> Option<String> {
    const MOST_DIGITS: usize = 20;
    let digits = is_number(text).then(|| Digits::of(text))?;
    if digits.sign == 0 {
        return Some("0".to_owned());
    }
    let Power::Small(magnitude) = digits.magnitude else {
        return None;
    };
    let count = usize::try_from(magnitude).ok()?.checked_add(1)?;
    let length = digits.whole.len() + digits.fraction.len();
    if count > MOST_DIGITS || length > count {
        return None;
    }
    let sign = if digits.sign < 0 { "-" } else { "" };
    let zeros = "0".repeat(count - length);
    Some(format!("{sign}{}{}{zeros}", digits.whole, digits.fraction))
}

fn to_i128(digits: usize) -> i128 {
    i128::try_from(digits).unwrap_or(i128::MAX)
}

/// A power of ten of any size: the text of an exponent may have any length.
#[derive(PartialEq, Eq, Hash)]
enum Power {
    /// A power with at most [`Power::DIGITS`] digits.
    Small(i128),
    /// A power with more digits: true if it is negative, and its digits.
    Large(bool, String),
}

impl Power {
    const DIGITS: usize = 36;

    /// Adds a number to the text of an exponent.
    fn new(exponent: &str, shift: i128) -> Self {
        let (negative, digits) = match exponent.strip_prefix(['+', '-']) {
            Some(digits) => (exponent.starts_with('-'), digits),
            None => (false, exponent),
        };
        let digits = digits.trim_start_matches('0');
        let shift = if negative { -shift } else { shift };
        // The sum is of absolute values; the sign follows at the end.
        let sum = match split_low(digits) {
            None => digits.parse().unwrap_or(0) + shift,
            Some((high, low)) => match add(high, low, shift) {
                Ok(small) => small,
                Err(large) => return Power::Large(negative, large),
            },
        };
        if sum.unsigned_abs().to_string().len() > Self::DIGITS {
            Power::Large(negative != (sum < 0), sum.unsigned_abs().to_string())
        } else {
            Power::Small(if negative { -sum } else { sum })
        }
    }
}

/// Splits off the last [`Power::DIGITS`] digits of a longer number.
fn split_low(digits: &str) -> Option<(&str, i128)> {
    let at = digits
        .len()
        .checked_sub(Power::DIGITS)
        .filter(|at| *at > 0)?;
    let (high, low) = digits.split_at_checked(at)?;
    Some((high, low.parse().ok()?))
}

/// Adds a shift to a large number. The error is the digits of a result that is still large.
fn add(high: &str, low: i128, shift: i128) -> Result<i128, String> {
    let one = 10_i128.pow(36);
    let sum = low + shift;
    let carried = if sum < 0 {
        step(high, b'0', b'9', |digit| digit - 1)
    } else if sum >= one {
        step(high, b'9', b'0', |digit| digit + 1)
    } else {
        high.to_owned()
    };
    let low = sum.rem_euclid(one);
    let high = carried.trim_start_matches('0');
    if high.is_empty() {
        Ok(low)
    } else {
        Err(format!("{high}{low:0width$}", width = Power::DIGITS))
    }
}

/// Adds or subtracts one: trailing `full` digits become `wrapped`, and `change` applies to the digit before them.
fn step(digits: &str, full: u8, wrapped: u8, change: impl Fn(u8) -> u8) -> String {
    let full = char::from(full);
    let kept = digits.trim_end_matches(full);
    let turned = digits.len() - kept.len();
    let mut stepped = kept.to_owned();
    // No digit is left only where nines overflowed: a large number is never zero.
    let moved = stepped.pop().map_or('1', |digit| {
        u8::try_from(digit).map_or(digit, |digit| char::from(change(digit)))
    });
    stepped.push(moved);
    stepped.extend(std::iter::repeat_n(char::from(wrapped), turned));
    stepped
}

impl PartialOrd for Power {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Power {
    fn cmp(&self, other: &Self) -> Ordering {
        let longer = |a: &str, b: &str| a.len().cmp(&b.len()).then_with(|| a.cmp(b));
        match (self, other) {
            (Power::Small(a), Power::Small(b)) => a.cmp(b),
            (Power::Large(false, a), Power::Large(false, b)) => longer(a, b),
            (Power::Large(true, a), Power::Large(true, b)) => longer(b, a),
            (Power::Large(negative, _), _) => {
                if *negative {
                    Ordering::Less
                } else {
                    Ordering::Greater
                }
            }
            (Power::Small(_), Power::Large(..)) => other.cmp(self).reverse(),
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_text(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

impl Value for Decimal {
    const EXPECTED: &'static str = "a number";

    #[inline]
    fn read<'de, S: Source<'de>>(source: S) -> Result<Fit<Self>, S::Error> {
        let text = source.scalar(Self::EXPECTED)?;
        Ok(match text.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => Fit::Typed(Decimal(text.into())),
            _ => spelled(text, |text| text.parse().ok()),
        })
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }

    fn list_kept(&self, _: &mut KeptPath) {}
}

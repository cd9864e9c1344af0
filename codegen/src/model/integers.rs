//! Integer types: their names, and the one that holds the documented range of values.

use super::Type;
use crate::openapi::{Schema, Validation};

/// Width and sign of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Integer {
    /// `format: int8`.
    I8,
    /// `format: int16`.
    I16,
    /// `format: int32`.
    I32,
    /// `format: int64`, and without a format.
    I64,
    /// `format: uint8`.
    U8,
    /// `format: uint16`.
    U16,
    /// `format: uint32`.
    U32,
    /// `format: uint64`.
    U64,
}

impl Integer {
    /// Returns the number of bits.
    #[must_use]
    pub fn bits(self) -> u32 {
        match self {
            Self::I8 | Self::U8 => 8,
            Self::I16 | Self::U16 => 16,
            Self::I32 | Self::U32 => 32,
            Self::I64 | Self::U64 => 64,
        }
    }

    /// Returns a JSON number as an integer literal; none if the type does not hold it.
    #[must_use]
    pub fn literal(self, json: &str) -> Option<String> {
        /// Whole numbers up to this one are exact in binary floats.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let value = match json.parse::<i128>() {
            Ok(value) => value,
            Err(_) => {
                let value = json.parse::<f64>().ok()?;
                let is_exact = value.fract() == 0.0 && value.abs() <= EXACT;
                is_exact.then(|| format!("{value:.0}"))?.parse().ok()?
            }
        };
        let is_held = match self {
            Self::I8 => i8::try_from(value).is_ok(),
            Self::I16 => i16::try_from(value).is_ok(),
            Self::I32 => i32::try_from(value).is_ok(),
            Self::I64 => i64::try_from(value).is_ok(),
            Self::U8 => u8::try_from(value).is_ok(),
            Self::U16 => u16::try_from(value).is_ok(),
            Self::U32 => u32::try_from(value).is_ok(),
            Self::U64 => u64::try_from(value).is_ok(),
        };
        is_held.then(|| value.to_string())
    }

    /// Returns the name of the Rust type.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
        }
    }

    /// Returns a number that is smaller for the narrower of two types.
    pub(super) fn width(self) -> usize {
        match self {
            Self::U8 => 0,
            Self::I8 => 1,
            Self::U16 => 2,
            Self::I16 => 3,
            Self::U32 => 4,
            Self::I32 => 5,
            Self::U64 => 6,
            Self::I64 => 7,
        }
    }

    /// Returns the least and the greatest value.
    fn range(self) -> (i128, i128) {
        match self {
            Self::I8 => (i8::MIN.into(), i8::MAX.into()),
            Self::I16 => (i16::MIN.into(), i16::MAX.into()),
            Self::I32 => (i32::MIN.into(), i32::MAX.into()),
            Self::I64 => (i64::MIN.into(), i64::MAX.into()),
            Self::U8 => (0, u8::MAX.into()),
            Self::U16 => (0, u16::MAX.into()),
            Self::U32 => (0, u32::MAX.into()),
            Self::U64 => (0, u64::MAX.into()),
        }
    }

    /// Returns whether the bounds are in the range; a bound that is not documented is.
    fn holds(self, bounds: (Option<i128>, Option<i128>)) -> bool {
        let (least, greatest) = self.range();
        let is_inside =
            |bound: Option<i128>| bound.is_none_or(|it| (least..=greatest).contains(&it));
        is_inside(bounds.0) && is_inside(bounds.1)
    }
}

/// Returns the declared type if it holds the documented range, else the first of `i64`, `u64` and `Decimal` that does.
pub(super) fn wide_enough(declared: Integer, chain: &[&Schema]) -> Type {
    let bounds = chain.iter().map(|schema| bounds(&schema.validation));
    let bounds = bounds.fold((None, None), |known, own| {
        (known.0.or(own.0), known.1.or(own.1))
    });
    let mut types = [declared, Integer::I64, Integer::U64].into_iter();
    types
        .find(|ty| ty.holds(bounds))
        .map_or(Type::Decimal, Type::Integer)
}

/// Returns the least and the greatest documented value.
fn bounds(validation: &Validation) -> (Option<i128>, Option<i128>) {
    let least = validation.minimum.as_deref().and_then(parse_integer);
    let greatest = validation.maximum.as_deref().and_then(parse_integer);
    let (above, below) = (validation.exclusive_minimum, validation.exclusive_maximum);
    (
        least.map(|least| least.saturating_add(above.into())),
        greatest.map(|greatest| greatest.saturating_sub(below.into())),
    )
}

/// Parses a bound. One of more digits than 128 bits have is the outermost value; one with a fraction or an exponent is left out.
fn parse_integer(text: &str) -> Option<i128> {
    let digits = text.trim_start_matches(['-', '+']);
    let digits = digits.strip_suffix(".0").unwrap_or(digits);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is_negative = text.starts_with('-');
    let value = digits.parse().unwrap_or(i128::MAX);
    Some(if is_negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_widen_a_type() {
        for (declared, least, greatest, expected) in [
            (Integer::I32, None, Some("100"), Type::Integer(Integer::I32)),
            (
                Integer::I32,
                None,
                Some("4294967295"),
                Type::Integer(Integer::I64),
            ),
            (
                Integer::I64,
                None,
                Some("18446744073709551615"),
                Type::Integer(Integer::U64),
            ),
            (
                Integer::I64,
                Some("0"),
                Some("18446744073709551616"),
                Type::Decimal,
            ),
            (
                Integer::I64,
                Some("-1"),
                Some("18446744073709551615"),
                Type::Decimal,
            ),
            (Integer::U32, Some("-5"), None, Type::Integer(Integer::I64)),
            (
                Integer::U8,
                Some("0"),
                Some("256.0"),
                Type::Integer(Integer::I64),
            ),
            (
                Integer::I64,
                None,
                Some("1e30"),
                Type::Integer(Integer::I64),
            ),
            (
                Integer::I64,
                None,
                Some("9223372036854775807"),
                Type::Integer(Integer::I64),
            ),
        ] {
            let schema = Schema {
                validation: Validation {
                    minimum: least.map(str::to_owned),
                    maximum: greatest.map(str::to_owned),
                    ..Validation::default()
                }
                .into(),
                ..Schema::default()
            };
            let found = wide_enough(declared, &[&schema]);
            assert_eq!(found, expected, "{declared:?} {least:?} {greatest:?}");
        }
        let exclusive = Validation {
            maximum: Some("2147483648".to_owned()),
            exclusive_maximum: true,
            ..Validation::default()
        };
        assert_eq!(bounds(&exclusive).1, Some(i32::MAX.into()));
    }
}

//! Conversions to and from `rust_decimal::Decimal`.

use super::super::Decimal;
use super::ConvertError;
use super::foreign::{foreign_values, through_references};

impl TryFrom<&Decimal> for ::rust_decimal::Decimal {
    type Error = ConvertError;

    /// Keeps trailing zeros where they fit. Fails instead of rounding: a number of more than 28 digits may not fit.
    fn try_from(value: &Decimal) -> Result<Self, ConvertError> {
        let text = value.as_str();
        let parsed = Self::from_str_exact(text)
            .ok()
            .or_else(|| Self::from_str_exact(&expand_exponent(text)?).ok());
        // The result has to be the same number, even if the parser rounds.
        parsed
            .filter(|parsed| Decimal::from(*parsed) == *value)
            .ok_or(ConvertError("more digits than rust_decimal holds"))
    }
}

impl From<::rust_decimal::Decimal> for Decimal {
    fn from(value: ::rust_decimal::Decimal) -> Self {
        // Its text is always a JSON number: digits with at most one point between them.
        value.to_string().parse().unwrap_or_default()
    }
}

impl From<&::rust_decimal::Decimal> for Decimal {
    fn from(value: &::rust_decimal::Decimal) -> Self {
        Self::from(*value)
    }
}

through_references! {
    Decimal => ::rust_decimal::Decimal;
}

/// Rewrites a number without an exponent and without redundant zeros; `None` if it is far longer than `rust_decimal`
/// holds.
fn expand_exponent(text: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => ("-", text),
        None => ("", text),
    };
    let (number, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let all = [whole, fraction].concat();
    let significant = all.trim_start_matches('0');
    let digits = significant.trim_end_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    let before_point = whole.len().checked_add_signed(exponent.parse().ok()?);
    let zeros = all.len() - significant.len();
    let (whole, fraction) = match before_point.and_then(|count| count.checked_sub(zeros)) {
        Some(count) if count > LONGEST => return None,
        Some(count) => match digits.split_at_checked(count) {
            Some((whole, fraction)) => (whole.to_owned(), fraction.to_owned()),
            None => (format!("{digits:0<count$}"), String::new()),
        },
        None => {
            let shift = exponent.parse::<isize>().ok()?.unsigned_abs();
            let zeros = shift.checked_add(zeros)?.checked_sub(whole.len())?;
            if zeros > LONGEST {
                return None;
            }
            (String::new(), "0".repeat(zeros) + digits)
        }
    };
    let whole = if whole.is_empty() { "0" } else { &whole };
    Some(
        format!("{sign}{whole}.{fraction}")
            .trim_end_matches('.')
            .to_owned(),
    )
}

foreign_values! {
    ::rust_decimal::Decimal as Decimal;
}

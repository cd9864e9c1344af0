//! Binary floats as decimals.

use super::{Document, KnownFormat, SchemaKind};

/// Type of numbers with `format: float` or `double`.
///
/// Newer tools write `format: float` beside each number, including money. A binary float does not represent most amounts exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Floats {
    /// `f64`, as the document specifies.
    #[default]
    Binary,
    /// `Decimal`, which keeps the digits that were sent.
    Decimal,
}

impl Document {
    /// Reads each number of `format: float` or `double` as one of `format: decimal`.
    pub fn floats_as_decimals(&mut self) {
        self.as_decimals(is_float);
    }

    /// Reads floats as decimals like [`floats_as_decimals`](Self::floats_as_decimals), and numbers without a format too:
    /// their type is the same, but a comparison distinguishes them.
    #[cfg(feature = "checks")]
    pub(crate) fn numbers_as_decimals(&mut self) {
        self.as_decimals(|format| format.is_none() || is_float(format));
    }

    fn as_decimals(&mut self, is_selected: impl Fn(Option<&str>) -> bool) {
        for id in self.schemas.ids() {
            if let Some(schema) = self.schemas.get_mut(id)
                && let SchemaKind::Number(number) = &mut schema.kind
                && !number.is_integer
                && is_selected(number.format.as_deref())
            {
                number.format = Some("decimal".to_owned());
            }
        }
    }
}

fn is_float(format: Option<&str>) -> bool {
    format.and_then(KnownFormat::from_name) == Some(KnownFormat::Float)
}

//! Binary floats as decimals.

use super::{Document, SchemaKind};

/// The type of numbers that a document calls `float` or `double`.
///
/// Newer tools write `format: float` beside each number, money included. A binary float does not hold most amounts exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Floats {
    /// `f64`, as the document has it.
    #[default]
    Binary,
    /// `Decimal`, which keeps the digits that were sent.
    Decimal,
}

impl Document {
    /// Reads each number of `format: float` or `double` as one of `format: decimal`.
    pub fn floats_as_decimals(&mut self) {
        self.as_decimals(|format| matches!(format, Some("float" | "double")));
    }

    /// As [`floats_as_decimals`](Self::floats_as_decimals), and numbers without a format too: their type is the same, but
    /// a comparison tells them apart.
    #[cfg(feature = "checks")]
    pub(crate) fn numbers_as_decimals(&mut self) {
        self.as_decimals(|format| matches!(format, None | Some("float" | "double")));
    }

    fn as_decimals(&mut self, is_meant: impl Fn(Option<&str>) -> bool) {
        for id in self.schemas.ids() {
            if let Some(schema) = self.schemas.get_mut(id)
                && let SchemaKind::Number(number) = &mut schema.kind
                && !number.is_integer
                && is_meant(number.format.as_deref())
            {
                number.format = Some("decimal".to_owned());
            }
        }
    }
}

use super::Place;

/// A value with its source location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Location of the value.
    pub place: Place,
}

//! Checks of documented patterns.
//!
//! A request is not refused for them, because samples of the documents violate their own patterns.

use super::{Call, RequestBuilder, RequestError};

/// Check of a request against all documented constraints.
pub trait Check: Call {
    /// Checks the values against their documented constraints, as building the request does, and against their
    /// patterns.
    ///
    /// # Errors
    ///
    /// Parameters have values that can't be sent or do not match their patterns; the error lists all of them.
    fn check(&self) -> Result<(), RequestError> {
        RequestBuilder::check(self, matches)
    }
}

impl<C: Call + ?Sized> Check for C {}

/// Returns true if a pattern matches somewhere in a text, or is not a regular expression.
fn matches(pattern: &str, text: &str) -> bool {
    match regex_lite::Regex::new(pattern) {
        Ok(pattern) => pattern.is_match(text),
        Err(_) => true,
    }
}

//! Documented patterns, checked where somebody asks for it.
//!
//! A request is not refused for them: the documents' own samples break theirs.

use super::{Call, Parts, RequestError};

/// Checks the values of a request against all that the documents say of them.
pub trait Check: Call {
    /// Checks the values against their documented limits, as a request does, and against their patterns too.
    ///
    /// # Errors
    ///
    /// If a value can't be sent or does not match its pattern: all of them are said.
    fn check(&self) -> Result<(), RequestError> {
        Parts::check(self, matches)
    }
}

impl<C: Call + ?Sized> Check for C {}

/// Whether a pattern matches somewhere in a text. One that is no regular expression forbids nothing.
fn matches(pattern: &str, text: &str) -> bool {
    match regex_lite::Regex::new(pattern) {
        Ok(pattern) => pattern.is_match(text),
        Err(_) => true,
    }
}

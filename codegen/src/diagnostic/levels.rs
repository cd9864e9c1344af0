//! Diagnostic levels as the user sets them.

use std::collections::BTreeMap;

use super::{Code, Level, Severity};

/// The levels of all codes, by default or as the user sets them.
///
/// What is an error by itself stays one. What a document allows at a place (`x-rust-allow`) is allowed there, whatever
/// is said here.
///
/// ```
/// use billing_codegen::diagnostic::{Code, Level, Levels};
///
/// let levels = Levels::default().allow(Code::UnknownKey).deny_warnings();
/// assert_eq!(levels.of(Code::UnknownKey), Level::Off);
/// assert_eq!(levels.of(Code::WrongKind), Level::Error);
/// assert_eq!(levels.allow(Code::Syntax).of(Code::Syntax), Level::Error);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels {
    chosen: BTreeMap<Code, Level>,
    denies_warnings: bool,
    shows_all: bool,
}

impl Levels {
    /// Suppresses the warnings of a code.
    #[must_use]
    pub fn allow(self, code: Code) -> Self {
        self.set(code, Level::Off)
    }

    /// Reports a code as a warning, also one that is off by default.
    #[must_use]
    pub fn warn(self, code: Code) -> Self {
        self.set(code, Level::Warning)
    }

    /// Turns the warnings of a code into errors.
    #[must_use]
    pub fn deny(self, code: Code) -> Self {
        self.set(code, Level::Error)
    }

    fn set(mut self, code: Code, level: Level) -> Self {
        self.chosen.insert(code, level);
        self
    }

    /// Returns these levels, with those of `base` for codes without one.
    pub(crate) fn or(mut self, base: &Self) -> Self {
        for (code, level) in &base.chosen {
            self.chosen.entry(*code).or_insert(*level);
        }
        self.denies_warnings |= base.denies_warnings;
        self.shows_all |= base.shows_all;
        self
    }

    /// Turns all reported warnings into errors.
    #[must_use]
    pub fn deny_warnings(mut self) -> Self {
        self.denies_warnings = true;
        self
    }

    /// Shows all warnings instead of folding repeated ones of one code in one file.
    #[must_use]
    pub fn show_all(mut self) -> Self {
        self.shows_all = true;
        self
    }

    /// Returns the level of a code.
    #[must_use]
    pub fn of(&self, code: Code) -> Level {
        let own = code.level();
        if own == Level::Error {
            return own;
        }
        match self.chosen.get(&code).copied().unwrap_or(own) {
            Level::Warning if self.denies_warnings => Level::Error,
            level => level,
        }
    }

    /// Returns the severity of a code; none if it is suppressed.
    pub(super) fn severity(&self, code: Code) -> Option<Severity> {
        match self.of(code) {
            Level::Off => None,
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }

    pub(super) fn shows_all(&self) -> bool {
        self.shows_all
    }
}

//! What can be wrong with an example.

use crate::diagnostic::Code;

/// A way in which an example and its schema contradict each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// A value of another kind than its type: an object for a text, a text for a number.
    WrongType,
    /// A null where none may be.
    Null,
    /// A member that has to be there is not.
    MissingMember,
    /// A member that the schema does not list, where nothing says that there may be others.
    UnlistedMember,
    /// A value that is not among the listed ones.
    UnlistedValue,
    /// A text that is not of its format: a day that no calendar has.
    Format,
    /// A number that its type can't hold: a fraction for a whole number, one beyond the range.
    UnfitNumber,
    /// A number with more digits than a binary float holds.
    Precision,
    /// A list with more or fewer elements than its type.
    ElementCount,
    /// A value that is none of several alternatives.
    NoAlternative,
    /// A value beyond a limit: a length, a range, a count.
    Limit,
    /// A text that its pattern does not match.
    Pattern,
    /// A parameter that has to be given is not.
    MissingParameter,
    /// A parameter that the operation does not have.
    UnlistedParameter,
    /// An api-version that is not that of the document.
    OtherApiVersion,
    /// A status that the operation does not list.
    UnlistedStatus,
    /// A body where the operation has none.
    UnlistedBody,
    /// A header that has to be sent is not.
    MissingHeader,
}

impl Check {
    /// All checks.
    pub const ALL: [Self; 18] = [
        Self::WrongType,
        Self::Null,
        Self::MissingMember,
        Self::UnlistedMember,
        Self::UnlistedValue,
        Self::Format,
        Self::UnfitNumber,
        Self::Precision,
        Self::ElementCount,
        Self::NoAlternative,
        Self::Limit,
        Self::Pattern,
        Self::MissingParameter,
        Self::UnlistedParameter,
        Self::OtherApiVersion,
        Self::UnlistedStatus,
        Self::UnlistedBody,
        Self::MissingHeader,
    ];

    /// Its name, in reports and in declarations.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::WrongType => "wrong-type",
            Self::Null => "null-value",
            Self::MissingMember => "missing-member",
            Self::UnlistedMember => "unlisted-member",
            Self::UnlistedValue => "unlisted-value",
            Self::Format => "format",
            Self::UnfitNumber => "unfit-number",
            Self::Precision => "precision",
            Self::ElementCount => "element-count",
            Self::NoAlternative => "no-alternative",
            Self::Limit => "limit",
            Self::Pattern => "pattern",
            Self::MissingParameter => "missing-parameter",
            Self::UnlistedParameter => "unlisted-parameter",
            Self::OtherApiVersion => "other-api-version",
            Self::UnlistedStatus => "unlisted-status",
            Self::UnlistedBody => "unlisted-body",
            Self::MissingHeader => "missing-header",
        }
    }

    /// The check of a name.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.id() == id)
    }

    /// The code that it is told with, which says how bad it is. A pattern is written for another dialect of regular
    /// expressions and often broken by placeholders such as `{invoiceName}`, and digits beyond a binary float's are nearly
    /// always noise: both are warnings, with which nothing fails.
    #[must_use]
    pub fn code(self) -> Code {
        match self {
            Self::WrongType => Code::ExampleType,
            Self::Null => Code::ExampleNull,
            Self::MissingMember => Code::ExampleMissingMember,
            Self::UnlistedMember => Code::ExampleUnlistedMember,
            Self::UnlistedValue => Code::ExampleUnlistedValue,
            Self::Format => Code::ExampleFormat,
            Self::UnfitNumber => Code::ExampleUnfitNumber,
            Self::Precision => Code::ExamplePrecision,
            Self::ElementCount => Code::ExampleElementCount,
            Self::NoAlternative => Code::ExampleNoAlternative,
            Self::Limit => Code::ExampleLimit,
            Self::Pattern => Code::ExamplePattern,
            Self::MissingParameter => Code::ExampleMissingParameter,
            Self::UnlistedParameter => Code::ExampleUnlistedParameter,
            Self::OtherApiVersion => Code::ExampleApiVersion,
            Self::UnlistedStatus => Code::ExampleUnlistedStatus,
            Self::UnlistedBody => Code::ExampleUnlistedBody,
            Self::MissingHeader => Code::ExampleMissingHeader,
        }
    }
}

/// What the generated types make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// They keep the value: it has no typed place, and is written back.
    Kept,
    /// They refuse to read the document.
    Refused,
    /// They read the value like any other, or only write it.
    Unnoticed,
}

impl Effect {
    /// Its name in reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Refused => "refused",
            Self::Unnoticed => "unnoticed",
        }
    }
}

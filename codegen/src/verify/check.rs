//! The checks of `verify`.

use crate::diagnostic::Code;

/// A kind of mismatch between an example and its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// A value of another JSON type: an object for a string, a string for a number.
    WrongType,
    /// A null that the schema does not allow.
    Null,
    /// A required member is missing.
    MissingMember,
    /// A member that the schema does not list, without `additionalProperties`.
    UnlistedMember,
    /// A value that the schema does not list.
    UnlistedValue,
    /// A string that does not fit its format: a date that does not exist.
    Format,
    /// A number that its type cannot hold: a fraction for an integer, or a number out of range.
    UnfitNumber,
    /// A number with more digits than a binary float holds.
    Precision,
    /// An array with fewer elements than it needs.
    ElementCount,
    /// A value that fits none of the alternatives.
    NoAlternative,
    /// A value that violates a constraint: a length, a range, a count, or a keyword that makes no difference to a type.
    Limit,
    /// A string that does not match its pattern.
    Pattern,
    /// A required parameter is missing.
    MissingParameter,
    /// A parameter that the operation does not have.
    UnlistedParameter,
    /// An api-version other than that of the document.
    OtherApiVersion,
    /// A status that the operation does not list.
    UnlistedStatus,
    /// A body although the operation has none.
    UnlistedBody,
    /// A required header is missing.
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

    /// Returns the name in reports and declarations.
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

    /// Returns the check with a name.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.id() == id)
    }

    /// Returns the diagnostic code, which has the default level. Patterns are written for another dialect of regular
    /// expressions and often broken by placeholders such as `{invoiceName}`, and digits beyond those of a binary float
    /// are nearly always noise, so both are warnings.
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

/// The effect of a mismatch on the generated types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// The types keep the value as JSON and write it back.
    Kept,
    /// The types refuse to read the document.
    Refused,
    /// The types read the value like any other, or only write it.
    Unnoticed,
}

impl Effect {
    /// Returns the name in reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Refused => "refused",
            Self::Unnoticed => "unnoticed",
        }
    }
}

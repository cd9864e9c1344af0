//! Reasons why an override cannot be applied.

use crate::diagnostic::Code;

/// Reason why an override cannot be applied.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    NotFound { nearest: Option<String> },
    Ambiguous { files: Vec<String> },
    NoFragment,
    AlreadyApplied,
    AlreadyNamed(String),
    Occupied(&'static str),
    NameTaken(String),
    NotASchema(&'static str),
    HasNoName,
}

impl Problem {
    /// Returns the code of the diagnostic.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::NotFound { .. } | Self::NoFragment => Code::OverrideNowhere,
            Self::AlreadyApplied | Self::AlreadyNamed(_) => Code::OverrideUnneeded,
            Self::Ambiguous { .. }
            | Self::Occupied(_)
            | Self::NameTaken(_)
            | Self::NotASchema(_)
            | Self::HasNoName => Code::OverrideInapplicable,
        }
    }

    /// Returns message and help of the diagnostic.
    pub(super) fn message_and_help(&self, at: &str, in_versions: &str) -> (String, Option<String>) {
        match self {
            Self::NotFound { nearest } => (
                format!("`{at}` does not exist {in_versions}"),
                nearest
                    .as_ref()
                    .map(|name| format!("did you mean `{name}`?")),
            ),
            Self::Ambiguous { files } => (
                format!(
                    "`{at}` is in several fragments {in_versions}: `{}`",
                    files.join("`, `")
                ),
                files
                    .first()
                    .map(|file| format!("name one: `at: {file}#{at}`")),
            ),
            Self::NoFragment => (
                format!("`{at}` names a fragment that does not exist {in_versions}"),
                None,
            ),
            Self::AlreadyApplied => (
                format!("`{at}` already has this value {in_versions}"),
                Some("remove this override: the document has the same value".to_owned()),
            ),
            Self::AlreadyNamed(name) => (
                format!("`{at}` already has the name `{name}` {in_versions}"),
                Some("remove this override: the document has the same value".to_owned()),
            ),
            Self::Occupied(kind) => (
                format!("`{at}` already exists {in_versions}: it is {kind}"),
                Some("use `retype` or `rename` to change it".to_owned()),
            ),
            Self::NameTaken(name) => (
                format!("`{at}` cannot be renamed {in_versions}: `{name}` already exists"),
                None,
            ),
            Self::NotASchema(kind) => (
                format!("`{at}` is not a schema {in_versions}, but {kind}"),
                Some(
                    "`retype` applies to a schema, a property, a parameter, a header or a body"
                        .to_owned(),
                ),
            ),
            Self::HasNoName => (
                format!("`{at}` has no name {in_versions}"),
                Some(
                    "`rename` applies to a schema, a property, a parameter or a value of an `enum`"
                        .to_owned(),
                ),
            ),
        }
    }
}

//! What keeps an override from being applied, in words.

use crate::diagnostic::Code;

/// Why an override does not apply.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Nowhere { nearest: Option<String> },
    Several { files: Vec<String> },
    NoFragment,
    AlreadySo,
    AlreadyCalled(String),
    Occupied(&'static str),
    Taken(String),
    NotASchema(&'static str),
    NotNamed,
}

impl Problem {
    /// What kind of problem it is.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::Nowhere { .. } | Self::NoFragment => Code::OverrideNowhere,
            Self::AlreadySo | Self::AlreadyCalled(_) => Code::OverrideUnneeded,
            Self::Several { .. }
            | Self::Occupied(_)
            | Self::Taken(_)
            | Self::NotASchema(_)
            | Self::NotNamed => Code::OverrideInapplicable,
        }
    }

    /// The message, and what to write.
    pub(super) fn words(&self, at: &str, in_versions: &str) -> (String, Option<String>) {
        match self {
            Self::Nowhere { nearest } => (
                format!("`{at}` leads nowhere {in_versions}"),
                nearest
                    .as_ref()
                    .map(|name| format!("did you mean `{name}`?")),
            ),
            Self::Several { files } => (
                format!(
                    "`{at}` is in several fragments {in_versions}: `{}`",
                    files.join("`, `")
                ),
                files
                    .first()
                    .map(|file| format!("name one: `at: {file}#{at}`")),
            ),
            Self::NoFragment => (
                format!("`{at}` names a fragment that is not there {in_versions}"),
                None,
            ),
            Self::AlreadySo => (
                format!("`{at}` is already so {in_versions}"),
                Some("remove this override: the document says the same by now".to_owned()),
            ),
            Self::AlreadyCalled(name) => (
                format!("`{at}` is already called `{name}` {in_versions}"),
                Some("remove this override: the document says the same by now".to_owned()),
            ),
            Self::Occupied(kind) => (
                format!("at `{at}` there is {kind} already {in_versions}"),
                Some("write `retype` or `rename` to change it".to_owned()),
            ),
            Self::Taken(name) => (
                format!("`{at}` cannot be renamed {in_versions}: there is a `{name}` beside it"),
                None,
            ),
            Self::NotASchema(kind) => (
                format!("`{at}` is no schema {in_versions} but {kind}"),
                Some(
                    "`retype` stands on a schema, a member, a parameter, a header or a body"
                        .to_owned(),
                ),
            ),
            Self::NotNamed => (
                format!("`{at}` has no name of its own {in_versions}"),
                Some(
                    "`rename` stands on a type, a member, a parameter or a value of an `enum`"
                        .to_owned(),
                ),
            ),
        }
    }
}

//! Limits on the size of documents.

use std::{error::Error, fmt};

use crate::words::nearest;

/// Limits on the size of documents, against mistakes and hostile input.
///
/// A document that exceeds a limit is an error that names the limit. No limit is one of time, so a document has the same result on
/// every machine. The nesting of values (128 levels) and the length of a
/// chain of references (64) have fixed limits.
///
/// ```
/// use billing_codegen::source::ResourceLimits;
///
/// let limits = ResourceLimits::default().with("file-bytes", 200_000_000)?;
/// assert_eq!(limits.file_bytes(), 200_000_000);
///
/// let error = ResourceLimits::default().with("file-byte", 1).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "there is no limit `file-byte`; did you mean `file-bytes`? The limits are file-bytes, total-bytes, aliases, types, work"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResourceLimits {
    file_bytes: Option<u64>,
    total_bytes: Option<u64>,
    aliases: Option<u64>,
    types: Option<u64>,
    work: Option<u64>,
}

impl ResourceLimits {
    /// The names of the limits on the command line and in the configuration file.
    pub const NAMES: [&'static str; 5] = ["file-bytes", "total-bytes", "aliases", "types", "work"];

    /// Sets a limit by its name.
    ///
    /// # Errors
    ///
    /// No limit has this name.
    pub fn with(mut self, name: &str, value: u64) -> Result<Self, UnknownLimit> {
        let limit = match name {
            "file-bytes" => &mut self.file_bytes,
            "total-bytes" => &mut self.total_bytes,
            "aliases" => &mut self.aliases,
            "types" => &mut self.types,
            "work" => &mut self.work,
            _ => return Err(UnknownLimit(name.to_owned())),
        };
        *limit = Some(value);
        Ok(self)
    }

    /// These limits, and those of `base` where none is set.
    pub(crate) fn or(self, base: Self) -> Self {
        Self {
            file_bytes: self.file_bytes.or(base.file_bytes),
            total_bytes: self.total_bytes.or(base.total_bytes),
            aliases: self.aliases.or(base.aliases),
            types: self.types.or(base.types),
            work: self.work.or(base.work),
        }
    }

    /// Maximum size of one file in bytes; 64 MiB by default.
    #[must_use]
    pub fn file_bytes(self) -> u64 {
        self.file_bytes.unwrap_or(64 << 20)
    }

    /// Maximum size of all files of a run in bytes; 512 MiB by default.
    #[must_use]
    pub fn total_bytes(self) -> u64 {
        self.total_bytes.unwrap_or(512 << 20)
    }

    /// Maximum ratio of the values and characters that a file stands for, with its YAML aliases followed, to the length of
    /// its text; 8 by default.
    #[must_use]
    pub fn aliases(self) -> u64 {
        self.aliases.unwrap_or(8)
    }

    /// Maximum number of types of one api-version; 100,000 by default.
    #[must_use]
    pub fn types(self) -> u64 {
        self.types.unwrap_or(100_000)
    }

    /// Maximum number of properties, parameters and security requirements that one api-version copies, because `allOf`, paths
    /// and documents share them; 1,000,000 by default.
    #[must_use]
    pub fn work(self) -> u64 {
        self.work.unwrap_or(1_000_000)
    }

    /// Maximum number of values and characters that a text may stand for. A text without aliases cannot reach it.
    pub(crate) fn budget(self, text: &str) -> usize {
        let factor = usize::try_from(self.aliases().max(8)).unwrap_or(usize::MAX);
        text.len().saturating_mul(factor).saturating_add(10_000)
    }

    /// The help of an error about a limit.
    pub(crate) fn help(name: &str, needed: u64) -> String {
        format!("if this size is intended, raise the limit: `--limit {name}={needed}`")
    }
}

/// The message and help of an error about an exceeded limit.
pub(crate) struct Excess {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// A limit name that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLimit(String);

impl fmt::Display for UnknownLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no limit `{}`", self.0)?;
        if let Some(known) = nearest(&self.0, ResourceLimits::NAMES) {
            write!(f, "; did you mean `{known}`?")?;
        } else {
            f.write_str(".")?;
        }
        write!(f, " The limits are {}", ResourceLimits::NAMES.join(", "))
    }
}

impl Error for UnknownLimit {}

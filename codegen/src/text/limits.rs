//! How much is taken before it is a mistake, or meant to do harm.

use std::{error::Error, fmt};

use crate::words::nearest;

/// How much is taken before it is a mistake, or meant to do harm.
///
/// What is beyond a limit is an error that names it. How deep values may nest (128 levels) and how many references in a
/// row are followed (64) is fixed.
///
/// ```
/// use billing_codegen::source::ResourceLimits;
///
/// let limits = ResourceLimits::default().with("file-bytes", 200_000_000)?;
/// assert_eq!(limits.file_bytes, 200_000_000);
///
/// let error = ResourceLimits::default().with("file-byte", 1).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "there is no limit `file-byte`; did you mean `file-bytes`? The limits are file-bytes, total-bytes, aliases, types"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResourceLimits {
    /// The bytes of one file: 64 MiB.
    pub file_bytes: u64,
    /// The bytes of all files of one run: 512 MiB.
    pub total_bytes: u64,
    /// How many times larger than its text what a file stands for may be once its YAML aliases are followed: 8.
    pub aliases: u64,
    /// The types of one api-version: 100,000.
    pub types: u64,
}

impl Default for ResourceLimits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            total_bytes: 512 << 20,
            aliases: 8,
            types: 100_000,
        }
    }
}

impl ResourceLimits {
    /// The names of the limits, as the command line takes them.
    pub const NAMES: [&'static str; 4] = ["file-bytes", "total-bytes", "aliases", "types"];

    /// The same with another limit of this name.
    ///
    /// # Errors
    ///
    /// There is no limit of the name.
    pub fn with(mut self, name: &str, value: u64) -> Result<Self, UnknownLimit> {
        let limit = match name {
            "file-bytes" => &mut self.file_bytes,
            "total-bytes" => &mut self.total_bytes,
            "aliases" => &mut self.aliases,
            "types" => &mut self.types,
            _ => return Err(UnknownLimit(name.to_owned())),
        };
        *limit = value;
        Ok(self)
    }

    /// How many values and characters a text may stand for. Without aliases it cannot reach this.
    pub(crate) fn budget(self, text: &str) -> usize {
        let factor = usize::try_from(self.aliases.max(8)).unwrap_or(usize::MAX);
        text.len().saturating_mul(factor).saturating_add(10_000)
    }

    /// What to write to have more.
    pub(crate) fn help(name: &str, needed: u64) -> String {
        format!("if it is meant to be, raise the limit: `--limit {name}={needed}`")
    }
}

/// More than a limit allows.
pub(crate) struct Excess {
    pub(crate) message: String,
    pub(crate) help: String,
}

/// A limit that there is not.
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

//! What a build script tells cargo.

use std::{
    collections::BTreeSet,
    fmt, io,
    path::{Path, PathBuf},
};

use crate::diagnostic::{Problem, Severity};

/// A line for cargo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    /// Run again where this changed.
    Watch(PathBuf),
    Warning(String),
    Error(String),
}

impl fmt::Display for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self {
            Self::Watch(path) => write!(f, "cargo::rerun-if-changed={}", path.display()),
            Self::Warning(text) => write!(f, "cargo::warning={}", line(text)),
            Self::Error(text) => write!(f, "cargo::error={}", line(text)),
        }
    }
}

/// What to watch. To cargo a file that is not there has always changed, so its folder is watched instead; but where
/// nothing was built, cargo runs the script again anyway.
pub(super) fn watch(inputs: &BTreeSet<PathBuf>, has_failed: bool) -> Vec<Instruction> {
    let watched: BTreeSet<PathBuf> = inputs
        .iter()
        .map(|path| match has_failed || path.exists() {
            true => path.clone(),
            false => there(path).to_owned(),
        })
        .collect();
    watched.into_iter().map(Instruction::Watch).collect()
}

/// The nearest folder that is there.
fn there(path: &Path) -> &Path {
    let here = Path::new(".");
    path.ancestors()
        .skip(1)
        .map(|folder| match folder.as_os_str().is_empty() {
            true => here,
            false => folder,
        })
        .find(|folder| folder.exists())
        .unwrap_or(here)
}

/// The problems, each at its full path: nobody knows which folder the terminal is in.
pub(super) fn tell(problems: &[Problem]) -> Vec<Instruction> {
    let mut found = problems.to_vec();
    for problem in &mut found {
        let full = problem.file.as_ref().map(std::path::absolute);
        if let Some(Ok(full)) = full {
            problem.file = Some(full.to_string_lossy().into_owned());
        }
    }
    let instruction = |problem: &Problem| match problem.severity {
        Severity::Error => Instruction::Error(problem.to_string()),
        Severity::Warning => Instruction::Warning(problem.to_string()),
    };
    found.iter().map(instruction).collect()
}

pub(super) fn write(
    instructions: &[Instruction],
    text: &str,
    out: &mut impl io::Write,
    err: &mut impl io::Write,
) -> io::Result<()> {
    for instruction in instructions {
        writeln!(out, "{instruction}")?;
    }
    err.write_all(text.as_bytes())
}

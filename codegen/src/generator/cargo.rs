//! Instructions of a build script for cargo.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt, io,
    path::{Path, PathBuf},
};

use crate::{
    diagnostic::{Code, Problem, Severity},
    text::visible,
};

/// An instruction for cargo: one line of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Instruction {
    /// Runs the build script again when the file or folder changes.
    RerunIfChanged(PathBuf),
    /// Shows a warning.
    Warning(String),
    /// Shows an error and fails the build.
    Error(String),
}

impl fmt::Display for Instruction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |text: &str| visible(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        match self {
            Self::RerunIfChanged(path) => write!(f, "cargo::rerun-if-changed={}", path.display()),
            Self::Warning(text) => write!(f, "cargo::warning={}", line(text)),
            Self::Error(text) => write!(f, "cargo::error={}", line(text)),
        }
    }
}

/// Lists the files and folders to watch. For cargo a missing file has always changed, so its folder is watched instead. After
/// a failed build cargo runs the script again anyway.
pub(super) fn rerun_if_changed(inputs: &BTreeSet<PathBuf>, has_failed: bool) -> Vec<Instruction> {
    // A line end would begin another instruction.
    let is_one_line = |path: &&PathBuf| !path.to_string_lossy().contains(['\n', '\r']);
    let watched: BTreeSet<PathBuf> = inputs
        .iter()
        .filter(is_one_line)
        .map(|path| match has_failed || path.exists() {
            true => path.clone(),
            false => existing_folder(path).to_owned(),
        })
        .collect();
    watched
        .into_iter()
        .map(Instruction::RerunIfChanged)
        .collect()
}

/// Returns the nearest enclosing folder that exists.
fn existing_folder(path: &Path) -> &Path {
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

/// Maximum number of warnings of one kind in one file; further ones are only counted.
const MAX_WARNINGS_PER_KIND: usize = 5;

/// Reports the problems with absolute paths, since cargo runs a build script in another folder than the terminal.
pub(super) fn report(problems: &[Problem]) -> Vec<Instruction> {
    let mut instructions = Vec::new();
    let mut warnings: BTreeMap<(Option<String>, Code), usize> = BTreeMap::new();
    for problem in problems {
        let mut problem = problem.clone();
        let full = problem.file.as_ref().map(std::path::absolute);
        if let Some(Ok(full)) = full {
            problem.file = Some(full.to_string_lossy().into_owned());
        }
        if problem.severity == Severity::Error {
            instructions.push(Instruction::Error(problem.to_string()));
            continue;
        }
        let kind = (problem.file.clone(), problem.code);
        let count = warnings.entry(kind).or_default();
        *count += 1;
        if *count <= MAX_WARNINGS_PER_KIND {
            instructions.push(Instruction::Warning(problem.to_string()));
        }
    }
    for ((file, code), count) in warnings {
        if let Some(more) = count
            .checked_sub(MAX_WARNINGS_PER_KIND)
            .filter(|more| *more > 0)
        {
            instructions.push(Instruction::Warning(format!(
                "{}: [{}] {more} more of this kind: {}",
                file.unwrap_or_default(),
                code.number(),
                code.title()
            )));
        }
    }
    instructions
}

/// Writes the instructions to cargo, and the text of the problems to the terminal.
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

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(instructions: &[Instruction]) -> Vec<String> {
        instructions.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_missing_file_is_watched_through_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a.yaml"), "").unwrap();
        let inputs = BTreeSet::from([path("a.yaml"), path("b/c/d.yaml"), path("e.yaml")]);
        let watched = |path: PathBuf| format!("cargo::rerun-if-changed={}", path.display());
        assert_eq!(
            lines(&rerun_if_changed(&inputs, false)),
            [watched(folder.path().to_owned()), watched(path("a.yaml"))]
        );
        let missing = watched(path("b/c/d.yaml"));
        assert!(lines(&rerun_if_changed(&inputs, true)).contains(&missing));
        // A reference can name a file with line ends.
        let injected = BTreeSet::from([path("a.yaml\ncargo::rustc-env=A=b"), path("c\rd.yaml")]);
        assert!(rerun_if_changed(&injected, true).is_empty());
        // A relative name is one in the current folder.
        let inputs = BTreeSet::from([PathBuf::from("none.yaml")]);
        assert_eq!(
            lines(&rerun_if_changed(&inputs, false)),
            ["cargo::rerun-if-changed=."]
        );
    }

    #[test]
    fn a_problem_is_one_line() {
        let problem = |severity, file: Option<&str>| Problem {
            severity,
            code: Code::WrongKind,
            message: "a message\nof two\r lines\u{1b}".to_owned(),
            file: file.map(str::to_owned),
            position: Some((3, 5)),
        };
        let problems = [
            problem(Severity::Error, Some("/api/a.yaml")),
            problem(Severity::Warning, None),
        ];
        assert_eq!(
            lines(&report(&problems)),
            [
                "cargo::error=/api/a.yaml:3:5: [B0204] a message of two lines\\u{1b}",
                "cargo::warning=[B0204] a message of two lines\\u{1b}",
            ]
        );
        let many = vec![problem(Severity::Warning, Some("/a.yaml")); MAX_WARNINGS_PER_KIND + 2];
        assert_eq!(
            lines(&report(&many)).last().unwrap(),
            "cargo::warning=/a.yaml: [B0204] 2 more of this kind: A value of the wrong type"
        );
        let relative = problem(Severity::Warning, Some("a.yaml"));
        let full = std::path::absolute("a.yaml").unwrap();
        let expected = format!("cargo::warning={}:3:5: ", full.display());
        assert!(lines(&report(&[relative]))[0].starts_with(&expected));
    }
}

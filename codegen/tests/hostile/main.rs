//! Broken and malicious input: its exact results, and proof that none of it becomes code.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where its helpers fail"
)]

mod commands;
mod documents;
mod folders;
#[cfg(target_os = "linux")]
mod growth;
mod injection;
mod names;
mod properties;
mod reported;

use std::fs;

use billing_codegen::{CrateGenerator, Error, Generated, diagnostic::Style};
use tempfile::TempDir;

/// Generates a crate from a document in a file of this name. The error has the diagnostics, with `.` for the folder.
fn generate(name: &str, text: &[u8]) -> (TempDir, Result<Generated, String>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, text).unwrap();
    let result = CrateGenerator::of_documents(file, folder.path().join("crate")).files();
    let shown = |text: String| text.replace(&folder.path().display().to_string(), ".");
    let result = match result {
        Ok(generated) => Ok(Generated {
            warnings: shown(generated.warnings),
            ..generated
        }),
        Err(Error::Documents(error)) => Err(shown(error.render(Style::Plain))),
        Err(error) => panic!("{error}"),
    };
    (folder, result)
}

/// Returns the generated sources that depend on the document.
fn sources(generated: &Generated) -> Vec<(&str, &str)> {
    let files = generated.files.iter();
    files
        .filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/"))
        .collect()
}

//! Tests of reading fragments: diagnostics for each kind of mistake, and recovery.

#![allow(clippy::expect_used, reason = "a test fails where it cannot go on")]

mod confinement;
mod folders;
mod nodes;
mod openapi;
mod operations;
mod syntax;

use std::{fs, path::Path};

use billing_codegen::{
    diagnostic::{Diagnostics, Levels, Style},
    load::Specs,
    model::Model,
    openapi::Document,
    source::Workspace,
};

/// Returns the diagnostics of a folder of specs, with `specs` in place of its path.
fn diagnostics_of(root: &Path) -> String {
    let mut diagnostics = Diagnostics::with_levels(Levels::default().show_all());
    let mut workspace = Workspace::new(root);
    let specs = Specs::discover(&workspace, &mut diagnostics);
    for version in specs.services.iter().flat_map(|service| &service.versions) {
        let document = Document::read(&mut workspace, version, &mut diagnostics);
        Model::from_document(&document, &mut diagnostics);
    }
    let text = diagnostics.render(workspace.sources(), Style::Plain);
    text.replace(&root.display().to_string(), "specs")
}

/// Returns the diagnostics of files, given by their paths from the root.
fn diagnostics_of_files<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> String {
    let root = tempfile::tempdir().expect("a folder");
    write(root.path(), files);
    diagnostics_of(root.path())
}

fn write<'f>(root: &Path, files: impl IntoIterator<Item = (&'f str, &'f [u8])>) {
    for (path, text) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
}

/// Asserts the diagnostics of a single fragment, given with its `openapi` line.
#[track_caller]
fn assert_fragment(fragment: &str, expected: &str) {
    let found = diagnostics_of_files([("azure/v1/a.yaml", fragment.as_bytes())]);
    assert_same(&found, expected);
}

#[track_caller]
fn assert_same(found: &str, expected: &str) {
    let (found, expected) = (found.trim(), expected.trim());
    assert!(found == expected, "found\n{found}\n\nexpected\n{expected}");
}

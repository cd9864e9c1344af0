//! Definitions of documents made for these tests. Requests of the generated operations are built in the modules that include them.
//!
//! `BLESS=1` rewrites the definitions beside the documents.

use std::path::Path;

use billing_codegen::{CrateGenerator, emit::OutputForm};

fn assert_current(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("operations/documents");
    let document = folder.join(format!("{name}.yaml"));
    let generator = CrateGenerator::of_documents(document, folder.join("out"))
        .crate_name("documents")
        .form(OutputForm::Definitions);
    let generated = generator.files().unwrap();
    let text = generated
        .files
        .iter()
        .find_map(|(path, text)| path.ends_with("lib.rs").then_some(text))
        .unwrap();
    let start = text.find("#[billing_macros::versioned").unwrap();
    let golden = folder.join(format!("{name}.rs"));
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&golden, &text[start..]).unwrap();
    }
    assert_eq!(text[start..], std::fs::read_to_string(golden).unwrap());
}

#[test]
fn bodies() {
    assert_current("bodies");
}

#[test]
fn pages() {
    assert_current("pages");
}

#[test]
fn replies() {
    assert_current("replies");
}

#[test]
fn servers() {
    assert_current("servers");
}

#[test]
fn shop() {
    assert_current("shop");
}

#[test]
fn streams() {
    assert_current("streams");
}

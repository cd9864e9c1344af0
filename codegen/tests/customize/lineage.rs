//! New names over several api-versions: what continues a part under its old name continues it under its new one.

use std::env;

use billing_codegen::{CrateGenerator, customize::Customization, emit::Form};

use crate::folder::Folder;

const V1: &str = "openapi: 3.0.3
info: { title: Shop, version: v1 }
paths: {}
components:
  schemas:
    Document: { properties: { name: { type: string }, total: { type: string } } }
    Kind: { type: string, enum: [Big, Small] }
";
const V2: &str = "openapi: 3.0.3
info: { title: Shop, version: v2 }
paths: {}
components:
  schemas:
    Paper:
      x-rust-was: Document
      properties: { title: { type: string, x-rust-was: name }, total: { type: number } }
    Kind: { type: string, enum: [Large, Small] }
";

/// The definitions of both api-versions.
fn definitions(rules: Customization) -> String {
    let folder = Folder::with(&[
        ("shop/v1.yaml", V1.to_owned()),
        ("shop/v2.yaml", V2.to_owned()),
    ]);
    let out = env::temp_dir().join("customized");
    let generated = CrateGenerator::of_documents(folder.path("shop"), out)
        .form(Form::Definitions)
        .customize(rules)
        .files()
        .unwrap();
    let mut files = generated.files.iter();
    let (_, text) = files.find(|(path, _)| *path == "src/lib.rs").unwrap();
    let at = text.find("mod definitions").unwrap();
    let lines = text[at..].lines().map(str::trim);
    let lines = lines.filter(|line| {
        let is_part = line.ends_with(',') && !line.starts_with("use ");
        line.starts_with("#[versions") || line.starts_with("pub ") || is_part
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_continues() {
    let cases: [(Customization, &str); 4] = [
        (
            Customization::new(),
            "#[versions(..\"v2\")]\npub struct Document {\npub name: Option<String>,\npub total: Option<String>,\n\
             pub enum Kind {\n#[versions(..\"v2\")]\nBig,\n#[versions(\"v2\"..)]\nLarge,\nSmall,\n\
             #[versions(\"v2\".., was = \"Document\")]\npub struct Paper {\n#[versions(was = \"name\")]\npub title: Option<String>,\npub total: Option<Decimal>,",
        ),
        // Both names become one: there is nothing left to say.
        (
            Customization::new()
                .rename_type("Document", "Paper")
                .rename_member("Document", "name", "title"),
            "#[versions(..\"v2\")]\npub struct Paper {\npub title: Option<String>,\npub total: Option<String>,\n\
             pub enum Kind {\n#[versions(..\"v2\")]\nBig,\n#[versions(\"v2\"..)]\nLarge,\nSmall,\n\
             #[versions(\"v2\"..)]\npub struct Paper {\npub title: Option<String>,\npub total: Option<Decimal>,",
        ),
        // Only one of two gets a new name: the other one is what it was.
        (
            Customization::new()
                .rename_type("Paper", "Sheet")
                .rename_member("Paper", "total", "sum")
                .rename_value("Kind", "Large", "Huge"),
            "#[versions(..\"v2\")]\npub struct Document {\npub name: Option<String>,\npub total: Option<String>,\n\
             pub enum Kind {\n#[versions(..\"v2\")]\nBig,\n#[versions(\"v2\"..)]\n#[wire(\"Large\")]\nHuge,\nSmall,\n\
             #[versions(\"v2\".., was = \"Document\")]\npub struct Sheet {\n#[versions(was = \"name\")]\npub title: Option<String>,\n#[versions(was = \"total\")]\npub sum: Option<Decimal>,",
        ),
        (
            Customization::new()
                .rename_type("Document", "Old*")
                .rename_type("Document", "OldDocument")
                .rename_member("*", "name", "label"),
            "",
        ),
    ];
    for (rules, expected) in cases.into_iter().take(3) {
        let found = definitions(rules);
        assert_eq!(found.replace("#[wire(\"total\")]\n", ""), expected);
    }
}

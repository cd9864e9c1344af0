//! Renames over several api-versions: lineage follows a part from its old name to its new one.

use std::env;

use billing_codegen::{CrateGenerator, customize::Customization, emit::OutputForm};

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

/// Returns the definitions of both api-versions.
fn definitions(rules: Customization) -> String {
    let folder = Folder::with(&[
        ("shop/v1.yaml", V1.to_owned()),
        ("shop/v2.yaml", V2.to_owned()),
    ]);
    let out = env::temp_dir().join("customized");
    let generated = CrateGenerator::of_documents(folder.path("shop"), out)
        .form(OutputForm::Definitions)
        .customize(rules)
        .files()
        .unwrap();
    let mut files = generated.files.iter();
    let (_, text) = files.find(|(path, _)| *path == "src/lib.rs").unwrap();
    let at = text.find("mod definitions").unwrap();
    let lines = text[at..].lines().map(str::trim);
    let lines = lines.filter(|line| {
        let is_part = line.ends_with(',') && !line.starts_with("use ");
        line.starts_with("#[") || line.starts_with("pub ") || is_part
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The definitions with the names of the documents.
const PLAIN: &str = r#"
#[versions(.."v2")]
pub struct Document {
pub name: Option<String>,
pub total: Option<String>,
#[versions("v2".., was = "Document")]
pub struct Paper {
#[versions("v2".., was = "name")]
pub title: Option<String>,
pub total: Option<Decimal>,
pub enum Kind {
#[versions("v2"..)]
Large,
#[versions(.."v2")]
Big,
Small,
"#;

/// Both names become one, so that no lineage is needed.
const UNITED: &str = r#"
#[versions(.."v2")]
pub struct Paper {
#[wire("name")]
pub title: Option<String>,
pub total: Option<String>,
#[versions("v2"..)]
pub struct Paper {
pub title: Option<String>,
pub total: Option<Decimal>,
pub enum Kind {
#[versions("v2"..)]
Large,
#[versions(.."v2")]
Big,
Small,
"#;

/// Only one of two parts is renamed, and `was` names its predecessor.
const APART: &str = r#"
#[versions(.."v2")]
pub struct Document {
pub name: Option<String>,
pub total: Option<String>,
#[versions("v2".., was = "Document")]
pub struct Sheet {
#[versions("v2".., was = "name")]
pub title: Option<String>,
#[versions("v2".., was = "total")]
#[wire("total")]
pub sum: Option<Decimal>,
pub enum Kind {
#[versions("v2"..)]
#[wire("Large")]
Huge,
#[versions(.."v2")]
Big,
Small,
"#;

#[test]
fn lineage_of_renamed_parts() {
    let none = Customization::new;
    let united = none()
        .rename_type("Document", "Paper")
        .rename_member("Document", "name", "title");
    let apart = none()
        .rename_type("Paper", "Sheet")
        .rename_member("Paper", "total", "sum")
        .rename_value("Kind", "Large", "Huge");
    for (rules, expected) in [(none(), PLAIN), (united, UNITED), (apart, APART)] {
        assert_eq!(definitions(rules), expected.trim());
    }
}

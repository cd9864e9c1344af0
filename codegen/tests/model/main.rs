//! Tests of the model: types and requests of documents.
#![allow(clippy::expect_used, reason = "a test fails where it cannot go on")]

mod choices;
mod composition;
mod constructs;
mod dialects;
mod fragments;
mod hostile;
mod naming;
mod nesting;
mod recursion;
mod requests;
mod schemas;
mod unusual_requests;

use std::{
    fmt::{self, Write},
    fs,
    path::Path,
};

use billing_codegen::{
    diagnostic::{Code, Diagnostics, Levels, Style},
    model::{Docs, Location, Model, NextPage, Operation, Type, TypeDefinition, TypeKind},
    openapi::Document,
    source::{ApiVersion, Workspace},
};

/// Reads files, given by name, as the fragments of one api-version, and returns the model and the diagnostics.
fn read(files: &[(&str, &str)]) -> (Model, String) {
    let root = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let is_fragment = |name: &&str| Path::new(name).components().count() == 1;
    let mut names: Vec<_> = files
        .iter()
        .map(|(name, _)| *name)
        .filter(is_fragment)
        .collect();
    names.sort_unstable();
    let version = ApiVersion {
        name: "v1".to_owned(),
        files: names.into_iter().map(Into::into).collect(),
    };
    let mut diagnostics =
        Diagnostics::with_levels(Levels::default().show_all().allow(Code::ValuesDifferInCase));
    let mut workspace = Workspace::new(root.path());
    let document = Document::read(&mut workspace, &version, &mut diagnostics);
    let model = Model::from_document(&document, &mut diagnostics);
    (model, diagnostics.render(workspace.sources(), Style::Plain))
}

/// Returns the model of component schemas.
#[track_caller]
fn model_of_schemas(schemas: &str) -> Model {
    let indented: String = schemas
        .trim()
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    let fragment = format!("openapi: 3.0.3\ncomponents:\n  schemas:\n{indented}");
    let (model, diagnostics) = read(&[("a.yaml", &fragment)]);
    assert_eq!(diagnostics, "");
    model
}

/// Asserts the types of component schemas.
#[track_caller]
fn assert_types(schemas: &str, expected: &str) {
    assert_same(&types(&model_of_schemas(schemas)), expected);
}

#[track_caller]
fn assert_same(found: &str, expected: &str) {
    let (found, expected) = (found.trim(), expected.trim());
    assert!(found == expected, "found\n{found}\n\nexpected\n{expected}");
}

/// Formats the types of a model.
fn types(model: &Model) -> String {
    let mut text = String::new();
    for definition in model.types.values() {
        show_type(definition, &mut text).expect("text");
    }
    text
}

fn show_type(definition: &TypeDefinition, text: &mut String) -> fmt::Result {
    match &definition.kind {
        TypeKind::Struct(fields) => {
            writeln!(text, "struct {}", definition.name)?;
            for field in fields {
                let mark = if field.required { "" } else { "?" };
                writeln!(
                    text,
                    "  {}{mark}: {} `{}`",
                    field.name,
                    show(&field.ty),
                    field.wire
                )?;
            }
        }
        TypeKind::Enumeration(_, variants) => {
            let variants: Vec<_> = variants
                .iter()
                .map(|variant| format!("{} `{}`", variant.name, variant.wire))
                .collect();
            writeln!(text, "enum {}: {}", definition.name, variants.join(", "))?;
        }
        TypeKind::Union(union) => {
            let alternatives: Vec<_> = union
                .alternatives
                .iter()
                .map(|alternative| format!("{}({})", alternative.name, show(&alternative.ty)))
                .collect();
            writeln!(
                text,
                "union {}: {}",
                definition.name,
                alternatives.join(", ")
            )?;
            for stage in &union.stages {
                let cases: Vec<_> = stage
                    .cases
                    .iter()
                    .map(|case| format!("{} -> {}", case.values.join(" "), case.alternative))
                    .collect();
                let optional = if stage.is_optional { "?" } else { "" };
                let pointers = stage.pointers.join(" ");
                writeln!(text, "  {pointers}{optional}: {}", cases.join(", "))?;
            }
        }
    }
    Ok(())
}

fn show(ty: &Type) -> String {
    match ty {
        Type::Integer(integer) => format!("{integer:?}").to_lowercase(),
        Type::Named(name) => name.clone(),
        Type::Formatted(format) => format.as_str().to_owned(),
        Type::Array(inner) => format!("[{}]", show(inner)),
        Type::Tuple(elements) => {
            let elements: Vec<_> = elements.iter().map(show).collect();
            format!("({})", elements.join(", "))
        }
        Type::Map(inner) => format!("{{{}}}", show(inner)),
        Type::Nullable(inner) => format!("null|{}", show(inner)),
        Type::Boxed(inner) => format!("box {}", show(inner)),
        Type::Erased(inner) => format!("erased {}", show(inner)),
        other => format!("{other:?}"),
    }
}

/// Formats a request.
fn request(operation: &Operation) -> String {
    let mut text = String::new();
    show_request(operation, &mut text).expect("text");
    text
}

fn show_request(operation: &Operation, text: &mut String) -> fmt::Result {
    writeln!(
        text,
        "{} `{}` {} {}",
        operation.name, operation.id, operation.method, operation.path
    )?;
    if let Some(name) = &operation.api_version_parameter {
        let own = operation.api_version_value.iter();
        let own: String = own.map(|value| format!(", always `{value}`")).collect();
        writeln!(text, "  version in `{name}`{own}")?;
    }
    for parameter in &operation.parameters {
        let location = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
            Location::Body => "body",
        };
        let mark = if parameter.required { "" } else { "?" };
        writeln!(
            text,
            "  {location} {}{mark}: {} `{}`{}",
            parameter.name,
            show(&parameter.ty),
            parameter.wire,
            facts(&parameter.docs)
        )?;
    }
    for response in &operation.responses {
        let headers: Vec<_> = response
            .headers
            .iter()
            .map(|header| format!(" {}: {}", header.wire, show(&header.ty)))
            .collect();
        let body = response
            .body
            .as_ref()
            .map_or_else(|| "nothing".to_owned(), show);
        writeln!(text, "  {} -> {body}{}", response.status, headers.concat())?;
    }
    if let Some(paging) = &operation.paging {
        let by = match &paging.next {
            NextPage::None => "themselves".to_owned(),
            NextPage::Link(next) => format!("`{next}`"),
            NextPage::Offset { offset, total, .. } => {
                format!("`{offset}` of `{}`", total.as_deref().unwrap_or_default())
            }
            other => format!("{other:?}"),
        };
        writeln!(text, "  pages of `{}` by {by}", paging.items)?;
    }
    if let Some(state) = &operation.long_running {
        writeln!(text, "  long-running `{state}`")?;
    }
    Ok(())
}

fn facts(docs: &Docs) -> String {
    docs.facts.iter().map(|fact| format!(" ({fact})")).collect()
}

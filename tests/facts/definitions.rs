//! Compares all definitions with tables of facts: members with wire name, type, presence and read-only flag, and values
//! of enumerations.

use std::collections::BTreeSet;

use billing_codegen::model::{Field, Model, TypeDefinition, TypeKind};

use crate::{
    models::{model, words},
    tables::{Entry, Table, assert_same, parse},
};

#[test]
fn azure_2017_02_27_preview() {
    check(
        "azure",
        "2017-02-27-preview",
        include_str!("definitions/azure-2017-02-27-preview.txt"),
    );
}

#[test]
fn azure_2020_05_01() {
    check(
        "azure",
        "2020-05-01",
        include_str!("definitions/azure-2020-05-01.txt"),
    );
}

#[test]
fn azure_2024_04_01() {
    check(
        "azure",
        "2024-04-01",
        include_str!("definitions/azure-2024-04-01.txt"),
    );
}

#[test]
fn azure_2024_08_01_preview() {
    check(
        "azure",
        "2024-08-01-preview",
        include_str!("definitions/azure-2024-08-01-preview.txt"),
    );
}

#[test]
fn partner_center_v1() {
    check(
        "partner-center",
        "v1",
        include_str!("definitions/partner-center-v1.txt"),
    );
}

/// Mark of an object or a member that only the service sets.
const READ_ONLY: &str = "read-only";

fn check(service: &str, api_version: &str, facts: &str) {
    let facts = add_implied_facts(&parse(facts));
    let found = facts_of(&model(service, api_version));
    assert_same(&format!("{service} {api_version}"), &facts, &found);
}

/// Adds inherited members to every object, and the facts of its type to every member.
fn add_implied_facts(table: &Table) -> Table {
    let read_only = |ty: &str| {
        table
            .get(ty)
            .is_some_and(|definition| definition.head.ends_with(READ_ONLY))
    };
    let effective = |line: &String| match line.split_once(": ") {
        Some((_, ty)) if read_only(ty) => format!("{line} {READ_ONLY}"),
        _ => line.clone(),
    };
    let complete = |entry: &Entry| {
        let mut lines: BTreeSet<String> = entry.lines.iter().map(effective).collect();
        let mut head = entry.head.trim_end_matches(READ_ONLY).trim_end().to_owned();
        while let Some(base) = head.strip_prefix("allOf ") {
            let base = table
                .get(base)
                .unwrap_or_else(|| panic!("{base} is not in the table"));
            lines.extend(base.lines.iter().map(effective));
            head = base.head.clone();
        }
        Entry { head, lines }
    };
    table
        .iter()
        .map(|(name, entry)| (name.clone(), complete(entry)))
        .collect()
}

fn facts_of(model: &Model) -> Table {
    model
        .types
        .iter()
        .map(|(name, definition)| (name.clone(), entry(definition)))
        .collect()
}

fn entry(definition: &TypeDefinition) -> Entry {
    match &definition.kind {
        TypeKind::Struct(fields) => {
            let line = |field: &Field| {
                let required = if field.required { " required" } else { "" };
                let read_only = if field.read_only { " read-only" } else { "" };
                format!("{}: {}{required}{read_only}", field.wire, words(&field.ty))
            };
            Entry {
                head: String::new(),
                lines: fields.iter().map(line).collect(),
            }
        }
        TypeKind::Enumeration(_, variants) => {
            let values: Vec<&str> = variants
                .iter()
                .map(|variant| variant.wire.as_str())
                .collect();
            Entry {
                head: format!("= {}", values.join(" | ")),
                ..Entry::default()
            }
        }
        TypeKind::Union(union) => {
            let types: Vec<String> = union
                .alternatives
                .iter()
                .map(|alternative| words(&alternative.ty))
                .collect();
            Entry {
                head: format!("oneOf {}", types.join(" | ")),
                ..Entry::default()
            }
        }
    }
}

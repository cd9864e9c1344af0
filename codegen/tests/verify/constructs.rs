//! The values of `tests/constructs/`: `verify` agrees with the parts that the generated types keep.

use std::{collections::BTreeSet, fs, path::Path};

use billing_codegen::{
    Spec,
    diagnostic::Place,
    load::LoadOptions,
    model::{Constraints, Model, Type, TypedSchema},
    openapi::{Direction, Document},
    verify::{Expected, Role, read},
};

use crate::json::node;

#[test]
fn kept_values() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructs");
    let mut count = 0;
    for entry in fs::read_dir(&home).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let mut loaded = Spec::new(&path).load(&LoadOptions::new());
        let version = &loaded.services[0].versions[0];
        let diagnostics = &mut loaded.diagnostics;
        let document = Document::read(&mut loaded.workspace, version, diagnostics);
        let model = Model::from_document(&document, diagnostics);
        let values = fs::read_to_string(path.with_extension("txt")).unwrap();
        let lines = values.lines().filter(|line| !line.starts_with("made: "));
        let mut lines = lines.peekable();
        while let Some(line) = lines.next() {
            let (name, json) = line.split_once(' ').unwrap();
            let kept = lines.next_if(|line| line.starts_with("kept: "));
            let kept: BTreeSet<String> = kept
                .map_or("", |line| line.trim_start_matches("kept: "))
                .split(", ")
                .filter(|path| !path.is_empty())
                .map(|path| path.replace("the value", ""))
                .collect();
            let typed = TypedSchema {
                ty: Type::Named(name.to_owned()),
                constraints: Constraints::default(),
                place: Place::default(),
            };
            let expected = Expected {
                typed: &typed,
                direction: Direction::Either,
                role: Role::Body,
            };
            let reading = read(&model, expected, &node(json));
            let said: BTreeSet<String> = reading.kept.into_iter().collect();
            assert!(!reading.is_refused, "{} {line}", path.display());
            assert_eq!(said, kept, "{} {line}", path.display());
            count += 1;
        }
    }
    assert!(count > 50, "only {count} values");
}

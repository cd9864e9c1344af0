//! `remove-version`: what stays as it is, what users lose, and errors that write nothing.

use std::{collections::BTreeMap, fs, path::Path};

use billing_codegen::{
    diagnostic::Diagnostics,
    load::Specs,
    model::{Model, PastNames, TypeKind},
    openapi::Document,
    remove_version::{self, Options},
    source::Workspace,
};

use crate::{Folder, folder};

/// A shop whose names depend on the history: what v1 calls `FooBar` keeps that name beside a newcomer.
const SHOP: [(&str, &str); 3] = [
    (
        "v1",
        "openapi: 3.0.3
info: { title: Shop, version: v1 }
paths: {}
components:
  schemas:
    Foo-Bar: { type: object, properties: { due-date: { type: string } } }
    Bill: { type: object, properties: { sum: { type: number }, gone: { type: string } } }
    Kind: { type: string, enum: [due-date, Gone] }
    Old: { type: object, properties: { a: { type: string } } }
    Sum: { type: number }
",
    ),
    (
        "v2",
        "openapi: 3.0.3
info: { title: Shop, version: v2 }
paths: {}
components:
  schemas:
    Foo-Bar:
      # A comment.
      type: object # another
      properties:
        due-date: { type: string } # a third
        dueDate: { type: string }
    FooBar: { type: object, properties: { a: { type: string } } }
    Total: { type: number, x-rust-was: Sum }
    Invoice:
      type: object
      x-rust-was: Bill # no longer
      properties:
        total: { type: number, x-rust-was: sum }
    Kind:
      type: string
      enum: [due-date, dueDate]
      x-ms-enum:
        name: Kind
        values:
          - value: due-date
            description: The first.
          - { value: dueDate }
",
    ),
    (
        "v3",
        "openapi: 3.0.3
info: { title: Shop, version: v3 }
paths: {}
components:
  schemas:
    Foo-Bar:
      type: object
      properties:
        due-date: { type: string }
        dueDate: { type: string }
    FooBar: { type: object, properties: { a: { type: string } } }
    Receipt:
      description: Proof of a payment.
      x-rust-was: Invoice
      properties:
        total: { type: number }
    New:
      type: object
      x-rust-was: Old
      properties: { a: { type: string } }
    Amount: { type: number, x-rust-was: Total }
",
    ),
];

const FIRST: &str = "  v1:\n";
const SECOND: &str = "  # the second\n  v2:\n";

fn manifest(entries: &[&str]) -> String {
    let official = format!(
        "    documents: [{{ path: shop.json, sha256: '{}' }}]\n",
        "0".repeat(64)
    );
    let entries: String = entries
        .iter()
        .map(|entry| format!("{entry}{official}"))
        .collect();
    format!("# ours\napi-versions:\n{entries}")
}

fn shop() -> Folder {
    let folder = folder();
    for (version, text) in SHOP {
        folder.write(&format!("specs/shop/{version}/shop.yaml"), text);
    }
    folder.write("specs/shop/upstream.yaml", &manifest(&[FIRST, SECOND]));
    folder
}

fn changed(folder: &Folder, version: &str, expected: &[(&str, &str)]) {
    let text = SHOP.iter().find(|(name, _)| *name == version).unwrap().1;
    let expected = expected.iter().fold(text.to_owned(), |text, (old, new)| {
        assert!(text.contains(old), "{old}");
        text.replacen(old, new, 1)
    });
    let path = format!("specs/shop/{version}/shop.yaml");
    assert_eq!(folder.read(&path), expected);
}

#[test]
fn the_oldest_one_leaves_its_names() {
    let folder = shop();
    let report = folder.run_ok(&["remove-version", "shop", "v1"]);
    changed(
        &folder,
        "v2",
        &[
            (
                "      # A comment.\n      type: object",
                "      # A comment.\n      x-rust-name: FooBar\n      type: object",
            ),
            ("due-date: {", "due-date: { x-rust-name: due_date,"),
            ("      x-rust-was: Bill # no longer\n", ""),
            ("number, x-rust-was: sum", "number"),
            ("number, x-rust-was: Sum", "number"),
            (
                "- value: due-date\n",
                "- x-rust-name: DueDate\n            value: due-date\n",
            ),
        ],
    );
    // A name that only the removed api-version had is no predecessor.
    changed(&folder, "v3", &[("      x-rust-was: Old\n", "")]);
    assert!(!folder.path("specs/shop/v1").exists());
    let official = folder.read("specs/shop/upstream.yaml");
    assert_eq!(official, manifest(&[SECOND]));
    for line in [
        "removed shop/v1: 1 files",
        "  specs/shop/v2/shop.yaml: no `x-rust-was` at Invoice",
        "  specs/shop/v2/shop.yaml: `x-rust-name: FooBar` at FooBar",
        "  module: shop::v1",
        "  feature: shop-v1",
        "  types: Bill, Old, Sum",
        "  values: Kind::Gone",
    ] {
        assert!(report.lines().any(|one| one == line), "{line}\n{report}");
    }
}

#[test]
fn the_one_between_passes_predecessors_on() {
    let folder = shop();
    let report = folder.run_ok(&["remove-version", "shop", "v2"]);
    changed(
        &folder,
        "v3",
        &[
            ("x-rust-was: Invoice", "x-rust-was: Bill"),
            ("total: {", "total: { x-rust-was: sum,"),
            ("x-rust-was: Total", "x-rust-was: Sum"),
        ],
    );
    changed(&folder, "v1", &[]);
    assert_eq!(
        folder.read("specs/shop/upstream.yaml"),
        format!("{}  # the second\n", manifest(&[FIRST]))
    );
    assert!(report.contains("  types: Invoice, Total\n"), "{report}");
    assert!(report.contains("  values: Kind::DueDateX"), "{report}");
    assert!(!report.contains("`latest`"), "{report}");
}

#[test]
fn the_newest_one_changes_latest() {
    let folder = shop();
    let report = folder.run_ok(&["remove-version", "shop", "v3"]);
    for version in ["v1", "v2"] {
        changed(&folder, version, &[]);
    }
    let note = "note: `latest` and the default feature were v3 and are v2 now";
    assert!(report.contains(note), "{report}");
}

#[test]
fn an_error_writes_nothing() {
    let refers = "openapi: 3.0.3\ninfo: { title: Shop, version: v4 }\npaths: {}\ncomponents:\n  schemas:\n    \
                  Mine: { type: object, properties: { a: { $ref: '../v1/shop.yaml#/components/schemas/Bill' } } }\n";
    let unlisted = SHOP[1].1.split("      x-ms-enum").next().unwrap();
    for (arguments, extra, messages) in [
        (["shopp", "v1"], None, &["did you mean `shop`?"][..]),
        (
            ["shop", "v9"],
            None,
            &["no api-version `v9`", "there is: v1, v2, v3"],
        ),
        (["shop", "../x"], None, &["no api-version `../x`"]),
        (["lone", "v1"], None, &["the only api-version"]),
        (
            ["shop", "v1"],
            Some(("specs/shop/v4/shop.yaml", refers)),
            &[
                "specs/shop/v4/shop.yaml:6:",
                "cannot read `specs/shop/v1/shop.yaml`",
            ],
        ),
        (
            ["shop", "v1"],
            Some(("specs/shop/v2/shop.yaml", unlisted)),
            &[
                "the value `Kind::DueDate` would be",
                "specs/shop/v2/shop.yaml:20:14",
            ],
        ),
        (
            ["shop", "v1"],
            Some((
                "specs/shop/overrides.yaml",
                "- at: /components/schemas/Bill/properties/gone\n  versions: v1..v2\n  drop: true\n",
            )),
            &["specs/shop/overrides.yaml:2:"],
        ),
    ] {
        let folder = shop();
        folder.write("specs/lone/v1/lone.yaml", "openapi: 3.0.3\ninfo: { title: Lone, version: v1 }\npaths: {}\ncomponents: { schemas: { A: { type: object } } }\n");
        if let Some((path, text)) = extra {
            folder.write(path, text);
        }
        let before = folder.files("specs");
        let (code, _, err) = folder.run(&[&["remove-version"], &arguments[..]].concat());
        assert_eq!(code, 2, "{messages:?}");
        for message in messages {
            assert!(err.contains(message), "{message}\n{err}");
        }
        assert_eq!(folder.files("specs"), before);
    }
}

/// The names of all types and operations of the api-versions of a service, with those of their parts.
fn names(specs: &Path, service: &str) -> BTreeMap<String, Vec<String>> {
    let mut diagnostics = Diagnostics::default();
    let mut workspace = Workspace::new(specs);
    let specs = Specs::discover(&workspace, &mut diagnostics);
    let service = specs
        .services
        .iter()
        .find(|one| one.name == service)
        .unwrap();
    let mut past = PastNames::default();
    let mut names = BTreeMap::new();
    for version in &service.versions {
        let document = Document::read(&mut workspace, version, &mut diagnostics);
        let model = Model::in_history(&document, &mut past, &mut diagnostics);
        let mut own = Vec::new();
        for ty in model.types.values() {
            own.push(ty.name.clone());
            match &ty.kind {
                TypeKind::Struct(fields) => own.extend(fields.iter().map(|one| one.name.clone())),
                TypeKind::Enumeration(_, all) => own.extend(all.iter().map(|one| one.name.clone())),
                TypeKind::Union(union) => {
                    own.extend(union.alternatives.iter().map(|one| one.name.clone()));
                }
            }
        }
        for operation in &model.operations {
            own.push(operation.name.clone());
            own.extend(operation.parameters.iter().map(|one| one.name.clone()));
        }
        names.insert(version.name.clone(), own);
    }
    assert!(!diagnostics.has_errors());
    names
}

#[test]
fn no_api_version_of_the_project_holds_the_names_of_others() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let before = names(&project, "azure");
    assert!(before.len() > 2);
    for removed in before.keys() {
        let folder = Folder::new();
        copy(&project, &folder.path("specs"));
        let options = Options {
            specs: folder.path("specs"),
            ..Options::default()
        };
        remove_version::run("azure", removed, &options).unwrap();
        let mut expected = before.clone();
        expected.remove(removed);
        assert_eq!(names(&folder.path("specs"), "azure"), expected);
        // Nothing is stated that is not so, and the conversions of the others are there.
        folder.run_ok(&["generate", "azure", "--out", "crate", "--deny", "warnings"]);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to),
            false => _ = fs::copy(entry.path(), to).unwrap(),
        }
    }
}

//! The generated crate compiles on its own, without warnings, in the editions 2021 and 2024.

use crate::{
    cargo::{assert_clean, cargo_in},
    folder::Folder,
};

const DOCUMENT: &str = include_str!("../everything.yaml");

#[test]
fn the_crate_compiles_without_warnings() {
    let folder = Folder::with(&[
        ("api/v1.yaml", DOCUMENT.replace("VERSION", "v1")),
        (
            "api/v2.yaml",
            DOCUMENT.replace("VERSION", "v2").replace("#v2 ", ""),
        ),
    ]);
    let generate = |more: &[&str]| {
        let arguments = [
            "generate",
            "api",
            "--out",
            "crate",
            "--crate-name",
            "everything",
        ];
        folder.run_ok(&[&arguments, more].concat());
    };
    generate(&[]);
    let manifest = folder.read("crate/Cargo.toml");
    assert!(manifest.contains("edition = \"2024\""));
    for edition in ["2024", "2021"] {
        folder.write(
            "crate/Cargo.toml",
            &manifest.replace("\"2024\"", &format!("{edition:?}")),
        );
        assert_clippy_passes(&folder, &[]);
    }
    assert!(folder.root().join("crate/src/all_versions.rs").exists());

    // One feature for each api-version, in several selections.
    folder.write("crate/Cargo.toml", &manifest);
    generate(&["--features", "v-", "--convert", "time,rust_decimal"]);
    for features in [
        &[][..],
        &["--no-default-features"],
        &["--no-default-features", "--features", "v-v1"],
        &["--all-features"],
    ] {
        assert_clippy_passes(&folder, features);
    }
}

#[test]
fn operations_compile_without_warnings() {
    let folder = Folder::with(&[("calls.yaml", include_str!("../calls.yaml").to_owned())]);
    folder.run_ok(&["generate", "calls.yaml", "--out", "crate"]);
    assert_clippy_passes(&folder, &["--all-features"]);
}

#[test]
fn examples_compile_without_warnings() {
    let folder = crate::examples::shop();
    folder.run_ok(&["generate", "shop", "--out", "crate"]);
    assert_clippy_passes(&folder, &["--features", "blocking,testing"]);
    // The root of a document is the module of its types.
    folder.run_ok(&["generate", "shop/v1.yaml", "--out", "crate"]);
    assert_clippy_passes(&folder, &["--features", "client,testing"]);
}

/// The second api-version has no alias of its own, so the first has a module with nothing else.
#[test]
fn aliases_alone_compile_without_warnings() {
    let document = |version: &str, more: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: Notes, version: {version} }}\npaths: {{}}\ncomponents:\n  schemas:\n    Id: {{ type: integer }}\n{more}"
        )
    };
    let folder = Folder::with(&[
        (
            "notes/v1.yaml",
            document("v1", "    Note: { type: string }\n"),
        ),
        ("notes/v2.yaml", document("v2", "")),
    ]);
    folder.run_ok(&["generate", "notes", "--out", "crate"]);
    assert_clippy_passes(&folder, &[]);
}

/// Tags that are names of crates, words of the language or devices of Windows.
const NAMES: [&str; 15] = [
    "std",
    "core",
    "alloc",
    "serde",
    "serde_json",
    "http",
    "time",
    "self",
    "Super",
    "crate",
    "gen",
    "con",
    "COM1",
    "lib",
    "STD",
];

/// Returns an API that is too large for one file: two tags, a family of unused types, and types that both tags use.
fn large_api() -> String {
    let operation = |path: &str, tag: &str, name: &str| {
        format!(
            "  /{path}:\n    get:\n      tags: [{tag}]\n      operationId: {path}\n      responses:\n        '200':\n          \
             description: Fine.\n          content:\n            application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }}\n"
        )
    };
    let schema = |name: &str, member: &str, of: &str| {
        format!("    {name}: {{ properties: {{ {member}: {of} }} }}\n")
    };
    let reference = |name: &str| format!("{{ $ref: '#/components/schemas/{name}' }}");
    let mut text = String::from("openapi: 3.0.3\ninfo: { title: Large, version: v1 }\npaths:\n");
    text += &operation("get_cat", "Cats & Dogs", "Cat");
    text += &operation("get_bird", "type", "Bird");
    text += &operation("get_other", "''", "Shelter");
    // Crates, words of the language and devices of Windows.
    for tag in NAMES {
        text += &operation(
            &format!("get_{tag}_{}", text.len()),
            tag,
            &format!("{tag}Own"),
        );
    }
    text += "components:\n  schemas:\n";
    text += &schema("Cat", "whiskers", &reference("Whiskers"));
    text += &schema("Whiskers", "owner", &reference("Owner"));
    text += &schema("Bird", "owner", &reference("Owner"));
    text += &schema("Owner", "name", "{ type: string }");
    text += &schema("Shelter", "name", "{ type: string, enum: [big, small] }");
    for tag in NAMES {
        text += &schema(
            &format!("{tag}Own"),
            "name",
            "{ type: string, format: date }",
        );
    }
    for number in 0..9 {
        text += &schema(&format!("Alloc{number}"), "name", "{ type: number }");
    }
    for number in 0..100 {
        text += &schema(
            &format!("Event{number}"),
            "at",
            "{ type: string, format: date-time }",
        );
    }
    text
}

#[test]
fn a_large_api_has_a_file_for_each_tag() {
    let folder = Folder::with(&[("large.yaml", large_api())]);
    folder.run_ok(&["generate", "large.yaml", "--out", "crate"]);
    let holders = |name: &str| -> Vec<String> {
        let definition = format!("pub struct {name} {{");
        let mut holders = Vec::new();
        for module in ["types", "operations"] {
            for file in std::fs::read_dir(folder.path(&format!("crate/src/{module}"))).unwrap() {
                let file = format!("{module}/{}", file.unwrap().file_name().display());
                if folder
                    .read(&format!("crate/src/{file}"))
                    .contains(&definition)
                {
                    holders.push(file);
                }
            }
        }
        holders.sort_unstable();
        holders
    };
    for (name, file) in [
        ("Cat", "types/cats_dogs.rs"),
        ("Whiskers", "types/cats_dogs.rs"),
        ("GetCat", "operations/cats_dogs.rs"),
        ("Bird", "types/of_type.rs"),
        ("Owner", "types/shared.rs"),
        ("Shelter", "types/shared.rs"),
        ("Event7", "types/event.rs"),
        ("SerdeJsonOwn", "types/of_serde_json.rs"),
        ("ConOwn", "types/of_con.rs"),
        ("Alloc7", "types/of_alloc.rs"),
    ] {
        assert_eq!(holders(name), [file], "{name}");
    }
    assert_clippy_passes(&folder, &[]);
}

/// Asserts that clippy and the compiler emit no warnings for the crate.
fn assert_clippy_passes(folder: &Folder, features: &[&str]) {
    let mut clippy = cargo_in(&folder.path("crate"));
    clippy
        .arg("clippy")
        .args(features)
        .args(["--", "-W", "missing-docs"]);
    assert_clean(&mut clippy);
}

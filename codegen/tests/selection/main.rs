//! Selection of api-versions and operations, and of the names on the way between the selected api-versions.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test stops where its helpers fail"
)]

use std::{fs, path::Path};

use billing_codegen::{BuildError, Built, Generator, Spec};
use tempfile::TempDir;

/// Three api-versions. From one to the next a type, a member, a value, a parameter and an operation are renamed.
const VERSIONS: [(&str, &str); 3] = [
    ("v1", include_str!("v1.yaml")),
    ("v2", include_str!("v2.yaml")),
    ("v3", include_str!("v3.yaml")),
];

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("shop")).unwrap();
        for (name, text) in VERSIONS {
            fs::write(
                folder.path().join("shop").join(format!("{name}.yaml")),
                text,
            )
            .unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn built(&self, api_versions: &[&str], operations: &[&str]) -> Result<Built, BuildError> {
        Generator::new()
            .spec(self.path("shop"))
            .api_versions(api_versions.iter().copied())
            .operations(operations.iter().copied())
            .out_dir(self.path("out"))
            .generate()
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path("out/shop.rs")).unwrap()
    }
}

/// Returns the types with their ranges and former names.
fn types(built: &Built) -> String {
    let shown = built.histories[0].types.iter().map(|ty| {
        let end = ty.range.end.map(|end| end.to_string());
        let was = ty.was.as_ref().map(|was| format!("({was})"));
        format!(
            "{}{}[{}..{}]",
            ty.name,
            was.unwrap_or_default(),
            ty.range.first,
            end.unwrap_or_default()
        )
    });
    shown.collect::<Vec<_>>().join(" ")
}

fn operations(built: &Built) -> String {
    let shown = built.histories[0].operations.iter().map(|one| {
        let was = one.was.as_ref().map(|was| format!("({was})"));
        format!("{}{}", one.newest.name, was.unwrap_or_default())
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn selected_parts() {
    // Selected api-versions and operations, and the resulting types and operations.
    let cases: &[(&[&str], &[&str], &str, &str)] = &[
        (
            &[],
            &[],
            "Price[0..1] Cost(Price)[1..2] Fee(Cost)[2..] Status[0..] Unused[0..] Error[0..]",
            "PricesGet CostsGet(PricesGet) FeesGet(CostsGet) StatusGet",
        ),
        // Lineage connects the first and the last api-version through the one between them.
        (
            &["v1", "v3"],
            &[],
            "Price[0..1] Fee(Price)[1..] Status[0..] Unused[0..] Error[0..]",
            "PricesGet FeesGet(PricesGet) StatusGet",
        ),
        (&["v2"], &["Costs_Get"], "Cost[0..] Error[0..]", "CostsGet"),
        (
            &["v*"],
            &["*s_Get"],
            "Price[0..1] Cost(Price)[1..2] Fee(Cost)[2..] Status[0..] Error[0..]",
            "PricesGet CostsGet(PricesGet) FeesGet(CostsGet) StatusGet",
        ),
        // Selection by Rust name, of an operation that only one api-version has.
        (&[], &["FeesGet"], "Fee[2..] Error[2..]", "FeesGet"),
        (
            &["v3", "v2"],
            &["Status_*"],
            "Status[0..] Error[0..]",
            "StatusGet",
        ),
    ];
    for (api_versions, patterns, expected_types, expected_operations) in cases {
        let folder = Folder::new();
        let built = folder.built(api_versions, patterns).unwrap();
        assert_eq!(
            types(&built),
            *expected_types,
            "{api_versions:?} {patterns:?}"
        );
        assert_eq!(
            operations(&built),
            *expected_operations,
            "{api_versions:?} {patterns:?}"
        );
    }
}

#[test]
fn lineage_bridges_unselected_api_versions() {
    let folder = Folder::new();
    folder.built(&["v1", "v3"], &[]).unwrap();
    // The member, the value and the parameter are renamed in v2, which is not selected.
    let text = folder.text();
    for expected in ["pub mod v1 {", "pub mod v3 {", "amount"] {
        assert!(text.contains(expected), "{expected}");
    }
    assert!(!text.contains("v2"));
    let history = &folder.built(&["v1", "v3"], &[]).unwrap().histories[0];
    let fee = history.types.iter().find(|ty| ty.name == "Fee").unwrap();
    let billing_codegen::history::KindHistory::Struct(fields) = &fee.kind else {
        panic!("it has members");
    };
    assert_eq!(fields[0].value.was.as_deref(), Some("value"));
    let get = history
        .operations
        .iter()
        .find(|one| one.newest.name == "FeesGet")
        .unwrap();
    let mut parameters = get.parameters.iter().map(|one| &one.value);
    let unit = parameters.find(|one| one.name == "unit").unwrap();
    assert_eq!(unit.was.as_deref(), Some("currency"));
}

#[test]
fn unknown_selections() {
    let cases: &[(&[&str], &[&str], &str)] = &[
        (
            &["v4"],
            &[],
            "error[B0508]: no api-version is called `v4`\n= help: there is: v1, v2, v3",
        ),
        (
            &["2024-*"],
            &[],
            "error[B0508]: no api-version has a name like `2024-*`\n= help: there is: v1, v2, v3",
        ),
        (
            &[],
            &["Prices_Gte"],
            "error[B0508]: no operation is called `Prices_Gte`\n= help: did you mean `Prices_Get`?",
        ),
        (
            &[],
            &["Prices_*", "Cots_*"],
            "error[B0508]: no operation has a name like `Cots_*`\n= help: did you mean `Costs_*`?",
        ),
        // Only an unselected api-version has it.
        (
            &["v1"],
            &["Fees_Get"],
            "error[B0508]: no operation is called `Fees_Get`\n= help: there is: Prices_Get, Status_Get",
        ),
    ];
    for (api_versions, patterns, expected) in cases {
        let folder = Folder::new();
        let error = folder.built(api_versions, patterns).unwrap_err();
        let lines = error.text().lines().map(str::trim);
        let reported: Vec<_> = lines.filter(|line| line.len() > 1).collect();
        assert_eq!(reported.join("\n"), *expected);
        assert!(!folder.path("out").exists());
    }
}

#[test]
fn several_specs() {
    let folder = Folder::new();
    fs::write(
        folder.path("other.yaml"),
        "openapi: 3.0.3\ninfo: { title: Other, version: '2024-01-01' }\npaths: {}\ncomponents: { schemas: { A: { properties: { a: { type: string } } } } }",
    )
    .unwrap();
    let generator = |other: Spec| {
        Generator::new()
            .spec(folder.path("shop"))
            .spec(other)
            .api_versions(["v3"])
            .out_dir(folder.path("out"))
    };
    let other = Spec::new(folder.path("other.yaml"));
    let error = generator(other.clone()).generate().unwrap_err();
    assert_eq!(
        error.to_string(),
        "[B0508] `other` has none of the selected api-versions"
    );

    let built = generator(other.clone().api_versions(["2024-*"]))
        .generate()
        .unwrap();
    let names: Vec<_> = built
        .files
        .iter()
        .map(|path| path.file_name().unwrap())
        .collect();
    assert_eq!(names, ["shop.rs", "other.rs", "runtime.rs"]);
    assert_eq!(built.changed.len(), 3);

    let error = generator(other.name("Shop").api_versions(["*"]))
        .generate()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("give one of them a name with `Spec::name`"),
        "{error}"
    );
}

/// Selection on the command line and for whole crates.
#[test]
fn crates() {
    let folder = Folder::new();
    let run = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(folder.path(""))
            .args(["generate", "shop", "--out", "crate"])
            .args(arguments)
            .output()
            .unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), err)
    };
    assert_eq!(
        run(&["--api-versions", "v2,v3", "--operations", "Status_*"]),
        (Some(0), String::new())
    );
    assert!(!Path::new(&folder.path("crate/src/only_v1.rs")).exists());
    let text = fs::read_to_string(folder.path("crate/src/all_versions.rs")).unwrap();
    assert!(text.contains("pub enum Status {") && !text.contains("Fee"));
    let (code, err) = run(&["--operations", "Stauts_*"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("did you mean `Status_*`?"), "{err}");
}

//! `floats: decimal` on the command line, in the configuration file and in both builders.

use std::fs;

use billing_codegen::{CrateGenerator, Generator, openapi::Floats};

use crate::{Folder, document};

/// Two api-versions: the second one says `decimal` for what the first one calls `double`.
fn folder(config: &str) -> Folder {
    let (v1, v2) = (
        document(
            "v1",
            "value: { type: number, format: double }, share: { type: number, format: float }",
        ),
        document(
            "v2",
            "value: { type: number, format: decimal }, share: { type: number, format: float }",
        ),
    );
    Folder::new(&[
        ("api/v1.yaml", &v1),
        ("api/v2.yaml", &v2),
        ("billing-codegen.yaml", config),
    ])
}

/// The texts of the generated sources.
fn sources(folder: &Folder, path: &str) -> String {
    let entries = fs::read_dir(folder.path(path)).unwrap();
    let files = entries.map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.is_file());
    files
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn the_configuration_file_and_the_command_line() {
    for (config, options, is_decimal) in [
        ("{}", "", false),
        ("floats: binary", "", false),
        ("floats: decimal", "", true),
        ("{}", "--floats decimal", true),
        // The command line counts more.
        ("floats: decimal", "--floats binary", false),
        ("floats: binary", "--floats decimal", true),
    ] {
        let folder = folder(config);
        let with = format!("--config billing-codegen.yaml {options}");
        folder.succeed(&format!("generate api --out crate {with}"));
        let found = sources(&folder, "crate/src");
        assert_eq!(
            found.contains("pub share: Option<f64>"),
            !is_decimal,
            "{config} {options}: {found}"
        );
        assert_eq!(
            found.contains("pub share: Option<Decimal>"),
            is_decimal,
            "{config} {options}: {found}"
        );
        folder.succeed(&format!("check api --out crate {with}"));
        folder.succeed(&format!("verify api {with}"));
        // As decimals, both api-versions are the same.
        let diff = folder.succeed(&format!("diff api/v1.yaml api/v2.yaml {with}"));
        assert_eq!(
            diff.ends_with(": nothing changed\n"),
            is_decimal,
            "{config} {options}: {diff}"
        );
    }
}

#[test]
fn another_word() {
    let folder = folder("floats: decimals");
    let (code, _, err) = folder.run("generate api --out crate --config billing-codegen.yaml");
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `decimal`?"), "{err}");
}

#[test]
fn the_builders() {
    let folder = folder("{}");
    for (floats, expected) in [
        (Floats::Binary, "pub share: Option<f64>"),
        (Floats::Decimal, "pub share: Option<Decimal>"),
    ] {
        CrateGenerator::of_documents(folder.path("api"), folder.path("crate"))
            .floats(floats)
            .generate()
            .unwrap();
        let found = sources(&folder, "crate/src");
        assert!(found.contains(expected), "{found}");

        let built = Generator::new()
            .spec(folder.path("api"))
            .out_dir(folder.path("modules"))
            .floats(floats)
            .generate()
            .unwrap();
        let found: String = built
            .files
            .iter()
            .map(|path| fs::read_to_string(path).unwrap())
            .collect();
        assert!(found.contains("share: "), "{found}");
        assert!(found.contains(expected), "{found}");
    }
}

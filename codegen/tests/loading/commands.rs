//! The names and options of documents on the command line: each command accepts the same.

use std::path::Path;

use billing_codegen::{
    diagnostic::{Code, Diagnostic},
    load::{LoadOptions, Spec},
};

use crate::{Folder, document};

fn folder() -> Folder {
    let (v1, v2) = (
        document("v1", "value: { type: number }"),
        document("v2", "value: { type: number }, currency: { type: string }"),
    );
    Folder::new(&[
        ("specs/shop/v1/a.yaml", &v1),
        ("specs/shop/v2/a.yaml", &v2),
        ("api.yaml", &v1),
        ("versions/v1.yaml", &v1),
        ("versions/v2.yaml", &v2),
    ])
}

/// A second document, so that two files are fragments.
const MORE: &str = "openapi: 3.0.3
info: { title: Shop, version: v1 }
paths: {}
components: { schemas: { Extra: { type: string } } }
";

#[test]
fn all_commands_accept_the_same_names() {
    let folder = folder();
    folder.write("more.yaml", MORE);
    for (name, other) in [
        ("api.yaml", "shop/v1"),
        ("api.yaml more.yaml", ""),
        ("versions", "shop"),
        ("specs/shop", "versions"),
        ("shop", "specs/shop"),
        ("shop/v2", "v2"),
        ("bundled:azure/2024-04-01", "bundled:azure/2024-04-01"),
    ] {
        folder.succeed(&format!("generate {name} --out crate"));
        folder.succeed(&format!("check {name} --out crate"));
        folder.succeed(&format!("verify {name} --allow B0612"));
        let out = match other {
            "" => {
                folder.succeed("diff --old api.yaml --old more.yaml --new api.yaml --new more.yaml")
            }
            other => folder.succeed(&format!("diff {name} {other}")),
        };
        assert!(out.ends_with(": nothing changed\n"), "{out}");
    }
}

#[test]
fn check_of_documents_is_the_twin_of_generate() {
    let folder = folder();
    let arguments = "versions --out crate --crate-name shop-api --features shop-";
    let (code, out, err) = folder.run(&format!("check {arguments}"));
    assert_eq!(code, 1);
    assert!(out.contains("--- /dev/null\n+++ b/Cargo.toml\n"), "{out}");
    assert!(
        err.starts_with("error[B0703]: the generated crate is stale\n"),
        "{err}"
    );
    let help = " = help: run `billing-codegen generate` with the same arguments\n";
    assert!(err.ends_with(help), "{err}");
    folder.succeed(&format!("generate {arguments}"));
    assert_eq!(folder.succeed(&format!("check {arguments}")), "");
    // Another option is another crate.
    let (code, out, _) = folder.run("check versions --out crate --crate-name shop-api");
    assert_eq!(code, 1);
    assert!(out.contains("-shop-v1 = []\n"), "{out}");
    // A document that changed.
    folder.write(
        "versions/v2.yaml",
        &document("v2", "value: { type: number }, unit: { type: string }"),
    );
    let (code, out, _) = folder.run(&format!("check {arguments}"));
    assert_eq!(code, 1);
    assert!(out.contains("+    pub unit: Option<String>,\n"), "{out}");
}

#[test]
fn sides_of_a_diff_have_overrides() {
    let number = "- at: /components/schemas/Price/properties/value
  retype: { type: number }
  reason: They send numbers.
";
    let folder = Folder::new(&[
        ("old.yaml", &document("v1", "value: { type: string }")),
        ("new.yaml", &document("v2", "value: { type: number }")),
        ("fix.yaml", number),
    ]);
    let changes = |options: &str| {
        let (code, out, err) = folder.run(&format!("diff old.yaml new.yaml {options}"));
        assert_eq!((code, err.as_str()), (0, ""), "{options}");
        out.contains("value")
    };
    assert!(changes(""));
    assert!(!changes("--old-overrides fix.yaml"));
    // For both sides: the new document is right already, and an override without effect is an error.
    let (code, _, err) = folder.run("diff old.yaml new.yaml --overrides fix.yaml");
    assert_eq!(code, 2);
    assert!(err.starts_with("error[B0406]"), "{err}");
    // Another one for the new side.
    folder.write("none.yaml", "[]\n");
    assert!(!changes("--overrides fix.yaml --new-overrides none.yaml"));
}

#[test]
fn options_that_have_no_effect_are_refused() {
    let folder = folder();
    for (line, expected) in [
        (
            "generate --order v1,v2",
            "`--order` belongs to the documents of one API",
        ),
        (
            "check --root specs",
            "`--root` belongs to the documents of one API",
        ),
        (
            "verify --overrides a.yaml",
            "`--overrides` belongs to the documents of one API",
        ),
        (
            "generate --form expanded",
            "required arguments were not provided",
        ),
        ("generate api.yaml", "required arguments were not provided"),
        ("diff api.yaml", "2 values required"),
        ("diff", "name two documents"),
        (
            "diff --old api.yaml",
            "required arguments were not provided",
        ),
        (
            "diff api.yaml api.yaml --old api.yaml --new api.yaml",
            "cannot be used with",
        ),
    ] {
        let (code, out, err) = folder.run(line);
        assert_eq!((code, out.as_str()), (2, ""), "{line}");
        assert!(err.contains(expected), "{line}: {err}");
    }
}

/// All problems of both sides are reported at once.
#[test]
fn both_sides_of_a_diff_are_read() {
    let folder = Folder::new(&[
        ("old.yaml", "openapi: 3.0.3\npaths: ["),
        ("new.yaml", "openapi: 3.0.3\npaths: {"),
    ]);
    let (code, _, err) = folder.run("diff old.yaml new.yaml");
    assert_eq!(code, 2);
    assert!(
        err.contains("old.yaml:2") && err.contains("new.yaml:2"),
        "{err}"
    );
}

/// The file in a folder of services that sets levels holds for each command that reads them, and for no document from elsewhere.
#[test]
fn levels_of_the_folder_of_services() {
    let unused = "openapi: 3.0.3\ninfo: { title: Shop, version: VERSION }\npaths: {}\ncomponents:\n  schemas:\n    \
                  A: { type: object, propertis: { a: { type: string } } }\n";
    let folder = Folder::new(&[
        ("specs/shop/v1/shop.yaml", &unused.replace("VERSION", "v1")),
        ("specs/shop/v2/shop.yaml", &unused.replace("VERSION", "v2")),
        ("other/v1.yaml", &unused.replace("VERSION", "v1")),
    ]);
    let commands = [
        "generate shop --out crate",
        "check shop --out crate",
        "history shop",
        "diff shop/v1 shop/v2",
        "verify shop",
    ];
    let is_warned = |command: &str| {
        let (code, _, err) = folder.run(command);
        assert!(
            code < 2 && !err.contains("error[B0206]"),
            "{command}\n{err}"
        );
        assert!(err.contains("warning[B0206]"), "{command}\n{err}");
    };
    commands.iter().for_each(|command| is_warned(command));
    folder.write("specs/billing-codegen.yaml", "deny: [B0206]\n");
    for command in commands {
        let (code, _, err) = folder.run(command);
        assert!(
            code == 2 && err.contains("error[B0206]"),
            "{command}\n{err}"
        );
        // The command line comes first.
        is_warned(&format!("{command} --warn B0206"));
    }
    is_warned("history other");
}

/// The documents of this package lie beside such a file, which is for those who maintain them.
#[test]
fn bundled_documents_are_not_held_to_the_levels_of_their_folder() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("bundled");
    assert!(specs.join("billing-codegen.yaml").is_file());
    let is_denied = |spec: Spec| {
        let mut loaded = spec.load(&LoadOptions::new().specs_dir(&specs));
        assert!(!loaded.services.is_empty() && !loaded.diagnostics.has_errors());
        loaded
            .diagnostics
            .push(Diagnostic::new(Code::UnknownKey, "a warning"));
        loaded.diagnostics.has_errors()
    };
    assert!(is_denied(Spec::new("azure")));
    for name in ["bundled:azure", "bundled:azure/2024-04-01"] {
        assert!(!is_denied(Spec::new(name)), "{name}");
    }
    assert!(!is_denied(Spec::bundled("azure")));
}

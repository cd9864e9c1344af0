//! The produced crate compiles by itself, without a warning, in both editions.

use std::{path::Path, process::Command};

use crate::folder::Folder;

const DOCUMENT: &str = include_str!("everything.yaml");

#[test]
fn it_compiles_without_a_warning() {
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
        folder.tells(&[&arguments, more].concat());
    };
    generate(&[]);
    let manifest = folder.read("crate/Cargo.toml");
    assert!(manifest.contains("edition = \"2024\""));
    for edition in ["2024", "2021"] {
        folder.write(
            "crate/Cargo.toml",
            &manifest.replace("\"2024\"", &format!("{edition:?}")),
        );
        // The dependencies are those of this workspace, which are there without a network.
        std::fs::copy(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock"),
            folder.path("crate/Cargo.lock"),
        )
        .unwrap();
        clippy(&folder, &[]);
    }
    assert!(folder.root().join("crate/src/all_versions.rs").exists());

    // With a feature for each api-version, whichever of them are on.
    folder.write("crate/Cargo.toml", &manifest);
    generate(&["--features", "v-", "--convert", "time,rust_decimal"]);
    for features in [
        &[][..],
        &["--no-default-features"],
        &["--no-default-features", "--features", "v-v1"],
        &["--all-features"],
    ] {
        clippy(&folder, features);
    }
}

#[test]
fn operations_compile_without_a_warning() {
    let folder = Folder::with(&[("calls.yaml", include_str!("calls.yaml").to_owned())]);
    folder.tells(&["generate", "calls.yaml", "--out", "crate"]);
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    std::fs::copy(lock, folder.path("crate/Cargo.lock")).unwrap();
    clippy(&folder, &["--all-features"]);
}

/// Fails where clippy or the compiler warns of the crate.
fn clippy(folder: &Folder, features: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crates");
    let output = Command::new(env!("CARGO"))
        .args(["clippy", "--offline", "--quiet", "--target-dir"])
        .arg(target)
        .args(features)
        .args(["--", "-D", "warnings", "-W", "missing-docs"])
        .current_dir(folder.path("crate"))
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    let manifest = folder.read("crate/Cargo.toml");
    assert!(output.status.success(), "{features:?} {manifest}: {err}");
}

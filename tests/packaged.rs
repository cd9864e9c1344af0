//! The packages as cargo publishes them: the packaged generator builds, and writes crates that build on the packaged runtime.
//!
//! It builds everything once more, so it runs on request only: `cargo test -p billing-tests --test packaged -- --ignored`. The
//! target folder is that of `walk_through`, so that dependencies are compiled once.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// Runs a program in a folder, and returns its standard output.
fn run(program: impl AsRef<Path>, folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(program.as_ref())
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", root().join("target/tests/apart"))
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    let is_clean = arguments.first() != Some(&"check") || !err.contains("warning");
    assert!(output.status.success() && is_clean, "{arguments:?}: {err}");
    String::from_utf8(output.stdout).unwrap()
}

fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    run(cargo, folder, &[arguments, &["--offline"]].concat())
}

const PACKAGES: [&str; 5] = [
    "billing-api",
    "billing-codegen",
    "billing-macros",
    "billing-macros-expand",
    "billing-runtime",
];

#[test]
#[ignore = "it packages and builds everything"]
fn the_packaged_generator_writes_crates() {
    // One path for all runs: the library has the path of its package built in, and cargo keeps what it built at another one.
    let folder = &root().join("target/tests/apart/unpacked");
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    fs::create_dir_all(folder).unwrap();
    let mut package = vec!["package", "--allow-dirty", "--no-verify", "--quiet"];
    package.extend(PACKAGES.iter().flat_map(|name| ["--package", name]));
    cargo(&root(), &package);
    let version = env!("CARGO_PKG_VERSION");
    let mut patches = String::from("[patch.crates-io]\n");
    for name in PACKAGES {
        let archive = root().join(format!("target/tests/apart/package/{name}-{version}.crate"));
        // Files in archives are old, and cargo builds again only what is newer.
        run("tar", folder, &["-xzmf", archive.to_str().unwrap()]);
        patches.push_str(&format!("{name} = {{ path = \"{name}-{version}\" }}\n"));
    }
    // Nothing but the unpacked archives; their dependencies on each other are those of the registry.
    let members = ["build", "plain", "definitions", "shared"].map(|name| format!("{name:?}"));
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n",
        members.join(", ")
    );
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let document = "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents:\n  schemas:\n    Price:\n      \
                    properties:\n        value: { type: number }\n";
    fs::write(folder.join("api.yaml"), document).unwrap();

    // A crate whose build script uses the library. Beside it the program is built, which has to be a member for its feature.
    let manifest = format!(
        "[package]\nname = \"build\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\nserde = \"1\"\n\
         serde_json = {{ version = \"1\", features = [\"raw_value\"] }}\n[build-dependencies]\n\
         billing-codegen = {{ version = \"{version}\", default-features = false }}\n"
    );
    for (path, text) in [
        ("build/Cargo.toml", manifest.as_str()),
        (
            "build/build.rs",
            "fn main() -> Result<(), billing_codegen::BuildError> {\n    \
             billing_codegen::Generator::new().spec(\"../api.yaml\").bundled(\"azure\").build().map(drop)\n}\n",
        ),
        (
            "build/src/lib.rs",
            "include!(concat!(env!(\"OUT_DIR\"), \"/runtime.rs\"));\ninclude!(concat!(env!(\"OUT_DIR\"), \"/azure.rs\"));\n\
             include!(concat!(env!(\"OUT_DIR\"), \"/api.rs\"));\n",
        ),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let only_build = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"build\", \"billing-codegen-{version}\"]\n{patches}"
    );
    fs::write(folder.join("Cargo.toml"), only_build).unwrap();
    cargo(folder, &["check", "--quiet", "--package", "build"]);
    cargo(
        folder,
        &[
            "build",
            "--quiet",
            "--package",
            "billing-codegen",
            "--features",
            "cli",
        ],
    );

    let program = root().join("target/tests/apart/debug/billing-codegen");
    let options: [(&str, &[&str]); 3] = [
        ("plain", &[]),
        ("definitions", &["--form", "definitions"]),
        ("shared", &["--runtime", "billing_runtime"]),
    ];
    fs::write(folder.join("Cargo.toml"), workspace + &patches).unwrap();
    for (name, options) in options {
        let arguments = [&["generate", "api.yaml", "--out", name], options].concat();
        let out = run(&program, folder, &arguments);
        let line = out
            .lines()
            .find(|line| line.starts_with("    billing-runtime"));
        assert_eq!(line.is_some(), name == "shared", "{out}");
        if let Some(line) = line {
            let path = folder.join("shared/Cargo.toml");
            let manifest = fs::read_to_string(&path).unwrap();
            let added = manifest.replace("[dependencies]\n", &format!("[dependencies]\n{line}\n"));
            fs::write(path, added).unwrap();
        }
    }
    cargo(folder, &["check", "--quiet", "--workspace"]);
}

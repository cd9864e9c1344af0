//! Packages that use the generator from `build.rs` like external users: each kind of use, and the reruns of the build
//! script.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test stops where its helpers fail"
)]

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, SystemTime},
};

use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Serializes the builds in the shared target folder. Concurrent builds would block each other and compile crates
/// twice.
fn lock_builds() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs cargo in a workspace with the lock file of this one, whose dependencies are available offline.
fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(folder)
        .args(arguments)
        .arg("--offline")
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", root().join("target/tests/consumers"))
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn every_kind_of_use() {
    let _turn = lock_builds();
    let folder = root().join("tests/consumers");
    for command in ["test", "clippy"] {
        let output = cargo(&folder, &[command, "--workspace", "--quiet"]);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{command}: {out}{err}");
        // Warnings of a build script do not count as warnings of the compiler.
        assert!(!err.contains("warning"), "{command}: {err}");
    }
}

/// The number of dependencies of a `build.rs`, not counting those of every procedural macro.
#[test]
fn few_dependencies() {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(root())
        .args(["tree", "--package", "billing-codegen"])
        .args(["--no-default-features", "--edges", "normal"])
        .args(["--prefix", "none", "--format", "{lib}", "--offline"])
        .output()
        .unwrap();
    let tree = text(&output.stdout);
    let names: BTreeSet<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let (own, others): (BTreeSet<&str>, BTreeSet<&str>) =
        names.iter().partition(|name| name.starts_with("billing_"));
    let expected = [
        "billing_codegen",
        "billing_macros_expand",
        "billing_runtime",
    ];
    assert_eq!(own, BTreeSet::from(expected), "{tree}");
    let usual = ["proc_macro2", "quote", "serde", "syn"];
    let others: Vec<&str> = others
        .into_iter()
        .filter(|name| !usual.contains(name))
        .collect();
    assert!(others.len() <= 15, "{} {others:?}", others.len());
}

/// A `build.rs` compiles none of the runtime: it copies its sources.
#[test]
fn the_runtime_is_not_compiled() {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(root())
        .args(["tree", "--package", "billing-codegen"])
        .args(["--no-default-features", "--edges", "normal"])
        .args(["--prefix", "none", "--format", "{lib} {f}", "--offline"])
        .output()
        .unwrap();
    let tree = text(&output.stdout);
    let line = tree
        .lines()
        .find(|line| line.starts_with("billing_runtime"));
    assert_eq!(line, Some("billing_runtime sources"), "{tree}");
}

/// The documents that `bundled` reads are part of the published package.
#[test]
fn documents_are_packaged() {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .current_dir(root())
        .args(["package", "--package", "billing-codegen"])
        .args(["--list", "--allow-dirty", "--offline"])
        .output()
        .unwrap();
    let (packaged, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{err}");
    let mut count = 0;
    for service in fs::read_dir(root().join("specs")).unwrap() {
        let service = service.unwrap().path();
        for version in service.read_dir().into_iter().flatten() {
            let version = version.unwrap().path();
            let files: Vec<_> = match version.is_dir() {
                true => version
                    .read_dir()
                    .unwrap()
                    .map(|file| file.unwrap().path())
                    .collect(),
                // The manifest of official files.
                false => vec![version],
            };
            for path in files {
                let path = path.strip_prefix(root().join("specs")).unwrap();
                let line = format!("bundled/{}", path.display());
                assert!(packaged.lines().any(|one| one == line), "{line}");
                count += 1;
            }
        }
    }
    assert!(count > 20, "{count}");
}

/// A package with one editable type.
struct Package {
    folder: TempDir,
}

const DOCUMENT: &str = "openapi: 3.0.3
info: { title: Shop, version: 'VERSION' }
paths: {}
components:
  schemas:
    Price:
      properties:
        value: { type: string }
";

impl Package {
    fn new() -> Self {
        let package = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let codegen = root().join("codegen").canonicalize().unwrap();
        package.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = \"edited\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\nserde = \"1\"\nserde_json = {{ version = \"1\", features = [\"raw_value\"] }}\n[build-dependencies]\nbilling-codegen = {{ path = {codegen:?}, default-features = false }}\n"
            ),
        );
        package.write(
            "build.rs",
            "fn main() -> Result<(), billing_codegen::BuildError> {\n    billing_codegen::Generator::new().spec(\"shop\").build()?;\n    Ok(())\n}\n",
        );
        package.write(
            "src/lib.rs",
            "include!(concat!(env!(\"OUT_DIR\"), \"/shop.rs\"));\n",
        );
        for version in ["v1", "v2"] {
            package.document(version, "");
        }
        package
    }

    fn document(&self, version: &str, more: &str) {
        let text = DOCUMENT.replace("VERSION", version) + more;
        self.write(&format!("shop/{version}.yaml"), &text);
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Builds the package. Returns whether cargo compiled anything, and the time and text of the generated file.
    fn build(&self) -> Build {
        // The clock of a file system can be coarse.
        thread::sleep(Duration::from_millis(20));
        let arguments = ["build", "--message-format", "json"];
        let output = cargo(self.folder.path(), &arguments);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{out}{err}");
        let messages: Vec<serde_json::Value> = out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let of = |reason: &str| {
            let mut messages = messages.iter();
            let found = messages.find(|message| {
                message["reason"] == reason
                    && message["package_id"].as_str().unwrap().contains("edited")
                    && message["target"]["kind"][0] != "custom-build"
            });
            found.unwrap().clone()
        };
        let out = of("build-script-executed")["out_dir"].clone();
        let generated = Path::new(out.as_str().unwrap()).join("shop.rs");
        Build {
            is_fresh: of("compiler-artifact")["fresh"] == true,
            text: fs::read_to_string(&generated).unwrap(),
            modified: fs::metadata(generated).unwrap().modified().unwrap(),
        }
    }
}

struct Build {
    is_fresh: bool,
    text: String,
    modified: SystemTime,
}

#[test]
fn reruns_of_the_build_script() {
    let _turn = lock_builds();
    let package = Package::new();
    let first = package.build();
    assert!(!first.is_fresh);
    assert!(package.build().is_fresh);

    // A touched but equal document does not rewrite the generated file.
    package.document("v2", "");
    let touched = package.build();
    assert_eq!(touched.modified, first.modified);
    assert!(package.build().is_fresh);

    // A file that is not an input.
    package.write("notes.txt", "not an input");
    assert!(package.build().is_fresh);

    package.document("v2", "        currency: { type: string }\n");
    let changed = package.build();
    assert!(changed.text.contains("pub currency: Option<String>"));
    assert_ne!(changed.modified, first.modified);

    // New files.
    package.write(
        "shop/overrides.yaml",
        "- at: /components/schemas/Price/properties/value\n  retype: { type: boolean }\n",
    );
    assert!(package.build().text.contains("pub value: Option<bool>"));
    package.document("v3", "");
    assert!(package.build().text.contains("pub mod v3 {"));
    assert!(package.build().is_fresh);
}

#[test]
fn errors_have_clickable_locations() {
    let _turn = lock_builds();
    let package = Package::new();
    package.document("v2", "        tax: { $ref: '#/components/schemas/Tax' }\n        'twice': {}\n        twice: {}\n");
    let output = cargo(package.folder.path(), &["build"]);
    assert!(!output.status.success());
    let err = text(&output.stderr);
    let path = package.folder.path().join("shop/v2.yaml");
    let shown = path.display();
    for expected in [
        format!("error: edited@0.0.0: {shown}:11:9: [B0004] `twice` stands twice in one mapping\n"),
        // The excerpt has the path as the user wrote it.
        "  --> shop/v2.yaml:11:9\n".to_owned(),
    ] {
        assert!(err.contains(&expected), "{expected}{err}");
    }
    // The build script's own error does not repeat the diagnostics.
    let own: Vec<_> = err
        .lines()
        .filter(|line| line.contains("Error: "))
        .collect();
    assert_eq!(own.len(), 1, "{err}");
    assert!(own[0].len() < 200, "{err}");
}

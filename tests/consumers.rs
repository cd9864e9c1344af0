//! Packages that use the generator from their `build.rs`, as strangers do: each way of use, and when cargo runs it again.
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

/// One build at a time in the one target folder; two would wait for each other and compile the same twice.
fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Cargo in the folder of a workspace, with the dependencies of this one, which are there without a network.
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
fn every_way_of_use() {
    let _turn = turn();
    let folder = root().join("tests/consumers");
    for command in ["test", "clippy"] {
        let output = cargo(&folder, &[command, "--workspace", "--quiet"]);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{command}: {out}{err}");
        // Warnings of a build script are no warnings of the compiler.
        assert!(!err.contains("warning"), "{command}: {err}");
    }
}

/// What a `build.rs` pays for, beyond what every procedural macro stands on.
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
    let usual = ["billing_codegen", "proc_macro2", "quote", "serde", "syn"];
    let names: BTreeSet<&str> = tree
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| !usual.contains(name))
        .collect();
    assert!(names.contains("billing_macros_expand"), "{tree}");
    assert!(names.len() <= 15, "{} {names:?}", names.len());
}

/// The documents that `bundled` reads are in the package that is published.
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
            for file in version.unwrap().path().read_dir().unwrap() {
                let path = file.unwrap().path();
                let path = path.strip_prefix(root().join("specs")).unwrap();
                let line = format!("bundled/{}", path.display());
                assert!(packaged.lines().any(|one| one == line), "{line}");
                count += 1;
            }
        }
    }
    assert!(count > 20, "{count}");
}

/// A package with one type, which may be edited.
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

    /// Builds it, and says whether anything had to be done, and what was generated when.
    fn build(&self) -> Build {
        // The clock of a file system may be coarse.
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
fn what_makes_cargo_run_it_again() {
    let _turn = turn();
    let package = Package::new();
    let first = package.build();
    assert!(!first.is_fresh);
    assert!(package.build().is_fresh);

    // Touched, but the same: what was generated is not written again.
    package.document("v2", "");
    let touched = package.build();
    assert_eq!(touched.modified, first.modified);
    assert!(package.build().is_fresh);

    // A file that it does not read.
    package.write("notes.txt", "not an input");
    assert!(package.build().is_fresh);

    package.document("v2", "        currency: { type: string }\n");
    let changed = package.build();
    assert!(changed.text.contains("pub currency: Option<String>"));
    assert_ne!(changed.modified, first.modified);

    // Files that were not there.
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
fn errors_can_be_clicked_on() {
    let _turn = turn();
    let package = Package::new();
    package.document("v2", "        tax: { $ref: '#/components/schemas/Tax' }\n        'twice': {}\n        twice: {}\n");
    let output = cargo(package.folder.path(), &["build"]);
    assert!(!output.status.success());
    let err = text(&output.stderr);
    let path = package.folder.path().join("shop/v2.yaml");
    let shown = path.display();
    for expected in [
        format!("error: edited@0.0.0: {shown}:11:9: [B0004] `twice` stands twice in one mapping\n"),
        // The excerpt, in which a path is as short as the user's own.
        "  --> shop/v2.yaml:11:9\n".to_owned(),
    ] {
        assert!(err.contains(&expected), "{expected}{err}");
    }
    // The build script's own error is not all of that once more.
    let own: Vec<_> = err
        .lines()
        .filter(|line| line.contains("Error: "))
        .collect();
    assert_eq!(own.len(), 1, "{err}");
    assert!(own[0].len() < 200, "{err}");
}

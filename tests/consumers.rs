//! Packages that use the generator from `build.rs` like external users: each kind of use, and the reruns of the build
//! script.
#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test stops where its helpers fail"
)]

#[path = "../codegen/tests/support/cargo.rs"]
mod cargo;

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, SystemTime},
};

use billing_codegen::{CrateGenerator, Spec, emit::OutputForm};
use cargo::cargo_in;
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Serializes the builds in the shared target folder. Concurrent builds would block each other.
fn lock_builds() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs cargo in a workspace with the dependencies of this one. It shows the warnings of build scripts.
fn cargo(folder: &Path, arguments: &[&str]) -> Output {
    let mut cargo = cargo_in(folder);
    cargo.args(arguments).env("CARGO_TERM_QUIET", "false");
    cargo.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn compiled_uses_of_every_kind() {
    let _turn = lock_builds();
    let folder = root().join("tests/consumers");
    for command in ["test", "clippy"] {
        let output = cargo(&folder, &[command, "--workspace", "--quiet"]);
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert!(output.status.success(), "{command}: {out}{err}");
        // Neither warnings of the compiler nor of a build script.
        assert!(!err.contains("warning"), "{command}: {err}");
    }
}

/// A generated crate is a member of a workspace whose lints are the strictest.
#[test]
fn compiled_crate_under_strict_lints() {
    let _turn = lock_builds();
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    let lists = [
        "future_incompatible",
        "let_underscore",
        "nonstandard_style",
        "rust_2018_idioms",
        "unused",
    ];
    let single = [
        "missing_docs",
        "unreachable_pub",
        "unused_qualifications",
        "unused_results",
        "single_use_lifetimes",
    ];
    let mut manifest =
        "[workspace]\nresolver = \"3\"\nmembers = [\"shop\"]\n[workspace.lints.rust]\n".to_owned();
    for lint in lists.iter().chain(&single) {
        manifest += &format!("{lint} = {{ level = \"deny\", priority = -1 }}\n");
    }
    manifest += "[workspace.lints.clippy]\n";
    for lint in ["all", "cargo", "nursery", "pedantic"] {
        manifest += &format!("{lint} = {{ level = \"deny\", priority = -1 }}\n");
    }
    // The lints of the package concern its `Cargo.toml` and its dependencies.
    for lint in ["cargo_common_metadata", "multiple_crate_versions"] {
        manifest += &format!("{lint} = \"allow\"\n");
    }
    write("Cargo.toml", &manifest);
    let crate_folder = folder.path().join("shop");
    for form in [OutputForm::Expanded, OutputForm::Definitions] {
        _ = fs::remove_dir_all(&crate_folder);
        let documents = Spec::new(root().join("tests/consumers/folder/api/shop"));
        let generator = CrateGenerator::of_documents(documents, &crate_folder)
            .form(form)
            .macros(root().join("billing-macros"))
            .runtime_dir(root().join("codegen/runtime"));
        generator.generate().unwrap();
        let own = fs::read_to_string(crate_folder.join("Cargo.toml")).unwrap();
        fs::write(
            crate_folder.join("Cargo.toml"),
            format!("{own}\n[lints]\nworkspace = true\n"),
        )
        .unwrap();
        let output = cargo(folder.path(), &["clippy", "--quiet", "--all-targets"]);
        let err = text(&output.stderr);
        assert!(output.status.success() && err.is_empty(), "{form:?}: {err}");
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
fn the_runtime_is_only_its_sources() {
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
fn compiled_packages_rerun_the_build_script() {
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

/// The crates of a layer that the package does not depend on are one warning, beside the compiler's errors. It ends when the
/// manifest has them.
#[test]
fn compiled_packages_lack_dependencies_with_one_warning() {
    let _turn = lock_builds();
    let package = Package::new();
    let script = fs::read_to_string(package.folder.path().join("build.rs")).unwrap();
    let layer = ".layers([billing_codegen::emit::Layer::Http]).build()";
    package.write("build.rs", &script.replace(".build()", layer));
    let path = package.folder.path().canonicalize().unwrap();
    let expected = format!(
        "warning: edited@0.0.0: the generated code needs crates that {} does not depend on: add to [dependencies] `http = {{ version = \"1\" }}`, `httpdate = {{ version = \"1\" }}`\n",
        path.join("Cargo.toml").display()
    );
    let output = cargo(package.folder.path(), &["build"]);
    let err = text(&output.stderr);
    assert!(!output.status.success());
    // Cargo repeats it beside the errors.
    let warnings = err
        .lines()
        .filter(|line| line.starts_with("warning: edited"));
    let all: BTreeSet<&str> = warnings.collect();
    assert_eq!(all, BTreeSet::from([expected.trim_end()]), "{err}");

    let manifest = fs::read_to_string(path.join("Cargo.toml")).unwrap();
    let complete = "[dependencies]\nhttp.workspace = true\n";
    let complete = manifest.replace("[dependencies]\n", complete)
        + "[workspace.dependencies]\nhttp = \"1\"\n[target.'cfg(all())'.dependencies.httpdate]\nversion = \"1\"\n";
    package.write("Cargo.toml", &complete);
    let output = cargo(package.folder.path(), &["build"]);
    let err = text(&output.stderr);
    assert!(output.status.success(), "{err}");
    assert!(!err.contains("warning"), "{err}");
}

#[test]
fn compiled_documents_have_errors_with_clickable_locations() {
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

//! Selections of features of `billing-api` compile without warnings.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

#[path = "../codegen/tests/support/cargo.rs"]
mod cargo;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use cargo::cargo_in;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Features on top of the types, independent of api-versions.
const LAYERS: [&str; 6] = [
    "http",
    "client",
    "blocking",
    "azure-identity",
    "patterns",
    "testing",
];

/// Features that change clients, and the selections with them.
const OF_CLIENTS: [&str; 2] = ["gzip", "tracing"];
const WITH_CLIENTS: [&str; 4] = [
    "gzip,tracing",
    "blocking,gzip",
    "blocking,tracing",
    "client,gzip,tracing",
];

/// Conversions to and from the types of other crates.
const CONVERSIONS: [&str; 4] = ["rust_decimal", "time", "chrono", "jiff"];

/// Returns the features of the generated crate, without `default` and the layers.
fn features() -> Vec<String> {
    let manifest = fs::read_to_string(root().join("generated/Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("[features]\n").unwrap();
    let own = rest
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "));
    let api_versions = own.map(|(name, _)| name.to_owned()).filter(|name| {
        let others = [&LAYERS[..], &OF_CLIENTS, &CONVERSIONS].concat();
        name != "default" && !others.contains(&name.as_str())
    });
    api_versions.chain(CONVERSIONS.map(str::to_owned)).collect()
}

/// Adds every pair of the features.
fn add_pairs(features: &[&str], selections: &mut Vec<String>) {
    for (index, first) in features.iter().enumerate() {
        let others = features.iter().skip(index + 1);
        selections.extend(others.map(|second| format!("{first},{second}")));
    }
}

/// Returns the selections whose dependencies have no more features than they ask for: each layer, and clients with more.
fn selections_on_their_own() -> Vec<String> {
    let layers = LAYERS.iter().chain(&WITH_CLIENTS);
    layers.map(|layer| (*layer).to_owned()).collect()
}

/// Returns the selections that only add code to those: none, each feature, each pair and all features; each pair of the
/// layers, which are independent of api-versions; and everything.
fn selections_together(features: &[&str]) -> Vec<String> {
    let mut selections = vec![String::new(), features.join(",")];
    selections.push(format!("{},{}", features.join(","), LAYERS.join(",")));
    selections.extend(features.iter().map(|feature| (*feature).to_owned()));
    add_pairs(features, &mut selections);
    add_pairs(&LAYERS, &mut selections);
    selections
}

/// A workspace with a copy of the manifest of `billing-api` for each selection, and one of `billing-runtime` for each selection of
/// its features, so that one run of cargo checks all. The sources are those of the workspace.
struct Copies {
    folder: PathBuf,
    members: Vec<String>,
}

impl Copies {
    fn new() -> Self {
        let folder = root().canonicalize().unwrap().join("target/tests/features");
        let _ = fs::remove_dir_all(&folder);
        Self {
            folder,
            members: Vec::new(),
        }
    }

    /// Adds a package, unless it is there.
    fn add(&mut self, name: &str, manifest: &str) {
        if self.members.iter().any(|member| member == name) {
            return;
        }
        self.members.push(name.to_owned());
        let folder = self.folder.join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    }

    /// Adds the copies for a selection.
    fn add_selection(&mut self, index: usize, selection: &str) {
        let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
        let root = root().canonicalize().unwrap();
        let of_runtime: Vec<&str> = selection
            .split(',')
            .filter(|feature| [&LAYERS[..], &CONVERSIONS].concat().contains(feature))
            .collect();
        let runtime = format!("runtime-{}", of_runtime.join("-"));
        let runtime = runtime.trim_end_matches('-');
        let library = |path: &str| format!("[lib]\npath = {:?}\n\n[features]\n", root.join(path));
        let manifest = read("codegen/runtime/Cargo.toml")
            .replace("name = \"billing-runtime\"", &format!("name = {runtime:?}"))
            .replace("[features]\n", &library("codegen/runtime/src/lib.rs"));
        self.add(runtime, &manifest);

        let manifest = read("generated/Cargo.toml");
        let (manifest, _) = manifest.split_once("[[example]]").unwrap();
        let features: Vec<&str> = selection
            .split(',')
            .filter(|name| !name.is_empty())
            .collect();
        let manifest: String = manifest
            .lines()
            .map(|line| match line.split_once(" = ").map_or(line, |(key, _)| key) {
                "name" => format!("name = \"selection-{index}\"\n"),
                "default" => format!("default = {features:?}\n"),
                "billing-runtime" => format!(
                    "billing-runtime = {{ package = {runtime:?}, path = \"../{runtime}\", default-features = false, features = [\"types\"] }}\n"
                ),
                "[features]" => library("generated/src/lib.rs"),
                _ => format!("{line}\n"),
            })
            .collect();
        self.add(
            &format!("selection-{index}"),
            &format!("{manifest}[lints]\nworkspace = true\n"),
        );
    }

    /// Checks all packages. Returns what cargo says.
    fn check(&self) -> (bool, String) {
        let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
        let manifest: String = manifest
            .lines()
            .filter(|line| !line.starts_with("exclude = "))
            .map(|line| match line.starts_with("members = ") {
                true => format!("members = {:?}\n", self.members),
                false => format!("{line}\n"),
            })
            .collect();
        let root = root().canonicalize().unwrap();
        let manifest = manifest.replace("{ path = \"", &format!("{{ path = \"{}/", root.display()));
        fs::write(self.folder.join("Cargo.toml"), manifest).unwrap();
        let output = cargo_in(&self.folder)
            .args(["check", "--workspace", "--keep-going"])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success() && said.is_empty(), said)
    }
}

#[test]
fn compiled_selections_have_no_warnings() {
    let features = features();
    let features: Vec<&str> = features.iter().map(String::as_str).collect();
    assert!(features.len() >= 8, "{features:?}");
    let mut copies = Copies::new();
    let together = selections_together(&features);
    for (index, selection) in together.iter().enumerate() {
        copies.add_selection(index, selection);
    }
    let (is_clean, said) = copies.check();
    assert!(is_clean, "{together:#?}\n{said}");
}

#[test]
fn compiled_layers_have_no_warnings_on_their_own() {
    let mut failures = Vec::new();
    for selection in selections_on_their_own() {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .current_dir(root())
            // Equals `cargo check`, but passes the flags to the package only, so that dependencies are compiled once.
            .args([
                "rustc",
                "--lib",
                "--profile",
                "check",
                "--quiet",
                "--locked",
                "--package",
                "billing-api",
                "--no-default-features",
            ])
            .args(["--features", &selection])
            .args(["--", "-D", "warnings"])
            .output()
            .unwrap();
        if !output.status.success() {
            failures.push(format!(
                "--features {selection:?}\n{}",
                String::from_utf8_lossy(&output.stderr)
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn compiled_conversions_cross_disabled_api_versions() {
    let features = features();
    let mut versions = features
        .iter()
        .filter_map(|name| name.strip_prefix("azure-2"));
    let mut next = || versions.next().map(|rest| format!("2{rest}")).unwrap();
    let (oldest, between) = (next(), next());
    let newest = versions.next_back().map(|rest| format!("2{rest}")).unwrap();
    let module = |version: &str| format!("v{}", version.replace('-', "_"));
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .current_dir(root())
        .args(["test", "--locked", "--package", "billing-api"])
        .args(["--no-default-features", "--test", "generated"])
        .args(["--features", &format!("azure-{oldest},azure-{newest}")])
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}{errors}");
    for test in [
        format!("invoice_{}_to_{}", module(&oldest), module(&newest)),
        format!("{}_is_off", module(&between)),
    ] {
        assert!(text.contains(&format!("azure::{test} ... ok")), "{text}");
    }
}

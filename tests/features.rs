//! Selections of features of `billing-api` compile without warnings.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

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

/// Returns the features of the generated crate, without `default` and the layers.
fn features() -> Vec<String> {
    let manifest = fs::read_to_string(root().join("generated/Cargo.toml")).unwrap();
    let (_, rest) = manifest.split_once("[features]\n").unwrap();
    let own = rest
        .lines()
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split_once(" = "));
    let conversions = ["rust_decimal", "time", "chrono", "jiff"].map(str::to_owned);
    let api_versions = own.map(|(name, _)| name.to_owned()).filter(|name| {
        let is_layer = [&LAYERS[..], &OF_CLIENTS].concat().contains(&name.as_str());
        name != "default" && !is_layer
    });
    api_versions.chain(conversions).collect()
}

/// Returns the selections: none, each feature, each pair and all features; the same for the layers, which are
/// independent of api-versions; and everything.
fn selections(features: &[String]) -> Vec<String> {
    let mut selections = vec![String::new(), features.join(",")];
    selections.push(format!("{},{}", features.join(","), LAYERS.join(",")));
    selections.extend(WITH_CLIENTS.map(str::to_owned));
    for (index, first) in LAYERS.iter().enumerate() {
        selections.push((*first).to_owned());
        let others = LAYERS.iter().skip(index + 1);
        selections.extend(others.map(|second| format!("{first},{second}")));
    }
    for (index, first) in features.iter().enumerate() {
        selections.push(first.clone());
        let others = features.iter().skip(index + 1);
        selections.extend(others.map(|second| format!("{first},{second}")));
    }
    selections
}

#[test]
fn every_selection_compiles_without_warnings() {
    let features = features();
    assert!(features.len() >= 8, "{features:?}");
    let mut failures = Vec::new();
    for selection in selections(&features) {
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
fn conversions_cross_disabled_api_versions() {
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
        .env("RUSTFLAGS", "-D warnings")
        .env("CARGO_TARGET_DIR", root().join("target/tests/features"))
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

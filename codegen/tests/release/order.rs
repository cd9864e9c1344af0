//! The recipe names the packages that cargo names.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    process::Command,
};

use serde_json::Value;

use crate::root;

/// A package that is published: its version, and what it depends on in the workspace, tests included.
struct Package {
    version: String,
    dependencies: BTreeMap<String, String>,
}

fn packages() -> BTreeMap<String, Package> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .current_dir(root())
        .output()
        .expect("a run");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let all = list(&metadata["packages"]);
    let names: BTreeSet<String> = all.iter().map(|package| text(&package["name"])).collect();
    let published = all.iter().filter(|package| package["publish"].is_null());
    published
        .map(|package| {
            let dependencies = list(&package["dependencies"]);
            let inside = dependencies
                .iter()
                .map(|one| (text(&one["name"]), text(&one["req"])))
                .filter(|(name, _)| names.contains(name));
            (
                text(&package["name"]),
                Package {
                    version: text(&package["version"]),
                    dependencies: inside.collect(),
                },
            )
        })
        .collect()
}

#[test]
fn packages_are_published_after_their_dependencies() {
    let packages = packages();
    let recipe = fs::read_to_string(root().join("codegen/docs/releasing.md")).expect("the recipe");
    let order: Vec<&str> = recipe
        .lines()
        .filter_map(|line| line.strip_prefix("cargo publish --package "))
        .collect();
    let listed: BTreeSet<&str> = order.iter().copied().collect();
    assert_eq!(listed.len(), order.len(), "{order:?}");
    assert_eq!(
        listed,
        packages.keys().map(String::as_str).collect::<BTreeSet<_>>()
    );
    let mut before = BTreeSet::new();
    for name in order {
        for dependency in packages[name].dependencies.keys() {
            assert!(
                before.contains(dependency.as_str()),
                "{name} before {dependency}"
            );
        }
        before.insert(name);
    }
}

#[test]
fn packages_have_one_version_and_ask_for_it() {
    let packages = packages();
    let versions: BTreeSet<&str> = packages.values().map(|one| one.version.as_str()).collect();
    assert_eq!(versions.len(), 1, "{versions:?}");
    let mut count = 0;
    for (name, package) in &packages {
        for (dependency, requirement) in &package.dependencies {
            let expected = format!("^{}", package.version);
            assert_eq!(requirement, &expected, "{name} on {dependency}");
            count += 1;
        }
    }
    assert!(count >= 5, "{count}");
}

/// A release renames the heading, and the recipe says so.
#[test]
fn the_changelog_begins_with_what_is_not_released() {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).expect("the changelog");
    let mut headings = changelog.lines().filter(|line| line.starts_with("## "));
    assert_eq!(headings.next(), Some("## Unreleased"));
}

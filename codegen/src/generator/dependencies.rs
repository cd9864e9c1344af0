//! The dependencies of the package whose build script runs.

use std::{collections::BTreeSet, path::Path};

use super::cargo::Instruction;
use crate::{emit::ModuleDependency, source::read_regular};

/// Reports the crates that the generated code needs and a manifest does not depend on, in one warning. Where the manifest does
/// not say for certain, there is none.
///
/// Cargo repeats the warnings of a build script until it runs again, so it watches the manifest.
pub(super) fn check(manifest: &Path, needed: &[ModuleDependency]) -> Vec<Instruction> {
    let text = read_regular(manifest).ok();
    let text = text.as_deref().and_then(|text| str::from_utf8(text).ok());
    let Some(declared) = text.and_then(declared_crates) else {
        return Vec::new();
    };
    let missing: Vec<String> = needed
        .iter()
        .filter(|one| !declared.contains(&one.name.replace('-', "_")))
        .map(|one| format!("`{}`", one.line))
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let message = format!(
        "the generated code needs crates that {} does not depend on: add to [dependencies] {}",
        manifest.display(),
        missing.join(", ")
    );
    vec![
        Instruction::RerunIfChanged(manifest.to_owned()),
        Instruction::Warning(message),
    ]
}

/// Returns the names that Rust code has for the crates that a manifest depends on, for any target or in tests too; `None` if it
/// declares them in a way that this function does not read.
fn declared_crates(manifest: &str) -> Option<BTreeSet<String>> {
    let mut table = Vec::new();
    let mut declared = BTreeSet::new();
    for line in manifest.lines().map(str::trim) {
        let path = match line.strip_prefix('[') {
            Some(header) => {
                table = keys(header);
                table.clone()
            }
            None => {
                let keys = keys(line);
                if keys.is_empty() {
                    continue;
                }
                table.iter().cloned().chain(keys).collect()
            }
        };
        match path
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            ["dependencies" | "dev-dependencies", name, ..]
            | ["target", _, "dependencies" | "dev-dependencies", name, ..] => {
                declared.insert(name.replace('-', "_"));
            }
            // A table in one line.
            ["dependencies"] | ["target", ..] if !line.starts_with('[') => return None,
            _ => {}
        }
    }
    Some(declared)
}

/// Returns the parts of the dotted key that a text begins with: of a header after its bracket, or of a line.
fn keys(text: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut quote = None;
    for character in text.chars() {
        match (quote, character) {
            (Some(end), character) if end == character => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (None, ']' | '=' | '#') => break,
            (None, '.') => keys.push(String::new()),
            (None, character) if character.is_whitespace() => {}
            (_, character) => {
                if let Some(last) = keys.last_mut() {
                    last.push(character);
                }
            }
        }
    }
    keys.retain(|key| !key.is_empty());
    keys
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn dependencies_of_manifests() {
        let some = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
        let cases: [(&str, Option<BTreeSet<String>>); 11] = [
            ("[package]\nname = \"a\"\nhttp = 1\n", some(&[])),
            (
                "[dependencies]\n\n# all\nhttp = \"1\" # one\nfutures-core.workspace = true\n\"serde\" = { version = \"1\" }\n",
                some(&["futures_core", "http", "serde"]),
            ),
            // A renamed package has the name of its key.
            (
                "[dependencies]\nweb = { package = \"http\", version = \"1\" }\n",
                some(&["web"]),
            ),
            ("[dependencies.http]\nversion = \"1\"\n", some(&["http"])),
            (
                "[target.'cfg(target_os = \"linux.x\")'.dependencies]\nhttp = \"1\"\n[ target.x86_64-unknown-linux-gnu.dependencies.serde ]\nversion = \"1\"\n",
                some(&["http", "serde"]),
            ),
            ("[dev-dependencies]\nhttp = \"1\"\n", some(&["http"])),
            ("[build-dependencies]\nhttp = \"1\"\n", some(&[])),
            ("[workspace.dependencies]\nhttp = \"1\"\n", some(&[])),
            ("dependencies.http = \"1\"\n", some(&["http"])),
            ("dependencies = { http = \"1\" }\n", None),
            (
                "[target]\n'cfg(unix)' = { dependencies = { http = \"1\" } }\n",
                None,
            ),
        ];
        for (manifest, expected) in cases {
            assert_eq!(declared_crates(manifest), expected, "{manifest}");
        }
    }

    #[test]
    fn missing_dependencies_are_one_warning() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Cargo.toml");
        let needed = |name, line: &str| ModuleDependency {
            name,
            line: line.to_owned(),
        };
        let needed = [
            needed("serde", "serde = \"1\""),
            needed("http", "http = { version = \"1\" }"),
            needed("futures-core", "futures-core = { version = \"0.3\" }"),
        ];
        let check = |manifest: &str| {
            fs::write(&path, manifest).unwrap();
            let lines = check(&path, &needed);
            lines.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let shown = path.display();
        assert_eq!(
            check("[dependencies]\nserde = \"1\"\n"),
            [
                format!("cargo::rerun-if-changed={shown}"),
                format!(
                    "cargo::warning=the generated code needs crates that {shown} does not depend on: add to [dependencies] `http = {{ version = \"1\" }}`, `futures-core = {{ version = \"0.3\" }}`"
                ),
            ]
        );
        let complete = "[dependencies]\nserde = \"1\"\nhttp = \"1\"\nfutures-core = \"0.3\"\n";
        assert!(check(complete).is_empty());
        assert!(check("dependencies = {}").is_empty());
        fs::remove_file(&path).unwrap();
        assert!(super::check(&path, &needed).is_empty());
    }
}

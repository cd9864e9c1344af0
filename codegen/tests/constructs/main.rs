//! Each construct of a document: its types, and a round trip of values.
//!
//! A case is `NAME.yaml`, a document; `NAME.rs`, its generated types (`BLESS=1` rewrites them); and `NAME.txt`, values. A
//! line `Type {"json": 1}` is a value, and a line `kept: a.b, c` under it names the parts that are kept without a typed
//! place. A line `made: Type::new(1) is {"json": 1}` is a value that is made and written. The types of all cases are compiled as one crate, which reads and writes the values.
#![allow(clippy::unwrap_used, reason = "a test stops where its helpers fail")]

#[path = "../support/cargo.rs"]
mod cargo;

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use billing_codegen::{CrateGenerator, Generated};
use cargo::{assert_clean, cargo_in};

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/constructs")
}

/// The cases by name, each with its generated code.
static CASES: LazyLock<Vec<(String, Generated)>> = LazyLock::new(|| {
    let mut names: Vec<String> = fs::read_dir(home())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".yaml").map(str::to_owned))
        .collect();
    names.sort();
    let cases = names.into_iter().map(|name| {
        let document = home().join(format!("{name}.yaml"));
        let out = env::temp_dir().join("constructs").join(&name);
        let generator = CrateGenerator::of_documents(document, out).crate_name("constructs");
        let generated = generator.files().unwrap();
        (name, generated)
    });
    cases.collect()
});

/// Generates an enumeration of 2000 values, too long for a golden file.
fn huge() -> Generated {
    let values: Vec<String> = (0..2_000).map(|number| format!("value-{number}")).collect();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{ title: Huge, version: v1 }}\ncomponents:\n  schemas:\n    Huge:\n      type: string\n      enum: [{}]\n",
        values.join(", ")
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("huge.yaml");
    write(&path, &document);
    CrateGenerator::of_documents(path, folder.path())
        .files()
        .unwrap()
}

/// The generated types and the diagnostics of each document.
#[test]
fn types() {
    let mut stale = Vec::new();
    for (name, generated) in CASES.iter() {
        let types = generated.files.iter();
        let types = types.filter(|(path, _)| ["src/operations.rs", "src/types.rs"].contains(path));
        let mut found: String = types.map(|(_, text)| text).collect();
        for line in generated
            .warnings
            .lines()
            .filter(|line| line.starts_with("warning"))
        {
            writeln!(found, "// {line}").unwrap();
        }
        let path = home().join(format!("{name}.rs"));
        if env::var_os("BLESS").is_some() {
            fs::write(&path, &found).unwrap();
        }
        if fs::read_to_string(&path).unwrap_or_default() != found {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "not what is expected: {stale:?}");
}

/// Writes one crate with a module for each case, which takes the place of that case's crate root.
fn write_crate(root: &Path) {
    let mut main = "#![deny(warnings)]\npub mod runtime;\n".to_owned();
    let mut checks = String::new();
    let huge = ("huge".to_owned(), huge());
    for (name, generated) in CASES.iter().chain([&huge]) {
        for (path, text) in generated.files.iter() {
            let Some((_, path)) = path.split_once("src/") else {
                if path.ends_with("Cargo.toml") {
                    write(&root.join("Cargo.toml"), &manifest(text));
                }
                continue;
            };
            if path.starts_with("runtime/") {
                write(&root.join("src").join(path), text);
            } else if path == "lib.rs" {
                let text = text
                    .replace("pub mod runtime;", "")
                    .replace("pub use runtime::", "pub use crate::runtime::");
                write(&root.join("src").join(name).join("mod.rs"), &text);
            } else {
                write(&root.join("src").join(name).join(path), text);
            }
        }
        writeln!(main, "pub mod {name};").unwrap();
        let values = match name.as_str() {
            "huge" => HUGE.to_owned(),
            name => fs::read_to_string(home().join(format!("{name}.txt"))).unwrap(),
        };
        let mut lines = values.lines().peekable();
        while let Some(line) = lines.next() {
            if let Some(line) = line.strip_prefix("made: ") {
                let (value, json) = line.rsplit_once(" is ").unwrap();
                writeln!(
                    checks,
                    "    all &= {{ use {name}::*; made(&{value}, r####\"{json}\"####) }};"
                )
                .unwrap();
                continue;
            }
            let (ty, json) = line.split_once(' ').unwrap();
            let kept = lines.next_if(|line| line.starts_with("kept: "));
            let kept = kept.map_or("", |line| line.trim_start_matches("kept: "));
            writeln!(
                checks,
                "    all &= check::<{name}::{ty}>(r####\"{json}\"####, {kept:?});"
            )
            .unwrap();
        }
    }
    main.push_str(CHECK);
    writeln!(main, "\nfn main() {{\n    let mut all = true;\n{checks}    std::process::exit(i32::from(!all));\n}}").unwrap();
    write(&root.join("src/main.rs"), &main);
}

/// Values of the huge enumeration: the first, the last and an unlisted one.
const HUGE: &str = "Huge \"value-0\"\nHuge \"value-1999\"\nHuge \"value-2000\"\nkept: the value\n";

/// Source of the check: a value that is read and written is equal, except for the order of its members.
const CHECK: &str = "
fn check<T: runtime::Value + serde::Serialize + serde::de::DeserializeOwned>(text: &str, kept: &str) -> bool {
    let value: T = match runtime::decode(text.as_bytes()) {
        Ok(value) => value,
        Err(error) => {
            eprintln!(\"{text}\\n  {error}\");
            return false;
        }
    };
    let written = serde_json::to_string(&value).unwrap();
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let again: T = serde_json::from_str(&written).unwrap();
    let is_stable = serde_json::to_string(&again).unwrap() == written;
    let paths = runtime::list_kept(&value).into_iter().map(|item| match item.path.as_str() {
        \"\" => \"the value\".to_owned(),
        _ => item.path,
    });
    let paths = paths.collect::<Vec<_>>().join(\", \");
    let is_same = json(&written) == json(text) && is_stable && paths == kept;
    if !is_same {
        eprintln!(\"{text}\\n  written: {written}\\n  kept: {paths}\");
    }
    is_same
}

fn made(value: &impl serde::Serialize, json: &str) -> bool {
    let written = serde_json::to_string(value).unwrap();
    if written != json {
        eprintln!(\"{json}\n  written: {written}\");
    }
    written == json
}
";

/// Reduces a manifest to the dependencies that types need.
fn manifest(text: &str) -> String {
    text.replace("default = [\"http\"]", "default = []")
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn compiled_values() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("constructs");
    write_crate(&root);
    assert_clean(cargo_in(&root).arg("run"));
}

//! Documents whose examples contradict their schemas, with their findings.
//!
//! A case is `cases/NAME.yaml` or `.json`, and `cases/NAME.txt`, the output of `billing-codegen verify` (`BLESS=1` rewrites
//! it).

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use billing_codegen::verify::Check;

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verify/cases")
}

fn documents() -> BTreeSet<String> {
    let entries = fs::read_dir(home()).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".yaml") || name.ends_with(".json"))
        .collect()
}

#[test]
fn findings() {
    let mut stale = Vec::new();
    for name in documents() {
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(home())
            .args(["verify", &name])
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let reported = format!(
            "{}{}exit {}\n",
            text(output.stderr),
            text(output.stdout),
            output.status.code().unwrap()
        );
        let path = home().join(Path::new(&name).with_extension("txt"));
        if env::var_os("BLESS").is_some() {
            fs::write(&path, &reported).unwrap();
        }
        if fs::read_to_string(&path).unwrap_or_default() != reported {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "not what is expected: {stale:?}");
}

/// The summary of a report names the kinds of its findings.
#[test]
fn each_check_has_a_case() {
    let reported: Vec<String> = documents()
        .iter()
        .map(|name| fs::read_to_string(home().join(name).with_extension("txt")).unwrap())
        .collect();
    for check in Check::ALL {
        let line = format!(" {}", check.id());
        let is_told = |text: &String| text.lines().any(|one| one.ends_with(&line));
        assert!(reported.iter().any(is_told), "no case has `{}`", check.id());
    }
}

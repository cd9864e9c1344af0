//! Follows the recipe literally, up to the registry.

use std::{env, fs, path::Path, process::Command};

use crate::{
    Repository,
    blocks::{blocks, matches},
    is_installed, isolated, root,
};

/// Copies the manifests and the specs, and enough of the sources for cargo to find the packages.
fn copy(repository: &Repository) {
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("text");
            let path = format!("{folder}{name}");
            let kind = entry.file_type().expect("a type");
            let is_source = !name.starts_with('.') && name != "target";
            if kind.is_dir() && is_source {
                folders.push(format!("{path}/"));
            } else if kind.is_file() && is_source {
                let endings = [".rs", ".yaml", ".toml", ".lock", ".md"];
                if endings.iter().any(|ending| name.ends_with(ending)) {
                    let text = fs::read_to_string(root().join(&path)).expect("text");
                    repository.write(&path, &text);
                }
            }
        }
    }
}

/// `cargo codegen` is the program that is tested, any other `cargo` is cargo.
const CARGO: &str = r#"cargo() { if [ "$1" = codegen ]; then shift; "$PROGRAM" "$@"; else command cargo "$@"; fi; }"#;

fn run(folder: &Path, commands: &str) -> String {
    let output = isolated(
        Command::new("bash")
            .args(["-euc", &format!("{CARGO}\n{commands}")])
            .current_dir(folder)
            .env("PROGRAM", env!("CARGO_BIN_EXE_billing-codegen"))
            .env("CARGO_NET_OFFLINE", "true"),
    );
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{commands}\n{err}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn it_runs_as_written() {
    if !["bash", "git"].into_iter().all(is_installed) {
        return;
    }
    let repository = Repository::new();
    copy(&repository);
    repository.commit("start");
    repository.git(&["tag", "v0.1.0"]);
    // One new member, as in the walk-through.
    let path = repository
        .path()
        .join("specs/azure/2024-04-01/invoices.yaml");
    let fragment = fs::read_to_string(&path).expect("a fragment");
    let member = "        dueDate:\n";
    let more = "        purchaseOrder:\n          type: string\n          readOnly: true\n          description: Number of the purchase order.\n";
    assert_eq!(fragment.matches(member).count(), 1);
    let changed = fragment.replace(member, &format!("{more}{member}"));
    fs::write(&path, changed).expect("a fragment");

    let recipe = fs::read_to_string(root().join("codegen/docs/releasing.md")).expect("the recipe");
    let mut printed = None;
    let mut count = 0;
    for block in blocks(&recipe) {
        match block.language.as_str() {
            "sh" => {
                printed = Some(run(repository.path(), &block.text));
                count += 1;
            }
            "text" => {
                let printed = printed.take().expect("a command before");
                let found: Vec<&str> = printed.lines().map(str::trim_end).collect();
                let expected: Vec<&str> = block.text.lines().collect();
                assert!(
                    matches(&found, &expected),
                    "expected\n{}\nprinted\n{printed}",
                    block.text
                );
                count += 1;
            }
            // These are for a registry and a database in the network; the order of the packages is tested.
            "bash" => assert!(
                block.text == "cargo deny check advisories\n"
                    || block.text.starts_with("cargo publish"),
                "{}",
                block.text
            ),
            other => panic!("a block of {other}"),
        }
    }
    assert_eq!(count, 6);
}

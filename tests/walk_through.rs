//! Follows the walk-through of the generator's docs literally: runs commands, writes files, applies changes, and compares what
//! is printed.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where its helpers fail"
)]

#[path = "../codegen/tests/support/blocks.rs"]
mod blocks;

use std::{
    collections::BTreeSet,
    env, fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
};

use blocks::{blocks, matches};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// Runs commands in a folder. Returns what they print and the folder in which they end.
fn run(folder: &Path, commands: &str) -> (String, PathBuf) {
    let end = env::temp_dir().join(format!("walk-through-{}", std::process::id()));
    let output = Command::new("bash")
        .args(["-ec", &format!("{commands}\npwd > \"$END\"")])
        .current_dir(folder)
        .env("END", &end)
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_TARGET_DIR", root().join("target/tests/apart"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_PAGER", "cat")
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{commands}\n{out}{err}");
    let folder = fs::read_to_string(&end).unwrap();
    fs::remove_file(end).unwrap();
    (out, folder.trim_end().into())
}

fn write_if_changed(path: &Path, text: &[u8]) {
    if fs::read(path).is_ok_and(|there| there == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const LIST: &str = "git -c safe.directory='*' ls-files --cached --others --exclude-standard";

/// Returns the files of the workspace, relative to its root. It does not have to be a clone.
fn sources() -> BTreeSet<String> {
    let listed = Command::new("bash")
        .args(["-c", LIST])
        .current_dir(root())
        .output()
        .unwrap();
    if listed.status.success() {
        let listed = String::from_utf8(listed.stdout).unwrap();
        let listed = listed
            .lines()
            .filter(|path| fs::symlink_metadata(root().join(path)).is_ok());
        return listed.map(str::to_owned).collect();
    }
    let mut found = BTreeSet::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                if !matches!(name.as_str(), "target" | ".git") {
                    folders.push(format!("{folder}{name}/"));
                }
            } else {
                found.insert(format!("{folder}{name}"));
            }
        }
    }
    found
}

/// Returns whether a program that the walk-through uses is installed.
fn is_installed(program: &str) -> bool {
    let found = Command::new(program).arg("--version").output();
    found.is_ok_and(|output| output.status.success())
}

/// Makes a clone of the workspace. The folder is always the same, so that cargo compiles only what changed.
fn clone() -> PathBuf {
    let mut hasher = DefaultHasher::new();
    root().hash(&mut hasher);
    let home = env::temp_dir().join(format!("walk-through-{:016x}", hasher.finish()));
    for gone in ["before", "shop", "billing/.git"] {
        let _ = fs::remove_dir_all(home.join(gone));
    }
    let clone = home.join("billing");
    fs::create_dir_all(&clone).unwrap();
    let wanted = sources();
    for path in &wanted {
        let (from, to) = (root().join(path), clone.join(path));
        let found = fs::symlink_metadata(&from).unwrap();
        if found.is_symlink() {
            let target = fs::read_link(&from).unwrap();
            if fs::read_link(&to).is_ok_and(|there| there == target) {
                continue;
            }
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            let _ = fs::remove_file(&to);
            #[cfg(unix)]
            std::os::unix::fs::symlink(target, &to).unwrap();
        } else {
            write_if_changed(&to, &fs::read(&from).unwrap());
        }
    }
    run(&clone, "git init --quiet");
    let (there, _) = run(&clone, LIST);
    for path in there.lines().filter(|path| !wanted.contains(*path)) {
        fs::remove_file(clone.join(path)).unwrap();
    }
    let author = "-c user.name=newcomer -c user.email=newcomer@example.com";
    run(
        &clone,
        // Folders that an earlier run has left are empty now.
        &format!("git add --all && git {author} commit --quiet -m start && git clean -fdq"),
    );
    clone
}

/// Applies a change to a text that contains the old lines exactly once.
fn apply_diff(text: &str, change: &str) -> String {
    let side = |gone: char| -> String {
        let lines = change.lines().filter(|line| !line.starts_with(gone));
        lines.map(|line| format!("{}\n", &line[1..])).collect()
    };
    let old = side('+');
    assert_eq!(text.matches(&old).count(), 1, "{old}");
    text.replace(&old, &side('-'))
}

/// The one clone is used by one test at a time.
static CLONE: Mutex<()> = Mutex::new(());

/// Returns whether the programs of the texts are installed. Whoever follows them has these; the tests need nothing but a toolchain.
fn has_programs() -> bool {
    let missing = ["bash", "git"]
        .into_iter()
        .find(|program| !is_installed(program));
    if let Some(missing) = missing {
        println!("skipped: there is no {missing}");
    }
    missing.is_none()
}

/// Runs the commands of the recipe for a new api-version as the chapter has them. Of the tests of the whole workspace it runs those that
/// the new api-version writes, which a stale example then stops.
#[test]
fn compiled_recipe_for_a_new_api_version_runs_as_written() {
    if !has_programs() {
        return;
    }
    let _alone = CLONE.lock().unwrap_or_else(PoisonError::into_inner);
    let text = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let chapter = text("codegen/docs/maintaining.md");
    let (_, section) = chapter.split_once("# Add an api-version\n").unwrap();
    let recipe = blocks(section).into_iter().next().unwrap();
    let commands = recipe
        .text
        .lines()
        .map(|line| line.split(" #").next().unwrap().trim());
    let folder = clone();
    let features = |manifest: &str| {
        let features = manifest
            .lines()
            .filter_map(|line| line.strip_suffix(" = []"));
        features.collect::<Vec<_>>().join(",")
    };
    let generated_tests = |folder: &Path| {
        let manifest = fs::read_to_string(folder.join("generated/Cargo.toml")).unwrap();
        format!(
            "cargo test --quiet --locked --package billing-api --no-default-features --features {} --test generated 2>&1",
            features(&manifest)
        )
    };
    let mut count = 0;
    for command in commands {
        count += 1;
        if let Some(rest) = command.strip_prefix("cargo codegen new-version ") {
            let path = folder.join("specs").join(rest.replace(' ', "/"));
            if path.exists() {
                run(&folder, &format!("cargo codegen remove-version {rest}"));
            }
        }
        if command.starts_with("cargo test ") {
            assert!(
                text("README.md")
                    .lines()
                    .any(|line| line.starts_with(command)),
                "{command}"
            );
            let (printed, _) = run(&folder, &generated_tests(&folder));
            assert!(printed.contains("test result: ok"), "{printed}");
        } else {
            run(&folder, command);
        }
    }
    assert_eq!(count, 5);
    run(&folder, "cargo codegen check");
    let manifest = fs::read_to_string(folder.join("generated/Cargo.toml")).unwrap();
    assert!(
        manifest.contains("default = [\"azure-2026-01-01\""),
        "{manifest}"
    );

    // The examples have an object where the schema has a text now.
    let path = folder.join("specs/azure/2026-01-01/invoices.yaml");
    let fragment = fs::read_to_string(&path).unwrap();
    let old = "        amountDue:
          allOf:
            - $ref: 'common.yaml#/components/schemas/Amount'
";
    assert!(fragment.contains(old), "{fragment}");
    fs::write(
        &path,
        fragment.replace(
            old,
            "        amountDue:
          type: string
",
        ),
    )
    .unwrap();
    run(&folder, "cargo codegen generate");
    let (printed, _) = run(&folder, &format!("! {}", generated_tests(&folder)));
    for part in ["properties.amountDue", "`billing-codegen verify`"] {
        assert!(printed.contains(part), "{printed}");
    }
    let longest = printed.lines().map(str::len).max().unwrap();
    assert!(longest < 400, "{printed}");
}

#[test]
fn compiled_walk_through_runs_as_written() {
    if !has_programs() {
        return;
    }
    let _alone = CLONE.lock().unwrap_or_else(PoisonError::into_inner);
    let text = fs::read_to_string(root().join("codegen/docs/walk-through.md")).unwrap();
    let mut folder = clone();
    let mut printed = String::new();
    for block in blocks(&text) {
        match (block.language.as_str(), &block.path) {
            ("sh", None) => (printed, folder) = run(&folder, &block.text),
            ("text", None) => {
                let found: Vec<&str> = printed.lines().map(str::trim_end).collect();
                let expected: Vec<&str> = block.text.lines().collect();
                assert!(
                    matches(&found, &expected),
                    "expected\n{}\nprinted\n{printed}",
                    block.text
                );
            }
            ("diff", Some(path)) => {
                let path = folder.join(path);
                let before = fs::read_to_string(&path).unwrap();
                fs::write(path, apply_diff(&before, &block.text)).unwrap();
            }
            (_, Some(path)) => {
                write_if_changed(&folder.join(path), block.text.as_bytes());
                if path == "Cargo.toml" {
                    // Without a network, the versions are those of the workspace.
                    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
                }
            }
            (language, None) => panic!("a block of {language} without a path"),
        }
    }
    assert!(folder.ends_with("shop"), "{}", folder.display());
}

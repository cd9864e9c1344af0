//! Checks of the workspace's texts: doc comments, paths in the docs, dependency lines, and the size of the README.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops where its helpers fail"
)]

#[path = "../codegen/tests/support/blocks.rs"]
mod blocks;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use blocks::blocks;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// Returns the files below a folder of the workspace with an extension, by their paths from the root, without build output and hidden
/// folders.
fn files(folder: &str, extension: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let path = match folder.as_str() {
                "" => name.clone(),
                _ => format!("{folder}/{name}"),
            };
            let kind = entry.file_type().unwrap();
            if kind.is_dir() && name != "target" && !name.starts_with('.') {
                folders.push(path);
            } else if kind.is_file()
                && Path::new(&name)
                    .extension()
                    .is_some_and(|ext| ext == extension)
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// First words of doc comments that open with a bare clause.
const BARE: [&str; 19] = [
    "What", "Whether", "How", "Where", "When", "Which", "Who", "Whose", "Why", "Its", "As", "With",
    "Of", "In", "That", "Those", "Under", "Out", "From",
];

/// Folders of generated files and of inputs for tests.
const GENERATED: [&str; 6] = [
    "generated/src/",
    "generated/tests/",
    "codegen/tests/constructs/",
    "/golden/",
    "tests/ui/",
    "tests/fuzz/corpus/",
];

/// The share of doc comments, in percent, that may open with a bare clause.
const PERCENT: usize = 7;

/// Counts the doc comments of a text, and those that open with a bare clause.
fn count_comments(text: &str) -> (usize, usize) {
    let (mut all, mut bare) = (0, 0);
    let mut before = None;
    for line in text.lines() {
        let line = line.trim_start();
        let comment = ["///", "//!"].into_iter().find_map(|mark| {
            let rest = line.strip_prefix(mark)?;
            (!rest.starts_with('/')).then_some((mark, rest))
        });
        if let Some((mark, text)) = comment
            && before != Some(mark)
        {
            let word = text.split_whitespace().next().unwrap_or_default();
            all += 1;
            bare += usize::from(BARE.contains(&word.trim_matches([',', '.', ':', ';'])));
        }
        before = comment.map(|(mark, _)| mark);
    }
    (all, bare)
}

#[test]
fn comments_are_counted_by_their_first_line() {
    let text = "//! What it is.\n//! When.\n\n/// Returns it.\n/// How.\nfn a() {}\n    /// Its, or not.\n//// no";
    assert_eq!(count_comments(text), (3, 2));
}

#[test]
fn doc_comments_open_with_a_noun_or_a_verb() {
    let mut by_file = Vec::new();
    let (mut all, mut bare) = (0, 0);
    for path in files("", "rs") {
        if GENERATED.iter().any(|folder| path.contains(folder)) {
            continue;
        }
        let counted = count_comments(&fs::read_to_string(root().join(&path)).unwrap());
        all += counted.0;
        bare += counted.1;
        by_file.push((counted.1, path));
    }
    assert!(all > 3_000, "{all} comments");
    by_file.sort_by(|one, other| other.cmp(one));
    let worst: Vec<String> = by_file
        .iter()
        .take(20)
        .map(|(count, path)| format!("{count:4} {path}"))
        .collect();
    assert!(
        bare * 100 <= all * PERCENT,
        "{bare} of {all} doc comments open with a bare clause ({}), more than {PERCENT} %; most in\n{}",
        BARE.join(", "),
        worst.join("\n"),
    );
}

#[test]
fn the_readme_is_short() {
    let size = fs::metadata(root().join("README.md")).unwrap().len();
    assert!(
        size <= 8 * 1024,
        "{size} bytes: a chapter of codegen/docs/ has room"
    );
}

/// Returns the paths of the workspace that a text names between backticks: those that begin with a folder of its root.
fn named_paths(text: &str) -> Vec<&str> {
    let mut is_block = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.starts_with("```") {
            is_block = !is_block;
        } else if !is_block {
            found.extend(line.split('`').skip(1).step_by(2));
        }
    }
    let folders = [
        "billing-macros/",
        "codegen/",
        "generated/",
        "specs/",
        "tests/",
    ];
    found.retain(|path| {
        let is_path = folders.iter().any(|folder| path.starts_with(folder));
        is_path
            && !path.contains(['*', '<', ' ', '{'])
            && !path.contains("NAME")
            && !path.contains("CODE")
    });
    found
}

#[test]
fn paths_in_the_docs_exist() {
    let texts = ["CONTRIBUTING.md", "codegen/docs/architecture.md"];
    let mut missing = Vec::new();
    for name in texts {
        let text = fs::read_to_string(root().join(name)).unwrap();
        let paths = named_paths(&text);
        assert!(paths.len() >= 20, "{name} names {paths:?}");
        let gone = paths.iter().filter(|path| !root().join(path).exists());
        missing.extend(gone.map(|path| format!("{name}: {path}")));
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Checks the tables with the columns stop, file and name: each name is in its file.
#[test]
fn names_in_the_architecture_exist() {
    let text = fs::read_to_string(root().join("codegen/docs/architecture.md")).unwrap();
    let mut count = 0;
    for row in text.lines() {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [_, file, names] = cells.as_slice() else {
            continue;
        };
        let Some(file) = file
            .strip_prefix('`')
            .and_then(|file| file.strip_suffix(".rs`"))
        else {
            continue;
        };
        let code = fs::read_to_string(root().join(format!("{file}.rs"))).unwrap();
        let words: Vec<&str> = code
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .collect();
        for name in names.split('`').skip(1).step_by(2) {
            for part in name.split("::") {
                assert!(words.contains(&part), "{file}.rs does not have `{name}`");
                count += 1;
            }
        }
    }
    assert!(count >= 20, "{count} names");
}

#[test]
fn links_between_the_docs_lead_somewhere() {
    let mut texts = vec!["README.md".to_owned(), "CONTRIBUTING.md".to_owned()];
    texts.extend(files("codegen/docs", "md"));
    let mut missing = Vec::new();
    let mut count = 0;
    for name in &texts {
        let path = root().join(name);
        let text = fs::read_to_string(&path).unwrap();
        let inline = text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'));
        let definitions = text
            .lines()
            .filter_map(|line| line.strip_prefix('[')?.split_once("]: "));
        let targets = inline
            .map(|(target, _)| target)
            .chain(definitions.map(|(_, target)| target));
        for target in targets.filter(|target| !target.starts_with(['#']) && !target.contains("::"))
        {
            let target = target.split('#').next().unwrap_or_default();
            if !target.starts_with("https://") {
                count += 1;
                if !path.parent().unwrap().join(target).exists() {
                    missing.push(format!("{name}: {target}"));
                }
            }
        }
    }
    assert!(count > 30, "{count} links");
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Resolves the `toml` blocks of the READMEs and chapters in a crate beside a clone.
#[test]
fn dependency_lines_work_as_written() {
    let mut texts = vec!["README.md".to_owned()];
    texts.extend(
        ["billing-macros", "codegen", "generated"].map(|folder| format!("{folder}/README.md")),
    );
    texts.extend(files("codegen/docs", "md"));
    let mut manifests = BTreeMap::new();
    for name in &texts {
        let text = fs::read_to_string(root().join(name)).unwrap();
        for block in blocks(&text) {
            if block.language == "toml"
                && block.path.is_none()
                && block.text.contains("dependencies]")
            {
                manifests.insert(block.text, name.clone());
            }
        }
    }
    assert!(manifests.len() >= 5, "{manifests:?}");
    let home = tempfile::tempdir().unwrap();
    let package = home.path().join("app");
    fs::create_dir_all(package.join("src")).unwrap();
    fs::write(package.join("src/lib.rs"), "").unwrap();
    let clone = root().to_string_lossy().replace('\\', "/");
    for (manifest, name) in manifests {
        let manifest = manifest.replace("../billing/", &format!("{clone}/"));
        let head = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n";
        fs::write(package.join("Cargo.toml"), format!("{head}{manifest}")).unwrap();
        // Without a network, the versions are those of the workspace.
        fs::copy(root().join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
        let output = Command::new(env!("CARGO"))
            .args(["tree", "--offline", "--quiet"])
            .current_dir(&package)
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}:\n{manifest}\n{err}");
    }
}

//! Runs the commands of the READMEs and of the chapters in `docs/`, and compares what they print with the text beside them.

use std::{fs, path::Path};

use crate::{
    blocks::{blocks, matches},
    examples::{output, prepare, run},
};

/// The chapters that `tests/walk_through.rs` of the workspace and `tests/release/` run as a whole.
const RUN_ELSEWHERE: [&str; 2] = ["walk-through.md", "releasing.md"];

#[test]
fn commands_do_what_the_text_shows() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![package.join("../README.md"), package.join("README.md")];
    paths.extend(
        fs::read_dir(package.join("docs"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
            .filter(|path| !RUN_ELSEWHERE.iter().any(|name| path.ends_with(name))),
    );
    paths.sort();
    let mut count = 0;
    for path in &paths {
        let text = fs::read_to_string(path).unwrap();
        count += run_blocks(path, &text) + run_inline(&text);
    }
    assert!(
        paths.len() > 10 && count >= 25,
        "{count} commands in {paths:?}"
    );
}

/// Writes the files and runs the commands of the blocks of a text, in their order.
fn run_blocks(path: &Path, text: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let mut count = 0;
    let mut printed = None;
    for block in blocks(text) {
        let before = printed.take();
        match (block.language.as_str(), block.path) {
            ("sh", None) => {
                let mut all = String::new();
                for line in block.text.lines() {
                    if let Some(command) = program(line) {
                        all += &run_with_status(folder.path(), &command);
                        count += 1;
                    }
                }
                printed = Some(all);
            }
            ("text", None) if block.is_adjacent => {
                let Some(printed) = before else { continue };
                let found: Vec<&str> = printed.lines().map(str::trim_end).collect();
                let expected: Vec<&str> = block.text.lines().collect();
                assert!(
                    matches(&found, &expected),
                    "{}: expected\n{}\nprinted\n{printed}",
                    path.display(),
                    block.text
                );
            }
            (_, Some(file)) => fs::write(folder.path().join(file), block.text).unwrap(),
            (_, None) => {}
        }
    }
    count
}

/// Runs a command whose comment may end with the exit code, `# exits with 1`, and returns what it prints.
fn run_with_status(folder: &Path, line: &str) -> String {
    let expected = line
        .rsplit_once("# exits with ")
        .and_then(|(_, code)| code.parse().ok())
        .unwrap_or(0);
    let output = output(folder, line);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let err = text(output.stderr);
    assert_eq!(output.status.code(), Some(expected), "{line}\n{err}");
    assert!(expected != 0 || err.is_empty(), "{line}\n{err}");
    err + &text(output.stdout)
}

/// Runs the commands between backticks, which all succeed.
fn run_inline(text: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    run(folder.path(), "billing-codegen generate");
    let mut count = 0;
    let mut is_block = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_block = !is_block;
        } else if !is_block {
            for command in line.split('`').skip(1).step_by(2).filter_map(program) {
                run(folder.path(), &command);
                count += 1;
            }
        }
    }
    count
}

/// Returns a command of the program as a shell runs it outside of the workspace.
fn program(line: &str) -> Option<String> {
    let rest = line
        .strip_prefix("cargo codegen ")
        .or_else(|| line.strip_prefix("billing-codegen "))?;
    // A dependency line begins with the name too.
    (!rest.starts_with('=')).then(|| format!("billing-codegen {rest}"))
}

//! Runs each example of the help texts in a folder that has the files it names.

use std::{env, fs, path::Path, process::Command};

use crate::{stdout_of, subcommands};

const DOCUMENT: &str = "openapi: 3.0.3
info: { title: Shop, version: VERSION }
paths:
  /invoices:
    get:
      operationId: Invoices_List
      responses:
        '200':
          description: All of them.
          content:
            application/json: { schema: { $ref: '#/components/schemas/Invoice' } }
components:
  schemas:
    Invoice:
      properties:
        total: { type: number }
MORE";

const MANIFEST: &str = "[package]\nname = \"billing-api\"\n\n[features]\n# generated: api-versions\n# end of generated\n";

/// Writes the files that the examples name: documents made for this test and the specs of the workspace.
fn prepare(folder: &Path) {
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let document =
        |version: &str, more: &str| DOCUMENT.replace("VERSION", version).replace("MORE", more);
    let old = document("2023-01-01", "");
    let new = document(
        "2024-01-01",
        "        due: { type: string, format: date }\n",
    );
    for (path, text) in [
        ("api.yaml", &new),
        ("old.yaml", &old),
        ("new.yaml", &new),
        ("api-versions/2023-01-01.yaml", &old),
        ("api-versions/2024-01-01.yaml", &new),
    ] {
        write(path, text);
    }
    write("generated/Cargo.toml", MANIFEST);
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("bundled/azure");
    for version in fs::read_dir(specs)
        .unwrap()
        .map(|entry| entry.unwrap().path())
    {
        for file in fs::read_dir(&version)
            .unwrap()
            .map(|entry| entry.unwrap().path())
        {
            let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
            let path = format!("specs/azure/{}/{}", name(&version), name(&file));
            write(&path, &fs::read_to_string(file).unwrap());
        }
    }
    for place in [
        ".local/share/bash-completion/completions",
        ".zfunc",
        ".config/fish/completions",
    ] {
        fs::create_dir_all(folder.join(place)).unwrap();
    }
}

/// Returns the commands of a text: the lines of its `sh` blocks and the text between backticks.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_shell = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(language) => is_shell = language == "sh",
            None if is_shell => found.push(line),
            None => found.extend(line.split('`').skip(1).step_by(2)),
        }
    }
    let program = |line: &str| {
        let rest = line
            .strip_prefix("cargo codegen ")
            .or_else(|| line.strip_prefix("billing-codegen "))?;
        Some(format!("billing-codegen {rest}"))
    };
    found.into_iter().filter_map(program).collect()
}

#[test]
fn readme_examples_run() {
    for (readme, at_least) in [("../README.md", 8), ("README.md", 5)] {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(readme);
        let commands = commands(&fs::read_to_string(path).unwrap());
        assert!(commands.len() >= at_least, "{commands:?}");
        for command in commands {
            run(folder.path(), &command);
        }
    }
}

/// Runs a command in a shell that has the program on its `PATH`, and asserts exit code 0 and an empty standard error.
fn run(folder: &Path, line: &str) {
    let program = Path::new(env!("CARGO_BIN_EXE_billing-codegen"));
    let mut path = vec![program.parent().unwrap().to_owned()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap()));
    let output = Command::new("bash")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", env::join_paths(path).unwrap())
        .env("HOME", folder)
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    // An example that can exit with 1 has nothing to refuse here.
    assert!(output.status.success() && err.is_empty(), "{line}\n{err}");
}

#[test]
fn help_examples_run() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    for subcommand in subcommands() {
        let help = stdout_of(&[&subcommand, "--help"]);
        let (_, examples) = help.split_once("Examples:\n").unwrap_or_default();
        let lines: Vec<&str> = examples.lines().map(str::trim).collect();
        assert!(lines.len() >= 2, "{subcommand}: {help}");
        for line in lines {
            assert!(
                line.starts_with(&format!("billing-codegen {subcommand}")),
                "{line}"
            );
            run(folder.path(), line);
        }
    }
    // The output of the examples exists.
    for made in [
        "my-api/Cargo.toml",
        "with-features/Cargo.toml",
        "part/Cargo.toml",
        ".zfunc/_billing-codegen",
    ] {
        assert!(folder.path().join(made).exists(), "{made}");
    }
}

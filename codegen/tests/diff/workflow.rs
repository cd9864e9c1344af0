//! The workflow of the docs runs, as far as that is possible without GitHub.

use std::{env, fs, path::Path, process::Command};

use billing_codegen::{
    diagnostic::Diagnostics,
    source::{Node, Workspace},
};

use crate::checks::{At, document};

const OLD: &str = "{ type: object, properties: { a: { type: string } } }";
const LONGER: &str = "{ type: object, properties: { a: { type: string }, b: { type: string } } }";
const OTHER: &str = "{ type: object, properties: { a: { type: integer } } }";

/// The folder of the committed crate, where there is one.
const CRATE: &str = "my-api";

/// Returns the environment of the job and the commands of its steps, in a repository with or without a committed crate.
fn workflow(has_crate: bool) -> (Vec<(String, String)>, Vec<String>) {
    let mut workspace = Workspace::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs"));
    let mut problems = Diagnostics::default();
    let file = workspace.load(Path::new("documents-workflow.yml"), &mut problems);
    let file = file.expect("the workflow");
    let job = file.node.pointed("/jobs/documents").expect("a job");
    let text = |node: &Node| node.as_str().unwrap_or_default().to_owned();
    let variables = job
        .get("env")
        .and_then(Node::as_mapping)
        .expect("variables");
    let variables = variables.iter();
    let variables = variables
        .map(|(name, value)| {
            let value = text(value).replace("${{ github.base_ref }}", "main");
            let value = match (name.as_str(), has_crate) {
                ("CRATE", true) => CRATE.to_owned(),
                _ => value,
            };
            (name.clone(), value)
        })
        .collect();
    let Some(Node::Sequence(steps)) = job.get("steps") else {
        panic!("no steps");
    };
    let is_run = |step: &&Node| match step.get("if").and_then(Node::as_str) {
        Some("env.CRATE != ''") => has_crate,
        Some(other) => panic!("the test knows no condition `{other}`"),
        None => true,
    };
    let commands = steps.iter().filter(is_run);
    let commands = commands.filter_map(|step| step.get("run"));
    (variables, commands.map(text).collect())
}

/// The state of the committed crate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Committed {
    /// There is none.
    Nothing,
    /// It follows from the new documents.
    Current,
    /// It follows from the old documents.
    Stale,
}

/// Runs the steps in a repository with a document of a schema in place of [`OLD`]. Returns the exit code of each, and the
/// comment.
fn run(schema: &str, committed: Committed) -> (Vec<i32>, String) {
    let repository = tempfile::tempdir().expect("a folder");
    let folder = repository.path();
    let write = |schema: &str| {
        fs::create_dir_all(folder.join("api")).expect("a folder");
        fs::write(
            folder.join("api/things.yaml"),
            document(At::Response, schema),
        )
        .expect("a file");
    };
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let status = Command::new("git")
            .current_dir(folder)
            .args(identity)
            .args(arguments)
            .output();
        assert!(status.expect("git").status.success(), "{arguments:?}");
    };
    let generate = || {
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(folder)
            .args(["generate", "api", "--out", CRATE])
            .output();
        assert!(output.expect("a run").status.success());
    };
    write(OLD);
    if committed == Committed::Stale {
        generate();
    }
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "old"]);
    git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    write(schema);
    if committed == Committed::Current {
        generate();
    }
    let (variables, commands) = workflow(committed != Committed::Nothing);
    let tool = Path::new(env!("CARGO_BIN_EXE_billing-codegen"))
        .parent()
        .expect("a folder");
    let paths = env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(tool.to_owned()).chain(env::split_paths(&paths));
    let paths = env::join_paths(paths).expect("paths");
    let own = commands
        .iter()
        .filter(|command| command.starts_with("billing-codegen "));
    let codes = own.map(|command| {
        let status = Command::new("sh")
            .args(["-c", command])
            .current_dir(folder)
            .envs(variables.iter().cloned())
            .env("PATH", &paths)
            .output();
        status.expect("a run").status.code().expect("a code")
    });
    let codes = codes.collect();
    (
        codes,
        fs::read_to_string(folder.join("changes.md")).expect("a comment"),
    )
}

#[test]
fn a_compatible_change_passes() {
    let (codes, comment) = run(LONGER, Committed::Nothing);
    assert_eq!(codes, [0, 0, 0]);
    assert!(comment.contains("1 change, compatible."), "{comment}");
    assert!(comment.contains("`member-added`"), "{comment}");
}

#[test]
fn a_breaking_change_is_described_and_refused() {
    let (codes, comment) = run(OTHER, Committed::Nothing);
    assert_eq!(codes, [0, 0, 1]);
    assert!(
        comment.contains("breaking on the wire and in Rust"),
        "{comment}"
    );
}

#[test]
fn a_committed_crate_has_to_follow_from_the_documents() {
    assert_eq!(run(LONGER, Committed::Current).0, [0, 0, 0, 0]);
    assert_eq!(run(LONGER, Committed::Stale).0, [0, 0, 1, 0]);
}

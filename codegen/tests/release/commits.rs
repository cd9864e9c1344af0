//! `REV:PATH` in place of a file or folder.

use std::fs;

use crate::{Repository, is_installed};

fn document(more: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{ title: Shop, version: v1 }}
paths: {{}}
components:
  schemas:
    Thing:
      properties:
        a: {{ $ref: './parts.yaml#/components/schemas/Part' }}{more}
"
    )
}

const PARTS: &str = "openapi: 3.0.3
info: { title: Shop, version: v1 }
paths: {}
components: { schemas: { Part: { properties: { b: { type: string } } } } }
";

/// Two commits of a service; the second adds a member, and so does the folder.
fn repository() -> Repository {
    let repository = Repository::new();
    repository.write("specs/shop/v1/a.yaml", &document(""));
    repository.write("specs/shop/v1/parts.yaml", PARTS);
    repository.write("specs/shop/v1/notes.txt", "Not a fragment.");
    repository.write("README.md", "Nothing.");
    repository.commit("one");
    repository.git(&["tag", "v1.0"]);
    fs::remove_file(repository.path().join("specs/shop/v1/notes.txt")).expect("a file");
    repository.write(
        "specs/shop/v1/a.yaml",
        &document("\n        c: { type: string }"),
    );
    repository.commit("two");
    repository.write(
        "specs/shop/v1/a.yaml",
        &document("\n        c: { type: string }\n        d: { type: string }"),
    );
    repository
}

#[test]
fn folders_files_and_api_versions_of_commits() {
    if !is_installed("git") {
        return;
    }
    let repository = repository();
    for (folder, old, new, members) in [
        ("", "v1.0:specs/shop", "specs/shop", 2),
        ("", "HEAD:specs/shop", "specs/shop", 1),
        ("", "v1.0:specs/shop", "HEAD:specs/shop", 1),
        ("", "v1.0:specs/shop/v1", "HEAD:specs/shop/v1", 1),
        ("", "v1.0:specs/shop/v1/a.yaml", "specs/shop/v1/a.yaml", 2),
        ("", "v1.0:./specs/shop/", "specs/shop", 2),
        ("specs/shop", "HEAD~1:v1", "v1", 2),
        ("specs/shop/v1", "v1.0:../v1", "../v1", 2),
    ] {
        let (code, out, err) = repository.run(folder, &["diff", old, new]);
        assert_eq!((code, err.as_str()), (0, ""), "{old} {new}");
        let count = match members {
            1 => "1 change, compatible".to_owned(),
            _ => format!("{members} changes: {members} compatible"),
        };
        let head = format!("{old} -> {new}: {count}\n");
        assert!(out.starts_with(&head), "{out}");
    }
    // The places are those of the commit, and nothing of where it was copied to.
    let (_, out, _) = repository.run("", &["diff", "v1.0:specs/shop", "specs/shop"]);
    assert!(
        out.contains("v1.0:specs/shop/v1/a.yaml:6:5 -> specs/shop/v1/a.yaml:9:9"),
        "{out}"
    );
    let (code, out, err) = repository.run("", &["history", "v1.0:specs/shop"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("shop (Shop): 1 api-version, v1\n"), "{out}");
}

#[test]
fn a_root_is_one_of_the_commit() {
    if !is_installed("git") {
        return;
    }
    let repository = Repository::new();
    let shared = document("").replace("./parts.yaml", "../../shared/parts.yaml");
    repository.write("specs/shop/v1/a.yaml", &shared);
    repository.write("specs/shared/parts.yaml", PARTS);
    repository.commit("one");
    fs::remove_file(repository.path().join("specs/shared/parts.yaml")).expect("a file");
    let (code, out, err) = repository.run(
        "",
        &[
            "history",
            "HEAD:specs/shop",
            "--root",
            "specs",
            "--format",
            "json",
        ],
    );
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("\"Part\""), "{out}");
    let (code, _, err) = repository.run("", &["history", "HEAD:specs/shop"]);
    assert_eq!(code, 2);
    assert!(err.contains("--> HEAD:specs/shop/v1/a.yaml:8:"), "{err}");
}

#[test]
fn what_is_wrong_is_said() {
    if !is_installed("git") {
        return;
    }
    let repository = repository();
    #[cfg(unix)]
    {
        let link = repository.path().join("specs/shop/v1/link.yaml");
        std::os::unix::fs::symlink("/etc/passwd", link).expect("a link");
        repository.commit("a link");
    }
    for (named, message) in [
        ("v2.0:specs/shop", "`v2.0` is no commit of this repository"),
        // Not an option of git.
        (
            "--help:specs/shop",
            "`--help` is no commit of this repository",
        ),
        (
            "--output=x:specs/shop",
            "`--output=x` is no commit of this repository",
        ),
        (
            "v1.0:specs/bank",
            "there is no `specs/bank` in the commit `v1.0`",
        ),
        ("v1.0:../../etc", "`../../etc` leads out of the repository"),
        ("v1.0:/etc", "`/etc` leads out of the repository"),
        (
            "v1.0::(glob)**",
            "there is no `:(glob)**` in the commit `v1.0`",
        ),
        #[cfg(unix)]
        (
            "HEAD:specs/shop",
            "`specs/shop/v1/link.yaml` is a symbolic link in the commit",
        ),
    ] {
        let (code, out, err) = repository.run("", &["diff", "--", named, "specs/shop"]);
        assert_eq!((code, out.as_str()), (2, ""), "{named}");
        assert!(
            err.starts_with("error[B0") && err.contains(message),
            "{err}"
        );
        assert!(!err.contains("/billing-codegen-"), "{err}");
    }
    assert!(!repository.path().join("x").exists());
    let outside = Repository(tempfile::tempdir().expect("a folder"));
    outside.write("specs/shop/v1/a.yaml", &document(""));
    let (code, _, err) = outside.run("", &["diff", "v1.0:specs/shop", "specs/shop"]);
    assert_eq!(code, 2);
    assert!(err.contains("`git` refuses: not a git repository"), "{err}");
}

#[test]
fn without_git_it_is_said_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
        .current_dir(folder.path())
        .env("PATH", folder.path())
        .args(["diff", "v1.0:specs/shop", "specs/shop"])
        .output()
        .expect("a run");
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).expect("text");
    assert!(err.contains("there is no `git`"), "{err}");
}

//! The command `diff`.

use std::{fs, process::Command};

use crate::checks::{At, document};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, String)]) -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        for (name, text) in files {
            let path = folder.0.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        folder
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(self.0.path())
            .arg("diff")
            .args(arguments)
            .output()
            .expect("a run");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        let code = output.status.code().expect("a code");
        (code, text(output.stdout), text(output.stderr))
    }
}

const OLD: &str = "{ type: object, properties: { a: { type: string }, b: { type: string } } }";
const NEW: &str = "{ type: object, properties: { a: { type: string } } }";

fn example() -> Folder {
    let (old, new) = (document(At::Response, OLD), document(At::Response, NEW));
    Folder::new(&[
        ("specs/shop/2020-01-01/a.yaml", old.clone()),
        ("specs/shop/2021-01-01/a.yaml", new.clone()),
        ("specs/shop/2022-01-01/a.yaml", new.clone()),
        ("specs/bank/2022-01-01/a.yaml", new.clone()),
        ("old.yaml", old.clone()),
        ("renamed.yaml", old.replace("Things_Get", "Things_Fetch")),
        (
            "limited.yaml",
            old.replace(
                "a: { type: string }",
                "a: { type: string, default: x, writeOnly: true }",
            ),
        ),
        ("folder/a.yaml", old),
        ("broken.yaml", "openapi: 3.0.3\npaths: [".to_owned()),
    ])
}

const REPORT: &str = "\
shop/2020-01-01 -> shop/2021-01-01: 1 change, breaking on the wire and in Rust
  breaking on the wire and in Rust: 1 member removed
  If the new document replaces the old one, raise the major part of the crate's version (0.1.0 to 0.2.0, 1.2.3 to 2.0.0).

Breaking on the wire and in Rust

  Thing, in responses (Things_Get 200)
    member-removed  `b`: gone
                    `Thing::b` is gone; it was `Option<String>`
                    specs/shop/2020-01-01/a.yaml:8:84 -> specs/shop/2021-01-01/a.yaml:8:26
";

#[test]
fn api_versions_files_and_folders() {
    let folder = example();
    let whole = |report: &str| (0, report.to_owned(), String::new());
    assert_eq!(
        folder.run(&["shop/2020-01-01", "shop/2021-01-01"]),
        whole(REPORT)
    );
    let short = REPORT.replacen(
        "shop/2020-01-01 -> shop/2021-01-01",
        "2020-01-01 -> 2021-01-01",
        1,
    );
    assert_eq!(folder.run(&["2020-01-01", "2021-01-01"]), whole(&short));
    for old in [
        "old.yaml",
        "folder",
        "folder/a.yaml",
        "specs/shop/2020-01-01",
    ] {
        let (code, out, err) = folder.run(&[old, "2021-01-01"]);
        assert_eq!((code, err.as_str()), (0, ""), "{old}");
        assert!(
            out.starts_with(&format!(
                "{old} -> 2021-01-01: 1 change, breaking on the wire and in Rust\n"
            )),
            "{out}"
        );
    }
    assert_eq!(
        folder.run(&["2021-01-01", "shop/2022-01-01"]).1,
        "2021-01-01 -> shop/2022-01-01: nothing changed\n"
    );
}

#[test]
fn exit_codes() {
    let folder = example();
    for (arguments, code) in [
        (&["2020-01-01", "2021-01-01"][..], 0),
        (&["2020-01-01", "2021-01-01", "--deny", "breaking"], 1),
        (&["2021-01-01", "2020-01-01", "--deny", "breaking"], 0),
        (&["2020-01-01", "2020-01-01", "--deny", "breaking"], 0),
        (&["2020-01-01", "2021-01-01", "--deny", "wire"], 1),
        (&["2020-01-01", "2021-01-01", "--deny", "source"], 1),
        (&["2021-01-01", "2020-01-01", "--deny", "wire,source"], 0),
        (&["2021-01-01", "2020-01-01", "--deny", "changes"], 1),
        (&["2020-01-01", "2020-01-01", "--deny", "changes"], 0),
        (&["old.yaml", "renamed.yaml", "--deny", "wire"], 0),
        (&["old.yaml", "renamed.yaml", "--deny", "source"], 1),
        (&["old.yaml", "renamed.yaml", "--deny", "breaking"], 1),
        (&["old.yaml", "limited.yaml", "--deny", "wire"], 1),
        (&["old.yaml", "limited.yaml", "--deny", "source"], 0),
        (&["2020-01-01", "2021-01-01", "--deny", "everything"], 2),
        (&["2020-01-01", "2021-01-01", "--format", "html"], 0),
        (&["2020-01-01", "2021-01-01", "--format", "pdf"], 2),
        (&["2020-01-01"], 2),
        (&["broken.yaml", "2021-01-01"], 2),
        (&["2020-01-01", "2023-01-01"], 2),
        (&["2022-01-01", "2021-01-01"], 2),
        (&["2021-01-01", "shop"], 2),
    ] {
        assert_eq!(folder.run(arguments).0, code, "{arguments:?}");
    }
}

#[test]
fn bad_usage() {
    let folder = example();
    for (arguments, message) in [
        (
            ["2020-01-01", "2021-01-02"],
            "error[B0001]: `2021-01-02` is no file or folder, and no service or api-version of the specs\n |\n = help: did you mean `2021-01-01`?\n",
        ),
        (
            ["2020-01-01", "2022-01-01"],
            "error[B0001]: several services have an api-version `2022-01-01`\n |\n = help: write `bank/2022-01-01` or `shop/2022-01-01`\n",
        ),
        (
            ["shop", "2021-01-01"],
            "error[B0704]: `2021-01-01` is one document, but `shop` has api-versions\n |\n = help: name one of its api-versions: `shop/API-VERSION`\n",
        ),
    ] {
        assert_eq!(
            folder.run(&arguments),
            (2, String::new(), message.to_owned())
        );
    }
    let (_, out, err) = folder.run(&["broken.yaml", "2021-01-01"]);
    assert_eq!(out, "");
    assert!(err.contains("--> broken.yaml:2:"), "{err}");
}

#[test]
fn formats() {
    let folder = example();
    let (_, out, _) = folder.run(&["2020-01-01", "2021-01-01", "--format", "markdown"]);
    assert!(
        out.starts_with(
            "## 2020-01-01 → 2021-01-01\n\n1 change, breaking on the wire and in Rust.\n"
        ),
        "{out}"
    );
    let (_, out, _) = folder.run(&["2020-01-01", "2021-01-01", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(json["breaking"], 1);
    assert_eq!(
        json["comparisons"][0]["changes"][0]["check"],
        "member-removed"
    );
    assert_eq!(json["comparisons"][0]["changes"][0]["old"]["column"], 84);
}

#[test]
fn warnings_about_both_documents() {
    let told = |code: &str| format!("warning[{code}]: ");
    let old = document(At::Response, OLD).replace("type: object", "descripton: x, type: object");
    let new = old.replace("paths:", "pahts: {}\npaths:");
    let folder = Folder::new(&[("old.yaml", old), ("new.yaml", new)]);
    let (code, _, err) = folder.run(&["old.yaml", "new.yaml"]);
    let count = |text: &str, what: &str| text.matches(what).count();
    assert_eq!(code, 0);
    // The unknown key of both documents is there once.
    assert_eq!(count(&err, &told("B0206")), 2, "{err}");
    assert!(!err.contains("--> old.yaml:"), "{err}");
    assert!(
        err.contains("`descripton`") && err.contains("`pahts`"),
        "{err}"
    );
    let (_, _, err) = folder.run(&["new.yaml", "old.yaml"]);
    assert_eq!(count(&err, &told("B0206")), 2, "{err}");
    let page = ["old.yaml", "new.yaml", "--format", "html"];
    assert_eq!(count(&folder.run(&page).2, &told("B0206")), 2);
    let allowed = ["old.yaml", "new.yaml", "--allow", "B0206"];
    assert_eq!(folder.run(&allowed).2, "");
    let denied = ["old.yaml", "new.yaml", "--deny", "warnings"];
    let (code, out, err) = folder.run(&denied);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("error[B0206]"), "{err}");
}

#[test]
fn control_characters_of_a_document_do_not_reach_the_terminal() {
    let evil = "{ type: object, properties: { a: { type: string, enum: [\"x\\e[2J\"] } } }";
    let plain = "{ type: object, properties: { a: { type: string, enum: [x] } } }";
    let folder = Folder::new(&[
        ("a.yaml", document(At::Response, plain)),
        ("b.yaml", document(At::Response, evil)),
    ]);
    let (code, out, _) = folder.run(&["a.yaml", "b.yaml"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("may be `x\\u{1b}[2J`") && !out.contains('\u{1b}'),
        "{out}"
    );
}

#[test]
fn services_outside_of_the_workspace() {
    let folder = example();
    fs::rename(folder.0.path().join("specs"), folder.0.path().join("other")).expect("a folder");
    let report = REPORT.replace("specs/", "other/");
    assert_eq!(
        folder.run(&["shop/2020-01-01", "shop/2021-01-01", "--specs", "other"]),
        (0, report, String::new())
    );
}

#[test]
fn api_versions_without_an_order() {
    let (old, new) = (document(At::Response, OLD), document(At::Response, NEW));
    let folder = Folder::new(&[
        ("old/main.yaml", old.clone()),
        ("old/stable.yaml", old.clone()),
        ("new/main.yaml", new.clone()),
        ("new/next.yaml", new),
        ("new/stable.yaml", old),
    ]);
    let (code, _, err) = folder.run(&["old", "new"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("error[B0501]: `main` and `stable` have no order"),
        "{err}"
    );
    // One order for both sides, although one side lacks an api-version.
    let (code, out, err) = folder.run(&["old", "new", "--order", "stable,main,next"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let split = "`Thing` was one type in stable and main; now apart: stable; main";
    assert!(out.contains(split), "{out}");
    assert!(out.contains("a new module for `next`"), "{out}");
    // An order has to name all api-versions of both sides.
    let cases = [
        ("stable,main", "error[B0503]: `--order` omits `next.yaml`\n"),
        (
            "stable,main,next,last",
            "error[B0704]: `--order` names `last`, which is an api-version of neither `old` nor `new`",
        ),
    ];
    for (order, expected) in cases {
        let (code, _, err) = folder.run(&["old", "new", "--order", order]);
        assert_eq!(code, 2);
        assert!(err.starts_with(expected), "{err}");
    }
}

//! The command `verify`.

use std::{fs, process::Command};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (name, text) in files {
            let path = folder.0.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(self.0.path())
            .arg("verify")
            .args(arguments)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap();
        (code, text(output.stdout), text(output.stderr))
    }
}

fn document(version: &str, example: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{ title: Shop, version: {version} }}
paths: {{}}
components:
  schemas:
    Thing:
      properties:
        state: {{ type: string, enum: [open, closed] }}
      example: {{ state: {example} }}
"
    )
}

fn shop() -> Folder {
    let (right, wrong) = (document("v1", "open"), document("v2", "ajar"));
    Folder::new(&[
        ("specs/shop/v1/a.yaml", &right),
        ("specs/shop/v2/a.yaml", &wrong),
        ("right.yaml", &right),
        ("wrong.yaml", &wrong),
        ("broken.yaml", "openapi: 3.0.3\npaths: ["),
    ])
}

#[test]
fn exit_codes() {
    let shop = shop();
    let right = "1 example checked: no mismatches\n";
    let wrong = "1 example checked: 1 mismatch\n     1 unlisted-value\n";
    let both = "2 examples checked: 1 mismatch\n     1 unlisted-value\n";
    for (arguments, code, reported) in [
        (&["right.yaml"][..], 0, right),
        (&["wrong.yaml"], 1, wrong),
        (&["shop/v1"], 0, right),
        (&["v2"], 1, wrong),
        (&["specs/shop/v1"], 0, right),
        (&["shop"], 1, both),
        (&[], 1, both),
    ] {
        let (found, out, err) = shop.run(arguments);
        assert_eq!((found, out.as_str()), (code, reported), "{arguments:?}");
        assert_eq!(
            err.contains("error[B0605]"),
            code == 1,
            "{arguments:?} {err}"
        );
    }
    for (arguments, message) in [
        (&["broken.yaml"][..], "cannot read this as YAML"),
        (&["shop/v3"], "did you mean `shop/v"),
        (
            &["right.yaml", "missing.yaml"],
            "cannot read `missing.yaml`",
        ),
        (&["--formt", "json"], "unexpected argument"),
    ] {
        let (found, out, err) = shop.run(arguments);
        assert_eq!((found, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(message), "{arguments:?} {err}");
    }
}

#[test]
fn json() {
    let (code, out, _) = shop().run(&["wrong.yaml", "--format", "json"]);
    assert_eq!(code, 1);
    let expected = r#"{
  "version": 1,
  "checked": 1,
  "unbound": 0,
  "mismatches": 1,
  "warnings": 0,
  "declared": 0,
  "findings": [
    {
      "kind": "unlisted-value",
      "code": "B0605",
      "severity": "error",
      "effect": "kept",
      "path": "state",
      "message": "is `\"ajar\"`, which `ThingState` does not list",
      "more": 0,
      "pointer": "/components/schemas/Thing/example/state",
      "example": {
        "file": "wrong.yaml",
        "line": 9,
        "column": 25
      },
      "schema": {
        "file": "wrong.yaml",
        "line": 8,
        "column": 9
      },
      "notes": [],
      "declared": null
    }
  ],
  "declarations": []
}
"#;
    assert_eq!(out, expected);
}

/// Overrides declare the known mismatches of a document that is somebody else's.
#[test]
fn overrides_declare() {
    let overrides = "\
- at: /components/schemas/Thing/x-known-mismatches
  versions: v2..
  add:
    - path: state
      kind: unlisted-value
      reason: They never say what they send.
  reason: The document is not ours.
";
    let shop = Folder::new(&[
        ("specs/shop/v1/a.yaml", &document("v1", "open")),
        ("specs/shop/v2/a.yaml", &document("v2", "ajar")),
        ("specs/shop/overrides.yaml", overrides),
    ]);
    let (code, out, err) = shop.run(&[]);
    let reported = "2 examples checked: no mismatches, 1 declared\n";
    assert_eq!((code, out.as_str(), err.as_str()), (0, reported, ""));

    // For a single file `--overrides` names the file.
    let file = "specs/shop/v2/a.yaml";
    assert_eq!(shop.run(&[file]).0, 1);
    let (code, out, _) = shop.run(&[file, "--overrides", "specs/shop/overrides.yaml"]);
    let reported = "1 example checked: no mismatches, 1 declared\n";
    assert_eq!((code, out.as_str()), (0, reported));

    // A corrected example makes the declaration an error.
    let corrected = document("v2", "closed");
    fs::write(shop.0.path().join("specs/shop/v2/a.yaml"), corrected).unwrap();
    let (code, _, err) = shop.run(&[]);
    assert_eq!(code, 1);
    let needless = "error[B0631]: no example here has the mismatch `unlisted-value` at `state`
 --> specs/shop/overrides.yaml:4:7
";
    assert!(err.starts_with(needless), "{err}");
}

/// Levels of lints apply to `verify` as to documents.
#[test]
fn the_limit_on_work() {
    let folder = Folder::new(&[(
        "api.yaml",
        "openapi: 3.0.3
info: { title: Shop, version: v1 }
paths: {}
components:
  schemas:
    Bag: { anyOf: [{ type: object, properties: { a: { type: string } }, required: [a] }, { type: string }] }
    Box: { anyOf: [{ type: object, properties: { a: { $ref: '#/components/schemas/Bag' } }, required: [a] }, { type: string }] }
    Crate:
      anyOf: [{ type: object, properties: { a: { $ref: '#/components/schemas/Box' } }, required: [a] }, { type: string }]
      example: { a: { a: { a: b } } }
",
    )]);
    let text = "error[B0006]: copies of properties, parameters and security requirements, and alternatives of choices, take more than 9 steps
  --> api.yaml:10:18
   |
10 |       example: { a: { a: { a: b } } }
   |                  ^ the limit is reached here
   |
   = help: if this size is intended, raise the limit: `--limit work=18`
";
    let run = |limit| folder.run(&["api.yaml", "--limit", limit]);
    assert_eq!(run("work=9"), (2, String::new(), text.to_owned()));
    let right = "1 example checked: no mismatches\n".to_owned();
    assert_eq!(run("work=10"), (0, right, String::new()));
}

#[test]
fn levels() {
    let document = "openapi: 3.0.3
info: { title: Shop, version: v1 }
paths: {}
components:
  schemas:
    Name: { type: string, pattern: '^[a-z]+$', example: '{name}' }
";
    let shop = Folder::new(&[("shop.yaml", document)]);
    for (arguments, code, severity, reported) in [
        (&[][..], 0, "warning[B0612]", "no mismatches, 1 warning"),
        (&["--deny", "warnings"], 1, "error[B0612]", "1 mismatch\n"),
        (&["--deny", "B0612"], 1, "error[B0612]", "1 mismatch\n"),
        (&["--allow", "B0612"], 0, "", "no mismatches\n"),
    ] {
        let (found, out, err) = shop.run(&[&["shop.yaml"], arguments].concat());
        assert_eq!(found, code, "{arguments:?}");
        assert!(err.starts_with(severity), "{arguments:?} {err}");
        assert!(out.contains(reported), "{arguments:?} {out}");
    }
    let (_, _, err) = shop.run(&["shop.yaml", "--message-format", "github"]);
    let annotation = "::warning file=shop.yaml,line=6,";
    assert!(err.starts_with(annotation), "{err}");
}

#[test]
fn our_own_fragments() {
    let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .arg("verify")
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{out}");
    assert!(out.contains("no mismatches"), "{out}");
}

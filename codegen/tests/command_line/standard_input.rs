//! Documents on standard input.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

const DOCUMENT: &str = "openapi: 3.0.3
info: { title: Shop, version: v1 }
paths: {}
components:
  schemas:
    Day: { type: string, format: date, example: EXAMPLE }
    Price: { $ref: 'types.yaml#/Price' }
";

/// Runs the program with a text on standard input. Returns its exit code, its output and its messages.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its arguments does not read.
    let _ = program.stdin.take().unwrap().write_all(input);
    let output = program.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (code, text(output.stdout), text(output.stderr))
}

/// A folder with `here/`, where the program runs, and files for references in and beside it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("here/right.yaml", DOCUMENT.replace("EXAMPLE", "2024-04-01")),
        ("here/types.yaml", "Price: { type: number }\n".to_owned()),
        (
            "elsewhere/types.yaml",
            "Cost: { type: number }\n".to_owned(),
        ),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn verify_reads_a_document() {
    let folder = folder();
    let here = folder.path().join("here");
    let right = DOCUMENT.replace("EXAMPLE", "2024-04-01");
    let wrong = DOCUMENT.replace("EXAMPLE", "2024-02-30");
    let verified = "1 example checked: no mismatches\n";
    assert_eq!(
        run(&here, &["verify", "-"], right.as_bytes()),
        (0, verified.to_owned(), String::new())
    );
    let (code, out, err) = run(&here, &["verify", "-"], wrong.as_bytes());
    assert_eq!(code, 1);
    assert_eq!(out, "1 example checked: 1 mismatch\n     1 format\n");
    assert!(
        err.starts_with("error[B0606]: this value is `\"2024-02-30\"`")
            && err.contains(" --> <stdin>:6:49\n"),
        "{err}"
    );
    let json = r#"{ "openapi": "3.1.0", "info": { "title": "Shop", "version": "v1" }, "paths": {},
        "components": { "schemas": { "A": { "type": "number", "examples": [1e400] } } } }"#;
    assert_eq!(
        run(&here, &["verify", "-"], json.as_bytes()),
        (0, verified.to_owned(), String::new())
    );
}

#[test]
fn diff_reads_one_side() {
    let folder = folder();
    let here = folder.path().join("here");
    let more = "    Line: { properties: { price: { type: number } } }\n";
    let new = DOCUMENT.replace("EXAMPLE", "2024-04-01") + more;
    for (arguments, title) in [
        (
            ["diff", "right.yaml", "-"],
            "right.yaml -> <stdin>: 1 change",
        ),
        (
            ["diff", "-", "right.yaml"],
            "<stdin> -> right.yaml: 1 change",
        ),
    ] {
        let (code, out, err) = run(&here, &arguments, new.as_bytes());
        assert_eq!((code, err.as_str()), (0, ""));
        assert!(out.starts_with(title), "{out}");
    }
    let arguments = ["diff", "--old", "-", "--new", "right.yaml"];
    let (code, out, _) = run(&here, &arguments, new.as_bytes());
    assert_eq!(code, 0);
    assert!(out.starts_with("<stdin> -> right.yaml: 1 change"), "{out}");
}

#[test]
fn references_start_at_the_current_folder_or_at_the_root() {
    let folder = folder();
    let here = folder.path().join("here");
    let document = |reference: &str| DOCUMENT.replace("types.yaml#/Price", reference);
    let cases = [
        (&["verify", "-"][..], "types.yaml#/Price", ""),
        (&["verify", "-", "--root", ".."], "types.yaml#/Price", ""),
        (
            &["verify", "-", "--root", ".."],
            "../elsewhere/types.yaml#/Cost",
            "",
        ),
        (
            &["verify", "-", "--root", "../elsewhere"],
            "types.yaml#/Cost",
            "",
        ),
        (
            &["verify", "-"],
            "../elsewhere/types.yaml#/Cost",
            "error[B0104]: `../elsewhere/types.yaml#/Cost` leads out of `.`\n --> <stdin>:7:20\n",
        ),
        (
            &["verify", "-", "--root", "../elsewhere"],
            "right.yaml#/Price",
            "error[B0105]: cannot read `../elsewhere/right.yaml`: there is no such file\n --> <stdin>:7:20\n",
        ),
    ];
    for (arguments, reference, expected) in cases {
        let text = document(reference).replace("EXAMPLE", "2024-04-01");
        let (code, _, err) = run(&here, arguments, text.as_bytes());
        match expected {
            "" => assert_eq!((code, err.as_str()), (0, ""), "{arguments:?} {reference}"),
            _ => assert!(code == 2 && err.starts_with(expected), "{err}"),
        }
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    let folder = folder();
    let here = folder.path().join("here");
    let cases: &[(&[&str], &[u8], &str)] = &[
        (
            &["diff", "-", "-"],
            b"",
            "error: only one of both documents can be `-`, standard input\n",
        ),
        (
            &["verify", "-", "right.yaml"],
            b"",
            "error: `-` is a whole document and has no other fragments; save it as a file\n",
        ),
        (
            &["verify", "-", "--order", "a,b"],
            b"openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\n",
            "error[B0503]: `--order` lists api-versions, but this is one document\n--> <stdin>:1:1\n",
        ),
        (
            &["verify", "-"],
            b"",
            "error[B0201]: an OpenAPI document must be a mapping, but this is null\n--> <stdin>:1:1\n",
        ),
        (
            &["verify", "-"],
            b"openapi: 3.0.3\npaths: [",
            "error[B0003]: cannot read this as YAML: ",
        ),
        (
            &["verify", "-"],
            b"title: \xff",
            "error[B0002]: this file is not UTF-8\n --> <stdin>:1:8\n",
        ),
        (
            &["verify", "-", "--limit", "file-bytes=10"],
            b"openapi: 3.0.3\n",
            "error[B0006]: this file has 11 bytes; the limit is 10\n--> <stdin>\n",
        ),
    ];
    for (arguments, input, expected) in cases {
        let (code, out, err) = run(&here, arguments, input);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.starts_with(expected), "{err}");
    }
}

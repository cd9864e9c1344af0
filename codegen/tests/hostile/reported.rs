//! Texts of documents in everything that the program prints: no character of theirs acts on a terminal, a workflow or cargo.

use std::{fs, path::Path, process::Command};

use billing_codegen::{CrateGenerator, Generator, Spec};
use serde_json::{Value, json};

/// Escape sequences, other control characters, marks of direction, and line ends that begin a command.
const ACTING: &str = "a\u{1b}[2Jb\u{7}\u{8}c\u{7f}\u{9b}31m\u{202e}d\u{2066}\r\n::error::e\n::set-output name=x::y\ncargo::rustc-env=A=b";

/// Returns a document whose every name is wrong somehow and has the text.
fn document(text: &str) -> String {
    let name = |what: &str| format!("{what}{text}");
    json!({
        "openapi": "3.0.3",
        "info": { "title": text, "version": "v1", name("key"): 1 },
        "paths": { name("/p/{x}"): { "get": {
            "operationId": name("get"), "tags": [text], name("unknown"): text,
            "parameters": [{ "name": name("q"), "in": text, "schema": { "type": text } }],
            "responses": { "200": { "description": text, "content": { "application/json": { "schema": { "$ref": name("#/components/schemas/") }, "example": text } } } },
        } } },
        "components": { "schemas": {
            name("A"): { "type": "object", "required": [name("gone")], "properties": { name("m"): { "type": text, "format": text, "default": text, "enum": [text, text] } } },
            "B": { "$ref": name("other.yaml") },
            "C": { "type": "string", "pattern": format!("({text}"), "x-rust-type": text, "x-rust-allow": [text] },
            "D": { "allOf": [{ "$ref": "#/components/schemas/B" }], "discriminator": { "propertyName": text } },
            "E": { "$ref": text.replace('\n', "%0A").replace('\r', "%0D") },
        } },
    })
    .to_string()
}

/// Returns the same document without what is an error. An operation belongs to each part, and its path, operationId and tag begin
/// with it.
fn readable(text: &str, members: Value, parts: &[&str]) -> String {
    let operations = parts.iter().map(|part| {
        let operation = json!({
            "operationId": format!("{part}{text}_get"), "tags": [format!("{part}{text}")], "summary": text, "deprecated": true,
            "parameters": [{ "name": format!("q{text}"), "in": "query", "required": parts.len() > 2, "schema": { "type": "string" } }],
            "responses": { "200": { "description": text, "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/A" }, "example": { format!("m{text}"): 1, "extra": text } } } } },
        });
        (format!("/{part}{text}"), json!({ "get": operation }))
    });
    let paths: serde_json::Map<_, _> = operations.collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": text, "version": "v1" },
        "paths": paths,
        "components": { "schemas": { "A": { "type": "object", "required": [format!("gone{text}")], "properties": members, format!("unknown{text}"): text } } },
    })
    .to_string()
}

/// Asserts that a text that was printed has line ends and no other character that acts.
fn assert_harmless(printed: &str, from: &str) {
    let acts = |c: &char| {
        c.is_control() && *c != '\n'
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let found: Vec<char> = printed.chars().filter(acts).collect();
    assert!(found.is_empty(), "{from}: {found:?} in {printed}");
}

#[test]
fn no_text_of_a_document_acts_on_who_reads_the_reports() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("wrong.json", &document(ACTING));
    write(
        "old.json",
        &readable(
            ACTING,
            json!({ format!("m{ACTING}"): { "type": "string" }, "n": { "type": "string", "description": ACTING } }),
            &["a", "b"],
        ),
    );
    write(
        "new.json",
        &readable(
            ACTING,
            json!({ format!("m{ACTING}"): { "type": "integer", "description": ACTING }, format!("more{ACTING}"): { "enum": [ACTING] } }),
            &["a", "c", "d", "e", "f", "g"],
        ),
    );
    write(
        "specs/shop/v1/a.json",
        &fs::read_to_string(folder.path().join("old.json")).unwrap(),
    );
    write(
        "specs/shop/v2/a.json",
        &fs::read_to_string(folder.path().join("new.json")).unwrap(),
    );
    #[cfg(unix)]
    write(
        "odd\u{1b}[2J\n::error::/api\u{202e}.json",
        &document(ACTING),
    );
    let commands: &[&[&str]] = &[
        &["generate", "wrong.json", "--out", "out"],
        &["check", "wrong.json", "--out", "out"],
        &[
            "generate",
            "old.json",
            "--out",
            "out",
            "--warn",
            "B0801,B0802",
        ],
        &["generate", "new.json", "--out", "out"],
        &["check", "old.json", "--out", "out"],
        &["verify", "old.json"],
        &["verify", "wrong.json"],
        &["verify"],
        &["history", "shop"],
        &["diff", "old.json", "new.json"],
        &["diff", "wrong.json", "new.json"],
        &["upstream"],
        &["new-version", "shop", "v3"],
        &["import", "old.json", "--out", "specs/shop/v4"],
        &[
            "generate",
            "odd\u{1b}[2J\n::error::/api\u{202e}.json",
            "--out",
            "out",
        ],
    ];
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .unwrap();
        [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let mut printed = 0;
    for command in commands {
        for format in ["human", "json", "github"] {
            let arguments = [command, &["--message-format", format][..]].concat();
            for text in run(&arguments) {
                printed += text.len();
                assert_harmless(&text, &arguments.join(" ").escape_debug().to_string());
                for line in text
                    .lines()
                    .filter(|_| format == "github" && command[0] == "generate")
                {
                    let is_command = line.starts_with("::error file=")
                        || line.starts_with("::warning file=")
                        || !line.starts_with("::");
                    assert!(is_command, "{line}");
                }
                if format == "json" && command[0] == "generate" && command[1] == "wrong.json" {
                    assert!(
                        text.lines()
                            .all(|line| serde_json::from_str::<Value>(line).is_ok()),
                        "{text}"
                    );
                }
            }
        }
    }
    for (command, formats) in [
        (
            &["diff", "old.json", "new.json"][..],
            &["text", "json", "markdown", "html"][..],
        ),
        (&["history", "shop"], &["text", "json", "markdown", "html"]),
        (&["verify", "old.json"], &["text", "json"]),
    ] {
        for format in formats {
            for text in run(&[command, &["--format", format]].concat()) {
                assert_harmless(&text, &format!("{command:?} {format}"));
            }
        }
    }
    assert!(printed > 10_000, "{printed} bytes");
}

#[test]
fn errors_of_the_library_are_harmless() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wrong.json");
    fs::write(&file, document(ACTING)).unwrap();
    let error = Generator::new()
        .spec(Spec::new(&file))
        .out_dir(folder.path().join("out"))
        .generate()
        .unwrap_err();
    assert!(error.problems().len() > 3);
    for problem in error.problems() {
        assert_harmless(&problem.to_string(), "a problem");
    }
    assert_harmless(error.text(), "the text");
    assert_harmless(&error.to_string(), "the error");
    let error = CrateGenerator::of_documents(&file, Path::new("out"))
        .files()
        .unwrap_err();
    assert_harmless(&error.to_string(), "the error of a crate");
}

//! Names of types whose schemas are whole files or stand outside of `components`.

use crate::folder::Folder;

#[test]
fn types_are_named_after_components_titles_and_files() {
    let folder = Folder::with(&[
        (
            "api.yaml",
            "openapi: 3.0.3
info: { title: Zoo, version: v1 }
components:
  schemas:
    Zoo:
      properties:
        keeper: { $ref: './person.yaml' }
        remark: { $ref: './Note.yaml' }
        failure: { $ref: './common.json#/Problem' }
        code: { $ref: './common.json#/Code' }
    Issue: { $ref: './common.json#/Problem' }
"
            .to_owned(),
        ),
        (
            "person.yaml",
            "title: Zoo Keeper\nproperties: { name: { type: string } }\n".to_owned(),
        ),
        (
            "Note.yaml",
            "properties: { text: { type: string }, reply: { $ref: Note.yaml } }\n".to_owned(),
        ),
        (
            "common.json",
            r##"{"Problem": {"properties": {"code": {"$ref": "#/Code"}}}, "Code": {"type": "string", "enum": ["a"]}}"##
                .to_owned(),
        ),
    ]);
    folder.run_ok(&[
        "generate",
        "api.yaml",
        "--out",
        "out",
        "--crate-name",
        "zoo",
    ]);
    let types = folder.read("out/src/types.rs");
    let lines = types.lines().map(str::trim);
    let names: Vec<&str> = lines
        .filter(|line| line.starts_with("pub ") && !line.contains("kept") && !line.contains("fn "))
        .collect();
    let expected = [
        "pub struct Zoo {",
        "pub keeper: Option<ZooKeeper>,",
        "pub remark: Option<Note>,",
        "pub failure: Option<Issue>,",
        "pub code: Option<Code>,",
        "pub struct Issue {",
        "pub code: Option<Code>,",
        "pub struct ZooKeeper {",
        "pub name: Option<String>,",
        "pub struct Note {",
        "pub text: Option<String>,",
        "pub reply: Option<Box<Note>>,",
        "pub enum Code {",
    ];
    assert_eq!(names, expected);
}

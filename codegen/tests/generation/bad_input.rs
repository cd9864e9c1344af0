//! Bad input: an error with its location, exit code 2, and unchanged output.

use crate::folder::Folder;

/// Breaks the example and compares the diagnostics.
#[track_caller]
fn assert_refused(damage: impl Fn(&Folder), expected: &str) {
    let folder = Folder::example();
    assert_eq!(folder.run(&["generate"]).0, 0);
    let before = folder.generated();
    damage(&folder);
    for action in ["generate", "check"] {
        let (code, out, err) = folder.run(&[action]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert_eq!(err.trim_end(), expected.trim());
    }
    assert_eq!(before, folder.generated());
}

const THINGS: &str = "specs/things/2024-01-01/things.yaml";

#[test]
fn a_yaml_error() {
    assert_refused(
        |folder| folder.replace(THINGS, "paths:", "paths: ["),
        r##"
error[B0003]: cannot read this as YAML: did not find expected ',' or ']'
 --> specs/things/2024-01-01/things.yaml:6:11
  |
6 |   /things/{name}:
  |           ^
"##,
    );
}

#[test]
fn a_dangling_reference() {
    assert_refused(
        |folder| folder.replace(THINGS, "schemas/Component\"", "schemas/Componet\""),
        r##"
error[B0101]: there is no `/components/schemas/Componet` in `specs/things/2024-01-01/things.yaml`
  --> specs/things/2024-01-01/things.yaml:40:26
   |
40 |           items: { $ref: "#/components/schemas/Componet" }
   |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not found
   |
   = help: did you mean `#/components/schemas/Component`?
"##,
    );
}

#[test]
fn a_repeated_key() {
    assert_refused(
        |folder| {
            folder.replace(
                THINGS,
                "        type: { type: string }\n",
                "        type: { type: string }\n        name: { type: string }\n",
            )
        },
        r##"
error[B0004]: `name` stands twice in one mapping
  --> specs/things/2024-01-01/things.yaml:43:9
   |
33 |         name: { type: string, description: Its name., readOnly: true }
   |         ---- first here
...
43 |         name: { type: string }
   |         ^^^^ again here
"##,
    );
}

#[test]
fn a_folder_that_is_not_an_api_version() {
    assert_refused(
        |folder| folder.write("specs/things/latest/things.yaml", "openapi: 3.0.3\n"),
        r##"
error[B0012]: `specs/things/latest` is not a valid name of an api-version
--> specs/things/latest
 = help: name the folder like `2024-04-01`, `2017-02-27-preview` or `v1`
"##,
    );
}

#[test]
fn a_file_that_is_not_text() {
    assert_refused(
        |folder| std::fs::write(folder.path(THINGS), b"openapi: \xff\n").unwrap(),
        r##"
error[B0002]: this file is not UTF-8
 --> specs/things/2024-01-01/things.yaml:1:10
  |
1 | openapi: �
  |          ^ not a character of UTF-8
  |
  = help: save it as UTF-8
"##,
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read() {
    assert_refused(
        |folder| {
            let link = folder.path("specs/things/2024-01-01/gone.yaml");
            std::os::unix::fs::symlink("nowhere.yaml", link).unwrap();
        },
        "error[B0001]: cannot read `specs/things/2024-01-01/gone.yaml`: there is no such file\n--> specs/things/2024-01-01/gone.yaml",
    );
}

#[test]
fn all_problems_are_reported_at_once() {
    assert_refused(
        |folder| {
            folder.replace(THINGS, "schemas/Component\"", "schemas/Componet\"");
            folder.replace(
                "specs/things/2023-01-01/common.yaml",
                "type: string",
                "type: strin",
            );
        },
        r##"
warning[B0207]: unknown type `strin`; any JSON is accepted
  --> specs/things/2023-01-01/common.yaml:11:23
   |
11 |         code: { type: strin }
   |                       ^^^^^
   |
   = help: did you mean `string`?

error[B0101]: there is no `/components/schemas/Componet` in `specs/things/2024-01-01/things.yaml`
  --> specs/things/2024-01-01/things.yaml:40:26
   |
40 |           items: { $ref: "#/components/schemas/Componet" }
   |                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not found
   |
   = help: did you mean `#/components/schemas/Component`?
"##,
    );
}

#[test]
fn a_crate_without_a_place_for_features() {
    let folder = Folder::example();
    folder.write("generated/Cargo.toml", "[package]\nname = \"things-api\"\n");
    assert_eq!(
        folder.run(&["generate"]),
        (
            2,
            String::new(),
            "error[B0702]: [features] of Cargo.toml lacks the lines `# generated: api-versions` and, after it, \
             `# end of generated`\n--> generated/Cargo.toml\n"
                .to_owned()
        )
    );
}

#[test]
fn a_folder_without_specs() {
    let folder = Folder::example();
    std::fs::remove_dir_all(folder.path("specs")).unwrap();
    let (code, out, err) = folder.run(&["check", "--specs", "nowhere"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "error[B0001]: cannot list `nowhere`: there is no such file\n--> nowhere\n"
    );
}

#[test]
fn a_predecessor_that_still_exists() {
    assert_refused(
        |folder| folder.replace(THINGS, "x-rust-was: Part", "x-rust-was: Fault"),
        r##"
error[B0506]: type `Fault` still exists in api-version 2024-01-01
  --> specs/things/2024-01-01/things.yaml:45:19
   |
45 |       x-rust-was: Fault
   |                   ^^^^^
   |
   = help: `x-rust-was` names an item that was renamed: remove the extension, or the other item
"##,
    );
}

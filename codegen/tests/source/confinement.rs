use crate::{assert_same, diagnostics_of, diagnostics_of_files, write};

fn document_with_reference(reference: &str) -> String {
    format!("openapi: 3.0.3\ncomponents:\n  schemas:\n    A:\n      $ref: '{reference}'\n")
}

#[test]
fn references_that_leave_the_root_or_the_machine() {
    for (reference, expected) in [
        (
            "../../../secret.yaml#/a",
            r"
error[B0104]: `../../../secret.yaml#/a` leads out of `specs`
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: '../../../secret.yaml#/a'
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: put the file under the root, beside those that refer to it",
        ),
        (
            "/etc/passwd",
            r"
error[B0104]: `/etc/passwd` is not a relative path with `/` between its parts
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: '/etc/passwd'
  |             ^^^^^^^^^^^^^
  |
  = help: write a relative path and a JSON pointer: `./types.yaml#/components/schemas/Amount`",
        ),
        (
            "file:///etc/passwd",
            r"
error[B0103]: `file:///etc/passwd` is not a path: only files under the root are read
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: 'file:///etc/passwd'
  |             ^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a relative path and a JSON pointer: `./types.yaml#/components/schemas/Amount`",
        ),
        (
            "https://example.com/a.yaml#/a",
            r"
error[B0103]: `https://example.com/a.yaml#/a` is not a path: only files under the root are read
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: 'https://example.com/a.yaml#/a'
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a relative path and a JSON pointer: `./types.yaml#/components/schemas/Amount`",
        ),
        (
            "//example.com/a.yaml",
            r"
error[B0103]: `//example.com/a.yaml` is not a path: only files under the root are read
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: '//example.com/a.yaml'
  |             ^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: write a relative path and a JSON pointer: `./types.yaml#/components/schemas/Amount`",
        ),
        (
            "C:\\a.yaml",
            r"
error[B0103]: `C:\a.yaml` is not a path: only files under the root are read
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: 'C:\a.yaml'
  |             ^^^^^^^^^^^
  |
  = help: write a relative path and a JSON pointer: `./types.yaml#/components/schemas/Amount`",
        ),
        (
            "%2e%2e/%2e%2e/../a.yaml",
            r"
error[B0104]: `%2e%2e/%2e%2e/../a.yaml` leads out of `specs`
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: '%2e%2e/%2e%2e/../a.yaml'
  |             ^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: put the file under the root, beside those that refer to it",
        ),
        (
            "a%zz.yaml",
            r"
error[B0102]: `a%zz.yaml` is not a reference: its percent escapes are broken
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: 'a%zz.yaml'
  |             ^^^^^^^^^^^
  |
  = help: write a relative path and a JSON pointer: `./types.yaml#/components/schemas/Amount`",
        ),
        (
            "#components",
            r"
error[B0102]: `#components` is not a reference: what follows `#` must begin with `/`
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: '#components'
  |             ^^^^^^^^^^^^^
  |
  = help: write a relative path and a JSON pointer: `./types.yaml#/components/schemas/Amount`",
        ),
        (
            "missing.yaml#/a",
            r"
error[B0105]: cannot read `specs/azure/v1/missing.yaml`: there is no such file
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: 'missing.yaml#/a'
  |             ^^^^^^^^^^^^^^^^^ this file",
        ),
    ] {
        let fragment = document_with_reference(reference);
        assert_same(
            &diagnostics_of_files([("azure/v1/a.yaml", fragment.as_bytes())]),
            expected,
        );
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_that_leave_the_root() {
    let outside = tempfile::tempdir().expect("a folder");
    write(
        outside.path(),
        [("secret.yaml", b"A: { type: string }".as_slice())],
    );
    let root = tempfile::tempdir().expect("a folder");
    write(
        root.path(),
        [(
            "azure/v1/a.yaml",
            document_with_reference("link.yaml#/A").as_bytes(),
        )],
    );
    let link = |path: &str, target: &str| {
        std::os::unix::fs::symlink(outside.path().join(target), root.path().join(path))
            .expect("a link");
    };
    link("azure/v1/link.yaml", "secret.yaml");
    link("azure/v1/parts", "");
    assert_same(
        &diagnostics_of(root.path()),
        r"
error[B0104]: `link.yaml#/A` leads out of `specs`
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: 'link.yaml#/A'
  |             ^^^^^^^^^^^^^^
  |
  = help: put the file under the root, beside those that refer to it

error[B0005]: `specs/azure/v1/link.yaml` lies outside of `specs`
--> specs/azure/v1/link.yaml",
    );
}

#[cfg(unix)]
#[test]
fn a_file_reached_by_two_paths_is_one() {
    let root = tempfile::tempdir().expect("a folder");
    let common = b"A: { $ref: '#/B' }\nB: { type: string }\nB: { type: string }";
    let a = "openapi: 3.0.3\ncomponents:\n  schemas:\n    One: { $ref: 'parts/x.yaml#/A' }\n    Two: { $ref: 'parts/../parts/y.yaml#/A' }\n";
    write(
        root.path(),
        [
            ("azure/v1/parts/x.yaml", common.as_slice()),
            ("azure/v1/a.yaml", a.as_bytes()),
        ],
    );
    std::os::unix::fs::symlink("x.yaml", root.path().join("azure/v1/parts/y.yaml"))
        .expect("a link");
    assert_same(
        &diagnostics_of(root.path()),
        r"
error[B0004]: `B` stands twice in one mapping
 --> specs/azure/v1/parts/x.yaml:3:1
  |
2 | B: { type: string }
  | - first here
3 | B: { type: string }
  | ^ again here
  |
  = note: reached from specs/azure/v1/parts/x.yaml:1:12
  = note: reached from specs/azure/v1/a.yaml:4:18",
    );
}

#[test]
fn a_folder_is_not_a_file() {
    let a = document_with_reference("../v2");
    assert_same(
        &diagnostics_of_files([
            ("azure/v1/a.yaml", a.as_bytes()),
            ("azure/v2/a.yaml", b"openapi: 3.0.3\npaths: {}\n"),
        ]),
        r"
error[B0105]: cannot read `specs/azure/v2`: it is not a file
 --> specs/azure/v1/a.yaml:5:13
  |
5 |       $ref: '../v2'
  |             ^^^^^^^ this file",
    );
}

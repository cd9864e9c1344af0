use std::fs;

use billing_codegen::{diagnostic::Diagnostics, load::Specs, source::Workspace};

use crate::{assert_same, diagnostics_of, diagnostics_of_files, write};

const EMPTY: &[u8] = b"openapi: 3.0.3\npaths: {}\n";

#[test]
fn folders_become_services_and_api_versions() {
    let root = tempfile::tempdir().expect("a folder");
    let paths = [
        "b/v10/z.yaml",
        "b/v10/a.json",
        "b/v9/x.yml",
        "b/README.md",
        "README.md",
        ".git/config",
        "b/v9/.hidden",
        "b/v9/README.md",
        "a/2024-04-01/x.yaml",
        "a/2024-04-01-preview/x.yaml",
        "a/2017-02-27-preview/x.yaml",
        "b/v9/parts/part.yaml",
    ];
    write(root.path(), paths.map(|path| (path, b"{}".as_slice())));
    let mut diagnostics = Diagnostics::default();
    let specs = Specs::discover(&Workspace::new(root.path()), &mut diagnostics);
    let mut lines = Vec::new();
    for service in &specs.services {
        for version in &service.versions {
            let files: Vec<_> = version
                .files
                .iter()
                .map(|file| file.display().to_string())
                .collect();
            lines.push(format!(
                "{} {}: {}",
                service.name,
                version.name,
                files.join(" ")
            ));
        }
    }
    assert_eq!(
        lines,
        [
            "a 2017-02-27-preview: a/2017-02-27-preview/x.yaml",
            "a 2024-04-01-preview: a/2024-04-01-preview/x.yaml",
            "a 2024-04-01: a/2024-04-01/x.yaml",
            "b v9: b/v9/x.yml",
            "b v10: b/v10/a.json b/v10/z.yaml",
        ]
    );
    assert!(diagnostics.is_empty());
}

#[test]
fn a_folder_that_is_not_an_api_version() {
    assert_same(
        &diagnostics_of_files([("azure/latest/a.yaml", EMPTY)]),
        r"
error[B0012]: `specs/azure/latest` is not a valid name of an api-version
--> specs/azure/latest
 = help: name the folder like `2024-04-01`, `2017-02-27-preview` or `v1`",
    );
}

#[test]
fn api_versions_without_an_order() {
    assert_same(
        &diagnostics_of_files([
            ("azure/v1/a.yaml", EMPTY),
            ("azure/2024-04-01/a.yaml", EMPTY),
        ]),
        r"
error[B0501]: `2024-04-01` and `v1`: neither is older than the other
--> specs/azure/v1
 = help: name all api-versions of a service alike",
    );
}

#[test]
fn one_api_version_twice() {
    assert_same(
        &diagnostics_of_files([("azure/v1/a.yaml", EMPTY), ("azure/v1.0/a.yaml", EMPTY)]),
        r"
error[B0502]: `v1` and `v1.0`: they name the same api-version
--> specs/azure/v1.0
 = help: name all api-versions of a service alike",
    );
}

#[test]
fn files_where_folders_belong() {
    assert_same(
        &diagnostics_of_files([
            ("a.yaml", EMPTY),
            ("azure/a.yaml", EMPTY),
            ("azure/v1/a.txt", EMPTY),
            ("azure/v1/a.yaml", EMPTY),
        ]),
        r"
error[B0011]: `specs/a.yaml` is not in the folder of an api-version
--> specs/a.yaml
 = help: put fragments at `<service>/<api-version>/<name>.yaml`

error[B0011]: `specs/azure/a.yaml` is not in the folder of an api-version
--> specs/azure/a.yaml
 = help: put fragments at `<service>/<api-version>/<name>.yaml`

error[B0011]: `specs/azure/v1/a.txt` is not a fragment
--> specs/azure/v1/a.txt
 = help: the name of a fragment ends in `.yaml`, `.yml` or `.json`",
    );
}

#[test]
fn a_service_without_a_name() {
    assert_same(
        &diagnostics_of_files([("1 2/v1/a.yaml", EMPTY)]),
        r"
error[B0012]: `specs/1 2` is not a valid name of a service
--> specs/1 2
 = help: write ASCII letters, digits and `-`, starting with a letter: `partner-center`",
    );
}

#[test]
fn empty_folders() {
    let root = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(root.path().join("azure/v1")).expect("a folder");
    fs::create_dir_all(root.path().join("other")).expect("a folder");
    assert_same(
        &diagnostics_of(root.path()),
        r"
error[B0010]: `specs/azure/v1` contains no fragment
--> specs/azure/v1
 = help: put fragments into it: `<name>.yaml`

error[B0010]: `specs/other` contains no api-version
--> specs/other
 = help: put fragments at `<service>/<api-version>/<name>.yaml`",
    );
}

#[test]
fn no_service_at_all() {
    let root = tempfile::tempdir().expect("a folder");
    assert_same(
        &diagnostics_of(root.path()),
        r"
error[B0010]: `specs` contains no service
--> specs
 = help: put fragments at `specs/<service>/<api-version>/<name>.yaml`",
    );
}

#[test]
fn no_such_root() {
    let root = tempfile::tempdir().expect("a folder");
    let missing = root.path().join("missing");
    assert_same(
        &diagnostics_of(&missing),
        r"
error[B0001]: cannot list `specs`: there is no such file
--> specs",
    );
}

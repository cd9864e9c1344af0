//! Each kind of input that names the documents of an API.

use crate::folder::{Folder, document};

/// Returns the api-versions in the table of the crate root's documentation.
fn api_versions(folder: &Folder, out: &str) -> Vec<String> {
    let root = folder.read(&format!("{out}/src/lib.rs"));
    let rows = root.lines().filter_map(|line| line.strip_prefix("//! | "));
    rows.filter(|row| row.contains("[`v"))
        .map(|row| row.split(" |").next().unwrap().to_owned())
        .collect()
}

/// Files with their `info.version`, and the expected api-versions.
type Case<'c> = (&'c [(&'c str, &'c str)], &'c [&'c str]);

#[test]
fn folders_of_api_versions() {
    let cases: &[Case<'_>] = &[
        // One folder for each api-version. The folder name takes precedence over `info.version`.
        (
            &[
                ("shop/2024-04-01/prices.yaml", "1"),
                ("shop/2020-05-01/prices.yaml", "1"),
                ("shop/2020-05-01-preview/prices.yaml", "1"),
            ],
            &["2020-05-01-preview", "2020-05-01", "2024-04-01"],
        ),
        // Files beside the folders of api-versions are targets of references.
        (
            &[
                ("shop/v1/a.yaml", "1"),
                ("shop/v10/a.yaml", "10"),
                ("shop/v9/a.yaml", "9"),
                ("shop/common.yaml", "7"),
            ],
            &["v1", "v9", "v10"],
        ),
        // One file for each api-version, named by `info.version`.
        (
            &[
                ("shop/shop-1.10.0-12d926.json.yaml", "1.10.0"),
                ("shop/new.yaml", "2.0.0"),
                ("shop/shop-1.9.0-a1962e.yaml", "1.9.0"),
            ],
            &["1.9.0", "1.10.0", "2.0.0"],
        ),
        // One file for each api-version with equal `info.version`: the file names decide.
        (
            &[
                ("shop/ghes-3.9.yaml", "1.1.4"),
                ("shop/ghes-3.10.yaml", "1.1.4"),
                ("shop/shop_2017-02-27-preview.yaml.bak", "1.1.4"),
            ],
            &["3.9", "3.10"],
        ),
        (
            &[
                ("shop/2020-05-01.yaml", "1"),
                ("shop/2020-05-01-preview.yaml", "1"),
            ],
            &["2020-05-01-preview", "2020-05-01"],
        ),
    ];
    for (files, expected) in cases {
        let files: Vec<_> = files
            .iter()
            .map(|(path, version)| (*path, document(version, &["value"])))
            .collect();
        let folder = Folder::with(&files);
        folder.run_ok(&["generate", "shop", "--out", "out"]);
        assert_eq!(api_versions(&folder, "out"), *expected);
    }
}

#[test]
fn one_file() {
    let folder = Folder::with(&[("shop.yaml", document("2024-04-01", &["value"]))]);
    folder.run_ok(&["generate", "shop.yaml", "--out", "shop-api"]);
    let version = |name: &str| format!("const API_VERSION: &'static str = {name:?};");
    let document_module = || folder.read("shop-api/src/document.rs");
    assert!(document_module().contains(&version("2024-04-01")));
    assert!(
        folder
            .read("shop-api/Cargo.toml")
            .contains("name = \"shop-api\"\n")
    );
    // A single document has no order, so any `info.version` is accepted.
    folder.write("shop.yaml", &document("latest", &["value"]));
    folder.run_ok(&["generate", "./shop.yaml", "--out", "shop-api"]);
    assert!(document_module().contains(&version("latest")));
    // A title that is not a valid name is converted into one.
    for (says, name) in [
        ("1.0 (beta)", "1.0-beta"),
        ("1*/ pub fn evil() {} /*", "1-pub-fn-evil"),
        ("../../etc", "etc"),
    ] {
        folder.write("shop.yaml", &document(says, &["value"]));
        // No name follows from the version: only its text changes.
        let written = folder.run_ok(&["generate", "shop.yaml", "--out", "shop-api"]);
        assert_eq!(written, "wrote src/document.rs\n");
        let text = document_module();
        assert!(text.contains(&version(name)), "{text}");
    }
    let root = folder.read("shop-api/src/lib.rs");
    for word in ["ApiVersion", "latest", "mod any", "mod version", "mod v"] {
        assert!(!root.contains(word), "{word}: {root}");
    }
}

/// A document has no module for its api-version, unless a file or a folder is named after one.
#[test]
fn one_document_or_a_folder_of_api_versions() {
    let cases = [
        ("shop/shop.yaml", "shop", true),
        ("shop/v1/shop.yaml", "shop/v1", true),
        ("shop/v1/shop.yaml", "shop", false),
        ("shop/v1.yaml", "shop", false),
        ("shop/v1.yaml", "shop/v1.yaml", true),
    ];
    for (file, named, is_document) in cases {
        let folder = Folder::with(&[(file, document("v1", &["value"]))]);
        folder.run_ok(&["generate", named, "--out", "out"]);
        let root = folder.read("out/src/lib.rs");
        let has = |text: &str| root.contains(text);
        let found = (has("pub use types::*;"), has("pub mod v1 {"));
        assert_eq!(found, (is_document, !is_document), "{named}");
    }
}

#[test]
fn fragments_of_one_document() {
    let refers = "openapi: 3.0.3\ninfo: { title: Shop, version: v2 }\npaths: {}\ncomponents:\n  schemas:\n    Order:\n      properties:\n        price: { $ref: 'common/prices.yaml#/components/schemas/Price' }\n";
    let files = [
        ("api/orders.yaml", refers.to_owned()),
        ("api/common/prices.yaml", document("v2", &["value"])),
    ];
    let folder = Folder::with(&files);
    folder.run_ok(&[
        "generate",
        "api/orders.yaml",
        "api/common/prices.yaml",
        "--out",
        "out",
    ]);
    assert!(
        folder
            .read("out/src/types.rs")
            .contains("pub price: Option<Price>")
    );

    // Fragments of one document: equal `info.version` and no definition twice.
    let folder = Folder::with(&[
        ("api/orders.yaml", refers.replace("common/", "")),
        ("api/prices.yaml", document("v2", &["value"])),
    ]);
    folder.run_ok(&["generate", "api", "--out", "out"]);
    let types = folder.read("out/src/types.rs");
    assert!(types.contains("pub price: Option<Price>"), "{types}");
}

#[test]
fn fragments_of_several_api_versions_are_not_one_document() {
    let folder = Folder::with(&[
        ("a.yaml", document("v1", &["value"])),
        ("b.yaml", document("v2", &["value"])),
    ]);
    let (code, _, err) = folder.run(&["generate", "a.yaml", "b.yaml", "--out", "out"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("error[B0505]: these files are fragments of one document, but have the versions `v1` and `v2`\n"),
        "{err}"
    );
    assert!(!folder.path("out").exists());
}

#[test]
fn missing_inputs() {
    let folder = Folder::with(&[("a.yaml", document("v1", &["value"]))]);
    std::fs::create_dir(folder.path("empty")).unwrap();
    let cases = [
        (
            &["generate", "b.yaml", "--out", "out"][..],
            "error[B0001]: cannot read `b.yaml`: there is no such file",
        ),
        (
            &["generate", "empty", "--out", "out"],
            "error[B0010]: `empty` contains no document",
        ),
        (
            &["generate", "a.yaml", "empty", "--out", "out"],
            "error[B0013]: `empty` is a folder among several inputs",
        ),
        (
            &["generate", "a.yaml", "--out", "out", "--order", "v1"],
            "error[B0503]: `--order` lists api-versions, but this is one document",
        ),
        (
            &["generate", "a.yaml"],
            "error: the following required arguments were not provided",
        ),
        (
            &["generate", "--form", "expanded"],
            "error: the following required arguments were not provided",
        ),
    ];
    for (arguments, expected) in cases {
        let (code, _, err) = folder.run(arguments);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(err.starts_with(expected), "{arguments:?}: {err}");
    }
}

#[test]
fn statistics() {
    let folder = Folder::with(&[
        ("shop/v1.yaml", document("v1", &["value"])),
        ("shop/v2.yaml", document("v2", &["value"])),
        ("shop/v3.yaml", document("v3", &["value", "currency"])),
    ]);
    let out = folder.run_ok(&["generate", "shop", "--out", "out", "--stats"]);
    let count = |name: &str| {
        let row = out
            .lines()
            .find_map(|line| line.strip_prefix(name)?.trim().parse::<usize>().ok());
        row.unwrap_or_else(|| panic!("no {name}: {out}"))
    };
    let names = [
        "api-versions",
        "schemas  ",
        "distinct  ",
        "distinct closed",
        "types",
        "operations",
        "shapes",
    ];
    assert_eq!(names.map(count), [3, 3, 2, 2, 1, 0, 2]);
    assert!(out.ends_with(" ms\n"), "{out}");
}

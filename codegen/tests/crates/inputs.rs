//! Each way of naming the documents of an API.

use crate::folder::{Folder, document};

/// The api-versions that the table of the crate's root lists.
fn api_versions(folder: &Folder, out: &str) -> Vec<String> {
    let root = folder.read(&format!("{out}/src/lib.rs"));
    let rows = root.lines().filter_map(|line| line.strip_prefix("//! | "));
    rows.filter(|row| row.contains("[`v"))
        .map(|row| row.split(" |").next().unwrap().to_owned())
        .collect()
}

/// Files, each with its `info.version`, and the api-versions that they are.
type Case<'c> = (&'c [(&'c str, &'c str)], &'c [&'c str]);

#[test]
fn folders_of_api_versions() {
    let cases: &[Case<'_>] = &[
        // A folder for each, whatever its documents say.
        (
            &[
                ("shop/2024-04-01/prices.yaml", "1"),
                ("shop/2020-05-01/prices.yaml", "1"),
                ("shop/2020-05-01-preview/prices.yaml", "1"),
            ],
            &["2020-05-01-preview", "2020-05-01", "2024-04-01"],
        ),
        // Files beside such folders are what these refer to.
        (
            &[
                ("shop/v1/a.yaml", "1"),
                ("shop/v10/a.yaml", "10"),
                ("shop/v9/a.yaml", "9"),
                ("shop/common.yaml", "7"),
            ],
            &["v1", "v9", "v10"],
        ),
        // A file for each: they say which.
        (
            &[
                ("shop/shop-1.10.0-12d926.json.yaml", "1.10.0"),
                ("shop/new.yaml", "2.0.0"),
                ("shop/shop-1.9.0-a1962e.yaml", "1.9.0"),
            ],
            &["1.9.0", "1.10.0", "2.0.0"],
        ),
        // A file for each, and all say the same: their names say which.
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
        folder.tells(&["generate", "shop", "--out", "out"]);
        assert_eq!(api_versions(&folder, "out"), *expected);
    }
}

#[test]
fn one_file() {
    let folder = Folder::with(&[("shop.yaml", document("2024-04-01", &["value"]))]);
    folder.tells(&["generate", "shop.yaml", "--out", "shop-api"]);
    assert_eq!(api_versions(&folder, "shop-api"), ["2024-04-01"]);
    assert!(
        folder
            .read("shop-api/Cargo.toml")
            .contains("name = \"shop-api\"\n")
    );
    // It may say anything: there is nothing to order.
    folder.write("shop.yaml", &document("latest", &["value"]));
    folder.tells(&["generate", "./shop.yaml", "--out", "shop-api"]);
    assert!(
        folder
            .read("shop-api/src/lib.rs")
            .contains("pub mod v_latest {")
    );
    // What is no name is made one.
    for (says, module) in [
        ("1.0 (beta)", "v1_0_beta"),
        ("1*/ pub fn evil() {} /*", "v1_pub_fn_evil"),
        ("../../etc", "v_etc"),
    ] {
        folder.write("shop.yaml", &document(says, &["value"]));
        folder.tells(&["generate", "shop.yaml", "--out", "shop-api"]);
        let root = folder.read("shop-api/src/lib.rs");
        assert!(root.contains(&format!("pub mod {module} {{")), "{root}");
        assert!(!root.contains("evil()"));
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
    folder.tells(&[
        "generate",
        "api/orders.yaml",
        "api/common/prices.yaml",
        "--out",
        "out",
    ]);
    assert_eq!(api_versions(&folder, "out"), ["v2"]);
    assert!(
        folder
            .read("out/src/all_versions.rs")
            .contains("pub price: Option<Price>")
    );

    // A folder of fragments: they say the same, and nothing stands in two of them.
    let folder = Folder::with(&[
        ("api/orders.yaml", refers.replace("common/", "")),
        ("api/prices.yaml", document("v2", &["value"])),
    ]);
    folder.tells(&["generate", "api", "--out", "out"]);
    assert_eq!(api_versions(&folder, "out"), ["v2"]);
}

#[test]
fn fragments_of_several_api_versions_are_no_document() {
    let folder = Folder::with(&[
        ("a.yaml", document("v1", &["value"])),
        ("b.yaml", document("v2", &["value"])),
    ]);
    let (code, _, err) = folder.told(&["generate", "a.yaml", "b.yaml", "--out", "out"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("error[B0505]: these files are fragments of one document, but say that they are of api-versions `v1` and `v2`\n"),
        "{err}"
    );
    assert!(!folder.path("out").exists());
}

#[test]
fn what_is_not_there() {
    let folder = Folder::with(&[("a.yaml", document("v1", &["value"]))]);
    std::fs::create_dir(folder.path("empty")).unwrap();
    let cases = [
        (
            &["generate", "b.yaml", "--out", "out"][..],
            "error[B0001]: cannot read `b.yaml`: there is no such file",
        ),
        (
            &["generate", "empty", "--out", "out"],
            "error[B0010]: `empty` holds no document",
        ),
        (
            &["generate", "a.yaml", "empty", "--out", "out"],
            "error[B0013]: `empty` is a folder among several inputs",
        ),
        (
            &["generate", "a.yaml", "--out", "out", "--order", "v1"],
            "error[B0503]: `--order` names api-versions, but this is one document",
        ),
        (
            &["generate", "a.yaml"],
            "error: the following required arguments were not provided",
        ),
        (
            &["generate", "a.yaml", "--specs", "b", "--out", "c"],
            "error: the argument '[SPEC]...' cannot be used with '--specs <DIR>'",
        ),
        (
            &["generate", "--form", "expanded"],
            "error: the following required arguments were not provided",
        ),
    ];
    for (arguments, expected) in cases {
        let (code, _, err) = folder.told(arguments);
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
    let out = folder.tells(&["generate", "shop", "--out", "out", "--stats"]);
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

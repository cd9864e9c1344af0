//! Api-versions whose names have no natural order.

use crate::folder::{Folder, document};

fn generate(folder: &Folder, order: &[&str]) -> (i32, String) {
    let (code, _, err) = folder.run(&[&["generate", "shop", "--out", "out"], order].concat());
    (code, err)
}

#[test]
fn names_without_an_order() {
    let cases: &[(&[(&str, &str)], &str)] = &[
        (
            &[
                ("shop/latest/a.yaml", "1"),
                ("shop/2020-05-01/a.yaml", "1"),
                ("shop/main/a.yaml", "1"),
            ],
            "\
error[B0501]: `2020-05-01` and `latest` have no order: neither is older than the other
--> shop
 = help: write the order, oldest first: `--order 2020-05-01,latest,main`

",
        ),
        (
            &[("shop/main.yaml", "1"), ("shop/dev.yaml", "1")],
            "\
error[B0501]: `dev` and `main` have no order: neither is older than the other
--> shop
 = help: write the order, oldest first: `--order dev,main`

",
        ),
        (
            &[("shop/v1/a.yaml", "1"), ("shop/1.0/a.yaml", "1")],
            "\
error[B0502]: `1.0` and `v1` name the same api-version
--> shop
 = help: remove one of them, or rename its file or folder

",
        ),
        (
            &[("shop/v1/a.yaml", "1"), ("shop/2020-05-01/a.yaml", "1")],
            "\
error[B0501]: `2020-05-01` and `v1` have no order: neither is older than the other
--> shop
 = help: write the order, oldest first: `--order 2020-05-01,v1`

",
        ),
    ];
    for (files, expected) in cases {
        let files: Vec<_> = files
            .iter()
            .map(|(path, version)| (*path, document(version, &["value"])))
            .collect();
        let (code, err) = generate(&Folder::with(&files), &[]);
        assert_eq!(code, 2);
        assert_eq!(err.trim_end(), expected.trim_end());
    }
}

#[test]
fn explicit_order() {
    let folder = Folder::with(&[
        ("shop/latest.yaml", document("1", &["value", "currency"])),
        ("shop/old-1.0.yaml", document("1", &["value"])),
        ("shop/common.yaml", "Price: { properties: {} }\n".to_owned()),
    ]);
    let left_out = "warning[B0504]: `--order` omits `common.yaml`, read only where api-versions refer to it\n--> shop\n\n";
    assert_eq!(
        generate(&folder, &["--order", "1.0,latest"]),
        (0, left_out.to_owned())
    );
    let root = folder.read("out/src/lib.rs");
    assert!(
        root.contains("//! | 1.0 | [`v1_0`] |\n//! | latest | [`v_latest`] |\n"),
        "{root}"
    );
    assert!(folder.path("out/src/since_latest.rs").exists());

    let cases = [
        (
            "1.0,lates",
            "error[B0503]: `--order` lists `lates`, but there is no such api-version\n--> shop\n = help: did you mean `latest`?",
        ),
        (
            "1.0,zzzzzz",
            "error[B0503]: `--order` lists `zzzzzz`, but there is no such api-version\n--> shop\n = help: there is: common, latest, old-1.0",
        ),
        (
            "latest,latest",
            "error[B0503]: `--order` lists `latest` twice\n--> shop\n = help: write it once",
        ),
        (
            "1",
            "error[B0503]: `1` in `--order` may be `latest.yaml` or `old-1.0.yaml`\n--> shop\n = help: write the name of the file",
        ),
    ];
    for (order, expected) in cases {
        let (code, err) = generate(&folder, &["--order", order]);
        assert_eq!((code, err.trim_end()), (2, expected));
    }
}

/// Files with their `info.version`, the order, and the expected messages.
type Case<'c> = (&'c [(&'c str, &'c str)], &'c str, &'c str);

#[test]
fn explicit_order_names_all_api_versions() {
    let cases: &[Case<'_>] = &[
        (
            &[
                ("shop/1.0.yaml", "1"),
                ("shop/main.yaml", "1"),
                ("shop/2.0.yaml", "1"),
            ],
            "main",
            "error[B0503]: `--order` omits `1.0.yaml`, `2.0.yaml`\n--> shop\n = help: list all api-versions, oldest first, or move the others to another folder",
        ),
        (
            &[("shop/1.0/a.yaml", "1"), ("shop/main/a.yaml", "1")],
            "main",
            "error[B0503]: `--order` omits `1.0`\n--> shop\n = help: list all api-versions, oldest first, or move the others to another folder",
        ),
        (
            &[
                ("shop/1.0/a.yaml", "1"),
                ("shop/main/a.yaml", "1"),
                ("shop/common/a.yaml", "1"),
            ],
            "1.0,main",
            "warning[B0504]: `--order` omits `common`, read only where api-versions refer to it\n--> shop",
        ),
    ];
    for (files, order, expected) in cases {
        let files: Vec<_> = files
            .iter()
            .map(|(path, version)| (*path, document(version, &["value"])))
            .collect();
        let (code, err) = generate(&Folder::with(&files), &["--order", order]);
        let expected_code = if expected.starts_with("error") { 2 } else { 0 };
        assert_eq!((code, err.trim_end()), (expected_code, *expected));
    }
}

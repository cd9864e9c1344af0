//! References that leave the folder of the documents, and the option `--root`.

use std::fs;

use crate::folder::Folder;

const SHOP: &str = "openapi: 3.0.3
info: { title: Shop, version: VERSION }
paths: {}
components:
  schemas:
    Order:
      properties:
        price: { $ref: '../../common/v1/types.yaml#/Price' }
";
const TYPES: &str = "Price: { properties: { value: { type: number } } }\n";

fn specs() -> Folder {
    Folder::with(&[
        ("specs/shop/v1/shop.yaml", SHOP.replace("VERSION", "v1")),
        ("specs/shop/v2/shop.yaml", SHOP.replace("VERSION", "v2")),
        ("specs/common/v1/types.yaml", TYPES.to_owned()),
    ])
}

#[test]
fn the_error_suggests_a_root() {
    let folder = specs();
    // The inputs, the root that the message suggests, and the module of the types.
    let cases = [
        (&["specs/shop/v1/shop.yaml"][..], "specs", "types"),
        (&["./specs/shop/v1/shop.yaml"], "./specs", "types"),
        (&["specs/shop"], "specs", "all_versions"),
    ];
    for (named, root, module) in cases {
        let (code, _, err) = folder.run(&[&["generate"], named, &["--out", "out"][..]].concat());
        assert_eq!(code, 2);
        let help = format!("= help: name a folder that holds both as the root: `--root {root}`\n");
        assert!(err.contains(&help), "{named:?}: {err}");
        assert!(!folder.path("out").exists());

        folder.run_ok(&[&["generate"], named, &["--out", "out", "--root", root]].concat());
        let types = folder.read(&format!("out/src/{module}.rs"));
        assert!(types.contains("pub price: Option<Price>"), "{types}");
        fs::remove_dir_all(folder.path("out")).unwrap();
    }
}

#[test]
fn the_root_above_the_current_folder() {
    let folder = specs();
    let reported = |arguments: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(folder.path("specs/shop/v1"))
            .args(arguments)
            .output()
            .unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let err = reported(&["generate", "shop.yaml", "--out", "out"]);
    assert!(err.contains("`--root ../..`"), "{err}");
    assert_eq!(
        reported(&["generate", "shop.yaml", "--out", "out", "--root", "../.."]),
        ""
    );
}

#[test]
fn folders_of_api_versions_below_the_root() {
    let folder = specs();
    folder.run_ok(&[
        "generate",
        "specs/shop",
        "--root",
        "specs",
        "--out",
        "out",
        "--order",
        "v1,v2",
    ]);
    let root = folder.read("out/src/lib.rs");
    assert!(
        root.contains("//! | v1 | [`v1`] |\n//! | v2 | [`v2`] |\n"),
        "{root}"
    );

    let out = folder.run_ok(&[
        "diff",
        "specs/shop/v1/shop.yaml",
        "specs/shop/v2",
        "--root",
        "specs",
    ]);
    assert_eq!(
        out,
        "specs/shop/v1/shop.yaml -> specs/shop/v2: nothing changed\n"
    );
    let out = folder.run_ok(&["diff", "specs/shop", "specs/shop", "--root", "."]);
    assert!(
        out.starts_with("specs/shop -> specs/shop: nothing changed\n"),
        "{out}"
    );
}

/// The names of files in a folder outside of the root are in no message.
#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_out_of_the_root_is_not_listed() {
    // The link, the arguments, and the name in the message.
    let cases = [
        (
            "specs/shop/v3",
            &["generate", "specs/shop", "--out", "out"][..],
            "`specs/shop/v3` lies outside of `specs/shop`",
        ),
        (
            "specs/shop/v3",
            &["generate", "--specs", "specs", "--out", "out"],
            "`specs/shop/v3` lies outside of `specs`",
        ),
        (
            "specs/other",
            &["generate", "--specs", "specs", "--out", "out"],
            "`specs/other` lies outside of `specs`",
        ),
        (
            "specs/shop/v3",
            &["verify", "--specs", "specs"],
            "`specs/shop/v3` lies outside of `specs`",
        ),
        (
            "specs/shop/v3",
            &["history", "shop", "--specs", "specs"],
            "`specs/shop/v3` lies outside of `specs`",
        ),
        (
            "specs/shop/v3",
            &["check", "specs/shop/v3", "--root", "specs", "--out", "out"],
            "`specs/shop/v3` is not in `specs`",
        ),
    ];
    for (link, arguments, expected) in cases {
        let folder = Folder::with(&[
            (
                "specs/shop/v1/shop.yaml",
                "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\n".to_owned(),
            ),
            ("elsewhere/secret.txt", String::new()),
            ("elsewhere/secret.yaml", "openapi: 3.0.3\n".to_owned()),
            ("elsewhere/secret/a.yaml", String::new()),
        ]);
        std::os::unix::fs::symlink(folder.path("elsewhere"), folder.path(link)).unwrap();
        let (code, out, err) = folder.run(arguments);
        assert_eq!(code, 2, "{arguments:?}: {out}{err}");
        assert!(err.contains(expected), "{arguments:?}: {err}");
        assert!(!(out + &err).contains("secret"), "{arguments:?}: {err}");
    }
}

#[test]
fn nothing_outside_of_the_root_is_read() {
    let folder = specs();
    let cases = [
        (
            "specs/common",
            "error[B0005]: `specs/shop/v1/shop.yaml` is not in `specs/common`",
        ),
        (
            "specs/shop",
            "error[B0104]: `../../common/v1/types.yaml#/Price` leads out of `specs/shop`",
        ),
        ("nowhere", "error[B0001]: there is no folder `nowhere`"),
    ];
    for (root, expected) in cases {
        let (code, _, err) = folder.run(&[
            "generate",
            "specs/shop/v1/shop.yaml",
            "--root",
            root,
            "--out",
            "out",
        ]);
        assert_eq!(code, 2);
        assert!(err.starts_with(expected), "{root}: {err}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_root_is_not_followed() {
    let folder = specs();
    fs::rename(folder.path("specs/common"), folder.path("elsewhere")).unwrap();
    std::os::unix::fs::symlink(folder.path("elsewhere"), folder.path("specs/common")).unwrap();
    let (code, _, err) = folder.run(&[
        "generate",
        "specs/shop/v1/shop.yaml",
        "--root",
        "specs",
        "--out",
        "out",
    ]);
    assert_eq!(code, 2);
    assert!(err.contains("leads out of `specs`"), "{err}");
}

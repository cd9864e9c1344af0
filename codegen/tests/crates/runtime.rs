//! The runtime of a generated crate: a copy, the package, or that of another crate.

use std::fs;

use crate::{
    cargo::{assert_clean, cargo_in},
    folder::Folder,
};

fn document(title: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{ title: {title}, version: v1 }}\npaths: {{}}\ncomponents:\n  schemas:\n    Price:\n      \
         description: What a thing costs.\n      properties:\n        value: {{ type: number, format: decimal, description: The amount. }}\n"
    )
}

#[test]
fn crates_on_one_runtime_share_their_types() {
    let folder = Folder::with(&[("a.yaml", document("A")), ("b.yaml", document("B"))]);
    folder.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"a-api\", \"b-api\", \"c-api\", \"d-api\", \"use\"]\nresolver = \"3\"\n",
    );
    // Each with its arguments, and the dependency that the run names.
    let crates = [
        (
            ["a.yaml", "a-api", "--runtime", "billing_runtime"].as_slice(),
            "billing-runtime = { path = ",
        ),
        (
            &["b.yaml", "b-api", "--runtime", "a_api::runtime"],
            "a-api = { path = \"../a-api\", default-features = false }",
        ),
        // Definitions depend on the package by default, and their manifest says so.
        (&["a.yaml", "c-api", "--form", "definitions"], ""),
        (
            &[
                "b.yaml",
                "d-api",
                "--form",
                "definitions",
                "--runtime",
                "billing_runtime",
            ],
            "billing-runtime = { path = ",
        ),
    ];
    for (arguments, dependency) in crates {
        let [document, name, options @ ..] = arguments else {
            panic!("{arguments:?}")
        };
        let generate = [&["generate", document, "--out", name], options].concat();
        let out = folder.run_ok(&generate);
        let path = format!("{name}/Cargo.toml");
        if dependency.is_empty() {
            assert!(!out.contains("lacks"), "{out}");
        } else {
            let line = out.lines().find(|line| line.starts_with("    ")).unwrap();
            assert!(line.trim().starts_with(dependency), "{line}");
            let manifest = folder.read(&path);
            let added = manifest.replace("[dependencies]\n", &format!("[dependencies]\n{line}\n"));
            folder.write(&path, &added);
            // The generator leaves the line alone, and does not ask for it again.
            assert_eq!(folder.run_ok(&generate), "unchanged\n");
        }
        assert!(!folder.path(&format!("{name}/src/runtime")).exists());
        let manifest = folder.read(&path);
        let name = dependency.split(" = ").next().unwrap();
        if !name.is_empty() {
            assert!(manifest.contains(&format!("client = [\"http\", \"{name}/client\"]")));
        }
    }
    folder.write(
        "use/Cargo.toml",
        "[package]\nname = \"use\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\na-api = { path = \"../a-api\" }\n\
         b-api = { path = \"../b-api\" }\nc-api = { path = \"../c-api\" }\nd-api = { path = \"../d-api\" }\n",
    );
    folder.write(
        "use/src/lib.rs",
        "//! One type under four names.\n\n/// Copies a value from crate to crate.\n#[must_use]\npub fn copy(a: a_api::Price) -> d_api::Price {\n    \
         let mut b = b_api::Price::default();\n    b.value = a.value;\n    let mut c = c_api::Price::default();\n    c.value = b.value;\n    \
         let mut d = d_api::Price::default();\n    d.value = c.value;\n    d\n}\n",
    );
    let mut check = cargo_in(folder.root());
    let features = "a-api/client,a-api/patterns";
    assert_clean(check.args(["check", "--workspace", "--features", features]));
}

#[test]
fn definitions_may_have_a_copy() {
    let folder = Folder::with(&[("a.yaml", document("A"))]);
    let generate = [
        "generate",
        "a.yaml",
        "--out",
        "out",
        "--form",
        "definitions",
    ];
    let out = folder.run_ok(&[&generate[..], &["--runtime", "copy", "--list-files"]].concat());
    assert!(out.contains("wrote src/runtime/mod.rs\n"), "{out}");
    let files = out.matches("wrote src/runtime/").count();
    // One line stands for the files of a folder with many.
    fs::remove_dir_all(folder.path("out")).unwrap();
    let out = folder.run_ok(&[&generate[..], &["--runtime", "copy"]].concat());
    let expected =
        format!("wrote Cargo.toml\nwrote src/lib.rs\nwrote src/runtime/ ({files} files)\n");
    assert_eq!(out, expected);
    let manifest = folder.read("out/Cargo.toml");
    assert!(manifest.contains("\nserde = \"1\"\n"), "{manifest}");
    assert!(!manifest.contains("billing-runtime"), "{manifest}");
    // Without it, the copy goes away again.
    let out = folder.run_ok(&generate);
    let removed = format!("removed src/runtime/ ({files} files)\n");
    assert!(out.contains(&removed), "{out}");
    assert!(!folder.path("out/src/runtime/mod.rs").exists());
    let manifest = folder.read("out/Cargo.toml");
    assert!(
        manifest.contains("\nbilling-runtime = { path = "),
        "{manifest}"
    );
}

#[test]
fn runtimes_that_a_crate_cannot_use() {
    let through_serde = "specs: a.yaml\nout: out\nruntime: billing_runtime\nextern-types: { Price: { path: '::money::Price', through: serde } }\n";
    let uses = "    Line: { properties: { price: { $ref: '#/components/schemas/Price' } } }\n";
    let folder = Folder::with(&[
        ("a.yaml", document("A") + uses),
        ("serde.yaml", through_serde.to_owned()),
    ]);
    let by_path = |path| ["generate", "a.yaml", "--out", "out", "--runtime", path];
    for (arguments, message) in [
        (
            by_path("crate::wire").as_slice(),
            "error[B0705]: the runtime `crate::wire` would be in the crate that is generated: write `copy`, or a path in a dependency \
             such as `billing_runtime`\n",
        ),
        (
            &by_path("../runtime"),
            "error[B0705]: the runtime `../runtime` is not a path: write `copy`, or a path such as `billing_runtime` or \
             `shop_api::runtime`\n",
        ),
        (
            &["generate", "--config", "serde.yaml"],
            "error[B0705]: `::money::Price` is read through serde, which takes an implementation in the crate of the runtime \
             `billing_runtime`: write the runtime `copy`\n",
        ),
    ] {
        let (code, out, err) = folder.run(arguments);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.starts_with(message), "{err}");
    }
    assert!(!folder.path("out").exists());
}

/// Each client is documented without the other one.
#[test]
fn links_in_the_docs_lead_somewhere() {
    let folder = Folder::with(&[("calls.yaml", include_str!("calls.yaml").to_owned())]);
    folder.run_ok(&["generate", "calls.yaml", "--out", "crate"]);
    for features in ["blocking", "client", "http", ""] {
        let mut doc = cargo_in(&folder.path("crate"));
        doc.args(["doc", "--no-deps", "--no-default-features"])
            .args(["--features", features]);
        assert_clean(&mut doc);
    }
}

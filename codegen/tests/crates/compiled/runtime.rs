//! Crates that share a runtime, and the docs of crates.

use crate::{
    cargo::{assert_clean, cargo_in},
    folder::Folder,
    runtime::document,
};

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

/// Each client is documented without the other one.
#[test]
fn links_in_the_docs_lead_somewhere() {
    let folder = Folder::with(&[("calls.yaml", include_str!("../calls.yaml").to_owned())]);
    folder.run_ok(&["generate", "calls.yaml", "--out", "crate"]);
    for features in ["blocking", "client", "http", ""] {
        let mut doc = cargo_in(&folder.path("crate"));
        doc.args(["doc", "--no-deps", "--no-default-features"])
            .args(["--features", features]);
        assert_clean(&mut doc);
    }
}

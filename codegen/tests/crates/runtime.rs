//! The runtime of a generated crate: a copy, the package, or that of another crate.

use std::fs;

use crate::folder::Folder;

/// Returns a document with one type.
pub(crate) fn document(title: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{ title: {title}, version: v1 }}\npaths: {{}}\ncomponents:\n  schemas:\n    Price:\n      \
         description: What a thing costs.\n      properties:\n        value: {{ type: number, format: decimal, description: The amount. }}\n"
    )
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

//! The `Cargo.toml` of a generated crate: its workspace, features and dependencies.

use std::{fs, path::Path, process::Command};

use crate::folder::{Folder, document};

fn shop() -> Folder {
    Folder::with(&[
        ("shop/v1.yaml", document("v1", &["value"])),
        ("shop/v2.yaml", document("v2", &["value", "currency"])),
    ])
}

/// Loads the manifest of a crate with cargo. The error is that of cargo.
fn load_manifest(folder: &Folder, path: &str) -> Result<(), String> {
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--offline",
            "--no-deps",
            "--format-version",
            "1",
        ])
        .current_dir(folder.path(path))
        .output()
        .unwrap();
    match output.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

#[test]
fn the_crate_builds_inside_another_workspace() {
    // The enclosing manifest, and the expectation that the crate is its own workspace root.
    let cases = [
        ("[workspace]\n", true),
        ("[workspace]\nexclude = [\"apis\"]\n", false),
        ("[workspace]\nmembers = [\"apis/*\"]\n", false),
        (
            "[workspace]\nmembers = [\n  # ours\n  'apis/shop-api',\n]\n",
            false,
        ),
        ("[workspace.package]\nedition = \"2024\"\n", true),
        (
            "[package]\nname = \"a\"\nedition = \"2024\"\n[lib]\npath = \"a.rs\"\n",
            false,
        ),
    ];
    for (around, expected) in cases {
        let folder = shop();
        folder.write("Cargo.toml", around);
        folder.write("a.rs", "");
        folder.run_ok(&["generate", "shop", "--out", "apis/shop-api"]);
        let manifest = folder.read("apis/shop-api/Cargo.toml");
        assert_eq!(manifest.contains("\n[workspace]\n"), expected, "{around}");
        assert_eq!(load_manifest(&folder, "apis/shop-api"), Ok(()), "{around}");
        // An edited manifest belongs to its author.
        let edited = manifest.replace("[workspace]\n", "");
        folder.write("apis/shop-api/Cargo.toml", &edited);
        folder.run_ok(&["generate", "shop", "--out", "apis/shop-api"]);
        assert_eq!(folder.read("apis/shop-api/Cargo.toml"), edited);
    }
}

/// The features of every crate beside those of api-versions.
const LAYERS: &str = "\
http = [\"dep:http\", \"dep:httpdate\"]
client = [\"http\", \"dep:bytes\", \"dep:futures-core\", \"dep:http-body\", \"dep:reqwest\", \"dep:rustls\", \"dep:tokio\"]
blocking = [\"http\", \"dep:rustls\", \"dep:ureq\"]
azure-identity = [\"client\", \"dep:azure_core\"]
gzip = [\"reqwest?/gzip\", \"ureq?/gzip\"]
tracing = [\"dep:tracing\"]
patterns = [\"dep:regex-lite\"]
testing = [\"http\"]
";

#[test]
fn features_and_conversions_are_added_and_removed() {
    let folder = shop();
    let generate = |more: &[&str]| {
        folder.run_ok(&[&["generate", "shop", "--out", "out"], more].concat());
        folder.read("out/Cargo.toml")
    };
    let plain = generate(&[]);
    assert!(plain.ends_with(&format!(
        "[features]\n# generated: api-versions\ndefault = [\"http\"]\n{LAYERS}# end of generated\n"
    )));
    let convert = ["--features", "shop-", "--convert", "rust_decimal,jiff"];
    let full = generate(&convert);
    let end = format!(
        "
jiff = {{ version = \"0.2\", default-features = false, features = [\"std\"], optional = true }}
# end of generated

[features]
# generated: api-versions
default = [\"shop-v2\", \"http\", \"rust_decimal\", \"jiff\"]
shop-v1 = []
shop-v2 = []
{LAYERS}# end of generated
"
    );
    assert!(full.ends_with(&end), "{full}");
    let root = folder.read("out/src/lib.rs");
    let table = "
//! | api-version | module | cargo feature |
//! | --- | --- | --- |
//! | v1 | `v1` | `shop-v1` |
//! | v2 | `v2` | `shop-v2`, on by default |
";
    assert!(root.contains(table), "{root}");
    assert!(folder.path("out/src/runtime/convert/jiff.rs").exists());
    assert!(!folder.path("out/src/runtime/convert/time.rs").exists());

    // One conversion, no features of api-versions.
    let one = generate(&["--convert", "time"]);
    assert!(
        one.ends_with(&format!(
            "[features]\n# generated: api-versions\ndefault = [\"http\", \"time\"]\n{LAYERS}# end of generated\n"
        )),
        "{one}"
    );
    assert!(!folder.path("out/src/runtime/convert/jiff.rs").exists());
    // Removed again.
    let none = generate(&[]);
    assert_eq!(none, plain);
    assert_eq!(load_manifest(&folder, "out"), Ok(()));
    // Both forms.
    let definitions = generate(&["--features", "shop-", "--form", "definitions"]);
    assert!(definitions.contains("\nshop-v1 = []\n"), "{definitions}");
    let root = folder.read("out/src/lib.rs");
    assert!(root.contains("features = \"shop-\""), "{root}");
}

#[test]
fn invalid_features() {
    let folder = shop();
    let reported = |prefix: &str| {
        let (code, _, err) =
            folder.run(&["generate", "shop", "--out", "out", "--features", prefix]);
        (code, err)
    };
    assert_eq!(
        reported("a/"),
        (
            2,
            "error[B0702]: `a/v1` cannot be the name of a cargo feature\n--> out/Cargo.toml\n"
                .to_owned()
        )
    );
    assert!(!folder.path("out").exists());
    // A `[features]` table of the author that has no marked block.
    folder.write(
        "out/Cargo.toml",
        "[package]\nname = \"out\"\n\n[features]\nown = []\n",
    );
    assert_eq!(
        reported("a-"),
        (2, "error[B0702]: [features] of Cargo.toml lacks the lines `# generated: api-versions` and, after it, `# end of generated`\n--> out/Cargo.toml\n".to_owned())
    );
    // Without features the manifest is not changed.
    folder.run_ok(&["generate", "shop", "--out", "out"]);
    assert!(folder.read("out/Cargo.toml").ends_with("own = []\n"));
}

#[test]
fn the_definitions_form_finds_its_macros() {
    let folder = shop();
    let generate = |more: &[&str]| {
        let arguments = ["generate", "shop", "--out", "out", "--form", "definitions"];
        folder.run_ok(&[&arguments, more].concat());
        let manifest = folder.read("out/Cargo.toml");
        let line = manifest
            .lines()
            .find_map(|line| line.strip_prefix("billing-macros = "))
            .unwrap();
        line.to_owned()
    };
    // The macros of the source tree that this program was built from.
    let own = generate(&[]);
    let path = own
        .strip_prefix("{ path = \"")
        .and_then(|rest| rest.strip_suffix("\" }"))
        .unwrap();
    let found = folder.path("out").join(path).canonicalize().unwrap();
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("../billing-macros");
    assert_eq!(found, expected.canonicalize().unwrap());
    // Another path, relative to the crate. It does not have to exist yet.
    fs::create_dir(folder.path("macros")).unwrap();
    assert_eq!(
        generate(&["--macros", "macros"]),
        "{ path = \"../macros\" }"
    );
    fs::remove_dir_all(folder.path("out")).unwrap();
    assert_eq!(
        generate(&["--macros", "macros"]),
        "{ path = \"../macros\" }"
    );
}

#[test]
fn the_library_of_a_package_is_in_snake_case() {
    let folder = Folder::with(&[("shop.yaml", document("v1", &["value"]))]);
    for (name, library) in [
        ("shop-api", None),
        ("Shop-API", Some("name = \"shop_api\"")),
        ("shop--api", Some("name = \"shop_api\"")),
    ] {
        folder.run_ok(&["generate", "shop.yaml", "--out", name, "--crate-name", name]);
        let manifest = folder.read(&format!("{name}/Cargo.toml"));
        let lines = manifest.split_once("[lib]\n").map(|(_, lines)| lines);
        let found = lines.and_then(|lines| lines.lines().next());
        assert_eq!(found, library, "{manifest}");
        assert_eq!(load_manifest(&folder, name), Ok(()));
    }
}

#[test]
fn the_name_of_an_existing_package_stays() {
    let folder = Folder::with(&[("shop.yaml", document("v1", &["value"]))]);
    let generate = |name: &str| {
        folder.run_ok(&[
            "generate",
            "shop.yaml",
            "--out",
            "out",
            "--crate-name",
            name,
        ])
    };
    assert!(!generate("shop-api").contains("has no effect"));
    assert_eq!(generate("shop-api"), "unchanged\n");
    let expected = "unchanged\nCargo.toml exists and names the package `shop-api`, so `store` has no effect; change `name` there\n";
    assert_eq!(generate("store"), expected);
}

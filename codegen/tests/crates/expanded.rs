//! The expanded form as golden files (`BLESS=1` rewrites them), and the files of each form.

use std::{env, fs, path::Path};

use crate::folder::{Folder, document};

fn tiny() -> Folder {
    let operation = "  /prices/{name}:
    get:
      operationId: Prices_Get
      description: One price.
      parameters:
        - { name: name, in: path, required: true, schema: { type: string }, description: Its name. }
      responses:
        '200':
          description: The price.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Price' }
              examples:
                one: { summary: A whole one., value: { value: '2' } }
";
    let with = |text: String| text.replace("paths: {}\n", &format!("paths:\n{operation}"));
    Folder::with(&[
        ("shop/v1.yaml", with(document("v1", &["value"]))),
        ("shop/v2.yaml", with(document("v2", &["value", "currency"]))),
    ])
}

fn golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/crates/golden")
        .join(name);
    if env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    assert_eq!(text, fs::read_to_string(path).unwrap(), "{name}");
}

#[test]
fn output_files() {
    let folder = tiny();
    folder.run_ok(&["generate", "shop", "--out", "shop-api"]);
    for file in [
        "Cargo.toml",
        "src/lib.rs",
        "src/only_v1.rs",
        "src/since_v2.rs",
    ] {
        let name = file
            .trim_start_matches("src/")
            .replace(".toml", ".toml.golden");
        golden(&name, &folder.read(&format!("shop-api/{file}")));
    }
}

/// Requests, responses, pages and servers of every kind in both forms.
#[test]
fn operations_of_every_kind() {
    let folder = Folder::with(&[("calls.yaml", include_str!("calls.yaml").to_owned())]);
    folder.run_ok(&["generate", "calls.yaml", "--out", "calls"]);
    let text = folder.read("calls/src/operations.rs");
    let requests = text.find("/// Each style.").unwrap();
    golden("calls.rs", &text[requests..]);
    let arguments = ["--out", "definitions", "--form", "definitions"];
    folder.run_ok(&[&["generate", "calls.yaml"], &arguments[..]].concat());
    let text = folder.read("definitions/src/lib.rs");
    let header = text.find("#[billing_macros::versioned").unwrap();
    golden("calls_definitions.rs", &text[header..]);
}

#[test]
fn definitions_form() {
    let folder = tiny();
    folder.run_ok(&[
        "generate",
        "shop",
        "--out",
        "shop-api",
        "--form",
        "definitions",
    ]);
    golden("definitions.rs", &folder.read("shop-api/src/lib.rs"));
    assert!(
        folder
            .read("shop-api/Cargo.toml")
            .contains("billing-macros = ")
    );
    let sources = folder.files("shop-api/src");
    let own = sources
        .iter()
        .filter(|(path, _)| !path.starts_with("runtime/"));
    let own: Vec<&str> = own.map(|(path, _)| path.as_str()).collect();
    assert_eq!(own, ["lib.rs", "testing/examples.rs"]);
    // Switching the form removes obsolete files and updates the manifest.
    folder.run_ok(&["generate", "shop", "--out", "shop-api"]);
    assert!(folder.path("shop-api/src/since_v2.rs").exists());
    assert!(
        !folder
            .read("shop-api/Cargo.toml")
            .contains("billing-macros")
    );
}

#[test]
fn the_manifest_belongs_to_its_author() {
    let folder = tiny();
    folder.write("shop-api/src/own.rs", "// mine\n");
    folder.run_ok(&[
        "generate",
        "shop",
        "--out",
        "shop-api",
        "--crate-name",
        "shop",
    ]);
    let written = folder.read("shop-api/Cargo.toml");
    assert!(written.starts_with("[package]\nname = \"shop\"\n"));

    // Text outside of the marked block is preserved.
    let end = "# end of generated\n";
    let own =
        written
            .replace("0.1.0", "7.0.0")
            .replacen(end, &format!("{end}tempfile = \"3\"\n"), 1);
    folder.write("shop-api/Cargo.toml", &own);
    assert_eq!(
        folder.run_ok(&["generate", "shop", "--out", "shop-api"]),
        "unchanged\n"
    );
    folder.write("shop-api/Cargo.toml", &own.replace("serde = \"1\"\n", ""));
    assert_eq!(
        folder.run_ok(&["generate", "shop", "--out", "shop-api"]),
        "wrote Cargo.toml\n"
    );
    assert_eq!(folder.read("shop-api/Cargo.toml"), own);

    // A manifest without the block is not changed, and the run names what it lacks.
    let plain = "[package]\nname = \"shop\"\n";
    folder.write("shop-api/Cargo.toml", plain);
    let out = folder.run_ok(&["generate", "shop", "--out", "shop-api"]);
    assert!(
        out.starts_with("unchanged\n[dependencies] of Cargo.toml lacks the lines `# gen"),
        "{out}"
    );
    assert_eq!(folder.read("shop-api/Cargo.toml"), plain);
    assert_eq!(folder.read("shop-api/src/own.rs"), "// mine\n");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (first, second) = (tiny(), tiny());
    for folder in [&first, &second] {
        folder.run_ok(&["generate", "shop", "--out", "shop-api"]);
    }
    assert_eq!(first.files("shop-api"), second.files("shop-api"));
    assert_eq!(
        first.run_ok(&["generate", "shop", "--out", "shop-api"]),
        "unchanged\n"
    );
}

//! Configuration files that set every option of the generator.

use crate::folder::Folder;

const DOCUMENT: &str = "openapi: 3.0.3\ninfo: { title: Shop, version: VERSION }\npaths: {}\ncomponents: { schemas: { PriceDto: { properties: { value: { type: number } } } } }\n";

fn folder(config: &str) -> Folder {
    Folder::with(&[
        ("conf/api/v1.yaml", DOCUMENT.replace("VERSION", "v1")),
        ("conf/api/v2.yaml", DOCUMENT.replace("VERSION", "v2")),
        ("conf/billing-codegen.yaml", config.to_owned()),
    ])
}

/// The configuration file has all options. Its paths are relative to its folder.
#[test]
fn a_configuration_file_alone() {
    let config = "
specs: { path: api, api-versions: v2 }
out: ../shop
crate-name: prices
features: shop-
conversions: [time]
form: definitions
decimals: rust_decimal
rename: { types: { '*Dto': '*' } }
";
    let folder = folder(config);
    let arguments = ["generate", "--config", "conf/billing-codegen.yaml"];
    folder.run_ok(&arguments);
    let manifest = folder.read("shop/Cargo.toml");
    assert!(manifest.contains("name = \"prices\""), "{manifest}");
    assert!(
        manifest.contains("default = [\"shop-v2\", \"http\", \"time\"]"),
        "{manifest}"
    );
    // The types of members need their dependencies in every selection of features.
    let line =
        "rust_decimal = { version = \"1.43\", default-features = false, features = [\"std\"] }";
    assert!(manifest.contains(line), "{manifest}");
    let text = folder.read("shop/src/lib.rs");
    assert!(text.contains("versions(\"v2\")"), "{text}");
    assert!(
        text.contains("pub struct Price {\n        pub value: Option<::rust_decimal::Decimal>,"),
        "{text}"
    );
    let again = folder.run_ok(&arguments);
    assert_eq!(again, "unchanged\n");
    let (code, out, err) = folder.run(&["check", "--config", "conf/billing-codegen.yaml"]);
    assert_eq!(code, 0, "{out}{err}");
}

/// The modules of api-versions have the names that the file gives, and each of them one of its own.
#[test]
fn modules_of_api_versions() {
    let generate = ["generate", "--config", "conf/billing-codegen.yaml"];
    let config = |modules: &str| {
        format!("specs: api\nout: ../shop\nfeatures: shop-\nrename: {{ modules: {modules} }}\n")
    };
    let renamed = folder(&config("{ v1: old, 'v2*': 'new*' }"));
    renamed.run_ok(&generate);
    let text = renamed.read("shop/src/lib.rs");
    for line in [
        "//! | v1 | `old` | `shop-v1` |\n",
        "//! | v2 | `new` | `shop-v2`, on by default |\n",
        "pub mod old {\n",
        "pub mod latest {\n    pub use super::new::*;\n}\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    renamed.run_ok(&[&generate[..], &["--form", "definitions"]].concat());
    let text = renamed.read("shop/src/lib.rs");
    assert!(
        text.contains("versions(\"v1\" as old, \"v2\" as new)"),
        "{text}"
    );

    for (modules, message) in [
        (
            "{ v2: latest }",
            "error[B1002]: `latest` is reserved for the generated code\n",
        ),
        (
            "{ v2: v1 }",
            "error[B1002]: the modules of api-versions v1 and v2 would both be `v1`\n",
        ),
        ("{ v3: new }", "error[B1001]: there is no module `v3`\n"),
        ("{ stable: new }", "  = help: there is: api, v1, v2\n"),
    ] {
        let (code, _, err) = folder(&config(modules)).run(&generate);
        assert_eq!(code, 2, "{modules}");
        assert!(err.contains(message), "{modules}: {err}");
    }
}

/// Options of the command line override those of the file.
#[test]
fn arguments_override_the_file() {
    let folder = folder("form: definitions\ncrate-name: prices\napi-versions: [v2]\n");
    folder.run_ok(&[
        "generate",
        "conf/api",
        "--out",
        "shop",
        "--config",
        "conf/billing-codegen.yaml",
        "--form",
        "expanded",
        "--crate-name",
        "costs",
        "--api-versions",
        "v1",
    ]);
    assert!(folder.read("shop/Cargo.toml").contains("name = \"costs\""));
    assert!(folder.read("shop/src/lib.rs").contains("pub mod v1"));
}

/// Configuration files without an input or an output.
#[test]
fn missing_options() {
    let said = |config: &str| {
        let folder = folder(config);
        let (code, _, err) = folder.run(&["generate", "--config", "conf/billing-codegen.yaml"]);
        assert_eq!(code, 2, "{err}");
        err.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(
        said("specs: api\n"),
        "error[B1011]: `out` names no folder for the crate"
    );
    assert_eq!(
        said("specs: [api, api]\nout: a\n"),
        "error[B1011]: `specs` names several APIs, but a crate is of one"
    );
}

//! Names of files, modules and packages: whatever a document, a folder or an option says, they compile and can be checked out
//! on every system.

use std::{collections::BTreeSet, fs};

use billing_codegen::{
    CrateGenerator, Error, Generated, Generator, Spec, customize::Customization, emit,
};

use crate::generate;

/// Names of crates, words of the language, devices of Windows, and names that differ in case only.
const NAMES: [&str; 52] = [
    "std",
    "core",
    "alloc",
    "proc_macro",
    "test",
    "crate",
    "self",
    "super",
    "Self",
    "extern",
    "gen",
    "async",
    "type",
    "mod",
    "lib",
    "main",
    "serde",
    "serde_json",
    "bytes",
    "http",
    "http_body",
    "httpdate",
    "tokio",
    "tracing",
    "reqwest",
    "ureq",
    "time",
    "chrono",
    "jiff",
    "rust_decimal",
    "rustls",
    "billing_runtime",
    "con",
    "PRN",
    "Aux",
    "nul",
    "com1",
    "COM9",
    "lpt1",
    "Lpt9",
    "STD",
    "Std",
    "sTD",
    "Invoices",
    "invoices",
    "INVOICES",
    "runtime",
    "version",
    "Ünïcode",
    "\u{130}",
    "../../etc",
    "a\u{0}b",
];

/// Returns a document that is too large for one file, with a tag and a family of types for each name.
fn large_document() -> String {
    let mut paths = serde_json::Map::new();
    let mut schemas = serde_json::Map::new();
    for (index, name) in NAMES.iter().enumerate() {
        let own = format!("Own{index}");
        let reference = serde_json::json!({ "$ref": format!("#/components/schemas/{own}") });
        schemas.insert(
            own,
            serde_json::json!({ "properties": { "a": { "type": "string" } } }),
        );
        paths.insert(format!("/p{index}"), serde_json::json!({ "get": { "operationId": format!("op{index}"), "tags": [name],
            "responses": { "200": { "description": "It.", "content": { "application/json": { "schema": reference } } } } } }));
        for number in 0..9 {
            schemas.insert(
                format!("{name}Family{number}"),
                serde_json::json!({ "properties": { "a": { "type": "string" } } }),
            );
        }
    }
    serde_json::json!({ "openapi": "3.0.3", "info": { "title": "Large", "version": "v1" }, "paths": paths, "components": { "schemas": schemas } }).to_string()
}

/// Asserts that files can be beside each other on every system.
fn assert_portable(generated: &Generated) {
    let mut lower = BTreeSet::new();
    for (path, _) in generated.files.iter() {
        assert!(
            lower.insert(path.to_lowercase()),
            "{path} differs from another file in case only"
        );
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap().to_lowercase();
            let is_numbered = stem.len() == 4
                && ["com", "lpt"].contains(&&stem[..3])
                && stem.ends_with(|c: char| c.is_ascii_digit());
            assert!(
                !is_numbered && !["con", "prn", "aux", "nul"].contains(&stem.as_str()),
                "{path} is a device of Windows"
            );
            assert!(
                part.chars()
                    .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)),
                "{path}"
            );
            assert!(!part.ends_with(['.', ' ']) && part.len() < 100, "{path}");
        }
    }
}

#[test]
fn tags_and_families_are_files_and_modules_on_every_system() {
    let (_folder, generated) = generate("api.json", large_document().as_bytes());
    let generated = generated.unwrap();
    assert_portable(&generated);
    let mut modules = BTreeSet::new();
    for (path, text) in generated
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/") && !path.starts_with("src/runtime/"))
    {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        for item in file.items {
            let syn::Item::Mod(module) = item else {
                continue;
            };
            let name = module.ident.to_string();
            let is_crate =
                NAMES[..5].contains(&name.as_str()) || NAMES[16..28].contains(&name.as_str());
            assert!(
                !is_crate,
                "{path}: a module has the name of the crate `{name}`"
            );
            modules.insert(name);
        }
    }
    for name in [
        "of_std",
        "of_serde_json",
        "of_con",
        "of_lpt9",
        "of_self",
        "of_gen",
        "invoices",
        "lib",
    ] {
        assert!(modules.contains(name), "{name} is not in {modules:?}");
    }
}

/// The crates of a user, which only customizations name.
#[test]
fn a_group_gives_way_to_a_crate_of_the_user() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("api.json");
    fs::write(&file, large_document()).unwrap();
    let generator = CrateGenerator::of_documents(file, folder.path().join("crate"));
    let modules = |generator: CrateGenerator| {
        let generated = generator.files().unwrap();
        let files = generated.files.iter().map(|(path, _)| path.to_owned());
        files
            .filter(|path| path.contains("/invoices.rs") || path.contains("/of_invoices.rs"))
            .collect::<Vec<_>>()
    };
    let own = ["src/operations/invoices.rs", "src/types/invoices.rs"];
    assert_eq!(modules(generator.clone()), own);
    let derived = generator.customize(Customization::new().derive("Own0", "invoices::Own"));
    assert_eq!(modules(derived), [own[0], "src/types/of_invoices.rs"]);
}

#[test]
fn names_of_packages_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("api.yaml");
    fs::write(
        &file,
        "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\n",
    )
    .unwrap();
    let long = "n".repeat(65);
    // A name, and the name that the message proposes; none if it is accepted.
    let cases = [
        ("shop-api", None),
        ("Shop_Api2", None),
        ("x\"\nbuild = \"i.rs", Some("x--build----i-rs")),
        ("9 x!", Some("api-9-x")),
        ("", Some("api")),
        ("-x", Some("x")),
        ("a b", Some("a-b")),
        ("type", Some("api-type")),
        ("gen", Some("api-gen")),
        ("test", Some("api-test")),
        ("core", Some("api-core")),
        ("serde", Some("api-serde")),
        ("nul", Some("api-nul")),
        ("größe", Some("gr--e")),
        ("a\u{1b}", Some("a")),
        (&long, Some(&long[..60])),
    ];
    for (name, usable) in cases {
        let generator = CrateGenerator::of_documents(&file, folder.path().join("out"));
        let of_option = generator.clone().crate_name(name).files();
        let config = folder.path().join("config.yaml");
        fs::write(
            &config,
            format!("crate-name: {}\n", serde_json::to_string(name).unwrap()),
        )
        .unwrap();
        let of_config = generator.config(&config).files();
        match usable {
            None => {
                for generated in [of_option.unwrap(), of_config.unwrap()] {
                    let manifest = generated
                        .files
                        .iter()
                        .find(|(path, _)| *path == "Cargo.toml")
                        .unwrap()
                        .1
                        .to_owned();
                    assert!(
                        manifest.starts_with(&format!("[package]\nname = \"{name}\"\nversion")),
                        "{manifest}"
                    );
                }
            }
            Some(usable) => {
                let proposal = format!(
                    "`{}` cannot be the name of the package: write for instance `{usable}`",
                    name.escape_debug()
                );
                let error = of_option.unwrap_err();
                assert!(matches!(error, Error::Manifest(..)), "{name:?}: {error}");
                assert!(error.to_string().contains(&proposal), "{name:?}: {error}");
                let error = of_config.unwrap_err().to_string();
                assert!(
                    error.contains(&proposal) && error.contains("config.yaml:1:13"),
                    "{name:?}: {error}"
                );
            }
        }
    }
    // A folder of any name gives a package that cargo accepts.
    for (name, expected) in [
        ("Shop API", "shop-api"),
        ("9 x!", "api-9-x"),
        ("std", "api-std"),
        ("x\"y", "x-y"),
        ("ö", "api"),
        ("con", "api-con"),
        ("serde", "api-serde"),
    ] {
        let generated = CrateGenerator::of_documents(&file, folder.path().join(name))
            .files()
            .unwrap();
        let manifest = generated
            .files
            .iter()
            .find(|(path, _)| *path == "Cargo.toml")
            .unwrap()
            .1
            .to_owned();
        assert!(
            manifest.starts_with(&format!("[package]\nname = \"{expected}\"\nversion")),
            "{manifest}"
        );
    }
}

/// Other texts of a user in a manifest and in paths.
#[test]
fn features_runtimes_and_modules_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, version: &str| {
        let file = folder.path().join(name);
        fs::write(
            &file,
            format!("openapi: 3.0.3\ninfo: {{ title: Shop, version: {version:?} }}\npaths: {{}}\n"),
        )
        .unwrap();
        file
    };
    let file = write("api.yaml", "v1");
    // Only api-versions have features.
    fs::create_dir(folder.path().join("shop")).unwrap();
    let versions = folder.path().join("shop");
    write("shop/v1.yaml", "v1");
    let out = || folder.path().join("out");
    let injected = "a\"]\nb = [\"";
    for error in [
        CrateGenerator::of_documents(&versions, out())
            .features(injected)
            .files(),
        CrateGenerator::of_documents(&versions, out())
            .features("é")
            .files(),
    ] {
        let error = error.unwrap_err().to_string();
        assert!(
            error.contains("cannot be the name of a cargo feature"),
            "{error}"
        );
    }
    for runtime in [
        injected, "", "a-b::c", "::a", "a::", "self", "super::x", "a::b\nc",
    ] {
        let error = CrateGenerator::of_documents(&file, out())
            .runtime(runtime)
            .files()
            .unwrap_err();
        assert!(matches!(error, Error::Runtime(_)), "{runtime:?}: {error}");
        let modules = Generator::new()
            .spec(file.as_path())
            .out_dir(out())
            .runtime(runtime);
        assert!(modules.generate().is_err(), "{runtime:?}");
    }
    // A path with any characters is quoted.
    let quoted = CrateGenerator::of_documents(&file, out())
        .form(emit::OutputForm::Definitions)
        .macros(folder.path().join("m\"\n\u{1b}ö"));
    let manifest = quoted
        .files()
        .unwrap()
        .files
        .iter()
        .find(|(path, _)| *path == "Cargo.toml")
        .unwrap()
        .1
        .to_owned();
    assert!(
        manifest.contains("billing-macros = { path = \"../m\\\"\\u000A\\u001Bö\" }\n"),
        "{manifest}"
    );
    // Modules of a build script.
    for (name, module) in [
        ("std", "api_std"),
        ("con", "api_con"),
        ("gen", "api_gen"),
        ("crate", "api_crate"),
        ("runtime", "api_runtime"),
        ("Self", "api_self"),
        ("9", "api_9"),
        ("!", "api"),
        ("LPT1", "api_lpt1"),
        ("http", "http"),
    ] {
        let built = Generator::new()
            .spec(Spec::new(&file).name(name))
            .out_dir(folder.path().join(format!("modules-{module}")))
            .generate()
            .unwrap();
        assert!(
            built.files[0].ends_with(format!("{module}.rs")),
            "{name}: {:?}",
            built.files
        );
    }
}

/// Folders of services whose names are taken, or become one name.
#[cfg(feature = "services")]
#[test]
fn services_have_modules_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let generated = |services: &[&str]| {
        let specs = folder.path().join(services.join("+"));
        for service in services {
            let version = specs.join(service).join("v1");
            fs::create_dir_all(&version).unwrap();
            fs::write(
                version.join("a.yaml"),
                "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\n",
            )
            .unwrap();
        }
        CrateGenerator::of_services(specs, folder.path().join("out")).files()
    };
    let all = generated(&[
        "lib", "main", "runtime", "std", "con", "aux", "type", "gen", "shop",
    ])
    .unwrap();
    assert_portable(&all);
    let files: BTreeSet<&str> = all.files.iter().map(|(path, _)| path).collect();
    for module in [
        "api_lib",
        "api_main",
        "api_runtime",
        "api_std",
        "api_con",
        "api_aux",
        "api_type",
        "api_gen",
        "shop",
    ] {
        let path = format!("src/{module}.rs");
        assert!(
            files.contains(path.as_str()),
            "{module} is not in {files:?}"
        );
    }
    let error = generated(&["a-b", "a_b"]).unwrap_err().to_string();
    assert!(
        error.contains("`a-b` and `a_b` would both be the module `a_b`"),
        "{error}"
    );
}

//! Compiles customized types in both forms, and reads and writes their values.

use std::{
    env,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use billing_codegen::{
    CrateGenerator, Generator, Spec,
    customize::{Customization, DateTypes, DecimalType},
    emit::{Conversion, OutputForm},
};

use crate::{
    cargo::{assert_clean, cargo_in},
    home,
};

const OWN: &str = include_str!("own.rs");

/// Source of the check: reads a value, compares it, writes it, and lists the kept parts.
const CHECK: &str = r#"
macro_rules! check {
    ($runtime:path, $ty:path, $text:literal, $kept:literal) => {{
        use $runtime as runtime;
        let value: $ty = runtime::decode($text.as_bytes()).unwrap();
        let written = String::from_utf8(runtime::encode(&value).unwrap()).unwrap();
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(json(&written), json($text));
        assert_eq!(serde_json::to_string(&value).unwrap(), written);
        let again: $ty = serde_json::from_str(&written).unwrap();
        assert_eq!(again, value);
        let kept = value.kept().into_iter().map(|item| item.path);
        assert_eq!(kept.collect::<Vec<_>>().join(", "), $kept, "{}", $text);
    }};
}
"#;

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Returns a check for each line of a file of values. The types are in `module`.
fn checks(file: &str, module: &str, runtime: &str) -> String {
    let values = fs::read_to_string(home(file)).unwrap();
    let mut lines = values.lines().peekable();
    let mut checks = String::new();
    while let Some(line) = lines.next() {
        let (ty, json) = line.split_once(' ').unwrap();
        let kept = lines.next_if(|line| line.starts_with("kept: "));
        let kept = kept.map_or("", |line| line.trim_start_matches("kept: "));
        writeln!(
            checks,
            "    check!({runtime}, {module}::{ty}, {json:?}, {kept:?});"
        )
        .unwrap();
    }
    checks
}

fn own_types(runtime: &str) -> String {
    OWN.replace("use rt::", &format!("use {runtime}::"))
        .replace("\"rt::serde\"", &format!("\"{runtime}::serde\""))
}

/// Writes the crate of `types/` in definitions form.
fn write_definitions(root: &Path) {
    let macros = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../billing-macros");
    let rules = Customization::new().edit_files(|path, text| match path {
        "src/lib.rs" => text + "\n/// Types that stand for generated ones.\n#[allow(missing_docs)]\npub mod own;\n",
        _ => text,
    });
    CrateGenerator::of_documents(home("types/api"), root.join("definitions"))
        .crate_name("definitions")
        .form(OutputForm::Definitions)
        .macros(macros)
        .config(home("types/config.yaml"))
        .customize(rules)
        .generate()
        .unwrap();
    write(
        &root.join("definitions/src/own.rs"),
        &own_types("crate::runtime"),
    );
    let manifest = root.join("definitions/Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let text = text.replace("default = [\"http\"]", "default = []");
    write(
        &manifest,
        &text.replace(
            "serde = \"1\"",
            "serde = { version = \"1\", features = [\"derive\"] }",
        ),
    );
}

#[test]
fn customized_types_compile_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write_definitions(root);
    let mut main = "#![deny(warnings)]\n#[allow(dead_code)]\nmod own;\n".to_owned();
    let mut body = checks("types/values.txt", "types", "crate::types::runtime");
    body += &checks("types/values.txt", "definitions", "definitions::runtime");
    body += "    fn hashed<T: Eq + std::hash::Hash>() {}\n    hashed::<types::newest::Invoice>();\n    hashed::<types::v1::Payer>();\n";
    body += "    let all = types::v1::operations::GetInvoice::new(\"1\").more(types::v1::InvoiceStatus::Overdue);\n    assert_eq!(all.more.as_ref().map(|more| more.as_str()), Some(\"PastDue\"));\n";
    Generator::new()
        .spec(Spec::new(home("types/api")).name("types"))
        .config(home("types/config.yaml"))
        .conversions(Conversion::ALL)
        .out_dir(root.join("src"))
        .generate()
        .unwrap();
    let dates = [
        ("text", DateTypes::Text, DecimalType::Float),
        ("time", DateTypes::Time, DecimalType::RustDecimal),
        ("chrono", DateTypes::Chrono, DecimalType::Own),
        ("chrono_utc", DateTypes::ChronoUtc, DecimalType::Own),
        ("jiff", DateTypes::Jiff, DecimalType::RustDecimal),
        ("jiff_zoned", DateTypes::JiffZoned, DecimalType::Own),
    ];
    for (name, dates, decimals) in dates {
        let module_name = format!("with_{name}");
        // One choice of date types has its own runtime. The others share the runtime of the types, which has all
        // conversions.
        let runtime = match dates {
            DateTypes::Time => format!("crate::{module_name}::runtime"),
            _ => "crate::types::runtime".to_owned(),
        };
        let generator = match dates {
            DateTypes::Time => Generator::new(),
            _ => Generator::new().runtime(runtime.as_str()),
        };
        generator
            .spec(Spec::new(home("dates/api.yaml")).name(&module_name))
            .customize(Customization::new().dates(dates).decimals(decimals))
            .out_dir(root.join("src"))
            .generate()
            .unwrap();
        writeln!(main, "include!(\"{module_name}.rs\");").unwrap();
        let all = checks("dates/values.txt", &module_name, &runtime);
        body += &match dates {
            // Any string is a valid value of a text type.
            DateTypes::Text => all.replace("\"at, others\"", "\"\""),
            _ => all,
        };
    }
    main += "include!(\"types.rs\");\n";
    main += CHECK;
    writeln!(main, "\nfn main() {{\n{body}}}").unwrap();
    write(&root.join("src/main.rs"), &main);
    write(
        &root.join("src/own.rs"),
        &own_types("crate::types::runtime"),
    );
    write(&root.join("Cargo.toml"), MANIFEST);
    assert_clean(cargo_in(root).arg("run"));
}

const MANIFEST: &str = r#"[workspace]

[package]
name = "customized"
version = "0.1.0"
edition = "2024"

[dependencies]
definitions = { path = "definitions" }
chrono = { version = "0.4", default-features = false, features = ["std"] }
jiff = { version = "0.2", default-features = false, features = ["std"] }
rust_decimal = { version = "1.43", default-features = false, features = ["std"] }
serde = { version = "1", features = ["derive"] }
serde_json = { version = "1", features = ["raw_value"] }
time = { version = "0.3", default-features = false, features = ["std"] }
"#;

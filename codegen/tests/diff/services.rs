//! Comparison of two states of a service with several api-versions.

use std::fs;

use billing_codegen::{
    diff::{self, Report, source_shape_changes},
    load::LoadOptions,
};

use crate::{
    checks::{At, document},
    format_report,
};

const ONE: &str = "{ type: object, properties: { a: { type: string } } }";
const TWO: &str = "{ type: object, properties: { a: { type: string }, b: { type: string } } }";

/// Compares two states, each a list of api-versions with the schema of a response.
fn compare_services(old: &[(&str, &str)], new: &[(&str, &str)]) -> Report {
    let root = tempfile::tempdir().expect("a folder");
    for (side, versions) in [("old", old), ("new", new)] {
        for (version, schema) in versions {
            let folder = root.path().join(side).join(version);
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(folder.join("a.yaml"), document(At::Response, schema)).expect("a file");
        }
    }
    let path = |side: &str| root.path().join(side).to_string_lossy().into_owned();
    let report = diff::run(path("old"), path("new"), &LoadOptions::new());
    report.unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the checks and their statements about Rust.
fn rust_findings(report: &Report) -> Vec<String> {
    let findings = report.findings();
    findings
        .map(|finding| format!("{} {}", finding.change.check.id(), finding.change.rust))
        .collect()
}

#[test]
fn a_fix_of_an_old_version_splits_a_type() {
    let report = compare_services(
        &[("v1", ONE), ("v2", ONE), ("v3", ONE)],
        &[("v1", ONE), ("v2", TWO), ("v3", ONE)],
    );
    assert_eq!(
        rust_findings(&report),
        [
            "type-split `Thing` was one type in v1, v2 and v3; now apart: v1 and v3; v2",
            "type-split `ThingsGet` was one type in v1, v2 and v3; now apart: v1 and v3; v2",
            "member-added `Thing::b` is new: `Option<String>`",
        ],
        "{}",
        format_report(&report)
    );
}

#[test]
fn a_fix_of_an_old_version_merges_types() {
    let report = compare_services(&[("v1", ONE), ("v2", TWO)], &[("v1", TWO), ("v2", TWO)]);
    assert_eq!(
        rust_findings(&report),
        [
            "types-merged `Thing` is one type in v1 and v2; was apart: v1; v2",
            "types-merged `ThingsGet` is one type in v1 and v2; was apart: v1; v2",
            "member-added `Thing::b` is new: `Option<String>`",
        ]
    );
}

#[test]
fn a_new_version_neither_splits_nor_merges() {
    let report = compare_services(&[("v1", ONE), ("v2", ONE)], &[("v2", ONE), ("v3", TWO)]);
    assert_eq!(
        rust_findings(&report),
        [
            "api-version-removed the module for `v1` is gone",
            "api-version-added a new module for `v3`",
        ]
    );
}

#[test]
fn arguments_are_in_the_order_of_the_oldest_api_version() {
    const FORTH: &str = "{ type: object, required: [a, b], properties: { a: { type: string }, b: { type: string } } }";
    const BACK: &str = "{ type: object, required: [a, b], properties: { b: { type: string }, a: { type: string } } }";
    let reordered = "arguments-reordered `Thing::new` takes `b, a`; it took `a, b`; the compiler does not notice";
    let findings = |old: &[(&str, &str)], new: &[(&str, &str)]| {
        let report = compare_services(old, new);
        assert_eq!(report.count_on_the_wire(diff::Class::Breaking), 0);
        rust_findings(&report)
    };
    // Another order in a newer api-version changes nothing.
    let both = [("v1", FORTH), ("v2", FORTH)];
    assert_eq!(findings(&both, &[("v1", FORTH), ("v2", BACK)]), [""; 0]);
    assert_eq!(
        findings(&both, &[("v1", BACK), ("v2", FORTH)]),
        [format!("{reordered} (in v1 and v2)")]
    );
    // Without the oldest one, the order is that of the next one.
    let report = compare_services(&[("v1", FORTH), ("v2", BACK)], &[("v2", BACK)]);
    let found = rust_findings(&report);
    assert!(found.contains(&format!("{reordered} (in v2)")), "{found:?}");
}

#[test]
fn generated_modules_show_changes_of_shapes() {
    let module = |range: &str| {
        format!(
            "//! Docs.\n\n#[billing_macros::versioned(versions(\"v1\", \"v2\"), runtime = crate::runtime)]\nmod definitions {{\n    pub struct Thing {{\n        {range}pub a: Option<String>,\n    }}\n}}\n"
        )
    };
    let (one, two) = (module(""), module("#[versions(\"v2\"..)]\n        "));
    let shape_changes = |old: &str, new: &str| {
        let changes = source_shape_changes(old, new);
        changes.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        shape_changes(&one, &two),
        ["`Thing` was one type in v1 and v2; now apart: v1; v2"]
    );
    assert_eq!(
        shape_changes(&two, &one),
        ["`Thing` is one type in v1 and v2; was apart: v1; v2"]
    );
    assert!(shape_changes(&one, &one).is_empty());
    // A renamed type is the same type if lineage connects the names.
    let definitions = |inside: &str| {
        format!(
            "#[billing_macros::versioned(versions(\"v1\", \"v2\", \"v3\"), runtime = crate::runtime)]\nmod definitions {{\n{inside}\n}}\n"
        )
    };
    let whole = definitions("pub struct Thing { pub a: Option<String> }");
    let renamed = definitions(
        "#[versions(..\"v3\")] pub struct Thing { pub a: Option<String> }
        #[versions(\"v3\".., was = \"Thing\")] pub struct Object { pub a: Option<String> }",
    );
    let other = definitions(
        "#[versions(..\"v3\")] pub struct Thing { pub a: Option<String> }
        #[versions(\"v3\"..)] pub struct Object { pub a: Option<String> }",
    );
    let grown = renamed.replace(
        "pub struct Thing { ",
        "pub struct Thing { #[versions(\"v2\"..)] pub b: Option<String>, ",
    );
    let cases = [
        (
            &whole,
            &renamed,
            "`Thing` was one type in v1, v2 and v3; now apart: v1 and v2; v3 as `Object`",
        ),
        (
            &renamed,
            &whole,
            "`Thing` is one type in v1, v2 and v3; was apart: v1 and v2; v3 as `Object`",
        ),
        (
            &whole,
            &grown,
            "`Thing` was one type in v1, v2 and v3; now apart: v1; v2; v3 as `Object`",
        ),
        (
            &renamed,
            &grown,
            "`Thing` was one type in v1 and v2; now apart: v1; v2",
        ),
    ];
    for (old, new, expected) in cases {
        assert_eq!(shape_changes(old, new), [expected]);
    }
    // Without lineage the renamed type is another type.
    assert!(shape_changes(&whole, &other).is_empty());
    assert!(shape_changes("fn main() {}", &one).is_empty());
    assert!(shape_changes("not Rust", &one).is_empty());
}

#[test]
fn check_reports_split_types() {
    let root = tempfile::tempdir().expect("a folder");
    let path = |name: &str| root.path().join(name);
    let write = |name: &str, text: &str| {
        let file = path(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
    };
    let run = |action: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_billing-codegen"))
            .current_dir(root.path())
            .arg(action)
            .output()
            .expect("a run");
        (
            output.status.code(),
            String::from_utf8(output.stderr).expect("text"),
        )
    };
    let manifest =
        "[package]\nname = \"a\"\n\n[features]\n# generated: api-versions\n# end of generated\n";
    write("generated/Cargo.toml", manifest);
    for version in ["v1", "v2", "v3"] {
        write(
            &format!("specs/shop/{version}/a.yaml"),
            &document(At::Response, ONE),
        );
    }
    assert_eq!(run("generate").0, Some(0));
    write("specs/shop/v1/a.yaml", &document(At::Response, TWO));
    let (code, err) = run("check");
    assert_eq!(code, Some(1));
    let note = "error[B0703]: the generated crate is stale\n |\n = note: src/shop.rs: `Thing` was one type in v1, v2 and v3; now apart: v1; v2 and v3\n";
    assert!(err.contains(note), "{err}");
    for order in ["a, b", "b, a"] {
        let members = order
            .replace("a", "a: { type: string }")
            .replace("b", "b: { type: string }");
        let schema = format!("{{ type: object, required: [a, b], properties: {{ {members} }} }}");
        for version in ["v1", "v2", "v3"] {
            write(
                &format!("specs/shop/{version}/a.yaml"),
                &document(At::Response, &schema),
            );
        }
        if order == "a, b" {
            assert_eq!(run("generate").0, Some(0));
        }
    }
    let (_, err) = run("check");
    let note = "`Thing::new` takes `b, a`; it took `a, b`; the compiler does not notice";
    assert!(err.contains(note), "{err}");
}

#[test]
fn a_folder_with_a_file_for_each_api_version_is_a_service() {
    let root = tempfile::tempdir().expect("a folder");
    for (side, schema) in [("old", ONE), ("new", TWO)] {
        let folder = root.path().join(side);
        fs::create_dir_all(&folder).expect("a folder");
        for (name, schema) in [("things-1.9.yaml", ONE), ("things-1.10.yaml", schema)] {
            fs::write(folder.join(name), document(At::Response, schema)).expect("a file");
        }
    }
    let path = |side: &str| root.path().join(side).to_string_lossy().into_owned();
    let report = diff::run(path("old"), path("new"), &LoadOptions::new())
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        rust_findings(&report),
        [
            "type-split `Thing` was one type in 1.9 and 1.10; now apart: 1.9; 1.10",
            "type-split `ThingsGet` was one type in 1.9 and 1.10; now apart: 1.9; 1.10",
            "member-added `Thing::b` is new: `Option<String>`",
        ],
        "{}",
        format_report(&report)
    );
}

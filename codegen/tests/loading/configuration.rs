//! Options of the configuration file, which all commands read.

use crate::{Folder, document};

fn folder(config: &str) -> Folder {
    // The second api-version has a misspelt key.
    let (v1, v2) = (
        document("v1", "value: { type: number }"),
        document("v2", "value: { type: number, descripton: The price. }"),
    );
    Folder::new(&[
        ("api/shop/v1.yaml", &v1),
        ("api/shop/v2.yaml", &v2),
        ("billing-codegen.yaml", config),
    ])
}

/// Each command, with the exit code and standard error of it.
fn outcomes(folder: &Folder, options: &str) -> Vec<(i32, String)> {
    let lines = [
        "generate api/shop --out crate",
        "check api/shop --out crate",
        "diff api/shop/v1.yaml api/shop/v2.yaml",
        "verify api/shop",
    ];
    let outcome = |line: &str| {
        let (code, _, err) = folder.run(&format!("{line} --config billing-codegen.yaml {options}"));
        (code, err)
    };
    lines.into_iter().map(outcome).collect()
}

#[test]
fn levels_and_limits() {
    // What the file says, what the command line says, whether the commands succeed, and what they report.
    for (config, options, succeeds, expected) in [
        ("{}", "", true, "warning[B0206]"),
        ("allow: B0206", "", true, ""),
        ("deny: [B0206]", "", false, "error[B0206]"),
        ("deny: warnings", "", false, "error[B0206]"),
        ("{ deny: warnings, allow: B0206 }", "", true, ""),
        // The strictest of several keys counts, in any order.
        ("{ deny: B0206, allow: B0206 }", "", false, "error[B0206]"),
        // The command line counts more.
        ("deny: B0206", "--allow B0206", true, ""),
        ("allow: B0206", "--deny B0206", false, "error[B0206]"),
        ("limit: { file-bytes: 10 }", "", false, "the limit is 10"),
        ("limit: { types: 0 }", "", false, "the limit is 0"),
        (
            "limit: { file-bytes: 10 }",
            "--limit file-bytes=1_000_000 --allow B0206",
            true,
            "",
        ),
        // Another limit on the command line leaves this one.
        (
            "limit: { file-bytes: 10 }",
            "--limit types=5",
            false,
            "the limit is 10",
        ),
        (
            "limit: { file-byte: 10 }",
            "",
            false,
            "did you mean `file-bytes`?",
        ),
        (
            "limit: { types: many }",
            "",
            false,
            "a whole number without a sign",
        ),
        (
            "allow: B0001",
            "",
            false,
            "B0001 is an error and cannot be allowed",
        ),
        ("warn: B9999", "", false, "there is no code `B9999`"),
    ] {
        let folder = folder(config);
        for (index, (code, err)) in outcomes(&folder, options).into_iter().enumerate() {
            // The old side of the comparison has no problem.
            let is_expected = match expected {
                "" => err.is_empty(),
                expected => err.contains(expected),
            };
            // `diff` shows no warnings beside its report.
            let is_quiet = index == 2 && succeeds;
            assert!(is_expected || is_quiet, "{config} {options} {index}: {err}");
            assert_eq!(code == 2, !succeeds, "{config} {options} {index}: {err}");
        }
    }
}

#[test]
fn documents_by_the_name_in_the_file() {
    let config = "
specs:
  - { path: api/shop, name: store, overrides: fix.yaml, api-versions: v*, operations: Prices_* }
  - api/shop/v1.yaml
";
    let folder = folder(config);
    folder.write(
        "fix.yaml",
        "- at: /components/schemas/Price/properties/value/descripton\n  versions: v2..\n  drop: true\n  reason: Misspelt.\n",
    );
    let with = |line: &str| folder.run(&format!("{line} --config billing-codegen.yaml"));
    for line in [
        "generate store --out crate",
        "check store --out crate",
        "generate store/v2 --out newest",
        "diff store/v1 store/v2",
        "diff api/shop/v1.yaml store/v2",
        "verify store",
        "verify store/v2",
        // All documents of the file.
        "verify",
    ] {
        let (code, _, err) = with(line);
        assert_eq!((code, err.as_str()), (0, ""), "{line}");
    }
    let (code, _, err) = with("verify store/v3");
    assert_eq!(code, 2);
    assert!(err.contains("`store` has no api-version `v3`"), "{err}");
    // An option on the command line counts more than that of the file.
    folder.write("none.yaml", "[]\n");
    let (_, _, err) = with("verify store --overrides none.yaml");
    assert!(err.contains("warning[B0206]"), "{err}");
}

#[test]
fn the_folder_of_services() {
    let folder = Folder::new(&[
        (
            "conf/services/shop/v1/a.yaml",
            &document("v1", "value: { type: number }"),
        ),
        (
            "conf/billing-codegen.yaml",
            "specs-dir: services\nout: ../crate\n",
        ),
    ]);
    for line in [
        "generate",
        "check",
        "diff shop/v1 shop/v1",
        "verify",
        "verify shop",
        "generate shop/v1 --out single",
    ] {
        folder.succeed(&format!("{line} --config conf/billing-codegen.yaml"));
    }
    assert!(folder.path("crate/src/shop.rs").exists());
    assert!(folder.path("single/Cargo.toml").exists());
}

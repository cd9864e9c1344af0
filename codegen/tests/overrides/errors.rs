//! Invalid overrides and overrides without effect.

use crate::{folder::Folder, table::shop};

fn diagnostics_of(folder: &Folder) -> String {
    let (code, _, err) = folder.run(&["generate", "shop", "--out", "out"]);
    assert_eq!(code, 2, "{err}");
    assert!(!folder.path("out").exists());
    err
}

/// An entry and its diagnostics, without the source excerpts.
#[test]
fn messages() {
    let cases = [
        (
            "at: /components/schemas/Price/properties/valu\n  drop: true",
            "`/components/schemas/Price/properties/valu` does not exist in api-versions v1 and v2\nhelp: did you mean `value`?",
        ),
        (
            "at: /components/schemas/Prize/properties/value\n  drop: true",
            "`/components/schemas/Prize/properties/value` does not exist in api-versions v1 and v2\nhelp: did you mean `Price`?",
        ),
        (
            "at: /components/schemas/Unit/enum/Hours\n  versions: v2..\n  rename: Day",
            "`/components/schemas/Unit/enum/Hours` does not exist in api-version v2\nhelp: did you mean `Hour`?",
        ),
        (
            "at: /components/schemas/Unit/enum/7\n  drop: true",
            "`/components/schemas/Unit/enum/7` does not exist in api-versions v1 and v2",
        ),
        (
            "at: /components/schemas/Price/foo/bar\n  add: x",
            "`/components/schemas/Price/foo/bar` does not exist in api-versions v1 and v2",
        ),
        (
            "at: /components/schemas/Price/properties/value\n  retype: { type: string }",
            "`/components/schemas/Price/properties/value` already has this value in api-versions v1 and v2\nhelp: remove this override: the document has the same value",
        ),
        (
            "at: /components/schemas/Price/properties/note\n  add: { type: string, description: A word on it. }",
            "`/components/schemas/Price/properties/note` already has this value in api-versions v1 and v2\nhelp: remove this override: the document has the same value",
        ),
        (
            "at: /components/schemas/Price/required/-\n  add: unit",
            "`/components/schemas/Price/required/-` already has this value in api-versions v1 and v2\nhelp: remove this override: the document has the same value",
        ),
        (
            "at: /components/schemas/Price/properties/remark\n  rename: note",
            "`/components/schemas/Price/properties/remark` already has the name `note` in api-versions v1 and v2\nhelp: remove this override: the document has the same value",
        ),
        (
            "at: /paths/~1prices/get/parameters/$top\n  rename: $top",
            "`/paths/~1prices/get/parameters/$top` already has the name `$top` in api-versions v1 and v2\nhelp: remove this override: the document has the same value",
        ),
        (
            "at: /components/schemas/Price/properties/note\n  add: { type: number }",
            "`/components/schemas/Price/properties/note` already exists in api-versions v1 and v2: it is a mapping\nhelp: use `retype` or `rename` to change it",
        ),
        (
            "at: /components/schemas/Price/properties/note\n  rename: value",
            "`/components/schemas/Price/properties/note` cannot be renamed in api-versions v1 and v2: `value` already exists",
        ),
        (
            "at: /components/schemas/Price/description\n  retype: { type: number }",
            "`/components/schemas/Price/description` is not a schema in api-versions v1 and v2, but a string\nhelp: `retype` applies to a schema, a property, a parameter, a header or a body",
        ),
        (
            "at: /components/schemas/Price/required\n  retype: { type: number }",
            "`/components/schemas/Price/required` is not a schema in api-versions v1 and v2, but a list\nhelp: `retype` applies to a schema, a property, a parameter, a header or a body",
        ),
        (
            "at: other.yaml#/components/schemas/Price\n  drop: true",
            "`other.yaml#/components/schemas/Price` names a fragment that does not exist in api-versions v1 and v2",
        ),
        (
            "at: /components/schemas/*/properties/*Amount\n  floats: decimal",
            "`/components/schemas/*/properties/*Amount` does not exist in api-versions v1 and v2",
        ),
        (
            "at: /components/schemas/Price/properties/w*\n  floats: decimal",
            "`/components/schemas/Price/properties/w*` already has this value in api-versions v1 and v2\nhelp: remove this override: the document has the same value",
        ),
        (
            "at: /components/schemas/Price\n  floats: exact",
            "`floats` must be `decimal`, but this is a string",
        ),
        // Ranges.
        (
            "at: /components/schemas/Price\n  versions: v2..v2\n  drop: true",
            "the range `v2..v2` contains no api-version\nhelp: the end of a range is exclusive",
        ),
        (
            "at: /components/schemas/Price\n  versions: v2..v1\n  drop: true",
            "the range `v2..v1` contains no api-version\nhelp: the end of a range is exclusive",
        ),
        (
            "at: /components/schemas/Price\n  versions: v22..\n  drop: true",
            "there is no api-version `v22`\nhelp: did you mean `v2`?",
        ),
        (
            "at: /components/schemas/Price\n  versions: v2\n  drop: true",
            "`v2` is not a range of api-versions\nhelp: write the first api-version, the one after the last, or both: `2020-05-01..`, `..2024-04-01`",
        ),
        (
            "at: /components/schemas/Price\n  versions: [v2]\n  drop: true",
            "`versions` must be a string, but this is a list",
        ),
        // Entries.
        (
            "at: /components/schemas/Price",
            "an override needs one of `retype`, `rename`, `add`, `drop` and `floats`",
        ),
        (
            "at: /components/schemas/Price\n  drop: true\n  rename: Cost",
            "an override has one action, but this one has `rename` and `drop`",
        ),
        (
            "drop: true",
            "an override lacks `at`\nhelp: add its target: `at: /components/schemas/Invoice/properties/status`",
        ),
        (
            "at: Price.value\n  drop: true",
            "`Price.value` is not a JSON pointer\nhelp: it starts with `/`, and a `/` within a name is written `~1`: `/paths/~1invoices/get`",
        ),
        (
            "at: ''\n  drop: true",
            "`` is not a JSON pointer\nhelp: it starts with `/`, and a `/` within a name is written `~1`: `/paths/~1invoices/get`",
        ),
        (
            "at: /components/schemas/Price\n  drop: false",
            "`drop` must be `true`, but this is a boolean",
        ),
        (
            "at: /components/schemas/Price\n  rename: [Cost]",
            "`rename` must be a name, but this is a list",
        ),
        (
            "at: /components/schemas/Price\n  retype: number",
            "`retype` must be a schema, but this is a string",
        ),
        (
            "at: /components/schemas/Price/properties/note\n  drop: true\n  raeson: x",
            "unknown key `raeson` in an override\nhelp: did you mean `reason`?",
        ),
        ("- a", "an override must be a mapping, but this is a list"),
    ];
    for (entry, expected) in cases {
        let folder = shop();
        folder.write("shop/overrides.yaml", &format!("- {entry}\n"));
        let err = diagnostics_of(&folder);
        assert!(err.contains("--> shop/overrides.yaml:"), "{err}");
        let said: Vec<String> = err
            .lines()
            .filter_map(|line| match line.split_once("]: ") {
                Some((code, message)) if code.starts_with("error[B04") => Some(message.to_owned()),
                _ => line
                    .trim_start()
                    .trim_start_matches("= ")
                    .strip_prefix("help: ")
                    .map(|help| format!("help: {help}")),
            })
            .collect();
        assert_eq!(said.join("\n"), expected, "{err}");
    }
}

#[test]
fn an_override_that_applies_to_some_api_versions_only() {
    let folder = shop();
    let fixed = folder
        .read("shop/v2.yaml")
        .replace("value: { type: string", "value: { type: number");
    folder.write("shop/v2.yaml", &fixed);
    folder.write(
        "shop/overrides.yaml",
        "- at: /components/schemas/Price/properties/value\n  retype: { type: number }\n",
    );
    assert_eq!(
        diagnostics_of(&folder).trim_end(),
        "\
error[B0406]: `/components/schemas/Price/properties/value` already has this value in api-version v2
 --> shop/overrides.yaml:1:7
  |
1 | - at: /components/schemas/Price/properties/value
  |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
  = help: remove this override: the document has the same value
  = help: if it applies only to some api-versions, add a range: `versions: 2020-05-01..2024-04-01`"
    );
}

#[test]
fn ambiguous_places_need_a_fragment() {
    let part = |name: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: Shop, version: v1 }}\npaths: {{}}\ncomponents:\n  schemas:\n    {name}: {{ type: object }}\n"
        )
    };
    let entry = "at: /components/schemas/Tax\n  add: { properties: { rate: { type: number } } }\n";
    let folder = Folder::with(&[
        ("shop/v1/a.yaml", part("Price")),
        ("shop/v1/b.yaml", part("Unit")),
        ("shop/overrides.yaml", format!("- {entry}")),
    ]);
    let err = diagnostics_of(&folder);
    assert!(err.starts_with("error[B0407]: `/components/schemas/Tax` is in several fragments in api-version v1: `a.yaml`, `b.yaml`\n"), "{err}");
    assert!(
        err.contains("help: name one: `at: a.yaml#/components/schemas/Tax`\n"),
        "{err}"
    );
    folder.write(
        "shop/overrides.yaml",
        &format!(
            "- {}",
            entry.replace(": /", ": 'b.yaml#/").replace("Tax", "Tax'")
        ),
    );
    folder.run_ok(&["generate", "shop", "--out", "out"]);
    assert!(
        folder
            .read("out/src/all_versions.rs")
            .contains("pub struct Tax")
    );
}

#[test]
fn errors_in_overridden_nodes_point_at_the_override() {
    let folder = shop();
    folder.write(
        "shop/overrides.yaml",
        "- at: /components/schemas/Price/properties/note\n  rename: remark\n\
         - at: /components/schemas/Price/properties/tax\n  versions: v2..\n  add: { $ref: '#/components/schemas/Tax' }\n\
         - at: /components/schemas/Price/properties/remark\n  versions: ..v2\n  retype: { type: 7 }\n",
    );
    let err = diagnostics_of(&folder);
    assert!(
        err.contains("there is no `/components/schemas/Tax` in `shop/v2.yaml`\n --> shop/overrides.yaml:5:16\n"),
        "{err}"
    );
    assert!(err.contains("--> shop/overrides.yaml:8:19\n"), "{err}");
}

#[test]
fn files_named_by_the_option() {
    let folder = shop();
    folder.write("shop/overrides.yaml", "- at: /nowhere\n  drop: true\n");
    // `--overrides` replaces the file of the folder, with any path.
    folder.write(
        "fixes/shop.yaml",
        "- at: /components/schemas/Price/properties/note\n  rename: remark\n",
    );
    folder.run_ok(&[
        "generate",
        "shop",
        "--out",
        "out",
        "--overrides",
        "fixes/shop.yaml",
    ]);
    assert!(
        folder
            .read("out/src/all_versions.rs")
            .contains("pub remark: ")
    );

    let cases = [
        (
            "x: 1\n",
            "error[B0401]: an overrides file must be a list, but this is a mapping\n",
        ),
        ("- [\n", "error[B0003]: cannot read this as YAML: "),
    ];
    for (text, expected) in cases {
        folder.write("fixes/shop.yaml", text);
        let (code, _, err) = folder.run(&[
            "generate",
            "shop",
            "--out",
            "out",
            "--overrides",
            "fixes/shop.yaml",
        ]);
        assert_eq!(code, 2);
        assert!(err.starts_with(expected), "{err}");
    }
    let (code, _, err) = folder.run(&[
        "generate",
        "shop",
        "--out",
        "out",
        "--overrides",
        "none.yaml",
    ]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("error[B0001]: cannot read `none.yaml`: there is no such file\n"),
        "{err}"
    );
}

//! Deviations, news and declarations.

use crate::{HAND_WRITTEN, folder::Folder, imported};

const UPSTREAM: [&str; 3] = ["upstream", "--against", "checkout"];

/// Replaces a text that is in a file once.
#[track_caller]
fn edit(folder: &Folder, path: &str, from: &str, to: &str) {
    let text = folder.read(path);
    assert_eq!(text.matches(from).count(), 1, "{from}");
    folder.write(path, &text.replace(from, to));
}

/// The first lines of what is told.
fn messages(err: &str) -> Vec<&str> {
    err.lines()
        .filter(|line| line.starts_with("error"))
        .collect()
}

#[test]
fn what_was_imported_does_not_deviate() {
    let folder = imported();
    assert_eq!(
        folder.run_ok(&UPSTREAM),
        "shop/2024-01-01: 3 operations compared\n  1 operation in groups that the fragments do not cover\n"
    );
    assert_eq!(
        folder
            .run_ok(&[UPSTREAM.as_slice(), &["--descriptions"]].concat())
            .lines()
            .count(),
        2
    );
}

/// One change of a fragment, and what is said of it.
#[test]
fn deviations() {
    const ORDERS: &str = "specs/shop/2024-01-01/orders.yaml";
    const COMMON: &str = "specs/shop/2024-01-01/common.yaml";
    let cases = [
        (
            ORDERS,
            "maxLength: 40",
            "maxLength: 50",
            "limit-tightened",
            "request body",
        ),
        (
            ORDERS,
            "      required: [name]\n",
            "",
            "became-required",
            "`name`: now required",
        ),
        (
            ORDERS,
            "[Usual, On demand]",
            "[Usual, On demand, Later]",
            "value-removed",
            "`kind`",
        ),
        (
            ORDERS,
            "final-state-via: location",
            "final-state-via: azure-async-operation",
            "long-running-changed",
            "`Orders_Pay`",
        ),
        (
            ORDERS,
            "      x-ms-pageable:\n        nextLinkName: nextLink\n        itemName: value\n",
            "",
            "paging-added",
            "`Orders_List`",
        ),
        (
            ORDERS,
            "        '202':\n          $ref: 'common.yaml#/components/responses/Accepted'\n",
            "",
            "response-added",
            "response 202",
        ),
        (
            ORDERS,
            "          format: int32\n          description",
            "          format: int64\n          description",
            "format-narrowed",
            "`lines[].count`",
        ),
        (
            COMMON,
            "name: $filter",
            "name: filter",
            "parameter-added",
            "query `$filter`: new and optional",
        ),
        (
            COMMON,
            "          type: string\n          description: TODO\n        value",
            "          type: boolean\n          description: TODO\n        value",
            "type-changed",
            "`total.currency`: text; here: a boolean",
        ),
    ];
    for (path, from, to, check, what) in cases {
        let folder = imported();
        edit(&folder, path, from, to);
        let (code, _, err) = folder.run(&UPSTREAM);
        assert_eq!(code, 1, "{check}: {err}");
        let first = messages(&err);
        assert!(
            first
                .iter()
                .all(|line| line.starts_with("error[B1104]: upstream differs: ")),
            "{check}: {err}"
        );
        assert!(err.contains(&format!("{check}\n")), "{check}: {err}");
        assert!(
            first.iter().any(|line| line.contains(what)) || what == "request body",
            "{check}: {err}"
        );
    }
}

/// Money is a plain number upstream and exact in the fragments: that the manifest says so is enough.
#[test]
fn numbers_that_the_import_made_exact_do_not_deviate() {
    let folder = imported();
    assert!(
        folder
            .read("specs/shop/upstream.yaml")
            .contains("    floats: decimal\n")
    );
    edit(
        &folder,
        "specs/shop/upstream.yaml",
        "    floats: decimal\n",
        "",
    );
    let (code, _, err) = folder.run(&UPSTREAM);
    assert_eq!(code, 1);
    assert!(
        messages(&err)
            .iter()
            .any(|line| line.contains("format `double`; here: format `decimal`")),
        "{err}"
    );
}

#[test]
fn a_deviation_that_is_meant_is_declared_where_it_stands() {
    let folder = imported();
    let path = "specs/shop/2024-01-01/orders.yaml";
    let declaration = "pattern: '^[A-Z0-9]+$'\n      x-known-deviations:\n        - check: pattern-changed\n          reason: Replies show digits too.\n";
    edit(&folder, path, "pattern: '^[A-Z]+$'\n", declaration);
    let out = folder.run_ok(&UPSTREAM);
    assert!(
        out.starts_with("shop/2024-01-01: 3 operations compared, 1 deviation declared\n"),
        "{out}"
    );

    // What is declared and no longer there is an error.
    edit(
        &folder,
        path,
        "pattern: '^[A-Z0-9]+$'",
        "pattern: '^[A-Z]+$'",
    );
    let (code, _, err) = folder.run(&UPSTREAM);
    assert_eq!(code, 1);
    assert!(
        err.starts_with("error[B1106]: nothing here deviates from upstream by `pattern-changed`\n"),
        "{err}"
    );
}

/// A name tells one of several members of a node.
#[test]
fn a_declaration_can_name_a_member() {
    let folder = imported();
    let path = "specs/shop/2024-01-01/orders.yaml";
    edit(
        &folder,
        path,
        "        labels:\n          type: object\n          additionalProperties:\n            type: string\n          description: TODO\n",
        "",
    );
    edit(
        &folder,
        path,
        "        weight:\n          type: number\n          format: decimal\n          description: TODO\n",
        "",
    );
    let (_, _, err) = folder.run(&UPSTREAM);
    assert_eq!(messages(&err).len(), 2, "{err}");
    edit(
        &folder,
        path,
        "    Order:\n      type: object\n",
        "    Order:\n      type: object\n      x-known-deviations:\n        - { check: member-added, name: labels, reason: No reply has them. }\n",
    );
    let (_, _, err) = folder.run(&UPSTREAM);
    assert_eq!(
        messages(&err),
        ["error[B1104]: upstream differs: `weight`: new and optional"],
        "{err}"
    );
}

/// Deviations that have no place in the fragments are declared in the manifest.
#[test]
fn a_deviation_of_the_whole_is_declared_in_the_manifest() {
    let folder = imported();
    for name in ["orders", "stock"] {
        let path = format!("specs/shop/2024-01-01/{name}.yaml");
        edit(&folder, &path, "security:\n  - key: []\n\n", "");
    }
    let (code, _, err) = folder.run(&UPSTREAM);
    assert_eq!(code, 1);
    assert!(err.contains("security-required"), "{err}");
    edit(
        &folder,
        "specs/shop/upstream.yaml",
        "    floats: decimal\n",
        "    floats: decimal\n    known-deviations:\n      - { check: security-required, reason: The gateway adds the key. }\n",
    );
    folder.run_ok(&UPSTREAM);
}

/// Operations that only upstream has are no errors: one line each in groups that the fragments cover.
#[test]
fn news() {
    let folder = imported();
    let pay = "  /orders/{orderName}/pay:";
    edit(
        &folder,
        "specs/shop/2024-01-01/orders.yaml",
        pay,
        "  x-later:",
    );
    let out = folder.run_ok(&UPSTREAM);
    assert_eq!(
        out,
        "shop/2024-01-01: 2 operations compared\n  Orders_Pay: new\n  1 operation in groups that the fragments do not cover\n"
    );
}

/// An operation that only the fragments have deviates.
#[test]
fn operations_that_upstream_lacks() {
    let folder = imported();
    edit(
        &folder,
        "specs/shop/2024-01-01/stock.yaml",
        "  /stock:",
        "  /stocks:",
    );
    let (code, _, err) = folder.run(&UPSTREAM);
    assert_eq!(code, 1);
    assert!(
        messages(&err)
            .contains(&"error[B1104]: upstream differs: `Stock_List`: the operation is gone"),
        "{err}"
    );
}

#[test]
fn files_that_are_not_the_recorded_ones() {
    let folder = imported();
    edit(
        &folder,
        HAND_WRITTEN,
        "Official words about the key.",
        "Official words about keys.",
    );
    let (code, out, err) = folder.run(&UPSTREAM);
    assert_eq!(code, 1);
    assert!(
        out.starts_with("shop/2024-01-01: 3 operations compared\n"),
        "{out}"
    );
    assert_eq!(
        messages(&err),
        ["error[B1103]: `shop/hand-written/shop.json` is not the file that was recorded"]
    );
}

#[test]
fn what_is_named() {
    let folder = imported();
    for named in ["shop", "shop/2024-01-01", "2024-01-01"] {
        folder.run_ok(&["upstream", named, "--against", "checkout"]);
    }
    let (code, _, err) = folder.run(&["upstream", "store", "--against", "checkout"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("error[B0704]: no manifest names official files of `store`"),
        "{err}"
    );
    // All commands that load services check the form of the manifest.
    edit(
        &folder,
        "specs/shop/upstream.yaml",
        "    operations:",
        "    operatons:",
    );
    for words in [&["verify"][..], &["diff", "shop", "shop"]] {
        let (code, _, err) = folder.run(words);
        assert_eq!(code, 2, "{words:?}");
        assert!(
            err.contains("error[B1102]: `operatons` means nothing in a manifest\n"),
            "{err}"
        );
        assert!(err.contains("did you mean `operations`?"), "{err}");
    }
}

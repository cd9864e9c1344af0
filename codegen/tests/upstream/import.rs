//! The files that an import writes and those that it leaves alone.

use std::{env, fs};

use crate::{HAND_WRITTEN, TOOL_WRITTEN, folder, here, import, imported};

/// Compares files below a folder with those in `golden/`, or writes them there.
#[track_caller]
fn compare(name: &str, files: &[(String, String)]) {
    let golden = here().join("golden").join(name);
    if env::var_os("BLESS").is_some() {
        _ = fs::remove_dir_all(&golden);
        for (path, text) in files {
            let path = golden.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        return;
    }
    for (path, text) in files {
        let expected = fs::read_to_string(golden.join(path)).unwrap_or_default();
        assert_eq!(*text, expected, "{name}/{path}");
    }
    let count = walk(&golden);
    assert_eq!(files.len(), count, "{name}");
}

fn walk(folder: &std::path::Path) -> usize {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { walk(&path) } else { 1 })
        .sum()
}

#[test]
fn a_document_that_people_write() {
    let folder = imported();
    compare("hand-written", &folder.files("specs"));
}

/// Wrappers are read as their types, and what one says of its use stays with the member.
#[test]
fn a_document_as_a_tool_writes_it() {
    let folder = folder();
    let out = folder.run_ok(&import(
        TOOL_WRITTEN,
        "specs/shop/2024-06-01-preview",
        &["--floats", "decimal"],
    ));
    assert!(
        !out.contains("OrderTotal") && !out.contains("RefundAmount"),
        "{out}"
    );
    compare("tool-written", &folder.files("specs"));
}

#[test]
fn no_sentence_carries_over() {
    for (document, version) in [
        (HAND_WRITTEN, "specs/shop/2024-01-01"),
        (TOOL_WRITTEN, "specs/shop/2024-06-01-preview"),
    ] {
        let folder = folder();
        folder.run_ok(&import(document, version, &[]));
        for (path, text) in folder.files("specs") {
            assert!(!text.contains("Official words"), "{path}");
        }
    }
}

/// The fragments generate; each description that is missing is reported.
#[test]
fn what_is_imported_generates() {
    let folder = imported();
    let (code, _, err) = folder.run(&[
        "generate",
        "specs/shop",
        "--out",
        "crate",
        "--all-warnings",
        "--form",
        "definitions",
    ]);
    assert_eq!(code, 0, "{err}");
    let unwritten = err
        .matches("warning[B0807]: this description is still to be written")
        .count();
    let texts = folder.files("specs/shop/2024-01-01");
    let left: usize = texts
        .iter()
        .map(|(_, text)| text.matches(": TODO\n").count())
        .sum();
    assert_eq!(unwritten, left);
    assert_eq!(err.matches("warning[").count(), unwritten, "{err}");
    let source = folder.read("crate/src/lib.rs");
    assert!(source.contains("pub value: Option<Decimal>"));
    assert!(!source.contains("f64"));
}

/// Comments and layout of what is there stay; only what is new is added.
#[test]
fn fragments_that_are_there_are_extended() {
    let folder = imported();
    for name in ["common", "errors", "orders", "stock"] {
        let text = folder.read(&format!("specs/shop/2024-01-01/{name}.yaml"));
        let text = text
            .replace("2024-01-01", "2024-06-01-preview")
            .replace("description: TODO", "description: Ours.  # in our words");
        folder.write(&format!("specs/shop/2024-06-01-preview/{name}.yaml"), &text);
    }
    let before = folder.read("specs/shop/2024-06-01-preview/orders.yaml");
    let out = folder.run_ok(&import(
        TOOL_WRITTEN,
        "specs/shop/2024-06-01-preview",
        &["--operations", "Orders_*", "--floats", "decimal"],
    ));
    assert_eq!(
        out,
        "extended specs/shop/2024-06-01-preview/orders.yaml
  operations: Orders_Refund
  schemas: RefundRequest
extended specs/shop/upstream.yaml
1 of the chosen operations were there already
"
    );
    let after = folder.read("specs/shop/2024-06-01-preview/orders.yaml");
    let diff = similar::TextDiff::from_lines(&before, &after);
    let changed: Vec<_> = diff
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal)
        .map(|change| format!("{}{}", change.tag(), change.value()))
        .collect();
    assert!(
        changed.iter().all(|line| line.starts_with('+')),
        "{changed:?}"
    );
    compare("extended", &[("orders.diff".to_owned(), changed.concat())]);
    // Once more changes nothing.
    let out = folder.run_ok(&import(
        TOOL_WRITTEN,
        "specs/shop/2024-06-01-preview",
        &["--operations", "Orders_*", "--floats", "decimal"],
    ));
    assert_eq!(out, "2 of the chosen operations were there already\n");
}

/// Numbers keep apart what the fragments and the document name alike, also if two names with their numbers are one text.
#[test]
fn names_that_are_taken_are_numbered() {
    let folder = folder();
    let parameter = |name: &str, wire: &str| {
        format!(
            "    {name}:\n      name: {wire}\n      in: query\n      schema:\n        type: string\n"
        )
    };
    let numbers = (1..12).map(|number| parameter(&format!("Top{number}"), &format!("n{number}")));
    let known: String = [parameter("Top", "n0")]
        .into_iter()
        .chain(numbers)
        .collect();
    let fragment = format!(
        "openapi: 3.0.3\ninfo:\n  title: Shop\n  version: '2024-01-01'\npaths: {{}}\ncomponents:\n  parameters:\n{known}"
    );
    folder.write("specs/shop/2024-01-01/common.yaml", &fragment);
    let new = [("A", "top"), ("B", "top1"), ("C", "other")];
    let parameters: String = new
        .iter()
        .map(|(name, wire)| parameter(name, wire))
        .collect();
    let uses: String = new
        .iter()
        .map(|(name, _)| format!("        - $ref: '#/components/parameters/{name}'\n"))
        .collect();
    let operation = |path: &str, id: &str| {
        format!(
            "  /{path}:\n    get:\n      operationId: {id}\n      parameters:\n{uses}      responses:\n        '200':\n          description: It.\n"
        )
    };
    let paths = operation("a", "A_get") + &operation("b", "B_get");
    let document = format!(
        "openapi: 3.0.3\ninfo:\n  title: Shop\n  version: '2024-01-01'\npaths:\n{paths}components:\n  parameters:\n{parameters}"
    );
    folder.write("checkout/shop/new.yaml", &document);
    folder.run_ok(&import(
        "checkout/shop/new.yaml",
        "specs/shop/2024-01-01",
        &[],
    ));
    let common = folder.read("specs/shop/2024-01-01/common.yaml");
    let added: Vec<_> = common
        .lines()
        .skip(fragment.lines().count())
        .map(str::trim)
        .filter(|line| line.ends_with(':') && *line != "schema:" || line.starts_with("name: "))
        .collect();
    assert_eq!(
        added,
        [
            "Top12:",
            "name: top",
            "Top13:",
            "name: top1",
            "Other:",
            "name: other"
        ]
    );
}

/// A file that cannot be extended as text is left alone, and the new parts are named.
#[test]
fn fragments_of_another_layout_are_refused() {
    let folder = folder();
    let fragment =
        "openapi: 3.0.3\ninfo: { title: Shop, version: '2024-01-01' }\npaths: { /x: {} }\n";
    folder.write("specs/shop/2024-01-01/orders.yaml", fragment);
    let words = import(
        HAND_WRITTEN,
        "specs/shop/2024-01-01",
        &["--operations", "Orders_Pay"],
    );
    let (code, out, err) = folder.run(&words);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "error[B1101]: `orders.yaml` cannot be extended (`paths` is not written as one member a line); new are: Orders_Pay, Order, \
         OrderLinesItem, OrderKind, Amount, Payment, PaymentBase\n"
    );
    assert_eq!(folder.files("specs").len(), 1);
}

#[test]
fn mistakes() {
    let folder = folder();
    let out = "specs/shop/2024-01-01";
    let cases: &[(&[&str], &str)] = &[
        (
            &import(HAND_WRITTEN, out, &["--operations", "Order_*"]),
            "error[B0508]: no operation has a name like `Order_*`\n |\n = help: did you mean `Orders_*`?\n",
        ),
        (
            &import(HAND_WRITTEN, "specs/shop/2024-06-01", &[]),
            "error[B1101]: this is api-version `2024-01-01`, not `2024-06-01`\n",
        ),
        (
            &import("checkout/shop/absent.json", out, &[]),
            "error[B1101]: `checkout/shop/absent.json` is not there\n",
        ),
        (
            &[
                "import",
                HAND_WRITTEN,
                "--root",
                "checkout/common",
                "--out",
                out,
            ],
            "error[B1101]: `checkout/shop/hand-written/shop.json` lies outside of `--root`\n",
        ),
        (
            &[
                "import",
                HAND_WRITTEN,
                "--root",
                "checkout/shop",
                "--out",
                out,
            ],
            "error[B0104]: `../../common/types.json#/parameters/ApiVersion` leads out of `checkout/shop`\n",
        ),
    ];
    for (words, expected) in cases {
        let (code, _, err) = folder.run(words);
        assert_eq!(code, 2, "{words:?}");
        assert!(err.starts_with(expected), "{words:?}: {err}");
        assert!(!folder.path("specs").exists());
    }
}

/// The operation of the next page is named if it is imported. If not, its method is written, or the result is one page.
#[test]
fn operations_of_the_next_page() {
    let document = r##"{ "swagger": "2.0", "info": { "title": "Shop", "version": "2024-01-01" },
      "paths": {
        "/a": { "get": { "operationId": "A_List", "x-ms-pageable": { "nextLinkName": "next", "operationName": "A_Next" }, "responses": { "200": { "description": "", "schema": { "$ref": "#/definitions/Page" } } } } },
        "/b": { "get": { "operationId": "B_List", "x-ms-pageable": { "nextLinkName": "next", "operationName": "B_Next" }, "responses": { "200": { "description": "", "schema": { "$ref": "#/definitions/Page" } } } } }
      },
      "x-ms-paths": {
        "/{nextLink}": { "post": { "operationId": "A_Next", "parameters": [{ "name": "nextLink", "in": "path", "required": true, "type": "string", "x-ms-skip-url-encoding": true }], "responses": { "200": { "description": "", "schema": { "$ref": "#/definitions/Page" } } } } },
        "/b/from/{token}": { "get": { "operationId": "B_Next", "parameters": [{ "name": "token", "in": "path", "required": true, "type": "string" }], "responses": { "200": { "description": "", "schema": { "$ref": "#/definitions/Page" } } } } }
      },
      "definitions": { "Page": { "properties": { "value": { "type": "array", "items": { "type": "string" } }, "next": { "type": "string" } } } }
    }"##;
    for (operations, expected, warning) in [
        (
            "A_*",
            "nextLinkName: next itemName: value operationName: A_Next",
            "",
        ),
        (
            "A_List",
            "nextLinkName: next itemName: value nextLinkVerb: POST",
            "",
        ),
        (
            "B_*",
            "nextLinkName: next itemName: value operationName: B_Next",
            "",
        ),
        (
            "B_List",
            "itemName: value",
            "`B_Next`, which returns the next page, is not imported",
        ),
    ] {
        let folder = folder();
        folder.write("checkout/pages.json", document);
        let words = import(
            "checkout/pages.json",
            "specs/shop/2024-01-01",
            &["--operations", operations],
        );
        let (code, _, err) = folder.run(&words);
        assert_eq!(code, 0, "{err}");
        assert_eq!(
            err.contains("B0211"),
            !warning.is_empty(),
            "{operations}: {err}"
        );
        assert!(err.contains(warning), "{operations}: {err}");
        let files = folder.files("specs/shop/2024-01-01");
        let text: String = files.into_iter().map(|(_, text)| text).collect();
        let (_, paging) = text.split_once("x-ms-pageable:").unwrap();
        let words: Vec<&str> = paging.split_whitespace().collect();
        assert!(
            words.join(" ").starts_with(expected),
            "{operations}: {paging}"
        );
    }
}

//! `new-version`: a copy with comments and layout, and errors that write nothing.

use crate::{Folder, folder};

const COMMON: &str = "openapi: 3.0.3
info:
  title: Shop # ours
  version:   '2024-01-01'   # quoted
paths: {}
components:
  parameters:
    ApiVersion:
      name: api-version
      in: query
      required: true
      description: Api-version, always `2024-01-01`.
      schema: { type: string, enum: ['2024-01-01'], default: \"2024-01-01\" }
  schemas:
    # Renamed once; see 2024-01-01.
    Invoice:
      type: object
      x-rust-was: Bill # no longer
      properties:
        x-rust-was: { type: string }
        total: { type: number, x-rust-was: sum }
        kind:
          type: string
          enum: [A]
          x-ms-enum:
            name: Kind
            values:
              - x-rust-was: B
                value: A
";

fn shop() -> Folder {
    let folder = folder();
    folder.write("specs/shop/2024-01-01/common.yaml", COMMON);
    folder.write("specs/shop/2024-01-01/parts/part.yaml", "a: b\n");
    folder
}

#[test]
fn a_copy_keeps_comments_and_layout() {
    let folder = shop();
    let report = folder.run_ok(&["new-version", "shop", "2025-01-01"]);
    let expected = COMMON
        .replace("2024-01-01", "2025-01-01")
        .replace("see 2025-01-01", "see 2024-01-01")
        .replace("      x-rust-was: Bill # no longer\n", "")
        .replace("number, x-rust-was: sum", "number")
        .replace("- x-rust-was: B\n                value", "- value");
    assert_eq!(folder.read("specs/shop/2025-01-01/common.yaml"), expected);
    assert_eq!(
        folder.read("specs/shop/2025-01-01/parts/part.yaml"),
        "a: b\n"
    );
    assert_eq!(folder.read("specs/shop/2024-01-01/common.yaml"), COMMON);
    assert!(
        report.contains("2 files, 3 `x-rust-was` removed"),
        "{report}"
    );
    assert!(
        report.contains("common.yaml:15: # Renamed once"),
        "{report}"
    );
}

#[test]
fn a_copy_between_is_made_of_the_next_older_one() {
    let folder = shop();
    folder.run_ok(&["new-version", "shop", "2026-01-01"]);
    let report = folder.run_ok(&["new-version", "shop", "2025-01-01"]);
    assert!(report.contains("copied shop/2024-01-01"), "{report}");
    assert!(report.contains("2026-01-01 follows 2025-01-01"), "{report}");
    let arguments = ["new-version", "shop", "2027-01-01", "--from", "2024-01-01"];
    let report = folder.run_ok(&arguments);
    assert!(report.contains("not the direct predecessor"), "{report}");
}

#[test]
fn an_error_writes_nothing() {
    let folder = shop();
    let before = folder.files("specs");
    for (arguments, message) in [
        (&["shopp", "2025-01-01"][..], "did you mean `shop`?"),
        (&["shop", "2024-01-01"], "is there already"),
        (&["shop", "v2"], "have no order"),
        (&["shop", "../x"], "not a valid name"),
        (&["shop", "draft"], "not a valid name"),
        (&["shop", "2023-01-01"], "no api-version before"),
        (
            &["shop", "2025-01-01", "--from", "2023-01-01"],
            "write one of: 2024-01-01",
        ),
    ] {
        let words = [&["new-version"], arguments].concat();
        let (code, _, err) = folder.run(&words);
        assert_eq!(code, 2, "{arguments:?}");
        assert!(err.contains(message), "{err}");
    }
    assert_eq!(folder.files("specs"), before);
}

//! A service whose fragments are wrong, and its overrides.

use std::fs;

use crate::{folder::Folder, table::shop};

#[test]
fn overrides_of_a_service_lie_beside_its_api_versions() {
    let documents = shop();
    let folder = Folder::new();
    for version in ["v1", "v2"] {
        folder.write(
            &format!("specs/shop/{version}/shop.yaml"),
            &documents.read(&format!("shop/{version}.yaml")),
        );
    }
    fs::create_dir(folder.path("generated")).unwrap();
    folder.write(
        "generated/Cargo.toml",
        "[package]\nname = \"shop-api\"\n\n[features]\n# generated: api-versions\n# end of generated\n",
    );
    folder.write(
        "specs/shop/overrides.yaml",
        "\
# The recorded payloads say otherwise than the documents.
- at: /components/schemas/Price/properties/value
  retype: { type: number, format: decimal }
  reason: Amounts are numbers; the documents took them from a table of texts.
- at: /components/schemas/Unit/enum/Peice
  rename: Piece
- at: /components/schemas/Price/properties/note
  versions: ..v2
  drop: true
  reason: It came with v2.
- at: /components/schemas/Price/properties/tax
  versions: v2..
  add: { type: number, format: decimal, description: The part that is tax. }
",
    );
    folder.run_ok(&["generate"]);
    let text = folder.read("generated/src/shop.rs");
    let types = &text[text.find("    /// What a thing costs.").unwrap()
        ..text.find("    mod operations {").unwrap()];
    assert_eq!(
        types,
        "    /// What a thing costs.
    pub struct Price {
        /// How much.
        pub value: Decimal,
        /// How it is counted.
        pub unit: Unit,
        /// A word on it.
        #[versions(\"v2\"..)]
        pub note: Option<String>,
        /// In kilograms.
        pub weight: Option<Decimal>,
        /// Of the total.
        pub share: Option<f64>,
        /// The part that is tax.
        #[versions(\"v2\"..)]
        pub tax: Option<Decimal>,
    }

    /// How it is counted.
    pub enum Unit {
        /// One.
        Piece,
        /// Sixty minutes.
        Hour,
    }

"
    );
    assert_eq!(folder.run(&["check"]).0, 0);

    // A corrected document makes the override an error.
    let fixed = folder
        .read("specs/shop/v2/shop.yaml")
        .replace("Peice", "Piece");
    folder.write("specs/shop/v2/shop.yaml", &fixed);
    let (code, _, err) = folder.run(&["check"]);
    assert_eq!(code, 2);
    assert!(
        err.starts_with("error[B0406]: `/components/schemas/Unit/enum/Peice` already has the name `Piece` in api-version v2\n --> specs/shop/overrides.yaml:5:7\n"),
        "{err}"
    );
}

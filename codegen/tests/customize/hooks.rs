//! Changes by the caller's own code.

use billing_codegen::{CrateGenerator, Generated, customize::Customization};

use crate::folder::Folder;

fn generated(rules: Customization) -> Generated {
    let document = "openapi: 3.0.3\ninfo: { title: Shop, version: v1 }\npaths: {}\ncomponents:\n  schemas:\n    Price: { deprecated: true, properties: { value: { type: number } } }\n    Unit: { properties: { name: { type: string } } }\n";
    let folder = Folder::with(&[("shop.yaml", document.to_owned())]);
    CrateGenerator::of_documents(folder.path("shop.yaml"), folder.path("out"))
        .customize(rules)
        .files()
        .unwrap()
}

fn types(generated: &Generated) -> &str {
    let mut files = generated.files.iter();
    files
        .find(|(path, _)| *path == "src/types.rs")
        .map(|(_, text)| text)
        .unwrap()
}

#[test]
fn hooks_run_after_rules() {
    let rules = Customization::new()
        .rename_type("Price", "Cost")
        .post_process(|history| {
            let types = history.types.iter().filter(|one| one.docs.deprecated);
            types.fold(Customization::new(), |rules, one| {
                assert_eq!(one.name, "Cost");
                rules
                    .attribute(&one.name, "#[doc(hidden)]")
                    .docs(&one.name, "Not for long.")
                    .rename_member(&one.name, "value", "amount")
            })
        });
    let generated = generated(rules);
    let text = types(&generated);
    let start = "/// Not for long.\n\
        #[derive(Clone, Debug, Default, PartialEq)]\n#[deprecated(note = \"deprecated by the service\")]\n#[doc(hidden)]\npub struct Cost {";
    let cost = &text[text.find(start).unwrap_or_default()..];
    assert!(cost.starts_with(start), "{cost}");
    assert!(cost.contains("optional \"value\" => amount;"), "{cost}");
    assert_eq!(text.matches("#[doc(hidden)]").count(), 1);
}

#[test]
fn hooks_edit_sources_but_not_the_manifest() {
    let rules = Customization::new()
        .edit_files(|path, text| format!("{text}// {path}\n"))
        .edit_files(|_, text| text.replace("pub struct Unit", "pub(crate) struct Unit"));
    let generated = generated(rules);
    assert!(types(&generated).ends_with("// src/types.rs\n"));
    assert!(types(&generated).contains("pub(crate) struct Unit"));
    let mut files = generated.files.iter();
    let (_, manifest) = files.find(|(path, _)| *path == "Cargo.toml").unwrap();
    assert!(!manifest.contains("// Cargo.toml"));
}

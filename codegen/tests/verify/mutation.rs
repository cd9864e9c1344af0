//! Mutated documents: `verify` reports or refuses, and never panics.

use std::{fs, path::Path, sync::LazyLock};

use billing_codegen::{Spec, load::LoadOptions, source::Node, verify};
use proptest::{prelude::*, sample::Index};

use crate::{
    agreement::{Change, apply_change, change, count_parts},
    json::node,
};

static DOCUMENTS: LazyLock<Vec<Node>> = LazyLock::new(|| {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/verify/cases");
    let names = ["exchanges.json", "swagger.json", "numbers_of_json.json"];
    let mut documents: Vec<Node> = names
        .iter()
        .map(|name| node(&fs::read_to_string(home.join(name)).unwrap()))
        .collect();
    for name in [
        "choices",
        "declared",
        "exchanges_of_openapi",
        "limits",
        "parameters",
    ] {
        let text = fs::read_to_string(home.join(name).with_extension("yaml")).unwrap();
        let value: serde_json::Value = serde_yaml::from_str(&text).unwrap();
        documents.push(node(&value.to_string()));
    }
    documents
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_documents(
        document in any::<Index>(),
        changes in proptest::collection::vec((any::<Index>(), change()), 1..6),
    ) {
        let mut value = document.get(&DOCUMENTS).clone();
        for (part, change) in &changes {
            let mut part = part.index(count_parts(&value));
            let is_root = part == 0 && !matches!(change, Change::Add(..));
            value = match is_root {
                true => value,
                false => apply_change(&value, &mut part, change).unwrap_or(Node::Null),
            };
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("document.json");
        fs::write(&path, value.to_json(true)).unwrap();
        if let Ok(report) = verify::run(&[Spec::new(path)], &LoadOptions::new()) {
            let text = report.json();
            let reported: serde_json::Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(reported["findings"].as_array().map(Vec::len), Some(report.findings.len()));
        }
    }
}

//! The JSON form is what its schema says.

use billing_codegen::diff::JSON_VERSION;
use serde_json::Value;

use crate::{
    checks::{cases, document},
    compare,
    golden::specs,
    schema,
};

#[test]
fn it_follows_the_documented_schema() {
    let documented: Value =
        serde_json::from_str(include_str!("../../docs/diff.schema.json")).expect("JSON");
    let mut reports = vec![specs("azure/2020-05-01", "azure/2024-04-01")];
    for (_, _, at, old, new) in cases() {
        reports.push(compare(&document(*at, old), &document(*at, new)));
    }
    for report in reports {
        let value: Value = serde_json::from_str(&report.to_json()).expect("JSON");
        schema::check(&documented, &documented, &value, "")
            .unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(value["version"], JSON_VERSION);
    }
}

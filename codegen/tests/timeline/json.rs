//! The JSON form is what its schema says.

use serde_json::Value;

use crate::{run, schema};

#[test]
fn it_follows_the_documented_schema() {
    let schema: Value =
        serde_json::from_str(include_str!("../../docs/history.schema.json")).expect("JSON");
    for arguments in [
        &["history"][..],
        &["history", "azure"],
        &["history", "azure/2020-05-01"],
    ] {
        let text = run(&[arguments, &["--format", "json"]].concat());
        let value: Value = serde_json::from_str(&text).expect("JSON");
        schema::check(&schema, &schema, &value, "").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(value["version"], billing_codegen::timeline::JSON_VERSION);
    }
}

#[test]
fn ranges_end_before_an_api_version() {
    let value: Value =
        serde_json::from_str(&run(&["history", "azure", "--format", "json"])).expect("JSON");
    let service = &value["services"][0];
    let find = |list: &str, name: &str| {
        let lives = service[list].as_array().expect("a list");
        let found = lives.iter().find(|life| life["name"] == name);
        found.cloned().expect("a life")
    };
    let gone = find("operations", "InvoicesGetLatest");
    assert_eq!(gone["forms"][0]["since"], "2017-02-27-preview");
    assert_eq!(gone["forms"][0]["until"], "2020-05-01");
    assert_eq!(gone["events"][0]["event"], "ends");
    assert_eq!(gone["events"][0]["api_version"], "2020-05-01");
    let amount = find("types", "Amount");
    assert_eq!(amount["forms"][0]["until"], Value::Null);
    // Neighbours are compared one by one.
    let versions = service["api_versions"].as_array().expect("a list").len();
    assert_eq!(
        service["steps"].as_array().expect("a list").len(),
        versions - 1
    );
}

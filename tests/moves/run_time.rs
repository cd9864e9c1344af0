//! Api-versions that are known only at run time.

use billing_api::azure::{ApiVersion, any, v2020_05_01, v2024_04_01};
use billing_api::runtime::MoveAnyError;

use super::{json, paths};

#[test]
fn api_versions_are_values() {
    let names: Vec<&str> = ApiVersion::ALL
        .iter()
        .map(|version| version.as_str())
        .collect();
    // Newer ones may follow.
    assert!(
        names.starts_with(&[
            "2017-02-27-preview",
            "2020-05-01",
            "2024-04-01",
            "2024-08-01-preview"
        ]),
        "{names:?}"
    );
    for version in ApiVersion::ALL {
        assert_eq!(version.to_string().parse::<ApiVersion>().unwrap(), *version);
    }
    assert!(ApiVersion::ALL.is_sorted());
    // The newest stable one.
    let stable: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| !name.ends_with("-preview"))
        .collect();
    assert_eq!(Some(&ApiVersion::LATEST.as_str()), stable.last());
    assert_eq!(format!("{:>12}", ApiVersion::V2020_05_01), "  2020-05-01");
    assert_eq!(
        "2020-05-02".parse::<ApiVersion>().unwrap_err().to_string(),
        format!(
            "unknown api-version \"2020-05-02\"; known: {}",
            names.join(", ")
        )
    );
    assert_eq!(billing_api::partner_center::ApiVersion::ALL.len(), 1);
}

#[test]
fn documents_are_read_by_api_version() {
    let text = br#"{ "name": "G1", "properties": { "status": "Due", "documents": [{ "kind": "Invoice" }] } }"#;
    for version in ApiVersion::ALL {
        let invoice = any::Invoice::decode(*version, text).unwrap();
        // The first api-version with the same shape.
        let first = invoice.api_version();
        assert!(first <= *version && any::Invoice::decode(first, text).unwrap() == invoice);
        if *version <= ApiVersion::V2024_08_01Preview {
            assert_eq!(first, *version);
        }
        assert_eq!(
            json(&invoice),
            serde_json::from_slice::<serde_json::Value>(text).unwrap()
        );
        let newest: v2024_04_01::Invoice = invoice.clone().into_v2024_04_01().unwrap();
        let properties = newest.properties.as_ref().unwrap();
        assert_eq!(properties.status, Some(v2024_04_01::InvoiceStatus::Due));
        assert!(properties.documents.is_some(), "{version}");
    }
}

#[test]
fn a_failed_downgrade_returns_the_value() {
    let text = br#"{ "tags": { "a": "b" }, "properties": { "status": "Due" } }"#;
    let invoice = any::Invoice::decode(ApiVersion::V2024_04_01, text).unwrap();
    let error = invoice.clone().into_v2020_05_01().unwrap_err();
    assert_eq!(paths(error.lost()), ["tags"]);
    assert_eq!(error.into_inner(), invoice);
    let old = any::Invoice::from(v2020_05_01::Invoice::default());
    assert_eq!(
        old.into_v2020_05_01().unwrap(),
        v2020_05_01::Invoice::default()
    );
}

#[test]
fn targets_chosen_at_run_time() {
    let text = br#"{ "properties": { "status": "Due", "documents": [{ "kind": "Invoice" }] } }"#;
    for from in ApiVersion::ALL {
        let invoice = any::Invoice::decode(*from, text).unwrap();
        for to in ApiVersion::ALL {
            match invoice.clone().move_to(*to) {
                Ok(moved) => {
                    let there = any::Invoice::decode(*to, text).unwrap();
                    assert_eq!(moved.api_version(), there.api_version());
                    assert_eq!(json(&moved), json(&invoice), "{from} to {to}");
                }
                Err(MoveAnyError::Move(error)) => {
                    assert!(to < from && !error.lost().is_empty(), "{from} to {to}");
                    assert_eq!(error.into_inner(), invoice);
                }
                Err(error) => panic!("{error}"),
            }
        }
    }
    let document = any::InvoiceDocument::decode(ApiVersion::LATEST, b"{}").unwrap();
    let error = document
        .clone()
        .move_to(ApiVersion::V2017_02_27Preview)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "api-version 2017-02-27-preview has no type InvoiceDocument"
    );
    assert_eq!(error.into_inner(), document);
}

#[test]
fn the_newest_name_names_a_lineage() {
    let page =
        any::InvoiceListResult::decode(ApiVersion::V2017_02_27Preview, br#"{ "value": [] }"#)
            .unwrap();
    assert_eq!(page.api_version(), ApiVersion::V2017_02_27Preview);
    let error = any::InvoiceDocument::decode(ApiVersion::V2017_02_27Preview, b"{}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "api-version 2017-02-27-preview has no type InvoiceDocument"
    );
    let error = any::Invoice::decode(ApiVersion::LATEST, b"[]").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("Invoice: expected an object, found an array"),
        "{error}"
    );
}

//! Contradictions within the documentation, and between the documentation and the wire.

use std::any::TypeId;

use billing_api::{
    Call, LongRunning,
    azure::{
        v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024,
        version::{V2017_02_27Preview, V2020_05_01, V2024_04_01},
    },
    partner_center::{v1, version::V1},
    runtime::Location,
};

use super::{output, parameters, query, resource};
use crate::{
    models::{model, operation, words},
    payloads::{read_kept, read_typed, round_trip},
};

#[test]
fn partner_center_results_follow_the_payloads() {
    assert_eq!(
        output::<V1, v1::operations::InvoicesGet>(),
        TypeId::of::<v1::Invoice>()
    );
    assert_eq!(
        output::<V1, v1::operations::InvoicesList>(),
        TypeId::of::<v1::InvoiceCollection>()
    );
    assert_eq!(
        output::<V1, v1::operations::InvoicesListLineItems>(),
        TypeId::of::<v1::InvoiceLineItemCollection>()
    );
    let collection: v1::InvoiceCollection = read_typed(r#"{"items":[{"id":"D070002EGD"}]}"#);
    let items: Option<Vec<v1::Invoice>> = collection.items;
    assert_eq!(items.unwrap()[0].id.as_deref(), Some("D070002EGD"));
    let model = model("partner-center", "v1");
    assert!(!model.types.contains_key("InvoiceSummary"));
}

#[test]
fn line_items_are_distinguished_by_strings() {
    use v1::InvoiceLineItem::{
        DailyUsageLineItem, LicenseBasedLineItem, UnknownValue, UsageBasedLineItem,
    };

    let pair = |kind: &str, provider: &str| {
        format!(r#""invoiceLineItemType":"{kind}","billingProvider":"{provider}""#)
    };
    let office = pair("billing_line_items", "office");
    let object_type = |name: &str| format!(r#""attributes":{{"objectType":"{name}"}}"#);

    let license: v1::InvoiceLineItem =
        read_typed(&format!("{{{}}}", object_type("LicenseBasedLineItem")));
    assert!(matches!(license, LicenseBasedLineItem(_)), "{license:?}");
    let license: v1::InvoiceLineItem = read_typed(&format!("{{{office}}}"));
    assert!(matches!(license, LicenseBasedLineItem(_)), "{license:?}");
    let usage: v1::InvoiceLineItem =
        read_typed(&format!("{{{}}}", pair("billing_line_items", "azure")));
    assert!(matches!(usage, UsageBasedLineItem(_)), "{usage:?}");
    let daily: v1::InvoiceLineItem =
        read_typed(&format!("{{{}}}", pair("usage_line_items", "azure")));
    assert!(matches!(daily, DailyUsageLineItem(_)), "{daily:?}");

    // Selection ignores case, while the value itself is then an unlisted one.
    let shouted: v1::InvoiceLineItem =
        round_trip(&format!("{{{}}}", pair("Billing_Line_Items", "OFFICE")));
    assert!(matches!(shouted, LicenseBasedLineItem(_)), "{shouted:?}");

    // The object type takes precedence over the pair, at any position.
    let named: v1::InvoiceLineItem = read_typed(&format!(
        "{{{office},{}}}",
        object_type("UsageBasedLineItem")
    ));
    assert!(matches!(named, UsageBasedLineItem(_)), "{named:?}");

    // A line item of an undescribed type is kept as a whole, with the text of its numbers.
    let text = format!(
        r#"{{"amount":2.00,{}}}"#,
        object_type("OneTimeInvoiceLineItem")
    );
    let unknown: v1::InvoiceLineItem = read_kept(&text, &[&text]);
    assert!(
        matches!(&unknown, UnknownValue(json) if json.as_str() == text),
        "{unknown:?}"
    );
    for text in [
        "{}",
        r#"{"billingProvider":"office"}"#,
        r#"{"attributes":{}}"#,
    ] {
        let unknown: v1::InvoiceLineItem = round_trip(text);
        assert!(matches!(unknown, UnknownValue(_)), "{unknown:?}");
    }
    let list: v1::InvoiceLineItemCollection =
        round_trip(&format!(r#"{{"items":[{text},{{{office}}}]}}"#));
    assert_eq!(
        list.kept()
            .iter()
            .map(|item| item.path.as_str())
            .collect::<Vec<_>>(),
        ["items[0]"]
    );
}

#[test]
fn samples_imply_no_invariants() {
    let paid = r#"{"status":"Paid","documentType":"CreditNote","amountDue":{"value":16.53},"documents":[{"kind":"Invoice"}]}"#;
    let _: v2020::Invoice = read_typed(&resource(paid));
    let _: v2024::Invoice = read_typed(&resource(paid));
}

#[test]
fn one_invoice_is_not_a_list() {
    assert_eq!(
        output::<V2024_04_01, v2024::operations::InvoicesGetByBillingAccount>(),
        TypeId::of::<v2024::Invoice>()
    );
    let model = model("azure", "2024-04-01");
    let response = &operation(&model, "Invoices_GetByBillingAccount").responses[0];
    assert_eq!(
        response.body.as_ref().map(words).as_deref(),
        Some("Invoice")
    );
    assert!(
        !response.docs.text.contains("list"),
        "{}",
        response.docs.text
    );
}

#[test]
fn no_subscription_where_the_path_has_none() {
    let names = |parameters: Vec<(&'static str, Location, bool)>| {
        parameters
            .into_iter()
            .map(|(name, ..)| name)
            .collect::<Vec<_>>()
    };
    let get = names(parameters::<V2020_05_01, v2020::operations::InvoicesGet>());
    assert_eq!(get, ["billingAccountName", "invoiceName"]);
    let list = names(parameters::<
        V2024_04_01,
        v2024::operations::TransactionsListByInvoice,
    >());
    assert!(
        list.iter()
            .all(|name| !name.to_ascii_lowercase().contains("subscription")),
        "{list:?}"
    );
}

#[test]
fn lists_have_download_links_on_request_only() {
    assert!(query::<V2017_02_27Preview, v2017::operations::InvoicesList>().contains(&"$expand"));
    assert!(query::<V2017_02_27Preview, v2017::operations::InvoicesGet>().is_empty());
    let without: v2017::InvoicesListResult =
        read_typed(r#"{"value":[{"properties":{"invoicePeriodStartDate":"2017-01-01"}}]}"#);
    assert_eq!(
        without.value.unwrap()[0]
            .properties
            .as_ref()
            .unwrap()
            .download_url,
        None
    );
    let url = "https://example.com/i.pdf";
    let with: v2017::Invoice = read_typed(&resource(&format!(
        r#"{{"downloadUrl":{{"url":"{url}"}}}}"#
    )));
    assert_eq!(
        with.properties
            .unwrap()
            .download_url
            .unwrap()
            .url
            .as_deref(),
        Some(url)
    );
    // No request has a body, regardless of the documented Content-Type.
    let bodies = parameters::<V2017_02_27Preview, v2017::operations::InvoicesList>();
    assert!(
        bodies
            .iter()
            .all(|(_, location, _)| *location != Location::Body)
    );
}

#[test]
fn an_api_version_with_the_content_of_another() {
    // The draft of 2024-04-01 is a copy of 2020-05-01.
    let draft =
        r#"{"totalCount":1,"value":[{"properties":{"kind":"all","orderId":"o","quantity":1}}]}"#;
    let kept = [
        "totalCount = 1",
        r#"value[0].properties.kind = "all""#,
        r#"value[0].properties.orderId = "o""#,
    ];
    let list: v2024::TransactionListResult = read_kept(draft, &kept);
    assert_eq!(
        list.value.unwrap()[0].properties.as_ref().unwrap().quantity,
        Some(1)
    );
}

#[test]
fn one_definition_from_several_files() {
    let model = model("azure", "2024-04-01");
    let alike = model
        .types
        .keys()
        .filter(|name| name.starts_with("DocumentDownloadResult"));
    assert_eq!(alike.collect::<Vec<_>>(), ["DocumentDownloadResult"]);
    let result = TypeId::of::<v2024::DocumentDownloadResult>();
    fn end<C: LongRunning<Final: 'static>>() -> TypeId {
        TypeId::of::<C::Final>()
    }
    assert_eq!(
        end::<v2024::operations::InvoicesDownloadByBillingAccount>(),
        result
    );
    assert_eq!(
        end::<v2024::operations::TransactionsTransactionsDownloadByInvoice>(),
        result
    );
}

#[test]
fn retry_after_of_two_types() {
    let retry_after = |api_version, id| {
        let model = model("azure", api_version);
        let accepted = operation(&model, id)
            .responses
            .iter()
            .find(|response| response.status == "202")
            .unwrap();
        assert_eq!(accepted.body, None);
        let header = accepted
            .headers
            .iter()
            .find(|header| header.wire == "Retry-After")
            .unwrap();
        words(&header.ty)
    };
    assert_eq!(
        retry_after("2020-05-01", "Invoices_DownloadInvoice"),
        "string"
    );
    assert_eq!(
        retry_after("2024-04-01", "Invoices_DownloadByBillingAccount"),
        "int32"
    );
    assert_eq!(retry_after("2024-04-01", "Invoices_Amend"), "int32");
    assert_eq!(
        v2020::operations::InvoicesDownloadInvoice::LONG_RUNNING,
        Some("location")
    );
    let statuses = |responses: &[billing_api::runtime::Response]| {
        responses
            .iter()
            .map(|response| response.status)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        statuses(v2020::operations::InvoicesDownloadInvoice::RESPONSES),
        ["202", "200", "default"]
    );
    assert_eq!(
        statuses(v2024::operations::InvoicesAmend::RESPONSES),
        ["202", "default"]
    );
    assert_eq!(
        output::<V2024_04_01, v2024::operations::InvoicesAmend>(),
        TypeId::of::<()>()
    );
}

#[test]
fn a_body_can_be_an_array() {
    let body = |parameters: Vec<(&'static str, Location, bool)>| {
        parameters
            .into_iter()
            .find(|(_, location, _)| *location == Location::Body)
    };
    let old = body(parameters::<
        V2020_05_01,
        v2020::operations::InvoicesDownloadMultipleBillingProfileInvoices,
    >());
    assert_eq!(old, Some(("downloadUrls", Location::Body, true)));
    let urls: Vec<String> = vec!["https://example.com/i.pdf".to_owned()];
    let request = v2020::operations::InvoicesDownloadMultipleBillingProfileInvoices::new(
        "a".to_owned(),
        urls.clone(),
    );
    assert_eq!(request.download_urls, urls);

    let new = body(parameters::<
        V2024_04_01,
        v2024::operations::InvoicesDownloadDocumentsByBillingAccount,
    >());
    assert_eq!(new, Some(("parameters", Location::Body, true)));
    let documents: Vec<v2024::DocumentDownloadRequest> =
        read_typed(r#"[{"documentName":"d","invoiceName":"G1"},{}]"#);
    let request = v2024::operations::InvoicesDownloadDocumentsByBillingAccount::new(
        "a".to_owned(),
        documents.clone(),
    );
    assert_eq!(request.parameters, documents);
}

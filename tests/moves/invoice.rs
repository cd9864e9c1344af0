//! Conversions of `Invoice`.

use billing_api::azure::version::{V2017_02_27Preview, V2020_05_01, V2024_04_01};
use billing_api::azure::{v2017_02_27_preview, v2020_05_01, v2024_04_01};
use billing_api::decode;

use super::{json, paths};

const RICH: &str = r#"{
    "id": "/providers/Microsoft.Billing/billingAccounts/1/invoices/G1",
    "name": "G1",
    "properties": {
        "dueDate": "2020-06-01T00:00:00.1234567Z",
        "status": "OverDue",
        "amountDue": { "currency": "USD", "value": 3822.10 },
        "invoicePeriodStartDate": "2020-05-01T00:00:00+00:00",
        "invoiceType": "AzureService",
        "isMonthlyInvoice": false,
        "documents": [
            { "kind": "Invoice", "url": "https://a.example/1", "source": "DRS", "size": 12 },
            { "kind": "VoidNote", "url": "https://a.example/2", "source": "ENF" },
            { "kind": "Telegram" }
        ],
        "payments": [
            { "paymentType": "credited", "amount": { "currency": "USD", "value": 2.00 }, "date": "2020-06-02" },
            { "paymentType": "debited", "paymentMethodType": "visa" }
        ],
        "rebillDetails": {
            "creditNoteDocumentId": "C1",
            "invoiceDocumentId": "I1",
            "rebillDetails": { "creditNoteDocumentId": "C2", "rebillDetails": {} }
        },
        "unforeseen": [1.0, 1E400]
    },
    "etag": "x"
}"#;

#[test]
fn documents_payments_and_rebill_details_convert() {
    let old: v2020_05_01::Invoice = decode(RICH.as_bytes()).unwrap();
    let new = v2024_04_01::Invoice::from(old.clone());
    let properties = new.properties.as_ref().unwrap();
    let documents = properties.documents.as_ref().unwrap();
    assert_eq!(
        documents[1].kind,
        Some(v2024_04_01::InvoiceDocumentType::VoidNote)
    );
    assert_eq!(documents[0].kept.get("size").unwrap().as_str(), "12");
    assert_eq!(
        properties.invoice_type,
        Some(v2024_04_01::InvoiceType::AzureServices)
    );
    let rebill = properties.rebill_details.as_ref().unwrap();
    assert_eq!(rebill.credit_note_document_id.as_deref(), Some("C1"));
    let payments = properties.payments.as_ref().unwrap();
    assert_eq!(payments.len(), 2);
    let amount = payments[0].amount.as_ref().unwrap();
    assert_eq!(amount.value.as_ref().unwrap().as_str(), "2.00");

    let back = v2020_05_01::Invoice::try_from(new).unwrap();
    assert_eq!(back, old);
    assert_eq!(
        serde_json::to_string(&back).unwrap(),
        serde_json::to_string(&old).unwrap()
    );
}

#[test]
fn kept_members_move_into_typed_places_and_back() {
    let text = r#"{ "systemData": { "createdBy": "me" }, "tags": 5, "properties": { "status": "Locked", "subscriptionDisplayName": "s" } }"#;
    let old: v2020_05_01::Invoice = decode(text.as_bytes()).unwrap();
    assert_eq!(
        paths(&old.kept()),
        [
            "properties.status",
            "properties.subscriptionDisplayName",
            "systemData",
            "tags"
        ]
    );
    let new = old.clone().upgrade::<V2024_04_01>();
    let properties = new.properties.as_ref().unwrap();
    assert_eq!(properties.status, Some(v2024_04_01::InvoiceStatus::Locked));
    assert_eq!(properties.subscription_display_name.as_deref(), Some("s"));
    assert_eq!(
        new.system_data.as_ref().unwrap().created_by.as_deref(),
        Some("me")
    );
    // A number does not fit the map and stays kept.
    assert_eq!(paths(&new.kept()), ["tags"]);
    assert_eq!(new.clone().downgrade_keeping::<V2020_05_01>(), old);

    let error = new.clone().downgrade::<V2020_05_01>().unwrap_err();
    assert_eq!(
        paths(error.lost()),
        [
            "properties.status",
            "properties.subscriptionDisplayName",
            "systemData"
        ]
    );
    assert!(error.missing().is_empty());
    assert_eq!(
        error.to_string(),
        "no typed field in the target api-version for:\n  properties.status = \"Locked\"\n  properties.subscriptionDisplayName = \"s\"\n  systemData = {\"createdBy\":\"me\"}"
    );
    assert_eq!(error.into_inner(), new);
}

#[test]
fn conversions_span_several_api_versions() {
    let text = r#"{ "name": "201702-1", "properties": { "downloadUrl": { "expiryTime": "2017-03-01T00:00:00Z", "url": "u" },
        "invoicePeriodStartDate": "2017-02-01", "billingPeriodIds": ["a"] } }"#;
    let old: v2017_02_27_preview::Invoice = decode(text.as_bytes()).unwrap();
    let new = old.clone().upgrade::<V2024_04_01>();
    assert_eq!(new.name.as_deref(), Some("201702-1"));
    // A date is not an instant, so its text is kept.
    let kept = new.kept();
    assert!(paths(&kept).contains(&"properties.downloadUrl"), "{kept:?}");
    assert!(
        paths(&kept).contains(&"properties.invoicePeriodStartDate"),
        "{kept:?}"
    );
    assert_eq!(json(&new), json(&old));
    let back = new.downgrade::<V2017_02_27Preview>().unwrap();
    assert_eq!(back, old);
}

#[test]
fn unchanged_types_convert() {
    let amount = v2020_05_01::Amount {
        currency: Some("EUR".into()),
        ..Default::default()
    };
    let same: v2020_05_01::Amount = amount.clone().upgrade::<V2024_04_01>();
    assert_eq!(same, amount);
    let same: v2024_04_01::Amount = same.downgrade::<V2020_05_01>().unwrap();
    assert_eq!(same.upgrade::<V2020_05_01>(), amount);
}

#[test]
fn pages_convert_with_their_invoices() {
    let text = format!(r#"{{ "value": [{RICH}, {RICH}], "totalCount": 2, "nextLink": "n" }}"#);
    let old: v2020_05_01::InvoiceListResult = decode(text.as_bytes()).unwrap();
    let new = v2024_04_01::InvoiceListResult::from(old.clone());
    assert_eq!(new.kept.get("totalCount").unwrap().as_str(), "2");
    let mut back = v2020_05_01::InvoiceListResult::try_from(new).unwrap();
    assert_eq!(back, old);

    // The error of a page names the path of the lost part.
    back.kept.insert("other", "x".into());
    let mut new = back.upgrade::<V2024_04_01>();
    new.value.as_mut().unwrap()[1].tags = Some([("a".to_owned(), "b".to_owned())].into());
    let error = v2020_05_01::InvoiceListResult::try_from(new).unwrap_err();
    assert_eq!(paths(error.lost()), ["value[1].tags"]);
}

#[test]
fn conversions_follow_renames() {
    let old = v2017_02_27_preview::InvoicesListResult {
        next_link: Some("n".into()),
        ..Default::default()
    };
    let new: v2020_05_01::InvoiceListResult = old.into();
    assert_eq!(new.next_link.as_deref(), Some("n"));
}

#[test]
fn spellings_follow_a_value_while_it_is_unchanged() {
    let text = r#"{"properties":{"amountDue":{"currency":"USD","value":"16.53"},"isMonthlyInvoice":"true","payments":[{"amount":[]}],"billedDocumentId":7}}"#;
    let old: v2020_05_01::Invoice = decode(text.as_bytes()).unwrap();
    let plain = text
        .replace("\"16.53\"", "16.53")
        .replace("\"true\"", "true")
        .replace("[]", "{}")
        .replace(":7", ":\"7\"");
    let other: v2020_05_01::Invoice = decode(plain.as_bytes()).unwrap();
    assert_eq!(old, other);
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(json(&other), value(&plain));
    assert_eq!(json(&old), value(text));

    let mut new = v2024_04_01::Invoice::from(old.clone());
    assert_eq!(json(&new), value(text));
    let kept = new.kept();
    assert!(paths(&kept).contains(&"properties.amountDue.value"));
    assert_eq!(v2020_05_01::Invoice::try_from(new.clone()).unwrap(), old);

    let properties = new.properties.as_mut().unwrap();
    let amount = properties.amount_due.as_mut().unwrap();
    amount.value = Some("16.54".parse().unwrap());
    assert_eq!(json(&new), value(&text.replace("\"16.53\"", "16.54")));
}

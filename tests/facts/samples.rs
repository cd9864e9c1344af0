//! The documented payloads: every member is typed, and the same JSON value is written back.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use billing_api::{
    azure::{v2020_05_01, v2024_04_01, v2024_08_01_preview},
    partner_center::v1,
};

use crate::{
    json,
    models::{model, operation},
    payloads::{read_kept, read_typed},
};

#[test]
fn invoice_2020_05_01() {
    let invoice: v2020_05_01::Invoice = read_typed(&documented_text(INVOICE));
    let properties = invoice.properties.expect("properties");
    assert_eq!(properties.status, Some("Due".into()));
    assert_eq!(
        properties
            .amount_due
            .expect("an amount")
            .value
            .expect("a value")
            .as_str(),
        "16.53"
    );
}

#[test]
fn invoices_2020_05_01() {
    let list: v2020_05_01::InvoiceListResult = read_typed(&documented_text(INVOICES));
    assert_eq!(list.total_count, Some(2));
}

#[test]
fn invoices_2024() {
    let invoice: v2024_04_01::Invoice = read_typed(&documented_text(INVOICE_2024));
    assert_eq!(invoice.name.as_deref(), Some("G000000001"));
    let invoice: v2024_08_01_preview::Invoice = read_typed(&documented_text(INVOICE_PREVIEW));
    assert_eq!(invoice.name.as_deref(), Some("G000000002"));
}

#[test]
fn paynow_2024_08_01_preview() {
    let result: v2024_08_01_preview::OperationStatusResult = read_typed(&documented_text(PAYNOW));
    assert_eq!(result.status, "Succeeded");
    let eligibility: v2024_08_01_preview::PaynowEligibilityResult =
        read_typed(&documented_text(PAYNOW_ELIGIBILITY));
    assert_eq!(
        eligibility
            .payment_methods
            .map_or(0, |methods| methods.len()),
        2
    );
}

#[test]
fn credit_note_2020_05_01() {
    let invoice: v2020_05_01::Invoice = read_typed(&documented_text(CREDIT_NOTE));
    assert_eq!(
        invoice.properties.expect("properties").document_type,
        Some(v2020_05_01::InvoiceDocumentType::CreditNote)
    );
}

#[test]
fn void_invoice_2020_05_01() {
    let invoice: v2020_05_01::Invoice = read_typed(&documented_text(VOID_INVOICE));
    assert_eq!(
        invoice.properties.expect("properties").status,
        Some(v2020_05_01::InvoiceStatus::Void)
    );
}

#[test]
fn invoice_with_rebill_details_2020_05_01() {
    let path = "properties.rebillDetails.rebillDetails.rebillDetails = null";
    let invoice: v2020_05_01::Invoice = read_kept(&documented_text(REBILL), &[path]);
    let outer = invoice
        .properties
        .expect("properties")
        .rebill_details
        .expect("the outer details");
    let inner = outer.rebill_details.expect("the inner details");
    let document = inner.invoice_document_id.expect("a document");
    assert!(document.ends_with("/invoices/I000001"), "{document}");
    assert_eq!(inner.rebill_details, None);
}

#[test]
fn transactions_by_invoice_2024_04_01() {
    let list: v2024_04_01::TransactionListResult = read_typed(&documented_text(TRANSACTIONS));
    let units = |transaction: &v2024_04_01::Transaction| {
        let units = transaction
            .properties
            .as_ref()
            .and_then(|properties| properties.units.as_ref());
        units.expect("units").to_string()
    };
    let units: Vec<String> = list
        .value
        .expect("transactions")
        .iter()
        .map(units)
        .collect();
    assert_eq!(units, ["11.25", "1.25"]);
}

#[test]
fn partner_center_invoice() {
    let invoice: v1::Invoice = read_typed(&documented_text(PARTNER_INVOICE));
    assert_eq!(invoice.total_charges.expect("charges").as_str(), "3822.14");
    assert_eq!(invoice.paid_amount.expect("an amount").as_str(), "0.0");
}

#[test]
fn partner_center_invoices() {
    let _: v1::InvoiceCollection = read_typed(&documented_text(PARTNER_INVOICES));
}

#[test]
fn partner_center_line_items() {
    line_items_are_license_based(&read_typed(&documented_text(PARTNER_LINE_ITEMS)));
}

#[test]
fn partner_center_line_items_with_a_quoted_placeholder() {
    line_items_are_license_based(&read_typed(&text(PARTNER_LINE_ITEMS_QUOTED)));
}

fn line_items_are_license_based(collection: &v1::InvoiceLineItemCollection) {
    let items = collection.items.as_deref().expect("items");
    assert!(
        matches!(items, [v1::InvoiceLineItem::LicenseBasedLineItem(_)]),
        "{items:?}"
    );
}

#[test]
fn every_fixture_has_a_test() {
    let known: BTreeSet<PathBuf> = DOCUMENTED
        .iter()
        .map(|sample| sample.0)
        .chain([PARTNER_LINE_ITEMS_QUOTED])
        .map(PathBuf::from)
        .collect();
    let mut found = BTreeSet::new();
    files(&folder(), &mut found);
    assert_eq!(found, known);
}

type Sample = (&'static str, &'static str);

/// Documented payloads with the operations that return them.
const INVOICE: Sample = ("azure/2020-05-01/invoice.json", "Invoices_Get");
const CREDIT_NOTE: Sample = ("azure/2020-05-01/credit-note.json", "Invoices_Get");
const VOID_INVOICE: Sample = ("azure/2020-05-01/void-invoice.json", "Invoices_Get");
const REBILL: Sample = (
    "azure/2020-05-01/invoice-with-rebill-details.json",
    "Invoices_Get",
);
const INVOICES: Sample = (
    "azure/2020-05-01/invoices-by-billing-account.json",
    "Invoices_ListByBillingAccount",
);
const INVOICE_2024: Sample = ("azure/2024-04-01/invoice.json", "Invoices_Get");
const INVOICE_PREVIEW: Sample = ("azure/2024-08-01-preview/invoice.json", "Invoices_Get");
const PAYNOW: Sample = ("azure/2024-08-01-preview/paynow.json", "Invoices_Paynow");
const PAYNOW_ELIGIBILITY: Sample = (
    "azure/2024-08-01-preview/paynow-eligibility.json",
    "Invoices_ValidatePaynowEligibility",
);
const TRANSACTIONS: Sample = (
    "azure/2024-04-01/transactions-by-invoice.json",
    "Transactions_ListByInvoice",
);
const PARTNER_INVOICE: Sample = ("partner-center/v1/invoice.json", "Invoices_Get");
const PARTNER_INVOICES: Sample = ("partner-center/v1/invoices.json", "Invoices_List");
const PARTNER_LINE_ITEMS: Sample = (
    "partner-center/v1/line-items.json",
    "Invoices_ListLineItems",
);
const DOCUMENTED: &[Sample] = &[
    INVOICE,
    CREDIT_NOTE,
    VOID_INVOICE,
    REBILL,
    INVOICES,
    INVOICE_2024,
    INVOICE_PREVIEW,
    PAYNOW,
    PAYNOW_ELIGIBILITY,
    TRANSACTIONS,
    PARTNER_INVOICE,
    PARTNER_INVOICES,
    PARTNER_LINE_ITEMS,
];

/// Line items as the article prints them, with quotes around every placeholder, including that of a number.
const PARTNER_LINE_ITEMS_QUOTED: &str = "partner-center/v1/line-items-with-quoted-mpn-id.json";

/// Returns the text of a documented payload after asserting that the example in the fragments is equal.
fn documented_text((file, id): Sample) -> String {
    let text = text(file);
    let mut parts = file.split('/');
    let (service, api_version) = (
        parts.next().expect("a service"),
        parts.next().expect("an api-version"),
    );
    let model = model(service, api_version);
    let responses = operation(&model, id).responses.iter();
    let mut examples = responses
        .filter(|response| response.status == "200")
        .flat_map(|response| &response.examples);
    let value = json::parse(&text);
    assert!(
        examples.any(|example| json::parse(&example.json) == value),
        "no example of {id} is {file}"
    );
    text
}

fn text(file: &str) -> String {
    fs::read_to_string(folder().join(file)).expect("the fixture is there")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn files(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.insert(
                path.strip_prefix(self::folder())
                    .expect("it is under it")
                    .to_owned(),
            );
        }
    }
}

//! Types and structure.

use std::{collections::BTreeMap, fs, path::Path};

use billing_api::{
    Json,
    azure::{v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024},
    partner_center::v1,
};
use billing_codegen::model::{Type, TypeKind};

use super::resource;
use crate::{
    models::{field, fields, model, read, words},
    payloads::{decode_error, read_kept, read_typed},
};

#[test]
fn rebill_details_are_an_object() {
    let as_sent = r#"{"invoiceDocumentId":"i","creditNoteDocumentId":"c"}"#;
    let two_deep = format!(r#"{{"invoiceDocumentId":"i","rebillDetails":{as_sent}}}"#);
    for (details, inner) in [(as_sent, None), (two_deep.as_str(), Some("i"))] {
        let text = resource(&format!(r#"{{"rebillDetails":{details}}}"#));
        let old = read_typed::<v2020::Invoice>(&text)
            .properties
            .unwrap()
            .rebill_details
            .unwrap();
        let new = read_typed::<v2024::Invoice>(&text)
            .properties
            .unwrap()
            .rebill_details
            .unwrap();
        for details in [old, new] {
            assert_eq!(details.invoice_document_id.as_deref(), Some("i"));
            let found = details
                .rebill_details
                .and_then(|inner| inner.invoice_document_id.clone());
            assert_eq!(found.as_deref(), inner);
        }
    }
    let null = resource(r#"{"rebillDetails":null}"#);
    let invoice: v2020::Invoice = read_kept(&null, &["properties.rebillDetails = null"]);
    assert_eq!(invoice.properties.unwrap().rebill_details, None);
    // The map that the specification describes is kept.
    let map = resource(r#"{"rebillDetails":{"I000001":{"invoiceDocumentId":"i"}}}"#);
    let _: v2020::Invoice = read_kept(
        &map,
        &[r#"properties.rebillDetails.I000001 = {"invoiceDocumentId":"i"}"#],
    );
}

#[test]
fn error_sub_details_are_an_array() {
    let text = r#"{"error":{"code":"a","details":[{"code":"b","message":"m","target":"t"},{}]}}"#;
    let details: Vec<v2020::ErrorSubDetail> = read_typed::<v2020::ErrorResponse>(text)
        .error
        .unwrap()
        .details
        .unwrap();
    assert_eq!(details[0].target.as_deref(), Some("t"));
    assert_eq!(details[1], v2020::ErrorSubDetail::default());
    let none: v2020::ErrorResponse = read_typed(r#"{"error":{"details":[]}}"#);
    assert_eq!(none.error.unwrap().details, Some(Vec::new()));
    let _: v2020::ErrorResponse =
        read_kept(r#"{"error":{"details":null}}"#, &["error.details = null"]);
    let error = decode_error::<v2020::ErrorResponse>(r#"{"error":{"details":{"code":"b"}}}"#);
    assert!(error.contains("`error.details`"), "{error}");
}

#[test]
fn a_single_all_of_is_the_referenced_type() {
    let amount = r#"{"currency":"USD","value":2.00}"#;
    let all = |names: &[&str]| {
        let members: Vec<String> = names
            .iter()
            .map(|name| format!(r#""{name}":{amount}"#))
            .collect();
        resource(&format!("{{{}}}", members.join(",")))
    };
    let names = [
        "amountDue",
        "azurePrepaymentApplied",
        "billedAmount",
        "creditAmount",
        "freeAzureCreditApplied",
        "subTotal",
        "taxAmount",
        "totalAmount",
    ];
    let found = read_typed::<v2024::Invoice>(&all(&names))
        .properties
        .unwrap();
    let found: [Option<v2024::Amount>; 8] = [
        found.amount_due,
        found.azure_prepayment_applied,
        found.billed_amount,
        found.credit_amount,
        found.free_azure_credit_applied,
        found.sub_total,
        found.tax_amount,
        found.total_amount,
    ];
    let expected: Option<v2024::Amount> = Some(read_typed(amount));
    assert!(found.iter().all(|found| *found == expected), "{found:?}");

    let names = [
        "azureCreditApplied",
        "consumptionCommitmentDecremented",
        "effectivePrice",
        "marketPrice",
        "subTotal",
        "tax",
        "transactionAmount",
    ];
    let found = read_typed::<v2024::Transaction>(&all(&names))
        .properties
        .unwrap();
    let found: [Option<v2024::Amount>; 7] = [
        found.azure_credit_applied,
        found.consumption_commitment_decremented,
        found.effective_price,
        found.market_price,
        found.sub_total,
        found.tax,
        found.transaction_amount,
    ];
    assert!(found.iter().all(|found| *found == expected), "{found:?}");

    let model = model("azure", "2024-04-01");
    let is_money = |kind: &TypeKind| matches!(kind, TypeKind::Struct(fields) if fields.iter().any(|field| field.wire == "currency"));
    let money: Vec<&String> = model
        .types
        .iter()
        .filter(|(_, found)| is_money(&found.kind))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(money, ["Amount"]);
    for (name, member, ty) in [
        ("InvoiceProperties", "rebillDetails", "RebillDetails"),
        ("InvoiceProperties", "refundDetails", "RefundDetailsSummary"),
        (
            "TransactionProperties",
            "refundTransactionDetails",
            "RefundTransactionDetails",
        ),
    ] {
        assert_eq!(words(&field(&model, name, member).ty), ty);
    }
}

#[test]
fn a_member_without_a_type_is_a_string() {
    let text = resource(r#"{"billingProfileDisplayName":"Contoso"}"#);
    let name: Option<String> = read_typed::<v2024::Transaction>(&text)
        .properties
        .unwrap()
        .billing_profile_display_name;
    assert_eq!(name.as_deref(), Some("Contoso"));
    // A value of another type is kept.
    let number = resource(r#"{"billingProfileDisplayName":2.0}"#);
    let _: v2024::Transaction = read_kept(&number, &["properties.billingProfileDisplayName = 2.0"]);
}

#[test]
fn keywords_beside_a_reference_apply() {
    let model_2020 = model("azure", "2020-05-01");
    let amount_due = field(&model_2020, "InvoiceProperties", "amountDue");
    assert!(amount_due.read_only);
    assert_eq!(words(&amount_due.ty), "Amount");
    assert_ne!(amount_due.docs.text, model_2020.types["Amount"].docs.text);
    assert!(!amount_due.docs.text.is_empty());
    let model_2017 = model("azure", "2017-02-27-preview");
    let download_url = field(&model_2017, "InvoiceProperties", "downloadUrl");
    assert!(!download_url.read_only);
    assert!(!download_url.docs.text.is_empty());
}

#[test]
fn properties_imply_an_object() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("untyped-object");
    let folder = root.join("things/v1");
    fs::create_dir_all(&folder).unwrap();
    let fragment = "openapi: 3.0.3\ninfo: {title: Things, version: v1}\npaths: {}\ncomponents:\n  schemas:\n    Amount:\n      \
                    description: Has no type.\n      properties:\n        currency: {type: string}\n";
    fs::write(folder.join("things.yaml"), fragment).unwrap();
    let model = read(&root, "things", "v1");
    let found: Vec<_> = fields(&model, "Amount")
        .iter()
        .map(|field| (field.wire.as_str(), &field.ty))
        .collect();
    assert_eq!(found, [("currency", &Type::String)]);
}

#[test]
fn properties_are_a_nested_object() {
    let amount = r#"{"currency":"USD","value":16.53}"#;
    let nested = resource(&format!(r#"{{"amountDue":{amount}}}"#));
    assert!(
        read_typed::<v2020::Invoice>(&nested)
            .properties
            .unwrap()
            .amount_due
            .is_some()
    );
    assert!(
        read_typed::<v2024::Invoice>(&nested)
            .properties
            .unwrap()
            .amount_due
            .is_some()
    );
    let printed = format!(r#"{{"properties.amountDue":{amount}}}"#);
    let invoice: v2020::Invoice = read_kept(
        &printed,
        &[&format!(r#"["properties.amountDue"] = {amount}"#)],
    );
    assert_eq!(invoice.properties, None);
    let flat = format!(r#"{{"amountDue":{amount}}}"#);
    let _: v2024::Invoice = read_kept(&flat, &[&format!("amountDue = {amount}")]);
}

#[test]
fn inline_and_untyped_objects() {
    let text =
        r#"{"value":[{"name":"n","display":{"provider":"p","resource":"r","operation":"o"}}]}"#;
    let list: v2017::OperationListResult = read_typed(text);
    let display: Option<v2017::OperationDisplay> = list.value.unwrap()[0].display.clone();
    assert_eq!(display.unwrap().operation.as_deref(), Some("o"));
    let text = r#"{"value":[{"isDataAction":false,"display":{"description":"d"}}]}"#;
    let list: v2020::OperationListResult = read_typed(text);
    let display: Option<v2020::OperationDisplay> = list.value.unwrap()[0].display.clone();
    assert_eq!(display.unwrap().description.as_deref(), Some("d"));

    let text = r#"{"error":{"additionalInfo":[{"type":"PolicyViolation","info":{"limit":2.00,"deep":[{}]}}]}}"#;
    let info = read_typed::<v2024::ErrorResponse>(text)
        .error
        .unwrap()
        .additional_info
        .unwrap();
    let json: Option<Json> = info[0].info.clone();
    assert_eq!(json.unwrap().as_str(), r#"{"limit":2.00,"deep":[{}]}"#);

    let tags: Option<BTreeMap<String, String>> =
        read_typed::<v2024::Invoice>(r#"{"tags":{"cost.center":"7","":""}}"#).tags;
    assert_eq!(tags.unwrap()["cost.center"], "7");
}

#[test]
fn types_are_recursive() {
    let nested = |open: &str, close: &str, depth| {
        format!("{}{{}}{}", open.repeat(depth), close.repeat(depth))
    };
    for depth in [1, 20] {
        let details = nested(r#"{"rebillDetails":"#, "}", depth);
        let _: v2020::Invoice = read_typed(&resource(&format!(r#"{{"rebillDetails":{details}}}"#)));
        let _: v2024::RebillDetails = read_typed(&details);
        let _: v2024::ErrorDetail = read_typed(&nested(r#"{"details":["#, "]}", depth));
        let _: v1::Invoice = read_typed(&nested(r#"{"amendments":["#, "]}", depth));
    }
}

#[test]
fn arrays_have_an_element_type() {
    let list: v2024::TransactionListResult = read_typed(r#"{"value":[{"name":"t"}]}"#);
    let transactions: Option<Vec<v2024::Transaction>> = list.value;
    assert_eq!(transactions.unwrap()[0].name.as_deref(), Some("t"));
    let error: v2024::ErrorDetail =
        read_typed(r#"{"details":[{"code":"c"}],"additionalInfo":[{"type":"t"}]}"#);
    let details: Option<Vec<v2024::ErrorDetail>> = error.details;
    assert_eq!(details.unwrap()[0].code.as_deref(), Some("c"));
    let info: Option<Vec<v2024::ErrorAdditionalInfo>> = error.additional_info;
    assert_eq!(info.unwrap()[0].r#type.as_deref(), Some("t"));
}

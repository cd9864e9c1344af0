//! Enumerations, all of which are open.

use billing_api::{
    azure::{v2020_05_01 as v2020, v2024_04_01 as v2024},
    partner_center::v1,
    runtime::Enumeration,
};

use super::{place, resource};
use crate::{
    models::{field, model, operation, parameter, values, words},
    payloads::{read_kept, read_typed},
};

#[test]
fn unlisted_values_are_kept() {
    let payload =
        r#"{"status":"PastDue","invoiceType":"AzureServices","documents":[{"kind":"Receipt"}]}"#;
    let kept = [
        r#"properties.documents[0].kind = "Receipt""#,
        r#"properties.invoiceType = "AzureServices""#,
        r#"properties.status = "PastDue""#,
    ];
    let properties = read_kept::<v2020::Invoice>(&resource(payload), &kept)
        .properties
        .unwrap();
    let status = properties.status.unwrap();
    assert_eq!(status.as_str(), "PastDue");
    assert!(
        matches!(&status, v2020::InvoiceStatus::UnknownValue(unknown) if unknown.as_str() == "PastDue")
    );
    assert_eq!(status, "PastDue".into());

    let cancelled = resource(r#"{"transactionType":"Cancel"}"#);
    let _: v2020::Transaction =
        read_kept(&cancelled, &[r#"properties.transactionType = "Cancel""#]);
    let _: v2024::Transaction = read_typed(&cancelled);
    assert_eq!(
        v2020::InvoiceStatus::from("OverDue"),
        v2020::InvoiceStatus::OverDue
    );
}

#[test]
fn azure_service_becomes_azure_services() {
    let payload = |text: &str| resource(&format!(r#"{{"invoiceType":"{text}"}}"#));
    let old = read_typed::<v2020::Invoice>(&payload("AzureService"))
        .properties
        .unwrap();
    assert_eq!(old.invoice_type, Some(v2020::InvoiceType::AzureService));
    let new = read_typed::<v2024::Invoice>(&payload("AzureServices"))
        .properties
        .unwrap();
    assert_eq!(new.invoice_type, Some(v2024::InvoiceType::AzureServices));
    let _: v2020::Invoice = read_kept(
        &payload("AzureServices"),
        &[r#"properties.invoiceType = "AzureServices""#],
    );
    let _: v2024::Invoice = read_kept(
        &payload("AzureService"),
        &[r#"properties.invoiceType = "AzureService""#],
    );
}

#[test]
fn kinds_change_case_and_names_change_meaning() {
    let payload = |text: &str| resource(&format!(r#"{{"kind":"{text}"}}"#));
    let old = read_typed::<v2020::Transaction>(&payload("all"))
        .properties
        .unwrap();
    assert_eq!(old.kind, Some(v2020::TransactionTypeKind::All));
    let new = read_typed::<v2024::Transaction>(&payload("All"))
        .properties
        .unwrap();
    assert_eq!(new.kind, Some(v2024::TransactionKind::All));
    let _: v2020::Transaction = read_kept(&payload("All"), &[r#"properties.kind = "All""#]);
    let _: v2024::Transaction = read_kept(&payload("all"), &[r#"properties.kind = "all""#]);

    // `TransactionType` is the type of the query parameter. The member of that name differs from it in both
    // api-versions.
    let transaction: Option<String> = new.transaction_type;
    assert_eq!(transaction, None);
    let transaction: Option<v2020::ReservationType> = old.transaction_type;
    assert_eq!(transaction, None);
    let model = model("azure", "2024-04-01");
    assert_eq!(
        words(&parameter(operation(&model, "Transactions_ListByCustomer"), "type").ty),
        "TransactionType"
    );
    assert_eq!(v2024::TransactionType::Unbilled.as_str(), "Unbilled");
}

#[test]
fn document_types_change_meaning() {
    let payload = |document_type: &str, kind: &str| {
        resource(&format!(
            r#"{{"documentType":"{document_type}","documents":[{{"kind":"{kind}"}}]}}"#
        ))
    };
    let old = read_typed::<v2020::Invoice>(&payload("CreditNote", "VoidNote"))
        .properties
        .unwrap();
    let document_type: Option<v2020::InvoiceDocumentType> = old.document_type;
    let kind: Option<v2020::DocumentType> = old.documents.unwrap()[0].kind.clone();
    assert_eq!(document_type, Some(v2020::InvoiceDocumentType::CreditNote));
    assert_eq!(kind, Some(v2020::DocumentType::VoidNote));
    let _: v2020::Invoice = read_kept(
        &payload("VoidNote", "Invoice"),
        &[r#"properties.documentType = "VoidNote""#],
    );

    let new = read_typed::<v2024::Invoice>(&payload("VoidNote", "VoidNote"))
        .properties
        .unwrap();
    let kind: Option<v2024::InvoiceDocumentType> = new.documents.unwrap()[0].kind.clone();
    assert_eq!(new.document_type, kind);
}

#[test]
fn awkward_identifiers() {
    let usage =
        read_typed::<v2020::Transaction>(&resource(r#"{"transactionType":"Usage Charge"}"#))
            .properties
            .unwrap();
    assert_eq!(
        usage.transaction_type,
        Some(v2020::ReservationType::UsageCharge)
    );

    let payment = r#"{"paymentMethodFamily":"None"}"#;
    let family = read_typed::<v2020::PaymentProperties>(payment).payment_method_family;
    assert_ne!(family, None);
    assert_eq!(family, Some(v2020::PaymentMethodFamily::None));
    assert_eq!(
        read_typed::<v2024::Payment>(payment).payment_method_family,
        Some(v2024::PaymentMethodFamily::None)
    );

    let other = read_typed::<v2024::Invoice>(&resource(r#"{"status":"Other"}"#))
        .properties
        .unwrap()
        .status
        .unwrap();
    assert_eq!(other, v2024::InvoiceStatus::Other);
    let _: v2020::Invoice = read_kept(
        &resource(r#"{"status":"Other"}"#),
        &[r#"properties.status = "Other""#],
    );

    let invoice: v2024::Invoice =
        read_typed(r#"{"type":"Microsoft.Billing/x","systemData":{"createdByType":"Key"}}"#);
    assert_eq!(invoice.r#type.as_deref(), Some("Microsoft.Billing/x"));
    assert_eq!(
        invoice.system_data.unwrap().created_by_type,
        Some(v2024::CreatedByType::Key)
    );

    let item: v1::LicenseBasedLineItem = read_typed(r#"{"chargeType":"PURCHASE FEE"}"#);
    assert_eq!(item.charge_type.as_deref(), Some("PURCHASE FEE"));
}

#[test]
fn pending_is_not_an_invoice() {
    for word in ["pending", "Pending"] {
        let payload = resource(&format!(r#"{{"invoice":"{word}"}}"#));
        let old = read_typed::<v2020::Transaction>(&payload)
            .properties
            .unwrap();
        let new = read_typed::<v2024::Transaction>(&payload)
            .properties
            .unwrap();
        for (invoice, id) in [(old.invoice, old.invoice_id), (new.invoice, new.invoice_id)] {
            assert_eq!(invoice.as_deref(), Some(word));
            assert_eq!(id, None);
        }
    }
}

#[test]
fn paths_and_bodies_spell_differently() {
    let detail: v1::InvoiceDetail =
        read_typed(r#"{"invoiceLineItemType":"billing_line_items","billingProvider":"one_time"}"#);
    assert_eq!(
        detail.invoice_line_item_type,
        Some(v1::InvoiceLineItemType::BillingLineItems)
    );
    assert_eq!(detail.billing_provider, Some(v1::BillingProvider::OneTime));
    let _: v1::InvoiceDetail = read_kept(
        r#"{"billingProvider":"OneTime"}"#,
        &[r#"billingProvider = "OneTime""#],
    );

    let request = v1::operations::InvoicesListLineItems::new(
        "D070002EGD".to_owned(),
        "Office".into(),
        "BillingLineItems".into(),
    );
    assert_eq!(request.billing_provider, v1::BillingProviderSegment::Office);
    assert_eq!(
        request.invoice_line_item_type,
        v1::InvoiceLineItemTypeSegment::BillingLineItems
    );
    assert_eq!(request.billing_provider.as_str(), "Office");
    let (_, path) =
        place::<billing_api::partner_center::version::V1, v1::operations::InvoicesListLineItems>();
    assert_eq!(
        path,
        "/v1/invoices/{invoice-id}/lineitems/{billing-provider}/{invoice-line-item-type}"
    );
}

#[test]
fn payment_types_are_strings_and_families_grow() {
    for text in ["credited", "Charged"] {
        let payload = format!(r#"{{"paymentType":"{text}"}}"#);
        let old: Option<String> = read_typed::<v2020::PaymentProperties>(&payload).payment_type;
        let new: Option<String> = read_typed::<v2024::Payment>(&payload).payment_type;
        assert_eq!(old, new);
    }
    for (text, in_2020) in [
        ("Credits", true),
        ("CheckWire", true),
        ("CreditCard", true),
        ("None", true),
        ("Other", false),
        ("EWallet", false),
        ("TaskOrder", false),
        ("DirectDebit", false),
    ] {
        let payload = format!(r#"{{"paymentMethodFamily":"{text}"}}"#);
        let _: v2024::Payment = read_typed(&payload);
        if in_2020 {
            let _: v2020::PaymentProperties = read_typed(&payload);
        } else {
            let _: v2020::PaymentProperties =
                read_kept(&payload, &[&format!(r#"paymentMethodFamily = "{text}""#)]);
        }
    }
}

#[test]
fn values_keep_the_order_of_the_specification() {
    let model = model("azure", "2024-04-01");
    assert_eq!(
        values(&model, "InvoiceStatus"),
        ["Other", "Due", "OverDue", "Paid", "Void", "Locked"]
    );
    assert_eq!(
        values(&model, "SpecialTaxationType"),
        ["SubtotalLevel", "InvoiceLevel"]
    );
    assert!(field(&model, "InvoiceProperties", "specialTaxationType").read_only);
    let known = v2024::SpecialTaxationType::KNOWN
        .iter()
        .map(v2024::SpecialTaxationType::as_str);
    assert_eq!(known.collect::<Vec<_>>(), ["SubtotalLevel", "InvoiceLevel"]);
}

//! Identifiers and URLs.

use billing_api::{
    azure::{
        v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024,
        version::{V2017_02_27Preview, V2020_05_01, V2024_04_01},
    },
    partner_center::v1,
};

use super::{place, resource};
use crate::{
    models::{model, operation, parameter},
    payloads::{decode_error, read_typed},
};

#[test]
fn ids_keep_their_case() {
    let id = "/providers/Microsoft.Billing/BillingAccounts/a/BillingProfiles/b/transactions/c";
    let profile = "/providers/Microsoft.Billing/billingAccounts/a/billingProfiles/b";
    let payload = format!(r#"{{"id":"{id}","properties":{{"billingProfileId":"{profile}"}}}}"#);
    let transaction: v2024::Transaction = read_typed(&payload);
    assert_eq!(transaction.id.as_deref(), Some(id));
    assert_eq!(
        transaction
            .properties
            .unwrap()
            .billing_profile_id
            .as_deref(),
        Some(profile)
    );
}

#[test]
fn ids_without_a_leading_slash_or_providers() {
    let id = "providers/Microsoft.Billing/billingAccounts/a/invoices/I000001";
    let payload = format!(
        r#"{{"id":"{id}","properties":{{"creditForDocumentId":"{id}","billedDocumentId":"{id}"}}}}"#
    );
    let invoice: v2020::Invoice = read_typed(&payload);
    assert_eq!(invoice.id.as_deref(), Some(id));
    let properties = invoice.properties.unwrap();
    assert_eq!(properties.credit_for_document_id.as_deref(), Some(id));
    assert_eq!(properties.billed_document_id.as_deref(), Some(id));

    let id = "/subscriptions/subid/Microsoft.Billing/invoices/2017-01-01-1";
    let invoice: v2017::Invoice = read_typed(&format!(r#"{{"id":"{id}"}}"#));
    assert_eq!(invoice.id.as_deref(), Some(id));
}

#[test]
fn one_resource_has_two_types() {
    for text in [
        "Microsoft.Billing/billingAccounts/billingProfiles/transactions",
        "Microsoft.Billing/billingAccounts/transactions",
    ] {
        let payload = format!(r#"{{"type":"{text}"}}"#);
        assert_eq!(
            read_typed::<v2020::Transaction>(&payload).r#type.as_deref(),
            Some(text)
        );
        assert_eq!(
            read_typed::<v2024::Transaction>(&payload).r#type.as_deref(),
            Some(text)
        );
    }
}

#[test]
fn patterns_do_not_apply_to_responses() {
    for name in [
        "I000001",
        "CreditNote1",
        "1383723",
        "{invoiceName}",
        "default",
        "D070002EGD",
        "G123456789",
    ] {
        let invoice: v2024::Invoice = read_typed(&format!(r#"{{"name":"{name}"}}"#));
        assert_eq!(invoice.name.as_deref(), Some(name));
        assert_eq!(
            v2024::operations::InvoicesGet::new(name.to_owned()).invoice_name,
            name
        );
    }
    // The model has the patterns, with a hyphen that every regular expression engine reads as a literal.
    let model = model("azure", "2024-04-01");
    let facts = |id, wire| parameter(operation(&model, id), wire).docs.facts.join(" ");
    assert!(facts("Invoices_Get", "invoiceName").contains("(H[0-9]-[A-Z0-9]+)"));
    for wire in ["billingProfileName", "customerName"] {
        let pattern = facts("Transactions_ListByCustomer", wire);
        assert!(
            pattern.contains("{1,128}") && !pattern.contains(r"\d-_"),
            "{pattern}"
        );
    }
}

#[test]
fn colons_in_account_names() {
    let account =
        "00000000-0000-0000-0000-000000000000:00000000-0000-0000-0000-000000000000_2019-05-31";
    let request = v2020::operations::InvoicesGet::new(account.to_owned(), "G1".to_owned());
    assert_eq!(request.billing_account_name, account);
    for account in [account.to_owned(), account.replace(':', "%3A")] {
        let id = format!("/providers/Microsoft.Billing/billingAccounts/{account}/invoices/G1");
        let payload = resource(&format!(
            r#"{{"documents":[{{"url":"https://management.azure.com{id}/download"}}],"billedDocumentId":"{id}"}}"#
        ));
        let properties = read_typed::<v2020::Invoice>(&payload).properties.unwrap();
        assert_eq!(properties.billed_document_id, Some(id));
    }
}

#[test]
fn literal_segments_beside_parameters() {
    let root = "/subscriptions/{subscriptionId}/providers/Microsoft.Billing/invoices";
    assert_eq!(
        place::<V2017_02_27Preview, v2017::operations::InvoicesGetLatest>(),
        ("GET", format!("{root}/latest").as_str())
    );
    assert_eq!(
        place::<V2017_02_27Preview, v2017::operations::InvoicesGet>(),
        ("GET", format!("{root}/{{invoiceName}}").as_str())
    );
    let accounts = "/providers/Microsoft.Billing/billingAccounts";
    let (_, by_id) = place::<V2020_05_01, v2020::operations::InvoicesGetById>();
    assert_eq!(
        by_id,
        format!("{accounts}/default/invoices/{{invoiceName}}")
    );
    let (_, by_account) = place::<V2020_05_01, v2020::operations::InvoicesGet>();
    assert_eq!(
        by_account,
        format!("{accounts}/{{billingAccountName}}/invoices/{{invoiceName}}")
    );
}

#[test]
fn one_operation_id_for_three_operations() {
    let (_, in_2017) = place::<V2017_02_27Preview, v2017::operations::InvoicesGet>();
    let (_, in_2020) = place::<V2020_05_01, v2020::operations::InvoicesGet>();
    let (_, in_2024) = place::<V2024_04_01, v2024::operations::InvoicesGet>();
    assert_eq!(
        in_2017,
        "/subscriptions/{subscriptionId}/providers/Microsoft.Billing/invoices/{invoiceName}"
    );
    assert_eq!(
        in_2020,
        "/providers/Microsoft.Billing/billingAccounts/{billingAccountName}/invoices/{invoiceName}"
    );
    assert_eq!(
        in_2024,
        "/providers/Microsoft.Billing/billingAccounts/default/invoices/{invoiceName}"
    );
    // An operation of the same method and path is the same operation, regardless of its name.
    assert_eq!(
        in_2020,
        place::<V2024_04_01, v2024::operations::InvoicesGetByBillingAccount>().1
    );
    assert_eq!(
        in_2024,
        place::<V2020_05_01, v2020::operations::InvoicesGetById>().1
    );
}

#[test]
fn placeholders() {
    let printed = "{\n    \"id\":<invoice-id>\n}";
    let error = decode_error::<v1::Invoice>(printed);
    assert!(error.contains("line 2 column 10"), "{error}");
    let quoted: v1::Invoice = read_typed(r#"{"id":"<invoice-id>"}"#);
    assert_eq!(quoted.id.as_deref(), Some("<invoice-id>"));
    let template: v2020::Invoice = read_typed(r#"{"name":"{invoiceName}"}"#);
    assert_eq!(template.name.as_deref(), Some("{invoiceName}"));
    let typo: v1::LicenseBasedLineItem = read_typed(r#"{"durableOfferId":"<durabeOfferId>"}"#);
    assert_eq!(typo.durable_offer_id.as_deref(), Some("<durabeOfferId>"));
}

#[test]
fn partner_center_links_lack_host_and_version() {
    let uri = "/invoices/D070002EGD/lineitems/Office/BillingLineItems";
    let payload =
        format!(r#"{{"links":{{"self":{{"uri":"{uri}","method":"GET","headers":[]}}}}}}"#);
    let link: v1::Link = read_typed::<v1::InvoiceDetail>(&payload)
        .links
        .unwrap()
        .self_
        .unwrap();
    assert_eq!(link.uri.as_deref(), Some(uri));
    assert_eq!(link.headers, Some(Vec::<v1::KeyValuePair>::new()));
    let (_, path) =
        place::<billing_api::partner_center::version::V1, v1::operations::InvoicesGet>();
    assert_eq!(path, "/v1/invoices/{invoice-id}");
}

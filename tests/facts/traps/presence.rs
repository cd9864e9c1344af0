//! Presence, null and read-only members.

use billing_api::{
    Json,
    azure::{
        v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024,
        v2024_08_01_preview as v2024_08,
    },
    partner_center::v1,
};

use super::resource;
use crate::{
    json,
    models::{fields, model, words},
    payloads::{read_kept, read_typed, round_trip},
};

#[test]
fn a_page_has_its_items() {
    let _: v2024::InvoiceListResult = read_typed("{}");
    let error = serde_json::from_str::<v2024_08::InvoiceListResult>("{}").unwrap_err();
    assert!(error.to_string().contains("value"), "{error}");
    let page: v2024_08::TransactionListResult = read_typed(r#"{"value":[]}"#);
    assert!(page.value.is_empty());
    // A page of the older api-version moves up if it has its items, and down in any case.
    let old: v2024::InvoiceListResult = read_typed(r#"{"value":[{"name":"G1"}]}"#);
    let new = v2024_08::InvoiceListResult::try_from(old.clone()).unwrap();
    assert_eq!(v2024::InvoiceListResult::try_from(new).unwrap(), old);
    v2024_08::InvoiceListResult::try_from(v2024::InvoiceListResult::default()).unwrap_err();
}

#[test]
fn explicit_null() {
    let payload = resource(
        r#"{"status":null,"documents":null,"isMonthlyInvoice":null,"amountDue":null,"dueDate":null}"#,
    );
    let kept = [
        "amountDue",
        "documents",
        "dueDate",
        "isMonthlyInvoice",
        "status",
    ]
    .map(|name| format!("properties.{name} = null"));
    let kept = kept.each_ref().map(String::as_str);
    let mut invoice: v2024::Invoice = read_kept(&payload, &kept);
    let properties = invoice.properties.as_mut().unwrap();
    assert_eq!(properties.documents, None);
    // A typed value replaces the kept one.
    properties.is_monthly_invoice = Some(true);
    let written = serde_json::to_string(&invoice).unwrap();
    let expected = r#"{"status":null,"documents":null,"isMonthlyInvoice":true,"amountDue":null,"dueDate":null}"#;
    json::assert_same(&resource(expected), &written);
    let _: v2020::Invoice = read_kept(&payload, &kept);
    let _: v2017::Invoice = read_kept(r#"{"properties":null}"#, &["properties = null"]);
}

#[test]
fn read_only_members_are_written() {
    let amount = v2024::Amount {
        currency: Some("USD".to_owned()),
        value: Some("2.00".parse().unwrap()),
        ..v2024::Amount::default()
    };
    json::assert_same(
        r#"{"currency":"USD","value":2.00}"#,
        &serde_json::to_string(&amount).unwrap(),
    );
    let read_only = |api_version, name| {
        let model = model("azure", api_version);
        let fields: Vec<_> = fields(&model, name)
            .iter()
            .map(|field| (field.wire.clone(), field.read_only))
            .collect();
        fields
    };
    assert_eq!(
        read_only("2020-05-01", "Amount"),
        [("currency".to_owned(), true), ("value".to_owned(), false)]
    );
    assert_eq!(
        read_only("2024-04-01", "Amount"),
        [("currency".to_owned(), true), ("value".to_owned(), true)]
    );
    // In the newer api-version only amounts are read-only in a transaction, through the definition of `Amount`.
    let model = model("azure", "2024-04-01");
    for field in fields(&model, "TransactionProperties") {
        assert_eq!(
            field.read_only,
            words(&field.ty) == "Amount",
            "{}",
            field.wire
        );
    }
    let transaction = v2024::TransactionProperties {
        tax: Some(amount),
        quantity: Some(1),
        ..v2024::TransactionProperties::default()
    };
    let written = serde_json::to_string(&transaction).unwrap();
    json::assert_same(
        r#"{"tax":{"currency":"USD","value":2.00},"quantity":1}"#,
        &written,
    );
}

#[test]
fn absent_is_none_and_empty_is_not() {
    for (payload, expected) in [("{}", None), (r#"{"purchaseOrderNumber":""}"#, Some(""))] {
        let old = read_typed::<v2020::Invoice>(&resource(payload))
            .properties
            .unwrap();
        let new = read_typed::<v2024::Invoice>(&resource(payload))
            .properties
            .unwrap();
        assert_eq!(old.purchase_order_number.as_deref(), expected);
        assert_eq!(new.purchase_order_number.as_deref(), expected);
    }
    assert_eq!(
        read_typed::<v2020::Invoice>(&resource("{}")).properties,
        Some(v2020::InvoiceProperties::default())
    );
    assert_eq!(
        read_typed::<v2020::Invoice>("{}"),
        v2020::Invoice::default()
    );
    assert_eq!(
        read_typed::<v2024::Transaction>("{}"),
        v2024::Transaction::default()
    );
    assert_eq!(read_typed::<v1::Invoice>("{}").pdf_download_link, None);
    let tags: v2024::Invoice = read_typed(r#"{"tags":{}}"#);
    assert_eq!(tags.tags.map(|tags| tags.len()), Some(0));
}

#[test]
fn unknown_members_at_every_level() {
    let extra = r#""unforeseen":{"deep":[1.0,2.00,null,{"a":"\u0041"}],"big":1E400}"#;
    let kept = |path: &str| format!("{path}unforeseen = ");
    let payload = format!(
        r#"{{"value":[{{"properties":{{"amountDue":{{{extra}}},{extra}}},{extra}}}],{extra}}}"#
    );
    let found: v2024::InvoiceListResult = round_trip(&payload);
    let found: Vec<String> = found.kept().iter().map(ToString::to_string).collect();
    for path in [
        "",
        "value[0].",
        "value[0].properties.",
        "value[0].properties.amountDue.",
    ] {
        assert!(
            found.iter().any(|item| item.starts_with(&kept(path))),
            "{path} in {found:?}"
        );
    }
    assert_eq!(found.len(), 4);

    let partner = r#"{"items":[{"links":{"self":{"rel":"self"}},"attributes":{"objectType":"Invoice","x":1.0}}]}"#;
    let expected = [
        "items[0].attributes.x = 1.0",
        r#"items[0].links.self.rel = "self""#,
    ];
    let _: v1::InvoiceCollection = read_kept(partner, &expected);

    let mut amount: v2020::Amount = read_kept(r#"{"value":1,"rate":0.50}"#, &["rate = 0.50"]);
    assert_eq!(amount.kept.get("rate").map(Json::as_str), Some("0.50"));
    amount.kept.remove("rate");
    assert_eq!(serde_json::to_string(&amount).unwrap(), r#"{"value":1}"#);
}

#[test]
fn the_order_of_members_is_irrelevant() {
    let one = r#"{"id":"i","name":"n","type":"t","properties":{"discount":0.1,"units":11.25}}"#;
    let other = r#"{"properties":{"units":11.25,"discount":0.1},"type":"t","id":"i","name":"n"}"#;
    assert_eq!(
        read_typed::<v2020::Transaction>(one),
        read_typed::<v2020::Transaction>(other)
    );
    assert_eq!(
        read_typed::<v2024::Transaction>(one),
        read_typed::<v2024::Transaction>(other)
    );
}

//! Numbers and money.

use billing_api::{
    Decimal,
    azure::{v2020_05_01 as v2020, v2024_04_01 as v2024, v2024_08_01_preview as v2024_08},
    partner_center::v1,
};

use super::resource;
use crate::{
    models::{model, operation, parameter},
    payloads::{read_kept, read_typed},
};

fn amount(value: &str) -> Decimal {
    read_typed::<v2020::Amount>(&format!(r#"{{"value":{value}}}"#))
        .value
        .unwrap()
}

#[test]
fn money_is_decimal() {
    for text in [
        "16.53",
        "17383.43",
        "123456789.01",
        "16777217",
        "33.99",
        "99999999999999.99",
        "0.1",
        "123456789012345678901234567890.123456789",
        "1E400",
        "-0",
    ] {
        assert_eq!(amount(text).as_str(), text);
    }
    assert_ne!(amount("16777216"), amount("16777217"));
    assert_ne!(
        amount("0.1"),
        amount("0.1000000000000000055511151231257827")
    );
}

#[test]
fn a_payment_is_decimal() {
    let payment: v2024_08::InvoicePaynowRequest = read_typed(r#"{"amount":16777217.10}"#);
    assert_eq!(payment.amount.unwrap().as_str(), "16777217.10");
    let summary: v2024_08::TransactionSummary = read_typed(r#"{"tax":123456789.01,"total":0.1}"#);
    assert_eq!(summary.tax.unwrap().as_str(), "123456789.01");
    let status: v2024_08::OperationStatusResult =
        read_typed(r#"{"status":"InProgress","percentComplete":33.3}"#);
    assert_eq!(status.percent_complete.unwrap().as_str(), "33.3");
}

#[test]
fn numbers_keep_their_text() {
    for (text, value) in [
        ("2.00", "2"),
        ("2", "2.00"),
        ("5000.00", "5e3"),
        ("0.0", "0"),
        ("475.0", "475"),
        ("2000", "2E+3"),
    ] {
        assert_eq!(amount(text).as_str(), text);
        assert_eq!(amount(text), value.parse().unwrap());
    }
    // The same applies to unlisted members.
    let _: v2020::Amount = read_kept(
        r#"{"rounded":2.00,"exact":1E400}"#,
        &["exact = 1E400", "rounded = 2.00"],
    );
}

#[test]
fn money_can_be_negative() {
    for text in ["-475.0", "-552.82"] {
        let invoice = resource(&format!(
            r#"{{"creditAmount":{{"currency":"EUR","value":{text}}}}}"#
        ));
        let credit = read_typed::<v2020::Invoice>(&invoice)
            .properties
            .unwrap()
            .credit_amount
            .unwrap()
            .value
            .unwrap();
        assert_eq!(credit.as_str(), text);
        assert!(credit < Decimal::from(0));
    }
    let paid = read_typed::<v1::Invoice>(r#"{"paidAmount":-3822.14}"#)
        .paid_amount
        .unwrap();
    assert_eq!(paid.as_str(), "-3822.14");
}

#[test]
fn a_count_is_an_integer() {
    let list: v2020::TransactionListResult = read_typed(r#"{"totalCount":9}"#);
    assert_eq!(list.total_count, Some(9));
    let list: v2020::TransactionListResult =
        read_kept(r#"{"totalCount":9.0}"#, &["totalCount = 9.0"]);
    // Another spelling of the number, which is written back.
    assert_eq!(list.total_count, Some(9));
    let _: v2024::TransactionListResult = read_kept(r#"{"totalCount":9}"#, &["totalCount = 9"]);
}

#[test]
fn a_quantity_with_a_fraction_is_kept() {
    let quantity = |text: &str| resource(&format!(r#"{{"quantity":{text},"units":11.25}}"#));
    assert_eq!(
        read_typed::<v2020::Transaction>(&quantity("1"))
            .properties
            .unwrap()
            .quantity,
        Some(1)
    );
    assert_eq!(
        read_typed::<v2024::Transaction>(&quantity("1"))
            .properties
            .unwrap()
            .quantity,
        Some(1)
    );
    for (text, typed) in [
        ("1.0", Some(1)),
        ("5.0", Some(5)),
        ("1.5", None),
        ("2147483648", None),
    ] {
        let kept = format!("properties.quantity = {text}");
        let transaction: v2024::Transaction = read_kept(&quantity(text), &[&kept]);
        assert_eq!(transaction.properties.as_ref().unwrap().quantity, typed);
        assert_eq!(
            transaction.properties.unwrap().units.unwrap().as_str(),
            "11.25"
        );
        let _: v2020::Transaction = read_kept(&quantity(text), &[&kept]);
    }
    assert_eq!(
        read_typed::<v1::LicenseBasedLineItem>(r#"{"quantity":10}"#).quantity,
        Some(10)
    );
}

#[test]
fn percentages_and_rates_are_not_converted() {
    let text = resource(r#"{"discount":0.1,"exchangeRate":1}"#);
    let old = read_typed::<v2020::Transaction>(&text).properties.unwrap();
    let new = read_typed::<v2024::Transaction>(&text).properties.unwrap();
    for (discount, rate) in [
        (old.discount, old.exchange_rate),
        (new.discount, new.exchange_rate),
    ] {
        assert_eq!(discount.unwrap().as_str(), "0.1");
        assert_eq!(rate.unwrap(), Decimal::from(1));
    }
}

#[test]
fn limits_of_page_sizes() {
    let facts = |service, api_version, id, wire| {
        let model = model(service, api_version);
        parameter(operation(&model, id), wire).docs.facts.join(" ")
    };
    let top = facts("azure", "2017-02-27-preview", "Invoices_List", "$top");
    assert!(top.contains('1') && top.contains("100"), "{top}");
    // The limit of 50 is in the text only.
    let top = facts("azure", "2024-04-01", "Transactions_ListByInvoice", "top");
    assert!(!top.contains("50"), "{top}");
    let model = model("azure", "2024-04-01");
    let top = &parameter(operation(&model, "Transactions_ListByInvoice"), "top")
        .docs
        .text;
    assert!(top.contains("50"), "{top}");
    let size = facts("partner-center", "v1", "Invoices_List", "size");
    assert!(!size.contains(|c: char| c.is_ascii_digit()), "{size}");
}

#[test]
fn mpn_ids_are_numbers_or_strings() {
    for text in ["4390934", "-1", r#""4390934""#, r#""<mpnId>""#, r#""""#] {
        let item = format!(r#"{{"mpnId":{text},"tier2MpnId":{text}}}"#);
        let item: v1::LicenseBasedLineItem = read_typed(&item);
        assert!(item.mpn_id.is_some());
        assert_eq!(item.mpn_id, item.tier2_mpn_id);
    }
    let none: v1::LicenseBasedLineItem = read_typed(r#"{"tier2MpnId":-1}"#);
    assert_eq!(none.tier2_mpn_id, Some(v1::MpnId::Integer(-1)));
    let text: v1::LicenseBasedLineItem = read_typed(r#"{"tier2MpnId":"-1"}"#);
    assert_eq!(text.tier2_mpn_id, Some(v1::MpnId::String("-1".to_owned())));
    // A number beyond 32 bits fits neither alternative.
    let _: v1::UsageBasedLineItem = read_kept(r#"{"mpnId":99999999999}"#, &["mpnId = 99999999999"]);
}

//! Dates and times.

use billing_api::{
    Date, DateTime, LocalDateTime,
    azure::{v2017_02_27_preview as v2017, v2020_05_01 as v2020, v2024_04_01 as v2024},
    partner_center::v1,
};

use super::resource;
use crate::{
    models::{model, operation, parameter, words},
    payloads::{read_kept, read_typed},
};

fn invoice_date(text: &str) -> String {
    resource(&format!(r#"{{"invoiceDate":"{text}"}}"#))
}

#[test]
fn dates_without_a_time_zone() {
    for text in [
        "2016-03-11T00:00:00",
        "2016-03-11T00:00:00Z",
        "2016-03-11T00:00:00.0000000",
    ] {
        let invoice: v1::Invoice = read_typed(&format!(r#"{{"invoiceDate":"{text}"}}"#));
        let date: LocalDateTime = invoice.invoice_date.unwrap();
        assert_eq!(date.as_str(), text);
        assert!(date.is_valid());
    }
    // A text without a time zone is kept where the documents require one.
    let text = "2016-03-11T00:00:00";
    let invoice: v2020::Invoice = read_kept(
        &invoice_date(text),
        &[&format!(r#"properties.invoiceDate = "{text}""#)],
    );
    assert_eq!(
        invoice.properties.unwrap().invoice_date.unwrap().as_str(),
        text
    );
}

#[test]
fn a_date_that_does_not_exist() {
    let text = "2018-02-30T17:32:28Z";
    let payload = resource(&format!(
        r#"{{"invoicePeriodEndDate":"{text}","status":"Due"}}"#
    ));
    let kept = format!(r#"properties.invoicePeriodEndDate = "{text}""#);
    let properties = read_kept::<v2020::Invoice>(&payload, &[&kept])
        .properties
        .unwrap();
    let date = properties.invoice_period_end_date.unwrap();
    assert_eq!(date.as_str(), text);
    assert!(!date.is_valid());
    assert_eq!(properties.status, Some(v2020::InvoiceStatus::Due));
    assert!(text.parse::<DateTime>().is_err());
    let _: v2024::Invoice = read_kept(&payload, &[&kept]);
}

#[test]
fn seven_fraction_digits_and_mixed_offsets() {
    let texts = [
        "2021-04-30T23:59:59.9999999Z",
        "2021-04-01T00:00:00.0000000Z",
        "2021-05-08T17:05:49.8389782+00:00",
        "2021-05-08T17:05:49Z",
        "9999-12-31T23:59:59.9999999Z",
    ];
    for text in texts {
        let date = read_typed::<v2020::Invoice>(&invoice_date(text))
            .properties
            .unwrap()
            .invoice_date
            .unwrap();
        assert_eq!(date.as_str(), text);
    }
    let instant = |text: &str| text.parse::<DateTime>().unwrap();
    assert_eq!(
        instant("2021-04-01T00:00:00.0000000Z"),
        instant("2021-04-01T00:00:00+00:00")
    );
    assert_eq!(
        instant("2021-04-01T00:00:00Z"),
        instant("2021-04-01T02:00:00+02:00")
    );
    assert!(instant("2021-04-30T23:59:59.9999999Z") < instant("2021-04-30T23:59:59.99999991Z"));
}

#[test]
fn a_date_becomes_a_date_time() {
    let payload = |text: &str| {
        resource(&format!(
            r#"{{"invoicePeriodStartDate":"{text}","invoicePeriodEndDate":"{text}"}}"#
        ))
    };
    let day: Option<Date> = read_typed::<v2017::Invoice>(&payload("2017-01-01"))
        .properties
        .unwrap()
        .invoice_period_start_date;
    assert_eq!(day.unwrap().as_str(), "2017-01-01");
    let instant = "2018-01-01T00:00:00Z";
    let old: Option<DateTime> = read_typed::<v2020::Invoice>(&payload(instant))
        .properties
        .unwrap()
        .invoice_period_start_date;
    let new: Option<DateTime> = read_typed::<v2024::Invoice>(&payload(instant))
        .properties
        .unwrap()
        .invoice_period_start_date;
    assert_eq!(old, new);
    // Neither type accepts the form of the other.
    let kept = |text: &str| {
        ["End", "Start"].map(|edge| format!(r#"properties.invoicePeriod{edge}Date = "{text}""#))
    };
    let expected = kept(instant);
    let _: v2017::Invoice = read_kept(&payload(instant), &expected.each_ref().map(String::as_str));
    let expected = kept("2017-01-01");
    let _: v2020::Invoice = read_kept(
        &payload("2017-01-01"),
        &expected.each_ref().map(String::as_str),
    );
}

#[test]
fn period_parameters_are_iso_dates() {
    let period = |api_version, id, wire| {
        let model = model("azure", api_version);
        let parameter = parameter(operation(&model, id), wire);
        (words(&parameter.ty), parameter.required)
    };
    for wire in ["periodStartDate", "periodEndDate"] {
        assert_eq!(
            period("2020-05-01", "Invoices_ListByBillingAccount", wire),
            ("string".to_owned(), true)
        );
        assert_eq!(
            period("2024-04-01", "Invoices_ListByBillingAccount", wire),
            ("date".to_owned(), false)
        );
        assert_eq!(
            period("2024-04-01", "Transactions_ListByCustomer", wire),
            ("date".to_owned(), true)
        );
    }
    let day: Date = "2018-01-31".parse().unwrap();
    assert_eq!(day.to_string(), "2018-01-31");
    assert!("01-31-2018".parse::<Date>().is_err());
}

#[test]
fn expiry_times_of_two_types() {
    let text = r#"{"expiryTime":"2023-02-16T17:32:28Z","url":"https://example.com/i.pdf"}"#;
    let old: Option<DateTime> = read_typed::<v2020::DownloadUrl>(text).expiry_time;
    let new: Option<String> = read_typed::<v2024::DocumentDownloadResult>(text).expiry_time;
    assert_eq!(old.unwrap().as_str(), new.unwrap());
    let absent: v2020::DownloadUrl = read_typed(r#"{"url":"https://example.com/i.pdf"}"#);
    assert_eq!(absent.expiry_time, None);
}

#[test]
fn the_order_of_dates_is_not_checked() {
    for (start, end) in [
        ("2016-08-10T00:00:00", "2016-08-10T00:00:00"),
        ("2016-08-10T00:00:00", "2015-08-10T00:00:00"),
    ] {
        let item =
            format!(r#"{{"subscriptionStartDate":"{start}","subscriptionEndDate":"{end}"}}"#);
        let item: v1::LicenseBasedLineItem = read_typed(&item);
        assert!(item.subscription_start_date >= item.subscription_end_date);
    }
}

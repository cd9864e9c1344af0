//! The documented samples as responses of a server.

use crate::server::{Answer, Received};

/// The invoices of 2020-05-01, each with the start of the names by which it is requested.
const INVOICES_2020: [(&str, &str); 4] = [
    (
        "CreditNote",
        include_str!("../../fixtures/azure/2020-05-01/credit-note.json"),
    ),
    (
        "Rebill",
        include_str!("../../fixtures/azure/2020-05-01/invoice-with-rebill-details.json"),
    ),
    (
        "Void",
        include_str!("../../fixtures/azure/2020-05-01/void-invoice.json"),
    ),
    (
        "",
        include_str!("../../fixtures/azure/2020-05-01/invoice.json"),
    ),
];
const FIRST_PAGE_2020: &str =
    include_str!("../../fixtures/azure/2020-05-01/invoices-by-billing-account.json");
const INVOICE_2024: &str = include_str!("../../fixtures/azure/2024-04-01/invoice.json");
const INVOICE_PREVIEW: &str = include_str!("../../fixtures/azure/2024-08-01-preview/invoice.json");
const ELIGIBILITY: &str =
    include_str!("../../fixtures/azure/2024-08-01-preview/paynow-eligibility.json");
const PAYMENT: &str = include_str!("../../fixtures/azure/2024-08-01-preview/paynow.json");
const TRANSACTIONS: &str =
    include_str!("../../fixtures/azure/2024-04-01/transactions-by-invoice.json");
const PARTNER_INVOICE: &str = include_str!("../../fixtures/partner-center/v1/invoice.json");
const PARTNER_INVOICES: &str = include_str!("../../fixtures/partner-center/v1/invoices.json");
const LINE_ITEMS: &str = include_str!("../../fixtures/partner-center/v1/line-items.json");

/// A made-up link, because no payload of a download is documented.
const LINK: &str =
    r#"{"expiryTime":"2030-01-01T00:00:00Z","url":"https://example.com/invoice.pdf"}"#;

/// Made-up samples, because no payload of 2017-02-27-preview is documented.
const OLD: [&str; 2] = [
    r#"{"name":"2017-02-01-100000002","type":"Microsoft.Billing/invoices","properties":{"invoicePeriodStartDate":"2017-01-01","invoicePeriodEndDate":"2017-01-31","downloadUrl":{"expiryTime":"2017-03-01T09:30:00Z","url":"https://example.com/2017-02-01-100000002.pdf"}}}"#,
    r#"{"name":"2017-01-01-100000001","type":"Microsoft.Billing/invoices","properties":{"invoicePeriodStartDate":"2016-12-01","invoicePeriodEndDate":"2016-12-31","downloadUrl":{"expiryTime":"2017-03-01T09:30:00Z","url":"https://example.com/2017-01-01-100000001.pdf"}}}"#,
];

/// An answer without its usual headers.
enum Sample {
    Body(String),
    /// A long-running operation was accepted; its result is at this path.
    Accepted(String),
}

/// Returns the response of the services to a request of a sample, or 404.
#[must_use]
pub fn answer(request: &Received) -> Answer {
    let (method, target) = request.line.split_once(' ').unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let parameter = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let mut found = pairs.filter(|(own, _)| *own == name);
        found.next().map(|(_, value)| value)
    };
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let sample = match (parameter("api-version"), segments.as_slice()) {
        (
            Some("2017-02-27-preview"),
            ["subscriptions", _, "providers", _, "invoices", rest @ ..],
        ) => old(rest, parameter("$skiptoken"), path),
        (
            Some(api_version),
            [
                "providers",
                "Microsoft.Billing",
                "billingAccounts",
                _,
                rest @ ..,
            ],
        ) => of_account(method, api_version, rest, parameter("$skiptoken"), target),
        (None, ["v1", "invoices", rest @ ..]) => partner_center(rest, parameter("offset")),
        _ => None,
    };
    let id = ("x-ms-request-id", "00000000-0000-0000-0000-000000000001");
    match sample {
        Some(Sample::Body(body)) => Answer::with(
            200,
            &[("content-type", "application/json; charset=utf-8"), id],
            &body,
        ),
        Some(Sample::Accepted(location)) => Answer::with(
            202,
            &[("location", &location), ("retry-after", "0"), id],
            "",
        ),
        None => Answer::json(
            404,
            r#"{"error":{"code":"NotFound","message":"This server only has the documents' samples."}}"#,
        ),
    }
}

/// Returns the answer to a request about a billing account.
fn of_account(
    method: &str,
    api_version: &str,
    segments: &[&str],
    skiptoken: Option<&str>,
    target: &str,
) -> Option<Sample> {
    let is_2020 = api_version == "2020-05-01";
    let invoice = match api_version {
        "2024-04-01" => INVOICE_2024,
        "2024-08-01-preview" => INVOICE_PREVIEW,
        _ => "",
    };
    let body = match (method, segments) {
        ("GET", ["invoices"]) if is_2020 => match skiptoken {
            None => FIRST_PAGE_2020.to_owned(),
            Some(_) => {
                let invoice = INVOICES_2020.last().map(|(_, invoice)| *invoice)?;
                format!(r#"{{"totalCount":2,"nextLink":null,"value":[{invoice}]}}"#)
            }
        },
        ("GET", ["invoices"]) if !invoice.is_empty() => {
            format!(r#"{{"value":[{invoice}],"nextLink":null}}"#)
        }
        ("GET", ["invoices", name]) if is_2020 => {
            let found = INVOICES_2020
                .iter()
                .find(|(kind, _)| name.starts_with(kind));
            found.map(|(_, invoice)| (*invoice).to_owned())?
        }
        ("GET", ["invoices", _]) if !invoice.is_empty() => invoice.to_owned(),
        ("GET", ["invoices", _, "transactions"]) if api_version == "2024-04-01" => {
            TRANSACTIONS.to_owned()
        }
        ("POST", ["downloadDocuments"] | ["invoices", _, "download" | "downloadSummary"])
        | ("POST", ["billingProfiles", _, "invoices", _, "paynow"]) => {
            let (path, query) = target.split_once('?')?;
            return Some(Sample::Accepted(format!(
                "{path}/operationResults/1?{query}"
            )));
        }
        ("GET", [.., "paynow", "operationResults", _]) => PAYMENT.to_owned(),
        ("GET", [.., "operationResults", _]) => LINK.to_owned(),
        (
            "POST",
            [
                "billingProfiles",
                _,
                "invoices",
                _,
                "validatePaynowEligibility",
            ],
        ) => ELIGIBILITY.to_owned(),
        _ => return None,
    };
    Some(Sample::Body(body))
}

/// Returns an invoice of 2017-02-27-preview, or a page with one invoice and a link in the form of the live service:
/// relative, with raw spaces.
fn old(rest: &[&str], skiptoken: Option<&str>, path: &str) -> Option<Sample> {
    let [newest, oldest] = OLD;
    let body = match (rest, skiptoken) {
        ([], None) => {
            let next = format!("{path}?api-version=2017-02-27-preview&$skiptoken=2 of 2");
            format!(r#"{{"value":[{newest}],"nextLink":"{next}"}}"#)
        }
        ([], Some(_)) => format!(r#"{{"value":[{oldest}],"nextLink":null}}"#),
        (["latest"], _) => newest.to_owned(),
        ([_], _) => oldest.to_owned(),
        _ => return None,
    };
    Some(Sample::Body(body))
}

/// Returns an answer of Partner Center. The documents print only the first items, so that later pages are empty.
fn partner_center(segments: &[&str], offset: Option<&str>) -> Option<Sample> {
    let page = |first: &str| match offset {
        None | Some("0") => first.to_owned(),
        Some(_) => {
            r#"{"totalCount":9,"items":[],"attributes":{"objectType":"Collection"}}"#.to_owned()
        }
    };
    let body = match segments {
        [] => page(PARTNER_INVOICES),
        [_] => PARTNER_INVOICE.to_owned(),
        [_, "lineitems", _, _] => page(LINE_ITEMS),
        _ => return None,
    };
    Some(Sample::Body(body))
}

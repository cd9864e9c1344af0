//! The documented samples as responses of a server.

use crate::server::{Answer, Received};

const INVOICES: [(&str, &str); 4] = [
    (
        "CreditNote",
        include_str!("../fixtures/azure/2020-05-01/credit-note.json"),
    ),
    (
        "Rebill",
        include_str!("../fixtures/azure/2020-05-01/invoice-with-rebill-details.json"),
    ),
    (
        "Void",
        include_str!("../fixtures/azure/2020-05-01/void-invoice.json"),
    ),
    (
        "",
        include_str!("../fixtures/azure/2020-05-01/invoice.json"),
    ),
];
const TRANSACTIONS: &str =
    include_str!("../fixtures/azure/2024-04-01/transactions-by-invoice.json");
const PARTNER_INVOICE: &str = include_str!("../fixtures/partner-center/v1/invoice.json");
const PARTNER_INVOICES: &str = include_str!("../fixtures/partner-center/v1/invoices.json");
const LINE_ITEMS: &str = include_str!("../fixtures/partner-center/v1/line-items.json");

/// Made-up samples, because no payload of 2017-02-27-preview is documented.
const OLD: [&str; 2] = [
    r#"{"name":"2017-02-01-100000002","type":"Microsoft.Billing/invoices","properties":{"invoicePeriodStartDate":"2017-01-01","invoicePeriodEndDate":"2017-01-31","downloadUrl":{"expiryTime":"2017-03-01T09:30:00Z","url":"https://example.com/2017-02-01-100000002.pdf"}}}"#,
    r#"{"name":"2017-01-01-100000001","type":"Microsoft.Billing/invoices","properties":{"invoicePeriodStartDate":"2016-12-01","invoicePeriodEndDate":"2016-12-31","downloadUrl":{"expiryTime":"2017-03-01T09:30:00Z","url":"https://example.com/2017-01-01-100000001.pdf"}}}"#,
];

/// Returns the response of the services to a request of a sample, or 404.
#[must_use]
pub fn answer(request: &Received) -> Answer {
    let target = request.line.strip_prefix("GET ").unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let parameter = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let mut found = pairs.filter(|(own, _)| *own == name);
        found.next().map(|(_, value)| value)
    };
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let body = match (parameter("api-version"), segments.as_slice()) {
        (
            Some("2017-02-27-preview"),
            ["subscriptions", _, "providers", _, "invoices", rest @ ..],
        ) => old(rest, parameter("$skiptoken"), path),
        (Some("2020-05-01"), ["providers", _, "billingAccounts", _, "invoices", name]) => {
            let found = INVOICES.iter().find(|(kind, _)| name.starts_with(kind));
            found.map(|(_, invoice)| (*invoice).to_owned())
        }
        (
            Some("2024-04-01"),
            [
                "providers",
                _,
                "billingAccounts",
                _,
                "invoices",
                _,
                "transactions",
            ],
        ) => Some(TRANSACTIONS.to_owned()),
        (None, ["v1", "invoices"]) => Some(page(PARTNER_INVOICES, parameter("offset"))),
        (None, ["v1", "invoices", _]) => Some(PARTNER_INVOICE.to_owned()),
        (None, ["v1", "invoices", _, "lineitems", _, _]) => {
            Some(page(LINE_ITEMS, parameter("offset")))
        }
        _ => None,
    };
    match body {
        Some(body) => Answer::with(
            200,
            &[
                ("content-type", "application/json; charset=utf-8"),
                ("x-ms-request-id", "00000000-0000-0000-0000-000000000001"),
            ],
            &body,
        ),
        None => Answer::json(
            404,
            r#"{"error":{"code":"NotFound","message":"This server only has the documents' samples."}}"#,
        ),
    }
}

/// Returns an invoice of 2017-02-27-preview, or a page with one invoice and a link in the form of the live service:
/// relative, with raw spaces.
fn old(rest: &[&str], skiptoken: Option<&str>, path: &str) -> Option<String> {
    let [newest, oldest] = OLD;
    match (rest, skiptoken) {
        ([], None) => {
            let next = format!("{path}?api-version=2017-02-27-preview&$skiptoken=2 of 2");
            Some(format!(r#"{{"value":[{newest}],"nextLink":"{next}"}}"#))
        }
        ([], Some(_)) => Some(format!(r#"{{"value":[{oldest}],"nextLink":null}}"#)),
        (["latest"], _) => Some(newest.to_owned()),
        ([_], _) => Some(oldest.to_owned()),
        _ => None,
    }
}

/// Returns a page of Partner Center. The documents print only the first items, so that later pages are empty.
fn page(first: &str, offset: Option<&str>) -> String {
    match offset {
        None | Some("0") => first.to_owned(),
        Some(_) => {
            r#"{"totalCount":9,"items":[],"attributes":{"objectType":"Collection"}}"#.to_owned()
        }
    }
}

//! Paging.

use billing_api::{
    azure::{v2020_05_01::operations::TransactionsListByInvoice, version::V2020_05_01},
    client::{Credential, Error},
    partner_center::{v1, version::V1},
};
use billing_tests::server::{Answer, Server};

use super::client;
use crate::clock::Clock;

const FIRST: &str = "GET /providers/Microsoft.Billing/billingAccounts/1/invoices/T1/transactions?api-version=2020-05-01";

fn list() -> TransactionsListByInvoice {
    TransactionsListByInvoice::new("1", "T1")
}

/// Returns a page with transactions of these names, and the JSON `next` as `nextLink`.
fn page(names: &[&str], next: &str) -> Answer {
    let items: Vec<_> = names
        .iter()
        .map(|name| format!(r#"{{"name":"{name}"}}"#))
        .collect();
    let next = if next.is_empty() {
        String::new()
    } else {
        format!(r#","nextLink":{next}"#)
    };
    Answer::json(200, &format!(r#"{{"value":[{}]{next}}}"#, items.join(",")))
}

/// Collects the names of all items.
macro_rules! names {
    ($client:expr) => {{
        let mut items = $client.pages(list()).items();
        let mut names = Vec::new();
        while let Some(item) = done!(items.next_item()).unwrap() {
            names.push(item.name.unwrap());
        }
        names
    }};
}

#[test]
fn links_are_followed_as_they_are() {
    let relative = "/providers/x?$skiptoken=a%2Bb+c%2f=&$top=50&periodStartDate=2000-01-01 00:00:00Z&x=é&empty=&dup=1&dup=2";
    let server = Server::scripted([
        page(&["a", "b"], &format!("{relative:?}")),
        page(&[], r#""?page=3""#),
        page(&["c"], "null"),
    ])
    .unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::bearer("abc"))
        .build()
        .unwrap();
    assert_eq!(names!(client), ["a", "b", "c"]);
    let second = "GET /providers/x?$skiptoken=a%2Bb+c%2f=&$top=50&periodStartDate=2000-01-01%2000:00:00Z&x=%C3%A9&empty=&dup=1&dup=2";
    assert_eq!(server.lines(), [FIRST, second, "GET /providers/x?page=3"]);
    for request in server.requests() {
        assert_eq!(request.header("authorization"), Some("Bearer abc"));
        assert_eq!(request.header("accept"), Some("application/json"));
    }
}

#[test]
fn a_link_may_get_the_api_version_that_it_lacks() {
    let script = [
        page(&["a"], r#""/next?$skiptoken=1""#),
        page(&["b"], r#""/next?Api-Version=2019-01-01""#),
        page(&["c"], r#""/last""#),
        page(&["d"], ""),
    ];
    let server = Server::scripted(script).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .add_api_version_to_links()
        .build()
        .unwrap();
    assert_eq!(names!(client), ["a", "b", "c", "d"]);
    let next = "GET /next?$skiptoken=1&api-version=2020-05-01";
    let own = "GET /next?Api-Version=2019-01-01";
    let last = "GET /last?api-version=2020-05-01";
    assert_eq!(server.lines(), [FIRST, next, own, last]);
}

#[test]
fn pages_start_at_a_link_from_elsewhere() {
    let server = Server::scripted([page(&["a"], r#""?page=3""#), page(&["b"], "")]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let pages = client.pages_from_link(list(), "/next?page=2").unwrap();
    let mut items = pages.items();
    let mut names = Vec::new();
    while let Some(item) = done!(items.next_item()).unwrap() {
        names.push(item.name.unwrap());
    }
    assert_eq!(names, ["a", "b"]);
    assert_eq!(server.lines(), ["GET /next?page=2", "GET /next?page=3"]);
    let elsewhere = client.pages_from_link(list(), "https://evil.example/next");
    assert!(elsewhere.is_err());
}

#[test]
fn an_absolute_link_is_followed() {
    let server = Server::start(0, |request| {
        let host = request.header("host").unwrap_or_default();
        if request.line == FIRST {
            page(&["a"], &format!(r#""http://{host}/next#part""#))
        } else {
            page(&["b"], "")
        }
    })
    .unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    assert_eq!(names!(client), ["a", "b"]);
    assert_eq!(server.lines(), [FIRST, "GET /next"]);
}

#[test]
fn a_page_without_a_link_is_the_last() {
    for next in ["", "null", r#""""#] {
        let server = Server::scripted([page(&["a"], next)]).unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .build()
            .unwrap();
        assert_eq!(names!(client), ["a"]);
    }
    let server = Server::scripted([Answer::json(200, "{}")]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    assert!(names!(client).is_empty());
}

#[test]
fn a_link_to_another_origin_is_an_error_that_names_both() {
    let other = Server::scripted([]).unwrap();
    let server = Server::scripted([page(&["a"], &format!("{:?}", other.url()))]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::bearer("abc"))
        .build()
        .unwrap();
    let mut pages = client.pages(list());
    let first = done!(pages.next_page()).unwrap().unwrap();
    assert_eq!(first.into_body().items.len(), 1);
    let error = done!(pages.next_page()).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "{} is another origin than {}, so nothing was sent there",
            other.url(),
            server.url()
        )
    );
    assert!(other.lines().is_empty());
}

#[test]
fn a_cycle_of_links_is_an_error() {
    let own = format!("{:?}", FIRST.trim_start_matches("GET "));
    for (script, pages) in [
        (vec![page(&["a"], &own)], 1),
        (vec![page(&["a"], r#""/b""#), page(&["b"], &own)], 2),
        (
            vec![
                page(&["a"], r#""/b""#),
                page(&["b"], r#""/c""#),
                page(&["c"], r#""/b""#),
            ],
            3,
        ),
    ] {
        let server = Server::scripted(script).unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .build()
            .unwrap();
        let mut items = client.pages(list()).items();
        let error = loop {
            match done!(items.next_item()) {
                Ok(item) => assert!(item.is_some(), "there is no end"),
                Err(error) => break error,
            }
        };
        assert!(matches!(error, Error::Loop), "{error:?}");
        assert_eq!(server.lines().len(), pages);
    }
}

#[test]
fn a_position_can_be_stored() {
    let server = Server::scripted([page(&["a"], r#""/b?c=d e""#), page(&["b"], "")]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let mut pages = client.pages(list());
    let start = pages.continuation().unwrap();
    assert_eq!(start, "pages Transactions_ListByInvoice 2020-05-01 first");
    done!(pages.next_page()).unwrap().unwrap();
    let stored = pages.continuation().unwrap();
    drop(pages);

    let mut pages = client.pages_from(list(), &stored).unwrap();
    assert_eq!(pages.continuation().as_ref(), Some(&stored));
    let page = done!(pages.next_page()).unwrap().unwrap();
    assert_eq!(page.body.items[0].name.as_deref(), Some("b"));
    assert_eq!(server.lines(), [FIRST, "GET /b?c=d%20e"]);
    assert!(done!(pages.next_page()).unwrap().is_none());
    assert!(pages.continuation().is_none());
    client.pages_from(list(), &start).unwrap();
}

#[test]
fn a_position_belongs_to_its_operation_and_endpoint() {
    let server = Server::scripted([]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    for (stored, expected) in [
        ("", "the stored text is not a position in pages"),
        (
            "pages Transactions_ListByInvoice 2020-05-01",
            "the stored text is not a position in pages",
        ),
        (
            "pages Transactions_ListByInvoice 2020-05-01 offset x",
            "the stored text is not a position in pages",
        ),
        (
            "pages Invoices_List 2020-05-01 first",
            "the stored text belongs to another operation",
        ),
        (
            "pages Transactions_ListByInvoice 2024-04-01 first",
            "the stored text belongs to another api-version",
        ),
    ] {
        let error = client.pages_from(list(), stored).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let stored = "pages Transactions_ListByInvoice 2020-05-01 link https://example.com/";
    let error = client.pages_from(list(), stored).unwrap_err();
    assert!(matches!(error, Error::Origin { .. }), "{error:?}");
}

#[test]
fn a_failed_page_can_be_requested_again() {
    let server = Server::scripted([
        page(&["a"], r#""/b""#),
        Answer::json(400, "{}"),
        page(&["b"], ""),
    ])
    .unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let mut pages = client.pages(list());
    done!(pages.next_page()).unwrap().unwrap();
    done!(pages.next_page()).unwrap_err();
    assert!(done!(pages.next_page()).unwrap().is_some());
    assert!(done!(pages.next_page()).unwrap().is_none());
    assert_eq!(server.lines()[1..], ["GET /b", "GET /b"]);
}

#[test]
fn partner_center_pages_by_offset() {
    let page = |count: usize| {
        let items = vec![r#"{"objectType":"Invoice"}"#; count].join(",");
        Answer::json(
            200,
            &format!(r#"{{"totalCount":5,"items":[{items}],"objectType":"Collection"}}"#),
        )
    };
    let server = Server::scripted([page(2), page(2), page(1)]).unwrap();
    let client = client::<V1>(&server, &Clock::new()).build().unwrap();
    let list = v1::operations::InvoicesList::new().size(2);
    let mut pages = client.pages(list.clone());
    done!(pages.next_page()).unwrap().unwrap();
    let stored = pages.continuation().unwrap();
    assert_eq!(stored, "pages Invoices_List v1 offset 2");
    let mut pages = client.pages_from(list, &stored).unwrap();
    let mut rest = 0;
    while let Some(page) = done!(pages.next_page()).unwrap() {
        rest += page.body.items.len();
    }
    assert_eq!(rest, 3);
    let lines = [
        "GET /v1/invoices?size=2",
        "GET /v1/invoices?size=2&offset=2",
        "GET /v1/invoices?size=2&offset=4",
    ];
    assert_eq!(server.lines(), lines);
}

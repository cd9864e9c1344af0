//! Features that only the blocking client has.

use billing_api::azure::{
    v2020_05_01::operations::TransactionsListByInvoice, version::V2020_05_01,
};
use billing_tests::server::{Answer, Server};

use super::client;
use crate::clock::Clock;

#[test]
fn an_apostrophe_in_a_link_stays() {
    let server = Server::scripted([Answer::json(200, r#"{"nextLink":"/b?c='d'"}"#)]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let list = TransactionsListByInvoice::new("1", "T1");
    assert_eq!(client.pages(list).count(), 2);
    assert_eq!(server.lines()[1], "GET /b?c='d'");
}

#[test]
fn pages_and_items_are_iterators_that_end_after_an_error() {
    let script = [
        Answer::json(
            200,
            r#"{"value":[{"name":"a"},{"name":"b"}],"nextLink":"/2"}"#,
        ),
        Answer::json(400, "{}"),
    ];
    let list = || TransactionsListByInvoice::new("1", "T1");
    let server = Server::scripted(script.clone()).unwrap();
    let own = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let pages: Vec<_> = own.pages(list()).map(|page| page.is_ok()).collect();
    assert_eq!(pages, [true, false]);

    let server = Server::scripted(script).unwrap();
    let own = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let items = own.pages(list()).items();
    let names: Vec<_> = items.map(|item| item.ok()?.name).collect();
    assert_eq!(names, [Some("a".to_owned()), Some("b".to_owned()), None]);
}

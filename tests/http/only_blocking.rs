//! Features that only the blocking client has.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

use billing_api::{
    azure::{
        v2020_05_01::operations::{InvoicesGet, TransactionsListByInvoice},
        version::V2020_05_01,
    },
    client::{Credential, Token},
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

/// The threads that come while a token is renewed wait for it; a failure is theirs, too.
#[test]
fn threads_share_a_renewal() {
    const THREADS: usize = 20;
    for fails in [false, true] {
        let server = Server::start(0, |_| Answer::json(200, "{}")).unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        let credential = Credential::tokens(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
            // Long enough for all threads to come.
            thread::sleep(Duration::from_millis(500));
            match fails {
                true => Err("the identity service is down".into()),
                false => Ok(Token::new("secret").expires_in(Duration::from_secs(3_600))),
            }
        });
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .credential(credential)
            .build()
            .unwrap();
        let sent = thread::scope(|scope| {
            let calls: Vec<_> = (0..THREADS)
                .map(|_| scope.spawn(|| client.send(&InvoicesGet::new("1", "T1")).is_ok()))
                .collect();
            let ends = calls.into_iter().map(|call| call.join().unwrap());
            ends.filter(|sent| *sent).count()
        });
        assert_eq!(sent, if fails { 0 } else { THREADS });
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    }
}

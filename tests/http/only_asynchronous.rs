//! Features that only the asynchronous client has.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex},
    task::Poll,
    time::{Duration, SystemTime},
};

use azure_core::credentials::{AccessToken, TokenCredential, TokenRequestOptions};
use billing_api::{
    azure::{
        v2020_05_01::operations::{InvoicesGet, TransactionsListByInvoice},
        version::V2020_05_01,
    },
    client::{Client, Error, Reqwest, Token},
};
use billing_tests::server::{Answer, Server};
use futures_core::Stream;

use super::{client, run};
use crate::clock::Clock;

fn list() -> TransactionsListByInvoice {
    TransactionsListByInvoice::new("1", "T1")
}

async fn all<S: Stream + Unpin>(mut stream: S) -> Vec<S::Item> {
    let mut items = Vec::new();
    while let Some(item) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        items.push(item);
    }
    items
}

fn pages() -> Server {
    Server::scripted([
        Answer::json(
            200,
            r#"{"value":[{"name":"a"},{"name":"b"}],"nextLink":"/2"}"#,
        ),
        Answer::json(200, r#"{"value":[{"name":"c"}],"nextLink":"/3"}"#),
        Answer::json(400, "{}"),
    ])
    .unwrap()
}

#[test]
fn an_apostrophe_in_a_link_is_encoded() {
    let server = Server::scripted([Answer::json(200, r#"{"nextLink":"/b?c='d'"}"#)]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    run(all(client.pages(list())));
    assert_eq!(server.lines()[1], "GET /b?c=%27d%27");
}

#[test]
fn pages_are_a_stream_that_ends_after_an_error() {
    let server = pages();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let pages = run(all(client.pages(list())));
    let counts: Vec<_> = pages
        .iter()
        .map(|page| page.as_ref().ok().map(|page| page.body.items.len()))
        .collect();
    assert_eq!(counts, [Some(2), Some(1), None]);
}

#[test]
fn items_are_a_stream_that_ends_after_an_error() {
    let server = pages();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let items = run(all(client.pages(list()).items()));
    let names: Vec<_> = items.into_iter().map(|item| item.ok()?.name).collect();
    assert_eq!(
        names,
        [
            Some("a".to_owned()),
            Some("b".to_owned()),
            Some("c".to_owned()),
            None
        ]
    );
}

#[test]
fn a_dropped_page_future_loses_no_page() {
    let server = pages();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    run(async {
        let mut pages = client.pages(list());
        let before = pages.continuation();
        // Polls once and drops the future, as `select!` does.
        poll_fn(|context| {
            let next = std::pin::pin!(pages.next_page());
            let _ = std::future::Future::poll(next, context);
            std::task::Poll::Ready(())
        })
        .await;
        assert_eq!(pages.continuation(), before);
        let page = pages.next_page().await.unwrap().unwrap();
        assert_eq!(page.body.items.len(), 2);
    });
    assert_eq!(server.lines().len(), 1);
}

#[test]
fn asynchronous_token_sources() {
    let server = Server::scripted([Answer::json(200, "{}")]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .tokens(async |request| Ok(Token::new(request.scopes()[0].replace('/', "-"))))
        .build()
        .unwrap();
    run(client.send(&InvoicesGet::new("1", "T1"))).unwrap();
    let expected = format!(
        "Bearer {}",
        format!("{}/.default", server.url()).replace('/', "-")
    );
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some(expected.as_str())
    );
}

#[derive(Debug)]
struct Fixed(Arc<Mutex<Vec<String>>>);

#[async_trait::async_trait]
impl TokenCredential for Fixed {
    async fn get_token(
        &self,
        scopes: &[&str],
        _: Option<TokenRequestOptions<'_>>,
    ) -> azure_core::Result<AccessToken> {
        self.0.lock().unwrap().push(scopes.join(" "));
        let end = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_003_600);
        Ok(AccessToken::new("abc", end.into()))
    }
}

#[test]
fn credentials_of_azure_identity() {
    let server = Server::scripted([1, 2, 3].map(|_| Answer::json(200, "{}"))).unwrap();
    let asked = Arc::new(Mutex::new(Vec::new()));
    let clock = Clock::new();
    let client = client::<V2020_05_01>(&server, &clock)
        .azure_credential(Arc::new(Fixed(Arc::clone(&asked))))
        .build()
        .unwrap();
    let call = InvoicesGet::new("1", "T1");
    run(client.send(&call)).unwrap();
    run(client.send(&call)).unwrap();
    clock.pass(Duration::from_secs(3_400));
    run(client.send(&call)).unwrap();
    assert_eq!(
        server.requests()[2].header("authorization"),
        Some("Bearer abc")
    );
    assert_eq!(
        *asked.lock().unwrap(),
        vec![format!("{}/.default", server.url()); 2]
    );
}

#[test]
fn futures_and_clients_are_send() {
    fn sendable<T: Send>(_: &T) {}
    let endpoint = "http://127.0.0.1:1".parse().unwrap();
    let client: Client<V2020_05_01, Reqwest> = Client::builder(endpoint).build().unwrap();
    let call = InvoicesGet::new("1", "T1");
    sendable(&client.send(&call));
    let mut pages = client.pages(list());
    sendable(&pages);
    sendable(&pages.next_page());
    sendable(&client.pages(list()).items());
}

/// Runs many calls at once.
async fn together<F: Future>(calls: Vec<F>) -> Vec<F::Output> {
    let mut calls: Vec<_> = calls.into_iter().map(|call| Some(Box::pin(call))).collect();
    let mut ends = Vec::new();
    poll_fn(|context| {
        for slot in &mut calls {
            if let Some(call) = slot
                && let Poll::Ready(end) = call.as_mut().poll(context)
            {
                ends.push(end);
                *slot = None;
            }
        }
        match calls.iter().all(Option::is_none) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    })
    .await;
    ends
}

/// The calls that come while a token is renewed wait for it; a failure is theirs, too. So are the ends of refused tokens.
#[test]
fn calls_share_a_renewal() {
    const CALLS: usize = 200;
    for (fails, refused, expected) in [(false, false, 1), (true, false, 1), (false, true, 2)] {
        let server = Server::start(0, move |request| {
            let is_first = request.header("authorization") == Some("Bearer secret-1");
            Answer::json(if refused && is_first { 401 } else { 200 }, "{}")
        })
        .unwrap();
        let asked = Arc::new(Mutex::new(0));
        let count = Arc::clone(&asked);
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .tokens(move |_| {
                let count = Arc::clone(&count);
                async move {
                    tokio::task::yield_now().await;
                    let mut count = count.lock().unwrap();
                    *count += 1;
                    match fails {
                        true => Err("the identity service is down".into()),
                        false => Ok(Token::new(format!("secret-{count}"))),
                    }
                }
            })
            .build()
            .unwrap();
        let get = InvoicesGet::new("1", "T1");
        let ends = run(together((0..CALLS).map(|_| client.send(&get)).collect()));
        let sent = ends.iter().filter(|end| end.is_ok()).count();
        assert_eq!(sent, if fails { 0 } else { CALLS });
        assert_eq!(*asked.lock().unwrap(), expected);
    }
}

/// The time of a call bounds getting its token, and the next call tries again.
#[test]
fn a_token_that_never_comes_is_not_waited_for() {
    let server = Server::start(0, |_| Answer::json(200, "{}")).unwrap();
    let asked = Arc::new(Mutex::new(0));
    let count = Arc::clone(&asked);
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .tokens(move |_| {
            let count = Arc::clone(&count);
            async move {
                *count.lock().unwrap() += 1;
                std::future::pending().await
            }
        })
        .call_timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    for calls in 1..3 {
        let error = run(client.send(&InvoicesGet::new("1", "T1"))).unwrap_err();
        assert!(matches!(error, Error::Deadline), "{error:?}");
        assert_eq!(*asked.lock().unwrap(), calls);
    }
}

//! Retries and their waits.

use std::{net::TcpListener, time::Duration};

use billing_api::{
    azure::{
        v2020_05_01::operations::{InvoicesDownloadInvoice, InvoicesGet},
        version::V2020_05_01,
    },
    client::{Error, RetryPolicy, TransportErrorKind},
};
use billing_tests::server::{Answer, Server};

use super::client;
use crate::clock::Clock;

fn get() -> InvoicesGet {
    InvoicesGet::new("1", "T1")
}

fn post() -> InvoicesDownloadInvoice {
    InvoicesDownloadInvoice::new("1", "T1", "t")
}

fn fine() -> Answer {
    Answer::json(200, "{}")
}

fn busy(status: u16, header: (&str, &str)) -> Answer {
    Answer::with(status, &[header], "")
}

/// Statuses after which a request is retried, and the waits before the retries.
#[test]
fn idempotent_requests_are_retried() {
    let later = "Tue, 14 Nov 2023 22:13:29 GMT";
    let earlier = "Tue, 14 Nov 2023 22:13:10 GMT";
    for (answers, waits) in [
        (vec![busy(429, ("retry-after", "7"))], vec![7_000]),
        (vec![busy(503, ("retry-after", later))], vec![9_000]),
        (vec![busy(503, ("retry-after", earlier))], vec![0]),
        (vec![busy(503, ("retry-after-ms", "1500"))], vec![1_500]),
        (vec![busy(503, ("x-ms-retry-after-ms", "10"))], vec![10]),
        (vec![busy(429, ("retry-after", "soon"))], vec![800]),
        (
            vec![
                busy(408, ("x", "y")),
                busy(500, ("x", "y")),
                busy(502, ("x", "y")),
            ],
            vec![800, 1_600, 3_200],
        ),
        (vec![busy(504, ("x", "y"))], vec![800]),
        (vec![Answer::raw("")], vec![800]),
        (
            vec![Answer::raw(
                "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}",
            )],
            vec![800],
        ),
    ] {
        let count = answers.len();
        let server = Server::scripted(answers.into_iter().chain([fine()])).unwrap();
        let clock = Clock::new();
        let client = client::<V2020_05_01>(&server, &clock)
            .retry(RetryPolicy::default().jitter(0.0))
            .build()
            .unwrap();
        done!(client.send(&get())).unwrap();
        assert_eq!(clock.waits(), waits);
        assert_eq!(server.lines().len(), count + 1);
    }
}

#[test]
fn requests_that_may_have_succeeded_are_not_retried() {
    for (answer, requests) in [
        (busy(429, ("x", "y")), 2),
        (busy(503, ("retry-after", "1")), 2),
        (busy(503, ("x", "y")), 1),
        (busy(500, ("retry-after", "1")), 1),
        (busy(408, ("x", "y")), 1),
        (Answer::raw(""), 1),
    ] {
        let server = Server::scripted([answer.clone(), fine()]).unwrap();
        let clock = Clock::new();
        let client = client::<V2020_05_01>(&server, &clock).build().unwrap();
        assert_eq!(
            done!(client.send(&post())).is_ok(),
            requests == 2,
            "{answer:?}"
        );
        assert_eq!(server.lines().len(), requests, "{answer:?}");
    }
}

#[test]
fn unsent_requests_are_retried() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let clock = Clock::new();
    let client = super::to::<V2020_05_01>(&url, &clock)
        .retry(RetryPolicy::default().retries(2).jitter(0.0))
        .build()
        .unwrap();
    let error = done!(client.send(&post())).unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Connect);
    assert_eq!(clock.waits(), [800, 1_600]);
}

#[test]
fn retries_are_limited() {
    let busy = || busy(503, ("x", "y"));
    let server = Server::scripted([busy(), busy(), busy(), fine()]).unwrap();
    let clock = Clock::new();
    let policy = RetryPolicy::default()
        .retries(2)
        .first_wait(Duration::from_secs(3))
        .longest_wait(Duration::from_secs(5))
        .jitter(0.0);
    let client = client::<V2020_05_01>(&server, &clock)
        .retry(policy)
        .build()
        .unwrap();
    let error = done!(client.send(&get())).unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(clock.waits(), [3_000, 5_000]);
}

#[test]
fn long_waits_are_left_to_the_caller() {
    let server = Server::scripted([busy(429, ("retry-after", "61")), fine()]).unwrap();
    let clock = Clock::new();
    let patient = client::<V2020_05_01>(&server, &clock).build().unwrap();
    let error = done!(patient.send(&get())).unwrap_err();
    assert_eq!(error.status().unwrap(), 429);

    let server = Server::scripted([busy(429, ("retry-after", "20")), fine()]).unwrap();
    let hasty = client::<V2020_05_01>(&server, &clock)
        .call_timeout(Duration::from_secs(20))
        .build()
        .unwrap();
    let error = done!(hasty.send(&get())).unwrap_err();
    assert_eq!(error.status().unwrap(), 429);
    assert!(clock.waits().is_empty());
}

#[test]
fn jitter_shortens_waits() {
    let server = Server::scripted([busy(503, ("x", "y")), fine()]).unwrap();
    let clock = Clock::new();
    let policy = RetryPolicy::default().jitter(0.5);
    let client = client::<V2020_05_01>(&server, &clock)
        .retry(policy)
        .build()
        .unwrap();
    done!(client.send(&get())).unwrap();
    assert!(
        (400..=800).contains(&clock.waits()[0]),
        "{:?}",
        clock.waits()
    );
}

#[test]
fn retries_can_be_disabled() {
    let server = Server::scripted([busy(503, ("x", "y")), fine()]).unwrap();
    let clock = Clock::new();
    let client = client::<V2020_05_01>(&server, &clock)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    done!(client.send(&get())).unwrap_err();
    assert_eq!(server.lines().len(), 1);
}

//! Long-running operations that end without a body.

use billing_api::client::Error;
use billing_tests::server::{Answer, Server};

use super::client;
use crate::clock::Clock;

#[billing_macros::versioned(versions("v1"), unversioned, runtime = ::billing_api::runtime)]
mod definitions {
    pub struct Thing {
        pub a: Option<i64>,
    }

    mod operations {
        #[operation(POST "/start", id = "Start", responses(202), long_running = "location")]
        pub struct Start {}

        #[operation(POST "/restart", id = "Restart", responses(200, 202), long_running = "")]
        pub struct Restart {}

        #[operation(PUT "/thing", id = "Put", responses(200 = Thing, 202, 204), long_running = "location")]
        pub struct Put {}

        #[operation(PATCH "/thing", id = "Patch", responses(200 = Thing, 202), long_running = "location")]
        pub struct Patch {}
    }
}

use document::Document;
use operations::{Patch, Put, Restart, Start};

fn accepted(header: &str) -> Answer {
    Answer::with(202, &[(header, "/state")], "")
}

/// Returns the result of an operation whose status URL gives these answers.
macro_rules! end {
    ($call:expr, $($answer:expr),* $(,)?) => {{
        let server = Server::scripted([$($answer),*]).unwrap();
        let client = client::<Document>(&server, &Clock::new()).build().unwrap();
        let mut poller = done!(client.start(&$call)).unwrap();
        done!(poller.wait()).map(|reply| reply.into_body())
    }};
}

#[test]
fn an_end_without_a_body_is_a_success() {
    for (status, body) in [(204, ""), (200, ""), (200, r#"{"a":1}"#)] {
        let answer = || Answer::with(status, &[], body);
        end!(Start::new(), accepted("location"), answer()).unwrap();
        end!(Restart::new(), accepted("location"), answer()).unwrap();
        let done = Answer::json(200, r#"{"status":"Succeeded"}"#);
        end!(Restart::new(), accepted("azure-asyncoperation"), done).unwrap();
    }
}

#[test]
fn a_documented_end_without_a_body_has_no_result() {
    let one = Some(Thing {
        a: Some(1),
        ..Thing::default()
    });
    for (status, body, expected) in [
        (200, r#"{"a":1}"#, one.clone()),
        (200, "", None),
        (204, "", None),
    ] {
        let answer = || Answer::with(status, &[], body);
        let end: Option<Thing> = end!(Put::new(), accepted("location"), answer()).unwrap();
        assert_eq!(end, expected);
        assert_eq!(end!(Put::new(), answer()).unwrap(), expected);
    }
}

#[test]
fn an_undocumented_end_without_a_body_is_an_error() {
    for (status, expected) in [
        (200, "the body is empty"),
        (204, "the documents do not list this status"),
    ] {
        let answer = Answer::with(status, &[], "");
        let error = end!(Patch::new(), accepted("location"), answer).unwrap_err();
        let Error::Unreadable(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.reason().to_string(), expected);
    }
}

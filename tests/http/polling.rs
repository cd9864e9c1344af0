//! Long-running operations.

use std::time::Duration;

use billing_api::{
    azure::{
        v2020_05_01::operations::InvoicesDownloadInvoice,
        v2024_04_01::operations::InvoicesAmend,
        v2024_08_01_preview::{
            InvoicePaynowRequest,
            operations::{InvoicesPaynow, InvoicesValidatePaynowEligibility},
        },
        version::{V2020_05_01, V2024_04_01, V2024_08_01Preview},
    },
    client::{Credential, Error, Progress},
};
use billing_tests::server::{Answer, Server};

use super::client;
use crate::{
    clock::Clock,
    made_up::{DeleteThing, PutThing},
};

const RESULT: &str = r#"{"url":"https://example.com/file"}"#;

fn download() -> InvoicesDownloadInvoice {
    InvoicesDownloadInvoice::new("1", "T1", "t")
}

fn accepted(headers: &[(&str, &str)]) -> Answer {
    Answer::with(202, headers, "")
}

fn status(state: &str) -> Answer {
    Answer::json(200, &format!(r#"{{"status":"{state}"}}"#))
}

#[test]
fn a_download_is_polled() {
    let server = Server::scripted([
        accepted(&[("location", "/operations/1?a=b"), ("retry-after", "5")]),
        accepted(&[
            ("location", "2"),
            ("retry-after", "Tue, 14 Nov 2023 22:13:35 GMT"),
        ]),
        accepted(&[]),
        Answer::json(200, RESULT),
    ])
    .unwrap();
    let clock = Clock::new();
    let client = client::<V2020_05_01>(&server, &clock)
        .credential(Credential::bearer("abc"))
        .build()
        .unwrap();
    let mut poller = done!(client.start(&download())).unwrap();
    let reply = done!(poller.wait()).unwrap();
    assert_eq!(reply.body.url.as_deref(), Some("https://example.com/file"));
    assert_eq!(
        server.lines()[1..],
        [
            "GET /operations/1?a=b",
            "GET /operations/2",
            "GET /operations/2"
        ]
    );
    assert_eq!(clock.waits(), [5_000, 10_000, 30_000]);
    assert!(
        server
            .requests()
            .iter()
            .all(|one| one.header("authorization") == Some("Bearer abc"))
    );
    assert!(poller.state().is_none());
    done!(poller.poll()).unwrap_err();
}

/// The amount is sent with its digits; the result is the status, and its progress a plain number.
#[test]
fn a_payment_is_polled() {
    let server = Server::scripted([
        Answer::json(200, r#"{"paymentMethods":[{"family":"Virtual","isEligible":true}]}"#),
        accepted(&[("location", "/payments/1"), ("retry-after", "2")]),
        accepted(&[]),
        Answer::json(
            200,
            r#"{"status":"Succeeded","percentComplete":100.0,"operations":[{"status":"Succeeded"}]}"#,
        ),
    ])
    .unwrap();
    let clock = Clock::new();
    let client = client::<V2024_08_01Preview>(&server, &clock)
        .build()
        .unwrap();
    let eligibility = InvoicesValidatePaynowEligibility::new("1", "b", "G000000002");
    let eligibility = done!(client.send(&eligibility)).unwrap();
    let methods = eligibility.body.payment_methods.unwrap();
    assert_eq!(methods[0].family, Some("Virtual".into()));

    let payment = InvoicePaynowRequest {
        amount: Some("120.50".parse().unwrap()),
        payment_method_name: Some("ABCDABCDABC0".to_owned()),
        ..InvoicePaynowRequest::default()
    };
    let paynow = InvoicesPaynow::new("1", "b", "G000000002", payment);
    let mut poller = done!(client.start(&paynow)).unwrap();
    let status = done!(poller.wait()).unwrap().body;
    assert_eq!(status.status, "Succeeded");
    assert_eq!(status.percent_complete, Some("100".parse().unwrap()));
    assert_eq!(status.operations.unwrap().len(), 1);
    assert_eq!(
        server.lines()[1..],
        [
            "POST /providers/Microsoft.Billing/billingAccounts/1/billingProfiles/b/invoices/G000000002/paynow?api-version=2024-08-01-preview",
            "GET /payments/1",
            "GET /payments/1",
        ]
    );
    assert_eq!(
        server.requests()[1].body,
        r#"{"amount":120.50,"paymentMethodName":"ABCDABCDABC0"}"#
    );
    assert_eq!(clock.waits(), [2_000, 30_000]);
}

#[test]
fn a_finished_operation_is_not_polled() {
    let server = Server::scripted([Answer::json(200, RESULT)]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let mut poller = done!(client.start(&download())).unwrap();
    let reply = done!(poller.wait()).unwrap();
    assert!(reply.body.url.is_some());
    assert_eq!(server.lines().len(), 1);
}

#[test]
fn the_status_url_precedes_the_location() {
    for header in ["azure-asyncoperation", "operation-location"] {
        let server = Server::scripted([
            accepted(&[
                (header, "/status"),
                ("location", "/result"),
                ("retry-after", "1"),
            ]),
            status("Running"),
            status("succeeded"),
            Answer::json(200, RESULT),
        ])
        .unwrap();
        let clock = Clock::new();
        let client = client::<V2020_05_01>(&server, &clock).build().unwrap();
        let mut poller = done!(client.start(&download())).unwrap();
        done!(poller.wait()).unwrap();
        assert_eq!(
            server.lines()[1..],
            ["GET /status", "GET /status", "GET /result"]
        );
        assert_eq!(clock.waits(), [1_000, 30_000]);
    }
}

#[test]
fn a_status_can_contain_the_result() {
    for (header, member) in [
        ("azure-asyncoperation", "properties"),
        ("operation-location", "result"),
    ] {
        let ended = format!(r#"{{"status":"Succeeded","{member}":{RESULT}}}"#);
        let server =
            Server::scripted([accepted(&[(header, "/status")]), Answer::json(200, &ended)])
                .unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .build()
            .unwrap();
        let mut poller = done!(client.start(&download())).unwrap();
        let reply = done!(poller.wait()).unwrap();
        assert_eq!(reply.body.url.as_deref(), Some("https://example.com/file"));
    }
}

#[test]
fn an_operation_without_a_result_ends() {
    let script = [
        accepted(&[("location", "/a"), ("retry-after", "1")]),
        Answer::with(204, &[], ""),
    ];
    let server = Server::scripted(script).unwrap();
    let client = client::<V2024_04_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let mut poller = done!(client.start(&InvoicesAmend::new("1", "T1"))).unwrap();
    done!(poller.wait()).unwrap();
    assert_eq!(server.lines()[1], "GET /a");
}

/// Returns a response with a resource in a state.
fn resource(status: u16, state: &str) -> Answer {
    let body = format!(r#"{{"properties":{{"provisioningState":"{state}","a":1.50}}}}"#);
    Answer::json(status, &body)
}

#[test]
fn a_resource_can_be_its_own_status() {
    let script = [
        resource(201, "Creating"),
        resource(200, "Updating"),
        resource(200, "Succeeded"),
    ];
    let server = Server::scripted(script).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let mut poller = done!(client.start(&PutThing("a"))).unwrap();
    let reply = done!(poller.wait()).unwrap();
    assert!(reply.body.as_str().contains("1.50"), "{}", reply.body);
    assert_eq!(
        server.lines(),
        ["PUT /things/a", "GET /things/a", "GET /things/a"]
    );

    let server = Server::scripted([resource(200, "Succeeded")]).unwrap();
    let client = super::client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let mut poller = done!(client.start(&PutThing("a"))).unwrap();
    done!(poller.wait()).unwrap();

    for script in [
        vec![resource(200, "Failed")],
        vec![resource(201, "Creating"), resource(200, "Canceled")],
    ] {
        let server = Server::scripted(script).unwrap();
        let client = super::client::<V2020_05_01>(&server, &Clock::new())
            .build()
            .unwrap();
        let error = match done!(client.start(&PutThing("a"))) {
            Ok(mut poller) => done!(poller.wait()).unwrap_err(),
            Err(error) => error,
        };
        assert!(matches!(error, Error::Operation(_)), "{error:?}");
    }
}

#[test]
fn a_status_url_leads_back_to_the_resource() {
    let script = [
        Answer::with(201, &[("azure-asyncoperation", "/status")], "{}"),
        status("InProgress"),
        status("Succeeded"),
        resource(200, "Succeeded"),
    ];
    let server = Server::scripted(script).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let mut poller = done!(client.start(&PutThing("a"))).unwrap();
    let reply = done!(poller.wait()).unwrap();
    assert!(reply.body.as_str().contains("1.50"), "{}", reply.body);
    assert_eq!(
        server.lines()[1..],
        ["GET /status", "GET /status", "GET /things/a"]
    );
}

#[test]
fn a_failed_operation_has_its_error() {
    for state in ["Failed", "Canceled"] {
        let body =
            format!(r#"{{"status":"{state}","error":{{"code":"Gone","message":"no such file"}}}}"#);
        let server = Server::scripted([
            accepted(&[("azure-asyncoperation", "/status"), ("location", "/result")]),
            Answer::json(200, &body),
        ])
        .unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .build()
            .unwrap();
        let mut poller = done!(client.start(&download())).unwrap();
        let error = done!(poller.wait()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the operation ended as {state}: Gone: no such file")
        );
        let Error::Operation(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.is_cancelled(), state == "Canceled");
        assert_eq!(error.body().as_str(), body);
    }
}

#[test]
fn errors_at_the_start_and_during_polling() {
    let server = Server::scripted([Answer::json(400, "{}")]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let error = done!(client.start(&download())).unwrap_err();
    assert_eq!(error.status().unwrap(), 400);

    let script = [
        accepted(&[("location", "/a")]),
        Answer::json(404, "{}"),
        Answer::json(200, RESULT),
    ];
    let server = Server::scripted(script).unwrap();
    let client = super::client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let mut poller = done!(client.start(&download())).unwrap();
    let error = done!(poller.poll()).unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    assert!(matches!(done!(poller.poll()).unwrap(), Progress::Done(_)));
}

#[test]
fn a_deadline_is_not_the_end_of_the_operation() {
    let server = Server::scripted([
        accepted(&[("location", "/a"), ("retry-after", "10")]),
        accepted(&[("retry-after", "10")]),
        Answer::json(200, RESULT),
    ])
    .unwrap();
    let clock = Clock::new();
    let client = client::<V2020_05_01>(&server, &clock).build().unwrap();
    let mut poller = done!(client.start(&download())).unwrap();
    let error = done!(poller.wait_for(Duration::from_secs(19))).unwrap_err();
    assert!(matches!(error, Error::Deadline), "{error:?}");
    assert_eq!(clock.waits(), [10_000]);
    assert_eq!(poller.next_poll(), Duration::from_secs(10));
    done!(poller.wait()).unwrap();
    assert_eq!(clock.waits(), [10_000, 10_000]);
}

#[test]
fn an_operation_can_be_stored_and_resumed() {
    let server = Server::scripted([
        accepted(&[
            ("azure-asyncoperation", "/status?a=b"),
            ("location", "/result"),
        ]),
        status("Running"),
        status("Succeeded"),
        Answer::json(200, RESULT),
    ])
    .unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let mut state = done!(client.start(&download())).unwrap().state().unwrap();
    let url = server.url();
    assert_eq!(
        state,
        format!(
            "operation Invoices_DownloadInvoice 2020-05-01 status running {url}/status?a=b {url}/result"
        )
    );
    // Simulates a program that ends after every poll.
    let reply = loop {
        let mut poller = client
            .poller_from::<InvoicesDownloadInvoice>(&state)
            .unwrap();
        match done!(poller.poll()).unwrap() {
            Progress::Running(_) => state = poller.state().unwrap(),
            Progress::Done(reply) => break reply,
        }
    };
    assert!(reply.body.url.is_some());
    assert_eq!(
        server.lines()[1..],
        ["GET /status?a=b", "GET /status?a=b", "GET /result"]
    );
}

#[test]
fn a_stored_operation_belongs_to_its_endpoint() {
    let server = Server::scripted([]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    for (stored, expected) in [
        ("", "the stored text is not a long-running operation"),
        (
            "operation Other 2020-05-01 status running / -",
            "the stored text belongs to another operation",
        ),
        (
            "operation Invoices_DownloadInvoice 2024-04-01 status running / -",
            "the stored text belongs to another api-version",
        ),
        (
            "operation Invoices_DownloadInvoice 2020-05-01 other running / -",
            "the stored text is not a long-running operation",
        ),
    ] {
        let error = client
            .poller_from::<InvoicesDownloadInvoice>(stored)
            .unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    let stored =
        "operation Invoices_DownloadInvoice 2020-05-01 status running https://example.com/ -";
    let error = client
        .poller_from::<InvoicesDownloadInvoice>(stored)
        .unwrap_err();
    assert!(matches!(error, Error::Origin { .. }), "{error:?}");
}

#[test]
fn a_link_to_another_origin_is_not_followed() {
    for header in ["location", "azure-asyncoperation", "operation-location"] {
        let server = Server::scripted([accepted(&[(header, "https://example.com/")])]).unwrap();
        let client = client::<V2020_05_01>(&server, &Clock::new())
            .build()
            .unwrap();
        let error = done!(client.start(&download())).unwrap_err();
        assert!(matches!(error, Error::Origin { .. }), "{error:?}");
    }
}

#[test]
fn an_acceptance_without_a_link_is_an_error() {
    let server = Server::scripted([accepted(&[])]).unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .build()
        .unwrap();
    let error = done!(client.start(&download())).unwrap_err();
    assert!(matches!(error, Error::Unfinished { .. }), "{error:?}");
}

#[test]
fn a_status_without_a_state_is_no_success() {
    for body in [
        "",
        "{",
        "{ }",
        r#"{ "status": "Accepted""#,
        r#"{"status":1}"#,
        "[]",
    ] {
        let script = [
            accepted(&[("azure-asyncoperation", "/status")]),
            Answer::json(200, body),
        ];
        let server = Server::scripted(script).unwrap();
        let client = super::client::<V2024_04_01>(&server, &Clock::new())
            .build()
            .unwrap();
        let mut poller = done!(client.start(&InvoicesAmend::new("1", "T1"))).unwrap();
        let error = done!(poller.wait()).unwrap_err();
        assert!(
            matches!(error, Error::Unfinished { .. }),
            "{body}: {error:?}"
        );
    }
}

/// A resource that is there has ended, whatever headers a gateway adds.
#[test]
fn an_inline_success_is_not_polled() {
    for header in ["location", "azure-asyncoperation"] {
        let body = r#"{"properties":{"provisioningState":"Succeeded"}}"#;
        let answer = Answer::with(200, &[(header, "/status")], body);
        let server = Server::scripted([answer]).unwrap();
        let client = super::client::<V2020_05_01>(&server, &Clock::new())
            .build()
            .unwrap();
        let mut poller = done!(client.start(&PutThing("a"))).unwrap();
        done!(poller.wait()).unwrap();
        assert_eq!(server.lines(), ["PUT /things/a"]);
    }
}

#[test]
fn a_deletion_ends_without_a_result() {
    let both = [("azure-asyncoperation", "/status"), ("location", "/result")];
    for script in [
        vec![accepted(&both), status("Succeeded")],
        vec![accepted(&both), Answer::with(204, &[], "")],
        vec![accepted(&both[1..]), Answer::with(204, &[], "")],
        vec![accepted(&both[1..]), Answer::with(200, &[], "")],
        vec![Answer::with(204, &[], "")],
    ] {
        let polls = script.len();
        let server = Server::scripted(script).unwrap();
        let client = super::client::<V2020_05_01>(&server, &Clock::new())
            .build()
            .unwrap();
        let mut poller = done!(client.start(&DeleteThing("a"))).unwrap();
        done!(poller.wait()).unwrap();
        let lines = server.lines();
        assert_eq!(lines.len(), polls);
        assert_eq!(lines[0], "DELETE /things/a?api-version=2019-06-01-preview");
    }
}

/// Whatever the service asks for, polls have a distance, and a deadline is kept.
#[test]
fn a_deadline_is_kept() {
    for asked in ["0", "Tue, 14 Nov 2023 22:13:19 GMT", "18446744073709551615"] {
        let running = || accepted(&[("location", "/a"), ("retry-after", asked)]);
        let server = Server::scripted((0..9).map(|_| running())).unwrap();
        let clock = Clock::new();
        let client = super::client::<V2020_05_01>(&server, &clock)
            .build()
            .unwrap();
        let mut poller = done!(client.start(&download())).unwrap();
        let error = done!(poller.wait_for(Duration::from_secs(2))).unwrap_err();
        assert!(matches!(error, Error::Deadline), "{asked}: {error:?}");
        let expected = match asked.len() {
            20 => vec![],
            _ => vec![500; 4],
        };
        assert_eq!(clock.waits(), expected, "{asked}");
    }
}

//! A fake in place of a server.

use std::{
    fmt::Debug,
    time::{Duration, SystemTime},
};

use billing_api::{
    Endpoint, Operation, Version,
    azure::{
        v2020_05_01 as v2020, v2024_04_01 as v2024,
        v2024_04_01::operations::{
            InvoicesAmend, InvoicesGet, InvoicesGetByBillingAccount, InvoicesListByBillingAccount,
        },
        version::{V2020_05_01, V2024_04_01},
    },
    client::{Credential, Error, TransportErrorKind},
    runtime::testing::{Answer, Failure, Fake, Fault, Received, ServedCall},
};
use http::Response;

use super::{Faked, faked};
use crate::requests::{self, Requests};

const ENDPOINT: &str = "https://management.azure.com";

fn client(fake: &Fake) -> Faked<V2024_04_01> {
    faked(ENDPOINT, fake)
}

fn invoice(name: &str) -> v2024::Invoice {
    v2024::Invoice {
        name: Some(name.to_owned()),
        ..v2024::Invoice::default()
    }
}

fn failure(status: u16, code: &str) -> Failure<v2024::ErrorResponse> {
    let json = format!(r#"{{ "error": {{ "code": "{code}", "message": "m" }} }}"#);
    Failure::new(status, serde_json::from_str(&json).unwrap())
}

/// Returns an error with its causes.
pub(super) fn shown(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {}", shown(source)),
        None => error.to_string(),
    }
}

#[test]
fn typed_answers_and_recorded_calls() {
    let fake = Fake::new().on(|request: InvoicesGet| match request.invoice_name.as_str() {
        "G1" => Ok(invoice("G1")),
        _ => Err(failure(404, "NoInvoice")),
    });
    let client = client(&fake);
    let reply = done!(client.send(&InvoicesGet::new("G1"))).unwrap();
    assert_eq!(reply.body, invoice("G1"));
    assert_eq!(reply.headers()["content-type"], "application/json");
    let error = done!(client.send(&InvoicesGet::new("G 2"))).unwrap_err();
    assert!(error.to_string().starts_with("404 Not Found: NoInvoice: m"));
    assert_eq!(
        fake.calls::<InvoicesGet>(),
        [InvoicesGet::new("G1"), InvoicesGet::new("G 2")]
    );
    assert_eq!(fake.calls::<InvoicesAmend>(), []);
    let [_, second] = fake.requests_of::<InvoicesGet>().try_into().unwrap();
    let path = "/providers/Microsoft.Billing/billingAccounts/default/invoices/G%202";
    assert_eq!(
        second.uri().to_string(),
        format!("{ENDPOINT}{path}?api-version=2024-04-01")
    );
    assert!(second.headers().contains_key("user-agent"));
    assert!(fake.unexpected().is_empty());
}

/// Sends every operation to a fake that knows all of them.
struct Answered {
    fake: Fake,
}

impl Requests for Answered {
    fn add<V: Version, C: Operation<V> + ServedCall + PartialEq + Debug>(
        &mut self,
        call: &C,
    ) -> &mut Self {
        let client = faked::<V>(ENDPOINT, &self.fake);
        let before = self.fake.calls::<C>().len();
        let _ = done!(client.send(call));
        let calls = self.fake.calls::<C>();
        assert_eq!(calls.len(), before + 1, "{:?}", self.fake.unexpected());
        assert_eq!(calls.last(), Some(call));
        self
    }
}

/// Adds every operation to a fake.
struct Known {
    fake: Fake,
}

impl Requests for Known {
    fn add<V: Version, C: Operation<V> + ServedCall + PartialEq + Debug>(
        &mut self,
        _: &C,
    ) -> &mut Self {
        let fake = self.fake.clone();
        self.fake = fake.on_received(|_: Received<C>| Answer::empty(400));
        self
    }
}

#[test]
fn every_operation_is_told_from_the_others() {
    let mut known = Known { fake: Fake::new() };
    requests::azure(&mut known);
    requests::partner_center(&mut known);
    let mut answered = Answered { fake: known.fake };
    requests::azure(&mut answered);
    requests::partner_center(&mut answered);
}

#[test]
fn an_unexpected_call_is_named() {
    let fake = Fake::new().on(|_: InvoicesGet| Ok(invoice("G1")));
    let client = client(&fake);
    let amend = InvoicesAmend::new("a", "G1");
    let error = done!(client.send(&amend)).unwrap_err();
    let expected = "unexpected call: POST https://management.azure.com/providers/Microsoft.Billing/billingAccounts/a/invoices/G1/amend?api-version=2024-04-01; \
        the fake answers Invoices_Get (GET /providers/Microsoft.Billing/billingAccounts/default/invoices/{invoiceName})";
    assert!(shown(&error).ends_with(expected), "{}", shown(&error));
    assert_eq!(fake.requests().len(), 1);
    assert_eq!(fake.unexpected(), [expected]);

    let older = faked::<V2020_05_01>(ENDPOINT, &fake);
    let list = v2020::operations::InvoicesGet::new("a", "G1");
    let error = shown(&done!(older.send(&list)).unwrap_err());
    assert!(error.contains("unexpected call: GET "), "{error}");

    let below = faked::<V2024_04_01>("https://management.azure.com/api", &fake);
    let error = shown(&done!(below.send(&InvoicesGet::new("G1"))).unwrap_err());
    let hint =
        "the path ends like that of Invoices_Get: if the endpoint has a path, `Fake::at` needs it";
    assert!(error.ends_with(hint), "{error}");
    let endpoint: Endpoint = "https://other.example/api".parse().unwrap();
    let fake = fake.at(&endpoint);
    let below = faked::<V2024_04_01>("https://management.azure.com/api", &fake);
    assert!(done!(below.send(&InvoicesGet::new("G1"))).is_ok());

    let empty = faked::<V2024_04_01>(ENDPOINT, &Fake::new());
    let error = shown(&done!(empty.send(&InvoicesGet::new("G1"))).unwrap_err());
    assert!(error.ends_with("the fake answers no operation"), "{error}");
}

#[test]
fn the_most_specific_path_wins() {
    let general = |_: InvoicesGetByBillingAccount| Ok(invoice("general"));
    let special = |_: InvoicesGet| Ok(invoice("special"));
    for fake in [
        Fake::new().on(general).on(special),
        Fake::new().on(special).on(general),
    ] {
        let client = client(&fake);
        let name = |reply: v2024::Invoice| reply.name.unwrap();
        let reply = done!(client.send(&InvoicesGet::new("G1"))).unwrap();
        assert_eq!(name(reply.body), "special");
        let reply = done!(client.send(&InvoicesGetByBillingAccount::new("a", "G1"))).unwrap();
        assert_eq!(name(reply.body), "general");
    }
}

#[test]
fn faults_precede_answers() {
    let page = Response::builder()
        .status(503)
        .header("retry-after", "7")
        .body(b"<html>".to_vec())
        .unwrap();
    let fake = Fake::new()
        .on(|_: InvoicesGet| Ok(invoice("G1")))
        .fault(Fault::Transport(TransportErrorKind::Connect))
        .fault_on::<InvoicesGet>(Fault::Response(Box::new(page)))
        .fault_on::<InvoicesGet>(Fault::Cut);
    let client = client(&fake);
    let start = fake.now();
    let reply = done!(client.send(&InvoicesGet::new("G1"))).unwrap();
    assert_eq!(reply.body, invoice("G1"));
    assert_eq!(fake.calls::<InvoicesGet>().len(), 4);
    let waits = fake.waits();
    assert_eq!((waits.len(), waits[0]), (3, Duration::from_secs(7)));
    assert_eq!(
        fake.now().duration_since(start).unwrap(),
        waits.iter().sum::<Duration>()
    );

    let fake = fake.fault(Fault::Status(403));
    let error = done!(client.send(&InvoicesGet::new("G1"))).unwrap_err();
    assert!(error.to_string().starts_with("403 Forbidden"));
    let _ = fake.fault(Fault::Status(99));
    let error = shown(&done!(client.send(&InvoicesGet::new("G1"))).unwrap_err());
    assert!(error.ends_with("invalid status code"), "{error}");
}

/// A body that breaks off is that of a service that announced all of it.
#[test]
fn bodies_break_off_after_some_bytes() {
    let text = r#"{"name":"G1"}"#;
    let fake = Fake::new()
        .on_received(|received: Received<InvoicesGet>| {
            let answer = Answer::output(invoice("G1"));
            match received.index {
                2 => answer.cut_after(7),
                _ => answer,
            }
        })
        .fault_on::<InvoicesGet>(Fault::CutAfter(0))
        .fault_on::<InvoicesGet>(Fault::CutAfter(1 << 20));
    let client = client(&fake);
    for expected in ["", text, &text[..7]] {
        let mut body = done!(client.download(&InvoicesGet::new("G1")))
            .unwrap()
            .into_body();
        assert_eq!(body.length(), Some(13));
        let (mut read, mut buffer) = (Vec::new(), [0; 5]);
        let error = loop {
            match next!(body, buffer) {
                Ok(0) => panic!("the body ended"),
                Ok(count) => read.extend_from_slice(&buffer[..count]),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), TransportErrorKind::Cut);
        assert_eq!(read, expected.as_bytes());
    }
    let body = done!(client.download(&InvoicesGet::new("G1"))).unwrap();
    assert_eq!(done!(body.into_body().read_all()).unwrap(), text.as_bytes());
    // A call that takes the whole response is repeated.
    let fake = fake.fault(Fault::CutAfter(3));
    let reply = done!(client.send(&InvoicesGet::new("G1"))).unwrap();
    assert_eq!((reply.body, fake.waits().len()), (invoice("G1"), 1));
}

#[test]
fn slow_answers_take_the_time_of_the_fake() {
    let fake = Fake::new().on_received(|received: Received<InvoicesGet>| {
        let answer = Answer::output(invoice("G1"));
        match received.index {
            0 => answer.after(Duration::from_secs(3600)),
            _ => answer.after(Duration::from_secs(2)),
        }
    });
    let start = fake.now();
    let client = client(&fake);
    assert!(done!(client.send(&InvoicesGet::new("G1"))).is_ok());
    assert_eq!(fake.calls::<InvoicesGet>().len(), 2);
    let waits: Duration = fake.waits().iter().sum();
    // The first attempt ended at the limit of the client, which is 100 seconds.
    let taken = fake.now().duration_since(start).unwrap();
    assert_eq!(taken, waits + Duration::from_secs(102));
    fake.advance(Duration::from_secs(1));
    assert_eq!(
        fake.now().duration_since(start).unwrap(),
        taken + Duration::from_secs(1)
    );

    let fake = Fake::new()
        .starting(SystemTime::UNIX_EPOCH)
        .on(|_: InvoicesGet| Ok(invoice("G1")))
        .fault(Fault::Delay(Duration::from_secs(5)));
    assert!(done!(super::fake::client(&fake).send(&InvoicesGet::new("G1"))).is_ok());
    assert_eq!(fake.now(), SystemTime::UNIX_EPOCH + Duration::from_secs(5));
}

#[test]
fn pages_and_polling_have_targets() {
    let list = |next: Option<&str>, names: &[&str]| v2024::InvoiceListResult {
        value: Some(names.iter().map(|name| invoice(name)).collect()),
        next_link: next.map(str::to_owned),
        ..v2024::InvoiceListResult::default()
    };
    let first = list(Some("/next?page=2"), &["a"]);
    let second = serde_json::to_vec(&list(None, &["b"])).unwrap();
    let fake = Fake::new()
        .on(move |_: InvoicesListByBillingAccount| Ok(first.clone()))
        .on_target("GET", "/next?page=2", move |_| {
            Response::new(second.clone())
        })
        .on_received(|_: Received<InvoicesAmend>| {
            Answer::empty(202)
                .header("location", "https://management.azure.com/states/1")
                .header("retry-after", "3")
        })
        .on_target("GET", "/states/1", |_| {
            let response = Response::builder().status(200);
            response.body(b"{}".to_vec()).unwrap()
        });
    let client = client(&fake);
    let mut items = client.pages(InvoicesListByBillingAccount::new("a")).items();
    let mut names = Vec::new();
    while let Some(item) = done!(items.next_item()).unwrap() {
        names.push(item.name.unwrap());
    }
    assert_eq!(names, ["a", "b"]);
    let mut poller = done!(client.start(&InvoicesAmend::new("a", "G1"))).unwrap();
    assert!(done!(poller.wait()).is_ok());
    assert_eq!(fake.waits(), [Duration::from_secs(3)]);
}

#[test]
fn answers_that_cannot_be_sent() {
    for (answer, expected) in [
        (
            Answer::output(invoice("a")).status(404),
            "no response of Invoices_Get: its output can't have the status 404",
        ),
        (
            Answer::error(200, failure(400, "a").into_error().unwrap()),
            "no response of Invoices_Get: its error can't have the status 200",
        ),
        (
            Answer::empty(204).header("a b", "c"),
            "no response of Invoices_Get: invalid HTTP header name",
        ),
        (
            Answer::empty(204).header("a", "c\n"),
            "no response of Invoices_Get: failed to parse header value",
        ),
        (
            Answer::empty(9999),
            "no response of Invoices_Get: invalid status code",
        ),
    ] {
        let answer = std::sync::Mutex::new(Some(answer));
        let fake = Fake::new()
            .on_received(move |_: Received<InvoicesGet>| answer.lock().unwrap().take().unwrap());
        let error = done!(client(&fake).send(&InvoicesGet::new("G1"))).unwrap_err();
        let error = shown(&error);
        assert!(error.ends_with(expected), "{error}");
    }
    let large = invoice(&"x".repeat(100));
    let fake = Fake::new().on(move |_: InvoicesGet| Ok(large.clone()));
    let limited = super::fake_builder::<V2024_04_01>(ENDPOINT, &fake).body_limit(50);
    let error = done!(limited.build().unwrap().send(&InvoicesGet::new("G1"))).unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.kind(), TransportErrorKind::TooLong { limit: 50 });
}

#[test]
fn credentials_are_part_of_requests() {
    let fake = Fake::new().on(|_: InvoicesGet| Ok(invoice("G1")));
    let client = super::fake_builder::<V2024_04_01>(ENDPOINT, &fake)
        .credential(Credential::bearer("abc"))
        .build()
        .unwrap();
    assert!(done!(client.send(&InvoicesGet::new("G1"))).is_ok());
    assert_eq!(fake.requests()[0].headers()["authorization"], "Bearer abc");
}

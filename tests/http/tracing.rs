//! Spans and events of calls.

use std::{
    fmt::{Debug, Write},
    sync::{Arc, Mutex},
};

use ::tracing::{
    Event, Metadata, Subscriber,
    field::{Field, Visit},
    span::{Attributes, Id, Record},
};
use billing_api::{
    azure::{v2020_05_01::operations::InvoicesGet, version::V2020_05_01},
    client::{Credential, RetryPolicy},
};
use billing_tests::server::{Answer, Server};

use super::client;
use crate::clock::Clock;

/// Writes a line for each span and event of the client.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("billing_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut text = self.0.lock().unwrap();
        text.push_str(span.metadata().name());
        span.record(&mut Fields(&mut text));
        text.push('\n');
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = self.0.lock().unwrap();
        assert_eq!(event.parent(), Some(&Id::from_u64(1)));
        write!(text, "  {}", event.metadata().level()).unwrap();
        event.record(&mut Fields(&mut text));
        text.push('\n');
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// It runs in a process of its own (`alone.rs`), because `tracing` decides for all threads whether anybody listens.
#[test]
#[ignore = "it runs alone"]
fn a_call_is_a_span_with_events() {
    let server = Server::scripted([
        Answer::with(503, &[("retry-after", "7")], ""),
        Answer::raw(""),
        Answer::json(200, "{}"),
    ])
    .unwrap();
    let client = client::<V2020_05_01>(&server, &Clock::new())
        .credential(Credential::bearer("secret"))
        .request_id_headers([])
        .retry(RetryPolicy::default().jitter(0.0))
        .build()
        .unwrap();
    let log = Log::default();
    let subscriber = ::tracing::subscriber::set_default(log.clone());
    done!(client.send(&InvoicesGet::new("1", "T1"))).unwrap();
    drop(subscriber);
    assert_eq!(
        *log.0.lock().unwrap(),
        "call operation=\"Invoices_Get\" method=\"GET\"
  DEBUG message=request sent attempt=1
  DEBUG message=response received status=503
  INFO message=waiting for the next attempt wait=7s
  DEBUG message=request sent attempt=2
  WARN message=no response error=the connection broke before the end of the response
  INFO message=waiting for the next attempt wait=1.6s
  DEBUG message=request sent attempt=3
  DEBUG message=response received status=200
"
    );
}

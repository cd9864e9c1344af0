//! Each operation of each api-version arrives on the wire exactly as the golden files of `tests/operations` have it.

use std::{collections::BTreeMap, fmt::Debug, path::Path};

use billing_api::{
    Operation, Version,
    client::{CallOptions, Credential},
    runtime::testing::ServedCall,
};
use billing_tests::server::{Answer, Received, Server};
use http::HeaderValue;

use super::client;
use crate::{
    clock::Clock,
    requests::{self, Requests},
};

/// The requests that are still expected.
struct Sent {
    expected: std::vec::IntoIter<Expected>,
}

/// A request of the golden file.
#[derive(Debug)]
struct Expected {
    operation: String,
    line: String,
    headers: BTreeMap<String, String>,
    body: String,
}

impl Sent {
    fn new(service: &str, origin: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let table = std::fs::read_to_string(folder.join(format!("operations/{service}.txt")));
        let mut expected: Vec<Expected> = Vec::new();
        for part in table.unwrap().trim_end().split("\n\n") {
            let mut lines = part.lines();
            let (first, second) = (lines.next().unwrap(), lines.next());
            match (second, expected.last_mut()) {
                (Some(line), _) => expected.push(Expected {
                    operation: first.to_owned(),
                    line: line.replace(origin, ""),
                    headers: lines
                        .filter_map(|line| line.split_once(": "))
                        .map(|(name, value)| (name.to_owned(), value.to_owned()))
                        .collect(),
                    body: String::new(),
                }),
                (None, Some(last)) => last.body = first.to_owned(),
                (None, None) => panic!("{part}"),
            }
        }
        Self {
            expected: expected.into_iter(),
        }
    }

    fn arrived(&mut self, operation: String, host: &str, ids: &[&str], mut request: Received) {
        let mut expected = self.expected.next().unwrap();
        assert_eq!(operation, expected.operation);
        for (name, value) in [
            ("accept-encoding", "gzip"),
            ("authorization", "Bearer abc"),
            ("host", host),
            ("user-agent", "tests/1"),
        ] {
            expected.headers.insert(name.to_owned(), value.to_owned());
        }
        for name in ids {
            let id = expected.headers.entry(name.to_ascii_lowercase());
            id.or_insert_with(|| "r-1".to_owned());
        }
        assert_eq!(request.line, expected.line);
        assert_eq!(request.body, expected.body);
        request.headers.sort();
        let headers: Vec<_> = expected.headers.into_iter().collect();
        assert_eq!(request.headers, headers, "{operation}");
    }
}

impl Requests for Sent {
    fn add<V: Version, C: Operation<V> + ServedCall + PartialEq + Debug>(
        &mut self,
        call: &C,
    ) -> &mut Self {
        let server = Server::scripted([Answer::with(400, &[], "")]).unwrap();
        let client = client::<V>(&server, &Clock::new())
            .credential(Credential::bearer("abc"))
            .user_agent("tests/1")
            .build()
            .unwrap();
        let client = client.with(CallOptions::new().request_id(HeaderValue::from_static("r-1")));
        assert!(done!(client.send(call)).is_err());
        let [request] = server.requests().try_into().unwrap();
        let host = server.url().replace("http://", "");
        let operation = format!("{} {}", C::ID, V::API_VERSION);
        self.arrived(operation, &host, V::REQUEST_ID_HEADERS, request);
        self
    }
}

#[test]
fn azure() {
    let mut sent = Sent::new("azure", "https://management.azure.com");
    requests::azure(&mut sent);
    assert_eq!(sent.expected.len(), 0);
}

#[test]
fn partner_center() {
    let mut sent = Sent::new("partner-center", "https://api.partnercenter.microsoft.com");
    requests::partner_center(&mut sent);
    assert_eq!(sent.expected.len(), 0);
}

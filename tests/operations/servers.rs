//! Servers of operations and paths, and relative servers.

use std::fmt::Debug;

use billing_api::{
    Endpoint, HttpCall,
    runtime::{Operation, Server, Version, testing::ServedCall},
};

use crate::read_back::assert_same;

mod api {
    include!("documents/servers.rs");
}

use api::operations::*;

fn url<V: Version, C: Operation<V> + ServedCall + PartialEq + Debug>(
    call: &C,
    endpoint: &str,
) -> String {
    let endpoint: Endpoint = endpoint.parse().unwrap();
    match call.request::<V>(&endpoint) {
        Ok(request) => {
            assert_same(call, &endpoint, V::API_VERSION);
            request.uri().to_string()
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_relative_server_on_a_host() {
    let on = |url: &'static str, host: &str| {
        let variables = &[];
        let endpoint = Server { url, variables }.endpoint_on(host);
        endpoint.map_or_else(|error| error.to_string(), |endpoint| endpoint.to_string())
    };
    assert_eq!(
        api::SERVERS[0]
            .endpoint_on("https://a.example")
            .unwrap()
            .as_str(),
        "https://a.example/api/v3"
    );
    for (url, host, expected) in [
        ("/", "https://a.example/", "https://a.example"),
        (
            "./v1/",
            "https://a.example:8443/x",
            "https://a.example:8443/x/v1",
        ),
        ("v1", "http://localhost", "http://localhost/v1"),
        (
            "https://b.example/v1",
            "https://a.example",
            "https://b.example/v1",
        ),
        (
            "/v1",
            "a.example",
            "\"a.example\" is not an endpoint: it does not start with `https://`",
        ),
    ] {
        assert_eq!(on(url, host), expected);
    }
}

#[test]
fn operations_have_servers_of_their_own() {
    let service = "https://a.example/api/v3";
    for (found, expected) in [
        (
            url(&Usual::new(), service),
            "https://a.example/api/v3/usual",
        ),
        (
            url(&Upload::new(), service),
            "https://uploads.eu.example/v1/upload",
        ),
        (
            url(&Status::new(), service),
            "https://a.example/status/upload",
        ),
        // A local server gets all requests.
        (
            url(&Upload::new(), "http://localhost:8080/api"),
            "http://localhost:8080/v1/upload",
        ),
        (
            url(&Host::new(), service),
            "the URL of the server needs a value for `host`",
        ),
    ] {
        assert_eq!(found, expected);
    }
}

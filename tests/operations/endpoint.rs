//! Endpoints.

use billing_api::{
    Endpoint,
    runtime::{Server, ServerVariable},
};

#[test]
fn endpoints() {
    for (url, text, origin) in [
        (
            "https://a.example",
            "https://a.example",
            "https://a.example",
        ),
        (
            "HTTPS://A.Example:443/Base/",
            "https://a.example:443/Base",
            "https://a.example",
        ),
        (
            "http://localhost:80",
            "http://localhost:80",
            "http://localhost",
        ),
        (
            "http://localhost:8080/",
            "http://localhost:8080",
            "http://localhost:8080",
        ),
        ("http://a:443", "http://a:443", "http://a:443"),
        (
            "https://[::1]:8443/x",
            "https://[::1]:8443/x",
            "https://[::1]:8443",
        ),
        ("https://[::1]", "https://[::1]", "https://[::1]"),
    ] {
        let endpoint = Endpoint::new(url).unwrap();
        assert_eq!(
            (endpoint.as_str(), endpoint.origin()),
            (text, origin),
            "{url}"
        );
        assert_eq!(endpoint.to_string(), text);
    }
}

#[test]
fn invalid_endpoints() {
    for (url, reason) in [
        ("a.example", "it does not start with `https://`"),
        ("/v1", "it does not start with `https://`"),
        (
            "ftp://a.example",
            "its scheme is neither `https` nor `http`",
        ),
        ("https://", "it has no host"),
        ("https:///x", "it has no host"),
        ("https://:80", "it has no host"),
        ("https://a\\b", "a URL does not contain '\\\\'"),
        ("https://{region}.example", "a URL does not contain '{'"),
        (
            "https://u:p@a.example",
            "it contains a user name or password",
        ),
        (
            "https://a.example:port",
            "its port is not a number up to 65535",
        ),
        (
            "https://a.example:65536",
            "its port is not a number up to 65535",
        ),
        ("https://a.example?x", "it contains a query or fragment"),
        ("https://a.example/#x", "it contains a query or fragment"),
        ("https://a. example", "a URL does not contain ' '"),
        ("https://ä.example", "a URL does not contain 'ä'"),
        ("https://a\n.example", "a URL does not contain '\\n'"),
    ] {
        let error = Endpoint::new(url).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("{url:?} is not an endpoint: {reason}")
        );
    }
}

#[test]
fn servers_with_variables() {
    let server = Server {
        url: "https://{region}.example.com/{path}",
        variables: &[
            ServerVariable {
                name: "region",
                default: Some("eu"),
                values: &["eu", "us"],
            },
            ServerVariable {
                name: "path",
                default: None,
                values: &[],
            },
        ],
    };
    let shown = |given: &[(&str, &str)]| match server.endpoint_with(given) {
        Ok(endpoint) => endpoint.to_string(),
        Err(error) => error.to_string(),
    };
    for (given, expected) in [
        (&[("path", "v1")][..], "https://eu.example.com/v1"),
        (
            &[("path", "v1"), ("region", "us")],
            "https://us.example.com/v1",
        ),
        (
            &[("path", "x"), ("region", "ap")],
            "`region` in the URL of the server has to be one of eu, us",
        ),
        (
            &[("region", "us")],
            "the URL of the server needs a value for `path`",
        ),
        (
            &[("zone", "a")],
            "the URL of the server has no variable \"zone\"; it has region, path",
        ),
        (
            &[("path", "a?b")],
            "\"https://eu.example.com/a?b\" is not an endpoint: it contains a query or fragment",
        ),
        // Braces in the value of a variable are not substituted again.
        (
            &[("path", "{region}")],
            "\"https://eu.example.com/{region}\" is not an endpoint: a URL does not contain '{'",
        ),
    ] {
        assert_eq!(shown(given), expected);
    }
}

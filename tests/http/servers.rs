//! Credentials of operations whose servers the documents name.

use std::sync::Mutex;

use billing_api::client::{
    Credential, Error, ResponseLimits, TransportError,
    blocking::{Client, Transport},
};
use http::{Request, Response};

#[billing_macros::versioned(versions("v1"), unversioned, runtime = ::billing_api::runtime)]
mod definitions {
    mod operations {
        #[operation(GET "/usual", id = "Usual", responses(204))]
        pub struct Usual {}

        #[operation(GET "/a", id = "Upload", responses(204), servers("https://uploads.example"))]
        pub struct Upload {}

        #[operation(GET "/a", id = "Plain", responses(204), servers("http://plain.example"))]
        pub struct Plain {}
    }
}

use operations::{Plain, Upload, Usual};

/// Records the URLs of the requests that have the credential.
#[derive(Default)]
struct Recorder(Mutex<Vec<String>>);

impl Transport for Recorder {
    fn send(
        &self,
        request: Request<Vec<u8>>,
        _: ResponseLimits,
    ) -> Result<Response<Vec<u8>>, TransportError> {
        assert_eq!(request.headers()["authorization"], "Bearer abc");
        self.0.lock().unwrap().push(request.uri().to_string());
        let mut response = Response::new(Vec::new());
        *response.status_mut() = http::StatusCode::NO_CONTENT;
        Ok(response)
    }
}

fn client(endpoint: &str, is_plain: bool) -> Client<document::Document, Recorder> {
    let builder = Client::builder(endpoint.parse().unwrap())
        .credential(Credential::bearer("abc"))
        .transport(Recorder::default());
    let builder = match is_plain {
        true => builder.allow_unencrypted(),
        false => builder,
    };
    builder.build().unwrap()
}

#[test]
fn the_credential_goes_to_documented_servers_over_https() {
    let client = client("https://api.example/v1", false);
    client.send(&Usual::new()).unwrap();
    client.send(&Upload::new()).unwrap();
    let error = client.send(&Plain::new()).unwrap_err();
    let Error::Origin { link, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(link, "http://plain.example");
    assert_eq!(
        *client.transport().0.lock().unwrap(),
        ["https://api.example/v1/usual", "https://uploads.example/a"]
    );
}

#[test]
fn the_credential_goes_over_http_on_demand() {
    let client = client("https://api.example", true);
    client.send(&Plain::new()).unwrap();
    assert_eq!(
        *client.transport().0.lock().unwrap(),
        ["http://plain.example/a"]
    );
}

/// A gateway gets all requests below its own path.
#[test]
fn the_endpoint_gets_all_requests_on_demand() {
    let builder = Client::builder("https://gateway.example/v1".parse().unwrap());
    let builder = builder
        .credential(Credential::bearer("abc"))
        .transport(Recorder::default());
    let client = builder.send_all_to_endpoint().build().unwrap();
    client.send(&Upload::new()).unwrap();
    client.send(&Plain::new()).unwrap();
    let all = [
        "https://gateway.example/v1/a",
        "https://gateway.example/v1/a",
    ];
    assert_eq!(*client.transport().0.lock().unwrap(), all);
}

/// A local server gets all requests, so that none leaves the machine.
#[test]
fn a_local_server_gets_all_requests() {
    let client = client("http://127.0.0.1:1", false);
    client.send(&Upload::new()).unwrap();
    client.send(&Plain::new()).unwrap();
    assert_eq!(
        *client.transport().0.lock().unwrap(),
        ["http://127.0.0.1:1/a", "http://127.0.0.1:1/a"]
    );
}

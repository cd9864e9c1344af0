//! An operation of a kind that billing lacks: long-running with the resource as its state, and with a fully named
//! scope.

use billing_api::{
    Call, Json, LongRunning, Operation,
    azure::version::V2020_05_01,
    runtime::{Location, Parameter, Parts, Received, Requirement, Response, Unread},
};

/// `PUT /things/{name}`
pub(crate) struct PutThing(pub(crate) &'static str);

impl Call for PutThing {
    const ID: &'static str = "Things_Put";
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/things/{name}";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["2020-05-01"];
    const PARAMETERS: &'static [Parameter] = &[Parameter::new("name", Location::Path, true)];
    const RESPONSES: &'static [Response] = &[];
    const LONG_RUNNING: Option<&'static str> = Some("");
    const SECURITY: &'static [&'static [Requirement]] = &[&[Requirement {
        scheme: "oauth",
        scopes: &["https://example.com/write"],
    }]];
    type Output = Json;
    type Error = Json;

    fn write(&self, parts: &mut Parts) {
        parts.put(&self.0.to_owned());
    }

    fn output(received: &Received<'_>) -> Result<Json, Unread> {
        received.json()
    }

    fn error(received: &Received<'_>) -> Result<Json, Unread> {
        received.json()
    }
}

impl Operation<V2020_05_01> for PutThing {}

impl LongRunning for PutThing {
    type Final = Json;

    fn finished(output: Json) -> Option<Json> {
        Some(output)
    }
}

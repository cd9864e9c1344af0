//! Operations of kinds that billing lacks: long-running with the resource as its state and with a fully named scope, a long-running
//! deletion with an api-version of its own, files, and events.

use billing_api::{
    Call, Json, LongRunning, Operation,
    azure::version::V2020_05_01,
    runtime::{
        Body, Event, Location, Parameter, RawItem, RawResponse, ReadError, RequestBuilder,
        Response, SecurityRequirement, Streamed, Style,
    },
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
    const SECURITY: &'static [&'static [SecurityRequirement]] = &[&[SecurityRequirement {
        scheme: "oauth",
        scopes: &["https://example.com/write"],
    }]];
    type Output = Json;
    type Error = Json;

    fn write_parameters(&self, request: &mut RequestBuilder) {
        request.add(&self.0.to_owned());
    }

    fn read_output(response: &RawResponse<'_>) -> Result<Json, ReadError> {
        response.json()
    }

    fn read_error(response: &RawResponse<'_>) -> Result<Json, ReadError> {
        response.json()
    }
}

impl Operation<V2020_05_01> for PutThing {}

impl LongRunning for PutThing {
    type Final = Json;

    fn finished(output: Json) -> Option<Json> {
        Some(output)
    }
}

/// `DELETE /things/{name}`
pub(crate) struct DeleteThing(pub(crate) &'static str);

impl Call for DeleteThing {
    const ID: &'static str = "Things_Delete";
    const METHOD: &'static str = "DELETE";
    const PATH: &'static str = "/things/{name}";
    const API_VERSION: Option<&'static str> = Some("api-version");
    const API_VERSION_VALUE: Option<&'static str> = Some("2019-06-01-preview");
    const VERSIONS: &'static [&'static str] = &["2020-05-01"];
    const PARAMETERS: &'static [Parameter] = &[Parameter::new("name", Location::Path, true)];
    const RESPONSES: &'static [Response] =
        &[Response::new("202", None), Response::new("204", None)];
    const LONG_RUNNING: Option<&'static str> = Some("");
    type Output = ();
    type Error = Json;

    fn write_parameters(&self, request: &mut RequestBuilder) {
        request.add(&self.0.to_owned());
    }

    fn read_output(response: &RawResponse<'_>) -> Result<(), ReadError> {
        match response.status {
            202 | 204 => Ok(()),
            _ => Err(ReadError::Undocumented),
        }
    }

    fn read_error(response: &RawResponse<'_>) -> Result<Json, ReadError> {
        response.json()
    }
}

impl Operation<V2020_05_01> for DeleteThing {}

impl LongRunning for DeleteThing {
    type Final = ();

    fn finished((): ()) -> Option<()> {
        Some(())
    }
}

/// `PUT /file`, or by another method
pub(crate) struct SendFile<const POST: bool>(pub(crate) Option<Vec<u8>>);

impl<const POST: bool> Call for SendFile<POST> {
    const ID: &'static str = "File_Send";
    const METHOD: &'static str = if POST { "POST" } else { "PUT" };
    const PATH: &'static str = "/file";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["2020-05-01"];
    const PARAMETERS: &'static [Parameter] =
        &[Parameter::new("body", Location::Body, false)
            .styled(Style::Body(Body::Bytes("image/png")))];
    const RESPONSES: &'static [Response] = &[];
    type Output = Json;
    type Error = Json;

    fn write_parameters(&self, request: &mut RequestBuilder) {
        request.add_bytes(self.0.as_deref());
    }

    fn read_output(response: &RawResponse<'_>) -> Result<Json, ReadError> {
        response.json()
    }

    fn read_error(response: &RawResponse<'_>) -> Result<Json, ReadError> {
        response.json()
    }
}

impl<const POST: bool> Operation<V2020_05_01> for SendFile<POST> {}

/// `GET /watch`, or by another method: a stream of events whose data is JSON
pub(crate) struct Watch<const POST: bool>;

impl<const POST: bool> Call for Watch<POST> {
    const ID: &'static str = "Watch";
    const METHOD: &'static str = if POST { "POST" } else { "GET" };
    const PATH: &'static str = "/watch";
    const API_VERSION: Option<&'static str> = None;
    const VERSIONS: &'static [&'static str] = &["2020-05-01"];
    const PARAMETERS: &'static [Parameter] = &[];
    const RESPONSES: &'static [Response] = &[];
    type Output = ();
    type Error = Json;

    fn write_parameters(&self, _: &mut RequestBuilder) {}

    fn read_output(_: &RawResponse<'_>) -> Result<(), ReadError> {
        Ok(())
    }

    fn read_error(response: &RawResponse<'_>) -> Result<Json, ReadError> {
        response.json()
    }
}

impl<const POST: bool> Operation<V2020_05_01> for Watch<POST> {}

impl<const POST: bool> Streamed for Watch<POST> {
    type Item = Event<i64>;
    const MEDIA_TYPE: &'static str = "text/event-stream";

    fn read_item(item: &RawItem) -> Result<Event<i64>, ReadError> {
        item.event()
    }
}

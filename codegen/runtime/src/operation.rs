//! Operations: metadata, requests, and the reading of responses. Nothing here does I/O or needs a crate for HTTP.

mod body;
mod cookie;
mod endpoint;
mod error;
mod file;
mod form;
mod form_members;
mod header;
mod item;
mod item_reader;
mod metadata;
mod multipart;
mod parameter_text;
mod raw_response;
mod request_builder;
mod whole_query;

pub use endpoint::{Endpoint, ParseEndpointError, Server, ServerError, ServerVariable};
pub use error::{InvalidParameter, RequestError};
pub use file::{Content, File};
pub use header::{Header, HeaderError};
pub use item::{Event, RawItem};
pub use item_reader::ItemReader;
pub use metadata::{
    Body, Constraint, Encoding, Location, Paging, Parameter, Response, Scheme, SecurityRequirement,
    SecurityScheme, Style,
};
pub(super) use parameter_text::ParameterText;
#[cfg(feature = "testing")]
pub(super) use raw_response::essence;
pub use raw_response::{RawResponse, ReadError};
pub use request_builder::{RawRequest, RequestBuilder};
#[cfg(feature = "testing")]
pub(super) use request_builder::{URL, percent_encode};

/// An api-version, as a type. Generated code implements it.
pub trait Version {
    /// The name of the api-version on the wire: `2024-04-01`.
    const API_VERSION: &'static str;

    /// The default of the header `User-Agent` of clients: the name and version of the generated crate.
    const USER_AGENT: &'static str =
        concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

    /// The headers in which clients send a random id with each request, as the documents name them.
    const REQUEST_ID_HEADERS: &'static [&'static str] = &[];
}

/// An operation that exists in the api-version `V`.
///
/// Generated code implements it for all api-versions in which the operation has this form.
pub trait Operation<V: Version>: Call {}

/// An operation, represented by its request type, independent of the api-version.
///
/// Generated code implements it.
pub trait Call {
    /// The id of the operation in the documents.
    const ID: &'static str;

    /// The HTTP method in upper case.
    const METHOD: &'static str;

    /// The path template, with `{name}` for a parameter.
    const PATH: &'static str;

    /// The query parameter for the api-version, if there is one.
    const API_VERSION: Option<&'static str>;

    /// The value of that parameter, if the operation always sends the same one, whichever api-version is requested.
    const API_VERSION_VALUE: Option<&'static str> = None;

    /// The api-versions in which the operation has this form, oldest first.
    const VERSIONS: &'static [&'static str];

    /// The parameters in the order of the fields of the request type. The body is one of them.
    const PARAMETERS: &'static [Parameter];

    /// The documented responses, including those of failures.
    const RESPONSES: &'static [Response];

    /// The way to the next page, if the operation returns pages.
    const PAGING: Option<Paging> = None;

    /// The location of the final state of a long-running operation: `location`, `azure-async-operation`,
    /// `operation-location`, `original-uri`, or an empty text if the documents do not name it.
    const LONG_RUNNING: Option<&'static str> = None;

    /// The servers of the operation alone, if it has other ones than the service.
    const SERVERS: &'static [Server] = &[];

    /// Alternative security requirements, each a set of schemes that are required together. Empty if the documents
    /// require none.
    const SECURITY: &'static [&'static [SecurityRequirement]] = &[];

    /// The result of a success: the body of the response, `()` if there is none, or an enum of the documented successes
    /// if they differ.
    type Output;

    /// The result of a failure: the body of the error response, or an enum of the documented ones.
    type Error;

    /// Adds the value of each parameter, in the order of [`PARAMETERS`](Self::PARAMETERS).
    #[doc(hidden)]
    fn write_parameters(&self, request: &mut RequestBuilder);

    /// Reads the response of a success.
    ///
    /// # Errors
    ///
    /// The response does not match the documents.
    #[doc(hidden)]
    fn read_output(response: &RawResponse<'_>) -> Result<Self::Output, ReadError>;

    /// Reads the response of a failure.
    ///
    /// # Errors
    ///
    /// The response does not match the documents.
    #[doc(hidden)]
    fn read_error(response: &RawResponse<'_>) -> Result<Self::Error, ReadError>;
}

/// An operation whose result is split into pages. Generated code implements it.
pub trait Paged: Call + Clone {
    /// The items of the pages.
    type Item;

    /// The HTTP method by which a link to the next page is followed, in upper case. The request of another method than `GET` has
    /// the body of the first one.
    const NEXT_METHOD: &'static str = "GET";

    /// Splits a result into items and the location of the next page, unless that is in a header.
    fn page(&self, output: Self::Output) -> Page<Self::Item>;

    /// Returns the request of the page that starts with this item, or has this number, if pages have numbers. If not, it
    /// returns the request unchanged.
    ///
    /// # Errors
    ///
    /// The parameter can't hold the number.
    fn at(&self, offset: u64) -> Result<Self, RequestError> {
        let _ = offset;
        Ok(self.clone())
    }

    /// Returns the request of the page that follows a token, if pages have tokens. If not, it returns the request unchanged.
    ///
    /// # Errors
    ///
    /// The parameter takes a number, which the token is not.
    fn at_token(&self, token: &str) -> Result<Self, RequestError> {
        let _ = token;
        Ok(self.clone())
    }
}

/// A page of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in the order of the service.
    pub items: Vec<T>,
    /// The location of the next page; `None` after the last one.
    pub next: Option<Next>,
}

/// Location of the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The link that the service sent. It may be relative, and contain characters that are not allowed in a URL.
    Link(String),
    /// The number of the first item of the page, from 0; the number of the page if these are counted.
    Offset(u64),
    /// The token that requests the page.
    Token(String),
}

impl<T> Page<T> {
    /// Creates a page with a link to the next one; an empty link is none.
    #[doc(hidden)]
    pub fn linked(items: Vec<T>, next: Option<String>) -> Self {
        let next = next.filter(|next| !next.is_empty()).map(Next::Link);
        Self { items, next }
    }

    /// Creates a page that starts with the item of a number, out of a total if that is known.
    #[doc(hidden)]
    pub fn counted(items: Vec<T>, offset: u64, total: Option<u64>) -> Self {
        let after = offset.saturating_add(u64::try_from(items.len()).unwrap_or(u64::MAX));
        let goes_on = !items.is_empty() && total.is_some_and(|total| after < total);
        let next = goes_on.then_some(Next::Offset(after));
        Self { items, next }
    }

    /// Creates a page after which pages follow until one is empty.
    #[doc(hidden)]
    pub fn uncounted(items: Vec<T>, offset: u64) -> Self {
        Self::counted(items, offset, Some(u64::MAX))
    }

    /// Creates the page of a number, up to the last one if that is known, or else to an empty one.
    #[doc(hidden)]
    pub fn numbered(items: Vec<T>, page: u64, last: Option<u64>) -> Self {
        let goes_on = !items.is_empty() && last.is_none_or(|last| page < last);
        let next = goes_on.then_some(Next::Offset(page.saturating_add(1)));
        Self { items, next }
    }

    /// Creates a page with the token of the next one; an empty token is none.
    #[doc(hidden)]
    pub fn with_token(items: Vec<T>, token: Option<String>) -> Self {
        let next = token.filter(|token| !token.is_empty()).map(Next::Token);
        Self { items, next }
    }
}

/// An operation that answers with a stream of items: server-sent events, or JSON texts. Generated code implements it.
pub trait Streamed: Call {
    /// The item: an [`Event`] with its data, or the value of a JSON text.
    type Item;

    /// The documented media type of the stream: `text/event-stream`.
    const MEDIA_TYPE: &'static str;

    /// Reads an item.
    ///
    /// # Errors
    ///
    /// The item does not match the documents.
    #[doc(hidden)]
    fn read_item(item: &RawItem) -> Result<Self::Item, ReadError>;
}

/// An operation that continues after its first response. Generated code implements it.
pub trait LongRunning: Call {
    /// The result of the operation once it has ended: the documented body, or `()`. It is an `Option` if the documents list a
    /// success without a body too.
    type Final;

    /// Returns the result of an operation that has ended; `None` if it was only accepted, or ended with a response that
    /// the documents do not describe.
    ///
    /// The result is always `Some` if the documents describe both by one form of success, as where 202 is the only
    /// status. Then status and headers of the response show whether the operation has ended.
    fn finished(output: Self::Output) -> Option<Self::Final>;
}

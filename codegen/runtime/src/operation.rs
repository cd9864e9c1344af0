//! Operations: what a request says about itself, what is sent, and how what comes back is read.
//!
//! Nothing here does any input or output, and nothing needs a crate for HTTP.

mod endpoint;
mod error;
mod facts;
mod parts;
mod received;
mod text;

pub use endpoint::{Endpoint, ParseEndpointError, Server, ServerError, ServerVariable};
pub use error::{Broken, RequestError};
pub use facts::{
    Body, Limit, Location, Paging, Parameter, Requirement, Response, Scheme, SecurityScheme, Style,
};
pub use parts::{Parts, Target};
pub use received::{Received, Unread};
pub use text::Text;

/// An api-version, as a type. Generated code implements it.
pub trait Version {
    /// The api-version as it is sent: `2024-04-01`.
    const API_VERSION: &'static str;
}

/// A request of an operation that the api-version `V` has.
///
/// Generated code implements it, for all api-versions in which the operation has this form.
pub trait Operation<V: Version>: Call {}

/// An operation, as its request: what is sent and what may come back, whatever the api-version.
///
/// Generated code implements it.
pub trait Call {
    /// The operation's id in the documents.
    const ID: &'static str;

    /// The HTTP method, in capitals.
    const METHOD: &'static str;

    /// The path, with `{name}` where a parameter goes.
    const PATH: &'static str;

    /// The query parameter that carries the api-version, if one does.
    const API_VERSION: Option<&'static str>;

    /// The api-versions in which the operation has this form, oldest first.
    const VERSIONS: &'static [&'static str];

    /// The parameters, in the order of the request type's members. The body is one of them.
    const PARAMETERS: &'static [Parameter];

    /// The documented responses, those of failures too.
    const RESPONSES: &'static [Response];

    /// How the next page is found, if the operation returns pages.
    const PAGING: Option<Paging> = None;

    /// For a long-running operation, where its final state is found: `location`,
    /// `azure-async-operation`, `operation-location`, `original-uri`, or nothing where the
    /// documents do not say.
    const LONG_RUNNING: Option<&'static str> = None;

    /// What a caller has to show: one of these, each a set of requirements that hold together.
    /// Empty where the documents ask for nothing.
    const SECURITY: &'static [&'static [Requirement]] = &[];

    /// What success returns: the body of the response, `()` where there is none, or an enum of the
    /// documented successes where they differ.
    type Output;

    /// What failure returns: the body of the error, or an enum of the documented ones.
    type Error;

    /// Says the value of each parameter, in the order of [`PARAMETERS`](Self::PARAMETERS).
    #[doc(hidden)]
    fn write(&self, parts: &mut Parts);

    /// Reads the response of a success.
    ///
    /// # Errors
    ///
    /// If it is not what the documents say.
    #[doc(hidden)]
    fn output(received: &Received<'_>) -> Result<Self::Output, Unread>;

    /// Reads the response of a failure.
    ///
    /// # Errors
    ///
    /// If it is not what the documents say.
    #[doc(hidden)]
    fn error(received: &Received<'_>) -> Result<Self::Error, Unread>;
}

/// An operation whose result goes on over several pages. Generated code implements it.
pub trait Paged: Call {
    /// What the pages hold.
    type Item;

    /// Takes a page apart.
    fn page(&self, output: Self::Output) -> Page<Self::Item>;

    /// The request of the page that begins with this item, where pages are found by number; where
    /// they are found by link, the request itself.
    #[must_use]
    fn at(self, offset: u64) -> Self;
}

/// A page of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in the order of the service.
    pub items: Vec<T>,
    /// Where the next page is; `None` after the last one.
    pub next: Option<Next>,
}

/// Where the next page is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// At this link, just as the service sent it: it may be relative, and hold what a URL may not.
    Link(String),
    /// The page that begins with the item of this number, counted from 0.
    Offset(u64),
}

impl<T> Page<T> {
    /// A page that says its successor by a link; an empty link is none.
    #[doc(hidden)]
    pub fn linked(items: Vec<T>, next: Option<String>) -> Self {
        let next = next.filter(|next| !next.is_empty()).map(Next::Link);
        Self { items, next }
    }

    /// A page that begins with the item of a number, out of a total if that is known.
    #[doc(hidden)]
    pub fn counted(items: Vec<T>, offset: u64, total: Option<u64>) -> Self {
        let after = offset.saturating_add(u64::try_from(items.len()).unwrap_or(u64::MAX));
        let goes_on = !items.is_empty() && total.is_some_and(|total| after < total);
        let next = goes_on.then_some(Next::Offset(after));
        Self { items, next }
    }
}

/// An operation that goes on after its answer. Generated code implements it.
pub trait LongRunning: Call {
    /// What it returns once it is finished: the documented body, or `()`.
    type Final;

    /// What a finished operation returned; `None` if it was only accepted, or ended with something else than the documents
    /// say of its end.
    ///
    /// Where the documents list one form of success for both, as where a 202 is all there is, it is always `Some`: then
    /// only the status and the headers of the response tell.
    fn finished(output: Self::Output) -> Option<Self::Final>;
}

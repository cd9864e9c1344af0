//! What a request type says about its operation.

/// An api-version, as a type. Generated code implements it.
pub trait Version {
    /// The api-version as it is sent: `2024-04-01`.
    const API_VERSION: &'static str;
}

/// A request of an operation that the api-version `V` has.
///
/// Generated code implements it, for all api-versions in which the operation has this form.
pub trait Operation<V: Version> {
    /// The operation's id in the documents.
    const ID: &'static str;

    /// The HTTP method, in capitals.
    const METHOD: &'static str;

    /// The path, with `{name}` where a parameter goes.
    const PATH: &'static str;

    /// The query parameter that carries the api-version, if one does.
    const API_VERSION: Option<&'static str>;

    /// The parameters, in the order of the request type's members. The body is one of them.
    const PARAMETERS: &'static [Parameter];

    /// The documented responses.
    const RESPONSES: &'static [Response];

    /// How the next page is found, if the operation returns pages.
    const PAGING: Option<Paging>;

    /// For a long-running operation, where its final state is found: `location`,
    /// `azure-async-operation`, `original-uri`, or nothing where the documents do not say.
    const LONG_RUNNING: Option<&'static str>;

    /// What success returns.
    type Output;

    /// What failure returns.
    type Error;
}

/// A parameter of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub location: Location,
    /// Whether it has to be there.
    pub required: bool,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// A segment of the path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The body.
    Body,
}

/// A documented response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status: `200`, `4XX` or `default`.
    pub status: &'static str,
    /// The name of the body's type, if there is a body.
    pub body: Option<&'static str>,
}

/// How pages are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The member with the next page's URL.
    pub next: &'static str,
    /// The member with the page's items.
    pub items: &'static str,
}

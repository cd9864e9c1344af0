/// A server of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// URL template, with `{name}` for each variable.
    pub url: String,
    /// Variables in the order of the document.
    pub variables: Vec<ServerVariable>,
}

/// A variable in the URL of a [`Server`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerVariable {
    /// Name between the braces.
    pub name: String,
    /// Default value.
    pub default: Option<String>,
    /// Allowed values; empty if any value is allowed.
    pub values: Vec<String>,
}

/// A security scheme, reduced to the credential that it puts into a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityScheme {
    /// Bearer token: OAuth 2, OpenID Connect or HTTP bearer.
    Bearer,
    /// HTTP basic authentication.
    Basic,
    /// API key in the header with this name.
    Header(String),
    /// API key in the query parameter with this name.
    Query(String),
    /// API key in the cookie with this name.
    Cookie(String),
    /// Another scheme, by its name.
    Other(String),
}

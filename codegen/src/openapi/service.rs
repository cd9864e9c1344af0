/// Where a service is reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Server {
    /// Its URL, with `{name}` where a variable goes.
    pub url: String,
    /// What differs between its users, in the order of the document.
    pub variables: Vec<ServerVariable>,
}

/// What differs between the users of a [`Server`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name between the braces.
    pub name: String,
    /// What it is if nothing else is said.
    pub default: Option<String>,
    /// What it may be; empty: anything.
    pub values: Vec<String>,
}

/// How a service knows its callers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityScheme {
    /// A token after `Bearer`: OAuth 2, OpenID Connect, or plain.
    Bearer,
    /// A name and a password.
    Basic,
    /// A key in the header of this name.
    Header(String),
    /// A key in the query parameter of this name.
    Query(String),
    /// A key in the cookie of this name.
    Cookie(String),
    /// Something else, by its name.
    Other(String),
}

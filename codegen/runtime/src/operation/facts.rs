//! What the documents say about an operation.

/// A parameter of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub location: Location,
    /// Whether it has to be there.
    pub required: bool,
    /// How a list or an object is written; for a body, as what it is sent.
    pub style: Style,
    /// The documented limits of its value.
    pub limits: &'static [Limit],
}

impl Parameter {
    /// A parameter that is written as its location has it and has no limits.
    #[must_use]
    pub const fn new(name: &'static str, location: Location, required: bool) -> Self {
        Self {
            name,
            location,
            required,
            style: Style::Usual,
            limits: &[],
        }
    }

    /// The same with another style.
    #[must_use]
    pub const fn styled(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// The same with limits.
    #[must_use]
    pub const fn limited(self, limits: &'static [Limit]) -> Self {
        Self { limits, ..self }
    }
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

/// How a value is written that is a list or an object; for a body, how the whole is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As the location has it by default: the name again for each element in a query or cookie,
    /// commas in a path or header, JSON in a body.
    Usual,
    /// Separated by commas, under one name.
    Commas,
    /// The name again for each element or member.
    Repeated,
    /// Separated by spaces.
    Spaces,
    /// Separated by `|`.
    Pipes,
    /// Separated by tabs.
    Tabs,
    /// `name[member]=value` for each member.
    DeepObject,
    /// `.` before it, commas between.
    Label,
    /// `.` before each element, or each member as `name=value`.
    LabelRepeated,
    /// `;name=value`, commas between.
    Matrix,
    /// `;name=value` for each element, or `;member=value` for each member.
    MatrixRepeated,
    /// Members as `name=value`, separated by commas.
    Members,
    /// As JSON text.
    Json,
    /// Just as it is, not percent-encoded (`x-ms-skip-url-encoding`, `allowReserved`).
    Verbatim,
    /// The body of a request.
    Body(Body),
}

/// As what the body of a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// JSON, under this media type.
    Json(&'static str),
    /// Text, under this media type.
    Text(&'static str),
    /// Bytes, under this media type.
    Bytes(&'static str),
    /// The members as a form, `application/x-www-form-urlencoded`.
    Form,
}

/// A documented limit of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// At least this number.
    Minimum(&'static str),
    /// More than this number.
    ExclusiveMinimum(&'static str),
    /// At most this number.
    Maximum(&'static str),
    /// Less than this number.
    ExclusiveMaximum(&'static str),
    /// At least so many characters.
    MinLength(u64),
    /// At most so many characters.
    MaxLength(u64),
    /// At least so many elements.
    MinItems(u64),
    /// At most so many elements.
    MaxItems(u64),
    /// A regular expression that matches somewhere in it.
    Pattern(&'static str),
}

/// A documented response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status: `200`, `4XX` or `default`.
    pub status: &'static str,
    /// The name of the body's type, if there is a body.
    pub body: Option<&'static str>,
    /// The media type of the body, where it is not JSON.
    pub media_type: Option<&'static str>,
}

impl Response {
    /// A response with a status, and the type of its body.
    #[must_use]
    pub const fn new(status: &'static str, body: Option<&'static str>) -> Self {
        Self {
            status,
            body,
            media_type: None,
        }
    }

    /// The same with a media type that is not JSON.
    #[must_use]
    pub const fn sent_as(self, media_type: &'static str) -> Self {
        Self {
            media_type: Some(media_type),
            ..self
        }
    }
}

/// How pages are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// A page holds the link to the next one.
    Link {
        /// The member with the next page's URL.
        next: &'static str,
        /// The member with the page's items.
        items: &'static str,
    },
    /// There is one page, which holds them all.
    Whole {
        /// The member with the items.
        items: &'static str,
    },
    /// A page begins with the item of a number.
    Offset {
        /// The query parameter with that number.
        offset: &'static str,
        /// The query parameter that says how many items a page has.
        size: Option<&'static str>,
        /// The member with the page's items.
        items: &'static str,
        /// The member that says how many items there are in all.
        total: &'static str,
    },
}

/// A security scheme that has to be satisfied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Its name in the documents.
    pub scheme: &'static str,
    /// What the token has to allow.
    pub scopes: &'static [&'static str],
}

/// How a service knows its callers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// Its name in the documents.
    pub name: &'static str,
    /// What is sent.
    pub scheme: Scheme,
}

/// What shows who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// A token after `Bearer` in the header `Authorization` (OAuth 2, OpenID Connect or plain).
    Bearer,
    /// A name and a password in the header `Authorization`.
    Basic,
    /// A key in a header of this name.
    Header(&'static str),
    /// A key in a query parameter of this name.
    Query(&'static str),
    /// A key in a cookie of this name.
    Cookie(&'static str),
    /// Something else, by its name in HTTP.
    Other(&'static str),
}

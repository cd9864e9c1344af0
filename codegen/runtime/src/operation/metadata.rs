//! Metadata of operations, from the documents.

/// A parameter of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// The part of the request that contains the parameter.
    pub location: Location,
    /// True if the parameter is required.
    pub required: bool,
    /// The serialization of a list or an object; for a body, its format.
    pub style: Style,
    /// The documented constraints of the value.
    pub constraints: &'static [Constraint],
}

impl Parameter {
    /// Creates a parameter with the default style of its location and without constraints.
    #[must_use]
    pub const fn new(name: &'static str, location: Location, required: bool) -> Self {
        Self {
            name,
            location,
            required,
            style: Style::Usual,
            constraints: &[],
        }
    }

    /// Sets the style.
    #[must_use]
    pub const fn styled(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Sets the constraints.
    #[must_use]
    pub const fn constrained(self, constraints: &'static [Constraint]) -> Self {
        Self {
            constraints,
            ..self
        }
    }
}

/// Location of a parameter in a request.
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

/// Serialization of a list or an object; for a body, its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The default of the location: the name repeated for each element in a query or cookie, commas in a path or
    /// header, JSON in a body.
    Usual,
    /// Separated by commas, under one name.
    Commas,
    /// The name, repeated for each element or member.
    Repeated,
    /// Separated by spaces.
    Spaces,
    /// Separated by `|`.
    Pipes,
    /// Separated by tabs.
    Tabs,
    /// `name[member]=value` for each member.
    DeepObject,
    /// `.` before the value, commas between elements.
    Label,
    /// `.` before each element, or before each member as `name=value`.
    LabelRepeated,
    /// `;name=value`, commas between elements.
    Matrix,
    /// `;name=value` for each element, or `;member=value` for each member.
    MatrixRepeated,
    /// Members as `name=value`, separated by commas.
    Members,
    /// JSON text.
    Json,
    /// The text without percent-encoding (`x-ms-skip-url-encoding`, `allowReserved`).
    Verbatim,
    /// A cookie without percent-encoding, the name repeated for each element or member.
    Cookie,
    /// A cookie without percent-encoding, commas between elements.
    CookieCommas,
    /// The body of a request, or a value that is the whole query.
    Body(Body),
}

/// Format of the body of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// JSON with this media type.
    Json(&'static str),
    /// Text with this media type.
    Text(&'static str),
    /// Bytes with this media type.
    Bytes(&'static str),
    /// The members of an object as a form, `application/x-www-form-urlencoded`.
    Form,
    /// The same with encodings of members.
    FormWith(&'static [Encoding]),
    /// The members of an object as parts, `multipart/form-data`, with encodings of members.
    Multipart(&'static [Encoding]),
    /// Bytes with a media type of this range, such as `image/*`, or with the parameters of this one.
    Any(&'static str),
    /// One of several formats.
    OneOf(&'static [Body]),
}

/// Encoding of a member of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The name of the member.
    pub name: &'static str,
    /// The serialization of a list or an object.
    pub style: Style,
    /// The media type of the member.
    pub content_type: Option<&'static str>,
}

impl Encoding {
    /// Creates the encoding of a member with a style.
    #[must_use]
    pub const fn styled(name: &'static str, style: Style) -> Self {
        Self {
            name,
            style,
            content_type: None,
        }
    }

    /// Creates the encoding of a member with a media type.
    #[must_use]
    pub const fn sent_as(name: &'static str, content_type: &'static str) -> Self {
        Self {
            name,
            style: Style::Usual,
            content_type: Some(content_type),
        }
    }
}

/// A documented constraint of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// At least this number.
    Minimum(&'static str),
    /// More than this number.
    ExclusiveMinimum(&'static str),
    /// At most this number.
    Maximum(&'static str),
    /// Less than this number.
    ExclusiveMaximum(&'static str),
    /// At least this many characters.
    MinLength(u64),
    /// At most this many characters.
    MaxLength(u64),
    /// At least this many elements.
    MinItems(u64),
    /// At most this many elements.
    MaxItems(u64),
    /// A regular expression that matches somewhere in the value.
    Pattern(&'static str),
}

/// A documented response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status: `200`, `4XX` or `default`.
    pub status: &'static str,
    /// The name of the body's type, if there is a body.
    pub body: Option<&'static str>,
    /// The media type of the body, if it is not JSON.
    pub media_type: Option<&'static str>,
    /// The media types of the body, if there are several.
    pub media_types: &'static [&'static str],
}

impl Response {
    /// Creates a response with a status and the type of its body.
    #[must_use]
    pub const fn new(status: &'static str, body: Option<&'static str>) -> Self {
        Self {
            status,
            body,
            media_type: None,
            media_types: &[],
        }
    }

    /// Sets a media type that is not JSON.
    #[must_use]
    pub const fn sent_as(self, media_type: &'static str) -> Self {
        Self {
            media_type: Some(media_type),
            ..self
        }
    }

    /// Sets several media types.
    #[must_use]
    pub const fn sent_as_one_of(self, media_types: &'static [&'static str]) -> Self {
        Self {
            media_types,
            ..self
        }
    }
}

/// Location of the items of a page and of the next page.
///
/// Members deeper in the body are JSON pointers, such as `/links/next`. Without a name, the body is the list of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// Each page contains a link to the next one.
    Link {
        /// The member with the URL of the next page.
        next: &'static str,
        /// The member with the items of the page.
        items: &'static str,
    },
    /// One page contains all items.
    Whole {
        /// The member with the items.
        items: &'static str,
    },
    /// Pages are requested by the number of their first item.
    Offset {
        /// The query parameter with that number.
        offset: &'static str,
        /// The query parameter with the size of a page.
        size: Option<&'static str>,
        /// The member with the items of the page.
        items: &'static str,
        /// The member with the total number of items. Without one, an empty page is the last.
        total: Option<&'static str>,
    },
    /// Pages are requested by their number.
    Number {
        /// The query parameter with that number.
        page: &'static str,
        /// The number of the first page.
        first: u64,
        /// The query parameter with the size of a page.
        size: Option<&'static str>,
        /// The member with the items of the page.
        items: &'static str,
        /// The member with the number of pages. Without one, an empty page is the last.
        pages: Option<&'static str>,
    },
    /// The header `Link` of each page has a link to the next one (RFC 8288).
    Header {
        /// The relation of that link, such as `next`.
        relation: &'static str,
        /// The member with the items of the page.
        items: &'static str,
    },
    /// Each page contains a token that requests the next one.
    Cursor {
        /// The member with the token.
        next: &'static str,
        /// The parameter that takes it.
        parameter: &'static str,
        /// The member with the items of the page.
        items: &'static str,
    },
    /// A header of each page contains a token that requests the next one.
    CursorHeader {
        /// The header with the token.
        header: &'static str,
        /// The parameter that takes it.
        parameter: &'static str,
        /// The member with the items of the page.
        items: &'static str,
    },
}

/// A security scheme that is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// The name of the scheme in the documents.
    pub scheme: &'static str,
    /// The scopes that the token has to cover.
    pub scopes: &'static [&'static str],
}

/// A security scheme of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name of the scheme in the documents.
    pub name: &'static str,
    /// The kind of credential.
    pub scheme: Scheme,
}

/// Kind of credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// A token after `Bearer` in the header `Authorization` (OAuth 2, OpenID Connect or plain).
    Bearer,
    /// A user name and a password in the header `Authorization`.
    Basic,
    /// A key in a header of this name.
    Header(&'static str),
    /// A key in a query parameter of this name.
    Query(&'static str),
    /// A key in a cookie of this name.
    Cookie(&'static str),
    /// Another scheme, by its name in HTTP.
    Other(&'static str),
}

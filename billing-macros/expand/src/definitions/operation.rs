//! Operations: requests, responses, and what clients follow.

use proc_macro2::Span;
use syn::{Attribute, Ident, LitStr, Type, Visibility};

use super::{Initial, Versions};

/// An operation: its request and its responses.
#[derive(Clone)]
pub struct Operation {
    /// The HTTP method: `GET`.
    pub method: Ident,
    /// The path template: `/providers/{name}`.
    pub path: LitStr,
    /// The operationId.
    pub id: LitStr,
    /// The responses, by status.
    pub responses: Vec<Response>,
    /// The type of the body of each failure that `responses` does not list. If `None`, any JSON.
    pub error: Option<Type>,
    /// The headers of the responses.
    pub headers: Vec<Header>,
    /// The stream of items that the operation may answer with.
    pub stream: Option<Stream>,
    /// The paging of the result.
    pub paging: Option<Paging>,
    /// For a long-running operation, where its final result is found: `location` or another name of the documents,
    /// empty if they give none.
    pub long_running: Option<LitStr>,
    /// The query parameter that carries the api-version.
    pub api_version: Option<LitStr>,
    /// The api-version that the operation always sends, if it is not the requested one.
    pub api_version_value: Option<LitStr>,
    /// The servers of the operation alone.
    pub servers: Vec<Server>,
    /// The security requirements. If `None`, those of the [`Definitions`](super::Definitions).
    pub security: Option<Security>,
    /// The parameters, including the body.
    pub parameters: Vec<Parameter>,
}

/// One response of an operation.
#[derive(Clone)]
pub struct Response {
    /// The status: `200`, `4XX` or `default`.
    pub status: LitStr,
    /// The type of the body. If `None`, the response has no body.
    pub ty: Option<Type>,
    /// The media types of the body. If there are none, JSON; if there are several, the type is `OneOf` with a type for each.
    pub media_types: Vec<LitStr>,
}

/// A header of a response.
#[derive(Clone)]
pub struct Header {
    /// The name.
    pub name: LitStr,
    /// The type of its value.
    pub ty: Type,
}

/// A stream of items.
#[derive(Clone)]
pub struct Stream {
    /// The media type, one of those that [`is_item_stream`](crate::is_item_stream) knows.
    pub media_type: LitStr,
    /// The type of an item, or of the data of an event, which is JSON. If `None`, the data of events is text.
    pub item: Option<Type>,
}

/// The paging of a result. Members and parameters are given by their wire names; a member deeper in the body is a JSON pointer,
/// and an empty name is the body itself.
#[derive(Clone)]
pub struct Paging {
    /// The reference to the next page.
    pub next: NextPage,
    /// The method that requests the next page by its link, if it is not `GET`.
    pub method: Option<LitStr>,
    /// The member that holds the items of the page.
    pub items: LitStr,
}

/// The reference to the next page.
#[derive(Clone)]
pub enum NextPage {
    /// There is only one page.
    None,
    /// The member that holds the link to the next page.
    Link(LitStr),
    /// Pages are numbered by their first item.
    Offset {
        /// The query parameter for the number of the first item.
        offset: LitStr,
        /// The query parameter for the number of items in a page.
        size: Option<LitStr>,
        /// The member that holds the number of items in all pages. If there is none, an empty page is the last.
        total: Option<LitStr>,
    },
    /// Pages are counted.
    Number {
        /// The query parameter for the number of the page.
        page: LitStr,
        /// The number of the first page.
        first: u64,
        /// The query parameter for the number of items in a page.
        size: Option<LitStr>,
        /// The member that holds the number of pages. If there is none, an empty page is the last.
        pages: Option<LitStr>,
    },
    /// The relation of the link to the next page in the header `Link`.
    Header(LitStr),
    /// A token requests the next page.
    Cursor {
        /// The member that holds the token.
        from: LitStr,
        /// The parameter that takes it.
        parameter: LitStr,
    },
    /// A token in a header requests the next page.
    CursorHeader {
        /// The header that holds the token.
        header: LitStr,
        /// The parameter that takes it.
        parameter: LitStr,
    },
}

/// Security requirements: a list of alternatives, each a list of requirements that hold together. Empty if none is
/// needed.
pub type Security = Vec<Vec<Requirement>>;

/// A security scheme that a request has to satisfy.
#[derive(Clone)]
pub struct Requirement {
    /// The name of the scheme.
    pub scheme: LitStr,
    /// The scopes that the token needs.
    pub scopes: Vec<LitStr>,
}

/// A security scheme.
#[derive(Clone)]
pub struct SecurityScheme {
    /// The name of the scheme.
    pub name: LitStr,
    /// The kind of its credentials.
    pub kind: SchemeKind,
}

/// The kind of the credentials of a security scheme.
#[derive(Clone)]
pub enum SchemeKind {
    /// A bearer token.
    Bearer,
    /// HTTP basic authentication.
    Basic,
    /// An API key in the header of this name.
    Header(LitStr),
    /// An API key in the query parameter of this name.
    Query(LitStr),
    /// An API key in the cookie of this name.
    Cookie(LitStr),
    /// A kind that the library does not know, by its name in the documents.
    Other(LitStr),
}

/// A server of the service.
#[derive(Clone)]
pub struct Server {
    /// The URL, with `{name}` for each variable.
    pub url: LitStr,
    /// The variables of the URL.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone)]
pub struct ServerVariable {
    /// The name, without braces.
    pub name: LitStr,
    /// The default value.
    pub default: Option<LitStr>,
    /// The allowed values. If empty, any value.
    pub values: Vec<LitStr>,
}

/// A parameter of an operation, or its body.
#[derive(Clone)]
pub struct Parameter {
    /// Docs and other attributes of the emitted field.
    pub attrs: Vec<Attribute>,
    /// The api-versions that have it. If `None`, those of its operation.
    pub versions: Option<Versions>,
    /// The location in the request.
    pub location: Location,
    /// The wire name. If `None`, [`default_wire_name`](crate::default_wire_name) of the field's name.
    pub wire: Option<LitStr>,
    /// The serialization style. If `None`, the default of the location.
    pub style: Option<(Style, Span)>,
    /// The constraints of its value.
    pub constraints: Vec<Constraint>,
    /// The media types of a body, or the one of a value that is the whole query. If there are none, JSON; if there are several, the type is `OneOf` with a type for each.
    pub contents: Vec<Content>,
    /// The value that `new` sets; an argument of `new` if it is [`Initial::Absent`].
    pub initial: Initial,
    /// The visibility of the field.
    pub vis: Visibility,
    /// The name of the field.
    pub ident: Ident,
    /// The type: `Option<T>` for an optional parameter, any other type for a required one.
    pub ty: Type,
}

/// A media type of a body.
#[derive(Clone)]
pub struct Content {
    /// The media type.
    pub media_type: LitStr,
    /// The encodings of the members of a form.
    pub encodings: Vec<Encoding>,
}

/// The encoding of a member of a form.
#[derive(Clone)]
pub struct Encoding {
    /// The wire name of the member.
    pub name: LitStr,
    /// The style or the media type.
    pub kind: EncodingKind,
}

/// The style or the media type of a member of a form.
#[derive(Clone)]
pub enum EncodingKind {
    /// The serialization style of an array or an object.
    Style(Style),
    /// The media type.
    MediaType(LitStr),
}

/// Declares an enum of words that attributes accept.
macro_rules! words {
    ($(#[$docs:meta])* $name:ident { $($(#[$variant_docs:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_docs])* $variant,)* }

        impl $name {
            /// All of them, in the order in which the docs of the attribute list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Returns the word in an attribute.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Returns the variant of the runtime's type of the same name.
            pub(crate) fn variant(self) -> Ident {
                let name = match self { $(Self::$variant => stringify!($variant),)* };
                Ident::new(name, Span::call_site())
            }
        }
    };
}

words! {
    /// The serialization style of an array or an object.
    Style {
        /// Separated by commas, under one name.
        Commas = "commas",
        /// One `name=value` for each element or member.
        Repeated = "repeated",
        /// Separated by spaces.
        Spaces = "spaces",
        /// Separated by `|`.
        Pipes = "pipes",
        /// Separated by tabs.
        Tabs = "tabs",
        /// One `name[member]=value` for each member.
        DeepObject = "deep_object",
        /// Prefixed with `.`.
        Label = "label",
        /// Each element or member prefixed with `.`.
        LabelRepeated = "label_repeated",
        /// Serialized as `;name=value`.
        Matrix = "matrix",
        /// Each element or member serialized as `;name=value`.
        MatrixRepeated = "matrix_repeated",
        /// Each member as `name=value`, separated by commas.
        Members = "members",
        /// Serialized as JSON.
        Json = "json",
        /// A string that is not percent-encoded.
        Verbatim = "verbatim",
        /// A cookie that is not percent-encoded, repeated for each element or member.
        Cookie = "cookie",
        /// A cookie that is not percent-encoded, with commas between elements.
        CookieCommas = "cookie_commas",
    }
}

words! {
    /// The kind of a constraint.
    ConstraintKind {
        /// The least allowed number.
        Minimum = "minimum",
        /// The bound that a number exceeds.
        ExclusiveMinimum = "exclusive_minimum",
        /// The greatest allowed number.
        Maximum = "maximum",
        /// The bound that a number stays below.
        ExclusiveMaximum = "exclusive_maximum",
        /// The least number of characters.
        MinLength = "min_length",
        /// The greatest number of characters.
        MaxLength = "max_length",
        /// The least number of elements.
        MinItems = "min_items",
        /// The greatest number of elements.
        MaxItems = "max_items",
        /// A regular expression that matches part of a string.
        Pattern = "pattern",
    }
}

/// A constraint of a parameter's value.
#[derive(Clone)]
pub struct Constraint {
    /// The kind of the constraint.
    pub kind: ConstraintKind,
    /// The bound: a number, or a regular expression.
    pub bound: LitStr,
}

impl ConstraintKind {
    /// Returns whether the bound is a count.
    pub(crate) fn is_count(self) -> bool {
        matches!(
            self,
            Self::MinLength | Self::MaxLength | Self::MinItems | Self::MaxItems
        )
    }
}

/// The location of a parameter in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// The path.
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

impl Location {
    /// All of them, in the order in which the docs of the attribute list them.
    pub const ALL: [Self; 5] = [
        Self::Path,
        Self::Query,
        Self::Header,
        Self::Cookie,
        Self::Body,
    ];

    /// Returns the name of the attribute: `path`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
        }
    }
}

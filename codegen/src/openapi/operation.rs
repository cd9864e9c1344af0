use std::collections::{BTreeMap, BTreeSet};

use super::{Id, SchemaId, Server, Spanned};
use crate::{diagnostic::Place, source::Node};

/// Id of a [`Parameter`] in a document.
pub type ParameterId = Id<Parameter>;
/// Id of a [`Body`] in a document.
pub type BodyId = Id<Body>;
/// Id of a [`Response`] in a document.
pub type ResponseId = Id<Response>;
/// Id of a [`Header`] in a document.
pub type HeaderId = Id<Header>;

/// An operation: a method on a path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Location of the method's key.
    pub place: Place,
    /// `operationId`.
    pub id: Option<Spanned<String>>,
    /// Rust name given by the document (`x-rust-name`).
    pub rust_name: Option<Spanned<String>>,
    /// Rust name in the previous api-version (`x-rust-was`).
    pub rust_was: Option<Spanned<String>>,
    /// First tag.
    pub tag: Option<String>,
    /// HTTP method in uppercase.
    pub method: String,
    /// Path template.
    pub path: String,
    /// Summary.
    pub summary: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Date on which the service removes it (`x-sunset`).
    pub sunset: Option<String>,
    /// Parameters of the operation and of its path item.
    pub parameters: Vec<ParameterId>,
    /// Request body.
    pub body: Option<BodyId>,
    /// Responses by status: `200`, `4XX` or `default`.
    pub responses: Vec<(String, ResponseId)>,
    /// Responses in `x-ms-examples`.
    pub examples: Vec<OperationReply>,
    /// Paging of the result.
    pub paging: Option<Paging>,
    /// `final-state-via` of a long-running operation; empty if the document does not name it, `None` for other
    /// operations.
    pub long_running: Option<String>,
    /// Servers of the operation or its path; empty if it has those of the document.
    pub servers: Vec<Server>,
    /// Security requirements, any one of which suffices: each maps security schemes to scopes. Empty if none.
    pub security: Vec<BTreeMap<String, BTreeSet<String>>>,
}

/// Paging of a result. Properties are named, or are JSON pointers into the body if they start with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// Rule that leads to the next page.
    pub next: NextPage,
    /// Property of the result that holds the items. If there is none, they are the body, or the only list in it.
    pub items: Option<String>,
    /// `operationId` of the operation that returns the next page, if it is another one.
    pub operation: Option<String>,
    /// Method that requests the next page by its link, if the document names it.
    pub method: Option<String>,
    /// True if the property with the link may also be a token for a parameter, as that of `x-ms-pageable`.
    pub may_be_token: bool,
    /// True if the document only describes it by a link of a response.
    pub is_implied: bool,
    /// Location of the paging extension, or of that link.
    pub place: Place,
}

/// Rule that leads to the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// There is only one page.
    None,
    /// The property holds a link to the next page.
    Link(String),
    /// The header `Link` has a link with this relation (RFC 8288).
    Header(String),
    /// The property holds a token for a parameter.
    Cursor {
        /// Property with the token.
        from: String,
        /// Parameter that takes it.
        parameter: String,
    },
    /// A header holds a token for a parameter.
    CursorHeader {
        /// Header with the token.
        header: String,
        /// Parameter that takes it.
        parameter: String,
    },
    /// Pages are addressed by the index of their first item (`x-paging`).
    Offset {
        /// Query parameter with that index.
        offset: String,
        /// Query parameter with the number of items per page.
        size: Option<String>,
        /// Property with the total number of items.
        total: Option<String>,
    },
    /// Pages are counted (`x-paging`).
    Number {
        /// Query parameter with the number of the page.
        page: String,
        /// Number of the first page.
        first: u64,
        /// Query parameter with the number of items per page.
        size: Option<String>,
        /// Property with the number of pages.
        pages: Option<String>,
    },
}

/// Location of a parameter (`in`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Location {
    /// A part of the path.
    Path,
    /// A query parameter.
    #[default]
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// A parameter of an operation.
#[derive(Clone, Debug, Default)]
pub struct Parameter {
    /// Location of the definition.
    pub place: Place,
    /// Component name; `None` for an inline definition.
    pub component: Option<String>,
    /// Name on the wire.
    pub name: String,
    /// Location in the request.
    pub location: Location,
    /// Description.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// Date on which the service removes it (`x-sunset`).
    pub sunset: Option<String>,
    /// Serialization of arrays and objects.
    pub style: Style,
    /// Schema; `None` if it could not be read.
    pub schema: Option<SchemaId>,
    /// Content of a value that is the whole query (`in: querystring`).
    pub whole_query: Option<Box<Content>>,
    /// Name for clients (`x-ms-client-name`).
    pub client_name: Option<String>,
    /// Rust name given by the document (`x-rust-name`).
    pub rust_name: Option<Spanned<String>>,
    /// Rust name in the previous api-version (`x-rust-was`).
    pub rust_was: Option<Spanned<String>>,
}

/// Serialization of a parameter that is an array or an object (`style` and `explode`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// The default of the location: `form` exploded in a query or cookie, `simple` elsewhere.
    #[default]
    Usual,
    /// `a,b`.
    Commas,
    /// `name=a&name=b`: the name is repeated for each element.
    Repeated,
    /// `a%20b`.
    Spaces,
    /// `a|b`.
    Pipes,
    /// `a%09b`.
    Tabs,
    /// `name[key]=value` for each property.
    DeepObject,
    /// `.a,b`.
    Label,
    /// `.a.b`.
    LabelRepeated,
    /// `;name=a,b`.
    Matrix,
    /// `;name=a;name=b`.
    MatrixRepeated,
    /// `key=value,key=value` for the properties of an object.
    Members,
    /// JSON text.
    Json,
    /// Not percent-encoded (`allowReserved`).
    Verbatim,
    /// `name=a; name=b` in a cookie, not percent-encoded.
    Cookie,
    /// `name=a,b` in a cookie, not percent-encoded.
    CookieCommas,
}

/// A request body.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Location of the definition.
    pub place: Place,
    /// Component name; `None` for an inline definition.
    pub component: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// Schema; `None` if it could not be read.
    pub schema: Option<SchemaId>,
    /// Media type, unless the body is plain JSON.
    pub media_type: Option<String>,
    /// All media types of the body.
    pub media_types: Vec<String>,
    /// The body in each of its media types, the preferred one first.
    pub contents: Vec<Content>,
    /// Name for clients (`x-ms-requestBody-name`, or `name` in Swagger 2.0).
    pub name: Option<String>,
    /// Rust name given by the document (`x-rust-name`).
    pub rust_name: Option<Spanned<String>>,
    /// Rust name in the previous api-version (`x-rust-was`).
    pub rust_was: Option<Spanned<String>>,
}

/// A body in one of its media types.
#[derive(Clone, Debug)]
pub struct Content {
    /// Media type, as the document writes it.
    pub media_type: String,
    /// Schema.
    pub schema: SchemaId,
    /// Index of the first content with an equal schema, which may be this one.
    pub same_as: usize,
    /// Encodings of the members of a form.
    pub encodings: Vec<MemberEncoding>,
    /// Items of a response that is a stream of them.
    pub items: Option<StreamItems>,
    /// Location of the media type.
    pub place: Place,
}

/// Items of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamItems {
    /// Server-sent events whose data is text.
    Text,
    /// JSON with this schema, which is the data of server-sent events.
    Json(SchemaId),
}

/// Encoding of a member of a form (`encoding`, `collectionFormat`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberEncoding {
    /// Name of the member.
    pub name: String,
    /// Style or media type.
    pub kind: MemberEncodingKind,
}

/// Style or media type of a member of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberEncodingKind {
    /// Serialization of an array or an object.
    Style(Style),
    /// Media type.
    MediaType(String),
}

/// A response.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// Location of the definition.
    pub place: Place,
    /// Component name; `None` for an inline definition.
    pub component: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Schema of the body; `None` without a body.
    pub schema: Option<SchemaId>,
    /// Media type of the body, unless it is plain JSON.
    pub media_type: Option<String>,
    /// All media types of the body.
    pub media_types: Vec<String>,
    /// The body in each of its media types, the preferred one first; empty without a body.
    pub contents: Vec<Content>,
    /// Headers by name.
    pub headers: Vec<(String, HeaderId)>,
    /// Example bodies.
    pub examples: Vec<Example>,
    /// Example bodies in the media types that are not the preferred JSON.
    pub texts: Vec<TextExample>,
}

/// A header of a response.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Location of the definition.
    pub place: Place,
    /// Description.
    pub description: Option<String>,
    /// `required`: the service always sends it.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// Schema; `None` if it could not be read.
    pub schema: Option<SchemaId>,
    /// Example as it is sent.
    pub example: Option<String>,
}

/// A response in an example of a whole operation.
#[derive(Clone, Debug)]
pub struct OperationReply {
    /// Status, normalized.
    pub status: String,
    /// Name of the example.
    pub name: String,
    /// Body; `None` without one.
    pub body: Option<Node>,
    /// Headers as they are sent.
    pub headers: Vec<(String, String)>,
}

/// An example of a body that is sent as a text.
#[derive(Clone, Debug)]
pub struct TextExample {
    /// Name; empty if the document gives none.
    pub name: String,
    /// Media type in lowercase.
    pub media_type: String,
    /// Body.
    pub text: String,
}

/// An example of a body.
#[derive(Clone, Debug)]
pub struct Example {
    /// Name; empty if the document gives none.
    pub name: String,
    /// Summary.
    pub summary: String,
    /// Value of the body.
    pub value: Node,
}

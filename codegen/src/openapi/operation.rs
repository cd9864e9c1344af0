use std::collections::{BTreeMap, BTreeSet};

use super::{Id, SchemaId, Spanned};
use crate::{diagnostic::Place, source::Node};

/// Names a [`Parameter`] of a document.
pub type ParameterId = Id<Parameter>;
/// Names a [`Body`] of a document.
pub type BodyId = Id<Body>;
/// Names a [`Response`] of a document.
pub type ResponseId = Id<Response>;
/// Names a [`Header`] of a document.
pub type HeaderId = Id<Header>;

/// A request that the document offers.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where its method stands.
    pub place: Place,
    /// Its operationId.
    pub id: Option<Spanned<String>>,
    /// The Rust name that the author chose (`x-rust-name`).
    pub rust_name: Option<Spanned<String>>,
    /// The Rust name in the previous api-version (`x-rust-was`).
    pub rust_was: Option<Spanned<String>>,
    /// The first of its tags.
    pub tag: Option<String>,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// Its summary.
    pub summary: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The day from which it is gone (`x-sunset`).
    pub sunset: Option<String>,
    /// Its parameters and those of its path.
    pub parameters: Vec<ParameterId>,
    /// Its body.
    pub body: Option<BodyId>,
    /// Its responses by status.
    pub responses: Vec<(String, ResponseId)>,
    /// The documented bodies that belong to this operation's responses, by status.
    pub examples: Vec<(String, Example)>,
    /// How its result goes on over several pages.
    pub paging: Option<Paging>,
    /// Where the result of a long-running operation is found at the end; empty where the document does not say.
    pub long_running: Option<String>,
    /// What a caller must show to be let in: any one of these, each a set of security schemes with their scopes. Empty:
    /// nothing.
    pub security: Vec<BTreeMap<String, BTreeSet<String>>>,
}

/// How a result goes on over several pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// How the next page is found.
    pub next: NextPage,
    /// The member that holds the items.
    pub items: String,
    /// Where that is said.
    pub place: Place,
}

/// How the next page is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// There is one page only.
    None,
    /// By the link in this member.
    Link(String),
    /// By the number of its first item (`x-paging`).
    Offset {
        /// The query parameter with that number.
        offset: String,
        /// The query parameter that says how many items a page has.
        size: Option<String>,
        /// The member that says how many items there are in all.
        total: String,
    },
}

/// Where a parameter stands in the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query.
    #[default]
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// A value that a request carries.
#[derive(Clone, Debug, Default)]
pub struct Parameter {
    /// Where it is defined.
    pub place: Place,
    /// Its name among the components.
    pub component: Option<String>,
    /// Its name on the wire.
    pub name: String,
    /// Where it stands in the request.
    pub location: Location,
    /// Its description.
    pub description: Option<String>,
    /// Whether it must be given.
    pub required: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The day from which it is gone (`x-sunset`).
    pub sunset: Option<String>,
    /// How a list or an object is written.
    pub style: Style,
    /// What it holds; none if that could not be read.
    pub schema: Option<SchemaId>,
    /// The name that `x-ms-client-name` gives it.
    pub client_name: Option<String>,
    /// The Rust name that the author chose (`x-rust-name`).
    pub rust_name: Option<Spanned<String>>,
    /// The Rust name in the previous api-version (`x-rust-was`).
    pub rust_was: Option<Spanned<String>>,
}

/// How a parameter that is a list or an object is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// As the location has it by default: the name again for each element in a query or cookie, commas elsewhere.
    #[default]
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
    /// `.` before it.
    Label,
    /// `.` before each element or member.
    LabelRepeated,
    /// `;name=value`.
    Matrix,
    /// `;name=value` for each element or member.
    MatrixRepeated,
    /// Members as `name=value`, separated by commas.
    Members,
    /// As JSON text.
    Json,
    /// Just as it is, not percent-encoded.
    Verbatim,
}

/// The body of a request.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// Where it is defined.
    pub place: Place,
    /// Its name among the components.
    pub component: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Whether it must be given.
    pub required: bool,
    /// What it holds; none if that is not supported.
    pub schema: Option<SchemaId>,
    /// Its media type, if it is not JSON.
    pub media_type: Option<String>,
    /// Its media types.
    pub media_types: Vec<String>,
    /// The name that `x-ms-requestBody-name` gives it.
    pub name: Option<String>,
    /// The Rust name that the author chose (`x-rust-name`).
    pub rust_name: Option<Spanned<String>>,
    /// The Rust name in the previous api-version (`x-rust-was`).
    pub rust_was: Option<Spanned<String>>,
}

/// What may come back.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// Where it is defined.
    pub place: Place,
    /// Its name among the components.
    pub component: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// What its body holds; none if it has none, or one that is not supported.
    pub schema: Option<SchemaId>,
    /// The media type of its body, if it is not JSON.
    pub media_type: Option<String>,
    /// The media types of its body.
    pub media_types: Vec<String>,
    /// Its headers by name.
    pub headers: Vec<(String, HeaderId)>,
    /// The documented bodies.
    pub examples: Vec<Example>,
}

/// A header of a response.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Where it is defined.
    pub place: Place,
    /// Its description.
    pub description: Option<String>,
    /// Whether the service always sends it.
    pub required: bool,
    /// What it holds; none if that could not be read.
    pub schema: Option<SchemaId>,
}

/// A documented body.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name; empty where the document gives none.
    pub name: String,
    /// What it shows.
    pub summary: String,
    /// The body.
    pub value: Node,
}

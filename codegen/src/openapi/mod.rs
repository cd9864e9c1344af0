//! The normal form of the OpenAPI document of one api-version: its fragments read together, every `$ref` resolved to
//! an id, every node with its place.
//!
//! Swagger 2.0, OpenAPI 3.0 and 3.1 are read into the same form: what means the same is the same here, whatever the
//! language of the document, also where the fragments of one api-version are written in several.
//!
//! Only what leaves no meaning is an error: a text that cannot be parsed, a reference that leads nowhere, a version that is
//! not read, an `x-rust-` name that cannot be used. All else that is wrong or not represented is a warning that says
//! what is read instead.

mod arena;
mod examples;
mod floats;
mod format;
mod operation;
mod read;
mod schema;
mod service;

use indexmap::IndexMap;

pub use arena::{Arena, Id};
pub use examples::{
    Direction, Encoding, ExampleResponse, ExampleValue, Examples, KNOWN_MISMATCHES, KnownMismatch,
    NamedValue, OperationExample,
};
pub use floats::Floats;
pub(crate) use format::KnownFormat;
pub use operation::{
    Body, BodyId, Example, Header, HeaderId, Location, NextPage, Operation, Paging, Parameter,
    ParameterId, Response, ResponseId, Style,
};
pub(crate) use read::media::Media;
pub use schema::{
    AdditionalProperties, BoxedIfSet, Case, Discriminator, Empty, EnumValue, Enumeration, Number,
    Object, OneOf, Property, Schema, SchemaId, SchemaKind, Stage, Validation,
};
pub(crate) use schema::{MAX_REF_HOPS, fold_case};
pub use service::{SecurityScheme, Server, ServerVariable};

pub use crate::text::Spanned;

use crate::{
    diagnostic::Diagnostics,
    source::{ApiVersion, Workspace},
};

/// The description that `billing-codegen import` writes until a maintainer writes one.
pub const UNWRITTEN: &str = "TODO";

/// The fragments of one api-version, read together.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The api-version.
    pub api_version: String,
    /// The title of the first fragment that has one.
    pub title: Option<String>,
    /// The base addresses that the fragments name.
    pub servers: Vec<Server>,
    /// How the service knows its callers, by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// All schemas.
    pub schemas: Arena<Schema>,
    /// The schemas that are components, by name, in the order of the fragments.
    pub components: IndexMap<String, SchemaId>,
    /// All parameters.
    pub parameters: Arena<Parameter>,
    /// All request bodies.
    pub bodies: Arena<Body>,
    /// All responses.
    pub responses: Arena<Response>,
    /// All headers.
    pub headers: Arena<Header>,
    /// The operations in the order of the fragments.
    pub operations: Vec<Operation>,
}

impl Document {
    /// Reads the fragments of an api-version. What is wrong in them is reported; what can be read is read all the same.
    pub fn read(
        workspace: &mut Workspace,
        version: &ApiVersion,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        read::document(workspace, version, diagnostics)
    }

    /// As [`read`](Self::read), and all values that the fragments show: examples and defaults.
    pub fn read_with_examples(
        workspace: &mut Workspace,
        version: &ApiVersion,
        diagnostics: &mut Diagnostics,
    ) -> (Self, Examples) {
        read::document_with_examples(workspace, version, diagnostics)
    }
}

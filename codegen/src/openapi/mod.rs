//! The normal form of the OpenAPI document of one api-version: its fragments read together, each `$ref` resolved to an
//! id, each node with its source location.
//!
//! Swagger 2.0, OpenAPI 3.0 and OpenAPI 3.1 have the same normal form, and the fragments of one api-version may be written
//! in several of them.
//!
//! Errors are limited to documents that have no meaning: text that cannot be parsed, a `$ref` without a target, an
//! unsupported version of OpenAPI, an `x-rust-` name that cannot be used. Everything else that is wrong or not
//! represented is a warning that states what the reader does instead.

mod arena;
mod examples;
mod floats;
mod format;
mod operation;
mod read;
mod schema;
mod service;

use std::collections::BTreeMap;

use indexmap::IndexMap;

pub use arena::{Arena, Id};
pub(crate) use arena::{IdMap, IdSet};
pub use examples::{
    Direction, Encoding, ExampleResponse, ExampleValue, Examples, KNOWN_MISMATCHES, KnownMismatch,
    NamedValue, OperationExample,
};
pub use floats::Floats;
pub(crate) use format::KnownFormat;
pub use operation::{
    Body, BodyId, Content, Example, Header, HeaderId, Location, MemberEncoding, MemberEncodingKind,
    NextPage, Operation, OperationReply, Paging, Parameter, ParameterId, Response, ResponseId,
    StreamItems, Style, TextExample,
};
pub(crate) use read::{
    equality::define_the_same,
    media::{Media, canonical_media_type},
};
pub use schema::{
    AdditionalProperties, BoxedIfSet, Case, Discriminator, Empty, EnumValue, Enumeration, Number,
    Object, OneOf, Property, Schema, SchemaId, SchemaKind, Stage, Validation, ValueKind,
    ValueLabel,
};
pub(crate) use schema::{MAX_REF_HOPS, fold_case};
pub use service::{SecurityScheme, Server, ServerVariable};

pub use crate::text::Spanned;

use crate::{
    diagnostic::{Diagnostics, Place},
    source::{ApiVersion, Workspace},
};

/// The description that `billing-codegen import` writes until a maintainer writes one.
pub const UNWRITTEN: &str = "TODO";

/// The OpenAPI document of one api-version: its fragments, read together.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Name of the api-version.
    pub api_version: String,
    /// Title, from the first fragment that has one.
    pub title: Option<String>,
    /// Servers of all fragments.
    pub servers: Vec<Server>,
    /// Headers with the id that a client gives to a request, from all fragments.
    pub request_id_headers: Vec<String>,
    /// Security schemes by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// The declaration of each security scheme as JSON text, without its description.
    pub security_declarations: BTreeMap<String, String>,
    /// All schemas, components and inline ones.
    pub schemas: Arena<Schema>,
    /// Component schemas by name, in the order of the fragments.
    pub components: IndexMap<String, SchemaId>,
    /// All parameters.
    pub parameters: Arena<Parameter>,
    /// All request bodies.
    pub bodies: Arena<Body>,
    /// All responses.
    pub responses: Arena<Response>,
    /// All headers.
    pub headers: Arena<Header>,
    /// Operations in the order of the fragments.
    pub operations: Vec<Operation>,
    /// Operations that are left out, because a parameter or the body is not understood.
    pub left_out: Vec<LeftOut>,
}

/// An operation that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// `operationId`, or method and path if there is none.
    pub id: String,
    /// Location of the operation.
    pub place: Place,
}

impl Document {
    /// Reads the fragments of an api-version. Errors are reported, and the rest of the document is read anyway.
    pub fn read(
        workspace: &mut Workspace,
        version: &ApiVersion,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        read::document(workspace, version, diagnostics)
    }

    /// Reads the fragments of an api-version like [`read`](Self::read), and collects their examples and defaults.
    pub fn read_with_examples(
        workspace: &mut Workspace,
        version: &ApiVersion,
        diagnostics: &mut Diagnostics,
    ) -> (Self, Examples) {
        read::document_with_examples(workspace, version, diagnostics)
    }
}

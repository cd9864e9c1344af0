//! The model of the document of one api-version: types and operations in Rust terms, without OpenAPI.
//!
//! The model assigns names (valid, distinct Rust identifiers without `r#`), merges `allOf`, finds enumerations and unions,
//! and boxes recursive types.
//!
//! | a document has | the model has |
//! |---|---|
//! | a string with `enum` or `const` | an open enumeration |
//! | `enum` of numbers, booleans or mixed values | the number, the boolean or any JSON, with the values among the constraints |
//! | a `format` without a type in the runtime | a string |
//! | `prefixItems` of up to 12 schemas | a tuple; an array with other elements or another length is kept |
//! | a component that is a scalar, an array, a map or a `$ref` | an alias, which the parts that use it declare |
//! | `patternProperties`, `propertyNames` | a map |
//! | `additionalProperties` or `patternProperties` of a type, beside properties | a field for a map; what does not fit is kept |
//! | a schema with a `discriminator` that others extend | a union of its subtypes and of its own properties |
//! | `oneOf` or `anyOf` with a `discriminator`, or with a property that all require and whose enumerated values differ | a union selected by that property |
//! | another `oneOf` or `anyOf` | a union selected by fit: the alternative that declares and requires most of the properties that are present |
//! | properties beside `oneOf`, `allOf` with a `oneOf` in it | a union whose alternatives include the rest |
//! | equal inline schemas | one type |
//! | a required property with one possible value, and the tag that selects an alternative | an `Option` that new values set |
//! | a required `readOnly` or `writeOnly` property | an `Option`, where the type is sent in the other direction too |
//! | a property that is required and nullable | `Nullable<T>`, an `Option<T>` that must be present |
//! | a form as a body | the type of the schema |
//! | text or bytes as a body | a string, bytes |
//! | XML or multipart as a body | no body, and a warning |

mod aliases;
mod alternatives;
mod compose;
mod constraints;
mod content;
mod contradictions;
mod dedup;
mod defaults;
mod definitions;
mod docs;
mod enumeration;
mod floats;
mod formats;
mod graph;
mod integers;
mod listed_values;
mod named;
mod names;
mod nesting;
mod operation;
mod optional_constants;
mod paging;
mod parameter;
mod pattern;
mod presence;
mod reach;
mod recursion;
mod replies;
mod serialization;
mod stages;
mod stream;
mod types;
mod union;
mod value_type;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use indexmap::IndexMap;

#[cfg(feature = "checks")]
pub(crate) use crate::openapi::{KnownFormat, Media, canonical_media_type};
pub use crate::openapi::{
    LeftOut, MemberEncoding, MemberEncodingKind, NextPage, SecurityScheme, Server, ServerVariable,
    Style, ValueKind,
};
pub use constraints::{Constraint, Constraints, NamePatterns};
pub use formats::Format;
pub use integers::Integer;
pub use names::PastNames;
pub(crate) use names::{Role, problem as name_problem};
pub use paging::Paging;
#[cfg(feature = "checks")]
pub(crate) use paging::is_link_of;
#[cfg(feature = "checks")]
pub(crate) use parameter::{ApiVersionValue, api_version_value};
#[cfg(feature = "checks")]
pub(crate) use pattern::translate_pattern;
#[cfg(feature = "checks")]
pub(crate) use reach::declared_aliases;
pub(crate) use reach::{keep_reached, named_types, reached_types};
pub use stream::Stream;
pub use value_type::Type;

use crate::{
    diagnostic::{Diagnostics, Place},
    openapi::{Document, SchemaId},
};

/// The types and operations of the document of one api-version.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Name of the api-version.
    pub api_version: String,
    /// Title of the document.
    pub title: Option<String>,
    /// Servers.
    pub servers: Vec<Server>,
    /// Headers with the id that a client gives to a request.
    pub request_id_headers: Vec<String>,
    /// Security schemes by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// The declaration of each security scheme as JSON text, without its description.
    pub security_declarations: BTreeMap<String, String>,
    /// Types by Rust name, in the order of the document.
    pub types: IndexMap<String, TypeDefinition>,
    /// Other names of types, in the order of the document.
    pub aliases: IndexMap<String, Alias>,
    /// Operations in the order of the document.
    pub operations: Vec<Operation>,
    /// Operations that the document describes and the model lacks.
    pub left_out: Vec<LeftOut>,
}

/// A component that is no type of its own: a scalar, an array, a map or a `$ref`.
#[derive(Clone, Debug)]
pub struct Alias {
    /// Rust name.
    pub name: String,
    /// Rust name in the previous api-version, if it changed (`x-rust-was`).
    pub was: Option<String>,
    /// Description.
    pub docs: Docs,
    /// Location of the definition.
    pub place: Place,
    /// Type of a value that is not null.
    pub ty: Type,
    /// The same type, if it names aliases.
    pub declared: Option<Box<Type>>,
}

/// A type that a document defines.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// Rust name.
    pub name: String,
    /// Rust name in the previous api-version, if it changed (`x-rust-was`).
    pub was: Option<String>,
    /// Description.
    pub docs: Docs,
    /// Location of the definition.
    pub place: Place,
    /// Kind of type.
    pub kind: TypeKind,
    /// True if the document announces further values of an enumeration (`modelAsString`).
    pub extensible: bool,
    /// Additional properties of an object.
    pub additional_properties: AdditionalProperties,
}

/// Additional properties of an object. Generated types have a field for those of one type, and keep others in any case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// Not specified.
    #[default]
    Unspecified,
    /// Forbidden.
    Forbidden,
    /// Any JSON.
    Any,
    /// One type.
    Typed(Type),
}

/// Type and constraints of a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedSchema {
    /// Type.
    pub ty: Type,
    /// Constraints.
    pub constraints: Constraints,
    /// Location of the schema.
    pub place: Place,
}

/// Kind of a type.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// An object with declared properties. Other properties are kept as JSON, whether the document allows them or not.
    Struct(Vec<Field>),
    /// A string or an integer from a list of values. It is always open: another one is kept.
    Enumeration(ValueKind, Vec<Variant>),
    /// One of several types.
    Union(Union),
}

/// A property of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// Rust name.
    pub name: String,
    /// Name on the wire.
    pub wire: String,
    /// Rust name in the previous api-version, if it changed (`x-rust-was`).
    pub was: Option<String>,
    /// Type of the value; [`Type::Nullable`] if the value may be null.
    pub ty: Type,
    /// The same type, if it names aliases.
    pub declared: Option<Box<Type>>,
    /// True if the property is required.
    pub required: bool,
    /// Presence in the struct, which follows from `required`, the direction and constants.
    pub presence: Presence,
    /// `readOnly`: only the service sends it.
    pub read_only: bool,
    /// `writeOnly`: only the client sends it.
    pub write_only: bool,
    /// Constraints on the value.
    pub constraints: Constraints,
    /// Description.
    pub docs: Docs,
    /// Attributes added by a customization.
    pub attributes: Vec<String>,
    /// Location of the definition.
    pub place: Place,
}

/// Presence of a property in the struct of its object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Every value has it.
    Required,
    /// A value may lack it: `Option<T>`.
    Optional,
    /// Requests need it and responses lack it: an `Option<T>` that `new` asks for.
    Requested,
    /// A value may lack it, and new ones have this constant, as JSON text: an `Option<T>` that `new` sets.
    Constant(String),
    /// It stands for the properties that no other field names (`additionalProperties`): an `Option` of a map.
    Others,
}

impl Field {
    /// Returns whether the field of the struct is an `Option`.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.presence != Presence::Required
    }
}

/// A value of an enumeration.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Rust name.
    pub name: String,
    /// Value on the wire.
    pub wire: String,
    /// Rust name in the previous api-version, if it changed (`x-rust-was`).
    pub was: Option<String>,
    /// Description.
    pub docs: Docs,
    /// Attributes added by a customization.
    pub attributes: Vec<String>,
    /// Location in the list.
    pub place: Place,
    /// Location of its description in `x-ms-enum`.
    pub described: Option<Place>,
}

/// A union: one of several types, with the rules that select one.
#[derive(Clone, Debug)]
pub struct Union {
    /// Alternatives in the order of the document.
    pub alternatives: Vec<Alternative>,
    /// Stages that select the alternative, in order. Where they select none, the value is read as the alternative that fits
    /// best, of those that no stage ever selects, or only an optional one whose properties the value lacks.
    pub stages: Vec<Stage>,
}

/// An alternative of a union.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Rust name of the variant.
    pub name: String,
    /// Type of the value.
    pub ty: Type,
    /// The same type, if it names aliases.
    pub declared: Option<Box<Type>>,
    /// Constraints on the value.
    pub constraints: Constraints,
    /// True if its objects have no other properties (`additionalProperties: false`), where other alternatives may.
    pub is_closed: bool,
    /// Description.
    pub docs: Docs,
    /// Location in the list.
    pub place: Place,
}

/// Properties that together select an alternative, if all of them are present as strings, numbers or booleans.
#[derive(Clone, Debug)]
pub struct Stage {
    /// JSON pointers of the properties, relative to the value.
    pub pointers: Vec<String>,
    /// True if a value that lacks the properties may be any of the alternatives that they select.
    pub is_optional: bool,
    /// Values that select an alternative.
    pub cases: Vec<Case>,
}

/// Values that select an alternative.
#[derive(Clone, Debug)]
pub struct Case {
    /// The text of one value for each pointer of the stage; ASCII case is ignored.
    pub values: Vec<String>,
    /// Index of the selected alternative in [`Union::alternatives`].
    pub alternative: usize,
}

/// Documentation of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// Description in Markdown, as the document has it; empty if there is none.
    pub text: String,
    /// Constraints to add under the text, one sentence each (limits, patterns, read-only, defaults).
    pub facts: Vec<String>,
    /// True if the document marks the item as deprecated.
    pub deprecated: bool,
    /// Date on which the service removes the item (`x-sunset`), as the document writes it.
    pub sunset: Option<String>,
}

/// An operation: a method on a path.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`, or method and path if there is none.
    pub id: String,
    /// Rust name of the request type.
    pub name: String,
    /// Rust name in the previous api-version, if it changed (`x-rust-was`).
    pub was: Option<String>,
    /// First tag.
    pub tag: Option<String>,
    /// HTTP method in uppercase.
    pub method: String,
    /// Path template.
    pub path: String,
    /// Query parameter that carries the api-version. It is not one of `parameters`.
    pub api_version_parameter: Option<String>,
    /// Value of that parameter, if the operation has one of its own.
    pub api_version_value: Option<String>,
    /// Parameters: required ones first, in the order of the document, and the body last.
    pub parameters: Vec<Parameter>,
    /// Responses in the order of the document, including errors.
    pub responses: Vec<Response>,
    /// Paging of the result.
    pub paging: Option<Paging>,
    /// `final-state-via` of a long-running operation, such as `location`; empty if the document does not name it,
    /// `None` for other operations.
    pub long_running: Option<String>,
    /// Servers of the operation alone; empty if it has those of the document.
    pub servers: Vec<Server>,
    /// Security requirements, any one of which suffices: each maps security schemes to scopes. Empty if none.
    pub security: Vec<BTreeMap<String, BTreeSet<String>>>,
    /// Examples of responses that are not those of a typed JSON body.
    pub replies: Vec<ExampleReply>,
    /// Summary and description.
    pub docs: Docs,
    /// Location of the definition.
    pub place: Place,
}

/// A parameter of an operation, or its body.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Rust name.
    pub name: String,
    /// Name on the wire; for a body, its name in the document or `body`.
    pub wire: String,
    /// Rust name in the previous api-version, if it changed (`x-rust-was`).
    pub was: Option<String>,
    /// Location in the request.
    pub location: Location,
    /// Type of the value.
    pub ty: Type,
    /// The same type, if it names aliases.
    pub declared: Option<Box<Type>>,
    /// Serialization of arrays and objects.
    pub style: Style,
    /// Media types in which a body is sent; none if it is plain JSON. Of several ones, [`Type::OneOf`] has a type for each.
    pub contents: Vec<Content>,
    /// True if the parameter is required.
    pub required: bool,
    /// Only value of a required parameter, as JSON text.
    pub constant: Option<String>,
    /// Constraints on the value.
    pub constraints: Constraints,
    /// `pattern` in the syntax of Rust's `regex`; `None` if it cannot be expressed there.
    pub pattern: Option<String>,
    /// Media types of a body in the order of the document; empty for other parameters.
    pub media_types: Vec<String>,
    /// Description, with limits and patterns as sentences.
    pub docs: Docs,
    /// Location of the definition.
    pub place: Place,
}

impl Parameter {
    /// Returns true for a required parameter that may be null. A body is then sent as null; elsewhere in a request there is no null,
    /// so nothing is sent.
    pub(crate) fn is_required_nullable(&self) -> bool {
        self.required && matches!(self.ty, Type::Nullable(_))
    }
}

/// A media type of a request body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Media type.
    pub media_type: String,
    /// Encodings of the members of a form.
    pub encodings: Vec<MemberEncoding>,
}

/// Location of a parameter in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// A part of the path.
    Path,
    /// A query parameter.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The body.
    Body,
}

/// A response.
#[derive(Clone, Debug)]
pub struct Response {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// Type of the body; `None` without a body.
    pub body: Option<Type>,
    /// The same type, if it names aliases.
    pub declared: Option<Box<Type>>,
    /// Media types in which a body is read; none if it is plain JSON. Of several ones, all have one type, or [`Type::OneOf`]
    /// has a type for each.
    pub contents: Vec<String>,
    /// Constraints on the body.
    pub constraints: Constraints,
    /// Media types of the body in the order of the document.
    pub media_types: Vec<String>,
    /// Stream of items that the body may be.
    pub stream: Option<Stream>,
    /// Headers that the document declares.
    pub headers: Vec<Header>,
    /// Description.
    pub docs: Docs,
    /// Example bodies.
    pub examples: Vec<Example>,
    /// Location of the definition.
    pub place: Place,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// Name on the wire.
    pub wire: String,
    /// Type of the value.
    pub ty: Type,
    /// The same type, if it names aliases.
    pub declared: Option<Box<Type>>,
    /// True if the service always sends it.
    pub required: bool,
    /// Constraints on the value.
    pub constraints: Constraints,
    /// Description.
    pub docs: Docs,
    /// Location of the definition.
    pub place: Place,
}

/// An example of a body.
#[derive(Clone, Debug)]
pub struct Example {
    /// Name; empty if the document gives none.
    pub name: String,
    /// Summary.
    pub summary: String,
    /// Body as JSON text, indented by two spaces.
    pub json: String,
    /// Headers of the response, as they are sent.
    pub headers: Vec<(String, String)>,
}

/// An example of a response, as it is sent.
#[derive(Clone, Debug)]
pub struct ExampleReply {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// Name; empty if the document gives none.
    pub name: String,
    /// Media type of the body; `None` without a body.
    pub media_type: Option<String>,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Body; empty without one.
    pub body: String,
}

impl Operation {
    /// Returns the type of the error body: of the `default` response, or else of the first `4XX` or `5XX` response
    /// with a body.
    #[must_use]
    pub fn error(&self) -> Option<&Type> {
        let is_error = |response: &&Response| {
            response.status == "default" || response.status.starts_with(['4', '5'])
        };
        let errors = || self.responses.iter().filter(is_error);
        errors()
            .find(|response| response.status == "default")
            .and_then(|response| response.body.as_ref())
            .or_else(|| errors().find_map(|response| response.body.as_ref()))
    }
}

impl Model {
    /// Builds the model of a document. Problems are reported, and the rest of the document is used anyway.
    pub fn from_document(document: &Document, diagnostics: &mut Diagnostics) -> Self {
        Self::in_history(document, &mut PastNames::default(), diagnostics)
    }

    /// Builds the model of the next api-version of a service. It keeps the names of the earlier ones, and adds its own to them.
    pub fn in_history(
        document: &Document,
        past: &mut PastNames,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        Self::with_schemas(document, &[], past, diagnostics).0
    }

    /// Builds the model like [`in_history`](Self::in_history), and returns the types of the given schemas too.
    pub fn with_schemas(
        document: &Document,
        schemas: &[SchemaId],
        past: &mut PastNames,
        diagnostics: &mut Diagnostics,
    ) -> (Self, Vec<TypedSchema>) {
        let mut composer = compose::Composer::new(document);
        let definitions = definitions::find(
            document,
            &mut composer,
            past,
            diagnostics,
            !schemas.is_empty(),
        );
        let mut builder = types::ModelBuilder {
            document,
            composer,
            definitions,
            past,
            diagnostics,
            open: Vec::new(),
            reported_defaults: HashSet::new(),
            files: HashSet::new(),
            operations_by_id: operation::operations_by_id(document),
            forms_with_files: HashSet::new(),
        };
        builder.find_files();
        builder.lint_contradictions();
        builder.lint_listed_values();
        let mut types = builder.types();
        let operations = builder.operations(&types);
        let aliases = builder.aliases();
        presence::decide(&mut types, &operations);
        let typed = schemas.iter().map(|id| builder.typed_schema(*id)).collect();
        recursion::box_recursion(&mut types);
        nesting::limit_nesting(&mut types);
        let model = Self {
            api_version: document.api_version.clone(),
            title: document.title.clone(),
            servers: document.servers.clone(),
            request_id_headers: document.request_id_headers.clone(),
            security_schemes: document.security_schemes.clone(),
            security_declarations: document.security_declarations.clone(),
            types: types
                .into_iter()
                .map(|definition| (definition.name.clone(), definition))
                .collect(),
            aliases,
            operations,
            left_out: document.left_out.clone(),
        };
        floats::lint(&model, diagnostics);
        (model, typed)
    }
}

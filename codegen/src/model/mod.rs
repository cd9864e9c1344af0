//! What the document of one api-version means, in our own terms: types and operations, no OpenAPI left in it.
//!
//! Names are chosen here ([`name`](TypeDefinition::name) and the like are valid, distinct Rust identifiers, without
//! `r#`), `allOf` is composed, enums and unions are found, recursion is boxed.
//!
//! | a document holds | the model has |
//! |---|---|
//! | a text out of a list, one that is `const` | an open enumeration |
//! | a number, boolean or mixture out of a list | the number, the boolean or any JSON, the list among the facts |
//! | a format that the runtime has no type for | a text |
//! | `prefixItems` of up to 12 types | a tuple; a list of other elements, or of more or fewer, is kept |
//! | `patternProperties`, `propertyNames` | a map, unless there are members too |
//! | a schema with a `discriminator` that others are composed of | a union of them and of what it is itself |
//! | `oneOf` or `anyOf` with a `discriminator`, or with a member that all require and that lists other texts in each | a union by that member |
//! | another `oneOf` or `anyOf` | a union: the one that names and requires most of the members that are there, the first among equals that fits best |
//! | members beside a choice, `allOf` with a choice in it | a union of what each alternative is together with the rest |
//! | schemas that stand in place and say the same | one type |
//! | a member that is required and may be null | a `Nullable<T>`, which is an `Option<T>` that must be there |
//! | a form as a body | the type of the schema |
//! | text and bytes as a body | a text, bytes |
//! | XML and several parts as a body | nothing, and a warning says so |

mod compose;
mod constraints;
mod dedup;
mod definitions;
mod docs;
mod enumeration;
mod floats;
mod names;
mod operation;
mod parameter;
mod pattern;
mod reach;
mod recursion;
mod types;
mod union;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

pub use crate::openapi::{NextPage, SecurityScheme, Server, ServerVariable, Style};
pub use constraints::{Constraint, Constraints};
pub(crate) use names::{Role, problem as name_problem};
#[cfg(feature = "checks")]
pub(crate) use parameter::is_api_version;
#[cfg(feature = "checks")]
pub(crate) use pattern::translate_pattern;
pub(crate) use reach::{keep_reached, named_types};

use crate::{
    diagnostic::{Diagnostics, Place},
    openapi::{Document, SchemaId},
};

/// The meaning of the document of one api-version.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The api-version, as its folder names it.
    pub api_version: String,
    /// The title of the document, for the docs of the generated module.
    pub title: Option<String>,
    /// Where the service is reached.
    pub servers: Vec<Server>,
    /// How it knows its callers, by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// The types by Rust name, in the order of the document.
    pub types: IndexMap<String, TypeDefinition>,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
}

/// A type that a document defines.
#[derive(Clone, Debug)]
pub struct TypeDefinition {
    /// Its Rust name.
    pub name: String,
    /// The Rust name of the definition of the previous api-version that this one continues under a new name.
    pub was: Option<String>,
    /// Its description.
    pub docs: Docs,
    /// Where the document defines it.
    pub place: Place,
    /// Its form.
    pub kind: TypeKind,
    /// Whether the document says that an enumeration will get more values.
    pub extensible: bool,
    /// What the document says of members that an object does not list.
    pub additional_properties: AdditionalProperties,
}

/// What a document says of members that an object does not list. All are kept, whatever it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// Nothing, or that there are none.
    #[default]
    Unspecified,
    /// They may be anything.
    Any,
    /// They are of one type.
    Typed(Type),
}

/// What a schema holds: its type, and what the document says beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The type.
    pub ty: Type,
    /// What bounds it.
    pub constraints: Constraints,
    /// Where the document defines what the type is made of.
    pub place: Place,
}

/// The form of a type.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// An object with known members. AdditionalProperties are kept as JSON, whether the document allows them (`additionalProperties`,
    /// also where it says what type they are of) or not.
    Struct(Vec<Field>),
    /// A text out of a list (always open: an unlisted text is kept).
    Enumeration(Vec<Variant>),
    /// One of several types.
    Union(Union),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its Rust name.
    pub name: String,
    /// Its name on the wire.
    pub wire: String,
    /// The Rust name of the member of the previous api-version that this one continues under a new name.
    pub was: Option<String>,
    /// What it holds; a member that may be null is [`Type::Nullable`].
    pub ty: Type,
    /// Whether it must be present.
    pub required: bool,
    /// Whether only the service writes it.
    pub read_only: bool,
    /// Whether only the client writes it.
    pub write_only: bool,
    /// What the document says of its values beside their type.
    pub constraints: Constraints,
    /// Its description.
    pub docs: Docs,
    /// The attributes that a customization puts on it.
    pub attributes: Vec<String>,
    /// Where the document defines it.
    pub place: Place,
}

/// A listed value of an enumeration.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its Rust name.
    pub name: String,
    /// Its text on the wire.
    pub wire: String,
    /// The Rust name of the value of the previous api-version that this one continues under a new name.
    pub was: Option<String>,
    /// Its description.
    pub docs: Docs,
    /// The attributes that a customization puts on it.
    pub attributes: Vec<String>,
    /// Where the document lists it.
    pub place: Place,
}

/// One of several types, and how to tell which.
#[derive(Clone, Debug)]
pub struct Union {
    /// The types, in the order of the document.
    pub alternatives: Vec<Alternative>,
    /// How members choose the alternative, first stage first; none: the first alternative that fits.
    pub stages: Vec<Stage>,
}

/// One alternative of a union.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The Rust name of the variant.
    pub name: String,
    /// What it holds.
    pub ty: Type,
    /// What the document says of its values beside their type.
    pub constraints: Constraints,
    /// Its description.
    pub docs: Docs,
    /// Where the document lists it.
    pub place: Place,
}

/// Members that together choose an alternative, once all are present as strings.
#[derive(Clone, Debug)]
pub struct Stage {
    /// JSON pointers of the members, from the value itself.
    pub pointers: Vec<String>,
    /// The texts that choose an alternative.
    pub cases: Vec<Case>,
}

/// Texts that choose an alternative.
#[derive(Clone, Debug)]
pub struct Case {
    /// One text for each pointer of the stage; ASCII case is ignored.
    pub values: Vec<String>,
    /// The chosen one, as an index into [`Union::alternatives`].
    pub alternative: usize,
}

/// The type of a member, parameter, element or body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A whole number of a size.
    Integer(Integer),
    /// A binary float (`format: float` and `double`).
    Float,
    /// An exact decimal number.
    Decimal,
    /// An instant (`format: date-time`).
    DateTime,
    /// A date and time without a zone (`format: date-time-local`).
    LocalDateTime,
    /// A day (`format: date`).
    Date,
    /// A text, or a number, of another format that has a type of its own.
    Formatted(Format),
    /// Any JSON value.
    Json,
    /// Bytes, as the whole body of a request or response.
    Bytes,
    /// A type of [`Model::types`], by Rust name.
    Named(String),
    /// A list.
    Array(Box<Type>),
    /// A list of so many elements, each of its own type (`prefixItems`).
    Tuple(Vec<Type>),
    /// An object whose members are all of one type.
    Map(Box<Type>),
    /// A value or null.
    Nullable(Box<Type>),
    /// A value behind a pointer, where a type would contain itself.
    Boxed(Box<Type>),
    /// A type that is not generated.
    Foreign {
        /// Its path.
        path: String,
        /// The type that it stands for.
        stands_for: Box<Type>,
    },
}

impl Type {
    /// The defined types that it is or holds.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Named(name) => vec![name],
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.names()
            }
            Self::Tuple(elements) => elements.iter().flat_map(Self::names).collect(),
            _ => Vec::new(),
        }
    }
}

/// The size of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// `format: int8`.
    I8,
    /// `format: int16`.
    I16,
    /// `format: int32`.
    I32,
    /// `format: int64`, and without a format.
    I64,
    /// `format: uint8`.
    U8,
    /// `format: uint16`.
    U16,
    /// `format: uint32`.
    U32,
    /// `format: uint64`.
    U64,
}

impl Integer {
    /// Its Rust type.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::I16 => "i16",
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U8 => "u8",
            Self::U16 => "u16",
            Self::U32 => "u32",
            Self::U64 => "u64",
        }
    }
}

impl Type {
    /// The types that a tuple's elements have, and any other type itself.
    #[must_use]
    pub fn elements(&self) -> Vec<&Self> {
        match self {
            Self::Tuple(types) => types.iter().flat_map(Self::elements).collect(),
            Self::Nullable(inner) if matches!(**inner, Self::Tuple(_)) => inner.elements(),
            other => vec![other],
        }
    }
}

/// A format whose values have a type of their own in the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A length of time (`format: duration`).
    Duration,
    /// An instant as HTTP writes it (`format: date-time-rfc1123`).
    HttpDate,
    /// An instant as a number of seconds (`format: unixtime`).
    UnixTime,
    /// Bytes in base64 (`format: byte`, `contentEncoding: base64`).
    Base64,
    /// Bytes in the base64 of URLs (`format: base64url`).
    Base64Url,
    /// An identifier (`format: uuid`).
    Uuid,
    /// A decimal number in a string (`type: string`, `format: decimal`).
    DecimalText,
}

impl Format {
    /// Its Rust type.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Duration => "Duration",
            Self::HttpDate => "HttpDate",
            Self::UnixTime => "UnixTime",
            Self::Base64 => "Base64",
            Self::Base64Url => "Base64Url",
            Self::Uuid => "Uuid",
            Self::DecimalText => "DecimalText",
        }
    }

    /// Whether its values are strings on the wire.
    #[must_use]
    pub fn is_text(self) -> bool {
        self != Self::UnixTime
    }
}

/// A description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The text, in Markdown, as the document has it; empty if it says nothing.
    pub text: String,
    /// Constraints to add under the text, one sentence each (limits, patterns, read-only, defaults).
    pub facts: Vec<String>,
    /// Whether the document marks the item as deprecated.
    pub deprecated: bool,
    /// The day from which it is gone (`x-sunset`), as the document writes it.
    pub sunset: Option<String>,
}

/// A request that the document offers.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its operationId, as the document has it; method and path where it has none.
    pub id: String,
    /// The Rust name of its request type.
    pub name: String,
    /// The Rust name of the operation of the previous api-version that this one continues (`x-rust-was`).
    pub was: Option<String>,
    /// The first of its tags.
    pub tag: Option<String>,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The query parameter that carries the api-version, if there is one; it is not among the parameters.
    pub api_version_parameter: Option<String>,
    /// The parameters, the body as the last of them, required ones first as the document orders them.
    pub parameters: Vec<Parameter>,
    /// The responses, in the order of the document, the error among them.
    pub responses: Vec<Response>,
    /// How its result goes on over several pages.
    pub paging: Option<Paging>,
    /// Where the result of a long-running operation is found at the end: `location` or empty where the document does not say.
    pub long_running: Option<String>,
    /// What a caller must show to be let in: any one of these, each a set of security schemes with their scopes. Empty: nothing.
    pub security: Vec<BTreeMap<String, BTreeSet<String>>>,
    /// Its summary and description.
    pub docs: Docs,
    /// Where the document defines it.
    pub place: Place,
}

/// A value that a request carries.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its Rust name.
    pub name: String,
    /// Its name on the wire (for a body: the name the document gives it, or `body`).
    pub wire: String,
    /// The Rust name of the parameter of the previous api-version that this one continues under a new name.
    pub was: Option<String>,
    /// Where it stands in the request.
    pub location: Location,
    /// What it holds.
    pub ty: Type,
    /// How a list or an object is written.
    pub style: Style,
    /// The media type of a body that is not plain JSON.
    pub media_type: Option<String>,
    /// Whether it must be given.
    pub required: bool,
    /// What the document says of its values beside their type.
    pub constraints: Constraints,
    /// The regular expression of its facts as Rust writes it; none if it can't.
    pub pattern: Option<String>,
    /// The media types of a body, in the order of the document; empty for any other parameter.
    pub media_types: Vec<String>,
    /// Its description; limits and patterns among the facts.
    pub docs: Docs,
    /// Where the document defines it.
    pub place: Place,
}

/// Where a parameter stands in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path template.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// It is the body.
    Body,
}

/// What may come back.
#[derive(Clone, Debug)]
pub struct Response {
    /// `200`, `4XX` or `default`.
    pub status: String,
    /// The type of the body, none where there is no body, or one of XML or of several parts.
    pub body: Option<Type>,
    /// The media type of a body that is not plain JSON.
    pub media_type: Option<String>,
    /// What the document says of the body beside its type.
    pub constraints: Constraints,
    /// The media types of the body, in the order of the document.
    pub media_types: Vec<String>,
    /// The headers that the document names.
    pub headers: Vec<Header>,
    /// Its description.
    pub docs: Docs,
    /// The documented bodies.
    pub examples: Vec<Example>,
    /// Where the document defines it.
    pub place: Place,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name on the wire.
    pub wire: String,
    /// What it holds.
    pub ty: Type,
    /// Whether the service always sends it.
    pub required: bool,
    /// What the document says of its values beside their type.
    pub constraints: Constraints,
    /// Its description.
    pub docs: Docs,
    /// Where the document defines it.
    pub place: Place,
}

/// A documented body.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name; empty where the document gives none.
    pub name: String,
    /// What it shows.
    pub summary: String,
    /// The body as JSON text, indented by two spaces.
    pub json: String,
}

/// How a result goes on over several pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// How the next page is found; members and parameters by their names on the wire.
    pub next: NextPage,
    /// The wire name of the member that holds the items.
    pub items: String,
}

impl Operation {
    /// The type of a failed request's body: that of the `default` response, or of the first `4XX` or `5XX` one.
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
    /// What a document means. What has no meaning is reported, and the rest is understood all the same.
    pub fn from_document(document: &Document, diagnostics: &mut Diagnostics) -> Self {
        Self::with_schemas(document, &[], diagnostics).0
    }

    /// As [`from_document`](Self::from_document), and what schemas of the document hold.
    pub fn with_schemas(
        document: &Document,
        schemas: &[SchemaId],
        diagnostics: &mut Diagnostics,
    ) -> (Self, Vec<Typed>) {
        let mut composer = compose::Composer::new(document);
        let definitions =
            definitions::find(document, &mut composer, diagnostics, !schemas.is_empty());
        let mut builder = types::ModelBuilder {
            document,
            composer,
            definitions,
            diagnostics,
            open: Vec::new(),
        };
        let mut types = builder.types();
        let operations = builder.operations(&types);
        let typed = schemas.iter().map(|id| builder.typed(*id)).collect();
        recursion::box_recursion(&mut types);
        let model = Self {
            api_version: document.api_version.clone(),
            title: document.title.clone(),
            servers: document.servers.clone(),
            security_schemes: document.security_schemes.clone(),
            types: types
                .into_iter()
                .map(|definition| (definition.name.clone(), definition))
                .collect(),
            operations,
        };
        floats::lint(&model, diagnostics);
        (model, typed)
    }
}

//! The definitions of a service: each type and operation once, with the range of api-versions of all its parts.
//!
//! This is the syntax tree of a definitions module. [`parse`](crate::parse()) reads it from a module,
//! a generator builds it directly, [`check`](crate::check()) resolves it, [`print`](crate::print()) writes it as a
//! module. Names and texts are [`LitStr`]s, so that an error can point at the offending token. A generator creates them
//! with [`Span::call_site`].

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::{Attribute, Ident, ItemUse, LitStr, Path, Type, Visibility};

use crate::version::version_module_name;

/// All types and operations of a service.
#[derive(Clone)]
pub struct Definitions {
    /// The api-versions, oldest first.
    pub versions: Vec<LitStr>,
    /// The modules of api-versions that are not named after them, by api-version.
    pub modules: BTreeMap<String, Ident>,
    /// True if this is one document, whose types stand beside each other without a module for their api-version. It has one
    /// api-version, which requests send.
    pub unversioned: bool,
    /// True if the newest stable api-version of the history is not among these, so that none is called the latest.
    pub lacks_latest: bool,
    /// The prefix of the cargo features (`azure-` for `azure-2024-04-01`). If `None`, no `cfg` is emitted.
    pub features: Option<LitStr>,
    /// The path of the runtime, relative to the attribute. If `None`, only the types are emitted, without
    /// serialization.
    pub runtime: Option<Path>,
    /// The attributes of the module. Each emitted module gets all of them except docs.
    pub attrs: Vec<Attribute>,
    /// The visibility of the module. The emitted version modules are always public.
    pub vis: Visibility,
    /// The name of the module, used only in the definitions form.
    pub ident: Ident,
    /// The servers of the service.
    pub servers: Vec<Server>,
    /// The names of the headers with the id that a client gives to a request.
    pub request_ids: Vec<LitStr>,
    /// The security schemes that the service supports.
    pub schemes: Vec<SecurityScheme>,
    /// The security requirements of operations without their own.
    pub security: Security,
    /// The `use` items of the module.
    pub imports: Vec<ItemUse>,
    /// The types and operations.
    pub items: Vec<Definition>,
}

/// A type or an operation, with its range of api-versions.
#[derive(Clone)]
pub struct Definition {
    /// Docs, derives and other attributes of the emitted type.
    pub attrs: Vec<Attribute>,
    /// The api-versions that have this definition. If `None`, all of them.
    pub versions: Option<Versions>,
    /// Docs of single shapes.
    pub version_docs: Vec<VersionDoc>,
    /// The visibility of the type.
    pub vis: Visibility,
    /// The name of the type.
    pub ident: Ident,
    /// The kind of the definition, and its parts.
    pub body: Body,
}

/// The range of api-versions of a definition or part, and its relation to its predecessor.
#[derive(Clone)]
pub struct Versions {
    /// The api-versions that have it.
    pub range: Range,
    /// The name of its predecessor in the previous api-version.
    pub was: Option<LitStr>,
    /// The function that converts the predecessor's value to this type.
    pub upgrade_with: Option<Path>,
    /// The function that converts a value of this type to the predecessor's type.
    pub downgrade_with: Option<Path>,
}

/// A span of api-versions, written like a Rust range: the end is exclusive.
#[derive(Clone)]
pub struct Range {
    /// The first api-version. If `None`, the range begins with that of the parent.
    pub start: Option<LitStr>,
    /// The first api-version after the range. If `None`, the range ends with that of the parent.
    pub end: Option<LitStr>,
    /// The span of the range in the source, for errors.
    pub span: Span,
}

/// Docs of the shapes that exist in some api-versions.
#[derive(Clone)]
pub struct VersionDoc {
    /// The api-versions.
    pub versions: DocVersions,
    /// The text, in Markdown. In lines that begin with `use `, [`VERSION_MODULE`](Self::VERSION_MODULE) is replaced.
    pub text: LitStr,
}

impl VersionDoc {
    /// The placeholder for the module of the oldest of the api-versions that are compiled.
    pub const VERSION_MODULE: &str = "{version_module}";
}

/// The api-versions that docs refer to.
#[derive(Clone)]
pub enum DocVersions {
    /// One api-version.
    One(LitStr),
    /// All api-versions of a range.
    Range(Range),
}

/// The kind of a definition, and its parts.
#[derive(Clone)]
pub enum Body {
    /// An object with named members.
    Struct(Vec<Field>),
    /// An open enumeration of strings.
    Enumeration(Vec<Variant>),
    /// A union: a value of one of several types.
    Union(Vec<Alternative>),
    /// Another name of a type.
    Alias(Vec<Target>),
    /// An operation: its request and its responses.
    Operation(Box<Operation>),
}

/// The type that an alias names. It has several in turn where aliases in it change.
#[derive(Clone)]
pub struct Target {
    /// The name of the alias.
    pub ident: Ident,
    /// The type.
    pub ty: Type,
}

/// A member of a struct.
#[derive(Clone)]
pub struct Field {
    /// Docs and other attributes of the emitted field.
    pub attrs: Vec<Attribute>,
    /// The api-versions that have it. If `None`, those of its struct.
    pub versions: Option<Versions>,
    /// The wire name. If `None`, [`default_wire_name`](crate::default_wire_name) of the field's name.
    pub wire: Option<LitStr>,
    /// The value of an optional member in new values.
    pub initial: Initial,
    /// The visibility of the field.
    pub vis: Visibility,
    /// The name of the field.
    pub ident: Ident,
    /// The type: `Option<T>` for an optional member, any other type for a required one.
    pub ty: Type,
}

/// The value of an optional member in new values.
#[derive(Clone, Default)]
pub enum Initial {
    /// None.
    #[default]
    Absent,
    /// An argument of `new`.
    Argument,
    /// A constant string.
    Text(LitStr),
    /// A constant number, `true` or `false`, as JSON text.
    Literal(LitStr),
    /// None. The field is a map of the members that no other field names.
    Others,
}

/// A listed value of an enumeration.
#[derive(Clone)]
pub struct Variant {
    /// Docs and other attributes of the emitted variant.
    pub attrs: Vec<Attribute>,
    /// The api-versions that list it. If `None`, those of its enumeration.
    pub versions: Option<Versions>,
    /// The text on the wire. If `None`, the name of the variant.
    pub wire: Option<LitStr>,
    /// The name of the variant.
    pub ident: Ident,
}

/// An alternative of a union: one of its types.
#[derive(Clone)]
pub struct Alternative {
    /// Docs and other attributes of the emitted variant.
    pub attrs: Vec<Attribute>,
    /// The api-versions that have it. If `None`, those of its union.
    pub versions: Option<Versions>,
    /// The rules that select it. Where no rule selects an alternative, the best match of those without a rule is selected.
    pub when: Vec<When>,
    /// True if its objects have no other members than those of the type. It is the last choice for an object with others.
    pub is_closed: bool,
    /// The name of the variant.
    pub ident: Ident,
    /// The type of its value.
    pub ty: Type,
}

/// A rule that selects an alternative if all its conditions hold.
#[derive(Clone)]
pub struct When {
    /// The conditions: a JSON pointer and the text of the scalar expected there, compared without ASCII case.
    pub conditions: Vec<(LitStr, LitStr)>,
}

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
    /// The security requirements. If `None`, those of the [`Definitions`].
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
    /// The media types of a body. If there are none, JSON; if there are several, the type is `OneOf` with a type for each.
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

impl Range {
    /// Creates a range without a source location.
    #[must_use]
    pub fn new(start: Option<&str>, end: Option<&str>) -> Self {
        let span = Span::call_site();
        let literal = |text: &str| LitStr::new(text, span);
        Self {
            start: start.map(literal),
            end: end.map(literal),
            span,
        }
    }
}

impl Definitions {
    /// Returns the name of the module of an api-version.
    #[must_use]
    pub fn version_module(&self, version: &str) -> String {
        let own = self.modules.get(version).map(Ident::to_string);
        own.unwrap_or_else(|| version_module_name(version))
    }
}

impl Body {
    /// The name of the kind, for error messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Struct(_) => "struct",
            Self::Enumeration(_) => "enumeration",
            Self::Union(_) => "union",
            Self::Alias(_) => "alias",
            Self::Operation(_) => "operation",
        }
    }
}

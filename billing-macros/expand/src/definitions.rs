//! One definition of everything, with its history written on it.
//!
//! This is what a definitions module says, without the syntax: [`parse`](crate::parse) reads it from a module,
//! a generator builds it directly, [`check`](crate::check) resolves it, [`print`](crate::print) writes it as a module.
//! Texts are [`LitStr`]s so that an error can point at the offending one; a generator makes them with
//! [`Span::call_site`].

use proc_macro2::Span;
use syn::{Attribute, Ident, ItemUse, LitStr, Path, Type, Visibility};

/// All versions of an API's types and operations.
#[derive(Clone)]
pub struct Definitions {
    /// The api-versions, oldest first.
    pub versions: Vec<LitStr>,
    /// What stands before an api-version in the name of its cargo feature (`azure-`); without it, no `cfg` is emitted.
    pub features: Option<LitStr>,
    /// Where the runtime is, seen from the attribute; without it only the types are emitted, nothing to read and write.
    pub runtime: Option<Path>,
    /// Attributes of the module; all but docs are put on every emitted module.
    pub attrs: Vec<Attribute>,
    /// Visibility of the module (the emitted version modules are public whatever it is).
    pub vis: Visibility,
    /// Name of the module; it is only seen in the definitions form.
    pub ident: Ident,
    /// Where the service is reached.
    pub servers: Vec<Server>,
    /// How it knows its callers.
    pub schemes: Vec<SecurityScheme>,
    /// What a caller has to show to an operation that does not say it itself.
    pub security: Security,
    /// Names from elsewhere.
    pub imports: Vec<ItemUse>,
    /// The types and operations.
    pub items: Vec<Definition>,
}

/// A type or an operation, in the range of api-versions in which it has this definition.
#[derive(Clone)]
pub struct Definition {
    /// Docs, derives and whatever else is to stand on the emitted type.
    pub attrs: Vec<Attribute>,
    /// When it exists; `None`: in all api-versions.
    pub versions: Option<Versions>,
    /// Texts for the docs of single shapes.
    pub notes: Vec<DocIn>,
    /// Visibility of the type.
    pub vis: Visibility,
    /// Name of the type.
    pub ident: Ident,
    /// What it consists of.
    pub body: Body,
}

/// When something exists, and what it was called before.
#[derive(Clone)]
pub struct Versions {
    /// The api-versions that have it.
    pub range: Range,
    /// The name, in the api-version before, of what this continues.
    pub was: Option<LitStr>,
    /// What makes it of its predecessor, where their types have no conversion of their own.
    pub upgrade_with: Option<Path>,
    /// What makes its predecessor of it.
    pub downgrade_with: Option<Path>,
}

/// A span of api-versions, written like a Rust range: the end is not part of it.
#[derive(Clone)]
pub struct Range {
    /// The first api-version; `None`: from the parent's first.
    pub start: Option<LitStr>,
    /// The first api-version that is not in it any more; `None`: to the parent's last.
    pub end: Option<LitStr>,
    /// Where it is written.
    pub span: Span,
}

/// Text that belongs only into the docs of the shape that holds an api-version.
#[derive(Clone)]
pub struct DocIn {
    /// The api-version.
    pub version: LitStr,
    /// The text, in Markdown.
    pub text: LitStr,
}

/// What a definition consists of.
#[derive(Clone)]
pub enum Body {
    /// An object with named members.
    Struct(Vec<Field>),
    /// A text out of an open list.
    Enumeration(Vec<Variant>),
    /// A value of one of several types.
    Union(Vec<Alternative>),
    /// A request and what may come back.
    Operation(Box<Operation>),
}

/// A member of a struct.
#[derive(Clone)]
pub struct Field {
    /// Docs and whatever else is to stand on the emitted field.
    pub attrs: Vec<Attribute>,
    /// When it exists; `None`: whenever its struct does.
    pub versions: Option<Versions>,
    /// Its name on the wire; `None`: [`wire_name`](crate::wire_name) of its own.
    pub wire: Option<LitStr>,
    /// Visibility of the field.
    pub vis: Visibility,
    /// Its name.
    pub ident: Ident,
    /// Its type: `Option<T>` for a member that may be absent, anything else for a required one.
    pub ty: Type,
}

/// A listed value of an enumeration.
#[derive(Clone)]
pub struct Variant {
    /// Docs and whatever else is to stand on the emitted variant.
    pub attrs: Vec<Attribute>,
    /// When it is listed; `None`: whenever its enumeration exists.
    pub versions: Option<Versions>,
    /// Its text on the wire; `None`: its own name.
    pub wire: Option<LitStr>,
    /// Its name.
    pub ident: Ident,
}

/// One of the types of a union.
#[derive(Clone)]
pub struct Alternative {
    /// Docs and whatever else is to stand on the emitted variant.
    pub attrs: Vec<Attribute>,
    /// When it is possible; `None`: whenever its union exists.
    pub versions: Option<Versions>,
    /// The rules that choose it; if no alternative of the union has one, the best fit is chosen.
    pub when: Vec<When>,
    /// The name of the variant.
    pub ident: Ident,
    /// What it holds.
    pub ty: Type,
}

/// A rule that chooses an alternative: all its conditions hold.
#[derive(Clone)]
pub struct When {
    /// A JSON pointer, and the text that has to stand there (ASCII case is ignored).
    pub conditions: Vec<(LitStr, LitStr)>,
}

/// A request and what may come back.
#[derive(Clone)]
pub struct Operation {
    /// The HTTP method: `GET`.
    pub method: Ident,
    /// The path template: `/providers/{name}`.
    pub path: LitStr,
    /// Its operationId.
    pub id: LitStr,
    /// What may come back.
    pub responses: Vec<Response>,
    /// The body of each failure that `responses` does not list; `None`: any JSON.
    pub error: Option<Type>,
    /// How its result goes on over several pages.
    pub paging: Option<Paging>,
    /// If it is a long-running one: where the result is found at the end (`location`, or empty where that is not said).
    pub long_running: Option<LitStr>,
    /// The query parameter that carries the api-version.
    pub api_version: Option<LitStr>,
    /// What a caller has to show; `None`: what the [`Definitions`] say.
    pub security: Option<Security>,
    /// What the request carries.
    pub parameters: Vec<Parameter>,
}

/// One response of an operation.
#[derive(Clone)]
pub struct Response {
    /// A status word: `200`, `4XX`, `default`.
    pub status: LitStr,
    /// The type of the body; `None`: there is no body.
    pub ty: Option<Type>,
    /// The media type of the body; `None`: JSON.
    pub media_type: Option<LitStr>,
}

/// How a result goes on over several pages. Members and parameters are said by their names on the wire.
#[derive(Clone)]
pub struct Paging {
    /// How the next page is found.
    pub next: NextPage,
    /// The member that holds the items.
    pub items: LitStr,
}

/// How the next page is found.
#[derive(Clone)]
pub enum NextPage {
    /// There is only one.
    None,
    /// By the link in this member.
    Link(LitStr),
    /// By the number of its first item.
    Offset {
        /// The query parameter with that number.
        offset: LitStr,
        /// The query parameter that says how many items a page has.
        size: Option<LitStr>,
        /// The member that says how many items there are in all.
        total: LitStr,
    },
}

/// What a caller has to show: any one of these, each a list of what it takes together. Empty: nothing.
pub type Security = Vec<Vec<Requirement>>;

/// A security scheme that a caller has to satisfy.
#[derive(Clone)]
pub struct Requirement {
    /// Its name.
    pub scheme: LitStr,
    /// What its token has to allow.
    pub scopes: Vec<LitStr>,
}

/// How a service knows its callers.
#[derive(Clone)]
pub struct SecurityScheme {
    /// Its name.
    pub name: LitStr,
    /// What is sent.
    pub kind: SchemeKind,
}

/// What shows who calls.
#[derive(Clone)]
pub enum SchemeKind {
    /// A token after `Bearer`.
    Bearer,
    /// A name and a password.
    Basic,
    /// A key in the header of this name.
    Header(LitStr),
    /// A key in the query parameter of this name.
    Query(LitStr),
    /// A key in the cookie of this name.
    Cookie(LitStr),
    /// Something else, by its name.
    Other(LitStr),
}

/// Where a service is reached.
#[derive(Clone)]
pub struct Server {
    /// Its URL, with `{name}` where a variable goes.
    pub url: LitStr,
    /// What differs between its users.
    pub variables: Vec<ServerVariable>,
}

/// What differs between the users of a server.
#[derive(Clone)]
pub struct ServerVariable {
    /// The name between the braces.
    pub name: LitStr,
    /// What it is if nothing else is said.
    pub default: Option<LitStr>,
    /// What it may be; empty: anything.
    pub values: Vec<LitStr>,
}

/// A value that a request carries.
#[derive(Clone)]
pub struct Parameter {
    /// Docs and whatever else is to stand on the emitted field.
    pub attrs: Vec<Attribute>,
    /// When it exists; `None`: whenever its operation does.
    pub versions: Option<Versions>,
    /// Where it stands in the request.
    pub location: Location,
    /// Its name on the wire; `None`: [`wire_name`](crate::wire_name) of its own.
    pub wire: Option<LitStr>,
    /// How it is written; `None`: as its location has it.
    pub style: Option<(Style, Span)>,
    /// What bounds its value.
    pub limits: Vec<Limit>,
    /// The media type of a body; `None`: JSON.
    pub media_type: Option<LitStr>,
    /// Visibility of the field.
    pub vis: Visibility,
    /// Its name.
    pub ident: Ident,
    /// Its type: `Option<T>` for one that may be left out.
    pub ty: Type,
}

/// Declares names that stand in attributes.
macro_rules! words {
    ($(#[$docs:meta])* $name:ident { $($(#[$variant_docs:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$docs])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_docs])* $variant,)* }

        impl $name {
            /// All of them, in the order of the attributes' documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word for it in an attribute.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// What the runtime calls it.
            pub(crate) fn variant(self) -> Ident {
                let name = match self { $(Self::$variant => stringify!($variant),)* };
                Ident::new(name, Span::call_site())
            }
        }
    };
}

words! {
    /// How a value is written that is a list or an object.
    Style {
        /// Separated by commas, under one name.
        Commas = "commas",
        /// The name again for each element or member.
        Repeated = "repeated",
        /// Separated by spaces.
        Spaces = "spaces",
        /// Separated by `|`.
        Pipes = "pipes",
        /// Separated by tabs.
        Tabs = "tabs",
        /// `name[member]=value` for each member.
        DeepObject = "deep_object",
        /// `.` before it.
        Label = "label",
        /// `.` before each element or member.
        LabelRepeated = "label_repeated",
        /// `;name=value`.
        Matrix = "matrix",
        /// `;name=value` for each element or member.
        MatrixRepeated = "matrix_repeated",
        /// Members as `name=value`, separated by commas.
        Members = "members",
        /// As JSON text.
        Json = "json",
        /// Just as it is, not percent-encoded.
        Verbatim = "verbatim",
    }
}

words! {
    /// What bounds a value.
    LimitKind {
        /// The least number.
        Minimum = "minimum",
        /// A number is greater than this.
        ExclusiveMinimum = "exclusive_minimum",
        /// The greatest number.
        Maximum = "maximum",
        /// A number is less than this.
        ExclusiveMaximum = "exclusive_maximum",
        /// The least number of characters.
        MinLength = "min_length",
        /// The greatest number of characters.
        MaxLength = "max_length",
        /// The least number of elements.
        MinItems = "min_items",
        /// The greatest number of elements.
        MaxItems = "max_items",
        /// A regular expression that matches somewhere in a text.
        Pattern = "pattern",
    }
}

/// What bounds a value.
#[derive(Clone)]
pub struct Limit {
    /// In which way.
    pub kind: LimitKind,
    /// The bound as text: a number, or a regular expression.
    pub bound: LitStr,
}

impl LimitKind {
    /// Whether its bound is a count.
    pub(crate) fn is_count(self) -> bool {
        matches!(
            self,
            Self::MinLength | Self::MaxLength | Self::MinItems | Self::MaxItems
        )
    }
}

/// Where a parameter stands in the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

impl Location {
    /// All of them, in the order of the attributes' documentation.
    pub const ALL: [Self; 5] = [
        Self::Path,
        Self::Query,
        Self::Header,
        Self::Cookie,
        Self::Body,
    ];

    /// The name of its attribute: `path`.
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
    /// A range that stands nowhere in a source file.
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

impl Versions {
    /// The conversion that is named for a direction.
    pub(crate) fn conversion(&self, up: bool) -> Option<&Path> {
        if up {
            self.upgrade_with.as_ref()
        } else {
            self.downgrade_with.as_ref()
        }
    }
}

impl Body {
    /// What a message calls it.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Struct(_) => "struct",
            Self::Enumeration(_) => "enumeration",
            Self::Union(_) => "union",
            Self::Operation(_) => "operation",
        }
    }
}

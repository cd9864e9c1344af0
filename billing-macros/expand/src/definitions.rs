//! The definitions of a service: each type and operation once, with the range of api-versions of all its parts.
//!
//! This is the syntax tree of a definitions module. [`parse`](crate::parse()) reads it from a module,
//! a generator builds it directly, [`check`](crate::check()) resolves it, [`print`](crate::print()) writes it as a
//! module. Names and texts are [`LitStr`]s, so that an error can point at the offending token. A generator creates them
//! with [`Span::call_site`].

mod operation;

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::{Attribute, Ident, ItemUse, LitStr, Path, Type, Visibility};

use crate::version::version_module_name;

pub use operation::{
    Constraint, ConstraintKind, Content, Encoding, EncodingKind, Header, Location, NextPage,
    Operation, Paging, Parameter, Requirement, Response, SchemeKind, Security, SecurityScheme,
    Server, ServerVariable, Stream, Style,
};

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
    /// An open enumeration of strings or integers.
    Enumeration(ValueKind, Vec<Variant>),
    /// A union: a value of one of several types.
    Union(Vec<Alternative>),
    /// Another name of a type.
    Alias(Vec<Target>),
    /// An operation: its request and its responses.
    Operation(Box<Operation>),
}

/// The kind of an enumeration's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Strings.
    Text,
    /// Integers that `i64` holds. Each variant has a discriminant.
    Integer,
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
    /// The text on the wire; that of an integer is its digits. If `None`, the name of the variant.
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
    /// True if a value that lacks these scalars may be the alternative too.
    pub is_optional: bool,
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
            Self::Enumeration(ValueKind::Text, _) => "enumeration",
            Self::Enumeration(ValueKind::Integer, _) => "enumeration of integers",
            Self::Union(_) => "union",
            Self::Alias(_) => "alias",
            Self::Operation(_) => "operation",
        }
    }
}

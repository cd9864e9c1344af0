use std::ops::Deref;

use indexmap::{IndexMap, IndexSet};

use super::{Arena, Id, Spanned};
use crate::{diagnostic::Place, source::Node};

/// Names a [`Schema`] of a document.
pub type SchemaId = Id<Schema>;

/// What a value may be, and what the document says about it.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Where it is defined.
    pub place: Place,
    /// Its name, if it is a component.
    pub component: Option<String>,
    /// What it is called where it stands, if it is no component and has no better name.
    pub hint: Option<String>,
    /// The name that `x-ms-client-name` gives it.
    pub client_name: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Whether the value may be null.
    pub nullable: bool,
    /// Whether only the service writes it.
    pub read_only: bool,
    /// Whether only the client writes it.
    pub write_only: bool,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// The day from which it is gone (`x-sunset`).
    pub sunset: Option<String>,
    /// What it is where nothing is sent.
    pub default: Option<Node>,
    /// What bounds its values.
    pub validation: BoxedIfSet<Validation>,
    /// The Rust name that the author chose (`x-rust-name`).
    pub rust_name: Option<Box<Spanned<String>>>,
    /// The Rust name in the previous api-version (`x-rust-was`).
    pub rust_was: Option<Box<Spanned<String>>>,
    /// The member whose text tells which of the schemas composed of this one a value is.
    pub discriminator: Option<Box<Discriminator>>,
    /// The text by which a discriminator chooses it (`x-ms-discriminator-value`).
    pub discriminator_value: Option<String>,
    /// Its form.
    pub kind: SchemaKind,
}

/// A member whose text tells which of several schemas a value is.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// The wire name of the member.
    pub property: String,
    /// The texts for which the document says what they choose.
    pub mapping: Vec<Case>,
    /// Where that is said.
    pub place: Place,
}

/// The kind of a [`Schema`].
#[derive(Clone, Debug, Default)]
pub enum SchemaKind {
    /// Any JSON value.
    #[default]
    Any,
    /// Another schema; what the schema itself says is said of this use of it.
    Reference(SchemaId),
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number(Number),
    /// Text, with its format.
    Text(Option<String>),
    /// A text out of a list.
    Enumeration(Enumeration),
    /// A list.
    Array(SchemaId),
    /// A list whose elements each have a schema of their own.
    Tuple(Vec<SchemaId>),
    /// Named members.
    Object(Box<Object>),
    /// All of several schemas at once, and members of its own.
    AllOf(Vec<SchemaId>, Box<Object>),
    /// One of several schemas.
    OneOf(Box<OneOf>),
}

/// The kind of a number.
#[derive(Clone, Debug)]
pub struct Number {
    /// Whether it is whole.
    pub is_integer: bool,
    /// Its format.
    pub format: Option<String>,
}

/// A text out of a list.
#[derive(Clone, Debug, Default)]
pub struct Enumeration {
    /// The name that `x-ms-enum` gives it.
    pub name: Option<Spanned<String>>,
    /// The texts.
    pub values: Vec<EnumValue>,
    /// Whether more of them are to be expected (`modelAsString` of `x-ms-enum`).
    pub extensible: bool,
}

/// A text of an [`Enumeration`].
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The text on the wire.
    pub wire: String,
    /// Where it stands.
    pub place: Place,
    /// The name that `x-ms-enum` gives it.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The Rust name that the author chose (`x-rust-name`).
    pub rust_name: Option<Spanned<String>>,
    /// The Rust name in the previous api-version (`x-rust-was`).
    pub rust_was: Option<Spanned<String>>,
}

/// Named members.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// The members that it names, each with the place of its name.
    pub properties: IndexMap<String, Property>,
    /// The members that must be present, each with the place where that is said.
    pub required: IndexMap<String, Place>,
    /// What it says about other members.
    pub additional_properties: AdditionalProperties,
    /// Whether it says that there may be others of any type.
    pub allows_any: bool,
}

/// A member that an [`Object`] names.
#[derive(Clone, Debug)]
pub struct Property {
    /// Where its name stands.
    pub place: Place,
    /// What it holds.
    pub schema: SchemaId,
}

/// What an [`Object`] says about members it does not name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// Nothing, or that anything or nothing is there.
    #[default]
    Untyped,
    /// They are all of one type.
    Typed(SchemaId),
}

/// One of several schemas, and how to tell which.
#[derive(Clone, Debug, Default)]
pub struct OneOf {
    /// The schemas, each with the place where it is listed.
    pub alternatives: Vec<(SchemaId, Place)>,
    /// How members choose, first stage first.
    pub stages: Vec<Stage>,
    /// The members that the schema itself names beside the alternatives.
    pub siblings: Object,
}

/// Members that together choose an alternative.
#[derive(Clone, Debug)]
pub struct Stage {
    /// JSON pointers of the members.
    pub pointers: Vec<String>,
    /// The texts that choose.
    pub cases: Vec<Case>,
}

/// Texts that choose an alternative.
#[derive(Clone, Debug)]
pub struct Case {
    /// One for each pointer.
    pub values: Vec<String>,
    /// What they choose.
    pub schema: SchemaId,
    /// Where that is said.
    pub place: Place,
    /// Whether the document names no text for it, so that the name of the schema stands in for one.
    pub implied: bool,
}

/// What most schemas do not say, and which takes no memory where it is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoxedIfSet<T>(Option<Box<T>>);

impl<T: Default + PartialEq> From<T> for BoxedIfSet<T> {
    fn from(said: T) -> Self {
        Self((said != T::default()).then(|| Box::new(said)))
    }
}

impl<T: Empty> Deref for BoxedIfSet<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::EMPTY)
    }
}

/// A type of which one value says nothing.
pub trait Empty: 'static {
    /// That value.
    const EMPTY: &'static Self;
}

impl Empty for Validation {
    const EMPTY: &'static Self = &Self {
        minimum: None,
        exclusive_minimum: false,
        maximum: None,
        exclusive_maximum: false,
        multiple_of: None,
        min_length: None,
        max_length: None,
        pattern: None,
        min_items: None,
        max_items: None,
        min_properties: None,
        max_properties: None,
        unique_items: false,
        listed: Vec::new(),
        encoding: None,
        media_type: None,
    };
}

/// What bounds the values of a [`Schema`], as the document writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validation {
    /// The least number.
    pub minimum: Option<String>,
    /// Whether the least number is itself out of bounds.
    pub exclusive_minimum: bool,
    /// The greatest number.
    pub maximum: Option<String>,
    /// Whether the greatest number is itself out of bounds.
    pub exclusive_maximum: bool,
    /// What a number is a multiple of.
    pub multiple_of: Option<String>,
    /// The least number of characters.
    pub min_length: Option<String>,
    /// The greatest number of characters.
    pub max_length: Option<String>,
    /// The regular expression that a text matches.
    pub pattern: Option<String>,
    /// The least number of elements.
    pub min_items: Option<String>,
    /// The greatest number of elements.
    pub max_items: Option<String>,
    /// Whether no two elements are equal.
    pub unique_items: bool,
    /// The least number of members.
    pub min_properties: Option<String>,
    /// The greatest number of members.
    pub max_properties: Option<String>,
    /// The values that it may be, as JSON text, where they are no type of their own; empty if it may be any.
    pub listed: Vec<String>,
    /// How a text holds bytes: `base64`.
    pub encoding: Option<String>,
    /// The media type of what a text holds.
    pub media_type: Option<String>,
}

/// Returns texts in the form in which a discriminator compares them: ASCII case is ignored.
pub(crate) fn fold_case(values: &[String]) -> Vec<String> {
    let values = values.iter();
    values.map(|value| value.to_ascii_lowercase()).collect()
}

/// Maximum length of a chain of `$ref`s. No document that people write comes near it.
pub(crate) const MAX_REF_HOPS: usize = 64;

impl Arena<Schema> {
    /// Follows `$ref`s from a schema to the first one that is more than a reference. In a cycle, or after
    /// `MAX_REF_HOPS` steps, returns the schema reached so far.
    #[must_use]
    pub fn resolve_ref(&self, id: SchemaId) -> SchemaId {
        let mut current = id;
        for _ in 0..MAX_REF_HOPS {
            match self.get(current).kind {
                SchemaKind::Reference(target) => current = target,
                _ => break,
            }
        }
        current
    }
}

impl Object {
    /// Whether it says nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.properties.is_empty()
            && self.required.is_empty()
            && self.additional_properties == AdditionalProperties::Untyped
    }

    /// The names of its members.
    #[must_use]
    pub fn names(&self) -> IndexSet<&str> {
        self.properties.keys().map(String::as_str).collect()
    }
}

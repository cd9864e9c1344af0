use std::ops::Deref;

use indexmap::{IndexMap, IndexSet};

use super::{Arena, Id, KnownFormat, Spanned};
use crate::{diagnostic::Place, source::Node};

/// Id of a [`Schema`] in a document.
pub type SchemaId = Id<Schema>;

/// A schema: the kind of values it allows, their validation keywords and annotations.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Location of the definition.
    pub place: Place,
    /// Component name; `None` for an inline schema.
    pub component: Option<String>,
    /// Name of an inline schema that has a better one than its position: its key under `$defs`, say.
    pub hint: Option<String>,
    /// Name for clients (`x-ms-client-name`).
    pub client_name: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// True if `null` is allowed (`nullable`, `x-nullable`, a type or value `null`).
    pub nullable: bool,
    /// `readOnly`: only the service sends it.
    pub read_only: bool,
    /// `writeOnly`: only the client sends it.
    pub write_only: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// Date on which the service removes it (`x-sunset`).
    pub sunset: Option<String>,
    /// `default`.
    pub default: Option<Node>,
    /// Validation keywords.
    pub validation: BoxedIfSet<Validation>,
    /// Rust name given by the document (`x-rust-name`).
    pub rust_name: Option<Box<Spanned<String>>>,
    /// Rust name in the previous api-version (`x-rust-was`).
    pub rust_was: Option<Box<Spanned<String>>>,
    /// Discriminator of a schema that others are composed of.
    pub discriminator: Option<Box<Discriminator>>,
    /// Value of a discriminator that selects this schema (`x-ms-discriminator-value`).
    pub discriminator_value: Option<String>,
    /// Kind of the values.
    pub kind: SchemaKind,
}

/// A `discriminator`: the property whose value selects one of several schemas.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Name of the property.
    pub property: String,
    /// Entries of `mapping`.
    pub mapping: Vec<Case>,
    /// Schema of values that no entry selects (`defaultMapping`).
    pub default: Option<SchemaId>,
    /// Location of the declaration.
    pub place: Place,
}

/// The kind of a [`Schema`].
#[derive(Clone, Debug, Default)]
pub enum SchemaKind {
    /// Any JSON value.
    #[default]
    Any,
    /// `$ref` to another schema. Annotations of this schema apply to this use of the other one.
    Reference(SchemaId),
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number(Number),
    /// A string, with its format.
    Text(Option<String>),
    /// A string or an integer from a list of values.
    Enumeration(Enumeration),
    /// An array whose items have one schema.
    Array(SchemaId),
    /// An array with a schema for each position (`prefixItems`).
    Tuple(Vec<SchemaId>),
    /// An object.
    Object(Box<Object>),
    /// `allOf` several schemas, and the object of the sibling keywords.
    AllOf(Vec<SchemaId>, Box<Object>),
    /// `oneOf` or `anyOf`.
    OneOf(Box<OneOf>),
}

impl Number {
    /// Returns whether values are whole numbers. Where an integer format is beside `type: number`, the format counts.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        match self.format.as_deref().and_then(KnownFormat::from_name) {
            Some(KnownFormat::UnixTime) => false,
            Some(format) if format.is_integer() => true,
            _ => self.is_integer,
        }
    }
}

/// The name and the description of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValueLabel {
    /// Name.
    pub name: Option<String>,
    /// Description.
    pub description: Option<String>,
}

impl ValueLabel {
    /// Returns the label as one text for docs.
    #[must_use]
    pub fn text(&self) -> String {
        let parts = [&self.name, &self.description].into_iter().flatten();
        let parts: Vec<&str> = parts.map(|part| part.trim()).collect();
        parts.join(": ")
    }
}

/// A number and its format.
#[derive(Clone, Debug)]
pub struct Number {
    /// True if the type is `integer`.
    pub is_integer: bool,
    /// `format`.
    pub format: Option<String>,
}

/// The kind of an enumeration's values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Strings.
    #[default]
    Text,
    /// Integers that `i64` holds.
    Integer,
}

/// A string or an integer from a list of values.
#[derive(Clone, Debug, Default)]
pub struct Enumeration {
    /// Kind of the values.
    pub kind: ValueKind,
    /// Name for clients (`x-ms-enum`).
    pub name: Option<Spanned<String>>,
    /// Values in the order of the document.
    pub values: Vec<EnumValue>,
    /// `modelAsString` of `x-ms-enum`: the service will add values.
    pub extensible: bool,
}

/// A value of an [`Enumeration`].
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// Value on the wire; that of an integer is its digits.
    pub wire: String,
    /// Location of the value.
    pub place: Place,
    /// Location of its description in `x-ms-enum`.
    pub described: Option<Place>,
    /// Name for clients (`x-ms-enum`).
    pub name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Rust name given by the document (`x-rust-name`).
    pub rust_name: Option<Spanned<String>>,
    /// Rust name in the previous api-version (`x-rust-was`).
    pub rust_was: Option<Spanned<String>>,
}

/// An object.
#[derive(Clone, Debug, Default)]
pub struct Object {
    /// Properties by name.
    pub properties: IndexMap<String, Property>,
    /// Required property names with the location of each in `required`.
    pub required: IndexMap<String, Place>,
    /// Type of additional properties.
    pub additional_properties: AdditionalProperties,
    /// True if additional properties of any type are explicitly allowed.
    pub allows_any: bool,
    /// True if additional properties are forbidden.
    pub is_closed: bool,
    /// Patterns of the names of additional properties, if others are forbidden (`patternProperties`).
    pub name_patterns: Vec<String>,
}

/// A property of an [`Object`].
#[derive(Clone, Debug)]
pub struct Property {
    /// Location of the property's key.
    pub place: Place,
    /// Schema of the value.
    pub schema: SchemaId,
}

/// Additional properties of an [`Object`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// Not declared, or declared as a boolean.
    #[default]
    Untyped,
    /// All of one schema.
    Typed(SchemaId),
}

/// `oneOf` or `anyOf`, with the rules that select an alternative.
#[derive(Clone, Debug, Default)]
pub struct OneOf {
    /// Alternatives, each with its location in the list.
    pub alternatives: Vec<(SchemaId, Place)>,
    /// Stages that select an alternative, in order; empty if the document has no discriminator.
    pub stages: Vec<Stage>,
    /// Object of the keywords beside `oneOf`.
    pub siblings: Object,
}

/// Properties that together select an alternative.
#[derive(Clone, Debug)]
pub struct Stage {
    /// JSON pointers of the properties.
    pub pointers: Vec<String>,
    /// Values that select an alternative.
    pub cases: Vec<Case>,
    /// Location of the `discriminator`; none of a stage that has none.
    pub place: Option<Place>,
}

/// Values that select an alternative.
#[derive(Clone, Debug)]
pub struct Case {
    /// One value for each pointer.
    pub values: Vec<String>,
    /// Selected schema.
    pub schema: SchemaId,
    /// Location of the declaration.
    pub place: Place,
    /// True if the document maps no value to the schema, so that the schema's name is used.
    pub implied: bool,
}

/// A value that is usually the default, which takes no allocation then.
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

/// A type whose default value exists as a constant.
pub trait Empty: 'static {
    /// Default value.
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
        labels: Vec::new(),
        encoding: None,
        media_type: None,
    };
}

/// Validation keywords of a [`Schema`]. Numbers keep their text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validation {
    /// `minimum`.
    pub minimum: Option<String>,
    /// True if `minimum` is exclusive.
    pub exclusive_minimum: bool,
    /// `maximum`.
    pub maximum: Option<String>,
    /// True if `maximum` is exclusive.
    pub exclusive_maximum: bool,
    /// `multipleOf`.
    pub multiple_of: Option<String>,
    /// `minLength`.
    pub min_length: Option<String>,
    /// `maxLength`.
    pub max_length: Option<String>,
    /// `pattern`, a regular expression of ECMA-262.
    pub pattern: Option<String>,
    /// `minItems`.
    pub min_items: Option<String>,
    /// `maxItems`.
    pub max_items: Option<String>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `minProperties`.
    pub min_properties: Option<String>,
    /// `maxProperties`.
    pub max_properties: Option<String>,
    /// `enum` or `const` as JSON text, if the values are not an [`Enumeration`]; empty without either.
    pub listed: Vec<String>,
    /// Names and descriptions of the values in `listed`, one for each; empty if no value has any.
    pub labels: Vec<ValueLabel>,
    /// `contentEncoding`.
    pub encoding: Option<String>,
    /// `contentMediaType`.
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
    /// Returns whether no property, required name or type of additional properties is declared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.properties.is_empty()
            && self.required.is_empty()
            && self.additional_properties == AdditionalProperties::Untyped
    }

    /// Returns the names of the properties.
    #[must_use]
    pub fn names(&self) -> IndexSet<&str> {
        self.properties.keys().map(String::as_str).collect()
    }
}

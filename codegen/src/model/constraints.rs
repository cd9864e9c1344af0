//! What a document says of values beside their type, as data.

use std::collections::BTreeMap;

use super::types::ModelBuilder;
use crate::openapi::{AdditionalProperties, Schema, SchemaId, SchemaKind, Validation};

/// What a document says of a value beside its type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Its format, as the document writes it.
    pub format: Option<String>,
    /// What bounds it, as the document writes it.
    pub keywords: BTreeMap<Constraint, String>,
    /// How a text holds bytes (`contentEncoding`).
    pub encoding: Option<String>,
    /// The media type of what a text holds (`contentMediaType`).
    pub media_type: Option<String>,
    /// The values that it may be, as JSON text, where they are no type of their own; empty: any.
    pub listed: Vec<String>,
    /// What it is where nothing is sent, as JSON text.
    pub default: Option<String>,
    /// Whether it is an object, where nothing is said of its members, so that it is read as any JSON.
    pub is_object: bool,
    /// The same of the elements of a list or the values of a map.
    pub elements: Option<Box<Constraints>>,
}

/// What bounds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Constraint {
    /// The least number.
    Minimum,
    /// A number is greater than this.
    ExclusiveMinimum,
    /// The greatest number.
    Maximum,
    /// A number is less than this.
    ExclusiveMaximum,
    /// What a number is a multiple of.
    MultipleOf,
    /// The least number of characters.
    MinLength,
    /// The greatest number of characters.
    MaxLength,
    /// The regular expression that a text matches.
    Pattern,
    /// The least number of elements.
    MinItems,
    /// The greatest number of elements.
    MaxItems,
    /// No two elements are equal.
    UniqueItems,
    /// The least number of members.
    MinProperties,
    /// The greatest number of members.
    MaxProperties,
}

/// Elements of elements of elements: whoever nests deeper has bounded nothing.
const DEEPEST: usize = 8;

impl ModelBuilder<'_, '_> {
    /// What a schema says, also by what it refers to, nearest first.
    pub(super) fn constraints(&mut self, id: SchemaId) -> Constraints {
        self.constraints_at(id, DEEPEST)
    }

    fn constraints_at(&mut self, id: SchemaId, depth: usize) -> Constraints {
        let chain = self.composer.chain(id);
        let mut constraints = Constraints::default();
        for schema in &chain {
            for (limit, value) in bounds(&schema.validation) {
                constraints.keywords.entry(limit).or_insert(value);
            }
        }
        constraints.format = chain.iter().find_map(|schema| format(schema));
        constraints.listed = chain
            .iter()
            .find_map(|schema| listed(schema))
            .unwrap_or_default();
        let default = chain.iter().find_map(|schema| schema.default.as_ref());
        constraints.default = default.map(|default| default.to_json(false));
        let elements = chain.iter().find_map(|schema| match &schema.kind {
            SchemaKind::Array(elements) => Some(*elements),
            SchemaKind::Object(object) if object.properties.is_empty() => {
                match object.additional_properties {
                    AdditionalProperties::Typed(values) => Some(values),
                    AdditionalProperties::Untyped => None,
                }
            }
            _ => None,
        });
        constraints.encoding = chain
            .iter()
            .find_map(|schema| schema.validation.encoding.clone());
        constraints.media_type = chain
            .iter()
            .find_map(|schema| schema.validation.media_type.clone());
        constraints.is_object = chain
            .iter()
            .any(|schema| matches!(&schema.kind, SchemaKind::Object(object) if object.is_empty()));
        if let Some(elements) = elements.filter(|_| depth > 0) {
            let elements = self.constraints_at(elements, depth - 1);
            constraints.elements = (elements != Constraints::default()).then(|| Box::new(elements));
        }
        constraints
    }
}

fn format(schema: &Schema) -> Option<String> {
    match &schema.kind {
        SchemaKind::Number(number) => number.format.clone(),
        SchemaKind::Text(format) => format.clone(),
        _ => None,
    }
}

fn listed(schema: &Schema) -> Option<Vec<String>> {
    let listed = &schema.validation.listed;
    (!listed.is_empty()).then(|| listed.clone())
}

fn bounds(limits: &Validation) -> Vec<(Constraint, String)> {
    let exclusive = |is_exclusive: bool, exclusive: Constraint, inclusive: Constraint| {
        if is_exclusive { exclusive } else { inclusive }
    };
    let least = exclusive(
        limits.exclusive_minimum,
        Constraint::ExclusiveMinimum,
        Constraint::Minimum,
    );
    let most = exclusive(
        limits.exclusive_maximum,
        Constraint::ExclusiveMaximum,
        Constraint::Maximum,
    );
    let unique = limits.unique_items.then(|| "true".to_owned());
    [
        (least, &limits.minimum),
        (most, &limits.maximum),
        (Constraint::MultipleOf, &limits.multiple_of),
        (Constraint::MinLength, &limits.min_length),
        (Constraint::MaxLength, &limits.max_length),
        (Constraint::Pattern, &limits.pattern),
        (Constraint::MinItems, &limits.min_items),
        (Constraint::MaxItems, &limits.max_items),
        (Constraint::UniqueItems, &unique),
        (Constraint::MinProperties, &limits.min_properties),
        (Constraint::MaxProperties, &limits.max_properties),
    ]
    .into_iter()
    .filter_map(|(limit, value)| Some((limit, value.clone()?)))
    .collect()
}

impl Constraint {
    /// The keyword that says it.
    #[must_use]
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Minimum => "minimum",
            Self::ExclusiveMinimum => "exclusiveMinimum",
            Self::Maximum => "maximum",
            Self::ExclusiveMaximum => "exclusiveMaximum",
            Self::MultipleOf => "multipleOf",
            Self::MinLength => "minLength",
            Self::MaxLength => "maxLength",
            Self::Pattern => "pattern",
            Self::MinItems => "minItems",
            Self::MaxItems => "maxItems",
            Self::UniqueItems => "uniqueItems",
            Self::MinProperties => "minProperties",
            Self::MaxProperties => "maxProperties",
        }
    }
}

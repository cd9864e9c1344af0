//! Constraints on values beside their type.

use std::collections::BTreeMap;

use super::types::ModelBuilder;
use crate::openapi::{AdditionalProperties, Schema, SchemaId, SchemaKind, Validation};

/// Constraints of a document on a value beside its Rust type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraints {
    /// `format`, as the document writes it.
    pub format: Option<String>,
    /// Validation keywords with their values as JSON text.
    pub keywords: BTreeMap<Constraint, String>,
    /// `contentEncoding`.
    pub encoding: Option<String>,
    /// `contentMediaType`.
    pub media_type: Option<String>,
    /// Allowed values as JSON text, if they are not an enumeration type; empty if any value is allowed.
    pub listed: Vec<String>,
    /// `default` as JSON text.
    pub default: Option<String>,
    /// True for an object without declared properties, whose Rust type is any JSON.
    pub is_object: bool,
    /// True for such an object that may be null.
    pub is_nullable: bool,
    /// True for such an object that allows no members (`additionalProperties: false`).
    pub is_closed: bool,
    /// Names that an object without declared properties requires.
    pub required: Vec<String>,
    /// Patterns of the only names that members beside the declared ones may have; none if others are allowed.
    pub name_patterns: Option<Box<NamePatterns>>,
    /// Constraints on the elements of an array or the values of a map.
    pub elements: Option<Box<Constraints>>,
}

/// The names of the members of an object that allows no others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamePatterns {
    /// Names of the declared properties.
    pub declared: Vec<String>,
    /// Patterns of the others (`patternProperties`), regular expressions of ECMA-262.
    pub patterns: Vec<String>,
}

/// A validation keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Constraint {
    /// `minimum`.
    Minimum,
    /// `exclusiveMinimum`.
    ExclusiveMinimum,
    /// `maximum`.
    Maximum,
    /// `exclusiveMaximum`.
    ExclusiveMaximum,
    /// `multipleOf`.
    MultipleOf,
    /// `minLength`.
    MinLength,
    /// `maxLength`.
    MaxLength,
    /// `pattern`.
    Pattern,
    /// `minItems`.
    MinItems,
    /// `maxItems`.
    MaxItems,
    /// `uniqueItems`.
    UniqueItems,
    /// `minProperties`.
    MinProperties,
    /// `maxProperties`.
    MaxProperties,
}

/// Maximum nesting depth of arrays and maps; constraints of deeper elements are dropped.
const DEEPEST: usize = 8;

impl ModelBuilder<'_, '_> {
    /// Returns the constraints of a schema and of the schemas that it refers to; the nearest one wins.
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
        constraints.is_nullable = constraints.is_object && self.composer.is_nullable(id);
        constraints.is_closed = chain.iter().any(|schema| {
            matches!(&schema.kind, SchemaKind::Object(object) if object.is_empty() && object.is_closed)
        });
        constraints.required = chain
            .iter()
            .flat_map(|schema| bare_required(schema))
            .collect();
        constraints.name_patterns = chain.iter().find_map(|schema| name_patterns(schema));
        if let Some(elements) = elements.filter(|_| depth > 0) {
            let elements = self.constraints_at(elements, depth - 1);
            constraints.elements = (elements != Constraints::default()).then(|| Box::new(elements));
        }
        constraints
    }
}

/// Returns the required names of an object that declares no properties.
fn bare_required(schema: &Schema) -> Vec<String> {
    match &schema.kind {
        SchemaKind::Object(object) if object.properties.is_empty() => {
            object.required.keys().cloned().collect()
        }
        _ => Vec::new(),
    }
}

fn name_patterns(schema: &Schema) -> Option<Box<NamePatterns>> {
    match &schema.kind {
        SchemaKind::Object(object) if !object.name_patterns.is_empty() => {
            Some(Box::new(NamePatterns {
                declared: object.properties.keys().cloned().collect(),
                patterns: object.name_patterns.clone(),
            }))
        }
        _ => None,
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
    let has = |text: &str| listed.iter().any(|value| value == text);
    // Both values of a boolean are any boolean.
    let is_any = matches!(schema.kind, SchemaKind::Boolean) && has("true") && has("false");
    (!listed.is_empty() && !is_any).then(|| listed.clone())
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
    /// All constraints.
    pub const ALL: [Self; 13] = [
        Self::Minimum,
        Self::ExclusiveMinimum,
        Self::Maximum,
        Self::ExclusiveMaximum,
        Self::MultipleOf,
        Self::MinLength,
        Self::MaxLength,
        Self::Pattern,
        Self::MinItems,
        Self::MaxItems,
        Self::UniqueItems,
        Self::MinProperties,
        Self::MaxProperties,
    ];

    /// Returns the keyword.
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

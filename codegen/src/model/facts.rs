//! What a document says of values beside their type, as data.

use std::collections::BTreeMap;

use super::types::Builder;
use crate::openapi::{Additional, Form, Limits, Schema, SchemaId};

/// What a document says of a value beside its type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its format, as the document writes it.
    pub format: Option<String>,
    /// What bounds it, as the document writes it.
    pub limits: BTreeMap<Limit, String>,
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
    pub elements: Option<Box<Facts>>,
}

/// What bounds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
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

impl Builder<'_, '_> {
    /// What a schema says, also by what it refers to, nearest first.
    pub(super) fn facts(&mut self, id: SchemaId) -> Facts {
        self.facts_at(id, DEEPEST)
    }

    fn facts_at(&mut self, id: SchemaId, depth: usize) -> Facts {
        let chain = self.composer.chain(id);
        let mut facts = Facts::default();
        for schema in &chain {
            for (limit, value) in bounds(&schema.limits) {
                facts.limits.entry(limit).or_insert(value);
            }
        }
        facts.format = chain.iter().find_map(|schema| format(schema));
        facts.listed = chain
            .iter()
            .find_map(|schema| listed(schema))
            .unwrap_or_default();
        let default = chain.iter().find_map(|schema| schema.default.as_ref());
        facts.default = default.map(|default| default.to_json(false));
        let elements = chain.iter().find_map(|schema| match &schema.form {
            Form::Array(elements) => Some(*elements),
            Form::Object(object) if object.properties.is_empty() => match object.additional {
                Additional::Of(values) => Some(values),
                Additional::Untyped => None,
            },
            _ => None,
        });
        facts.encoding = chain
            .iter()
            .find_map(|schema| schema.limits.encoding.clone());
        facts.media_type = chain
            .iter()
            .find_map(|schema| schema.limits.media_type.clone());
        facts.is_object = chain
            .iter()
            .any(|schema| matches!(&schema.form, Form::Object(object) if object.is_empty()));
        if let Some(elements) = elements.filter(|_| depth > 0) {
            let elements = self.facts_at(elements, depth - 1);
            facts.elements = (elements != Facts::default()).then(|| Box::new(elements));
        }
        facts
    }
}

fn format(schema: &Schema) -> Option<String> {
    match &schema.form {
        Form::Number(number) => number.format.clone(),
        Form::Text(format) => format.clone(),
        _ => None,
    }
}

fn listed(schema: &Schema) -> Option<Vec<String>> {
    let listed = &schema.limits.listed;
    (!listed.is_empty()).then(|| listed.clone())
}

fn bounds(limits: &Limits) -> Vec<(Limit, String)> {
    let exclusive = |is_exclusive: bool, exclusive: Limit, inclusive: Limit| {
        if is_exclusive { exclusive } else { inclusive }
    };
    let least = exclusive(
        limits.exclusive_minimum,
        Limit::ExclusiveMinimum,
        Limit::Minimum,
    );
    let most = exclusive(
        limits.exclusive_maximum,
        Limit::ExclusiveMaximum,
        Limit::Maximum,
    );
    let unique = limits.unique_items.then(|| "true".to_owned());
    [
        (least, &limits.minimum),
        (most, &limits.maximum),
        (Limit::MultipleOf, &limits.multiple_of),
        (Limit::MinLength, &limits.min_length),
        (Limit::MaxLength, &limits.max_length),
        (Limit::Pattern, &limits.pattern),
        (Limit::MinItems, &limits.min_items),
        (Limit::MaxItems, &limits.max_items),
        (Limit::UniqueItems, &unique),
        (Limit::MinProperties, &limits.min_properties),
        (Limit::MaxProperties, &limits.max_properties),
    ]
    .into_iter()
    .filter_map(|(limit, value)| Some((limit, value.clone()?)))
    .collect()
}

impl Limit {
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

//! Collapses a `oneOf` whose alternatives have one type: the same schema, scalars of one format, or lists of values.

use std::collections::HashSet;

use super::{DocumentReader, Schema, SchemaId};
use crate::openapi::{
    EnumValue, Enumeration, KnownFormat, Number, OneOf, SchemaKind, Validation, ValueKind,
    ValueLabel,
};

/// Maximum length of a title that is the name of a value.
const LONGEST_NAME: usize = 40;

impl DocumentReader<'_> {
    /// Collapses every `oneOf` of the document that is no choice of types.
    pub(super) fn collapse_one_of(&mut self) {
        for id in self.document.schemas.ids().collect::<Vec<_>>() {
            let SchemaKind::OneOf(choice) = &self.document.schemas.get(id).kind else {
                continue;
            };
            if !choice.stages.is_empty() || !choice.siblings.is_empty() {
                continue;
            }
            let Some((kind, validation)) = self.only_kind(id, choice) else {
                continue;
            };
            let is_nullable = choice.alternatives.iter().any(|(alternative, _)| {
                let target = self.resolve_ref(*alternative);
                [*alternative, target]
                    .iter()
                    .any(|id| self.document.schemas.get(*id).nullable)
            });
            if let Some(schema) = self.document.schemas.get_mut(id) {
                schema.kind = kind;
                schema.nullable |= is_nullable;
                if let Some(listed) = validation {
                    let own = Validation {
                        listed: listed.listed,
                        labels: listed.labels,
                        ..(*schema.validation).clone()
                    };
                    schema.validation = own.into();
                }
            }
        }
    }

    /// Returns the kind that all alternatives have, and the values that they list.
    fn only_kind(&self, id: SchemaId, choice: &OneOf) -> Option<(SchemaKind, Option<Validation>)> {
        let alternatives: Vec<(SchemaId, &Schema)> = choice
            .alternatives
            .iter()
            .map(|(alternative, _)| {
                let target = self.resolve_ref(*alternative);
                (target, self.document.schemas.get(target))
            })
            .collect();
        let (first_id, first) = *alternatives.first()?;
        if alternatives.iter().all(|(target, _)| *target == first_id) {
            let is_itself = first_id == id;
            return (!is_itself && alternatives.len() > 1)
                .then_some((SchemaKind::Reference(first_id), None));
        }
        let all = |is: &dyn Fn(&SchemaKind) -> bool| {
            alternatives.iter().all(|(_, schema)| is(&schema.kind))
        };
        let listed = || self.listed_of(choice);
        if let Some(kind) = self.integers(choice) {
            return Some((kind, None));
        }
        Some(match &first.kind {
            SchemaKind::Any if all(&|kind| matches!(kind, SchemaKind::Any)) => {
                (SchemaKind::Any, listed())
            }
            SchemaKind::Boolean if all(&|kind| matches!(kind, SchemaKind::Boolean)) => {
                (SchemaKind::Boolean, listed())
            }
            SchemaKind::Text(format) => {
                let typed = typed_format(format.as_deref());
                let is_same = |kind: &SchemaKind| matches!(kind, SchemaKind::Text(other) if typed_format(other.as_deref()) == typed);
                let format =
                    match all(&|kind| matches!(kind, SchemaKind::Text(other) if other == format)) {
                        true => format.clone(),
                        false => format.clone().filter(|_| typed.is_some()),
                    };
                return all(&is_same).then_some((SchemaKind::Text(format), None));
            }
            SchemaKind::Number(number) => {
                let of =
                    |number: &Number| (number.is_integer, typed_format(number.format.as_deref()));
                let is_same = |kind: &SchemaKind| matches!(kind, SchemaKind::Number(other) if of(other) == of(number));
                return all(&is_same).then(|| (SchemaKind::Number(number.clone()), listed()));
            }
            SchemaKind::Enumeration(_) => {
                return Some((SchemaKind::Enumeration(self.merged(choice)?), None));
            }
            _ => return None,
        })
    }

    /// Returns the kind of alternatives that are all integers: a list if each lists its values, or else any integer. An
    /// enumeration with a name of its own stays an alternative beside others that list values.
    fn integers(&self, choice: &OneOf) -> Option<SchemaKind> {
        let mut seen = HashSet::new();
        let mut values: Vec<EnumValue> = Vec::new();
        let mut number: Option<Number> = None;
        let mut has_type = false;
        let mut lists_all = true;
        for (id, _) in &choice.alternatives {
            let schema = self.document.schemas.get(self.resolve_ref(*id));
            let own = match &schema.kind {
                SchemaKind::Enumeration(one) if one.kind == ValueKind::Integer => {
                    has_type |= schema.component.is_some()
                        || schema.rust_name.is_some()
                        || one.name.is_some();
                    one.values.clone()
                }
                SchemaKind::Number(own) if own.is_whole() => {
                    number.get_or_insert_with(|| own.clone());
                    listed_integers(schema)?
                }
                _ => return None,
            };
            lists_all &= !own.is_empty();
            values.extend(
                own.into_iter()
                    .filter(|value| seen.insert(value.wire.clone())),
            );
        }
        match (lists_all, number) {
            (true, _) if has_type || values.len() < 2 => None,
            (true, _) => Some(SchemaKind::Enumeration(Enumeration {
                kind: ValueKind::Integer,
                values,
                ..Enumeration::default()
            })),
            // An enumeration would take all values of the others.
            (false, Some(number)) if !seen.is_empty() => Some(SchemaKind::Number(number)),
            (false, _) => None,
        }
    }

    /// Merges inline enumerations without a name of their own. The title and the description of one with a single value are
    /// those of the value.
    fn merged(&self, choice: &OneOf) -> Option<Enumeration> {
        let mut seen = HashSet::new();
        let mut values: Vec<EnumValue> = Vec::new();
        for (id, _) in &choice.alternatives {
            let schema = self.document.schemas.get(*id);
            let SchemaKind::Enumeration(one) = &schema.kind else {
                return None;
            };
            if one.kind == ValueKind::Integer {
                return None;
            }
            if schema.component.is_some() || schema.rust_name.is_some() || one.name.is_some() {
                return None;
            }
            let mut own = one.values.clone();
            if let [only] = own.as_mut_slice() {
                let label = label_of(schema);
                only.name = only.name.take().or(label.name);
                only.description = only.description.take().or(label.description);
            }
            values.extend(
                own.into_iter()
                    .filter(|value| seen.insert(value.wire.clone())),
            );
        }
        Some(Enumeration {
            values,
            ..Enumeration::default()
        })
    }

    /// Returns the values that the alternatives list together with their labels; `None` if one of them lists none.
    fn listed_of(&self, choice: &OneOf) -> Option<Validation> {
        let mut all = Validation::default();
        let mut seen = HashSet::new();
        for (id, _) in &choice.alternatives {
            let schema = self.document.schemas.get(self.resolve_ref(*id));
            let validation = &schema.validation;
            if validation.listed.is_empty() {
                return None;
            }
            let label = label_of(schema);
            let labels = validation.labels.iter().cloned();
            let mut labels =
                labels.chain(std::iter::repeat_with(|| match validation.listed.len() {
                    1 => label.clone(),
                    _ => ValueLabel::default(),
                }));
            for value in &validation.listed {
                let label = labels.next().unwrap_or_default();
                if seen.insert(value) {
                    all.listed.push(value.clone());
                    all.labels.push(label);
                }
            }
        }
        if all
            .labels
            .iter()
            .all(|label| *label == ValueLabel::default())
        {
            all.labels.clear();
        }
        Some(all)
    }
}

/// Returns the integers that a number lists, without duplicates; `None` if it lists other values too. The title and the
/// description of a schema with a single value are those of the value.
fn listed_integers(schema: &Schema) -> Option<Vec<EnumValue>> {
    let listed = &schema.validation.listed;
    let labels = schema.validation.labels.iter().cloned();
    let labels = labels.chain(std::iter::repeat(ValueLabel::default()));
    let values = listed.iter().zip(labels).map(|(value, label)| {
        let value: i64 = value.parse().ok()?;
        let outer = match listed.as_slice() {
            [_] => label_of(schema),
            _ => ValueLabel::default(),
        };
        Some(EnumValue {
            wire: value.to_string(),
            place: schema.place.clone(),
            described: None,
            name: label.name.or(outer.name),
            description: label.description.or(outer.description),
            rust_name: None,
            rust_was: None,
        })
    });
    values.collect()
}

/// Returns the format if it chooses a type.
fn typed_format(format: Option<&str>) -> Option<KnownFormat> {
    let known = format.and_then(KnownFormat::from_name);
    known.filter(|known| known.chooses_type())
}

/// Returns the label of the only value of a schema: its title, if it is short, and its description.
fn label_of(schema: &Schema) -> ValueLabel {
    let said = |text: &Option<String>| {
        let text = text.as_deref().map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let (title, description) = (said(&schema.title), said(&schema.description));
    match title {
        Some(title) if title.chars().count() <= LONGEST_NAME => ValueLabel {
            name: Some(title),
            description,
        },
        title => ValueLabel {
            name: None,
            description: description.or(title),
        },
    }
}

//! Presence of properties in structs: constants, tags of unions, and directions.
//!
//! A property with one possible value is the document's business, not the caller's: new values have it, and a response
//! may omit it. The tag that selects an alternative of a union is such a constant of the alternative's struct.
//!
//! `required` of a `readOnly` property holds for responses, and that of a `writeOnly` property for requests. Whether a
//! type is sent in the other direction is decided over all operations of the document, so that a selection of operations
//! does not change a type.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
};

use super::{
    Constraints, Docs, Field, Location, Operation, Presence, Type, TypeDefinition, TypeKind, Union,
    compose::Resolved,
    graph,
    names::{Role, first_spelling},
    types::ModelBuilder,
};
use crate::{
    diagnostic::Place,
    openapi::{SchemaId, ValueKind},
    text::{Node, compare_numbers, segments},
};

impl ModelBuilder<'_, '_> {
    /// Returns the presence of a property as its own definitions describe it.
    pub(super) fn presence(
        &mut self,
        required: bool,
        definitions: &[(SchemaId, Place)],
        ty: &Type,
    ) -> Presence {
        let constant = definitions
            .iter()
            .rev()
            .find_map(|(schema, _)| Some((*schema, self.only_value(*schema)?)))
            .filter(|(_, value)| required || self.is_default(value, definitions))
            .and_then(|(schema, value)| self.fitting_constant(schema, ty, value));
        match constant {
            Some(value) => Presence::Constant(value),
            _ if required => Presence::Required,
            _ => Presence::Optional,
        }
    }

    /// Returns the only value that a schema allows, as JSON text.
    pub(super) fn only_value(&mut self, id: SchemaId) -> Option<String> {
        let chain = self.composer.chain(id);
        if self.composer.is_nullable(id) {
            return None;
        }
        if let Resolved::Enumeration(_, enumeration) = self.composer.resolve(id, self.diagnostics) {
            return match enumeration.values.as_slice() {
                [only] if !enumeration.extensible => Some(match enumeration.kind {
                    ValueKind::Text => Node::String(only.wire.clone()).to_json(false),
                    ValueKind::Integer => only.wire.clone(),
                }),
                _ => None,
            };
        }
        chain
            .iter()
            .find_map(|schema| match schema.validation.listed.as_slice() {
                [only] if only != "null" => Some(only.clone()),
                _ => None,
            })
    }

    /// Returns a constant as its type writes it. One that the type cannot hold is reported, and no constant.
    pub(super) fn fitting_constant(
        &mut self,
        id: SchemaId,
        ty: &Type,
        value: String,
    ) -> Option<String> {
        match ty {
            Type::Boxed(inner) | Type::Erased(inner) => {
                return self.fitting_constant(id, inner, value);
            }
            Type::Integer(integer) => {
                if let Some(value) = integer.literal(&value) {
                    return Some(value);
                }
            }
            Type::Boolean if matches!(value.as_str(), "true" | "false") => return Some(value),
            Type::Boolean => {}
            Type::String if value.starts_with('"') => return Some(value),
            Type::String => {}
            Type::Float | Type::Decimal if value.parse::<f64>().is_ok() => return Some(value),
            Type::Float | Type::Decimal => {}
            _ => return Some(value),
        }
        self.lint_constant(id, ty, &value);
        None
    }

    fn is_default(&self, value: &str, definitions: &[(SchemaId, Place)]) -> bool {
        let is_it = |default: &Node| match default {
            Node::Number(text) => compare_numbers(text, value) == Some(Ordering::Equal),
            other => other.to_json(false) == value,
        };
        definitions.iter().any(|(schema, _)| {
            let chain = self.composer.chain(*schema);
            let mut defaults = chain.iter().filter_map(|schema| schema.default.as_ref());
            defaults.any(is_it)
        })
    }
}

/// Decides the presence of all properties that depends on more than their own definitions.
pub(super) fn decide(types: &mut [TypeDefinition], operations: &[Operation]) {
    let parameters = operations.iter().flat_map(|one| &one.parameters);
    let requests = reach(
        types,
        parameters
            .filter(|parameter| parameter.location == Location::Body)
            .map(|parameter| &parameter.ty),
    );
    let bodies = operations.iter().flat_map(|one| &one.responses);
    let items = bodies.clone().flat_map(|one| &one.stream);
    let items = items.filter_map(|stream| stream.item.as_ref());
    let bodies = bodies.filter_map(|one| one.body.as_ref());
    let responses = reach(types, bodies.chain(items));
    let tags = find_tags(types);
    let is_integers =
        |ty: &&TypeDefinition| matches!(ty.kind, TypeKind::Enumeration(ValueKind::Integer, _));
    let integers = types.iter().filter(is_integers);
    let integers: HashSet<String> = integers.map(|ty| ty.name.clone()).collect();
    for (index, definition) in types.iter_mut().enumerate() {
        let TypeKind::Struct(fields) = &mut definition.kind else {
            continue;
        };
        let (is_sent, is_received) = (requests.contains(&index), responses.contains(&index));
        // A type that no operation uses may be sent in either direction.
        let is_unused = !is_sent && !is_received;
        for field in fields.iter_mut() {
            let is_hidden = (field.read_only && (is_sent || is_unused))
                || (field.write_only && (is_received || is_unused));
            match &field.presence {
                Presence::Required if is_hidden => {
                    let is_requested = field.write_only && (is_sent || is_unused);
                    field.presence = match is_requested {
                        true => Presence::Requested,
                        false => Presence::Optional,
                    };
                }
                // Only the service sends it.
                Presence::Constant(_) if field.read_only && is_hidden => {
                    field.presence = Presence::Optional;
                }
                _ => {}
            }
        }
        for (wire, tag) in tags.get(&index).into_iter().flatten() {
            set_tag(fields, wire, tag, (&integers, &definition.place));
        }
    }
}

/// Returns the indices of the types that some types are or contain.
fn reach<'t>(types: &'t [TypeDefinition], roots: impl Iterator<Item = &'t Type>) -> HashSet<usize> {
    let indices = graph::indices(types);
    let mut left: Vec<&str> = roots.flat_map(Type::names).collect();
    let mut reached = HashSet::new();
    while let Some(name) = left.pop() {
        let Some(index) = indices.get(name).copied() else {
            continue;
        };
        if let Some(definition) = types.get(index).filter(|_| reached.insert(index)) {
            left.extend(definition.kind.part_types().flat_map(Type::names));
        }
    }
    reached
}

/// The tags of a struct, by the name of the property.
type Tags = BTreeMap<String, Tag>;

/// A property that selects a struct.
#[derive(Default)]
struct Tag {
    /// The values that select it.
    values: BTreeSet<String>,
    /// True if the property alone selects it.
    is_alone: bool,
}

/// Returns the tags that select each struct in the unions of a document, by the index of the struct.
fn find_tags(types: &[TypeDefinition]) -> HashMap<usize, Tags> {
    let indices = graph::indices(types);
    let mut tags: HashMap<usize, Tags> = HashMap::new();
    let mut seen = HashSet::new();
    let mut left: Vec<(usize, Selection)> = Vec::new();
    let mut add = |index: usize, selection: Selection, left: &mut Vec<_>| {
        if seen.insert((index, selection.clone())) {
            left.push((index, selection));
        }
    };
    for definition in types {
        if let TypeKind::Union(union) = &definition.kind {
            for (name, selection) in selections(union) {
                if let Some(index) = indices.get(name) {
                    add(*index, selection, &mut left);
                }
            }
        }
    }
    while let Some((index, selection)) = left.pop() {
        match types.get(index).map(|definition| &definition.kind) {
            // A tag that selects a union holds for its alternatives, unless these have the same property as their own.
            Some(TypeKind::Union(union)) if !is_tag(union, &selection.wire) => {
                for one in &union.alternatives {
                    if let Type::Named(name) = &one.ty
                        && let Some(index) = indices.get(name.as_str())
                    {
                        add(*index, selection.clone(), &mut left);
                    }
                }
            }
            Some(TypeKind::Struct(_)) => {
                let tags = tags.entry(index).or_default();
                let tag = tags.entry(selection.wire).or_default();
                tag.values.insert(selection.value);
                tag.is_alone |= selection.is_alone;
            }
            _ => {}
        }
    }
    tags
}

/// Returns whether a property of the alternatives selects one of them.
fn is_tag(union: &Union, wire: &str) -> bool {
    let mut pointers = union.stages.iter().flat_map(|stage| &stage.pointers);
    pointers.any(|pointer| segments(pointer).is_some_and(|segments| segments == [wire]))
}

/// A property and a value that select an alternative.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Selection {
    wire: String,
    value: String,
    is_alone: bool,
}

/// Returns the properties and values that select the alternatives of a union, each with the name of the alternative's
/// type.
fn selections(union: &Union) -> Vec<(&str, Selection)> {
    let mut found = Vec::new();
    for stage in &union.stages {
        for case in &stage.cases {
            let Some(Type::Named(name)) =
                union.alternatives.get(case.alternative).map(|one| &one.ty)
            else {
                continue;
            };
            for (pointer, value) in stage.pointers.iter().zip(&case.values) {
                // Only a property of the alternative itself is a field of its struct.
                let Some([wire]) =
                    segments(pointer).and_then(|all| <[String; 1]>::try_from(all).ok())
                else {
                    continue;
                };
                let selection = Selection {
                    wire,
                    value: value.clone(),
                    is_alone: stage.pointers.len() == 1,
                };
                found.push((name.as_str(), selection));
            }
        }
    }
    found
}

/// Makes a tag a constant of its struct, if only one value selects the struct.
fn set_tag(
    fields: &mut Vec<Field>,
    wire: &str,
    tag: &Tag,
    (integers, place): (&HashSet<String>, &Place),
) {
    let mut values = tag.values.iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return;
    };
    let text = Node::String(value.clone()).to_json(false);
    match fields.iter_mut().find(|field| field.wire == wire) {
        Some(field) => {
            let value = match is_text(&field.ty, integers) {
                true => text,
                false => value.clone(),
            };
            match &field.presence {
                // Tags are compared without ASCII case, and the definition has the value that is sent.
                Presence::Constant(own) if own.eq_ignore_ascii_case(&value) => {}
                _ => field.presence = Presence::Constant(value),
            }
        }
        // Where the author combined properties, it is up to them to declare these.
        None if !tag.is_alone => {}
        None => {
            let name = first_spelling(Role::Field, wire);
            if fields.iter().any(|field| field.name == name) {
                return;
            }
            let docs = Docs {
                text: "Tag that selects this type in a union.".to_owned(),
                ..Docs::default()
            };
            fields.push(Field {
                name,
                wire: wire.to_owned(),
                was: None,
                ty: Type::String,
                declared: None,
                required: false,
                presence: Presence::Constant(text),
                read_only: false,
                write_only: false,
                constraints: Constraints::default(),
                docs,
                attributes: Vec::new(),
                place: place.clone(),
            });
        }
    }
}

/// Returns whether the values of a tag's type are strings; some names are those of enumerations of integers.
fn is_text(ty: &Type, integers: &HashSet<String>) -> bool {
    match ty {
        Type::Named(name) => !integers.contains(name),
        Type::Boolean | Type::Integer(_) | Type::Float | Type::Decimal => false,
        Type::Formatted(format) => format.is_text(),
        Type::Nullable(inner) => is_text(inner, integers),
        _ => true,
    }
}

//! Types of properties, parameters and bodies.

use std::collections::{HashMap, HashSet};

use super::{
    AdditionalProperties, Constraints, Docs, Field, Format, Integer, Presence, Type,
    TypeDefinition, TypeKind, TypedSchema, ValueKind,
    compose::{Composed, Composer, Resolved},
    docs,
    integers::wide_enough,
    named::{Definitions, NamedKind},
    names::{self, NameRequest, PastNames, Role, Scope},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    openapi::{Document, KnownFormat, Number, SchemaId, SchemaKind},
};

/// Builds the model of a document.
pub(super) struct ModelBuilder<'b, 'd> {
    pub(super) document: &'d Document,
    pub(super) composer: Composer<'d>,
    pub(super) definitions: Definitions<'d>,
    /// The names of the earlier api-versions.
    pub(super) past: &'b mut PastNames,
    pub(super) diagnostics: &'b mut Diagnostics,
    /// Arrays and maps that are being built, to find one that contains only itself.
    pub(super) open: Vec<SchemaId>,
    /// The defaults that were reported.
    pub(super) reported_defaults: HashSet<Place>,
    /// The schemas of members of forms that are files.
    pub(super) files: HashSet<SchemaId>,
    /// The operations by `operationId`.
    pub(super) operations_by_id: HashMap<&'d str, &'d crate::openapi::Operation>,
    /// The schemas of forms with such members.
    pub(super) forms_with_files: HashSet<SchemaId>,
}

/// Name of the field for properties that an object does not declare.
const OTHERS: &str = "additionalProperties";

/// Maximum nesting depth of arrays and maps. The compiler takes several steps for each, and gives up after 128.
const MAXIMUM_NESTING: usize = 16;

impl ModelBuilder<'_, '_> {
    /// Builds the types of the document in its order.
    pub(super) fn types(&mut self) -> Vec<TypeDefinition> {
        for id in self.document.components.values() {
            // A component without a type of its own, such as an array, is checked even if nothing refers to it.
            self.type_of(*id);
        }
        let found = self.definitions.types.clone();
        found
            .into_iter()
            .filter_map(|(id, name)| self.definition(id, name))
            .collect()
    }

    fn definition(&mut self, id: SchemaId, name: String) -> Option<TypeDefinition> {
        let schema = self.composer.schema(id);
        let was = names::previous_name(
            schema
                .rust_was
                .as_deref()
                .filter(|_| schema.component.is_some()),
            self.diagnostics,
        );
        if let Some(was) = &was {
            self.past.rename_type(was, &name);
        }
        let kind = match self.composer.resolve(id, self.diagnostics) {
            Resolved::Struct(owner) => TypeKind::Struct(self.fields(&name, owner)),
            Resolved::Enumeration(_, enumeration) => {
                TypeKind::Enumeration(enumeration.kind, self.variants(&name, enumeration))
            }
            Resolved::Union(_, choice) => TypeKind::Union(self.union(&name, choice)),
            _ => return None,
        };
        Some(TypeDefinition {
            name,
            was,
            docs: docs::of_schemas(&[schema]),
            place: schema.place.clone(),
            additional_properties: self.additional_properties(&kind, id),
            extensible: matches!(&schema.kind, SchemaKind::Enumeration(enumeration) if enumeration.extensible),
            kind,
        })
    }

    /// Returns type and constraints of a schema. Problems are muted, because they are reported where the schema is
    /// used.
    pub(super) fn typed_schema(&mut self, id: SchemaId) -> TypedSchema {
        let (ty, constraints) =
            self.with_diagnostics_muted(|builder| (builder.type_of(id), builder.constraints(id)));
        let place = self.composer.schema(id).place.clone();
        TypedSchema {
            ty,
            constraints,
            place,
        }
    }

    pub(super) fn with_diagnostics_muted<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let mut muted = Diagnostics::default();
        std::mem::swap(&mut *self.diagnostics, &mut muted);
        let result = work(self);
        std::mem::swap(&mut *self.diagnostics, &mut muted);
        result
    }

    fn additional_properties(&mut self, kind: &TypeKind, id: SchemaId) -> AdditionalProperties {
        if !matches!(kind, TypeKind::Struct(_)) {
            return AdditionalProperties::Unspecified;
        }
        self.with_diagnostics_muted(|builder| {
            let composed = builder.composer.compose(id, builder.diagnostics);
            match composed.additional_properties {
                _ if composed.allows_any => AdditionalProperties::Any,
                None if composed.is_closed => AdditionalProperties::Forbidden,
                None => AdditionalProperties::Unspecified,
                Some(others) => match builder.type_of(others) {
                    Type::Json => AdditionalProperties::Any,
                    ty => AdditionalProperties::Typed(ty),
                },
            }
        })
    }

    fn fields(&mut self, owner: &str, id: SchemaId) -> Vec<Field> {
        let composed = self.composer.compose(id, self.diagnostics);
        Composer::check_required(&composed, self.diagnostics);
        let mut fields = Vec::new();
        let mut chosen = Vec::new();
        for (wire, member) in &composed.members {
            // The last definition wins; the first one determines the order.
            let Some((schema, place)) = member.definitions.last() else {
                continue;
            };
            let ty = self.member_type(wire, &member.definitions);
            self.lint_default(*schema, &ty);
            let declared = self.declared(*schema, &ty);
            let own = self.composer.schema(*schema);
            chosen.push((
                own.client_name.as_deref(),
                own.rust_name.as_deref(),
                own.rust_was.as_deref(),
            ));
            let required = composed.required.contains_key(wire);
            let presence = self.presence(required, &member.definitions, &ty);
            fields.push(Field {
                name: String::new(),
                wire: wire.clone(),
                was: names::previous_name(own.rust_was.as_deref(), self.diagnostics),
                ty,
                declared,
                required,
                presence,
                read_only: self
                    .composer
                    .chain(*schema)
                    .iter()
                    .any(|schema| schema.read_only),
                write_only: self
                    .composer
                    .chain(*schema)
                    .iter()
                    .any(|schema| schema.write_only),
                constraints: self.constraints(*schema),
                docs: self.docs(*schema),
                attributes: Vec::new(),
                place: place.clone(),
            });
        }
        let others = self.other_members(&composed);
        let given: Vec<_> = composed
            .members
            .keys()
            .zip(&chosen)
            .map(|(wire, (given, ..))| (wire.as_str(), *given))
            .collect();
        let wanted: Vec<_> = names::source_texts(&given)
            .into_iter()
            .zip(chosen)
            .map(|(text, (_, chosen, was))| NameRequest::new(text, chosen).renamed(was))
            .chain(others.iter().map(|_| NameRequest::new(OTHERS, None)))
            .collect();
        fields.extend(others);
        let scope = Scope::Type(Role::Field, owner.to_owned());
        let names = names::assign(Role::Field, &scope, &wanted, self.past, self.diagnostics);
        for (field, name) in fields.iter_mut().zip(names) {
            field.name = name;
        }
        fields
    }

    /// Returns the field for the properties that an object does not declare, if they have a type.
    fn other_members(&mut self, composed: &Composed) -> Option<Field> {
        let schema = composed.additional_properties?;
        let place = self.composer.schema(schema).place.clone();
        let ty = self.type_of(schema);
        let is_typed = ty != Type::Json && !composed.members.contains_key(OTHERS);
        is_typed.then(|| {
            let mut docs = self.docs(schema);
            if docs.text.is_empty() {
                docs.text = "The members that no other field names.".to_owned();
            }
            Field {
                name: String::new(),
                wire: OTHERS.to_owned(),
                was: None,
                ty: Type::Map(Box::new(ty)),
                declared: None,
                required: false,
                presence: Presence::Others,
                read_only: false,
                write_only: false,
                constraints: Constraints::default(),
                docs,
                attributes: Vec::new(),
                place,
            }
        })
    }

    /// Returns the type on which all definitions of a property agree, or else one that holds every allowed value.
    fn member_type(
        &mut self,
        wire: &str,
        definitions: &[(SchemaId, crate::diagnostic::Place)],
    ) -> Type {
        let mut agreed: Option<(Type, &crate::diagnostic::Place)> = None;
        let mut previous = None;
        for (schema, place) in definitions {
            let before = previous.replace(*schema);
            let ty = self.type_of(*schema);
            let (known, first) = match agreed.take() {
                // A definition without a type is only a description.
                Some(known) if ty == Type::Json => {
                    agreed = Some(known);
                    continue;
                }
                Some((Type::Json, _)) | None => {
                    agreed = Some((ty, place));
                    continue;
                }
                Some(known) => known,
            };
            let (ty, does_agree) = match before {
                Some(before) if self.composer.extends(*schema, before) => (ty, true),
                _ => self.unify(&known, ty),
            };
            if !does_agree {
                let done = if ty == Type::Json {
                    "any JSON is accepted"
                } else {
                    "the last one is used"
                };
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::TwoMembers,
                        format!("property `{wire}` has two different definitions; {done}"),
                    )
                    .at(place.clone())
                    .label("differs from the first one")
                    .also(first.clone(), "first defined here"),
                );
            }
            agreed = Some((ty, first));
        }
        agreed.map_or(Type::Json, |(ty, _)| ty)
    }

    /// Unifies two types of one property and returns whether they agree. The last one wins among scalars, because a
    /// scalar that a type cannot hold is kept. A scalar and another kind become any JSON.
    fn unify(&self, first: &Type, last: Type) -> (Type, bool) {
        let inner = |ty: &Type| match ty {
            Type::Nullable(inner) => (**inner).clone(),
            other => other.clone(),
        };
        let (known, narrowed) = (inner(first), inner(&last));
        if known == narrowed {
            let is_nullable = matches!(first, Type::Nullable(_));
            return (if is_nullable { first.clone() } else { last }, true);
        }
        let named = |ty: &Type| match ty {
            Type::Named(name) => self.definitions.kind(name),
            _ => None,
        };
        let is_scalar = |ty: &Type| match ty {
            Type::Named(_) => matches!(named(ty), Some(NamedKind::Scalar(_))),
            Type::Array(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Json
            | Type::Nullable(_)
            | Type::Boxed(_)
            | Type::Erased(_) => false,
            _ => true,
        };
        match (&known, &narrowed, named(&known), named(&narrowed)) {
            // A string that a subtype narrows.
            (Type::String, _, _, Some(NamedKind::Scalar(ValueKind::Text)))
            | (
                Type::String,
                Type::Date | Type::DateTime | Type::LocalDateTime | Type::Formatted(_),
                ..,
            ) => (last, true),
            // A number that a subtype narrows to integers.
            (Type::Decimal | Type::Float, Type::Integer(_), ..)
            | (
                Type::Decimal | Type::Float | Type::Integer(_),
                _,
                _,
                Some(NamedKind::Scalar(ValueKind::Integer)),
            ) => (last, true),
            // Enumerations are open: a value that the last one does not list is kept.
            (_, _, Some(NamedKind::Scalar(was)), Some(NamedKind::Scalar(is))) if was == is => {
                (last, true)
            }
            (_, _, Some(NamedKind::Object), Some(NamedKind::Object)) => (last, false),
            _ if is_scalar(&known) && is_scalar(&narrowed) => (last, false),
            (Type::Array(known), Type::Array(narrowed), ..) => {
                let (inner, does_agree) = self.unify(known, (**narrowed).clone());
                (Type::Array(Box::new(inner)), does_agree)
            }
            _ => (Type::Json, false),
        }
    }

    /// Returns the docs of a schema and of the schemas that it refers to.
    pub(super) fn docs(&self, id: SchemaId) -> Docs {
        docs::of_schemas(&self.composer.chain(id))
    }

    /// Returns the type of a schema's values.
    pub(super) fn type_of(&mut self, id: SchemaId) -> Type {
        let mut nullable = self.composer.is_nullable(id);
        let meaning = self.composer.resolve(id, self.diagnostics);
        let ty = match meaning {
            Resolved::Json => Type::Json,
            Resolved::Boolean => Type::Boolean,
            Resolved::Number(number) => match number_type(number) {
                Type::Integer(declared) => wide_enough(declared, &self.composer.chain(id)),
                other => other,
            },
            Resolved::Text(_) if self.files.contains(&id) => Type::File,
            Resolved::Text(format) => text_type(format),
            Resolved::Array(items) => self.collection(id, items, Type::Array),
            Resolved::Tuple(elements) => self.tuple(id, elements),
            Resolved::Map(values) => self.collection(id, values, Type::Map),
            Resolved::Struct(owner) | Resolved::Enumeration(owner, _) => self.named_type(owner),
            Resolved::Union(owner, choice) => {
                nullable |= choice
                    .alternatives
                    .iter()
                    .any(|(id, _)| self.composer.is_nullable(*id));
                self.named_type(owner)
            }
        };
        // `Json` includes null.
        if nullable && ty != Type::Json {
            Type::Nullable(Box::new(ty))
        } else {
            ty
        }
    }

    fn collection(
        &mut self,
        id: SchemaId,
        inner: SchemaId,
        collect: fn(Box<Type>) -> Type,
    ) -> Type {
        let id = self.composer.target(id, self.diagnostics);
        if self.open.contains(&id) || self.open.len() >= MAXIMUM_NESTING {
            let is_map = matches!(self.composer.schema(id).kind, SchemaKind::Object(_));
            let (code, message) = match (self.open.contains(&id), is_map) {
                (true, true) => (Code::Recursive, "this map contains only itself"),
                (true, false) => (Code::Recursive, "this array contains only itself"),
                (false, _) => (Code::TooDeep, "these arrays and maps nest too deep"),
            };
            let place = self.composer.schema(id).place.clone();
            self.diagnostics.push(
                Diagnostic::new(code, message)
                    .at(place)
                    .note("any JSON is accepted here")
                    .help("put an object in between"),
            );
            return Type::Json;
        }
        self.open.push(id);
        let inner = self.type_of(inner);
        self.open.pop();
        collect(Box::new(inner))
    }

    fn tuple(&mut self, id: SchemaId, elements: &[SchemaId]) -> Type {
        let mut types = Vec::new();
        for element in elements {
            match self.collection(id, *element, Type::Array) {
                Type::Array(element) => types.push(*element),
                other => return other,
            }
        }
        Type::Tuple(types)
    }

    fn named_type(&mut self, owner: SchemaId) -> Type {
        if let Some(name) = self.definitions.name(owner) {
            return Type::Named(name.to_owned());
        }
        if let Some(name) = self.definitions.name_of_duplicate(owner) {
            return Type::Named(name.to_owned());
        }
        let place = self.composer.schema(owner).place.clone();
        self.diagnostics.push(
            Diagnostic::new(
                Code::NoName,
                "this definition has no name; any JSON is accepted",
            )
            .at(place)
            .help("define it under `components`"),
        );
        Type::Json
    }
}

/// Returns the type of a number. Where an integer format stands on `type: number`, the format wins.
fn number_type(number: &Number) -> Type {
    let format = number.format.as_deref().and_then(KnownFormat::from_name);
    match format {
        Some(KnownFormat::Int8) => Type::Integer(Integer::I8),
        Some(KnownFormat::Int16) => Type::Integer(Integer::I16),
        Some(KnownFormat::Int32) => Type::Integer(Integer::I32),
        Some(KnownFormat::Int64) => Type::Integer(Integer::I64),
        Some(KnownFormat::UInt8) => Type::Integer(Integer::U8),
        Some(KnownFormat::UInt16) => Type::Integer(Integer::U16),
        Some(KnownFormat::UInt32) => Type::Integer(Integer::U32),
        Some(KnownFormat::UInt64) => Type::Integer(Integer::U64),
        Some(KnownFormat::UnixTime) => Type::Formatted(Format::UnixTime),
        _ if number.is_integer => Type::Integer(Integer::I64),
        Some(KnownFormat::Float) => Type::Float,
        _ => Type::Decimal,
    }
}

/// Returns the type of a string; `String` unless its format has a type in the runtime.
fn text_type(format: Option<&str>) -> Type {
    match format.and_then(KnownFormat::from_name) {
        Some(KnownFormat::DateTime) => Type::DateTime,
        Some(KnownFormat::LocalDateTime) => Type::LocalDateTime,
        Some(KnownFormat::Date) => Type::Date,
        Some(KnownFormat::HttpDate) => Type::Formatted(Format::HttpDate),
        Some(KnownFormat::Duration) => Type::Formatted(Format::Duration),
        Some(KnownFormat::Base64) => Type::Formatted(Format::Base64),
        Some(KnownFormat::Base64Url) => Type::Formatted(Format::Base64Url),
        Some(KnownFormat::Uuid) => Type::Formatted(Format::Uuid),
        Some(KnownFormat::Decimal) => Type::Formatted(Format::DecimalText),
        _ => Type::String,
    }
}

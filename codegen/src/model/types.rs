//! The types of members, parameters and bodies.

use super::{
    Docs, Field, Integer, Type, TypeDefinition, TypeKind,
    compose::{Composer, Meaning},
    definitions::Definitions,
    docs,
    names::{self, Role, Wanted},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    openapi::{Document, Form, Number, SchemaId},
};

/// Makes types of schemas.
pub(super) struct Builder<'b, 'd> {
    pub(super) document: &'d Document,
    pub(super) composer: Composer<'d>,
    pub(super) definitions: Definitions,
    pub(super) diagnostics: &'b mut Diagnostics,
    /// The lists and maps that are being put together, so that one that holds only itself is found.
    pub(super) open: Vec<SchemaId>,
}

/// More lists of lists than anybody writes.
const MAXIMUM_NESTING: usize = 64;

impl Builder<'_, '_> {
    /// The types of the document in its order.
    pub(super) fn types(&mut self) -> Vec<TypeDefinition> {
        for id in self.document.components.values() {
            // What is no type of its own, as a list, must have a meaning even where nothing refers to it.
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
        let kind = match self.composer.meaning(id, self.diagnostics) {
            Meaning::Struct(owner) => TypeKind::Struct(self.fields(owner)),
            Meaning::Enumeration(_, enumeration) => {
                TypeKind::Enumeration(self.variants(enumeration))
            }
            Meaning::Union(_, choice) => TypeKind::Union(self.union(choice)),
            _ => return None,
        };
        let was = names::was(
            schema
                .rust_was
                .as_ref()
                .filter(|_| schema.component.is_some()),
            self.diagnostics,
        );
        Some(TypeDefinition {
            name,
            was,
            docs: docs::of_schemas(&[schema]),
            place: schema.place.clone(),
            extensible: matches!(&schema.form, Form::Enumeration(enumeration) if enumeration.extensible),
            kind,
        })
    }

    fn fields(&mut self, id: SchemaId) -> Vec<Field> {
        let composed = self.composer.composed(id, self.diagnostics);
        Composer::check_required(&composed, self.diagnostics);
        let mut fields = Vec::new();
        let mut chosen = Vec::new();
        for (wire, member) in &composed.members {
            // The last definition has the last word, the first one the place in the order.
            let Some((schema, place)) = member.definitions.last() else {
                continue;
            };
            let ty = self.member_type(wire, &member.definitions);
            let own = self.composer.schema(*schema);
            chosen.push(own.rust_name.as_ref());
            fields.push(Field {
                name: String::new(),
                wire: wire.clone(),
                was: names::was(own.rust_was.as_ref(), self.diagnostics),
                ty,
                required: composed.required.contains_key(wire),
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
                facts: self.facts(*schema),
                docs: self.docs(*schema),
                place: place.clone(),
            });
        }
        let wanted: Vec<_> = composed
            .members
            .keys()
            .zip(chosen)
            .map(|(wire, chosen)| Wanted::new(wire, chosen))
            .collect();
        for (field, name) in
            fields
                .iter_mut()
                .zip(names::distinct(Role::Field, &wanted, self.diagnostics))
        {
            field.name = name;
        }
        fields
    }

    /// The type of a member on which all of its definitions agree.
    fn member_type(
        &mut self,
        wire: &str,
        definitions: &[(SchemaId, crate::diagnostic::Place)],
    ) -> Type {
        let mut agreed: Option<(Type, &crate::diagnostic::Place)> = None;
        for (schema, place) in definitions {
            let ty = self.type_of(*schema);
            match &agreed {
                // A definition without a type only describes.
                Some(_) if ty == Type::Json => {}
                Some((Type::Json, _)) | None => agreed = Some((ty, place)),
                Some((first, _)) if *first == ty => {}
                Some((_, first)) => self.diagnostics.push(
                    Diagnostic::error(format!(
                        "`{wire}` is composed of two definitions that differ"
                    ))
                    .at(place.clone())
                    .label("differs from the first one")
                    .also((*first).clone(), "first defined here"),
                ),
            }
        }
        agreed.map_or(Type::Json, |(ty, _)| ty)
    }

    /// What a schema says, also by what it refers to.
    pub(super) fn docs(&self, id: SchemaId) -> Docs {
        docs::of_schemas(&self.composer.chain(id))
    }

    /// The type of a value.
    pub(super) fn type_of(&mut self, id: SchemaId) -> Type {
        let mut nullable = self.composer.chain(id).iter().any(|schema| schema.nullable);
        let meaning = self.composer.meaning(id, self.diagnostics);
        let ty = match meaning {
            Meaning::Json => Type::Json,
            Meaning::Boolean => Type::Boolean,
            Meaning::Number(number) => number_type(number),
            Meaning::Text(format) => text_type(format),
            Meaning::Array(items) => self.collection(id, items, Type::Array),
            Meaning::Map(values) => self.collection(id, values, Type::Map),
            Meaning::Struct(owner) | Meaning::Enumeration(owner, _) => self.named(owner),
            Meaning::Union(owner, choice) => {
                nullable |= choice.alternatives.iter().any(|(id, _)| {
                    self.composer
                        .chain(*id)
                        .iter()
                        .any(|schema| schema.nullable)
                });
                self.named(owner)
            }
        };
        // Any JSON value may be null as it is.
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
            let message = if self.open.contains(&id) {
                "this list holds only itself"
            } else {
                "these lists nest too deep"
            };
            let place = self.composer.schema(id).place.clone();
            self.diagnostics.push(
                Diagnostic::error(message)
                    .at(place)
                    .help("put an object between"),
            );
            return Type::Json;
        }
        self.open.push(id);
        let inner = self.type_of(inner);
        self.open.pop();
        collect(Box::new(inner))
    }

    fn named(&mut self, owner: SchemaId) -> Type {
        if let Some(name) = self.definitions.name(owner) {
            return Type::Named(name.to_owned());
        }
        let place = self.composer.schema(owner).place.clone();
        self.diagnostics.push(
            Diagnostic::error("this definition has no name")
                .at(place)
                .help("define it under `components`"),
        );
        Type::Json
    }
}

/// The documents contradict themselves with whole formats of fractional numbers; the format is what is meant.
fn number_type(number: &Number) -> Type {
    match number.format.as_deref() {
        Some("int32") => Type::Integer(Integer::I32),
        Some("int64") => Type::Integer(Integer::I64),
        _ if number.whole => Type::Integer(Integer::I64),
        Some("float" | "double") => Type::Float,
        _ => Type::Decimal,
    }
}

fn text_type(format: Option<&str>) -> Type {
    match format {
        Some("date-time") => Type::DateTime,
        Some("date-time-local") => Type::LocalDateTime,
        Some("date") => Type::Date,
        _ => Type::String,
    }
}

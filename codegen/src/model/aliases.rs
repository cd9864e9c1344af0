//! Aliases: the names of components that are no types of their own.

use indexmap::IndexMap;

use super::{
    Alias, Format, Type,
    compose::Resolved,
    names::{self, Role},
    types::ModelBuilder,
};
use crate::openapi::SchemaId;

/// Maximum number of lists, maps and references in a declared type.
const MAX_DEPTH: usize = 32;

/// Returns whether generated code means another type by a name, so that no alias has it.
pub(super) fn is_taken(name: &str) -> bool {
    const OTHERS: [&str; 15] = [
        "Box",
        "BTreeMap",
        "Content",
        "Date",
        "DateTime",
        "Decimal",
        "ErasedBox",
        "File",
        "Json",
        "LocalDateTime",
        "Nullable",
        "OneOf",
        "Option",
        "String",
        "Vec",
    ];
    OTHERS.contains(&name) || Format::ALL.iter().any(|format| format.as_str() == name)
}

/// Returns the name that an alias has if no other definition has it.
pub(super) fn own_name(text: &str) -> String {
    names::first_spelling(Role::Type, text)
}

fn without_null(ty: Type) -> Type {
    match ty {
        Type::Nullable(inner) => *inner,
        other => other,
    }
}

impl ModelBuilder<'_, '_> {
    /// Builds the aliases of the document in its order.
    pub(super) fn aliases(&mut self) -> IndexMap<String, Alias> {
        let named = self.definitions.aliases.clone();
        let build = |(id, name): (SchemaId, String)| {
            let (ty, declared) = self.with_diagnostics_muted(|builder| {
                let ty = without_null(builder.type_of(id));
                // A chain of references may be long, and the compiler gives up on aliases of aliases.
                let declared = match builder.composer.next(id) {
                    Some(_) => ty.clone(),
                    None => builder.collection_of(id, MAX_DEPTH),
                };
                (ty, without_null(declared))
            });
            let given = self.composer.schema(id).rust_was.as_deref();
            let alias = Alias {
                was: names::previous_name(given, self.diagnostics),
                docs: self.docs(id),
                place: self.composer.schema(id).place.clone(),
                declared: self.if_aliased(&ty, declared),
                ty,
                name: name.clone(),
            };
            (name, alias)
        };
        named.into_iter().map(build).collect()
    }

    /// Returns the type of a schema as the document declares it, if that names aliases and means the given type.
    pub(super) fn declared(&mut self, id: SchemaId, ty: &Type) -> Option<Box<Type>> {
        if self.definitions.aliases.is_empty() {
            return None;
        }
        let declared = self.with_diagnostics_muted(|builder| builder.declared_of(id, MAX_DEPTH));
        self.if_aliased(ty, declared)
    }

    fn if_aliased(&self, ty: &Type, declared: Type) -> Option<Box<Type>> {
        // A use may say less than the declaration: an absent parameter is not null.
        let declared = match (ty, declared) {
            (Type::Nullable(_), declared) => declared,
            (_, declared) => without_null(declared),
        };
        let is_it = !declared.alias_names().is_empty() && declared.without_aliases() == *ty;
        is_it.then(|| Box::new(declared))
    }

    fn declared_of(&mut self, id: SchemaId, depth: usize) -> Type {
        let Some(depth) = depth.checked_sub(1) else {
            return self.type_of(id);
        };
        let is_nullable = self.composer.is_nullable(id);
        let mut current = Some(id);
        // Chains of references end: a cycle has been reported, and none of its schemas is an alias twice.
        for _ in 0..MAX_DEPTH {
            let Some(id) = current else { break };
            if let Some(name) = self.definitions.alias_of(id) {
                let alias = Type::Alias {
                    name: name.to_owned(),
                    target: Box::new(without_null(self.type_of(id))),
                };
                return match is_nullable {
                    true => Type::Nullable(Box::new(alias)),
                    false => alias,
                };
            }
            current = self.composer.next(id);
        }
        self.collection_of(id, depth)
    }

    /// Returns the declared type of a list or a map, or else the type of a schema.
    fn collection_of(&mut self, id: SchemaId, depth: usize) -> Type {
        let whole = self.type_of(id);
        let resolved = self.composer.resolve(id, self.diagnostics);
        let (is_nullable, ty) = match &whole {
            Type::Nullable(inner) => (true, &**inner),
            other => (false, other),
        };
        let declared = match (resolved, ty) {
            (Resolved::Array(items), Type::Array(_)) => {
                Type::Array(Box::new(self.declared_of(items, depth)))
            }
            (Resolved::Map(values), Type::Map(_)) => {
                Type::Map(Box::new(self.declared_of(values, depth)))
            }
            (Resolved::Tuple(elements), Type::Tuple(_)) => {
                let elements = elements.iter();
                Type::Tuple(elements.map(|one| self.declared_of(*one, depth)).collect())
            }
            _ => return whole,
        };
        match is_nullable {
            true => Type::Nullable(Box::new(declared)),
            false => declared,
        }
    }
}

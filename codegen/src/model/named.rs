//! The schemas that become types, with their names.

use std::collections::HashMap;

use super::dedup::StructuralIndex;
use crate::openapi::{IdMap, Schema, SchemaId, ValueKind};

/// Schemas that become types, with their names.
pub(super) struct Definitions<'d> {
    /// Schema and name of each type in the order of the document, each component before the types inside it.
    pub(super) types: Vec<(SchemaId, String)>,
    /// Schema and name of each alias in the order of the document.
    pub(super) aliases: Vec<(SchemaId, String)>,
    /// Names of the operations in their order.
    pub(super) operations: Vec<String>,
    pub(super) alias_names: IdMap<Schema, String>,
    pub(super) names: IdMap<Schema, String>,
    pub(super) kinds: HashMap<String, NamedKind>,
    /// Index of inline schemas and the type name of each content, if [`name_of_duplicate`](Self::name_of_duplicate) is
    /// needed.
    pub(super) duplicates: Option<(StructuralIndex<'d>, HashMap<usize, String>)>,
}

/// Kind of JSON value of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamedKind {
    Object,
    /// An enumeration.
    Scalar(ValueKind),
}

impl Definitions<'_> {
    /// Returns the name of the type that a schema defines.
    pub(super) fn name(&self, id: SchemaId) -> Option<&str> {
        self.names.get(&id).map(String::as_str)
    }

    /// Returns the name of the alias that a component is.
    pub(super) fn alias_of(&self, id: SchemaId) -> Option<&str> {
        self.alias_names.get(&id).map(String::as_str)
    }

    /// Returns the type name of an inline schema that equals another one. Schemas inside the second of two equal ones
    /// have no name of their own.
    pub(super) fn name_of_duplicate(&mut self, id: SchemaId) -> Option<&str> {
        let (index, names) = self.duplicates.as_mut()?;
        names.get(&index.content(id)).map(String::as_str)
    }

    /// Returns the kind of a type's values; `None` if there are several kinds.
    pub(super) fn kind(&self, name: &str) -> Option<NamedKind> {
        self.kinds.get(name).copied()
    }
}

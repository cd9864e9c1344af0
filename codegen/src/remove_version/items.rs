//! The named items of a model: their names, their predecessors, and the nodes that say so.

use std::collections::HashMap;

use crate::{
    diagnostic::Place,
    model::{Model, TypeKind},
};

/// The kind of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Type,
    Operation,
    Member,
    Value,
    Alternative,
    Parameter,
}

impl Kind {
    /// The word for the kind in messages.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Operation => "operation",
            Self::Member => "property",
            Self::Value => "value",
            Self::Alternative => "alternative",
            Self::Parameter => "parameter",
        }
    }
}

/// A named item of one api-version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item<'m> {
    pub(super) kind: Kind,
    /// The name of the type or operation that contains it; empty for these themselves.
    pub(super) owner: &'m str,
    pub(super) name: &'m str,
    pub(super) was: Option<&'m str>,
    /// The name on the wire of a member, value or parameter.
    pub(super) wire: &'m str,
    /// The method and path of an operation.
    pub(super) route: Option<(&'m str, &'m str)>,
    pub(super) place: &'m Place,
    /// The node that `x-rust-name` and `x-rust-was` belong to; none if they have no place.
    pub(super) node: Option<&'m Place>,
}

impl Item<'_> {
    /// The name in Rust, with that of the owner.
    pub(super) fn full_name(&self) -> String {
        match self.kind {
            Kind::Type | Kind::Operation => self.name.to_owned(),
            Kind::Member | Kind::Parameter => format!("{}.{}", self.owner, self.name),
            Kind::Value | Kind::Alternative => format!("{}::{}", self.owner, self.name),
        }
    }

    /// Returns whether both are operations with the same method and path.
    pub(super) fn has_route_of(&self, other: &Item<'_>) -> bool {
        self.route.is_some() && self.route == other.route
    }
}

/// Lists the items of a model. The order depends on the document and not on names.
pub(super) fn items(model: &Model) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for ty in model.types.values() {
        let item = Item {
            kind: Kind::Type,
            owner: "",
            name: &ty.name,
            was: ty.was.as_deref(),
            wire: "",
            route: None,
            place: &ty.place,
            node: Some(&ty.place),
        };
        let owned = Item {
            owner: &ty.name,
            ..item
        };
        items.push(item);
        match &ty.kind {
            TypeKind::Struct(fields) => items.extend(fields.iter().map(|field| Item {
                kind: Kind::Member,
                name: &field.name,
                wire: &field.wire,
                was: field.was.as_deref(),
                place: &field.place,
                node: Some(&field.place),
                ..owned
            })),
            TypeKind::Enumeration(_, variants) => {
                items.extend(variants.iter().map(|variant| Item {
                    kind: Kind::Value,
                    name: &variant.name,
                    wire: &variant.wire,
                    was: variant.was.as_deref(),
                    place: &variant.place,
                    node: variant.described.as_ref(),
                    ..owned
                }))
            }
            TypeKind::Union(union) => {
                items.extend(union.alternatives.iter().map(|alternative| Item {
                    kind: Kind::Alternative,
                    name: &alternative.name,
                    was: None,
                    place: &alternative.place,
                    node: None,
                    ..owned
                }));
            }
        }
    }
    for alias in model.aliases.values() {
        items.push(Item {
            kind: Kind::Type,
            owner: "",
            name: &alias.name,
            was: alias.was.as_deref(),
            wire: "",
            route: None,
            place: &alias.place,
            node: Some(&alias.place),
        });
    }
    for operation in &model.operations {
        let item = Item {
            kind: Kind::Operation,
            owner: "",
            name: &operation.name,
            was: operation.was.as_deref(),
            wire: "",
            route: Some((&operation.method, &operation.path)),
            place: &operation.place,
            node: Some(&operation.place),
        };
        let parameters = operation.parameters.iter().map(|parameter| Item {
            kind: Kind::Parameter,
            owner: &operation.name,
            name: &parameter.name,
            was: parameter.was.as_deref(),
            wire: &parameter.wire,
            route: None,
            place: &parameter.place,
            node: Some(&parameter.place),
        });
        items.push(item);
        items.extend(parameters);
    }
    items
}

/// The items of an api-version by name.
#[derive(Debug, Default)]
pub(super) struct Index<'m> {
    /// By kind, owner and name.
    by_name: HashMap<Kind, HashMap<&'m str, HashMap<&'m str, Item<'m>>>>,
    /// By method and path.
    by_route: HashMap<&'m str, HashMap<&'m str, Item<'m>>>,
}

impl<'m> Index<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        let mut index = Self::default();
        for item in items(model) {
            if let Some((method, path)) = item.route {
                let paths = index.by_route.entry(method).or_default();
                paths.insert(path, item);
            }
            let owners = index.by_name.entry(item.kind).or_default();
            owners
                .entry(item.owner)
                .or_default()
                .insert(item.name, item);
        }
        index
    }

    /// Returns whether there is an item of this name.
    pub(super) fn has(&self, item: &Item<'_>) -> bool {
        self.get(item.kind, item.owner, item.name).is_some()
    }

    pub(super) fn get(&self, kind: Kind, owner: &str, name: &str) -> Option<&Item<'m>> {
        self.by_name.get(&kind)?.get(owner)?.get(name)
    }

    /// Returns the item that one of a later api-version continues: under its former name, on the same route, or under the
    /// same name.
    pub(super) fn predecessor(&self, item: &Item<'_>, later: &Index<'_>) -> Option<&Item<'m>> {
        let owner = match item.kind {
            Kind::Type | Kind::Operation => "",
            _ => self.owner(item, later)?.name,
        };
        let was = item.was.and_then(|was| self.get(item.kind, owner, was));
        let routed = item
            .route
            .and_then(|(method, path)| self.by_route.get(method)?.get(path));
        was.or(routed)
            .or_else(|| self.get(item.kind, owner, item.name))
    }

    /// Returns the predecessor of the type or operation that contains an item of a later api-version.
    fn owner(&self, item: &Item<'_>, later: &Index<'_>) -> Option<&Item<'m>> {
        let kind = match item.kind {
            Kind::Parameter => Kind::Operation,
            _ => Kind::Type,
        };
        self.predecessor(later.get(kind, "", item.owner)?, later)
    }
}

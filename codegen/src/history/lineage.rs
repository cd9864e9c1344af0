//! Checks of `x-rust-was` against the previous api-versions.

use std::collections::{BTreeMap, HashSet};

use super::operation::Operations;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    model::{Model, Operation, TypeDefinition, TypeKind},
};

/// Checks each `x-rust-was` of all api-versions of a service, oldest first.
pub(crate) fn check(models: &[Model], diagnostics: &mut Diagnostics) {
    let indexed: Vec<Operations<'_>> = models.iter().map(Operations::new).collect();
    // The first api-version is not checked: it may be a part of a longer history.
    for (index, model) in models.iter().enumerate().skip(1) {
        let (earlier, _) = models.split_at(index);
        let mut lineage = LineageCheck {
            model,
            earlier,
            diagnostics,
        };
        lineage.check("type", types(model), || earlier.iter().map(types).collect());
        lineage.check("operation", operations(model), || {
            earlier.iter().map(operations).collect()
        });
        for ty in model.types.values() {
            let (kind, own) = parts(ty);
            lineage.check(kind, own, || {
                let names = [Some(&ty.name), ty.was.as_ref()];
                let before = earlier.iter().map(|model| {
                    let found = names.iter().flatten().copied();
                    let old = found
                        .filter_map(|name| model.types.get_full(name))
                        .min_by_key(|(index, ..)| *index);
                    old.map(|(.., ty)| parts(ty).1).unwrap_or_default()
                });
                before.collect()
            });
        }
        for operation in &model.operations {
            lineage.check("parameter", parameters(operation), || {
                let before = indexed.iter().take(index).map(|operations| {
                    let old = operations.predecessor(operation);
                    old.map(parameters).unwrap_or_default()
                });
                before.collect()
            });
        }
    }
}

fn parameters(operation: &Operation) -> Vec<NamedItem<'_>> {
    let parameters = operation.parameters.iter();
    parameters
        .map(|one| {
            let item = NamedItem::new(&one.name, one.was.as_ref(), was_place(&one.place));
            item.wire(&one.wire)
        })
        .collect()
}

fn types(model: &Model) -> Vec<NamedItem<'_>> {
    let types = model.types.values();
    let types = types.map(|ty| (&ty.name, &ty.was, &ty.place));
    let aliases = model.aliases.values();
    let aliases = aliases.map(|alias| (&alias.name, &alias.was, &alias.place));
    types
        .chain(aliases)
        .map(|(name, was, place)| NamedItem::new(name, was.as_ref(), was_place(place)))
        .collect()
}

fn operations(model: &Model) -> Vec<NamedItem<'_>> {
    let operations = model.operations.iter();
    operations
        .map(|one| NamedItem {
            identity: Some((&one.method, &one.path)),
            ..NamedItem::new(&one.name, one.was.as_ref(), was_place(&one.place))
        })
        .collect()
}

/// An item with its Rust name and its former one.
struct NamedItem<'m> {
    name: &'m str,
    was: Option<&'m String>,
    /// The method and path of an operation, or the name on the wire. A definition has nothing but its name.
    identity: Option<(&'m str, &'m str)>,
    place: Place,
}

impl<'m> NamedItem<'m> {
    fn new(name: &'m str, was: Option<&'m String>, place: Place) -> Self {
        Self {
            name,
            was,
            identity: None,
            place,
        }
    }

    fn wire(mut self, wire: &'m str) -> Self {
        self.identity = Some(("", wire));
        self
    }
}

/// Returns the location of `x-rust-was` on a node.
fn was_place(place: &Place) -> Place {
    place.at_pointer(format!("{}/x-rust-was", place.pointer()))
}

fn parts(ty: &TypeDefinition) -> (&'static str, Vec<NamedItem<'_>>) {
    match &ty.kind {
        TypeKind::Struct(fields) => {
            let items = fields.iter().map(|field| {
                NamedItem::new(&field.name, field.was.as_ref(), was_place(&field.place))
                    .wire(&field.wire)
            });
            ("property", items.collect())
        }
        TypeKind::Enumeration(_, variants) => {
            let items = variants.iter().map(|variant| {
                let place = variant.described.as_ref().map(was_place);
                let place = place.unwrap_or_else(|| variant.place.clone());
                NamedItem::new(&variant.name, variant.was.as_ref(), place).wire(&variant.wire)
            });
            ("value", items.collect())
        }
        TypeKind::Union(_) => ("alternative", Vec::new()),
    }
}

/// Check of one api-version.
struct LineageCheck<'s> {
    model: &'s Model,
    /// The earlier api-versions, oldest first.
    earlier: &'s [Model],
    diagnostics: &'s mut Diagnostics,
}

impl LineageCheck<'_> {
    /// Checks items with those of each earlier api-version.
    fn check<'m>(
        &mut self,
        kind: &str,
        own: Vec<NamedItem<'m>>,
        before: impl FnOnce() -> Vec<Vec<NamedItem<'m>>>,
    ) {
        if own.iter().all(|item| item.was.is_none()) {
            return;
        }
        let before = before();
        let version = &self.model.api_version;
        let earlier = self.earlier;
        let previous_version = earlier.last().map_or("", |model| &model.api_version);
        let own_names: HashSet<&str> = own.iter().map(|item| item.name).collect();
        let previous: HashSet<_> = before
            .iter()
            .next_back()
            .into_iter()
            .flatten()
            .map(|item| (item.name, item.identity))
            .collect();
        // The last api-version that has each name.
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, items) in before.iter().enumerate() {
            last.extend(items.iter().map(|item| (item.name, index)));
        }
        for item in &own {
            let Some(was) = item.was else { continue };
            let found = last.get(was.as_str()).copied();
            let (code, message, help) = if previous.contains(&(item.name, item.identity)) {
                (
                    Code::IdleLineage,
                    format!(
                        "the {kind} `{}` has this name in {previous_version} already, so `{was}` is not its predecessor",
                        item.name
                    ),
                    "remove `x-rust-was`: it belongs to the api-version in which the name changed"
                        .to_owned(),
                )
            } else if kind != "operation" && was != item.name && own_names.contains(was.as_str()) {
                // Operations are matched by method and path, so two of them may exchange names.
                (
                    Code::Lineage,
                    format!("{kind} `{was}` still exists in api-version {version}"),
                    "`x-rust-was` names an item that was renamed: remove the extension, or the other item".to_owned(),
                )
            } else if found.is_some_and(|index| index + 1 == before.len()) {
                continue;
            } else if let Some(old) = found.and_then(|index| earlier.get(index)) {
                (
                    Code::IdleLineage,
                    format!(
                        "{previous_version}, the previous api-version, has no {kind} `{was}`; {} is the last one that has it",
                        old.api_version
                    ),
                    format!("write the Rust name in {previous_version}, or remove `x-rust-was`"),
                )
            } else {
                let help = match self.diagnostics.nearest(was, last.keys().copied()) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => "write the Rust name in the previous api-version".to_owned(),
                };
                (
                    Code::Lineage,
                    format!("no {kind} had the name `{was}` before api-version {version}"),
                    help,
                )
            };
            let diagnostic = Diagnostic::new(code, message)
                .at(item.place.clone())
                .help(help);
            self.diagnostics.push(diagnostic);
        }
    }
}

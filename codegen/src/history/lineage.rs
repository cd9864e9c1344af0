//! Checks of `x-rust-was` against the previous api-versions.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Place},
    model::{Model, TypeDefinition, TypeKind},
    words::nearest,
};

/// Checks each `x-rust-was` of all api-versions of a service, oldest first.
pub(crate) fn check(models: &[Model], diagnostics: &mut Diagnostics) {
    // The first api-version is not checked: it may be a part of a longer history.
    for (index, model) in models.iter().enumerate().skip(1) {
        let (earlier, _) = models.split_at(index);
        let mut lineage = LineageCheck { model, diagnostics };
        lineage.check("type", types(model), earlier.iter().map(types).collect());
        let before = earlier.iter().map(operations).collect();
        lineage.check("operation", operations(model), before);
        for ty in model.types.values() {
            let names = [Some(&ty.name), ty.was.as_ref()];
            let is_it = |name: &String| names.contains(&Some(name));
            let before: Vec<_> = earlier
                .iter()
                .filter_map(|model| model.types.values().find(|ty| is_it(&ty.name)))
                .map(|ty| parts(ty).1)
                .collect();
            let (kind, own) = parts(ty);
            lineage.check(kind, own, before);
        }
    }
}

fn types(model: &Model) -> Vec<NamedItem<'_>> {
    let types = model.types.values();
    types
        .map(|ty| NamedItem::new(&ty.name, ty.was.as_ref(), was_place(&ty.place)))
        .collect()
}

fn operations(model: &Model) -> Vec<NamedItem<'_>> {
    let operations = model.operations.iter();
    operations
        .map(|one| NamedItem::new(&one.name, one.was.as_ref(), was_place(&one.place)))
        .collect()
}

/// An item with its Rust name and its former one.
struct NamedItem<'m> {
    name: &'m str,
    was: Option<&'m String>,
    place: Place,
}

impl<'m> NamedItem<'m> {
    fn new(name: &'m str, was: Option<&'m String>, place: Place) -> Self {
        Self { name, was, place }
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
            });
            ("property", items.collect())
        }
        TypeKind::Enumeration(variants) => {
            let items = variants.iter().map(|variant| {
                let place = variant.described.as_ref().map(was_place);
                let place = place.unwrap_or_else(|| variant.place.clone());
                NamedItem::new(&variant.name, variant.was.as_ref(), place)
            });
            ("value", items.collect())
        }
        TypeKind::Union(_) => ("alternative", Vec::new()),
    }
}

/// Check of one api-version.
struct LineageCheck<'s> {
    model: &'s Model,
    diagnostics: &'s mut Diagnostics,
}

impl LineageCheck<'_> {
    fn check(&mut self, kind: &str, own: Vec<NamedItem<'_>>, earlier: Vec<Vec<NamedItem<'_>>>) {
        let version = &self.model.api_version;
        for item in &own {
            let Some(was) = item.was else { continue };
            let is_old = earlier
                .last()
                .is_some_and(|before| before.iter().any(|one| one.name == item.name));
            // An item that kept its name may still state an older one.
            if is_old {
                continue;
            }
            let known = || earlier.iter().flatten().map(|one| one.name);
            // Operations are matched by method and path, so two of them may exchange names.
            let (message, help) = if kind != "operation" && own.iter().any(|one| one.name == was) {
                (
                    format!("{kind} `{was}` still exists in api-version {version}"),
                    "`x-rust-was` names an item that was renamed: remove the extension, or the other item".to_owned(),
                )
            } else if known().any(|name| name == was) {
                continue;
            } else {
                let help = match nearest(was, known()) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => "write the Rust name in the previous api-version".to_owned(),
                };
                (
                    format!("no {kind} had the name `{was}` before api-version {version}"),
                    help,
                )
            };
            let diagnostic = Diagnostic::new(Code::Lineage, message)
                .at(item.place.clone())
                .help(help);
            self.diagnostics.push(diagnostic);
        }
    }
}

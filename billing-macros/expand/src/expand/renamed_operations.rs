//! Emits the marker traits of operations that have another name in other api-versions.
//!
//! All other operations of the same api-versions share one trait. A renamed operation has its own, so that the error of the
//! compiler says how the operation is called there.

use std::collections::HashMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::context::Context;
use crate::checked::Checked;
use crate::definitions::Body;
use crate::range_name;
use crate::shape::{Module, Shape};

/// The other names of operations, as phrases, by group.
pub(super) type OtherNames = HashMap<usize, Vec<String>>;

/// Finds the operations that continue another one under a new name.
pub(super) fn find_other_names(checked: &Checked) -> OtherNames {
    let mut names = OtherNames::new();
    for (item, resolved) in checked.definitions.items.iter().zip(&checked.items) {
        let was = item.versions.as_ref().and_then(|range| range.was.as_ref());
        let (Some(was), Body::Operation(_)) = (was, &item.body) else {
            continue;
        };
        let was = was.value();
        let older = checked.operations.get(&was);
        let version = checked.versions.get(resolved.alive.start);
        if let (Some(older), Some(version)) = (older, version) {
            let name = item.ident.unraw();
            let later = format!("from api-version {version} on it is `{name}`");
            let earlier = format!("before api-version {version} it is `{was}`");
            names.entry(*older).or_default().push(later);
            names.entry(resolved.group).or_default().push(earlier);
        }
    }
    names
}

/// Returns the trait that marks the api-versions of an operation.
pub(super) fn find_marker(context: &Context<'_>, shape: &Shape) -> Option<Ident> {
    let shared = context.markers.get(shape.module)?;
    let module = context.shapes.modules.get(shape.module)?;
    match other_names(context, module, shape) {
        Some(_) => own_marker(context, shape, shared),
        None => Some(shared.clone()),
    }
}

/// Returns the phrases with the other names of an operation.
fn other_names<'c>(
    context: &'c Context<'_>,
    module: &Module,
    shape: &Shape,
) -> Option<&'c [String]> {
    let checked = context.checked;
    let is_everywhere = module.versions.len() == checked.versions.len();
    let group = checked.items.get(shape.item)?.group;
    let names = context.other_names.get(&group)?;
    (module.has_operations && !is_everywhere).then_some(names)
}

fn own_marker(context: &Context<'_>, shape: &Shape, shared: &Ident) -> Option<Ident> {
    let operation = &context.checked.definitions.items.get(shape.item)?.ident;
    Some(format_ident!("{}{shared}", operation.unraw()))
}

/// Emits the traits of the renamed operations of a module.
pub(super) fn emit_markers(
    context: &Context<'_>,
    module: &Module,
    shared: &Ident,
    rt: &TokenStream,
    out: &mut TokenStream,
) {
    let existence = range_name::existence_phrase(&module.versions, &context.checked.versions);
    for shape in &module.shapes {
        let Some(names) = other_names(context, module, shape) else {
            continue;
        };
        let Some(marker) = own_marker(context, shape, shared) else {
            continue;
        };
        let names = names.join(", ");
        let message = format!("this operation exists {existence}: {names}");
        let docs =
            format!(" Marks the api-versions of an operation that exists {existence}: {names}.");
        let types = module.versions.iter();
        let types = types.filter_map(|version| context.version_types.get(*version));
        out.extend(quote! {
            #[doc = #docs]
            #[diagnostic::on_unimplemented(message = #message, label = "not available in `{Self}`")]
            pub trait #marker: #rt::Version {}
            #rt::marks!(#marker: #(#types),*);
        });
    }
}

//! Emits aliases.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::EmittedShape;
use super::docs;
use crate::definitions::Target;

pub(super) fn emit(emitted: &EmittedShape<'_>, targets: &[Target], out: &mut TokenStream) {
    let Some((Target { ident, .. }, ty)) = emitted.typed_parts(targets).next() else {
        return;
    };
    let docs = docs::shape_docs(emitted);
    let others = docs::other_attributes(emitted);
    let vis = &emitted.definition.vis;
    out.extend(quote!(#docs #(#others)* #vis type #ident = #ty;));
}

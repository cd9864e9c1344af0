//! Emits enumerations.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::context::EmittedShape;
use super::docs;
use crate::definitions::Variant;

pub(super) fn emit(emitted: &EmittedShape<'_>, variants: &[Variant], out: &mut TokenStream) {
    let variants: Vec<(&Variant, String)> = emitted
        .live_parts(variants)
        .map(|(variant, _)| (variant, variant.wire_name()))
        .collect();
    let docs = docs::shape_docs(emitted);
    let others = docs::other_attributes(emitted);
    let vis = &emitted.definition.vis;
    let name = &emitted.definition.ident;
    let Some(rt) = &emitted.context.runtime else {
        let variants = variants.iter().map(|(variant, _)| {
            let (attrs, ident) = (&variant.attrs, &variant.ident);
            quote!(#(#attrs)* #ident)
        });
        out.extend(quote!(#docs #(#others)* #vis enum #name { #(#variants,)* }));
        return;
    };
    let listed = variants.iter().map(|(variant, wire)| {
        let ident = &variant.ident;
        let serialized = (ident.unraw() != wire.as_str()).then(|| docs::describe_wire_name(wire));
        let attrs = docs::part_attributes(&variant.attrs, serialized);
        quote!(#attrs #ident)
    });
    out.extend(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #(#others)*
        #vis enum #name {
            #(#listed,)*
            /// An unlisted value, preserved on write.
            UnknownValue(#rt::Unknown<#name>),
        }
    });
    let values = variants
        .iter()
        .map(|(Variant { ident, .. }, wire)| quote!(#wire => #ident;));
    out.extend(quote!(#rt::enumeration! { #name { #(#values)* } }));
}

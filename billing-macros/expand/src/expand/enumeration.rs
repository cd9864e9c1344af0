//! Emits enumerations.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::context::EmittedShape;
use super::docs;
use crate::definitions::{ValueKind, Variant};
use crate::wire_name::integer_literal;

pub(super) fn emit(
    emitted: &EmittedShape<'_>,
    kind: ValueKind,
    variants: &[Variant],
    out: &mut TokenStream,
) {
    let variants: Vec<(&Variant, String)> = emitted
        .live_parts(variants)
        .map(|(variant, _)| (variant, variant.wire_name()))
        .collect();
    let docs = docs::shape_docs(emitted);
    let others = docs::other_attributes(emitted);
    let vis = &emitted.definition.vis;
    let name = &emitted.definition.ident;
    let Some(rt) = &emitted.context.runtime else {
        let variants = variants.iter().map(|(variant, wire)| {
            let (attrs, ident) = (&variant.attrs, &variant.ident);
            match kind {
                ValueKind::Text => quote!(#(#attrs)* #ident),
                ValueKind::Integer => {
                    let value = integer_literal(wire);
                    quote!(#(#attrs)* #ident = #value)
                }
            }
        });
        out.extend(quote!(#docs #(#others)* #vis enum #name { #(#variants,)* }));
        return;
    };
    let listed = variants.iter().map(|(variant, wire)| {
        let ident = &variant.ident;
        let serialized = (ident.unraw() != wire.as_str()).then(|| docs::describe_wire_name(wire));
        let attrs = match (kind, serialized) {
            // The name of an integer says nothing of its value.
            (ValueKind::Integer, Some(text)) => docs::attributes_with(&variant.attrs, &text),
            (_, serialized) => docs::part_attributes(&variant.attrs, serialized),
        };
        quote!(#attrs #ident)
    });
    let (copy, unknown) = match kind {
        ValueKind::Text => (None, quote!(Unknown)),
        ValueKind::Integer => (Some(quote!(Copy,)), quote!(UnknownInteger)),
    };
    out.extend(quote! {
        #docs
        #[derive(Clone, #copy Debug, PartialEq, Eq, Hash)]
        #(#others)*
        #vis enum #name {
            #(#listed,)*
            /// An unlisted value, preserved on write.
            UnknownValue(#rt::#unknown<#name>),
        }
    });
    let values = variants
        .iter()
        .map(|(Variant { ident, .. }, wire)| match kind {
            ValueKind::Text => quote!(#wire => #ident;),
            ValueKind::Integer => {
                let value = integer_literal(wire);
                quote!(#value => #ident;)
            }
        });
    out.extend(match kind {
        ValueKind::Text => quote!(#rt::enumeration! { #name { #(#values)* } }),
        ValueKind::Integer => quote!(#rt::integer_enumeration! { #name { #(#values)* } }),
    });
}

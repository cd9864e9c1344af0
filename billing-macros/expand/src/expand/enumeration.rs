//! Enumerations.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::context::Emitted;
use super::{docs, structure};
use crate::definitions::Variant;

pub(super) fn emit(emitted: &Emitted<'_>, variants: &[Variant], out: &mut TokenStream) {
    let variants: Vec<(&Variant, String)> = emitted
        .alive(variants)
        .map(|(variant, _)| {
            (
                variant,
                variant
                    .wire
                    .as_ref()
                    .map_or_else(|| variant.ident.unraw().to_string(), syn::LitStr::value),
            )
        })
        .collect();
    let docs = docs::shape(emitted);
    let others = docs::others(emitted);
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
    let text = emitted.name();
    let listed = variants.iter().map(|(variant, wire)| {
        let ident = &variant.ident;
        let attrs = docs::part(&variant.attrs, "The value", wire);
        quote!(#attrs #ident)
    });
    out.extend(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #(#others)*
        #vis enum #name {
            #(#listed,)*
            /// A value that is not listed.
            UnknownValue(#rt::Unknown<#name>),
        }
        impl #name {
            /// The value as it is on the wire.
            #vis fn as_str(&self) -> &str { #rt::Enumeration::as_text(self) }
        }
    });
    let std = |name| emitted.context.std(name);
    let (option, result, string, from, as_ref) = (
        std("Option"),
        std("Result"),
        std("String"),
        std("From"),
        std("AsRef"),
    );
    let known = variants.iter().map(|(variant, _)| &variant.ident);
    let reads = variants
        .iter()
        .map(|(Variant { ident, .. }, wire)| quote!(#wire => Some(Self::#ident)));
    let writes = variants
        .iter()
        .map(|(Variant { ident, .. }, wire)| quote!(Self::#ident => #wire));
    let from_known = if variants.is_empty() {
        quote!(#[inline] fn from_known(_: &str) -> #option<Self> { None })
    } else {
        quote!(#[inline] fn from_known(text: &str) -> #option<Self> { match text { #(#reads,)* _ => None, } })
    };
    out.extend(quote! {
        impl #rt::Enumeration for #name {
            const NAME: &'static str = #text;
            const KNOWN: &'static [Self] = &[#(Self::#known),*];
            #from_known
            #[inline]
            fn as_text(&self) -> &str { match self { #(#writes,)* Self::UnknownValue(unknown) => unknown.as_str(), } }
            fn from_unknown(unknown: #rt::Unknown<Self>) -> Self { Self::UnknownValue(unknown) }
        }
        impl #rt::Value for #name {
            const EXPECTED: &'static str = #text;
            fn read<'de, S: #rt::Source<'de>>(source: S) -> #result<#rt::Fit<Self>, S::Error> { #rt::read_enumeration(source) }
            #[inline]
            fn list_kept(&self, at: &mut #rt::KeptPath) { #rt::list_enumeration(self, at) }
        }
        impl #rt::serde::Serialize for #name {
            fn serialize<S: #rt::serde::Serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> { #rt::write_enumeration(self, serializer) }
        }
    });
    structure::deserialize(emitted, rt, out);
    out.extend(quote! {
        impl #from<&str> for #name {
            fn from(text: &str) -> Self { #rt::enumeration_from_text(text) }
        }
        impl #from<#string> for #name {
            fn from(text: #string) -> Self { #rt::enumeration_from_text(&text) }
        }
        impl ::std::str::FromStr for #name {
            type Err = ::std::convert::Infallible;
            fn from_str(text: &str) -> #result<Self, ::std::convert::Infallible> { Ok(#rt::enumeration_from_text(text)) }
        }
        impl ::std::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { formatter.pad(self.as_str()) }
        }
        impl #as_ref<str> for #name {
            fn as_ref(&self) -> &str { self.as_str() }
        }
    });
}

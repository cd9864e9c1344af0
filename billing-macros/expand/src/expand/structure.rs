//! Structs.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::{PathArguments, Type};

use super::context::Emitted;
use super::docs;
use crate::definitions::Field;
use crate::wire_name;

/// A struct's member as it is emitted.
struct Member<'a> {
    field: &'a Field,
    wire: String,
    ty: TokenStream,
    optional: bool,
}

pub(super) fn emit(emitted: &Emitted<'_>, fields: &[Field], out: &mut TokenStream) {
    let members: Vec<Member<'_>> = emitted
        .alive_with_types(fields)
        .map(|(field, ty)| Member {
            field,
            wire: field
                .wire
                .as_ref()
                .map_or_else(|| wire_name(&field.ident), syn::LitStr::value),
            optional: is_optional(&field.ty),
            ty,
        })
        .collect();
    let docs = docs::shape(emitted);
    let others = docs::others(emitted);
    let vis = &emitted.definition.vis;
    let name = &emitted.definition.ident;
    let Some(rt) = &emitted.context.runtime else {
        let fields = members.iter().map(|Member { field, ty, .. }| {
            let (attrs, vis, ident) = (&field.attrs, &field.vis, &field.ident);
            quote!(#(#attrs)* #vis #ident: #ty)
        });
        out.extend(quote!(#docs #(#others)* #vis struct #name { #(#fields,)* }));
        return;
    };
    let fields = members.iter().map(
        |Member {
             field, ty, wire, ..
         }| {
            let (vis, ident) = (&field.vis, &field.ident);
            let attrs = docs::part(&field.attrs, "The member", wire);
            quote!(#attrs #vis #ident: #ty)
        },
    );
    let derives = derives(members.iter().all(|member| member.optional));
    out.extend(quote! {
        #docs
        #derives
        #(#others)*
        #vis struct #name {
            #(#fields,)*
            /// What was read and has no typed place here; it is written back.
            pub kept: #rt::Kept,
        }
    });
    let new = members.iter().any(|member| !member.optional).then(|| {
        let fields = members
            .iter()
            .map(|member| (&member.field.ident, &member.ty, member.optional));
        new(emitted, fields, Some(quote!(kept: #rt::Kept::new())))
    });
    let vec = emitted.context.std("Vec");
    out.extend(quote! {
        impl #name {
            #new
            /// Everything that was read and has no typed place, by JSON path.
            #[inline]
            pub fn kept(&self) -> #vec<#rt::KeptItem> { #rt::list_kept(self) }
        }
    });
    model(emitted, &members, rt, out);
}

fn model(emitted: &Emitted<'_>, members: &[Member<'_>], rt: &TokenStream, out: &mut TokenStream) {
    let name = &emitted.definition.ident;
    let text = emitted.name();
    let result = emitted.context.std("Result");
    let slots = Slots::of(emitted, members, rt);
    let Slots {
        building,
        start,
        finish,
        ..
    } = &slots;
    let kept = slots.kept();
    let arms = members.iter().enumerate().map(|(index, Member { field, wire, optional, .. })| {
        let slot = slots.slot(index, &field.ident);
        if *optional {
            quote!(#wire => #rt::read_optional(&mut building.#slot, &mut building.#kept, name, value))
        } else {
            quote!(#wire => #rt::read_required(&mut building.#slot, name, value))
        }
    });
    let read = if members.is_empty() {
        quote!(building.#kept.read(name, value))
    } else {
        quote!(match name { #(#arms,)* _ => building.#kept.read(name, value), })
    };
    let written = members.iter().map(
        |Member {
             field,
             wire,
             optional,
             ..
         }| {
            let ident = &field.ident;
            let method = if *optional {
                quote!(optional)
            } else {
                quote!(required)
            };
            quote!(members.#method(#wire, &self.#ident)?;)
        },
    );
    out.extend(quote! {
        impl #rt::Model for #name {
            const NAME: &'static str = #text;
            type Building = #building;
            #[inline]
            fn start() -> Self::Building { #start }
            fn member<'de, S: #rt::Source<'de>>(building: &mut Self::Building, name: &str, value: S) -> #result<(), S::Error> { #read }
            fn finish<E: #rt::serde::de::Error>(building: Self::Building) -> #result<Self, E> { #finish }
            fn members<M: #rt::Members>(&self, members: &mut M) -> #result<(), M::Error> {
                #(#written)*
                members.kept(&self.kept)
            }
        }
        impl #rt::Value for #name {
            const EXPECTED: &'static str = #text;
            fn read<'de, S: #rt::Source<'de>>(source: S) -> #result<#rt::Fit<Self>, S::Error> { #rt::read_model(source) }
            #[inline]
            fn list_kept(&self, at: &mut #rt::KeptPath) { #rt::list_model(self, at) }
        }
        impl #rt::serde::Serialize for #name {
            fn serialize<S: #rt::serde::Serializer>(&self, serializer: S) -> #result<S::Ok, S::Error> { #rt::write_model(self, serializer) }
        }
    });
    deserialize(emitted, rt, out);
}

/// What a value is put together in while its members are read.
struct Slots {
    building: TokenStream,
    start: TokenStream,
    finish: TokenStream,
    /// Where what is kept stands, if the slots are a tuple.
    kept: Option<Literal>,
}

impl Slots {
    fn of(emitted: &Emitted<'_>, members: &[Member<'_>], rt: &TokenStream) -> Self {
        if members.iter().all(|member| member.optional) {
            let default = emitted.context.default();
            return Self {
                building: quote!(Self),
                start: default,
                finish: quote!(Ok(building)),
                kept: None,
            };
        }
        let option = emitted.context.std("Option");
        let kept = Literal::usize_unsuffixed(members.len());
        let types = members.iter().map(|Member { ty, optional, .. }| {
            if *optional {
                ty.clone()
            } else {
                quote!(#option<#ty>)
            }
        });
        let nothing = members.iter().map(|_| quote!(None));
        let fields = members.iter().enumerate().map(
            |(
                index,
                Member {
                    field,
                    wire,
                    optional,
                    ..
                },
            )| {
                let (ident, slot) = (&field.ident, Literal::usize_unsuffixed(index));
                if *optional {
                    quote!(#ident: building.#slot)
                } else {
                    quote!(#ident: #rt::required::<Self, _, E>(building.#slot, #wire)?)
                }
            },
        );
        Self {
            building: quote!((#(#types,)* #rt::Kept)),
            start: quote!((#(#nothing,)* #rt::Kept::new())),
            finish: quote!(Ok(Self { #(#fields,)* kept: building.#kept })),
            kept: Some(kept),
        }
    }

    fn slot(&self, index: usize, ident: &Ident) -> TokenStream {
        match self.kept {
            Some(_) => Literal::usize_unsuffixed(index).to_token_stream(),
            None => ident.to_token_stream(),
        }
    }

    fn kept(&self) -> TokenStream {
        self.kept
            .as_ref()
            .map_or_else(|| quote!(kept), ToTokens::to_token_stream)
    }
}

pub(super) fn deserialize(emitted: &Emitted<'_>, rt: &TokenStream, out: &mut TokenStream) {
    let name = &emitted.definition.ident;
    let result = emitted.context.std("Result");
    out.extend(quote! {
        impl<'de> #rt::serde::Deserialize<'de> for #name {
            fn deserialize<D: #rt::serde::Deserializer<'de>>(deserializer: D) -> #result<Self, D::Error> { #rt::read(deserializer) }
        }
    });
}

pub(super) fn derives(default: bool) -> TokenStream {
    if default {
        quote!(#[derive(Clone, Debug, Default, PartialEq)])
    } else {
        quote!(#[derive(Clone, Debug, PartialEq)])
    }
}

/// The constructor from all that is required.
pub(super) fn new<'f>(
    emitted: &Emitted<'_>,
    fields: impl Iterator<Item = (&'f Ident, &'f TokenStream, bool)> + Clone,
    rest: Option<TokenStream>,
) -> TokenStream {
    let vis = &emitted.definition.vis;
    let required = || fields.clone().filter(|(_, _, optional)| !optional);
    // Clippy's limit for arguments is seven; the members of an API are as many as they are.
    let allow = (required().count() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let arguments = required().map(|(ident, ty, _)| quote!(#ident: #ty));
    let values = fields.clone().map(|(ident, _, optional)| {
        if optional {
            quote!(#ident: None)
        } else {
            quote!(#ident)
        }
    });
    let rest = rest.into_iter();
    quote! {
        /// With all that is required, and nothing else.
        #allow
        #vis fn new(#(#arguments),*) -> Self { Self { #(#values,)* #(#rest,)* } }
    }
}

/// Whether a member may be absent: its type is `Option<T>`.
pub(crate) fn is_optional(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.qself.is_none()
        && path.path.segments.last().is_some_and(|last| {
            last.ident == "Option" && matches!(last.arguments, PathArguments::AngleBracketed(_))
        })
}

//! Structs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::Emitted;
use super::docs;
use crate::definitions::Field;
use crate::member::is_optional;
use crate::wire::wire_name;

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
            let serialized = (*wire != wire_name(&field.ident)).then(|| docs::serialized(wire));
            let attrs = docs::part(&field.attrs, serialized);
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
            /// Unknown fields, preserved on write.
            pub kept: #rt::Kept,
        }
    });
    if members.iter().any(|member| !member.optional) {
        let fields = members
            .iter()
            .map(|member| (&member.field.ident, &member.ty, member.optional));
        let new = new(emitted, fields, Some(quote!(kept: #rt::Kept::new())));
        out.extend(quote!(impl #name { #new }));
    }
    out.extend(listed(name, &members, rt));
}

/// The list of the members, which stands for all that is implemented.
fn listed(name: &Ident, members: &[Member<'_>], rt: &TokenStream) -> TokenStream {
    let all_optional = members.iter().all(|member| member.optional);
    let members = members.iter().map(|member| {
        let (ident, wire, ty) = (&member.field.ident, &member.wire, &member.ty);
        let ty = (!all_optional).then(|| quote!(: #ty));
        let presence = Ident::new(
            if member.optional {
                "optional"
            } else {
                "required"
            },
            Span::call_site(),
        );
        quote!(#presence #wire => #ident #ty;)
    });
    quote!(#rt::structure! { #name { #(#members)* } })
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
        /// Creates a value from its required fields.
        #allow
        #vis fn new(#(#arguments),*) -> Self { Self { #(#values,)* #(#rest,)* } }
    }
}

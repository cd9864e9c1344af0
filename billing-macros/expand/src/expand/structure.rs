//! Emits structs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::EmittedShape;
use super::docs;
use crate::definitions::Field;
use crate::member::is_optional;
use crate::wire_name::default_wire_name;

/// A field to emit.
struct EmittedMember<'a> {
    field: &'a Field,
    wire: String,
    ty: TokenStream,
    optional: bool,
}

pub(super) fn emit(emitted: &EmittedShape<'_>, fields: &[Field], out: &mut TokenStream) {
    let members: Vec<EmittedMember<'_>> = emitted
        .typed_parts(fields)
        .map(|(field, ty)| EmittedMember {
            field,
            wire: field.wire_name(),
            optional: is_optional(&field.ty),
            ty,
        })
        .collect();
    let docs = docs::shape_docs(emitted);
    let others = docs::other_attributes(emitted);
    let vis = &emitted.definition.vis;
    let name = &emitted.definition.ident;
    let Some(rt) = &emitted.context.runtime else {
        let fields = members.iter().map(|EmittedMember { field, ty, .. }| {
            let (attrs, vis, ident) = (&field.attrs, &field.vis, &field.ident);
            quote!(#(#attrs)* #vis #ident: #ty)
        });
        out.extend(quote!(#docs #(#others)* #vis struct #name { #(#fields,)* }));
        return;
    };
    let fields = members.iter().map(
        |EmittedMember {
             field, ty, wire, ..
         }| {
            let (vis, ident) = (&field.vis, &field.ident);
            let serialized =
                (*wire != default_wire_name(&field.ident)).then(|| docs::describe_wire_name(wire));
            let attrs = docs::part_attributes(&field.attrs, serialized);
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
        let new = emit_new(emitted, fields, Some(quote!(kept: #rt::Kept::new())));
        out.extend(quote!(impl #name { #new }));
    }
    out.extend(emit_member_list(name, &members, rt));
}

/// Emits the macro call that lists the members, from which the runtime derives all implementations.
fn emit_member_list(name: &Ident, members: &[EmittedMember<'_>], rt: &TokenStream) -> TokenStream {
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

/// Emits the constructor from the required fields.
pub(super) fn emit_new<'f>(
    emitted: &EmittedShape<'_>,
    fields: impl Iterator<Item = (&'f Ident, &'f TokenStream, bool)> + Clone,
    rest: Option<TokenStream>,
) -> TokenStream {
    let vis = &emitted.definition.vis;
    let required = || fields.clone().filter(|(_, _, optional)| !optional);
    // Clippy accepts at most seven arguments, but an API may require more members.
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

//! Emits structs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;

use super::context::EmittedShape;
use super::docs;
use crate::definitions::{Field, Initial};
use crate::member::{is_optional, type_argument};
use crate::wire_name::default_wire_name;

/// A field to emit.
struct EmittedMember<'a> {
    field: &'a Field,
    wire: String,
    ty: TokenStream,
    /// The type as it is written, if that names aliases.
    declared: Option<&'a Type>,
    optional: bool,
}

pub(super) fn emit(emitted: &EmittedShape<'_>, fields: &[Field], out: &mut TokenStream) {
    let members: Vec<EmittedMember<'_>> = emitted
        .live_parts(fields)
        .map(|(field, resolved)| EmittedMember {
            field,
            wire: field.wire_name(),
            optional: is_optional(&field.ty),
            ty: emitted.declared_type(resolved),
            declared: resolved.declared.as_ref(),
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
    // Without arguments, a new value is the default one.
    let has_default = !members.iter().any(EmittedMember::is_argument);
    let is_empty = has_default
        && members
            .iter()
            .all(|member| matches!(member.field.initial, Initial::Absent | Initial::Others));
    let derives = derives(is_empty);
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
    if !is_empty {
        let arguments: Vec<(&Ident, TokenStream)> = members
            .iter()
            .filter(|member| member.is_argument())
            .map(|member| (&member.field.ident, member.argument_type(emitted)))
            .collect();
        let values = members.iter().map(|member| member.initial_value(rt));
        let body = quote!(Self { #(#values,)* kept: #rt::Kept::new() });
        if has_default {
            let default = emitted.context.prelude_name("Default");
            out.extend(quote! {
                impl #default for #name {
                    /// Creates a value with its constants.
                    fn default() -> Self { #body }
                }
            });
        } else {
            let new = emit_new(emitted, &arguments, &body);
            out.extend(quote!(impl #name { #new }));
        }
    }
    out.extend(emit_member_list(name, &members, is_empty, rt));
}

impl EmittedMember<'_> {
    /// Returns whether `new` asks for the member.
    fn is_argument(&self) -> bool {
        !self.optional || matches!(self.field.initial, Initial::Argument)
    }

    /// Returns the type of the argument: that of the member, without its `Option`.
    fn argument_type(&self, emitted: &EmittedShape<'_>) -> TokenStream {
        let declared = self.declared.filter(|ty| is_optional(ty));
        match type_argument(declared.unwrap_or(&self.field.ty)) {
            Some(inner) if self.optional => emitted.qualify(&inner.to_token_stream()),
            _ => self.ty.clone(),
        }
    }

    /// Emits the member of a new value.
    fn initial_value(&self, rt: &TokenStream) -> TokenStream {
        let ident = &self.field.ident;
        match &self.field.initial {
            _ if !self.optional => quote!(#ident),
            Initial::Absent | Initial::Others => quote!(#ident: None),
            Initial::Argument => quote!(#ident: Some(#ident)),
            Initial::Text(text) => quote!(#ident: #rt::text_constant(#text)),
            Initial::Literal(json) => quote!(#ident: #rt::constant(#json)),
        }
    }
}

/// Emits the macro call that lists the members, from which the runtime derives all implementations.
///
/// Reading begins with the default value, if that is empty.
fn emit_member_list(
    name: &Ident,
    members: &[EmittedMember<'_>],
    is_default_empty: bool,
    rt: &TokenStream,
) -> TokenStream {
    let is_others = |member: &&EmittedMember<'_>| matches!(member.field.initial, Initial::Others);
    let others = members.iter().filter(is_others).map(|member| {
        let (ident, ty) = (&member.field.ident, &member.ty);
        let ty = (!is_default_empty).then(|| quote!(: #ty));
        quote!(.. #ident #ty;)
    });
    let named = members.iter().filter(|member| !is_others(member));
    let members = named.map(|member| {
        let (ident, wire, ty) = (&member.field.ident, &member.wire, &member.ty);
        let ty = (!is_default_empty).then(|| quote!(: #ty));
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
    quote!(#rt::structure! { #name { #(#members)* #(#others)* } })
}

pub(super) fn derives(default: bool) -> TokenStream {
    if default {
        quote!(#[derive(Clone, Debug, Default, PartialEq)])
    } else {
        quote!(#[derive(Clone, Debug, PartialEq)])
    }
}

/// Emits the constructor from its arguments.
fn emit_new(
    emitted: &EmittedShape<'_>,
    arguments: &[(&Ident, TokenStream)],
    body: &TokenStream,
) -> TokenStream {
    let vis = &emitted.definition.vis;
    // Clippy accepts at most seven arguments, but an API may require more members.
    let allow = (arguments.len() > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let arguments = arguments.iter().map(|(ident, ty)| quote!(#ident: #ty));
    quote! {
        /// Creates a value from its required fields.
        #allow
        #vis fn new(#(#arguments),*) -> Self { #body }
    }
}

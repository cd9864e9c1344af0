//! Emits structs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Type;

use super::context::EmittedShape;
use super::docs;
use super::setters::{self, Argument, EmittedSetters, Setter};
use crate::definitions::{Field, Initial};
use crate::member::{is_optional, type_argument};
use crate::tokens::Once;
use crate::wire_name::default_wire_name;

/// Methods of structs that setters must not shadow.
const METHODS: [&str; 8] = [
    "from",
    "try_from",
    "upgrade",
    "downgrade",
    "downgrade_keeping",
    "serialize",
    "deserialize",
    "deserialize_in_place",
];

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
            let attrs = Once::new(attrs);
            Once::new(quote!(#attrs #vis #ident: #ty))
        },
    );
    // Without arguments, a new value is the default one.
    let has_default = !members.iter().any(EmittedMember::is_argument);
    let is_empty = has_default && members.iter().all(EmittedMember::is_absent);
    let derives = Once::new(derives(is_empty));
    let docs = Once::new(docs);
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
    let mut constructor = None;
    if !is_empty {
        let values = members.iter();
        let values = values.map(|member| Once::new(member.initial_value(emitted)));
        let body = Once::new(quote!(Self { #(#values,)* kept: #rt::Kept::new() }));
        if has_default {
            let default = emitted.context.prelude_name("Default");
            out.extend(quote! {
                impl #default for #name {
                    /// Creates a value with its constants.
                    fn default() -> Self { #body }
                }
            });
        } else {
            constructor = Some(emit_new(emitted, &members, &body));
        }
    }
    let EmittedSetters { methods, allow } = emit_setters(emitted, &members);
    if constructor.is_some() || !methods.is_empty() {
        let constructor = constructor.map(Once::new);
        let methods = Once::new(methods);
        out.extend(quote!(#allow impl #name { #constructor #methods }));
    }
    out.extend(emit_member_list(name, &members, is_empty, rt));
}

impl EmittedMember<'_> {
    /// Returns whether `new` asks for the member.
    fn is_argument(&self) -> bool {
        !self.optional || matches!(self.field.initial, Initial::Argument)
    }

    /// Returns whether a new value has no value for the member.
    fn is_absent(&self) -> bool {
        self.optional && matches!(self.field.initial, Initial::Absent | Initial::Others)
    }

    /// Returns a type of the member without its `Option`.
    fn strip_option<'t>(&self, ty: &'t Type) -> &'t Type {
        type_argument(ty).filter(|_| self.optional).unwrap_or(ty)
    }

    /// Returns the argument for the member: of its type, without its `Option`.
    fn argument(&self, emitted: &EmittedShape<'_>) -> Argument {
        let declared = self.declared.filter(|ty| is_optional(ty) == self.optional);
        let ty = self.strip_option(&self.field.ty);
        let declared = declared.map_or(ty, |ty| self.strip_option(ty));
        emitted.argument(&self.field.ident, ty, declared)
    }

    /// Emits the member of a new value.
    fn initial_value(&self, emitted: &EmittedShape<'_>) -> TokenStream {
        let (ident, rt) = (&self.field.ident, &emitted.context.runtime);
        let value = match &self.field.initial {
            _ if !self.optional => self.argument(emitted).value,
            Initial::Absent | Initial::Others => quote!(None),
            Initial::Argument => {
                let value = self.argument(emitted).value;
                quote!(Some(#value))
            }
            Initial::Text(text) => quote!(#rt::text_constant(#text)),
            Initial::Literal(json) => quote!(#rt::constant(#json)),
        };
        match *ident == value.to_string() {
            true => quote!(#ident),
            false => quote!(#ident: #value),
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
        let ty = ty.map(Once::new);
        Once::new(quote!(#presence #wire => #ident #ty;))
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

/// Emits the constructor.
fn emit_new(emitted: &EmittedShape<'_>, members: &[EmittedMember<'_>], body: &Once) -> TokenStream {
    let vis = &emitted.definition.vis;
    let arguments = members.iter().filter(|member| member.is_argument());
    // Clippy accepts at most seven arguments, but an API may require more members.
    let many = arguments.clone().count() > 7;
    let allow = many.then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let arguments = arguments.map(|member| {
        let (ident, ty) = (&member.field.ident, member.argument(emitted).ty);
        let ty = Once::new(ty);
        Once::new(quote!(#ident: #ty))
    });
    quote! {
        /// Creates a value from its required fields.
        #allow
        #vis fn new(#(#arguments),*) -> Self { #body }
    }
}

/// Emits a setter for each field that a new value does not have.
fn emit_setters(emitted: &EmittedShape<'_>, members: &[EmittedMember<'_>]) -> EmittedSetters {
    let absent = members.iter().filter(|member| member.is_absent());
    let setters: Vec<Setter<'_>> = absent
        .map(|member| Setter {
            attrs: &member.field.attrs,
            vis: &member.field.vis,
            ident: &member.field.ident,
            argument: member.argument(emitted),
            otherwise: None,
        })
        .collect();
    setters::emit(setters, &METHODS)
}

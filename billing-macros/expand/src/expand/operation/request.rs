//! Emits the request type: its fields, constructors, setters and serialization.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::super::setters::{self, Argument, EmittedSetters, Setter};
use super::super::{docs, structure};
use super::context::EmittedOperation;
use crate::definitions::{Initial, Location, Parameter};
use crate::markdown::code_span;
use crate::member::{is_optional, type_argument};
use crate::print::bare_word;
use crate::wire_name::default_wire_name;

/// Methods of requests that setters must not shadow.
const METHODS: [&str; 17] = [
    "request",
    "request_at",
    "response",
    "check",
    "page",
    "page_of",
    "at",
    "at_token",
    "finished",
    "write",
    "write_parameters",
    "read_output",
    "read_error",
    "parse_request",
    "read_parameters",
    "write_output",
    "write_error",
];

pub(super) fn emit(request: &EmittedOperation<'_>, out: &mut TokenStream) {
    let emitted = request.emitted;
    let docs = docs::shape_docs(emitted);
    let others = docs::other_attributes(emitted);
    let vis = &emitted.definition.vis;
    let name = &emitted.definition.ident;
    let fields = request.parameters.iter().map(|(parameter, ty)| {
        let (vis, ident) = (&parameter.vis, &parameter.ident);
        let attrs = docs::part_attributes(&parameter.attrs, wire_docs(parameter));
        quote!(#attrs #vis #ident: #ty)
    });
    let all_optional = request
        .parameters
        .iter()
        .all(|(parameter, _)| is_optional(&parameter.ty));
    let derives = structure::derives(all_optional);
    let new = emit_new(request);
    let EmittedSetters { methods, allow } = emit_setters(request);
    out.extend(quote! {
        #docs
        #derives
        #[must_use = "a request does nothing until it is sent"]
        #(#others)*
        #vis struct #name { #(#fields,)* }
        #allow
        impl #name {
            #new
            #methods
        }
    });
}

impl<'a> EmittedOperation<'a> {
    fn required(&self) -> impl Iterator<Item = &(&'a Parameter, TokenStream)> {
        let is_required = |parameter: &Parameter| {
            !is_optional(&parameter.ty) && matches!(parameter.initial, Initial::Absent)
        };
        self.parameters
            .iter()
            .filter(move |(parameter, _)| is_required(parameter))
    }

    /// Returns the argument for a parameter of this type.
    fn argument(&self, parameter: &Parameter, ty: &Type) -> Argument {
        if super::body::is_choice(parameter) {
            let name = super::responses::choose_enum_name(self, "Body");
            return Argument::of_any_into(self.emitted, &parameter.ident, &quote!(#name));
        }
        self.emitted.argument(&parameter.ident, ty, ty)
    }
}

fn emit_new(request: &EmittedOperation<'_>) -> TokenStream {
    let vis = &request.emitted.definition.vis;
    // Clippy accepts at most seven arguments, but an API may require more parameters.
    let many = request.required().count() > 7;
    let allow = many.then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let arguments = request.required().map(|(parameter, _)| {
        let ident = &parameter.ident;
        let ty = request.argument(parameter, &parameter.ty).ty;
        quote!(#ident: #ty)
    });
    let values = request.parameters.iter().map(|(parameter, _)| {
        let ident = &parameter.ident;
        match &parameter.initial {
            Initial::Text(text) => return quote!(#ident: #text.into()),
            Initial::Literal(literal) => {
                let value = bare_word(literal);
                return quote!(#ident: #value);
            }
            _ if is_optional(&parameter.ty) => return quote!(#ident: None),
            _ => {}
        }
        let value = request.argument(parameter, &parameter.ty).value;
        if *ident == value.to_string() {
            return quote!(#ident);
        }
        quote!(#ident: #value)
    });
    let docs = match (request.required().next(), request.parameters.is_empty()) {
        (Some(_), _) => " Creates a request from its required parameters.",
        (None, false) => " Creates a request without parameters.",
        (None, true) => " Creates a request.",
    };
    quote! {
        #[doc = #docs]
        #allow
        #vis fn new(#(#arguments),*) -> Self { Self { #(#values,)* } }
    }
}

/// Emits a setter for each optional parameter.
fn emit_setters(request: &EmittedOperation<'_>) -> EmittedSetters {
    let optional = request
        .parameters
        .iter()
        .filter(|(parameter, _)| is_optional(&parameter.ty))
        .filter_map(|(parameter, _)| Some((*parameter, type_argument(&parameter.ty)?)));
    let setters: Vec<Setter<'_>> = optional
        .map(|(parameter, inner)| Setter {
            attrs: &parameter.attrs,
            vis: &parameter.vis,
            ident: &parameter.ident,
            argument: request.argument(parameter, inner),
            otherwise: wire_docs(parameter).map(|docs| format!(" Sets the {docs}")),
        })
        .collect();
    setters::emit(setters, &METHODS)
}

/// Returns the wire name of a parameter as its docs, if it differs from the default for its field.
fn wire_docs(parameter: &Parameter) -> Option<String> {
    let wire = parameter.wire_name();
    let kind = match parameter.location {
        _ if wire == default_wire_name(&parameter.ident) => return None,
        Location::Path => "path parameter",
        Location::Query => "query parameter",
        Location::Header => "header",
        Location::Cookie => "cookie",
        Location::Body => return None,
    };
    Some(format!("{kind} {}.", code_span(&wire)))
}

/// Emits the serialization of all parameters, in order.
pub(super) fn emit_write(request: &EmittedOperation<'_>) -> TokenStream {
    let values = request.parameters.iter().map(|(parameter, _)| {
        let ident = &parameter.ident;
        match parameter.location {
            Location::Body => super::body::emit_write(request, parameter),
            _ => quote!(request.add(&self.#ident);),
        }
    });
    let values: TokenStream = values.collect();
    if values.is_empty() {
        return quote!(let _ = request;);
    }
    values
}

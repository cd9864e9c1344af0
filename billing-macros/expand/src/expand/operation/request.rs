//! Emits the request type: its fields, constructors, setters and serialization.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Type;
use syn::ext::IdentExt;

use super::super::{docs, structure};
use super::context::EmittedOperation;
use crate::definitions::{Initial, Location, Parameter};
use crate::markdown::code_span;
use crate::member::{is_optional, is_string, type_argument};
use crate::print::bare_word;
use crate::wire_name::default_wire_name;

/// Method names of a request that setters must not shadow.
const METHODS: [&str; 31] = [
    "new",
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
    "default",
    "clone",
    "clone_from",
    "clone_into",
    "fmt",
    "eq",
    "ne",
    "into",
    "try_into",
    "to_owned",
    "borrow",
    "borrow_mut",
    "type_id",
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
    let setters = emit_setters(request);
    let allow = setters
        .1
        .then(|| quote!(#[allow(clippy::wrong_self_convention, clippy::should_implement_trait)]));
    let setters = setters.0;
    out.extend(quote! {
        #docs
        #derives
        #[must_use = "a request does nothing until it is sent"]
        #(#others)*
        #vis struct #name { #(#fields,)* }
        #allow
        impl #name {
            #new
            #setters
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

    /// Returns the type of an argument and the expression that converts it to the type of the field.
    fn argument(&self, parameter: &Parameter, ty: &Type) -> (TokenStream, TokenStream) {
        let (context, ident) = (self.emitted.context, &parameter.ident);
        if super::body::is_choice(parameter) {
            let into = context.prelude_name("Into");
            let name = super::responses::choose_enum_name(self, "Body");
            return (quote!(impl #into<#name>), quote!(#ident.into()));
        }
        let is_definition = |ty: &Type| {
            let Type::Path(path) = ty else { return false };
            let name = path.path.get_ident();
            name.is_some_and(|name| context.checked.find_type(name).is_some())
        };
        if is_string(ty) && !is_definition(ty) {
            let (into, string) = (context.prelude_name("Into"), context.prelude_name("String"));
            return (quote!(impl #into<#string>), quote!(#ident.into()));
        }
        (self.ty(ty), quote!(#ident))
    }
}

fn emit_new(request: &EmittedOperation<'_>) -> TokenStream {
    let vis = &request.emitted.definition.vis;
    // Clippy accepts at most seven arguments, but an API may require more parameters.
    let many = request.required().count() > 7;
    let allow = many.then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let arguments = request.required().map(|(parameter, _)| {
        let ident = &parameter.ident;
        let (ty, _) = request.argument(parameter, &parameter.ty);
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
        let (_, value) = request.argument(parameter, &parameter.ty);
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

/// Emits a setter for each optional parameter. The flag says whether Clippy expects a method of one of the names to
/// have another signature.
fn emit_setters(request: &EmittedOperation<'_>) -> (TokenStream, bool) {
    let mut taken: HashSet<String> = METHODS.iter().map(|name| (*name).to_owned()).collect();
    let mut names: Vec<(&Parameter, &Type, String)> = Vec::new();
    let optional = request
        .parameters
        .iter()
        .filter(|(parameter, _)| is_optional(&parameter.ty))
        .filter_map(|(parameter, _)| Some((*parameter, type_argument(&parameter.ty)?)));
    let own: Vec<(&Parameter, &Type)> = optional.collect();
    let all: HashSet<String> = own
        .iter()
        .map(|(parameter, _)| parameter.ident.unraw().to_string())
        .collect();
    for (parameter, inner) in own {
        let mut name = parameter.ident.unraw().to_string();
        let mut is_own = true;
        while taken.contains(&name) || (!is_own && all.contains(&name)) {
            name = format!("with_{name}");
            is_own = false;
        }
        taken.insert(name.clone());
        names.push((parameter, inner, name));
    }
    let has_conventional_name = names.iter().any(|(.., name)| has_conventional_name(name));
    let setters = names.iter().map(|(parameter, inner, name)| {
        let ident = &parameter.ident;
        let method = if ident.unraw() == name.as_str() {
            ident.clone()
        } else {
            format_ident!("{name}")
        };
        let (ty, value) = request.argument(parameter, inner);
        let (vis, docs) = (&parameter.vis, docs::first_line(&parameter.attrs));
        let docs = docs.or_else(|| {
            let text = format!(" Sets the {}", wire_docs(parameter)?);
            Some(quote!(#[doc = #text]))
        });
        let deprecated = parameter
            .attrs
            .iter()
            .filter(|attr| attr.path().is_ident("deprecated"));
        quote! {
            #docs
            #(#deprecated)*
            #[inline]
            #vis fn #method(mut self, #ident: #ty) -> Self {
                self.#ident = Some(#value);
                self
            }
        }
    });
    (setters.collect(), has_conventional_name)
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

/// Returns whether Clippy expects a method of this name to have another signature.
fn has_conventional_name(name: &str) -> bool {
    const TRAITS: [&str; 24] = [
        "add",
        "as_mut",
        "as_ref",
        "bitand",
        "bitor",
        "bitxor",
        "borrow",
        "borrow_mut",
        "cmp",
        "default",
        "deref",
        "div",
        "drop",
        "eq",
        "from_str",
        "hash",
        "index",
        "mul",
        "neg",
        "next",
        "not",
        "rem",
        "shl",
        "sub",
    ];
    TRAITS.contains(&name)
        || name.starts_with("shr")
        || ["as_", "from_", "into_", "is_", "to_"]
            .iter()
            .any(|prefix| name.starts_with(prefix))
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

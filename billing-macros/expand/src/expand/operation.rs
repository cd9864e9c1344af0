//! Operations: requests, and which api-versions have them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;

use super::context::Emitted;
use super::{docs, structure};
use crate::definitions::{Location, Operation, Parameter};
use crate::{tokens, wire_name};

pub(super) fn emit(emitted: &Emitted<'_>, operation: &Operation, out: &mut TokenStream) {
    let Some(rt) = &emitted.context.runtime else {
        return;
    };
    let parameters: Vec<(&Parameter, TokenStream)> =
        emitted.alive_with_types(&operation.parameters).collect();
    let docs = docs::shape(emitted);
    let others = docs::others(emitted);
    let vis = &emitted.definition.vis;
    let name = &emitted.definition.ident;
    let wire = |parameter: &Parameter| {
        parameter
            .wire
            .as_ref()
            .map_or_else(|| wire_name(&parameter.ident), syn::LitStr::value)
    };
    let fields = parameters.iter().map(|(parameter, ty)| {
        let (vis, ident) = (&parameter.vis, &parameter.ident);
        let attrs = docs::part(&parameter.attrs, "The parameter", &wire(parameter));
        quote!(#attrs #vis #ident: #ty)
    });
    let all_optional = parameters
        .iter()
        .all(|(parameter, _)| structure::is_optional(&parameter.ty));
    let derives = structure::derives(all_optional);
    out.extend(quote! {
        #docs
        #derives
        #(#others)*
        #vis struct #name { #(#fields,)* }
    });
    if !all_optional {
        let fields = parameters
            .iter()
            .map(|(parameter, ty)| (&parameter.ident, ty, structure::is_optional(&parameter.ty)));
        let new = structure::new(emitted, fields, None);
        out.extend(quote!(impl #name { #new }));
    }
    let list = parameters.iter().map(|(parameter, _)| {
        let name = wire(parameter);
        let location = Ident::new(
            match parameter.location {
                Location::Path => "Path",
                Location::Query => "Query",
                Location::Header => "Header",
                Location::Cookie => "Cookie",
                Location::Body => "Body",
            },
            Span::call_site(),
        );
        let required = !structure::is_optional(&parameter.ty);
        quote!(#rt::Parameter { name: #name, location: #rt::Location::#location, required: #required })
    });
    let responses = operation.responses.iter().map(|response| {
        let status = &response.status;
        let body = option(
            response
                .ty
                .as_ref()
                .map(|ty| tokens::compact(&ty.to_token_stream())),
        );
        quote!(#rt::Response { status: #status, body: #body })
    });
    let paging = option(operation.paging.as_ref().map(|paging| {
        let (next, items) = (&paging.next, &paging.items);
        quote!(#rt::Paging { next: #next, items: #items })
    }));
    let succeeds = |status: &str| status.starts_with('2');
    let output = operation
        .responses
        .iter()
        .filter(|response| succeeds(&response.status.value()))
        .find_map(|response| response.ty.as_ref());
    let ty = |ty: &Type| emitted.ty(&ty.to_token_stream(), &emitted.resolved.references);
    let output = output.map_or_else(|| quote!(()), ty);
    let error = operation
        .error
        .as_ref()
        .map_or_else(|| quote!(#rt::Json), ty);
    let method = operation.method.to_string();
    let (path, id) = (&operation.path, &operation.id);
    let (long_running, api_version) = (
        option(operation.long_running.as_ref()),
        option(operation.api_version.as_ref()),
    );
    let marker = emitted.context.markers.get(emitted.shape.module);
    let std_option = emitted.context.std("Option");
    out.extend(quote! {
        impl<V: super::version::#marker> #rt::Operation<V> for #name {
            const ID: &'static str = #id;
            const METHOD: &'static str = #method;
            const PATH: &'static str = #path;
            const PARAMETERS: &'static [#rt::Parameter] = &[#(#list),*];
            const RESPONSES: &'static [#rt::Response] = &[#(#responses),*];
            const PAGING: #std_option<#rt::Paging> = #paging;
            const LONG_RUNNING: #std_option<&'static str> = #long_running;
            const API_VERSION: #std_option<&'static str> = #api_version;
            type Output = #output;
            type Error = #error;
        }
    });
}

fn option<T: ToTokens>(value: Option<T>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

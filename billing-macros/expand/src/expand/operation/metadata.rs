//! The metadata of an operation: the associated constants of its `impl Call`.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::super::context::beside;
use super::super::service;
use super::context::EmittedOperation;
use crate::definitions::{
    Constraint, ConstraintKind, Location, NextPage, Paging, Parameter, Requirement, Security,
};
use crate::media_type;
use crate::member::is_optional;
use crate::tokens::type_text;

/// Emits the constants. Those that equal the trait's defaults are left out.
pub(super) fn emit_constants(request: &EmittedOperation<'_>) -> TokenStream {
    let (rt, operation) = (request.rt, request.operation);
    let emitted = request.emitted;
    let parameters = request
        .parameters
        .iter()
        .map(|(parameter, _)| emit_parameter(rt, parameter));
    let listed = operation.responses.iter().map(|response| {
        let status = &response.status;
        let body = emit_option(response.ty.as_ref().map(|ty| {
            let types = media_type::types(ty, response.media_types.len());
            let texts: Vec<String> = types.into_iter().map(type_text).collect();
            texts.join(" or ")
        }));
        let media_type = match response.media_types.as_slice() {
            [] => None,
            [only] => Some(quote!(.sent_as(#only))),
            several => Some(quote!(.sent_as_one_of(&[#(#several),*]))),
        };
        quote!(#rt::Response::new(#status, #body) #media_type)
    });
    let error = operation.error.iter().map(|ty| {
        let body = type_text(ty);
        quote!(#rt::Response::new("default", Some(#body)))
    });
    let responses = listed.chain(error);
    let versions = emit_versions(request);
    let method = operation.method.to_string();
    let (path, id) = (&operation.path, &operation.id);
    let api_version = emit_option(operation.api_version.as_ref());
    let own_version = operation.api_version_value.as_ref();
    let std_option = emitted.context.prelude_name("Option");
    let own_version = own_version
        .map(|value| quote!(const API_VERSION_VALUE: #std_option<&'static str> = Some(#value);));
    let paging = find_paging(request).map(|paging| {
        let paging = emit_paging(rt, paging);
        quote!(const PAGING: #std_option<#rt::Paging> = Some(#paging);)
    });
    let long_running = operation
        .long_running
        .as_ref()
        .map(|state| quote!(const LONG_RUNNING: #std_option<&'static str> = Some(#state);));
    let servers = operation.servers.iter();
    let servers: Vec<TokenStream> = servers.map(|one| service::emit_server(rt, one)).collect();
    let servers = (!servers.is_empty())
        .then(|| quote!(const SERVERS: &'static [#rt::Server] = &[#(#servers),*];));
    let security = match &operation.security {
        Some(own) => Some(emit_security(rt, own)),
        None if emitted.context.checked.definitions.security.is_empty() => None,
        None => Some(emitted.context.in_version_module(quote!(SECURITY))),
    };
    let security = security.map(
        |security| quote!(const SECURITY: &'static [&'static [#rt::SecurityRequirement]] = #security;),
    );
    quote! {
        const ID: &'static str = #id;
        const METHOD: &'static str = #method;
        const PATH: &'static str = #path;
        const API_VERSION: #std_option<&'static str> = #api_version;
        #own_version
        const VERSIONS: &'static [&'static str] = #versions;
        const PARAMETERS: &'static [#rt::Parameter] = &[#(#parameters),*];
        const RESPONSES: &'static [#rt::Response] = &[#(#responses),*];
        #paging
        #long_running
        #servers
        #security
    }
}

/// Emits the names of the api-versions that have the operation. Those of an operation that exists in all are listed once, if
/// they are many.
fn emit_versions(request: &EmittedOperation<'_>) -> TokenStream {
    let context = request.emitted.context;
    let versions = &request.emitted.module.versions;
    if versions.len() == context.checked.versions.len() && context.has_many_versions() {
        let api_version = beside(quote!(ApiVersion));
        return quote!(#api_version::NAMES);
    }
    let names = versions.iter();
    let names = names.filter_map(|version| context.checked.versions.get(*version));
    quote!(&[#(#names),*])
}

/// Returns the paging, if the output has the members that it needs.
fn find_paging<'a>(request: &EmittedOperation<'a>) -> Option<&'a Paging> {
    super::pages::find(request).map(|pages| pages.paging)
}

fn emit_parameter(rt: &TokenStream, parameter: &Parameter) -> TokenStream {
    let name = parameter.wire_name();
    let location = match parameter.location {
        Location::Path => "Path",
        Location::Query => "Query",
        Location::Header => "Header",
        Location::Cookie => "Cookie",
        Location::Body => "Body",
    };
    let location = Ident::new(location, Span::call_site());
    let required = !is_optional(&parameter.ty);
    let style = match parameter.style {
        Some((style, _)) => Some(style.variant().to_token_stream()),
        None => super::body::format(rt, parameter).map(|body| quote!(Body(#body))),
    };
    let style = style.map(|style| quote!(.styled(#rt::Style::#style)));
    let constraints = parameter
        .constraints
        .iter()
        .map(|constraint| emit_constraint(rt, constraint));
    let constraints =
        (!parameter.constraints.is_empty()).then(|| quote!(.constrained(&[#(#constraints),*])));
    quote!(#rt::Parameter::new(#name, #rt::Location::#location, #required) #style #constraints)
}

fn emit_constraint(rt: &TokenStream, Constraint { kind, bound }: &Constraint) -> TokenStream {
    let name = kind.variant();
    let bound = match bound.value().parse() {
        Ok(count) if kind.is_count() => Literal::u64_unsuffixed(count).to_token_stream(),
        _ if *kind == ConstraintKind::Pattern => bound.to_token_stream(),
        _ => bound.value().to_token_stream(),
    };
    quote!(#rt::Constraint::#name(#bound))
}

fn emit_paging(rt: &TokenStream, paging: &Paging) -> TokenStream {
    let items = &paging.items;
    match &paging.next {
        NextPage::None => quote!(#rt::Paging::Whole { items: #items }),
        NextPage::Link(next) => quote!(#rt::Paging::Link { next: #next, items: #items }),
        NextPage::Header(relation) => {
            quote!(#rt::Paging::Header { relation: #relation, items: #items })
        }
        NextPage::Cursor { from, parameter } => {
            quote!(#rt::Paging::Cursor { next: #from, parameter: #parameter, items: #items })
        }
        NextPage::CursorHeader { header, parameter } => {
            quote!(#rt::Paging::CursorHeader { header: #header, parameter: #parameter, items: #items })
        }
        NextPage::Offset {
            offset,
            size,
            total,
        } => {
            let (size, total) = (emit_option(size.as_ref()), emit_option(total.as_ref()));
            quote!(#rt::Paging::Offset { offset: #offset, size: #size, items: #items, total: #total })
        }
        NextPage::Number {
            page,
            first,
            size,
            pages,
        } => {
            let (size, pages) = (emit_option(size.as_ref()), emit_option(pages.as_ref()));
            let first = Literal::u64_unsuffixed(*first);
            quote! {
                #rt::Paging::Number { page: #page, first: #first, size: #size, items: #items, pages: #pages }
            }
        }
    }
}

/// Emits security requirements.
pub(in super::super) fn emit_security(rt: &TokenStream, security: &Security) -> TokenStream {
    let alternatives = security.iter().map(|alternative| {
        let requirements = alternative.iter().map(|Requirement { scheme, scopes }| {
            quote!(#rt::SecurityRequirement { scheme: #scheme, scopes: &[#(#scopes),*] })
        });
        quote!(&[#(#requirements),*])
    });
    quote!(&[#(#alternatives),*])
}

fn emit_option<T: ToTokens>(value: Option<T>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

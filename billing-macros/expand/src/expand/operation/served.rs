//! Emits the other direction of an operation, for tests: the reading of requests and the writing of responses. The macro of the
//! runtime drops it without the feature `testing`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::body;
use super::context::EmittedOperation;
use super::responses::choose_enum_name;
use crate::definitions::Location;
use crate::response_set::{BodyFormat, ResponseBody, ResponseSet};

pub(super) fn emit(request: &EmittedOperation<'_>, out: &mut TokenStream) {
    let rt = request.rt;
    let name = &request.emitted.definition.ident;
    let fields = request.parameters.iter().map(|(parameter, _)| {
        let ident = &parameter.ident;
        match parameter.location {
            Location::Body => body::emit_read(request, parameter)
                .map_or_else(|| quote!(#ident,), |read| quote!(#ident: #read,)),
            _ => quote!(#ident,),
        }
    });
    let output = write_responses(request, request.operation.success_responses(), "output");
    let error = write_responses(request, request.operation.error_responses(), "error");
    out.extend(quote! {
        #rt::served! {
            #name(request, response) { #(#fields)* };
            #output;
            #error;
        }
    });
}

/// Emits `output => response.json(output)`.
fn write_responses(
    request: &EmittedOperation<'_>,
    responses: ResponseSet<'_>,
    value: &str,
) -> TokenStream {
    let is_error = value == "error";
    let kind = if is_error { "Error" } else { "Output" };
    let value = format_ident!("{value}");
    let cases = match responses {
        ResponseSet::Uniform { content: None, .. } if is_error => {
            return quote!(#value => response.json(#value));
        }
        ResponseSet::Uniform { content, .. } => {
            let write = write_body(content, &quote!(#value));
            return quote!(#value => response.#write);
        }
        ResponseSet::ByStatus(cases) => cases,
    };
    let name = choose_enum_name(request, kind);
    let arms = cases.iter().map(|case| {
        let (variant, status) = (case.variant(), &case.status);
        let pattern = case.content.map(|_| quote!((body)));
        let media_type = match &case.media_type {
            Some((name, _)) => quote!(Some(#name)),
            None => quote!(None),
        };
        let write = write_body(case.content, &quote!(body));
        quote!(#name::#variant #pattern => response.of(#status, #media_type).#write,)
    });
    quote!(#value => match #value { #(#arms)* })
}

/// Emits the call that writes a body.
fn write_body(content: Option<ResponseBody<'_>>, value: &TokenStream) -> TokenStream {
    match content.map(|content| content.format) {
        None => quote!(nothing()),
        Some(BodyFormat::Json) => quote!(json(#value)),
        Some(BodyFormat::Text) => quote!(text(#value)),
        Some(BodyFormat::AnyText) => quote!(any_text(#value)),
        Some(BodyFormat::Bytes) => quote!(bytes(#value)),
    }
}

//! Emits the headers of responses, as constants of the request type.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::EmittedOperation;
use crate::markdown::code_span;

/// The constants of every request.
const CONSTANTS: [&str; 13] = [
    "ID",
    "METHOD",
    "PATH",
    "API_VERSION",
    "API_VERSION_VALUE",
    "VERSIONS",
    "PARAMETERS",
    "RESPONSES",
    "NEXT_METHOD",
    "PAGING",
    "LONG_RUNNING",
    "SERVERS",
    "SECURITY",
];

pub(super) fn emit(request: &EmittedOperation<'_>, out: &mut TokenStream) {
    let headers = &request.operation.headers;
    if headers.is_empty() {
        return;
    }
    let rt = request.rt;
    let (vis, request_type) = (&request.emitted.definition.vis, request.emitted.name());
    let request_type = Ident::new(&request_type.to_string(), Span::call_site());
    let mut taken: HashSet<String> = CONSTANTS.iter().map(|name| (*name).to_owned()).collect();
    let constants = headers.iter().map(|header| {
        let name = header.name.value();
        let mut constant = constant_name(&name);
        while !taken.insert(constant.clone()) {
            constant.insert_str(0, "HEADER_");
        }
        let constant = Ident::new(&constant, Span::call_site());
        let docs = format!(" The header {} of a response.", code_span(&name));
        let (literal, ty) = (&header.name, request.ty(&header.ty));
        quote! {
            #[doc = #docs]
            #vis const #constant: #rt::Header<#ty> = #rt::Header::new(#literal);
        }
    });
    out.extend(quote!(impl #request_type { #(#constants)* }));
}

/// Returns the name of a constant: `X_RATE_LIMIT` for `X-Rate-Limit`.
fn constant_name(header: &str) -> String {
    let name: String = header
        .chars()
        .map(|c| match c.is_ascii_alphanumeric() {
            true => c.to_ascii_uppercase(),
            false => '_',
        })
        .collect();
    match name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => name,
        false => format!("HEADER_{name}"),
    }
}

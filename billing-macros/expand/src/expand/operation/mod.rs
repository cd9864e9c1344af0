//! Emits operations: the request type, its metadata, and the decoding of responses.

mod body;
mod context;
mod headers;
mod metadata;
mod pages;
mod request;
mod responses;
mod served;
mod stream;

use proc_macro2::TokenStream;
use quote::quote;

use self::context::EmittedOperation;
use super::context::EmittedShape;
use super::renamed_operations;
use crate::definitions::Operation;

pub(super) use metadata::emit_security;
pub(super) use pages::page_item;

pub(super) fn emit(emitted: &EmittedShape<'_>, operation: &Operation, out: &mut TokenStream) {
    let Some(rt) = &emitted.context.runtime else {
        return;
    };
    let request = EmittedOperation {
        emitted,
        operation,
        rt,
        parameters: emitted.typed_parts(&operation.parameters).collect(),
    };
    let request = body::with_choice(request);
    request::emit(&request, out);
    body::emit(&request, out);
    headers::emit(&request, out);
    let output = responses::emit_output(&request, out);
    let error = responses::emit_error(&request, out);
    let name = &emitted.definition.ident;
    let constants = metadata::emit_constants(&request);
    let write = request::emit_write(&request);
    let marker = renamed_operations::find_marker(emitted.context, emitted.shape);
    let marker = emitted.context.in_version_module(quote!(#marker));
    let result = emitted.context.prelude_name("Result");
    let responses::ResponseDecoder {
        ty: output,
        body: read_output,
    } = output;
    let responses::ResponseDecoder {
        ty: error,
        body: read_error,
    } = error;
    // A document is the only api-version of its operations, so that nobody has to name it.
    let exists = match emitted.context.checked.definitions.unversioned {
        true => quote!(impl #rt::Operation<#marker> for #name {}),
        false => quote!(impl<V: #marker> #rt::Operation<V> for #name {}),
    };
    out.extend(quote! {
        #exists
        impl #rt::Call for #name {
            #constants
            type Output = #output;
            type Error = #error;
            #[inline]
            fn write_parameters(&self, request: &mut #rt::RequestBuilder) { #write }
            #[inline]
            fn read_output(response: &#rt::RawResponse<'_>) -> #result<Self::Output, #rt::ReadError> { #read_output }
            #[inline]
            fn read_error(response: &#rt::RawResponse<'_>) -> #result<Self::Error, #rt::ReadError> { #read_error }
        }
    });
    pages::emit(&request, out);
    stream::emit(&request, out);
    responses::emit_long_running(&request, out);
    served::emit(&request, out);
}

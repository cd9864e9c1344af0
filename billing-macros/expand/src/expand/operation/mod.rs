//! Operations: requests, what they send, and how what comes back is read.

mod context;
mod facts;
mod pages;
mod request;
mod responses;

use proc_macro2::TokenStream;
use quote::quote;

use self::context::Request;
use super::context::{Emitted, beside};
use crate::definitions::Operation;

pub(super) use facts::security;
pub(super) use pages::page_types;

pub(super) fn emit(emitted: &Emitted<'_>, operation: &Operation, out: &mut TokenStream) {
    let Some(rt) = &emitted.context.runtime else {
        return;
    };
    let request = Request {
        emitted,
        operation,
        rt,
        parameters: emitted.alive_with_types(&operation.parameters).collect(),
    };
    request::emit(&request, out);
    let output = responses::output(&request, out);
    let error = responses::error(&request, out);
    let name = &emitted.definition.ident;
    let facts = facts::constants(&request);
    let write = request::write(&request);
    let marker = emitted.context.markers.get(emitted.shape.module);
    let marker = beside(quote!(version::#marker));
    let result = emitted.context.std("Result");
    let responses::Read {
        ty: output,
        body: read_output,
    } = output;
    let responses::Read {
        ty: error,
        body: read_error,
    } = error;
    out.extend(quote! {
        impl<V: #marker> #rt::Operation<V> for #name {}
        impl #rt::Call for #name {
            #facts
            type Output = #output;
            type Error = #error;
            #[inline]
            fn write(&self, parts: &mut #rt::Parts) { #write }
            #[inline]
            fn output(received: &#rt::Received<'_>) -> #result<Self::Output, #rt::Unread> { #read_output }
            #[inline]
            fn error(received: &#rt::Received<'_>) -> #result<Self::Error, #rt::Unread> { #read_error }
        }
    });
    pages::emit(&request, out);
    responses::long_running(&request, out);
}

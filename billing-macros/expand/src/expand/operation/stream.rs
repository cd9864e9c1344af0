//! Emits the implementation of `Streamed`.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::EmittedOperation;
use crate::media_type::is_events;

pub(super) fn emit(request: &EmittedOperation<'_>, out: &mut TokenStream) {
    let Some(stream) = &request.operation.stream else {
        return;
    };
    let rt = request.rt;
    let name = &request.emitted.definition.ident;
    let result = request.emitted.context.prelude_name("Result");
    let media_type = &stream.media_type;
    let (item, read) = match &stream.item {
        None => (quote!(#rt::Event), quote!(item.text_event())),
        Some(ty) => {
            let ty = request.ty(ty);
            match is_events(&media_type.value()) {
                true => (quote!(#rt::Event<#ty>), quote!(item.event())),
                false => (ty, quote!(item.json())),
            }
        }
    };
    out.extend(quote! {
        impl #rt::Streamed for #name {
            type Item = #item;
            const MEDIA_TYPE: &'static str = #media_type;
            #[inline]
            fn read_item(item: &#rt::RawItem) -> #result<Self::Item, #rt::ReadError> { #read }
        }
    });
}

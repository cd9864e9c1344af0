//! Emits the implementation of `Paged`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Type;

use super::super::context::EmittedShape;
use super::context::EmittedOperation;
use crate::definitions::{Operation, Parameter};
use crate::paging::{ResolvedNext, ResolvedPaging, resolve, strip_options};
use crate::response_set::{ResponseSet, is_same_body};

/// Returns the type of the items of a paged operation, so that its name is imported.
pub(in super::super) fn page_item<'a>(
    emitted: &EmittedShape<'a>,
    operation: &'a Operation,
) -> Option<&'a Type> {
    let checked = emitted.context.checked;
    let pages = resolve(checked, operation, emitted.shape.newest)?;
    pages.ok().map(|pages| pages.item)
}

pub(super) fn find<'a>(request: &EmittedOperation<'a>) -> Option<ResolvedPaging<'a>> {
    let emitted = request.emitted;
    let checked = emitted.context.checked;
    resolve(checked, request.operation, emitted.shape.newest)?.ok()
}

/// Returns a value as an `Option`, whatever `Option`s its type has.
fn as_option(place: TokenStream, ty: &Type) -> TokenStream {
    match strip_options(ty).1 {
        0 => quote!(Some(#place)),
        more => {
            let flatten = (1..more).map(|_| quote!(.flatten()));
            quote!(#place #(#flatten)*)
        }
    }
}

pub(super) fn emit(request: &EmittedOperation<'_>, out: &mut TokenStream) {
    let Some(pages) = find(request) else { return };
    let rt = request.rt;
    let name = &request.emitted.definition.ident;
    let item = request.ty(pages.item);
    let ident = &pages.items.ident;
    let items = match strip_options(&pages.items.ty).1 {
        0 => quote!(output.#ident),
        _ => {
            let items = as_option(quote!(output.#ident), &pages.items.ty);
            quote!(#items.unwrap_or_default())
        }
    };
    let page = match &pages.next {
        ResolvedNext::None => quote!(#rt::Page::linked(#items, None)),
        ResolvedNext::Link(field) => {
            let ident = &field.ident;
            let next = as_option(quote!(output.#ident), &field.ty);
            quote!(#rt::Page::linked(#items, #next))
        }
        ResolvedNext::Offset { parameter, total } => {
            let ident = &parameter.ident;
            let offset = as_option(quote!(self.#ident), &parameter.ty);
            let ident = &total.ident;
            let total = as_option(quote!(output.#ident), &total.ty);
            quote! {
                #rt::Page::counted(
                    #items,
                    #offset.and_then(|offset| offset.try_into().ok()).unwrap_or_default(),
                    #total.and_then(|total| total.try_into().ok()),
                )
            }
        }
    };
    let at = match &pages.next {
        ResolvedNext::Offset { parameter, .. } => emit_at(parameter),
        _ => quote!(let _ = offset; self),
    };
    let mutable = matches!(pages.next, ResolvedNext::Offset { .. }).then(|| quote!(mut));
    let page = match request.operation.success_responses() {
        ResponseSet::Uniform { .. } => page,
        ResponseSet::ByStatus(cases) => {
            let content = cases.iter().find_map(|case| case.content);
            let with_page = cases
                .iter()
                .filter(|case| is_same_body(case.content, content));
            let variants: Vec<Ident> = with_page.map(|case| case.variant()).collect();
            let vec = request.emitted.context.prelude_name("Vec");
            let output = super::responses::choose_enum_name(request, "Output");
            quote! {
                match output {
                    #(#output::#variants(output))|* => #page,
                    _ => #rt::Page::linked(#vec::new(), None),
                }
            }
        }
    };
    out.extend(quote! {
        impl #rt::Paged for #name {
            type Item = #item;
            #[inline]
            fn page(&self, output: Self::Output) -> #rt::Page<Self::Item> { #page }
            #[inline]
            fn at(#mutable self, offset: u64) -> Self { #at }
        }
    });
}

fn emit_at(parameter: &Parameter) -> TokenStream {
    let ident = &parameter.ident;
    let (ty, options) = strip_options(&parameter.ty);
    let mut value = quote!(offset.try_into().unwrap_or(<#ty>::MAX));
    for _ in 0..options {
        value = quote!(Some(#value));
    }
    quote!(self.#ident = #value; self)
}

//! How a result goes on over several pages.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Type;

use super::super::context::Emitted;
use super::context::Request;
use crate::definitions::{Operation, Parameter};
use crate::outcome::{Outcome, same};
use crate::pages::{Next, Pages, find, plain};

/// The types that the pages of an operation hold, to bring in their names.
pub(in super::super) fn page_types<'a>(
    emitted: &Emitted<'a>,
    operation: &'a Operation,
) -> Option<&'a Type> {
    let checked = emitted.context.checked;
    let pages = find(checked, operation, emitted.shape.newest)?;
    pages.ok().map(|pages| pages.item)
}

pub(super) fn of<'a>(request: &Request<'a>) -> Option<Pages<'a>> {
    let emitted = request.emitted;
    let checked = emitted.context.checked;
    find(checked, request.operation, emitted.shape.newest)?.ok()
}

/// A value as an `Option`, whatever its type has around it.
fn optional(place: TokenStream, ty: &Type) -> TokenStream {
    match plain(ty).1 {
        0 => quote!(Some(#place)),
        more => {
            let flatten = (1..more).map(|_| quote!(.flatten()));
            quote!(#place #(#flatten)*)
        }
    }
}

pub(super) fn emit(request: &Request<'_>, out: &mut TokenStream) {
    let Some(pages) = of(request) else { return };
    let rt = request.rt;
    let name = &request.emitted.definition.ident;
    let item = request.ty(pages.item);
    let ident = &pages.items.ident;
    let items = match plain(&pages.items.ty).1 {
        0 => quote!(output.#ident),
        _ => {
            let items = optional(quote!(output.#ident), &pages.items.ty);
            quote!(#items.unwrap_or_default())
        }
    };
    let page = match &pages.next {
        Next::None => quote!(#rt::Page::linked(#items, None)),
        Next::Link(field) => {
            let ident = &field.ident;
            let next = optional(quote!(output.#ident), &field.ty);
            quote!(#rt::Page::linked(#items, #next))
        }
        Next::Offset { parameter, total } => {
            let ident = &parameter.ident;
            let offset = optional(quote!(self.#ident), &parameter.ty);
            let ident = &total.ident;
            let total = optional(quote!(output.#ident), &total.ty);
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
        Next::Offset { parameter, .. } => at(parameter),
        _ => quote!(let _ = offset; self),
    };
    let mutable = matches!(pages.next, Next::Offset { .. }).then(|| quote!(mut));
    let page = match request.operation.success() {
        Outcome::One(_) => page,
        Outcome::Several(cases) => {
            let content = cases.iter().find_map(|case| case.content);
            let with_page = cases.iter().filter(|case| same(case.content, content));
            let variants: Vec<Ident> = with_page.map(|case| case.variant()).collect();
            let vec = request.emitted.context.std("Vec");
            let output = super::responses::enum_name(request, "Output");
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

fn at(parameter: &Parameter) -> TokenStream {
    let ident = &parameter.ident;
    let (ty, options) = plain(&parameter.ty);
    let mut value = quote!(offset.try_into().unwrap_or(<#ty>::MAX));
    for _ in 0..options {
        value = quote!(Some(#value));
    }
    quote!(self.#ident = #value; self)
}

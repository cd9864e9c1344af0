//! Emits the implementation of `Paged`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::Type;

use super::super::context::EmittedShape;
use super::context::EmittedOperation;
use crate::definitions::{Field, Operation, Parameter};
use crate::paging::{ResolvedNext, ResolvedPaging, is_erased_box, is_text, resolve, strip_options};
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
    let page = emit_page(request, &pages);
    let at = emit_at(request, &pages.next);
    let method = pages.paging.method.iter();
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
            #(const NEXT_METHOD: &'static str = #method;)*
            #[inline]
            fn page(&self, output: Self::Output) -> #rt::Page<Self::Item> { #page }
            #at
        }
    });
}

/// Emits the page of an `output`.
fn emit_page(request: &EmittedOperation<'_>, pages: &ResolvedPaging<'_>) -> TokenStream {
    let rt = request.rt;
    let items = match pages.items.as_slice() {
        [] => quote!(output),
        [only] => {
            let ident = &only.ident;
            as_option(quote!(output.#ident), &only.ty)
        }
        members => emit_move(members),
    };
    let items = match (pages.items.as_slice(), strip_options(pages.list).1) {
        ([], 0) => items,
        ([only], 0) => {
            let ident = &only.ident;
            quote!(output.#ident)
        }
        _ => quote!(#items.unwrap_or_default()),
    };
    let number = |parameter: &Parameter| {
        let ident = &parameter.ident;
        let number = as_option(quote!(self.#ident), &parameter.ty);
        quote!(#number.and_then(|offset| offset.try_into().ok()))
    };
    let (before, page) = match &pages.next {
        ResolvedNext::None | ResolvedNext::Cursor { from: None, .. } => {
            (None, quote!(#rt::Page::linked(#items, None)))
        }
        ResolvedNext::Link(next) => {
            let (before, next) = emit_member(next);
            (before, quote!(#rt::Page::linked(#items, #next)))
        }
        ResolvedNext::Cursor {
            from: Some(from), ..
        } => {
            let (before, next) = emit_member(from);
            let is_number = from.last().is_some_and(|last| !is_text(&last.ty));
            let text = is_number.then(|| quote!(.map(|token| token.to_string())));
            (before, quote!(#rt::Page::with_token(#items, #next #text)))
        }
        ResolvedNext::Offset { parameter, total } => {
            let offset = number(parameter);
            match total {
                Some(total) => {
                    let (before, total) = emit_member(total);
                    let page = quote! {
                        #rt::Page::counted(
                            #items,
                            #offset.unwrap_or_default(),
                            #total.and_then(|total| total.try_into().ok()),
                        )
                    };
                    (before, page)
                }
                None => {
                    let page = quote!(#rt::Page::uncounted(#items, #offset.unwrap_or_default()));
                    (None, page)
                }
            }
        }
        ResolvedNext::Number {
            parameter,
            first,
            pages,
        } => {
            let (page, first) = (number(parameter), Literal::u64_unsuffixed(*first));
            let (before, last) = match pages {
                Some(pages) => {
                    let (before, last) = emit_member(pages);
                    (before, quote!(#last.and_then(|last| last.try_into().ok())))
                }
                None => (None, quote!(None)),
            };
            (
                before,
                quote!(#rt::Page::numbered(#items, #page.unwrap_or(#first), #last)),
            )
        }
    };
    match before {
        Some(before) => quote!({ #before #page }),
        None => page,
    }
}

/// Emits the value of a member of `output` as an `Option`. One that is deeper in the body is copied by a statement before the
/// items are moved out.
fn emit_member(members: &[&Field]) -> (Option<TokenStream>, TokenStream) {
    match members {
        [only] => {
            let ident = &only.ident;
            (None, as_option(quote!(output.#ident), &only.ty))
        }
        members => {
            let copy = emit_copy(members);
            (Some(quote!(let next = #copy;)), quote!(next))
        }
    }
}

/// Emits the value of a member inside of other ones, moved out of `output`, as an `Option`.
fn emit_move(members: &[&Field]) -> TokenStream {
    let mut value = TokenStream::new();
    let mut is_erased = false;
    for member in members {
        let ident = &member.ident;
        let options = strip_options(&member.ty).1;
        let flatten = (1..options).map(|_| quote!(.flatten()));
        let inner = is_erased.then(|| quote!(.into_inner()));
        value = match (value.is_empty(), options) {
            (true, 0) => quote!(Some(output.#ident)),
            (true, _) => quote!(output.#ident #(#flatten)*),
            (false, 0) => quote!(#value.map(|value| value #inner.#ident)),
            (false, _) => quote!(#value.and_then(|value| value #inner.#ident) #(#flatten)*),
        };
        is_erased = is_erased_box(strip_options(&member.ty).0);
    }
    value
}

/// Emits a copy of the value of a member inside of other ones, as an `Option`.
fn emit_copy(members: &[&Field]) -> TokenStream {
    let mut value = TokenStream::new();
    for member in members {
        let ident = &member.ident;
        let options = strip_options(&member.ty).1;
        let flatten = (1..options).map(|_| quote!(.and_then(Option::as_ref)));
        value = match (value.is_empty(), options) {
            (true, 0) => quote!(Some(&output.#ident)),
            (true, _) => quote!(output.#ident.as_ref() #(#flatten)*),
            (false, 0) => quote!(#value.map(|value| &value.#ident)),
            (false, _) => quote!(#value.and_then(|value| value.#ident.as_ref()) #(#flatten)*),
        };
    }
    quote!(#value.cloned())
}

/// Emits the method that returns the request of another page.
fn emit_at(request: &EmittedOperation<'_>, next: &ResolvedNext<'_>) -> Option<TokenStream> {
    let (parameter, head, position) = match next {
        ResolvedNext::Offset { parameter, .. } | ResolvedNext::Number { parameter, .. } => (
            parameter,
            quote!(at(&self, offset: u64)),
            quote!(offset.try_into()),
        ),
        ResolvedNext::Cursor { parameter, .. } => {
            let position = match is_text(&parameter.ty) {
                true => quote!(token.to_owned()),
                false => quote!(token.parse()),
            };
            (parameter, quote!(at_token(&self, token: &str)), position)
        }
        ResolvedNext::None | ResolvedNext::Link(_) => return None,
    };
    let rt = request.rt;
    let result = request.emitted.context.prelude_name("Result");
    let (ident, wire) = (&parameter.ident, parameter.wire_name());
    let is_offset = !matches!(next, ResolvedNext::Cursor { .. });
    let mut value = match is_offset || !is_text(&parameter.ty) {
        true => quote! {
            #position.map_err(|_| #rt::RequestError::unfit_position(<Self as #rt::Call>::ID, #wire))?
        },
        false => position,
    };
    for _ in 0..strip_options(&parameter.ty).1 {
        value = quote!(Some(#value));
    }
    Some(quote! {
        fn #head -> #result<Self, #rt::RequestError> {
            let mut next = self.clone();
            next.#ident = #value;
            Ok(next)
        }
    })
}

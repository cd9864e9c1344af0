//! How a result goes on over several pages.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;

use super::super::context::Emitted;
use super::super::structure::is_optional;
use super::{Request, wire};
use crate::check::Checked;
use crate::definitions::{Body, Field, NextPage, Operation, Paging, Parameter};
use crate::member::argument;
use crate::outcome::{Outcome, same};

/// A page, taken apart.
pub(super) struct Pages<'a> {
    pub(super) paging: &'a Paging,
    items: &'a Field,
    item: &'a Type,
    next: Next<'a>,
}

enum Next<'a> {
    None,
    Link(&'a Field),
    Offset {
        parameter: &'a Parameter,
        total: &'a Field,
    },
}

/// The types that the pages of an operation hold, to bring in their names.
pub(in super::super) fn page_types<'a>(
    emitted: &Emitted<'a>,
    operation: &'a Operation,
) -> Option<&'a Type> {
    let checked = emitted.context.checked;
    find(checked, operation, emitted.shape.newest).map(|pages| pages.item)
}

pub(super) fn of<'a>(request: &Request<'a>) -> Option<Pages<'a>> {
    let emitted = request.emitted;
    find(
        emitted.context.checked,
        request.operation,
        emitted.shape.newest,
    )
}

fn find<'a>(checked: &'a Checked, operation: &'a Operation, version: usize) -> Option<Pages<'a>> {
    let paging = operation.paging.as_ref()?;
    let fields = checked.page_fields(operation, version)?;
    let field = |name: &syn::LitStr| {
        fields
            .iter()
            .copied()
            .find(|one| field_wire(one) == name.value())
    };
    let items = field(&paging.items)?;
    let item = list_item(&items.ty)?;
    let next = match &paging.next {
        NextPage::None => Next::None,
        NextPage::Link(next) => Next::Link(field(next).filter(|next| is_text(&next.ty))?),
        NextPage::Offset { offset, total, .. } => {
            let name = offset.value();
            let is_offset = |one: &&Parameter| wire(one) == name && is_number(&one.ty);
            Next::Offset {
                parameter: operation.parameters.iter().find(is_offset)?,
                total: field(total).filter(|total| is_number(&total.ty))?,
            }
        }
    };
    Some(Pages {
        paging,
        items,
        item,
        next,
    })
}

impl Checked {
    /// The members of what a paged operation returns first, in an api-version.
    pub(crate) fn page_fields<'a>(
        &'a self,
        operation: &'a Operation,
        version: usize,
    ) -> Option<Vec<&'a Field>> {
        let content = match operation.success() {
            Outcome::One(content) => content,
            Outcome::Several(cases) => cases.iter().find_map(|case| case.content),
        };
        let Type::Path(path) = content?.ty else {
            return None;
        };
        let group = self.groups.get(self.group(path.path.get_ident()?)?)?;
        let index = group.at.get(version).copied().flatten()?;
        let item = self.definitions.items.get(index)?;
        let resolved = self.items.get(index)?;
        let Body::Struct(fields) = &item.body else {
            return None;
        };
        let alive = fields.iter().zip(&resolved.parts);
        let alive = alive.filter(|(_, part)| part.alive.contains(&version));
        Some(alive.map(|(field, _)| field).collect())
    }
}

pub(crate) fn field_wire(field: &Field) -> String {
    field
        .wire
        .as_ref()
        .map_or_else(|| crate::wire_name(&field.ident), syn::LitStr::value)
}

/// A type without its `Option`s, and how many there are.
fn plain(mut ty: &Type) -> (&Type, usize) {
    let mut options = 0;
    while is_optional(ty)
        && let Some(inner) = argument(ty)
    {
        ty = inner;
        options += 1;
    }
    (ty, options)
}

/// What a list holds.
pub(crate) fn list_item(ty: &Type) -> Option<&Type> {
    let (ty, _) = plain(ty);
    let Type::Path(path) = ty else { return None };
    let is_list = path.path.segments.last()?.ident == "Vec";
    is_list.then(|| argument(ty)).flatten()
}

pub(crate) fn is_text(ty: &Type) -> bool {
    plain(ty).0.to_token_stream().to_string() == "String"
}

pub(crate) fn is_number(ty: &Type) -> bool {
    let name = plain(ty).0.to_token_stream().to_string();
    ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"].contains(&name.as_str())
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

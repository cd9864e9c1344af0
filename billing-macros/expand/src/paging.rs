//! Resolves the `paging(...)` of an operation to the members and parameters that it names.

use quote::ToTokens;
use syn::{LitStr, Type};

use crate::checked::Checked;
use crate::definitions::{Body, Field, Location, NextPage, Operation, Paging, Parameter};
use crate::member::{is_nullable, is_optional, is_string, type_argument};
use crate::nearest;
use crate::response_set::ResponseSet;

/// The members and parameters of a paged operation.
pub(crate) struct ResolvedPaging<'a> {
    pub(crate) paging: &'a Paging,
    pub(crate) items: &'a Field,
    /// The type of an item.
    pub(crate) item: &'a Type,
    pub(crate) next: ResolvedNext<'a>,
}

/// The reference to the next page.
pub(crate) enum ResolvedNext<'a> {
    None,
    Link(&'a Field),
    Offset {
        parameter: &'a Parameter,
        total: &'a Field,
    },
}

/// An error in `paging(...)`.
pub(crate) struct PagingError<'a> {
    /// The wrong name. If `None`, the type of the output is wrong.
    pub(crate) name: Option<&'a LitStr>,
    pub(crate) message: String,
}

/// Resolves the paging of an operation in an api-version; `None` if it has none.
pub(crate) fn resolve<'a>(
    checked: &'a Checked,
    operation: &'a Operation,
    version: usize,
) -> Option<Result<ResolvedPaging<'a>, PagingError<'a>>> {
    let paging = operation.paging.as_ref()?;
    Some(resolve_in(checked, operation, paging, version))
}

fn resolve_in<'a>(
    checked: &'a Checked,
    operation: &'a Operation,
    paging: &'a Paging,
    version: usize,
) -> Result<ResolvedPaging<'a>, PagingError<'a>> {
    let fields = output_fields(checked, operation, version).ok_or_else(|| PagingError {
        name: None,
        message:
            "a paged operation has no struct as its output: write one, `responses(200 = Name)`"
                .to_owned(),
    })?;
    let member = |name: &'a LitStr, holds: fn(&Type) -> bool, what: &str| {
        let wanted = name.value();
        let field = fields
            .iter()
            .copied()
            .find(|field| field.wire_name() == wanted);
        let Some(field) = field else {
            let names: Vec<String> = fields.iter().map(|field| field.wire_name()).collect();
            let nearest = nearest::suggestion(&wanted, names.iter().map(String::as_str));
            let message = format!(
                "the output has no member `{wanted}`{nearest}: write the name of one that it has"
            );
            return Err(PagingError {
                name: Some(name),
                message,
            });
        };
        if holds(&field.ty) {
            return Ok(field);
        }
        let message = format!(
            "the member `{wanted}` of a page must be {what}: change the type of its field `{}`",
            field.ident
        );
        Err(PagingError {
            name: Some(name),
            message,
        })
    };
    let parameter = |name: &'a LitStr| {
        let wanted = name.value();
        let is_number_of_query = |one: &&Parameter| {
            one.location == Location::Query && one.wire_name() == wanted && is_number(&one.ty)
        };
        let found = operation.parameters.iter().find(is_number_of_query);
        found.ok_or_else(|| PagingError {
            name: Some(name),
            message: format!("the query has no integer `{wanted}`: write `#[query(\"{wanted}\")]` on a field of an integer type"),
        })
    };
    let items = member(&paging.items, |ty| list_item(ty).is_some(), "a list")?;
    let next = match &paging.next {
        NextPage::None => ResolvedNext::None,
        NextPage::Link(next) => ResolvedNext::Link(member(next, is_text, "a string")?),
        NextPage::Offset {
            offset,
            size,
            total,
        } => {
            size.iter().try_for_each(|size| parameter(size).map(drop))?;
            ResolvedNext::Offset {
                parameter: parameter(offset)?,
                total: member(total, is_number, "an integer")?,
            }
        }
    };
    let Some(item) = list_item(&items.ty) else {
        return Err(PagingError {
            name: Some(&paging.items),
            message: String::new(),
        });
    };
    Ok(ResolvedPaging {
        paging,
        items,
        item,
        next,
    })
}

/// Returns the members of an operation's first successful response in an api-version.
fn output_fields<'a>(
    checked: &'a Checked,
    operation: &'a Operation,
    version: usize,
) -> Option<Vec<&'a Field>> {
    let content = match operation.success_responses() {
        ResponseSet::Uniform { content, .. } => content,
        ResponseSet::ByStatus(cases) => cases.iter().find_map(|case| case.content),
    };
    let Type::Path(path) = content?.ty else {
        return None;
    };
    let group = checked
        .groups
        .get(checked.find_type(path.path.get_ident()?)?)?;
    let index = group.at.get(version).copied().flatten()?;
    let item = checked.definitions.items.get(index)?;
    let resolved = checked.items.get(index)?;
    let Body::Struct(fields) = &item.body else {
        return None;
    };
    let alive = fields.iter().zip(&resolved.parts);
    let alive = alive.filter(|(_, part)| part.alive.contains(&version));
    Some(alive.map(|(field, _)| field).collect())
}

/// Strips all `Option`s from a type and counts them.
pub(crate) fn strip_options(mut ty: &Type) -> (&Type, usize) {
    let mut options = 0;
    while (is_optional(ty) || is_nullable(ty))
        && let Some(inner) = type_argument(ty)
    {
        ty = inner;
        options += 1;
    }
    (ty, options)
}

/// Returns the type of a list's items.
fn list_item(ty: &Type) -> Option<&Type> {
    let (ty, _) = strip_options(ty);
    let Type::Path(path) = ty else { return None };
    let is_list = path.path.segments.last()?.ident == "Vec";
    is_list.then(|| type_argument(ty)).flatten()
}

fn is_text(ty: &Type) -> bool {
    is_string(strip_options(ty).0)
}

fn is_number(ty: &Type) -> bool {
    let name = strip_options(ty).0.to_token_stream().to_string();
    ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"].contains(&name.as_str())
}

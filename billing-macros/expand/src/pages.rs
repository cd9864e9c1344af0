//! How a result goes on over several pages: the members and parameters that say so.

use quote::ToTokens;
use syn::{LitStr, Type};

use crate::checked::Checked;
use crate::definitions::{Body, Field, Location, NextPage, Operation, Paging, Parameter};
use crate::member::{argument, is_nullable, is_optional};
use crate::nearest;
use crate::outcome::Outcome;
use crate::wire::wire_name;

/// A page, taken apart.
pub(crate) struct Pages<'a> {
    pub(crate) paging: &'a Paging,
    pub(crate) items: &'a Field,
    /// What the items are.
    pub(crate) item: &'a Type,
    pub(crate) next: Next<'a>,
}

/// How the next page is found.
pub(crate) enum Next<'a> {
    None,
    Link(&'a Field),
    Offset {
        parameter: &'a Parameter,
        total: &'a Field,
    },
}

/// Why pages can't be taken apart.
pub(crate) struct Fault<'a> {
    /// The name that is wrong; none: the type of the output is.
    pub(crate) name: Option<&'a LitStr>,
    pub(crate) message: String,
}

/// The pages of an operation in an api-version, if it says that there are some.
pub(crate) fn find<'a>(
    checked: &'a Checked,
    operation: &'a Operation,
    version: usize,
) -> Option<Result<Pages<'a>, Fault<'a>>> {
    let paging = operation.paging.as_ref()?;
    Some(take_apart(checked, operation, paging, version))
}

fn take_apart<'a>(
    checked: &'a Checked,
    operation: &'a Operation,
    paging: &'a Paging,
    version: usize,
) -> Result<Pages<'a>, Fault<'a>> {
    let fields = output(checked, operation, version).ok_or_else(|| Fault {
        name: None,
        message:
            "a paged operation has no struct as its output: write one, `responses(200 = Name)`"
                .to_owned(),
    })?;
    let member = |name: &'a LitStr, holds: fn(&Type) -> bool, what: &str| {
        let wanted = name.value();
        let field = fields.iter().copied().find(|field| wire(field) == wanted);
        let Some(field) = field else {
            let names: Vec<String> = fields.iter().map(|field| wire(field)).collect();
            let nearest = nearest::suggestion(&wanted, names.iter().map(String::as_str));
            let message = format!(
                "the output has no member `{wanted}`{nearest}: write the name of one that it has"
            );
            return Err(Fault {
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
        Err(Fault {
            name: Some(name),
            message,
        })
    };
    let parameter = |name: &'a LitStr| {
        let wanted = name.value();
        let is_number_of_query = |one: &&Parameter| {
            one.location == Location::Query && parameter_wire(one) == wanted && is_number(&one.ty)
        };
        let found = operation.parameters.iter().find(is_number_of_query);
        found.ok_or_else(|| Fault {
            name: Some(name),
            message: format!("the query has no integer `{wanted}`: write `#[query(\"{wanted}\")]` on a field of an integer type"),
        })
    };
    let items = member(&paging.items, |ty| list_item(ty).is_some(), "a list")?;
    let next = match &paging.next {
        NextPage::None => Next::None,
        NextPage::Link(next) => Next::Link(member(next, is_text, "a string")?),
        NextPage::Offset {
            offset,
            size,
            total,
        } => {
            size.iter().try_for_each(|size| parameter(size).map(drop))?;
            Next::Offset {
                parameter: parameter(offset)?,
                total: member(total, is_number, "an integer")?,
            }
        }
    };
    let Some(item) = list_item(&items.ty) else {
        return Err(Fault {
            name: Some(&paging.items),
            message: String::new(),
        });
    };
    Ok(Pages {
        paging,
        items,
        item,
        next,
    })
}

/// The members of what a paged operation returns first, in an api-version.
fn output<'a>(
    checked: &'a Checked,
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
    let group = checked.groups.get(checked.group(path.path.get_ident()?)?)?;
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

fn wire(field: &Field) -> String {
    let own = field.wire.as_ref();
    own.map_or_else(|| wire_name(&field.ident), LitStr::value)
}

fn parameter_wire(parameter: &Parameter) -> String {
    let own = parameter.wire.as_ref();
    own.map_or_else(|| wire_name(&parameter.ident), LitStr::value)
}

/// A type without its `Option`s, and how many there are.
pub(crate) fn plain(mut ty: &Type) -> (&Type, usize) {
    let mut options = 0;
    while (is_optional(ty) || is_nullable(ty))
        && let Some(inner) = argument(ty)
    {
        ty = inner;
        options += 1;
    }
    (ty, options)
}

/// What a list holds.
fn list_item(ty: &Type) -> Option<&Type> {
    let (ty, _) = plain(ty);
    let Type::Path(path) = ty else { return None };
    let is_list = path.path.segments.last()?.ident == "Vec";
    is_list.then(|| argument(ty)).flatten()
}

fn is_text(ty: &Type) -> bool {
    plain(ty).0.to_token_stream().to_string() == "String"
}

fn is_number(ty: &Type) -> bool {
    let name = plain(ty).0.to_token_stream().to_string();
    ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"].contains(&name.as_str())
}

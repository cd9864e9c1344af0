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
    /// The members that lead to the items; none if the body is the list.
    pub(crate) items: Vec<&'a Field>,
    /// The type of the list of items.
    pub(crate) list: &'a Type,
    /// The type of an item.
    pub(crate) item: &'a Type,
    pub(crate) next: ResolvedNext<'a>,
}

/// The reference to the next page.
pub(crate) enum ResolvedNext<'a> {
    /// There is none in the body.
    None,
    /// The members that lead to a link.
    Link(Vec<&'a Field>),
    Offset {
        parameter: &'a Parameter,
        total: Option<Vec<&'a Field>>,
    },
    Number {
        parameter: &'a Parameter,
        first: u64,
        pages: Option<Vec<&'a Field>>,
    },
    Cursor {
        parameter: &'a Parameter,
        /// The members that lead to the token; `None` if a header has it.
        from: Option<Vec<&'a Field>>,
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
    let resolver = Resolver {
        checked,
        operation,
        version,
        output: output_type(operation),
    };
    let (items, list) = resolver.find_items(&paging.items)?;
    let member = |name, holds, kind| resolver.find_member(name, holds, kind);
    let number = |name: &'a Option<LitStr>| {
        let name = name.as_ref();
        name.map(|name| member(name, is_number, "an integer"))
            .transpose()
    };
    let size = |size: &'a Option<LitStr>| {
        let size = size.as_ref();
        size.map(|size| resolver.find_number(size)).transpose()
    };
    let next = match &paging.next {
        NextPage::None | NextPage::Header(_) => ResolvedNext::None,
        NextPage::Link(next) => ResolvedNext::Link(member(next, is_text, "a string")?),
        NextPage::Offset {
            offset,
            size: wanted,
            total,
        } => {
            size(wanted)?;
            ResolvedNext::Offset {
                parameter: resolver.find_number(offset)?,
                total: number(total)?,
            }
        }
        NextPage::Number {
            page,
            first,
            size: wanted,
            pages,
        } => {
            size(wanted)?;
            ResolvedNext::Number {
                parameter: resolver.find_number(page)?,
                first: *first,
                pages: number(pages)?,
            }
        }
        NextPage::Cursor { from, parameter } => {
            let parameter = resolver.find_token(parameter)?;
            let (holds, kind): (fn(&Type) -> bool, _) = match is_text(&parameter.ty) {
                true => (is_text, "a string, as the parameter is"),
                false => (is_number, "an integer, as the parameter is"),
            };
            ResolvedNext::Cursor {
                parameter,
                from: Some(member(from, holds, kind)?),
            }
        }
        NextPage::CursorHeader { parameter, .. } => ResolvedNext::Cursor {
            parameter: resolver.find_token(parameter)?,
            from: None,
        },
    };
    let Some(item) = list_item(list) else {
        return Err(PagingError {
            name: Some(&paging.items),
            message: String::new(),
        });
    };
    Ok(ResolvedPaging {
        paging,
        items,
        list,
        item,
        next,
    })
}

/// Finds what a `paging(...)` names.
struct Resolver<'a> {
    checked: &'a Checked,
    operation: &'a Operation,
    version: usize,
    /// The type of the body.
    output: Option<&'a Type>,
}

impl<'a> Resolver<'a> {
    /// Finds the list of items: a member, or the body itself.
    fn find_items(&self, name: &'a LitStr) -> Result<(Vec<&'a Field>, &'a Type), PagingError<'a>> {
        if name.value().is_empty() {
            return match self.output.filter(|output| list_item(output).is_some()) {
                Some(output) => Ok((Vec::new(), output)),
                None => Err(PagingError {
                    name: Some(name),
                    message:
                        "the output is no list: write the name of the member that holds the items"
                            .to_owned(),
                }),
            };
        }
        let members = self.find_member(name, |ty| list_item(ty).is_some(), "a list")?;
        match members.last() {
            Some(last) => Ok((members.clone(), &last.ty)),
            None => Err(self.no_struct()),
        }
    }

    fn no_struct(&self) -> PagingError<'a> {
        PagingError {
            name: None,
            message:
                "a paged operation has no struct as its output: write one, `responses(200 = Name)`"
                    .to_owned(),
        }
    }

    /// Finds the members that lead to the value that a name or a JSON pointer refers to.
    fn find_member(
        &self,
        name: &'a LitStr,
        holds: fn(&Type) -> bool,
        kind: &str,
    ) -> Result<Vec<&'a Field>, PagingError<'a>> {
        let error = |message| PagingError {
            name: Some(name),
            message,
        };
        let mut found: Vec<&'a Field> = Vec::new();
        let mut ty = self.output;
        for wanted in segments(&name.value()) {
            let Some(fields) = ty.and_then(|ty| self.fields(ty)) else {
                return Err(match found.last() {
                    None => self.no_struct(),
                    Some(last) => error(format!(
                        "the member `{}` is no struct, so it has no `{wanted}`",
                        last.wire_name()
                    )),
                });
            };
            let Some(field) = fields
                .iter()
                .copied()
                .find(|field| field.wire_name() == wanted)
            else {
                let names: Vec<String> = fields.iter().map(|field| field.wire_name()).collect();
                let nearest = nearest::suggestion(&wanted, names.iter().map(String::as_str));
                return Err(error(format!(
                    "the output has no member `{wanted}`{nearest}: write the name of one that it has"
                )));
            };
            found.push(field);
            ty = Some(&field.ty);
        }
        match found.last() {
            Some(last) if holds(&last.ty) => Ok(found),
            Some(last) => Err(error(format!(
                "the member `{}` of a page must be {kind}: change the type of its field `{}`",
                last.wire_name(),
                last.ident
            ))),
            None => Err(self.no_struct()),
        }
    }

    /// Returns the members of a struct in the api-version.
    fn fields(&self, ty: &'a Type) -> Option<Vec<&'a Field>> {
        let Type::Path(path) = strip_boxes(ty) else {
            return None;
        };
        let checked = self.checked;
        let found = checked.find_type(path.path.get_ident()?)?;
        let group = checked.groups.get(found)?;
        let index = group.at.get(self.version).copied().flatten()?;
        let item = checked.definitions.items.get(index)?;
        let resolved = checked.items.get(index)?;
        let Body::Struct(fields) = &item.body else {
            return None;
        };
        let alive = fields.iter().zip(&resolved.parts);
        let alive = alive.filter(|(_, part)| part.alive.contains(&self.version));
        Some(alive.map(|(field, _)| field).collect())
    }

    fn find_number(&self, name: &'a LitStr) -> Result<&'a Parameter, PagingError<'a>> {
        let wanted = name.value();
        let is_number_of_query = |one: &&Parameter| {
            one.location == Location::Query && one.wire_name() == wanted && is_number(&one.ty)
        };
        let found = self.operation.parameters.iter().find(is_number_of_query);
        found.ok_or_else(|| PagingError {
            name: Some(name),
            message: format!("the query has no integer `{wanted}`: write `#[query(\"{wanted}\")]` on a field of an integer type"),
        })
    }

    fn find_token(&self, name: &'a LitStr) -> Result<&'a Parameter, PagingError<'a>> {
        let wanted = name.value();
        let takes_token = |one: &&Parameter| {
            matches!(one.location, Location::Query | Location::Header)
                && one.wire_name() == wanted
                && (is_text(&one.ty) || is_number(&one.ty))
        };
        let found = self.operation.parameters.iter().find(takes_token);
        found.ok_or_else(|| PagingError {
            name: Some(name),
            message: format!("there is no string or integer `{wanted}`: write `#[query(\"{wanted}\")]` on a field of such a type"),
        })
    }
}

/// Returns the type of an operation's first successful response.
fn output_type(operation: &Operation) -> Option<&Type> {
    let content = match operation.success_responses() {
        ResponseSet::Uniform { content, .. } => content,
        ResponseSet::ByStatus(cases) => cases.iter().find_map(|case| case.content),
    };
    Some(content?.ty)
}

/// Returns the names in a JSON pointer, or the name itself.
fn segments(name: &str) -> Vec<String> {
    match name.strip_prefix('/') {
        Some(pointer) => {
            let segments = pointer.split('/');
            let unescape = |segment: &str| segment.replace("~1", "/").replace("~0", "~");
            segments.map(unescape).collect()
        }
        None => vec![name.to_owned()],
    }
}

/// Strips all `Option`s and boxes from a type.
fn strip_boxes(mut ty: &Type) -> &Type {
    loop {
        let (inner, _) = strip_options(ty);
        let is_box = has_name(inner, "Box") || is_erased_box(inner);
        match type_argument(inner).filter(|_| is_box) {
            Some(boxed) => ty = boxed,
            None => return inner,
        }
    }
}

/// Returns whether a type is an `ErasedBox<T>`.
pub(crate) fn is_erased_box(ty: &Type) -> bool {
    has_name(ty, "ErasedBox")
}

fn has_name(ty: &Type, name: &str) -> bool {
    let Type::Path(path) = ty else { return false };
    let last = path.path.segments.last();
    last.is_some_and(|last| last.ident == name)
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

/// Returns whether a type is a string, apart from `Option`s.
pub(crate) fn is_text(ty: &Type) -> bool {
    is_string(strip_options(ty).0)
}

fn is_number(ty: &Type) -> bool {
    let name = strip_options(ty).0.to_token_stream().to_string();
    ["i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"].contains(&name.as_str())
}

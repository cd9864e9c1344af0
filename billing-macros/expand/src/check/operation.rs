//! Checks paths, parameters and responses of operations.

use std::collections::{HashMap, HashSet};

use syn::{Error, Ident, LitStr, Type};

use crate::checked::{Checked, LiveRange, Resolved};
use crate::definitions::{Body, Location, Operation, Parameter, Stream, Style};
use crate::media_type::{self, essence, is_events, is_item_stream};
use crate::member::{is_optional, type_argument};
use crate::paging;
use crate::uri_template::variable_names;

/// Checks the request and the responses of each operation.
pub(super) fn check(checked: &Checked, errors: &mut Vec<Error>) {
    for (item, resolved) in checked.definitions.items.iter().zip(&checked.items) {
        if let Body::Operation(operation) = &item.body
            && !resolved.alive.is_empty()
        {
            check_single_body(operation, resolved, checked, errors);
            check_statuses(operation, errors);
            for parameter in &operation.parameters {
                check_style(parameter, errors);
            }
            if let Some(stream) = &operation.stream {
                check_stream(stream, errors);
            }
            for response in &operation.responses {
                check_media_types(&response.media_types, errors);
                // Several media types of one type need no choice.
                let ty = response.ty.as_ref().filter(|ty| media_type::is_one_of(ty));
                check_choice(&response.media_types, ty, errors);
            }
            for parameter in &operation.parameters {
                let contents = parameter.contents.iter();
                let names: Vec<LitStr> = contents.map(|one| one.media_type.clone()).collect();
                let inner = type_argument(&parameter.ty).filter(|_| is_optional(&parameter.ty));
                check_media_types(&names, errors);
                check_choice(&names, inner.or(Some(&parameter.ty)), errors);
            }
        }
    }
    check_path_template(checked, errors);
}

/// Checks that a stream has a media type that is split into items, and that its items have a type.
fn check_stream(stream: &Stream, errors: &mut Vec<Error>) {
    let media_type = &stream.media_type;
    let text = match media_type.value() {
        name if !is_item_stream(&name) => format!(
            "{} is no stream of items: write one such as `\"text/event-stream\"` or `\"application/jsonl\"`",
            media_type.token()
        ),
        name if stream.item.is_none() && !is_events(&name) => format!(
            "the items of the stream have no type: write `stream({} = Item)`",
            media_type.token()
        ),
        _ => return,
    };
    errors.push(Error::new(media_type.span(), text));
}

/// Checks that a request has at most one body in each api-version.
fn check_single_body(
    operation: &Operation,
    resolved: &Resolved,
    checked: &Checked,
    errors: &mut Vec<Error>,
) {
    let is_body = |parameter: &Parameter| parameter.location == Location::Body;
    let bodies = operation.parameters.iter().zip(&resolved.parts);
    // The first two bodies of different names in each api-version.
    let mut known: HashMap<usize, Vec<&Ident>> = HashMap::new();
    for (body, part) in bodies.filter(|(one, _)| is_body(one)) {
        // A duplicate name has an error of its own.
        let also = part.alive.clone().find_map(|version| {
            let others = known.get(&version)?;
            let first = others.iter().find(|other| **other != &body.ident)?;
            Some((*first, version))
        });
        if let Some((first, common)) = also
            && let Some(version) = checked.versions.get(common)
        {
            let text = format!(
                "`{first}` is already the body in api-version {version}: write `#[query]` or `#[header]` here, or merge both into one struct"
            );
            errors.push(Error::new(body.ident.span(), text));
        }
        for version in part.alive.clone() {
            let others = known.entry(version).or_default();
            if others.len() < 2 && !others.contains(&&body.ident) {
                others.push(&body.ident);
            }
        }
    }
}

fn check_statuses(operation: &Operation, errors: &mut Vec<Error>) {
    let mut seen: HashSet<String> = HashSet::new();
    for response in &operation.responses {
        let status = response.status.value();
        if seen.contains(&status) {
            let text = format!("duplicate status `{status}`: write it once");
            errors.push(Error::new(response.status.span(), text));
        }
        if status == "default" && operation.error.is_some() {
            let text = "`error` and `default` define the same response: keep one of them";
            errors.push(Error::new(response.status.span(), text));
        }
        seen.insert(status);
    }
}

/// Checks that the location of a parameter supports its style.
fn check_style(parameter: &Parameter, errors: &mut Vec<Error>) {
    let Some((style, span)) = parameter.style else {
        return;
    };
    let location = parameter.location;
    let (fits, where_else) = match style {
        Style::Label | Style::LabelRepeated | Style::Matrix | Style::MatrixRepeated => {
            (location == Location::Path, "`#[path]`")
        }
        Style::DeepObject => (location == Location::Query, "`#[query]`"),
        Style::Cookie | Style::CookieCommas => (location == Location::Cookie, "`#[cookie]`"),
        _ => (true, ""),
    };
    if !fits {
        let text = format!(
            "the style `{}` applies only to {where_else}: write another one in `#[{}]`",
            style.as_str(),
            location.as_str()
        );
        errors.push(Error::new(span, text));
    }
}

fn check_media_types(media_types: &[LitStr], errors: &mut Vec<Error>) {
    for media_type in media_types {
        let essence = essence(&media_type.value());
        if !essence.contains('/') {
            let text = format!("`{essence}` is not a media type: write one such as `text/plain`");
            errors.push(Error::new(media_type.span(), text));
        }
    }
}

/// Checks that there is a type for each of several media types.
fn check_choice(media_types: &[LitStr], ty: Option<&Type>, errors: &mut Vec<Error>) {
    let count = media_types.len();
    if let (Some(second), Some(ty)) = (media_types.get(1), ty)
        && media_type::types(ty, count).len() != count
    {
        let text = format!("{count} media types need a type for each: write `OneOf<A, B>`");
        errors.push(Error::new(second.span(), text));
    }
}

/// Checks that the members and parameters of each paged operation exist in all its api-versions.
pub(super) fn check_paging(checked: &Checked, errors: &mut Vec<Error>) {
    for (item, resolved) in checked.definitions.items.iter().zip(&checked.items) {
        let Body::Operation(operation) = &item.body else {
            continue;
        };
        let error = resolved.alive.clone().find_map(|version| {
            let error = paging::resolve(checked, operation, version)?.err()?;
            Some((error, version))
        });
        if let Some((error, version)) = error
            && let Some(paging) = &operation.paging
        {
            let place = error.name.unwrap_or(&paging.items);
            let version = checked.versions.get(version).map_or("", String::as_str);
            let text = format!("in api-version {version}, {}", error.message);
            errors.push(Error::new(place.span(), text));
        }
    }
}

/// Checks that path templates and path parameters match in all api-versions.
fn check_path_template(checked: &Checked, errors: &mut Vec<Error>) {
    for (item, resolved) in checked.definitions.items.iter().zip(&checked.items) {
        let Body::Operation(operation) = &item.body else {
            continue;
        };
        if resolved.alive.is_empty() {
            continue;
        }
        let template = operation.path.value();
        let names: Vec<&str> = variable_names(&template);
        let parts = item.body.parts();
        let mut in_path: HashMap<String, Vec<&LiveRange>> = HashMap::new();
        for (part, resolved) in parts.iter().zip(&resolved.parts) {
            if part.location == Some(Location::Path) {
                let alive = in_path.entry(part.wire_name()).or_default();
                alive.push(&resolved.alive);
            }
        }
        for name in &names {
            let missing = resolved.alive.clone().find(|version| {
                let mut alive = in_path.get(*name).into_iter().flatten();
                !alive.any(|alive| alive.contains(version))
            });
            if let Some(version) = missing.and_then(|version| checked.versions.get(version)) {
                let text = format!(
                    "the path parameter `{{{name}}}` has no field in api-version {version}: write `#[path(\"{name}\")]` on a field"
                );
                errors.push(Error::new(operation.path.span(), text));
            }
        }
        let names: HashSet<&str> = names.into_iter().collect();
        for part in &parts {
            let wire = part.wire_name();
            if part.location == Some(Location::Path) && !names.contains(wire.as_str()) {
                let text = format!(
                    "the path template has no `{{{wire}}}`: write it there, or `#[query]` here"
                );
                errors.push(Error::new(part.ident.span(), text));
            }
        }
    }
}

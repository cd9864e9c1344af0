//! Whether an operation's path and parameters belong together.

use syn::{Error, LitStr};

use crate::checked::{Checked, Resolved};
use crate::definitions::{Body, Location, Operation, Parameter, Style};
use crate::pages;
use crate::uri_template::template_names;

/// What an operation says of its request and of what comes back fits together.
pub(super) fn check(checked: &Checked, errors: &mut Vec<Error>) {
    for (item, resolved) in checked.definitions.items.iter().zip(&checked.items) {
        if let Body::Operation(operation) = &item.body
            && !resolved.alive.is_empty()
        {
            one_body(operation, resolved, checked, errors);
            statuses(operation, errors);
            for parameter in &operation.parameters {
                style(parameter, errors);
            }
            let responses = operation.responses.iter();
            let responses = responses.filter_map(|response| response.media_type.as_ref());
            let bodies = operation.parameters.iter();
            let bodies = bodies.filter_map(|parameter| parameter.media_type.as_ref());
            for media_type in responses.chain(bodies) {
                supported(media_type, errors);
            }
        }
    }
    template(checked, errors);
}

/// A request has at most one body in each api-version.
fn one_body(
    operation: &Operation,
    resolved: &Resolved,
    checked: &Checked,
    errors: &mut Vec<Error>,
) {
    let is_body = |parameter: &Parameter| parameter.location == Location::Body;
    let bodies = operation.parameters.iter().zip(&resolved.parts);
    let bodies: Vec<_> = bodies.filter(|(one, _)| is_body(one)).collect();
    for (index, (second, part)) in bodies.iter().enumerate() {
        let also = bodies.iter().take(index).find_map(|(first, other)| {
            let common = part
                .alive
                .clone()
                .find(|version| other.alive.contains(version))?;
            // One name twice is an error of its own.
            (first.ident != second.ident).then_some((first, common))
        });
        if let Some((first, common)) = also
            && let Some(version) = checked.versions.get(common)
        {
            let text = format!(
                "`{}` is already the body in api-version {version}: write `#[query]` or `#[header]` here, or merge both into one struct",
                first.ident
            );
            errors.push(Error::new(second.ident.span(), text));
        }
    }
}

fn statuses(operation: &Operation, errors: &mut Vec<Error>) {
    let mut seen: Vec<String> = Vec::new();
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
        seen.push(status);
    }
}

/// A style is one of the place where the parameter stands.
fn style(parameter: &Parameter, errors: &mut Vec<Error>) {
    let Some((style, span)) = parameter.style else {
        return;
    };
    let location = parameter.location;
    let (fits, where_else) = match style {
        Style::Label | Style::LabelRepeated | Style::Matrix | Style::MatrixRepeated => {
            (location == Location::Path, "`#[path]`")
        }
        Style::DeepObject => (location == Location::Query, "`#[query]`"),
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

fn supported(media_type: &LitStr, errors: &mut Vec<Error>) {
    let name = media_type.value();
    let essence = name.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let is_xml = essence.ends_with("/xml") || essence.ends_with("+xml");
    if is_xml || essence.starts_with("multipart/") {
        let text = format!(
            "`{essence}` is not supported: write a media type of JSON, a form, text or bytes"
        );
        errors.push(Error::new(media_type.span(), text));
    } else if !essence.contains('/') {
        let text = format!("`{essence}` is not a media type: write one such as `text/plain`");
        errors.push(Error::new(media_type.span(), text));
    }
}

/// What pages are made of is there, in each api-version of the operation.
pub(super) fn paging(checked: &Checked, errors: &mut Vec<Error>) {
    for (item, resolved) in checked.definitions.items.iter().zip(&checked.items) {
        let Body::Operation(operation) = &item.body else {
            continue;
        };
        let fault = resolved.alive.clone().find_map(|version| {
            let fault = pages::find(checked, operation, version)?.err()?;
            Some((fault, version))
        });
        if let Some((fault, version)) = fault
            && let Some(paging) = &operation.paging
        {
            let place = fault.name.unwrap_or(&paging.items);
            let version = checked.versions.get(version).map_or("", String::as_str);
            let text = format!("in api-version {version}, {}", fault.message);
            errors.push(Error::new(place.span(), text));
        }
    }
}

/// Each name in the path template has a parameter whenever the operation exists, and the other way round.
fn template(checked: &Checked, errors: &mut Vec<Error>) {
    for (item, resolved) in checked.definitions.items.iter().zip(&checked.items) {
        let Body::Operation(operation) = &item.body else {
            continue;
        };
        if resolved.alive.is_empty() {
            continue;
        }
        let template = operation.path.value();
        let names: Vec<&str> = template_names(&template);
        let parts = item.body.parts();
        let in_path = || {
            parts
                .iter()
                .zip(&resolved.parts)
                .filter(|(part, _)| part.location == Some(Location::Path))
        };
        for name in &names {
            let missing = resolved.alive.clone().find(|version| {
                !in_path().any(|(part, resolved)| {
                    part.wire() == *name && resolved.alive.contains(version)
                })
            });
            if let Some(version) = missing.and_then(|version| checked.versions.get(version)) {
                let text = format!(
                    "the path parameter `{{{name}}}` has no field in api-version {version}: write `#[path(\"{name}\")]` on a field"
                );
                errors.push(Error::new(operation.path.span(), text));
            }
        }
        for (part, _) in in_path() {
            let wire = part.wire();
            if !names.contains(&wire.as_str()) {
                let text = format!(
                    "the path template has no `{{{wire}}}`: write it there, or `#[query]` here"
                );
                errors.push(Error::new(part.ident.span(), text));
            }
        }
    }
}

//! Requests and responses of an operation.

use billing_macros_expand::{
    default_wire_name,
    definitions::{
        Constraint, ConstraintKind, Content, Encoding, EncodingKind, Header, Initial, Location,
        NextPage, Paging, Response, Stream, Style,
    },
};
use indexmap::IndexMap;
use syn::{Ident, LitStr, Type};

use super::{constant, rust, text};
use crate::model;

/// Returns the responses, and the type of failures that they do not list.
pub(super) fn responses(
    operation: &model::Operation,
    names: &rust::TypeNames<'_>,
) -> (Vec<Response>, Option<Type>) {
    let type_of = |ty: &model::Type| names.type_of(ty);
    let is_failure = |response: &&model::Response| !response.status.starts_with('2');
    let succeeds = operation.responses.iter().any(|one| !is_failure(&one));
    let mut failures = operation.responses.iter().filter(is_failure);
    // One failure for all statuses is said in a word.
    let error = match (failures.next(), failures.next()) {
        (Some(only), None) if succeeds && only.status == "default" && only.contents.is_empty() => {
            only.body.as_ref().map(type_of)
        }
        _ => None,
    };
    let listed = operation
        .responses
        .iter()
        .filter(|one| error.is_none() || !is_failure(one));
    let response = |response: &model::Response| Response {
        status: text(&response.status),
        ty: response
            .body
            .as_ref()
            .map(|body| body.as_declared(response.declared.as_deref()))
            .map(|body| match needs_no_body(operation, response) {
                true => names.generic("Option", vec![type_of(body)]),
                false => type_of(body),
            }),
        media_types: response.contents.iter().map(|name| text(name)).collect(),
    };
    (listed.map(response).collect(), error)
}

/// Returns whether a response without its body is a success too: what was to be deleted is deleted.
fn needs_no_body(operation: &model::Operation, response: &model::Response) -> bool {
    let is_nullable = matches!(
        response.body,
        Some(model::Type::Nullable(_) | model::Type::Json | model::Type::Bytes)
    );
    operation.method == "DELETE"
        && response.status.starts_with('2')
        && response.contents.is_empty()
        && !is_nullable
}

/// Returns the headers of all responses, each once. One that differs between responses is a text.
pub(super) fn headers(operation: &model::Operation, names: &rust::TypeNames<'_>) -> Vec<Header> {
    let mut found: IndexMap<String, (&str, &model::Type)> = IndexMap::new();
    let all = operation.responses.iter().flat_map(|one| &one.headers);
    for header in all.filter(|header| !header.wire.eq_ignore_ascii_case("content-type")) {
        let ty = match header.ty.as_declared(header.declared.as_deref()) {
            model::Type::Nullable(inner) => inner,
            ty => ty,
        };
        let known = found
            .entry(header.wire.to_ascii_lowercase())
            .or_insert((&header.wire, ty));
        if known.1 != ty {
            known.1 = match (known.1.alias_target(), ty.alias_target()) {
                (known, other) if known == other => known,
                _ => &model::Type::String,
            };
        }
    }
    let headers = found.into_values().map(|(name, ty)| Header {
        name: text(name),
        ty: names.type_of(ty),
    });
    headers.collect()
}

/// Returns the stream of items of the least success that is one; without a success, of `default`.
pub(super) fn stream(operation: &model::Operation, names: &rust::TypeNames<'_>) -> Option<Stream> {
    let is_success = |response: &&model::Response| response.status.starts_with('2');
    let successes = operation.responses.iter().filter(is_success);
    let success = successes.filter(|one| one.stream.is_some());
    let success = success.min_by_key(|response| &response.status);
    let is_alone = !operation.responses.iter().any(|one| is_success(&one));
    let default = operation
        .responses
        .iter()
        .find(|one| one.status == "default");
    let response = success.or(default.filter(|_| is_alone))?;
    let model::Stream { media_type, item } = response.stream.as_ref()?;
    Some(Stream {
        media_type: text(media_type),
        item: item.as_ref().map(|item| names.type_of(item)),
    })
}

pub(super) fn paging(paging: &model::Paging) -> Paging {
    let optional = |name: &Option<String>| name.as_deref().map(text);
    Paging {
        next: match &paging.next {
            model::NextPage::None => NextPage::None,
            model::NextPage::Link(next) => NextPage::Link(text(next)),
            model::NextPage::Header(relation) => NextPage::Header(text(relation)),
            model::NextPage::Cursor { from, parameter } => NextPage::Cursor {
                from: text(from),
                parameter: text(parameter),
            },
            model::NextPage::CursorHeader { header, parameter } => NextPage::CursorHeader {
                header: text(header),
                parameter: text(parameter),
            },
            model::NextPage::Offset {
                offset,
                size,
                total,
            } => NextPage::Offset {
                offset: text(offset),
                size: optional(size),
                total: optional(total),
            },
            model::NextPage::Number {
                page,
                first,
                size,
                pages,
            } => NextPage::Number {
                page: text(page),
                first: *first,
                size: optional(size),
                pages: optional(pages),
            },
        },
        method: optional(&paging.method),
        items: text(&paging.items),
    }
}

pub(super) fn location(location: model::Location) -> Location {
    match location {
        model::Location::Path => Location::Path,
        model::Location::Query => Location::Query,
        model::Location::Header => Location::Header,
        model::Location::Cookie => Location::Cookie,
        model::Location::Body => Location::Body,
    }
}

/// Returns the value that `new` sets: the only one that the documents allow.
pub(super) fn initial(parameter: &model::Parameter) -> Initial {
    let can_be_set = matches!(
        parameter.ty,
        model::Type::Named(_)
            | model::Type::String
            | model::Type::Integer(_)
            | model::Type::Boolean
    );
    match &parameter.constant {
        Some(json) if can_be_set => constant(json),
        _ => Initial::Absent,
    }
}

/// Returns the wire name, if it differs from the one derived from the field.
pub(super) fn wire(parameter: &model::Parameter, ident: &Ident) -> Option<LitStr> {
    (default_wire_name(ident) != parameter.wire).then(|| text(&parameter.wire))
}

/// Returns the media types of a body.
pub(super) fn contents(parameter: &model::Parameter) -> Vec<Content> {
    let encoding = |encoding: &model::MemberEncoding| {
        let kind = match &encoding.kind {
            model::MemberEncodingKind::Style(own) => EncodingKind::Style(style(*own)?),
            model::MemberEncodingKind::MediaType(name) => EncodingKind::MediaType(text(name)),
        };
        let name = text(&encoding.name);
        Some(Encoding { name, kind })
    };
    let contents = parameter.contents.iter().map(|content| Content {
        media_type: text(&content.media_type),
        encodings: content.encodings.iter().filter_map(encoding).collect(),
    });
    contents.collect()
}

pub(super) fn style(style: model::Style) -> Option<Style> {
    Some(match style {
        model::Style::Usual => return None,
        model::Style::Commas => Style::Commas,
        model::Style::Repeated => Style::Repeated,
        model::Style::Spaces => Style::Spaces,
        model::Style::Pipes => Style::Pipes,
        model::Style::Tabs => Style::Tabs,
        model::Style::DeepObject => Style::DeepObject,
        model::Style::Label => Style::Label,
        model::Style::LabelRepeated => Style::LabelRepeated,
        model::Style::Matrix => Style::Matrix,
        model::Style::MatrixRepeated => Style::MatrixRepeated,
        model::Style::Members => Style::Members,
        model::Style::Json => Style::Json,
        model::Style::Verbatim => Style::Verbatim,
        model::Style::Cookie => Style::Cookie,
        model::Style::CookieCommas => Style::CookieCommas,
    })
}

/// Returns the constraints that can be checked on the text of a value. The members of a body have constraints of their
/// own.
pub(super) fn constraints(parameter: &model::Parameter) -> Vec<Constraint> {
    if parameter.location == model::Location::Body {
        return Vec::new();
    }
    let limit = |(limit, bound): (&model::Constraint, &String)| {
        let kind = kind(*limit)?;
        let bound = match kind {
            ConstraintKind::Pattern => rust::raw_text(parameter.pattern.as_ref()?),
            ConstraintKind::MinLength
            | ConstraintKind::MaxLength
            | ConstraintKind::MinItems
            | ConstraintKind::MaxItems => text(&count(bound)?.to_string()),
            _ => text(number(bound)?),
        };
        Some(Constraint { kind, bound })
    };
    parameter
        .constraints
        .keywords
        .iter()
        .filter_map(limit)
        .collect()
}

fn kind(limit: model::Constraint) -> Option<ConstraintKind> {
    Some(match limit {
        model::Constraint::Minimum => ConstraintKind::Minimum,
        model::Constraint::ExclusiveMinimum => ConstraintKind::ExclusiveMinimum,
        model::Constraint::Maximum => ConstraintKind::Maximum,
        model::Constraint::ExclusiveMaximum => ConstraintKind::ExclusiveMaximum,
        model::Constraint::MinLength => ConstraintKind::MinLength,
        model::Constraint::MaxLength => ConstraintKind::MaxLength,
        model::Constraint::Pattern => ConstraintKind::Pattern,
        model::Constraint::MinItems => ConstraintKind::MinItems,
        model::Constraint::MaxItems => ConstraintKind::MaxItems,
        model::Constraint::MultipleOf
        | model::Constraint::UniqueItems
        | model::Constraint::MinProperties
        | model::Constraint::MaxProperties => return None,
    })
}

/// Returns a whole number, however it is written; the greatest one instead of a greater one.
fn count(text: &str) -> Option<u64> {
    text.parse().ok().or_else(|| {
        let number: f64 = text.parse().ok()?;
        Some(format!("{number:.0}").parse().unwrap_or(u64::MAX))
    })
}

/// Returns the text of a number, if it is a Rust literal.
fn number(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && syn::parse_str::<syn::Lit>(digits)
            .is_ok_and(|literal| matches!(literal, syn::Lit::Int(_) | syn::Lit::Float(_)));
    is_number.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn counts() {
        for (text, expected) in [
            ("0", Some(0)),
            ("10.0", Some(10)),
            ("1e2", Some(100)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551616", Some(u64::MAX)),
            ("1e400", Some(u64::MAX)),
            ("a", None),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }
}

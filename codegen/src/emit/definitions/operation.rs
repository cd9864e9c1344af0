//! What an operation sends and what may come back.

use billing_macros_expand::{
    definitions::{Limit, LimitKind, Location, NextPage, Paging, Response, Style},
    wire_name,
};
use syn::{Ident, LitStr, Type};

use super::{rust, text};
use crate::model;

/// The responses, and what every failure is that they do not list.
pub(super) fn responses(operation: &model::Operation) -> (Vec<Response>, Option<Type>) {
    let is_failure = |response: &&model::Response| !response.status.starts_with('2');
    let succeeds = operation.responses.iter().any(|one| !is_failure(&one));
    let mut failures = operation.responses.iter().filter(is_failure);
    // One failure for all statuses is said in a word.
    let error = match (failures.next(), failures.next()) {
        (Some(only), None) if succeeds && only.status == "default" && only.media_type.is_none() => {
            only.body.as_ref().map(rust::type_of)
        }
        _ => None,
    };
    let listed = operation
        .responses
        .iter()
        .filter(|one| error.is_none() || !is_failure(one));
    let response = |response: &model::Response| Response {
        status: text(&response.status),
        ty: response.body.as_ref().map(rust::type_of),
        media_type: response.media_type.as_deref().map(text),
    };
    (listed.map(response).collect(), error)
}

pub(super) fn paging(paging: &model::Paging) -> Paging {
    Paging {
        next: match &paging.next {
            model::NextPage::None => NextPage::None,
            model::NextPage::Link(next) => NextPage::Link(text(next)),
            model::NextPage::Offset {
                offset,
                size,
                total,
            } => NextPage::Offset {
                offset: text(offset),
                size: size.as_deref().map(text),
                total: text(total),
            },
        },
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

/// The name on the wire, where it is not that of the member.
pub(super) fn wire(parameter: &model::Parameter, ident: &Ident) -> Option<LitStr> {
    (wire_name(ident) != parameter.wire).then(|| text(&parameter.wire))
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
    })
}

/// What bounds a value and can be told from its text. A body's own members have their own bounds.
pub(super) fn limits(parameter: &model::Parameter) -> Vec<Limit> {
    if parameter.location == model::Location::Body {
        return Vec::new();
    }
    let limit = |(limit, bound): (&model::Constraint, &String)| {
        let kind = kind(*limit)?;
        let bound = match kind {
            LimitKind::Pattern => rust::raw_text(parameter.pattern.as_ref()?),
            LimitKind::MinLength
            | LimitKind::MaxLength
            | LimitKind::MinItems
            | LimitKind::MaxItems => text(&bound.parse::<u64>().ok()?.to_string()),
            _ => text(number(bound)?),
        };
        Some(Limit { kind, bound })
    };
    parameter
        .constraints
        .keywords
        .iter()
        .filter_map(limit)
        .collect()
}

fn kind(limit: model::Constraint) -> Option<LimitKind> {
    Some(match limit {
        model::Constraint::Minimum => LimitKind::Minimum,
        model::Constraint::ExclusiveMinimum => LimitKind::ExclusiveMinimum,
        model::Constraint::Maximum => LimitKind::Maximum,
        model::Constraint::ExclusiveMaximum => LimitKind::ExclusiveMaximum,
        model::Constraint::MinLength => LimitKind::MinLength,
        model::Constraint::MaxLength => LimitKind::MaxLength,
        model::Constraint::Pattern => LimitKind::Pattern,
        model::Constraint::MinItems => LimitKind::MinItems,
        model::Constraint::MaxItems => LimitKind::MaxItems,
        model::Constraint::MultipleOf
        | model::Constraint::UniqueItems
        | model::Constraint::MinProperties
        | model::Constraint::MaxProperties => return None,
    })
}

/// The text of a number, where it is one that Rust can write.
fn number(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && syn::parse_str::<syn::Lit>(digits)
            .is_ok_and(|literal| matches!(literal, syn::Lit::Int(_) | syn::Lit::Float(_)));
    is_number.then_some(text)
}

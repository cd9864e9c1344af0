//! Parameters that are not part of a request's Rust type.

use crate::{
    openapi::{self, Document, SchemaKind},
    text::Node,
};

/// The api-version that generated code sends in a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ApiVersionValue {
    /// The requested one.
    Requested,
    /// One of the operation's own, which its only value or its default says.
    Own(String),
}

/// Returns what generated code sends in a parameter that carries the api-version; `None` for other parameters, and where the
/// caller has to choose, because its values do not include the api-version of the document.
pub(crate) fn api_version_value(
    document: &Document,
    parameter: &openapi::Parameter,
) -> Option<ApiVersionValue> {
    if parameter.location != openapi::Location::Query
        || !parameter.name.eq_ignore_ascii_case("api-version")
    {
        return None;
    }
    let Some(schema) = parameter.schema else {
        return Some(ApiVersionValue::Requested);
    };
    let is_requested = |value: &str| value == document.api_version;
    let own = document.schemas.get(schema);
    let schema = document.schemas.get(document.schemas.resolve_ref(schema));
    if let SchemaKind::Enumeration(enumeration) = &schema.kind {
        return match enumeration.values.as_slice() {
            [] => Some(ApiVersionValue::Requested),
            values if values.iter().any(|value| is_requested(&value.wire)) => {
                Some(ApiVersionValue::Requested)
            }
            [only] => Some(ApiVersionValue::Own(only.wire.clone())),
            _ => None,
        };
    }
    match own.default.as_ref().or(schema.default.as_ref()) {
        Some(Node::String(value) | Node::Number(value)) if !is_requested(value) => {
            Some(ApiVersionValue::Own(value.clone()))
        }
        _ => Some(ApiVersionValue::Requested),
    }
}

/// Returns whether a parameter is a header that OpenAPI ignores: `Accept`, `Content-Type` or `Authorization`.
pub(super) fn is_ignored(parameter: &openapi::Parameter) -> bool {
    const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];
    parameter.location == openapi::Location::Header
        && IGNORED
            .iter()
            .any(|name| parameter.name.eq_ignore_ascii_case(name))
}

//! Parameters that are not part of a request's Rust type.

use crate::openapi;

/// Returns whether a parameter carries the api-version, which the generated code fills in.
pub(crate) fn is_api_version(parameter: &openapi::Parameter) -> bool {
    parameter.location == openapi::Location::Query
        && parameter.name.eq_ignore_ascii_case("api-version")
}

/// Returns whether a parameter is a header that OpenAPI ignores: `Accept`, `Content-Type` or `Authorization`.
pub(super) fn is_ignored(parameter: &openapi::Parameter) -> bool {
    const IGNORED: [&str; 3] = ["accept", "content-type", "authorization"];
    parameter.location == openapi::Location::Header
        && IGNORED
            .iter()
            .any(|name| parameter.name.eq_ignore_ascii_case(name))
}

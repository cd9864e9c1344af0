//! Ranges and types in definitions.

use std::collections::HashMap;

use billing_macros_expand::definitions::Versions;
use quote::ToTokens;
use syn::LitStr;

/// The span of api-versions of something inside of another span.
pub(super) fn range(
    versions: Option<&Versions>,
    (first, end): (usize, usize),
    index: &HashMap<&str, usize>,
) -> (usize, usize) {
    let Some(Versions { range, .. }) = versions else {
        return (first, end);
    };
    let bound = |bound: &Option<LitStr>, otherwise: usize| {
        let known = bound
            .as_ref()
            .and_then(|name| index.get(name.value().as_str()));
        known.copied().unwrap_or(otherwise)
    };
    (bound(&range.start, first), bound(&range.end, end))
}

/// Tokens as people write them.
pub(super) fn text(tokens: &impl ToTokens) -> String {
    let spaced = tokens.to_token_stream().to_string();
    [
        (" < ", "<"),
        (" >", ">"),
        (" ,", ","),
        (" :: ", "::"),
        ("( ", "("),
        (" )", ")"),
    ]
    .into_iter()
    .fold(spaced, |text, (from, to)| text.replace(from, to))
}

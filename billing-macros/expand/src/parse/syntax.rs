//! Recovery from syntax errors.

use proc_macro2::TokenTree;
use syn::Token;
use syn::parse::ParseStream;

/// Skips to the next comma after an error.
pub(super) fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}

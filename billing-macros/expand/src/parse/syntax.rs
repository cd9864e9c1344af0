//! Recovery from syntax errors.

use proc_macro2::TokenTree;
use syn::Token;
use syn::parse::ParseStream;

/// Goes on after an error at the next comma.
pub(super) fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}

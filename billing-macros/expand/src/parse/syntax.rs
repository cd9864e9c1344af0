//! Values of arguments, and recovery from syntax errors.

use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::{LitStr, Result, Token};

/// Skips to the next comma after an error.
pub(super) fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}

pub(super) fn parse_text(input: ParseStream<'_>) -> Result<LitStr> {
    input.parse::<Token![=]>()?;
    input.parse()
}

//! Names on the wire.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::{Ident, LitInt, LitStr};

/// The wire name of a field or parameter without an explicit one: the camelCase of its Rust name.
///
/// ```
/// use billing_macros_expand::default_wire_name;
/// use syn::parse_quote;
///
/// assert_eq!(default_wire_name(&parse_quote!(amount_due)), "amountDue");
/// assert_eq!(default_wire_name(&parse_quote!(r#type)), "type");
/// ```
#[must_use]
pub fn default_wire_name(ident: &Ident) -> String {
    let name = ident.unraw().to_string();
    let mut wire = String::with_capacity(name.len());
    for word in name.split('_').filter(|word| !word.is_empty()) {
        let mut rest = word.chars();
        match rest.next() {
            Some(first) if !wire.is_empty() => wire.extend(first.to_uppercase()),
            first => wire.extend(first),
        }
        wire.push_str(rest.as_str());
    }
    wire
}

/// Returns the tokens of an integer from its text on the wire.
pub(crate) fn integer_literal(wire: &str) -> TokenStream {
    let digits = wire.strip_prefix('-');
    let value = LitInt::new(digits.unwrap_or(wire), proc_macro2::Span::call_site());
    match digits {
        Some(_) => quote::quote!(-#value),
        None => quote::quote!(#value),
    }
}

/// Returns the text on the wire of a discriminant; `None` if it is not an integer that `i64` holds.
pub(crate) fn discriminant_text(discriminant: &syn::Expr) -> Option<LitStr> {
    let (sign, digits) = match discriminant {
        syn::Expr::Unary(syn::ExprUnary {
            op: syn::UnOp::Neg(_),
            expr,
            ..
        }) => ("-", &**expr),
        other => ("", other),
    };
    let syn::Expr::Lit(syn::ExprLit {
        lit: syn::Lit::Int(digits),
        ..
    }) = digits
    else {
        return None;
    };
    let value: i64 = format!("{sign}{}", digits.base10_digits()).parse().ok()?;
    let is_plain = digits.suffix().is_empty();
    is_plain.then(|| LitStr::new(&value.to_string(), digits.span()))
}

//! Names on the wire.

use syn::Ident;
use syn::ext::IdentExt;

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

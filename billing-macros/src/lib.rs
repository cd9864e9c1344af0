//! The `#[versioned]` attribute.

/// See the crate's docs.
#[proc_macro_attribute]
pub fn versioned(
    attribute: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    billing_macros_expand::versioned(attribute.into(), item.into()).into()
}

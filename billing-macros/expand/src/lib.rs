//! What `#[versioned]` expands to.

mod check;
pub mod definitions;
mod expand;
mod imports;
mod member;
mod nearest;
mod parse;
mod print;
mod range_name;
mod shape;
mod tokens;
pub mod version;
mod wire;

use proc_macro2::TokenStream;

pub use check::{Checked, check};
pub use expand::expand;
pub use parse::{Parsed, parse};
pub use print::print;
pub use version::{version_module_name, version_type_name};
pub use wire::wire_name;

/// The whole of `#[versioned]`: what stands in its brackets and the module under it in, what takes their place out.
///
/// Errors stand first, and then whatever could be made of the rest, so that an editor keeps completing.
#[must_use]
pub fn versioned(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let Parsed {
        definitions,
        mut errors,
        untouched,
    } = parse(attribute, item);
    let items = untouched.unwrap_or_else(|| {
        let (checked, more) = check(definitions);
        errors.extend(more);
        expand::expand_tokens(&checked)
    });
    let mut out: TokenStream = errors.iter().map(syn::Error::to_compile_error).collect();
    out.extend(items);
    out
}

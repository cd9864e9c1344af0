//! What `#[versioned]` expands to, as a plain library: tokens or [`Definitions`] in, items out.
//!
//! The pipeline has one direction, and a generator that has no tokens joins it in the middle:
//!
//! ```text
//! tokens -> parse -> Definitions -> check -> Checked -> expand -> items
//!                        |
//!                        +-> print -> the definitions form
//! ```
//!
//! Errors are values and nothing stops at the first one; whatever was wrong, the rest can be expanded:
//!
//! ```
//! use billing_macros_expand::{check, expand, parse, print};
//! use quote::quote;
//!
//! let parsed = parse(
//!     quote!(versions("2020-05-01", "2024-04-01")),
//!     quote! {
//!         mod definitions {
//!             pub struct Amount {
//!                 pub value: String,
//!             }
//!
//!             pub struct Invoice {
//!                 pub amount: Amount,
//!                 #[versions("2024-05-01"..)]
//!                 pub text: String,
//!             }
//!         }
//!     },
//! );
//! assert!(parsed.errors.is_empty());
//!
//! let form = print(&parsed.definitions);
//! assert_eq!(form.ident, "definitions");
//!
//! let (checked, errors) = check(parsed.definitions);
//! let text = "api-version \"2024-05-01\" is not listed in `versions(...)`: add it or write the nearest one, \"2024-04-01\"";
//! assert_eq!(errors.len(), 1);
//! assert_eq!(errors[0].to_string(), text);
//!
//! // Two modules of api-versions, and one of what they share.
//! assert_eq!(expand(&checked).len(), 3);
//! ```
//!
//! [`versioned`] is all of that in one step. The grammar is in the docs of `billing-macros`.
//!
//! [`Definitions`]: definitions::Definitions

mod check;
mod checked;
pub mod definitions;
mod expand;
mod imports;
mod markdown;
mod member;
mod nearest;
mod outcome;
mod pages;
mod parse;
mod print;
mod range_name;
mod shape;
mod shared;
mod succession;
mod tokens;
mod uri_template;
pub mod version;
mod wire;

use proc_macro2::TokenStream;

pub use check::check;
pub use checked::Checked;
pub use expand::{EmittedModule, Piece, Take, expand, expand_in_pieces};
pub use markdown::{code_span, is_hidden};
pub use nearest::edit_distance;
pub use parse::{Parsed, parse};
pub use print::print;
pub use shared::{SharedType, shapes};
pub use tokens::{text_literal, type_text};
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

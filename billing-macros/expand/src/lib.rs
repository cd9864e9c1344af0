//! The expansion of `#[versioned]` as a plain library: from tokens or [`Definitions`] to items.
//!
//! Data flows in one direction. A generator that has no tokens starts with [`Definitions`]:
//!
//! ```text
//! tokens -> parse -> Definitions -> check -> Checked -> expand -> items
//!                        |
//!                        +-> print -> the definitions form
//! ```
//!
//! Errors are values. Parsing and checking report all of them and leave out what is wrong, so the rest can be expanded:
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
//! // Two modules of api-versions, the older one with the types that they share, and the module `latest`.
//! assert_eq!(expand(&checked).len(), 3);
//! ```
//!
//! [`versioned`] does all of this in one step. The docs of `billing-macros` specify the grammar.
//!
//! [`Definitions`]: definitions::Definitions

mod check;
mod checked;
pub mod definitions;
mod expand;
mod imports;
mod markdown;
mod media_type;
mod member;
mod nearest;
mod paging;
mod parse;
mod print;
mod range_name;
mod response_set;
mod shape;
mod shared_types;
mod tokens;
mod transitions;
mod uri_template;
pub mod version;
mod wire_name;
mod written_out;

use proc_macro2::TokenStream;

pub use check::check;
pub use checked::Checked;
pub use expand::{EmittedModule, Piece, PieceSink, expand, expand_in_pieces};
pub use markdown::{code_span, is_hidden};
pub use media_type::{is_events, is_item_stream};
pub use nearest::edit_distance;
pub use parse::{OPERATIONS, Parsed, is_header_name, parse};
pub use print::print;
pub use shared_types::{SharedType, shared_types};
pub use tokens::{text_literal, type_text};
pub use transitions::{FROM_INTEGER_ENUMERATION, INFALLIBLE_RETYPES, TO_INTEGER_ENUMERATION};
pub use version::{version_module_name, version_type_name};
pub use wire_name::default_wire_name;
pub use written_out::write_out_aliases;

/// Expands `#[versioned]`: takes the arguments of the attribute and the annotated module, returns the tokens that
/// replace them.
///
/// The result holds one `compile_error!` for each error, then the expansion of everything that is right, so that an
/// editor keeps completing.
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

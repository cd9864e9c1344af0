//! Custom conversions: the functions that `upgrade_with` and `downgrade_with` name.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Path;
use syn::ext::IdentExt;

use super::context::Context;
use crate::tokens;
use crate::transitions::{self, Direction, End};

/// A custom conversion.
pub(super) struct CustomConversion {
    /// The path of the function, relative to an emitted module.
    pub(super) path: TokenStream,
    /// The imported name that the path starts with.
    pub(super) import: Option<String>,
}

/// Finds the custom conversion of a part for a direction, if the part begins at the newer end of a transition.
pub(super) fn find(
    context: &Context<'_>,
    newer: &End,
    position: usize,
    direction: Direction,
) -> Option<CustomConversion> {
    let path =
        transitions::custom_conversions(context.checked, newer, position)?.conversion(direction)?;
    let first = &path.segments.first()?.ident;
    let is_imported = path.leading_colon.is_none()
        && context
            .imports
            .iter()
            .any(|import| import.name.as_ref().is_some_and(|name| name == first));
    Some(if is_imported {
        CustomConversion {
            path: path.to_token_stream(),
            import: Some(first.unraw().to_string()),
        }
    } else {
        CustomConversion {
            path: from_inside(path),
            import: None,
        }
    })
}

/// Converts a path that is relative to the definitions module to one relative to an emitted module.
///
/// The first name is always one beside the definitions module. A path into another crate starts with `::`.
fn from_inside(path: &Path) -> TokenStream {
    let first = path
        .segments
        .first()
        .filter(|_| path.leading_colon.is_none());
    match first {
        Some(first)
            if first.ident != "crate" && first.ident != "super" && first.ident != "self" =>
        {
            quote!(super::#path)
        }
        _ => tokens::from_inside(path),
    }
}

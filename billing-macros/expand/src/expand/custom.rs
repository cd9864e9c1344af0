//! Conversions that a definition names itself.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Path;
use syn::ext::IdentExt;

use super::context::{self, Context};
use crate::succession::{self, End};

/// A conversion that a part names.
pub(super) struct Custom {
    /// Its path, seen from an emitted module.
    pub(super) path: TokenStream,
    /// The imported name that the path starts with.
    pub(super) import: Option<String>,
}

/// The conversion that a part names for a direction, if the part begins at this end of a pair.
pub(super) fn of(context: &Context<'_>, newer: &End, position: usize, up: bool) -> Option<Custom> {
    let path = succession::custom(context.checked, newer, position)?.conversion(up)?;
    let first = &path.segments.first()?.ident;
    let is_imported = path.leading_colon.is_none()
        && context
            .imports
            .iter()
            .any(|import| import.name.as_ref().is_some_and(|name| name == first));
    Some(if is_imported {
        Custom {
            path: path.to_token_stream(),
            import: Some(first.unraw().to_string()),
        }
    } else {
        Custom {
            path: from_inside(path),
            import: None,
        }
    })
}

/// A path that is written beside the definitions module, seen from an emitted module.
///
/// Nothing but what stands there can be meant by a name: another crate's starts with `::`.
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
        _ => context::from_inside(path),
    }
}

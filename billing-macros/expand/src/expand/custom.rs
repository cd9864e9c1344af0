//! Conversions that a definition names itself.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::context;
use crate::check::Checked;
use crate::definitions::{Definition, Versions};
use crate::succession::End;

/// What a part says of its conversions, if it begins at this end of a pair.
pub(super) fn of<'a>(
    checked: &Checked,
    item: &'a Definition,
    newer: &End,
    position: usize,
) -> Option<&'a Versions> {
    let begins = checked
        .items
        .get(newer.item)?
        .parts
        .get(position)?
        .alive
        .start
        == newer.version;
    let versions = item.body.parts().into_iter().nth(position)?.versions?;
    begins.then_some(versions)
}

/// A path that is written beside the definitions module, seen from an emitted module.
///
/// Nothing but what stands there can be meant by a name: another crate's starts with `::`.
pub(super) fn from_inside(path: &Path) -> TokenStream {
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

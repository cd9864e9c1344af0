//! From checked definitions to the items of each api-version.

mod any;
mod context;
mod custom;
mod docs;
mod enumeration;
mod module;
mod moves;
mod operation;
mod piece;
mod plain;
mod service;
mod structure;
mod union;
mod version;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

pub use piece::{EmittedModule, Piece, Take};

use crate::checked::Checked;
use crate::shape::Shapes;
use crate::succession::Succession;
use context::Context;

/// The items that stand in the place of the definitions module.
///
/// They are one private module for each distinct set of api-versions, which holds its shapes, one public module for
/// each api-version, and the module `version` if there are operations.
///
/// What is emitted is `#[inline]` wherever a compiler would otherwise make machine code of it in the crate that defines
/// it: a function of one of many api-versions costs only those who call it.
#[must_use]
pub fn expand(checked: &Checked) -> Vec<Item> {
    match syn::parse2::<syn::File>(expand_tokens(checked)) {
        Ok(file) => file.items,
        // Only if an attribute that is passed through is one that a type, field or variant can't have.
        Err(error) => vec![Item::Verbatim(error.to_compile_error())],
    }
}

/// The same as [`expand`], piece by piece and as tokens: not all of a large API has to be in memory at once, nor to be
/// read again.
pub fn expand_in_pieces(checked: &Checked, take: &mut Take<'_>) {
    each_piece(checked, take);
}

/// The same as [`expand`], not parsed: what a compiler reads again anyway.
pub(crate) fn expand_tokens(checked: &Checked) -> TokenStream {
    let mut out = TokenStream::new();
    each_piece(checked, &mut |piece| match piece {
        Piece::Items(tokens) => out.extend(tokens),
        Piece::Module(EmittedModule {
            attrs,
            vis,
            name,
            uses,
            content,
        }) => {
            let content = content.map(|(_, tokens)| tokens);
            out.extend(quote!(#attrs #vis mod #name { #uses #(#content)* }));
        }
    });
    out
}

fn each_piece(checked: &Checked, take: &mut Take<'_>) {
    let shapes = Shapes::of(checked);
    let context = Context::new(checked, &shapes);
    module::versions(&context, take);
    version::module(&context, take);
    let mut out = TokenStream::new();
    service::constants(&context, &mut out);
    take(Piece::Items(out));
    module::shapes(&context, take);
    if checked.versions.len() > 1 {
        let succession = Succession::of(checked, &shapes);
        if context.runtime.is_some() {
            moves::modules(&context, &succession, take);
            any::module(&context, &succession, take);
        } else {
            plain::modules(&context, &succession, take);
        }
    }
}

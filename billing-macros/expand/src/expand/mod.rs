//! From checked definitions to the items of each api-version.

mod any;
mod context;
mod custom;
mod docs;
mod enumeration;
mod module;
mod moves;
mod operation;
mod plain;
mod service;
mod structure;
mod union;
mod version;

use proc_macro2::TokenStream;
use quote::quote;
use syn::token::Brace;
use syn::{Item, ItemMod};

pub(crate) use structure::{is_nullable, is_optional};

use crate::check::Checked;
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
    let mut items = Vec::new();
    expand_in_pieces(checked, &mut |module, content| match module {
        Some(mut module) => {
            module.content = Some((Brace::default(), content.collect()));
            items.push(Item::Mod(module));
        }
        None => items.extend(content),
    });
    items
}

/// Takes a piece of an expansion: a module without its content, or none for what stands beside the modules, and the items.
pub type Take<'t> = dyn FnMut(Option<ItemMod>, &mut dyn Iterator<Item = Item>) + 't;

/// The same as [`expand`], piece by piece, so that not all of a large API has to be in memory at once: each module
/// without its content and what it holds, and what stands beside the modules.
pub fn expand_in_pieces(checked: &Checked, take: &mut Take<'_>) {
    each_piece(checked, &mut |piece| match piece {
        Piece::Items(tokens) => {
            for item in parsed(tokens) {
                match item {
                    Item::Mod(mut module) => {
                        let content = module.content.take().map(|(_, items)| items);
                        take(Some(module), &mut content.into_iter().flatten());
                    }
                    item => take(None, &mut std::iter::once(item)),
                }
            }
        }
        Piece::Module { head, first, rest } => {
            let mut content = std::iter::once(first).chain(rest).flat_map(parsed);
            match syn::parse2::<ItemMod>(quote!(#head {})) {
                Ok(module) => take(Some(module), &mut content),
                Err(error) => take(
                    None,
                    &mut std::iter::once(Item::Verbatim(error.to_compile_error())),
                ),
            }
        }
    });
}

/// The items of tokens.
fn parsed(tokens: TokenStream) -> Vec<Item> {
    match syn::parse2::<syn::File>(tokens) {
        Ok(file) => file.items,
        // Only if an attribute that is passed through is one that a type, field or variant can't have.
        Err(error) => vec![Item::Verbatim(error.to_compile_error())],
    }
}

/// A piece of an expansion.
enum Piece<'p> {
    /// Items.
    Items(TokenStream),
    /// A module.
    Module {
        /// All of it up to the brace.
        head: TokenStream,
        /// What it begins with.
        first: TokenStream,
        /// What it holds besides, shape by shape.
        rest: &'p mut dyn Iterator<Item = TokenStream>,
    },
}

/// The same as [`expand`], not parsed: what a compiler reads again anyway.
pub(crate) fn expand_tokens(checked: &Checked) -> TokenStream {
    let mut out = TokenStream::new();
    each_piece(checked, &mut |piece| match piece {
        Piece::Items(tokens) => out.extend(tokens),
        Piece::Module { head, first, rest } => out.extend(quote!(#head { #first #(#rest)* })),
    });
    out
}

fn each_piece(checked: &Checked, take: &mut dyn FnMut(Piece<'_>)) {
    let shapes = Shapes::of(checked);
    let context = Context::new(checked, &shapes);
    let mut out = TokenStream::new();
    module::versions(&context, &mut out);
    version::module(&context, &mut out);
    service::constants(&context, &mut out);
    take(Piece::Items(out));
    module::shapes(&context, take);
    if checked.versions.len() > 1 {
        let succession = Succession::of(checked, &shapes);
        let mut out = TokenStream::new();
        if context.runtime.is_some() {
            moves::modules(&context, &succession, &mut out);
            any::module(&context, &succession, &mut out);
        } else {
            plain::modules(&context, &succession, &mut out);
        }
        take(Piece::Items(out));
    }
}

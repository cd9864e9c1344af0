//! Expands checked definitions into the items of each api-version.

mod alias;
mod any;
mod context;
mod conversions;
mod custom_conversion;
mod docs;
mod enumeration;
mod erased;
mod field_conversions;
mod module;
mod operation;
mod piece;
mod renamed_operations;
mod service;
mod setters;
mod structure;
mod union;
mod variant_conversions;
mod version;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Item;

pub use piece::{EmittedModule, Piece, PieceSink};

use crate::checked::Checked;
use crate::shape::Shapes;
use crate::transitions::Transitions;
use context::Context;

/// Expands definitions into the items that replace their module.
///
/// The items are a private module with the shapes of each distinct set of api-versions, a public module for each
/// api-version, and with a runtime the module `version` and the enum `ApiVersion`. With neither runtime nor features, the
/// shapes stand in the modules of their oldest api-versions. Unversioned definitions become the module
/// of their types, whose content is exported, the module `operations`, and with a runtime the hidden module `document`.
///
/// Functions are `#[inline]` where the compiler would otherwise generate machine code for them in the defining crate,
/// so that only the crates that call a function pay for it.
#[must_use]
pub fn expand(checked: &Checked) -> Vec<Item> {
    match syn::parse2::<syn::File>(expand_tokens(checked)) {
        Ok(file) => file.items,
        // This happens only if a foreign attribute does not fit the emitted item.
        Err(error) => vec![Item::Verbatim(error.to_compile_error())],
    }
}

/// Expands definitions like [`expand`], but hands on the items piece by piece and as tokens, so that the expansion of a
/// large API never is in memory as a whole and is not parsed again.
pub fn expand_in_pieces(checked: &Checked, sink: &mut PieceSink<'_>) {
    emit_pieces(checked, sink);
}

/// Expands definitions to tokens, for the compiler to parse.
pub(crate) fn expand_tokens(checked: &Checked) -> TokenStream {
    let mut out = TokenStream::new();
    emit_pieces(checked, &mut |piece| match piece {
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

fn emit_pieces(checked: &Checked, sink: &mut PieceSink<'_>) {
    let shapes = Shapes::compute(checked);
    let context = Context::new(checked, &shapes);
    if checked.definitions.unversioned {
        module::emit_export(&context, sink);
        version::emit_document(&context, sink);
    } else {
        if context.has_public_shapes() {
            module::emit_version_modules_with_shapes(&context, sink);
        } else {
            module::emit_version_modules(&context, sink);
        }
        version::emit_module(&context, sink);
    }
    let mut out = TokenStream::new();
    service::emit_constants(&context, &mut out);
    sink(Piece::Items(out));
    if !context.has_public_shapes() {
        module::emit_shape_modules(&context, sink);
    }
    let transitions = (checked.versions.len() > 1).then(|| Transitions::compute(checked, &shapes));
    erased::emit_module(&context, transitions.as_ref(), sink);
    if let Some(transitions) = transitions {
        if context.runtime.is_some() {
            conversions::emit_modules(&context, &transitions, sink);
            any::emit_module(&context, &transitions, sink);
        } else {
            field_conversions::emit_modules(&context, &transitions, sink);
        }
    }
}

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
use syn::Item;

pub(crate) use structure::is_optional;

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
    match syn::parse2::<syn::File>(expand_tokens(checked)) {
        Ok(file) => file.items,
        // Only if an attribute that is passed through is one that a type, field or variant can't have.
        Err(error) => vec![Item::Verbatim(error.to_compile_error())],
    }
}

/// The same as [`expand`], not parsed: what a compiler reads again anyway.
pub(crate) fn expand_tokens(checked: &Checked) -> TokenStream {
    let shapes = Shapes::of(checked);
    let context = Context::new(checked, &shapes);
    let mut out = TokenStream::new();
    module::versions(&context, &mut out);
    version::module(&context, &mut out);
    service::constants(&context, &mut out);
    module::shapes(&context, &mut out);
    if checked.versions.len() > 1 {
        let succession = Succession::of(checked, &shapes);
        if context.runtime.is_some() {
            moves::modules(&context, &succession, &mut out);
            any::module(&context, &succession, &mut out);
        } else {
            plain::modules(&context, &succession, &mut out);
        }
    }
    out
}

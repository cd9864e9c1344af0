//! The api-versions as types, and traits that say which of them have an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::context::Context;
use crate::definitions::Body;
use crate::range_name;

/// The module `version`, if there are operations.
///
/// It is there whatever features are on: an operation that is on may name all its api-versions.
pub(super) fn module(context: &Context<'_>, out: &mut TokenStream) {
    let Some(rt) = &context.runtime else { return };
    let versions = &context.checked.versions;
    let is_operation = |item: usize| {
        context
            .checked
            .definitions
            .items
            .get(item)
            .is_some_and(|item| matches!(item.body, Body::Operation(_)))
    };
    let mut markers = TokenStream::new();
    for (module, marker) in context.shapes.modules.iter().zip(&context.markers) {
        if !module.shapes.iter().any(|shape| is_operation(shape.item)) {
            continue;
        }
        let existence = range_name::existence(&module.versions, versions);
        let docs = format!(" The api-versions of operations that exist {existence}.");
        let message = format!("this operation exists {existence}");
        let types = module
            .versions
            .iter()
            .filter_map(|version| context.version_types.get(*version));
        markers.extend(quote! {
            #[doc = #docs]
            #[diagnostic::on_unimplemented(message = #message, label = "this operation does not exist in `{Self}`")]
            pub trait #marker: #rt::Version {}
            #(impl #marker for #types {})*
        });
    }
    if markers.is_empty() {
        return;
    }
    let types = context
        .version_types
        .iter()
        .zip(versions)
        .map(|(name, version)| {
            let docs = format!(" Api-version {version}.");
            quote! {
                #[doc = #docs]
                #[derive(Clone, Copy, Debug)]
                pub enum #name {}
                impl #rt::Version for #name {
                    const API_VERSION: &'static str = #version;
                }
            }
        });
    let (attrs, use_runtime) = (&context.attrs, &context.use_runtime);
    out.extend(quote! {
        #[doc = " The api-versions as types, and which of them have which operations."]
        #(#attrs)*
        pub mod version {
            #use_runtime
            #(#types)*
            #markers
        }
    });
}

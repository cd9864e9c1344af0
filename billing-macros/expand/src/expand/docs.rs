//! The docs of what is emitted.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Attribute;

use super::context::Emitted;
use crate::{code_span, range_name};

/// The docs of a shape: its own, the texts of its api-versions, and its range in words.
pub(super) fn shape(emitted: &Emitted<'_>) -> TokenStream {
    let context = emitted.context;
    let versions = &context.checked.versions;
    let mut docs = TokenStream::new();
    let mut is_first = true;
    for attr in emitted.definition.attrs.iter().filter(|attr| is_doc(attr)) {
        docs.extend(quote!(#attr));
        is_first = false;
    }
    for note in &emitted.definition.notes {
        let name = note.version.value();
        let Some(version) = emitted
            .module
            .versions
            .iter()
            .copied()
            .find(|version| versions.get(*version) == Some(&name))
        else {
            continue;
        };
        let text = note.text.value();
        match context.feature(version) {
            Some(feature) => {
                let text: String = text
                    .lines()
                    .flat_map(|line| ["\n", if line.is_empty() { "" } else { " " }, line])
                    .collect();
                docs.extend(quote!(#[cfg_attr(feature = #feature, doc = #text)]));
            }
            None => {
                if !is_first {
                    docs.extend(quote!(#[doc = ""]));
                }
                for line in text.lines() {
                    let line = format!(" {line}");
                    docs.extend(quote!(#[doc = #line]));
                }
            }
        }
        is_first = false;
    }
    if !is_first {
        docs.extend(quote!(#[doc = ""]));
    }
    let sentence = format!(
        " {}",
        range_name::sentence(&emitted.module.versions, versions)
    );
    docs.extend(quote!(#[doc = #sentence]));
    docs
}

/// The attributes of a shape but its docs.
pub(super) fn others<'a>(emitted: &Emitted<'a>) -> impl Iterator<Item = &'a Attribute> + use<'a> {
    emitted.definition.attrs.iter().filter(|attr| !is_doc(attr))
}

/// The attributes of a part; what has no docs gets some where everything of ours has.
pub(super) fn part(attrs: &[Attribute], what: &str, wire: &str) -> TokenStream {
    if attrs.iter().any(is_doc) {
        return quote!(#(#attrs)*);
    }
    let text = format!(" {what} {}.", code_span(wire));
    quote!(#[doc = #text] #(#attrs)*)
}

/// The first paragraph of the docs of a part, as far as one attribute holds it.
pub(super) fn first(attrs: &[Attribute]) -> Option<&Attribute> {
    attrs.iter().find(|attr| is_doc(attr))
}

/// Whether an attribute is a text of the docs, and not a word about them such as `#[doc(hidden)]`.
fn is_doc(attr: &Attribute) -> bool {
    attr.path().is_ident("doc") && matches!(attr.meta, syn::Meta::NameValue(_))
}

//! The docs of emitted items.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, ExprLit, Lit, Meta, MetaNameValue};

use super::context::{EmittedShape, is_doc};
use crate::markdown::code_span;
use crate::range_name;
use crate::tokens::text_literal;

/// Returns the docs of a shape: its own, those of its api-versions, and its range.
pub(super) fn shape_docs(emitted: &EmittedShape<'_>) -> TokenStream {
    let context = emitted.context;
    let versions = &context.checked.versions;
    let mut docs = TokenStream::new();
    // The lines of one attribute. Each begins with the line break that ends the previous one.
    let mut lines = String::new();
    let mut is_first = true;
    for attr in emitted.definition.attrs.iter().filter(|attr| is_doc(attr)) {
        attr.to_tokens(&mut docs);
        is_first = false;
    }
    for note in &emitted.definition.version_docs {
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
                let mut block = String::with_capacity(text.len() + text.len() / 8);
                push_indented(&text, &mut block);
                let block = text_literal(&block);
                docs.extend(quote!(#[cfg_attr(feature = #feature, doc = #block)]));
            }
            None => {
                if !is_first {
                    lines.push('\n');
                }
                push_indented(&text, &mut lines);
            }
        }
        is_first = false;
    }
    // With a single api-version, the range is no information.
    if versions.len() > 1 {
        if !is_first {
            lines.push('\n');
        }
        let sentence = range_name::sentence(&emitted.module.versions, versions);
        push_indented(&sentence, &mut lines);
    }
    if !lines.is_empty() {
        let lines = text_literal(lines.strip_prefix('\n').unwrap_or(&lines));
        docs.extend(quote!(#[doc = #lines]));
    }
    docs
}

/// Appends lines as a doc comment holds them, each after the line break that ends the previous one.
fn push_indented(text: &str, out: &mut String) {
    for line in text.lines() {
        out.push('\n');
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
    }
}

/// Returns the attributes of a shape without its docs.
pub(super) fn other_attributes<'a>(
    emitted: &EmittedShape<'a>,
) -> impl Iterator<Item = &'a Attribute> + use<'a> {
    emitted.definition.attrs.iter().filter(|attr| !is_doc(attr))
}

/// Returns the attributes of a part. If they have no docs, `otherwise` becomes the docs.
pub(super) fn part_attributes(attrs: &[Attribute], otherwise: Option<String>) -> TokenStream {
    match otherwise {
        Some(text) if !attrs.iter().any(is_doc) => {
            let mut characters = text.chars();
            let first = characters.next().map(|first| first.to_ascii_uppercase());
            let text = format!(" {}{}", String::from_iter(first), characters.as_str());
            let text = text_literal(&text);
            quote!(#[doc = #text] #(#attrs)*)
        }
        _ => quote!(#(#attrs)*),
    }
}

/// The docs of a field or variant whose wire name differs from its Rust name.
pub(super) fn describe_wire_name(wire: &str) -> String {
    format!("serialized as {}.", code_span(wire))
}

/// Returns the first line of the docs of a part.
pub(super) fn first_line(attrs: &[Attribute]) -> Option<TokenStream> {
    let attr = attrs.iter().find(|attr| is_doc(attr))?;
    let text = match &attr.meta {
        Meta::NameValue(MetaNameValue {
            value:
                Expr::Lit(ExprLit {
                    lit: Lit::Str(text),
                    ..
                }),
            ..
        }) => text.value(),
        _ => return Some(attr.to_token_stream()),
    };
    let line = text_literal(text.lines().next()?);
    Some(quote!(#[doc = #line]))
}

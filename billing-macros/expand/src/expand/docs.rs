//! The docs of what is emitted.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, ExprLit, Lit, Meta, MetaNameValue};

use super::context::{Emitted, is_doc};
use crate::markdown::code_span;
use crate::range_name;
use crate::tokens::text_literal;

/// The docs of a shape: its own, the texts of its api-versions, and its range in words.
pub(super) fn shape(emitted: &Emitted<'_>) -> TokenStream {
    let context = emitted.context;
    let versions = &context.checked.versions;
    let mut docs = TokenStream::new();
    // The lines that stand in one attribute; each begins with the end of the one before.
    let mut lines = String::new();
    let mut is_first = true;
    for attr in emitted.definition.attrs.iter().filter(|attr| is_doc(attr)) {
        attr.to_tokens(&mut docs);
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
                let mut block = String::with_capacity(text.len() + text.len() / 8);
                indented(&text, &mut block);
                let block = text_literal(&block);
                docs.extend(quote!(#[cfg_attr(feature = #feature, doc = #block)]));
            }
            None => {
                if !is_first {
                    lines.push('\n');
                }
                indented(&text, &mut lines);
            }
        }
        is_first = false;
    }
    // Where there is one api-version, nobody asks which.
    if versions.len() > 1 {
        if !is_first {
            lines.push('\n');
        }
        let sentence = range_name::sentence(&emitted.module.versions, versions);
        indented(&sentence, &mut lines);
    }
    if !lines.is_empty() {
        let lines = text_literal(lines.strip_prefix('\n').unwrap_or(&lines));
        docs.extend(quote!(#[doc = #lines]));
    }
    docs
}

/// Adds lines as a doc comment holds them, each with the end of the line before.
fn indented(text: &str, out: &mut String) {
    for line in text.lines() {
        out.push('\n');
        if !line.is_empty() {
            out.push(' ');
            out.push_str(line);
        }
    }
}

/// The attributes of a shape but its docs.
pub(super) fn others<'a>(emitted: &Emitted<'a>) -> impl Iterator<Item = &'a Attribute> + use<'a> {
    emitted.definition.attrs.iter().filter(|attr| !is_doc(attr))
}

/// The attributes of a part. Where they have no docs, `otherwise` becomes its docs.
pub(super) fn part(attrs: &[Attribute], otherwise: Option<String>) -> TokenStream {
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

/// The docs of a part that say its name on the wire.
pub(super) fn serialized(wire: &str) -> String {
    format!("serialized as {}.", code_span(wire))
}

/// The first line of the docs of a part.
pub(super) fn first(attrs: &[Attribute]) -> Option<TokenStream> {
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

//! The docs of emitted items.

use std::collections::HashMap;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue};

use super::context::{Context, EmittedShape, is_doc};
use crate::definitions::VersionDoc;
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
    for note in version_notes(emitted) {
        let features: Vec<LitStr> = note
            .versions
            .iter()
            .filter_map(|version| context.feature(*version))
            .collect();
        if features.is_empty() {
            if !is_first {
                lines.push('\n');
            }
            let oldest = note.versions.first();
            push_indented(
                &place_module(&note.text, context, oldest.copied()),
                &mut lines,
            );
        } else {
            docs.extend(conditional_note(&note, &features, context));
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

/// Docs of some api-versions of a shape.
struct VersionNote {
    text: String,
    /// The indices of the api-versions, oldest first. There is one at least.
    versions: Vec<usize>,
}

/// Returns the docs of api-versions that a shape has. A text that is written for several ranges is one.
fn version_notes(emitted: &EmittedShape<'_>) -> Vec<VersionNote> {
    let mut notes: Vec<VersionNote> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let written = &emitted.definition.version_docs;
    for (note, range) in written.iter().zip(&emitted.resolved.version_docs) {
        let versions = emitted.module.versions.iter().copied();
        let versions = versions.filter(|version| range.contains(version));
        let text = note.text.value();
        match known.get(&text).and_then(|index| notes.get_mut(*index)) {
            Some(note) => {
                note.versions.extend(versions);
                note.versions.sort_unstable();
                note.versions.dedup();
            }
            None => {
                let versions: Vec<usize> = versions.collect();
                if !versions.is_empty() {
                    known.insert(text.clone(), notes.len());
                    notes.push(VersionNote { text, versions });
                }
            }
        }
    }
    notes
}

/// Returns docs that are there when one of their api-versions is compiled. Lines with the module of an api-version are those
/// of the oldest one that is compiled.
fn conditional_note(note: &VersionNote, features: &[LitStr], context: &Context<'_>) -> TokenStream {
    let condition = match features {
        [feature] => quote!(feature = #feature),
        features => quote!(any(#(feature = #features),*)),
    };
    let block = |text: &str, is_first: bool| {
        let mut block = String::with_capacity(text.len() + text.len() / 8);
        push_indented(text, &mut block);
        // Attributes follow one another with a line break, and docs that begin are parted from what is before them.
        text_literal(match is_first {
            true => &block,
            false => block.strip_prefix('\n').unwrap_or(&block),
        })
    };
    if let [version] = note.versions.as_slice() {
        let block = block(&place_module(&note.text, context, Some(*version)), true);
        return quote!(#[cfg_attr(#condition, doc = #block)]);
    }
    let mut docs = TokenStream::new();
    let mut rest = note.text.as_str();
    let mut is_first = true;
    while !rest.is_empty() {
        let (before, line, after) = split_at_module(rest);
        if !before.is_empty() {
            let block = block(before, is_first);
            docs.extend(quote!(#[cfg_attr(#condition, doc = #block)]));
            is_first = false;
        }
        if let Some(line) = line {
            let mut choice = None;
            for (version, feature) in note.versions.iter().zip(features).rev() {
                let block = block(&place_module(line, context, Some(*version)), is_first);
                let newer: Option<TokenStream> = choice;
                let newer = newer.into_iter();
                choice = Some(quote! {
                    cfg_attr(feature = #feature, doc = #block)
                    #(, cfg_attr(not(feature = #feature), #newer))*
                });
            }
            docs.extend(choice.map(|choice| quote!(#[cfg_attr(#condition, #choice)])));
            is_first = false;
        }
        rest = after;
    }
    docs
}

/// Returns whether the module of an api-version is to be placed in a line.
fn has_module(line: &str) -> bool {
    line.starts_with("use ") && line.contains(VersionDoc::VERSION_MODULE)
}

/// Splits a text at its first line with the module of an api-version: the lines before it, it, and the lines after it.
fn split_at_module(text: &str) -> (&str, Option<&str>, &str) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if has_module(line) {
            let (before, rest) = text.split_at(start);
            let (line, after) = rest.split_at(line.len());
            return (before, Some(line), after);
        }
        start += line.len();
    }
    (text, None, "")
}

/// Places the module of an api-version in the lines of a text.
fn place_module(text: &str, context: &Context<'_>, version: Option<usize>) -> String {
    let module = version.and_then(|version| context.version_modules.get(version));
    let Some(module) = module.map(ToString::to_string) else {
        return text.to_owned();
    };
    let lines = text
        .split_inclusive('\n')
        .map(|line| match has_module(line) {
            true => line.replace(VersionDoc::VERSION_MODULE, &module),
            false => line.to_owned(),
        });
    lines.collect()
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
            let text = sentence(&text);
            quote!(#[doc = #text] #(#attrs)*)
        }
        _ => quote!(#(#attrs)*),
    }
}

/// Returns the attributes of a part with a paragraph at the end of its docs.
pub(super) fn attributes_with(attrs: &[Attribute], paragraph: &str) -> TokenStream {
    let docs = attrs.iter().filter(|attr| is_doc(attr));
    let others = attrs.iter().filter(|attr| !is_doc(attr));
    let text = sentence(paragraph);
    let gap = attrs.iter().any(is_doc).then(|| quote!(#[doc = ""]));
    quote!(#(#docs)* #gap #[doc = #text] #(#others)*)
}

/// Returns a line of docs that begins with a capital letter.
fn sentence(text: &str) -> Literal {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    let text = format!(" {}{}", String::from_iter(first), characters.as_str());
    text_literal(&text)
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

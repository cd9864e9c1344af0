//! Emits unions.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::{GenericArgument, PathArguments, Type};

use super::context::EmittedShape;
use super::docs;
use super::erased::ERASED_BOX;
use crate::definitions::{Alternative, When};

pub(super) fn emit(
    emitted: &EmittedShape<'_>,
    alternatives: &[Alternative],
    out: &mut TokenStream,
) {
    let typed = emitted.live_parts(alternatives).map(|(one, resolved)| {
        let declared = resolved.declared.as_ref().unwrap_or(&one.ty);
        (one, declared, emitted.declared_type(resolved))
    });
    let typed: Vec<(&Alternative, &Type, TokenStream)> = typed.collect();
    let alternatives = typed.iter().map(|(one, _, ty)| (*one, ty.clone()));
    let alternatives: Vec<(&Alternative, TokenStream)> = alternatives.collect();
    let docs = docs::shape_docs(emitted);
    let others = docs::other_attributes(emitted);
    let vis = &emitted.definition.vis;
    let name = &emitted.definition.ident;
    let Some(rt) = &emitted.context.runtime else {
        let variants = alternatives.iter().map(|(one, ty)| {
            let (attrs, ident) = (&one.attrs, &one.ident);
            quote!(#(#attrs)* #ident(#ty))
        });
        out.extend(quote!(#docs #(#others)* #vis enum #name { #(#variants,)* }));
        return;
    };
    let variants = alternatives.iter().map(|(one, ty)| {
        let ident = &one.ident;
        let attrs = &one.attrs;
        quote!(#(#attrs)* #ident(#ty))
    });
    let stages = group_stages(&alternatives);
    let indexed = alternatives
        .iter()
        .enumerate()
        .map(|(index, (Alternative { ident, .. }, _))| {
            let index = Literal::usize_unsuffixed(index);
            quote!(#index => #ident;)
        });
    let closed: Vec<Literal> = alternatives
        .iter()
        .enumerate()
        .filter(|(_, (one, _))| one.is_closed)
        .map(|(index, _)| Literal::usize_unsuffixed(index))
        .collect();
    let closed = (!closed.is_empty()).then(|| quote!(closed #(#closed),*;));
    out.extend(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #(#others)*
        #vis enum #name {
            #(#variants,)*
            /// A value of none of the other variants, preserved on write.
            UnknownValue(#rt::Json),
        }
        #rt::union! { #name { #(#indexed)* } #closed #(#stages)* }
    });
    emit_conversions(emitted, &typed, rt, out);
}

/// Emits `From` for each type that only one alternative has.
fn emit_conversions(
    emitted: &EmittedShape<'_>,
    alternatives: &[(&Alternative, &Type, TokenStream)],
    rt: &TokenStream,
    out: &mut TokenStream,
) {
    let name = &emitted.definition.ident;
    let (from, boxed) = (
        emitted.context.prelude_name("From"),
        emitted.context.prelude_name("Box"),
    );
    let type_texts: Vec<String> = alternatives
        .iter()
        .map(|(one, ..)| {
            strip_box(&one.ty)
                .map_or(&one.ty, |(_, inner)| inner)
                .to_token_stream()
                .to_string()
        })
        .collect();
    let mut seen = HashSet::new();
    let repeated: HashSet<&String> = type_texts
        .iter()
        .filter(|text| !seen.insert(*text))
        .collect();
    for ((one, declared, ty), type_text) in alternatives.iter().zip(&type_texts) {
        if repeated.contains(type_text) {
            continue;
        }
        let ident = &one.ident;
        let (ty, value) = match strip_box(declared) {
            Some((kind, inner)) => (
                emitted.qualify(&inner.to_token_stream()),
                if kind == ERASED_BOX {
                    quote!(#rt::#kind::new(value))
                } else {
                    quote!(#boxed::new(value))
                },
            ),
            None => (ty.clone(), quote!(value)),
        };
        out.extend(quote! {
            impl #from<#ty> for #name {
                fn from(value: #ty) -> Self { Self::#ident(#value) }
            }
        });
    }
}

/// Returns the kind of a box and the type inside it.
fn strip_box(ty: &Type) -> Option<(&Ident, &Type)> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Box" || last.ident == ERASED_BOX)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some((&last.ident, inner)),
        _ => None,
    }
}

/// Rules over the same JSON pointers.
struct Stage {
    /// The pointers, in the order of the first rule.
    pointers: Vec<String>,
    /// True if a value without scalars there may be any of the alternatives.
    is_optional: bool,
    /// The strings expected at the pointers, and the index of the alternative that they select.
    cases: Vec<(Vec<String>, usize)>,
}

fn group_stages(alternatives: &[(&Alternative, TokenStream)]) -> Vec<TokenStream> {
    let mut stages: Vec<Stage> = Vec::new();
    // The stages by their pointers, sorted: rules that differ only in the order of their conditions are one stage.
    let mut places: HashMap<(bool, Vec<String>), usize> = HashMap::new();
    for (index, (alternative, _)) in alternatives.iter().enumerate() {
        for When {
            conditions,
            is_optional,
        } in &alternative.when
        {
            let texts: HashMap<String, String> = conditions
                .iter()
                .rev()
                .map(|(pointer, text)| (pointer.value(), text.value()))
                .collect();
            let mut sorted: Vec<String> = conditions
                .iter()
                .map(|(pointer, _)| pointer.value())
                .collect();
            sorted.sort_unstable();
            let place = places.entry((*is_optional, sorted)).or_insert(stages.len());
            if *place == stages.len() {
                let pointers = conditions.iter().map(|(pointer, _)| pointer.value());
                stages.push(Stage {
                    pointers: pointers.collect(),
                    is_optional: *is_optional,
                    cases: Vec::new(),
                });
            }
            if let Some(stage) = stages.get_mut(*place) {
                let values = stage.pointers.iter();
                let values = values.filter_map(|pointer| texts.get(pointer).cloned());
                stage.cases.push((values.collect(), index));
            }
        }
    }
    let case = |(values, index): &(Vec<String>, usize)| {
        let index = Literal::usize_unsuffixed(*index);
        quote!((#(#values),*) => #index;)
    };
    stages
        .iter()
        .map(|stage| {
            let pointers = &stage.pointers;
            let cases = stage.cases.iter().map(case);
            let optional = stage.is_optional.then(|| quote!(optional));
            quote!(at #optional #(#pointers),* { #(#cases)* })
        })
        .collect()
}

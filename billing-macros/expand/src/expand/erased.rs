//! Emits the table of functions for the types in erased boxes.
//!
//! The compiler instantiates generic functions by following calls, and gives up where a function leads to itself through
//! 128 types. A function that meets an erased box refers to the table instead of the functions of the type inside. All
//! of these are in one static, so the compiler reaches each of them from there, in one step.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, GenericArgument, PathArguments, Type};

use super::context::Context;
use super::piece::{EmittedModule, Piece, PieceSink};
use crate::shape::Shape;
use crate::transitions::{Direction, Transitions, TypeRelation};

/// The name of the box in the runtime.
pub(crate) const ERASED_BOX: &str = "ErasedBox";

/// Module and group of a shape.
type ShapeKey = (usize, usize);

/// The table and the implementations that refer to it.
#[derive(Default)]
struct Table {
    fields: TokenStream,
    values: TokenStream,
    implementations: TokenStream,
}

/// Emits the module of the table, if any part of the definitions is in an erased box of the runtime.
pub(super) fn emit_module(
    context: &Context<'_>,
    transitions: Option<&Transitions>,
    sink: &mut PieceSink<'_>,
) {
    let (Some(rt), false) = (
        &context.runtime,
        context.checked.types.contains_key(ERASED_BOX),
    ) else {
        return;
    };
    let erased = find_erased(context);
    if erased.is_empty() {
        return;
    }
    let shapes = index_shapes(context);
    let mut table = Table::default();
    let of_shapes = erased
        .iter()
        .filter_map(|key| Some((key, shapes.get(key)?)));
    for (number, (key, shape)) in of_shapes.enumerate() {
        table.add_type(context, *key, shape, number, rt);
    }
    let steps = transitions.map(|transitions| find_steps(context, transitions));
    for (number, (from, to)) in steps.iter().flatten().enumerate() {
        if let (Some(start), Some(end)) = (shapes.get(from), shapes.get(to)) {
            table.add_step(context, (*from, start), (*to, end), number, rt);
        }
    }
    let Table {
        fields,
        values,
        implementations,
    } = table;
    let (attrs, use_runtime) = (&context.attrs, &context.use_runtime);
    let allow_deprecated = &context.allow_deprecated;
    let content = quote! {
        /// Functions of the types in erased boxes.
        #[allow(dead_code)]
        struct Functions { #fields }

        static FUNCTIONS: Functions = Functions { #values };

        #implementations
    };
    sink(Piece::Module(EmittedModule {
        attrs: quote!(#(#attrs)* #allow_deprecated),
        vis: TokenStream::new(),
        name: &Ident::new("erased", Span::call_site()),
        uses: quote!(#use_runtime),
        content: &mut std::iter::once((None, content)),
    }));
}

impl Table {
    fn add_type(
        &mut self,
        context: &Context<'_>,
        key: ShapeKey,
        shape: &Shape,
        number: usize,
        rt: &TokenStream,
    ) {
        let (Some(path), Some(definition)) = (
            path(context, key, shape),
            context.checked.definitions.items.get(shape.item),
        ) else {
            return;
        };
        let cfg = versions(context, key).and_then(|versions| context.compile_cfg(versions));
        let read = format_ident!("read_{number}");
        self.fields
            .extend(quote!(#cfg #read: #rt::ReadErased<#path>,));
        self.values.extend(quote!(#cfg #read: #rt::read_erased,));
        self.implementations.extend(quote! {
            #cfg
            impl #rt::Erasable for #path {
                fn reader() -> #rt::ReadErased<Self> { FUNCTIONS.#read }
            }
        });
        if derives_hash(&definition.attrs) {
            let hash = format_ident!("hash_{number}");
            self.fields
                .extend(quote!(#cfg #hash: fn(&#path, &mut dyn ::std::hash::Hasher),));
            self.values.extend(quote!(#cfg #hash: #rt::hash_erased,));
            self.implementations.extend(quote! {
                #cfg
                impl #rt::ErasableHash for #path {
                    fn hasher() -> fn(&Self, &mut dyn ::std::hash::Hasher) { FUNCTIONS.#hash }
                }
            });
        }
    }

    fn add_step(
        &mut self,
        context: &Context<'_>,
        (from, start): (ShapeKey, &Shape),
        (to, end): (ShapeKey, &Shape),
        number: usize,
        rt: &TokenStream,
    ) {
        let (Some(source), Some(target)) = (path(context, from, start), path(context, to, end))
        else {
            return;
        };
        let condition =
            |key| versions(context, key).and_then(|versions| context.compile_condition(versions));
        let cfg = match (condition(from), condition(to)) {
            (Some(from), Some(to)) => Some(quote!(#[cfg(all(#from, #to))])),
            _ => None,
        };
        let step = format_ident!("step_{number}");
        let failed = quote!(<#source as #rt::Step<#target>>::Failed);
        let function =
            |own: &TokenStream| quote!(fn(#own) -> ::std::result::Result<#target, #failed>);
        let (field, returned) = (function(&source), function(&quote!(Self)));
        self.fields.extend(quote!(#cfg #step: #field,));
        self.values.extend(quote!(#cfg #step: #rt::Step::step,));
        self.implementations.extend(quote! {
            #cfg
            impl #rt::ErasableStep<#target> for #source {
                fn stepper() -> #returned { FUNCTIONS.#step }
            }
        });
    }
}

/// Returns the shapes in erased boxes, ordered.
fn find_erased(context: &Context<'_>) -> BTreeSet<ShapeKey> {
    let mut found = BTreeSet::new();
    for module in &context.shapes.modules {
        for shape in &module.shapes {
            let Some(emitted) = context.emitted_shape(module, shape) else {
                continue;
            };
            let parts = emitted.definition.body.parts();
            for ty in emitted.live_parts(&parts).filter_map(|(part, _)| part.ty) {
                visit_erased(ty, &mut |name| {
                    let group = context.checked.find_type(name);
                    let module = |group: usize| {
                        let modules = context.shapes.module_of.get(group)?;
                        modules.get(shape.newest).copied().flatten()
                    };
                    found.extend(group.and_then(|group| Some((module(group)?, group))));
                });
            }
        }
    }
    found
}

/// Returns the conversions of types in erased boxes, as source and target, ordered.
fn find_steps(context: &Context<'_>, transitions: &Transitions) -> BTreeSet<(ShapeKey, ShapeKey)> {
    let mut found = BTreeSet::new();
    for transition in &transitions.all {
        let Some(definition) = context.checked.definitions.items.get(transition.newer.item) else {
            continue;
        };
        let parts = definition.body.parts();
        for link in &transition.links {
            let TypeRelation::Continued { older, newer } = link.relation else {
                continue;
            };
            let part = link.newer.and_then(|position| parts.get(position));
            let mut is_erased = false;
            if let Some(ty) = part.and_then(|part| part.ty) {
                visit_erased(ty, &mut |_| is_erased = true);
            }
            if is_erased {
                let (older, newer) = ((older.module, older.group), (newer.module, newer.group));
                found.extend(Direction::BOTH.map(|direction| direction.orient(older, newer)));
            }
        }
    }
    found
}

fn index_shapes<'c>(context: &Context<'c>) -> BTreeMap<ShapeKey, &'c Shape> {
    let mut shapes = BTreeMap::new();
    for (index, module) in context.shapes.modules.iter().enumerate() {
        for shape in &module.shapes {
            if let Some(item) = context.checked.items.get(shape.item) {
                shapes.insert((index, item.group), shape);
            }
        }
    }
    shapes
}

fn versions<'c>(context: &Context<'c>, (module, _): ShapeKey) -> Option<&'c [usize]> {
    let module = context.shapes.modules.get(module)?;
    Some(&module.versions)
}

/// Returns the path of a shape from an emitted module.
fn path(context: &Context<'_>, (module, _): ShapeKey, shape: &Shape) -> Option<TokenStream> {
    let module = context.modules.get(module)?;
    let name = &context.checked.definitions.items.get(shape.item)?.ident;
    Some(quote!(super::#module::#name))
}

fn derives_hash(attrs: &[Attribute]) -> bool {
    attrs.iter().any(|attr| {
        let mut found = false;
        attr.path().is_ident("derive")
            && attr
                .parse_nested_meta(|meta| {
                    let last = meta.path.segments.last();
                    found |= last.is_some_and(|last| last.ident == "Hash");
                    Ok(())
                })
                .is_ok()
            && found
    })
}

/// Calls `visit` with the name of each type in an erased box inside a type.
fn visit_erased<'t>(ty: &'t Type, visit: &mut impl FnMut(&'t Ident)) {
    match ty {
        Type::Path(path) => {
            let Some(last) = path.path.segments.last() else {
                return;
            };
            let PathArguments::AngleBracketed(arguments) = &last.arguments else {
                return;
            };
            let is_erased = last.ident == ERASED_BOX;
            for argument in &arguments.args {
                let GenericArgument::Type(inner) = argument else {
                    continue;
                };
                match inner {
                    Type::Path(path) if is_erased => {
                        if let Some(name) = path.path.get_ident() {
                            visit(name);
                        }
                    }
                    _ => visit_erased(inner, visit),
                }
            }
        }
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|one| visit_erased(one, visit)),
        _ => {}
    }
}

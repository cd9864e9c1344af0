//! What makes a shape of its neighbour where there is no runtime: plain code over the fields.
//!
//! Without a runtime there is no place for what the other api-version does not have. So a way is only there if every
//! value of its start can be one of its end, but for optional members that would be lost: then it is a `TryFrom`.

use std::collections::{BTreeMap, HashMap, HashSet};

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;

use super::context::{self, Context};
use super::custom;
use super::moves::step_module;
use super::piece::{Piece, Take};
use crate::definitions::{Alternative, Body, Field};
use crate::member::is_optional;
use crate::succession::{End, Pair, Relation, ShapeId, Succession};

/// A pair in one direction.
#[derive(Clone, Copy)]
struct Way<'a> {
    pair: &'a Pair,
    up: bool,
}

/// How a way is made, as far as its own parts say.
#[derive(Default)]
struct Plan {
    /// What looks for what would be lost.
    looks: TokenStream,
    /// The value at the end of the way.
    made: TokenStream,
    /// Some optional member has no place.
    loses: bool,
    /// The ways that this one is made of.
    through: Vec<(ShapeId, ShapeId)>,
}

/// The modules of all steps, and the error of those that can fail.
pub(super) fn modules(context: &Context<'_>, succession: &Succession, take: &mut Take<'_>) {
    let ways = |up| succession.pairs.iter().map(move |pair| Way { pair, up });
    let mut plans: Vec<(Way<'_>, Plan)> = Vec::new();
    let mut known = HashMap::new();
    for way in ways(true).chain(ways(false)) {
        let (from, to) = way.ends();
        if known.contains_key(&(from.shape, to.shape)) {
            continue;
        }
        if let Some(plan) = plan(context, way) {
            known.insert((from.shape, to.shape), plans.len());
            plans.push((way, plan));
        }
    }
    // What leads through a way that is not there is not there either.
    loop {
        let missing: Vec<(ShapeId, ShapeId)> = known
            .iter()
            .filter(|(_, index)| {
                let plan = plans.get(**index).map(|(_, plan)| &plan.through);
                plan.into_iter()
                    .flatten()
                    .any(|way| !known.contains_key(way))
            })
            .map(|(way, _)| *way)
            .collect();
        if missing.is_empty() {
            break;
        }
        for way in missing {
            known.remove(&way);
        }
    }
    let mut losing: HashSet<(ShapeId, ShapeId)> = known
        .iter()
        .filter(|(_, index)| plans.get(**index).is_some_and(|(_, plan)| plan.loses))
        .map(|(way, _)| *way)
        .collect();
    loop {
        let before = losing.len();
        for (way, index) in &known {
            let through = plans.get(*index).map(|(_, plan)| &plan.through);
            if through
                .into_iter()
                .flatten()
                .any(|way| losing.contains(way))
            {
                losing.insert(*way);
            }
        }
        if losing.len() == before {
            break;
        }
    }
    let mut modules: BTreeMap<(usize, usize), (TokenStream, HashSet<String>)> = BTreeMap::new();
    for (way, plan) in &plans {
        let (from, to) = way.ends();
        if !known.contains_key(&(from.shape, to.shape)) {
            continue;
        }
        let key = (way.pair.older.shape.module, way.pair.newer.shape.module);
        let module = modules.entry(key).or_default();
        emit(
            context,
            *way,
            plan,
            losing.contains(&(from.shape, to.shape)),
            &mut module.0,
        );
        module.1.extend(imported(context, *way));
    }
    if modules.is_empty() {
        return;
    }
    let mut out = TokenStream::new();
    support(context, &losing, &mut out);
    take(Piece::Items(out));
    for ((older, newer), (items, names)) in modules {
        step_module(context, older, newer, &names, items, take);
    }
}

impl<'a> Way<'a> {
    fn ends(&self) -> (&'a End, &'a End) {
        if self.up {
            (&self.pair.older, &self.pair.newer)
        } else {
            (&self.pair.newer, &self.pair.older)
        }
    }

    fn through(&self, older: ShapeId, newer: ShapeId) -> (ShapeId, ShapeId) {
        if self.up {
            (older, newer)
        } else {
            (newer, older)
        }
    }
}

/// Imported names that the custom conversions of a way start with.
fn imported(context: &Context<'_>, way: Way<'_>) -> Vec<String> {
    let newer = way.pair.links.iter().filter_map(|link| link.newer);
    newer
        .filter_map(|position| custom::of(context, &way.pair.newer, position, way.up)?.import)
        .collect()
}

/// How a way is made, or `None` if some value can't take it.
fn plan(context: &Context<'_>, way: Way<'_>) -> Option<Plan> {
    let (from, to) = way.ends();
    let item = |end: &End| context.checked.definitions.items.get(end.item);
    let (source, target) = (item(from)?, item(to)?);
    let path = context.path(to);
    match (&source.body, &target.body) {
        (Body::Struct(old), Body::Struct(new)) => structure(context, way, old, new, &path),
        (Body::Enumeration(old), Body::Enumeration(new)) => {
            let mut plan = Plan::default();
            let mut arms = TokenStream::new();
            for link in &way.pair.links {
                let (start, end) = way.through_positions(link);
                let Some(old) = start.and_then(|position| old.get(position)) else {
                    continue;
                };
                let (old, new) = (&old.ident, &new.get(end?)?.ident);
                arms.extend(quote!(Self::#old => #path::#new,));
            }
            plan.made = if arms.is_empty() {
                quote!(match self {})
            } else {
                quote!(match self { #arms })
            };
            Some(plan)
        }
        (Body::Union(old), Body::Union(new)) => union(context, way, old, new, &path),
        _ => None,
    }
}

impl Way<'_> {
    /// The positions of a link's parts at the start and the end of the way.
    fn through_positions(&self, link: &crate::succession::Link) -> (Option<usize>, Option<usize>) {
        if self.up {
            (link.older, link.newer)
        } else {
            (link.newer, link.older)
        }
    }
}

fn structure(
    context: &Context<'_>,
    way: Way<'_>,
    source: &[Field],
    target: &[Field],
    path: &TokenStream,
) -> Option<Plan> {
    let step = context::beside(quote!(step));
    let mut plan = Plan::default();
    let mut values = TokenStream::new();
    for link in &way.pair.links {
        let (start, end) = way.through_positions(link);
        let old = start.and_then(|position| source.get(position));
        let new = end.and_then(|position| target.get(position));
        let custom = link
            .newer
            .filter(|_| link.older.is_some())
            .and_then(|position| custom::of(context, &way.pair.newer, position, way.up))
            .map(|custom| custom.path);
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) => (old, new),
            (Some(old), None) if is_optional(&old.ty) => {
                let (field, name) = (&old.ident, old.ident.unraw().to_string());
                plan.loses = true;
                plan.looks.extend(
                    quote!(if self.#field.is_some() { found.push(#step::member(at, #name)); }),
                );
                continue;
            }
            (None, Some(new)) if is_optional(&new.ty) => {
                let ident = &new.ident;
                values.extend(quote!(#ident: None,));
                continue;
            }
            (None, None) => continue,
            _ => return None,
        };
        let (field, ident) = (&old.ident, &new.ident);
        let (was_optional, optional) = (is_optional(&old.ty), is_optional(&new.ty));
        if was_optional && !optional {
            return None;
        }
        let name = old.ident.unraw().to_string();
        let wrap = |value: TokenStream| {
            if optional && !was_optional {
                quote!(Some(#value))
            } else {
                value
            }
        };
        let path_to = path;
        let value = match (custom, link.relation) {
            (Some(path), _) if !optional => quote!(#path(&self.#field)),
            (Some(path), _) => {
                let value = if was_optional {
                    quote!(self.#field.as_ref())
                } else {
                    quote!(Some(&self.#field))
                };
                let converted = quote! {
                    #value.and_then(|value| ::std::convert::Into::<::std::option::Option<_>>::into(#path(value)))
                };
                if !way.up {
                    plan.loses = true;
                    let there = was_optional.then(|| quote!(self.#field.is_some() &&));
                    plan.looks.extend(quote! {
                        if #there !#step::is_some(|to: &#path_to| &to.#ident, #converted) { found.push(#step::member(at, #name)); }
                    });
                }
                converted
            }
            (None, Relation::Same) => wrap(quote!(self.#field)),
            (None, Relation::Continued { older, newer }) => {
                plan.through.push(way.through(older, newer));
                let look = if optional == was_optional {
                    quote!(look)
                } else {
                    quote!(look_at_required)
                };
                plan.looks.extend(quote! {
                    #step::#look(|to: &#path| &to.#ident, &self.#field, &#step::member(at, #name), found);
                });
                wrap(quote!(#step::Step::step(self.#field)))
            }
            (None, Relation::Different) => return None,
        };
        values.extend(quote!(#ident: #value,));
    }
    plan.made = quote!(#path { #values });
    Some(plan)
}

fn union(
    context: &Context<'_>,
    way: Way<'_>,
    source: &[Alternative],
    target: &[Alternative],
    path: &TokenStream,
) -> Option<Plan> {
    let step = context::beside(quote!(step));
    let mut plan = Plan::default();
    let mut arms = TokenStream::new();
    let mut looks = TokenStream::new();
    for link in &way.pair.links {
        let (start, end) = way.through_positions(link);
        let Some(old) = start.and_then(|position| source.get(position)) else {
            continue;
        };
        let (old, new) = (&old.ident, &target.get(end?)?.ident);
        let custom = link
            .newer
            .and_then(|position| custom::of(context, &way.pair.newer, position, way.up))
            .map(|custom| custom.path);
        arms.extend(match (custom, link.relation) {
            (Some(custom), _) => quote!(Self::#old(value) => #path::#new(#custom(&value)),),
            (None, Relation::Same) => quote!(Self::#old(value) => #path::#new(value),),
            (None, Relation::Continued { older, newer }) => {
                plan.through.push(way.through(older, newer));
                looks.extend(quote!(Self::#old(value) => #step::look_at_alternative(#path::#new, value, at, found),));
                quote!(Self::#old(value) => #path::#new(#step::Step::step(value)),)
            }
            (None, Relation::Different) => return None,
        });
    }
    if !looks.is_empty() {
        plan.looks = quote!(#[allow(unreachable_patterns)] match self { #looks _ => {} });
    }
    plan.made = quote!(match self { #arms });
    Some(plan)
}

fn emit(context: &Context<'_>, way: Way<'_>, plan: &Plan, loses: bool, out: &mut TokenStream) {
    let (from, to) = way.ends();
    let (from, to) = (context.path(from), context.path(to));
    let step = context::beside(quote!(step));
    let move_error = context::beside(quote!(MoveError));
    let Plan { looks, made, .. } = plan;
    let look = loses.then(|| {
        quote! {
            fn look(&self, at: &str, found: &mut ::std::vec::Vec<::std::string::String>) { #looks }
        }
    });
    out.extend(quote! {
        impl #step::Step<#to> for #from {
            #look
            fn step(self) -> #to { #made }
        }
    });
    out.extend(if loses {
        quote! {
            impl ::std::convert::TryFrom<#from> for #to {
                type Error = #move_error<#from>;
                fn try_from(value: #from) -> ::std::result::Result<Self, #move_error<#from>> { #move_error::check(value) }
            }
        }
    } else {
        quote! {
            impl ::std::convert::From<#from> for #to {
                fn from(value: #from) -> Self { #step::Step::step(value) }
            }
        }
    });
}

/// The trait of steps through containers, and the error of those that can fail.
fn support(context: &Context<'_>, losing: &HashSet<(ShapeId, ShapeId)>, out: &mut TokenStream) {
    let attrs = &context.attrs;
    let member = (!losing.is_empty()).then(|| {
        quote! {
            pub fn member(at: &str, name: &str) -> String {
                if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
            }
            /// Whether a conversion gave a value of the member that the closure looks at.
            // The first argument of these says which step is meant: the one to the type of that member.
            pub fn look<To, A: Step<B>, B>(_: fn(&To) -> &B, value: &A, at: &str, found: &mut Vec<String>) { value.look(at, found); }
            pub fn look_at_required<To, A: Step<B>, B>(_: fn(&To) -> &Option<B>, value: &A, at: &str, found: &mut Vec<String>) { value.look(at, found); }
            pub fn look_at_alternative<To, A: Step<B>, B>(_: fn(B) -> To, value: &A, at: &str, found: &mut Vec<String>) { value.look(at, found); }
            pub fn is_some<To, B>(_: fn(&To) -> &Option<B>, value: Option<B>) -> bool { value.is_some() }
        }
    });
    out.extend(quote! {
        #(#attrs)*
        #[allow(dead_code, unreachable_pub, unused_variables, clippy::ptr_arg)]
        mod step {
            use ::std::boxed::Box;
            use ::std::collections::BTreeMap;
            use ::std::option::Option;
            use ::std::string::String;
            use ::std::vec::Vec;

            pub trait Step<To>: Sized {
                fn look(&self, at: &str, found: &mut Vec<String>) {}
                fn step(self) -> To;
            }
            impl<A: Step<B>, B> Step<Option<B>> for Option<A> {
                fn look(&self, at: &str, found: &mut Vec<String>) { if let Some(value) = self { value.look(at, found); } }
                fn step(self) -> Option<B> { self.map(A::step) }
            }
            impl<A: Step<B>, B> Step<Box<B>> for Box<A> {
                fn look(&self, at: &str, found: &mut Vec<String>) { A::look(self, at, found); }
                fn step(self) -> Box<B> { Box::new(A::step(*self)) }
            }
            impl<A: Step<B>, B> Step<Vec<B>> for Vec<A> {
                fn look(&self, at: &str, found: &mut Vec<String>) {
                    for (index, value) in self.iter().enumerate() { value.look(&format!("{at}[{index}]"), found); }
                }
                fn step(self) -> Vec<B> { self.into_iter().map(A::step).collect() }
            }
            impl<A: Step<B>, B> Step<BTreeMap<String, B>> for BTreeMap<String, A> {
                fn look(&self, at: &str, found: &mut Vec<String>) {
                    for (name, value) in self { value.look(&format!("{at}[{name:?}]"), found); }
                }
                fn step(self) -> BTreeMap<String, B> { self.into_iter().map(|(name, value)| (name, value.step())).collect() }
            }
            #member
        }
    });
    if losing.is_empty() {
        return;
    }
    out.extend(quote! {
        /// The error of a conversion to another api-version that would lose values.
        pub struct MoveError<T> { lost: ::std::vec::Vec<::std::string::String>, value: ::std::boxed::Box<T> }
        impl<T> MoveError<T> {
            #[allow(dead_code)]
            fn check<To>(value: T) -> ::std::result::Result<To, Self> where T: step::Step<To> {
                let mut lost = ::std::vec::Vec::new();
                step::Step::look(&value, "", &mut lost);
                if lost.is_empty() {
                    Ok(step::Step::step(value))
                } else {
                    Err(Self { lost, value: ::std::boxed::Box::new(value) })
                }
            }
            /// Returns the paths of the values that would be lost, such as `lines[1].note`.
            #[allow(dead_code)]
            pub fn lost(&self) -> &[::std::string::String] { &self.lost }
            /// Returns the original value.
            #[allow(dead_code)]
            pub fn into_inner(self) -> T { *self.value }
        }
        impl<T> ::std::fmt::Debug for MoveError<T> {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.debug_struct("MoveError").field("lost", &self.lost).finish_non_exhaustive()
            }
        }
        impl<T> ::std::fmt::Display for MoveError<T> {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(formatter, "values would be lost: {}", self.lost.join(", "))
            }
        }
        impl<T> ::std::error::Error for MoveError<T> {}
    });
}

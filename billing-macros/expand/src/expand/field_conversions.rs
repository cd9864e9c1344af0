//! Conversions between neighbouring shapes without a runtime: plain code over the fields.
//!
//! Without a runtime there is no place for values that the other api-version does not have. A conversion exists only if
//! every value of the source is one of the target, apart from optional members and variants without a place: then it is a
//! `TryFrom`.

use std::collections::{BTreeMap, HashMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::context::{self, Context};
use super::conversions::emit_module;
use super::custom_conversion;
use super::piece::{Piece, PieceSink};
use super::variant_conversions;
use crate::definitions::{Body, Field};
use crate::member::is_optional;
use crate::transitions::{Direction, End, ShapeId, Transition, Transitions, TypeRelation};

/// A transition in one direction.
#[derive(Clone, Copy)]
pub(super) struct Conversion<'a> {
    pub(super) transition: &'a Transition,
    pub(super) direction: Direction,
}

/// The code of a conversion, as far as its own parts determine it.
#[derive(Default)]
pub(super) struct ConversionPlan {
    /// The statements that look for values that would be lost.
    pub(super) checks: TokenStream,
    /// The expression of the target.
    pub(super) target: TokenStream,
    /// Set if an optional member or a variant has no place in the target.
    pub(super) loses: bool,
    /// The conversions that this one calls.
    pub(super) through: Vec<(ShapeId, ShapeId)>,
}

/// Emits the conversions in modules, and the error of those that can fail.
pub(super) fn emit_modules(
    context: &Context<'_>,
    transitions: &Transitions,
    sink: &mut PieceSink<'_>,
) {
    let conversions = |direction| {
        let transitions = transitions.all.iter();
        transitions.map(move |transition| Conversion {
            transition,
            direction,
        })
    };
    let mut plans: Vec<(Conversion<'_>, ConversionPlan)> = Vec::new();
    let mut known = HashMap::new();
    for conversion in Direction::BOTH.into_iter().flat_map(conversions) {
        let (from, to) = conversion.ends();
        if known.contains_key(&(from.shape, to.shape)) {
            continue;
        }
        if let Some(plan) = plan_conversion(context, conversion) {
            known.insert((from.shape, to.shape), plans.len());
            plans.push((conversion, plan));
        }
    }
    // A conversion that calls a missing one is missing too.
    loop {
        let missing: Vec<(ShapeId, ShapeId)> = known
            .iter()
            .filter(|(_, index)| {
                let plan = plans.get(**index).map(|(_, plan)| &plan.through);
                plan.into_iter()
                    .flatten()
                    .any(|conversion| !known.contains_key(conversion))
            })
            .map(|(conversion, _)| *conversion)
            .collect();
        if missing.is_empty() {
            break;
        }
        for conversion in missing {
            known.remove(&conversion);
        }
    }
    let mut losing: HashSet<(ShapeId, ShapeId)> = known
        .iter()
        .filter(|(_, index)| plans.get(**index).is_some_and(|(_, plan)| plan.loses))
        .map(|(conversion, _)| *conversion)
        .collect();
    loop {
        let before = losing.len();
        for (conversion, index) in &known {
            let through = plans.get(*index).map(|(_, plan)| &plan.through);
            if through
                .into_iter()
                .flatten()
                .any(|conversion| losing.contains(conversion))
            {
                losing.insert(*conversion);
            }
        }
        if losing.len() == before {
            break;
        }
    }
    // Several modules of shapes may have one name, so they are one module in the output.
    let mut places: HashMap<&Ident, usize> = HashMap::new();
    let places: Vec<usize> = (context.modules.iter().enumerate())
        .map(|(index, name)| *places.entry(name).or_insert(index))
        .collect();
    let place = |end: &End| places.get(end.shape.module).copied().unwrap_or_default();
    let mut modules: BTreeMap<(usize, usize), (TokenStream, HashSet<String>)> = BTreeMap::new();
    for (conversion, plan) in &plans {
        let (from, to) = conversion.ends();
        if !known.contains_key(&(from.shape, to.shape)) {
            continue;
        }
        let key = (
            place(&conversion.transition.older),
            place(&conversion.transition.newer),
        );
        let module = modules.entry(key).or_default();
        emit_conversion(
            context,
            *conversion,
            plan,
            losing.contains(&(from.shape, to.shape)),
            &mut module.0,
        );
        module.1.extend(custom_imports(context, *conversion));
    }
    if modules.is_empty() {
        return;
    }
    let mut out = TokenStream::new();
    emit_support(context, &losing, &mut out);
    sink(Piece::Items(out));
    for ((older, newer), (items, names)) in modules {
        emit_module(context, older, newer, &names, items, sink);
    }
}

impl<'a> Conversion<'a> {
    fn ends(&self) -> (&'a End, &'a End) {
        let Transition { older, newer, .. } = self.transition;
        self.direction.orient(older, newer)
    }
}

/// Returns the imported names that the custom conversions of a conversion start with.
fn custom_imports(context: &Context<'_>, conversion: Conversion<'_>) -> Vec<String> {
    let newer = conversion
        .transition
        .links
        .iter()
        .filter_map(|link| link.newer);
    newer
        .filter_map(|position| {
            custom_conversion::find(
                context,
                &conversion.transition.newer,
                position,
                conversion.direction,
            )?
            .import
        })
        .collect()
}

/// Plans a conversion; `None` if some value of the source cannot be converted.
fn plan_conversion(context: &Context<'_>, conversion: Conversion<'_>) -> Option<ConversionPlan> {
    let (from, to) = conversion.ends();
    let item = |end: &End| context.checked.definitions.items.get(end.item);
    let (source, target) = (item(from)?, item(to)?);
    let path = context.path(to);
    match (&source.body, &target.body) {
        (Body::Struct(old), Body::Struct(new)) => plan_struct(context, conversion, old, new, &path),
        (Body::Enumeration(_, old), Body::Enumeration(_, new)) => Some(
            variant_conversions::plan_enumeration(conversion, old, new, &path),
        ),
        (Body::Union(old), Body::Union(new)) => {
            variant_conversions::plan_union(context, conversion, old, new, &path)
        }
        _ => None,
    }
}

fn plan_struct(
    context: &Context<'_>,
    conversion: Conversion<'_>,
    source: &[Field],
    target: &[Field],
    path: &TokenStream,
) -> Option<ConversionPlan> {
    let step = context::beside(quote!(step));
    let mut plan = ConversionPlan::default();
    let mut values = TokenStream::new();
    for link in &conversion.transition.links {
        let (start, end) = conversion.direction.orient(link.older, link.newer);
        let old = start.and_then(|position| source.get(position));
        let new = end.and_then(|position| target.get(position));
        let custom = link
            .newer
            .filter(|_| link.older.is_some())
            .and_then(|position| {
                custom_conversion::find(
                    context,
                    &conversion.transition.newer,
                    position,
                    conversion.direction,
                )
            })
            .map(|custom| custom.path);
        let (old, new) = match (old, new) {
            (Some(old), Some(new)) => (old, new),
            (Some(old), None) if is_optional(&old.ty) => {
                let (field, name) = (&old.ident, old.ident.unraw().to_string());
                plan.loses = true;
                plan.checks.extend(
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
                if !conversion.direction.is_upgrade() {
                    plan.loses = true;
                    let there = was_optional.then(|| quote!(self.#field.is_some() &&));
                    plan.checks.extend(quote! {
                        if #there !#step::is_some(|to: &#path_to| &to.#ident, #converted) { found.push(#step::member(at, #name)); }
                    });
                }
                converted
            }
            (None, TypeRelation::Same) => wrap(quote!(self.#field)),
            (None, TypeRelation::Continued { older, newer }) => {
                plan.through.push(conversion.direction.orient(older, newer));
                let look = if optional == was_optional {
                    quote!(look)
                } else {
                    quote!(look_at_required)
                };
                plan.checks.extend(quote! {
                    #step::#look(|to: &#path| &to.#ident, &self.#field, &#step::member(at, #name), found);
                });
                wrap(quote!(#step::Step::step(self.#field)))
            }
            (None, TypeRelation::Different) => return None,
        };
        values.extend(quote!(#ident: #value,));
    }
    plan.target = quote!(#path { #values });
    Some(plan)
}

fn emit_conversion(
    context: &Context<'_>,
    conversion: Conversion<'_>,
    plan: &ConversionPlan,
    loses: bool,
    out: &mut TokenStream,
) {
    let (from, to) = conversion.ends();
    let (from, to) = (context.path(from), context.path(to));
    let step = context::beside(quote!(step));
    let move_error = context::beside(quote!(MoveError));
    let ConversionPlan { checks, target, .. } = plan;
    let look = loses.then(|| {
        quote! {
            fn look(&self, at: &str, found: &mut ::std::vec::Vec<::std::string::String>) { #checks }
        }
    });
    out.extend(quote! {
        impl #step::Step<#to> for #from {
            #look
            fn step(self) -> #to { #target }
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

/// Emits the trait that converts through containers, and the error of conversions that can fail.
fn emit_support(
    context: &Context<'_>,
    losing: &HashSet<(ShapeId, ShapeId)>,
    out: &mut TokenStream,
) {
    let attrs = &context.attrs;
    let member = (!losing.is_empty()).then(|| {
        quote! {
            pub fn member(at: &str, name: &str) -> String {
                if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") }
            }
            /// Returns the path of a value that is a variant; its name, if the value is not in a struct.
            pub fn variant(at: &str, name: &str) -> String {
                if at.is_empty() { name.to_owned() } else { at.to_owned() }
            }
            /// Returns whether a conversion gave a value of the member that the closure names.
            // The first argument selects the conversion: it names the type of the member.
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

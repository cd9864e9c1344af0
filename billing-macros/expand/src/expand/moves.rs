//! What makes a shape of its neighbour in the next or the previous api-version.

use std::collections::{BTreeMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::context::Context;
use super::custom;
use super::piece::{EmittedModule, Piece, Take};
use crate::definitions::{Alternative, Body, Field, Variant};
use crate::member::is_optional;
use crate::range_name;
use crate::succession::{End, Link, Pair, Relation, ShapeId, Succession, is_always_possible};
use crate::wire::wire_name;

/// A pair in one direction.
struct Way<'a> {
    context: &'a Context<'a>,
    succession: &'a Succession,
    pair: &'a Pair,
    up: bool,
    rt: &'a TokenStream,
}

/// The modules of all steps, one for each two modules whose shapes are neighbours.
pub(super) fn modules(context: &Context<'_>, succession: &Succession, take: &mut Take<'_>) {
    let Some(rt) = &context.runtime else { return };
    let mut modules: BTreeMap<(usize, usize), Module> = BTreeMap::new();
    let mut steps = HashSet::new();
    let mut neighbors = HashSet::new();
    for up in [true, false] {
        for pair in &succession.pairs {
            let way = Way {
                context,
                succession,
                pair,
                up,
                rt,
            };
            let key = (pair.older.shape.module, pair.newer.shape.module);
            let module = modules.entry(key).or_default();
            let (from, to) = way.ends();
            if steps.insert((from.shape, to.shape)) {
                way.emit(module);
            }
            let run = context.run(from.shape.module, from.version);
            if neighbors.insert((from.shape, up, run)) {
                let direction = way.direction();
                let (from, to) = (context.path(from), context.path(to));
                module.items.extend(quote! {
                    impl #rt::Neighbor<#rt::#direction, #run> for #from { type Shape = #to; }
                });
            }
        }
    }
    for ((older, newer), Module { items, names }) in modules {
        step_module(context, older, newer, &names, items, take);
    }
}

/// A module of the steps between the shapes of two others.
pub(super) fn step_module(
    context: &Context<'_>,
    older: usize,
    newer: usize,
    names: &HashSet<String>,
    items: TokenStream,
    take: &mut Take<'_>,
) {
    let versions = |index: usize| context.shapes.modules.get(index).map(|one| &one.versions);
    let (Some(older), Some(newer)) = (versions(older), versions(newer)) else {
        return;
    };
    let name = |set| range_name::module(set, &context.checked.versions);
    let name = Ident::new(
        &format!("from_{}_to_{}", name(older), name(newer)),
        proc_macro2::Span::call_site(),
    );
    let cfg = match (context.compiled(older), context.compiled(newer)) {
        (Some(older), Some(newer)) => Some(quote!(#[cfg(all(#older, #newer))])),
        _ => None,
    };
    let imports = context
        .imports
        .iter()
        .filter(|import| {
            let name = import.name.as_ref().map(|name| name.unraw().to_string());
            name.is_some_and(|name| names.contains(&name))
        })
        .map(|import| &import.item);
    let (attrs, use_runtime) = (&context.attrs, &context.use_runtime);
    let allow_deprecated = &context.allow_deprecated;
    take(Piece::Module(EmittedModule {
        attrs: quote!(#(#attrs)* #cfg #allow_deprecated),
        vis: TokenStream::new(),
        name: &name,
        uses: quote!(#use_runtime #(#imports)*),
        content: &mut std::iter::once((None, items)),
    }));
}

/// What a module of steps holds.
#[derive(Default)]
struct Module {
    items: TokenStream,
    /// Imported names that stand in it.
    names: HashSet<String>,
}

impl<'a> Way<'a> {
    fn ends(&self) -> (&'a End, &'a End) {
        if self.up {
            (&self.pair.older, &self.pair.newer)
        } else {
            (&self.pair.newer, &self.pair.older)
        }
    }

    fn direction(&self) -> TokenStream {
        if self.up { quote!(Up) } else { quote!(Down) }
    }

    fn is_fallible(&self, from: ShapeId, to: ShapeId) -> bool {
        self.succession.fallible.contains(&(from, to))
    }

    fn emit(&self, module: &mut Module) {
        let rt = self.rt;
        let (from_end, to_end) = self.ends();
        let item = |end: &End| self.context.checked.definitions.items.get(end.item);
        let (Some(source), Some(target)) = (item(from_end), item(to_end)) else {
            return;
        };
        let fallible = self.is_fallible(from_end.shape, to_end.shape);
        let (from, to) = (self.context.path(from_end), self.context.path(to_end));
        let body = match (&source.body, &target.body) {
            (Body::Struct(old), Body::Struct(new)) => {
                self.structure(old, new, &to, fallible, module)
            }
            (Body::Enumeration(old), Body::Enumeration(new)) => self.enumeration(old, new, &to),
            (Body::Union(old), Body::Union(new)) => self.union(old, new, &to, module),
            _ => return,
        };
        let failed = if fallible {
            quote!(#rt::MissingMembers)
        } else {
            quote!(::std::convert::Infallible)
        };
        module.items.extend(quote! {
            impl #rt::Step<#to> for #from {
                type Failed = #failed;
                #[inline]
                fn step(self) -> ::std::result::Result<#to, Self::Failed> { #body }
            }
        });
        module.items.extend(match (self.up, fallible) {
            (true, false) => quote! {
                impl ::std::convert::From<#from> for #to {
                    #[inline]
                    fn from(value: #from) -> Self { #rt::step_surely(value) }
                }
            },
            (true, true) => quote! {
                impl ::std::convert::TryFrom<#from> for #to {
                    type Error = #rt::MissingMembers;
                    #[inline]
                    fn try_from(value: #from) -> ::std::result::Result<Self, #rt::MissingMembers> { #rt::Step::step(value) }
                }
            },
            (false, _) => quote! {
                impl ::std::convert::TryFrom<#from> for #to {
                    type Error = #rt::MoveError<#from>;
                    #[inline]
                    fn try_from(value: #from) -> ::std::result::Result<Self, #rt::MoveError<#from>> { #rt::step_strictly(value) }
                }
            },
        });
    }

    /// The positions of a link's parts at the start and the end of the way.
    fn oriented(&self, link: &Link) -> (Option<usize>, Option<usize>) {
        if self.up {
            (link.older, link.newer)
        } else {
            (link.newer, link.older)
        }
    }

    /// The conversion that a part of the newer end names for this direction.
    fn custom(&self, link: &Link, module: &mut Module) -> Option<TokenStream> {
        link.older?;
        let found = custom::of(self.context, &self.pair.newer, link.newer?, self.up)?;
        module.names.extend(found.import);
        Some(found.path)
    }

    fn structure(
        &self,
        source: &[Field],
        target: &[Field],
        to: &TokenStream,
        fallible: bool,
        module: &mut Module,
    ) -> TokenStream {
        let rt = self.rt;
        let mut first = TokenStream::new();
        let mut before = TokenStream::new();
        let mut values = TokenStream::new();
        let mut required: Vec<Ident> = Vec::new();
        let mut changes_kept = false;
        for (index, link) in self.pair.links.iter().enumerate() {
            let (old, new) = self.oriented(link);
            let old = old.and_then(|position| source.get(position));
            let Some(new) = new.and_then(|position| target.get(position)) else {
                if let Some(old) = old {
                    let (value, name) = (some(old), wire(old));
                    changes_kept = true;
                    first.extend(quote!(#rt::set_aside(#value, &mut kept, #name);));
                }
                continue;
            };
            let custom = self.custom(link, module);
            let ident = &new.ident;
            let how = self.member(link, old, new, custom);
            changes_kept |= how.changes_kept;
            let value = how.value;
            let local = Ident::new(&format!("value_{index}"), proc_macro2::Span::call_site());
            if how.fails {
                let name = wire(new);
                before.extend(quote!(let #local = missing.member(#name, #value);));
                values.extend(quote!(#ident: #local,));
                required.push(local);
            } else if how.is_moved {
                values.extend(quote!(#ident: #value,));
            } else {
                before.extend(quote!(let #local = #value;));
                values.extend(quote!(#ident: #local,));
            }
        }
        let kept = if changes_kept {
            quote!(let mut kept = self.kept;)
        } else {
            quote!(let kept = self.kept;)
        };
        let made = quote!(#to { #values kept });
        if !fallible {
            return quote!(#kept #first #before Ok(#made));
        }
        quote! {
            #kept
            let mut missing = #rt::MissingMembers::new();
            #first #before
            match (#(#required,)*) {
                (#(Some(#required),)*) => Ok(#made),
                _ => Err(missing),
            }
        }
    }

    /// How a member of the target is made.
    fn member(
        &self,
        link: &Link,
        old: Option<&Field>,
        new: &Field,
        custom: Option<TokenStream>,
    ) -> Made {
        let rt = self.rt;
        let optional = is_optional(&new.ty);
        let name = wire(new);
        let Some(old) = old else {
            let value = quote!(#rt::place(&mut kept, #name));
            return Made::changing(value, !optional, rt);
        };
        let (was_optional, old_name) = (is_optional(&old.ty), wire(old));
        let (field, value) = (&old.ident, some(old));
        let both_required = !optional && !was_optional;
        if let Some(path) = custom {
            if both_required && self.up {
                return Made::moved(quote!(#path(&self.#field)));
            }
            let made = quote! {
                #rt::carry_custom(#value, &mut kept, #old_name, #name, |value| ::std::convert::Into::into(#path(value)))
            };
            return Made::changing(made, !optional, rt);
        }
        match link.relation {
            Relation::Same if both_required || (optional && was_optional && name == old_name) => {
                Made::moved(quote!(self.#field))
            }
            Relation::Same if optional && !was_optional => Made::moved(value),
            Relation::Same => {
                Made::changing(quote!(#rt::carry(#value, &mut kept, #name)), !optional, rt)
            }
            Relation::Continued { older, newer } => {
                let (from, to) = if self.up {
                    (older, newer)
                } else {
                    (newer, older)
                };
                let fails = self.is_fallible(from, to);
                match (both_required, fails) {
                    (true, true) => Made {
                        fails: true,
                        ..Made::moved(quote!(#rt::Step::step(self.#field)))
                    },
                    (true, false) => Made::moved(quote!(#rt::step_surely(self.#field))),
                    (false, false) => Made::changing(
                        quote!(#rt::carry_surely(#value, &mut kept, #name)),
                        !optional,
                        rt,
                    ),
                    (false, true) => {
                        let step = quote!(#rt::carry_step(#value, &mut kept, #name));
                        let step = if optional {
                            step
                        } else {
                            quote!(#rt::required_step(#step))
                        };
                        Made {
                            value: step,
                            fails: true,
                            changes_kept: true,
                            is_moved: false,
                        }
                    }
                }
            }
            Relation::Different
                if both_required && is_always_possible(self.context.checked, &old.ty, &new.ty) =>
            {
                Made::moved(quote!(#rt::retype_surely(self.#field)))
            }
            Relation::Different => Made::changing(
                quote!(#rt::carry_retyped(#value, &mut kept, #old_name, #name)),
                !optional,
                rt,
            ),
        }
    }

    fn enumeration(&self, source: &[Variant], target: &[Variant], to: &TokenStream) -> TokenStream {
        let rt = self.rt;
        let text = |one: &Variant| {
            one.wire
                .as_ref()
                .map_or_else(|| one.ident.unraw().to_string(), syn::LitStr::value)
        };
        let renamed = self.pair.links.iter().filter_map(|link| {
            let (old, new) = self.oriented(link);
            let (old, new) = (source.get(old?)?, target.get(new?)?);
            let (from, into) = (&old.ident, &new.ident);
            (text(old) != text(new)).then(|| quote!(Self::#from => #to::#into,))
        });
        let renamed: TokenStream = renamed.collect();
        if renamed.is_empty() {
            return quote!(Ok(#rt::restate(&self)));
        }
        quote!(Ok(match self { #renamed other => #rt::restate(&other), }))
    }

    fn union(
        &self,
        source: &[Alternative],
        target: &[Alternative],
        to: &TokenStream,
        module: &mut Module,
    ) -> TokenStream {
        let rt = self.rt;
        let mut arms = TokenStream::new();
        let otherwise = quote!(#rt::reunite(&value, #to::UnknownValue));
        for link in &self.pair.links {
            let (old, new) = self.oriented(link);
            let Some(old) = old.and_then(|position| source.get(position)) else {
                continue;
            };
            let from = &old.ident;
            let new = new.and_then(|position| target.get(position));
            let custom = self.custom(link, module);
            let Some(into) = new.map(|new| &new.ident) else {
                arms.extend(quote!(Self::#from(value) => #otherwise,));
                continue;
            };
            arms.extend(match (custom, link.relation) {
                (Some(path), _) if self.up => {
                    quote!(Self::#from(value) => #to::#into(#path(&value)),)
                }
                (Some(path), _) => quote! {
                    Self::#from(value) => match ::std::convert::Into::<::std::option::Option<_>>::into(#path(&value)) {
                        Some(value) => #to::#into(value),
                        None => #otherwise,
                    },
                },
                (None, Relation::Same) => quote!(Self::#from(value) => #to::#into(value),),
                (None, Relation::Continued { older, newer }) => {
                    let (a, b) = if self.up { (older, newer) } else { (newer, older) };
                    if self.is_fallible(a, b) {
                        quote!(Self::#from(value) => #to::#into(#rt::Step::step(value)?),)
                    } else {
                        quote!(Self::#from(value) => #to::#into(#rt::step_surely(value)),)
                    }
                }
                (None, Relation::Different) => quote!(Self::#from(value) => #otherwise,),
            });
        }
        quote!(Ok(match self { #arms Self::UnknownValue(value) => #otherwise, }))
    }
}

/// An expression for a member.
struct Made {
    value: TokenStream,
    /// It is a `Result`.
    fails: bool,
    /// It takes something from what is kept, or adds to it.
    changes_kept: bool,
    /// It does nothing else, so it may stand where the target is made.
    is_moved: bool,
}

impl Made {
    fn moved(value: TokenStream) -> Self {
        Self {
            value,
            fails: false,
            changes_kept: false,
            is_moved: true,
        }
    }

    /// An `Option` of the member, which may be required.
    fn changing(value: TokenStream, required: bool, rt: &TokenStream) -> Self {
        Self {
            value: if required {
                quote!(#rt::found(#value))
            } else {
                value
            },
            fails: required,
            changes_kept: true,
            is_moved: false,
        }
    }
}

/// A member as an `Option`.
fn some(field: &Field) -> TokenStream {
    let ident = &field.ident;
    if is_optional(&field.ty) {
        quote!(self.#ident)
    } else {
        quote!(Some(self.#ident))
    }
}

fn wire(field: &Field) -> String {
    field
        .wire
        .as_ref()
        .map_or_else(|| wire_name(&field.ident), syn::LitStr::value)
}

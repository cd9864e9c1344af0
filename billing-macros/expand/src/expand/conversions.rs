//! Conversions between neighbouring shapes through the runtime, which keeps the values that have no typed place.

use std::collections::{BTreeMap, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::context::Context;
use super::custom_conversion;
use super::piece::{EmittedModule, Piece, PieceSink};
use crate::definitions::{Alternative, Body, Field, ValueKind, Variant};
use crate::member::is_optional;
use crate::transitions::{
    Direction, End, PartLink, ShapeId, Transition, Transitions, TypeRelation, is_infallible_retype,
};

/// The state to emit one conversion.
struct ConversionEmitter<'a> {
    context: &'a Context<'a>,
    transitions: &'a Transitions,
    transition: &'a Transition,
    direction: Direction,
    rt: &'a TokenStream,
}

/// Emits the conversions, in one module for each pair of modules with neighbouring shapes.
pub(super) fn emit_modules(
    context: &Context<'_>,
    transitions: &Transitions,
    sink: &mut PieceSink<'_>,
) {
    let Some(rt) = &context.runtime else { return };
    let mut modules: BTreeMap<(usize, usize), Module> = BTreeMap::new();
    let mut steps = HashSet::new();
    let mut neighbors = HashSet::new();
    for direction in Direction::BOTH {
        for transition in &transitions.all {
            let emitter = ConversionEmitter {
                context,
                transitions,
                transition,
                direction,
                rt,
            };
            let key = (transition.older.shape.module, transition.newer.shape.module);
            let module = modules.entry(key).or_default();
            let (from, to) = emitter.ends();
            if steps.insert((from.shape, to.shape)) {
                emitter.emit(module);
            }
            let run = context.run_index(from.shape.module, from.version);
            if neighbors.insert((from.shape, direction, run)) {
                let direction = emitter.direction_type();
                let (from, to) = (emitter.path(from), emitter.path(to));
                module.items.extend(quote! {
                    impl #rt::Neighbor<#rt::#direction, #run> for #from { type Shape = #to; }
                });
            }
        }
    }
    for ((older, newer), Module { items, names }) in modules {
        emit_module(context, older, newer, &names, items, sink);
    }
}

/// Emits a module of conversions between the shapes of two others. With a runtime, these are `older` and `newer` there.
pub(super) fn emit_module(
    context: &Context<'_>,
    older: usize,
    newer: usize,
    names: &HashSet<String>,
    items: TokenStream,
    sink: &mut PieceSink<'_>,
) {
    let end = |index: usize| {
        let module = context.shapes.modules.get(index)?;
        Some((&module.versions, context.modules.get(index)?))
    };
    let (Some((older, older_name)), Some((newer, newer_name))) = (end(older), end(newer)) else {
        return;
    };
    let from = match older_name.to_string().starts_with("from_") {
        true => "",
        false => "from_",
    };
    let name = format_ident!("{from}{older_name}_to_{newer_name}");
    let cfg = match (
        context.compile_condition(older),
        context.compile_condition(newer),
    ) {
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
    let ends = has_aliases(context)
        .then(|| quote!(use super::#newer_name as newer; use super::#older_name as older;));
    sink(Piece::Module(EmittedModule {
        attrs: quote!(#(#attrs)* #cfg #allow_deprecated),
        vis: TokenStream::new(),
        name: &name,
        uses: quote!(#use_runtime #ends #(#imports)*),
        content: &mut std::iter::once((None, items)),
    }));
}

/// Returns whether a module of conversions has short names for the modules of both ends.
fn has_aliases(context: &Context<'_>) -> bool {
    let mut imported = context
        .imports
        .iter()
        .filter_map(|import| import.name.as_ref());
    context.runtime.is_some() && !imported.any(|name| name == "older" || name == "newer")
}

/// The content of a module of conversions.
#[derive(Default)]
struct Module {
    items: TokenStream,
    /// The imported names that it uses.
    names: HashSet<String>,
}

impl<'a> ConversionEmitter<'a> {
    fn ends(&self) -> (&'a End, &'a End) {
        let Transition { older, newer, .. } = self.transition;
        self.direction.orient(older, newer)
    }

    /// Returns the path of an end. The modules of both ends are imported under short names.
    fn path(&self, end: &End) -> TokenStream {
        let name = self.context.checked.definitions.items.get(end.item);
        let name = name.map(|item| &item.ident);
        match end.shape == self.transition.older.shape {
            _ if !has_aliases(self.context) => self.context.path(end),
            true => quote!(older::#name),
            false => quote!(newer::#name),
        }
    }

    fn direction_type(&self) -> TokenStream {
        match self.direction {
            Direction::Upgrade => quote!(Up),
            Direction::Downgrade => quote!(Down),
        }
    }

    fn is_fallible(&self, from: ShapeId, to: ShapeId) -> bool {
        self.transitions.fallible.contains(&(from, to))
    }

    fn emit(&self, module: &mut Module) {
        let rt = self.rt;
        let (from_end, to_end) = self.ends();
        let item = |end: &End| self.context.checked.definitions.items.get(end.item);
        let (Some(source), Some(target)) = (item(from_end), item(to_end)) else {
            return;
        };
        let fallible = self.is_fallible(from_end.shape, to_end.shape);
        let (from, to) = (self.path(from_end), self.path(to_end));
        let body = match (&source.body, &target.body) {
            (Body::Struct(old), Body::Struct(new)) => {
                self.struct_body(old, new, &to, fallible, module)
            }
            (Body::Enumeration(kind, old), Body::Enumeration(_, new)) => {
                self.enumeration_body(*kind, old, new, &to)
            }
            (Body::Union(old), Body::Union(new)) => self.union_body(old, new, &to, module),
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
        module.items.extend(match (self.direction, fallible) {
            (Direction::Upgrade, false) => quote! {
                impl ::std::convert::From<#from> for #to {
                    #[inline]
                    fn from(value: #from) -> Self { #rt::step_infallible(value) }
                }
            },
            (Direction::Upgrade, true) => quote! {
                impl ::std::convert::TryFrom<#from> for #to {
                    type Error = #rt::MissingMembers;
                    #[inline]
                    fn try_from(value: #from) -> ::std::result::Result<Self, #rt::MissingMembers> { #rt::Step::step(value) }
                }
            },
            (Direction::Downgrade, _) => quote! {
                impl ::std::convert::TryFrom<#from> for #to {
                    type Error = #rt::MoveError<#from>;
                    #[inline]
                    fn try_from(value: #from) -> ::std::result::Result<Self, #rt::MoveError<#from>> { #rt::step_strictly(value) }
                }
            },
        });
    }

    /// Returns the custom conversion of a part for this direction.
    fn find_custom(&self, link: &PartLink, module: &mut Module) -> Option<TokenStream> {
        link.older?;
        let custom = custom_conversion::find(
            self.context,
            &self.transition.newer,
            link.newer?,
            self.direction,
        )?;
        module.names.extend(custom.import);
        Some(custom.path)
    }

    fn struct_body(
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
        for (index, link) in self.transition.links.iter().enumerate() {
            let (old, new) = self.direction.orient(link.older, link.newer);
            let old = old.and_then(|position| source.get(position));
            let Some(new) = new.and_then(|position| target.get(position)) else {
                if let Some(old) = old {
                    let (value, name) = (as_option(old), old.wire_name());
                    changes_kept = true;
                    first.extend(quote!(#rt::keep_removed(#value, &mut kept, #name);));
                }
                continue;
            };
            let custom = self.find_custom(link, module);
            let renamed = old.filter(|_| custom.is_none());
            if let Some(rename) = renamed.and_then(|old| self.rename_spelling(link, old, new)) {
                changes_kept = true;
                first.extend(rename);
            }
            let ident = &new.ident;
            let expr = self.member_expr(link, old, new, custom);
            changes_kept |= expr.changes_kept;
            let value = expr.value;
            let local = Ident::new(&format!("value_{index}"), proc_macro2::Span::call_site());
            if expr.fails {
                let name = new.wire_name();
                before.extend(quote!(let #local = missing.member(#name, #value);));
                values.extend(quote!(#ident: #local,));
                required.push(local);
            } else if expr.is_pure {
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
        let target_value = quote!(#to { #values kept });
        if !fallible {
            return quote!(#kept #first #before Ok(#target_value));
        }
        quote! {
            #kept
            let mut missing = #rt::MissingMembers::new();
            #first #before
            match (#(#required,)*) {
                (#(Some(#required),)*) => Ok(#target_value),
                _ => Err(missing),
            }
        }
    }

    /// Returns the statement that passes on how the value of a renamed member was spelled.
    fn rename_spelling(&self, link: &PartLink, old: &Field, new: &Field) -> Option<TokenStream> {
        let (rt, old, new) = (self.rt, old.wire_name(), new.wire_name());
        let is_read_again = matches!(link.relation, TypeRelation::Different);
        (old != new && !is_read_again).then(|| quote!(#rt::rename_spelling(&mut kept, #old, #new);))
    }

    /// Returns the expression for a member of the target.
    fn member_expr(
        &self,
        link: &PartLink,
        old: Option<&Field>,
        new: &Field,
        custom: Option<TokenStream>,
    ) -> MemberExpr {
        let rt = self.rt;
        let optional = is_optional(&new.ty);
        let name = new.wire_name();
        let Some(old) = old else {
            let value = quote!(#rt::take_kept(&mut kept, #name));
            return MemberExpr::with_kept(value, !optional, rt);
        };
        let (was_optional, old_name) = (is_optional(&old.ty), old.wire_name());
        let (field, value) = (&old.ident, as_option(old));
        let both_required = !optional && !was_optional;
        if let Some(path) = custom {
            if both_required && self.direction.is_upgrade() {
                return MemberExpr::pure(quote!(#path(&self.#field)));
            }
            let target_value = quote! {
                #rt::carry_converted(#value, &mut kept, #old_name, #name, |value| ::std::convert::Into::into(#path(value)))
            };
            return MemberExpr::with_kept(target_value, !optional, rt);
        }
        match link.relation {
            TypeRelation::Same
                if both_required || (optional && was_optional && name == old_name) =>
            {
                MemberExpr::pure(quote!(self.#field))
            }
            TypeRelation::Same if optional && !was_optional => MemberExpr::pure(value),
            TypeRelation::Same => {
                MemberExpr::with_kept(quote!(#rt::carry(#value, &mut kept, #name)), !optional, rt)
            }
            TypeRelation::Continued { older, newer } => {
                let (from, to) = self.direction.orient(older, newer);
                let fails = self.is_fallible(from, to);
                match (both_required, fails) {
                    (true, true) => MemberExpr {
                        fails: true,
                        ..MemberExpr::pure(quote!(#rt::Step::step(self.#field)))
                    },
                    (true, false) => MemberExpr::pure(quote!(#rt::step_infallible(self.#field))),
                    (false, false) => MemberExpr::with_kept(
                        quote!(#rt::carry_step_infallible(#value, &mut kept, #name)),
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
                        MemberExpr {
                            value: step,
                            fails: true,
                            changes_kept: true,
                            is_pure: false,
                        }
                    }
                }
            }
            TypeRelation::Different
                if both_required
                    && is_infallible_retype(self.context.checked, &old.ty, &new.ty) =>
            {
                MemberExpr::pure(quote!(#rt::retype(self.#field)))
            }
            TypeRelation::Different => MemberExpr::with_kept(
                quote!(#rt::carry_retyped(#value, &mut kept, #old_name, #name)),
                !optional,
                rt,
            ),
        }
    }

    fn enumeration_body(
        &self,
        kind: ValueKind,
        source: &[Variant],
        target: &[Variant],
        to: &TokenStream,
    ) -> TokenStream {
        let rt = self.rt;
        let renamed = self.transition.links.iter().filter_map(|link| {
            let (old, new) = self.direction.orient(link.older, link.newer);
            let (old, new) = (source.get(old?)?, target.get(new?)?);
            let (from, into) = (&old.ident, &new.ident);
            (old.wire_name() != new.wire_name()).then(|| quote!(Self::#from => #to::#into,))
        });
        let renamed: TokenStream = renamed.collect();
        let convert = |value: TokenStream| match kind {
            ValueKind::Text => quote!(#rt::convert_enumeration(&#value)),
            ValueKind::Integer => quote!(#rt::convert_integer_enumeration(#value)),
        };
        if renamed.is_empty() {
            let all = convert(quote!(self));
            return quote!(Ok(#all));
        }
        let others = convert(quote!(other));
        quote!(Ok(match self { #renamed other => #others, }))
    }

    fn union_body(
        &self,
        source: &[Alternative],
        target: &[Alternative],
        to: &TokenStream,
        module: &mut Module,
    ) -> TokenStream {
        let rt = self.rt;
        let mut arms = TokenStream::new();
        let otherwise = quote!(#rt::convert_alternative(&value, #to::UnknownValue));
        for link in &self.transition.links {
            let (old, new) = self.direction.orient(link.older, link.newer);
            let Some(old) = old.and_then(|position| source.get(position)) else {
                continue;
            };
            let from = &old.ident;
            let new = new.and_then(|position| target.get(position));
            let custom = self.find_custom(link, module);
            let Some(into) = new.map(|new| &new.ident) else {
                arms.extend(quote!(Self::#from(value) => #otherwise,));
                continue;
            };
            arms.extend(match (custom, link.relation) {
                (Some(path), _) if self.direction.is_upgrade() => {
                    quote!(Self::#from(value) => #to::#into(#path(&value)),)
                }
                (Some(path), _) => quote! {
                    Self::#from(value) => match ::std::convert::Into::<::std::option::Option<_>>::into(#path(&value)) {
                        Some(value) => #to::#into(value),
                        None => #otherwise,
                    },
                },
                (None, TypeRelation::Same) => quote!(Self::#from(value) => #to::#into(value),),
                (None, TypeRelation::Continued { older, newer }) => {
                    let (from_shape, to_shape) = self.direction.orient(older, newer);
                    if self.is_fallible(from_shape, to_shape) {
                        quote!(Self::#from(value) => #to::#into(#rt::Step::step(value)?),)
                    } else {
                        quote!(Self::#from(value) => #to::#into(#rt::step_infallible(value)),)
                    }
                }
                (None, TypeRelation::Different) => quote!(Self::#from(value) => #otherwise,),
            });
        }
        quote!(Ok(match self { #arms Self::UnknownValue(value) => #otherwise, }))
    }
}

/// The expression for a member of the target.
struct MemberExpr {
    value: TokenStream,
    /// The expression is a `Result`.
    fails: bool,
    /// The expression takes values from `kept` or adds some.
    changes_kept: bool,
    /// The expression has no other effect, so it can stand in the struct expression.
    is_pure: bool,
}

impl MemberExpr {
    fn pure(value: TokenStream) -> Self {
        Self {
            value,
            fails: false,
            changes_kept: false,
            is_pure: true,
        }
    }

    /// Wraps an expression that yields an `Option` and changes `kept`.
    fn with_kept(value: TokenStream, required: bool, rt: &TokenStream) -> Self {
        Self {
            value: if required {
                quote!(#rt::require(#value))
            } else {
                value
            },
            fails: required,
            changes_kept: true,
            is_pure: false,
        }
    }
}

/// Returns a member as an `Option`.
fn as_option(field: &Field) -> TokenStream {
    let ident = &field.ident;
    if is_optional(&field.ty) {
        quote!(self.#ident)
    } else {
        quote!(Some(self.#ident))
    }
}

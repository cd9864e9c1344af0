//! Replaces aliases by the types that they stand for.
//!
//! The other checks and the expansion see types without aliases. A part also keeps its type as it is written, for its
//! declaration. A part whose aliases change within its range becomes several parts, one for each type.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::{Error, Type, TypeTuple};

use super::range::overlaps;
use crate::checked::{Checked, LiveRange, Resolved, ResolvedPart};
use crate::definitions::{Alternative, Body, Definition, Field, Operation, Parameter, Target};
use crate::tokens::{self, NamePosition};

/// The greatest number of aliases of aliases, which rustc limits too.
const MAX_DEPTH: usize = 100;

/// Replaces the aliases in all types. A type keeps an alias that does not exist in all of its api-versions: the check of
/// references reports it.
pub(super) fn expand(checked: &mut Checked, errors: &mut Vec<Error>) {
    let mut aliases = Aliases::collect(checked);
    if aliases.all.is_empty() {
        return;
    }
    for index in 0..aliases.all.len() {
        aliases.expand_alias(index, MAX_DEPTH, errors);
    }
    for alias in &aliases.all {
        if let (State::Wrong, Some(item)) = (&alias.state, checked.items.get_mut(alias.item)) {
            item.alive = LiveRange::default();
            item.parts.clear();
            if let Some(definition) = checked.definitions.items.get_mut(alias.item) {
                definition.body = Body::Alias(Vec::new());
            }
        }
    }
    let mut added = Vec::new();
    let items = checked.definitions.items.iter_mut().zip(&mut checked.items);
    for (item, resolved) in items {
        aliases.expand_parts(&mut item.body, &mut resolved.parts);
        added.extend(aliases.expand_responses(item, resolved));
    }
    for (item, resolved) in added {
        if let Some(group) = checked.groups.get_mut(resolved.group) {
            group.items.push(checked.items.len());
        }
        checked.definitions.items.push(item);
        checked.items.push(resolved);
    }
}

/// The aliases of all definitions.
struct Aliases {
    all: Vec<Alias>,
    /// The indices of the aliases of each name.
    by_name: HashMap<String, Vec<usize>>,
}

struct Alias {
    /// The index of its definition.
    item: usize,
    name: Ident,
    alive: LiveRange,
    target: TokenStream,
    state: State,
}

enum State {
    New,
    /// The aliases in it are being replaced.
    Open,
    /// The types that it stands for, in the order of their ranges.
    Expanded(Vec<Piece>),
    /// It stands for itself, so that it is left out.
    Wrong,
}

/// A type without aliases, and the api-versions in which a type with aliases means it.
#[derive(Clone)]
struct Piece {
    alive: LiveRange,
    ty: TokenStream,
}

impl Aliases {
    fn collect(checked: &Checked) -> Self {
        let mut aliases = Self {
            all: Vec::new(),
            by_name: HashMap::new(),
        };
        let items = checked.definitions.items.iter().zip(&checked.items);
        for (item, (definition, resolved)) in items.enumerate() {
            let Body::Alias(targets) = &definition.body else {
                continue;
            };
            let Some(Target { ident, ty }) = targets.first() else {
                continue;
            };
            let name = ident.unraw().to_string();
            let named = aliases.by_name.entry(name).or_default();
            named.push(aliases.all.len());
            aliases.all.push(Alias {
                item,
                name: ident.clone(),
                alive: resolved.alive.clone(),
                target: ty.to_token_stream(),
                state: State::New,
            });
        }
        aliases
    }

    /// Returns the aliases that a type names, each once, with the place of the name.
    fn names_in(&self, ty: &TokenStream) -> Vec<Ident> {
        let mut names: Vec<Ident> = Vec::new();
        tokens::visit_names(ty, &mut |name, position| {
            if position == NamePosition::Alone
                && self.by_name.contains_key(&name.unraw().to_string())
                && !names.contains(name)
            {
                names.push(name.clone());
            }
        });
        names
    }

    fn named(&self, name: &Ident) -> impl Iterator<Item = (usize, &Alias)> {
        let indices = self.by_name.get(&name.unraw().to_string());
        let indices = indices.into_iter().flatten();
        indices.filter_map(|index| Some((*index, self.all.get(*index)?)))
    }

    /// Replaces the aliases in the target of an alias.
    fn expand_alias(&mut self, index: usize, depth: usize, errors: &mut Vec<Error>) {
        let Some(alias) = self.all.get_mut(index) else {
            return;
        };
        if !matches!(alias.state, State::New) {
            return;
        }
        alias.state = State::Open;
        let (name, alive, target) = (
            alias.name.clone(),
            alias.alive.clone(),
            alias.target.clone(),
        );
        let mut state = None;
        for inner in self.names_in(&target) {
            let beside = self
                .named(&inner)
                .filter(|(_, one)| overlaps(&one.alive, &alive));
            let beside: Vec<usize> = beside.map(|(index, _)| index).collect();
            for index in beside {
                let problem = match self.all.get(index).map(|one| &one.state) {
                    Some(State::Open) => Some("stands for itself"),
                    Some(State::New) if depth == 0 => Some("stands for too many other aliases"),
                    _ => None,
                };
                if let Some(problem) = problem {
                    let text = format!("alias `{name}` {problem}: write a type that is no alias");
                    errors.push(Error::new(inner.span(), text));
                    state = Some(State::Wrong);
                    continue;
                }
                self.expand_alias(index, depth.saturating_sub(1), errors);
                if matches!(
                    self.all.get(index).map(|one| &one.state),
                    Some(State::Wrong)
                ) {
                    state = Some(State::Wrong);
                }
            }
        }
        let state = state.unwrap_or_else(|| {
            let pieces = self.expand_type(&target, &alive);
            State::Expanded(pieces.unwrap_or_else(|| vec![Piece { alive, ty: target }]))
        });
        if let Some(alias) = self.all.get_mut(index) {
            alias.state = state;
        }
    }

    /// Returns the types that a type with aliases means in the api-versions of a range; `None` if it names no alias, or one
    /// that does not exist in all of them.
    fn expand_type(&self, ty: &TokenStream, range: &LiveRange) -> Option<Vec<Piece>> {
        let names = self.names_in(ty);
        if names.is_empty() || range.is_empty() {
            return None;
        }
        let mut starts = BTreeSet::from([range.start]);
        let mut meanings: HashMap<String, Vec<&Piece>> = HashMap::new();
        for name in names {
            let pieces = self
                .named(&name)
                .filter_map(|(_, alias)| match &alias.state {
                    State::Expanded(pieces) => Some(pieces),
                    _ => None,
                });
            let pieces = pieces.flatten();
            let mut pieces: Vec<&Piece> = pieces
                .filter(|piece| overlaps(&piece.alive, range))
                .collect();
            pieces.sort_by_key(|piece| piece.alive.start);
            let mut covered = range.start;
            for piece in &pieces {
                if piece.alive.start > covered {
                    return None;
                }
                covered = piece.alive.end;
                starts.insert(piece.alive.start.max(range.start));
            }
            if covered < range.end {
                return None;
            }
            meanings.insert(name.unraw().to_string(), pieces);
        }
        let mut expanded: Vec<Piece> = Vec::new();
        let ends = starts.iter().skip(1).copied().chain([range.end]);
        for (start, end) in starts.iter().copied().zip(ends) {
            let ty = tokens::replace(ty, &mut |name| {
                let pieces = meanings.get(&name.unraw().to_string())?;
                let next = pieces.partition_point(|piece| piece.alive.start <= start);
                let piece = pieces.get(next.checked_sub(1)?)?;
                Some(with_span(&piece.ty, name.span()))
            });
            match expanded.last_mut() {
                Some(last) if last.ty.to_string() == ty.to_string() => last.alive.end = end,
                _ => expanded.push(Piece {
                    alive: start..end,
                    ty,
                }),
            }
        }
        Some(expanded)
    }

    fn expand_parts(&self, body: &mut Body, resolved: &mut Vec<ResolvedPart>) {
        match body {
            Body::Struct(fields) => self.split(fields, resolved),
            Body::Union(alternatives) => self.split(alternatives, resolved),
            Body::Alias(targets) => self.split(targets, resolved),
            Body::Operation(operation) => self.split(&mut operation.parameters, resolved),
            Body::Enumeration(..) => {}
        }
    }

    /// Replaces the types of parts by those without aliases. The further types of a part become parts after it.
    fn split<T: TypedPart>(&self, parts: &mut Vec<T>, resolved: &mut Vec<ResolvedPart>) {
        let all = std::mem::take(parts)
            .into_iter()
            .zip(std::mem::take(resolved));
        for (part, one) in all {
            let pieces = self.expand_type(&one.ty, &one.alive).and_then(|pieces| {
                let parse = |piece: Piece| {
                    let ty: Type = syn::parse2(piece.ty.clone()).ok()?;
                    Some((piece, ty))
                };
                pieces.into_iter().map(parse).collect::<Option<Vec<_>>>()
            });
            let Some(pieces) = pieces else {
                parts.push(part);
                resolved.push(one);
                continue;
            };
            for (index, (Piece { alive, ty }, parsed)) in pieces.into_iter().enumerate() {
                let mut part = part.clone();
                let declared = std::mem::replace(part.ty(), parsed);
                if index > 0 {
                    part.forget_predecessor();
                }
                parts.push(part);
                resolved.push(ResolvedPart {
                    alive,
                    ty,
                    declared: Some(declared),
                    references: Vec::new(),
                });
            }
        }
    }

    /// Replaces the types of the responses of an operation. Returns the operation in the api-versions where these types are
    /// others than before.
    fn expand_responses(
        &self,
        item: &mut Definition,
        resolved: &mut Resolved,
    ) -> Vec<(Definition, Resolved)> {
        let Body::Operation(operation) = &mut item.body else {
            return Vec::new();
        };
        let types = response_types(operation);
        let types = quote!((#(#types,)*));
        let Some(pieces) = self.expand_type(&types, &resolved.alive) else {
            return Vec::new();
        };
        let mut more = Vec::new();
        let whole = resolved.clone();
        for (index, Piece { alive, ty }) in pieces.into_iter().enumerate() {
            let Ok(types) = syn::parse2::<TypeTuple>(ty) else {
                return Vec::new();
            };
            if index == 0 {
                set_response_types(&mut item.body, types);
                limit(resolved, &alive);
                continue;
            }
            let (mut item, mut resolved) = (item.clone(), whole.clone());
            item.versions = None;
            set_response_types(&mut item.body, types);
            limit(&mut resolved, &alive);
            more.push((item, resolved));
        }
        more
    }
}

/// Limits an item to some of its api-versions.
fn limit(resolved: &mut Resolved, alive: &LiveRange) {
    let clip = |range: &mut LiveRange| {
        let (start, end) = (range.start.max(alive.start), range.end.min(alive.end));
        *range = if start < end {
            start..end
        } else {
            LiveRange::default()
        };
    };
    resolved.alive = alive.clone();
    resolved.version_docs.iter_mut().for_each(clip);
    resolved
        .parts
        .iter_mut()
        .for_each(|part| clip(&mut part.alive));
}

fn response_types(operation: &mut Operation) -> Vec<&mut Type> {
    let responses = operation.responses.iter_mut();
    let bodies = responses.filter_map(|response| response.ty.as_mut());
    let headers = operation.headers.iter_mut().map(|header| &mut header.ty);
    bodies.chain(&mut operation.error).chain(headers).collect()
}

fn set_response_types(body: &mut Body, types: TypeTuple) {
    if let Body::Operation(operation) = body {
        for (ty, new) in response_types(operation).into_iter().zip(types.elems) {
            *ty = new;
        }
    }
}

/// Returns the tokens with the span of the name that they replace, so that errors point there.
fn with_span(tokens: &TokenStream, span: Span) -> TokenStream {
    let at_name = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), with_span(&group.stream(), span)).into();
        }
        token.set_span(span);
        token
    };
    tokens.clone().into_iter().map(at_name).collect()
}

/// A part with a type.
trait TypedPart: Clone {
    fn ty(&mut self) -> &mut Type;

    /// Removes what is said about the part before it.
    fn forget_predecessor(&mut self);
}

macro_rules! typed_parts {
    ($($name:ident)*) => {
        $(impl TypedPart for $name {
            fn ty(&mut self) -> &mut Type {
                &mut self.ty
            }

            fn forget_predecessor(&mut self) {
                self.versions = None;
            }
        })*
    };
}

typed_parts! { Field Alternative Parameter }

impl TypedPart for Target {
    fn ty(&mut self) -> &mut Type {
        &mut self.ty
    }

    fn forget_predecessor(&mut self) {}
}

//! The module `any`: enums over all shapes of a type, for values whose api-version is known only at run time.

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::context::{self, Context};
use super::piece::{EmittedModule, Piece, PieceSink};
use crate::range_name;
use crate::transitions::{Direction, End, ShapeId, Transitions};

/// A shape of a lineage.
struct LineageShape {
    end: End,
    /// The api-versions that have it.
    versions: Vec<usize>,
}

impl LineageShape {
    /// Returns its variant, named after its first api-version.
    fn variant<'c>(&self, context: &'c Context<'_>) -> Option<&'c Ident> {
        context.version_types.get(*self.versions.first()?)
    }
}

/// The shape that follows a run of a shape's api-versions, by direction.
type Neighbors<'s> = HashMap<(ShapeId, Direction, usize), &'s End>;

/// Emits the module `any`, with an enum for each lineage of several shapes.
pub(super) fn emit_module(
    context: &Context<'_>,
    transitions: &Transitions,
    sink: &mut PieceSink<'_>,
) {
    let Some(rt) = &context.runtime else { return };
    let mut items = TokenStream::new();
    let neighbors = collect_neighbors(context, transitions);
    for lineage in collect_lineages(context, transitions) {
        emit_enum(context, &lineage, &neighbors, rt, &mut items);
    }
    if items.is_empty() {
        return;
    }
    let (attrs, use_runtime) = (&context.attrs, &context.use_runtime);
    let allow_deprecated = &context.allow_deprecated;
    // The match arms that can be reached depend on the cargo features.
    let unused = context.feature(0).map(|_| quote!(, unused_variables));
    let allow = quote!(#[allow(unreachable_patterns #unused)]);
    sink(Piece::Module(EmittedModule {
        attrs: quote! {
            #[doc = " Enums over all shapes of a type, for values whose api-version is known only at run time."]
            #(#attrs)*
            #allow_deprecated
            #allow
        },
        vis: quote!(pub),
        name: &Ident::new("any", Span::call_site()),
        uses: quote!(#[allow(unused_imports)] #use_runtime),
        content: &mut std::iter::once((None, items)),
    }));
}

fn collect_neighbors<'s>(context: &Context<'_>, transitions: &'s Transitions) -> Neighbors<'s> {
    let mut neighbors = HashMap::new();
    for transition in &transitions.all {
        for direction in Direction::BOTH {
            let (from, to) = direction.orient(&transition.older, &transition.newer);
            let run = context.run_index(from.shape.module, from.version);
            neighbors.entry((from.shape, direction, run)).or_insert(to);
        }
    }
    neighbors
}

/// Collects the lineages of several shapes, each oldest first.
fn collect_lineages(context: &Context<'_>, transitions: &Transitions) -> Vec<Vec<LineageShape>> {
    let mut lineages: Vec<Vec<LineageShape>> = Vec::new();
    let mut lineage_of: HashMap<ShapeId, usize> = HashMap::new();
    let shape = |end: &End| {
        let group = context.shapes.module_of.get(end.shape.group);
        let versions = group.into_iter().flatten().enumerate();
        LineageShape {
            end: *end,
            versions: versions
                .filter(|(_, module)| **module == Some(end.shape.module))
                .map(|(version, _)| version)
                .collect(),
        }
    };
    for transition in &transitions.all {
        let index = *lineage_of.entry(transition.older.shape).or_insert_with(|| {
            lineages.push(vec![shape(&transition.older)]);
            lineages.len() - 1
        });
        // If two names continue one, the first does; the lineage of the other begins with itself.
        let taken = lineages.get(index).is_some_and(|lineage_shapes| {
            lineage_shapes
                .iter()
                .any(|shape| shape.versions.contains(&transition.newer.version))
        });
        if !taken && !lineage_of.contains_key(&transition.newer.shape) {
            lineage_of.insert(transition.newer.shape, index);
            if let Some(lineage_shapes) = lineages.get_mut(index) {
                lineage_shapes.push(shape(&transition.newer));
            }
        }
    }
    lineages.retain(|lineage_shapes| lineage_shapes.len() > 1);
    lineages
}

fn emit_enum(
    context: &Context<'_>,
    lineage_shapes: &[LineageShape],
    neighbors: &Neighbors<'_>,
    rt: &TokenStream,
    out: &mut TokenStream,
) {
    let names = &context.checked.versions;
    let item = |shape: &LineageShape| context.checked.definitions.items.get(shape.end.item);
    let newest = lineage_shapes
        .iter()
        .max_by_key(|shape| shape.versions.last())
        .and_then(item);
    let Some(name) = newest.map(|item| &item.ident) else {
        return;
    };
    let mut all: Vec<usize> = lineage_shapes
        .iter()
        .flat_map(|shape| shape.versions.clone())
        .collect();
    all.sort_unstable();
    let cfg = context.cfg(&all);
    let mut variants = TokenStream::new();
    let mut conversions = TokenStream::new();
    for shape in lineage_shapes {
        let Some(variant) = shape.variant(context) else {
            continue;
        };
        // Shapes between two others are compiled, because conversions lead through them.
        let on = context.compile_cfg(&shape.versions);
        let path = context.path(&shape.end);
        let docs = range_name::sentence(&shape.versions, names);
        variants.extend(quote!(#on #variant(#path) #docs;));
        conversions.extend(emit_conversion(context, shape, variant, &path));
    }
    let steps = emit_steps(context, lineage_shapes, neighbors);
    let changes = emit_changes(context, lineage_shapes);
    out.extend(quote! {
        #cfg
        #rt::any! {
            #name;
            variants { #variants }
            changes { #changes }
            steps { #steps }
            conversions { #conversions }
        }
    });
}

/// Lists the api-versions at which the shape changes, each with the first api-version of the new shape, if there is
/// one.
fn emit_changes(context: &Context<'_>, lineage_shapes: &[LineageShape]) -> TokenStream {
    let ty = |version: usize| context.version_types.get(version);
    let api_version = context::beside(quote!(ApiVersion));
    let mut out = TokenStream::new();
    let mut before = None;
    for version in 0..context.version_types.len() {
        let shape = lineage_shapes
            .iter()
            .find(|shape| shape.versions.contains(&version));
        let first = shape.and_then(|shape| shape.versions.first().copied());
        if first == before {
            continue;
        }
        before = first;
        let from = ty(version);
        out.extend(match first.and_then(ty) {
            Some(first) => quote!(#from Some(#api_version::#first);),
            None => quote!(#from None;),
        });
    }
    out
}

/// Emits the rules that convert a value one step towards the shape that starts at a given api-version.
///
/// An upgrade starts from the last run before the target. If all runs are later, a downgrade starts from the first.
fn emit_steps(
    context: &Context<'_>,
    lineage_shapes: &[LineageShape],
    neighbors: &Neighbors<'_>,
) -> TokenStream {
    let ty = |version: usize| context.version_types.get(version);
    let mut out = TokenStream::new();
    for shape in lineage_shapes {
        let mut arm = |direction: Direction, run: usize, bound: usize| {
            let to = neighbors.get(&(shape.end.shape, direction, run));
            let to = to.and_then(|end| {
                lineage_shapes
                    .iter()
                    .find(|shape| shape.end.shape == end.shape)
            });
            let (Some(to), Some(bound), Some(variant)) = (to, ty(bound), shape.variant(context))
            else {
                return;
            };
            let operator = match direction {
                Direction::Upgrade => quote!(>=),
                Direction::Downgrade => quote!(<),
            };
            let on =
                [&shape.versions, &to.versions].map(|versions| context.compile_condition(versions));
            let [from_on, to_on] = on.map(Option::into_iter);
            let on = context
                .feature(0)
                .map(|_| quote!(#[cfg(all(#(#from_on,)* #(#to_on)*))]));
            let path = context.path(&to.end);
            out.extend(quote! {
                #on
                #variant #operator #bound => #path;
            });
        };
        let runs: Vec<&[usize]> = range_name::split_runs(&shape.versions).collect();
        for (index, run) in runs.iter().enumerate().rev() {
            if let Some(last) = run.last() {
                arm(Direction::Upgrade, index, last + 1);
            }
        }
        if let Some(first) = shape.versions.first() {
            arm(Direction::Downgrade, 0, *first);
        }
    }
    out
}

/// Emits the method that converts a value of any shape to this one.
fn emit_conversion(
    context: &Context<'_>,
    to: &LineageShape,
    variant: &Ident,
    path: &TokenStream,
) -> TokenStream {
    let first = to.versions.first().copied().unwrap_or_default();
    let (Some(module), Some(version)) = (
        context.version_modules.get(first),
        context.checked.versions.get(first),
    ) else {
        return TokenStream::new();
    };
    let method = Ident::new(&format!("into_{module}"), Span::call_site());
    let on = context.cfg(&to.versions);
    quote!(#on #method #version => #variant(#path);)
}

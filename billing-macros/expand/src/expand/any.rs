//! Types whose api-version is known only at run time.

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::context::{self, Context};
use super::piece::{EmittedModule, Piece, Take};
use crate::range_name;
use crate::succession::{End, ShapeId, Succession};

/// A shape of a lineage.
struct Form {
    end: End,
    /// The api-versions that have it.
    versions: Vec<usize>,
}

impl Form {
    /// Its variant, named by the first api-version.
    fn variant<'c>(&self, context: &'c Context<'_>) -> Option<&'c Ident> {
        context.version_types.get(*self.versions.first()?)
    }
}

/// What a shape is behind a run of its api-versions, upwards or downwards.
type Neighbors<'s> = HashMap<(ShapeId, bool, usize), &'s End>;

/// The module `any`: an enum for each lineage that has several shapes.
pub(super) fn module(context: &Context<'_>, succession: &Succession, take: &mut Take<'_>) {
    let Some(rt) = &context.runtime else { return };
    let mut items = TokenStream::new();
    let neighbors = neighbors(context, succession);
    for lineage in lineages(context, succession) {
        emit(context, &lineage, &neighbors, rt, &mut items);
    }
    if items.is_empty() {
        return;
    }
    let (attrs, use_runtime) = (&context.attrs, &context.use_runtime);
    let allow_deprecated = &context.allow_deprecated;
    // Which arms a value can come to depends on the features, and on whether each api-version has a shape of its own.
    let unused = context.feature(0).map(|_| quote!(, unused_variables));
    let allow = quote!(#[allow(unreachable_patterns #unused)]);
    take(Piece::Module(EmittedModule {
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

fn neighbors<'s>(context: &Context<'_>, succession: &'s Succession) -> Neighbors<'s> {
    let mut neighbors = HashMap::new();
    for pair in &succession.pairs {
        for (up, from, to) in [
            (true, &pair.older, &pair.newer),
            (false, &pair.newer, &pair.older),
        ] {
            let run = context.run(from.shape.module, from.version);
            neighbors.entry((from.shape, up, run)).or_insert(to);
        }
    }
    neighbors
}

/// The lineages that have several shapes, each oldest first.
fn lineages(context: &Context<'_>, succession: &Succession) -> Vec<Vec<Form>> {
    let mut lineages: Vec<Vec<Form>> = Vec::new();
    let mut lineage_of: HashMap<ShapeId, usize> = HashMap::new();
    let form = |end: &End| {
        let group = context.shapes.module_of.get(end.shape.group);
        let versions = group.into_iter().flatten().enumerate();
        Form {
            end: *end,
            versions: versions
                .filter(|(_, module)| **module == Some(end.shape.module))
                .map(|(version, _)| version)
                .collect(),
        }
    };
    for pair in &succession.pairs {
        let index = *lineage_of.entry(pair.older.shape).or_insert_with(|| {
            lineages.push(vec![form(&pair.older)]);
            lineages.len() - 1
        });
        // Of two that continue one, the first does; the other's lineage begins with itself.
        let taken = lineages.get(index).is_some_and(|forms| {
            forms
                .iter()
                .any(|form| form.versions.contains(&pair.newer.version))
        });
        if !taken && !lineage_of.contains_key(&pair.newer.shape) {
            lineage_of.insert(pair.newer.shape, index);
            if let Some(forms) = lineages.get_mut(index) {
                forms.push(form(&pair.newer));
            }
        }
    }
    lineages.retain(|forms| forms.len() > 1);
    lineages
}

fn emit(
    context: &Context<'_>,
    forms: &[Form],
    neighbors: &Neighbors<'_>,
    rt: &TokenStream,
    out: &mut TokenStream,
) {
    let names = &context.checked.versions;
    let api_version = context::beside(quote!(ApiVersion));
    let item = |form: &Form| context.checked.definitions.items.get(form.end.item);
    let newest = forms
        .iter()
        .max_by_key(|form| form.versions.last())
        .and_then(item);
    let Some(name) = newest.map(|item| &item.ident) else {
        return;
    };
    let text = name.unraw().to_string();
    let mut all: Vec<usize> = forms
        .iter()
        .flat_map(|form| form.versions.clone())
        .collect();
    all.sort_unstable();
    let cfg = context.cfg(&all);
    let mut variants = TokenStream::new();
    let mut reads = TokenStream::new();
    let mut writes = TokenStream::new();
    let mut first_versions = TokenStream::new();
    let mut lists = TokenStream::new();
    let mut from = TokenStream::new();
    let mut ways = TokenStream::new();
    for form in forms {
        let Some(variant) = form.variant(context) else {
            continue;
        };
        // Shapes that lie between others are steps on the way.
        let on = context.compiled_if(&form.versions);
        let path = context.path(&form.end);
        let docs = format!(" {}", range_name::sentence(&form.versions, names));
        variants.extend(quote!(#[doc = #docs] #on #variant(::std::boxed::Box<#path>),));
        reads.extend(quote!(#on #api_version::#variant => Self::from(rt::decode::<#path>(json)?),));
        writes.extend(
            quote!(#on Self::#variant(value) => rt::serde::Serialize::serialize(value, serializer),),
        );
        first_versions.extend(quote!(#on Self::#variant(_) => #api_version::#variant,));
        lists.extend(quote!(#on Self::#variant(value) => rt::list_kept(&**value),));
        from.extend(quote! {
            #on
            impl ::std::convert::From<#path> for #name {
                #[inline]
                fn from(value: #path) -> Self { Self::#variant(::std::boxed::Box::new(value)) }
            }
        });
        ways.extend(way(context, form, variant));
    }
    let steps = steps(context, forms, neighbors);
    let shapes = shapes(context, forms);
    let docs = format!(" `{text}` in any of its api-versions.");
    out.extend(quote! {
        #[doc = #docs]
        #cfg
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #variants }
        #cfg
        impl #name {
            /// Decodes a JSON document of an api-version.
            ///
            /// # Errors
            ///
            /// Fails if the document does not fit the type, the api-version does not have the type, or the cargo
            /// feature of the api-version is off.
            #[inline]
            pub fn decode(api_version: #api_version, json: &[u8]) -> ::std::result::Result<Self, rt::DecodeAnyError> {
                Ok(match rt::shape_in::<Self>(api_version)? {
                    #reads
                    _ => return Err(rt::no_such_type::<Self>(api_version).into()),
                })
            }
            /// Returns the first api-version in which the type has this shape.
            #[inline]
            pub fn api_version(&self) -> #api_version { match self { #first_versions } }
            /// Lists unknown fields and values, by JSON path.
            #[inline]
            pub fn kept(&self) -> ::std::vec::Vec<rt::KeptItem> { match self { #lists } }
            /// Converts the value to the shape of an api-version.
            ///
            /// # Errors
            ///
            /// Fails if a value has no typed place there, a required value is missing, the api-version does not have the
            /// type, or the cargo feature of the api-version is off. The error gives the value back.
            #[inline]
            pub fn move_to(self, api_version: #api_version) -> ::std::result::Result<Self, rt::MoveAnyError<Self>> {
                rt::move_any(self, api_version)
            }
            #ways
        }
        #cfg
        impl rt::Lineage for #name {
            type ApiVersion = #api_version;
            const NAME: &'static str = #text;
            const SHAPES: &'static [(#api_version, ::std::option::Option<#api_version>)] = &[#shapes];
            #[inline]
            fn shape(&self) -> #api_version { self.api_version() }
            #[inline]
            fn list_kept(&self) -> ::std::vec::Vec<rt::KeptItem> { self.kept() }
            #[inline]
            fn step(self, to: #api_version) -> ::std::result::Result<Self, #rt::MissingMembers> {
                match self {
                    #steps
                    there => Ok(there),
                }
            }
        }
        #cfg
        impl rt::serde::Serialize for #name {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                match self { #writes }
            }
        }
        #from
    });
}

/// The shapes by the api-version from which on there is another, or none.
fn shapes(context: &Context<'_>, forms: &[Form]) -> TokenStream {
    let ty = |version: usize| context.version_types.get(version);
    let api_version = context::beside(quote!(ApiVersion));
    let mut out = TokenStream::new();
    let mut before = None;
    for version in 0..context.version_types.len() {
        let form = forms.iter().find(|form| form.versions.contains(&version));
        let first = form.and_then(|form| form.versions.first().copied());
        if first == before {
            continue;
        }
        before = first;
        let from = ty(version);
        out.extend(match first.and_then(ty) {
            Some(first) => quote!((#api_version::#from, Some(#api_version::#first)),),
            None => quote!((#api_version::#from, None),),
        });
    }
    out
}

/// The arms that make a step towards another shape, which is named by the first api-version that has it.
///
/// A way leaves the last run before it upwards; where all runs are behind it, the first one downwards.
fn steps(context: &Context<'_>, forms: &[Form], neighbors: &Neighbors<'_>) -> TokenStream {
    let ty = |version: usize| context.version_types.get(version);
    let api_version = context::beside(quote!(ApiVersion));
    let mut out = TokenStream::new();
    for form in forms {
        let mut arm = |up: bool, run: usize, bound: usize| {
            let to = neighbors.get(&(form.end.shape, up, run));
            let to = to.and_then(|end| forms.iter().find(|form| form.end.shape == end.shape));
            let (Some(to), Some(bound), Some(variant)) = (to, ty(bound), form.variant(context))
            else {
                return;
            };
            let operator = if up { quote!(>=) } else { quote!(<) };
            let on = [&form.versions, &to.versions].map(|versions| context.compiled(versions));
            let [from_on, to_on] = on.map(Option::into_iter);
            let on = context
                .feature(0)
                .map(|_| quote!(#[cfg(all(#(#from_on,)* #(#to_on)*))]));
            let path = context.path(&to.end);
            out.extend(quote! {
                #on
                Self::#variant(value) if to #operator #api_version::#bound => rt::step_to::<#path, _, _>(*value),
            });
        };
        let runs: Vec<&[usize]> = range_name::runs_of(&form.versions).collect();
        for (index, run) in runs.iter().enumerate().rev() {
            if let Some(last) = run.last() {
                arm(true, index, last + 1);
            }
        }
        if let Some(first) = form.versions.first() {
            arm(false, 0, *first);
        }
    }
    out
}

/// The method that moves to one shape, whatever the value is.
fn way(context: &Context<'_>, to: &Form, variant: &Ident) -> TokenStream {
    let target = context.path(&to.end);
    let api_version = context::beside(quote!(ApiVersion));
    let first = to.versions.first().copied().unwrap_or_default();
    let Some(module) = context.version_modules.get(first) else {
        return TokenStream::new();
    };
    let method = Ident::new(&format!("into_{module}"), Span::call_site());
    let on = context.cfg(&to.versions);
    let version = context.checked.versions.get(first);
    let docs = format!(
        " Converts the value to the shape of api-version {}.",
        version.map_or("", String::as_str)
    );
    quote! {
        #[doc = #docs]
        ///
        /// # Errors
        ///
        /// Fails if a value has no typed place there or a required value is missing. The error lists the paths and gives the
        /// value back.
        #on
        #[inline]
        pub fn #method(self) -> ::std::result::Result<#target, rt::MoveError<Self>> {
            match rt::move_shape(self, #api_version::#variant)? {
                Self::#variant(value) => Ok(*value),
                other => Err(rt::MoveError::no_way(other)),
            }
        }
    }
}

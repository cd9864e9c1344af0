//! Types whose api-version is known only at run time.

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;

use super::context::Context;
use crate::succession::{End, ShapeId, Succession};

/// A shape of a lineage.
struct Form {
    end: End,
    /// The api-versions that have it.
    versions: Vec<usize>,
}

/// The module `any`: an enum for each lineage that has several shapes.
pub(super) fn module(context: &Context<'_>, succession: &Succession, out: &mut TokenStream) {
    let Some(rt) = &context.runtime else { return };
    let mut items = TokenStream::new();
    for lineage in lineages(context, succession) {
        emit(context, &lineage, rt, &mut items);
    }
    if items.is_empty() {
        return;
    }
    let (attrs, use_runtime) = (&context.attrs, &context.use_runtime);
    let allow_deprecated = &context.allow_deprecated;
    out.extend(quote! {
        #[doc = " Types whose api-version is known only at run time: all shapes of one in an enum."]
        #(#attrs)*
        #allow_deprecated
        pub mod any {
            #[allow(unused_imports)]
            #use_runtime
            #items
        }
    });
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

fn emit(context: &Context<'_>, forms: &[Form], rt: &TokenStream, out: &mut TokenStream) {
    let names = &context.checked.versions;
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
    let mut writes = TokenStream::new();
    let mut first_versions = TokenStream::new();
    let mut lists = TokenStream::new();
    let mut from = TokenStream::new();
    let mut ways = TokenStream::new();
    for form in forms {
        let Some(first) = form.versions.first() else {
            continue;
        };
        let Some(variant) = context.version_types.get(*first) else {
            continue;
        };
        let on = context.cfg(&form.versions);
        let path = context.path(&form.end);
        let docs = format!(
            " As it is {}.",
            crate::range_name::existence(&form.versions, names)
        );
        variants.extend(quote!(#[doc = #docs] #on #variant(::std::boxed::Box<#path>),));
        writes.extend(quote!(#on Self::#variant(ref value) => rt::serde::Serialize::serialize(value, serializer),));
        first_versions.extend(quote!(#on Self::#variant(_) => super::ApiVersion::#variant,));
        lists.extend(quote!(#on Self::#variant(ref value) => rt::list_kept(&**value),));
        from.extend(quote! {
            #on
            impl ::std::convert::From<#path> for #name {
                #[inline]
                fn from(value: #path) -> Self { Self::#variant(::std::boxed::Box::new(value)) }
            }
        });
        ways.extend(way(context, forms, form, *first, rt));
    }
    let decodes = decodes(context, forms, &text);
    let docs =
        format!(" [`{text}`](super::ApiVersion) of an api-version that is known only at run time.");
    let docs = docs
        .replace("[`", "`")
        .replace("`](super::ApiVersion)", "`");
    out.extend(quote! {
        #[doc = #docs]
        #cfg
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #variants }
        #cfg
        impl #name {
            /// Reads a JSON document of an api-version.
            ///
            /// # Errors
            ///
            /// If it can't be read, the api-version does not have the type, or its cargo feature is off.
            #[inline]
            pub fn decode(api_version: super::ApiVersion, json: &[u8]) -> ::std::result::Result<Self, rt::DecodeAnyError> {
                match api_version { #decodes }
            }
            /// The first of the api-versions in which the type has this shape.
            #[inline]
            pub fn api_version(&self) -> super::ApiVersion { match *self { #first_versions } }
            /// Everything that was read and has no typed place, by JSON path.
            #[inline]
            pub fn kept(&self) -> ::std::vec::Vec<rt::KeptItem> { match *self { #lists } }
            #ways
        }
        #cfg
        impl rt::serde::Serialize for #name {
            fn serialize<S: rt::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                match *self { #writes }
            }
        }
        #from
    });
}

/// The arms that read a document: one for each shape, or for each api-version where features turn them off one by one.
fn decodes(context: &Context<'_>, forms: &[Form], text: &str) -> TokenStream {
    let names = &context.checked.versions;
    let ty = |version: &usize| context.version_types.get(*version);
    let mut arms = TokenStream::new();
    let mut held = 0;
    for form in forms {
        let variant = form.versions.first().and_then(ty);
        let read = quote!(rt::decode(json).map(|value| Self::#variant(::std::boxed::Box::new(value))).map_err(rt::DecodeAnyError::Decode));
        held += form.versions.len();
        if context.feature(0).is_none() {
            let types = form.versions.iter().filter_map(ty);
            arms.extend(quote!(#(super::ApiVersion::#types)|* => #read,));
            continue;
        }
        for version in &form.versions {
            let (ty, name) = (ty(version), names.get(*version));
            let feature = context.feature(*version);
            arms.extend(quote! {
                #[cfg(feature = #feature)]
                super::ApiVersion::#ty => #read,
                #[cfg(not(feature = #feature))]
                super::ApiVersion::#ty => Err(rt::DecodeAnyError::FeatureOff { api_version: #name, feature: #feature }),
            });
        }
    }
    if held < names.len() {
        arms.extend(quote! {
            other => Err(rt::DecodeAnyError::NoSuchType { api_version: other.as_str(), name: #text }),
        });
    }
    arms
}

/// The method that moves to one shape, whatever the value is.
fn way(
    context: &Context<'_>,
    forms: &[Form],
    to: &Form,
    first: usize,
    rt: &TokenStream,
) -> TokenStream {
    let target = context.path(&to.end);
    let (Some(module), Some(marker)) = (
        context.version_modules.get(first),
        context.version_types.get(first),
    ) else {
        return TokenStream::new();
    };
    let method = Ident::new(&format!("into_{module}"), Span::call_site());
    let on = context.cfg(&to.versions);
    let arms = forms.iter().filter_map(|form| {
        let from = form.versions.first()?;
        let variant = context.version_types.get(*from)?;
        let on = context.cfg(&form.versions);
        let value = match from.cmp(&first) {
            std::cmp::Ordering::Equal => quote!(Ok(*value)),
            order => {
                let go = Ident::new(
                    if order.is_lt() { "try_upgrade" } else { "downgrade" },
                    Span::call_site(),
                );
                quote! {
                    #rt::#go::<_, super::version::#marker>(*value)
                        .map_err(|error| error.map(|value| Self::#variant(::std::boxed::Box::new(value))))
                }
            }
        };
        Some(quote!(#on Self::#variant(value) => #value,))
    });
    let arms: TokenStream = arms.map(|arm| arm.to_token_stream()).collect();
    let docs = format!(
        " Moves the value to the shape that api-version {} has.",
        context
            .checked
            .versions
            .get(first)
            .map_or("", String::as_str)
    );
    quote! {
        #[doc = #docs]
        ///
        /// # Errors
        ///
        /// If something has no typed place there or is missing: the error lists it and gives the value back.
        #on
        #[inline]
        pub fn #method(self) -> ::std::result::Result<#target, rt::MoveError<Self>> { match self { #arms } }
    }
}

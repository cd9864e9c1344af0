//! Emits the api-versions as types and as values, and the traits that say which api-versions have an operation.

use std::iter;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::context::{self, Context, EmittedShape};
use super::piece::{EmittedModule, Piece, PieceSink};
use super::{renamed_operations, service};
use crate::definitions::Body;
use crate::range_name;

/// Emits the enum `ApiVersion` and the module `version`.
///
/// Both are compiled whatever features are on, because an operation names all its api-versions.
pub(super) fn emit_module(context: &Context<'_>, sink: &mut PieceSink<'_>) {
    let Some(rt) = &context.runtime else { return };
    let versions = &context.checked.versions;
    let is_operation = |item: usize| {
        context
            .checked
            .definitions
            .items
            .get(item)
            .is_some_and(|item| matches!(item.body, Body::Operation(_)))
    };
    let api_version = context::beside(quote!(ApiVersion));
    let mut markers = TokenStream::new();
    let mut sets = TokenStream::new();
    for (module, marker) in context.shapes.modules.iter().zip(&context.markers) {
        if context.conversion_runtime().is_some()
            && module.shapes.iter().any(|shape| !is_operation(shape.item))
        {
            emit_version_set(context, &module.versions, marker, rt, &mut sets);
        }
        if !module.shapes.iter().any(|shape| is_operation(shape.item)) {
            continue;
        }
        let existence = range_name::existence_phrase(&module.versions, versions);
        let docs = format!(" Marks the api-versions of operations that exist {existence}.");
        // A type that is no api-version of the service would contradict "exists in all api-versions".
        let (message, label) = if module.versions.len() == versions.len() {
            (
                "`{Self}` is not an api-version of this operation's service".to_owned(),
                "expected a type of the service's module `version`",
            )
        } else {
            (
                format!("this operation exists {existence}"),
                "not available in `{Self}`",
            )
        };
        let types = module
            .versions
            .iter()
            .filter_map(|version| context.version_types.get(*version));
        markers.extend(quote! {
            #[doc = #docs]
            #[diagnostic::on_unimplemented(message = #message, label = #label)]
            pub trait #marker: #rt::Version {}
            #rt::marks!(#marker: #(#types),*);
        });
        renamed_operations::emit_markers(context, module, marker, rt, &mut markers);
    }
    let types =
        context
            .version_types
            .iter()
            .zip(versions)
            .enumerate()
            .map(|(index, (name, version))| {
                let docs = format!(" Api-version {version}.");
                let number = (!sets.is_empty()).then(|| {
                    let number = encode_number(index, versions.len(), rt);
                    quote!(impl #rt::Numbered<#api_version> for #name { type Number = #number; })
                });
                let ty = emit_version_type(context, name, version, rt);
                quote! {
                    #[doc = #docs]
                    #ty
                    #number
                }
            });
    let (attrs, use_runtime) = (&context.attrs, &context.use_runtime);
    let security = service::emit_security(context);
    let latest = context
        .latest()
        .and_then(|index| context.version_types.get(index))
        .map(|latest| {
            quote! {
                /// The newest stable api-version, that of the module `latest`.
                pub type Latest = #latest;
            }
        });
    let sets = (!sets.is_empty()).then(|| {
        let rt = context::beside(quote!(rt));
        quote! {
            #[doc(hidden)]
            pub mod shapes {
                use #rt;
                #sets
            }
        }
    });
    sink(Piece::Module(EmittedModule {
        attrs: quote! {
            #[doc = " The api-versions as types, and the traits that name the api-versions of an operation."]
            #(#attrs)*
        },
        vis: quote!(pub),
        name: &Ident::new(context::VERSION, Span::call_site()),
        uses: quote!(#use_runtime),
        content: &mut iter::once((None, quote!(#(#types)* #latest #markers #security #sets))),
    }));
    emit_enumeration(context, sink);
}

/// Emits the hidden module with the api-version of a document as a type.
pub(super) fn emit_document(context: &Context<'_>, sink: &mut PieceSink<'_>) {
    let (Some(rt), Some(version)) = (&context.runtime, context.checked.versions.first()) else {
        return;
    };
    let named = |name: &str| Ident::new(name, Span::call_site());
    let name = named(context::DOCUMENT_TYPE);
    let (attrs, use_runtime) = (&context.attrs, &context.use_runtime);
    let security = service::emit_security(context);
    let version = emit_version_type(context, &name, version, rt);
    sink(Piece::Module(EmittedModule {
        attrs: quote!(#[doc(hidden)] #(#attrs)*),
        vis: quote!(pub),
        name: &named(context::DOCUMENT),
        uses: quote!(#use_runtime),
        content: &mut iter::once((
            None,
            quote! {
                /// The document, as the api-version of its operations.
                #version
                #security
            },
        )),
    }));
}

/// Emits the type of an api-version.
fn emit_version_type(
    context: &Context<'_>,
    name: &Ident,
    version: &str,
    rt: &TokenStream,
) -> TokenStream {
    let ids = &context.checked.definitions.request_ids;
    let ids = (!ids.is_empty())
        .then(|| quote!(const REQUEST_ID_HEADERS: &'static [&'static str] = &[#(#ids),*];));
    quote! {
        #[derive(Clone, Copy, Debug)]
        pub enum #name {}
        impl #rt::Version for #name {
            const API_VERSION: &'static str = #version;
            const USER_AGENT: &'static str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
            #ids
        }
    }
}

/// Emits the set of api-versions of a module of shapes as a type. The type encodes the position of every api-version
/// relative to the runs of the set.
fn emit_version_set(
    context: &Context<'_>,
    versions: &[usize],
    name: &Ident,
    rt: &TokenStream,
    out: &mut TokenStream,
) {
    let runs: Vec<&[usize]> = range_name::split_runs(versions).collect();
    let mut bounds = Vec::new();
    let mut side = quote!(#rt::Before);
    for (index, run) in runs.iter().enumerate() {
        if let Some(first) = run.first().filter(|first| **first > 0) {
            bounds.push((*first, side));
        }
        side = quote!(#rt::Inside);
        let behind = run.last().map_or(0, |last| last + 1);
        if behind < context.version_types.len() {
            bounds.push((behind, side));
            side = if index + 1 < runs.len() {
                let (index, next) = (index, index + 1);
                quote!(#rt::Between<#index, #next>)
            } else {
                quote!(#rt::Behind<#index>)
            };
        }
    }
    for (version, before) in bounds.into_iter().rev() {
        let bound = context.version_types.get(version);
        let bound = context::beside(quote!(#bound));
        side = quote!(#rt::Until<#bound, #before, #side>);
    }
    let api_version = context::beside(context::beside(quote!(ApiVersion)));
    out.extend(quote! {
        #[derive(Debug)]
        pub enum #name {}
        impl #rt::VersionSet for #name {
            type Api = #api_version;
            type Sides = #side;
        }
    });
}

/// Encodes the number of an api-version in binary, with as many digits as the largest number has.
fn encode_number(version: usize, count: usize, rt: &TokenStream) -> TokenStream {
    let digits = usize::BITS - count.saturating_sub(1).leading_zeros();
    (0..digits).fold(quote!(()), |lower, digit| {
        let digit = Literal::usize_unsuffixed(version >> digit & 1);
        quote!(#rt::Bit<#digit, #lower>)
    })
}

/// Emits the implementations and methods of a shape that lead to other api-versions.
pub(super) fn emit_conversion_methods(emitted: &EmittedShape<'_>, out: &mut TokenStream) {
    let context = emitted.context;
    let (Some(rt), false) = (
        context.conversion_runtime(),
        matches!(emitted.definition.body, Body::Operation(_)),
    ) else {
        return;
    };
    let (name, vis) = (&emitted.definition.ident, &emitted.definition.vis);
    let set = context.markers.get(emitted.shape.module);
    let set = context::beside(quote!(version::shapes::#set));
    // Types that are the same in all api-versions get no methods: emitting them costs a tenth of the compile time.
    let is_everywhere = emitted.module.versions.len() == context.checked.versions.len();
    out.extend(match is_everywhere {
        true => quote!(#rt::shaped!(#name in #set);),
        false => quote!(#rt::conversions!(#vis #name in #set);),
    });
}

/// Emits the enum of the api-versions, for values whose api-version is known only at run time.
fn emit_enumeration(context: &Context<'_>, sink: &mut PieceSink<'_>) {
    let versions = &context.checked.versions;
    let types = &context.version_types;
    if versions.is_empty() {
        return;
    }
    let latest = context.latest().and_then(|index| types.get(index));
    let latest = latest.map(|latest| {
        quote! {
            /// The newest stable api-version; the newest one, if all are previews.
            pub const LATEST: Self = Self::#latest;
        }
    });
    let (attrs, use_runtime) = (&context.attrs, &context.use_runtime);
    let variant_docs = versions
        .iter()
        .map(|version| format!(" Api-version {version}."));
    let features: Vec<_> = (0..versions.len())
        .filter_map(|version| context.feature(version))
        .collect();
    let docs = if features.is_empty() {
        quote! {
            /// An api-version of the service. A later one is greater.
        }
    } else {
        quote! {
            /// An api-version of the service, whatever cargo features are on. A later one is greater.
        }
    };
    let feature_off = if features.is_empty() {
        quote!(None)
    } else {
        quote! {
            let (feature, is_on) = match self { #(Self::#types => (#features, cfg!(feature = #features)),)* };
            (!is_on).then_some(feature)
        }
    };
    sink(Piece::Items(quote! {
        #[doc(inline)]
        pub use api_version::ApiVersion;
    }));
    // Operations refer to it.
    let names_vis = context
        .has_many_versions()
        .then(|| quote!(#[doc(hidden)] pub));
    let content = quote! {
            #docs
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum ApiVersion { #(#[doc = #variant_docs] #types,)* }
            impl ApiVersion {
                /// All api-versions, oldest first.
                pub const ALL: &'static [Self] = &[#(Self::#types),*];
                #latest
                #names_vis const NAMES: &'static [&'static str] = &[#(#versions),*];
                /// Returns the name of the api-version, as requests send it.
                pub const fn as_str(self) -> &'static str { match self { #(Self::#types => #versions,)* } }
            }
            impl rt::VersionValue for ApiVersion {
                fn name(self) -> &'static str { self.as_str() }
                fn feature_off(self) -> ::std::option::Option<&'static str> { #feature_off }
            }
            impl ::std::fmt::Display for ApiVersion {
                fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { formatter.pad(self.as_str()) }
            }
            impl ::std::convert::AsRef<str> for ApiVersion {
                fn as_ref(&self) -> &str { self.as_str() }
            }
            impl ::std::str::FromStr for ApiVersion {
                type Err = rt::ParseApiVersionError;
                fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                    match text {
                        #(#versions => Ok(Self::#types),)*
                        _ => Err(rt::ParseApiVersionError::new(text, Self::NAMES)),
                    }
                }
            }
    };
    sink(Piece::Module(EmittedModule {
        attrs: quote!(#(#attrs)*),
        vis: TokenStream::new(),
        name: &Ident::new("api_version", Span::call_site()),
        uses: quote!(#use_runtime),
        content: &mut iter::once((None, content)),
    }));
}

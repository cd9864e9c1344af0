//! The definitions form: definitions as a module that people read.

mod service;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{
    AttrStyle, Attribute, Fields, FieldsNamed, Generics, Item, ItemEnum, ItemMod, ItemStruct,
    LitStr, MacroDelimiter, Meta, MetaList, Path, PathSegment, Token, Type, Visibility, token,
};

use crate::definitions::{
    Body, Definition, Definitions, DocIn, Limit, LimitKind, NextPage, Operation, Paging, Parameter,
    Response, Versions, When,
};

/// Writes definitions as a module with `#[billing_macros::versioned(...)]`; [`parse`](crate::parse) gives them back.
#[must_use]
pub fn print(definitions: &Definitions) -> ItemMod {
    let mut attrs = vec![header(definitions)];
    attrs.extend(definitions.attrs.iter().cloned());
    let uses = definitions.imports.iter().cloned().map(Item::Use);
    let items = uses
        .chain(definitions.items.iter().map(definition))
        .collect();
    ItemMod {
        attrs,
        vis: definitions.vis.clone(),
        unsafety: None,
        mod_token: <Token![mod]>::default(),
        ident: definitions.ident.clone(),
        content: Some((token::Brace::default(), items)),
        semi: None,
    }
}

fn header(definitions: &Definitions) -> Attribute {
    let versions = &definitions.versions;
    let features = definitions.features.iter();
    let runtime = definitions.runtime.iter();
    let mut arguments =
        quote!(versions(#(#versions),*) #(, features = #features)* #(, runtime = #runtime)*);
    service::arguments(definitions, &mut arguments);
    let path = ["billing_macros", "versioned"].map(|name| Ident::new(name, Span::call_site()));
    let path = Path {
        leading_colon: None,
        segments: path.into_iter().map(PathSegment::from).collect(),
    };
    attribute(path, arguments)
}

fn attribute(path: Path, tokens: TokenStream) -> Attribute {
    let meta = if tokens.is_empty() {
        Meta::Path(path)
    } else {
        Meta::List(MetaList {
            path,
            delimiter: MacroDelimiter::Paren(token::Paren::default()),
            tokens,
        })
    };
    let pound_token = <Token![#]>::default();
    Attribute {
        pound_token,
        style: AttrStyle::Outer,
        bracket_token: token::Bracket::default(),
        meta,
    }
}

fn named(name: &str, tokens: TokenStream) -> Attribute {
    attribute(Ident::new(name, Span::call_site()).into(), tokens)
}

/// The attributes of others first, as docs and derives are most often written.
fn attributes(others: &[Attribute], versions: Option<&Versions>) -> Vec<Attribute> {
    let mut attrs = others.to_vec();
    if let Some(versions) = versions {
        let Versions {
            range,
            was,
            upgrade_with,
            downgrade_with,
        } = versions;
        let (start, end, was) = (&range.start, &range.end, was.iter());
        let (up, down) = (upgrade_with.iter(), downgrade_with.iter());
        attrs.push(named(
            "versions",
            quote!(#start..#end #(, was = #was)* #(, upgrade_with = #up)* #(, downgrade_with = #down)*),
        ));
    }
    attrs
}

fn definition(definition: &Definition) -> Item {
    let mut attrs = attributes(&definition.attrs, definition.versions.as_ref());
    attrs.extend(
        definition
            .notes
            .iter()
            .map(|DocIn { version, text }| named("doc_in", quote!(#version, #text))),
    );
    let (vis, ident) = (definition.vis.clone(), definition.ident.clone());
    let structure = |attrs, fields: Punctuated<syn::Field, Token![,]>| {
        Item::Struct(ItemStruct {
            attrs,
            vis: vis.clone(),
            struct_token: <Token![struct]>::default(),
            ident: ident.clone(),
            generics: Generics::default(),
            fields: Fields::Named(FieldsNamed {
                brace_token: token::Brace::default(),
                named: fields,
            }),
            semi_token: None,
        })
    };
    let variants = |attrs, variants| {
        Item::Enum(ItemEnum {
            attrs,
            vis: vis.clone(),
            enum_token: <Token![enum]>::default(),
            ident: ident.clone(),
            generics: Generics::default(),
            brace_token: token::Brace::default(),
            variants,
        })
    };
    match &definition.body {
        Body::Struct(fields) => {
            let fields = fields.iter().map(|one| {
                let mut attrs = attributes(&one.attrs, one.versions.as_ref());
                attrs.extend(
                    one.wire
                        .iter()
                        .map(|wire| named("wire", wire.to_token_stream())),
                );
                field(attrs, &one.vis, &one.ident, &one.ty)
            });
            structure(attrs, trailing(fields))
        }
        Body::Operation(operation) => {
            attrs.push(named("operation", operation_tokens(operation)));
            let fields = operation.parameters.iter().map(|one| {
                let mut attrs = attributes(&one.attrs, one.versions.as_ref());
                attrs.push(named(one.location.as_str(), place(one)));
                field(attrs, &one.vis, &one.ident, &one.ty)
            });
            structure(attrs, trailing(fields))
        }
        Body::Enumeration(list) => {
            let list = list.iter().map(|one| {
                let mut attrs = attributes(&one.attrs, one.versions.as_ref());
                attrs.extend(
                    one.wire
                        .iter()
                        .map(|wire| named("wire", wire.to_token_stream())),
                );
                syn::Variant {
                    attrs,
                    ident: one.ident.clone(),
                    fields: Fields::Unit,
                    discriminant: None,
                }
            });
            variants(attrs, trailing(list))
        }
        Body::Union(alternatives) => {
            let alternatives = alternatives.iter().map(|one| {
                let mut attrs = attributes(&one.attrs, one.versions.as_ref());
                attrs.extend(one.when.iter().map(|when| named("when", rule(when))));
                let ty = &one.ty;
                let ident = one.ident.clone();
                syn::Variant {
                    attrs,
                    ident,
                    fields: Fields::Unnamed(syn::parse_quote!((#ty))),
                    discriminant: None,
                }
            });
            variants(attrs, trailing(alternatives))
        }
    }
}

fn trailing<T>(values: impl Iterator<Item = T>) -> Punctuated<T, Token![,]> {
    let mut list: Punctuated<T, Token![,]> = values.collect();
    if !list.empty_or_trailing() {
        list.push_punct(<Token![,]>::default());
    }
    list
}

fn field(attrs: Vec<Attribute>, vis: &Visibility, ident: &Ident, ty: &Type) -> syn::Field {
    let mut field: syn::Field = syn::parse_quote!(#vis #ident: #ty);
    field.attrs = attrs;
    field
}

/// How a parameter stands in its place.
fn place(parameter: &Parameter) -> TokenStream {
    let wire = parameter.wire.iter().map(ToTokens::to_token_stream);
    let facts = facts(parameter);
    let all = wire.chain(facts);
    quote!(#(#all),*)
}

/// How a parameter is written, what bounds it and as what it is sent.
fn facts(parameter: &Parameter) -> Vec<TokenStream> {
    let word = |name: &str| Ident::new(name, Span::call_site());
    let mut facts = Vec::new();
    if let Some((style, _)) = parameter.style {
        let style = word(style.as_str());
        facts.push(quote!(style = #style));
    }
    for Limit { kind, bound } in &parameter.limits {
        let name = word(kind.as_str());
        let bound = match kind {
            LimitKind::Pattern => bound.to_token_stream(),
            _ => number(bound),
        };
        facts.push(quote!(#name = #bound));
    }
    facts.extend(parameter.media_type.iter().map(|name| quote!(as = #name)));
    facts
}

/// The same as text, to compare it.
pub(crate) fn facts_text(parameter: &Parameter) -> String {
    let facts = facts(parameter);
    quote!(#(#facts),*).to_string()
}

fn rule(when: &When) -> TokenStream {
    let conditions = when
        .conditions
        .iter()
        .map(|(pointer, text)| quote!(#pointer = #text));
    quote!(#(#conditions),*)
}

/// The rules as text, to compare them.
pub(crate) fn rules_text(rules: &[When]) -> String {
    rules
        .iter()
        .map(|when| rule(when).to_string() + "\n")
        .collect()
}

fn operation_tokens(operation: &Operation) -> TokenStream {
    let Operation {
        method,
        path,
        id,
        responses,
        error,
        paging,
        long_running,
        api_version,
        security,
        parameters: _,
    } = operation;
    let responses = responses.iter().map(|response| {
        let Response {
            status,
            ty,
            media_type,
        } = response;
        let (ty, media_type) = (ty.iter(), media_type.iter());
        let status = number(status);
        quote!(#status #((#media_type))* #(= #ty)*)
    });
    let (error, long_running, api_version) =
        (error.iter(), long_running.iter(), api_version.iter());
    let paging = paging.iter().map(|Paging { next, items }| match next {
        NextPage::None => quote!(paging(items = #items)),
        NextPage::Link(next) => quote!(paging(next = #next, items = #items)),
        NextPage::Offset {
            offset,
            size,
            total,
        } => {
            let size = size.iter();
            quote!(paging(offset = #offset #(, size = #size)*, items = #items, total = #total))
        }
    });
    let security = security.iter().map(service::security);
    quote!(
        #method #path, id = #id, responses(#(#responses),*) #(, error = #error)* #(, #paging)*
        #(, long_running = #long_running)* #(, api_version = #api_version)* #(, #security)*
    )
}

/// What is no string in the source: a number, a status word such as `4XX`.
fn number(text: &LitStr) -> TokenStream {
    text.value()
        .parse()
        .unwrap_or_else(|_| text.to_token_stream())
}

/// All that an operation says but its parameters, to compare it.
pub(crate) fn operation_text(operation: &Operation) -> String {
    operation_tokens(operation).to_string()
}

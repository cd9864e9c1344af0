//! The definitions form: definitions printed as a module that people read.

mod service;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{
    AttrStyle, Attribute, Fields, FieldsNamed, Generics, Item, ItemEnum, ItemMod, ItemStruct,
    ItemType, LitStr, MacroDelimiter, Meta, MetaList, Path, PathSegment, Token, Type, Visibility,
    token,
};

use crate::OPERATIONS;
use crate::definitions::{
    Body, Constraint, ConstraintKind, Content, Definition, Definitions, DocVersions, Encoding,
    EncodingKind, Header, Initial, NextPage, Operation, Paging, Parameter, Range, Response, Stream,
    ValueKind, VersionDoc, Versions, When,
};
use crate::wire_name::integer_literal;

/// Prints definitions as a module with `#[billing_macros::versioned(...)]`, which [`parse`](crate::parse()) reads back.
#[must_use]
pub fn print(definitions: &Definitions) -> ItemMod {
    let mut attrs = vec![versioned_attribute(definitions)];
    attrs.extend(definitions.attrs.iter().cloned());
    let is_operation = |item: &&Definition| matches!(item.body, Body::Operation(_));
    let (operations, types): (Vec<_>, Vec<_>) = definitions.items.iter().partition(is_operation);
    let uses = definitions.imports.iter().cloned().map(Item::Use);
    let operations = (!operations.is_empty()).then(|| {
        let items = operations.into_iter().map(print_definition).collect();
        Item::Mod(ItemMod {
            attrs: Vec::new(),
            vis: Visibility::Inherited,
            unsafety: None,
            mod_token: <Token![mod]>::default(),
            ident: Ident::new(OPERATIONS, Span::call_site()),
            content: Some((token::Brace::default(), items)),
            semi: None,
        })
    });
    let types = types.into_iter().map(print_definition);
    let items = uses.chain(types).chain(operations).collect();
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

fn versioned_attribute(definitions: &Definitions) -> Attribute {
    let versions = definitions.versions.iter().map(|version| {
        let module = definitions.modules.get(&version.value()).into_iter();
        quote!(#version #(as #module)*)
    });
    let unversioned = definitions.unversioned.then(|| quote!(, unversioned));
    let latest = definitions.lacks_latest.then(|| quote!(, latest = none));
    let features = definitions.features.iter();
    let runtime = definitions.runtime.iter();
    let mut arguments = quote!(versions(#(#versions),*) #unversioned #latest #(, features = #features)* #(, runtime = #runtime)*);
    service::push_arguments(definitions, &mut arguments);
    let path = ["billing_macros", "versioned"].map(|name| Ident::new(name, Span::call_site()));
    let path = Path {
        leading_colon: None,
        segments: path.into_iter().map(PathSegment::from).collect(),
    };
    build_attribute(path, arguments)
}

fn build_attribute(path: Path, tokens: TokenStream) -> Attribute {
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

fn own_attribute(name: &str, tokens: TokenStream) -> Attribute {
    build_attribute(Ident::new(name, Span::call_site()).into(), tokens)
}

/// Foreign attributes come first, because docs and derives usually do.
fn with_versions(others: &[Attribute], versions: Option<&Versions>) -> Vec<Attribute> {
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
        attrs.push(own_attribute(
            "versions",
            quote!(#start..#end #(, was = #was)* #(, upgrade_with = #up)* #(, downgrade_with = #down)*),
        ));
    }
    attrs
}

fn print_definition(definition: &Definition) -> Item {
    let mut attrs = with_versions(&definition.attrs, definition.versions.as_ref());
    attrs.extend(
        definition
            .version_docs
            .iter()
            .map(|VersionDoc { versions, text }| {
                let versions = match versions {
                    DocVersions::One(version) => quote!(#version),
                    DocVersions::Range(Range { start, end, .. }) => quote!(#start..#end),
                };
                own_attribute("doc_in", quote!(#versions, #text))
            }),
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
                let mut attrs = with_versions(&one.attrs, one.versions.as_ref());
                attrs.extend(
                    one.wire
                        .iter()
                        .map(|wire| own_attribute("wire", wire.to_token_stream())),
                );
                attrs.extend(initial_attribute(&one.initial));
                build_field(attrs, &one.vis, &one.ident, &one.ty)
            });
            structure(attrs, with_trailing_comma(fields))
        }
        Body::Operation(operation) => {
            attrs.push(own_attribute("operation", operation_arguments(operation)));
            let fields = operation.parameters.iter().map(|one| {
                let mut attrs = with_versions(&one.attrs, one.versions.as_ref());
                attrs.push(own_attribute(
                    one.location.as_str(),
                    location_arguments(one),
                ));
                attrs.extend(initial_attribute(&one.initial));
                build_field(attrs, &one.vis, &one.ident, &one.ty)
            });
            structure(attrs, with_trailing_comma(fields))
        }
        Body::Enumeration(kind, list) => {
            let list = list.iter().map(|one| {
                let mut attrs = with_versions(&one.attrs, one.versions.as_ref());
                let text = one.wire.iter().filter(|_| *kind == ValueKind::Text);
                attrs.extend(text.map(|wire| own_attribute("wire", wire.to_token_stream())));
                let value = one.wire.iter().find(|_| *kind == ValueKind::Integer);
                syn::Variant {
                    attrs,
                    ident: one.ident.clone(),
                    fields: Fields::Unit,
                    discriminant: value.map(|value| {
                        let value = integer_literal(&value.value());
                        (<Token![=]>::default(), syn::parse_quote!(#value))
                    }),
                }
            });
            variants(attrs, with_trailing_comma(list))
        }
        Body::Alias(targets) => {
            let ty = targets.first().map(|target| &target.ty);
            let mut alias: ItemType = syn::parse_quote!(#vis type #ident = #ty;);
            alias.attrs = attrs;
            Item::Type(alias)
        }
        Body::Union(alternatives) => {
            let alternatives = alternatives.iter().map(|one| {
                let mut attrs = with_versions(&one.attrs, one.versions.as_ref());
                attrs.extend(
                    one.when
                        .iter()
                        .map(|when| own_attribute("when", rule_arguments(when))),
                );
                if one.is_closed {
                    attrs.push(syn::parse_quote!(#[closed]));
                }
                let ty = &one.ty;
                let ident = one.ident.clone();
                syn::Variant {
                    attrs,
                    ident,
                    fields: Fields::Unnamed(syn::parse_quote!((#ty))),
                    discriminant: None,
                }
            });
            variants(attrs, with_trailing_comma(alternatives))
        }
    }
}

fn with_trailing_comma<T>(values: impl Iterator<Item = T>) -> Punctuated<T, Token![,]> {
    let mut list: Punctuated<T, Token![,]> = values.collect();
    if !list.empty_or_trailing() {
        list.push_punct(<Token![,]>::default());
    }
    list
}

fn build_field(attrs: Vec<Attribute>, vis: &Visibility, ident: &Ident, ty: &Type) -> syn::Field {
    let mut field: syn::Field = syn::parse_quote!(#vis #ident: #ty);
    field.attrs = attrs;
    field
}

/// The arguments of a parameter's location attribute.
fn location_arguments(parameter: &Parameter) -> TokenStream {
    let wire = parameter.wire.iter().map(ToTokens::to_token_stream);
    let arguments = parameter_arguments(parameter);
    let all = wire.chain(arguments);
    quote!(#(#all),*)
}

/// The arguments after the wire name: style, constraints and media type.
fn parameter_arguments(parameter: &Parameter) -> Vec<TokenStream> {
    let word = |name: &str| Ident::new(name, Span::call_site());
    let mut arguments = Vec::new();
    if let Some((style, _)) = parameter.style {
        let style = word(style.as_str());
        arguments.push(quote!(style = #style));
    }
    for Constraint { kind, bound } in &parameter.constraints {
        let name = word(kind.as_str());
        let bound = match kind {
            ConstraintKind::Pattern => bound.to_token_stream(),
            _ => bare_word(bound),
        };
        arguments.push(quote!(#name = #bound));
    }
    let contents = parameter.contents.iter().map(content_argument);
    match parameter.contents.as_slice() {
        [] => {}
        [_] => arguments.push(quote!(as = #(#contents)*)),
        _ => arguments.push(quote!(as(#(#contents),*))),
    }
    arguments
}

/// A media type with the encodings of members in parentheses.
fn content_argument(content: &Content) -> TokenStream {
    let Content {
        media_type,
        encodings,
    } = content;
    let encodings = encodings.iter().map(|Encoding { name, kind }| match kind {
        EncodingKind::Style(style) => {
            let style = Ident::new(style.as_str(), Span::call_site());
            quote!(#name = #style)
        }
        EncodingKind::MediaType(media_type) => quote!(#name = #media_type),
    });
    let encodings: Vec<TokenStream> = encodings.collect();
    match encodings.as_slice() {
        [] => quote!(#media_type),
        encodings => quote!(#media_type(#(#encodings),*)),
    }
}

/// The same arguments as text, for comparison.
pub(crate) fn parameter_arguments_text(parameter: &Parameter) -> String {
    let arguments = parameter_arguments(parameter);
    quote!(#(#arguments),*).to_string()
}

fn initial_attribute(initial: &Initial) -> Option<Attribute> {
    Some(match initial {
        Initial::Absent => return None,
        Initial::Argument => own_attribute("argument", TokenStream::new()),
        Initial::Text(text) => own_attribute("constant", text.to_token_stream()),
        Initial::Literal(text) => own_attribute("constant", bare_word(text)),
        Initial::Others => syn::parse_quote!(#[others]),
    })
}

/// The initial value of a field as text, for comparison.
pub(crate) fn initial_text(initial: &Initial) -> String {
    initial_attribute(initial)
        .map(|attribute| attribute.to_token_stream().to_string())
        .unwrap_or_default()
}

fn rule_arguments(when: &When) -> TokenStream {
    let conditions = when
        .conditions
        .iter()
        .map(|(pointer, text)| quote!(#pointer = #text));
    let optional = when.is_optional.then(|| quote!(optional,));
    quote!(#optional #(#conditions),*)
}

/// The rules of an alternative as text, for comparison.
pub(crate) fn rules_text(rules: &[When]) -> String {
    rules
        .iter()
        .map(|when| rule_arguments(when).to_string() + "\n")
        .collect()
}

fn operation_arguments(operation: &Operation) -> TokenStream {
    let Operation {
        method,
        path,
        id,
        responses,
        error,
        headers,
        stream,
        paging,
        long_running,
        api_version,
        api_version_value,
        servers,
        security,
        parameters: _,
    } = operation;
    let responses = responses.iter().map(|response| {
        let Response {
            status,
            ty,
            media_types,
        } = response;
        let ty = ty.iter();
        let media_types = (!media_types.is_empty()).then(|| quote!((#(#media_types),*)));
        let status = bare_word(status);
        quote!(#status #media_types #(= #ty)*)
    });
    let headers = headers
        .iter()
        .map(|Header { name, ty }| quote!(#name = #ty));
    let headers: Vec<TokenStream> = headers.collect();
    let headers = (!headers.is_empty()).then(|| quote!(, headers(#(#headers),*)));
    let stream = stream.iter().map(|Stream { media_type, item }| {
        let item = item.iter();
        quote!(stream(#media_type #(= #item)*))
    });
    let (error, long_running) = (error.iter(), long_running.iter());
    let (api_version, value) = (api_version.iter(), api_version_value.iter());
    let paging = paging.iter().map(print_paging);
    let servers = servers.iter().map(service::server_argument);
    let servers: Vec<TokenStream> = servers.collect();
    let servers = (!servers.is_empty()).then(|| quote!(, servers(#(#servers),*)));
    let security = security.iter().map(service::security_argument);
    quote!(
        #method #path, id = #id, responses(#(#responses),*) #(, error = #error)* #headers #(, #stream)* #(, #paging)*
        #(, long_running = #long_running)* #(, api_version = #api_version)* #(, api_version_value = #value)* #servers #(, #security)*
    )
}

fn print_paging(paging: &Paging) -> TokenStream {
    let Paging {
        next,
        method,
        items,
    } = paging;
    let method = method.iter();
    let sized = |size: &Option<LitStr>| size.iter().map(|size| quote!(, size = #size)).collect();
    match next {
        NextPage::None => quote!(paging(items = #items)),
        NextPage::Link(next) => {
            quote!(paging(next = #next #(, method = #method)*, items = #items))
        }
        NextPage::Header(relation) => {
            quote!(paging(link_header = #relation #(, method = #method)*, items = #items))
        }
        NextPage::Cursor { from, parameter } => {
            quote!(paging(cursor = #from, parameter = #parameter, items = #items))
        }
        NextPage::CursorHeader { header, parameter } => {
            quote!(paging(cursor_header = #header, parameter = #parameter, items = #items))
        }
        NextPage::Offset {
            offset,
            size,
            total,
        } => {
            let size: TokenStream = sized(size);
            let total = total.iter();
            quote!(paging(offset = #offset #size, items = #items #(, total = #total)*))
        }
        NextPage::Number {
            page,
            first,
            size,
            pages,
        } => {
            let (size, pages): (TokenStream, _) = (sized(size), pages.iter());
            let first = Literal::u64_unsuffixed(*first);
            quote!(paging(page = #page, first = #first #size, items = #items #(, pages = #pages)*))
        }
    }
}

/// Parses a literal that is no string in the source: a number, a status such as `4XX`.
pub(crate) fn bare_word(text: &LitStr) -> TokenStream {
    text.value()
        .parse()
        .unwrap_or_else(|_| text.to_token_stream())
}

/// The arguments of `#[operation(...)]` as text, for comparison.
pub(crate) fn operation_text(operation: &Operation) -> String {
    operation_arguments(operation).to_string()
}

//! Parses a module with `#[versioned]` into [`Definitions`].
//!
//! Parsing continues after errors: each is reported, and the wrong part is left out.

mod attributes;
mod item;
mod operation;
mod paging;
mod parameter;
mod service;
mod syntax;
mod versioned;

pub use service::is_header_name;

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::{Error, Item, ItemMod, Visibility};

use crate::definitions::{Body, Definitions};

/// The result of [`parse`].
#[derive(Clone)]
pub struct Parsed {
    /// The definitions that are right.
    pub definitions: Definitions,
    /// The errors in the others.
    pub errors: Vec<Error>,
    /// The annotated item itself, if it is no module with a body.
    pub untouched: Option<TokenStream>,
}

/// Parses the arguments of `#[versioned(...)]` and the annotated module.
#[must_use]
pub fn parse(attribute: TokenStream, item: TokenStream) -> Parsed {
    let mut errors = Vec::new();
    let mut definitions = empty_definitions();
    versioned::parse_arguments(attribute, &mut definitions, &mut errors);
    let untouched = match syn::parse2::<ItemMod>(item.clone()) {
        Ok(ItemMod {
            attrs,
            vis,
            ident,
            content: Some((_, items)),
            ..
        }) => {
            definitions.attrs = attrs;
            definitions.vis = vis;
            definitions.ident = ident;
            for item in items {
                parse_item(item, &mut definitions, &mut errors);
            }
            None
        }
        Ok(module) => {
            let text = format!(
                "the module has no body: write the definitions here, `mod {} {{ ... }}`",
                module.ident
            );
            errors.push(Error::new_spanned(module.semi, text));
            Some(item)
        }
        Err(error) => {
            match syn::parse2::<Item>(item.clone()) {
                Ok(Item::Mod(_)) | Err(_) => errors.push(error),
                Ok(other) => errors.push(Error::new_spanned(
                    other,
                    "`#[versioned]` applies only to modules: write `mod definitions { ... }` around the types",
                )),
            }
            Some(item)
        }
    };
    Parsed {
        definitions,
        errors,
        untouched,
    }
}

fn empty_definitions() -> Definitions {
    Definitions {
        versions: Vec::new(),
        modules: BTreeMap::new(),
        unversioned: false,
        lacks_latest: false,
        features: None,
        runtime: None,
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        ident: Ident::new("definitions", Span::call_site()),
        servers: Vec::new(),
        request_ids: Vec::new(),
        schemes: Vec::new(),
        security: Vec::new(),
        imports: Vec::new(),
        items: Vec::new(),
    }
}

fn parse_item(item: Item, definitions: &mut Definitions, errors: &mut Vec<Error>) {
    match item {
        Item::Struct(item) => definitions.items.extend(item::parse_struct(item, errors)),
        Item::Enum(item) => definitions.items.extend(item::parse_enum(item, errors)),
        Item::Type(item) => definitions.items.extend(item::parse_alias(item, errors)),
        Item::Mod(ItemMod {
            attrs,
            ident,
            content: Some((_, items)),
            ..
        }) if ident == OPERATIONS => {
            if let Some(attr) = attrs.first() {
                let text = "`mod operations` takes no attributes: write them on the operations, or on the module of the definitions";
                errors.push(Error::new_spanned(attr, text));
            }
            for item in items {
                parse_operation(item, definitions, errors);
            }
        }
        Item::Use(mut item) => {
            item.attrs = attributes::ItemAttributes::split(
                std::mem::take(&mut item.attrs),
                attributes::AttributeTarget::Use,
                errors,
            )
            .rest;
            definitions.imports.push(item);
        }
        Item::Verbatim(tokens) => errors.push(Error::new_spanned(tokens, CANNOT_BE_VERSIONED)),
        other => reject(other, CANNOT_BE_VERSIONED, errors),
    }
}

/// Parses an item of `mod operations`.
fn parse_operation(item: Item, definitions: &mut Definitions, errors: &mut Vec<Error>) {
    let Item::Struct(item) = item else {
        return reject(item, NO_OPERATION, errors);
    };
    let name = item.ident.clone();
    match item::parse_struct(item, errors) {
        Some(definition) if matches!(definition.body, Body::Operation(_)) => {
            definitions.items.push(definition);
        }
        Some(_) => errors.push(Error::new(name.span(), NO_OPERATION)),
        None => {}
    }
}

fn reject(item: Item, text: &str, errors: &mut Vec<Error>) {
    let tokens = quote::ToTokens::into_token_stream(item);
    // The keyword of a long item makes a better span than the whole item.
    let is_word = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word != "pub");
    let word = tokens.clone().into_iter().find(is_word);
    let tokens = word.map_or(tokens, TokenStream::from);
    errors.push(Error::new_spanned(tokens, text));
}

/// The name of the module of operations, inside the definitions and inside the module of each api-version.
pub const OPERATIONS: &str = "operations";

const NO_OPERATION: &str = "this item is no operation: keep only structs with `#[operation(...)]` in `mod operations` and move everything else out of it";

const CANNOT_BE_VERSIONED: &str = "this item cannot be versioned: keep only structs, enums, `type` and `use` items in the module and move everything else out of it";

//! Structs and enums.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Error, Fields, FieldsNamed, Generics, ItemEnum, ItemStruct, Result, Visibility};

use super::marks::{Marks, Site};
use super::operation;
use crate::definitions::{Alternative, Body, Definition, Field, Parameter, Variant};

pub(super) fn read_struct(item: ItemStruct, errors: &mut Vec<Error>) -> Option<Definition> {
    let mut marks = Marks::read(item.attrs, Site::Struct, errors);
    let vis = public(item.vis, item.ident.span(), errors);
    if is_generic(&item.generics, errors) {
        return None;
    }
    let fields = match item.fields {
        Fields::Named(fields) => fields,
        Fields::Unit | Fields::Unnamed(_) => {
            let text = format!(
                "a versioned struct needs named fields: write `pub struct {} {{ ... }}`",
                item.ident
            );
            errors.push(Error::new(item.ident.span(), text));
            return None;
        }
    };
    let body = match marks.operation.take() {
        None => Body::Struct(read_fields(fields, errors)),
        Some(attribute) => match operation::read(&attribute, errors) {
            Ok(mut operation) => {
                operation.parameters = read_parameters(fields, errors);
                Body::Operation(Box::new(operation))
            }
            Err(error) => {
                errors.push(error);
                return None;
            }
        },
    };
    Some(definition(marks, vis, item.ident, body))
}

fn definition(marks: Marks, vis: Visibility, ident: syn::Ident, body: Body) -> Definition {
    Definition {
        attrs: marks.rest,
        versions: marks.versions,
        notes: marks.notes,
        vis,
        ident,
        body,
    }
}

fn is_generic(generics: &Generics, errors: &mut Vec<Error>) -> bool {
    if generics.params.is_empty() {
        return false;
    }
    let text = "a versioned type cannot be generic: write one type for each instantiation";
    errors.push(Error::new(generics.params.span(), text));
    true
}

/// What is not public is made so, once that is said.
fn public(vis: Visibility, name: Span, errors: &mut Vec<Error>) -> Visibility {
    if matches!(vis, Visibility::Public(_)) {
        return vis;
    }
    let span = if matches!(vis, Visibility::Inherited) {
        name
    } else {
        vis.span()
    };
    let text = "a versioned type must be public, because the modules of its api-versions re-export it: write `pub`";
    errors.push(Error::new(span, text));
    Visibility::Public(<syn::Token![pub]>::default())
}

fn read_fields(fields: FieldsNamed, errors: &mut Vec<Error>) -> Vec<Field> {
    let mut read = Vec::with_capacity(fields.named.len());
    for field in fields.named {
        let Some(ident) = field.ident else { continue };
        let marks = Marks::read(field.attrs, Site::Field, errors);
        if let Some(placed) = &marks.placed {
            let name = placed.location.as_str();
            let text = format!(
                "`#[{name}]` does not apply here: write it on fields of a struct with `#[operation(...)]`"
            );
            errors.push(Error::new(placed.span, text));
        }
        read.push(Field {
            attrs: marks.rest,
            versions: marks.versions,
            wire: marks.wire,
            vis: field.vis,
            ident,
            ty: field.ty,
        });
    }
    read
}

fn read_parameters(fields: FieldsNamed, errors: &mut Vec<Error>) -> Vec<Parameter> {
    let mut read = Vec::with_capacity(fields.named.len());
    for field in fields.named {
        let Some(ident) = field.ident else { continue };
        let marks = Marks::read(field.attrs, Site::Field, errors);
        let Some(placed) = marks.placed else {
            let text = format!(
                "parameter `{ident}` has no location: write `#[path]`, `#[query]`, `#[header]`, `#[cookie]` or `#[body]`"
            );
            errors.push(Error::new(ident.span(), text));
            continue;
        };
        if let Some(wire) = &marks.wire {
            let name = placed.location.as_str();
            let text = format!(
                "the wire name of a parameter belongs to its location: write `#[{name}({})]` instead",
                wire.token()
            );
            errors.push(Error::new(wire.span(), text));
        }
        let (attrs, versions) = (marks.rest, marks.versions);
        let wire = placed.wire.or(marks.wire);
        read.push(Parameter {
            attrs,
            versions,
            location: placed.location,
            wire,
            style: placed.style,
            limits: placed.limits,
            media_type: placed.media_type,
            vis: field.vis,
            ident,
            ty: field.ty,
        });
    }
    read
}

pub(super) fn read_enum(item: ItemEnum, errors: &mut Vec<Error>) -> Option<Definition> {
    let marks = Marks::read(item.attrs, Site::Enum, errors);
    let vis = public(item.vis, item.ident.span(), errors);
    if is_generic(&item.generics, errors) {
        return None;
    }
    let mut variants = Vec::new();
    let mut alternatives = Vec::new();
    for variant in item.variants {
        let marks = Marks::read(variant.attrs.clone(), Site::Variant, errors);
        let result = match variant.fields {
            _ if variant.discriminant.is_some() => Err(Error::new(
                variant.ident.span(),
                "a variant of an enumeration has no discriminant: write only its name",
            )),
            Fields::Unit if alternatives.is_empty() => {
                read_variant(marks, variant).map(|variant| variants.push(variant))
            }
            Fields::Unnamed(_) if variants.is_empty() => {
                read_alternative(marks, variant, errors).map(|one| alternatives.push(one))
            }
            Fields::Named(_) => Err(Error::new(
                variant.ident.span(),
                format!(
                    "an alternative of a union holds one type: define a struct and write `{}(TheStruct)`",
                    variant.ident
                ),
            )),
            Fields::Unit | Fields::Unnamed(_) => Err(Error::new(
                variant.ident.span(),
                "an enum is either an enumeration of strings (`Name`) or a union of types (`Name(Type)`): write all variants like the first one",
            )),
        };
        if let Err(error) = result {
            errors.push(error);
        }
    }
    let body = if alternatives.is_empty() {
        Body::Enumeration(variants)
    } else {
        Body::Union(alternatives)
    };
    Some(definition(marks, vis, item.ident, body))
}

fn read_variant(marks: Marks, variant: syn::Variant) -> Result<Variant> {
    if let Some((_, span)) = marks.when.first() {
        return Err(Error::new(
            *span,
            "`#[when]` does not apply here: write it on alternatives of a union, `Name(Type)`",
        ));
    }
    Ok(Variant {
        attrs: marks.rest,
        versions: marks.versions,
        wire: marks.wire,
        ident: variant.ident,
    })
}

fn read_alternative(
    marks: Marks,
    variant: syn::Variant,
    errors: &mut Vec<Error>,
) -> Result<Alternative> {
    if let Some(wire) = &marks.wire {
        errors.push(Error::new(
            wire.span(),
            "an alternative of a union has no wire name: write `#[when(...)]` to select it instead",
        ));
    }
    let tokens = variant.fields.to_token_stream();
    let mut fields = variant.fields.into_iter();
    let (Some(field), None) = (fields.next(), fields.next()) else {
        return Err(Error::new_spanned(
            tokens,
            "an alternative of a union holds one type: write `Name(Type)`",
        ));
    };
    let when = marks.when.into_iter().map(|(when, _)| when).collect();
    Ok(Alternative {
        attrs: marks.rest,
        versions: marks.versions,
        when,
        ident: variant.ident,
        ty: field.ty,
    })
}

//! Parses structs, enums and aliases.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{
    Error, Fields, FieldsNamed, Generics, ItemEnum, ItemStruct, ItemType, Result, Visibility,
};

use super::attributes::{AttributeTarget, ItemAttributes};
use super::operation;
use crate::definitions::{
    Alternative, Body, Definition, Field, Initial, Parameter, Target, ValueKind, Variant,
};
use crate::member::is_optional;
use crate::wire_name::discriminant_text;

pub(super) fn parse_struct(item: ItemStruct, errors: &mut Vec<Error>) -> Option<Definition> {
    let mut attributes = ItemAttributes::split(item.attrs, AttributeTarget::Struct, errors);
    let vis = require_public(item.vis, item.ident.span(), errors);
    if reject_generics(&item.generics, errors) {
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
    let body = match attributes.operation.take() {
        None => Body::Struct(parse_fields(fields, errors)),
        Some(attribute) => match operation::parse(&attribute, errors) {
            Ok(mut operation) => {
                operation.parameters = parse_parameters(fields, errors);
                Body::Operation(Box::new(operation))
            }
            Err(error) => {
                errors.push(error);
                return None;
            }
        },
    };
    Some(build_definition(attributes, vis, item.ident, body))
}

/// Parses `pub type InvoiceList = Vec<Invoice>;`.
pub(super) fn parse_alias(item: ItemType, errors: &mut Vec<Error>) -> Option<Definition> {
    let attributes = ItemAttributes::split(item.attrs, AttributeTarget::Alias, errors);
    let vis = require_public(item.vis, item.ident.span(), errors);
    if reject_generics(&item.generics, errors) {
        return None;
    }
    let target = Target {
        ident: item.ident.clone(),
        ty: *item.ty,
    };
    Some(build_definition(
        attributes,
        vis,
        item.ident,
        Body::Alias(vec![target]),
    ))
}

fn build_definition(
    attributes: ItemAttributes,
    vis: Visibility,
    ident: syn::Ident,
    body: Body,
) -> Definition {
    Definition {
        attrs: attributes.rest,
        versions: attributes.versions,
        version_docs: attributes.version_docs,
        vis,
        ident,
        body,
    }
}

fn reject_generics(generics: &Generics, errors: &mut Vec<Error>) -> bool {
    if generics.params.is_empty() {
        return false;
    }
    let text = "a versioned type cannot be generic: write one type for each instantiation";
    errors.push(Error::new(generics.params.span(), text));
    true
}

/// Reports an item that is not public and continues as if it were.
fn require_public(vis: Visibility, name: Span, errors: &mut Vec<Error>) -> Visibility {
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

fn parse_fields(fields: FieldsNamed, errors: &mut Vec<Error>) -> Vec<Field> {
    let mut read = Vec::with_capacity(fields.named.len());
    for field in fields.named {
        let Some(ident) = field.ident else { continue };
        let attributes = ItemAttributes::split(field.attrs, AttributeTarget::Field, errors);
        if let Some(placement) = &attributes.placement {
            let name = placement.location.as_str();
            let text = format!(
                "`#[{name}]` does not apply here: write it on fields of a struct with `#[operation(...)]`"
            );
            errors.push(Error::new(placement.span, text));
        }
        let initial = match attributes.initial {
            Some((_, span)) if !is_optional(&field.ty) => {
                let text = format!(
                    "`{ident}` is required, so that `new` asks for it anyway: write `Option<...>`, or remove the attribute"
                );
                errors.push(Error::new(span, text));
                Initial::Absent
            }
            Some((initial, _)) => initial,
            None => Initial::Absent,
        };
        read.push(Field {
            attrs: attributes.rest,
            versions: attributes.versions,
            wire: attributes.wire,
            initial,
            vis: field.vis,
            ident,
            ty: field.ty,
        });
    }
    read
}

fn parse_parameters(fields: FieldsNamed, errors: &mut Vec<Error>) -> Vec<Parameter> {
    let mut read = Vec::with_capacity(fields.named.len());
    for field in fields.named {
        let Some(ident) = field.ident else { continue };
        let attributes = ItemAttributes::split(field.attrs, AttributeTarget::Field, errors);
        let Some(placement) = attributes.placement else {
            let text = format!(
                "parameter `{ident}` has no location: write `#[path]`, `#[query]`, `#[header]`, `#[cookie]` or `#[body]`"
            );
            errors.push(Error::new(ident.span(), text));
            continue;
        };
        if let Some(wire) = &attributes.wire {
            let name = placement.location.as_str();
            let text = format!(
                "the wire name of a parameter belongs to its location: write `#[{name}({})]` instead",
                wire.token()
            );
            errors.push(Error::new(wire.span(), text));
        }
        let initial = match attributes.initial {
            Some((Initial::Argument, span)) => {
                let text = "`new` asks for each required parameter: remove `#[argument]`";
                errors.push(Error::new(span, text));
                Initial::Absent
            }
            Some((Initial::Others, span)) => {
                let text = "a parameter is no map of members: write `#[others]` on a field of another struct";
                errors.push(Error::new(span, text));
                Initial::Absent
            }
            Some((_, span)) if is_optional(&field.ty) => {
                let text = "an optional parameter is not sent by itself: make it required, or remove `#[constant]`";
                errors.push(Error::new(span, text));
                Initial::Absent
            }
            Some((initial, _)) => initial,
            None => Initial::Absent,
        };
        let (attrs, versions) = (attributes.rest, attributes.versions);
        let wire = placement.wire.or(attributes.wire);
        read.push(Parameter {
            attrs,
            versions,
            location: placement.location,
            wire,
            style: placement.style,
            constraints: placement.constraints,
            contents: placement.contents,
            initial,
            vis: field.vis,
            ident,
            ty: field.ty,
        });
    }
    read
}

pub(super) fn parse_enum(item: ItemEnum, errors: &mut Vec<Error>) -> Option<Definition> {
    let attributes = ItemAttributes::split(item.attrs, AttributeTarget::Enum, errors);
    let vis = require_public(item.vis, item.ident.span(), errors);
    if reject_generics(&item.generics, errors) {
        return None;
    }
    let mut variants = Vec::new();
    let mut alternatives = Vec::new();
    let has_numbers = item.variants.iter().any(|one| one.discriminant.is_some());
    let kind = match has_numbers {
        true => ValueKind::Integer,
        false => ValueKind::Text,
    };
    for variant in item.variants {
        let attributes =
            ItemAttributes::split(variant.attrs.clone(), AttributeTarget::Variant, errors);
        let result = match variant.fields {
            Fields::Named(_) | Fields::Unnamed(_) if variant.discriminant.is_some() => {
                Err(Error::new(
                    variant.ident.span(),
                    "an alternative of a union has no discriminant: write only `Name(Type)`",
                ))
            }
            Fields::Unit if alternatives.is_empty() => {
                parse_variant(attributes, variant, kind).map(|variant| variants.push(variant))
            }
            Fields::Unnamed(_) if variants.is_empty() => {
                parse_alternative(attributes, variant, errors).map(|one| alternatives.push(one))
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
                "an enum is either an enumeration (`Name` or `Name = 1`) or a union of types (`Name(Type)`): write all variants like the first one",
            )),
        };
        if let Err(error) = result {
            errors.push(error);
        }
    }
    let body = if alternatives.is_empty() {
        Body::Enumeration(kind, variants)
    } else {
        Body::Union(alternatives)
    };
    Some(build_definition(attributes, vis, item.ident, body))
}

fn parse_variant(
    attributes: ItemAttributes,
    variant: syn::Variant,
    kind: ValueKind,
) -> Result<Variant> {
    if let Some((_, span)) = attributes.when.first() {
        return Err(Error::new(
            *span,
            "`#[when]` does not apply here: write it on alternatives of a union, `Name(Type)`",
        ));
    }
    if let Some(span) = attributes.closed {
        return Err(Error::new(
            span,
            "`#[closed]` does not apply here: write it on alternatives of a union, `Name(Type)`",
        ));
    }
    let wire = match (kind, &variant.discriminant) {
        (ValueKind::Text, _) => attributes.wire,
        (ValueKind::Integer, None) => {
            return Err(Error::new(
                variant.ident.span(),
                format!(
                    "an enumeration of integers has a value for each variant: write `{} = 1`, or remove those of the others",
                    variant.ident
                ),
            ));
        }
        (ValueKind::Integer, Some(_)) if attributes.wire.is_some() => {
            return Err(Error::new(
                variant.ident.span(),
                "a variant with a value is that integer on the wire: remove `#[wire]`, or the value",
            ));
        }
        (ValueKind::Integer, Some((_, value))) => match discriminant_text(value) {
            Some(text) => Some(text),
            None => {
                return Err(Error::new_spanned(
                    value,
                    "the value of a variant is an integer that `i64` holds: write its digits, without a suffix",
                ));
            }
        },
    };
    Ok(Variant {
        attrs: attributes.rest,
        versions: attributes.versions,
        wire,
        ident: variant.ident,
    })
}

fn parse_alternative(
    attributes: ItemAttributes,
    variant: syn::Variant,
    errors: &mut Vec<Error>,
) -> Result<Alternative> {
    if let Some(wire) = &attributes.wire {
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
    let when = attributes.when.into_iter().map(|(when, _)| when).collect();
    Ok(Alternative {
        attrs: attributes.rest,
        versions: attributes.versions,
        when,
        is_closed: attributes.closed.is_some(),
        ident: variant.ident,
        ty: field.ty,
    })
}

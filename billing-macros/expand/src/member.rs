//! Access to fields, variants, alternatives and parameters through one type, and questions about their types.

use syn::ext::IdentExt;
use syn::{Attribute, GenericArgument, Ident, LitStr, PathArguments, Type, Visibility};

use crate::definitions::{Body, Field, Location, Parameter, Variant, Versions};
use crate::wire_name::default_wire_name;

/// A field, variant, alternative or parameter: a part of a definition with its own range.
#[derive(Clone, Copy)]
pub(crate) struct Part<'a> {
    pub(crate) attrs: &'a [Attribute],
    pub(crate) versions: Option<&'a Versions>,
    pub(crate) wire: Option<&'a LitStr>,
    pub(crate) location: Option<Location>,
    pub(crate) vis: Option<&'a Visibility>,
    pub(crate) ident: &'a Ident,
    pub(crate) ty: Option<&'a Type>,
}

impl Part<'_> {
    /// The name on the wire.
    pub(crate) fn wire_name(&self) -> String {
        match (self.wire, self.ty) {
            (Some(wire), _) => wire.value(),
            (None, Some(_)) => default_wire_name(self.ident),
            (None, None) => self.ident.unraw().to_string(),
        }
    }
}

impl Field {
    /// The name on the wire.
    pub(crate) fn wire_name(&self) -> String {
        let own = self.wire.as_ref().map(LitStr::value);
        own.unwrap_or_else(|| default_wire_name(&self.ident))
    }
}

impl Variant {
    /// The text on the wire.
    pub(crate) fn wire_name(&self) -> String {
        let own = self.wire.as_ref().map(LitStr::value);
        own.unwrap_or_else(|| self.ident.unraw().to_string())
    }
}

impl Parameter {
    /// The name on the wire.
    pub(crate) fn wire_name(&self) -> String {
        let own = self.wire.as_ref().map(LitStr::value);
        own.unwrap_or_else(|| default_wire_name(&self.ident))
    }
}

impl Body {
    /// Returns all parts, in order.
    pub(crate) fn parts(&self) -> Vec<Part<'_>> {
        match self {
            Self::Struct(fields) => fields
                .iter()
                .map(|field| Part {
                    attrs: &field.attrs,
                    versions: field.versions.as_ref(),
                    wire: field.wire.as_ref(),
                    location: None,
                    vis: Some(&field.vis),
                    ident: &field.ident,
                    ty: Some(&field.ty),
                })
                .collect(),
            Self::Enumeration(_, variants) => variants
                .iter()
                .map(|variant| Part {
                    attrs: &variant.attrs,
                    versions: variant.versions.as_ref(),
                    wire: variant.wire.as_ref(),
                    location: None,
                    vis: None,
                    ident: &variant.ident,
                    ty: None,
                })
                .collect(),
            Self::Union(alternatives) => alternatives
                .iter()
                .map(|alternative| Part {
                    attrs: &alternative.attrs,
                    versions: alternative.versions.as_ref(),
                    wire: None,
                    location: None,
                    vis: None,
                    ident: &alternative.ident,
                    ty: Some(&alternative.ty),
                })
                .collect(),
            Self::Alias(targets) => targets
                .iter()
                .map(|target| Part {
                    attrs: &[],
                    versions: None,
                    wire: None,
                    location: None,
                    vis: None,
                    ident: &target.ident,
                    ty: Some(&target.ty),
                })
                .collect(),
            Self::Operation(operation) => operation
                .parameters
                .iter()
                .map(|parameter| Part {
                    attrs: &parameter.attrs,
                    versions: parameter.versions.as_ref(),
                    wire: parameter.wire.as_ref(),
                    location: Some(parameter.location),
                    vis: Some(&parameter.vis),
                    ident: &parameter.ident,
                    ty: Some(&parameter.ty),
                })
                .collect(),
        }
    }

    /// The name of a part's kind, for error messages.
    pub(crate) fn part_kind(&self) -> &'static str {
        match self {
            Self::Struct(_) => "field",
            Self::Enumeration(..) => "variant",
            Self::Union(_) => "alternative",
            Self::Alias(_) => "alias",
            Self::Operation(_) => "parameter",
        }
    }
}

/// Returns the type argument of `Option<T>`, `Vec<T>` and other types with one.
pub(crate) fn type_argument(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Returns whether a type is the string of the standard library: `String` or, where a definition has that name, its path.
pub(crate) fn is_string(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let segments: Vec<String> = path
        .path
        .segments
        .iter()
        .map(|segment| match segment.arguments {
            PathArguments::None => segment.ident.to_string(),
            _ => String::new(),
        })
        .collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    let is_whole = path.qself.is_none();
    is_whole
        && matches!(
            segments.as_slice(),
            ["String"] | ["std", "string", "String"]
        )
}

/// Returns whether a type is a list of bytes.
pub(crate) fn is_byte_list(ty: &Type) -> bool {
    let is_byte = |ty: &Type| matches!(ty, Type::Path(path) if path.path.is_ident("u8"));
    is_generic(ty, "Vec") && type_argument(ty).is_some_and(is_byte)
}

/// Returns whether a member is optional: its type is `Option<T>`.
pub(crate) fn is_optional(ty: &Type) -> bool {
    is_generic(ty, "Option")
}

/// Returns whether a member is required and nullable: its type is `Nullable<T>`, an alias of `Option<T>`.
pub(crate) fn is_nullable(ty: &Type) -> bool {
    is_generic(ty, "Nullable")
}

/// Returns whether a member is in a box: its type is `Box<T>` or `ErasedBox<T>`.
pub(crate) fn is_boxed(ty: &Type) -> bool {
    is_generic(ty, "Box") || is_generic(ty, "ErasedBox")
}

fn is_generic(ty: &Type, name: &str) -> bool {
    let Type::Path(path) = ty else { return false };
    path.qself.is_none()
        && path.path.segments.last().is_some_and(|last| {
            last.ident == name && matches!(last.arguments, PathArguments::AngleBracketed(_))
        })
}

//! Lints for values nested deeper than OpenAPI defines the serialization of parameters and forms.

use std::collections::HashMap;

use super::{
    MemberEncodingKind, Parameter, Style, Type, TypeKind, operation::TypesByName,
    types::ModelBuilder,
};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    openapi::Media,
};

/// How a value is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notation {
    /// Lists by element and objects by member, as a style defines it.
    Style,
    /// A member of a form without a style: lists by element, objects as JSON text.
    Member,
    /// Any value, as JSON text or with brackets.
    Complete,
}

impl Notation {
    fn of_style(style: Style) -> Self {
        match style {
            Style::Json | Style::DeepObject => Self::Complete,
            _ => Self::Style,
        }
    }

    fn of_member(kind: Option<&MemberEncodingKind>) -> Self {
        match kind {
            Some(MemberEncodingKind::Style(Style::Usual)) | None => Self::Member,
            Some(MemberEncodingKind::Style(style)) => Self::of_style(*style),
            Some(MemberEncodingKind::MediaType(name)) if Media::from_name(name).is_json() => {
                Self::Complete
            }
            Some(MemberEncodingKind::MediaType(_)) => Self::Member,
        }
    }

    /// Returns a description of what is nested too deep in a value.
    fn undefined_part(self, ty: &Type, types: &TypesByName<'_>) -> Option<&'static str> {
        let nested = |inner: &Type| match core(inner) {
            Type::Array(_) | Type::Tuple(_) => Some("a list"),
            Type::Map(_) => (self == Self::Style).then_some("an object"),
            inner => member_types(inner, types)
                .filter(|_| self == Self::Style)
                .map(|_| "an object"),
        };
        if self == Self::Complete {
            return None;
        }
        match core(ty) {
            Type::Array(inner) => nested(inner),
            Type::Tuple(elements) => elements.iter().find_map(nested),
            // As a member of a form, it is JSON text.
            _ if self == Self::Member => None,
            Type::Map(inner) => nested(inner),
            ty => member_types(ty, types)?.into_iter().find_map(nested),
        }
    }
}

fn core(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) | Type::Boxed(inner) | Type::Erased(inner) => core(inner),
        ty => ty,
    }
}

/// Returns the types of the members of an object.
fn member_types<'t>(ty: &Type, types: &TypesByName<'t>) -> Option<Vec<&'t Type>> {
    let Type::Named(name) = ty else { return None };
    match &types.get(name.as_str())?.kind {
        TypeKind::Struct(fields) => Some(fields.iter().map(|field| &field.ty).collect()),
        _ => None,
    }
}

impl ModelBuilder<'_, '_> {
    /// Warns of a parameter with a value nested too deep for its style.
    pub(super) fn lint_nested_parameter(&mut self, parameter: &Parameter, types: &TypesByName<'_>) {
        let notation = Notation::of_style(parameter.style);
        if let Some(part) = notation.undefined_part(&parameter.ty, types) {
            let owner = format!("the parameter `{}`", parameter.wire);
            let help = "describe it as `content: { application/json: ... }`, or in a query with `style: deepObject`";
            self.report_undefined(part, &owner, &parameter.place, help);
        }
    }

    /// Warns of members of a form with values nested too deep for their encodings.
    pub(super) fn lint_nested_members(&mut self, body: &Parameter, types: &TypesByName<'_>) {
        let help =
            "give it an `encoding` with `contentType: application/json` or `style: deepObject`";
        for (index, content) in body.contents.iter().enumerate() {
            if !Media::from_name(&content.media_type).is_form() {
                continue;
            }
            let ty = match &body.ty {
                Type::OneOf(several) => several.get(index),
                ty => Some(ty),
            };
            let encodings = content.encodings.iter();
            let encodings: HashMap<&str, &MemberEncodingKind> = encodings
                .map(|encoding| (encoding.name.as_str(), &encoding.kind))
                .collect();
            let notation = |wire: &str| Notation::of_member(encodings.get(wire).copied());
            match ty.map(core) {
                Some(Type::Map(inner)) => {
                    if let Some(part) = Notation::Member.undefined_part(inner, types) {
                        self.report_undefined(part, "a member of the form", &body.place, help);
                    }
                }
                Some(Type::Named(name)) => {
                    let definition = types.get(name.as_str());
                    let fields = match definition.map(|definition| &definition.kind) {
                        Some(TypeKind::Struct(fields)) => fields.as_slice(),
                        _ => &[],
                    };
                    for field in fields {
                        let part = notation(&field.wire).undefined_part(&field.ty, types);
                        if let Some(part) = part {
                            let owner = format!("the member `{}` of a form", field.wire);
                            self.report_undefined(part, &owner, &field.place, help);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn report_undefined(&mut self, part: &str, owner: &str, place: &Place, help: &str) {
        let message = format!("OpenAPI does not define how {part} in {owner} is written");
        self.diagnostics.push(
            Diagnostic::new(Code::ParameterStyle, message)
                .at(place.clone())
                .note("it is written as JSON text")
                .help(help),
        );
    }
}

//! Comparison of bodies, which may have a type for each media type.

use crate::model::{Constraints, Parameter, Response, Type, canonical_media_type};

/// A body of a request or response.
pub(super) struct Body<'m> {
    pub(super) ty: &'m Type,
    pub(super) constraints: &'m Constraints,
    /// All media types.
    pub(super) media_types: &'m [String],
    /// The media types of the alternatives, if the body has a type for each.
    contents: Vec<&'m str>,
}

impl<'m> Body<'m> {
    pub(super) fn of_request(parameter: &'m Parameter) -> Self {
        let contents = parameter.contents.iter();
        Self {
            ty: &parameter.ty,
            constraints: &parameter.constraints,
            media_types: &parameter.media_types,
            contents: contents.map(|one| one.media_type.as_str()).collect(),
        }
    }

    pub(super) fn of_response(response: &'m Response) -> Option<Self> {
        Some(Self {
            ty: response.body.as_ref()?,
            constraints: &response.constraints,
            media_types: &response.media_types,
            contents: response.contents.iter().map(String::as_str).collect(),
        })
    }

    /// Returns the type in a media type.
    fn in_media_type(&self, name: &str) -> Option<&'m Type> {
        match self.ty {
            Type::OneOf(types) => {
                let mut types = self.contents.iter().zip(types);
                types.find_map(|(content, ty)| is_same_media_type(content, name).then_some(ty))
            }
            ty => {
                let mut all = self.media_types.iter();
                all.any(|known| is_same_media_type(known, name))
                    .then_some(ty)
            }
        }
    }

    pub(super) fn is_choice(&self) -> bool {
        matches!(self.ty, Type::OneOf(_))
    }
}

/// Returns the types of two bodies, by media type where either has a type for each.
pub(super) fn types<'m>(
    old: &Body<'m>,
    new: &Body<'m>,
) -> Vec<(Option<&'m str>, &'m Type, &'m Type)> {
    let names = match (old.is_choice(), new.is_choice()) {
        (false, false) => return vec![(None, old.ty, new.ty)],
        (_, true) => &new.contents,
        (true, false) => &old.contents,
    };
    let names = names.iter().copied();
    names
        .filter_map(|name| {
            Some((
                Some(name),
                old.in_media_type(name)?,
                new.in_media_type(name)?,
            ))
        })
        .collect()
}

fn is_same_media_type(one: &str, other: &str) -> bool {
    one == other || canonical_media_type(one) == canonical_media_type(other)
}

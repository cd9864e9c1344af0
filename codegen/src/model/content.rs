//! Bodies in their media types: the types that generated code has for them.

use std::collections::HashSet;

use super::{
    Content, Integer, Type,
    compose::{Composer, Resolved},
    types::ModelBuilder,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    openapi::{self, Media, SchemaId, canonical_media_type},
};

/// A content with its type.
struct Offer<'d> {
    content: &'d openapi::Content,
    media: Media,
    ty: Type,
}

impl Offer<'_> {
    /// Returns whether the body is JSON, so that any other form of the same value is only another notation.
    fn is_value(&self) -> bool {
        self.media.is_json() && !matches!(self.ty, Type::Bytes | Type::Content)
    }

    /// Returns whether it needs no media type beside it.
    fn is_plain_json(&self) -> bool {
        matches!(self.media, Media::Json | Media::Any) && self.is_value() && !self.has_parameters()
    }

    /// Returns whether the media type has parameters that mean something to the service, such as `odata=verbose`.
    fn has_parameters(&self) -> bool {
        let name = &self.content.media_type;
        name.contains(';') && canonical_media_type(name).contains(';')
    }

    fn has_same_schema(&self, other: &Self) -> bool {
        self.content.same_as == other.content.same_as
    }
}

impl<'d> ModelBuilder<'_, 'd> {
    /// Collects the members of `multipart/form-data` that are files.
    pub(super) fn find_files(&mut self) {
        for operation in &self.document.operations {
            let body = operation.body.map(|id| self.document.bodies.get(id));
            let contents = body.into_iter().flat_map(|body| &body.contents);
            for content in contents {
                if Media::from_name(&content.media_type) != Media::Multipart {
                    continue;
                }
                let mut muted = crate::diagnostic::Diagnostics::default();
                let Resolved::Struct(owner) = self.composer.resolve(content.schema, &mut muted)
                else {
                    continue;
                };
                let composed = self.composer.compose(owner, &mut muted);
                let members = composed.members.values();
                for (schema, _) in members.flat_map(|member| &member.definitions) {
                    let element = match self.composer.resolve(*schema, &mut muted) {
                        Resolved::Array(items) => items,
                        _ => *schema,
                    };
                    if is_binary(&mut self.composer, element, true) {
                        self.files.insert(element);
                        self.forms_with_files.insert(content.schema);
                    }
                }
            }
        }
    }

    /// Returns the type of a request body and the media types in which it is sent.
    pub(super) fn request_contents(
        &mut self,
        contents: &'d [openapi::Content],
    ) -> (Type, Vec<Content>) {
        let mut offers: Vec<Offer<'d>> = Vec::new();
        for content in contents {
            let media = Media::from_name(&content.media_type);
            let ty = self.request_type(content, media);
            offers.push(Offer { content, media, ty });
        }
        // A file is sent in parts alone. Without one, both forms say the same.
        let has_files = |offer: &Offer<'_>| self.forms_with_files.contains(&offer.content.schema);
        let groups = |chosen: &dyn Fn(&Offer<'_>) -> bool| -> HashSet<usize> {
            let chosen = offers.iter().filter(|offer| chosen(offer));
            chosen.map(|offer| offer.content.same_as).collect()
        };
        let in_parts = groups(&|offer| has_files(offer));
        let in_pairs = groups(&|offer| offer.media == Media::Form);
        let (offers, left_out): (Vec<_>, Vec<_>) = offers.into_iter().partition(|offer| {
            let group = offer.content.same_as;
            match offer.media {
                Media::Form => !in_parts.contains(&group),
                Media::Multipart => in_parts.contains(&group) || !in_pairs.contains(&group),
                _ => true,
            }
        });
        left_out.iter().for_each(|offer| self.lint_left_out(offer));
        let given = contents.iter();
        let documents: Vec<_> = given.filter(|content| is_rendered(content)).collect();
        let offers = self.distinct(offers);
        for content in documents {
            let is_offered = |offer: &Offer<'_>| std::ptr::eq(offer.content, content);
            if !offers.iter().any(is_offered) {
                let name = &content.media_type;
                let message = format!("a body of the media type `{name}` can't be sent");
                self.diagnostics.push(
                    Diagnostic::new(Code::UnsupportedMediaType, message)
                        .at(content.place.clone())
                        .note("its schema is that of JSON, which is sent")
                        .help(format!("describe it as bytes: `{name}: {{ schema: {{ type: string, format: binary }} }}`")),
                );
            }
        }
        match offers.as_slice() {
            [] => (Type::Json, Vec::new()),
            [only] if only.is_plain_json() => (only.ty.clone(), Vec::new()),
            _ => {
                let named = offers.iter().map(|offer| Content {
                    media_type: name(offer),
                    encodings: offer.content.encodings.clone(),
                });
                (together(&offers), named.collect())
            }
        }
    }

    /// Returns the type of a value that is the whole query, and its media type.
    pub(super) fn whole_query_content(&mut self, content: &openapi::Content) -> (Type, String) {
        let name = &content.media_type;
        match Media::from_name(name) {
            Media::Any => {
                let ty = self.json_type(content.schema);
                (ty, "application/json".to_owned())
            }
            media if media.is_json() => (self.json_type(content.schema), name.clone()),
            Media::Form if self.is_object(content.schema) => {
                (self.type_of(content.schema), name.clone())
            }
            _ => (Type::String, name.clone()),
        }
    }

    /// Returns the type of a response body and the media types in which it is read.
    pub(super) fn response_contents(
        &mut self,
        contents: &'d [openapi::Content],
        is_paged: bool,
    ) -> (Option<Type>, Vec<String>) {
        let mut offers: Vec<Offer<'d>> = Vec::new();
        for content in contents {
            let media = Media::from_name(&content.media_type);
            let ty = self.response_type(content, media);
            offers.push(Offer { content, media, ty });
        }
        let mut offers = self.distinct(offers);
        if is_paged {
            // The items of a page are read from one type.
            for offer in offers.iter().skip(1) {
                let name = &offer.content.media_type;
                let message = format!("the media type `{name}` of a paged result is not read");
                self.diagnostics.push(
                    Diagnostic::new(Code::UnsupportedMediaType, message)
                        .at(offer.content.place.clone()),
                );
            }
            offers.truncate(1);
        }
        let ty = match offers.as_slice() {
            [] => return (None, Vec::new()),
            [only] if only.is_plain_json() && only.ty != Type::String => {
                return (Some(only.ty.clone()), Vec::new());
            }
            [only] if only.media == Media::Json && only.is_value() && !only.has_parameters() => {
                return (Some(only.ty.clone()), Vec::new());
            }
            [first, others @ ..] if others.iter().all(|other| other.ty == first.ty) => {
                first.ty.clone()
            }
            _ => together(&offers),
        };
        (Some(ty), offers.iter().map(name).collect())
    }

    /// Removes contents that only write the value of another one differently.
    fn distinct(&mut self, offers: Vec<Offer<'d>>) -> Vec<Offer<'d>> {
        let mut kept: Vec<Offer<'d>> = Vec::new();
        for offer in offers {
            let value = kept
                .first()
                .filter(|first| first.is_value() && first.has_same_schema(&offer));
            let is_wide = offer.content.media_type.contains('*');
            let is_same = value.is_some_and(|first| match offer.media {
                Media::Json | Media::Any => true,
                Media::JsonLike => {
                    is_wide || first.media == Media::Json || offer.content.media_type == "text/json"
                }
                Media::Form | Media::Multipart => false,
                // A text or bytes are not another notation of a text.
                Media::Text | Media::Binary | Media::Xml => {
                    first.ty != Type::String && first.ty != Type::Json
                }
            });
            match is_same {
                true => self.lint_left_out(&offer),
                false => kept.push(offer),
            }
        }
        kept
    }

    fn lint_left_out(&mut self, offer: &Offer<'_>) {
        let name = &offer.content.media_type;
        self.diagnostics.push(
            Diagnostic::new(
                Code::MediaTypeLeftOut,
                format!("the media type `{name}` is left out"),
            )
            .at(offer.content.place.clone())
            .note("another media type of the body is used for the same value"),
        );
    }

    fn request_type(&mut self, content: &openapi::Content, media: Media) -> Type {
        let is_wide = content.media_type.contains('*');
        let raw = match is_wide {
            true => Type::Content,
            false => Type::Bytes,
        };
        let is_bytes = is_binary(&mut self.composer, content.schema, false);
        match media {
            _ if is_bytes && !media.is_form() => raw,
            Media::Json | Media::JsonLike | Media::Any => self.json_type(content.schema),
            Media::Form if self.is_object(content.schema) => self.type_of(content.schema),
            Media::Multipart if is_form_data(content) && self.is_object(content.schema) => {
                self.type_of(content.schema)
            }
            // Its parts are not known, and neither is its boundary.
            Media::Multipart => Type::Content,
            Media::Text | Media::Xml | Media::Form if !is_wide => Type::String,
            _ => raw,
        }
    }

    fn response_type(&mut self, content: &openapi::Content, media: Media) -> Type {
        let is_bytes = is_binary(&mut self.composer, content.schema, false);
        match media {
            _ if is_bytes => Type::Bytes,
            Media::Json | Media::JsonLike | Media::Any => self.json_type(content.schema),
            Media::Text | Media::Xml | Media::Form => Type::String,
            Media::Multipart | Media::Binary => Type::Bytes,
        }
    }

    /// Returns the type of JSON. A list of bytes would be the type of bytes.
    pub(super) fn json_type(&mut self, schema: SchemaId) -> Type {
        match self.type_of(schema) {
            Type::Array(items) if *items == Type::Integer(Integer::U8) => {
                Type::Array(Box::new(Type::Integer(Integer::U16)))
            }
            ty => ty,
        }
    }

    /// Returns whether the values of a schema may be objects.
    fn is_object(&mut self, schema: SchemaId) -> bool {
        let resolved = self.composer.resolve(schema, self.diagnostics);
        matches!(
            resolved,
            Resolved::Json | Resolved::Map(_) | Resolved::Struct(_) | Resolved::Union(..)
        )
    }
}

/// Returns the type of a body in several media types.
fn together(offers: &[Offer<'_>]) -> Type {
    match offers {
        [only] => only.ty.clone(),
        several => Type::OneOf(several.iter().map(|offer| offer.ty.clone()).collect()),
    }
}

/// Returns the name of a media type for generated code.
fn name(offer: &Offer<'_>) -> String {
    let name = offer.content.media_type.trim();
    // The caller names the boundary.
    if offer.ty == Type::Content && is_form_data(offer.content) {
        return "multipart/*".to_owned();
    }
    match offer.is_value() && (name.contains('*') || !name.contains('/')) {
        true if offer.ty != Type::String => "application/json".to_owned(),
        _ => name.to_owned(),
    }
}

/// Returns whether a media type is one of files that do not write the value of a JSON schema, such as pictures.
fn is_rendered(content: &openapi::Content) -> bool {
    let essence = content.media_type.split(';').next().unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let (kind, _) = essence.split_once('/').unwrap_or_default();
    matches!(kind, "image" | "audio" | "video")
        || matches!(essence.as_str(), "application/pdf" | "application/zip")
}

fn is_form_data(content: &openapi::Content) -> bool {
    let essence = content.media_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("multipart/form-data")
}

/// Returns whether the values of a schema are bytes: `format: binary`, or in a form any `contentMediaType`.
fn is_binary(composer: &mut Composer<'_>, schema: SchemaId, is_part: bool) -> bool {
    let mut muted = crate::diagnostic::Diagnostics::default();
    let Resolved::Text(format) = composer.resolve(schema, &mut muted) else {
        return false;
    };
    let chain = composer.chain(schema);
    let is_content = |schema: &&openapi::Schema| {
        let validation = &schema.validation;
        validation.media_type.is_some() && validation.encoding.is_none()
    };
    let is_known = format
        .and_then(openapi::KnownFormat::from_name)
        .is_some_and(|known| known == openapi::KnownFormat::Binary);
    is_known || is_part && chain.iter().any(is_content)
}

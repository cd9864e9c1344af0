//! Media types of bodies.

use super::{DocumentReader, NodeRef};
use crate::{
    diagnostic::{Code, Diagnostics, Place},
    openapi::{SchemaId, SchemaKind},
    source::File,
};
use std::sync::Arc;

/// Treatment of a media type, in order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Media {
    Json,
    /// JSON under another name: `text/json`, `+json`.
    JsonLike,
    /// A wildcard that includes JSON.
    Any,
    Form,
    Text,
    Binary,
    Unsupported,
}

impl Media {
    pub(crate) fn from_name(name: &str) -> Self {
        let essence = name.split(';').next().unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/').unwrap_or((essence.as_str(), ""));
        match (kind, subtype) {
            ("application", "json") => Self::Json,
            ("text", "json") => Self::JsonLike,
            (_, subtype) if subtype.ends_with("+json") => Self::JsonLike,
            // A name without a slash, such as `json`, is not a media type. Documents that have one mean JSON.
            ("*" | "application", "*") | (_, "") => Self::Any,
            ("multipart", _) | (_, "xml") => Self::Unsupported,
            (_, subtype) if subtype.ends_with("+xml") => Self::Unsupported,
            ("application", "x-www-form-urlencoded") => Self::Form,
            ("text", _) => Self::Text,
            _ => Self::Binary,
        }
    }

    /// Returns the preferred one of several media types, the first of equal ones; JSON if there are none.
    pub(super) fn preferred<'n>(names: impl IntoIterator<Item = &'n str>) -> (&'n str, Self) {
        names
            .into_iter()
            .map(|name| (name, Self::from_name(name)))
            // The first of equal ones.
            .min_by_key(|(_, media)| *media)
            .unwrap_or(("application/json", Self::Json))
    }

    pub(super) fn is_json(self) -> bool {
        self <= Self::Any
    }
}

/// Schema of a body, and its media type unless it is plain JSON.
pub(super) type Content = (Option<SchemaId>, Option<String>);

impl DocumentReader<'_> {
    /// Returns the content of a body with a media type and the schema that the document gives, if any.
    pub(super) fn body_schema(
        &mut self,
        (name, media): (&str, Media),
        schema: Option<SchemaId>,
        at: &NodeRef<'_>,
    ) -> Content {
        match (media, schema) {
            (Media::Json | Media::Any, schema) => (schema, None),
            (Media::JsonLike, schema) => (schema, Some(name.to_owned())),
            (Media::Unsupported, _) => {
                let message = format!("media type `{name}` is not supported; this body is ignored");
                self.report(Code::UnsupportedMediaType, message, at.key());
                (None, None)
            }
            (Media::Form | Media::Text | Media::Binary, schema) => {
                let schema = schema.unwrap_or_else(|| self.add_schema(at, SchemaKind::Text(None)));
                (Some(schema), Some(name.to_owned()))
            }
        }
    }

    /// Resolves a `$ref` to an example. Problems are warnings, because the document is usable without the example.
    pub(super) fn resolve_example(
        &mut self,
        from: &Arc<File>,
        reference: &str,
        place: &Place,
    ) -> Option<(Arc<File>, String)> {
        let mut found = Diagnostics::default();
        let target = self.workspace.resolve(from, reference, place, &mut found);
        for diagnostic in found.iter() {
            let warning = diagnostic.clone().coded(Code::LostExample);
            self.diagnostics
                .push(warning.note("the example is ignored"));
        }
        let (file, pointer) = target?;
        if file.node.pointed(&pointer).is_none() {
            let message = format!("there is no `{pointer}` in `{}`", file.name);
            self.diagnostics.push(
                crate::diagnostic::Diagnostic::new(Code::LostExample, message)
                    .at(place.clone())
                    .label("not found")
                    .note("the example is ignored"),
            );
            return None;
        }
        Some((file, pointer))
    }
}

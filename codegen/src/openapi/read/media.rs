//! Media types of bodies.

use super::{DocumentReader, NodeRef, equality::equal_schemas};
use crate::{
    diagnostic::{Code, Diagnostic, Place},
    openapi::{Content, MemberEncoding, MemberEncodingKind, SchemaId, SchemaKind, Style},
    source::File,
};
use std::{collections::HashMap, sync::Arc};

/// Maximum number of media types of a body whose schemas are compared with later ones.
const MAX_COMPARED: usize = 16;

/// Treatment of a media type, in order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Media {
    Json,
    /// JSON under another name: `text/json`, `+json`.
    JsonLike,
    /// A wildcard that includes JSON.
    Any,
    Form,
    Multipart,
    Text,
    Binary,
    Xml,
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
            ("multipart", _) => Self::Multipart,
            (_, "xml") => Self::Xml,
            (_, subtype) if subtype.ends_with("+xml") => Self::Xml,
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

    pub(crate) fn is_json(self) -> bool {
        self <= Self::Any
    }

    pub(crate) fn is_form(self) -> bool {
        matches!(self, Self::Form | Self::Multipart)
    }
}

/// Returns a text that is the same for media types with the same meaning: case makes no difference to names, and UTF-8 is the
/// charset of JSON anyway.
pub(crate) fn canonical_media_type(name: &str) -> String {
    let mut parts = name.split(';').map(str::trim);
    let mut key = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_json = key.ends_with("/json") || key.ends_with("+json");
    for parameter in parts {
        let parameter = match parameter.split_once('=') {
            Some((name, value)) => {
                format!(
                    "{}={}",
                    name.trim().to_ascii_lowercase(),
                    value.trim().trim_matches('"')
                )
            }
            None => parameter.to_ascii_lowercase(),
        };
        if !(is_json && parameter.eq_ignore_ascii_case("charset=utf-8")) {
            key.push(';');
            key.push_str(&parameter);
        }
    }
    key
}

/// A body: the schema and media type of the preferred content, unless that is plain JSON, and all contents.
#[derive(Default)]
pub(super) struct BodyContents {
    pub(super) schema: Option<SchemaId>,
    pub(super) media_type: Option<String>,
    pub(super) contents: Vec<Content>,
}

impl BodyContents {
    /// Puts the preferred content first.
    pub(super) fn of(mut contents: Vec<Content>) -> Self {
        let (name, media) = Media::preferred(contents.iter().map(|one| one.media_type.as_str()));
        let name = name.to_owned();
        let first = contents.iter().position(|one| one.media_type == name);
        contents
            .get_mut(..=first.unwrap_or_default())
            .unwrap_or_default()
            .rotate_right(1);
        // The indices are those of the document until here.
        let mut groups: HashMap<usize, usize> = HashMap::new();
        for (index, content) in contents.iter_mut().enumerate() {
            content.same_as = *groups.entry(content.same_as).or_insert(index);
        }
        Self {
            schema: contents.first().map(|content| content.schema),
            media_type: (!matches!(media, Media::Json | Media::Any)).then_some(name),
            contents,
        }
    }
}

impl DocumentReader<'_> {
    /// Reads `content`: each media type with its schema. One without a schema is any JSON, text or bytes.
    pub(super) fn contents(&mut self, listed: &[(&str, NodeRef<'_>)]) -> BodyContents {
        let mut contents: Vec<Content> = Vec::new();
        for (name, media) in listed {
            let kind = Media::from_name(name);
            let schema = media.get("schema");
            let earlier = contents.len().min(MAX_COMPARED);
            let same = listed.iter().take(earlier).position(|(_, earlier)| {
                match (earlier.get("schema"), &schema) {
                    (Some(one), Some(other)) => equal_schemas(one.node, other.node),
                    (None, None) => true,
                    _ => false,
                }
            });
            let schema = match schema {
                Some(schema) => self.schema(&schema),
                None if kind.is_json() => self.add_any_schema(media),
                None => self.add_schema(media, SchemaKind::Text(None)),
            };
            contents.push(Content {
                media_type: (*name).to_owned(),
                schema,
                same_as: same.unwrap_or(contents.len()),
                encodings: self.encodings(media, kind),
                items: None,
                place: media.key(),
            });
        }
        BodyContents::of(contents)
    }

    /// Returns the content of a body with one schema in several media types.
    pub(super) fn contents_of(
        &mut self,
        names: &[&str],
        schema: SchemaId,
        encodings: &[MemberEncoding],
        at: &NodeRef<'_>,
    ) -> BodyContents {
        let names = match names {
            [] => &["application/json"],
            names => names,
        };
        let contents = names.iter().map(|name| Content {
            media_type: (*name).to_owned(),
            schema,
            same_as: 0,
            encodings: match Media::from_name(name).is_form() {
                true => encodings.to_vec(),
                false => Vec::new(),
            },
            items: None,
            place: at.key(),
        });
        BodyContents::of(contents.collect())
    }

    /// Reads `encoding` of a form.
    fn encodings(&mut self, media: &NodeRef<'_>, kind: Media) -> Vec<MemberEncoding> {
        let listed = media.get_mapping("encoding", self.diagnostics);
        if let Some(encoding) = media.get("encoding").filter(|_| !kind.is_form()) {
            let message = "`encoding` applies only to forms; it is ignored";
            self.report(Code::NotRead, message, encoding.key());
            return Vec::new();
        }
        let mut encodings = Vec::new();
        for (name, at) in listed {
            const KNOWN: [&str; 5] = [
                "contentType",
                "headers",
                "style",
                "explode",
                "allowReserved",
            ];
            at.expect_keys(&KNOWN, "an encoding", self.diagnostics);
            if let Some(ignored) = at.get("headers") {
                let message = "`headers` of an encoding is not supported; it is ignored";
                self.report(Code::NotRead, message, ignored.key());
            }
            if let Some(kind) = self.encoding(&at, kind) {
                encodings.push(MemberEncoding {
                    name: name.to_owned(),
                    kind,
                });
            }
        }
        encodings
    }

    fn encoding(&mut self, at: &NodeRef<'_>, kind: Media) -> Option<MemberEncodingKind> {
        let is_reserved = at.get_bool("allowReserved", self.diagnostics);
        if is_reserved && kind != Media::Form {
            let place = at.get("allowReserved").map(|at| at.key());
            let message = "`allowReserved` applies only to urlencoded forms; it is ignored";
            self.report(Code::NotRead, message, place.unwrap_or_default());
        }
        let is_reserved = is_reserved && kind == Media::Form;
        if at.get("style").is_none() && at.get("explode").is_none() && !is_reserved {
            let content_type = at.get_text("contentType", self.diagnostics)?;
            // Of several ones, or of a range, a file has the one that the caller names.
            let is_one = !content_type.contains(['*', ',']);
            let is_json = Media::from_name(&content_type).is_json() && is_one;
            return match kind {
                Media::Form => is_json.then_some(MemberEncodingKind::Style(Style::Json)),
                _ => is_one.then_some(MemberEncodingKind::MediaType(content_type)),
            };
        }
        let style = at.get_str("style").unwrap_or("form");
        let explodes = match at.get("explode") {
            Some(_) => at.get_bool("explode", self.diagnostics),
            None => style == "form",
        };
        let style = match (style, explodes) {
            ("deepObject", _) => Style::DeepObject,
            ("form" | "spaceDelimited" | "pipeDelimited", true) => Style::Repeated,
            ("form", false) => Style::Commas,
            ("spaceDelimited", false) => Style::Spaces,
            ("pipeDelimited", false) => Style::Pipes,
            (other, _) => {
                let place = at.get("style").map(|at| at.value()).unwrap_or_default();
                let message = format!("unknown style `{other}` of a form; it is ignored");
                self.diagnostics.push(
                    Diagnostic::new(Code::ParameterStyle, message)
                        .at(place)
                        .help("use `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`"),
                );
                return None;
            }
        };
        match style {
            Style::Repeated if is_reserved => {
                return Some(MemberEncodingKind::Style(Style::Verbatim));
            }
            _ if is_reserved => self.lint_reserved(at, "allowReserved"),
            _ => {}
        }
        Some(MemberEncodingKind::Style(style))
    }

    /// Resolves a `$ref` to an example. Problems are warnings, because the document is usable without the example.
    pub(super) fn resolve_example(
        &mut self,
        from: &Arc<File>,
        reference: &str,
        place: &Place,
    ) -> Option<(Arc<File>, String)> {
        let mut found = crate::diagnostic::Diagnostics::default();
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
                Diagnostic::new(Code::LostExample, message)
                    .at(place.clone())
                    .label("not found")
                    .note("the example is ignored"),
            );
            return None;
        }
        Some((file, pointer))
    }
}

//! Forms: the members of an object as `name=value` or as parts.

use super::super::{Json, JsonKind};
use super::form_members::{self, FormValue};
use super::multipart::Part;
use super::parameter_text::{elements, members, single};
use super::request_builder::{URL, encode, percent_encode};
use super::{Encoding, Style};

/// The separator of a style that joins the elements of a list, as it is and percent-encoded.
fn separator(style: Style) -> (&'static str, &'static str) {
    match style {
        Style::Spaces => (" ", "%20"),
        Style::Pipes => ("|", "%7C"),
        Style::Tabs => ("\t", "%09"),
        _ => (",", ","),
    }
}

/// A text in a form.
struct Field {
    name: String,
    /// The texts that a separator joins; only one in most cases.
    texts: Vec<String>,
    is_json: bool,
}

impl Field {
    fn new(name: impl Into<String>, text: String) -> Self {
        Self {
            name: name.into(),
            texts: vec![text],
            is_json: false,
        }
    }

    /// Creates the field of a value: its text, or JSON.
    fn of(name: &str, value: Json) -> Self {
        let is_json = matches!(value.kind(), JsonKind::Array | JsonKind::Object);
        Self {
            is_json,
            ..Self::new(name, single(value))
        }
    }
}

fn find<'e>(name: &str, encodings: &'e [Encoding]) -> Option<&'e Encoding> {
    encodings.iter().find(|encoding| encoding.name == name)
}

/// Writes the members of an object as `application/x-www-form-urlencoded`; `None` if the JSON is no object.
pub(super) fn urlencode(json: &str, encodings: &[Encoding]) -> Option<String> {
    let mut pairs = Vec::new();
    for (name, value) in members(json)? {
        let encoding = find(&name, encodings);
        let style = encoding.map_or(Style::Usual, |encoding| encoding.style);
        let (_, between) = separator(style);
        for field in fields(&name, value, style) {
            let texts = field.texts.iter().map(|text| match style {
                Style::Verbatim => percent_encode(text, URL),
                _ => encode(text),
            });
            let texts: Vec<String> = texts.collect();
            pairs.push(format!("{}={}", encode(&field.name), texts.join(between)));
        }
    }
    Some(pairs.join("&"))
}

/// Returns the parts of an object as `multipart/form-data`.
///
/// # Errors
///
/// The value is no object, or can't be written.
pub(super) fn parts<T: serde::Serialize + ?Sized>(
    value: &T,
    encodings: &[Encoding],
) -> Result<Vec<Part>, serde_json::Error> {
    let mut parts = Vec::new();
    for (name, value) in form_members::split(value)? {
        let encoding = find(&name, encodings);
        let declared = encoding.and_then(|encoding| encoding.content_type);
        let style = encoding.map_or(Style::Usual, |encoding| encoding.style);
        match value {
            FormValue::Files(files) => parts.extend(files.into_iter().map(|file| {
                let usual = declared.unwrap_or("application/octet-stream");
                Part {
                    file_name: Some(file.name.unwrap_or_else(|| name.clone())),
                    content_type: Some(file.content_type.unwrap_or_else(|| usual.to_owned())),
                    name: name.clone(),
                    content: file.content,
                }
            })),
            FormValue::Json(value) => {
                let is_json = declared.is_some_and(is_json);
                let values = match value.kind() {
                    // A list is a part for each of its elements.
                    JsonKind::Array if is_json => elements(value.as_str()),
                    _ => vec![value],
                };
                for value in values {
                    let fields = match is_json {
                        true => vec![Field::new(&name, value.as_str().to_owned())],
                        false => fields(&name, value, style),
                    };
                    parts.extend(fields.into_iter().map(|field| Part {
                        name: field.name,
                        file_name: None,
                        content_type: match declared {
                            Some(declared) => Some(declared.to_owned()),
                            None => field.is_json.then(|| "application/json".to_owned()),
                        },
                        content: field.texts.join(separator(style).0).into_bytes(),
                    }));
                }
            }
        }
    }
    Ok(parts)
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Returns the fields of a member. Null is absent.
fn fields(name: &str, value: Json, style: Style) -> Vec<Field> {
    let joins = !matches!(
        style,
        Style::Usual | Style::Repeated | Style::Verbatim | Style::DeepObject | Style::Json
    );
    match (value.kind(), style) {
        (JsonKind::Null, _) => Vec::new(),
        (JsonKind::Array | JsonKind::Object, Style::Json) => {
            vec![Field::of(name, value)]
        }
        (JsonKind::Array | JsonKind::Object, Style::DeepObject) => {
            let mut bracketed = Vec::new();
            add_bracketed(name, &value, &mut bracketed);
            let fields = bracketed.into_iter();
            fields.map(|(name, text)| Field::new(name, text)).collect()
        }
        (JsonKind::Array, _) if joins => vec![Field {
            texts: elements(value.as_str()).into_iter().map(single).collect(),
            ..Field::new(name, String::new())
        }],
        (JsonKind::Array, _) => {
            let elements = elements(value.as_str()).into_iter();
            elements.map(|element| Field::of(name, element)).collect()
        }
        (JsonKind::Object, Style::Repeated | Style::Verbatim) => {
            let members = members(value.as_str()).unwrap_or_default().into_iter();
            let members = members.filter(|(_, value)| !value.is_null());
            members
                .map(|(name, value)| Field::of(&name, value))
                .collect()
        }
        (JsonKind::Object, _) if joins => {
            let members = members(value.as_str()).unwrap_or_default().into_iter();
            let members = members.filter(|(_, value)| !value.is_null());
            vec![Field {
                texts: members
                    .flat_map(|(name, value)| [name, single(value)])
                    .collect(),
                ..Field::new(name, String::new())
            }]
        }
        _ => vec![Field::of(name, value)],
    }
}

/// Adds the scalars in a value with the path to each in brackets: `name[member][0]`. Nulls are absent.
pub(super) fn add_bracketed(name: &str, value: &Json, pairs: &mut Vec<(String, String)>) {
    match value.kind() {
        JsonKind::Null => {}
        JsonKind::Array => {
            for (index, element) in elements(value.as_str()).iter().enumerate() {
                add_bracketed(&format!("{name}[{index}]"), element, pairs);
            }
        }
        JsonKind::Object => {
            for (member, value) in members(value.as_str()).unwrap_or_default() {
                add_bracketed(&format!("{name}[{member}]"), &value, pairs);
            }
        }
        _ => pairs.push((name.to_owned(), single(value.clone()))),
    }
}

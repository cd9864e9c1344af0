//! Bodies of requests, in the format of the parameter.

use std::borrow::Cow;

use super::super::json::to_json_vec;
use super::super::value::AsSerde;
use super::super::{Json, Value};
use super::parameter_text::single;
use super::{Body, Content, Parameter, RequestBuilder, Style, form, multipart};

impl RequestBuilder {
    /// Chooses one of the media types of the body that is added next, by its index.
    pub fn choose(&mut self, index: usize) {
        self.chosen = index;
    }

    /// Adds the value of the next parameter, which is a body of bytes.
    pub fn add_bytes(&mut self, bytes: Option<&[u8]>) {
        let Some(parameter) = self.parameters.next() else {
            return;
        };
        if let (Some(bytes), Body::Bytes(media_type)) = (bytes, self.format(parameter)) {
            self.body = Some((Cow::Borrowed(media_type), bytes.to_vec()));
        }
    }

    /// Adds the value of the next parameter, which is a body with its media type.
    pub fn add_content(&mut self, content: Option<&Content>) {
        let Some(parameter) = self.parameters.next() else {
            return;
        };
        let (Some(content), Body::Any(range)) = (content, self.format(parameter)) else {
            return;
        };
        match find_flaw(&content.media_type, range) {
            Some(flaw) => self.refuse(parameter, flaw),
            None => {
                let media_type = Cow::Owned(content.media_type.clone());
                self.body = Some((media_type, content.bytes.clone()));
            }
        }
    }

    /// Returns the format of the body: the only one, or the chosen one.
    fn format(&self, parameter: &Parameter) -> Body {
        match parameter.style {
            Style::Body(Body::OneOf(formats)) => {
                let chosen = formats.get(self.chosen).copied();
                chosen.unwrap_or(Body::Json("application/json"))
            }
            Style::Body(format) => format,
            _ => Body::Json("application/json"),
        }
    }

    pub(super) fn add_body<T: Value>(&mut self, parameter: &'static Parameter, value: &T) {
        if !parameter.required && value.is_absent() {
            return;
        }
        let written = match self.format(parameter) {
            Body::Multipart(encodings) => form::parts(&AsSerde(value), encodings).map(|parts| {
                let flawed = parts.iter().filter_map(|part| part.content_type.as_deref());
                let flaw = flawed.filter_map(|name| find_flaw(name, "*/*")).next();
                let (media_type, body) = multipart::write(&parts);
                match flaw {
                    Some(flaw) => Err(flaw),
                    None => Ok((Cow::Owned(media_type), body)),
                }
            }),
            format => to_json_vec(&AsSerde(value)).map(|json| convert(format, json)),
        };
        match written {
            Ok(Ok(body)) => self.body = Some(body),
            Ok(Err(problem)) => self.refuse(parameter, problem),
            Err(error) => self.refuse(parameter, format!("can't be written: {error}")),
        }
    }
}

/// Converts JSON to the format of a body.
fn convert(format: Body, json: Vec<u8>) -> Result<(Cow<'static, str>, Vec<u8>), String> {
    let text = || std::str::from_utf8(&json).unwrap_or_default();
    let encodings = match format {
        Body::Json(media_type) => return Ok((Cow::Borrowed(media_type), json)),
        Body::Form => &[],
        Body::FormWith(encodings) => encodings,
        Body::Text(media_type) => {
            let value: Option<Json> = serde_json::from_str(text()).ok();
            let text = value.map(single).unwrap_or_default();
            return Ok((Cow::Borrowed(media_type), text.into_bytes()));
        }
        _ => return Err("can't be sent in the format of the body".to_owned()),
    };
    match form::urlencode(text(), encodings) {
        Some(form) => Ok((
            Cow::Borrowed("application/x-www-form-urlencoded"),
            form.into_bytes(),
        )),
        None => Err("can't be sent as a form, because it is no object".to_owned()),
    }
}

/// Returns the flaw of a media type that is no single one in a range; `None` if it is one.
fn find_flaw(media_type: &str, range: &str) -> Option<String> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let is_token = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+'%`|~".contains(&byte))
    };
    let is_single = essence
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype));
    if !is_single || media_type.contains(|c: char| c.is_control()) {
        return Some(format!(
            "has the content type `{}`, which is no media type",
            media_type.escape_debug()
        ));
    }
    let (kind, subtype) = range.split_once('/').unwrap_or((range, "*"));
    let fits = |pattern: &str, own: &str| pattern == "*" || pattern.eq_ignore_ascii_case(own);
    let is_inside = essence
        .split_once('/')
        .is_some_and(|(own, name)| fits(kind, own) && fits(subtype, name));
    (!is_inside).then(|| format!("has the content type `{media_type}`, which is not in `{range}`"))
}

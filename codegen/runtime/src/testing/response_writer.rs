//! Responses of operations, written from typed values.

use std::fmt;

use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};

use super::super::operation::essence;
use super::super::value::Value;
use super::super::{Call, encode, operation};

/// Writer of a response. An operation writes its output or its error.
#[derive(Debug)]
#[doc(hidden)]
pub struct ResponseWriter {
    documented: &'static [operation::Response],
    /// True for `HEAD`, whose responses have no body.
    is_head: bool,
    is_success: bool,
    /// The status that the caller chose.
    chosen: Option<u16>,
    /// The documented status of the variant of the value.
    word: Option<&'static str>,
    media_type: Option<&'static str>,
    content_type: Option<String>,
    body: Vec<u8>,
    problem: Option<String>,
}

/// Error of writing a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteResponseError {
    operation: &'static str,
    problem: String,
}

impl WriteResponseError {
    pub(super) fn new(operation: &'static str, problem: String) -> Self {
        Self { operation, problem }
    }
}

impl fmt::Display for WriteResponseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operation, problem } = self;
        write!(formatter, "no response of {operation}: {problem}")
    }
}

impl std::error::Error for WriteResponseError {}

impl ResponseWriter {
    pub(super) fn new<C: Call>(is_success: bool, chosen: Option<u16>) -> Self {
        Self {
            documented: C::RESPONSES,
            is_head: C::METHOD == "HEAD",
            is_success,
            chosen,
            word: None,
            media_type: None,
            content_type: None,
            body: Vec::new(),
            problem: None,
        }
    }

    /// Sets the documented status of the value, and its media type if the status has several.
    pub fn of(&mut self, status: &'static str, media_type: Option<&'static str>) -> &mut Self {
        self.word = Some(status);
        self.media_type = media_type;
        self
    }

    /// Writes no body.
    pub fn nothing(&mut self) {}

    /// Writes a value as JSON.
    pub fn json<T: Value>(&mut self, value: &T) {
        match encode(value) {
            Ok(json) => self.write("application/json", json),
            Err(error) => self.problem = Some(format!("the body can't be written: {error}")),
        }
    }

    /// Writes a text.
    pub fn text(&mut self, text: &str) {
        self.write("text/plain", text.as_bytes().to_vec());
    }

    /// Writes a text, or a JSON string if that is documented first.
    pub fn any_text(&mut self, text: &str) {
        match is_json(self.documented_media_type().unwrap_or_default()) {
            true => self.json(&text.to_owned()),
            false => self.text(text),
        }
    }

    /// Writes bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.write("application/octet-stream", bytes.to_vec());
    }

    fn write(&mut self, usual: &str, body: Vec<u8>) {
        let documented = self.documented_media_type().unwrap_or(usual);
        self.content_type = Some(match documented.split_once('/') {
            Some(("*", _)) => usual.to_owned(),
            Some(("text", "*")) => "text/plain".to_owned(),
            Some((kind, "*")) => format!("{kind}/octet-stream"),
            _ => documented.to_owned(),
        });
        self.body = body;
    }

    /// Returns the documented media type of the body.
    fn documented_media_type(&self) -> Option<&'static str> {
        let entry = self.entry();
        let first = entry.and_then(|entry| entry.media_types.first().copied());
        self.media_type
            .or(entry.and_then(|entry| entry.media_type))
            .or(first)
    }

    /// Returns the documented response of the value.
    fn entry(&self) -> Option<&'static operation::Response> {
        let find = |fits: &dyn Fn(&str) -> bool| {
            let mut documented = self.documented.iter();
            documented.find(|response| fits(response.status))
        };
        if let Some(word) = self.word {
            return find(&|status| status == word);
        }
        let chosen = self.chosen.map(|status| status.to_string());
        let exact = chosen.as_deref().and_then(|chosen| {
            let class = format!("{}XX", chosen.get(..1).unwrap_or_default());
            find(&|status| status == chosen).or_else(|| find(&|status| status == class))
        });
        let own = |status: &str| match self.is_success {
            true => status.starts_with('2'),
            false => status.starts_with(['3', '4', '5']),
        };
        exact
            .or_else(|| find(&own).filter(|_| chosen.is_none()))
            .or_else(|| find(&|status| status == "default"))
            .or_else(|| find(&own))
    }

    pub(super) fn finish<C: Call>(self) -> Result<Response<Vec<u8>>, WriteResponseError> {
        let refuse = |problem| WriteResponseError::new(C::ID, problem);
        let word = self.entry().map_or("default", |entry| entry.status);
        let usual = match word.strip_suffix("XX").unwrap_or(word).parse::<u16>() {
            Ok(class) if class < 10 => class * 100,
            Ok(status) => status,
            Err(_) if self.is_success => 200,
            Err(_) => 500,
        };
        let status = self.chosen.unwrap_or(usual);
        if (200..300).contains(&status) != self.is_success {
            let kind = if self.is_success { "output" } else { "error" };
            return Err(refuse(format!("its {kind} can't have the status {status}")));
        }
        if let Some(word) = self.word.filter(|word| !fits(word, status)) {
            let problem = format!("the value is that of the status {word}, and not of {status}");
            return Err(refuse(problem));
        }
        if let Some(problem) = self.problem {
            return Err(refuse(problem));
        }
        let mut response = Response::new(match self.is_head {
            true => Vec::new(),
            false => self.body,
        });
        *response.status_mut() =
            StatusCode::from_u16(status).map_err(|error| refuse(error.to_string()))?;
        if let Some(content_type) = self.content_type {
            let value =
                HeaderValue::from_str(&content_type).map_err(|error| refuse(error.to_string()))?;
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        Ok(response)
    }
}

/// Returns true if a status is one of a documented word: `404`, `4XX` or `default`.
fn fits(word: &str, status: u16) -> bool {
    match word.strip_suffix("XX") {
        Some(class) => class.parse() == Ok(status / 100),
        None => word == "default" || word.parse() == Ok(status),
    }
}

fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    essence.ends_with("/json") || essence.ends_with("+json")
}

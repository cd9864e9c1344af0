//! Documented examples of responses, as ready answers.

use std::collections::BTreeMap;
use std::fmt;

use http::header::{
    CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue,
    TRANSFER_ENCODING,
};
use http::{Response, StatusCode};

use super::super::Call;

/// The documented examples of the responses of a service, in each of its api-versions.
///
/// Generated code has them as `EXAMPLES` beside the api-versions.
#[derive(Clone, Copy)]
pub struct Examples(&'static [Example]);

/// A documented example of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    operation: &'static str,
    api_versions: &'static [&'static str],
    name: &'static str,
    status: &'static str,
    media_type: Option<&'static str>,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
}

/// The choice of one of the examples of an operation: by name, by status, or by both.
///
/// ```text
/// fake.on_example::<InvoicesGet>(azure::EXAMPLES, "CreditNote")
/// fake.on_example::<InvoicesGet>(azure::EXAMPLES, 404)
/// fake.on_example::<InvoicesGet>(azure::EXAMPLES, ("Invoice", 404))
/// ```
///
/// The example of a name alone is that of a success, if there is one. A status also fits an example of its class (`4XX`) and one of
/// `default`, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleChoice {
    name: Option<String>,
    status: Option<u16>,
}

impl From<&str> for ExampleChoice {
    fn from(name: &str) -> Self {
        Self {
            name: Some(name.to_owned()),
            status: None,
        }
    }
}

impl From<u16> for ExampleChoice {
    fn from(status: u16) -> Self {
        Self {
            name: None,
            status: Some(status),
        }
    }
}

impl From<(&str, u16)> for ExampleChoice {
    fn from((name, status): (&str, u16)) -> Self {
        Self {
            name: Some(name.to_owned()),
            status: Some(status),
        }
    }
}

impl fmt::Display for ExampleChoice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.name, self.status) {
            (Some(name), Some(status)) => write!(formatter, "`{name}` with the status {status}"),
            (Some(name), None) => write!(formatter, "`{name}`"),
            (None, Some(status)) => write!(formatter, "with the status {status}"),
            (None, None) => formatter.write_str("at all"),
        }
    }
}

impl Example {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(
        operation: &'static str,
        api_versions: &'static [&'static str],
        name: &'static str,
        status: &'static str,
        media_type: Option<&'static str>,
        headers: &'static [(&'static str, &'static str)],
        body: &'static str,
    ) -> Self {
        Self {
            operation,
            api_versions,
            name,
            status,
            media_type,
            headers,
            body,
        }
    }

    /// Returns the id of the operation.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// Returns the api-versions that have this example, oldest first.
    #[must_use]
    pub fn api_versions(&self) -> &'static [&'static str] {
        self.api_versions
    }

    /// Returns the name; an empty text if the documents give none.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the documented status: `200`, `4XX` or `default`.
    #[must_use]
    pub fn status(&self) -> &'static str {
        self.status
    }

    /// Returns the media type of the body; `None` without a body.
    #[must_use]
    pub fn media_type(&self) -> Option<&'static str> {
        self.media_type
    }

    /// Returns the documented headers.
    #[must_use]
    pub fn headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }

    /// Returns the body; an empty text without a body.
    #[must_use]
    pub fn body(&self) -> &'static str {
        self.body
    }

    /// Returns the class of a status such as `4XX`.
    fn class(&self) -> Option<u16> {
        self.status.strip_suffix("XX")?.parse().ok()
    }

    fn is_success(&self) -> bool {
        self.status.starts_with('2')
    }

    /// Returns how exactly the example fits a choice, the least number first; `None` if it does not.
    fn rank(&self, choice: &ExampleChoice) -> Option<u8> {
        if choice.name.as_ref().is_some_and(|name| name != self.name) {
            return None;
        }
        match choice.status {
            None => Some(u8::from(!self.is_success())),
            Some(status) if self.status.parse() == Ok(status) => Some(0),
            Some(status) if self.class() == Some(status / 100) => Some(1),
            Some(_) if self.status == "default" => Some(2),
            Some(_) => None,
        }
    }

    /// Returns the status of the response.
    fn sent_status<C: Call>(&self, chosen: Option<u16>) -> u16 {
        let has_success = || {
            let mut documented = C::RESPONSES.iter();
            documented.any(|response| response.status.starts_with('2'))
        };
        match (chosen, self.class(), self.status.parse()) {
            (Some(status), _, _) | (None, None, Ok(status)) => status,
            (None, Some(class), _) => class * 100,
            // `default` is the failure of an operation that documents its success.
            (None, None, Err(_)) if has_success() => 500,
            (None, None, Err(_)) => 200,
        }
    }

    /// Converts the example to the response that the service would send.
    fn to_response<C: Call>(self, chosen: Option<u16>) -> Result<Response<Vec<u8>>, String> {
        let mut response = Response::new(match C::METHOD {
            "HEAD" => Vec::new(),
            _ => self.body.as_bytes().to_vec(),
        });
        *response.status_mut() = StatusCode::from_u16(self.sent_status::<C>(chosen))
            .map_err(|error| error.to_string())?;
        if let Some(media_type) = self.media_type {
            let value = HeaderValue::from_str(media_type).map_err(|error| error.to_string())?;
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        for (name, value) in self.headers {
            let refuse = |error: &dyn fmt::Display| format!("the header `{name}`: {error}");
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|error| refuse(&error))?;
            // The length and the encoding are those of the body of the example, and not those of the service.
            if [
                CONTENT_LENGTH,
                CONTENT_ENCODING,
                TRANSFER_ENCODING,
                CONNECTION,
            ]
            .contains(&name)
            {
                continue;
            }
            let value =
                HeaderValue::from_bytes(value.as_bytes()).map_err(|error| refuse(&error))?;
            response.headers_mut().insert(name, value);
        }
        Ok(response)
    }
}

impl Examples {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(examples: &'static [Example]) -> Self {
        Self(examples)
    }

    /// Returns the examples of all operations.
    pub fn iter(self) -> impl Iterator<Item = &'static Example> {
        self.0.iter()
    }

    /// Returns the examples of an operation, in the api-versions in which it has this form.
    pub fn of<C: Call>(self) -> impl Iterator<Item = &'static Example> {
        let has_form = |example: &&Example| {
            let mut versions = example.api_versions.iter();
            example.operation == C::ID && versions.any(|version| C::VERSIONS.contains(version))
        };
        self.0.iter().filter(has_form)
    }

    /// Returns the response of the chosen example: that of the api-version, or else the newest one.
    pub(super) fn respond<C: Call>(
        self,
        choice: &ExampleChoice,
        api_version: Option<&str>,
    ) -> Result<Response<Vec<u8>>, String> {
        let places = C::VERSIONS.iter().enumerate();
        let places: BTreeMap<&str, usize> = places.map(|(place, name)| (*name, place)).collect();
        let mut by_version: BTreeMap<usize, (u8, Example)> = BTreeMap::new();
        for example in self.of::<C>() {
            let Some(rank) = example.rank(choice) else {
                continue;
            };
            let versions = example.api_versions.iter();
            for place in versions.filter_map(|version| places.get(version)) {
                match by_version.get(place) {
                    // Of equal ones, the first of the documents counts.
                    Some((known, _)) if *known <= rank => {}
                    _ => drop(by_version.insert(*place, (rank, *example))),
                }
            }
        }
        let own = api_version.and_then(|version| by_version.get(places.get(version)?));
        match own.or_else(|| by_version.values().next_back()) {
            Some((_, example)) => example.to_response::<C>(choice.status),
            None => Err(self.describe_missing::<C>(choice)),
        }
    }

    fn describe_missing<C: Call>(self, choice: &ExampleChoice) -> String {
        let known: Vec<String> = self
            .of::<C>()
            .map(|example| match example.name {
                "" => format!("one without a name ({})", example.status),
                name => format!("`{name}` ({})", example.status),
            })
            .collect();
        match known.is_empty() {
            true => format!("there is no example {choice}; the documents have none"),
            false => format!(
                "there is no example {choice}; the documents have {}",
                known.join(", ")
            ),
        }
    }
}

impl fmt::Debug for Examples {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.0).finish()
    }
}

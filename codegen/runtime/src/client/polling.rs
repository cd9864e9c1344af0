//! State machine of a long-running operation, without I/O.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use http::header::LOCATION;
use http::{HeaderMap, Method, Request, Response, StatusCode, Uri};

use super::super::http::{HttpCall, Reply, RetryAfter};
use super::super::{Json, LongRunning, decode};
use super::Error;
use super::error::{CallFailure, OperationError};
use super::link::resolve;
use super::settings::Settings;

/// Progress of a long-running operation.
pub(super) struct Polling<C> {
    api_version: String,
    source: StatusSource,
    /// The URL to poll.
    at: Uri,
    /// The URL of the result, if the last status response does not contain it.
    result: Option<Uri>,
    /// True once the operation has ended, so that the next response is its result.
    ended: bool,
    /// The response with the result, if it has arrived.
    answer: Option<Response<Vec<u8>>>,
    finished: bool,
    due: SystemTime,
    call: PhantomData<fn() -> C>,
}

/// The shortest wait between two polls, if the configured interval is not shorter.
const SHORTEST_WAIT: Duration = Duration::from_millis(500);

/// Source of the status of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StatusSource {
    /// The header `Azure-AsyncOperation`: a status document, whose `properties` may contain the result.
    Status,
    /// The header `Operation-Location`: a status document, whose `result` may contain the result.
    Operation,
    /// The header `Location`: its URL returns 202 until the operation has ended.
    Location,
    /// The resource itself, by its `provisioningState`.
    Resource,
}

const STATUS_SOURCES: [(&str, StatusSource); 4] = [
    ("status", StatusSource::Status),
    ("operation", StatusSource::Operation),
    ("location", StatusSource::Location),
    ("resource", StatusSource::Resource),
];

const UNLINKED: CallFailure = CallFailure::Unfinished {
    reason: "the operation was accepted, but the response has no link to its status",
};
const STATELESS: CallFailure = CallFailure::Unfinished {
    reason: "the status of the operation can't be read from the response of its URL",
};
const UNDOCUMENTED: CallFailure = CallFailure::Unfinished {
    reason: "the operation ended with a response that the documents do not describe",
};

/// State of a long-running operation.
#[derive(Debug)]
pub enum Progress<T> {
    /// The operation is running; poll again after this duration.
    Running(Duration),
    /// The operation has ended with this result.
    Done(T),
}

/// A status document of an operation.
struct OperationStatus {
    text: String,
    members: BTreeMap<String, Json>,
}

impl OperationStatus {
    fn of(body: &[u8], source: StatusSource) -> Option<Self> {
        let members: BTreeMap<String, Json> = decode(body).ok()?;
        let state = if source == StatusSource::Resource {
            let properties = parse_object(members.get("properties")?)?;
            properties.get("provisioningState")?.to_text()?
        } else {
            members.get("status")?.to_text()?
        };
        Some(Self {
            text: state,
            members,
        })
    }

    fn succeeded(&self) -> bool {
        ["succeeded", "completed"].contains(&self.text.to_ascii_lowercase().as_str())
    }

    fn failed(&self) -> bool {
        ["failed", "canceled", "cancelled"].contains(&self.text.to_ascii_lowercase().as_str())
    }

    fn error(self, body: &[u8]) -> CallFailure {
        let error = self
            .members
            .get("error")
            .and_then(parse_object)
            .unwrap_or_default();
        let text = |name: &str| error.get(name).and_then(Json::to_text);
        let body = decode(body).unwrap_or_default();
        CallFailure::Operation(Box::new(OperationError {
            code: text("code"),
            message: text("message"),
            state: self.text,
            body,
        }))
    }
}

fn parse_object(json: &Json) -> Option<BTreeMap<String, Json>> {
    json.decode().ok()
}

impl<C: LongRunning> Polling<C> {
    /// Reads the first response.
    pub(super) fn start(
        settings: &Settings,
        api_version: &str,
        request: &Request<()>,
        response: Response<Vec<u8>>,
        now: SystemTime,
    ) -> Result<Self, Error<C::Error>> {
        let url = request.uri().clone();
        let mut polling = Self {
            api_version: api_version.to_owned(),
            source: StatusSource::Resource,
            at: url.clone(),
            result: None,
            ended: false,
            answer: None,
            finished: false,
            due: now,
            call: PhantomData,
        };
        if !response.status().is_success() {
            (polling.answer, polling.ended) = (Some(response), true);
            // Reading the response returns its error.
            return polling.received(settings, None, now).map(|_| polling);
        }
        let headers = response.headers();
        let location = link_header(headers, &url, LOCATION.as_str())?;
        let status = link_header(headers, &url, "azure-asyncoperation")?;
        let operation = link_header(headers, &url, "operation-location")?;
        let method = request.method();
        let original = matches!(*method, Method::PUT | Method::PATCH);
        let inline = OperationStatus::of(response.body(), StatusSource::Resource)
            .filter(|_| original && response.status() != StatusCode::ACCEPTED);
        if inline.is_some_and(|state| state.succeeded()) {
            // The resource is there; headers that a gateway added change nothing.
            (polling.answer, polling.ended) = (Some(response), true);
            return Ok(polling);
        }
        if let Some((at, source)) = status
            .map(|at| (at, StatusSource::Status))
            .or(operation.map(|at| (at, StatusSource::Operation)))
        {
            (polling.at, polling.source) = (at, source);
            polling.result = match C::LONG_RUNNING.unwrap_or_default() {
                "location" => location,
                "azure-async-operation" | "operation-location" => None,
                "original-uri" => Some(url),
                _ if original => Some(url),
                // What is deleted has no final state.
                _ => location.filter(|_| *method != Method::DELETE),
            };
        } else if let Some(at) = location.filter(|_| {
            response.status() == StatusCode::ACCEPTED || response.status() == StatusCode::CREATED
        }) {
            (polling.at, polling.source) = (at, StatusSource::Location);
            polling.result = (C::LONG_RUNNING == Some("original-uri")).then_some(url);
        } else {
            let state =
                OperationStatus::of(response.body(), StatusSource::Resource).filter(|_| original);
            match state {
                Some(state) if state.failed() => return Err(state.error(response.body()).into()),
                Some(state) if !state.succeeded() => {}
                _ if response.status() == StatusCode::ACCEPTED => return Err(UNLINKED.into()),
                _ => {
                    (polling.answer, polling.ended) = (Some(response), true);
                    return Ok(polling);
                }
            }
        }
        polling.due = add_wait(now, requested_wait(response.headers(), settings, now));
        Ok(polling)
    }

    /// Resumes from the text of [`stored`](Self::stored).
    pub(super) fn resume(
        settings: &Settings,
        api_version: &str,
        stored: &str,
        now: SystemTime,
    ) -> Result<Self, CallFailure> {
        let refuse = |reason| CallFailure::Stored { reason };
        let words: Vec<&str> = stored.split(' ').collect();
        let ["operation", id, version, source, ended, at, result] = *words.as_slice() else {
            return Err(refuse("is not a long-running operation"));
        };
        if id != C::ID {
            return Err(refuse("belongs to another operation"));
        }
        if version != api_version {
            return Err(refuse("belongs to another api-version"));
        }
        let endpoint: Uri = settings
            .endpoint
            .as_str()
            .parse()
            .map_err(|_| CallFailure::Link {
                reason: "the endpoint is not a URL",
            })?;
        let source = STATUS_SOURCES.iter().find(|(name, _)| *name == source);
        let (_, source) = source.ok_or(refuse("is not a long-running operation"))?;
        Ok(Self {
            api_version: api_version.to_owned(),
            source: *source,
            at: resolve(&endpoint, at)?,
            result: (result != "-")
                .then(|| resolve(&endpoint, result))
                .transpose()?,
            ended: ended == "ended",
            answer: None,
            finished: false,
            due: now,
            call: PhantomData,
        })
    }

    /// Returns a text for [`resume`](Self::resume); `None` once the final response has arrived.
    pub(super) fn stored(&self) -> Option<String> {
        if self.answer.is_some() || self.finished {
            return None;
        }
        let (source, _) = STATUS_SOURCES
            .iter()
            .find(|(_, source)| *source == self.source)?;
        let ended = if self.ended { "ended" } else { "running" };
        let result = self
            .result
            .as_ref()
            .map_or("-".to_owned(), ToString::to_string);
        let (id, version, at) = (C::ID, &self.api_version, &self.at);
        Some(format!(
            "operation {id} {version} {source} {ended} {at} {result}"
        ))
    }

    /// Returns whether the final response has arrived.
    pub(super) fn has_ended(&self) -> bool {
        self.answer.is_some()
    }

    /// Returns the remaining time before the next poll.
    pub(super) fn wait(&self, now: SystemTime) -> Duration {
        self.due.duration_since(now).unwrap_or_default()
    }

    /// Builds the next request; `None` if the final response has arrived.
    pub(super) fn request(&self) -> Result<Option<Request<Vec<u8>>>, CallFailure> {
        if self.finished {
            return Err(CallFailure::Stored {
                reason: "belongs to an operation whose result was already returned",
            });
        }
        if self.answer.is_some() {
            return Ok(None);
        }
        let mut request = Request::new(Vec::new());
        *request.uri_mut() = match &self.result {
            Some(result) if self.ended => result.clone(),
            _ => self.at.clone(),
        };
        let json = http::HeaderValue::from_static("application/json");
        request.headers_mut().insert(http::header::ACCEPT, json);
        Ok(Some(request))
    }

    /// Reads a response, or the final response that has already arrived.
    pub(super) fn received(
        &mut self,
        settings: &Settings,
        response: Option<Response<Vec<u8>>>,
        now: SystemTime,
    ) -> Result<Progress<Reply<C::Final>>, Error<C::Error>> {
        let Some(response) = response.or_else(|| self.answer.take()) else {
            return Ok(Progress::Running(self.wait(now)));
        };
        let success = response.status().is_success();
        if !success {
            return self.finish(response);
        }
        if self.ended {
            return self.finish(without_body::<C>(response));
        }
        let running = if self.source == StatusSource::Location {
            response.status() == StatusCode::ACCEPTED
        } else {
            match OperationStatus::of(response.body(), self.source) {
                Some(state) if state.failed() => {
                    self.finished = true;
                    return Err(state.error(response.body()).into());
                }
                Some(state) => !state.succeeded(),
                None if response.status() == StatusCode::ACCEPTED => true,
                // A resource need not have a state.
                None if self.source == StatusSource::Resource => false,
                None if response.status() == StatusCode::NO_CONTENT => false,
                None => return Err(STATELESS.into()),
            }
        };
        if running {
            let headers = response.headers();
            let moved = match self.source {
                StatusSource::Status => link_header(headers, &self.at, "azure-asyncoperation")?,
                StatusSource::Operation => link_header(headers, &self.at, "operation-location")?,
                StatusSource::Location => link_header(headers, &self.at, LOCATION.as_str())?,
                StatusSource::Resource => None,
            };
            let wait = requested_wait(headers, settings, now);
            self.at = moved.unwrap_or_else(|| self.at.clone());
            self.due = add_wait(now, wait);
            return Ok(Progress::Running(wait));
        }
        if self.result.is_some() {
            self.ended = true;
            self.due = now;
            return Ok(Progress::Running(Duration::ZERO));
        }
        self.finish(without_body::<C>(self.unwrap_result(response)))
    }

    /// Replaces a status document by the result in it, which is what the documents describe.
    fn unwrap_result(&self, mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
        let member = match self.source {
            StatusSource::Status => "properties",
            StatusSource::Operation => "result",
            StatusSource::Location | StatusSource::Resource => return response,
        };
        let members: Option<BTreeMap<String, Json>> = decode(response.body()).ok();
        let result = members.and_then(|mut members| members.remove(member));
        if let Some(result) = result.filter(|result| !result.is_null()) {
            *response.body_mut() = String::from(result).into_bytes();
        }
        response
    }

    fn finish(
        &mut self,
        response: Response<Vec<u8>>,
    ) -> Result<Progress<Reply<C::Final>>, Error<C::Error>> {
        let reply = C::response(response)?;
        self.finished = true;
        let mut result = None;
        let reply = reply.map(|output| result = C::finished(output));
        match result {
            Some(result) => Ok(Progress::Done(reply.map(|()| result))),
            None => Err(UNDOCUMENTED.into()),
        }
    }
}

/// Returns the wait that the service asks for, or else the configured interval.
fn requested_wait(headers: &HeaderMap, settings: &Settings, now: SystemTime) -> Duration {
    let interval = settings.poll_interval;
    RetryAfter::of(headers).map_or(interval, |requested_wait| {
        requested_wait.from(now).max(SHORTEST_WAIT.min(interval))
    })
}

/// Adds a wait; one that has no end is a hundred years.
fn add_wait(now: SystemTime, wait: Duration) -> SystemTime {
    let century = Duration::from_secs(100 * 365 * 24 * 60 * 60);
    let due = now.checked_add(wait).or_else(|| now.checked_add(century));
    due.unwrap_or(now)
}

/// Gives an end without a readable body the documented status that has none, because the documents describe what the service
/// answers to the request, not what its status ends with.
///
/// That is the end of a deletion, of an operation without documented bodies, and an empty end of one that documents a success
/// without a body.
fn without_body<C: LongRunning>(mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
    let documented = |status: &str| C::RESPONSES.iter().find(|one| one.status == status);
    let own = documented(response.status().as_str()).or_else(|| documented("2XX"));
    if own.is_some_and(|own| own.body.is_none() || !response.body().is_empty()) {
        return response;
    }
    let mut successes = C::RESPONSES
        .iter()
        .filter(|one| one.status.starts_with('2'));
    let is_bare = successes.all(|one| one.body.is_none());
    let is_deletion = C::METHOD == "DELETE";
    if !is_bare && !is_deletion && !response.body().is_empty() {
        return response;
    }
    let is_plain = |status: &StatusCode| {
        documented(status.as_str()).is_some_and(|response| response.body.is_none())
    };
    let ends = [StatusCode::NO_CONTENT, StatusCode::OK, StatusCode::CREATED];
    let accepted = is_bare.then_some(StatusCode::ACCEPTED);
    let Some(plain) = ends.into_iter().chain(accepted).find(is_plain) else {
        return response;
    };
    *response.status_mut() = plain;
    if is_deletion {
        response.body_mut().clear();
    }
    response
}

/// Resolves the link in a header.
fn link_header(headers: &HeaderMap, base: &Uri, name: &str) -> Result<Option<Uri>, CallFailure> {
    let Some(link) = headers.get(name).filter(|link| !link.is_empty()) else {
        return Ok(None);
    };
    resolve(base, &String::from_utf8_lossy(link.as_bytes())).map(Some)
}

//! A long-running operation until its end, without any input or output.

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use http::header::LOCATION;
use http::{HeaderMap, Method, Request, Response, StatusCode, Uri};

use super::super::http::{HttpCall, Reply, RetryAfter};
use super::super::{Json, LongRunning};
use super::Error;
use super::error::{Failure, OperationError};
use super::link::resolve;
use super::settings::Settings;

/// Where a long-running operation stands.
pub(super) struct Polling<C> {
    api_version: String,
    way: Way,
    /// The URL to ask at.
    at: Uri,
    /// Where its result is, if it is not what the last answer brings.
    result: Option<Uri>,
    /// Whether it has ended, so that the next answer is its result.
    ended: bool,
    /// The answer that has the result, if it has come already.
    answer: Option<Response<Vec<u8>>>,
    finished: bool,
    due: SystemTime,
    call: PhantomData<fn() -> C>,
}

/// How one learns that it has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// `Azure-AsyncOperation`: a resource that says the state; the result may be in its `properties`.
    Status,
    /// `Operation-Location`: the same; the result may be in its `result`.
    Operation,
    /// `Location`: 202 until it has ended.
    Location,
    /// The resource itself says its `provisioningState`.
    Resource,
}

const WAYS: [(&str, Way); 4] = [
    ("status", Way::Status),
    ("operation", Way::Operation),
    ("location", Way::Location),
    ("resource", Way::Resource),
];

const UNLINKED: Failure = Failure::Unfinished {
    reason: "the operation was accepted, but nothing says where its end can be seen",
};
const UNDOCUMENTED: Failure = Failure::Unfinished {
    reason: "the operation ended with something else than the documents say of its end",
};

/// What is known of a long-running operation.
#[derive(Debug)]
pub enum Progress<T> {
    /// It goes on; ask again after so much time.
    Running(Duration),
    /// It is finished.
    Done(T),
}

/// What a resource says of an operation.
struct State {
    text: String,
    members: BTreeMap<String, Json>,
}

impl State {
    fn of(body: &[u8], way: Way) -> Option<Self> {
        let members: BTreeMap<String, Json> = serde_json::from_slice(body).ok()?;
        let state = if way == Way::Resource {
            let properties = inner(members.get("properties")?)?;
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

    fn error(self, body: &[u8]) -> Failure {
        let error = self
            .members
            .get("error")
            .and_then(inner)
            .unwrap_or_default();
        let text = |name: &str| error.get(name).and_then(Json::to_text);
        let body = serde_json::from_slice(body).unwrap_or_default();
        Failure::Operation(Box::new(OperationError {
            code: text("code"),
            message: text("message"),
            state: self.text,
            body,
        }))
    }
}

fn inner(json: &Json) -> Option<BTreeMap<String, Json>> {
    serde_json::from_str(json.as_str()).ok()
}

impl<C: LongRunning> Polling<C> {
    /// Reads the first answer.
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
            way: Way::Resource,
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
            // It is an error, which reading says.
            return polling.received(settings, None, now).map(|_| polling);
        }
        let headers = response.headers();
        let location = link(headers, &url, LOCATION.as_str())?;
        let status = link(headers, &url, "azure-asyncoperation")?;
        let operation = link(headers, &url, "operation-location")?;
        let method = request.method();
        let original = matches!(*method, Method::PUT | Method::PATCH);
        if let Some((at, way)) = status
            .map(|at| (at, Way::Status))
            .or(operation.map(|at| (at, Way::Operation)))
        {
            (polling.at, polling.way) = (at, way);
            polling.result = match C::LONG_RUNNING.unwrap_or_default() {
                "location" => location,
                "azure-async-operation" | "operation-location" => None,
                "original-uri" => Some(url),
                _ if original => Some(url),
                _ => location,
            };
        } else if let Some(at) = location.filter(|_| {
            response.status() == StatusCode::ACCEPTED || response.status() == StatusCode::CREATED
        }) {
            (polling.at, polling.way) = (at, Way::Location);
            polling.result = (C::LONG_RUNNING == Some("original-uri")).then_some(url);
        } else {
            let state = State::of(response.body(), Way::Resource).filter(|_| original);
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
        polling.due = later(now, asked(response.headers(), settings, now));
        Ok(polling)
    }

    /// Goes on from [`stored`](Self::stored).
    pub(super) fn resume(
        settings: &Settings,
        api_version: &str,
        stored: &str,
        now: SystemTime,
    ) -> Result<Self, Failure> {
        let refuse = |reason| Failure::Stored { reason };
        let words: Vec<&str> = stored.split(' ').collect();
        let ["operation", id, version, way, ended, at, result] = *words.as_slice() else {
            return Err(refuse("is no long-running operation"));
        };
        if id != C::ID {
            return Err(refuse("is of another operation"));
        }
        if version != api_version {
            return Err(refuse("is of another api-version"));
        }
        let endpoint: Uri = settings
            .endpoint
            .as_str()
            .parse()
            .map_err(|_| Failure::Link {
                reason: "the endpoint is no URL",
            })?;
        let way = WAYS.iter().find(|(name, _)| *name == way);
        let (_, way) = way.ok_or(refuse("is no long-running operation"))?;
        Ok(Self {
            api_version: api_version.to_owned(),
            way: *way,
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

    /// A text to go on from later; `None` once there is nothing more to ask for.
    pub(super) fn stored(&self) -> Option<String> {
        if self.answer.is_some() || self.finished {
            return None;
        }
        let (way, _) = WAYS.iter().find(|(_, way)| *way == self.way)?;
        let ended = if self.ended { "ended" } else { "running" };
        let result = self
            .result
            .as_ref()
            .map_or("-".to_owned(), ToString::to_string);
        let (id, version, at) = (C::ID, &self.api_version, &self.at);
        Some(format!(
            "operation {id} {version} {way} {ended} {at} {result}"
        ))
    }

    /// How long it is until it makes sense to ask.
    pub(super) fn wait(&self, now: SystemTime) -> Duration {
        self.due.duration_since(now).unwrap_or_default()
    }

    /// The next question; `None` if the answer is there already.
    pub(super) fn request(&self) -> Result<Option<Request<Vec<u8>>>, Failure> {
        if self.finished {
            return Err(Failure::Stored {
                reason: "is of an operation whose result was taken",
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

    /// Reads the answer; without one, the answer that is there already.
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
        if !success || self.ended {
            return self.finish(response);
        }
        let running = if self.way == Way::Location {
            response.status() == StatusCode::ACCEPTED
        } else {
            match State::of(response.body(), self.way) {
                Some(state) if state.failed() => {
                    self.finished = true;
                    return Err(state.error(response.body()).into());
                }
                Some(state) => !state.succeeded(),
                // Without a state, an answer that is not just an acceptance is the end.
                None => response.status() == StatusCode::ACCEPTED,
            }
        };
        if running {
            let headers = response.headers();
            let moved = match self.way {
                Way::Status => link(headers, &self.at, "azure-asyncoperation")?,
                Way::Operation => link(headers, &self.at, "operation-location")?,
                Way::Location => link(headers, &self.at, LOCATION.as_str())?,
                Way::Resource => None,
            };
            let wait = asked(headers, settings, now);
            self.at = moved.unwrap_or_else(|| self.at.clone());
            self.due = later(now, wait);
            return Ok(Progress::Running(wait));
        }
        if self.result.is_some() {
            self.ended = true;
            self.due = now;
            return Ok(Progress::Running(Duration::ZERO));
        }
        self.finish(self.unwrapped(response))
    }

    /// The resource of an operation as the response that the documents describe.
    fn unwrapped(&self, mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
        let member = match self.way {
            Way::Status => "properties",
            Way::Operation => "result",
            Way::Location | Way::Resource => return response,
        };
        let members: Option<BTreeMap<String, Json>> = serde_json::from_slice(response.body()).ok();
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

/// How long the service asks to wait.
fn asked(headers: &HeaderMap, settings: &Settings, now: SystemTime) -> Duration {
    RetryAfter::of(headers).map_or(settings.poll_interval, |asked| asked.from(now))
}

fn later(now: SystemTime, wait: Duration) -> SystemTime {
    now.checked_add(wait).unwrap_or(now)
}

/// The URL of a header with a link.
fn link(headers: &HeaderMap, base: &Uri, name: &str) -> Result<Option<Uri>, Failure> {
    let Some(link) = headers.get(name).filter(|link| !link.is_empty()) else {
        return Ok(None);
    };
    resolve(base, &String::from_utf8_lossy(link.as_bytes())).map(Some)
}

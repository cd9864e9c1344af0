//! Functions that answer requests.

use std::any::TypeId;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::{Request, Response};

use super::super::{Call, Endpoint};
use super::answer::Answer;
use super::error::ParseRequestError;
use super::fake::Received;
use super::parameter::split_pairs;
use super::path::Template;
use super::request_reader;
use super::served::ServedCall;

/// The place at which a connection breaks.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// The client gets no response.
    Whole,
    /// The client gets the head of the response and as many bytes of its body.
    After(usize),
}

/// A response, with the time that it takes.
pub(super) struct Handled {
    pub(super) response: Response<Vec<u8>>,
    pub(super) delay: Duration,
    pub(super) cut: Option<Cut>,
}

type AnswerOf = dyn FnMut(&Request<Vec<u8>>, &Endpoint, usize) -> Result<Handled, String> + Send;

/// The answer of an operation.
#[derive(Clone)]
pub(super) struct Handler {
    pub(super) operation: TypeId,
    pub(super) id: &'static str,
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// The key that orders paths, the more specific first: by their templates, then by the pairs of their queries.
    pub(super) specificity: (Vec<u8>, usize),
    check: fn(&Request<Vec<u8>>, &Endpoint) -> Result<(), ParseRequestError>,
    ends: fn(&str) -> bool,
    answer: Arc<Mutex<AnswerOf>>,
}

impl Handler {
    pub(super) fn new<C: ServedCall>(
        mut answer: impl FnMut(Received<C>) -> Answer<C> + Send + 'static,
    ) -> Self {
        let template = Template::new(C::PATH, C::PARAMETERS);
        let run = move |request: &Request<Vec<u8>>, endpoint: &Endpoint, index: usize| {
            let call = C::parse_request(request, endpoint).map_err(|error| error.to_string())?;
            let answer = answer(Received {
                call,
                request: request.clone(),
                index,
            });
            let response = answer.to_response().map_err(|error| error.to_string())?;
            Ok(Handled {
                response,
                delay: answer.delay,
                cut: match answer.is_cut {
                    true => Some(Cut::Whole),
                    false => answer.cut_after.map(Cut::After),
                },
            })
        };
        Self {
            operation: TypeId::of::<C>(),
            id: C::ID,
            method: C::METHOD,
            path: C::PATH,
            specificity: (template.specificity(), usize::MAX - template.fixed.len()),
            check: |request, endpoint| request_reader::parse::<C, _>(request, endpoint).map(drop),
            ends: ends_like::<C>,
            answer: Arc::new(Mutex::new(run)),
        }
    }

    /// Checks that a request is one of the operation.
    pub(super) fn check(
        &self,
        request: &Request<Vec<u8>>,
        endpoint: &Endpoint,
    ) -> Result<(), ParseRequestError> {
        (self.check)(request, endpoint)
    }

    /// Returns true if a path ends like one of the operation.
    pub(super) fn ends(&self, path: &str) -> bool {
        (self.ends)(path)
    }

    pub(super) fn answer(
        &self,
        request: &Request<Vec<u8>>,
        endpoint: &Endpoint,
        index: usize,
    ) -> Result<Handled, String> {
        let mut answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        answer(request, endpoint, index)
    }
}

/// Returns true if the end of a path, from any of its slashes on, is a path of an operation.
fn ends_like<C: Call>(path: &str) -> bool {
    let template = Template::new(C::PATH, C::PARAMETERS);
    // An endpoint has few segments.
    let starts = path.match_indices('/').skip(1).take(8);
    let mut ends = starts.filter_map(|(at, _)| path.get(at..));
    ends.any(|end| template.values(end).is_some())
}

type AnswerOfTarget = dyn FnMut(&Request<Vec<u8>>) -> Response<Vec<u8>> + Send;

/// The answer of a method and a target.
#[derive(Clone)]
pub(super) struct TargetHandler {
    method: String,
    path: String,
    query: String,
    answer: Arc<Mutex<AnswerOfTarget>>,
}

impl TargetHandler {
    pub(super) fn new(
        method: &str,
        target: &str,
        answer: impl FnMut(&Request<Vec<u8>>) -> Response<Vec<u8>> + Send + 'static,
    ) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            answer: Arc::new(Mutex::new(answer)),
        }
    }

    pub(super) fn fits(&self, request: &Request<Vec<u8>>) -> bool {
        let uri = request.uri();
        let sent = split_pairs(uri.query().unwrap_or_default(), '&');
        let has = |pair: &super::parameter::Pair<'_>| {
            let mut sent = sent.iter();
            sent.any(|own| own.name == pair.name && own.value == pair.value)
        };
        *request.method() == *self.method
            && uri.path() == self.path
            && split_pairs(&self.query, '&').iter().all(has)
    }

    pub(super) fn answer(&self, request: &Request<Vec<u8>>) -> Handled {
        let mut answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        Handled {
            response: answer(request),
            delay: Duration::ZERO,
            cut: None,
        }
    }
}

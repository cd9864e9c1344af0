//! State machine of one request: tokens, hooks, retries and redirects, without I/O.

use std::error::Error;
#[cfg(feature = "client")]
use std::task::Waker;
use std::time::{Duration, SystemTime};

use http::header::{AUTHORIZATION, LOCATION, USER_AGENT};
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri};

use super::super::http::{ClientRequestId, RefuseUnfit};
use super::super::{Call, SecurityRequirement, Server};
use super::call_options::CallSettings;
use super::error::{CallFailure, CredentialError};
use super::link::{origin, resolve};
use super::retry::{Outcome, random_bits};
use super::token_cache::Turn;
use super::trace::Trace;
use super::{ResponseLimits, TokenRequest, TransportError, TransportErrorKind};

/// The maximum number of redirects.
const REDIRECTS: usize = 10;

/// Next action of the caller, and the method that takes its result.
pub(super) enum Action {
    /// Take part in the renewal of a token and call [`Exchange::renewed`].
    Token,
    /// Send a request and call [`Exchange::received`].
    Send(Request<Vec<u8>>, ResponseLimits),
    /// Wait and call [`Exchange::ready`].
    Wait(Duration),
    /// Use the response: the exchange is complete.
    Done(Response<Vec<u8>>),
}

/// The operation of a request.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    id: &'static str,
    security: &'static [&'static [SecurityRequirement]],
    servers: &'static [Server],
}

impl Subject {
    /// A request that no operation describes.
    pub(super) const UNDESCRIBED: Self = Self {
        id: "",
        security: &[],
        servers: &[],
    };

    pub(super) fn of<C: Call>() -> Self {
        Self {
            id: C::ID,
            security: C::SECURITY,
            servers: C::SERVERS,
        }
    }
}

/// A request on its way to a response.
pub(super) struct Exchange<'a> {
    settings: CallSettings<'a>,
    request: Request<Vec<u8>>,
    tokens: TokenRequest,
    /// The number of renewals of the token before the one that this exchange waits for, or sent.
    renewals: u64,
    deadline: Option<SystemTime>,
    /// The origin of the operation's own server.
    own_origin: Option<String>,
    /// The number of attempts.
    sent: u32,
    /// The URLs that the request was sent to.
    urls: Vec<Uri>,
    /// True if the body can be sent again.
    repeats: bool,
    /// True after a redirect that is fetched without the body.
    drops_body: bool,
    /// The response to a refused token, if its request can't be sent again.
    refusal: Option<Response<Vec<u8>>>,
    trace: Trace,
}

/// Tells a fake service which id the client added, because it is no parameter of the call.
#[cfg(feature = "testing")]
fn mark_id(request: &mut Request<Vec<u8>>, id: HeaderValue) {
    request.extensions_mut().insert(ClientRequestId(id));
}

#[cfg(not(feature = "testing"))]
fn mark_id(_: &mut Request<Vec<u8>>, _: HeaderValue) {}

impl<'a> Exchange<'a> {
    pub(super) fn new(
        settings: CallSettings<'a>,
        subject: Subject,
        mut request: Request<Vec<u8>>,
        now: SystemTime,
    ) -> Self {
        let headers = request.headers_mut();
        for (name, value) in settings.headers() {
            headers.insert(name, value.clone());
        }
        if let (false, Ok(agent)) = (
            headers.contains_key(USER_AGENT),
            HeaderValue::from_str(&settings.client.user_agent),
        ) {
            headers.insert(USER_AGENT, agent);
        }
        let id = match settings.request_id() {
            Some(id) => Some(id.clone()),
            None => HeaderValue::from_str(&random_uuid()).ok(),
        };
        for name in &settings.client.id_headers {
            if let (false, Some(id)) = (headers.contains_key(name), &id) {
                headers.insert(name, id.clone());
            }
        }
        if let Some(id) = id {
            mark_id(&mut request, id);
        }
        Self {
            tokens: TokenRequest {
                scopes: settings.client.scopes(subject.security),
                refused: false,
            },
            deadline: settings
                .call_timeout()
                .and_then(|timeout| now.checked_add(timeout)),
            renewals: 0,
            own_origin: own_origin(settings, subject.servers),
            sent: 0,
            urls: vec![request.uri().clone()],
            repeats: true,
            drops_body: false,
            refusal: None,
            trace: Trace::start(subject.id, request.method()),
            settings,
            request,
        }
    }

    /// Sends the request, or requests the token that it needs first.
    pub(super) fn ready(&mut self, now: SystemTime) -> Result<Action, CallFailure> {
        if !self.settings.client.credential.needs_token() {
            return self.send(None, now);
        }
        let found = self.settings.client.tokens.fresh(&self.tokens.scopes, now);
        self.renewals = found.renewals;
        match found.token {
            Some(token) => self.send(Some(&token), now),
            None => Ok(Action::Token),
        }
    }

    /// Returns the request for a token.
    pub(super) fn token_request(&self) -> &TokenRequest {
        &self.tokens
    }

    /// Returns the remaining time of the call; `None` without a limit.
    ///
    /// # Errors
    ///
    /// The time is over.
    pub(super) fn left(&self, now: SystemTime) -> Result<Option<Duration>, CallFailure> {
        match self.deadline.map(|deadline| deadline.duration_since(now)) {
            Some(Ok(left)) if !left.is_zero() => Ok(Some(left)),
            Some(_) => Err(CallFailure::Deadline),
            None => Ok(None),
        }
    }

    /// Takes the end of the renewal.
    pub(super) fn renewed(
        &mut self,
        renewed: Result<(), Box<dyn Error + Send + Sync>>,
        now: SystemTime,
    ) -> Result<Action, CallFailure> {
        if let Some(response) = self.refusal.take() {
            return Ok(Action::Done(response));
        }
        // A token that expires soon is still valid; one that was refused is not.
        let is_refused = renewed.is_err() && self.tokens.refused;
        let found = self.settings.client.tokens.valid(&self.tokens.scopes, now);
        self.renewals = found.renewals;
        match found.token.filter(|_| !is_refused) {
            Some(token) => self.send(Some(&token), now),
            None => Err(CallFailure::Credential(CredentialError {
                reason: "no token could be obtained",
                source: renewed.err(),
            })),
        }
    }

    fn send(
        &mut self,
        token: Option<&HeaderValue>,
        now: SystemTime,
    ) -> Result<Action, CallFailure> {
        let mut request = self.request.clone();
        for hook in &self.settings.client.on_request {
            hook(&mut request);
        }
        let (target, endpoint) = (origin(request.uri()), self.origin());
        if target != endpoint && !self.is_own(request.uri()) {
            return Err(CallFailure::Origin {
                endpoint,
                link: target,
            });
        }
        self.settings.client.credential.add(&mut request, token)?;
        let left = self.left(now)?;
        let timeouts = [self.settings.attempt_timeout(), left]
            .into_iter()
            .flatten();
        self.sent = self.sent.saturating_add(1);
        self.trace.sent(self.sent);
        Ok(Action::Send(
            request,
            ResponseLimits {
                timeout: timeouts.min(),
                body: self.settings.body_limit(),
            },
        ))
    }

    /// Takes the result of sending the request.
    pub(super) fn received(
        &mut self,
        result: Result<Response<Vec<u8>>, TransportError>,
        now: SystemTime,
    ) -> Result<Action, CallFailure> {
        let mut response = match result {
            Ok(response) => response,
            Err(error) => {
                self.trace.failed(&error);
                if error.kind() == TransportErrorKind::Timeout
                    && self.deadline.is_some_and(|deadline| deadline <= now)
                {
                    return Err(CallFailure::Deadline);
                }
                return match self.wait(Outcome::Error(&error), now) {
                    Some(wait) => Ok(Action::Wait(wait)),
                    None => Err(CallFailure::Transport(error.of_request(self.id()))),
                };
            }
        };
        for hook in &self.settings.client.on_response {
            hook(&mut response);
        }
        let status = response.status();
        self.trace.received(status);
        if status == StatusCode::UNAUTHORIZED
            && !self.tokens.refused
            && self.settings.client.credential.needs_token()
        {
            self.tokens.refused = true;
            // A service that refuses a token did not act, so this attempt does not count.
            self.sent = self.sent.saturating_sub(1);
            if !self.repeats {
                // The next calls need a new token nevertheless.
                self.refusal = Some(self.complete(response));
            }
            return Ok(Action::Token);
        }
        let link = response.headers().get(LOCATION);
        if let Some(link) = link.filter(|_| self.follows(status) && self.resends(status)) {
            let link = String::from_utf8_lossy(link.as_bytes());
            let url = resolve(self.request.uri(), &link)?;
            self.redirect(status, url)?;
            return self.ready(now);
        }
        let outcome = Outcome::Response(status, response.headers());
        Ok(match self.wait(outcome, now) {
            Some(wait) => Action::Wait(wait),
            None => Action::Done(self.complete(response)),
        })
    }

    /// Adds to a response what its reader needs to know.
    fn complete(&self, mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
        if self.settings.client.refuses_unfit {
            response.extensions_mut().insert(RefuseUnfit);
        }
        if let Some(id) = self.id().cloned() {
            response.extensions_mut().insert(ClientRequestId(id));
        }
        response
    }

    /// Tells that the body can't be sent again, or can.
    pub(super) fn set_repeatable(&mut self, repeats: bool) {
        self.repeats = repeats;
    }

    /// Returns true if requests have the body of the first one.
    pub(super) fn sends_body(&self) -> bool {
        !self.drops_body
    }

    /// Returns true if a redirect with this status can be followed: its request has no body, or one that can be sent again.
    fn resends(&self, status: StatusCode) -> bool {
        self.repeats || self.fetches(status)
    }

    /// Returns true if a redirect with this status is followed by `GET` whatever the request was.
    fn fetches(&self, status: StatusCode) -> bool {
        match *self.request.method() {
            Method::GET | Method::HEAD => false,
            Method::POST => matches!(status.as_u16(), 301..=303),
            _ => status == StatusCode::SEE_OTHER,
        }
    }

    /// Returns true if a response with this status redirects the request, and the client follows.
    fn follows(&self, status: StatusCode) -> bool {
        let reads = matches!(*self.request.method(), Method::GET | Method::HEAD);
        matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
            && (reads || self.settings.redirects())
    }

    fn redirect(&mut self, status: StatusCode, url: Uri) -> Result<(), CallFailure> {
        if self.fetches(status) {
            self.drops_body = true;
            self.repeats = true;
            // The result of a form may be at the URL to which the form was sent.
            self.urls.clear();
            self.request = follow_up(self.request.clone(), url.clone());
        }
        if self.urls.contains(&url) || self.urls.len() > REDIRECTS {
            return Err(CallFailure::Loop);
        }
        self.urls.push(url.clone());
        *self.request.uri_mut() = url;
        Ok(())
    }

    /// Returns the id of the request.
    fn id(&self) -> Option<&HeaderValue> {
        let names = self.settings.client.id_headers.iter();
        let headers = self.request.headers();
        names.filter_map(|name| headers.get(name)).next()
    }

    /// Returns the wait before the next attempt; `None` if the request is not retried, or the deadline would pass.
    fn wait(&self, outcome: Outcome<'_>, now: SystemTime) -> Option<Duration> {
        if !self.repeats {
            return None;
        }
        let policy = self.settings.retry();
        let wait = policy.wait(self.request.method(), self.sent, outcome, now)?;
        let in_time = self
            .deadline
            .is_none_or(|deadline| now.checked_add(wait).is_some_and(|then| then < deadline));
        if in_time {
            self.trace.waits(wait);
        }
        in_time.then_some(wait)
    }

    /// Returns true for a URL of the operation's own server, which the documents name.
    fn is_own(&self, url: &Uri) -> bool {
        let client = self.settings.client;
        let is_safe = url.scheme_str() == Some("https")
            || client.plain_credentials
            || !client.credential.is_secret();
        is_safe && self.own_origin.as_deref() == Some(&origin(url))
    }

    fn origin(&self) -> String {
        match self.settings.client.endpoint.as_str().parse() {
            Ok(url) => origin(&url),
            Err(_) => String::new(),
        }
    }
}

/// Returns the origin of an operation's own server; `None` if it has those of the service.
fn own_origin(settings: CallSettings<'_>, servers: &[Server]) -> Option<String> {
    if servers.is_empty() {
        return None;
    }
    let endpoint = settings.client.endpoint.of_operation(servers).ok()?;
    let url: Uri = endpoint.as_str().parse().ok()?;
    Some(origin(&url))
}

#[cfg(feature = "client")]
impl Exchange<'_> {
    /// Takes part in the renewal of the token; `None` while another call renews it.
    pub(super) fn turn(&self, waker: &Waker) -> Option<Turn<'_>> {
        let tokens = &self.settings.client.tokens;
        tokens.turn(&self.tokens.scopes, self.renewals, waker)
    }
}

#[cfg(feature = "blocking")]
impl Exchange<'_> {
    /// Takes part in the renewal of the token, and blocks while another call renews it.
    pub(super) fn wait_turn(&self) -> Turn<'_> {
        let tokens = &self.settings.client.tokens;
        tokens.wait_turn(&self.tokens.scopes, self.renewals)
    }
}

/// Turns a request into a `GET` request of another URL.
pub(super) fn follow_up(mut request: Request<Vec<u8>>, url: Uri) -> Request<Vec<u8>> {
    use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

    *request.method_mut() = Method::GET;
    *request.uri_mut() = url;
    request.body_mut().clear();
    for name in [CONTENT_LENGTH, CONTENT_TYPE, AUTHORIZATION] {
        request.headers_mut().remove(name);
    }
    request
}

/// Returns a random UUID.
fn random_uuid() -> String {
    let (high, low) = (random_bits(), random_bits());
    let high = high & !0xF000 | 0x4000;
    let low = low & !(0xC000 << 48) | (0x8000 << 48);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFFF,
        low >> 48,
        low & 0xFFFF_FFFF_FFFF
    )
}

//! One request until there is a response: tokens, hooks, tries and redirects, without any input or output.

use std::error::Error;
use std::time::{Duration, SystemTime};

use http::header::{AUTHORIZATION, LOCATION, USER_AGENT};
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri};

use super::super::{Call, Requirement};
use super::credential::Kind;
use super::error::{CredentialError, Failure};
use super::link::{origin, resolve};
use super::retry::{Outcome, random};
use super::settings::Settings;
use super::{Limits, Token, TokenRequest, TransportError, TransportErrorKind};

/// How many redirects are followed.
const REDIRECTS: usize = 10;

/// What has to happen next, and whom to tell what came of it.
pub(super) enum Step {
    /// A token is needed: [`Exchange::token`].
    Token(TokenRequest),
    /// A request is to be sent: [`Exchange::received`].
    Send(Request<Vec<u8>>, Limits),
    /// Some time has to pass: [`Exchange::ready`].
    Wait(Duration),
    /// There is a response.
    Done(Response<Vec<u8>>),
}

/// One request until there is a response.
pub(super) struct Exchange<'a> {
    settings: &'a Settings,
    request: Request<Vec<u8>>,
    tokens: TokenRequest,
    deadline: Option<SystemTime>,
    /// How often it was sent.
    sent: u32,
    /// Where it was sent to.
    urls: Vec<Uri>,
}

impl<'a> Exchange<'a> {
    pub(super) fn new<C: Call>(
        settings: &'a Settings,
        mut request: Request<Vec<u8>>,
        now: SystemTime,
    ) -> Self {
        let headers = request.headers_mut();
        if let (false, Ok(agent)) = (
            headers.contains_key(USER_AGENT),
            HeaderValue::from_str(&settings.user_agent),
        ) {
            headers.insert(USER_AGENT, agent);
        }
        let id_header = settings.id_header.as_ref();
        let id_header = id_header.filter(|name| !headers.contains_key(*name));
        if let (Some(name), Ok(id)) = (id_header, HeaderValue::from_str(&uuid())) {
            headers.insert(name, id);
        }
        let security: &[&[Requirement]] = C::SECURITY;
        Self {
            tokens: TokenRequest {
                scopes: settings.scopes(security),
                refused: false,
            },
            deadline: settings
                .call_timeout
                .and_then(|timeout| now.checked_add(timeout)),
            sent: 0,
            urls: vec![request.uri().clone()],
            settings,
            request,
        }
    }

    /// Sends, or asks for the token that it needs before.
    pub(super) fn ready(&mut self, now: SystemTime) -> Result<Step, Failure> {
        if !matches!(self.settings.credential.0, Kind::Tokens(_)) {
            return self.send(None, now);
        }
        match self.settings.tokens.fresh(&self.tokens.scopes, now) {
            Some(token) => self.send(Some(token), now),
            None => Ok(Step::Token(self.tokens.clone())),
        }
    }

    /// The token that was asked for.
    pub(super) fn token(
        &mut self,
        token: Result<Token, Box<dyn Error + Send + Sync>>,
        now: SystemTime,
    ) -> Result<Step, Failure> {
        let (tokens, scopes) = (&self.settings.tokens, &self.tokens.scopes);
        let header = match token {
            Ok(token) => tokens.put(scopes, &token, now)?,
            Err(source) => {
                // One that ends soon is still good; one that was refused is not.
                let valid = tokens.valid(scopes, now).filter(|_| !self.tokens.refused);
                valid.ok_or(Failure::Credential(CredentialError {
                    reason: "there is no token",
                    source: Some(source),
                }))?
            }
        };
        self.send(Some(header), now)
    }

    fn send(&mut self, token: Option<HeaderValue>, now: SystemTime) -> Result<Step, Failure> {
        let mut request = self.request.clone();
        for hook in &self.settings.on_request {
            hook(&mut request);
        }
        let (target, endpoint) = (origin(request.uri()), self.origin());
        if target != endpoint {
            return Err(Failure::Origin {
                endpoint,
                link: target,
            });
        }
        self.settings.credential.add(&mut request, token)?;
        let left = match self.deadline.map(|deadline| deadline.duration_since(now)) {
            Some(Ok(left)) if !left.is_zero() => Some(left),
            Some(_) => return Err(Failure::Deadline),
            None => None,
        };
        let timeouts = [self.settings.attempt_timeout, left].into_iter().flatten();
        self.sent = self.sent.saturating_add(1);
        Ok(Step::Send(
            request,
            Limits {
                timeout: timeouts.min(),
                body: self.settings.body_limit,
            },
        ))
    }

    /// What came of the request.
    pub(super) fn received(
        &mut self,
        result: Result<Response<Vec<u8>>, TransportError>,
        now: SystemTime,
    ) -> Result<Step, Failure> {
        let mut response = match result {
            Ok(response) => response,
            Err(error) => {
                if error.kind() == TransportErrorKind::Timeout
                    && self.deadline.is_some_and(|deadline| deadline <= now)
                {
                    return Err(Failure::Deadline);
                }
                return match self.wait(Outcome::Error(&error), now) {
                    Some(wait) => Ok(Step::Wait(wait)),
                    None => Err(Failure::Transport(error)),
                };
            }
        };
        for hook in &self.settings.on_response {
            hook(&mut response);
        }
        let status = response.status();
        if status == StatusCode::UNAUTHORIZED
            && !self.tokens.refused
            && matches!(self.settings.credential.0, Kind::Tokens(_))
        {
            self.tokens.refused = true;
            // Whoever is refused did nothing, so this is none of the tries.
            self.sent = self.sent.saturating_sub(1);
            return Ok(Step::Token(self.tokens.clone()));
        }
        let redirects = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
            && matches!(*self.request.method(), Method::GET | Method::HEAD);
        let link = response.headers().get(LOCATION).filter(|_| redirects);
        if let Some(link) = link {
            let link = String::from_utf8_lossy(link.as_bytes());
            let url = resolve(self.request.uri(), &link)?;
            if self.urls.contains(&url) || self.urls.len() > REDIRECTS {
                return Err(Failure::Loop);
            }
            self.urls.push(url.clone());
            *self.request.uri_mut() = url;
            return self.ready(now);
        }
        let outcome = Outcome::Response(status, response.headers());
        Ok(match self.wait(outcome, now) {
            Some(wait) => Step::Wait(wait),
            None => Step::Done(response),
        })
    }

    /// How long to wait before it is sent again, if it may be and there is time.
    fn wait(&self, outcome: Outcome<'_>, now: SystemTime) -> Option<Duration> {
        let policy = &self.settings.retry;
        let wait = policy.wait(self.request.method(), self.sent, outcome, now)?;
        let in_time = self
            .deadline
            .is_none_or(|deadline| now.checked_add(wait).is_some_and(|then| then < deadline));
        in_time.then_some(wait)
    }

    fn origin(&self) -> String {
        match self.settings.endpoint.as_str().parse() {
            Ok(url) => origin(&url),
            Err(_) => String::new(),
        }
    }
}

/// A request as one that only asks, at another URL.
pub(super) fn asking(mut request: Request<Vec<u8>>, url: Uri) -> Request<Vec<u8>> {
    use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

    *request.method_mut() = Method::GET;
    *request.uri_mut() = url;
    request.body_mut().clear();
    for name in [CONTENT_LENGTH, CONTENT_TYPE, AUTHORIZATION] {
        request.headers_mut().remove(name);
    }
    request
}

/// A random UUID.
fn uuid() -> String {
    let (high, low) = (random(), random());
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

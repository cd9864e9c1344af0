//! State machine of reading pages, without I/O.

use std::collections::BTreeSet;

use http::header::{AUTHORIZATION, CONTENT_LENGTH};
use http::{HeaderValue, Method, Request, Response, Uri};

use super::super::http::{HttpCall, Reply};
use super::super::{Next, Page, Paged};
use super::Error;
use super::call_options::CallSettings;
use super::error::CallFailure;
use super::exchange::follow_up;
use super::link::resolve;

/// A page with the status and headers of its response.
pub(super) type PageReply<C> = Reply<Page<<C as Paged>::Item>>;

/// Position in the pages of a result.
pub(super) struct PageCursor<C> {
    /// The request of the first page, or of the next one if pages have numbers.
    call: C,
    api_version: String,
    next: NextRequest,
    /// The URL of the page that is being read: links are relative to it.
    url: Option<Uri>,
    /// The links that were followed.
    seen: BTreeSet<String>,
}

enum NextRequest {
    First,
    /// The position that the last page names. It is checked when its page is requested, so that the page that names it is not lost
    /// with a position that can't be used.
    Named(Next),
    Link(Uri),
    Offset(u64),
    Token(String),
    End,
}

impl<C: Paged> PageCursor<C> {
    pub(super) fn new(call: C, api_version: &str) -> Self {
        Self {
            call,
            api_version: api_version.to_owned(),
            next: NextRequest::First,
            url: None,
            seen: BTreeSet::new(),
        }
    }

    /// Resumes from the text of [`continuation`](Self::continuation).
    pub(super) fn resume(
        settings: CallSettings<'_>,
        call: C,
        api_version: &str,
        stored: &str,
    ) -> Result<Self, CallFailure> {
        let refuse = |reason| CallFailure::Stored { reason };
        // A token may contain spaces.
        let mut words = stored.splitn(5, ' ');
        let mut word = || words.next().ok_or(refuse("is not a position in pages"));
        if word()? != "pages" {
            return Err(refuse("is not a position in pages"));
        }
        if word()? != C::ID {
            return Err(refuse("belongs to another operation"));
        }
        if word()? != api_version {
            return Err(refuse("belongs to another api-version"));
        }
        let mut paging = Self::new(call, api_version);
        match (word()?, word()) {
            ("first", _) => {}
            ("link", Ok(link)) => {
                let request = paging.build(settings)?;
                paging.next = NextRequest::Link(resolve(request.uri(), link)?);
            }
            ("token", Ok(token)) => paging.go_after(token.to_owned())?,
            ("offset", Ok(offset)) => {
                let offset = offset
                    .parse()
                    .map_err(|_| refuse("is not a position in pages"))?;
                paging.go_to(offset)?;
            }
            _ => return Err(refuse("is not a position in pages")),
        }
        Ok(paging)
    }

    /// Starts at a link that came from elsewhere.
    pub(super) fn at_link(
        settings: CallSettings<'_>,
        call: C,
        api_version: &str,
        link: &str,
    ) -> Result<Self, CallFailure> {
        let mut paging = Self::new(call, api_version);
        let request = paging.build(settings)?;
        let url = resolve(request.uri(), link)?;
        paging.next = NextRequest::Link(url);
        Ok(paging)
    }

    /// Returns a link with the api-version of the operation, if the link has none and the client is to add it.
    fn complete(&self, settings: CallSettings<'_>, url: &Uri) -> Result<Uri, CallFailure> {
        let name = C::API_VERSION.filter(|_| settings.client.adds_api_version);
        let Some(name) = name else {
            return Ok(url.clone());
        };
        let query = url.query().unwrap_or_default();
        let has_own = query.split('&').any(|pair| {
            let own = pair.split('=').next().unwrap_or_default();
            own.eq_ignore_ascii_case(name)
        });
        if has_own {
            return Ok(url.clone());
        }
        let value = C::API_VERSION_VALUE.unwrap_or(&self.api_version);
        let separator = if query.is_empty() { "" } else { "&" };
        resolve(url, &format!("?{query}{separator}{name}={value}"))
    }

    /// Returns a text for [`resume`](Self::resume); `None` after the last page.
    pub(super) fn continuation(&self) -> Option<String> {
        let place = match &self.next {
            NextRequest::First => "first".to_owned(),
            NextRequest::Named(Next::Link(link)) => match self.resolve(link) {
                Ok(url) => format!("link {url}"),
                Err(_) => format!("link {link}"),
            },
            NextRequest::Named(Next::Offset(offset)) => format!("offset {offset}"),
            NextRequest::Named(Next::Token(token)) => format!("token {token}"),
            NextRequest::Link(url) => format!("link {url}"),
            NextRequest::Offset(offset) => format!("offset {offset}"),
            NextRequest::Token(token) => format!("token {token}"),
            NextRequest::End => return None,
        };
        Some(format!("pages {} {} {place}", C::ID, self.api_version))
    }

    fn go_to(&mut self, offset: u64) -> Result<(), CallFailure> {
        self.call = self.call.at(offset)?;
        self.next = NextRequest::Offset(offset);
        Ok(())
    }

    fn go_after(&mut self, token: String) -> Result<(), CallFailure> {
        self.call = self.call.at_token(&token)?;
        self.next = NextRequest::Token(token);
        Ok(())
    }

    fn build(&self, settings: CallSettings<'_>) -> Result<Request<Vec<u8>>, CallFailure> {
        let endpoint = &settings.client.endpoint;
        Ok(self.call.request_at(endpoint, &self.api_version)?)
    }

    /// Resolves a link of the last page.
    fn resolve(&self, link: &str) -> Result<Uri, CallFailure> {
        let base = self.url.as_ref().ok_or(CallFailure::Link {
            reason: "it is relative to no page",
        })?;
        resolve(base, link)
    }

    /// Checks the position that the last page named, and goes there. After an error, the position is still the named one.
    fn advance(&mut self) -> Result<(), CallFailure> {
        let NextRequest::Named(next) = &self.next else {
            return Ok(());
        };
        match next.clone() {
            Next::Link(link) => {
                let url = self.resolve(&link)?;
                if self.seen.contains(&url.to_string()) || self.url.as_ref() == Some(&url) {
                    return Err(CallFailure::Loop);
                }
                self.seen.extend(self.url.as_ref().map(ToString::to_string));
                self.next = NextRequest::Link(url);
            }
            Next::Offset(offset) => self.go_to(offset)?,
            Next::Token(token) => {
                if self.seen.contains(&token) {
                    return Err(CallFailure::Loop);
                }
                self.go_after(token.clone())?;
                self.seen.insert(token);
            }
        }
        Ok(())
    }

    /// Builds the request of the next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// The last page names a position that can't be used, or the request can't be built.
    pub(super) fn request(
        &mut self,
        settings: CallSettings<'_>,
    ) -> Result<Option<Request<Vec<u8>>>, CallFailure> {
        self.advance()?;
        let request = match &self.next {
            NextRequest::Named(_) | NextRequest::End => return Ok(None),
            NextRequest::First | NextRequest::Offset(_) | NextRequest::Token(_) => {
                settings.options.add_query(self.build(settings)?, C::ID)?
            }
            NextRequest::Link(url) => {
                follow_link::<C>(self.build(settings)?, self.complete(settings, url)?)
            }
        };
        self.url = Some(request.uri().clone());
        Ok(Some(request))
    }

    /// Reads a page. After an error the same page can be requested again.
    pub(super) fn received(
        &mut self,
        response: Response<Vec<u8>>,
    ) -> Result<PageReply<C>, Error<C::Error>> {
        let reply = C::response(response)?;
        let reply = self.call.page_of(reply);
        self.next = match &reply.body.next {
            Some(next) => NextRequest::Named(next.clone()),
            None => NextRequest::End,
        };
        Ok(reply)
    }
}

/// Returns the request of a link to the next page. A method that the operation itself has sends its body again.
fn follow_link<C: Paged>(mut request: Request<Vec<u8>>, url: Uri) -> Request<Vec<u8>> {
    let Ok(method) = C::NEXT_METHOD.parse::<Method>() else {
        return follow_up(request, url);
    };
    if method == Method::GET || method != *request.method() {
        let mut request = follow_up(request, url);
        if matches!(method, Method::POST | Method::PUT | Method::PATCH) {
            let headers = request.headers_mut();
            headers.insert(CONTENT_LENGTH, HeaderValue::from(0));
        }
        *request.method_mut() = method;
        return request;
    }
    request.headers_mut().remove(AUTHORIZATION);
    *request.uri_mut() = url;
    request
}

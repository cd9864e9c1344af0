//! Page after page, without any input or output.

use std::collections::BTreeSet;

use http::{Request, Response, Uri};

use super::super::http::{HttpCall, Reply};
use super::super::{Next, Page, Paged};
use super::Error;
use super::error::Failure;
use super::exchange::asking;
use super::link::resolve;
use super::settings::Settings;

/// A page as it came.
pub(super) type PageReply<C> = Reply<Page<<C as Paged>::Item>>;

/// Where the reading of pages stands.
pub(super) struct Paging<C> {
    /// The request of the first page, or where pages are found by number, of the next.
    call: Option<C>,
    api_version: String,
    next: Place,
    /// The URL of the page that is being read: links are relative to it.
    url: Option<Uri>,
    /// The links that were followed.
    seen: BTreeSet<String>,
}

enum Place {
    First,
    Link(Uri),
    Offset(u64),
    End,
}

impl<C: Paged> Paging<C> {
    pub(super) fn new(call: C, api_version: &str) -> Self {
        Self {
            call: Some(call),
            api_version: api_version.to_owned(),
            next: Place::First,
            url: None,
            seen: BTreeSet::new(),
        }
    }

    /// Goes on from [`continuation`](Self::continuation).
    pub(super) fn resume(
        settings: &Settings,
        call: C,
        api_version: &str,
        stored: &str,
    ) -> Result<Self, Failure> {
        let refuse = |reason| Failure::Stored { reason };
        let mut words = stored.split(' ');
        let mut word = || words.next().ok_or(refuse("is no place among pages"));
        if word()? != "pages" {
            return Err(refuse("is no place among pages"));
        }
        if word()? != C::ID {
            return Err(refuse("is of another operation"));
        }
        if word()? != api_version {
            return Err(refuse("is of another api-version"));
        }
        let mut paging = Self::new(call, api_version);
        match (word()?, word()) {
            ("first", _) => {}
            ("link", Ok(link)) => {
                let request = paging.build(settings)?;
                paging.next = Place::Link(resolve(request.uri(), link)?);
            }
            ("offset", Ok(offset)) => {
                let offset = offset
                    .parse()
                    .map_err(|_| refuse("is no place among pages"))?;
                paging.go_to(offset);
            }
            _ => return Err(refuse("is no place among pages")),
        }
        Ok(paging)
    }

    /// A text to go on from later; `None` after the last page.
    pub(super) fn continuation(&self) -> Option<String> {
        let place = match &self.next {
            Place::First => "first".to_owned(),
            Place::Link(url) => format!("link {url}"),
            Place::Offset(offset) => format!("offset {offset}"),
            Place::End => return None,
        };
        Some(format!("pages {} {} {place}", C::ID, self.api_version))
    }

    fn go_to(&mut self, offset: u64) {
        self.call = self.call.take().map(|call| call.at(offset));
        self.next = Place::Offset(offset);
    }

    fn build(&self, settings: &Settings) -> Result<Request<Vec<u8>>, Failure> {
        let Some(call) = &self.call else {
            return Err(Failure::Stored {
                reason: "is no place among pages",
            });
        };
        Ok(call.request_at(&settings.endpoint, &self.api_version)?)
    }

    /// The request of the next page; `None` after the last one.
    pub(super) fn request(
        &mut self,
        settings: &Settings,
    ) -> Result<Option<Request<Vec<u8>>>, Failure> {
        let request = match &self.next {
            Place::End => return Ok(None),
            Place::First | Place::Offset(_) => self.build(settings)?,
            Place::Link(url) => asking(self.build(settings)?, url.clone()),
        };
        self.url = Some(request.uri().clone());
        Ok(Some(request))
    }

    /// Reads the page and moves on. After an error the page can be asked for again.
    pub(super) fn received(
        &mut self,
        response: Response<Vec<u8>>,
    ) -> Result<PageReply<C>, Error<C::Error>> {
        let reply = C::response(response)?;
        let mut next = None;
        let mut page = None;
        let reply = reply.map(|output| page = self.call.as_ref().map(|call| call.page(output)));
        let page = page.unwrap_or(Page {
            items: Vec::new(),
            next: None,
        });
        match (&page.next, &self.url) {
            (Some(Next::Link(link)), Some(base)) => {
                let url = resolve(base, link)?;
                let mut seen = self.seen.contains(&url.to_string());
                seen |= url == *base;
                if seen {
                    return Err(Failure::Loop.into());
                }
                next = Some(url);
            }
            (Some(Next::Offset(offset)), _) => self.go_to(*offset),
            _ => self.next = Place::End,
        }
        if let Some(url) = next {
            self.seen.extend(self.url.as_ref().map(ToString::to_string));
            self.next = Place::Link(url);
        }
        Ok(reply.map(|()| page))
    }
}

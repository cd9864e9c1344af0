//! Pages and items as iterators.

use std::collections::VecDeque;
use std::fmt;

use super::super::super::Paged;
use super::super::Error;
use super::super::exchange::Subject;
use super::super::paging::{PageCursor, PageReply};
use super::{Client, Transport};

/// The pages of a result, by [`next_page`](Self::next_page) or as an iterator, which ends after an error.
pub struct Pages<V, T, C: Paged> {
    client: Client<V, T>,
    paging: PageCursor<C>,
    failed: bool,
}

impl<V, T: Transport, C: Paged> Pages<V, T, C> {
    pub(super) fn new(client: Client<V, T>, paging: PageCursor<C>) -> Self {
        Self {
            client,
            paging,
            failed: false,
        }
    }

    /// Returns a text from which [`Client::pages_from`] resumes here; `None` after the last page.
    ///
    /// The text contains the link that the service sent, so protect it as you protect the data.
    #[must_use]
    pub fn continuation(&self) -> Option<String> {
        self.paging.continuation()
    }

    /// Requests the next page; `None` after the last one. After an error the same page can be requested again.
    ///
    /// # Errors
    ///
    /// The errors of [`Client::send`], or the page before names a position that can't be requested: a link to another origin, one that was
    /// already followed, or a token or number that its parameter can't hold.
    pub fn next_page(&mut self) -> Result<Option<PageReply<C>>, Error<C::Error>> {
        let Some(request) = self.paging.request(self.client.call_settings())? else {
            return Ok(None);
        };
        let response = self.client.exchange(Subject::of::<C>(), request)?;
        self.paging.received(response).map(Some)
    }

    /// Returns the items of all pages.
    #[must_use]
    pub fn items(self) -> Items<V, T, C> {
        Items {
            pages: self,
            items: VecDeque::new(),
        }
    }
}

impl<V, T: Transport, C: Paged> Iterator for Pages<V, T, C> {
    type Item = Result<PageReply<C>, Error<C::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let page = self.next_page();
        self.failed = page.is_err();
        page.transpose()
    }
}

impl<V, T, C: Paged> fmt::Debug for Pages<V, T, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// The items of all pages, by [`next_item`](Self::next_item) or as an iterator, which ends after an error.
pub struct Items<V, T, C: Paged> {
    pages: Pages<V, T, C>,
    items: VecDeque<C::Item>,
}

impl<V, T: Transport, C: Paged> Items<V, T, C> {
    /// Returns the next item; `None` after the last one. After an error its page can be requested again.
    ///
    /// # Errors
    ///
    /// The errors of [`Pages::next_page`].
    pub fn next_item(&mut self) -> Result<Option<C::Item>, Error<C::Error>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Ok(Some(item));
            }
            match self.pages.next_page()? {
                Some(page) => self.items.extend(page.into_body().items),
                None => return Ok(None),
            }
        }
    }
}

impl<V, T: Transport, C: Paged> Iterator for Items<V, T, C> {
    type Item = Result<C::Item, Error<C::Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.items.extend(page.into_body().items),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<V, T, C: Paged> fmt::Debug for Items<V, T, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").finish_non_exhaustive()
    }
}

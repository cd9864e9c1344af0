//! Pages and items as streams.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::super::{Call, Paged};
use super::exchange::Subject;
use super::paging::{PageCursor, PageReply};
use super::{Client, Error, Transport};

type PageResult<C> = Result<PageReply<C>, Error<<C as Call>::Error>>;
type Reading<C> = Pin<Box<dyn Future<Output = (PageCursor<C>, Option<PageResult<C>>)> + Send>>;

/// The pages of a result, by [`next_page`](Self::next_page) or as a [`Stream`], which ends after an error.
pub struct Pages<V, T, C: Paged> {
    client: Client<V, T>,
    state: State<C>,
    failed: bool,
}

enum State<C: Paged> {
    Idle(PageCursor<C>),
    Reading(Reading<C>, Option<String>),
    /// Placeholder while the state is replaced.
    Between,
}

impl<V, T: Transport, C: Paged> Pages<V, T, C> {
    pub(super) fn new(client: Client<V, T>, paging: PageCursor<C>) -> Self {
        Self {
            client,
            state: State::Idle(paging),
            failed: false,
        }
    }

    /// Returns a text from which [`Client::pages_from`] resumes here; `None` after the last page.
    ///
    /// The text contains the link that the service sent, so protect it as you protect the data.
    #[must_use]
    pub fn continuation(&self) -> Option<String> {
        match &self.state {
            State::Idle(paging) => paging.continuation(),
            State::Reading(_, before) => before.clone(),
            State::Between => None,
        }
    }
}

impl<V, T, C> Pages<V, T, C>
where
    V: 'static,
    T: Transport,
    C: Paged + Send + 'static,
{
    /// Requests the next page; `None` after the last one. After an error the same page can be requested again.
    ///
    /// # Errors
    ///
    /// The errors of [`Client::send`], or the page before names a position that can't be requested: a link to another origin, one that was
    /// already followed, or a token or number that its parameter can't hold.
    pub async fn next_page(&mut self) -> Result<Option<PageReply<C>>, Error<C::Error>> {
        let next = std::future::poll_fn(|context| self.poll_page(context)).await;
        next.transpose()
    }

    /// Returns the items of all pages.
    #[must_use]
    pub fn items(self) -> Items<V, T, C> {
        Items {
            pages: self,
            items: VecDeque::new(),
        }
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<PageResult<C>>> {
        self.state = match std::mem::replace(&mut self.state, State::Between) {
            State::Idle(paging) => {
                let before = paging.continuation();
                State::Reading(Box::pin(read(self.client.clone(), paging)), before)
            }
            state => state,
        };
        let State::Reading(reading, _) = &mut self.state else {
            return Poll::Ready(None);
        };
        let (paging, page) = ready!(reading.as_mut().poll(context));
        self.state = State::Idle(paging);
        Poll::Ready(page)
    }
}

async fn read<V, T: Transport, C: Paged>(
    client: Client<V, T>,
    mut paging: PageCursor<C>,
) -> (PageCursor<C>, Option<PageResult<C>>) {
    let request = match paging.request(client.call_settings()) {
        Ok(Some(request)) => request,
        Ok(None) => return (paging, None),
        Err(failure) => return (paging, Some(Err(failure.into()))),
    };
    let page = match client.exchange(Subject::of::<C>(), request).await {
        Ok(response) => paging.received(response),
        Err(failure) => Err(failure.into()),
    };
    (paging, Some(page))
}

impl<V, T, C> Stream for Pages<V, T, C>
where
    V: 'static,
    T: Transport,
    C: Paged + Send + Unpin + 'static,
{
    type Item = PageResult<C>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pages = self.get_mut();
        if pages.failed {
            return Poll::Ready(None);
        }
        let page = ready!(pages.poll_page(context));
        pages.failed = matches!(page, Some(Err(_)));
        Poll::Ready(page)
    }
}

impl<V, T, C: Paged> fmt::Debug for Pages<V, T, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").finish_non_exhaustive()
    }
}

/// The items of all pages, by [`next_item`](Self::next_item) or as a [`Stream`], which ends after an error.
pub struct Items<V, T, C: Paged> {
    pages: Pages<V, T, C>,
    items: VecDeque<C::Item>,
}

impl<V, T, C> Items<V, T, C>
where
    V: 'static,
    T: Transport,
    C: Paged + Send + 'static,
{
    /// Returns the next item; `None` after the last one. After an error its page can be requested again.
    ///
    /// # Errors
    ///
    /// The errors of [`Pages::next_page`].
    pub async fn next_item(&mut self) -> Result<Option<C::Item>, Error<C::Error>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Ok(Some(item));
            }
            match self.pages.next_page().await? {
                Some(page) => self.items.extend(page.into_body().items),
                None => return Ok(None),
            }
        }
    }
}

impl<V, T, C> Stream for Items<V, T, C>
where
    V: 'static,
    T: Transport,
    C: Paged + Send + Unpin + 'static,
    C::Item: Unpin,
{
    type Item = Result<C::Item, Error<C::Error>>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let items = self.get_mut();
        loop {
            if let Some(item) = items.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut items.pages).poll_next(context)) {
                Some(Ok(page)) => items.items.extend(page.into_body().items),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<V, T, C: Paged> fmt::Debug for Items<V, T, C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").finish_non_exhaustive()
    }
}

//! Paginated lists, read as one stream.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures::future::BoxFuture;
use futures::{FutureExt, Stream, TryStreamExt};
use reqwest::Method;

use super::Client;
use crate::error::{Error, Result};
use crate::types::Wire;

/// One page of a list.
pub(crate) trait Page: Wire + Send + 'static {
    type Item: Send + Unpin + 'static;
    /// Names of the query parameters for page size and page token.
    const QUERY: (&'static str, &'static str) = ("page_size", "page_token");
    fn split(self) -> (Vec<Self::Item>, Option<String>);
}

/// A paginated list: a stream of its items that fetches page after page (contract section 2). It ends after the first
/// error; a page that names itself as the next one is an error.
pub struct Paged<T> {
    fetch: Option<Fetch<T>>,
    page_size: Option<u32>,
    token: Option<String>,
    items: VecDeque<T>,
    waiting: Option<BoxFuture<'static, Result<PageOf<T>>>>,
    state: Remaining,
}

type PageOf<T> = (Vec<T>, Option<String>);
type Fetch<T> =
    Box<dyn Fn(Option<u32>, Option<String>) -> BoxFuture<'static, Result<PageOf<T>>> + Send + Sync>;

#[derive(Debug)]
enum Remaining {
    More,
    /// The last page; the error, if any, follows its items.
    Last(Option<Error>),
}

impl<T> Paged<T> {
    pub(crate) fn new<P: Page<Item = T>>(
        client: &Client,
        path: Result<String>,
        query: Vec<(&'static str, String)>,
    ) -> Self
    where
        T: Send + 'static,
    {
        let client = client.clone();
        let fetch = move |size: Option<u32>, token: Option<String>| {
            let (client, path, query) = (client.clone(), path.clone(), query.clone());
            async move {
                let size = size.map(|size| size.to_string());
                let mut pairs: Vec<(&str, &str)> = Vec::new();
                pairs.extend(size.as_deref().map(|size| (P::QUERY.0, size)));
                pairs.extend(token.as_deref().map(|token| (P::QUERY.1, token)));
                pairs.extend(query.iter().map(|(name, value)| (*name, value.as_str())));
                let call = client.call(Method::GET, &path?, &pairs)?;
                Ok(client.json::<P>(&call, "a page of the list").await?.split())
            }
            .boxed()
        };
        Self {
            fetch: Some(Box::new(fetch)),
            page_size: None,
            token: None,
            items: VecDeque::new(),
            waiting: None,
            state: Remaining::More,
        }
    }

    /// Sets the maximum number of items per page; the server's default otherwise (section 2: environments 50, at most
    /// 1000).
    #[must_use]
    pub fn page_size(mut self, size: u32) -> Self {
        self.page_size = Some(size);
        self
    }

    /// Begins at a later page, by a token from [`Paged::one_page`].
    #[must_use]
    pub fn page_token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// All items of all pages.
    pub async fn all(self) -> Result<Vec<T>>
    where
        T: Unpin,
    {
        self.try_collect().await
    }

    /// The items of one page, and the token of the next one.
    pub async fn one_page(mut self) -> Result<(Vec<T>, Option<String>)> {
        match self.fetch.take() {
            Some(fetch) => fetch(self.page_size, self.token).await,
            None => Ok((Vec::new(), None)),
        }
    }
}

impl<T: Unpin> Stream for Paged<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            if let Remaining::Last(error) = &mut this.state {
                return Poll::Ready(error.take().map(Err));
            }
            let Some(fetch) = &this.fetch else {
                return Poll::Ready(None);
            };
            let waiting = this
                .waiting
                .get_or_insert_with(|| fetch(this.page_size, this.token.clone()));
            let page = ready!(waiting.poll_unpin(cx));
            this.waiting = None;
            match page {
                Ok((items, token)) => {
                    this.items = items.into();
                    let token = token.filter(|token| !token.is_empty());
                    if token.is_none() {
                        this.state = Remaining::Last(None);
                    } else if token == this.token {
                        let reason = "the page names itself as the next one".to_owned();
                        let at = "a page of the list".to_owned();
                        this.state = Remaining::Last(Some(Error::Decode { at, reason }));
                    }
                    this.token = token;
                }
                Err(error) => this.state = Remaining::Last(Some(error)),
            }
        }
    }
}

impl<T> fmt::Debug for Paged<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Paged")
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

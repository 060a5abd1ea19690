//! The fetches in progress, so that a person can stop one, or all of a turn.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use ledger::{ArtifactId, RunId};
use tokio::sync::Notify;

use screen::lock;

/// The fetches in progress.
#[derive(Debug, Default)]
pub(crate) struct Fetches {
    all: Mutex<Vec<(FetchTarget, Arc<Notify>)>>,
    /// Notified when one has ended.
    ended: Notify,
}

/// A fetch that a person can stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FetchTarget {
    /// One file.
    File(ArtifactId),
    /// All files of a turn.
    Turn(RunId),
}

impl Fetches {
    /// Stops this fetch, if it is in progress. A later fetch is not affected.
    pub(crate) fn stop(&self, what: FetchTarget) {
        for (_, stop) in lock(&self.all).iter().filter(|(other, _)| *other == what) {
            stop.notify_one();
        }
    }

    /// Returns the files that are being fetched.
    pub(crate) fn files(&self) -> HashSet<ArtifactId> {
        let all = lock(&self.all);
        let files = all.iter().filter_map(|(what, _)| match what {
            FetchTarget::File(id) => Some(*id),
            FetchTarget::Turn(_) => None,
        });
        files.collect()
    }

    /// Registers a fetch.
    pub(super) fn begin(&self, what: FetchTarget) -> Fetch<'_> {
        self.add(&mut lock(&self.all), what)
    }

    /// Registers a fetch; `None` if the same one is in progress.
    pub(super) fn begin_alone(&self, what: FetchTarget) -> Option<Fetch<'_>> {
        let mut all = lock(&self.all);
        let is_under_way = all.iter().any(|(other, _)| *other == what);
        (!is_under_way).then(|| self.add(&mut all, what))
    }

    /// Registers a fetch, after the same one has ended if it is in progress.
    pub(super) async fn begin_after(&self, what: FetchTarget) -> Fetch<'_> {
        loop {
            // Made before the look, so that no end is missed.
            let ended = self.ended.notified();
            if let Some(fetch) = self.begin_alone(what) {
                return fetch;
            }
            ended.await;
        }
    }

    fn add(&self, all: &mut Vec<(FetchTarget, Arc<Notify>)>, what: FetchTarget) -> Fetch<'_> {
        let stop = Arc::new(Notify::new());
        all.push((what, Arc::clone(&stop)));
        Fetch { all: self, stop }
    }
}

/// A registered fetch; dropping it removes the entry.
#[derive(Debug)]
pub(super) struct Fetch<'a> {
    all: &'a Fetches,
    stop: Arc<Notify>,
}

impl Fetch<'_> {
    /// Resolves when a person stops the fetch.
    pub(super) async fn stopped(&self) {
        self.stop.notified().await;
    }
}

impl Drop for Fetch<'_> {
    fn drop(&mut self) {
        lock(&self.all.all).retain(|(_, stop)| !Arc::ptr_eq(stop, &self.stop));
        self.all.ended.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[tokio::test]
    async fn a_fetch_begins_when_the_one_of_the_same_file_has_ended() {
        let fetches = Fetches::default();
        let (one, other) = (ArtifactId::new(), ArtifactId::new());
        let first = fetches.begin_alone(FetchTarget::File(one)).unwrap();
        assert!(fetches.begin_alone(FetchTarget::File(one)).is_none());
        let mut second = Box::pin(fetches.begin_after(FetchTarget::File(one)));
        assert!((&mut second).now_or_never().is_none());
        drop(fetches.begin_after(FetchTarget::File(other)).await);
        assert!((&mut second).now_or_never().is_none());
        drop(first);
        drop(second.await);
        assert!(fetches.files().is_empty());
    }
}

//! Work that goes on behind everything else: at most one of a kind for each thing, and it can be ended.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex};

use futures::future::{AbortHandle, Abortable};
use ledger::RunId;
use screen::lock;

/// What is under way, by what it is for.
pub(crate) struct UnderWay<K>(Arc<Mutex<HashMap<K, Work>>>);

struct Work {
    /// The turn that it is of.
    run: RunId,
    task: AbortHandle,
}

impl<K> Default for UnderWay<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Copy + Eq + Hash + Send + 'static> UnderWay<K> {
    /// Begins it, unless it is under way for this already.
    pub(super) fn begin(&self, of: K, run: RunId, work: impl Future<Output = ()> + Send + 'static) {
        let (task, registration) = AbortHandle::new_pair();
        {
            let mut all = lock(&self.0);
            if all.contains_key(&of) {
                return;
            }
            all.insert(of, Work { run, task });
        }
        // Made before the task, so that one that never gets its turn is over as well.
        let ends = Ends {
            all: Arc::clone(&self.0),
            of,
        };
        let work = async move {
            let _ends = ends;
            work.await;
        };
        tokio::spawn(Abortable::new(work, registration));
    }

    /// Ends what is of these runs.
    pub(super) fn stop(&self, runs: &[RunId]) {
        let all = lock(&self.0);
        for work in all.values().filter(|work| runs.contains(&work.run)) {
            work.task.abort();
        }
    }

    /// What it is under way for.
    pub(crate) fn all(&self) -> Vec<K> {
        lock(&self.0).keys().copied().collect()
    }
}

/// Takes work out of the list at its end, however it ends; the person can ask for it again then.
struct Ends<K: Eq + Hash> {
    all: Arc<Mutex<HashMap<K, Work>>>,
    of: K,
}

impl<K: Eq + Hash> Drop for Ends<K> {
    fn drop(&mut self) {
        lock(&self.all).remove(&self.of);
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    #[tokio::test]
    async fn what_is_ended_before_it_had_its_turn_can_be_begun_again() {
        let (under_way, run) = (UnderWay::default(), RunId::new());
        under_way.begin(1, run, pending());
        under_way.stop(&[run]);
        while !under_way.all().is_empty() {
            tokio::task::yield_now().await;
        }
        let (done, is_done) = tokio::sync::oneshot::channel();
        under_way.begin(1, run, async { done.send(()).unwrap() });
        is_done.await.unwrap();
    }

    #[tokio::test]
    async fn a_second_does_not_begin_beside_the_first() {
        let (under_way, run) = (UnderWay::default(), RunId::new());
        under_way.begin(1, run, pending());
        under_way.begin(1, run, async { panic!("it is the second") });
        under_way.stop(&[RunId::new()]);
        tokio::task::yield_now().await;
        assert_eq!(under_way.all(), [1]);
    }
}

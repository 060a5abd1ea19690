//! Background tasks: at most one per key, and they can be aborted.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex};

use futures::future::{AbortHandle, Abortable};
use ledger::RunId;
use screen::lock;

/// The running tasks, by key.
pub(crate) struct KeyedTasks<K>(Arc<Mutex<HashMap<K, KeyedTask>>>);

struct KeyedTask {
    /// The turn that the task belongs to.
    run: RunId,
    task: AbortHandle,
}

impl<K> Default for KeyedTasks<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Copy + Eq + Hash + Send + 'static> KeyedTasks<K> {
    /// Spawns a task, unless one for this key is running.
    pub(super) fn begin(&self, of: K, run: RunId, work: impl Future<Output = ()> + Send + 'static) {
        let (task, registration) = AbortHandle::new_pair();
        {
            let mut all = lock(&self.0);
            if all.contains_key(&of) {
                return;
            }
            all.insert(of, KeyedTask { run, task });
        }
        // Made before the task, so that the entry is removed even if the task is aborted before its first poll.
        let remove_on_drop = RemoveOnDrop {
            all: Arc::clone(&self.0),
            of,
        };
        let work = async move {
            let _remove_on_drop = remove_on_drop;
            work.await;
        };
        tokio::spawn(Abortable::new(work, registration));
    }

    /// Aborts the tasks of these runs.
    pub(super) fn stop(&self, runs: &[RunId]) {
        let all = lock(&self.0);
        for work in all.values().filter(|work| runs.contains(&work.run)) {
            work.task.abort();
        }
    }

    /// Returns the keys of the running tasks.
    pub(crate) fn all(&self) -> Vec<K> {
        lock(&self.0).keys().copied().collect()
    }
}

/// Removes a task's entry when dropped, however the task ends, so that the person can start it again.
struct RemoveOnDrop<K: Eq + Hash> {
    all: Arc<Mutex<HashMap<K, KeyedTask>>>,
    of: K,
}

impl<K: Eq + Hash> Drop for RemoveOnDrop<K> {
    fn drop(&mut self) {
        lock(&self.all).remove(&self.of);
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    #[tokio::test]
    async fn a_task_aborted_before_its_first_poll_can_be_begun_again() {
        let (tasks, run) = (KeyedTasks::default(), RunId::new());
        tasks.begin(1, run, pending());
        tasks.stop(&[run]);
        while !tasks.all().is_empty() {
            tokio::task::yield_now().await;
        }
        let (done, is_done) = tokio::sync::oneshot::channel();
        tasks.begin(1, run, async { done.send(()).unwrap() });
        is_done.await.unwrap();
    }

    #[tokio::test]
    async fn a_second_task_of_a_key_does_not_begin_beside_the_first() {
        let (tasks, run) = (KeyedTasks::default(), RunId::new());
        tasks.begin(1, run, pending());
        tasks.begin(1, run, async { panic!("it is the second") });
        tasks.stop(&[RunId::new()]);
        tokio::task::yield_now().await;
        assert_eq!(tasks.all(), [1]);
    }
}

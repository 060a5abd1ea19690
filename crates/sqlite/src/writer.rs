//! The writing thread of a file, and the ways to send it a change.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::group::{Cause, Change, ChangeResult, WriteError, commit_what_waits};
use crate::queue::{Queue, QueuedJob};

/// A job for the writing thread.
pub(crate) enum Job {
    /// A change that may share its commit with others.
    Change(Change),
    /// Work that needs the connection outside of a transaction.
    Alone(Box<dyn FnOnce(&Connection) + Send>),
}

/// Handle of a file's writing thread. When it is dropped, the thread finishes all jobs sent to it, ends, and closes
/// the file.
pub struct Writer {
    jobs: Option<mpsc::Sender<QueuedJob>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread that writes through `connection`.
    ///
    /// # Errors
    /// The error of the operating system, if no thread can be started.
    pub fn start(connection: Connection, name: &str) -> io::Result<Self> {
        let (jobs, handed) = mpsc::channel();
        let queue = Queue::new(handed);
        let thread = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(connection, queue))?;
        Ok(Self {
            jobs: Some(jobs),
            thread: Some(thread),
        })
    }

    /// Makes a change atomically and returns when it is on the disk. Blocks.
    ///
    /// # Errors
    /// [`WriteError`]; the change had no effect then.
    ///
    /// # Panics
    /// If `change` panics; the thread goes on for other callers.
    pub fn write_blocking<T, E>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, WriteError<E>>
    where
        T: Send + 'static,
        E: Cause + Send + 'static,
    {
        let (answer, answered) = mpsc::sync_channel(1);
        // The caller waits below, so there is always a receiver.
        self.hand(QueuedJob::Urgent(Job::Change(Change::new(
            change,
            move |outcome| {
                let _ = answer.send(outcome);
            },
        ))));
        settle(answered.recv().ok())
    }

    /// Async version of [`Writer::write_blocking`], for streams: blocking callers take precedence. Once sent, the
    /// change is made even if the future is dropped.
    ///
    /// # Errors
    /// [`WriteError`]; the change had no effect then.
    ///
    /// # Panics
    /// If `change` panics; the thread goes on for other callers.
    pub async fn write<T, E>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, WriteError<E>>
    where
        T: Send + 'static,
        E: Cause + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.hand(QueuedJob::Patient(Job::Change(Change::new(
            change,
            move |outcome| {
                // The caller may be gone; the change stays.
                let _ = answer.send(outcome);
            },
        ))));
        settle(answered.await.ok())
    }

    /// Runs work on the connection outside of a transaction, between two commits. Blocks.
    ///
    /// # Errors
    /// The error of `work`, or [`WriteError::Closed`].
    ///
    /// # Panics
    /// If `work` panics.
    pub fn outside_transaction<T, E>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, WriteError<E>>
    where
        T: Send + 'static,
        E: Send + 'static,
    {
        let (answer, answered) = mpsc::sync_channel(1);
        self.hand(QueuedJob::Urgent(Job::Alone(Box::new(move |connection| {
            let done = catch_unwind(AssertUnwindSafe(|| work(connection)));
            let _ = answer.send(done.map(|done| done.map_err(WriteError::Refused)));
        }))));
        settle(answered.recv().ok())
    }

    /// Sends a job. If the thread is gone, the job is dropped, and with it its answer channel.
    fn hand(&self, job: QueuedJob) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        let thread = self.thread.take();
        // A change that holds the last handle drops it on the thread itself, which cannot join itself.
        if let Some(thread) = thread.filter(|it| it.thread().id() != thread::current().id()) {
            // Panics of changes are caught, so there is no result to look at.
            let _ = thread.join();
        }
    }
}

fn settle<T, E>(outcome: Option<ChangeResult<T, E>>) -> Result<T, WriteError<E>> {
    match outcome {
        None => Err(WriteError::Closed),
        Some(Ok(result)) => result,
        Some(Err(panic)) => resume_unwind(panic),
    }
}

fn work(mut connection: Connection, mut queue: Queue) {
    let mut last_commit = Duration::ZERO;
    let mut next = queue.next();
    while let Some(job) = next {
        next = match job {
            Job::Change(first) => {
                commit_what_waits(&mut connection, first, &mut queue, &mut last_commit)
            }
            Job::Alone(work) => {
                work(&connection);
                None
            }
        }
        .or_else(|| queue.next());
    }
}

//! The one thread that writes to a file, and the ways to hand it a change.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::group::{Cause, Change, Outcome, Unwritten, commit_what_waits};
use crate::queue::{Handed, Queue};

/// What the writing thread is asked for.
pub(crate) enum Job {
    /// A change that may share its commit with others.
    Change(Change),
    /// Work that needs the connection outside of a transaction.
    Alone(Box<dyn FnOnce(&Connection) + Send>),
}

/// The writing thread of a file. It ends with this handle, after all that was handed to it is done, and
/// closes the file.
pub struct Writer {
    jobs: Option<mpsc::Sender<Handed>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread that writes through `connection` from now on.
    ///
    /// # Errors
    /// What the system says, when it gives no thread.
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

    /// Makes a change, all of it or nothing, and returns when it is on the disk. Blocks.
    ///
    /// # Errors
    /// [`Unwritten`]; nothing of the change is there then.
    ///
    /// # Panics
    /// When `change` does; the thread goes on for everybody else.
    pub fn write_blocking<T, E>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Unwritten<E>>
    where
        T: Send + 'static,
        E: Cause + Send + 'static,
    {
        let (answer, answered) = mpsc::sync_channel(1);
        // Who asked waits below, so the answer always has a taker.
        self.hand(Handed::Urgent(Job::Change(Change::new(
            change,
            move |outcome| {
                let _ = answer.send(outcome);
            },
        ))));
        settle(answered.recv().ok())
    }

    /// The same without a thread that waits, for what flows in streams: changes that block a thread go
    /// first. Once handed over, the change is made even when nobody waits
    /// for it any more.
    ///
    /// # Errors
    /// [`Unwritten`]; nothing of the change is there then.
    ///
    /// # Panics
    /// When `change` does; the thread goes on for everybody else.
    pub async fn write<T, E>(
        &self,
        change: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Unwritten<E>>
    where
        T: Send + 'static,
        E: Cause + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.hand(Handed::Patient(Job::Change(Change::new(
            change,
            move |outcome| {
                // Who asked may be gone; the change stands all the same.
                let _ = answer.send(outcome);
            },
        ))));
        settle(answered.await.ok())
    }

    /// Uses the connection outside of a transaction, between two commits. Blocks.
    ///
    /// # Errors
    /// What `work` says, or [`Unwritten::Closed`].
    ///
    /// # Panics
    /// When `work` does.
    pub fn alone<T, E>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Unwritten<E>>
    where
        T: Send + 'static,
        E: Send + 'static,
    {
        let (answer, answered) = mpsc::sync_channel(1);
        self.hand(Handed::Urgent(Job::Alone(Box::new(move |connection| {
            let done = catch_unwind(AssertUnwindSafe(|| work(connection)));
            let _ = answer.send(done.map(|done| done.map_err(Unwritten::Refused)));
        }))));
        settle(answered.recv().ok())
    }

    /// A job that finds no thread is dropped, and with it the way to answer it.
    fn hand(&self, job: Handed) {
        if let Some(jobs) = &self.jobs {
            let _ = jobs.send(job);
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        let thread = self.thread.take();
        // A change that holds the last handle drops it on the thread itself, which cannot wait for itself.
        if let Some(thread) = thread.filter(|it| it.thread().id() != thread::current().id()) {
            // Panics of changes are caught, so there is nothing to hear from it.
            let _ = thread.join();
        }
    }
}

fn settle<T, E>(outcome: Option<Outcome<T, E>>) -> Result<T, Unwritten<E>> {
    match outcome {
        None => Err(Unwritten::Closed),
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

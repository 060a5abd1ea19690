//! Group commit: waiting changes are written in one transaction and answered after its commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, Savepoint, Transaction, TransactionBehavior, ffi};

use crate::queue::Queue;
use crate::writer::Job;

/// Maximum number of changes in one commit.
const MOST: usize = 256;
/// Minimum time for which a group accepts more changes, if more are waiting.
const SHORTEST: Duration = Duration::from_millis(4);
/// Maximum time for which a group accepts changes, so that the first one does not wait long for its commit.
const LONGEST: Duration = Duration::from_millis(40);

/// Reason why a change was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError<E> {
    /// The change itself returned an error.
    #[error(transparent)]
    Refused(E),
    /// The shared commit failed; the same change may succeed later.
    #[error(transparent)]
    Uncommitted(rusqlite::Error),
    /// The writing thread has ended.
    #[error("the file is being closed")]
    Closed,
}

/// An error of a change that may hold an SQLite error: some of those end the whole transaction, and the other changes
/// in it must be told the cause.
pub trait Cause: From<rusqlite::Error> {
    /// Returns the SQLite error, if it was one.
    fn cause(&self) -> Option<&rusqlite::Error>;
}

impl Cause for rusqlite::Error {
    fn cause(&self) -> Option<&rusqlite::Error> {
        Some(self)
    }
}

/// Result of a change; the outer error is a panic in it.
pub(crate) type ChangeResult<T, E> = thread::Result<Result<T, WriteError<E>>>;

type ResultCallback = Box<dyn FnOnce(&Result<(), TransactionFailure>)>;

/// A change together with the callback for its result.
pub(crate) struct Change {
    #[expect(
        clippy::type_complexity,
        reason = "written once, and read from inside to outside"
    )]
    run: Box<
        dyn FnOnce(
                Result<&mut Transaction<'_>, &TransactionFailure>,
            ) -> (ResultCallback, Option<TransactionFailure>)
            + Send,
    >,
}

impl Change {
    pub(crate) fn new<T, E>(
        change: impl FnOnce(&Connection) -> Result<T, E> + Send + 'static,
        answer: impl FnOnce(ChangeResult<T, E>) + Send + 'static,
    ) -> Self
    where
        T: Send + 'static,
        E: Cause + Send + 'static,
    {
        let run = move |transaction: Result<&mut Transaction<'_>, &TransactionFailure>| {
            let done = match transaction {
                Ok(transaction) => in_savepoint(transaction, change),
                Err(ended) => Ok(Err(WriteError::Uncommitted(ended.to_error()))),
            };
            let cause = match &done {
                Ok(Err(WriteError::Refused(error))) => {
                    error.cause().map(TransactionFailure::from_error)
                }
                _ => None,
            };
            let answer: ResultCallback = Box::new(move |committed| {
                answer(match (done, committed) {
                    (Ok(Ok(_)), Err(ended)) => Ok(Err(WriteError::Uncommitted(ended.to_error()))),
                    (done, _) => done,
                });
            });
            (answer, cause)
        };
        Self { run: Box::new(run) }
    }
}

/// Commits `first` and the other waiting changes, and answers each. `last_commit` is the duration of the previous
/// commit, and is updated. Returns the job that could not share the transaction, if one came.
pub(crate) fn commit_what_waits(
    connection: &mut Connection,
    first: Change,
    queue: &mut Queue,
    last_commit: &mut Duration,
) -> Option<Job> {
    let begun = Instant::now();
    // Gather for as long as a commit takes: a slow disk then costs half of the time at most.
    let enough = (*last_commit).clamp(SHORTEST, LONGEST);
    let mut transaction = match connection.transaction_with_behavior(TransactionBehavior::Immediate)
    {
        Ok(transaction) => transaction,
        Err(error) => {
            let ended = TransactionFailure::from_error(&error);
            let (answer, _) = (first.run)(Err(&ended));
            answer(&Err(ended));
            return None;
        }
    };
    let mut answers = Vec::new();
    let mut ended = None;
    let mut next = Some(first);
    let mut other = None;
    while let Some(change) = next.take() {
        let (answer, cause) = (change.run)(Ok(&mut transaction));
        answers.push(answer);
        if transaction.is_autocommit() {
            // SQLite rolled the transaction back by itself, as it may when the disk is full.
            ended = Some(cause.unwrap_or_else(TransactionFailure::unexplained));
            break;
        }
        if answers.len() >= MOST || begun.elapsed() >= enough {
            break;
        }
        match queue.try_next() {
            Some(Job::Change(change)) => next = Some(change),
            alone => other = alone,
        }
    }
    let made = Instant::now();
    let committed = match ended {
        Some(ended) => Err(ended),
        None => transaction
            .commit()
            .map_err(|error| TransactionFailure::from_error(&error)),
    };
    *last_commit = made.elapsed();
    for answer in answers {
        answer(&committed);
    }
    other
}

fn in_savepoint<T, E: Cause>(
    transaction: &mut Transaction<'_>,
    change: impl FnOnce(&Connection) -> Result<T, E>,
) -> ChangeResult<T, E> {
    let savepoint = match transaction.savepoint() {
        Ok(savepoint) => savepoint,
        Err(error) => return Ok(Err(WriteError::Refused(error.into()))),
    };
    // A savepoint that is not committed is rolled back when dropped.
    let done = catch_unwind(AssertUnwindSafe(|| change(&savepoint)))?;
    Ok(done
        .and_then(|value| {
            Savepoint::commit(savepoint)
                .map(|()| value)
                .map_err(E::from)
        })
        .map_err(WriteError::Refused))
}

/// The reason why a transaction failed, sent to every change in it.
#[derive(Debug)]
pub(crate) struct TransactionFailure {
    failure: ffi::Error,
    message: Option<String>,
}

impl TransactionFailure {
    fn from_error(error: &rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, message) => Self {
                failure: *failure,
                message: message.clone(),
            },
            other => Self {
                failure: ffi::Error::new(ffi::SQLITE_ERROR),
                message: Some(other.to_string()),
            },
        }
    }

    fn unexplained() -> Self {
        Self {
            failure: ffi::Error::new(ffi::SQLITE_ABORT_ROLLBACK),
            message: None,
        }
    }

    fn to_error(&self) -> rusqlite::Error {
        rusqlite::Error::SqliteFailure(self.failure, self.message.clone())
    }
}

//! Queue of the writing thread: blocking callers first, then streams.

use std::collections::VecDeque;
use std::sync::mpsc;

use crate::writer::Job;

/// A job sent to the writing thread.
pub(crate) enum QueuedJob {
    /// A thread is blocked on it, mostly because a person waits.
    Urgent(Job),
    /// One of many changes from a stream.
    Patient(Job),
}

/// The receiving end. First in, first out within each priority.
pub(crate) struct Queue {
    handed: mpsc::Receiver<QueuedJob>,
    urgent: VecDeque<Job>,
    patient: VecDeque<Job>,
}

impl Queue {
    pub(crate) fn new(handed: mpsc::Receiver<QueuedJob>) -> Self {
        Self {
            handed,
            urgent: VecDeque::new(),
            patient: VecDeque::new(),
        }
    }

    /// Returns the next job without waiting.
    pub(crate) fn try_next(&mut self) -> Option<Job> {
        while let Ok(job) = self.handed.try_recv() {
            self.enqueue(job);
        }
        self.urgent.pop_front().or_else(|| self.patient.pop_front())
    }

    /// Waits for the next job; `None` when all senders are gone.
    pub(crate) fn next(&mut self) -> Option<Job> {
        if let Some(job) = self.try_next() {
            return Some(job);
        }
        let job = self.handed.recv().ok()?;
        self.enqueue(job);
        self.try_next()
    }

    fn enqueue(&mut self, job: QueuedJob) {
        match job {
            QueuedJob::Urgent(job) => self.urgent.push_back(job),
            QueuedJob::Patient(job) => self.patient.push_back(job),
        }
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn what_somebody_waits_for_goes_before_what_flows_in_streams() {
        let (hand, handed) = mpsc::channel();
        let mut queue = Queue::new(handed);
        let (done, order) = mpsc::channel();
        let job = |name: &'static str| {
            let done = done.clone();
            Job::Alone(Box::new(move |_| {
                done.send(name).expect("the test listens")
            }))
        };
        for handed in [
            QueuedJob::Patient(job("first of a stream")),
            QueuedJob::Patient(job("second of a stream")),
            QueuedJob::Urgent(job("first of a person")),
            QueuedJob::Urgent(job("second of a person")),
        ] {
            assert!(hand.send(handed).is_ok());
        }
        drop(hand);
        let connection = Connection::open_in_memory().expect("memory");
        while let Some(Job::Alone(work)) = queue.next() {
            work(&connection);
        }
        drop(done);
        assert_eq!(
            order.iter().collect::<Vec<_>>(),
            [
                "first of a person",
                "second of a person",
                "first of a stream",
                "second of a stream"
            ]
        );
    }
}

//! The conditions that must hold once a run is settled, whatever happened to it.

use runs::Outcome;

use super::World;
use crate::any_order::{Resume, Truth};

impl World<'_> {
    pub(super) fn judge(&self) {
        assert_eq!(self.settled, 1, "settled once");
        assert!(
            self.told >= 1,
            "the results are safe before the run is settled"
        );
        let ending = self.state.ending().expect("a settled run has an ending");
        let truth = match self.case.truth {
            Truth::Completes | Truth::EndsMutely => Outcome::Completed,
            Truth::Fails | Truth::Errors => Outcome::Failed,
            Truth::NeedsYou => Outcome::NeedsYou,
            Truth::Incomplete => Outcome::Incomplete,
        };
        let forgotten = self.server.as_ref().is_none_or(|server| server.forgotten);
        let right = ending.outcome == truth
            || (self.stopped && ending.outcome == Outcome::Cancelled)
            || (forgotten && ending.outcome == Outcome::Lost)
            || (self.unreadable && self.begun == 0 && ending.outcome == Outcome::Failed)
            || (self.turned_away && self.begun < self.allowed && ending.outcome == Outcome::Failed);
        assert!(right, "{ending:?} although the truth is {truth:?}");
        assert!(self.stopped || !ending.stopped, "nobody stopped it");
        self.judge_record(ending.outcome == truth);
    }

    /// Every event is stored once, in order; all of them, unless the server returned the whole interaction.
    fn judge_record(&self, ended_by_itself: bool) {
        let in_order: Vec<u64> = (0..self.record.len() as u64).collect();
        let all = self.server.as_ref().map_or(0, |server| server.events.len());
        let goes_back = matches!(self.case.resume, Resume::GoesBack | Resume::Inclusive);
        if self.whole || !ended_by_itself {
            // A connection that resumed too early and broke at once may leave a tail, which the whole interaction
            // replaces.
            assert!(goes_back || self.record == in_order, "{:?}", self.record);
        } else if !self.stopped && self.begun > 0 && !self.server_forgot() {
            assert_eq!(self.record.len(), all);
            assert_eq!(self.record, in_order);
        }
    }

    fn server_forgot(&self) -> bool {
        self.server.as_ref().is_some_and(|server| server.forgotten)
    }
}

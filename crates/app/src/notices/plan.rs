//! Decides how runs are announced; pure, so that "exactly once" can be tested without a desktop.

use super::News;

/// Period in milliseconds within which [`SUMMARY_FROM`] notifications become one summary.
pub(super) const MINUTE: i64 = 60_000;
/// Number of notifications from which on a summary is used.
const SUMMARY_FROM: usize = 3;

/// A run to be announced: it ended, or it cannot go on without the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRun {
    /// The run.
    pub run: String,
    /// Its conversation.
    pub conversation: String,
    /// The conversation's title.
    pub title: String,
    /// The kind of news.
    pub news: News,
    /// The reason why the run cannot go on; `None` when it ended.
    pub halt: Option<HaltReason>,
    /// True if the person stopped the run.
    pub stopped: bool,
    /// True for a job, false for an answer.
    pub is_job: bool,
    /// Number of files that the run made.
    pub files: u32,
    /// The question that the run ended with, if any.
    pub question: Option<String>,
    /// True if the question can be answered with yes or no, because Errand carries out the call and the question
    /// describes it completely.
    pub can_approve: bool,
}

/// The reason why a run cannot go on without the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HaltReason {
    /// It is not known whether the request arrived, or how the run stands.
    Unconfirmed,
    /// The server rejects the key.
    KeyRefused,
    /// There is no key.
    NoKey,
}

/// The circumstances of the planning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanContext {
    /// Now, in milliseconds since the Unix epoch.
    pub now: i64,
    /// The conversation that is open in a window in front.
    pub on_screen: Option<String>,
    /// Times of the recent notifications of single runs, in any order.
    pub shown_at: Vec<i64>,
    /// True if these runs ended while Errand was not running.
    pub meanwhile: bool,
}

/// The due runs, by the way in which they are announced.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Runs that are not announced.
    pub silent: Vec<String>,
    /// Runs that each get their own notification.
    pub single: Vec<DueRun>,
    /// Runs that are announced together in one notification.
    pub together: Vec<DueRun>,
    /// Time until which the other runs wait, because with the recent notifications they would be too many for a
    /// minute.
    pub later: Option<i64>,
}

/// Plans for each run: silent when the person stopped it or looks at it; a notification of its own; a common one,
/// when three or more are due at once, or two or more ended while Errand was not running; or later, when it would be
/// the third within a minute: all that are due by then are announced together.
#[must_use]
pub fn plan(due: Vec<DueRun>, context: &PlanContext) -> Plan {
    let mut plan = Plan::default();
    let (silent, told): (Vec<_>, Vec<_>) = due.into_iter().partition(|run| {
        run.stopped || context.on_screen.as_deref() == Some(run.conversation.as_str())
    });
    plan.silent = silent.into_iter().map(|run| run.run).collect();
    let lately: Vec<i64> = context
        .shown_at
        .iter()
        .copied()
        .filter(|at| context.now.saturating_sub(*at) < MINUTE)
        .collect();
    let many = if context.meanwhile { 2 } else { SUMMARY_FROM };
    if told.len() >= many {
        plan.together = told;
    } else if !told.is_empty() && told.len() + lately.len() >= SUMMARY_FROM && !context.meanwhile {
        plan.later = lately.into_iter().min().map(|at| at + MINUTE);
    } else {
        plan.single = told;
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ended(number: u32) -> DueRun {
        DueRun {
            run: format!("run-{number}"),
            conversation: format!("conversation-{number}"),
            title: format!("Job {number}"),
            news: News::Done,
            halt: None,
            stopped: false,
            is_job: true,
            files: 2,
            question: None,
            can_approve: false,
        }
    }

    fn context() -> PlanContext {
        PlanContext {
            now: 1_000_000,
            on_screen: None,
            shown_at: Vec::new(),
            meanwhile: false,
        }
    }

    #[test]
    fn one_run_gets_its_own_notification() {
        let plan = plan(vec![ended(1)], &context());
        assert_eq!(
            plan,
            Plan {
                single: vec![ended(1)],
                ..Plan::default()
            }
        );
    }

    #[test]
    fn nothing_is_said_of_a_run_that_the_person_stopped_or_looks_at() {
        let stopped = DueRun {
            stopped: true,
            ..ended(1)
        };
        let context = PlanContext {
            on_screen: Some("conversation-2".into()),
            ..context()
        };
        let plan = plan(vec![stopped, ended(2), ended(3)], &context);
        assert_eq!(plan.silent, ["run-1", "run-2"]);
        assert_eq!(plan.single, [ended(3)]);
        assert!(plan.together.is_empty());
    }

    #[test]
    fn three_at_once_become_one_summary() {
        let plan = plan(vec![ended(1), ended(2), ended(3)], &context());
        assert!(plan.single.is_empty());
        assert_eq!(plan.together.len(), 3);
    }

    #[test]
    fn the_third_within_a_minute_waits_until_the_minute_is_over() {
        let within = PlanContext {
            shown_at: vec![941_000, 999_000],
            ..context()
        };
        let held = plan(vec![ended(3)], &within);
        assert_eq!(
            held,
            Plan {
                later: Some(1_001_000),
                ..Plan::default()
            }
        );
        let after = PlanContext {
            now: 1_001_000,
            ..within
        };
        assert_eq!(plan(vec![ended(3)], &after).single, [ended(3)]);
        assert_eq!(
            plan(vec![ended(3), ended(4), ended(5)], &after)
                .together
                .len(),
            3
        );
    }

    #[test]
    fn runs_that_ended_meanwhile_are_one_summary_and_a_single_one_keeps_its_notification() {
        let start = PlanContext {
            meanwhile: true,
            ..context()
        };
        assert_eq!(plan(vec![ended(1), ended(2)], &start).together.len(), 2);
        assert_eq!(plan(vec![ended(1)], &start).single, [ended(1)]);
    }

    #[test]
    fn without_due_runs_nothing_is_announced() {
        let busy = PlanContext {
            shown_at: vec![999_000; 5],
            ..context()
        };
        assert_eq!(plan(Vec::new(), &busy), Plan::default());
    }
}

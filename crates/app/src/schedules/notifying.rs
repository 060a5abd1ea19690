//! Notifications about schedules that have no job to show: paused, stopped, or a run that could not begin.

use std::sync::Arc;

use words::{Sentence, say};

use super::KnownSchedule;
use super::trigger_state::ExecutionState;
use crate::bridge::ScheduledOutcome;
use crate::core::{Core, blocking};
use crate::notices::{Action, News, Notification};

impl Core {
    /// The month's limit paused these schedules.
    pub(super) async fn notify_paused_by_limit(&self, names: &[String]) {
        let title = match names {
            [one] => self.name_or_private(one),
            _ => self.language().say(&say::notice_schedules(names.len())),
        };
        self.show_notification(News::NeedsYou, title, say::notice_paused_by_limit())
            .await;
    }

    /// A server stopped a schedule after consecutive failures.
    pub(super) async fn notify_failing(
        &self,
        known: &KnownSchedule,
        failures: u32,
        reason: Option<String>,
    ) {
        let title = self.name_or_private(&known.stored.draft.name);
        let reason = reason.filter(|_| !self.settings().private_notifications);
        let body = with_reason(say::notice_schedule_failing(failures), reason);
        self.show_notification(News::NeedsYou, title, body).await;
    }

    /// A run failed before it had anything that could be opened.
    pub(super) async fn notify_failed_run(&self, known: &KnownSchedule, facts: &ExecutionState) {
        if facts.outcome != ScheduledOutcome::Failed {
            return;
        }
        let title = self.name_or_private(&known.stored.draft.name);
        let reason = facts.reason.clone();
        let reason = reason.filter(|_| !self.settings().private_notifications);
        let body = with_reason(say::notice_could_not_begin(), reason);
        self.show_notification(News::Failed, title, body).await;
    }

    fn name_or_private(&self, name: &str) -> String {
        if self.settings().private_notifications {
            self.language().say(&say::notice_schedule())
        } else {
            name.to_owned()
        }
    }

    async fn show_notification(&self, news: News, title: String, body: Sentence) {
        let notification = Notification {
            news,
            title,
            body: self.language().say(&body),
            actions: vec![Action::Open],
            conversation: None,
            turn: None,
        };
        let host = Arc::clone(&self.host);
        if let Ok(Err(reason)) = blocking(move || host.notify(notification)).await {
            tracing::warn!(reason, "no notification could be shown");
        }
    }
}

/// Appends the server's reason to the text, if there is one.
fn with_reason(body: Sentence, reason: Option<String>) -> Sentence {
    match reason {
        Some(reason) => say::notice_line(body, reason),
        None => body,
    }
}

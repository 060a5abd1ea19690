//! Telling the person what a schedule cannot say by a job of its own: that it waits, stopped, or did not begin.

use std::sync::Arc;

use super::Known;
use super::seen::Facts;
use crate::bridge::ScheduledOutcome;
use crate::core::{Core, blocking};
use crate::notices::{Action, News, Notification};

impl Core {
    /// The month's limit paused these.
    pub(super) async fn tell_of_limit(&self, names: &[String]) {
        let title = match names {
            [one] => self.or_private(one, "A schedule"),
            _ => format!("{} schedules", names.len()),
        };
        let body = "Paused · this month’s limit is used up. It goes on next month, or when you raise the limit.";
        self.announce(News::NeedsYou, title, body.to_owned()).await;
    }

    /// A server stopped a schedule after failures in a row.
    pub(super) async fn tell_of_failing(
        &self,
        known: &Known,
        failures: u32,
        reason: Option<String>,
    ) {
        let title = self.or_private(&known.kept.draft.name, "A schedule");
        let reason = reason.filter(|_| !self.settings().private_notifications);
        let reason = reason.map_or_else(String::new, |reason| format!(" · {reason}"));
        let body = format!("Stopped after {failures} failures in a row{reason}");
        self.announce(News::NeedsYou, title, body).await;
    }

    /// A run failed before there was anything that could be opened.
    pub(super) async fn tell_of_run(&self, known: &Known, facts: &Facts) {
        if facts.outcome != ScheduledOutcome::Failed {
            return;
        }
        let title = self.or_private(&known.kept.draft.name, "A schedule");
        let reason = facts.reason.clone();
        let reason = reason.filter(|_| !self.settings().private_notifications);
        let reason = reason.map_or_else(String::new, |reason| format!(" · {reason}"));
        self.announce(News::Failed, title, format!("Could not begin{reason}"))
            .await;
    }

    fn or_private(&self, name: &str, private: &str) -> String {
        if self.settings().private_notifications {
            private.to_owned()
        } else {
            name.to_owned()
        }
    }

    async fn announce(&self, news: News, title: String, body: String) {
        let notification = Notification {
            news,
            title,
            body,
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

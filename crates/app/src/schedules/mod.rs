//! The person's schedules: each is a trigger at a server, Google's or the engine on this computer, which starts its
//! runs by itself. Errand finds those runs and takes them into the ledger, each as a job of its own.

mod foreign;
mod limit;
mod notifying;
mod polling;
mod saving;
mod taking;
mod trigger_state;
mod view;
mod when;
mod wording;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use artifacts::Store;
use interactions::{Client, CreateInteraction, RetryPolicy};
use ledger::ScheduleId;
use screen::lock;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Notify;

pub(crate) use polling::poll;
pub(crate) use when::read as read_when;
use words::say;

use crate::bridge::{ArchivedSchedule, Autostart, BridgeError, Patch, ScheduleDraft};
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};
use crate::transfers::without_permissions;

/// State of schedules that is not in the ledger.
#[derive(Default)]
pub(crate) struct Schedules {
    /// Notified when the servers should be polled now.
    changed: Arc<Notify>,
    /// The errors of the last poll, by schedule.
    problems: Mutex<HashMap<ScheduleId, BridgeError>>,
    /// Held while a schedule is changed or polled, so that no poll works with outdated data.
    changing: tokio::sync::Mutex<()>,
}

impl Schedules {
    /// Requests a poll, because something relevant may have changed.
    pub(crate) fn request_poll(&self) {
        self.changed.notify_one();
    }

    fn problem(&self, id: ScheduleId) -> Option<BridgeError> {
        lock(&self.problems).get(&id).cloned()
    }
}

/// The stored body of a schedule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredSchedule {
    /// The form that the person filled in.
    draft: ScheduleDraft,
    /// The cron line of five fields.
    cron: String,
    /// The time zone.
    zone: String,
    /// The request of each run, without the headers of tool servers.
    request: CreateInteraction,
    /// Time of the last change of the headers that its server was given with the request, in milliseconds since the
    /// Unix epoch; 0 without headers.
    #[serde(default)]
    headers_changed_at: i64,
}

impl StoredSchedule {
    /// Returns the digests of the files that its runs get.
    fn files(&self) -> Vec<String> {
        let files = self.draft.files.iter();
        files.map(|file| file.sha256.clone()).collect()
    }
}

/// A schedule of the ledger with its parsed body.
#[derive(Debug, Clone)]
pub(crate) struct KnownSchedule {
    row: ledger::Schedule,
    stored: StoredSchedule,
}

/// Returns a schedule that came with an archive, with those of its files that are here. Blocks.
pub(crate) fn archived_view(
    schedule: &ledger::ArchivedSchedule,
    store: &Store,
) -> ArchivedSchedule {
    let text = |at: &str| {
        let text = schedule.body.pointer(at).and_then(Value::as_str);
        text.unwrap_or_default().to_owned()
    };
    let name = text("/draft/name");
    let draft = schedule.body.get("draft");
    let draft = draft.and_then(|draft| ScheduleDraft::deserialize(draft).ok());
    ArchivedSchedule {
        id: schedule.id.to_string(),
        text: match name.is_empty() {
            true => text("/draft/text"),
            false => name,
        },
        when: text("/draft/words"),
        draft: draft.map(|mut draft| {
            draft.tools = draft.tools.map(without_permissions);
            let is_kept = |sha256: &String| schedule.files.contains(sha256);
            draft
                .files
                .retain(|file| is_kept(&file.sha256) && store.path(&file.sha256).is_ok());
            draft
        }),
    }
}

impl Core {
    /// Returns all schedules, newest first. A schedule that only a newer Errand can read is not shown; it stays
    /// stored.
    async fn known_schedules(&self) -> Result<Vec<KnownSchedule>> {
        let rows = self.ledger(ledger::Ledger::schedules).await?;
        Ok(rows.into_iter().filter_map(known).collect())
    }

    async fn known_schedule(&self, id: ScheduleId) -> Result<KnownSchedule> {
        let row = self.ledger(move |ledger| ledger.schedule(id)).await?;
        row.and_then(known)
            .ok_or_else(|| errors::not_found(say::schedule_gone()))
    }

    /// Returns a client for the server that has a schedule.
    async fn client_of_schedule(&self, row: &ledger::Schedule) -> Result<Client> {
        let client = self.client_for(row.engine, row.origin.as_deref()).await?;
        // No retries: the next poll is soon enough.
        Ok(client.with_retry(RetryPolicy::none()))
    }

    /// Deletes a schedule, here at once and at its server as soon as it can be reached.
    pub(crate) async fn delete_schedule(&self, id: ScheduleId) -> Result<()> {
        let _changing = self.schedules.changing.lock().await;
        let deleted = self
            .ledger(move |ledger| ledger.delete_schedule(id, now()))
            .await?;
        if !deleted {
            return Err(errors::not_found(say::schedule_gone()));
        }
        self.push_removals().await;
        self.deliver_removals();
        self.screen.tell(Patch::Schedules);
        Ok(())
    }

    /// Deletes all schedules.
    pub(crate) async fn forget_schedules(&self) -> Result<()> {
        for row in self.ledger(ledger::Ledger::schedules).await? {
            self.delete_schedule(row.id).await?;
        }
        Ok(())
    }

    /// Returns whether Errand starts with the computer.
    pub(crate) async fn autostart(&self) -> Result<Autostart> {
        let host = Arc::clone(&self.host);
        let starts = blocking(move || host.starts_with_desktop()).await?;
        Ok(match starts {
            Some(true) => Autostart::On,
            Some(false) if self.settings().asked_autostart => Autostart::Off,
            Some(false) => Autostart::NotAsked,
            None => Autostart::Unknown,
        })
    }

    /// Switches the start with the computer on or off. The person is not offered it again.
    pub(crate) async fn set_autostart(&self, start: bool) -> Result<Autostart> {
        let host = Arc::clone(&self.host);
        let set = blocking(move || host.start_with_desktop(start)).await?;
        set.map_err(|reason| {
            errors::error(
                crate::bridge::ErrorCode::Internal,
                say::autostart_not_set(&reason),
            )
        })?;
        self.change_settings(|settings| settings.asked_autostart = true)
            .await?;
        self.autostart().await
    }
}

fn known(row: ledger::Schedule) -> Option<KnownSchedule> {
    let stored = StoredSchedule::deserialize(&row.body)
        .inspect_err(
            |error| tracing::warn!(%error, schedule = %row.id, "a schedule cannot be read"),
        )
        .ok()?;
    Some(KnownSchedule { row, stored })
}

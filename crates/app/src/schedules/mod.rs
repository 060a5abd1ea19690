//! Schedules of the person's: each is a trigger at a server, Google's or the engine on this computer, which begins its
//! runs by itself. Errand finds those runs and takes them into the record, each as a job of its own.

mod elsewhere;
mod following;
mod limit;
mod saving;
mod saying;
mod seen;
mod taking;
mod telling;
mod view;
mod when;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use artifacts::Store;
use interactions::{Client, CreateInteraction, RetryPolicy};
use ledger::{Engine, ScheduleId};
use screen::lock;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Notify;

pub(crate) use following::follow;
pub(crate) use when::read as read_when;
use words::say;

use crate::bridge::{ArchivedSchedule, Autostart, BridgeError, Patch, ScheduleDraft};
use crate::core::{Core, blocking, now};
use crate::errors::{self, Result};

/// What is known of schedules beside the record.
#[derive(Default)]
pub(crate) struct Schedules {
    /// It is worth looking at the servers now.
    changed: Arc<Notify>,
    /// Why a server could not be asked lately.
    problems: Mutex<HashMap<ScheduleId, BridgeError>>,
    /// Held while a schedule is changed or looked at, so that no look builds on an old picture.
    alone: tokio::sync::Mutex<()>,
}

impl Schedules {
    /// Something may have changed for them.
    pub(crate) fn look_again(&self) {
        self.changed.notify_one();
    }

    fn problem(&self, id: ScheduleId) -> Option<BridgeError> {
        lock(&self.problems).get(&id).cloned()
    }
}

/// What is kept of a schedule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// What the person filled in.
    draft: ScheduleDraft,
    /// When, as a cron line of five fields.
    cron: String,
    /// In which time zone.
    zone: String,
    /// What each run is asked.
    request: CreateInteraction,
}

impl Kept {
    /// The bytes that its runs are given, by their digests.
    fn files(&self) -> Vec<String> {
        let files = self.draft.files.iter();
        files.map(|file| file.sha256.clone()).collect()
    }
}

/// A schedule as it is recorded, with what is kept of it.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    row: ledger::Schedule,
    kept: Kept,
}

/// A schedule that came with an archive, with those of its files that are here. Blocks.
pub(crate) fn archived_view(schedule: &ledger::KeptSchedule, store: &Store) -> ArchivedSchedule {
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
            let is_kept = |sha256: &String| schedule.files.contains(sha256);
            draft
                .files
                .retain(|file| is_kept(&file.sha256) && store.path(&file.sha256).is_ok());
            draft
        }),
    }
}

impl Core {
    /// Every schedule, the newest first. One that only a newer Errand can read is not shown; it stays where it is.
    async fn known_schedules(&self) -> Result<Vec<Known>> {
        let rows = self.ledger(ledger::Ledger::schedules).await?;
        Ok(rows.into_iter().filter_map(known).collect())
    }

    async fn known_schedule(&self, id: ScheduleId) -> Result<Known> {
        let row = self.ledger(move |ledger| ledger.schedule(id)).await?;
        row.and_then(known)
            .ok_or_else(|| errors::not_found(say::schedule_gone()))
    }

    /// A client for the server that has a schedule.
    async fn client_of_schedule(&self, row: &ledger::Schedule) -> Result<Client> {
        let client = match (row.engine, &row.origin) {
            (Engine::Local, _) => self.local_client().await,
            (Engine::Gemini, Some(base_url)) => self.client_at(base_url).await,
            (Engine::Gemini, None) => self.gemini_client().await,
        }?;
        // The next look is soon enough, and nothing waits behind this one.
        Ok(client.with_retry(RetryPolicy::none()))
    }

    /// Deletes a schedule, here at once and at its server as soon as that can be reached.
    pub(crate) async fn delete_schedule(&self, id: ScheduleId) -> Result<()> {
        let _alone = self.schedules.alone.lock().await;
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

    /// Deletes every schedule.
    pub(crate) async fn forget_schedules(&self) -> Result<()> {
        for row in self.ledger(ledger::Ledger::schedules).await? {
            self.delete_schedule(row.id).await?;
        }
        Ok(())
    }

    /// Whether Errand starts with the computer.
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

    /// Has Errand start with the computer, or not. The person is not asked again.
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

fn known(row: ledger::Schedule) -> Option<Known> {
    let kept = Kept::deserialize(&row.body)
        .inspect_err(
            |error| tracing::warn!(%error, schedule = %row.id, "a schedule cannot be read"),
        )
        .ok()?;
    Some(Known { row, kept })
}

//! Implements the runs' `Record` on the ledger, and keeps the window up to date with it.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use futures::future::BoxFuture;
use interactions::Step;
use ledger::{Ledger, Notice, RewrittenRequest, RunUpdate, Set};
use runs::{Change, Phase, Rebuilt, Record, RecordError, RunId, State, Stored};
use screen::LiveRun;
use screen::lock;
use screen::view::activity;

use crate::bridge::{Patch, Standing};
use crate::core::{Core, blocking};
use crate::errors;

/// The run's row does not exist: its conversation was deleted.
#[derive(Debug, thiserror::Error)]
#[error("the run {0} is no longer in the history")]
struct RunDeleted(RunId);

impl Record for Core {
    fn unsettled(&self) -> BoxFuture<'_, Result<Vec<RunId>, RecordError>> {
        Box::pin(async move {
            let ledger = self.ledger.clone();
            let rows = blocking(move || ledger.unsettled()).await??;
            Ok(rows.into_iter().map(|row| row.id).collect())
        })
    }

    fn load(&self, run: RunId) -> BoxFuture<'_, Result<Stored, RecordError>> {
        Box::pin(async move {
            let ledger = self.ledger.clone();
            let (live, request) = blocking(move || load(&ledger, run)).await??;
            let request = self
                .request_to_send(request, live.row.conversation_id)
                .await?;
            let stored = Stored {
                state: live.state.clone(),
                request,
                engine: live.row.engine.as_str().to_owned(),
            };
            if !stored.state.is_settled() {
                self.screen.live_runs().insert(live);
            }
            Ok(stored)
        })
    }

    fn append<'a>(
        &'a self,
        run: RunId,
        change: &'a Change,
    ) -> BoxFuture<'a, Result<(), RecordError>> {
        Box::pin(async move {
            let live = self.live(run).await?;
            let truncate_after = change.truncate_after.map(event_number);
            let first = change.events.first().map(|event| event_number(event.seq));
            if !lock(&live).is_continued_by(truncate_after, first) {
                self.fold_again(&live, truncate_after, first).await?;
            }
            let is_on_screen = self.is_on_screen(&live, change).await;
            let rewritten = match &change.rebuilt {
                Some(rebuilt) => Some(self.rewritten_request(&live, rebuilt).await?),
                None => None,
            };
            let (row, update) = fold_change(&live, change, rewritten, is_on_screen);
            let stored = self
                .ledger
                .append_async(run, truncate_after, events(change), update)
                .await;
            match stored {
                Ok(()) => {
                    self.change_stored(&live, row, change);
                    Ok(())
                }
                Err(error) => {
                    lock(&live).mark_stale();
                    Err(error.into())
                }
            }
        })
    }

    fn rebuild(&self, run: RunId) -> BoxFuture<'_, Result<Rebuilt, RecordError>> {
        Box::pin(async move { Ok(self.rebuild_request(run).await?) })
    }

    fn publish(&self, run: RunId, change: &Change) {
        if !change.events.is_empty() || change.interaction.is_some() {
            self.watch_cost(run);
        }
        self.screen.run_changed(run, change.at);
    }

    fn cannot_store(&self, run: RunId, error: &RecordError) {
        tracing::error!(%run, %error, "a change cannot be stored");
        if self
            .notifications
            .told_disk_full
            .swap(true, Ordering::AcqRel)
        {
            return;
        }
        let error = match error.downcast_ref::<ledger::Error>() {
            Some(error) => errors::ledger(error),
            None => errors::internal(error),
        };
        self.screen.tell(Patch::Notice { error });
    }
}

impl Core {
    /// Takes over a stored change into the live run, and wakes the tasks that it concerns.
    fn change_stored(&self, live: &Mutex<LiveRun>, row: ledger::Interaction, change: &Change) {
        self.notifications
            .told_disk_full
            .store(false, Ordering::Release);
        if row.notice == Notice::Due {
            self.notifications.notifier.wake();
        }
        // Only after the store: nothing that is not on disk may be shown or built upon.
        let mut live = lock(live);
        // The limit is noted by whoever watches the cost, perhaps while this was being stored.
        let limit_reached = live.row.limit_reached;
        live.row = ledger::Interaction {
            limit_reached,
            ..row
        };
        live.state = change.state.clone();
        if live.row.settled {
            self.files.unnamed.notify_one();
            // The cost of the run may be too much for schedules.
            self.schedules.request_poll();
            self.notifications.waiting_changed.notify_one();
        }
    }

    /// Returns true if a run that now needs the person is in front of their eyes.
    async fn is_on_screen(&self, live: &Mutex<LiveRun>, change: &Change) -> bool {
        if !needs_person(&change.state) {
            return false;
        }
        let conversation = lock(live).row.conversation_id;
        self.on_screen().await == Some(conversation)
    }

    /// Returns a rebuilt request in the form that is stored.
    async fn rewritten_request(
        &self,
        live: &Mutex<LiveRun>,
        rebuilt: &Rebuilt,
    ) -> Result<RewrittenRequest, RecordError> {
        let conversation = lock(live).row.conversation_id;
        Ok(RewrittenRequest {
            request: self
                .stored_request(&rebuilt.request, Some(conversation), [])
                .await?,
            carried: rebuilt.carried.clone(),
        })
    }

    /// Returns a live run; loads it if necessary.
    async fn live(&self, run: RunId) -> Result<Arc<Mutex<LiveRun>>, RecordError> {
        if let Some(live) = self.screen.live_runs().get(run) {
            return Ok(live);
        }
        let ledger = self.ledger.clone();
        let (live, _) = blocking(move || load(&ledger, run)).await??;
        Ok(self.screen.live_runs().insert(live))
    }

    async fn fold_again(
        &self,
        live: &Arc<Mutex<LiveRun>>,
        truncate_after: Option<i64>,
        first: Option<i64>,
    ) -> Result<(), RecordError> {
        let up_to = truncate_after
            .unwrap_or(i64::MAX)
            .min(first.map_or(i64::MAX, |first| first - 1));
        let (ledger, live) = (self.ledger.clone(), Arc::clone(live));
        blocking(move || lock(&live).fold_stored(&ledger, up_to)).await??;
        Ok(())
    }
}

/// Folds the events of a change into the live run. Returns the row as it is after the change, and the columns and steps
/// to store.
fn fold_change(
    live: &Mutex<LiveRun>,
    change: &Change,
    rewritten: Option<RewrittenRequest>,
    is_on_screen: bool,
) -> (ledger::Interaction, RunUpdate) {
    let mut live = lock(live);
    for event in &change.events {
        live.fold(event_number(event.seq), event.received_at, &event.event);
    }
    if let Some(interaction) = &change.interaction {
        live.replace(interaction);
    }
    let mut row = row_after(&live.row, change);
    let mut update = RunUpdate {
        rewritten,
        ..run_update(&live, &mut row, change)
    };
    if let Some(notice) = next_notice(&live, change, is_on_screen) {
        row.notice = notice;
        update.notice = Some(notice);
        update.unread = (notice == Notice::Due).then_some(true);
    }
    (row, update)
}

fn load(ledger: &Ledger, run: RunId) -> Result<(LiveRun, String), RecordError> {
    let row = ledger.interaction(run)?.ok_or(RunDeleted(run))?;
    let request = ledger.request(run)?.ok_or(RunDeleted(run))?;
    let state = State::parse(&row.phase)?;
    Ok((LiveRun::load(ledger, row, state)?, request))
}

/// Returns true if the run cannot go on without the person.
fn needs_person(state: &State) -> bool {
    !state.is_settled() && activity::standing(state) == Standing::NeedsYou
}

/// Returns the new state of the run's notice, if it changes: due when the run begins to need the person, who is told
/// once until it goes on; and free for the end when the run goes on or ends.
fn next_notice(live: &LiveRun, change: &Change, is_on_screen: bool) -> Option<Notice> {
    let (old, new) = (&live.state, &change.state);
    if needs_person(new) {
        let first = live.row.notice == Notice::None;
        return first.then_some(if is_on_screen {
            Notice::Silent
        } else {
            Notice::Due
        });
    }
    if live.row.notice == Notice::None || old.ending().is_some() {
        return None;
    }
    // A refused key is tried again and again, which is no news; an answer of the server is.
    let goes_on = matches!(old.phase, Phase::Unconfirmed { .. })
        || new.last_heard_at != old.last_heard_at
        || new.ending().is_some();
    goes_on.then_some(Notice::None)
}

/// Returns the row as it is after a change is stored.
fn row_after(row: &ledger::Interaction, change: &Change) -> ledger::Interaction {
    let state = &change.state;
    let mut row = row.clone();
    row.status.clone_from(&state.status);
    row.api_id.clone_from(&state.id);
    if let Some(rebuilt) = &change.rebuilt {
        // The sandbox named by the first request is no longer used.
        row.environment_id = None;
        row.carried = Some(rebuilt.carried.clone());
    }
    if state.environment_id.is_some() {
        row.environment_id.clone_from(&state.environment_id);
    }
    row.submitted_at = state.accepted_at;
    row.last_event_at = state.last_event_at;
    row.settled = state.is_settled();
    row.phase = state.to_json();
    if state.ending().is_some() && row.finished_at.is_none() {
        row.finished_at = Some(change.at);
    }
    row
}

/// Builds the columns and steps that a change stores. At the end of a run, sets the usage of `row`.
fn run_update(live: &LiveRun, row: &mut ledger::Interaction, change: &Change) -> RunUpdate {
    let state = &change.state;
    let mut update = RunUpdate {
        phase: Some(row.phase.clone()),
        status: Set::from(row.status.clone()),
        api_id: Set::from(row.api_id.clone()),
        environment_id: Set::from(row.environment_id.clone()),
        settled: Some(row.settled),
        error: Set::from(
            state
                .fault()
                .and_then(|fault| serde_json::to_value(fault).ok()),
        ),
        submitted_at: Set::from(row.submitted_at),
        last_event_at: Set::from(row.last_event_at),
        finished_at: Set::from(row.finished_at),
        ..RunUpdate::default()
    };
    // The timeline is stored once it is final; until then it is folded from events.
    let timeline_changed = change.interaction.is_some() || !change.events.is_empty();
    let was_over = live.state.ending().is_some();
    if state.ending().is_some() && (!was_over || timeline_changed) {
        update.drop_steps_from = Some(0);
        update.steps = steps(live.steps());
        update.answer = Some(answer_text(live.steps()));
        update.touched_at = Some(change.at);
        let usage = live
            .usage()
            .and_then(|usage| serde_json::to_value(usage).ok());
        row.usage.clone_from(&usage);
        update.usage = Set::from(usage);
        row.answered_by = live.answered_by();
        update.answered_by = Set::from(row.answered_by.clone());
    }
    update
}

fn steps(steps: &[Step]) -> Vec<ledger::Step> {
    steps
        .iter()
        .enumerate()
        .map(|(index, step)| ledger::Step {
            index: u32::try_from(index).unwrap_or(u32::MAX),
            kind: step.kind().to_owned(),
            json: serde_json::to_string(step).unwrap_or_default(),
        })
        .collect()
}

/// Returns the searchable text of an answer: its words, without markup.
pub(crate) fn answer_text(steps: &[Step]) -> String {
    let texts: Vec<String> = steps
        .iter()
        .filter(|step| matches!(step, Step::ModelOutput(_)))
        .flat_map(Step::content)
        .filter_map(|content| content.as_text())
        .map(render::plain_text)
        .collect();
    texts.join("\n")
}

fn events(change: &Change) -> Vec<ledger::Event> {
    change
        .events
        .iter()
        .map(|event| ledger::Event {
            seq: event_number(event.seq),
            event_id: event.event.event_id.clone(),
            raw: crate::tools::without_headers(&event.event.raw),
            received_at: event.received_at,
        })
        .collect()
}

/// Converts an event's number to the ledger's type.
fn event_number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn search_finds_the_words_of_an_answer_and_not_its_markup_or_thoughts() {
        let steps: Vec<Step> = serde_json::from_value(json!([
            {"type": "user_input", "content": [{"type": "text", "text": "question"}]},
            {"type": "thought", "summary": [{"type": "text", "text": "secret"}]},
            {"type": "model_output", "content": [{"type": "text", "text": "**Basalt** is [dark](https://x.example)."}]},
        ]))
        .unwrap();
        assert_eq!(answer_text(&steps).trim(), "Basalt is dark.");
    }
}

//! Test fixtures: growing conversations, and runs whose answers arrive.

use std::sync::Arc;

use ids::{ConversationId, RunId};
use interactions::StreamEvent;
use ledger::{
    Engine, Event, Interaction, Kind, Ledger, NewConversation, NewInteraction, RunUpdate, Step,
    Target,
};
use runs::{Ending, Outcome, Phase, State, Terms};
use screen::{LiveRun, Screen, lock};
use serde_json::json;
use tempfile::TempDir;

/// A screen over a ledger in a folder of its own.
pub(crate) struct World {
    pub(crate) ledger: Ledger,
    pub(crate) screen: Arc<Screen>,
    _folder: TempDir,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(folder.path().join("ledger.db")).unwrap();
        Self {
            screen: Arc::new(Screen::new(ledger.clone())),
            ledger,
            _folder: folder,
        }
    }

    /// Creates a conversation with one ended turn.
    pub(crate) fn conversation(&self) -> Interaction {
        let new = NewConversation {
            kind: Kind::Chat,
            title: "A talk".to_owned(),
        };
        let (_, row) = self.ledger.create(&new, &turn(None)).unwrap();
        self.settle(&row, "first");
        row
    }

    /// Adds an ended turn without notifying the screen, as if it had been there before.
    pub(crate) fn past_turn(&self, parent: &Interaction) -> Interaction {
        let new = turn(Some(parent.id));
        let row = self.ledger.follow_up(parent.conversation_id, &new).unwrap();
        self.settle(&row, &format!("answer to {}", parent.id));
        row
    }

    /// Sends a turn, as the commands do.
    pub(crate) fn send(&self, conversation: ConversationId, parent: RunId) -> Interaction {
        let row = self
            .ledger
            .follow_up(conversation, &turn(Some(parent)))
            .unwrap();
        self.screen.announce_turn(&row);
        let live =
            LiveRun::load(&self.ledger, row.clone(), State::ready(Terms::default())).unwrap();
        self.screen.live_runs().insert(live);
        self.screen.send_begun_turn(&row);
        row
    }

    /// Appends words to an answer: stored first, then shown, as in the app.
    pub(crate) fn says(&self, run: RunId, seq: i64, words: &str) {
        let mut events = Vec::new();
        if seq == 1 {
            events.push(
                json!({"event_type": "step.start", "index": 0, "step": {"type": "model_output"}}),
            );
        }
        events.push(json!({"event_type": "step.delta", "index": 0, "delta": {"type": "text", "text": words}}));
        let live = self.screen.live_runs().get(run).unwrap();
        let mut stored = Vec::new();
        for (at, event) in (seq * 2..).zip(events) {
            let raw = event.to_string();
            lock(&live).fold(at, at, &StreamEvent::parse(&raw).unwrap());
            stored.push(Event {
                seq: at,
                event_id: None,
                raw: raw.into(),
                received_at: at,
            });
        }
        self.ledger
            .append(run, None, &stored, &RunUpdate::default())
            .unwrap();
        self.screen.run_changed(run, seq);
    }

    /// Ends an answer: its steps are stored, then the window is notified.
    pub(crate) fn ends(&self, run: RunId, at: i64) {
        let live = self.screen.live_runs().get(run).unwrap();
        let (row, steps) = {
            let mut live = lock(&live);
            live.state.phase = settled(Outcome::Completed);
            live.row.settled = true;
            live.row.phase = live.state.to_json();
            live.row.finished_at = Some(at);
            let steps: Vec<Step> = (0..)
                .zip(live.steps())
                .map(|(index, step)| Step {
                    index,
                    kind: step.kind().to_owned(),
                    json: serde_json::to_string(step).unwrap(),
                })
                .collect();
            (live.row.clone(), steps)
        };
        let update = RunUpdate {
            phase: Some(row.phase.clone()),
            settled: Some(true),
            finished_at: Some(at).into(),
            drop_steps_from: Some(0),
            steps,
            ..RunUpdate::default()
        };
        self.ledger.update(run, &update).unwrap();
        self.screen.run_changed(run, at);
    }

    /// A turn that ended so is noted to have reached a limit, and the window hears of that.
    pub(crate) fn reached_its_limit(&self, run: RunId, outcome: Outcome, limit: i64) {
        let state = State {
            phase: settled(outcome),
            ..State::ready(Terms::default())
        };
        let update = RunUpdate {
            phase: Some(state.to_json()),
            limit_reached: Some(limit).into(),
            ..RunUpdate::default()
        };
        self.ledger.update(run, &update).unwrap();
        self.screen.head_changed(run).unwrap();
    }

    fn settle(&self, row: &Interaction, words: &str) {
        let state = State {
            phase: settled(Outcome::Completed),
            ..State::ready(Terms::default())
        };
        let step = json!({"type": "model_output", "content": [{"type": "text", "text": words}]});
        let update = RunUpdate {
            phase: Some(state.to_json()),
            settled: Some(true),
            finished_at: Some(1).into(),
            steps: vec![Step {
                index: 0,
                kind: "model_output".to_owned(),
                json: step.to_string(),
            }],
            answer: Some(words.to_owned()),
            ..RunUpdate::default()
        };
        self.ledger.update(row.id, &update).unwrap();
    }
}

fn settled(outcome: Outcome) -> Phase {
    Phase::Settled {
        ending: Ending {
            outcome,
            fault: None,
            stopped: false,
        },
        aftercare: None,
    }
}

fn turn(parent: Option<RunId>) -> NewInteraction {
    NewInteraction {
        carried: None,
        parent_id: parent,
        engine: Engine::Local,
        origin: None,
        target: Target::Model,
        target_id: "errand-starter".to_owned(),
        prompt: "And then?".to_owned(),
        attachments: json!([]),
        request: json!({"model": "errand-starter", "input": "And then?"}).to_string(),
        phase: State::ready(Terms::default()).to_json(),
        environment_id: None,
        created_at: 1,
        draft: None,
    }
}

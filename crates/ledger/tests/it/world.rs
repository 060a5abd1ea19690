//! Test fixtures: a folder, a ledger, and turns of a person.

use std::collections::HashMap;

use ledger::{
    Artifact, Conversation, ConversationId, DeletionExtras, Draft, DraftKey, Engine, Event,
    Interaction, Kind, Ledger, NewConversation, NewInteraction, RunId, Step, Summary, Target,
};
use serde_json::json;
use tempfile::TempDir;

/// A ledger in a folder of its own.
pub(crate) struct World {
    pub(crate) ledger: Ledger,
    pub(crate) folder: TempDir,
}

pub(crate) fn world() -> World {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let ledger = Ledger::open(folder.path().join("ledger.db")).expect("a new ledger");
    World { ledger, folder }
}

impl World {
    /// Closes the ledger and opens it again, as a restart does.
    pub(crate) fn restart(self) -> Self {
        let Self { ledger, folder } = self;
        drop(ledger);
        let ledger = Ledger::open(folder.path().join("ledger.db")).expect("it opens again");
        Self { ledger, folder }
    }

    pub(crate) fn chat(&self, prompt: &str, at: i64) -> (Conversation, Interaction) {
        self.begin(Kind::Chat, prompt, at)
    }

    /// Deletes a conversation for good.
    pub(crate) fn delete(&self, id: ConversationId) {
        self.ledger.mark_deleted(id, 100).expect("it is marked");
        let along = DeletionExtras::default();
        let deleted = self.ledger.delete_conversation(id, &along, 200);
        assert!(deleted.expect("it is deleted"));
    }

    pub(crate) fn begin(&self, kind: Kind, prompt: &str, at: i64) -> (Conversation, Interaction) {
        let conversation = NewConversation {
            kind,
            title: prompt.to_owned(),
        };
        self.ledger
            .create(&conversation, &turn(prompt, at))
            .expect("a conversation begins")
    }
}

/// A conversation with everything that is in it.
#[derive(Debug, PartialEq)]
pub(crate) struct Whole {
    pub(crate) summary: Summary,
    pub(crate) interactions: Vec<Interaction>,
    pub(crate) steps: HashMap<RunId, Vec<Step>>,
    pub(crate) artifacts: Vec<Artifact>,
    pub(crate) draft: Option<Draft>,
}

/// Returns everything that a ledger has of a conversation; `None` if it does not exist.
pub(crate) fn whole(ledger: &Ledger, id: ConversationId) -> Option<Whole> {
    let summary = ledger.summary(id).expect("it is read")?;
    let interactions = ledger.interactions(id).expect("they are read");
    let runs: Vec<RunId> = interactions.iter().map(|row| row.id).collect();
    Some(Whole {
        summary,
        steps: ledger.steps_of(&runs).expect("they are read"),
        artifacts: ledger.artifacts_of_runs(&runs).expect("they are read"),
        draft: ledger
            .draft(DraftKey::Conversation(id))
            .expect("it is read"),
        interactions,
    })
}

/// Returns a turn and its ancestors, nearest first, read one by one.
pub(crate) fn branch(ledger: &Ledger, newest: RunId) -> Vec<Interaction> {
    let row = |id: RunId| ledger.interaction(id).expect("it is read");
    let parent = |row: &Interaction| row.parent_id;
    std::iter::successors(row(newest), |at| row(parent(at)?)).collect()
}

/// A message as a person sends it.
pub(crate) fn turn(prompt: &str, at: i64) -> NewInteraction {
    NewInteraction {
        carried: None,
        parent_id: None,
        engine: Engine::Local,
        origin: None,
        target: Target::Model,
        target_id: "errand-starter".to_owned(),
        prompt: prompt.to_owned(),
        attachments: json!([]),
        request: json!({"model": "errand-starter", "input": prompt}).to_string(),
        phase: json!({"name": "ready"}),
        environment_id: None,
        created_at: at,
        draft: None,
    }
}

/// An event of a stream; every one carries an id.
pub(crate) fn event(seq: i64, text: &str) -> Event {
    Event {
        seq,
        event_id: Some(format!("e{seq}")),
        raw: json!({"event_type": "step.delta", "text": text})
            .to_string()
            .into(),
        received_at: 1_000 + seq,
    }
}

/// Returns all stored events of a run.
pub(crate) fn events(ledger: &Ledger, run: RunId) -> Vec<Event> {
    let mut events = Vec::new();
    ledger
        .events(run, 0, |event| {
            events.push(event);
            std::ops::ControlFlow::Continue(())
        })
        .expect("events are read");
    events
}

/// Returns a row as JSON, without Errand's own ids, which differ each time.
pub(crate) fn without_ids(row: &impl serde::Serialize) -> serde_json::Value {
    let mut row = serde_json::to_value(row).expect("a row is JSON");
    for key in ["id", "run_id", "conversation_id"] {
        if let Some(id) = row.get_mut(key) {
            *id = json!("…");
        }
    }
    row
}

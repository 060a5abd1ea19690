//! A record as an earlier start of Errand may have left it.

use std::path::Path;

use artifacts::Store;
use ledger::{
    Draft, DraftKey, Engine, Kind, Ledger, NewConversation, NewInteraction, RunUpdate, Set, Step,
    Target,
};
use runs::{Ending, Outcome, Phase, State, Terms};
use serde_json::{Value, json};

fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// The ledger and store of a person who has not started Errand yet.
pub(crate) struct Record {
    pub(crate) ledger: Ledger,
    pub(crate) store: Store,
}

impl Record {
    /// Opens the record in a data folder, and makes it if there is none.
    pub(crate) fn of(folder: &Path) -> Self {
        let data = folder.join("data");
        std::fs::create_dir_all(&data).unwrap();
        Self {
            ledger: Ledger::open(data.join("ledger.db")).unwrap(),
            store: Store::open(data.join("files")).unwrap(),
        }
    }

    /// Adds a conversation with a turn that has these steps, files and usage.
    pub(crate) fn with_turn(
        folder: &Path,
        steps: &[Value],
        usage: &Value,
        attached: &[Value],
    ) -> Value {
        let record = Self::of(folder);
        let new = NewInteraction {
            parent_id: None,
            engine: Engine::Gemini,
            origin: None,
            target: Target::Model,
            target_id: "gemini-3.8-flash".to_owned(),
            prompt: "Which rock is it?".to_owned(),
            attachments: json!(attached),
            request: json!({"model": "gemini-3.8-flash", "input": "Which rock is it?"}).to_string(),
            carried: None,
            phase: json!({}),
            environment_id: None,
            created_at: now(),
            draft: None,
        };
        let first = NewConversation {
            kind: Kind::Chat,
            title: "Rocks".to_owned(),
        };
        let (conversation, row) = record.ledger.create(&first, &new).unwrap();
        let ending = Ending {
            outcome: Outcome::Completed,
            fault: None,
            stopped: false,
        };
        let state = State {
            phase: Phase::Settled {
                ending,
                aftercare: None,
            },
            ..State::ready(Terms::default())
        };
        let steps = steps.iter().enumerate().map(|(index, step)| Step {
            index: u32::try_from(index).unwrap(),
            kind: step["type"].as_str().unwrap().to_owned(),
            json: step.to_string(),
        });
        let update = RunUpdate {
            phase: Some(state.to_json()),
            status: Set::To("completed".to_owned()),
            settled: Some(true),
            usage: Set::To(usage.clone()),
            finished_at: Set::To(now()),
            steps: steps.collect(),
            ..RunUpdate::default()
        };
        record.ledger.append(row.id, None, &[], &update).unwrap();
        json!({"conversation": conversation.id.to_string(), "turn": row.id.to_string()})
    }

    /// Adds a draft with a file that takes a while to write.
    pub(crate) fn with_large_file(folder: &Path) {
        let record = Self::of(folder);
        let saved = record.store.put_bytes(&vec![7; 200 << 20]).unwrap();
        let file = json!({"sha256": saved.sha256, "name": "film.mov", "mime": "video/quicktime", "size": saved.size});
        let draft = Draft {
            key: DraftKey::New,
            text: "What is in it?".to_owned(),
            attachments: json!([file]),
            who: None,
        };
        record.ledger.save_draft(&draft).unwrap();
    }
}

//! Test fixtures: a ledger with its files in a folder of its own, filled with typical data.

use std::path::{Path, PathBuf};

use archive::{About, ExportSummary, ImportSummary, Program, Unwatched};
use artifacts::Store;
use ledger::{
    ArtifactState, ArtifactUpdate, Change, Conversation, Engine, Event, Kind, Ledger, ListedFile,
    NewArtifact, NewConversation, NewInteraction, RunId, RunUpdate, Set, Source, Step, Target,
    WholeStep,
};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A ledger and its files.
pub(crate) struct World {
    pub(crate) ledger: Ledger,
    pub(crate) store: Store,
    pub(crate) folder: TempDir,
}

/// A program whose phases are plain words: one that is over says so.
pub(crate) struct Words;

impl Program for Words {
    fn over(&self, phase: &Value) -> Option<Value> {
        match phase.get("name")?.as_str()? {
            "settled" => Some(phase.clone()),
            "streaming" => Some(json!({"name": "settled", "how": "broken off"})),
            _ => None,
        }
    }

    fn done(&self) -> Value {
        json!({"name": "settled", "how": "completed"})
    }

    fn steps(&self, _: RunId) -> Vec<WholeStep> {
        vec![WholeStep {
            index: 0,
            kind: "model_output".to_owned(),
            json: r#"{"type":"model_output","content":[{"type":"text","text":"so far"}]}"#
                .to_owned(),
        }]
    }

    fn words(&self, steps: &[WholeStep]) -> String {
        let mut words = Vec::new();
        for step in steps.iter().filter(|step| step.kind == "model_output") {
            let step: Value = serde_json::from_str(&step.json).unwrap();
            for content in step["content"].as_array().unwrap() {
                words.extend(content["text"].as_str().map(str::to_owned));
            }
        }
        words.join("\n")
    }

    fn setting(&self, _: &str, kept: Option<Value>) -> Option<Value> {
        kept
    }

    fn tools(&self, tools: &Value) -> Option<Value> {
        let mut tools = tools.as_object()?.clone();
        tools.remove("unasked");
        Some(Value::Object(tools))
    }

    fn agent(&self, _: &Value, body: &Value) -> Option<Value> {
        body.get("name").map(|_| body.clone())
    }
}

pub(crate) fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    World {
        ledger: Ledger::open(folder.path().join("ledger.db")).unwrap(),
        store: Store::open(folder.path().join("files")).unwrap(),
        folder,
    }
}

/// Contents of a turn in a test.
pub(crate) struct Turn<'a> {
    pub(crate) parent: Option<RunId>,
    pub(crate) prompt: &'a str,
    pub(crate) answer: &'a str,
    pub(crate) at: i64,
    pub(crate) is_over: bool,
}

impl World {
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Exports everything to a path, with a fixed date.
    pub(crate) fn write(&self, place: &Path) -> ExportSummary {
        self.write_at(place, 1_764_000_000_000)
    }

    pub(crate) fn write_at(&self, place: &Path, at: i64) -> ExportSummary {
        let about = About {
            made_by: "Errand 0.1.0".to_owned(),
            at,
        };
        archive::write(&self.ledger, &self.store, &Words, &about, place, &Unwatched).unwrap()
    }

    pub(crate) fn take(&self, place: &Path) -> archive::Result<ImportSummary> {
        let taken = archive::take(place, &self.ledger, &self.store, &Words, &Unwatched)?;
        for (key, value) in &taken.settings {
            self.ledger.set_setting(key, value).unwrap();
        }
        Ok(taken)
    }

    /// Starts a conversation, or continues one.
    pub(crate) fn turn(
        &self,
        conversation: Option<&Conversation>,
        turn: &Turn<'_>,
    ) -> (Conversation, RunId) {
        let attached = self.store.put_bytes(turn.prompt.as_bytes()).unwrap();
        let new = NewInteraction {
            parent_id: turn.parent,
            engine: Engine::Gemini,
            origin: Some("https://a.example".to_owned()),
            target: Target::Model,
            target_id: "gemini".to_owned(),
            prompt: turn.prompt.to_owned(),
            attachments: json!([{"sha256": attached.sha256, "name": "a.txt", "mime": "text/plain", "size": attached.size}]),
            request: json!({"model": "gemini", "input": turn.prompt, "number": 1.0}).to_string(),
            carried: None,
            phase: json!({"name": "streaming"}),
            environment_id: None,
            created_at: turn.at,
            draft: None,
        };
        let (conversation, row) = match conversation {
            Some(conversation) => {
                let row = self.ledger.follow_up(conversation.id, &new).unwrap();
                (conversation.clone(), row)
            }
            None => {
                let first = NewConversation {
                    kind: Kind::Chat,
                    title: turn.prompt.to_owned(),
                };
                self.ledger.create(&first, &new).unwrap()
            }
        };
        let events = [1, 2].map(|seq| Event {
            seq,
            event_id: (seq == 1).then(|| "e1".to_owned()),
            raw: format!("{{\"event_type\":\"step.delta\",  \"n\":{seq}}}").into(),
            received_at: turn.at + seq,
        });
        let answer =
            json!({"type": "model_output", "content": [{"type": "text", "text": turn.answer}]});
        let mut update = RunUpdate {
            api_id: Set::To(format!("v1_{}", turn.prompt)),
            ..RunUpdate::default()
        };
        if turn.is_over {
            update = RunUpdate {
                phase: Some(json!({"name": "settled", "how": "completed"})),
                status: Set::To("completed".to_owned()),
                settled: Some(true),
                usage: Set::To(json!({"total_tokens": 12})),
                finished_at: Set::To(turn.at + 5),
                touched_at: Some(turn.at + 5),
                steps: vec![Step {
                    index: 0,
                    kind: "model_output".to_owned(),
                    json: answer.to_string(),
                }],
                answer: Some(turn.answer.to_owned()),
                ..update
            };
        }
        self.ledger.append(row.id, None, &events, &update).unwrap();
        self.ledger
            .keep_address(row.id, "https://redirect.example/1", "https://page.example")
            .unwrap();
        self.file(
            row.id,
            "workspace/report.txt",
            turn.answer.as_bytes(),
            turn.at,
        );
        (conversation, row.id)
    }

    /// Adds a file made by a run.
    pub(crate) fn file(&self, run: RunId, path: &str, bytes: &[u8], at: i64) -> ledger::Artifact {
        let saved = self.store.put_bytes(bytes).unwrap();
        let artifact = self
            .ledger
            .add_artifact(&NewArtifact {
                run_id: run,
                name: path.rsplit('/').next().unwrap().to_owned(),
                path: Some(path.to_owned()),
                source: Source::Environment,
                mime: "text/plain".to_owned(),
                size: Some(i64::try_from(bytes.len()).unwrap()),
                step_index: None,
                created_at: at,
            })
            .unwrap();
        let update = ArtifactUpdate {
            sha256: Set::To(saved.sha256),
            state: Some(ArtifactState::Saved),
            ..ArtifactUpdate::default()
        };
        self.ledger.update_artifact(artifact.id, &update).unwrap()
    }

    /// Creates two conversations, one with branches, a run in progress, tools and a position in the list; an agent, a
    /// draft, a schedule with a file, folders and settings.
    pub(crate) fn filled() -> Self {
        let world = world();
        let turn = |parent, prompt, answer, at, is_over| Turn {
            parent,
            prompt,
            answer,
            at,
            is_over,
        };
        let (chat, first) = world.turn(
            None,
            &turn(None, "What is basalt?", "A dark rock.", 10, true),
        );
        world.turn(
            Some(&chat),
            &turn(Some(first), "And granite?", "A light one.", 20, true),
        );
        let (_, second) = world.turn(
            Some(&chat),
            &turn(Some(first), "And gneiss?", "A striped one.", 30, true),
        );
        world.turn(
            Some(&chat),
            &turn(Some(second), "Which is hardest?", "", 40, false),
        );
        world.turn(
            None,
            &turn(
                None,
                "Größe: 3~5 日本語",
                "Zwischen drei und fünf.",
                50,
                true,
            ),
        );
        world.ledger.rename(chat.id, "Rocks \"and\" more").unwrap();
        world.ledger.mark_read(chat.id).unwrap();
        let rocks = world.ledger.make_folder("Rocks", 55).unwrap().unwrap();
        world.ledger.make_folder("Nothing yet", 56).unwrap();
        for change in [
            Change::Pinned(true),
            Change::Folder(Some(rocks.id)),
            Change::Archived(true),
        ] {
            let changed = world.ledger.change_conversations(&[chat.id], change);
            assert_eq!(changed.unwrap().len(), 1);
        }
        let tools = json!({"search": true, "unasked": "delete_everything"});
        world.ledger.set_tools(chat.id, Some(&tools)).unwrap();
        let listed = |path: &str, size| ListedFile {
            path: path.to_owned(),
            size,
            created: Some("2026-01-01T00:00:00Z".to_owned()),
            modified: None,
            gone: false,
        };
        let listing = [
            listed("workspace/a.txt", Some(3)),
            listed("workspace/b", None),
        ];
        world.ledger.keep_listing(first, &listing).unwrap();
        let gone = ListedFile {
            gone: true,
            ..listed("workspace/b", None)
        };
        world.ledger.keep_listing(second, &[gone]).unwrap();
        let skill = world.store.put_bytes(b"a skill").unwrap();
        let agent = ledger::AgentRecord {
            id: ledger::OwnAgentId::new(),
            stem: "my-geologist".to_owned(),
            head: json!({"name": "Geologist"}),
            body: json!({"name": "Geologist", "instructions": "Look closely."}),
            files: vec![skill.sha256],
        };
        world.ledger.keep_agent(&agent, 60).unwrap();
        world
            .ledger
            .save_draft(&ledger::Draft {
                key: ledger::DraftKey::Conversation(chat.id),
                text: "And marble".to_owned(),
                attachments: json!([]),
                who: None,
            })
            .unwrap();
        let schedule = ledger::Schedule {
            id: ledger::ScheduleId::new(),
            engine: Engine::Local,
            origin: None,
            trigger_id: "t1".to_owned(),
            target: "agent".to_owned(),
            environment_id: None,
            body: json!({"draft": {"text": "Read the news", "words": "every day"}}),
            seen: json!({}),
            paused_for: None,
            created_at: 70,
        };
        let given = world.store.put_bytes(b"what each run is given").unwrap();
        world
            .ledger
            .set_setting(&format!("encoding/{}", given.sha256), &json!("Shift_JIS"))
            .unwrap();
        let gone = "0".repeat(64);
        world
            .ledger
            .set_setting(&format!("encoding/{gone}"), &json!("of no file"))
            .unwrap();
        world
            .ledger
            .keep_schedule(&schedule, &[given.sha256], 70)
            .unwrap();
        for key in [
            "search_server",
            "file_stores",
            "providers",
            "tool_servers",
            "prices",
        ] {
            world.ledger.set_setting(key, &json!({"of": key})).unwrap();
        }
        world
            .ledger
            .set_setting("settings", &json!({"theme": "dark"}))
            .unwrap();
        world
            .ledger
            .set_setting("listed:gemini", &json!(["not in an archive"]))
            .unwrap();
        world
    }
}

//! A person's day: they type, send, rename, stop and delete until the program is killed.

use std::path::Path;
use std::time::Duration;

use app::App;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use crate::desktop::{self, Desktop};
use crate::journal::{Act, Entry};
use crate::script::{MODEL, TABLE, WORKER};

/// Runs until it is killed. `seed` decides what is done, and makes its words unique.
#[tokio::main(worker_threads = 2)]
pub(crate) async fn live(folder: &Path, base_url: &str, seed: u64) {
    let (app, desktop) = desktop::open(folder, base_url).await;
    let lines = desktop::lines(&app).await;
    let ids = lines.iter().map(|line| text(&line["id"])).collect();
    desktop.journal.note(&Entry::Started { conversations: ids });
    let mut person = Person {
        app: &app,
        desktop: &desktop,
        random: fastrand::Rng::with_seed(seed),
        seed,
        words: 0,
        // The newest of each list come first.
        known: lines.into_iter().take(8).collect(),
    };
    loop {
        person.does_something().await;
    }
}

struct Person<'a> {
    app: &'a App,
    desktop: &'a Desktop,
    random: fastrand::Rng,
    seed: u64,
    words: u32,
    /// Lines of the conversations that this life knows.
    known: Vec<Value>,
}

impl Person<'_> {
    async fn does_something(&mut self) {
        match self.random.u32(..100) {
            0..25 => self.types().await,
            25..55 => self.sends_something_new().await,
            55..68 => self.follows_up().await,
            68..74 => self.renames().await,
            74..80 => self.stops().await,
            80..88 => self.deletes().await,
            _ => {
                let pause = self.random.u64(5..120);
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
        }
    }

    async fn types(&mut self) {
        let key = match self.pick() {
            Some(line) if self.random.bool() => text(&line["id"]),
            _ => "new".to_owned(),
        };
        let words = self.says("half a thought");
        self.draft(&key, &words, &[]).await;
    }

    async fn sends_something_new(&mut self) {
        let is_job = self.random.bool();
        let words = self.says(if is_job { TABLE } else { "question" });
        let attachment = is_job && self.random.bool();
        let attachments = if attachment {
            vec![self.attaches(&words).await]
        } else {
            Vec::new()
        };
        if self.random.bool() {
            self.draft("new", &words, &attachments).await;
        }
        let who = if is_job { WORKER } else { MODEL };
        let request = json!({
            "conversation": null, "parent": null, "who": who, "text": words,
            "attachments": attachments, "network": {"reach": "off"}, "draft": "new",
        });
        self.sends("new", request, attachment).await;
    }

    async fn follows_up(&mut self) {
        let Some(line) = self.pick() else { return };
        let id = text(&line["id"]);
        let Ok(conversation) = self.desktop.looks_at(self.app, &json!(id)).await else {
            return;
        };
        let Some(last) = conversation["turns"]
            .as_array()
            .and_then(|turns| turns.last())
        else {
            return;
        };
        let is_job = line["kind"] == "job";
        let words = self.says(if is_job { TABLE } else { "and then" });
        let request = json!({
            "conversation": id, "parent": last["id"], "who": if is_job { WORKER } else { MODEL },
            "text": words, "attachments": [], "network": {"reach": "off"}, "draft": id,
        });
        self.sends(&id, request, false).await;
    }

    async fn renames(&mut self) {
        let Some(line) = self.pick() else { return };
        let (conversation, title) = (text(&line["id"]), self.says("title"));
        let request = json!({"id": conversation, "title": title});
        self.asks(
            Act::Rename {
                conversation,
                title,
            },
            "rename_conversation",
            request,
        )
        .await;
    }

    async fn stops(&mut self) {
        let Some(line) = self.pick() else { return };
        let turn = text(&line["turn"]);
        self.asks(Act::Stop { turn: turn.clone() }, "stop", json!(turn))
            .await;
    }

    async fn deletes(&mut self) {
        let Some(line) = self.pick() else { return };
        let conversation = text(&line["id"]);
        self.known.retain(|known| known["id"] != line["id"]);
        let opened = self
            .desktop
            .looks_at(self.app, &json!(conversation))
            .await
            .unwrap_or_default();
        let turns = opened["turns"].as_array().into_iter().flatten();
        // A later turn may have carried the words of earlier ones.
        let named = turns
            .rev()
            .take_while(|turn| !turn["interaction_id"].is_null());
        let act = Act::Delete {
            conversation: conversation.clone(),
            named: named.map(|turn| text(&turn["prompt"])).collect(),
        };
        self.asks(act, "delete_conversations", json!([conversation]))
            .await;
    }

    async fn draft(&mut self, key: &str, words: &str, attachments: &[Value]) {
        let request = json!({"key": key, "text": words, "attachments": attachments, "who": null});
        let act = Act::Type {
            key: key.to_owned(),
            text: words.to_owned(),
        };
        self.asks(act, "save_draft", request).await;
    }

    async fn sends(&mut self, key: &str, request: Value, attachment: bool) {
        let act = Act::Send {
            key: key.to_owned(),
            who: text(&request["who"]),
            text: text(&request["text"]),
            attachment,
        };
        if let Some(sent) = self.asks(act, "send", request.clone()).await {
            let kind = if request["who"] == WORKER {
                "job"
            } else {
                "chat"
            };
            self.known.retain(|line| line["id"] != sent["conversation"]);
            self.known.insert(
                0,
                json!({"id": sent["conversation"], "turn": sent["turn"], "kind": kind}),
            );
            self.known.truncate(8);
        }
    }

    async fn attaches(&self, words: &str) -> Value {
        let bytes = BASE64_STANDARD.encode(format!("attached to {words}\n"));
        let request = json!({"name": "note.txt", "mime": "text/plain", "base64": bytes});
        self.app.call("attach_bytes", request).await.unwrap()
    }

    /// Runs a command, with a journal entry before and one after the answer. A refused command promised nothing.
    async fn asks(&self, act: Act, command: &str, request: Value) -> Option<Value> {
        self.desktop
            .journal
            .note(&Entry::Begun { act: act.clone() });
        let answer = self.app.call(command, request).await.ok()?;
        self.desktop.journal.note(&Entry::Answered {
            act,
            answer: answer.clone(),
        });
        Some(answer)
    }

    fn pick(&mut self) -> Option<Value> {
        (!self.known.is_empty()).then(|| self.known[self.random.usize(..self.known.len())].clone())
    }

    /// Makes unique words that can be searched for. None is a prefix of another, because the search index stores
    /// prefixes.
    fn says(&mut self, about: &str) -> String {
        self.words += 1;
        format!("{about} basalt{:016x}n{}e", self.seed, self.words)
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

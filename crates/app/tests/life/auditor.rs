//! Compares what the program promised with what it holds at the end of the day.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use serde_json::{Value, json};

use crate::journal::{Act, Entry, FinalContent};
use crate::script::{FILE, LAST_WORDS, WORKER};

/// The result of the comparison, in words.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// Promised things that are missing.
    pub(crate) lost: Vec<String>,
    /// Deleted things that are there.
    pub(crate) revived: Vec<String>,
    /// Things that were to happen once and happened again.
    pub(crate) twice: Vec<String>,
    /// Words of deleted turns, which no file may contain any more.
    deleted_words: Vec<String>,
    /// Those of them that the server can be asked to delete.
    named_words: BTreeSet<String>,
    /// Number of promises that were checked.
    promises: usize,
}

impl Verdict {
    /// Returns the last line of a day's output.
    pub(crate) fn line(&self, kills: u32) -> Value {
        json!({
            "kills": kills, "lost": self.lost.len(), "revived": self.revived.len(), "twice": self.twice.len(),
        })
    }

    /// Prints the differences; returns true if there are none.
    pub(crate) fn say(&self) -> bool {
        eprintln!(
            "{} promises, {} deleted turns",
            self.promises,
            self.deleted_words.len()
        );
        for (what, all) in [
            ("lost", &self.lost),
            ("revived", &self.revived),
            ("twice", &self.twice),
        ] {
            for one in all.iter().take(20) {
                eprintln!("{what}: {one}");
            }
        }
        self.promises > 0
            && self.lost.is_empty()
            && self.revived.is_empty()
            && self.twice.is_empty()
    }

    /// Searches every file of the program and of the server for words of deleted turns.
    pub(crate) fn look_for_deleted_words(&mut self, folder: &Path) {
        for part in ["data", "google"] {
            let mut folders = vec![folder.join(part)];
            while let Some(folder) = folders.pop() {
                for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
                    let path = entry.path();
                    if path.is_dir() {
                        folders.push(path);
                    } else if let Ok(bytes) = std::fs::read(&path) {
                        self.look_into(&path, &bytes, part == "google");
                    }
                }
            }
        }
    }

    fn look_into(&mut self, path: &Path, bytes: &[u8], of_server: bool) {
        // All tokens have the same beginning, so one pass finds all of them.
        let held: BTreeSet<&[u8]> = memchr::memmem::find_iter(bytes, b"basalt")
            .map(|at| token_at(&bytes[at..]))
            .collect();
        for words in &self.deleted_words {
            let token = words.rsplit(' ').next().unwrap_or_default();
            let is_due = !of_server || self.named_words.contains(words);
            if is_due && held.contains(token.as_bytes()) {
                self.revived
                    .push(format!("\"{words}\" is in {}", path.display()));
            }
        }
    }
}

/// Returns the token at the start of `bytes`: letters and digits.
fn token_at(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric());
    &bytes[..end.unwrap_or(bytes.len())]
}

/// The promises in the journal.
#[derive(Debug, Default)]
struct Promises {
    /// For each place, every draft that it may hold.
    drafts: BTreeMap<String, Vec<String>>,
    /// Every turn that was asked for, by its words.
    turns: BTreeMap<String, Turn>,
    /// For each conversation that may have been renamed, every title that it may have; an empty one means its first
    /// words.
    titles: HashMap<String, Vec<String>>,
    /// Conversations whose deletion was asked for, and whether it was promised.
    deleted: HashMap<String, bool>,
    /// The words of deleted turns whose id at the server was known.
    named: BTreeSet<String>,
    /// Turns that the person may have stopped.
    stopped: BTreeSet<String>,
    /// Mentions in notifications, by conversation or else by title.
    told: Vec<String>,
}

#[derive(Debug, Default)]
struct Turn {
    who: String,
    attachment: bool,
    /// The conversation and the turn, once promised.
    ids: Option<(String, String)>,
}

/// Reads the whole journal and compares the promises with its last entry.
pub(crate) fn compare(entries: &[Entry]) -> Verdict {
    let mut verdict = Verdict::default();
    let mut promises = Promises::default();
    let mut found = None;
    for entry in entries {
        match entry {
            Entry::Started { conversations } => {
                for id in conversations {
                    if promises.deleted.get(id) == Some(&true) {
                        verdict
                            .revived
                            .push(format!("conversation {id} is in a list again"));
                    }
                }
            }
            Entry::Begun { act } => promises.begun(act),
            Entry::Answered { act, answer } => {
                verdict.promises += 1;
                promises.answered(act, answer);
            }
            Entry::Notified {
                title,
                body,
                conversation,
            } => match conversation {
                Some(id) => promises.told.push(id.clone()),
                None => promises
                    .told
                    .extend(body.lines().chain([title.as_str()]).map(str::to_owned)),
            },
            Entry::Ended(all) => found = Some(all),
        }
    }
    match found {
        Some(found) => promises.compare(found, &mut verdict),
        None => verdict
            .lost
            .push("nothing was found in the evening".to_owned()),
    }
    verdict
}

impl Promises {
    /// Returns the drafts that a place may hold; at first only the empty one.
    fn drafts_at(&mut self, key: &str) -> &mut Vec<String> {
        let empty = || vec![String::new()];
        self.drafts.entry(key.to_owned()).or_insert_with(empty)
    }

    /// Notes an act that may have happened from here on.
    fn begun(&mut self, act: &Act) {
        match act {
            Act::Type { key, text } => self.drafts_at(key).push(text.clone()),
            Act::Send {
                key,
                who,
                text,
                attachment,
            } => {
                let turn = Turn {
                    who: who.clone(),
                    attachment: *attachment,
                    ids: None,
                };
                self.turns.insert(text.clone(), turn);
                let drafts = self.drafts_at(key);
                // Sending only removes a draft with exactly this text.
                if drafts.contains(text) {
                    drafts.push(String::new());
                }
            }
            Act::Rename {
                conversation,
                title,
            } => {
                let first_words = || vec![String::new()];
                let titles = self.titles.entry(conversation.clone());
                titles.or_insert_with(first_words).push(title.clone());
            }
            Act::Delete { conversation, .. } => {
                self.deleted.entry(conversation.clone()).or_insert(false);
            }
            Act::Stop { turn } => {
                self.stopped.insert(turn.clone());
            }
        }
    }

    /// Notes an act that has happened.
    fn answered(&mut self, act: &Act, answer: &Value) {
        match act {
            Act::Type { key, text } => {
                self.drafts.insert(key.clone(), vec![text.clone()]);
            }
            Act::Send { key, text, .. } => {
                let id = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
                if let Some(turn) = self.turns.get_mut(text) {
                    turn.ids = Some((id("conversation"), id("turn")));
                }
                if let Some(drafts) = self.drafts.get_mut(key) {
                    drafts.retain(|draft| draft != text);
                }
            }
            Act::Rename {
                conversation,
                title,
            } => {
                self.titles
                    .insert(conversation.clone(), vec![title.clone()]);
            }
            Act::Delete {
                conversation,
                named,
            } => {
                self.named.extend(named.iter().cloned());
                self.deleted.insert(conversation.clone(), true);
            }
            Act::Stop { .. } => {}
        }
    }

    fn compare(mut self, found: &FinalContent, verdict: &mut Verdict) {
        for turn in &found.unended {
            verdict.lost.push(format!("turn {turn} never ended"));
        }
        let mut turns: HashMap<&str, Vec<(&Value, &Value)>> = HashMap::new();
        for conversation in &found.conversations {
            for turn in array(&conversation["turns"]) {
                turns
                    .entry(text(&turn["prompt"]))
                    .or_default()
                    .push((conversation, turn));
            }
        }
        self.compare_turns(&turns, verdict);
        for conversation in &found.conversations {
            self.compare_conversation(conversation, verdict);
        }
        for draft in found
            .drafts
            .iter()
            .chain(found.conversations.iter().map(|it| &it["draft"]))
        {
            if let Some(key) = draft["key"].as_str() {
                self.compare_draft(key, text(&draft["text"]), verdict);
            }
        }
        self.missing_drafts(verdict);
        self.note_deleted_words(verdict);
        verdict.named_words = self.named;
    }

    /// Titles and drafts are deleted with their conversation, too.
    fn note_deleted_words(&self, verdict: &mut Verdict) {
        for (id, _) in self.deleted.iter().filter(|(_, promised)| **promised) {
            let titles = self.titles.get(id).into_iter().flatten();
            let drafts = self.drafts.get(id).into_iter().flatten();
            let words = titles.chain(drafts).filter(|words| !words.is_empty());
            verdict.deleted_words.extend(words.cloned());
        }
    }

    fn compare_turns(&self, found: &HashMap<&str, Vec<(&Value, &Value)>>, verdict: &mut Verdict) {
        for (words, turn) in &self.turns {
            let places = found.get(words.as_str()).map_or(&[][..], Vec::as_slice);
            if places.len() > 1 {
                verdict.twice.push(format!(
                    "\"{words}\" was sent once and stands {} times",
                    places.len()
                ));
            }
            let deleted = turn
                .ids
                .as_ref()
                .and_then(|(conversation, _)| self.deleted.get(conversation));
            match (places.first(), &turn.ids, deleted) {
                (None, _, Some(true)) => verdict.deleted_words.push(words.clone()),
                (Some(_), _, Some(true)) => {
                    verdict.revived.push(format!("\"{words}\" was deleted"))
                }
                (None, Some(_), None) => verdict.lost.push(format!("\"{words}\" was sent")),
                (Some((conversation, shown)), _, _) => {
                    self.compare_answer(words, turn, conversation, shown, verdict);
                }
                (None, _, _) => {}
            }
        }
    }

    fn compare_answer(
        &self,
        words: &str,
        turn: &Turn,
        conversation: &Value,
        shown: &Value,
        verdict: &mut Verdict,
    ) {
        let id = text(&shown["id"]);
        if turn.attachment && array(&shown["attachments"]).is_empty() {
            verdict
                .lost
                .push(format!("what was attached to \"{words}\""));
        }
        if self.stopped.contains(id) {
            return;
        }
        if shown["standing"] != "done" {
            verdict.lost.push(format!(
                "\"{words}\" is {}: {}",
                shown["standing"], shown["error"]
            ));
        }
        let answer: String = array(&shown["parts"])
            .iter()
            .flat_map(|part| array(&part["blocks"]))
            .map(|block| text(&block["html"]))
            .collect();
        if !answer.contains(LAST_WORDS) {
            verdict
                .lost
                .push(format!("the end of the answer to \"{words}\""));
        }
        if answer.matches(LAST_WORDS).count() > 1 {
            verdict
                .twice
                .push(format!("the end of the answer to \"{words}\""));
        }
        let is_safe = |file: &&Value| {
            file["turn"] == shown["id"]
                && text(&file["name"]).ends_with(FILE)
                && file["state"]["state"] == "saved"
        };
        if turn.who == WORKER
            && !self.is_follow_up(shown)
            && !array(&conversation["files"])
                .iter()
                .any(|file| is_safe(&file))
        {
            verdict.lost.push(format!("the file of \"{words}\""));
        }
    }

    /// Returns true for a follow-up, which writes the same file again instead of a new one.
    fn is_follow_up(&self, shown: &Value) -> bool {
        !shown["parent"].is_null()
    }

    fn compare_conversation(&self, conversation: &Value, verdict: &mut Verdict) {
        let summary = &conversation["summary"];
        let (id, title) = (text(&summary["id"]), text(&summary["title"]));
        let turns = array(&conversation["turns"]);
        if self.deleted.get(id) == Some(&true) {
            verdict.revived.push(format!("conversation {id}"));
        }
        if let Some(titles) = self.titles.get(id)
            && !titles.iter().any(|one| one.is_empty() || one == title)
        {
            let promised = titles.join("\" or \"");
            verdict
                .lost
                .push(format!("the title \"{promised}\"; it is \"{title}\""));
        }
        let first = turns.first().map_or("", |turn| text(&turn["prompt"]));
        let names = [id, title, first];
        let mentions = self
            .told
            .iter()
            .filter(|told| names.contains(&told.as_str()))
            .count();
        if mentions > turns.len() {
            verdict.twice.push(format!(
                "{mentions} notifications of \"{first}\", which has {} turns",
                turns.len()
            ));
        }
    }

    fn compare_draft(&mut self, key: &str, words: &str, verdict: &mut Verdict) {
        let Some(possible) = self.drafts.remove(key) else {
            verdict.revived.push(format!("the draft \"{words}\""));
            return;
        };
        if !possible.iter().any(|one| one == words) {
            verdict.lost.push(format!(
                "the draft {possible:?} at {key}; there is \"{words}\""
            ));
        }
    }

    /// A place without a draft must be allowed to be empty.
    fn missing_drafts(&self, verdict: &mut Verdict) {
        for (key, possible) in &self.drafts {
            let may_be_empty = possible.is_empty() || possible.iter().any(String::is_empty);
            if !may_be_empty && !self.deleted.contains_key(key) {
                verdict
                    .lost
                    .push(format!("the draft {possible:?} at {key}"));
            }
        }
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

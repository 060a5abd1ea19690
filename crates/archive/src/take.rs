//! Taking an archive in: first all of it is looked through, then its files are kept, then each conversation comes in a
//! transaction of its own.

use std::collections::HashMap;
use std::path::Path;
use std::sync::mpsc;

use artifacts::Store;
use ledger::{ConversationId, FolderId, KeptAgent, Ledger, Record, Spent, TakenIn, WholeSpent};
use serde_json::{Map, Value};

use crate::check::{LookedThrough, look_through, total};
use crate::error::{Error, Result};
use crate::format::{ENCODING, Place};
use crate::read::Archive;
use crate::{Contents, Program, Progress, Watch};

/// A conversation up to this size is read before its transaction; a longer one while it goes on.
const AT_ONCE: u64 = 8 << 20;
/// So many records wait to be written.
const WAITING: usize = 256;
/// So many rows of what was used are written at once.
const ROWS: usize = 1_000;

/// What was taken in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Taken {
    /// What was in the archive.
    pub contents: Contents,
    /// Conversations that were not here.
    pub conversations: u64,
    /// Turns that were not here.
    pub turns: u64,
    /// Turns that were here already, and stayed as they were.
    pub known: u64,
    /// Conversations that do not fit to what is here, such as one that was deleted a moment ago, and were left out.
    pub refused: u64,
    /// Agents that were not here.
    pub agents: u64,
    /// Schedules whose text was not here. They do not run.
    pub schedules: u64,
    /// Folders that were not here.
    pub folders: u64,
    /// The settings in it, by their keys. Nothing was done with them; they are as hostile as the rest.
    pub settings: Map<String, Value>,
    /// Ids of the conversations that have something new.
    pub changed: Vec<ConversationId>,
    /// It was stopped before all of it was in; what is named here is.
    pub stopped: bool,
}

/// Takes in what is not here yet of an archive, by its ids, so that doing it twice changes nothing. Its settings are only
/// handed over. A conversation comes whole or not at all; when it is stopped, those that came stay. Blocks.
///
/// # Errors
/// [`Error::Refused`], when anything in the archive is wrong: nothing was taken in then. With every other error what
/// came before it stays.
pub fn take(
    path: &Path,
    ledger: &Ledger,
    store: &Store,
    program: &dyn Program,
    watch: &dyn Watch,
) -> Result<Taken> {
    let mut archive = Archive::open(path)?;
    let all = total(&archive);
    let mut progress = Progress {
        done: 0,
        total: all.saturating_mul(2),
    };
    let mut found = look_through(&mut archive, program, watch, &mut progress)?;
    progress.done = all;
    let mut taking = Taking {
        archive,
        ledger,
        store,
        program,
        watch,
        progress,
        folders: HashMap::new(),
        taken: Taken {
            contents: found.contents.clone(),
            settings: std::mem::take(&mut found.settings),
            ..Taken::default()
        },
    };
    taking.files(&found)?;
    taking.agents(&found)?;
    (taking.folders, taking.taken.folders) = ledger.take_in_folders(&found.folders)?;
    for place in taking.archive.places() {
        if let Place::Conversation(id) = place {
            if !taking.go_on(&place) {
                taking.taken.stopped = true;
                return Ok(taking.taken);
            }
            taking.conversation(id, &place)?;
        }
    }
    taking.rest(&found)?;
    Ok(taking.taken)
}

struct Taking<'a> {
    archive: Archive,
    ledger: &'a Ledger,
    store: &'a Store,
    program: &'a dyn Program,
    watch: &'a dyn Watch,
    progress: Progress,
    /// What the folders of the archive are here.
    folders: HashMap<FolderId, FolderId>,
    taken: Taken,
}

impl Taking<'_> {
    fn go_on(&mut self, place: &Place) -> bool {
        self.progress.done += self.archive.size(place);
        self.watch.goes_on(self.progress)
    }

    fn files(&mut self, found: &LookedThrough) -> Result<()> {
        for sha256 in &found.files {
            let place = Place::File(sha256.clone());
            if !self.go_on(&place) {
                return Err(Error::Stopped);
            }
            let size = self.archive.size(&place);
            if !self.store.keep_again(sha256, size)? {
                let mut entry = self.archive.entry(&place)?;
                self.store.take(sha256, &mut entry)?;
            }
        }
        Ok(())
    }

    fn agents(&mut self, found: &LookedThrough) -> Result<()> {
        for agent in &found.agents {
            let kept = KeptAgent {
                id: agent.id,
                stem: agent.stem.clone(),
                head: agent.head.clone(),
                body: agent.body.clone(),
                files: agent.files.clone(),
            };
            let is_new = self
                .ledger
                .take_in_agent(&kept, agent.created_at, agent.changed_at)?;
            self.taken.agents += u64::from(is_new);
        }
        Ok(())
    }

    fn conversation(&mut self, id: ConversationId, place: &Place) -> Result<()> {
        let taken = match self.archive.size(place) {
            size if size <= AT_ONCE => {
                let mut records = Vec::new();
                let (folders, program) = (&self.folders, self.program);
                self.archive.lines(place, |record: Record| {
                    records.push(Ok(here(record, folders, program)));
                    Ok(())
                })?;
                self.ledger.take_in(records.into_iter())
            }
            _ => self.long_conversation(place),
        };
        let TakenIn {
            is_new,
            turns,
            known,
        } = match taken {
            // Such as one that was deleted a moment ago. All others come.
            Err(ledger::Error::Refused { reason }) => {
                tracing::warn!(%id, reason, "a conversation of an archive is left out");
                self.taken.refused += 1;
                return Ok(());
            }
            taken => taken?,
        };
        self.taken.conversations += u64::from(is_new);
        self.taken.turns += turns;
        self.taken.known += known;
        if is_new || turns > 0 {
            self.taken.changed.push(id);
        }
        Ok(())
    }

    /// Reads on a thread of its own while it is written.
    fn long_conversation(&self, place: &Place) -> Result<TakenIn, ledger::Error> {
        let (sender, records) = mpsc::sync_channel(WAITING);
        let (path, folders, program) = (self.archive.path(), &self.folders, self.program);
        std::thread::scope(|threads| {
            threads.spawn(move || {
                let read = Archive::open(path).and_then(|mut archive| {
                    archive.lines(place, |record: Record| {
                        // Nobody takes it any more when the transaction failed.
                        let record = here(record, folders, program);
                        sender.send(Ok(record)).map_err(|_| Error::Stopped)
                    })
                });
                if let Err(error) = read {
                    // The same.
                    let _ = sender.send(Err(error.to_string()));
                }
            });
            self.ledger.take_in(records.into_iter())
        })
    }

    fn rest(&mut self, found: &LookedThrough) -> Result<()> {
        for (sha256, encoding) in &found.encodings {
            let key = format!("{ENCODING}{sha256}");
            // That of a file that is not here would never go.
            if found.files.contains(sha256) && self.ledger.setting(&key)?.is_none() {
                self.ledger.set_setting(&key, &encoding.as_str().into())?;
            }
        }
        for draft in &found.drafts {
            if self.ledger.draft(draft.key)?.is_none() {
                self.ledger.save_draft(draft)?;
            }
        }
        for schedule in &found.schedules {
            self.taken.schedules += u64::from(self.ledger.keep_archived_schedule(schedule)?);
        }
        if self.archive.has(&Place::Spending) {
            let (ledger, mut rows) = (self.ledger, Vec::new());
            self.archive.lines(&Place::Spending, |spent: WholeSpent| {
                rows.push(Spent::from(spent));
                if rows.len() >= ROWS {
                    ledger.take_in_spent(std::mem::take(&mut rows))?;
                }
                Ok(())
            })?;
            ledger.take_in_spent(rows)?;
        }
        Ok(())
    }
}

/// A record as it is here: a conversation is in the folder that its folder is here, and its tools ask.
fn here(record: Record, folders: &HashMap<FolderId, FolderId>, program: &dyn Program) -> Record {
    match record {
        Record::Conversation(mut conversation) => {
            let folder = conversation.folder;
            conversation.folder = folder.and_then(|it| folders.get(&it).copied());
            let tools = conversation.tools.take();
            conversation.tools = tools.and_then(|it| program.tools(&it));
            Record::Conversation(conversation)
        }
        other => other,
    }
}

/// Whether a file is an archive of Errand.
///
/// # Errors
/// When it cannot be read.
pub fn is_archive(path: &Path) -> Result<bool> {
    crate::read::is_archive(path)
}

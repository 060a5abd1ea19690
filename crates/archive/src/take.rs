//! Importing an archive: the whole archive is verified first, then its files are stored, then each conversation is
//! imported in a transaction of its own.

use std::collections::HashMap;
use std::path::Path;
use std::sync::mpsc;

use artifacts::Store;
use ledger::{
    AgentRecord, ConversationId, FolderId, ImportResult, Ledger, Record, RunUsage, WholeRunUsage,
};
use serde_json::{Map, Value};

use crate::check::{VerifiedArchive, total, verify};
use crate::error::{Error, Result};
use crate::format::{ENCODING, EntryName};
use crate::read::Archive;
use crate::{Contents, Program, Progress, Watch};

/// Conversations up to this size in bytes are read before their transaction; longer ones during it.
const AT_ONCE: u64 = 8 << 20;
/// Maximum number of records queued for writing.
const WAITING: usize = 256;
/// Number of usage rows written at once.
const ROWS: usize = 1_000;

/// Result of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportSummary {
    /// Contents of the archive.
    pub contents: Contents,
    /// Number of conversations added.
    pub conversations: u64,
    /// Number of turns added.
    pub turns: u64,
    /// Number of turns that existed already and were left unchanged.
    pub known: u64,
    /// Number of conversations left out because they conflict with the ledger, for example because they were just
    /// deleted.
    pub refused: u64,
    /// Number of agents added.
    pub agents: u64,
    /// Number of schedule texts added. These schedules do not run.
    pub schedules: u64,
    /// Number of folders added.
    pub folders: u64,
    /// The settings in the archive, by key. They are not applied, and are as hostile as the rest.
    pub settings: Map<String, Value>,
    /// Ids of the conversations that were added or got something new.
    pub changed: Vec<ConversationId>,
    /// True if the import was stopped early; what is reported here was imported.
    pub stopped: bool,
}

/// Imports the parts of an archive that do not exist yet, matched by id, so that importing twice changes nothing.
/// Settings are only returned. Each conversation is imported atomically; if the import is stopped, those already
/// imported stay. Blocks.
///
/// # Errors
/// [`Error::Refused`], if anything in the archive is invalid: nothing was imported then. With any other error, what
/// was imported before it stays.
pub fn take(
    path: &Path,
    ledger: &Ledger,
    store: &Store,
    program: &dyn Program,
    watch: &dyn Watch,
) -> Result<ImportSummary> {
    let mut archive = Archive::open(path)?;
    let all = total(&archive);
    let mut progress = Progress {
        done: 0,
        total: all.saturating_mul(2),
    };
    let mut found = verify(&mut archive, program, watch, &mut progress)?;
    progress.done = all;
    let mut import = Import {
        archive,
        ledger,
        store,
        program,
        watch,
        progress,
        folders: HashMap::new(),
        taken: ImportSummary {
            contents: found.contents.clone(),
            settings: std::mem::take(&mut found.settings),
            ..ImportSummary::default()
        },
    };
    import.files(&found)?;
    import.agents(&found)?;
    (import.folders, import.taken.folders) = ledger.import_folders(&found.folders)?;
    for entry_name in import.archive.entry_names() {
        if let EntryName::Conversation(id) = entry_name {
            if !import.keep_going(&entry_name) {
                import.taken.stopped = true;
                return Ok(import.taken);
            }
            import.conversation(id, &entry_name)?;
        }
    }
    import.import_rest(&found)?;
    Ok(import.taken)
}

struct Import<'a> {
    archive: Archive,
    ledger: &'a Ledger,
    store: &'a Store,
    program: &'a dyn Program,
    watch: &'a dyn Watch,
    progress: Progress,
    /// Maps the archive's folders to local ones.
    folders: HashMap<FolderId, FolderId>,
    taken: ImportSummary,
}

impl Import<'_> {
    fn keep_going(&mut self, entry_name: &EntryName) -> bool {
        self.progress.done += self.archive.size(entry_name);
        self.watch.should_continue(self.progress)
    }

    fn files(&mut self, found: &VerifiedArchive) -> Result<()> {
        for sha256 in &found.files {
            let entry_name = EntryName::File(sha256.clone());
            if !self.keep_going(&entry_name) {
                return Err(Error::Stopped);
            }
            let size = self.archive.size(&entry_name);
            if !self.store.mark_stored_again(sha256, size)? {
                let mut entry = self.archive.entry(&entry_name)?;
                self.store.put_verified(sha256, &mut entry)?;
            }
        }
        Ok(())
    }

    fn agents(&mut self, found: &VerifiedArchive) -> Result<()> {
        for agent in &found.agents {
            let kept = AgentRecord {
                id: agent.id,
                stem: agent.stem.clone(),
                head: agent.head.clone(),
                body: agent.body.clone(),
                files: agent.files.clone(),
            };
            let is_new = self
                .ledger
                .import_agent(&kept, agent.created_at, agent.changed_at)?;
            self.taken.agents += u64::from(is_new);
        }
        Ok(())
    }

    fn conversation(&mut self, id: ConversationId, entry_name: &EntryName) -> Result<()> {
        let taken = match self.archive.size(entry_name) {
            size if size <= AT_ONCE => {
                let mut records = Vec::new();
                let (folders, program) = (&self.folders, self.program);
                self.archive.lines(entry_name, |record: Record| {
                    records.push(Ok(here(record, folders, program)));
                    Ok(())
                })?;
                self.ledger.import(records.into_iter())
            }
            _ => self.long_conversation(entry_name),
        };
        let ImportResult {
            is_new,
            turns,
            known,
        } = match taken {
            // For example a conversation that was just deleted. All others are imported.
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

    /// Reads on a separate thread while writing.
    fn long_conversation(&self, entry_name: &EntryName) -> Result<ImportResult, ledger::Error> {
        let (sender, records) = mpsc::sync_channel(WAITING);
        let (path, folders, program) = (self.archive.path(), &self.folders, self.program);
        std::thread::scope(|threads| {
            threads.spawn(move || {
                let read = Archive::open(path).and_then(|mut archive| {
                    archive.lines(entry_name, |record: Record| {
                        // The receiver is gone if the transaction failed.
                        let record = here(record, folders, program);
                        sender.send(Ok(record)).map_err(|_| Error::Stopped)
                    })
                });
                if let Err(error) = read {
                    // Likewise.
                    let _ = sender.send(Err(error.to_string()));
                }
            });
            self.ledger.import(records.into_iter())
        })
    }

    fn import_rest(&mut self, found: &VerifiedArchive) -> Result<()> {
        for (sha256, encoding) in &found.encodings {
            let key = format!("{ENCODING}{sha256}");
            // The encoding of a file that is not stored would never be cleaned up.
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
        if self.archive.has(&EntryName::Spending) {
            let (ledger, mut rows) = (self.ledger, Vec::new());
            self.archive
                .lines(&EntryName::Spending, |run: WholeRunUsage| {
                    rows.push(RunUsage::from(run));
                    if rows.len() >= ROWS {
                        ledger.import_usage(std::mem::take(&mut rows))?;
                    }
                    Ok(())
                })?;
            ledger.import_usage(rows)?;
        }
        Ok(())
    }
}

/// Adapts a record: the folder is mapped to the local one, and the tools have no permissions.
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

/// Returns true if a file is an Errand archive.
///
/// # Errors
/// If it cannot be read.
pub fn is_archive(path: &Path) -> Result<bool> {
    crate::read::is_archive(path)
}

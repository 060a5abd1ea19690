//! Pages of a conversation that the window requests, sent in an order consistent with the patches.

use std::sync::{Arc, Mutex, MutexGuard};

use ledger::{ConversationId, DraftKey, RunId};
use prices::Prices;

use super::{ChangeCounts, Opened, Screen};
use crate::bridge::{Conversation, FilePage, Patch, Turn, TurnPage, TurnsPlace, TurnsWanted};
use crate::live::LiveRun;
use crate::lock;
use crate::pages::RecordedTurns;
use crate::view::{artifact, conversation, turn};

/// Number of files in a page.
pub(super) const FILES_PER_PAGE: usize = 50;
/// Maximum number of times a page is reread because something changed meanwhile.
pub(super) const MAX_READS: usize = 5;

/// For each turn of a page, its run if it is live.
type LiveRunsOfPage = Vec<Option<Arc<Mutex<LiveRun>>>>;

impl Screen {
    /// Opens a conversation at a turn, or at its newest one, and sends the window its first page. Returns false if it
    /// does not exist. Blocks.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn open(&self, id: ConversationId, at: Option<RunId>) -> Result<bool, ledger::Error> {
        let opening = self.switch_to(Some(id));
        let shown = self.open_at(id, at, opening);
        if !matches!(shown, Ok(true)) {
            let mut opened = lock(&self.opened);
            if opened.number == opening {
                *opened = Opened {
                    number: opening + 1,
                    ..Opened::default()
                };
            }
        }
        shown
    }

    fn open_at(
        &self,
        id: ConversationId,
        at: Option<RunId>,
        opening: u64,
    ) -> Result<bool, ledger::Error> {
        let at = match at {
            Some(turn)
                if self
                    .ledger
                    .interaction(turn)?
                    .is_some_and(|row| row.conversation_id == id) =>
            {
                turn
            }
            _ => match self.ledger.newest_turn(id)? {
                Some(row) => row.id,
                None => return Ok(false),
            },
        };
        self.send_page(id, at, TurnsWanted::Around, opening, || {
            let Some(summary) = self.line(id)? else {
                return Ok(None);
            };
            let draft = self.ledger.draft(DraftKey::Conversation(id))?;
            Ok(Some(Patch::Opened {
                conversation: Box::new(Conversation {
                    summary,
                    page: TurnPage::default(),
                    files: self.files(id, None)?,
                    draft: draft.map(conversation::draft),
                }),
            }))
        })
    }

    /// Sends the window more turns of the open conversation. Returns false if `turn` is not in it. Blocks.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn send_more_turns(
        &self,
        id: ConversationId,
        turn: RunId,
        wanted: TurnsWanted,
    ) -> Result<bool, ledger::Error> {
        let opening = {
            let opened = lock(&self.opened);
            if opened.conversation != Some(id) {
                return Ok(true);
            }
            opened.number
        };
        let place = match wanted {
            TurnsWanted::Before => TurnsPlace::Before,
            TurnsWanted::After => TurnsPlace::After,
            TurnsWanted::Around | TurnsWanted::End => TurnsPlace::Anew,
        };
        self.send_page(id, turn, wanted, opening, || {
            Ok(Some(Patch::Turns {
                conversation: id.to_string(),
                place,
                page: TurnPage::default(),
            }))
        })
    }

    /// Returns a page of the files of a conversation. Blocks.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn files(
        &self,
        id: ConversationId,
        after: Option<&ledger::Cursor>,
    ) -> Result<FilePage, ledger::Error> {
        let page = self
            .ledger
            .artifacts_in_conversation(id, after, FILES_PER_PAGE)?;
        Ok(file_page(&page))
    }

    /// Reads a page and sends it in the patch that `make_patch` makes of it; reads it again if it changed meanwhile.
    /// Returns false if there is no such page. Blocks.
    fn send_page(
        &self,
        id: ConversationId,
        turn: RunId,
        wanted: TurnsWanted,
        opening: u64,
        make_patch: impl Fn() -> Result<Option<Patch>, ledger::Error>,
    ) -> Result<bool, ledger::Error> {
        for left in (0..MAX_READS).rev() {
            let counts_before = *lock(&self.change_counts);
            let Some((page, live_runs)) = self.read_turns(id, turn, wanted)? else {
                return Ok(false);
            };
            let Some(patch) = make_patch()? else {
                return Ok(false);
            };
            let counts_before = (left > 0).then_some(counts_before);
            if self.try_send_page(page, &live_runs, opening, counts_before, patch)? {
                return Ok(true);
            }
        }
        Ok(true)
    }

    /// Reads a page and finds its live runs. Reads it again while one of them ended in between: nothing would tell the
    /// window of that end any more. Each time at least one more turn of it has ended.
    fn read_turns(
        &self,
        id: ConversationId,
        turn: RunId,
        wanted: TurnsWanted,
    ) -> Result<Option<(RecordedTurns, LiveRunsOfPage)>, ledger::Error> {
        while let Some(page) = RecordedTurns::read(&self.ledger, id, turn, wanted)? {
            let live_runs: LiveRunsOfPage =
                page.rows().map(|row| self.live_runs.get(row.id)).collect();
            if !page.is_stale(&self.ledger, &live_runs)? {
                return Ok(Some((page, live_runs)));
            }
        }
        Ok(None)
    }

    /// Sends a page to the window, unless the window went elsewhere. Meanwhile the live runs in the page are locked.
    /// Returns false if a change of a file was sent since the page was read, when the counters were `counts_before`;
    /// with `None` the page is sent in any case.
    fn try_send_page(
        &self,
        page: RecordedTurns,
        live_runs: &[Option<Arc<Mutex<LiveRun>>>],
        opening: u64,
        counts_before: Option<ChangeCounts>,
        mut patch: Patch,
    ) -> Result<bool, ledger::Error> {
        let prices = self.prices();
        // Finished turns hardly change, so they are rendered before the locks are taken.
        let ended: Vec<Option<Turn>> = page
            .rows()
            .zip(live_runs)
            .map(|(row, live)| live.is_none().then(|| page.turn(row, &prices)))
            .collect();
        let mut live: Vec<Option<MutexGuard<'_, LiveRun>>> = live_runs
            .iter()
            .map(|live| live.as_deref().map(lock))
            .collect();
        let mut turns: Vec<Turn> = ended
            .into_iter()
            .zip(&mut live)
            .filter_map(|(ended, live)| {
                let live = || live.as_deref_mut().map(|live| turn::of_live(live, &prices));
                ended.or_else(live)
            })
            .collect();
        let mut opened = lock(&self.opened);
        if opened.number != opening {
            return Ok(true);
        }
        let counts = lock(&self.change_counts);
        if counts_before.is_some_and(|before| before.files != counts.files) {
            return Ok(false);
        }
        if counts_before.is_none_or(|before| before.heads != counts.heads) {
            for (row, turn) in page.rows().zip(&mut turns) {
                self.read_head_again(row.id, turn, &prices)?;
            }
        }
        match &mut patch {
            Patch::Turns {
                place: TurnsPlace::Before | TurnsPlace::After,
                ..
            } => {}
            _ => opened.turns.clear(),
        }
        opened.turns.extend(page.rows().map(|row| row.id));
        let last = page.last.as_ref().and_then(|_| turns.pop());
        let filled = TurnPage {
            turns,
            files: page.files(),
            before: page.before,
            after: page.after,
            last,
        };
        match &mut patch {
            Patch::Opened { conversation } => conversation.page = filled,
            Patch::Turns { page, .. } => *page = filled,
            _ => {}
        }
        self.tell(patch);
        Ok(true)
    }

    /// Replaces the head of a finished turn with the current one from the ledger.
    fn read_head_again(
        &self,
        run: RunId,
        turn: &mut Turn,
        prices: &Prices,
    ) -> Result<(), ledger::Error> {
        if self.live_runs.get(run).is_none()
            && let Some(row) = self.ledger.interaction(run)?
        {
            let siblings = self.ledger.siblings(&[run])?;
            turn.replace_head(turn::head_of_stored(&row, siblings.get(&run), prices));
        }
        Ok(())
    }
}

fn file_page(page: &ledger::Page<ledger::Artifact>) -> FilePage {
    FilePage {
        files: page.items.iter().map(artifact::view).collect(),
        next: page.next.as_ref().map(ToString::to_string),
    }
}

//! Change of the display language: texts that were composed in Rust are sent again.

use ledger::{ArtifactId, ArtifactState, ConversationId, RunId};

use super::Screen;
use super::pages::{FILES_PER_PAGE, MAX_READS};
use crate::bridge::{ArtifactView, Part, Patch};
use crate::lock;
use crate::pages::whole_turn;
use crate::view::{artifact, turn};

impl Screen {
    /// Sends the window again everything that holds text in the display language. Of files, only those that failed and
    /// are not being fetched again. Blocks.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn resend_texts(
        &self,
        is_being_fetched: &dyn Fn(ArtifactId) -> bool,
    ) -> Result<(), ledger::Error> {
        // A page that was read before is read again: it may have the words of the old language.
        lock(&self.change_counts).heads += 1;
        let turns: Vec<RunId> = lock(&self.opened).turns.iter().copied().collect();
        let siblings = self.ledger.siblings(&turns)?;
        for run in turns {
            if let Some(live) = self.live_runs.get(run) {
                // The lock is held while sending, so that later changes of the run are sent after it.
                let live = lock(&live);
                if !live.state.is_settled() {
                    let turn = turn::head_of_live(&live, &self.prices());
                    self.tell(Patch::TurnHead { turn });
                    self.send_notes(run, live.parts());
                    continue;
                }
            }
            let _counts = lock(&self.change_counts);
            // A run that is not settled sends its texts with its next change.
            if let Some(row) = self.ledger.interaction(run)?.filter(|row| row.settled) {
                let turn = turn::head_of_stored(&row, siblings.get(&run), &self.prices());
                // All other texts of a turn come from the page's catalogue, or are not Errand's.
                if turn.error.is_some() {
                    self.tell(Patch::TurnHead { turn });
                }
                let (whole, _) = whole_turn(&self.ledger, &row, &self.prices())?;
                self.send_notes(run, &whole.parts);
            }
        }
        if let Some(conversation) = self.opened() {
            self.resend_failed_files(conversation, is_being_fetched)?;
        }
        Ok(())
    }

    /// Sends the notes of the engine on this computer in a turn.
    fn send_notes(&self, run: RunId, parts: &[Part]) {
        for (position, part) in (0..).zip(parts) {
            if matches!(part, Part::Note { .. }) {
                self.tell(Patch::Part {
                    turn: run.to_string(),
                    position,
                    part: part.clone(),
                });
            }
        }
    }

    fn resend_failed_files(
        &self,
        conversation: ConversationId,
        is_being_fetched: &dyn Fn(ArtifactId) -> bool,
    ) -> Result<(), ledger::Error> {
        let mut after = None;
        let mut left = MAX_READS;
        loop {
            let files_before = lock(&self.change_counts).files;
            let page = self.ledger.artifacts_in_conversation(
                conversation,
                after.as_ref(),
                FILES_PER_PAGE,
            )?;
            let failed = page
                .items
                .iter()
                .filter(|row| row.state == ArtifactState::Failed);
            {
                let mut now_counts = lock(&self.change_counts);
                // Streamed changes are sent separately and must not delay this for ever.
                left = left.saturating_sub(1);
                if now_counts.files != files_before && left > 0 {
                    continue;
                }
                left = MAX_READS;
                let artifacts: Vec<ArtifactView> = failed
                    .filter(|row| !is_being_fetched(row.id))
                    .map(artifact::view)
                    .collect();
                if !artifacts.is_empty() {
                    now_counts.files += 1;
                    self.tell(Patch::Artifacts { artifacts });
                }
            }
            after = page.next;
            if after.is_none() {
                return Ok(());
            }
        }
    }
}

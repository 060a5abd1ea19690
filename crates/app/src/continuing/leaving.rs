//! The parts of a conversation that would go to a server that does not have them yet, shown before they are sent.

use ledger::{ArtifactState, ConversationId, Interaction, RunId};
use screen::view::place::host;
use screen::view::{conversation, turn};
use words::say;

use super::is_voice;
use crate::bridge::{Engine, Leaving};
use crate::core::Core;
use crate::errors::{self, Result};

impl Core {
    /// Counts the turns and files up to `parent` that would go to `place` (a base URL) and were not sent there
    /// before; `None` when there are none, or when they do not leave this computer.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) async fn leaving(
        &self,
        conversation: ConversationId,
        parent: RunId,
        place: Option<String>,
    ) -> Result<Option<Leaving>> {
        let Some(place) = place else {
            return Ok(None);
        };
        let mut branch = self.branch(parent).await?;
        let is_gemini = place == self.base_url();
        let was_there = |row: &Interaction| match &row.origin {
            // The origin of an imported turn is only a claim of the archive, so all of the turn counts as new.
            _ if row.imported => false,
            Some(origin) => *origin == place,
            // An older Errand did not store where a turn of Gemini was sent.
            None => is_gemini && conversation::engine(row.engine) == Engine::Gemini,
        };
        let mut leaving = Leaving {
            host: host(&place),
            is_google: place == interactions::GOOGLE,
            place: place.clone(),
            turns: 0,
            files: 0,
            bytes: 0,
        };
        while let Some(row) = branch.next().await? {
            if row.conversation_id != conversation {
                return Err(errors::not_found(say::turn_before_gone()));
            }
            if was_there(&row) {
                // The turns before it were sent there too. A voice received only the text that it reads aloud.
                if row.submitted_at.is_some() && !is_voice(&row) {
                    break;
                }
                continue;
            }
            leaving.turns += 1;
            let run = row.id;
            let made = self
                .ledger(move |ledger| ledger.artifacts_of_run(run))
                .await?;
            let made = made
                .iter()
                .filter(|file| file.state == ArtifactState::Saved)
                .filter_map(|file| u64::try_from(file.size?).ok());
            let attachments = turn::attachments(&row);
            for size in attachments.iter().map(|file| file.size).chain(made) {
                leaving.files += 1;
                leaving.bytes += size;
            }
        }
        Ok((leaving.turns > 0).then_some(leaving))
    }
}

/// Refuses to send content that the person has not been told of.
///
/// # Errors
/// `Leaving`, unless `seen` names the place in `leaving`.
pub(crate) fn check(leaving: Option<&Leaving>, seen: Option<&str>) -> Result<()> {
    match leaving {
        Some(leaving) if seen != Some(leaving.place.as_str()) => {
            Err(errors::leaving(&leaving.host))
        }
        _ => Ok(()),
    }
}

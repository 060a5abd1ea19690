//! Create requests as the ledger stores them: attached files stand in them by name instead of as base64.

use std::collections::HashSet;

use artifacts::{MediaFiles, Store, restore_media};
use interactions::CreateInteraction;
use ledger::ConversationId;

use crate::core::Core;
use crate::errors::{self, Result};

impl Core {
    /// Returns the request as it is stored. Of the files it carries, those of its conversation, and `new` ones that
    /// are stored with it, are replaced by names.
    pub(crate) async fn stored_request(
        &self,
        request: &CreateInteraction,
        conversation: Option<ConversationId>,
        new: impl IntoIterator<Item = String>,
    ) -> Result<String> {
        let json = serde_json::to_string(request).map_err(|cause| errors::internal(&cause))?;
        // A request without file data needs no look-up of the conversation's files, which may be many.
        if !json.contains("\"data\"") && !json.contains("\"base64\"") {
            return Ok(json);
        }
        let mut media_files = MediaFiles::default();
        for sha256 in new {
            media_files.add_file(sha256);
        }
        for sha256 in self.files_named_in(conversation).await? {
            media_files.add_file(sha256);
        }
        self.files(move |_| Ok(media_files.replace_media(&json).unwrap_or(json)))
            .await
    }

    /// Returns the request as it is sent: the reverse of [`Core::stored_request`]. A name that a server put into the
    /// history is not replaced by the bytes of another conversation's file.
    ///
    /// # Errors
    /// When a file that the request carries is no longer there.
    pub(crate) async fn request_to_send(
        &self,
        json: String,
        conversation: ConversationId,
    ) -> Result<CreateInteraction> {
        let json = if json.contains("\"sha256:") {
            let own = self.files_named_in(Some(conversation)).await?;
            self.files(move |store| restore_media(&json, |sha256| bytes(store, &own, sha256)))
                .await?
        } else {
            json
        };
        serde_json::from_str(&json).map_err(|cause| errors::internal(&cause))
    }

    async fn files_named_in(
        &self,
        conversation: Option<ConversationId>,
    ) -> Result<HashSet<String>> {
        let Some(conversation) = conversation else {
            return Ok(HashSet::new());
        };
        let files = self
            .ledger(move |ledger| ledger.files_of_conversation(conversation))
            .await?;
        Ok(files.into_iter().collect())
    }
}

fn bytes(store: &Store, own: &HashSet<String>, sha256: &str) -> artifacts::Result<Option<Vec<u8>>> {
    own.contains(sha256).then(|| store.read(sha256)).transpose()
}

//! Commands on deletions and disk space.

use ledger::ConversationId;
use screen::view::conversation;
use screen::view::host::host;
use words::say;

use super::parse_id;
use crate::backend::Backend;
use crate::bridge::*;
use crate::errors::Result;

impl Backend {
    pub(super) async fn engines_of(&self, text: String) -> Result<ConversationServers> {
        let conversation: ConversationId = parse_id(&text, say::conversation_gone)?;
        let places = self
            .core
            .ledger(move |ledger| ledger.places(conversation))
            .await?;
        let mut served = ConversationServers::default();
        for (engine, origin) in places {
            let engine = conversation::engine(engine);
            if !served.engines.contains(&engine) {
                served.engines.push(engine);
            }
            // The engine on this computer keeps these turns, but a model server outside of it received them.
            if let Some(origin) = origin.filter(|_| engine == Engine::Local) {
                served.told.push(host(&origin));
            }
        }
        Ok(served)
    }

    pub(super) async fn undo_delete(&self, text: String) -> Result<ConversationSummary> {
        let conversation: ConversationId = parse_id(&text, say::conversation_gone)?;
        let back = self
            .core
            .restore_conversation(conversation, &self.runs)
            .await;
        self.core.notifications.waiting_changed.notify_one();
        back
    }

    pub(super) async fn forget_everything(&self, (): ()) -> Result<Option<BridgeError>> {
        self.core.forget_everything(&self.runs).await
    }

    pub(super) async fn removals(&self, (): ()) -> Result<Removals> {
        self.core.removals().await
    }

    pub(super) async fn retry_removals(&self, (): ()) -> Result<()> {
        self.core.try_removals_again().await;
        Ok(())
    }

    pub(super) async fn storage(&self, (): ()) -> Result<Storage> {
        self.core.storage().await
    }

    pub(super) async fn free_storage(&self, what: Freeable) -> Result<Storage> {
        self.core.free(what).await?;
        self.core.storage().await
    }
}

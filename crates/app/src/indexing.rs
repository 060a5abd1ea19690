//! Fills the search index with what an older Errand kept, the newest first: in short steps, behind everything else.
//! Search finds what is indexed already meanwhile.

use std::sync::Weak;
use std::time::Duration;

use crate::core::Core;

/// The start comes first.
const START: Duration = Duration::from_secs(1);
/// After each step others get their turn.
const PAUSE: Duration = Duration::from_millis(10);

/// Indexes whatever is not, now and whenever it is told that there is more, until the core is gone. It may be
/// stopped at any point and goes on there.
pub(crate) async fn index(core: Weak<Core>) {
    tokio::time::sleep(START).await;
    loop {
        let Some(strong) = core.upgrade() else { return };
        let more = strong.files.unindexed.clone();
        drop(strong);
        let mut any = false;
        loop {
            let Some(core) = core.upgrade() else { return };
            match core.ledger(|ledger| ledger.index_more()).await {
                Ok(true) => any = true,
                Ok(false) => {
                    if any {
                        // The index of before may have left room that can be given back.
                        core.deleting.look_at_record();
                    }
                    break;
                }
                Err(error) => {
                    tracing::warn!(%error, "the search index cannot be filled");
                    break;
                }
            }
            drop(core);
            tokio::time::sleep(PAUSE).await;
        }
        more.notified().await;
    }
}

//! Fills the search index with what an older Errand stored, newest first, in short steps in the background. Meanwhile
//! search finds what is indexed already.

use std::sync::Weak;
use std::time::Duration;

use crate::core::Core;

/// Delay after the start.
const START_DELAY: Duration = Duration::from_secs(1);
/// Delay after each step, so that other work is not held up.
const STEP_PAUSE: Duration = Duration::from_millis(10);

/// Indexes everything that is not indexed, now and whenever it is notified, until the core is dropped. It may be
/// stopped at any point and continues from there.
pub(crate) async fn index(core: Weak<Core>) {
    tokio::time::sleep(START_DELAY).await;
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
                        // The old index may have left free space that can be given back.
                        core.deleting.check_compaction();
                    }
                    break;
                }
                Err(error) => {
                    tracing::warn!(%error, "the search index cannot be filled");
                    break;
                }
            }
            drop(core);
            tokio::time::sleep(STEP_PAUSE).await;
        }
        if merge(&core).await.is_none() {
            return;
        }
        more.notified().await;
    }
}

/// Joins what the index was written in, so that search reads few segments. Returns `None` if the core was dropped.
async fn merge(core: &Weak<Core>) -> Option<()> {
    loop {
        let strong = core.upgrade()?;
        let merged = strong.ledger(|ledger| ledger.merge_search()).await;
        drop(strong);
        match merged {
            Ok(true) => tokio::time::sleep(STEP_PAUSE).await,
            Ok(false) => return Some(()),
            Err(error) => {
                tracing::warn!(%error, "the search index stays in many segments");
                return Some(());
            }
        }
    }
}

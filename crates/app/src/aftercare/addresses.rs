//! Resolves the search service's redirects that an answer cites: each is requested once, and the target is kept.

use std::time::Duration;

use futures::StreamExt;
use interactions::{ExternalClient, Step};
use ledger::RunId;
use screen::lock;
use screen::view::citations;

use crate::core::Core;
use crate::errors::Result;

/// Maximum number of redirects of one answer that are resolved.
const MAX_REDIRECTS: usize = 100;
/// Number of redirects resolved at the same time.
const AT_ONCE: usize = 6;
/// Timeout for all redirects of an answer together.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Maximum length of a chain of redirects of the search service.
const MAX_CHAIN: usize = 3;

impl Core {
    /// Resolves the redirects in an answer whose targets are unknown. A redirect that cannot be resolved stays as it
    /// is; a browser follows it.
    pub(super) async fn keep_addresses(&self, run: RunId, steps: &[Step]) -> Result<()> {
        let mut redirects = citations::redirects(steps);
        if redirects.is_empty() {
            return Ok(());
        }
        let known = self.ledger(move |ledger| ledger.addresses(run)).await?;
        redirects.retain(|redirect| !known.contains_key(redirect));
        redirects.truncate(MAX_REDIRECTS);
        // All redirects belong to one service, so they use the same proxy.
        let Some(first) = redirects.first() else {
            return Ok(());
        };
        let external = self.external_client(first).await?;
        let asked = futures::stream::iter(redirects).map(|redirect| {
            let external = external.clone();
            async move {
                let target = target(&external, &redirect).await?;
                Some((redirect, target))
            }
        });
        let mut asked = std::pin::pin!(asked.buffer_unordered(AT_ONCE));
        let all = async {
            while let Some(found) = asked.next().await {
                let Some((redirect, target)) = found else {
                    continue;
                };
                self.ledger(move |ledger| ledger.keep_address(run, &redirect, &target))
                    .await?;
            }
            Ok(())
        };
        let in_time = tokio::time::timeout(TIMEOUT, all).await;
        in_time.unwrap_or(Ok(()))?;
        let known = self.ledger(move |ledger| ledger.addresses(run)).await?;
        if let Some(live) = self.screen.live_runs().get(run) {
            lock(&live).set_addresses(known);
        }
        Ok(())
    }
}

/// Returns the page that a redirect leads to, if that page may be shown.
async fn target(external: &ExternalClient, redirect: &str) -> Option<String> {
    let mut at = redirect.to_owned();
    for _ in 0..MAX_CHAIN {
        match external.target(&at).await {
            Ok(Some(next)) if citations::is_redirect(next.as_str()) => at = next.into(),
            Ok(Some(page)) => return Some(page.into()),
            Ok(None) => return None,
            Err(error) => {
                tracing::info!(%error, "a cited redirect cannot be followed");
                return None;
            }
        }
    }
    None
}

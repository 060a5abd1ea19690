//! Which servers of models answer on this computer right now.

use std::time::Duration;

use futures::future::join_all;
use reqwest::Client;

use crate::models::{listed, with_facts};
use crate::{Model, Provider, presets};

/// A server on this computer answers within this time or not at all.
const PATIENCE: Duration = Duration::from_millis(1500);

/// What its models can do may need its disk.
const PATIENCE_FOR_FACTS: Duration = Duration::from_secs(3);

/// A server that answers.
#[derive(Debug, Clone)]
pub struct Found {
    /// As it would be added.
    pub provider: Provider,
    /// The models it lists; empty if none is installed.
    pub models: Vec<Model>,
}

/// Asks the usual ports of this computer, all at once, and gives back those that answer as servers of models.
///
/// Takes at most about five seconds. `client` must use no proxy.
pub async fn find_local(client: &Client) -> Vec<Found> {
    let local = presets().iter().filter(|preset| preset.local);
    answering(client, local.filter_map(|preset| preset.provider())).await
}

/// Which of these servers answer, in the same order; nobody waits longer than for servers of this computer.
pub async fn answering(
    client: &Client,
    providers: impl IntoIterator<Item = Provider>,
) -> Vec<Found> {
    let asked = providers.into_iter().map(async |provider| {
        let list = listed(client, &provider, PATIENCE).await.ok()?;
        let plain = list.models.clone();
        let facts = with_facts(client, &provider, list);
        let models = match tokio::time::timeout(PATIENCE_FOR_FACTS, facts).await {
            Ok(facts) => facts.ok()?,
            Err(_) => plain,
        };
        Some(Found { provider, models })
    });
    join_all(asked).await.into_iter().flatten().collect()
}

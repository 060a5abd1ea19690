//! Discovery of servers of models on this computer.

use std::time::Duration;

use futures::future::join_all;
use reqwest::Client;

use crate::models::{list_models, with_details};
use crate::{Model, Provider, presets};

/// Timeout for a response of a server on this computer.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Timeout for the capabilities of its models, which may have to be read from disk.
const PATIENCE_FOR_DETAILS: Duration = Duration::from_secs(3);

/// A server that responded.
#[derive(Debug, Clone)]
pub struct LocalServer {
    /// The settings with which it would be added.
    pub provider: Provider,
    /// Its models; empty if none is installed.
    pub models: Vec<Model>,
}

/// Queries the usual ports of this computer concurrently, and returns those that respond as servers of models.
///
/// Takes at most about five seconds. `client` must use no proxy.
pub async fn find_local(client: &Client) -> Vec<LocalServer> {
    let local = presets().iter().filter(|preset| preset.local);
    answering(client, local.filter_map(|preset| preset.provider())).await
}

/// The servers that respond, in the given order, within the timeouts for servers on this computer.
pub async fn answering(
    client: &Client,
    providers: impl IntoIterator<Item = Provider>,
) -> Vec<LocalServer> {
    let asked = providers.into_iter().map(async |provider| {
        let list = list_models(client, &provider, PATIENCE).await.ok()?;
        let plain = list.models.clone();
        let details = with_details(client, &provider, list);
        let models = match tokio::time::timeout(PATIENCE_FOR_DETAILS, details).await {
            Ok(details) => details.ok()?,
            Err(_) => plain,
        };
        Some(LocalServer { provider, models })
    });
    join_all(asked).await.into_iter().flatten().collect()
}

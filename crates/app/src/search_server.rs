//! The search server (SearXNG) that the person named, with which models and agents on this computer search the web.

use std::sync::Mutex;

use archive::format::SEARCH_SERVER;
use ledger::Ledger;
use screen::lock;
use screen::view::host::host;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use words::say;

use crate::bridge::{BridgeError, ErrorCode, SearchServer};
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::model_servers;
use crate::network::is_here;
use crate::stored::read_stored;
use crate::transfers::is_address;

/// The query of a check; it says nothing about the person.
const TEST_QUERY: &str = "weather";

/// A search server. It contains no secrets: an address with a password is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct StoredSearchServer {
    address: String,
    /// Time of the last answer, in milliseconds since the Unix epoch.
    answered_at: i64,
}

/// The search server, if one is named.
#[derive(Default)]
pub(crate) struct SearchServerState {
    stored: Mutex<Option<StoredSearchServer>>,
    /// The last failure in this session; `None` if it works.
    failure: Mutex<Option<BridgeError>>,
}

impl SearchServerState {
    /// Reads the stored search server. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) fn read(ledger: &Ledger) -> Result<Self, ledger::Error> {
        Ok(Self {
            stored: Mutex::new(read_stored(ledger, SEARCH_SERVER)?),
            ..Self::default()
        })
    }

    /// Returns true if a search server is named.
    pub(crate) fn is_named(&self) -> bool {
        lock(&self.stored).is_some()
    }

    /// Returns the address of the search server.
    pub(crate) fn address(&self) -> Option<String> {
        lock(&self.stored)
            .as_ref()
            .map(|stored| stored.address.clone())
    }

    /// Notes the result of a use.
    pub(crate) fn set_failure(&self, failure: Option<BridgeError>) {
        *lock(&self.failure) = failure;
    }

    /// Returns the search server as the window shows it.
    pub(crate) fn view(&self) -> Option<SearchServer> {
        let stored = lock(&self.stored).clone()?;
        Some(SearchServer {
            host: host(&stored.address),
            is_here: is_here(&stored.address),
            is_unencrypted: model_servers::is_unencrypted(&stored.address),
            address: stored.address,
            answered_at: stored.answered_at,
            failure: lock(&self.failure).clone(),
        })
    }
}

impl Core {
    /// Searches once at this address.
    ///
    /// # Errors
    /// The error by its code: `Offline`, `Refused` (it gives no JSON), `RateLimited`, `Invalid` (it is something
    /// else), `Server`.
    pub(crate) async fn check_search(&self, address: &str) -> Result<()> {
        let proxies = self.proxies(address).await?;
        let server = searxng::Server::new(address, &proxies)
            .map_err(|bad| errors::invalid(say::search_unusable(bad.to_string())))?;
        server.find(TEST_QUERY).await.map(drop).map_err(check_error)
    }

    /// Stores the search server, which has just answered, or removes it; then tells the engine.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub(crate) async fn keep_search_server(&self, address: Option<String>) -> Result<()> {
        let stored = address.map(|address| StoredSearchServer {
            address,
            answered_at: now(),
        });
        self.store_search_server(stored).await
    }

    /// Takes over the search server of another record, if none is named here.
    pub(crate) async fn import_search_server(&self, new: Value) -> Result<()> {
        let Ok(new) = serde_json::from_value::<StoredSearchServer>(new) else {
            return Ok(());
        };
        match !self.connections.search_server.is_named() && is_address(&new.address, false) {
            true => self.store_search_server(Some(new)).await,
            false => Ok(()),
        }
    }

    async fn store_search_server(&self, stored: Option<StoredSearchServer>) -> Result<()> {
        let json = stored
            .as_ref()
            .map(serde_json::to_value)
            .transpose()
            .map_err(|cause| errors::internal(&cause))?;
        self.ledger(move |ledger| match &json {
            Some(json) => ledger.set_setting(SEARCH_SERVER, json),
            None => ledger.remove_setting(SEARCH_SERVER),
        })
        .await?;
        *lock(&self.connections.search_server.stored) = stored;
        self.connections.search_server.set_failure(None);
        self.configure_engine().await;
        // With a search server, agents on this computer can search.
        self.schedules.request_poll();
        Ok(())
    }
}

/// Translates a failed search into an error for the window.
fn check_error(failure: searxng::Failure) -> BridgeError {
    use searxng::Failure as F;
    match failure {
        F::Unreachable => errors::error(ErrorCode::Offline, say::search_unreachable()),
        F::NoJson => errors::error(ErrorCode::Refused, say::search_no_json()),
        F::TooMany => errors::error(ErrorCode::RateLimited, say::search_busy()),
        F::Status(status) => {
            errors::error(ErrorCode::Server, say::search_status(status.to_string()))
        }
        F::Broken => errors::error(ErrorCode::Server, say::search_broken()),
        F::OtherService => errors::error(ErrorCode::Invalid, say::search_other_service()),
    }
}

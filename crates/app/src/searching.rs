//! The search server (SearXNG) that the person named: whoever is asked on this computer searches there.

use std::sync::Mutex;

use archive::format::SEARCH_SERVER;
use ledger::Ledger;
use screen::lock;
use screen::view::place::host;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use words::say;

use crate::bridge::{BridgeError, ErrorCode, SearchServer};
use crate::connected;
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::keeping::is_address;
use crate::network::is_here;
use crate::stored::stored;

/// What a check searches for; it says nothing of the person.
const TRIAL: &str = "weather";

/// A search server. It has no secrets: an address with a password is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    address: String,
    /// When it answered last.
    answered_at: i64,
}

/// The search server, if one is named.
#[derive(Default)]
pub(crate) struct Searching {
    kept: Mutex<Option<Kept>>,
    /// Why it did not answer as it should when it was asked last in this session.
    failure: Mutex<Option<BridgeError>>,
}

impl Searching {
    /// What an earlier start kept. Blocks.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub(crate) fn read(ledger: &Ledger) -> Result<Self, ledger::Error> {
        Ok(Self {
            kept: Mutex::new(stored(ledger, SEARCH_SERVER)?),
            ..Self::default()
        })
    }

    /// Whether there is one.
    pub(crate) fn is_named(&self) -> bool {
        lock(&self.kept).is_some()
    }

    /// Where it is.
    pub(crate) fn address(&self) -> Option<String> {
        lock(&self.kept).as_ref().map(|kept| kept.address.clone())
    }

    /// Notes whether it answered.
    pub(crate) fn note(&self, failure: Option<BridgeError>) {
        *lock(&self.failure) = failure;
    }

    /// As the window shows it.
    pub(crate) fn view(&self) -> Option<SearchServer> {
        let kept = lock(&self.kept).clone()?;
        Some(SearchServer {
            host: host(&kept.address),
            is_here: is_here(&kept.address),
            is_unencrypted: connected::is_unencrypted(&kept.address),
            address: kept.address,
            answered_at: kept.answered_at,
            failure: lock(&self.failure).clone(),
        })
    }
}

impl Core {
    /// Searches once at this address.
    ///
    /// # Errors
    /// What is wrong, by name: `Offline`, `Refused` (it gives no JSON), `RateLimited`, `Invalid` (it is something else),
    /// `Server`.
    pub(crate) async fn try_search(&self, address: &str) -> Result<()> {
        let proxies = self.proxies(address).await?;
        let server = searxng::Server::new(address, &proxies)
            .map_err(|bad| errors::invalid(say::search_unusable(bad.to_string())))?;
        server.find(TRIAL).await.map(drop).map_err(outcome)
    }

    /// Keeps the search server, which has just answered, or none; then the engine is told.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub(crate) async fn keep_search(&self, address: Option<String>) -> Result<()> {
        let kept = address.map(|address| Kept {
            address,
            answered_at: now(),
        });
        self.set_search(kept).await
    }

    /// Takes in the search server of another record, when none is named here.
    pub(crate) async fn take_in_search(&self, new: Value) -> Result<()> {
        let Ok(new) = serde_json::from_value::<Kept>(new) else {
            return Ok(());
        };
        match !self.connections.search.is_named() && is_address(&new.address, false) {
            true => self.set_search(Some(new)).await,
            false => Ok(()),
        }
    }

    async fn set_search(&self, kept: Option<Kept>) -> Result<()> {
        let json = kept
            .as_ref()
            .map(serde_json::to_value)
            .transpose()
            .map_err(|cause| errors::internal(&cause))?;
        self.ledger(move |ledger| match &json {
            Some(json) => ledger.set_setting(SEARCH_SERVER, json),
            None => ledger.remove_setting(SEARCH_SERVER),
        })
        .await?;
        *lock(&self.connections.search.kept) = kept;
        self.connections.search.note(None);
        self.tell_engine().await;
        Ok(())
    }
}

/// What a failed search means for the window.
fn outcome(failure: searxng::Failure) -> BridgeError {
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

//! Commands on the search server of this computer: naming, checking, removing it.

use words::say;

use crate::bridge::*;
use crate::connected;
use crate::desk::Desk;
use crate::errors::{self, Result};

impl Desk {
    pub(super) async fn search_server(&self, (): ()) -> Result<Option<SearchServer>> {
        Ok(self.core.connections.search.view())
    }

    pub(super) async fn connect_search_server(&self, typed: String) -> Result<SearchServer> {
        let address = connected::checked(&typed, false)?;
        self.core.try_search(&address).await?;
        self.core.keep_search(Some(address)).await?;
        self.core.connections.search.view().ok_or_else(gone)
    }

    pub(super) async fn check_search_server(&self, (): ()) -> Result<SearchServer> {
        let search = &self.core.connections.search;
        let address = search.address().ok_or_else(gone)?;
        match self.core.try_search(&address).await {
            Ok(()) => self.core.keep_search(Some(address)).await?,
            Err(error) => search.note(Some(error)),
        }
        search.view().ok_or_else(gone)
    }

    pub(super) async fn remove_search_server(&self, (): ()) -> Result<()> {
        self.core.keep_search(None).await
    }
}

fn gone() -> BridgeError {
    errors::not_found(say::search_server_gone())
}

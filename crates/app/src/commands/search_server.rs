//! Commands on the search server of this computer: naming, checking, removing it.

use words::say;

use crate::backend::Backend;
use crate::bridge::*;
use crate::errors::{self, Result};
use crate::model_servers;

impl Backend {
    pub(super) async fn search_server(&self, (): ()) -> Result<Option<SearchServer>> {
        Ok(self.core.connections.search_server.view())
    }

    pub(super) async fn connect_search_server(&self, typed: String) -> Result<SearchServer> {
        let address = model_servers::checked_address(&typed, false)?;
        self.core.check_search(&address).await?;
        self.core.keep_search_server(Some(address)).await?;
        self.core
            .connections
            .search_server
            .view()
            .ok_or_else(server_gone)
    }

    pub(super) async fn check_search_server(&self, (): ()) -> Result<SearchServer> {
        let search = &self.core.connections.search_server;
        let address = search.address().ok_or_else(server_gone)?;
        match self.core.check_search(&address).await {
            Ok(()) => self.core.keep_search_server(Some(address)).await?,
            Err(error) => search.set_failure(Some(error)),
        }
        search.view().ok_or_else(server_gone)
    }

    pub(super) async fn remove_search_server(&self, (): ()) -> Result<()> {
        self.core.keep_search_server(None).await
    }
}

fn server_gone() -> BridgeError {
    errors::not_found(say::search_server_gone())
}

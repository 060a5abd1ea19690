//! The way out of this computer: which proxy, and who said so.
//!
//! What the person chose in the settings comes first, then the environment (`HTTPS_PROXY` and its like), then the
//! desktop's own settings. What stays on this computer goes through none of them.

mod password;
mod variables;

use std::sync::Arc;

use interactions::Proxies;

pub use variables::Variables;

use crate::bridge::ProxyChoice;
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

pub(crate) use interactions::place::leads_to_this_computer as is_here;
pub(crate) use password::{forget, typed};
pub(crate) use variables::NAMES;

impl Core {
    /// The proxies for requests to the server at this base URL.
    ///
    /// # Errors
    /// `Invalid`, when a proxy is named that cannot be used, and `NoKeychain`, when its password cannot be read. A
    /// request must not go out straight because of either.
    pub(crate) async fn proxies(&self, base_url: &str) -> Result<Proxies> {
        if is_here(base_url) {
            return Ok(Proxies::none());
        }
        let bypass = &self.connections.variables.no;
        match self.settings().proxy {
            ProxyChoice::Direct => Ok(Proxies::none()),
            ProxyChoice::At { address } => {
                let proxy = password::complete(&self.connections.vault, &address).await?;
                made(Some(&proxy), Some(&proxy), bypass)
            }
            ProxyChoice::System => {
                let named = self.connections.variables.named();
                if named.is_some() {
                    return made(named.http, named.https, bypass);
                }
                let (host, url) = (Arc::clone(&self.host), base_url.to_owned());
                let proxy = blocking(move || host.desktop_proxy(&url)).await?;
                made(proxy.as_deref(), proxy.as_deref(), bypass)
            }
        }
    }
}

fn made(http: Option<&str>, https: Option<&str>, bypass: &str) -> Result<Proxies> {
    Proxies::new(http, https, bypass).map_err(|_| errors::proxy_address())
}

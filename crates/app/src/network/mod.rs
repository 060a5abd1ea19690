//! Selection of the proxy for requests.
//!
//! The person's choice in the settings comes first, then the environment (`HTTPS_PROXY` and others), then the
//! desktop's own settings. Requests to this computer use none.

mod password;
mod variables;

use std::sync::Arc;

use interactions::Proxies;

pub use variables::ProxyVariables;

use crate::bridge::ProxyChoice;
use crate::core::{Core, blocking};
use crate::errors::{self, Result};

pub(crate) use interactions::place::leads_to_this_computer as is_here;
pub(crate) use password::{forget_password, parse_typed};
pub(crate) use variables::VARIABLE_NAMES;

impl Core {
    /// Returns the proxies for requests to the server at this base URL.
    ///
    /// # Errors
    /// `Invalid`, when the chosen proxy cannot be used, and `NoKeychain`, when its password cannot be read. The
    /// request must not go out directly in either case.
    pub(crate) async fn proxies(&self, base_url: &str) -> Result<Proxies> {
        if is_here(base_url) {
            return Ok(Proxies::none());
        }
        let bypass = &self.connections.variables.no_proxy;
        match self.settings().proxy {
            ProxyChoice::Direct => Ok(Proxies::none()),
            ProxyChoice::At { address } => {
                let proxy = password::complete(&self.connections.vault, &address).await?;
                build_proxies(Some(&proxy), Some(&proxy), bypass)
            }
            ProxyChoice::System => {
                let named = self.connections.variables.proxies();
                if named.is_some() {
                    return build_proxies(named.http, named.https, bypass);
                }
                let (host, url) = (Arc::clone(&self.host), base_url.to_owned());
                let proxy = blocking(move || host.desktop_proxy(&url)).await?;
                build_proxies(proxy.as_deref(), proxy.as_deref(), bypass)
            }
        }
    }
}

fn build_proxies(http: Option<&str>, https: Option<&str>, bypass: &str) -> Result<Proxies> {
    Proxies::new(http, https, bypass).map_err(|_| errors::proxy_address())
}

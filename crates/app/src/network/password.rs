//! The name and password of a proxy: typed as part of its URL, kept in the vault, and never in the settings.

use secrecy::{ExposeSecret, SecretString};
use vault::{KeyStorage, Vault};

use crate::core::blocking;
use crate::errors::{self, Result};

/// A proxy's URL as typed.
pub(crate) struct TypedProxy {
    /// The part that the settings keep and show: scheme, host and port.
    pub(crate) address: String,
    /// `name:password` in percent-encoding, if typed.
    credentials: Option<SecretString>,
}

impl TypedProxy {
    /// Keeps the typed name and password in the vault, or for this session if there is no keychain. Returns true if
    /// there were any.
    pub(crate) async fn keep(&self, vault: &Vault) -> Result<bool> {
        let Some(credentials) = self.credentials.clone() else {
            return Ok(false);
        };
        let (vault, name) = (vault.clone(), vault_entry(&self.address));
        let kept = blocking(move || {
            vault
                .set(&name, credentials.clone(), KeyStorage::Keychain)
                .or_else(|error| {
                    tracing::warn!(%error, "the proxy's password is kept for this session");
                    vault.set(&name, credentials, KeyStorage::Session)
                })
        });
        kept.await?.map_err(|cause| errors::keychain(&cause))?;
        Ok(true)
    }
}

/// Splits a typed URL.
///
/// # Errors
/// `Invalid`, when it is no proxy URL.
pub(crate) fn parse_typed(text: &str) -> Result<TypedProxy> {
    let mut url = interactions::proxy_url(text).map_err(|_| errors::proxy_address())?;
    let credentials = match (url.username(), url.password()) {
        ("", None) => None,
        (name, password) => Some(format!("{name}:{}", password.unwrap_or_default()).into()),
    };
    let unusable = |()| errors::proxy_address();
    url.set_username("").map_err(unusable)?;
    url.set_password(None).map_err(unusable)?;
    Ok(TypedProxy {
        address: url.as_str().trim_end_matches('/').to_owned(),
        credentials,
    })
}

/// Returns the URL with the name and the password from the vault.
pub(super) async fn complete(vault: &Vault, address: &str) -> Result<String> {
    let (vault, name) = (vault.clone(), vault_entry(address));
    let kept = match blocking(move || vault.key(&name)).await? {
        Ok(kept) => kept,
        // Without a keychain there can be no password in it.
        Err(vault::Error::NoSecretService { .. }) => None,
        Err(cause) => return Err(errors::keychain(&cause)),
    };
    Ok(match (kept, address.split_once("://")) {
        (Some(credentials), Some((scheme, rest))) => {
            format!("{scheme}://{}@{rest}", credentials.expose_secret())
        }
        _ => address.to_owned(),
    })
}

/// Deletes the name and the password of a proxy that is no longer chosen.
pub(crate) async fn forget_password(vault: &Vault, address: &str) {
    let (vault, name) = (vault.clone(), vault_entry(address));
    if let Ok(Err(error)) = blocking(move || vault.clear(&name)).await {
        tracing::info!(%error, "the proxy's password cannot be cleared");
    }
}

/// Returns the name of the vault's entry.
fn vault_entry(address: &str) -> String {
    format!("proxy {address}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn name_and_password_are_in_the_vault_and_not_in_the_address() {
        let typed = parse_typed(" ada:se%40cret@proxy.example:3128 ").expect("an address");
        assert_eq!(typed.address, "http://proxy.example:3128");
        let vault = Vault::new("errand-unit-test");
        let credentials = typed.credentials.clone().expect("they were typed");
        let kept = vault.set(
            &vault_entry(&typed.address),
            credentials,
            KeyStorage::Session,
        );
        kept.expect("memory takes everything");
        let whole = complete(&vault, &typed.address).await.expect("usable");
        assert_eq!(whole, "http://ada:se%40cret@proxy.example:3128");
        let proxies = interactions::Proxies::new(Some(&whole), None, "");
        assert!(proxies.is_ok());
    }

    #[test]
    fn an_address_stays_as_it_is() {
        for (text, kept) in [
            ("http://proxy.example:3128", "http://proxy.example:3128"),
            ("socks://proxy.example", "socks5h://proxy.example:1080"),
            ("https://proxy.example/", "https://proxy.example"),
        ] {
            let typed = parse_typed(text).expect(text);
            assert_eq!(typed.address, kept);
            assert!(typed.credentials.is_none());
        }
        assert!(super::parse_typed("no address").is_err());
    }
}

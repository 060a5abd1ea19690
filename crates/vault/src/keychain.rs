//! The system keychain through `keyring`, with its errors mapped to [`Error`].

use std::error::Error as StdError;

use keyring::v1::{Entry, Error as KeyringError};
use secrecy::{ExposeSecret, SecretString};

use crate::Error;

pub(crate) fn set(service: &str, name: &str, key: &SecretString) -> Result<(), Error> {
    entry(service, name)?
        .set_password(key.expose_secret())
        .map_err(map_error)
}

pub(crate) fn get(service: &str, name: &str) -> Result<Option<SecretString>, Error> {
    optional(entry(service, name)?.get_password()).map(|key| key.map(SecretString::from))
}

pub(crate) fn has(service: &str, name: &str) -> Result<bool, Error> {
    optional(entry(service, name)?.inner.get_credential()).map(|entry| entry.is_some())
}

pub(crate) fn clear(service: &str, name: &str) -> Result<(), Error> {
    optional(entry(service, name)?.delete_credential()).map(|_| ())
}

fn entry(service: &str, name: &str) -> Result<Entry, Error> {
    Entry::new(service, name).map_err(map_error)
}

fn optional<T>(result: Result<T, KeyringError>) -> Result<Option<T>, Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(KeyringError::NoEntry) => Ok(None),
        Err(error) => Err(map_error(error)),
    }
}

/// Maps an error to one of ours. The original is dropped here: two of its variants hold the stored bytes.
fn map_error(error: KeyringError) -> Error {
    match error {
        KeyringError::NoDefaultStore => Error::NoSecretService {
            reason: match Entry::store_status() {
                Err(why) => error_text(why),
                Ok(()) => error_text(&error),
            },
        },
        KeyringError::NoStorageAccess(ref inner) => secret_service_error(inner.as_ref())
            .unwrap_or_else(|| Error::Locked {
                reason: error_text(&error),
            }),
        KeyringError::PlatformFailure(ref inner) => secret_service_error(inner.as_ref())
            .unwrap_or_else(|| Error::Other {
                reason: error_text(&error),
            }),
        other => Error::Other {
            reason: error_text(&other),
        },
    }
}

/// Maps an error of the Secret Service, as far as its type says what happened.
#[cfg(target_os = "linux")]
fn secret_service_error(inner: &(dyn StdError + Send + Sync + 'static)) -> Option<Error> {
    use secret_service::Error as Service;
    let error = inner.downcast_ref::<Service>()?;
    let reason = error.to_string();
    Some(match error {
        Service::Locked => Error::Locked { reason },
        Service::Prompt => Error::Denied { reason },
        // The collection named "default" is missing, so there is no place to put a key.
        Service::NoResult => Error::NoSecretService {
            reason: "there is no default keyring".to_owned(),
        },
        Service::Unavailable | Service::PromptDisconnected => Error::NoSecretService { reason },
        // Calls to a service that has gone away fail with one of these D-Bus error names.
        _ if [
            "ServiceUnknown",
            "NameHasNoOwner",
            "NoReply",
            "Disconnected",
        ]
        .iter()
        .any(|name| reason.contains(name)) =>
        {
            Error::NoSecretService { reason }
        }
        _ if reason.contains(".IsLocked") => Error::Locked { reason },
        _ => return None,
    })
}

#[cfg(not(target_os = "linux"))]
fn secret_service_error(_: &(dyn StdError + Send + Sync + 'static)) -> Option<Error> {
    None
}

/// Returns the error's text for people, which holds stored bytes for no variant (unlike `Debug`).
fn error_text(error: &KeyringError) -> String {
    match error {
        // The `Display` of this variant prints the debug form of its cause.
        KeyringError::BadDataFormat(..) => "the stored key is malformed".to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "key-that-must-not-show";

    #[test]
    fn a_stored_value_that_is_not_text_does_not_show_in_the_error() {
        let bytes = [KEY.as_bytes(), b"\xff"].concat();
        let cause = || -> Box<dyn StdError + Send + Sync> { KEY.into() };
        for error in [
            KeyringError::BadEncoding(bytes.clone()),
            KeyringError::BadDataFormat(bytes.clone(), cause()),
        ] {
            let error = map_error(error);
            let bytes = format!("{bytes:?}");
            for text in [format!("{error:?}"), error.to_string()] {
                assert!(!text.contains(KEY), "{text}");
                assert!(!text.contains(&bytes), "{text}");
            }
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_the_secret_service_says_gets_a_name() {
        use secret_service::Error as Service;
        let no_access = |error: Service| map_error(KeyringError::NoStorageAccess(Box::new(error)));
        assert!(matches!(no_access(Service::Locked), Error::Locked { .. }));
        assert!(matches!(no_access(Service::Prompt), Error::Denied { .. }));
        assert!(matches!(
            no_access(Service::NoResult),
            Error::NoSecretService { .. }
        ));
        let failure = |error: Service| map_error(KeyringError::PlatformFailure(Box::new(error)));
        assert!(matches!(
            failure(Service::Unavailable),
            Error::NoSecretService { .. }
        ));
        assert!(matches!(
            failure(Service::Crypto("no")),
            Error::Other { .. }
        ));
    }
}

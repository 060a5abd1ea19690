//! Verification of webhook messages by their signature (Standard Webhooks; contract section 12).

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;

use crate::types::WebhookDelivery;

/// Maximum difference between a message's timestamp and now.
const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// Verifies messages with the secrets of a webhook.
///
/// ```
/// # use std::time::{Duration, UNIX_EPOCH};
/// use interactions::webhook::{Signed, Verifier};
///
/// let verifier = Verifier::new(&"whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3".into())?;
/// let delivery = Signed {
///     id: "msg_2f9",                // the header webhook-id
///     timestamp: "1792487706",      // webhook-timestamp
///     signatures: "v1,bm90IHRydWU=", // webhook-signature
///     body: b"{}",
/// };
/// let now = UNIX_EPOCH + Duration::from_secs(1_792_487_710);
/// assert!(verifier.verify(&delivery, now).is_err());
/// # Ok::<(), interactions::webhook::Rejected>(())
/// ```
#[derive(Clone)]
pub struct Verifier {
    keys: Vec<Hmac<Sha256>>,
}

/// A received message.
#[derive(Debug, Clone, Copy)]
pub struct Signed<'a> {
    /// The `webhook-id` header; a message may arrive more than once, so remember it.
    pub id: &'a str,
    /// The `webhook-timestamp` header: Unix seconds.
    pub timestamp: &'a str,
    /// The `webhook-signature` header: one or more signatures, separated by spaces.
    pub signatures: &'a str,
    /// The body, byte for byte.
    pub body: &'a [u8],
}

/// Why a message or a secret is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejected {
    /// The secret is not `whsec_` followed by base64.
    #[error("the signing secret cannot be used")]
    Secret,
    /// The timestamp is not a number of seconds.
    #[error("the delivery has no valid timestamp")]
    Timestamp,
    /// The timestamp is more than five minutes in the past or future.
    #[error("the delivery is too old, or from the future")]
    Age,
    /// No signature matches any of the secrets.
    #[error("the delivery is not signed with the webhook's secret")]
    Signature,
    /// The signature is valid, but the body is not a webhook message.
    #[error("the delivery cannot be read")]
    Body,
}

impl Verifier {
    /// A verifier with the secret returned by creating the webhook or rotating its secret: `whsec_…`.
    pub fn new(secret: &SecretString) -> Result<Self, Rejected> {
        Ok(Self {
            keys: vec![key(secret)?],
        })
    }

    /// Adds another secret: during a rotation both are in use.
    pub fn also(mut self, secret: &SecretString) -> Result<Self, Rejected> {
        self.keys.push(key(secret)?);
        Ok(self)
    }

    /// The message, if it is signed with one of the secrets and was sent within five minutes of `now`.
    pub fn verify(
        &self,
        delivery: &Signed<'_>,
        now: SystemTime,
    ) -> Result<WebhookDelivery, Rejected> {
        let sent: u64 = delivery
            .timestamp
            .parse()
            .map_err(|_| Rejected::Timestamp)?;
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        if now.as_secs().abs_diff(sent) > TOLERANCE.as_secs() {
            return Err(Rejected::Age);
        }
        let signatures = delivery
            .signatures
            .split_whitespace()
            .filter_map(|signature| STANDARD.decode(signature.strip_prefix("v1,")?).ok());
        let is_real = |signature: Vec<u8>| {
            self.keys.iter().any(|key| {
                let mut key = key.clone();
                for part in [delivery.id, ".", delivery.timestamp, "."] {
                    key.update(part.as_bytes());
                }
                key.update(delivery.body);
                // A constant-time comparison.
                key.verify_slice(&signature).is_ok()
            })
        };
        if !signatures.into_iter().any(is_real) {
            return Err(Rejected::Signature);
        }
        serde_json::from_slice(delivery.body).map_err(|_| Rejected::Body)
    }
}

fn key(secret: &SecretString) -> Result<Hmac<Sha256>, Rejected> {
    let encoded = secret.expose_secret().trim();
    let encoded = encoded.strip_prefix("whsec_").ok_or(Rejected::Secret)?;
    let bytes = STANDARD.decode(encoded).map_err(|_| Rejected::Secret)?;
    if bytes.is_empty() {
        return Err(Rejected::Secret);
    }
    Hmac::new_from_slice(&bytes).map_err(|_| Rejected::Secret)
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("secrets", &self.keys.len())
            .finish()
    }
}

//! Signatures: Standard Webhooks for registered receivers, a signed token for receivers named in a request (section
//! 12).

use std::io;
use std::path::Path;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::state::{Delivery, SecretRow};

/// A new secret: 32 random bytes.
pub(crate) fn new_secret() -> io::Result<String> {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| io::Error::other("no random numbers"))?;
    Ok(format!("whsec_{}", STANDARD.encode(bytes)))
}

/// The `webhook-signature` header: one signature per secret, so that a receiver can verify with its old or its new
/// secret.
pub(super) fn standard(secrets: &[SecretRow], id: &str, timestamp: &str, body: &str) -> String {
    let sign = |row: &SecretRow| {
        let key = STANDARD.decode(row.secret.strip_prefix("whsec_")?).ok()?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
        for part in [id, ".", timestamp, ".", body] {
            mac.update(part.as_bytes());
        }
        Some(format!(
            "v1,{}",
            STANDARD.encode(mac.finalize().into_bytes())
        ))
    };
    secrets
        .iter()
        .filter_map(sign)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The public key of [`Signer`] as a JSON Web Key (RFC 7517).
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Jwk {
    kty: &'static str,
    alg: &'static str,
    #[serde(rename = "use")]
    purpose: &'static str,
    kid: String,
    n: String,
    e: String,
}

/// Signs messages for receivers that have no secret.
pub(crate) struct Signer {
    key: KeyPair,
    jwk: Jwk,
}

impl Signer {
    /// Loads the key in the folder `data`, or generates it.
    pub(crate) fn of(data: &Path) -> io::Result<Self> {
        let path = data.join("webhook-key.der");
        let key = match std::fs::read(&path) {
            Ok(bytes) => KeyPair::from_pkcs8(&bytes).map_err(|error| damaged(&path, &error))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => make(&path)?,
            Err(error) => return Err(error),
        };
        let (n, e) = components(key.public_key().as_ref())
            .ok_or_else(|| damaged(&path, &"its public part cannot be read"))?;
        let (n, e) = (URL_SAFE_NO_PAD.encode(n), URL_SAFE_NO_PAD.encode(e));
        let print = Sha256::digest(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#));
        let jwk = Jwk {
            kty: "RSA",
            alg: "RS256",
            purpose: "sig",
            // The key's thumbprint (RFC 7638).
            kid: URL_SAFE_NO_PAD.encode(print),
            n,
            e,
        };
        Ok(Self { key, jwk })
    }

    pub(crate) fn jwk(&self) -> &Jwk {
        &self.jwk
    }

    /// A token (JWT, RS256) that is valid for this message at this receiver, for five minutes. Empty if signing
    /// fails; receivers reject that.
    pub(super) fn token(&self, delivery: &Delivery) -> String {
        let now = jiff::Timestamp::now().as_second();
        let header = json!({"alg": "RS256", "typ": "JWT", "kid": self.jwk.kid});
        let claims = json!({
            "iss": "errand-engine",
            "aud": delivery.uri,
            "jti": delivery.id,
            "iat": now,
            "exp": now + 5 * 60,
            "body_sha256": URL_SAFE_NO_PAD.encode(Sha256::digest(&delivery.body)),
        });
        let encode = |part: serde_json::Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let text = format!("{}.{}", encode(header), encode(claims));
        let mut signature = vec![0; self.key.public_modulus_len()];
        let signed = self.key.sign(
            &RSA_PKCS1_SHA256,
            &SystemRandom::new(),
            text.as_bytes(),
            &mut signature,
        );
        match signed {
            Ok(()) => format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature)),
            Err(error) => {
                tracing::error!(%error, "a message cannot be signed");
                String::new()
            }
        }
    }
}

/// Modulus and exponent of a DER-encoded public key (RFC 8017, RSAPublicKey): two integers in a sequence.
fn components(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (numbers, _) = value(der, 0x30)?;
    let (n, rest) = value(numbers, 0x02)?;
    let (e, _) = value(rest, 0x02)?;
    let positive = |number: &'_ [u8]| number.iter().take_while(|byte| **byte == 0).count();
    Some((&n[positive(n)..], &e[positive(e)..]))
}

/// The content of a DER value with this tag, and the bytes after it.
fn value(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let rest = der.strip_prefix(&[tag])?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..0x80 => (usize::from(first), rest),
        _ => {
            let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let length = bytes
                .iter()
                .fold(0, |sum, byte| (sum << 8) | usize::from(*byte));
            (length, rest)
        }
    };
    rest.split_at_checked(length)
}

fn damaged(path: &Path, error: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(format!("{} is no key: {error}", path.display()))
}

fn make(path: &Path) -> io::Result<KeyPair> {
    let key = KeyPair::generate(KeySize::Rsa2048).map_err(|error| damaged(path, &error))?;
    let der = AsDer::as_der(&key).map_err(|error| damaged(path, &error))?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    io::Write::write_all(&mut options.open(path)?, der.as_ref())?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
    use interactions::webhook::{Signed, Verifier};

    use super::*;

    #[test]
    fn a_message_is_known_by_each_of_the_secrets_and_by_no_other() {
        let (old, new) = (new_secret().unwrap(), new_secret().unwrap());
        let row = |secret: &String| SecretRow {
            secret: secret.clone(),
            expires: None,
        };
        let body = r#"{"type":"interaction.completed"}"#;
        let signatures = standard(&[row(&old), row(&new)], "msg_1", "1000", body);
        let delivery = Signed {
            id: "msg_1",
            timestamp: "1000",
            signatures: &signatures,
            body: body.as_bytes(),
        };
        let now = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1001);
        let known = |secret: String| {
            Verifier::new(&secret.into())
                .unwrap()
                .verify(&delivery, now)
                .is_ok()
        };
        assert!(known(old) && known(new) && !known(new_secret().unwrap()));
    }

    #[test]
    fn a_token_is_signed_with_the_key_that_is_published_and_the_key_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let signer = Signer::of(folder.path()).unwrap();
        let again = Signer::of(folder.path()).unwrap();
        assert_eq!(signer.jwk.kid, again.jwk.kid);
        let delivery = Delivery::new(
            None,
            "https://h.test/".to_owned(),
            "interaction.completed",
            json!({}),
        );
        let token = signer.token(&delivery);
        let (text, signature) = token.rsplit_once('.').unwrap();
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
        let public = RsaPublicKeyComponents {
            n: decode(&again.jwk.n),
            e: decode(&again.jwk.e),
        };
        public
            .verify(
                &RSA_PKCS1_2048_8192_SHA256,
                text.as_bytes(),
                &decode(signature),
            )
            .unwrap();
    }
}

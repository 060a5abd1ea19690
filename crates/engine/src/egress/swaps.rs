//! Variables of a sandbox that stand for a credential (contract sections 9.1 and 9.6): programs see a meaningless
//! placeholder, which the proxy replaces with the secret in requests to the hosts that the credential trusts.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::header::{AUTHORIZATION, HeaderValue};
use hyper::{Request, Uri};
use interactions::types::credential::EnvironmentVariable;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use url::Host;
use url::form_urlencoded::byte_serialize;

use super::rules::Rules;

/// The placeholder that a variable has as its value while it stands for a credential. It is the same throughout one
/// environment, because programs write such values into files.
pub(crate) fn stand_in(environment: &str, credential: &str) -> String {
    let mut digest = Sha256::new();
    digest.update(environment);
    digest.update([0]);
    digest.update(credential);
    let digest = digest.finalize();
    let digits: String = digest[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("errand-credential-{digits}")
}

/// A credential and the stand-in that it replaces.
#[derive(Clone)]
pub(crate) struct Swap {
    stand_in: String,
    value: SecretString,
    in_headers: bool,
    in_query: bool,
    trusted: Rules,
}

impl fmt::Debug for Swap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Swap").finish_non_exhaustive()
    }
}

impl PartialEq for Swap {
    fn eq(&self, other: &Self) -> bool {
        self.stand_in == other.stand_in
    }
}

impl Swap {
    /// The replacement for a stored credential.
    ///
    /// # Errors
    /// The reason why the credential cannot be a variable here, as a phrase that follows its name.
    pub(crate) fn of(config: &EnvironmentVariable, stand_in: String) -> Result<Self, String> {
        let places = match &config.injection_location {
            Some(Value::Array(places)) => places.as_slice(),
            Some(place) => std::slice::from_ref(place),
            None => &[],
        };
        let has = |name: &str| places.iter().any(|place| place.as_str() == Some(name));
        if has("body") {
            return Err(
                "goes into the bodies of requests, which this computer does not change: leave \"body\" away in its \
                 injection_location"
                    .to_owned(),
            );
        }
        let value = config.value.as_ref().ok_or("has no value")?;
        if config.trusted_domains.is_empty() {
            return Err(
                "trusts no host: name some in its trusted_domains, it goes nowhere else".to_owned(),
            );
        }
        let trusted = Rules::of_domains(&config.trusted_domains)
            .map_err(|domain| format!("trusts '{domain}', which is no name of a host"))?;
        Ok(Self {
            stand_in,
            value: SecretString::from(value.expose().to_owned()),
            // By default in headers, where keys usually are.
            in_headers: places.is_empty() || has("header"),
            in_query: has("query"),
            trusted,
        })
    }

    /// Returns true if the credential may be sent there.
    pub(super) fn trusts(&self, host: &Host, port: u16) -> bool {
        self.trusted.entry(host, port).is_some()
    }

    /// Replaces the stand-in with the credential.
    pub(super) fn apply<B>(&self, request: &mut Request<B>) {
        if self.in_headers {
            for (name, value) in request.headers_mut() {
                let is_login = name == AUTHORIZATION;
                if let Some(swapped) = self.header(value, is_login) {
                    *value = swapped;
                }
            }
        }
        if self.in_query
            && let Some(uri) = self.query(request.uri())
        {
            *request.uri_mut() = uri;
        }
    }

    /// The header with the credential in it; `None` if it has no stand-in.
    fn header(&self, value: &HeaderValue, is_login: bool) -> Option<HeaderValue> {
        let text = value.to_str().ok()?;
        let swapped = match text.contains(&self.stand_in) {
            true => text.replace(&self.stand_in, self.value.expose_secret()),
            // Basic authentication encodes name and password in base64.
            false if is_login => {
                let login = STANDARD.decode(text.strip_prefix("Basic ")?.trim()).ok()?;
                let login = String::from_utf8(login).ok()?;
                if !login.contains(&self.stand_in) {
                    return None;
                }
                let login = login.replace(&self.stand_in, self.value.expose_secret());
                format!("Basic {}", STANDARD.encode(login))
            }
            false => return None,
        };
        let mut swapped = HeaderValue::from_str(&swapped).ok()?;
        swapped.set_sensitive(true);
        Some(swapped)
    }

    fn query(&self, uri: &Uri) -> Option<Uri> {
        let query = uri.query().filter(|it| it.contains(&self.stand_in))?;
        let value: String = byte_serialize(self.value.expose_secret().as_bytes()).collect();
        let query = query.replace(&self.stand_in, &value);
        format!("{}?{query}", uri.path()).parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::egress::rules::host;

    fn swap(places: Value, domains: &[&str]) -> Result<Swap, String> {
        let config = json!({"id": "a", "value": "s3 cret", "injection_location": places, "trusted_domains": domains});
        Swap::of(&serde_json::from_value(config).unwrap(), "STAND".to_owned())
    }

    fn sent(swap: &Swap, uri: &str, authorization: &str) -> (String, String) {
        let mut request = Request::get(uri)
            .header(AUTHORIZATION, authorization)
            .body(())
            .unwrap();
        swap.apply(&mut request);
        let header = request.headers()[AUTHORIZATION].to_str().unwrap();
        (request.uri().to_string(), header.to_owned())
    }

    #[test]
    fn it_is_put_where_it_belongs_and_nowhere_else() {
        let in_headers = swap(json!("header"), &["a.test"]).unwrap();
        let (uri, header) = sent(&in_headers, "/x?key=STAND", "Bearer STAND");
        assert_eq!(
            (uri.as_str(), header.as_str()),
            ("/x?key=STAND", "Bearer s3 cret")
        );
        let basic = |login: &str| format!("Basic {}", STANDARD.encode(login));
        let (_, header) = sent(&in_headers, "/", &basic("me:STAND"));
        assert_eq!(header, basic("me:s3 cret"));
        let (_, header) = sent(&in_headers, "/", &basic("me:other"));
        assert_eq!(header, basic("me:other"));
        let in_query = swap(json!(["query"]), &["a.test"]).unwrap();
        let (uri, header) = sent(&in_query, "/STAND?key=STAND&b=1", "Bearer STAND");
        assert_eq!(
            (uri.as_str(), header.as_str()),
            ("/STAND?key=s3+cret&b=1", "Bearer STAND")
        );
        assert!(!format!("{in_query:?}").contains("s3"));
    }

    #[test]
    fn it_goes_to_the_hosts_that_it_trusts() {
        let swap = swap(Value::Null, &["a.test", "*.b.test"]).unwrap();
        let trusts = |name: &str| swap.trusts(&host(name).unwrap(), 443);
        assert!(trusts("a.test") && trusts("x.b.test"));
        assert!(!trusts("b.test") && !trusts("evil-a.test"));
    }

    #[test]
    fn what_cannot_be_kept_is_refused_with_its_reason() {
        for (refused, words) in [
            (swap(json!(["header", "body"]), &["a.test"]), "body"),
            (swap(json!("header"), &[]), "trusted_domains"),
            (swap(json!("header"), &["*"]), "'*'"),
            (swap(json!("header"), &["not a name"]), "'not a name'"),
        ] {
            let why = refused.unwrap_err();
            assert!(why.contains(words), "{why}");
        }
    }

    #[test]
    fn a_stand_in_is_the_same_in_one_environment_only() {
        assert_eq!(stand_in("e", "c"), stand_in("e", "c"));
        assert_ne!(stand_in("e", "c"), stand_in("f", "c"));
        assert_ne!(stand_in("e", "c"), stand_in("e", "d"));
    }
}

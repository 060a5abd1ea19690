//! Code shared by all examples: the client.

use interactions::{Client, GOOGLE};

/// An error in an example ends it.
pub(crate) type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A client of the server that `INTERACTIONS_BASE_URL` names, or of Google's, with the key in `INTERACTIONS_KEY`.
pub(crate) fn client() -> interactions::Result<Client> {
    let base_url = std::env::var("INTERACTIONS_BASE_URL").unwrap_or_else(|_| GOOGLE.to_owned());
    let key = std::env::var("INTERACTIONS_KEY").unwrap_or_default();
    Client::builder(base_url).key(key.into()).build()
}

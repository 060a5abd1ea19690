//! Servers of models come to a running engine as lines of JSON, with their keys.
//!
//! The keys are kept in memory only. A line is never logged or answered in words, because it holds them.

use std::sync::Arc;

use providers::Provider;
use serde::Deserialize;

use crate::brain::registry::Brains;

/// Connects servers of models to an engine.
#[derive(Clone)]
pub struct Connector(Arc<Brains>);

/// One line: the whole set of servers, in place of the one before.
#[derive(Deserialize)]
struct Line {
    providers: Vec<Provider>,
}

impl Connector {
    pub(crate) fn new(brains: Arc<Brains>) -> Self {
        Self(brains)
    }

    /// Takes a line `{"providers": [Provider, …]}`: the whole set of servers, in place of the one before. A line that
    /// is not understood changes nothing, and the log says where it is wrong without showing it.
    pub fn take(&self, line: &[u8]) {
        if line.trim_ascii().is_empty() {
            return;
        }
        let providers = match serde_json::from_slice::<Line>(line) {
            Ok(Line { providers }) => providers,
            Err(error) => {
                let (column, kind) = (error.column(), error.classify());
                tracing::warn!(column, ?kind, "a line of servers was not understood");
                return;
            }
        };
        if let Some(at) = providers.iter().position(|provider| !is_id(&provider.id)) {
            tracing::warn!(at, "a line of servers was not taken: one has no proper id");
            return;
        }
        tracing::info!(servers = providers.len(), "servers of models are connected");
        self.0.connect(providers);
    }
}

fn is_id(id: &str) -> bool {
    let ordinary = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !id.is_empty() && id.chars().all(ordinary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brain::starter::Starter;

    #[test]
    fn a_broken_line_changes_nothing_and_a_whole_one_replaces_all() {
        let brains = Arc::new(Brains::new(Arc::new(Starter::new("none.gguf".into()))));
        let connector = Connector::new(Arc::clone(&brains));
        let line = |id: &str| {
            format!(
                r#"{{"providers":[{{"id":"{id}","name":"A","dialect":"openai","base_url":"http://127.0.0.1:1/v1","key":"k","models":[{{"id":"m"}}]}}]}}"#
            )
        };
        connector.take(line("acme").as_bytes());
        assert!(brains.find("acme/m").is_some());
        for broken in ["", "{", "{\"other\":1}", &line("A/B")] {
            connector.take(broken.as_bytes());
            assert!(brains.find("acme/m").is_some(), "{broken}");
        }
        connector.take(line("other").as_bytes());
        assert!(brains.find("acme/m").is_none() && brains.find("other/m").is_some());
    }
}

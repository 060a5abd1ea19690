//! The connected model servers as they are stored in the ledger: everything but their keys.

use std::collections::BTreeMap;

use providers::{Dialect, Model};
use serde::{Deserialize, Serialize};

use crate::transfers::is_address;

/// Number of models up to which all models of a server are chosen at first.
pub(crate) const ALL_CHOSEN: usize = 20;

/// A server of models that the person connected.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ModelServer {
    /// The prefix in the ids of its models; see [`StoredModelServers::id_for`].
    pub(crate) id: String,
    /// The name for people.
    pub(crate) name: String,
    /// The id of its preset, if it has one.
    pub(crate) preset: Option<String>,
    /// The protocol of the server.
    pub(crate) dialect: Dialect,
    /// The base URL.
    pub(crate) base_url: String,
    /// True if requests carry a key, which the vault has under the server's origin.
    pub(crate) has_key: bool,
    /// The models in the server's last listing.
    pub(crate) models: Vec<Model>,
    /// The ids of the chosen models; `None`: all of them.
    pub(crate) chosen: Option<Vec<String>>,
    /// Time of the last answer, in milliseconds since the Unix epoch.
    pub(crate) answered_at: i64,
}

impl ModelServer {
    /// Returns the chosen models, in the server's own order.
    pub(crate) fn chosen(&self) -> impl Iterator<Item = &Model> {
        self.models.iter().filter(|model| self.is_chosen(&model.id))
    }

    /// Returns true if a model is chosen.
    pub(crate) fn is_chosen(&self, model: &str) -> bool {
        let chosen = self.chosen.as_ref();
        chosen.is_none_or(|chosen| chosen.iter().any(|id| id == model))
    }
}

/// Returns the choice for a new server: all models, or none when there are so many that the person has to choose.
pub(crate) fn chosen_at_first(models: &[Model]) -> Option<Vec<String>> {
    (models.len() > ALL_CHOSEN).then(Vec::new)
}

/// The stored value: the servers, and all ids ever given.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredModelServers {
    /// The servers in the order in which they were connected.
    pub(crate) servers: Vec<ModelServer>,
    /// Every id that was ever given, with its base URL: a turn names its model by the id, and must never be sent to
    /// another server than the one that the person saw.
    ids: BTreeMap<String, String>,
}

impl StoredModelServers {
    /// Returns the server with this id, to be changed.
    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut ModelServer> {
        self.servers.iter_mut().find(|server| server.id == id)
    }

    /// Returns the base URL of the server that has or had this id.
    pub(crate) fn base_url(&self, id: &str) -> Option<&str> {
        self.ids.get(id).map(String::as_str)
    }

    /// Returns the id for the server at this base URL: the one that it had before, else one made of `word` that no
    /// other URL ever had.
    pub(crate) fn id_for(&mut self, word: &str, base_url: &str) -> String {
        if let Some((id, _)) = self.ids.iter().find(|(_, known)| *known == base_url) {
            return id.clone();
        }
        let word = slug(word);
        let id = (1_u32..)
            .map(|number| match number {
                1 => word.clone(),
                _ => format!("{word}-{number}"),
            })
            .find(|id| !self.ids.contains_key(id))
            .expect("there are more numbers than servers");
        self.ids.insert(id.clone(), base_url.to_owned());
        id
    }

    /// Adds the servers of another record that are not here and whose ids no other URL ever had here. The record does
    /// not contain their keys.
    pub(crate) fn import(&mut self, other: Self) {
        for (id, base_url) in other.ids {
            self.ids.entry(id).or_insert(base_url);
        }
        for server in other.servers {
            let is_here =
                |known: &ModelServer| known.id == server.id || known.base_url == server.base_url;
            if !self.servers.iter().any(is_here)
                && self.base_url(&server.id) == Some(&server.base_url)
                && slug(&server.id) == server.id
                && is_address(&server.base_url, server.has_key)
            {
                self.servers.push(server);
            }
        }
    }

    /// Returns a name that no other server has: `name`, or `name` with the host.
    pub(crate) fn name_for(&self, id: &str, name: &str, host: &str) -> String {
        let is_taken = |server: &ModelServer| server.id != id && server.name == name;
        match self.servers.iter().any(is_taken) {
            true => format!("{name} ({host})"),
            false => name.to_owned(),
        }
    }
}

/// Returns the word in lower-case letters, digits and single hyphens.
fn slug(word: &str) -> String {
    let lower = word.to_ascii_lowercase();
    let pieces: Vec<&str> = lower
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|piece| !piece.is_empty())
        .collect();
    match pieces.is_empty() {
        true => "server".to_owned(),
        false => pieces.join("-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_of_another_record_never_take_an_address_over() {
        let server = |id: &str, base_url: &str| ModelServer {
            id: id.to_owned(),
            name: id.to_owned(),
            preset: None,
            dialect: Dialect::OpenAi,
            base_url: base_url.to_owned(),
            has_key: false,
            models: Vec::new(),
            chosen: None,
            answered_at: 0,
        };
        let stored = |servers: Vec<ModelServer>| StoredModelServers {
            ids: servers
                .iter()
                .map(|it| (it.id.clone(), it.base_url.clone()))
                .collect(),
            servers,
        };
        let mut here = stored(vec![server("vendor", "https://a.example/v1")]);
        here.import(stored(vec![
            server("vendor", "https://evil.example/v1"),
            server("same", "https://a.example/v1"),
            server("new", "https://b.example/v1"),
            server("odd", "https://user:password@c.example/v1"),
            server("Not A Word", "https://d.example/v1"),
        ]));
        let ids: Vec<&str> = here.servers.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids, ["vendor", "new"]);
        assert_eq!(here.base_url("vendor"), Some("https://a.example/v1"));
    }

    #[test]
    fn an_id_never_means_another_address() {
        let mut stored = StoredModelServers::default();
        assert_eq!(
            stored.id_for("LM Studio", "http://127.0.0.1:1234/v1"),
            "lm-studio"
        );
        assert_eq!(
            stored.id_for("LM Studio", "http://10.0.0.2:1234/v1"),
            "lm-studio-2"
        );
        assert_eq!(
            stored.id_for("192.168.1.20:8080", "http://192.168.1.20:8080"),
            "192-168-1-20-8080"
        );
        assert_eq!(stored.id_for("", "https://a.example"), "server");
        // The server was removed, and is connected again.
        assert_eq!(
            stored.id_for("Home", "http://127.0.0.1:1234/v1"),
            "lm-studio"
        );
        assert_eq!(
            stored.base_url("lm-studio-2"),
            Some("http://10.0.0.2:1234/v1")
        );
    }

    #[test]
    fn of_many_models_none_is_listed_before_it_is_chosen() {
        let models = |count: usize| -> Vec<Model> {
            let model = |n: usize| Model {
                id: format!("m{n}"),
                ..Model::default()
            };
            (0..count).map(model).collect()
        };
        assert_eq!(chosen_at_first(&models(20)), None);
        assert_eq!(chosen_at_first(&models(21)), Some(Vec::new()));
    }
}

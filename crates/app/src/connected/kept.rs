//! What is kept of the connected servers of models, in the ledger: everything but their keys.

use std::collections::BTreeMap;

use providers::{Dialect, Model};
use serde::{Deserialize, Serialize};

use crate::keeping::is_address;

/// So many models of a server are in the list without being chosen one by one.
pub(crate) const ALL_CHOSEN: usize = 20;

/// A server of models that the person connected.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Connected {
    /// Names it in the ids of its models; see [`Kept::id_for`].
    pub(crate) id: String,
    /// What people call it.
    pub(crate) name: String,
    /// Its kind, if it is a known one.
    pub(crate) preset: Option<String>,
    /// How it is spoken to.
    pub(crate) dialect: Dialect,
    /// Where it is.
    pub(crate) base_url: String,
    /// Whether it is asked with a key, which the vault has under its origin.
    pub(crate) has_key: bool,
    /// Its models as it listed them last.
    pub(crate) models: Vec<Model>,
    /// The ids of those that can be asked; `None`: all of them.
    pub(crate) chosen: Option<Vec<String>>,
    /// When it answered last.
    pub(crate) answered_at: i64,
}

impl Connected {
    /// The models that can be asked, in the server's own order.
    pub(crate) fn chosen(&self) -> impl Iterator<Item = &Model> {
        self.models.iter().filter(|model| self.is_chosen(&model.id))
    }

    /// Whether a model can be asked.
    pub(crate) fn is_chosen(&self, model: &str) -> bool {
        let chosen = self.chosen.as_ref();
        chosen.is_none_or(|chosen| chosen.iter().any(|id| id == model))
    }
}

/// Which models of a new server can be asked: all, or none when there are so many that the person has to choose.
pub(crate) fn chosen_at_first(models: &[Model]) -> Option<Vec<String>> {
    (models.len() > ALL_CHOSEN).then(Vec::new)
}

/// All that is kept.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    /// In the order in which they were connected.
    pub(crate) servers: Vec<Connected>,
    /// Every id that was ever given, with its base URL: a turn names its model by it, and must never be sent again to
    /// another place than the one that the person saw.
    ids: BTreeMap<String, String>,
}

impl Kept {
    /// The server with this id, to be changed.
    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Connected> {
        self.servers.iter_mut().find(|server| server.id == id)
    }

    /// Where the server with this id is or was.
    pub(crate) fn base_url(&self, id: &str) -> Option<&str> {
        self.ids.get(id).map(String::as_str)
    }

    /// The id of the server at this base URL: the one that it had before, else one made of `word` that no other address
    /// ever had.
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

    /// Takes in the servers of another record that are not here and whose ids no other address ever had here. Their keys
    /// are not in it.
    pub(crate) fn take_in(&mut self, other: Self) {
        for (id, base_url) in other.ids {
            self.ids.entry(id).or_insert(base_url);
        }
        for server in other.servers {
            let is_here =
                |known: &Connected| known.id == server.id || known.base_url == server.base_url;
            if !self.servers.iter().any(is_here)
                && self.base_url(&server.id) == Some(&server.base_url)
                && slug(&server.id) == server.id
                && is_address(&server.base_url, server.has_key)
            {
                self.servers.push(server);
            }
        }
    }

    /// A name that no other server has: `name`, or `name` with the place.
    pub(crate) fn name_for(&self, id: &str, name: &str, host: &str) -> String {
        let is_taken = |server: &Connected| server.id != id && server.name == name;
        match self.servers.iter().any(is_taken) {
            true => format!("{name} ({host})"),
            false => name.to_owned(),
        }
    }
}

/// Lower-case letters, digits and `-` in between.
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
        let server = |id: &str, base_url: &str| Connected {
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
        let kept = |servers: Vec<Connected>| Kept {
            ids: servers
                .iter()
                .map(|it| (it.id.clone(), it.base_url.clone()))
                .collect(),
            servers,
        };
        let mut here = kept(vec![server("vendor", "https://a.example/v1")]);
        here.take_in(kept(vec![
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
        let mut kept = Kept::default();
        assert_eq!(
            kept.id_for("LM Studio", "http://127.0.0.1:1234/v1"),
            "lm-studio"
        );
        assert_eq!(
            kept.id_for("LM Studio", "http://10.0.0.2:1234/v1"),
            "lm-studio-2"
        );
        assert_eq!(
            kept.id_for("192.168.1.20:8080", "http://192.168.1.20:8080"),
            "192-168-1-20-8080"
        );
        assert_eq!(kept.id_for("", "https://a.example"), "server");
        // It was removed, and is connected again.
        assert_eq!(kept.id_for("Home", "http://127.0.0.1:1234/v1"), "lm-studio");
        assert_eq!(
            kept.base_url("lm-studio-2"),
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

//! The models and agents that this version knows, as data.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use words::Sentence;

use crate::bridge::{Choices, Medium, Role, Speed};

/// The known models and agents of Gemini, in display order.
pub(super) static GEMINI: LazyLock<Vec<BuiltIn>> = LazyLock::new(|| {
    let file: ModelsFile = toml::from_str(include_str!("models.toml"))
        .expect("the list of this program is read by its tests");
    file.known()
});

/// The local engine's model and agent, used until it was asked.
pub(super) static LOCAL: LazyLock<Vec<BuiltIn>> = LazyLock::new(|| {
    let known = |id: &str, kind, role, name: &str| BuiltIn {
        id: id.to_owned(),
        kind,
        role,
        name: name.to_owned(),
        recommended: true,
        good_for: None,
        speed: None,
        free: None,
        takes: vec![Medium::Text],
        gives: vec![Medium::Text],
        retired: None,
        choices: Choices::default(),
    };
    vec![
        known("errand-starter", Kind::Model, Role::Quick, "SmolLM2 135M"),
        known(
            super::LOCAL_AGENT,
            Kind::Agent,
            Role::Worker,
            "Errand's agent",
        ),
    ]
});

/// A model or agent known to Errand.
pub(super) struct BuiltIn {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) role: Role,
    pub(super) name: String,
    pub(super) recommended: bool,
    pub(super) good_for: Option<Sentence>,
    pub(super) speed: Option<Speed>,
    pub(super) free: Option<bool>,
    pub(super) takes: Vec<Medium>,
    pub(super) gives: Vec<Medium>,
    /// The date from which another id answers for this one, and that id.
    retired: Option<(Date, String)>,
    pub(super) choices: Choices,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Model,
    Agent,
}

impl BuiltIn {
    /// Returns the id that answers for this one on a day, once it is retired.
    pub(super) fn replaced_by(&self, on: Date) -> Option<&str> {
        let (from, by) = self.retired.as_ref()?;
        (*from <= on).then_some(by.as_str())
    }
}

/// The file `models.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ModelsFile {
    model: Vec<TomlEntry>,
    agent: Vec<TomlEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TomlEntry {
    id: String,
    name: String,
    role: Role,
    #[serde(default)]
    recommended: bool,
    good_for: String,
    speed: Speed,
    free: Option<bool>,
    takes: Vec<Medium>,
    #[serde(default = "text")]
    gives: Vec<Medium>,
    retired: Option<Date>,
    by: Option<String>,
    #[serde(default)]
    thinking: Vec<String>,
    thinks: Option<String>,
    #[serde(default)]
    voices: Vec<String>,
    #[serde(default)]
    shapes: Vec<String>,
    #[serde(default)]
    sizes: Vec<String>,
    #[serde(default)]
    durations: Vec<String>,
}

fn text() -> Vec<Medium> {
    vec![Medium::Text]
}

impl ModelsFile {
    /// Returns models and agents together, those marked for the top first, else in the order of the file.
    fn known(self) -> Vec<BuiltIn> {
        let models = self.model.into_iter().map(|it| it.known(Kind::Model));
        let agents = self.agent.into_iter().map(|it| it.known(Kind::Agent));
        let mut all: Vec<BuiltIn> = models.chain(agents).collect();
        all.sort_by_key(|known| !known.recommended);
        all
    }
}

impl TomlEntry {
    fn known(self, kind: Kind) -> BuiltIn {
        let in_words = kind == Kind::Model && matches!(self.role, Role::Quick | Role::Thinker);
        BuiltIn {
            choices: Choices {
                thinking: self.thinking,
                thinks: self.thinks,
                length: in_words,
                temperature: in_words,
                // Deep Research refuses instructions, and so do models that make something other than text (contract
                // section 3).
                instructions: in_words || self.role == Role::Worker,
                voices: self.voices,
                shapes: self.shapes,
                sizes: self.sizes,
                durations: self.durations,
            },
            id: self.id,
            kind,
            role: self.role,
            name: self.name,
            recommended: self.recommended,
            good_for: Sentence::named(&format!("good-for-{}", self.good_for)),
            speed: Some(self.speed),
            free: self.free,
            takes: self.takes,
            gives: self.gives,
            retired: self.retired.zip(self.by),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn known(id: &str) -> &'static BuiltIn {
        GEMINI.iter().find(|known| known.id == id).unwrap()
    }

    #[test]
    fn an_id_retires_on_its_day() {
        let pro = known("gemini-2.5-pro");
        assert_eq!(pro.replaced_by(date(2026, 11, 30)), None);
        assert_eq!(pro.replaced_by(date(2026, 12, 1)), Some("gemini-3.8-flash"));
        assert_eq!(
            known("gemini-3.8-flash").replaced_by(date(2030, 1, 1)),
            None
        );
    }

    #[test]
    fn no_recommended_model_is_retired_and_no_replacement_is_either() {
        let ever = Date::MAX;
        for known in GEMINI.iter() {
            if known.recommended {
                assert_eq!(known.replaced_by(ever), None, "{}", known.id);
            }
            if let Some(by) = known.replaced_by(ever) {
                assert_eq!(self::known(by).replaced_by(ever), None, "{}", known.id);
            }
        }
    }
}

//! A sentence as it is carried and kept: its name and its values, or somebody else's words.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::language::{self, Language};

/// Something to say, in no language yet.
///
/// It is serialised as words while a language speaks ([`Language::speak`]), which is how it gets to the window, and
/// otherwise as it is kept in the record: by its name and its values, so that it can be said in any language later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence(Kind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Quoted(String),
    Named(Named),
}

/// A sentence of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Named {
    /// Its name, with a point and `hint` behind it when it is the hint of a sentence.
    say: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<(Cow<'static, str>, Value)>,
}

/// What stands in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A name, an address, somebody else's words.
    Text(String),
    /// A number; it is written, and decides the plural, as the language has it.
    Number(i64),
    /// A number with one decimal, in tenths.
    Tenths(i64),
    /// A part that is a sentence itself.
    Sentence(Box<Sentence>),
    /// Several, as "a, b and c".
    All(Vec<Value>),
}

impl Sentence {
    /// Used by the functions of [`crate::say`].
    pub(crate) fn of<const COUNT: usize>(
        name: &'static str,
        values: [(&'static str, Value); COUNT],
    ) -> Self {
        Self(Kind::Named(Named {
            say: Cow::Borrowed(name),
            values: values
                .into_iter()
                .map(|(name, value)| (Cow::Borrowed(name), value))
                .collect(),
        }))
    }

    /// A sentence of the catalogue by its name, without values; for tables that name sentences. `None` when there is none
    /// of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        language::is_known(name).then(|| {
            Self(Kind::Named(Named {
                say: Cow::Owned(name.to_owned()),
                values: Vec::new(),
            }))
        })
    }

    /// Words that are not Errand's own, such as a server's; they are said as they are.
    #[must_use]
    pub fn quoted(words: impl Into<String>) -> Self {
        Self(Kind::Quoted(words.into()))
    }

    /// What the person can do next, if the catalogue has a hint with this sentence.
    #[must_use]
    pub fn hint(&self) -> Option<Self> {
        let Kind::Named(named) = &self.0 else {
            return None;
        };
        language::has_hint(&named.say).then(|| {
            Self(Kind::Named(Named {
                say: Cow::Owned(format!("{}.hint", named.say)),
                values: named.values.clone(),
            }))
        })
    }

    /// The sentence as a text to be kept where there is room for no more than a text; [`Sentence::recall`] reads it.
    #[must_use]
    pub fn kept(&self) -> String {
        let silent = language::silent(|| serde_json::to_string(self));
        silent.unwrap_or_default()
    }

    /// A sentence that was kept as a text; `None` when it was not.
    #[must_use]
    pub fn recall(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// The sentence as words of a language, which stay as they are.
    #[must_use]
    pub fn said(&self, language: Language) -> Self {
        Self::quoted(language.say(self))
    }

    pub(crate) fn words(&self, language: Language) -> Cow<'_, str> {
        match &self.0 {
            Kind::Quoted(words) => Cow::Borrowed(words),
            Kind::Named(named) => Cow::Owned(language.named(&named.say, &named.values)),
        }
    }
}

/// In English, as the log has it.
impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::english()))
    }
}

/// Compares what it says in English.
impl PartialEq<&str> for Sentence {
    fn eq(&self, other: &&str) -> bool {
        self.words(Language::english()) == *other
    }
}

impl Serialize for Sentence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (language::speaking(), &self.0) {
            (Some(language), _) => serializer.serialize_str(&self.words(language)),
            (None, Kind::Quoted(words)) => serializer.serialize_str(words),
            (None, Kind::Named(named)) => named.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Sentence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Kept {
            Words(String),
            Named(Named),
        }
        Ok(Self(match Kept::deserialize(deserializer)? {
            Kept::Words(words) => Kind::Quoted(words),
            Kept::Named(named) => Kind::Named(named),
        }))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&&str> for Value {
    fn from(text: &&str) -> Self {
        Self::Text((*text).to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

impl From<&Sentence> for Value {
    fn from(sentence: &Sentence) -> Self {
        sentence.clone().into()
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Self {
        match sentence.0 {
            Kind::Quoted(words) => Self::Text(words),
            named => Self::Sentence(Box::new(Sentence(named))),
        }
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, usize, i32, i64);

impl Value {
    /// A number with one decimal, rounded.
    #[must_use]
    pub fn tenths(number: f64) -> Self {
        // What is said with a decimal are sizes, far from where this would cut.
        Self::Tenths((number * 10.0).round() as i64)
    }

    /// Several values, as "a, b and c".
    pub fn all(values: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        Self::All(values.into_iter().map(Into::into).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say;

    #[test]
    fn a_sentence_is_kept_without_a_language_and_crosses_in_the_one_that_speaks() {
        let full = say::disk_full();
        let kept = serde_json::to_string(&full).unwrap();
        assert!(!kept.contains("disk is"), "{kept}");
        let again: Sentence = serde_json::from_str(&kept).unwrap();
        assert_eq!(again, full);
        let german = Language::of("de-CH").unwrap();
        let crossed = german.speak(|| serde_json::to_value(&again)).unwrap();
        assert_eq!(crossed, german.say(&full));
        assert_ne!(crossed, full.to_string());
        assert_eq!(
            serde_json::to_string(&full).unwrap(),
            kept,
            "it is silent again"
        );
    }

    #[test]
    fn what_an_older_errand_kept_in_words_stays_as_it_is() {
        let kept: Sentence = serde_json::from_str("\"It broke.\"").unwrap();
        assert_eq!(Language::of("de").unwrap().say(&kept), "It broke.");
        assert_eq!(kept.hint(), None);
    }

    #[test]
    fn a_sentence_of_a_newer_errand_is_told_as_something_that_went_wrong() {
        let kept: Sentence = serde_json::from_str(r#"{"say":"from-tomorrow"}"#).unwrap();
        assert_eq!(kept.to_string(), say::internal().to_string());
    }
}

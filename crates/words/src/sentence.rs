//! A sentence in the form in which it is passed on and stored: its name and its values, or quoted words.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::language::{self, Language};

/// A text for a person, in no language yet.
///
/// While a language is set ([`Language::speak`]), which is so on the way to the window, it is serialised as words of
/// that language. Otherwise it is serialised by its name and its values, as the record stores it, so that it can be
/// formatted in any language later.
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
    /// The sentence's name, followed by `.hint` for the hint of a sentence.
    say: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    values: Vec<(Cow<'static, str>, Value)>,
}

/// A value of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// A name, an address, or quoted words.
    Text(String),
    /// A number; the language decides how it is written and which plural it takes.
    Number(i64),
    /// A number with one decimal, in tenths.
    Tenths(i64),
    /// A part that is a sentence of its own.
    Sentence(Box<Sentence>),
    /// Several values, joined as "a, b and c".
    All(Vec<Value>),
}

impl Sentence {
    /// Makes a sentence of the catalogue; called by the functions of [`crate::say`].
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

    /// Makes a sentence of the catalogue by its name, without values, for tables that name sentences. `None` if the
    /// catalogue has no such name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        language::is_known(name).then(|| {
            Self(Kind::Named(Named {
                say: Cow::Owned(name.to_owned()),
                values: Vec::new(),
            }))
        })
    }

    /// Makes a sentence of words that are not Errand's own, such as a server's; they are not translated.
    #[must_use]
    pub fn quoted(words: impl Into<String>) -> Self {
        Self(Kind::Quoted(words.into()))
    }

    /// Returns what the person can do next; `None` if the catalogue has no hint for this sentence.
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

    /// Serialises the sentence without a language, to be stored as a text; [`Sentence::recall`] reads it.
    #[must_use]
    pub fn kept(&self) -> String {
        let silent = language::silent(|| serde_json::to_string(self));
        silent.unwrap_or_default()
    }

    /// Reads a sentence stored by [`Sentence::kept`]; `None` if the text is none.
    #[must_use]
    pub fn recall(kept: &str) -> Option<Self> {
        serde_json::from_str(kept).ok()
    }

    /// Formats the sentence in a language; the result is quoted words and no longer translated.
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

/// The English words, for the log.
impl fmt::Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words(Language::english()))
    }
}

/// Compares the English words.
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
    /// Makes a number with one decimal, rounded.
    #[must_use]
    pub fn tenths(number: f64) -> Self {
        // These values are sizes, far below the range in which this would truncate.
        Self::Tenths((number * 10.0).round() as i64)
    }

    /// Makes a value of several values, joined as "a, b and c".
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

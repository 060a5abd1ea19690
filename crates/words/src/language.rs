//! A language of the catalogue: formats sentences with their values.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;
use std::sync::{LazyLock, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::{FluentNumber, FluentNumberOptions};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{CharacterDirection, LanguageIdentifier};

use crate::{Sentence, TEXTS, Value, number, say};

type Bundle = FluentBundle<FluentResource>;

/// The tag of the pseudo-locale, English with every letter accented, which shows text that is not in the catalogue.
pub const PSEUDO: &str = "en-XA";

/// A language that Errand speaks.
#[derive(Clone, Copy)]
pub struct Language(&'static Spoken);

struct Spoken {
    tag: &'static str,
    texts: [&'static str; 2],
    bundle: OnceLock<Bundle>,
}

static ALL: LazyLock<Vec<Spoken>> = LazyLock::new(|| {
    let spoken = |(tag, texts)| Spoken {
        tag,
        texts,
        bundle: OnceLock::new(),
    };
    let english = TEXTS.iter().filter(|(tag, _)| *tag == "en");
    let pseudo = english.map(|(_, texts)| (PSEUDO, *texts));
    TEXTS.into_iter().chain(pseudo).map(spoken).collect()
});

thread_local! {
    static SPEAKING: Cell<Option<Language>> = const { Cell::new(None) };
}

/// Returns the language set for this thread by [`Language::speak`].
pub(crate) fn speaking() -> Option<Language> {
    SPEAKING.get()
}

/// Returns true if the catalogue has a sentence of this name.
pub(crate) fn is_known(name: &str) -> bool {
    Language::english().bundle().has_message(name)
}

/// Runs `work` with no language set for this thread.
pub(crate) fn silent<T>(work: impl FnOnce() -> T) -> T {
    with(None, work)
}

fn with<T>(language: Option<Language>, work: impl FnOnce() -> T) -> T {
    struct Before(Option<Language>);
    impl Drop for Before {
        fn drop(&mut self) {
            SPEAKING.set(self.0);
        }
    }
    let _before = Before(SPEAKING.replace(language));
    work()
}

/// Returns true if the catalogue has a hint for the sentence of this name.
pub(crate) fn has_hint(name: &str) -> bool {
    Language::english().has_hint(name)
}

impl Language {
    /// Returns the tags of all languages, English among them, without [`PSEUDO`].
    pub fn tags() -> impl Iterator<Item = &'static str> {
        TEXTS.iter().map(|(tag, _)| *tag)
    }

    /// Finds the language for a tag such as `de`, `de-CH` or `de_AT.UTF-8`; `None` when Errand does not have it.
    #[must_use]
    pub fn of(tag: &str) -> Option<Self> {
        let tag = tag.split(['.', '@']).next().unwrap_or_default();
        let asked: LanguageIdentifier = tag.parse().ok()?;
        let exact = |spoken: &&Spoken| asked == spoken.tag;
        let near = |spoken: &&Spoken| spoken.tag == asked.language.as_str();
        let found = ALL.iter().find(exact).or_else(|| ALL.iter().find(near));
        found.map(Self)
    }

    /// Returns the first of the person's preferred system languages that Errand has; else English.
    #[must_use]
    pub fn of_system() -> Self {
        let mut chosen = sys_locale::get_locales();
        chosen
            .find_map(|tag| Self::of(&tag))
            .unwrap_or_else(Self::english)
    }

    /// Returns English.
    #[must_use]
    pub fn english() -> Self {
        let english = ALL.iter().find(|spoken| spoken.tag == "en");
        Self(english.expect("the build script reads the English files"))
    }

    /// Returns the language's tag, such as `de`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.0.tag
    }

    /// Returns true if the language is written from right to left.
    #[must_use]
    pub fn is_right_to_left(self) -> bool {
        let language: LanguageIdentifier = self.0.tag.parse().unwrap_or_default();
        language.character_direction() == CharacterDirection::RTL
    }

    /// Formats a sentence in this language. A sentence that is missing in it is formatted in English.
    #[must_use]
    pub fn say(self, sentence: &Sentence) -> String {
        sentence.words(self).into_owned()
    }

    /// Runs `work` with this language set for the thread: sentences are serialised as words of it. Tasks and threads
    /// started in `work` are not affected.
    pub fn speak<T>(self, work: impl FnOnce() -> T) -> T {
        with(Some(self), work)
    }

    /// Formats a sentence of the catalogue with its values.
    pub(crate) fn named(self, name: &str, values: &[(Cow<'static, str>, Value)]) -> String {
        let mut arguments = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            arguments.set(name.as_ref(), self.value(value));
        }
        let said = self.format(name, &arguments);
        let said = said.or_else(|| Self::english().format(name, &arguments));
        // A name that is not in the catalogue was stored by a newer Errand.
        said.unwrap_or_else(|| self.say(&say::internal()))
    }

    /// `None` when the language lacks the sentence or one of its values; the tests find such gaps.
    fn format(self, name: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let (id, attribute) = match name.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (name, None),
        };
        let message = self.bundle().get_message(id)?;
        let pattern = match attribute {
            None => message.value()?,
            Some(attribute) => message.get_attribute(attribute)?.value(),
        };
        let mut faults = Vec::new();
        let bundle = self.bundle();
        let said = bundle.format_pattern(pattern, Some(arguments), &mut faults);
        faults.is_empty().then(|| said.into_owned())
    }

    /// Returns true if this language has a hint for the sentence of this name.
    fn has_hint(self, name: &str) -> bool {
        let message = self.bundle().get_message(name);
        message.is_some_and(|message| message.get_attribute("hint").is_some())
    }

    fn value(self, value: &Value) -> FluentValue<'_> {
        match value {
            Value::Text(text) => FluentValue::from(text.as_str()),
            Value::Number(number) => FluentValue::from(*number),
            Value::Tenths(tenths) => {
                let options = FluentNumberOptions {
                    minimum_fraction_digits: Some(1),
                    ..FluentNumberOptions::default()
                };
                // Values are sizes in gigabytes, far below the range in which an f64 loses a tenth.
                FluentValue::from(FluentNumber::new(*tenths as f64 / 10.0, options))
            }
            Value::Sentence(sentence) => FluentValue::String(sentence.words(self)),
            Value::All(values) => FluentValue::from(self.all(values)),
        }
    }

    /// Joins several values, as "a, b and c".
    fn all(self, values: &[Value]) -> String {
        let mut words = values.iter().map(|value| match value {
            Value::Text(text) => text.clone(),
            other => self.say(&say::alone(other.clone())),
        });
        let Some(first) = words.next() else {
            return String::new();
        };
        let mut others: Vec<String> = words.collect();
        let Some(last) = others.pop() else {
            return first;
        };
        let begun = others
            .into_iter()
            .fold(first, |begun, next| self.say(&say::list_next(begun, next)));
        self.say(&say::list_last(begun, last))
    }

    fn bundle(self) -> &'static Bundle {
        self.0.bundle.get_or_init(|| {
            let language: LanguageIdentifier = self.0.tag.parse().unwrap_or_default();
            let mut bundle = Bundle::new_concurrent(vec![language]);
            // Isolation marks keep the direction of names and paths among right-to-left words. In the pseudo-locale a
            // test uses them to tell values from words of the catalogue.
            bundle.set_use_isolating(self.is_right_to_left() || self.0.tag == PSEUDO);
            bundle.set_formatter(Some(number::write));
            if self.0.tag == PSEUDO {
                bundle.set_transform(Some(accented));
            }
            if let Err(faults) = bundle.add_builtins() {
                debug_assert!(faults.to_string().is_empty(), "{faults}");
            }
            for text in self.0.texts {
                // A sentence that cannot be parsed is skipped and formatted in English; the tests find it.
                let read = FluentResource::try_new(text.to_owned());
                let resource = read.unwrap_or_else(|(resource, _)| resource);
                bundle.add_resource_overriding(resource);
            }
            bundle
        })
    }
}

/// English with accented letters, so that text outside the catalogue stands out.
fn accented(text: &str) -> Cow<'_, str> {
    const FROM: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const TO: &str = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ";
    let accent = |letter: char| {
        let at = FROM.chars().position(|from| from == letter);
        at.and_then(|at| TO.chars().nth(at)).unwrap_or(letter)
    };
    Cow::Owned(text.chars().map(accent).collect())
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.tag)
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.0.tag == other.0.tag
    }
}

impl Eq for Language {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_a_tag_is_the_nearest_that_is_spoken() {
        for (tag, expected) in [
            ("de", Some("de")),
            ("de-CH", Some("de")),
            ("de_AT.UTF-8", Some("de")),
            ("en-GB", Some("en")),
            ("en-XA", Some(PSEUDO)),
            ("ja-JP", Some("ja")),
            ("eo", None),
            ("C", None),
            ("", None),
        ] {
            assert_eq!(Language::of(tag).map(Language::tag), expected, "{tag:?}");
        }
    }

    #[test]
    fn numbers_and_lists_are_written_as_the_language_has_them() {
        let said = |tag: &str| {
            let language = Language::of(tag).unwrap();
            let size = language.say(&say::gigabytes(Value::Tenths(12_345)));
            let list = language.say(&say::alone(Value::all(["a", "b", "c"])));
            (size, list)
        };
        assert_eq!(
            said("en"),
            ("1,234.5 GB".to_owned(), "a, b and c".to_owned())
        );
        assert_eq!(
            said("de"),
            ("1.234,5 GB".to_owned(), "a, b und c".to_owned())
        );
    }
}

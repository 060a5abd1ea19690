//! Tests of the catalogue: every language has every sentence, with the same values.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::{Language, PSEUDO, Sentence, TEXTS, Value, say};

/// Languages whose words a person has written or checked; the files of the others say at their head that no person
/// has.
const READ: [&str; 2] = ["en", "de"];

type Sentences = BTreeMap<String, BTreeSet<String>>;

/// Returns the names of all sentences and hints of a file, each with the names of its values.
fn sentences(text: &str) -> Sentences {
    let resource = fluent_syntax::parser::parse(text).expect("the file is Fluent");
    let mut found = Sentences::new();
    for entry in &resource.body {
        if let Entry::Message(message) = entry {
            let name = message.id.name;
            let value = message.value.as_ref().expect("a sentence has words");
            found.insert(name.to_owned(), values(value));
            for attribute in &message.attributes {
                let hint = format!("{name}.{}", attribute.id.name);
                found.insert(hint, values(&attribute.value));
            }
        }
    }
    found
}

fn values(pattern: &Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            expressed(expression, &mut found);
        }
    }
    found
}

fn expressed(expression: &Expression<&str>, found: &mut BTreeSet<String>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            for variant in variants {
                found.extend(values(&variant.value));
            }
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => drop(found.insert(id.name.to_owned())),
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                if let InlineExpression::VariableReference { id } = argument {
                    found.insert(id.name.to_owned());
                }
            }
        }
        _ => {}
    }
}

fn of_language(tag: &str) -> [Sentences; 2] {
    let (_, texts) = TEXTS.iter().find(|(known, _)| *known == tag).unwrap();
    texts.map(sentences)
}

#[test]
fn every_language_has_every_sentence_with_its_values_and_no_other() {
    let english = of_language("en");
    assert!(english[0].len() > 300 && english[1].len() > 5);
    for (tag, _) in TEXTS {
        for (file, (own, english)) in of_language(tag).iter().zip(&english).enumerate() {
            let names = |all: &Sentences| all.keys().cloned().collect::<BTreeSet<_>>();
            let missing: Vec<_> = names(english).difference(&names(own)).cloned().collect();
            assert!(missing.is_empty(), "{tag} {file} lacks {missing:?}");
            let more: Vec<_> = names(own).difference(&names(english)).cloned().collect();
            assert!(
                more.is_empty(),
                "{tag} {file} has {more:?} and English does not"
            );
            for (name, values) in own {
                assert_eq!(values, &english[name], "the values of {name} in {tag}");
            }
        }
    }
}

#[test]
fn the_languages_are_those_that_the_settings_offer() {
    let tags: Vec<_> = Language::tags().collect();
    assert_eq!(tags, ["ar", "de", "en", "es", "fr", "ja"]);
    for (tag, texts) in TEXTS {
        let is_marked = texts.iter().all(|text| text.contains("made by a machine"));
        assert_eq!(is_marked, !READ.contains(&tag), "{tag}");
    }
}

/// Makes the sentence `name` with a value for each of its parameters.
fn any(name: &str, values: &BTreeSet<String>, number: i64) -> Sentence {
    let values: Vec<_> = values
        .iter()
        .map(|value| (value.clone(), Value::Number(number)))
        .collect();
    let kept = serde_json::json!({"say": name, "values": values});
    serde_json::from_value(kept).unwrap()
}

#[test]
fn every_sentence_of_every_language_can_be_said_for_any_number() {
    for (tag, _) in TEXTS {
        let language = Language::of(tag).unwrap();
        for (name, values) in of_language(tag).into_iter().flatten() {
            for number in [0, 1, 2, 3, 5, 11, 21, 100, 1_000_000] {
                let said = language.say(&any(&name, &values, number));
                assert!(!said.trim().is_empty(), "{name} in {tag}");
                assert!(!said.contains(['{', '}']), "{name} in {tag}: {said}");
                let unknown = language.say(&say::internal());
                assert!(
                    name == "internal" || said != unknown,
                    "{name} in {tag}: {said}"
                );
            }
        }
    }
}

#[test]
fn sentences_are_plain_and_have_no_exclamation_marks() {
    for (tag, texts) in TEXTS {
        for text in texts {
            let words = text.lines().filter(|line| !line.starts_with('#'));
            for line in words {
                assert!(!line.contains(['!', '！', '¡']), "{tag}: {line}");
            }
        }
    }
}

#[test]
fn the_pseudo_language_accents_all_words_and_leaves_values_alone() {
    let pseudo = Language::of(PSEUDO).unwrap();
    for (name, values) in of_language("en").into_iter().flatten() {
        let english = any(&name, &values, 7).to_string();
        // Values stand between isolation marks, so that they can be told from words.
        let accented = pseudo.say(&any(&name, &values, 7));
        let accented = accented.replace(['\u{2068}', '\u{2069}'], "");
        let has_words = english.chars().any(|letter| letter.is_ascii_alphabetic());
        assert_eq!(has_words, english != accented, "{name}: {accented}");
        let left = accented.chars().find(char::is_ascii_alphabetic);
        assert_eq!(left, None, "{name}: {accented}");
    }
    let said = pseudo.say(&say::no_key("example.org"));
    assert!(said.contains("example.org"), "{said}");
}

#[test]
fn an_error_its_hint_and_a_plural_in_german() {
    let german = Language::of("de").unwrap();
    let wrong = say::wrong_key();
    assert_eq!(
        german.say(&wrong),
        "Der Server nimmt diesen Schlüssel nicht an."
    );
    assert_eq!(
        german.say(&wrong.hint().unwrap()),
        "Kopieren Sie den ganzen Schlüssel noch einmal, oder erstellen Sie einen neuen."
    );
    let waiting = |count: u32| german.say(&say::tray_waiting(count));
    assert_eq!(waiting(0), "Nichts braucht Sie");
    assert_eq!(waiting(1), "1 braucht Sie");
    assert_eq!(waiting(1_200), "1.200 brauchen Sie");
    assert_eq!(german.say(&say::tray_open()), "Errand öffnen");
    assert_eq!(german.say(&say::tray_quit()), "Beenden");
    let room = say::no_room(
        "a.zip",
        say::gigabytes(Value::Tenths(15)),
        say::gigabytes(Value::Tenths(3)),
    );
    assert_eq!(
        german.say(&room),
        "a.zip braucht 1,5 GB, und auf diesem Datenträger ist Platz für 0,3 GB."
    );
}

#[test]
fn right_to_left_words_keep_the_direction_of_names() {
    let arabic = Language::of("ar").unwrap();
    let said = arabic.say(&say::no_key("example.org"));
    assert!(said.contains("\u{2068}example.org\u{2069}"), "{said}");
}

//! Search accepts any query and finds words wherever they were written.

use ledger::{
    ArtifactId, ArtifactState, ArtifactUpdate, Hit, MATCH_END, MATCH_START, NewArtifact, RunId,
    RunUpdate, Set, Source, Step,
};
use proptest::prelude::*;

use crate::world::{World, turn, world};

pub(crate) fn answer(world: &World, prompt: &str, answer: &str, at: i64) -> ledger::Interaction {
    let (_, run) = world.chat(prompt, at);
    let update = RunUpdate {
        answer: Some(answer.to_owned()),
        ..RunUpdate::default()
    };
    world
        .ledger
        .update(run.id, &update)
        .expect("the answer is written");
    run
}

pub(crate) fn found(world: &World, query: &str) -> Vec<Hit> {
    world
        .ledger
        .search(query, 20)
        .expect("any text can be searched for")
}

/// Adds a saved file of a run whose words are extracted.
pub(crate) fn file(world: &World, run: RunId, name: &str, sha256: &str, words: &str) -> ArtifactId {
    let new = NewArtifact {
        run_id: run,
        name: name.to_owned(),
        path: Some(format!("workspace/{name}")),
        source: Source::Environment,
        mime: "text/plain".to_owned(),
        size: None,
        step_index: None,
        created_at: 11,
    };
    let row = world.ledger.add_artifact(&new).expect("its row");
    let saved = ArtifactUpdate {
        sha256: Set::To(sha256.to_owned()),
        state: Some(ArtifactState::Saved),
        ..ArtifactUpdate::default()
    };
    world
        .ledger
        .update_artifact(row.id, &saved)
        .expect("it is here");
    world
        .ledger
        .keep_words(sha256, Some(words))
        .expect("it is read");
    row.id
}

#[test]
fn words_are_found_in_questions_answers_titles_and_names_of_files() {
    let world = world();
    let run = answer(
        &world,
        "Which supplier is cheapest?",
        "The second one, by a wide margin.",
        10,
    );
    world
        .ledger
        .add_artifact(&NewArtifact {
            run_id: run.id,
            name: "comparison-2026.csv".to_owned(),
            path: None,
            source: Source::Environment,
            mime: "text/csv".to_owned(),
            size: None,
            step_index: None,
            created_at: 11,
        })
        .unwrap();
    world
        .ledger
        .rename(run.conversation_id, "Autumn purchase")
        .unwrap();
    answer(&world, "Something else", "Entirely.", 20);

    for query in [
        "supplier",
        "margin",
        "comparison",
        "2026.csv",
        "comparison-2026.csv",
    ] {
        let hits = found(&world, query);
        assert_eq!(hits.len(), 1, "{query}");
        assert_eq!(hits[0].run_id, Some(run.id), "{query}");
        assert_eq!(hits[0].title, "Autumn purchase");
        assert_eq!(hits[0].at, 10);
    }
    let hits = found(&world, "autumn");
    assert_eq!(hits.len(), 1);
    assert_eq!(
        (hits[0].conversation_id, hits[0].run_id),
        (run.conversation_id, None)
    );
    assert_eq!(
        found(&world, "supplier entirely"),
        [],
        "every word must occur"
    );
    assert_eq!(
        found(&world, "cheapest margin").len(),
        1,
        "anywhere in the turn"
    );
}

#[test]
fn case_and_diacritics_do_not_matter_and_the_last_word_may_go_on() {
    let world = world();
    answer(
        &world,
        "Où est le café Zürich?",
        "Im Hauptbahnhof, ĝis revido.",
        10,
    );
    for query in [
        "cafe",
        "CAFÉ",
        "café",
        "cafe\u{301}",
        "zurich",
        "Zür",
        "haupt",
        "gis revi",
        "ou est",
    ] {
        assert_eq!(found(&world, query).len(), 1, "{query}");
    }
    assert_eq!(found(&world, "haupt revido").len(), 1, "any part of a word");
}

#[test]
fn a_snippet_marks_what_matched_on_one_line() {
    let world = world();
    answer(
        &world,
        "q",
        "First line.\nThe Second\tone, by far: second to none.",
        10,
    );
    let hits = found(&world, "second");
    let shown = hits[0]
        .snippet
        .replace(MATCH_START, "[")
        .replace(MATCH_END, "]");
    assert_eq!(
        shown,
        "First line. The [Second] one, by far: [second] to none."
    );
}

#[test]
fn marks_inside_a_text_do_not_pass_for_matches() {
    let world = world();
    answer(
        &world,
        "q",
        "a \u{2}forged\u{3} mark and\u{0} a true word",
        10,
    );
    let snippet = &found(&world, "word")[0].snippet;
    assert_eq!(snippet.matches(MATCH_START).count(), 1);
    assert!(snippet.contains("forged"), "{snippet:?}");
    assert!(snippet.contains("true"), "a NUL does not end the text");
}

#[test]
fn a_later_answer_replaces_the_earlier_one() {
    let world = world();
    let run = answer(&world, "q", "draught", 10);
    let update = RunUpdate {
        answer: Some("final".to_owned()),
        ..RunUpdate::default()
    };
    world.ledger.update(run.id, &update).unwrap();
    assert_eq!(found(&world, "draught"), []);
    assert_eq!(found(&world, "final").len(), 1);
}

#[test]
fn a_conversation_found_inside_is_not_listed_again_for_its_title() {
    let world = world();
    let (conversation, _) = world.chat("supplier", 10);
    let hits = found(&world, "supplier");
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].conversation_id, conversation.id);
    assert!(hits[0].run_id.is_some());

    world
        .ledger
        .follow_up(conversation.id, &turn("the other supplier", 20))
        .unwrap();
    assert_eq!(found(&world, "supplier").len(), 2, "one for each turn");
    assert_eq!(world.ledger.search("supplier", 1).unwrap().len(), 1);
}

#[test]
fn the_index_is_made_anew_from_the_rest() {
    let world = world();
    let run = answer(&world, "question words", "answer words", 10);
    let update = RunUpdate {
        steps: vec![Step {
            index: 0,
            kind: "model_output".to_owned(),
            json: "\"rewritten\"".to_owned(),
        }],
        ..RunUpdate::default()
    };
    world.ledger.update(run.id, &update).unwrap();
    file(&world, run.id, "a.txt", "aa", "words of a file");
    world.ledger.rebuild_search().unwrap();
    assert!(!world.ledger.search_is_complete().unwrap());
    while world.ledger.index_more().unwrap() {}
    assert!(world.ledger.search_is_complete().unwrap());
    assert_eq!(world.ledger.unread_files(5).unwrap().len(), 1);
    assert_eq!(found(&world, "question").len(), 1);
    assert_eq!(found(&world, "rewritten")[0].step, Some(0));
    assert_eq!(found(&world, "answer words").len(), 1);

    world.delete(run.conversation_id);
    assert_eq!(
        found(&world, "rewritten"),
        [],
        "deleting still reaches the index"
    );
}

#[test]
fn one_letter_is_found_in_a_very_long_answer() {
    let world = world();
    let long = "a supplier and all the others are about as able as any other. ".repeat(20_000);
    answer(&world, "q", &long, 10);
    let hits = found(&world, "a");
    assert!(
        hits[0].snippet.starts_with('\u{2}'),
        "{:?}",
        hits[0].snippet
    );
    assert!(hits[0].snippet.chars().count() < 300);
}

/// Queries with characters that a query language could misinterpret.
fn any_query() -> impl Strategy<Value = String> {
    let operators = prop::sample::select(vec![
        "\"",
        "\"\"",
        "*",
        "^",
        "-",
        "+",
        ":",
        "(",
        ")",
        "{",
        "}",
        "AND",
        "OR",
        "NOT",
        "NEAR",
        "NEAR(a b, 2)",
        "answer:",
        "{answer title}:",
        "\u{0}",
        "\u{2}",
        "'",
        ";",
        "--",
        "%",
        "\\",
        "日本語",
        "🦀",
        "\u{301}",
        "\u{202e}",
        "supplier",
        "a",
    ]);
    prop_oneof![
        any::<String>(),
        "\\PC{0,60}",
        prop::collection::vec(operators.clone(), 0..12).prop_map(|parts| parts.concat()),
        prop::collection::vec(operators, 0..40).prop_map(|parts| parts.join(" ")),
        (0..2_000_usize).prop_map(|length| "a ".repeat(length)),
        (0..2_000_usize).prop_map(|length| "a-".repeat(length)),
    ]
}

#[test]
fn any_text_can_be_searched_for_and_any_text_can_be_indexed() {
    let world = world();
    let (_, run) = world.chat("supplier", 10);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        cases: 400,
        ..ProptestConfig::default()
    });
    runner
        .run(&any_query(), |query| {
            let hits = world.ledger.search(&query, 5);
            prop_assert!(hits.is_ok(), "{query:?}: {hits:?}");
            let update = RunUpdate {
                answer: Some(format!("{query} landmark")),
                ..RunUpdate::default()
            };
            world.ledger.update(run.id, &update).unwrap();
            let hits = world.ledger.search("landmark", 5).unwrap();
            prop_assert_eq!(hits.len(), 1);
            let snippet = &hits[0].snippet;
            prop_assert_eq!(snippet.matches(MATCH_START).count(), 1);
            prop_assert_eq!(snippet.matches(MATCH_END).count(), 1);
            Ok(())
        })
        .unwrap();
}

#[test]
fn the_best_place_comes_first_and_of_very_many_the_newest() {
    let world = world();
    answer(
        &world,
        "Basalt basalt basalt",
        "Basalt, and basalt again.",
        1,
    );
    for at in 10..40 {
        answer(
            &world,
            "Stones",
            "Among them is some basalt, as there often is.",
            at,
        );
    }
    let best = found(&world, "basalt");
    assert_eq!(best[0].at, 1, "it says little else");
    assert_eq!((best[1].at, best[2].at), (39, 38), "alike, so the newest");

    for at in 1_000..1_210 {
        world.chat("Basalt?", at);
    }
    let newest: Vec<i64> = found(&world, "b").into_iter().map(|hit| hit.at).collect();
    assert_eq!(newest, (1_190..1_210).rev().collect::<Vec<_>>());
    // Even combined with a rare word, the best match comes first.
    assert_eq!(found(&world, "often basalt").len(), 20);
    assert_eq!(found(&world, "again b")[0].at, 1);
}

#[test]
fn an_answer_and_its_files_are_found_while_the_turn_is_not_settled_and_after() {
    let world = world();
    let (_, run) = world.chat("Compare", 10);
    let ended = RunUpdate {
        answer: Some("Nordwerk is cheapest".to_owned()),
        ..RunUpdate::default()
    };
    world.ledger.update(run.id, &ended).unwrap();
    let line = |world: &World| {
        world
            .ledger
            .summary(run.conversation_id)
            .unwrap()
            .unwrap()
            .line
    };
    assert_eq!(line(&world), "Nordwerk is cheapest");
    file(&world, run.id, "offers.csv", "aa", "price");
    assert_eq!(found(&world, "nordwerk offers").len(), 1, "words of both");
    file(&world, run.id, "chart.svg", "bb", "price");
    assert_eq!(found(&world, "nordwerk offers chart").len(), 1);

    let settled = RunUpdate {
        settled: Some(true),
        ..RunUpdate::default()
    };
    world.ledger.update(run.id, &settled).unwrap();
    let world = world.restart();
    assert_eq!(found(&world, "nordwerk chart").len(), 1);
    assert_eq!(line(&world), "Nordwerk is cheapest");
    world.delete(run.conversation_id);
    assert_eq!(found(&world, "nordwerk"), []);
}

#[test]
fn one_letter_finds_the_newest_and_a_rare_one_what_there_is_however_old() {
    let world = world();
    answer(&world, "A question", "Żubr is a bison.", 1);
    for at in 10..130 {
        world.chat("Is it so?", at);
    }
    let times =
        |query: &str| -> Vec<i64> { found(&world, query).into_iter().map(|hit| hit.at).collect() };
    assert_eq!(times("i"), (110..130).rev().collect::<Vec<_>>());
    assert_eq!(times("is i"), (110..130).rev().collect::<Vec<_>>());
    assert_eq!(times("Z"), [1]);
    assert_eq!(times("bison z"), [1]);
    assert_eq!(times("so z"), [1]);
    assert_eq!(times("u"), [1], "within a word");
    let hit = &found(&world, "ż")[0];
    assert!(
        hit.snippet
            .starts_with(&format!("{MATCH_START}Ż{MATCH_END}ubr"))
    );
}

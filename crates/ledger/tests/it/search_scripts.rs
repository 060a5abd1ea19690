//! Every word in every script is found, wherever it is in a conversation.

use ledger::{MATCH_END, MATCH_START, RunUpdate, Set, Step};
use serde_json::json;

use crate::search::{answer, file, found};
use crate::world::{World, world};

/// Written texts, and queries that must find each of them.
const WRITTEN: [(&str, &[&str]); 22] = [
    (
        "我昨天在北京大学图书馆看书，很安静。",
        &["北京", "图书馆", "书", "大学图", "安静。", "看书，"],
    ),
    (
        "東京タワーへ行きました。ﾃﾚﾋﾞも見た。",
        &["東京", "タワー", "行き", "テレビ", "見"],
    ),
    (
        "วันนี้อากาศดีมากที่กรุงเทพมหานคร",
        &["อากาศ", "กรุงเทพ", "มหานคร", "ดี"],
    ),
    (
        "내일 서울에서 친구를 만납니다",
        &["서울", "친구", "만납니다", "울에"],
    ),
    (
        "Rindfleischetikettierungsüberwachungsgesetz",
        &["fleisch", "überwachung", "UBERWACHUNG", "gesetz"],
    ),
    (
        "Er wohnt in der Königstraße 5.",
        &["Königstrasse", "KONIGSTRASSE", "straße", "konig"],
    ),
    (
        "Das Gerät läuft 3～5 Stunden, nicht 10~15.",
        &["3~5", "3～5", "10~15", "10～15"],
    ),
    (
        "Written in C++ and C#, not in C; see foo->bar().",
        &["C++", "c#", "foo->bar", "bar()", "->"],
    ),
    (
        "À bientôt, mon cœur. L’été est là.",
        &["a bientot", "coeur", "l'ete", "été", "ÉTÉ"],
    ),
    (
        "Chữ quốc ngữ của người Việt",
        &["quoc ngu", "Việt", "viet", "nguoi"],
    ),
    (
        "Привет, как дела? Ёжик в тумане.",
        &["привет", "ежик", "ТУМАН", "ё"],
    ),
    (
        "Ελλάδα, καλημέρα σας. Ὀδυσσεύς",
        &["ελλαδα", "καλημερα", "ΣΑΣ", "οδυσσευς"],
    ),
    ("שָׁלוֹם עֲלֵיכֶם", &["שלום", "עליכם"]),
    ("السَّلَامُ عَلَيْكُمْ", &["السلام", "عليكم"]),
    ("मैं हिन्दी में लिखता हूँ", &["हिन्दी", "लिखता"]),
    ("İstanbul'da ılık bir gün", &["istanbul", "ILIK", "ılık"]),
    ("Łódź i żółw", &["lodz", "zolw", "żółw"]),
    ("價格：NT$1,250元（含稅）", &["1,250", "NT$", "含稅", "價"]),
    (
        "混排 English 和中文 wordsだけ",
        &["english", "中文", "words", "だけ"],
    ),
    (
        "Smile 😀 and 👩‍👩‍👧 at 20 °C, 50 %",
        &["😀", "👩", "20 °C", "%"],
    ),
    (
        "ex-voto; see naïve ﬁle №5 and “quoted” text",
        &["naive", "file", "\"quoted\"", "ex-voto"],
    ),
    ("ქართული ენა და Հայերեն", &["ქართული", "հայերեն"]),
];

/// The places where a text may be.
const PLACES: [&str; 6] = [
    "title",
    "prompt",
    "answer",
    "step",
    "name of a file",
    "file",
];

fn write(world: &World, place: &str, text: &str, at: i64) {
    let run = match place {
        "title" => {
            let (conversation, run) = world.chat("q", at);
            world
                .ledger
                .rename(conversation.id, text)
                .expect("the record answers");
            run
        }
        "prompt" => world.chat(text, at).1,
        "answer" => answer(world, "q", text, at),
        _ => world.chat("q", at).1,
    };
    let mut update = RunUpdate {
        settled: Some(true),
        ..RunUpdate::default()
    };
    match place {
        "step" => {
            update.steps = vec![Step {
                index: 3,
                kind: "thought".to_owned(),
                json: json!({"type": "thought", "summary": [{"type": "text", "text": text}]})
                    .to_string(),
            }];
        }
        "name of a file" => {
            file(world, run.id, text, &format!("{at:064}"), "nothing");
        }
        "file" => {
            file(world, run.id, "list.txt", &format!("{at:064}"), text);
        }
        _ => {}
    }
    update.api_id = Set::To(format!("v1_{at}"));
    world
        .ledger
        .update(run.id, &update)
        .expect("the record answers");
}

#[test]
fn every_part_of_every_word_is_found_in_every_place_and_marked() {
    for place in PLACES {
        let world = world();
        for (at, (text, _)) in (1_000..).zip(WRITTEN) {
            write(&world, place, text, at);
        }
        for (at, (text, words)) in (1_000..).zip(WRITTEN) {
            for word in words {
                let hits = found(&world, word);
                let hit = hits.iter().find(|hit| hit.at == at);
                let hit =
                    hit.unwrap_or_else(|| panic!("{word} is not found in the {place} {text}"));
                assert!(hit.snippet.contains(MATCH_START), "{word}: {}", hit.snippet);
                assert_eq!(hit.file.is_some(), place == "file");
                assert_eq!(hit.run_id.is_none(), place == "title");
                assert_eq!(hit.step, (place == "step").then_some(3));
                let plain = hit.snippet.replace([MATCH_START, MATCH_END], "");
                assert_eq!(plain, text, "the {place} is shown as it was written");
            }
        }
    }
}

#[test]
fn what_is_another_word_is_not_found() {
    let world = world();
    for (at, (text, _)) in (1_000..).zip(WRITTEN) {
        write(&world, "answer", text, at);
    }
    for word in [
        "京北",
        "か",
        "C--",
        "3~6",
        "fleischs",
        "ταυρος",
        "กรุงทพ",
        "서을",
    ] {
        assert_eq!(found(&world, word), [], "{word}");
    }
}

#[test]
fn words_far_apart_in_a_long_text_are_found_together_and_shown_in_place() {
    let world = world();
    let filler = |word: &str| format!("{word} 以及其他的内容。 ").repeat(1_500);
    let long = format!(
        "Anfang {} 中間 Königsberg {} Schluss",
        filler("alpha"),
        filler("beta")
    );
    let run = answer(&world, "q", &long, 10);
    file(
        &world,
        run.id,
        "long.txt",
        &"a".repeat(64),
        &long.replace("Anfang", "Beginn"),
    );
    answer(&world, "q", "Anfang", 20);
    answer(&world, "q", "Schluss", 30);

    let hits = found(&world, "schluss anfang");
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].run_id, Some(run.id));
    let hits = found(&world, "beginn konigsberg");
    assert_eq!(hits.len(), 1);
    assert!(hits[0].file.is_some());
    let hits = found(&world, "中間");
    assert_eq!(hits.len(), 2);
    for hit in &hits {
        assert!(
            hit.snippet.contains("\u{2}中間\u{3} Königsberg"),
            "{}",
            hit.snippet
        );
        assert!(hit.snippet.chars().count() < 300);
    }
    world.delete(run.conversation_id);
    assert_eq!(found(&world, "中間"), []);
    assert_eq!(found(&world, "schluss").len(), 1);
}

#[test]
fn a_word_of_its_own_comes_before_a_part_of_another_and_words_in_quotes_are_one() {
    let world = world();
    answer(&world, "q", "It was a fine day for the art of it.", 1);
    answer(&world, "q", "It was a fine day for the party in it.", 2);
    answer(&world, "q", "The day was fine.", 3);
    let times =
        |query: &str| -> Vec<i64> { found(&world, query).into_iter().map(|hit| hit.at).collect() };
    assert_eq!(times("art"), [1, 2]);
    assert_eq!(times("day fine"), [3, 1, 2]);
    assert_eq!(times("\"fine day\""), [1, 2]);
    assert_eq!(times("“fine  DAY” art"), [1, 2]);
}

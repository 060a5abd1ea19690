//! Words of text files are found as long as a conversation has the file.

use ledger::{MATCH_END, MATCH_START};

use crate::search::{answer, file, found};
use crate::world::{turn, world};

#[test]
fn words_of_a_file_are_found_with_its_name_and_its_turn() {
    let world = world();
    let run = answer(&world, "Compare them", "Done.", 10);
    let id = file(
        &world,
        run.id,
        "comparison.csv",
        "aa",
        "supplier,price\nPrimaplast,3.90\n",
    );
    let hits = found(&world, "primapl");
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].run_id, Some(run.id));
    let found_file = hits[0].file.as_ref().unwrap();
    assert_eq!(found_file.artifact, Some(id));
    assert_eq!(found_file.name, "workspace/comparison.csv");
    let marked = format!("{MATCH_START}Primapl{MATCH_END}ast");
    assert!(hits[0].snippet.contains(&marked), "{}", hits[0].snippet);
    assert!(found(&world, "primaplast nowhere").is_empty());
}

#[test]
fn a_file_that_went_along_is_read_and_found_too() {
    let world = world();
    let mut new = turn("Look at this", 10);
    new.attachments =
        serde_json::json!([{"sha256": "bb", "name": "offers.txt", "mime": "text/plain"}]);
    let (conversation, _) = world.chat("Before", 5);
    let run = world.ledger.follow_up(conversation.id, &new).unwrap();
    let unread = world.ledger.unread_files(5).unwrap();
    assert_eq!(unread.len(), 1);
    assert_eq!(
        (unread[0].sha256.as_str(), unread[0].name.as_str()),
        ("bb", "offers.txt")
    );
    world
        .ledger
        .keep_words("bb", Some("Nordwerk delivers"))
        .unwrap();
    assert!(world.ledger.unread_files(5).unwrap().is_empty());
    let hits = found(&world, "nordwerk");
    assert_eq!(hits[0].run_id, Some(run.id));
    let found_file = hits[0].file.as_ref().unwrap();
    assert_eq!(
        (found_file.artifact, found_file.name.as_str()),
        (None, "offers.txt")
    );
}

#[test]
fn the_same_bytes_are_one_place_in_a_conversation_and_many_files_do_not_hide_the_rest() {
    let world = world();
    let run = answer(&world, "One", "Done.", 10);
    let first = file(&world, run.id, "a.txt", "aa", "zirconium");
    let mut new = turn("Again", 20);
    new.parent_id = Some(run.id);
    let second = world.ledger.follow_up(run.conversation_id, &new).unwrap();
    let newest = file(&world, second.id, "a.txt", "aa", "zirconium");
    let hits = found(&world, "zirconium");
    assert_eq!(hits.len(), 1);
    assert_ne!(first, newest);
    assert_eq!(hits[0].file.as_ref().unwrap().artifact, Some(newest));

    let many = answer(&world, "Many", "Done.", 30);
    for number in 0..50 {
        let name = format!("{number}.txt");
        file(
            &world,
            many.id,
            &name,
            &format!("m{number}"),
            "hafnium hafnium",
        );
    }
    answer(&world, "What is hafnium?", "A metal.", 40);
    let hits = found(&world, "hafnium");
    assert_eq!(hits.len(), 4);
    assert!(hits.iter().any(|hit| hit.file.is_none()));
}

#[test]
fn the_words_of_a_file_go_with_the_last_conversation_that_has_it() {
    let world = world();
    let one = answer(&world, "One", "Done.", 10);
    let two = answer(&world, "Two", "Done.", 20);
    file(&world, one.id, "a.txt", "aa", "zirconium");
    file(&world, two.id, "a.txt", "aa", "zirconium");
    world.delete(one.conversation_id);
    assert_eq!(found(&world, "zirconium").len(), 1);
    world.delete(two.conversation_id);
    assert!(found(&world, "zirconium").is_empty());
    // Nor do they come back if their extraction was under way.
    world.ledger.keep_words("aa", Some("zirconium")).unwrap();
    assert!(found(&world, "zirconium").is_empty());
}

#[test]
fn a_rare_word_far_inside_a_long_file_is_found_beside_a_common_one() {
    let world = world();
    let run = answer(&world, "Read it", "Done.", 10);
    let words = format!("{} zirconium", "common ".repeat(35_000));
    file(&world, run.id, "long.txt", "aa", &words);
    let hits = found(&world, "common zirconium");
    assert_eq!(hits.len(), 1);
    let marked = format!("{MATCH_START}zirconium{MATCH_END}");
    assert!(hits[0].snippet.contains(&marked), "{}", hits[0].snippet);
    // A match inside of words is found as well.
    assert_eq!(found(&world, "ommon irconium").len(), 1);
}

//! Archives written by older versions.

use std::path::Path;

use crate::world::world;

#[test]
fn an_archive_of_format_1_comes_with_all_that_it_has() {
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/format-1.zip");
    let world = world();
    let taken = world.take(&fixture).unwrap();
    assert_eq!((taken.conversations, taken.turns), (2, 5));
    assert_eq!((taken.agents, taken.schedules, taken.folders), (1, 1, 0));
    assert_eq!(taken.settings["settings"]["theme"], "dark");
    let hit = world.ledger.search("striped", 1).unwrap().remove(0);
    assert_eq!(hit.title, "Rocks \"and\" more");
    let conversation = world.ledger.conversation(hit.conversation_id).unwrap();
    assert_eq!(conversation.unwrap().folder, None);

    // It is written again in the newest format, without losses.
    let out = world.path("out.zip");
    let written = world.write(&out);
    assert_eq!(written.counts, taken.contents.counts);
    assert_eq!(written.missing, 0);
}

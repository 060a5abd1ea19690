//! Search filters: chats or jobs, files, model or agent, and time.

use ledger::{Kind, NewConversation, NewInteraction, SearchFilter};

use crate::search::file;
use crate::world::{World, turn, world};

const DAY: i64 = 86_400_000;
const NOW: i64 = 1_790_000_000_000;

fn ask(world: &World, kind: Kind, who: &str, at: i64) -> ledger::Interaction {
    let new = NewConversation {
        kind,
        title: "q".to_owned(),
    };
    let first = NewInteraction {
        target_id: who.to_owned(),
        ..turn("Is basalt 硬い?", at)
    };
    world
        .ledger
        .create(&new, &first)
        .expect("the record answers")
        .1
}

fn times(world: &World, query: &str, filter: &SearchFilter) -> Vec<i64> {
    let hits = world
        .ledger
        .search_in(query, filter, 20)
        .expect("the record answers");
    let mut times: Vec<i64> = hits.into_iter().map(|hit| (hit.at - NOW) / DAY).collect();
    times.sort_unstable_by(|one, other| other.cmp(one));
    times
}

#[test]
fn each_filter_leaves_what_it_names() {
    let world = world();
    let old = ask(&world, Kind::Chat, "flash", NOW - 400 * DAY);
    ask(&world, Kind::Job, "agent", NOW - 40 * DAY);
    ask(&world, Kind::Chat, "pro", NOW - 3 * DAY);
    let newest = ask(&world, Kind::Job, "agent", NOW);
    file(&world, old.id, "basalt.txt", &"a".repeat(64), "nothing");
    file(&world, newest.id, "a.txt", &"b".repeat(64), "Basalt 硬い");
    let all = SearchFilter::default();
    for query in ["basalt", "a", "硬", "basalt 硬い"] {
        let only = |kind| SearchFilter {
            kind: Some(kind),
            ..all.clone()
        };
        let who = |who: &str| SearchFilter {
            who: who.split(' ').map(str::to_owned).collect(),
            ..all.clone()
        };
        let since = |days: i64| SearchFilter {
            from: Some(NOW - days * DAY),
            ..all.clone()
        };
        assert_eq!(
            times(&world, query, &only(Kind::Chat)),
            [-3, -400],
            "{query}"
        );
        assert_eq!(
            times(&world, query, &only(Kind::Job)),
            [0, 0, -40],
            "{query}"
        );
        assert_eq!(times(&world, query, &who("pro")), [-3], "{query}");
        assert_eq!(times(&world, query, &who("agent")), [0, 0, -40], "{query}");
        // Any of several ids: an agent has one for each of its versions.
        assert_eq!(
            times(&world, query, &who("pro agent")),
            [0, 0, -3, -40],
            "{query}"
        );
        assert_eq!(
            times(&world, query, &who("nobody")),
            [] as [i64; 0],
            "{query}"
        );
        assert_eq!(times(&world, query, &since(5)), [0, 0, -3], "{query}");
        assert_eq!(times(&world, query, &since(60)), [0, 0, -3, -40], "{query}");
        let both = SearchFilter {
            kind: Some(Kind::Job),
            ..since(5)
        };
        assert_eq!(times(&world, query, &both), [0, 0], "{query}");
    }
    let files = SearchFilter { files: true, ..all };
    assert_eq!(
        times(&world, "basalt", &files),
        [0, -400],
        "in its name, and in it"
    );
    assert_eq!(times(&world, "硬", &files), [0]);
}

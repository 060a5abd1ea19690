//! Turns by page: the same branch as in the whole conversation, from any turn and in both directions.

use ledger::{ConversationId, Interaction, RunId, Siblings};
use proptest::prelude::*;

use crate::world::{World, branch, turn, world};

fn follow(world: &World, conversation: ConversationId, parent: Option<RunId>) -> RunId {
    let mut new = turn("again", 20);
    new.parent_id = parent;
    let stored = world.ledger.follow_up(conversation, &new);
    stored.expect("a turn").id
}

fn ids(turns: &[Interaction]) -> Vec<RunId> {
    turns.iter().map(|turn| turn.id).collect()
}

#[test]
fn a_branch_is_read_up_and_down_from_a_turn_in_its_middle() {
    let world = world();
    let (conversation, first) = world.chat("one", 10);
    let mut line = vec![first.id];
    for _ in 0..5 {
        line.push(follow(&world, conversation.id, line.last().copied()));
    }
    let ledger = &world.ledger;
    let before = ledger.turns_before(line[4], 3).unwrap();
    assert_eq!(ids(&before), [line[3], line[2], line[1]]);
    assert_eq!(ledger.turns_before(line[4], 100).unwrap().len(), 4);
    let after = ledger.turns_after(line[1], 2).unwrap();
    assert_eq!(ids(&after), [line[2], line[3]]);
    assert_eq!(ledger.turns_after(line[1], 100).unwrap().len(), 4);
    assert_eq!(ledger.turns_before(first.id, 5).unwrap(), []);
    assert_eq!(ledger.turns_after(line[5], 5).unwrap(), []);
    assert_eq!(ledger.turns_before(line[5], 0).unwrap(), []);
    let newest = ledger.newest_turn(conversation.id).unwrap().unwrap();
    assert_eq!(newest.id, line[5]);
    assert_eq!(ledger.newest_turn(ConversationId::new()).unwrap(), None);
}

#[test]
fn a_turn_knows_its_place_among_its_siblings() {
    let world = world();
    let (conversation, first) = world.chat("one", 10);
    let children: Vec<RunId> = (0..3)
        .map(|_| follow(&world, conversation.id, Some(first.id)))
        .collect();
    let other_first = follow(&world, conversation.id, None);
    world.chat("of another conversation", 30);
    let nobody = RunId::new();
    let ledger = &world.ledger;
    let asked = [first.id, other_first, children[0], children[1], nobody];
    let siblings = ledger.siblings(&asked).unwrap();
    let place = |count, position, earlier, later| Siblings {
        count,
        position,
        earlier,
        later,
    };
    assert_eq!(siblings[&first.id], place(2, 0, None, Some(other_first)));
    assert_eq!(siblings[&other_first], place(2, 1, Some(first.id), None));
    assert_eq!(siblings[&children[0]], place(3, 0, None, Some(children[1])));
    let (earlier, later) = (Some(children[0]), Some(children[2]));
    assert_eq!(siblings[&children[1]], place(3, 1, earlier, later));
    assert!(!siblings.contains_key(&nobody));
    assert_eq!(ids(&ledger.children(first.id).unwrap()), children);
    // From the first turn on, the newest child is followed each time.
    assert_eq!(
        ids(&ledger.turns_after(first.id, 9).unwrap()),
        [children[2]]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    /// Each number chooses the earlier turn that the next one follows.
    #[test]
    fn pages_put_together_are_the_whole_branch(
        parents in prop::collection::vec(any::<prop::sample::Index>(), 1..24),
        page in 1_usize..7,
    ) {
        let world = world();
        let (conversation, first) = world.chat("one", 10);
        let mut all = vec![first.id];
        for parent in parents {
            let parent = *parent.get(&all);
            all.push(follow(&world, conversation.id, Some(parent)));
        }
        let last = *all.last().unwrap();
        let whole = branch(&world.ledger, last);
        let mut paged = vec![world.ledger.interaction(last).unwrap().unwrap()];
        loop {
            let from = paged.last().unwrap().id;
            let more = world.ledger.turns_before(from, page).unwrap();
            prop_assert!(more.len() <= page);
            if more.is_empty() {
                break;
            }
            paged.extend(more);
        }
        prop_assert_eq!(&paged, &whole);
        // Each descendant found is the newest child of the previous one.
        let down = world.ledger.turns_after(first.id, 100).unwrap();
        let mut above = first.id;
        for turn in &down {
            prop_assert_eq!(turn.parent_id, Some(above));
            let children = world.ledger.children(above).unwrap();
            prop_assert_eq!(children.last().map(|child| child.id), Some(turn.id));
            above = turn.id;
        }
        prop_assert_eq!(world.ledger.children(above).unwrap(), []);
    }
}

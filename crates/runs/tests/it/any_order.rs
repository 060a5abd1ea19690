//! Property test: whatever the network, the server and the power supply do, a run ends as it should, and every event
//! is stored once.

use proptest::collection::vec;
use proptest::prelude::*;
use runs::Terms;

use crate::world::World;

/// How the server answers a request to resume the stream after an event.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Resume {
    Exact,
    Inclusive,
    GoesBack,
    ReplaysAll,
    Refuses,
    Unknown,
}

/// How the interaction ends at the server.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Truth {
    Completes,
    Fails,
    NeedsYou,
    Incomplete,
    /// With an `error` event.
    Errors,
    /// The stream never says it; only a poll shows it.
    EndsMutely,
}

#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) terms: Terms,
    pub(crate) truth: Truth,
    /// For each event of the stream, whether it carries an id.
    pub(crate) ids: Vec<bool>,
    pub(crate) resume: Resume,
    pub(crate) answers_unary: bool,
    pub(crate) person_sends_again: bool,
    pub(crate) stops: bool,
    pub(crate) server_may_forget: bool,
    /// The server knows nothing of the turns before this one.
    pub(crate) earlier_forgotten: bool,
    /// Random numbers that decide what goes wrong; when they are used up, nothing goes wrong any more.
    pub(crate) luck: Vec<u8>,
}

fn cases() -> impl Strategy<Value = Case> {
    let bools = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let terms = bools.prop_map(|(background, sandbox, ahead, leans)| Terms {
        background,
        store: true,
        sandbox,
        ahead: sandbox && ahead,
        leans,
    });
    let truth = prop_oneof![
        3 => Just(Truth::Completes),
        1 => Just(Truth::Fails),
        1 => Just(Truth::NeedsYou),
        1 => Just(Truth::Incomplete),
        1 => Just(Truth::Errors),
        1 => Just(Truth::EndsMutely),
    ];
    let resume = prop_oneof![
        3 => Just(Resume::Exact),
        1 => Just(Resume::Inclusive),
        1 => Just(Resume::GoesBack),
        1 => Just(Resume::ReplaysAll),
        1 => Just(Resume::Refuses),
        1 => Just(Resume::Unknown),
    ];
    let ids = prop_oneof![
        (1..14_usize).prop_map(|n| vec![true; n]),
        (1..14_usize).prop_map(|n| vec![false; n]),
        vec(any::<bool>(), 1..14),
    ];
    let rare = || prop::bool::weighted(0.15);
    let people = (rare(), any::<bool>(), rare(), rare(), any::<bool>());
    (terms, truth, ids, resume, people, vec(any::<u8>(), 0..60)).prop_map(
        |(terms, truth, ids, resume, people, luck)| Case {
            terms,
            truth,
            ids,
            resume,
            answers_unary: people.0,
            person_sends_again: people.1,
            stops: people.2,
            server_may_forget: people.3,
            earlier_forgotten: people.4,
            luck,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_drops_duplicates_restarts_and_answers_ends_right(case in cases()) {
        World::new(&case).live();
    }
}

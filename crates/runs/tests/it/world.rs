//! A simulated world for one run: a server, a disk, power cuts, and a list of random decisions.

mod server;
mod verdict;

use runs::{
    Doubt, Effect, EventSummary, FailureClass, Fault, Input, Limits, Now, Phase, State, step,
};

use self::server::Server;
use crate::any_order::Case;
use crate::life::failure;

/// The work that the driver would have in progress.
enum Doing {
    Nothing,
    Preparing,
    Rebuilding,
    Creating,
    Opening(Option<String>),
    Reading { from: usize },
    Looking,
    Cancelling,
    Sleeping(u64),
    Caring,
}

pub(crate) struct World<'a> {
    case: &'a Case,
    luck: std::slice::Iter<'a, u8>,
    now: Now,
    limits: Limits,
    /// The stored state, and the positions of the stored events in the server's stream.
    state: State,
    record: Vec<u64>,
    whole: bool,
    doing: Doing,
    server: Option<Server>,
    /// Creates that were sent and may have begun an interaction.
    begun: u32,
    allowed: u32,
    settled: u32,
    told: u32,
    stopped: bool,
    turned_away: bool,
    /// How often the request was rebuilt.
    rebuilt: u32,
    /// The record could not rebuild the request.
    unreadable: bool,
}

impl<'a> World<'a> {
    pub(crate) fn new(case: &'a Case) -> World<'a> {
        World {
            case,
            luck: case.luck.iter(),
            now: Now {
                ms: 1_700_000_000_000,
                random: 0.5,
            },
            limits: Limits::default(),
            state: State::ready(case.terms),
            record: Vec::new(),
            whole: false,
            doing: Doing::Nothing,
            server: None,
            begun: 0,
            allowed: 1,
            settled: 0,
            told: 0,
            stopped: false,
            turned_away: false,
            rebuilt: 0,
            unreadable: false,
        }
    }

    /// The next random decision, from 0 to 99; 99 when they are used up, which lets nothing go wrong.
    fn fate(&mut self) -> u8 {
        self.luck.next().map_or(99, |luck| luck % 100)
    }

    pub(crate) fn live(mut self) {
        self.give(Input::Start, &[]);
        for _ in 0..3_000 {
            if self.state.is_settled() {
                return self.judge();
            }
            if self.fate() < 6 {
                self.crash();
                continue;
            }
            if self.case.stops && !self.stopped && self.fate() < 20 {
                self.stopped = true;
                self.give(Input::StopPressed, &[]);
                continue;
            }
            if let Phase::Unconfirmed { about, .. } = self.state.phase {
                if !self.person_decides(about) {
                    return;
                }
                continue;
            }
            self.go_on();
        }
        panic!("the run never ends: {:?}", self.state);
    }

    /// Simulates a crash and restart: the work in progress is lost, what was stored stays.
    fn crash(&mut self) {
        self.doing = Doing::Nothing;
        self.state = State::parse(&self.state.to_json()).expect("what was stored can be read");
        self.give(Input::Restarted, &[]);
    }

    /// Lets the person decide about an unconfirmed run. Returns true if the run goes on.
    fn person_decides(&mut self, about: Doubt) -> bool {
        match about {
            Doubt::Progress => self.give(Input::CheckAgain, &[]),
            Doubt::Create if self.case.person_sends_again => {
                self.allowed += 1;
                self.give(Input::SendAgain, &[]);
            }
            Doubt::Create => {
                assert!(self.state.id.is_none(), "an accepted run is never in doubt");
                return false;
            }
        }
        true
    }

    fn give(&mut self, input: Input, batch: &[EventSummary]) {
        let was_settled = self.state.is_settled();
        let (state, effects) = step(self.state.clone(), input, self.now, &self.limits);
        assert!(!was_settled || (effects.is_empty() && state == self.state));
        self.settled += u32::from(state.is_settled() && !was_settled);
        // The state and the events are stored together, as in one transaction.
        for effect in &effects {
            if let Effect::StoreEvents {
                truncate_after,
                first_seq,
                keep,
            } = effect
            {
                if let Some(seq) = truncate_after {
                    self.record
                        .truncate(usize::try_from(*seq).expect("few events"));
                }
                assert_eq!(
                    *first_seq,
                    self.record.len() as u64 + 1,
                    "numbered without gaps"
                );
                self.record
                    .extend(keep.iter().map(|&at| batch[at].fingerprint));
            }
            self.whole |= *effect == Effect::StoreInteraction;
        }
        self.rebuilt += u32::from(effects.contains(&Effect::StoreRequest));
        assert!(self.rebuilt <= 1, "written anew once only");
        assert_eq!(state.log.stored, self.record.len() as u64);
        self.state = state;
        if self.fate() < 3 {
            return self.crash();
        }
        for effect in effects {
            self.doing = match effect {
                Effect::StoreEvents { .. } | Effect::StoreInteraction | Effect::StoreRequest => {
                    continue;
                }
                Effect::Prepare => Doing::Preparing,
                Effect::Rebuild => Doing::Rebuilding,
                Effect::Submit { .. } => Doing::Creating,
                Effect::OpenStream { after, .. } => Doing::Opening(after),
                Effect::Poll { .. } => Doing::Looking,
                Effect::Cancel { .. } => Doing::Cancelling,
                Effect::Wait { ms } => Doing::Sleeping(ms),
                Effect::RunAftercare { .. } => Doing::Caring,
                Effect::Rest => Doing::Nothing,
            };
        }
    }

    fn go_on(&mut self) {
        match std::mem::replace(&mut self.doing, Doing::Nothing) {
            Doing::Nothing => panic!("the run stands still: {:?}", self.state),
            Doing::Preparing => self.prepare(),
            Doing::Rebuilding => self.rebuild(),
            Doing::Creating => self.create(),
            Doing::Opening(after) => self.open(after.as_deref()),
            Doing::Reading { from } => self.read(from),
            Doing::Looking => self.look(),
            Doing::Cancelling => self.cancel(),
            Doing::Sleeping(ms) => {
                self.now.ms = self.now.ms.saturating_add_unsigned(ms);
                self.give(Input::TimerFired, &[]);
            }
            Doing::Caring => match self.fate() {
                0..15 => self.give(
                    Input::AftercareFailed {
                        fault: Fault::of_server("download", ""),
                        again: true,
                    },
                    &[],
                ),
                _ => {
                    self.told += 1;
                    self.give(Input::AftercareDone, &[]);
                }
            },
        }
    }

    fn fail(&mut self, class: FailureClass) {
        self.give(Input::Failed(failure(class)), &[]);
    }
}

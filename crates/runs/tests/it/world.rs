//! A world for one run: a server that keeps its own truth, a disk, a power switch, and fate.

use runs::{
    Class, Doubt, Effect, End, Failure, Fault, Input, Kind, Limits, Now, Outcome, Phase, Seen,
    Snapshot, State, Terms, step,
};

use crate::any_order::{Case, Resume, Truth};
use crate::life::{failure, seen};

/// The server's side of one interaction.
struct Server {
    events: Vec<Seen>,
    /// How many of them have happened.
    happened: usize,
    cancelled: bool,
    forgotten: bool,
}

/// What the driver would be doing.
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
    /// What is on disk: the state, and the positions of the events in the server's stream.
    state: State,
    record: Vec<u64>,
    whole: bool,
    doing: Doing,
    server: Option<Server>,
    /// Requests that were sent and may have begun something.
    begun: u32,
    allowed: u32,
    settled: u32,
    told: u32,
    stopped: bool,
    turned_away: bool,
    /// How often the request was written anew.
    rebuilt: u32,
    /// The record could not write it anew.
    unreadable: bool,
}

impl<'a> World<'a> {
    pub(crate) fn new(case: &'a Case) -> World<'a> {
        World {
            case,
            luck: case.luck.iter(),
            now: Now {
                ms: 1_700_000_000_000,
                dice: 0.5,
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

    /// The next decision of fate, from 0 to 99; 99 when nothing goes wrong any more.
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

    /// Power off and on. What was being done is gone; what is on disk is what was stored.
    fn crash(&mut self) {
        self.doing = Doing::Nothing;
        self.state = State::parse(&self.state.to_json()).expect("what was stored can be read");
        self.give(Input::Restarted, &[]);
    }

    /// Says whether the run goes on.
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

    fn give(&mut self, input: Input, batch: &[Seen]) {
        let was_settled = self.state.is_settled();
        let (state, effects) = step(self.state.clone(), input, self.now, &self.limits);
        assert!(!was_settled || (effects.is_empty() && state == self.state));
        self.settled += u32::from(state.is_settled() && !was_settled);
        // One transaction: the state and the events together.
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
                        fault: Fault::own("download", ""),
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

    fn fail(&mut self, class: Class) {
        self.give(Input::Failed(failure(class)), &[]);
    }

    fn prepare(&mut self) {
        assert!(self.state.terms.ahead, "prepared without need");
        match self.fate() {
            _ if self.state.terms.leans && self.case.earlier_forgotten => {
                self.fail(Class::Answered(404));
            }
            0..8 => self.fail(Class::NoNetwork),
            8..14 => self.fail(Class::Unanswered),
            14..18 => {
                self.turned_away = true;
                self.fail(Class::Answered(500));
            }
            _ => self.give(
                Input::Prepared {
                    environment_id: "env-1".to_owned(),
                },
                &[],
            ),
        }
    }

    /// What is written anew leans on nothing, and may need files ahead that the first request did not.
    fn rebuild(&mut self) {
        assert!(
            self.case.earlier_forgotten,
            "what is known is not told again"
        );
        assert_eq!(self.begun, 0, "nothing was begun yet");
        if self.fate() < 5 {
            self.unreadable = true;
            return self.fail(Class::Forbidden);
        }
        let ahead = self.case.terms.sandbox && self.fate() < 50;
        let terms = Terms {
            ahead,
            leans: true,
            ..self.case.terms
        };
        self.give(Input::Rebuilt { terms }, &[]);
    }

    fn create(&mut self) {
        if self.state.terms.ahead {
            assert!(self.state.environment_id.is_some(), "sent before its files");
        }
        match self.fate() {
            0..10 => return self.fail(Class::NoNetwork),
            10..14 => {
                self.turned_away = true;
                return self.fail(Class::Answered(429));
            }
            14..18 => {
                self.turned_away = true;
                return self.fail(Class::Answered(503));
            }
            _ => {}
        }
        if self.state.terms.leans && self.case.earlier_forgotten {
            return self.fail(Class::Answered(404));
        }
        self.begun += 1;
        assert!(self.begun <= self.allowed, "sent without being allowed to");
        self.server = Some(Server {
            events: self.stream_of(&format!("v1_{}", self.begun)),
            happened: 1,
            cancelled: false,
            forgotten: false,
        });
        match self.fate() {
            0..10 => self.fail(Class::Unanswered),
            10..13 => self.fail(Class::Answered(500)),
            _ if self.case.answers_unary => {
                let snapshot = self.snapshot();
                self.give(Input::Accepted(snapshot), &[]);
            }
            _ => self.doing = Doing::Reading { from: 0 },
        }
    }

    fn open(&mut self, after: Option<&str>) {
        let fate = self.fate();
        self.forget_perhaps();
        let server = self
            .server
            .as_ref()
            .expect("only what was accepted is followed");
        if server.forgotten {
            return self.fail(Class::Answered(404));
        }
        match fate {
            0..6 => return self.fail(Class::NoNetwork),
            6..12 => return self.fail(Class::Unanswered),
            12..16 => return self.fail(Class::Answered(503)),
            16..18 => return self.fail(Class::Answered(404)),
            _ => {}
        }
        let asked = after.map(|id| {
            let at = server
                .events
                .iter()
                .position(|event| event.event_id.as_deref() == Some(id));
            at.expect("only ids that the server gave are sent back")
        });
        let from = match (asked, self.case.resume) {
            (Some(at), Resume::Exact) => at + 1,
            (Some(at), Resume::Inclusive) => at,
            (Some(at), Resume::GoesBack) => at.saturating_sub(3),
            (Some(_), Resume::Refuses) => return self.fail(Class::Answered(400)),
            (_, Resume::Unknown) => return self.fail(Class::Unreadable),
            (None, _) | (Some(_), Resume::ReplaysAll) => 0,
        };
        self.doing = Doing::Reading { from };
    }

    /// Gives the next events of the open stream, some of them twice, or breaks it.
    fn read(&mut self, from: usize) {
        let fate = self.fate();
        self.forget_perhaps();
        let server = self.server.as_mut().expect("there is a stream");
        if server.forgotten {
            return self.give(Input::StreamEnded(End::Clean), &[]);
        }
        match fate {
            0..12 => {
                let end = End::Cut(failure(Class::Unanswered));
                return self.give(Input::StreamEnded(end), &[]);
            }
            12..18 => return self.give(Input::StreamEnded(End::Clean), &[]),
            18..22 => {
                self.doing = Doing::Reading { from };
                return self.give(Input::Silence, &[]);
            }
            _ => {}
        }
        let to = (from + 1 + usize::from(fate % 3)).min(server.events.len());
        if from >= to {
            return self.give(Input::StreamEnded(End::Clean), &[]);
        }
        server.happened = server.happened.max(to);
        let mut batch = Vec::new();
        for event in &server.events[from..to] {
            batch.push(event.clone());
            if event.event_id.is_some() && fate.is_multiple_of(5) {
                batch.push(event.clone());
            }
        }
        self.doing = Doing::Reading { from: to };
        self.give(Input::Events(batch.clone()), &batch);
    }

    fn look(&mut self) {
        let fate = self.fate();
        self.forget_perhaps();
        let server = self
            .server
            .as_mut()
            .expect("only what was accepted is looked at");
        match fate {
            0..8 => return self.fail(Class::NoNetwork),
            8..14 => return self.fail(Class::Answered(504)),
            14..18 => {
                return self.give(
                    Input::Failed(Failure {
                        retry_after: Some(3_000),
                        ..failure(Class::Answered(429))
                    }),
                    &[],
                );
            }
            18..22 => return self.give(Input::Polled(Snapshot::default()), &[]),
            _ => {}
        }
        if server.forgotten {
            return self.fail(Class::Answered(404));
        }
        server.happened = (server.happened + 2).min(server.events.len());
        let snapshot = self.snapshot();
        self.give(Input::Polled(snapshot), &[]);
    }

    fn cancel(&mut self) {
        let fate = self.fate();
        let server = self
            .server
            .as_mut()
            .expect("only what was accepted is cancelled");
        if server.forgotten {
            return self.fail(Class::Answered(404));
        }
        match fate {
            0..10 => return self.fail(Class::NoNetwork),
            10..20 => return self.fail(Class::Answered(500)),
            20..30 => return self.fail(Class::Unanswered),
            30..35 => return self.fail(Class::Answered(400)),
            _ => {}
        }
        if server.happened < server.events.len() {
            server.cancelled = true;
        }
        let snapshot = self.snapshot();
        self.give(Input::Cancelled(snapshot), &[]);
    }

    fn forget_perhaps(&mut self) {
        if self.case.server_may_forget
            && self.fate() < 8
            && let Some(server) = &mut self.server
        {
            server.forgotten = true;
        }
    }

    fn stream_of(&self, id: &str) -> Vec<Seen> {
        let about = |word: &str| Snapshot {
            id: Some(id.to_owned()),
            status: Some(word.to_owned()),
            ..Snapshot::default()
        };
        let mut kinds = vec![Kind::Created(about("in_progress"))];
        kinds.extend(self.case.ids.iter().skip(1).map(|_| Kind::Step));
        match self.case.truth {
            Truth::Completes => kinds.push(Kind::Completed(about("completed"))),
            Truth::Fails => kinds.push(Kind::Completed(about("failed"))),
            Truth::NeedsYou => kinds.push(Kind::Completed(about("requires_action"))),
            Truth::Incomplete => kinds.push(Kind::Completed(about("incomplete"))),
            Truth::Errors => kinds.push(Kind::Error(Fault::own("api_error", "it broke"))),
            Truth::EndsMutely => {}
        }
        let name = |(at, kind): (usize, Kind)| {
            let with_id = self.case.ids.get(at).or(self.case.ids.last()) == Some(&true);
            let event_id = with_id.then(|| format!("{id}/{at}"));
            let event = seen("", event_id.as_deref(), kind);
            Seen {
                fingerprint: at as u64,
                ..event
            }
        };
        kinds.into_iter().enumerate().map(name).collect()
    }

    fn snapshot(&self) -> Snapshot {
        let server = self.server.as_ref().expect("there is an interaction");
        let done = server.happened >= server.events.len();
        let word = match self.case.truth {
            _ if server.cancelled => "cancelled",
            _ if !done => "in_progress",
            Truth::Completes | Truth::EndsMutely => "completed",
            Truth::Fails | Truth::Errors => "failed",
            Truth::NeedsYou => "requires_action",
            Truth::Incomplete => "incomplete",
        };
        Snapshot {
            id: Some(format!("v1_{}", self.begun)),
            status: Some(word.to_owned()),
            has_steps: true,
            environment_id: self.case.terms.sandbox.then(|| "env_1".to_owned()),
            ..Snapshot::default()
        }
    }

    fn judge(&self) {
        assert_eq!(self.settled, 1, "settled once");
        assert!(
            self.told >= 1,
            "the results are safe before the run is settled"
        );
        let ending = self.state.ending().expect("a settled run has an ending");
        let truth = match self.case.truth {
            Truth::Completes | Truth::EndsMutely => Outcome::Completed,
            Truth::Fails | Truth::Errors => Outcome::Failed,
            Truth::NeedsYou => Outcome::NeedsYou,
            Truth::Incomplete => Outcome::Incomplete,
        };
        let forgotten = self.server.as_ref().is_none_or(|server| server.forgotten);
        let right = ending.outcome == truth
            || (self.stopped && ending.outcome == Outcome::Cancelled)
            || (forgotten && ending.outcome == Outcome::Lost)
            || (self.unreadable && self.begun == 0 && ending.outcome == Outcome::Failed)
            || (self.turned_away && self.begun < self.allowed && ending.outcome == Outcome::Failed);
        assert!(right, "{ending:?} although the truth is {truth:?}");
        assert!(self.stopped || !ending.stopped, "nobody stopped it");
        self.judge_record(ending.outcome == truth);
    }

    /// Every event is there once, in order; all of them, unless the server gave the whole interaction.
    fn judge_record(&self, ended_by_itself: bool) {
        let in_order: Vec<u64> = (0..self.record.len() as u64).collect();
        let all = self.server.as_ref().map_or(0, |server| server.events.len());
        let goes_back = matches!(self.case.resume, Resume::GoesBack | Resume::Inclusive);
        if self.whole || !ended_by_itself {
            // A connection that went back too far and broke at once may leave a tail that the whole replaces.
            assert!(goes_back || self.record == in_order, "{:?}", self.record);
        } else if !self.stopped && self.begun > 0 && !self.server_forgot() {
            assert_eq!(self.record.len(), all);
            assert_eq!(self.record, in_order);
        }
    }

    fn server_forgot(&self) -> bool {
        self.server.as_ref().is_some_and(|server| server.forgotten)
    }
}

//! A run under test: it is given inputs, and its effects can be inspected.

use runs::{
    Effect, EventKind, EventSummary, Failure, FailureClass, Fault, Input, Limits, Now, Phase,
    Reason, Snapshot, State, StreamEnd, Terms, step,
};

pub(crate) const CHAT: Terms = Terms {
    background: false,
    store: true,
    sandbox: false,
    ahead: false,
    leans: false,
};
pub(crate) const JOB: Terms = Terms {
    background: true,
    store: true,
    sandbox: false,
    ahead: false,
    leans: false,
};

pub(crate) struct Life {
    pub(crate) state: State,
    pub(crate) effects: Vec<Effect>,
    pub(crate) now: Now,
    pub(crate) limits: Limits,
}

impl Life {
    pub(crate) fn of(terms: Terms) -> Life {
        Life {
            state: State::ready(terms),
            effects: Vec::new(),
            now: Now {
                ms: 1_000_000,
                random: 0.0,
            },
            limits: Limits::default(),
        }
    }

    /// A run whose create is under way.
    pub(crate) fn sent(terms: Terms) -> Life {
        let mut life = Life::of(terms);
        life.give(Input::Start);
        life
    }

    /// A run that was accepted and whose stream is open, with this many events after the first, all with ids.
    pub(crate) fn streaming(terms: Terms, steps: usize) -> Life {
        let mut life = Life::sent(terms);
        life.give(Input::Events(vec![created("v1_a", Some("e0"))]));
        for n in 1..=steps {
            life.give(Input::Events(vec![text(
                &format!("t{n}"),
                Some(&format!("e{n}")),
            )]));
        }
        life
    }

    pub(crate) fn give(&mut self, input: Input) -> &mut Life {
        let (state, effects) = step(self.state.clone(), input, self.now, &self.limits);
        let stored = State::parse(&state.to_json()).expect("a state can be read back");
        assert_eq!(stored, state, "a state survives being stored");
        self.state = state;
        self.effects = effects;
        self
    }

    pub(crate) fn fail(&mut self, class: FailureClass) -> &mut Life {
        self.give(Input::Failed(failure(class)))
    }

    /// Lets the wait pass.
    pub(crate) fn wait_out(&mut self) -> &mut Life {
        let Phase::Waiting { until, .. } = self.state.phase else {
            panic!("expected to wait, not {:?}", self.state.phase);
        };
        self.now.ms = until;
        self.give(Input::TimerFired)
    }

    pub(crate) fn waits_for(&self) -> Option<Reason> {
        match self.state.phase {
            Phase::Waiting { reason, .. } => Some(reason),
            _ => None,
        }
    }

    pub(crate) fn submits(&self) -> bool {
        self.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Submit { .. }))
    }

    pub(crate) fn polls(&self) -> bool {
        self.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Poll { .. }))
    }

    pub(crate) fn cancels(&self) -> bool {
        self.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Cancel { .. }))
    }

    /// Returns the event id after which the stream is being opened, if it is.
    pub(crate) fn opens_after(&self) -> Option<Option<&str>> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::OpenStream { after, .. } => Some(after.as_deref()),
            _ => None,
        })
    }

    pub(crate) fn stores(&self) -> Option<(Option<u64>, u64, &[usize])> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::StoreEvents {
                truncate_after,
                first_seq,
                keep,
            } => Some((*truncate_after, *first_seq, keep.as_slice())),
            _ => None,
        })
    }
}

pub(crate) fn failure(class: FailureClass) -> Failure {
    Failure {
        class,
        fault: Fault::of_server("test", "as the test wants it"),
        retry_after: None,
    }
}

pub(crate) fn cut() -> Input {
    Input::StreamEnded(StreamEnd::Cut(failure(FailureClass::Unanswered)))
}

pub(crate) fn clean_end() -> Input {
    Input::StreamEnded(StreamEnd::Clean)
}

pub(crate) fn status(word: &str) -> Snapshot {
    Snapshot {
        id: Some("v1_a".to_owned()),
        status: Some(word.to_owned()),
        has_steps: true,
        ..Snapshot::default()
    }
}

pub(crate) fn created(id: &str, event_id: Option<&str>) -> EventSummary {
    let snapshot = Snapshot {
        id: Some(id.to_owned()),
        status: Some("in_progress".to_owned()),
        ..Snapshot::default()
    };
    seen("created", event_id, EventKind::Created(snapshot))
}

pub(crate) fn text(content: &str, event_id: Option<&str>) -> EventSummary {
    seen(content, event_id, EventKind::Step)
}

pub(crate) fn completed(word: &str) -> EventSummary {
    let snapshot = Snapshot {
        has_steps: false,
        ..status(word)
    };
    seen("completed", Some("end"), EventKind::Completed(snapshot))
}

pub(crate) fn seen(content: &str, event_id: Option<&str>, kind: EventKind) -> EventSummary {
    EventSummary {
        event_id: event_id.map(str::to_owned),
        fingerprint: content
            .bytes()
            .fold(7, |sum, byte| sum * 31 + u64::from(byte)),
        kind,
    }
}

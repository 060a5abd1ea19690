//! The server of the simulated world: how it answers each request, and where the connection breaks.

use runs::{
    EventKind, EventSummary, Failure, FailureClass, Fault, Input, Snapshot, StreamEnd, Terms,
};

use super::{Doing, World};
use crate::any_order::{Resume, Truth};
use crate::life::{failure, seen};

/// The server's side of one interaction.
pub(super) struct Server {
    pub(super) events: Vec<EventSummary>,
    /// The number of events that have happened.
    happened: usize,
    cancelled: bool,
    pub(super) forgotten: bool,
}

impl World<'_> {
    pub(super) fn prepare(&mut self) {
        assert!(self.state.terms.ahead, "prepared without need");
        match self.fate() {
            _ if self.state.terms.leans && self.case.earlier_forgotten => {
                self.fail(FailureClass::Answered(404));
            }
            0..8 => self.fail(FailureClass::NoNetwork),
            8..14 => self.fail(FailureClass::Unanswered),
            14..18 => {
                self.turned_away = true;
                self.fail(FailureClass::Answered(500));
            }
            _ => self.give(
                Input::Prepared {
                    environment_id: "env-1".to_owned(),
                },
                &[],
            ),
        }
    }

    /// A rebuilt request names no earlier interaction, and may need files ahead that the first request did not need.
    pub(super) fn rebuild(&mut self) {
        assert!(
            self.case.earlier_forgotten,
            "what is known is not told again"
        );
        assert_eq!(self.begun, 0, "nothing was begun yet");
        if self.fate() < 5 {
            self.unreadable = true;
            return self.fail(FailureClass::Forbidden);
        }
        let ahead = self.case.terms.sandbox && self.fate() < 50;
        let terms = Terms {
            ahead,
            leans: true,
            ..self.case.terms
        };
        self.give(Input::Rebuilt { terms }, &[]);
    }

    pub(super) fn create(&mut self) {
        if self.state.terms.ahead {
            assert!(self.state.environment_id.is_some(), "sent before its files");
        }
        match self.fate() {
            0..10 => return self.fail(FailureClass::NoNetwork),
            10..14 => {
                self.turned_away = true;
                return self.fail(FailureClass::Answered(429));
            }
            14..18 => {
                self.turned_away = true;
                return self.fail(FailureClass::Answered(503));
            }
            _ => {}
        }
        if self.state.terms.leans && self.case.earlier_forgotten {
            return self.fail(FailureClass::Answered(404));
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
            0..10 => self.fail(FailureClass::Unanswered),
            10..13 => self.fail(FailureClass::Answered(500)),
            _ if self.case.answers_unary => {
                let snapshot = self.snapshot();
                self.give(Input::Accepted(snapshot), &[]);
            }
            _ => self.doing = Doing::Reading { from: 0 },
        }
    }

    pub(super) fn open(&mut self, after: Option<&str>) {
        let fate = self.fate();
        self.forget_perhaps();
        let server = self
            .server
            .as_ref()
            .expect("only what was accepted is followed");
        if server.forgotten {
            return self.fail(FailureClass::Answered(404));
        }
        match fate {
            0..6 => return self.fail(FailureClass::NoNetwork),
            6..12 => return self.fail(FailureClass::Unanswered),
            12..16 => return self.fail(FailureClass::Answered(503)),
            16..18 => return self.fail(FailureClass::Answered(404)),
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
            (Some(_), Resume::Refuses) => return self.fail(FailureClass::Answered(400)),
            (_, Resume::Unknown) => return self.fail(FailureClass::Unreadable),
            (None, _) | (Some(_), Resume::ReplaysAll) => 0,
        };
        self.doing = Doing::Reading { from };
    }

    /// Delivers the next events of the open stream, some of them twice, or breaks the stream.
    pub(super) fn read(&mut self, from: usize) {
        let fate = self.fate();
        self.forget_perhaps();
        let server = self.server.as_mut().expect("there is a stream");
        if server.forgotten {
            return self.give(Input::StreamEnded(StreamEnd::Clean), &[]);
        }
        match fate {
            0..12 => {
                let end = StreamEnd::Cut(failure(FailureClass::Unanswered));
                return self.give(Input::StreamEnded(end), &[]);
            }
            12..18 => return self.give(Input::StreamEnded(StreamEnd::Clean), &[]),
            18..22 => {
                self.doing = Doing::Reading { from };
                return self.give(Input::Silence, &[]);
            }
            _ => {}
        }
        let to = (from + 1 + usize::from(fate % 3)).min(server.events.len());
        if from >= to {
            return self.give(Input::StreamEnded(StreamEnd::Clean), &[]);
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

    pub(super) fn look(&mut self) {
        let fate = self.fate();
        self.forget_perhaps();
        let server = self
            .server
            .as_mut()
            .expect("only what was accepted is looked at");
        match fate {
            0..8 => return self.fail(FailureClass::NoNetwork),
            8..14 => return self.fail(FailureClass::Answered(504)),
            14..18 => {
                return self.give(
                    Input::Failed(Failure {
                        retry_after: Some(3_000),
                        ..failure(FailureClass::Answered(429))
                    }),
                    &[],
                );
            }
            18..22 => return self.give(Input::Polled(Snapshot::default()), &[]),
            _ => {}
        }
        if server.forgotten {
            return self.fail(FailureClass::Answered(404));
        }
        server.happened = (server.happened + 2).min(server.events.len());
        let snapshot = self.snapshot();
        self.give(Input::Polled(snapshot), &[]);
    }

    pub(super) fn cancel(&mut self) {
        let fate = self.fate();
        let server = self
            .server
            .as_mut()
            .expect("only what was accepted is cancelled");
        if server.forgotten {
            return self.fail(FailureClass::Answered(404));
        }
        match fate {
            0..10 => return self.fail(FailureClass::NoNetwork),
            10..20 => return self.fail(FailureClass::Answered(500)),
            20..30 => return self.fail(FailureClass::Unanswered),
            30..35 => return self.fail(FailureClass::Answered(400)),
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

    fn stream_of(&self, id: &str) -> Vec<EventSummary> {
        let about = |word: &str| Snapshot {
            id: Some(id.to_owned()),
            status: Some(word.to_owned()),
            ..Snapshot::default()
        };
        let mut kinds = vec![EventKind::Created(about("in_progress"))];
        kinds.extend(self.case.ids.iter().skip(1).map(|_| EventKind::Step));
        match self.case.truth {
            Truth::Completes => kinds.push(EventKind::Completed(about("completed"))),
            Truth::Fails => kinds.push(EventKind::Completed(about("failed"))),
            Truth::NeedsYou => kinds.push(EventKind::Completed(about("requires_action"))),
            Truth::Incomplete => kinds.push(EventKind::Completed(about("incomplete"))),
            Truth::Errors => {
                kinds.push(EventKind::Error(Fault::of_server("api_error", "it broke")))
            }
            Truth::EndsMutely => {}
        }
        let name = |(at, kind): (usize, EventKind)| {
            let with_id = self.case.ids.get(at).or(self.case.ids.last()) == Some(&true);
            let event_id = with_id.then(|| format!("{id}/{at}"));
            let event = seen("", event_id.as_deref(), kind);
            EventSummary {
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
}

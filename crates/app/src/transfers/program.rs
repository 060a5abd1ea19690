//! Runs, settings and agents in the form that the `archive` crate needs.

use std::path::PathBuf;

use interactions::{Accumulator, Step, StreamEvent};
use ledger::{Ledger, RunId, WholeStep};
use runs::{Ending, Fault, Outcome, OwnFault, Phase, State, Terms};
use serde::Deserialize as _;
use serde_json::Value;

use super::settings;
use crate::agents;
use crate::bridge::{AgentDraft, Tools};

/// Errand's implementation of [`archive::Program`].
pub(super) struct ErrandProgram {
    pub(super) ledger: Ledger,
    /// The data folder.
    pub(super) data: PathBuf,
}

impl archive::Program for ErrandProgram {
    fn over(&self, phase: &Value) -> Option<Value> {
        let state = State::parse(phase).ok()?;
        if state.is_settled() {
            return Some(phase.clone());
        }
        let ending = state.ending().cloned().unwrap_or(Ending {
            outcome: Outcome::Lost,
            fault: Some(Fault::own(OwnFault::NotOver, "")),
            stopped: false,
        });
        let over = State {
            phase: Phase::Settled {
                ending,
                aftercare: None,
            },
            ..state
        };
        Some(over.to_json())
    }

    fn done(&self) -> Value {
        let done = State {
            phase: Phase::Settled {
                ending: Ending {
                    outcome: Outcome::Completed,
                    fault: None,
                    stopped: false,
                },
                aftercare: None,
            },
            ..State::ready(Terms::default())
        };
        done.to_json()
    }

    fn steps(&self, run: RunId) -> Vec<WholeStep> {
        let mut fold = Accumulator::new();
        let read = self.ledger.events(run, 0, |event| {
            if let Ok(parsed) = StreamEvent::parse(&event.raw) {
                fold.push(&parsed);
            }
            std::ops::ControlFlow::Continue(())
        });
        if let Err(error) = read {
            tracing::warn!(%run, %error, "the events of a run cannot be read for an archive");
        }
        let steps = fold.steps().iter().enumerate();
        steps
            .map(|(index, step)| WholeStep {
                index: u32::try_from(index).unwrap_or(u32::MAX),
                kind: step.kind().to_owned(),
                json: serde_json::to_string(step).unwrap_or_default(),
            })
            .collect()
    }

    fn words(&self, steps: &[WholeStep]) -> String {
        let steps: Vec<Step> = steps
            .iter()
            .filter_map(|step| serde_json::from_str(&step.json).ok())
            .collect();
        crate::record::answer_text(&steps)
    }

    fn setting(&self, key: &str, kept: Option<Value>) -> Option<Value> {
        settings::exported(key, kept, &self.data)
    }

    fn tools(&self, tools: &Value) -> Option<Value> {
        let tools = Tools::deserialize(tools).ok()?;
        serde_json::to_value(settings::without_permissions(tools)).ok()
    }

    fn agent(&self, head: &Value, body: &Value) -> Option<Value> {
        let draft = AgentDraft::deserialize(body).ok()?;
        // Valid as if it had been entered here: with safe paths, and nothing too long.
        let is_valid = agents::check::checked(draft.clone()).is_ok_and(|it| it == draft);
        if !(agents::is_head(head) && is_valid) {
            return None;
        }
        let mut body = body.clone();
        let servers = body
            .pointer_mut("/tools/servers")
            .and_then(Value::as_array_mut);
        for server in servers.into_iter().flatten() {
            server["asks"] = Value::Bool(true);
        }
        Some(body)
    }
}

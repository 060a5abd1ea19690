//! Decides how a turn continues a conversation: from what the server still has, else from the ledger.

mod branch;
mod carried;
mod collecting;
mod leaving;
mod rebuilding;

use interactions::EnvironmentId;
use ledger::{ConversationId, Interaction, RunId};
use runs::{Outcome, Phase};

use branch::Branch;
pub(crate) use carried::CarriedContext;
pub(crate) use leaving::check as check_leaving;
pub(crate) use rebuilding::state_for;

use screen::view::{conversation, turn};
use words::say;

use crate::agents::OwnAgent;
use crate::bridge::{CarriedWhy, Engine, ErrorCode, Network, Options, Role};
use crate::core::{Core, now};
use crate::errors::{self, Result};
use crate::network::is_here;
use crate::request::{self, AttachedFile, EarlierContext};
use crate::who;

const DAY: i64 = 24 * 60 * 60 * 1_000;
/// Maximum time for which the service keeps an interaction under any plan (contract section 3.5, rule 3). Under a
/// plan with a shorter time, the server is asked first.
const INTERACTION_LIFETIME: i64 = 55 * DAY;
/// Time after its last use when a sandbox is deleted (contract section 9.5).
const SANDBOX_LIFETIME: i64 = 7 * DAY;

/// A turn that follows another, as input of [`Core::plan_continuation`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct FollowUp<'a> {
    /// The turn before.
    pub(crate) parent: RunId,
    /// The conversation of both turns.
    pub(crate) conversation: ConversationId,
    /// The engine that will serve the turn.
    pub(crate) engine: Engine,
    /// True for an agent, false for a model.
    pub(crate) is_agent: bool,
    /// The API's id of the agent or model.
    pub(crate) target: &'a str,
    /// The person's text.
    pub(crate) text: &'a str,
    /// The attached files.
    pub(crate) files: &'a [AttachedFile],
}

impl FollowUp<'_> {
    /// Returns true if the turn works in a sandbox.
    fn has_sandbox(&self) -> bool {
        self.is_agent && who::needs_sandbox(self.target)
    }
}

/// The context that a following turn sends.
#[derive(Debug, Default)]
pub(crate) struct Continuation {
    /// The part that goes into the request.
    pub(crate) before: EarlierContext,
    /// What the request carries of earlier turns; `None` if the server has everything.
    pub(crate) carried: Option<CarriedContext>,
}

impl Core {
    /// Plans how a turn continues. What the server certainly no longer has is not referred to; with `assume_forgotten`
    /// that is everything.
    ///
    /// # Errors
    /// `NotFound` and `Invalid`, when the turn before does not exist or is not over, and when the ledger cannot be
    /// read.
    pub(crate) async fn plan_continuation(
        &self,
        follow_up: &FollowUp<'_>,
        assume_forgotten: bool,
    ) -> Result<Continuation> {
        let mut branch = self.branch(follow_up.parent).await?;
        let mut turns = turns_before(&mut branch, follow_up).await?;
        let Some((nearest, outcome)) = turns.nearest.clone() else {
            return Ok(Continuation::default());
        };
        let mut plan = Continuation::default();
        let mut why = match assume_forgotten {
            true => Some(CarriedWhy::Forgotten),
            false => self.interaction_loss_reason(follow_up.engine, &nearest, outcome),
        };
        if why.is_none() {
            plan.before.previous = nearest.api_id.as_deref().map(Into::into);
        }
        let in_sandbox = follow_up.has_sandbox();
        // A chat that its server still has continues without reading earlier turns.
        if in_sandbox || why.is_some() {
            turns.read_rest(&mut branch).await?;
        }
        let sandbox_loss = match in_sandbox {
            true => {
                self.plan_sandbox(follow_up, &turns, assume_forgotten, &mut plan.before)
                    .await?
            }
            false => None,
        };
        if sandbox_loss.is_some() {
            why = why
                .filter(|why| *why != CarriedWhy::Unfinished)
                .or(sandbox_loss);
        }
        if let Some(why) = why {
            let carried = self
                .carry(follow_up, &turns.rows, why, &mut plan.before)
                .await?;
            plan.carried = Some(carried);
        }
        Ok(plan)
    }

    /// Returns why a turn cannot refer to the one before at its server; `None` if it can.
    fn interaction_loss_reason(
        &self,
        engine: Engine,
        row: &Interaction,
        outcome: Outcome,
    ) -> Option<CarriedWhy> {
        let is_whole = matches!(outcome, Outcome::Completed | Outcome::Incomplete);
        self.target_server(engine)
            .loss_reason(row, INTERACTION_LIFETIME, used_at(row))
            // A turn without an id at its server ended before an interaction was begun.
            .or_else(|| (!is_whole || row.api_id.is_none()).then_some(CarriedWhy::Unfinished))
    }

    /// Puts what the server does not have into a request: files, for a new sandbox, and the turns of the branch.
    async fn carry(
        &self,
        follow_up: &FollowUp<'_>,
        turns: &[Interaction],
        why: CarriedWhy,
        before: &mut EarlierContext,
    ) -> Result<CarriedContext> {
        let mut carried = CarriedContext::with_reason(why);
        if follow_up.has_sandbox() && before.environment.is_none() {
            before.files = self.collect_sandbox_files(turns, &mut carried).await?;
            self.read_carried(follow_up.engine, &mut before.files)
                .await?;
        }
        if before.previous.is_none() {
            before.history = self.collect_history(turns, follow_up, &mut carried).await?;
        }
        Ok(carried)
    }

    /// Plans the sandbox of a turn: the one that was used last, with its internet access, if it can be used. Returns
    /// why it cannot; `None` if it can, or if there is none.
    async fn plan_sandbox(
        &self,
        follow_up: &FollowUp<'_>,
        turns: &BranchTurns,
        assume_forgotten: bool,
        before: &mut EarlierContext,
    ) -> Result<Option<CarriedWhy>> {
        let Some((row, environment)) = turns.sandbox() else {
            return Ok(None);
        };
        let loss = self
            .sandbox_loss_reason(row, &environment, follow_up, turns)
            .await?;
        if assume_forgotten {
            return Ok(Some(CarriedWhy::Forgotten));
        }
        if loss.is_none() {
            before.environment = Some(environment);
            for row in &turns.rows {
                before.network = self.network_requested_by(row.id).await?;
                if before.network.is_some() {
                    break;
                }
            }
        }
        Ok(loss)
    }

    /// Returns the base URL of the server that receives what is sent to a model or agent; `None` for this computer.
    /// The engine serves the models of connected servers and passes on what is sent to them. An agent of the person's
    /// own is looked up as it is now, whatever version `target` names.
    pub(crate) async fn recipient_url(
        &self,
        engine: Engine,
        is_agent: bool,
        target: &str,
    ) -> Result<Option<String>> {
        if engine == Engine::Local
            && is_agent
            && let Some(own) = self.own_agent_at(engine, target).await?
        {
            return Ok(self.recipient_url_of_agent(engine, &own));
        }
        self.recipient_url_of_version(engine, is_agent, target)
            .await
    }

    /// Like [`Core::recipient_url`], for an agent of the person's own.
    pub(crate) fn recipient_url_of_agent(&self, engine: Engine, own: &OwnAgent) -> Option<String> {
        match engine {
            Engine::Gemini => Some(self.base_url()),
            Engine::Local => self.recipient_url_of_model(own.connected_model_at(engine)?),
        }
    }

    /// Like [`Core::recipient_url`], for exactly the version with this id at its server.
    pub(crate) async fn recipient_url_of_version(
        &self,
        engine: Engine,
        is_agent: bool,
        target: &str,
    ) -> Result<Option<String>> {
        if engine == Engine::Gemini {
            return Ok(Some(self.base_url()));
        }
        if let Some(model) = who::model_of(engine, is_agent, target) {
            return Ok(self.recipient_url_of_model(model));
        }
        if !is_agent {
            return Ok(None);
        }
        let versions = self.ledger(ledger::Ledger::agent_versions).await?;
        let mut versions = versions.into_iter();
        let version = versions.find(|version| {
            version.api_id == target && conversation::engine(version.engine) == engine
        });
        Ok(version.and_then(|version| version.origin))
    }

    /// Returns the base URL that receives what is sent to a connected server's model (`<provider>/<model>`); `None`
    /// for this computer.
    pub(crate) fn recipient_url_of_model(&self, model: &str) -> Option<String> {
        let base_url = self.connections.model_servers.base_url_of(model);
        base_url.filter(|base_url| !is_here(base_url))
    }

    fn target_server(&self, engine: Engine) -> TargetServer {
        TargetServer {
            engine,
            origin: (engine == Engine::Gemini).then(|| self.base_url()),
            now: now(),
        }
    }

    /// Returns the internet access that a turn asked for, or else the nearest turn before it that specified one.
    pub(crate) async fn network_of_turn(&self, run: RunId) -> Result<Option<Network>> {
        let mut branch = self.branch(run).await?;
        let mut target = None;
        while let Some(row) = branch.next().await? {
            if *target.get_or_insert(row.target) != row.target {
                break;
            }
            if let Some(network) = self.network_requested_by(row.id).await? {
                return Ok(Some(network));
            }
        }
        Ok(None)
    }

    /// Returns the options that were chosen for a turn.
    pub(crate) async fn options_of_turn(&self, run: RunId) -> Result<Options> {
        let sent = self.request_of(run).await?;
        Ok(sent
            .as_ref()
            .map(request::options::read)
            .unwrap_or_default())
    }

    async fn network_requested_by(&self, run: RunId) -> Result<Option<Network>> {
        let sent = self.request_of(run).await?;
        Ok(sent.as_ref().and_then(request::network_of))
    }

    /// Returns why a turn's sandbox cannot be used: it is gone, or another branch has changed it; `None` if it can be
    /// used.
    async fn sandbox_loss_reason(
        &self,
        row: &Interaction,
        environment: &EnvironmentId,
        follow_up: &FollowUp<'_>,
        turns: &BranchTurns,
    ) -> Result<Option<CarriedWhy>> {
        let id = environment.to_string();
        let users = self
            .ledger(move |ledger| ledger.in_environment(&id))
            .await?;
        let used_last = users.iter().map(used_at).max().unwrap_or(row.created_at);
        let loss =
            self.target_server(follow_up.engine)
                .loss_reason(row, SANDBOX_LIFETIME, used_last);
        if loss.is_some() {
            return Ok(loss);
        }
        let began = |user: &&Interaction| user.submitted_at.is_some() || !user.settled;
        let newest = users.iter().find(began);
        let is_ours = newest.is_none_or(|user| turns.rows.iter().any(|row| row.id == user.id));
        Ok((!is_ours).then_some(CarriedWhy::Branch))
    }
}

/// Returns the turns before a following one, up to the nearest that is not a voice.
async fn turns_before(branch: &mut Branch<'_>, follow_up: &FollowUp<'_>) -> Result<BranchTurns> {
    let mut turns = BranchTurns::default();
    let mut known = false;
    while let Some(row) = branch.next().await? {
        if row.conversation_id != follow_up.conversation {
            break;
        }
        known = true;
        let state = turn::state(&row).map(|state| state.phase);
        let Some(Phase::Settled { ending, .. }) = state else {
            return Err(errors::error(ErrorCode::Invalid, say::turn_before_runs()));
        };
        // A voice only reads aloud: the conversation continues from the turn before it.
        if !is_voice(&row) {
            turns.nearest = Some((row.clone(), ending.outcome));
            turns.rows.push(row);
            break;
        }
    }
    if known {
        Ok(turns)
    } else {
        Err(errors::not_found(say::turn_before_gone()))
    }
}

/// The engine that is about to serve a turn, its location, and the time.
struct TargetServer {
    engine: Engine,
    /// The base URL; `None` for this computer.
    origin: Option<String>,
    now: i64,
}

impl TargetServer {
    /// Returns why the server certainly no longer has something of this turn that it keeps for `kept` milliseconds
    /// after its use; `None` if it may have it.
    fn loss_reason(&self, row: &Interaction, kept: i64, used_at: i64) -> Option<CarriedWhy> {
        // An older Errand did not store where a turn was sent. The engine on this computer keeps all of its turns,
        // also those that it passed on to a server of models.
        let other_origin =
            self.engine == Engine::Gemini && row.origin.is_some() && row.origin != self.origin;
        if conversation::engine(row.engine) != self.engine || other_origin || row.imported {
            Some(CarriedWhy::OtherPlace)
        } else if row.forgotten {
            Some(CarriedWhy::Forgotten)
        } else if self.engine == Engine::Gemini && self.now - used_at > kept {
            Some(CarriedWhy::Expired)
        } else {
            None
        }
    }
}

/// The turns of a branch, nearest first, without those that were only read aloud.
#[derive(Default)]
struct BranchTurns {
    rows: Vec<Interaction>,
    /// The nearest turn and how it ended.
    nearest: Option<(Interaction, Outcome)>,
}

impl BranchTurns {
    /// Reads the remaining turns of the branch.
    async fn read_rest(&mut self, branch: &mut Branch<'_>) -> Result<()> {
        while let Some(row) = branch.next().await? {
            if !is_voice(&row) {
                self.rows.push(row);
            }
        }
        Ok(())
    }

    /// Returns the sandbox that was used last, with the turn that used it.
    fn sandbox(&self) -> Option<(&Interaction, EnvironmentId)> {
        let mut agents = self
            .rows
            .iter()
            .filter(|row| row.target == ledger::Target::Agent);
        agents.find_map(|row| Some((row, row.environment_id.as_deref()?.into())))
    }
}

/// Returns the time at which the server last worked on a turn, as far as it is known.
fn used_at(row: &Interaction) -> i64 {
    row.finished_at
        .max(row.last_event_at)
        .unwrap_or(row.created_at)
}

/// Returns true if a turn was only read aloud.
pub(crate) fn is_voice(row: &Interaction) -> bool {
    row.target == ledger::Target::Model
        && who::model_role(conversation::engine(row.engine), &row.target_id) == Role::Speaker
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn row(engine: &str, origin: Option<&str>, forgotten: bool) -> Interaction {
        let id = RunId::new();
        serde_json::from_value(json!({
            "id": id, "conversation_id": id, "parent_id": null, "engine": engine,
            "origin": origin, "forgotten": forgotten, "api_id": "v1_a", "target": "model",
            "target_id": "m", "prompt": "", "attachments": [], "carried": null, "status": null,
            "phase": {}, "settled": true, "notice": "none", "error": null,
            "environment_id": null, "usage": null, "created_at": 0, "submitted_at": 0,
            "last_event_at": null, "finished_at": 0,
        }))
        .unwrap()
    }

    fn target_server(engine: Engine, days: i64) -> TargetServer {
        TargetServer {
            engine,
            origin: (engine == Engine::Gemini).then(|| "https://a.example".to_owned()),
            now: days * DAY + 1,
        }
    }

    #[test]
    fn interactions_that_the_server_surely_lacks_are_not_referred_to() {
        let a = Some("https://a.example");
        let (young, old) = (
            target_server(Engine::Gemini, 1),
            target_server(Engine::Gemini, 55),
        );
        let interaction =
            |here: &TargetServer, row: Interaction| here.loss_reason(&row, INTERACTION_LIFETIME, 0);
        assert_eq!(interaction(&young, row("gemini", a, false)), None);
        assert_eq!(interaction(&young, row("gemini", None, false)), None);
        assert_eq!(
            interaction(&old, row("gemini", a, false)),
            Some(CarriedWhy::Expired)
        );
        assert_eq!(
            interaction(&young, row("gemini", a, true)),
            Some(CarriedWhy::Forgotten)
        );
        let elsewhere = row("gemini", Some("https://b.example"), false);
        assert_eq!(interaction(&young, elsewhere), Some(CarriedWhy::OtherPlace));
        assert_eq!(
            interaction(&young, row("local", None, false)),
            Some(CarriedWhy::OtherPlace)
        );
        // The engine keeps the turns that it passed on to a server of models.
        let sent_on = row("local", Some("https://api.example.com/v1"), false);
        assert_eq!(interaction(&target_server(Engine::Local, 1), sent_on), None);
        // The engine on this computer keeps interactions without a time limit.
        let local = target_server(Engine::Local, 400);
        assert_eq!(interaction(&local, row("local", None, false)), None);
        // A sandbox is kept for a week.
        let week = target_server(Engine::Gemini, 7);
        assert_eq!(
            week.loss_reason(&row("gemini", a, false), SANDBOX_LIFETIME, 0),
            Some(CarriedWhy::Expired)
        );
        assert_eq!(
            week.loss_reason(&row("gemini", a, false), SANDBOX_LIFETIME, DAY),
            None
        );
    }
}

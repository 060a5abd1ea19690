//! Rebuilds a create request from the ledger, because the server has forgotten what the first one named.

use interactions::CreateInteraction;
use ledger::RunId;
use runs::{Rebuilt, State};
use screen::view::{conversation, turn};
use words::say;

use super::{Continuation, FollowUp};
use crate::bridge::{Attachment, Network};
use crate::core::{Core, blocking};
use crate::errors::{self, Result};
use crate::request::placed_files::{CarriedFile, place_files};
use crate::request::{self, AttachedFile, Question};
use crate::who;

impl Core {
    /// Rebuilds the request of a run so that it names nothing that only the server keeps.
    ///
    /// # Errors
    /// When the ledger or an attached file cannot be read.
    pub(crate) async fn rebuild_request(&self, run: RunId) -> Result<Rebuilt> {
        let row = self.ledger(move |ledger| ledger.interaction(run)).await?;
        let row = row.ok_or_else(|| errors::not_found(say::turn_gone()))?;
        let attachments = turn::attachments(&row);
        let mut files = self.read_attachments(&attachments).await?;
        let engine = conversation::engine(row.engine);
        let is_agent = row.target == ledger::Target::Agent;
        let own = match is_agent {
            true => self.own_agent_at(engine, &row.target_id).await?,
            false => None,
        };
        let own_model = own.as_ref().and_then(|own| own.connected_model_at(engine));
        let model = own_model.or_else(|| who::model_of(engine, is_agent, &row.target_id));
        let sees = model.map_or(Some(false), |model| self.model_images(model));
        self.read_for(engine, is_agent, sees, &mut files).await?;
        let mut plan = match row.parent_id {
            Some(parent) => {
                let follow_up = FollowUp {
                    parent,
                    conversation: row.conversation_id,
                    engine,
                    is_agent,
                    target: &row.target_id,
                    text: &row.prompt,
                    files: &files,
                };
                self.plan_continuation(&follow_up, true).await?
            }
            None => Continuation::default(),
        };
        let network = self.network_of_turn(run).await?.unwrap_or(Network::Off);
        if is_agent && plan.before.environment.is_none() {
            plan.before.network = request::network_of_new(engine, own.map(|own| own.network));
        }
        let request = request::build(&Question {
            is_agent,
            target: &row.target_id,
            role: who::model_role(engine, &row.target_id),
            text: &row.prompt,
            files: &files,
            network: &network,
            token_cap: self.token_cap(&row.target_id),
            options: self.options_of_turn(run).await?,
            tools: self.tools_of_turn(run).await?,
            before: plan.before,
        })?;
        let carried = plan.carried.unwrap_or_default();
        Ok(Rebuilt {
            terms: state_for(&request, &attachments, &carried.files).terms,
            carried: serde_json::to_value(&carried).map_err(|cause| errors::internal(&cause))?,
            request,
        })
    }

    /// Reads the bytes of attachments. Name and type are those of the window, the size is that of the bytes.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) async fn read_attachments(
        &self,
        attachments: &[Attachment],
    ) -> Result<Vec<AttachedFile>> {
        let mut files = Vec::new();
        for attachment in attachments {
            let (sha256, mut file) = (attachment.sha256.clone(), attachment.clone());
            let path = self.files(move |store| store.path(&sha256)).await?;
            let read =
                blocking(move || std::fs::read(&path).map_err(|cause| (path, cause))).await?;
            let bytes =
                read.map_err(|(path, cause)| errors::file(say::file_not_read, &path, &cause))?;
            file.name = screen::view::artifact::file_name(&file.name);
            file.size = bytes.len() as u64;
            files.push(AttachedFile {
                file,
                bytes,
                words: None,
                pages: Vec::new(),
            });
        }
        Ok(files)
    }
}

/// Returns the state of a stored run, with the mark for files that go ahead of its request.
pub(crate) fn state_for(
    request: &CreateInteraction,
    attachments: &[Attachment],
    carried: &[CarriedFile],
) -> State {
    let state = State::for_request(request);
    let ahead = place_files(attachments, carried)
        .iter()
        .any(|place| !place.inline);
    if ahead {
        state.with_files_ahead()
    } else {
        state
    }
}

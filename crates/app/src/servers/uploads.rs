//! Puts files too large for a request into the sandbox before the job begins (contract sections 2.3 and 9.3).

use interactions::{
    AgentId, Client, CreateEnvironment, CreateInteraction, EnvironmentId, EnvironmentSpec, Error,
    RESERVED_AGENT_IDS, UploadOptions,
};
use ledger::RunId;
use screen::view::turn;
use words::say;

use crate::bridge::BridgeError;
use crate::continuing::CarriedContext;
use crate::core::Core;
use crate::request::placed_files::{PlacedFile, place_files};

impl Core {
    /// Puts the large files of a job into its sandbox, a new one if the request names none. Existing files of the
    /// same name are replaced, so that this may be repeated.
    pub(super) async fn upload_large_files(
        &self,
        run: RunId,
        client: &Client,
        request: &CreateInteraction,
    ) -> Result<EnvironmentId, Error> {
        let row = self.ledger(move |ledger| ledger.interaction(run)).await;
        let row = row.map_err(client_error)?;
        let attachments = row.as_ref().map(turn::attachments).unwrap_or_default();
        let named = request.environment.as_ref();
        let environment = match named.and_then(EnvironmentSpec::environment_id) {
            Some(id) => id.clone(),
            None => new_sandbox(client, request).await?,
        };
        let carried = row
            .as_ref()
            .and_then(CarriedContext::of)
            .unwrap_or_default();
        let places = place_files(&attachments, &carried.files);
        for place in places.iter().filter(|place| !place.inline) {
            self.upload(client, &environment, place).await?;
        }
        Ok(environment)
    }

    async fn upload(
        &self,
        client: &Client,
        environment: &EnvironmentId,
        place: &PlacedFile<'_>,
    ) -> Result<(), Error> {
        let unreadable = |cause: std::io::Error| Error::Local {
            reason: say::ahead_not_read(&place.file.name, cause.to_string()).kept(),
        };
        let sha256 = place.file.sha256.clone();
        let path = self.files(move |store| store.path(&sha256)).await;
        let file = tokio::fs::File::open(path.map_err(client_error)?).await;
        let file = file.map_err(unreadable)?;
        let length = file.metadata().await.map_err(unreadable)?.len();
        let options = UploadOptions {
            mime_type: Some(place.file.mime.clone()),
            overwrite: true,
            extract: false,
        };
        client
            .environments()
            .upload(environment, place.path(), file, length, &options)
            .await
            .map(drop)
    }
}

/// Creates a sandbox like the one that the server would make for the request: with its network rules, and with the
/// content of the agent's own environment (contract section 10).
async fn new_sandbox(client: &Client, request: &CreateInteraction) -> Result<EnvironmentId, Error> {
    let mut wanted = match base_environment(client, request.agent.as_ref()).await? {
        Some(EnvironmentSpec::Existing(id)) => fork_of(&id),
        Some(EnvironmentSpec::Config(config)) => match &config.environment_id {
            Some(id) => fork_of(id),
            None => CreateEnvironment {
                sources: config.sources,
                network: config.network,
                ..CreateEnvironment::default()
            },
        },
        _ => CreateEnvironment::default(),
    };
    if let Some(EnvironmentSpec::Config(config)) = &request.environment
        && config.network.is_some()
    {
        wanted.network.clone_from(&config.network);
    }
    let made = client.environments().create(&wanted).await?;
    made.id.ok_or_else(|| Error::Local {
        reason: say::ahead_no_name().kept(),
    })
}

/// Returns the environment that each call of one's own agent begins with; the service's agents have none.
async fn base_environment(
    client: &Client,
    agent: Option<&AgentId>,
) -> Result<Option<EnvironmentSpec>, Error> {
    let own = agent.filter(|agent| {
        let mut reserved = RESERVED_AGENT_IDS.iter().chain(&["errand-"]);
        !reserved.any(|start| agent.as_str().starts_with(start))
    });
    match own {
        Some(agent) => Ok(client.agents().get(agent).await?.base_environment),
        None => Ok(None),
    }
}

fn fork_of(id: &EnvironmentId) -> CreateEnvironment {
    CreateEnvironment {
        from_environment: Some(id.to_string()),
        ..CreateEnvironment::default()
    }
}

/// The client's error only has room for a text, so the sentence is serialised into it.
fn client_error(error: BridgeError) -> Error {
    Error::Local {
        reason: error.message.kept(),
    }
}

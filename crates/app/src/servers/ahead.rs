//! Files too large for a request: they are put into the sandbox before the job begins (contract sections 2.3 and 9.3).

use interactions::{
    Client, CreateEnvironment, CreateInteraction, EnvironmentId, EnvironmentSpec, Error,
    UploadOptions,
};
use ledger::RunId;

use crate::bridge::BridgeError;
use crate::core::Core;
use crate::request::placed::{Placed, places};
use crate::view::turn;

impl Core {
    /// Puts the large files of a job into its sandbox, a new one if the request names none. What is there already under
    /// the same name is replaced, so that this may be done again.
    pub(super) async fn put_ahead(
        &self,
        run: RunId,
        client: &Client,
        request: &CreateInteraction,
    ) -> Result<EnvironmentId, Error> {
        let row = self.ledger(move |ledger| ledger.interaction(run)).await;
        let row = row.map_err(local)?;
        let attachments = row.as_ref().map(turn::attachments).unwrap_or_default();
        let spec = request.environment.as_ref();
        let environment = match spec.and_then(EnvironmentSpec::environment_id) {
            Some(id) => id.clone(),
            None => new_sandbox(client, spec).await?,
        };
        for place in places(&attachments).iter().filter(|place| !place.inline) {
            self.put(client, &environment, place).await?;
        }
        Ok(environment)
    }

    async fn put(
        &self,
        client: &Client,
        environment: &EnvironmentId,
        place: &Placed<'_>,
    ) -> Result<(), Error> {
        let unreadable = |cause: std::io::Error| Error::Local {
            reason: format!("{} cannot be read: {cause}.", place.file.name),
        };
        let sha256 = place.file.sha256.clone();
        let path = self.files(move |store| store.path(&sha256)).await;
        let file = tokio::fs::File::open(path.map_err(local)?).await;
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

/// A sandbox with the network of the one that the request asks for.
async fn new_sandbox(
    client: &Client,
    spec: Option<&EnvironmentSpec>,
) -> Result<EnvironmentId, Error> {
    let network = match spec {
        Some(EnvironmentSpec::Config(config)) => config.network.clone(),
        _ => None,
    };
    let wanted = CreateEnvironment {
        network,
        ..CreateEnvironment::default()
    };
    let made = client.environments().create(&wanted).await?;
    made.id.ok_or_else(|| Error::Local {
        reason: "The server made a sandbox and did not name it.".to_owned(),
    })
}

fn local(error: BridgeError) -> Error {
    Error::Local {
        reason: error.message,
    }
}

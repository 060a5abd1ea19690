//! Commands on tool programs: choosing one, trying it in the sandbox, storing it. Commands that they share with tool
//! servers are in `tools`.

use interactions::SecretJson;
use uuid::Uuid;

use words::say;

use crate::PickPurpose;
use crate::backend::Backend;
use crate::bridge::*;
use crate::core::now;
use crate::errors::{self, Result};
use crate::tools::{ProgramCommand, StoredToolServer, proposed};

/// Maximum number of arguments of a program, and the maximum length of one in bytes.
const MOST_ARGUMENTS: usize = 50;
const LONGEST_ARGUMENT: usize = 4_000;

impl Backend {
    pub(super) async fn choose_tool_program(&self, (): ()) -> Result<Option<ToolProgram>> {
        let Some(file) = self
            .core
            .host
            .pick_files(PickPurpose::Program)
            .await
            .into_iter()
            .next()
        else {
            return Ok(None);
        };
        let program = proposed(&file)
            .ok_or_else(|| errors::error(ErrorCode::File, say::file_name_signs()))?;
        if let Some(folder) = program.folder.clone() {
            self.core
                .ledger(move |ledger| ledger.note_picked_folder(&folder))
                .await?;
        }
        Ok(Some(program))
    }

    pub(super) async fn connect_tool_program(
        &self,
        request: ConnectToolProgram,
    ) -> Result<ToolServer> {
        let core = &self.core;
        let servers = &core.connections.tool_servers;
        let arguments = &request.program.arguments;
        if arguments.len() > MOST_ARGUMENTS
            || arguments.iter().any(|one| one.len() > LONGEST_ARGUMENT)
        {
            return Err(errors::invalid(say::too_many_arguments()));
        }
        let program = ProgramCommand::read(&request.program)?;
        let mut server = match &request.id {
            Some(id) => servers.known(id)?,
            None => StoredToolServer::default(),
        };
        let before = server.program.as_ref().and_then(|it| it.folder.as_ref());
        match &program.folder {
            // A folder that was picked for this program before stays valid.
            Some(folder) if before != Some(folder) => core.check_picked(folder.clone()).await?,
            _ => {}
        }
        server.name = match request.name.trim() {
            "" => program.name(),
            name => name.to_owned(),
        };
        if request.id.is_none() {
            server.id = Uuid::new_v4().to_string();
            server.word = servers.word_for(&server.name);
            // By its id, because a name may be reused, and an old request must not reach another program.
            server.address = format!("stdio:{}", server.id);
        }
        server.program = Some(program);
        let nothing = SecretJson::map::<String, String>([]);
        server.update_tools(core.tools_of_server(&server, &nothing).await?, now());
        let kept = core.keep_tool_server(server).await?;
        self.runs.network_back();
        Ok(core.tool_server_view(&kept).await)
    }
}

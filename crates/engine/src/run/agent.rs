//! The local agent: its instructions, and its operations in the sandbox.

use std::sync::Arc;

use interactions::Step;

use super::given::GivenFiles;
use super::prompt::OUTPUT;
use crate::brain::{Message, Part, Role};
use crate::egress::Rules;
use crate::egress::credentials::Credentials;
use crate::files::EnvironmentFiles;
use crate::sandbox::{Program, ProgramResult, Sandbox};

/// The default instructions of an agent. Short, with one example: a very small model copies examples better than it
/// follows rules.
const INSTRUCTIONS: &str = "You are a careful assistant that does jobs and writes reports.\n\
To save a file, write its whole content in a block that names it, like this:\n\
```csv prices.csv\nname,price\npen,2\nbook,9\n```\n\
To compute something, write one Python program in a ```python block; you are then shown its output.\n\
End with a short report in plain words.";

/// One agent at work in one environment.
pub(crate) struct Agent {
    pub(crate) instructions: String,
    /// Soft cap on all tokens of the interaction (contract section 13).
    pub(crate) max_total_tokens: Option<u64>,
    pub(crate) environment_id: String,
    pub(crate) files: Arc<EnvironmentFiles>,
    pub(crate) sandbox: Arc<Sandbox>,
    /// Environment variables of programs.
    pub(crate) env: Vec<(String, String)>,
    /// Credential ids that variables stand for, each with its stand-in value.
    pub(crate) stand_ins: Vec<(String, String)>,
    /// The hosts that programs may reach; `None`: no network.
    pub(crate) network: Option<Arc<Rules>>,
    /// Adds the headers of stored credentials to the rules.
    pub(crate) credentials: Arc<Credentials>,
    /// The files that came with the job, if its model must not change them.
    pub(crate) given: Option<GivenFiles>,
}

impl Agent {
    /// The system instructions: the built-in ones, the agent's, the request's and those in the environment
    /// (`.agents/AGENTS.md` and the skills, contract sections 9.5 and 10).
    pub(crate) async fn instructions(
        files: &Arc<EnvironmentFiles>,
        environment_id: &str,
        own: Option<&str>,
        request: Option<&str>,
    ) -> String {
        let mut parts = vec![INSTRUCTIONS.to_owned()];
        parts.extend([request.or(own)].into_iter().flatten().map(str::to_owned));
        let (files, id) = (Arc::clone(files), environment_id.to_owned());
        let found = tokio::task::spawn_blocking(move || files.instructions(&id)).await;
        parts.extend(found.unwrap_or_default());
        parts.join("\n\n")
    }

    /// Appends an overview of the workspace's files to the person's last message, for brains that cannot open files
    /// themselves.
    pub(crate) async fn dress(&self, messages: &mut [Message]) {
        let (files, id) = (Arc::clone(&self.files), self.environment_id.clone());
        let listing = tokio::task::spawn_blocking(move || files.overview(&id))
            .await
            .unwrap_or_default();
        if listing.is_empty() {
            return;
        }
        let asks = |part: &&mut Part| matches!(part, Part::Text(text) if !text.starts_with(OUTPUT));
        let of_person = messages
            .iter_mut()
            .rev()
            .filter(|message| message.role == Role::User);
        let ask = of_person
            .flat_map(|message| message.parts.iter_mut().rev())
            .find(asks);
        if let Some(Part::Text(text)) = ask {
            text.push_str("\n\nFiles in /workspace:\n");
            text.push_str(&listing);
        }
    }

    /// Returns true if the token cap is used up.
    pub(crate) fn is_spent(&self, tokens: u64) -> bool {
        self.max_total_tokens.is_some_and(|cap| tokens >= cap)
    }

    /// Runs a program in the sandbox.
    pub(crate) async fn execute(&self, language: &str, code: &str) -> ProgramResult {
        let workspace = match self.files.workspace(&self.environment_id) {
            Ok(workspace) => workspace,
            Err(error) => {
                return ProgramResult::refused(format!("The sandbox's folder is gone: {error}"));
            }
        };
        let program = Program {
            language: language.to_owned(),
            code: code.to_owned(),
            workspace,
            env: self.env.clone(),
            shown: Vec::new(),
            network: self.open_network().await,
        };
        let Some(given) = self.given.clone() else {
            return self.sandbox.run(program).await;
        };
        let (before, after) = (given.clone(), given);
        let secured = tokio::task::spawn_blocking(move || before.secure()).await;
        if let Err(error) = secured.map_err(std::io::Error::other).flatten() {
            return ProgramResult::refused(format!(
                "The files that came with the job cannot be copied, so that they stay as they were given: {error}"
            ));
        }
        let mut result = self.sandbox.run(program).await;
        let restored = tokio::task::spawn_blocking(move || after.restore()).await;
        for told in restored.unwrap_or_default() {
            result.output = format!("{}\n{told}", result.output.trim_end());
        }
        result
    }

    /// The rules with current credential headers: tokens expire, and a person may change them during a job.
    async fn open_network(&self) -> Option<Arc<Rules>> {
        let rules = self.network.as_ref()?;
        Some(self.credentials.resolve(rules, &self.stand_ins).await)
    }

    /// Writes a file. Returns the text for the step's result, and true if it reports an error.
    pub(crate) async fn write(&self, path: &str, content: &str) -> (String, bool) {
        let (files, id) = (Arc::clone(&self.files), self.environment_id.clone());
        let (path, content) = (path.to_owned(), content.to_owned());
        let given = self.given.clone();
        let written = tokio::task::spawn_blocking(move || {
            let path = given.map_or_else(|| path.clone(), |given| given.path_for(&path));
            files
                .write(&id, &path, content.as_bytes())
                .map(|()| format!("Wrote {} bytes to {path}", content.len()))
        })
        .await;
        match written {
            Ok(Ok(text)) => (text, false),
            Ok(Err(error)) => (format!("The file was not written: {error}"), true),
            Err(error) => (format!("The file was not written: {error}"), true),
        }
    }

    /// The first of these files that is not in the workspace.
    pub(crate) async fn first_missing(&self, names: Vec<String>) -> Option<String> {
        let (files, id) = (Arc::clone(&self.files), self.environment_id.clone());
        let found = tokio::task::spawn_blocking(move || {
            let missing = |name: &String| {
                !files
                    .contains(&id, &format!("workspace/{name}"))
                    .unwrap_or(true)
            };
            names.into_iter().find(missing)
        });
        found.await.ok().flatten()
    }

    /// The report for a brain that ends without text.
    pub(crate) fn words_for_silence(&self, steps: &[Step]) -> String {
        let output = steps.iter().rev().find_map(|step| match step {
            Step::CodeExecutionResult(result) => result.result.as_ref()?.text(),
            _ => None,
        });
        match output
            .map(|output| output.trim().to_owned())
            .filter(|output| !output.is_empty())
        {
            Some(output) => format!(
                "The model ended without a word. Its last program printed:\n\n```\n{output}\n```"
            ),
            None => "The model ended without a word. Ask again, or say more about what you need."
                .to_owned(),
        }
    }
}

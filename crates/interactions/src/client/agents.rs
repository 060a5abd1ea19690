//! Calls on agents (contract sections 2 and 10).

use reqwest::Method;

use super::paged::Page;
use super::{Client, Paged, path};
use crate::error::Result;
use crate::types::{Agent, AgentId, AgentList};

/// Calls on custom agents (contract section 10).
///
/// # Errors
///
/// All calls: [`Error::Api`](crate::Error::Api) as the service returns it, with 404 if there is no such agent;
/// [`Error::InvalidRequest`](crate::Error::InvalidRequest) for an empty id or a request that the contract forbids; or
/// a transport error.
#[derive(Debug, Clone, Copy)]
pub struct Agents<'a> {
    client: &'a Client,
}

impl Page for AgentList {
    type Item = Agent;

    fn split(self) -> (Vec<Agent>, Option<String>) {
        (self.agents, self.next_page_token)
    }
}

impl<'a> Agents<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// All agents, page after page (section 2).
    pub fn list(&self) -> Paged<Agent> {
        Paged::new::<AgentList>(self.client, Ok("agents".to_owned()), Vec::new())
    }

    /// The agents below a parent, page after page (section 2).
    pub fn list_of(&self, parent: &str) -> Paged<Agent> {
        let query = vec![("parent", parent.to_owned())];
        Paged::new::<AgentList>(self.client, Ok("agents".to_owned()), query)
    }

    /// Creates an agent and returns it as stored by the service (section 10). There is no update route: delete the
    /// agent and create it again. An agent that [`Agent::validate`] rejects is not sent.
    pub async fn create(&self, agent: &Agent) -> Result<Agent> {
        agent.validate()?;
        let call = self
            .client
            .call_with(Method::POST, "agents", &[], agent)?
            .once();
        self.client.json(&call, "the agent").await
    }

    /// One agent (section 2).
    pub async fn get(&self, id: &AgentId) -> Result<Agent> {
        let call = self.client.call(Method::GET, &agent_path(id)?, &[])?;
        self.client.json(&call, "the agent").await
    }

    /// Deletes an agent; its sandboxes and interactions stay (section 10).
    pub async fn delete(&self, id: &AgentId) -> Result<()> {
        let call = self.client.call(Method::DELETE, &agent_path(id)?, &[])?;
        self.client.body(&call).await?;
        Ok(())
    }
}

fn agent_path(id: &AgentId) -> Result<String> {
    Ok(format!("agents/{}", path::segment(id.as_str())?))
}

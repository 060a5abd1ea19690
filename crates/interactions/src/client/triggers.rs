//! Calls on triggers and their executions (contract sections 2 and 11).

use reqwest::Method;

use super::paged::Page;
use super::{Client, Paged, path};
use crate::error::Result;
use crate::types::{
    Trigger, TriggerExecution, TriggerExecutionList, TriggerId, TriggerList, TriggerStatus,
    TriggerUpdate,
};

/// Calls on scheduled work for agents (contract section 11).
///
/// # Errors
///
/// All calls: [`Error::Api`](crate::Error::Api) as the service returns it, with 404 if there is no such trigger;
/// [`Error::InvalidRequest`](crate::Error::InvalidRequest) for an empty id or a request that the contract forbids; or
/// a transport error.
#[derive(Debug, Clone, Copy)]
pub struct Triggers<'a> {
    client: &'a Client,
}

impl Page for TriggerList {
    type Item = Trigger;

    fn split(self) -> (Vec<Trigger>, Option<String>) {
        (self.triggers, self.next_page_token)
    }
}

impl Page for TriggerExecutionList {
    type Item = TriggerExecution;

    fn split(self) -> (Vec<TriggerExecution>, Option<String>) {
        (self.trigger_executions, self.next_page_token)
    }
}

impl<'a> Triggers<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// All triggers, page after page (section 2).
    pub fn list(&self) -> Paged<Trigger> {
        Paged::new::<TriggerList>(self.client, Ok("triggers".to_owned()), Vec::new())
    }

    /// The triggers that match a filter, page after page (section 2).
    pub fn list_by(&self, filter: &str) -> Paged<Trigger> {
        let query = vec![("filter", filter.to_owned())];
        Paged::new::<TriggerList>(self.client, Ok("triggers".to_owned()), query)
    }

    /// Creates a trigger and returns it as stored by the service (section 11). A trigger that [`Trigger::validate`]
    /// rejects is not sent.
    pub async fn create(&self, trigger: &Trigger) -> Result<Trigger> {
        trigger.validate()?;
        let call = self
            .client
            .call_with(Method::POST, "triggers", &[], trigger)?
            .once();
        self.client.json(&call, "the trigger").await
    }

    /// One trigger (section 2).
    pub async fn get(&self, id: &TriggerId) -> Result<Trigger> {
        let call = self.client.call(Method::GET, &trigger_path(id)?, &[])?;
        self.client.json(&call, "the trigger").await
    }

    /// Updates a trigger and returns its new state (section 11).
    pub async fn update(&self, id: &TriggerId, update: &TriggerUpdate) -> Result<Trigger> {
        let call = self
            .client
            .call_with(Method::PATCH, &trigger_path(id)?, &[], update)?;
        self.client.json(&call, "the trigger").await
    }

    /// Pauses the schedule and returns the trigger; manual runs still work (section 11).
    pub async fn pause(&self, id: &TriggerId) -> Result<Trigger> {
        let update = TriggerUpdate {
            status: Some(TriggerStatus::Paused),
            ..TriggerUpdate::default()
        };
        self.update(id, &update).await
    }

    /// Resumes the schedule and returns the trigger (section 11).
    pub async fn resume(&self, id: &TriggerId) -> Result<Trigger> {
        let update = TriggerUpdate {
            status: Some(TriggerStatus::Active),
            ..TriggerUpdate::default()
        };
        self.update(id, &update).await
    }

    /// Deletes a trigger; what its executions made stays (section 11).
    pub async fn delete(&self, id: &TriggerId) -> Result<()> {
        let call = self.client.call(Method::DELETE, &trigger_path(id)?, &[])?;
        self.client.body(&call).await?;
        Ok(())
    }

    /// Runs a trigger now, even if it is paused, and returns the new execution (section 11).
    pub async fn run(&self, id: &TriggerId) -> Result<TriggerExecution> {
        let call = self
            .client
            .call(Method::POST, &executions_path(id)?, &[])?
            .once();
        self.client.json(&call, "the run").await
    }

    /// The executions of a trigger, page after page (section 2).
    pub fn executions(&self, id: &TriggerId) -> Paged<TriggerExecution> {
        Paged::new::<TriggerExecutionList>(self.client, executions_path(id), Vec::new())
    }
}

fn trigger_path(id: &TriggerId) -> Result<String> {
    Ok(format!("triggers/{}", path::segment(id.as_str())?))
}

fn executions_path(id: &TriggerId) -> Result<String> {
    Ok(format!("{}/executions", trigger_path(id)?))
}

//! Calls on models (contract section 2.4).

use reqwest::Method;

use super::paged::Page;
use super::{Client, Paged, path};
use crate::error::Result;
use crate::types::{Model, ModelId, ModelList};

/// Models (contract section 2.4).
#[derive(Debug, Clone, Copy)]
pub struct Models<'a> {
    client: &'a Client,
}

impl Page for ModelList {
    type Item = Model;
    const QUERY: (&'static str, &'static str) = ("pageSize", "pageToken");

    fn split(self) -> (Vec<Model>, Option<String>) {
        (self.models, self.next_page_token)
    }
}

impl<'a> Models<'a> {
    pub(crate) fn new(client: &'a Client) -> Self {
        Self { client }
    }

    /// All models.
    pub fn list(&self) -> Paged<Model> {
        Paged::new::<ModelList>(self.client, Ok("models".to_owned()), Vec::new())
    }

    /// One model.
    pub async fn get(&self, id: &ModelId) -> Result<Model> {
        let call = self.client.call(
            Method::GET,
            &format!("models/{}", path::segment(id.as_str())?),
            &[],
        )?;
        self.client.json(&call, "the model").await
    }
}

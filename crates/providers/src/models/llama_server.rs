//! Model information of llama-server: `/props`.

use reqwest::{Client, Method};
use serde_json::Value;

use super::{ModelDetails, PATIENCE_FOR_DETAILS};
use crate::chat::{Failure, FailureKind};
use crate::http::{json, own_request};
use crate::{Model, Provider};

/// Queries `/props`. The list of models is public, this is not, so it also reveals a wrong key.
pub(super) async fn details(
    client: &Client,
    provider: &Provider,
    models: &[Model],
) -> Result<ModelDetails, Failure> {
    let request = own_request(client, provider, Method::GET, "/props")?;
    let props = match json(provider, request, PATIENCE_FOR_DETAILS).await {
        Ok(props) => props,
        Err(failure) if failure.kind == FailureKind::Key => return Err(failure),
        Err(_) => return Ok(ModelDetails::new()),
    };
    // With several models the answer belongs to none in particular.
    let [model] = models else {
        return Ok(ModelDetails::new());
    };
    let flag = |path: &str| props.pointer(path).and_then(Value::as_bool);
    let fact = Model {
        id: model.id.clone(),
        name: None,
        tools: flag("/chat_template_caps/supports_tools")
            .zip(flag("/chat_template_caps/supports_tool_calls"))
            .map(|(takes, calls)| takes && calls),
        images: flag("/modalities/vision"),
        thinking: None,
        // The context of one slot; the model may have been trained on more.
        context: props
            .pointer("/default_generation_settings/n_ctx")
            .and_then(Value::as_u64),
        cuts: false,
    };
    Ok(ModelDetails::from([(model.id.clone(), Some(fact))]))
}

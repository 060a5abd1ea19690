//! Models of connected servers: listed, used, changed in the middle of a conversation, removed.

mod agents;
mod answers;
mod moving;

use serde_json::{Value, json};

use crate::support::{Local, serve};

const ABLE: &str = "acme/able/one";
const BLIND: &str = "acme/blind";
const OWN: &str = "gemini-3.8-flash";

async fn engine() -> Local {
    serve(json!({"turns": [{"match": "Result of", "say": ["So be it."]}, {"say": ["I am the script."]}]})).await
}

fn ask(model: &str, input: impl Into<Value>) -> Value {
    json!({"model": model, "input": input.into()})
}

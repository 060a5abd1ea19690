//! Lets a model call a function of this program until it has its answer.
#![expect(clippy::print_stdout, reason = "an example speaks on standard output")]

use interactions::{CreateInteraction, Tool};
use serde_json::json;

mod support;

#[tokio::main]
async fn main() -> support::Outcome {
    let client = support::client()?;
    let lamp = Tool::function(
        "set_lamp",
        "Switches the lamp of a room on or off.",
        json!({
            "type": "object",
            "properties": {"room": {"type": "string"}, "on": {"type": "boolean"}},
            "required": ["room", "on"],
        }),
    );
    let wish = CreateInteraction::model("gemini-3.8-flash")
        .input("It is dark in the kitchen: use the lamp.")
        .tools([lamp]);
    let answer = client
        .create_with_functions(&wish, async |call| match call.name.as_deref() {
            Some("set_lamp") => {
                let arguments = call.arguments.clone().unwrap_or_default();
                println!("set_lamp {arguments}");
                Ok("The lamp is on.".into())
            }
            other => Err(format!("There is no function {other:?}.")),
        })
        .await?;
    println!("{}", answer.output_text());
    Ok(())
}

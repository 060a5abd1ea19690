//! Asks a question, prints the answer while it is generated, and asks again in the same conversation.
#![expect(clippy::print_stdout, reason = "an example speaks on standard output")]

use std::io::Write;

use futures::TryStreamExt;
use interactions::types::delta::Delta;
use interactions::{Accumulator, Client, CreateInteraction, Event, InteractionId};

mod support;

#[tokio::main]
async fn main() -> support::Outcome {
    let client = support::client()?;
    let first = CreateInteraction::model("gemini-3.8-flash").input("What is basalt?");
    let id = ask(&client, &first).await?;
    let again = CreateInteraction::model("gemini-3.8-flash")
        .input("And granite, in one sentence?")
        .previous(id);
    ask(&client, &again).await?;
    Ok(())
}

async fn ask(
    client: &Client,
    question: &CreateInteraction,
) -> Result<InteractionId, Box<dyn std::error::Error>> {
    let mut events = client.create_events(question).await?;
    let mut answer = Accumulator::new();
    while let Some(event) = events.try_next().await? {
        if let Event::StepDelta(step) = &event.event
            && let Delta::Text(piece) = &step.delta
        {
            print!("{}", piece.text);
            std::io::stdout().flush()?;
        }
        answer.push(&event);
    }
    println!();
    if let Some(error) = answer.error() {
        return Err(error.to_string().into());
    }
    Ok(answer.id().ok_or("the answer has no id")?.clone())
}

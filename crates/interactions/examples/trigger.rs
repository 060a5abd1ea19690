//! Schedules an agent for every Monday at seven, tests that with a manual run, then pauses and deletes the trigger.
#![expect(clippy::print_stdout, reason = "an example speaks on standard output")]

use std::time::Duration;

use futures::TryStreamExt;
use interactions::{CreateInteraction, EnvironmentSpec, ExecutionStatus, Trigger};

mod support;

#[tokio::main]
async fn main() -> support::Outcome {
    let client = support::client()?;
    let triggers = client.triggers();
    let work = CreateInteraction::agent("antigravity-preview-09-2026")
        .input("Write the weekly report.")
        .environment(EnvironmentSpec::Remote);
    let trigger = Trigger {
        display_name: Some("Weekly report".to_owned()),
        ..Trigger::new("0 7 * * 1", "Europe/Zurich", work)
    };
    let trigger = triggers.create(&trigger).await?;
    let id = trigger.id.ok_or("the trigger has no id")?;
    let next = trigger.next_run_time.unwrap_or_default();
    println!("made {id}, next due {next}");

    let begun = triggers.run(&id).await?;
    let interaction = begun.interaction_id.ok_or("the run made no interaction")?;
    println!("{}", client.wait(&interaction).await?.output_text());
    // The execution is updated shortly after its interaction ends.
    let ended = loop {
        let mut executions = triggers.executions(&id);
        let newest = executions
            .try_next()
            .await?
            .ok_or("the run left no trace")?;
        match newest.status {
            Some(ExecutionStatus::InProgress) => tokio::time::sleep(Duration::from_secs(1)).await,
            status => break status,
        }
    };
    println!("the run is {}", ended.ok_or("it has no status")?);

    let paused = triggers.pause(&id).await?;
    println!("{id} is {}", paused.status.ok_or("it has no status")?);
    let known = triggers.list().all().await?;
    println!("triggers in all: {}", known.len());
    triggers.delete(&id).await?;
    println!("removed {id}");
    Ok(())
}

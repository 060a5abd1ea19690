//! Starts a job, disconnects after a few events, and resumes after the last of them, like a program that was closed
//! in between.
#![expect(clippy::print_stdout, reason = "an example speaks on standard output")]

use futures::{StreamExt, TryStreamExt};
use interactions::{Accumulator, CreateInteraction, EnvironmentSpec, StreamEvent};

mod support;

#[tokio::main]
async fn main() -> support::Outcome {
    let client = support::client()?;
    let job = CreateInteraction::agent("antigravity-preview-09-2026")
        .input("Research the history of basalt columns and write a report.")
        .environment(EnvironmentSpec::Remote)
        .background(true);
    let started = client.create(&job).await?;
    let id = started.id.ok_or("the job has no id")?;
    println!("{id} is {}", started.status.ok_or("it has no status")?);

    // What a program stores: the raw events.
    let before = client.events(&id, None).take(5);
    let stored: Vec<Box<str>> = before.map_ok(|event| event.raw).try_collect().await?;

    // The next day: fold the stored events, and resume after them.
    let mut job = Accumulator::new();
    for raw in &stored {
        job.push(&StreamEvent::parse(raw)?);
    }
    if job.last_event_id().is_none() {
        // There is no event id to resume after: the whole stream is sent again.
        job = Accumulator::new();
    }
    let mut events = client.events(&id, job.last_event_id());
    while let Some(event) = events.try_next().await? {
        job.push(&event);
    }
    let job = job.interaction();
    println!(
        "{} steps, {}",
        job.steps.len(),
        job.status.clone().ok_or("it has no status")?
    );
    println!("{}", job.output_text());
    Ok(())
}

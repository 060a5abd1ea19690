//! Creates a custom agent, gives it a job, and deletes it.
#![expect(clippy::print_stdout, reason = "an example speaks on standard output")]

use interactions::{Agent, CreateInteraction, EnvironmentSpec, Tool};

mod support;

#[tokio::main]
async fn main() -> support::Outcome {
    let client = support::client()?;
    let agent = Agent {
        id: Some("my-librarian".into()),
        base_agent: Some("antigravity-preview-09-2026".into()),
        description: Some("Orders lists of books.".to_owned()),
        system_instruction: Some("You are a librarian. Be brief.".to_owned()),
        tools: vec![Tool::code_execution()],
        ..Agent::default()
    };
    let agent = client.agents().create(&agent).await?;
    let id = agent.id.ok_or("the agent has no id")?;
    println!("made {id}");

    let job = CreateInteraction::agent(id.clone())
        .input("Order these by year: Emma 1815, Ulysses 1922, Walden 1854.")
        .environment(EnvironmentSpec::Remote)
        .background(true);
    let started = client.create(&job).await?;
    let ended = client.wait(&started.id.ok_or("the job has no id")?).await?;
    println!("{}", ended.output_text());

    client.agents().delete(&id).await?;
    println!("removed {id}");
    Ok(())
}

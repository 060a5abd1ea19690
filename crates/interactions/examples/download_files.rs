//! Starts a job, waits for its end, and saves all files that it made.
#![expect(clippy::print_stdout, reason = "an example speaks on standard output")]

use futures::TryStreamExt;
use interactions::{CreateInteraction, EnvironmentSpec};

mod support;

#[tokio::main]
async fn main() -> support::Outcome {
    let client = support::client()?;
    let job = CreateInteraction::agent("antigravity-preview-09-2026")
        .input("Make a table of the moons of Jupiter.")
        .environment(EnvironmentSpec::Remote)
        .background(true);
    let started = client.create(&job).await?;
    let ended = client.wait(&started.id.ok_or("the job has no id")?).await?;
    let environment = ended.environment_id.ok_or("the job has no sandbox")?;

    let folder = tempfile::tempdir()?;
    let environments = client.environments();
    let mut files = environments.files(&environment, "", true);
    while let Some(file) = files.try_next().await? {
        let Some(path) = file.path.as_deref().filter(|_| !file.is_directory()) else {
            continue;
        };
        // A path from a sandbox is untrusted: only its last part is used, with safe characters.
        let name: String = path
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .chars()
            .filter(|letter| letter.is_alphanumeric() || "-_.".contains(*letter))
            .collect();
        let target = folder.path().join(format!("file-{name}"));
        let download = environments.download(&environment, path).await?;
        let length = download
            .copy_to(tokio::fs::File::create(&target).await?)
            .await?;
        println!("{path}: {length} bytes");
    }
    Ok(())
}

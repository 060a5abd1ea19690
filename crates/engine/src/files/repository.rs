//! Repositories as sources of an environment (contract section 9.3), fetched by the system's git.
//!
//! The engine fetches them, not the sandbox, so git is restricted: only HTTP, only permitted hosts, no redirects, no
//! hooks, none of the person's configuration, no links, no submodules, and a size limit.

use std::ffi::OsString;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use url::Url;

/// Maximum size of a repository in bytes.
const LARGEST: u64 = 500 << 20;
/// Timeout of git.
const LIMIT: Duration = Duration::from_secs(5 * 60);
/// How often the size of what git has written is checked.
const LOOK: Duration = Duration::from_millis(500);

/// Why a repository was not fetched.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotFetched {
    #[error("git is not installed on this computer")]
    NoGit,
    #[error("it has more than {} MiB", LARGEST >> 20)]
    TooLarge,
    #[error("git took longer than {} minutes", LIMIT.as_secs() / 60)]
    TooSlow,
    /// The message of git.
    #[error("git says: {0}")]
    Git(String),
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Clones the repository at `url` from a host with these addresses into the folder `into`, which git creates.
pub(crate) async fn fetch(
    url: &Url,
    addresses: &[SocketAddr],
    into: &Path,
) -> Result<(), NotFetched> {
    // Only the newest commit, if the server supports shallow clones.
    match clone(url, addresses, into, &["--depth", "1"]).await {
        Err(NotFetched::Git(why)) if why.contains("shallow") => {
            remove(into)?;
            clone(url, addresses, into, &[]).await
        }
        done => done,
    }
    .inspect_err(|_| {
        // Left-overs are deleted with the environment at the latest.
        let _ = remove(into);
    })
}

async fn clone(
    url: &Url,
    addresses: &[SocketAddr],
    into: &Path,
    more: &[&str],
) -> Result<(), NotFetched> {
    let mut git = Command::new("git");
    for setting in settings(url, addresses) {
        git.arg("-c").arg(setting);
    }
    git.args(["clone", "--quiet", "--no-tags", "--single-branch"])
        .args(more)
        .arg("--")
        .arg(url.as_str())
        .arg(into)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs(plain_environment())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let child = git.spawn().map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => NotFetched::NoGit,
        _ => error.into(),
    })?;
    let output = tokio::select! {
        output = child.wait_with_output() => output?,
        () = grown_too_large(into.to_owned()) => return Err(NotFetched::TooLarge),
        () = tokio::time::sleep(LIMIT) => return Err(NotFetched::TooSlow),
    };
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rfind(|line| !line.trim().is_empty());
    Err(NotFetched::Git(last.unwrap_or("nothing").to_owned()))
}

fn settings(url: &Url, addresses: &[SocketAddr]) -> Vec<String> {
    let mut settings = vec![
        "protocol.allow=never".to_owned(),
        format!("protocol.{}.allow=always", url.scheme()),
        "http.followRedirects=false".to_owned(),
        "core.hooksPath=/dev/null".to_owned(),
        "core.symlinks=false".to_owned(),
        "credential.helper=".to_owned(),
    ];
    // git must connect to the addresses that were checked, not to what the name resolves to a moment later.
    if let (Some(url::Host::Domain(name)), Some(port)) = (url.host(), url.port_or_known_default()) {
        let ips: Vec<String> = addresses
            .iter()
            .map(|address| address.ip().to_string())
            .collect();
        settings.push(format!(
            "http.curloptResolve={name}:{port}:{}",
            ips.join(",")
        ));
    }
    settings
}

/// Excludes everything of the person's own: no configuration, no keys, no prompts.
fn plain_environment() -> [(&'static str, OsString); 5] {
    [
        ("HOME", "/nonexistent".into()),
        ("GIT_CONFIG_NOSYSTEM", "1".into()),
        ("GIT_CONFIG_GLOBAL", "/dev/null".into()),
        ("GIT_TERMINAL_PROMPT", "0".into()),
        ("GIT_LFS_SKIP_SMUDGE", "1".into()),
    ]
}

/// Completes when the folder is larger than a repository may be.
async fn grown_too_large(folder: PathBuf) {
    loop {
        tokio::time::sleep(LOOK).await;
        let looked_at = folder.clone();
        let size = tokio::task::spawn_blocking(move || size_of(&looked_at)).await;
        if size.unwrap_or_default() > LARGEST {
            return;
        }
    }
}

/// Total size in bytes of the files below a folder, as far as they can be read.
fn size_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let size = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(metadata) if metadata.is_dir() => size_of(&entry.path()),
        Ok(metadata) => metadata.len(),
        Err(_) => 0,
    };
    entries.map(size).sum()
}

fn remove(folder: &Path) -> io::Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

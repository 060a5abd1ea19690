//! Monitors a sandbox from outside: total usage of its processes, disk and time.
//!
//! The kernel's limits apply to single processes. The total of many small ones is measured here ten times a second;
//! above a limit the whole sandbox is killed.

use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

use super::disk_allowance::{DiskAllowance, DiskLimitError};
use super::limits::Limits;
use super::usage;

const LOOK: Duration = Duration::from_millis(100);

/// Why a program ended.
#[derive(Debug)]
pub(super) enum Verdict {
    Ended(ExitStatus),
    Time,
    Memory,
    Processes,
    Disk(DiskLimitError),
}

impl Verdict {
    /// The notice about it; `None` for an ordinary exit.
    pub(super) fn notice(&self, limits: &Limits) -> Option<String> {
        let mib = |bytes: u64| bytes >> 20;
        Some(match self {
            Self::Ended(status) if status.success() => return None,
            Self::Ended(status) => match status.code() {
                Some(code) if code > 128 => format!(
                    "The program was ended by signal {}: it may have met a limit.",
                    code - 128
                ),
                Some(code) => format!("The program ended with code {code}."),
                None => "The program was ended by a signal.".to_owned(),
            },
            Self::Time => format!(
                "The program was stopped after {} seconds.",
                limits.wall.as_secs()
            ),
            Self::Memory => format!(
                "The program was stopped: it used more than {} MiB of memory.",
                mib(limits.memory)
            ),
            Self::Processes => format!(
                "The program was stopped: it started more than {} processes.",
                limits.processes
            ),
            Self::Disk(DiskLimitError::TooMuch) => format!(
                "The program was stopped: its files are more than {} MiB or {} in number.",
                mib(limits.disk),
                limits.files
            ),
            Self::Disk(DiskLimitError::Hidden) => {
                "The program was stopped: it made a folder unreadable, so its files cannot be counted.".to_owned()
            }
        })
    }
}

/// Completes when the sandbox of process `pid` has exceeded a limit.
pub(super) async fn until_over(pid: u32, workspace: PathBuf, limits: &Limits) -> Verdict {
    let started = tokio::time::Instant::now();
    let mut looks = 0u32;
    loop {
        tokio::time::sleep(LOOK).await;
        if started.elapsed() >= limits.wall {
            return Verdict::Time;
        }
        looks += 1;
        let folder = looks.is_multiple_of(3).then(|| workspace.clone());
        let (disk, files, memory, processes) =
            (limits.disk, limits.files, limits.memory, limits.processes);
        let seen = tokio::task::spawn_blocking(move || {
            let used = usage::of(pid);
            if used.memory > memory {
                return Some(Verdict::Memory);
            }
            // Four for bubblewrap's own processes.
            if used.processes > processes + 4 {
                return Some(Verdict::Processes);
            }
            let mut allowance = DiskAllowance { bytes: disk, files };
            allowance.take(&folder?).err().map(Verdict::Disk)
        });
        if let Ok(Some(verdict)) = seen.await {
            return verdict;
        }
    }
}

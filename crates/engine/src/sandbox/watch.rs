//! Watches a sandbox from outside: all its processes together, its disk, its time.
//!
//! The kernel's limits hold for single processes. What many small ones use together is counted here, ten times a
//! second; too much, and the whole sandbox is killed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::time::Duration;

use super::limits::Limits;

const LOOK: Duration = Duration::from_millis(100);

/// Why a program is over.
#[derive(Debug)]
pub(super) enum Verdict {
    Ended(ExitStatus),
    Time,
    Memory,
    Processes,
    Disk,
}

impl Verdict {
    /// What to tell about it, if it is not the ordinary end.
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
            Self::Disk => format!(
                "The program was stopped: its files are more than {} MiB or {} in number.",
                mib(limits.disk),
                limits.files
            ),
        })
    }
}

/// Ends when the sandbox of process `pid` has used too much.
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
            let (count, bytes) = family(pid);
            if bytes > memory {
                return Some(Verdict::Memory);
            }
            // bubblewrap's own processes are not the program's.
            if count > processes + 4 {
                return Some(Verdict::Processes);
            }
            let mut room = Room { bytes: disk, files };
            let fits = folder.is_none_or(|folder| room.holds(&folder));
            (!fits).then_some(Verdict::Disk)
        });
        if let Ok(Some(verdict)) = seen.await {
            return verdict;
        }
    }
}

/// How many processes descend from `pid`, itself included, and their memory in bytes.
fn family(pid: u32) -> (u64, u64) {
    let mut children: HashMap<u32, Vec<(u32, u64)>> = HashMap::new();
    let Ok(all) = std::fs::read_dir("/proc") else {
        return (0, 0);
    };
    for entry in all.flatten() {
        let Some(child) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        if let Some((parent, pages, threads)) = parse_stat(&entry.path()) {
            children.entry(parent).or_default().push((child, pages));
            // Threads count as processes do for the kernel's limit.
            children
                .entry(child)
                .or_default()
                .extend((1..threads).map(|_| (0, 0)));
        }
    }
    let (mut count, mut pages) = (1, 0);
    let mut waiting = vec![pid];
    while let Some(parent) = waiting.pop() {
        for (child, resident) in children.remove(&parent).into_iter().flatten() {
            count += 1;
            pages += resident;
            if child != 0 {
                waiting.push(child);
            }
        }
    }
    (count, pages * 4096)
}

/// Parent, resident pages and threads from `/proc/<pid>/stat`. The name in parentheses may hold anything.
fn parse_stat(process: &Path) -> Option<(u32, u64, u64)> {
    let stat = std::fs::read_to_string(process.join("stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some((
        fields.get(1)?.parse().ok()?,
        fields.get(21)?.parse().ok()?,
        fields.get(17)?.parse().ok()?,
    ))
}

/// Room that a folder's content takes up until nothing is left.
struct Room {
    bytes: u64,
    files: u64,
}

impl Room {
    fn holds(&mut self, folder: &Path) -> bool {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return true;
        };
        for entry in entries.flatten() {
            // What vanishes while it is counted takes no room.
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            let Some(files) = self.files.checked_sub(1) else {
                return false;
            };
            self.files = files;
            if metadata.is_dir() {
                if !self.holds(&entry.path()) {
                    return false;
                }
            } else {
                let Some(bytes) = self.bytes.checked_sub(space(&metadata)) else {
                    return false;
                };
                self.bytes = bytes;
            }
        }
        true
    }
}

/// What a file takes on the disk; a sparse one takes less than its length.
#[cfg(unix)]
fn space(metadata: &std::fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    metadata.blocks() * 512
}

#[cfg(not(unix))]
fn space(metadata: &std::fs::Metadata) -> u64 {
    metadata.len()
}

//! Resource usage of all processes of a sandbox together: their number and memory.

use std::collections::{BTreeMap, HashMap};
#[cfg(unix)]
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

/// Current usage of a sandbox.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Usage {
    /// Number of processes and threads, including bubblewrap's own.
    pub(super) processes: u64,
    /// Bytes of memory: resident memory of the processes, files that exist in memory only, and the sandbox's `/tmp`
    /// and `/dev/shm`.
    pub(super) memory: u64,
}

/// Usage of the process `pid` and all its descendants.
pub(super) fn of(pid: u32) -> Usage {
    let mut children: HashMap<u32, Vec<Process>> = HashMap::new();
    for process in all_processes() {
        children.entry(process.parent).or_default().push(process);
    }
    let mut usage = Usage {
        processes: 1,
        memory: 0,
    };
    // A file or mount that several processes share is counted once.
    let mut in_memory = BTreeMap::new();
    let mut waiting = vec![pid];
    while let Some(parent) = waiting.pop() {
        for process in children.remove(&parent).into_iter().flatten() {
            // The kernel's limit counts threads like processes.
            usage.processes += process.threads.max(1);
            usage.memory += process.resident;
            let folder = PathBuf::from(format!("/proc/{}", process.id));
            in_memory.extend(files_in_memory(&folder));
            waiting.push(process.id);
        }
    }
    usage.memory += in_memory.values().sum::<u64>();
    usage
}

struct Process {
    id: u32,
    parent: u32,
    threads: u64,
    /// Resident memory in bytes.
    resident: u64,
}

fn all_processes() -> Vec<Process> {
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            let status = std::fs::read_to_string(entry.path().join("status")).ok()?;
            parse_status(id, &status)
        })
        .collect()
}

/// Parses `/proc/<pid>/status`, which gives memory in KiB whatever the page size. A process that is ending has no
/// memory entry any more.
fn parse_status(id: u32, status: &str) -> Option<Process> {
    let number = |name: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    Some(Process {
        id,
        parent: number("PPid:")?.try_into().ok()?,
        threads: number("Threads:")?,
        resident: number("VmRSS:").unwrap_or(0) << 10,
    })
}

/// Device and inode number, and the size in bytes.
type InMemoryFile = ((u64, u64), u64);

/// Files that a process holds in memory.
#[cfg(unix)]
fn files_in_memory(process: &Path) -> Vec<InMemoryFile> {
    let mut held = unnamed_files(process);
    held.extend(
        ["tmp", "dev/shm"]
            .iter()
            .filter_map(|at| scratch(process, at)),
    );
    held
}

/// There is no sandbox on other systems.
#[cfg(not(unix))]
fn files_in_memory(_: &Path) -> Vec<InMemoryFile> {
    Vec::new()
}

/// Anonymous in-memory files of a process (`memfd_create`).
#[cfg(unix)]
fn unnamed_files(process: &Path) -> Vec<InMemoryFile> {
    let Ok(open) = std::fs::read_dir(process.join("fd")) else {
        return Vec::new();
    };
    open.flatten()
        .filter(|entry| {
            std::fs::read_link(entry.path()).is_ok_and(|target| {
                target
                    .as_os_str()
                    .as_encoded_bytes()
                    .starts_with(b"/memfd:")
            })
        })
        .filter_map(|entry| {
            // Follows the link in `/proc`, whatever its target is called.
            let metadata = std::fs::metadata(entry.path()).ok()?;
            Some(((metadata.dev(), metadata.ino()), metadata.blocks() * 512))
        })
        .collect()
}

/// Usage of a tmpfs folder of the sandbox, by its device. `None` for a process that is not inside the sandbox yet:
/// its root is still that of this computer.
#[cfg(unix)]
fn scratch(process: &Path, at: &str) -> Option<InMemoryFile> {
    let root = process.join("root");
    let inside = std::fs::metadata(root.join(".")).ok()?.dev();
    if inside == std::fs::metadata("/").ok()?.dev() {
        return None;
    }
    let folder = root.join(at);
    let device = std::fs::metadata(&folder).ok()?.dev();
    let space = rustix::fs::statvfs(&folder).ok()?;
    let used = space.f_blocks.saturating_sub(space.f_bfree) * space.f_frsize;
    Some(((device, 0), used))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_read_from_its_status_whatever_its_name() {
        let status = "Name:\tPPid: 7\nUmask:\t0022\nPPid:\t41\nThreads:\t3\nVmRSS:\t    2048 kB\n";
        let process = parse_status(42, status).unwrap();
        assert_eq!((process.id, process.parent, process.threads), (42, 41, 3));
        assert_eq!(process.resident, 2 << 20);
    }

    #[test]
    fn a_process_that_is_ending_holds_no_memory() {
        let process = parse_status(42, "Name:\tx\nPPid:\t41\nThreads:\t1\n").unwrap();
        assert_eq!(process.resident, 0);
    }
}

//! Resource limits of programs in the sandbox.

use std::time::Duration;

/// The limits of one program.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// Maximum running time.
    pub(crate) wall: Duration,
    /// CPU seconds of each process.
    pub(crate) cpu_seconds: u64,
    /// Address space of each process, in bytes.
    pub(crate) address_space: u64,
    /// Memory of all processes together, in bytes.
    pub(crate) memory: u64,
    /// Maximum number of concurrent processes and threads.
    pub(crate) processes: u64,
    /// Maximum size of a file in bytes.
    pub(crate) file: u64,
    /// Total size of the workspace's files in bytes.
    pub(crate) disk: u64,
    /// Maximum number of files and folders in the workspace.
    pub(crate) files: u64,
    /// Size of `/tmp`, which is in memory, in bytes.
    pub(crate) scratch: u64,
    /// Maximum number of bytes kept of each of the two outputs.
    pub(crate) output_bytes: usize,
}

impl Limits {
    /// Limits of a program that serves throughout a run. Node reserves much more address space than it uses; the
    /// memory of all processes together is measured from outside.
    pub(super) fn of_service(self) -> Self {
        Self {
            wall: Duration::from_secs(6 * 60 * 60),
            cpu_seconds: 60 * 60,
            address_space: 256 << 30,
            ..self
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            wall: Duration::from_secs(60),
            cpu_seconds: 60,
            address_space: 4 << 30,
            memory: 1 << 30,
            processes: 64,
            file: 256 << 20,
            disk: 512 << 20,
            files: 10_000,
            scratch: 64 << 20,
            output_bytes: 16 << 10,
        }
    }
}

//! How much a program in the sandbox may use.

use std::time::Duration;

/// The limits of one program.
#[derive(Debug, Clone)]
pub(crate) struct Limits {
    /// From start to end.
    pub(crate) wall: Duration,
    /// Processor seconds of each process.
    pub(crate) cpu_seconds: u64,
    /// Address space of each process, in bytes.
    pub(crate) address_space: u64,
    /// Memory of all processes together, in bytes.
    pub(crate) memory: u64,
    /// Processes and threads at one time.
    pub(crate) processes: u64,
    /// The largest file, in bytes.
    pub(crate) file: u64,
    /// All files of the workspace together, in bytes.
    pub(crate) disk: u64,
    /// Files and folders of the workspace.
    pub(crate) files: u64,
    /// `/tmp`, which is memory, in bytes.
    pub(crate) scratch: u64,
    /// What is kept of each of the two outputs, in bytes.
    pub(crate) output_bytes: usize,
}

impl Limits {
    /// Those of a program that serves as long as a run wants it. Node reserves much more address space than it uses;
    /// what all processes use together is counted from outside.
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

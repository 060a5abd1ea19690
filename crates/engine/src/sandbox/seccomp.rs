//! A system-call filter: refuses calls that no program in the sandbox needs and that often have kernel bugs.
//!
//! The filter is a deny-list in addition to namespaces and dropped capabilities, not the only barrier. It is classic
//! BPF, written by hand because it is short: load the architecture, load the call's number, compare, return EPERM.
//! Sockets are the exception: only families that a network namespace isolates are allowed. Those of virtual machines
//! (`AF_VSOCK`) reach beyond it.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

/// The filter of one processor architecture.
struct Filter {
    /// The audit number of the architecture.
    architecture: u32,
    /// Numbers of the refused calls.
    refused: &'static [u32],
    /// Numbers of `socket` and `socketpair`, whose first argument is an address family.
    sockets: [u32; 2],
}

/// Allowed socket families: unix, inet, inet6, and netlink, with which programs query the addresses of their own
/// namespace.
const FAMILIES: [u32; 4] = [1, 2, 10, 16];

/// Refused are, in this order:
/// add_key, bpf, delete_module, finit_module, init_module, io_uring_setup, kexec_file_load, kexec_load, keyctl,
/// mount, move_mount, name_to_handle_at, open_by_handle_at, open_tree, perf_event_open, personality, pivot_root,
/// process_vm_readv, process_vm_writev, ptrace, quotactl, reboot, request_key, setns, shmget (its memory belongs to
/// no process and no file that could be counted), swapoff, swapon, syslog, umount2, unshare, userfaultfd.
#[cfg(target_arch = "x86_64")]
const FILTER: Option<Filter> = Some(Filter {
    architecture: 0xC000_003E,
    refused: &[
        248, 321, 176, 313, 175, 425, 320, 246, 250, 165, 429, 303, 304, 428, 298, 135, 155, 310,
        311, 101, 179, 169, 249, 308, 29, 168, 167, 103, 166, 272, 323,
    ],
    sockets: [41, 53],
});
#[cfg(target_arch = "aarch64")]
const FILTER: Option<Filter> = Some(Filter {
    architecture: 0xC000_00B7,
    refused: &[
        217, 280, 106, 273, 105, 425, 294, 104, 219, 40, 429, 264, 265, 428, 241, 92, 41, 270, 271,
        117, 60, 142, 218, 268, 194, 225, 224, 116, 39, 97, 282,
    ],
    sockets: [198, 199],
});
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const FILTER: Option<Filter> = None;

const LOAD: u16 = 0x20;
const JUMP_EQUAL: u16 = 0x15;
const JUMP_AT_LEAST: u16 = 0x35;
const RETURN: u16 = 0x06;
const ALLOW: u32 = 0x7FFF_0000;
const REFUSE: u32 = 0x0005_0001;
/// Offset of the lower half of a call's first argument; both architectures are little-endian.
const FIRST_ARGUMENT: u32 = 16;
/// On x86-64 the numbers of a second call table (x32) begin here; nothing here uses it.
const SECOND_TABLE: u32 = 0x4000_0000;

/// The filter in an unnamed file, in the form that bubblewrap reads.
pub(super) fn filter_file() -> io::Result<File> {
    let mut file = unnamed_file()?;
    file.write_all(&program())?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// The filter in a named temporary file, deleted when dropped.
pub(super) fn named_filter() -> io::Result<tempfile::NamedTempFile> {
    let mut file = tempfile::Builder::new().prefix("errand-").tempfile()?;
    file.write_all(&program())?;
    Ok(file)
}

/// A file that is unlinked as soon as it is open.
fn unnamed_file() -> io::Result<File> {
    let path = std::env::temp_dir().join(format!("errand-{}", uuid::Uuid::new_v4().simple()));
    let file = File::options()
        .read(true)
        .write(true)
        .create_new(true)
        .open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

fn program() -> Vec<u8> {
    let mut code: Vec<(u16, u8, u8, u32)> = Vec::new();
    if let Some(Filter {
        architecture,
        refused,
        sockets,
    }) = FILTER
    {
        // Calls of another architecture (32-bit programs) are all refused.
        code.extend([
            (LOAD, 0, 0, 4),
            (JUMP_EQUAL, 1, 0, architecture),
            (RETURN, 0, 0, REFUSE),
            (LOAD, 0, 0, 0),
        ]);
        code.extend([(JUMP_AT_LEAST, 0, 1, SECOND_TABLE), (RETURN, 0, 0, REFUSE)]);
        for &call in refused {
            code.extend([(JUMP_EQUAL, 0, 1, call), (RETURN, 0, 0, REFUSE)]);
        }
        let [socket, pair] = sockets;
        let families = FAMILIES.len() as u8;
        // Any other call jumps to the end, which allows it.
        code.extend([
            (JUMP_EQUAL, 1, 0, socket),
            (JUMP_EQUAL, 0, families + 2, pair),
            (LOAD, 0, 0, FIRST_ARGUMENT),
        ]);
        for (left, family) in (1..=families).rev().zip(FAMILIES) {
            code.push((JUMP_EQUAL, left, 0, family));
        }
        code.push((RETURN, 0, 0, REFUSE));
    }
    code.push((RETURN, 0, 0, ALLOW));
    let bytes = |(code, yes, no, value): (u16, u8, u8, u32)| {
        let mut bytes = code.to_ne_bytes().to_vec();
        bytes.extend([yes, no]);
        bytes.extend(value.to_ne_bytes());
        bytes
    };
    code.into_iter().flat_map(bytes).collect()
}

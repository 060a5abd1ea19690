//! A system-call filter: calls that no program of the sandbox needs and that kernel bugs live in are refused.
//!
//! The filter is a deny-list on top of namespaces and dropped capabilities, not the only wall. It is classic BPF,
//! written here by hand because it is short: load the architecture, load the call's number, compare, answer EPERM.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

/// Audit architecture and call numbers of this kind of processor:
/// add_key, bpf, delete_module, finit_module, init_module, io_uring_setup, kexec_file_load, kexec_load, keyctl,
/// mount, move_mount, name_to_handle_at, open_by_handle_at, open_tree, perf_event_open, personality, pivot_root,
/// process_vm_readv, process_vm_writev, ptrace, quotactl, reboot, request_key, setns, shmget (its memory belongs to
/// no process and no file that could be counted), swapoff, swapon, syslog, umount2, unshare, userfaultfd.
#[cfg(target_arch = "x86_64")]
const FILTER: Option<(u32, &[u32])> = Some((
    0xC000_003E,
    &[
        248, 321, 176, 313, 175, 425, 320, 246, 250, 165, 429, 303, 304, 428, 298, 135, 155, 310,
        311, 101, 179, 169, 249, 308, 29, 168, 167, 103, 166, 272, 323,
    ],
));
#[cfg(target_arch = "aarch64")]
const FILTER: Option<(u32, &[u32])> = Some((
    0xC000_00B7,
    &[
        217, 280, 106, 273, 105, 425, 294, 104, 219, 40, 429, 264, 265, 428, 241, 92, 41, 270, 271,
        117, 60, 142, 218, 268, 194, 225, 224, 116, 39, 97, 282,
    ],
));
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
const FILTER: Option<(u32, &[u32])> = None;

const LOAD: u16 = 0x20;
const JUMP_EQUAL: u16 = 0x15;
const JUMP_AT_LEAST: u16 = 0x35;
const RETURN: u16 = 0x06;
const ALLOW: u32 = 0x7FFF_0000;
const REFUSE: u32 = 0x0005_0001;
/// x86-64 has a second table of calls from this number on (x32); nothing here uses it.
const SECOND_TABLE: u32 = 0x4000_0000;

/// The filter in an unnamed file, as bubblewrap reads it.
pub(super) fn filter_file() -> io::Result<File> {
    let mut file = unnamed_file()?;
    file.write_all(&program())?;
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}

/// A file that is gone from its folder as soon as it is open.
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
    if let Some((architecture, calls)) = FILTER {
        // A call of another architecture (32-bit programs) is refused as a whole.
        code.extend([
            (LOAD, 0, 0, 4),
            (JUMP_EQUAL, 1, 0, architecture),
            (RETURN, 0, 0, REFUSE),
            (LOAD, 0, 0, 0),
        ]);
        code.extend([(JUMP_AT_LEAST, 0, 1, SECOND_TABLE), (RETURN, 0, 0, REFUSE)]);
        for &call in calls {
            code.extend([(JUMP_EQUAL, 0, 1, call), (RETURN, 0, 0, REFUSE)]);
        }
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

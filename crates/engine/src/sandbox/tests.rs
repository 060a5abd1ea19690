//! Programs that try to escape or to exhaust resources, in a real sandbox.

#![cfg(target_os = "linux")]

use std::os::unix::fs::MetadataExt as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::limits::Limits;
use super::{Program, ProgramResult, Sandbox};
use crate::egress::{Egress, EgressSettings};

fn egress() -> Arc<Egress> {
    Arc::new(Egress::new(EgressSettings::default()))
}

/// A workspace and a sandbox with small limits. Panics if this computer has no sandbox, because then nothing is
/// tested.
fn sandbox(limits: Limits) -> (tempfile::TempDir, Sandbox) {
    let sandbox = Sandbox::with(limits, egress());
    if let Err(why) = &sandbox.bubblewrap {
        panic!("{why}");
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("root/workspace")).unwrap();
    (folder, sandbox)
}

fn small() -> Limits {
    Limits {
        wall: Duration::from_secs(6),
        cpu_seconds: 5,
        address_space: 1 << 30,
        memory: 256 << 20,
        processes: 32,
        file: 16 << 20,
        disk: 48 << 20,
        files: 200,
        scratch: 8 << 20,
        output_bytes: 4096,
    }
}

async fn run_in(
    (folder, sandbox): &(tempfile::TempDir, Sandbox),
    language: &str,
    code: &str,
) -> ProgramResult {
    let workspace = folder.path().join("root/workspace");
    let program = Program {
        language: language.to_owned(),
        code: code.to_owned(),
        workspace,
        env: vec![("GIVEN".to_owned(), "yes".to_owned())],
        shown: Vec::new(),
        network: None,
    };
    sandbox.run(program).await
}

async fn run(language: &str, code: &str) -> ProgramResult {
    let place = sandbox(small());
    let started = Instant::now();
    let outcome = run_in(&place, language, code).await;
    assert!(
        started.elapsed() < Duration::from_secs(30),
        "it did not end: {outcome:?}"
    );
    outcome
}

#[tokio::test]
async fn a_program_computes_prints_and_writes_into_the_workspace() {
    let place = sandbox(small());
    let code = "import os\nprint(6 * 7, os.environ['GIVEN'], os.getcwd())\nopen('out.txt', 'w').write('done')";
    let outcome = run_in(&place, "python", code).await;
    assert_eq!(
        outcome,
        ProgramResult {
            output: "42 yes /workspace\n".to_owned(),
            ok: true
        }
    );
    let written = std::fs::read_to_string(place.0.path().join("root/workspace/out.txt")).unwrap();
    assert_eq!(written, "done");
    let outcome = run_in(
        &place,
        "bash",
        "cat out.txt; echo more >> out.txt; cat out.txt",
    )
    .await;
    assert_eq!(outcome.output, "donedonemore\n");
}

#[tokio::test]
async fn a_failing_program_tells_its_error_and_its_code() {
    let outcome = run("python", "print('before')\nraise ValueError('no')").await;
    assert!(!outcome.ok);
    assert!(outcome.output.starts_with("before\n"), "{outcome:?}");
    assert!(outcome.output.contains("ValueError: no"), "{outcome:?}");
    assert!(outcome.output.contains("code 1"), "{outcome:?}");
}

#[tokio::test]
async fn nothing_of_this_computer_can_be_read() {
    let place = sandbox(small());
    let secret = place.0.path().join("secret.txt");
    std::fs::write(&secret, "top secret").unwrap();
    let code = format!(
        "for path in {} /etc/shadow /etc/passwd /root /home /var /proc/1/environ; do\n\
           cat \"$path\" 2>/dev/null; ls \"$path\" 2>/dev/null; done; env; ls /; true",
        secret.display()
    );
    let outcome = run_in(&place, "bash", &code).await;
    assert!(!outcome.output.contains("top secret"), "{outcome:?}");
    assert!(!outcome.output.contains("root:"), "{outcome:?}");
    assert!(
        !outcome.output.contains("CARGO"),
        "the environment leaks: {outcome:?}"
    );
    let listed: Vec<&str> = outcome
        .output
        .lines()
        .rev()
        .take_while(|line| !line.contains('='))
        .collect();
    assert!(
        !listed.contains(&"root") && !listed.contains(&"home") && !listed.contains(&"var"),
        "{listed:?}"
    );
}

#[tokio::test]
async fn nothing_outside_the_workspace_can_be_written() {
    let code = "for path in / /usr /etc /bin /lib /program /proc/sys/kernel /.agents /dev; do\n\
                touch \"$path/escaped\" 2>/dev/null && echo \"wrote $path\"; done; true";
    let outcome = run("bash", code).await;
    assert_eq!(outcome.output.replace("wrote /dev\n", ""), "");
}

#[tokio::test]
async fn there_is_no_network_not_even_to_this_computer() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let code = format!(
        "import socket\nfor host in ['127.0.0.1', '1.1.1.1', '::1']:\n  try:\n    \
         socket.create_connection((host, {port}), 2)\n    print('connected')\n  except OSError as e:\n    print('no')"
    );
    let outcome = run("python", &code).await;
    assert_eq!(outcome.output, "no\nno\nno\n");
}

#[tokio::test]
async fn it_has_no_rights_and_gets_none() {
    let code = "import ctypes, os\n\
        libc = ctypes.CDLL(None, use_errno=True)\n\
        print('unshare', libc.unshare(0x10000000))\n\
        print('mount', libc.mount(b'none', b'/tmp', b'tmpfs', 0, None))\n\
        print('ptrace', libc.ptrace(0, 0, 0, 0))\n\
        print('root', os.getuid() == 0)\n\
        print('caps', [l for l in open('/proc/self/status') if l.startswith('CapEff')][0].split()[1].strip('0'))\n\
        print('privs', [l for l in open('/proc/self/status') if l.startswith('NoNewPrivs')][0].split()[1])";
    let outcome = run("python", code).await;
    assert_eq!(
        outcome.output,
        "unshare -1\nmount -1\nptrace -1\nroot False\ncaps \nprivs 1\n"
    );
}

/// Returns true if a program in a sandbox of this process may run as this user.
fn is_sandboxed(user: u32) -> bool {
    match std::fs::metadata("/proc/self").unwrap().uid() {
        0 => super::bubblewrap::NOBODIES.contains(&user),
        own => user == own,
    }
}

#[tokio::test]
async fn a_fork_bomb_ends_and_leaves_nothing_behind() {
    let outcome = run(
        "bash",
        "bomb() { bomb | bomb & }; bomb; sleep 100 # errand-fork-bomb",
    )
    .await;
    assert!(!outcome.ok, "{outcome:?}");
    tokio::time::sleep(Duration::from_millis(500)).await;
    let left = std::fs::read_dir("/proc")
        .unwrap()
        .flatten()
        // The same test may be running as another user.
        .filter(|entry| entry.metadata().is_ok_and(|it| is_sandboxed(it.uid())))
        .filter(|entry| {
            let line = std::fs::read(entry.path().join("cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains("/program/main.sh")
        });
    assert!(left.count() < 5, "processes were left behind");
}

#[tokio::test]
async fn many_small_files_and_one_large_one_both_meet_a_limit() {
    let code = "import os\nfor i in range(1000):\n  open(f'f{i}', 'wb').write(os.urandom(1 << 20))";
    let outcome = run("python", code).await;
    assert!(
        !outcome.ok && outcome.output.contains("files are more than 48 MiB"),
        "{outcome:?}"
    );
    let code = "open('one', 'wb').write(bytes(64 << 20))";
    let place = sandbox(small());
    let outcome = run_in(&place, "python", code).await;
    assert!(!outcome.ok, "{outcome:?}");
    let size = std::fs::metadata(place.0.path().join("root/workspace/one"))
        .unwrap()
        .len();
    assert!(size <= 16 << 20, "{size}");
    let outcome = run("bash", "for i in $(seq 100000); do : > f$i; done").await;
    assert!(
        !outcome.ok && outcome.output.contains("200 in number"),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn scratch_space_is_limited() {
    let outcome = run(
        "bash",
        "head -c 64M /dev/zero > /tmp/big; head -c 64M /dev/zero > /dev/shm/big",
    )
    .await;
    assert!(
        !outcome.ok && outcome.output.contains("No space left"),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_memory_hog_ends_alone_or_in_company() {
    let outcome = run("python", "x = bytearray(8 << 30)").await;
    assert!(
        !outcome.ok && outcome.output.contains("MemoryError"),
        "{outcome:?}"
    );
    let code = "import os, time\nfor _ in range(8):\n  if os.fork() == 0:\n    x = bytearray(os.urandom(1)) * (100 << 20)\n    \
                time.sleep(60)\ntime.sleep(60)";
    let outcome = run("python", code).await;
    assert!(
        !outcome.ok && outcome.output.contains("256 MiB of memory"),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn an_endless_loop_is_stopped_by_time() {
    let outcome = run("python", "while True: pass").await;
    assert!(!outcome.ok, "{outcome:?}");
    let outcome = run(
        "python",
        "import time\nprint('begun', flush=True)\ntime.sleep(1000)",
    )
    .await;
    assert!(
        outcome
            .output
            .contains("begun\n[The program was stopped after 6 seconds.]"),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn endless_output_is_cut_with_a_notice() {
    let outcome = run("bash", "yes | head -c 100000").await;
    assert!(outcome.ok, "{outcome:?}");
    assert!(outcome.output.len() < 4300, "{}", outcome.output.len());
    assert!(
        outcome
            .output
            .ends_with("[95904 more bytes of output were left out.]\n"),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn what_a_program_leaves_running_dies_with_it() {
    let started = Instant::now();
    let outcome = run(
        "bash",
        "setsid sleep 1000 & (setsid sleep 1000 &); echo over",
    )
    .await;
    assert_eq!(
        outcome,
        ProgramResult {
            output: "over\n".to_owned(),
            ok: true
        }
    );
    assert!(
        started.elapsed() < Duration::from_secs(5),
        "it waited for what was left running"
    );
}

#[tokio::test]
async fn a_dropped_run_is_a_killed_one() {
    let place = sandbox(small());
    let marker = place.0.path().join("root/workspace/alive");
    let code = "while true; do date +%s%N > alive; sleep 0.05; done";
    let run = run_in(&place, "bash", code);
    assert!(
        tokio::time::timeout(Duration::from_secs(2), run)
            .await
            .is_err()
    );
    tokio::time::sleep(Duration::from_millis(500)).await;
    let before = std::fs::read_to_string(&marker).unwrap();
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(
        std::fs::read_to_string(&marker).unwrap(),
        before,
        "the program still runs"
    );
}

#[tokio::test]
async fn without_bubblewrap_nothing_runs_and_the_result_says_what_to_install() {
    let sandbox = Sandbox {
        bubblewrap: Err("Install bubblewrap.".to_owned()),
        limits: small(),
        egress: egress(),
    };
    let folder = tempfile::tempdir().unwrap();
    let program = Program {
        language: "bash".to_owned(),
        code: "touch ran".to_owned(),
        workspace: folder.path().to_owned(),
        env: Vec::new(),
        shown: Vec::new(),
        network: None,
    };
    let outcome = sandbox.run(program).await;
    assert_eq!(
        outcome,
        ProgramResult::refused("The program was not run. Install bubblewrap.")
    );
    assert!(!folder.path().join("ran").exists());
}

#[tokio::test]
async fn files_in_an_unreadable_folder_are_not_hidden_from_the_limit() {
    let code = "import os, time\nos.mkdir('hidden')\nos.chmod('hidden', 0o300)\n\
                for i in range(100):\n  open(f'hidden/f{i}', 'wb').write(os.urandom(1 << 20))\ntime.sleep(60)";
    let outcome = run("python", code).await;
    // Root can read every folder and counts its contents; an ordinary user notices that it cannot.
    let is_seen = ["files are more than 48 MiB", "made a folder unreadable"]
        .iter()
        .any(|notice| outcome.output.contains(notice));
    assert!(!outcome.ok && is_seen, "{outcome:?}");
}

#[tokio::test]
async fn files_in_memory_count_as_memory_also_when_nobody_maps_them() {
    let code = "import os, time\nfor i in range(40):\n  file = os.memfd_create(f'f{i}')\n  \
                os.write(file, bytes(12 << 20))\ntime.sleep(60)";
    let outcome = run("python", code).await;
    assert!(
        !outcome.ok && outcome.output.contains("256 MiB of memory"),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn shared_memory_outside_of_files_is_refused() {
    let code = "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n\
                print(libc.shmget(0, 1 << 20, 0o1600), ctypes.get_errno())";
    assert_eq!(run("python", code).await.output, "-1 1\n");
}

#[tokio::test]
async fn no_variable_of_the_caller_decides_which_code_is_loaded() {
    let (folder, sandbox) = sandbox(small());
    let program = Program {
        language: "bash".to_owned(),
        code: "echo ran".to_owned(),
        workspace: folder.path().join("root/workspace"),
        env: vec![("LD_PRELOAD".to_owned(), "/workspace/own.so".to_owned())],
        shown: Vec::new(),
        network: None,
    };
    let outcome = sandbox.run(program).await;
    assert!(
        !outcome.ok && outcome.output.contains("LD_PRELOAD") && !outcome.output.contains("ran"),
        "{outcome:?}"
    );
}

/// Runs these tests as an ordinary user: a person is not root, and their sandbox is built with a user namespace.
#[test]
fn all_of_this_holds_for_an_ordinary_user_too() {
    use std::os::unix::fs::PermissionsExt as _;
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        // Then the other tests were run as an ordinary user.
        return;
    }
    const USER: u32 = 54_321;
    let home = tempfile::tempdir().unwrap();
    // The build folder may be accessible to root only.
    let program = home.path().join("tests");
    std::fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let temporary = home.path().join("tmp");
    std::fs::create_dir(&temporary).unwrap();
    std::os::unix::fs::chown(&temporary, Some(USER), Some(USER)).unwrap();
    let user = USER.to_string();
    let output = std::process::Command::new("setpriv")
        .args(["--reuid", &user, "--regid", &user, "--clear-groups"])
        .arg(&program)
        .args(["sandbox::", "files::"])
        .env("HOME", &temporary)
        .env("TMPDIR", &temporary)
        .current_dir(&temporary)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}");
    assert!(
        printed.contains("nothing_of_this_computer_can_be_read ... ok"),
        "{printed}"
    );
}

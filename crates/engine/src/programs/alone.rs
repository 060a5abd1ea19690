//! Runs one program in a sandbox of its own on our standard input and output: `errand-engine program`.
//!
//! For checking whether a program serves before it is added to the engine's list, and for calls outside a run. The
//! program sees what it sees in a run, except that the workspace is empty and there is no network.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;

use super::{Program, scratch};
use crate::egress::{Egress, EgressSettings};
use crate::sandbox::{Sandbox, Service};

/// How long a program may take to exit after its input is closed.
const LEAVE: Duration = Duration::from_secs(2);

/// Runs `[--folder DIR] -- PROGRAM …` until the program or our standard input ends. The end of the program's standard
/// error is written to ours.
pub fn run_program(args: Vec<OsString>) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let done = match runtime {
        Ok(runtime) => {
            let done = runtime.block_on(run(args));
            // A read of standard input may still be blocked.
            runtime.shutdown_background();
            done
        }
        Err(error) => Err(error.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Vec<OsString>) -> Result<(), String> {
    let program = read(args).ok_or("program [--folder DIR] -- PROGRAM …")?;
    let (_made, workspace) = scratch().map_err(|error| error.to_string())?;
    let sandbox = Sandbox::find(Arc::new(Egress::new(EgressSettings::default())));
    let service = Service {
        command: program.command,
        folder: program.folder,
        workspace,
        network: None,
    };
    let (mut served, mut stdout, mut stdin) = sandbox.serve(service).await?;
    let hear = async move {
        let mut input = tokio::io::stdin();
        // A program that closes its input is about to exit.
        let _ = tokio::io::copy(&mut input, &mut stdin).await;
        let _ = stdin.shutdown().await;
    };
    let say = async {
        let mut output = tokio::io::stdout();
        let _ = tokio::io::copy(&mut stdout, &mut output).await;
        let _ = output.flush().await;
    };
    tokio::pin!(say);
    let ended = tokio::select! {
        () = &mut say => true,
        () = hear => tokio::time::timeout(LEAVE, &mut say).await.is_ok(),
    };
    match ended {
        true => match served.error_output().await {
            words if words.is_empty() => Ok(()),
            words => Err(words),
        },
        false => Ok(()),
    }
}

fn read(args: Vec<OsString>) -> Option<Program> {
    let mut args = args.into_iter();
    let mut folder = None;
    loop {
        let word = args.next()?;
        if word == "--folder" {
            folder = Some(PathBuf::from(args.next()?));
        } else if word == "--" {
            break;
        } else {
            return None;
        }
    }
    let command: Option<Vec<String>> = args.map(|word| word.into_string().ok()).collect();
    let program = Program {
        name: "program".to_owned(),
        command: command?,
        folder,
    };
    program.is_whole().then_some(program)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Option<Program> {
        read(words.iter().map(OsString::from).collect())
    }

    #[test]
    fn what_is_no_whole_program_is_not_run() {
        let program = words(&["--folder", "/srv/x", "--", "node", "--", "a b"]).unwrap();
        assert_eq!(program.command, ["node", "--", "a b"]);
        assert_eq!(program.folder, Some(PathBuf::from("/srv/x")));
        for wrong in [
            &["node"][..],
            &["--"],
            &["--folder", "--", "node"],
            &["--folder", "x", "--", "node"],
            &["--", ""],
        ] {
            assert_eq!(words(wrong), None, "{wrong:?}");
        }
    }
}

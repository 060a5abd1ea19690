//! The engine's part inside a sandbox: forwards connections from the sandbox's loopback address to the proxy's
//! socket, and runs the program beside that.

use std::ffi::OsString;
use std::process::ExitCode;

/// Listens on the loopback port `args[1]`, forwards every connection to the Unix socket `args[0]`, and runs the
/// program `args[2..]`, whose exit code it returns.
#[cfg(unix)]
pub fn relay(args: Vec<OsString>) -> ExitCode {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    match runtime.and_then(|runtime| runtime.block_on(run(&args))) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("The program could not be started: {error}");
            ExitCode::FAILURE
        }
    }
}

/// There is no sandbox for this system.
#[cfg(not(unix))]
pub fn relay(_: Vec<OsString>) -> ExitCode {
    ExitCode::FAILURE
}

#[cfg(unix)]
async fn run(args: &[OsString]) -> std::io::Result<ExitCode> {
    use std::os::unix::process::ExitStatusExt as _;
    let usage = || std::io::Error::other("relay SOCKET PORT PROGRAM …");
    let [socket, port, program, rest @ ..] = args else {
        return Err(usage());
    };
    let port: u16 = port
        .to_str()
        .and_then(|port| port.parse().ok())
        .ok_or_else(usage)?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let mut child = tokio::process::Command::new(program).args(rest).spawn()?;
    let status = tokio::select! {
        status = child.wait() => status?,
        never = forward(listener, socket) => match never {},
    };
    // As a shell reports a program that was ended by a signal.
    let code = status.code().or_else(|| Some(128 + status.signal()?));
    Ok(code
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}

#[cfg(unix)]
async fn forward(listener: tokio::net::TcpListener, socket: &OsString) -> std::convert::Infallible {
    loop {
        let Ok((mut program, _)) = listener.accept().await else {
            // The program has reached its limit of open files; some may be closed again soon.
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            continue;
        };
        let socket = socket.clone();
        tokio::spawn(async move {
            if let Ok(mut proxy) = tokio::net::UnixStream::connect(&socket).await {
                // A broken connection is the matter of its two ends.
                let _ = tokio::io::copy_bidirectional(&mut program, &mut proxy).await;
            }
        });
    }
}

//! `errand-engine`: the Interactions API served from this computer, as a program.

use std::io::{BufRead as _, IsTerminal as _, Read as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use engine::{BrainChoice, Clock, Config, Connector, EgressSettings, Engine, SandboxStatus};
use lexopt::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use tracing_subscriber::EnvFilter;

const HELP: &str = "\
errand-engine serve [options]
errand-engine sandbox     says as one JSON line whether programs can be run here, and what helps if not
errand-engine program [--folder DIR] -- PROGRAM …
                          runs an MCP server of this computer in the sandbox, on standard input and output
errand-engine relay       for the engine's own use inside a sandbox
errand-engine page        for the engine's own use: HTML on standard input becomes text
errand-engine pdf [ENDING]
                          makes a PDF of the Office file on standard input, with the LibreOffice of this computer
                          (or ERRAND_SOFFICE) in the sandbox; without an ending, says whether that can be done

  --addr 127.0.0.1:PORT   where to listen; port 0 (the default) takes a free one
  --data DIR              folder of the engine's state (default: ./errand-engine)
  --key KEY               key that clients send; else ERRAND_ENGINE_KEY; else a random one
  --brain starter         a GGUF model run by llama.cpp (the default)
  --brain script:FILE     follow a script, for tests
  --model FILE.gguf       the model; else ERRAND_STARTER_MODEL, DIR/models/starter.gguf,
                          or starter.gguf beside this program or in ../lib/errand
  --clock FILE            for tests: schedules go by the time in this file; else ERRAND_ENGINE_CLOCK; else by the
                          computer's clock
  --exit-with-stdin       stop when standard input closes; each line of it is {\"providers\":[…],
                          \"search\":{\"url\":…},\"mcp\":[{\"name\":…,\"command\":[…],\"folder\":…}]}: servers of
                          models, with their keys, a search server (SearXNG), and MCP servers that are
                          programs of this computer, in place of those before; it prints {\"told\":true} once
                          that holds

Speaks the Interactions API, and Chat Completions at base_url + /v1 with the key as Bearer.
Prints one JSON line {\"base_url\",\"key\"} when it is ready. Logs go to standard error (RUST_LOG sets how much).
";

/// Maximum length of a line of configuration in bytes.
const LONGEST_LINE: u64 = 16 << 20;

struct Options {
    config: Config,
    /// File that schedules read the time from, in tests.
    clock: Option<PathBuf>,
    exit_with_stdin: bool,
}

/// The parsed command line.
enum CommandLine {
    Serve(Box<Options>),
    Sandbox,
    Help,
}

fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1);
    match words.next() {
        Some(word) if word == "relay" => return engine::relay(words.collect()),
        Some(word) if word == "page" => return engine::read_page(),
        Some(word) if word == "pdf" => return engine::print_office_file(words.collect()),
        Some(word) if word == "program" => return engine::run_program(words.collect()),
        _ => {}
    }
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let options = match read_options() {
        Ok(CommandLine::Serve(options)) => *options,
        Ok(CommandLine::Sandbox) => {
            return match serde_json::to_string(&SandboxStatus::find()) {
                Ok(line) => {
                    println!("{line}");
                    ExitCode::SUCCESS
                }
                Err(error) => {
                    eprintln!("errand-engine: {error}");
                    ExitCode::FAILURE
                }
            };
        }
        Ok(CommandLine::Help) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("errand-engine: {error}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("errand-engine: {error}");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(serve(options));
    // Nothing is left to wait for: all runs are paused and their state is on disk.
    runtime.shutdown_background();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("errand-engine: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(mut options: Options) -> Result<(), Box<dyn std::error::Error>> {
    if let Some(file) = &options.clock {
        let clock = Clock::in_file(file).map_err(|error| format!("{}: {error}", file.display()))?;
        options.config.clock = clock;
    }
    let key = options.config.key.clone();
    let engine = Engine::start(options.config).await?;
    let ready = serde_json::json!({"base_url": engine.base_url(), "key": key.expose_secret()});
    let mut stdout = std::io::stdout();
    writeln!(stdout, "{ready}").and_then(|()| stdout.flush())?;
    tracing::info!(address = %engine.address(), "ready");
    stop_wanted(options.exit_with_stdin, engine.connector()).await?;
    tracing::info!("stopping");
    engine.stop().await;
    Ok(())
}

/// Waits for SIGTERM, Ctrl-C or, if requested, the end of standard input, whose lines are read as configuration
/// meanwhile.
async fn stop_wanted(exit_with_stdin: bool, connector: Connector) -> std::io::Result<()> {
    let (closed, stdin_closed) = tokio::sync::oneshot::channel();
    if exit_with_stdin {
        // A thread of its own: a blocked read of standard input cannot be cancelled.
        std::thread::spawn(move || {
            read_lines(std::io::stdin().lock(), &connector);
            closed.send(())
        });
    } else {
        std::mem::forget(closed);
    }
    #[cfg(unix)]
    let terminated = async {
        let mut signal = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        signal.recv().await;
        Ok::<(), std::io::Error>(())
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<std::io::Result<()>>();
    tokio::select! {
        done = terminated => done,
        done = tokio::signal::ctrl_c() => done,
        _ = stdin_closed => Ok(()),
    }
}

/// Reads lines until the input ends, and acknowledges each one. A line that is too long is read in pieces, which are
/// invalid and change nothing.
fn read_lines(mut input: impl std::io::BufRead, connector: &Connector) {
    let mut line = Vec::new();
    loop {
        line.clear();
        let mut limited = input.by_ref().take(LONGEST_LINE);
        match limited.read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => connector.take(&line),
        }
        let mut stdout = std::io::stdout();
        // A parent that does not read acknowledgements does not wait for them either.
        let _ =
            writeln!(stdout, "{}", serde_json::json!({"told": true})).and_then(|()| stdout.flush());
    }
}

fn read_options() -> Result<CommandLine, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut address = "127.0.0.1:0".to_owned();
    let mut data = PathBuf::from("errand-engine");
    let (mut key, mut brain, mut model, mut clock) = (None, "starter".to_owned(), None, None);
    let (mut serve, mut exit_with_stdin) = (false, false);
    while let Some(argument) = parser.next()? {
        match argument {
            Value(word) if word == "serve" && !serve => serve = true,
            Value(word) if word == "sandbox" && !serve => return Ok(CommandLine::Sandbox),
            Long("addr") => address = parser.value()?.string()?,
            Long("data") => data = parser.value()?.into(),
            Long("key") => key = Some(SecretString::from(parser.value()?.string()?)),
            Long("brain") => brain = parser.value()?.string()?,
            Long("clock") => clock = Some(PathBuf::from(parser.value()?)),
            Long("model") => model = Some(PathBuf::from(parser.value()?)),
            Long("exit-with-stdin") => exit_with_stdin = true,
            Long("help") | Short('h') => return Ok(CommandLine::Help),
            other => return Err(other.unexpected()),
        }
    }
    if !serve {
        return Err("the command is `serve` or `sandbox`".into());
    }
    let key = key.or_else(|| {
        std::env::var("ERRAND_ENGINE_KEY")
            .ok()
            .map(SecretString::from)
    });
    let key = key.unwrap_or_else(|| SecretString::from(uuid::Uuid::new_v4().simple().to_string()));
    if key.expose_secret().is_empty() {
        return Err("the key is empty".into());
    }
    let brain = match brain.strip_prefix("script:") {
        Some(file) => BrainChoice::Script { file: file.into() },
        None if brain == "starter" => BrainChoice::Starter {
            model: model.unwrap_or_else(|| model_file(&data)),
        },
        None => return Err(format!("the brain {brain:?} is unknown").into()),
    };
    let address = address
        .parse()
        .map_err(|error| format!("--addr {address}: {error}"))?;
    Ok(CommandLine::Serve(Box::new(Options {
        config: Config {
            address,
            data,
            key,
            brain,
            clock: Clock::computer(),
            awaits_configuration: exit_with_stdin,
            egress: EgressSettings::default(),
        },
        clock: clock.or_else(|| std::env::var_os("ERRAND_ENGINE_CLOCK").map(PathBuf::from)),
        exit_with_stdin,
    })))
}

/// The first place that has the model file; if none has it, the first place, so that the error message names it.
fn model_file(data: &std::path::Path) -> PathBuf {
    let own = data.join("models").join("starter.gguf");
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(std::path::Path::parent);
    let places = [
        std::env::var_os("ERRAND_STARTER_MODEL").map(PathBuf::from),
        Some(own.clone()),
        beside.map(|folder| folder.join("starter.gguf")),
        beside.map(|folder| folder.join("../lib/errand/starter.gguf")),
    ];
    let mut places = places.into_iter().flatten();
    let first = places.next().unwrap_or_else(|| own.clone());
    if first.is_file() || std::env::var_os("ERRAND_STARTER_MODEL").is_some() {
        return first;
    }
    places.find(|place| place.is_file()).unwrap_or(own)
}

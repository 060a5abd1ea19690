//! The Interactions API served from this computer.
//!
//! The engine is a server of the contract: it keeps its own state, does not know the app, and is used over HTTP only.
//! [`Engine::start`] runs it inside a program (as tests do); `errand-engine serve` is the program.

mod brain;
mod connector;
mod data_folder;
mod ecma_pattern;
mod egress;
mod error;
mod files;
mod http;
mod printing;
mod programs;
mod run;
mod sandbox;
mod state;
mod tidy;
mod triggers;
mod web;
mod webhooks;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::SecretString;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use brain::script::ScriptError;
pub use connector::Connector;
pub use egress::{EgressSettings, relay};
pub use error::ApiError;
pub use printing::print_office_file;
pub use programs::run_program;
pub use sandbox::{Obstacle, SandboxStatus};
pub use state::StoreError;
pub use triggers::{Clock, ClockHand};
pub use web::read_page;

use brain::Brain;
use brain::registry::Brains;
use data_folder::DataFolder;

/// The brain that generates the engine's answers.
#[derive(Debug, Clone)]
pub enum BrainChoice {
    /// A GGUF model file, run by llama.cpp. The file is opened at the first request; a missing file fails the
    /// interactions, not the engine.
    Starter {
        /// Path of the model file.
        model: PathBuf,
    },
    /// A script file (see `SCRIPT.md` of this crate).
    Script {
        /// Path of the script.
        file: PathBuf,
    },
}

impl BrainChoice {
    fn load(&self) -> Result<Arc<dyn Brain>, ScriptError> {
        Ok(match self {
            Self::Starter { model } => Arc::new(brain::starter::Starter::new(model.clone())),
            Self::Script { file } => Arc::new(brain::script::Script::load(file)?),
        })
    }
}

/// Configuration of an engine.
#[derive(Debug)]
pub struct Config {
    /// Address to listen on; must be a loopback address. Port 0 picks a free port.
    pub address: SocketAddr,
    /// Folder of the engine's state; created if it is missing.
    pub data: PathBuf,
    /// The key that every request must carry.
    pub key: SecretString,
    /// The brain that generates the answers.
    pub brain: BrainChoice,
    /// The clock of triggers.
    pub clock: Clock,
    /// True if a configuration is to come through the [`Connector`]. Triggers that are due wait for it for some time,
    /// because their runs may need its servers and programs.
    pub awaits_configuration: bool,
    /// Network access of sandboxes, where their rules allow it.
    pub egress: EgressSettings,
}

/// Why the engine cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address can be reached from other computers.
    #[error("{0} is not a loopback address; the engine serves this computer only")]
    NotLoopback(SocketAddr),
    /// The address cannot be bound, for example because another program listens there.
    #[error("cannot listen on {address}: {source}; choose another port, or 0 for a free one")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The I/O error.
        source: std::io::Error,
    },
    /// The folder cannot be used.
    #[error("cannot use the folder {path}: {source}")]
    Data {
        /// The folder.
        path: PathBuf,
        /// The I/O error.
        source: std::io::Error,
    },
    /// Another engine uses the folder.
    #[error("another engine is using {0}; stop it or choose another folder")]
    InUse(PathBuf),
    /// The record cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The script cannot be used.
    #[error(transparent)]
    Script(#[from] ScriptError),
}

impl StartError {
    /// Makes the error of an I/O error in the data folder.
    fn data(folder: &Path) -> impl Fn(std::io::Error) -> Self {
        move |source| Self::Data {
            path: folder.to_owned(),
            source,
        }
    }
}

/// A running engine.
pub struct Engine {
    address: SocketAddr,
    stop: CancellationToken,
    served: tokio::task::JoinHandle<std::io::Result<()>>,
    triggers: Arc<triggers::Triggers>,
    tidy: Arc<tidy::Tidy>,
    webhooks: Arc<webhooks::Webhooks>,
    brains: Arc<Brains>,
    web: Arc<web::Web>,
    programs: Arc<programs::Programs>,
    /// Cancelled when the first configuration was taken.
    configured: CancellationToken,
    /// File lock on the data folder, held as long as the engine runs, so that no second one uses the folder.
    _lock: std::fs::File,
}

impl Engine {
    /// Starts serving, resumes every run that has not ended, and follows the schedules of triggers.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        if !config.address.ip().is_loopback() {
            return Err(StartError::NotLoopback(config.address));
        }
        let DataFolder {
            lock,
            store,
            files,
            uploaded,
            webhooks,
        } = DataFolder::open(&config.data).await?;
        let brains = Arc::new(Brains::new(config.brain.load()?));
        let egress = Arc::new(egress::Egress::new(config.egress));
        let web = web::Web::new(Arc::clone(&egress)).map_err(StartError::data(&config.data))?;
        let web = Arc::new(web);
        let sandbox = Arc::new(sandbox::Sandbox::find(egress));
        let programs = Arc::new(programs::Programs::default());
        let runs = run::LiveRuns::new(
            store.clone(),
            Arc::clone(&brains),
            Arc::clone(&files),
            Arc::clone(&uploaded),
            sandbox,
            Arc::clone(&web),
            Arc::clone(&programs),
        );
        let listen = |source| StartError::Listen {
            address: config.address,
            source,
        };
        let listener = TcpListener::bind(config.address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        runs.recover().await?;
        let tidy = Arc::new(tidy::Tidy::new(
            store.clone(),
            Arc::clone(&files),
            Arc::clone(&uploaded),
            &config.data,
        ));
        tokio::spawn(Arc::clone(&tidy).run());
        tokio::spawn(Arc::clone(&webhooks).run());
        let engine = Arc::new(http::AppState {
            store,
            runs,
            brains: Arc::clone(&brains),
            files,
            tidy: Arc::clone(&tidy),
            uploaded,
            uploads: Default::default(),
            webhooks: Arc::clone(&webhooks),
            web: Arc::clone(&web),
            programs: Arc::clone(&programs),
            key: config.key,
        });
        let configured = CancellationToken::new();
        if !config.awaits_configuration {
            configured.cancel();
        }
        let triggers = triggers::Triggers::new(engine, config.clock, configured.clone());
        triggers.start().await?;
        let stop = CancellationToken::new();
        let served = serve(listener, Arc::clone(&triggers), stop.clone());
        Ok(Self {
            address,
            stop,
            served,
            triggers,
            tidy,
            webhooks,
            brains,
            web,
            programs,
            configured,
            _lock: lock,
        })
    }

    /// A handle that configures model servers, the search server and MCP programs of this engine, also while it runs.
    pub fn connector(&self) -> Connector {
        Connector::new(
            Arc::clone(&self.brains),
            Arc::clone(&self.web),
            Arc::clone(&self.programs),
            self.configured.clone(),
        )
    }

    /// The address that it listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL for clients, without an API version.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Pauses all runs at a safe point and stops serving. Streams end without a terminal event; the runs resume at
    /// the next start.
    pub async fn stop(self) {
        self.stop.cancel();
        self.triggers.shutdown().await;
        self.webhooks.stop();
        self.tidy.stop().await;
        // An idle connection that a client keeps open must not keep the engine alive.
        let grace = std::time::Duration::from_secs(2);
        if tokio::time::timeout(grace, self.served).await.is_err() {
            tracing::debug!("connections were still open");
        }
    }
}

/// Serves the API until `stop` is cancelled.
fn serve(
    listener: TcpListener,
    triggers: Arc<triggers::Triggers>,
    stop: CancellationToken,
) -> tokio::task::JoinHandle<std::io::Result<()>> {
    let service = http::router(triggers).into_make_service_with_connect_info::<http::Connection>();
    tokio::spawn(async move {
        axum::serve(http::Listener(listener), service)
            .with_graceful_shutdown(stop.cancelled_owned())
            .await
    })
}

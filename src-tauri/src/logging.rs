//! Logging to standard error; never a key and never what the person wrote.

use tracing_subscriber::EnvFilter;

/// Starts logging. `ERRAND_LOG` sets the level, in the syntax of `tracing`'s filter.
pub(crate) fn start() {
    let filter = EnvFilter::try_from_env("ERRAND_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,app=info,errand=info,runs=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    std::panic::set_hook(Box::new(|panic| {
        // The text of a panic may quote data, so only a text that is fixed in the program is logged.
        let fixed = panic.payload().downcast_ref::<&'static str>();
        let location = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        tracing::error!(
            location,
            message = fixed.copied().unwrap_or("(withheld)"),
            "a defect stopped a task"
        );
    }));
}

//! Log lines on standard error.

use std::io::IsTerminal;

use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

use crate::config::LogFormat;

/// Installs the process's log: `RUST_LOG` filters it, `info` by default.
///
/// # Errors
/// When `RUST_LOG` is no filter.
pub(crate) fn install(format: LogFormat) -> Result<(), String> {
    let filter = std::env::var("RUST_LOG").unwrap_or_default();
    // An empty one would mean errors only, which nobody who left it empty expects.
    let filter = if filter.trim().is_empty() { "info" } else { &filter };
    // `Targets` and not `EnvFilter`: to filter by spans and fields would bring a regular-expression engine along.
    let filter = filter
        .parse::<Targets>()
        .map_err(|error| format!("RUST_LOG={filter}: {error}; write for instance RUST_LOG=info"))?;
    let registry = tracing_subscriber::registry().with(filter);
    match format {
        LogFormat::Human => {
            let human = tracing_subscriber::fmt::layer()
                .with_writer(std::io::stderr)
                .with_ansi(std::io::stderr().is_terminal())
                .with_target(false);
            registry.with(human).init();
        }
        LogFormat::Json => registry.with(hailo_exporter::log::layer(std::io::stderr())).init(),
    }
    Ok(())
}

/// Says on standard error why the program ends, in the shape of its log lines and whatever the filter is.
pub(crate) fn refuse(format: LogFormat, why: &str) {
    match format {
        LogFormat::Human => eprintln!("hailo-monitor: {why}"),
        LogFormat::Json => {
            let line = tracing_subscriber::registry().with(hailo_exporter::log::layer(std::io::stderr()));
            tracing::subscriber::with_default(line, || tracing::error!("{why}"));
        }
    }
}

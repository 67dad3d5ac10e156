//! How a server ends: the signal, and the last line.

use hailo_telemetry::{Outcome, Telemetry};

/// Waits for SIGINT or SIGTERM; a second one from then on ends the process at once.
pub(crate) async fn signal() {
    let name = next_signal().await;
    tracing::info!(signal = name, "shutting down; requests under way may end, a second signal ends them");
    tokio::spawn(async {
        next_signal().await;
        std::process::exit(130);
    });
}

/// Logs what was recorded from start to end.
pub(crate) fn log_totals(telemetry: &Telemetry) {
    let totals = telemetry.snapshot().totals;
    let [completed, failed, timed_out, cancelled] =
        [Outcome::Completed, Outcome::Failed, Outcome::TimedOut, Outcome::Cancelled]
            .map(|outcome| totals.outcomes[outcome as usize]);
    tracing::info!(completed, failed, timed_out, cancelled, tokens = totals.output_tokens, "stopped");
}

async fn next_signal() -> &'static str {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) =
        (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        // Without handlers the signals keep their default: the process ends.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => "SIGINT",
        _ = terminate.recv() => "SIGTERM",
    }
}

//! How a server ends: the signal, and the last line.

use std::time::Duration;

use hailo_telemetry::{DeviceState, Outcome, Telemetry};
use tokio::sync::oneshot;

/// Between two looks at the devices while the server ends.
const LAST_ANSWERS: Duration = Duration::from_secs(1);

/// Waits for SIGINT or SIGTERM; a second one from then on ends the process at once.
pub(crate) async fn signal() {
    let name = next_signal().await;
    tracing::info!(signal = name, "shutting down; requests under way may end, a second signal ends them");
    tokio::spawn(async {
        next_signal().await;
        at_once(130);
    });
}

/// Ends the process here, without the destructors of C libraries: the vendor's closes its devices, and one that hangs
/// would hold up the end.
pub(crate) fn at_once(status: i32) -> ! {
    signal_hook::low_level::exit(status)
}

/// What the watch says of a device that hangs or is gone, with its evidence; `None` while every device works.
pub(crate) fn hangs(telemetry: &Telemetry) -> Option<String> {
    if telemetry.health().healthy != Some(false) {
        return None;
    }
    telemetry
        .devices()
        .iter()
        .find(|device| matches!(device.state, Some(DeviceState::Hung | DeviceState::Lost)))
        .map(|device| {
            let state = device.state.map_or("", DeviceState::name);
            format!("device {} is {state}: {}", device.device, device.because)
        })
}

/// Ready when a device hangs once the end was asked for; never, when none does.
pub(crate) async fn hangs_while_ending(asked: oneshot::Receiver<()>, telemetry: &Telemetry) {
    if asked.await.is_err() {
        return std::future::pending().await;
    }
    loop {
        // Answers that another device is about to give may still go out.
        tokio::time::sleep(LAST_ANSWERS).await;
        if hangs(telemetry).is_some() {
            return;
        }
    }
}

/// Logs what was recorded from start to end.
pub(crate) fn log_totals(telemetry: &Telemetry) {
    let totals = telemetry.snapshot().totals;
    let [completed, failed, timed_out, cancelled] =
        [Outcome::Completed, Outcome::Failed, Outcome::TimedOut, Outcome::Cancelled]
            .map(|outcome| totals.outcome(outcome));
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

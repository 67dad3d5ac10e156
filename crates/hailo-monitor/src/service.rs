//! What the service manager is told (`sd_notify`): that the server is ready, what its devices are doing, and that it is
//! alive. The last is no timer: a server whose watch no longer looks, or whose devices are all given up, falls silent, and
//! the manager's own watchdog restarts it.

use std::fmt::Write as _;
use std::time::Duration;

use hailo_telemetry::{DeviceSnapshot, DeviceState, Telemetry};
use sd_notify::NotifyState;

use crate::watchdog::Pulse;

/// Between two looks, where the manager does not ask to hear more often.
const EVERY: Duration = Duration::from_secs(5);

/// Tells until it is dropped. Without a service manager there is nobody to tell.
pub(crate) async fn tell(telemetry: Telemetry, pulse: Pulse) {
    if std::env::var_os("NOTIFY_SOCKET").is_none() {
        return;
    }
    let mut teller = Teller::default();
    send(&[NotifyState::Ready]);
    // Thrice in the time after which the manager loses patience.
    let every = sd_notify::watchdog_enabled().map_or(EVERY, |patience| EVERY.min(patience / 3));
    loop {
        let news = teller.news(verdict(&telemetry.devices()), pulse.looks(), pulse.hopeless());
        if let Some(status) = &news.status {
            send(&[NotifyState::Status(status)]);
        }
        if news.alive {
            send(&[NotifyState::Watchdog]);
        }
        tokio::time::sleep(every).await;
    }
}

/// Says that the server ends.
pub(crate) fn stopping() {
    send(&[NotifyState::Stopping]);
}

fn send(what: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(what) {
        tracing::debug!(%error, "the service manager can't be told");
    }
}

/// What was told last.
#[derive(Debug, Default)]
struct Teller {
    status: String,
    looks: Option<u64>,
}

#[derive(Debug, PartialEq)]
struct News {
    status: Option<String>,
    alive: bool,
}

impl Teller {
    fn news(&mut self, status: String, looks: u64, hopeless: bool) -> News {
        let changed = status != self.status;
        if changed {
            self.status.clone_from(&status);
        }
        let alive = !hopeless && self.looks.replace(looks) != Some(looks);
        News { status: changed.then_some(status), alive }
    }
}

/// Each device in one line.
fn verdict(devices: &[DeviceSnapshot]) -> String {
    let mut line = String::new();
    for device in devices {
        let Some(state) = device.state else { continue };
        let separator = if line.is_empty() { "" } else { "; " };
        // Writing to a String never fails.
        let _ = write!(line, "{separator}device {} is {}", device.device, state.name());
        if state >= DeviceState::Slow && !device.because.is_empty() {
            let _ = write!(line, ": {}", device.because);
        }
    }
    if line.is_empty() { "no device is watched yet".to_owned() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_progress_feeds_the_managers_watchdog_and_only_a_change_is_news() {
        let mut teller = Teller::default();
        let news = |status: Option<&str>, alive| News { status: status.map(str::to_owned), alive };
        assert_eq!(teller.news("idle".into(), 1, false), news(Some("idle"), true));
        assert_eq!(teller.news("idle".into(), 9, false), news(None, true));
        assert_eq!(teller.news("idle".into(), 9, false), news(None, false), "the watch no longer looks");
        assert_eq!(teller.news("hung".into(), 9, false), news(Some("hung"), false));
        assert_eq!(teller.news("hung".into(), 12, true), news(None, false), "all devices are given up");
        assert_eq!(teller.news("idle".into(), 13, false), news(Some("idle"), true));
        // A watch that was opened anew begins to count anew.
        assert_eq!(teller.news("idle".into(), 2, false), news(None, true));
    }

    #[test]
    fn the_status_names_each_device_and_why_it_is_ill() {
        assert_eq!(verdict(&[]), "no device is watched yet");
        let telemetry = Telemetry::default();
        telemetry.device("a").set_state(DeviceState::Busy);
        telemetry.device("b").set_state(DeviceState::Hung);
        telemetry.device("b").set_evidence(std::iter::empty(), "a call rests");
        let _ = telemetry.device("c");
        assert_eq!(verdict(&telemetry.devices()), "device a is busy; device b is hung: a call rests");
    }
}

//! Which requests ran while the device was throttled.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use hailo_telemetry::catalogue::{THROTTLED_DURATION, THROTTLED_ITL};
use hailo_telemetry::{Telemetry, TimeHistogram, Timestamp};

/// Whether the device is throttled, as its notifications tell.
#[derive(Debug, Default)]
pub(crate) struct Throttling {
    now: AtomicBool,
    /// When it was last throttled, nanoseconds; 0 for never.
    until_ns: AtomicU64,
}

impl Throttling {
    pub(crate) fn set(&self, throttled: bool, now: Timestamp) {
        if throttled || self.now.load(Ordering::Relaxed) {
            self.until_ns.store(now.as_nanos(), Ordering::Relaxed);
        }
        self.now.store(throttled, Ordering::Relaxed);
    }

    pub(crate) fn holds(&self) -> bool {
        self.now.load(Ordering::Relaxed)
    }

    /// Whether it was throttled at any time since `began`.
    pub(crate) fn held_since(&self, began: Timestamp) -> bool {
        let until = self.until_ns.load(Ordering::Relaxed);
        self.holds() || (until > 0 && until >= began.as_nanos())
    }
}

/// One model's requests under throttling: registered when the first comes, so that a cool device has no series of it.
#[derive(Debug)]
pub(crate) struct Throttled {
    telemetry: Telemetry,
    model: String,
    duration: std::sync::OnceLock<Option<TimeHistogram>>,
    gap: std::sync::OnceLock<Option<TimeHistogram>>,
}

impl Throttled {
    pub(crate) fn new(telemetry: &Telemetry, model: &str) -> Self {
        Self {
            telemetry: telemetry.clone(),
            model: model.to_owned(),
            duration: std::sync::OnceLock::new(),
            gap: std::sync::OnceLock::new(),
        }
    }

    /// A request that ran while the device was throttled took so long.
    pub(crate) fn request(&self, took: Duration) {
        let made = self.duration.get_or_init(|| self.make(&THROTTLED_DURATION));
        if let Some(histogram) = made {
            histogram.record(took);
        }
    }

    /// `tokens` came, so far apart, while it was throttled.
    pub(crate) fn gaps(&self, tokens: u32, gap: Duration) {
        let made = self.gap.get_or_init(|| self.make(&THROTTLED_ITL));
        if let Some(histogram) = made {
            (0..tokens).for_each(|_| histogram.record(gap));
        }
    }

    fn make(&self, family: &hailo_telemetry::catalogue::Family) -> Option<TimeHistogram> {
        self.telemetry.time_histogram(family.name, family.help, &[("model", &self.model)]).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_overlaps_what_held_at_any_time_while_it_ran() {
        let at = Timestamp::from_nanos;
        let throttling = Throttling::default();
        throttling.set(false, at(5));
        assert!(!throttling.held_since(at(0)), "never throttled");
        throttling.set(true, at(10));
        assert!(throttling.held_since(at(12)), "it holds");
        throttling.set(false, at(20));
        assert!(throttling.held_since(at(15)), "it ended while the request ran");
        assert!(!throttling.held_since(at(21)));
        throttling.set(false, at(30));
        assert!(!throttling.held_since(at(25)), "nothing changed");
    }
}

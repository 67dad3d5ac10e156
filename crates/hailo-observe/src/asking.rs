//! What the poller is asking the device, for the watch to see: a reading may never come back.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use hailo_telemetry::Timestamp;

/// Which reading the poller is inside of, since when, and how the last one ended. The poller writes, the watch reads.
#[derive(Debug, Default)]
pub(crate) struct Asking {
    /// Index into [`READINGS`] and one more; 0 while no reading is under way.
    reading: AtomicU32,
    since_ns: AtomicU64,
    /// Since when readings get no answer; 0 while they do.
    unanswered_ns: AtomicU64,
}

/// The poller's readings by name, as `hailo_device_reading_age_seconds` and `hailo_capability_info` have them.
pub(crate) const READINGS: [&str; 7] =
    ["identify", "extended_information", "last_reset", "protection", "temperature", "power", "performance"];

impl Asking {
    pub(crate) fn begin(&self, reading: &'static str, now: Timestamp) {
        let index = READINGS.iter().position(|known| *known == reading).unwrap_or(0);
        self.since_ns.store(now.as_nanos(), Ordering::Relaxed);
        // Release pairs with the Acquire in `under_way`: who sees the reading sees when it began.
        self.reading.store(u32::try_from(index + 1).unwrap_or(1), Ordering::Release);
    }

    pub(crate) fn end(&self) {
        self.reading.store(0, Ordering::Relaxed);
    }

    /// Whether the device answered the last reading that shows it is there. Only the poller says so.
    pub(crate) fn answered(&self, answered: bool, now: Timestamp) {
        let since = match self.unanswered_ns.load(Ordering::Relaxed) {
            _ if answered => 0,
            0 => now.as_nanos().max(1),
            since => since,
        };
        self.unanswered_ns.store(since, Ordering::Relaxed);
    }

    pub(crate) fn unanswered(&self) -> Option<Timestamp> {
        let since = self.unanswered_ns.load(Ordering::Relaxed);
        (since > 0).then(|| Timestamp::from_nanos(since))
    }

    pub(crate) fn under_way(&self, now: Timestamp) -> Option<(&'static str, Duration)> {
        let index = self.reading.load(Ordering::Acquire).checked_sub(1)?;
        let since = self.since_ns.load(Ordering::Relaxed);
        let name = READINGS.get(index as usize)?;
        Some((name, Duration::from_nanos(now.as_nanos().saturating_sub(since))))
    }
}

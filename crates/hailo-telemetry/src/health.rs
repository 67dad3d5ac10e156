//! Can the engine serve? One word, pushed by requests, notifications and a prober; a scrape only loads it.

use crate::clock::Timestamp;
use crate::sync::{Arc, AtomicU64, Ordering};

/// Why the engine is or is not healthy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum HealthReason {
    /// Nothing has been heard of the engine yet.
    #[default]
    Starting,
    /// The last probe or request succeeded within its deadline.
    Serving,
    /// A probe failed.
    ProbeFailed,
    /// A probe or request missed its deadline.
    TimedOut,
    /// The device makes no progress.
    DeviceHung,
    /// The device is gone.
    DeviceLost,
    /// The vendor library is missing or unusable.
    LibraryUnavailable,
    /// The engine is shutting down.
    ShuttingDown,
}

impl HealthReason {
    const ALL: [Self; 8] = [
        Self::Starting,
        Self::Serving,
        Self::ProbeFailed,
        Self::TimedOut,
        Self::DeviceHung,
        Self::DeviceLost,
        Self::LibraryUnavailable,
        Self::ShuttingDown,
    ];

    /// Only [`HealthReason::Serving`] is healthy.
    #[must_use]
    pub const fn is_healthy(self) -> bool {
        matches!(self, Self::Serving)
    }

    /// Lower-case name for logs and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Serving => "serving",
            Self::ProbeFailed => "probe_failed",
            Self::TimedOut => "timed_out",
            Self::DeviceHung => "device_hung",
            Self::DeviceLost => "device_lost",
            Self::LibraryUnavailable => "library_unavailable",
            Self::ShuttingDown => "shutting_down",
        }
    }
}

/// Health at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HealthSnapshot {
    /// Can the engine serve?
    pub healthy: bool,
    /// Why.
    pub reason: HealthReason,
    /// Since when it is so, on telemetry's clock (to a microsecond).
    pub since: Timestamp,
}

/// Pushes health; a clone is the same state.
#[derive(Clone, Debug)]
pub struct HealthRecorder {
    /// Reason in the low eight bits, above them the time it began, in units of 256 ns.
    word: Arc<AtomicU64>,
}

impl HealthRecorder {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self { word: Arc::new(AtomicU64::new(pack(HealthReason::Starting, now))) }
    }

    /// States why the engine is (un)healthy as of `now`. Repeating a reason keeps its since-when.
    ///
    /// Reports may arrive out of order from several threads: one that is older than the present state is
    /// dropped.
    pub fn set(&self, reason: HealthReason, now: Timestamp) {
        let new = pack(reason, now);
        let mut seen = self.word.load(Ordering::Relaxed);
        // Relaxed: the word carries all of the state, nothing else is published with it.
        while seen & 0xFF != new & 0xFF && seen >> 8 <= new >> 8 {
            match self.word.compare_exchange_weak(seen, new, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return,
                Err(other) => seen = other,
            }
        }
    }

    /// The state now: one load.
    #[must_use]
    pub fn load(&self) -> HealthSnapshot {
        let word = self.word.load(Ordering::Relaxed);
        let reason = HealthReason::ALL.get((word & 0xFF) as usize).copied().unwrap_or_default();
        HealthSnapshot {
            healthy: reason.is_healthy(),
            reason,
            since: Timestamp::from_nanos((word >> 8) << 8),
        }
    }
}

const fn pack(reason: HealthReason, now: Timestamp) -> u64 {
    // The low eight bits of the time make room for the reason: 256 ns are as good as exact here.
    now.as_nanos() & !0xFF | reason as u64
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    #[test]
    fn repeats_keep_since_and_stale_reports_are_dropped() {
        let at = |us: u64| Timestamp::from_nanos(us * 1024);
        let health = HealthRecorder::new(at(1));
        assert!(!health.load().healthy);
        health.set(HealthReason::Serving, at(5));
        health.set(HealthReason::Serving, at(9));
        assert_eq!(
            health.load(),
            HealthSnapshot { healthy: true, reason: HealthReason::Serving, since: at(5) }
        );
        health.set(HealthReason::DeviceHung, at(4));
        assert!(health.load().healthy);
        health.set(HealthReason::DeviceHung, at(12));
        assert_eq!(health.load().reason, HealthReason::DeviceHung);
        assert_eq!(health.load().since, at(12));
    }
}

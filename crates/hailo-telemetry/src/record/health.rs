//! Can the engine serve? One word, pushed by requests, notifications and a prober; a scrape only loads it.

use crate::read::snapshot::HealthSnapshot;
use crate::record::clock::Clock;
use crate::record::sync::{Arc, AtomicU64, Ordering};
use crate::words::HealthReason;
use crate::words::time::Timestamp;

/// Pushes health; a clone is the same state.
#[derive(Clone, Debug)]
pub struct HealthRecorder {
    /// Reason in the low eight bits, above them the time it began, in units of 256 ns.
    word: Arc<AtomicU64>,
    clock: Clock,
}

impl HealthRecorder {
    pub(crate) fn new(clock: Clock) -> Self {
        let word = Arc::new(AtomicU64::new(pack(HealthReason::Starting, clock.now())));
        Self { word, clock }
    }

    /// States why the engine is (un)healthy as of now. Repeating a reason keeps its since-when.
    pub fn set(&self, reason: HealthReason) {
        self.set_at(reason, self.clock.now());
    }

    /// As [`HealthRecorder::set`], as of `time`.
    ///
    /// Reports may arrive out of order from several threads: one that is older than the present state is
    /// dropped.
    pub fn set_at(&self, reason: HealthReason, time: Timestamp) {
        let new = pack(reason, time);
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
        let (clock, _) = Clock::manual();
        let health = HealthRecorder::new(clock);
        assert!(!health.load().healthy);
        health.set_at(HealthReason::Serving, at(5));
        health.set_at(HealthReason::Serving, at(9));
        assert_eq!(
            health.load(),
            HealthSnapshot { healthy: true, reason: HealthReason::Serving, since: at(5) }
        );
        health.set_at(HealthReason::DeviceHung, at(4));
        assert!(health.load().healthy);
        health.set_at(HealthReason::DeviceHung, at(12));
        assert_eq!(health.load().reason, HealthReason::DeviceHung);
        assert_eq!(health.load().since, at(12));
    }
}

//! Means over a trailing window, from cumulative totals: whoever ends the first request of an epoch notes the
//! totals as they stood before it. The window is then total now minus total at its start, to one epoch. Each shard
//! has one, so that no request looks at what another writes; the window of a model is their sum.

use crate::read::snapshot::WindowSnapshot;
use crate::record::cells::By;
use crate::record::sync::{AtomicU64, Ordering, fence};
use std::time::Duration;

/// An epoch is 2^32 ns, 4.3 s.
const EPOCH_SHIFT: u32 = 32;

/// The epoch after the one of a time.
const fn next_epoch(now_ns: u64) -> u64 {
    (now_ns >> EPOCH_SHIFT) + 1
}

/// Totals as an epoch began. Written by whoever claimed the epoch, read by snapshots.
#[derive(Debug)]
struct Checkpoint {
    /// The epoch plus one; 0 when nothing is noted here, or is just being.
    next: AtomicU64,
    count: AtomicU64,
    sum_ns: AtomicU64,
}

/// Totals at the start of epochs.
#[derive(Debug)]
pub(crate) struct Window {
    /// One for each epoch of the window.
    checkpoints: Box<[Checkpoint]>,
}

impl Window {
    /// A window of about `length`, between 1 and 64 epochs.
    pub(crate) fn new(length: Duration) -> Self {
        let epochs = (crate::words::time::nanos(length) >> EPOCH_SHIFT).clamp(1, 64);
        let zero = || AtomicU64::new(0);
        let checkpoints = (0..epochs).map(|_| Checkpoint { next: zero(), count: zero(), sum_ns: zero() });
        Self { checkpoints: checkpoints.collect() }
    }

    /// Before a request that ends now is counted: notes the totals if it is the first of its epoch. `next` is the epoch
    /// after that of the last note; it is kept where the writers look anyway.
    #[inline(always)]
    pub(crate) fn note(
        &self,
        next: &AtomicU64,
        now_ns: u64,
        by: By,
        totals: impl FnOnce() -> WindowSnapshot,
    ) {
        let before = next.load(Ordering::Relaxed);
        if before < next_epoch(now_ns) {
            self.begin_epoch(next, before, now_ns, by, totals);
        }
    }

    #[cold]
    #[inline(never)]
    fn begin_epoch(
        &self,
        next: &AtomicU64,
        before: u64,
        now_ns: u64,
        by: By,
        totals: impl FnOnce() -> WindowSnapshot,
    ) {
        let new = next_epoch(now_ns);
        let is_ours = match by {
            By::One => {
                next.store(new, Ordering::Relaxed);
                true
            }
            By::Many => next.compare_exchange(before, new, Ordering::Relaxed, Ordering::Relaxed).is_ok(),
        };
        if is_ours {
            self.check(new, totals());
        }
    }

    /// Writes the checkpoint of an epoch, which the caller claimed.
    fn check(&self, next: u64, totals: WindowSnapshot) {
        let slot = (next % self.checkpoints.len() as u64) as usize;
        if let Some(slot) = self.checkpoints.get(slot) {
            slot.next.store(0, Ordering::Relaxed);
            fence(Ordering::Release);
            slot.count.store(totals.count, Ordering::Relaxed);
            slot.sum_ns.store(crate::words::time::nanos(totals.sum), Ordering::Relaxed);
            slot.next.store(next, Ordering::Release);
        }
    }

    /// What ended within the window, of these totals.
    pub(crate) fn trailing(&self, now_ns: u64, totals: WindowSnapshot) -> WindowSnapshot {
        let first = ((now_ns >> EPOCH_SHIFT) + 2).saturating_sub(self.checkpoints.len() as u64).max(1);
        let mut start: Option<(u64, WindowSnapshot)> = None;
        for slot in &self.checkpoints {
            let next = slot.next.load(Ordering::Acquire);
            let noted = WindowSnapshot {
                count: slot.count.load(Ordering::Relaxed),
                sum: Duration::from_nanos(slot.sum_ns.load(Ordering::Relaxed)),
            };
            fence(Ordering::Acquire);
            let whole = slot.next.load(Ordering::Relaxed) == next;
            if whole && next >= first && start.is_none_or(|(earliest, _)| next < earliest) {
                start = Some((next, noted));
            }
        }
        // Nothing ended between the window's start and the first checkpoint in it, so that one is the start.
        match start {
            Some((_, start)) => WindowSnapshot {
                count: totals.count.saturating_sub(start.count),
                sum: totals.sum.saturating_sub(start.sum),
            },
            None => WindowSnapshot::default(),
        }
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    #[test]
    fn only_the_window_counts() {
        let (window, next) = (Window::new(Duration::from_secs(60)), AtomicU64::new(0));
        let mut totals = WindowSnapshot::default();
        let mut end = |now_s: u64, ms: u64| {
            let now = now_s * 1_000_000_000;
            window.note(&next, now, By::One, || totals);
            totals.count += 1;
            totals.sum += Duration::from_millis(ms);
            window.trailing(now, totals).mean_ms()
        };
        assert_eq!(end(1, 100), 100.0);
        assert_eq!(end(2, 300), 200.0);
        assert_eq!(end(3_000, 50), 50.0);
        for s in 0..100 {
            end(3_001 + s, 70);
        }
        assert_eq!(end(3_101, 70), 70.0);
        assert_eq!(window.trailing(9_000_000_000_000, totals), WindowSnapshot::default());
    }
}

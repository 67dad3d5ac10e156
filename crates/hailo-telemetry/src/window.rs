//! Means over a trailing window, from cumulative totals: whoever ends the first request of an epoch notes the
//! totals as they stood before it. The window is then total now minus total at its start, to one epoch.

use crate::snapshot::WindowSnapshot;
use crate::sync::{AtomicU64, Mutex, Ordering, lock, try_lock};
use std::collections::VecDeque;
use std::time::Duration;

/// An epoch is 2^32 ns, 4.3 s.
const EPOCH_SHIFT: u32 = 32;

#[derive(Clone, Copy, Debug)]
struct Checkpoint {
    epoch: u64,
    totals: WindowSnapshot,
}

/// Notes totals at the start of epochs.
#[derive(Debug)]
pub(crate) struct Window {
    /// Epoch of the last checkpoint plus one.
    next: AtomicU64,
    checkpoints: Mutex<VecDeque<Checkpoint>>,
    epochs: u64,
}

impl Window {
    /// A window of about `length`, between 1 and 64 epochs.
    pub(crate) fn new(length: Duration) -> Self {
        let epochs = (crate::clock::nanos(length) >> EPOCH_SHIFT).clamp(1, 64);
        Self {
            next: AtomicU64::new(0),
            checkpoints: Mutex::new(VecDeque::with_capacity(epochs as usize + 1)),
            epochs,
        }
    }

    /// True when a request that ends now is the first of its epoch, so that [`Window::note`] is due.
    #[inline]
    pub(crate) fn is_due(&self, now_ns: u64) -> bool {
        now_ns >> EPOCH_SHIFT >= self.next.load(Ordering::Relaxed)
    }

    /// Notes the totals before this epoch, unless somebody else is doing it.
    #[cold]
    pub(crate) fn note(&self, now_ns: u64, totals: impl FnOnce() -> WindowSnapshot) {
        let Some(mut checkpoints) = try_lock(&self.checkpoints) else { return };
        let epoch = now_ns >> EPOCH_SHIFT;
        if epoch < self.next.load(Ordering::Relaxed) {
            return;
        }
        if checkpoints.len() as u64 > self.epochs {
            checkpoints.pop_front();
        }
        checkpoints.push_back(Checkpoint { epoch, totals: totals() });
        self.next.store(epoch + 1, Ordering::Relaxed);
    }

    /// What ended within the window, of these totals.
    pub(crate) fn trailing(&self, now_ns: u64, totals: WindowSnapshot) -> WindowSnapshot {
        let first = (now_ns >> EPOCH_SHIFT).saturating_sub(self.epochs - 1);
        // Nothing ended between the window's start and the first checkpoint in it, so that one is the start.
        match lock(&self.checkpoints).iter().find(|c| c.epoch >= first) {
            Some(start) => WindowSnapshot {
                count: totals.count.saturating_sub(start.totals.count),
                sum_ns: totals.sum_ns.saturating_sub(start.totals.sum_ns),
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
        let window = Window::new(Duration::from_secs(60));
        let mut totals = WindowSnapshot::default();
        let mut end = |now_s: u64, ms: u64| {
            let now = now_s * 1_000_000_000;
            if window.is_due(now) {
                window.note(now, || totals);
            }
            totals.count += 1;
            totals.sum_ns += ms * 1_000_000;
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

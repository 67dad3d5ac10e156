//! Calls in flight on one engine: in which phase each is, since when it rests, and for how long it may.
//!
//! Calls write here and the watch reads. Nobody locks and nobody waits, so a call that never comes back holds up
//! neither.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use hailo_telemetry::Timestamp;

/// Calls that are followed one by one; what goes beyond is only counted. A device works on few at a time.
const PLACES: usize = 64;
/// In `moved`: the place is being taken, there is nothing to read yet.
const NOT_YET: u64 = u64::MAX;
/// A limit that is never reached.
pub(crate) const UNLIMITED: u64 = u64::MAX;

/// What a call is doing. How long it may rest without a sign of progress depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// A model is read and configured.
    Load,
    /// A language model reads the prompt: nothing comes out until it has.
    Prefill,
    /// Tokens come out one after the other.
    Decode,
    /// A frame is on the device.
    Frame,
}

impl Phase {
    /// All phases.
    pub const ALL: [Self; 4] = [Self::Load, Self::Prefill, Self::Decode, Self::Frame];

    /// Lower-case name for logs and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Prefill => "prefill",
            Self::Decode => "decode",
            Self::Frame => "frame",
        }
    }
}

/// How long calls for one model may rest in each phase, in nanoseconds. The watch adapts it to what the model usually
/// takes; calls copy it as they enter a phase.
#[derive(Debug)]
pub(crate) struct Pace {
    limits_ns: [AtomicU64; Phase::ALL.len()],
}

impl Pace {
    pub(crate) fn new(limits_ns: [u64; Phase::ALL.len()]) -> Self {
        Self { limits_ns: limits_ns.map(AtomicU64::new) }
    }

    pub(crate) fn set(&self, phase: Phase, limit_ns: u64) {
        self.limits_ns[phase as usize].store(limit_ns, Ordering::Relaxed);
    }

    pub(crate) fn get(&self, phase: Phase) -> u64 {
        self.limits_ns[phase as usize].load(Ordering::Relaxed)
    }
}

/// One call's own cache line.
#[derive(Debug)]
#[repr(align(64))]
struct Place {
    /// When it last moved, on telemetry's clock.
    moved_ns: AtomicU64,
    limit_ns: AtomicU64,
    phase: AtomicU32,
}

#[derive(Debug)]
pub(crate) struct Calls {
    /// A bit for each place that a call has.
    taken: AtomicU64,
    /// Calls that found no place.
    beyond: AtomicU32,
    /// When any call last moved.
    progress_ns: AtomicU64,
    places: [Place; PLACES],
}

/// A call that rests, and how long it may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rest {
    pub(crate) phase: Phase,
    pub(crate) rest: Duration,
    /// `None`: for ever.
    pub(crate) limit: Option<Duration>,
}

impl Calls {
    pub(crate) fn new(now: Timestamp) -> Self {
        Self {
            taken: AtomicU64::new(0),
            beyond: AtomicU32::new(0),
            progress_ns: AtomicU64::new(now.as_nanos()),
            places: std::array::from_fn(|_| Place {
                moved_ns: AtomicU64::new(NOT_YET),
                limit_ns: AtomicU64::new(UNLIMITED),
                phase: AtomicU32::new(0),
            }),
        }
    }

    /// A call goes to the device; it is in flight until the returned value is dropped.
    pub(crate) fn enter(self: &Arc<Self>, phase: Phase, pace: &Arc<Pace>, now: Timestamp) -> Call {
        // A device that had nothing to do is not one that made no progress.
        if !self.busy() {
            self.progress(now);
        }
        let place = self.take();
        if place.is_none() {
            self.beyond.fetch_add(1, Ordering::Relaxed);
        }
        let call = Call { calls: Arc::clone(self), pace: Arc::clone(pace), place };
        call.wait(phase, now);
        call
    }

    fn take(&self) -> Option<usize> {
        let mut taken = self.taken.load(Ordering::Relaxed);
        loop {
            let free = taken.trailing_ones();
            if free as usize >= PLACES {
                return None;
            }
            // Acquire pairs with the Release with which the last call gave the place back: its marks are overwritten,
            // not mixed with ours.
            match self.taken.compare_exchange_weak(
                taken,
                taken | 1 << free,
                Ordering::Acquire,
                Ordering::Relaxed,
            ) {
                Ok(_) => return Some(free as usize),
                Err(now) => taken = now,
            }
        }
    }

    /// The device gave something back.
    pub(crate) fn progress(&self, now: Timestamp) {
        self.progress_ns.store(now.as_nanos(), Ordering::Relaxed);
    }

    pub(crate) fn last_progress(&self) -> Timestamp {
        Timestamp::from_nanos(self.progress_ns.load(Ordering::Relaxed))
    }

    pub(crate) fn busy(&self) -> bool {
        self.taken.load(Ordering::Relaxed) != 0 || self.beyond.load(Ordering::Relaxed) != 0
    }

    /// Of the calls in flight the one that is nearest to its limit, or furthest beyond it.
    pub(crate) fn most_rested(&self, now: Timestamp) -> Option<Rest> {
        let taken = self.taken.load(Ordering::Acquire);
        let held = (0..PLACES).filter(|place| taken >> place & 1 == 1);
        let rests = held.filter_map(|place| self.places[place].rest(now));
        // Share of the limit that is used up, in thousandths; an unlimited call has used none.
        rests.max_by_key(|rest| {
            let limit = rest.limit.map_or(u128::MAX, |limit| limit.as_nanos().max(1));
            (rest.rest.as_nanos().saturating_mul(1000) / limit, rest.rest)
        })
    }
}

impl Place {
    fn rest(&self, now: Timestamp) -> Option<Rest> {
        // Acquire pairs with the Release in `Call::wait`.
        let limit = self.limit_ns.load(Ordering::Acquire);
        let moved = self.moved_ns.load(Ordering::Relaxed);
        let phase = *Phase::ALL.get(self.phase.load(Ordering::Relaxed) as usize)?;
        (moved != NOT_YET).then(|| Rest {
            phase,
            rest: Duration::from_nanos(now.as_nanos().saturating_sub(moved)),
            limit: (limit != UNLIMITED).then(|| Duration::from_nanos(limit)),
        })
    }
}

/// One call on the device.
#[derive(Debug)]
pub(crate) struct Call {
    calls: Arc<Calls>,
    pace: Arc<Pace>,
    place: Option<usize>,
}

impl Call {
    /// It waits for the device in this phase, and has waited since `since`.
    pub(crate) fn wait(&self, phase: Phase, since: Timestamp) {
        if let Some(place) = self.place {
            let place = &self.calls.places[place];
            place.phase.store(phase as u32, Ordering::Relaxed);
            place.moved_ns.store(since.as_nanos(), Ordering::Relaxed);
            // Release: who sees this limit also sees when the wait began, not a time from before a pause.
            place.limit_ns.store(self.pace.get(phase), Ordering::Release);
        }
    }

    /// The caller has the turn, not the device: however long that takes says nothing of the device.
    pub(crate) fn pause(&self) {
        if let Some(place) = self.place {
            self.calls.places[place].limit_ns.store(UNLIMITED, Ordering::Relaxed);
        }
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        match self.place {
            Some(place) => {
                self.calls.places[place].moved_ns.store(NOT_YET, Ordering::Relaxed);
                // Release: who takes the place next comes after the line above.
                self.calls.taken.fetch_and(!(1 << place), Ordering::Release);
            }
            None => {
                self.calls.beyond.fetch_sub(1, Ordering::Relaxed);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_nanos(seconds * 1_000_000_000)
    }

    fn pace(seconds: [u64; 4]) -> Arc<Pace> {
        Arc::new(Pace::new(seconds.map(|s| s.saturating_mul(1_000_000_000))))
    }

    #[test]
    fn the_call_nearest_to_its_limit_is_shown() {
        let calls = Arc::new(Calls::new(at(0)));
        let pace = pace([u64::MAX, 60, 10, 5]);
        assert_eq!(calls.most_rested(at(1)), None);
        let load = calls.enter(Phase::Load, &pace, at(0));
        let prefill = calls.enter(Phase::Prefill, &pace, at(0));
        let frame = calls.enter(Phase::Frame, &pace, at(4));
        let shown = |now| calls.most_rested(at(now)).map(|rest| (rest.phase, rest.rest.as_secs()));
        assert_eq!(shown(5), Some((Phase::Frame, 1)), "a fifth of its time, the prompt a twelfth");
        drop(frame);
        assert_eq!(shown(30), Some((Phase::Prefill, 30)));
        prefill.wait(Phase::Decode, at(31));
        assert_eq!(shown(33), Some((Phase::Decode, 2)));
        prefill.pause();
        assert_eq!(shown(33), Some((Phase::Load, 33)), "the answer's reader has the turn");
        drop(prefill);
        assert_eq!(shown(100), Some((Phase::Load, 100)), "loading has no limit, but it is seen");
        assert!(calls.busy());
        drop(load);
        assert!(!calls.busy());
        assert_eq!(calls.most_rested(at(101)), None);
    }

    #[test]
    fn calls_without_a_place_are_counted() {
        let calls = Arc::new(Calls::new(at(0)));
        let pace = pace([u64::MAX; 4]);
        let held: Vec<_> = (0..PLACES + 3).map(|_| calls.enter(Phase::Frame, &pace, at(0))).collect();
        assert_eq!(calls.taken.load(Ordering::Relaxed), u64::MAX);
        assert_eq!(calls.beyond.load(Ordering::Relaxed), 3);
        drop(held);
        assert!(!calls.busy());
    }

    #[test]
    fn places_change_hands_between_threads_without_loss() {
        let calls = Arc::new(Calls::new(at(0)));
        let pace = pace([u64::MAX; 4]);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..2_000 {
                        let _first = calls.enter(Phase::Frame, &pace, at(1));
                        let _second = calls.enter(Phase::Decode, &pace, at(1));
                    }
                });
            }
        });
        assert!(!calls.busy());
    }
}

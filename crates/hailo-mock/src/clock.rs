//! Simulated time: the real clock scaled by a factor, or a manual clock on which a waiting call
//! moves time instead of sleeping.
//!
//! Everything in the simulated host (queues, heat, faults, tokens) reads this clock. On the manual
//! clock the simulation is a discrete-event one: a call that has to wait for something already on
//! its way jumps straight to that moment; a call that waits for something another thread of the
//! caller has to do first gives that thread a short grace of real time, and only then jumps to its
//! own timeout. Waiters with an earlier moment go first.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a manual-clock waiter leaves the processor to the caller's other threads before it
/// concludes that nobody is going to do what it waits for.
pub const DEFAULT_GRACE: Duration = Duration::from_millis(50);

/// The longest single nap on a real clock. A waiter always looks again, so that a change of the
/// clock or a missed wake-up cannot hold it for ever.
const LONGEST_NAP: Duration = Duration::from_secs(1);

/// The time of a simulated host, in nanoseconds since the clock was made. Cheap to clone; clones
/// share the same time.
#[derive(Clone)]
pub struct SimClock(Arc<Inner>);

struct Inner {
    kind: Kind,
    /// Told after every step of a manual clock; each simulated host puts its own waker here.
    wakers: Mutex<Vec<Waker>>,
}

type Waker = Box<dyn Fn() -> bool + Send + Sync>;

enum Kind {
    Real {
        origin: Instant,
        speed: f64,
    },
    Manual {
        now: AtomicU64,
        grace: Duration,
        /// Moments that threads wait for, with the waiter's number to tell equal moments apart.
        waiting: Mutex<BTreeSet<(u64, u64)>>,
        next_waiter: AtomicU64,
    },
}

/// Why a call waits, which decides when a manual clock may jump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    /// Something already under way ends at this moment.
    Event(u64),
    /// Nothing is under way; the caller gives up at this moment.
    Deadline(u64),
    /// Nothing is under way and the caller does not give up.
    Never,
}

impl SimClock {
    /// A clock that follows real time, `speed` simulated seconds per real second.
    ///
    /// A `speed` that is not a positive finite number is taken as 1.
    #[must_use]
    pub fn real(speed: f64) -> Self {
        let speed = if speed.is_finite() && speed > 0.0 { speed } else { 1.0 };
        // The one place where the simulation reads real time.
        Self::of(Kind::Real { origin: Instant::now(), speed })
    }

    /// A clock that moves only when a call waits on it or [`SimClock::advance`] is called.
    #[must_use]
    pub fn manual() -> Self {
        Self::manual_with_grace(DEFAULT_GRACE)
    }

    /// Like [`SimClock::manual`], with another grace (real time) for the caller's other threads.
    /// Zero suits single-threaded tests: a wait that nobody will satisfy times out at once.
    #[must_use]
    pub fn manual_with_grace(grace: Duration) -> Self {
        Self::of(Kind::Manual {
            now: AtomicU64::new(0),
            grace,
            waiting: Mutex::new(BTreeSet::new()),
            next_waiter: AtomicU64::new(0),
        })
    }

    fn of(kind: Kind) -> Self {
        Self(Arc::new(Inner { kind, wakers: Mutex::new(Vec::new()) }))
    }

    /// Simulated nanoseconds since the clock was made.
    #[must_use]
    pub fn now_ns(&self) -> u64 {
        match &self.0.kind {
            Kind::Real { origin, speed } => to_ns(origin.elapsed().as_secs_f64() * speed),
            Kind::Manual { now, .. } => now.load(Ordering::Acquire),
        }
    }

    /// Whether time moves only when someone waits.
    #[must_use]
    pub fn is_manual(&self) -> bool {
        matches!(self.0.kind, Kind::Manual { .. })
    }

    /// Moves a manual clock forward by `by`; a real clock is left alone.
    ///
    /// It jumps there at once and wakes who waits; [`Machine::advance`](crate::Machine::advance) stops at each event on the way.
    pub fn advance(&self, by: Duration) {
        let Kind::Manual { now, .. } = &self.0.kind else { return };
        let target = now.load(Ordering::Acquire).saturating_add(to_ns(by.as_secs_f64()));
        self.advance_to(target);
    }

    /// Moves a manual clock forward to `target_ns`; never back. A real clock is left alone.
    pub fn advance_to(&self, target_ns: u64) {
        if let Kind::Manual { now, .. } = &self.0.kind {
            now.fetch_max(target_ns, Ordering::AcqRel);
            self.wake_all();
        }
    }

    /// Registers a function that wakes a simulated host's sleepers; it answers false when that host
    /// is gone, and is then forgotten.
    pub(crate) fn on_step(&self, waker: impl Fn() -> bool + Send + Sync + 'static) {
        lock(&self.0.wakers).push(Box::new(waker));
    }

    fn wake_all(&self) {
        lock(&self.0.wakers).retain(|wake| wake());
    }

    /// Waits on `changed` until `until`, or until someone notifies. The caller looks at its state
    /// again either way: an early return is always allowed.
    pub(crate) fn wait<'a, T>(
        &self,
        changed: &Condvar,
        guard: MutexGuard<'a, T>,
        until: Until,
    ) -> MutexGuard<'a, T> {
        let moment = match until {
            Until::Event(moment) | Until::Deadline(moment) => moment,
            // Whatever ends the wait notifies; the nap is for a wake-up that was missed.
            Until::Never => return wait_timeout(changed, guard, LONGEST_NAP).0,
        };
        match &self.0.kind {
            Kind::Real { speed, .. } => {
                let left = moment.saturating_sub(self.now_ns());
                let nap = Duration::try_from_secs_f64(left as f64 / 1e9 / speed);
                let nap = nap.map_or(LONGEST_NAP, |nap| nap.min(LONGEST_NAP));
                wait_timeout(changed, guard, nap).0
            }
            Kind::Manual { now, grace, waiting, next_waiter } => {
                if moment <= now.load(Ordering::Acquire) {
                    return guard;
                }
                let me = (moment, next_waiter.fetch_add(1, Ordering::Relaxed));
                // Who waits for the same moment is as much the first: two who gave way to each other would never get there.
                let is_first = |waiting: &BTreeSet<(u64, u64)>| {
                    waiting.first().is_none_or(|(earliest, _)| *earliest >= moment)
                };
                let first = {
                    let mut waiting = lock(waiting);
                    waiting.insert(me);
                    is_first(&waiting)
                };
                let soft = matches!(until, Until::Deadline(_));
                let mut guard = guard;
                let mut may_jump = first;
                if !first || (soft && !grace.is_zero()) {
                    // Someone else's moment comes first, or only another thread can help us.
                    let nap = if first { *grace } else { (*grace).max(Duration::from_millis(1)) };
                    let (g, timed_out) = wait_timeout(changed, guard, nap);
                    guard = g;
                    may_jump = timed_out && is_first(&lock(waiting));
                }
                let mut others = lock(waiting);
                let was_first = is_first(&others);
                others.remove(&me);
                let another_waits_for_it = others.first().is_some_and(|(earliest, _)| *earliest == moment);
                drop(others);
                if may_jump {
                    now.fetch_max(moment, Ordering::AcqRel);
                }
                // Only then is there news for another: those who woke each other would never see a nap to its end.
                if may_jump || (was_first && !another_waits_for_it) {
                    changed.notify_all();
                }
                guard
            }
        }
    }
}

impl fmt::Debug for SimClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            Kind::Real { speed, .. } => write!(f, "SimClock::real({speed})"),
            Kind::Manual { .. } => write!(f, "SimClock::manual at {} ns", self.now_ns()),
        }
    }
}

/// Seconds to whole nanoseconds, saturating; a negative number or NaN is 0.
pub(crate) fn to_ns(seconds: f64) -> u64 {
    // `as` saturates at both ends and turns NaN into 0: exactly what is wanted.
    (seconds * 1e9).round() as u64
}

/// Milliseconds as both APIs count them, in nanoseconds; the largest number is no limit.
pub(crate) fn timeout_ns(ms: u32) -> u64 {
    if ms == u32::MAX { u64::MAX } else { u64::from(ms) * 1_000_000 }
}

/// Locks, and goes on with the data if a thread panicked while it held the lock: every change made
/// under these locks is a plain assignment.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait_timeout<'a, T>(
    changed: &Condvar,
    guard: MutexGuard<'a, T>,
    nap: Duration,
) -> (MutexGuard<'a, T>, bool) {
    let (guard, result) = changed.wait_timeout(guard, nap).unwrap_or_else(PoisonError::into_inner);
    (guard, result.timed_out())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// However often something wakes them.
    #[test]
    fn those_who_wait_for_the_same_moment_get_there() {
        for until in [Until::Event, Until::Deadline] {
            let clock = SimClock::manual_with_grace(Duration::from_millis(20));
            let (state, changed) = (Mutex::new(()), Condvar::new());
            std::thread::scope(|scope| {
                for _ in 0..3 {
                    scope.spawn(|| {
                        let mut guard = lock(&state);
                        while clock.now_ns() < 7_000 {
                            guard = clock.wait(&changed, guard, until(7_000));
                        }
                    });
                }
                for _ in 0..20 {
                    changed.notify_all();
                    std::thread::yield_now();
                }
            });
            assert_eq!(clock.now_ns(), 7_000);
        }
    }

    #[test]
    fn a_wait_for_an_event_jumps_and_never_goes_back() {
        let clock = SimClock::manual();
        let (state, changed) = (Mutex::new(()), Condvar::new());
        let guard = clock.wait(&changed, lock(&state), Until::Event(5_000));
        assert_eq!(clock.now_ns(), 5_000);
        drop(clock.wait(&changed, guard, Until::Event(3_000)));
        assert_eq!(clock.now_ns(), 5_000);
        clock.advance(Duration::from_micros(1));
        assert_eq!(clock.now_ns(), 6_000);
    }

    #[test]
    fn a_deadline_with_no_grace_is_reached_at_once() {
        let clock = SimClock::manual_with_grace(Duration::ZERO);
        let (state, changed) = (Mutex::new(()), Condvar::new());
        drop(clock.wait(&changed, lock(&state), Until::Deadline(7_000_000_000)));
        assert_eq!(clock.now_ns(), 7_000_000_000);
    }

    #[test]
    fn an_unusable_speed_is_taken_as_one() {
        for speed in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(format!("{:?}", SimClock::real(speed)), "SimClock::real(1)");
        }
    }

    #[test]
    fn seconds_saturate() {
        assert_eq!(to_ns(f64::NAN), 0);
        assert_eq!(to_ns(-1.0), 0);
        assert_eq!(to_ns(1.5), 1_500_000_000);
        assert_eq!(to_ns(1e30), u64::MAX);
    }
}

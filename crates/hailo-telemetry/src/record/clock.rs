//! The clock seam: real, manual, or any function of time.

use crate::record::counter::Counter;
use crate::record::sync::{Arc, AtomicU64, Ordering};
use crate::words::time::{ClockInfo, Timestamp, nanos};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

#[derive(Clone)]
enum Source {
    Counter(Counter),
    Std(Instant),
    Manual(Arc<AtomicU64>),
    Function(std::sync::Arc<dyn Fn() -> u64 + Send + Sync>),
}

/// A source of [`Timestamp`]s. Cheap to clone; clones read the same time.
#[derive(Clone)]
pub struct Clock {
    source: Source,
}

impl Clock {
    /// The machine's monotonic clock: its cycle counter where the kernel itself keeps time with it and reading it
    /// is measurably cheaper, else [`Instant`]. The first call of a process takes some 20 ms to calibrate; all
    /// calls give the same clock.
    #[must_use]
    pub fn real() -> Self {
        static REAL: OnceLock<Clock> = OnceLock::new();
        REAL.get_or_init(|| {
            let std = Self::std();
            let Some(counter) = crate::record::counter::find() else { return std };
            let counter = Self { source: Source::Counter(counter) };
            // A hypervisor or an erratum's work-around may trap the register: then a read takes a microsecond.
            if counter.read_cost_ns() < std.read_cost_ns() { counter } else { std }
        })
        .clone()
    }

    /// The standard library's clock, whatever the machine has.
    #[must_use]
    pub fn std() -> Self {
        #[allow(clippy::disallowed_methods)]
        Self { source: Source::Std(Instant::now()) }
    }

    /// Mean time of a reading in nanoseconds, the best of a few rounds.
    #[must_use]
    pub fn read_cost_ns(&self) -> f64 {
        const READS: u32 = 1_000;
        (0..5)
            .map(|_| {
                #[allow(clippy::disallowed_methods)]
                let began = Instant::now();
                for _ in 0..READS {
                    std::hint::black_box(self.now());
                }
                began.elapsed().as_nanos() as f64 / f64::from(READS)
            })
            .fold(f64::INFINITY, f64::min)
    }

    /// A clock that only moves when told to, and the handle that moves it. It starts at 0.
    #[must_use]
    pub fn manual() -> (Self, ManualClock) {
        let time = Arc::new(AtomicU64::new(0));
        (Self { source: Source::Manual(time.clone()) }, ManualClock { time })
    }

    /// A clock that reads `nanos`, a function that answers nanoseconds and never goes back.
    pub fn from_fn(nanos: impl Fn() -> u64 + Send + Sync + 'static) -> Self {
        Self { source: Source::Function(std::sync::Arc::new(nanos)) }
    }

    /// The time now.
    #[must_use]
    #[inline]
    pub fn now(&self) -> Timestamp {
        match &self.source {
            Source::Counter(counter) => Timestamp::from_nanos(counter.nanos()),
            Source::Std(origin) => Timestamp::from_nanos(nanos(origin.elapsed())),
            Source::Manual(time) => Timestamp::from_nanos(time.load(Ordering::Relaxed)),
            Source::Function(nanos) => Timestamp::from_nanos(nanos()),
        }
    }

    /// True for clocks of the machine, false for simulated time.
    pub(crate) const fn is_real(&self) -> bool {
        matches!(self.source, Source::Counter(_) | Source::Std(_))
    }

    /// What this clock is.
    #[must_use]
    pub fn info(&self) -> ClockInfo {
        let (source, resolution_ns) = match &self.source {
            Source::Counter(counter) => (counter.name, counter.resolution_ns()),
            Source::Std(_) => ("std", 1),
            Source::Manual(_) => ("manual", 1),
            Source::Function(_) => ("function", 1),
        };
        ClockInfo { source, resolution: Duration::from_nanos(resolution_ns), suspends: 0, steps: 0 }
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clock").field("source", &self.info().source).finish()
    }
}

/// Watches the system's clocks from snapshot to snapshot: was it suspended, was the wall clock set?
#[derive(Debug, Default)]
pub(crate) struct Watch {
    last: Option<Reading>,
    suspends: u64,
    steps: u64,
    set_by_ns: i64,
}

/// The system's three clocks at one moment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// Stops while suspended.
    pub(crate) monotonic: Instant,
    /// Goes on while suspended; `None` where unknown.
    pub(crate) since_boot: Option<Duration>,
    /// Can be set.
    pub(crate) wall: Duration,
}

impl Watch {
    /// Differences under a second are the clocks' own resolution and slewing.
    pub(crate) fn look(&mut self, now: Reading) {
        const TOLERANCE: Duration = Duration::from_secs(1);
        if let Some(last) = self.last {
            let passed = now.monotonic.saturating_duration_since(last.monotonic);
            let boot = now.since_boot.zip(last.since_boot).map(|(now, last)| now.saturating_sub(last));
            let real = boot.unwrap_or(passed);
            self.suspends += u64::from(real > passed + TOLERANCE);
            let expected = last.wall + real;
            if expected.abs_diff(now.wall) > TOLERANCE {
                self.steps += 1;
                let by = nanos(now.wall) as i64 - nanos(expected) as i64;
                self.set_by_ns = self.set_by_ns.saturating_add(by);
            }
        }
        self.last = Some(now);
    }

    /// Suspends and steps so far.
    pub(crate) fn seen(&self) -> (u64, u64) {
        (self.suspends, self.steps)
    }

    /// As if the wall clock had been so much earlier at the last look, and set since.
    #[cfg(all(test, not(hailo_loom)))]
    pub(crate) fn was_earlier(&mut self, by: Duration) {
        if let Some(last) = &mut self.last {
            last.wall -= by;
        }
    }

    /// The sum of all steps of the wall clock, in nanoseconds, forwards positive.
    pub(crate) fn set_by_ns(&self) -> i64 {
        self.set_by_ns
    }
}

/// Moves a manual [`Clock`].
#[derive(Clone, Debug)]
pub struct ManualClock {
    time: Arc<AtomicU64>,
}

impl ManualClock {
    /// Moves the clock on.
    pub fn advance(&self, by: Duration) {
        self.time.fetch_add(nanos(by), Ordering::Relaxed);
    }

    /// The time it shows.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        Timestamp::from_nanos(self.time.load(Ordering::Relaxed))
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    #[test]
    fn the_real_clock_goes_forward_like_the_system_s() {
        let clock = Clock::real();
        let (a, began) = (clock.now(), Instant::now());
        let mut last = a;
        while began.elapsed() < Duration::from_millis(5) {
            let now = clock.now();
            assert!(now >= last);
            last = now;
        }
        // Read after the system's five milliseconds and begun before them, so at least as long, to 1 %.
        let took = clock.now().since(a);
        assert!(took >= Duration::from_micros(4_950), "{took:?}");
    }

    #[test]
    fn suspends_and_steps_are_told_apart() {
        let began = Instant::now();
        let s = Duration::from_secs;
        let at = |monotonic, boot, wall| Reading {
            monotonic: began + s(monotonic),
            since_boot: Some(s(boot)),
            wall: s(wall),
        };
        let mut watch = Watch::default();
        let look = |watch: &mut Watch, reading| {
            watch.look(reading);
            watch.seen()
        };
        assert_eq!(look(&mut watch, at(0, 100, 1_000)), (0, 0));
        assert_eq!(look(&mut watch, at(15, 115, 1_015)), (0, 0));
        assert_eq!(look(&mut watch, at(20, 720, 1_620)), (1, 0)); // ten minutes asleep
        assert_eq!(watch.set_by_ns(), 0);
        assert_eq!(look(&mut watch, at(30, 730, 5_630)), (1, 1)); // somebody set the clock
        assert_eq!(watch.set_by_ns(), 4_000_000_000_000);
        assert_eq!(look(&mut watch, at(40, 740, 4_640)), (1, 2)); // and back
        assert_eq!(watch.set_by_ns(), 3_000_000_000_000);
    }
}

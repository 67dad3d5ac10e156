//! The clock seam: real, manual, or any function of time.

use crate::sync::{Arc, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// A moment on a [`Clock`], in nanoseconds since that clock's origin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Timestamp(u64);

impl Timestamp {
    /// The moment `nanos` nanoseconds after the clock's origin.
    #[must_use]
    #[inline]
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// Nanoseconds since the clock's origin.
    #[must_use]
    #[inline]
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// Nanoseconds since `earlier`; 0 when that is later, because readings of two cores are not ordered.
    #[must_use]
    #[inline]
    pub const fn nanos_since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Time since `earlier`; zero when that is later.
    #[must_use]
    #[inline]
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.nanos_since(earlier))
    }
}

impl std::ops::Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(nanos(duration)))
    }
}

/// Whole nanoseconds of a duration, at most `u64::MAX` (584 years).
#[must_use]
pub(crate) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// Labels of `telemetry_clock_info`, and what was noticed about the clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClockInfo {
    /// `tsc`, `cntvct`, `std`, `manual` or `function`.
    pub source: &'static str,
    /// Smallest step in nanoseconds, rounded up to 1.
    pub resolution_ns: u64,
    /// Times the system was found to have been suspended.
    pub suspends: u64,
    /// Times the wall clock was found to have been set.
    pub steps: u64,
}

#[derive(Clone)]
enum Source {
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
    /// The machine's monotonic clock.
    #[must_use]
    pub fn real() -> Self {
        #[allow(clippy::disallowed_methods)]
        Self { source: Source::Std(Instant::now()) }
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
            Source::Std(origin) => Timestamp(nanos(origin.elapsed())),
            Source::Manual(time) => Timestamp(time.load(Ordering::Relaxed)),
            Source::Function(nanos) => Timestamp(nanos()),
        }
    }

    /// What this clock is.
    #[must_use]
    pub fn info(&self) -> ClockInfo {
        let (source, resolution_ns) = match &self.source {
            Source::Std(_) => ("std", 1),
            Source::Manual(_) => ("manual", 1),
            Source::Function(_) => ("function", 1),
        };
        ClockInfo { source, resolution_ns, suspends: 0, steps: 0 }
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Clock").field("source", &self.info().source).finish()
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
        Timestamp(self.time.load(Ordering::Relaxed))
    }
}

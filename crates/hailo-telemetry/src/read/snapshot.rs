//! The snapshot: everything telemetry knows at one moment, as plain data.
//!
//! Counters and histograms are cumulative since the process started; [`ModelSnapshot::since`] gives intervals.
//! A field is exact in itself; a snapshot is not a cut through all fields at one instant. What must agree inside
//! one snapshot does so by construction: outcome counts are the counts of the duration histograms, a
//! histogram's count is the sum of its cells, tokens are the sum over the models.

use crate::read::histogram::HistogramSnapshot;
use crate::words::time::{ClockInfo, Timestamp};
use crate::words::{CustomKind, HealthReason, ModelInfo, Name, Outcome, PowerSource, Reason};
use std::sync::Arc;

/// Requests that ended within the trailing window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WindowSnapshot {
    /// How many.
    pub count: u64,
    /// Their time together, nanoseconds.
    pub sum_ns: u64,
}

impl WindowSnapshot {
    /// Mean in milliseconds; 0 when nothing ended within the window.
    #[must_use]
    pub fn mean_ms(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum_ns as f64 / self.count as f64 / 1e6 }
    }

    pub(crate) const fn add(&mut self, other: Self) {
        self.count += other.count;
        self.sum_ns += other.sum_ns;
    }
}

/// Health at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HealthSnapshot {
    /// Can it serve? `None` while nothing is known.
    pub healthy: Option<bool>,
    /// Why.
    pub reason: HealthReason,
    /// Since when it is so, on telemetry's clock (to 256 ns).
    pub since: Timestamp,
}

/// Health of one engine at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineSnapshot {
    /// The `engine` label.
    pub engine: Name,
    /// Its health.
    pub health: HealthSnapshot,
}

/// One model's series.
#[derive(Clone, Debug, Default)]
pub struct ModelSnapshot {
    /// Label value.
    pub model: Name,
    /// When the series began, nanoseconds since the Unix epoch (`_created`).
    pub created_unix_ns: u64,
    /// Set once it is known.
    pub info: Option<Arc<ModelInfo>>,
    /// Begin to end, by [`Outcome`]. Their counts are the outcome counters.
    pub durations: [HistogramSnapshot; 4],
    /// By [`Reason`]; together they equal failed + timed out.
    pub failures: [u64; Reason::COUNT],
    /// Running now.
    pub in_flight: u64,
    /// Waiting for the device now.
    pub queued: u64,
    /// Asked to started.
    pub queue: HistogramSnapshot,
    /// Begin to first non-empty token.
    pub time_to_first_token: HistogramSnapshot,
    /// Every gap between tokens.
    pub inter_token: HistogramSnapshot,
    /// Per completed request, (end - first) / (tokens - 1).
    pub time_per_output_token: HistogramSnapshot,
    /// Prompt tokens per request (a length histogram).
    pub request_prompt_tokens: HistogramSnapshot,
    /// Generated tokens per request (a length histogram).
    pub request_output_tokens: HistogramSnapshot,
    /// Prompt tokens of all requests.
    pub prompt_tokens: u64,
    /// Generated tokens, counted while they arrive.
    pub output_tokens: u64,
    /// Stream pieces.
    pub chunks: u64,
    /// Gaps far above the running median.
    pub stalls: u64,
    /// Frames completed.
    pub frames: u64,
    /// Time with at least one call in flight, nanoseconds.
    pub busy_ns: u64,
    /// The device's own running mean latency, nanoseconds, where measured.
    pub hardware_latency_ns: Option<u64>,
    /// Cold start by [`crate::LoadPhase`], nanoseconds, where measured.
    pub load_ns: [Option<u64>; 5],
    /// Context occupancy in tokens, where known.
    pub context_tokens: Option<u64>,
    /// Context capacity in tokens, where known.
    pub context_capacity_tokens: Option<u64>,
    /// Joules by source; empty without a power source.
    pub energy_joules: Vec<(PowerSource, f64)>,
    /// Trailing window of request durations, all outcomes.
    pub window: WindowSnapshot,
}

impl ModelSnapshot {
    /// Requests that ended with this outcome.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> u64 {
        self.durations[outcome as usize].count()
    }

    /// Requests that ended.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.durations.iter().map(HistogramSnapshot::count).sum()
    }

    /// What happened since `earlier`, an older snapshot of the same model: counters and histograms subtracted
    /// exactly, gauges as they are now.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut delta = self.clone();
        for (now, before) in delta.durations.iter_mut().zip(&earlier.durations) {
            *now = now.since(before);
        }
        for (now, before) in delta.failures.iter_mut().zip(&earlier.failures) {
            *now = now.saturating_sub(*before);
        }
        for (now, before) in [
            (&mut delta.queue, &earlier.queue),
            (&mut delta.time_to_first_token, &earlier.time_to_first_token),
            (&mut delta.inter_token, &earlier.inter_token),
            (&mut delta.time_per_output_token, &earlier.time_per_output_token),
            (&mut delta.request_prompt_tokens, &earlier.request_prompt_tokens),
            (&mut delta.request_output_tokens, &earlier.request_output_tokens),
        ] {
            *now = now.since(before);
        }
        for (now, before) in [
            (&mut delta.prompt_tokens, earlier.prompt_tokens),
            (&mut delta.output_tokens, earlier.output_tokens),
            (&mut delta.chunks, earlier.chunks),
            (&mut delta.stalls, earlier.stalls),
            (&mut delta.frames, earlier.frames),
            (&mut delta.busy_ns, earlier.busy_ns),
        ] {
            *now = now.saturating_sub(before);
        }
        delta
    }
}

/// What the unlabelled families show: sums over all models, those retired since included, so that they never
/// go back.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Ended requests by [`Outcome`].
    pub outcomes: [u64; 4],
    /// Generated tokens.
    pub output_tokens: u64,
    /// Durations of all outcomes.
    pub duration: HistogramSnapshot,
    /// Trailing window of durations, all outcomes.
    pub window: WindowSnapshot,
}

impl Totals {
    /// Ended requests.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.outcomes.iter().sum()
    }

    /// Requests that failed or timed out.
    #[must_use]
    pub const fn failed(&self) -> u64 {
        self.outcomes[Outcome::Failed as usize] + self.outcomes[Outcome::TimedOut as usize]
    }
}

/// HTTP traffic.
#[derive(Clone, Debug, Default)]
pub struct HttpSnapshot {
    /// Ended requests by [`crate::HttpStatus`].
    pub requests: [u64; 5],
    /// Requests whose body has not ended.
    pub active: u64,
    /// Time to the end of the body.
    pub response_time: HistogramSnapshot,
    /// Trailing window of the same.
    pub window: WindowSnapshot,
}

/// One cache.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CacheSnapshot {
    /// Label value.
    pub cache: Name,
    /// Look-ups that found an entry.
    pub hits: u64,
    /// Look-ups that did not.
    pub misses: u64,
    /// Entries now.
    pub entries: u64,
}

/// A family that the application registered.
#[derive(Clone, Debug)]
pub struct CustomFamily {
    /// Full name as exported.
    pub name: Name,
    /// Help text.
    pub help: Name,
    /// Its kind.
    pub kind: CustomKind,
    /// Its series in order of registration.
    pub series: Vec<CustomSeries>,
}

/// One label set of a custom family.
#[derive(Clone, Debug)]
pub struct CustomSeries {
    /// Names and values.
    pub labels: Arc<[(Name, Name)]>,
    /// What it holds.
    pub value: CustomValue,
}

/// Value of a custom series.
#[derive(Clone, Debug)]
pub enum CustomValue {
    /// Of a counter.
    Counter(u64),
    /// Of a gauge.
    Gauge(f64),
    /// Of a histogram.
    Histogram(HistogramSnapshot),
}

/// Telemetry about telemetry.
#[derive(Clone, Debug, Default)]
pub struct OwnSnapshot {
    /// Label sets held now.
    pub series: u64,
    /// Constant names of the application that were taken: their counters are not shown.
    pub refused_names: Vec<Name>,
    /// Registrations that were sent to the overflow series.
    pub overflow: u64,
    /// Values that were out of range and counted at its end.
    pub clamped: u64,
    /// Time per scrape, by [`crate::ScrapeFormat`]; the counts are `telemetry_scrapes_total`.
    pub scrapes: [HistogramSnapshot; 4],
    /// The recorder's measured cost in nanoseconds, by operation.
    pub record_ns: Vec<(&'static str, f64)>,
    /// Breaches by [`crate::Law`].
    pub violations: [u64; 4],
    /// Which clock is in use.
    pub clock: ClockInfo,
}

/// The process we are in, where the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ProcessSnapshot {
    /// Seconds since the Unix epoch.
    pub start_time_seconds: Option<f64>,
    /// Resident set size.
    pub resident_memory_bytes: Option<u64>,
    /// User and system time.
    pub cpu_seconds: Option<f64>,
    /// Open file descriptors.
    pub open_fds: Option<u64>,
}

/// Everything at one moment.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// When it was taken, on telemetry's clock.
    pub at: Timestamp,
    /// The same in nanoseconds since the Unix epoch.
    pub unix_ns: u64,
    /// When telemetry began, nanoseconds since the Unix epoch.
    pub start_unix_ns: u64,
    /// Time since then, nanoseconds.
    pub uptime_ns: u64,
    /// Version of the application.
    pub version: Name,
    /// Its source revision.
    pub revision: Name,
    /// Sums over the models.
    pub totals: Totals,
    /// By model, in order of registration.
    pub models: Vec<ModelSnapshot>,
    /// HTTP traffic.
    pub http: HttpSnapshot,
    /// Registered caches.
    pub caches: Vec<CacheSnapshot>,
    /// Can the engines serve, all of them?
    pub health: HealthSnapshot,
    /// Each of them.
    pub engines: Vec<EngineSnapshot>,
    /// Devices.
    pub devices: Vec<crate::read::device::DeviceSnapshot>,
    /// The host: power conditions, processes that share the devices.
    pub host: crate::read::device::HostSnapshot,
    /// The application's own families.
    pub custom: Vec<CustomFamily>,
    /// Telemetry about telemetry.
    pub own: OwnSnapshot,
    /// This process.
    pub process: ProcessSnapshot,
}

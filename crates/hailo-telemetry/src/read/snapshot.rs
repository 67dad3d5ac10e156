//! The snapshot: everything telemetry knows at one moment, as plain data.
//!
//! Counters and histograms are cumulative since the process started; [`ModelSnapshot::since`] gives intervals.
//! A field is exact in itself; a snapshot is not a cut through all fields at one instant. What must agree inside
//! one snapshot does so by construction: outcome counts are the counts of the duration histograms, a
//! histogram's count is the sum of its cells, tokens are the sum over the models.

use crate::read::device::{DeviceSnapshot, HostSnapshot};
use crate::read::histogram::{HistogramSnapshot, RawHistogram};
use crate::words::bucket::Scale;
use crate::words::time::{ClockInfo, Timestamp, unix};
use crate::words::{
    Count, CustomKind, Distribution, HealthReason, HttpStatus, Invariant, LoadPhase, ModelInfo, Name,
    Outcome, PowerSource, Reason, ScrapeFormat,
};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Requests that ended within the trailing window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WindowSnapshot {
    /// How many.
    pub count: u64,
    /// Their durations together.
    pub sum: Duration,
}

impl WindowSnapshot {
    /// Mean duration; `None` when nothing ended within the window.
    #[must_use]
    pub fn mean(&self) -> Option<Duration> {
        let nanos = self.sum.as_nanos().checked_div(u128::from(self.count))?;
        Some(Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX)))
    }

    /// Mean in milliseconds, as the monitoring guide's families have it: 0 when nothing ended within the window.
    pub(crate) fn mean_ms(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum.as_nanos() as f64 / self.count as f64 / 1e6 }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.count += other.count;
        self.sum = self.sum.saturating_add(other.sum);
    }
}

/// Health at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct EngineSnapshot {
    /// The `engine` label.
    pub engine: Name,
    /// Its health.
    pub health: HealthSnapshot,
}

/// A model's series at one moment.
///
/// Counters and histograms are cumulative since the model was registered.
#[derive(Clone, Debug, Default)]
pub struct ModelSnapshot {
    pub(crate) name: Name,
    pub(crate) created_unix_ns: u64,
    pub(crate) info: Option<Arc<ModelInfo>>,
    times: [HistogramSnapshot<Duration>; Distribution::TIMES],
    lengths: [HistogramSnapshot<u64>; Distribution::COUNT - Distribution::TIMES],
    pub(crate) failures: [u64; Reason::COUNT],
    pub(crate) counts: [u64; Count::COUNT],
    pub(crate) output_tokens: u64,
    pub(crate) in_flight: u64,
    pub(crate) queued: u64,
    pub(crate) busy_ns: u64,
    pub(crate) hardware_latency: Option<Duration>,
    pub(crate) load: [Option<Duration>; LoadPhase::COUNT],
    pub(crate) context_tokens: Option<u64>,
    pub(crate) context_capacity: Option<u64>,
    pub(crate) energy: Vec<(PowerSource, f64)>,
    pub(crate) measured_busy: Duration,
    pub(crate) window: WindowSnapshot,
}

impl ModelSnapshot {
    /// Label value.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// When the series began.
    #[must_use]
    pub fn created(&self) -> SystemTime {
        unix(self.created_unix_ns)
    }

    /// What the model is, once that is known.
    #[must_use]
    pub fn info(&self) -> Option<&ModelInfo> {
        self.info.as_deref()
    }

    /// Requests that ended with this outcome.
    #[must_use]
    pub fn outcome(&self, outcome: Outcome) -> u64 {
        self.duration(outcome).count()
    }

    /// Requests that ended.
    #[must_use]
    pub fn requests(&self) -> u64 {
        Outcome::ALL.iter().map(|outcome| self.outcome(*outcome)).sum()
    }

    /// Requests that failed or timed out for this reason.
    #[must_use]
    pub const fn failures(&self, reason: Reason) -> u64 {
        self.failures[reason as usize]
    }

    /// From begin to end of the requests that ended with this outcome.
    #[must_use]
    pub fn duration(&self, outcome: Outcome) -> &HistogramSnapshot<Duration> {
        self.times(Distribution::duration(outcome))
    }

    /// From asking for the device to getting it.
    #[must_use]
    pub fn queue_time(&self) -> &HistogramSnapshot<Duration> {
        self.times(Distribution::Queue)
    }

    /// From begin to the first token.
    #[must_use]
    pub fn time_to_first_token(&self) -> &HistogramSnapshot<Duration> {
        self.times(Distribution::FirstToken)
    }

    /// Each gap between two tokens.
    #[must_use]
    pub fn inter_token(&self) -> &HistogramSnapshot<Duration> {
        self.times(Distribution::InterToken)
    }

    /// Per completed request, (end - first token) / (tokens - 1).
    #[must_use]
    pub fn time_per_output_token(&self) -> &HistogramSnapshot<Duration> {
        self.times(Distribution::PerToken)
    }

    /// Tokens of a request's prompt.
    #[must_use]
    pub fn request_prompt_tokens(&self) -> &HistogramSnapshot<u64> {
        self.lengths(Distribution::PromptLength)
    }

    /// Tokens that a request generated.
    #[must_use]
    pub fn request_output_tokens(&self) -> &HistogramSnapshot<u64> {
        self.lengths(Distribution::OutputLength)
    }

    /// Generated tokens, counted while they arrive.
    #[must_use]
    pub const fn output_tokens(&self) -> u64 {
        self.output_tokens
    }

    /// What else is counted while it happens.
    #[must_use]
    pub const fn count(&self, count: Count) -> u64 {
        self.counts[count as usize]
    }

    /// Requests that run now.
    #[must_use]
    pub const fn in_flight(&self) -> u64 {
        self.in_flight
    }

    /// Requests that wait for the device now.
    #[must_use]
    pub const fn queued(&self) -> u64 {
        self.queued
    }

    /// Time in which at least one request ran.
    #[must_use]
    pub const fn busy(&self) -> Duration {
        Duration::from_nanos(self.busy_ns)
    }

    /// The device's own running mean of its latency, where it measures one.
    #[must_use]
    pub const fn hardware_latency(&self) -> Option<Duration> {
        self.hardware_latency
    }

    /// What a phase of the cold start took, where it was measured.
    #[must_use]
    pub const fn load(&self, phase: LoadPhase) -> Option<Duration> {
        self.load[phase as usize]
    }

    /// Tokens in the model's context, where known.
    #[must_use]
    pub const fn context_tokens(&self) -> Option<u64> {
        self.context_tokens
    }

    /// Tokens that fit the model's context, where known.
    #[must_use]
    pub const fn context_capacity(&self) -> Option<u64> {
        self.context_capacity
    }

    /// Share of its busy time of which the energy was measured, 0 to 1; `None` where none was.
    #[must_use]
    pub fn energy_coverage(&self) -> Option<f64> {
        let measured = !self.energy.is_empty() && self.busy_ns > 0;
        measured.then(|| (self.measured_busy.as_nanos() as f64 / self.busy_ns as f64).min(1.0))
    }

    /// The model's share of the energy that a source measured, joules; `None` without such a source.
    #[must_use]
    pub fn energy_joules(&self, source: PowerSource) -> Option<f64> {
        self.energy.iter().find(|(known, _)| *known == source).map(|(_, joules)| *joules)
    }

    /// Durations in the trailing window, all outcomes.
    #[must_use]
    pub const fn window(&self) -> WindowSnapshot {
        self.window
    }

    /// What happened since `earlier`, an older snapshot of the same model: counters and histograms subtracted
    /// exactly, gauges as they are now.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let mut delta = self.clone();
        for (now, before) in delta.times.iter_mut().zip(&earlier.times) {
            *now = now.since(before);
        }
        for (now, before) in delta.lengths.iter_mut().zip(&earlier.lengths) {
            *now = now.since(before);
        }
        let counters = delta.failures.iter_mut().chain(&mut delta.counts);
        for (now, before) in counters.zip(earlier.failures.iter().chain(&earlier.counts)) {
            *now = now.saturating_sub(*before);
        }
        delta.output_tokens = self.output_tokens.saturating_sub(earlier.output_tokens);
        delta.busy_ns = self.busy_ns.saturating_sub(earlier.busy_ns);
        delta.measured_busy = self.measured_busy.saturating_sub(earlier.measured_busy);
        for (source, joules) in &mut delta.energy {
            *joules = (*joules - earlier.energy_joules(*source).unwrap_or(0.0)).max(0.0);
        }
        delta
    }

    fn times(&self, of: Distribution) -> &HistogramSnapshot<Duration> {
        &self.times[of as usize]
    }

    fn lengths(&self, of: Distribution) -> &HistogramSnapshot<u64> {
        &self.lengths[of as usize - Distribution::TIMES]
    }

    pub(crate) fn raw(&self, of: Distribution) -> &RawHistogram {
        match of.scale() {
            Scale::Time => self.times(of).raw(),
            Scale::Count => self.lengths(of).raw(),
        }
    }

    pub(crate) fn raw_mut(&mut self, of: Distribution) -> &mut RawHistogram {
        match of.scale() {
            Scale::Time => self.times[of as usize].raw_mut(),
            Scale::Count => self.lengths[of as usize - Distribution::TIMES].raw_mut(),
        }
    }
}

/// What the unlabelled families show: sums over all models, those retired since included, so that they never
/// go back.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Totals {
    pub(crate) outcomes: [u64; Outcome::COUNT],
    /// Generated tokens.
    pub output_tokens: u64,
    /// Durations of all outcomes.
    pub duration: HistogramSnapshot<Duration>,
    /// Trailing window of durations, all outcomes.
    pub window: WindowSnapshot,
}

impl Totals {
    /// Requests that ended with this outcome.
    #[must_use]
    pub const fn outcome(&self, outcome: Outcome) -> u64 {
        self.outcomes[outcome as usize]
    }

    /// Ended requests.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.outcomes.iter().sum()
    }

    /// Requests that failed or timed out.
    #[must_use]
    pub const fn failed(&self) -> u64 {
        self.outcome(Outcome::Failed) + self.outcome(Outcome::TimedOut)
    }

    pub(crate) fn add(&mut self, model: &ModelSnapshot) {
        for (total, outcome) in self.outcomes.iter_mut().zip(Outcome::ALL) {
            *total += model.outcome(*outcome);
            self.duration.merge(model.duration(*outcome));
        }
        self.output_tokens += model.output_tokens;
        self.window.add(model.window);
    }
}

/// HTTP traffic.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct HttpSnapshot {
    pub(crate) requests: [u64; HttpStatus::COUNT],
    /// Requests whose body has not ended.
    pub active: u64,
    /// Time to the end of the body.
    pub response_time: HistogramSnapshot<Duration>,
    /// Trailing window of the same.
    pub window: WindowSnapshot,
}

impl HttpSnapshot {
    /// Requests that ended with a status of this class.
    #[must_use]
    pub const fn status(&self, class: HttpStatus) -> u64 {
        self.requests[class as usize]
    }

    /// Requests that ended.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.requests.iter().sum()
    }
}

/// One cache.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
#[non_exhaustive]
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
#[non_exhaustive]
pub struct CustomSeries {
    /// Names and values.
    pub labels: Arc<[(Name, Name)]>,
    /// What it holds.
    pub value: CustomValue,
}

/// Value of a custom series.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CustomValue {
    /// Of a counter.
    Counter(u64),
    /// Of a gauge.
    Gauge(f64),
    /// Of a histogram of times.
    Times(HistogramSnapshot<Duration>),
    /// Of a histogram of counts.
    Counts(HistogramSnapshot<u64>),
}

/// Telemetry about telemetry.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct OwnSnapshot {
    /// Label sets held now.
    pub series: u64,
    /// Constant names of the application that were taken: their counters are not shown.
    pub refused_names: Vec<Name>,
    /// Registrations that were sent to the overflow series.
    pub overflow: u64,
    /// Values that were out of range and counted at its end.
    pub clamped: u64,
    pub(crate) scrapes: [HistogramSnapshot<Duration>; ScrapeFormat::COUNT],
    /// The recorder's measured cost by operation, in nanoseconds, as a token costs a few.
    pub record_ns: Vec<(&'static str, f64)>,
    pub(crate) broken: [u64; Invariant::COUNT],
    /// Which clock is in use.
    pub clock: ClockInfo,
}

impl OwnSnapshot {
    /// How long expositions in this format took; the count is how many there were.
    #[must_use]
    pub const fn scrapes(&self, format: ScrapeFormat) -> &HistogramSnapshot<Duration> {
        &self.scrapes[format as usize]
    }

    /// The invariants that snapshots found broken, and in how many.
    #[must_use]
    pub fn broken_invariants(&self) -> Vec<(Invariant, u64)> {
        let all = Invariant::ALL.iter().copied().zip(self.broken);
        all.filter(|(_, snapshots)| *snapshots > 0).collect()
    }
}

/// The process we are in, where the system says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
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
///
/// What happened between two of them:
/// ```
/// use hailo_telemetry::{Outcome, Telemetry};
///
/// let telemetry = Telemetry::default();
/// let model = telemetry.model("m");
/// model.begin().complete();
/// let earlier = telemetry.snapshot();
/// model.begin().complete();
/// let later = telemetry.snapshot();
///
/// let since = later.model("m").unwrap().since(earlier.model("m").unwrap());
/// assert_eq!(since.outcome(Outcome::Completed), 1);
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Snapshot {
    /// When it was taken, on telemetry's clock.
    pub at: Timestamp,
    pub(crate) unix_ns: u64,
    pub(crate) start_unix_ns: u64,
    /// Time since telemetry began.
    pub uptime: Duration,
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
    pub devices: Vec<DeviceSnapshot>,
    /// The host: power conditions, processes that share the devices.
    pub host: HostSnapshot,
    /// The application's own families.
    pub custom: Vec<CustomFamily>,
    /// Telemetry about telemetry.
    pub own: OwnSnapshot,
    /// This process.
    pub process: ProcessSnapshot,
}

impl Snapshot {
    /// When it was taken.
    #[must_use]
    pub fn taken(&self) -> SystemTime {
        unix(self.unix_ns)
    }

    /// When telemetry began.
    #[must_use]
    pub fn started(&self) -> SystemTime {
        unix(self.start_unix_ns)
    }

    /// A model's series.
    #[must_use]
    pub fn model(&self, name: &str) -> Option<&ModelSnapshot> {
        self.models.iter().find(|model| model.name() == name)
    }
}

//! The entry: one `Telemetry` per process, from which recorders are resolved and snapshots taken.

use crate::read::catalogue::is_reserved;
use crate::read::device::DeviceSnapshot;
use crate::read::snapshot::{HealthSnapshot, ModelSnapshot, ProcessSnapshot, Snapshot, Totals};
use crate::record::cells::{By, Histogram as Cells};
use crate::record::clock::{Clock, Reading, Watch};
use crate::record::custom::{CountHistogram, Counter, Custom, Gauge, RegisterError, TimeHistogram, visible};
use crate::record::device::{DeviceRecorder, HostRecorder};
use crate::record::health::{EngineRecorder, Engines};
use crate::record::http::{CacheRecorder, HttpRecorder};
use crate::record::model::{ModelOptions, ModelRecorder};
use crate::record::spans::Spans;
use crate::record::sync::{Arc, AtomicU64, Mutex, Ordering, lock};
use crate::words::bucket::Scale;
use crate::words::time::{ClockInfo, Timestamp, nanos};
use crate::words::{Count, Invariant, Name, ScrapeFormat};
use std::time::{Duration, Instant, SystemTime};

/// How telemetry behaves; [`Config::default`] suits a Raspberry Pi.
#[derive(Clone, Debug)]
pub struct Config {
    clock: Clock,
    label_limit: usize,
    window: Duration,
    stall_factor: u32,
    retire_after: Duration,
    spans: Spans,
    version: String,
    revision: String,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            clock: Clock::real(),
            label_limit: 1_000,
            window: Duration::from_secs(60),
            stall_factor: 8,
            retire_after: Duration::from_secs(300),
            spans: Spans::default(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            revision: String::new(),
        }
    }
}

impl Config {
    /// The clock that recorders and guards read.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Most models, and most label sets of a custom family (1,000 by default); the rest share the label `overflow`.
    #[must_use]
    pub const fn label_limit(mut self, sets: usize) -> Self {
        self.label_limit = sets;
        self
    }

    /// Length of the trailing window behind the `_avg_ms` gauges: 60 s by default, kept within 4.3 s and 275 s, in steps of
    /// 4.3 s.
    #[must_use]
    pub const fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// A gap between tokens is a stall when it is over this many times the running median (8 by default, at
    /// least 2) and over a millisecond.
    #[must_use]
    pub const fn stall_factor(mut self, times: u32) -> Self {
        self.stall_factor = if times < 2 { 2 } else { times };
        self
    }

    /// How long the series of a retired model stay (5 minutes by default), so that its last values are scraped.
    #[must_use]
    pub const fn retire_after(mut self, grace: Duration) -> Self {
        self.retire_after = grace;
        self
    }

    /// Opens a `tracing` span for each request, from its begin (or its place in the queue) to its end, inside the span
    /// that is active then. Off by default; where no subscriber listens, it costs a look at one atomic.
    ///
    /// The span is `inference` of target [`spans::TARGET`](crate::spans::TARGET). Its fields are `gen_ai.operation.name`,
    /// `gen_ai.provider.name` and `gen_ai.request.model` from the beginning, and at the end `outcome` (as in
    /// `inference_outcomes_total`), `gen_ai.usage.input_tokens` and `gen_ai.usage.output_tokens` where there were any,
    /// `gen_ai.response.time_to_first_chunk` (seconds from begin to first token), and for a failure `error.type` (the
    /// [`Reason`](crate::Reason)) and `otel.status_code`.
    #[cfg(feature = "tracing")]
    #[must_use]
    pub fn spans(mut self, options: crate::spans::SpanOptions) -> Self {
        self.spans = Spans::new(options);
        self
    }

    /// Version and source revision of the application.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>, revision: impl Into<String>) -> Self {
        self.version = version.into();
        self.revision = revision.into();
        self
    }
}

impl Config {
    fn model_options(&self) -> ModelOptions {
        ModelOptions {
            clock: self.clock.clone(),
            window: self.window,
            stall_factor: self.stall_factor,
            spans: self.spans.clone(),
        }
    }
}

#[derive(Debug)]
struct Entry {
    recorder: ModelRecorder,
    retired: Option<Timestamp>,
}

/// The models, and what is left of those that are gone.
#[derive(Debug, Default)]
struct Models {
    entries: Vec<Entry>,
    gone: Totals,
    /// Broken invariants and clamped values of models that are gone.
    gone_broken: [u64; Invariant::COUNT],
    gone_clamped: u64,
}

/// What changes slowly and costs system calls: read at most once a second.
#[derive(Debug)]
struct Slow {
    read_at: Option<Instant>,
    process_start: Option<f64>,
    process: ProcessSnapshot,
    watch: Watch,
    measured_at: Option<Instant>,
    record_ns: [(&'static str, f64); 3],
}

impl Slow {
    const READ_EVERY: Duration = Duration::from_secs(1);
    const MEASURE_EVERY: Duration = Duration::from_secs(10);

    /// How far the wall clock was set since the telemetry began, in nanoseconds: times of then are wrong by so much.
    fn clock_set_by(&mut self, config: &Config) -> i64 {
        if config.clock.is_real() {
            #[allow(clippy::disallowed_methods)]
            let monotonic = Instant::now();
            let wall = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            let since_boot = crate::record::process::since_boot();
            self.watch.look(Reading { monotonic, since_boot, wall });
        }
        self.watch.set_by_ns()
    }

    fn refresh(&mut self, config: &Config) -> i64 {
        #[allow(clippy::disallowed_methods)]
        let now = Instant::now();
        let due = |at: Option<Instant>, every| at.is_none_or(|at| now.saturating_duration_since(at) >= every);
        if due(self.read_at, Self::READ_EVERY) {
            self.read_at = Some(now);
            self.process = crate::record::process::read(self.process_start);
            self.clock_set_by(config);
        }
        if due(self.measured_at, Self::MEASURE_EVERY) {
            self.measured_at = Some(now);
            // A model that nobody sees has no spans.
            let options = ModelOptions { spans: Spans::default(), ..config.model_options() };
            self.record_ns = crate::record::model::measure(&options);
        }
        self.watch.set_by_ns()
    }
}

#[derive(Debug)]
struct Inner {
    config: Config,
    started: Timestamp,
    /// By the wall clock as it was then, like the times at which models were created: whoever shows them adds by how much the
    /// clock was set since.
    start_unix_ns: u64,
    slow: Mutex<Slow>,
    version: Name,
    revision: Name,
    models: Mutex<Models>,
    http: HttpRecorder,
    caches: Mutex<Vec<CacheRecorder>>,
    engines: Engines,
    devices: Mutex<Vec<(Name, DeviceRecorder)>>,
    host: HostRecorder,
    custom: Custom,
    overflow: Arc<AtomicU64>,
    scrapes: [Cells; ScrapeFormat::COUNT],
}

/// All recorders of a process; a clone is the same telemetry.
///
/// ```
/// use hailo_telemetry::{Outcome, Reason, Telemetry};
///
/// let telemetry = Telemetry::default(); // `Telemetry::new(Config)` sets the clock, stall factor, windows
/// let model = telemetry.model("qwen2.5:1.5b");
/// let mut request = model.begin();
/// request.token();
/// request.complete();
/// model.begin().fail(Reason::OutOfMemory);
///
/// let snapshot = telemetry.snapshot();
/// let seen = snapshot.model("qwen2.5:1.5b").unwrap();
/// assert_eq!((seen.outcome(Outcome::Completed), seen.outcome(Outcome::Failed)), (1, 1));
/// ```
#[derive(Clone, Debug)]
pub struct Telemetry {
    inner: Arc<Inner>,
}

impl Default for Telemetry {
    fn default() -> Self {
        Self::new(Config::default())
    }
}

const OVERFLOW: &str = "overflow";

impl Telemetry {
    /// Starts to record.
    #[must_use]
    pub fn new(config: Config) -> Self {
        let started = config.clock.now();
        let overflow = Arc::new(AtomicU64::new(0));
        let mut slow = Slow {
            read_at: None,
            process_start: crate::record::process::start_time_seconds(),
            process: ProcessSnapshot::default(),
            watch: Watch::default(),
            measured_at: None,
            record_ns: [("", 0.0); 3],
        };
        slow.clock_set_by(&config);
        Self {
            inner: Arc::new(Inner {
                started,
                start_unix_ns: unix_ns(),
                slow: Mutex::new(slow),
                version: config.version.as_str().into(),
                revision: config.revision.as_str().into(),
                models: Mutex::new(Models::default()),
                http: HttpRecorder::new(config.clock.clone(), config.window),
                caches: Mutex::new(Vec::new()),
                engines: Engines::default(),
                devices: Mutex::new(Vec::new()),
                host: HostRecorder::default(),
                custom: Custom::new(config.label_limit, overflow.clone(), is_reserved),
                overflow,
                scrapes: std::array::from_fn(|_| Cells::new()),
                config,
            }),
        }
    }

    /// The clock that everything here reads.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.config.clock
    }

    /// The time now.
    #[must_use]
    #[inline]
    pub fn now(&self) -> Timestamp {
        self.inner.config.clock.now()
    }

    /// The recorder of a model: keep it, this takes a lock and compares names. Past the label limit it is the
    /// recorder of the model `overflow`, which takes all further ones. What a name holds of control characters, and of those
    /// that turn the order of text around, is [replaced](crate::visible).
    #[must_use]
    pub fn model(&self, name: &str) -> ModelRecorder {
        let inner = &*self.inner;
        let name = &*visible(name);
        let mut models = lock(&inner.models);
        let find = |models: &mut Models, name: &str| {
            let entry = models.entries.iter_mut().find(|e| e.recorder.name() == name)?;
            entry.retired = None;
            Some(entry.recorder.clone())
        };
        if let Some(model) = find(&mut models, name) {
            return model;
        }
        let mut name = name;
        if models.entries.len() >= inner.config.label_limit && name != OVERFLOW {
            inner.overflow.fetch_add(1, Ordering::Relaxed);
            name = OVERFLOW;
            if let Some(model) = find(&mut models, name) {
                return model;
            }
        }
        let set_by = lock(&inner.slow).clock_set_by(&inner.config);
        let created = unix_ns().saturating_add_signed(set_by.saturating_neg());
        let recorder = ModelRecorder::new(name.into(), created, &inner.config.model_options());
        models.entries.push(Entry { recorder: recorder.clone(), retired: None });
        recorder
    }

    /// The recorder of a model that there is. Unlike [`Telemetry::model`] this makes none, and a retired model stays retired.
    #[must_use]
    pub fn known_model(&self, name: &str) -> Option<ModelRecorder> {
        let name = &*visible(name);
        let models = lock(&self.inner.models);
        let known = models.entries.iter().find(|entry| entry.recorder.name() == name);
        known.map(|entry| entry.recorder.clone())
    }

    /// The model was unloaded: its series end after a grace period, once nobody holds its recorder and nothing of
    /// it runs. Resolving it again before that keeps them. Its counts stay in the totals.
    pub fn retire(&self, name: &str) {
        let now = self.now();
        let name = &*visible(name);
        let mut models = lock(&self.inner.models);
        if let Some(entry) = models.entries.iter_mut().find(|e| e.recorder.name() == name) {
            entry.retired.get_or_insert(now);
        }
    }

    /// The recorder of HTTP traffic.
    #[must_use]
    pub fn http(&self) -> HttpRecorder {
        self.inner.http.clone()
    }

    /// The recorder of a cache.
    #[must_use]
    pub fn cache(&self, name: &str) -> CacheRecorder {
        let mut caches = lock(&self.inner.caches);
        if let Some(cache) = caches.iter().find(|c| c.name() == name) {
            return cache.clone();
        }
        let cache = CacheRecorder::new(name.into());
        caches.push(cache.clone());
        cache
    }

    /// Takes in an engine whose health counts from now on, until its recorder and all clones of it are dropped. Keep
    /// it as long as the engine is used. A name that is taken gets a number.
    #[must_use]
    pub fn engine(&self, name: &str) -> EngineRecorder {
        EngineRecorder::new(self.clock().clone(), &self.inner.engines, name)
    }

    /// The health of all engines together. It asks nobody: what was pushed before is loaded.
    #[must_use]
    pub fn health(&self) -> HealthSnapshot {
        self.inner.engines.health()
    }

    /// The recorder of a device.
    #[must_use]
    pub fn device(&self, id: &str) -> DeviceRecorder {
        let mut devices = lock(&self.inner.devices);
        if let Some((_, device)) = devices.iter().find(|(name, _)| &**name == id) {
            return device.clone();
        }
        let device = DeviceRecorder::new(id.into(), self.inner.config.clock.clone());
        devices.push((id.into(), device.clone()));
        device
    }

    /// The devices now: what [`Telemetry::snapshot`] says of them, without the rest.
    #[must_use]
    pub fn devices(&self) -> Vec<DeviceSnapshot> {
        let mut shown = Vec::new();
        self.devices_into(self.now(), &mut shown);
        shown
    }

    fn devices_into(&self, now: Timestamp, out: &mut Vec<DeviceSnapshot>) {
        let devices = lock(&self.inner.devices);
        out.resize_with(devices.len(), DeviceSnapshot::default);
        for ((_, device), shown) in devices.iter().zip(out) {
            device.snapshot_into(now, shown);
        }
    }

    /// The recorder of the host.
    #[must_use]
    pub fn host(&self) -> HostRecorder {
        self.inner.host.clone()
    }

    /// Registers, or finds, a counter of the application's own.
    ///
    /// # Errors
    /// When a name is not one, or the family has another kind.
    pub fn counter(&self, name: &str, help: &str, labels: &[(&str, &str)]) -> Result<Counter, RegisterError> {
        self.inner.custom.counter(name, help, labels)
    }

    /// Takes a series of the application's own out of the exposition: one whose subject is gone, so that another has room. It
    /// comes back from zero when it is registered again.
    pub fn withdraw(&self, name: &str, labels: &[(&str, &str)]) {
        self.inner.custom.withdraw(name, labels);
    }

    /// A counter of the application's own under a constant name, which can't fail: where the name is taken it counts
    /// all the same, is shown in no exposition, and `telemetry_refused_name_info` says so. [`counters!`](crate::counters)
    /// makes a bundle of them and checks the names when it is compiled.
    #[must_use]
    pub fn constant_counter(&self, name: &'static str, help: &'static str) -> Counter {
        self.inner.custom.constant_counter(name, help)
    }

    /// Registers, or finds, a gauge of the application's own.
    ///
    /// # Errors
    /// When a name is not one, or the family has another kind.
    pub fn gauge(&self, name: &str, help: &str, labels: &[(&str, &str)]) -> Result<Gauge, RegisterError> {
        self.inner.custom.gauge(name, help, labels)
    }

    /// Registers, or finds, a histogram of times of the application's own.
    ///
    /// # Errors
    /// When a name is not one, or the family has another kind.
    pub fn time_histogram(
        &self,
        name: &str,
        help: &str,
        labels: &[(&str, &str)],
    ) -> Result<TimeHistogram, RegisterError> {
        self.inner.custom.times(name, help, labels)
    }

    /// Registers, or finds, a histogram of counts of the application's own.
    ///
    /// # Errors
    /// When a name is not one, or the family has another kind.
    pub fn count_histogram(
        &self,
        name: &str,
        help: &str,
        labels: &[(&str, &str)],
    ) -> Result<CountHistogram, RegisterError> {
        self.inner.custom.counts(name, help, labels)
    }

    /// Notes that a scrape in this format took so long.
    pub fn scraped(&self, format: ScrapeFormat, took: Duration) {
        let ns = nanos(took);
        self.inner.scrapes[format as usize].record(Scale::Time, ns, 1, ns, By::Many);
    }

    /// Everything now.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        let mut snapshot = Snapshot::default();
        self.snapshot_into(&mut snapshot);
        snapshot
    }

    /// Everything now, into memory that an earlier snapshot of the same telemetry left behind.
    pub fn snapshot_into(&self, out: &mut Snapshot) {
        let inner = &*self.inner;
        let mut slow = lock(&inner.slow);
        let set_by = slow.refresh(&inner.config);
        out.own.record_ns.clear();
        out.own.record_ns.extend(slow.record_ns);
        let (suspends, steps) = slow.watch.seen();
        out.own.clock = ClockInfo { suspends, steps, ..inner.config.clock.info() };
        out.process = slow.process;
        drop(slow);
        let now = self.now();
        out.at = now;
        out.unix_ns = unix_ns();
        out.start_unix_ns = inner.start_unix_ns.saturating_add_signed(set_by);
        out.uptime = now.since(inner.started);
        out.version = inner.version.clone();
        out.revision = inner.revision.clone();

        let began = out.start_unix_ns;
        let wall = |at_ns: u64| began + at_ns.saturating_sub(inner.started.as_nanos());
        let mut models = lock(&inner.models);
        models.end_retired(now, inner.config.retire_after, wall);
        out.models.resize_with(models.entries.len(), ModelSnapshot::default);
        out.own.broken = models.gone_broken;
        out.own.clamped = models.gone_clamped;
        for (entry, shown) in models.entries.iter().zip(&mut out.models) {
            let broken = entry.recorder.snapshot_into(now, shown, wall);
            shown.created_unix_ns = shown.created_unix_ns.saturating_add_signed(set_by);
            out.own.clamped += shown.count(Count::Clamped);
            for (sum, breaches) in out.own.broken.iter_mut().zip(broken) {
                *sum += breaches;
            }
        }
        let series = models.entries.len();
        let Totals { outcomes, output_tokens, duration, window } = &mut out.totals;
        (*outcomes, *output_tokens, *window) =
            (models.gone.outcomes, models.gone.output_tokens, models.gone.window);
        duration.raw_mut().clear(); // not a clone: it keeps its memory
        duration.merge(&models.gone.duration);
        drop(models);
        out.models.iter().for_each(|model| out.totals.add(model));

        inner.http.snapshot_into(now, &mut out.http);
        let caches = lock(&inner.caches);
        out.caches.clear();
        out.caches.extend(caches.iter().map(CacheRecorder::snapshot));
        drop(caches);
        out.health = inner.engines.snapshot_into(&mut out.engines);
        self.devices_into(now, &mut out.devices);
        inner.host.snapshot_into(&mut out.host);
        inner.custom.snapshot_into(&mut out.custom);
        inner.custom.refused_into(&mut out.own.refused_names);
        out.own.series = series as u64 + inner.custom.series();
        out.own.overflow = inner.overflow.load(Ordering::Relaxed);
        for (shown, scrapes) in out.own.scrapes.iter_mut().zip(&inner.scrapes) {
            shown.raw_mut().clear();
            scrapes.add_to(shown.raw_mut());
        }
    }
}

impl Models {
    /// Lets retired models go whose time has come, and keeps their counts.
    fn end_retired(&mut self, now: Timestamp, grace: Duration, wall: impl Fn(u64) -> u64 + Copy) {
        let Self { entries, gone, gone_broken, gone_clamped } = self;
        entries.retain(|entry| {
            let over = entry.retired.is_some_and(|at| now.since(at) >= grace);
            if !over || !entry.recorder.is_abandoned() {
                return true;
            }
            let mut last = ModelSnapshot::default();
            let broken = entry.recorder.snapshot_into(now, &mut last, wall);
            gone.add(&last);
            gone.window = crate::read::snapshot::WindowSnapshot::default();
            *gone_clamped += last.count(Count::Clamped);
            for (sum, breaches) in gone_broken.iter_mut().zip(broken) {
                *sum += breaches;
            }
            false
        });
    }
}

fn unix_ns() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, nanos)
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    /// A Pi has no clock of its own: it starts in the past, and is told the time when it has a network.
    #[test]
    fn the_begin_of_counters_is_right_after_the_clock_was_set() {
        const DAY: Duration = Duration::from_secs(86_400);
        let telemetry = Telemetry::default();
        let _before = telemetry.model("before");
        let shown = telemetry.snapshot();
        let (began, created) = (shown.start_unix_ns, shown.models[0].created_unix_ns);
        lock(&telemetry.inner.slow).watch.was_earlier(DAY);
        let _after = telemetry.model("after");
        lock(&telemetry.inner.slow).read_at = None;
        let shown = telemetry.snapshot();
        let day = nanos(DAY);
        // As exact as /proc/uptime is.
        let near = |a: u64, b: u64| assert!(a.abs_diff(b) < 100_000_000, "{a} {b}");
        near(shown.start_unix_ns, began + day);
        near(shown.models[0].created_unix_ns, created + day);
        near(shown.models[1].created_unix_ns, shown.unix_ns);
        assert_eq!(shown.own.clock.steps, 1);
    }
}

//! Recorders of one model's requests.

mod request;

use crate::read::histogram::HistogramSnapshot;
use crate::read::snapshot::{ModelSnapshot, WindowSnapshot};
use crate::record::clock::Clock;
use crate::record::lease::{Owner, Slot};
use crate::record::shard::{GAP, HISTOGRAMS, Shard, scale};
use crate::record::shared::SharedHistogram;
use crate::record::spans::Spans;
use crate::record::sync::{Arc, AtomicU64, Mutex, Ordering, array, fence, lock, try_lock};
use crate::record::window::Window;
use crate::words::time::Timestamp;
use crate::words::{Exemplar, Law, LoadPhase, ModelInfo, Name, Outcome, PowerSource, Reason};
pub use request::InFlight;
use request::open;
use std::sync::OnceLock;
use std::time::Duration;

/// What is set from outside a request, rarely.
#[derive(Clone, Debug, Default)]
struct Facts {
    info: Option<std::sync::Arc<ModelInfo>>,
    hardware_latency_ns: Option<u64>,
    load_ns: [Option<u64>; 5],
    context_tokens: Option<u64>,
    context_capacity_tokens: Option<u64>,
    energy_joules: Vec<(PowerSource, f64)>,
}

/// What all requests of a model share.
#[derive(Debug)]
pub(crate) struct Core {
    name: Name,
    created_unix_ns: u64,
    clock: Clock,
    spans: Spans,
    stall_factor: u32,
    /// Of the shard that changed it last; for requests without a shard.
    stall_limit: AtomicU64,
    /// Length of the trailing window.
    window: Duration,
    queued: AtomicU64,
    crowd: OnceLock<Box<Crowd>>,
    facts: Mutex<Facts>,
    archive: Mutex<Archive>,
}

/// Counts of shards that started over, and what the last snapshot showed.
#[derive(Debug)]
struct Archive {
    histograms: [HistogramSnapshot; HISTOGRAMS],
    shown: [u64; 5],
    violations: [u64; 4],
}

impl Default for Archive {
    fn default() -> Self {
        let histograms = std::array::from_fn(|i| HistogramSnapshot::of_scale(scale(i)));
        Self { histograms, shown: [0; 5], violations: [0; 4] }
    }
}

/// Where requests record that found every shard taken: many writers, so each count is a locked addition.
#[derive(Debug)]
struct Crowd {
    window: Window,
    histograms: [SharedHistogram; HISTOGRAMS],
    begun: AtomicU64,
    ended: AtomicU64,
    ended_ns: AtomicU64,
    output_tokens: AtomicU64,
    prompt_tokens: AtomicU64,
    chunks: AtomicU64,
    stalls: AtomicU64,
    frames: AtomicU64,
    clamped: AtomicU64,
    failures: [AtomicU64; Reason::COUNT],
}

impl Crowd {
    fn new(window: Duration) -> Self {
        let zero = || AtomicU64::new(0);
        Self {
            window: Window::new(window),
            histograms: std::array::from_fn(|i| SharedHistogram::allocated(scale(i))),
            begun: zero(),
            ended: zero(),
            ended_ns: zero(),
            output_tokens: zero(),
            prompt_tokens: zero(),
            chunks: zero(),
            stalls: zero(),
            frames: zero(),
            clamped: zero(),
            failures: array(zero),
        }
    }

    fn record(&self, histogram: usize, value: u64, n: u32, sum: u64) {
        if !self.histograms[histogram].record(value, u64::from(n), sum) {
            self.clamped.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Requests that ended and their time together.
    fn ended(&self) -> WindowSnapshot {
        WindowSnapshot {
            count: self.ended.load(Ordering::Relaxed),
            sum_ns: self.ended_ns.load(Ordering::Relaxed),
        }
    }
}

impl Core {
    #[cold]
    fn crowd(&self) -> &Crowd {
        self.crowd.get_or_init(|| Box::new(Crowd::new(self.window)))
    }

    /// Records in the shard, or in the crowd when there is no shard or no row left in it.
    #[inline]
    fn record(&self, shard: Option<&Shard>, histogram: usize, value: u64, sum: u64) {
        match shard {
            Some(shard) if shard.record(histogram, value, 1, sum) => {}
            Some(_) => self.record_crowded(histogram, value, 0),
            None => self.record_crowded(histogram, value, sum),
        }
    }

    #[cold]
    #[inline(never)]
    fn record_crowded(&self, histogram: usize, value: u64, sum: u64) {
        self.crowd().record(histogram, value, 1, sum);
    }

    /// `n` gaps that are not on the hot path: the first few, possible stalls, new rows, no shard.
    #[cold]
    fn cold_gap(&self, shard: Option<&Shard>, gap: u64, n: u32) {
        match shard {
            Some(shard) if shard.cold_gap(gap, n, self.stall_factor, &self.stall_limit) => {}
            Some(_) => self.crowd().record(GAP, gap, n, 0),
            None => {
                let limit = self.stall_limit.load(Ordering::Relaxed);
                if limit > 0 && gap > limit {
                    self.crowd().stalls.fetch_add(1, Ordering::Relaxed);
                }
                self.crowd().record(GAP, gap, n, gap);
            }
        }
    }

    /// Moves a shard's counts to the archive, unless a snapshot is being taken: then another time.
    #[cold]
    fn start_over(&self, shard: &Shard) {
        if let Some(mut archive) = try_lock(&self.archive) {
            shard.drain(|histogram, row, cell, count| {
                if let Some(slot) = archive.histograms[histogram].row_mut(row).get_mut(cell) {
                    *slot += count;
                }
            });
        }
    }
}

type ModelOwner = Owner<Core, Shard>;

/// Records one model's requests. Resolve it once with [`Telemetry::model`](crate::Telemetry::model) and keep
/// it; a clone records the same model.
#[derive(Clone, Debug)]
pub struct ModelRecorder {
    owner: Arc<ModelOwner>,
}

/// How a registry makes models.
#[derive(Clone, Debug)]
pub(crate) struct ModelOptions {
    pub(crate) clock: Clock,
    pub(crate) window: Duration,
    pub(crate) stall_factor: u32,
    pub(crate) spans: Spans,
}

/// What a request without a shard has in its place: no row of it is hot, so it is never written.
#[cfg(not(hailo_loom))]
fn spare() -> &'static Slot<Shard> {
    static SPARE: OnceLock<Box<Slot<Shard>>> = OnceLock::new();
    SPARE.get_or_init(|| Box::new(Slot::spare(Shard::new(Duration::ZERO))))
}

#[cfg(hailo_loom)]
fn spare() -> &'static Slot<Shard> {
    // The model checker's atomics live for one run.
    Box::leak(Box::new(Slot::spare(Shard::new(Duration::ZERO))))
}

impl ModelRecorder {
    pub(crate) fn new(name: Name, created_unix_ns: u64, options: &ModelOptions) -> Self {
        Self {
            owner: Arc::new(Owner::new(
                Core {
                    name,
                    created_unix_ns,
                    clock: options.clock.clone(),
                    spans: options.spans.clone(),
                    stall_factor: options.stall_factor,
                    stall_limit: AtomicU64::new(0),
                    window: options.window,
                    queued: AtomicU64::new(0),
                    crowd: OnceLock::new(),
                    facts: Mutex::new(Facts::default()),
                    archive: Mutex::new(Archive::default()),
                },
                spare(),
            )),
        }
    }

    fn core(&self) -> &Core {
        self.owner.value()
    }

    /// Label value of this model's series.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.core().name
    }

    /// The clock that its requests read.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.core().clock
    }

    /// True when nobody else could record: no other recorder, nothing running or waiting.
    pub(crate) fn is_abandoned(&self) -> bool {
        Arc::strong_count(&self.owner) == 1 && self.owner.in_flight() == 0
    }

    /// A call starts now.
    #[inline(always)]
    pub fn begin(&self) -> InFlight {
        self.begin_at(self.core().clock.now())
    }

    /// As [`ModelRecorder::begin`], at `time`.
    #[inline(always)]
    pub fn begin_at(&self, time: Timestamp) -> InFlight {
        self.with_span(open(&self.owner, time, time))
    }

    #[inline]
    fn with_span(&self, mut request: InFlight) -> InFlight {
        request.span = self.core().spans.open(&self.core().name);
        request
    }

    /// A call starts now that should have started at `intended`: its duration and first token are measured
    /// from there, so that a load generator's own lateness is not omitted.
    pub fn begin_intended(&self, intended: Timestamp) -> InFlight {
        self.with_span(open(&self.owner, intended, self.core().clock.now()))
    }

    /// As [`ModelRecorder::begin_intended`], without a span of its own.
    #[cfg(feature = "tracing")]
    pub(crate) fn begin_bare(&self, intended: Timestamp) -> InFlight {
        open(&self.owner, intended, self.core().clock.now())
    }

    /// A call is asked for now and waits for the device; [`InFlight::started`] ends the wait.
    pub fn queue(&self) -> InFlight {
        self.queue_at(self.core().clock.now())
    }

    /// As [`ModelRecorder::queue`], asked for at `time`.
    pub fn queue_at(&self, time: Timestamp) -> InFlight {
        self.core().queued.fetch_add(1, Ordering::Relaxed);
        let mut waiting = InFlight::at(self.owner.vacant(), time);
        waiting.queued = Some(self.owner.clone());
        self.with_span(waiting)
    }

    /// Labels of the model's info series.
    pub fn set_info(&self, info: ModelInfo) {
        lock(&self.core().facts).info = Some(std::sync::Arc::new(info));
    }

    /// The device's own running mean latency.
    pub fn set_hardware_latency(&self, latency: Duration) {
        lock(&self.core().facts).hardware_latency_ns = Some(crate::words::time::nanos(latency));
    }

    /// Time a phase of the cold start took.
    pub fn set_load(&self, phase: LoadPhase, took: Duration) {
        lock(&self.core().facts).load_ns[phase as usize] = Some(crate::words::time::nanos(took));
    }

    /// Context occupancy and capacity in tokens.
    pub fn set_context(&self, tokens: u64, capacity: Option<u64>) {
        let mut facts = lock(&self.core().facts);
        facts.context_tokens = Some(tokens);
        facts.context_capacity_tokens = capacity.or(facts.context_capacity_tokens);
    }

    /// Adds this model's share of a device's energy, joules; negative or non-finite amounts are ignored.
    pub fn add_energy(&self, source: PowerSource, joules: f64) {
        if joules.is_finite() && joules >= 0.0 {
            let mut facts = lock(&self.core().facts);
            match facts.energy_joules.iter_mut().find(|(s, _)| *s == source) {
                Some((_, sum)) => *sum += joules,
                None => facts.energy_joules.push((source, joules)),
            }
        }
    }

    /// This model's series now; returns breaches by law since the model began, and clamped values.
    pub(crate) fn snapshot_into(
        &self,
        now: Timestamp,
        out: &mut ModelSnapshot,
        wall: impl Fn(u64) -> u64,
    ) -> Checked {
        let core = self.core();
        let mut archive = lock(&core.archive);
        let crowd = core.crowd.get();
        let crowd_value =
            |pick: fn(&Crowd) -> &AtomicU64| crowd.map_or(0, |c| pick(c).load(Ordering::Relaxed));

        // Requests that ended, before anything that they wrote: see the laws below.
        let mut ended = crowd.map_or(0, |c| c.ended.load(Ordering::Acquire));
        ended += self.owner.slots().map(Slot::ended).sum::<u64>();

        let [d0, d1, d2, d3] = &mut out.durations;
        let mut targets: [&mut HistogramSnapshot; HISTOGRAMS] = [
            d0,
            d1,
            d2,
            d3,
            &mut out.queue,
            &mut out.time_to_first_token,
            &mut out.inter_token,
            &mut out.time_per_output_token,
            &mut out.request_prompt_tokens,
            &mut out.request_output_tokens,
        ];
        for (i, target) in targets.iter_mut().enumerate() {
            target.reset(scale(i));
            target.merge(&archive.histograms[i]);
            if let Some(crowd) = crowd {
                crowd.histograms[i].add_to(target);
            }
        }
        let trailing = |window: &Window, ended| window.trailing(now.as_nanos(), ended);
        out.window = crowd.map_or_else(WindowSnapshot::default, |c| trailing(&c.window, c.ended()));
        let mut clamped = crowd_value(|c| &c.clamped);
        out.output_tokens = crowd_value(|c| &c.output_tokens);
        out.prompt_tokens = crowd_value(|c| &c.prompt_tokens);
        out.chunks = crowd_value(|c| &c.chunks);
        out.stalls = crowd_value(|c| &c.stalls);
        out.frames = crowd_value(|c| &c.frames);
        for (i, failures) in out.failures.iter_mut().enumerate() {
            *failures = crowd.map_or(0, |c| c.failures[i].load(Ordering::Relaxed));
        }
        for slot in self.owner.slots() {
            let shard = slot.cells();
            shard.rows(|histogram, row, cells| {
                let to = targets[histogram].row_mut(row);
                for (to, from) in to.iter_mut().zip(cells) {
                    *to += u64::from(from.load(Ordering::Relaxed));
                }
            });
            for (i, target) in targets.iter_mut().enumerate() {
                target.add_sum(shard.sum(i));
            }
            for (to, from) in out.failures.iter_mut().zip(&shard.failures) {
                *to += from.value();
            }
            out.output_tokens += shard.output_tokens.value();
            out.prompt_tokens += shard.prompt_tokens.value();
            out.chunks += shard.chunks.value();
            out.stalls += shard.stalls.value();
            out.frames += shard.frames.value();
            out.window.add(trailing(&shard.window, shard.ended(slot.ended())));
            clamped += shard.clamped.value();
        }
        // Requests that began, after everything that they wrote.
        fence(Ordering::Acquire);
        let mut begun = crowd_value(|c| &c.begun);
        begun += self.owner.slots().map(Slot::begun).sum::<u64>();

        out.model = core.name.clone();
        out.created_unix_ns = core.created_unix_ns;
        out.in_flight = self.owner.in_flight();
        out.queued = core.queued.load(Ordering::Relaxed);
        // A request that ends just now may be missed in what ran: a counter does not go back.
        out.busy_ns = self.owner.busy_ns(now.as_nanos()).max(archive.shown[0]);
        for t in self.owner.slots().flat_map(|slot| slot.cells().tagged()) {
            if let Some(durations) = out.durations.get_mut(t.outcome as usize) {
                durations.keep_exemplar(Exemplar {
                    trace_id: u128::from(t.trace_id[0]) << 64 | u128::from(t.trace_id[1]),
                    value: t.value,
                    unix_ns: wall(t.at_ns),
                });
            }
        }
        let facts = lock(&core.facts);
        out.info.clone_from(&facts.info);
        out.hardware_latency_ns = facts.hardware_latency_ns;
        out.load_ns = facts.load_ns;
        out.context_tokens = facts.context_tokens;
        out.context_capacity_tokens = facts.context_capacity_tokens;
        out.energy_joules.clone_from(&facts.energy_joules);
        drop(facts);

        let violations = check(out, &mut archive, begun, ended);
        Checked { violations, clamped }
    }
}

/// Measures what recording costs here and now, on a model that nobody sees: nanoseconds for a clock reading, a
/// request (begin and end) and a token, without the clock.
pub(crate) fn measure(options: &ModelOptions) -> [(&'static str, f64); 3] {
    // An interpreter has no cost to tell and takes seconds to tell it.
    const REQUESTS: u64 = if cfg!(miri) { 1 } else { 64 };
    const TOKENS: u64 = if cfg!(miri) { 1 } else { 16 };
    let model = ModelRecorder::new("".into(), 0, options);
    let at = |i: u64| Timestamp::from_nanos(i * 1_000_000);
    // A first request makes the shard and its rows.
    let timed = |work: &dyn Fn()| {
        #[allow(clippy::disallowed_methods)]
        let began = std::time::Instant::now();
        work();
        began.elapsed().as_nanos() as f64
    };
    let requests = || (0..REQUESTS).for_each(|i| model.begin_at(at(i)).complete_at(at(i + 1)));
    let answers = || {
        for i in 0..REQUESTS {
            let mut request = model.begin_at(at(i));
            (1..=TOKENS).for_each(|t| request.token_at(at(i + t)));
            request.complete_at(at(i + TOKENS));
        }
    };
    let clock = || {
        (0..REQUESTS).for_each(|_| {
            std::hint::black_box(options.clock.now());
        });
    };
    requests();
    answers();
    let (clock, requests, answers) = (timed(&clock), timed(&requests), timed(&answers));
    let tokens = (answers - requests).max(0.0);
    [
        ("clock", clock / REQUESTS as f64),
        ("request", requests / REQUESTS as f64),
        ("token", tokens / (REQUESTS * TOKENS) as f64),
    ]
}

/// What a snapshot of a model found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checked {
    pub(crate) violations: [u64; 4],
    pub(crate) clamped: u64,
}

/// Checks the laws on what a snapshot read while requests ran. `ended` was read before it, `begun` after, and the
/// writers order their stores so that the laws hold for every such reading.
fn check(shown: &ModelSnapshot, archive: &mut Archive, begun: u64, ended: u64) -> [u64; 4] {
    let requests = shown.requests();
    let failures: u64 = shown.failures.iter().sum();
    let failed = shown.outcome(Outcome::Failed) + shown.outcome(Outcome::TimedOut);
    let output = shown.request_output_tokens.sum();
    // Nothing ran while we read: then even sums of different cells agree.
    let quiet = ended == begun;
    let now = [shown.busy_ns, requests, failures, shown.output_tokens, shown.frames];
    let back = now.iter().zip(&archive.shown).any(|(now, before)| now < before);
    archive.shown = now;
    for (law, broken) in [
        (Law::InFlight, ended > begun || requests > begun),
        (Law::Ledger, requests < ended || quiet && failures != failed),
        (Law::Tokens, quiet && output != shown.output_tokens),
        (Law::Monotone, back),
    ] {
        archive.violations[law as usize] += u64::from(broken);
    }
    archive.violations
}

//! The recorder of one model's requests, and what it knows as a snapshot.

use crate::read::snapshot::{ModelSnapshot, WindowSnapshot};
use crate::record::clock::Clock;
use crate::record::device::add;
use crate::record::lease::Owner;
use crate::record::request::InFlight;
use crate::record::shard::{Shard, Spare};
use crate::record::spans::Spans;
use crate::record::sync::{AtomicU64, Mutex, Ordering, fence, lock};
use crate::words::time::Timestamp;
use crate::words::{
    Count, Distribution, Exemplar, Invariant, LoadPhase, ModelInfo, Name, Outcome, PowerSource, Reason,
};
use std::sync::OnceLock;
use std::time::Duration;

/// What is set from outside a request, rarely.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    pub(super) info: Option<std::sync::Arc<ModelInfo>>,
    pub(super) hardware_latency: Option<Duration>,
    pub(super) load: [Option<Duration>; LoadPhase::COUNT],
    pub(super) context_tokens: Option<u64>,
    pub(super) context_capacity: Option<u64>,
    pub(super) energy: Vec<(PowerSource, f64)>,
    pub(super) measured_busy: Duration,
}

/// What all requests of a model share.
#[derive(Debug)]
pub(crate) struct Core {
    pub(super) name: Name,
    pub(super) created_unix_ns: u64,
    pub(super) clock: Clock,
    spans: Spans,
    pub(super) stall_factor: u32,
    /// Length of the trailing window.
    pub(super) window: Duration,
    queued: AtomicU64,
    /// Where requests record that found every shard taken.
    overflow: OnceLock<Box<Shard>>,
    /// For requests without a shard.
    pub(super) spare: Spare,
    pub(super) facts: Mutex<Facts>,
    pub(super) shown: Mutex<Shown>,
}

impl Core {
    #[cold]
    pub(super) fn overflow(&self) -> &Shard {
        self.overflow.get_or_init(|| Box::new(Shard::new(self.window)))
    }

    pub(super) fn overflow_if_made(&self) -> Option<&Shard> {
        self.overflow.get().map(Box::as_ref)
    }

    pub(super) fn queued(&self) -> u64 {
        self.queued.load(Ordering::Relaxed)
    }

    pub(super) fn leave_queue(&self) {
        self.queued.fetch_sub(1, Ordering::Relaxed);
    }
}

pub(crate) type ModelOwner = Owner<Core, Shard>;

/// Records one model's requests. Resolve it once with [`Telemetry::model`](crate::Telemetry::model) and keep
/// it; a clone records the same model.
///
/// Its forms with `_at` take the time, for what happened earlier or in another clock's time:
/// ```
/// use std::time::Duration;
///
/// use hailo_telemetry::{Telemetry, Timestamp};
///
/// let telemetry = Telemetry::default();
/// let model = telemetry.model("m");
/// let at = |ms: u64| Timestamp::from_nanos(ms * 1_000_000);
/// let mut request = model.begin_at(at(0));
/// for ms in [300, 400, 500] {
///     request.token_at(at(ms));
/// }
/// request.complete_at(at(510));
///
/// let snapshot = telemetry.snapshot();
/// let first = snapshot.models[0].time_to_first_token().quantile(0.5).unwrap();
/// assert!(first.abs_diff(Duration::from_millis(300)) < Duration::from_millis(5)); // within 1.6 %
/// ```
#[derive(Clone, Debug)]
pub struct ModelRecorder {
    pub(super) owner: ModelOwner,
}

/// How a registry makes models.
#[derive(Clone, Debug)]
pub(crate) struct ModelOptions {
    pub(crate) clock: Clock,
    pub(crate) window: Duration,
    pub(crate) stall_factor: u32,
    pub(crate) spans: Spans,
}

impl ModelRecorder {
    pub(crate) fn new(name: Name, created_unix_ns: u64, options: &ModelOptions) -> Self {
        let owner = Owner::new(Core {
            name,
            created_unix_ns,
            clock: options.clock.clone(),
            spans: options.spans.clone(),
            stall_factor: options.stall_factor,
            window: options.window,
            queued: AtomicU64::new(0),
            overflow: OnceLock::new(),
            spare: Spare::new(),
            facts: Mutex::new(Facts::default()),
            shown: Mutex::default(),
        });
        Self { owner }
    }

    pub(super) fn core(&self) -> &Core {
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
        self.owner.is_alone()
    }

    /// A call starts now.
    #[inline(always)]
    pub fn begin(&self) -> InFlight {
        self.begin_at(self.core().clock.now())
    }

    /// As [`ModelRecorder::begin`], at `time`.
    #[inline(always)]
    pub fn begin_at(&self, time: Timestamp) -> InFlight {
        self.with_span(InFlight::open(&self.owner, time, time))
    }

    #[inline]
    fn with_span(&self, mut request: InFlight) -> InFlight {
        request.span = self.core().spans.open(&self.core().name);
        request
    }

    /// A call starts now that should have started at `intended`: its duration and first token are measured
    /// from there, so that a load generator's own lateness is not omitted.
    pub fn begin_intended(&self, intended: Timestamp) -> InFlight {
        self.with_span(InFlight::open(&self.owner, intended, self.core().clock.now()))
    }

    /// As [`ModelRecorder::begin_intended`], without a span of its own.
    #[cfg(feature = "tracing")]
    pub(crate) fn begin_bare(&self, intended: Timestamp) -> InFlight {
        InFlight::open(&self.owner, intended, self.core().clock.now())
    }

    /// A call is asked for now and waits for the device; [`InFlight::started`] ends the wait.
    pub fn queue(&self) -> InFlight {
        self.queue_at(self.core().clock.now())
    }

    /// As [`ModelRecorder::queue`], asked for at `time`.
    pub fn queue_at(&self, time: Timestamp) -> InFlight {
        self.core().queued.fetch_add(1, Ordering::Relaxed);
        self.with_span(InFlight::wait(&self.owner, time))
    }

    /// Labels of the model's info series.
    pub fn set_info(&self, info: ModelInfo) {
        lock(&self.core().facts).info = Some(std::sync::Arc::new(info));
    }

    /// The device's own running mean latency.
    pub fn set_hardware_latency(&self, latency: Duration) {
        lock(&self.core().facts).hardware_latency = Some(latency);
    }

    /// Time a phase of the cold start took.
    pub fn set_load(&self, phase: LoadPhase, took: Duration) {
        lock(&self.core().facts).load[phase as usize] = Some(took);
    }

    /// Context occupancy and capacity in tokens.
    pub fn set_context(&self, tokens: u64, capacity: Option<u64>) {
        let mut facts = lock(&self.core().facts);
        facts.context_tokens = Some(tokens);
        facts.context_capacity = capacity.or(facts.context_capacity);
    }

    /// Time with at least one request in flight so far: what a snapshot says of it, without the snapshot.
    #[must_use]
    pub fn busy(&self) -> Duration {
        Duration::from_nanos(self.owner.busy_ns(self.core().clock.now().as_nanos()))
    }

    /// Adds busy time of which the energy was measured.
    pub fn add_measured_busy(&self, time: Duration) {
        lock(&self.core().facts).measured_busy += time;
    }

    /// Adds this model's share of a device's energy, joules; negative or non-finite amounts are ignored.
    pub fn add_energy(&self, source: PowerSource, joules: f64) {
        if joules.is_finite() && joules >= 0.0 {
            add(&mut lock(&self.core().facts).energy, source, joules);
        }
    }
}

/// What the last snapshot showed, and how often one broke an invariant.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    counters: [u64; 5],
    broken: [u64; Invariant::COUNT],
}

impl ModelRecorder {
    /// This model's series now; returns breaches of invariants since the model began.
    pub(crate) fn snapshot_into(
        &self,
        now: Timestamp,
        out: &mut ModelSnapshot,
        wall: impl Fn(u64) -> u64,
    ) -> [u64; Invariant::COUNT] {
        let core = self.core();
        let mut last = lock(&core.shown);
        let shards: Vec<&Shard> = self.owner.shards().chain(core.overflow_if_made()).collect();

        // Requests that ended, before anything that they wrote: see `check`.
        let ended = shards.iter().map(|shard| shard.ends()).sum::<u64>();
        for distribution in Distribution::ALL {
            let shown = out.raw_mut(distribution);
            shown.clear();
            shards.iter().for_each(|shard| shard.histogram(distribution).add_to(shown));
        }
        out.failures = [0; Reason::COUNT];
        out.window = WindowSnapshot::default();
        for shard in &shards {
            out.failures.iter_mut().zip(shard.failures()).for_each(|(to, from)| *to += from);
            out.window.add(shard.window.trailing(now.as_nanos(), shard.ended()));
        }
        for count in Count::ALL {
            out.counts[*count as usize] = shards.iter().map(|shard| shard.front.count(*count)).sum();
        }
        out.output_tokens = shards.iter().map(|shard| shard.front.output_tokens()).sum();
        // Requests that began, after everything that they wrote.
        fence(Ordering::Acquire);
        let begun = shards.iter().map(|shard| shard.begins()).sum::<u64>();

        out.name = core.name.clone();
        out.created_unix_ns = core.created_unix_ns;
        out.in_flight = self.owner.in_flight();
        out.queued = core.queued();
        // The clock was read before, and by another processor: what it says of a request that runs may go back.
        out.busy_ns = self.owner.busy_ns(now.as_nanos()).max(last.counters[0]);
        for t in shards.iter().flat_map(|shard| shard.tagged()) {
            if let Some(outcome) = Outcome::ALL.get(t.outcome as usize) {
                out.raw_mut(Distribution::duration(*outcome)).keep_exemplar(Exemplar {
                    trace_id: u128::from(t.trace_id[0]) << 64 | u128::from(t.trace_id[1]),
                    took_ns: t.value,
                    unix_ns: wall(t.at_ns),
                });
            }
        }
        let facts = lock(&core.facts);
        out.info.clone_from(&facts.info);
        out.hardware_latency = facts.hardware_latency;
        out.load = facts.load;
        out.context_tokens = facts.context_tokens;
        out.context_capacity = facts.context_capacity;
        out.energy.clone_from(&facts.energy);
        out.measured_busy = facts.measured_busy;
        drop(facts);

        check(out, &mut last, begun, ended)
    }
}

/// Checks the invariants on what a snapshot read while requests ran. `ended` was read before it, `begun` after, and the
/// writers order their stores so that the invariants hold for every such reading.
fn check(shown: &ModelSnapshot, last: &mut Shown, begun: u64, ended: u64) -> [u64; Invariant::COUNT] {
    let requests = shown.requests();
    let failures: u64 = shown.failures.iter().sum();
    let failed = shown.outcome(Outcome::Failed) + shown.outcome(Outcome::TimedOut);
    let output = shown.request_output_tokens().sum();
    // No request ran while we read, so sums over different cells must agree.
    let quiet = ended == begun;
    let now = [shown.busy_ns, requests, failures, shown.output_tokens, shown.count(Count::Frames)];
    let back = now.iter().zip(&last.counters).any(|(now, before)| now < before);
    last.counters = now;
    for (invariant, is_broken) in [
        (Invariant::InFlight, ended > begun || requests > begun),
        (Invariant::Ledger, requests < ended || quiet && failures != failed),
        (Invariant::Tokens, quiet && output != shown.output_tokens),
        (Invariant::Monotone, back),
    ] {
        last.broken[invariant as usize] += u64::from(is_broken);
    }
    last.broken
}

/// Measures what recording costs here and now, on a model that nobody sees: nanoseconds for a clock reading, a
/// request (begin and end) and a token, without the clock.
pub(crate) fn measure(options: &ModelOptions) -> [(&'static str, f64); 3] {
    // An interpreter has no cost to tell and takes seconds to tell it.
    const REQUESTS: u64 = if cfg!(miri) { 1 } else { 64 };
    const TOKENS: u64 = if cfg!(miri) { 1 } else { 16 };
    let model = ModelRecorder::new("".into(), 0, options);
    let at = |i: u64| Timestamp::from_nanos(i * 1_000_000);
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
    // A first run allocates the shard and its cells, so that the timed one measures neither.
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

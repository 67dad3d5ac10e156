//! Recorders of one model's requests.

use crate::bucket::TOKEN_SHIFT;
use crate::clock::{Clock, Timestamp};
use crate::histogram::HistogramSnapshot;
use crate::lease::{BUSY_SHIFT, Lease, Owner};
#[cfg(not(feature = "tracing"))]
use crate::no_spans::{RequestSpan, Spans};
use crate::shard::{FIRST, GAP, HISTOGRAMS, NO_GAP, OUTPUT, PROMPT, QUEUE, Shard, TPOT, Tagged, scale};
use crate::shared::SharedHistogram;
use crate::snapshot::{
    Exemplar, Law, LoadPhase, ModelInfo, ModelSnapshot, Name, Outcome, PowerSource, Reason, WindowSnapshot,
};
#[cfg(feature = "tracing")]
use crate::spans::{RequestSpan, Spans};
use crate::sync::{Arc, AtomicU64, Mutex, Ordering, array, fence, lock, try_lock};
use crate::window::Window;
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
    window: Window,
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
    histograms: [SharedHistogram; HISTOGRAMS],
    begun: AtomicU64,
    ended: AtomicU64,
    ended_ns: AtomicU64,
    busy: AtomicU64,
    output_tokens: AtomicU64,
    prompt_tokens: AtomicU64,
    chunks: AtomicU64,
    stalls: AtomicU64,
    frames: AtomicU64,
    clamped: AtomicU64,
    failures: [AtomicU64; Reason::COUNT],
}

impl Crowd {
    fn new() -> Self {
        let zero = || AtomicU64::new(0);
        Self {
            histograms: std::array::from_fn(|i| SharedHistogram::allocated(scale(i))),
            begun: zero(),
            ended: zero(),
            ended_ns: zero(),
            busy: zero(),
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
}

impl Core {
    #[cold]
    fn crowd(&self) -> &Crowd {
        self.crowd.get_or_init(|| Box::new(Crowd::new()))
    }

    /// Records in the shard, or in the crowd when there is no shard or no row left in it.
    #[inline]
    fn record(&self, shard: Option<&Shard>, histogram: usize, value: u64, sum: u64) {
        if !shard.is_some_and(|s| s.record(histogram, value, 1, sum)) {
            self.record_crowded(histogram, value, sum);
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
        let recorded = match shard {
            Some(shard) => shard.cold_gap(gap, n, self.stall_factor, &self.stall_limit),
            None => {
                let limit = self.stall_limit.load(Ordering::Relaxed);
                if limit > 0 && gap > limit {
                    self.crowd().stalls.fetch_add(1, Ordering::Relaxed);
                }
                false
            }
        };
        if !recorded {
            self.crowd().record(GAP, gap, n, gap);
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

#[cfg(not(hailo_loom))]
thread_local! {
    /// The slot this thread held last: its lines are in this core's cache.
    static HINT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

#[cfg(not(hailo_loom))]
#[inline]
fn hint() -> u32 {
    HINT.try_with(std::cell::Cell::get).unwrap_or(0)
}

#[cfg(not(hailo_loom))]
#[inline]
fn set_hint(slot: u32) {
    // A thread that is ending has no hint, which costs nothing but the hint.
    let _ = HINT.try_with(|h| h.set(slot));
}

#[cfg(hailo_loom)]
fn hint() -> u32 {
    0
}

#[cfg(hailo_loom)]
fn set_hint(_: u32) {}

/// What a request without a shard has in its place: no row of it is hot, so it is never written.
#[cfg(not(hailo_loom))]
fn spare() -> &'static Shard {
    static SPARE: OnceLock<Box<Shard>> = OnceLock::new();
    SPARE.get_or_init(|| Box::new(Shard::new()))
}

#[cfg(hailo_loom)]
fn spare() -> &'static Shard {
    // The model checker's atomics live for one run.
    Box::leak(Box::new(Shard::new()))
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
                    window: Window::new(options.window),
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
    pub(crate) fn is_abandoned(&self, now: Timestamp) -> bool {
        Arc::strong_count(&self.owner) == 1 && self.owner.occupancy(now.as_nanos()).in_flight == 0
    }

    /// A call starts now.
    #[inline]
    pub fn begin(&self, now: Timestamp) -> InFlight {
        self.with_span(open(&self.owner, now, now))
    }

    #[inline]
    fn with_span(&self, mut request: InFlight) -> InFlight {
        request.span = self.core().spans.open(&self.core().name);
        request
    }

    /// As [`ModelRecorder::begin_at`], without a span of its own.
    #[cfg(feature = "tracing")]
    pub(crate) fn begin_bare(&self, begun: Timestamp, now: Timestamp) -> InFlight {
        open(&self.owner, begun, now)
    }

    /// A call starts now that should have started at `intended`: its duration and first token are measured
    /// from there, so that a load generator's own lateness is not omitted.
    pub fn begin_at(&self, intended: Timestamp) -> InFlight {
        self.with_span(open(&self.owner, intended, self.core().clock.now()))
    }

    /// A call was asked for and waits for the device; [`InFlight::started`] ends the wait.
    pub fn queue(&self, now: Timestamp) -> InFlight {
        self.core().queued.fetch_add(1, Ordering::Relaxed);
        let mut waiting = InFlight::at(self.owner.vacant(), now);
        waiting.queued = Some(self.owner.clone());
        self.with_span(waiting)
    }

    /// Labels of the model's info series.
    pub fn set_info(&self, info: ModelInfo) {
        lock(&self.core().facts).info = Some(std::sync::Arc::new(info));
    }

    /// The device's own running mean latency.
    pub fn set_hardware_latency(&self, latency: Duration) {
        lock(&self.core().facts).hardware_latency_ns = Some(crate::clock::nanos(latency));
    }

    /// Time a phase of the cold start took.
    pub fn set_load(&self, phase: LoadPhase, took: Duration) {
        lock(&self.core().facts).load_ns[phase as usize] = Some(crate::clock::nanos(took));
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
        ended += self.owner.slots().map(|s| s.ended.published()).sum::<u64>();

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
        let mut totals =
            WindowSnapshot { count: crowd_value(|c| &c.ended), sum_ns: crowd_value(|c| &c.ended_ns) };
        let mut busy = crowd_value(|c| &c.busy);
        let mut clamped = crowd_value(|c| &c.clamped);
        out.output_tokens = crowd_value(|c| &c.output_tokens);
        out.prompt_tokens = crowd_value(|c| &c.prompt_tokens);
        out.chunks = crowd_value(|c| &c.chunks);
        out.stalls = crowd_value(|c| &c.stalls);
        out.frames = crowd_value(|c| &c.frames);
        for (i, failures) in out.failures.iter_mut().enumerate() {
            *failures = crowd.map_or(0, |c| c.failures[i].load(Ordering::Relaxed));
        }
        for shard in self.owner.slots() {
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
            totals.count += shard.ended.value();
            totals.sum_ns += shard.ended_ns.value();
            busy += shard.busy.value();
            clamped += shard.clamped.value();
        }
        // Requests that began, after everything that they wrote.
        fence(Ordering::Acquire);
        let mut begun = crowd_value(|c| &c.begun);
        begun += self.owner.slots().map(|s| s.begun.value()).sum::<u64>();
        // After the shards' busy time: what a request books in between is missed, never counted twice.
        let occupancy = self.owner.occupancy(now.as_nanos());

        out.model = core.name.clone();
        out.created_unix_ns = core.created_unix_ns;
        out.in_flight = occupancy.in_flight;
        out.queued = core.queued.load(Ordering::Relaxed);
        out.window = core.window.trailing(now.as_nanos(), totals);
        // Booking is not atomic with the mark: show the highest seen, a counter does not go back.
        out.busy_ns = (occupancy.led_ns + ((busy + occupancy.unbooked) << BUSY_SHIFT)).max(archive.shown[0]);
        for t in self.owner.slots().flat_map(Shard::tagged) {
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
    let requests = || (0..REQUESTS).for_each(|i| model.begin(at(i)).complete(at(i + 1)));
    let answers = || {
        for i in 0..REQUESTS {
            let mut request = model.begin(at(i));
            (1..=TOKENS).for_each(|t| request.tokens(1, at(i + t)));
            request.complete(at(i + TOKENS));
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

#[inline]
fn open(owner: &ModelOwner, begun: Timestamp, now: Timestamp) -> InFlight {
    let Some(lease) = owner.lease(hint, now.as_nanos(), Shard::new) else {
        // Beyond 2^18 requests of one model at once: not recorded, but counted as such.
        owner.value().crowd().clamped.fetch_add(1, Ordering::Relaxed);
        return InFlight::at(owner.vacant(), begun);
    };
    if let Some(shard) = lease.slot() {
        if let Some(slot) = lease.hint() {
            set_hint(slot);
        }
        if shard.is_due() {
            owner.value().start_over(shard);
        }
        shard.begun.add(1);
    } else {
        owner.value().crowd().begun.fetch_add(1, Ordering::Relaxed);
    }
    // A snapshot that sees anything this request writes from here on sees that it began.
    fence(Ordering::Release);
    InFlight::at(lease, begun)
}

/// What a request's span says at its end.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(feature = "tracing"), allow(dead_code, reason = "read where there are spans"))]
pub(crate) struct Ended {
    pub(crate) outcome: Outcome,
    pub(crate) reason: Option<Reason>,
    pub(crate) prompt_tokens: u64,
    pub(crate) output_tokens: u64,
    pub(crate) first_token_ns: Option<u64>,
}

/// No time: later than any.
const NEVER: u64 = u64::MAX;

/// A request that has not ended. Dropping it ends it as cancelled, at the time the clock then shows.
///
/// It is `Send` and `'static`: it can live in a stream and move between threads. Leaking it leaks one unit of
/// in flight and its shard.
///
/// A request ends once; a second end, or a token after it, does not compile:
/// ```compile_fail,E0382
/// # let telemetry = hailo_telemetry::Telemetry::default();
/// let request = telemetry.model("m").begin(telemetry.now());
/// request.complete(telemetry.now());
/// request.complete(telemetry.now());
/// ```
/// ```compile_fail,E0382
/// # let telemetry = hailo_telemetry::Telemetry::default();
/// let mut request = telemetry.model("m").begin(telemetry.now());
/// request.time_out(telemetry.now());
/// request.tokens(1, telemetry.now());
/// ```
/// Nor can it be copied:
/// ```compile_fail,E0599
/// # let telemetry = hailo_telemetry::Telemetry::default();
/// let request = telemetry.model("m").begin(telemetry.now());
/// let twice = request.clone();
/// ```
#[must_use = "dropping an `InFlight` records the request as cancelled"]
#[derive(Debug)]
pub struct InFlight {
    lease: Lease<Core, Shard>,
    /// Time of the last read, or of the begin.
    last: u64,
    /// The gap before the last read, `NO_GAP` when there is none. It is counted when the next token comes: by then
    /// it is long known, so finding its bucket does not wait for the clock.
    pending: u64,
    begun: u64,
    /// Time of the first token; `NEVER` before it.
    first: u64,
    /// Tokens of this request, less the shard's own count of tokens while it has a shard.
    tokens: u64,
    prompt_tokens: u64,
    frames: u64,
    /// There are tokens to tell of at the end, generated or the prompt's.
    has_tokens: bool,
    trace_id: [u64; 2],
    span: RequestSpan,
    queued: Option<Arc<ModelOwner>>,
}

impl InFlight {
    #[inline]
    fn at(lease: Lease<Core, Shard>, begun: Timestamp) -> Self {
        Self {
            lease,
            last: begun.as_nanos(),
            pending: NO_GAP,
            begun: begun.as_nanos(),
            first: NEVER,
            tokens: 0,
            prompt_tokens: 0,
            frames: 0,
            has_tokens: false,
            trace_id: [0; 2],
            span: RequestSpan::default(),
            queued: None,
        }
    }

    /// A queued request got the device. No effect on one that has started.
    pub fn started(&mut self, now: Timestamp) {
        if let Some(owner) = self.queued.take() {
            let waited = now.as_nanos().saturating_sub(self.begun);
            let (prompt_tokens, trace_id, span) = (self.prompt_tokens, self.trace_id, self.span.take());
            *self = open(&owner, now, now);
            self.span = span;
            owner.value().queued.fetch_sub(1, Ordering::Relaxed);
            if let Some(core) = self.lease.value() {
                core.record(self.lease.slot(), QUEUE, waited, waited);
            }
            self.trace_id = trace_id;
            self.prompt_tokens(prompt_tokens);
        }
    }

    /// One read carried `n` generated tokens. The first read gives the time to first token; each later one gives
    /// `n` gaps of a n-th of the time since the read before. Nothing happens for `n` = 0, nor before
    /// [`InFlight::started`] for a queued request.
    #[inline]
    pub fn tokens(&mut self, n: u32, now: Timestamp) {
        if n == 1 {
            // Without a shard of its own the request finds no hot row here.
            let shard = self.lease.target();
            if shard.hot_gap(self.pending) {
                shard.output_tokens.add(1);
                self.pending = now.as_nanos().wrapping_sub(self.last);
                self.last = now.as_nanos();
                return;
            }
        }
        self.cold_tokens(n, now);
    }

    /// The gap before the last read, if there is one that was not counted. Times that went back, which the clocks of
    /// two cores may by some nanoseconds, are a gap of none.
    #[inline]
    const fn pending(&self) -> Option<u64> {
        match self.pending {
            NO_GAP => None,
            back if back > NO_GAP => Some(0),
            gap => Some(gap),
        }
    }

    /// There will be tokens to tell of at the end.
    #[inline]
    fn expect_tokens(&mut self) {
        if !self.has_tokens {
            self.has_tokens = true;
            self.tokens = self.lease.slot().map_or(0, |s| 0u64.wrapping_sub(s.output_tokens.value()));
        }
    }

    #[cold]
    #[inline(never)]
    fn cold_tokens(&mut self, n: u32, now: Timestamp) {
        // The second token of each answer comes here, for there is no gap to count yet.
        if n == 1
            && self.pending == NO_GAP
            && self.first != NEVER
            && now.as_nanos() >= self.last
            && let Some(shard) = self.lease.slot()
        {
            shard.output_tokens.add(1);
            self.pending = now.as_nanos() - self.last;
            self.last = now.as_nanos();
        } else if n > 0 {
            self.odd_tokens(n, now);
        }
    }

    #[inline(never)]
    fn odd_tokens(&mut self, n: u32, now: Timestamp) {
        self.count_tokens(n);
        let Some(core) = self.lease.value() else { return };
        let shard = self.lease.slot();
        let now = now.as_nanos().max(self.last);
        let gap = now - self.last;
        if self.first == NEVER {
            self.first = now;
            core.record(shard, FIRST, gap, gap);
        } else {
            if let Some(pending) = self.pending() {
                core.cold_gap(shard, pending, 1);
            }
            if n == 1 && shard.is_some() {
                self.pending = gap;
                self.last = now;
                return;
            }
            core.cold_gap(shard, gap / u64::from(n), n);
        }
        self.last = now;
        self.pending = NO_GAP;
    }

    /// `n` more generated tokens that no one saw arrive: an answer that came whole, or a server that counted
    /// more than it streamed. They give no time to first token and no gaps.
    pub fn tokens_untimed(&mut self, n: u32) {
        self.count_tokens(n);
    }

    #[inline]
    fn count_tokens(&mut self, n: u32) {
        self.expect_tokens();
        match (self.lease.slot(), self.lease.value()) {
            (Some(shard), _) => shard.output_tokens.add(u64::from(n)),
            (None, Some(core)) => {
                core.crowd().output_tokens.fetch_add(u64::from(n), Ordering::Relaxed);
                self.tokens = self.tokens.wrapping_add(u64::from(n));
            }
            (None, None) => {}
        }
    }

    /// The prompt has `n` tokens; several calls add up.
    pub fn prompt_tokens(&mut self, n: u64) {
        self.expect_tokens();
        self.prompt_tokens += n;
        match (self.lease.value(), self.lease.slot()) {
            (_, Some(shard)) => shard.prompt_tokens.add(n),
            (Some(core), None) => {
                core.crowd().prompt_tokens.fetch_add(n, Ordering::Relaxed);
            }
            (None, None) => {}
        }
    }

    /// One piece of the stream arrived, whatever number of tokens it carried.
    #[inline]
    pub fn chunk(&mut self) {
        match (self.lease.slot(), self.lease.value()) {
            (Some(shard), _) => shard.chunks.add(1),
            (None, Some(core)) => {
                core.crowd().chunks.fetch_add(1, Ordering::Relaxed);
            }
            (None, None) => {}
        }
    }

    /// `n` frames are done; they count when the request completes.
    #[inline]
    pub fn frames(&mut self, n: u32) {
        self.frames += u64::from(n);
    }

    /// Tags the request with the trace it belongs to; it becomes the exemplar of those that took about as long.
    pub fn trace(&mut self, trace_id: u128) {
        self.trace_id = [(trace_id >> 64) as u64, trace_id as u64];
    }

    /// The request's span, where there is one: to be entered, or to record more. A clone keeps it open past the
    /// request's end.
    #[cfg(feature = "tracing")]
    #[must_use]
    pub fn span(&self) -> Option<&tracing::Span> {
        self.span.span()
    }

    /// Makes `span` the request's, in place of the one it may have: at the end, of the fields that
    /// [`Config::spans`](crate::Config::spans) names, those that `span` declares are recorded in it.
    #[cfg(feature = "tracing")]
    pub fn set_span(&mut self, span: tracing::Span) {
        self.span = RequestSpan::given(span);
    }

    /// It produced its whole answer.
    #[inline]
    pub fn complete(mut self, now: Timestamp) {
        self.end(Outcome::Completed, None, now);
        std::mem::forget(self); // it has ended and holds nothing: spare the drop's look
    }

    /// It failed. [`Reason::Timeout`] is the outcome "timed out".
    pub fn fail(mut self, reason: Reason, now: Timestamp) {
        let outcome = if matches!(reason, Reason::Timeout) { Outcome::TimedOut } else { Outcome::Failed };
        self.end(outcome, Some(reason), now);
    }

    /// Its deadline passed.
    pub fn time_out(mut self, now: Timestamp) {
        self.end(Outcome::TimedOut, Some(Reason::Timeout), now);
    }

    /// Its caller went away.
    pub fn cancel(mut self, now: Timestamp) {
        self.end(Outcome::Cancelled, None, now);
    }

    #[inline]
    fn end(&mut self, outcome: Outcome, reason: Option<Reason>, now: Timestamp) {
        if self.queued.is_some() {
            self.end_queued(outcome, reason, now);
            return;
        }
        if self.span.is_open() {
            self.end_span(outcome, reason);
        }
        let Some(core) = self.lease.value() else { return };
        let shard = self.lease.slot();
        let took = now.as_nanos().saturating_sub(self.begun);
        if core.window.is_due(now.as_nanos()) {
            self.note_window(core, now);
        }
        if self.has_tokens {
            self.end_tokens(core, shard, outcome, now);
        }
        let frames = if matches!(outcome, Outcome::Completed) { self.frames } else { 0 };
        match shard {
            Some(shard) => {
                if self.trace_id != [0; 2] {
                    let (trace_id, outcome) = (self.trace_id, outcome as u64);
                    shard.tag(Tagged { trace_id, outcome, value: took, at_ns: now.as_nanos() });
                }
                if !shard.record(outcome as usize, took, 1, took) {
                    core.record_crowded(outcome as usize, took, took);
                }
                if let Some(reason) = reason {
                    shard.failures[reason as usize].add(1);
                }
                shard.frames.add(frames);
                shard.ended_ns.add(took);
                shard.ended.publish();
            }
            None => core.end_crowded(outcome, reason, frames, took),
        }
        let (mut before, mut booked) = (None, 0);
        let end = now.as_nanos().max(self.last);
        self.lease.release(end, |core, shard, units| match shard {
            Some(shard) => shard.busy.set(*before.get_or_insert_with(|| shard.busy.value()) + units),
            None => {
                core.crowd().busy.fetch_add(units.wrapping_sub(booked), Ordering::Relaxed);
                booked = units;
            }
        });
    }

    /// Notes the model's totals before this epoch.
    #[cold]
    fn note_window(&self, core: &Core, now: Timestamp) {
        core.window.note(now.as_nanos(), || {
            let mut totals = WindowSnapshot::default();
            if let Some(crowd) = core.crowd.get() {
                totals.count = crowd.ended.load(Ordering::Relaxed);
                totals.sum_ns = crowd.ended_ns.load(Ordering::Relaxed);
            }
            for shard in self.lease.slots() {
                totals.count += shard.ended.value();
                totals.sum_ns += shard.ended_ns.value();
            }
            totals
        });
    }

    /// Tokens of this request; only when there are any to tell of.
    #[inline]
    fn output_tokens(&self, shard: Option<&Shard>) -> u64 {
        self.tokens.wrapping_add(shard.map_or(0, |s| s.output_tokens.value()))
    }

    /// A request that had tokens, or a prompt.
    #[inline(never)]
    fn end_tokens(&self, core: &Core, shard: Option<&Shard>, outcome: Outcome, now: Timestamp) {
        if let Some(pending) = self.pending() {
            match shard {
                Some(shard) if shard.hot_gap(pending) => {}
                _ => core.cold_gap(shard, pending, 1),
            }
            if let Some(shard) = shard {
                shard.move_median(pending, core.stall_factor, &core.stall_limit);
            }
        }
        let tokens = self.output_tokens(shard);
        if matches!(outcome, Outcome::Completed) && self.first != NEVER && tokens > 1 {
            let each = now.as_nanos().saturating_sub(self.first) / (tokens - 1);
            core.record(shard, TPOT, each, each);
        }
        if self.prompt_tokens > 0 {
            core.record(
                shard,
                PROMPT,
                self.prompt_tokens.saturating_mul(1 << TOKEN_SHIFT),
                self.prompt_tokens,
            );
        }
        if tokens > 0 {
            core.record(shard, OUTPUT, tokens.saturating_mul(1 << TOKEN_SHIFT), tokens);
        }
        if let Some(shard) = shard {
            shard.note_events();
        }
    }

    #[cold]
    fn end_span(&mut self, outcome: Outcome, reason: Option<Reason>) {
        let ended = Ended {
            outcome,
            reason,
            prompt_tokens: self.prompt_tokens,
            output_tokens: if self.has_tokens { self.output_tokens(self.lease.slot()) } else { 0 },
            first_token_ns: (self.first != NEVER).then(|| self.first - self.begun),
        };
        if let Some(trace_id) = self.span.end(ended)
            && self.trace_id == [0; 2]
        {
            self.trace(trace_id);
        }
    }

    /// A request that ends while it still waits: it is counted, with the time it waited as its duration.
    #[cold]
    fn end_queued(&mut self, outcome: Outcome, reason: Option<Reason>, now: Timestamp) {
        if let Some(owner) = self.queued.take() {
            let (prompt_tokens, trace_id, span) = (self.prompt_tokens, self.trace_id, self.span.take());
            *self = open(&owner, Timestamp::from_nanos(self.begun), now);
            self.span = span;
            owner.value().queued.fetch_sub(1, Ordering::Relaxed);
            self.trace_id = trace_id;
            self.prompt_tokens(prompt_tokens);
            self.end(outcome, reason, now);
        }
    }
}

impl Core {
    #[cold]
    #[inline(never)]
    fn end_crowded(&self, outcome: Outcome, reason: Option<Reason>, frames: u64, took: u64) {
        let crowd = self.crowd();
        crowd.record(outcome as usize, took, 1, took);
        if let Some(reason) = reason {
            crowd.failures[reason as usize].fetch_add(1, Ordering::Relaxed);
        }
        crowd.frames.fetch_add(frames, Ordering::Relaxed);
        crowd.ended_ns.fetch_add(took, Ordering::Relaxed);
        crowd.ended.fetch_add(1, Ordering::Release);
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let clock = match (&self.queued, self.lease.value()) {
            (Some(owner), _) => &owner.value().clock,
            (None, Some(core)) => &core.clock,
            (None, None) => return,
        };
        let now = clock.now();
        self.end(Outcome::Cancelled, None, now);
    }
}

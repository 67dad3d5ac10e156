//! Recorders of one model's requests.

use crate::bucket::TOKEN_SHIFT;
use crate::clock::{Clock, Timestamp};
use crate::histogram::HistogramSnapshot;
use crate::shared::SharedHistogram;
use crate::snapshot::{
    LoadPhase, ModelInfo, ModelSnapshot, Name, Outcome, PowerSource, Reason, WindowSnapshot,
};
use crate::sync::{Arc, AtomicU64, Mutex, Ordering, lock};
use crate::window::Window;
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

#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) name: Name,
    created_unix_ns: u64,
    clock: Clock,
    durations: [SharedHistogram; 4],
    failures: [AtomicU64; Reason::COUNT],
    in_flight: AtomicU64,
    queued: AtomicU64,
    queue: SharedHistogram,
    first: SharedHistogram,
    gaps: SharedHistogram,
    tpot: SharedHistogram,
    prompt_lengths: SharedHistogram,
    output_lengths: SharedHistogram,
    prompt_tokens: AtomicU64,
    output_tokens: AtomicU64,
    chunks: AtomicU64,
    stalls: AtomicU64,
    frames: AtomicU64,
    busy: Mutex<(u64, Timestamp)>,
    ended: AtomicU64,
    ended_ns: AtomicU64,
    window: Window,
    facts: Mutex<Facts>,
}

/// Records one model's requests. Resolve it once with [`Telemetry::model`](crate::Telemetry::model) and keep
/// it; a clone records the same model.
#[derive(Clone, Debug)]
pub struct ModelRecorder {
    model: Arc<Model>,
}

impl ModelRecorder {
    pub(crate) fn new(name: Name, clock: Clock, created_unix_ns: u64, window: Duration) -> Self {
        Self {
            model: Arc::new(Model {
                name,
                created_unix_ns,
                clock,
                durations: Default::default(),
                failures: std::array::from_fn(|_| AtomicU64::new(0)),
                in_flight: AtomicU64::new(0),
                queued: AtomicU64::new(0),
                queue: SharedHistogram::default(),
                first: SharedHistogram::default(),
                gaps: SharedHistogram::default(),
                tpot: SharedHistogram::default(),
                prompt_lengths: SharedHistogram::default(),
                output_lengths: SharedHistogram::default(),
                prompt_tokens: AtomicU64::new(0),
                output_tokens: AtomicU64::new(0),
                chunks: AtomicU64::new(0),
                stalls: AtomicU64::new(0),
                frames: AtomicU64::new(0),
                busy: Mutex::new((0, Timestamp::default())),
                ended: AtomicU64::new(0),
                ended_ns: AtomicU64::new(0),
                window: Window::new(window),
                facts: Mutex::new(Facts::default()),
            }),
        }
    }

    /// Label value of this model's series.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.model.name
    }

    /// The clock that its requests read.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.model.clock
    }

    /// A call starts now.
    pub fn begin(&self, now: Timestamp) -> InFlight {
        self.open(now, now)
    }

    /// A call starts now that should have started at `intended`: its duration and first token are measured
    /// from there, so that a load generator's own lateness is not omitted.
    pub fn begin_at(&self, intended: Timestamp) -> InFlight {
        self.open(intended, self.model.clock.now())
    }

    /// A call was asked for and waits for the device; [`InFlight::started`] ends the wait.
    pub fn queue(&self, now: Timestamp) -> InFlight {
        self.model.queued.fetch_add(1, Ordering::Relaxed);
        InFlight {
            model: Some(self.model.clone()),
            queued: true,
            begun: now,
            first: None,
            last: now,
            tokens: 0,
            prompt_tokens: 0,
            frames: 0,
        }
    }

    fn open(&self, begun: Timestamp, now: Timestamp) -> InFlight {
        self.model.start(now);
        InFlight {
            model: Some(self.model.clone()),
            queued: false,
            begun,
            first: None,
            last: begun,
            tokens: 0,
            prompt_tokens: 0,
            frames: 0,
        }
    }

    /// Labels of the model's info series.
    pub fn set_info(&self, info: ModelInfo) {
        lock(&self.model.facts).info = Some(std::sync::Arc::new(info));
    }

    /// The device's own running mean latency.
    pub fn set_hardware_latency(&self, latency: Duration) {
        lock(&self.model.facts).hardware_latency_ns = Some(crate::clock::nanos(latency));
    }

    /// Time a phase of the cold start took.
    pub fn set_load(&self, phase: LoadPhase, took: Duration) {
        lock(&self.model.facts).load_ns[phase as usize] = Some(crate::clock::nanos(took));
    }

    /// Context occupancy and capacity in tokens.
    pub fn set_context(&self, tokens: u64, capacity: Option<u64>) {
        let mut facts = lock(&self.model.facts);
        facts.context_tokens = Some(tokens);
        facts.context_capacity_tokens = capacity.or(facts.context_capacity_tokens);
    }

    /// Adds this model's share of a device's energy, joules; negative or non-finite amounts are ignored.
    pub fn add_energy(&self, source: PowerSource, joules: f64) {
        if joules.is_finite() && joules >= 0.0 {
            let mut facts = lock(&self.model.facts);
            match facts.energy_joules.iter_mut().find(|(s, _)| *s == source) {
                Some((_, sum)) => *sum += joules,
                None => facts.energy_joules.push((source, joules)),
            }
        }
    }

    pub(crate) fn snapshot_into(&self, now: Timestamp, out: &mut ModelSnapshot) {
        let m = &*self.model;
        out.model = m.name.clone();
        out.created_unix_ns = m.created_unix_ns;
        for (to, from) in out.durations.iter_mut().zip(&m.durations) {
            fill(to, from);
        }
        for (to, from) in out.failures.iter_mut().zip(&m.failures) {
            *to = from.load(Ordering::Relaxed);
        }
        fill(&mut out.queue, &m.queue);
        fill(&mut out.time_to_first_token, &m.first);
        fill(&mut out.inter_token, &m.gaps);
        fill(&mut out.time_per_output_token, &m.tpot);
        fill(&mut out.request_prompt_tokens, &m.prompt_lengths);
        fill(&mut out.request_output_tokens, &m.output_lengths);
        for (to, from) in [
            (&mut out.in_flight, &m.in_flight),
            (&mut out.queued, &m.queued),
            (&mut out.prompt_tokens, &m.prompt_tokens),
            (&mut out.output_tokens, &m.output_tokens),
            (&mut out.chunks, &m.chunks),
            (&mut out.stalls, &m.stalls),
            (&mut out.frames, &m.frames),
        ] {
            *to = from.load(Ordering::Relaxed);
        }
        let busy = lock(&m.busy);
        let running = m.in_flight.load(Ordering::Relaxed) > 0;
        out.busy_ns = busy.0 + if running { now.nanos_since(busy.1) } else { 0 };
        drop(busy);
        out.window = m.window.trailing(now.as_nanos(), m.window_totals());
        let facts = lock(&m.facts);
        out.info.clone_from(&facts.info);
        out.hardware_latency_ns = facts.hardware_latency_ns;
        out.load_ns = facts.load_ns;
        out.context_tokens = facts.context_tokens;
        out.context_capacity_tokens = facts.context_capacity_tokens;
        out.energy_joules.clone_from(&facts.energy_joules);
    }
}

fn fill(to: &mut HistogramSnapshot, from: &SharedHistogram) {
    to.clear();
    from.add_to(to);
}

impl Model {
    fn start(&self, now: Timestamp) {
        let mut busy = lock(&self.busy);
        if self.in_flight.fetch_add(1, Ordering::Relaxed) == 0 {
            busy.1 = now;
        }
    }

    fn stop(&self, now: Timestamp) {
        let mut busy = lock(&self.busy);
        busy.0 += now.nanos_since(busy.1);
        busy.1 = busy.1.max(now);
        self.in_flight.fetch_sub(1, Ordering::Relaxed);
    }

    fn window_totals(&self) -> WindowSnapshot {
        WindowSnapshot {
            count: self.ended.load(Ordering::Relaxed),
            sum_ns: self.ended_ns.load(Ordering::Relaxed),
        }
    }
}

/// A request that has not ended. Dropping it ends it as cancelled, at the time the clock then shows.
///
/// It is `Send` and `'static`: it can live in a stream and move between threads. Leaking it leaks one unit of
/// in flight.
#[must_use = "dropping an `InFlight` records the request as cancelled"]
#[derive(Debug)]
pub struct InFlight {
    model: Option<Arc<Model>>,
    queued: bool,
    begun: Timestamp,
    first: Option<Timestamp>,
    last: Timestamp,
    tokens: u64,
    prompt_tokens: u64,
    frames: u64,
}

impl InFlight {
    /// A queued request got the device. No effect on one that has started.
    pub fn started(&mut self, now: Timestamp) {
        if let (Some(model), true) = (&self.model, self.queued) {
            let waited = now.nanos_since(self.begun);
            model.queue.record(waited, 1, waited);
            model.queued.fetch_sub(1, Ordering::Relaxed);
            model.start(now);
            self.queued = false;
            self.begun = now;
            self.last = now;
        }
    }

    /// One read carried `n` generated tokens. The first read gives the time to first token; each later one gives
    /// `n` gaps of a n-th of the time since the read before. Nothing happens for `n` = 0.
    pub fn tokens(&mut self, n: u32, now: Timestamp) {
        let Some(model) = &self.model else { return };
        if n == 0 {
            return;
        }
        if self.first.is_none() {
            let waited = now.nanos_since(self.begun);
            model.first.record(waited, 1, waited);
            self.first = Some(now);
        } else {
            let gap = now.nanos_since(self.last) / u64::from(n);
            model.gaps.record(gap, u64::from(n), gap);
        }
        self.last = now;
        self.tokens += u64::from(n);
        model.output_tokens.fetch_add(u64::from(n), Ordering::Relaxed);
    }

    /// `n` more generated tokens that no one saw arrive: an answer that came whole, or a server that counted
    /// more than it streamed. They give no time to first token and no gaps.
    pub fn tokens_untimed(&mut self, n: u32) {
        let Some(model) = &self.model else { return };
        self.tokens += u64::from(n);
        model.output_tokens.fetch_add(u64::from(n), Ordering::Relaxed);
    }

    /// The prompt has `n` tokens; several calls add up.
    pub fn prompt_tokens(&mut self, n: u64) {
        self.prompt_tokens += n;
        if let Some(model) = &self.model {
            model.prompt_tokens.fetch_add(n, Ordering::Relaxed);
        }
    }

    /// One piece of the stream arrived, whatever number of tokens it carried.
    pub fn chunk(&mut self) {
        if let Some(model) = &self.model {
            model.chunks.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// `n` frames are done; they count when the request completes.
    pub fn frames(&mut self, n: u32) {
        self.frames += u64::from(n);
    }

    /// It produced its whole answer.
    pub fn complete(mut self, now: Timestamp) {
        self.end(Outcome::Completed, None, now);
    }

    /// It failed. [`Reason::Timeout`] is the outcome "timed out".
    pub fn fail(mut self, reason: Reason, now: Timestamp) {
        let outcome = if reason == Reason::Timeout { Outcome::TimedOut } else { Outcome::Failed };
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

    fn end(&mut self, outcome: Outcome, reason: Option<Reason>, now: Timestamp) {
        let Some(model) = self.model.take() else { return };
        let took = now.nanos_since(self.begun);
        if model.window.is_due(now.as_nanos()) {
            model.window.note(now.as_nanos(), || model.window_totals());
        }
        model.ended_ns.fetch_add(took, Ordering::Relaxed);
        model.ended.fetch_add(1, Ordering::Relaxed);
        if let (Outcome::Completed, Some(first), 2..) = (outcome, self.first, self.tokens) {
            let each = now.nanos_since(first) / (self.tokens - 1);
            model.tpot.record(each, 1, each);
        }
        for (tokens, lengths) in
            [(self.prompt_tokens, &model.prompt_lengths), (self.tokens, &model.output_lengths)]
        {
            if tokens > 0 {
                lengths.record(tokens << TOKEN_SHIFT, 1, tokens);
            }
        }
        if outcome == Outcome::Completed {
            model.frames.fetch_add(self.frames, Ordering::Relaxed);
        }
        if let Some(reason) = reason {
            model.failures[reason as usize].fetch_add(1, Ordering::Relaxed);
        }
        model.durations[outcome as usize].record(took, 1, took);
        if self.queued {
            model.queued.fetch_sub(1, Ordering::Relaxed);
        } else {
            model.stop(now);
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if let Some(now) = self.model.as_ref().map(|m| m.clock.now()) {
            self.end(Outcome::Cancelled, None, now);
        }
    }
}

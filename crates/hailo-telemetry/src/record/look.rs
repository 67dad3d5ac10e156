//! What a model's recorders know, as a snapshot, and the invariants that it is checked against.

use crate::read::histogram::HistogramSnapshot;
use crate::read::snapshot::{ModelSnapshot, WindowSnapshot};
use crate::record::model::ModelRecorder;
use crate::record::shard::{Distribution, Shard};
use crate::record::sync::{Ordering, fence, lock};
use crate::words::time::Timestamp;
use crate::words::{Count, Exemplar, Law, Outcome};

/// What the last snapshot showed, and how often one broke an invariant.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    counters: [u64; 5],
    violations: [u64; 4],
}

/// What a snapshot of a model found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checked {
    pub(crate) violations: [u64; 4],
    pub(crate) clamped: u64,
}

impl ModelRecorder {
    /// This model's series now; returns breaches of invariants since the model began, and clamped values.
    pub(crate) fn snapshot_into(
        &self,
        now: Timestamp,
        out: &mut ModelSnapshot,
        wall: impl Fn(u64) -> u64,
    ) -> Checked {
        let core = self.core();
        let mut last = lock(&core.shown);
        let shards: Vec<&Shard> = self.owner.shards().chain(core.overflow_if_made()).collect();

        // Requests that ended, before anything that they wrote: see `check`.
        let ended = shards.iter().map(|shard| shard.ends()).sum::<u64>();
        let [d0, d1, d2, d3] = &mut out.durations;
        let targets: [&mut HistogramSnapshot; Distribution::COUNT] = [
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
        for (distribution, target) in Distribution::ALL.into_iter().zip(targets) {
            target.reset(distribution.scale());
            shards.iter().for_each(|shard| shard.histogram(distribution).add_to(target));
        }
        out.failures = [0; crate::words::Reason::COUNT];
        out.window = WindowSnapshot::default();
        for shard in &shards {
            out.failures.iter_mut().zip(shard.failures()).for_each(|(to, from)| *to += from);
            out.window.add(shard.window.trailing(now.as_nanos(), shard.ended()));
        }
        let count = |count: Count| shards.iter().map(|shard| shard.front.count(count)).sum::<u64>();
        out.prompt_tokens = count(Count::PromptTokens);
        out.chunks = count(Count::Chunks);
        out.stalls = count(Count::Stalls);
        out.frames = count(Count::Frames);
        let clamped = count(Count::Clamped);
        out.output_tokens = shards.iter().map(|shard| shard.front.output_tokens()).sum();
        // Requests that began, after everything that they wrote.
        fence(Ordering::Acquire);
        let begun = shards.iter().map(|shard| shard.begins()).sum::<u64>();

        out.model = core.name.clone();
        out.created_unix_ns = core.created_unix_ns;
        out.in_flight = self.owner.in_flight();
        out.queued = core.queued();
        // The clock was read before, and by another processor: what it says of a request that runs may go back.
        out.busy_ns = self.owner.busy_ns(now.as_nanos()).max(last.counters[0]);
        for t in shards.iter().flat_map(|shard| shard.tagged()) {
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

        let violations = check(out, &mut last, begun, ended);
        Checked { violations, clamped }
    }
}

/// Checks the laws on what a snapshot read while requests ran. `ended` was read before it, `begun` after, and the
/// writers order their stores so that the laws hold for every such reading.
fn check(shown: &ModelSnapshot, last: &mut Shown, begun: u64, ended: u64) -> [u64; 4] {
    let requests = shown.requests();
    let failures: u64 = shown.failures.iter().sum();
    let failed = shown.outcome(Outcome::Failed) + shown.outcome(Outcome::TimedOut);
    let output = shown.request_output_tokens.sum();
    // Nothing ran while we read: then even sums of different cells agree.
    let quiet = ended == begun;
    let now = [shown.busy_ns, requests, failures, shown.output_tokens, shown.frames];
    let back = now.iter().zip(&last.counters).any(|(now, before)| now < before);
    last.counters = now;
    for (law, broken) in [
        (Law::InFlight, ended > begun || requests > begun),
        (Law::Ledger, requests < ended || quiet && failures != failed),
        (Law::Tokens, quiet && output != shown.output_tokens),
        (Law::Monotone, back),
    ] {
        last.violations[law as usize] += u64::from(broken);
    }
    last.violations
}

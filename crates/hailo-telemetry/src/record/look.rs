//! What a model's recorders know, as a snapshot, and the invariants that it is checked against.

use crate::read::snapshot::{ModelSnapshot, WindowSnapshot};
use crate::record::model::ModelRecorder;
use crate::record::shard::Shard;
use crate::record::sync::{Ordering, fence, lock};
use crate::words::time::Timestamp;
use crate::words::{Count, Distribution, Exemplar, Invariant, Outcome, Reason};

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

//! Counts that must come out to the unit: many threads, more requests at once than shards, threads that come and
//! go, snapshots in a loop.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use hailo_telemetry::{Clock, Config, Outcome, Reason, Telemetry, Timestamp};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// Events per thread of four; a hundred million together in release, as many as take a second or so otherwise.
const EVENTS: u64 = if cfg!(miri) {
    60
} else if cfg!(debug_assertions) {
    150_000
} else {
    25_000_000
};
const TOKENS: u64 = 25;

#[test]
fn totals_are_exact_while_threads_come_and_go_and_snapshots_run() {
    let telemetry = Telemetry::new(Config::default().clock(Clock::manual().0));
    let model = telemetry.model("m");
    let done = AtomicBool::new(false);
    let (ended, tokens, gaps_ns) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    let writers = if cfg!(miri) { 2 } else { 4 };
    std::thread::scope(|scope| {
        let snapshots = scope.spawn(|| {
            let mut shown = telemetry.snapshot();
            let mut taken = 0u64;
            while !done.load(Ordering::Relaxed) {
                let before = (shown.models[0].requests(), shown.models[0].output_tokens());
                telemetry.snapshot_into(&mut shown);
                assert!(before <= (shown.models[0].requests(), shown.models[0].output_tokens()));
                assert_eq!(shown.own.broken_invariants(), []);
                taken += 1;
            }
            taken
        });
        let all: Vec<_> = (0..writers)
            .map(|seed| {
                let (model, ended, tokens, gaps_ns) = (&model, &ended, &tokens, &gaps_ns);
                scope.spawn(move || {
                    // A new thread for each tenth: their slots go back, their counts stay.
                    for part in 0..10u64 {
                        std::thread::scope(|s| {
                            s.spawn(move || {
                                churn(seed * 10 + part, EVENTS / 10, model, ended, tokens, gaps_ns)
                            });
                        });
                    }
                })
            })
            .collect();
        for writer in all {
            writer.join().expect("no panic");
        }
        done.store(true, Ordering::Relaxed);
        assert!(snapshots.join().expect("no panic") > 0);
    });
    let snapshot = telemetry.snapshot();
    let m = &snapshot.models[0];
    assert_eq!(snapshot.own.broken_invariants(), []);
    assert_eq!((m.in_flight(), m.queued()), (0, 0));
    assert_eq!(m.requests(), ended.load(Ordering::Relaxed));
    assert_eq!(m.output_tokens(), tokens.load(Ordering::Relaxed));
    assert_eq!(m.request_output_tokens().sum(), m.output_tokens());
    assert_eq!(m.inter_token().sum(), Duration::from_nanos(gaps_ns.load(Ordering::Relaxed)));
    let failed = m.outcome(Outcome::Failed) + m.outcome(Outcome::TimedOut);
    assert_eq!(Reason::ALL.iter().map(|reason| m.failures(*reason)).sum::<u64>(), failed);
}

/// Until `events` are spent: seven requests at once per thread, so that four threads are far more than the shards.
fn churn(
    seed: u64,
    events: u64,
    model: &hailo_telemetry::ModelRecorder,
    ended: &AtomicU64,
    tokens: &AtomicU64,
    gaps_ns: &AtomicU64,
) {
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut spent, mut my_ended, mut my_tokens, mut my_gaps) = (0, 0, 0, 0);
    while spent < events {
        let width = random.u64(1..=7);
        let mut open: Vec<_> = (0..width).map(|_| model.begin_at(Timestamp::from_nanos(0))).collect();
        for request in &mut open {
            let mut now = random.u64(0..1 << 30);
            request.token_at(Timestamp::from_nanos(now));
            for _ in 1..TOKENS {
                let bits = random.u64(1..34);
                let gap = random.u64(0..1 << bits);
                now += gap;
                my_gaps += gap;
                request.token_at(Timestamp::from_nanos(now));
            }
            my_tokens += TOKENS;
        }
        for request in open {
            let now = Timestamp::from_nanos(1 << 36);
            match random.u32(0..4) {
                0 => request.complete_at(now),
                1 => request.fail_at(Reason::Aborted, now),
                2 => request.time_out_at(now),
                _ => drop(request),
            }
            my_ended += 1;
        }
        spent += width * (TOKENS + 2);
    }
    ended.fetch_add(my_ended, Ordering::Relaxed);
    tokens.fetch_add(my_tokens, Ordering::Relaxed);
    gaps_ns.fetch_add(my_gaps, Ordering::Relaxed);
}

//! The invariants of the ledger, through the public surface alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use hailo_telemetry::{
    Clock, Config, Count, InFlight, ManualClock, ModelRecorder, ModelSnapshot, Outcome, PowerSource, Reason,
    Telemetry,
};
use std::time::Duration;

fn setup() -> (Telemetry, ManualClock, ModelRecorder) {
    let (clock, time) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    let model = telemetry.model("m");
    (telemetry, time, model)
}

fn only(telemetry: &Telemetry) -> ModelSnapshot {
    let snapshot = telemetry.snapshot();
    assert_eq!(snapshot.own.broken_invariants(), []);
    assert_eq!(snapshot.models.len(), 1);
    snapshot.models[0].clone()
}

const MS: Duration = Duration::from_millis(1);

/// Requests by outcome.
fn outcomes(model: &ModelSnapshot) -> Vec<u64> {
    Outcome::ALL.iter().map(|outcome| model.outcome(*outcome)).collect()
}

/// Durations of all outcomes together.
fn whole_time(model: &ModelSnapshot) -> Duration {
    Outcome::ALL.iter().map(|outcome| model.duration(*outcome).sum()).sum()
}

#[test]
fn every_way_to_end_counts_once_under_its_outcome() {
    let (telemetry, time, model) = setup();
    let begin = || model.begin();
    let requests: Vec<InFlight> = (0..6).map(|_| begin()).collect();
    assert_eq!(only(&telemetry).in_flight(), 6);
    time.advance(8 * MS);
    let mut requests = requests.into_iter();
    requests.next().unwrap().complete();
    requests.next().unwrap().fail(Reason::DeviceLost);
    requests.next().unwrap().fail(Reason::Timeout);
    requests.next().unwrap().time_out();
    requests.next().unwrap().cancel();
    drop(requests.next());
    let m = only(&telemetry);
    assert_eq!(outcomes(&m), [1, 1, 2, 2]);
    assert_eq!(m.requests(), 6);
    assert_eq!(m.in_flight(), 0);
    assert_eq!(m.failures(Reason::DeviceLost), 1);
    assert_eq!(m.failures(Reason::Timeout), 2);
    assert_eq!(whole_time(&m), 48 * MS);
}

#[test]
fn tokens_give_first_gaps_and_mean() {
    let (telemetry, time, model) = setup();
    let mut r = model.begin();
    r.prompt_tokens(12);
    time.advance(330 * MS);
    r.token();
    r.chunk();
    for _ in 0..40 {
        time.advance(125 * MS);
        r.token();
        r.chunk();
    }
    time.advance(300 * MS);
    r.tokens(3); // three gaps of 100 ms
    r.tokens(0);
    r.chunk();
    // Live: all tokens counted while the request runs.
    let live = only(&telemetry);
    assert_eq!((live.output_tokens(), live.requests(), live.in_flight()), (44, 0, 1));
    assert_eq!(live.inter_token().count(), 43);
    time.advance(43 * MS);
    r.complete();
    let m = only(&telemetry);
    assert_eq!((m.output_tokens(), m.count(Count::PromptTokens), m.count(Count::Chunks)), (44, 12, 42));
    assert_eq!((m.time_to_first_token().count(), m.time_to_first_token().sum()), (1, 330 * MS));
    assert_eq!((m.inter_token().count(), m.inter_token().sum()), (43, 40 * 125 * MS + 300 * MS));
    // (end - first) / (tokens - 1): 5,343 ms over 43.
    assert_eq!(m.time_per_output_token().sum(), 5_343 * MS / 43);
    assert_eq!((m.request_output_tokens().sum(), m.request_prompt_tokens().sum()), (44, 12));
    assert_eq!(m.request_output_tokens().count(), 1);
    assert_eq!(m.inter_token().count_at_most(100 * MS), 3);
    assert_eq!(m.busy(), (330 + 5_343) * MS, "from begin to end");
}

#[test]
fn a_queued_request_waits_then_runs() {
    let (telemetry, time, model) = setup();
    let mut a = model.queue();
    let b = model.queue();
    a.prompt_tokens(5);
    time.advance(20 * MS);
    a.started();
    a.started();
    let m = only(&telemetry);
    assert_eq!((m.queued(), m.in_flight()), (1, 1));
    time.advance(30 * MS);
    a.token();
    a.complete();
    drop(b); // never started: cancelled, with the time it waited
    let m = only(&telemetry);
    assert_eq!((m.queued(), m.in_flight()), (0, 0));
    assert_eq!((m.queue_time().count(), m.queue_time().sum()), (1, 20 * MS));
    assert_eq!(m.duration(Outcome::Completed).sum(), 30 * MS);
    assert_eq!(m.time_to_first_token().sum(), 30 * MS);
    assert_eq!(m.duration(Outcome::Cancelled).sum(), 50 * MS);
    assert_eq!((m.count(Count::PromptTokens), m.request_prompt_tokens().sum()), (5, 5));
}

#[test]
fn frames_count_when_their_request_completes() {
    let (telemetry, time, model) = setup();
    for complete in [true, false] {
        let mut r = model.begin();
        r.frames(4);
        time.advance(8 * MS);
        if complete { r.complete() } else { r.fail(Reason::Aborted) }
    }
    assert_eq!(only(&telemetry).count(Count::Frames), 4);
}

#[test]
fn an_intended_start_is_where_the_clock_starts() {
    let (telemetry, time, model) = setup();
    let intended = telemetry.now();
    time.advance(70 * MS); // the load generator was late
    let mut r = model.begin_intended(intended);
    time.advance(10 * MS);
    r.token();
    r.complete();
    let m = only(&telemetry);
    assert_eq!(m.duration(Outcome::Completed).sum(), 80 * MS);
    assert_eq!(m.time_to_first_token().sum(), 80 * MS);
    assert_eq!(m.busy(), 10 * MS);
}

#[test]
fn busy_is_the_union_of_requests() {
    let (telemetry, time, model) = setup();
    let a = model.begin();
    time.advance(10 * MS);
    let b = model.begin();
    time.advance(10 * MS);
    a.complete();
    time.advance(10 * MS);
    assert_eq!(only(&telemetry).busy(), 30 * MS);
    b.complete();
    time.advance(1_000 * MS);
    model.begin().complete();
    assert_eq!(only(&telemetry).busy(), 30 * MS);
}

#[test]
fn more_requests_than_shards_lose_nothing() {
    let (telemetry, time, model) = setup();
    let mut all: Vec<InFlight> = (0..40).map(|_| model.begin()).collect();
    assert_eq!(only(&telemetry).in_flight(), 40);
    for round in 0..50u64 {
        time.advance(100 * (1 + (round % 3) as u32) * MS);
        for r in &mut all {
            r.token();
            r.chunk();
        }
    }
    for (i, r) in all.into_iter().enumerate() {
        if i % 2 == 0 { r.complete() } else { r.fail(Reason::DeviceBusy) }
    }
    let m = only(&telemetry);
    assert_eq!(
        (m.in_flight(), m.requests(), m.output_tokens(), m.count(Count::Chunks)),
        (0, 40, 2_000, 2_000)
    );
    assert_eq!((m.inter_token().count(), m.time_to_first_token().count()), (40 * 49, 40));
    assert_eq!(m.failures(Reason::DeviceBusy), 20);
    assert_eq!(m.request_output_tokens().sum(), 2_000);
}

#[test]
fn a_stall_is_a_gap_far_above_the_running_median() {
    let (telemetry, time, model) = setup();
    let mut r = model.begin();
    for i in 0..200u64 {
        let gap = match i {
            100 => 2_000, // a stall
            150 => 900,   // long, but under eight times the median
            _ => 120 + i % 10,
        };
        time.advance(gap as u32 * MS);
        r.token();
    }
    r.complete();
    assert_eq!(only(&telemetry).count(Count::Stalls), 1);
}

#[test]
fn wide_distributions_lose_nothing() {
    let (telemetry, time, model) = setup();
    let mut sum = 0;
    for i in 0..3_000u64 {
        let r = model.begin();
        let took = 1_000 << (i % 31);
        sum += took;
        time.advance(Duration::from_nanos(took));
        match i % 4 {
            0 => r.complete(),
            1 => r.fail(Reason::Other),
            2 => r.time_out(),
            _ => drop(r),
        }
    }
    let m = only(&telemetry);
    assert_eq!(m.requests(), 3_000);
    assert_eq!(whole_time(&m), Duration::from_nanos(sum));
    assert_eq!(m.duration(Outcome::Completed).buckets().map(|b| b.count).sum::<u64>(), 750);
}

#[test]
fn intervals_are_exact_differences() {
    let (telemetry, time, model) = setup();
    let spend = |ms: u32| {
        let mut r = model.begin();
        r.tokens(2);
        time.advance(ms * MS);
        r.complete();
    };
    spend(5);
    let earlier = only(&telemetry);
    spend(7);
    spend(9);
    let delta = only(&telemetry).since(&earlier);
    assert_eq!((delta.requests(), delta.output_tokens()), (2, 4));
    assert_eq!(delta.duration(Outcome::Completed).sum(), 16 * MS);
    assert_eq!(delta.duration(Outcome::Completed).buckets().count(), 2);
}

#[test]
fn the_energy_of_an_interval_is_that_of_its_own_work() {
    let (telemetry, time, model) = setup();
    let spend = |ms: u32, measured_ms: u32, joules: f64| {
        let request = model.begin();
        time.advance(ms * MS);
        request.complete();
        model.add_energy(PowerSource::Board, joules);
        model.add_measured_busy(measured_ms * MS);
    };
    spend(100, 100, 3.0);
    let earlier = only(&telemetry);
    assert_eq!(earlier.busy(), model.busy());
    spend(100, 50, 2.0);
    let delta = only(&telemetry).since(&earlier);
    assert_eq!(delta.energy_coverage(), Some(0.5));
    assert_eq!(delta.energy_joules(PowerSource::Board), Some(2.0));
}

#[test]
fn each_duration_bucket_points_to_its_last_tagged_request() {
    let (telemetry, time, model) = setup();
    // A slow one keeps its place when faster ones come after it.
    for (trace, took) in [(6u128, 700), (7, 11), (8, 2), (9, 12), (0, 650)] {
        let mut r = model.begin();
        r.set_trace(trace);
        time.advance(took * MS);
        r.complete();
    }
    let m = only(&telemetry);
    let exemplars: Vec<_> =
        m.duration(Outcome::Completed).exemplars().iter().map(|e| (e.trace_id(), e.took())).collect();
    assert_eq!(exemplars, [(8, 2 * MS), (9, 12 * MS), (6, 700 * MS)]);
}

#[test]
fn clocks_that_go_back_make_no_negative_time() {
    let (telemetry, _, model) = setup();
    let at = |ms: u64| hailo_telemetry::Timestamp::from_nanos(ms * 1_000_000);
    let mut r = model.begin_at(at(100));
    for t in [90, 120, 110, 130] {
        r.token_at(at(t));
    }
    r.complete_at(at(50));
    let m = only(&telemetry);
    assert_eq!((m.requests(), m.output_tokens()), (1, 4));
    assert_eq!(m.duration(Outcome::Completed).sum(), Duration::ZERO);
    assert_eq!(m.inter_token().sum(), 30 * MS);
}

#[test]
fn labels_past_the_limit_share_the_overflow_series() {
    let (clock, _) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock).label_limit(3));
    for i in 0..10 {
        telemetry.model(&format!("m{i}")).begin().complete();
    }
    let snapshot = telemetry.snapshot();
    let seen: Vec<_> = snapshot.models.iter().map(|m| (m.name(), m.requests())).collect();
    assert_eq!(seen, [("m0", 1), ("m1", 1), ("m2", 1), ("overflow", 7)]);
    assert_eq!(snapshot.own.overflow, 7);
    assert_eq!(snapshot.totals.requests(), 10);
}

#[test]
fn a_guard_outlives_everything_else() {
    let (telemetry, _, model) = setup();
    let guard = model.begin();
    let queued = model.queue();
    drop(model);
    drop(telemetry);
    drop(queued);
    let moved = std::thread::spawn(move || drop(guard));
    moved.join().unwrap();
}

#[test]
fn a_retired_model_goes_after_its_grace_and_stays_in_the_totals() {
    let (clock, time) = Clock::manual();
    let config = Config::default().clock(clock).retire_after(Duration::from_secs(60));
    let telemetry = Telemetry::new(config);
    let model = telemetry.model("old");
    let mut request = model.begin();
    request.tokens(3);
    telemetry.retire("old");
    let names = || telemetry.snapshot().models.iter().map(|m| m.name().to_string()).collect::<Vec<_>>();
    time.advance(Duration::from_secs(61));
    assert_eq!(names(), ["old"], "its recorder is still held");
    drop(model);
    assert_eq!(names(), ["old"], "a request still runs");
    request.complete();
    let before = telemetry.snapshot().totals;
    assert_eq!(names(), [""; 0]);
    let after = telemetry.snapshot().totals;
    assert_eq!((after.requests(), after.output_tokens), (1, 3));
    assert_eq!(before.duration, after.duration);
    // It comes back as a new model.
    let _again = telemetry.model("old");
    assert_eq!(telemetry.snapshot().models[0].requests(), 0);
    assert_eq!(telemetry.snapshot().totals.requests(), 1);
}

#[test]
fn resolving_a_retired_model_keeps_it() {
    let (clock, time) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    telemetry.model("m").begin().complete();
    telemetry.retire("m");
    time.advance(Duration::from_secs(100));
    drop(telemetry.model("m"));
    time.advance(Duration::from_secs(1_000));
    assert_eq!(telemetry.snapshot().models[0].requests(), 1);
}

#[test]
fn looking_a_retired_model_up_does_not_keep_it() {
    let (clock, time) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    assert!(telemetry.known_model("m").is_none(), "nor does it make one");
    telemetry.model("m").begin().complete();
    telemetry.retire("m");
    assert_eq!(telemetry.known_model("m").unwrap().name(), "m");
    time.advance(Duration::from_secs(1_000));
    let _ = telemetry.snapshot();
    assert!(telemetry.snapshot().models.is_empty());
}

#[test]
fn the_recorder_tells_its_own_cost_and_clock() {
    let snapshot = Telemetry::default().snapshot();
    assert_eq!(
        snapshot.own.record_ns.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["clock", "request", "token"]
    );
    assert!(snapshot.own.record_ns.iter().any(|(_, ns)| *ns > 0.0));
    assert!(["tsc", "cntvct", "std"].contains(&snapshot.own.clock.source));
}

#[test]
fn what_a_name_hides_from_a_reader_is_shown() {
    let telemetry = Telemetry::default();
    telemetry.model("a\u{202e}lacol\u{1b}[2J\u{9b}\u{7f}\r").begin().complete();
    telemetry.model("a\u{fffd}lacol\u{fffd}[2J\u{fffd}\u{fffd}\u{fffd}").begin().complete();
    let snapshot = telemetry.snapshot();
    assert_eq!(snapshot.models.len(), 1);
    assert_eq!(snapshot.models[0].requests(), 2);
    assert!(!snapshot.models[0].name().contains(|c: char| c.is_control() || c == '\u{202e}'));
}

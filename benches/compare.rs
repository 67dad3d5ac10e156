//! This project's recorder and its peers in one run, interleaved: each round measures every recorder once, and
//! the medians over the rounds are compared. Prints one line of JSON; `cargo xtask bench-report` writes
//! docs/benchmarks.md from it. The argument `--test` makes it a smoke test.

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)] // a program, not an interface

#[path = "recorders/mod.rs"]
mod recorders;

use hailo_telemetry::{Clock, Config, Snapshot, Telemetry, encode};
use recorders::{FreeClock, RealClock, Recorder, f, ours, peers, w};
use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed};
use std::time::Instant;

/// Counts what the system's allocator is asked for.
struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);
static LIVE: AtomicI64 = AtomicI64::new(0);

// SAFETY: passes every request on unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        LIVE.fetch_add(layout.size() as i64, Relaxed);
        // SAFETY: the caller's promise, passed on.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        LIVE.fetch_sub(layout.size() as i64, Relaxed);
        // SAFETY: the caller's promise, passed on.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Nanoseconds per operation of one kind of run.
type Run<'a> = Box<dyn Fn() -> f64 + 'a>;

fn timed(times: u32, work: impl FnOnce()) -> f64 {
    let began = Instant::now();
    work();
    began.elapsed().as_nanos() as f64 / f64::from(times)
}

/// Both threads run the whole number of times; the mean of their times per operation.
fn two_threads(times: u32, work: impl Fn(u32) + Sync) -> f64 {
    let each = || timed(times, || work(times));
    std::thread::scope(|s| {
        let other = s.spawn(each);
        let mine = each();
        f64::midpoint(mine, other.join().expect("no panic"))
    })
}

struct Scale {
    rounds: usize,
    answers: u32,
    frames: u32,
}

fn runs<'a, R: Recorder>(
    recorder: &'a R,
    scale: &Scale,
    drain: impl Fn() + Sync + Copy + 'a,
) -> Vec<(&'static str, Run<'a>)> {
    let (answers, frames) = (scale.answers, scale.frames);
    let clock = Clock::real();
    let run_w = move |n| {
        let mut time = FreeClock::new();
        (0..n).for_each(|_| w(recorder, &mut time));
    };
    let run_f = move |n| {
        let mut time = FreeClock::new();
        (0..n).for_each(|_| f(recorder, &mut time));
    };
    vec![
        (
            "w",
            Box::new(move || {
                drain();
                timed(answers, || run_w(answers))
            }) as Run<'a>,
        ),
        (
            "w2",
            Box::new(move || {
                drain();
                two_threads(answers, run_w)
            }),
        ),
        ("w-real", {
            Box::new(move || {
                drain();
                let mut time = RealClock(clock.clone());
                timed(answers, || (0..answers).for_each(|_| w(recorder, &mut time)))
            })
        }),
        (
            "f",
            Box::new(move || {
                drain();
                timed(frames, || run_f(frames))
            }),
        ),
        (
            "f2",
            Box::new(move || {
                drain();
                two_threads(frames, run_f)
            }),
        ),
        ("allocations", {
            Box::new(move || {
                drain();
                let before = ALLOCATIONS.load(Relaxed);
                run_w(100);
                (ALLOCATIONS.load(Relaxed) - before) as f64 / 100.0
            })
        }),
    ]
}

fn median(mut values: Vec<f64>) -> (f64, f64, f64) {
    values.sort_by(f64::total_cmp);
    let at = |q: f64| values[((values.len() - 1) as f64 * q).round() as usize];
    (at(0.5), at(0.25), at(0.75))
}

/// The 99.9th percentile of a token, two clock readings around it, with or without a scraper in a loop.
fn token_tail(scraped: bool, tokens: usize) -> f64 {
    let telemetry = Telemetry::default();
    let model = telemetry.model("m");
    let stop = AtomicBool::new(false);
    std::thread::scope(|s| {
        if scraped {
            s.spawn(|| {
                let mut snapshot = Snapshot::default();
                while !stop.load(Relaxed) {
                    telemetry.snapshot_into(&mut snapshot);
                }
            });
        }
        let clock = Clock::real();
        let mut request = model.begin(clock.now());
        let times = (0..tokens)
            .map(|_| {
                let before = clock.now();
                request.tokens(1, before);
                clock.now().nanos_since(before) as f64
            })
            .collect::<Vec<_>>();
        stop.store(true, Relaxed);
        let mut times = times;
        times.sort_by(f64::total_cmp);
        times[times.len() * 999 / 1000]
    })
}

/// Snapshot and text of a thousand models that all have traffic: milliseconds, allocations, bytes, lines.
fn scrape(models: usize) -> [f64; 4] {
    let (clock, _) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    let mut time = FreeClock::new();
    for i in 0..models {
        let recorder = ours::Ours(telemetry.model(&format!("model-{i}")));
        (0..3).for_each(|_| w(&recorder, &mut time));
    }
    let mut snapshot = Snapshot::default();
    let mut text = Vec::new();
    let mut best = f64::INFINITY;
    let mut allocations = 0;
    for _ in 0..5 {
        text.clear();
        let before = ALLOCATIONS.load(Relaxed);
        let began = Instant::now();
        telemetry.snapshot_into(&mut snapshot);
        encode::text(&snapshot, &mut text).expect("a vector takes everything");
        best = best.min(began.elapsed().as_nanos() as f64 / 1e6);
        allocations = ALLOCATIONS.load(Relaxed) - before;
    }
    let lines = text.iter().filter(|b| **b == b'\n').count();
    [best, allocations as f64, text.len() as f64, lines as f64]
}

/// Bytes of a model registered, after one answer, after answers on two threads at once.
fn memory() -> [f64; 3] {
    let (clock, _) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    drop(telemetry.model("first")); // the registry's own growth
    let start = LIVE.load(Relaxed);
    let recorder = ours::Ours(telemetry.model("m"));
    let registered = LIVE.load(Relaxed) - start;
    let mut time = FreeClock::new();
    (0..100).for_each(|_| w(&recorder, &mut time));
    let used = LIVE.load(Relaxed) - start;
    let both = [recorder.begin(0), recorder.begin(0)];
    let two = LIVE.load(Relaxed) - start;
    drop(both);
    [registered as f64, used as f64, two as f64]
}

fn main() {
    let smoke = std::env::args().any(|a| a == "--test");
    let scale = if smoke {
        Scale { rounds: 1, answers: 2, frames: 10 }
    } else {
        Scale { rounds: 21, answers: 2_000, frames: 50_000 }
    };
    let memory = memory();
    let (clock, _) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    let ours = ours::Ours(telemetry.model("m"));
    let (null, bare) = (ours::Null, ours::Bare::default());
    let (tikv, client, otel) =
        (peers::Peer(peers::Tikv::new()), peers::Peer(peers::Client::new()), peers::Peer(peers::Otel::new()));
    let facade = peers::Peer(peers::Facade::new());
    let macros = peers::Peer(peers::Macros::install());
    let (locked, atomic) = (peers::Peer(peers::Locked::new()), peers::Peer(peers::Atomic::new()));
    let hand = peers::Peer(peers::HandWritten::new());
    let nothing = || {};
    let all = [
        ("null: clock readings only", runs(&null, &scale, nothing)),
        ("hailo-telemetry", runs(&ours, &scale, nothing)),
        ("bare fetch_add, no distribution", runs(&bare, &scale, nothing)),
        ("histogram 1.6 (metriken), atomic", runs(&atomic, &scale, nothing)),
        ("hdrhistogram 7.6 in a mutex", runs(&locked, &scale, nothing)),
        ("prometheus 0.14, handles", runs(&tikv, &scale, nothing)),
        ("prometheus-client 0.25, handles", runs(&client, &scale, nothing)),
        ("metrics 0.24 + exporter 0.18, handles", runs(&facade, &scale, || facade.0.handle.run_upkeep())),
        ("metrics 0.24 + exporter 0.18, macros", runs(&macros, &scale, || macros.0.handle.run_upkeep())),
        ("opentelemetry 0.33, attributes per call", runs(&otel, &scale, nothing)),
        ("hand-written cumulative AtomicU64", runs(&hand, &scale, nothing)),
    ];
    let mut samples: Vec<Vec<Vec<f64>>> = all.iter().map(|(_, runs)| vec![Vec::new(); runs.len()]).collect();
    for _ in 0..=scale.rounds {
        for (recorder, (_, runs)) in samples.iter_mut().zip(&all) {
            for (kind, (_, run)) in recorder.iter_mut().zip(runs) {
                kind.push(run());
            }
        }
    }
    let mut json = String::from("{\"recorders\":[");
    for (i, ((name, runs), samples)) in all.iter().zip(samples).enumerate() {
        let _ = write!(json, "{}{{\"name\":\"{name}\"", if i > 0 { "," } else { "" });
        for ((kind, _), mut samples) in runs.iter().zip(samples) {
            samples.remove(0); // warm-up
            let (mid, low, high) = median(samples);
            let _ = write!(json, ",\"{kind}\":[{mid:.2},{low:.2},{high:.2}]");
        }
        json.push('}');
    }
    let tokens = if smoke { 1_000 } else { 1_000_000 };
    let tails: Vec<(f64, f64)> = (0..if smoke { 1 } else { 7 })
        .map(|_| (token_tail(false, tokens), token_tail(true, tokens)))
        .collect();
    let alone = median(tails.iter().map(|t| t.0).collect());
    let scraped = median(tails.iter().map(|t| t.1).collect());
    let scrape = scrape(if smoke { 10 } else { 1_000 });
    let clocks = [Clock::real(), Clock::std()];
    let _ = write!(
        json,
        "],\"tail\":[{},{}],\"scrape\":{scrape:?},\"memory\":{memory:?},\"clocks\":[[\"{}\",{:.1}],[\"{}\",{:.1}]]}}",
        alone.0,
        scraped.0,
        clocks[0].info().source,
        clocks[0].read_cost_ns(),
        clocks[1].info().source,
        clocks[1].read_cost_ns(),
    );
    println!("{json}");
}

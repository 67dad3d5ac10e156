//! This project's recorder, its peers and the designs it could have had, in one run and in turns. Prints one line of
//! JSON, from which `cargo xtask bench-report` writes docs/benchmarks.md; with `--quick` in a tenth of the time, with
//! `--test` every line runs once.

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)] // a program, not an interface

#[path = "recorders/mod.rs"]
mod recorders;
mod rounds;

use hailo_telemetry::Clock;
use hailo_testkit::alloc::{Counting, allocations, live};
use recorders::{FreeClock, Kind, RealClock, Recorder, Time, Visitor, each, f, w};
use rounds::{Case, Effort, Spread, in_turns, timed};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed, Ordering::SeqCst, fence};
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// What is measured of every recorder, in the order of its cases.
const MEASURED: [&str; 17] = [
    "w",
    "f",
    "w2",
    "f2",
    "w-real",
    "f-real",
    "w2-real",
    "f2-real",
    "w-scraped",
    "f-scraped",
    "tail",
    "tail-scraped",
    "cold-begin",
    "cold-token",
    "cold-finish",
    "cold-frame",
    "upkeep",
];

/// What is timed once the caches have forgotten the recorder.
#[derive(Clone, Copy, Debug)]
enum Cold {
    Begin,
    Token,
    Finish,
    Frame,
}

#[derive(Clone, Copy)]
enum Scenario {
    W,
    F,
}

/// Nanoseconds of a scenario that runs a number of times on this thread, once `start` has returned.
fn run<R: Recorder>(
    recorder: &R,
    scenario: Scenario,
    times: u32,
    time: impl Time,
    start: impl FnOnce(),
) -> f64 {
    let mut local = recorder.local();
    start();
    timed(times, move || {
        // The clock in registers, so one for each scenario: in memory, its stores and the recorder's cells may get into
        // each other's way, and a frame takes twice as long in some processes.
        match scenario {
            Scenario::W => {
                let mut time = time;
                for _ in 0..times {
                    w(recorder, &mut local, &mut time);
                }
            }
            Scenario::F => {
                let mut time = time;
                for _ in 0..times {
                    f(recorder, &mut local, &mut time);
                }
            }
        }
    })
}

/// Two threads start together and each runs the whole number of times; the mean of their times.
fn run_on_two<R: Recorder>(
    recorder: &R,
    scenario: Scenario,
    times: u32,
    time: impl Time + Clone + Send + Sync,
) -> f64 {
    let start = Barrier::new(2);
    let each = || {
        run(recorder, scenario, times, time.clone(), || {
            start.wait();
        })
    };
    std::thread::scope(|s| {
        let other = s.spawn(each);
        f64::midpoint(each(), other.join().expect("no panic"))
    })
}

/// Runs `work` while another thread scrapes in a loop.
fn scraped<R: Recorder, T>(recorder: &R, work: impl FnOnce() -> T) -> T {
    let (stop, start) = (AtomicBool::new(false), Barrier::new(2));
    std::thread::scope(|s| {
        s.spawn(|| {
            let mut page = Vec::new();
            start.wait();
            while !stop.load(Relaxed) {
                page.clear();
                recorder.scrape(&mut page);
                std::hint::black_box(&page);
            }
        });
        start.wait();
        let result = work();
        stop.store(true, Relaxed);
        result
    })
}

/// The time of one recorder: as in a program, it never goes back.
#[derive(Debug, Default)]
struct Timeline(AtomicU64);

impl Timeline {
    /// A clock that starts later than any before it ends: that makes some 2^23 readings, each a step of less than 2^28 ns.
    fn free(&self) -> FreeClock {
        FreeClock::from(self.0.fetch_add(1 << 51, Relaxed))
    }

    fn real(&self) -> RealClock {
        RealClock::ahead(self.free())
    }
}

/// The 99.9th percentile of a token, between two clock readings.
fn tail<R: Recorder>(recorder: &R, tokens: usize, mut time: FreeClock) -> f64 {
    let clock = Clock::real();
    let mut local = recorder.local();
    let mut request = recorder.begin(&mut local, time.now());
    let mut times = Vec::with_capacity(tokens);
    for _ in 0..tokens {
        let now = time.now();
        let before = clock.now();
        recorder.token(&mut local, &mut request, now);
        times.push(clock.now().nanos_since(before));
    }
    recorder.finish(&mut local, request, time.now());
    let at = (times.len() - 1) * 999 / 1000;
    *times.select_nth_unstable(at).1 as f64
}

/// More memory than the caches of one core hold.
struct Eviction(Vec<u8>);

impl Eviction {
    /// Written, so that each line is memory of its own.
    fn new() -> Self {
        Self((0..4 << 20).map(|i| (i >> 6) as u8).collect())
    }

    /// Reads a byte of each line.
    fn evict(&self) {
        let sum = self.0.iter().step_by(64).fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
        std::hint::black_box(sum);
    }
}

/// Nanoseconds of `event`, by itself: what it loads and stores is done when it ends.
#[inline(always)]
fn timed_alone<T>(clock: &Clock, event: impl FnOnce() -> T) -> (T, u64) {
    fence(SeqCst);
    let before = clock.now();
    let made = event();
    fence(SeqCst);
    (made, clock.now().nanos_since(before))
}

/// The median time of an event before each of which the caches are swept, as they are by whatever else a program does
/// in the 100 ms between two tokens.
fn cold<R: Recorder>(
    recorder: &R,
    what: Cold,
    eviction: &Eviction,
    events: usize,
    mut time: FreeClock,
) -> f64 {
    let clock = Clock::real();
    let mut local = recorder.local();
    let mut times = Vec::with_capacity(events);
    let mut streaming = recorder.begin(&mut local, time.now());
    recorder.first(&mut local, &mut streaming, time.now());
    (0..20).for_each(|_| recorder.token(&mut local, &mut streaming, time.now()));
    if !matches!(what, Cold::Token) {
        recorder.finish(&mut local, streaming, time.now());
        for _ in 0..events {
            let (mut request, took) = if matches!(what, Cold::Begin) {
                let now = time.now();
                eviction.evict();
                timed_alone(&clock, || recorder.begin(&mut local, now))
            } else if matches!(what, Cold::Frame) {
                let (begun, ended) = (time.now(), time.now());
                eviction.evict();
                let ((), took) = timed_alone(&clock, || {
                    let mut request = recorder.begin(&mut local, begun);
                    std::hint::black_box(&mut request);
                    recorder.finish(&mut local, request, ended);
                });
                times.push(took);
                continue;
            } else {
                (recorder.begin(&mut local, time.now()), 0)
            };
            recorder.first(&mut local, &mut request, time.now());
            (0..3).for_each(|_| recorder.token(&mut local, &mut request, time.now()));
            let now = time.now();
            if matches!(what, Cold::Finish) {
                eviction.evict();
            }
            let ((), at_end) = timed_alone(&clock, || recorder.finish(&mut local, request, now));
            times.push(if matches!(what, Cold::Begin) { took } else { at_end });
        }
    } else {
        for _ in 0..events {
            let now = time.now();
            eviction.evict();
            times.push(timed_alone(&clock, || recorder.token(&mut local, &mut streaming, now)).1);
        }
        recorder.finish(&mut local, streaming, time.now());
    }
    let middle = times.len() / 2;
    *times.select_nth_unstable(middle).1 as f64
}

/// How often to run something so that it takes about as long as wanted.
fn times_for(wanted: Duration, work: impl Fn(u32)) -> u32 {
    work(1); // what is made once is not timed
    let mut times = 1;
    loop {
        let began = Instant::now();
        work(times);
        let took = began.elapsed();
        if took * 4 >= wanted || times >= 1 << 22 {
            let scale = wanted.as_secs_f64() / took.as_secs_f64().max(1e-9);
            return ((f64::from(times) * scale) as u32).max(1);
        }
        times *= 4;
    }
}

/// The cases of one recorder, as [`MEASURED`] names them.
fn cases<R: Recorder>(recorder: &R, effort: Effort) -> Vec<Case<'_>> {
    let wanted = Duration::from_micros(effort.pick(1, 2_000, 5_000));
    let time: &Timeline = Box::leak(Box::default());
    let times = |scenario, clocked| {
        times_for(wanted, |n| {
            recorder.upkeep();
            if clocked {
                run(recorder, scenario, n, time.real(), || {});
            } else {
                run(recorder, scenario, n, time.free(), || {});
            }
        })
    };
    let both = [Scenario::W, Scenario::F];
    let free = both.map(|s| (s, times(s, false)));
    let clocked = both.map(|s| (s, times(s, true)));
    let mut cases: Vec<Case<'_>> = Vec::new();
    for (scenario, n) in free {
        cases.push(Box::new(move || run(recorder, scenario, n, time.free(), || {})));
    }
    for (scenario, n) in free {
        cases.push(Box::new(move || run_on_two(recorder, scenario, n, time.free())));
    }
    for (scenario, n) in clocked {
        cases.push(Box::new(move || run(recorder, scenario, n, time.real(), || {})));
    }
    for (scenario, n) in clocked {
        cases.push(Box::new(move || run_on_two(recorder, scenario, n, time.real())));
    }
    for (scenario, n) in free {
        cases.push(Box::new(move || scraped(recorder, || run(recorder, scenario, n, time.free(), || {}))));
    }
    let tokens = effort.pick(100, 20_000, 100_000);
    cases.push(Box::new(move || tail(recorder, tokens, time.free())));
    cases.push(Box::new(move || scraped(recorder, || tail(recorder, tokens, time.free()))));
    let eviction: &Eviction = Box::leak(Box::new(Eviction::new()));
    let events = effort.pick(2, 15, 31);
    for what in [Cold::Begin, Cold::Token, Cold::Finish, Cold::Frame] {
        cases.push(Box::new(move || cold(recorder, what, eviction, events, time.free())));
    }
    cases.push(Box::new(move || {
        run(recorder, Scenario::W, 100, time.free(), || {});
        timed(100, || recorder.upkeep())
    }));
    // What was recorded before is not this run's to tidy away.
    for case in &mut cases {
        let mut work = std::mem::replace(case, Box::new(|| 0.0));
        *case = Box::new(move || {
            recorder.upkeep();
            work()
        });
    }
    cases
}

/// Allocations per answer and per frame, once everything is warm.
fn allocations_of<R: Recorder>(recorder: &R) -> [f64; 2] {
    let mut local = recorder.local();
    let mut time = FreeClock::new();
    let mut counted = |scenario| {
        recorder.upkeep();
        let before = allocations();
        for _ in 0..100 {
            match scenario {
                Scenario::W => w(recorder, &mut local, &mut time),
                Scenario::F => f(recorder, &mut local, &mut time),
            }
        }
        (allocations() - before) as f64 / 100.0
    };
    counted(Scenario::W);
    [counted(Scenario::W), counted(Scenario::F)]
}

/// Bytes of a model: made, in use by one thread, and by two with a request under way on each.
fn memory_of<R: Recorder + 'static>(make: fn() -> R) -> (&'static R, [i64; 3]) {
    let before = live();
    let recorder: &'static R = Box::leak(Box::new(make()));
    let made = live() - before;
    let mut local = recorder.local();
    let mut time = FreeClock::new();
    (0..100).for_each(|_| w(recorder, &mut local, &mut time));
    recorder.upkeep();
    let used = live() - before;
    let request = recorder.begin(&mut local, 0);
    let two = std::thread::scope(|s| {
        let other = s.spawn(|| {
            let mut local = recorder.local();
            let mut time = FreeClock::new();
            (0..100).for_each(|_| w(recorder, &mut local, &mut time));
            recorder.upkeep();
            let request = recorder.begin(&mut local, 0);
            let two = live() - before;
            recorder.finish(&mut local, request, 1);
            two
        });
        other.join().expect("no panic")
    });
    recorder.finish(&mut local, request, 1);
    (recorder, [made, used, two])
}

/// The smallest difference between two different intervals of the machine's clock.
fn clock_step() -> u64 {
    let clock = Clock::real();
    let mut before = clock.now();
    let mut intervals: Vec<u64> = (0..100_000)
        .map(|_| {
            let now = clock.now();
            let interval = now.nanos_since(before);
            before = now;
            interval
        })
        .filter(|interval| *interval < 200)
        .collect();
    intervals.sort_unstable();
    intervals.dedup();
    // Rounding to nanoseconds makes neighbours of one step: only larger differences tell.
    intervals.windows(2).map(|pair| pair[1] - pair[0]).filter(|d| *d > 2).min().unwrap_or(1)
}

struct Entry {
    kind: Kind,
    key: &'static str,
    title: &'static str,
    memory: [i64; 3],
    allocations: [f64; 2],
    cases: Vec<Case<'static>>,
}

struct All {
    effort: Effort,
    entries: Vec<Entry>,
}

impl Visitor for All {
    fn visit<R: Recorder + 'static>(
        &mut self,
        kind: Kind,
        key: &'static str,
        title: &'static str,
        make: fn() -> R,
    ) {
        let (recorder, memory) = memory_of(make);
        let allocations = allocations_of(recorder);
        let cases = cases(recorder, self.effort);
        self.entries.push(Entry { kind, key, title, memory, allocations, cases });
    }
}

fn main() {
    let effort = Effort::from_arguments();
    let rounds = effort.pick(1, 7, 31);
    let mut all = All { effort, entries: Vec::new() };
    each(&mut all);
    let mut entries = all.entries;
    // By kind of measurement: what is compared is measured within a second of each other.
    let mut spreads: Vec<Vec<Spread>> = entries.iter().map(|_| Vec::new()).collect();
    for _ in MEASURED {
        let mut cases: Vec<Case<'_>> = entries.iter_mut().map(|e| e.cases.remove(0)).collect();
        for (spread, to) in in_turns(&mut cases, rounds).into_iter().zip(&mut spreads) {
            to.push(spread);
        }
    }
    let recorders: Vec<String> = entries
        .iter()
        .zip(&spreads)
        .map(|(e, spreads)| {
            let times: Vec<String> =
                MEASURED.iter().zip(spreads).map(|(kind, s)| format!("\"{kind}\":{}", s.json())).collect();
            format!(
                "{{\"key\":\"{}\",\"kind\":\"{:?}\",\"title\":\"{}\",\"memory\":{:?},\"allocations\":{:?},\"times\":{{{}}}}}",
                e.key, e.kind, e.title, e.memory, e.allocations, times.join(",")
            )
        })
        .collect();
    let clocks: Vec<String> = [Clock::real(), Clock::std()]
        .iter()
        .map(|c| format!("[\"{}\",{:.1}]", c.info().source, c.read_cost_ns()))
        .collect();
    println!(
        "{{\"rounds\":{rounds},\"recorders\":[{}],\"clocks\":[{}],\"clock_step\":{}}}",
        recorders.join(","),
        clocks.join(","),
        clock_step(),
    );
}

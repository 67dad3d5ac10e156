//! Criterion benches of the recorder: one answer (W) and one frame (F), with a clock that costs nothing and with
//! the machine's, beside clock readings only. The comparison with the peers is `compare`.

#![allow(missing_docs)] // criterion's macros make the functions

#[path = "recorders/mod.rs"]
mod recorders;

use criterion::{Criterion, criterion_group, criterion_main};
use hailo_telemetry::Clock;
use recorders::{FreeClock, RealClock, f, ours, w};

fn record(c: &mut Criterion) {
    let ours = ours::Ours::new();
    let mut free = FreeClock::new();
    let mut real = RealClock::ahead(free);
    c.bench_function("w/free/ours", |b| b.iter(|| w(&ours, &mut (), &mut free)));
    c.bench_function("w/free/null", |b| b.iter(|| w(&ours::Null, &mut (), &mut free)));
    c.bench_function("w/real/ours", |b| b.iter(|| w(&ours, &mut (), &mut real)));
    c.bench_function("w/real/null", |b| b.iter(|| w(&ours::Null, &mut (), &mut real)));
    c.bench_function("f/free/ours", |b| b.iter(|| f(&ours, &mut (), &mut free)));
    c.bench_function("f/free/null", |b| b.iter(|| f(&ours::Null, &mut (), &mut free)));
    c.bench_function("clock/real", |b| {
        let clock = Clock::real();
        b.iter(|| clock.now());
    });
    c.bench_function("clock/std", |b| {
        let clock = Clock::std();
        b.iter(|| clock.now());
    });
}

criterion_group!(benches, record);
criterion_main!(benches);

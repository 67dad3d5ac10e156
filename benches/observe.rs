//! What observing adds to a call: the same inference through `hailo` alone and through `hailo-observe`, on a simulated
//! device that takes no time of its own.
//!
//! `cargo bench -p hailo-benches --bench observe`

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench fails by panicking")]

use criterion::{Criterion, criterion_group, criterion_main};
use hailo::{EngineOptions, GenerateOptions, Library, LlmOptions, NetworkOptions, Prompt};
use hailo_mock::{Chip, Machine, Scenario, SimClock};
use hailo_observe::{ObservedEngine, Observer};
use hailo_telemetry::Telemetry;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(3600);

fn engine(machine: &Machine, telemetry: &Telemetry) -> hailo::Result<ObservedEngine> {
    // SAFETY: the simulated functions keep the contract of HailoRT and of the shim.
    let library = unsafe { Library::from_tables(machine.api(), Some(machine.shim_api())) }?;
    ObservedEngine::open(&library, EngineOptions::default(), &Observer::new(telemetry), "simulated")
}

fn frame(criterion: &mut Criterion) {
    let machine =
        Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).log_capacity(0).build().unwrap();
    let engine = engine(&machine, &Telemetry::default()).unwrap();
    let hef = engine.hef_from_file("simulated/echo.hef").unwrap();
    let observed = engine.network(&hef, NetworkOptions::default()).unwrap();
    let inputs = observed.network().input_frames().unwrap();
    let mut outputs = observed.network().output_frames().unwrap();
    let mut group = criterion.benchmark_group("frame");
    group.bench_function("bare", |bencher| bencher.iter(|| observed.network().infer(&inputs, &mut outputs)));
    group.bench_function("observed", |bencher| bencher.iter(|| observed.infer(&inputs, &mut outputs)));
    group.finish();
}

fn answer(criterion: &mut Criterion) {
    let scenario = Scenario::named("10h-llm").unwrap();
    let machine =
        Machine::builder().scenario(scenario).clock(SimClock::manual()).log_capacity(0).build().unwrap();
    let engine = engine(&machine, &Telemetry::default()).unwrap();
    let observed = engine.llm("qwen2.5:1.5b", "Q4_0", LlmOptions::new("simulated/qwen2.5-1.5b.hef")).unwrap();
    let options = GenerateOptions { max_tokens: Some(128), ..GenerateOptions::default() };
    let prompt = Prompt::new().user("a story of exactly this many words");
    let mut group = criterion.benchmark_group("answer of up to 128 tokens");
    group.bench_function("bare", |bencher| {
        bencher.iter(|| {
            observed.llm().clear_context().unwrap();
            let mut answer = observed.llm().generate(&prompt, &options).unwrap();
            while answer.next(PATIENCE).unwrap().is_some() {}
        });
    });
    group.bench_function("observed", |bencher| {
        bencher.iter(|| {
            let mut answer = observed.generate(&prompt, &options).unwrap();
            while answer.next(PATIENCE).unwrap().is_some() {}
        });
    });
    group.finish();
}

criterion_group!(benches, frame, answer);
criterion_main!(benches);

//! What a scrape costs, beside the exporters that Rust programs use today: time, bytes and allocations at 1, 100 and
//! 1,000 models, and what a scraper in a loop does to a recorder's tail.
//!
//! `cargo bench -p hailo-benches --bench scrape` prints one table; with `-- --test` every row runs once.
//! "snapshot" is the merge of all shards, "encode" the writing of that snapshot into a buffer that is already large
//! enough, as it is from the second scrape on. The peers have neither apart, so theirs is the whole call.
//! Ours shows its full set of families; each peer shows three histograms of sixteen bounds and seven numbers per
//! model, so compare the time per line.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a program; it panics on wrong use

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hailo_telemetry::{Snapshot, Telemetry, encode};

struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: every method hands on to the system allocator with the arguments it got, and adds to a counter.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller keeps the contract, which is the system allocator's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above; the pointer came from `System`.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        // SAFETY: as above; the pointer came from `System`.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const BOUNDS: [f64; 16] =
    [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];
const HISTOGRAMS: [&str; 3] = ["duration_seconds", "ttft_seconds", "itl_seconds"];
const COUNTERS: [&str; 5] = ["requests", "failures", "tokens", "prompt_tokens", "chunks"];
const GAUGES: [&str; 2] = ["in_flight", "queued"];

/// The gaps of one request: around 125 ms, as a small language model on an NPU.
fn gap(index: u64) -> Duration {
    Duration::from_micros(100_000 + index * 7_919 % 50_000)
}

fn ours(models: usize) -> Telemetry {
    let telemetry = Telemetry::new(hailo_telemetry::Config::default().label_limit(models));
    for index in 0..models {
        let model = telemetry.model(&format!("model-{index}"));
        let mut now = telemetry.now();
        let mut request = model.queue(now);
        request.started(now);
        request.prompt_tokens(100);
        for token in 0..128 {
            now = now + gap(token);
            request.tokens(1, now);
        }
        request.complete(now);
    }
    telemetry
}

/// Runs `scrape` often enough to be sure and returns the fastest time, and the allocations of one run.
fn measure(rounds: u32, mut scrape: impl FnMut()) -> (Duration, u64) {
    scrape();
    let before = ALLOCATIONS.load(Ordering::Relaxed);
    scrape();
    let allocations = ALLOCATIONS.load(Ordering::Relaxed) - before;
    let fastest = (0..rounds)
        .map(|_| {
            let begun = Instant::now();
            scrape();
            begun.elapsed()
        })
        .min();
    (fastest.unwrap_or_default(), allocations)
}

fn row(what: &str, models: usize, (time, allocations): (Duration, u64), text: Option<&[u8]>) {
    let (mut bytes, mut lines) = (String::new(), String::new());
    if let Some(text) = text {
        bytes = text.len().to_string();
        let count = text.iter().filter(|byte| **byte == b'\n').count().max(1);
        lines = format!("{count} lines, {:.1} ns each", time.as_nanos() as f64 / count as f64);
    }
    let micros = time.as_nanos() as f64 / 1e3;
    println!("{what:<34} {models:>5} {micros:>11.1} {allocations:>9} {bytes:>10}  {lines}");
}

fn measure_ours(models: usize, rounds: u32) {
    let telemetry = ours(models);
    let mut snapshot = Snapshot::default();
    row("ours: snapshot", models, measure(rounds, || telemetry.snapshot_into(&mut snapshot)), None);
    let mut out = Vec::new();
    let cost = measure(rounds, || {
        out.clear();
        encode::text(black_box(&snapshot), &mut out).unwrap();
    });
    row("ours: encode text", models, cost, Some(&out));
    let cost = measure(rounds, || {
        out.clear();
        encode::openmetrics(black_box(&snapshot), &mut out).unwrap();
    });
    row("ours: encode OpenMetrics", models, cost, Some(&out));
    let cost = measure(rounds, || {
        out.clear();
        encode::protobuf(black_box(&snapshot), &mut out).unwrap();
    });
    row("ours: encode protobuf + native", models, cost, None);
    let cost = measure(rounds, || {
        out.clear();
        encode::json(black_box(&snapshot), &mut out).unwrap();
    });
    row("ours: encode JSON", models, cost, None);
    let cost = measure(rounds, || {
        telemetry.snapshot_into(&mut snapshot);
        out.clear();
        encode::text(&snapshot, &mut out).unwrap();
    });
    row("ours: snapshot + text", models, cost, Some(&out));
}

fn measure_prometheus(models: usize, rounds: u32) {
    use prometheus::{
        Encoder as _, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder,
    };
    let registry = Registry::new();
    let histograms = HISTOGRAMS.map(|name| {
        let options = HistogramOpts::new(name, "A histogram.").buckets(BOUNDS.to_vec());
        let family = HistogramVec::new(options, &["model"]).unwrap();
        registry.register(Box::new(family.clone())).unwrap();
        family
    });
    let counters = COUNTERS.map(|name| {
        let family =
            IntCounterVec::new(Opts::new(format!("{name}_total"), "A counter."), &["model"]).unwrap();
        registry.register(Box::new(family.clone())).unwrap();
        family
    });
    let gauges = GAUGES.map(|name| {
        let family = IntGaugeVec::new(Opts::new(name, "A gauge."), &["model"]).unwrap();
        registry.register(Box::new(family.clone())).unwrap();
        family
    });
    for index in 0..models {
        let model = format!("model-{index}");
        for family in &histograms {
            let series = family.with_label_values(&[&model]);
            (0..128).for_each(|token| series.observe(gap(token).as_secs_f64()));
        }
        counters.iter().for_each(|family| family.with_label_values(&[&model]).inc_by(128));
        gauges.iter().for_each(|family| family.with_label_values(&[&model]).set(1));
    }
    let mut out = Vec::new();
    let cost = measure(rounds, || {
        out.clear();
        TextEncoder::new().encode(&registry.gather(), &mut out).unwrap();
    });
    row("prometheus 0.14", models, cost, Some(&out));
}

fn measure_prometheus_client(models: usize, rounds: u32) {
    use prometheus_client::encoding::text::encode;
    use prometheus_client::metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram};
    use prometheus_client::registry::Registry;
    type Labels = Vec<(String, String)>;
    let mut registry = Registry::default();
    let histograms = HISTOGRAMS.map(|name| {
        let family =
            Family::<Labels, Histogram, fn() -> Histogram>::new_with_constructor(|| Histogram::new(BOUNDS));
        registry.register(name, "A histogram", family.clone());
        family
    });
    let counters = COUNTERS.map(|name| {
        let family = Family::<Labels, Counter>::default();
        registry.register(name, "A counter", family.clone());
        family
    });
    let gauges = GAUGES.map(|name| {
        let family = Family::<Labels, Gauge>::default();
        registry.register(name, "A gauge", family.clone());
        family
    });
    for index in 0..models {
        let labels = vec![("model".to_owned(), format!("model-{index}"))];
        for family in &histograms {
            let series = family.get_or_create(&labels);
            (0..128).for_each(|token| series.observe(gap(token).as_secs_f64()));
        }
        for family in &counters {
            family.get_or_create(&labels).inc_by(128);
        }
        for family in &gauges {
            family.get_or_create(&labels).set(1);
        }
    }
    let mut out = String::new();
    let cost = measure(rounds, || {
        out.clear();
        encode(&mut out, &registry).unwrap();
    });
    row("prometheus-client", models, cost, Some(out.as_bytes()));
}

fn measure_metrics_exporter(models: usize, rounds: u32) {
    let recorder =
        metrics_exporter_prometheus::PrometheusBuilder::new().set_buckets(&BOUNDS).unwrap().build_recorder();
    let handle = recorder.handle();
    metrics::with_local_recorder(&recorder, || {
        for index in 0..models {
            let model = format!("model-{index}");
            for name in HISTOGRAMS {
                let series = metrics::histogram!(name, "model" => model.clone());
                (0..128).for_each(|token| series.record(gap(token).as_secs_f64()));
            }
            for name in COUNTERS {
                metrics::counter!(name, "model" => model.clone()).increment(128);
            }
            for name in GAUGES {
                metrics::gauge!(name, "model" => model.clone()).set(1.0);
            }
        }
    });
    let mut out = String::new();
    let cost = measure(rounds, || out = handle.render());
    row("metrics-exporter-prometheus", models, cost, Some(out.as_bytes()));
}

/// The recorder's 50th and 99.9th percentile of one token, with and without a scraper in a loop on another thread.
fn measure_tail(tokens: u32) {
    let telemetry = ours(100);
    let model = telemetry.model("model-0");
    for scraped in [false, true] {
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            if scraped {
                scope.spawn(|| {
                    let (mut snapshot, mut out) = (Snapshot::default(), Vec::new());
                    while !stop.load(Ordering::Relaxed) {
                        telemetry.snapshot_into(&mut snapshot);
                        out.clear();
                        encode::text(&snapshot, &mut out).unwrap();
                    }
                });
            }
            let mut costs = Vec::with_capacity(tokens as usize);
            let mut request = model.begin(telemetry.now());
            for _ in 0..tokens {
                let begun = Instant::now();
                request.tokens(1, telemetry.now());
                costs.push(begun.elapsed().as_nanos());
            }
            request.complete(telemetry.now());
            stop.store(true, Ordering::Relaxed);
            costs.sort_unstable();
            let at = |q: f64| costs[((costs.len() - 1) as f64 * q) as usize];
            let company = if scraped { "a scraper in a loop" } else { "nobody scraping" };
            println!(
                "one token, {company}: p50 {} ns, p99.9 {} ns (two clock readings included)",
                at(0.5),
                at(0.999)
            );
        });
    }
}

fn main() {
    let smoke = std::env::args().any(|argument| argument == "--test");
    let (sizes, rounds): (&[usize], u32) = if smoke { (&[2], 1) } else { (&[1, 100, 1_000], 50) };
    println!("{:<34} {:>5} {:>11} {:>9} {:>10}", "scrape", "models", "µs", "allocs", "bytes");
    for &models in sizes {
        measure_ours(models, rounds);
        measure_prometheus(models, rounds.min(20));
        measure_prometheus_client(models, rounds.min(20));
        measure_metrics_exporter(models, rounds.min(20));
    }
    measure_tail(if smoke { 100 } else { 1_000_000 });
}

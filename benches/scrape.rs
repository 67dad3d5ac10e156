//! What a scrape costs, beside the exporters that Rust programs use today: time, bytes and allocations at 1, 10, 100
//! and 1,000 models, and through the exporter's endpoint over a connection, all in turns. Prints one line of JSON, from which `cargo xtask bench-report` writes
//! docs/benchmarks.md; `--quick` measures fewer rounds, `--test` runs every line once.
//!
//! The page keeps its memory from scrape to scrape where the library lets it. Ours shows all families of its
//! catalogue that have a value, and in a second form the peers' very families (three histograms, five counters, two
//! gauges per model) as families that an application registered; their histograms have our bounds, so compare the
//! time per line.

#![allow(missing_docs, clippy::expect_used, clippy::print_stdout)] // a program; it panics on wrong use

mod rounds;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use hailo_exporter::{RouterOptions, ServeLimits, router, serve};
use hailo_telemetry::{Config, Snapshot, Telemetry, encode};
use hailo_testkit::alloc::{Counting, allocations};
use rounds::{Case, Effort, in_turns, timed};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const BOUNDS: [f64; 16] =
    [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];
const HISTOGRAMS: [&str; 3] = ["duration_seconds", "ttft_seconds", "itl_seconds"];
const COUNTERS: [&str; 5] = ["requests", "failures", "tokens", "prompt_tokens", "chunks"];
const GAUGES: [&str; 2] = ["in_flight", "queued"];

/// Fills a page.
type Scrape = Box<dyn FnMut(&mut Vec<u8>)>;

/// The gaps of one request: around 125 ms, as a small language model on an NPU.
fn gap(index: u64) -> Duration {
    Duration::from_micros(100_000 + index * 7_919 % 50_000)
}

fn names(models: usize) -> impl Iterator<Item = String> + Clone {
    (0..models).map(|index| format!("model-{index}"))
}

fn ours(models: usize) -> Telemetry {
    let telemetry = Telemetry::new(Config::default().label_limit(models));
    for name in names(models) {
        let model = telemetry.model(&name);
        let mut now = telemetry.now();
        let mut request = model.queue_at(now);
        request.started_at(now);
        request.prompt_tokens(100);
        for token in 0..128 {
            now = now + gap(token);
            request.token_at(now);
        }
        request.complete_at(now);
    }
    telemetry
}

/// The peers' families, registered as an application's own.
fn registered(models: usize) -> Telemetry {
    let telemetry = Telemetry::new(Config::default().label_limit(models));
    for model in names(models) {
        let labels = [("model", model.as_str())];
        for name in HISTOGRAMS {
            let series = telemetry.time_histogram(name, "A histogram.", &labels).expect("a new series");
            (0..128).for_each(|token| series.record(gap(token)));
        }
        for name in COUNTERS {
            telemetry
                .counter(&format!("{name}_total"), "A counter.", &labels)
                .expect("a new series")
                .add(128);
        }
        for name in GAUGES {
            telemetry.gauge(name, "A gauge.", &labels).expect("a new series").set(1.0);
        }
    }
    telemetry
}

/// A scrape by a client that keeps its connection, as Prometheus does: the whole of the answer's bytes.
fn over_http(telemetry: &Telemetry, encoding: &str) -> Scrape {
    static RUNTIME: LazyLock<tokio::runtime::Runtime> = LazyLock::new(|| {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(1).enable_all().build().expect("threads")
    });
    let listener = RUNTIME.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let app = router(telemetry.clone(), RouterOptions::default());
    RUNTIME.spawn(serve(listener, app, ServeLimits::default(), std::future::pending()));
    let request =
        format!("GET /metrics/prometheus HTTP/1.1\r\nhost: {address}\r\naccept-encoding: {encoding}\r\n\r\n");
    let mut stream = BufReader::new(TcpStream::connect(address).expect("it listens"));
    Box::new(move |page| {
        stream.get_mut().write_all(request.as_bytes()).expect("it is open");
        let (mut length, mut line) = (0, String::new());
        while line != "\r\n" {
            line.clear();
            stream.read_line(&mut line).expect("an answer");
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().expect("a number");
            }
        }
        assert!(length > 0, "an answer whose length is told");
        page.resize(length, 0);
        stream.read_exact(page).expect("the body");
    })
}

type Encode = fn(&Snapshot, &mut Vec<u8>) -> std::io::Result<()>;

/// A snapshot, and its page if there is an encoder.
fn scrape_ours(telemetry: &Arc<Telemetry>, encode: Option<Encode>) -> Scrape {
    let telemetry = telemetry.clone();
    let mut snapshot = Snapshot::default();
    Box::new(move |page| {
        telemetry.snapshot_into(&mut snapshot);
        if let Some(encode) = encode {
            encode(&snapshot, page).expect("a vector takes everything");
        }
    })
}

fn prometheus(models: usize) -> Scrape {
    use prometheus::{
        Encoder as _, HistogramOpts, HistogramVec, IntCounterVec, IntGaugeVec, Opts, Registry, TextEncoder,
    };
    let registry = Registry::new();
    let histograms = HISTOGRAMS.map(|name| {
        let options = HistogramOpts::new(name, "A histogram.").buckets(BOUNDS.to_vec());
        let family = HistogramVec::new(options, &["model"]).expect("valid");
        registry.register(Box::new(family.clone())).expect("a new name");
        family
    });
    let counters = COUNTERS.map(|name| {
        let family =
            IntCounterVec::new(Opts::new(format!("{name}_total"), "A counter."), &["model"]).expect("valid");
        registry.register(Box::new(family.clone())).expect("a new name");
        family
    });
    let gauges = GAUGES.map(|name| {
        let family = IntGaugeVec::new(Opts::new(name, "A gauge."), &["model"]).expect("valid");
        registry.register(Box::new(family.clone())).expect("a new name");
        family
    });
    for model in names(models) {
        for family in &histograms {
            let series = family.with_label_values(&[&model]);
            (0..128).for_each(|token| series.observe(gap(token).as_secs_f64()));
        }
        counters.iter().for_each(|family| family.with_label_values(&[&model]).inc_by(128));
        gauges.iter().for_each(|family| family.with_label_values(&[&model]).set(1));
    }
    Box::new(move |page| {
        TextEncoder::new().encode(&registry.gather(), page).expect("a vector takes everything");
    })
}

fn prometheus_client(models: usize) -> Scrape {
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
    for model in names(models) {
        let labels = vec![("model".to_owned(), model)];
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
    Box::new(move |page| {
        let mut text = String::from_utf8(std::mem::take(page)).expect("its own page");
        encode(&mut text, &registry).expect("a string takes everything");
        *page = text.into_bytes();
    })
}

fn metrics_exporter(models: usize) -> Scrape {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new()
        .set_buckets(&BOUNDS)
        .expect("not empty")
        .build_recorder();
    let handle = recorder.handle();
    metrics::with_local_recorder(&recorder, || {
        for model in names(models) {
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
    Box::new(move |page| *page = handle.render().into_bytes())
}

mod measured_families {
    use super::{BOUNDS, COUNTERS, GAUGES, HISTOGRAMS, Scrape, gap, names};
    use lasso::{Rodeo, RodeoReader};
    use measured::metric::histogram::Thresholds;
    use measured::metric::{MetricFamilyEncoding as _, name::MetricName};
    use measured::text::BufferedTextEncoder;
    use measured::{CounterVec, GaugeVec, HistogramVec, LabelGroup};
    use std::sync::Arc;

    #[derive(LabelGroup)]
    #[label(set = Models)]
    struct Model<'a> {
        #[label(fixed_with = Arc<RodeoReader>)]
        model: &'a str,
    }

    pub(super) fn scrape(models: usize) -> Scrape {
        let set: Arc<RodeoReader> = Arc::new(names(models).collect::<Rodeo>().into_reader());
        let labels = || Models { model: set.clone() };
        let histograms = HISTOGRAMS.map(|_| {
            HistogramVec::<Models, 16>::dense_with_label_set_and_metadata(
                labels(),
                Thresholds::with_buckets(BOUNDS),
            )
        });
        let counters = COUNTERS.map(|_| CounterVec::<Models>::dense_with_label_set(labels()));
        let gauges = GAUGES.map(|_| GaugeVec::<Models>::dense_with_label_set(labels()));
        for model in names(models) {
            let label = || Model { model: &model };
            for family in &histograms {
                (0..128).for_each(|token| family.observe(label(), gap(token).as_secs_f64()));
            }
            counters.iter().for_each(|family| family.inc_by(label(), 128));
            gauges.iter().for_each(|family| family.set(label(), 1));
        }
        let mut encoder = BufferedTextEncoder::new();
        Box::new(move |page| {
            for (family, name) in histograms.iter().zip(HISTOGRAMS) {
                let _ = family.collect_family_into(MetricName::from_str(name), &mut encoder);
            }
            for (family, name) in counters.iter().zip(COUNTERS) {
                let _ = family.collect_family_into(MetricName::from_str(name), &mut encoder);
            }
            for (family, name) in gauges.iter().zip(GAUGES) {
                let _ = family.collect_family_into(MetricName::from_str(name), &mut encoder);
            }
            page.extend_from_slice(&encoder.finish());
        })
    }
}

fn subjects(models: usize) -> Vec<(&'static str, Scrape)> {
    let own = Arc::new(ours(models));
    let same = Arc::new(registered(models));
    vec![
        ("hailo-telemetry, the peers' families: snapshot and text", scrape_ours(&same, Some(encode::text))),
        ("hailo-telemetry, all families: snapshot and text", scrape_ours(&own, Some(encode::text))),
        ("snapshot and OpenMetrics", scrape_ours(&own, Some(encode::openmetrics))),
        ("snapshot and protobuf, native histograms too", scrape_ours(&own, Some(encode::protobuf))),
        ("snapshot and JSON", scrape_ours(&own, Some(encode::json))),
        ("snapshot alone", scrape_ours(&own, None)),
        ("text over HTTP", over_http(&own, "identity")),
        ("text over HTTP, gzip", over_http(&own, "gzip")),
        ("measured {measured}", measured_families::scrape(models)),
        ("prometheus-client {prometheus-client}", prometheus_client(models)),
        ("prometheus {prometheus}", prometheus(models)),
        ("metrics-exporter-prometheus {metrics-exporter-prometheus}", metrics_exporter(models)),
    ]
}

fn main() {
    let effort = Effort::from_arguments();
    let sizes: &[usize] = if effort == Effort::Smoke { &[2] } else { &[1, 10, 100, 1_000] };
    let rounds = effort.pick(1, 5, 21);
    let mut rows = Vec::new();
    for &models in sizes {
        let mut subjects = subjects(models);
        let repeats = (effort.pick(1, 200, 1_000) / models as u32).max(1);
        let mut shapes = Vec::new();
        for (_, scrape) in &mut subjects {
            let mut page = Vec::new();
            // The second scrape: buffers have their size then.
            scrape(&mut page);
            page.clear();
            let before = allocations();
            scrape(&mut page);
            let allocations = allocations() - before;
            let lines = page.iter().filter(|byte| **byte == b'\n').count();
            let lines = if page.starts_with(b"# ") { lines.to_string() } else { "null".to_owned() };
            shapes.push((allocations, page.len(), lines));
        }
        let mut cases: Vec<Case<'_>> = subjects
            .iter_mut()
            .map(|(_, scrape)| {
                let mut page = Vec::new();
                Box::new(move || {
                    timed(repeats, || {
                        for _ in 0..repeats {
                            page.clear();
                            scrape(&mut page);
                            std::hint::black_box(&page);
                        }
                    }) / 1e3
                }) as Case<'_>
            })
            .collect();
        let spreads = in_turns(&mut cases, rounds);
        drop(cases);
        for (((title, _), (allocations, bytes, lines)), spread) in subjects.iter().zip(shapes).zip(spreads) {
            rows.push(format!(
                "{{\"title\":\"{title}\",\"models\":{models},\"micros\":{},\"allocations\":{allocations},\"bytes\":{bytes},\"lines\":{lines}}}",
                spread.json()
            ));
        }
    }
    println!("{{\"rounds\":{rounds},\"rows\":[{}]}}", rows.join(","));
}

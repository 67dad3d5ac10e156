//! The peers, each with the series of the module above, through handles that were resolved once; the variants
//! called "as used" look their labels up at each call, as most code does.

use super::{DURATION_BOUNDS, FIRST_BOUNDS, GAP_BOUNDS, Recorder};
use opentelemetry::KeyValue;
use opentelemetry::metrics::MeterProvider;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// A request as the peers need it: they have no guard.
#[derive(Debug)]
pub struct Times {
    begun: u64,
    last: u64,
}

fn seconds(ns: u64) -> f64 {
    ns as f64 / 1e9
}

/// What a peer does at each event; the rest is common.
pub trait Events: Sync {
    fn begun(&self);
    fn first(&self, ns: u64);
    fn gap(&self, ns: u64);
    fn ended(&self, ns: u64);
}

/// A recorder over [`Events`].
#[derive(Debug)]
pub struct Peer<E>(pub E);

impl<E: Events> Recorder for Peer<E> {
    type Request = Times;
    #[inline]
    fn begin(&self, now: u64) -> Times {
        self.0.begun();
        Times { begun: now, last: now }
    }
    #[inline]
    fn first(&self, request: &mut Times, now: u64) {
        self.0.first(now.saturating_sub(request.begun));
        request.last = now;
    }
    #[inline]
    fn token(&self, request: &mut Times, now: u64) {
        self.0.gap(now.saturating_sub(request.last));
        request.last = now;
    }
    #[inline]
    fn finish(&self, request: Times, now: u64) {
        self.0.ended(now.saturating_sub(request.begun));
    }
}

/// `prometheus` (tikv).
pub struct Tikv {
    requests: prometheus::IntCounter,
    in_flight: prometheus::IntGauge,
    tokens: prometheus::IntCounter,
    duration: prometheus::Histogram,
    first: prometheus::Histogram,
    gap: prometheus::Histogram,
}

impl Tikv {
    pub fn new() -> Self {
        let histogram = |name, bounds: &[f64]| {
            let options = prometheus::HistogramOpts::new(name, name).buckets(bounds.to_vec());
            prometheus::HistogramVec::new(options, &["model"]).expect("valid").with_label_values(&["m"])
        };
        let options = |name| prometheus::Opts::new(name, name);
        Self {
            requests: prometheus::IntCounterVec::new(options("requests"), &["model", "outcome"])
                .expect("valid")
                .with_label_values(&["m", "completed"]),
            in_flight: prometheus::IntGaugeVec::new(options("in_flight"), &["model"])
                .expect("valid")
                .with_label_values(&["m"]),
            tokens: prometheus::IntCounterVec::new(options("tokens"), &["model"])
                .expect("valid")
                .with_label_values(&["m"]),
            duration: histogram("duration", &DURATION_BOUNDS),
            first: histogram("first", &FIRST_BOUNDS),
            gap: histogram("gap", &GAP_BOUNDS),
        }
    }
}

impl Events for Tikv {
    fn begun(&self) {
        self.in_flight.inc();
    }
    fn first(&self, ns: u64) {
        self.tokens.inc();
        self.first.observe(seconds(ns));
    }
    fn gap(&self, ns: u64) {
        self.tokens.inc();
        self.gap.observe(seconds(ns));
    }
    fn ended(&self, ns: u64) {
        self.requests.inc();
        self.duration.observe(seconds(ns));
        self.in_flight.dec();
    }
}

/// `prometheus-client`.
pub struct Client {
    requests: prometheus_client::metrics::counter::Counter,
    in_flight: prometheus_client::metrics::gauge::Gauge,
    tokens: prometheus_client::metrics::counter::Counter,
    duration: prometheus_client::metrics::histogram::Histogram,
    first: prometheus_client::metrics::histogram::Histogram,
    gap: prometheus_client::metrics::histogram::Histogram,
}

impl Client {
    pub fn new() -> Self {
        use prometheus_client::metrics::histogram::Histogram;
        Self {
            requests: Default::default(),
            in_flight: Default::default(),
            tokens: Default::default(),
            duration: Histogram::new(DURATION_BOUNDS),
            first: Histogram::new(FIRST_BOUNDS),
            gap: Histogram::new(GAP_BOUNDS),
        }
    }
}

impl Events for Client {
    fn begun(&self) {
        self.in_flight.inc();
    }
    fn first(&self, ns: u64) {
        self.tokens.inc();
        self.first.observe(seconds(ns));
    }
    fn gap(&self, ns: u64) {
        self.tokens.inc();
        self.gap.observe(seconds(ns));
    }
    fn ended(&self, ns: u64) {
        self.requests.inc();
        self.duration.observe(seconds(ns));
        self.in_flight.dec();
    }
}

/// `metrics` with `metrics-exporter-prometheus`, through handles.
pub struct Facade {
    pub handle: metrics_exporter_prometheus::PrometheusHandle,
    requests: metrics::Counter,
    in_flight: metrics::Gauge,
    tokens: metrics::Counter,
    duration: metrics::Histogram,
    first: metrics::Histogram,
    gap: metrics::Histogram,
}

fn exporter() -> metrics_exporter_prometheus::PrometheusRecorder {
    use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};
    let mut builder = PrometheusBuilder::new();
    for (name, bounds) in
        [("duration", &DURATION_BOUNDS[..]), ("first", &FIRST_BOUNDS[..]), ("gap", &GAP_BOUNDS[..])]
    {
        builder = builder.set_buckets_for_metric(Matcher::Full(name.into()), bounds).expect("not empty");
    }
    builder.build_recorder()
}

impl Facade {
    pub fn new() -> Self {
        let recorder = exporter();
        let handle = recorder.handle();
        metrics::with_local_recorder(&recorder, || Self {
            handle,
            requests: metrics::counter!("requests", "model" => "m", "outcome" => "completed"),
            in_flight: metrics::gauge!("in_flight", "model" => "m"),
            tokens: metrics::counter!("tokens", "model" => "m"),
            duration: metrics::histogram!("duration", "model" => "m"),
            first: metrics::histogram!("first", "model" => "m"),
            gap: metrics::histogram!("gap", "model" => "m"),
        })
    }
}

impl Events for Facade {
    fn begun(&self) {
        self.in_flight.increment(1.0);
    }
    fn first(&self, ns: u64) {
        self.tokens.increment(1);
        self.first.record(seconds(ns));
    }
    fn gap(&self, ns: u64) {
        self.tokens.increment(1);
        self.gap.record(seconds(ns));
    }
    fn ended(&self, ns: u64) {
        self.requests.increment(1);
        self.duration.record(seconds(ns));
        self.in_flight.decrement(1.0);
    }
}

/// The same through its macros, as used: a global recorder, the label a string of the program.
pub struct Macros {
    pub handle: metrics_exporter_prometheus::PrometheusHandle,
    model: String,
}

impl Macros {
    /// Installs the global recorder: once per process.
    pub fn install() -> Self {
        let recorder = exporter();
        let handle = recorder.handle();
        metrics::set_global_recorder(recorder).expect("once");
        Self { handle, model: "m".to_owned() }
    }
}

impl Events for Macros {
    fn begun(&self) {
        metrics::gauge!("in_flight", "model" => self.model.clone()).increment(1.0);
    }
    fn first(&self, ns: u64) {
        metrics::counter!("tokens", "model" => self.model.clone()).increment(1);
        metrics::histogram!("first", "model" => self.model.clone()).record(seconds(ns));
    }
    fn gap(&self, ns: u64) {
        metrics::counter!("tokens", "model" => self.model.clone()).increment(1);
        metrics::histogram!("gap", "model" => self.model.clone()).record(seconds(ns));
    }
    fn ended(&self, ns: u64) {
        metrics::counter!("requests", "model" => self.model.clone(), "outcome" => "completed").increment(1);
        metrics::histogram!("duration", "model" => self.model.clone()).record(seconds(ns));
        metrics::gauge!("in_flight", "model" => self.model.clone()).decrement(1.0);
    }
}

/// `opentelemetry` with its SDK; attributes are given at each call, its stable interface knows no handles.
pub struct Otel {
    _provider: opentelemetry_sdk::metrics::SdkMeterProvider,
    model: [KeyValue; 1],
    completed: [KeyValue; 2],
    requests: opentelemetry::metrics::Counter<u64>,
    in_flight: opentelemetry::metrics::UpDownCounter<i64>,
    tokens: opentelemetry::metrics::Counter<u64>,
    duration: opentelemetry::metrics::Histogram<f64>,
    first: opentelemetry::metrics::Histogram<f64>,
    gap: opentelemetry::metrics::Histogram<f64>,
}

impl Otel {
    pub fn new() -> Self {
        let reader = opentelemetry_sdk::metrics::ManualReader::builder().build();
        let provider = opentelemetry_sdk::metrics::SdkMeterProvider::builder().with_reader(reader).build();
        let meter = provider.meter("bench");
        let histogram =
            |name, bounds: &[f64]| meter.f64_histogram(name).with_boundaries(bounds.to_vec()).build();
        Self {
            model: [KeyValue::new("model", "m")],
            completed: [KeyValue::new("model", "m"), KeyValue::new("outcome", "completed")],
            requests: meter.u64_counter("requests").build(),
            in_flight: meter.i64_up_down_counter("in_flight").build(),
            tokens: meter.u64_counter("tokens").build(),
            duration: histogram("duration", &DURATION_BOUNDS),
            first: histogram("first", &FIRST_BOUNDS),
            gap: histogram("gap", &GAP_BOUNDS),
            _provider: provider,
        }
    }
}

impl Events for Otel {
    fn begun(&self) {
        self.in_flight.add(1, &self.model);
    }
    fn first(&self, ns: u64) {
        self.tokens.add(1, &self.model);
        self.first.record(seconds(ns), &self.model);
    }
    fn gap(&self, ns: u64) {
        self.tokens.add(1, &self.model);
        self.gap.record(seconds(ns), &self.model);
    }
    fn ended(&self, ns: u64) {
        self.requests.add(1, &self.completed);
        self.duration.record(seconds(ns), &self.model);
        self.in_flight.add(-1, &self.model);
    }
}

/// Distributions that need exclusive access, behind a lock, with plain atomics beside them.
pub struct Locked {
    counts: [AtomicU64; 4],
    histograms: [Mutex<hdrhistogram::Histogram<u64>>; 3],
}

impl Locked {
    pub fn new() -> Self {
        let histogram = || {
            Mutex::new(hdrhistogram::Histogram::new_with_bounds(1_000, 3_600_000_000_000, 2).expect("bounds"))
        };
        Self { counts: Default::default(), histograms: [histogram(), histogram(), histogram()] }
    }
    fn record(&self, which: usize, ns: u64) {
        self.histograms[which].lock().expect("not poisoned").saturating_record(ns);
    }
}

impl Events for Locked {
    fn begun(&self) {
        self.counts[0].fetch_add(1, Relaxed);
    }
    fn first(&self, ns: u64) {
        self.counts[1].fetch_add(1, Relaxed);
        self.record(0, ns);
    }
    fn gap(&self, ns: u64) {
        self.counts[1].fetch_add(1, Relaxed);
        self.record(1, ns);
    }
    fn ended(&self, ns: u64) {
        self.counts[2].fetch_add(1, Relaxed);
        self.record(2, ns);
        self.counts[0].fetch_sub(1, Relaxed);
    }
}

/// `histogram` (metriken's), atomic, with plain atomics beside it.
pub struct Atomic {
    counts: [AtomicU64; 4],
    histograms: [histogram::AtomicHistogram; 3],
}

impl Atomic {
    pub fn new() -> Self {
        // 64 buckets an octave, as ours, up to 73 minutes.
        let histogram = || histogram::AtomicHistogram::new(6, 42).expect("valid");
        Self { counts: Default::default(), histograms: [histogram(), histogram(), histogram()] }
    }
    fn record(&self, which: usize, ns: u64) {
        let _ = self.histograms[which].increment(ns);
    }
}

impl Events for Atomic {
    fn begun(&self) {
        self.counts[0].fetch_add(1, Relaxed);
    }
    fn first(&self, ns: u64) {
        self.counts[1].fetch_add(1, Relaxed);
        self.record(0, ns);
    }
    fn gap(&self, ns: u64) {
        self.counts[1].fetch_add(1, Relaxed);
        self.record(1, ns);
    }
    fn ended(&self, ns: u64) {
        self.counts[2].fetch_add(1, Relaxed);
        self.record(2, ns);
        self.counts[0].fetch_sub(1, Relaxed);
    }
}

/// What is often written by hand: an atomic per bucket, counted cumulatively, and a sum.
pub struct HandWritten {
    counts: [AtomicU64; 4],
    buckets: [[AtomicU64; 16]; 3],
    sums: [AtomicU64; 3],
}

impl HandWritten {
    pub fn new() -> Self {
        Self { counts: Default::default(), buckets: Default::default(), sums: Default::default() }
    }
    fn record(&self, which: usize, bounds: &[f64], ns: u64) {
        let value = seconds(ns);
        for (bound, bucket) in bounds.iter().zip(&self.buckets[which]) {
            if value <= *bound {
                bucket.fetch_add(1, Relaxed);
            }
        }
        self.sums[which].fetch_add(ns, Relaxed);
    }
}

impl Events for HandWritten {
    fn begun(&self) {
        self.counts[0].fetch_add(1, Relaxed);
    }
    fn first(&self, ns: u64) {
        self.counts[1].fetch_add(1, Relaxed);
        self.record(0, &FIRST_BOUNDS, ns);
    }
    fn gap(&self, ns: u64) {
        self.counts[1].fetch_add(1, Relaxed);
        self.record(1, &GAP_BOUNDS, ns);
    }
    fn ended(&self, ns: u64) {
        self.counts[2].fetch_add(1, Relaxed);
        self.record(2, &DURATION_BOUNDS, ns);
        self.counts[0].fetch_sub(1, Relaxed);
    }
}

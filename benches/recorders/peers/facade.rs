//! `metrics` with `metrics-exporter-prometheus`, through handles and through its macros.

use super::{Events, seconds};
use crate::recorders::{DURATION_BOUNDS, FIRST_BOUNDS, GAP_BOUNDS};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

fn exporter() -> PrometheusRecorder {
    let mut builder = PrometheusBuilder::new();
    for (name, bounds) in
        [("duration", &DURATION_BOUNDS[..]), ("first", &FIRST_BOUNDS[..]), ("gap", &GAP_BOUNDS[..])]
    {
        builder = builder.set_buckets_for_metric(Matcher::Full(name.into()), bounds).expect("not empty");
    }
    builder.build_recorder()
}

/// Handles, resolved once.
pub struct Facade {
    handle: PrometheusHandle,
    requests: metrics::Counter,
    in_flight: metrics::Gauge,
    tokens: metrics::Counter,
    duration: metrics::Histogram,
    first: metrics::Histogram,
    gap: metrics::Histogram,
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
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.in_flight.increment(1.0);
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.tokens.increment(1);
        self.first.record(seconds(ns));
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.tokens.increment(1);
        self.gap.record(seconds(ns));
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.requests.increment(1);
        self.duration.record(seconds(ns));
        self.in_flight.decrement(1.0);
    }
    fn upkeep(&self) {
        self.handle.run_upkeep();
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        *page = self.handle.render().into_bytes();
    }
}

/// The same as most code uses it: a global recorder, the label a string of the program.
pub struct Macros {
    handle: PrometheusHandle,
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
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        metrics::gauge!("in_flight", "model" => self.model.clone()).increment(1.0);
    }
    fn first(&self, (): &mut (), ns: u64) {
        metrics::counter!("tokens", "model" => self.model.clone()).increment(1);
        metrics::histogram!("first", "model" => self.model.clone()).record(seconds(ns));
    }
    fn gap(&self, (): &mut (), ns: u64) {
        metrics::counter!("tokens", "model" => self.model.clone()).increment(1);
        metrics::histogram!("gap", "model" => self.model.clone()).record(seconds(ns));
    }
    fn ended(&self, (): &mut (), ns: u64) {
        metrics::counter!("requests", "model" => self.model.clone(), "outcome" => "completed").increment(1);
        metrics::histogram!("duration", "model" => self.model.clone()).record(seconds(ns));
        metrics::gauge!("in_flight", "model" => self.model.clone()).decrement(1.0);
    }
    fn upkeep(&self) {
        self.handle.run_upkeep();
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        *page = self.handle.render().into_bytes();
    }
}

//! `opentelemetry` with its SDK: instruments bound to their attributes (an experimental feature of this release),
//! and attributes given at each call, which is all that its stable interface has.

use super::{Events, seconds};
use crate::recorders::{DURATION_BOUNDS, FIRST_BOUNDS, GAP_BOUNDS};
use opentelemetry::KeyValue;
use opentelemetry::metrics::{
    BoundCounter, BoundHistogram, BoundUpDownCounter, Counter, Histogram, MeterProvider, UpDownCounter,
};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::metrics::data::ResourceMetrics;
use opentelemetry_sdk::metrics::reader::MetricReader;
use opentelemetry_sdk::metrics::{InstrumentKind, ManualReader, Pipeline, SdkMeterProvider, Temporality};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// A reader that the provider owns and a scrape can ask.
#[derive(Clone, Debug)]
struct Shared(Arc<ManualReader>);

impl MetricReader for Shared {
    fn register_pipeline(&self, pipeline: Weak<Pipeline>) {
        self.0.register_pipeline(pipeline);
    }
    fn collect(&self, into: &mut ResourceMetrics) -> OTelSdkResult {
        self.0.collect(into)
    }
    fn force_flush(&self) -> OTelSdkResult {
        self.0.force_flush()
    }
    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.0.shutdown_with_timeout(timeout)
    }
    fn temporality(&self, kind: InstrumentKind) -> Temporality {
        self.0.temporality(kind)
    }
}

/// Attributes at each call, built beforehand.
pub struct Otel {
    reader: Shared,
    _provider: SdkMeterProvider,
    model: [KeyValue; 1],
    completed: [KeyValue; 2],
    requests: Counter<u64>,
    in_flight: UpDownCounter<i64>,
    tokens: Counter<u64>,
    duration: Histogram<f64>,
    first: Histogram<f64>,
    gap: Histogram<f64>,
}

impl Otel {
    pub fn new() -> Self {
        let reader = Shared(Arc::new(ManualReader::builder().build()));
        let provider = SdkMeterProvider::builder().with_reader(reader.clone()).build();
        let meter = provider.meter("bench");
        let histogram =
            |name, bounds: &[f64]| meter.f64_histogram(name).with_boundaries(bounds.to_vec()).build();
        Self {
            reader,
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
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.in_flight.add(1, &self.model);
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.tokens.add(1, &self.model);
        self.first.record(seconds(ns), &self.model);
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.tokens.add(1, &self.model);
        self.gap.record(seconds(ns), &self.model);
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.requests.add(1, &self.completed);
        self.duration.record(seconds(ns), &self.model);
        self.in_flight.add(-1, &self.model);
    }
    /// Collects; the SDK has no text format of its own.
    fn scrape(&self, _: &mut Vec<u8>) {
        let mut collected = ResourceMetrics::default();
        self.reader.collect(&mut collected).expect("not shut down");
        std::hint::black_box(&collected);
    }
}

/// Bound instruments.
pub struct Bound {
    unbound: Otel,
    requests: BoundCounter<u64>,
    in_flight: BoundUpDownCounter<i64>,
    tokens: BoundCounter<u64>,
    duration: BoundHistogram<f64>,
    first: BoundHistogram<f64>,
    gap: BoundHistogram<f64>,
}

impl Bound {
    pub fn new() -> Self {
        let unbound = Otel::new();
        Self {
            requests: unbound.requests.bind(&unbound.completed),
            in_flight: unbound.in_flight.bind(&unbound.model),
            tokens: unbound.tokens.bind(&unbound.model),
            duration: unbound.duration.bind(&unbound.model),
            first: unbound.first.bind(&unbound.model),
            gap: unbound.gap.bind(&unbound.model),
            unbound,
        }
    }
}

impl Events for Bound {
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.in_flight.add(1);
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.tokens.add(1);
        self.first.record(seconds(ns));
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.tokens.add(1);
        self.gap.record(seconds(ns));
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.requests.add(1);
        self.duration.record(seconds(ns));
        self.in_flight.add(-1);
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        self.unbound.scrape(page);
    }
}

//! `prometheus` (tikv) through handles, local and with its labels looked up; `prometheus-client` through handles.

use super::{Events, seconds};
use crate::recorders::{DURATION_BOUNDS, FIRST_BOUNDS, GAP_BOUNDS};
use prometheus::core::Collector;
use prometheus::local::{LocalHistogram, LocalIntCounter};
use prometheus::{
    Encoder, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts,
    Registry, TextEncoder,
};

/// The families, labelled by model, in a registry.
struct Families {
    registry: Registry,
    requests: IntCounterVec,
    in_flight: IntGaugeVec,
    tokens: IntCounterVec,
    duration: HistogramVec,
    first: HistogramVec,
    gap: HistogramVec,
}

impl Families {
    fn new() -> Self {
        fn registered<C: Collector + Clone + 'static>(registry: &Registry, family: C) -> C {
            registry.register(Box::new(family.clone())).expect("a new name");
            family
        }
        let registry = Registry::new();
        let histogram = |name, bounds: &[f64]| {
            let options = HistogramOpts::new(name, name).buckets(bounds.to_vec());
            registered(&registry, HistogramVec::new(options, &["model"]).expect("valid"))
        };
        let counter = |name, labels: &[&str]| {
            registered(&registry, IntCounterVec::new(Opts::new(name, name), labels).expect("valid"))
        };
        let in_flight = IntGaugeVec::new(Opts::new("in_flight", "in_flight"), &["model"]).expect("valid");
        Self {
            requests: counter("requests", &["model", "outcome"]),
            in_flight: registered(&registry, in_flight),
            tokens: counter("tokens", &["model"]),
            duration: histogram("duration", &DURATION_BOUNDS),
            first: histogram("first", &FIRST_BOUNDS),
            gap: histogram("gap", &GAP_BOUNDS),
            registry,
        }
    }

    fn write(&self, page: &mut Vec<u8>) {
        TextEncoder::new().encode(&self.registry.gather(), page).expect("a vector takes everything");
    }
}

/// Handles, resolved once.
pub struct Tikv {
    families: Families,
    requests: IntCounter,
    in_flight: IntGauge,
    tokens: IntCounter,
    duration: Histogram,
    first: Histogram,
    gap: Histogram,
}

impl Tikv {
    pub fn new() -> Self {
        let families = Families::new();
        Self {
            requests: families.requests.with_label_values(&["m", "completed"]),
            in_flight: families.in_flight.with_label_values(&["m"]),
            tokens: families.tokens.with_label_values(&["m"]),
            duration: families.duration.with_label_values(&["m"]),
            first: families.first.with_label_values(&["m"]),
            gap: families.gap.with_label_values(&["m"]),
            families,
        }
    }
}

impl Events for Tikv {
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.in_flight.inc();
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.tokens.inc();
        self.first.observe(seconds(ns));
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.tokens.inc();
        self.gap.observe(seconds(ns));
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.requests.inc();
        self.duration.observe(seconds(ns));
        self.in_flight.dec();
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        self.families.write(page);
    }
}

/// Its thread-local counterparts, flushed when a request ends: a scrape sees nothing of an answer under way.
pub struct Local(Tikv);

/// A thread's own counts.
pub struct Unflushed {
    tokens: LocalIntCounter,
    duration: LocalHistogram,
    first: LocalHistogram,
    gap: LocalHistogram,
}

impl Local {
    pub fn new() -> Self {
        Self(Tikv::new())
    }
}

impl Events for Local {
    type Local = Unflushed;
    fn local(&self) -> Unflushed {
        let shared = &self.0;
        Unflushed {
            tokens: shared.tokens.local(),
            duration: shared.duration.local(),
            first: shared.first.local(),
            gap: shared.gap.local(),
        }
    }
    fn begun(&self, _: &mut Unflushed) {
        self.0.in_flight.inc();
    }
    fn first(&self, local: &mut Unflushed, ns: u64) {
        local.tokens.inc();
        local.first.observe(seconds(ns));
    }
    fn gap(&self, local: &mut Unflushed, ns: u64) {
        local.tokens.inc();
        local.gap.observe(seconds(ns));
    }
    fn ended(&self, local: &mut Unflushed, ns: u64) {
        local.duration.observe(seconds(ns));
        local.tokens.flush();
        local.duration.flush();
        local.first.flush();
        local.gap.flush();
        self.0.requests.inc();
        self.0.in_flight.dec();
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        self.0.scrape(page);
    }
}

/// As most code uses it: the labels are given at each call.
pub struct Lookup(Families, String);

impl Lookup {
    pub fn new() -> Self {
        Self(Families::new(), "m".to_owned())
    }
}

impl Events for Lookup {
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.0.in_flight.with_label_values(&[&self.1]).inc();
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.0.tokens.with_label_values(&[&self.1]).inc();
        self.0.first.with_label_values(&[&self.1]).observe(seconds(ns));
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.0.tokens.with_label_values(&[&self.1]).inc();
        self.0.gap.with_label_values(&[&self.1]).observe(seconds(ns));
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.0.requests.with_label_values(&[self.1.as_str(), "completed"]).inc();
        self.0.duration.with_label_values(&[&self.1]).observe(seconds(ns));
        self.0.in_flight.with_label_values(&[&self.1]).dec();
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        self.0.write(page);
    }
}

/// `prometheus-client`, handles resolved once.
pub struct Client {
    registry: prometheus_client::registry::Registry,
    requests: prometheus_client::metrics::counter::Counter,
    in_flight: prometheus_client::metrics::gauge::Gauge,
    tokens: prometheus_client::metrics::counter::Counter,
    duration: prometheus_client::metrics::histogram::Histogram,
    first: prometheus_client::metrics::histogram::Histogram,
    gap: prometheus_client::metrics::histogram::Histogram,
}

impl Client {
    pub fn new() -> Self {
        use prometheus_client::metrics::{
            counter::Counter, family::Family, gauge::Gauge, histogram::Histogram,
        };
        type Labels = Vec<(String, String)>;
        let mut registry = prometheus_client::registry::Registry::default();
        let labels: Labels = vec![("model".to_owned(), "m".to_owned())];
        let mut completed = labels.clone();
        completed.push(("outcome".to_owned(), "completed".to_owned()));
        let requests = Family::<Labels, Counter>::default();
        registry.register("requests", "requests", requests.clone());
        let in_flight = Family::<Labels, Gauge>::default();
        registry.register("in_flight", "in_flight", in_flight.clone());
        let tokens = Family::<Labels, Counter>::default();
        registry.register("tokens", "tokens", tokens.clone());
        let mut histogram = |name, new: fn() -> Histogram| {
            let family = Family::<Labels, Histogram, fn() -> Histogram>::new_with_constructor(new);
            registry.register(name, name, family.clone());
            family.get_or_create_owned(&labels)
        };
        Self {
            duration: histogram("duration", || Histogram::new(DURATION_BOUNDS)),
            first: histogram("first", || Histogram::new(FIRST_BOUNDS)),
            gap: histogram("gap", || Histogram::new(GAP_BOUNDS)),
            requests: requests.get_or_create_owned(&completed),
            in_flight: in_flight.get_or_create_owned(&labels),
            tokens: tokens.get_or_create_owned(&labels),
            registry,
        }
    }
}

impl Events for Client {
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.in_flight.inc();
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.tokens.inc();
        self.first.observe(seconds(ns));
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.tokens.inc();
        self.gap.observe(seconds(ns));
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.requests.inc();
        self.duration.observe(seconds(ns));
        self.in_flight.dec();
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        let mut text = String::from_utf8(std::mem::take(page)).expect("its own page");
        prometheus_client::encoding::text::encode(&mut text, &self.registry)
            .expect("a string takes everything");
        *page = text.into_bytes();
    }
}

//! The peers, each in its best configuration (series resolved once, kept as handles) and, where most code differs
//! from that, as it is used (labels looked up at each call).

mod distributions;
mod facade;
mod measured;
mod otel;
mod prometheus;

use super::{Kind, Recorder, Visitor};

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
    /// See [`Recorder::Local`].
    type Local;
    fn local(&self) -> Self::Local;
    fn begun(&self, local: &mut Self::Local);
    fn first(&self, local: &mut Self::Local, ns: u64);
    fn gap(&self, local: &mut Self::Local, ns: u64);
    fn ended(&self, local: &mut Self::Local, ns: u64);
    fn upkeep(&self) {}
    fn scrape(&self, page: &mut Vec<u8>);
}

/// A recorder over [`Events`].
#[derive(Debug)]
pub struct Peer<E>(pub E);

impl<E: Events> Recorder for Peer<E> {
    type Request = Times;
    type Local = E::Local;
    fn local(&self) -> E::Local {
        self.0.local()
    }
    #[inline(always)]
    fn begin(&self, local: &mut E::Local, now: u64) -> Times {
        self.0.begun(local);
        Times { begun: now, last: now }
    }
    #[inline(always)]
    fn first(&self, local: &mut E::Local, request: &mut Times, now: u64) {
        self.0.first(local, now.saturating_sub(request.begun));
        request.last = now;
    }
    #[inline(always)]
    fn token(&self, local: &mut E::Local, request: &mut Times, now: u64) {
        self.0.gap(local, now.saturating_sub(request.last));
        request.last = now;
    }
    #[inline(always)]
    fn finish(&self, local: &mut E::Local, request: Times, now: u64) {
        self.0.ended(local, now.saturating_sub(request.begun));
    }
    fn upkeep(&self) {
        self.0.upkeep();
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        self.0.scrape(page);
    }
}

/// Shows `v` every peer.
pub fn each(v: &mut impl Visitor) {
    use Kind::Peer as P;
    v.visit(P, "histogram", "histogram {histogram}, atomic, with plain counters", || {
        Peer(distributions::Atomic::new())
    });
    v.visit(P, "metriken", "metriken {metriken}", || Peer(distributions::Metriken::new()));
    v.visit(P, "metriken-sharded", "metriken {metriken}, sharded", || Peer(distributions::Sharded::new()));
    v.visit(P, "hdr-sync", "hdrhistogram {hdrhistogram}, sync recorders", || Peer(distributions::Hdr::new()));
    v.visit(P, "hdr-mutex", "hdrhistogram {hdrhistogram} in a mutex", || Peer(distributions::Locked::new()));
    v.visit(P, "prometheus", "prometheus {prometheus}, handles", || Peer(prometheus::Tikv::new()));
    v.visit(P, "prometheus-local", "prometheus {prometheus}, local, flushed per request", || {
        Peer(prometheus::Local::new())
    });
    v.visit(P, "prometheus-lookup", "prometheus {prometheus}, labels per call", || {
        Peer(prometheus::Lookup::new())
    });
    v.visit(P, "prometheus-client", "prometheus-client {prometheus-client}, handles", || {
        Peer(prometheus::Client::new())
    });
    v.visit(P, "measured", "measured {measured}, label ids resolved", || Peer(measured::Measured::new()));
    v.visit(P, "metrics", "metrics {metrics} + exporter {metrics-exporter-prometheus}, handles", || {
        Peer(facade::Facade::new())
    });
    v.visit(
        P,
        "metrics-macros",
        "metrics {metrics} + exporter {metrics-exporter-prometheus}, macros",
        || Peer(facade::Macros::install()),
    );
    v.visit(P, "otel-bound", "opentelemetry {opentelemetry_sdk}, bound (experimental)", || {
        Peer(otel::Bound::new())
    });
    v.visit(P, "otel", "opentelemetry {opentelemetry_sdk}, attributes per call", || Peer(otel::Otel::new()));
    v.visit(P, "hand-written", "hand-written, cumulative AtomicU64", || {
        Peer(distributions::HandWritten::new())
    });
}

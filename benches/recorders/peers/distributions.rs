//! Distributions without a registry: `histogram`, `metriken`, `hdrhistogram`, and what is written by hand. The
//! libraries' histograms are as fine as ours and keep no sum; three plain counters stand beside them.

use super::{Events, seconds};
use crate::recorders::{DURATION_BOUNDS, FIRST_BOUNDS, GAP_BOUNDS};
use hdrhistogram::sync::{Recorder, SyncHistogram};
use metriken::{AtomicCounterHistogram, Counter, Gauge, ShardedCounterGroup, ShardedCounterHistogram};
use std::hint::black_box;
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// 64 buckets an octave, as ours, up to 73 minutes.
const GROUPING: u8 = 6;
const MAX_POWER: u8 = 42;

/// In flight, tokens, requests.
#[derive(Default)]
struct Counts([AtomicU64; 3]);

impl Counts {
    fn begun(&self) {
        self.0[0].fetch_add(1, Relaxed);
    }
    fn token(&self) {
        self.0[1].fetch_add(1, Relaxed);
    }
    fn ended(&self) {
        self.0[2].fetch_add(1, Relaxed);
        self.0[0].fetch_sub(1, Relaxed);
    }
}

/// `histogram`, atomic.
pub struct Atomic {
    counts: Counts,
    histograms: [histogram::AtomicHistogram; 3],
}

impl Atomic {
    pub fn new() -> Self {
        let histogram = || histogram::AtomicHistogram::new(GROUPING, MAX_POWER).expect("valid");
        Self { counts: Counts::default(), histograms: [histogram(), histogram(), histogram()] }
    }
}

impl Events for Atomic {
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.counts.begun();
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.counts.token();
        let _ = self.histograms[0].increment(ns);
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.counts.token();
        let _ = self.histograms[1].increment(ns);
    }
    fn ended(&self, (): &mut (), ns: u64) {
        let _ = self.histograms[2].increment(ns);
        self.counts.ended();
    }
    fn scrape(&self, _: &mut Vec<u8>) {
        self.histograms.iter().for_each(|h| drop(black_box(h.load())));
    }
}

/// `metriken`'s own counters and histograms.
pub struct Metriken {
    in_flight: Gauge,
    tokens: Counter,
    requests: Counter,
    histograms: [AtomicCounterHistogram; 3],
}

impl Metriken {
    pub fn new() -> Self {
        Self {
            in_flight: Gauge::new(),
            tokens: Counter::new(),
            requests: Counter::new(),
            histograms: [(); 3].map(|()| AtomicCounterHistogram::new(GROUPING, MAX_POWER)),
        }
    }
}

impl Events for Metriken {
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.in_flight.increment();
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.tokens.increment();
        let _ = self.histograms[0].increment(ns);
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.tokens.increment();
        let _ = self.histograms[1].increment(ns);
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.requests.increment();
        let _ = self.histograms[2].increment(ns);
        self.in_flight.decrement();
    }
    fn scrape(&self, _: &mut Vec<u8>) {
        self.histograms.iter().for_each(|h| drop(black_box(h.load())));
    }
}

/// `metriken`'s sharded ones: a shard per thread.
pub struct Sharded {
    in_flight: Gauge,
    counters: ShardedCounterGroup,
    histograms: [ShardedCounterHistogram; 3],
}

impl Sharded {
    pub fn new() -> Self {
        Self {
            in_flight: Gauge::new(),
            counters: ShardedCounterGroup::new(2),
            histograms: [(); 3].map(|()| ShardedCounterHistogram::new(GROUPING, MAX_POWER)),
        }
    }
}

impl Events for Sharded {
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.in_flight.increment();
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.counters.increment(0);
        let _ = self.histograms[0].increment(ns);
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.counters.increment(0);
        let _ = self.histograms[1].increment(ns);
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.counters.increment(1);
        let _ = self.histograms[2].increment(ns);
        self.in_flight.decrement();
    }
    fn scrape(&self, _: &mut Vec<u8>) {
        self.histograms.iter().for_each(|h| drop(black_box(h.load())));
        drop(black_box(self.counters.load()));
    }
}

fn hdr() -> hdrhistogram::Histogram<u64> {
    hdrhistogram::Histogram::new_with_bounds(1_000, 3_600_000_000_000, 2).expect("bounds")
}

/// `hdrhistogram` behind a lock.
pub struct Locked {
    counts: Counts,
    histograms: [Mutex<hdrhistogram::Histogram<u64>>; 3],
}

impl Locked {
    pub fn new() -> Self {
        Self { counts: Counts::default(), histograms: [(); 3].map(|()| Mutex::new(hdr())) }
    }
    fn record(&self, which: usize, ns: u64) {
        self.histograms[which].lock().expect("not poisoned").saturating_record(ns);
    }
}

impl Events for Locked {
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.counts.begun();
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.counts.token();
        self.record(0, ns);
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.counts.token();
        self.record(1, ns);
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.record(2, ns);
        self.counts.ended();
    }
    fn scrape(&self, _: &mut Vec<u8>) {
        for histogram in &self.histograms {
            drop(black_box(histogram.lock().expect("not poisoned").clone()));
        }
    }
}

/// `hdrhistogram`'s sync recorders, one per thread. A refresh waits until every recorder has recorded again, so
/// this scrape gives up after a millisecond, as it would have to where a thread may be idle.
pub struct Hdr {
    counts: Counts,
    histograms: [Mutex<SyncHistogram<u64>>; 3],
}

impl Hdr {
    pub fn new() -> Self {
        Self { counts: Counts::default(), histograms: [(); 3].map(|()| Mutex::new(hdr().into_sync())) }
    }
}

impl Events for Hdr {
    type Local = [Recorder<u64>; 3];
    fn local(&self) -> Self::Local {
        self.histograms.each_ref().map(|h| h.lock().expect("not poisoned").recorder())
    }
    fn begun(&self, _: &mut Self::Local) {
        self.counts.begun();
    }
    fn first(&self, local: &mut Self::Local, ns: u64) {
        self.counts.token();
        local[0].saturating_record(ns);
    }
    fn gap(&self, local: &mut Self::Local, ns: u64) {
        self.counts.token();
        local[1].saturating_record(ns);
    }
    fn ended(&self, local: &mut Self::Local, ns: u64) {
        local[2].saturating_record(ns);
        self.counts.ended();
    }
    fn scrape(&self, _: &mut Vec<u8>) {
        for histogram in &self.histograms {
            let mut histogram = histogram.lock().expect("not poisoned");
            histogram.refresh_timeout(Duration::from_millis(1));
            drop(black_box(histogram.clone()));
        }
    }
}

/// What is often written by hand: an atomic per bucket, counted cumulatively, and a sum.
pub struct HandWritten {
    counts: Counts,
    buckets: [[AtomicU64; 16]; 3],
    sums: [AtomicU64; 3],
}

impl HandWritten {
    pub fn new() -> Self {
        Self { counts: Counts::default(), buckets: Default::default(), sums: Default::default() }
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
    type Local = ();
    fn local(&self) {}
    fn begun(&self, (): &mut ()) {
        self.counts.begun();
    }
    fn first(&self, (): &mut (), ns: u64) {
        self.counts.token();
        self.record(0, &FIRST_BOUNDS, ns);
    }
    fn gap(&self, (): &mut (), ns: u64) {
        self.counts.token();
        self.record(1, &GAP_BOUNDS, ns);
    }
    fn ended(&self, (): &mut (), ns: u64) {
        self.record(2, &DURATION_BOUNDS, ns);
        self.counts.ended();
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        let bounds: [&[f64]; 3] = [&FIRST_BOUNDS, &GAP_BOUNDS, &DURATION_BOUNDS];
        for (name, (bounds, buckets)) in
            ["first", "gap", "duration"].iter().zip(bounds.iter().zip(&self.buckets))
        {
            for (bound, bucket) in bounds.iter().zip(buckets) {
                let count = bucket.load(Relaxed);
                writeln!(page, "{name}_bucket{{model=\"m\",le=\"{bound}\"}} {count}")
                    .expect("a vector takes everything");
            }
        }
    }
}

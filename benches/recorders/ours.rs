//! This project's recorder, nothing at all, and the least that atomics can do.

use super::Recorder;
use hailo_telemetry::{Clock, Config, InFlight, ModelRecorder, Snapshot, Telemetry, Timestamp, encode};
use std::cell::RefCell;
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// hailo-telemetry.
#[derive(Debug)]
pub struct Ours {
    telemetry: Telemetry,
    model: ModelRecorder,
}

impl Ours {
    pub fn new() -> Self {
        let (clock, _) = Clock::manual();
        let telemetry = Telemetry::new(Config::default().clock(clock));
        let model = telemetry.model("m");
        Self { telemetry, model }
    }
}

thread_local! {
    /// A scraper keeps its snapshot.
    static SNAPSHOT: RefCell<Snapshot> = RefCell::default();
}

impl Recorder for Ours {
    type Request = InFlight;
    type Local = ();
    fn local(&self) {}
    #[inline(always)]
    fn begin(&self, (): &mut (), now: u64) -> InFlight {
        self.model.begin_at(Timestamp::from_nanos(now))
    }
    #[inline(always)]
    fn first(&self, (): &mut (), request: &mut InFlight, now: u64) {
        request.token_at(Timestamp::from_nanos(now));
    }
    #[inline(always)]
    fn token(&self, (): &mut (), request: &mut InFlight, now: u64) {
        request.token_at(Timestamp::from_nanos(now));
    }
    #[inline(always)]
    fn finish(&self, (): &mut (), request: InFlight, now: u64) {
        request.complete_at(Timestamp::from_nanos(now));
    }
    fn scrape(&self, page: &mut Vec<u8>) {
        SNAPSHOT.with_borrow_mut(|snapshot| {
            self.telemetry.snapshot_into(snapshot);
            encode::text(snapshot, page).expect("a vector takes everything");
        });
    }
}

/// Clock readings only.
#[derive(Debug)]
pub struct Null;

impl Recorder for Null {
    type Request = ();
    type Local = ();
    fn local(&self) {}
    #[inline(always)]
    fn begin(&self, (): &mut (), now: u64) {
        black_box(now);
    }
    #[inline(always)]
    fn first(&self, (): &mut (), (): &mut (), now: u64) {
        black_box(now);
    }
    #[inline(always)]
    fn token(&self, (): &mut (), (): &mut (), now: u64) {
        black_box(now);
    }
    #[inline(always)]
    fn finish(&self, (): &mut (), (): (), now: u64) {
        black_box(now);
    }
    fn scrape(&self, _: &mut Vec<u8>) {}
}

/// One relaxed addition per event, no distribution at all.
#[derive(Debug, Default)]
pub struct Bare {
    begun: AtomicU64,
    tokens: AtomicU64,
    ended: AtomicU64,
}

impl Recorder for Bare {
    type Request = ();
    type Local = ();
    fn local(&self) {}
    #[inline(always)]
    fn begin(&self, (): &mut (), now: u64) {
        black_box(now);
        self.begun.fetch_add(1, Relaxed);
    }
    #[inline(always)]
    fn first(&self, (): &mut (), (): &mut (), now: u64) {
        black_box(now);
        self.tokens.fetch_add(1, Relaxed);
    }
    #[inline(always)]
    fn token(&self, (): &mut (), (): &mut (), now: u64) {
        black_box(now);
        self.tokens.fetch_add(1, Relaxed);
    }
    #[inline(always)]
    fn finish(&self, (): &mut (), (): (), now: u64) {
        black_box(now);
        self.ended.fetch_add(1, Relaxed);
    }
    fn scrape(&self, _: &mut Vec<u8>) {
        for counter in [&self.begun, &self.tokens, &self.ended] {
            black_box(counter.load(Relaxed));
        }
    }
}

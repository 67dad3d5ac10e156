//! This project's recorder, nothing at all, and the least that atomics can do.

use super::Recorder;
use hailo_telemetry::{InFlight, ModelRecorder, Timestamp};
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// hailo-telemetry.
#[derive(Debug)]
pub struct Ours(pub ModelRecorder);

impl Recorder for Ours {
    type Request = InFlight;
    #[inline]
    fn begin(&self, now: u64) -> InFlight {
        self.0.begin(Timestamp::from_nanos(now))
    }
    #[inline]
    fn first(&self, request: &mut InFlight, now: u64) {
        request.tokens(1, Timestamp::from_nanos(now));
    }
    #[inline]
    fn token(&self, request: &mut InFlight, now: u64) {
        request.tokens(1, Timestamp::from_nanos(now));
    }
    #[inline]
    fn finish(&self, request: InFlight, now: u64) {
        request.complete(Timestamp::from_nanos(now));
    }
}

/// Clock readings only.
#[derive(Debug)]
pub struct Null;

impl Recorder for Null {
    type Request = ();
    #[inline]
    fn begin(&self, now: u64) {
        black_box(now);
    }
    #[inline]
    fn first(&self, (): &mut (), now: u64) {
        black_box(now);
    }
    #[inline]
    fn token(&self, (): &mut (), now: u64) {
        black_box(now);
    }
    #[inline]
    fn finish(&self, (): (), now: u64) {
        black_box(now);
    }
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
    #[inline]
    fn begin(&self, now: u64) {
        black_box(now);
        self.begun.fetch_add(1, Relaxed);
    }
    #[inline]
    fn first(&self, (): &mut (), now: u64) {
        black_box(now);
        self.tokens.fetch_add(1, Relaxed);
    }
    #[inline]
    fn token(&self, (): &mut (), now: u64) {
        black_box(now);
        self.tokens.fetch_add(1, Relaxed);
    }
    #[inline]
    fn finish(&self, (): (), now: u64) {
        black_box(now);
        self.ended.fetch_add(1, Relaxed);
    }
}

//! The same two requests through every recorder: W, a language-model answer of 128 tokens (begin, first token,
//! 127 tokens, finish), and F, a frame (begin, finish). All recorders keep the same series: requests by outcome,
//! in flight, tokens, and histograms of duration, time to first token and inter-token gaps with the same bounds
//! or finer.

#![allow(dead_code, missing_docs, missing_debug_implementations, unreachable_pub, clippy::expect_used)]

pub mod designs;
pub mod ours;
#[cfg(feature = "peers")]
pub mod peers;

use std::hint::black_box;

/// Bounds of the peers' histograms, seconds.
pub const DURATION_BOUNDS: [f64; 14] =
    [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
/// For the time to first token.
pub const FIRST_BOUNDS: [f64; 16] =
    [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0];
/// For the gaps between tokens.
pub const GAP_BOUNDS: [f64; 13] = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5];

/// Records requests of one model.
pub trait Recorder: Sync {
    /// A request under way.
    type Request;
    /// What a thread must keep for itself to record, if anything: handed in, so that nobody pays for finding it.
    type Local;
    /// A thread's own part.
    fn local(&self) -> Self::Local;
    /// A request begins at `now` (nanoseconds).
    fn begin(&self, local: &mut Self::Local, now: u64) -> Self::Request;
    /// Its first token.
    fn first(&self, local: &mut Self::Local, request: &mut Self::Request, now: u64);
    /// A further token.
    fn token(&self, local: &mut Self::Local, request: &mut Self::Request, now: u64);
    /// It completed.
    fn finish(&self, local: &mut Self::Local, request: Self::Request, now: u64);
    /// Work that somebody must do from time to time so that recording can go on.
    fn upkeep(&self) {}
    /// Reads everything there is, as a scrape does, into a page if the recorder writes one.
    fn scrape(&self, page: &mut Vec<u8>);
}

/// Where a recorder belongs in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Ours,
    Peer,
    Design,
}

/// Sees every recorder once.
pub trait Visitor {
    /// `title` names crates in braces, for their versions.
    fn visit<R: Recorder + 'static>(
        &mut self,
        kind: Kind,
        key: &'static str,
        title: &'static str,
        make: fn() -> R,
    );
}

/// Shows `v` every recorder.
pub fn each(v: &mut impl Visitor) {
    v.visit(Kind::Null, "null", "null: clock readings only", || ours::Null);
    v.visit(Kind::Ours, "ours", "hailo-telemetry", ours::Ours::new);
    v.visit(Kind::Design, "bare", "bare fetch_add, no distribution", ours::Bare::default);
    #[cfg(feature = "peers")]
    peers::each(v);
    designs::each(v);
    v.visit(Kind::Null, "null-again", "null again: how far two equal things differ here", || ours::Null);
}

/// A source of time.
pub trait Time {
    /// Nanoseconds.
    fn now(&mut self) -> u64;
}

/// Time that costs next to nothing: each reading is a step later, with some spread so that no branch predictor learns it.
///
/// A reading follows from the one before by two additions and nothing else. A generator that multiplies its own last
/// answer is slow to tell the next one once it lies in memory, and whether it does depends on the registers that a
/// recorder needs: a recorder was charged 160 ns an answer for that.
#[derive(Clone, Copy, Debug)]
pub struct FreeClock {
    now: u64,
    seed: u64,
}

impl FreeClock {
    /// Starts at a second.
    pub fn new() -> Self {
        Self::from(1_000_000_000)
    }

    /// Starts at so many nanoseconds.
    pub fn from(now: u64) -> Self {
        Self { now, seed: 0x9E37_79B9_7F4A_7C15 }
    }
}

impl Time for FreeClock {
    #[inline(always)]
    fn now(&mut self) -> u64 {
        self.seed = self.seed.wrapping_add(0x3C6E_F373);
        // 100 to 167 ms: what a small language model does on a Hailo-10H.
        self.now += 100_000_000 + (self.seed.wrapping_mul(self.seed) >> 38);
        self.now
    }
}

/// The real clock, read each time, and as far apart as the free one's readings: a recorder reads the clock and sees the
/// gaps of a language model.
#[derive(Clone, Debug)]
pub struct RealClock {
    clock: hailo_telemetry::Clock,
    ahead: FreeClock,
}

impl RealClock {
    pub fn ahead(ahead: FreeClock) -> Self {
        Self { clock: hailo_telemetry::Clock::real(), ahead }
    }
}

impl Time for RealClock {
    #[inline(always)]
    fn now(&mut self) -> u64 {
        self.clock.now().as_nanos() + self.ahead.now()
    }
}

/// One answer of 128 tokens. The request lies in memory between its events, as one does that is kept in a stream or
/// across a call of the runtime.
#[inline(always)]
pub fn w<R: Recorder>(recorder: &R, local: &mut R::Local, time: &mut impl Time) {
    let mut request = recorder.begin(local, time.now());
    recorder.first(local, &mut request, time.now());
    for _ in 0..127 {
        black_box(&mut request);
        recorder.token(local, &mut request, time.now());
    }
    black_box(&mut request);
    recorder.finish(local, request, time.now());
}

/// One frame: between its events lies the call that runs it.
#[inline(always)]
pub fn f<R: Recorder>(recorder: &R, local: &mut R::Local, time: &mut impl Time) {
    let mut request = recorder.begin(local, time.now());
    black_box(&mut request);
    recorder.finish(local, request, time.now());
}

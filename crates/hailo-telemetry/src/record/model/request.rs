//! A request that has not ended.

use super::{Core, ModelOwner};
use crate::record::lease::Lease;
use crate::record::seat::seat;
use crate::record::shard::{FIRST, Hot, NO_GAP, OUTPUT, PROMPT, QUEUE, Shard, TPOT, Tagged};
use crate::record::spans::{Ended, RequestSpan};
use crate::record::sync::{Arc, Ordering, fence};
use crate::words::bucket::TOKEN_SHIFT;
use crate::words::time::Timestamp;
use crate::words::{Outcome, Reason};
use std::mem::ManuallyDrop;

#[inline(always)]
pub(super) fn open(owner: &ModelOwner, begun: Timestamp, now: Timestamp) -> InFlight {
    let lease = owner.lease(seat(), now.as_nanos(), || Shard::new(owner.value().window));
    if let Some(shard) = lease.slot() {
        if shard.is_due() {
            owner.value().start_over(shard);
        }
    } else {
        owner.value().crowd().begun.fetch_add(1, Ordering::Relaxed);
    }
    // A snapshot that sees anything this request writes from here on sees that it began.
    fence(Ordering::Release);
    InFlight::at(lease, begun)
}

/// What tokens a request had, at its end.
#[derive(Debug)]
struct Answer {
    /// A gap that was not counted.
    pending: Option<u64>,
    hot: Hot,
    /// From the first token on, if it was seen.
    timed_ns: Option<u64>,
    tokens: u64,
    prompt_tokens: u64,
}

/// No time: later than any.
const NEVER: u64 = u64::MAX;

/// A request that has not ended. Dropping it ends it as cancelled, at the time the clock then shows.
///
/// It is `Send` and `'static`: it can live in a stream and move between threads. Leaking it leaks one unit of
/// in flight and its shard.
///
/// A request ends once; a second end, or a token after it, does not compile:
/// ```compile_fail,E0382
/// # let telemetry = hailo_telemetry::Telemetry::default();
/// let request = telemetry.model("m").begin();
/// request.complete();
/// request.complete();
/// ```
/// ```compile_fail,E0382
/// # let telemetry = hailo_telemetry::Telemetry::default();
/// let mut request = telemetry.model("m").begin();
/// request.time_out();
/// request.token();
/// ```
/// Nor can it be copied:
/// ```compile_fail,E0599
/// # let telemetry = hailo_telemetry::Telemetry::default();
/// let request = telemetry.model("m").begin();
/// let twice = request.clone();
/// ```
#[must_use = "dropping an `InFlight` records the request as cancelled"]
#[derive(Debug)]
pub struct InFlight {
    lease: Lease<Core, Shard>,
    /// Time of the last read, or of the begin. This and the next stand still while the shard follows the stream.
    last: u64,
    /// Time of the read before it; `NO_GAP` before it when there is no gap to count.
    before: u64,
    hot: Hot,
    begun: u64,
    /// Time of the first token; `NEVER` before it.
    first: u64,
    /// The shard's count of tokens before this request. Without a shard, its own tokens below zero.
    tokens_before: u64,
    prompt_tokens: u64,
    frames: u64,
    /// There are tokens to tell of at the end, generated or the prompt's.
    has_tokens: bool,
    trace_id: [u64; 2],
    pub(super) span: RequestSpan,
    pub(super) queued: Option<Arc<ModelOwner>>,
}

impl InFlight {
    #[inline]
    pub(super) fn at(lease: Lease<Core, Shard>, begun: Timestamp) -> Self {
        Self {
            lease,
            last: begun.as_nanos(),
            before: begun.as_nanos().wrapping_sub(NO_GAP),
            hot: Hot::default(),
            begun: begun.as_nanos(),
            first: NEVER,
            tokens_before: 0,
            prompt_tokens: 0,
            frames: 0,
            has_tokens: false,
            trace_id: [0; 2],
            span: RequestSpan::default(),
            queued: None,
        }
    }

    /// The time now, on the model's clock.
    #[must_use]
    #[inline]
    pub fn now(&self) -> Timestamp {
        let core = self.lease.value().or_else(|| self.queued.as_deref().map(ModelOwner::value));
        core.map_or_else(Timestamp::default, |core| core.clock.now())
    }

    /// A queued request got the device. No effect on one that has started.
    pub fn started(&mut self) {
        self.started_at(self.now());
    }

    /// As [`InFlight::started`], at `time`.
    pub fn started_at(&mut self, time: Timestamp) {
        if let Some(owner) = self.queued.take() {
            let waited = time.as_nanos().saturating_sub(self.begun);
            self.leave_queue(&owner, time, time);
            if let Some(core) = self.lease.value() {
                core.record(self.lease.slot(), QUEUE, waited, waited);
            }
        }
    }

    /// Becomes a request that runs, with what was told of it while it waited.
    fn leave_queue(&mut self, owner: &ModelOwner, begun: Timestamp, now: Timestamp) {
        let (prompt_tokens, trace_id, span) = (self.prompt_tokens, self.trace_id, self.span.take());
        *self = open(owner, begun, now);
        owner.value().queued.fetch_sub(1, Ordering::Relaxed);
        (self.trace_id, self.span) = (trace_id, span);
        if prompt_tokens > 0 {
            self.prompt_tokens(prompt_tokens);
        }
    }

    /// One read carried `n` generated tokens. The first read gives the time to first token; each later one gives
    /// `n` gaps of a n-th of the time since the read before. Nothing happens for `n` = 0, nor before
    /// [`InFlight::started`] for a queued request.
    #[inline]
    pub fn tokens(&mut self, n: u32) {
        self.tokens_at(n, self.now());
    }

    /// As [`InFlight::tokens`], read at `time`.
    #[inline]
    pub fn tokens_at(&mut self, n: u32, time: Timestamp) {
        if n == 1 {
            self.token_at(time);
        } else {
            self.cold_tokens(n, time);
        }
    }

    /// One generated token arrived now: the first gives the time to first token, each later one a gap.
    #[inline]
    pub fn token(&mut self) {
        self.token_at(self.now());
    }

    /// As [`InFlight::token`], at `time`.
    #[inline]
    pub fn token_at(&mut self, time: Timestamp) {
        // Without a shard of its own the request has nothing hot.
        if !self.lease.target().hot_token(time.as_nanos(), self.hot) {
            self.cold_tokens(1, time);
        }
    }

    /// Takes back from the shard where the stream is. Returns the gap before the last read, if there is one that was
    /// not counted. Times that went back, which the clocks of two cores may by some nanoseconds, are a gap of none.
    #[inline(always)]
    fn catch_up(&mut self) -> Option<u64> {
        if self.hot.is_any() {
            (self.last, self.before) = self.lease.target().followed();
        }
        match self.last.wrapping_sub(self.before) {
            NO_GAP => None,
            back if back > NO_GAP => Some(0),
            gap => Some(gap),
        }
    }

    /// There will be tokens to tell of at the end.
    #[inline]
    fn expect_tokens(&mut self) {
        if !self.has_tokens {
            self.has_tokens = true;
            if let Some(shard) = self.lease.slot() {
                self.tokens_before = shard.output_tokens.value();
            }
        }
    }

    /// A first token, a second (there is no gap to count yet), several at once, a possible stall, no shard.
    #[cold]
    #[inline(never)]
    fn cold_tokens(&mut self, n: u32, now: Timestamp) {
        if n == 0 {
            return;
        }
        self.count_tokens(n);
        let pending = self.catch_up();
        let Some(core) = self.lease.value() else { return };
        let shard = self.lease.slot();
        let now = now.as_nanos().max(self.last);
        let gap = now - self.last;
        let mut is_pending = false;
        if self.first == NEVER {
            self.first = now;
            core.record(shard, FIRST, gap, gap);
        } else {
            if let Some(pending) = pending {
                core.cold_gap(shard, pending, 1);
            }
            is_pending = n == 1 && shard.is_some();
            if !is_pending {
                core.cold_gap(shard, gap / u64::from(n), n);
            }
        }
        self.before = if is_pending { self.last } else { now.wrapping_sub(NO_GAP) };
        self.last = now;
        self.hot = match shard.filter(|_| is_pending) {
            Some(shard) => shard.follow(self.last, self.before),
            None => Hot::default(),
        };
    }

    /// `n` more generated tokens that no one saw arrive: an answer that came whole, or a server that counted
    /// more than it streamed. They give no time to first token and no gaps.
    pub fn tokens_untimed(&mut self, n: u32) {
        self.count_tokens(n);
    }

    #[inline]
    fn count_tokens(&mut self, n: u32) {
        self.expect_tokens();
        match (self.lease.slot(), self.lease.value()) {
            (Some(shard), _) => shard.output_tokens.add(u64::from(n)),
            (None, Some(core)) => {
                self.tokens_before = self.tokens_before.wrapping_sub(u64::from(n));
                core.crowd().output_tokens.fetch_add(u64::from(n), Ordering::Relaxed);
            }
            (None, None) => {}
        }
    }

    /// The prompt has `n` tokens; several calls add up.
    pub fn prompt_tokens(&mut self, n: u64) {
        self.expect_tokens();
        self.prompt_tokens += n;
        match (self.lease.value(), self.lease.slot()) {
            (_, Some(shard)) => shard.prompt_tokens.add(n),
            (Some(core), None) => {
                core.crowd().prompt_tokens.fetch_add(n, Ordering::Relaxed);
            }
            (None, None) => {}
        }
    }

    /// One piece of the stream arrived, whatever number of tokens it carried.
    #[inline]
    pub fn chunk(&mut self) {
        match (self.lease.slot(), self.lease.value()) {
            (Some(shard), _) => shard.chunks.add(1),
            (None, Some(core)) => {
                core.crowd().chunks.fetch_add(1, Ordering::Relaxed);
            }
            (None, None) => {}
        }
    }

    /// `n` frames are done; they count when the request completes.
    #[inline]
    pub fn frames(&mut self, n: u32) {
        self.frames += u64::from(n);
    }

    /// Tags the request with the trace it belongs to; it becomes the exemplar of those that took about as long.
    pub fn set_trace(&mut self, trace_id: u128) {
        self.trace_id = [(trace_id >> 64) as u64, trace_id as u64];
    }

    /// The request's span, where there is one: to be entered, or to record more. A clone keeps it open past the
    /// request's end.
    #[cfg(feature = "tracing")]
    #[must_use]
    pub fn span(&self) -> Option<&tracing::Span> {
        self.span.span()
    }

    /// Makes `span` the request's, in place of the one it may have: at the end, of the fields that
    /// [`Config::spans`](crate::Config::spans) names, those that `span` declares are recorded in it.
    #[cfg(feature = "tracing")]
    pub fn set_span(&mut self, span: tracing::Span) {
        self.span = RequestSpan::given(span);
    }

    /// It produced its whole answer.
    #[inline(always)]
    pub fn complete(self) {
        let now = self.now();
        self.complete_at(now);
    }

    /// As [`InFlight::complete`], at `time`.
    #[inline(always)]
    pub fn complete_at(self, time: Timestamp) {
        if self.queued.is_some() || self.span.is_open() {
            self.complete_other(time);
        } else {
            // Without a drop to think of, and seen by nobody else, a request can stay in registers.
            ManuallyDrop::new(self).end_running(Outcome::Completed, None, time);
        }
    }

    #[cold]
    #[inline(never)]
    fn complete_other(mut self, now: Timestamp) {
        self.end(Outcome::Completed, None, now);
    }

    /// It failed. [`Reason::Timeout`] is the outcome "timed out".
    pub fn fail(self, reason: Reason) {
        let now = self.now();
        self.fail_at(reason, now);
    }

    /// As [`InFlight::fail`], at `time`.
    pub fn fail_at(mut self, reason: Reason, time: Timestamp) {
        let outcome = if matches!(reason, Reason::Timeout) { Outcome::TimedOut } else { Outcome::Failed };
        self.end(outcome, Some(reason), time);
    }

    /// Its deadline passed.
    pub fn time_out(self) {
        let now = self.now();
        self.time_out_at(now);
    }

    /// As [`InFlight::time_out`], at `time`.
    pub fn time_out_at(mut self, time: Timestamp) {
        self.end(Outcome::TimedOut, Some(Reason::Timeout), time);
    }

    /// Its caller went away.
    pub fn cancel(self) {
        let now = self.now();
        self.cancel_at(now);
    }

    /// As [`InFlight::cancel`], at `time`.
    pub fn cancel_at(mut self, time: Timestamp) {
        self.end(Outcome::Cancelled, None, time);
    }

    fn end(&mut self, outcome: Outcome, reason: Option<Reason>, now: Timestamp) {
        if self.queued.is_some() {
            self.end_queued(outcome, reason, now);
            return;
        }
        if self.span.is_open() {
            self.end_span(outcome, reason);
        }
        self.end_running(outcome, reason, now);
    }

    #[inline(always)]
    fn end_running(&mut self, outcome: Outcome, reason: Option<Reason>, now: Timestamp) {
        let pending = if self.has_tokens { self.catch_up() } else { None };
        let Some(core) = self.lease.value() else { return };
        let shard = self.lease.slot();
        let took = now.as_nanos().saturating_sub(self.begun);
        if self.has_tokens {
            let answer = Answer {
                pending,
                hot: self.hot,
                timed_ns: (self.first != NEVER).then(|| now.as_nanos().saturating_sub(self.first)),
                tokens: self.output_tokens(),
                prompt_tokens: self.prompt_tokens,
            };
            core.end_tokens(shard, outcome, answer);
        }
        let frames = if matches!(outcome, Outcome::Completed) { self.frames } else { 0 };
        match shard {
            Some(shard) => {
                let before = self.lease.ended_before();
                shard.window.note_alone(now.as_nanos(), move || shard.ended(before));
                if self.trace_id != [0; 2] {
                    let (trace_id, outcome) = (self.trace_id, outcome as u64);
                    shard.tag(Tagged { trace_id, outcome, value: took, at_ns: now.as_nanos() });
                }
                core.record(Some(shard), outcome as usize, took, took);
                if let Some(reason) = reason {
                    shard.failures[reason as usize].add(1);
                }
                if frames > 0 {
                    shard.frames.add(frames);
                }
            }
            None => core.end_crowded(outcome, reason, frames, took, now),
        }
        self.lease.release(now.as_nanos());
    }

    /// Tokens of this request.
    #[inline]
    fn output_tokens(&self) -> u64 {
        self.lease.slot().map_or(0, |s| s.output_tokens.value()).wrapping_sub(self.tokens_before)
    }

    #[cold]
    fn end_span(&mut self, outcome: Outcome, reason: Option<Reason>) {
        let ended = Ended {
            outcome,
            reason,
            prompt_tokens: self.prompt_tokens,
            output_tokens: self.output_tokens(),
            first_token_ns: (self.first != NEVER).then(|| self.first - self.begun),
        };
        if let Some(trace_id) = self.span.end(ended)
            && self.trace_id == [0; 2]
        {
            self.set_trace(trace_id);
        }
    }

    /// A request that ends while it still waits: it is counted, with the time it waited as its duration.
    #[cold]
    fn end_queued(&mut self, outcome: Outcome, reason: Option<Reason>, now: Timestamp) {
        if let Some(owner) = self.queued.take() {
            self.leave_queue(&owner, Timestamp::from_nanos(self.begun), now);
            self.end(outcome, reason, now);
        }
    }
}

impl Core {
    /// A request that had tokens, or a prompt.
    #[inline(never)]
    fn end_tokens(&self, shard: Option<&Shard>, outcome: Outcome, answer: Answer) {
        let Answer { pending, hot, timed_ns, tokens, prompt_tokens } = answer;
        if let Some(pending) = pending {
            if !shard.is_some_and(|shard| shard.hot_gap(pending, hot)) {
                self.cold_gap(shard, pending, 1);
            }
            if let Some(shard) = shard {
                shard.move_median(pending, self.stall_factor, &self.stall_limit);
            }
        }
        if let Some(timed_ns) = timed_ns.filter(|_| matches!(outcome, Outcome::Completed) && tokens > 1) {
            let each = timed_ns / (tokens - 1);
            self.record(shard, TPOT, each, each);
        }
        if prompt_tokens > 0 {
            self.record(shard, PROMPT, prompt_tokens.saturating_mul(1 << TOKEN_SHIFT), prompt_tokens);
        }
        if tokens > 0 {
            self.record(shard, OUTPUT, tokens.saturating_mul(1 << TOKEN_SHIFT), tokens);
        }
        if let Some(shard) = shard {
            shard.note_events();
        }
    }

    #[cold]
    #[inline(never)]
    fn end_crowded(&self, outcome: Outcome, reason: Option<Reason>, frames: u64, took: u64, now: Timestamp) {
        let crowd = self.crowd();
        crowd.window.note(now.as_nanos(), || crowd.ended());
        crowd.record(outcome as usize, took, 1, took);
        if let Some(reason) = reason {
            crowd.failures[reason as usize].fetch_add(1, Ordering::Relaxed);
        }
        crowd.frames.fetch_add(frames, Ordering::Relaxed);
        crowd.ended_ns.fetch_add(took, Ordering::Relaxed);
        crowd.ended.fetch_add(1, Ordering::Release);
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        let clock = match (&self.queued, self.lease.value()) {
            (Some(owner), _) => &owner.value().clock,
            (None, Some(core)) => &core.clock,
            (None, None) => return,
        };
        let now = clock.now();
        self.end(Outcome::Cancelled, None, now);
    }
}

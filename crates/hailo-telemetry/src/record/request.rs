//! A request that has not ended.

use super::model::{Core, ModelOwner};
use crate::record::cells::By;
use crate::record::lease::Lease;
use crate::record::shard::{Front, FrontRef, NEVER, NO_GAP, Shard, Tagged, Writer, told};
use crate::record::spans::{Ended, RequestSpan};
use crate::words::time::Timestamp;
use crate::words::{Count, Distribution, Outcome, Reason};
use std::mem::ManuallyDrop;

/// A request that has not ended. Dropping it ends it as cancelled, at the time the clock then shows.
///
/// It is `Send` and `'static`, four words long: it can live in a stream and move between threads. Leaking it leaks one
/// unit of in flight and its shard.
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
    front: FrontRef,
    pub(super) span: RequestSpan,
}

impl InFlight {
    /// A request runs from `now` on, and is measured from `begun` on.
    #[inline(always)]
    pub(super) fn open(owner: &ModelOwner, begun: Timestamp, now: Timestamp) -> Self {
        let lease = owner.lease(now.as_nanos(), || Shard::new(owner.value().window));
        Self::of(lease, begun)
    }

    #[inline(always)]
    fn of(lease: Lease<Core, Shard>, begun: Timestamp) -> Self {
        let front = match lease.shard() {
            Some(shard) => {
                Writer { shard, by: By::One }.begin();
                // SAFETY: this request has it until it gives the lease back.
                unsafe { FrontRef::of(shard) }
            }
            None => Self::own_front(&lease),
        };
        front.get().begin(begun.as_nanos());
        Self { lease, front, span: RequestSpan::default() }
    }

    /// Of the overflow, or of a request that waits.
    #[cold]
    #[inline(never)]
    fn own_front(lease: &Lease<Core, Shard>) -> FrontRef {
        let Some(core) = lease.value() else { unreachable!("the lease is new") };
        if !lease.is_waiting() {
            Writer { shard: core.overflow(), by: By::Many }.begin();
        }
        core.spare.take()
    }

    /// A request waits from `time` on.
    pub(super) fn wait(owner: &ModelOwner, time: Timestamp) -> Self {
        Self::of(owner.wait(), time)
    }

    /// The shard that it has for itself.
    #[inline(always)]
    fn shard(&self) -> Option<&Shard> {
        // SAFETY: while the lease has a shard, `front` is that shard's, by `of`, and the model keeps it.
        self.lease.has_shard().then(|| unsafe { self.front.shard() })
    }

    /// What its events are counted in; `None` while it waits, and when it has ended.
    #[inline]
    fn writer(&self) -> Option<Writer<'_>> {
        match self.shard() {
            Some(shard) => Some(Writer { shard, by: By::One }),
            None if self.lease.is_waiting() => None,
            None => self.lease.value().map(|core| Writer { shard: core.overflow(), by: By::Many }),
        }
    }

    #[inline(always)]
    fn front(&self) -> &Front {
        self.front.get()
    }

    /// The time now, on the model's clock.
    #[must_use]
    #[inline]
    pub fn now(&self) -> Timestamp {
        self.lease.value().map_or_else(Timestamp::default, |core| core.clock.now())
    }

    /// A queued request got the device. No effect on one that has started.
    pub fn started(&mut self) {
        self.started_at(self.now());
    }

    /// As [`InFlight::started`], at `time`.
    pub fn started_at(&mut self, time: Timestamp) {
        if self.lease.is_waiting() {
            let waited = time.as_nanos().saturating_sub(self.front().begun.get());
            self.leave_queue(time, time);
            if let Some(writer) = self.writer() {
                writer.record(Distribution::Queue, waited);
            }
        }
    }

    /// Becomes a request that runs, with what was told of it while it waited.
    fn leave_queue(&mut self, begun: Timestamp, now: Timestamp) {
        let Some(core) = self.lease.value() else { return };
        core.leave_queue();
        let window = core.window;
        self.lease.run(now.as_nanos(), || Shard::new(window));
        let lease = std::mem::replace(&mut self.lease, Lease::none());
        let mut running = Self::of(lease, begun);
        std::mem::swap(self, &mut running);
        let mut waited = ManuallyDrop::new(running);
        self.span = waited.span.take();
        let (front, before) = (self.front(), waited.front());
        let told = before.told.get();
        before.trace_id.iter().zip(&front.trace_id).for_each(|(from, to)| to.set(from.get()));
        front.told.set(told & told::TRACE);
        if told & told::TOKENS != 0 {
            self.prompt_tokens(before.prompt_tokens.get());
        }
        if told & told::FRAMES != 0 {
            self.tell_frames(before.frames.get());
        }
        if let Some(core) = self.lease.value() {
            // SAFETY: a request that waits has a front of its own, and this one is gone.
            unsafe { core.spare.give_back(&waited.front) };
        }
    }

    /// One generated token arrived now: the first gives the time to first token, each later one a gap. Nothing
    /// happens before [`InFlight::started`] for a queued request.
    #[inline]
    pub fn token(&mut self) {
        self.token_at(self.now());
    }

    /// As [`InFlight::token`], at `time`.
    #[inline(always)]
    pub fn token_at(&mut self, time: Timestamp) {
        if !self.front().hot_token(time.as_nanos()) {
            self.cold_tokens(1, time);
        }
    }

    /// One read carried `n` generated tokens. The first read gives the time to first token; each later one gives
    /// `n` gaps of a n-th of the time since the read before. Nothing happens for `n` = 0.
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

    /// A first token, a second (there is no gap to count yet), several at once, a possible stall, no shard.
    #[cold]
    #[inline(never)]
    fn cold_tokens(&mut self, n: u32, time: Timestamp) {
        let (Some(writer), true) = (self.writer(), n > 0) else { return };
        self.count_tokens(n);
        let front = self.front();
        let pending = front.pending.get();
        if pending != NO_GAP {
            writer.record(Distribution::InterToken, pending);
            front.pending.set(NO_GAP);
        }
        // Times that went back, which the clocks of two cores may by some nanoseconds, are a gap of none.
        let now = time.as_nanos().max(front.last.get());
        let gap = (now - front.last.get()) / u64::from(n);
        if front.first.get() == NEVER {
            front.first.set(now);
            writer.record(Distribution::FirstToken, now - front.last.get());
        } else {
            self.judge(writer, gap);
            if n == 1 && writer.by == By::One {
                front.pending.set(gap);
            } else {
                writer.record_all(Distribution::InterToken, gap, u64::from(n));
            }
        }
        front.last.set(now);
    }

    /// Is a gap a stall?
    fn judge(&self, writer: Writer<'_>, gap: u64) {
        match (self.lease.value(), writer.by) {
            (Some(core), By::One) => writer.shard.judge(gap, core.stall_factor),
            // The overflow does not learn what is usual: where it is used, all shards are.
            (Some(_), By::Many) if self.lease.any_shard().is_some_and(|shard| shard.is_stall(gap)) => {
                writer.count(Count::Stalls, 1);
            }
            _ => {}
        }
    }

    /// `n` more generated tokens that no one saw arrive: an answer that came whole, or a server that counted
    /// more than it streamed. They give no time to first token and no gaps.
    pub fn tokens_untimed(&mut self, n: u32) {
        self.count_tokens(n);
    }

    #[inline]
    fn count_tokens(&self, n: u32) {
        if let Some(writer) = self.writer() {
            self.expect_tokens();
            writer.output_tokens(u64::from(n));
            if writer.by == By::Many {
                // The overflow's count is not this request's alone: its own front has it.
                self.front().add_output_tokens(u64::from(n));
            }
        }
    }

    /// There will be tokens to tell of at the end.
    #[inline]
    fn expect_tokens(&self) {
        let front = self.front();
        if front.told.get() & told::TOKENS == 0 {
            front.told.set(front.told.get() | told::TOKENS);
            front.first.set(NEVER);
            front.prompt_tokens.set(0);
            front.tokens_before.set(front.output_tokens());
        }
    }

    /// The prompt has `n` tokens; several calls add up.
    pub fn prompt_tokens(&mut self, n: u64) {
        self.expect_tokens();
        self.front().prompt_tokens.add(n);
        if let Some(writer) = self.writer() {
            writer.count(Count::PromptTokens, n);
        }
    }

    /// One piece of the stream arrived, whatever number of tokens it carried.
    #[inline]
    pub fn chunk(&mut self) {
        if let Some(writer) = self.writer() {
            writer.count(Count::Chunks, 1);
        }
    }

    /// `n` frames are done; they count when the request completes.
    #[inline]
    pub fn frames(&mut self, n: u32) {
        self.tell_frames(u64::from(n));
    }

    #[inline]
    fn tell_frames(&self, n: u64) {
        let front = self.front();
        let told = front.told.get();
        let before = if told & told::FRAMES == 0 { 0 } else { front.frames.get() };
        front.told.set(told | told::FRAMES);
        front.frames.set(before + n);
    }

    /// Tags the request with the trace it belongs to; it becomes the exemplar of those that took about as long.
    pub fn set_trace(&mut self, trace_id: u128) {
        let front = self.front();
        front.told.set(front.told.get() | told::TRACE);
        front.trace_id[0].set((trace_id >> 64) as u64);
        front.trace_id[1].set(trace_id as u64);
    }

    fn trace_id(&self) -> Option<[u64; 2]> {
        let front = self.front();
        let is_told = front.told.get() & told::TRACE != 0;
        let trace_id = [front.trace_id[0].get(), front.trace_id[1].get()];
        (is_told && trace_id != [0; 2]).then_some(trace_id)
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
    #[inline]
    pub fn complete(self) {
        let now = self.now();
        self.complete_at(now);
    }

    /// As [`InFlight::complete`], at `time`.
    #[inline]
    pub fn complete_at(self, time: Timestamp) {
        self.finish(Outcome::Completed, None, time);
    }

    /// It failed. [`Reason::Timeout`] is the outcome "timed out".
    pub fn fail(self, reason: Reason) {
        let now = self.now();
        self.fail_at(reason, now);
    }

    /// As [`InFlight::fail`], at `time`.
    pub fn fail_at(self, reason: Reason, time: Timestamp) {
        let outcome = if matches!(reason, Reason::Timeout) { Outcome::TimedOut } else { Outcome::Failed };
        self.finish(outcome, Some(reason), time);
    }

    /// Its deadline passed.
    pub fn time_out(self) {
        let now = self.now();
        self.time_out_at(now);
    }

    /// As [`InFlight::time_out`], at `time`.
    pub fn time_out_at(self, time: Timestamp) {
        self.finish(Outcome::TimedOut, Some(Reason::Timeout), time);
    }

    /// Its caller went away.
    pub fn cancel(self) {
        let now = self.now();
        self.cancel_at(now);
    }

    /// As [`InFlight::cancel`], at `time`.
    pub fn cancel_at(self, time: Timestamp) {
        self.finish(Outcome::Cancelled, None, time);
    }

    /// Takes it back: it turns out to be a request of another model, which counts it from its beginning. No outcome and no
    /// duration is counted here; the time for which the model was shown to be busy stays counted. What was told of it
    /// meanwhile (tokens, the time in the queue) stays too, so it is for requests of which nothing was told yet.
    pub fn withdraw(mut self) {
        let now = self.now();
        if let Some(writer) = self.writer() {
            writer.withdraw();
        } else if let Some(core) = self.lease.value() {
            core.leave_queue();
        }
        if let (Some(core), false) = (self.lease.value(), self.lease.has_shard()) {
            // SAFETY: without a shard it is the request's own, and nothing comes after this.
            unsafe { core.spare.give_back(&self.front) };
        }
        self.span = RequestSpan::default();
        self.lease.release(now.as_nanos());
        std::mem::forget(self);
    }

    #[inline(always)]
    fn finish(mut self, outcome: Outcome, reason: Option<Reason>, time: Timestamp) {
        // Where it lies: nothing is moved.
        self.end(outcome, reason, time);
        std::mem::forget(self);
    }

    #[inline(always)]
    fn end(&mut self, outcome: Outcome, reason: Option<Reason>, time: Timestamp) {
        match self.shard() {
            Some(shard) if !self.span.is_open() => {
                self.end_running(Writer { shard, by: By::One }, outcome, reason, time);
            }
            _ => self.end_other(outcome, reason, time),
        }
        self.lease.release(time.as_nanos());
    }

    /// One that still waits (it is counted, with the time it waited as its duration), has a span, or no shard.
    #[cold]
    #[inline(never)]
    fn end_other(&mut self, outcome: Outcome, reason: Option<Reason>, time: Timestamp) {
        if self.lease.is_waiting() {
            let begun = Timestamp::from_nanos(self.front().begun.get());
            self.leave_queue(begun, time);
        }
        if self.span.is_open() {
            self.end_span(outcome, reason);
        }
        if let Some(writer) = self.writer() {
            self.end_running(writer, outcome, reason, time);
        }
        if let (Some(core), false) = (self.lease.value(), self.lease.has_shard()) {
            // SAFETY: without a shard it is the request's own, and nothing comes after its end.
            unsafe { core.spare.give_back(&self.front) };
        }
    }

    #[inline(always)]
    fn end_running(&self, writer: Writer<'_>, outcome: Outcome, reason: Option<Reason>, time: Timestamp) {
        let (front, now) = (self.front(), time.as_nanos());
        let took = now.saturating_sub(front.begun.get());
        let told = front.told.get();
        if told != 0 {
            self.end_told(writer, outcome, now);
        }
        writer.shard.note(now, writer.by);
        writer.record(Distribution::duration(outcome), took);
        if let Some(reason) = reason {
            writer.failure(reason);
        }
        writer.end();
    }

    /// What was told of the request, beside that it ran.
    #[inline(never)]
    fn end_told(&self, writer: Writer<'_>, outcome: Outcome, now: u64) {
        let front = self.front();
        let told = front.told.get();
        let completed = matches!(outcome, Outcome::Completed);
        if told & told::TOKENS != 0 {
            let pending = front.pending.get();
            if pending != NO_GAP {
                writer.record(Distribution::InterToken, pending);
                if let Some(core) = self.lease.value() {
                    writer.shard.move_median(pending, core.stall_factor);
                }
            }
            let (first, tokens) = (front.first.get(), self.output_tokens());
            if completed && first != NEVER && tokens > 1 {
                writer.record(Distribution::PerToken, now.saturating_sub(first) / (tokens - 1));
            }
            let prompt = front.prompt_tokens.get();
            if prompt > 0 {
                writer.record(Distribution::PromptLength, prompt);
            }
            if tokens > 0 {
                writer.record(Distribution::OutputLength, tokens);
            }
        }
        if completed && told & told::FRAMES != 0 {
            writer.count(Count::Frames, front.frames.get());
        }
        if let (Some(trace_id), By::One) = (self.trace_id(), writer.by) {
            let value = now.saturating_sub(front.begun.get());
            writer.shard.tag(Tagged { trace_id, outcome: outcome as u64, value, at_ns: now });
        }
    }

    /// Tokens of this request.
    fn output_tokens(&self) -> u64 {
        let front = self.front();
        let is_told = front.told.get() & told::TOKENS != 0;
        if is_told { front.output_tokens().wrapping_sub(front.tokens_before.get()) } else { 0 }
    }

    #[cold]
    fn end_span(&mut self, outcome: Outcome, reason: Option<Reason>) {
        let front = self.front();
        let has_tokens = front.told.get() & told::TOKENS != 0;
        let first = Some(front.first.get()).filter(|first| has_tokens && *first != NEVER);
        let ended = Ended {
            outcome,
            reason,
            prompt_tokens: if has_tokens { front.prompt_tokens.get() } else { 0 },
            output_tokens: self.output_tokens(),
            first_token_ns: first.map(|first| first - front.begun.get()),
        };
        let named = self.trace_id().is_some();
        if let Some(trace_id) = self.span.end(ended).filter(|_| !named) {
            self.set_trace(trace_id);
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if self.lease.value().is_some() {
            self.end(Outcome::Cancelled, None, self.now());
        }
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use crate::{Clock, Config, Count, Outcome, Reason, Telemetry};

    #[test]
    fn a_guard_is_a_handle() {
        assert!(size_of::<super::InFlight>() <= 4 * size_of::<u64>());
    }

    /// In the queue, with a shard and without.
    #[test]
    fn what_is_withdrawn_was_shown_and_is_counted_nowhere() {
        let (clock, hand) = Clock::manual();
        let telemetry = Telemetry::new(Config::default().clock(clock));
        let model = telemetry.model("m");
        let seen = || {
            let snapshot = telemetry.snapshot();
            let m = &snapshot.models[0];
            (m.in_flight(), m.queued(), m.requests())
        };
        for round in 1..=2 {
            let running: Vec<_> = (0..20).map(|_| model.begin()).collect();
            let waiting: Vec<_> = (0..3).map(|_| model.queue()).collect();
            hand.advance(std::time::Duration::from_secs(1));
            assert_eq!(seen(), (20, 3, 0));
            running.into_iter().chain(waiting).for_each(super::InFlight::withdraw);
            assert_eq!(seen(), (0, 0, 0));
            let busy = telemetry.snapshot().models[0].busy();
            assert_eq!(busy, std::time::Duration::from_secs(round), "it was in flight for as long");
        }
        model.begin().complete();
        assert_eq!(seen(), (0, 0, 1));
        assert!(telemetry.snapshot().own.broken_invariants().is_empty());
    }

    /// With a shard and without, waiting or not, and each in memory that an earlier one left behind.
    #[test]
    fn every_way_of_a_request_leaves_its_counts_and_no_memory() {
        let telemetry = Telemetry::new(Config::default().clock(Clock::manual().0));
        let model = telemetry.model("m");
        for _ in 0..2 {
            let mut running: Vec<_> = (0..20).map(|_| model.begin()).collect();
            let mut waiting: Vec<_> = (0..3).map(|_| model.queue()).collect();
            for request in running.iter_mut().chain(&mut waiting) {
                request.prompt_tokens(2);
                request.frames(1);
                request.set_trace(7);
                request.started();
                request.token();
                request.tokens(3);
                request.chunk();
            }
            for (i, request) in running.into_iter().chain(waiting).chain([model.queue()]).enumerate() {
                match i % 4 {
                    0 => request.complete(),
                    1 => request.fail(Reason::Other),
                    2 => request.time_out(),
                    _ => drop(request),
                }
            }
        }
        let seen = &telemetry.snapshot().models[0];
        assert_eq!((seen.in_flight, seen.queued), (0, 0));
        assert!(Outcome::ALL.iter().all(|outcome| seen.outcome(*outcome) == 12));
        let tokens = (
            seen.count(Count::PromptTokens),
            seen.output_tokens,
            seen.count(Count::Chunks),
            seen.count(Count::Frames),
        );
        assert_eq!(tokens, (2 * 46, 4 * 46, 46, 12));
        assert_eq!(
            (seen.request_prompt_tokens().sum(), seen.request_output_tokens().sum()),
            (2 * 46, 4 * 46)
        );
    }
}

//! Adapters that record: a future, a stream, and the recorder under both.
//!
//! A server counts tokens once, at the end of an answer; until then a reader sees pieces of text. The
//! [`StreamRecorder`] records a token for every piece as it arrives, a few pieces behind, and settles with the
//! server's count at the end: the tokens that the count adds (or takes away) are spread evenly over
//! the pieces still held, so that the gaps between tokens add up to the time the pieces took.
//!
//! Nothing here knows an async runtime: `futures-core` only. Every adapter is cancel-safe; dropping
//! one before its end records the request as cancelled.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use pin_project_lite::pin_project;

use crate::{Awaited, EngineRecorder, InFlight, ModelRecorder, Reason, Timestamp};

/// Pieces held back for the server's count.
const HELD: usize = 16;

/// What the server counted; a count it does not give is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tokens of the prompt.
    pub prompt: Option<u64>,
    /// Tokens generated. 0 beside text that did arrive is taken as not counted.
    pub output: Option<u64>,
}

impl Counts {
    /// Generated tokens alone, where they are known.
    #[must_use]
    pub fn generated(tokens: Option<u64>) -> Self {
        Self { prompt: None, output: tokens }
    }
}

/// What one item of a stream says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StreamItem {
    /// Whether it carries generated output (text, reasoning, a tool call).
    pub output: bool,
    /// Whether the model has finished: dropping the stream from here on is no cancellation.
    pub finished: bool,
    /// Whether this is the end of the answer: the request completes here.
    pub done: bool,
    /// What the server counted, in the items that say so.
    pub counts: Counts,
    /// The item is an error: the request fails here.
    pub failed: Option<Reason>,
}

impl StreamItem {
    /// A piece of text as most chat servers send it: whether it is the last, and how many tokens the whole answer took,
    /// where this piece says so.
    #[must_use]
    pub fn chunk(text: &str, done: bool, tokens: Option<u64>) -> Self {
        Self { output: !text.is_empty(), done, counts: Counts::generated(tokens), ..Self::default() }
    }

    /// An item that is an error.
    #[must_use]
    pub fn failed(reason: Reason) -> Self {
        Self { failed: Some(reason), ..Self::default() }
    }
}

/// How a unary call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It answered.
    Completed(Counts),
    /// It failed.
    Failed(Reason),
    /// It ran out of time.
    TimedOut,
}

/// One streamed request being counted. Dropping it before an end records the request as cancelled, or
/// as completed when the model had finished.
pub struct StreamRecorder {
    guard: Option<InFlight>,
    /// The engine that answers, where one is judged by this request.
    awaited: Option<Awaited>,
    /// When the pieces arrived whose tokens are not recorded yet, oldest first.
    held: [Timestamp; HELD],
    holding: usize,
    pieces: u64,
    recorded: u64,
    counts: Counts,
    finished: bool,
}

impl StreamRecorder {
    /// Counts into `guard`.
    #[must_use]
    pub fn new(guard: InFlight) -> Self {
        Self {
            guard: Some(guard),
            awaited: None,
            held: [Timestamp::default(); HELD],
            holding: 0,
            pieces: 0,
            recorded: 0,
            counts: Counts::default(),
            finished: false,
        }
    }

    /// Also reports what arrives, and how the request ends, to the engine that owes this answer.
    #[must_use]
    pub fn judging(mut self, awaited: Awaited) -> Self {
        self.awaited = Some(awaited);
        self
    }

    /// Whether the request has not ended yet.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.guard.is_some()
    }

    /// The time now, on the model's clock; the clock's origin after the end.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.guard.as_ref().map_or_else(Timestamp::default, InFlight::now)
    }

    /// Takes in one item that arrives now. Nothing after the end.
    pub fn observe(&mut self, item: StreamItem) {
        self.observe_at(item, self.now());
    }

    /// As [`StreamRecorder::observe`], at `time`.
    pub fn observe_at(&mut self, item: StreamItem, time: Timestamp) {
        let Some(guard) = &mut self.guard else { return };
        self.finished |= item.finished;
        self.counts.prompt = item.counts.prompt.or(self.counts.prompt);
        self.counts.output = item.counts.output.or(self.counts.output);
        if item.output {
            if let Some(awaited) = &mut self.awaited {
                awaited.heard_at(time);
            }
            guard.chunk();
            self.pieces += 1;
            if self.pieces == 1 {
                // The first token is never held back: the time to it is what people wait for.
                guard.token_at(time);
                self.recorded = 1;
            } else {
                if self.holding == HELD {
                    let oldest = self.held[0];
                    guard.token_at(oldest);
                    self.recorded += 1;
                    self.held.copy_within(1.., 0);
                    self.holding -= 1;
                }
                self.held[self.holding] = time;
                self.holding += 1;
            }
        }
        if let Some(reason) = item.failed {
            self.fail_at(reason, time);
        } else if item.done {
            self.complete_at(time);
        }
    }

    /// The items are over. An answer whose end was not seen was cut off: it fails as
    /// [`Reason::Aborted`].
    pub fn end(&mut self) {
        self.end_at(self.now());
    }

    /// As [`StreamRecorder::end`], at `time`.
    pub fn end_at(&mut self, time: Timestamp) {
        if self.finished {
            self.complete_at(time);
        } else {
            self.fail_at(Reason::Aborted, time);
        }
    }

    /// Ends the request as completed.
    pub fn complete(&mut self) {
        self.complete_at(self.now());
    }

    /// As [`StreamRecorder::complete`], at `time`.
    pub fn complete_at(&mut self, time: Timestamp) {
        if let Some(guard) = self.settle() {
            guard.complete_at(time);
        }
        if let Some(awaited) = self.awaited.take() {
            awaited.completed_at(time);
        }
    }

    /// Ends the request as failed.
    pub fn fail(&mut self, reason: Reason) {
        self.fail_at(reason, self.now());
    }

    /// As [`StreamRecorder::fail`], at `time`.
    pub fn fail_at(&mut self, reason: Reason, time: Timestamp) {
        if let Some(guard) = self.settle() {
            guard.fail_at(reason, time);
        }
        if let Some(awaited) = self.awaited.take() {
            awaited.failed_at(reason, time);
        }
    }

    /// Ends the request as timed out.
    pub fn time_out(&mut self) {
        self.time_out_at(self.now());
    }

    /// As [`StreamRecorder::time_out`], at `time`.
    pub fn time_out_at(&mut self, time: Timestamp) {
        if let Some(guard) = self.settle() {
            guard.time_out_at(time);
        }
        if let Some(awaited) = self.awaited.take() {
            awaited.failed_at(Reason::Timeout, time);
        }
    }

    /// Records what is held, with the server's count where there is one, and gives the guard out.
    fn settle(&mut self) -> Option<InFlight> {
        let mut guard = self.guard.take()?;
        if let Some(prompt) = self.counts.prompt {
            guard.prompt_tokens(prompt);
        }
        let counted = self.counts.output.filter(|n| *n > 0 || self.pieces == 0);
        let tokens = counted.unwrap_or(self.pieces);
        let rest = tokens.saturating_sub(self.recorded);
        let holding = self.holding as u64;
        if holding == 0 {
            // No piece to give them to: an answer in one piece, or not streamed at all.
            guard.tokens_untimed(saturated(rest));
            return Some(guard);
        }
        let mut given = 0;
        for (i, at) in (1_u64..).zip(&self.held[..self.holding]) {
            // A server may count what it likes, so the product may be more than 64 bits.
            let upto = (u128::from(rest) * u128::from(i) / u128::from(holding)) as u64;
            if upto > given {
                guard.tokens_at(saturated(upto - given), *at);
                given = upto;
            }
        }
        self.holding = 0;
        Some(guard)
    }
}

fn saturated(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Drop for StreamRecorder {
    fn drop(&mut self) {
        if self.guard.is_none() {
            return;
        }
        if self.finished {
            self.complete();
        } else {
            // Cancelled, by the guard's own drop; the engine's part says whether it was too silent.
            drop(self.settle());
        }
    }
}

impl fmt::Debug for StreamRecorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamRecorder")
            .field("open", &self.is_open())
            .field("pieces", &self.pieces)
            .field("counts", &self.counts)
            .finish_non_exhaustive()
    }
}

pin_project! {
    /// A stream whose items are counted as they pass. See [`ModelRecorder::observe_stream`].
    #[must_use = "a stream does nothing until it is polled"]
    pub struct ObservedStream<S, F> {
        #[pin]
        inner: S,
        describe: F,
        recorder: StreamRecorder,
    }
}

impl<S, F> ObservedStream<S, F> {
    /// Counts the items of `inner` into a request that is already in flight, for callers that began it
    /// before they had the stream.
    pub fn resume(guard: InFlight, inner: S, describe: F) -> Self {
        Self { inner, describe, recorder: StreamRecorder::new(guard) }
    }
}

/// Polls `inner` and records what came.
pub(super) fn pass<S: Stream>(
    inner: Pin<&mut S>,
    recorder: &mut StreamRecorder,
    describe: impl FnOnce(&S::Item) -> StreamItem,
    cx: &mut Context<'_>,
) -> Poll<Option<S::Item>> {
    let item = ready!(inner.poll_next(cx));
    if recorder.is_open() {
        // Before the caller's function: what that takes is no part of the gap.
        let time = recorder.now();
        match &item {
            Some(item) => recorder.observe_at(describe(item), time),
            None => recorder.end_at(time),
        }
    }
    Poll::Ready(item)
}

impl<S, F> Stream for ObservedStream<S, F>
where
    S: Stream,
    F: FnMut(&S::Item) -> StreamItem,
{
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let this = self.project();
        pass(this.inner, this.recorder, this.describe, cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<S: fmt::Debug, F> fmt::Debug for ObservedStream<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObservedStream")
            .field("inner", &self.inner)
            .field("recorder", &self.recorder)
            .finish_non_exhaustive()
    }
}

pin_project! {
    /// A future that is recorded as one request. See [`ModelRecorder::observe`].
    #[must_use = "a future does nothing until it is polled"]
    pub struct Observed<Fut, F> {
        #[pin]
        inner: Fut,
        verdict: Option<F>,
        model: ModelRecorder,
        engine: Option<EngineRecorder>,
        recorder: Option<StreamRecorder>,
    }
}

impl<Fut, F> Observed<Fut, F> {
    pub(super) fn new(inner: Fut, verdict: F, model: ModelRecorder, engine: Option<EngineRecorder>) -> Self {
        Self { inner, verdict: Some(verdict), model, engine, recorder: None }
    }
}

impl<Fut, F> Future for Observed<Fut, F>
where
    Fut: Future,
    F: FnOnce(&Fut::Output) -> Verdict,
{
    type Output = Fut::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Fut::Output> {
        let this = self.project();
        if this.recorder.is_none() && this.verdict.is_some() {
            let mut recorder = StreamRecorder::new(this.model.begin());
            recorder.awaited = this.engine.take().map(|engine| engine.awaiting());
            *this.recorder = Some(recorder);
        }
        let output = ready!(this.inner.poll(cx));
        if let (Some(mut recorder), Some(verdict)) = (this.recorder.take(), this.verdict.take()) {
            let time = recorder.now();
            match verdict(&output) {
                Verdict::Completed(counts) => {
                    recorder.counts = counts;
                    recorder.complete_at(time);
                }
                Verdict::Failed(reason) => recorder.fail_at(reason, time),
                Verdict::TimedOut => recorder.time_out_at(time),
            }
        }
        Poll::Ready(output)
    }
}

impl<Fut: fmt::Debug, F> fmt::Debug for Observed<Fut, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observed").field("inner", &self.inner).finish_non_exhaustive()
    }
}

impl ModelRecorder {
    /// Records `future` as one request, from its first poll; `verdict` says how it ended. Dropping it
    /// before it is ready records the request as cancelled.
    pub fn observe<Fut, F>(&self, future: Fut, verdict: F) -> Observed<Fut, F>
    where
        Fut: Future,
        F: FnOnce(&Fut::Output) -> Verdict,
    {
        Observed::new(future, verdict, self.clone(), None)
    }

    /// Records `stream` as one request that begins now; `describe` says what each item carries.
    pub fn observe_stream<S, F>(&self, stream: S, describe: F) -> ObservedStream<S, F>
    where
        S: Stream,
        F: FnMut(&S::Item) -> StreamItem,
    {
        ObservedStream::resume(self.begin(), stream, describe)
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;
    use crate::words::time::nanos;
    use crate::{Clock, Config, Count, ManualClock, ModelSnapshot, Outcome, Telemetry};
    use std::cell::RefCell;
    use std::collections::VecDeque;
    use std::marker::PhantomPinned;
    use std::task::Waker;
    use std::time::Duration;

    fn setup() -> (Telemetry, ManualClock) {
        let (clock, hand) = Clock::manual();
        (Telemetry::new(Config::default().clock(clock)), hand)
    }

    fn only_model(telemetry: &Telemetry) -> ModelSnapshot {
        let mut models = telemetry.snapshot().models;
        assert_eq!(models.len(), 1);
        models.remove(0)
    }

    fn text() -> StreamItem {
        StreamItem { output: true, ..StreamItem::default() }
    }

    fn end(output: Option<u64>) -> StreamItem {
        StreamItem {
            finished: true,
            done: true,
            counts: Counts { prompt: Some(7), output },
            ..StreamItem::default()
        }
    }

    /// Plays `pieces` pieces one millisecond apart, then the end with the server's count.
    fn play(pieces: u64, output: Option<u64>) -> ModelSnapshot {
        let (telemetry, hand) = setup();
        let model = telemetry.model("m");
        let mut recorder = StreamRecorder::new(model.begin());
        for _ in 0..pieces {
            hand.advance(Duration::from_millis(1));
            recorder.observe(text());
        }
        recorder.observe(end(output));
        assert!(!recorder.is_open());
        drop(recorder);
        only_model(&telemetry)
    }

    #[test]
    fn the_servers_count_wins_and_gaps_add_up_to_the_time_they_took() {
        for pieces in 1..60 {
            for count in [None, Some(pieces), Some(pieces + 1), Some(pieces + 100), Some(0)] {
                let model = play(pieces, count);
                let tokens = count.filter(|n| *n > 0).unwrap_or(pieces);
                assert_eq!(model.output_tokens, tokens);
                assert_eq!(model.request_output_tokens().sum(), tokens);
                assert_eq!(model.count(Count::PromptTokens), 7);
                assert_eq!(model.count(Count::Chunks), pieces);
                assert_eq!(model.time_to_first_token().sum(), Duration::from_millis(1));
                if pieces > 1 {
                    assert_eq!(model.inter_token().count(), tokens - 1);
                    let span = (pieces - 1) * 1_000_000;
                    let sum = nanos(model.inter_token().sum());
                    // Each gap is cut to whole nanoseconds.
                    assert!(sum <= span && span - sum < tokens, "{sum} of {span}");
                }
            }
        }
    }

    #[test]
    fn fewer_tokens_than_pieces_merge_their_gaps() {
        let model = play(10, Some(4));
        assert_eq!(model.output_tokens, 4);
        assert_eq!(model.inter_token().count(), 3);
        assert_eq!(model.inter_token().sum(), Duration::from_millis(9));
    }

    #[test]
    fn a_server_that_counts_beyond_reason_harms_nobody() {
        let model = play(10, Some(u64::MAX));
        assert_eq!(model.outcome(Outcome::Completed), 1);
        assert!(model.output_tokens > u64::from(u32::MAX));
    }

    #[test]
    fn an_answer_that_came_whole_has_tokens_but_no_first_one() {
        let model = play(0, Some(40));
        assert_eq!(model.output_tokens, 40);
        assert!(model.time_to_first_token().is_empty() && model.inter_token().is_empty());
        assert_eq!(model.outcome(Outcome::Completed), 1);
    }

    #[test]
    fn what_arrived_before_a_drop_counts_and_the_outcome_is_cancelled() {
        let (telemetry, hand) = setup();
        let model = telemetry.model("m");
        let mut recorder = StreamRecorder::new(model.begin());
        for _ in 0..3 {
            hand.advance(Duration::from_millis(1));
            recorder.observe(text());
        }
        drop(recorder);
        let model = only_model(&telemetry);
        assert_eq!((model.output_tokens, model.outcome(Outcome::Cancelled)), (3, 1));
        assert_eq!(model.in_flight, 0);
    }

    #[test]
    fn a_drop_after_the_model_finished_is_no_cancellation() {
        let (telemetry, _) = setup();
        let model = telemetry.model("m");
        let mut recorder = StreamRecorder::new(model.begin());
        recorder.observe(StreamItem { finished: true, ..text() });
        drop(recorder);
        assert_eq!(only_model(&telemetry).outcome(Outcome::Completed), 1);
    }

    /// A stream that is not `Unpin` and plays items, `None` being "not yet".
    struct Play(RefCell<VecDeque<Option<StreamItem>>>, PhantomPinned);

    impl Play {
        fn new(items: impl IntoIterator<Item = Option<StreamItem>>) -> Self {
            Self(RefCell::new(items.into_iter().collect()), PhantomPinned)
        }
    }

    impl Stream for Play {
        type Item = StreamItem;
        fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<StreamItem>> {
            match self.0.borrow_mut().pop_front() {
                Some(Some(item)) => Poll::Ready(Some(item)),
                Some(None) => Poll::Pending,
                None => Poll::Ready(None),
            }
        }
    }

    type Boxed = Pin<Box<dyn Stream<Item = StreamItem> + Send + 'static>>;

    fn next(stream: &mut Boxed) -> Poll<Option<StreamItem>> {
        stream.as_mut().poll_next(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn any_stream_can_be_observed_and_boxed_again() {
        let (telemetry, hand) = setup();
        let play = Play::new([Some(text()), None, Some(text()), Some(end(Some(3)))]);
        let mut stream: Boxed = Box::pin(telemetry.model("m").observe_stream(play, |item| *item));
        assert_eq!(only_model(&telemetry).in_flight, 1);
        hand.advance(Duration::from_secs(1));
        assert_eq!(next(&mut stream), Poll::Ready(Some(text())));
        hand.advance(Duration::from_secs(1));
        assert!(next(&mut stream).is_pending());
        hand.advance(Duration::from_secs(1));
        assert_eq!(next(&mut stream), Poll::Ready(Some(text())));
        assert_eq!(next(&mut stream), Poll::Ready(Some(end(Some(3)))));
        let model = only_model(&telemetry);
        assert_eq!((model.outcome(Outcome::Completed), model.in_flight), (1, 0), "ended by its last item");
        assert_eq!(next(&mut stream), Poll::Ready(None));
        drop(stream);
        let model = only_model(&telemetry);
        assert_eq!((model.requests(), model.output_tokens), (1, 3));
        assert_eq!(model.time_to_first_token().sum(), Duration::from_secs(1));
        assert_eq!(model.inter_token().sum(), Duration::from_secs(2));
    }

    #[test]
    fn every_end_of_a_stream_is_its_own_outcome() {
        let failing = StreamItem { failed: Some(Reason::DeviceLost), ..StreamItem::default() };
        for (items, polls, outcome) in [
            (vec![Some(text()), Some(failing)], 2, Outcome::Failed),
            (vec![Some(text())], 2, Outcome::Failed),
            (vec![Some(text()), Some(text())], 1, Outcome::Cancelled),
            (vec![], 0, Outcome::Cancelled),
            (vec![Some(end(None))], 1, Outcome::Completed),
        ] {
            let (telemetry, _) = setup();
            let play = Play::new(items);
            let mut stream: Boxed = Box::pin(telemetry.model("m").observe_stream(play, |item| *item));
            for _ in 0..polls {
                let _ = next(&mut stream);
            }
            drop(stream);
            let model = only_model(&telemetry);
            assert_eq!((model.requests(), model.outcome(outcome), model.in_flight), (1, 1, 0), "{outcome:?}");
        }
    }

    #[test]
    fn a_future_is_one_request_however_it_ends() {
        let poll = |future: Pin<&mut dyn Future<Output = Result<u64, ()>>>| {
            future.poll(&mut Context::from_waker(Waker::noop()))
        };
        let verdict = |result: &Result<u64, ()>| match result {
            Ok(n) => Verdict::Completed(Counts::generated(Some(*n))),
            Err(()) => Verdict::Failed(Reason::InvalidInput),
        };
        let (telemetry, hand) = setup();
        let model = telemetry.model("m");
        let clock = hand.clone();
        let work = async move {
            clock.advance(Duration::from_secs(2));
            Ok(5)
        };
        assert!(poll(std::pin::pin!(model.observe(work, verdict))).is_ready());
        assert!(poll(std::pin::pin!(model.observe(async { Err(()) }, verdict))).is_ready());
        assert!(poll(std::pin::pin!(model.observe(std::future::pending(), verdict))).is_pending());
        let late = model.observe(async { Ok(1) }, |_| Verdict::TimedOut);
        assert!(poll(std::pin::pin!(late)).is_ready());
        drop(model.observe(async { Ok(1) }, verdict));
        let panics = model.observe(async { panic!("on purpose") }, verdict);
        let unwound = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| poll(std::pin::pin!(panics))));
        assert!(unwound.is_err());
        let model = only_model(&telemetry);
        assert_eq!(model.duration(Outcome::Completed).sum(), Duration::from_secs(2));
        assert_eq!(model.output_tokens, 5);
        let ended: Vec<u64> = Outcome::ALL.iter().map(|outcome| model.outcome(*outcome)).collect();
        assert_eq!(ended, [1, 1, 1, 2], "pending and panicking ones are cancelled, an unpolled one is none");
        assert_eq!(model.in_flight, 0);
    }
}

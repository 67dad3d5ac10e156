//! What an adapter does with the engine it talks to: requests that record themselves and judge the engine.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use pin_project_lite::pin_project;

use super::stream::{Observed, StreamItem, StreamRecorder, Verdict, pass};
use crate::{EngineRecorder, ModelRecorder, Reason};

impl EngineRecorder {
    /// Records `future` as one request to `model`, from its first poll, and judges the engine by how it ended, which
    /// `verdict` says. Dropping it before it is ready records the request as cancelled.
    ///
    /// ```
    /// use hailo_telemetry::stream::{Counts, Verdict};
    /// use hailo_telemetry::{Reason, Telemetry};
    ///
    /// # async fn ask() -> Result<String, std::io::Error> { Ok("Four.".to_owned()) }
    /// # async fn asks() -> Result<(), std::io::Error> {
    /// let telemetry = Telemetry::default();
    /// let engine = telemetry.engine("ollama"); // kept by the adapter that talks to it
    /// let model = telemetry.model("qwen2.5:1.5b");
    /// let answer = engine
    ///     .observe(&model, ask(), |answer| match answer {
    ///         Ok(_) => Verdict::Completed(Counts::default()),
    ///         Err(_) => Verdict::Failed(Reason::Unavailable),
    ///     })
    ///     .await?;
    /// # Ok(()) }
    /// ```
    pub fn observe<Fut, F>(&self, model: &ModelRecorder, future: Fut, verdict: F) -> Observed<Fut, F>
    where
        Fut: Future,
        F: FnOnce(&Fut::Output) -> Verdict,
    {
        Observed::new(future, verdict, model.clone(), Some(self.clone()))
    }

    /// Opens a stream of fallible items and records it as one request to `model`, from the first poll of this future
    /// (so that the time to the first token contains the prompt) to the stream's end, whatever that is. `item` says
    /// what each item carries; an error at the opening goes through it too. The engine is judged by what is heard and
    /// by the end.
    ///
    /// # Errors
    /// Those of `open`.
    pub async fn observe_stream<Open, S, T, E, F>(
        &self,
        model: &ModelRecorder,
        open: Open,
        mut item: F,
    ) -> Result<JudgingStream<S, F>, E>
    where
        Open: Future<Output = Result<S, E>>,
        S: Stream<Item = Result<T, E>>,
        F: FnMut(Result<&T, &E>) -> StreamItem,
    {
        let mut recorder = StreamRecorder::new(model.begin()).judging(self.awaiting());
        match open.await {
            Ok(inner) => Ok(JudgingStream { inner, item, recorder }),
            Err(error) => {
                recorder.fail(item(Err(&error)).failed.unwrap_or(Reason::Other));
                Err(error)
            }
        }
    }
}

pin_project! {
    /// A stream that is recorded as it passes, and judges its engine. See [`EngineRecorder::observe_stream`].
    #[must_use = "a stream does nothing until it is polled"]
    pub struct JudgingStream<S, F> {
        #[pin]
        inner: S,
        item: F,
        recorder: StreamRecorder,
    }
}

impl<S, T, E, F> Stream for JudgingStream<S, F>
where
    S: Stream<Item = Result<T, E>>,
    F: FnMut(Result<&T, &E>) -> StreamItem,
{
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let this = self.project();
        let item = this.item;
        pass(this.inner, this.recorder, |next: &Result<T, E>| item(next.as_ref()), cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<S: fmt::Debug, F> fmt::Debug for JudgingStream<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JudgingStream")
            .field("inner", &self.inner)
            .field("recorder", &self.recorder)
            .finish_non_exhaustive()
    }
}

#[cfg(all(test, not(hailo_loom)))]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::stream::Counts;
    use crate::{Clock, Config, HealthReason, ManualClock, Outcome, Telemetry};
    use std::collections::VecDeque;
    use std::task::Waker;
    use std::time::Duration;

    type Item = Result<&'static str, Reason>;

    /// Plays its items; at the end it closes, or hangs.
    struct Play(VecDeque<Item>, bool);

    impl Stream for Play {
        type Item = Item;
        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Item>> {
            match self.0.pop_front() {
                None if self.1 => Poll::Pending,
                next => Poll::Ready(next),
            }
        }
    }

    fn item(item: Result<&&'static str, &Reason>) -> StreamItem {
        match item {
            Ok(&"end") => StreamItem::chunk("", true, None),
            Ok(text) => StreamItem::chunk(text, false, None),
            Err(reason) => StreamItem::failed(*reason),
        }
    }

    fn ready<T>(future: impl Future<Output = T>) -> Option<T> {
        match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => Some(value),
            Poll::Pending => None,
        }
    }

    fn setup() -> (Telemetry, EngineRecorder, ManualClock) {
        let (clock, hand) = Clock::manual();
        hand.advance(Duration::from_secs(1));
        let telemetry = Telemetry::new(Config::default().clock(clock));
        let engine = telemetry.engine("ollama");
        (telemetry, engine, hand)
    }

    /// Plays a stream to its end or until it hangs, drops it after `wait`, and says how the engine is then.
    fn play(items: &[Item], hangs: bool, wait: Duration) -> (HealthReason, Outcome) {
        let (telemetry, engine, hand) = setup();
        let open = async { Ok(Play(items.iter().copied().collect(), hangs)) };
        let stream = ready(engine.observe_stream(&telemetry.model("m"), open, item)).unwrap();
        assert_eq!(engine.load().healthy, None, "an opening says nothing");
        let mut stream = Box::pin(stream.unwrap());
        while let Poll::Ready(Some(_)) = stream.as_mut().poll_next(&mut Context::from_waker(Waker::noop())) {}
        hand.advance(wait);
        drop(stream);
        let snapshot = telemetry.snapshot();
        let ended = Outcome::ALL.iter().find(|outcome| snapshot.models[0].outcome(**outcome) == 1);
        assert_eq!((snapshot.totals.requests(), snapshot.models[0].in_flight), (1, 0));
        (engine.load().reason, *ended.unwrap())
    }

    #[test]
    fn every_end_of_a_stream_is_told_of_the_engine() {
        use HealthReason as H;
        let (soon, late) = (Duration::from_secs(1), Duration::from_secs(61));
        for (items, hangs, wait, health, outcome) in [
            (&[Ok("a"), Ok("end")][..], false, soon, H::Serving, Outcome::Completed),
            (&[Err(Reason::Other)], false, soon, H::RequestFailed, Outcome::Failed),
            (&[Ok("a"), Err(Reason::Timeout)], false, soon, H::TimedOut, Outcome::TimedOut),
            (&[Ok("a")], false, soon, H::RequestFailed, Outcome::Failed),
            (&[Ok("a")], true, soon, H::Serving, Outcome::Cancelled),
            (&[Ok("a")], true, late, H::TimedOut, Outcome::Cancelled),
            (&[], true, soon, H::Starting, Outcome::Cancelled),
            (&[], true, late, H::TimedOut, Outcome::Cancelled),
            (&[Err(Reason::InvalidInput)], false, soon, H::Starting, Outcome::Failed),
        ] {
            assert_eq!(play(items, hangs, wait), (health, outcome), "{items:?}, hangs: {hangs}, {wait:?}");
        }
    }

    #[test]
    fn a_stream_that_does_not_open_is_a_failure_of_its_own() {
        let (telemetry, engine, hand) = setup();
        let refused = async { Err::<Play, _>(Reason::Unavailable) };
        assert!(ready(engine.observe_stream(&telemetry.model("m"), refused, item)).unwrap().is_err());
        let model = &telemetry.snapshot().models[0];
        assert_eq!(model.failures(Reason::Unavailable), 1);
        assert_eq!(engine.load().reason, HealthReason::ProbeFailed, "what a probe would have found");
        hand.advance(Duration::from_secs(1));
        engine.probed(true);
        assert_eq!(engine.load().reason, HealthReason::Serving);
    }

    #[test]
    fn an_opening_that_is_given_up_is_cancelled_and_judged_by_its_silence() {
        let (telemetry, engine, hand) = setup();
        let never = std::future::pending::<Result<Play, Reason>>();
        let model = telemetry.model("m");
        let mut opening = Box::pin(engine.observe_stream(&model, never, item));
        assert!(opening.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        hand.advance(Duration::from_secs(70));
        drop(opening);
        assert_eq!(telemetry.snapshot().models[0].outcome(Outcome::Cancelled), 1);
        assert_eq!(engine.load().reason, HealthReason::TimedOut);
    }

    #[test]
    fn a_whole_answer_proves_the_engine_and_a_failure_disproves_it() {
        let (telemetry, engine, hand) = setup();
        let model = telemetry.model("m");
        let verdict = |result: &Result<u64, Reason>| match result {
            Ok(n) => Verdict::Completed(Counts::generated(Some(*n))),
            Err(reason) => Verdict::Failed(*reason),
        };
        for (result, health) in [
            (Ok(5), HealthReason::Serving),
            (Err(Reason::Other), HealthReason::RequestFailed),
            (Err(Reason::InvalidInput), HealthReason::RequestFailed),
            (Err(Reason::Timeout), HealthReason::TimedOut),
            (Ok(2), HealthReason::Serving),
        ] {
            hand.advance(Duration::from_millis(1));
            assert_eq!(ready(engine.observe(&model, async { result }, verdict)), Some(result));
            assert_eq!(engine.load().reason, health, "{result:?}");
        }
        let mut waits = Box::pin(engine.observe(&model, std::future::pending(), verdict));
        assert!(waits.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        hand.advance(Duration::from_secs(60));
        drop(waits);
        assert_eq!(engine.load().reason, HealthReason::TimedOut);
        assert_eq!(telemetry.snapshot().models[0].output_tokens, 7);
        let unpolled = engine.observe(&model, std::future::pending(), verdict);
        engine.heard();
        hand.advance(Duration::from_secs(60));
        drop(unpolled);
        assert_eq!(engine.load().reason, HealthReason::Serving, "a request that was never sent says nothing");
    }
}

//! A tower layer that records inference, around any HTTP client or server.
//!
//! ```
//! use hailo_ollama::layer::{Inference, InferenceLayer};
//! use hailo_telemetry::Telemetry;
//! use tower_layer::Layer;
//!
//! # fn client_of_yours() {}
//! # fn body() {}
//! let telemetry = Telemetry::default();
//! let client = InferenceLayer::new(&telemetry, "qwen2:1.5b").layer(client_of_yours());
//! // Where there is more than one model, each request says its own.
//! let request = http::Request::post("http://127.0.0.1:8000/api/chat")
//!     .extension(Inference::of("llama3.2:3b"))
//!     .body(body());
//! # let _ = (client, request);
//! ```

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hailo_telemetry::{Awaited, InFlight, Reason, Telemetry};
use http::{Request, Response};
use http_body::Body;
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use crate::body::ObservedBody;
use crate::paths::is_inference;
use crate::recording::{Listener, Subject};

/// What a request asks for: an extension of the request, because a layer does not read its body.
///
/// A request that carries it is recorded whatever its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inference {
    model: Arc<str>,
}

impl Inference {
    /// A request to `model`.
    #[must_use]
    pub fn of(model: &str) -> Self {
        Self { model: model.into() }
    }
}

/// Records the inference that passes: the POST requests to the endpoints of Ollama, OpenAI and Anthropic that run a model,
/// under whatever prefix, and those that carry [`Inference`].
///
/// A request lasts from its call until its answer has ended. Bodies pass unchanged and are never held up; a future
/// or a body that is dropped before its end is recorded as cancelled, an error of the service as failed
/// ([`Reason::Unavailable`]).
#[derive(Debug, Clone)]
pub struct InferenceLayer {
    telemetry: Telemetry,
    listener: Listener,
    /// The model of requests that name none.
    model: Inference,
}

impl InferenceLayer {
    /// Records into `telemetry`; a request without an [`Inference`] of its own is one to `model`.
    #[must_use]
    pub fn new(telemetry: &Telemetry, model: &str) -> Self {
        let listener = Listener { clock: telemetry.clock().clone(), engine: telemetry.engine("service") };
        Self { telemetry: telemetry.clone(), listener, model: Inference::of(model) }
    }
}

impl<S> Layer<S> for InferenceLayer {
    type Service = InferenceService<S>;

    fn layer(&self, inner: S) -> InferenceService<S> {
        InferenceService { inner, layer: self.clone() }
    }
}

/// The service made by [`InferenceLayer`].
#[derive(Debug, Clone)]
pub struct InferenceService<S> {
    inner: S,
    layer: InferenceLayer,
}

impl<S, Q, B> Service<Request<Q>> for InferenceService<S>
where
    S: Service<Request<Q>, Response = Response<B>>,
    B: Body<Data = Bytes>,
{
    type Response = Response<ObservedBody<B>>;
    type Error = S::Error;
    type Future = InferenceFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Q>) -> Self::Future {
        let path = request.uri().path();
        let asked = request.extensions().get::<Inference>();
        let recorded = asked.is_some() || is_inference(request.method(), path);
        let call = recorded.then(|| {
            let asked = asked.unwrap_or(&self.layer.model);
            let telemetry = &self.layer.telemetry;
            let listener = self.layer.listener.clone();
            let awaited = listener.engine.awaiting();
            Call { guard: telemetry.model(&asked.model).begin(), awaited, listener }
        });
        InferenceFuture { call, inner: self.inner.call(request) }
    }
}

/// A recorded request that has no answer yet.
struct Call {
    guard: InFlight,
    awaited: Awaited,
    listener: Listener,
}

pin_project! {
    /// The future of [`InferenceService`].
    pub struct InferenceFuture<F> {
        // Before `inner`: when the future is dropped, the request ends first, then what it waits for.
        call: Option<Call>,
        #[pin]
        inner: F,
    }
}

impl<F, B, E> Future for InferenceFuture<F>
where
    F: Future<Output = Result<Response<B>, E>>,
    B: Body<Data = Bytes>,
{
    type Output = Result<Response<ObservedBody<B>>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let answer = ready!(this.inner.poll(cx));
        let Some(call) = this.call.take() else {
            return Poll::Ready(answer.map(|response| response.map(ObservedBody::plain)));
        };
        Poll::Ready(match answer {
            Ok(response) => {
                let subject = Subject::Known(call.guard);
                let recording =
                    call.listener.listen(response.status(), response.headers(), subject, call.awaited, None);
                Ok(response.map(|body| match recording {
                    Some(recording) => ObservedBody::recorded(body, recording, None),
                    None => ObservedBody::plain(body),
                }))
            }
            Err(error) => {
                call.listener.unanswered(Subject::Known(call.guard), call.awaited, Reason::Unavailable);
                Err(error)
            }
        })
    }
}

impl<F> fmt::Debug for InferenceFuture<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InferenceFuture").field("recorded", &self.call.is_some()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hailo_telemetry::{Clock, Config, Count, HealthReason, ManualClock, ModelSnapshot, Outcome};
    use http_body::Frame;
    use http_body_util::BodyExt;
    use std::collections::VecDeque;
    use std::marker::PhantomPinned;
    use std::task::Waker;
    use std::time::Duration;
    use tower::{ServiceExt, service_fn};

    pin_project! {
        /// A body that is not `Unpin`: a chunk every 10 ms, or an error.
        struct Chunks {
            left: VecDeque<Result<&'static str, &'static str>>,
            hand: ManualClock,
            #[pin]
            pinned: PhantomPinned,
        }
    }

    impl Body for Chunks {
        type Data = Bytes;
        type Error = &'static str;

        fn poll_frame(
            self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
            let this = self.project();
            this.hand.advance(Duration::from_millis(10));
            let chunk = this.left.pop_front();
            Poll::Ready(chunk.map(|chunk| Ok(Frame::data(Bytes::from_static(chunk?.as_bytes())))))
        }
    }

    const TOKEN: &str = "{\"response\":\"x\",\"done\":false}\n";
    const DONE: &str = "{\"done\":true,\"eval_count\":2,\"prompt_eval_count\":7}\n";

    struct Test {
        telemetry: Telemetry,
        hand: ManualClock,
        /// Kept: what is known of the service goes with the layer.
        layer: InferenceLayer,
    }

    impl Test {
        fn new() -> Self {
            let (clock, hand) = Clock::manual();
            let telemetry = Telemetry::new(Config::default().clock(clock));
            Self { layer: InferenceLayer::new(&telemetry, "m"), telemetry, hand }
        }

        /// Sends `request` to a server that answers with `chunks`.
        async fn send(
            &self,
            request: Request<()>,
            status: u16,
            chunks: &[Result<&'static str, &'static str>],
        ) -> Response<ObservedBody<Chunks>> {
            let (left, hand) = (chunks.iter().copied().collect(), self.hand.clone());
            let body = Chunks { left, hand, pinned: PhantomPinned };
            let mut answer = Some(Response::builder().status(status).body(body).unwrap());
            let service =
                service_fn(move |_: Request<()>| std::future::ready(answer.take().ok_or("asked twice")));
            self.layer.layer(service).oneshot(request).await.unwrap()
        }

        fn model(&self) -> ModelSnapshot {
            self.telemetry.snapshot().models.first().cloned().unwrap_or_default()
        }
    }

    fn post(path: &str) -> Request<()> {
        Request::post(path).body(()).unwrap()
    }

    #[tokio::test]
    async fn a_stream_is_counted_to_its_end_and_passes_unchanged() {
        let test = Test::new();
        let answer = test.send(post("/api/generate"), 200, &[Ok(TOKEN), Ok(TOKEN), Ok(DONE)]).await;
        assert_eq!(test.model().in_flight(), 1);
        let body = Box::pin(answer.into_body()).collect().await.unwrap().to_bytes();
        assert_eq!(body, [TOKEN, TOKEN, DONE].concat());
        let model = test.model();
        assert_eq!((model.outcome(Outcome::Completed), model.in_flight()), (1, 0));
        assert_eq!((model.output_tokens(), model.count(Count::PromptTokens)), (2, 7));
        assert_eq!(model.time_to_first_token().sum(), Duration::from_millis(10));
        assert_eq!(model.inter_token().sum(), Duration::from_millis(10));
        assert_eq!(test.telemetry.health().reason, HealthReason::Serving);
    }

    #[tokio::test]
    async fn every_early_end_has_its_outcome() {
        // Read two frames, whatever they are, and drop.
        for (status, chunks, failed, outcome) in [
            (200, [Ok(TOKEN), Ok(TOKEN)], None, Outcome::Cancelled),
            (200, [Ok(TOKEN), Err("reset")], Some(Reason::Aborted), Outcome::Failed),
            (
                200,
                [Ok(TOKEN), Ok("{\"error\":\"device busy\"}\n")],
                Some(Reason::DeviceBusy),
                Outcome::Failed,
            ),
            (404, [Ok("{}"), Ok("")], Some(Reason::InvalidModel), Outcome::Failed),
        ] {
            let test = Test::new();
            let mut body = Box::pin(test.send(post("/api/chat"), status, &chunks).await.into_body());
            for _ in 0..2 {
                let _ = body.frame().await;
            }
            drop(body);
            let model = test.model();
            assert_eq!(
                (model.requests(), model.outcome(outcome), model.in_flight()),
                (1, 1, 0),
                "{chunks:?}"
            );
            if let Some(reason) = failed {
                assert_eq!(model.failures(reason), 1, "{chunks:?}");
            }
        }
    }

    #[test]
    fn a_call_that_is_dropped_is_cancelled_and_one_that_fails_failed() {
        let test = Test::new();
        let layer = InferenceLayer::new(&test.telemetry, "m");
        let hangs = service_fn(|_: Request<()>| std::future::pending::<Result<Response<Chunks>, &str>>());
        let mut call = Box::pin(layer.layer(hangs).oneshot(post("/v1/completions")));
        assert!(call.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        assert_eq!(test.model().in_flight(), 1);
        drop(call);
        let refuses = service_fn(|_: Request<()>| std::future::ready(Err::<Response<Chunks>, _>("refused")));
        let call = std::pin::pin!(layer.layer(refuses).oneshot(post("/v1/completions")));
        assert!(matches!(call.poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(Err("refused"))));
        let model = test.model();
        assert_eq!((model.outcome(Outcome::Cancelled), model.outcome(Outcome::Failed)), (1, 1));
        assert_eq!((model.failures(Reason::Unavailable), model.in_flight()), (1, 0));
    }

    #[tokio::test]
    async fn a_request_says_its_model_and_what_runs_none_is_not_recorded() {
        let test = Test::new();
        drop(test.send(Request::get("/api/tags").body(()).unwrap(), 200, &[Ok("{}")]).await);
        assert!(test.telemetry.snapshot().models.is_empty());
        let mut request = post("/behind/a/prefix/chat");
        request.extensions_mut().insert(Inference::of("other"));
        let answer = test.send(request, 200, &[Ok("{\"done\":true,\"eval_count\":9}")]).await;
        let _ = Box::pin(answer.into_body()).collect().await.unwrap();
        let model = test.model();
        assert_eq!((model.name(), model.output_tokens()), ("other", 9));
        assert_eq!(model.outcome(Outcome::Completed), 1);
        assert!(model.time_to_first_token().is_empty(), "an answer in one piece shows no first token");
    }
}

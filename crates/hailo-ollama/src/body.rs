//! A response body that is counted as it passes, and never held up.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hailo_telemetry::stream::{Counts, StreamItem, StreamRecorder};
use hailo_telemetry::{HealthReason, HealthRecorder, InFlight, Reason, Timestamp};
use http::{HeaderMap, Response, StatusCode, header};
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use tokio::time::{Instant, Sleep};

use crate::decode::{Decoder, Event, Framing};
use crate::load::LoadWatch;

/// Why a recorded body ended early.
#[derive(Debug)]
pub enum BodyError<E> {
    /// The body under it failed.
    Inner(E),
    /// No frame came within the allowed time.
    Idle(Duration),
}

impl<E: fmt::Display> fmt::Display for BodyError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inner(error) => write!(f, "response body broke off: {error}"),
            Self::Idle(limit) => write!(f, "response body was silent for {limit:?}"),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for BodyError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Inner(error) => Some(error),
            Self::Idle(_) => None,
        }
    }
}

/// What an event means for the request it belongs to.
#[must_use]
pub fn heard(event: &Event<'_>) -> StreamItem {
    StreamItem {
        output: event.output,
        finished: event.finished,
        done: event.done,
        counts: Counts { prompt: event.counts.prompt_tokens, output: event.counts.output_tokens },
        failed: event.error.as_deref().map(reason_of_message),
    }
}

/// The reason behind an error text: servers on a Hailo answer errors with 200, so the text is all there is.
fn reason_of_message(message: &str) -> Reason {
    let message = message.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if says(&["not found", "unknown model", "no such model"]) {
        Reason::InvalidModel
    } else if says(&["timeout", "timed out"]) {
        Reason::Timeout
    } else if says(&["out of memory", "no memory"]) {
        Reason::OutOfMemory
    } else if says(&["busy", "in use"]) {
        Reason::DeviceBusy
    } else if says(&["invalid", "not supported", "required", "missing"]) {
        Reason::InvalidInput
    } else {
        Reason::Other
    }
}

/// The reason behind an HTTP status; `None` for one that is no error.
#[must_use]
pub fn reason_of_status(status: StatusCode) -> Option<Reason> {
    Some(match status {
        StatusCode::NOT_FOUND => Reason::InvalidModel,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Reason::DeviceBusy,
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Reason::Timeout,
        StatusCode::BAD_GATEWAY => Reason::Unavailable,
        s if s.is_client_error() => Reason::InvalidInput,
        s if s.is_server_error() => Reason::Other,
        _ => return None,
    })
}

/// How a successful answer is framed: by its content type, and where that does not tell a stream from
/// a single object, by whether a stream was asked for.
#[must_use]
pub fn framing(headers: &HeaderMap, streamed: bool) -> Framing {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/event-stream") {
        Framing::Sse
    } else if streamed || kind.contains("ndjson") {
        Framing::Ndjson
    } else {
        Framing::Whole
    }
}

/// Whom an answer is reported to, beside its request.
#[derive(Debug, Clone)]
pub(crate) struct Listener {
    pub(crate) health: HealthRecorder,
    /// Longest line or event that is decoded.
    pub(crate) line_limit: usize,
    /// Longest silence within an answer.
    pub(crate) idle: Option<Duration>,
}

impl Listener {
    /// Wraps the answer to the request `guard`; a status that is an error ends it at once.
    pub(crate) fn observe<B: Body<Data = Bytes>>(
        &self,
        response: Response<B>,
        guard: InFlight,
        streamed: bool,
        load: Option<LoadWatch>,
    ) -> Response<ObservedBody<B>> {
        if let Some(reason) = reason_of_status(response.status()) {
            guard.fail(reason);
            return response.map(ObservedBody::plain);
        }
        let framing = framing(response.headers(), streamed);
        let recording = Recording {
            decoder: Decoder::with_limit(framing, self.line_limit),
            stream: StreamRecorder::new(guard),
            whole: framing == Framing::Whole,
            understood: false,
            health: self.health.clone(),
            load,
        };
        response.map(|body| ObservedBody::recorded(body, recording, self.idle))
    }

    /// Ends a request that got no answer.
    pub(crate) fn unanswered(&self, guard: InFlight, reason: Reason) {
        guard.fail(reason);
        self.health.set(unhealthy(reason));
    }
}

/// What a request that failed says of the engine.
const fn unhealthy(reason: Reason) -> HealthReason {
    if matches!(reason, Reason::Timeout) { HealthReason::TimedOut } else { HealthReason::ProbeFailed }
}

/// The recorder's half of a body.
#[derive(Debug)]
struct Recording {
    decoder: Decoder,
    stream: StreamRecorder,
    /// Whether the answer comes as one object: its text is no piece of a stream and shows no first token.
    whole: bool,
    /// Whether anything was understood; a compressed answer, say, is not.
    understood: bool,
    health: HealthRecorder,
    load: Option<LoadWatch>,
}

impl Recording {
    fn hear(&mut self, event: &Event<'_>, now: Timestamp) {
        self.understood = true;
        if event.output && event.error.is_none() {
            self.health.set_at(HealthReason::Serving, now);
        }
        if let Some(load) = &mut self.load {
            load.hear(event, !self.whole, now);
        }
        self.stream.observe_at(StreamItem { output: event.output && !self.whole, ..heard(event) }, now);
    }

    fn data(&mut self, bytes: &[u8]) {
        if self.stream.is_open() {
            let now = self.stream.now();
            // Out of `self` while it reports into the rest of it.
            let mut decoder = std::mem::replace(&mut self.decoder, Decoder::new(Framing::Whole));
            decoder.feed(bytes, |event| self.hear(&event, now));
            self.decoder = decoder;
        }
    }

    fn end(&mut self) {
        if !self.stream.is_open() {
            return;
        }
        let now = self.stream.now();
        let mut decoder = std::mem::replace(&mut self.decoder, Decoder::new(Framing::Whole));
        decoder.finish(|event| self.hear(&event, now));
        self.decoder = decoder;
        if self.whole || !self.understood {
            // Nothing says that it was cut off.
            self.stream.complete_at(now);
        } else {
            self.stream.end_at(now);
        }
    }

    fn break_off(&mut self, reason: Reason) {
        if self.stream.is_open() {
            let now = self.stream.now();
            self.stream.fail_at(reason, now);
            self.health.set_at(unhealthy(reason), now);
        }
    }
}

pin_project! {
    /// A body that passes its frames on unchanged and records what they say.
    pub struct ObservedBody<B> {
        // Before `inner`: when the body is dropped, the request ends first, then the connection.
        recording: Option<Recording>,
        #[pin]
        inner: B,
        idle: Option<Duration>,
        #[pin]
        timer: Option<Sleep>,
    }
}

impl<B> ObservedBody<B> {
    /// A body that records nothing.
    pub fn plain(inner: B) -> Self {
        Self { recording: None, inner, idle: None, timer: None }
    }
}

impl<B: Body<Data = Bytes>> ObservedBody<B> {
    fn recorded(inner: B, mut recording: Recording, idle: Option<Duration>) -> Self {
        if inner.is_end_stream() {
            recording.end();
        }
        Self { recording: Some(recording), inner, idle, timer: idle.map(tokio::time::sleep) }
    }
}

impl<B: Body<Data = Bytes>> Body for ObservedBody<B> {
    type Data = Bytes;
    type Error = BodyError<B::Error>;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        let mut this = self.project();
        let Poll::Ready(frame) = this.inner.as_mut().poll_frame(cx) else {
            let Some(timer) = this.timer.as_mut().as_pin_mut() else {
                return Poll::Pending;
            };
            ready!(timer.poll(cx));
            if let Some(recording) = this.recording {
                recording.break_off(Reason::Timeout);
            }
            return Poll::Ready(Some(Err(BodyError::Idle(this.idle.unwrap_or_default()))));
        };
        if let (Some(timer), Some(idle)) = (this.timer.as_mut().as_pin_mut(), *this.idle) {
            timer.reset(Instant::now() + idle);
        }
        if let Some(recording) = this.recording {
            match &frame {
                Some(Ok(frame)) => {
                    if let Some(data) = frame.data_ref() {
                        recording.data(data);
                    }
                    // A body of known length is not polled again after its last byte.
                    if this.inner.is_end_stream() {
                        recording.end();
                    }
                }
                Some(Err(_)) => {
                    recording.break_off(Reason::Aborted);
                }
                None => recording.end(),
            }
        }
        Poll::Ready(frame.map(|frame| frame.map_err(BodyError::Inner)))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl<B: fmt::Debug> fmt::Debug for ObservedBody<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObservedBody")
            .field("inner", &self.inner)
            .field("recording", &self.recording)
            .finish_non_exhaustive()
    }
}

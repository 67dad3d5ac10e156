//! A response body that is counted as it passes, and never held up.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hailo_telemetry::Reason;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use tokio::time::{Instant, Sleep};

use crate::recording::Recording;
pub use crate::recording::{reason_of_status, stream_item};

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
    /// A body that is recorded, and ended when it is silent for longer than `idle`.
    pub(crate) fn recorded(inner: B, mut recording: Recording, idle: Option<Duration>) -> Self {
        if inner.is_end_stream() {
            recording.end(recording.now());
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
                    let now = recording.now();
                    if let Some(data) = frame.data_ref() {
                        recording.data(data, now);
                    }
                    // A body is not polled again after its last byte where its length is known, nor after its trailers.
                    if frame.is_trailers() || this.inner.is_end_stream() {
                        recording.end(now);
                    }
                }
                Some(Err(_)) => {
                    recording.break_off(Reason::Aborted);
                }
                None => recording.end(recording.now()),
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

//! A request's body as it arrives, with deadlines.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep};

use crate::places::{Wait, Waits};

/// What an upload may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// Longest time without a byte.
    pub(crate) stall: Duration,
    /// For how long a client may be waited for during one body, in all; every `rate` bytes received add a second.
    pub(crate) whole: Duration,
    /// Bytes a second that a long upload needs to keep.
    pub(crate) rate: u64,
}

/// The body of a request that came through a [`Server`](crate::Server). It fails once its client is silent for too long or
/// too slow; the time in which nobody asked for more of it does not count.
#[derive(Debug)]
pub struct Upload {
    body: Incoming,
    waits: Arc<Waits>,
    pace: Pace,
    received: u64,
    /// What the client was waited for, before the present wait.
    waited: Duration,
    /// The present wait: when it began, and its end.
    timer: Option<(Instant, Pin<Box<Sleep>>)>,
}

impl Upload {
    pub(crate) fn new(body: Incoming, waits: Arc<Waits>, pace: Pace) -> Self {
        Self { body, waits, pace, received: 0, waited: Duration::ZERO, timer: None }
    }

    /// How long the client may still be waited for.
    fn patience(&self) -> Duration {
        let earned = Duration::from_secs(self.received / self.pace.rate.max(1));
        (self.pace.whole + earned).saturating_sub(self.waited).min(self.pace.stall)
    }
}

impl Body for Upload {
    type Data = Bytes;
    type Error = UploadError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, UploadError>>> {
        let this = &mut *self;
        if let Poll::Ready(frame) = Pin::new(&mut this.body).poll_frame(cx) {
            if let Some((since, _)) = this.timer.take() {
                this.waited += since.elapsed();
                this.waits.over(Wait::Body);
            }
            if let Some(Ok(frame)) = &frame
                && let Some(data) = frame.data_ref()
            {
                this.received += data.len() as u64;
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(UploadError::Broken)));
        }
        let patience = this.patience();
        let (_, timer) = this.timer.get_or_insert_with(|| {
            this.waits.began(Wait::Body);
            (Instant::now(), Box::pin(tokio::time::sleep(patience)))
        });
        if timer.as_mut().poll(cx).is_pending() {
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(UploadError::TimedOut)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        self.waits.over(Wait::Body);
    }
}

/// Why a body did not arrive.
#[derive(Debug)]
#[non_exhaustive]
pub enum UploadError {
    /// The connection or its framing broke.
    Broken(hyper::Error),
    /// The client was silent for too long, or too slow.
    TimedOut,
}

impl UploadError {
    /// The one that lies somewhere among the causes of an error, as those wrap it that carried the body.
    #[must_use]
    pub fn among<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e Self> {
        let mut cause = Some(error);
        while let Some(this) = cause {
            if let Some(upload) = this.downcast_ref() {
                return Some(upload);
            }
            cause = this.source();
        }
        None
    }
}

impl fmt::Display for UploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(error) => write!(f, "the request body broke off: {error}"),
            Self::TimedOut => f.write_str("the request body took too long to arrive"),
        }
    }
}

impl std::error::Error for UploadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Broken(error) => Some(error),
            Self::TimedOut => None,
        }
    }
}

//! A connection's bytes: writes that fail once the peer takes nothing for too long.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use pin_project_lite::pin_project;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

use crate::places::{Wait, Waits};

pin_project! {
    /// A stream whose writes fail once the peer took nothing for `limit`.
    pub(crate) struct Unstalled<S> {
        #[pin]
        stream: S,
        limit: Duration,
        waits: Arc<Waits>,
        // Runs only while a write waits.
        timer: Option<Pin<Box<Sleep>>>,
    }
}

impl<S> Unstalled<S> {
    pub(crate) fn new(stream: S, limit: Duration, waits: Arc<Waits>) -> Self {
        Self { stream, limit, waits, timer: None }
    }

    fn check<T>(
        limit: Duration,
        waits: &Waits,
        timer: &mut Option<Pin<Box<Sleep>>>,
        cx: &mut Context<'_>,
        progress: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if progress.is_ready() {
            if timer.take().is_some() {
                waits.over(Wait::Reader);
            }
            return progress;
        }
        let timer = timer.get_or_insert_with(|| {
            waits.began(Wait::Reader);
            Box::pin(tokio::time::sleep_until(Instant::now() + limit))
        });
        ready!(timer.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead> AsyncRead for Unstalled<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.project().stream.poll_read(cx, buf)
    }
}

impl<S: AsyncWrite> AsyncWrite for Unstalled<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.project();
        let progress = this.stream.poll_write(cx, buf);
        Self::check(*this.limit, this.waits, this.timer, cx, progress)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.project();
        let progress = this.stream.poll_write_vectored(cx, bufs);
        Self::check(*this.limit, this.waits, this.timer, cx, progress)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.project();
        let progress = this.stream.poll_flush(cx);
        Self::check(*this.limit, this.waits, this.timer, cx, progress)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.project();
        let progress = this.stream.poll_shutdown(cx);
        Self::check(*this.limit, this.waits, this.timer, cx, progress)
    }
}

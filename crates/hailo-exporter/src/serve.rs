//! Serving a router on a listener with limits that a hostile client cannot get past.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use pin_project_lite::pin_project;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{Instant, Sleep};

/// What one client, and all of them together, may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServeLimits {
    /// Connections open at once; further ones wait in the kernel's queue.
    pub connections: usize,
    /// Time to send a request's head, and the longest idle time of a kept connection.
    pub head_timeout: Duration,
    /// Largest request head in bytes (at least 8 KiB).
    pub head_bytes: usize,
    /// Longest time in which a client takes not one byte of a response that is ready for it.
    pub stall_timeout: Duration,
    /// How long requests that are under way may take after shutdown was asked for.
    pub grace: Duration,
}

impl Default for ServeLimits {
    /// 256 connections, 10 s for a head of up to 16 KiB, 30 s of stalling, 10 s of grace.
    fn default() -> Self {
        Self {
            connections: 256,
            head_timeout: Duration::from_secs(10),
            head_bytes: 16 * 1024,
            stall_timeout: Duration::from_secs(30),
            grace: Duration::from_secs(10),
        }
    }
}

/// Serves HTTP/1.1 on `listener` until `shutdown` ends, then lets the requests under way finish.
///
/// # Errors
/// Never for a single connection or a failed accept (the latter is retried); only when the listener has no address.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ServeLimits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    run(listener, router, limits, shutdown, |stream| std::future::ready(Some(stream))).await
}

/// Serves HTTPS on `listener`, as [`serve`] does HTTP. A connection that does not begin with a TLS handshake, or does
/// not finish it within [`ServeLimits::head_timeout`], is closed.
///
/// # Errors
/// As [`serve`].
#[cfg(feature = "tls")]
pub async fn serve_tls(
    listener: TcpListener,
    router: Router,
    limits: ServeLimits,
    tls: crate::Tls,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let acceptor = tls.acceptor();
    let handshake = move |stream| {
        let shaken = acceptor.accept(stream);
        async move { tokio::time::timeout(limits.head_timeout, shaken).await.ok()?.ok() }
    };
    run(listener, router, limits, shutdown, handshake).await
}

/// Accepts until `shutdown` ends. `open` makes of a stream what HTTP is spoken on, or gives up on it.
async fn run<S, O>(
    listener: TcpListener,
    router: Router,
    limits: ServeLimits,
    shutdown: impl Future<Output = ()>,
    open: impl Fn(Unstalled<TcpStream>) -> O,
) -> io::Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    O: Future<Output = Option<S>> + Send + 'static,
{
    tracing::info!(address = %listener.local_addr()?, "listening");
    let places = Arc::new(Semaphore::new(limits.connections.clamp(1, Semaphore::MAX_PERMITS)));
    let connections = GracefulShutdown::new();
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head_timeout)
        .max_buf_size(limits.head_bytes.max(8 * 1024));
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let next = async {
            // The semaphore is never closed, so a permit always comes.
            let place = places.clone().acquire_owned().await.ok();
            (listener.accept().await, place)
        };
        let (accepted, place) = tokio::select! {
            next = next => next,
            () = &mut shutdown => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of descriptors, most likely: what is open must end before accepting makes sense again.
                tracing::warn!(%error, "accept failed");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let opened = open(Unstalled { stream, limit: limits.stall_timeout, timer: None });
        let service = TowerToHyperService::new(router.clone());
        // Taken out before the task begins, so that a shutdown in between is seen.
        let watcher = connections.watcher();
        let http = http.clone();
        tokio::spawn(async move {
            if let Some(stream) = opened.await {
                // What a client does to its own connection is no error of ours.
                let _ = watcher.watch(http.serve_connection(TokioIo::new(stream), service)).await;
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(limits.grace, connections.shutdown()).await.is_err() {
        tracing::warn!("requests still under way after the grace period");
    }
    Ok(())
}

pin_project! {
    /// A stream whose writes fail once the peer took nothing for `limit`.
    struct Unstalled<S> {
        #[pin]
        stream: S,
        limit: Duration,
        // Runs only while a write waits.
        timer: Option<Pin<Box<Sleep>>>,
    }
}

impl<S> Unstalled<S> {
    fn check<T>(
        limit: Duration,
        timer: &mut Option<Pin<Box<Sleep>>>,
        cx: &mut Context<'_>,
        progress: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if progress.is_ready() {
            *timer = None;
            return progress;
        }
        let timer = timer.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + limit)));
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
        Self::check(*this.limit, this.timer, cx, progress)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.project();
        let progress = this.stream.poll_write_vectored(cx, bufs);
        Self::check(*this.limit, this.timer, cx, progress)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.project();
        let progress = this.stream.poll_flush(cx);
        Self::check(*this.limit, this.timer, cx, progress)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.project().stream.poll_shutdown(cx)
    }
}

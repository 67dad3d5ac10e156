//! Serving on a listener with limits that a hostile client cannot get past.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body::{Body, Frame, SizeHint};
use http_body_util::{Either, Full};
use hyper::body::Incoming;
use hyper::service::Service as HyperService;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use pin_project_lite::pin_project;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tower_service::Service;

use crate::is_probe;
use crate::places::{NoPlace, Place, Places, Room, Wait, Waits};
use crate::refusals::{Reason, Refusals, refuse};
use crate::stream::Unstalled;
use crate::upload::{Pace, Upload};

/// After shutdown was asked for, who makes the server wait for a byte this long is no longer waited for.
const LAST_PATIENCE: Duration = Duration::from_secs(2);

/// What one client, and all of them together, may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServeLimits {
    /// Connections open at once. When all are taken, the one that has waited longest for its client makes room; when all
    /// are at work, further ones wait in the kernel's queue.
    pub connections: usize,
    /// Connections beside those, which are answered on the [`PROBES`](crate::PROBES) only.
    pub reserved: usize,
    /// Connections of one address that is not a loopback address.
    pub per_address: usize,
    /// Time to send a request's head, and the longest idle time of a kept connection.
    pub head_timeout: Duration,
    /// Largest request head in bytes (at least 8 KiB).
    pub head_bytes: usize,
    /// Longest time without a byte of a request's body.
    pub upload_stall: Duration,
    /// Time that a client may be waited for in a whole body; a long one earns a second for each 16 KiB.
    pub upload_timeout: Duration,
    /// Longest time in which a client takes not one byte of a response that is ready for it.
    pub stall_timeout: Duration,
    /// How long requests that are under way may take after shutdown was asked for.
    pub grace: Duration,
}

impl Default for ServeLimits {
    /// 256 connections, 64 of one address, and 16 for probes; 10 s for a head of up to 16 KiB; 10 s without a byte of a body and
    /// 30 s for all of it; 30 s of stalling; 10 s of grace.
    fn default() -> Self {
        Self {
            connections: 256,
            reserved: 16,
            per_address: 64,
            head_timeout: Duration::from_secs(10),
            head_bytes: 16 * 1024,
            upload_stall: Duration::from_secs(10),
            upload_timeout: Duration::from_secs(30),
            stall_timeout: Duration::from_secs(30),
            grace: Duration::from_secs(10),
        }
    }
}

impl ServeLimits {
    /// Bytes a second that a long upload has to keep.
    const RATE: u64 = 16 * 1024;

    fn pace(&self) -> Pace {
        Pace { stall: self.upload_stall, whole: self.upload_timeout, rate: Self::RATE }
    }
}

/// Both ends of a request's connection, among its extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connected {
    /// The address at which it arrived.
    pub local: SocketAddr,
    /// The address from which it came.
    pub peer: SocketAddr,
}

/// Serves HTTP/1.1 on `listener` until `shutdown` ends, then lets the requests under way finish.
///
/// # Errors
/// Never for a single connection or a failed accept (the latter is retried); only when the listener has no address.
pub async fn serve<S, B>(
    listener: TcpListener,
    service: S,
    limits: ServeLimits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()>
where
    S: Service<Request<Upload>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    Server::new(limits).serve(listener, service, shutdown).await
}

/// Serves HTTPS on `listener`, as [`serve`] does HTTP. A connection that does not begin with a TLS handshake, or does
/// not finish it within [`ServeLimits::head_timeout`], is closed.
///
/// # Errors
/// As [`serve`].
#[cfg(feature = "tls")]
pub async fn serve_tls<S, B>(
    listener: TcpListener,
    service: S,
    limits: ServeLimits,
    tls: crate::Tls,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()>
where
    S: Service<Request<Upload>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
    B: Body<Data = Bytes> + Send + 'static,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    Server::new(limits).tls(Some(tls)).serve(listener, service, shutdown).await
}

/// How a listener is served: one accept loop for every port.
#[derive(Debug, Clone)]
pub struct Server {
    limits: ServeLimits,
    refusals: Option<Refusals>,
    verbatim: bool,
    #[cfg(feature = "tls")]
    tls: Option<crate::Tls>,
}

impl Server {
    /// HTTP within these limits.
    #[must_use]
    pub fn new(limits: ServeLimits) -> Self {
        Self {
            limits,
            refusals: None,
            verbatim: false,
            #[cfg(feature = "tls")]
            tls: None,
        }
    }

    /// Counts connections that got no place, or lost it, in `refusals`.
    #[must_use]
    pub fn refusals(mut self, refusals: Refusals) -> Self {
        self.refusals = Some(refusals);
        self
    }

    /// Sends heads as the service made them: names in the case they had upstream, no `Date` of its own. For a proxy.
    #[must_use]
    pub fn verbatim(mut self) -> Self {
        self.verbatim = true;
        self
    }

    /// Speaks HTTPS with this certificate.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn tls(mut self, tls: Option<crate::Tls>) -> Self {
        self.tls = tls;
        self
    }

    /// Serves `listener` until `shutdown` ends, then lets the requests under way finish; who only waits for its client is
    /// not waited for.
    ///
    /// # Errors
    /// As [`serve`].
    pub async fn serve<S, B>(
        self,
        listener: TcpListener,
        service: S,
        shutdown: impl Future<Output = ()>,
    ) -> io::Result<()>
    where
        S: Service<Request<Upload>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
        S::Future: Send,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        #[cfg(feature = "tls")]
        if let Some(tls) = self.tls.clone() {
            let limit = self.limits.head_timeout;
            let handshake = move |stream| {
                // The certificate of now: it may be exchanged while the server runs.
                let shaken = tls.acceptor().accept(stream);
                async move { tokio::time::timeout(limit, shaken).await.ok()?.ok() }
            };
            return self.run(listener, service, shutdown, handshake).await;
        }
        self.run(listener, service, shutdown, |stream| std::future::ready(Some(stream))).await
    }

    /// Accepts until `shutdown` ends. `open` makes of a stream what HTTP is spoken on, or gives up on it.
    async fn run<S, B, T, O>(
        self,
        listener: TcpListener,
        service: S,
        shutdown: impl Future<Output = ()>,
        open: impl Fn(Unstalled<TcpStream>) -> O,
    ) -> io::Result<()>
    where
        S: Service<Request<Upload>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
        S::Future: Send,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
        O: Future<Output = Option<T>> + Send + 'static,
    {
        let Self { limits, refusals, .. } = self;
        let listening = listener.local_addr()?;
        tracing::info!(address = %listening, "listening");
        let places = Places::new(Room {
            connections: limits.connections.max(1),
            reserved: limits.reserved,
            per_address: limits.per_address.max(1),
        });
        let connections = GracefulShutdown::new();
        let mut http = hyper::server::conn::http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(limits.head_timeout)
            .max_buf_size(limits.head_bytes.max(8 * 1024));
        if self.verbatim {
            http.preserve_header_case(true).auto_date_header(false);
        }
        // Chunks of a token are small: one copy of them all costs less than a vector with three parts for each.
        http.writev(false);
        let count = |reason| {
            if let Some(refusals) = &refusals {
                refusals.count(reason);
            }
        };
        let mut failing = Failing::default();
        let mut shutdown = pin!(shutdown);
        'accepting: loop {
            let next = async {
                places.available().await;
                listener.accept().await
            };
            let (stream, peer) = tokio::select! {
                accepted = next => match accepted {
                    Ok(accepted) => {
                        failing.over();
                        accepted
                    }
                    Err(error) => {
                        // Out of descriptors, most likely: what is open must end before accepting makes sense again.
                        failing.warn(&error);
                        tokio::time::sleep(Duration::from_millis(100)).await;
                        continue;
                    }
                },
                () = &mut shutdown => break 'accepting,
            };
            // Who had waited for its client when there seemed to be room may be at work by now: then this one waits.
            let place = loop {
                match places.take(peer.ip()) {
                    Ok(taken) => break Some(taken),
                    Err(NoPlace::Address) => break None,
                    Err(NoPlace::Full) => tokio::select! {
                        () = places.available() => {}
                        () = &mut shutdown => break 'accepting,
                    },
                }
            };
            let Some((place, dismissed)) = place else {
                count(Reason::Address);
                continue;
            };
            if dismissed {
                count(Reason::Places);
            }
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "could not turn off Nagle's algorithm");
            }
            let connected = Connected { local: stream.local_addr().unwrap_or(listening), peer };
            let opened = open(Unstalled::new(stream, limits.stall_timeout, Arc::clone(&place.waits)));
            let service = OneConnection {
                service: service.clone(),
                waits: Arc::clone(&place.waits),
                connected,
                reserved: place.reserved,
                refusals: refusals.clone(),
                pace: limits.pace(),
            };
            // Taken out before the task begins, so that a shutdown in between is seen.
            let watcher = connections.watcher();
            let http = http.clone();
            tokio::spawn(async move {
                let served = async {
                    if let Some(stream) = opened.await {
                        // What a client does to its own connection is no error of ours.
                        let _ = watcher.watch(http.serve_connection(TokioIo::new(stream), service)).await;
                    }
                };
                until_dismissed(served, &place).await;
            });
        }
        drop(listener);
        let mut ended = pin!(tokio::time::timeout(limits.grace, connections.shutdown()));
        let ended = loop {
            tokio::select! {
                ended = &mut ended => break ended,
                () = tokio::time::sleep(LAST_PATIENCE / 4) => places.dismiss_silent(LAST_PATIENCE),
            }
        };
        if ended.is_err() {
            tracing::warn!("requests still under way after the grace period");
        }
        Ok(())
    }
}

async fn until_dismissed(served: impl Future<Output = ()>, place: &Place) {
    tokio::select! {
        () = served => {}
        () = place.dismissed() => {}
    }
}

/// Accepting fails again and again while descriptors are used up: said once a minute.
#[derive(Default)]
struct Failing {
    said: Option<std::time::Instant>,
    times: u64,
}

impl Failing {
    fn warn(&mut self, error: &io::Error) {
        self.times += 1;
        if self.said.is_none_or(|said| said.elapsed() >= Duration::from_secs(60)) {
            tracing::warn!(%error, times = self.times, "could not accept a connection");
            self.said = Some(std::time::Instant::now());
            self.times = 0;
        }
    }

    fn over(&mut self) {
        if self.times > 0 {
            tracing::debug!(times = self.times, "accepting works again");
            self.times = 0;
        }
    }
}

/// The service as one connection sees it: bodies have deadlines, and it is known who waits for whom.
struct OneConnection<S> {
    service: S,
    waits: Arc<Waits>,
    connected: Connected,
    reserved: bool,
    /// Where what never reaches a guard is counted.
    refusals: Option<Refusals>,
    pace: Pace,
}

impl<S, B> HyperService<Request<Incoming>> for OneConnection<S>
where
    S: Service<Request<Upload>, Response = Response<B>, Error = Infallible> + Clone,
    B: Body<Data = Bytes>,
{
    type Response = Response<AtWork<Either<Full<Bytes>, B>>>;
    type Error = Infallible;
    type Future = Answering<S, Request<Upload>, S::Future>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        self.waits.over(Wait::Head);
        let work = Work(Arc::clone(&self.waits));
        let mut request = request.map(|body| Upload::new(body, Arc::clone(&self.waits), self.pace));
        request.extensions_mut().insert(self.connected);
        let path = request.uri().path();
        let state = if self.reserved && !is_probe(path) {
            if let Some(refusals) = &self.refusals {
                refusals.count(Reason::Places);
            }
            State::Crowded
        } else {
            State::Waiting { service: self.service.clone(), request: Some(request) }
        };
        Answering { work: Some(work), state }
    }
}

/// While it lives, the connection waits for us; then for its client's next head.
struct Work(Arc<Waits>);

impl Drop for Work {
    fn drop(&mut self) {
        self.0.began(Wait::Head);
    }
}

pin_project! {
    /// The future of an answer.
    struct Answering<S, Q, F> {
        work: Option<Work>,
        #[pin]
        state: State<S, Q, F>,
    }
}

pin_project! {
    #[project = StateProjection]
    enum State<S, Q, F> {
        /// All places but the reserved ones are taken.
        Crowded,
        Waiting { service: S, request: Option<Q> },
        Called { #[pin] answer: F },
    }
}

impl<S, B> Future for Answering<S, Request<Upload>, S::Future>
where
    S: Service<Request<Upload>, Response = Response<B>, Error = Infallible>,
    B: Body<Data = Bytes>,
{
    type Output = Result<Response<AtWork<Either<Full<Bytes>, B>>>, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        let response = loop {
            let answer = match this.state.as_mut().project() {
                StateProjection::Crowded => {
                    let why = "all places are taken; try again later";
                    let mut response = refuse(StatusCode::SERVICE_UNAVAILABLE, Reason::Places, why);
                    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
                    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
                    break response.map(Either::Left);
                }
                StateProjection::Called { answer } => match ready!(answer.poll(cx)) {
                    Ok(response) => break response.map(Either::Right),
                    Err(never) => match never {},
                },
                StateProjection::Waiting { service, request } => {
                    match ready!(service.poll_ready(cx)) {
                        Ok(()) => {}
                        Err(never) => match never {},
                    }
                    // It is there: this state is left below.
                    let Some(request) = request.take() else { return Poll::Pending };
                    service.call(request)
                }
            };
            this.state.set(State::Called { answer });
        };
        let work = this.work.take();
        Poll::Ready(Ok(response.map(|body| AtWork { body, _work: work })))
    }
}

pin_project! {
    /// A body whose end or drop ends the work for its request.
    pub(crate) struct AtWork<B> {
        #[pin]
        body: B,
        _work: Option<Work>,
    }
}

impl<B: Body> Body for AtWork<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        self.project().body.poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

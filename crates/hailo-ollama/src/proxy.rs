//! A proxy that records tokens and latency of the inference that passes through it.
//!
//! Put it in front of hailo-ollama, Ollama or an OpenAI-compatible server and change the clients' base
//! URL. Every request passes unchanged: status, headers (less those of the connection), body frames as
//! they come, trailers, back-pressure, a client that leaves. The upstream is asked under its own name, and hears in
//! `X-Forwarded-Host` of the client's. On the paths that run the model it
//! records queue time, time to first token, gaps, tokens and outcome under the model's name.
//!
//! A request counts as completed when its answer says that it is: by a last line, `[DONE]`, a reason to finish, or as a
//! whole JSON object with output in it. A redirect, a page of HTML, nothing at all, an error in whatever form, a stream
//! that stops half way are failed. A compressed answer is read beside the bytes that pass as they came.
//!
//! Loading a model is seen as `inference_load_seconds{phase="first_inference"}`. A server that says `load_duration` in the first
//! answer after a switch of models is believed. hailo-ollama says nothing, so there it is an estimate: the time to the first
//! token of the first streamed answer after a switch, less the median of that time in up to eight later ones. Prompts of
//! different lengths move it; a server that holds several models does not load at every switch; a model that was
//! loaded before has no excess. So it counts only when the first token took at least twice the median, and it is
//! there once a second answer has come.
//!
//! An `https` upstream is spoken to over TLS, in HTTP/2 where it wants that, and its connections are kept; one at `http` gets
//! a connection for every request.
//!
//! What it does not do: TLS and HTTP/2 for clients, protocol upgrades, interim answers (103).

mod asked;
mod canary;
mod connect;
mod headers;
mod pool;
mod quiet;
mod route;
mod service;

use std::convert::Infallible;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hailo_http::{Budget, Reason as Refused, ServeLimits, Server, Upload, UploadError};
use hailo_telemetry::{EngineRecorder, Reason, Telemetry};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Request, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use http_body_util::{BodyExt, Either, Full};
use tokio::net::TcpListener;
use tokio::sync::OwnedSemaphorePermit;
use tower_layer::{Identity, Layer};
use tower_service::Service;

use crate::body::{ObservedBody, reason_of_status};
use crate::load::Loads;
use crate::names::Names;
use crate::paths::may_only_load;
use crate::queue::Queue;
use crate::recording::{AskedName, Listener, Load, Pending, Recording, Subject};
use asked::{Asked, Input, Peek, PeekError, Replayed};
use connect::{Answer, UpstreamFailure};
use route::{Scheme, without_dots};

pub use crate::paths::is_inference;
pub use canary::CanaryOptions;
/// Whom upstreams with `https` are trusted by.
pub use hailo_http::ClientTls as UpstreamTls;
pub use route::{Upstream, UpstreamError};
pub use service::{ProxyBody, ProxyService};

/// Bytes of a body that are held while it waits for its place in a queue. A longer one takes its place when so much is there.
const HOLD: usize = 8 << 20;

/// How a [`Proxy`] behaves.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ProxyOptions {
    /// The servers behind it; the longest matching path prefix wins.
    pub upstreams: Vec<Upstream>,
    /// Holds requests back in a fair queue per upstream; off by default.
    pub queue: Option<QueueOptions>,
    /// How long connecting may take; 5 s by default.
    pub connect_timeout: Duration,
    /// Longest silence of an upstream on an inference path, before its answer and within it. None by
    /// default: a model may take minutes to load.
    pub idle_timeout: Option<Duration>,
    /// How much of a request body is read before it is sent on, to learn the model's name; 256 KiB by
    /// default. A name that stands behind is known late: when the answer comes.
    pub inspect_limit: usize,
    /// Most models with series of their own; 100 by default. The one that was not asked for longest makes room. The
    /// [`Telemetry`] should allow twice as many label sets, because series end a while after their model.
    pub names: usize,
    /// Whether the upstream is asked for the host that the client asked for; by default it is asked for its own.
    pub keep_host: bool,
    /// Memory for what is held of request bodies; the process's own by default.
    pub budget: Budget,
    /// Whom `https` upstreams are trusted by; by default by the authorities that this machine trusts.
    pub tls: Option<UpstreamTls>,
    /// How often an upstream without a request is looked at (`GET /`, which waits for no device), so that one that is
    /// away is known before it is asked; off by default.
    pub probe: Option<Duration>,
    /// Tries the device when no one else does; off by default.
    pub canary: Option<CanaryOptions>,
}

/// A queue in front of an upstream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct QueueOptions {
    /// Requests the upstream may have at a time; 1 for hailo-ollama.
    pub running: usize,
    /// Requests that may wait; more are answered 503 with `Retry-After`.
    pub waiting: usize,
}

impl QueueOptions {
    /// As the fields say.
    #[must_use]
    pub const fn new(running: usize, waiting: usize) -> Self {
        Self { running, waiting }
    }
}

impl ProxyOptions {
    /// A proxy in front of `upstreams` with everything else by default.
    #[must_use]
    pub fn new(upstreams: Vec<Upstream>) -> Self {
        Self {
            upstreams,
            queue: None,
            connect_timeout: Duration::from_secs(5),
            idle_timeout: None,
            inspect_limit: 256 << 10,
            names: 100,
            keep_host: false,
            budget: Budget::default(),
            tls: None,
            probe: None,
            canary: None,
        }
    }
}

type UpBody = Either<Replayed<Upload>, Full<Bytes>>;

/// An upstream and what the proxy keeps about it.
struct Target {
    upstream: Upstream,
    engine: EngineRecorder,
    /// Where connections to it are kept.
    pool: Option<pool::Pool>,
    queue: Option<Queue>,
    /// The model that last answered, and when: the canary asks for it, so that it switches no model.
    last: Mutex<Option<canary::Last>>,
    /// Inference requests between arrival and end.
    running: Arc<AtomicUsize>,
    loads: Arc<Loads>,
}

impl Target {
    async fn send(
        &self,
        request: Request<UpBody>,
        connect_timeout: Duration,
    ) -> Result<Response<Answer>, UpstreamFailure> {
        connect::send(&self.upstream, self.pool.as_ref(), request, connect_timeout).await
    }

    fn running(&self) -> usize {
        self.running.load(Ordering::Relaxed)
    }
}

/// Counts an inference request as running while it lives.
struct Running(Arc<AtomicUsize>);

impl Running {
    fn enter(target: &Target) -> Self {
        target.running.fetch_add(1, Ordering::Relaxed);
        Self(target.running.clone())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// An inference request on its way up.
struct Sent {
    subject: Subject,
    asked: AskedName,
    load: Load,
    place: Place,
}

/// What an inference request holds until its body has ended.
struct Place {
    _running: Running,
    _permit: Option<OwnedSemaphorePermit>,
}

/// A recording proxy. One value serves one listener; several may share a [`Telemetry`].
///
/// ```no_run
/// use hailo_ollama::proxy::{Proxy, ProxyOptions, Upstream};
/// use hailo_telemetry::Telemetry;
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let telemetry = Telemetry::default(); // what it records: serve it with hailo-exporter's router
/// let proxy = Proxy::new(telemetry, ProxyOptions::new(vec![Upstream::new("", "http://127.0.0.1:11434")?]));
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:3001").await?;
/// proxy.serve(listener, std::future::pending()).await?;
/// # Ok(())
/// # }
/// ```
pub struct Proxy {
    telemetry: Telemetry,
    names: Arc<Names>,
    options: ProxyOptions,
    targets: Vec<Arc<Target>>,
    /// What this proxy is called among those that a request passes.
    id: String,
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Proxy {
    /// A proxy that records into `telemetry`.
    #[must_use]
    pub fn new(telemetry: Telemetry, mut options: ProxyOptions) -> Arc<Self> {
        options.upstreams.sort_by_key(|upstream| std::cmp::Reverse(upstream.prefix().len()));
        let far = options.upstreams.iter().any(|upstream| upstream.scheme() != Scheme::Http);
        let tls = options.tls.clone().or_else(|| far.then(UpstreamTls::system));
        let targets = options.upstreams.iter().map(|upstream| {
            let only_http2 = upstream.scheme() == Scheme::H2c;
            let tls = tls.as_ref().filter(|_| upstream.scheme() != Scheme::Http);
            Arc::new(Target {
                upstream: upstream.clone(),
                engine: telemetry.engine(upstream.authority()),
                pool: tls.map(|tls| pool::pool(tls, only_http2, options.connect_timeout)),
                queue: options.queue.map(|q| Queue::new(q.running, q.waiting)),
                last: Mutex::new(None),
                running: Arc::default(),
                loads: Arc::default(),
            })
        });
        let targets = targets.collect();
        // No two are called the same: the hasher's keys are random.
        let random = RandomState::new().hash_one(std::process::id());
        let id = format!("{random:016x}");
        let names = Arc::new(Names::new(telemetry.clone(), options.names));
        Arc::new(Self { telemetry, names, options, targets, id })
    }

    /// Serves connections of `listener` until `shutdown` is ready, then lets the requests in flight end.
    ///
    /// # Errors
    /// When the listener has no address.
    pub async fn serve(
        self: Arc<Self>,
        listener: TcpListener,
        shutdown: impl Future<Output = ()>,
    ) -> io::Result<()> {
        self.serve_layered(listener, Identity::new(), shutdown).await
    }

    /// As [`serve`](Self::serve), with a tower layer around every request: `HttpLayer` of `hailo-exporter`, say, which
    /// records the traffic in the `http_*` families.
    ///
    /// # Errors
    /// When the listener has no address.
    pub async fn serve_layered<L, B>(
        self: Arc<Self>,
        listener: TcpListener,
        layer: L,
        shutdown: impl Future<Output = ()>,
    ) -> io::Result<()>
    where
        L: Layer<ProxyService>,
        L::Service:
            Service<Request<Upload>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
        <L::Service as Service<Request<Upload>>>::Future: Send,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        self.serve_by(Server::new(Self::limits()), listener, layer, shutdown).await
    }

    /// Limits for a proxy's clients: those of every port, but 60 s for a kept connection to be idle, heads of up to 32 KiB, no
    /// places for probes (the proxy answers none itself), and two minutes of grace: an answer on a Pi may take that long.
    #[must_use]
    pub fn limits() -> ServeLimits {
        let mut limits = ServeLimits::default();
        limits.reserved = 0;
        limits.head_timeout = Duration::from_secs(60);
        limits.head_bytes = 32 * 1024;
        limits.grace = Duration::from_secs(120);
        limits
    }

    /// As [`serve_layered`](Self::serve_layered), with the limits and the TLS of `server`.
    ///
    /// # Errors
    /// When the listener has no address.
    pub async fn serve_by<L, B>(
        self: Arc<Self>,
        server: Server,
        listener: TcpListener,
        layer: L,
        shutdown: impl Future<Output = ()>,
    ) -> io::Result<()>
    where
        L: Layer<ProxyService>,
        L::Service:
            Service<Request<Upload>, Response = Response<B>, Error = Infallible> + Clone + Send + 'static,
        <L::Service as Service<Request<Upload>>>::Future: Send,
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let service = layer.layer(ProxyService(self.clone()));
        let mut canaries = self.spawn_canaries();
        let shutdown = async {
            shutdown.await;
            canaries.abort_all();
        };
        server.verbatim().serve(listener, service, shutdown).await
    }

    /// A queue's place is taken by who has said all of its question: one that still uploads would hold the device up.
    fn peek(&self, target: &Target) -> Peek {
        let hold = if target.queue.is_some() { HOLD } else { 0 };
        Peek { inspect: self.options.inspect_limit, hold, patience: Duration::from_secs(10) }
    }

    async fn handle(&self, request: Request<Upload>) -> Response<ProxyBody> {
        let path = request.uri().path_and_query().map_or("/", http::uri::PathAndQuery::as_str);
        let path = without_dots(path);
        let found =
            self.targets.iter().find_map(|target| Some((target, target.upstream.strip(&path)?.to_owned())));
        let Some((target, rest)) = found else {
            return refuse(StatusCode::NOT_FOUND, "no upstream serves this path");
        };
        let (mut parts, body) = request.into_parts();
        let upstream = &target.upstream;
        if let Err((status, why)) =
            headers::prepare(&mut parts, upstream.authority(), self.options.keep_host, &self.id)
        {
            return refuse(status, why);
        }
        parts.uri = match upstream.uri(&rest) {
            Ok(uri) => uri,
            Err(error) => return refuse(StatusCode::BAD_REQUEST, &error.to_string()),
        };
        if !is_inference(&parts.method, parts.uri.path()) {
            let request = Request::from_parts(parts, Either::Left(Replayed::untouched(body)));
            return self.relay(target, request).await;
        }

        let began = self.telemetry.now();
        let asked = Asked::new(&parts.headers);
        let body = match Replayed::peek(body, asked, self.peek(target), &self.options.budget).await {
            Ok(body) => body,
            Err(why) => return refuse_body(&why),
        };
        let (model, input, asked) = match body.asked() {
            Some(asked) => {
                // What may only load its model is recorded when the answer has said that it did not.
                let runs = asked.input() != Some(Input::Empty);
                (
                    asked.model().filter(|_| runs).and_then(|name| self.names.proved(name)),
                    asked.input(),
                    asked.name(),
                )
            }
            None => (None, None, AskedName::default()),
        };
        let only_loads = input == Some(Input::None) && may_only_load(parts.uri.path());
        let request = Request::from_parts(parts, Either::Left(body));
        if only_loads {
            return self.relay(target, request).await;
        }
        let running = Running::enter(target);
        let pending = || {
            let (queued, shown) = (target.queue.is_some(), input != Some(Input::Empty));
            Subject::Pending(Pending::new(self.names.clone(), asked.clone(), began, queued, shown))
        };
        let (subject, permit) = match &target.queue {
            None => (
                model.as_ref().map_or_else(pending, |model| Subject::Known(model.begin_intended(began))),
                None,
            ),
            Some(queue) => {
                let mut subject =
                    model.as_ref().map_or_else(pending, |model| Subject::Known(model.queue_at(began)));
                let entered = queue.enter().await;
                let now = self.telemetry.now();
                let permit = match entered {
                    Ok(permit) => permit,
                    Err(full) => {
                        subject.fail(Reason::DeviceBusy, now);
                        let mut response = refuse(StatusCode::SERVICE_UNAVAILABLE, &full.to_string());
                        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
                        return response;
                    }
                };
                subject.started(now);
                (subject, Some(permit))
            }
        };
        let place = Place { _running: running, _permit: permit };
        let load = Load { loads: target.loads.clone(), sent: self.telemetry.now(), model };
        self.infer(target, &rest, request, Sent { subject, asked, load, place }).await
    }

    /// Sends up a request that runs no model. What comes of it says as much as a probe whether anybody is there.
    async fn relay(&self, target: &Target, request: Request<UpBody>) -> Response<ProxyBody> {
        let sent = target.send(request, self.options.connect_timeout).await;
        if let Some(there) = canary::is_there(&sent) {
            target.engine.probed(there);
        }
        match sent {
            Ok(response) => self.pass(response, None, None),
            Err(error) => refuse_upstream(&error),
        }
    }

    /// Sends an inference request up and wraps its answer.
    async fn infer(
        &self,
        target: &Arc<Target>,
        path: &str,
        request: Request<UpBody>,
        sent: Sent,
    ) -> Response<ProxyBody> {
        let Sent { subject, asked, load, place } = sent;
        let listener = Listener { clock: self.telemetry.clock().clone(), engine: target.engine.clone() };
        let awaited = target.engine.awaiting();
        let answer = target.send(request, self.options.connect_timeout);
        let answer = match self.options.idle_timeout {
            None => answer.await,
            Some(limit) => match tokio::time::timeout(limit, answer).await {
                Ok(answer) => answer,
                Err(_) => {
                    listener.unanswered(subject, awaited, Reason::Timeout);
                    return refuse(StatusCode::GATEWAY_TIMEOUT, "the upstream did not answer in time");
                }
            },
        };
        let response = match answer {
            Ok(response) => response,
            Err(error) => {
                let reason = match error {
                    UpstreamFailure::Connect(_) => Reason::Unavailable,
                    UpstreamFailure::Http(_) | UpstreamFailure::Pooled(_) | UpstreamFailure::Refused(_) => {
                        Reason::Aborted
                    }
                    UpstreamFailure::Upload { .. } => {
                        // The client's doing: cancelled, and nothing is said of the engine.
                        awaited.forget();
                        drop(subject);
                        return refuse_upstream(&error);
                    }
                };
                listener.unanswered(subject, awaited, reason);
                return refuse_upstream(&error);
            }
        };
        if reason_of_status(response.status()).is_none()
            && let Ok(asked) = asked.lock()
            && let Some(model) = &*asked
            && let Ok(mut last) = target.last.lock()
        {
            *last = Some(canary::Last::new(model, path));
        }
        let recording = listener.listen(response.status(), response.headers(), subject, awaited, Some(load));
        self.pass(response, recording, Some(place))
    }

    /// Hands a response down.
    fn pass(
        &self,
        response: Response<Answer>,
        recording: Option<Recording>,
        place: Option<Place>,
    ) -> Response<ProxyBody> {
        let idle = self.options.idle_timeout;
        let body = |answer| match recording {
            Some(recording) => ObservedBody::recorded(answer, recording, idle),
            None => ObservedBody::plain(answer),
        };
        response.map(|answer| Held { body: body(answer), broken: None, _place: place }.boxed_unsync())
    }
}

/// An answer of the proxy itself, in the words Ollama's clients read.
fn refuse(status: StatusCode, message: &str) -> Response<ProxyBody> {
    let json = serde_json::json!({ "error": message }).to_string();
    let mut response =
        Response::new(Full::new(Bytes::from(json)).map_err(|never| match never {}).boxed_unsync());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// A body that was not read.
fn refuse_body(error: &PeekError) -> Response<ProxyBody> {
    let why = error.to_string();
    match error {
        PeekError::Upload(upload) => refuse_upload(matches!(upload, UploadError::TimedOut), &why),
        PeekError::NoMemory => refuse_marked(StatusCode::SERVICE_UNAVAILABLE, Refused::Memory, &why),
    }
}

/// A body that did not arrive: in time, or at all.
fn refuse_upload(timed_out: bool, why: &str) -> Response<ProxyBody> {
    if timed_out {
        refuse_marked(StatusCode::REQUEST_TIMEOUT, Refused::Timeout, why)
    } else {
        refuse(StatusCode::BAD_REQUEST, why)
    }
}

/// One that is counted among the refusals.
fn refuse_marked(status: StatusCode, reason: Refused, why: &str) -> Response<ProxyBody> {
    let mut response = refuse(status, why);
    hailo_http::mark(&mut response, reason);
    response
}

fn refuse_upstream(error: &UpstreamFailure) -> Response<ProxyBody> {
    if let UpstreamFailure::Upload { timed_out } = error {
        return refuse_upload(*timed_out, &error.to_string());
    }
    tracing::warn!(%error, "upstream did not answer");
    refuse(StatusCode::BAD_GATEWAY, &format!("upstream: {error}"))
}

pin_project_lite::pin_project! {
    /// A body that holds its place in the queue until it ends or is dropped.
    ///
    /// One that breaks off says so a turn later: a server that hears of an error closes the connection at once, and what its
    /// client would have been sent before is lost.
    struct Held<B: Body> {
        #[pin]
        body: B,
        broken: Option<B::Error>,
        _place: Option<Place>,
    }
}

impl<B: Body> Body for Held<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let this = self.project();
        if let Some(error) = this.broken.take() {
            return Poll::Ready(Some(Err(error)));
        }
        match this.body.poll_frame(cx) {
            Poll::Ready(Some(Err(error))) => {
                *this.broken = Some(error);
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            frame => frame,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.broken.is_none() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

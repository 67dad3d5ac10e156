//! Records HTTP traffic: a tower layer whose requests last until their response body ends or is dropped.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Buf;
use hailo_http::{PROBES, covers};
use hailo_telemetry::catalogue::HTTP_DROPS;
use hailo_telemetry::{Counter, HttpInFlight, HttpRecorder, HttpStatus, Telemetry, Timestamp};
use http::{Method, Request, Response, StatusCode, header};
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use tower_layer::Layer;
use tower_service::Service;

use crate::routes::{Route, Routes};

/// The route of requests that no route matched.
const UNMATCHED: &str = "unmatched";

/// A tower layer that records each request with the telemetry's HTTP recorder.
///
/// Put it outermost (in axum, the last `.layer(…)`), so that refusals of inner layers are counted too. A request is
/// active until its response body ends, fails or is dropped; one that is dropped before it has a response counts
/// as `client_error`, because the client went away.
///
/// ```
/// use axum::{Router, routing::get};
/// use hailo_exporter::HttpLayer;
/// use hailo_telemetry::Telemetry;
/// use tower::ServiceExt as _;
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// let telemetry = Telemetry::default();
/// let app: Router = Router::new().route("/", get(|| async { "hello" })).layer(HttpLayer::new(&telemetry));
///
/// let answer = app.oneshot(http::Request::new(axum::body::Body::empty())).await.unwrap();
/// drop(answer); // its body has ended: now the request has
/// assert_eq!(telemetry.snapshot().http.requests(), 1);
/// # });
/// ```
#[derive(Debug, Clone)]
pub struct HttpLayer {
    recorder: HttpRecorder,
    telemetry: Telemetry,
    /// Requests whose client went away; absent when the application took the name for something else.
    drops: Option<Counter>,
    excluded: Arc<[Box<str>]>,
    routes: Option<Arc<Routes>>,
}

impl HttpLayer {
    /// A layer that leaves [`PROBES`] out.
    #[must_use]
    pub fn new(telemetry: &Telemetry) -> Self {
        Self {
            recorder: telemetry.http(),
            telemetry: telemetry.clone(),
            drops: telemetry.counter(HTTP_DROPS.name, HTTP_DROPS.help, &[]).ok(),
            excluded: PROBES.map(Into::into).into(),
            routes: None,
        }
    }

    /// Replaces the paths that are left out. A path also covers what is below it: `/metrics` covers
    /// `/metrics/prometheus` but not `/metrics-of-mine`.
    #[must_use]
    pub fn excluding<P: Into<Box<str>>>(mut self, paths: impl IntoIterator<Item = P>) -> Self {
        self.excluded = paths.into_iter().map(Into::into).collect();
        self
    }

    /// Also counts requests by route, as `http_route_requests_total` and `http_route_duration_seconds`. The route is
    /// the pattern that axum matched (`/users/{id}`), never the path that was asked for; `unmatched` without one, and
    /// past the label limit of [`Config`](hailo_telemetry::Config) `overflow`. The layer must be one of the router's
    /// own (`Router::layer`): a router wrapped from outside has not matched yet.
    #[cfg(feature = "axum")]
    #[must_use]
    pub fn by_route(mut self) -> Self {
        self.routes = Some(Arc::new(Routes::new(&self.telemetry)));
        self
    }
}

/// One request that is being recorded. Dropped without an end, the client went away or the handler panicked.
#[derive(Debug)]
struct Recording {
    request: Option<HttpInFlight>,
    telemetry: Telemetry,
    drops: Option<Counter>,
    route: Option<(Arc<Route>, Timestamp)>,
    status: Option<StatusCode>,
}

impl Recording {
    fn begin(layer: &HttpLayer, pattern: Option<&str>) -> Self {
        let now = layer.telemetry.now();
        Self {
            request: Some(layer.recorder.begin_at(now)),
            telemetry: layer.telemetry.clone(),
            drops: layer.drops.clone(),
            route: layer.routes.as_ref().map(|routes| (routes.find(pattern.unwrap_or(UNMATCHED)), now)),
            status: None,
        }
    }

    fn answered(&mut self, status: StatusCode) {
        self.status = Some(status);
        if let Some(request) = &mut self.request {
            request.set_status(status.as_u16());
        }
    }

    fn end(mut self) {
        self.finish();
    }

    /// Whether the request was still open.
    fn finish(&mut self) -> bool {
        let Some(request) = self.request.take() else { return false };
        let now = self.telemetry.now();
        request.finish_at(now);
        if let Some((route, begun)) = self.route.take() {
            // Who goes before there is an answer made the error.
            let status =
                self.status.map_or(HttpStatus::ClientError, |status| HttpStatus::of(status.as_u16()));
            route.ended(status, now.since(begun));
        }
        true
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        // A handler that panics ends here too: that is the server's error, and no client that went away.
        let panics = std::thread::panicking();
        if panics && self.status.is_none() {
            self.answered(StatusCode::INTERNAL_SERVER_ERROR);
        }
        if self.finish()
            && !panics
            && let Some(drops) = &self.drops
        {
            drops.add(1);
        }
    }
}

impl<S> Layer<S> for HttpLayer {
    type Service = HttpService<S>;

    fn layer(&self, inner: S) -> HttpService<S> {
        HttpService { inner, layer: self.clone() }
    }
}

/// The service made by [`HttpLayer`].
#[derive(Debug, Clone)]
pub struct HttpService<S> {
    inner: S,
    layer: HttpLayer,
}

impl<S, Q, B> Service<Request<Q>> for HttpService<S>
where
    S: Service<Request<Q>, Response = Response<B>>,
    B: Body,
{
    type Response = Response<RecordedBody<B>>;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Q>) -> Self::Future {
        let path = request.uri().path();
        let excluded = self.layer.excluded.iter().any(|prefix| covers(prefix, path));
        let head = request.method() == Method::HEAD;
        let recording = (!excluded).then(|| Recording::begin(&self.layer, pattern(request.extensions())));
        ResponseFuture { inner: self.inner.call(request), request: recording, head }
    }
}

/// The pattern of the route that axum matched.
#[cfg(feature = "axum")]
fn pattern(of: &http::Extensions) -> Option<&str> {
    of.get::<axum::extract::MatchedPath>().map(axum::extract::MatchedPath::as_str)
}

#[cfg(not(feature = "axum"))]
fn pattern(_: &http::Extensions) -> Option<&str> {
    None
}

pin_project! {
    /// The future of [`HttpService`].
    pub struct ResponseFuture<F> {
        #[pin]
        inner: F,
        request: Option<Recording>,
        head: bool,
    }
}

impl<F, B, E> Future for ResponseFuture<F>
where
    F: Future<Output = Result<Response<B>, E>>,
    B: Body,
{
    type Output = Result<Response<RecordedBody<B>>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        match ready!(this.inner.poll(cx)) {
            Ok(response) => {
                let (parts, body) = response.into_parts();
                let mut request = this.request.take();
                if let Some(request) = &mut request {
                    request.answered(parts.status);
                }
                // A server sends no body for these, so it never asks for one.
                let bodiless = *this.head
                    || parts.status.is_informational()
                    || matches!(parts.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED);
                let promised = parts.headers.get(header::CONTENT_LENGTH);
                let left = match promised.and_then(|value| value.to_str().ok()?.parse().ok()) {
                    _ if bodiless => Some(0),
                    None if body.is_end_stream() => Some(0),
                    other => other,
                };
                Poll::Ready(Ok(Response::from_parts(parts, RecordedBody { inner: body, request, left })))
            }
            Err(error) => {
                // No response will come of it: whoever is outside turns this into a server error or a closed connection.
                if let Some(mut request) = this.request.take() {
                    request.answered(StatusCode::INTERNAL_SERVER_ERROR);
                    request.end();
                }
                Poll::Ready(Err(error))
            }
        }
    }
}

impl<F> fmt::Debug for ResponseFuture<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

pin_project! {
    /// A response body whose end, error or drop ends the recorded request.
    pub struct RecordedBody<B> {
        #[pin]
        inner: B,
        request: Option<Recording>,
        // Bytes still to come, where the head promised a number: a server stops asking once it has them all.
        left: Option<u64>,
    }

    impl<B> PinnedDrop for RecordedBody<B> {
        fn drop(this: Pin<&mut Self>) {
            let this = this.project();
            if let Some(request) = this.request.take() {
                if *this.left == Some(0) { request.end() } else { drop(request) }
            }
        }
    }
}

impl<B: Body> Body for RecordedBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        let mut this = self.project();
        let frame = ready!(this.inner.as_mut().poll_frame(cx));
        match &frame {
            None => {
                if let Some(request) = this.request.take() {
                    request.end();
                }
            }
            // The body failed: the client gets no whole answer, so it counts as a dropped connection.
            Some(Err(_)) => drop(this.request.take()),
            Some(Ok(frame)) => {
                if let (Some(left), Some(data)) = (this.left.as_mut(), frame.data_ref()) {
                    *left = left.saturating_sub(data.remaining() as u64);
                }
                if this.inner.is_end_stream() {
                    // The last frame is on its way; nobody will ask again.
                    *this.left = Some(0);
                }
            }
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl<B> fmt::Debug for RecordedBody<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecordedBody").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use hailo_http::is_probe;
    use hailo_telemetry::{Clock, Config, HttpStatus, ManualClock};
    use http_body_util::{BodyExt, Empty, Full};
    use std::convert::Infallible;
    use std::time::Duration;
    use tower::{ServiceExt, service_fn};

    fn telemetry() -> (Telemetry, ManualClock) {
        let (clock, time) = Clock::manual();
        (Telemetry::new(Config::default().clock(clock)), time)
    }

    fn request(path: &str) -> Request<()> {
        Request::builder().uri(path).body(()).unwrap()
    }

    #[test]
    fn a_probe_is_a_path_and_what_is_below_it() {
        for (path, probe) in
            [("/metrics", true), ("/metrics/prometheus", true), ("/metrics-of-mine", false), ("/", false)]
        {
            assert_eq!(is_probe(path), probe, "{path}");
        }
    }

    /// success, client error, server error, redirect, informational; active; drops
    fn counts(telemetry: &Telemetry) -> ([u64; 5], u64, u64) {
        let snapshot = telemetry.snapshot();
        let drops = telemetry.counter("http_connection_drops_total", "", &[]).unwrap().value();
        let http = snapshot.http;
        assert_eq!(http.requests(), http.response_time.count());
        let classes = [
            HttpStatus::Success,
            HttpStatus::ClientError,
            HttpStatus::ServerError,
            HttpStatus::Redirect,
            HttpStatus::Informational,
        ];
        (classes.map(|class| http.status(class)), http.active, drops)
    }

    /// A body of `frames` bytes, one at a time, without a known length.
    struct Slow(u32);
    impl Body for Slow {
        type Data = Bytes;
        type Error = &'static str;
        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, &'static str>>> {
            match self.0 {
                0 => Poll::Ready(None),
                99 => Poll::Ready(Some(Err("broken"))),
                _ => {
                    self.0 -= 1;
                    Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"x")))))
                }
            }
        }
    }

    #[tokio::test]
    async fn a_request_lasts_until_its_body_ends() {
        let (telemetry, time) = telemetry();
        let service = HttpLayer::new(&telemetry)
            .layer(service_fn(|_: Request<()>| async { Ok::<_, Infallible>(Response::new(Slow(2))) }));
        let response = service.oneshot(request("/api/generate")).await.unwrap();
        assert_eq!(counts(&telemetry), ([0; 5], 1, 0));
        let mut body = response.into_body();
        time.advance(Duration::from_millis(70));
        body.frame().await.unwrap().unwrap();
        assert_eq!(counts(&telemetry), ([0; 5], 1, 0));
        while body.frame().await.is_some() {}
        assert_eq!(counts(&telemetry), ([1, 0, 0, 0, 0], 0, 0));
        drop(body);
        assert_eq!(counts(&telemetry), ([1, 0, 0, 0, 0], 0, 0));
        assert_eq!(telemetry.snapshot().http.response_time.sum(), Duration::from_millis(70));
    }

    #[tokio::test]
    async fn a_body_dropped_or_broken_counts_its_status_and_a_drop() {
        let (telemetry, _) = telemetry();
        let service = |frames| {
            HttpLayer::new(&telemetry).layer(service_fn(move |_: Request<()>| async move {
                Ok::<_, Infallible>(Response::new(Slow(frames)))
            }))
        };
        drop(service(5).oneshot(request("/a")).await.unwrap());
        assert_eq!(counts(&telemetry), ([1, 0, 0, 0, 0], 0, 1));
        let mut body = service(99).oneshot(request("/a")).await.unwrap().into_body();
        assert!(body.frame().await.unwrap().is_err());
        assert_eq!(counts(&telemetry), ([2, 0, 0, 0, 0], 0, 2));
    }

    #[tokio::test]
    async fn a_future_dropped_before_its_answer_is_a_client_error() {
        let (telemetry, _) = telemetry();
        let service = HttpLayer::new(&telemetry).layer(service_fn(|_: Request<()>| {
            std::future::pending::<Result<Response<Empty<Bytes>>, Infallible>>()
        }));
        let call = service.oneshot(request("/a"));
        let mut call = Box::pin(call);
        assert!(futures_poll(call.as_mut()).is_pending());
        assert_eq!(counts(&telemetry).1, 1);
        drop(call);
        assert_eq!(counts(&telemetry), ([0, 1, 0, 0, 0], 0, 1));
    }

    #[tokio::test]
    async fn a_handler_that_panics_is_a_server_error_and_no_client_that_left() {
        let (telemetry, _) = telemetry();
        let service = HttpLayer::new(&telemetry).layer(service_fn(|_: Request<()>| async {
            panic!("a bug") as Result<Response<Empty<Bytes>>, Infallible>
        }));
        let ended = tokio::spawn(service.oneshot(request("/a"))).await;
        assert!(ended.unwrap_err().is_panic());
        assert_eq!(counts(&telemetry), ([0, 0, 1, 0, 0], 0, 0));
    }

    fn futures_poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(std::task::Waker::noop()))
    }

    #[tokio::test]
    async fn bodies_that_a_server_never_reads_are_no_drops() {
        let (telemetry, _) = telemetry();
        for (method, status, length) in
            [("HEAD", 200, None), ("GET", 204, None), ("GET", 304, None), ("GET", 200, Some("0"))]
        {
            let service = HttpLayer::new(&telemetry).layer(service_fn(move |_: Request<()>| async move {
                let mut response = Response::builder().status(status);
                if let Some(length) = length {
                    response = response.header("content-length", length);
                }
                Ok::<_, Infallible>(response.body(Slow(0)).unwrap())
            }));
            let call = Request::builder().method(method).uri("/a").body(()).unwrap();
            drop(service.oneshot(call).await.unwrap());
        }
        assert_eq!(counts(&telemetry), ([3, 0, 0, 1, 0], 0, 0));
    }

    #[tokio::test]
    async fn a_body_of_promised_length_ends_with_its_last_byte() {
        let (telemetry, _) = telemetry();
        let service = HttpLayer::new(&telemetry).layer(service_fn(|_: Request<()>| async {
            Ok::<_, Infallible>(Response::builder().header("content-length", "2").body(Slow(2)).unwrap())
        }));
        let mut body = service.oneshot(request("/a")).await.unwrap().into_body();
        body.frame().await.unwrap().unwrap();
        body.frame().await.unwrap().unwrap();
        drop(body);
        assert_eq!(counts(&telemetry), ([1, 0, 0, 0, 0], 0, 0));
        let full = HttpLayer::new(&telemetry).layer(service_fn(|_: Request<()>| async {
            Ok::<_, Infallible>(Response::new(Full::new(Bytes::from_static(b"all"))))
        }));
        let mut body = full.oneshot(request("/a")).await.unwrap().into_body();
        body.frame().await.unwrap().unwrap();
        drop(body);
        assert_eq!(counts(&telemetry), ([2, 0, 0, 0, 0], 0, 0));
    }

    /// Data, then trailers, as gRPC answers.
    struct Trailing(u32);
    impl Body for Trailing {
        type Data = Bytes;
        type Error = Infallible;
        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
            self.0 += 1;
            Poll::Ready(match self.0 {
                1 => Some(Ok(Frame::data(Bytes::from_static(b"message")))),
                2 => Some(Ok(Frame::trailers(http::HeaderMap::from_iter([(
                    http::HeaderName::from_static("grpc-status"),
                    http::HeaderValue::from_static("0"),
                )])))),
                _ => None,
            })
        }
        fn is_end_stream(&self) -> bool {
            self.0 >= 2
        }
    }

    #[tokio::test]
    async fn trailers_pass_and_end_the_request() {
        let (telemetry, _) = telemetry();
        let service = HttpLayer::new(&telemetry)
            .layer(service_fn(|_: Request<()>| async { Ok::<_, Infallible>(Response::new(Trailing(0))) }));
        let mut body = service.oneshot(request("/grpc")).await.unwrap().into_body();
        body.frame().await.unwrap().unwrap();
        assert_eq!(counts(&telemetry), ([0; 5], 1, 0));
        let trailers = body.frame().await.unwrap().unwrap().into_trailers().unwrap();
        assert_eq!(trailers["grpc-status"], "0");
        // A server that knows the end does not ask again.
        drop(body);
        assert_eq!(counts(&telemetry), ([1, 0, 0, 0, 0], 0, 0));
    }

    #[tokio::test]
    async fn errors_of_the_service_are_server_errors() {
        let (telemetry, _) = telemetry();
        let service = HttpLayer::new(&telemetry)
            .layer(service_fn(|_: Request<()>| async { Err::<Response<Empty<Bytes>>, _>("no") }));
        assert!(service.oneshot(request("/a")).await.is_err());
        assert_eq!(counts(&telemetry), ([0, 0, 1, 0, 0], 0, 0));
    }

    #[tokio::test]
    async fn probes_are_no_traffic() {
        let (telemetry, _) = telemetry();
        let layer = HttpLayer::new(&telemetry);
        for (path, counted) in [
            ("/metrics", 0),
            ("/metrics/prometheus", 0),
            ("/metrics?x=/", 0),
            ("/health", 0),
            ("/ready/", 0),
            ("/metrics-of-mine", 1),
            ("/", 2),
        ] {
            let service = layer.layer(service_fn(|_: Request<()>| async {
                Ok::<_, Infallible>(Response::new(Empty::<Bytes>::new()))
            }));
            drop(service.oneshot(request(path)).await.unwrap());
            assert_eq!(counts(&telemetry).0[0], counted, "{path}");
        }
    }
}

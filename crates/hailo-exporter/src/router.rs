//! The endpoints: exposition, health, readiness and the alert webhook.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
#[cfg(feature = "auth")]
use hailo_http::auth::{Credential, CredentialError, Credentials};
use hailo_http::{Budget, Reason, Refusals};
use hailo_telemetry::{HealthSnapshot, ScrapeFormat, Snapshot, Telemetry, encode};
use http::header::{self, HeaderMap, HeaderValue};
use http::{Request, StatusCode};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::alerts::Alerts;
use crate::negotiate::{self, Format};
use crate::scrape::ScrapeBody;

/// Bodies shorter than this are not worth compressing.
#[cfg(feature = "gzip")]
const GZIP_FROM: usize = 1024;

/// Whether the application can serve, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readiness {
    /// It can serve.
    Ready,
    /// Nothing is known yet. That is no reason to send it no traffic: it is answered with 200.
    Unknown,
    /// It cannot, for this reason (shown to whoever asks: no secrets, no paths).
    NotReady(String),
}

impl Readiness {
    /// What the health of the engines says.
    #[must_use]
    pub fn of(health: HealthSnapshot) -> Self {
        match health.healthy {
            Some(true) => Self::Ready,
            None => Self::Unknown,
            Some(false) => Self::NotReady(health.reason.name().to_owned()),
        }
    }
}

/// What an endpoint asks for before it answers.
#[cfg(feature = "auth")]
type Door = Option<Credentials>;
#[cfg(not(feature = "auth"))]
type Door = ();

type ReadinessSource = Arc<dyn Fn() -> Readiness + Send + Sync>;

/// How [`router`] answers; [`RouterOptions::default`] asks for no credentials.
#[derive(Clone)]
pub struct RouterOptions {
    scrape_credential: Door,
    webhook_credential: Door,
    readiness: Option<ReadinessSource>,
    probes: bool,
    alerts: Alerts,
    webhook_bytes: usize,
    scrapes: usize,
    timeout: Duration,
}

impl Default for RouterOptions {
    fn default() -> Self {
        Self {
            scrape_credential: Door::default(),
            webhook_credential: Door::default(),
            readiness: None,
            probes: true,
            alerts: Alerts::default(),
            webhook_bytes: 1024 * 1024,
            scrapes: 8,
            timeout: Duration::from_secs(10),
        }
    }
}

impl fmt::Debug for RouterOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RouterOptions")
            .field("scrape_credential", &self.scrape_credential)
            .field("webhook_credential", &self.webhook_credential)
            .field("webhook_bytes", &self.webhook_bytes)
            .field("scrapes", &self.scrapes)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl RouterOptions {
    /// The defaults, with bearer tokens from the environment: `{prefix}_SCRAPE_TOKEN` for
    /// [`scrape_credential`](Self::scrape_credential), `{prefix}_WEBHOOK_TOKEN` for
    /// [`webhook_credential`](Self::webhook_credential). What is not set asks for nothing.
    ///
    /// # Errors
    /// [`CredentialError`] when one is set but holds no usable token.
    #[cfg(feature = "auth")]
    pub fn from_env(prefix: &str) -> Result<Self, CredentialError> {
        let credential = |name| {
            let read = Credential::bearer_from_env(&format!("{prefix}_{name}"))?;
            Ok(read.map(Credentials::from))
        };
        let (scrape_credential, webhook_credential) =
            (credential("SCRAPE_TOKEN")?, credential("WEBHOOK_TOKEN")?);
        Ok(Self { scrape_credential, webhook_credential, ..Self::default() })
    }

    /// `/metrics` and `/metrics/prometheus` require this credential.
    #[cfg(feature = "auth")]
    #[must_use]
    pub fn scrape_credential(mut self, credential: impl Into<Credentials>) -> Self {
        self.scrape_credential = Some(credential.into());
        self
    }

    /// `/v1/alerts/webhook` requires this credential.
    #[cfg(feature = "auth")]
    #[must_use]
    pub fn webhook_credential(mut self, credential: impl Into<Credentials>) -> Self {
        self.webhook_credential = Some(credential.into());
        self
    }

    /// `/ready` asks `source` instead of the telemetry's health. It must answer at once: no probe.
    #[must_use]
    pub fn readiness(mut self, source: impl Fn() -> Readiness + Send + Sync + 'static) -> Self {
        self.readiness = Some(Arc::new(source));
        self
    }

    /// Leaves `/health` and `/ready` out, for an application that has its own: axum panics when two routers with the
    /// same path are merged.
    #[must_use]
    pub fn without_probes(mut self) -> Self {
        self.probes = false;
        self
    }

    /// Keeps the alerts of the webhook in `alerts`, so that the application can read them.
    #[must_use]
    pub fn alerts(mut self, alerts: Alerts) -> Self {
        self.alerts = alerts;
        self
    }

    /// Largest webhook body in bytes (1 MiB by default); more is answered with 413.
    #[must_use]
    pub fn webhook_bytes(mut self, bytes: usize) -> Self {
        self.webhook_bytes = bytes;
        self
    }

    /// How many expositions may be in memory at once (8 by default); further scrapes wait for [`Self::timeout`],
    /// then get 503.
    #[must_use]
    pub fn scrapes(mut self, scrapes: usize) -> Self {
        self.scrapes = scrapes;
        self
    }

    /// Longest time to send a webhook body, to wait for a place to scrape, and then to take in an exposition
    /// (10 s each by default).
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

struct Shared {
    telemetry: Telemetry,
    options: RouterOptions,
    places: Arc<Semaphore>,
    webhook: Arc<Semaphore>,
    /// The last snapshot's memory, for the next: one at a time is taken and written, however many wait.
    snapshot: Mutex<Snapshot>,
    /// Bytes of the last exposition in each format: the next needs about as many.
    lengths: [AtomicUsize; 4],
}

/// The endpoints `/metrics/prometheus`, `/metrics`, `/health`, `/ready` and `/v1/alerts/webhook`, to be served
/// alone or merged into (or nested under any prefix of) an axum application. One that has its own `/health` and
/// `/ready` merges it [`RouterOptions::without_probes`].
///
/// ```
/// use hailo_exporter::{RouterOptions, router};
/// use hailo_telemetry::Telemetry;
/// use tower::ServiceExt as _;
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// let telemetry = Telemetry::default();
/// telemetry.model("m").begin().complete();
/// let app = router(telemetry, RouterOptions::default());
///
/// let ask = http::Request::get("/metrics/prometheus").body(axum::body::Body::empty()).unwrap();
/// let page = axum::body::to_bytes(app.oneshot(ask).await.unwrap().into_body(), 1 << 20).await.unwrap();
/// assert!(String::from_utf8_lossy(&page).contains("inference_requests_total 1"));
/// # });
/// ```
pub fn router(telemetry: Telemetry, options: RouterOptions) -> Router {
    options.alerts.show_in(&telemetry);
    // Every reason is there at 0 from the start.
    drop(Refusals::new(&telemetry));
    let places = Arc::new(Semaphore::new(options.scrapes.clamp(1, Semaphore::MAX_PERMITS)));
    let probes = if options.probes {
        Router::new().route("/health", get(health)).route("/ready", get(ready))
    } else {
        Router::new()
    };
    probes
        .route("/metrics/prometheus", get(prometheus))
        .route("/metrics", get(json))
        // Grafana can be told to PUT.
        .route("/v1/alerts/webhook", post(webhook).put(webhook))
        .with_state(Arc::new(Shared {
            telemetry,
            options,
            places,
            webhook: Arc::new(Semaphore::new(1)),
            snapshot: Mutex::default(),
            lengths: Default::default(),
        }))
}

async fn prometheus(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    scrape(shared, &headers, &[Format::Text, Format::OpenMetrics, Format::Protobuf]).await
}

/// JSON, unless a client prefers a Prometheus format: then a scrape job with the default path works too.
async fn json(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Response {
    scrape(shared, &headers, &[Format::Json, Format::Text, Format::OpenMetrics, Format::Protobuf]).await
}

async fn scrape(shared: Arc<Shared>, headers: &HeaderMap, offers: &[Format]) -> Response {
    if let Some(refusal) = refuse(&shared.options.scrape_credential, headers) {
        return refusal;
    }
    let format = negotiate::format(headers, offers);
    let gzip = negotiate::gzip(headers);
    let timeout = shared.options.timeout;
    let place = match tokio::time::timeout(timeout, shared.places.clone().acquire_owned()).await {
        Ok(Ok(place)) => place,
        Ok(Err(_)) | Err(_) => {
            return error(StatusCode::SERVICE_UNAVAILABLE, "too many scrapes at once");
        }
    };
    // Encoding a thousand models takes milliseconds, compressing them more: not on an async worker.
    let rendered = tokio::task::spawn_blocking(move || render(&shared, format, gzip)).await;
    let Ok((body, gzip)) = rendered else {
        return error(StatusCode::INTERNAL_SERVER_ERROR, "exposition failed");
    };
    respond(format, gzip, body, place, timeout)
}

fn render(shared: &Shared, format: Format, gzip: bool) -> (Vec<u8>, bool) {
    let telemetry = &shared.telemetry;
    let length = &shared.lengths[format as usize];
    let mut snapshot = shared.snapshot.lock().unwrap_or_else(PoisonError::into_inner);
    let begun = telemetry.now();
    telemetry.snapshot_into(&mut snapshot);
    let expected = length.load(Ordering::Relaxed);
    let mut body = Vec::with_capacity(expected + expected / 16 + 1024);
    // Writing into memory cannot fail.
    let (_, format) = match format {
        Format::Text => (encode::text(&snapshot, &mut body), ScrapeFormat::Text),
        Format::OpenMetrics => (encode::openmetrics(&snapshot, &mut body), ScrapeFormat::OpenMetrics),
        Format::Protobuf => (encode::protobuf(&snapshot, &mut body), ScrapeFormat::Protobuf),
        Format::Json => (encode::json(&snapshot, &mut body), ScrapeFormat::Json),
    };
    drop(snapshot);
    length.store(body.len(), Ordering::Relaxed);
    let compressed = if gzip { compressed(&body) } else { None };
    telemetry.scraped(format, telemetry.now().since(begun));
    let gzip = compressed.is_some();
    (compressed.unwrap_or(body), gzip)
}

/// Nothing where that is not worth it.
#[cfg(feature = "gzip")]
fn compressed(body: &[u8]) -> Option<Vec<u8>> {
    use std::io::Write as _;

    if body.len() < GZIP_FROM {
        return None;
    }
    let fast = flate2::Compression::fast();
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 8), fast);
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

#[cfg(not(feature = "gzip"))]
fn compressed(_: &[u8]) -> Option<Vec<u8>> {
    None
}

fn respond(
    format: Format,
    gzip: bool,
    body: Vec<u8>,
    place: OwnedSemaphorePermit,
    timeout: Duration,
) -> Response {
    let mut response = Response::new(Body::new(ScrapeBody::new(Bytes::from(body), place, timeout)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.content_type()));
    headers.insert(header::VARY, HeaderValue::from_static("accept, accept-encoding"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if gzip {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

/// The process is alive: it answers.
async fn health() -> Response {
    answer(StatusCode::OK, &serde_json::json!({ "status": "ok" }))
}

/// The engine can serve: one load of what was pushed before, never a probe.
async fn ready(State(shared): State<Arc<Shared>>) -> Response {
    let readiness = match &shared.options.readiness {
        Some(source) => source(),
        None => Readiness::of(shared.telemetry.health()),
    };
    match readiness {
        Readiness::Ready => answer(StatusCode::OK, &serde_json::json!({ "status": "ready" })),
        Readiness::Unknown => {
            answer(StatusCode::OK, &serde_json::json!({ "status": "ready", "reason": "nothing known yet" }))
        }
        Readiness::NotReady(reason) => answer(
            StatusCode::SERVICE_UNAVAILABLE,
            &serde_json::json!({ "status": "not_ready", "reason": reason }),
        ),
    }
}

async fn webhook(State(shared): State<Arc<Shared>>, request: Request<Body>) -> Response {
    let options = &shared.options;
    if let Some(refusal) = refuse(&options.webhook_credential, request.headers()) {
        return refusal;
    }
    let refused = |status, reason, why: &str| hailo_http::refuse(status, reason, why).map(Body::new);
    if !hailo_http::may_be_json(request.headers()) {
        let why = "the body must be JSON and say so: content-type: application/json";
        return refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, Reason::ContentType, why);
    }
    let (parts, body) = request.into_parts();
    let (bytes, timeout) = (options.webhook_bytes, options.timeout);
    let held = match hailo_http::read_body(body, &parts.headers, bytes, timeout, &Budget::default()).await {
        Ok(held) => held,
        Err(why) => {
            return match why.reason() {
                Some(reason) => refused(why.status(), reason, &why.to_string()),
                None => error(why.status(), &why.to_string()),
            };
        }
    };
    // Thousands of alerts take a while, and their lines in the log longer: not on an async worker, and one call at a time.
    let Ok(turn) = Arc::clone(&shared.webhook).acquire_owned().await else {
        return error(StatusCode::SERVICE_UNAVAILABLE, "shutting down");
    };
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        let receipt = shared.options.alerts.receive(held.bytes());
        shared.options.alerts.show_in(&shared.telemetry);
        receipt
    });
    match done.await {
        Ok(Ok(receipt)) => answer(StatusCode::OK, &serde_json::json!(receipt)),
        Ok(Err(refused)) => {
            tracing::warn!(error = %refused, "alert webhook refused");
            error(StatusCode::BAD_REQUEST, &refused.to_string())
        }
        Err(_) => error(StatusCode::INTERNAL_SERVER_ERROR, "the alerts could not be taken in"),
    }
}

#[cfg(feature = "auth")]
fn refuse(door: &Door, headers: &HeaderMap) -> Option<Response> {
    door.as_ref()?.refuse(headers).map(|refusal| refusal.map(Body::new))
}

#[cfg(not(feature = "auth"))]
fn refuse((): &Door, _: &HeaderMap) -> Option<Response> {
    None
}

fn error(status: StatusCode, message: &str) -> Response {
    answer(status, &serde_json::json!({ "error": message }))
}

fn answer(status: StatusCode, body: &serde_json::Value) -> Response {
    (status, axum::Json(body)).into_response()
}

//! `hailo-monitor serve`: the observed device behind HTTP.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use hailo_exporter::alerts::Alerts;
use hailo_exporter::live::{self, Live, LiveOptions};
use hailo_exporter::{HttpLayer, PROBES, Readiness, RouterOptions, ServeLimits, is_probe};
use hailo_http::{Refusals, Server, Speaks};
use hailo_observe::{Observer, RunEnd};
use hailo_ollama::server::{Dialect, Generator as _, HailoOllama};
use hailo_telemetry::{Config, Telemetry};
use tracing::Instrument as _;

use crate::config::{self, ServeSettings, Switch};
use crate::gate::{Gate, Role};
use crate::generate::Models;
use crate::watchdog::Watched;
use crate::{backend, flight, frames, odometer, port, service, stop, traffic};

/// A slow answer may take minutes; a signal lets it end.
const GRACE: Duration = Duration::from_secs(120);
const TELL_LOADING: Duration = Duration::from_secs(5);
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Runs until SIGINT or SIGTERM.
///
/// # Errors
/// When there is nothing to serve on, or the address is taken.
pub(crate) fn run(settings: ServeSettings) -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(settings))
}

async fn serve(settings: ServeSettings) -> Result<(), Box<dyn std::error::Error>> {
    let mut gate = Gate::open(&settings.gate)?;
    gate.allow(settings.listen(), "--listen", &[Role::Api, Role::Scrape, Role::Webhook])?;
    let listener = port::bind(settings.listen(), "--listen").await?;
    let address = listener.local_addr()?;
    let telemetry = Telemetry::new(Config::default().version(env!("CARGO_PKG_VERSION"), crate::revision()));
    let flight = flight::start(&settings, &telemetry)?;
    flight::dump_on_signal(flight.clone());
    let observer = Observer::new(&telemetry);
    let observer = flight.iter().fold(observer, Observer::with_flight);
    let odometer = odometer::open(&settings, &telemetry)?;
    let observer = odometer.told_by(observer);
    let backend = backend::open(&settings, &observer)?;
    tracing::info!(%address, "serving on the {}", backend.description);
    port::tell_pages(address, gate.tls.is_some());
    let _written = flight.as_ref().map(flight::write).transpose()?;
    let _kept = odometer.begin()?;

    let wants_traffic = settings.traffic.map_or_else(
        || backend.simulated && std::io::IsTerminal::is_terminal(&std::io::stderr()),
        |traffic| traffic == Switch::On,
    );
    let watched =
        Watched::load(backend.engines, &telemetry, settings.timeout, settings.dialect.keeps_context())?;
    let targets = traffic::Targets {
        llms: watched.models.models().into_iter().map(|card| card.name).collect(),
        networks: watched
            .networks
            .iter()
            .map(|served| (served.name().to_owned(), served.frame_bytes()))
            .collect(),
    };
    let (models, networks) = (Arc::clone(&watched.models), watched.networks.clone());
    tokio::spawn(tell_loading(Arc::clone(&models)));
    let alerts = Alerts::default();
    let ready = readiness(&telemetry, &models);
    let shown = LiveOptions::default()
        .about(backend.about)
        .host(crate::host_name())
        .alerts(alerts.clone())
        .plain(dialect(&settings).banner())
        .readiness(ready.clone());
    let shown = backend.why_simulated.into_iter().fold(shown, LiveOptions::why_simulated);
    let live = Live::start(&telemetry, shown)?;
    #[cfg(feature = "mqtt")]
    let publisher = settings.mqtt.start(&live, "serve")?;
    let pushes = settings.push.start(&telemetry, "hailo-monitor", settings.state_dir.as_deref())?;
    let exporter = RouterOptions::default().alerts(alerts).readiness(ready);
    let app = app(&settings, exporter, &telemetry, models, networks)
        .merge(live.router())
        .merge(flight::router(flight.clone()));
    let watchdog = watched.watch(settings.watchdog.into())?;
    // Its requests come from within.
    let within = app.clone().layer(http_layer(&telemetry));
    let generator = wants_traffic.then(|| tokio::spawn(traffic::run(within, targets)));

    gate.watch();
    let app = gate.guarded(app, &telemetry, speaks).layer(http_layer(&telemetry));
    let mut limits = ServeLimits::default();
    limits.grace = GRACE;
    let (asked, asked_to_end) = tokio::sync::oneshot::channel();
    let stopped = async {
        stop::signal().await;
        let _ = asked.send(());
        live.end();
        if let Some(generator) = generator {
            generator.abort();
        }
    };
    let told = tokio::spawn(service::tell(telemetry.clone(), watchdog.pulse()));
    let server = Server::new(limits).refusals(Refusals::new(&telemetry)).tls(gate.tls.clone());
    tokio::select! {
        served = server.serve(listener, app, stopped) => served?,
        // What is in flight on a device that hangs gets no grace: its clients see the connection close.
        () = stop::hangs_while_ending(asked_to_end, &telemetry) => {}
    }
    told.abort();
    service::stopping();
    pushes.end().await;
    #[cfg(feature = "mqtt")]
    if let Some(publisher) = publisher {
        publisher.end().await;
    }
    stop::log_totals(&telemetry);
    odometer.end();
    if let Some(why) = stop::hangs(&telemetry) {
        // Closing the device would be one more call that does not come back.
        tracing::error!("ended without closing the device: {why}");
        flight.iter().for_each(|flight| flight.ends(RunEnd::Watchdog));
        stop::at_once(1);
    }
    flight.iter().for_each(|flight| flight.ends(RunEnd::Clean));
    Ok(())
}

fn http_layer(telemetry: &Telemetry) -> HttpLayer {
    HttpLayer::new(telemetry).excluding(PROBES.into_iter().chain([live::PATH]))
}

/// Frames are bytes; everything else that is asked by POST is JSON.
fn speaks(_: &Method, path: &str) -> Speaks {
    let api = path.starts_with("/api/") || path.starts_with("/v1/");
    if api && !path.starts_with("/v1/frames") { Speaks::Json } else { Speaks::Any }
}

fn app(
    settings: &ServeSettings,
    exporter: RouterOptions,
    telemetry: &Telemetry,
    models: Arc<Models>,
    networks: Vec<Arc<frames::Served>>,
) -> Router {
    let dialect = dialect(settings);
    // The page is at the banner's path, and says it to whoever asks for no page.
    let mut options = hailo_ollama::server::Options::default();
    (options.dialect, options.banner) = (dialect, false);
    hailo_ollama::server::router(models, options)
        .merge(frames::router(networks))
        .merge(hailo_exporter::router(telemetry.clone(), exporter))
        .fallback(|| async { frames::error(StatusCode::NOT_FOUND, "no such path") })
        .layer(from_fn(identify))
}

fn dialect(settings: &ServeSettings) -> Dialect {
    match settings.dialect {
        config::Dialect::Ollama => Dialect::Ollama,
        config::Dialect::HailoOllama => Dialect::HAILO_OLLAMA,
        config::Dialect::HailoOllama54 => Dialect::HailoOllama(HailoOllama::V5_4),
        config::Dialect::HailoOllama53 => Dialect::HailoOllama(HailoOllama::V5_3),
        config::Dialect::HailoOllama51 => Dialect::HailoOllama(HailoOllama::V5_1),
    }
}

/// Whether it can serve, and why not: a device that hangs, then a model that is loaded, then what the engines say.
fn readiness(
    telemetry: &Telemetry,
    models: &Arc<Models>,
) -> impl Fn() -> Readiness + Clone + Send + Sync + 'static {
    let (engines, models) = (telemetry.clone(), Arc::clone(models));
    move || {
        let loading = models.loading();
        if let Some(why) = stop::hangs(&engines) {
            Readiness::NotReady(why)
        } else if loading.is_empty() {
            Readiness::of(engines.health())
        } else {
            Readiness::NotReady(format!("loading {}", loading.join(", ")))
        }
    }
}

/// Says every few seconds which models are still being loaded: that takes up to minutes.
async fn tell_loading(models: Arc<Models>) {
    let mut waited = Duration::ZERO;
    loop {
        tokio::time::sleep(TELL_LOADING).await;
        waited += TELL_LOADING;
        let loading = models.loading();
        if loading.is_empty() {
            return;
        }
        tracing::info!(models = loading.join(", "), seconds = waited.as_secs(), "still loading");
    }
}

/// Gives each request an id, in its log lines and its answer, and logs its end.
async fn identify(mut request: Request, next: Next) -> Response {
    let given = request.headers().get(&REQUEST_ID).filter(|id| {
        let bytes = id.as_bytes();
        (1..=128).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic)
    });
    let id = given.cloned().unwrap_or_else(new_id);
    request.headers_mut().insert(REQUEST_ID, id.clone());
    let generated = request.extensions().get::<traffic::Generated>().is_some();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let text = id.to_str().unwrap_or_default();
    let span = tracing::info_span!("request", request_id = text);
    async {
        let mut response = traffic::serving(generated, next.run(request)).await;
        let status = response.status().as_u16();
        if is_probe(&path) || generated {
            tracing::debug!(status, method = %method, path, "answered");
        } else {
            tracing::info!(status, method = %method, path, "answered");
        }
        response.headers_mut().insert(REQUEST_ID, id);
        response
    }
    .instrument(span)
    .await
}

/// Unique within the process, and unlikely to meet one of another: the start of the process and a count.
fn new_id() -> HeaderValue {
    static START: std::sync::LazyLock<u64> = std::sync::LazyLock::new(|| {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        since.as_secs() << 20 | u64::from(since.subsec_micros())
    });
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let id = format!("{:x}-{:x}", *START, NEXT.fetch_add(1, Ordering::Relaxed));
    HeaderValue::try_from(id).unwrap_or_else(|_| HeaderValue::from_static("-"))
}

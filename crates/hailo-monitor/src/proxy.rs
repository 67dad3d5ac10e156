//! `hailo-monitor proxy`: a recording proxy in front of hailo-ollama, Ollama or an OpenAI-compatible server.

use std::collections::BTreeMap;
use std::time::Duration;

use hailo_exporter::{HttpLayer, RouterOptions, ServeLimits};
use hailo_ollama::proxy::{Proxy, Upstream};
use hailo_telemetry::{Config, Telemetry};

use crate::config::{Listen, ProxySettings};
use crate::{live, port, stop};

type Error = Box<dyn std::error::Error>;

/// An answer on a Pi may take minutes; a signal lets it end.
const GRACE: Duration = Duration::from_secs(120);

/// Runs until SIGINT or SIGTERM.
///
/// # Errors
/// When a setting can't be used or an address is taken.
pub(crate) fn run(settings: ProxySettings) -> Result<(), Error> {
    let routes = settings.routes()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        for upstream in routes.values().flatten() {
            resolve(upstream).await?;
        }
        serve(&settings, routes).await
    })
}

/// A name that nothing resolves now is more likely misspelt than late; who starts the program again waits for it.
async fn resolve(upstream: &Upstream) -> Result<(), String> {
    let (host, port) = upstream.address();
    match tokio::net::lookup_host((host, port)).await.map(|mut found| found.next()) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(format!("upstream {}: {host:?} has no address", upstream.authority())),
        Err(error) => Err(format!(
            "upstream {}: {host:?} can't be resolved: {error}; correct the name, or use the server's IP address",
            upstream.authority()
        )),
    }
}

async fn serve(settings: &ProxySettings, routes: BTreeMap<Listen, Vec<Upstream>>) -> Result<(), Error> {
    let config = Config::default()
        .version(env!("CARGO_PKG_VERSION"), crate::revision())
        // Series end a while after their name made room; some are of no model that answered.
        .label_limit(
            settings.label_limit.0.map_or(usize::MAX, |names| names.saturating_mul(2).saturating_add(32)),
        );
    let telemetry = Telemetry::new(config);
    let admin = port::bind(settings.admin_listen.0, "--admin-listen").await?;
    let admin_address = admin.local_addr()?;
    let stop = tokio::sync::watch::Sender::new(false);
    let stopped = || {
        let mut stop = stop.subscribe();
        // An error means that the sender is gone, which is a stop too.
        async move { drop(stop.wait_for(|stop| *stop).await) }
    };
    let mut proxies = tokio::task::JoinSet::new();
    let mut bound = Vec::new();
    for (address, upstreams) in routes {
        bound.push((port::bind(address.0, "--listen").await?, upstreams));
    }
    let mut own = vec![admin_address];
    for (listener, _) in &bound {
        own.push(listener.local_addr()?);
    }
    for upstream in bound.iter().flat_map(|(_, upstreams)| upstreams) {
        upstream.refuse_itself(&own).await?;
    }
    for (listener, upstreams) in bound {
        for upstream in &upstreams {
            tracing::info!(
                listen = %listener.local_addr()?,
                prefix = upstream.prefix(),
                upstream = upstream.authority(),
                metrics = %admin_address,
                "recording"
            );
        }
        let proxy = Proxy::new(telemetry.clone(), settings.options(upstreams));
        proxies.spawn(proxy.serve_layered(listener, HttpLayer::new(&telemetry), stopped()));
    }
    let router = hailo_exporter::router(telemetry.clone(), RouterOptions::default()).merge(live::router());
    let admin = tokio::spawn(hailo_exporter::serve(admin, router, ServeLimits::default(), stopped()));
    stop::signal().await;
    stop.send_replace(true);
    let ended = async { while proxies.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, ended).await.is_err() {
        tracing::warn!("requests still under way after the grace period");
    }
    admin.await??;
    stop::log_totals(&telemetry);
    Ok(())
}

//! `hailo-monitor proxy`: a recording proxy in front of hailo-ollama, Ollama or an OpenAI-compatible server.

use std::collections::BTreeMap;

use axum::http::Method;
use hailo_exporter::alerts::Alerts;
use hailo_exporter::live::{Live, LiveOptions};
use hailo_exporter::{HttpLayer, RouterOptions};
use hailo_http::{Guard, Refusals, ServeLimits, Server, Speaks};
use hailo_ollama::proxy::{Proxy, Upstream, is_inference};
use hailo_telemetry::{Config, Telemetry};
use tower_layer::Stack;

use crate::config::{Listen, ProxySettings};
use crate::gate::{Gate, Role};
use crate::{files, port, stop};

type Error = Box<dyn std::error::Error>;

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
    let mut gate = Gate::open(&settings.gate)?;
    gate.allow(settings.admin_listen.0, "--admin-listen", &[Role::Scrape, Role::Webhook])?;
    for address in routes.keys() {
        gate.allow(address.0, "--listen", &[Role::Api])?;
    }
    let admin = port::bind(settings.admin_listen.0, "--admin-listen").await?;
    let admin_address = admin.local_addr()?;
    let stop = tokio::sync::watch::Sender::new(false);
    let stopped = || {
        let mut stop = stop.subscribe();
        // An error means that the sender is gone, which is a stop too.
        async move { drop(stop.wait_for(|stop| *stop).await) }
    };
    gate.watch();
    let refusals = Refusals::new(&telemetry);
    let share = files::share(routes.len());
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
    let authorities: Vec<_> = bound
        .iter()
        .flat_map(|(_, upstreams)| upstreams)
        .map(|upstream| upstream.authority().to_owned())
        .collect();
    let about = format!("recording proxy in front of {}", authorities.join(", "));
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
        let proxy = Proxy::new(telemetry.clone(), settings.options(upstreams)?);
        let guard = Guard::new(gate.access.clone(), refusals.clone())
            .speaks(speaks)
            .credentials(gate.token(Role::Api));
        let layers = Stack::new(guard, HttpLayer::new(&telemetry));
        let server = Server::new(limits(share)).refusals(refusals.clone()).tls(gate.tls.clone());
        proxies.spawn(proxy.serve_by(server, listener, layers, stopped()));
    }
    port::tell_pages(admin_address, gate.tls.is_some());
    let alerts = Alerts::default();
    let shown = LiveOptions::default().about(about).host(crate::host_name()).alerts(alerts.clone());
    let live = Live::start(&telemetry, shown)?;
    #[cfg(feature = "mqtt")]
    let publisher = settings.mqtt.start(&live, "proxy")?;
    let pushes = settings.push.start(&telemetry, "hailo-proxy", settings.state_dir.as_deref())?;
    let exporter = RouterOptions::default().alerts(alerts);
    let router = hailo_exporter::router(telemetry.clone(), exporter).merge(live.router());
    let router = gate.guarded(router, &telemetry, |_, _| Speaks::Any);
    let admin = Server::new(ServeLimits::default()).refusals(refusals).tls(gate.tls.clone()).serve(
        admin,
        router,
        stopped(),
    );
    let admin = tokio::spawn(admin);
    let mut failed = None;
    tokio::select! {
        () = stop::signal() => {}
        // A port for clients ends only when asked to.
        Some(ended) = proxies.join_next() => {
            failed = Some(match ended {
                Ok(Err(error)) => error.to_string(),
                Ok(Ok(())) => "it ended by itself".to_owned(),
                Err(error) => error.to_string(),
            });
        }
    }
    live.end();
    stop.send_replace(true);
    // Each has a grace period of its own.
    while proxies.join_next().await.is_some() {}
    admin.await??;
    pushes.end().await;
    #[cfg(feature = "mqtt")]
    if let Some(publisher) = publisher {
        publisher.end().await;
    }
    stop::log_totals(&telemetry);
    failed.map_or(Ok(()), |why| Err(format!("a port for clients failed: {why}").into()))
}

/// Limits of a clients' port that may have this many connections.
fn limits(connections: usize) -> ServeLimits {
    let mut limits = Proxy::limits();
    limits.connections = limits.connections.min(connections);
    limits
}

/// Who runs a model says so in JSON, whichever API it speaks.
fn speaks(method: &Method, path: &str) -> Speaks {
    let reranks = path.trim_end_matches('/').ends_with("/rerank");
    if is_inference(method, path) || reranks { Speaks::Json } else { Speaks::Any }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_runs_a_model_speaks_json_however_it_is_spelt() {
        for path in [
            "/api/generate",
            "/completion",
            "/infill",
            "/generate_stream",
            "/api/%67enerate",
            "/API/Chat",
            "/rerank/",
        ] {
            assert_eq!(speaks(&Method::POST, path), Speaks::Json, "{path}");
        }
        assert_eq!(speaks(&Method::POST, "/api/pull"), Speaks::Any);
    }
}

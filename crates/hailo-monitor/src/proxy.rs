//! `hailo-monitor proxy`: a recording proxy in front of hailo-ollama, Ollama or an OpenAI-compatible server.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use hailo_exporter::{HttpLayer, RouterOptions, ServeLimits};
use hailo_ollama::proxy::{CanaryOptions, Proxy, ProxyOptions, QueueOptions, Upstream};
use hailo_telemetry::{Config, Telemetry};
use serde::Deserialize;

use crate::config::LogFormat;
use crate::{live, log, port, stop};

type Error = Box<dyn std::error::Error>;

/// An answer on a Pi may take minutes; a signal lets it end.
const GRACE: Duration = Duration::from_secs(120);

/// Flags of `hailo-monitor proxy`. Each may also stand in the file, under `[proxy]`.
#[derive(Args, Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ProxyArgs {
    /// Server to stand in front of: URL, /PREFIX=URL for some paths, or ADDR=URL for a port of its own; repeatable [default: http://127.0.0.1:8000]
    #[arg(long = "upstream", env = "HAILO_PROXY_UPSTREAM", value_name = "URL", value_delimiter = ',')]
    upstreams: Vec<String>,
    /// Address for clients [default: 127.0.0.1:8001]
    #[arg(long, env = "HAILO_PROXY_LISTEN", value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Address for metrics and health [default: 127.0.0.1:3000]
    #[arg(long, env = "HAILO_PROXY_ADMIN_LISTEN", value_name = "ADDR")]
    admin_listen: Option<SocketAddr>,
    /// Hold requests back in a fair queue of this many places; more get 503 with Retry-After [default: no queue]
    #[arg(long, env = "HAILO_PROXY_QUEUE", value_name = "PLACES")]
    queue: Option<usize>,
    /// Requests the upstream gets at a time when there is a queue [default: 1]
    #[arg(long, env = "HAILO_PROXY_CONCURRENCY", value_name = "REQUESTS")]
    concurrency: Option<usize>,
    /// Longest silence of the upstream before or within an answer [default: unlimited]
    #[arg(long, env = "HAILO_PROXY_IDLE_TIMEOUT", value_name = "SECONDS")]
    idle_timeout: Option<u64>,
    /// Generate one token after this long without traffic, to see that the device works [default: never]
    #[arg(long, env = "HAILO_PROXY_CANARY", value_name = "SECONDS")]
    canary: Option<u64>,
    /// Model the canary asks [default: the one that last answered]
    #[arg(long, env = "HAILO_PROXY_CANARY_MODEL", value_name = "NAME")]
    canary_model: Option<String>,
    /// Most model names that get series of their own; further ones share `overflow` [default: 100]
    #[arg(long, env = "HAILO_PROXY_LABEL_LIMIT", value_name = "NAMES")]
    label_limit: Option<usize>,
    /// Shape of log lines on standard error [default: human]
    #[arg(long, env = "HAILO_PROXY_LOG", value_enum)]
    log: Option<LogFormat>,
    /// TOML file with the same settings under `proxy`
    #[arg(long, env = "HAILO_MONITOR_CONFIG", value_name = "FILE")]
    #[serde(skip)]
    config: Option<PathBuf>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    proxy: ProxyArgs,
}

impl ProxyArgs {
    /// Fills in from the file what no flag or variable said.
    fn with_file(self) -> Result<Self, Error> {
        let Some(path) = &self.config else { return Ok(self) };
        let text = std::fs::read_to_string(path)
            .map_err(|error| format!("can't read {}: {error}", path.display()))?;
        let file: File = toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let file = file.proxy;
        Ok(Self {
            upstreams: if self.upstreams.is_empty() { file.upstreams } else { self.upstreams },
            listen: self.listen.or(file.listen),
            admin_listen: self.admin_listen.or(file.admin_listen),
            queue: self.queue.or(file.queue),
            concurrency: self.concurrency.or(file.concurrency),
            idle_timeout: self.idle_timeout.or(file.idle_timeout),
            canary: self.canary.or(file.canary),
            canary_model: self.canary_model.or(file.canary_model),
            label_limit: self.label_limit.or(file.label_limit),
            log: self.log.or(file.log),
            config: self.config,
        })
    }

    /// The upstreams behind each address.
    fn routes(&self) -> Result<BTreeMap<SocketAddr, Vec<Upstream>>, Error> {
        let listen = self.listen.unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 8001).into());
        let default = ["http://127.0.0.1:8000".to_owned()];
        let specs = if self.upstreams.is_empty() { &default[..] } else { &self.upstreams[..] };
        let mut routes: BTreeMap<SocketAddr, Vec<Upstream>> = BTreeMap::new();
        for spec in specs {
            let (place, url) = match spec.split_once("=http") {
                Some((place, _)) => (place, &spec[place.len() + 1..]),
                None => ("", spec.as_str()),
            };
            let (address, prefix) = match place.parse() {
                Ok(address) => (address, ""),
                Err(_) => (listen, place),
            };
            routes.entry(address).or_default().push(Upstream::new(prefix, url)?);
        }
        Ok(routes)
    }

    fn options(&self, upstreams: Vec<Upstream>) -> ProxyOptions {
        let mut options = ProxyOptions::new(upstreams);
        let running = self.concurrency.unwrap_or(1);
        options.queue = self.queue.map(|waiting| QueueOptions { running, waiting });
        options.idle_timeout = self.idle_timeout.map(Duration::from_secs);
        options.canary = self.canary.map(|seconds| CanaryOptions {
            idle: Duration::from_secs(seconds),
            model: self.canary_model.clone(),
            ..CanaryOptions::default()
        });
        options
    }
}

/// Runs until SIGINT or SIGTERM.
///
/// # Errors
/// When a setting can't be used or an address is taken.
pub(crate) fn run(args: ProxyArgs) -> Result<(), Error> {
    let args = args.with_file()?;
    let routes = args.routes()?;
    log::install(args.log.unwrap_or_default());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(&args, routes))
}

async fn serve(args: &ProxyArgs, routes: BTreeMap<SocketAddr, Vec<Upstream>>) -> Result<(), Error> {
    let config = Config::default()
        .version(env!("CARGO_PKG_VERSION"), crate::revision())
        .label_limit(args.label_limit.unwrap_or(100));
    let telemetry = Telemetry::new(config);
    let admin = args.admin_listen.unwrap_or_else(|| (Ipv4Addr::LOCALHOST, 3000).into());
    let admin = port::bind(admin, "--admin-listen").await?;
    let admin_address = admin.local_addr()?;
    let stop = tokio::sync::watch::Sender::new(false);
    let stopped = || {
        let mut stop = stop.subscribe();
        // An error means that the sender is gone, which is a stop too.
        async move { drop(stop.wait_for(|stop| *stop).await) }
    };
    let mut proxies = tokio::task::JoinSet::new();
    for (address, upstreams) in routes {
        let listener = port::bind(address, "--listen").await?;
        for upstream in &upstreams {
            tracing::info!(
                listen = %listener.local_addr()?,
                prefix = upstream.prefix(),
                upstream = upstream.authority(),
                metrics = %admin_address,
                "recording"
            );
        }
        let proxy = Proxy::new(telemetry.clone(), args.options(upstreams));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Listening address, and of each upstream its path prefix and authority.
    type Route = (String, Vec<(String, String)>);

    fn routes(upstreams: &[&str]) -> Result<Vec<Route>, Error> {
        let upstreams = upstreams.iter().map(ToString::to_string).collect();
        let routes = ProxyArgs { upstreams, ..ProxyArgs::default() }.routes()?;
        Ok(routes
            .into_iter()
            .map(|(address, upstreams)| {
                let upstreams = upstreams.iter().map(|u| (u.prefix().to_owned(), u.authority().to_owned()));
                (address.to_string(), upstreams.collect())
            })
            .collect())
    }

    #[test]
    fn an_upstream_takes_all_paths_some_paths_or_a_port() {
        let one = |address: &str, prefix: &str, authority: &str| {
            (address.to_owned(), vec![(prefix.to_owned(), authority.to_owned())])
        };
        assert_eq!(routes(&[]).unwrap(), [one("127.0.0.1:8001", "", "127.0.0.1:8000")]);
        assert_eq!(routes(&["/b=http://b:1"]).unwrap(), [one("127.0.0.1:8001", "/b", "b:1")]);
        assert_eq!(
            routes(&["http://a:1", "127.0.0.1:9000=http://c:1"]).unwrap(),
            [one("127.0.0.1:8001", "", "a:1"), one("127.0.0.1:9000", "", "c:1")]
        );
        assert!(routes(&["b=http://b:1"]).unwrap_err().to_string().contains("must begin with '/'"));
        assert!(routes(&["https://b"]).unwrap_err().to_string().contains("only http://"));
    }

    #[test]
    fn the_file_fills_in_what_no_flag_said() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("monitor.toml");
        std::fs::write(&path, "[proxy]\nupstreams = [\"http://a:1\"]\nqueue = 4\nlisten = \"127.0.0.1:1\"\n")
            .unwrap();
        let listen = "127.0.0.1:2".parse().ok();
        let args = ProxyArgs { config: Some(path.clone()), listen, ..ProxyArgs::default() };
        let args = args.with_file().unwrap();
        assert_eq!(args.listen, listen);
        assert_eq!(args.upstreams, ["http://a:1"]);
        assert_eq!(args.options(Vec::new()).queue, Some(QueueOptions { running: 1, waiting: 4 }));
        std::fs::write(&path, "[proxy]\nquue = 4\n").unwrap();
        let args = ProxyArgs { config: Some(path), ..ProxyArgs::default() };
        assert!(args.with_file().unwrap_err().to_string().contains("quue"));
    }
}

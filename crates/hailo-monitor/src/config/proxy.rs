//! Settings of `hailo-monitor proxy`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use hailo_ollama::proxy::{CanaryOptions, ProxyOptions, QueueOptions, Upstream, UpstreamTls};

use crate::gate::GateSettings;
#[cfg(feature = "mqtt")]
use crate::mqtt::MqttSettings;
use crate::push::PushSettings;

use super::values::{Limit, Listen, LogFormat};

/// Flags, variables and keys of `hailo-monitor proxy`; each field is all three.
#[derive(Args, Clone, Debug)]
pub(crate) struct ProxySettings {
    /// Server to stand in front of: URL, /PREFIX=URL for some paths, or ADDR=URL for a port of its own; repeatable
    #[arg(
        long = "upstream",
        value_name = "URL",
        value_delimiter = ',',
        default_value = "http://127.0.0.1:8000"
    )]
    pub(crate) upstreams: Vec<String>,
    /// Address for clients: ADDR:PORT, PORT on this machine only, :PORT on every interface
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8001")]
    pub(crate) listen: Listen,
    /// Address for metrics and health
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:3000")]
    pub(crate) admin_listen: Listen,
    /// Hold requests back in a fair queue of this many places; more get 503 with Retry-After [default: no queue]
    #[arg(long, value_name = "PLACES", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) queue: Option<u32>,
    /// Requests the upstream gets at a time; needs a queue, which holds the others back [default: 1]
    #[arg(long, value_name = "REQUESTS", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) concurrency: Option<u32>,
    /// Longest silence of the upstream before or within an answer; 0 for no limit
    #[arg(long, value_name = "SECONDS", default_value = "0")]
    pub(crate) idle_timeout: Limit<Duration>,
    /// How often to look whether an upstream without requests is there (GET /, which runs no model); 0 for never
    #[arg(long, value_name = "SECONDS", default_value = "10")]
    pub(crate) probe: Limit<Duration>,
    /// Generate one token after this long without traffic, to see that the device works; 0 for never
    #[arg(long, value_name = "SECONDS", default_value = "0")]
    pub(crate) canary: Limit<Duration>,
    /// Model the canary asks; needs a canary [default: the one that last answered]
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) canary_model: Option<String>,
    /// Ask the upstream for the host that the client asked for, rather than for its own
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) keep_host: Option<bool>,
    /// Trust `https` upstreams by the PEM certificates in this file [default: those that this machine trusts]
    #[arg(long, value_name = "FILE")]
    pub(crate) upstream_ca: Option<PathBuf>,
    /// Most model names that get series of their own; the one not asked for longest makes room; 0 for no limit
    #[arg(long, value_name = "NAMES", default_value = "100")]
    pub(crate) label_limit: Limit<usize>,
    /// Folder in which samples that wait to be pushed are kept over an outage and from run to run; none keeps them in memory
    #[arg(long, value_name = "DIR")]
    pub(crate) state_dir: Option<PathBuf>,
    /// Shape of log lines on standard error
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) log: LogFormat,
    #[command(flatten)]
    pub(crate) gate: GateSettings,
    #[command(flatten)]
    pub(crate) push: PushSettings,
    #[cfg(feature = "mqtt")]
    #[command(flatten)]
    pub(crate) mqtt: MqttSettings,
}

impl ProxySettings {
    /// The upstreams behind each address.
    ///
    /// # Errors
    /// When an upstream can't be used, or no request could reach it. No error holds a name or a password of a URL.
    pub(crate) fn routes(&self) -> Result<BTreeMap<Listen, Vec<Upstream>>, String> {
        let mut routes: BTreeMap<Listen, Vec<Upstream>> = BTreeMap::new();
        for spec in &self.upstreams {
            let equals = spec.find("://").and_then(|end| spec.get(..end)?.rfind('='));
            let (place, url) = equals.map_or(("", spec.as_str()), |at| (&spec[..at], &spec[at + 1..]));
            let (listen, prefix) = if place.is_empty() || place.starts_with('/') {
                (self.listen, place)
            } else {
                let listen = place.parse().map_err(|error| {
                    format!("upstream: {place:?} must begin with '/' to be a path prefix; to be an address, {error}")
                })?;
                (listen, "")
            };
            let upstream = Upstream::new(prefix, url).map_err(|error| error.to_string())?;
            let beside = routes.entry(listen).or_default();
            if let Some(first) = beside.iter().find(|first| first.prefix() == upstream.prefix()) {
                let paths = if prefix.is_empty() { "every path" } else { upstream.prefix() };
                return Err(format!(
                    "upstreams {} and {} both take {paths} at {listen}, so no request would reach the second; \
                     give one a prefix or a port of its own: /PREFIX=URL or ADDR=URL",
                    first.authority(),
                    upstream.authority(),
                ));
            }
            beside.push(upstream);
        }
        if routes.contains_key(&self.admin_listen) && self.admin_listen.0.port() != 0 {
            return Err(format!("listen and admin-listen are both {}", self.admin_listen));
        }
        Ok(routes)
    }

    /// # Errors
    /// When the file with certificates can't be used.
    pub(crate) fn options(&self, upstreams: Vec<Upstream>) -> Result<ProxyOptions, String> {
        let mut options = ProxyOptions::new(upstreams);
        let tls = self.upstream_ca.as_deref().map(UpstreamTls::from_file).transpose();
        options.tls = tls.map_err(|error| format!("upstream-ca: {error}"))?;
        let running = self.concurrency.unwrap_or(1) as usize;
        options.queue = self.queue.map(|waiting| QueueOptions::new(running, waiting as usize));
        options.idle_timeout = self.idle_timeout.0;
        options.keep_host = self.keep_host.unwrap_or(false);
        options.probe = self.probe.0;
        options.names = self.label_limit.0.unwrap_or(usize::MAX);
        options.canary = self.canary.0.map(|idle| {
            let mut canary = CanaryOptions::default();
            canary.idle = idle;
            canary.model.clone_from(&self.canary_model);
            canary
        });
        Ok(options)
    }

    /// Whether the settings go together.
    ///
    /// # Errors
    /// Names the settings that do not.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.concurrency.is_some() && self.queue.is_none() {
            return Err("concurrency does nothing without queue: set queue too".to_owned());
        }
        if self.canary_model.is_some() && self.canary.0.is_none() {
            return Err("canary-model does nothing without canary: set canary too".to_owned());
        }
        self.gate.check()?;
        self.push.check()?;
        self.routes().map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::proxy;

    /// Listening address, and of each upstream its path prefix and authority.
    type Route = (String, Vec<(String, String)>);

    fn routes(upstreams: &[&str]) -> Result<Vec<Route>, String> {
        let flags: Vec<String> = upstreams.iter().map(|upstream| format!("--upstream={upstream}")).collect();
        let routes = proxy(&flags)?.routes()?;
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
        let two = [one("127.0.0.1:8001", "", "a:1"), one("127.0.0.1:9000", "", "c:1")];
        for address in ["127.0.0.1:9000", "9000", "localhost:9000"] {
            assert_eq!(routes(&["http://a:1", &format!("{address}=http://c:1")]).unwrap(), two);
        }
        assert!(routes(&["b=http://b:1"]).unwrap_err().contains("must begin with '/'"));
    }

    #[test]
    fn an_upstream_that_no_request_could_reach_is_refused() {
        for both in [
            ["http://a:1", "http://b:1"],
            ["/x=http://a:1", "/x/=http://b:1"],
            ["127.0.0.1:8001=http://a:1", "http://b:1"],
            ["9000=http://a:1", "localhost:9000=http://b:1"],
        ] {
            let error = routes(&both).unwrap_err();
            assert!(
                error.contains("a:1") && error.contains("b:1") && error.contains("no request"),
                "{error}"
            );
        }
        assert!(routes(&["3000=http://a:1"]).unwrap_err().contains("admin-listen"));
        assert!(routes(&[""]).is_err());
    }

    #[test]
    fn a_setting_that_would_do_nothing_is_refused() {
        for (flag, missing) in [("--concurrency=4", "queue"), ("--canary-model=m", "canary")] {
            let error = proxy(&[flag.to_owned()]).unwrap().check().unwrap_err();
            assert!(error.contains(&format!("set {missing} too")), "{error}");
        }
        let both = ["--concurrency=4", "--queue=8"].map(str::to_owned);
        let options = proxy(&both).unwrap().options(Vec::new()).unwrap();
        assert_eq!(options.queue, Some(QueueOptions::new(4, 8)));
    }

    #[test]
    fn zero_and_empty_mean_no_limit_or_are_refused() {
        for value in ["0", "", "none"] {
            let flags =
                ["idle-timeout", "probe", "canary", "label-limit"].map(|name| format!("--{name}={value}"));
            let settings = proxy(&flags).unwrap();
            let options = settings.options(Vec::new()).unwrap();
            assert_eq!((options.idle_timeout, options.probe, options.canary), (None, None, None), "{value}");
            assert_eq!(settings.label_limit, Limit(None));
            for name in ["queue", "concurrency", "listen", "upstream"] {
                let refused = proxy(&[format!("--{name}={value}")]).and_then(|settings| settings.check());
                // Port 0 is any free port.
                assert_eq!(refused.is_err(), !(name == "listen" && value == "0"), "--{name}={value}");
            }
        }
    }
}

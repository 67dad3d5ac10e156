//! Where a setting comes from: flag, then environment, then the TOML file, then the default.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde::Deserialize;

/// What stands behind the served models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DeviceChoice {
    /// A real device when libhailort and a device are found, else the simulated one.
    #[default]
    Auto,
    /// A real device or an error.
    Hailort,
    /// The simulated device.
    Simulated,
}

/// A switch that may be left to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Switch {
    On,
    Off,
}

/// The shape of log lines on standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// For a terminal.
    #[default]
    Human,
    /// One flat JSON object a line.
    Json,
}

/// Which server's peculiarities the API shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Dialect {
    /// Ollama: full counts, errors with their HTTP status.
    #[default]
    Ollama,
    /// hailo-ollama: `\r\n`, two counts only, errors inside a 200, one request at a time.
    HailoOllama,
}

/// Flags of `hailo-monitor serve`.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct ServeArgs {
    /// Address to listen on [default: 127.0.0.1:3000, or 127.0.0.1:8000 with --dialect hailo-ollama]
    #[arg(long, env = "HAILO_MONITOR_LISTEN", value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// What to run on [default: auto]
    #[arg(long, env = "HAILO_MONITOR_DEVICE", value_enum)]
    device: Option<DeviceChoice>,
    /// Scenario of the simulated device: healthy, hot, flaky-link, stuck, brown-out, two-devices, 10h-llm, or a TOML file
    #[arg(long, env = "HAILO_MONITOR_SCENARIO", value_name = "NAME")]
    scenario: Option<String>,
    /// How many times faster than life the simulated device runs [default: 1]
    #[arg(long, env = "HAILO_MONITOR_SPEED", value_name = "FACTOR")]
    speed: Option<f64>,
    /// A bounded generator of requests, so that numbers move [default: on for the simulated device on a terminal]
    #[arg(long, env = "HAILO_MONITOR_TRAFFIC", value_enum)]
    traffic: Option<Switch>,
    /// Shape of log lines on standard error [default: human]
    #[arg(long, env = "HAILO_MONITOR_LOG", value_enum)]
    log: Option<LogFormat>,
    /// TOML file with the same settings under `serve`
    #[arg(long, env = "HAILO_MONITOR_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Whose API to speak [default: ollama]
    #[arg(long, env = "HAILO_MONITOR_DIALECT", value_enum)]
    dialect: Option<Dialect>,
    /// HEF file of a vision network to serve at /v1/frames; needed on a real device
    #[arg(long, env = "HAILO_MONITOR_HEF", value_name = "FILE")]
    hef: Option<PathBuf>,
    /// HEF file of a language model to serve; needed on a real device
    #[arg(long, env = "HAILO_MONITOR_LLM", value_name = "FILE")]
    llm: Option<PathBuf>,
    /// Seconds of device time a frame or a token may take [default: 30]
    #[arg(long, env = "HAILO_MONITOR_TIMEOUT", value_name = "SECONDS")]
    timeout: Option<f64>,
    /// PEM file of a certificate chain: serve HTTPS instead of HTTP
    #[arg(long, env = "HAILO_MONITOR_TLS_CERT", value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// PEM file of the certificate's private key
    #[arg(long, env = "HAILO_MONITOR_TLS_KEY", value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// File with the bearer token that /metrics and /metrics/prometheus then ask for
    #[arg(long, env = "HAILO_MONITOR_SCRAPE_TOKEN_FILE", value_name = "FILE")]
    scrape_token_file: Option<PathBuf>,
    /// File with the bearer token that the alert webhook then asks for
    #[arg(long, env = "HAILO_MONITOR_WEBHOOK_TOKEN_FILE", value_name = "FILE")]
    webhook_token_file: Option<PathBuf>,
}

/// Settings of `hailo-monitor serve`, decided.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServeSettings {
    pub(crate) listen: SocketAddr,
    pub(crate) device: DeviceChoice,
    pub(crate) scenario: Option<String>,
    pub(crate) speed: f64,
    pub(crate) traffic: Option<Switch>,
    pub(crate) log: LogFormat,
    pub(crate) dialect: Dialect,
    pub(crate) hef: Option<PathBuf>,
    pub(crate) llm: Option<PathBuf>,
    pub(crate) timeout: Duration,
    /// Certificate chain and key.
    pub(crate) tls: Option<(PathBuf, PathBuf)>,
    pub(crate) scrape_token_file: Option<PathBuf>,
    pub(crate) webhook_token_file: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    serve: ServeFile,
    /// Read by `hailo-monitor proxy`.
    #[allow(dead_code, reason = "the same file may hold the proxy's settings")]
    proxy: toml::Table,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ServeFile {
    listen: Option<SocketAddr>,
    device: Option<DeviceChoice>,
    scenario: Option<String>,
    speed: Option<f64>,
    traffic: Option<Switch>,
    log: Option<LogFormat>,
    dialect: Option<Dialect>,
    hef: Option<PathBuf>,
    llm: Option<PathBuf>,
    timeout: Option<f64>,
    tls_cert: Option<PathBuf>,
    tls_key: Option<PathBuf>,
    scrape_token_file: Option<PathBuf>,
    webhook_token_file: Option<PathBuf>,
}

/// A settings file that could not be used; names the file and the reason.
#[derive(Debug)]
pub(crate) struct ConfigError {
    what: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for ConfigError {}

impl ServeArgs {
    /// Decides every setting.
    ///
    /// # Errors
    /// When the file can't be read or parsed, or a value is out of range.
    pub(crate) fn settle(self) -> Result<ServeSettings, ConfigError> {
        let file = match &self.config {
            Some(path) => read(path)?.serve,
            None => ServeFile::default(),
        };
        let dialect = self.dialect.or(file.dialect).unwrap_or_default();
        let port = match dialect {
            Dialect::Ollama => 3000,
            Dialect::HailoOllama => 8000,
        };
        let speed = self.speed.or(file.speed).unwrap_or(1.0);
        if !(speed.is_finite() && speed > 0.0) {
            return Err(ConfigError { what: format!("speed must be a number above 0, not {speed}") });
        }
        let timeout = self.timeout.or(file.timeout).unwrap_or(30.0);
        let timeout = Duration::try_from_secs_f64(timeout).ok().filter(|timeout| !timeout.is_zero());
        let Some(timeout) = timeout else {
            return Err(ConfigError { what: "timeout must be a number of seconds above 0".to_owned() });
        };
        let tls = match (self.tls_cert.or(file.tls_cert), self.tls_key.or(file.tls_key)) {
            (Some(certificates), Some(key)) => Some((certificates, key)),
            (None, None) => None,
            _ => return Err(ConfigError { what: "tls-cert and tls-key need each other".to_owned() }),
        };
        Ok(ServeSettings {
            listen: self.listen.or(file.listen).unwrap_or_else(|| (Ipv4Addr::LOCALHOST, port).into()),
            device: self.device.or(file.device).unwrap_or_default(),
            scenario: self.scenario.or(file.scenario),
            speed,
            traffic: self.traffic.or(file.traffic),
            log: self.log.or(file.log).unwrap_or_default(),
            dialect,
            hef: self.hef.or(file.hef),
            llm: self.llm.or(file.llm),
            timeout,
            tls,
            scrape_token_file: self.scrape_token_file.or(file.scrape_token_file),
            webhook_token_file: self.webhook_token_file.or(file.webhook_token_file),
        })
    }
}

fn read(path: &Path) -> Result<File, ConfigError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| ConfigError { what: format!("can't read {}: {error}", path.display()) })?;
    toml::from_str(&text).map_err(|error| ConfigError { what: format!("{}: {error}", path.display()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("monitor.toml");
        std::fs::write(&path, text).unwrap();
        (dir, path)
    }

    #[test]
    fn defaults_listen_on_loopback_only() {
        let settings = ServeArgs::default().settle().unwrap();
        assert_eq!(settings.listen, "127.0.0.1:3000".parse().unwrap());
        assert_eq!(settings.device, DeviceChoice::Auto);
        let hailo = ServeArgs { dialect: Some(Dialect::HailoOllama), ..Default::default() }.settle().unwrap();
        assert_eq!(hailo.listen.port(), 8000);
    }

    #[test]
    fn a_flag_wins_over_the_file() {
        let (_dir, path) = file("[serve]\nlisten = \"127.0.0.1:4000\"\nspeed = 10\nlog = \"json\"\n");
        let args =
            ServeArgs { listen: "127.0.0.1:5000".parse().ok(), config: Some(path), ..Default::default() };
        let settings = args.settle().unwrap();
        assert_eq!(settings.listen.port(), 5000);
        assert_eq!((settings.speed, settings.log), (10.0, LogFormat::Json));
    }

    #[test]
    fn a_bad_file_is_named_with_its_reason() {
        let (_dir, path) = file("[serve]\nlissten = \"127.0.0.1:4000\"\n");
        let error = ServeArgs { config: Some(path.clone()), ..Default::default() }.settle().unwrap_err();
        let text = error.to_string();
        assert!(text.contains("lissten") && text.contains(path.to_str().unwrap()), "{text}");
        let missing = ServeArgs { config: Some("/nowhere.toml".into()), ..Default::default() };
        assert!(missing.settle().unwrap_err().to_string().contains("/nowhere.toml"));
    }

    #[test]
    fn a_certificate_needs_its_key() {
        let cert = Some(PathBuf::from("cert.pem"));
        let one = ServeArgs { tls_cert: cert.clone(), ..Default::default() }.settle().unwrap_err();
        assert!(one.to_string().contains("tls-key"));
        let (_dir, path) = file("[serve]\ntls_key = \"key.pem\"\n");
        let both = ServeArgs { tls_cert: cert, config: Some(path), ..Default::default() }.settle().unwrap();
        assert_eq!(both.tls, Some(("cert.pem".into(), "key.pem".into())));
    }

    #[test]
    fn a_speed_that_is_no_speed_is_refused() {
        for speed in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let args = ServeArgs { speed: Some(speed), ..Default::default() };
            assert!(args.settle().is_err(), "{speed}");
        }
    }
}

//! Who is told without asking: receivers of Prometheus' remote write and OpenTelemetry collectors, as the settings say.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use hailo_exporter::push::{
    Endpoint, Login, OtlpOptions, PushError, Pushing, RemoteWriteOptions, push_otlp, push_remote_write,
};
use hailo_http::ClientTls;
use hailo_telemetry::Telemetry;
use hailo_telemetry::encode::{GenAiNames, RemoteHistograms};

use crate::config::{pair, seconds};

/// How long the end of the program waits for receivers to take the last samples.
const GRACE: Duration = Duration::from_secs(5);

/// Settings of pushes, the same for `serve` and `proxy`.
#[derive(Args, Clone, Debug)]
pub(crate) struct PushSettings {
    /// Push to this receiver of Prometheus' remote write, in 2.0 or 1.0 as it understands; without a path, /api/v1/write is asked
    #[arg(long, value_name = "URL")]
    remote_write: Option<String>,
    /// Seconds from one push by remote write to the next
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    remote_write_interval: Duration,
    /// Label of every series that is pushed, beside job and instance (this machine's name), which it may replace; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_delimiter = ',', value_parser = pair)]
    remote_write_label: Vec<(String, String)>,
    /// As which series histograms are pushed; a receiver that takes no native ones may refuse everything with them
    #[arg(long, value_enum, default_value = "classic")]
    remote_write_histograms: Histograms,
    /// File with the bearer token for the receiver; read before each push
    #[arg(long, value_name = "FILE")]
    remote_write_token_file: Option<PathBuf>,
    /// User to log in as at the receiver; needs a file with the password
    #[arg(long, value_name = "NAME")]
    remote_write_user: Option<String>,
    /// File with the user's password; read before each push
    #[arg(long, value_name = "FILE")]
    remote_write_password_file: Option<PathBuf>,
    /// Trust an https receiver by the PEM certificates in this file [default: those that this machine trusts]
    #[arg(long, value_name = "FILE")]
    remote_write_ca: Option<PathBuf>,
    /// PEM file of a certificate chain to show to the receiver
    #[arg(long, value_name = "FILE")]
    remote_write_cert: Option<PathBuf>,
    /// PEM file of that certificate's private key
    #[arg(long, value_name = "FILE")]
    remote_write_key: Option<PathBuf>,
    /// Push to this OpenTelemetry collector over OTLP/HTTP; without a path, /v1/metrics is asked. Names follow the GenAI
    /// conventions v0.1.0; with gen_ai/dup in OTEL_SEMCONV_STABILITY_OPT_IN the older one goes beside them
    #[arg(long, value_name = "URL")]
    otlp: Option<String>,
    /// Seconds from one push by OTLP to the next
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    otlp_interval: Duration,
    /// Header of each push by OTLP, such as a token; repeatable [default: those in OTEL_EXPORTER_OTLP_HEADERS]
    #[arg(long, value_name = "NAME=VALUE", value_delimiter = ',', value_parser = pair)]
    otlp_header: Vec<(String, String)>,
    /// Trust an https collector by the PEM certificates in this file [default: those that this machine trusts]
    #[arg(long, value_name = "FILE")]
    otlp_ca: Option<PathBuf>,
    /// PEM file of a certificate chain to show to the collector
    #[arg(long, value_name = "FILE")]
    otlp_cert: Option<PathBuf>,
    /// PEM file of that certificate's private key
    #[arg(long, value_name = "FILE")]
    otlp_key: Option<PathBuf>,
}

/// As which series histograms are pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Histograms {
    /// Buckets, sum and count, which every receiver takes.
    Classic,
    /// One native histogram each.
    Native,
    /// Both.
    Both,
}

impl From<Histograms> for RemoteHistograms {
    fn from(asked: Histograms) -> Self {
        match asked {
            Histograms::Classic => Self::Classic,
            Histograms::Native => Self::Native,
            Histograms::Both => Self::Both,
        }
    }
}

impl PushSettings {
    /// Whether the settings go together.
    ///
    /// # Errors
    /// Names the settings that do not.
    pub(crate) fn check(&self) -> Result<(), String> {
        let needs = |set: bool, what: &str, there: bool, needed: &str| {
            if set && !there { Err(format!("{what} does nothing alone: set {needed} too")) } else { Ok(()) }
        };
        let (remote, otlp) = (self.remote_write.is_some(), self.otlp.is_some());
        for (set, what) in [
            (!self.remote_write_label.is_empty(), "remote-write-label"),
            (self.remote_write_token_file.is_some(), "remote-write-token-file"),
            (self.remote_write_user.is_some(), "remote-write-user"),
            (self.remote_write_ca.is_some(), "remote-write-ca"),
            (self.remote_write_cert.is_some(), "remote-write-cert"),
        ] {
            needs(set, what, remote, "remote-write")?;
        }
        for (set, what) in [
            (!self.otlp_header.is_empty(), "otlp-header"),
            (self.otlp_ca.is_some(), "otlp-ca"),
            (self.otlp_cert.is_some(), "otlp-cert"),
        ] {
            needs(set, what, otlp, "otlp")?;
        }
        for (one, other, names) in [
            (&self.remote_write_cert, &self.remote_write_key, "remote-write-cert and remote-write-key"),
            (&self.otlp_cert, &self.otlp_key, "otlp-cert and otlp-key"),
        ] {
            if one.is_some() != other.is_some() {
                return Err(format!("{names} need each other"));
            }
        }
        if self.remote_write_user.is_some() != self.remote_write_password_file.is_some() {
            return Err("remote-write-user and remote-write-password-file need each other".to_owned());
        }
        if self.remote_write_user.is_some() && self.remote_write_token_file.is_some() {
            return Err("remote-write-user and remote-write-token-file exclude each other".to_owned());
        }
        for (name, _) in &self.remote_write_label {
            if !hailo_telemetry::is_family_name(name)
                || name.contains(':')
                || name.starts_with("__")
                || name == "le"
            {
                return Err(format!("remote-write-label: {name:?} is no name that a label may have"));
            }
        }
        self.remote_write_endpoint()?;
        self.otlp_endpoint()?;
        Ok(())
    }

    fn remote_write_endpoint(&self) -> Result<Option<Endpoint>, String> {
        let Some(url) = &self.remote_write else { return Ok(None) };
        let endpoint = Endpoint::remote_write(url).map_err(|error| format!("remote-write: {error}"))?;
        let token = self.remote_write_token_file.clone().map(Login::Bearer);
        let user = self.remote_write_user.clone().zip(self.remote_write_password_file.clone());
        let login = token.or(user.map(|(user, password)| Login::Basic(user, password)));
        Ok(Some(login.into_iter().fold(endpoint, Endpoint::login)))
    }

    fn otlp_endpoint(&self) -> Result<Option<Endpoint>, String> {
        let Some(url) = &self.otlp else { return Ok(None) };
        let mut endpoint = Endpoint::otlp(url).map_err(|error| format!("otlp: {error}"))?;
        let usual = if self.otlp_header.is_empty() { usual_headers()? } else { Vec::new() };
        for (name, value) in self.otlp_header.iter().chain(&usual) {
            endpoint = endpoint.header(name, value).map_err(|error| format!("otlp-header: {error}"))?;
        }
        Ok(Some(endpoint))
    }

    /// Starts what the settings ask for, as `job`; what waits for a receiver is kept in `folder`, where there is one.
    ///
    /// # Errors
    /// When a file with certificates, or the folder, can't be used.
    pub(crate) fn start(
        &self,
        telemetry: &Telemetry,
        job: &str,
        folder: Option<&Path>,
    ) -> Result<Pushes, String> {
        let mut pushes = Vec::new();
        if let Some(endpoint) = self.remote_write_endpoint()? {
            let tls = tls(&self.remote_write_ca, &self.remote_write_cert, &self.remote_write_key)
                .map_err(|error| format!("remote-write: {error}"))?;
            let mut options = RemoteWriteOptions::new(
                tls.into_iter().fold(endpoint, Endpoint::tls),
                job,
                crate::host_name(),
            );
            options.interval = self.remote_write_interval;
            options.histograms = self.remote_write_histograms.into();
            for (name, value) in &self.remote_write_label {
                options.labels.retain(|(known, _)| known != name);
                options.labels.push((name.clone(), value.clone()));
            }
            options.folder = folder.map(Path::to_owned);
            pushes.push(push_remote_write(telemetry, options).map_err(unkept)?);
        }
        if let Some(endpoint) = self.otlp_endpoint()? {
            let tls = tls(&self.otlp_ca, &self.otlp_cert, &self.otlp_key)
                .map_err(|error| format!("otlp: {error}"))?;
            let mut options = OtlpOptions::new(tls.into_iter().fold(endpoint, Endpoint::tls), job);
            options.interval = self.otlp_interval;
            options.names = std::env::var("OTEL_SEMCONV_STABILITY_OPT_IN")
                .map_or_else(|_| GenAiNames::default(), |list| GenAiNames::opted_into(&list));
            options.resource.push(("service.instance.id".to_owned(), crate::host_name()));
            options.folder = folder.map(Path::to_owned);
            pushes.push(push_otlp(telemetry, options).map_err(unkept)?);
        }
        Ok(Pushes(pushes))
    }
}

fn unkept(error: PushError) -> String {
    format!(
        "can't keep what waits to be pushed: {error}\n  --state-dir names a folder that this user may write to"
    )
}

fn tls(
    ca: &Option<PathBuf>,
    cert: &Option<PathBuf>,
    key: &Option<PathBuf>,
) -> Result<Option<ClientTls>, String> {
    let made = match (cert, key) {
        (Some(cert), Some(key)) => Some(ClientTls::with_identity(ca.as_deref(), cert, key)),
        _ => ca.as_deref().map(|ca: &Path| ClientTls::from_file(ca)),
    };
    made.transpose().map_err(|error| error.to_string())
}

/// What OpenTelemetry's own variable says: `name=value,name=value`, percent-encoded.
fn usual_headers() -> Result<Vec<(String, String)>, String> {
    const VARIABLE: &str = "OTEL_EXPORTER_OTLP_HEADERS";
    let text = std::env::var(VARIABLE).unwrap_or_default();
    let pairs = text.split(',').map(str::trim).filter(|text| !text.is_empty()).map(|text| {
        let (name, value) = pair(text)?;
        Ok((name, percent_decoded(&value).ok_or_else(|| "a value is not percent-encoded UTF-8".to_owned())?))
    });
    pairs.collect::<Result<_, String>>().map_err(|error| format!("{VARIABLE}: {error}"))
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        if *byte == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
            rest = after;
        } else {
            bytes.push(*byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The pushes that run.
pub(crate) struct Pushes(Vec<Pushing>);

impl Pushes {
    /// Tells each receiver how it ended.
    pub(crate) async fn end(self) {
        let mut ends = tokio::task::JoinSet::new();
        self.0.into_iter().for_each(|pushing| {
            ends.spawn(pushing.end(GRACE));
        });
        ends.join_all().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_usual_variable_are_percent_decoded() {
        assert_eq!(percent_decoded("Bearer%20a%2Cb").as_deref(), Some("Bearer a,b"));
        assert_eq!(percent_decoded("plain").as_deref(), Some("plain"));
        for broken in ["%", "%2", "%zz", "%ff"] {
            assert_eq!(percent_decoded(broken), None, "{broken}");
        }
    }
}

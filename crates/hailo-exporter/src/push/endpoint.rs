//! Where pushes go: address, credentials, TLS; and one POST with its answer.

use std::error::Error as _;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use hailo_http::ClientTls;
use hailo_http::auth::Credential;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use super::run::Post;

/// How long one push may take, where nothing else was said.
const TIMEOUT: Duration = Duration::from_secs(30);
/// Bytes of an answer that are read; the rest is left.
const ANSWER_BYTES: usize = 4096;

/// Why nothing can be pushed with these settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushError(pub(super) String);

impl fmt::Display for PushError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PushError {}

/// Credentials for the receiver. Files are read before each push, so that a renewed file takes effect.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Login {
    /// The bearer token in this file.
    Bearer(PathBuf),
    /// A user, and the file with the password.
    Basic(String, PathBuf),
}

/// A receiver of pushes.
#[derive(Debug, Clone)]
pub struct Endpoint {
    uri: Uri,
    login: Option<Login>,
    headers: HeaderMap,
    tls: Option<ClientTls>,
    timeout: Duration,
}

impl Endpoint {
    /// A receiver of Prometheus' remote write, such as `https://centre.example.org/api/v1/write`; without a path,
    /// `/api/v1/write` is asked.
    ///
    /// # Errors
    /// When `url` is no `http` or `https` URL of a host, or holds a name or password.
    pub fn remote_write(url: &str) -> Result<Self, PushError> {
        Self::new(url, "/api/v1/write")
    }

    /// A receiver of OTLP over HTTP, such as `http://127.0.0.1:4318/v1/metrics`; without a path, `/v1/metrics` is asked.
    ///
    /// # Errors
    /// When `url` is no `http` or `https` URL of a host, or holds a name or password.
    pub fn otlp(url: &str) -> Result<Self, PushError> {
        Self::new(url, "/v1/metrics")
    }

    fn new(url: &str, path: &'static str) -> Result<Self, PushError> {
        let bad = |why: &str| PushError(format!("not a URL to push to: {why}"));
        let uri: Uri = url.parse().map_err(|error| bad(&format!("{error}")))?;
        let mut parts = uri.into_parts();
        if !parts.scheme.as_ref().is_some_and(|scheme| ["http", "https"].contains(&scheme.as_str())) {
            return Err(bad("it must begin with http:// or https://"));
        }
        let Some(authority) = parts.authority.as_ref().filter(|authority| !authority.host().is_empty())
        else {
            return Err(bad("it names no host"));
        };
        if authority.as_str().contains('@') {
            return Err(bad("it holds a name or a password; those have settings of their own"));
        }
        if parts.path_and_query.as_ref().is_none_or(|path| path.as_str() == "/") {
            parts.path_and_query = Some(http::uri::PathAndQuery::from_static(path));
        }
        let uri = Uri::from_parts(parts).map_err(|error| bad(&error.to_string()))?;
        Ok(Self { uri, login: None, headers: HeaderMap::new(), tls: None, timeout: TIMEOUT })
    }

    /// Logs in so.
    #[must_use]
    pub fn login(mut self, login: Login) -> Self {
        self.login = Some(login);
        self
    }

    /// Sends this header with each push.
    ///
    /// # Errors
    /// When no header can have this name or value. The error repeats the name alone.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, PushError> {
        let bad = |why: &str| PushError(format!("header {name:?}: {why}"));
        let key: HeaderName = name.parse().map_err(|_| bad("not a name of a header"))?;
        let mut text: HeaderValue = value.parse().map_err(|_| bad("not a value of a header"))?;
        text.set_sensitive(true);
        self.headers.insert(key, text);
        Ok(self)
    }

    /// TLS at `https`: whom to trust, and a certificate of our own [default: the system's roots, no certificate].
    #[must_use]
    pub fn tls(mut self, tls: ClientTls) -> Self {
        self.tls = Some(tls);
        self
    }

    /// Gives a push up after so long, and tries again [default: 30 s].
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }
}

/// What a receiver answered.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Answer {
    /// The status and the beginning of what was said with it, on one line.
    pub(super) fn said(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        let line: String = line.chars().filter(|char| !char.is_control()).take(200).collect();
        if line.is_empty() { self.status.to_string() } else { format!("{}: {line}", self.status) }
    }

    /// For how long the receiver asks to be left alone.
    pub(super) fn retry_after(&self) -> Option<Duration> {
        let text = self.headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
        match text.parse() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) => {
                let at = httpdate::parse_http_date(text).ok()?;
                Some(at.duration_since(std::time::SystemTime::now()).unwrap_or_default())
            }
        }
    }
}

/// The connection to an [`Endpoint`].
pub(super) struct Receiver {
    endpoint: Endpoint,
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl Receiver {
    pub(super) fn new(endpoint: Endpoint) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        let tls = endpoint.tls.clone().unwrap_or_else(ClientTls::system);
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls.config())
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            // Longer than from push to push, and short of when servers and routers forget.
            .pool_idle_timeout(Duration::from_secs(45))
            .pool_max_idle_per_host(1)
            .build(connector);
        Self { endpoint, client }
    }

    async fn ask(&self, headers: HeaderMap, body: Bytes) -> Result<Answer, String> {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.endpoint.uri.clone();
        *request.headers_mut() = headers;
        let agent = concat!("hailo-telemetry/", env!("CARGO_PKG_VERSION"));
        request.headers_mut().insert(header::USER_AGENT, HeaderValue::from_static(agent));
        if let Some(login) = self.endpoint.login.clone() {
            let read = tokio::task::spawn_blocking(move || authorization(&login)).await;
            let value = read.map_err(|error| error.to_string())??;
            request.headers_mut().insert(header::AUTHORIZATION, value);
        }
        for (name, value) in &self.endpoint.headers {
            request.headers_mut().insert(name, value.clone());
        }
        let asked = async {
            let response = self.client.request(request).await.map_err(|error| {
                let cause = error.source().map_or_else(|| error.to_string(), chain);
                format!("can't be reached: {cause}")
            })?;
            let (parts, body) = response.into_parts();
            Ok(Answer { status: parts.status, headers: parts.headers, body: beginning(body).await })
        };
        tokio::time::timeout(self.endpoint.timeout, asked)
            .await
            .unwrap_or_else(|_| Err(format!("no answer within {} s", self.endpoint.timeout.as_secs_f32())))
    }
}

/// What an answer begins with; it is only shown, so what breaks off is shown as far as it came.
async fn beginning(mut body: Incoming) -> Bytes {
    let mut said = Vec::new();
    while said.len() < ANSWER_BYTES
        && let Some(Ok(frame)) = body.frame().await
    {
        said.extend_from_slice(frame.data_ref().map_or(&[], |data| data));
    }
    said.truncate(ANSWER_BYTES);
    said.into()
}

impl Post for Receiver {
    fn post(&self, headers: HeaderMap, body: Bytes) -> impl Future<Output = Result<Answer, String>> + Send {
        self.ask(headers, body)
    }

    fn name(&self) -> String {
        self.endpoint.uri.to_string()
    }
}

fn authorization(login: &Login) -> Result<HeaderValue, String> {
    let (read, file) = match login {
        Login::Bearer(file) => (Credential::bearer_from_file(file), file),
        Login::Basic(user, file) => (Credential::basic_from_file(user, file), file),
    };
    read.map(|credential| credential.header()).map_err(|error| format!("{}: {error}", file.display()))
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

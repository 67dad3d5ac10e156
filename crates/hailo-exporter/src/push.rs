//! Pushes snapshots to an OpenTelemetry collector over OTLP/HTTP.

use std::time::Duration;

use bytes::Bytes;
use hailo_telemetry::{Telemetry, encode};
use http::{HeaderValue, Method, Request, Uri, header};
use http_body_util::Full;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

/// Where and how often to push.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PushOptions {
    /// The collector's metrics endpoint, such as `http://127.0.0.1:4318/v1/metrics`. Plain HTTP only: a collector
    /// beside the application, or a proxy that adds TLS.
    pub endpoint: Uri,
    /// Time from one push to the next.
    pub interval: Duration,
    /// Longest time that one push may take.
    pub timeout: Duration,
    /// Attributes of the resource, such as `service.name`.
    pub resource: Vec<(String, String)>,
}

impl PushOptions {
    /// Every 60 s, for at most 10 s each, with `service.name` alone.
    #[must_use]
    pub fn new(endpoint: Uri, service_name: impl Into<String>) -> Self {
        Self {
            endpoint,
            interval: Duration::from_secs(60),
            timeout: Duration::from_secs(10),
            resource: vec![("service.name".to_owned(), service_name.into())],
        }
    }
}

/// Pushes until the future is dropped. Snapshots are cumulative: a push that fails loses nothing but resolution, so
/// nothing is queued or retried before its time.
pub async fn push(telemetry: Telemetry, options: PushOptions) {
    let client = Client::builder(TokioExecutor::new()).build_http();
    let mut ticks = tokio::time::interval(options.interval.max(Duration::from_millis(1)));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut failing = false;
    loop {
        ticks.tick().await;
        let (telemetry, resource) = (telemetry.clone(), options.resource.clone());
        let encoded = tokio::task::spawn_blocking(move || {
            let resource: Vec<(&str, &str)> =
                resource.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let mut body = Vec::new();
            // Writing into memory cannot fail.
            let _ = encode::otlp(&telemetry.snapshot(), &resource, &mut body);
            body
        });
        let Ok(body) = encoded.await else { continue };
        let mut request = Request::new(Full::new(Bytes::from(body)));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = options.endpoint.clone();
        request
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-protobuf"));
        let problem = match tokio::time::timeout(options.timeout, client.request(request)).await {
            Ok(Ok(response)) if response.status().is_success() => None,
            Ok(Ok(response)) => Some(response.status().to_string()),
            Ok(Err(error)) => Some(error.to_string()),
            Err(_) => Some("timed out".to_owned()),
        };
        // Said once when it begins to fail and once when it works again, not every time.
        let failed = problem.is_some();
        match problem {
            Some(problem) if !failing => tracing::warn!(endpoint = %options.endpoint, problem, "push failed"),
            None if failing => tracing::info!(endpoint = %options.endpoint, "push works again"),
            _ => {}
        }
        failing = failed;
    }
}

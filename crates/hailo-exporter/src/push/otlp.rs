//! OpenTelemetry's OTLP over HTTP, to a collector.

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use hailo_telemetry::encode::{self, GenAiNames};
use hailo_telemetry::{Snapshot, Telemetry};
use http::{HeaderMap, HeaderValue, header};
use prost::Message;

use super::buffer::{Buffer, Request};
use super::endpoint::{Answer, Endpoint, PushError, Receiver};
use super::run::{Encode, Pushing, Speak, Verdict};

/// Where to, how often and as what metrics are pushed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OtlpOptions {
    /// The collector.
    pub endpoint: Endpoint,
    /// Time from one snapshot to the next.
    pub interval: Duration,
    /// Whether names of older conventions go beside the present ones.
    pub names: GenAiNames,
    /// Attributes of the resource, such as `service.name`.
    pub resource: Vec<(String, String)>,
    /// Folder whose file `otlp.unsent` keeps what waits from run to run; in memory alone without one.
    pub folder: Option<PathBuf>,
}

impl OtlpOptions {
    /// Every 60 s, with `service.name` alone.
    #[must_use]
    pub fn new(endpoint: Endpoint, service_name: impl Into<String>) -> Self {
        Self {
            endpoint,
            interval: Duration::from_secs(60),
            names: GenAiNames::default(),
            resource: vec![("service.name".to_owned(), service_name.into())],
            folder: None,
        }
    }
}

/// Pushes snapshots of `telemetry` from now on; must be called within a tokio runtime.
///
/// What the collector does not take now (no connection, no answer, 429, 502, 503, 504) waits and is sent again, oldest first;
/// what it refuses with another status is lost, counted in `telemetry_push_samples_total` and logged.
///
/// # Errors
/// When the folder for what waits can't be used, or another process uses its file.
pub fn push_otlp(telemetry: &Telemetry, options: OtlpOptions) -> Result<Pushing, PushError> {
    let OtlpOptions { endpoint, interval, names, resource, folder } = options;
    let buffer = Buffer::in_folder(folder.as_deref(), "otlp.unsent")?;
    let receiver = Receiver::new(endpoint);
    Ok(Pushing::start(telemetry, "otlp", interval, buffer, receiver, Encoder { names, resource }, Speaker))
}

struct Encoder {
    names: GenAiNames,
    resource: Vec<(String, String)>,
}

impl Encode for Encoder {
    fn encode(&mut self, snapshot: &Snapshot) -> Result<Request, u64> {
        let resource: Vec<(&str, &str)> =
            self.resource.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let mut plain = Vec::new();
        // Writing into memory cannot fail, here and below.
        let points = encode::otlp(snapshot, self.names, &resource, &mut plain).unwrap_or_default();
        let mut zipped = GzEncoder::new(Vec::new(), Compression::fast());
        let body = zipped.write_all(&plain).and_then(|()| zipped.finish());
        let unix_ms = snapshot.taken().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_millis();
        body.map(|body| Request { body: body.into(), samples: points, unix_ms: unix_ms as i64 })
            .map_err(|_| u64::from(points))
    }
}

struct Speaker;

impl Speak for Speaker {
    fn dress(&mut self, request: &Request) -> Result<(HeaderMap, Bytes), String> {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-protobuf"));
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        Ok((headers, request.body.clone()))
    }

    fn judge(&mut self, _: &Request, answer: &Answer) -> Verdict {
        match answer.status.as_u16() {
            200..300 => Verdict::Sent { refused: rejected(&answer.body) },
            // The protocol's list of what may be tried again.
            429 | 502 | 503 | 504 => Verdict::Later(answer.retry_after()),
            _ => Verdict::Refused,
        }
    }
}

/// What a collector answers: an `ExportMetricsServiceResponse`.
#[derive(Clone, PartialEq, Eq, Message)]
struct Response {
    #[prost(message, optional, tag = "1")]
    partial: Option<Partial>,
}

#[derive(Clone, Copy, PartialEq, Eq, Message)]
struct Partial {
    #[prost(int64, tag = "1")]
    rejected: i64,
}

/// How many points it says were not taken.
fn rejected(body: &[u8]) -> u32 {
    let partial = Response::decode(body).ok().and_then(|response| response.partial);
    partial.map_or(0, |partial| u32::try_from(partial.rejected).unwrap_or_default())
}

//! One snapshot in every format: Prometheus text 0.0.4, OpenMetrics 1.0.0, Prometheus protobuf and remote write, OTLP, JSON.
//!
//! Each encoder streams into any [`Write`], family by family, and only reads the snapshot: nobody
//! who records ever waits for it. Text and OpenMetrics allocate nothing per series; their one line buffer is kept
//! between calls on the same thread.
//!
//! ```
//! # use hailo_telemetry::{Snapshot, encode};
//! let snapshot = Snapshot::default();
//! let mut body = Vec::new();
//! encode::text(&snapshot, &mut body)?;
//! assert!(body.starts_with(b"# HELP app_uptime_seconds "));
//! # std::io::Result::Ok(())
//! ```

use std::io::{self, Write};

use crate::read::catalogue::walk;
use crate::read::snapshot::Snapshot;

mod json;
mod native;
#[cfg(feature = "otlp")]
mod otlp;
mod protobuf;
#[cfg(feature = "remote-write")]
mod remote;
mod text;
mod write;

pub use native::{NATIVE_RELATIVE_ERROR, NATIVE_SCHEMA};
#[cfg(feature = "remote-write")]
pub use remote::{RemoteHistograms, RemoteRequest, RemoteWriter, remote_write_1_0};

/// Writes the Prometheus text format 0.0.4.
///
/// # Errors
/// Only those of `out`.
pub fn text<W: Write>(snapshot: &Snapshot, out: &mut W) -> io::Result<()> {
    let mut encoder = text::Encoder::<_, false>::new(out);
    walk(snapshot, &mut encoder)?;
    encoder.finish()
}

/// Writes OpenMetrics 1.0.0: with `# UNIT` where a name carries its unit, `_created`, exemplars and `# EOF`.
///
/// # Errors
/// Only those of `out`.
pub fn openmetrics<W: Write>(snapshot: &Snapshot, out: &mut W) -> io::Result<()> {
    let mut encoder = text::Encoder::<_, true>::new(out);
    walk(snapshot, &mut encoder)?;
    encoder.finish()
}

/// Writes length-delimited `io.prometheus.client.MetricFamily` messages; histograms carry classic and native
/// buckets of the same data, and exemplars.
///
/// The native buckets have schema [`NATIVE_SCHEMA`]; a recorded value lies within
/// [`NATIVE_RELATIVE_ERROR`] of the native bucket it is counted in.
///
/// # Errors
/// Only those of `out`.
pub fn protobuf<W: Write>(snapshot: &Snapshot, out: &mut W) -> io::Result<()> {
    let mut encoder = protobuf::Encoder::new(out);
    walk(snapshot, &mut encoder)?;
    encoder.finish()
}

/// Writes one JSON object: the summaries `app`, `requests`, `inference` and `system` of the guide's application,
/// then per-model summaries with quantiles, then every family in full under `families`.
///
/// # Errors
/// Only those of `out`.
pub fn json<W: Write>(snapshot: &Snapshot, out: &mut W) -> io::Result<()> {
    json::encode(snapshot, out)
}

/// Writes an OTLP `ExportMetricsServiceRequest`: the body of a POST to `/v1/metrics` with
/// `application/x-protobuf`.
///
/// Cumulative; histograms are exponential ones of the same cells that the Prometheus native ones show. What
/// OpenTelemetry's GenAI conventions v0.1.0 have a name for goes under that name (`gen_ai.server.request.duration`,
/// `.time_to_first_token`, `.time_per_output_token`; `gen_ai.client.inference.usage.{input,output}_tokens` and
/// `gen_ai.client.inference.operation.{input,output}_tokens`), the rest under its own; `names` says whether older names
/// go beside them.
/// `resource` holds attributes such as `("service.name", "assistant")`. Answers how many data points there are.
///
/// # Errors
/// Only those of `out`.
#[cfg(feature = "otlp")]
pub fn otlp<W: Write>(
    snapshot: &Snapshot,
    names: GenAiNames,
    resource: &[(&str, &str)],
    out: &mut W,
) -> io::Result<u32> {
    otlp::encode(snapshot, names, resource, out)
}

/// Under which of OpenTelemetry's names for generative AI an export goes.
#[cfg(feature = "otlp")]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum GenAiNames {
    /// Those of the conventions v0.1.0.
    #[default]
    Latest,
    /// Those, and the one that v0.1.0 took away: `gen_ai.client.token.usage` with `gen_ai.token.type`.
    WithOlder,
}

#[cfg(feature = "otlp")]
impl GenAiNames {
    /// What `OTEL_SEMCONV_STABILITY_OPT_IN` asks for: older names too where `gen_ai/dup` is in its list.
    #[must_use]
    pub fn opted_into(list: &str) -> Self {
        if list.split(',').any(|word| word.trim() == "gen_ai/dup") { Self::WithOlder } else { Self::Latest }
    }
}

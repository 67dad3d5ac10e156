//! OpenTelemetry's metrics, as the body of an OTLP/HTTP export, written by hand like the Prometheus message.

use std::io::{self, Write};

use super::GenAiNames;
use super::native::{NATIVE_SCHEMA, Native};
use super::protobuf::{double, message, number, zigzag};
use super::write::push_varint;
use crate::read::catalogue::walk;
use crate::read::histogram::RawHistogram;
use crate::read::series::{Head, Labels, Value, Visitor};
use crate::read::snapshot::Snapshot;
use crate::words::Exemplar;
use crate::words::family::{Buckets, Kind, LENGTH, unit_of};

/// `AGGREGATION_TEMPORALITY_CUMULATIVE`
const CUMULATIVE: u64 = 2;

/// Families that OpenTelemetry's GenAI conventions v0.1.0 have a name for: ours, theirs.
const CONVENTIONS: [(&str, &str); 7] = [
    ("inference_duration_seconds", "gen_ai.server.request.duration"),
    ("inference_time_to_first_token_seconds", "gen_ai.server.time_to_first_token"),
    ("inference_time_per_output_token_seconds", "gen_ai.server.time_per_output_token"),
    ("inference_prompt_tokens_total", "gen_ai.client.inference.usage.input_tokens"),
    ("inference_output_tokens_total", "gen_ai.client.inference.usage.output_tokens"),
    ("inference_request_prompt_tokens", "gen_ai.client.inference.operation.input_tokens"),
    ("inference_request_output_tokens", "gen_ai.client.inference.operation.output_tokens"),
];

/// The conventions before had one name for the lengths of prompts and of answers, which an attribute told apart.
const OLDER: &str = "gen_ai.client.token.usage";
const OLDER_TYPES: [(&str, &str); 2] =
    [("inference_request_prompt_tokens", "input"), ("inference_request_output_tokens", "output")];

/// Writes an `ExportMetricsServiceRequest` with every family of `snapshot`; see [`super::otlp`].
pub(super) fn encode<W: Write>(
    snapshot: &Snapshot,
    names: GenAiNames,
    resource: &[(&str, &str)],
    out: &mut W,
) -> io::Result<u32> {
    let mut encoder = Encoder {
        count: 0,
        older: (names == GenAiNames::WithOlder).then(Vec::new),
        metrics: Vec::new(),
        points: Vec::new(),
        point: Vec::new(),
        part: Vec::new(),
        native: Native::default(),
        head: None,
        unix_ns: snapshot.unix_ns,
    };
    walk(snapshot, &mut encoder)?;
    encoder.close();
    if let Some(points) = encoder.older.take().filter(|points| !points.is_empty()) {
        encoder.points = points;
        encoder.head = Some(Named {
            name: OLDER.to_owned(),
            help: "Length of a request's prompt or output, in tokens, as conventions before v0.1.0 name it."
                .to_owned(),
            unit: "{token}",
            kind: Kind::Histogram(&LENGTH),
            convention: true,
            older_type: None,
        });
        encoder.close();
    }

    let mut described = Vec::new();
    for (name, value) in resource {
        attribute(&mut described, 1, name, value);
    }
    let mut scope = Vec::new();
    message(&mut scope, 1, env!("CARGO_PKG_NAME").as_bytes());
    message(&mut scope, 2, env!("CARGO_PKG_VERSION").as_bytes());
    let mut scoped = Vec::with_capacity(encoder.metrics.len() + 64);
    message(&mut scoped, 1, &scope);
    scoped.extend_from_slice(&encoder.metrics);
    let mut resources = Vec::with_capacity(scoped.len() + 256);
    message(&mut resources, 1, &described);
    message(&mut resources, 2, &scoped);
    let mut request = Vec::with_capacity(resources.len() + 16);
    message(&mut request, 1, &resources);
    out.write_all(&request)?;
    Ok(encoder.count)
}

struct Encoder {
    /// How many data points there are.
    count: u32,
    /// Finished `Metric` messages, each already tagged as a field of the scope.
    metrics: Vec<u8>,
    /// Data points of the present metric, tagged.
    points: Vec<u8>,
    /// Data points under the name of the conventions before, where it is asked for.
    older: Option<Vec<u8>>,
    point: Vec<u8>,
    part: Vec<u8>,
    native: Native,
    head: Option<Named>,
    unix_ns: u64,
}

/// The present family under OpenTelemetry's rules.
struct Named {
    name: String,
    help: String,
    unit: &'static str,
    kind: Kind,
    /// Under a convention, labels become the convention's attributes.
    convention: bool,
    /// What the conventions before told this histogram apart by, where they shared one name.
    older_type: Option<&'static str>,
}

impl Encoder {
    /// Finishes the present metric.
    fn close(&mut self) {
        let Some(head) = self.head.take() else { return };
        let mut metric = Vec::with_capacity(self.points.len() + 128);
        message(&mut metric, 1, head.name.as_bytes());
        message(&mut metric, 2, head.help.as_bytes());
        message(&mut metric, 3, head.unit.as_bytes());
        match head.kind {
            Kind::Gauge => message(&mut metric, 5, &self.points),
            Kind::Counter => {
                number(&mut self.points, 2, CUMULATIVE);
                number(&mut self.points, 3, 1);
                message(&mut metric, 7, &self.points);
            }
            Kind::Histogram(_) => {
                number(&mut self.points, 2, CUMULATIVE);
                message(&mut metric, 10, &self.points);
            }
        }
        message(&mut self.metrics, 2, &metric);
        self.points.clear();
    }

    fn attributes(&mut self, tag: u64, labels: Labels<'_>) {
        let Some(head) = &self.head else { return };
        for (name, value) in labels {
            match (*name, *value) {
                ("model", _) if head.convention => {
                    attribute(&mut self.point, tag, "gen_ai.request.model", value)
                }
                // A request without an error has no error type.
                ("outcome", "completed") if head.convention => {}
                ("outcome", _) if head.convention => attribute(&mut self.point, tag, "error.type", value),
                _ => attribute(&mut self.point, tag, name, value),
            }
        }
    }

    fn times(&mut self, created_unix_ns: u64) {
        fixed(&mut self.point, 2, created_unix_ns);
        fixed(&mut self.point, 3, self.unix_ns);
    }
}

impl Visitor for Encoder {
    fn family(&mut self, head: Head<'_>) -> io::Result<()> {
        self.close();
        let named = |names: &[(&str, &'static str)]| {
            names.iter().find(|(ours, _)| *ours == head.name).map(|(_, theirs)| *theirs)
        };
        let convention = named(&CONVENTIONS);
        let unit = match unit_of(head.name) {
            "seconds" => "s",
            "bytes" => "By",
            "ratio" => "1",
            "joules" => "J",
            "watts" => "W",
            "volts" => "V",
            "celsius" => "Cel",
            "hertz" => "Hz",
            "tokens" => "{token}",
            other => other,
        };
        self.head = Some(Named {
            name: convention.unwrap_or(head.name).to_owned(),
            help: head.help.to_owned(),
            unit,
            // Uptime is a counter by the guide's word only; it is not summed over anything.
            kind: if head.is_historic_counter() { Kind::Gauge } else { head.kind },
            convention: convention.is_some(),
            older_type: named(&OLDER_TYPES),
        });
        Ok(())
    }

    fn number(&mut self, labels: Labels<'_>, value: Value, created_unix_ns: u64) -> io::Result<()> {
        self.point.clear();
        self.times(created_unix_ns);
        match value {
            Value::Integer(value) => fixed(&mut self.point, 6, value.min(i64::MAX as u64)),
            other => double(&mut self.point, 4, other.as_f64()),
        }
        self.attributes(7, labels);
        message(&mut self.points, 1, &self.point);
        self.count += 1;
        Ok(())
    }

    fn histogram(
        &mut self,
        labels: Labels<'_>,
        buckets: &Buckets,
        histogram: &RawHistogram,
        created_unix_ns: u64,
    ) -> io::Result<()> {
        self.native.fill(histogram, buckets.unit);
        self.point.clear();
        self.attributes(1, labels);
        self.times(created_unix_ns);
        fixed(&mut self.point, 4, histogram.count());
        double(&mut self.point, 5, buckets.unit.exported(histogram.sum()));
        number(&mut self.point, 6, zigzag(i64::from(NATIVE_SCHEMA)));
        fixed(&mut self.point, 7, self.native.zero_count);
        if let Some(first) = self.native.spans.first() {
            // Prometheus names a bucket by its upper end, OpenTelemetry by its lower: one less. And here gaps are
            // written as zeros.
            let mut counts = Vec::new();
            let (mut count, mut deltas) = (0_i64, self.native.deltas.iter());
            for (position, span) in self.native.spans.iter().enumerate() {
                if position > 0 {
                    (0..span.offset).for_each(|_| push_varint(&mut counts, 0));
                }
                for delta in deltas.by_ref().take(span.length as usize) {
                    count += delta;
                    push_varint(&mut counts, count as u64);
                }
            }
            self.part.clear();
            number(&mut self.part, 1, zigzag(i64::from(first.offset) - 1));
            message(&mut self.part, 2, &counts);
            message(&mut self.point, 8, &self.part);
        }
        for exemplar in histogram.exemplars() {
            self.exemplar(exemplar, buckets);
        }
        double(&mut self.point, 14, self.native.zero_threshold);
        message(&mut self.points, 1, &self.point);
        self.count += 1;
        let older_type = self.head.as_ref().and_then(|head| head.older_type);
        if let (Some(older), Some(name)) = (&mut self.older, older_type) {
            attribute(&mut self.point, 1, "gen_ai.token.type", name);
            message(older, 1, &self.point);
            self.count += 1;
        }
        Ok(())
    }
}

impl Encoder {
    fn exemplar(&mut self, exemplar: &Exemplar, buckets: &Buckets) {
        self.part.clear();
        fixed(&mut self.part, 2, exemplar.unix_ns);
        double(&mut self.part, 3, buckets.unit.exported(exemplar.took_ns));
        message(&mut self.part, 5, &exemplar.trace_id.to_be_bytes());
        message(&mut self.point, 11, &self.part);
    }
}

/// A `KeyValue` whose value is a string.
fn attribute(out: &mut Vec<u8>, tag: u64, name: &str, value: &str) {
    let mut any = Vec::with_capacity(value.len() + 2);
    message(&mut any, 1, value.as_bytes());
    let mut pair = Vec::with_capacity(name.len() + any.len() + 4);
    message(&mut pair, 1, name.as_bytes());
    message(&mut pair, 2, &any);
    message(out, tag, &pair);
}

fn fixed(out: &mut Vec<u8>, tag: u64, value: u64) {
    super::protobuf::key(out, tag, super::protobuf::FIXED64);
    out.extend_from_slice(&value.to_le_bytes());
}

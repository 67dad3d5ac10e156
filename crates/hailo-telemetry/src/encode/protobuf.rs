//! Prometheus' protobuf exposition, written by hand: the message is small and has not changed its tags.

use std::io::{self, Write};

use super::native::{NATIVE_SCHEMA, Native};
use super::write::push_varint;
use crate::read::histogram::{MAX_BOUNDS, RawHistogram};
use crate::read::series::{Head, Labels, Value, Visitor};
use crate::words::Exemplar;
use crate::words::family::{Buckets, Kind, Unit, unit_of};

// Wire types.
const VARINT: u64 = 0;
pub(super) const FIXED64: u64 = 1;
const BYTES: u64 = 2;

/// Values of `MetricType`.
mod metric_type {
    pub(super) const COUNTER: u64 = 0;
    pub(super) const GAUGE: u64 = 1;
    pub(super) const HISTOGRAM: u64 = 4;
}

pub(super) struct Encoder<'w, W> {
    out: &'w mut W,
    /// The present `MetricFamily`; its length goes before it, so it is written when it is complete.
    family: Vec<u8>,
    metric: Vec<u8>,
    /// The message inside the metric, and the one inside that, and so on: buffers kept from series to series.
    value: Vec<u8>,
    part: Vec<u8>,
    inner: Vec<u8>,
    native: Native,
    kind: Kind,
}

impl<'w, W: Write> Encoder<'w, W> {
    pub(super) fn new(out: &'w mut W) -> Self {
        Self {
            out,
            family: Vec::new(),
            metric: Vec::new(),
            value: Vec::new(),
            part: Vec::new(),
            inner: Vec::new(),
            native: Native::default(),
            kind: Kind::Gauge,
        }
    }

    /// Writes the last family.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        if self.family.is_empty() {
            return Ok(());
        }
        self.part.clear();
        push_varint(&mut self.part, self.family.len() as u64);
        self.out.write_all(&self.part)?;
        self.out.write_all(&self.family)?;
        self.family.clear();
        Ok(())
    }

    /// Begins a `Metric` with its labels.
    fn begin(&mut self, labels: Labels<'_>) {
        self.metric.clear();
        for (name, value) in labels {
            label(&mut self.metric, &mut self.inner, name, value);
        }
    }

    fn end(&mut self) {
        message(&mut self.family, 4, &self.metric);
    }
}

impl<W: Write> Visitor for Encoder<'_, W> {
    fn family(&mut self, head: Head<'_>) -> io::Result<()> {
        self.finish()?;
        self.kind = head.kind;
        message(&mut self.family, 1, head.name.as_bytes());
        message(&mut self.family, 2, head.help.as_bytes());
        let kind = match head.kind {
            Kind::Counter => metric_type::COUNTER,
            Kind::Gauge => metric_type::GAUGE,
            Kind::Histogram(_) => metric_type::HISTOGRAM,
        };
        number(&mut self.family, 3, kind);
        let unit = unit_of(head.name);
        if !unit.is_empty() {
            message(&mut self.family, 5, unit.as_bytes());
        }
        Ok(())
    }

    fn number(&mut self, labels: Labels<'_>, value: Value, created_unix_ns: u64) -> io::Result<()> {
        self.begin(labels);
        self.value.clear();
        double(&mut self.value, 1, value.as_f64());
        if self.kind == Kind::Counter {
            timestamp(&mut self.value, &mut self.part, 3, created_unix_ns);
            message(&mut self.metric, 3, &self.value);
        } else {
            message(&mut self.metric, 2, &self.value);
        }
        self.end();
        Ok(())
    }

    fn histogram(
        &mut self,
        labels: Labels<'_>,
        buckets: &Buckets,
        histogram: &RawHistogram,
        created_unix_ns: u64,
    ) -> io::Result<()> {
        let bounds = buckets.bounds.get(..MAX_BOUNDS).unwrap_or(buckets.bounds);
        let mut counts = [0; MAX_BOUNDS];
        let total = histogram.cumulative_at(bounds, &mut counts);
        let mut below = None;

        self.begin(labels);
        let value = &mut self.value;
        value.clear();
        number(value, 1, total);
        double(value, 2, buckets.unit.exported(histogram.sum()));
        for (bound, count) in bounds.iter().zip(counts) {
            let found = histogram.exemplar_within(below, *bound);
            below = Some(*bound);
            bucket(
                value,
                &mut self.part,
                &mut self.inner,
                count,
                buckets.unit.exported(*bound),
                found,
                buckets.unit,
            );
        }
        let found = histogram.exemplar_within(below, u64::MAX);
        bucket(value, &mut self.part, &mut self.inner, total, f64::INFINITY, found, buckets.unit);

        self.native.fill(histogram, buckets.unit);
        number(value, 5, zigzag(i64::from(NATIVE_SCHEMA)));
        double(value, 6, self.native.zero_threshold);
        number(value, 7, self.native.zero_count);
        if self.native.spans.is_empty() {
            // An empty span says that this is a native histogram, only without values.
            message(value, 12, &[]);
        }
        for span in &self.native.spans {
            self.part.clear();
            number(&mut self.part, 1, zigzag(i64::from(span.offset)));
            number(&mut self.part, 2, u64::from(span.length));
            message(value, 12, &self.part);
        }
        self.part.clear();
        for delta in &self.native.deltas {
            push_varint(&mut self.part, zigzag(*delta));
        }
        message(value, 13, &self.part);
        timestamp(value, &mut self.part, 15, created_unix_ns);
        // Beside the classic buckets' exemplars: a reader of native buckets looks here.
        for exemplar in histogram.exemplars() {
            write_exemplar(value, &mut self.part, &mut self.inner, 16, exemplar, buckets.unit);
        }
        message(&mut self.metric, 7, &self.value);
        self.end();
        Ok(())
    }
}

pub(super) fn key(out: &mut Vec<u8>, tag: u64, wire: u64) {
    push_varint(out, tag << 3 | wire);
}

pub(super) fn number(out: &mut Vec<u8>, tag: u64, value: u64) {
    key(out, tag, VARINT);
    push_varint(out, value);
}

pub(super) fn double(out: &mut Vec<u8>, tag: u64, value: f64) {
    key(out, tag, FIXED64);
    out.extend_from_slice(&value.to_le_bytes());
}

pub(super) fn message(out: &mut Vec<u8>, tag: u64, body: &[u8]) {
    key(out, tag, BYTES);
    push_varint(out, body.len() as u64);
    out.extend_from_slice(body);
}

/// Signed numbers as small varints.
pub(super) fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

fn label(out: &mut Vec<u8>, pair: &mut Vec<u8>, name: &str, value: &str) {
    pair.clear();
    message(pair, 1, name.as_bytes());
    message(pair, 2, value.as_bytes());
    message(out, 1, pair);
}

fn timestamp(out: &mut Vec<u8>, part: &mut Vec<u8>, tag: u64, unix_ns: u64) {
    part.clear();
    number(part, 1, unix_ns / 1_000_000_000);
    number(part, 2, unix_ns % 1_000_000_000);
    message(out, tag, part);
}

fn bucket(
    out: &mut Vec<u8>,
    part: &mut Vec<u8>,
    inner: &mut Vec<u8>,
    count: u64,
    upper: f64,
    exemplar: Option<&Exemplar>,
    unit: Unit,
) {
    part.clear();
    number(part, 1, count);
    double(part, 2, upper);
    if let Some(exemplar) = exemplar {
        let mut body = Vec::with_capacity(96);
        write_exemplar(&mut body, &mut Vec::new(), inner, 3, exemplar, unit);
        part.extend_from_slice(&body);
    }
    message(out, 3, part);
}

fn write_exemplar(
    out: &mut Vec<u8>,
    part: &mut Vec<u8>,
    inner: &mut Vec<u8>,
    tag: u64,
    exemplar: &Exemplar,
    unit: Unit,
) {
    part.clear();
    label(part, inner, "trace_id", &format!("{:032x}", exemplar.trace_id));
    double(part, 2, unit.exported(exemplar.took_ns));
    timestamp(part, inner, 3, exemplar.unix_ns);
    message(out, tag, part);
}

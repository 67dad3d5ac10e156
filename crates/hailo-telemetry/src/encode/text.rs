//! Prometheus text 0.0.4 and OpenMetrics 1.0.0: one writer, as they differ in a few words.

use std::cell::Cell;
use std::io::{self, Write};

use super::walk::{Head, Labels, Value, Visitor};
use super::write::{push_decimal, push_f64, push_help, push_label_value, push_u64};
use crate::bucket::TOKEN_SHIFT;
use crate::catalogue::{Buckets, Kind, Unit, unit_of};
use crate::histogram::HistogramSnapshot;
use crate::snapshot::Exemplar;

/// The most classic bounds that one histogram may have.
pub(super) const MAX_BOUNDS: usize = 32;

thread_local! {
    /// The line buffers of the last scrape on this thread, so that the next one allocates nothing.
    static BUFFERS: Cell<Buffers> = const { Cell::new(Buffers { name: Vec::new(), line: Vec::new(), bounds: Vec::new() }) };
}

#[derive(Default)]
struct Buffers {
    /// The name of the present family, as samples carry it.
    name: Vec<u8>,
    /// The line that is being written; its beginning is kept from one bucket to the next.
    line: Vec<u8>,
    /// The present family's bounds as they end each bucket's labels, one after the other.
    bounds: Vec<u8>,
}

pub(super) struct Encoder<'w, W, const OPEN: bool> {
    out: &'w mut W,
    name: Vec<u8>,
    line: Vec<u8>,
    bounds: Vec<u8>,
    /// Where each bound ends in `bounds`.
    bound_ends: [usize; MAX_BOUNDS],
    kind: Kind,
    /// OpenMetrics says when a counter or histogram began.
    created: bool,
}

impl<'w, W: Write, const OPEN: bool> Encoder<'w, W, OPEN> {
    pub(super) fn new(out: &'w mut W) -> Self {
        let Buffers { name, line, bounds } = BUFFERS.take();
        Self { out, name, line, bounds, bound_ends: [0; MAX_BOUNDS], kind: Kind::Gauge, created: false }
    }

    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.out.write_all(b"# EOF\n")
    }

    /// Begins a line with the name, a suffix, the labels and, unfinished, `le`.
    fn begin(&mut self, suffix: &[u8], labels: Labels<'_>, bucket: bool) {
        self.line.clear();
        self.line.extend_from_slice(&self.name);
        self.line.extend_from_slice(suffix);
        if labels.is_empty() && !bucket {
            self.line.push(b' ');
            return;
        }
        self.line.push(b'{');
        for (index, (name, value)) in labels.iter().enumerate() {
            if index > 0 {
                self.line.push(b',');
            }
            self.line.extend_from_slice(name.as_bytes());
            self.line.extend_from_slice(b"=\"");
            push_label_value(&mut self.line, value);
            self.line.push(b'"');
        }
        if bucket {
            if !labels.is_empty() {
                self.line.push(b',');
            }
            self.line.extend_from_slice(b"le=\"");
        } else {
            self.line.extend_from_slice(b"} ");
        }
    }

    /// Bounds are the same for every series of a family.
    fn render_bounds(&mut self, buckets: &Buckets) {
        self.bounds.clear();
        for (bound, end) in buckets.bounds.iter().zip(&mut self.bound_ends) {
            let start = self.bounds.len();
            push_recorded(&mut self.bounds, buckets.unit, *bound);
            // OpenMetrics wants bounds to look like floats.
            if OPEN && !self.bounds[start..].contains(&b'.') {
                self.bounds.extend_from_slice(b".0");
            }
            self.bounds.extend_from_slice(b"\"} ");
            *end = self.bounds.len();
        }
    }

    fn end(&mut self) -> io::Result<()> {
        self.line.push(b'\n');
        self.out.write_all(&self.line)
    }

    fn created_line(&mut self, labels: Labels<'_>, unix_ns: u64) -> io::Result<()> {
        if OPEN && self.created {
            self.begin(b"_created", labels, false);
            push_decimal::<9>(&mut self.line, unix_ns);
            self.end()?;
        }
        Ok(())
    }

    fn exemplar(&mut self, exemplar: &Exemplar, unit: Unit) {
        self.line.extend_from_slice(b" # {trace_id=\"");
        for byte in exemplar.trace_id.to_be_bytes() {
            const HEX: &[u8; 16] = b"0123456789abcdef";
            self.line.push(HEX[usize::from(byte >> 4)]);
            self.line.push(HEX[usize::from(byte & 15)]);
        }
        self.line.extend_from_slice(b"\"} ");
        push_recorded(&mut self.line, unit, exemplar.value);
        self.line.push(b' ');
        push_decimal::<9>(&mut self.line, exemplar.unix_ns);
    }
}

impl<W, const OPEN: bool> Drop for Encoder<'_, W, OPEN> {
    fn drop(&mut self) {
        BUFFERS.set(Buffers {
            name: std::mem::take(&mut self.name),
            line: std::mem::take(&mut self.line),
            bounds: std::mem::take(&mut self.bounds),
        });
    }
}

impl<W: Write, const OPEN: bool> Visitor for Encoder<'_, W, OPEN> {
    fn family(&mut self, head: Head<'_>) -> io::Result<()> {
        self.kind = head.kind;
        let historic = head.is_historic_counter();
        self.created = head.kind != Kind::Gauge && !historic;
        let name = if OPEN { head.open_name() } else { head.name }.as_bytes();
        let kind: &[u8] = match head.kind {
            Kind::Counter if OPEN && historic => b"gauge",
            Kind::Counter => b"counter",
            Kind::Gauge => b"gauge",
            Kind::Histogram(_) => b"histogram",
        };
        self.name.clear();
        self.name.extend_from_slice(name);
        if let Kind::Histogram(buckets) = head.kind {
            self.render_bounds(buckets);
        }
        self.line.clear();
        self.line.extend_from_slice(b"# HELP ");
        self.line.extend_from_slice(name);
        self.line.push(b' ');
        if OPEN {
            // OpenMetrics escapes a quote in help texts too, exactly as in label values.
            push_label_value(&mut self.line, head.help);
        } else {
            push_help(&mut self.line, head.help);
        }
        self.line.extend_from_slice(b"\n# TYPE ");
        self.line.extend_from_slice(name);
        self.line.push(b' ');
        self.line.extend_from_slice(kind);
        let unit = unit_of(head.name);
        if OPEN && !unit.is_empty() {
            self.line.extend_from_slice(b"\n# UNIT ");
            self.line.extend_from_slice(name);
            self.line.push(b' ');
            self.line.extend_from_slice(unit.as_bytes());
        }
        self.end()
    }

    fn number(&mut self, labels: Labels<'_>, value: Value, created_unix_ns: u64) -> io::Result<()> {
        self.begin(if OPEN && self.created { b"_total" } else { b"" }, labels, false);
        match value {
            Value::Integer(value) => push_u64(&mut self.line, value),
            Value::Nanoseconds(value) => push_decimal::<9>(&mut self.line, value),
            Value::Float(value) => push_f64(&mut self.line, value),
        }
        self.end()?;
        self.created_line(labels, created_unix_ns)
    }

    fn histogram(
        &mut self,
        labels: Labels<'_>,
        buckets: &Buckets,
        histogram: &HistogramSnapshot,
        created_unix_ns: u64,
    ) -> io::Result<()> {
        let bounds = buckets.bounds.get(..MAX_BOUNDS).unwrap_or(buckets.bounds);
        let mut counts = [0; MAX_BOUNDS];
        let total = histogram.cumulative_at(bounds, &mut counts);
        let mut exemplar = histogram.exemplar().filter(|_| OPEN);

        self.begin(b"_bucket", labels, true);
        let prefix = self.line.len();
        let mut start = 0;
        for ((bound, count), end) in bounds.iter().zip(counts).zip(self.bound_ends) {
            self.line.truncate(prefix);
            self.line.extend_from_slice(&self.bounds[start..end]);
            start = end;
            push_u64(&mut self.line, count);
            if let Some(found) = exemplar.take_if(|exemplar| exemplar.value <= *bound) {
                self.exemplar(found, buckets.unit);
            }
            self.end()?;
        }
        self.line.truncate(prefix);
        self.line.extend_from_slice(b"+Inf\"} ");
        push_u64(&mut self.line, total);
        if let Some(found) = exemplar {
            self.exemplar(found, buckets.unit);
        }
        self.end()?;

        self.begin(b"_sum", labels, false);
        match buckets.unit {
            Unit::Seconds => push_decimal::<9>(&mut self.line, histogram.sum()),
            Unit::Milliseconds => push_decimal::<6>(&mut self.line, histogram.sum()),
            Unit::Tokens => push_u64(&mut self.line, histogram.sum()),
        }
        self.end()?;
        self.begin(b"_count", labels, false);
        push_u64(&mut self.line, total);
        self.end()?;
        self.created_line(labels, created_unix_ns)
    }
}

/// Appends a recorded value or bound in the family's unit.
fn push_recorded(out: &mut Vec<u8>, unit: Unit, value: u64) {
    match unit {
        Unit::Seconds => push_decimal::<9>(out, value),
        Unit::Milliseconds => push_decimal::<6>(out, value),
        Unit::Tokens if value.trailing_zeros() >= TOKEN_SHIFT => push_u64(out, value >> TOKEN_SHIFT),
        Unit::Tokens => push_f64(out, super::walk::exported(unit, value)),
    }
}

//! Prometheus text 0.0.4 and OpenMetrics 1.0.0: one writer, as they differ in a few words.

use std::cell::Cell;
use std::io::{self, Write};

use super::write::{DIGITS, decimal, push_decimal, push_f64, push_help, push_label_value, push_u64};
use crate::read::histogram::{Edges, MAX_BOUNDS, RawHistogram};
use crate::read::series::{Head, Labels, Value, Visitor};
use crate::words::Exemplar;
use crate::words::family::{Buckets, Kind, Unit, unit_of};

/// What is gathered before it is handed on, so that the receiver is called once for hundreds of lines.
const PAGE: usize = 32 << 10;

thread_local! {
    /// The buffers of the last scrape on this thread, so that the next one allocates nothing.
    static BUFFERS: Cell<Option<Box<Buffers>>> = const { Cell::new(None) };
}

struct Buffers {
    /// The name of the present family, as samples carry it.
    name: Vec<u8>,
    /// The line that is being written, or what all buckets of a histogram begin with.
    line: Vec<u8>,
    /// The exemplars of the present histogram, one after the other.
    exemplars: Vec<u8>,
    /// Where the exemplar of each bucket ends in them; the last bucket has no upper bound.
    exemplar_ends: [usize; MAX_BOUNDS + 1],
    /// The present family's bounds.
    bounds: [Bound; MAX_BOUNDS],
    edges: Edges,
    /// The text so far is the first `filled` bytes; the rest is room.
    page: Vec<u8>,
    filled: usize,
}

/// How a bucket's line goes on after `le="`, up to the count.
#[derive(Clone, Copy)]
struct Bound {
    /// Copied whole, as that takes a few instructions; what follows the text is overwritten by what comes next.
    text: [u8; Bound::WIDTH],
    length: usize,
}

impl Bound {
    const WIDTH: usize = 32;

    fn new(text: &[u8]) -> Self {
        let mut bound = Self { text: [0; Self::WIDTH], length: text.len().min(Self::WIDTH) };
        bound.text[..bound.length].copy_from_slice(&text[..bound.length]);
        bound
    }
}

pub(super) struct Encoder<'w, W, const OPEN: bool> {
    out: &'w mut W,
    buffers: Box<Buffers>,
    kind: Kind,
    /// OpenMetrics says when a counter or histogram began.
    created: bool,
}

impl<'w, W: Write, const OPEN: bool> Encoder<'w, W, OPEN> {
    pub(super) fn new(out: &'w mut W) -> Self {
        let new = || {
            Box::new(Buffers {
                name: Vec::new(),
                line: Vec::new(),
                exemplars: Vec::new(),
                exemplar_ends: [0; MAX_BOUNDS + 1],
                bounds: [Bound { text: [0; Bound::WIDTH], length: 0 }; MAX_BOUNDS],
                edges: Edges::default(),
                page: vec![0; PAGE],
                filled: 0,
            })
        };
        let buffers = BUFFERS.take().unwrap_or_else(new);
        Self { out, buffers, kind: Kind::Gauge, created: false }
    }

    /// Hands on what is left, after the mark that OpenMetrics ends with.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.buffers.line.clear();
        if OPEN {
            self.buffers.line.extend_from_slice(b"# EOF\n");
        }
        self.put_line()?;
        self.hand_on()?;
        BUFFERS.set(Some(self.buffers));
        Ok(())
    }

    fn hand_on(&mut self) -> io::Result<()> {
        let text = self.buffers.page.get(..self.buffers.filled).unwrap_or_default();
        self.out.write_all(text)?;
        self.buffers.filled = 0;
        Ok(())
    }

    /// Makes room for so many bytes.
    fn room(&mut self, bytes: usize) -> io::Result<()> {
        if self.buffers.page.len() - self.buffers.filled < bytes {
            self.hand_on()?;
            if self.buffers.page.len() < bytes {
                self.buffers.page.resize(bytes, 0);
            }
        }
        Ok(())
    }

    fn put_line(&mut self) -> io::Result<()> {
        self.room(self.buffers.line.len())?;
        let Buffers { line, page, filled, .. } = &mut *self.buffers;
        let end = *filled + line.len();
        page[*filled..end].copy_from_slice(line);
        *filled = end;
        Ok(())
    }

    /// Begins a line with the name, a suffix, the labels and, unfinished, `le`.
    fn begin(&mut self, suffix: &[u8], labels: Labels<'_>, bucket: bool) {
        self.buffers.line.clear();
        self.buffers.line.extend_from_slice(&self.buffers.name);
        self.buffers.line.extend_from_slice(suffix);
        if labels.is_empty() && !bucket {
            self.buffers.line.push(b' ');
            return;
        }
        self.buffers.line.push(b'{');
        for (index, (name, value)) in labels.iter().enumerate() {
            if index > 0 {
                self.buffers.line.push(b',');
            }
            self.buffers.line.extend_from_slice(name.as_bytes());
            self.buffers.line.extend_from_slice(b"=\"");
            push_label_value(&mut self.buffers.line, value);
            self.buffers.line.push(b'"');
        }
        if bucket {
            if !labels.is_empty() {
                self.buffers.line.push(b',');
            }
            self.buffers.line.extend_from_slice(b"le=\"");
        } else {
            self.buffers.line.extend_from_slice(b"} ");
        }
    }

    /// Bounds are the same for every series of a family.
    fn render_bounds(&mut self, buckets: &Buckets) {
        self.buffers.edges = Edges::of(buckets.bounds);
        let Buffers { line, bounds, .. } = &mut *self.buffers;
        for (value, bound) in buckets.bounds.iter().zip(bounds) {
            line.clear();
            push_recorded(line, buckets.unit, *value);
            // OpenMetrics wants bounds to look like floats.
            if OPEN && !line.contains(&b'.') {
                line.extend_from_slice(b".0");
            }
            line.extend_from_slice(b"\"} ");
            *bound = Bound::new(line);
        }
    }

    fn end(&mut self) -> io::Result<()> {
        self.buffers.line.push(b'\n');
        self.put_line()
    }

    fn created_line(&mut self, labels: Labels<'_>, unix_ns: u64) -> io::Result<()> {
        if OPEN && self.created {
            self.begin(b"_created", labels, false);
            push_decimal::<9>(&mut self.buffers.line, unix_ns);
            self.end()?;
        }
        Ok(())
    }

    fn render_exemplars(&mut self, bounds: &[u64], histogram: &RawHistogram, unit: Unit) {
        let Buffers { exemplars, exemplar_ends, .. } = &mut *self.buffers;
        exemplars.clear();
        if !OPEN || histogram.exemplars().is_empty() {
            return;
        }
        let mut below = None;
        for (bound, end) in bounds.iter().chain([&u64::MAX]).zip(exemplar_ends) {
            if let Some(exemplar) = histogram.exemplar_within(below, *bound) {
                push_exemplar(exemplars, exemplar, unit);
            }
            (below, *end) = (Some(*bound), exemplars.len());
        }
    }

    /// All buckets of a histogram, which begin with the present line.
    fn buckets(&mut self, counts: &[u64], total: u64) -> io::Result<()> {
        let line = self.buffers.line.len() + Bound::WIDTH + DIGITS + 1;
        self.room((counts.len() + 1) * line + self.buffers.exemplars.len())?;
        let Buffers { line: prefix, exemplars, exemplar_ends, page, filled, bounds, .. } = &mut *self.buffers;
        let infinity = Bound::new(b"+Inf\"} ");
        let all = bounds.iter().take(counts.len()).chain([&infinity]).zip(counts.iter().chain([&total]));
        let (mut at, mut told, mut shown, mut digits) = (*filled, 0, 0, decimal(0));
        for (index, (bound, count)) in all.enumerate() {
            page[at..at + prefix.len()].copy_from_slice(prefix);
            at += prefix.len();
            page[at..at + Bound::WIDTH].copy_from_slice(&bound.text);
            at += bound.length;
            // Cumulative: most counts are the one before.
            if *count != shown {
                (shown, digits) = (*count, decimal(*count));
            }
            page[at..at + DIGITS].copy_from_slice(&digits.0[digits.1..digits.1 + DIGITS]);
            at += DIGITS - digits.1;
            if let Some(text) = exemplars.get(told..exemplar_ends[index]).filter(|text| !text.is_empty()) {
                page[at..at + text.len()].copy_from_slice(text);
                at += text.len();
                told = exemplar_ends[index];
            }
            page[at] = b'\n';
            at += 1;
        }
        *filled = at;
        Ok(())
    }
}

/// Appends what follows the count of the bucket that has an exemplar.
fn push_exemplar(text: &mut Vec<u8>, exemplar: &Exemplar, unit: Unit) {
    text.extend_from_slice(b" # {trace_id=\"");
    for byte in exemplar.trace_id.to_be_bytes() {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        text.push(HEX[usize::from(byte >> 4)]);
        text.push(HEX[usize::from(byte & 15)]);
    }
    text.extend_from_slice(b"\"} ");
    push_recorded(text, unit, exemplar.took_ns);
    text.push(b' ');
    push_decimal::<9>(text, exemplar.unix_ns);
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
        self.buffers.name.clear();
        self.buffers.name.extend_from_slice(name);
        if let Kind::Histogram(buckets) = head.kind {
            self.render_bounds(buckets);
        }
        self.buffers.line.clear();
        self.buffers.line.extend_from_slice(b"# HELP ");
        self.buffers.line.extend_from_slice(name);
        self.buffers.line.push(b' ');
        if OPEN {
            // OpenMetrics escapes a quote in help texts too, exactly as in label values.
            push_label_value(&mut self.buffers.line, head.help);
        } else {
            push_help(&mut self.buffers.line, head.help);
        }
        self.buffers.line.extend_from_slice(b"\n# TYPE ");
        self.buffers.line.extend_from_slice(name);
        self.buffers.line.push(b' ');
        self.buffers.line.extend_from_slice(kind);
        let unit = unit_of(head.name);
        if OPEN && !unit.is_empty() {
            self.buffers.line.extend_from_slice(b"\n# UNIT ");
            self.buffers.line.extend_from_slice(name);
            self.buffers.line.push(b' ');
            self.buffers.line.extend_from_slice(unit.as_bytes());
        }
        self.end()
    }

    fn number(&mut self, labels: Labels<'_>, value: Value, created_unix_ns: u64) -> io::Result<()> {
        self.begin(if OPEN && self.created { b"_total" } else { b"" }, labels, false);
        match value {
            Value::Integer(value) => push_u64(&mut self.buffers.line, value),
            Value::Nanoseconds(value) => push_decimal::<9>(&mut self.buffers.line, value),
            Value::Float(value) => push_f64(&mut self.buffers.line, value),
        }
        self.end()?;
        self.created_line(labels, created_unix_ns)
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
        let total = histogram.cumulative_by(&self.buffers.edges, &mut counts);
        self.render_exemplars(bounds, histogram, buckets.unit);
        self.begin(b"_bucket", labels, true);
        self.buckets(counts.get(..bounds.len()).unwrap_or_default(), total)?;

        self.begin(b"_sum", labels, false);
        push_recorded(&mut self.buffers.line, buckets.unit, histogram.sum());
        self.end()?;
        self.begin(b"_count", labels, false);
        push_u64(&mut self.buffers.line, total);
        self.end()?;
        self.created_line(labels, created_unix_ns)
    }
}

/// Appends a recorded value or bound in the family's unit.
pub(super) fn push_recorded(out: &mut Vec<u8>, unit: Unit, value: u64) {
    match unit {
        Unit::Seconds => push_decimal::<9>(out, value),
        Unit::Milliseconds => push_decimal::<6>(out, value),
        Unit::Tokens => push_u64(out, value),
    }
}

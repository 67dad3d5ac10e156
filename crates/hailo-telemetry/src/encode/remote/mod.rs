//! Requests of Prometheus' remote write, from snapshot to snapshot: which series there were before decides which have ended.

use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use prost::Message as _;

use super::native::{NATIVE_SCHEMA, Native};
use super::text::push_recorded;
use crate::read::catalogue::walk;
use crate::read::histogram::{MAX_BOUNDS, RawHistogram};
use crate::read::series::{Head, Labels, Value, Visitor};
use crate::read::snapshot::Snapshot;
use crate::words::family::{Buckets, Kind, unit_of};
use wire::{Histogram, Metadata, Request, Sample, Series, Span, kind};

#[cfg(test)]
mod tests;
mod wire;

/// The value that says that a series has ended: one of the many `NaN`s, told apart by its bits.
const STALE: f64 = f64::from_bits(0x7ff0_0000_0000_0002);
const MS: u64 = 1_000_000;

/// As which series a histogram is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum RemoteHistograms {
    /// `_bucket`, `_sum` and `_count`, which every receiver takes.
    #[default]
    Classic,
    /// One native histogram each. A receiver that does not take them may refuse the whole request.
    Native,
    /// Both.
    Both,
}

/// One request of remote-write 2.0.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct RemoteRequest {
    /// An `io.prometheus.write.v2.Request`, not compressed.
    pub body: Vec<u8>,
    /// How many samples it has, a native histogram counting as one.
    pub samples: u32,
    /// The time of its newest sample, in milliseconds since 1970.
    pub unix_ms: i64,
}

/// Makes requests of Prometheus' remote-write 2.0 (rc.4) of one snapshot after the other: type, help, unit and start time
/// with every series, and a stale marker for each that has ended since the request before.
///
/// Times only ascend: see [`RemoteWriter::request`]. Exemplars are not sent.
#[derive(Debug)]
pub struct RemoteWriter {
    /// Labels of every series, such as `job` and `instance`.
    labels: Vec<(String, String)>,
    histograms: RemoteHistograms,
    symbols: Symbols,
    /// The series of the last request, and the round that each was last seen in.
    live: HashMap<Vec<u32>, Live>,
    /// Series that ended since the symbols were last made anew.
    ended: usize,
    round: u64,
    last_ms: i64,
}

#[derive(Clone, Copy, Debug)]
struct Live {
    round: u64,
    native: bool,
    about: Metadata,
}

/// Every text once; its place is its name. The first is empty, as the protocol wants it.
#[derive(Debug)]
struct Symbols {
    places: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Symbols {
    fn new() -> Self {
        let empty: Arc<str> = Arc::from("");
        Self { places: HashMap::from([(Arc::clone(&empty), 0)]), texts: vec![empty] }
    }

    fn place(&mut self, text: &str) -> u32 {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let (text, place) = (Arc::<str>::from(text), self.texts.len() as u32);
        self.places.insert(Arc::clone(&text), place);
        self.texts.push(text);
        place
    }
}

impl RemoteWriter {
    /// Gives every series these labels beside its own; a label that a series has itself stays as it is there.
    #[must_use]
    pub fn new(labels: impl IntoIterator<Item = (String, String)>, histograms: RemoteHistograms) -> Self {
        Self {
            labels: labels.into_iter().collect(),
            histograms,
            symbols: Symbols::new(),
            live: HashMap::new(),
            ended: 0,
            round: 0,
            last_ms: 0,
        }
    }

    /// Sends nothing that is not newer than this, in milliseconds since 1970: what an earlier run left unsent goes first.
    pub fn after(&mut self, unix_ms: i64) {
        self.last_ms = self.last_ms.max(unix_ms);
    }

    /// How many series the last request had.
    #[must_use]
    pub fn series(&self) -> usize {
        self.live.len()
    }

    /// What `snapshot` shows. `None` when the wall clock shows no later time than at the request before, because it was set
    /// back: the samples would be out of order, and a receiver refuses those.
    pub fn request(&mut self, snapshot: &Snapshot) -> Option<RemoteRequest> {
        let at_ms = (snapshot.unix_ns / MS) as i64;
        if at_ms <= self.last_ms {
            return None;
        }
        self.last_ms = at_ms;
        self.round += 1;
        if self.ended > self.live.len() {
            self.forget();
        }
        let mut told = RequestBuilder {
            writer: self,
            at_ms,
            series: Vec::new(),
            name: String::new(),
            about: Metadata { kind: kind::GAUGE, help: 0, unit: 0 },
            native: Native::default(),
            text: Vec::new(),
        };
        // Nothing is written, so nothing can fail.
        let _ = walk(snapshot, &mut told);
        let mut series = told.series;
        let round = self.round;
        self.live.retain(|labels, live| {
            let ended = live.round != round;
            if ended {
                series.push(stale(labels, *live, at_ms));
                self.ended += 1;
            }
            !ended
        });
        Some(self.wrap(series, at_ms))
    }

    /// The end of every series that the last request had; `None` where it had none.
    pub fn end(&mut self) -> Option<RemoteRequest> {
        if self.live.is_empty() {
            return None;
        }
        self.last_ms += 1;
        let at_ms = self.last_ms;
        let series = self.live.drain().map(|(labels, live)| stale(&labels, live, at_ms)).collect();
        Some(self.wrap(series, at_ms))
    }

    fn wrap(&self, series: Vec<Series>, unix_ms: i64) -> RemoteRequest {
        let samples = series.len() as u32;
        let symbols = self.symbols.texts.iter().map(|text| text.to_string()).collect();
        RemoteRequest { body: Request { symbols, series }.encode_to_vec(), samples, unix_ms }
    }

    /// Makes the symbols anew from the series that are left, so that those of ended ones take no room for ever.
    fn forget(&mut self) {
        let old = std::mem::replace(&mut self.symbols, Symbols::new());
        let mut place =
            |before: u32| old.texts.get(before as usize).map_or(0, |text| self.symbols.place(text));
        self.live = std::mem::take(&mut self.live)
            .into_iter()
            .map(|(labels, live)| {
                let about =
                    Metadata { help: place(live.about.help), unit: place(live.about.unit), ..live.about };
                (labels.into_iter().map(&mut place).collect(), Live { about, ..live })
            })
            .collect();
        self.ended = 0;
    }
}

fn stale(labels: &[u32], live: Live, at_ms: i64) -> Series {
    let mut series = Series { labels: labels.to_vec(), metadata: Some(live.about), ..Series::default() };
    if live.native {
        series.histograms.push(Histogram { count: Some(0), sum: STALE, at_ms, ..Histogram::default() });
    } else {
        series.samples.push(Sample { value: STALE, at_ms, start_ms: 0 });
    }
    series
}

/// A body of 2.0 as one of 1.0 (`prometheus.WriteRequest`), for a receiver that speaks nothing newer. Start times have no
/// place there. What the families are goes along where `described`; senders do so once a minute.
///
/// # Errors
/// When `body` is no request of [`RemoteWriter`]'s.
pub fn remote_write_1_0(body: &[u8], described: bool) -> io::Result<Vec<u8>> {
    wire::old(body, described).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// A request that is being filled from a snapshot.
struct RequestBuilder<'w> {
    writer: &'w mut RemoteWriter,
    at_ms: i64,
    series: Vec<Series>,
    /// Of the present family.
    name: String,
    about: Metadata,
    native: Native,
    text: Vec<u8>,
}

impl RequestBuilder<'_> {
    /// The labels of a series, which is alive from now on.
    fn labels(&mut self, suffix: &str, labels: Labels<'_>, le: Option<&str>, native: bool) -> Vec<u32> {
        let RemoteWriter { labels: common, symbols, live, round, .. } = &mut *self.writer;
        let name = format!("{}{suffix}", self.name);
        let mut pairs: Vec<(&str, &str)> = vec![("__name__", &name)];
        pairs.extend(labels);
        pairs.extend(le.map(|le| ("le", le)));
        let own = pairs.len();
        for (label, value) in common.iter() {
            if !pairs[..own].iter().any(|(taken, _)| taken == label) {
                pairs.push((label, value));
            }
        }
        // An empty value is as no label.
        pairs.retain(|(_, value)| !value.is_empty());
        pairs.sort_unstable_by_key(|(name, _)| *name);
        let places: Vec<u32> =
            pairs.iter().flat_map(|(name, value)| [symbols.place(name), symbols.place(value)]).collect();
        live.insert(places.clone(), Live { round: *round, native, about: self.about });
        places
    }

    fn sample(&mut self, suffix: &str, labels: Labels<'_>, le: Option<&str>, value: f64, start_ms: i64) {
        let labels = self.labels(suffix, labels, le, false);
        self.series.push(Series {
            labels,
            samples: vec![Sample { value, at_ms: self.at_ms, start_ms }],
            histograms: Vec::new(),
            metadata: Some(self.about),
        });
    }

    /// When a counter began: before its sample, as the protocol wants it.
    fn start(&self, created_unix_ns: u64) -> i64 {
        ((created_unix_ns / MS) as i64).min(self.at_ms - 1)
    }
}

impl Visitor for RequestBuilder<'_> {
    fn family(&mut self, head: Head<'_>) -> io::Result<()> {
        head.name.clone_into(&mut self.name);
        self.about = Metadata {
            kind: match head.kind {
                Kind::Counter => kind::COUNTER,
                Kind::Gauge => kind::GAUGE,
                Kind::Histogram(_) => kind::HISTOGRAM,
            },
            help: self.writer.symbols.place(head.help),
            unit: self.writer.symbols.place(unit_of(head.name)),
        };
        Ok(())
    }

    fn number(&mut self, labels: Labels<'_>, value: Value, created_unix_ns: u64) -> io::Result<()> {
        let start_ms = if self.about.kind == kind::COUNTER { self.start(created_unix_ns) } else { 0 };
        self.sample("", labels, None, value.as_f64(), start_ms);
        Ok(())
    }

    fn histogram(
        &mut self,
        labels: Labels<'_>,
        buckets: &Buckets,
        histogram: &RawHistogram,
        created_unix_ns: u64,
    ) -> io::Result<()> {
        let start_ms = self.start(created_unix_ns);
        let sum = buckets.unit.exported(histogram.sum());
        if self.writer.histograms != RemoteHistograms::Native {
            let bounds = buckets.bounds.get(..MAX_BOUNDS).unwrap_or(buckets.bounds);
            let mut counts = [0; MAX_BOUNDS];
            let total = histogram.cumulative_at(bounds, &mut counts);
            for (bound, count) in bounds.iter().zip(counts) {
                let mut text = std::mem::take(&mut self.text);
                text.clear();
                push_recorded(&mut text, buckets.unit, *bound);
                // As Prometheus 3 and OpenMetrics spell it.
                if !text.contains(&b'.') {
                    text.extend_from_slice(b".0");
                }
                let le = std::str::from_utf8(&text).unwrap_or_default();
                self.sample("_bucket", labels, Some(le), count as f64, start_ms);
                self.text = text;
            }
            self.sample("_bucket", labels, Some("+Inf"), total as f64, start_ms);
            self.sample("_sum", labels, None, sum, start_ms);
            self.sample("_count", labels, None, total as f64, start_ms);
        }
        if self.writer.histograms != RemoteHistograms::Classic {
            self.native.fill(histogram, buckets.unit);
            let spans = self.native.spans.iter();
            let native = Histogram {
                count: Some(histogram.count()),
                sum,
                schema: NATIVE_SCHEMA,
                zero_threshold: self.native.zero_threshold,
                zero_count: Some(self.native.zero_count),
                spans: spans.map(|span| Span { offset: span.offset, length: span.length }).collect(),
                deltas: self.native.deltas.clone(),
                at_ms: self.at_ms,
                start_ms,
            };
            let labels = self.labels("", labels, None, true);
            self.series.push(Series {
                labels,
                samples: Vec::new(),
                histograms: vec![native],
                metadata: Some(self.about),
            });
        }
        Ok(())
    }
}

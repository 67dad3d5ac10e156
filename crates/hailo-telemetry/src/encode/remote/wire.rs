//! The messages of Prometheus' remote write: `io.prometheus.write.v2.Request`, and the `prometheus.WriteRequest` of 1.0.

use std::collections::BTreeMap;

use prost::Message;

/// A request of 2.0: every text once, and series that name texts by their place.
#[derive(Clone, PartialEq, Message)]
pub(super) struct Request {
    #[prost(string, repeated, tag = "4")]
    pub(super) symbols: Vec<String>,
    #[prost(message, repeated, tag = "5")]
    pub(super) series: Vec<Series>,
}

#[derive(Clone, PartialEq, Message)]
pub(super) struct Series {
    /// Name and value of each label in turn, ascending by name.
    #[prost(uint32, repeated, tag = "1")]
    pub(super) labels: Vec<u32>,
    #[prost(message, repeated, tag = "2")]
    pub(super) samples: Vec<Sample>,
    #[prost(message, repeated, tag = "3")]
    pub(super) histograms: Vec<Histogram>,
    #[prost(message, optional, tag = "5")]
    pub(super) metadata: Option<Metadata>,
}

/// Times are milliseconds since 1970. 1.0 knows no start, and skips it as any field that it doesn't know.
#[derive(Clone, Copy, PartialEq, Message)]
pub(super) struct Sample {
    #[prost(double, tag = "1")]
    pub(super) value: f64,
    #[prost(int64, tag = "2")]
    pub(super) at_ms: i64,
    #[prost(int64, tag = "3")]
    pub(super) start_ms: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Message)]
pub(super) struct Metadata {
    #[prost(uint32, tag = "1")]
    pub(super) kind: u32,
    #[prost(uint32, tag = "3")]
    pub(super) help: u32,
    #[prost(uint32, tag = "4")]
    pub(super) unit: u32,
}

/// A native histogram of integers, the same in both versions but for the start.
#[derive(Clone, PartialEq, Message)]
pub(super) struct Histogram {
    #[prost(uint64, optional, tag = "1")]
    pub(super) count: Option<u64>,
    #[prost(double, tag = "3")]
    pub(super) sum: f64,
    #[prost(sint32, tag = "4")]
    pub(super) schema: i32,
    #[prost(double, tag = "5")]
    pub(super) zero_threshold: f64,
    #[prost(uint64, optional, tag = "6")]
    pub(super) zero_count: Option<u64>,
    #[prost(message, repeated, tag = "11")]
    pub(super) spans: Vec<Span>,
    #[prost(sint64, repeated, tag = "12")]
    pub(super) deltas: Vec<i64>,
    #[prost(int64, tag = "15")]
    pub(super) at_ms: i64,
    #[prost(int64, tag = "17")]
    pub(super) start_ms: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Message)]
pub(super) struct Span {
    #[prost(sint32, tag = "1")]
    pub(super) offset: i32,
    #[prost(uint32, tag = "2")]
    pub(super) length: u32,
}

/// Values of `MetricType`, the same in both versions.
pub(super) mod kind {
    pub(crate) const COUNTER: u32 = 1;
    pub(crate) const GAUGE: u32 = 2;
    pub(crate) const HISTOGRAM: u32 = 3;
}

#[derive(Clone, PartialEq, Message)]
struct OldRequest {
    #[prost(message, repeated, tag = "1")]
    series: Vec<OldSeries>,
    #[prost(message, repeated, tag = "3")]
    metadata: Vec<OldMetadata>,
}

#[derive(Clone, PartialEq, Message)]
struct OldSeries {
    #[prost(message, repeated, tag = "1")]
    labels: Vec<OldLabel>,
    #[prost(message, repeated, tag = "2")]
    samples: Vec<Sample>,
    #[prost(message, repeated, tag = "4")]
    histograms: Vec<Histogram>,
}

#[derive(Clone, PartialEq, Eq, Message)]
struct OldLabel {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(string, tag = "2")]
    value: String,
}

/// Of a family; 2.0 has it with each series.
#[derive(Clone, PartialEq, Eq, Message)]
struct OldMetadata {
    #[prost(uint32, tag = "1")]
    kind: u32,
    #[prost(string, tag = "2")]
    family: String,
    #[prost(string, tag = "4")]
    help: String,
    #[prost(string, tag = "5")]
    unit: String,
}

/// What a body of 2.0 says, as a body of 1.0. With `described`, what the families are goes with it.
pub(super) fn old(body: &[u8], described: bool) -> Result<Vec<u8>, prost::DecodeError> {
    let Request { symbols, series } = Request::decode(body)?;
    let text = |place: u32| symbols.get(place as usize).map_or("", String::as_str);
    let mut families = BTreeMap::new();
    let series = series
        .into_iter()
        .map(|mut one| {
            let labels: Vec<_> = one
                .labels
                .chunks_exact(2)
                .map(|pair| OldLabel { name: text(pair[0]).to_owned(), value: text(pair[1]).to_owned() })
                .collect();
            if let (true, Some(about)) = (described, one.metadata) {
                let name = labels.iter().find(|label| label.name == "__name__");
                let name = name.map_or("", |label| label.value.as_str());
                families.entry(family(name, about.kind).to_owned()).or_insert(about);
            }
            one.samples.iter_mut().for_each(|sample| sample.start_ms = 0);
            one.histograms.iter_mut().for_each(|histogram| histogram.start_ms = 0);
            OldSeries { labels, samples: one.samples, histograms: one.histograms }
        })
        .collect();
    let metadata = families
        .into_iter()
        .map(|(family, about)| OldMetadata {
            kind: about.kind,
            family,
            help: text(about.help).to_owned(),
            unit: text(about.unit).to_owned(),
        })
        .collect();
    Ok(OldRequest { series, metadata }.encode_to_vec())
}

/// The family of a series: a classic histogram is several.
fn family(series: &str, metadata_kind: u32) -> &str {
    let suffixes: &[&str] =
        if metadata_kind == kind::HISTOGRAM { &["_bucket", "_sum", "_count"] } else { &[] };
    suffixes.iter().find_map(|suffix| series.strip_suffix(suffix)).unwrap_or(series)
}

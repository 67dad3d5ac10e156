use super::wire::{Request, Series};
use super::*;
use crate::{Clock, Config, Telemetry};
use std::collections::BTreeMap;
use std::time::Duration;

const LATER: u64 = 10_000 * MS;

fn writer(histograms: RemoteHistograms) -> RemoteWriter {
    let labels = [("job", "hailo-monitor"), ("instance", "pi-7"), ("model", "not this")];
    RemoteWriter::new(labels.map(|(name, value)| (name.to_owned(), value.to_owned())), histograms)
}

/// A telemetry with a model that answered once in 40 ms, and its snapshot at a fixed time.
fn one_request() -> (Telemetry, Snapshot) {
    let (clock, hand) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock).retire_after(Duration::ZERO));
    let call = telemetry.model("m").begin();
    hand.advance(Duration::from_millis(40));
    call.complete();
    let snapshot = telemetry.snapshot();
    (telemetry, snapshot)
}

fn text(request: &Request, place: u32) -> &str {
    &request.symbols[place as usize]
}

fn labels<'r>(request: &'r Request, series: &Series) -> BTreeMap<&'r str, &'r str> {
    let pairs = series.labels.chunks(2).map(|pair| (text(request, pair[0]), text(request, pair[1])));
    pairs.collect()
}

fn named<'r>(request: &'r Request, name: &'r str) -> impl Iterator<Item = &'r Series> {
    request.series.iter().filter(move |series| labels(request, series)["__name__"] == name)
}

fn decode(request: Option<RemoteRequest>) -> Request {
    let request = request.unwrap();
    let decoded = Request::decode(&*request.body).unwrap();
    assert_eq!(decoded.series.len() as u32, request.samples);
    decoded
}

#[test]
fn every_series_has_its_labels_in_order_and_its_family_s_type_help_and_start() {
    let (_telemetry, snapshot) = one_request();
    let request = decode(writer(RemoteHistograms::Both).request(&snapshot));
    assert_eq!(request.symbols[0], "");
    let mut seen = std::collections::HashSet::new();
    for series in &request.series {
        let names: Vec<&str> = series.labels.chunks(2).map(|pair| text(&request, pair[0])).collect();
        assert!(names.is_sorted() && names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        let labels = labels(&request, series);
        assert_eq!((labels["job"], labels["instance"]), ("hailo-monitor", "pi-7"));
        assert!(seen.insert(format!("{labels:?}")), "{labels:?} twice");
        let about = series.metadata.unwrap();
        assert!(!text(&request, about.help).is_empty(), "{labels:?}");
        assert_eq!(series.samples.len() + series.histograms.len(), 1);
        let (at, start) = series.samples.first().map_or_else(
            || (series.histograms[0].at_ms, series.histograms[0].start_ms),
            |sample| (sample.at_ms, sample.start_ms),
        );
        assert_eq!(at, (snapshot.unix_ns / MS) as i64);
        assert_eq!(start != 0, about.kind != kind::GAUGE, "{labels:?}");
        assert!(start < at);
    }
    let outcomes = named(&request, "inference_outcomes_total").next().unwrap();
    assert_eq!(labels(&request, outcomes)["model"], "m", "a series' own label stays");
    let busy = named(&request, "inference_busy_seconds_total").next().unwrap().metadata.unwrap();
    assert_eq!((busy.kind, text(&request, busy.unit)), (kind::COUNTER, "seconds"));
}

#[test]
fn classic_and_native_buckets_hold_the_same_values() {
    let (_telemetry, snapshot) = one_request();
    let request = decode(writer(RemoteHistograms::Both).request(&snapshot));
    let completed = |series: &&Series| labels(&request, series).get("outcome") == Some(&"completed");
    let native = &named(&request, "inference_duration_seconds").find(completed).unwrap().histograms[0];
    assert_eq!((native.count, native.zero_count, native.deltas.as_slice()), (Some(1), Some(0), &[1][..]));
    let upper = f64::from(native.spans[0].offset) / f64::from(1 << native.schema);
    assert!((upper.exp2() / 0.04 - 1.0).abs() < crate::encode::NATIVE_RELATIVE_ERROR, "{}", upper.exp2());
    let classic: Vec<(&str, f64)> = named(&request, "inference_duration_seconds_bucket")
        .filter(completed)
        .map(|series| (labels(&request, series)["le"], series.samples[0].value))
        .collect();
    assert_eq!(classic.iter().find(|(le, _)| *le == "0.025").unwrap().1, 0.0);
    assert_eq!(classic.iter().find(|(le, _)| *le == "0.05").unwrap().1, 1.0);
    assert_eq!(classic.iter().find(|(le, _)| *le == "1.0").unwrap().1, 1.0);
    assert_eq!(*classic.last().unwrap(), ("+Inf", 1.0));
    assert!(
        decode(writer(RemoteHistograms::Classic).request(&snapshot))
            .series
            .iter()
            .all(|s| s.histograms.is_empty())
    );
    let natives = decode(writer(RemoteHistograms::Native).request(&snapshot));
    assert_eq!(named(&natives, "inference_duration_seconds_bucket").count(), 0);
}

#[test]
fn a_series_that_ended_is_marked_once() {
    let (telemetry, mut snapshot) = one_request();
    let mut writer = writer(RemoteHistograms::Both);
    let before = decode(writer.request(&snapshot)).series.len();
    telemetry.retire("m");
    let began = snapshot.unix_ns;
    telemetry.snapshot_into(&mut snapshot);
    snapshot.unix_ns = began + LATER;
    let request = decode(writer.request(&snapshot));
    let stale = |series: &Series| {
        series.samples.iter().any(|sample| sample.value.to_bits() == STALE.to_bits())
            || series.histograms.iter().any(|native| native.sum.to_bits() == STALE.to_bits())
    };
    let ended: Vec<_> = request.series.iter().filter(|series| stale(series)).collect();
    assert!(ended.iter().all(|series| labels(&request, series)["model"] == "m"));
    assert!(ended.iter().any(|series| !series.histograms.is_empty()));
    assert_eq!(request.series.len(), before, "each series is alive or has ended");
    snapshot.unix_ns += LATER;
    let request = decode(writer.request(&snapshot));
    assert!(!request.series.iter().any(stale), "and only once");

    // At the end of the run everything does.
    let alive = request.series.len();
    let end = writer.end().unwrap();
    assert_eq!(end.unix_ms, (snapshot.unix_ns / MS) as i64 + 1);
    let end = decode(Some(end));
    assert_eq!((end.series.len(), end.series.iter().all(stale)), (alive, true));
    assert!(writer.end().is_none());
}

#[test]
fn times_only_ascend() {
    let (_telemetry, mut snapshot) = one_request();
    let mut writer = writer(RemoteHistograms::Classic);
    writer.after((snapshot.unix_ns / MS) as i64);
    assert!(writer.request(&snapshot).is_none());
    snapshot.unix_ns += MS;
    assert!(writer.request(&snapshot).is_some());
    snapshot.unix_ns -= LATER;
    assert!(writer.request(&snapshot).is_none(), "the clock was set back");
    snapshot.unix_ns += 2 * LATER;
    assert!(writer.request(&snapshot).is_some());
}

#[test]
fn models_that_come_and_go_leave_no_texts_behind() {
    let (telemetry, mut snapshot) = one_request();
    let mut writer = writer(RemoteHistograms::Classic);
    writer.request(&snapshot).unwrap();
    let (usual, began) = (writer.symbols.texts.len(), snapshot.unix_ns);
    for round in 1..200 {
        let name = format!("passing-{round}");
        telemetry.model(&name).begin().complete();
        telemetry.snapshot_into(&mut snapshot);
        snapshot.unix_ns = began + 2 * round * LATER;
        let request = decode(writer.request(&snapshot));
        assert!(named(&request, "inference_chunks_total").any(|s| labels(&request, s)["model"] == name));
        telemetry.retire(&name);
        telemetry.snapshot_into(&mut snapshot);
        snapshot.unix_ns = began + (2 * round + 1) * LATER;
        writer.request(&snapshot).unwrap();
        assert!(writer.symbols.texts.len() < usual + 20, "{}", writer.symbols.texts.len());
    }
}

#[test]
fn a_receiver_of_1_0_gets_the_same_samples() {
    use prost::Message as _;
    #[derive(Clone, PartialEq, prost::Message)]
    struct Pair {
        #[prost(string, tag = "1")]
        name: String,
        #[prost(string, tag = "2")]
        value: String,
    }
    #[derive(Clone, PartialEq, prost::Message)]
    struct Value {
        #[prost(double, tag = "1")]
        value: f64,
        #[prost(int64, tag = "2")]
        timestamp: i64,
        #[prost(int64, tag = "3")]
        unknown: i64,
    }
    #[derive(Clone, PartialEq, prost::Message)]
    struct TimeSeries {
        #[prost(message, repeated, tag = "1")]
        labels: Vec<Pair>,
        #[prost(message, repeated, tag = "2")]
        samples: Vec<Value>,
        #[prost(bytes = "vec", repeated, tag = "4")]
        histograms: Vec<Vec<u8>>,
    }
    #[derive(Clone, PartialEq, prost::Message)]
    struct About {
        #[prost(int32, tag = "1")]
        kind: i32,
        #[prost(string, tag = "2")]
        family: String,
        #[prost(string, tag = "4")]
        help: String,
        #[prost(string, tag = "5")]
        unit: String,
    }
    #[derive(Clone, PartialEq, prost::Message)]
    struct WriteRequest {
        #[prost(message, repeated, tag = "1")]
        series: Vec<TimeSeries>,
        #[prost(message, repeated, tag = "3")]
        metadata: Vec<About>,
    }

    let (_telemetry, snapshot) = one_request();
    let request = writer(RemoteHistograms::Both).request(&snapshot).unwrap();
    let new = Request::decode(&*request.body).unwrap();
    let old = WriteRequest::decode(&*remote_write_1_0(&request.body, true).unwrap()).unwrap();
    assert_eq!(new.series.len(), old.series.len());
    for (new_series, old_series) in new.series.iter().zip(&old.series) {
        let pairs: BTreeMap<&str, &str> =
            old_series.labels.iter().map(|pair| (&*pair.name, &*pair.value)).collect();
        assert_eq!(labels(&new, new_series), pairs);
        assert!(old_series.labels.is_sorted_by_key(|pair| &pair.name));
        assert_eq!(new_series.histograms.len(), old_series.histograms.len());
        for (new_sample, old_sample) in new_series.samples.iter().zip(&old_series.samples) {
            assert_eq!((old_sample.value, old_sample.timestamp), (new_sample.value, new_sample.at_ms));
            assert_eq!(old_sample.unknown, 0);
        }
    }
    // Each family once, under the name that its HELP line has.
    let families: BTreeMap<&str, &About> = old.metadata.iter().map(|about| (&*about.family, about)).collect();
    assert_eq!(families.len(), old.metadata.len());
    let duration = families["inference_duration_seconds"];
    assert_eq!((duration.kind, &*duration.unit), (3, "seconds"));
    assert_eq!(duration.help, crate::catalogue::DURATION_SECONDS.help);
    assert!(
        families.contains_key("inference_outcomes_total")
            && !families.contains_key("inference_duration_seconds_sum")
    );
    let undescribed = WriteRequest::decode(&*remote_write_1_0(&request.body, false).unwrap()).unwrap();
    assert!(undescribed.metadata.is_empty());
    assert!(remote_write_1_0(b"\xff\xff", true).is_err());
}

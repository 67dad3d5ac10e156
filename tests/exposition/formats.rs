//! Each format parses back to the snapshot, with parsers that are not ours, and the four agree with each other.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

use hailo_telemetry::catalogue::{FAMILIES, Kind};
use hailo_telemetry::encode::{self, NATIVE_RELATIVE_ERROR};
use hailo_telemetry::{Outcome, Reason, Snapshot, Telemetry};
use proptest::prelude::*;

use crate::{NASTY, full, protobuf, skipped};

/// Series by name and labels, with the samples' suffixes: the common ground of the formats.
type Samples = BTreeMap<(String, BTreeMap<String, String>), f64>;

fn text(snapshot: &Snapshot) -> String {
    let mut out = Vec::new();
    encode::text(snapshot, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn openmetrics(snapshot: &Snapshot) -> String {
    let mut out = Vec::new();
    encode::openmetrics(snapshot, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn insert(samples: &mut Samples, name: String, labels: BTreeMap<String, String>, value: f64) {
    let before = samples.insert((name.clone(), labels.clone()), value);
    assert!(before.is_none(), "{name} {labels:?} twice");
}

/// A text format's samples by a strict reader of our own making, which also checks the order of lines.
fn read(text: &str, open: bool) -> Samples {
    let mut samples = Samples::new();
    let mut families = BTreeSet::new();
    let (mut family, mut kind) = (String::new(), String::new());
    let body = if open { text.strip_suffix("# EOF\n").expect("ends with EOF") } else { text };
    let body = body.strip_suffix('\n').expect("ends a line");
    for line in body.split('\n') {
        if let Some(rest) = line.strip_prefix("# HELP ") {
            family = rest.split(' ').next().unwrap().to_owned();
            assert!(families.insert(family.clone()), "{family} begins twice");
            kind.clear();
            continue;
        }
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let (name, word) = rest.split_once(' ').unwrap();
            assert_eq!(name, family);
            kind = word.to_owned();
            continue;
        }
        if let Some(rest) = line.strip_prefix("# UNIT ") {
            let (name, unit) = rest.split_once(' ').unwrap();
            assert!(open && name == family && family.ends_with(&format!("_{unit}")), "{line}");
            continue;
        }
        let line = line.split(" # {").next().unwrap();
        let (head, value) = line.rsplit_once(' ').unwrap();
        let (name, labels) = match head.split_once('{') {
            None => (head, BTreeMap::new()),
            Some((name, labels)) => (name, read_labels(labels.strip_suffix('}').unwrap())),
        };
        let suffixes: &[&str] = match (kind.as_str(), open) {
            ("counter", true) => &["_total", "_created"],
            ("histogram", true) => &["_bucket", "_sum", "_count", "_created"],
            ("histogram", false) => &["_bucket", "_sum", "_count"],
            _ => &[""],
        };
        let suffix = name.strip_prefix(family.as_str()).unwrap_or_else(|| panic!("{name} within {family}"));
        assert!(suffixes.contains(&suffix), "{name} within {kind} {family}");
        insert(&mut samples, name.to_owned(), labels, value.parse().unwrap());
    }
    samples
}

fn read_labels(text: &str) -> BTreeMap<String, String> {
    let mut labels = BTreeMap::new();
    let mut chars = text.chars().peekable();
    while chars.peek().is_some() {
        let name: String = chars.by_ref().take_while(|c| *c != '=').collect();
        assert_eq!(chars.next(), Some('"'));
        let mut value = String::new();
        loop {
            match chars.next().expect("a closing quote") {
                '"' => break,
                '\\' => value.push(match chars.next().unwrap() {
                    'n' => '\n',
                    c @ ('\\' | '"') => c,
                    other => panic!("\\{other}"),
                }),
                c => value.push(c),
            }
        }
        // Bounds are numbers, whatever their spelling.
        if name == "le" {
            value = value.parse::<f64>().unwrap().to_string();
        }
        assert!(labels.insert(name, value).is_none());
        assert!(matches!(chars.next(), None | Some(',')));
    }
    labels
}

fn of_protobuf(snapshot: &Snapshot) -> Samples {
    let mut out = Vec::new();
    encode::protobuf(snapshot, &mut out).unwrap();
    let mut samples = Samples::new();
    for family in protobuf::decode(&out) {
        for metric in family.metric {
            let labels: BTreeMap<_, _> = metric.label.into_iter().map(|l| (l.name, l.value)).collect();
            let name = &family.name;
            match (family.kind, metric.counter, metric.gauge, metric.histogram) {
                (0, Some(counter), None, None) => insert(&mut samples, name.clone(), labels, counter.value),
                (1, None, Some(gauge), None) => insert(&mut samples, name.clone(), labels, gauge.value),
                (4, None, None, Some(histogram)) => {
                    let native = histogram.native().into_iter().map(|(_, count)| count).sum::<u64>();
                    assert_eq!(native, histogram.sample_count, "native buckets of {name}");
                    for bucket in &histogram.bucket {
                        let mut labels = labels.clone();
                        labels.insert("le".into(), bucket.upper_bound.to_string());
                        insert(
                            &mut samples,
                            format!("{name}_bucket"),
                            labels,
                            bucket.cumulative_count as f64,
                        );
                    }
                    insert(&mut samples, format!("{name}_sum"), labels.clone(), histogram.sample_sum);
                    insert(&mut samples, format!("{name}_count"), labels, histogram.sample_count as f64);
                }
                other => panic!("{name}: {other:?}"),
            }
        }
    }
    samples
}

fn of_json(snapshot: &Snapshot) -> Samples {
    let mut out = Vec::new();
    encode::json(snapshot, &mut out).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let mut samples = Samples::new();
    for family in json["families"].as_array().unwrap() {
        let name = family["name"].as_str().unwrap();
        for series in family["series"].as_array().unwrap() {
            let labels: BTreeMap<String, String> = serde_json::from_value(series["labels"].clone()).unwrap();
            if family["type"] != "histogram" {
                insert(&mut samples, name.to_owned(), labels, series["value"].as_f64().unwrap_or(f64::NAN));
                continue;
            }
            for bucket in series["buckets"].as_array().unwrap() {
                let mut labels = labels.clone();
                labels.insert("le".into(), bucket[0].as_f64().unwrap().to_string());
                insert(&mut samples, format!("{name}_bucket"), labels, bucket[1].as_f64().unwrap());
            }
            let count = series["count"].as_f64().unwrap();
            let mut last = labels.clone();
            last.insert("le".into(), "inf".into());
            insert(&mut samples, format!("{name}_bucket"), last, count);
            insert(&mut samples, format!("{name}_sum"), labels.clone(), series["sum"].as_f64().unwrap());
            insert(&mut samples, format!("{name}_count"), labels, count);
        }
    }
    samples
}

fn assert_same(one: &Samples, other: &Samples, which: &str, not_a_number: bool) {
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{which}");
    for (key, value) in one {
        let found = other[key];
        let close = (value - found).abs() <= value.abs() * 1e-12;
        let odd = value.is_nan() && found.is_nan() || *value == found;
        // JSON has no infinities.
        let lost = not_a_number && !value.is_finite() && found.is_nan();
        assert!(close || odd || lost, "{which}: {key:?} is {value} and {found}");
    }
}

/// Every format shows the same series with the same values. Returns them.
fn agree(snapshot: &Snapshot) -> Samples {
    let samples = read(&text(snapshot), false);
    assert_same(&samples, &of_protobuf(snapshot), "protobuf", false);
    assert_same(&samples, &of_json(snapshot), "json", true);
    let mut open = read(&openmetrics(snapshot), true);
    open.retain(|(name, _), _| !name.ends_with("_created"));
    assert_same(&samples, &open, "openmetrics", false);
    samples
}

fn sum(samples: &Samples, name: &str) -> f64 {
    samples.iter().filter(|((found, _), _)| found == name).map(|(_, value)| value).sum()
}

/// The laws that readers rely on, on what a reader sees.
fn laws(samples: &Samples) {
    let total = sum(samples, "inference_requests_total");
    let parts = ["success", "failed", "cancelled"];
    let split: f64 = parts.iter().map(|part| sum(samples, &format!("inference_requests_{part}_total"))).sum();
    assert_eq!(total, split);
    assert_eq!(total, sum(samples, "inference_outcomes_total"));
    assert_eq!(total, sum(samples, "inference_duration_seconds_count"));
    assert_eq!(total, sum(samples, "inference_time_ms_count"));
    assert_eq!(sum(samples, "inference_tokens_total"), sum(samples, "inference_output_tokens_total"));
    for ((name, labels), value) in samples {
        if !name.contains("energy") && !name.starts_with("app_") {
            assert!(*value >= 0.0, "{name} {labels:?} is {value}");
        }
        let Some(base) = name.strip_suffix("_bucket") else { continue };
        let mut plain = labels.clone();
        let le: f64 = plain.remove("le").unwrap().parse().unwrap();
        let count = samples[&(format!("{base}_count"), plain.clone())];
        assert!(if le.is_infinite() { *value == count } else { *value <= count }, "{name} {labels:?}");
        // Cumulative: no wider bucket has fewer.
        plain.insert("le".into(), "inf".into());
        assert!(*value <= samples[&(name.clone(), plain)]);
    }
}

#[test]
fn the_formats_agree_and_hold_the_laws() {
    let telemetry = full();
    let snapshot = telemetry.snapshot();
    let samples = agree(&snapshot);
    laws(&samples);
    let labels =
        |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    let get = |name: &str, pairs: &[(&str, &str)]| samples[&(name.to_owned(), labels(pairs))];
    assert_eq!(get("inference_requests_total", &[]), 8.0);
    assert_eq!(get("inference_outcomes_total", &[("model", NASTY), ("outcome", "timed_out")]), 1.0);
    assert_eq!(get("inference_failures_total", &[("model", NASTY), ("reason", "timeout")]), 1.0);
    assert_eq!(get("inference_tokens_total", &[]), 128.0);
    assert_eq!(get("inference_queue_seconds_sum", &[("model", NASTY)]), 0.012);
    assert_eq!(get("http_response_time_ms_bucket", &[("le", "25")]), 2.0);
    assert_eq!(get("http_response_time_ms_sum", &[]), 160.9);
    assert_eq!(
        get("hailo_device_throttled_seconds_total", &[("device", "0000:01:00.0"), ("level", "1")]),
        2.0
    );
    assert_eq!(get("security_denials_total", &[("user", NASTY)]), 3.0);
    assert_eq!(get("app_level", &[("side", "left")]), f64::NEG_INFINITY);
    assert!(get("app_queue_depth", &[]).is_nan());
    assert_eq!(get("app_batch_tokens_bucket", &[("le", "16")]), 1.0);
    assert_eq!(get("app_batch_tokens_bucket", &[("le", "8")]), 0.0);
}

/// Nothing is declared that cannot be shown, with one kind of exception: the recorder's own cost is only known once
/// it was sampled.
#[test]
fn every_family_of_the_catalogue_is_shown() {
    let telemetry = full();
    telemetry.scraped(hailo_telemetry::ScrapeFormat::Text, std::time::Duration::from_millis(1));
    let mut out = Vec::new();
    encode::protobuf(&telemetry.snapshot(), &mut out).unwrap();
    let shown: BTreeMap<String, i32> = protobuf::decode(&out).into_iter().map(|f| (f.name, f.kind)).collect();
    for family in FAMILIES {
        let expected = match family.kind {
            Kind::Counter => 0,
            Kind::Gauge => 1,
            _ => 4,
        };
        match shown.get(family.name) {
            Some(kind) => assert_eq!(*kind, expected, "{}", family.name),
            None => assert_eq!(family.name, "telemetry_record_seconds"),
        }
    }
}

#[test]
fn prometheus_parse_reads_the_text() {
    let snapshot = full().snapshot();
    // That parser does not undo escapes; what has none is left.
    let lines: String = text(&snapshot)
        .split_inclusive('\n')
        .filter(|line| line.starts_with('#') || !line.contains('\\'))
        .collect();
    let scrape = prometheus_parse::Scrape::parse(lines.lines().map(|line| Ok(line.to_owned()))).unwrap();
    let ours = read(&lines, false);
    let mut compared = 0;
    for sample in &scrape.samples {
        let labels: BTreeMap<String, String> =
            sample.labels.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let key = (sample.metric.clone(), labels.clone());
        match &sample.value {
            prometheus_parse::Value::Counter(value)
            | prometheus_parse::Value::Gauge(value)
            | prometheus_parse::Value::Untyped(value) => {
                let found = *ours.get(&key).unwrap_or_else(|| panic!("{key:?}"));
                assert!(found == *value || found.is_nan() && value.is_nan(), "{key:?}");
            }
            prometheus_parse::Value::Histogram(buckets) => {
                for bucket in buckets {
                    let mut labels = labels.clone();
                    labels.insert("le".into(), bucket.less_than.to_string());
                    assert_eq!(ours[&(format!("{}_bucket", sample.metric), labels)], bucket.count);
                }
            }
            prometheus_parse::Value::Summary(_) => panic!("no summaries here"),
        }
        compared += 1;
    }
    assert!(compared > 100, "compared only {compared}");
}

#[test]
fn promtool_says_only_the_five_lints_of_the_guides_names() {
    let Ok(mut promtool) = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
    else {
        return skipped("promtool is not installed (Debian: prometheus)");
    };
    promtool.stdin.take().unwrap().write_all(text(&full().snapshot()).as_bytes()).unwrap();
    let output = promtool.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let mut said: Vec<&str> = said.lines().collect();
    said.sort_unstable();
    assert_eq!(
        said,
        [
            "app_uptime_seconds counter metrics should have \"_total\" suffix",
            "http_response_time_avg_ms metric names should not contain abbreviated units",
            "http_response_time_ms metric names should not contain abbreviated units",
            "inference_time_avg_ms metric names should not contain abbreviated units",
            "inference_time_ms metric names should not contain abbreviated units",
        ]
    );
}

#[test]
fn native_quantiles_are_within_the_stated_error() {
    let telemetry = full();
    let snapshot = telemetry.snapshot();
    let mut out = Vec::new();
    encode::protobuf(&snapshot, &mut out).unwrap();
    let families = protobuf::decode(&out);
    let family = families.iter().find(|family| family.name == "inference_inter_token_seconds").unwrap();
    let histogram = family.metric[0].histogram.as_ref().unwrap();
    let buckets = histogram.native();
    // Each read carried two tokens over 125 ms.
    assert_eq!(histogram.schema, encode::NATIVE_SCHEMA);
    for (upper, count) in buckets {
        assert!(
            count == 0 || (upper - 0.0625).abs() / 0.0625 <= NATIVE_RELATIVE_ERROR,
            "{upper} has {count}"
        );
    }
}

#[test]
fn exemplars_are_on_the_bucket_of_their_value() {
    let snapshot = full().snapshot();
    let open = openmetrics(&snapshot);
    let tagged: Vec<&str> = open.lines().filter(|line| line.contains(" # {")).collect();
    // One per model: its completed request took 3 ms of waiting, 330 ms and 8 gaps of 125 ms.
    let own = tagged.iter().filter(|line| line.starts_with("inference_duration_seconds_bucket{")).count();
    assert_eq!(own, 2, "{tagged:#?}");
    for line in tagged {
        let (sample, rest) = line.split_once(" # {trace_id=\"0000000000000000000000000000feed\"} ").unwrap();
        let value: f64 = rest.split(' ').next().unwrap().parse().unwrap();
        let le = sample.split("le=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(value <= le.parse().unwrap(), "{line}");
    }
    let mut out = Vec::new();
    encode::protobuf(&snapshot, &mut out).unwrap();
    let families = protobuf::decode(&out);
    let durations = families.iter().find(|family| family.name == "inference_duration_seconds").unwrap();
    let histogram = durations.metric[0].histogram.as_ref().unwrap();
    let tagged: Vec<_> = histogram.bucket.iter().filter(|bucket| bucket.exemplar.is_some()).collect();
    assert_eq!(tagged.len(), 1);
    let exemplar = tagged[0].exemplar.as_ref().unwrap();
    assert!(exemplar.value <= tagged[0].upper_bound);
    assert_eq!(histogram.exemplars.as_slice(), std::slice::from_ref(exemplar));
}

#[test]
fn an_empty_telemetry_shows_the_guides_families_at_zero() {
    let samples = agree(&Telemetry::default().snapshot());
    laws(&samples);
    for family in FAMILIES.iter().filter(|family| family.name.starts_with("http_requests_")) {
        assert_eq!(sum(&samples, family.name), 0.0, "{}", family.name);
    }
    assert_eq!(samples.keys().filter(|(name, _)| name == "http_requests_total").count(), 5);
    assert!(!samples.keys().any(|(name, _)| name.starts_with("hailo_")), "absent is not zero");
}

#[derive(Debug, Clone)]
enum Act {
    Request { model: usize, tokens: Vec<(u32, u64)>, end: u8 },
    Custom { name: usize, value: u64 },
    Gauge(f64),
    Http(u16),
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (0..3_usize, prop::collection::vec((0..5_u32, 0..40_000_000_000_u64), 0..4), 0..4_u8)
            .prop_map(|(model, tokens, end)| Act::Request { model, tokens, end }),
        1 => (0..3_usize, any::<u64>()).prop_map(|(name, value)| Act::Custom { name, value }),
        1 => any::<u64>().prop_map(|bits| Act::Gauge(f64::from_bits(bits))),
        1 => (0..1000_u16).prop_map(Act::Http),
    ]
}

fn perform(telemetry: &Telemetry, names: &[String], act: &Act) {
    match act {
        Act::Request { model, tokens, end } => {
            let mut request = telemetry.model(&names[*model]).begin();
            let mut now = telemetry.now();
            for (count, gap) in tokens {
                now = now + std::time::Duration::from_nanos(*gap);
                request.tokens_at(*count, now);
            }
            match end {
                0 => request.complete_at(now),
                1 => request.fail_at(Reason::Other, now),
                2 => request.time_out_at(now),
                _ => drop(request),
            }
        }
        Act::Custom { name, value } => {
            let label = [("name", names[*name].as_str())];
            telemetry.counter("x_total", &names[*name], &label).unwrap().add(*value);
            telemetry.count_histogram("x_tokens", "X.", &label).unwrap().record(*value);
        }
        Act::Gauge(value) => telemetry.gauge("app_value", "X.", &[]).unwrap().set(*value),
        Act::Http(status) => {
            let mut request = telemetry.http().begin();
            request.set_status(*status);
            request.finish();
        }
    }
}

struct StopOnDrop<'a>(&'a AtomicBool);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Random registries, hostile names and values, extremes, and two writers that do not stop for the scrape.
    #[test]
    fn the_formats_agree_while_others_write(
        names in prop::collection::vec("(\\PC|[\\\\\"\n\r\t\0 #{}=,]){0,12}", 3),
        acts in prop::collection::vec(act(), 0..40),
    ) {
        let telemetry = Telemetry::default();
        let stop = AtomicBool::new(false);
        std::thread::scope(|scope| {
            for half in 0..2 {
                let (telemetry, names, acts, stop) = (&telemetry, &names, &acts, &stop);
                scope.spawn(move || {
                    for act in acts.iter().cycle().skip(half * acts.len() / 2) {
                        perform(telemetry, names, act);
                        if stop.load(Ordering::Relaxed) {
                            break;
                        }
                    }
                });
            }
            // A failed check must end the writers too, or the scope waits for them for ever.
            let _stop = StopOnDrop(&stop);
            for _ in 0..3 {
                let snapshot = telemetry.snapshot();
                laws(&agree(&snapshot));
            }
        });
        let snapshot = telemetry.snapshot();
        laws(&agree(&snapshot));
        prop_assert!(snapshot.models.iter().all(|model| model.in_flight() == 0));
    }
}

#[test]
fn a_thousand_models_are_all_there() {
    let telemetry = Telemetry::default();
    for index in 0..1_000 {
        telemetry.model(&format!("model-{index}")).begin().complete();
    }
    for index in 0..10 {
        telemetry.model(&format!("late-{index}")).begin().complete();
    }
    let snapshot = telemetry.snapshot();
    let samples = agree(&snapshot);
    laws(&samples);
    assert_eq!(sum(&samples, "inference_requests_total"), 1_010.0);
    assert_eq!(sum(&samples, "telemetry_overflow_total"), 10.0);
    let overflow = snapshot.model("overflow").unwrap();
    assert_eq!(overflow.outcome(Outcome::Completed), 10);
}

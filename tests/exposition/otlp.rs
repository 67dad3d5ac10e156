//! The OTLP push, decoded by prost from declarations of our own, as a collector would.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::routing::post;
use hailo_exporter::push::{Endpoint, OtlpOptions, push_otlp};
use hailo_telemetry::encode::{self, GenAiNames};
use hailo_testkit::served::Served;
use prost::Message;

use crate::{NASTY, full};

#[derive(Clone, PartialEq, Message)]
struct Request {
    #[prost(message, repeated, tag = "1")]
    resource_metrics: Vec<ResourceMetrics>,
}
#[derive(Clone, PartialEq, Message)]
struct ResourceMetrics {
    #[prost(message, optional, tag = "1")]
    resource: Option<Resource>,
    #[prost(message, repeated, tag = "2")]
    scope_metrics: Vec<ScopeMetrics>,
}
#[derive(Clone, PartialEq, Message)]
struct Resource {
    #[prost(message, repeated, tag = "1")]
    attributes: Vec<KeyValue>,
}
#[derive(Clone, PartialEq, Message)]
struct KeyValue {
    #[prost(string, tag = "1")]
    key: String,
    #[prost(message, optional, tag = "2")]
    value: Option<AnyValue>,
}
#[derive(Clone, PartialEq, Message)]
struct AnyValue {
    #[prost(string, tag = "1")]
    string: String,
}
#[derive(Clone, PartialEq, Message)]
struct ScopeMetrics {
    #[prost(message, repeated, tag = "2")]
    metrics: Vec<Metric>,
}
#[derive(Clone, PartialEq, Message)]
struct Metric {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(string, tag = "3")]
    unit: String,
    #[prost(message, optional, tag = "5")]
    gauge: Option<Points>,
    #[prost(message, optional, tag = "7")]
    sum: Option<Points>,
    #[prost(message, optional, tag = "10")]
    exponential: Option<Exponential>,
}
#[derive(Clone, PartialEq, Message)]
struct Points {
    #[prost(message, repeated, tag = "1")]
    points: Vec<Point>,
    #[prost(int32, tag = "2")]
    temporality: i32,
    #[prost(bool, tag = "3")]
    monotonic: bool,
}
#[derive(Clone, PartialEq, Message)]
struct Point {
    #[prost(fixed64, tag = "2")]
    start: u64,
    #[prost(fixed64, tag = "3")]
    time: u64,
    #[prost(double, optional, tag = "4")]
    double: Option<f64>,
    #[prost(sfixed64, optional, tag = "6")]
    int: Option<i64>,
    #[prost(message, repeated, tag = "7")]
    attributes: Vec<KeyValue>,
}
#[derive(Clone, PartialEq, Message)]
struct Exponential {
    #[prost(message, repeated, tag = "1")]
    points: Vec<ExponentialPoint>,
    #[prost(int32, tag = "2")]
    temporality: i32,
}
#[derive(Clone, PartialEq, Message)]
struct ExponentialPoint {
    #[prost(message, repeated, tag = "1")]
    attributes: Vec<KeyValue>,
    #[prost(fixed64, tag = "4")]
    count: u64,
    #[prost(double, tag = "5")]
    sum: f64,
    #[prost(sint32, tag = "6")]
    scale: i32,
    #[prost(fixed64, tag = "7")]
    zero_count: u64,
    #[prost(message, optional, tag = "8")]
    positive: Option<Buckets>,
    #[prost(message, repeated, tag = "11")]
    exemplars: Vec<Exemplar>,
}
#[derive(Clone, PartialEq, Message)]
struct Buckets {
    #[prost(sint32, tag = "1")]
    offset: i32,
    #[prost(uint64, repeated, tag = "2")]
    counts: Vec<u64>,
}
#[derive(Clone, PartialEq, Message)]
struct Exemplar {
    #[prost(double, tag = "3")]
    value: f64,
    #[prost(bytes = "vec", tag = "5")]
    trace_id: Vec<u8>,
}

fn attributes(pairs: &[KeyValue]) -> BTreeMap<&str, &str> {
    pairs
        .iter()
        .map(|pair| (pair.key.as_str(), pair.value.as_ref().map_or("", |value| &value.string)))
        .collect()
}

fn check(body: &[u8], names: GenAiNames) {
    let request = Request::decode(body).unwrap();
    let [resource] = &request.resource_metrics[..] else { panic!("one resource") };
    assert_eq!(attributes(&resource.resource.as_ref().unwrap().attributes)["service.name"], "assistant");
    let metrics: BTreeMap<&str, &Metric> =
        resource.scope_metrics[0].metrics.iter().map(|m| (&*m.name, m)).collect();
    assert_eq!(metrics.len(), resource.scope_metrics[0].metrics.len(), "no name twice");

    let requests = metrics["inference_requests_total"].sum.as_ref().unwrap();
    assert_eq!((requests.temporality, requests.monotonic, requests.points[0].int), (2, true, Some(8)));
    assert!(requests.points[0].time >= requests.points[0].start);
    assert!(metrics["app_uptime_seconds"].gauge.is_some());
    let temperature = metrics["hailo_device_temperature_celsius"];
    assert_eq!(
        (&*temperature.unit, temperature.gauge.as_ref().unwrap().points[0].double),
        ("Cel", Some(51.25))
    );

    let duration = metrics["gen_ai.server.request.duration"];
    assert_eq!(duration.unit, "s");
    let points = &duration.exponential.as_ref().unwrap().points;
    let timed_out =
        points.iter().find(|point| attributes(&point.attributes).get("error.type") == Some(&"timed_out"));
    assert_eq!(attributes(&timed_out.unwrap().attributes)["gen_ai.request.model"], "qwen2:1.5b");
    let completed =
        points.iter().find(|point| !attributes(&point.attributes).contains_key("error.type")).unwrap();
    assert_eq!(completed.exemplars[0].trace_id, 0xfeed_u128.to_be_bytes());
    assert!((completed.exemplars[0].value - completed.sum).abs() < 1e-9);

    let prompts = metrics["gen_ai.client.inference.operation.input_tokens"].exponential.as_ref().unwrap();
    assert_eq!(prompts.temporality, 2);
    assert!(
        prompts.points.iter().any(|point| attributes(&point.attributes)["gen_ai.request.model"] == NASTY)
    );
    let answers = metrics["gen_ai.client.inference.operation.output_tokens"].exponential.as_ref().unwrap();
    let used = metrics["gen_ai.client.inference.usage.output_tokens"].sum.as_ref().unwrap();
    let all = metrics["inference_tokens_total"].sum.as_ref().unwrap();
    assert_eq!(used.points.iter().filter_map(|point| point.int).sum::<i64>(), all.points[0].int.unwrap());
    // The name that is gone is there for who asks for it, with the same data.
    let usage = metrics.get("gen_ai.client.token.usage");
    assert_eq!(usage.is_some(), names == GenAiNames::WithOlder);
    for usage in usage.iter().filter_map(|usage| usage.exponential.as_ref()) {
        let (input, output): (Vec<_>, Vec<_>) = usage
            .points
            .iter()
            .partition(|point| attributes(&point.attributes)["gen_ai.token.type"] == "input");
        for (older, latest) in [(input, prompts), (output, answers)] {
            assert_eq!(older.len(), latest.points.len());
            for (older, latest) in older.iter().zip(&latest.points) {
                assert_eq!(
                    (older.count, older.sum, &older.positive),
                    (latest.count, latest.sum, &latest.positive)
                );
            }
        }
    }

    for metric in metrics.values() {
        for point in metric.exponential.iter().flat_map(|histogram| &histogram.points) {
            let positive = point.positive.as_ref();
            let counted: u64 = positive.iter().flat_map(|buckets| &buckets.counts).sum();
            assert_eq!(counted + point.zero_count, point.count, "{}", metric.name);
        }
    }
    // All gaps are 62.5 ms: each lies in its bucket (base^i, base^(i+1)], but for half a cell.
    let gaps = &metrics["inference_inter_token_seconds"].exponential.as_ref().unwrap().points[0];
    let buckets = gaps.positive.as_ref().unwrap();
    let base = (-f64::from(gaps.scale)).exp2().exp2();
    assert_eq!(buckets.counts, [gaps.count]);
    let (lower, upper) = (base.powi(buckets.offset), base.powi(buckets.offset + 1));
    assert!(lower * 0.992 < 0.0625 && 0.0625 <= upper * 1.008, "{lower} {upper}");
}

#[test]
fn an_export_decodes_to_what_was_recorded() {
    let asked = GenAiNames::opted_into("http, gen_ai/dup");
    assert_eq!(asked, GenAiNames::WithOlder);
    assert_eq!(GenAiNames::opted_into("gen_ai_latest_experimental"), GenAiNames::Latest);
    for names in [GenAiNames::Latest, asked] {
        let mut body = Vec::new();
        let points =
            encode::otlp(&full().snapshot(), names, &[("service.name", "assistant")], &mut body).unwrap();
        assert!(points > 100, "{points}");
        check(&body, names);
    }
}

#[tokio::test]
async fn a_collector_gets_pushes_also_after_it_refused_one() {
    let (sender, mut pushes) = tokio::sync::mpsc::channel(4);
    let answers = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let app = Router::new().route(
        "/v1/metrics",
        post(move |headers: HeaderMap, body: Bytes| async move {
            let first = answers.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0;
            let _ = sender.send((headers, body)).await;
            if first { axum::http::StatusCode::SERVICE_UNAVAILABLE } else { axum::http::StatusCode::OK }
        }),
    );
    let collector = Served::start(|listener, _| axum::serve(listener, app).into_future()).await;
    let endpoint = Endpoint::otlp(&format!("http://{}", collector.address)).unwrap();
    let endpoint = endpoint.header("x-scope", "pi-7").unwrap();
    let mut options = OtlpOptions::new(endpoint, "assistant");
    options.interval = std::time::Duration::from_millis(5);
    let pushing = push_otlp(&full(), options).unwrap();
    let mut bodies = Vec::new();
    for _ in 0..3 {
        let (headers, body) = pushes.recv().await.unwrap();
        assert_eq!(headers["content-type"], "application/x-protobuf");
        assert_eq!(
            (&headers["content-encoding"], &headers["x-scope"]),
            (&"gzip".parse().unwrap(), &"pi-7".parse().unwrap())
        );
        let mut plain = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&body[..]), &mut plain).unwrap();
        check(&plain, GenAiNames::Latest);
        bodies.push(body);
    }
    assert_eq!(bodies[0], bodies[1], "what it refused for now, it gets again");
    drop(pushing);
}

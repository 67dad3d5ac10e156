//! A real Prometheus scrapes each negotiated format and answers queries about it.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn};
use hailo_exporter::{RouterOptions, router};
use hailo_telemetry::Telemetry;
use hailo_testkit::served::Served;

use crate::{full, skipped};

const FORMATS: [(&str, &str); 3] = [
    ("text", "text/plain;version=0.0.4"),
    ("openmetrics", "application/openmetrics-text;version=1.0.0"),
    (
        "protobuf",
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
    ),
];

/// Ends the server when the test ends, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn query(port: u16, expression: &str) -> serde_json::Value {
    let encoded: String = expression.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    write!(stream, "GET /api/v1/query?query={encoded} HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let body = answer.split_once("\r\n\r\n").unwrap().1;
    let json: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(json["status"], "success", "{expression}: {json}");
    json["data"]["result"].clone()
}

/// The one value of an expression, per job.
fn values(port: u16, expression: &str) -> Vec<(String, f64)> {
    let result = query(port, expression);
    let mut values: Vec<(String, f64)> = result
        .as_array()
        .unwrap()
        .iter()
        .map(|series| {
            let value: f64 = series["value"][1].as_str().unwrap().parse().unwrap();
            (series["metric"]["job"].as_str().unwrap().to_owned(), value)
        })
        .collect();
    values.sort_by(|a, b| a.0.cmp(&b.0));
    values
}

/// Waits until every format was scraped `times` times; a scrape is stored before the next begins.
fn wait_for(scrapes: &Receiver<usize>, times: usize) {
    let mut seen = [0; FORMATS.len()];
    while seen.iter().any(|count| *count < times) {
        let format =
            scrapes.recv_timeout(Duration::from_secs(60)).expect("Prometheus scrapes within a minute");
        seen[format] += 1;
    }
}

/// Model whose requests last from 1 ms to 10 s, evenly on a logarithmic scale.
const SPREAD: &str = "spread";

/// Records the requests of [`SPREAD`] and returns how long they took, shortest first, in nanoseconds.
fn record_spread(telemetry: &Telemetry) -> Vec<u64> {
    let model = telemetry.model(SPREAD);
    let mut random = fastrand::Rng::with_seed(7);
    let begun = telemetry.now();
    let mut took: Vec<u64> = (0..10_000).map(|_| (1e6 * 10_f64.powf(random.f64() * 4.0)) as u64).collect();
    for took in &took {
        model.begin_at(begun).complete_at(begun + Duration::from_nanos(*took));
    }
    took.sort_unstable();
    took
}

/// The Prometheus that is installed, or the one that HAILO_TEST_PROMETHEUS names.
#[test]
fn a_real_prometheus_reads_every_format() {
    let program = std::env::var_os("HAILO_TEST_PROMETHEUS").unwrap_or_else(|| "prometheus".into());
    let Ok(version) = Command::new(&program).arg("--version").output() else {
        return skipped("prometheus is not installed (Debian: prometheus)");
    };
    println!("{}", String::from_utf8_lossy(&version.stdout).lines().next().unwrap_or_default());
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let telemetry = full();
    let took = record_spread(&telemetry);
    let (sender, scrapes) = channel();
    let mut app = Router::new();
    for (index, (name, accept)) in FORMATS.into_iter().enumerate() {
        let sender = sender.clone();
        // What a server of another version would ask for.
        let prefer = from_fn(move |mut request: Request, next: Next| {
            request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static(accept));
            let sender = sender.clone();
            async move {
                let _ = sender.send(index);
                next.run(request).await
            }
        });
        app =
            app.nest(&format!("/{name}"), router(telemetry.clone(), RouterOptions::default()).layer(prefer));
    }
    let server = Served::start(|listener, _| axum::serve(listener, app).into_future());
    let server = runtime.block_on(server);
    let target = server.address;

    let folder = tempfile::tempdir().unwrap();
    let mut config =
        String::from("global: { scrape_interval: 300ms, scrape_timeout: 300ms }\nscrape_configs:\n");
    for (name, _) in FORMATS {
        config += &format!(
            "- {{ job_name: {name}, metrics_path: /{name}/metrics/prometheus, static_configs: [{{ targets: ['{target}'] }}] }}\n"
        );
    }
    std::fs::write(folder.path().join("prometheus.yml"), config).unwrap();
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let _prometheus = Running(
        Command::new(&program)
            .arg(format!("--config.file={}", folder.path().join("prometheus.yml").display()))
            .arg(format!("--storage.tsdb.path={}", folder.path().join("data").display()))
            .arg(format!("--web.listen-address=127.0.0.1:{port}"))
            .arg("--enable-feature=native-histograms")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap(),
    );
    wait_for(&scrapes, 3);

    let all = |value: f64| {
        let mut all: Vec<_> = FORMATS.iter().map(|(name, _)| ((*name).to_owned(), value)).collect();
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all
    };
    assert_eq!(values(port, "up"), all(1.0));
    assert_eq!(values(port, "inference_requests_total"), all(10_008.0));
    assert_eq!(values(port, "sum by(job) (inference_outcomes_total)"), all(10_008.0));
    assert_eq!(values(port, "sum by(job) (http_requests_total)"), all(5.0));
    assert_eq!(values(port, "hailo_device_temperature_celsius"), all(51.25));
    assert_eq!(values(port, "security_denials_total"), all(3.0));
    // The labels that break what does not escape came through whole.
    let nasty = serde_json::json!(crate::NASTY);
    for series in query(port, "security_denials_total").as_array().unwrap() {
        assert_eq!(series["metric"]["user"], nasty);
    }
    // Every gap is 62.5 ms: classic buckets know it lies between 50 and 75.
    let classic = "histogram_quantile(0.5, sum by(job, le) (inference_inter_token_seconds_bucket))";
    for (job, value) in values(port, classic) {
        assert!((0.05..=0.075).contains(&value), "{job}: {value}");
    }
    // Native ones know it within the stated error.
    let native = "histogram_quantile(0.5, sum by(job) (inference_inter_token_seconds{job='protobuf'}))";
    let answers = values(port, native);
    assert_eq!(answers.len(), 1, "native histograms were stored");
    let error = (answers[0].1 - 0.0625).abs() / 0.0625;
    assert!(error <= hailo_telemetry::encode::NATIVE_RELATIVE_ERROR, "{error}");
    // Over four decades: each quantile within the stated error of the request at that rank.
    for q in [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1.0] {
        let native = format!(
            "histogram_quantile({q}, sum by(job) (inference_duration_seconds{{job='protobuf',model='{SPREAD}'}}))"
        );
        let rank = ((q * took.len() as f64).ceil() as usize).clamp(1, took.len());
        let truth = took[rank - 1] as f64 / 1e9;
        let answers = values(port, &native);
        let error = (answers[0].1 - truth).abs() / truth;
        assert!(
            error <= hailo_telemetry::encode::NATIVE_RELATIVE_ERROR,
            "q={q}: {} for {truth}: {error}",
            answers[0].1
        );
        println!("q={q}: {truth} s, answered {} s, off by {:.2} %", answers[0].1, error * 100.0);
    }
    let count = values(port, "sum by(job) (histogram_count(inference_inter_token_seconds{job='protobuf'}))");
    assert_eq!(count, [("protobuf".to_owned(), 112.0)]);
}

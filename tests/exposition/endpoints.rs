//! The endpoints as clients see them: negotiation, credentials, limits, and hostile company.

use std::io::Read as _;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::routing::{get, post};
use hailo_exporter::alerts::Alerts;
use hailo_exporter::auth::Credential;
use hailo_exporter::{HttpLayer, Readiness, RouterOptions, ServeLimits, router, serve};
use hailo_telemetry::{HealthReason, HttpStatus, ScrapeFormat, Snapshot, Telemetry};
use hailo_testkit::served::Served;
use http_body_util::BodyExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tower::ServiceExt as _;

use crate::{full, protobuf};

struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

async fn call(app: &Router, request: Request<Body>) -> Answer {
    let (parts, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

fn ask(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

#[tokio::test]
async fn formats_by_accept() {
    let app = router(full(), RouterOptions::default());
    for (accept, expected, begins) in [
        ("", "text/plain; version=0.0.4; charset=utf-8", "# HELP app_uptime_seconds "),
        ("text/html", "text/plain; version=0.0.4; charset=utf-8", "# HELP "),
        (
            "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5",
            "application/openmetrics-text; version=1.0.0; charset=utf-8",
            "# HELP ",
        ),
    ] {
        let answer = call(&app, ask("/metrics/prometheus", &[("accept", accept)])).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), expected);
        assert!(answer.body.starts_with(begins.as_bytes()));
        assert_eq!(answer.header("vary"), "accept, accept-encoding");
    }
    let proto = "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";
    let answer = call(&app, ask("/metrics/prometheus", &[("accept", proto)])).await;
    assert!(answer.header("content-type").starts_with("application/vnd.google.protobuf; proto="));
    assert!(protobuf::decode(&answer.body).len() > 60);

    let answer = call(&app, ask("/metrics", &[("accept", "*/*")])).await;
    assert_eq!(answer.header("content-type"), "application/json");
    let json = answer.json();
    for key in ["app", "requests", "inference", "system", "models", "families"] {
        assert!(!json[key].is_null(), "{key}");
    }
    assert_eq!(json["inference"]["total_inferences"], 8);
    let answer = call(&app, ask("/metrics", &[("accept", "text/plain;version=0.0.4;q=0.5,*/*;q=0.1")])).await;
    assert!(answer.header("content-type").starts_with("text/plain"));
}

#[tokio::test]
async fn gzip_when_asked_and_head_without_body() {
    let app = router(full(), RouterOptions::default());
    let answer = call(&app, ask("/metrics/prometheus", &[("accept-encoding", "gzip")])).await;
    assert_eq!(answer.header("content-encoding"), "gzip");
    let mut plain = String::new();
    flate2::read::GzDecoder::new(&answer.body[..]).read_to_string(&mut plain).unwrap();
    assert!(plain.starts_with("# HELP app_uptime_seconds") && plain.ends_with('\n'));
    assert!(answer.body.len() * 4 < plain.len());

    let head = Request::head("/metrics/prometheus").body(Body::empty()).unwrap();
    let answer = call(&app, head).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.is_empty());
}

#[tokio::test]
async fn health_is_the_process_and_ready_the_engine() {
    let telemetry = Telemetry::default();
    let app = router(telemetry.clone(), RouterOptions::default());
    assert_eq!(call(&app, ask("/health", &[])).await.status, StatusCode::OK);
    let engine = telemetry.engine("npu");
    let answer = call(&app, ask("/ready", &[])).await;
    assert_eq!(answer.status, StatusCode::OK, "unknown is not unhealthy");
    assert_eq!(answer.json()["reason"], "nothing known yet");
    let scraped = call(&app, ask("/metrics/prometheus", &[])).await;
    assert!(!scraped.text().contains("_healthy"), "what is not known has no series: {}", scraped.text());
    assert!(call(&app, ask("/metrics", &[])).await.json()["inference"]["healthy"].is_null());
    engine.set(HealthReason::Serving);
    assert_eq!(call(&app, ask("/ready", &[])).await.json()["status"], "ready");
    engine.set(HealthReason::DeviceHung);
    let answer = call(&app, ask("/ready", &[])).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.json()["reason"], "device_hung");
    let scraped = call(&app, ask("/metrics/prometheus", &[])).await;
    for line in ["\ninference_healthy 0\n", "\ninference_engine_healthy{engine=\"npu\"} 0\n"] {
        assert!(scraped.text().contains(line), "{}", scraped.text());
    }
    assert_eq!(call(&app, ask("/health", &[])).await.status, StatusCode::OK);

    let options = RouterOptions::default().readiness(|| Readiness::NotReady("loading".into()));
    let app = router(telemetry, options);
    assert_eq!(call(&app, ask("/ready", &[])).await.json()["reason"], "loading");
}

#[tokio::test]
async fn an_application_with_its_own_probes_keeps_them() {
    let own = || {
        Router::new()
            .route("/health", get(|| async { "mine" }))
            .route("/ready", get(|| async { "mine too" }))
            .route("/v1/chat", get(|| async { "hello" }))
    };
    let telemetry = Telemetry::default();
    let merged = own()
        .merge(router(telemetry.clone(), RouterOptions::default().without_probes()))
        .layer(HttpLayer::new(&telemetry));
    let nested = own().nest("/telemetry", router(telemetry.clone(), RouterOptions::default()));
    for (app, prefix) in [(merged, ""), (nested, "/telemetry")] {
        assert_eq!(call(&app, ask("/health", &[])).await.body, b"mine");
        assert_eq!(call(&app, ask("/ready", &[])).await.body, b"mine too");
        for path in ["/metrics", "/metrics/prometheus"] {
            assert_eq!(call(&app, ask(&format!("{prefix}{path}"), &[])).await.status, StatusCode::OK);
        }
        let alerts = Request::post(format!("{prefix}/v1/alerts/webhook"))
            .body(r#"{"status":"resolved","alerts":[]}"#.into())
            .unwrap();
        assert_eq!(call(&app, alerts).await.status, StatusCode::OK);
    }
}

/// The environment of a process is read by another one, as changing one's own is unsafe.
#[tokio::test]
async fn tokens_come_from_the_environment() {
    const READS: &str = "ENDPOINTS_TEST_READS";
    if std::env::var_os(READS).is_some() {
        let Ok(options) = RouterOptions::from_env("ENDPOINTS_TEST") else {
            println!("no options");
            return;
        };
        let app = router(Telemetry::default(), options);
        let alerts = Request::post("/v1/alerts/webhook").body(r#"{"status":"resolved","alerts":[]}"#.into());
        let with = call(&app, ask("/metrics", &[("authorization", "Bearer s3cret")])).await.status;
        let without = call(&app, ask("/metrics", &[])).await.status;
        println!("{with} {without} {}", call(&app, alerts.unwrap()).await.status);
        return;
    }
    let child = |set: &[(&str, &str)]| {
        let said = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "endpoints::tokens_come_from_the_environment", "--nocapture"])
            .env(READS, "1")
            .envs(set.iter().copied())
            .output()
            .unwrap();
        String::from_utf8(said.stdout).unwrap()
    };
    let (scrape, webhook) = ("ENDPOINTS_TEST_SCRAPE_TOKEN", "ENDPOINTS_TEST_WEBHOOK_TOKEN");
    for (set, said) in [
        (&[][..], "200 OK 200 OK 200 OK"),
        (&[(scrape, "s3cret")], "200 OK 401 Unauthorized 200 OK"),
        (&[(webhook, "other")], "200 OK 200 OK 401 Unauthorized"),
        (&[(scrape, "")], "no options"),
    ] {
        let found = child(set);
        assert!(found.contains(said), "{set:?}: {found}");
    }
}

#[tokio::test]
async fn scrapes_change_nothing_but_their_own_count() {
    let telemetry = Telemetry::default();
    let app = Router::new()
        .route("/", get(|| async { "hello" }))
        .merge(router(telemetry.clone(), RouterOptions::default()))
        .layer(HttpLayer::new(&telemetry));
    for path in ["/metrics/prometheus", "/metrics", "/health", "/ready"] {
        call(&app, ask(path, &[])).await;
    }
    let http = telemetry.snapshot().http;
    assert_eq!((http.requests(), http.active), (0, 0));
    call(&app, ask("/", &[])).await;
    call(&app, ask("/nowhere", &[])).await;
    let Snapshot { http, own, .. } = telemetry.snapshot();
    assert_eq!(http.requests(), 2);
    assert_eq!((http.status(HttpStatus::Success), http.status(HttpStatus::ClientError)), (1, 1));
    let scrapes: Vec<u64> = ScrapeFormat::ALL.iter().map(|format| own.scrapes(*format).count()).collect();
    assert_eq!(scrapes, [1, 0, 0, 1]);
}

#[tokio::test]
async fn nested_under_any_prefix() {
    let telemetry = Telemetry::default();
    let app = Router::new()
        .nest("/ops/npu", router(telemetry.clone(), RouterOptions::default()))
        .layer(HttpLayer::new(&telemetry).excluding(["/ops/npu"]));
    let answer = call(&app, ask("/ops/npu/metrics/prometheus", &[])).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(telemetry.snapshot().http.requests(), 0);
}

#[tokio::test]
async fn credentials_guard_scrape_and_webhook_each_on_its_own() {
    let options = RouterOptions::default()
        .scrape_credential(Credential::basic("prometheus", "s3cret").unwrap())
        .webhook_credential(Credential::bearer("t0ken").unwrap());
    let app = router(Telemetry::default(), options);
    for path in ["/metrics", "/metrics/prometheus"] {
        let answer = call(&app, ask(path, &[])).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert!(answer.header("www-authenticate").starts_with("Basic"));
        assert!(!String::from_utf8_lossy(&answer.body).contains("s3cret"));
        let allowed = ask(path, &[("authorization", "Basic cHJvbWV0aGV1czpzM2NyZXQ=")]);
        assert_eq!(call(&app, allowed).await.status, StatusCode::OK);
    }
    assert_eq!(call(&app, ask("/health", &[])).await.status, StatusCode::OK);
    let answer = call(&app, webhook("not json", &[])).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let answer = call(&app, webhook("not json", &[("authorization", "Bearer t0ken")])).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

fn webhook(body: impl Into<Body>, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::post("/v1/alerts/webhook").header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body.into()).unwrap()
}

fn alert(status: &str) -> String {
    serde_json::json!({
        "version": "4", "status": status, "groupKey": "{}", "receiver": "critical", "notification_reason": "new",
        "alerts": [{
            "status": status, "labels": { "alertname": "InferenceEngineUnhealthy", "severity": "critical" },
            "annotations": { "summary": "Hailo NPU is unhealthy" },
            "startsAt": "2026-03-01T12:00:00Z", "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "c0ffee",
        }],
    })
    .to_string()
}

#[tokio::test]
async fn alerts_come_in_and_show_up() {
    let telemetry = Telemetry::default();
    let alerts = Alerts::default();
    let app = router(telemetry.clone(), RouterOptions::default().alerts(alerts.clone()));
    for (status, active, changed) in [("firing", 1, 1), ("firing", 1, 0), ("resolved", 0, 1)] {
        let answer = call(&app, webhook(alert(status), &[])).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.json(), serde_json::json!({ "received": 1, "changed": changed, "active": active }));
        assert_eq!(alerts.active().len(), active);
    }
    let text = String::from_utf8(call(&app, ask("/metrics/prometheus", &[])).await.body).unwrap();
    for line in [
        "alerts_received_total{alertname=\"InferenceEngineUnhealthy\",status=\"firing\"} 1\n",
        "alerts_received_total{alertname=\"InferenceEngineUnhealthy\",status=\"resolved\"} 1\n",
        "alerts_active{alertname=\"InferenceEngineUnhealthy\",severity=\"critical\"} 0\n",
    ] {
        assert!(text.contains(line), "{line}");
    }
}

#[tokio::test]
async fn bad_webhook_calls_are_refused_and_leave_no_trace() {
    let app = router(Telemetry::default(), RouterOptions::default().webhook_bytes(1_000));
    let large = "x".repeat(1_001);
    assert_eq!(call(&app, webhook(large.clone(), &[])).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Without a promised length the limit holds too.
    let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>(large)]);
    let answer = call(&app, webhook(Body::from_stream(chunks), &[])).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    for body in ["", "{}", "[]", "\u{0}", &alert("firing").replace("\"4\"", "\"3\"")] {
        let answer = call(&app, webhook(body.to_owned(), &[])).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert!(answer.json()["error"].is_string());
    }
    assert_eq!(call(&app, ask("/v1/alerts/webhook", &[])).await.status, StatusCode::METHOD_NOT_ALLOWED);
    let text = String::from_utf8(call(&app, ask("/metrics/prometheus", &[])).await.body).unwrap();
    assert!(!text.contains("alerts_"));
}

#[tokio::test(start_paused = true)]
async fn a_webhook_body_that_never_ends_is_given_up() {
    let app = router(Telemetry::default(), RouterOptions::default());
    let body = Body::from_stream(futures_util::stream::pending::<Result<String, std::io::Error>>());
    // The paused clock jumps to the time-out, because nothing else can happen.
    assert_eq!(call(&app, webhook(body, &[])).await.status, StatusCode::REQUEST_TIMEOUT);
}

#[tokio::test(start_paused = true)]
async fn scrapes_past_the_limit_wait_and_are_then_refused() {
    let app = router(full(), RouterOptions::default().scrapes(1));
    let held = app.clone().oneshot(ask("/metrics/prometheus", &[])).await.unwrap();
    // At its deadline the first gives up its place; who waited as long may be told off just before.
    let mut statuses = Vec::new();
    while statuses.last() != Some(&StatusCode::OK) {
        statuses.push(call(&app, ask("/metrics/prometheus", &[])).await.status);
    }
    assert!(matches!(statuses[..], [StatusCode::OK] | [StatusCode::SERVICE_UNAVAILABLE, StatusCode::OK]));
    assert!(held.into_body().collect().await.is_err(), "its time is over");
}

/// Serves `app` on a free port.
async fn start(app: Router, limits: ServeLimits) -> Served<std::io::Result<()>> {
    Served::start(move |listener, stop| serve(listener, app, limits, stop)).await
}

/// Sends `request` and reads to the end of the connection.
async fn raw(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    // A reset is an answer as well: the server closed with bytes of ours unread.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn malformed_requests_get_short_answers() {
    let server = start(router(full(), RouterOptions::default()), ServeLimits::default()).await;
    let address = server.address;
    for (request, expected) in [
        ("GARBAGE\r\n\r\n".to_owned(), "HTTP/1.1 400"),
        ("GET / HTTP/9.9\r\n\r\n".to_owned(), "HTTP/1.1 400"),
        (format!("GET /health HTTP/1.1\r\nhost: a\r\nx: {}\r\n\r\n", "y".repeat(100_000)), "HTTP/1.1 431"),
        ("GET /nowhere HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".to_owned(), "HTTP/1.1 404"),
        ("POST /v1/alerts/webhook HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 9999999\r\n\r\n".to_owned(), "HTTP/1.1 413"),
    ] {
        let answer = raw(address, request.as_bytes()).await;
        assert!(answer.starts_with(expected), "{request:.60}: {answer:.200}");
        for leak in ["hyper", "axum", "hailo", "/work", "src/"] {
            assert!(!answer.contains(leak), "{answer}");
        }
    }
}

#[tokio::test]
async fn shutdown_waits_for_requests_under_way() {
    let (begun, mut seen) = tokio::sync::mpsc::channel::<()>(1);
    let (finish, finished) = tokio::sync::watch::channel(false);
    let app = Router::new().route(
        "/slow",
        get(move || {
            let (begun, mut finished) = (begun.clone(), finished.clone());
            async move {
                begun.send(()).await.unwrap();
                finished.wait_for(|done| *done).await.unwrap();
                "done"
            }
        }),
    );
    let mut server = start(app, ServeLimits::default()).await;
    let address = server.address;
    let answer = tokio::spawn(async move { raw(address, b"GET /slow HTTP/1.1\r\nhost: a\r\n\r\n").await });
    seen.recv().await.unwrap();
    server.stop();
    finish.send(true).unwrap();
    assert!(answer.await.unwrap().ends_with("done"));
    server.end().await.unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

/// Two hundred clients ask for a large exposition and do not read it, others send rubbish: a good scrape still comes
/// through, recorders keep recording, and what is held in memory is a few expositions, not two hundred.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_and_hostile_scrapers_hold_neither_memory_nor_recorders() {
    let telemetry = Telemetry::default();
    for index in 0..500 {
        telemetry.model(&format!("model-{index}")).begin().complete();
    }
    let options = RouterOptions::default().scrapes(4).timeout(Duration::from_millis(300));
    let app = router(telemetry.clone(), options)
        .route("/echo", post(|body: String| async { body }))
        .layer(HttpLayer::new(&telemetry));
    let mut limits = ServeLimits::default();
    limits.stall_timeout = Duration::from_millis(500);
    let server = start(app, limits).await;
    let address = server.address;
    let before = resident();

    let mut slow = Vec::new();
    for index in 0..200 {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request: &[u8] = if index % 10 == 9 {
            b"\x16\x03\x01 not http at all\r\n\r\n"
        } else {
            b"GET /metrics/prometheus HTTP/1.1\r\nhost: a\r\n\r\n"
        };
        stream.write_all(request).await.unwrap();
        slow.push(stream);
    }
    // Meanwhile the application works, and each request is counted.
    let recorder = telemetry.model("model-0");
    for index in 0..10_000 {
        recorder.begin().complete();
        if index % 1_000 == 0 {
            let echo = b"POST /echo HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 2\r\n\r\nhi";
            assert!(raw(address, echo).await.ends_with("hi"));
        }
    }
    // A client that reads gets its exposition as soon as the places of those that do not are given back.
    let good = loop {
        let answer =
            raw(address, b"GET /metrics/prometheus HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await;
        if answer.starts_with("HTTP/1.1 200") {
            break answer;
        }
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer:.100}");
    };
    assert!(good.contains("inference_outcomes_total{model=\"model-0\",outcome=\"completed\"} 10001\n"));
    if let (Some(before), Some(after)) = (before, resident()) {
        // One exposition is some 5 MiB; 180 of them would be 900.
        assert!(after.saturating_sub(before) < 200 << 20, "grew from {before} to {after} bytes");
    }
    drop(slow);
    server.end().await.unwrap();
    let http = telemetry.snapshot().http;
    assert_eq!((http.requests(), http.status(HttpStatus::Success), http.active), (10, 10, 0));
}

/// Resident bytes of this process, where the system says.
fn resident() -> Option<u64> {
    Telemetry::default().snapshot().process.resident_memory_bytes
}

#[tokio::test]
async fn the_layer_sees_what_inner_layers_refuse() {
    let telemetry = Telemetry::default();
    let app = Router::new()
        .route("/", get(|| async { (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "1")]) }))
        .layer(HttpLayer::new(&telemetry));
    call(&app, ask("/", &[])).await;
    let http = telemetry.snapshot().http;
    assert_eq!((http.requests(), http.status(HttpStatus::ClientError)), (1, 1));
}

#[tokio::test]
async fn routes_are_patterns_and_as_many_as_the_limit() {
    let telemetry = Telemetry::new(hailo_telemetry::Config::default().label_limit(15));
    let app = Router::new()
        .route("/users/{id}", get(|| async { "user" }))
        .nest("/api", Router::new().route("/{*rest}", post(|| async { StatusCode::BAD_REQUEST })))
        .merge(router(telemetry.clone(), RouterOptions::default()))
        .layer(HttpLayer::new(&telemetry).by_route());
    for path in ["/users/1", "/users/2", "/api/a", "/nowhere", "/elsewhere/1", "/metrics"] {
        call(&app, ask(path, &[])).await;
    }
    call(&app, Request::post("/api/a/b").body(Body::empty()).unwrap()).await;
    // Gone before the body ended: counted with its status.
    drop(app.clone().oneshot(ask("/users/3", &[])).await.unwrap());

    let text = String::from_utf8(call(&app, ask("/metrics/prometheus", &[])).await.body).unwrap();
    for line in [
        "http_route_requests_total{route=\"/users/{id}\",status=\"success\"} 3\n",
        "http_route_requests_total{route=\"/users/{id}\",status=\"server_error\"} 0\n",
        "http_route_requests_total{route=\"/api/{*rest}\",status=\"client_error\"} 2\n",
        "http_route_requests_total{route=\"unmatched\",status=\"client_error\"} 2\n",
        "http_route_duration_seconds_count{route=\"/users/{id}\"} 3\n",
        "http_requests_total{status=\"client_error\"} 4\n",
    ] {
        assert!(text.contains(line), "{line}{text}");
    }
    assert!(!text.contains("/metrics\"") && !text.contains("/users/1"));
    // Three routes of five classes fill the family; a fourth shares what is left.
    let more =
        Router::new().route("/more", get(|| async { "more" })).layer(HttpLayer::new(&telemetry).by_route());
    call(&more, ask("/more", &[])).await;
    let text = String::from_utf8(call(&app, ask("/metrics/prometheus", &[])).await.body).unwrap();
    assert!(text.contains("http_route_requests_total{route=\"overflow\",status=\"overflow\"} 1\n"), "{text}");
    assert!(!text.contains("route=\"/more\",status"));

    // Off by default.
    let telemetry = Telemetry::default();
    let app = Router::new().route("/", get(|| async { "" })).layer(HttpLayer::new(&telemetry));
    call(&app, ask("/", &[])).await;
    assert!(telemetry.snapshot().custom.iter().all(|family| !family.name.starts_with("http_route")));
}

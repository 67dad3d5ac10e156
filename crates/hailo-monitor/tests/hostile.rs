//! What clients, pages and senders of alerts that mean harm can do to a running `hailo-monitor`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "shared with the other tests of this program")]
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use hailo_testkit::process::{Response, Server};
use serde_json::{Value, json};

const FAST: [&str; 4] = ["--device", "simulated", "--speed", "200"];
const MIB: u64 = 1 << 20;

fn post(server: &Server, path: &str, headers: &str, body: &[u8]) -> Response {
    let length = body.len();
    let mut bytes =
        format!("POST {path} HTTP/1.1\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n")
            .into_bytes();
    bytes.extend_from_slice(body);
    server.send(&bytes)
}

fn get(server: &Server, path: &str, headers: &str) -> Response {
    server.send(format!("GET {path} HTTP/1.1\r\nconnection: close\r\n{headers}\r\n").as_bytes())
}

fn model(server: &Server) -> String {
    server.get("/api/tags").json()["models"][0]["name"].as_str().unwrap().to_owned()
}

/// A body of about `bytes` that repeats `unit` between `begin` and `end`.
fn repeated(begin: &str, unit: &str, end: &str, bytes: usize) -> Vec<u8> {
    format!("{begin}{}{end}", unit.repeat((bytes - begin.len() - end.len()) / unit.len())).into_bytes()
}

#[test]
fn json_of_nothing_but_structure_costs_little_more_than_its_bytes() {
    let server = Server::start(&FAST);
    let known = model(&server);
    let before = server.peak_memory();
    for name in ["nobody", &known] {
        for (path, begin, unit, end) in [
            ("/api/chat", r#""messages":["#, "{},", "{}]"),
            ("/api/chat", r#""messages":[{"role":"user","content":["#, "{},", "{}]}]"),
            ("/api/chat", r#""messages":[{"tool_calls":["#, r#"{"function":{"arguments":{"":0}}},"#, "{}]}]"),
            ("/api/chat", r#""tools":["#, r#"{"":0},"#, "1]"),
            ("/api/chat", r#""tools":["#, "[[0]],", "1]"),
            ("/api/generate", r#""prompt":"x","options":{"stop":["#, r#""q","#, r#""q"]}"#),
            ("/v1/completions", r#""prompt":["#, r#""","#, r#"""]"#),
            ("/v1/chat/completions", r#""messages":["#, "{},", "{}]"),
            ("/api/show", r#""options":["#, "{},", "{}]"),
        ] {
            let body =
                repeated(&format!(r#"{{"model":"{name}",{begin}"#), unit, &format!("{end}}}"), 7 << 20);
            let answer = post(&server, path, "host: localhost\r\n", &body);
            let refused = if name == "nobody" { 404 } else { 413 };
            assert_eq!(answer.status, refused, "{path} {unit}: {}", answer.text());
        }
    }
    let grew = server.peak_memory() - before;
    assert!(grew < 64 * MIB, "grew by {} MiB", grew / MIB);
    let stops = json!({"model": known, "prompt": "x", "options": {"stop": vec!["q"; 1_000]}});
    assert_eq!(server.post_json("/api/generate", &stops).status, 400);
    let sane = json!({"model": known, "prompt": "x", "options": {"stop": ["q", "r"], "num_predict": 2}});
    assert_eq!(server.post_json("/api/generate", &sane).status, 200);
    assert!(server.metrics().one("http_refused_total{reason=\"too_large\"}") >= 9.0);
}

#[test]
fn uploads_that_stay_unfinished_leave_room_for_probes_and_scrapes() {
    let server = Server::start(&FAST);
    let before = server.peak_memory();
    let mut held = Vec::new();
    for begin in [
        "POST /v1/frames HTTP/1.1\r\nhost: localhost\r\ncontent-length: 64\r\n\r\n",
        "POST /api/generate HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000000\r\n\r\n{",
        "POST /v1/alerts/webhook HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1000\r\n\r\n",
        "GET /metrics HTTP/1.1\r\nhost: loc",
        "",
    ] {
        for _ in 0..150 {
            let mut stream = server.connect();
            let _ = stream.write_all(begin.as_bytes());
            held.push(stream);
        }
        assert_eq!(server.get("/health").status, 200, "beside {begin:?}");
        assert_eq!(server.get("/metrics/prometheus").status, 200, "beside {begin:?}");
    }
    // Longer than a frame can be: said before a byte of it is taken.
    let promised = "POST /v1/frames HTTP/1.1\r\nhost: localhost\r\ncontent-length: 66000000\r\n\r\n";
    held.clear();
    assert_eq!(server.send(promised.as_bytes()).status, 413);
    assert!(server.peak_memory() - before < 64 * MIB);
}

#[test]
fn a_page_of_another_site_gets_nothing_done_and_nothing_told() {
    let server = Server::start(&FAST);
    let page = "origin: http://evil.example\r\nsec-fetch-site: cross-site\r\ncontent-type: text/plain\r\n";
    let alert = json!({"version": "4", "status": "firing", "alerts": [
        {"status": "firing", "labels": {"alertname": "x"}, "startsAt": "2026-03-01T12:00:00Z"}]})
    .to_string();
    let question = json!({"model": model(&server), "prompt": "x", "options": {"num_predict": 1}}).to_string();
    for (path, body) in [("/v1/alerts/webhook", &alert), ("/api/generate", &question)] {
        let localhost = "host: localhost\r\n";
        assert_eq!(post(&server, path, &format!("{localhost}{page}"), body.as_bytes()).status, 403);
        // A page of this machine may ask, but says what it sends, or the browser would not have asked before.
        let own = format!("{localhost}origin: http://localhost:8080\r\ncontent-type: text/plain\r\n");
        assert_eq!(post(&server, path, &own, body.as_bytes()).status, 415);
        let json = format!("{localhost}origin: http://localhost:8080\r\ncontent-type: application/json\r\n");
        assert_eq!(post(&server, path, &json, body.as_bytes()).status, 200);
        // As Ollama's documentation has it: curl -d.
        let curl =
            format!("{localhost}content-type: application/x-www-form-urlencoded\r\nuser-agent: curl/8\r\n");
        assert_eq!(post(&server, path, &curl, body.as_bytes()).status, 200);
    }
    for path in ["/metrics", "/api/tags", "/live/app.js", "/health"] {
        assert_eq!(get(&server, path, "host: rebind.evil.example:3000\r\n").status, 403, "{path}");
        assert_eq!(get(&server, path, "").status, 400, "{path}: no host");
        let answer = get(&server, path, "host: localhost\r\n");
        assert_eq!(answer.status, 200, "{path}");
        let head = answer.head.to_ascii_lowercase();
        for name in
            ["content-security-policy", "x-frame-options", "x-content-type-options", "referrer-policy"]
        {
            assert!(head.contains(name), "{path}: {head}");
        }
    }
    assert!(server.metrics().one("http_refused_total{reason=\"host\"}") >= 8.0);
}

fn secret(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn each_door_has_its_token_and_a_new_one_needs_no_restart() {
    let folder = tempfile::tempdir().unwrap();
    let [api, scrape, webhook] =
        ["api", "scrape", "webhook"].map(|name| secret(folder.path(), name, &format!("{name}-1")));
    let mut args = FAST.to_vec();
    args.extend(["--api-token-file", &api, "--scrape-token-file", &scrape, "--webhook-token-file", &webhook]);
    let server = Server::start(&args);
    let status = |path: &str, token: &str| {
        get(&server, path, &format!("host: localhost\r\nauthorization: Bearer {token}\r\n")).status
    };
    for (path, token) in [
        ("/api/tags", "api-1"),
        ("/v1/frames", "api-1"),
        ("/metrics", "scrape-1"),
        ("/live/app.js", "scrape-1"),
    ] {
        for given in ["api-1", "scrape-1", "webhook-1", "wrong"] {
            assert_eq!(status(path, given), if given == token { 200 } else { 401 }, "{path} with {given}");
        }
        assert_eq!(server.get(path).status, 401, "{path}");
    }
    assert_eq!(
        post(&server, "/v1/alerts/webhook", "host: localhost\r\nauthorization: Bearer api-1\r\n", b"{}")
            .status,
        401
    );
    assert_eq!(
        post(&server, "/v1/alerts/webhook", "host: localhost\r\nauthorization: Bearer webhook-1\r\n", b"{}")
            .status,
        400
    );
    assert_eq!(server.get("/health").status, 200, "asks for nothing");
    // What a browser sends that asked its user: base64 of "any:scrape-1".
    assert_eq!(
        get(&server, "/live/app.js", "host: localhost\r\nauthorization: Basic YW55OnNjcmFwZS0x\r\n").status,
        200
    );

    // A connection that is open stays open over the exchange.
    let mut kept = server.connect();
    let ask = b"GET /health HTTP/1.1\r\nhost: localhost\r\n\r\n";
    let mut answer = [0; 512];
    kept.write_all(ask).unwrap();
    assert!(kept.read(&mut answer).unwrap() > 0);
    std::fs::write(&scrape, "scrape-2").unwrap();
    server.signal("HUP");
    let exchanged = (0..600).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(20));
        status("/metrics", "scrape-2") == 200
    });
    assert!(exchanged && status("/metrics", "scrape-1") == 401);
    kept.write_all(ask).unwrap();
    assert!(kept.read(&mut answer).unwrap() > 0, "the old connection still answers");
    let scrape = get(&server, "/metrics/prometheus", "host: localhost\r\nauthorization: Bearer scrape-2\r\n");
    let refused =
        scrape.text().lines().find(|line| line.contains("reason=\"credential\"")).unwrap().to_owned();
    assert!(refused.rsplit(' ').next().unwrap().parse::<f64>().unwrap() > 10.0, "{refused}");
    let said = server.log().iter().filter(|line| line["reason"] == json!("credential")).count();
    assert!((2..5).contains(&said), "{said} lines: the first and the tenth of a minute");
}

#[test]
fn beyond_loopback_needs_tokens_or_a_word() {
    let run = |args: &[&str]| {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_hailo-monitor")).args(args).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let error = run(&["serve", "--device", "simulated", "--listen", "0.0.0.0:0"]);
    for flag in ["--api-token-file", "--scrape-token-file", "--webhook-token-file", "--insecure-listen"] {
        assert!(error.contains(flag), "{error}");
    }
    let error = run(&["proxy", "--listen", "127.0.0.1:0", "--admin-listen", ":0"]);
    assert!(error.contains("--admin-listen") && !error.contains("--api-token-file"), "{error}");
    let mut args = FAST.to_vec();
    args.extend(["--listen", "0.0.0.0:0", "--insecure-listen"]);
    let server = Server::start_only("serve", &args);
    assert_eq!(
        TcpStream::connect(("127.0.0.1", server.address.port())).map(drop).map_err(|e| e.kind()),
        Ok(())
    );
}

#[test]
fn thousands_of_invented_alerts_fill_neither_the_log_nor_the_place_of_a_real_one() {
    let server = Server::start(&FAST);
    let alert = |name: &str| json!({"status": "firing", "labels": {"alertname": name}, "startsAt": "2026-03-01T12:00:00Z"});
    let call = |alerts: Vec<Value>| {
        let body = json!({"version": "4", "status": "firing", "alerts": alerts});
        assert_eq!(server.post_json("/v1/alerts/webhook", &body).status, 200);
    };
    call(vec![alert("PiSovereignDown")]);
    call((0..9_000).map(|n| alert(&format!("invented\u{1b}[31m{n}"))).collect());
    let text = server.get("/metrics/prometheus").text();
    assert!(text.contains("alerts_active{alertname=\"PiSovereignDown\",severity=\"none\"} 1\n"));
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
    let lines = server
        .log()
        .iter()
        .filter(|line| line["message"].as_str().is_some_and(|text| text.contains("alert")))
        .count();
    assert!(lines < 30, "{lines} lines");
}

/// A client library that leaks its connections is no reason to be blind to what goes on.
#[test]
fn idle_clients_of_a_proxy_take_no_file_from_the_scrape() {
    let args =
        ["--upstream", "http://127.0.0.1:1", "--listen", "127.0.0.1:0", "--admin-listen", "127.0.0.1:0"];
    let server = Server::start_with_files("proxy", &args, 100);
    let clients: std::net::SocketAddr = server.greeting["listen"].as_str().unwrap().parse().unwrap();
    let held: Vec<_> = (0..130).map(|_| TcpStream::connect(clients).unwrap()).collect();
    assert_eq!(server.get("/metrics/prometheus").status, 200);
    let answer = {
        let mut stream = TcpStream::connect(clients).unwrap();
        stream.set_read_timeout(Some(hailo_testkit::process::PATIENCE)).unwrap();
        stream.write_all(b"GET /api/tags HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
        Response::read(stream)
    };
    assert_eq!(answer.status, 502, "the upstream is asked, and is not there");
    drop(held);
    let loud = server.log().len();
    assert!(loud < 20, "{loud} log lines");
}

/// One model is asked by a crowd: some wait, the others are told to come again, and whoever asks for something else is served.
#[test]
fn a_crowd_at_one_model_is_turned_away_beyond_a_number() {
    let server = Server::start(&["--device", "simulated", "--speed", "1"]);
    let name = model(&server);
    let body = json!({"model": name, "prompt": "x", "options": {"num_predict": 4_000}}).to_string();
    let ask = format!(
        "POST /api/generate HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let queued = |metrics: &hailo_testkit::process::Metrics| {
        metrics.one(&format!("inference_queued{{model=\"{name}\"}}"))
    };
    let mut held: Vec<TcpStream> = Vec::new();
    for _ in 0..80 {
        let mut stream = server.connect();
        stream.write_all(ask.as_bytes()).unwrap();
        held.push(stream);
    }
    server.metrics_when("all of them have come", |metrics| {
        let refused = format!("inference_failures_total{{model=\"{name}\",reason=\"device_busy\"}}");
        metrics.one(&refused) == 15.0 && queued(metrics) == 64.0
    });
    let answer = server.send(ask.as_bytes());
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert!(answer.head.to_ascii_lowercase().contains("retry-after: 1"), "{}", answer.head);
    assert_eq!(server.get("/api/tags").status, 200);
    drop(held);
    server.metrics_when("nobody waits for a client that left", |metrics| queued(metrics) == 0.0);
}

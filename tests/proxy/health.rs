//! What the proxy finds out about an upstream that nobody asks: whether somebody is there, and whether the device works.
//!
//! The clock is the runtime's, paused: it goes on when everybody waits.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hailo_ollama::proxy::{CanaryOptions, ProxyOptions, QueueOptions};
use hailo_telemetry::{HealthReason, Outcome, Telemetry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use crate::reader::Reader;
use crate::{DONE, answer, listen, proxy, send};

const MINUTE: Duration = Duration::from_secs(60);

fn canary(proxy: &mut ProxyOptions) {
    let mut canary = CanaryOptions::default();
    (canary.idle, canary.timeout) = (MINUTE, MINUTE / 2);
    proxy.canary = Some(canary);
}

/// Reads one request, whatever it is: its head, and its body.
async fn read(socket: &mut TcpStream) -> (String, String) {
    let mut reader = Reader::default();
    let mut buffer = [0; 4096];
    while !reader.ended {
        let n = socket.read(&mut buffer).await.unwrap();
        assert!(n > 0 && !reader.broken, "the request broke off: {reader:?}");
        reader.feed(&buffer[..n]);
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(reader.head.as_deref().unwrap()), text(&reader.body))
}

async fn say(socket: &mut TcpStream, status: &str, body: &str) {
    let head =
        format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
    socket.write_all(head.as_bytes()).await.unwrap();
}

/// The next request of the proxy.
async fn next(listener: &TcpListener) -> (TcpStream, String, String) {
    let (mut socket, _) = listener.accept().await.unwrap();
    let (head, body) = read(&mut socket).await;
    (socket, head, body)
}

async fn healthy(telemetry: &Telemetry, want: Option<bool>) {
    while telemetry.health().healthy != want {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// A client's request to `path`, which the upstream answers with `body`.
async fn served(listener: &TcpListener, proxy: SocketAddr, path: &str, ask: &str, body: &'static str) {
    let mut client = TcpStream::connect(proxy).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{ask}",
        ask.len()
    );
    client.write_all(head.as_bytes()).await.unwrap();
    let (mut socket, _, _) = next(listener).await;
    say(&mut socket, "200 OK", body).await;
    drop(socket);
    assert!(answer(client).await.ends_with(body), "{path}");
}

#[tokio::test(start_paused = true)]
async fn the_canary_runs_the_device_and_is_no_traffic() {
    let (listener, up) = listen().await;
    let (telemetry, _) = proxy(up, |options| {
        canary(options);
        options.canary.as_mut().unwrap().model = Some("m".to_owned());
    })
    .await;
    let (mut socket, head, body) = next(&listener).await;
    assert!(head.contains("x-hailo-canary: 1") && body.contains("\"num_predict\":1"), "{head} {body}");
    assert_eq!(telemetry.health().healthy, None, "nothing is known before its answer");
    say(&mut socket, "200 OK", DONE).await;
    healthy(&telemetry, Some(true)).await;
    assert_eq!(telemetry.snapshot().totals.requests(), 0);
    // The next one gets no answer, and the one after that none in time.
    drop(next(&listener).await);
    healthy(&telemetry, Some(false)).await;
    assert_eq!(telemetry.health().reason, HealthReason::ProbeFailed);
    let (mut socket, _, _) = next(&listener).await;
    say(&mut socket, "200 OK", DONE).await;
    healthy(&telemetry, Some(true)).await;
    let silent = next(&listener).await;
    healthy(&telemetry, Some(false)).await;
    drop(silent);
    assert_eq!(telemetry.snapshot().totals.requests(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_canary_speaks_the_api_that_its_upstream_was_last_asked_in() {
    let chat = r#"{"model":"m","choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}"#;
    for (path, answer, question) in [
        ("/api/generate", DONE, r#""options":{"num_predict":1}"#),
        ("/api/chat", DONE, r#""messages":[{"content":"ping","role":"user"}]"#),
        ("/v1/chat/completions", chat, r#""max_tokens":1"#),
        (
            "/openai/v1/completions",
            r#"{"choices":[{"text":"a","finish_reason":"stop"}]}"#,
            r#""prompt":"ping""#,
        ),
        (
            "/v1/responses",
            r#"{"object":"response","status":"completed","output":[{"type":"message","content":[{"type":"output_text","text":"a"}]}]}"#,
            r#""max_output_tokens":16"#,
        ),
        (
            "/v1/messages",
            r#"{"type":"message","content":[{"type":"text","text":"a"}],"stop_reason":"end_turn"}"#,
            r#""max_tokens":1"#,
        ),
        ("/api/embed", r#"{"embeddings":[[0.5]]}"#, r#""input":"ping""#),
    ] {
        let (listener, up) = listen().await;
        let (telemetry, address) = proxy(up, canary).await;
        served(&listener, address, path, r#"{"model":"m","messages":["x"]}"#, answer).await;
        let (mut socket, head, body) = next(&listener).await;
        assert!(head.starts_with(&format!("POST {path} HTTP/1.1\r\n")), "{head}");
        assert!(
            head.contains("x-hailo-canary") && body.contains(r#""model":"m""#) && body.contains(question),
            "{body}"
        );
        // Were the answer not understood, health would be lost.
        say(&mut socket, "200 OK", answer).await;
        drop(socket);
        let (_socket, _, _) = next(&listener).await;
        assert_eq!(telemetry.health().healthy, Some(true), "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_canary_that_nobody_told_an_api_finds_it() {
    let (listener, up) = listen().await;
    let (telemetry, _) = proxy(up, |options| {
        canary(options);
        options.canary.as_mut().unwrap().model = Some("m".to_owned());
    })
    .await;
    let (mut socket, head, _) = next(&listener).await;
    assert!(head.starts_with("POST /api/generate "), "{head}");
    say(&mut socket, "404 Not Found", "{\"detail\":\"Not Found\"}").await;
    let (mut socket, head, _) = next(&listener).await;
    assert!(head.starts_with("POST /v1/chat/completions "), "{head}");
    say(&mut socket, "200 OK", r#"{"choices":[{"message":{"content":"a"},"finish_reason":"length"}]}"#).await;
    healthy(&telemetry, Some(true)).await;
}

#[tokio::test(start_paused = true)]
async fn a_canary_whose_model_is_gone_says_nothing_against_its_server() {
    let (listener, up) = listen().await;
    let (telemetry, address) = proxy(up, canary).await;
    let chat = r#"{"model":"m","messages":["x"]}"#;
    served(&listener, address, "/api/chat", chat, r#"{"message":{"content":"a"},"done":true}"#).await;
    healthy(&telemetry, Some(true)).await;
    for _ in 0..2 {
        let (mut socket, head, _) = next(&listener).await;
        assert!(head.contains("x-hailo-canary"), "{head}");
        say(&mut socket, "404 Not Found", r#"{"error":"model 'm' not found"}"#).await;
    }
    assert_eq!(telemetry.health().healthy, Some(true));
}

#[tokio::test(start_paused = true)]
async fn a_client_that_does_not_send_its_question_is_no_fault_of_the_engine() {
    let (listener, up) = listen().await;
    let (telemetry, address) = proxy(up, |_| {}).await;
    let mut client = TcpStream::connect(address).await.unwrap();
    let head = "POST /api/generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
    client.write_all(format!("{head}{{\"model\":\"m\",\"prompt\":\"x\"").as_bytes()).await.unwrap();
    let (_upstream, _) = listener.accept().await.unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    let snapshot = telemetry.snapshot();
    assert_eq!(snapshot.health.healthy, None, "nothing was heard of the engine");
    let cancelled: u64 = snapshot.models.iter().map(|model| model.outcome(Outcome::Cancelled)).sum();
    let all: u64 = snapshot.models.iter().map(hailo_telemetry::ModelSnapshot::requests).sum();
    assert_eq!((cancelled, all), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn neither_canary_nor_probe_waits_behind_a_generation() {
    for queue in [None, Some(QueueOptions::new(1, 4))] {
        let (listener, up) = listen().await;
        let (telemetry, address) = proxy(up, |options| {
            canary(options);
            options.queue = queue;
            options.probe = Some(MINUTE);
        })
        .await;
        // The probe at the start.
        let (mut socket, head, _) = next(&listener).await;
        assert!(head.starts_with("GET / "), "{head}");
        say(&mut socket, "200 OK", "").await;
        healthy(&telemetry, Some(true)).await;
        let client = send(address, "").await;
        let (mut generating, _, _) = next(&listener).await;
        let silence = tokio::time::timeout(MINUTE * 10, listener.accept()).await;
        assert!(silence.is_err(), "somebody else was asked for while it generated");
        say(&mut generating, "200 OK", DONE).await;
        drop(generating);
        assert!(answer(client).await.ends_with(DONE));
        let (mut canaries, mut probes) = (0, 0);
        while canaries == 0 || probes == 0 {
            let (mut socket, head, _) = next(&listener).await;
            *if head.contains("x-hailo-canary") { &mut canaries } else { &mut probes } += 1;
            say(&mut socket, "200 OK", DONE).await;
        }
        assert_eq!(telemetry.snapshot().totals.requests(), 1);
    }
}

/// Answers `GET` and nothing else, while `open`; else takes no connections.
struct Door {
    address: SocketAddr,
    close: Arc<Notify>,
}

impl Door {
    fn open(listener: TcpListener, status: &'static str) -> Self {
        let (address, close) = (listener.local_addr().unwrap(), Arc::new(Notify::new()));
        let closing = close.clone();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    () = closing.notified() => return,
                    accepted = listener.accept() => {
                        let (mut socket, _) = accepted.unwrap();
                        read(&mut socket).await;
                        say(&mut socket, status, "{}").await;
                    }
                }
            }
        });
        Self { address, close }
    }

    async fn close(self) -> SocketAddr {
        self.close.notify_one();
        while TcpStream::connect(self.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
        self.address
    }
}

#[tokio::test(start_paused = true)]
async fn a_probe_says_at_the_start_and_after_an_outage_who_is_there() {
    for (status, there) in [("200 OK", true), ("404 Not Found", true), ("502 Bad Gateway", false)] {
        let door = Door::open(listen().await.0, status);
        let (telemetry, _) = proxy(door.address, |options| options.probe = Some(MINUTE)).await;
        assert_eq!(telemetry.health().healthy, None, "nobody was asked yet");
        healthy(&telemetry, Some(there)).await;
        let address = door.close().await;
        tokio::time::sleep(MINUTE * 2).await;
        healthy(&telemetry, Some(false)).await;
        assert_eq!(telemetry.health().reason, HealthReason::ProbeFailed);
        let door = Door::open(TcpListener::bind(address).await.unwrap(), "200 OK");
        // One that is away is looked for again soon.
        tokio::time::sleep(Duration::from_secs(3)).await;
        healthy(&telemetry, Some(true)).await;
        door.close().await;
        assert_eq!(telemetry.snapshot().totals.requests(), 0);
    }
}

#[tokio::test]
async fn without_probes_nothing_is_known_until_somebody_asks_for_anything() {
    let door = Door::open(listen().await.0, "200 OK");
    let (telemetry, address) = proxy(door.address, |_| ()).await;
    let get = |path: &'static str| async move {
        let mut client = TcpStream::connect(address).await.unwrap();
        let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        client.write_all(head.as_bytes()).await.unwrap();
        answer(client).await
    };
    assert_eq!(telemetry.health().healthy, None);
    assert!(get("/api/tags").await.starts_with("HTTP/1.1 200"));
    assert_eq!(telemetry.health().healthy, Some(true));
    let up = door.close().await;
    assert!(get("/api/version").await.starts_with("HTTP/1.1 502"));
    assert_eq!(
        (telemetry.health().healthy, telemetry.health().reason),
        (Some(false), HealthReason::ProbeFailed)
    );
    let door = Door::open(TcpListener::bind(up).await.unwrap(), "200 OK");
    assert!(get("/v1/models").await.starts_with("HTTP/1.1 200"));
    assert_eq!(telemetry.health().healthy, Some(true), "an outage is over when somebody answers");
    door.close().await;
}

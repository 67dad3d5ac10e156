//! What servers and clients really send, through the proxy: what the client gets, and what the recorder says of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hailo_ollama::proxy::{Proxy, ProxyOptions, QueueOptions, Upstream};
use hailo_telemetry::{Count, ModelSnapshot, Outcome, Reason, Telemetry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const CHAT: &str = r#"{"model":"m","messages":[{"role":"user","content":"hi"}]}"#;
const WHOLE: &str =
    r#"{"model":"m","message":{"role":"assistant","content":"hi"},"done":true,"eval_count":5}"#;

/// A server that answers everything with the same bytes, then closes; and a proxy in front of it.
struct Field {
    telemetry: Telemetry,
    address: SocketAddr,
    answer: Arc<Mutex<Vec<u8>>>,
    /// The head of every request that came.
    heads: Arc<Mutex<Vec<String>>>,
}

/// Reads a message with a length, or without a body.
async fn message(socket: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 65536];
    loop {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .split("content-length: ")
                .nth(1)
                .map_or(0, |rest| rest.lines().next().unwrap().trim().parse().unwrap());
            let chunked = head.contains("transfer-encoding: chunked");
            if if chunked { body.ends_with("0\r\n\r\n") } else { body.len() >= length } {
                return Some(String::from_utf8_lossy(&bytes).into_owned());
            }
        }
        match socket.read(&mut buffer).await {
            Ok(n) if n > 0 => bytes.extend(&buffer[..n]),
            _ => return None,
        }
    }
}

impl Field {
    async fn new(set: impl FnOnce(&mut ProxyOptions)) -> Self {
        let up = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://localhost:{}/base", up.local_addr().unwrap().port());
        let answer = Arc::new(Mutex::new(Vec::new()));
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (answers, seen) = (answer.clone(), heads.clone());
        tokio::spawn(async move {
            loop {
                let (mut socket, _) = up.accept().await.unwrap();
                let (answers, seen) = (answers.clone(), seen.clone());
                tokio::spawn(async move {
                    let Some(request) = message(&mut socket).await else { return };
                    seen.lock().unwrap().push(request.split("\r\n\r\n").next().unwrap().to_owned());
                    let bytes = answers.lock().unwrap().clone();
                    let _ = socket.write_all(&bytes).await;
                });
            }
        });
        let telemetry = Telemetry::default();
        let mut options = ProxyOptions::new(vec![Upstream::new("", &url).unwrap()]);
        set(&mut options);
        let down = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = down.local_addr().unwrap();
        tokio::spawn(Proxy::new(telemetry.clone(), options).serve(down, std::future::pending()));
        Self { telemetry, address, answer, heads }
    }

    fn answers(&self, bytes: impl Into<Vec<u8>>) {
        *self.answer.lock().unwrap() = bytes.into();
    }

    fn answers_with(&self, head: &str, body: impl AsRef<[u8]>) {
        let mut bytes = format!("HTTP/1.1 200 OK\r\n{head}Connection: close\r\n\r\n").into_bytes();
        bytes.extend(body.as_ref());
        self.answers(bytes);
    }

    /// Sends bytes and reads the answer to its end.
    async fn raw(&self, request: impl AsRef<[u8]>) -> Vec<u8> {
        let mut socket = TcpStream::connect(self.address).await.unwrap();
        socket.write_all(request.as_ref()).await.unwrap();
        let mut bytes = Vec::new();
        let _ = tokio::time::timeout(Duration::from_secs(30), socket.read_to_end(&mut bytes))
            .await
            .expect("hangs");
        bytes
    }

    /// Posts and answers the answer's text without its chunks' sizes being looked at.
    async fn post(&self, path: &str, headers: &str, body: impl AsRef<[u8]>) -> String {
        let body = body.as_ref();
        let mut request =
            format!("POST {path} HTTP/1.1\r\nHost: pi.lan:8001\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n", body.len())
                .into_bytes();
        request.extend(body);
        String::from_utf8_lossy(&self.raw(request).await).into_owned()
    }

    fn total(&self) -> u64 {
        self.telemetry.snapshot().models.iter().map(ModelSnapshot::requests).sum()
    }

    /// The model that one exchange was recorded under, alone.
    async fn recorded(&self, before: &[ModelSnapshot], what: &str) -> ModelSnapshot {
        let requests = before.iter().map(ModelSnapshot::requests).sum::<u64>();
        let waited = tokio::time::timeout(Duration::from_secs(20), async {
            while self.total() == requests {
                tokio::task::yield_now().await;
            }
        });
        waited.await.unwrap_or_else(|_| panic!("not recorded: {what}"));
        let none = ModelSnapshot::default();
        let models = self.telemetry.snapshot().models;
        let mut changed = models.iter().filter_map(|model| {
            let then = before.iter().find(|then| then.name() == model.name()).unwrap_or(&none);
            let delta = model.since(then);
            (delta.requests() > 0).then_some(delta)
        });
        let one = changed.next().unwrap();
        assert!(changed.next().is_none() && one.requests() == 1, "{what}");
        one
    }

    async fn ask(&self, path: &str, body: impl AsRef<[u8]>, what: &str) -> ModelSnapshot {
        let before = self.telemetry.snapshot().models;
        self.post(path, "", body).await;
        self.recorded(&before, what).await
    }
}

fn reason(model: &ModelSnapshot) -> Option<Reason> {
    Reason::ALL.iter().copied().find(|reason| model.failures(*reason) > 0)
}

#[tokio::test]
async fn completed_is_what_an_answer_says_itself() {
    let field = Field::new(|_| ()).await;
    let chunked = |body: &str, end: &str| format!("{:x}\r\n{body}\r\n{end}", body.len());
    for (head, body, path) in [
        ("", WHOLE.to_owned(), "/api/chat"),
        ("Content-Type: text/html\r\n", WHOLE.to_owned(), "/api/chat"),
        ("Content-Length: 87\r\n", format!("{WHOLE} "), "/api/chat"),
        (
            "",
            "{\"response\":\"a\",\"done\":false}\n{\"response\":\"\",\"done\":true}".to_owned(),
            "/api/generate",
        ),
        (
            "Content-Type: text/plain\r\n",
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n".to_owned(),
            "/v1/chat/completions",
        ),
        (
            "",
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n".to_owned(),
            "/v1/chat/completions",
        ),
        ("Transfer-Encoding: chunked\r\n", chunked(WHOLE, "0\r\n\r\n"), "/api/chat"),
        ("", r#"{"data":[{"embedding":[0.1]}],"usage":{"prompt_tokens":3}}"#.to_owned(), "/v1/embeddings"),
        ("Content-Encoding: compress\r\n", "\u{1f}whatever".to_owned(), "/api/chat"),
    ] {
        field.answers_with(head, &body);
        let model = field.ask(path, CHAT, &body).await;
        assert_eq!((model.name(), model.outcome(Outcome::Completed)), ("m", 1), "{head}{body}");
    }
    for (head, body, path, why) in [
        (
            "Content-Type: text/html\r\n",
            "<!DOCTYPE html><html><body>Please sign in</body></html>".to_owned(),
            "/api/chat",
            Reason::Other,
        ),
        ("Content-Length: 0\r\n", String::new(), "/api/chat", Reason::Other),
        ("", String::new(), "/v1/completions", Reason::Other),
        (
            "Content-Type: text/event-stream\r\n",
            ": ping\n\n: ping\n\n".to_owned(),
            "/v1/chat/completions",
            Reason::Other,
        ),
        ("", "{\"message\":{\"content\":\"h".to_owned(), "/api/chat", Reason::Aborted),
        ("", "{\"response\":\"a\",\"done\":false}\n".to_owned(), "/api/generate", Reason::Aborted),
        (
            "",
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}\n\n".to_owned(),
            "/v1/chat/completions",
            Reason::Aborted,
        ),
        (
            "Transfer-Encoding: chunked\r\n",
            chunked("{\"response\":\"a\",\"done\":false}\n", ""),
            "/api/generate",
            Reason::Aborted,
        ),
        // Broken off after the reason to finish, which the client sees.
        (
            "Transfer-Encoding: chunked\r\n",
            chunked("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n", ""),
            "/v1/chat/completions",
            Reason::Aborted,
        ),
        (
            "Content-Length: 500\r\n",
            "{\"response\":\"a\",\"done\":false}\n".to_owned(),
            "/api/generate",
            Reason::Aborted,
        ),
        ("", "{\"models\":[]}".to_owned(), "/api/chat", Reason::Aborted),
        ("", "{\"error\":\"model 'm' not found\"}".to_owned(), "/api/chat", Reason::InvalidModel),
        (
            "",
            "error: {\"code\":500,\"message\":\"out of memory\"}\n\n".to_owned(),
            "/v1/chat/completions",
            Reason::OutOfMemory,
        ),
        ("Content-Encoding: gzip\r\n", "\u{1f}not gzip".to_owned(), "/api/chat", Reason::Other),
    ] {
        field.answers_with(head, &body);
        let model = field.ask(path, CHAT, &body).await;
        assert_eq!((model.outcome(Outcome::Failed), reason(&model)), (1, Some(why)), "{head}{body}");
    }
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
        "304 Not Modified",
        "500 Oops",
        "204 No Content",
    ] {
        field.answers(format!(
            "HTTP/1.1 {status}\r\nLocation: https://llm.example/\r\nConnection: close\r\n\r\n"
        ));
        let model = field.ask("/api/chat", CHAT, status).await;
        assert_eq!((model.name(), model.outcome(Outcome::Failed)), ("m", 1), "{status}");
    }
}

#[tokio::test]
async fn a_client_that_leaves_is_cancelled_whatever_was_said() {
    for said in [
        "{\"response\":\"a\",\"done\":false}\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n",
        "{\"response\":\"a\",\"done\":tr",
        ": ping\n\n",
    ] {
        let field = Field::new(|_| ()).await;
        // The connection stays open: nothing ends the answer.
        let up = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", up.local_addr().unwrap());
        let down = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = down.local_addr().unwrap();
        let options = ProxyOptions::new(vec![Upstream::new("", &url).unwrap()]);
        tokio::spawn(Proxy::new(field.telemetry.clone(), options).serve(down, std::future::pending()));
        let mut client = TcpStream::connect(address).await.unwrap();
        let head =
            format!("POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n{CHAT}", CHAT.len());
        client.write_all(head.as_bytes()).await.unwrap();
        let (mut server, _) = up.accept().await.unwrap();
        message(&mut server).await.unwrap();
        server.write_all(format!("HTTP/1.1 200 OK\r\n\r\n{said}").as_bytes()).await.unwrap();
        let mut got = String::new();
        while !got.contains(said) {
            let mut buffer = [0; 1024];
            let n = client.read(&mut buffer).await.unwrap();
            got.push_str(&String::from_utf8_lossy(&buffer[..n]));
        }
        drop(client);
        let model = field.recorded(&[], said).await;
        assert_eq!((model.name(), model.outcome(Outcome::Cancelled)), ("m", 1), "{said}");
    }
}

#[tokio::test]
async fn compressed_answers_pass_as_they_came_and_are_counted() {
    use flate2::Compression;
    use std::io::Write;
    let text = b"data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\ndata: [DONE]\n\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(text).unwrap();
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), Compression::fast());
    zlib.write_all(text).unwrap();
    let mut bare = flate2::write::DeflateEncoder::new(Vec::new(), Compression::fast());
    bare.write_all(text).unwrap();
    let mut brotli = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 20);
    brotli.write_all(text).unwrap();
    let field = Field::new(|_| ()).await;
    for (coding, bytes) in [
        ("gzip", gzip.finish().unwrap()),
        ("deflate", zlib.finish().unwrap()),
        ("deflate", bare.finish().unwrap()),
        ("br", brotli.into_inner()),
        ("zstd", zstd::encode_all(&text[..], 3).unwrap()),
        ("identity", text.to_vec()),
        ("gzip", text.to_vec()),
    ] {
        field.answers_with(
            &format!("Content-Encoding: {coding}\r\nContent-Length: {}\r\n", bytes.len()),
            &bytes,
        );
        let before = field.telemetry.snapshot().models;
        let request = format!(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{CHAT}",
            CHAT.len()
        );
        let got = field.raw(request).await;
        assert!(
            got.ends_with(&bytes)
                && String::from_utf8_lossy(&got)
                    .to_lowercase()
                    .contains(&format!("content-encoding: {coding}"))
        );
        let model = field.recorded(&before, coding).await;
        assert_eq!(
            (model.outcome(Outcome::Completed), model.output_tokens(), model.count(Count::PromptTokens)),
            (1, 3, 7),
            "{coding}"
        );
    }
}

#[tokio::test]
async fn the_name_is_found_wherever_it_stands() {
    let field = Field::new(|_| ()).await;
    field.answers_with(
        "",
        r#"{"model":"told","choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}"#,
    );
    let picture = "A".repeat(2_000_000);
    for (body, want) in [
        (format!(r#"{{"messages":[{{"content":[{{"url":"data:{picture}"}}]}}],"model":"m"}}"#), "m"),
        (format!(r#"{{"tools":["{picture}"],"messages":["x"],"MODEL":"m"}}"#), "m"),
        (r#"{"messages":["x"]}"#.to_owned(), "told"),
        (r#"{"messages":["x"],"model":""}"#.to_owned(), "told"),
        (r#"{"messages":["x"],"model":{"id":"m"}}"#.to_owned(), "told"),
        ("not json".to_owned(), "told"),
    ] {
        let model = field.ask("/v1/chat/completions", &body, &body[..20.min(body.len())]).await;
        assert_eq!((model.name(), model.outcome(Outcome::Completed)), (want, 1));
    }
    field.answers_with("", r#"{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}"#);
    assert_eq!(field.ask("/v1/chat/completions", r#"{"messages":["x"]}"#, "no name").await.name(), "unknown");
}

#[tokio::test]
async fn every_path_that_runs_a_model_is_counted_and_waits_in_the_queue() {
    let field = Field::new(|options| options.queue = Some(QueueOptions::new(1, 1))).await;
    field.answers_with("", WHOLE);
    for path in [
        "/v1/responses",
        "/v1/messages",
        "/api/embed",
        "/api/embeddings",
        "/v1/embeddings",
        "//api/chat",
        "/api/%67enerate",
        "/openai/v1/chat/completions",
        "/engines/x/v1/completions",
        "/completion",
    ] {
        let model = field.ask(path, CHAT, path).await;
        assert_eq!((model.outcome(Outcome::Completed), model.queue_time().count()), (1, 1), "{path}");
    }
    assert!(
        field.heads.lock().unwrap().iter().any(|head| head.starts_with("POST /base//api/chat ")),
        "as it was spelt"
    );
    // What only loads a model, or asks for none.
    for (path, body) in [
        ("/api/pull", CHAT),
        ("/api/generate", r#"{"model":"m"}"#),
        ("/api/chat", r#"{"model":"m","keep_alive":0}"#),
    ] {
        field.post(path, "", body).await;
    }
    field.answers_with("", r#"{"model":"m","response":"","done":true,"done_reason":"load"}"#);
    field.post("/api/generate", "", r#"{"model":"m","prompt":""}"#).await;
    assert_eq!(field.total(), 10);
    // hailo-ollama runs an empty prompt.
    field.answers_with("", r#"{"model":"m","response":"a","done":true,"done_reason":"stop","eval_count":2}"#);
    let model = field.ask("/api/generate", r#"{"model":"m","prompt":""}"#, "empty prompt").await;
    assert_eq!((model.outcome(Outcome::Completed), model.output_tokens()), (1, 2));
}

#[tokio::test]
async fn what_a_client_types_takes_no_name_away() {
    let field = Field::new(|options| options.names = 3).await;
    for refusal in [
        "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"error\":\"model 'x' not found\"}",
        "HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n",
    ] {
        field.answers(refusal);
        for i in 0..30 {
            let model =
                field.ask("/api/chat", format!(r#"{{"model":"typo-{i}","messages":["x"]}}"#), refusal).await;
            assert_eq!((model.name(), model.outcome(Outcome::Failed)), ("unknown", 1));
        }
    }
    for failure in [
        "HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 302 Found\r\nConnection: close\r\n\r\n",
        "rubbish",
    ] {
        field.answers(failure);
        for i in 0..30 {
            field.ask("/api/chat", format!(r#"{{"model":"typo-{i}","messages":["x"]}}"#), failure).await;
        }
    }
    field.answers_with("", WHOLE);
    let real = field.ask("/api/chat", CHAT, "the real one").await;
    assert_eq!((real.name(), real.outcome(Outcome::Completed)), ("m", 1));
    // A name that is known keeps its failures.
    field.answers("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
    let real = field.ask("/api/chat", CHAT, "the real one, refused").await;
    assert_eq!((real.name(), reason(&real)), ("m", Some(Reason::InvalidInput)));
}

#[tokio::test]
async fn lengths_and_codings_of_an_answer_are_as_the_standard_has_them() {
    let field = Field::new(|_| ()).await;
    let n = WHOLE.len();
    let both = |length: usize| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n{n:x}\r\n{WHOLE}\r\n0\r\n\r\n"
        )
    };
    for answer in [
        both(n),
        both(3),
        both(n + 12),
        format!(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\nContent-Length: 1\r\n\r\n{n:x};x=y\r\n{WHOLE}\r\n0\r\n\r\n"
        ),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: {n}\r\n\r\n{WHOLE}"),
        format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n{WHOLE}"),
        format!("HTTP/1.0 200 OK\r\n\r\n{WHOLE}"),
        format!(
            "HTTP/1.1 200 OK\r\nConnection: Content-Length, X-Gone\r\nX-Gone: 1\r\nContent-Length: {n}\r\n\r\n{WHOLE}"
        ),
        format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: {n}\r\n\r\n{WHOLE}"),
    ] {
        field.answers(answer.clone());
        let before = field.telemetry.snapshot().models;
        let got = field.post("/api/chat", "", CHAT).await;
        assert!(got.contains(WHOLE) && !got.contains("X-Gone"), "{answer}\n{got}");
        let model = field.recorded(&before, &answer).await;
        assert_eq!((model.outcome(Outcome::Completed), model.output_tokens()), (1, 5), "{answer}");
    }
    for answer in [
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nraw",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 2x0 OK\r\n\r\n",
    ] {
        field.answers(answer);
        let got = field.post("/api/tags", "", "").await;
        assert!(got.starts_with("HTTP/1.1 502"), "{answer}\n{got}");
    }
}

#[tokio::test]
async fn a_request_that_could_be_read_in_two_ways_does_not_pass() {
    let field = Field::new(|_| ()).await;
    field.answers_with("", "ok");
    for (request, want) in [
        ("GET / HTTP/1.1\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400"),
        ("CONNECT evil:443 HTTP/1.1\r\nHost: evil:443\r\n\r\n", "405"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", "501"),
        ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\nContent-Length: 1\r\n\r\na", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "400"),
        ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na", "400"),
    ] {
        let seen = field.heads.lock().unwrap().len();
        let got = String::from_utf8_lossy(
            &field.raw(request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")).await,
        )
        .into_owned();
        assert!(got.starts_with(&format!("HTTP/1.1 {want}")), "{request}\n{got}");
        assert_eq!(field.heads.lock().unwrap().len(), seen, "{request}");
    }
    let both = "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    assert!(field.raw(both).await.ends_with(b"ok") || field.raw(both).await.ends_with(b"0\r\n\r\n"));
    let head = field.heads.lock().unwrap().last().unwrap().to_lowercase();
    assert!(head.contains("transfer-encoding: chunked") && !head.contains("content-length"), "{head}");
    field.raw("GET /../../secret/%2e%2E/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    assert!(field.heads.lock().unwrap().last().unwrap().starts_with("GET /base/x "));
}

#[tokio::test]
async fn the_upstream_is_asked_under_its_own_name_unless_told_otherwise() {
    for (keep, host) in [(false, "host: localhost:"), (true, "host: pi.lan:8001")] {
        let field = Field::new(|options| options.keep_host = keep).await;
        field.answers_with("", "ok");
        field.post("/api/show", "", "{}").await;
        let head = field.heads.lock().unwrap().last().unwrap().to_lowercase();
        assert!(head.contains(host) && head.contains("x-forwarded-host: pi.lan:8001") != keep, "{head}");
        field.post("/api/show", "X-Forwarded-Host: outer\r\n", "{}").await;
        let head = field.heads.lock().unwrap().last().unwrap().to_lowercase();
        assert!(
            head.contains("x-forwarded-host: outer") && head.matches("x-forwarded-host").count() == 1,
            "{head}"
        );
    }
}

#[tokio::test]
async fn a_request_that_comes_back_is_a_loop() {
    // Two proxies, each in front of the other.
    let (a, b) =
        (TcpListener::bind("127.0.0.1:0").await.unwrap(), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let addresses = [a.local_addr().unwrap(), b.local_addr().unwrap()];
    for (listener, upstream) in [(a, addresses[1]), (b, addresses[0])] {
        let options = ProxyOptions::new(vec![Upstream::new("", &format!("http://{upstream}")).unwrap()]);
        tokio::spawn(Proxy::new(Telemetry::default(), options).serve(listener, std::future::pending()));
    }
    for path in ["GET /api/tags", "POST /api/chat"] {
        let mut text = String::new();
        write!(text, "{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut socket = TcpStream::connect(addresses[0]).await.unwrap();
        socket.write_all(text.as_bytes()).await.unwrap();
        let mut got = String::new();
        socket.read_to_string(&mut got).await.unwrap();
        assert!(got.starts_with("HTTP/1.1 508"), "{got}");
    }
}

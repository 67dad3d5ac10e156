//! The proxy against no proxy: thousands of generated exchanges, the same bytes both ways, and the
//! recorder against the generator's truth, to the nanosecond, on a manual clock.
//!
//! Every exchange runs in lock-step: the upstream writes a piece (cut anywhere: inside a line, a UTF-8
//! character, a chunk header), waits until the client has read it, moves the clock and writes on. So
//! the time at which the proxy saw each byte is known exactly, and nothing sleeps.
//!
//! `HAILO_PROXY_EXCHANGES` sets how many (default 1,000), `HAILO_PROXY_SEED` the seed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fastrand::Rng;
use hailo_ollama::proxy::{Proxy, ProxyOptions, Upstream};
use hailo_telemetry::{Clock, Config, Count, ManualClock, ModelSnapshot, Outcome, Reason, Telemetry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How an answer ends on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    /// As announced.
    Clean,
    /// The upstream closes the connection in the middle.
    Death,
    /// The client leaves after this many bytes of body.
    Abort(usize),
}

/// What the recorder should have written down.
#[derive(Clone, Debug, Default, PartialEq)]
struct Truth {
    outcome: Option<Outcome>,
    reason: Option<Reason>,
    duration: Duration,
    ttft: Option<Duration>,
    tokens: u64,
    prompt: u64,
    chunks: u64,
    gaps: u64,
    gap_sum: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Generate,
    Chat,
    Sse,
    SseText,
    Unary,
    UnaryOpenAi,
    Refused,
    ErrorIn200,
    NotInference,
}

/// One line (or event) of an answer.
struct Line {
    bytes: Vec<u8>,
    output: bool,
    done: bool,
    error: bool,
    finished: bool,
}

struct Exchange {
    kind: Kind,
    request: Vec<u8>,
    /// Pieces as the socket gets them, each with the time that passes before it.
    writes: Vec<(u64, Vec<u8>)>,
    end: End,
    truth: Truth,
}

fn text(rng: &mut Rng) -> String {
    const WORDS: [&str; 9] = ["a", " the", "é", "\u{1F600}", "\\n", "\\\"", "日本", "\\u00e9", " x y "];
    (0..rng.usize(1..3)).map(|_| WORDS[rng.usize(..WORDS.len())]).collect()
}

/// The lines of a streamed answer and what its server counts.
fn stream_lines(
    rng: &mut Rng,
    kind: Kind,
    tokens: u64,
    count: Option<u64>,
    prompt: Option<u64>,
    fails: bool,
) -> Vec<Line> {
    let newline = if rng.bool() { "\r\n" } else { "\n" };
    let sse = matches!(kind, Kind::Sse | Kind::SseText);
    let event = |json: String| {
        if sse { format!("data: {json}{newline}{newline}") } else { format!("{json}{newline}") }
    };
    let mut lines = Vec::new();
    let mut push = |json: String, output, finished, done, error| {
        lines.push(Line { bytes: event(json).into_bytes(), output, done, error, finished });
    };
    if kind == Kind::Sse && rng.bool() {
        push(r#"{"id":"c","model":"m1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}"#.into(), false, false, false, false);
    }
    for _ in 0..tokens {
        let empty = rng.u8(..8) == 0;
        let text = if empty { String::new() } else { text(rng) };
        let json = match kind {
            Kind::Generate => {
                format!(r#"{{"model":"m1","created_at":"x","response":"{text}","done":false}}"#)
            }
            Kind::Chat => format!(
                r#"{{"model":"m1","message":{{"role":"assistant","content":"{text}"}},"done":false,"extra":[{{"a":1}}]}}"#
            ),
            Kind::Sse => format!(
                r#"{{"id":"c","choices":[{{"index":0,"delta":{{"content":"{text}"}},"finish_reason":null}}]}}"#
            ),
            _ => format!(r#"{{"choices":[{{"text":"{text}","finish_reason":null}}]}}"#),
        };
        push(json, !empty, false, false, false);
    }
    if fails {
        let json =
            if sse { r#"{"error":{"message":"boom","type":"api_error"}}"# } else { r#"{"error":"boom"}"# };
        push(json.into(), false, false, false, true);
        return lines;
    }
    if sse {
        push(
            r#"{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#.into(),
            false,
            true,
            false,
            false,
        );
        if count.is_some() || prompt.is_some() {
            let field = |name: &str, n: Option<u64>| n.map_or(String::new(), |n| format!(r#""{name}":{n},"#));
            push(
                format!(
                    r#"{{"choices":[],"usage":{{{}{}"total_tokens":0}}}}"#,
                    field("prompt_tokens", prompt),
                    field("completion_tokens", count)
                ),
                false,
                false,
                false,
                false,
            );
        }
        push("[DONE]".into(), false, true, true, false);
    } else {
        let field = |name: &str, n: Option<u64>| n.map_or(String::new(), |n| format!(r#","{name}":{n}"#));
        let empty = if kind == Kind::Chat {
            r#""message":{"role":"assistant","content":""}"#
        } else {
            r#""response":"""#
        };
        push(
            format!(
                r#"{{"model":"m1",{empty},"done":true,"done_reason":"stop","total_duration":5{}{}}}"#,
                field("eval_count", count),
                field("prompt_eval_count", prompt)
            ),
            false,
            true,
            true,
            false,
        );
    }
    lines
}

/// What each piece's tokens are when `tokens` are spread over pieces that arrived at `times`: the
/// first piece counts one at once, the last 16 share what is left, those between count one each.
fn spread(times: &[u64], count: Option<u64>) -> Vec<(u64, u64)> {
    let pieces = times.len() as u64;
    let tokens = count.filter(|n| *n > 0 || pieces == 0).unwrap_or(pieces);
    let Some((first, rest)) = times.split_first() else { return Vec::new() };
    let mut out = vec![(*first, 1)];
    let (early, held) = rest.split_at(rest.len().saturating_sub(16));
    out.extend(early.iter().map(|t| (*t, 1)));
    let left = tokens.saturating_sub(out.len() as u64);
    let n = held.len() as u64;
    let mut given = 0;
    for (i, t) in (1..).zip(held) {
        let upto = left * i / n;
        if upto > given {
            out.push((*t, upto - given));
            given = upto;
        }
    }
    out
}

fn exchange(rng: &mut Rng) -> Exchange {
    let kind = [
        Kind::Generate,
        Kind::Chat,
        Kind::Sse,
        Kind::SseText,
        Kind::Unary,
        Kind::UnaryOpenAi,
        Kind::Refused,
        Kind::ErrorIn200,
        Kind::NotInference,
    ][rng.usize(..9)];
    let streamed = matches!(kind, Kind::Generate | Kind::Chat | Kind::Sse | Kind::SseText);
    let tokens = if rng.bool() { rng.u64(0..6) } else { rng.u64(0..60) };
    let prompt = rng.bool().then(|| rng.u64(1..500));
    let fails = streamed && rng.u8(..6) == 0;

    // The body and its lines.
    let mut lines = Vec::new();
    let mut body: Vec<u8> = Vec::new();
    let mut count = None;
    match kind {
        _ if streamed => {
            let count_given = !fails && rng.u8(..4) > 0;
            // The server's count is decided after the lines, from how many carry text.
            let same = rng.u64(..);
            let mut probe = Rng::with_seed(same);
            let visible =
                stream_lines(&mut probe, kind, tokens, None, None, fails).iter().filter(|l| l.output).count()
                    as u64;
            if count_given {
                count = Some(match rng.u8(..4) {
                    0 => visible + rng.u64(0..9),
                    1 => visible.saturating_sub(rng.u64(0..4)).max(1),
                    _ => visible,
                });
            }
            lines = stream_lines(&mut Rng::with_seed(same), kind, tokens, count, prompt, fails);
            count = count.filter(|_| !fails);
            body.extend(lines.iter().flat_map(|l| l.bytes.clone()));
        }
        Kind::Unary | Kind::UnaryOpenAi => {
            count = rng.bool().then_some(tokens);
            let n = |name: &str, n: Option<u64>| n.map_or(String::new(), |n| format!(r#","{name}":{n}"#));
            let text = text(rng);
            body = if kind == Kind::Unary {
                format!("{{\"model\":\"m1\",\n \"response\":\"{text}\",\"done\":true{}{}}}", n("eval_count", count), n("prompt_eval_count", prompt))
            } else {
                format!("{{\"choices\":[{{\"message\":{{\"content\":\"{text}\"}},\"finish_reason\":\"stop\"}}],\"usage\":{{\"x\":0{}{}}}}}", n("completion_tokens", count), n("prompt_tokens", prompt))
            }
            .into_bytes();
        }
        Kind::Refused => body = br#"{"error":"model 'm1' not found"}"#.to_vec(),
        Kind::ErrorIn200 => body = br#"{"error":"model 'm1' not found"}"#.to_vec(),
        _ => body = (0..rng.usize(0..3000)).map(|_| rng.u8(..)).collect(),
    }

    // The request.
    let (path, asks) = match kind {
        Kind::Generate => ("/api/generate", r#"{"model":"m1","prompt":"hi"}"#),
        Kind::Chat => {
            ("/api/chat?x=1", r#"{"messages":[{"role":"user","content":"hi \u00e9"}],"model":"m1"}"#)
        }
        Kind::Sse => (
            "/v1/chat/completions",
            r#"{"model":"m1","stream":true,"messages":[{"role":"user","content":"hi"}]}"#,
        ),
        Kind::SseText => ("/v1/completions", r#"{"model":"m1","stream":true,"prompt":["a"]}"#),
        Kind::UnaryOpenAi => {
            ("/v1/chat/completions", r#"{"model":"m1","messages":[{"role":"user","content":[]}]}"#)
        }
        Kind::NotInference => ("/api/blobs/%2F?q=%20&a", r#"{"model":"m1","input":"x"}"#),
        _ => ("/api/generate", r#"{"prompt":"hi","stream":false,"model":"m1"}"#),
    };
    let mut request = format!(
        "POST {path} HTTP/1.1\r\nHOST: upstream.example\r\nX-Twice: 1\r\nx-twice: 2\r\nAccept:*/*\r\n"
    )
    .into_bytes();
    if rng.bool() {
        request.extend(format!("Content-Length: {}\r\n\r\n{asks}", asks.len()).bytes());
    } else {
        let (head, tail) = asks.split_at(rng.usize(1..asks.len() - 5).min(8));
        request.extend(
            format!(
                "Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{head}\r\n{:x};ext=1\r\n{tail}\r\n0\r\n\r\n",
                head.len(),
                tail.len()
            )
            .bytes(),
        );
    }

    // The answer on the wire: a head, then the body chunked or counted, each with what it adds to the body.
    let status = if kind == Kind::Refused { "404 Model Gone" } else { "200 OK" };
    let content_type = match kind {
        Kind::Sse | Kind::SseText => "text/event-stream; charset=utf-8",
        Kind::Generate | Kind::Chat => "application/x-ndjson",
        Kind::NotInference => "application/octet-stream",
        _ => "application/json",
    };
    let mut wire = format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nServer: oatpp/1.3\r\nX-Odd-CASE: 1\r\nx-multi: a\r\nx-multi: b\r\n").into_bytes();
    if rng.u8(..4) == 0 {
        wire.extend(b"Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n");
    }
    let chunked = streamed || rng.bool();
    if chunked {
        wire.extend(b"Transfer-Encoding: chunked\r\n\r\n");
        let mut at = 0;
        while at < body.len() {
            let most = if rng.bool() { 40 } else { 4000 };
            let n = rng.usize(1..=(body.len() - at).min(most));
            wire.extend(format!("{n:x}\r\n").bytes());
            wire.extend(&body[at..at + n]);
            wire.extend(b"\r\n");
            at += n;
        }
        wire.extend(b"0\r\n\r\n");
    } else {
        wire.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
        wire.extend(&body);
    }
    let mut end = match rng.u8(..8) {
        0 if body.len() > 2 => End::Death,
        1 if body.len() > 2 => End::Abort(rng.usize(1..body.len())),
        _ => End::Clean,
    };
    if kind == Kind::Refused {
        end = End::Clean;
    }
    if end == End::Death {
        // Somewhere inside the body: a server that dies before it leaves the client a closed connection,
        // with the head or without.
        let mut reader = Reader::default();
        let from = (1..wire.len())
            .find(|n| {
                let mut r = Reader::default();
                r.feed(&wire[..*n]);
                !r.body.is_empty()
            })
            .unwrap();
        let upto = wire.len() - if chunked { 6 } else { 1 };
        wire.truncate(rng.usize(from..upto.max(from + 1)));
        reader.feed(&wire);
        assert!(!reader.ended);
    }
    let mut writes = Vec::new();
    let mut rest = &wire[..];
    // At most a hundred pieces or so: each is a round trip.
    let largest = [3, 30, 300, 3000][rng.usize(..4)].max(wire.len() / 50);
    while !rest.is_empty() {
        let (piece, tail) = rest.split_at(rng.usize(1..=rest.len().min(largest)));
        writes.push((rng.u64(1..2_000_000_000), piece.to_vec()));
        rest = tail;
    }

    let truth = truth(kind, &writes, &lines, count, prompt, end, body.len());
    Exchange { kind, request, writes, end, truth }
}

/// When each byte of the body reached the client, and the recorder's truth from that.
fn truth(
    kind: Kind,
    writes: &[(u64, Vec<u8>)],
    lines: &[Line],
    count: Option<u64>,
    prompt: Option<u64>,
    end: End,
    length: usize,
) -> Truth {
    if kind == Kind::NotInference {
        return Truth::default();
    }
    let mut reader = Reader::default();
    let mut arrived: Vec<u64> = Vec::new();
    let (mut now, mut head_at) = (0, 0);
    let mut moved = false;
    for (wait, bytes) in writes {
        if !moved || reader.progress_since_last {
            now += wait;
            moved = true;
        }
        let had_head = reader.head.is_some();
        reader.feed(bytes);
        if !had_head && reader.head.is_some() {
            head_at = now;
        }
        arrived.resize(reader.body.len(), now);
        if matches!(end, End::Abort(n) if reader.body.len() >= n) {
            break;
        }
    }
    let last = now;
    let mut truth = Truth::default();
    if kind == Kind::Refused {
        truth.outcome = Some(Outcome::Failed);
        truth.reason = Some(Reason::InvalidModel);
        truth.duration = Duration::from_nanos(head_at);
        return truth;
    }
    let mut times = Vec::new();
    let (mut ended, mut finished, mut known) = (None, false, None);
    let mut at = 0;
    for line in lines {
        // It is read when its object closes, without its line break.
        let close = at + line.bytes.trim_ascii_end().len() - 1;
        at += line.bytes.len();
        let Some(&when) = arrived.get(close) else { break };
        finished |= line.finished;
        if line.output {
            times.push(when);
        }
        if line.done {
            known = Some((count, prompt));
            ended = Some((when, Outcome::Completed, None));
        } else if line.error {
            ended = Some((when, Outcome::Failed, Some(Reason::Other)));
        } else if !line.output && !line.finished && at > 0 && finished {
            // The chunk with the counts, between the finish and the end.
            known = Some((count, prompt));
        }
        if ended.is_some() {
            break;
        }
    }
    if lines.is_empty()
        && let Some(&when) = arrived.get(length - 1)
    {
        // One object: read when it closes.
        if kind == Kind::ErrorIn200 {
            ended = Some((when, Outcome::Failed, Some(Reason::InvalidModel)));
        } else {
            known = Some((count, prompt));
            // Its text is no piece of a stream and shows no first token: nobody saw one.
            ended = Some((when, Outcome::Completed, None));
        }
    }
    let (when, outcome, reason) = ended.unwrap_or(match end {
        End::Abort(_) => (last, Outcome::Cancelled, None),
        _ => (last, Outcome::Failed, Some(Reason::Aborted)),
    });
    truth.outcome = Some(outcome);
    truth.reason = reason;
    truth.duration = Duration::from_nanos(when);
    let (count, prompt) = known.unwrap_or((None, None));
    truth.prompt = prompt.unwrap_or(0);
    truth.chunks = times.len() as u64;
    if lines.is_empty() {
        if outcome == Outcome::Completed {
            truth.tokens = count.unwrap_or(0);
        }
        return truth;
    }
    let tokens = spread(&times, count);
    truth.ttft = times.first().copied().map(Duration::from_nanos);
    truth.tokens = tokens.iter().map(|(_, n)| n).sum();
    if times.len() == 1 {
        truth.tokens = count.filter(|n| *n > 0).unwrap_or(1);
    } else if times.is_empty() {
        truth.tokens = count.unwrap_or(0);
    }
    truth.gaps = tokens.iter().map(|(_, n)| n).sum::<u64>().saturating_sub(1);
    // A read of n tokens gives n gaps of a whole number of nanoseconds.
    truth.gap_sum =
        Duration::from_nanos(tokens.windows(2).map(|w| (w[1].0 - w[0].0) / w[1].1 * w[1].1).sum());
    truth
}

/// Reads one HTTP response as it comes: the head, and the body without its chunks.
#[derive(Default)]
struct Reader {
    head: Option<Vec<u8>>,
    raw: Vec<u8>,
    body: Vec<u8>,
    left: Left,
    ended: bool,
    progress_since_last: bool,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Left {
    #[default]
    Head,
    Counted(usize),
    ChunkHead,
    Chunk(usize),
    ChunkEnd,
    Last,
}

impl Reader {
    fn feed(&mut self, bytes: &[u8]) {
        let before = (self.body.len(), self.ended);
        self.raw.extend(bytes);
        loop {
            match self.left {
                Left::Head => {
                    let Some(n) = self.raw.windows(4).position(|w| w == b"\r\n\r\n") else { break };
                    let head: Vec<u8> = self.raw.drain(..n + 4).collect();
                    let lower = String::from_utf8_lossy(&head).to_ascii_lowercase();
                    self.left = if lower.contains("transfer-encoding: chunked") {
                        Left::ChunkHead
                    } else {
                        let n = lower
                            .split("content-length: ")
                            .nth(1)
                            .and_then(|r| r.lines().next())
                            .map_or(0, |n| n.trim().parse().unwrap());
                        Left::Counted(n)
                    };
                    self.head = Some(head);
                }
                Left::Counted(n) | Left::Chunk(n) => {
                    let take = n.min(self.raw.len());
                    self.body.extend(self.raw.drain(..take));
                    let chunk = matches!(self.left, Left::Chunk(_));
                    self.left = if chunk { Left::Chunk(n - take) } else { Left::Counted(n - take) };
                    if n - take > 0 {
                        break;
                    }
                    if !chunk {
                        self.ended = true;
                        break;
                    }
                    self.left = Left::ChunkEnd;
                }
                Left::ChunkHead | Left::ChunkEnd | Left::Last => {
                    let Some(n) = self.raw.windows(2).position(|w| w == b"\r\n") else { break };
                    let line: Vec<u8> = self.raw.drain(..n + 2).collect();
                    self.left = match self.left {
                        Left::ChunkEnd => Left::ChunkHead,
                        Left::Last => {
                            self.ended = true;
                            break;
                        }
                        _ => {
                            let line = String::from_utf8_lossy(&line);
                            let size =
                                usize::from_str_radix(line.split(';').next().unwrap().trim(), 16).unwrap();
                            if size == 0 { Left::Last } else { Left::Chunk(size) }
                        }
                    };
                }
            }
        }
        self.progress_since_last = before != (self.body.len(), self.ended);
    }

    /// Status line and headers as sent, less those of the connection, in a fixed order.
    fn essence(head: &[u8]) -> Vec<String> {
        let head = String::from_utf8_lossy(head);
        let mut lines = head.trim_end().split("\r\n").map(|line| match line.split_once(':') {
            Some((name, value)) => format!("{name}: {}", value.trim()),
            None => line.to_owned(),
        });
        let first = lines.next().unwrap();
        let mut rest: Vec<String> = lines
            .filter(|line| {
                let name = line.split(':').next().unwrap().to_ascii_lowercase();
                !matches!(
                    name.as_str(),
                    "connection" | "keep-alive" | "transfer-encoding" | "x-hailo-proxies"
                )
            })
            .collect();
        rest.sort_by_key(|line| line.split(':').next().unwrap().to_ascii_lowercase());
        rest.insert(0, first);
        rest
    }
}

/// The exchange being played, and how far the client is: (turn, bytes of body, ended).
struct Stage {
    exchange: Mutex<Option<Arc<Exchange>>>,
    read: watch::Sender<(u64, usize, bool)>,
    clock: Mutex<Option<ManualClock>>,
    request: Mutex<Option<Reader>>,
    left_early: watch::Sender<u64>,
}

async fn upstream(listener: TcpListener, stage: Arc<Stage>) {
    loop {
        let (socket, _) = listener.accept().await.unwrap();
        tokio::spawn(play(socket, stage.clone()));
    }
}

/// Plays exchanges on one connection until it closes.
async fn play(mut socket: TcpStream, stage: Arc<Stage>) {
    socket.set_nodelay(true).unwrap();
    let mut buffer = vec![0; 64 << 10];
    loop {
        let mut request = Reader::default();
        while !request.ended {
            match socket.read(&mut buffer).await {
                Ok(0) | Err(_) => return,
                Ok(n) => request.feed(&buffer[..n]),
            }
        }
        *stage.request.lock().unwrap() = Some(request);
        let exchange = stage.exchange.lock().unwrap().clone().unwrap();
        let turn = stage.read.borrow().0;
        let mut sent = Reader::default();
        let mut first = true;
        for (wait, bytes) in &exchange.writes {
            if (first || sent.progress_since_last)
                && let Some(clock) = &*stage.clock.lock().unwrap()
            {
                clock.advance(Duration::from_nanos(*wait));
            }
            first = false;
            socket.write_all(bytes).await.unwrap();
            sent.feed(bytes);
            let want = (turn, sent.body.len(), sent.ended);
            if let End::Abort(at) = exchange.end
                && sent.body.len() >= at
            {
                // The client has what it wanted and leaves; so must the proxy.
                while matches!(socket.read(&mut buffer).await, Ok(n) if n > 0) {}
                stage.left_early.send_modify(|n| *n += 1);
                return;
            }
            stage.read.subscribe().wait_for(|read| *read >= want).await.unwrap();
        }
        if exchange.end == End::Death {
            return;
        }
    }
}

/// Asks `address` and reads the answer until it ends or breaks off.
async fn ask(address: SocketAddr, exchange: &Exchange, stage: &Stage) -> Reader {
    let turn = stage.read.borrow().0 + 1;
    stage.read.send_replace((turn, 0, false));
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.set_nodelay(true).unwrap();
    socket.write_all(&exchange.request).await.unwrap();
    let mut reader = Reader::default();
    let mut buffer = vec![0; 64 << 10];
    while !reader.ended {
        let read = socket.read(&mut buffer).await.unwrap_or(0);
        if read == 0 {
            break;
        }
        reader.feed(&buffer[..read]);
        if matches!(exchange.end, End::Abort(at) if reader.body.len() >= at) {
            break;
        }
        stage.read.send_replace((turn, reader.body.len(), reader.ended));
    }
    reader
}

fn model(telemetry: &Telemetry) -> ModelSnapshot {
    telemetry.snapshot().model("m1").cloned().unwrap_or_default()
}

fn recorded(now: &ModelSnapshot, before: &ModelSnapshot) -> Truth {
    let delta = now.since(before);
    let outcome = Outcome::ALL.iter().copied().find(|o| delta.outcome(*o) > 0);
    assert!(delta.requests() <= 1, "a request is counted once");
    let ttft = delta.time_to_first_token();
    Truth {
        outcome,
        reason: Reason::ALL.iter().copied().find(|r| delta.failures(*r) > 0),
        duration: Outcome::ALL.iter().map(|outcome| delta.duration(*outcome).sum()).sum(),
        ttft: (ttft.count() > 0).then(|| ttft.sum()),
        tokens: delta.output_tokens(),
        prompt: delta.count(Count::PromptTokens),
        chunks: delta.count(Count::Chunks),
        gaps: delta.inter_token().count(),
        gap_sum: delta.inter_token().sum(),
    }
}

/// Ends a test that would hang.
async fn in_time<T>(future: impl Future<Output = T>, what: &str) -> T {
    tokio::time::timeout(Duration::from_secs(20), future).await.unwrap_or_else(|_| panic!("hangs: {what}"))
}

#[tokio::test]
async fn the_proxy_changes_no_byte_and_records_the_truth() {
    let number = |name: &str, default: u64| std::env::var(name).map_or(default, |v| v.parse().unwrap());
    let exchanges = number("HAILO_PROXY_EXCHANGES", 1000);
    let seed = number("HAILO_PROXY_SEED", 1);

    let (clock, hand) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    let stage = Arc::new(Stage {
        exchange: Mutex::new(None),
        read: watch::Sender::new((0, 0, false)),
        clock: Mutex::new(None),
        request: Mutex::new(None),
        left_early: watch::Sender::new(0),
    });
    let up = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let direct = up.local_addr().unwrap();
    tokio::spawn(upstream(up, stage.clone()));
    let down = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let through = down.local_addr().unwrap();
    let target = Upstream::new("", &format!("http://{direct}")).unwrap();
    let mut options = ProxyOptions::new(vec![target]);
    options.keep_host = true;
    let proxy = Proxy::new(telemetry.clone(), options);
    tokio::spawn(proxy.serve(down, std::future::pending()));

    let mut kinds = std::collections::BTreeMap::new();
    let mut rng = Rng::with_seed(seed);
    for i in 0..exchanges {
        let exchange = Arc::new(exchange(&mut rng));
        let asks = exchange.truth.outcome.is_some();
        if model(&telemetry).requests() == 0 && exchange.truth.outcome != Some(Outcome::Completed) {
            // A name that no server has answered under yet is another story.
            continue;
        }
        let what = format!(
            "exchange {i} of seed {seed}: {:?} {:?} in {} writes",
            exchange.kind,
            exchange.end,
            exchange.writes.len()
        );
        *stage.exchange.lock().unwrap() = Some(exchange.clone());

        *stage.clock.lock().unwrap() = None;
        let plain = in_time(ask(direct, &exchange, &stage), &format!("direct {what}")).await;
        let asked = stage.request.lock().unwrap().take().unwrap();

        *stage.clock.lock().unwrap() = Some(hand.clone());
        let before = model(&telemetry);
        let leavers = *stage.left_early.borrow();
        let proxied = in_time(ask(through, &exchange, &stage), &what).await;
        let forwarded = stage.request.lock().unwrap().take().unwrap();
        if matches!(exchange.end, End::Abort(_)) {
            let mut left = stage.left_early.subscribe();
            in_time(left.wait_for(|n| *n > leavers), &what).await.unwrap();
        }
        // The body may be dropped a moment after its last byte was read.
        let mut after = model(&telemetry);
        while asks && after.requests() == before.requests() {
            tokio::task::yield_now().await;
            after = model(&telemetry);
        }

        let head = |reader: &Reader| Reader::essence(reader.head.as_deref().unwrap_or_default());
        assert_eq!(head(&asked), head(&forwarded), "request head, {what}");
        assert_eq!(asked.body, forwarded.body, "request body, {what}");
        if let End::Abort(at) = exchange.end {
            assert_eq!(plain.body[..at], proxied.body[..at], "{what}");
        } else {
            assert_eq!(head(&plain), head(&proxied), "response head, {what}");
            assert!(plain.body == proxied.body, "response body, {what}");
            assert_eq!(plain.ended, proxied.ended, "{what}");
        }
        assert_eq!(recorded(&after, &before), exchange.truth, "{what}");
        *kinds.entry(format!("{:?}", exchange.truth.outcome)).or_insert(0) += 1;
    }
    let total = model(&telemetry);
    assert_eq!(total.in_flight(), 0);
    assert!(total.requests() > 0 && kinds.len() >= 4, "every outcome was played: {kinds:?}");
}

//! Random answers, well and ill formed: what a client gets through the proxy is what it gets without, byte for byte, and the
//! outcome is what a strict reading of those bytes says.
//!
//! `HAILO_PROXY_ANSWERS` sets how many (default 3,000), `HAILO_PROXY_SEED` the seed.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use fastrand::Rng;
use hailo_telemetry::{Outcome, Telemetry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::reader::Reader;
use crate::{in_time, listen, proxy, strict};

const PATHS: [&str; 4] = ["/api/generate", "/api/chat", "/v1/chat/completions", "/api/embed"];

fn pick<T: Copy>(rng: &mut Rng, from: &[T]) -> T {
    from[rng.usize(..from.len())]
}

/// The lines of an answer; `true` where they are events.
fn lines(rng: &mut Rng) -> (Vec<Vec<u8>>, bool) {
    // Some are no Unicode.
    const TEXTS: [&[u8]; 7] =
        [b"a", b" the", "é日本".as_bytes(), b"\\n\\\"", b"\\ud83d", b"b\xe6\x97", b"<p>data: x</p>"];
    let line = |before: &str, text: &[u8], after: &str| [before.as_bytes(), text, after.as_bytes()].concat();
    let tokens = rng.usize(0..8);
    let mut lines = Vec::new();
    match rng.u8(..10) {
        0..3 => {
            let (open, close) = pick(
                rng,
                &[
                    (r#"{"model":"m","response":""#, r#"","done":false}"#),
                    (r#"{"model":"m","message":{"role":"assistant","content":""#, r#""},"done":false}"#),
                    (r#"{"done":false,"x":[{"a":[1,null]}],"thinking":""#, r#""}"#),
                ],
            );
            lines.extend((0..tokens).map(|_| line(open, pick(rng, &TEXTS), close)));
            lines.push(
                pick(
                    rng,
                    &[
                        r#"{"model":"m","response":"","done":true,"done_reason":"stop","eval_count":3}"#,
                        r#"{"model":"m","done":true,"eval_count":3.0,"prompt_eval_count":"7","load_duration":-1}"#,
                        r#"{"error":"something broke"}"#,
                        r#"{"error":{"message":"it timed out","code":504}}"#,
                        r#"{"error":"","done":true}"#,
                        r#"{"error":null,"done":true}"#,
                    ],
                )
                .into(),
            );
            (lines, false)
        }
        3..6 => {
            let open = pick(
                rng,
                &[
                    r#"data: {"model":"m","choices":[{"index":0,"delta":{"content":""#,
                    r#"data:{"choices":[{"index":0,"delta":{"reasoning":""#,
                ],
            );
            let close = r#""},"finish_reason":null}]}"#;
            lines.extend((0..tokens).map(|_| line(open, pick(rng, &TEXTS), close)));
            lines.push(
                pick(
                    rng,
                    &[
                        r#"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
                        r#"data: {"choices":[{"index":0,"delta":{},"finish_reason":""}]}"#,
                        r#"data: {"error":{"message":"something broke"}}"#,
                        "event: error\ndata: {\"message\":\"something broke\"}",
                        "event: error\ndata: something broke",
                        ": nothing",
                    ],
                )
                .into(),
            );
            if rng.bool() {
                lines.push(
                    br#"data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}}"#.into(),
                );
            }
            if rng.bool() {
                lines.push(b"data: [DONE]".into());
            }
            (lines, true)
        }
        6 | 7 => {
            let text = pick(rng, &TEXTS);
            let (open, close) = pick(
                rng,
                &[
                    ("{\"model\":\"m\",\n \"response\":\"", "\",\n\"done\":true,\"eval_count\":3}"),
                    (r#"{"choices":[{"message":{"content":""#, r#""},"finish_reason":"stop"}],"usage":{}}"#),
                    (r#"{"choices":[{"text":""#, r#"","finish_reason":"length"}]}"#),
                    (r#"{"embeddings":[[1,2]],"model":""#, r#""}"#),
                ],
            );
            (vec![line(open, text, close)], false)
        }
        _ => {
            let other = [
                "",
                "\n\n",
                "<!DOCTYPE html>\n<html><body>Please sign in</body></html>",
                r#"{"models":[]}"#,
                r#"{"error":"model 'm' not found"}"#,
                ": only\n\n: comments\n",
                "event: ping\ndata: {\"type\":\"ping\"}",
                "not json",
                r#"{"response":"cut off"#,
            ];
            (vec![pick(rng, &other).into()], false)
        }
    }
}

/// Lines left out, doubled, moved, cut, junk between them, and characters of structure lost or strewn in.
fn spoil(rng: &mut Rng, lines: &mut Vec<Vec<u8>>, is_events: bool) {
    for _ in 0..rng.usize(1..4) {
        let at = rng.usize(..lines.len().max(1));
        let Some(line) = lines.get(at).cloned() else { return };
        match rng.u8(..7) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, line),
            2 => {
                let line = lines.remove(at);
                lines.push(line);
            }
            3 => lines[at].truncate(rng.usize(..=line.len())),
            4 => {
                const JUNK: [&str; 5] = ["not json", "{", "[1,", "{\"a\":}", "<br>"];
                let junk = pick(rng, &JUNK);
                lines.insert(at, if is_events { format!("data: {junk}") } else { junk.to_owned() }.into());
            }
            // A mark of the end has no structure to lose.
            _ if line.ends_with(b"[DONE]") => {}
            5 => {
                let marks: Vec<usize> = (0..line.len()).filter(|i| b"{}[]\",:".contains(&line[*i])).collect();
                if let Some(mark) = (!marks.is_empty()).then(|| pick(rng, &marks)) {
                    lines[at].remove(mark);
                }
            }
            _ => lines[at].insert(rng.usize(..=line.len()), pick(rng, b"{}[]\",:")),
        }
    }
}

/// `text` in a content coding, and the header that says so, rightly or not.
fn pack(rng: &mut Rng, text: Vec<u8>) -> (Vec<u8>, &'static str) {
    let fast = flate2::Compression::fast();
    let gzip = |text: &[u8]| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), fast);
        out.write_all(text).unwrap();
        out.finish().unwrap()
    };
    match rng.u8(..18) {
        0 => (gzip(&text), "gzip"),
        1 => {
            let mut out = flate2::write::ZlibEncoder::new(Vec::new(), fast);
            out.write_all(&text).unwrap();
            (out.finish().unwrap(), "deflate")
        }
        2 => {
            let mut out = flate2::write::DeflateEncoder::new(Vec::new(), fast);
            out.write_all(&text).unwrap();
            (out.finish().unwrap(), "deflate")
        }
        3 => {
            let mut out = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 20);
            out.write_all(&text).unwrap();
            (out.into_inner(), "br")
        }
        4 => (zstd::encode_all(&*text, 3).unwrap(), "zstd"),
        5 => (gzip(&text), ""),
        6 => (text, "gzip"),
        7 => (text, "zstd"),
        8 => (text, "identity"),
        9 => (text, "compress"),
        _ => (text, ""),
    }
}

/// `body` in chunks; `spoiled` where one of them is none, or the last is missing.
fn chunks(rng: &mut Rng, body: &[u8], spoiled: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rng.usize(1..=rest.len().min(200)));
        let extension = pick(rng, &["", "", ";a=b", " ;a"]);
        if spoiled && rng.u8(..4) == 0 {
            let size = pick(rng, &["", "-1", "0x5", "fffffffffffffffff", "g"]);
            out.extend(format!("{size}\r\n").bytes());
            return out;
        }
        out.extend(format!("{:x}{extension}\r\n", chunk.len()).bytes());
        out.extend(chunk);
        if spoiled && rng.u8(..8) == 0 {
            out.extend(b"xx");
        }
        out.extend(b"\r\n");
        rest = after;
    }
    if !spoiled {
        out.extend(pick(rng, &["0\r\n\r\n", "0\r\nX-Sum: 1\r\n\r\n"]).bytes());
    }
    out
}

/// The whole of what a server sends before it closes.
fn answer(rng: &mut Rng) -> Vec<u8> {
    let (mut lines, is_events) = lines(rng);
    if rng.bool() {
        spoil(rng, &mut lines, is_events);
    }
    let ends = match (is_events, rng.bool()) {
        (true, true) => "\r\n\r\n",
        (true, false) => "\n\n",
        (false, true) => "\r\n",
        (false, false) => "\n",
    };
    let mut text: Vec<u8> = lines.into_iter().flat_map(|line| [&line, ends.as_bytes()].concat()).collect();
    if rng.u8(..6) == 0 {
        text.truncate(rng.usize(..=text.len()));
    }
    let (mut body, coding) = pack(rng, text);
    if !coding.is_empty() && rng.u8(..5) == 0 {
        body.truncate(rng.usize(..=body.len()));
    }
    let status = match rng.u8(..16) {
        0 => pick(rng, &["404 Model Gone", "500 Oops", "301 Moved", "401 No", "204 No Content", "304 Same"]),
        1 => pick(rng, &["201 Made", "206 Part", "200", "200 "]),
        2 => pick(rng, &["2x0 OK", "20 OK"]),
        _ => "200 OK",
    };
    let kind = pick(rng, &["application/json", "text/event-stream", "application/x-ndjson", "text/html"]);
    let mut out = Vec::new();
    for _ in 0..[0, 0, 0, 3][rng.usize(..4)] {
        out.extend(b"HTTP/1.1 100 Continue\r\n\r\n");
    }
    out.extend(format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nX-Odd-CASE: 1\r\n").bytes());
    if !coding.is_empty() {
        out.extend(format!("Content-Encoding: {coding}\r\n").bytes());
    }
    let length = body.len();
    let (framing, body) = match rng.u8(..14) {
        0..3 => (format!("Content-Length: {length}\r\n"), body),
        3..6 => ("Transfer-Encoding: chunked\r\n".to_owned(), chunks(rng, &body, false)),
        6..8 => ("Connection: close\r\n".to_owned(), body),
        8 => (format!("Content-Length: {}\r\n", length + rng.usize(1..9)), body),
        9 => (format!("Content-Length: {}\r\n", length.saturating_sub(rng.usize(1..9))), body),
        10 => {
            let wrong = rng.usize(..length + 9);
            (format!("Content-Length: {wrong}\r\nTransfer-Encoding: chunked\r\n"), chunks(rng, &body, false))
        }
        11 => ("Transfer-Encoding: Chunked\r\n".to_owned(), chunks(rng, &body, true)),
        12 => (format!("Transfer-Encoding: identity\r\nContent-Length: {length}\r\n"), body),
        _ => {
            let bad = [
                "Content-Length: 1\r\nContent-Length: 2\r\n",
                "Transfer-Encoding: gzip, chunked\r\n",
                "Transfer-Encoding: xchunked\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 1x\r\n",
                "Content-Length: 5, 5\r\n",
            ];
            (pick(rng, &bad).to_owned(), body)
        }
    };
    out.extend(framing.bytes());
    out.extend(b"\r\n");
    out.extend(body);
    out
}

async fn ask(address: SocketAddr, path: &str) -> Vec<u8> {
    let body = r#"{"model":"m","prompt":"x","messages":["x"],"input":"x"}"#;
    let mut socket = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let _ = socket.read_to_end(&mut bytes).await;
    bytes
}

fn outcomes(telemetry: &Telemetry) -> Vec<u64> {
    let totals = telemetry.snapshot().totals;
    Outcome::ALL.iter().map(|outcome| totals.outcome(*outcome)).collect()
}

#[tokio::test]
async fn an_answer_of_any_form_passes_as_it_is_and_ends_as_it_says() {
    let number = |name: &str, default: u64| std::env::var(name).map_or(default, |v| v.parse().unwrap());
    let (answers, seed) = (number("HAILO_PROXY_ANSWERS", 3000), number("HAILO_PROXY_SEED", 1));
    let (listener, up) = listen().await;
    let sent: Arc<Mutex<Vec<u8>>> = Arc::default();
    let sends = sent.clone();
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = Reader::default();
            let mut buffer = [0; 4096];
            while !request.ended {
                let n = socket.read(&mut buffer).await.unwrap();
                request.feed(&buffer[..n]);
            }
            let bytes = sends.lock().unwrap().clone();
            socket.write_all(&bytes).await.unwrap();
            // Its client may still be writing to it: an end, not a reset.
            socket.shutdown().await.unwrap();
            while matches!(socket.read(&mut buffer).await, Ok(1..)) {}
        }
    });
    let (telemetry, through) = proxy(up, |_| ()).await;
    let (mut seen, mut failures) = ([0; 4], Vec::new());
    let mut rng = Rng::with_seed(seed);
    for i in 0..answers {
        let bytes = answer(&mut rng);
        let path = pick(&mut rng, &PATHS);
        let what = format!("answer {i} of seed {seed} to {path}: {}", String::from_utf8_lossy(&bytes));
        sent.lock().unwrap().clone_from(&bytes);
        assert_eq!(in_time(ask(up, path), &what).await, bytes, "{what}");
        let plain = Reader::of(&bytes);
        let before = outcomes(&telemetry);
        let proxied = Reader::of(&in_time(ask(through, path), &what).await);

        let readable = plain.status().is_some() && plain.has_length();
        let mut wrong = Vec::new();
        if readable {
            let same = |reader: &Reader| -> Vec<String> {
                let mut lines = reader.essence();
                lines.retain(|line| !line.to_ascii_lowercase().starts_with("content-length"));
                lines
            };
            let (want, got) = (same(&plain), same(&proxied));
            if want != got {
                wrong.push(format!("head {want:?} became {got:?}"));
            }
            if plain.body != proxied.body {
                wrong.push(format!("{} bytes of body became {}", plain.body.len(), proxied.body.len()));
            }
            if plain.ended != proxied.ended {
                wrong.push(format!("it ended: {} became {}", plain.ended, proxied.ended));
            }
        } else if proxied.status() != Some(502) {
            wrong.push(format!("{:?} for an answer that nobody can read", proxied.status()));
        }
        let want = if readable { strict::outcome(&plain) } else { Outcome::Failed };
        let mut after = outcomes(&telemetry);
        let mut waits = 0;
        while after == before {
            tokio::task::yield_now().await;
            after = outcomes(&telemetry);
            waits += 1;
            assert!(waits < 100_000, "it was not recorded: {what}");
        }
        let delta: Vec<u64> = after.iter().zip(&before).map(|(now, then)| now - then).collect();
        let got = Outcome::ALL.iter().copied().find(|outcome| delta[*outcome as usize] > 0);
        if (got, delta.iter().sum()) != (Some(want), 1) {
            wrong.push(format!("{delta:?} instead of {want:?}"));
        }
        seen[want as usize] += 1;
        if !wrong.is_empty() {
            failures.push(format!("{wrong:?} in {what}\n"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {answers}, among them: {}",
        failures.len(),
        failures.iter().take(12).cloned().collect::<String>()
    );
    assert!(
        seen[Outcome::Completed as usize] > answers / 5 && seen[Outcome::Failed as usize] > answers / 5,
        "{seen:?}"
    );
    assert_eq!(telemetry.snapshot().own.broken_invariants(), []);
}

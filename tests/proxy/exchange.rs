//! Random exchanges of the usual kinds, and what the recorder should make of each.

use std::time::Duration;

use fastrand::Rng;
use hailo_telemetry::{Outcome, Reason};

use crate::reader::Reader;

/// How an answer ends on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum End {
    /// As announced.
    Clean,
    /// The upstream closes the connection in the middle.
    Death,
    /// The client leaves after this many bytes of body.
    Abort(usize),
}

/// What the recorder should have written down.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Truth {
    pub(crate) outcome: Option<Outcome>,
    pub(crate) reason: Option<Reason>,
    pub(crate) duration: Duration,
    pub(crate) ttft: Option<Duration>,
    pub(crate) tokens: u64,
    pub(crate) prompt: u64,
    pub(crate) chunks: u64,
    pub(crate) gaps: u64,
    pub(crate) gap_sum: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
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

pub(crate) struct Exchange {
    pub(crate) kind: Kind,
    pub(crate) request: Vec<u8>,
    /// Pieces as the socket gets them, each with the time that passes before it.
    pub(crate) writes: Vec<(u64, Vec<u8>)>,
    pub(crate) end: End,
    pub(crate) truth: Truth,
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

pub(crate) fn exchange(rng: &mut Rng) -> Exchange {
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

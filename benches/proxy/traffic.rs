//! Both ends of the path: an upstream that generates, and a client that reads.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Both ends of the path read one clock.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

pub(crate) fn now() -> u64 {
    u64::try_from(START.elapsed().as_nanos()).unwrap()
}

/// How an answer comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Ndjson,
    Sse,
    /// One object, of known length.
    Whole,
    /// A stream whose last line is an error.
    Error,
    /// Status 500.
    Refused,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] = [Self::Ndjson, Self::Sse, Self::Whole, Self::Error, Self::Refused];

    fn path(self) -> &'static str {
        if self == Self::Sse { "/v1/chat/completions" } else { "/api/generate" }
    }
}

/// What a client asks for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask {
    pub(crate) kind: Kind,
    pub(crate) chunks: u64,
    /// Microseconds between chunks.
    pub(crate) apart: u64,
    /// How long the client sleeps between two reads, and then reads little.
    pub(crate) slow: Option<Duration>,
}

impl Ask {
    pub(crate) fn stream(chunks: u64, apart: u64) -> Self {
        Self { kind: Kind::Ndjson, chunks, apart, slow: None }
    }
}

/// Serves answers as the prompt `KIND CHUNKS MICROSECONDS` says.
pub(crate) async fn upstream(listener: TcpListener) {
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        connections.spawn(generate(socket));
        while connections.try_join_next().is_some() {}
    }
}

async fn generate(mut socket: TcpStream) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    let mut buffer = vec![0; 4096];
    let mut request = String::new();
    loop {
        while !request.contains('}') {
            let n = socket.read(&mut buffer).await?;
            if n == 0 {
                return Ok(());
            }
            request.push_str(&String::from_utf8_lossy(&buffer[..n]));
        }
        let prompt =
            request.split("\"prompt\":\"").nth(1).and_then(|r| r.split('"').next()).unwrap_or("0 0 0");
        let mut numbers = prompt.split(' ').map(|n| n.parse::<u64>().unwrap());
        let mut next = || numbers.next().unwrap();
        let (kind, chunks, apart) = (Kind::ALL[next() as usize], next(), next());
        request.clear();
        answer(&mut socket, kind, chunks, apart).await?;
    }
}

async fn answer(socket: &mut TcpStream, kind: Kind, chunks: u64, apart: u64) -> std::io::Result<()> {
    let whole = match kind {
        Kind::Whole => Some((
            "200 OK",
            format!("{{\"model\":\"m\",\"response\":\"text\",\"done\":true,\"eval_count\":{chunks}}}"),
        )),
        Kind::Refused => {
            Some(("500 Internal Server Error", "{\"error\":\"Cannot load the model\"}".to_owned()))
        }
        _ => None,
    };
    if let Some((status, body)) = whole {
        tokio::time::sleep(Duration::from_micros(apart)).await;
        let head =
            format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}", body.len());
        return socket.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).await;
    }
    let content = if kind == Kind::Sse { "text/event-stream" } else { "application/x-ndjson" };
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {content}\r\nTransfer-Encoding: chunked\r\n\r\n");
    socket.write_all(head.as_bytes()).await?;
    let mut ticks = tokio::time::interval(Duration::from_micros(apart.max(1)));
    let (mut line, mut chunk) = (String::new(), String::new());
    for _ in 0..chunks {
        if apart > 0 {
            ticks.tick().await;
        }
        line.clear();
        let at = now();
        if kind == Kind::Sse {
            write!(
                line,
                "data: {{\"choices\":[{{\"delta\":{{\"content\":\" token\"}}}}],\"at\":\"{at:020}\"}}\n\n"
            )
        } else {
            writeln!(line, "{{\"model\":\"m\",\"response\":\" token\",\"done\":false,\"at\":\"{at:020}\"}}")
        }
        .unwrap();
        chunk.clear();
        write!(chunk, "{:x}\r\n{line}\r\n", line.len()).unwrap();
        socket.write_all(chunk.as_bytes()).await?;
    }
    let line = match kind {
        Kind::Sse => "data: [DONE]\n\n".to_owned(),
        Kind::Error => "{\"error\":\"device timeout\"}\n".to_owned(),
        _ => format!("{{\"model\":\"m\",\"response\":\"\",\"done\":true,\"eval_count\":{chunks}}}\n"),
    };
    socket.write_all(format!("{:x}\r\n{line}\r\n0\r\n\r\n", line.len()).as_bytes()).await
}

/// How a client's request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Read {
    /// The answer came to its end.
    Whole,
    /// The client left.
    Left,
    /// The connection broke off.
    Broken,
}

/// Asks and reads the answer, calling `each` with the time a chunk was sent, until that says stop.
pub(crate) async fn read(
    address: SocketAddr,
    ask: Ask,
    mut each: impl FnMut(u64) -> bool,
) -> std::io::Result<Read> {
    let mut socket = TcpStream::connect(address).await?;
    socket.set_nodelay(true)?;
    let body =
        format!("{{\"model\":\"m\",\"prompt\":\"{} {} {}\"}}", ask.kind as usize, ask.chunks, ask.apart);
    let head = format!("POST {} HTTP/1.1\r\nHost: x\r\nContent-Length: {}", ask.kind.path(), body.len());
    socket.write_all(format!("{head}\r\n\r\n{body}").as_bytes()).await?;
    let mut buffer = vec![0; if ask.slow.is_some() { 512 } else { 64 << 10 }];
    let mut kept = Vec::new();
    let mut streamed = None;
    loop {
        let n = socket.read(&mut buffer).await?;
        if n == 0 {
            return Ok(Read::Broken);
        }
        if let Some(pause) = ask.slow {
            tokio::time::sleep(pause).await;
        }
        kept.extend_from_slice(&buffer[..n]);
        let streamed = *streamed.get_or_insert_with(|| kept.windows(7).any(|w| w == b"chunked"));
        let mut from = 0;
        while let Some(i) = kept[from..].windows(6).position(|w| w == b"\"at\":\"") {
            let digits = from + i + 6;
            let Some(sent) = kept.get(digits..digits + 20) else { break };
            // A proxy may cut its chunks anywhere when it is behind: a number with a chunk head in it is no sample.
            if let Some(sent) = std::str::from_utf8(sent).ok().and_then(|digits| digits.parse().ok())
                && !each(sent)
            {
                return Ok(Read::Left);
            }
            from = digits + 20;
        }
        let end: &[u8] = if streamed { b"0\r\n\r\n" } else { b"}" };
        if kept.ends_with(end) {
            return Ok(Read::Whole);
        }
        // What may be the beginning of a mark stays.
        from = from.max(kept.len().saturating_sub(26));
        kept.drain(..from);
    }
}

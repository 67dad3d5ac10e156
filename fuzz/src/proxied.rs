//! A proxy between a client and a server that say whatever the fuzzer wants.

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use hailo_ollama::proxy::{Proxy, ProxyOptions, Upstream};
use hailo_telemetry::Telemetry;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;

use super::reader::Reader;

static STAGE: LazyLock<Mutex<Stage>> = LazyLock::new(|| Mutex::new(Stage::new()));

struct Stage {
    runtime: Runtime,
    telemetry: Telemetry,
    proxy: SocketAddr,
    upstream: SocketAddr,
    /// What the server answers to anything.
    answer: Arc<Mutex<Vec<u8>>>,
    /// What the server was asked.
    asked: Arc<Mutex<Vec<Reader>>>,
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Stage {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (answer, asked) = (Arc::<Mutex<Vec<u8>>>::default(), Arc::<Mutex<Vec<Reader>>>::default());
        let telemetry = Telemetry::default();
        let (answers, seen, recorded) = (answer.clone(), asked.clone(), telemetry.clone());
        let (proxy, upstream) = runtime.block_on(async move {
            let up = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let down = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let (through, direct) = (down.local_addr().unwrap(), up.local_addr().unwrap());
            tokio::spawn(async move {
                while let Ok((socket, _)) = up.accept().await {
                    tokio::spawn(serve(socket, answers.clone(), seen.clone()));
                }
            });
            let target = Upstream::new("", &format!("http://{direct}")).unwrap();
            let proxy = Proxy::new(recorded, ProxyOptions::new(vec![target]));
            tokio::spawn(proxy.serve(down, std::future::pending()));
            (through, direct)
        });
        Self { runtime, telemetry, proxy, upstream, answer, asked }
    }

    /// What a client gets that sends `bytes` and then no more.
    fn send(&self, bytes: &[u8]) -> Vec<u8> {
        locked(&self.asked).clear();
        let exchange = async {
            let mut socket = TcpStream::connect(self.proxy).await.unwrap();
            let _ = socket.write_all(bytes).await;
            let _ = socket.shutdown().await;
            let mut got = Vec::new();
            let _ = socket.read_to_end(&mut got).await;
            got
        };
        self.runtime.block_on(async {
            tokio::time::timeout(Duration::from_secs(20), exchange).await.expect("the client gets no end")
        })
    }

    fn requests(&self) -> u64 {
        self.telemetry.snapshot().totals.requests()
    }
}

async fn serve(mut socket: TcpStream, answer: Arc<Mutex<Vec<u8>>>, asked: Arc<Mutex<Vec<Reader>>>) {
    let (mut request, mut buffer) = (Reader::default(), vec![0; 65536]);
    while !request.ended && !request.broken {
        match socket.read(&mut buffer).await {
            Ok(n @ 1..) => request.feed(&buffer[..n]),
            _ => request.closed(),
        }
    }
    locked(&asked).push(request);
    let bytes = locked(&answer).clone();
    let _ = socket.write_all(&bytes).await;
    let _ = socket.shutdown().await;
    while matches!(socket.read(&mut buffer).await, Ok(1..)) {}
}

/// A server's answer, its framing chosen by the first byte: what the client gets is what the server sent, and the request is
/// recorded once.
pub fn exchange(data: &[u8]) {
    const ASKS: &[u8] =
        b"POST /api/chat HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 29\r\n\r\n{\"model\":\"m\",\"messages\":[\"a\"]}";
    let Some((first, body)) = data.split_first() else { return };
    let length = body.len();
    let framing = match first % 8 {
        0 => format!("Content-Length: {length}\r\n"),
        1 => "Transfer-Encoding: chunked\r\n".to_owned(),
        2 => format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n"),
        3 => "Connection: close\r\n".to_owned(),
        4 => format!("Content-Length: {}\r\n", length + 3),
        5 => format!("Content-Length: {}\r\n", length.saturating_sub(3)),
        6 => format!("Transfer-Encoding: identity\r\nContent-Length: {length}\r\n"),
        _ => "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n".to_owned(),
    };
    let mut answer =
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{framing}\r\n").into_bytes();
    answer.extend(body);
    let plain = Reader::of(&answer);
    let stage = locked(&STAGE);
    *locked(&stage.answer) = answer;
    let before = stage.requests();
    let proxied = Reader::of(&stage.send(ASKS));
    assert_eq!(proxied.status(), Some(200));
    assert_eq!(proxied.ended, plain.ended, "one of them ended");
    assert!(proxied.body == plain.body, "{:?} became {:?}", plain.body, proxied.body);
    let recorded = async {
        while stage.requests() == before {
            tokio::task::yield_now().await;
        }
    };
    stage.runtime.block_on(async {
        tokio::time::timeout(Duration::from_secs(20), recorded).await.expect("it is recorded");
    });
    assert_eq!(stage.requests(), before + 1, "it is recorded once");
}

/// A client's bytes: whatever they are, the server gets whole requests under its own name, framed in one way, and none that a
/// strict reader does not find in them.
pub fn request(data: &[u8]) {
    let stage = locked(&STAGE);
    b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".as_slice().clone_into(&mut locked(&stage.answer));
    let _ = stage.send(data);
    let asked = std::mem::take(&mut *locked(&stage.asked));
    let host = stage.upstream.to_string();
    for request in asked.iter().filter(|request| request.head.is_some()) {
        assert_eq!(request.values("host"), [host.as_str()]);
        let framings = [request.values("content-length"), request.values("transfer-encoding")].concat();
        assert!(framings.len() < 2, "{framings:?}");
        assert_eq!(request.values("x-hailo-proxies").len(), 1);
        for name in ["connection", "keep-alive", "proxy-connection", "upgrade", "expect"] {
            assert_eq!(request.values(name), Vec::<String>::new(), "{name}");
        }
    }
    // Where every line ends as it should, each request that arrived is one of those that were sent, in order.
    let bare = data.iter().enumerate().any(|(at, byte)| *byte == b'\n' && (at == 0 || data[at - 1] != b'\r'));
    if bare {
        return;
    }
    let mut rest = data;
    let mut sent = Vec::new();
    while !rest.is_empty() {
        // Blank lines before a request are none.
        if let Some(after) = rest.strip_prefix(b"\r\n") {
            rest = after;
            continue;
        }
        let mut reader = Reader::default();
        reader.feed(rest);
        if !reader.ended {
            // What nobody understands may be refused, or pass in part.
            return;
        }
        rest = &rest[rest.len() - reader.left_over()..];
        sent.push(reader.body);
    }
    let mut sent = sent.into_iter();
    for request in asked.into_iter().filter(|request| request.ended) {
        assert!(sent.any(|body| body == request.body), "a request that nobody sent: {:?}", request.body);
    }
}

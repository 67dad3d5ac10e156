//! What hostile and broken clients can take from a server: nothing for long, and nothing from the others. Time is tokio's paused
//! clock: it goes on to the next deadline once everybody waits.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use hailo_http::{Budget, ServeLimits, Server, Upload, read_body};
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tower::service_fn;

const LIMIT: usize = 1 << 20;

/// Answers with the length of what it was sent; what is below `/health` at once.
async fn answer(request: Request<Upload>, budget: Budget) -> Result<Response<Full<Bytes>>, Infallible> {
    let (parts, body) = request.into_parts();
    let mut response = Response::new(Full::default());
    if parts.uri.path() == "/large" {
        *response.body_mut() = Full::from(vec![b'x'; 64 << 20]);
    } else if parts.uri.path() != "/health" {
        match read_body(body, &parts.headers, LIMIT, Duration::from_secs(3_600), &budget).await {
            Ok(held) => *response.body_mut() = Full::from(held.bytes().len().to_string()),
            Err(why) => *response.status_mut() = why.status(),
        }
    }
    Ok(response)
}

struct Running {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
    budget: Budget,
}

async fn start(limits: ServeLimits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let budget = Budget::new(4 << 20);
    let shared = budget.clone();
    let service = service_fn(move |request| answer(request, shared.clone()));
    let ended = tokio::spawn(async move {
        let stopped = async { drop(stopped.await) };
        Server::new(limits).serve(listener, service, stopped).await.unwrap();
    });
    Running { address, stop, ended, budget }
}

async fn open(address: SocketAddr, bytes: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    stream
}

/// What is left to read, up to the end of the connection however that comes.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn status(address: SocketAddr, path: &str) -> Option<StatusCode> {
    let head = format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
    let answer = rest(&mut open(address, head.as_bytes()).await).await;
    answer.get(9..12)?.parse().ok()
}

fn upload(length: usize) -> Vec<u8> {
    format!("POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n")
        .into_bytes()
}

/// Lets what is under way arrive, without waiting for a deadline.
async fn settle() {
    for _ in 0..50 {
        tokio::task::yield_now().await;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_comes_is_given_up() {
    let server = start(ServeLimits::default()).await;
    for (what, begin) in [
        ("nothing of a body", upload(64)),
        ("half of one", [upload(64), vec![b'x'; 32]].concat()),
        (
            "a chunk without end",
            b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n20\r\nabc".to_vec(),
        ),
        ("a size without end", b"POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n2".to_vec()),
    ] {
        let begun = Instant::now();
        let answer = rest(&mut open(server.address, &begin).await).await;
        assert!(answer.starts_with("HTTP/1.1 408"), "{what}: {answer}");
        assert!(begun.elapsed() < Duration::from_secs(11), "{what}: {:?}", begun.elapsed());
    }
    assert_eq!(server.budget.free(), 4 << 20);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_drips_has_an_end_but_one_that_flows_has_not() {
    let server = start(ServeLimits::default()).await;
    let mut drip = open(server.address, &upload(64)).await;
    let begun = Instant::now();
    let mut sent = 0;
    while drip.write_all(b"x").await.is_ok() && sent < 64 {
        sent += 1;
        tokio::time::sleep(Duration::from_secs(5)).await;
    }
    assert!(sent < 10 && begun.elapsed() < Duration::from_secs(60), "{sent} bytes in {:?}", begun.elapsed());
    // As many bytes a second as a slow line has: for two minutes, and it is taken.
    let mut flow = open(server.address, &upload(LIMIT)).await;
    for _ in 0..64 {
        flow.write_all(&[b'x'; LIMIT / 64]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(900)).await;
    }
    assert!(rest(&mut flow).await.ends_with(&LIMIT.to_string()));
}

#[tokio::test(start_paused = true)]
async fn a_head_that_never_ends_is_given_up() {
    let server = start(ServeLimits::default()).await;
    let begun = Instant::now();
    assert_eq!(rest(&mut open(server.address, b"GET / HTTP/1.1\r\nhost: a\r\nx-").await).await, "");
    assert!(begun.elapsed() <= Duration::from_secs(11));
    let long = [&b"GET / HTTP/1.1\r\nhost: a\r\nx: "[..], &[b'x'; 20_000]].concat();
    assert!(rest(&mut open(server.address, &long).await).await.starts_with("HTTP/1.1 431"));
}

fn places(connections: usize, reserved: usize) -> ServeLimits {
    let mut limits = ServeLimits::default();
    (limits.connections, limits.reserved) = (connections, reserved);
    limits
}

#[tokio::test(start_paused = true)]
async fn a_crowd_of_idle_connections_takes_no_place() {
    let server = start(places(8, 0)).await;
    let mut crowd = Vec::new();
    for n in 0..100 {
        crowd.push(open(server.address, if n % 2 == 0 { b"" } else { b"GET / HT" }).await);
    }
    assert_eq!(status(server.address, "/any").await, Some(StatusCode::OK));
    assert_eq!(rest(&mut crowd[0]).await, "", "the oldest had to leave");
}

#[tokio::test(start_paused = true)]
async fn probes_are_answered_while_half_uploads_hold_every_place() {
    let server = start(places(4, 2)).await;
    let mut held = Vec::new();
    for _ in 0..20 {
        held.push(open(server.address, &upload(64)).await);
        settle().await;
    }
    assert_eq!(status(server.address, "/health").await, Some(StatusCode::OK));
    assert_eq!(status(server.address, "/any").await, Some(StatusCode::SERVICE_UNAVAILABLE));
    assert!(rest(&mut held[10]).await.starts_with("HTTP/1.1 503"), "who comes later is told at once");
    // Those that hold a place and are silent lose it to who asks for something.
    tokio::time::sleep(Duration::from_secs(6)).await;
    assert_eq!(status(server.address, "/any").await, Some(StatusCode::OK));
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_does_not_read_is_given_up() {
    let server = start(places(1, 0)).await;
    let slow = open(server.address, b"GET /large HTTP/1.1\r\nhost: a\r\n\r\n").await;
    settle().await;
    let begun = Instant::now();
    assert_eq!(status(server.address, "/any").await, Some(StatusCode::OK));
    assert!(begun.elapsed() < Duration::from_secs(31));
    drop(slow);
}

#[tokio::test(start_paused = true)]
async fn the_end_waits_for_answers_but_for_no_body_that_never_comes() {
    let mut limits = ServeLimits::default();
    limits.upload_stall = Duration::from_secs(600);
    limits.upload_timeout = Duration::from_secs(600);
    limits.grace = Duration::from_secs(120);
    let server = start(limits).await;
    let mut half = open(server.address, &upload(64)).await;
    settle().await;
    let begun = Instant::now();
    server.stop.send(()).unwrap();
    server.ended.await.unwrap();
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    assert_eq!(rest(&mut half).await, "");
}

#[tokio::test(start_paused = true)]
async fn bodies_of_all_clients_share_one_budget() {
    let server = start(ServeLimits::default()).await;
    let mut held = Vec::new();
    for _ in 0..12 {
        // Each of a size that is allowed, and none of them ever whole.
        let stream = open(server.address, &[upload(LIMIT), vec![b'x'; LIMIT - 1]].concat()).await;
        held.push(stream);
        settle().await;
        assert!(server.budget.free() < 4 << 20);
    }
    tokio::time::sleep(Duration::from_secs(700)).await;
    assert_eq!(server.budget.free(), 4 << 20, "memory goes back after the flood");
    let mut whole = open(server.address, &[upload(LIMIT), vec![b'x'; LIMIT]].concat()).await;
    assert!(rest(&mut whole).await.ends_with(&LIMIT.to_string()));
}

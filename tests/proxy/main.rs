//! The proxy as its clients, its upstreams and its operator see it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod behaviour;
mod differential;
mod exchange;
mod health;
mod ill_formed;
mod reader;
mod strict;

use std::net::SocketAddr;
use std::time::Duration;

use hailo_exporter::HttpLayer;
use hailo_ollama::proxy::{Proxy, ProxyOptions, Upstream};
use hailo_telemetry::{ModelSnapshot, Outcome, Telemetry};
use hailo_testkit::served::listen;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const DONE: &str = "{\"response\":\"x\",\"done\":true,\"eval_count\":1}\n";

/// Starts a proxy in front of `upstream`.
async fn proxy(upstream: SocketAddr, set: impl FnOnce(&mut ProxyOptions)) -> (Telemetry, SocketAddr) {
    let telemetry = Telemetry::default();
    let mut options = ProxyOptions::new(vec![Upstream::new("", &format!("http://{upstream}")).unwrap()]);
    set(&mut options);
    let (listener, address) = listen().await;
    let layer = HttpLayer::new(&telemetry);
    let proxy = Proxy::new(telemetry.clone(), options);
    tokio::spawn(proxy.serve_layered(listener, layer, std::future::pending()));
    (telemetry, address)
}

/// Reads a request up to the end of its JSON body.
async fn request(socket: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    while !text.ends_with('}') {
        let n = socket.read(&mut buffer).await.unwrap();
        assert!(n > 0, "the request broke off: {text}");
        text.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
    text
}

async fn send(address: SocketAddr, extra: &str) -> TcpStream {
    let body = "{\"model\":\"m\",\"prompt\":\"x\"}";
    let mut socket = TcpStream::connect(address).await.unwrap();
    let head = format!(
        "POST /api/generate HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{extra}Content-Length: {}\r\n\r\n",
        body.len()
    );
    socket.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    socket
}

/// The whole answer, up to the end of the connection however that comes.
async fn answer(mut socket: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = socket.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

fn model(telemetry: &Telemetry) -> ModelSnapshot {
    telemetry.snapshot().model("m").cloned().unwrap_or_default()
}

/// Has the upstream answer under its model, so that the next requests are shown from their beginning.
async fn prove(telemetry: &Telemetry, address: SocketAddr) {
    assert!(answer(send(address, "").await).await.ends_with(DONE));
    until(telemetry, |model| model.outcome(Outcome::Completed) == 1).await;
}

async fn until(telemetry: &Telemetry, reached: impl Fn(&ModelSnapshot) -> bool) -> ModelSnapshot {
    loop {
        let model = model(telemetry);
        if reached(&model) {
            return model;
        }
        tokio::task::yield_now().await;
    }
}

/// Ends a test that would hang.
async fn in_time<T>(future: impl Future<Output = T>, what: &str) -> T {
    tokio::time::timeout(Duration::from_secs(20), future).await.unwrap_or_else(|_| panic!("hangs: {what}"))
}

//! A server that has no metrics, and a proxy before it that has: tokens, first token and gaps of an Ollama that knows
//! nothing of it. The server here is a simulated hailo-ollama; with your own, only its address changes.
//!
//! `cargo run -p hailo-examples --example proxy`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use hailo_exporter::{RouterOptions, router};
use hailo_ollama::proxy::{Proxy, ProxyOptions, Upstream};
use hailo_telemetry::{Outcome, Telemetry};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// An answer as hailo-ollama streams it.
const ANSWER: &str = concat!(
    "{\"model\":\"qwen2.5:1.5b\",\"response\":\"Because\",\"done\":false}\n",
    "{\"model\":\"qwen2.5:1.5b\",\"response\":\" of it.\",\"done\":false}\n",
    "{\"model\":\"qwen2.5:1.5b\",\"response\":\"\",\"done\":true,\"prompt_eval_count\":5,\"eval_count\":2}\n",
);

async fn listen() -> std::io::Result<(TcpListener, String)> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    Ok((listener, address))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (upstream, behind) = listen().await?;
    let server = axum::Router::new().route(
        "/api/generate",
        axum::routing::post(|| async { ([("content-type", "application/x-ndjson")], ANSWER) }),
    );
    tokio::spawn(async move { axum::serve(upstream, server).await });

    let telemetry = Telemetry::default();
    let proxy = Proxy::new(
        telemetry.clone(),
        ProxyOptions::new(vec![Upstream::new("", &format!("http://{behind}"))?]),
    );
    let (listener, address) = listen().await?;
    tokio::spawn(async move { proxy.serve(listener, std::future::pending()).await });
    // What it records is served like any other telemetry.
    let (metrics, page) = listen().await?;
    let exporter = router(telemetry.clone(), RouterOptions::default());
    tokio::spawn(async move { axum::serve(metrics, exporter).await });

    let body = r#"{"model":"qwen2.5:1.5b","prompt":"Why is the sky blue?"}"#;
    let request = format!(
        "POST /api/generate HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    );
    let mut answer = String::new();
    let mut client = TcpStream::connect(&address).await?;
    client.write_all(request.as_bytes()).await?;
    client.read_to_string(&mut answer).await?;
    println!("{answer}");

    let mut text = String::new();
    let mut scrape = TcpStream::connect(&page).await?;
    let ask = format!("GET /metrics/prometheus HTTP/1.1\r\nhost: {page}\r\nconnection: close\r\n\r\n");
    scrape.write_all(ask.as_bytes()).await?;
    scrape.read_to_string(&mut text).await?;
    let shown = text
        .lines()
        .filter(|line| line.starts_with("inference_output_tokens") || line.starts_with("inference_outcomes"));
    shown.for_each(|line| println!("{line}"));

    let snapshot = telemetry.snapshot();
    let model = snapshot.model("qwen2.5:1.5b").ok_or("the proxy did not see the model")?;
    if (model.outcome(Outcome::Completed), model.output_tokens()) == (1, 2) {
        Ok(())
    } else {
        Err("not counted".into())
    }
}

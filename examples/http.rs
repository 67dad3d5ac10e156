//! An axum application that gains metrics, health and alerts in three lines (marked below).
//!
//! ```text
//! $ cargo run --example http
//! listening on http://127.0.0.1:3000
//! ```
//!
//! ```text
//! $ curl http://127.0.0.1:3000/hello
//! hello
//! $ curl -s http://127.0.0.1:3000/metrics/prometheus | grep ^http_requests_
//! http_requests_total{status="success"} 1
//! http_requests_total{status="client_error"} 0
//! http_requests_total{status="server_error"} 0
//! http_requests_total{status="redirect"} 0
//! http_requests_total{status="informational"} 0
//! http_requests_success_total 1
//! http_requests_client_error_total 0
//! http_requests_server_error_total 0
//! http_requests_active 0
//! $ curl http://127.0.0.1:3000/health
//! {"status":"ok"}
//! $ curl http://127.0.0.1:3000/ready
//! {"reason":"nothing known yet","status":"ready"}
//! $ curl --data {} http://127.0.0.1:3000/v1/alerts/webhook
//! {"error":"body is not a webhook payload of Alertmanager or Grafana: neither `alerts` with their status, nor a rule's `state`"}
//! ```
//!
//! A test runs these commands and compares what they say.
#![allow(clippy::print_stdout, reason = "an example speaks on standard output")]

use axum::Router;
use axum::routing::get;
use hailo_exporter::{HttpLayer, RouterOptions, router};
use hailo_telemetry::Telemetry;

fn app() -> Router {
    let telemetry = Telemetry::default(); // 1
    Router::new()
        .route("/hello", get(|| async { "hello\n" }))
        .merge(router(telemetry.clone(), RouterOptions::default())) // 2
        .layer(HttpLayer::new(&telemetry)) // 3, last: so it is outermost
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app()).await
}

#[cfg(test)]
mod tests {
    use super::app;
    use std::process::Command;

    #[tokio::test(flavor = "multi_thread", worker_threads = 1)]
    async fn the_transcript_in_the_documentation_is_what_happens() {
        if Command::new("curl").arg("--version").output().is_err() {
            println!("SKIPPED curl is not installed");
            return;
        }
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move { axum::serve(listener, app()).await });

        let lines = include_str!("http.rs").lines().map_while(|line| line.strip_prefix("//!"));
        let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        let transcript = lines
            .split(|line| line.starts_with("```"))
            .find(|block| block.first().is_some_and(|line| line.starts_with("$ curl")));
        let mut expected = transcript.unwrap().iter().peekable();
        let mut commands = 0;
        while let Some(line) = expected.next() {
            let command = line.strip_prefix("$ ").unwrap().replace("127.0.0.1:3000", &address);
            let mut answer = String::new();
            while let Some(line) = expected.next_if(|line| !line.starts_with("$ ")) {
                answer += line;
                answer.push('\n');
            }
            let output = Command::new("sh").arg("-c").arg(format!("{command} 2>/dev/null")).output().unwrap();
            let said = String::from_utf8(output.stdout).unwrap();
            assert_eq!(said.trim_end(), answer.trim_end(), "{command}");
            commands += 1;
        }
        assert_eq!(commands, 5);
    }
}

//! The same chats, counted by the code in the application and by the proxy between it and the server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::{StreamExt as _, stream};
use hailo_ollama::proxy::{Proxy, ProxyOptions, Upstream};
use hailo_ollama::server::{
    self, BoxFuture, Dialect, Done, GenerateError, GenerateErrorKind, Generator, HailoOllama,
    Input, Options, Piece, PieceStream,
};
use hailo_ollama::wire::ModelCard;
use hailo_telemetry::{ModelSnapshot, Reason, Telemetry};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

use super::*;
use crate::stub::application::error::ApplicationError;
use crate::stub::application::ports::{
    InferencePort, InferenceResult, InferenceStream, StreamingChunk,
};
use crate::tests::outcomes;

const MODEL: &str = "qwen2.5:1.5b";

/// Pieces of every answer and the tokens behind each: a server counts tokens, a reader sees pieces.
const PIECES: [(&str, u32); 3] = [("Go", 1), ("od day", 4), ("!", 2)];
const TOKENS: u64 = 7;

/// A server's device. It fails on `fail`, and falls silent after the pieces on `hang`.
struct Device;

impl Generator for Device {
    fn models(&self) -> Vec<ModelCard> {
        vec![ModelCard::named(MODEL)]
    }

    fn generate(
        &self,
        request: server::Request,
    ) -> BoxFuture<'_, Result<PieceStream, GenerateError>> {
        Box::pin(async move {
            let Input::Chat { messages, .. } = request.input else {
                return Err(GenerateError::unknown_model("a prompt"));
            };
            let asked = messages
                .last()
                .map_or("", |message| message.content.as_str());
            if asked == "fail" {
                return Err(GenerateError::new(
                    GenerateErrorKind::Failed,
                    "device error",
                ));
            }
            let pieces = PIECES.map(|(text, tokens)| {
                Ok(Piece {
                    text: text.to_owned(),
                    tokens,
                    ..Piece::default()
                })
            });
            let end: PieceStream = if asked == "hang" {
                Box::pin(stream::pending())
            } else {
                let end = Piece {
                    done: Some(Done::default()),
                    ..Piece::default()
                };
                Box::pin(stream::iter([Ok(end)]))
            };
            Ok(Box::pin(stream::iter(pieces).chain(end)) as PieceStream)
        })
    }
}

/// A running hailo-ollama of the release that reports errors inside a 200.
struct Server {
    address: SocketAddr,
    runtime: Runtime,
}

impl Server {
    fn start(address: SocketAddr) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let dialect = Dialect::HailoOllama(HailoOllama::V5_1);
        let mut options = Options::default();
        (options.dialect, options.switch_pause) = (dialect, Duration::ZERO);
        let app = server::router(Arc::new(Device), options);
        let listener = std::net::TcpListener::bind(address).unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn(async move {
            axum::serve(TcpListener::from_std(listener).unwrap(), app)
                .await
                .unwrap();
        });
        Self { address, runtime }
    }

    /// Ends it as a kill does: its connections close wherever they are.
    fn kill(self) -> SocketAddr {
        let Self { address, runtime } = self;
        std::thread::spawn(move || runtime.shutdown_timeout(Duration::from_secs(10)))
            .join()
            .unwrap();
        address
    }
}

/// What the adopter's adapter does, and in whose words it fails.
#[derive(Debug)]
struct Ollama(SocketAddr);

fn unreachable_by(error: &std::io::Error) -> ApplicationError {
    ApplicationError::ExternalService(format!("Ollama connection failed: {error}"))
}

fn broken(error: &std::io::Error) -> ApplicationError {
    ApplicationError::Inference(format!("Stream error: {error}"))
}

fn chunk(line: &str) -> Result<StreamingChunk, ApplicationError> {
    let invalid =
        || ApplicationError::Inference(format!("Invalid response: JSON parse error: {line}"));
    let value: Value = serde_json::from_str(line).map_err(|_| invalid())?;
    Ok(StreamingChunk {
        content: value["message"]["content"]
            .as_str()
            .ok_or_else(invalid)?
            .to_owned(),
        done: value["done"] == true,
        model: value["model"].as_str().map(str::to_owned),
        tokens: value["eval_count"]
            .as_u64()
            .and_then(|count| u32::try_from(count).ok()),
    })
}

impl Ollama {
    /// Asks, and reads up to the answer's first line.
    async fn ask(
        &self,
        message: &str,
        stream: bool,
    ) -> Result<Lines<BufReader<TcpStream>>, ApplicationError> {
        let messages = json!([{ "role": "user", "content": message }]);
        let body = json!({ "model": MODEL, "messages": messages, "stream": stream }).to_string();
        let mut socket = TcpStream::connect(self.0)
            .await
            .map_err(|error| unreachable_by(&error))?;
        let head = "POST /api/chat HTTP/1.0\r\nhost: localhost\r\ncontent-type: application/json";
        let request = format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
        socket
            .write_all(request.as_bytes())
            .await
            .map_err(|error| unreachable_by(&error))?;
        let mut lines = BufReader::new(socket).lines();
        let status = lines
            .next_line()
            .await
            .map_err(|error| broken(&error))?
            .unwrap_or_default();
        while lines
            .next_line()
            .await
            .map_err(|error| broken(&error))?
            .is_some_and(|line| !line.is_empty())
        {}
        let status = status.split_once(' ').map_or("", |(_, status)| status);
        if status.starts_with("200") {
            return Ok(lines);
        }
        let body = lines
            .next_line()
            .await
            .map_err(|error| broken(&error))?
            .unwrap_or_default();
        Err(ApplicationError::Inference(format!(
            "Server error: Status {status}: {body}"
        )))
    }
}

#[async_trait]
impl InferencePort for Ollama {
    async fn generate(&self, message: &str) -> Result<InferenceResult, ApplicationError> {
        let line = self
            .ask(message, false)
            .await?
            .next_line()
            .await
            .map_err(|error| broken(&error))?;
        let answer = chunk(&line.unwrap_or_default())?;
        Ok(InferenceResult {
            content: answer.content,
            model: MODEL.to_owned(),
            tokens_used: answer.tokens,
            latency_ms: 0,
        })
    }

    async fn generate_with_context(
        &self,
        conversation: &Conversation,
    ) -> Result<InferenceResult, ApplicationError> {
        self.generate(&conversation.messages.concat()).await
    }

    async fn generate_with_system(
        &self,
        _: &str,
        message: &str,
    ) -> Result<InferenceResult, ApplicationError> {
        self.generate(message).await
    }

    async fn generate_stream(&self, message: &str) -> Result<InferenceStream, ApplicationError> {
        let lines = self.ask(message, true).await?;
        Ok(Box::pin(stream::unfold(lines, |mut lines| async {
            let line = lines.next_line().await.transpose()?;
            Some((
                line.map_err(|error| broken(&error))
                    .and_then(|line| chunk(&line)),
                lines,
            ))
        })))
    }

    async fn generate_stream_with_system(
        &self,
        _: &str,
        message: &str,
    ) -> Result<InferenceStream, ApplicationError> {
        self.generate_stream(message).await
    }

    async fn is_healthy(&self) -> bool {
        TcpStream::connect(self.0).await.is_ok()
    }

    fn current_model(&self) -> String {
        MODEL.to_owned()
    }

    async fn list_available_models(&self) -> Result<Vec<String>, ApplicationError> {
        Ok(vec![MODEL.to_owned()])
    }

    async fn switch_model(&self, _: &str) -> Result<(), ApplicationError> {
        Ok(())
    }
}

fn counted(telemetry: &Telemetry) -> ModelSnapshot {
    telemetry
        .snapshot()
        .model(MODEL)
        .cloned()
        .unwrap_or_default()
}

/// Waits until both have seen so many requests end: a proxy hears of a client that left when its socket says so.
async fn until_ended(telemetries: [&Telemetry; 2], requests: u64) {
    for telemetry in telemetries {
        while counted(telemetry).requests() < requests {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

#[tokio::test]
#[allow(
    clippy::significant_drop_tightening,
    reason = "the stream that is killed lives as long as its server"
)]
async fn the_code_and_the_proxy_agree_to_the_token() {
    let server = Server::start(([127, 0, 0, 1], 0).into());
    let upstream = Upstream::new("", &format!("http://{}", server.address)).unwrap();
    let (inside, between) = (Telemetry::default(), Telemetry::default());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let ollama = Ollama(listener.local_addr().unwrap());
    let proxy = Proxy::new(between.clone(), ProxyOptions::new(vec![upstream]));
    tokio::spawn(proxy.serve(listener, std::future::pending()));
    let adapter = InstrumentedInferenceAdapter::new(ollama, inside.clone());

    // Whole and streamed.
    for _ in 0..3 {
        assert_eq!(
            adapter.generate("hello").await.unwrap().content,
            "Good day!"
        );
    }
    for _ in 0..4 {
        let heard: Vec<_> = adapter
            .generate_stream("hello")
            .await
            .unwrap()
            .collect()
            .await;
        assert_eq!(heard.len(), PIECES.len() + 1);
    }
    // An error inside a 200, whole and streamed.
    adapter.generate("fail").await.unwrap_err();
    let heard: Vec<_> = adapter
        .generate_stream("fail")
        .await
        .unwrap()
        .collect()
        .await;
    assert!(heard.iter().any(Result::is_err));
    // Left by the client.
    let mut left = adapter.generate_stream("hang").await.unwrap();
    for _ in PIECES {
        left.next().await.unwrap().unwrap();
    }
    drop(left);
    until_ended([&inside, &between], 10).await;
    // Killed in mid-stream, asked while down, back.
    let mut cut = adapter.generate_stream("hang").await.unwrap();
    for _ in PIECES {
        cut.next().await.unwrap().unwrap();
    }
    let address = server.kill();
    while cut.next().await.is_some() {}
    adapter.generate("hello").await.unwrap_err();
    assert!(adapter.generate_stream("hello").await.is_err());
    let server = Server::start(address);
    adapter.generate("hello").await.unwrap();
    until_ended([&inside, &between], 14).await;
    server.kill();

    let (inside, between) = (counted(&inside), counted(&between));
    for model in [&inside, &between] {
        assert_eq!(outcomes(model), [8, 5, 0, 1]);
        // hailo-ollama counts the last read of a whole answer too; two answers it never counted: their pieces are.
        let (whole, streamed, uncounted) = (4 * (TOKENS + 1), 4 * TOKENS, 2 * PIECES.len() as u64);
        assert_eq!(model.output_tokens(), whole + streamed + uncounted);
        assert_eq!(model.time_to_first_token().count(), 6);
        assert_eq!(model.failures(Reason::Unavailable), 2, "{model:?}");
    }
}

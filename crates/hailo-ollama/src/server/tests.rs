//! The dialects, asked over the router as a client asks them.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::{self, StatusCode};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::*;

/// Plays scripted pieces and notices when its stream is dropped before the end.
#[derive(Default)]
struct Script {
    pieces: Mutex<Vec<Result<Piece, GenerateError>>>,
    asked: Mutex<Vec<Request>>,
    dropped_early: Arc<AtomicU64>,
    never_ends: bool,
}

struct Play {
    pieces: std::vec::IntoIter<Result<Piece, GenerateError>>,
    ended: bool,
    never_ends: bool,
    dropped_early: Arc<AtomicU64>,
}

impl Stream for Play {
    type Item = Result<Piece, GenerateError>;
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.pieces.next();
        if next.is_none() && self.never_ends {
            return Poll::Pending;
        }
        self.ended = next.as_ref().is_none_or(|p| p.as_ref().is_ok_and(|p| p.done.is_some()));
        Poll::Ready(next)
    }
}

impl Drop for Play {
    fn drop(&mut self) {
        if !self.ended {
            self.dropped_early.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl Generator for Script {
    fn models(&self) -> Vec<ModelCard> {
        vec![ModelCard::named("qwen2:1.5b"), ModelCard::named("llama:latest")]
    }
    fn generate(&self, request: Request) -> BoxFuture<'_, Result<PieceStream, GenerateError>> {
        self.asked.lock().unwrap().push(request);
        let play = Play {
            pieces: self.pieces.lock().unwrap().clone().into_iter(),
            ended: false,
            never_ends: self.never_ends,
            dropped_early: self.dropped_early.clone(),
        };
        Box::pin(async move { Ok(Box::pin(play) as PieceStream) })
    }
}

fn piece(text: &str, tokens: u32) -> Result<Piece, GenerateError> {
    Ok(Piece { text: text.into(), tokens, ..Piece::default() })
}

fn end(prompt: u64) -> Result<Piece, GenerateError> {
    Ok(Piece { done: Some(Done { prompt_tokens: Some(prompt), ..Done::default() }), ..Piece::default() })
}

fn script(pieces: Vec<Result<Piece, GenerateError>>) -> Arc<Script> {
    Arc::new(Script { pieces: Mutex::new(pieces), ..Script::default() })
}

fn options(dialect: Dialect) -> Options {
    let ticks = AtomicU64::new(0);
    Options {
        dialect,
        body_limit: 1000,
        switch_pause: Duration::ZERO,
        clock: Arc::new(move || ticks.fetch_add(100, Ordering::Relaxed)),
        ..Options::default()
    }
}

async fn ask(
    generator: Arc<impl Generator>,
    dialect: Dialect,
    path: &str,
    body: impl Into<Body>,
) -> (StatusCode, Bytes) {
    let request = http::Request::post(path).body(body.into()).unwrap();
    let response = router(generator, options(dialect)).oneshot(request).await.unwrap();
    let status = response.status();
    (status, response.into_body().collect().await.unwrap().to_bytes())
}

#[tokio::test]
async fn ollama_streams_lines_and_ends_with_every_count() {
    let generator = script(vec![piece("Hé", 1), piece("", 0), piece("llo", 2), end(7)]);
    let body = json!({"model": "qwen2:1.5b", "prompt": "hi"}).to_string();
    let (status, bytes) = ask(generator, Dialect::Ollama, "/api/generate", body).await;
    assert_eq!(status, StatusCode::OK);
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(!text.contains('\r') && text.ends_with("}\n"));
    let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 3, "an empty piece makes no line");
    assert_eq!(lines[0]["response"], "Hé");
    assert_eq!(lines[2]["done"], true);
    assert_eq!(lines[2]["eval_count"], 3);
    assert_eq!(lines[2]["prompt_eval_count"], 7);
    for count in ["total_duration", "load_duration", "prompt_eval_duration", "eval_duration"] {
        assert!(lines[2][count].is_u64(), "{count}");
    }
}

#[tokio::test]
async fn hailo_ollama_ends_lines_with_crlf_and_fills_two_counts() {
    let generator = script(vec![piece("a", 1), piece("b", 1), end(7)]);
    let body = json!({"model": "qwen2:1.5b", "messages": [{"role":"user","content":"x"}]});
    let (_, bytes) = ask(generator, Dialect::HAILO_OLLAMA, "/api/chat", body.to_string()).await;
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert_eq!(text.matches("\r\n").count(), 3);
    let last: Value = serde_json::from_str(text.trim_end().rsplit("\r\n").next().unwrap()).unwrap();
    let mut keys: Vec<&str> = last.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(
        keys,
        ["created_at", "done", "done_reason", "eval_count", "message", "model", "total_duration"]
    );
}

#[tokio::test]
async fn errors_have_the_status_and_shape_of_the_dialect() {
    let missing = json!({"model": "none", "prompt": "x"}).to_string();
    let cases: [(&str, Body, StatusCode, &str); 6] = [
        ("/api/generate", missing.clone().into(), StatusCode::NOT_FOUND, "model 'none' not found"),
        ("/api/chat", "{\"model\":".into(), StatusCode::BAD_REQUEST, "invalid JSON"),
        (
            "/api/chat",
            Bytes::from_static(b"{\"model\":\"\xff\"}").into(),
            StatusCode::BAD_REQUEST,
            "not UTF-8",
        ),
        ("/api/generate", "x".repeat(1001).into(), StatusCode::PAYLOAD_TOO_LARGE, "larger than 1000"),
        ("/api/show", "".into(), StatusCode::BAD_REQUEST, "missing request body"),
        ("/api/generate", "{\"prompt\":\"x\"}".into(), StatusCode::BAD_REQUEST, "model is required"),
    ];
    for (path, body, want, message) in cases {
        let (status, bytes) = ask(script(vec![]), Dialect::Ollama, path, body).await;
        assert_eq!(status, want, "{path} {message}");
        let error: crate::wire::OllamaError = serde_json::from_slice(&bytes).unwrap();
        assert!(error.error.contains(message), "{}", error.error);
    }
    // Ollama's own client sends both names, one of them empty.
    for body in [
        r#"{"model":"qwen2:1.5b","name":""}"#,
        r#"{"model":"","name":"qwen2:1.5b"}"#,
        r#"{"name":"qwen2:1.5b"}"#,
    ] {
        let (status, bytes) = ask(script(vec![]), Dialect::Ollama, "/api/show", body).await;
        assert_eq!(status, StatusCode::OK, "{body}: {bytes:?}");
    }
    for (release, want) in [
        (HailoOllama::V5_1, StatusCode::OK),
        (HailoOllama::V5_3, StatusCode::NOT_FOUND),
        (HailoOllama::V5_4, StatusCode::NOT_FOUND),
    ] {
        let dialect = Dialect::HailoOllama(release);
        for path in ["/api/generate", "/api/show"] {
            let (status, bytes) = ask(script(vec![]), dialect, path, missing.clone()).await;
            assert_eq!(status, want, "{path} of {release:?}");
            assert_eq!(bytes, "{\"error\":\"model 'none' not found\"}");
        }
        let bad = |more: Value| {
            let mut body = json!({"model": "llama"});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            body.to_string()
        };
        let bad_status = if want == StatusCode::OK { want } else { StatusCode::BAD_REQUEST };
        for (more, message) in [
            (json!({}), "messages field is required"),
            (json!({"messages": [], "n": 2}), "only n == 1 is supported"),
            (json!({"messages": [], "stream": true}), "streaming not supported on this endpoint"),
        ] {
            let (status, bytes) = ask(script(vec![]), dialect, "/v1/chat/completions", bad(more)).await;
            assert_eq!(status, bad_status, "{message}");
            let error: crate::wire::OllamaError = serde_json::from_slice(&bytes).unwrap();
            assert!(error.error.starts_with(message), "{}", error.error);
        }
    }
    let (status, bytes) = ask(script(vec![]), Dialect::Ollama, "/v1/chat/completions", missing).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let error: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(error["error"]["type"], "not_found_error");
}

#[tokio::test]
async fn an_error_mid_stream_is_a_line_in_one_dialect_and_a_broken_body_in_the_other() {
    let pieces = || vec![piece("a", 1), Err(GenerateError::new(GenerateErrorKind::Failed, "gone"))];
    let body = json!({"model": "qwen2:1.5b", "prompt": "x"}).to_string();
    let (_, bytes) = ask(script(pieces()), Dialect::Ollama, "/api/generate", body.clone()).await;
    assert!(bytes.ends_with(b"{\"error\":\"gone\"}\n"));
    let request = http::Request::post("/api/generate").body(Body::from(body)).unwrap();
    let response = router(script(pieces()), options(Dialect::HAILO_OLLAMA)).oneshot(request).await.unwrap();
    assert!(response.into_body().collect().await.is_err());
}

#[tokio::test]
async fn openai_streams_events_with_usage_when_asked() {
    let generator = script(vec![piece("a", 1), piece("b", 1), end(4)]);
    let body =
        json!({"model": "llama", "messages": [], "stream": true, "stream_options": {"include_usage": true}});
    let (_, bytes) = ask(generator.clone(), Dialect::Ollama, "/v1/chat/completions", body.to_string()).await;
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let events: Vec<&str> = text.split("\n\n").filter(|e| !e.is_empty()).collect();
    assert_eq!(events.len(), 5);
    assert_eq!(events[4], "data: [DONE]");
    let usage: Value = serde_json::from_str(&events[3]["data: ".len()..]).unwrap();
    assert_eq!(usage["usage"], json!({"prompt_tokens": 4, "completion_tokens": 2, "total_tokens": 6}));
    assert_eq!(usage["choices"], json!([]));
    let whole = json!({"model": "llama", "prompt": ["x", "y"]}).to_string();
    let (_, bytes) = ask(generator.clone(), Dialect::Ollama, "/v1/completions", whole).await;
    let whole: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(whole["choices"][0]["text"], "ab");
    assert!(
        matches!(&generator.asked.lock().unwrap()[1].input, Input::Prompt { prompt, .. } if prompt == "xy")
    );
    let (_, bytes) = ask(generator, Dialect::HAILO_OLLAMA, "/v1/chat/completions", body.to_string()).await;
    assert!(bytes.starts_with(b"{\"error\":"), "hailo-ollama streams no events");
}

#[tokio::test]
async fn tool_calls_keep_their_arguments_as_each_api_wants_them() {
    let call = ToolCall {
        function: crate::wire::ToolFunction { name: "now".into(), arguments: json!({"tz": "UTC"}) },
        ..ToolCall::default()
    };
    let pieces = vec![Ok(Piece { tokens: 5, tool_calls: vec![call], ..Piece::default() }), end(1)];
    let body = json!({"model": "llama", "messages": [{"role":"user","content":"x"}], "stream": false, "tools": [{}]}).to_string();
    let (_, bytes) = ask(script(pieces.clone()), Dialect::Ollama, "/api/chat", body.clone()).await;
    let native: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(native["message"]["tool_calls"][0]["function"]["arguments"]["tz"], "UTC");
    let (_, bytes) = ask(script(pieces), Dialect::Ollama, "/v1/chat/completions", body).await;
    let openai: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(openai["choices"][0]["finish_reason"], "tool_calls");
    assert_eq!(openai["choices"][0]["message"]["tool_calls"][0]["function"]["arguments"], "{\"tz\":\"UTC\"}");
}

#[tokio::test]
async fn a_client_that_leaves_drops_the_generators_stream_and_frees_the_turn() {
    let generator =
        Arc::new(Script { pieces: Mutex::new(vec![piece("a", 1)]), never_ends: true, ..Script::default() });
    let app = router(generator.clone(), options(Dialect::HAILO_OLLAMA));
    let body = json!({"model": "qwen2:1.5b", "prompt": "x"}).to_string();
    let request = http::Request::post("/api/generate").body(Body::from(body)).unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    let mut stream = response.into_body();
    stream.frame().await.unwrap().unwrap();

    let running = http::Request::get("/api/ps").body(Body::empty()).unwrap();
    let mut blocked = Box::pin(app.oneshot(running));
    let pending = std::future::poll_fn(|cx| Poll::Ready(blocked.as_mut().poll(cx).is_pending())).await;
    assert!(pending, "/api/ps waits for the generation");
    assert_eq!(generator.dropped_early.load(Ordering::Relaxed), 0);
    drop(stream);
    assert_eq!(generator.dropped_early.load(Ordering::Relaxed), 1);
    assert_eq!(blocked.await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn an_empty_prompt_loads_and_keep_alive_0_unloads() {
    let load = json!({"model": "qwen2:1.5b"}).to_string();
    let (_, bytes) = ask(script(vec![]), Dialect::Ollama, "/api/generate", load).await;
    let reply: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!((&reply["done_reason"], &reply["response"]), (&json!("load"), &json!("")));
    let unload = json!({"model": "qwen2:1.5b", "keep_alive": 0}).to_string();
    let (_, bytes) = ask(script(vec![]), Dialect::HAILO_OLLAMA, "/api/chat", unload).await;
    let reply: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(reply["done_reason"], "unload");
}

#[tokio::test]
async fn hailo_ollama_infers_on_an_empty_prompt_and_loads_only_on_an_absent_one() {
    for (body, infers) in [
        (json!({"model": "llama", "prompt": ""}), true),
        (json!({"model": "llama", "prompt": null}), false),
        (json!({"model": "llama"}), false),
    ] {
        let generator = script(vec![piece("a", 1), end(1)]);
        let body = body.to_string();
        let (status, _) = ask(generator.clone(), Dialect::HAILO_OLLAMA, "/api/generate", body.clone()).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(generator.asked.lock().unwrap().len(), usize::from(infers), "{body}");
        let generator = script(vec![]);
        ask(generator.clone(), Dialect::Ollama, "/api/generate", body).await;
        assert!(generator.asked.lock().unwrap().is_empty(), "Ollama loads on an empty one");
    }
}

#[tokio::test]
async fn hailo_ollama_reads_strictly_what_ollama_reads_leniently() {
    for body in [
        json!({"model": "llama", "messages": [{"role": "user", "content": [{"type": "text", "text": "x"}]}]}),
        json!({"model": "llama", "messages": [], "format": {"type": "object"}}),
        json!({"model": "llama", "messages": [], "keep_alive": "5m"}),
        json!({"model": "llama", "messages": [], "options": {"num_predict": -1}}),
    ] {
        let (status, _) =
            ask(script(vec![end(1)]), Dialect::HAILO_OLLAMA, "/api/chat", body.to_string()).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR, "{body}");
        let (status, _) = ask(script(vec![end(1)]), Dialect::Ollama, "/api/chat", body.to_string()).await;
        assert_eq!(status, StatusCode::OK, "{body}");
    }
}

#[tokio::test]
async fn hailo_ollama_puts_calls_of_tools_into_the_last_line() {
    let call = ToolCall {
        id: Some("x".into()),
        kind: Some("function".into()),
        function: crate::wire::ToolFunction { name: "now".into(), arguments: json!({"tz": "UTC"}) },
        ..ToolCall::default()
    };
    let pieces = vec![Ok(Piece { tokens: 5, tool_calls: vec![call], ..Piece::default() }), end(1)];
    let body = |stream| {
        json!({"model": "llama", "messages": [{"role": "user", "content": "x"}], "stream": stream, "tools": [{}]})
            .to_string()
    };
    let (_, bytes) = ask(script(pieces.clone()), Dialect::HAILO_OLLAMA, "/api/chat", body(true)).await;
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let lines: Vec<Value> = text.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(lines.len(), 1, "{text}");
    assert_eq!((&lines[0]["done"], &lines[0]["done_reason"]), (&json!(true), &json!("stop")));
    let bare = json!([{"function": {"name": "now", "arguments": {"tz": "UTC"}}}]);
    assert_eq!(lines[0]["message"]["tool_calls"], bare);
    assert_eq!(lines[0]["eval_count"], 5);
    let (_, bytes) = ask(script(pieces.clone()), Dialect::HAILO_OLLAMA, "/api/chat", body(false)).await;
    let whole: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(whole["message"]["tool_calls"], bare);
    assert_eq!(whole["eval_count"], 6, "a whole answer counts the last read too");
    let (_, bytes) = ask(script(pieces), Dialect::HAILO_OLLAMA, "/v1/chat/completions", body(false)).await;
    let openai: Value = serde_json::from_slice(&bytes).unwrap();
    let call = &openai["choices"][0]["message"]["tool_calls"][0];
    assert_eq!((&call["type"], call.get("id")), (&json!("function"), None));
    assert_eq!(call["function"]["arguments"], "{\"tz\":\"UTC\"}");
    assert_eq!(openai["choices"][0]["finish_reason"], "tool_calls");
    assert_eq!(openai["created"].to_string().len(), 19, "nanoseconds");
    assert!(openai.get("usage").is_none());
}

/// A generator that refuses tools where they reach it.
struct Tools(Arc<Script>);

impl Generator for Tools {
    fn models(&self) -> Vec<ModelCard> {
        self.0.models()
    }

    fn generate(&self, request: Request) -> BoxFuture<'_, Result<PieceStream, GenerateError>> {
        let Input::Chat { tools, .. } = &request.input else { unreachable!("only chats are asked") };
        if tools.is_empty() {
            return self.0.generate(request);
        }
        Box::pin(async move { Err(GenerateError::no_tools(&request.model)) })
    }
}

#[tokio::test]
async fn tools_reach_the_model_from_5_4_on() {
    let body = json!({"model": "llama", "messages": [{"role": "user", "content": "x"}], "stream": false, "tools": [{}]});
    for (dialect, path, status) in [
        (Dialect::Ollama, "/api/chat", StatusCode::BAD_REQUEST),
        (Dialect::HAILO_OLLAMA, "/api/chat", StatusCode::BAD_REQUEST),
        (Dialect::HAILO_OLLAMA, "/v1/chat/completions", StatusCode::BAD_REQUEST),
        // 5.3 reads them as text under one path and knows none under the other; 5.1 passes over them.
        (Dialect::HailoOllama(HailoOllama::V5_3), "/api/chat", StatusCode::INTERNAL_SERVER_ERROR),
        (Dialect::HailoOllama(HailoOllama::V5_3), "/v1/chat/completions", StatusCode::OK),
        (Dialect::HailoOllama(HailoOllama::V5_1), "/api/chat", StatusCode::OK),
    ] {
        let (answered, bytes) =
            ask(Arc::new(Tools(script(vec![end(1)]))), dialect, path, body.to_string()).await;
        assert_eq!(answered, status, "{dialect:?} {path}");
        if status == StatusCode::BAD_REQUEST && dialect != Dialect::Ollama {
            let error: Value = serde_json::from_slice(&bytes).unwrap();
            assert_eq!(error, json!({"error": "\"llama\" does not support tools"}));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn only_hailo_ollama_before_5_3_pauses_when_the_model_changes() {
    for (release, pause) in [(HailoOllama::V5_1, 2), (HailoOllama::V5_3, 0), (HailoOllama::V5_4, 0)] {
        let dialect = Dialect::HailoOllama(release);
        let options = Options { switch_pause: Duration::from_secs(2), ..options(dialect) };
        let body = json!({"model": "llama", "prompt": "x"}).to_string();
        let request = http::Request::post("/api/generate").body(Body::from(body)).unwrap();
        let begin = tokio::time::Instant::now();
        router(script(vec![end(1)]), options).oneshot(request).await.unwrap();
        assert_eq!(begin.elapsed().as_secs(), pause, "{release:?}");
    }
}

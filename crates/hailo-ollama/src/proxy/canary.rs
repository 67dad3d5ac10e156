//! A request of the proxy's own that truly runs the device when no one else does.
//!
//! A live HTTP port says nothing about the NPU behind it: hailo-ollama answers `/api/tags` from its
//! disk. The canary generates one token. It is no traffic: it is recorded under no model, only health
//! hears of it, and the upstream sees `x-hailo-canary: 1`. It asks for the model that last answered (or
//! a configured one), so that it never makes the server switch models; on a server that unloads idle
//! models it keeps that one loaded.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST};
use http::{Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Either, Full, Limited};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior};

use super::connect::UpstreamFailure;
use super::{Proxy, Target};
use crate::decode::Decoder;
use crate::paths::Endpoint;

/// Shortest time between two canaries of an upstream.
const SHORTEST: Duration = Duration::from_secs(1);

/// Longest answer of a canary that is read, in bytes.
const ANSWER_LIMIT: usize = 64 << 10;

/// When and what the canary asks.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CanaryOptions {
    /// Time without inference after which one is sent, and between two; at least 1 s.
    pub idle: Duration,
    /// How long it may take.
    pub timeout: Duration,
    /// The model to ask; by default the one that last answered, and none before that.
    pub model: Option<String>,
}

impl Default for CanaryOptions {
    fn default() -> Self {
        Self { idle: Duration::from_secs(60), timeout: Duration::from_secs(30), model: None }
    }
}

/// The last inference that an upstream took on.
#[derive(Debug, Clone)]
pub(super) struct Last {
    model: String,
    path: String,
    at: Instant,
}

impl Last {
    pub(super) fn new(model: &str, path: &str) -> Self {
        Self { model: model.to_owned(), path: path.to_owned(), at: Instant::now() }
    }
}

impl Proxy {
    pub(super) fn spawn_canaries(self: &Arc<Self>) -> JoinSet<()> {
        let mut tasks = JoinSet::new();
        if let Some(options) = &self.options.canary {
            for target in &self.targets {
                let (proxy, target) = (self.clone(), target.clone());
                let options = options.clone();
                tasks.spawn(async move { proxy.keep_trying(&target, &options).await });
            }
        }
        if let Some(pause) = self.options.probe {
            for target in &self.targets {
                let (proxy, target) = (self.clone(), target.clone());
                tasks.spawn(async move { proxy.keep_looking(&target, pause).await });
            }
        }
        tasks
    }

    async fn keep_trying(&self, target: &Target, options: &CanaryOptions) {
        let mut ticks = tokio::time::interval(options.idle.max(SHORTEST));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ticks.tick().await;
        loop {
            ticks.tick().await;
            if let Some(answered) = self.try_device(target, options).await {
                tracing::debug!(upstream = target.upstream.authority(), answered, "canary");
                if answered {
                    // A token came out: more than a probe that only finds somebody there.
                    target.engine.heard();
                } else {
                    target.engine.probed(false);
                }
            }
        }
    }

    /// One canary; `None` when the device is not idle or no model is known to ask.
    async fn try_device(&self, target: &Target, options: &CanaryOptions) -> Option<bool> {
        let last = target.last.lock().ok().and_then(|last| last.clone());
        if last.as_ref().is_some_and(|last| last.at.elapsed() < options.idle) {
            return None;
        }
        if target.running() > 0 {
            return None;
        }
        // Where there is a queue, a request that comes now waits its turn behind the canary.
        let _permit = match &target.queue {
            Some(queue) => Some(queue.try_enter()?),
            None => None,
        };
        let known = last.as_ref().map(|last| last.path.clone());
        let model = options.model.clone().or(last.map(|last| last.model))?;
        // The API in which it was last asked; one that nobody has asked yet shows by its answer which it speaks.
        let paths = known.map_or_else(|| UNKNOWN.map(str::to_owned).to_vec(), |path| vec![path]);
        for path in paths {
            let request = Request::builder()
                .method(Method::POST)
                .uri(target.upstream.uri(&path).ok()?)
                .header(HOST, target.upstream.authority())
                .header(CONTENT_TYPE, "application/json")
                .header("x-hailo-canary", "1")
                .body(Either::Right(Full::new(Bytes::from(question(&path, &model).to_string()))))
                .ok()?;
            let answered = tokio::time::timeout(options.timeout, self.answers(target, request)).await;
            match answered {
                Ok(Answered::NoSuchPath) => {}
                Ok(Answered::Token) => return Some(true),
                Ok(Answered::Nothing) | Err(_) => return Some(false),
            }
        }
        // It answered that there is no such model, or no such API: that says nothing against it.
        None
    }

    async fn answers(&self, target: &Target, request: Request<super::UpBody>) -> Answered {
        let Ok(response) = target.send(request, self.options.connect_timeout).await else {
            return Answered::Nothing;
        };
        let status = response.status();
        if matches!(
            status,
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED
        ) {
            return Answered::NoSuchPath;
        }
        let body = Limited::new(response.into_body(), ANSWER_LIMIT);
        let Ok(body) = body.collect().await else {
            return Answered::Nothing;
        };
        let mut finished = false;
        Decoder::new().feed(&body.to_bytes(), |event| finished = event.done && event.error.is_none());
        if status.is_success() && finished { Answered::Token } else { Answered::Nothing }
    }

    /// Looks now and then whether somebody is there, while no request does: that costs an upstream nothing, and says at
    /// the start and after an outage what requests have not said yet. One that is away is looked for again soon.
    pub(super) async fn keep_looking(&self, target: &Target, pause: Duration) {
        let pause = pause.max(SHORTEST);
        loop {
            let Some(there) = self.look(target, pause).await else { return };
            tokio::time::sleep(if there { pause } else { SHORTEST }).await;
        }
    }

    /// One look; true as well where there is no need for one, and `None` where nobody can be asked.
    async fn look(&self, target: &Target, limit: Duration) -> Option<bool> {
        if target.running() > 0 {
            return Some(true);
        }
        let request = Request::builder()
            .uri(target.upstream.uri("/").ok()?)
            .header(HOST, target.upstream.authority())
            .body(Either::Right(Full::default()))
            .ok()?;
        let sent = tokio::time::timeout(limit, target.send(request, self.options.connect_timeout)).await;
        let there = sent.is_ok_and(|sent| is_there(&sent).unwrap_or(false));
        // What a request finds out meanwhile is worth more.
        if target.running() == 0 {
            target.engine.probed(there);
        }
        Some(there)
    }
}

/// Whether what came of asking says that a server is there: whatever it answers, unless that is a gateway's word that it
/// is not. `None` where it says nothing either way.
pub(super) fn is_there<T>(sent: &Result<Response<T>, UpstreamFailure>) -> Option<bool> {
    match sent {
        Ok(answer) => Some(!matches!(answer.status(), StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT)),
        Err(UpstreamFailure::Connect(_)) => Some(false),
        Err(_) => None,
    }
}

/// What came of a canary.
enum Answered {
    Token,
    Nothing,
    NoSuchPath,
}

/// Where a server is asked that nobody has asked yet: Ollama's API, then OpenAI's.
const UNKNOWN: [&str; 2] = ["/api/generate", "/v1/chat/completions"];

/// The shortest question in the API of `path`.
fn question(path: &str, model: &str) -> serde_json::Value {
    use serde_json::json;
    let messages = json!([{"role": "user", "content": "ping"}]);
    let one = json!({"num_predict": 1});
    match Endpoint::of(path) {
        Endpoint::Generate => json!({"model": model, "prompt": "ping", "stream": false, "options": one}),
        Endpoint::Chat => json!({"model": model, "messages": messages, "stream": false, "options": one}),
        Endpoint::ChatCompletions | Endpoint::Messages => {
            json!({"model": model, "messages": messages, "max_tokens": 1})
        }
        Endpoint::Completions => json!({"model": model, "prompt": "ping", "max_tokens": 1}),
        // OpenAI takes no less.
        Endpoint::Responses => json!({"model": model, "input": "ping", "max_output_tokens": 16}),
        Endpoint::Embed => json!({"model": model, "input": "ping", "prompt": "ping"}),
    }
}

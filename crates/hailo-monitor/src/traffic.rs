//! A bounded generator of requests, so that a newcomer sees numbers move.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// It stops by itself after this time.
const AT_MOST: Duration = Duration::from_secs(3600);
/// Pause between two prompts.
const PROMPT_PAUSE: Duration = Duration::from_secs(3);
/// Pause between two frames.
const FRAME_PAUSE: Duration = Duration::from_millis(250);

const PROMPTS: [&str; 5] = [
    "Why is the sky blue?",
    "Name three rivers.",
    "Summarise the plot of a film you like in two sentences.",
    "What is a neural network?",
    "Write a haiku about a small computer.",
];

/// What there is to ask for.
pub(crate) struct Targets {
    pub(crate) llms: Vec<String>,
    /// Name and bytes of one frame.
    pub(crate) networks: Vec<(String, usize)>,
}

/// Sends prompts and frames through the application, as a client would, until an hour has passed. One prompt and one
/// frame are under way at most; every seventh prompt is abandoned.
pub(crate) async fn run(app: Router, targets: Targets) {
    let frames = frames(app.clone(), targets.networks);
    let prompts = prompts(app, targets.llms);
    let both = async { tokio::join!(frames, prompts) };
    if tokio::time::timeout(AT_MOST, both).await.is_err() {
        tracing::info!("the traffic generator ends after {} minutes", AT_MOST.as_secs() / 60);
    }
}

async fn prompts(app: Router, llms: Vec<String>) {
    for (n, (prompt, model)) in PROMPTS.iter().cycle().zip(llms.iter().cycle()).enumerate() {
        let predict = 16 + n * 13 % 64;
        let body = serde_json::json!({"model": model, "prompt": prompt, "options": {"num_predict": predict, "seed": n}});
        if let Some(mut answer) =
            post(&app, "/api/generate", "application/json", body.to_string().into()).await
        {
            let mut pieces = 0;
            while let Some(Ok(_)) = answer.frame().await {
                pieces += 1;
                if n % 7 == 6 && pieces > 8 {
                    break;
                }
            }
        }
        tokio::time::sleep(PROMPT_PAUSE).await;
    }
}

async fn frames(app: Router, networks: Vec<(String, usize)>) {
    for (n, (network, bytes)) in networks.iter().cycle().enumerate() {
        let shade = u8::try_from(n % 256).unwrap_or_default();
        let path = format!("/v1/frames?model={network}");
        if let Some(answer) = post(&app, &path, "application/octet-stream", vec![shade; *bytes].into()).await
        {
            let _ = answer.collect().await;
        }
        tokio::time::sleep(FRAME_PAUSE).await;
    }
}

/// Marks a request as generated: the log need not tell of each.
#[derive(Clone, Copy)]
pub(crate) struct Generated;

tokio::task_local! {
    static GENERATED: bool;
}

/// Answers a request, so that whoever serves it can tell whether it was generated.
pub(crate) async fn serving<F: Future>(generated: bool, answer: F) -> F::Output {
    GENERATED.scope(generated, answer).await
}

/// Whether the request that is being answered was generated.
pub(crate) fn is_generated() -> bool {
    GENERATED.try_with(|generated| *generated).unwrap_or(false)
}

async fn post(app: &Router, path: &str, kind: &str, body: Body) -> Option<Body> {
    let request = Request::post(path).header(header::CONTENT_TYPE, kind).extension(Generated);
    let request = request.body(body).ok()?;
    let Ok(response) = app.clone().oneshot(request).await;
    Some(response.into_body())
}

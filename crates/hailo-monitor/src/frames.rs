//! `/v1/frames`: raw frame bytes in, output bytes out.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use hailo::{ErrorKind, FormatType, FrameShape, InputFrames, OutputFrames, Port};
use hailo_http::{Budget, ReadError};
use hailo_observe::ObservedNetwork;
use serde::Deserialize;
use serde_json::{Value, json};

/// How long a frame may take to arrive; the server's own deadlines are shorter for a client that is silent.
const UPLOAD: Duration = Duration::from_secs(60);

type Networks = Arc<[ObservedNetwork]>;

/// `GET /v1/frames` describes the networks, `POST /v1/frames?model=NAME` runs one (the first by default).
pub(crate) fn router(networks: Vec<ObservedNetwork>) -> Router {
    Router::new().route("/v1/frames", get(describe).post(infer)).with_state(networks.into())
}

#[derive(Deserialize)]
struct Choice {
    model: Option<String>,
}

async fn describe(State(networks): State<Networks>) -> Json<Value> {
    let networks = networks.iter().map(|observed| {
        let network = observed.network();
        json!({
            "name": network.name(),
            "inputs": network.inputs().iter().map(port).collect::<Vec<_>>(),
            "outputs": network.outputs().iter().map(port).collect::<Vec<_>>(),
        })
    });
    Json(json!({ "networks": networks.collect::<Vec<_>>() }))
}

fn port(port: &Port) -> Value {
    let shape = match port.shape {
        FrameShape::Image(shape) => json!([shape.height, shape.width, shape.features]),
        FrameShape::Nms(nms) => {
            json!({"classes": nms.classes, "max_boxes_per_class": nms.max_boxes_per_class, "max_boxes": nms.max_boxes_total})
        }
    };
    // What the caller left to the device is what the device has.
    let ty = if port.format.ty == FormatType::Auto { port.info.format.ty } else { port.format.ty };
    json!({"name": port.name, "frame_bytes": port.frame_size, "shape": shape, "type": format!("{ty:?}").to_lowercase()})
}

async fn infer(
    State(networks): State<Networks>,
    Query(choice): Query<Choice>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let found = match &choice.model {
        Some(name) => networks.iter().find(|network| network.network().name() == name),
        None => networks.first(),
    };
    let Some(observed) = found else {
        let names: Vec<&str> = networks.iter().map(|network| network.network().name()).collect();
        let why = match &choice.model {
            Some(name) => format!("network '{name}' not found; there are: {}", names.join(", ")),
            None => "no network is loaded: start with --hef FILE".to_owned(),
        };
        return error(StatusCode::NOT_FOUND, &why);
    };
    let expected: usize = observed.network().inputs().iter().map(|port| port.frame_size).sum();
    let name = observed.network().name();
    // A frame has a size, so its body has one, and a longer one is no frame: not a byte of it is kept.
    let held = match hailo_http::read(body, &headers, expected, UPLOAD, &Budget::default()).await {
        Ok(held) => held,
        Err(refused) => {
            let why = match refused {
                ReadError::TooLarge(_) => {
                    format!("a frame of {name} has {expected} bytes, this one has more")
                }
                ref other => other.to_string(),
            };
            let mut response = error(refused.status(), &why);
            if let Some(reason) = refused.reason() {
                hailo_http::mark(&mut response, reason);
            }
            return response;
        }
    };
    let bytes = held.bytes();
    if bytes.len() != expected {
        let why = format!("a frame of {name} has {expected} bytes, this one has {}", bytes.len());
        return error(StatusCode::BAD_REQUEST, &why);
    }
    match run(observed, bytes).await {
        Ok(outputs) => answer(&outputs),
        Err(failed) => {
            tracing::warn!(model = observed.network().name(), error = %failed, advice = failed.advice(), "inference failed");
            let status = match failed.kind() {
                ErrorKind::InvalidArgument => StatusCode::BAD_REQUEST,
                ErrorKind::Timeout => StatusCode::GATEWAY_TIMEOUT,
                ErrorKind::DeviceBusy
                | ErrorKind::DeviceLost
                | ErrorKind::DeviceNotFound
                | ErrorKind::Aborted
                | ErrorKind::Driver => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::INTERNAL_SERVER_ERROR,
            };
            error(status, &failed.to_string())
        }
    }
}

async fn run(observed: &ObservedNetwork, bytes: &[u8]) -> hailo::Result<OutputFrames> {
    let mut inputs: InputFrames = observed.network().input_frames()?;
    let mut rest = bytes;
    for (_, frame) in inputs.iter_mut() {
        let (this, others) = rest.split_at(frame.len());
        frame.copy_from_slice(this);
        rest = others;
    }
    let outputs = observed.network().output_frames()?;
    observed.infer_async(inputs, outputs).await.map(|(_, outputs)| outputs)
}

/// The outputs one after the other; `x-hailo-outputs` says which bytes are whose, as `NAME;bytes=N`.
fn answer(outputs: &OutputFrames) -> Response {
    let mut body = Vec::with_capacity(outputs.iter().map(|(_, frame)| frame.len()).sum());
    let mut parts = Vec::new();
    for (port, frame) in outputs.iter() {
        parts.push(format!("{};bytes={}", port.name, frame.len()));
        body.extend_from_slice(frame);
    }
    let mut response = body.into_response();
    if let Ok(value) = HeaderValue::try_from(parts.join(", ")) {
        response.headers_mut().insert("x-hailo-outputs", value);
    }
    response
}

/// A JSON error, as every endpoint gives it.
pub(crate) fn error(status: StatusCode, why: &str) -> Response {
    (status, Json(json!({ "error": why }))).into_response()
}

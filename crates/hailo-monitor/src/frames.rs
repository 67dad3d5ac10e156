//! `/v1/frames`: raw frame bytes in, output bytes out.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use hailo::{ErrorKind, FormatType, FrameShape, InputFrames, OutputFrames, Port};
use hailo_http::{Budget, Charge, ReadError};
use hailo_observe::{ObservedInference, ObservedNetwork};
use hailo_telemetry::{ModelRecorder, Reason};
use http_body_util::{BodyExt as _, Full};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::watchdog::{Refusal, set};

/// How long a frame may take to arrive; the server's own deadlines are shorter for a client that is silent.
const UPLOAD: Duration = Duration::from_secs(60);
/// How long one waits for memory that others use.
const MEMORY: Duration = Duration::from_secs(10);

type Networks = Arc<[Arc<Served>]>;

/// A network that is served, whichever engine runs it.
pub(crate) struct Served {
    name: String,
    /// Bytes of its inputs.
    expected: usize,
    /// Bytes of its outputs.
    produced: usize,
    recorder: ModelRecorder,
    refusal: Refusal,
    /// None while its engine is opened anew.
    observed: Mutex<Option<ObservedNetwork>>,
}

impl Served {
    pub(crate) fn new(observed: ObservedNetwork, refusal: Refusal) -> Self {
        let network = observed.network();
        Self {
            name: network.name().to_owned(),
            expected: network.inputs().iter().map(|port| port.frame_size).sum(),
            produced: network.outputs().iter().map(|port| port.frame_size).sum(),
            recorder: observed.recorder().clone(),
            refusal,
            observed: Mutex::new(Some(observed)),
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Bytes of one frame.
    pub(crate) fn frame_bytes(&self) -> usize {
        self.expected
    }

    /// From now on this network serves, or none.
    pub(crate) fn put(&self, observed: Option<ObservedNetwork>) {
        drop(set(&self.observed, observed));
    }

    fn observed(&self) -> Option<ObservedNetwork> {
        self.observed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Runs one frame, unless its device is refused.
    async fn run(&self, bytes: &[u8]) -> Result<hailo::Result<OutputFrames>, Arc<str>> {
        let observed = match (self.refusal.why(), self.observed()) {
            (None, Some(observed)) => observed,
            (why, _) => {
                self.recorder.queue().fail(Reason::Unavailable);
                return Err(why.unwrap_or_else(|| "its engine is being opened anew".into()));
            }
        };
        let mut inference = match begin(&observed, bytes) {
            Ok(inference) => inference,
            Err(error) => return Ok(Err(error)),
        };
        tokio::select! {
            biased;
            answer = &mut inference => Ok(answer.map(|(_, outputs)| outputs)),
            refused = self.refusal.raised() => {
                inference.fail(refused.taken);
                Err(refused.why)
            }
        }
    }
}

/// `GET /v1/frames` describes the networks, `POST /v1/frames?model=NAME` runs one (the first by default).
pub(crate) fn router(networks: Vec<Arc<Served>>) -> Router {
    Router::new().route("/v1/frames", get(describe).post(infer)).with_state(networks.into())
}

#[derive(Deserialize)]
struct Choice {
    model: Option<String>,
}

async fn describe(State(networks): State<Networks>) -> Json<Value> {
    let networks = networks.iter().filter_map(|served| served.observed()).map(|observed| {
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
        Some(name) => networks.iter().find(|served| served.name == *name),
        None => networks.first(),
    };
    let Some(served) = found else {
        let names: Vec<&str> = networks.iter().map(|served| served.name()).collect();
        let why = match &choice.model {
            Some(name) => format!("network '{name}' not found; there are: {}", names.join(", ")),
            None => "no network is loaded: start with --hef FILE".to_owned(),
        };
        return error(StatusCode::NOT_FOUND, &why);
    };
    let (expected, name) = (served.expected, served.name());
    // A frame has a size, so its body has one, and a longer one is no frame: not a byte of it is kept.
    let held = match hailo_http::read_body(body, &headers, expected, UPLOAD, &Budget::default()).await {
        Ok(held) => held,
        Err(refused) => {
            let why = match refused {
                ReadError::TooLarge(_) => {
                    format!("a frame of {name} has {expected} bytes, this one has more")
                }
                ref other => other.to_string(),
            };
            return refuse(&refused, &why);
        }
    };
    let (bytes, mut charge) = held.into_parts();
    if bytes.len() != expected {
        let why = format!("a frame of {name} has {expected} bytes, this one has {}", bytes.len());
        return error(StatusCode::BAD_REQUEST, &why);
    }
    // The frames that the device reads and writes, and the answer that is made of what it wrote.
    if !charge.grow_to(2 * expected + 2 * served.produced, MEMORY).await {
        return refuse(&ReadError::NoMemory, &ReadError::NoMemory.to_string());
    }
    match served.run(&bytes).await {
        Err(why) => error(StatusCode::SERVICE_UNAVAILABLE, &why),
        Ok(Ok(outputs)) => answer(&outputs, charge),
        Ok(Err(failed)) => {
            tracing::warn!(model = name, error = %failed, advice = failed.advice(), "inference failed");
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

fn refuse(refused: &ReadError, why: &str) -> Response {
    let mut response = error(refused.status(), why);
    if let Some(reason) = refused.reason() {
        hailo_http::mark(&mut response, reason);
    }
    response
}

fn begin(observed: &ObservedNetwork, bytes: &[u8]) -> hailo::Result<ObservedInference> {
    let mut inputs: InputFrames = observed.network().input_frames()?;
    let mut rest = bytes;
    for (_, frame) in inputs.iter_mut() {
        let (this, others) = rest.split_at(frame.len());
        frame.copy_from_slice(this);
        rest = others;
    }
    let outputs = observed.network().output_frames()?;
    Ok(observed.infer_async(inputs, outputs))
}

/// The outputs one after the other; `x-hailo-outputs` says which bytes are whose, as `NAME;bytes=N`.
fn answer(outputs: &OutputFrames, charge: Charge) -> Response {
    let mut body = Vec::with_capacity(outputs.iter().map(|(_, frame)| frame.len()).sum());
    let mut parts = Vec::new();
    for (port, frame) in outputs.iter() {
        parts.push(format!("{};bytes={}", port.name, frame.len()));
        body.extend_from_slice(frame);
    }
    // The share of memory goes with the answer, to the last byte that its client takes.
    let body = Full::new(Bytes::from(body)).map_frame(move |frame| {
        let _held = &charge;
        frame
    });
    let mut response = Response::new(Body::new(body));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    if let Ok(value) = HeaderValue::try_from(parts.join(", ")) {
        response.headers_mut().insert("x-hailo-outputs", value);
    }
    response
}

/// A JSON error, as every endpoint gives it.
pub(crate) fn error(status: StatusCode, why: &str) -> Response {
    (status, Json(json!({ "error": why }))).into_response()
}

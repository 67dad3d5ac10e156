//! The routes: JSON in, generator, JSON out.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use hailo_http::{Charge, ReadError, Reason};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::body::{Answer, AnswerBody, Shape};
use super::dialect::Path;
use super::{Dialect, GenerateError, GenerateErrorKind, Generator, Input, Options, PieceStream, Request};
use crate::wire::{
    ChatRequest, CompletionRequest, GenerateRequest, KeepAlive, Message, ModelCard, ModelList, NameList,
    OllamaError, OllamaReply, ShowReply, ShowRequest, Texts, VersionReply,
};

/// What hailo-ollama's one lock guards: the name of the model on the device.
pub(super) type Turn = OwnedMutexGuard<Option<String>>;

#[derive(Clone)]
struct Server {
    generator: Arc<dyn Generator>,
    options: Arc<Options>,
    turn: Arc<Mutex<Option<String>>>,
}

pub(super) fn router(generator: Arc<dyn Generator>, options: Options) -> Router {
    let server = Server { generator, options: Arc::new(options), turn: Arc::default() };
    let mut router = Router::new()
        .route("/api/version", get(version))
        .route("/api/tags", get(tags))
        .route("/api/ps", get(running))
        .route("/api/show", post(show))
        .route("/api/generate", post(generate))
        .route("/api/chat", post(chat))
        .route("/v1/chat/completions", post(chat_completions));
    if server.options.banner {
        router = router.route("/", get(banner));
    }
    router = match server.options.dialect {
        Dialect::Ollama => {
            router.route("/v1/completions", post(completions)).route("/v1/models", get(openai_models))
        }
        Dialect::HailoOllama(_) => router.route("/hailo/v1/list", get(list)),
    };
    router.with_state(server)
}

/// An error on its way out, in the words of the API that was called.
struct Refusal {
    status: StatusCode,
    message: String,
    openai: bool,
    /// Where it is counted, if nothing was done for the request.
    reason: Option<Reason>,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), openai: false, reason: None }
    }

    fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    fn openai(mut self) -> Self {
        self.openai = true;
        self
    }

    fn into_response(self, dialect: Dialect) -> Response {
        let status = dialect.status(self.status);
        // hailo-ollama's errors have one shape, under /v1 too.
        let mut response = if self.openai && dialect.hailo().is_none() {
            json_response(status, &openai_error(self.status, &self.message))
        } else {
            json_response(status, &OllamaError { error: self.message })
        };
        if let Some(reason) = self.reason {
            hailo_http::mark(&mut response, reason);
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

impl From<GenerateError> for Refusal {
    fn from(error: GenerateError) -> Self {
        let status = match error.kind() {
            GenerateErrorKind::UnknownModel => StatusCode::NOT_FOUND,
            GenerateErrorKind::InvalidRequest => StatusCode::BAD_REQUEST,
            GenerateErrorKind::Busy | GenerateErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            GenerateErrorKind::Timeout => StatusCode::GATEWAY_TIMEOUT,
            GenerateErrorKind::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.message())
    }
}

impl From<ReadError> for Refusal {
    fn from(error: ReadError) -> Self {
        Self { reason: error.reason(), ..Self::new(error.status(), error.to_string()) }
    }
}

/// Bytes that one object, array or member may become once it is decoded: an object with one member, say.
const ELEMENT_BYTES: usize = 640;
/// Most texts that end a generation; each is looked for at every token.
const STOPS: usize = 64;

/// The model of a request, read before the rest is built. Older clients say `name`; Ollama's own sends both to `/api/show`.
#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Named {
    model: String,
    name: String,
}

/// An error as OpenAI's clients read it.
pub(super) fn openai_error(status: StatusCode, message: &str) -> Value {
    let kind = match status {
        StatusCode::NOT_FOUND => "not_found_error",
        s if s.is_client_error() => "invalid_request_error",
        _ => "api_error",
    };
    json!({"error": {"message": message, "type": kind, "param": null, "code": null}})
}

fn json_response(status: StatusCode, value: &impl Serialize) -> Response {
    // Strings, numbers and maps with string keys: writing them cannot fail.
    let bytes = serde_json::to_vec(value).unwrap_or_default();
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    response
}

impl Server {
    fn dialect(&self) -> Dialect {
        self.options.dialect
    }

    fn now(&self) -> u64 {
        (self.options.clock)()
    }

    fn card(&self, model: &str) -> Option<ModelCard> {
        let wanted = crate::server::untagged(model);
        self.generator.models().into_iter().find(|card| crate::server::untagged(&card.name) == wanted)
    }

    /// Reads a JSON body within the limits of size, time and memory. That its model is one of ours is seen to before anything is
    /// built of it. The charge is to be kept as long as the request.
    async fn read<T: DeserializeOwned>(
        &self,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<(T, Charge), Refusal> {
        let Options { body_limit, body_timeout, element_limit, budget, .. } = &*self.options;
        let held = hailo_http::read_body(body, headers, *body_limit, *body_timeout, budget).await?;
        let (bytes, mut charge) = held.into_parts();
        if bytes.is_empty() {
            return Err(Refusal::bad("missing request body"));
        }
        let text = std::str::from_utf8(&bytes).map_err(|error| {
            Refusal::bad(format!("request body is not UTF-8 (byte {})", error.valid_up_to()))
        })?;
        let invalid = |error: serde_json::Error| Refusal::bad(format!("invalid JSON: {error}"));
        // Walks the whole text and keeps the name alone.
        let Named { model, name } = serde_json::from_str(text).map_err(invalid)?;
        let model = if model.is_empty() { name } else { model };
        if model.is_empty() {
            return Err(Refusal::bad("model is required"));
        }
        if self.card(&model).is_none() {
            return Err(GenerateError::unknown_model(&model).into());
        }
        let elements = hailo_http::count_json_values(text.as_bytes());
        if elements > *element_limit {
            let why = format!("the request has more than {element_limit} values");
            let refusal = Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, why);
            return Err(Refusal { reason: Some(Reason::TooLarge), ..refusal });
        }
        // The body, what is decoded of it, and the prompt that is made of that.
        if !charge.grow_to(3 * text.len() + elements * ELEMENT_BYTES, *body_timeout / 2).await {
            return Err(ReadError::NoMemory.into());
        }
        Ok((serde_json::from_str(text).map_err(invalid)?, charge))
    }

    /// Reads a request by the dialect's rules. The `bool` is whether the field with the question is there, even if empty; only
    /// hailo-ollama tells the two apart.
    async fn request<T: DeserializeOwned>(
        &self,
        headers: &HeaderMap,
        body: Body,
        path: Path,
    ) -> Result<(T, Charge, bool), Refusal> {
        if self.dialect().hailo().is_none() {
            let (request, charge) = self.read(headers, body).await?;
            return Ok((request, charge, true));
        }
        let (mut value, charge): (Value, Charge) = self.read(headers, body).await?;
        if let Some(why) = self.dialect().misread(&value, path) {
            // Its JSON reader throws, and what is thrown becomes the HTTP library's own 500.
            return Err(Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, why));
        }
        if let Some(fields) = value.as_object_mut() {
            // A null stands for a field that is not there.
            fields.retain(|_, field| !field.is_null());
            if !self.dialect().has_tools() {
                fields.remove("tools");
            }
        }
        let given = value.get(path.question_field()).is_some();
        let request =
            serde_json::from_value(value).map_err(|error| Refusal::bad(format!("invalid JSON: {error}")))?;
        Ok((request, charge, given))
    }

    /// Whether a request only loads: Ollama takes an empty prompt for it, hailo-ollama only an absent one.
    fn only_loads(&self, given: bool, empty: bool) -> bool {
        if self.dialect().hailo().is_some() { !given } else { empty }
    }

    /// Takes hailo-ollama's lock, and pauses when the model changes if the release does; nothing in Ollama's dialect.
    async fn turn(&self, model: &str) -> Option<Turn> {
        if self.dialect() == Dialect::Ollama {
            return None;
        }
        let mut turn = self.turn.clone().lock_owned().await;
        if turn.as_deref() != Some(model) {
            if self.dialect().pauses() {
                tokio::time::sleep(self.options.switch_pause).await;
            }
            *turn = Some(model.to_owned());
        }
        Some(turn)
    }

    /// Takes the turn and starts generating.
    async fn start(&self, request: Request) -> Result<(PieceStream, Option<Turn>), Refusal> {
        if let Some(Texts::Many(stops)) = &request.options.stop
            && stops.len() > STOPS
        {
            return Err(Refusal::bad(format!("at most {STOPS} stop texts are supported")));
        }
        let turn = self.turn(&request.model).await;
        let pieces = self.generator.generate(request).await?;
        Ok((pieces, turn))
    }

    /// Runs a request to its response, streamed or whole.
    async fn answer(&self, request: Request, charge: Charge, shape: Shape, stream: bool) -> Response {
        let begin = self.now();
        let openai = shape.is_openai();
        let refuse = |refusal: Refusal| {
            let refusal = if openai { refusal.openai() } else { refusal };
            refusal.into_response(self.dialect())
        };
        let model = request.model.clone();
        let (pieces, turn) = match self.start(request).await {
            Ok(started) => started,
            Err(refusal) => return refuse(refusal),
        };
        // hailo-ollama's clock starts only after it has queued, loaded and read the prompt.
        let counted_from = match self.dialect() {
            Dialect::Ollama => begin,
            Dialect::HailoOllama(_) => self.now(),
        };
        let answer = Answer::new(model, shape, self.dialect(), counted_from, self.options.clock.clone());
        if stream {
            let kind = if openai { "text/event-stream" } else { "application/x-ndjson" };
            let mut response = Response::new(Body::new(AnswerBody::new(answer, pieces, turn, charge)));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            return response;
        }
        match answer.whole(pieces).await {
            Ok(bytes) => {
                drop((turn, charge));
                let mut response = Response::new(Body::from(bytes));
                response.headers_mut().insert(
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("application/json; charset=utf-8"),
                );
                response
            }
            Err(error) => refuse(error.into()),
        }
    }

    /// A request without a prompt only loads or unloads its model.
    async fn load_or_unload(&self, model: &str, keep_alive: Option<&KeepAlive>, chat: bool) -> Response {
        if self.card(model).is_none() {
            return Refusal::from(GenerateError::unknown_model(model)).into_response(self.dialect());
        }
        let unload = keep_alive.is_some_and(KeepAlive::is_unload);
        let done = if unload {
            if self.dialect().hailo().is_some() {
                *self.turn.lock().await = None;
            }
            self.generator.unload(model).await
        } else {
            let _turn = self.turn(model).await;
            self.generator.load(model).await
        };
        if let Err(error) = done {
            return Refusal::from(error).into_response(self.dialect());
        }
        json_response(
            StatusCode::OK,
            &OllamaReply {
                model: model.to_owned(),
                created_at: rfc3339(SystemTime::now()),
                response: (!chat).then(String::new),
                message: chat.then(|| Message { role: "assistant".to_owned(), ..Message::default() }),
                done: true,
                done_reason: Some(if unload { "unload" } else { "load" }.to_owned()),
                ..OllamaReply::default()
            },
        )
    }
}

async fn banner(State(server): State<Server>) -> &'static str {
    server.dialect().banner()
}

async fn version(State(server): State<Server>) -> Response {
    let version = match server.dialect() {
        Dialect::Ollama => server.options.version.clone(),
        // Whatever its real version: some clients look for an Ollama of that age.
        Dialect::HailoOllama(_) => "0.5.1".to_owned(),
    };
    json_response(StatusCode::OK, &VersionReply { version })
}

async fn tags(State(server): State<Server>) -> Response {
    let models = server.generator.models();
    json_response(StatusCode::OK, &ModelList { models })
}

async fn running(State(server): State<Server>) -> Response {
    let _turn = match server.dialect() {
        Dialect::Ollama => None,
        Dialect::HailoOllama(_) => Some(server.turn.lock().await),
    };
    let models = server.generator.running();
    json_response(StatusCode::OK, &ModelList { models })
}

async fn list(State(server): State<Server>) -> Response {
    let models = server.generator.models().into_iter().map(|card| card.name).collect();
    json_response(StatusCode::OK, &NameList { models })
}

async fn openai_models(State(server): State<Server>) -> Response {
    let data: Vec<Value> = server
        .generator
        .models()
        .into_iter()
        .map(|card| json!({"id": card.name, "object": "model", "created": 0, "owned_by": "library"}))
        .collect();
    json_response(StatusCode::OK, &json!({"object": "list", "data": data}))
}

async fn show(State(server): State<Server>, headers: HeaderMap, body: Body) -> Response {
    let (request, _charge): (ShowRequest, Charge) = match server.read(&headers, body).await {
        Ok(read) => read,
        Err(refusal) => return refusal.into_response(server.dialect()),
    };
    match server.card(request.asked_for()) {
        None => {
            Refusal::from(GenerateError::unknown_model(request.asked_for())).into_response(server.dialect())
        }
        Some(card) if server.dialect().hailo().is_some() => json_response(
            StatusCode::OK,
            &json!({
                "license": "",
                "modelfile": "",
                "parameters": "",
                "details": card.details,
                "model_info": "",
                "modified_at": card.modified_at,
            }),
        ),
        Some(card) => json_response(
            StatusCode::OK,
            &ShowReply {
                details: card.details,
                modified_at: card.modified_at,
                model_info: json!({}),
                capabilities: vec!["completion".to_owned()],
                ..ShowReply::default()
            },
        ),
    }
}

async fn generate(State(server): State<Server>, headers: HeaderMap, body: Body) -> Response {
    let read = server.request::<GenerateRequest>(&headers, body, Path::Generate).await;
    let (request, charge, given) = match read {
        Ok(read) => read,
        Err(refusal) => return refusal.into_response(server.dialect()),
    };
    if server.only_loads(given, request.prompt.is_empty()) {
        return server.load_or_unload(&request.model, request.keep_alive.as_ref(), false).await;
    }
    let input =
        Input::Prompt { prompt: request.prompt, system: request.system, raw: request.raw.unwrap_or(false) };
    let stream = request.stream.unwrap_or(true);
    let request = Request { model: request.model, input, options: request.options.unwrap_or_default() };
    server.answer(request, charge, Shape::Generate, stream).await
}

async fn chat(State(server): State<Server>, headers: HeaderMap, body: Body) -> Response {
    let (request, charge, given) = match server.request::<ChatRequest>(&headers, body, Path::Chat).await {
        Ok(read) => read,
        Err(refusal) => return refusal.into_response(server.dialect()),
    };
    if server.only_loads(given, request.messages.is_empty()) {
        return server.load_or_unload(&request.model, request.keep_alive.as_ref(), true).await;
    }
    let stream = request.stream.unwrap_or(true);
    let request = Request {
        model: request.model,
        input: Input::Chat { messages: request.messages, tools: request.tools.unwrap_or_default() },
        options: request.options.unwrap_or_default(),
    };
    server.answer(request, charge, Shape::Chat, stream).await
}

async fn chat_completions(State(server): State<Server>, headers: HeaderMap, body: Body) -> Response {
    let read = server.request::<CompletionRequest>(&headers, body, Path::Completions).await;
    let (request, charge, given) = match read {
        Ok(read) => read,
        Err(refusal) => return refusal.openai().into_response(server.dialect()),
    };
    let stream = request.stream.unwrap_or(false);
    let several = request.n.is_some_and(|n| n != 1);
    let hailo = server.dialect().hailo().is_some();
    let refused = match (hailo, given, several, stream) {
        (false, _, true, _) => Some("this value of 'n' is not supported"),
        (true, false, _, _) => Some("messages field is required"),
        (true, _, true, _) => Some("only n == 1 is supported"),
        (true, _, _, true) => {
            Some("streaming not supported on this endpoint. Use /api/chat endpoint instead.")
        }
        _ => None,
    };
    if let Some(why) = refused {
        return Refusal::bad(why).openai().into_response(server.dialect());
    }
    let sampling = request.sampling();
    let shape = Shape::ChatCompletion { usage: request.stream_options.is_some_and(|o| o.include_usage) };
    let request = Request {
        model: request.model,
        input: Input::Chat { messages: request.messages, tools: request.tools.unwrap_or_default() },
        options: sampling,
    };
    server.answer(request, charge, shape, stream).await
}

async fn completions(State(server): State<Server>, headers: HeaderMap, body: Body) -> Response {
    let (request, charge): (CompletionRequest, Charge) = match server.read(&headers, body).await {
        Ok(read) => read,
        Err(refusal) => return refusal.openai().into_response(server.dialect()),
    };
    if request.n.is_some_and(|n| n != 1) {
        return Refusal::bad("this value of 'n' is not supported").openai().into_response(server.dialect());
    }
    let sampling = request.sampling();
    let stream = request.stream.unwrap_or(false);
    let shape = Shape::TextCompletion { usage: request.stream_options.is_some_and(|o| o.include_usage) };
    let request = Request {
        model: request.model,
        input: Input::Prompt {
            prompt: request.prompt.as_ref().map(Texts::joined).unwrap_or_default(),
            system: None,
            raw: false,
        },
        options: sampling,
    };
    server.answer(request, charge, shape, stream).await
}

/// Seconds since the epoch; 0 when the wall clock stands before it.
pub(super) fn unix_seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs()
}

/// RFC 3339 in UTC with microseconds.
pub(super) fn rfc3339(time: SystemTime) -> String {
    // Beyond jiff's years (9999) there is nothing to say.
    let time = jiff::Timestamp::try_from(time).unwrap_or_default().max(jiff::Timestamp::UNIX_EPOCH);
    time.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_gregorian() {
        let at = |secs: u64| rfc3339(UNIX_EPOCH + Duration::new(secs, 1_000));
        assert_eq!(at(0), "1970-01-01T00:00:00.000001Z");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00.000001Z");
        assert_eq!(at(1_709_251_199), "2024-02-29T23:59:59.000001Z");
        assert_eq!(at(4_107_542_399), "2100-02-28T23:59:59.000001Z");
        assert_eq!(at(4_107_542_400), "2100-03-01T00:00:00.000001Z");
    }
}

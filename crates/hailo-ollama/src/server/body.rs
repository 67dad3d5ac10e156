//! Pieces of an answer as bytes: NDJSON lines, server-sent events, or one JSON object.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::StatusCode;
use bytes::Bytes;
use hailo_http::Charge;
use http_body::{Body, Frame};
use serde::Serialize;

use super::handlers::{Turn, openai_error, rfc3339, unix_seconds};
use super::{Dialect, Done, GenerateError, Piece, PieceStream};
use crate::wire::{Choice, CompletionReply, Delta, Message, OllamaError, OllamaReply, ToolCall, Usage};

/// Which endpoint answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Generate,
    Chat,
    ChatCompletion { usage: bool },
    TextCompletion { usage: bool },
}

impl Shape {
    pub(super) fn is_openai(self) -> bool {
        matches!(self, Self::ChatCompletion { .. } | Self::TextCompletion { .. })
    }
}

/// One answer being written.
pub(super) struct Answer {
    model: String,
    shape: Shape,
    dialect: Dialect,
    begin: u64,
    first: Option<u64>,
    tokens: u64,
    chunks: u64,
    called: u32,
    /// Calls of tools that wait for the last line.
    held: Vec<ToolCall>,
    id: String,
    created: u64,
    clock: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl Answer {
    pub(super) fn new(
        model: String,
        shape: Shape,
        dialect: Dialect,
        begin: u64,
        clock: Arc<dyn Fn() -> u64 + Send + Sync>,
    ) -> Self {
        let now = SystemTime::now();
        let created = match dialect {
            Dialect::Ollama => unix_seconds(now),
            // Its clock's own count: nanoseconds.
            Dialect::HailoOllama(_) => now
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)),
        };
        let prefix = match shape {
            Shape::TextCompletion { .. } => "cmpl",
            _ => "chatcmpl",
        };
        Self {
            id: format!("{prefix}-{created}{begin}"),
            model,
            shape,
            dialect,
            begin,
            first: None,
            tokens: 0,
            chunks: 0,
            called: 0,
            held: Vec::new(),
            created,
            clock,
        }
    }

    fn count(&mut self, piece: &Piece) {
        if self.first.is_none() && (piece.tokens > 0 || !piece.text.is_empty()) {
            self.first = Some((self.clock)());
        }
        self.tokens += u64::from(piece.tokens);
    }

    fn line(&self, value: &impl Serialize) -> Bytes {
        // Strings, numbers and maps with string keys: writing them cannot fail.
        let mut bytes = serde_json::to_vec(value).unwrap_or_default();
        match self.dialect {
            Dialect::Ollama => bytes.push(b'\n'),
            Dialect::HailoOllama(_) => bytes.extend_from_slice(b"\r\n"),
        }
        bytes.into()
    }

    fn event(value: &impl Serialize) -> Bytes {
        let mut bytes = b"data: ".to_vec();
        bytes.extend(serde_json::to_vec(value).unwrap_or_default());
        bytes.extend_from_slice(b"\n\n");
        bytes.into()
    }

    /// A line of Ollama's API; `done` fills in the counts.
    fn reply(&self, text: String, calls: Vec<ToolCall>, done: Option<Done>) -> OllamaReply {
        let mut reply = OllamaReply {
            model: self.model.clone(),
            created_at: rfc3339(SystemTime::now()),
            done: done.is_some(),
            ..OllamaReply::default()
        };
        if self.shape == Shape::Generate {
            reply.response = Some(text);
        } else {
            reply.message = Some(Message {
                role: "assistant".to_owned(),
                content: text,
                tool_calls: (!calls.is_empty()).then_some(calls),
                ..Message::default()
            });
        }
        let Some(done) = done else { return reply };
        let now = (self.clock)();
        reply.done_reason = Some(done.reason.as_str().to_owned());
        reply.total_duration = Some(now.saturating_sub(self.begin));
        reply.eval_count = Some(self.tokens);
        if self.dialect == Dialect::Ollama {
            let first = self.first.unwrap_or(now);
            let load = done.load.map_or(0, |load| u64::try_from(load.as_nanos()).unwrap_or(u64::MAX));
            reply.load_duration = Some(load);
            reply.prompt_eval_count = done.prompt_tokens;
            reply.prompt_eval_duration = Some(first.saturating_sub(self.begin).saturating_sub(load));
            reply.eval_duration = Some(now.saturating_sub(first));
        }
        reply
    }

    fn completion(&self, choice: Option<Choice>, usage: Option<Usage>, whole: bool) -> CompletionReply {
        CompletionReply {
            id: self.id.clone(),
            object: match (self.shape, whole) {
                (Shape::TextCompletion { .. }, _) => "text_completion",
                (_, true) => "chat.completion",
                (_, false) => "chat.completion.chunk",
            }
            .to_owned(),
            created: self.created,
            model: self.model.clone(),
            choices: choice.into_iter().collect(),
            usage,
        }
    }

    fn usage(&self, done: Done) -> Usage {
        let prompt = done.prompt_tokens.unwrap_or(0);
        Usage { prompt_tokens: prompt, completion_tokens: self.tokens, total_tokens: prompt + self.tokens }
    }

    /// OpenAI wants an id, a position and its arguments as text in every tool call.
    fn openai_calls(&mut self, calls: Vec<ToolCall>) -> Vec<ToolCall> {
        calls
            .into_iter()
            .map(|mut call| {
                let index = self.called;
                self.called += 1;
                if self.dialect == Dialect::Ollama {
                    call.index = Some(index);
                    call.id.get_or_insert_with(|| format!("call_{}_{index}", self.created));
                } else {
                    (call.index, call.id) = (None, None);
                }
                call.kind = Some("function".to_owned());
                if !call.function.arguments.is_string() {
                    call.function.arguments = call.function.arguments.to_string().into();
                }
                call
            })
            .collect()
    }

    /// The frames that one piece becomes.
    fn frames(&mut self, piece: Piece, out: &mut VecDeque<Bytes>) {
        self.count(&piece);
        let Piece { text, mut tool_calls, done, .. } = piece;
        if self.dialect.calls_in_last_line() {
            self.held.extend(tool_calls.drain(..).map(bare));
        }
        let (Shape::ChatCompletion { usage } | Shape::TextCompletion { usage }) = self.shape else {
            let silent = text.is_empty() && tool_calls.is_empty();
            if !silent {
                out.push_back(self.line(&self.reply(text, tool_calls, None)));
            }
            if let Some(done) = done {
                let held = std::mem::take(&mut self.held);
                out.push_back(self.line(&self.reply(String::new(), held, Some(done))));
            }
            return;
        };
        let chat = matches!(self.shape, Shape::ChatCompletion { .. });
        let calls = self.openai_calls(tool_calls);
        if !text.is_empty() || !calls.is_empty() {
            let choice = if chat {
                let role = (self.chunks == 0).then(|| "assistant".to_owned());
                Choice {
                    delta: Some(Delta {
                        role,
                        content: Some(text),
                        tool_calls: (!calls.is_empty()).then_some(calls),
                    }),
                    ..Choice::default()
                }
            } else {
                Choice { text: Some(text), ..Choice::default() }
            };
            self.chunks += 1;
            out.push_back(Self::event(&self.completion(Some(choice), None, false)));
        }
        let Some(done) = done else { return };
        let reason = if self.called > 0 { "tool_calls" } else { done.reason.as_str() };
        let last = Choice {
            delta: chat.then(Delta::default),
            text: (!chat).then(String::new),
            finish_reason: Some(reason.to_owned()),
            ..Choice::default()
        };
        out.push_back(Self::event(&self.completion(Some(last), None, false)));
        if usage {
            let usage = Some(self.usage(done));
            out.push_back(Self::event(&self.completion(None, usage, false)));
        }
        out.push_back(Bytes::from_static(b"data: [DONE]\n\n"));
    }

    /// The error that ends a stream which has already begun.
    fn error(&self, error: &GenerateError) -> Bytes {
        if self.shape.is_openai() {
            return Self::event(&openai_error(StatusCode::INTERNAL_SERVER_ERROR, error.message()));
        }
        self.line(&OllamaError { error: error.message().to_owned() })
    }

    /// The whole answer as one object.
    pub(super) async fn whole(mut self, mut pieces: PieceStream) -> Result<Vec<u8>, GenerateError> {
        let mut text = String::new();
        let mut calls = Vec::new();
        let mut done = Done::default();
        while let Some(piece) = std::future::poll_fn(|cx| pieces.as_mut().poll_next(cx)).await {
            let piece = piece?;
            self.count(&piece);
            text.push_str(&piece.text);
            calls.extend(piece.tool_calls);
            if let Some(end) = piece.done {
                done = end;
                break;
            }
        }
        if self.dialect.hailo().is_some() {
            // A whole answer counts the read that says it is over; a streamed one does not.
            self.tokens += 1;
        }
        let json = if self.shape.is_openai() {
            let calls = self.openai_calls(calls);
            let reason = if calls.is_empty() { done.reason.as_str() } else { "tool_calls" };
            let chat = matches!(self.shape, Shape::ChatCompletion { .. });
            let choice = Choice {
                text: (!chat).then(|| text.clone()),
                message: chat.then(|| Message {
                    role: "assistant".to_owned(),
                    content: text,
                    tool_calls: (!calls.is_empty()).then_some(calls),
                    ..Message::default()
                }),
                finish_reason: Some(reason.to_owned()),
                ..Choice::default()
            };
            // hailo-ollama's answer has no usage.
            let usage = (self.dialect == Dialect::Ollama).then(|| self.usage(done));
            serde_json::to_vec(&self.completion(Some(choice), usage, true))
        } else {
            if self.dialect.calls_in_last_line() {
                calls = calls.into_iter().map(bare).collect();
            }
            serde_json::to_vec(&self.reply(text, calls, Some(done)))
        };
        Ok(json.unwrap_or_default())
    }
}

/// A call of a tool as hailo-ollama's own API shows it: function and arguments alone.
fn bare(call: ToolCall) -> ToolCall {
    ToolCall { function: call.function, ..ToolCall::default() }
}

/// A streamed answer. Dropping it drops the generator's stream and gives hailo-ollama's turn back.
pub(super) struct AnswerBody {
    answer: Answer,
    pieces: Option<PieceStream>,
    ready: VecDeque<Bytes>,
    _turn: Option<Turn>,
    /// The request's share of memory.
    _charge: Charge,
}

impl fmt::Debug for AnswerBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerBody").field("model", &self.answer.model).finish_non_exhaustive()
    }
}

impl AnswerBody {
    pub(super) fn new(answer: Answer, pieces: PieceStream, turn: Option<Turn>, charge: Charge) -> Self {
        Self { answer, pieces: Some(pieces), ready: VecDeque::new(), _turn: turn, _charge: charge }
    }
}

/// hailo-ollama does not report a failed read: it breaks the connection.
#[derive(Debug)]
pub(super) struct BrokenOff(GenerateError);

impl fmt::Display for BrokenOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "generation broke off: {}", self.0)
    }
}

impl std::error::Error for BrokenOff {}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = BrokenOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokenOff>>> {
        let this = &mut *self;
        loop {
            if let Some(bytes) = this.ready.pop_front() {
                return Poll::Ready(Some(Ok(Frame::data(bytes))));
            }
            let Some(pieces) = &mut this.pieces else {
                return Poll::Ready(None);
            };
            match std::task::ready!(pieces.as_mut().poll_next(cx)) {
                Some(Ok(piece)) => {
                    let last = piece.done.is_some();
                    this.answer.frames(piece, &mut this.ready);
                    if last {
                        this.pieces = None;
                    }
                }
                Some(Err(error)) => {
                    this.pieces = None;
                    if this.answer.dialect.hailo().is_some() {
                        return Poll::Ready(Some(Err(BrokenOff(error))));
                    }
                    let line = this.answer.error(&error);
                    this.ready.push_back(line);
                }
                // A generator that ends without saying so has ended all the same.
                None => {
                    this.pieces = None;
                    this.answer
                        .frames(Piece { done: Some(Done::default()), ..Piece::default() }, &mut this.ready);
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_none() && self.ready.is_empty()
    }
}

//! What the fields of an answer mean, in every dialect that servers of models speak. Their names do not collide.
//!
//! | what a server writes | who | what is heard |
//! |---|---|---|
//! | `{"response":"Hi","done":false}` | Ollama, generate | output ([`Field::Response`]) |
//! | `{"message":{"content":"Hi"},"done":false}` | Ollama, chat | output ([`Field::Text`] in [`Place::Message`]) |
//! | `{"done":true,"eval_count":3,"prompt_eval_count":7}` | Ollama | the end, counts |
//! | `{"done":true,"done_reason":"load"}` | Ollama | no inference: a model was loaded |
//! | `{"choices":[{"index":0,"delta":{"content":"Hi"}}]}` | OpenAI, streamed | output |
//! | `{"choices":[{"finish_reason":"stop"}],"usage":{"completion_tokens":3}}` | OpenAI | the end of that choice ([`Field::Finish`]), counts |
//! | `[DONE]` | OpenAI | the end of the answer |
//! | `{"type":"response.output_text.delta","delta":"Hi"}` | OpenAI, Responses | output ([`Field::Delta`]) |
//! | `{"type":"response.completed","response":{…}}` | OpenAI, Responses | the end; the text in it repeats what was heard |
//! | `{"type":"content_block_delta","delta":{"text":"Hi"}}` | Anthropic | output |
//! | `{"delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":3}}` | Anthropic | the end ([`Field::Stopped`]), counts |
//! | `{"content":"Hi","stop":false}`, `{"stop":true,"tokens_predicted":3}` | llama.cpp | output, the end |
//! | `{"token":{"text":"Hi"}}`, `{"generated_text":"Hi there"}` | TGI | output; an answer in one piece ([`Field::Whole`]) |
//! | `{"data":[{"embedding":[0.1]}]}`, `[[0.1]]` | embeddings | an answer in one piece ([`Field::Vector`]) |
//! | `{"error":{"message":"no such model"}}`, `{"detail":"…"}` | everybody | what went wrong |

use super::json::{Meaning, unescaped};
use super::{Counts, Event};

/// More tokens than any model takes or makes at once: a count above it is a fault of its server.
const MAX_TOKENS: f64 = 16_777_216.0;
/// A day, in nanoseconds: no model loads longer.
const LONGEST_LOAD: f64 = 86_400e9;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Nothing,
    /// The whole object, or the object of a Responses event that stands for it.
    Root,
    /// A list of whole objects, and the list in which `[DONE]` stands.
    Roots,
    Choices,
    Choice,
    /// A message, what a piece adds to one, or a part of either.
    Message,
    Messages,
    /// A list that is output if anything is in it.
    Items,
    Function,
    /// A vector, or a list of vectors.
    Vector,
    DataList,
    Data,
    Usage,
    Error,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Field {
    #[default]
    Nothing,
    Root,
    /// What stands in a list of whole objects.
    Listed,
    Model,
    /// The name of an event.
    Type,
    Object,
    Status,
    Success,
    /// Output as text or as parts of a message.
    Text,
    /// Output of a line of Ollama's stream.
    Response,
    /// Output that tells an answer in one piece.
    Whole,
    /// A message, or a text that may say what went wrong.
    Message,
    /// What an event adds: a text or an object.
    Delta,
    Part,
    /// The type of a part.
    PartType,
    Choices,
    Choice,
    Index,
    /// Why a choice ended.
    Finish,
    /// Why the answer ended.
    Stopped,
    Done,
    DoneReason,
    Items,
    Item,
    Function,
    Vector,
    Data,
    DataItem,
    Usage,
    PromptTokens,
    OutputTokens,
    Load,
    Error,
    /// Says what went wrong if the answer holds nothing else.
    Detail,
}

/// What is known of one object so far.
#[derive(Debug, Default)]
struct Said {
    /// Something was generated.
    output: bool,
    /// Something was generated, in the field for what is new in an event.
    delta: bool,
    /// Output or its absence in a field of answers in one piece.
    whole: bool,
    done: Option<bool>,
    /// `[DONE]`, or a status that ends the answer.
    end: bool,
    finished: bool,
    loads: bool,
    counts: Counts,
    error: Option<String>,
    detail: Option<String>,
    model: Option<String>,
    kind: Kind,
    choice: Choice,
}

#[derive(Debug, Default)]
struct Choice {
    index: u64,
    finished: bool,
}

/// What the name of an event says about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    None,
    /// The last of an answer.
    Last,
    Error,
    Cancelled,
    /// Of the Responses API: what is new stands in `delta`, and all else repeats it.
    Response,
    Other,
}

impl Kind {
    /// This one if it says that something went wrong, else the other.
    fn or(self, other: Self) -> Self {
        if matches!(self, Self::Error | Self::Cancelled) { self } else { other }
    }

    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"" => Self::None,
            b"error" | b"response.failed" | b"response.error" => Self::Error,
            b"response.cancelled" | b"response.canceled" => Self::Cancelled,
            b"message_stop" | b"response.completed" | b"response.done" | b"response.incomplete" => Self::Last,
            _ if name.starts_with(b"response.") => Self::Response,
            _ => Self::Other,
        }
    }
}

/// The reader of one answer's objects.
#[derive(Debug, Default)]
pub(super) struct Answer {
    said: Said,
    /// Whether the model that answers was said.
    named: bool,
    /// Choices that were seen, and those that ended; the first 64.
    seen: u64,
    ended: u64,
    /// It was said that the whole answer has ended.
    stopped: bool,
}

/// A number as a count of at most `most`: whole, with a fraction that says nothing, or in quotes.
fn count(text: &[u8], most: f64) -> Option<u64> {
    let number: f64 = std::str::from_utf8(text).ok()?.trim().parse().ok()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 2^53")]
    (0.0..=most).contains(&number).then_some(number as u64)
}

impl Answer {
    /// What the object that just ended says, and forgets it. `streamed` for an event of a stream of events, `kind` by
    /// the event's name there.
    pub(super) fn event(&mut self, streamed: bool, kind: Kind) -> Event {
        let said = std::mem::take(&mut self.said);
        let kind = if said.kind == Kind::None { kind } else { said.kind };
        let open = said.done == Some(false);
        let whole = !streamed && (said.done == Some(true) || (said.whole && !open));
        let repeats = matches!(kind, Kind::Response | Kind::Last);
        let output = said.delta || (said.output && !repeats);
        let last = said.done == Some(true) || said.end || kind == Kind::Last;
        self.stopped |= said.finished || last;
        let finished = self.stopped || (self.seen != 0 && self.seen & !self.ended == 0);
        let error = match (said.error, kind) {
            (Some(error), _) => Some(error),
            (None, Kind::Error) => Some(said.detail.unwrap_or_default()),
            (None, Kind::Cancelled) => Some("cancelled".to_owned()),
            (None, _) if !output && !finished => said.detail,
            _ => None,
        };
        Event {
            model: said.model,
            output,
            whole,
            finished,
            done: last || (whole && (output || finished)),
            loads: said.loads,
            counts: said.counts,
            error,
        }
    }

    /// Forgets an object that broke off.
    pub(super) fn forget(&mut self) {
        self.said = Said::default();
    }

    fn finish(&mut self, reason: &[u8]) -> bool {
        match reason {
            // What servers write that have not finished.
            b"" | b"null" | b"none" | b"None" => false,
            b"error" | b"failed" | b"failure" | b"abort" | b"aborted" | b"cancel" | b"cancelled"
            | b"canceled" => {
                self.said.error.get_or_insert_with(|| unescaped(reason));
                false
            }
            _ => true,
        }
    }

    fn fault(&mut self, text: &[u8]) {
        let error = self.said.error.get_or_insert_default();
        if !error.is_empty() {
            error.push(' ');
        }
        error.push_str(&unescaped(text));
    }

    /// A key that says the same wherever it stands.
    fn anywhere(key: &[u8]) -> Option<Field> {
        Some(match key {
            b"content" | b"text" | b"refusal" | b"partial_json" | b"thoughts" | b"thought"
            | b"output_text" => Field::Text,
            b"tool_calls" | b"images" => Field::Items,
            b"function_call" | b"audio" => Field::Function,
            b"usage" => Field::Usage,
            b"error" | b"errors" => Field::Error,
            b"model" => Field::Model,
            _ if key.starts_with(b"reasoning") || key.starts_with(b"thinking") => Field::Text,
            _ => return None,
        })
    }

    fn root(key: &[u8]) -> Field {
        match key {
            b"response" => Field::Response,
            b"message" => Field::Message,
            b"done" | b"stop" => Field::Done,
            b"done_reason" => Field::DoneReason,
            b"choices" | b"results" => Field::Choices,
            b"content" | b"text" | b"output" | b"generated_text" | b"completion" => Field::Whole,
            b"delta" => Field::Delta,
            b"content_block" | b"token" | b"details" => Field::Part,
            b"embedding" | b"embeddings" => Field::Vector,
            b"data" => Field::Data,
            b"type" => Field::Type,
            b"object" => Field::Object,
            b"status" => Field::Status,
            b"success" => Field::Success,
            b"stop_reason" | b"finish_reason" => Field::Stopped,
            b"eval_count" | b"tokens_predicted" => Field::OutputTokens,
            b"prompt_eval_count" | b"tokens_evaluated" => Field::PromptTokens,
            b"load_duration" => Field::Load,
            b"detail" | b"msg" | b"error_msg" | b"error_message" | b"error_description" => Field::Detail,
            _ => Self::anywhere(key).unwrap_or_default(),
        }
    }
}

impl Meaning for Answer {
    type Place = Place;
    type Field = Field;

    fn key(&mut self, place: Place, key: &[u8]) -> Field {
        match place {
            Place::Root => Self::root(key),
            Place::Choice => match key {
                b"index" => Field::Index,
                b"delta" | b"message" => Field::Part,
                b"finish_reason" => Field::Finish,
                b"logprobs" => Field::Nothing,
                _ => Self::anywhere(key).unwrap_or_default(),
            },
            Place::Message => match key {
                b"type" => Field::PartType,
                b"stop_reason" | b"finish_reason" => Field::Stopped,
                b"arguments" | b"transcript" | b"data" => Field::Text,
                b"summary" => Field::Part,
                b"image_url" => Field::Item,
                b"generated_tokens" => Field::OutputTokens,
                _ => Self::anywhere(key).unwrap_or_default(),
            },
            Place::Function => match key {
                b"name" | b"arguments" | b"input" | b"data" | b"transcript" => Field::Text,
                _ => Field::Nothing,
            },
            Place::Data => match key {
                b"embedding" | b"embeddings" => Field::Vector,
                b"b64_json" | b"url" => Field::Text,
                _ => Field::Nothing,
            },
            Place::Usage => match key {
                b"prompt_tokens" | b"input_tokens" => Field::PromptTokens,
                b"completion_tokens" | b"output_tokens" | b"generated_tokens" => Field::OutputTokens,
                _ => Field::Nothing,
            },
            Place::Error => Field::Error,
            _ => Field::Nothing,
        }
    }

    fn element(&mut self, place: Place) -> Field {
        match place {
            Place::Roots => Field::Listed,
            Place::Choices => Field::Choice,
            Place::Messages => Field::Text,
            Place::Items => Field::Item,
            Place::Vector => Field::Vector,
            Place::DataList => Field::DataItem,
            Place::Error => Field::Error,
            _ => Field::Nothing,
        }
    }

    fn open(&mut self, field: Field, list: bool) -> Place {
        match (field, list) {
            (Field::Root, true) => {
                self.said.whole = true;
                Place::Roots
            }
            (Field::Root | Field::Listed | Field::Response, false) => Place::Root,
            (Field::Whole, _) => {
                self.said.whole = true;
                if list { Place::Messages } else { Place::Message }
            }
            (Field::Text | Field::Response | Field::Part | Field::Message, true) => Place::Messages,
            (Field::Text | Field::Delta | Field::Part | Field::Message, false) => Place::Message,
            (Field::Choices, true) => {
                self.said.whole = true;
                Place::Choices
            }
            (Field::Choice, false) => Place::Choice,
            (Field::Items, true) => Place::Items,
            (Field::Items | Field::Function, false) => Place::Function,
            (Field::Item, _) => {
                self.said.output = true;
                Place::Nothing
            }
            (Field::Vector | Field::Listed, true) => {
                (self.said.whole, self.said.finished) = (true, true);
                Place::Vector
            }
            (Field::Data, true) => {
                self.said.whole = true;
                Place::DataList
            }
            (Field::DataItem, false) => Place::Data,
            (Field::Usage, false) => Place::Usage,
            (Field::Error | Field::Detail, _) => Place::Error,
            (Field::Stopped, false) => {
                self.said.finished = true;
                Place::Nothing
            }
            _ => Place::Nothing,
        }
    }

    fn keeps(field: Field) -> bool {
        !matches!(
            field,
            Field::Nothing | Field::Text | Field::Response | Field::Whole | Field::Vector | Field::Item
        )
    }

    fn text(&mut self, field: Field, length: u64, kept: &[u8]) {
        let filled = length > 0;
        let said = &mut self.said;
        match field {
            Field::Text | Field::Response | Field::Item => said.output |= filled,
            Field::Whole | Field::Vector => {
                said.whole = true;
                said.output |= filled;
            }
            Field::Delta => said.delta |= filled,
            Field::Message | Field::Detail if filled => said.detail = Some(unescaped(kept)),
            Field::Error if filled => self.fault(kept),
            Field::Model if !self.named && filled => {
                said.model = Some(unescaped(kept));
                self.named = true;
            }
            Field::Type => said.kind = said.kind.or(Kind::of(kept)),
            Field::Object if kept == b"error" => said.kind = Kind::Error,
            Field::Status => match kept {
                b"completed" | b"incomplete" => said.finished = true,
                b"failed" | b"failure" | b"error" => said.kind = Kind::Error,
                b"cancelled" | b"canceled" => said.kind = Kind::Cancelled,
                _ => {}
            },
            Field::Finish => self.said.choice.finished = self.finish(kept),
            Field::Stopped => self.said.finished |= self.finish(kept),
            Field::DoneReason => {
                said.loads = matches!(kept, b"load" | b"unload");
                self.finish(kept);
            }
            // A call of a tool, of a function, of the server's own.
            Field::PartType => said.output |= kept.ends_with(b"_use") || kept.ends_with(b"_call"),
            Field::Done
            | Field::Success
            | Field::Index
            | Field::PromptTokens
            | Field::OutputTokens
            | Field::Load => {
                self.word(field, kept);
            }
            _ => {}
        }
    }

    fn word(&mut self, field: Field, word: &[u8]) {
        let said = &mut self.said;
        match field {
            Field::Listed => said.end |= word == b"DONE",
            Field::Done => match word {
                b"true" | b"True" | b"1" => said.done = Some(true),
                b"false" | b"False" | b"0" => said.done = Some(false),
                _ => {}
            },
            Field::Success if word == b"false" => said.kind = Kind::Error,
            Field::Index => said.choice.index = count(word, 63.0).unwrap_or(0),
            Field::PromptTokens => {
                said.counts.prompt_tokens = count(word, MAX_TOKENS).max(said.counts.prompt_tokens);
            }
            Field::OutputTokens => {
                said.counts.output_tokens = count(word, MAX_TOKENS).max(said.counts.output_tokens);
            }
            Field::Load => said.counts.load_ns = count(word, LONGEST_LOAD),
            Field::Vector => said.output |= word != b"null",
            Field::Item => said.output |= word != b"null",
            // Null, false and 0 are what a server writes that has no error.
            Field::Error if !matches!(word, b"null" | b"None" | b"false" | b"0" | b"-0") => self.fault(word),
            _ => {}
        }
    }

    fn close(&mut self, place: Place) {
        if place == Place::Choice {
            let choice = std::mem::take(&mut self.said.choice);
            let bit = 1 << choice.index.min(63);
            self.seen |= bit;
            if choice.finished {
                self.ended |= bit;
            }
        }
    }
}

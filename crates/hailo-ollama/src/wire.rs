//! The JSON of Ollama's and OpenAI's APIs, as far as an inference server on an NPU speaks it.
//!
//! Requests are read tolerantly: unknown fields are ignored, every field but the model has a
//! default. Responses keep the field order that Ollama prints, and leave out what is not known: a
//! missing count is missing, never zero.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Sampling options, Ollama's names. Options that no Hailo device knows are ignored.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SamplingOptions {
    /// Softmax temperature; 0 samples greedily.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
    /// Seed of the sampler; -1 picks one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<i64>,
    /// Keeps the `k` likeliest tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_k: Option<u32>,
    /// Keeps the likeliest tokens up to this cumulated probability, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_p: Option<f64>,
    /// Penalty on tokens by how often they were used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency_penalty: Option<f64>,
    /// Most tokens to generate; negative means no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub num_predict: Option<i64>,
    /// Texts that end the generation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop: Option<Texts>,
}

/// One text or several: stop texts, prompts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Texts {
    /// A single text.
    One(String),
    /// Several, in order.
    Many(Vec<String>),
}

impl Texts {
    /// All of them as one text.
    #[must_use]
    pub fn joined(&self) -> String {
        match self {
            Self::One(text) => text.clone(),
            Self::Many(texts) => texts.concat(),
        }
    }
}

/// How long a model stays loaded after a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum KeepAlive {
    /// Seconds; negative means for ever.
    Seconds(f64),
    /// A duration as Go prints it: `5m`, `1h30m`, `-1`.
    Text(String),
}

impl KeepAlive {
    /// Whether the model is to be unloaded at once.
    #[must_use]
    pub fn is_unload(&self) -> bool {
        match self {
            Self::Seconds(s) => *s == 0.0,
            Self::Text(t) => {
                let digits = t.chars().filter(char::is_ascii_digit);
                let mut any = false;
                digits.inspect(|_| any = true).all(|c| c == '0') && any
            }
        }
    }
}

/// Body of `POST /api/generate`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GenerateRequest {
    /// Model name, such as `qwen2.5:1.5b`.
    pub model: String,
    /// The prompt; empty asks to load (or unload) the model only.
    pub prompt: String,
    /// System message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// Whether the prompt goes to the model as it is, without a template.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw: Option<bool>,
    /// Whether to stream; Ollama's default is yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream: Option<bool>,
    /// Sampling options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<SamplingOptions>,
    /// How long the model stays loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_alive: Option<KeepAlive>,
}

/// One message of a conversation.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Message {
    /// `system`, `user`, `assistant` or `tool`.
    pub role: String,
    /// The text; OpenAI clients may send a list of parts, whose texts are joined.
    #[serde(deserialize_with = "text_or_parts")]
    pub content: String,
    /// What a reasoning model thought before its answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thinking: Option<String>,
    /// Calls of tools that the model asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_calls: Option<Vec<ToolCall>>,
    /// Name of the tool that answered, in a `tool` message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_name: Option<String>,
    /// The call that a `tool` message answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_call_id: Option<String>,
}

/// A tool the model wants called.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ToolCall {
    /// Position among the calls of one message, where the stream says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<u32>,
    /// Identifier of the call (OpenAI).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Always `function` (OpenAI).
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Function and arguments.
    pub function: ToolFunction,
}

/// Name and arguments of a tool call.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ToolFunction {
    /// Name of the function.
    pub name: String,
    /// Arguments: an object in Ollama's dialect, its JSON text in OpenAI's.
    pub arguments: Value,
}

fn text_or_parts<'de, D: serde::Deserializer<'de>>(d: D) -> Result<String, D::Error> {
    Ok(match Option::<Value>::deserialize(d)? {
        Some(Value::String(text)) => text,
        Some(Value::Array(parts)) => {
            parts.iter().filter_map(|part| part.get("text").and_then(Value::as_str)).collect()
        }
        _ => String::new(),
    })
}

/// Body of `POST /api/chat`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChatRequest {
    /// Model name.
    pub model: String,
    /// The conversation; empty asks to load (or unload) the model only.
    pub messages: Vec<Message>,
    /// Tools the model may call, as JSON schemas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tools: Option<Vec<Value>>,
    /// Whether to stream; Ollama's default is yes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream: Option<bool>,
    /// Sampling options.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<SamplingOptions>,
    /// How long the model stays loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_alive: Option<KeepAlive>,
}

/// One line of the answer to `/api/generate` and `/api/chat`, and the whole answer when it is not streamed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OllamaReply {
    /// The model asked for.
    pub model: String,
    /// When the line was made, RFC 3339 in UTC.
    pub created_at: String,
    /// Text of `/api/generate`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response: Option<String>,
    /// Message of `/api/chat`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
    /// Whether this is the last line.
    pub done: bool,
    /// `stop`, `length`, `load` or `unload`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_reason: Option<String>,
    /// Nanoseconds of the whole request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_duration: Option<u64>,
    /// Nanoseconds of loading the model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_duration: Option<u64>,
    /// Tokens of the prompt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt_eval_count: Option<u64>,
    /// Nanoseconds of reading the prompt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt_eval_duration: Option<u64>,
    /// Tokens generated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eval_count: Option<u64>,
    /// Nanoseconds of generating them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eval_duration: Option<u64>,
}

/// An error as Ollama prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OllamaError {
    /// What went wrong.
    pub error: String,
}

/// What a model is made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelDetails {
    /// The model this one was derived from.
    pub parent_model: String,
    /// File format, `hef` on a Hailo.
    pub format: String,
    /// Family, such as `qwen2`.
    pub family: String,
    /// All families it belongs to.
    pub families: Vec<String>,
    /// Size in parameters, such as `1.5B`.
    pub parameter_size: String,
    /// Quantization, such as `A8W4`.
    pub quantization_level: String,
}

/// One model of `/api/tags` and `/api/ps`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ModelCard {
    /// Name to ask for.
    pub name: String,
    /// The same name again, as Ollama prints it.
    pub model: String,
    /// When its file changed, RFC 3339.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub modified_at: String,
    /// Bytes of its file.
    pub size: u64,
    /// Hash of its file, hexadecimal.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub digest: String,
    /// What it is made of.
    pub details: ModelDetails,
    /// When it will be unloaded, RFC 3339 (`/api/ps`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// Bytes on the device (`/api/ps`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size_vram: Option<u64>,
}

impl ModelCard {
    /// A card with this name and nothing else known.
    #[must_use]
    pub fn named(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            model: name.clone(),
            name,
            details: ModelDetails { format: "hef".to_owned(), ..ModelDetails::default() },
            ..Self::default()
        }
    }
}

/// Answer of `/api/tags` and `/api/ps`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelList {
    /// The models.
    pub models: Vec<ModelCard>,
}

/// Answer of `/hailo/v1/list`: the names of what could be pulled.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameList {
    /// The names.
    pub models: Vec<String>,
}

/// Answer of `/api/version`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionReply {
    /// The version; hailo-ollama always says `0.5.1`.
    pub version: String,
}

/// Body of `POST /api/show`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShowRequest {
    /// Model name.
    pub model: String,
    /// The same as older clients say it. Ollama's own client sends both.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl ShowRequest {
    /// The model that is asked for, under whichever name.
    #[must_use]
    pub fn asked_for(&self) -> &str {
        if self.model.is_empty() { &self.name } else { &self.model }
    }
}

/// Answer of `/api/show`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShowReply {
    /// Licence text.
    pub license: String,
    /// Recipe of the model; empty for a compiled one.
    pub modelfile: String,
    /// Default parameters.
    pub parameters: String,
    /// Prompt template.
    pub template: String,
    /// What it is made of.
    pub details: ModelDetails,
    /// Facts by key.
    pub model_info: Value,
    /// `completion`, `tools`, `vision`, ...
    pub capabilities: Vec<String>,
    /// When its file changed, RFC 3339.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub modified_at: String,
}

/// Body of `POST /v1/chat/completions` and `POST /v1/completions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompletionRequest {
    /// Model name.
    pub model: String,
    /// The conversation (`/v1/chat/completions`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Message>,
    /// The prompt (`/v1/completions`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<Texts>,
    /// Tools the model may call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tools: Option<Vec<Value>>,
    /// Whether to stream; OpenAI's default is no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream: Option<bool>,
    /// What a stream carries beside its text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stream_options: Option<StreamOptions>,
    /// How many answers to make; a Hailo makes one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<u32>,
    /// Most tokens to generate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_tokens: Option<i64>,
    /// The newer name of the same limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_completion_tokens: Option<i64>,
    /// Softmax temperature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
    /// Cumulated probability, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_p: Option<f64>,
    /// Seed of the sampler.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<i64>,
    /// Penalty on tokens by how often they were used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency_penalty: Option<f64>,
    /// Texts that end the generation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stop: Option<Texts>,
}

impl CompletionRequest {
    /// The sampling part in Ollama's words.
    #[must_use]
    pub fn sampling(&self) -> SamplingOptions {
        SamplingOptions {
            temperature: self.temperature,
            seed: self.seed,
            top_k: None,
            top_p: self.top_p,
            frequency_penalty: self.frequency_penalty,
            num_predict: self.max_completion_tokens.or(self.max_tokens),
            stop: self.stop.clone(),
        }
    }
}

/// What a stream carries beside its text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StreamOptions {
    /// Whether a chunk with the token counts comes before the end.
    pub include_usage: bool,
}

/// Answer, or one chunk of the answer, of the OpenAI endpoints.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompletionReply {
    /// Identifier, the same in every chunk.
    pub id: String,
    /// `chat.completion`, `chat.completion.chunk` or `text_completion`.
    pub object: String,
    /// Seconds since the epoch.
    pub created: u64,
    /// The model asked for.
    pub model: String,
    /// The answers; empty in the chunk that carries the counts.
    pub choices: Vec<Choice>,
    /// Token counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
}

/// One answer, or a piece of one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// Position among the answers.
    pub index: u32,
    /// The whole message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
    /// What this chunk adds to the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delta: Option<Delta>,
    /// Text of `/v1/completions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// `stop`, `length` or `tool_calls`; null until the end.
    pub finish_reason: Option<String>,
}

/// What a chunk adds to a message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Delta {
    /// Role, in the first chunk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Tool calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tool_calls: Option<Vec<ToolCall>>,
}

/// Token counts as OpenAI prints them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Usage {
    /// Tokens of the prompt.
    pub prompt_tokens: u64,
    /// Tokens generated.
    pub completion_tokens: u64,
    /// Both.
    pub total_tokens: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_needs_only_its_model_and_ignores_what_it_does_not_know() {
        let request: GenerateRequest =
            serde_json::from_str(r#"{"model":"qwen2:1.5b","zebra":[1],"options":{"mirostat":2,"top_k":5}}"#)
                .unwrap();
        assert_eq!(request.model, "qwen2:1.5b");
        assert_eq!(request.options.unwrap().top_k, Some(5));
        assert_eq!(request.stream, None);
    }

    #[test]
    fn content_may_be_text_parts_or_null() {
        let parts: Message = serde_json::from_str(
            r#"{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url"},{"type":"text","text":"b"}]}"#,
        )
        .unwrap();
        assert_eq!(parts.content, "ab");
        let null: Message = serde_json::from_str(r#"{"role":"assistant","content":null}"#).unwrap();
        assert_eq!(null.content, "");
    }

    #[test]
    fn keep_alive_reads_numbers_and_durations() {
        let unload = |json: &str| serde_json::from_str::<KeepAlive>(json).unwrap().is_unload();
        assert!(unload("0"));
        assert!(unload("\"0\""));
        assert!(unload("\"0s\""));
        assert!(!unload("-1"));
        assert!(!unload("\"5m\""));
        assert!(!unload("\"10m\""));
        assert!(!unload("\"nonsense\""));
    }

    #[test]
    fn a_missing_count_is_not_printed() {
        let json = serde_json::to_string(&OllamaReply {
            model: "m".into(),
            eval_count: Some(3),
            done: true,
            ..OllamaReply::default()
        })
        .unwrap();
        assert_eq!(json, r#"{"model":"m","created_at":"","done":true,"eval_count":3}"#);
    }
}

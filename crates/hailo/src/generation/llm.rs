//! Language models: prompts in, completions out, and the context in between.

use crate::call;
use crate::device::cxx::CxxVDevice;
use crate::error::{Error, ErrorKind, Result};
use crate::generation::completion::Completion;
use crate::handle::Owned;
use crate::handle::shim::path_text;
use crate::library::Library;
use hailo_sys::shim::{hailo_shim_generator_params, hailo_shim_llm};
use std::path::PathBuf;
use std::sync::Arc;

/// Which language model, and how it is loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct LlmOptions {
    /// Its HEF, which the library sends to the device.
    pub hef: PathBuf,
    /// The LoRA of that HEF to use; empty for none.
    pub lora: String,
    /// Keep the tokenizer and the embeddings on the host. Needs HailoRT 5.1, built with a client tokenizer.
    pub optimize_memory_on_device: bool,
}

impl LlmOptions {
    /// A model by its HEF, everything else as the library has it.
    #[must_use]
    pub fn new(hef: impl Into<PathBuf>) -> Self {
        Self { hef: hef.into(), ..Self::default() }
    }
}

/// What a model is asked: messages in its chat template, or plain text without one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prompt {
    pub(crate) messages: Vec<String>,
    pub(crate) tools: Vec<String>,
    pub(super) plain: Option<String>,
}

impl Prompt {
    /// No messages yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Text that goes to the model as it is, without its chat template.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { plain: Some(text.into()), ..Self::default() }
    }

    /// Adds what the model should be. Only on a fresh context, see [`Llm::clear_context`].
    #[must_use]
    pub fn system(self, text: &str) -> Self {
        self.message("system", text)
    }

    /// Adds what the user says.
    #[must_use]
    pub fn user(self, text: &str) -> Self {
        self.message("user", text)
    }

    /// Adds what the model has said before.
    #[must_use]
    pub fn assistant(self, text: &str) -> Self {
        self.message("assistant", text)
    }

    /// Adds a message of any role.
    #[must_use]
    pub fn message(self, role: &str, text: &str) -> Self {
        let json = format!("{{\"role\": {}, \"content\": {}}}", json_string(role), json_string(text));
        self.message_json(json)
    }

    /// Adds what the user says about `images` pictures, for a vision model.
    #[must_use]
    pub fn user_with_images(self, text: &str, images: usize) -> Self {
        let image = "{\"type\": \"image\"}, ".repeat(images);
        let text = json_string(text);
        self.message_json(format!(
            "{{\"role\": \"user\", \"content\": [{image}{{\"type\": \"text\", \"text\": {text}}}]}}"
        ))
    }

    /// Adds a message as the JSON object the model's template takes.
    #[must_use]
    pub fn message_json(mut self, object: impl Into<String>) -> Self {
        self.messages.push(object.into());
        self
    }

    /// Adds a tool the model may call, as a JSON object. Needs HailoRT 5.2 and a fresh context.
    #[must_use]
    pub fn tool_json(mut self, object: impl Into<String>) -> Self {
        self.tools.push(object.into());
        self
    }
}

/// A JSON string literal.
fn json_string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            c if c < ' ' => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    json.push('"');
    json
}

/// How to sample. `None` leaves a value as the model has it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct GenerateOptions {
    /// Above 0.
    pub temperature: Option<f32>,
    /// 0..=1.
    pub top_p: Option<f32>,
    /// At least 1.
    pub top_k: Option<u32>,
    /// Not 0.
    pub frequency_penalty: Option<f32>,
    /// At least 1.
    pub max_tokens: Option<u32>,
    /// `false` for the likeliest token each time.
    pub sample: Option<bool>,
    /// The same seed gives the same answer; `u32::MAX` is random.
    pub seed: Option<u32>,
}

impl GenerateOptions {
    /// The model's own params with these set.
    pub(crate) fn over(&self, own: hailo_shim_generator_params) -> Result<hailo_shim_generator_params> {
        let params = hailo_shim_generator_params {
            temperature: self.temperature.unwrap_or(own.temperature),
            top_p: self.top_p.unwrap_or(own.top_p),
            top_k: self.top_k.unwrap_or(own.top_k),
            frequency_penalty: self.frequency_penalty.unwrap_or(own.frequency_penalty),
            max_generated_tokens: self.max_tokens.unwrap_or(own.max_generated_tokens),
            do_sample: self.sample.map_or(own.do_sample, u32::from),
            seed: self.seed.unwrap_or(own.seed),
        };
        // Checked here because the library's answer names no parameter.
        let wrong = [
            (
                self.temperature.is_some_and(|value| !(value.is_finite() && value > 0.0)),
                "temperature must be above 0",
            ),
            (self.top_p.is_some_and(|value| !(0.0..=1.0).contains(&value)), "top_p must be within 0..=1"),
            (self.top_k == Some(0), "top_k must be at least 1"),
            (
                self.frequency_penalty.is_some_and(|value| !value.is_finite() || value == 0.0),
                "frequency_penalty must not be 0",
            ),
            (self.max_tokens == Some(0), "max_tokens must be at least 1"),
        ];
        match wrong.iter().find(|(is_wrong, _)| *is_wrong) {
            Some((_, why)) => Err(Error::other(ErrorKind::InvalidArgument, *why)),
            None => Ok(params),
        }
    }

    /// What the library calls generator params, as options with every value set.
    pub(crate) fn of(params: &hailo_shim_generator_params) -> Self {
        Self {
            temperature: Some(params.temperature),
            top_p: Some(params.top_p),
            top_k: Some(params.top_k),
            frequency_penalty: Some(params.frequency_penalty),
            max_tokens: Some(params.max_generated_tokens),
            sample: Some(params.do_sample != 0),
            seed: Some(params.seed),
        }
    }
}

pub(crate) fn slices(texts: &[String]) -> Vec<&[u8]> {
    texts.iter().map(String::as_bytes).collect()
}

/// A language model in the device. Cloning is cheap.
///
/// It gives one answer at a time. The conversation lives in its context on the device and outlives completions.
///
/// ```
/// use std::time::Duration;
///
/// use hailo::{Engine, EngineOptions, GenerateOptions, Library, LlmOptions, Prompt};
/// use hailo_mock::{Machine, Scenario, SimClock};
///
/// let scenario = Scenario::named("10h-llm").unwrap();
/// let machine = Machine::builder().scenario(scenario).clock(SimClock::manual()).build().unwrap();
/// let library = Library::on(&machine)?; // on a host with a device: `Library::load()?`
/// let llm = Engine::open(&library, EngineOptions::default())?
///     .llm(LlmOptions::new("simulated/qwen2.5-1.5b.hef"))?;
///
/// let prompt = Prompt::new().system("Answer in one sentence.").user("Why is the sky blue?");
/// let mut answer = llm.generate(&prompt, &GenerateOptions::default())?;
/// let mut text = String::new();
/// while let Some(piece) = answer.next(Duration::from_secs(30))? {
///     text += &piece.text;
/// }
/// assert!(!text.is_empty() && llm.context_usage()? > 0);
/// llm.clear_context()?; // the next question begins a new conversation
/// # Ok::<(), hailo::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Llm(Arc<Owned<hailo_shim_llm, CxxVDevice>>);

impl CxxVDevice {
    /// Loads a language model. Takes seconds.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHef`], [`ErrorKind::OutOfMemory`], [`ErrorKind::Unsupported`] without the scheduler or
    /// for options this library lacks, and others as the library answers.
    #[doc(alias = "hailo_shim_llm_create")]
    pub fn llm(&self, options: &LlmOptions) -> Result<Llm> {
        const CALL: &str = "hailo_shim_llm_create";
        let hef = path_text(CALL, &options.hef)?.as_bytes();
        let (lora, optimize) = (options.lora.as_bytes(), u32::from(options.optimize_memory_on_device));
        let fresh = self.0.with(|vdevice| call::hailo_shim_llm_create(vdevice, hef, lora, optimize))?;
        let release = call::hailo_shim_llm_destroy;
        Ok(Llm(Arc::new(Owned::new(self.library(), CALL, fresh, Some(self.clone()), Some(release))?)))
    }
}

impl Llm {
    fn library(&self) -> &Library {
        self.0.library()
    }

    /// How the model samples unless told otherwise; every value is set.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_llm_generator_params")]
    pub fn default_options(&self) -> Result<GenerateOptions> {
        Ok(GenerateOptions::of(&self.own_params()?))
    }

    fn own_params(&self) -> Result<hailo_shim_generator_params> {
        self.0.with(call::hailo_shim_llm_generator_params)
    }

    /// Starts an answer. The prompt is added to the context.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for options out of range, for a prompt of nothing or of plain text with messages, and
    /// while another completion of this model lives; others as the library answers.
    #[doc(alias = "hailo_shim_llm_generate")]
    #[doc(alias = "hailo_shim_llm_generate_text")]
    pub fn generate(&self, prompt: &Prompt, options: &GenerateOptions) -> Result<Completion> {
        let params = options.over(self.own_params()?)?;
        if let Some(text) = &prompt.plain {
            const CALL: &str = "hailo_shim_llm_generate_text";
            if !(prompt.messages.is_empty() && prompt.tools.is_empty()) {
                let why = "plain text has no chat template, so no messages or tools go with it";
                return Err(Error::refused(ErrorKind::InvalidArgument, CALL, why));
            }
            let text = text.as_bytes();
            let fresh = self.0.with(|llm| call::hailo_shim_llm_generate_text(llm, &params, text))?;
            return Completion::keep(self.library(), CALL, fresh, self.0.clone());
        }
        const CALL: &str = "hailo_shim_llm_generate";
        if prompt.messages.is_empty() {
            return Err(Error::refused(ErrorKind::InvalidArgument, CALL, "a prompt without messages"));
        }
        let (messages, tools) = (slices(&prompt.messages), slices(&prompt.tools));
        let fresh = self.0.with(|llm| call::hailo_shim_llm_generate(llm, &params, &messages, &tools))?;
        Completion::keep(self.library(), CALL, fresh, self.0.clone())
    }

    /// How many tokens a text has, without a chat template around it.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_llm_token_count")]
    pub fn count_tokens(&self, text: &str) -> Result<usize> {
        self.0.with(|llm| call::hailo_shim_llm_token_count(llm, text.as_bytes()))
    }

    /// Tokens in the context now.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] before HailoRT 5.1.1.
    #[doc(alias = "hailo_shim_llm_context_usage")]
    pub fn context_usage(&self) -> Result<usize> {
        self.0.with(call::hailo_shim_llm_context_usage)
    }

    /// Tokens the context can hold. When it is full the model forgets, and only the library's log says so.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] before HailoRT 5.1.1.
    #[doc(alias = "hailo_shim_llm_context_capacity")]
    pub fn context_capacity(&self) -> Result<usize> {
        self.0.with(call::hailo_shim_llm_context_capacity)
    }

    /// Forgets the conversation.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_llm_context_clear")]
    pub fn clear_context(&self) -> Result<()> {
        self.0.with(call::hailo_shim_llm_context_clear)
    }

    /// The conversation as bytes, for [`Llm::load_context`] on the same model.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] before HailoRT 5.1.1.
    #[doc(alias = "hailo_shim_llm_context_save")]
    pub fn save_context(&self) -> Result<Vec<u8>> {
        Ok(self.0.with(call::hailo_shim_llm_context_save)?.one())
    }

    /// Goes on with a saved conversation.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] before HailoRT 5.1.1; what the library answers to bytes it did not save.
    #[doc(alias = "hailo_shim_llm_context_load")]
    pub fn load_context(&self, saved: &[u8]) -> Result<()> {
        self.0.with(|llm| call::hailo_shim_llm_context_load(llm, saved))
    }

    /// What is put into the context when an answer is cut short.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_llm_recovery_sequence")]
    pub fn recovery_sequence(&self) -> Result<String> {
        let text = self.0.with(call::hailo_shim_llm_recovery_sequence)?.one();
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// Sets [`Llm::recovery_sequence`].
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_llm_set_recovery_sequence")]
    pub fn set_recovery_sequence(&self, text: &str) -> Result<()> {
        self.0.with(|llm| call::hailo_shim_llm_set_recovery_sequence(llm, text.as_bytes()))
    }

    /// The words that end an answer.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_llm_stop_tokens")]
    pub fn stop_tokens(&self) -> Result<Vec<String>> {
        Ok(self.0.with(call::hailo_shim_llm_stop_tokens)?.texts())
    }

    /// Sets [`Llm::stop_tokens`].
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_llm_set_stop_tokens")]
    pub fn set_stop_tokens(&self, tokens: &[String]) -> Result<()> {
        self.0.with(|llm| call::hailo_shim_llm_set_stop_tokens(llm, &slices(tokens)))
    }

    /// The model's chat template.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_llm_prompt_template")]
    pub fn prompt_template(&self) -> Result<String> {
        let text = self.0.with(call::hailo_shim_llm_prompt_template)?.one();
        Ok(String::from_utf8_lossy(&text).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: hailo_shim_generator_params = hailo_shim_generator_params {
        temperature: 0.7,
        top_p: 0.8,
        top_k: 20,
        frequency_penalty: 1.1,
        max_generated_tokens: 100,
        do_sample: 1,
        seed: u32::MAX,
    };

    #[test]
    fn messages_are_json_whatever_is_said() {
        let prompt = Prompt::new().system("be \"short\"").user("a\\b\nc\u{1}→");
        assert_eq!(prompt.messages[0], r#"{"role": "system", "content": "be \"short\""}"#);
        assert_eq!(prompt.messages[1], "{\"role\": \"user\", \"content\": \"a\\\\b\\nc\\u0001→\"}");
        let prompt = Prompt::new().user_with_images("what?", 2);
        assert_eq!(
            prompt.messages[0],
            r#"{"role": "user", "content": [{"type": "image"}, {"type": "image"}, {"type": "text", "text": "what?"}]}"#
        );
    }

    #[test]
    fn unset_options_are_the_model_s_own() {
        assert_eq!(GenerateOptions::default().over(OWN).unwrap(), OWN);
        let options = GenerateOptions { seed: Some(7), sample: Some(false), ..GenerateOptions::default() };
        let params = options.over(OWN).unwrap();
        assert_eq!((params.seed, params.do_sample, params.top_k), (7, 0, 20));
        assert_eq!(GenerateOptions::of(&OWN).over(hailo_sys::Record::zeroed()).unwrap(), OWN);
    }

    #[test]
    fn options_out_of_range_are_named() {
        let none = GenerateOptions::default();
        let cases = [
            (GenerateOptions { temperature: Some(0.0), ..none }, "temperature"),
            (GenerateOptions { temperature: Some(f32::NAN), ..none }, "temperature"),
            (GenerateOptions { top_p: Some(1.01), ..none }, "top_p"),
            (GenerateOptions { top_k: Some(0), ..none }, "top_k"),
            (GenerateOptions { frequency_penalty: Some(0.0), ..none }, "frequency_penalty"),
            (GenerateOptions { max_tokens: Some(0), ..none }, "max_tokens"),
        ];
        for (options, word) in cases {
            let error = options.over(OWN).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument);
            assert!(error.to_string().contains(word), "{error}");
        }
    }
}

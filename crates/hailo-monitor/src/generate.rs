//! The observed language models as the Ollama server's generator.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::StreamExt as _;
use hailo::{ErrorKind, FinishReason, GenerateOptions, Prompt};
use hailo_observe::{ObservedLlm, Question, Recall};
use hailo_ollama::queue::Queue;
use hailo_ollama::server::{
    BoxFuture, Done, DoneReason, GenerateError, GenerateErrorKind, Generator, Input, Piece, PieceStream,
    Request, untagged,
};
use hailo_ollama::wire::{Message, ModelCard, SamplingOptions};
use hailo_telemetry::{ModelRecorder, Reason, Telemetry};
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};

use crate::backend::LlmToLoad;
use crate::traffic;
use crate::watchdog::Refusal;

/// Pieces that may wait for a slow client. As many as the runtime itself queues: past it the device waits.
const AHEAD: usize = 1024;

/// Questions that may wait for a model; more are refused, so that a crowd at one takes no place from those of another.
const WAITING: usize = 64;

/// Whether a model can be asked.
#[derive(Clone, Debug)]
pub(crate) enum Load {
    Loading,
    Loaded(Box<Loaded>),
    Failed(String),
}

/// A model that can be asked.
#[derive(Clone, Debug)]
pub(crate) struct Loaded {
    llm: ObservedLlm,
    /// Whether its template has a place for tools.
    takes_tools: bool,
    /// The conversation in its context, for a server that goes on with it.
    conversation: Option<Arc<Conversation>>,
}

impl Loaded {
    fn new(llm: ObservedLlm, keeps_context: bool) -> Self {
        // A template that can't be read is no reason to refuse tools.
        let takes_tools = llm.llm().prompt_template().map_or(true, |text| text.contains("tools"));
        Self { llm, takes_tools, conversation: keeps_context.then(Arc::default) }
    }
}

/// The language models of all devices.
pub(crate) struct Models {
    models: Vec<Arc<Model>>,
    timeout: Duration,
}

struct Model {
    card: ModelCard,
    recorder: ModelRecorder,
    load: watch::Sender<Load>,
    /// How often it was begun to be loaded or unloaded: what was begun before is no longer wanted.
    loads: AtomicU64,
    /// One answer at a time; those who wait do it here, where going away is noticed. Each load brings a queue of its own: an answer
    /// that never comes back keeps its turn.
    turn: Mutex<Arc<Queue>>,
    refusal: Refusal,
    keeps_context: bool,
}

impl Model {
    /// Loads it on a thread of its own.
    fn start(self: &Arc<Self>, llm: LlmToLoad) -> std::io::Result<()> {
        let number = self.unload();
        let model = Arc::clone(self);
        std::thread::Builder::new().name("model-load".to_owned()).spawn(move || {
            let loaded = match llm.load() {
                Ok(loaded) => {
                    tracing::info!(model = llm.name, "model loaded");
                    Load::Loaded(Box::new(Loaded::new(loaded, model.keeps_context)))
                }
                Err(error) => {
                    tracing::error!(model = llm.name, %error, advice = error.advice(), "model failed to load");
                    Load::Failed(error.to_string())
                }
            };
            if model.loads.load(Ordering::Relaxed) == number {
                model.load.send_replace(loaded);
            }
        })?;
        Ok(())
    }

    fn unload(&self) -> u64 {
        let number = self.loads.fetch_add(1, Ordering::Relaxed) + 1;
        *self.turn.lock().unwrap_or_else(PoisonError::into_inner) = queue();
        self.load.send_replace(Load::Loading);
        number
    }
}

impl Models {
    /// Starts loading every model, each on a thread of its own.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(crate) fn load(
        models: Vec<(LlmToLoad, Refusal)>,
        telemetry: &Telemetry,
        timeout: Duration,
        keeps_context: bool,
    ) -> std::io::Result<Self> {
        let start = |(llm, refusal): (LlmToLoad, Refusal)| {
            let mut card = ModelCard::named(&llm.name);
            card.details.family.clone_from(&llm.family);
            card.details.parameter_size.clone_from(&llm.parameters);
            card.details.quantization_level.clone_from(&llm.quantization);
            let recorder = telemetry.model(&llm.name);
            let load = watch::Sender::new(Load::Loading);
            let (loads, turn) = (AtomicU64::new(0), Mutex::new(queue()));
            let model = Arc::new(Model { card, recorder, load, loads, turn, refusal, keeps_context });
            model.start(llm)?;
            Ok(model)
        };
        let models = models.into_iter().map(start).collect::<std::io::Result<_>>()?;
        Ok(Self { models, timeout })
    }

    /// Lets a model go: whoever asks for it waits until it is loaded again.
    pub(crate) fn unload(&self, name: &str) {
        if let Some(model) = self.find(name) {
            model.unload();
        }
    }

    /// Loads a model again, onto another engine.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(crate) fn load_again(&self, llm: LlmToLoad) -> std::io::Result<()> {
        self.find(&llm.name).map_or(Ok(()), |model| model.start(llm))
    }

    /// Names of models that are still being loaded.
    pub(crate) fn loading(&self) -> Vec<&str> {
        let loading = |model: &&Arc<Model>| matches!(*model.load.borrow(), Load::Loading);
        self.models.iter().filter(loading).map(|model| model.card.name.as_str()).collect()
    }

    fn find(&self, name: &str) -> Option<&Arc<Model>> {
        let wanted = untagged(name);
        self.models.iter().find(|model| untagged(&model.card.name) == wanted)
    }
}

impl Generator for Models {
    fn models(&self) -> Vec<ModelCard> {
        self.models.iter().map(|model| model.card.clone()).collect()
    }

    fn running(&self) -> Vec<ModelCard> {
        let loaded = |model: &&Arc<Model>| matches!(*model.load.borrow(), Load::Loaded(_));
        self.models.iter().filter(loaded).map(|model| model.card.clone()).collect()
    }

    fn generate(&self, request: Request) -> BoxFuture<'_, Result<PieceStream, GenerateError>> {
        Box::pin(async move {
            let model =
                self.find(&request.model).ok_or_else(|| GenerateError::unknown_model(&request.model))?;
            let asked = model.recorder.queue();
            let turns = model.turn.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let turn = tokio::select! {
                biased;
                refused = model.refusal.raised() => {
                    asked.fail(Reason::Unavailable);
                    return Err(unavailable(&refused.why));
                }
                turn = turns.enter() => turn,
            };
            let turn = match turn {
                Ok(turn) => turn,
                Err(full) => {
                    asked.fail(Reason::DeviceBusy);
                    return Err(GenerateError::new(GenerateErrorKind::Busy, full.to_string()));
                }
            };
            let mut load = model.load.subscribe();
            let loaded = async {
                // The sender lives as long as the model.
                let state = load.wait_for(|load| !matches!(load, Load::Loading)).await;
                state.map_or(Load::Loading, |load| load.clone())
            };
            let state = tokio::select! {
                biased;
                refused = model.refusal.raised() => Load::Failed(refused.why.to_string()),
                state = loaded => state,
            };
            let Loaded { llm, conversation, .. } = match state {
                Load::Loaded(loaded) if !loaded.takes_tools && !tools(&request.input).is_empty() => {
                    asked.fail(Reason::InvalidInput);
                    return Err(GenerateError::no_tools(&model.card.name));
                }
                Load::Loaded(loaded) => *loaded,
                Load::Failed(why) => {
                    asked.fail(Reason::Unavailable);
                    return Err(unavailable(&why));
                }
                Load::Loading => {
                    asked.fail(Reason::Unavailable);
                    return Err(unavailable("the model is not loaded"));
                }
            };
            let question = llm.adopt(asked);
            let recall = question.recall();
            let (pieces, received) = mpsc::channel(AHEAD);
            let (started, start) = oneshot::channel();
            let stops = stops(&request.options);
            let quiet = traffic::is_generated();
            let answer = Answer { question, turn, timeout: self.timeout, stops, conversation, quiet };
            let span = tracing::Span::current();
            tokio::task::spawn_blocking(move || span.in_scope(|| answer.give(&request, started, &pieces)));
            let start = tokio::select! {
                biased;
                start = start => start,
                refused = model.refusal.raised() => {
                    recall.fail(refused.taken);
                    return Err(unavailable(&refused.why));
                }
            };
            match start {
                Ok(Ok(())) => {}
                Ok(Err(error)) => return Err(error),
                Err(_) => {
                    return Err(GenerateError::new(
                        GenerateErrorKind::Failed,
                        "the generation ended abruptly",
                    ));
                }
            }
            Ok(stream(received, model.refusal.clone(), recall))
        })
    }
}

fn queue() -> Arc<Queue> {
    Arc::new(Queue::new(1, WAITING))
}

fn unavailable(why: &str) -> GenerateError {
    GenerateError::new(GenerateErrorKind::Unavailable, why)
}

/// The pieces as they come, and an error in place of those that a device no longer gives.
fn stream(
    received: mpsc::Receiver<Result<Piece, GenerateError>>,
    refusal: Refusal,
    recall: Recall,
) -> PieceStream {
    futures_util::stream::unfold(Some((received, refusal, recall)), |state| async move {
        let (mut received, refusal, recall) = state?;
        tokio::select! {
            biased;
            piece = received.recv() => match piece {
                Some(piece) => {
                    let over = piece.as_ref().map_or(true, |piece| piece.done.is_some());
                    Some((piece, (!over).then_some((received, refusal, recall))))
                }
                // The thread is gone: without this the client would take what it has for a whole answer.
                None => {
                    let why = "the generation ended before its last piece";
                    Some((Err(GenerateError::new(GenerateErrorKind::Failed, why)), None))
                }
            },
            refused = refusal.raised() => {
                recall.fail(refused.taken);
                Some((Err(unavailable(&refused.why)), None))
            }
        }
    })
    .boxed()
}

/// One answer, given on a thread that may block.
struct Answer {
    question: Question,
    turn: OwnedSemaphorePermit,
    timeout: Duration,
    stops: Vec<String>,
    conversation: Option<Arc<Conversation>>,
    /// The log does not tell of it as long as all goes well.
    quiet: bool,
}

/// Logs at info level, or at debug level where the request is quiet.
macro_rules! told {
    ($quiet:expr, $($what:tt)*) => {
        if $quiet { tracing::debug!($($what)*) } else { tracing::info!($($what)*) }
    };
}

impl Answer {
    fn give(
        self,
        request: &Request,
        started: oneshot::Sender<Result<(), GenerateError>>,
        pieces: &mpsc::Sender<Result<Piece, GenerateError>>,
    ) {
        let Self { question, turn: _turn, timeout, stops, conversation, quiet } = self;
        if started.is_closed() {
            // The client went away between its turn and this thread: dropping the question cancels it.
            return;
        }
        // What the context holds is known again when this answer was read to its end.
        let known = conversation.as_deref().map(Conversation::take);
        let (question, input) = match known.as_deref().and_then(|known| rest(&request.input, known)) {
            Some(new) => (question.going_on(), Input::Chat { messages: new.to_vec(), tools: Vec::new() }),
            None => (question, request.input.clone()),
        };
        let mut said = String::new();
        let mut completion = match question.generate(&prompt(&input), &options(&request.options)) {
            Ok(completion) => completion,
            Err(error) => {
                tracing::warn!(model = request.model, %error, advice = error.advice(), "generation refused");
                let _ = started.send(Err(refusal(&error)));
                return;
            }
        };
        if started.send(Ok(())).is_err() {
            return;
        }
        let mut held = StopText::new(stops);
        loop {
            let piece = match completion.next(timeout) {
                Ok(Some(piece)) => piece,
                Ok(None) => return,
                Err(error) => {
                    tracing::warn!(model = request.model, %error, advice = error.advice(), "generation failed");
                    let _ = pieces.blocking_send(Err(refusal(&error)));
                    return;
                }
            };
            said.push_str(&piece.text);
            let (text, stopped) = held.push(&piece.text, piece.finish.is_some());
            let done = match piece.finish {
                _ if stopped => Some(DoneReason::Stop),
                Some(FinishReason::Length) => Some(DoneReason::Length),
                Some(_) => Some(DoneReason::Stop),
                None => None,
            };
            let prompt_tokens = completion.prompt_tokens();
            let last = done.map(|reason| Done { reason, prompt_tokens, load: None });
            let piece = Piece { text, tokens: piece.tokens, done: last, ..Piece::default() };
            if let Some(reason) = done {
                let tokens = completion.tokens();
                if stopped {
                    completion.stop();
                } else if let Some(conversation) = &conversation {
                    conversation.put(&request.input, said);
                }
                // Before the client hears of it: whoever has had the last answer finds it recorded and logged.
                told!(
                    quiet,
                    model = request.model,
                    tokens,
                    prompt_tokens,
                    done = if reason == DoneReason::Length { "length" } else { "stop" },
                    "generated"
                );
                // A client that is gone now changes nothing: what was complete stays complete.
                let _ = pieces.blocking_send(Ok(piece));
                return;
            }
            if pieces.blocking_send(Ok(piece)).is_err() {
                // The client is gone: the rest is cancelled by the drop.
                told!(quiet, model = request.model, tokens = completion.tokens(), "client went away");
                return;
            }
        }
    }
}

/// What was said in a model's context, by role. Empty where that is not known.
#[derive(Debug, Default)]
pub(crate) struct Conversation(Mutex<Vec<(String, String)>>);

impl Conversation {
    fn said(&self) -> MutexGuard<'_, Vec<(String, String)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Vec<(String, String)> {
        std::mem::take(&mut *self.said())
    }

    /// The context holds these messages and the answer to them. Tools are not kept: they are of one question.
    fn put(&self, input: &Input, answer: String) {
        let Input::Chat { messages, tools } = input else { return };
        if tools.is_empty() {
            let asked = messages.iter().map(|m| (m.role.clone(), m.content.clone()));
            *self.said() = asked.chain([("assistant".to_owned(), answer)]).collect();
        }
    }
}

fn tools(input: &Input) -> &[serde_json::Value] {
    match input {
        Input::Chat { tools, .. } => tools,
        Input::Prompt { .. } => &[],
    }
}

/// The messages that a context does not hold yet, if it holds the ones before them and nothing else.
fn rest<'r>(input: &'r Input, known: &[(String, String)]) -> Option<&'r [Message]> {
    let Input::Chat { messages, tools } = input else { return None };
    let (old, new) = messages.split_at_checked(known.len())?;
    let same = |(message, (role, content)): (&Message, &(String, String))| {
        message.role == *role && message.content == *content
    };
    let goes_on = !known.is_empty() && !new.is_empty() && tools.is_empty();
    (goes_on && old.iter().zip(known).all(same)).then_some(new)
}

fn refusal(error: &hailo::Error) -> GenerateError {
    let kind = match error.kind() {
        ErrorKind::InvalidArgument => GenerateErrorKind::InvalidRequest,
        ErrorKind::DeviceBusy => GenerateErrorKind::Busy,
        ErrorKind::Timeout => GenerateErrorKind::Timeout,
        ErrorKind::DeviceLost | ErrorKind::DeviceNotFound | ErrorKind::Driver => {
            GenerateErrorKind::Unavailable
        }
        _ => GenerateErrorKind::Failed,
    };
    GenerateError::new(kind, error.to_string())
}

fn prompt(input: &Input) -> Prompt {
    match input {
        Input::Prompt { prompt, raw: true, .. } => Prompt::plain(prompt.as_str()),
        Input::Prompt { prompt, system, .. } => {
            let start = system.as_deref().map_or_else(Prompt::new, |system| Prompt::new().system(system));
            start.user(prompt)
        }
        Input::Chat { messages, tools } => {
            let start = messages
                .iter()
                .fold(Prompt::new(), |prompt, message| prompt.message(&message.role, &message.content));
            tools.iter().fold(start, |prompt, tool| prompt.tool_json(tool.to_string()))
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "sampling needs no more than an f32 holds")]
fn options(asked: &SamplingOptions) -> GenerateOptions {
    // A temperature of 0 means the likeliest token each time; the device wants it said otherwise.
    let greedy = asked.temperature == Some(0.0);
    let mut options = GenerateOptions::default();
    options.temperature = asked.temperature.filter(|_| !greedy).map(|value| value as f32);
    options.sample = greedy.then_some(false);
    options.top_p = asked.top_p.map(|value| value as f32);
    options.top_k = asked.top_k;
    options.frequency_penalty =
        asked.frequency_penalty.filter(|value| *value != 0.0).map(|value| value as f32);
    options.max_tokens = asked.num_predict.and_then(|tokens| u32::try_from(tokens).ok());
    options.seed = asked.seed.map(|seed| u32::try_from(seed).unwrap_or(u32::MAX));
    options
}

fn stops(options: &SamplingOptions) -> Vec<String> {
    use hailo_ollama::wire::Texts;
    let texts = match &options.stop {
        None => Vec::new(),
        Some(Texts::One(text)) => vec![text.clone()],
        Some(Texts::Many(texts)) => texts.clone(),
    };
    texts.into_iter().filter(|text| !text.is_empty()).collect()
}

/// Cuts an answer at the first stop text, holding back what may be the beginning of one.
struct StopText {
    stops: Vec<String>,
    held: String,
}

impl StopText {
    fn new(stops: Vec<String>) -> Self {
        Self { stops, held: String::new() }
    }

    /// Adds text; answers what may go out, and whether a stop text was met.
    fn push(&mut self, text: &str, last: bool) -> (String, bool) {
        self.held.push_str(text);
        if let Some(at) = self.stops.iter().filter_map(|stop| self.held.find(stop)).min() {
            self.held.truncate(at);
            return (std::mem::take(&mut self.held), true);
        }
        let begins = |from: usize| {
            let rest = self.held.get(from..);
            rest.is_some_and(|rest| self.stops.iter().any(|stop| stop.starts_with(rest)))
        };
        let keep = if last {
            self.held.len()
        } else {
            (0..self.held.len()).find(|at| begins(*at)).unwrap_or(self.held.len())
        };
        let rest = self.held.split_off(keep);
        (std::mem::replace(&mut self.held, rest), false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(stops: &[&str], pieces: &[&str]) -> (String, bool) {
        let mut held = StopText::new(stops.iter().map(|stop| (*stop).to_owned()).collect());
        let mut out = String::new();
        for (n, piece) in pieces.iter().enumerate() {
            let (text, stopped) = held.push(piece, n + 1 == pieces.len());
            out += &text;
            if stopped {
                return (out, true);
            }
        }
        (out, false)
    }

    #[test]
    fn a_stop_text_is_found_across_pieces_and_never_shown() {
        assert_eq!(cut(&["END"], &["one E", "N", "D two"]), ("one ".to_owned(), true));
        assert_eq!(cut(&["END"], &["one E", "N", "ding"]), ("one ENding".to_owned(), false));
        assert_eq!(cut(&["b", "ab"], &["xa", "b"]), ("x".to_owned(), true));
        assert_eq!(cut(&[], &["any", "thing"]), ("anything".to_owned(), false));
        assert_eq!(cut(&["ß!"], &["straß", "e ß", "!"]), ("straße ".to_owned(), true));
    }

    #[test]
    fn a_conversation_goes_on_only_where_it_is_the_same() {
        let message = |role: &str, content: &str| Message {
            role: role.to_owned(),
            content: content.to_owned(),
            ..Message::default()
        };
        let chat = |said: &[(&str, &str)], tools: &[serde_json::Value]| Input::Chat {
            messages: said.iter().map(|(role, content)| message(role, content)).collect(),
            tools: tools.to_vec(),
        };
        let conversation = Conversation::default();
        conversation.put(&chat(&[("user", "hi")], &[]), "hello".to_owned());
        let known = conversation.take();
        assert!(conversation.take().is_empty(), "not known until the next answer is read to its end");
        let more = [("user", "hi"), ("assistant", "hello"), ("user", "why?")];
        let new = |said: &[(&str, &str)], tools: &[serde_json::Value]| {
            rest(&chat(said, tools), &known)
                .map(|new| new.iter().map(|m| m.content.clone()).collect::<Vec<_>>())
        };
        assert_eq!(new(&more, &[]), Some(vec!["why?".to_owned()]));
        assert_eq!(new(&more[..2], &[]), None, "nothing new");
        assert_eq!(new(&[more[0], ("assistant", "hullo"), more[2]], &[]), None, "another answer");
        assert_eq!(new(&[more[2]], &[]), None, "another conversation");
        assert_eq!(new(&more, &[serde_json::json!({})]), None, "tools begin anew");
        assert!(rest(&chat(&more, &[]), &[]).is_none(), "an empty context holds nothing to go on with");
        conversation.put(&chat(&more, &[serde_json::json!({})]), "call".to_owned());
        assert!(conversation.take().is_empty(), "nor is kept what was said with tools");
    }

    #[test]
    fn options_say_what_the_device_understands() {
        let asked = SamplingOptions {
            temperature: Some(0.0),
            seed: Some(-1),
            num_predict: Some(-1),
            frequency_penalty: Some(0.0),
            ..SamplingOptions::default()
        };
        let options = options(&asked);
        assert_eq!(options.sample, Some(false));
        assert_eq!((options.temperature, options.max_tokens, options.frequency_penalty), (None, None, None));
        assert_eq!(options.seed, Some(u32::MAX), "-1 is a random seed");
    }
}

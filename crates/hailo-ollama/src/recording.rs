//! What the recorder is told of one answer, from its head to its end.

use std::sync::{Arc, Mutex, PoisonError};

use hailo_telemetry::stream::{Counts, StreamItem, StreamRecorder};
use hailo_telemetry::{Awaited, Clock, EngineRecorder, InFlight, ModelRecorder, Reason, Timestamp};
use http::{HeaderMap, StatusCode};

use crate::coding::Coding;
use crate::decode::{Decoder, Event};
use crate::load::{LoadWatch, Loads};
use crate::names::Names;

/// What an event means for the request it belongs to.
#[must_use]
pub fn stream_item(event: &Event) -> StreamItem {
    StreamItem {
        output: event.output && !event.whole,
        finished: event.finished,
        done: event.done,
        counts: Counts { prompt: event.counts.prompt_tokens, output: event.counts.output_tokens },
        failed: event.error.as_deref().map(reason_of_message),
    }
}

/// The reason behind an error text: servers answer errors with 200, so the text is all there is.
fn reason_of_message(message: &str) -> Reason {
    let message = message.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if says(&["not found", "not_found", "unknown model", "no such model", "does not exist"]) {
        Reason::InvalidModel
    } else if says(&["timeout", "timed out"]) {
        Reason::Timeout
    } else if says(&["out of memory", "no memory"]) {
        Reason::OutOfMemory
    } else if says(&["busy", "in use", "overloaded", "rate limit", "rate_limit", "too many requests"]) {
        Reason::DeviceBusy
    } else if says(&["abort", "cancel"]) {
        Reason::Aborted
    } else if says(&["invalid", "not supported", "required", "missing"]) {
        Reason::InvalidInput
    } else {
        Reason::Other
    }
}

/// The reason behind an HTTP status; `None` for one under which an answer comes. A redirect is none: no model ran.
#[must_use]
pub fn reason_of_status(status: StatusCode) -> Option<Reason> {
    Some(match status {
        StatusCode::NOT_FOUND => Reason::InvalidModel,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Reason::DeviceBusy,
        StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Reason::Timeout,
        StatusCode::BAD_GATEWAY => Reason::Unavailable,
        s if s.is_client_error() => Reason::InvalidInput,
        s if s.is_server_error() => Reason::Other,
        s if s.is_success() => return None,
        _ => Reason::Unavailable,
    })
}

/// Whether `reason` says that the server knows no such model, or takes no such request, rather than that it failed.
fn refuses(reason: Reason) -> bool {
    matches!(reason, Reason::InvalidModel | Reason::InvalidInput)
}

/// How far a name is to be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// A server answers under it.
    Proved,
    /// A server refused the request.
    Refused,
    /// Nobody answered.
    Unknown,
}

/// The name of the model that a request asks for; known late where it stands behind the rest of a long body.
pub(crate) type AskedName = Arc<Mutex<Option<String>>>;

/// A request whose name no server has answered under yet: it is recorded once it is known under which. Until then it is
/// shown, in the queue and in flight, among those without a name.
#[derive(Debug)]
pub(crate) struct Pending {
    names: Arc<Names>,
    asked: AskedName,
    began: Timestamp,
    /// When it left the queue, if there is one.
    started: Option<Timestamp>,
    /// What is shown of it until it is recorded.
    shown: Option<InFlight>,
    recorded: bool,
}

impl Pending {
    /// One that waits in a queue, or else runs. What may only load a model is not `shown`: that is no inference.
    pub(crate) fn new(
        names: Arc<Names>,
        asked: AskedName,
        began: Timestamp,
        queued: bool,
        shown: bool,
    ) -> Self {
        let show = || {
            let unnamed = names.unnamed();
            if queued { unnamed.queue_at(began) } else { unnamed.begin_intended(began) }
        };
        let shown = shown.then(show);
        Self { names, asked, began, started: None, shown, recorded: false }
    }

    /// It leaves the queue.
    fn started(&mut self, now: Timestamp) {
        self.started = Some(now);
        if let Some(waits) = self.shown.take() {
            waits.withdraw();
            self.shown = Some(self.names.unnamed().begin_intended(self.began));
        }
    }

    /// It is recorded elsewhere, or is none.
    fn recorded(&mut self) {
        self.recorded = true;
        if let Some(shown) = self.shown.take() {
            shown.withdraw();
        }
    }

    /// Begins the request as if it had been known from the start. `told` is the name that the answer says.
    fn begin(&mut self, trust: Trust, told: Option<&str>) -> (InFlight, ModelRecorder) {
        self.recorded();
        let asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let name = asked.or_else(|| told.and_then(label));
        let model = match (name, trust) {
            (Some(name), Trust::Proved) => self.names.prove(&name),
            (Some(name), Trust::Unknown) => self.names.unproved(&name),
            (Some(name), Trust::Refused) => self.names.proved(&name).unwrap_or_else(|| self.names.unnamed()),
            (None, _) => self.names.unnamed(),
        };
        let guard = match self.started {
            None => model.begin_intended(self.began),
            Some(started) => {
                let mut guard = model.queue_at(self.began);
                guard.started_at(started);
                guard
            }
        };
        (guard, model)
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.recorded {
            // Its guard ends it as cancelled.
            drop(self.begin(Trust::Unknown, None));
        }
    }
}

/// Longest name of a model that becomes a label, in bytes.
const LONGEST_NAME: usize = 128;

/// Keeps a name that may become a label.
pub(crate) fn label(name: &str) -> Option<String> {
    let fits = !name.is_empty() && name.len() <= LONGEST_NAME && !name.contains(char::is_control);
    fits.then(|| name.to_owned())
}

/// Whom a request is recorded under.
#[derive(Debug)]
pub(crate) enum Subject {
    /// A model that is known.
    Known(InFlight),
    Pending(Pending),
}

impl Subject {
    /// It leaves the queue.
    pub(crate) fn started(&mut self, now: Timestamp) {
        match self {
            Self::Known(guard) => guard.started_at(now),
            Self::Pending(pending) => pending.started(now),
        }
    }

    /// Ends it without an answer.
    pub(crate) fn fail(self, reason: Reason, now: Timestamp) {
        let guard = match self {
            Self::Known(guard) => guard,
            Self::Pending(mut pending) => {
                pending.begin(if refuses(reason) { Trust::Refused } else { Trust::Unknown }, None).0
            }
        };
        guard.fail_at(reason, now);
    }
}

/// What is needed to see the load of a model in its answers.
#[derive(Debug)]
pub(crate) struct Load {
    pub(crate) loads: Arc<Loads>,
    /// When the request was sent.
    pub(crate) sent: Timestamp,
    /// The model, where it is known already.
    pub(crate) model: Option<ModelRecorder>,
}

/// Whom an answer is reported to, beside its request.
#[derive(Debug, Clone)]
pub(crate) struct Listener {
    pub(crate) clock: Clock,
    pub(crate) engine: EngineRecorder,
}

impl Listener {
    /// Begins to listen to an answer, which the engine owes as `awaited`; `None` when its status has ended the request already.
    pub(crate) fn listen(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        subject: Subject,
        awaited: Awaited,
        load: Option<Load>,
    ) -> Option<Recording> {
        if let Some(reason) = reason_of_status(status) {
            let now = self.clock.now();
            subject.fail(reason, now);
            awaited.failed_at(reason, now);
            return None;
        }
        let state = match subject {
            Subject::Pending(pending) => State::Unnamed { pending, awaited, load },
            Subject::Known(guard) => State::Named {
                recorder: StreamRecorder::new(guard).judging(awaited),
                watch: load.and_then(|load| Some(LoadWatch::new(load.loads, load.model?, load.sent))),
            },
        };
        let request = Request { clock: self.clock.clone(), said: Said::default(), state };
        Some(Recording { coding: Coding::of(headers), decoder: Decoder::new(), request })
    }

    /// Ends a request that got no answer.
    pub(crate) fn unanswered(&self, subject: Subject, awaited: Awaited, reason: Reason) {
        let now = self.clock.now();
        subject.fail(reason, now);
        awaited.failed_at(reason, now);
    }
}

/// What an answer has said so far.
#[derive(Debug, Default)]
struct Said {
    /// Anything at all.
    anything: bool,
    /// A piece of output.
    output: bool,
    /// That the model has finished.
    finished: bool,
    counts: Counts,
    /// The name of the model that answers.
    model: Option<String>,
}

/// The recorder's half of a body. Dropped before the end it records the request as cancelled.
#[derive(Debug)]
pub(crate) struct Recording {
    coding: Coding,
    decoder: Decoder,
    request: Request,
}

/// The request that is answered.
#[derive(Debug)]
struct Request {
    clock: Clock,
    said: Said,
    state: State,
}

#[derive(Debug)]
enum State {
    /// No server has answered under its name yet. `awaited` is what the engine owes.
    Unnamed { pending: Pending, awaited: Awaited, load: Option<Load> },
    /// It is recorded under the name of its model.
    Named { recorder: StreamRecorder, watch: Option<LoadWatch> },
    /// It only loaded a model.
    NoInference,
}

impl Request {
    fn is_open(&self) -> bool {
        match &self.state {
            State::Unnamed { .. } => true,
            State::Named { recorder, .. } => recorder.is_open(),
            State::NoInference => false,
        }
    }

    /// What it is recorded with. A request without a name has one from here on.
    fn named(&mut self, trust: Trust) -> Option<(&mut StreamRecorder, &mut Option<LoadWatch>)> {
        if matches!(self.state, State::Unnamed { .. })
            && let State::Unnamed { mut pending, awaited, load } =
                std::mem::replace(&mut self.state, State::NoInference)
        {
            let (guard, model) = pending.begin(trust, self.said.model.as_deref());
            let watch = load.filter(|_| trust == Trust::Proved);
            let watch = watch.map(|load| LoadWatch::new(load.loads, model, load.sent));
            self.state = State::Named { recorder: StreamRecorder::new(guard).judging(awaited), watch };
        }
        match &mut self.state {
            State::Named { recorder, watch } => Some((recorder, watch)),
            _ => None,
        }
    }

    fn hear(&mut self, event: Event, now: Timestamp) {
        let mut heard = stream_item(&event);
        let said = &mut self.said;
        said.anything = true;
        said.finished = event.finished;
        // A last line with output in it is a piece like those before it.
        heard.output |= event.output && said.output;
        said.output |= heard.output;
        // Whether the client waits for the end is known when it has waited.
        heard.finished = false;
        // Servers that count as they go may end with a 0.
        said.counts.prompt = said.counts.prompt.max(heard.counts.prompt);
        said.counts.output = said.counts.output.max(heard.counts.output);
        heard.counts = said.counts;
        let runs = event.output || event.finished || event.done;
        if event.model.is_some() {
            said.model.clone_from(&event.model);
        }
        let trust = match heard.failed {
            Some(reason) if refuses(reason) => Trust::Refused,
            Some(_) => Trust::Unknown,
            None if !runs => return,
            None => Trust::Proved,
        };
        if trust == Trust::Proved
            && event.loads
            && !said.output
            && matches!(self.state, State::Unnamed { .. })
            && let State::Unnamed { mut pending, awaited, .. } =
                std::mem::replace(&mut self.state, State::NoInference)
        {
            pending.recorded();
            awaited.forget();
            return;
        }
        let Some((recorder, watch)) = self.named(trust) else { return };
        if let Some(watch) = watch {
            watch.hear(&event, heard.output, now);
        }
        recorder.observe_at(heard, now);
    }

    fn complete(&mut self, now: Timestamp) {
        if let Some((recorder, _)) = self.named(Trust::Proved) {
            recorder.complete_at(now);
        }
    }

    fn fail(&mut self, reason: Reason, now: Timestamp) {
        if let Some((recorder, _)) = self.named(Trust::Unknown) {
            recorder.fail_at(reason, now);
        }
    }
}

impl Recording {
    pub(crate) fn now(&self) -> Timestamp {
        self.request.clock.now()
    }

    /// Takes in bytes of the body that came at `now`.
    pub(crate) fn data(&mut self, bytes: &[u8], now: Timestamp) {
        let Self { coding, decoder, request } = self;
        if request.is_open() {
            coding.read(bytes, |text| decoder.feed(text, |event| request.hear(event, now)));
        }
    }

    /// The body is over, as its framing announced it.
    pub(crate) fn end(&mut self, now: Timestamp) {
        let Self { coding, decoder, request } = self;
        if !request.is_open() {
            return;
        }
        let broken_off = request.said.anything || decoder.is_within();
        // A body in a coding that can't be read here counts as a whole answer.
        if request.said.finished || coding.is_closed() {
            request.complete(now);
        } else {
            request.fail(if broken_off { Reason::Aborted } else { Reason::Other }, now);
        }
    }

    /// The body broke off.
    pub(crate) fn break_off(&mut self, reason: Reason) {
        if !self.request.is_open() {
            return;
        }
        let now = self.now();
        self.request.fail(reason, now);
    }
}

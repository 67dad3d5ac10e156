//! Tokens.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hailo::{Completion, Error, ErrorKind, FinishReason, GenerateOptions, Llm, Piece, Prompt, Result};
use hailo_telemetry::{InFlight, LoadPhase, ModelRecorder, Reason, Telemetry, Timestamp};

use crate::activity::{Activity, failure_reason};
use crate::calls::{Call, Phase};
use crate::work::{RequestTimeline, Work};

/// A language model whose every answer is recorded, token by token. Cloning is cheap.
///
/// Each answer starts on a fresh context, since Ollama's clients send a conversation whole with each question; but one that
/// [goes on](Question::going_on).
#[derive(Clone, Debug)]
pub struct ObservedLlm {
    llm: Llm,
    recorder: ModelRecorder,
    activity: Activity,
    work: Arc<Work>,
    turn: Arc<Turn>,
    turn_timeout: Duration,
    warm: Arc<AtomicBool>,
}

/// The device gives one answer at a time: who holds the turn may ask.
#[derive(Debug, Default)]
struct Turn {
    taken: Mutex<bool>,
    freed: Condvar,
}

impl Turn {
    /// Waits for the turn; `None` if it does not come in time.
    fn take(self: &Arc<Self>, timeout: Duration) -> Option<Taken> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.freed.wait_timeout_while(taken, timeout, |taken| *taken);
        let (mut taken, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if *taken {
            return None;
        }
        *taken = true;
        Some(Taken(Arc::clone(self)))
    }
}

/// How long a question waits for the answers before it, unless told otherwise.
const TURN_TIMEOUT: Duration = Duration::from_secs(600);

#[derive(Debug)]
struct Taken(Arc<Turn>);

impl Drop for Taken {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.freed.notify_one();
    }
}

impl ObservedLlm {
    pub(crate) fn new(llm: Llm, recorder: ModelRecorder, activity: Activity) -> Self {
        let (turn, warm) = (Arc::default(), Arc::new(AtomicBool::new(false)));
        let work = Arc::new(Work::new(&activity, &recorder));
        Self { llm, recorder, activity, work, turn, turn_timeout: TURN_TIMEOUT, warm }
    }

    /// How long a question waits for the answers before it (10 minutes unless set); then it fails. A completion that is
    /// kept and not read on holds the turn: a second question on its own thread would otherwise wait for ever.
    #[must_use]
    pub fn with_turn_timeout(mut self, timeout: Duration) -> Self {
        self.turn_timeout = timeout;
        self
    }

    /// The model.
    #[must_use]
    pub fn llm(&self) -> &Llm {
        &self.llm
    }

    /// Its recorder, for what only the caller knows.
    #[must_use]
    pub fn recorder(&self) -> &ModelRecorder {
        &self.recorder
    }

    /// Counts a question as asked from now on. Dropping it records a cancelled request.
    pub fn ask(&self) -> Question {
        self.adopt(self.recorder.queue())
    }

    /// Goes on with a request that was counted, queued, before this model was loaded.
    pub fn adopt(&self, request: InFlight) -> Question {
        let running = Mutex::new(Some(Running { request, timeline: None }));
        let telemetry = self.activity.telemetry.clone();
        let shared = Shared { running, work: Arc::clone(&self.work), telemetry };
        Question { asker: Asker(Arc::new(shared)), llm: self.clone(), goes_on: false }
    }

    /// [`ObservedLlm::ask`], then [`Question::generate`].
    ///
    /// # Errors
    /// As `hailo::Llm::generate`.
    pub fn generate(&self, prompt: &Prompt, options: &GenerateOptions) -> Result<ObservedCompletion> {
        self.ask().generate(prompt, options)
    }
}

/// A request that has not ended.
#[derive(Debug)]
struct Running {
    request: InFlight,
    /// When things happened in it, once the device was asked.
    timeline: Option<RequestTimeline>,
}

/// A request that who asked it may end, and who takes it from the device: the first of them has it.
#[derive(Debug)]
struct Shared {
    running: Mutex<Option<Running>>,
    work: Arc<Work>,
    telemetry: Telemetry,
}

impl Shared {
    fn running(&self) -> MutexGuard<'_, Option<Running>> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Option<Running> {
        self.running().take()
    }
}

/// Who asked. Dropping it cancels what has not ended.
#[derive(Debug)]
struct Asker(Arc<Shared>);

impl Asker {
    /// The engine refused before the device was asked.
    fn refuse(&self, error: &Error) {
        if let Some(Running { request, .. }) = self.0.take() {
            request.fail(failure_reason(error));
        }
    }

    /// The call ended so; what it says of the engine holds also where the request has ended already.
    fn settle(&self, activity: &Activity, failed: Option<&Error>, now: Timestamp) {
        match self.0.take() {
            Some(Running { request, timeline: Some(timeline) }) => {
                self.0.work.settle(request, &timeline, failed, now);
            }
            _ => activity.heard(failed, now),
        }
    }

    fn cancel(&self, now: Timestamp) {
        let Some(Running { request, timeline }) = self.0.take() else { return };
        request.cancel_at(now);
        if let Some(timeline) = timeline {
            self.0.work.cancelled(&timeline, now);
        }
    }
}

impl Drop for Asker {
    fn drop(&mut self) {
        self.cancel(self.0.telemetry.now());
    }
}

/// Takes a request from a device that does not end it.
#[derive(Debug)]
pub struct Recall(Arc<Shared>);

impl Recall {
    /// Records the request as failed for this reason, unless it has ended. What the device still says to it is counted
    /// nowhere: its call may come back in hours, or never.
    pub fn fail(self, reason: Reason) {
        let Some(Running { request, timeline }) = self.0.take() else { return };
        match timeline {
            Some(timeline) => self.0.work.taken(request, &timeline, reason, self.0.telemetry.now()),
            None => request.fail(reason),
        }
    }
}

/// A question that waits for the device.
#[must_use = "dropping a `Question` cancels it"]
#[derive(Debug)]
pub struct Question {
    asker: Asker,
    llm: ObservedLlm,
    goes_on: bool,
}

impl Question {
    /// Has the answer begin on the context that the last one left, and the prompt be only what is new. Who asks so knows
    /// what that context is, and that nobody else has asked in between.
    pub fn going_on(mut self) -> Self {
        self.goes_on = true;
        self
    }

    /// What takes the request from a device that does not end it.
    #[must_use]
    pub fn recall(&self) -> Recall {
        Recall(Arc::clone(&self.asker.0))
    }

    /// Blocks until the device is free, then starts the answer. The wait is wall-clock time, and holds no lock that
    /// another answer needs.
    ///
    /// # Errors
    /// As `hailo::Llm::generate`, and `DeviceBusy` when the turn does not come in
    /// [time](ObservedLlm::with_turn_timeout); the request is then recorded as failed.
    pub fn generate(self, prompt: &Prompt, options: &GenerateOptions) -> Result<ObservedCompletion> {
        let Self { asker, llm, goes_on } = self;
        let Some(turn) = llm.turn.take(llm.turn_timeout) else {
            let why = "an answer of this model is still being read, or its completion is kept: drop it";
            let error = Error::new(ErrorKind::DeviceBusy, why);
            asker.refuse(&error);
            return Err(error);
        };
        let began = llm.activity.telemetry.now();
        // All of it under the lock: who takes the question back ends what has begun here.
        let call = match &mut *asker.0.running() {
            Some(Running { request, timeline }) => {
                request.started_at(began);
                *timeline = Some(RequestTimeline::new(began));
                llm.work.enter(Phase::Prefill, began)
            }
            None => {
                return Err(Error::new(ErrorKind::Aborted, "the question was taken back while it waited"));
            }
        };
        // Where the library can't tell what it holds, the prompt's tokens stay unknown all the same.
        let held = if goes_on { llm.llm.context_usage().unwrap_or(0) } else { 0 };
        let emptied = if goes_on { Ok(()) } else { llm.llm.clear_context() };
        let answer = emptied.and_then(|()| llm.llm.generate(prompt, options));
        let completion = match answer {
            Ok(completion) => completion,
            Err(error) => {
                asker.settle(&llm.activity, Some(&error), llm.activity.telemetry.now());
                return Err(error);
            }
        };
        let waited_ns = llm.activity.telemetry.now().nanos_since(began);
        call.pause();
        Ok(ObservedCompletion {
            completion,
            asker,
            ended: None,
            visible: false,
            unseen: 0,
            tokens: 0,
            held: held as u64,
            prompt_tokens: None,
            began,
            waited_ns,
            llm,
            call,
            _turn: turn,
        })
    }

    /// The engine refused before the device was asked.
    pub fn refuse(self, error: &hailo::Error) {
        self.asker.refuse(error);
    }
}

/// An answer being generated and recorded. Dropping it before its end aborts the generation and records the request
/// as cancelled.
#[must_use = "dropping an `ObservedCompletion` cancels it"]
pub struct ObservedCompletion {
    // Dropped first: the device is free only when the completion is gone.
    completion: Completion,
    asker: Asker,
    ended: Option<FinishReason>,
    visible: bool,
    /// Tokens that came before the first text.
    unseen: u32,
    tokens: u64,
    /// Tokens that were in the context before the question.
    held: u64,
    prompt_tokens: Option<u64>,
    began: Timestamp,
    /// For how long calls have waited for the next piece, without the time that the reader took between them.
    waited_ns: u64,
    llm: ObservedLlm,
    call: Call,
    _turn: Taken,
}

impl fmt::Debug for ObservedCompletion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObservedCompletion")
            .field("tokens", &self.tokens)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

impl ObservedCompletion {
    /// As `hailo::Completion::next`. Its last piece records the request as completed, an error as failed or timed
    /// out; an error ends the request even where the library would let it go on.
    ///
    /// # Errors
    /// As `hailo::Completion::next`.
    pub fn next(&mut self, timeout: Duration) -> Result<Option<Piece>> {
        let asked = self.llm.activity.telemetry.now();
        let phase = if self.tokens == 0 { Phase::Prefill } else { Phase::Decode };
        self.call.wait(phase, Timestamp::from_nanos(asked.as_nanos().saturating_sub(self.waited_ns)));
        let read = self.completion.next(timeout);
        let now = self.llm.activity.telemetry.now();
        // A read that timed out is part of one wait: the watch sees for how long the device has been silent in all.
        self.waited_ns = match &read {
            Err(error) if error.kind() == ErrorKind::Timeout => self.waited_ns + now.nanos_since(asked),
            _ => 0,
        };
        match &read {
            Ok(Some(piece)) => {
                self.record(piece, now);
                if let Some(finish) = piece.finish {
                    self.finish(finish, true);
                }
            }
            Ok(None) => {}
            Err(error) => self.asker.settle(&self.llm.activity, Some(error), now),
        }
        self.call.pause();
        read
    }

    fn record(&mut self, piece: &Piece, now: Timestamp) {
        let mut running = self.asker.0.running();
        let Some(Running { request, timeline: Some(timeline) }) = &mut *running else { return };
        self.llm.activity.progress(now);
        self.tokens += u64::from(piece.tokens);
        if !piece.text.is_empty() {
            self.visible = true;
            request.chunk();
        }
        if !self.visible {
            // Time to first token means text that a reader can see: what comes before it waits.
            self.unseen += piece.tokens;
            return;
        }
        let waiting = std::mem::take(&mut self.unseen);
        request.tokens_at(piece.tokens + waiting, now);
        self.llm.work.tokens(timeline, piece.tokens + waiting, now);
    }

    fn finish(&mut self, finish: FinishReason, all_read: bool) {
        let now = self.llm.activity.telemetry.now();
        if let Some(Running { request, timeline: Some(timeline) }) = &mut *self.asker.0.running() {
            let unseen = std::mem::take(&mut self.unseen);
            request.tokens_at(unseen, now);
            timeline.tokens = timeline.tokens.saturating_add(unseen);
        } else {
            return;
        }
        self.ended = Some(finish);
        if finish == FinishReason::Aborted {
            self.asker.cancel(now);
            return;
        }
        // What is in the context beyond the answer and what was in it before is the prompt in its template. Tokens that
        // nobody read would look like prompt. The library is asked without the lock: it may not answer.
        if let (true, Ok(usage)) = (all_read, self.llm.llm.context_usage()) {
            let usage = u64::try_from(usage).unwrap_or(u64::MAX);
            let prompt = usage.saturating_sub(self.tokens).saturating_sub(self.held);
            self.prompt_tokens = Some(prompt);
            if let Some(Running { request, .. }) = &mut *self.asker.0.running() {
                request.prompt_tokens(prompt);
            }
            let capacity = self.llm.llm.context_capacity().ok().and_then(|size| u64::try_from(size).ok());
            self.llm.recorder.set_context(usage, capacity);
        }
        if !self.llm.warm.swap(true, Ordering::Relaxed) {
            self.llm.recorder.set_load(LoadPhase::FirstInference, now.since(self.began));
        }
        self.asker.settle(&self.llm.activity, None, now);
    }

    /// Ends the answer here as complete (a stop text was met) and stops the device.
    pub fn stop(mut self) {
        self.finish(FinishReason::Stop, false);
    }

    /// Generated tokens so far.
    #[must_use]
    pub fn tokens(&self) -> u64 {
        self.tokens
    }

    /// Tokens of the prompt in its template, known at the end, where the library can tell (5.1.1 and later).
    #[must_use]
    pub fn prompt_tokens(&self) -> Option<u64> {
        self.prompt_tokens
    }

    /// Why the answer ended.
    #[must_use]
    pub fn finish_reason(&self) -> Option<FinishReason> {
        self.ended
    }

    /// The completion, for aborting it from elsewhere.
    #[must_use]
    pub fn completion(&self) -> &Completion {
        &self.completion
    }
}

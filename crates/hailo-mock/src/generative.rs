//! A loaded generative model and its answers, without the chip they run on.

use std::collections::VecDeque;

use hailo_sys::shim::{
    HAILO_SHIM_ABORTED, HAILO_SHIM_GENERATING, HAILO_SHIM_LOGICAL_END, HAILO_SHIM_MAX_TOKENS_REACHED,
    hailo_shim_generator_params,
};

use crate::llm::{LlmSpec, Tokens, Utf8Holder};

/// Tokens the client side queues before the device has to wait, as in the real library.
pub(crate) const QUEUE: usize = 1024;

/// A loaded model.
#[derive(Debug)]
pub(crate) struct Generative {
    pub spec: LlmSpec,
    pub vdevice: u64,
    pub chip: usize,
    pub epoch: u64,
    /// Tokens in the context.
    pub context: usize,
    /// The running completion.
    pub current: Option<u64>,
    /// Completions that keep it alive, the running one among them.
    pub completions: usize,
    /// Destroyed by its holder, kept by its completions.
    pub closed: bool,
    pub recovery: String,
    pub stop_tokens: Vec<String>,
    /// What the context holds, as a hash, so that an answer depends on the conversation.
    pub history: u64,
}

impl Generative {
    pub(crate) fn new(spec: LlmSpec, vdevice: u64, chip: usize, epoch: u64) -> Self {
        Self {
            spec,
            vdevice,
            chip,
            epoch,
            context: 0,
            current: None,
            completions: 0,
            closed: false,
            recovery: "<|im_end|>\n".to_owned(),
            stop_tokens: vec!["<|im_end|>".to_owned()],
            history: 0,
        }
    }

    pub(crate) fn params(&self) -> hailo_shim_generator_params {
        hailo_shim_generator_params {
            temperature: 0.7,
            top_p: 0.8,
            top_k: 20,
            frequency_penalty: 1.1,
            max_generated_tokens: self.spec.max_generated_tokens,
            do_sample: 1,
            seed: u32::MAX,
        }
    }
}

/// Whether the real library takes these parameters.
pub(crate) fn valid(p: &hailo_shim_generator_params) -> bool {
    p.temperature > 0.0
        && (0.0..=1.0).contains(&p.top_p)
        && p.top_k >= 1
        && p.frequency_penalty != 0.0
        && p.max_generated_tokens >= 1
}

/// What a model says that works and says nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Silence {
    /// Tokens without text.
    Zeros,
    /// The last token again.
    Frozen,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Completion {
    pub model: u64,
    pub chip: usize,
    seed: u64,
    spec: LlmSpec,
    tokens: Tokens,
    holder: Utf8Holder,
    /// Generated and not read: when, the bytes, and the status the last one carries.
    ready: VecDeque<(u64, Vec<u8>, u32)>,
    /// When the next token comes; `None` when there is none.
    pub next_at: Option<u64>,
    /// Tokens generated so far.
    produced: usize,
    /// The text of the last token, and the end of the text so far, in which a stop token may begin.
    last: Vec<u8>,
    tail: Vec<u8>,
    stop_tokens: Vec<String>,
    limit: usize,
    natural: usize,
    /// What the last read said.
    pub status: u32,
    pub failed: Option<u32>,
    pub aborted: bool,
}

impl Completion {
    /// Begins to answer at `now`; the first token comes `prefill_ns` later. `prompt` is the hash of the
    /// whole conversation.
    pub(crate) fn start(
        model: u64,
        m: &Generative,
        (prompt, seed): (u64, u64),
        max_tokens: usize,
        (now, prefill_ns): (u64, u64),
    ) -> Self {
        let tokens = Tokens::new(&m.spec, prompt, seed);
        let natural = tokens.natural_length(&m.spec);
        let limit = (m.spec.context - m.context).min(max_tokens);
        let mut completion = Self {
            model,
            chip: m.chip,
            seed: prompt ^ seed,
            spec: m.spec.clone(),
            tokens,
            holder: Utf8Holder::default(),
            ready: VecDeque::new(),
            next_at: Some(now.saturating_add(prefill_ns)),
            produced: 0,
            last: Vec::new(),
            tail: Vec::new(),
            stop_tokens: m.stop_tokens.clone(),
            limit,
            natural,
            status: HAILO_SHIM_GENERATING,
            failed: None,
            aborted: false,
        };
        if limit == 0 {
            // The context is full before the first token.
            completion.next_at = None;
            completion.ready.push_back((now, Vec::new(), HAILO_SHIM_MAX_TOKENS_REACHED));
        }
        completion
    }

    /// When the next token comes, if it comes by `now` and there is room for it.
    pub(crate) fn due(&self, now: u64) -> Option<u64> {
        self.next_at.filter(|at| *at <= now && self.ready.len() < QUEUE)
    }

    /// The token that is due at `at`. The answer: nanoseconds to the next at full clock, `None` if it
    /// was the last.
    pub(crate) fn produce(&mut self, at: u64, silence: Option<Silence>) -> Option<u64> {
        let mut bytes = if self.produced < self.natural || !self.tokens.at_word_border() {
            self.tokens.next_token()
        } else {
            // The stop token: no text.
            Vec::new()
        };
        let mut ends = bytes.is_empty();
        self.produced += 1;
        match silence {
            Some(Silence::Zeros) => bytes.clear(),
            Some(Silence::Frozen) => bytes.clone_from(&self.last),
            None => {
                ends |= self.cut_at_stop_token(&mut bytes);
                self.last.clone_from(&bytes);
            }
        }
        let status = if ends {
            HAILO_SHIM_LOGICAL_END
        } else if self.produced >= self.limit {
            HAILO_SHIM_MAX_TOKENS_REACHED
        } else {
            HAILO_SHIM_GENERATING
        };
        self.ready.push_back((at, bytes, status));
        self.next_at = None;
        (status == HAILO_SHIM_GENERATING).then(|| self.spec.gap_ns(self.seed, self.produced as u64))
    }

    /// Whether this token completes a stop token; the stop token, as far as it is in this token, is cut.
    fn cut_at_stop_token(&mut self, bytes: &mut Vec<u8>) -> bool {
        let before = self.tail.len();
        self.tail.extend_from_slice(bytes);
        let found = self.stop_tokens.iter().filter(|t| !t.is_empty()).filter_map(|token| {
            let token = token.as_bytes();
            self.tail.windows(token.len()).position(|w| w == token)
        });
        if let Some(at) = found.min() {
            bytes.truncate(at.saturating_sub(before));
            return true;
        }
        let longest = self.stop_tokens.iter().map(String::len).max().unwrap_or(0);
        let keep = self.tail.len().min(longest.saturating_sub(1));
        self.tail.drain(..self.tail.len() - keep);
        false
    }

    /// When the next read has something, if it is on its way.
    pub(crate) fn next_moment(&self) -> Option<u64> {
        self.next_at
    }

    /// One read: text and status, or `None` when it has to wait.
    pub(crate) fn read(&mut self, now: u64) -> Option<(String, u32)> {
        let wanted = self.spec.tokens_per_read.max(1);
        let there = self.ready.iter().take(wanted).take_while(|t| t.0 <= now).count();
        let ended = self.ready.iter().take(there).any(|t| t.2 != HAILO_SHIM_GENERATING);
        if there == 0 || (there < wanted && !ended) {
            return None;
        }
        let full = self.ready.len() >= QUEUE;
        let mut text = String::new();
        for (_, bytes, status) in self.ready.drain(..there) {
            text.push_str(&self.holder.push(&bytes));
            self.status = status;
        }
        if self.status != HAILO_SHIM_GENERATING {
            text.push_str(&self.holder.finish());
        }
        if full && let Some(next) = &mut self.next_at {
            // A reader that stalled made the device wait.
            *next = (*next).max(now);
        }
        Some((text, self.status))
    }

    /// A read of a recorded answer in place of one of its own.
    pub(crate) fn repeat(&mut self, status: u32) {
        self.status = status;
        self.ready.clear();
        if status != HAILO_SHIM_GENERATING {
            self.next_at = None;
        }
    }

    /// Asks the device to stop: what is queued can still be read, then the recovery sequence.
    pub(crate) fn abort(&mut self, recovery: &str, now: u64) {
        if self.next_at.take().is_some() {
            self.ready.push_back((now, recovery.as_bytes().to_vec(), HAILO_SHIM_ABORTED));
        }
        self.aborted = true;
    }
}

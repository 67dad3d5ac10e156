//! Generative models on a device: loading, context, one answer at a time.

use std::collections::VecDeque;

use hailo_sys::shim::{
    HAILO_SHIM_ABORTED, HAILO_SHIM_GENERATING, HAILO_SHIM_LOGICAL_END, HAILO_SHIM_MAX_TOKENS_REACHED,
    hailo_shim_generator_params,
};

use crate::codes::st;
use crate::llm::{LlmSpec, Tokens, Utf8Holder};
use crate::machine::Core;
use crate::physics::Zone;
use crate::state::{Object, State, overheat_status};

/// Tokens the client side queues before the device has to wait, as in the real library.
const QUEUE: usize = 1024;

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

/// An answer.
#[derive(Debug)]
pub(crate) struct Completion {
    pub model: u64,
    chip: usize,
    seed: u64,
    spec: LlmSpec,
    tokens: Tokens,
    holder: Utf8Holder,
    /// Generated and not read: when, the bytes, and the status the last one carries.
    ready: VecDeque<(u64, Vec<u8>, u32)>,
    /// When the next token comes; `None` when there is none.
    next_at: Option<u64>,
    /// The token that comes was asked for at this moment but found the queue full.
    produced: usize,
    limit: usize,
    natural: usize,
    /// What the last read said.
    pub status: u32,
    pub failed: Option<u32>,
    pub aborted: bool,
}

impl Completion {
    /// Begins to answer at `now`. `prompt` is the hash of the whole conversation.
    pub(crate) fn start(
        state: &mut State,
        core: &Core,
        (model, prompt_tokens, prompt): (u64, usize, u64),
        params: &hailo_shim_generator_params,
        now: u64,
    ) -> Option<Self> {
        let Some(Object::Generative(m)) = state.objects.get_mut(&model) else { return None };
        let seed = match (params.do_sample, params.seed) {
            (0, _) => 0,
            (_, u32::MAX) => core.scenario.seed,
            (_, seed) => u64::from(seed),
        };
        let tokens = Tokens::new(&m.spec, prompt, seed);
        let natural = tokens.natural_length(&m.spec);
        m.context = (m.context + prompt_tokens).min(m.spec.context);
        let room = m.spec.context - m.context;
        let limit = room.min(params.max_generated_tokens as usize);
        let (chip, spec) = (m.chip, m.spec.clone());
        let prefill = stretch(state, chip, spec.prefill_ns(prompt_tokens));
        let mut completion = Self {
            model,
            chip,
            seed: prompt ^ seed,
            spec,
            tokens,
            holder: Utf8Holder::default(),
            ready: VecDeque::new(),
            next_at: Some(now.saturating_add(prefill)),
            produced: 0,
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
        work(state, core, chip, now, prefill);
        Some(completion)
    }

    /// Generates what comes until `now`.
    pub(crate) fn advance(&mut self, state: &mut State, core: &Core, now: u64) {
        while let Some(at) = self.next_at.filter(|at| *at <= now && self.ready.len() < QUEUE) {
            let bytes = if self.produced < self.natural || !self.tokens.at_word_border() {
                self.tokens.next_token()
            } else {
                // The stop token: no text.
                Vec::new()
            };
            let ends = bytes.is_empty();
            self.produced += 1;
            let status = if ends {
                HAILO_SHIM_LOGICAL_END
            } else if self.produced >= self.limit {
                HAILO_SHIM_MAX_TOKENS_REACHED
            } else {
                HAILO_SHIM_GENERATING
            };
            self.ready.push_back((at, bytes, status));
            if let Some(Object::Generative(m)) = state.objects.get_mut(&self.model) {
                m.context = (m.context + 1).min(m.spec.context);
            }
            if status == HAILO_SHIM_GENERATING {
                let gap = stretch(state, self.chip, self.spec.gap_ns(self.seed, self.produced as u64));
                work(state, core, self.chip, at, gap);
                self.next_at = Some(at.saturating_add(gap));
            } else {
                self.next_at = None;
            }
        }
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

    /// Asks the device to stop: what is queued can still be read, then the recovery sequence.
    pub(crate) fn abort(&mut self, recovery: &str, now: u64) {
        if self.next_at.take().is_some() {
            self.ready.push_back((now, recovery.as_bytes().to_vec(), HAILO_SHIM_ABORTED));
        }
        self.aborted = true;
    }
}

/// Longer while the chip is throttled.
fn stretch(state: &State, chip: usize, ns: u64) -> u64 {
    let slow = state.chips.get(chip).map_or(1.0, |c| c.physics.slowdown());
    (ns as f64 * slow) as u64
}

fn work(state: &mut State, core: &Core, chip: usize, at: u64, ns: u64) {
    let mut events = Vec::new();
    if let Some(c) = state.chips.get_mut(chip) {
        c.physics.work(at, ns, &mut events);
    }
    state.physical(core, chip, &events);
}

/// Lets every answer go on until `now`.
pub(crate) fn advance(state: &mut State, core: &Core, now: u64) {
    for id in completions(state) {
        let Some(mut object) = state.objects.remove(&id) else { continue };
        let mut too_hot = None;
        if let Object::Completion(c) = &mut object {
            c.advance(state, core, now);
            // What its own heat set off could not reach it meanwhile.
            let hot = state.chips.get(c.chip).is_some_and(|c| c.physics.zone() == Zone::Red);
            too_hot = (hot && c.next_at.is_some()).then_some(c.chip);
        }
        state.objects.insert(id, object);
        if let Some(chip) = too_hot {
            abort_chip(state, core, chip, now, overheat_status(core.era));
        }
    }
}

fn completions(state: &State) -> Vec<u64> {
    let running = |o: &Object| match o {
        Object::Generative(m) => m.current,
        _ => None,
    };
    state.generatives.iter().filter_map(|id| running(state.objects.get(id)?)).collect()
}

/// The device is gone or has stopped: answers under way fail.
pub(crate) fn abort_chip(state: &mut State, _core: &Core, chip: usize, _at: u64, status: u32) {
    for id in completions(state) {
        if let Some(Object::Completion(c)) = state.objects.get_mut(&id)
            && c.chip == chip
            && c.next_at.take().is_some()
        {
            c.failed = Some(if status == 0 { st::STREAM_ABORT } else { status });
        }
    }
}

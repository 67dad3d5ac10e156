//! Language, vision and speech models.

use std::ffi::c_void;

use hailo_sys::Era;
use hailo_sys::shim::*;

use crate::call::{Call, R, destroys, with_handle};
use crate::clock::{timeout_ns, to_ns};
use crate::codes::{order, st, ty};
use crate::generative::{Completion, Generative, valid};
use crate::llm::{LlmKind, LlmSpec, Tokens, Utf8Holder};
use crate::object::Object;

/// Tokens a picture takes in the context of a vision model.
const TOKENS_PER_PICTURE: usize = 256;
/// Side of the picture a simulated vision model takes.
const PICTURE_SIDE: u32 = 336;
/// Samples per second of speech.
const SPEECH_HZ: usize = 16_000;
/// Seconds of speech in one segment.
const SEGMENT_S: usize = 5;

impl Call<'_> {
    fn generative(&mut self, id: u64, kind: LlmKind) -> R<&mut Generative> {
        let name = self.name;
        let good = |g: &Generative| g.spec.kind == kind && !g.closed;
        let found = match self.objects.get(&id) {
            Some(Object::Generative(g)) if good(g) => (g.chip, g.epoch),
            _ => return Err(self.wrong(name, id, "a loaded model of this kind")),
        };
        self.alive(found.0, found.1)?;
        match self.objects.get_mut(&id) {
            Some(Object::Generative(g)) => Ok(g),
            _ => Err(st::INTERNAL_FAILURE),
        }
    }

    fn load<T>(&mut self, vdevice: u64, path: hailo_shim_slice, kind: LlmKind, out: *mut *mut T) -> R {
        self.put(out, std::ptr::null_mut())?;
        let (chips, epochs, scheduler) = self.shim_vdevice(vdevice)?;
        let path = self.slice_text(path)?;
        let spec = self.core.llm(&path).ok_or(st::OPEN_FILE_FAILURE)?;
        if !scheduler {
            return Err(st::NOT_SUPPORTED);
        }
        let (Some(&chip), Some(&epoch)) = (chips.first(), epochs.first()) else {
            return Err(st::INTERNAL_FAILURE);
        };
        if !self.chips[chip].spec.chip.is_soc() {
            return Err(st::NOT_IMPLEMENTED);
        }
        if spec.kind != kind {
            return Err(st::INVALID_HEF_USE);
        }
        self.make_room(chip, Some(spec.memory_kib))?;
        self.sleep(to_ns(spec.load_s));
        self.alive(chip, epoch)?;
        let id = self.add(Object::Generative(Generative::new(spec, vdevice, chip, epoch)));
        self.generatives.push(id);
        self.put_handle(out, id)
    }

    fn unload(&mut self, id: u64) -> R {
        let name = self.name;
        let Some(Object::Generative(g)) = self.objects.get_mut(&id) else {
            return Err(self.wrong(name, id, "a loaded model"));
        };
        g.closed = true;
        self.reap_generative(id);
        Ok(())
    }

    fn reap_generative(&mut self, id: u64) {
        let Some(Object::Generative(g)) = self.objects.get(&id) else { return };
        if g.closed && g.completions == 0 {
            let vdevice = g.vdevice;
            self.objects.remove(&id);
            self.generatives.retain(|known| *known != id);
            self.reap(vdevice);
        }
    }

    /// Begins an answer to `prompt`, which takes `tokens` of context.
    fn generate(
        &mut self,
        id: u64,
        kind: LlmKind,
        params: *const hailo_shim_generator_params,
        (tokens, prompt): (usize, u64),
        out: *mut *mut hailo_shim_completion,
    ) -> R {
        self.put(out, std::ptr::null_mut())?;
        let model = self.generative(id, kind)?;
        let own = model.params();
        let (busy, history, chip) = (model.current.is_some(), model.history, model.chip);
        let params = if params.is_null() { own } else { self.get(params)? };
        if !valid(&params) {
            return Err(st::INVALID_ARGUMENT);
        }
        // One answer at a time.
        if busy {
            return Err(st::INVALID_OPERATION);
        }
        if self.chips[chip].physics.zone() == crate::physics::Zone::Red {
            return Err(crate::era::overheat_status(self.core.era));
        }
        let prompt = crate::physics::mix(history ^ prompt);
        let (core, now) = (self.core, self.now());
        let started = self.begin_answer(core, (id, tokens, prompt), &params, now);
        let completion = started.ok_or(st::INTERNAL_FAILURE)?;
        let handle = self.add(Object::Completion(completion));
        let model = self.generative(id, kind)?;
        (model.current, model.history) = (Some(handle), prompt);
        model.completions += 1;
        self.put_handle(out, handle)
    }

    /// Counts and hashes messages: one JSON object each.
    fn messages(&self, messages: *const hailo_shim_slice, count: usize) -> R<(usize, u64)> {
        let (mut tokens, mut hash) = (0, 0);
        for at in 0..count {
            let bytes = self.slice(self.get(messages.wrapping_add(at))?)?;
            let message: serde_json::Value =
                serde_json::from_slice(bytes).map_err(|_| st::INVALID_ARGUMENT)?;
            if !message.is_object() {
                return Err(st::INVALID_ARGUMENT);
            }
            // Three tokens frame each message in the usual chat templates.
            tokens += 3 + text_tokens(&message);
            hash = xxhash_rust::xxh3::xxh3_64_with_seed(bytes, hash);
        }
        if count == 0 { Err(st::INVALID_ARGUMENT) } else { Ok((tokens, hash)) }
    }

    fn completion(&mut self, id: u64) -> R<&mut Completion> {
        let name = self.name;
        if !matches!(self.objects.get(&id), Some(Object::Completion(_))) {
            return Err(self.wrong(name, id, "a completion"));
        }
        match self.objects.get_mut(&id) {
            Some(Object::Completion(c)) => Ok(c),
            _ => Err(st::INTERNAL_FAILURE),
        }
    }

    /// The model has nothing under way any more.
    fn release_generator(&mut self, model: u64, completion: u64) {
        if let Some(Object::Generative(g)) = self.objects.get_mut(&model)
            && g.current == Some(completion)
        {
            g.current = None;
        }
    }
}

/// Tokens in the text of a message, wherever it stands.
fn text_tokens(value: &serde_json::Value) -> usize {
    match value {
        serde_json::Value::String(text) => LlmSpec::token_count(text),
        serde_json::Value::Array(parts) => parts.iter().map(text_tokens).sum(),
        serde_json::Value::Object(map) => {
            map.iter().filter(|(k, _)| *k == "content" || *k == "text").map(|(_, v)| text_tokens(v)).sum()
        }
        _ => 0,
    }
}

with_handle! {
    fn hailo_shim_completion_read[completion](
        completion: *mut hailo_shim_completion,
        timeout_ms: u32,
        sink: hailo_shim_sink,
        context: *mut c_void,
        generation: *mut u32,
    ) |c, id| {
        if sink.is_none() || generation.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        if c.completion(id)?.status != HAILO_SHIM_GENERATING {
            return Err(st::INVALID_OPERATION);
        }
        let recorded = c.played().split_first_chunk().map(|(state, text)| (u32::from_le_bytes(*state), text.to_vec()));
        let (text, status) = c.wait_for(
            timeout_ns(timeout_ms),
            |c, now| {
                let completion = c.completion(id)?;
                if let Some((state, text)) = &recorded {
                    completion.repeat(*state);
                    return Ok(Some((String::from_utf8_lossy(text).into_owned(), *state)));
                }
                if let Some(read) = completion.read(now) {
                    return Ok(Some(read));
                }
                match completion.failed {
                    Some(status) => Err(status),
                    None => Ok(None),
                }
            },
            |c| match c.objects.get(&id) {
                Some(Object::Completion(completion)) => completion.next_moment(),
                _ => None,
            },
        )?;
        if status != HAILO_SHIM_GENERATING {
            let model = c.completion(id)?.model;
            c.release_generator(model, id);
        }
        c.put(generation, c.enumerator(status))?;
        c.send(sink, context, text.as_bytes())
    }

    fn hailo_shim_completion_status[completion](completion: *mut hailo_shim_completion, generation: *mut u32) |c, id| {
        let status = c.completion(id)?.status;
        c.put(generation, c.enumerator(status))
    }

    fn hailo_shim_completion_abort[completion](completion: *mut hailo_shim_completion) |c, id| {
        let model = c.completion(id)?.model;
        let recovery = match c.objects.get(&model) {
            Some(Object::Generative(g)) => g.recovery.clone(),
            _ => String::new(),
        };
        let now = c.now();
        c.completion(id)?.abort(&recovery, now);
        Ok(())
    }

    fn hailo_shim_llm_create[vdevice](
        vdevice: *mut hailo_shim_vdevice,
        hef_path: hailo_shim_slice,
        _lora: hailo_shim_slice,
        optimize_memory_on_device: u32,
        out: *mut *mut hailo_shim_llm,
    ) |c, id| {
        c.since(Era::V5_0_0)?;
        if optimize_memory_on_device != 0 {
            c.since(Era::V5_1_0)?;
        }
        c.load(id, hef_path, LlmKind::Text, out)
    }

    fn hailo_shim_llm_generator_params[llm](llm: *mut hailo_shim_llm, out: *mut hailo_shim_generator_params) |c, id| {
        let params = c.generative(id, LlmKind::Text)?.params();
        c.put(out, params)
    }

    fn hailo_shim_llm_generate[llm](
        llm: *mut hailo_shim_llm,
        params: *const hailo_shim_generator_params,
        messages: *const hailo_shim_slice,
        message_count: usize,
        tools: *const hailo_shim_slice,
        tool_count: usize,
        out: *mut *mut hailo_shim_completion,
    ) |c, id| {
        c.generative(id, LlmKind::Text)?;
        let (mut tokens, mut hash) = c.messages(messages, message_count)?;
        if tool_count > 0 {
            c.since(Era::V5_2_0)?;
            let (more, tool_hash) = c.messages(tools, tool_count)?;
            tokens += more;
            hash ^= tool_hash.rotate_left(1);
        }
        c.generate(id, LlmKind::Text, params, (tokens, hash), out)
    }

    fn hailo_shim_llm_generate_text[llm](
        llm: *mut hailo_shim_llm,
        params: *const hailo_shim_generator_params,
        prompt: hailo_shim_slice,
        out: *mut *mut hailo_shim_completion,
    ) |c, id| {
        let text = c.slice_text(prompt)?;
        let hash = xxhash_rust::xxh3::xxh3_64(text.as_bytes());
        c.generate(id, LlmKind::Text, params, (LlmSpec::token_count(&text), hash), out)
    }

    fn hailo_shim_llm_token_count[llm](llm: *mut hailo_shim_llm, text: hailo_shim_slice, out: *mut usize) |c, id| {
        c.generative(id, LlmKind::Text)?;
        let text = c.slice_text(text)?;
        c.put_count(out, LlmSpec::token_count(&text))?;
        c.play_over(out)
    }

    fn hailo_shim_llm_context_usage[llm](llm: *mut hailo_shim_llm, out: *mut usize) |c, id| {
        c.since(Era::V5_1_1)?;
        let used = c.generative(id, LlmKind::Text)?.context;
        c.put_count(out, used)?;
        c.play_over(out)
    }

    fn hailo_shim_llm_context_capacity[llm](llm: *mut hailo_shim_llm, out: *mut usize) |c, id| {
        c.since(Era::V5_1_1)?;
        let capacity = c.generative(id, LlmKind::Text)?.spec.context;
        c.put_count(out, capacity)
    }

    fn hailo_shim_llm_context_clear[llm](llm: *mut hailo_shim_llm) |c, id| {
        clear_context(c, id, LlmKind::Text)
    }

    fn hailo_shim_llm_context_save[llm](llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) |c, id| {
        c.since(Era::V5_1_1)?;
        let model = c.generative(id, LlmKind::Text)?;
        let saved = [SAVED.to_le_bytes(), (model.context as u64).to_le_bytes(), model.history.to_le_bytes()];
        c.send(sink, context, &saved.concat())
    }

    fn hailo_shim_llm_context_load[llm](llm: *mut hailo_shim_llm, saved: hailo_shim_slice) |c, id| {
        c.since(Era::V5_1_1)?;
        let bytes = c.slice(saved)?;
        let word = |at: usize| {
            let bytes = bytes.get(8 * at..8 * at + 8)?;
            Some(u64::from_le_bytes(bytes.try_into().ok()?))
        };
        let (Some(SAVED), Some(used), Some(history), 24) = (word(0), word(1), word(2), bytes.len()) else {
            return Err(st::INVALID_ARGUMENT);
        };
        let model = c.generative(id, LlmKind::Text)?;
        if model.current.is_some() {
            return Err(st::INVALID_OPERATION);
        }
        let used = usize::try_from(used).map_err(|_| st::INVALID_ARGUMENT)?;
        if used > model.spec.context {
            return Err(st::INVALID_ARGUMENT);
        }
        (model.context, model.history) = (used, history);
        Ok(())
    }

    fn hailo_shim_llm_recovery_sequence[llm](llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) |c, id| {
        let recovery = c.generative(id, LlmKind::Text)?.recovery.clone();
        c.send(sink, context, recovery.as_bytes())
    }

    fn hailo_shim_llm_set_recovery_sequence[llm](llm: *mut hailo_shim_llm, sequence: hailo_shim_slice) |c, id| {
        let text = c.slice_text(sequence)?;
        c.generative(id, LlmKind::Text)?.recovery = text;
        Ok(())
    }

    fn hailo_shim_llm_stop_tokens[llm](llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) |c, id| {
        c.since(Era::V5_0_1)?;
        for token in c.generative(id, LlmKind::Text)?.stop_tokens.clone() {
            c.send(sink, context, token.as_bytes())?;
        }
        Ok(())
    }

    fn hailo_shim_llm_set_stop_tokens[llm](llm: *mut hailo_shim_llm, tokens: *const hailo_shim_slice, count: usize) |c, id| {
        c.since(Era::V5_0_1)?;
        let mut all = Vec::new();
        for at in 0..count {
            all.push(c.slice_text(c.get(tokens.wrapping_add(at))?)?);
        }
        c.generative(id, LlmKind::Text)?.stop_tokens = all;
        Ok(())
    }

    fn hailo_shim_llm_prompt_template[llm](llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) |c, id| {
        let tools = "{% if tools %}<tools>{% for t in tools %}{{ t }}{% endfor %}</tools>{% endif %}";
        let tools = if c.generative(id, LlmKind::Text)?.spec.tools { tools } else { "" };
        let messages = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}";
        c.send(sink, context, format!("{tools}{messages}").as_bytes())
    }

    fn hailo_shim_vlm_create[vdevice](
        vdevice: *mut hailo_shim_vdevice,
        hef_path: hailo_shim_slice,
        optimize_memory_on_device: u32,
        out: *mut *mut hailo_shim_vlm,
    ) |c, id| {
        c.since(if optimize_memory_on_device == 0 { Era::V5_0_0 } else { Era::V5_1_0 })?;
        c.load(id, hef_path, LlmKind::Vision, out)
    }

    fn hailo_shim_vlm_frame_info[vlm](vlm: *mut hailo_shim_vlm, out: *mut hailo_shim_frame_info) |c, id| {
        c.generative(id, LlmKind::Vision)?;
        c.put(out, hailo_shim_frame_info {
            frame_size: PICTURE_SIDE * PICTURE_SIDE * 3,
            height: PICTURE_SIDE,
            width: PICTURE_SIDE,
            features: 3,
            format_type: c.enumerator(ty::UINT8),
            format_order: c.enumerator(order::NHWC),
        })
    }

    fn hailo_shim_vlm_generator_params[vlm](vlm: *mut hailo_shim_vlm, out: *mut hailo_shim_generator_params) |c, id| {
        let params = c.generative(id, LlmKind::Vision)?.params();
        c.put(out, params)
    }

    fn hailo_shim_vlm_generate[vlm](
        vlm: *mut hailo_shim_vlm,
        params: *const hailo_shim_generator_params,
        messages: *const hailo_shim_slice,
        message_count: usize,
        frames: *const hailo_shim_slice,
        frame_count: usize,
        out: *mut *mut hailo_shim_completion,
    ) |c, id| {
        c.generative(id, LlmKind::Vision)?;
        let (mut tokens, mut hash) = c.messages(messages, message_count)?;
        for at in 0..frame_count {
            let frame = c.slice(c.get(frames.wrapping_add(at))?)?;
            if frame.len() != (PICTURE_SIDE * PICTURE_SIDE * 3) as usize {
                return Err(st::INVALID_ARGUMENT);
            }
            tokens += TOKENS_PER_PICTURE;
            hash = xxhash_rust::xxh3::xxh3_64_with_seed(frame, hash);
        }
        c.generate(id, LlmKind::Vision, params, (tokens, hash), out)
    }

    fn hailo_shim_vlm_token_count[vlm](vlm: *mut hailo_shim_vlm, text: hailo_shim_slice, out: *mut usize) |c, id| {
        c.generative(id, LlmKind::Vision)?;
        let text = c.slice_text(text)?;
        c.put_count(out, LlmSpec::token_count(&text))
    }

    fn hailo_shim_vlm_context_usage[vlm](vlm: *mut hailo_shim_vlm, out: *mut usize) |c, id| {
        c.since(Era::V5_1_1)?;
        let used = c.generative(id, LlmKind::Vision)?.context;
        c.put_count(out, used)?;
        c.play_over(out)
    }

    fn hailo_shim_vlm_context_capacity[vlm](vlm: *mut hailo_shim_vlm, out: *mut usize) |c, id| {
        c.since(Era::V5_1_1)?;
        let capacity = c.generative(id, LlmKind::Vision)?.spec.context;
        c.put_count(out, capacity)
    }

    fn hailo_shim_vlm_context_clear[vlm](vlm: *mut hailo_shim_vlm) |c, id| {
        clear_context(c, id, LlmKind::Vision)
    }

    fn hailo_shim_speech_create[vdevice](
        vdevice: *mut hailo_shim_vdevice,
        hef_path: hailo_shim_slice,
        out: *mut *mut hailo_shim_speech,
    ) |c, id| {
        c.since(Era::V5_1_0)?;
        c.load(id, hef_path, LlmKind::Speech, out)
    }

    fn hailo_shim_speech_segments[speech](
        speech: *mut hailo_shim_speech,
        params: *const hailo_shim_speech_params,
        audio: hailo_shim_slice,
        timeout_ms: u32,
        sink: hailo_shim_segment_sink,
        context: *mut c_void,
    ) |c, id| {
        let spec = c.generative(id, LlmKind::Speech)?.spec.clone();
        let chip = c.generative(id, LlmKind::Speech)?.chip;
        if !params.is_null() && c.get(params)?.task > 1 {
            return Err(st::INVALID_ARGUMENT);
        }
        let bytes = c.slice(audio)?;
        let Some(sink) = sink else { return Err(st::INVALID_ARGUMENT) };
        if bytes.is_empty() || bytes.len() % 4 != 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        let seconds = |samples: usize| samples as f32 / SPEECH_HZ as f32;
        let mut segments = Vec::new();
        let (mut from, mut tokens) = (0, 0);
        for part in bytes.chunks(4 * SPEECH_HZ * SEGMENT_S) {
            // Three words a second, as people speak.
            let words = (part.len() / 4 * 3).div_ceil(SPEECH_HZ);
            let mut source = Tokens::new(&spec, xxhash_rust::xxh3::xxh3_64(part), c.core.scenario.seed);
            let (mut holder, mut text) = (Utf8Holder::default(), String::new());
            for _ in 0..words {
                text.push_str(&holder.push(&source.next_token()));
            }
            text.push_str(&holder.finish());
            segments.push((seconds(from), seconds(from + part.len() / 4), text));
            from += part.len() / 4;
            tokens += words;
        }
        let takes = spec.first_token_s + tokens as f64 / spec.decode_per_s.max(1e-3);
        let takes = to_ns(takes * c.chips[chip].physics.slowdown());
        let limit = timeout_ns(timeout_ms);
        let now = c.now();
        let mut events = Vec::new();
        c.chips[chip].physics.work(now, takes.min(limit), &mut events);
        let core = c.core;
        c.physical(core, chip, &events);
        c.sleep(takes.min(limit));
        if takes > limit {
            return Err(st::TIMEOUT);
        }
        c.generative(id, LlmKind::Speech)?;
        for (start, end, text) in played_segments(c.played()).unwrap_or(segments) {
            c.unlocked(|| {
                // SAFETY: the caller gave this function and its context for this call; the text
                // lives until it returns.
                unsafe { sink(context, start, end, text.as_ptr(), text.len()) };
            });
        }
        Ok(())
    }
}

/// The segments that a recorded call heard: when each begins and ends, the length of its text, and the text.
fn played_segments(mut payload: &[u8]) -> Option<Vec<(f32, f32, String)>> {
    if payload.is_empty() {
        return None;
    }
    let mut segments = Vec::new();
    while !payload.is_empty() {
        let (head, rest) = payload.split_first_chunk::<12>()?;
        let word = |at: usize| [head[at], head[at + 1], head[at + 2], head[at + 3]];
        let (text, rest) = rest.split_at_checked(u32::from_le_bytes(word(8)) as usize)?;
        let text = String::from_utf8_lossy(text).into_owned();
        segments.push((f32::from_le_bytes(word(0)), f32::from_le_bytes(word(4)), text));
        payload = rest;
    }
    Some(segments)
}

/// The first word of a saved context, so that other bytes are refused.
const SAVED: u64 = 0x7478_6574_6e6f_6348;

fn clear_context(c: &mut Call<'_>, id: u64, kind: LlmKind) -> R {
    let model = c.generative(id, kind)?;
    if model.current.is_some() {
        return Err(st::INVALID_OPERATION);
    }
    (model.context, model.history) = (0, 0);
    Ok(())
}

with_handle! {
    fn hailo_shim_completion_destroy[completion](completion: *mut hailo_shim_completion) |c, id| {
        let model = c.completion(id)?.model;
        c.release_generator(model, id);
        c.objects.remove(&id);
        if let Some(Object::Generative(g)) = c.objects.get_mut(&model) {
            g.completions = g.completions.saturating_sub(1);
        }
        c.reap_generative(model);
        Ok(())
    }
}

destroys! {
    fn hailo_shim_llm_destroy(llm: hailo_shim_llm) |c, id| { c.unload(id) }

    fn hailo_shim_vlm_destroy(vlm: hailo_shim_vlm) |c, id| { c.unload(id) }

    fn hailo_shim_speech_destroy(speech: hailo_shim_speech) |c, id| { c.unload(id) }
}

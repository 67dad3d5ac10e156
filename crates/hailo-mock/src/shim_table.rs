//! The C++-only half of the simulated runtime: one function per field of [`hailo_sys::ShimApi`].

use std::ffi::c_void;
use std::sync::Arc;

use hailo_sys::shim::*;
use hailo_sys::types::*;
use hailo_sys::{Era, ShimApi};

use crate::call::{Call, R, with_handle, with_slot};
use crate::clock::to_ns;
use crate::codes::{order, st, ty};
use crate::dispatch::{self, Foreign};
use crate::frames;
use crate::genai::{Completion, Generative, valid};
use crate::hef::{Direction, Quant, VStream};
use crate::infer_model::{Bindings, Job, Model, QueuedRun};
use crate::llm::{LlmKind, LlmSpec, Tokens, Utf8Holder};
use crate::machine::in_slot;
use crate::npu::{FrameSet, Group, Scheduling};
use crate::state::Object;
use crate::table::{FULL_CLOCK_HZ, for_slot, mask_record};

/// Tokens a picture takes in the context of a vision model.
const TOKENS_PER_PICTURE: usize = 256;
/// Side of the picture a simulated vision model takes.
const PICTURE_SIDE: u32 = 336;
/// Samples per second of speech.
const SPEECH_HZ: usize = 16_000;
/// Seconds of speech in one segment.
const SEGMENT_S: usize = 5;

macro_rules! table {
    ($slot:expr; handles { $($plain:ident)* } slots { $($generic:ident)* }) => {{
        fn of<const N: usize>() -> ShimApi {
            ShimApi { $($plain,)* $($generic: $generic::<N>,)* }
        }
        for_slot!($slot, of)
    }};
}

/// The second table of the machine in `slot`.
pub(crate) fn api(slot: usize) -> ShimApi {
    table! { slot;
        handles {
            hailo_shim_vdevice_device_ids hailo_shim_vdevice_destroy
            hailo_shim_model_create_from_file hailo_shim_model_create_from_bytes
            hailo_shim_model_set_batch_size hailo_shim_model_set_power_mode
            hailo_shim_model_set_latency_flags hailo_shim_model_stream_count
            hailo_shim_model_stream_info hailo_shim_model_stream_quants hailo_shim_model_set_format
            hailo_shim_model_set_nms hailo_shim_model_destroy hailo_shim_model_configure
            hailo_shim_configured_queue_size hailo_shim_configured_hw_latency
            hailo_shim_configured_set_scheduler_timeout
            hailo_shim_configured_set_scheduler_threshold
            hailo_shim_configured_set_scheduler_priority hailo_shim_configured_activate
            hailo_shim_configured_deactivate hailo_shim_configured_wait_ready
            hailo_shim_configured_run hailo_shim_configured_run_async
            hailo_shim_configured_shutdown hailo_shim_configured_destroy hailo_shim_bindings_create
            hailo_shim_bindings_set_buffer hailo_shim_bindings_destroy hailo_shim_job_wait
            hailo_shim_job_release hailo_shim_completion_read hailo_shim_completion_status
            hailo_shim_completion_abort hailo_shim_completion_destroy hailo_shim_llm_create
            hailo_shim_llm_generator_params hailo_shim_llm_generate hailo_shim_llm_generate_text
            hailo_shim_llm_token_count hailo_shim_llm_context_usage
            hailo_shim_llm_context_capacity hailo_shim_llm_context_clear
            hailo_shim_llm_context_save hailo_shim_llm_context_load
            hailo_shim_llm_recovery_sequence hailo_shim_llm_set_recovery_sequence
            hailo_shim_llm_stop_tokens hailo_shim_llm_set_stop_tokens
            hailo_shim_llm_prompt_template hailo_shim_llm_destroy hailo_shim_vlm_create
            hailo_shim_vlm_frame_info hailo_shim_vlm_generator_params hailo_shim_vlm_generate
            hailo_shim_vlm_token_count hailo_shim_vlm_context_usage hailo_shim_vlm_context_capacity
            hailo_shim_vlm_context_clear hailo_shim_vlm_destroy hailo_shim_speech_create
            hailo_shim_speech_segments hailo_shim_speech_destroy hailo_shim_device_of_vdevice
            hailo_shim_device_power hailo_shim_device_power_start hailo_shim_device_power_set
            hailo_shim_device_power_get hailo_shim_device_power_stop hailo_shim_device_performance
            hailo_shim_device_health_stats hailo_shim_device_health_info
            hailo_shim_device_temperature hailo_shim_device_destroy
        }
        slots {
            hailo_shim_abi_version hailo_shim_built_for hailo_shim_library_version
            hailo_shim_features hailo_shim_vdevice_create hailo_shim_device_create
        }
    }
}

unsafe extern "C" fn hailo_shim_abi_version<const N: usize>() -> u32 {
    HAILO_SHIM_ABI_VERSION
}

unsafe extern "C" fn hailo_shim_features<const N: usize>() -> u32 {
    let Some(core) = in_slot(N) else { return 0 };
    let mut features = HAILO_SHIM_FEATURE_INFER_MODEL | HAILO_SHIM_FEATURE_DEVICE;
    for (since, bits) in [
        (Era::V5_0_0, HAILO_SHIM_FEATURE_LLM | HAILO_SHIM_FEATURE_VLM),
        (Era::V5_1_0, HAILO_SHIM_FEATURE_SPEECH | HAILO_SHIM_FEATURE_OPTIMIZE_MEMORY),
        (Era::V5_1_1, HAILO_SHIM_FEATURE_LLM_CONTEXT),
        (Era::V5_2_0, HAILO_SHIM_FEATURE_LLM_TOOLS),
    ] {
        if core.era >= since {
            features |= bits;
        }
    }
    features
}

/// Functions that answer nothing and take NULL.
macro_rules! destroys {
    ($(fn $name:ident($arg:ident: $ty:ty) |$c:ident, $id:ident| $body:block)*) => {$(
        unsafe extern "C" fn $name($arg: *mut $ty) {
            if $arg.is_null() {
                return;
            }
            let body = |$c: &mut Call<'_>, $id: u64| -> R { $body };
            // SAFETY: nothing is read through the handle's address.
            unsafe { crate::call::by_handle(stringify!($name), $arg.addr(), body) };
        }
    )*};
}

with_slot! {
    fn hailo_shim_built_for(out: *mut hailo_shim_version) |c| {
        let v = c.core.version;
        c.put(out, hailo_shim_version { major: v.major, minor: v.minor, revision: v.revision })
    }

    fn hailo_shim_library_version(out: *mut hailo_shim_version) |c| {
        let v = c.core.version;
        c.put(out, hailo_shim_version { major: v.major, minor: v.minor, revision: v.revision })
    }

    fn hailo_shim_vdevice_create(params: *const hailo_shim_vdevice_params, out: *mut *mut hailo_shim_vdevice) |c| {
        c.put(out, std::ptr::null_mut())?;
        let (mut count, mut scheduler, mut ids, mut service) = (1, 1, None, false);
        if !params.is_null() {
            let p = c.get(params)?;
            (count, scheduler, service) =
                (p.device_count as usize, p.scheduling_algorithm, p.multi_process_service != 0);
            if !p.device_ids.is_null() && p.device_id_count > 0 {
                let mut named = Vec::new();
                for at in 0..p.device_id_count as usize {
                    named.push(c.slice_text(c.get(p.device_ids.wrapping_add(at))?)?);
                }
                ids = Some(named);
            }
        }
        if count == 0 || scheduler > 1 {
            return Err(st::INVALID_ARGUMENT);
        }
        let soc = c.chips.iter().any(|chip| chip.spec.chip.is_soc());
        if service && (soc || !c.core.scenario.service) {
            return Err(st::INVALID_OPERATION);
        }
        let chips = c.take_devices(ids.as_deref(), count, service)?;
        let id = c.open_vdevice(chips, scheduler == 1, String::new(), true);
        let opening = to_ns(c.core.scenario.timing.vdevice_s);
        c.sleep(opening);
        c.put_handle(out, id)
    }

    fn hailo_shim_device_create(id: hailo_shim_slice, out: *mut *mut hailo_shim_device) |c| {
        c.put(out, std::ptr::null_mut())?;
        let name = c.slice_text(id)?;
        let chip = c.locate((!name.is_empty()).then_some(name.as_str()))?;
        c.check_opening(chip)?;
        let handle = c.open_device(chip, None, true);
        c.put_handle(out, handle)
    }
}

impl Call<'_> {
    fn shim_vdevice(&mut self, id: u64) -> R<(Vec<usize>, Vec<u64>, bool)> {
        let name = self.name;
        let found = match self.objects.get(&id) {
            Some(Object::VDevice(v)) if v.shim && !v.closed => {
                (v.chips.clone(), v.epochs.clone(), v.scheduler)
            }
            _ => return Err(self.wrong(name, id, "a vdevice of the shim")),
        };
        for (chip, epoch) in found.0.iter().zip(&found.1) {
            self.alive(*chip, *epoch)?;
        }
        Ok(found)
    }

    /// Frees a vdevice that was destroyed while it still had children, once they are gone.
    fn reap(&mut self, vdevice: u64) {
        let closed = matches!(self.objects.get(&vdevice), Some(Object::VDevice(v)) if v.closed);
        let has_child = |o: &Object| match o {
            Object::Model(m) => m.vdevice == vdevice,
            Object::Generative(g) => g.vdevice == vdevice,
            Object::Device(d) => d.shim && d.vdevice == Some(vdevice),
            _ => false,
        };
        let group = self.groups.values().any(|g| g.parent == vdevice);
        if closed && !group && !self.objects.values().any(has_child) {
            self.close_vdevice(vdevice);
        }
    }

    fn model(&mut self, id: u64) -> R<&mut Model> {
        let name = self.name;
        if !matches!(self.objects.get(&id), Some(Object::Model(_))) {
            return Err(self.wrong(name, id, "an infer model"));
        }
        match self.objects.get_mut(&id) {
            Some(Object::Model(m)) => Ok(m),
            _ => Err(st::INTERNAL_FAILURE),
        }
    }

    fn create_model(
        &mut self,
        vdevice: u64,
        hef: Arc<crate::hef::Hef>,
        name: hailo_shim_slice,
        out: *mut *mut hailo_shim_model,
    ) -> R {
        let (chips, _, _) = self.shim_vdevice(vdevice)?;
        self.check_compatible(&hef, &chips)?;
        let name = self.slice_text(name)?;
        let index = match name.as_str() {
            "" => (hef.groups.len() == 1).then_some(0),
            name => hef.groups.iter().position(|g| g.name == name),
        };
        let model = Model::new(vdevice, hef, index.ok_or(st::NOT_FOUND)?);
        let core = self.core;
        let id = self.add(core, Object::Model(model));
        self.put_handle(out, id)
    }

    /// The stream of a model at a position, with its format as it is set now.
    fn model_stream(&mut self, id: u64, direction: u32, index: usize) -> R<(VStream, usize)> {
        let record = mask_record(self.core.era);
        let direction = side(direction)?;
        let model = self.model(id)?;
        let vstream = model.group().vstreams(direction).nth(index).ok_or(st::NOT_FOUND)?;
        let mut vstream = vstream.clone();
        match direction {
            Direction::Input => vstream.format = model.inputs[index],
            Direction::Output => (vstream.format, vstream.nms) = model.outputs[index],
        }
        let size = model.frame_size(direction, index, record).unwrap_or(0);
        Ok((vstream, size))
    }

    /// The group behind a configured model.
    fn configured(&mut self, id: u64) -> R<&mut Group> {
        let name = self.name;
        let Some(Object::Configured(group)) = self.objects.get(&id) else {
            return Err(self.wrong(name, id, "a configured infer model"));
        };
        let group = *group;
        self.group(group)
    }

    fn configured_scheduling(&mut self, id: u64) -> R<&mut Scheduling> {
        self.configured(id)?.scheduler.as_mut().ok_or(st::INVALID_OPERATION)
    }

    /// Submits one run; the answer is the job's handle.
    fn submit(&mut self, id: u64, bindings: u64, done: hailo_shim_done, opaque: *mut c_void) -> R<u64> {
        let name = self.name;
        let group = self.configured(id)?;
        if let Some(status) = group.trouble() {
            return Err(status);
        }
        if group.scheduler.is_none() && !group.active {
            return Err(st::NETWORK_GROUP_NOT_ACTIVATED);
        }
        let (depth, now) = (self.core.scenario.timing.async_depth, self.now());
        let group = self.configured(id)?;
        if group.runs.len() + group.running.len() >= depth {
            return Err(st::QUEUE_IS_FULL);
        }
        let Some(model) = group.model.clone() else { return Err(st::INTERNAL_FAILURE) };
        let record = mask_record(self.core.era);
        let Some(Object::Bindings(b)) = self.objects.get(&bindings) else {
            return Err(self.wrong(name, bindings, "bindings"));
        };
        let (ins, outs) = (b.inputs.clone(), b.outputs.clone());
        // Every buffer has to be there and of its size before anything starts.
        let buffer = |all: &[Option<(Foreign, usize)>], direction, at: usize| {
            let (pointer, len) = all.get(at).copied().flatten().ok_or(st::INVALID_OPERATION)?;
            let size = model.frame_size(direction, at, record);
            if size == Some(len) { Ok((pointer, len)) } else { Err(st::INVALID_OPERATION) }
        };
        let mut inputs = Vec::new();
        let group = self.configured(id)?;
        let info = group.info().clone();
        let widths: Vec<usize> = info.vstreams(Direction::Input).map(|v| group.data_bytes(v)).collect();
        for (at, vstream) in info.vstreams(Direction::Input).enumerate() {
            let (pointer, len) = buffer(&ins, Direction::Input, at)?;
            let user = self.bytes(pointer.0.cast::<u8>().cast_const(), len)?;
            inputs.push(frames::to_device(user, model.inputs[at], vstream, widths[at]).into());
        }
        let outputs =
            (0..model.outputs.len()).map(|at| buffer(&outs, Direction::Output, at)).collect::<R<Vec<_>>>()?;
        let core = self.core;
        let job = self.add(core, Object::Job(Job::default()));
        let (late_ns, copies) = (self.late_ns, self.copies);
        let run = QueuedRun {
            arrived: now,
            ready: u64::MAX,
            inputs: FrameSet::from(inputs),
            outputs,
            formats: model.outputs,
            done,
            opaque: Foreign(opaque),
            late_ns,
            copies,
            job,
        };
        self.configured(id)?.runs.push_back(run);
        let core = self.core;
        self.settle(core, now);
        Ok(job)
    }

    /// Waits for a run to end; answers its status.
    fn await_job(&mut self, job: u64, timeout_ms: u32, group: Option<u64>) -> R {
        let status = self.wait_for(
            super_timeout(timeout_ms),
            |c, _| match c.objects.get(&job) {
                Some(Object::Job(j)) => Ok(j.status),
                _ => Err(st::INVALID_ARGUMENT),
            },
            |c| match group {
                Some(id) => c.groups.get(&id)?.running.iter().find(|r| r.job == job).map(|r| r.ready),
                None => c.next_ready(),
            },
        )?;
        if status == st::SUCCESS { Ok(()) } else { Err(status) }
    }

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
        self.sleep(to_ns(spec.load_s));
        self.alive(chip, epoch)?;
        let core = self.core;
        let id = self.add(core, Object::Generative(Generative::new(spec, vdevice, chip, epoch)));
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
            return Err(crate::state::overheat_status(self.core.era));
        }
        let prompt = crate::physics::mix(history ^ prompt);
        let (core, now) = (self.core, self.now());
        let started = Completion::start(self, core, (id, tokens, prompt), &params, now);
        let completion = started.ok_or(st::INTERNAL_FAILURE)?;
        let handle = self.add(core, Object::Completion(completion));
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

    /// Calls that exist only from some release on.
    fn since(&self, era: Era) -> R {
        if self.core.era >= era { Ok(()) } else { Err(st::NOT_IMPLEMENTED) }
    }

    /// A chip of the generation that measures its own computer.
    fn soc(&mut self, id: u64) -> R<usize> {
        let chip = self.chip(id)?;
        self.since(Era::V4_21)?;
        if self.chips[chip].spec.chip.is_soc() { Ok(chip) } else { Err(st::INVALID_DEVICE_ARCHITECTURE) }
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

fn super_timeout(ms: u32) -> u64 {
    if ms == u32::MAX { u64::MAX } else { u64::from(ms) * 1_000_000 }
}

fn side(direction: u32) -> R<Direction> {
    match direction {
        HAILO_SHIM_INPUT => Ok(Direction::Input),
        HAILO_SHIM_OUTPUT => Ok(Direction::Output),
        _ => Err(st::INVALID_ARGUMENT),
    }
}

fn quant_record(q: &Quant) -> hailo_shim_quant {
    hailo_shim_quant { zero_point: q.zero_point, scale: q.scale, limit_min: q.min, limit_max: q.max }
}

// === VDevice and InferModel ===

with_handle! {
    fn hailo_shim_vdevice_device_ids[vdevice](vdevice: *mut hailo_shim_vdevice, sink: hailo_shim_sink, context: *mut c_void) |c, id| {
        let (chips, _, _) = c.shim_vdevice(id)?;
        for chip in chips {
            let name = c.chips[chip].spec.id.clone();
            c.send(sink, context, name.as_bytes())?;
        }
        Ok(())
    }

    fn hailo_shim_model_create_from_file[vdevice](
        vdevice: *mut hailo_shim_vdevice,
        path: hailo_shim_slice,
        name: hailo_shim_slice,
        out: *mut *mut hailo_shim_model,
    ) |c, id| {
        c.put(out, std::ptr::null_mut())?;
        let path = c.slice_text(path)?;
        let hef = c.open_hef(&path)?;
        c.create_model(id, hef, name, out)
    }

    fn hailo_shim_model_create_from_bytes[vdevice](
        vdevice: *mut hailo_shim_vdevice,
        hef: hailo_shim_slice,
        name: hailo_shim_slice,
        out: *mut *mut hailo_shim_model,
    ) |c, id| {
        c.put(out, std::ptr::null_mut())?;
        let bytes = c.slice(hef)?;
        if bytes.is_empty() {
            return Err(st::INVALID_ARGUMENT);
        }
        let hef = c.parse_hef(bytes, false)?;
        c.create_model(id, hef, name, out)
    }

    fn hailo_shim_model_set_batch_size[model](model: *mut hailo_shim_model, batch_size: u32) |c, id| {
        c.model(id)?.batch = u16::try_from(batch_size).map_err(|_| st::INVALID_ARGUMENT)?;
        Ok(())
    }

    fn hailo_shim_model_set_power_mode[model](model: *mut hailo_shim_model, mode: u32) |c, id| {
        c.model(id)?;
        if mode <= HAILO_POWER_MODE_ULTRA_PERFORMANCE { Ok(()) } else { Err(st::INVALID_ARGUMENT) }
    }

    fn hailo_shim_model_set_latency_flags[model](model: *mut hailo_shim_model, flags: u32) |c, id| {
        let known = HAILO_LATENCY_MEASURE | HAILO_LATENCY_CLEAR_AFTER_GET;
        if flags & !known != 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        c.model(id)?.latency_flags = flags;
        Ok(())
    }

    fn hailo_shim_model_stream_count[model](model: *mut hailo_shim_model, direction: u32, out: *mut usize) |c, id| {
        let direction = side(direction)?;
        let count = c.model(id)?.group().vstreams(direction).count();
        c.put_count(out, count)
    }

    fn hailo_shim_model_stream_info[model](
        model: *mut hailo_shim_model,
        direction: u32,
        index: usize,
        out: *mut hailo_shim_stream_info,
    ) |c, id| {
        let (v, size) = c.model_stream(id, direction, index)?;
        let nms = v.nms;
        let mut name = [0; HAILO_SHIM_NAME_SIZE];
        let len = v.name.len().min(HAILO_SHIM_NAME_SIZE);
        name[..len].copy_from_slice(&v.name.as_bytes()[..len]);
        let shape = if nms.is_some() { crate::hef::Shape::default() } else { v.shape };
        c.put(out, hailo_shim_stream_info {
            frame_size: size as u64,
            format_type: c.enumerator(v.format.ty),
            format_order: c.enumerator(v.format.order),
            format_flags: v.format.flags,
            height: shape.height,
            width: shape.width,
            features: shape.features,
            is_nms: u32::from(nms.is_some()),
            nms_classes: nms.map_or(0, |n| n.classes),
            nms_max_bboxes_per_class: nms.map_or(0, |n| n.max_bboxes_per_class),
            nms_max_bboxes_total: nms.map_or(0, |n| n.max_bboxes_total),
            nms_max_accumulated_mask_size: nms.map_or(0, |n| n.max_mask_size),
            quant_count: v.quants.len() as u32,
            quant: v.quants.first().map(quant_record).unwrap_or_default(),
            name_len: len as u32,
            name,
        })
    }

    fn hailo_shim_model_stream_quants[model](
        model: *mut hailo_shim_model,
        direction: u32,
        index: usize,
        out: *mut hailo_shim_quant,
        capacity: usize,
        count: *mut usize,
    ) |c, id| {
        let (v, _) = c.model_stream(id, direction, index)?;
        c.put_count(count, v.quants.len())?;
        for (at, quant) in v.quants.iter().take(capacity).enumerate() {
            c.put(c.element(out, at), quant_record(quant))?;
        }
        Ok(())
    }

    fn hailo_shim_model_set_format[model](
        model: *mut hailo_shim_model,
        direction: u32,
        index: usize,
        format_type: u32,
        format_order: u32,
    ) |c, id| {
        let (v, _) = c.model_stream(id, direction, index)?;
        let mut format = v.format;
        if format_type != HAILO_SHIM_KEEP && format_type != ty::AUTO {
            format.ty = format_type;
        }
        if format_order != HAILO_SHIM_KEEP && format_order != order::AUTO {
            format.order = format_order;
        }
        if frames::type_size(format.ty) == 0 || format.order > order::NMS_BY_SCORE {
            return Err(st::INVALID_ARGUMENT);
        }
        if !Model::can_order(v.format.order, format.order) {
            return Err(st::INVALID_ARGUMENT);
        }
        let model = c.model(id)?;
        if side(direction)? == Direction::Input {
            model.inputs[index] = format;
        } else {
            model.outputs[index].0 = format;
        }
        Ok(())
    }

    fn hailo_shim_model_set_nms[model](model: *mut hailo_shim_model, output_index: usize, nms: *const hailo_shim_nms) |c, id| {
        let asked = c.get(nms)?;
        let model = c.model(id)?;
        let (_, shape) = model.outputs.get_mut(output_index).ok_or(st::NOT_FOUND)?;
        let shape = shape.as_mut().ok_or(st::INVALID_OPERATION)?;
        for share in [asked.score_threshold, asked.iou_threshold] {
            if !share.is_nan() && !(0.0..=1.0).contains(&share) {
                return Err(st::INVALID_ARGUMENT);
            }
        }
        if !asked.score_threshold.is_nan() {
            shape.score_threshold = asked.score_threshold;
        }
        for (place, value) in [
            (&mut shape.max_bboxes_per_class, asked.max_proposals_per_class),
            (&mut shape.max_bboxes_total, asked.max_proposals_total),
            (&mut shape.max_mask_size, asked.max_accumulated_mask_size),
        ] {
            if value != HAILO_SHIM_KEEP {
                *place = value;
            }
        }
        Ok(())
    }

    fn hailo_shim_model_configure[model](model: *mut hailo_shim_model, out: *mut *mut hailo_shim_configured) |c, id| {
        c.put(out, std::ptr::null_mut())?;
        let model = c.model(id)?.clone();
        let name = c.name;
        let (chips, scheduler) = match c.objects.get(&model.vdevice) {
            // The model keeps its vdevice alive, closed or not.
            Some(Object::VDevice(v)) => (v.chips.clone(), v.scheduler),
            _ => return Err(c.wrong(name, model.vdevice, "a vdevice of the shim")),
        };
        if model.latency_flags & HAILO_LATENCY_MEASURE != 0 && model.inputs.len() > 1 {
            return Err(st::INVALID_OPERATION);
        }
        let mut group = Group::new(Arc::clone(&model.hef), model.index, model.vdevice, chips);
        group.batch = model.batch;
        group.latency_flags = model.latency_flags;
        group.scheduler = scheduler.then(Scheduling::default);
        group.model = Some(model);
        let group = c.add_group(group)?;
        let took = to_ns(c.core.scenario.timing.configure_s);
        c.sleep(took);
        let core = c.core;
        let configured = c.add(core, Object::Configured(group));
        c.put_handle(out, configured)
    }

    fn hailo_shim_configured_queue_size[configured](configured: *mut hailo_shim_configured, out: *mut usize) |c, id| {
        c.configured(id)?;
        c.put_count(out, c.core.scenario.timing.async_depth)
    }

    fn hailo_shim_configured_hw_latency[configured](configured: *mut hailo_shim_configured, out: *mut u64) |c, id| {
        let group = c.configured(id)?;
        if group.latency_flags & HAILO_LATENCY_MEASURE == 0 || group.latency_count == 0 {
            return Err(st::NOT_AVAILABLE);
        }
        let mean = group.latency_sum_ns / group.latency_count;
        if group.latency_flags & HAILO_LATENCY_CLEAR_AFTER_GET != 0 {
            (group.latency_sum_ns, group.latency_count) = (0, 0);
        }
        c.put(out, mean)
    }

    fn hailo_shim_configured_set_scheduler_timeout[configured](configured: *mut hailo_shim_configured, timeout_ms: u32) |c, id| {
        c.configured_scheduling(id)?.timeout_ns = u64::from(timeout_ms) * 1_000_000;
        Ok(())
    }

    fn hailo_shim_configured_set_scheduler_threshold[configured](configured: *mut hailo_shim_configured, threshold: u32) |c, id| {
        let batch = u32::from(c.configured(id)?.batch);
        let scheduling = c.configured_scheduling(id)?;
        if batch > 0 && threshold > batch {
            return Err(st::INVALID_ARGUMENT);
        }
        scheduling.threshold = threshold;
        Ok(())
    }

    fn hailo_shim_configured_set_scheduler_priority[configured](configured: *mut hailo_shim_configured, priority: u32) |c, id| {
        let scheduling = c.configured_scheduling(id)?;
        let priority = u8::try_from(priority).ok().filter(|p| *p <= 31).ok_or(st::INVALID_ARGUMENT)?;
        scheduling.priority = priority;
        Ok(())
    }

    fn hailo_shim_configured_activate[configured](configured: *mut hailo_shim_configured) |c, id| {
        let group = c.configured(id)?;
        if group.scheduler.is_some() || group.active {
            return Err(st::INVALID_OPERATION);
        }
        let chips = group.chips.clone();
        if c.groups.values().any(|g| g.active && g.chips.iter().any(|chip| chips.contains(chip))) {
            return Err(st::INVALID_OPERATION);
        }
        c.configured(id)?.active = true;
        Ok(())
    }

    fn hailo_shim_configured_deactivate[configured](configured: *mut hailo_shim_configured) |c, id| {
        let group = c.configured(id)?;
        if group.scheduler.is_some() || !group.active {
            return Err(st::INVALID_OPERATION);
        }
        group.active = false;
        let name = c.name;
        let Some(Object::Configured(group)) = c.objects.get(&id) else {
            return Err(c.wrong(name, id, "a configured infer model"));
        };
        let (group, now) = (*group, c.now());
        c.abort_group(group, now, st::STREAM_ABORT);
        c.configured(id)?.abort = None;
        Ok(())
    }

    fn hailo_shim_configured_wait_ready[configured](
        configured: *mut hailo_shim_configured,
        timeout_ms: u32,
        frames: u32,
    ) |c, id| {
        let depth = c.core.scenario.timing.async_depth;
        c.configured(id)?;
        if frames as usize > depth {
            return Err(st::INVALID_ARGUMENT);
        }
        c.wait_for(
            super_timeout(timeout_ms),
            |c, _| {
                let group = c.configured(id)?;
                if let Some(status) = group.trouble() {
                    return Err(status);
                }
                let used = group.runs.len() + group.running.len();
                Ok((used + frames as usize <= depth).then_some(()))
            },
            |c| c.next_ready(),
        )
    }

    fn hailo_shim_configured_run[configured](
        configured: *mut hailo_shim_configured,
        bindings: *mut hailo_shim_bindings,
        timeout_ms: u32,
    ) |c, id| {
        let job = c.submit(id, bindings.addr() as u64, None, std::ptr::null_mut())?;
        let group = match c.objects.get(&id) {
            Some(Object::Configured(group)) => *group,
            _ => 0,
        };
        let result = c.await_job(job, timeout_ms, Some(group));
        c.objects.remove(&job);
        if result == Err(st::TIMEOUT) {
            // A run that timed out poisons the whole model: it has to be configured again.
            let now = c.now();
            c.abort_group(group, now, st::TIMEOUT);
        }
        result
    }

    fn hailo_shim_configured_run_async[configured](
        configured: *mut hailo_shim_configured,
        bindings: *mut hailo_shim_bindings,
        done: hailo_shim_done,
        opaque: *mut c_void,
        out_job: *mut *mut hailo_shim_job,
    ) |c, id| {
        if !out_job.is_null() {
            c.put(out_job, std::ptr::null_mut())?;
        }
        let job = c.submit(id, bindings.addr() as u64, done, opaque)?;
        dispatch::start(c.core);
        if out_job.is_null() {
            c.objects.remove(&job);
            return Ok(());
        }
        c.put_handle(out_job, job)
    }

    fn hailo_shim_configured_shutdown[configured](configured: *mut hailo_shim_configured) |c, id| {
        c.configured(id)?.shut = true;
        if let Some(Object::Configured(group)) = c.objects.get(&id) {
            let (group, now) = (*group, c.now());
            c.abort_group(group, now, st::STREAM_ABORT);
        }
        Ok(())
    }

    fn hailo_shim_bindings_create[configured](
        configured: *mut hailo_shim_configured,
        out: *mut *mut hailo_shim_bindings,
    ) |c, id| {
        c.put(out, std::ptr::null_mut())?;
        let info = c.configured(id)?.info();
        let empty = |direction| vec![None; info.vstreams(direction).count()];
        let bindings =
            Bindings { configured: id, inputs: empty(Direction::Input), outputs: empty(Direction::Output) };
        let core = c.core;
        let made = c.add(core, Object::Bindings(bindings));
        c.put_handle(out, made)
    }

    fn hailo_shim_bindings_set_buffer[bindings](
        bindings: *mut hailo_shim_bindings,
        direction: u32,
        index: usize,
        data: *mut c_void,
        len: usize,
    ) |c, id| {
        let direction = side(direction)?;
        let name = c.name;
        let configured = match c.objects.get(&id) {
            Some(Object::Bindings(b)) => b.configured,
            _ => return Err(c.wrong(name, id, "bindings")),
        };
        let record = mask_record(c.core.era);
        let model = c.configured(configured)?.model.clone();
        let size = model.and_then(|m| m.frame_size(direction, index, record)).ok_or(st::NOT_FOUND)?;
        if data.is_null() || len != size {
            return Err(st::INVALID_ARGUMENT);
        }
        let Some(Object::Bindings(b)) = c.objects.get_mut(&id) else { return Err(st::INTERNAL_FAILURE) };
        let all = if direction == Direction::Input { &mut b.inputs } else { &mut b.outputs };
        *all.get_mut(index).ok_or(st::NOT_FOUND)? = Some((Foreign(data), len));
        Ok(())
    }

    fn hailo_shim_job_wait[job](job: *mut hailo_shim_job, timeout_ms: u32) |c, id| {
        let name = c.name;
        if !matches!(c.objects.get(&id), Some(Object::Job(_))) {
            return Err(c.wrong(name, id, "a job"));
        }
        c.await_job(id, timeout_ms, None)
    }
}

destroys! {
    fn hailo_shim_vdevice_destroy(vdevice: hailo_shim_vdevice) |c, id| {
        let name = c.name;
        match c.objects.get_mut(&id) {
            Some(Object::VDevice(v)) if v.shim && !v.closed => v.closed = true,
            _ => return Err(c.wrong(name, id, "a vdevice of the shim")),
        }
        c.reap(id);
        Ok(())
    }

    fn hailo_shim_model_destroy(model: hailo_shim_model) |c, id| {
        let vdevice = c.model(id)?.vdevice;
        c.objects.remove(&id);
        c.reap(vdevice);
        Ok(())
    }

    fn hailo_shim_configured_destroy(configured: hailo_shim_configured) |c, id| {
        let name = c.name;
        let group = match c.objects.get(&id) {
            Some(Object::Configured(group)) => *group,
            _ => return Err(c.wrong(name, id, "a configured infer model")),
        };
        c.objects.remove(&id);
        let (now, parent) = (c.now(), c.groups.get(&group).map_or(0, |g| g.parent));
        c.close_group(group, now);
        c.reap(parent);
        Ok(())
    }

    fn hailo_shim_bindings_destroy(bindings: hailo_shim_bindings) |c, id| {
        let name = c.name;
        if !matches!(c.objects.get(&id), Some(Object::Bindings(_))) {
            return Err(c.wrong(name, id, "bindings"));
        }
        c.objects.remove(&id);
        Ok(())
    }

    fn hailo_shim_job_release(job: hailo_shim_job) |c, id| {
        let name = c.name;
        if !matches!(c.objects.get(&id), Some(Object::Job(_))) {
            return Err(c.wrong(name, id, "a job"));
        }
        c.objects.remove(&id);
        Ok(())
    }

    fn hailo_shim_completion_destroy(completion: hailo_shim_completion) |c, id| {
        let model = c.completion(id)?.model;
        c.release_generator(model, id);
        c.objects.remove(&id);
        if let Some(Object::Generative(g)) = c.objects.get_mut(&model) {
            g.completions = g.completions.saturating_sub(1);
        }
        c.reap_generative(model);
        Ok(())
    }

    fn hailo_shim_llm_destroy(llm: hailo_shim_llm) |c, id| { c.unload(id) }

    fn hailo_shim_vlm_destroy(vlm: hailo_shim_vlm) |c, id| { c.unload(id) }

    fn hailo_shim_speech_destroy(speech: hailo_shim_speech) |c, id| { c.unload(id) }

    fn hailo_shim_device_destroy(device: hailo_shim_device) |c, id| {
        let name = c.name;
        let vdevice = match c.objects.get(&id) {
            Some(Object::Device(d)) if d.shim => d.vdevice,
            _ => return Err(c.wrong(name, id, "a device of the shim")),
        };
        c.forget_device(id);
        if let Some(vdevice) = vdevice {
            c.reap(vdevice);
        }
        Ok(())
    }
}

// === GenAI ===

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
        let (text, status) = c.wait_for(
            super_timeout(timeout_ms),
            |c, now| {
                let completion = c.completion(id)?;
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
        c.put_count(out, LlmSpec::token_count(&text))
    }

    fn hailo_shim_llm_context_usage[llm](llm: *mut hailo_shim_llm, out: *mut usize) |c, id| {
        c.since(Era::V5_1_1)?;
        let used = c.generative(id, LlmKind::Text)?.context;
        c.put_count(out, used)
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
        c.generative(id, LlmKind::Text)?;
        let template = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}";
        c.send(sink, context, template.as_bytes())
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
        c.put_count(out, used)
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
        let limit = super_timeout(timeout_ms);
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
        for (start, end, text) in segments {
            c.unlocked(|| {
                // SAFETY: the caller gave this function and its context for this call; the text
                // lives until it returns.
                unsafe { sink(context, start, end, text.as_ptr(), text.len()) };
            });
        }
        Ok(())
    }
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

// === Device ===

with_handle! {
    fn hailo_shim_device_of_vdevice[vdevice](
        vdevice: *mut hailo_shim_vdevice,
        index: usize,
        out: *mut *mut hailo_shim_device,
    ) |c, id| {
        c.put(out, std::ptr::null_mut())?;
        let (chips, _, _) = c.shim_vdevice(id)?;
        let chip = *chips.get(index).ok_or(st::INVALID_ARGUMENT)?;
        let device = c.open_device(chip, Some(id), true);
        c.put_handle(out, device)
    }

    fn hailo_shim_device_power[device](device: *mut hailo_shim_device, dvm: u32, measurement_type: u32, out: *mut f32) |c, id| {
        let chip = c.chip(id)?;
        let value = c.measure(chip, dvm, measurement_type)?;
        c.put(out, value)
    }

    fn hailo_shim_device_power_start[device](
        device: *mut hailo_shim_device,
        averaging_factor: u32,
        sampling_period: u32,
    ) |c, id| {
        let chip = c.chip(id)?;
        c.start_power(chip, averaging_factor, sampling_period)
    }

    fn hailo_shim_device_power_set[device](
        device: *mut hailo_shim_device,
        buffer_index: u32,
        dvm: u32,
        measurement_type: u32,
    ) |c, id| {
        let chip = c.chip(id)?;
        c.set_power(chip, buffer_index, dvm, measurement_type)
    }

    fn hailo_shim_device_power_get[device](
        device: *mut hailo_shim_device,
        buffer_index: u32,
        clear: u32,
        out: *mut hailo_shim_power,
    ) |c, id| {
        let chip = c.chip(id)?;
        let (average, average_time_ms, min, max, samples) = c.averaged_power(chip, buffer_index, clear != 0)?;
        c.put(out, hailo_shim_power { average, average_time_ms, min, max, samples })
    }

    fn hailo_shim_device_power_stop[device](device: *mut hailo_shim_device) |c, id| {
        let chip = c.chip(id)?;
        c.chips[chip].power_period_ns = 0;
        Ok(())
    }

    fn hailo_shim_device_performance[device](device: *mut hailo_shim_device, out: *mut hailo_shim_performance) |c, id| {
        let chip = c.soc(id)?;
        // The device measures over two windows of 100 ms.
        c.sleep(200_000_000);
        let (core, now) = (c.core, c.now());
        c.settle(core, now);
        let physics = &c.chips[chip].physics;
        let busy = physics.utilisation() as f32 * 100.0;
        let loaded: i64 = c.generatives.len() as i64 * 1_800_000;
        c.put(out, hailo_shim_performance {
            ram_total: 8_388_608,
            ram_used: 700_000 + loaded,
            cpu_utilization: 4.0 + busy * 0.1,
            nnc_utilization: busy,
            ddr_noc_transactions: (busy * 10_000.0) as i32,
            dsp_utilization: -1,
        })
    }

    fn hailo_shim_device_health_stats[device](device: *mut hailo_shim_device, out: *mut hailo_shim_health_stats) |c, id| {
        let chip = c.soc(id)?;
        let physics = &mut c.chips[chip].physics;
        let (ts0, ts1) = physics.read_sensors();
        let volts = physics.power().supply_v as f32;
        c.put(out, hailo_shim_health_stats {
            on_die_temperature: ts0.max(ts1),
            on_die_voltage: volts * 1000.0,
            bist_failure_mask: 0,
        })
    }

    fn hailo_shim_device_health_info[device](device: *mut hailo_shim_device, out: *mut hailo_shim_health_info) |c, id| {
        let chip = c.chip(id)?;
        let (overcurrent, physics) = (c.chips[chip].overcurrent, &c.chips[chip].physics);
        let p = physics.protection();
        let levels = p.ladder.map(|r| hailo_shim_throttling_level {
            threshold: r.threshold_c as f32,
            hysteresis_threshold: r.hysteresis_c as f32,
            nn_clock_hz: r.clock_mhz * 1_000_000,
        });
        c.put(out, hailo_shim_health_info {
            overcurrent_protection_active: 1,
            overcurrent_zone: u32::from(overcurrent),
            red_overcurrent_threshold: 8000.0,
            overcurrent_throttling_active: 0,
            temperature_throttling_active: u32::from(physics.throttling()),
            temperature_zone: c.enumerator(physics.zone() as u32),
            temperature_throttling_level: physics.level().map_or(-1, |l| l as i32),
            levels,
            orange_temperature_threshold: p.orange_c as i32,
            orange_hysteresis_temperature_threshold: p.orange_hysteresis_c as i32,
            red_temperature_threshold: p.red_c as i32,
            red_hysteresis_temperature_threshold: p.red_hysteresis_c as i32,
            requested_overcurrent_clock_hz: FULL_CLOCK_HZ,
            requested_temperature_clock_hz: physics.clock_mhz() * 1_000_000,
        })
    }

    fn hailo_shim_device_temperature[device](device: *mut hailo_shim_device, out: *mut hailo_shim_temperature) |c, id| {
        let chip = c.chip(id)?;
        let physics = &mut c.chips[chip].physics;
        let (ts0, ts1) = physics.read_sensors();
        let samples = physics.samples() as u32;
        c.put(out, hailo_shim_temperature { ts0, ts1, samples })
    }
}

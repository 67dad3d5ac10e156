//! Records the calls that go through tables, with what they carry to the caller.

use std::collections::{BTreeMap, HashMap};
use std::ffi::{c_char, c_void};
use std::sync::{Mutex, OnceLock};

use hailo_sys::shim::*;
use hailo_sys::types::*;
use hailo_sys::{Api, ShimApi};

use crate::clock::{SimClock, lock};
use crate::handle::Foreign;
use crate::replay::{RecordedCall, Recording};

/// The most calls a [`Recorder`] keeps.
const MAX_CALLS: usize = 1 << 20;
const MAX_PENDING: usize = 1 << 16;

/// The most bytes of payload that it keeps. Calls beyond are recorded without.
const MAX_BYTES: usize = 1 << 28;

/// What the forwarding functions share. They are plain C functions without a place for state, so
/// there is one recorder per process.
struct Tap {
    api: Api,
    shim: Option<ShimApi>,
    clock: SimClock,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    calls: Vec<RecordedCall>,
    bytes: usize,
    /// Output buffers by bindings and position: what a run on them writes.
    outputs: HashMap<usize, BTreeMap<usize, (Foreign, usize)>>,
    tickets: u64,
    /// Transfers and runs under way, by the ticket that their callback brings.
    pending: BTreeMap<u64, Pending>,
}

/// An asynchronous call whose completion is to come, or came and may come once more: the oldest of those are forgotten.
#[derive(Clone)]
struct Pending {
    callback: Told,
    opaque: Foreign,
    /// Which call it belongs to, once that has come back.
    call: Option<usize>,
    /// What it said before its call had come back.
    payload: Option<Vec<u8>>,
    /// What it has written, until it has said so: after that the memory is the caller's again.
    outputs: Vec<(Foreign, usize)>,
    came: bool,
}

#[derive(Clone, Copy)]
enum Told {
    Read(hailo_stream_read_async_callback_t),
    Write(hailo_stream_write_async_callback_t),
    Done(hailo_shim_done),
}

static TAP: OnceLock<Tap> = OnceLock::new();

/// Records the calls that go through tables.
#[derive(Debug)]
pub struct Recorder(());

impl Recorder {
    /// Puts a recorder before `api` and `shim`: hand out the tables it answers instead. `clock` tells the time,
    /// [`SimClock::real`] for a real library. `None` if this process records already.
    ///
    /// The functions that a program's running time is made of are recorded: opening, configuring, loading models,
    /// frames, answers, asynchronous submissions, readings, reset. Queries of what a model file says pass unrecorded.
    /// Frames, answers and readings are recorded with what they carried, up to 256 MiB of it.
    #[must_use]
    pub fn wrap(api: Api, shim: Option<ShimApi>, clock: SimClock) -> Option<(Self, Api, Option<ShimApi>)> {
        TAP.set(Tap { api, shim, clock, kept: Mutex::default() }).ok()?;
        Some((Self(()), c_table(api), shim.map(shim_table)))
    }

    /// What was recorded so far, the first million calls.
    #[must_use]
    pub fn recording(&self) -> Recording {
        Recording { calls: TAP.get().map(|tap| lock(&tap.kept).calls.clone()).unwrap_or_default() }
    }
}

impl Kept {
    /// What is still kept of a payload.
    fn afford(&mut self, payload: Vec<u8>) -> Vec<u8> {
        let all = self.bytes.saturating_add(payload.len());
        if all > MAX_BYTES {
            return Vec::new();
        }
        self.bytes = all;
        payload
    }

    /// Keeps a call; the answer is its place.
    fn push(&mut self, call: RecordedCall) -> Option<usize> {
        if self.calls.len() == MAX_CALLS {
            return None;
        }
        let payload = self.afford(call.payload);
        self.calls.push(RecordedCall { payload, ..call });
        Some(self.calls.len() - 1)
    }
}

impl Tap {
    fn note(&self, call: &str, began_ns: u64, status: u32, payload: Vec<u8>) -> Option<usize> {
        let took_ns = self.clock.now_ns().saturating_sub(began_ns);
        lock(&self.kept).push(RecordedCall { call: call.to_owned(), began_ns, took_ns, status, payload })
    }

    /// Takes note of a completion that is to come; the ticket goes in place of the caller's opaque.
    fn expect(
        &self,
        callback: Told,
        opaque: *mut c_void,
        outputs: Vec<(Foreign, usize)>,
    ) -> (u64, *mut c_void) {
        let mut kept = lock(&self.kept);
        kept.tickets += 1;
        let ticket = kept.tickets;
        let pending =
            Pending { callback, opaque: Foreign(opaque), call: None, payload: None, outputs, came: false };
        kept.pending.insert(ticket, pending);
        while kept.pending.len() > MAX_PENDING
            && let Some(oldest) = kept.pending.first_entry()
            && oldest.get().came
        {
            oldest.remove();
        }
        (ticket, std::ptr::without_provenance_mut(ticket as usize))
    }

    /// The call that expects a completion has come back.
    fn began(&self, ticket: u64, call: &str, began_ns: u64, status: u32) {
        let place = self.note(call, began_ns, status, Vec::new());
        let mut kept = lock(&self.kept);
        if status != 0 {
            // Then its callback never comes.
            kept.pending.remove(&ticket);
            return;
        }
        let payload = kept.pending.get_mut(&ticket).and_then(|pending| {
            pending.call = place;
            pending.payload.take()
        });
        kept.carried(place, payload);
    }

    /// A completion has come: what it says is kept, and whose it is told.
    fn ended(&self, opaque: *mut c_void, status: u32) -> Option<Pending> {
        let mut kept = lock(&self.kept);
        let pending = kept.pending.get_mut(&(opaque.addr() as u64))?;
        let outputs = std::mem::take(&mut pending.outputs);
        if !std::mem::replace(&mut pending.came, true) {
            let mut payload = status.to_le_bytes().to_vec();
            if status == 0 {
                for (buffer, len) in &outputs {
                    // SAFETY: the caller lent this buffer to the library until the first callback, which is now.
                    payload.extend(unsafe { carried::bytes(buffer.0, *len) });
                }
            }
            match pending.call {
                place @ Some(_) => kept.carried(place, Some(payload)),
                None => pending.payload = Some(payload),
            }
        }
        kept.pending.get(&(opaque.addr() as u64)).cloned()
    }
}

impl Kept {
    fn carried(&mut self, place: Option<usize>, payload: Option<Vec<u8>>) {
        let (Some(place), Some(payload)) = (place, payload) else { return };
        let payload = self.afford(payload);
        if let Some(call) = self.calls.get_mut(place).filter(|call| call.payload.is_empty()) {
            call.payload = payload;
        }
    }
}

/// What a call has written for its caller.
mod carried {
    use std::ffi::c_void;

    /// # Safety
    ///
    /// `place` is where the call has written a value of this type, or NULL.
    pub(super) unsafe fn value<T>(place: *const T) -> Vec<u8> {
        // SAFETY: passed on.
        unsafe { bytes(place.cast(), size_of::<T>()) }
    }

    /// # Safety
    ///
    /// `place` is where the call has written so many bytes, or NULL.
    pub(super) unsafe fn bytes(place: *const c_void, len: usize) -> Vec<u8> {
        if place.is_null() || len == 0 {
            return Vec::new();
        }
        // SAFETY: not NULL, and the caller says that these bytes were written.
        unsafe { std::slice::from_raw_parts(place.cast::<u8>(), len) }.to_vec()
    }
}

/// Functions that are recorded, and where what they carry stands.
macro_rules! recorded {
    ($table:ident: $Table:ty, $real:expr; $(fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)? $(; carries $how:ident($($what:ident),*))?;)*) => {
        mod $table {
            use super::*;

            /// The table with the recorded functions in place of its own.
            pub(super) fn with(table: $Table) -> $Table {
                Table { $($name,)* ..table }
            }

            type Table = $Table;

            $(
                unsafe extern "C" fn $name($($arg: $ty),*) $(-> $ret)? {
                    let real = |tap: &Tap| -> Option<$Table> { ($real)(tap) };
                    // Both are there before this function's address was handed out.
                    let Some((tap, real)) = TAP.get().and_then(|tap| Some((tap, real(tap)?))) else {
                        return Answer::none();
                    };
                    let began = tap.clock.now_ns();
                    // SAFETY: the caller keeps the header's contract; the arguments go on as they came.
                    let answer = unsafe { (real.$name)($($arg),*) };
                    let status = answer.status();
                    #[allow(unused_mut, reason = "most calls carry nothing")]
                    let mut payload = Vec::new();
                    $(if status == 0 {
                        // SAFETY: the call succeeded, so it has written what its contract says.
                        payload = unsafe { carried::$how($($what),*) };
                    })?
                    tap.note(stringify!($name), began, status, payload);
                    answer
                }
            )*
        }
    };
}

/// What functions answer: a status, or nothing.
trait Answer {
    fn status(&self) -> u32;
    fn none() -> Self;
}

impl Answer for u32 {
    fn status(&self) -> u32 {
        *self
    }

    fn none() -> Self {
        8
    }
}

impl Answer for () {
    fn status(&self) -> u32 {
        0
    }

    fn none() -> Self {}
}

recorded! {
    api: Api, |tap: &Tap| Some(tap.api);
    fn hailo_scan_devices(params: *mut hailo_scan_devices_params_t, ids: *mut hailo_device_id_t, n: *mut usize) -> u32;
    fn hailo_create_device_by_id(id: *const hailo_device_id_t, device: *mut hailo_device) -> u32;
    fn hailo_release_device(device: hailo_device) -> u32;
    fn hailo_identify(device: hailo_device, identity: *mut hailo_device_identity_t) -> u32;
    fn hailo_get_extended_device_information(device: hailo_device, info: *mut hailo_extended_device_information_t) -> u32;
    fn hailo_get_chip_temperature(device: hailo_device, info: *mut hailo_chip_temperature_info_t) -> u32; carries value(info);
    fn hailo_power_measurement(device: hailo_device, dvm: u32, kind: u32, out: *mut f32) -> u32; carries value(out);
    fn hailo_get_power_measurement(device: hailo_device, buffer: u32, clear: bool, data: *mut hailo_power_measurement_data_t) -> u32; carries value(data);
    fn hailo_get_throttling_state(device: hailo_device, active: *mut u8) -> u32; carries value(active);
    fn hailo_reset_device(device: hailo_device, mode: u32) -> u32;
    fn hailo_create_vdevice(params: *mut hailo_vdevice_params_t, vdevice: *mut hailo_vdevice) -> u32;
    fn hailo_get_physical_devices(vdevice: hailo_vdevice, devices: *mut hailo_device, n: *mut usize) -> u32;
    fn hailo_release_vdevice(vdevice: hailo_vdevice) -> u32;
    fn hailo_create_hef_file(hef: *mut hailo_hef, path: *const c_char) -> u32;
    fn hailo_create_hef_buffer(hef: *mut hailo_hef, buffer: *const c_void, size: usize) -> u32;
    fn hailo_release_hef(hef: hailo_hef) -> u32;
    fn hailo_configure_vdevice(vdevice: hailo_vdevice, hef: hailo_hef, params: *mut hailo_configure_params_t, groups: *mut hailo_configured_network_group, n: *mut usize) -> u32;
    fn hailo_activate_network_group(group: hailo_configured_network_group, params: *mut hailo_activate_network_group_params_t, out: *mut hailo_activated_network_group) -> u32;
    fn hailo_deactivate_network_group(active: hailo_activated_network_group) -> u32;
    fn hailo_shutdown_network_group(group: hailo_configured_network_group) -> u32;
    fn hailo_get_latency_measurement(group: hailo_configured_network_group, network: *const c_char, out: *mut hailo_latency_measurement_result_t) -> u32; carries value(out);
    fn hailo_create_input_vstreams(group: hailo_configured_network_group, params: *const hailo_input_vstream_params_by_name_t, n: usize, out: *mut hailo_input_vstream) -> u32;
    fn hailo_create_output_vstreams(group: hailo_configured_network_group, params: *const hailo_output_vstream_params_by_name_t, n: usize, out: *mut hailo_output_vstream) -> u32;
    fn hailo_vstream_write_raw_buffer(vstream: hailo_input_vstream, buffer: *const c_void, size: usize) -> u32;
    fn hailo_vstream_read_raw_buffer(vstream: hailo_output_vstream, buffer: *mut c_void, size: usize) -> u32; carries bytes(buffer, size);
    fn hailo_flush_input_vstream(vstream: hailo_input_vstream) -> u32;
    fn hailo_release_input_vstreams(vstreams: *const hailo_input_vstream, n: usize) -> u32;
    fn hailo_release_output_vstreams(vstreams: *const hailo_output_vstream, n: usize) -> u32;
    fn hailo_stream_write_raw_buffer(stream: hailo_input_stream, buffer: *const c_void, size: usize) -> u32;
    fn hailo_stream_read_raw_buffer(stream: hailo_output_stream, buffer: *mut c_void, size: usize) -> u32; carries bytes(buffer, size);
    fn hailo_stream_wait_for_async_input_ready(stream: hailo_input_stream, size: usize, ms: u32) -> u32;
    fn hailo_stream_wait_for_async_output_ready(stream: hailo_output_stream, size: usize, ms: u32) -> u32;
}

recorded! {
    shim: ShimApi, |tap: &Tap| tap.shim;
    fn hailo_shim_vdevice_create(params: *const hailo_shim_vdevice_params, out: *mut *mut hailo_shim_vdevice) -> u32;
    fn hailo_shim_vdevice_destroy(vdevice: *mut hailo_shim_vdevice) -> ();
    fn hailo_shim_model_create_from_file(vdevice: *mut hailo_shim_vdevice, path: hailo_shim_slice, name: hailo_shim_slice, out: *mut *mut hailo_shim_model) -> u32;
    fn hailo_shim_model_create_from_bytes(vdevice: *mut hailo_shim_vdevice, hef: hailo_shim_slice, name: hailo_shim_slice, out: *mut *mut hailo_shim_model) -> u32;
    fn hailo_shim_model_destroy(model: *mut hailo_shim_model) -> ();
    fn hailo_shim_model_configure(model: *mut hailo_shim_model, out: *mut *mut hailo_shim_configured) -> u32;
    fn hailo_shim_configured_hw_latency(configured: *mut hailo_shim_configured, out: *mut u64) -> u32; carries value(out);
    fn hailo_shim_configured_activate(configured: *mut hailo_shim_configured) -> u32;
    fn hailo_shim_configured_deactivate(configured: *mut hailo_shim_configured) -> u32;
    fn hailo_shim_configured_wait_ready(configured: *mut hailo_shim_configured, timeout_ms: u32, frames: u32) -> u32;
    fn hailo_shim_configured_shutdown(configured: *mut hailo_shim_configured) -> u32;
    fn hailo_shim_configured_destroy(configured: *mut hailo_shim_configured) -> ();
    fn hailo_shim_job_wait(job: *mut hailo_shim_job, timeout_ms: u32) -> u32;
    fn hailo_shim_completion_abort(completion: *mut hailo_shim_completion) -> u32;
    fn hailo_shim_completion_destroy(completion: *mut hailo_shim_completion) -> u32;
    fn hailo_shim_llm_create(vdevice: *mut hailo_shim_vdevice, path: hailo_shim_slice, lora: hailo_shim_slice, optimize_memory: u32, out: *mut *mut hailo_shim_llm) -> u32;
    fn hailo_shim_llm_generate(llm: *mut hailo_shim_llm, params: *const hailo_shim_generator_params, messages: *const hailo_shim_slice, message_count: usize, tools: *const hailo_shim_slice, tool_count: usize, out: *mut *mut hailo_shim_completion) -> u32;
    fn hailo_shim_llm_generate_text(llm: *mut hailo_shim_llm, params: *const hailo_shim_generator_params, prompt: hailo_shim_slice, out: *mut *mut hailo_shim_completion) -> u32;
    fn hailo_shim_llm_token_count(llm: *mut hailo_shim_llm, text: hailo_shim_slice, out: *mut usize) -> u32; carries value(out);
    fn hailo_shim_llm_context_usage(llm: *mut hailo_shim_llm, out: *mut usize) -> u32; carries value(out);
    fn hailo_shim_llm_context_clear(llm: *mut hailo_shim_llm) -> u32;
    fn hailo_shim_llm_destroy(llm: *mut hailo_shim_llm) -> ();
    fn hailo_shim_vlm_create(vdevice: *mut hailo_shim_vdevice, path: hailo_shim_slice, optimize_memory: u32, out: *mut *mut hailo_shim_vlm) -> u32;
    fn hailo_shim_vlm_generate(vlm: *mut hailo_shim_vlm, params: *const hailo_shim_generator_params, messages: *const hailo_shim_slice, message_count: usize, frames: *const hailo_shim_slice, frame_count: usize, out: *mut *mut hailo_shim_completion) -> u32;
    fn hailo_shim_vlm_context_usage(vlm: *mut hailo_shim_vlm, out: *mut usize) -> u32; carries value(out);
    fn hailo_shim_vlm_destroy(vlm: *mut hailo_shim_vlm) -> ();
    fn hailo_shim_speech_create(vdevice: *mut hailo_shim_vdevice, path: hailo_shim_slice, out: *mut *mut hailo_shim_speech) -> u32;
    fn hailo_shim_speech_destroy(speech: *mut hailo_shim_speech) -> ();
    fn hailo_shim_device_create(id: hailo_shim_slice, out: *mut *mut hailo_shim_device) -> u32;
    fn hailo_shim_device_of_vdevice(vdevice: *mut hailo_shim_vdevice, index: usize, out: *mut *mut hailo_shim_device) -> u32;
    fn hailo_shim_device_power(device: *mut hailo_shim_device, dvm: u32, kind: u32, out: *mut f32) -> u32; carries value(out);
    fn hailo_shim_device_power_get(device: *mut hailo_shim_device, buffer: u32, clear: u32, out: *mut hailo_shim_power) -> u32; carries value(out);
    fn hailo_shim_device_performance(device: *mut hailo_shim_device, out: *mut hailo_shim_performance) -> u32; carries value(out);
    fn hailo_shim_device_health_stats(device: *mut hailo_shim_device, out: *mut hailo_shim_health_stats) -> u32; carries value(out);
    fn hailo_shim_device_health_info(device: *mut hailo_shim_device, out: *mut hailo_shim_health_info) -> u32; carries value(out);
    fn hailo_shim_device_temperature(device: *mut hailo_shim_device, out: *mut hailo_shim_temperature) -> u32; carries value(out);
    fn hailo_shim_device_destroy(device: *mut hailo_shim_device) -> ();
}

fn c_table(api: Api) -> Api {
    Api {
        hailo_stream_read_raw_buffer_async: by_hand::stream_read_async,
        hailo_stream_write_raw_buffer_async: by_hand::stream_write_async,
        ..api::with(api)
    }
}

fn shim_table(shim: ShimApi) -> ShimApi {
    ShimApi {
        hailo_shim_bindings_set_buffer: by_hand::set_buffer,
        hailo_shim_bindings_destroy: by_hand::bindings_destroy,
        hailo_shim_configured_run: by_hand::run,
        hailo_shim_configured_run_async: by_hand::run_async,
        hailo_shim_completion_read: by_hand::completion_read,
        hailo_shim_speech_segments: by_hand::speech_segments,
        ..shim::with(shim)
    }
}

/// The functions that carry what they carry through callbacks, sinks, or buffers named before.
mod by_hand {
    use super::*;

    fn tap() -> Option<&'static Tap> {
        TAP.get()
    }

    fn shim() -> Option<(&'static Tap, ShimApi)> {
        tap().and_then(|tap| Some((tap, tap.shim?)))
    }

    pub(super) unsafe extern "C" fn stream_read_async(
        stream: hailo_output_stream,
        buffer: *mut c_void,
        size: usize,
        callback: hailo_stream_read_async_callback_t,
        opaque: *mut c_void,
    ) -> u32 {
        let Some(tap) = tap() else { return 8 };
        let began = tap.clock.now_ns();
        let (ticket, mine) = tap.expect(Told::Read(callback), opaque, vec![(Foreign(buffer), size)]);
        let heard: hailo_stream_read_async_callback_t =
            if callback.is_some() { Some(read_done) } else { None };
        // SAFETY: the caller keeps the header's contract; its opaque comes back to its callback.
        let status =
            unsafe { (tap.api.hailo_stream_read_raw_buffer_async)(stream, buffer, size, heard, mine) };
        tap.began(ticket, "hailo_stream_read_raw_buffer_async", began, status);
        status
    }

    unsafe extern "C" fn read_done(info: *const hailo_stream_read_async_completion_info_t) {
        // SAFETY: the library lends the record for the call.
        let mut info = unsafe { info.read() };
        let Some(pending) = tap().and_then(|tap| tap.ended(info.opaque, info.status)) else { return };
        info.opaque = pending.opaque.0;
        if let Told::Read(Some(callback)) = pending.callback {
            // SAFETY: the caller gave this function for this transfer.
            unsafe { callback(&raw const info) };
        }
    }

    pub(super) unsafe extern "C" fn stream_write_async(
        stream: hailo_input_stream,
        buffer: *const c_void,
        size: usize,
        callback: hailo_stream_write_async_callback_t,
        opaque: *mut c_void,
    ) -> u32 {
        let Some(tap) = tap() else { return 8 };
        let began = tap.clock.now_ns();
        let (ticket, mine) = tap.expect(Told::Write(callback), opaque, Vec::new());
        let heard: hailo_stream_write_async_callback_t = if callback.is_some() { Some(wrote) } else { None };
        // SAFETY: as for a read.
        let status =
            unsafe { (tap.api.hailo_stream_write_raw_buffer_async)(stream, buffer, size, heard, mine) };
        tap.began(ticket, "hailo_stream_write_raw_buffer_async", began, status);
        status
    }

    unsafe extern "C" fn wrote(info: *const hailo_stream_write_async_completion_info_t) {
        // SAFETY: the library lends the record for the call.
        let mut info = unsafe { info.read() };
        let Some(pending) = tap().and_then(|tap| tap.ended(info.opaque, info.status)) else { return };
        info.opaque = pending.opaque.0;
        if let Told::Write(Some(callback)) = pending.callback {
            // SAFETY: the caller gave this function for this transfer.
            unsafe { callback(&raw const info) };
        }
    }

    pub(super) unsafe extern "C" fn set_buffer(
        bindings: *mut hailo_shim_bindings,
        direction: u32,
        index: usize,
        data: *mut c_void,
        len: usize,
    ) -> u32 {
        let Some((tap, shim)) = shim() else { return 8 };
        // SAFETY: the caller keeps the header's contract; the arguments go on as they came.
        let status = unsafe { (shim.hailo_shim_bindings_set_buffer)(bindings, direction, index, data, len) };
        if status == 0 && direction == HAILO_SHIM_OUTPUT {
            let mut kept = lock(&tap.kept);
            kept.outputs.entry(bindings.addr()).or_default().insert(index, (Foreign(data), len));
        }
        status
    }

    pub(super) unsafe extern "C" fn bindings_destroy(bindings: *mut hailo_shim_bindings) {
        let Some((tap, shim)) = shim() else { return };
        lock(&tap.kept).outputs.remove(&bindings.addr());
        // SAFETY: the caller keeps the header's contract.
        unsafe { (shim.hailo_shim_bindings_destroy)(bindings) };
    }

    fn outputs(tap: &Tap, bindings: *mut hailo_shim_bindings) -> Vec<(Foreign, usize)> {
        let kept = lock(&tap.kept);
        kept.outputs.get(&bindings.addr()).map(|all| all.values().copied().collect()).unwrap_or_default()
    }

    pub(super) unsafe extern "C" fn run(
        configured: *mut hailo_shim_configured,
        bindings: *mut hailo_shim_bindings,
        timeout_ms: u32,
    ) -> u32 {
        let Some((tap, shim)) = shim() else { return 8 };
        let began = tap.clock.now_ns();
        // SAFETY: the caller keeps the header's contract; the arguments go on as they came.
        let status = unsafe { (shim.hailo_shim_configured_run)(configured, bindings, timeout_ms) };
        let mut payload = Vec::new();
        if status == 0 {
            for (buffer, len) in outputs(tap, bindings) {
                // SAFETY: the buffers of bindings are lent while a run on them may be under way, and this one is over.
                payload.extend(unsafe { carried::bytes(buffer.0, len) });
            }
        }
        tap.note("hailo_shim_configured_run", began, status, payload);
        status
    }

    pub(super) unsafe extern "C" fn run_async(
        configured: *mut hailo_shim_configured,
        bindings: *mut hailo_shim_bindings,
        done: hailo_shim_done,
        opaque: *mut c_void,
        job: *mut *mut hailo_shim_job,
    ) -> u32 {
        let Some((tap, shim)) = shim() else { return 8 };
        let began = tap.clock.now_ns();
        let (ticket, mine) = tap.expect(Told::Done(done), opaque, outputs(tap, bindings));
        // SAFETY: the caller keeps the header's contract; its opaque comes back to its callback.
        let status =
            unsafe { (shim.hailo_shim_configured_run_async)(configured, bindings, Some(ran), mine, job) };
        tap.began(ticket, "hailo_shim_configured_run_async", began, status);
        status
    }

    unsafe extern "C" fn ran(status: u32, opaque: *mut c_void) {
        let Some(pending) = tap().and_then(|tap| tap.ended(opaque, status)) else { return };
        if let Told::Done(Some(done)) = pending.callback {
            // SAFETY: the caller gave this function for this run.
            unsafe { done(status, pending.opaque.0) };
        }
    }

    /// A sink that keeps what goes through it.
    struct Heard<S> {
        sink: S,
        context: *mut c_void,
        bytes: Vec<u8>,
    }

    pub(super) unsafe extern "C" fn completion_read(
        completion: *mut hailo_shim_completion,
        timeout_ms: u32,
        sink: hailo_shim_sink,
        context: *mut c_void,
        generation: *mut u32,
    ) -> u32 {
        let Some((tap, shim)) = shim() else { return 8 };
        let began = tap.clock.now_ns();
        let mut heard = Heard { sink, context, bytes: Vec::new() };
        let mine: hailo_shim_sink = if sink.is_some() { Some(hear) } else { None };
        let place = (&raw mut heard).cast();
        // SAFETY: the caller keeps the header's contract; its sink hears what ours hears.
        let status =
            unsafe { (shim.hailo_shim_completion_read)(completion, timeout_ms, mine, place, generation) };
        let mut payload = Vec::new();
        if status == 0 {
            // SAFETY: a read that succeeded has written the state.
            payload = unsafe { carried::value(generation) };
            payload.append(&mut heard.bytes);
        }
        tap.note("hailo_shim_completion_read", began, status, payload);
        status
    }

    unsafe extern "C" fn hear(context: *mut c_void, data: *const u8, len: usize) {
        // SAFETY: the record of the call above, lent for it.
        let heard = unsafe { &mut *context.cast::<Heard<hailo_shim_sink>>() };
        // SAFETY: the library lends these bytes for the call.
        heard.bytes.extend(unsafe { carried::bytes(data.cast(), len) });
        if let Some(sink) = heard.sink {
            // SAFETY: the caller's sink with its own context.
            unsafe { sink(heard.context, data, len) };
        }
    }

    pub(super) unsafe extern "C" fn speech_segments(
        speech: *mut hailo_shim_speech,
        params: *const hailo_shim_speech_params,
        audio: hailo_shim_slice,
        timeout_ms: u32,
        sink: hailo_shim_segment_sink,
        context: *mut c_void,
    ) -> u32 {
        let Some((tap, shim)) = shim() else { return 8 };
        let began = tap.clock.now_ns();
        let mut heard = Heard { sink, context, bytes: Vec::new() };
        let mine: hailo_shim_segment_sink = if sink.is_some() { Some(hear_segment) } else { None };
        let place = (&raw mut heard).cast();
        // SAFETY: the caller keeps the header's contract; its sink hears what ours hears.
        let status =
            unsafe { (shim.hailo_shim_speech_segments)(speech, params, audio, timeout_ms, mine, place) };
        let payload = if status == 0 { heard.bytes } else { Vec::new() };
        tap.note("hailo_shim_speech_segments", began, status, payload);
        status
    }

    /// A segment is kept as when it begins and ends, the length of its text, and the text.
    unsafe extern "C" fn hear_segment(
        context: *mut c_void,
        start: f32,
        end: f32,
        text: *const u8,
        len: usize,
    ) {
        // SAFETY: the record of the call above, lent for it.
        let heard = unsafe { &mut *context.cast::<Heard<hailo_shim_segment_sink>>() };
        // SAFETY: the library lends the text for the call.
        let said = unsafe { carried::bytes(text.cast(), len) };
        for word in [start.to_le_bytes(), end.to_le_bytes(), (said.len() as u32).to_le_bytes()] {
            heard.bytes.extend(word);
        }
        heard.bytes.extend(said);
        if let Some(sink) = heard.sink {
            // SAFETY: the caller's sink with its own context.
            unsafe { sink(heard.context, start, end, text, len) };
        }
    }
}

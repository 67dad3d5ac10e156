//! The second table: what the runtime offers in C++ only, through `libhailo_shim.so`.
//!
//! The shim is C++ of this crate (`shim/hailo_shim.cpp`), built on the machine that has the HailoRT headers with
//! `cargo xtask shim build`, and loaded at run time like libhailort itself. Its rules (who owns what, what a sink is,
//! what may run beside what) stand once, in `shim/hailo_shim.h`; the names here are the names there.

#![allow(non_camel_case_types)]

#[cfg(feature = "load")]
mod load;

use std::ffi::{c_char, c_void};

#[cfg(feature = "load")]
pub use load::{LoadedShim, ShimLoadError};

/// The layout and signatures of this table. A shim that answers another number is refused.
pub const HAILO_SHIM_ABI_VERSION: u32 = 3;

/// Feature bit: inference with `hailo_shim_model_*`, `_configured_*`, `_bindings_*` and `_job_*`.
pub const HAILO_SHIM_FEATURE_INFER_MODEL: u32 = 1;
/// Feature bit: `hailo_shim_device_*`.
pub const HAILO_SHIM_FEATURE_DEVICE: u32 = 2;
/// Feature bit: `hailo_shim_llm_*` and `hailo_shim_completion_*`.
pub const HAILO_SHIM_FEATURE_LLM: u32 = 4;
/// Feature bit: context usage, capacity, save and load.
pub const HAILO_SHIM_FEATURE_LLM_CONTEXT: u32 = 8;
/// Feature bit: the `tools` of `hailo_shim_llm_generate`.
pub const HAILO_SHIM_FEATURE_LLM_TOOLS: u32 = 16;
/// Feature bit: `hailo_shim_vlm_*`.
pub const HAILO_SHIM_FEATURE_VLM: u32 = 32;
/// Feature bit: `hailo_shim_speech_*`.
pub const HAILO_SHIM_FEATURE_SPEECH: u32 = 64;
/// Feature bit: `optimize_memory_on_device`.
pub const HAILO_SHIM_FEATURE_OPTIMIZE_MEMORY: u32 = 128;

/// Direction: host to device.
pub const HAILO_SHIM_INPUT: u32 = 0;
/// Direction: device to host.
pub const HAILO_SHIM_OUTPUT: u32 = 1;
/// Leave this setting as the model has it.
pub const HAILO_SHIM_KEEP: u32 = 0xffff_ffff;

/// The completion has more to say.
pub const HAILO_SHIM_GENERATING: u32 = 0;
/// The completion stopped at `max_generated_tokens`.
pub const HAILO_SHIM_MAX_TOKENS_REACHED: u32 = 1;
/// The completion stopped by itself.
pub const HAILO_SHIM_LOGICAL_END: u32 = 2;
/// The completion was aborted.
pub const HAILO_SHIM_ABORTED: u32 = 3;

/// Kind of a [`hailo_shim_layout_row`]: the headers do not have it.
pub const HAILO_SHIM_LAYOUT_ABSENT: u32 = 0;
/// Kind: a record, with its size and alignment.
pub const HAILO_SHIM_LAYOUT_RECORD: u32 = 1;
/// Kind: a field, with its offset and size.
pub const HAILO_SHIM_LAYOUT_FIELD: u32 = 2;
/// Kind: an enum value or a constant.
pub const HAILO_SHIM_LAYOUT_NUMBER: u32 = 3;

/// Bytes in [`hailo_shim_stream_info::name`].
pub const HAILO_SHIM_NAME_SIZE: usize = 256;
/// Entries in [`hailo_shim_health_info::levels`].
pub const HAILO_SHIM_THROTTLING_LEVELS: usize = 4;

macro_rules! handles {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[repr(C)]
        #[derive(Debug)]
        pub struct $name {
            _private: [u8; 0],
        }
    )*};
}

handles! {
    /// A vdevice of the C++ API. It is not a `hailo_vdevice` and can't become one.
    hailo_shim_vdevice;
    /// An `InferModel`: a HEF on a vdevice, still to be configured.
    hailo_shim_model;
    /// A configured `InferModel`.
    hailo_shim_configured;
    /// The buffers of one run.
    hailo_shim_bindings;
    /// One asynchronous run.
    hailo_shim_job;
    /// A language model.
    hailo_shim_llm;
    /// A vision language model.
    hailo_shim_vlm;
    /// A speech model.
    hailo_shim_speech;
    /// One answer being generated.
    hailo_shim_completion;
    /// A physical device.
    hailo_shim_device;
}

/// Gets bytes that are borrowed for the call.
pub type hailo_shim_sink = Option<unsafe extern "C" fn(context: *mut c_void, data: *const u8, len: usize)>;
/// Gets one segment of speech; its text is borrowed for the call.
pub type hailo_shim_segment_sink = Option<
    unsafe extern "C" fn(
        context: *mut c_void,
        start_seconds: f32,
        end_seconds: f32,
        text: *const u8,
        len: usize,
    ),
>;
/// Runs exactly once per successful asynchronous run, on a library thread.
pub type hailo_shim_done = Option<unsafe extern "C" fn(status: u32, opaque: *mut c_void)>;

/// Borrowed bytes; `data` may be NULL when `len` is 0.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_shim_slice {
    /// First byte.
    pub data: *const u8,
    /// Bytes.
    pub len: usize,
}

/// A library version.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct hailo_shim_version {
    /// x of x.y.z.
    pub major: u32,
    /// y of x.y.z.
    pub minor: u32,
    /// z of x.y.z.
    pub revision: u32,
}

impl From<hailo_shim_version> for crate::Version {
    fn from(c: hailo_shim_version) -> Self {
        Self::new(c.major, c.minor, c.revision)
    }
}

/// One thing that the headers say which the shim was built with.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_shim_layout_row {
    /// `hailo_format_t`, `hailo_format_t.order`, `HAILO_TIMEOUT`; ends with NUL and lives as long as the shim.
    pub name: *const c_char,
    /// `HAILO_SHIM_LAYOUT_*`.
    pub kind: u32,
    /// Size, offset, number.
    pub value: u32,
    /// Alignment, size, 0.
    pub extra: u32,
}

/// How to make a vdevice.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_shim_vdevice_params {
    /// Physical devices wanted.
    pub device_count: u32,
    /// 0 none, 1 round robin.
    pub scheduling_algorithm: u32,
    /// 0 or 1.
    pub multi_process_service: u32,
    /// Entries in `device_ids`.
    pub device_id_count: u32,
    /// NULL: any free device.
    pub device_ids: *const hailo_shim_slice,
    /// Empty: not shared.
    pub group_id: hailo_shim_slice,
}

/// Quantisation of a stream or of one feature: real = (quantised - `zero_point`) * `scale`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct hailo_shim_quant {
    /// Zero point.
    pub zero_point: f32,
    /// Scale.
    pub scale: f32,
    /// Smallest real value.
    pub limit_min: f32,
    /// Largest real value.
    pub limit_max: f32,
}

/// One input or output of a model.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_shim_stream_info {
    /// Bytes, with the format as it is set now.
    pub frame_size: u64,
    /// `HAILO_FORMAT_TYPE_*`.
    pub format_type: u32,
    /// `HAILO_FORMAT_ORDER_*`.
    pub format_order: u32,
    /// `HAILO_FORMAT_FLAGS_*`.
    pub format_flags: u32,
    /// Rows; for any order but NMS.
    pub height: u32,
    /// Columns; for any order but NMS.
    pub width: u32,
    /// Features; for any order but NMS.
    pub features: u32,
    /// 1: the `nms_` fields count.
    pub is_nms: u32,
    /// Classes.
    pub nms_classes: u32,
    /// Boxes per class.
    pub nms_max_bboxes_per_class: u32,
    /// Boxes in all.
    pub nms_max_bboxes_total: u32,
    /// Bytes of mask in all.
    pub nms_max_accumulated_mask_size: u32,
    /// 1, or one per feature.
    pub quant_count: u32,
    /// The first quantisation.
    pub quant: hailo_shim_quant,
    /// Bytes used of `name`.
    pub name_len: u32,
    /// UTF-8.
    pub name: [u8; HAILO_SHIM_NAME_SIZE],
}

/// What to change of an NMS output: NaN or [`HAILO_SHIM_KEEP`] leaves a field alone.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_shim_nms {
    /// 0..=1.
    pub score_threshold: f32,
    /// 0..=1.
    pub iou_threshold: f32,
    /// Boxes per class.
    pub max_proposals_per_class: u32,
    /// Boxes in all.
    pub max_proposals_total: u32,
    /// Bytes of mask in all.
    pub max_accumulated_mask_size: u32,
}

/// How a model samples.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct hailo_shim_generator_params {
    /// Above 0.
    pub temperature: f32,
    /// 0..=1.
    pub top_p: f32,
    /// At least 1.
    pub top_k: u32,
    /// Not 0.
    pub frequency_penalty: f32,
    /// Upper limit of the answer.
    pub max_generated_tokens: u32,
    /// 0 or 1.
    pub do_sample: u32,
    /// 0xffffffff: random.
    pub seed: u32,
}

/// The picture a vision model takes.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct hailo_shim_frame_info {
    /// Bytes.
    pub frame_size: u32,
    /// Rows.
    pub height: u32,
    /// Columns.
    pub width: u32,
    /// Features.
    pub features: u32,
    /// `HAILO_FORMAT_TYPE_*`.
    pub format_type: u32,
    /// `HAILO_FORMAT_ORDER_*`.
    pub format_order: u32,
}

/// How speech is turned into text.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_shim_speech_params {
    /// 0 transcribe, 1 translate.
    pub task: u32,
    /// NaN: the library's own.
    pub repetition_penalty: f32,
    /// Empty: the library detects it.
    pub language: hailo_shim_slice,
}

/// Averaged power, current or voltage.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct hailo_shim_power {
    /// W, mA or mV by measurement type.
    pub average: f32,
    /// Milliseconds one average covers.
    pub average_time_ms: f32,
    /// Smallest.
    pub min: f32,
    /// Largest.
    pub max: f32,
    /// Averages taken.
    pub samples: u32,
}

/// Load of the device's own computer; -1 where the device could not tell.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct hailo_shim_performance {
    /// KiB.
    pub ram_total: i64,
    /// KiB.
    pub ram_used: i64,
    /// Percent.
    pub cpu_utilization: f32,
    /// Percent.
    pub nnc_utilization: f32,
    /// Per second.
    pub ddr_noc_transactions: i32,
    /// Percent.
    pub dsp_utilization: i32,
}

/// Health of the die; -1 where the device could not tell.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct hailo_shim_health_stats {
    /// Degrees Celsius.
    pub on_die_temperature: f32,
    /// mV.
    pub on_die_voltage: f32,
    /// Self-tests that failed, one bit each.
    pub bist_failure_mask: i32,
}

/// One step of temperature throttling.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct hailo_shim_throttling_level {
    /// Degrees Celsius.
    pub threshold: f32,
    /// Degrees Celsius.
    pub hysteresis_threshold: f32,
    /// Hz.
    pub nn_clock_hz: u32,
}

/// Protection of the device against heat and current.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct hailo_shim_health_info {
    /// 0 or 1.
    pub overcurrent_protection_active: u32,
    /// 0 none, 1 red.
    pub overcurrent_zone: u32,
    /// mA.
    pub red_overcurrent_threshold: f32,
    /// 0 or 1.
    pub overcurrent_throttling_active: u32,
    /// 0 or 1.
    pub temperature_throttling_active: u32,
    /// 0 green, 1 orange, 2 red.
    pub temperature_zone: u32,
    /// -1 none, otherwise an index into `levels`.
    pub temperature_throttling_level: i32,
    /// The steps, mildest first.
    pub levels: [hailo_shim_throttling_level; HAILO_SHIM_THROTTLING_LEVELS],
    /// Degrees Celsius.
    pub orange_temperature_threshold: i32,
    /// Degrees Celsius.
    pub orange_hysteresis_temperature_threshold: i32,
    /// Degrees Celsius.
    pub red_temperature_threshold: i32,
    /// Degrees Celsius.
    pub red_hysteresis_temperature_threshold: i32,
    /// Hz.
    pub requested_overcurrent_clock_hz: u32,
    /// Hz.
    pub requested_temperature_clock_hz: u32,
}

/// The two sensors of a chip.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct hailo_shim_temperature {
    /// Degrees Celsius.
    pub ts0: f32,
    /// Degrees Celsius.
    pub ts1: f32,
    /// Samples behind it.
    pub samples: u32,
}

macro_rules! records {
    ($($name:ident)*) => {$(
        // SAFETY: integers, floats and arrays of them: every byte pattern is a value.
        unsafe impl crate::Record for $name {
            const NAME: &'static str = stringify!($name);
        }
    )*};
}

records! {
    hailo_shim_quant hailo_shim_stream_info hailo_shim_generator_params hailo_shim_frame_info hailo_shim_power
    hailo_shim_performance hailo_shim_health_stats hailo_shim_health_info hailo_shim_temperature
}

/// Declares the table once: its fields, its names, and how it is filled from a loaded library.
macro_rules! shim_api {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $ret:ty)?;)*) => {
        /// The functions of `shim/hailo_shim.h`, one field each, filled by a loaded shim or by a simulated device.
        #[derive(Clone, Copy, Debug)]
        #[allow(missing_docs)]
        pub struct ShimApi {
            $($(#[$doc])* pub $name: unsafe extern "C" fn($($arg: $ty),*) $(-> $ret)?,)*
        }

        impl ShimApi {
            /// Every name in the table, in its order.
            pub const NAMES: &[&str] = &[$(stringify!($name)),*];

            /// # Safety
            ///
            /// The library must define these names with the signatures of this ABI version.
            #[cfg(feature = "load")]
            unsafe fn fill(library: &libloading::os::unix::Library) -> Result<Self, (&'static str, libloading::Error)> {
                Ok(Self {
                    $($name: {
                        // SAFETY: the caller's promise; a name that is missing is an error, not a NULL pointer.
                        let symbol = unsafe { library.get(stringify!($name)) };
                        *symbol.map_err(|e| (stringify!($name), e))?
                    },)*
                })
            }
        }
    };
}

shim_api! {

    // === The shim itself ===
    fn hailo_shim_abi_version() -> u32;
    /// The library version whose headers this was compiled with.
    fn hailo_shim_built_for(out: *mut hailo_shim_version) -> u32;
    /// The library version this is bound to in this process.
    fn hailo_shim_library_version(out: *mut hailo_shim_version) -> u32;
    fn hailo_shim_features() -> u32;
    /// What the headers say that this was built with; answers the number of rows, 0 where there were none.
    fn hailo_shim_layout(out: *mut *const hailo_shim_layout_row) -> usize;

    // === VDevice ===
    /// `params` NULL: the library's defaults.
    fn hailo_shim_vdevice_create(params: *const hailo_shim_vdevice_params, out: *mut *mut hailo_shim_vdevice) -> u32;
    /// The sink gets one id per physical device.
    fn hailo_shim_vdevice_device_ids(vdevice: *mut hailo_shim_vdevice, sink: hailo_shim_sink, context: *mut c_void) -> u32;
    fn hailo_shim_vdevice_destroy(vdevice: *mut hailo_shim_vdevice);

    // === InferModel ===
    /// `name`: a network group of the HEF; empty for the only one.
    fn hailo_shim_model_create_from_file(vdevice: *mut hailo_shim_vdevice, path: hailo_shim_slice, name: hailo_shim_slice, out: *mut *mut hailo_shim_model) -> u32;
    /// `hef` is copied.
    fn hailo_shim_model_create_from_bytes(vdevice: *mut hailo_shim_vdevice, hef: hailo_shim_slice, name: hailo_shim_slice, out: *mut *mut hailo_shim_model) -> u32;
    fn hailo_shim_model_set_batch_size(model: *mut hailo_shim_model, batch_size: u32) -> u32;
    fn hailo_shim_model_set_power_mode(model: *mut hailo_shim_model, mode: u32) -> u32;
    fn hailo_shim_model_set_latency_flags(model: *mut hailo_shim_model, flags: u32) -> u32;
    fn hailo_shim_model_stream_count(model: *mut hailo_shim_model, direction: u32, out: *mut usize) -> u32;
    fn hailo_shim_model_stream_info(model: *mut hailo_shim_model, direction: u32, index: usize, out: *mut hailo_shim_stream_info) -> u32;
    /// Writes at most `capacity` entries; `*count` becomes how many there are.
    fn hailo_shim_model_stream_quants(model: *mut hailo_shim_model, direction: u32, index: usize, out: *mut hailo_shim_quant, capacity: usize, count: *mut usize) -> u32;
    /// HAILO_SHIM_KEEP for a part that stays.
    fn hailo_shim_model_set_format(model: *mut hailo_shim_model, direction: u32, index: usize, format_type: u32, format_order: u32) -> u32;
    fn hailo_shim_model_set_nms(model: *mut hailo_shim_model, output_index: usize, nms: *const hailo_shim_nms) -> u32;
    fn hailo_shim_model_destroy(model: *mut hailo_shim_model);
    fn hailo_shim_model_configure(model: *mut hailo_shim_model, out: *mut *mut hailo_shim_configured) -> u32;
    fn hailo_shim_configured_queue_size(configured: *mut hailo_shim_configured, out: *mut usize) -> u32;
    /// Nanoseconds, the library's own running average; 65 while there is no sample.
    fn hailo_shim_configured_hw_latency(configured: *mut hailo_shim_configured, out: *mut u64) -> u32;
    fn hailo_shim_configured_set_scheduler_timeout(configured: *mut hailo_shim_configured, timeout_ms: u32) -> u32;
    fn hailo_shim_configured_set_scheduler_threshold(configured: *mut hailo_shim_configured, threshold: u32) -> u32;
    fn hailo_shim_configured_set_scheduler_priority(configured: *mut hailo_shim_configured, priority: u32) -> u32;
    /// Only where the vdevice has no scheduler.
    fn hailo_shim_configured_activate(configured: *mut hailo_shim_configured) -> u32;
    fn hailo_shim_configured_deactivate(configured: *mut hailo_shim_configured) -> u32;
    fn hailo_shim_configured_wait_ready(configured: *mut hailo_shim_configured, timeout_ms: u32, frames: u32) -> u32;
    fn hailo_shim_configured_run(configured: *mut hailo_shim_configured, bindings: *mut hailo_shim_bindings, timeout_ms: u32) -> u32;
    /// On success `done` runs exactly once, on failure never. `out_job` may be NULL: the job is then detached.
    fn hailo_shim_configured_run_async(configured: *mut hailo_shim_configured, bindings: *mut hailo_shim_bindings, done: hailo_shim_done, opaque: *mut c_void, out_job: *mut *mut hailo_shim_job) -> u32;
    /// Cancels what is pending and ends this configuration for good.
    fn hailo_shim_configured_shutdown(configured: *mut hailo_shim_configured) -> u32;
    fn hailo_shim_configured_destroy(configured: *mut hailo_shim_configured);
    fn hailo_shim_bindings_create(configured: *mut hailo_shim_configured, out: *mut *mut hailo_shim_bindings) -> u32;
    /// `data` is borrowed until the run that uses it is over. `index` as in hailo_shim_model_stream_info.
    fn hailo_shim_bindings_set_buffer(bindings: *mut hailo_shim_bindings, direction: u32, index: usize, data: *mut c_void, len: usize) -> u32;
    fn hailo_shim_bindings_destroy(bindings: *mut hailo_shim_bindings);
    /// 0: the run is over, and `done` has run or is about to.
    fn hailo_shim_job_wait(job: *mut hailo_shim_job, timeout_ms: u32) -> u32;
    /// Detaches and frees: never waits. The callback still runs.
    fn hailo_shim_job_release(job: *mut hailo_shim_job);

    // === GenAI: completions (of llm and vlm) ===
    /// One piece of text, perhaps empty; `*generation` tells whether more will come. 4 on timeout, 6 after the end.
    fn hailo_shim_completion_read(completion: *mut hailo_shim_completion, timeout_ms: u32, sink: hailo_shim_sink, context: *mut c_void, generation: *mut u32) -> u32;
    fn hailo_shim_completion_status(completion: *mut hailo_shim_completion, generation: *mut u32) -> u32;
    fn hailo_shim_completion_abort(completion: *mut hailo_shim_completion) -> u32;
    /// Aborts first where it still generates. Where that fails the answer is left as it is, for good, and so must be its
    /// model: the library would end the process in its destructor.
    fn hailo_shim_completion_destroy(completion: *mut hailo_shim_completion) -> u32;

    // === GenAI: LLM ===
    fn hailo_shim_llm_create(vdevice: *mut hailo_shim_vdevice, hef_path: hailo_shim_slice, lora: hailo_shim_slice, optimize_memory_on_device: u32, out: *mut *mut hailo_shim_llm) -> u32;
    fn hailo_shim_llm_generator_params(llm: *mut hailo_shim_llm, out: *mut hailo_shim_generator_params) -> u32;
    /// `messages` and `tools`: one JSON object each. `params` NULL: the model's own.
    fn hailo_shim_llm_generate(llm: *mut hailo_shim_llm, params: *const hailo_shim_generator_params, messages: *const hailo_shim_slice, message_count: usize, tools: *const hailo_shim_slice, tool_count: usize, out: *mut *mut hailo_shim_completion) -> u32;
    /// `prompt` goes to the model as it is, without the chat template.
    fn hailo_shim_llm_generate_text(llm: *mut hailo_shim_llm, params: *const hailo_shim_generator_params, prompt: hailo_shim_slice, out: *mut *mut hailo_shim_completion) -> u32;
    fn hailo_shim_llm_token_count(llm: *mut hailo_shim_llm, text: hailo_shim_slice, out: *mut usize) -> u32;
    fn hailo_shim_llm_context_usage(llm: *mut hailo_shim_llm, out: *mut usize) -> u32;
    fn hailo_shim_llm_context_capacity(llm: *mut hailo_shim_llm, out: *mut usize) -> u32;
    fn hailo_shim_llm_context_clear(llm: *mut hailo_shim_llm) -> u32;
    fn hailo_shim_llm_context_save(llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) -> u32;
    fn hailo_shim_llm_context_load(llm: *mut hailo_shim_llm, saved: hailo_shim_slice) -> u32;
    fn hailo_shim_llm_recovery_sequence(llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) -> u32;
    fn hailo_shim_llm_set_recovery_sequence(llm: *mut hailo_shim_llm, sequence: hailo_shim_slice) -> u32;
    /// The sink gets one stop token per call.
    fn hailo_shim_llm_stop_tokens(llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) -> u32;
    fn hailo_shim_llm_set_stop_tokens(llm: *mut hailo_shim_llm, tokens: *const hailo_shim_slice, count: usize) -> u32;
    fn hailo_shim_llm_prompt_template(llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) -> u32;
    fn hailo_shim_llm_destroy(llm: *mut hailo_shim_llm);

    // === GenAI: VLM ===
    fn hailo_shim_vlm_create(vdevice: *mut hailo_shim_vdevice, hef_path: hailo_shim_slice, optimize_memory_on_device: u32, out: *mut *mut hailo_shim_vlm) -> u32;
    fn hailo_shim_vlm_frame_info(vlm: *mut hailo_shim_vlm, out: *mut hailo_shim_frame_info) -> u32;
    fn hailo_shim_vlm_generator_params(vlm: *mut hailo_shim_vlm, out: *mut hailo_shim_generator_params) -> u32;
    /// Each of `frames` has frame_size bytes and is borrowed for this call.
    fn hailo_shim_vlm_generate(vlm: *mut hailo_shim_vlm, params: *const hailo_shim_generator_params, messages: *const hailo_shim_slice, message_count: usize, frames: *const hailo_shim_slice, frame_count: usize, out: *mut *mut hailo_shim_completion) -> u32;
    fn hailo_shim_vlm_token_count(vlm: *mut hailo_shim_vlm, text: hailo_shim_slice, out: *mut usize) -> u32;
    fn hailo_shim_vlm_context_usage(vlm: *mut hailo_shim_vlm, out: *mut usize) -> u32;
    fn hailo_shim_vlm_context_capacity(vlm: *mut hailo_shim_vlm, out: *mut usize) -> u32;
    fn hailo_shim_vlm_context_clear(vlm: *mut hailo_shim_vlm) -> u32;
    fn hailo_shim_vlm_destroy(vlm: *mut hailo_shim_vlm);

    // === GenAI: Speech2Text ===
    fn hailo_shim_speech_create(vdevice: *mut hailo_shim_vdevice, hef_path: hailo_shim_slice, out: *mut *mut hailo_shim_speech) -> u32;
    /// `audio`: 16 kHz mono f32 samples, little endian. `params` NULL: the model's own. One sink call per segment.
    fn hailo_shim_speech_segments(speech: *mut hailo_shim_speech, params: *const hailo_shim_speech_params, audio: hailo_shim_slice, timeout_ms: u32, sink: hailo_shim_segment_sink, context: *mut c_void) -> u32;
    fn hailo_shim_speech_destroy(speech: *mut hailo_shim_speech);

    // === Device ===
    /// `id` empty: the only device.
    fn hailo_shim_device_create(id: hailo_shim_slice, out: *mut *mut hailo_shim_device) -> u32;
    /// A device of this vdevice, which it keeps alive: the way to measure a device that the vdevice holds.
    fn hailo_shim_device_of_vdevice(vdevice: *mut hailo_shim_vdevice, index: usize, out: *mut *mut hailo_shim_device) -> u32;
    fn hailo_shim_device_power(device: *mut hailo_shim_device, dvm: u32, measurement_type: u32, out: *mut f32) -> u32;
    fn hailo_shim_device_power_start(device: *mut hailo_shim_device, averaging_factor: u32, sampling_period: u32) -> u32;
    fn hailo_shim_device_power_set(device: *mut hailo_shim_device, buffer_index: u32, dvm: u32, measurement_type: u32) -> u32;
    fn hailo_shim_device_power_get(device: *mut hailo_shim_device, buffer_index: u32, clear: u32, out: *mut hailo_shim_power) -> u32;
    fn hailo_shim_device_power_stop(device: *mut hailo_shim_device) -> u32;
    /// Blocks for 200 ms or more: the device measures over that time.
    fn hailo_shim_device_performance(device: *mut hailo_shim_device, out: *mut hailo_shim_performance) -> u32;
    fn hailo_shim_device_health_stats(device: *mut hailo_shim_device, out: *mut hailo_shim_health_stats) -> u32;
    fn hailo_shim_device_health_info(device: *mut hailo_shim_device, out: *mut hailo_shim_health_info) -> u32;
    fn hailo_shim_device_temperature(device: *mut hailo_shim_device, out: *mut hailo_shim_temperature) -> u32;
    fn hailo_shim_device_destroy(device: *mut hailo_shim_device);
}

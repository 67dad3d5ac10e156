//! The C++-only half of the simulated runtime: one function per field of [`hailo_sys::ShimApi`].

/// Functions that answer nothing and take NULL.
macro_rules! destroys {
    ($(fn $name:ident($arg:ident: $ty:ty) |$c:ident, $id:ident| $body:block)*) => {$(
        pub(crate) unsafe extern "C" fn $name($arg: *mut $ty) {
            if $arg.is_null() {
                return;
            }
            let body = |$c: &mut Call<'_>, $id: u64| -> R { $body };
            // SAFETY: nothing is read through the handle's address.
            unsafe { crate::call::by_handle(stringify!($name), $arg.addr(), body) };
        }
    )*};
}

mod device;
mod genai;
mod infer_model;

use hailo_sys::shim::*;
use hailo_sys::{Era, ShimApi};

use crate::call::{Call, R, with_slot};
use crate::codes::st;
use crate::host::in_slot;
use crate::table::for_slot;

use device::*;
use genai::*;
use infer_model::*;

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

with_slot! {
    fn hailo_shim_built_for(out: *mut hailo_shim_version) |c| {
        let v = c.core.version;
        c.put(out, hailo_shim_version { major: v.major, minor: v.minor, revision: v.revision })
    }

    fn hailo_shim_library_version(out: *mut hailo_shim_version) |c| {
        let v = c.core.version;
        c.put(out, hailo_shim_version { major: v.major, minor: v.minor, revision: v.revision })
    }
}

impl Call<'_> {
    /// Calls that exist only from some release on.
    fn since(&self, era: Era) -> R {
        if self.core.era >= era { Ok(()) } else { Err(st::NOT_IMPLEMENTED) }
    }
}

fn super_timeout(ms: u32) -> u64 {
    if ms == u32::MAX { u64::MAX } else { u64::from(ms) * 1_000_000 }
}

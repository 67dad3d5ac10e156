//! What the shim says about itself.

use hailo_sys::Era;
use hailo_sys::shim::*;

use crate::call::with_slot;
use crate::host::in_slot;

pub(crate) unsafe extern "C" fn hailo_shim_abi_version<const N: usize>() -> u32 {
    HAILO_SHIM_ABI_VERSION
}

pub(crate) unsafe extern "C" fn hailo_shim_features<const N: usize>() -> u32 {
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

/// No compiler saw headers for this one.
pub(crate) unsafe extern "C" fn hailo_shim_layout<const N: usize>(
    _: *mut *const hailo_shim_layout_row,
) -> usize {
    0
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

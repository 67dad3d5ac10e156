//! What depends on the runtime's era and is not a record's layout.

use hailo_sys::Era;

use crate::codes::st;

/// What I/O answers once the firmware has closed the streams: before 4.21 the library saw its
/// streams closed, from then on it aborts them itself.
pub(crate) fn overheat_status(era: Era) -> u32 {
    if era == Era::V4_20 { st::COMMUNICATION_CLOSED } else { st::STREAM_ABORT }
}

/// What calls answer on a device that left the bus: from 5.0.1 on the driver's ENXIO has a status
/// of its own.
pub(crate) fn gone_status(era: Era) -> u32 {
    if era >= Era::V5_0_1 { st::DEVICE_NOT_CONNECTED } else { st::DRIVER_OPERATION_FAILED }
}

/// Bytes of a detection with a byte mask.
pub(crate) fn mask_record(era: Era) -> usize {
    if era >= Era::V5_2_0 { 46 } else { 38 }
}

//! Small values on their way into and out of C.

use crate::record::format::{Format, FormatOrder, FormatType, Quantisation};
use crate::record::text;
use hailo_sys::types::{hailo_format_t, hailo_quant_info_t};
use std::time::Duration;

/// Milliseconds as C takes them: rounded up, so that a short wait is not none at all, and from 49 days on C's number
/// for a wait without end.
pub(crate) fn milliseconds(timeout: Duration) -> u32 {
    u32::try_from(timeout.as_nanos().div_ceil(1_000_000)).unwrap_or(u32::MAX)
}

/// A `char[N]` as text, bounded by its length.
pub(crate) fn c_chars(chars: &[std::ffi::c_char]) -> String {
    let bytes: Vec<u8> = chars.iter().map(|byte| byte.to_ne_bytes()[0]).collect();
    text(&bytes, 0, bytes.len())
}

pub(crate) fn format_from_c(c: &hailo_format_t) -> Format {
    Format { ty: FormatType::from_raw(c.type_), order: FormatOrder::from_raw(c.order), flags: c.flags }
}

pub(crate) fn quantisation_from_c(c: &hailo_quant_info_t) -> Quantisation {
    Quantisation {
        zero_point: c.qp_zp,
        scale: c.qp_scale,
        limit_min: c.limvals_min,
        limit_max: c.limvals_max,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_wait_is_not_none() {
        assert_eq!(milliseconds(Duration::ZERO), 0);
        assert_eq!(milliseconds(Duration::from_nanos(1)), 1);
        assert_eq!(milliseconds(Duration::from_millis(10_000)), 10_000);
        assert_eq!(milliseconds(Duration::MAX), u32::MAX);
    }
}

//! Lists that both a model file and a configured group can be asked for.

use hailo_sys::types::*;

use super::info::put_stream_info;
use crate::call::{Call, R};
use crate::codes::{order, st, ty};
use crate::hef::{Direction, HefGroup, Layer};

/// Copies stream infos; only one call of this family writes the needed count when there is no room.
pub(super) fn stream_infos_out<'l>(
    c: &Call<'_>,
    layers: impl Iterator<Item = &'l Layer>,
    array: *mut hailo_stream_info_t,
    room: usize,
    count: *mut usize,
    tells_need: bool,
) -> R {
    let layers: Vec<_> = layers.collect();
    if count.is_null() {
        return Err(st::INVALID_ARGUMENT);
    }
    if room < layers.len() {
        if tells_need {
            c.put_count(count, layers.len())?;
        }
        return Err(st::INSUFFICIENT_BUFFER);
    }
    for (at, layer) in layers.iter().enumerate() {
        put_stream_info(c, array, at, layer)?;
    }
    c.put_count(count, layers.len())
}

pub(super) fn network_infos(
    c: &Call<'_>,
    group: &HefGroup,
    array: *mut hailo_network_info_t,
    count: *mut usize,
) -> R {
    let room = c.get(count.cast_const())?;
    c.put_count(count, group.networks.len())?;
    if room < group.networks.len() {
        return Err(st::INSUFFICIENT_BUFFER);
    }
    for at in 0..group.networks.len() {
        let mut record = hailo_network_info_t { name: [0; 257] };
        c.put_name(&mut record.name, &group.network_name(at));
        c.put(c.element(array, at), record)?;
    }
    Ok(())
}

/// Default parameters of all vstreams of one direction. The real library aborts the process when
/// the array is too small and the group was not named; this one answers 5 either way.
pub(super) fn make_params(
    c: &Call<'_>,
    group: &HefGroup,
    direction: Direction,
    format_type: u32,
    array: *mut hailo_input_vstream_params_by_name_t,
    count: *mut usize,
) -> R {
    if format_type > ty::FLOAT32 {
        return Err(st::INVALID_ARGUMENT);
    }
    let mut vstreams: Vec<_> = group.vstreams(direction).collect();
    // The real library keeps them in a map: sorted by name, whatever order the infos have.
    vstreams.sort_by(|a, b| a.name.cmp(&b.name));
    let room = c.get(count.cast_const())?;
    c.put_count(count, vstreams.len())?;
    if room < vstreams.len() {
        return Err(st::INSUFFICIENT_BUFFER);
    }
    for (at, vstream) in vstreams.into_iter().enumerate() {
        let format =
            hailo_format_t { type_: format_type, order: order::AUTO, flags: HAILO_FORMAT_FLAGS_NONE };
        let mut record = hailo_input_vstream_params_by_name_t {
            name: [0; 128],
            params: hailo_vstream_params_t {
                user_buffer_format: format,
                timeout_ms: HAILO_DEFAULT_VSTREAM_TIMEOUT_MS,
                queue_size: HAILO_DEFAULT_VSTREAM_QUEUE_SIZE,
                vstream_stats_flags: HAILO_VSTREAM_STATS_NONE,
                pipeline_elements_stats_flags: HAILO_PIPELINE_ELEM_STATS_NONE,
            },
        };
        c.put_name(&mut record.name, &vstream.name);
        c.put(c.element(array, at), record)?;
    }
    Ok(())
}

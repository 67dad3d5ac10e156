//! Frames through vstreams.

use std::ffi::c_void;

use hailo_sys::types::*;

use super::info::{format_record, put_quants, put_vstream_info};
use crate::call::{Call, R, by_handle, with_handle};
use crate::codes::st;
use crate::hef::Direction;
use crate::object::Object;

/// An array of handles released or cleared together: its first handle tells the machine.
///
/// # Safety
///
/// `array` points to `count` handles.
unsafe fn each_handle<T>(
    name: &'static str,
    array: *const *mut T,
    count: usize,
    mut each: impl FnMut(&mut Call<'_>, u64) -> R,
) -> u32 {
    if array.is_null() {
        return st::INVALID_ARGUMENT;
    }
    if count == 0 {
        return st::SUCCESS;
    }
    // SAFETY: not NULL, and the caller promised at least this one.
    let first = unsafe { array.read() };
    // SAFETY: the caller's promise about the array is passed on.
    unsafe {
        by_handle(name, first.addr(), |c, _| {
            let mut worst = Ok(());
            for at in 0..count {
                let handle = c.get(array.wrapping_add(at))?;
                let result = each(c, handle.addr() as u64);
                worst = worst.and(result);
            }
            worst
        })
    }
}

macro_rules! over_arrays {
    ($(fn $name:ident($handle:ty, $direction:ident, $what:ident))*) => {$(
        pub(crate) unsafe extern "C" fn $name(vstreams: *const $handle, count: usize) -> u32 {
            let each = |c: &mut Call<'_>, id| c.$what(id, Direction::$direction);
            // SAFETY: the caller keeps the header's contract for this array.
            unsafe { each_handle(stringify!($name), vstreams, count, each) }
        }
    )*};
}

over_arrays! {
    fn hailo_release_input_vstreams(hailo_input_vstream, Input, release_vstream)
    fn hailo_release_output_vstreams(hailo_output_vstream, Output, release_vstream)
    fn hailo_clear_input_vstreams(hailo_input_vstream, Input, clear_vstream)
    fn hailo_clear_output_vstreams(hailo_output_vstream, Output, clear_vstream)
}

with_handle! {
    fn hailo_create_input_vstreams[configured_network_group](
        configured_network_group: hailo_configured_network_group,
        inputs_params: *const hailo_input_vstream_params_by_name_t,
        inputs_count: usize,
        input_vstreams: *mut hailo_input_vstream,
    ) |c, id| {
        c.create_vstreams(id, Direction::Input, inputs_params, inputs_count, input_vstreams)
    }

    fn hailo_create_output_vstreams[configured_network_group](
        configured_network_group: hailo_configured_network_group,
        outputs_params: *const hailo_output_vstream_params_by_name_t,
        outputs_count: usize,
        output_vstreams: *mut hailo_output_vstream,
    ) |c, id| {
        // Both parameter records have the same layout.
        c.create_vstreams(id, Direction::Output, outputs_params.cast(), outputs_count, output_vstreams)
    }

    fn hailo_get_input_vstream_frame_size[input_vstream](
        input_vstream: hailo_input_vstream,
        frame_size: *mut usize,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Input)?;
        let size = c.vstream_bytes(&handle)?;
        c.put_count(frame_size, size)
    }

    fn hailo_get_output_vstream_frame_size[output_vstream](
        output_vstream: hailo_output_vstream,
        frame_size: *mut usize,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Output)?;
        let size = c.vstream_bytes(&handle)?;
        c.put_count(frame_size, size)
    }

    fn hailo_get_input_vstream_info[input_vstream](
        input_vstream: hailo_input_vstream,
        vstream_info: *mut hailo_vstream_info_t,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Input)?;
        let info = c.vstream_info(&handle)?;
        put_vstream_info(c, vstream_info, 0, &info)
    }

    fn hailo_get_output_vstream_info[output_vstream](
        output_vstream: hailo_output_vstream,
        vstream_info: *mut hailo_vstream_info_t,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Output)?;
        let info = c.vstream_info(&handle)?;
        put_vstream_info(c, vstream_info, 0, &info)
    }

    fn hailo_get_input_vstream_user_format[input_vstream](
        input_vstream: hailo_input_vstream,
        user_buffer_format: *mut hailo_format_t,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Input)?;
        c.put(user_buffer_format, format_record(c, handle.format))
    }

    fn hailo_get_output_vstream_user_format[output_vstream](
        output_vstream: hailo_output_vstream,
        user_buffer_format: *mut hailo_format_t,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Output)?;
        c.put(user_buffer_format, format_record(c, handle.format))
    }

    fn hailo_get_input_vstream_quant_infos[vstream](
        vstream: hailo_input_vstream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Input)?;
        let info = c.vstream_info(&handle)?;
        put_quants(c, &info.quants, quant_infos, quant_infos_count)
    }

    fn hailo_get_output_vstream_quant_infos[vstream](
        vstream: hailo_output_vstream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Output)?;
        let info = c.vstream_info(&handle)?;
        put_quants(c, &info.quants, quant_infos, quant_infos_count)
    }

    fn hailo_vstream_write_raw_buffer[input_vstream](
        input_vstream: hailo_input_vstream,
        buffer: *const c_void,
        buffer_size: usize,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Input)?;
        if buffer.is_null() || buffer_size != c.vstream_bytes(&handle)? {
            return Err(st::INVALID_ARGUMENT);
        }
        let user = c.bytes(buffer.cast(), buffer_size)?;
        c.write(&handle, user)
    }

    fn hailo_vstream_write_pix_buffer[input_vstream](
        input_vstream: hailo_input_vstream,
        buffer: *const hailo_pix_buffer_t,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Input)?;
        let wanted = c.vstream_bytes(&handle)?;
        let pix = c.get(buffer)?;
        let planes = pix.planes.get(..pix.number_of_planes as usize).ok_or(st::INVALID_ARGUMENT)?;
        if pix.memory_type != HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR {
            return Err(st::NOT_SUPPORTED);
        }
        let mut frame = Vec::with_capacity(wanted);
        for plane in planes {
            // SAFETY: the memory type says that this member of the union is the one in use.
            let data = unsafe { plane.u.user_ptr };
            let used = if plane.bytes_used == 0 { plane.plane_size } else { plane.bytes_used };
            frame.extend_from_slice(c.bytes(data.cast::<u8>().cast_const(), used as usize)?);
        }
        if frame.len() != wanted {
            return Err(st::INVALID_ARGUMENT);
        }
        c.write(&handle, &frame)
    }

    fn hailo_flush_input_vstream[input_vstream](input_vstream: hailo_input_vstream) |c, id| {
        let handle = c.vstream(id, Direction::Input)?;
        c.vstream_trouble(&handle)?;
        let (group, port) = (handle.group, handle.port);
        c.wait_for(
            handle.timeout_ns,
            |c, _| {
                c.vstream_trouble(&handle)?;
                let empty = c.group(group)?.ins.get(port).is_none_or(|p| p.queue.is_empty());
                Ok(empty.then_some(()))
            },
            |_| None,
        )
    }

    fn hailo_vstream_read_raw_buffer[output_vstream](
        output_vstream: hailo_output_vstream,
        buffer: *mut c_void,
        buffer_size: usize,
    ) |c, id| {
        let handle = c.vstream(id, Direction::Output)?;
        if buffer.is_null() || buffer_size != c.vstream_bytes(&handle)? {
            return Err(st::INVALID_ARGUMENT);
        }
        let read = if c.hung { Err(st::TIMEOUT) } else { c.read(&handle) };
        if read.as_ref().err() == Some(&st::TIMEOUT) && c.core.unkind {
            c.keep_late(&handle, buffer, buffer_size);
        }
        let set = read?;
        let out = c.bytes_mut(buffer.cast(), buffer_size)?;
        c.show(&handle, &set, out)?;
        c.put_frame(out);
        Ok(())
    }

    fn hailo_vstream_set_nms_score_threshold[output_vstream](
        output_vstream: hailo_output_vstream,
        threshold: float32_t,
    ) |c, id| {
        nms_vstream(c, id)?;
        if !(0.0..=1.0).contains(&threshold) {
            return Err(st::INVALID_ARGUMENT);
        }
        if let Some(Object::VStream(v)) = c.objects.get_mut(&id) {
            v.score_threshold = threshold;
        }
        Ok(())
    }

    fn hailo_vstream_set_nms_iou_threshold[output_vstream](
        output_vstream: hailo_output_vstream,
        threshold: float32_t,
    ) |c, id| {
        nms_vstream(c, id)?;
        // The simulated detections never overlap so much that this mattered.
        if (0.0..=1.0).contains(&threshold) { Ok(()) } else { Err(st::INVALID_ARGUMENT) }
    }

    fn hailo_vstream_set_nms_max_proposals_per_class[output_vstream](
        output_vstream: hailo_output_vstream,
        max_proposals_per_class: u32,
    ) |c, id| {
        nms_vstream(c, id)?;
        if max_proposals_per_class == 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        // Changes the size of the frame, so it is only possible before there are vstreams.
        Err(st::INVALID_OPERATION)
    }

    fn hailo_infer[configured_network_group](
        configured_network_group: hailo_configured_network_group,
        inputs_params: *mut hailo_input_vstream_params_by_name_t,
        input_buffers: *mut hailo_stream_raw_buffer_by_name_t,
        inputs_count: usize,
        outputs_params: *mut hailo_output_vstream_params_by_name_t,
        output_buffers: *mut hailo_stream_raw_buffer_by_name_t,
        outputs_count: usize,
        frames_count: usize,
    ) |c, id| {
        let mut ins = vec![std::ptr::null_mut::<_hailo_input_vstream>(); inputs_count];
        let mut outs = vec![std::ptr::null_mut::<_hailo_output_vstream>(); outputs_count];
        if frames_count == 0 || input_buffers.is_null() || output_buffers.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        c.create_vstreams(id, Direction::Input, inputs_params, inputs_count, ins.as_mut_ptr())?;
        let made =
            c.create_vstreams(id, Direction::Output, outputs_params.cast(), outputs_count, outs.as_mut_ptr());
        let result = made.and_then(|()| run_all(c, &ins, &outs, (input_buffers, output_buffers), frames_count));
        for handle in ins {
            c.release_vstream(handle.addr() as u64, Direction::Input)?;
        }
        for handle in outs.into_iter().filter(|h| !h.is_null()) {
            c.release_vstream(handle.addr() as u64, Direction::Output)?;
        }
        result
    }
}

type NamedBuffers = (*mut hailo_stream_raw_buffer_by_name_t, *mut hailo_stream_raw_buffer_by_name_t);

/// The frames of one `hailo_infer`, one after the other.
fn run_all(
    c: &mut Call<'_>,
    ins: &[hailo_input_vstream],
    outs: &[hailo_output_vstream],
    buffers: NamedBuffers,
    frames_count: usize,
) -> R {
    let mut plan = Vec::new();
    let inputs = ins.iter().map(|h| (h.addr() as u64, Direction::Input));
    let outputs = outs.iter().map(|h| (h.addr() as u64, Direction::Output));
    for (id, direction) in inputs.chain(outputs) {
        let handle = c.vstream(id, direction)?;
        let (name, size) = (c.vstream_info(&handle)?.name, c.vstream_bytes(&handle)?);
        let (array, count) =
            if direction == Direction::Input { (buffers.0, ins.len()) } else { (buffers.1, outs.len()) };
        let mut found = None;
        for at in 0..count {
            let named = c.get(c.element(array, at).cast_const())?;
            if c.name(&named.name) == name {
                found = Some(named.raw_buffer);
            }
        }
        let buffer = found.ok_or(st::NOT_FOUND)?;
        if buffer.size != size * frames_count {
            return Err(st::INVALID_ARGUMENT);
        }
        plan.push((handle, buffer.buffer.cast::<u8>(), size));
    }
    for frame in 0..frames_count {
        for (handle, buffer, size) in &plan {
            let place = buffer.wrapping_add(frame * size);
            match handle.direction {
                Direction::Input => {
                    let user = c.bytes(place, *size)?;
                    c.write(handle, user)?;
                }
                Direction::Output => {
                    let set = c.read(handle)?;
                    let out = c.bytes_mut(place, *size)?;
                    c.show(handle, &set, out)?;
                }
            }
        }
    }
    Ok(())
}

/// An output vstream that carries detections made on the host.
fn nms_vstream(c: &mut Call<'_>, id: u64) -> R {
    let handle = c.vstream(id, Direction::Output)?;
    if c.vstream_info(&handle)?.nms.is_some() { Ok(()) } else { Err(st::INVALID_OPERATION) }
}

//! Calls that need no device: ids, sizes, quantisation, transformations, buffers, status texts.

use std::alloc::Layout;
use std::ffi::{CString, c_char, c_void};
use std::sync::OnceLock;

use hailo_sys::types::*;
use hailo_sys::{Era, Status, with_era};

use super::info::{format_of, read_stream_info, read_vstream_info, shape_of};
use crate::call::{Call, R, with_handle, with_slot};
use crate::codes::{order, st};
use crate::era::mask_record;
use crate::frames;
use crate::hef::{Direction, Format, Layer, Quant, VStream};
use crate::host::in_slot;
use crate::ids::{parse_bdf, parse_ipv4};
use crate::object::{Object, Transform};

/// Alignment of buffers for DMA.
const PAGE: usize = 4096;

/// An era's status names as C strings, by number.
fn status_names(era: Era) -> &'static [CString] {
    static NAMES: OnceLock<Vec<Vec<CString>>> = OnceLock::new();
    let of = |era| {
        let name = |s| Status(s).name_in(era).and_then(|n| CString::new(n).ok());
        (0..).map_while(name).collect()
    };
    let all = NAMES.get_or_init(|| Era::ALL.into_iter().map(of).collect());
    all.get(era as usize).map_or(&[], Vec::as_slice)
}

/// Names below the era's count; NULL from there on, where the real library ends in undefined
/// behaviour for the largest numbers.
pub(crate) unsafe extern "C" fn hailo_get_status_message<const N: usize>(
    status: hailo_status,
) -> *const c_char {
    let Some(core) = in_slot(N) else { return std::ptr::null() };
    status_names(core.era).get(status as usize).map_or(std::ptr::null(), |n| n.as_ptr())
}

with_slot! {
    fn hailo_parse_pcie_device_info(device_info_str: *const c_char, device_info: *mut hailo_pcie_device_info_t) |c| {
        let Some(text) = c.text(device_info_str) else { return Err(st::INVALID_ARGUMENT) };
        let (domain, [bus, device, func]) = parse_bdf(&text).ok_or(st::INVALID_ARGUMENT)?;
        c.put(device_info, hailo_pcie_device_info_t { domain, bus, device, func })
    }

    fn hailo_device_get_type_by_device_id(device_id: *const hailo_device_id_t, device_type: *mut hailo_device_type_t) |c| {
        let id = c.name(&c.get(device_id)?.id);
        let kind = if parse_bdf(&id).is_some() {
            HAILO_DEVICE_TYPE_PCIE
        } else if parse_ipv4(&id) {
            HAILO_DEVICE_TYPE_ETH
        } else if id == "[integrated]" {
            HAILO_DEVICE_TYPE_INTEGRATED
        } else {
            return Err(st::INVALID_ARGUMENT);
        };
        // The real library writes through a NULL type.
        c.put(device_type, c.enumerator(kind))
    }

    fn hailo_init_vdevice_params(params: *mut hailo_vdevice_params_t) |c| {
        c.put(params, hailo_vdevice_params_t {
            device_count: 1,
            device_ids: std::ptr::null_mut(),
            scheduling_algorithm: HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN,
            group_id: c"UNIQUE".as_ptr(),
            multi_process_service: 0,
        })
    }

    fn hailo_allocate_buffer(
        size: usize,
        allocation_params: *const hailo_buffer_parameters_t,
        buffer_out: *mut *mut c_void,
    ) |c| {
        if size == 0 || buffer_out.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let flags = c.get(allocation_params)?.flags;
        let align = match flags {
            HAILO_BUFFER_FLAGS_NONE => 16,
            HAILO_BUFFER_FLAGS_DMA => PAGE,
            // Contiguous memory needs the driver's integrated allocator.
            HAILO_BUFFER_FLAGS_CONTINUOUS => return Err(st::DRIVER_OPERATION_FAILED),
            HAILO_BUFFER_FLAGS_SHARED_MEMORY => return Err(st::INTERNAL_FAILURE),
            _ => return Err(st::INVALID_ARGUMENT),
        };
        let layout = Layout::from_size_align(size, align).map_err(|_| st::OUT_OF_HOST_MEMORY)?;
        // SAFETY: the layout's size is not zero.
        let buffer = unsafe { std::alloc::alloc_zeroed(layout) };
        if buffer.is_null() {
            return Err(st::OUT_OF_HOST_MEMORY);
        }
        c.buffers.insert(buffer.addr(), layout);
        c.put(buffer_out, buffer.cast())
    }

    fn hailo_free_buffer(buffer: *mut c_void) |c| {
        if buffer.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let layout = c.buffers.remove(&buffer.addr()).ok_or(st::NOT_FOUND)?;
        // SAFETY: the address was in the list of buffers, so it came from `alloc_zeroed` with this
        // layout, and it has just left the list, so this happens once.
        unsafe { std::alloc::dealloc(buffer.cast(), layout) };
        Ok(())
    }

    fn hailo_create_input_transform_context(
        stream_info: *const hailo_stream_info_t,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_input_transform_context,
    ) |c| {
        let transform = transform(c, stream_info, transform_params, Direction::Input)?;
        if transform_context.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let id = c.add(Object::Transform(transform));
        c.put_handle(transform_context, id)
    }

    fn hailo_create_output_transform_context(
        stream_info: *const hailo_stream_info_t,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_output_transform_context,
    ) |c| {
        let transform = transform(c, stream_info, transform_params, Direction::Output)?;
        if transform_context.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let id = c.add(Object::Transform(transform));
        c.put_handle(transform_context, id)
    }

    fn hailo_get_vstream_frame_size(
        vstream_info: *mut hailo_vstream_info_t,
        user_buffer_format: *mut hailo_format_t,
        frame_size: *mut usize,
    ) |c| {
        let asked = format_of(c.get(user_buffer_format.cast_const())?);
        let (own, shape, nms) = read_vstream_info(c, vstream_info)?;
        let format = frames::resolve(asked, own);
        let size = if order::is_nms(own.order) {
            frames::nms_size(&nms, format, mask_record(c.core.era))
        } else {
            frames::tensor_size(shape, format)
        };
        c.put_count(frame_size, size)
    }

    fn hailo_is_qp_valid(quant_info: hailo_quant_info_t, is_qp_valid: *mut u8) |c| {
        let q = quant_info;
        let numbers = [q.qp_zp, q.qp_scale, q.limvals_min, q.limvals_max];
        // 4.x compares numbers, 5.x bytes: a negative zero is a number's zero, but has another byte.
        let of_bytes = c.core.era >= Era::V5_0_0;
        let zero = numbers.iter().all(|f| if of_bytes { f.to_bits() == 0 } else { *f == 0.0 });
        c.put(is_qp_valid, u8::from(!zero))
    }

    fn hailo_is_input_transformation_required(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_info: *const hailo_quant_info_t,
        transformation_required: *mut u8,
    ) |c| {
        c.get(quant_info)?;
        required(c, (src_image_shape, src_format), (dst_image_shape, dst_format), transformation_required)
    }

    fn hailo_is_input_transformation_required2(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_infos: *const hailo_quant_info_t,
        quant_infos_count: usize,
        transformation_required: *mut u8,
    ) |c| {
        if quant_infos.is_null() || quant_infos_count == 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        required(c, (src_image_shape, src_format), (dst_image_shape, dst_format), transformation_required)
    }

    fn hailo_is_output_transformation_required(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_info: *const hailo_quant_info_t,
        transformation_required: *mut u8,
    ) |c| {
        c.get(quant_info)?;
        required(c, (src_image_shape, src_format), (dst_image_shape, dst_format), transformation_required)
    }

    fn hailo_is_output_transformation_required2(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_infos: *const hailo_quant_info_t,
        quant_infos_count: usize,
        transformation_required: *mut u8,
    ) |c| {
        if quant_infos.is_null() || quant_infos_count == 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        required(c, (src_image_shape, src_format), (dst_image_shape, dst_format), transformation_required)
    }

    fn hailo_fuse_nms_frames(
        nms_fuse_inputs: *const hailo_nms_fuse_input_t,
        inputs_count: u32,
        fused_buffer: *mut u8,
        fused_buffer_size: usize,
    ) |c| {
        let out = c.bytes_mut(fused_buffer, fused_buffer_size)?;
        if inputs_count == 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        let mut parts = Vec::new();
        for input in 0..inputs_count as usize {
            let (buffer, size, part) = with_era!(c.core.era, e => {
                let input = c.get(nms_fuse_inputs.cast::<e::hailo_nms_fuse_input_t>().wrapping_add(input))?;
                let info = input.nms_info;
                (input.buffer, input.size, frames::Part {
                    place: info.defuse_info.class_group_index as usize,
                    counters: info.number_of_classes as usize * info.chunks_per_frame as usize,
                    bbox_size: info.bbox_size as usize,
                    burst_size: info.burst_size as usize,
                    frame: &[],
                })
            });
            parts.push(frames::Part { frame: c.bytes(buffer.cast::<u8>().cast_const(), size)?, ..part });
        }
        frames::fuse(parts, out).ok_or(st::INVALID_ARGUMENT)
    }
}

/// Bytes of a frame as the host sees it. The real library crashes on NULL; this one answers 0.
pub(crate) unsafe extern "C" fn hailo_get_host_frame_size<const N: usize>(
    stream_info: *const hailo_stream_info_t,
    transform_params: *const hailo_transform_params_t,
) -> usize {
    let mut size = 0;
    let look = |c: &mut Call<'_>| {
        let params = c.get(transform_params)?;
        let (own, shape, hw_shape, _, nms) = read_stream_info(c, stream_info)?;
        let asked = format_of(params.user_buffer_format);
        let format = frames::resolve(asked, Format { order: order::on_host(own.order), ..own });
        size = if own.order == order::NMS_ON_CHIP {
            frames::nms_size(&nms, format, mask_record(c.core.era))
        } else if params.transform_mode == HAILO_STREAM_NO_TRANSFORM {
            frames::tensor_size(hw_shape, format)
        } else {
            frames::tensor_size(shape, format)
        };
        Ok(())
    };
    // SAFETY: the caller keeps the header's contract for these two records.
    unsafe { crate::call::by_slot("hailo_get_host_frame_size", N, look) };
    size
}

with_handle! {
    fn hailo_release_input_transform_context[transform_context](
        transform_context: hailo_input_transform_context,
    ) |c, id| {
        transform_handle(c, id, Direction::Input)?;
        c.objects.remove(&id);
        Ok(())
    }

    fn hailo_release_output_transform_context[transform_context](
        transform_context: hailo_output_transform_context,
    ) |c, id| {
        transform_handle(c, id, Direction::Output)?;
        c.objects.remove(&id);
        Ok(())
    }

    fn hailo_transform_frame_by_input_transform_context[transform_context](
        transform_context: hailo_input_transform_context,
        src: *const c_void,
        src_size: usize,
        dst: *mut c_void,
        dst_size: usize,
    ) |c, id| {
        let (vstream, layer, user) = transform_handle(c, id, Direction::Input)?;
        if src_size != frames::tensor_size(vstream.shape, user) || dst_size != hw_size(&layer) {
            return Err(st::INVALID_ARGUMENT);
        }
        let source = c.bytes(src.cast(), src_size)?;
        let target = c.bytes_mut(dst.cast(), dst_size)?;
        let mut device = frames::to_device(source, user, &vstream, layer.data_bytes as usize);
        if turned(&layer, user)? {
            device = frames::transpose(&device, vstream.shape, layer.data_bytes as usize);
        }
        frames::to_hw(&device, &layer, target);
        Ok(())
    }

    fn hailo_transform_frame_by_output_transform_context[transform_context](
        transform_context: hailo_output_transform_context,
        src: *const c_void,
        src_size: usize,
        dst: *mut c_void,
        dst_size: usize,
    ) |c, id| {
        let (vstream, layer, user) = transform_handle(c, id, Direction::Output)?;
        if src_size != hw_size(&layer) || dst_size != frames::tensor_size(vstream.shape, user) {
            return Err(st::INVALID_ARGUMENT);
        }
        let source = c.bytes(src.cast(), src_size)?;
        let target = c.bytes_mut(dst.cast(), dst_size)?;
        let same = layer.format.order == user.order && layer.hw_shape == vstream.shape;
        if !same && !frames::makes(layer.format.order, user.order) {
            return Err(st::INVALID_OPERATION);
        }
        let mut device = frames::from_hw(source, &layer);
        if turned(&layer, user)? {
            device = frames::transpose(&device, layer.shape, layer.data_bytes as usize);
        }
        frames::to_user(&device, user, &vstream, layer.data_bytes as usize, target);
        Ok(())
    }
}

/// Whether rows and columns change places between device and host. The real library writes past a frame that is not
/// square.
fn turned(layer: &Layer, user: Format) -> R<bool> {
    if (layer.format.flags ^ user.flags) & HAILO_FORMAT_FLAGS_TRANSPOSED == 0 {
        return Ok(false);
    }
    if !frames::transposes(user.order) {
        return Err(st::INVALID_OPERATION);
    }
    if layer.shape.height == layer.shape.width { Ok(true) } else { Err(st::INVALID_ARGUMENT) }
}

/// Elements of two bytes do not become elements of one: not on the way in, and not on the way out.
pub(super) fn check_types(direction: Direction, data_bytes: usize, host: u32) -> R {
    let (from, to) = (frames::type_size(host), data_bytes);
    let (from, to) = if direction == Direction::Input { (from, to) } else { (to, from) };
    if (from, to) == (2, 1) { Err(st::INVALID_ARGUMENT) } else { Ok(()) }
}

/// A hardware frame's bytes, rounded up to what the DMA engine moves.
fn hw_size(layer: &Layer) -> usize {
    layer.hw_frame_size().next_multiple_of(8)
}

/// The stream that a caller's own records describe.
fn transform(
    c: &Call<'_>,
    info: *const hailo_stream_info_t,
    params: *const hailo_transform_params_t,
    direction: Direction,
) -> R<Transform> {
    let asked = format_of(c.get(params)?.user_buffer_format);
    let (device, shape, hw_shape, quant, _) = read_stream_info(c, info)?;
    let user = frames::resolve(asked, Format { order: order::on_host(device.order), ..device });
    if frames::type_size(device.ty) == 0 || frames::type_size(user.ty) == 0 {
        return Err(st::INVALID_ARGUMENT);
    }
    check_types(direction, frames::type_size(device.ty), user.ty)?;
    Ok(Transform { direction, shape, hw_shape, device, user, quant })
}

fn transform_handle(c: &mut Call<'_>, id: u64, direction: Direction) -> R<(VStream, Layer, Format)> {
    let name = c.name;
    let t = match c.objects.get(&id) {
        Some(Object::Transform(t)) if t.direction == direction => t,
        _ => return Err(c.wrong(name, id, "a transform context of this direction")),
    };
    let quants: Vec<Quant> = vec![t.quant];
    let layer = Layer {
        name: String::new(),
        direction,
        shape: t.shape,
        hw_shape: t.hw_shape,
        format: t.device,
        data_bytes: frames::type_size(t.device.ty) as u32,
        quants: quants.clone(),
        index: 0,
        original_names: Vec::new(),
        network: 0,
        nms: None,
        muxed: Vec::new(),
    };
    let vstream = VStream {
        name: String::new(),
        network_name: String::new(),
        direction,
        format: t.user,
        shape: t.shape,
        nms: None,
        quants,
        original_names: Vec::new(),
        streams: Vec::new(),
    };
    Ok((vstream, layer, t.user))
}

type ShapeAndFormat = (*const hailo_3d_image_shape_t, *const hailo_format_t);

/// Whether shape, type or order change on the way.
fn required(c: &Call<'_>, from: ShapeAndFormat, to: ShapeAndFormat, answer: *mut u8) -> R {
    let (s, d) = (shape_of(c.get(from.0)?), shape_of(c.get(to.0)?));
    let (source, target) = (format_of(c.get(from.1)?), format_of(c.get(to.1)?));
    let same = s == d && source.ty == target.ty && source.order == target.order;
    c.put(answer, u8::from(!same))
}

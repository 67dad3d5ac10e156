//! C records filled from what the simulation knows, in the layout of the runtime's era.

use std::ffi::c_char;

use hailo_sys::types::*;
use hailo_sys::{Era, with_era};

use crate::call::{Call, R};
use crate::codes::{order, ty};
use crate::hef::{Format, Layer, NmsShape, OnChip, Quant, Shape, VStream};

/// A text field with a length beside it. Returns the length.
pub(super) fn fixed(c: &Call<'_>, array: &mut [c_char], text: &str) -> u8 {
    c.put_name(array, text);
    text.len().min(array.len()) as u8
}

pub(super) fn id_record(c: &Call<'_>, id: &str) -> hailo_device_id_t {
    let mut record = hailo_device_id_t { id: [0; 32] };
    c.put_name(&mut record.id, id);
    record
}

pub(super) fn format_record(c: &Call<'_>, format: Format) -> hailo_format_t {
    hailo_format_t { type_: c.enumerator(format.ty), order: c.enumerator(format.order), flags: format.flags }
}

pub(super) fn format_of(record: hailo_format_t) -> Format {
    Format { ty: record.type_, order: record.order, flags: record.flags }
}

pub(super) fn quant_record(quant: &Quant) -> hailo_quant_info_t {
    hailo_quant_info_t {
        qp_zp: quant.zero_point,
        qp_scale: quant.scale,
        limvals_min: quant.min,
        limvals_max: quant.max,
    }
}

pub(super) fn quant_of(record: hailo_quant_info_t) -> Quant {
    Quant {
        zero_point: record.qp_zp,
        scale: record.qp_scale,
        min: record.limvals_min,
        max: record.limvals_max,
    }
}

/// The one quantisation of a stream: all zero when every feature has its own.
fn single(quants: &[Quant]) -> hailo_quant_info_t {
    match quants {
        [one] => quant_record(one),
        _ => hailo_quant_info_t { qp_zp: 0.0, qp_scale: 0.0, limvals_min: 0.0, limvals_max: 0.0 },
    }
}

pub(super) fn shape_of(record: hailo_3d_image_shape_t) -> Shape {
    Shape::new(record.height, record.width, record.features)
}

fn words(bytes: &mut [u8], values: &[u32]) {
    for (place, value) in bytes.chunks_exact_mut(4).zip(values) {
        place.copy_from_slice(&value.to_ne_bytes());
    }
}

/// `hailo_nms_info_t` word by word: 4.20 has a union and a result order, later eras two fields.
fn nms_info_words(era: Era, nms: &OnChip) -> Vec<u32> {
    let mut all = vec![nms.shape.classes, nms.per_chunk];
    if era >= Era::V4_21 {
        all.push(nms.shape.max_bboxes_total);
    }
    all.extend([nms.bbox_size, nms.chunks]);
    // It is not part of a frame that was split: that flag, its group and its name of 128 bytes are zero.
    all.extend([0; 34]);
    all.push(nms.burst_size);
    all
}

/// `hailo_nms_shape_t` word by word.
fn nms_shape_words(era: Era, nms: &NmsShape, order_: u32) -> [u32; 4] {
    if era >= Era::V4_21 {
        return [nms.classes, nms.max_bboxes_per_class, nms.max_bboxes_total, nms.max_mask_size];
    }
    match order_ {
        order::NMS_BY_SCORE | order::NMS_WITH_BYTE_MASK => {
            [nms.classes, nms.max_bboxes_total, nms.max_mask_size, HAILO_NMS_RESULT_ORDER_BY_SCORE]
        }
        _ => [nms.classes, nms.max_bboxes_per_class, 0, HAILO_NMS_RESULT_ORDER_BY_CLASS],
    }
}

/// What `hailo_nms_shape_t` says, in whichever layout.
fn nms_shape_of(era: Era, words: [u32; 4], order_: u32) -> NmsShape {
    let by_score = matches!(order_, order::NMS_BY_SCORE | order::NMS_WITH_BYTE_MASK);
    let (per_class, total, mask) = match (era >= Era::V4_21, by_score) {
        (true, _) => (words[1], words[2], words[3]),
        (false, true) => (0, words[1], words[2]),
        (false, false) => (words[1], 0, words[2]),
    };
    NmsShape {
        classes: words[0],
        max_bboxes_per_class: per_class,
        max_bboxes_total: total,
        max_mask_size: mask,
        score_threshold: 0.0,
    }
}

/// Fills `hailo_stream_info_t` number `at` of an array.
pub(super) fn put_stream_info(c: &Call<'_>, array: *mut hailo_stream_info_t, at: usize, layer: &Layer) -> R {
    with_era!(c.core.era, e => {
        let out = c.edit(c.element(array.cast::<e::hailo_stream_info_t>(), at))?;
        *out = hailo_sys::Record::zeroed();
        let union = c.bytes_mut((&raw mut out.u).cast::<u8>(), size_of_val(&out.u))?;
        match &layer.nms {
            Some(nms) => words(union, &nms_info_words(c.core.era, nms)),
            None => {
                let (s, h) = (layer.shape, layer.hw_shape);
                words(union, &[s.height, s.width, s.features, h.height, h.width, h.features]);
            }
        }
        out.hw_data_bytes = layer.data_bytes;
        out.hw_frame_size = layer.hw_frame_size() as u32;
        out.format = format_record(c, layer.format);
        out.direction = c.enumerator(layer.direction as u32);
        out.index = layer.index;
        c.put_name(&mut out.name, &layer.name);
        out.quant_info = single(&layer.quants);
        out.is_mux = u8::from(!layer.muxed.is_empty());
    });
    Ok(())
}

/// What a vstream's format is called: 4.x calls frames with byte masks float32, 5.x uint8; the bytes are the same.
fn told(era: Era, format: Format) -> Format {
    if era < Era::V5_0_0 && format.order == order::NMS_WITH_BYTE_MASK {
        Format { ty: ty::FLOAT32, ..format }
    } else {
        format
    }
}

/// Fills `hailo_vstream_info_t` number `at` of an array.
pub(super) fn put_vstream_info(
    c: &Call<'_>,
    array: *mut hailo_vstream_info_t,
    at: usize,
    vstream: &VStream,
) -> R {
    with_era!(c.core.era, e => {
        let out = c.edit(c.element(array.cast::<e::hailo_vstream_info_t>(), at))?;
        *out = hailo_sys::Record::zeroed();
        c.put_name(&mut out.name, &vstream.name);
        c.put_name(&mut out.network_name, &vstream.network_name);
        out.direction = c.enumerator(vstream.direction as u32);
        out.format = format_record(c, told(c.core.era, vstream.format));
        let union = c.bytes_mut((&raw mut out.u).cast::<u8>(), size_of_val(&out.u))?;
        match &vstream.nms {
            Some(nms) => words(union, &nms_shape_words(c.core.era, nms, vstream.format.order)),
            None => words(union, &[vstream.shape.height, vstream.shape.width, vstream.shape.features]),
        }
        out.quant_info = single(&vstream.quants);
    });
    Ok(())
}

/// What a caller's `hailo_vstream_info_t` says about sizes: format, shape, detections.
pub(super) fn read_vstream_info(
    c: &Call<'_>,
    info: *const hailo_vstream_info_t,
) -> R<(Format, Shape, NmsShape)> {
    with_era!(c.core.era, e => {
        let info = c.get(info.cast::<e::hailo_vstream_info_t>())?;
        let w = read_words::<4>((&raw const info.u).cast());
        let format = format_of(info.format);
        Ok((format, Shape::new(w[0], w[1], w[2]), nms_shape_of(c.core.era, w, format.order)))
    })
}

/// What a caller's `hailo_stream_info_t` says: format, shape, hardware shape, quantisation,
/// detections on the chip.
pub(super) fn read_stream_info(
    c: &Call<'_>,
    info: *const hailo_stream_info_t,
) -> R<(Format, Shape, Shape, Quant, NmsShape)> {
    with_era!(c.core.era, e => {
        let info = c.get(info.cast::<e::hailo_stream_info_t>())?;
        let w = read_words::<6>((&raw const info.u).cast());
        let nms = NmsShape {
            classes: w[0],
            max_bboxes_per_class: w[1],
            max_bboxes_total: 0,
            max_mask_size: 0,
            score_threshold: 0.0,
        };
        let (shape, hw) = (Shape::new(w[0], w[1], w[2]), Shape::new(w[3], w[4], w[5]));
        Ok((format_of(info.format), shape, hw, quant_of(info.quant_info), nms))
    })
}

fn read_words<const N: usize>(from: *const u32) -> [u32; N] {
    // SAFETY: every caller passes the address of a union of its own, which has at least this size.
    unsafe { from.cast::<[u32; N]>().read_unaligned() }
}

/// Copies quantisations out: the needed count is written when the array is too small.
pub(super) fn put_quants(
    c: &Call<'_>,
    quants: &[Quant],
    array: *mut hailo_quant_info_t,
    count: *mut usize,
) -> R {
    let room = c.get(count.cast_const())?;
    c.put_count(count, quants.len())?;
    if room < quants.len() {
        return Err(crate::codes::st::INSUFFICIENT_BUFFER);
    }
    for (at, quant) in quants.iter().enumerate() {
        c.put(c.element(array, at), quant_record(quant))?;
    }
    Ok(())
}

/// Copies layer names out, with the needed count.
pub(super) fn put_names<'n>(
    c: &Call<'_>,
    names: impl ExactSizeIterator<Item = &'n str>,
    array: *mut hailo_layer_name_t,
    count: *mut usize,
) -> R {
    let room = c.get(count.cast_const())?;
    c.put_count(count, names.len())?;
    if room < names.len() {
        return Err(crate::codes::st::INSUFFICIENT_BUFFER);
    }
    for (at, name) in names.enumerate() {
        let mut record = hailo_layer_name_t { name: [0; 128] };
        c.put_name(&mut record.name, name);
        c.put(c.element(array, at), record)?;
    }
    Ok(())
}

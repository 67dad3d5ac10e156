//! Taking a muxed frame apart.

use std::ffi::c_void;

use hailo_sys::types::*;

use super::info::put_stream_info;
use crate::call::{Call, R, with_handle};
use crate::codes::st;
use crate::hef::Layer;
use crate::object::Object;

with_handle! {
    fn hailo_release_output_demuxer[demuxer](demuxer: hailo_output_demuxer) |c, id| {
        demuxed(c, id)?;
        c.objects.remove(&id);
        Ok(())
    }

    fn hailo_demux_raw_frame_by_output_demuxer[demuxer](
        demuxer: hailo_output_demuxer,
        src: *const c_void,
        src_size: usize,
        raw_buffers: *mut hailo_stream_raw_buffer_t,
        raw_buffers_count: usize,
    ) |c, id| {
        let layer = demuxed(c, id)?;
        if raw_buffers_count != layer.muxed.len() || src_size != layer.hw_frame_size() {
            return Err(st::INVALID_ARGUMENT);
        }
        let source = c.bytes(src.cast(), src_size)?;
        for (at, inner) in layer.muxed.iter().enumerate() {
            let raw = c.get(c.element(raw_buffers, at).cast_const())?;
            demux(c, &layer, source, inner, &raw)?;
        }
        Ok(())
    }

    fn hailo_demux_by_name_raw_frame_by_output_demuxer[demuxer](
        demuxer: hailo_output_demuxer,
        src: *const c_void,
        src_size: usize,
        raw_buffers_by_name: *mut hailo_stream_raw_buffer_by_name_t,
        raw_buffers_count: usize,
    ) |c, id| {
        let layer = demuxed(c, id)?;
        if raw_buffers_count != layer.muxed.len() || src_size != layer.hw_frame_size() {
            return Err(st::INVALID_ARGUMENT);
        }
        let source = c.bytes(src.cast(), src_size)?;
        for at in 0..raw_buffers_count {
            let named = c.get(c.element(raw_buffers_by_name, at).cast_const())?;
            let name = c.name(&named.name);
            let inner = layer.muxed.iter().find(|l| l.name == name).ok_or(st::NOT_FOUND)?;
            demux(c, &layer, source, inner, &named.raw_buffer)?;
        }
        Ok(())
    }

    fn hailo_get_mux_infos_by_output_demuxer[demuxer](
        demuxer: hailo_output_demuxer,
        stream_infos: *mut hailo_stream_info_t,
        number_of_streams: *mut usize,
    ) |c, id| {
        let layer = demuxed(c, id)?;
        let room = c.get(number_of_streams.cast_const())?;
        c.put_count(number_of_streams, layer.muxed.len())?;
        if room < layer.muxed.len() {
            return Err(st::INSUFFICIENT_BUFFER);
        }
        for (at, inner) in layer.muxed.iter().enumerate() {
            put_stream_info(c, stream_infos, at, inner)?;
        }
        Ok(())
    }
}

fn demuxed(c: &mut Call<'_>, id: u64) -> R<Layer> {
    let name = c.name;
    match c.objects.get(&id) {
        Some(Object::Demuxer(layer)) => Ok(layer.clone()),
        _ => Err(c.wrong(name, id, "a demuxer")),
    }
}

/// The share of a muxed frame that belongs to one of its streams: they lie one after the other.
fn demux(c: &Call<'_>, layer: &Layer, source: &[u8], inner: &Layer, raw: &hailo_stream_raw_buffer_t) -> R {
    let before: usize =
        layer.muxed.iter().take_while(|l| l.name != inner.name).map(Layer::hw_frame_size).sum();
    let size = inner.hw_frame_size();
    if raw.size != size {
        return Err(st::INVALID_ARGUMENT);
    }
    let out = c.bytes_mut(raw.buffer.cast(), raw.size)?;
    match source.get(before..before + size) {
        Some(part) => out.copy_from_slice(part),
        // A compiler may fold streams tighter than this simulation unfolds them.
        None => out.fill(0),
    }
    Ok(())
}

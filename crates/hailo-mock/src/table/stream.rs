//! Physical streams, blocking and asynchronous.

use std::ffi::{c_char, c_void};

use hailo_sys::types::*;

use super::info::{format_of, put_quants, put_stream_info};
use crate::call::{Call, R, with_handle};
use crate::clock::timeout_ns;
use crate::codes::{order, st};
use crate::dispatch;
use crate::frames;
use crate::group::{Mode, Transfer, TransferCallback};
use crate::handle::Foreign;
use crate::hef::{Direction, Layer};
use crate::infer_model::FrameSet;
use crate::object::{Object, StreamHandle, Transform};

/// Addresses and sizes of blocking transfers are multiples of this.
const ALIGNMENT: usize = 8;

impl Call<'_> {
    fn stream(&mut self, id: u64, direction: Direction) -> R<StreamHandle> {
        let name = self.name;
        match self.objects.get(&id) {
            Some(Object::Stream(s)) if s.direction == direction => Ok(s.clone()),
            _ => {
                let wanted =
                    if direction == Direction::Input { "an input stream" } else { "an output stream" };
                Err(self.wrong(name, id, wanted))
            }
        }
    }

    fn layer_of(&mut self, handle: &StreamHandle) -> R<Layer> {
        let group = self.group(handle.group)?;
        group.layer(handle.direction, handle.port).cloned().ok_or(st::INTERNAL_FAILURE)
    }

    /// Gives out the handle of a physical stream, the same one each time.
    fn open_stream<T>(&mut self, id: u64, direction: Direction, name: *const c_char, out: *mut *mut T) -> R {
        let Some(name) = self.text(name) else {
            self.group(id)?;
            return Err(st::INVALID_ARGUMENT);
        };
        let (now, depth, pipeline) =
            (self.now(), self.core.scenario.timing.async_depth, self.core.scenario.timing.pipeline);
        let group = self.group(id)?;
        if out.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        if let Some((_, known)) = group.streams.iter().find(|(n, _)| *n == name) {
            let known = *known;
            return match self.objects.get(&known) {
                Some(Object::Stream(s)) if s.direction == direction => self.put_handle(out, known),
                _ => Err(st::NOT_FOUND),
            };
        }
        if group.mode == Mode::VStreams {
            return Err(st::INVALID_OPERATION);
        }
        let layers = group.info().layers.iter().filter(|l| l.direction == direction);
        let port = layers.enumerate().find(|(_, l)| l.name == name).map(|(port, _)| port);
        let port = port.ok_or(st::NOT_FOUND)?;
        group.enter(Mode::Streams, now, depth);
        let is_async = group.async_streams.contains(&name);
        let capacity = if is_async { depth } else { 2 };
        match direction {
            Direction::Input => group.ins[port].capacity = capacity,
            Direction::Output => group.outs[port].capacity = capacity + pipeline,
        }
        let timeout_ns = timeout_ns(HAILO_DEFAULT_VSTREAM_TIMEOUT_MS);
        let handle = StreamHandle { group: id, direction, port, timeout_ns, is_async };
        let stream = self.add(Object::Stream(handle));
        self.group(id)?.streams.push((name, stream));
        self.put_handle(out, stream)
    }

    fn stream_trouble(&mut self, group: u64) -> R {
        let group = self.group(group)?;
        match group.trouble() {
            Some(status) => Err(status),
            None if group.scheduler.is_none() && !group.active => Err(st::NETWORK_GROUP_NOT_ACTIVATED),
            None => Ok(()),
        }
    }

    /// Checks a transfer's buffer: whole frames, aligned as the DMA engine wants it.
    fn check_buffer(&mut self, handle: &StreamHandle, address: usize, size: usize) -> R {
        let frame = self.layer_of(handle)?.hw_frame_size();
        let aligned = address.is_multiple_of(ALIGNMENT) && size.is_multiple_of(ALIGNMENT);
        if address == 0 || size != frame || !aligned { Err(st::INVALID_ARGUMENT) } else { Ok(()) }
    }

    fn wait_async(&mut self, handle: &StreamHandle, size: usize, ms: u32) -> R {
        if size != self.layer_of(handle)?.hw_frame_size() {
            return Err(st::INVALID_ARGUMENT);
        }
        if !handle.is_async {
            return Err(st::INVALID_OPERATION);
        }
        let (group, port, direction) = (handle.group, handle.port, handle.direction);
        let depth = self.core.scenario.timing.async_depth;
        self.wait_for(
            timeout_ns(ms),
            |c, _| {
                c.stream_trouble(group)?;
                let g = c.group(group)?;
                let free = match direction {
                    Direction::Input => g.ins[port].has_room(),
                    Direction::Output => g.outs[port].reads.len() < depth,
                };
                Ok(free.then_some(()))
            },
            |_| None,
        )
    }

    /// A transfer with the completion faults of this call.
    fn transfer(
        &self,
        callback: TransferCallback,
        buffer: *mut c_void,
        size: usize,
        opaque: *mut c_void,
    ) -> Transfer {
        Transfer {
            callback,
            buffer: Foreign(buffer),
            size,
            opaque: Foreign(opaque),
            late_ns: self.late_ns,
            copies: self.copies,
            played: self.played_completion(),
        }
    }
}

with_handle! {
    fn hailo_get_input_stream[configured_network_group](
        configured_network_group: hailo_configured_network_group,
        stream_name: *const c_char,
        stream: *mut hailo_input_stream,
    ) |c, id| {
        c.open_stream(id, Direction::Input, stream_name, stream)
    }

    fn hailo_get_output_stream[configured_network_group](
        configured_network_group: hailo_configured_network_group,
        stream_name: *const c_char,
        stream: *mut hailo_output_stream,
    ) |c, id| {
        c.open_stream(id, Direction::Output, stream_name, stream)
    }

    fn hailo_set_input_stream_timeout[stream](stream: hailo_input_stream, timeout_ms: u32) |c, id| {
        c.stream(id, Direction::Input)?;
        if let Some(Object::Stream(s)) = c.objects.get_mut(&id) {
            s.timeout_ns = timeout_ns(timeout_ms);
        }
        Ok(())
    }

    fn hailo_set_output_stream_timeout[stream](stream: hailo_output_stream, timeout_ms: u32) |c, id| {
        c.stream(id, Direction::Output)?;
        if let Some(Object::Stream(s)) = c.objects.get_mut(&id) {
            s.timeout_ns = timeout_ns(timeout_ms);
        }
        Ok(())
    }

    fn hailo_get_input_stream_info[stream](stream: hailo_input_stream, stream_info: *mut hailo_stream_info_t) |c, id| {
        let handle = c.stream(id, Direction::Input)?;
        let layer = c.layer_of(&handle)?;
        put_stream_info(c, stream_info, 0, &layer)
    }

    fn hailo_get_output_stream_info[stream](stream: hailo_output_stream, stream_info: *mut hailo_stream_info_t) |c, id| {
        let handle = c.stream(id, Direction::Output)?;
        let layer = c.layer_of(&handle)?;
        put_stream_info(c, stream_info, 0, &layer)
    }

    fn hailo_get_input_stream_quant_infos[stream](
        stream: hailo_input_stream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) |c, id| {
        let handle = c.stream(id, Direction::Input)?;
        let layer = c.layer_of(&handle)?;
        put_quants(c, &layer.quants, quant_infos, quant_infos_count)
    }

    fn hailo_get_output_stream_quant_infos[stream](
        stream: hailo_output_stream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) |c, id| {
        let handle = c.stream(id, Direction::Output)?;
        let layer = c.layer_of(&handle)?;
        put_quants(c, &layer.quants, quant_infos, quant_infos_count)
    }

    fn hailo_stream_read_raw_buffer[stream](stream: hailo_output_stream, buffer: *mut c_void, size: usize) |c, id| {
        let handle = c.stream(id, Direction::Output)?;
        c.check_buffer(&handle, buffer.addr(), size)?;
        if handle.is_async {
            return Err(st::INVALID_OPERATION);
        }
        let (group, port) = (handle.group, handle.port);
        let set: FrameSet = c.wait_for(
            handle.timeout_ns,
            |c, now| {
                let place = &mut c.group(group)?.outs[port];
                if place.queue.front().is_some_and(|f| f.0 <= now) {
                    if place.queue.len() >= place.capacity {
                        place.room_since = now;
                    }
                    let frame = place.queue.pop_front().map(|f| f.1);
                    let core = c.core;
                    c.pump(core, now);
                    return Ok(frame);
                }
                c.stream_trouble(group)?;
                Ok(None)
            },
            |c| c.groups.get(&group)?.outs.get(port)?.queue.front().map(|f| f.0),
        )?;
        let out = c.bytes_mut(buffer.cast(), size)?;
        c.group(group)?.render_hw(port, &set, out);
        c.put_frame(out);
        Ok(())
    }

    fn hailo_stream_write_raw_buffer[stream](stream: hailo_input_stream, buffer: *const c_void, size: usize) |c, id| {
        let handle = c.stream(id, Direction::Input)?;
        c.check_buffer(&handle, buffer.addr(), size)?;
        if handle.is_async {
            return Err(st::INVALID_OPERATION);
        }
        let layer = c.layer_of(&handle)?;
        let mut frame = Some(frames::from_hw(c.bytes(buffer.cast(), size)?, &layer));
        let (group, port) = (handle.group, handle.port);
        c.wait_for(
            handle.timeout_ns,
            |c, now| {
                c.stream_trouble(group)?;
                let place = &mut c.group(group)?.ins[port];
                if !place.has_room() {
                    return Ok(None);
                }
                place.queue.push_back((now, frame.take().unwrap_or_default().into(), None));
                let core = c.core;
                c.pump(core, now);
                Ok(Some(()))
            },
            |_| None,
        )
    }

    fn hailo_stream_wait_for_async_output_ready[stream](
        stream: hailo_output_stream,
        transfer_size: usize,
        timeout_ms: u32,
    ) |c, id| {
        let handle = c.stream(id, Direction::Output)?;
        c.wait_async(&handle, transfer_size, timeout_ms)
    }

    fn hailo_stream_wait_for_async_input_ready[stream](
        stream: hailo_input_stream,
        transfer_size: usize,
        timeout_ms: u32,
    ) |c, id| {
        let handle = c.stream(id, Direction::Input)?;
        c.wait_async(&handle, transfer_size, timeout_ms)
    }

    fn hailo_output_stream_get_async_max_queue_size[stream](stream: hailo_output_stream, queue_size: *mut usize) |c, id| {
        let handle = c.stream(id, Direction::Output)?;
        if !handle.is_async {
            return Err(st::INVALID_OPERATION);
        }
        c.put_count(queue_size, c.core.scenario.timing.async_depth)
    }

    fn hailo_input_stream_get_async_max_queue_size[stream](stream: hailo_input_stream, queue_size: *mut usize) |c, id| {
        let handle = c.stream(id, Direction::Input)?;
        if !handle.is_async {
            return Err(st::INVALID_OPERATION);
        }
        c.put_count(queue_size, c.core.scenario.timing.async_depth)
    }

    fn hailo_stream_read_raw_buffer_async[stream](
        stream: hailo_output_stream,
        buffer: *mut c_void,
        size: usize,
        user_callback: hailo_stream_read_async_callback_t,
        opaque: *mut c_void,
    ) |c, id| {
        let handle = c.stream(id, Direction::Output)?;
        c.check_buffer(&handle, buffer.addr(), size)?;
        if !handle.is_async {
            return Err(st::INVALID_OPERATION);
        }
        if user_callback.is_none() {
            return Err(st::INVALID_ARGUMENT);
        }
        c.stream_trouble(handle.group)?;
        let transfer = c.transfer(TransferCallback::Read(user_callback), buffer, size, opaque);
        let depth = c.core.scenario.timing.async_depth;
        let place = &mut c.group(handle.group)?.outs[handle.port];
        if place.reads.len() >= depth {
            return Err(st::QUEUE_IS_FULL);
        }
        place.reads.push_back(transfer);
        let (core, now) = (c.core, c.now());
        c.settle(core, now);
        dispatch::start(c.core);
        Ok(())
    }

    fn hailo_stream_write_raw_buffer_async[stream](
        stream: hailo_input_stream,
        buffer: *const c_void,
        size: usize,
        user_callback: hailo_stream_write_async_callback_t,
        opaque: *mut c_void,
    ) |c, id| {
        let handle = c.stream(id, Direction::Input)?;
        c.check_buffer(&handle, buffer.addr(), size)?;
        if !handle.is_async {
            return Err(st::INVALID_OPERATION);
        }
        if user_callback.is_none() {
            return Err(st::INVALID_ARGUMENT);
        }
        c.stream_trouble(handle.group)?;
        let layer = c.layer_of(&handle)?;
        let transfer = c.transfer(TransferCallback::Write(user_callback), buffer.cast_mut(), size, opaque);
        let bytes = c.bytes(buffer.cast(), size)?;
        let now = c.now();
        let place = &mut c.group(handle.group)?.ins[handle.port];
        if !place.has_room() {
            return Err(st::QUEUE_IS_FULL);
        }
        place.queue.push_back((now, frames::from_hw(bytes, &layer).into(), Some(transfer)));
        let core = c.core;
        c.settle(core, now);
        dispatch::start(c.core);
        Ok(())
    }

    fn hailo_create_input_transform_context_by_stream[stream](
        stream: hailo_input_stream,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_input_transform_context,
    ) |c, id| {
        let handle = c.stream(id, Direction::Input)?;
        let transform = transform_of(c, &handle, transform_params)?;
        let made = c.add(Object::Transform(transform));
        c.put_handle(transform_context, made)
    }

    fn hailo_create_output_transform_context_by_stream[stream](
        stream: hailo_output_stream,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_output_transform_context,
    ) |c, id| {
        let handle = c.stream(id, Direction::Output)?;
        let transform = transform_of(c, &handle, transform_params)?;
        let made = c.add(Object::Transform(transform));
        c.put_handle(transform_context, made)
    }

    fn hailo_create_demuxer_by_stream[stream](
        stream: hailo_output_stream,
        _demux_params: *const hailo_demux_params_t,
        demuxer: *mut hailo_output_demuxer,
    ) |c, id| {
        let handle = c.stream(id, Direction::Output)?;
        let layer = c.layer_of(&handle)?;
        if layer.muxed.is_empty() {
            return Err(st::INVALID_OPERATION);
        }
        if demuxer.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let made = c.add(Object::Demuxer(layer));
        c.put_handle(demuxer, made)
    }
}

/// The real library reads through a NULL stream; this one says that its frames have no bytes.
macro_rules! frame_sizes {
    ($(fn $name:ident($handle:ty, $direction:ident))*) => {$(
        pub(crate) unsafe extern "C" fn $name(stream: $handle) -> usize {
            let mut size = 0;
            let look = |c: &mut Call<'_>, id: u64| {
                let handle = c.stream(id, Direction::$direction)?;
                size = c.layer_of(&handle)?.hw_frame_size();
                Ok(())
            };
            // SAFETY: nothing is read through the handle's address.
            unsafe { crate::call::by_handle(stringify!($name), stream.addr(), look) };
            size
        }
    )*};
}

frame_sizes! {
    fn hailo_get_input_stream_frame_size(hailo_input_stream, Input)
    fn hailo_get_output_stream_frame_size(hailo_output_stream, Output)
}

fn transform_of(
    c: &mut Call<'_>,
    handle: &StreamHandle,
    params: *const hailo_transform_params_t,
) -> R<Transform> {
    let layer = c.layer_of(handle)?;
    let asked = format_of(c.get(params)?.user_buffer_format);
    let own = crate::hef::Format { order: order::on_host(layer.format.order), ..layer.format };
    Ok(Transform {
        direction: handle.direction,
        shape: layer.shape,
        hw_shape: layer.hw_shape,
        device: layer.format,
        user: frames::resolve(asked, own),
        quant: layer.quants.first().copied().unwrap_or_default(),
    })
}

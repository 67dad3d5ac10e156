//! The pipelines behind vstreams: making them, frames in, frames out, what stops them.

use hailo_sys::types::*;

use super::info::format_of;
use crate::call::{Call, R};
use crate::clock::timeout_ns;
use crate::codes::{order, st, ty};
use crate::era::mask_record;
use crate::frames;
use crate::group::{LateRead, Mode, View};
use crate::handle::Foreign;
use crate::hef::{Direction, Format, VStream};
use crate::infer_model::FrameSet;
use crate::object::{Object, VStreamHandle};

impl Call<'_> {
    pub(super) fn vstream(&mut self, id: u64, direction: Direction) -> R<VStreamHandle> {
        let name = self.name;
        match self.objects.get(&id) {
            Some(Object::VStream(v)) if v.direction == direction => Ok(v.clone()),
            _ => {
                let wanted =
                    if direction == Direction::Input { "an input vstream" } else { "an output vstream" };
                Err(self.wrong(name, id, wanted))
            }
        }
    }

    pub(super) fn vstream_info(&mut self, handle: &VStreamHandle) -> R<VStream> {
        let group = self.group(handle.group)?;
        group.vstream(handle.direction, handle.port).cloned().ok_or(st::INTERNAL_FAILURE)
    }

    pub(super) fn vstream_bytes(&mut self, handle: &VStreamHandle) -> R<usize> {
        let record = mask_record(self.core.era);
        let group = self.group(handle.group)?;
        let vstream = group.vstream(handle.direction, handle.port).ok_or(st::INTERNAL_FAILURE)?;
        Ok(frames::vstream_size(vstream, handle.format, record))
    }

    /// The first reason a vstream cannot work now.
    pub(super) fn vstream_trouble(&mut self, handle: &VStreamHandle) -> R {
        let group = self.group(handle.group)?;
        if let Some(status) = group.trouble() {
            return Err(status);
        }
        if group.aborts != handle.aborts {
            return Err(st::STREAM_ABORT);
        }
        if group.scheduler.is_none() && !group.active {
            return Err(st::NETWORK_GROUP_NOT_ACTIVATED);
        }
        Ok(())
    }

    /// Puts one input frame into its queue when there is room.
    pub(super) fn write(&mut self, handle: &VStreamHandle, user: &[u8]) -> R {
        self.vstream_trouble(handle)?;
        let group = self.group(handle.group)?;
        let vstream = group.vstream(Direction::Input, handle.port).ok_or(st::INTERNAL_FAILURE)?;
        let frame = frames::to_device(user, handle.format, vstream, group.data_bytes(vstream));
        let mut frame = Some(frame);
        let (id, port) = (handle.group, handle.port);
        self.wait_for(
            handle.timeout_ns,
            |c, now| {
                c.vstream_trouble(handle)?;
                let place = c.group(id)?.ins.get_mut(port).ok_or(st::INTERNAL_FAILURE)?;
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

    /// Takes the next output frame when it is ready.
    pub(super) fn read(&mut self, handle: &VStreamHandle) -> R<FrameSet> {
        let (id, port) = (handle.group, handle.port);
        self.vstream_readable(handle)?;
        self.wait_for(
            handle.timeout_ns,
            |c, now| {
                let group = c.group(id)?;
                let place = group.outs.get_mut(port).ok_or(st::INTERNAL_FAILURE)?;
                if place.queue.front().is_some_and(|f| f.0 <= now) {
                    if place.queue.len() >= place.capacity {
                        place.room_since = now;
                    }
                    let frame = place.queue.pop_front().ok_or(st::INTERNAL_FAILURE)?;
                    let core = c.core;
                    c.pump(core, now);
                    return Ok(Some(frame.1));
                }
                c.vstream_readable(handle)?;
                Ok(None)
            },
            |c| c.groups.get(&id)?.outs.get(port)?.queue.front().map(|f| f.0),
        )
    }

    /// Frames that were ready before an abort can still be read by handles made before it.
    fn vstream_readable(&mut self, handle: &VStreamHandle) -> R {
        let group = self.group(handle.group)?;
        let left = group.outs.get(handle.port).is_some_and(|p| !p.queue.is_empty());
        if left && !group.shut { Ok(()) } else { self.vstream_trouble(handle) }
    }

    /// Makes vstreams of one direction, sorted by name as the real library sorts them.
    pub(super) fn create_vstreams<T>(
        &mut self,
        id: u64,
        direction: Direction,
        params: *const hailo_input_vstream_params_by_name_t,
        count: usize,
        out: *mut *mut T,
    ) -> R {
        self.group(id)?;
        if params.is_null() || out.is_null() || count == 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        let mut wanted = Vec::new();
        for at in 0..count {
            let p = self.get(self.element(params.cast_mut(), at).cast_const())?;
            wanted.push((self.name(&p.name), p.params));
        }
        wanted.sort_by(|a, b| a.0.cmp(&b.0));
        // The real library reads past its array for a name given twice.
        if wanted.windows(2).any(|w| w[0].0 == w[1].0) {
            return Err(st::INVALID_ARGUMENT);
        }
        let now = self.now();
        let pipeline = self.core.scenario.timing.pipeline;
        let group = self.group(id)?;
        if group.shut {
            return Err(st::STREAM_ABORT);
        }
        let info = group.info().clone();
        let mut handles = Vec::new();
        for (name, p) in &wanted {
            let found = info.vstreams(direction).enumerate().find(|(_, v)| v.name == *name);
            let (port, vstream) = found.ok_or(st::NOT_FOUND)?;
            let asked = format_of(p.user_buffer_format);
            let format = frames::resolve(asked, vstream.format);
            check_format(vstream, format, group.data_bytes(vstream))?;
            if p.queue_size == 0 {
                return Err(st::INVALID_ARGUMENT);
            }
            handles.push((port, vstream, format, p));
        }
        if group.open == 0 && group.mode != Mode::VStreams {
            group.enter(Mode::Idle, now, 0);
        }
        if group.mode == Mode::Streams {
            return Err(st::INVALID_OPERATION);
        }
        group.enter(Mode::VStreams, now, 2);
        let open = |port: usize| match direction {
            Direction::Input => group.ins.get(port).is_some_and(|p| p.open),
            Direction::Output => group.outs.get(port).is_some_and(|p| p.open),
        };
        if handles.iter().any(|h| open(h.0)) {
            return Err(st::INVALID_OPERATION);
        }
        if group.open == 0 {
            // New pipelines: what stopped the old ones is forgotten, unless it still holds.
            group.abort = None;
        }
        group.open += handles.len();
        let aborts = group.aborts;
        for (at, (port, vstream, format, p)) in handles.into_iter().enumerate() {
            let group = self.group(id)?;
            let capacity = p.queue_size as usize;
            match direction {
                Direction::Input => {
                    (group.ins[port].open, group.ins[port].capacity) = (true, capacity);
                }
                Direction::Output => {
                    (group.outs[port].open, group.outs[port].capacity) = (true, capacity + pipeline);
                }
            }
            let handle = VStreamHandle {
                group: id,
                direction,
                port,
                format,
                timeout_ns: timeout_ns(p.timeout_ms),
                score_threshold: vstream.nms.map_or(0.0, |n| n.score_threshold),
                aborts,
            };
            let vstream = self.add(Object::VStream(handle));
            self.put_handle(self.element(out, at), vstream)?;
        }
        self.refuse_while_hot(id);
        Ok(())
    }

    /// A group on a chip that is still too hot, or gone, stays aborted.
    fn refuse_while_hot(&mut self, id: u64) {
        let now = self.now();
        let Some(group) = self.groups.get(&id) else { return };
        let hot = |c: &usize| self.chips[*c].physics.zone() == crate::physics::Zone::Red;
        let gone = |c: &usize| self.chips[*c].is_lost(now);
        let status = if let Some(chip) = group.chips.iter().find(|c| gone(c)) {
            Some(self.absence(*chip))
        } else if group.chips.iter().any(hot) {
            Some(crate::era::overheat_status(self.core.era))
        } else {
            None
        };
        if let (Some(status), Some(group)) = (status, self.groups.get_mut(&id)) {
            group.abort = Some(status);
        }
    }

    pub(super) fn release_vstream(&mut self, id: u64, direction: Direction) -> R {
        let handle = self.vstream(id, direction)?;
        self.objects.remove(&id);
        let now = self.now();
        let Some(group) = self.groups.get_mut(&handle.group) else { return Ok(()) };
        match direction {
            Direction::Input => {
                if let Some(port) = group.ins.get_mut(handle.port) {
                    port.open = false;
                    port.queue.clear();
                }
            }
            Direction::Output => {
                if let Some(port) = group.outs.get_mut(handle.port) {
                    port.open = false;
                    port.queue.clear();
                    port.room_since = now;
                    for late in port.late.drain(..) {
                        // The frame arrives at last, while the pipeline is taken down.
                        // SAFETY: who makes an unkind machine lends the buffer of a read until this release.
                        unsafe { late.buffer.0.cast::<u8>().write_bytes(0xEE, late.size) };
                    }
                }
            }
        }
        group.open = group.open.saturating_sub(1);
        if group.open == 0 {
            group.enter(Mode::Idle, now, 0);
        }
        Ok(())
    }

    /// Empties the pipelines of these vstreams, and lets them work again after an abort.
    pub(super) fn clear_vstream(&mut self, id: u64, direction: Direction) -> R {
        let handle = self.vstream(id, direction)?;
        let now = self.now();
        let group = self.group(handle.group)?;
        match direction {
            Direction::Input => {
                if let Some(port) = group.ins.get_mut(handle.port) {
                    port.queue.clear();
                }
            }
            Direction::Output => {
                if let Some(port) = group.outs.get_mut(handle.port) {
                    port.queue.clear();
                    port.room_since = now;
                }
            }
        }
        group.abort = None;
        let aborts = group.aborts;
        if let Some(Object::VStream(v)) = self.objects.get_mut(&id) {
            v.aborts = aborts;
        }
        self.refuse_while_hot(handle.group);
        Ok(())
    }

    /// Keeps the buffer of a read that timed out, as the real library does: it has the address in a queue.
    pub(super) fn keep_late(&mut self, handle: &VStreamHandle, buffer: *mut std::ffi::c_void, size: usize) {
        let record = mask_record(self.core.era);
        let view = View { format: handle.format, threshold: handle.score_threshold, mask_record: record };
        let late = LateRead { buffer: Foreign(buffer), size, view };
        let group = self.groups.get_mut(&handle.group);
        if let Some(port) = group.and_then(|group| group.outs.get_mut(handle.port)) {
            port.late.push_back(late);
        }
    }

    /// Writes what an output vstream shows for a frame.
    pub(super) fn show(&mut self, handle: &VStreamHandle, set: &FrameSet, out: &mut [u8]) -> R {
        let record = mask_record(self.core.era);
        let group = self.group(handle.group)?;
        let vstream = group.vstream(Direction::Output, handle.port).ok_or(st::INTERNAL_FAILURE)?;
        let view = View { format: handle.format, threshold: handle.score_threshold, mask_record: record };
        group.render(vstream, handle.port, view, set, out);
        Ok(())
    }
}

/// Whether the library can turn a stream into this format.
fn check_format(vstream: &VStream, format: Format, data_bytes: usize) -> R {
    if frames::type_size(format.ty) == 0 {
        return Err(st::INVALID_ARGUMENT);
    }
    if order::is_nms(vstream.format.order) != order::is_nms(format.order) {
        return Err(st::INVALID_ARGUMENT);
    }
    if order::is_nms(format.order) {
        return match format.order {
            order::NMS_BY_SCORE => Err(st::NOT_SUPPORTED),
            order::NMS_BY_CLASS | order::NMS if format.ty != ty::UINT8 => Ok(()),
            order::NMS_WITH_BYTE_MASK if vstream.format.order == order::NMS_WITH_BYTE_MASK => Ok(()),
            _ => Err(st::INVALID_ARGUMENT),
        };
    }
    super::pure::check_types(vstream.direction, data_bytes, format.ty)?;
    if vstream.direction == Direction::Output && matches!(format.order, order::NHCW | order::RGB4) {
        // No output is made into these.
        return Err(st::INVALID_OPERATION);
    }
    let free =
        |o| matches!(o, order::NHWC | order::NHCW | order::NCHW | order::RGB4 | order::FCR | order::F8CR);
    let convertible = free(vstream.format.order) && free(format.order);
    if convertible || format.order == vstream.format.order { Ok(()) } else { Err(st::NOT_SUPPORTED) }
}

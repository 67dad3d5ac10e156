//! `InferModel`: models, bindings and jobs.

use std::ffi::c_void;
use std::sync::Arc;

use hailo_sys::Era;
use hailo_sys::shim::*;
use hailo_sys::types::*;

use crate::call::{Call, R, destroys, with_handle};
use crate::clock::{timeout_ns, to_ns};
use crate::codes::{order, st, ty};
use crate::dispatch;
use crate::era::mask_record;
use crate::frames;
use crate::group::{Group, Scheduling};
use crate::handle::Foreign;
use crate::hef::{Direction, Quant, VStream};
use crate::infer_model::FrameSet;
use crate::infer_model::{Bindings, Job, Model, QueuedRun};
use crate::object::Object;
use crate::replay::Completed;

impl Call<'_> {
    fn model(&mut self, id: u64) -> R<&mut Model> {
        let name = self.name;
        if !matches!(self.objects.get(&id), Some(Object::Model(_))) {
            return Err(self.wrong(name, id, "an infer model"));
        }
        match self.objects.get_mut(&id) {
            Some(Object::Model(m)) => Ok(m),
            _ => Err(st::INTERNAL_FAILURE),
        }
    }

    fn create_model(
        &mut self,
        vdevice: u64,
        hef: Arc<crate::hef::Hef>,
        name: hailo_shim_slice,
        out: *mut *mut hailo_shim_model,
    ) -> R {
        let (chips, _, _) = self.shim_vdevice(vdevice)?;
        self.check_compatible(&hef, &chips)?;
        let name = self.slice_text(name)?;
        let index = match name.as_str() {
            "" => (hef.groups.len() == 1).then_some(0),
            name => hef.groups.iter().position(|g| g.name == name),
        };
        let model = Model::new(vdevice, hef, index.ok_or(st::NOT_FOUND)?);
        let id = self.add(Object::Model(model));
        self.put_handle(out, id)
    }

    /// The stream of a model at a position, with its format as it is set now.
    fn model_stream(&mut self, id: u64, direction: u32, index: usize) -> R<(VStream, usize)> {
        let record = mask_record(self.core.era);
        let direction = side(direction)?;
        let model = self.model(id)?;
        let vstream = model.group().vstreams(direction).nth(index).ok_or(st::NOT_FOUND)?;
        let mut vstream = vstream.clone();
        match direction {
            Direction::Input => vstream.format = model.inputs[index],
            Direction::Output => (vstream.format, vstream.nms) = model.outputs[index],
        }
        let size = model.frame_size(direction, index, record).unwrap_or(0);
        Ok((vstream, size))
    }

    /// The group behind a configured model.
    fn configured(&mut self, id: u64) -> R<&mut Group> {
        let name = self.name;
        let Some(Object::Configured(group)) = self.objects.get(&id) else {
            return Err(self.wrong(name, id, "a configured infer model"));
        };
        let group = *group;
        self.group(group)
    }

    fn configured_scheduling(&mut self, id: u64) -> R<&mut Scheduling> {
        self.configured(id)?.scheduler.as_mut().ok_or(st::INVALID_OPERATION)
    }

    /// Submits one run; the answer is the job's handle.
    fn submit(
        &mut self,
        id: u64,
        bindings: u64,
        (done, opaque): (hailo_shim_done, *mut c_void),
        played: Option<Completed>,
    ) -> R<u64> {
        let name = self.name;
        let group = self.configured(id)?;
        if let Some(status) = group.trouble() {
            return Err(status);
        }
        if group.scheduler.is_none() && !group.active {
            return Err(st::NETWORK_GROUP_NOT_ACTIVATED);
        }
        let (depth, now) = (self.core.scenario.timing.async_depth, self.now());
        let group = self.configured(id)?;
        if group.runs.len() + group.running.len() >= depth {
            return Err(st::QUEUE_IS_FULL);
        }
        let Some(model) = group.model.clone() else { return Err(st::INTERNAL_FAILURE) };
        let record = mask_record(self.core.era);
        let Some(Object::Bindings(b)) = self.objects.get(&bindings) else {
            return Err(self.wrong(name, bindings, "bindings"));
        };
        let (ins, outs) = (b.inputs.clone(), b.outputs.clone());
        // Every buffer has to be there and of its size before anything starts.
        let buffer = |all: &[Option<(Foreign, usize)>], direction, at: usize| {
            let (pointer, len) = all.get(at).copied().flatten().ok_or(st::INVALID_OPERATION)?;
            let size = model.frame_size(direction, at, record);
            if size == Some(len) { Ok((pointer, len)) } else { Err(st::INVALID_OPERATION) }
        };
        let mut inputs = Vec::new();
        let group = self.configured(id)?;
        let info = group.info().clone();
        let widths: Vec<usize> = info.vstreams(Direction::Input).map(|v| group.data_bytes(v)).collect();
        for (at, vstream) in info.vstreams(Direction::Input).enumerate() {
            let (pointer, len) = buffer(&ins, Direction::Input, at)?;
            let user = self.bytes(pointer.0.cast::<u8>().cast_const(), len)?;
            inputs.push(frames::to_device(user, model.inputs[at], vstream, widths[at]).into());
        }
        let outputs =
            (0..model.outputs.len()).map(|at| buffer(&outs, Direction::Output, at)).collect::<R<Vec<_>>>()?;
        let job = self.add(Object::Job(Job::default()));
        let (late_ns, copies) = (self.late_ns, self.copies);
        let run = QueuedRun {
            arrived: now,
            ready: u64::MAX,
            inputs: FrameSet::from(inputs),
            outputs,
            formats: model.outputs,
            done,
            opaque: Foreign(opaque),
            late_ns,
            copies,
            job,
            played,
        };
        self.configured(id)?.runs.push_back(run);
        let core = self.core;
        self.settle(core, now);
        Ok(job)
    }

    /// Waits for a run to end; answers its status.
    fn await_job(&mut self, job: u64, timeout_ms: u32, group: Option<u64>) -> R {
        let status = self.wait_for(
            timeout_ns(timeout_ms),
            |c, _| match c.objects.get(&job) {
                Some(Object::Job(j)) => Ok(j.status),
                _ => Err(st::INVALID_ARGUMENT),
            },
            |c| match group {
                Some(id) => c.groups.get(&id)?.running.iter().find(|r| r.job == job).map(|r| r.ready),
                None => c.next_ready(),
            },
        )?;
        if status == st::SUCCESS { Ok(()) } else { Err(status) }
    }
}

fn side(direction: u32) -> R<Direction> {
    match direction {
        HAILO_SHIM_INPUT => Ok(Direction::Input),
        HAILO_SHIM_OUTPUT => Ok(Direction::Output),
        _ => Err(st::INVALID_ARGUMENT),
    }
}

fn quant_record(q: &Quant) -> hailo_shim_quant {
    hailo_shim_quant { zero_point: q.zero_point, scale: q.scale, limit_min: q.min, limit_max: q.max }
}

with_handle! {
    fn hailo_shim_model_create_from_file[vdevice](
        vdevice: *mut hailo_shim_vdevice,
        path: hailo_shim_slice,
        name: hailo_shim_slice,
        out: *mut *mut hailo_shim_model,
    ) |c, id| {
        c.put(out, std::ptr::null_mut())?;
        let path = c.slice_text(path)?;
        let hef = c.open_hef(&path)?;
        c.create_model(id, hef, name, out)
    }

    fn hailo_shim_model_create_from_bytes[vdevice](
        vdevice: *mut hailo_shim_vdevice,
        hef: hailo_shim_slice,
        name: hailo_shim_slice,
        out: *mut *mut hailo_shim_model,
    ) |c, id| {
        c.put(out, std::ptr::null_mut())?;
        let bytes = c.slice(hef)?;
        if bytes.is_empty() {
            return Err(st::INVALID_ARGUMENT);
        }
        let hef = c.parse_hef(bytes, false)?;
        c.create_model(id, hef, name, out)
    }

    fn hailo_shim_model_set_batch_size[model](model: *mut hailo_shim_model, batch_size: u32) |c, id| {
        c.model(id)?.batch = u16::try_from(batch_size).map_err(|_| st::INVALID_ARGUMENT)?;
        Ok(())
    }

    fn hailo_shim_model_set_power_mode[model](model: *mut hailo_shim_model, mode: u32) |c, id| {
        c.model(id)?;
        if mode <= HAILO_POWER_MODE_ULTRA_PERFORMANCE { Ok(()) } else { Err(st::INVALID_ARGUMENT) }
    }

    fn hailo_shim_model_set_latency_flags[model](model: *mut hailo_shim_model, flags: u32) |c, id| {
        let known = HAILO_LATENCY_MEASURE | HAILO_LATENCY_CLEAR_AFTER_GET;
        if flags & !known != 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        c.model(id)?.latency_flags = flags;
        Ok(())
    }

    fn hailo_shim_model_stream_count[model](model: *mut hailo_shim_model, direction: u32, out: *mut usize) |c, id| {
        let direction = side(direction)?;
        let count = c.model(id)?.group().vstreams(direction).count();
        c.put_count(out, count)
    }

    fn hailo_shim_model_stream_info[model](
        model: *mut hailo_shim_model,
        direction: u32,
        index: usize,
        out: *mut hailo_shim_stream_info,
    ) |c, id| {
        let (v, size) = c.model_stream(id, direction, index)?;
        let nms = v.nms;
        let mut name = [0; HAILO_SHIM_NAME_SIZE];
        let len = v.name.len().min(HAILO_SHIM_NAME_SIZE);
        name[..len].copy_from_slice(&v.name.as_bytes()[..len]);
        let shape = if nms.is_some() { crate::hef::Shape::default() } else { v.shape };
        c.put(out, hailo_shim_stream_info {
            frame_size: size as u64,
            format_type: c.enumerator(v.format.ty),
            format_order: c.enumerator(v.format.order),
            format_flags: v.format.flags,
            height: shape.height,
            width: shape.width,
            features: shape.features,
            is_nms: u32::from(nms.is_some()),
            nms_classes: nms.map_or(0, |n| n.classes),
            nms_max_bboxes_per_class: nms.map_or(0, |n| n.max_bboxes_per_class),
            nms_max_bboxes_total: nms.map_or(0, |n| n.max_bboxes_total),
            nms_max_accumulated_mask_size: nms.map_or(0, |n| n.max_mask_size),
            quant_count: v.quants.len() as u32,
            quant: v.quants.first().map(quant_record).unwrap_or_default(),
            name_len: len as u32,
            name,
        })
    }

    fn hailo_shim_model_stream_quants[model](
        model: *mut hailo_shim_model,
        direction: u32,
        index: usize,
        out: *mut hailo_shim_quant,
        capacity: usize,
        count: *mut usize,
    ) |c, id| {
        let (v, _) = c.model_stream(id, direction, index)?;
        c.put_count(count, v.quants.len())?;
        for (at, quant) in v.quants.iter().take(capacity).enumerate() {
            c.put(c.element(out, at), quant_record(quant))?;
        }
        Ok(())
    }

    fn hailo_shim_model_set_format[model](
        model: *mut hailo_shim_model,
        direction: u32,
        index: usize,
        format_type: u32,
        format_order: u32,
    ) |c, id| {
        let (v, _) = c.model_stream(id, direction, index)?;
        let mut format = v.format;
        if format_type != HAILO_SHIM_KEEP && format_type != ty::AUTO {
            format.ty = format_type;
        }
        if format_order != HAILO_SHIM_KEEP && format_order != order::AUTO {
            format.order = format_order;
        }
        // By score the real library of 5.x gives uint8 and refuses what is not.
        if format.order == order::NMS_BY_SCORE && c.core.era >= Era::V5_0_0 {
            if format_type == HAILO_SHIM_KEEP || format_type == ty::AUTO {
                format.ty = ty::UINT8;
            } else if format.ty != ty::UINT8 {
                return Err(st::INVALID_ARGUMENT);
            }
        }
        if frames::type_size(format.ty) == 0 || format.order > order::NMS_BY_SCORE {
            return Err(st::INVALID_ARGUMENT);
        }
        if !Model::can_order(v.format.order, format.order) {
            return Err(st::INVALID_ARGUMENT);
        }
        let model = c.model(id)?;
        if side(direction)? == Direction::Input {
            model.inputs[index] = format;
        } else {
            model.outputs[index].0 = format;
        }
        Ok(())
    }

    fn hailo_shim_model_set_nms[model](model: *mut hailo_shim_model, output_index: usize, nms: *const hailo_shim_nms) |c, id| {
        let asked = c.get(nms)?;
        let model = c.model(id)?;
        let (_, shape) = model.outputs.get_mut(output_index).ok_or(st::NOT_FOUND)?;
        let shape = shape.as_mut().ok_or(st::INVALID_OPERATION)?;
        for share in [asked.score_threshold, asked.iou_threshold] {
            if !share.is_nan() && !(0.0..=1.0).contains(&share) {
                return Err(st::INVALID_ARGUMENT);
            }
        }
        if !asked.score_threshold.is_nan() {
            shape.score_threshold = asked.score_threshold;
        }
        for (place, value) in [
            (&mut shape.max_bboxes_per_class, asked.max_proposals_per_class),
            (&mut shape.max_bboxes_total, asked.max_proposals_total),
            (&mut shape.max_mask_size, asked.max_accumulated_mask_size),
        ] {
            if value != HAILO_SHIM_KEEP {
                *place = value;
            }
        }
        Ok(())
    }

    fn hailo_shim_model_configure[model](model: *mut hailo_shim_model, out: *mut *mut hailo_shim_configured) |c, id| {
        c.put(out, std::ptr::null_mut())?;
        let model = c.model(id)?.clone();
        let name = c.name;
        let (chips, scheduler) = match c.objects.get(&model.vdevice) {
            // The model keeps its vdevice alive, closed or not.
            Some(Object::VDevice(v)) => (v.chips.clone(), v.scheduler),
            _ => return Err(c.wrong(name, model.vdevice, "a vdevice of the shim")),
        };
        if model.latency_flags & HAILO_LATENCY_MEASURE != 0 && model.inputs.len() > 1 {
            return Err(st::INVALID_OPERATION);
        }
        let mut group = Group::new(Arc::clone(&model.hef), model.index, model.vdevice, chips);
        group.batch = model.batch;
        group.latency_flags = model.latency_flags;
        group.scheduler = scheduler.then(Scheduling::default);
        group.model = Some(model);
        let group = c.add_group(group)?;
        let took = to_ns(c.core.scenario.timing.configure_s);
        c.sleep(took);
        let configured = c.add(Object::Configured(group));
        c.put_handle(out, configured)
    }

    fn hailo_shim_configured_queue_size[configured](configured: *mut hailo_shim_configured, out: *mut usize) |c, id| {
        c.configured(id)?;
        c.put_count(out, c.core.scenario.timing.async_depth)
    }

    fn hailo_shim_configured_hw_latency[configured](configured: *mut hailo_shim_configured, out: *mut u64) |c, id| {
        let group = c.configured(id)?;
        if group.latency_flags & HAILO_LATENCY_MEASURE == 0 || group.latency_count == 0 {
            return Err(st::NOT_AVAILABLE);
        }
        let mean = group.latency_sum_ns / group.latency_count;
        if group.latency_flags & HAILO_LATENCY_CLEAR_AFTER_GET != 0 {
            (group.latency_sum_ns, group.latency_count) = (0, 0);
        }
        c.put_reading(out, mean)
    }

    fn hailo_shim_configured_set_scheduler_timeout[configured](configured: *mut hailo_shim_configured, timeout_ms: u32) |c, id| {
        c.configured_scheduling(id)?.timeout_ns = u64::from(timeout_ms) * 1_000_000;
        Ok(())
    }

    fn hailo_shim_configured_set_scheduler_threshold[configured](configured: *mut hailo_shim_configured, threshold: u32) |c, id| {
        let batch = u32::from(c.configured(id)?.batch);
        let scheduling = c.configured_scheduling(id)?;
        if batch > 0 && threshold > batch {
            return Err(st::INVALID_ARGUMENT);
        }
        scheduling.threshold = threshold;
        Ok(())
    }

    fn hailo_shim_configured_set_scheduler_priority[configured](configured: *mut hailo_shim_configured, priority: u32) |c, id| {
        let scheduling = c.configured_scheduling(id)?;
        let priority = u8::try_from(priority).ok().filter(|p| *p <= 31).ok_or(st::INVALID_ARGUMENT)?;
        scheduling.priority = priority;
        Ok(())
    }

    fn hailo_shim_configured_activate[configured](configured: *mut hailo_shim_configured) |c, id| {
        let group = c.configured(id)?;
        if group.scheduler.is_some() || group.active {
            return Err(st::INVALID_OPERATION);
        }
        let chips = group.chips.clone();
        if c.groups.values().any(|g| g.active && g.chips.iter().any(|chip| chips.contains(chip))) {
            return Err(st::INVALID_OPERATION);
        }
        c.configured(id)?.active = true;
        Ok(())
    }

    fn hailo_shim_configured_deactivate[configured](configured: *mut hailo_shim_configured) |c, id| {
        let group = c.configured(id)?;
        if group.scheduler.is_some() || !group.active {
            return Err(st::INVALID_OPERATION);
        }
        group.active = false;
        let name = c.name;
        let Some(Object::Configured(group)) = c.objects.get(&id) else {
            return Err(c.wrong(name, id, "a configured infer model"));
        };
        let (group, now) = (*group, c.now());
        c.abort_group(group, now, st::STREAM_ABORT);
        c.configured(id)?.abort = None;
        Ok(())
    }

    fn hailo_shim_configured_wait_ready[configured](
        configured: *mut hailo_shim_configured,
        timeout_ms: u32,
        frames: u32,
    ) |c, id| {
        let depth = c.core.scenario.timing.async_depth;
        c.configured(id)?;
        if frames as usize > depth {
            return Err(st::INVALID_ARGUMENT);
        }
        c.wait_for(
            timeout_ns(timeout_ms),
            |c, _| {
                let group = c.configured(id)?;
                if let Some(status) = group.trouble() {
                    return Err(status);
                }
                let used = group.runs.len() + group.running.len();
                Ok((used + frames as usize <= depth).then_some(()))
            },
            |c| c.next_ready(),
        )
    }

    fn hailo_shim_configured_run[configured](
        configured: *mut hailo_shim_configured,
        bindings: *mut hailo_shim_bindings,
        timeout_ms: u32,
    ) |c, id| {
        let frames = c.played().to_vec();
        let played = (!frames.is_empty()).then_some(Completed { status: st::SUCCESS, frames });
        let job = c.submit(id, bindings.addr() as u64, (None, std::ptr::null_mut()), played)?;
        let group = match c.objects.get(&id) {
            Some(Object::Configured(group)) => *group,
            _ => 0,
        };
        let result = c.await_job(job, timeout_ms, Some(group));
        c.objects.remove(&job);
        if result == Err(st::TIMEOUT) {
            // A run that timed out poisons the whole model: it has to be configured again.
            let now = c.now();
            c.abort_group(group, now, st::TIMEOUT);
        }
        result
    }

    fn hailo_shim_configured_run_async[configured](
        configured: *mut hailo_shim_configured,
        bindings: *mut hailo_shim_bindings,
        done: hailo_shim_done,
        opaque: *mut c_void,
        out_job: *mut *mut hailo_shim_job,
    ) |c, id| {
        if !out_job.is_null() {
            c.put(out_job, std::ptr::null_mut())?;
        }
        let job = c.submit(id, bindings.addr() as u64, (done, opaque), c.played_completion())?;
        dispatch::start(c.core);
        if out_job.is_null() {
            c.objects.remove(&job);
            return Ok(());
        }
        c.put_handle(out_job, job)
    }

    fn hailo_shim_configured_shutdown[configured](configured: *mut hailo_shim_configured) |c, id| {
        c.configured(id)?.shut = true;
        if let Some(Object::Configured(group)) = c.objects.get(&id) {
            let (group, now) = (*group, c.now());
            c.abort_group(group, now, st::STREAM_ABORT);
        }
        Ok(())
    }

    fn hailo_shim_bindings_create[configured](
        configured: *mut hailo_shim_configured,
        out: *mut *mut hailo_shim_bindings,
    ) |c, id| {
        c.put(out, std::ptr::null_mut())?;
        let info = c.configured(id)?.info();
        let empty = |direction| vec![None; info.vstreams(direction).count()];
        let bindings =
            Bindings { configured: id, inputs: empty(Direction::Input), outputs: empty(Direction::Output) };
        let made = c.add(Object::Bindings(bindings));
        c.put_handle(out, made)
    }

    fn hailo_shim_bindings_set_buffer[bindings](
        bindings: *mut hailo_shim_bindings,
        direction: u32,
        index: usize,
        data: *mut c_void,
        len: usize,
    ) |c, id| {
        let direction = side(direction)?;
        let name = c.name;
        let configured = match c.objects.get(&id) {
            Some(Object::Bindings(b)) => b.configured,
            _ => return Err(c.wrong(name, id, "bindings")),
        };
        let record = mask_record(c.core.era);
        let model = c.configured(configured)?.model.clone();
        let size = model.and_then(|m| m.frame_size(direction, index, record)).ok_or(st::NOT_FOUND)?;
        if data.is_null() || len != size {
            return Err(st::INVALID_ARGUMENT);
        }
        let Some(Object::Bindings(b)) = c.objects.get_mut(&id) else { return Err(st::INTERNAL_FAILURE) };
        let all = if direction == Direction::Input { &mut b.inputs } else { &mut b.outputs };
        *all.get_mut(index).ok_or(st::NOT_FOUND)? = Some((Foreign(data), len));
        Ok(())
    }

    fn hailo_shim_job_wait[job](job: *mut hailo_shim_job, timeout_ms: u32) |c, id| {
        let name = c.name;
        if !matches!(c.objects.get(&id), Some(Object::Job(_))) {
            return Err(c.wrong(name, id, "a job"));
        }
        c.await_job(id, timeout_ms, None)
    }
}

destroys! {
    fn hailo_shim_model_destroy(model: hailo_shim_model) |c, id| {
        let vdevice = c.model(id)?.vdevice;
        c.objects.remove(&id);
        c.reap(vdevice);
        Ok(())
    }

    fn hailo_shim_configured_destroy(configured: hailo_shim_configured) |c, id| {
        let name = c.name;
        let group = match c.objects.get(&id) {
            Some(Object::Configured(group)) => *group,
            _ => return Err(c.wrong(name, id, "a configured infer model")),
        };
        c.objects.remove(&id);
        let (now, parent) = (c.now(), c.groups.get(&group).map_or(0, |g| g.parent));
        let scheduled = c.scheduled();
        c.close_group(group, now);
        c.tell_elsewhere(scheduled);
        c.reap(parent);
        Ok(())
    }

    fn hailo_shim_bindings_destroy(bindings: hailo_shim_bindings) |c, id| {
        let name = c.name;
        if !matches!(c.objects.get(&id), Some(Object::Bindings(_))) {
            return Err(c.wrong(name, id, "bindings"));
        }
        c.objects.remove(&id);
        Ok(())
    }

    fn hailo_shim_job_release(job: hailo_shim_job) |c, id| {
        let name = c.name;
        if !matches!(c.objects.get(&id), Some(Object::Job(_))) {
            return Err(c.wrong(name, id, "a job"));
        }
        c.objects.remove(&id);
        Ok(())
    }
}

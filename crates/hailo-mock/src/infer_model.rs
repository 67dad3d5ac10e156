//! `InferModel`: whole runs with all their buffers, the only way to infer on a Hailo-10H.

use std::sync::Arc;

use hailo_sys::shim::hailo_shim_done;

use crate::codes::order;
use crate::dispatch::{Callback, Foreign};
use crate::frames;
use crate::hef::{Direction, Format, Hef, HefGroup, NmsShape};
use crate::machine::Core;
use crate::npu::{FrameSet, Group, View};
use crate::state::{Object, State};

/// A model still to be configured.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub vdevice: u64,
    pub hef: Arc<Hef>,
    pub index: usize,
    pub batch: u16,
    pub latency_flags: u32,
    pub inputs: Vec<Format>,
    pub outputs: Vec<(Format, Option<NmsShape>)>,
}

impl Model {
    pub(crate) fn new(vdevice: u64, hef: Arc<Hef>, index: usize) -> Self {
        let group = &hef.groups[index];
        let inputs = group.vstreams(Direction::Input).map(|v| v.format).collect();
        let outputs = group.vstreams(Direction::Output).map(|v| (v.format, v.nms)).collect();
        Self { vdevice, index, batch: 0, latency_flags: 0, inputs, outputs, hef }
    }

    pub(crate) fn group(&self) -> &HefGroup {
        &self.hef.groups[self.index]
    }

    /// Bytes of one frame as it is set now.
    pub(crate) fn frame_size(&self, direction: Direction, at: usize, mask_record: usize) -> Option<usize> {
        let vstream = self.group().vstreams(direction).nth(at)?;
        Some(match direction {
            Direction::Input => frames::vstream_size(vstream, *self.inputs.get(at)?, mask_record),
            Direction::Output => match self.outputs.get(at)? {
                (format, Some(nms)) => frames::nms_size(nms, *format, mask_record),
                (format, None) => frames::vstream_size(vstream, *format, mask_record),
            },
        })
    }

    /// Whether an output in this order can be had from one in that order.
    pub(crate) fn can_order(from: u32, to: u32) -> bool {
        if order::is_nms(from) {
            matches!(to, order::NMS_BY_CLASS | order::NMS_BY_SCORE) || to == from
        } else {
            !order::is_nms(to)
        }
    }
}

/// The buffers of one run, by position.
#[derive(Debug)]
pub(crate) struct Bindings {
    pub configured: u64,
    pub inputs: Vec<Option<(Foreign, usize)>>,
    pub outputs: Vec<Option<(Foreign, usize)>>,
}

/// A run somebody may wait for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Job {
    pub status: Option<u32>,
}

/// A run that waits for the core or is on it.
#[derive(Debug)]
pub(crate) struct QueuedRun {
    pub arrived: u64,
    pub ready: u64,
    pub inputs: FrameSet,
    pub outputs: Vec<(Foreign, usize)>,
    pub formats: Vec<(Format, Option<NmsShape>)>,
    pub done: hailo_shim_done,
    pub opaque: Foreign,
    pub late_ns: u64,
    pub copies: usize,
    pub job: u64,
}

/// Finishes the runs that are ready by `now`.
pub(crate) fn complete(state: &mut State, core: &Core, now: u64) {
    let mask_record = crate::table::mask_record(core.era);
    let mut finished = Vec::new();
    for group in state.groups.values_mut() {
        if group.running.iter().any(|r| r.ready <= now) {
            let (ready, running) = group.running.drain(..).partition::<Vec<_>, _>(|r| r.ready <= now);
            group.running = running;
            for run in &ready {
                write_outputs(group, run, mask_record);
            }
            finished.extend(ready);
        }
    }
    for run in finished {
        let ready = run.ready;
        finish(state, ready, 0, run);
    }
}

fn write_outputs(group: &Group, run: &QueuedRun, mask_record: usize) {
    for (port, vstream) in group.info().vstreams(Direction::Output).enumerate() {
        let (Some((buffer, size)), Some((format, nms))) = (run.outputs.get(port), run.formats.get(port))
        else {
            continue;
        };
        // SAFETY: a run's buffers, of the sizes checked when it was submitted, are lent to the
        // library until the run is over, which is after this.
        let out = unsafe { std::slice::from_raw_parts_mut(buffer.0.cast::<u8>(), *size) };
        let mut vstream = vstream.clone();
        let threshold = nms.map_or(0.0, |n| n.score_threshold);
        vstream.nms = *nms;
        let view = View { format: *format, threshold, mask_record };
        group.render(&vstream, port, view, &run.inputs, out);
    }
}

/// Tells whoever waits for a run that it is over.
pub(crate) fn finish(state: &mut State, at: u64, status: u32, run: QueuedRun) {
    if let Some(Object::Job(job)) = state.objects.get_mut(&run.job) {
        job.status = Some(status);
    }
    if run.done.is_some() {
        for _ in 0..run.copies {
            let callback = Callback::Done { callback: run.done, status, opaque: run.opaque };
            state.schedule(at.saturating_add(run.late_ns), callback);
        }
    }
}

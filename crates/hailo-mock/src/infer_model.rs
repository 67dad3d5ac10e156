//! `InferModel`: a model's settings, the buffers of a run, and runs that wait or are under way.

use std::sync::Arc;

use hailo_sys::shim::hailo_shim_done;

use crate::codes::order;
use crate::frames;
use crate::handle::Foreign;
use crate::hef::{Direction, Format, Hef, HefGroup, NmsShape};
use crate::replay::Completed;

/// One frame of one input, in device elements without padding.
pub(crate) type Frame = Arc<[u8]>;
/// The inputs of one run of the network.
pub(crate) type FrameSet = Arc<[Frame]>;

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
    /// How it ended when it was recorded.
    pub played: Option<Completed>,
}

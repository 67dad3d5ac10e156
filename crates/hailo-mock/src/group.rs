//! A configured network group: its queues, its settings, and what its outputs show.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::clock::to_ns;
use crate::codes::st;
use crate::frames;
use crate::handle::Foreign;
use crate::hef::{Direction, Hef, HefGroup, Layer, VStream};
use crate::infer_model::{Frame, FrameSet, Model, QueuedRun};
use crate::replay::Completed;
use crate::scenario::Timing;

/// Frames in a row before another group gets its turn, when the batch size is automatic.
const AUTO_BURST: u64 = 8;

/// How a user wants to see an output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    pub format: crate::hef::Format,
    /// Detections below this score are left out.
    pub threshold: f32,
    /// Bytes of a detection with a byte mask in this era.
    pub mask_record: usize,
}

/// How a group's frames come and go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Idle,
    VStreams,
    Streams,
}

/// A configured network group.
#[derive(Debug)]
pub(crate) struct Group {
    pub hef: Arc<Hef>,
    pub index: usize,
    /// The vdevice, or the device it was configured on.
    pub parent: u64,
    pub chips: Vec<usize>,
    pub batch: u16,
    pub latency_flags: u32,
    /// Streams configured for asynchronous use.
    pub async_streams: Vec<String>,
    pub scheduler: Option<Scheduling>,
    pub active: bool,
    /// Shut down for good.
    pub shut: bool,
    /// What its pipelines answer since they were aborted.
    pub abort: Option<u32>,
    pub aborts: u64,
    pub mode: Mode,
    pub ins: Vec<InPort>,
    pub outs: Vec<OutPort>,
    /// Whole runs handed over at once (InferModel).
    pub runs: VecDeque<QueuedRun>,
    /// Whole runs on the chip.
    pub running: Vec<QueuedRun>,
    /// What its outputs showed last, silence apart.
    pub shown: Option<FrameSet>,
    pub latency_sum_ns: u64,
    pub latency_count: u64,
    pub frames: u64,
    /// When it last got the core, for taking turns.
    pub served: u64,
    /// Vstream handles open on it, and kept stream handles by name.
    pub open: usize,
    pub streams: Vec<(String, u64)>,
    /// How an InferModel set it up.
    pub model: Option<Model>,
}

/// The scheduler's settings of one group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scheduling {
    pub timeout_ns: u64,
    pub threshold: u32,
    pub priority: u8,
}

impl Default for Scheduling {
    fn default() -> Self {
        Self { timeout_ns: 0, threshold: 1, priority: 16 }
    }
}

#[derive(Debug)]
pub(crate) struct InPort {
    /// When each frame came, the frame, and who wants to know when it has been taken.
    pub queue: VecDeque<(u64, Frame, Option<Transfer>)>,
    pub capacity: usize,
    /// Somebody holds its handle.
    pub open: bool,
}

#[derive(Debug)]
pub(crate) struct OutPort {
    /// When each frame is ready, and what it was made from.
    pub queue: VecDeque<(u64, FrameSet)>,
    pub capacity: usize,
    /// Since when there is room.
    pub room_since: u64,
    /// Reads waiting for a frame.
    pub reads: VecDeque<Transfer>,
    /// Buffers of vstream reads that timed out, which an unkind library still fills.
    pub late: VecDeque<LateRead>,
    pub open: bool,
}

/// A vstream read that has come back with a time-out, and whose buffer the library has kept.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LateRead {
    pub buffer: Foreign,
    pub size: usize,
    pub view: View,
}

/// An asynchronous transfer.
#[derive(Clone, Debug)]
pub(crate) struct Transfer {
    pub callback: TransferCallback,
    pub buffer: Foreign,
    pub size: usize,
    pub opaque: Foreign,
    /// Faults of its completion.
    pub late_ns: u64,
    pub copies: usize,
    /// How it ended when it was recorded.
    pub played: Option<Completed>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum TransferCallback {
    Write(hailo_sys::types::hailo_stream_write_async_callback_t),
    Read(hailo_sys::types::hailo_stream_read_async_callback_t),
}

impl InPort {
    pub(crate) fn has_room(&self) -> bool {
        self.queue.len() < self.capacity
    }
}

impl Group {
    pub(crate) fn new(hef: Arc<Hef>, index: usize, parent: u64, chips: Vec<usize>) -> Self {
        Self {
            hef,
            index,
            parent,
            chips,
            batch: 0,
            latency_flags: 0,
            async_streams: Vec::new(),
            scheduler: None,
            active: false,
            shut: false,
            abort: None,
            aborts: 0,
            mode: Mode::Idle,
            ins: Vec::new(),
            outs: Vec::new(),
            runs: VecDeque::new(),
            running: Vec::new(),
            shown: None,
            latency_sum_ns: 0,
            latency_count: 0,
            frames: 0,
            served: 0,
            open: 0,
            streams: Vec::new(),
            model: None,
        }
    }

    pub(crate) fn info(&self) -> &HefGroup {
        &self.hef.groups[self.index]
    }

    pub(crate) fn vstream(&self, direction: Direction, port: usize) -> Option<&VStream> {
        self.info().vstreams(direction).nth(port)
    }

    pub(crate) fn layer(&self, direction: Direction, port: usize) -> Option<&Layer> {
        self.info().layers.iter().filter(|l| l.direction == direction).nth(port)
    }

    /// Bytes of one element on the device behind a user stream.
    pub(crate) fn data_bytes(&self, vstream: &VStream) -> usize {
        let behind = |l: &&Layer| vstream.streams.contains(&l.name);
        self.info().layers.iter().find(behind).map_or(1, |l| l.data_bytes as usize)
    }

    /// Makes empty queues for vstreams or raw streams, whichever the group is used through now.
    pub(crate) fn enter(&mut self, mode: Mode, now: u64, depth: usize) {
        if self.mode == mode {
            return;
        }
        let count = |direction| match mode {
            Mode::VStreams => self.info().vstreams(direction).count(),
            Mode::Streams => self.info().layers.iter().filter(|l| l.direction == direction).count(),
            Mode::Idle => 0,
        };
        let (ins, outs) = (count(Direction::Input), count(Direction::Output));
        self.ins =
            (0..ins).map(|_| InPort { queue: VecDeque::new(), capacity: depth, open: false }).collect();
        let out = |_| OutPort {
            queue: VecDeque::new(),
            capacity: depth,
            room_since: now,
            reads: VecDeque::new(),
            late: VecDeque::new(),
            open: false,
        };
        self.outs = (0..outs).map(out).collect();
        self.mode = mode;
    }

    /// Whether frames of this group may reach a core at all.
    fn may_run(&self) -> bool {
        !self.shut && self.abort.is_none() && (self.scheduler.is_some() || self.active)
    }

    /// Since when a frame could be issued.
    pub(crate) fn ready_since(&self) -> Option<u64> {
        if !self.may_run() {
            return None;
        }
        if let Some(run) = self.runs.front() {
            return Some(run.arrived);
        }
        let came =
            self.ins.iter().map(|p| p.queue.front().map(|f| f.0)).try_fold(0, |a, b| Some(a.max(b?)))?;
        if self.ins.is_empty() || self.outs.iter().any(|p| p.queue.len() >= p.capacity) {
            return None;
        }
        Some(self.outs.iter().map(|p| p.room_since).fold(came, u64::max))
    }

    pub(crate) fn waiting_frames(&self) -> usize {
        self.runs.len() + self.ins.iter().map(|p| p.queue.len()).min().unwrap_or(0)
    }

    pub(crate) fn is_waiting(&self) -> bool {
        self.waiting_frames() > 0
    }

    /// Whether someone is to be told by a callback.
    pub(crate) fn has_async(&self) -> bool {
        !self.runs.is_empty()
            || !self.running.is_empty()
            || self.outs.iter().any(|p| !p.reads.is_empty())
            || self.ins.iter().any(|p| p.queue.iter().any(|f| f.2.is_some()))
    }

    /// Nanoseconds of core time and of latency of one frame at full clock.
    pub(crate) fn frame_ns(&self, timing: &Timing) -> (u64, u64) {
        let info = self.info();
        let busy = if info.bottleneck_fps > 0.0 { 1.0 / info.bottleneck_fps } else { timing.frame_s };
        let latency = (info.latency_ms / 1e3).max(busy);
        (to_ns(busy * timing.frame_factor), to_ns(latency * timing.frame_factor))
    }

    pub(crate) fn burst_limit(&self) -> u64 {
        if self.batch == 0 { AUTO_BURST } else { u64::from(self.batch) }
    }

    /// The first status a call on its pipelines has to answer instead of working.
    pub(crate) fn trouble(&self) -> Option<u32> {
        if self.shut { Some(st::STREAM_ABORT) } else { self.abort }
    }

    /// What an output of `vstream` shows for a frame, written into a user's buffer.
    pub(crate) fn render(&self, vstream: &VStream, port: usize, view: View, set: &FrameSet, out: &mut [u8]) {
        let View { format, threshold, mask_record } = view;
        if set.is_empty() {
            out.fill(0);
        } else if let Some(nms) = &vstream.nms {
            frames::write_detections(frames::digest(set), nms, format, threshold, mask_record, out);
        } else {
            let bytes = self.data_bytes(vstream);
            let device = frames::run(set, port, vstream.shape.elements(), bytes);
            frames::to_user(&device, format, vstream, bytes, out);
        }
    }

    /// What a physical output carries for a frame.
    pub(crate) fn render_hw(&self, port: usize, set: &FrameSet, out: &mut [u8]) {
        let Some(layer) = self.layer(Direction::Output, port) else { return };
        if set.is_empty() {
            out.fill(0);
        } else if let Some(nms) = &layer.nms {
            let format = crate::hef::Format {
                ty: crate::codes::ty::UINT16,
                order: crate::codes::order::NMS_BY_CLASS,
                flags: 0,
            };
            frames::write_detections(frames::digest(set), &nms.shape, format, 0.0, 38, out);
        } else {
            let device = frames::run(set, port, layer.shape.elements(), layer.data_bytes as usize);
            frames::to_hw(&device, layer, out);
        }
    }
}

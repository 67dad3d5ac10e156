//! Frames on their way: queues, the scheduler, the core.
//!
//! A network group has a queue per input and per output. A frame is issued to a chip when every
//! input has one, every output has room, the group may run, and the chip is free; it is ready when
//! the chip has worked on it. The moments of all this follow from the calls alone, so they are
//! worked out whenever someone looks, in the order in which they happen.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::clock::to_ns;
use crate::codes::st;
use crate::dispatch::{Callback, Foreign};
use crate::frames;
use crate::hef::{Direction, Hef, HefGroup, Layer, VStream};
use crate::infer_model::QueuedRun;
use crate::machine::Core;
use crate::state::State;

/// One frame of one input, in device elements without padding.
pub(crate) type Frame = Arc<[u8]>;
/// The inputs of one run of the network.
pub(crate) type FrameSet = Arc<[Frame]>;

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
    pub latency_sum_ns: u64,
    pub latency_count: u64,
    pub frames: u64,
    /// When it last got the core, for taking turns.
    pub served: u64,
    /// Vstream handles open on it, and kept stream handles by name.
    pub open: usize,
    pub streams: Vec<(String, u64)>,
    /// How an InferModel set it up.
    pub model: Option<crate::infer_model::Model>,
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
    pub open: bool,
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
    fn ready_since(&self) -> Option<u64> {
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

    fn waiting_frames(&self) -> usize {
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
    fn frame_ns(&self, core: &Core) -> (u64, u64) {
        let (info, timing) = (self.info(), &core.scenario.timing);
        let busy = if info.bottleneck_fps > 0.0 { 1.0 / info.bottleneck_fps } else { timing.frame_s };
        let latency = (info.latency_ms / 1e3).max(busy);
        (to_ns(busy * timing.frame_factor), to_ns(latency * timing.frame_factor))
    }

    fn burst_limit(&self) -> u64 {
        if self.batch == 0 { AUTO_BURST } else { u64::from(self.batch) }
    }

    /// The first status a call on its pipelines has to answer instead of working.
    pub(crate) fn trouble(&self) -> Option<u32> {
        if self.shut { Some(st::STREAM_ABORT) } else { self.abort }
    }

    /// What an output of `vstream` shows for a frame, written into a user's buffer.
    pub(crate) fn render(&self, vstream: &VStream, port: usize, view: View, set: &FrameSet, out: &mut [u8]) {
        let View { format, threshold, mask_record } = view;
        if let Some(nms) = &vstream.nms {
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
        if let Some(nms) = &layer.nms {
            let format = crate::hef::Format {
                ty: crate::codes::ty::UINT16,
                order: crate::codes::order::NMS_BY_CLASS,
                flags: 0,
            };
            frames::write_detections(frames::digest(set), nms, format, 0.0, 38, out);
        } else {
            let device = frames::run(set, port, layer.shape.elements(), layer.data_bytes as usize);
            frames::to_hw(&device, layer, out);
        }
    }
}

impl State {
    /// When the next frame reaches a core, and where: moment, group, chip.
    fn next_turn(&self) -> Option<(u64, u64, usize)> {
        let mut best: Option<(u64, u64, usize)> = None;
        for (id, group) in &self.groups {
            let Some(ready) = group.ready_since() else { continue };
            for &chip in &group.chips {
                let c = &self.chips[chip];
                if c.asleep || c.lost_until == u64::MAX {
                    continue;
                }
                let at = ready.max(c.free_at).max(c.lost_until);
                let better = match best {
                    None => true,
                    Some((t, other, there)) => {
                        at < t || (at == t && chip == there && self.goes_first(*id, other, chip, at))
                    }
                };
                if better {
                    best = Some((at, *id, chip));
                }
            }
        }
        best
    }

    /// Whether group `a` gets a free core before group `b`: the loaded one within its burst, then
    /// those that reached their threshold or timeout, then priority, then whoever waited longest.
    fn goes_first(&self, a: u64, b: u64, chip: usize, at: u64) -> bool {
        let c = &self.chips[chip];
        let rank = |id: u64| {
            let group = &self.groups[&id];
            let scheduling = group.scheduler.unwrap_or_default();
            let stays = c.loaded == Some(id) && c.burst < group.burst_limit();
            let waited = at.saturating_sub(group.ready_since().unwrap_or(at));
            let due = group.waiting_frames() >= scheduling.threshold as usize
                || (scheduling.timeout_ns > 0 && waited >= scheduling.timeout_ns);
            (!stays, !due, u8::MAX - scheduling.priority, group.served)
        };
        rank(a) < rank(b)
    }

    /// When something that is queued reaches a core.
    pub(crate) fn next_issue(&self, _core: &Core) -> Option<u64> {
        self.next_turn().map(|(at, _, _)| at)
    }

    /// When a frame that a callback waits for is ready.
    pub(crate) fn next_ready(&self) -> Option<u64> {
        let runs = self.groups.values().flat_map(|g| g.running.iter().map(|r| r.ready));
        let reads = self.groups.values().flat_map(|g| {
            g.outs.iter().filter(|p| !p.reads.is_empty()).filter_map(|p| p.queue.front().map(|f| f.0))
        });
        runs.chain(reads).min()
    }

    /// Issues every frame that reaches a core until `now`.
    pub(crate) fn pump(&mut self, core: &Core, now: u64) {
        let mut events = Vec::new();
        while let Some((at, id, chip)) = self.next_turn().filter(|turn| turn.0 <= now) {
            self.chips[chip].physics.advance(at, &mut events);
            if !events.is_empty() {
                let told = std::mem::take(&mut events);
                self.physical(core, chip, &told);
                continue;
            }
            self.issue(core, at, id, chip);
        }
    }

    fn issue(&mut self, core: &Core, at: u64, id: u64, chip: usize) {
        self.turn += 1;
        let turn = self.turn;
        let Some(group) = self.groups.get_mut(&id) else { return };
        let c = &mut self.chips[chip];
        let switch = match c.loaded {
            Some(loaded) if loaded != id => to_ns(core.scenario.timing.switch_s),
            _ => 0,
        };
        c.burst = if c.loaded == Some(id) { c.burst + 1 } else { 1 };
        c.loaded = Some(id);
        group.served = turn;
        group.frames += 1;
        let (busy, latency) = group.frame_ns(core);
        let slow = c.physics.slowdown();
        let (busy, latency) = ((busy as f64 * slow) as u64, (latency as f64 * slow) as u64);
        let start = at.saturating_add(switch);
        let mut events = Vec::new();
        c.physics.work(start, busy, &mut events);
        c.free_at = start.saturating_add(busy);
        let ready = start.saturating_add(latency);
        group.latency_sum_ns += latency;
        group.latency_count += 1;
        let mut written = Vec::new();
        if let Some(mut run) = group.runs.pop_front() {
            run.ready = ready;
            group.running.push(run);
        } else {
            let mut set = Vec::with_capacity(group.ins.len());
            for port in &mut group.ins {
                if let Some((_, frame, transfer)) = port.queue.pop_front() {
                    set.push(frame);
                    written.extend(transfer);
                }
            }
            let set: FrameSet = set.into();
            for port in &mut group.outs {
                port.queue.push_back((ready, Arc::clone(&set)));
            }
        }
        for transfer in written {
            // The chip has taken an input when it starts on it.
            self.finish(start, st::SUCCESS, transfer);
        }
        self.physical(core, chip, &events);
    }

    /// Hands finished frames to the asynchronous reads and runs that wait for them.
    pub(crate) fn complete_async(&mut self, core: &Core, now: u64) {
        let mut finished = Vec::new();
        for group in self.groups.values_mut() {
            for port in 0..group.outs.len() {
                while let Some((ready, set)) = group.outs[port].queue.front().cloned()
                    && ready <= now
                    && let Some(read) = group.outs[port].reads.pop_front()
                {
                    let full = group.outs[port].queue.len() >= group.outs[port].capacity;
                    group.outs[port].queue.pop_front();
                    if full {
                        group.outs[port].room_since = now;
                    }
                    // SAFETY: an asynchronous read lends its buffer, of the size that was checked
                    // when it was submitted, until its callback has run, which is after this.
                    let buffer =
                        unsafe { std::slice::from_raw_parts_mut(read.buffer.0.cast::<u8>(), read.size) };
                    group.render_hw(port, &set, buffer);
                    finished.push((ready, read));
                }
            }
        }
        for (ready, read) in finished {
            self.finish(ready, st::SUCCESS, read);
        }
        crate::infer_model::complete(self, core, now);
    }

    /// Has a transfer's callback run, as its faults let it.
    pub(crate) fn finish(&mut self, at: u64, status: u32, transfer: Transfer) {
        let Transfer { callback, buffer, size, opaque, late_ns, copies } = transfer;
        for _ in 0..copies {
            let callback = match callback {
                TransferCallback::Write(callback) => {
                    Callback::Write { callback, status, buffer, size, opaque }
                }
                TransferCallback::Read(callback) => Callback::Read { callback, status, buffer, size, opaque },
            };
            self.schedule(at.saturating_add(late_ns), callback);
        }
    }

    /// Everything on a chip ends with `status`; frames finished before `at` may still be read.
    pub(crate) fn abort_chip(&mut self, core: &Core, chip: usize, at: u64, status: u32) {
        let ids: Vec<u64> =
            self.groups.iter().filter(|(_, g)| g.chips.contains(&chip)).map(|(id, _)| *id).collect();
        for id in ids {
            self.abort_group(id, at, status);
        }
        crate::genai::abort_chip(self, core, chip, at, status);
    }

    /// Ends everything a group has under way.
    pub(crate) fn abort_group(&mut self, id: u64, at: u64, status: u32) {
        let Some(group) = self.groups.get_mut(&id) else { return };
        group.abort = Some(status);
        group.aborts += 1;
        let mut transfers = Vec::new();
        for port in &mut group.ins {
            transfers.extend(port.queue.drain(..).filter_map(|f| f.2));
        }
        for port in &mut group.outs {
            port.queue.retain(|(ready, _)| *ready <= at);
            transfers.extend(port.reads.drain(..));
        }
        let mut runs: Vec<QueuedRun> = group.runs.drain(..).collect();
        runs.append(&mut group.running);
        for transfer in transfers {
            self.finish(at, status, transfer);
        }
        for run in runs {
            crate::infer_model::finish(self, at, status, run);
        }
    }
}

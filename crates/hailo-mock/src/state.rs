//! What a simulated host remembers, all under one lock: handles, chips, faults, callbacks, log.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use hailo_sys::Era;
use hailo_sys::types::hailo_notification_callback;

use crate::codes::st;
use crate::dispatch::{Callback, Foreign};
use crate::fault::{Effect, Faults};
use crate::genai::{Completion, Generative};
use crate::hef::{Direction, Format, Hef, Layer};
use crate::infer_model::{Bindings, Model};
use crate::machine::{CallRecord, Core, Misuse};
use crate::npu::Group;
use crate::physics::{Event, Happened, Physics};
use crate::replay::Replay;
use crate::scenario::{DeviceSpec, Scenario};

/// The largest number of [`Misuse`] records kept.
const MISUSES: usize = 100;

/// Handle numbers are never used twice in a process, so a stale handle is never taken for a new one.
static NEXT_HANDLE: AtomicU64 = AtomicU64::new(1);

/// Handles are numbers that look like aligned addresses of no object: bit 46 marks them as ours,
/// bits 40 to 45 hold the machine's slot, the rest is a running number.
const MARK: u64 = 1 << 46;

/// The address a C caller gets for a handle number.
pub(crate) fn handle_pointer<T>(id: u64) -> *mut T {
    std::ptr::without_provenance_mut(id as usize)
}

fn new_handle(slot: usize) -> u64 {
    let number = NEXT_HANDLE.fetch_add(1, Ordering::Relaxed) & ((1 << 36) - 1);
    MARK | (slot as u64) << 40 | number << 4
}

/// The slot a handle says it is from; `None` for a number that is no handle.
pub(crate) fn slot_of(id: u64) -> Option<usize> {
    let marked = id & MARK != 0 && id >> 47 == 0 && id & 0xf == 0;
    marked.then_some((id >> 40 & 0x3f) as usize)
}

/// What stands behind a handle.
#[derive(Debug)]
pub(crate) enum Object {
    Device(DeviceHandle),
    VDevice(VDevice),
    Hef(Arc<Hef>),
    Group,
    Activated(u64),
    Stream(StreamHandle),
    VStream(VStreamHandle),
    Transform(Transform),
    Demuxer(Layer),
    Model(Model),
    Configured(u64),
    Bindings(Bindings),
    Job(crate::infer_model::Job),
    Generative(Generative),
    Completion(Completion),
}

impl Object {
    fn kind(&self) -> &'static str {
        match self {
            Self::Device(_) => "a device",
            Self::VDevice(_) => "a vdevice",
            Self::Hef(_) => "a HEF",
            Self::Group => "a network group",
            Self::Activated(_) => "an activated network group",
            Self::Stream(_) => "a stream",
            Self::VStream(_) => "a vstream",
            Self::Transform(_) => "a transform context",
            Self::Demuxer(_) => "a demuxer",
            Self::Model(_) => "an infer model",
            Self::Configured(_) => "a configured infer model",
            Self::Bindings(_) => "bindings",
            Self::Job(_) => "a job",
            Self::Generative(_) => "a generative model",
            Self::Completion(_) => "a completion",
        }
    }

    /// Whether its holder has to release it.
    fn is_owned(&self) -> bool {
        match self {
            Self::Device(d) => d.shim || d.vdevice.is_none(),
            Self::Group | Self::Stream(_) => false,
            _ => true,
        }
    }
}

#[derive(Debug)]
pub(crate) struct DeviceHandle {
    pub chip: usize,
    pub epoch: u64,
    /// Set for a device borrowed from a vdevice.
    pub vdevice: Option<u64>,
    /// Made by the shim: its holder destroys it even when it belongs to a vdevice.
    pub shim: bool,
    /// Network groups configured on the device itself.
    pub groups: Vec<u64>,
}

#[derive(Debug)]
pub(crate) struct VDevice {
    pub chips: Vec<usize>,
    pub epochs: Vec<u64>,
    pub scheduler: bool,
    pub group_id: String,
    /// Through the service daemon or the device's own server: no C inference.
    pub remote: bool,
    /// Made by the shim: a C++ object, not a `hailo_vdevice`.
    pub shim: bool,
    /// Destroyed by its holder, kept by its children (shim only).
    pub closed: bool,
    pub borrowed: Vec<u64>,
    pub groups: Vec<u64>,
}

#[derive(Clone, Debug)]
pub(crate) struct StreamHandle {
    pub group: u64,
    pub direction: Direction,
    pub port: usize,
    pub timeout_ns: u64,
    pub is_async: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct VStreamHandle {
    pub group: u64,
    pub direction: Direction,
    pub port: usize,
    /// The format asked for, its AUTO parts resolved.
    pub format: Format,
    pub timeout_ns: u64,
    pub score_threshold: f32,
    /// The abort count of its group when it was made: a pipeline that was aborted stays so.
    pub aborts: u64,
}

#[derive(Debug)]
pub(crate) struct Transform {
    pub direction: Direction,
    pub shape: crate::hef::Shape,
    pub hw_shape: crate::hef::Shape,
    pub device: Format,
    pub user: Format,
    pub quant: crate::hef::Quant,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Registered {
    pub callback: hailo_notification_callback,
    pub opaque: Foreign,
    pub device: u64,
}

/// One chip of the host.
#[derive(Debug)]
pub(crate) struct ChipState {
    pub spec: DeviceSpec,
    pub physics: Physics,
    /// When the core takes its next frame.
    pub free_at: u64,
    /// The network group whose weights are loaded.
    pub loaded: Option<u64>,
    /// Frames of that group since it was loaded.
    pub burst: u64,
    /// Off the bus until this moment (`u64::MAX`: until a reset).
    pub lost_until: u64,
    /// Grows with every reset: handles from before are dead.
    pub epoch: u64,
    /// The vdevices that hold it.
    pub held_by: Vec<u64>,
    pub callbacks: HashMap<u32, Registered>,
    pub sequence: u32,
    /// Periodic power measurement: what each of the four buffers measures and since when.
    pub power: [Option<PowerBuffer>; 4],
    pub power_period_ns: u64,
    pub asleep: bool,
    pub last_reset: u32,
    /// What its callbacks' `overcurrent` alarm said last.
    pub overcurrent: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct PowerBuffer {
    pub kind: u32,
    pub since_ns: u64,
    pub since_j: f64,
    pub min: f32,
    pub max: f32,
}

impl ChipState {
    pub(crate) fn new(spec: DeviceSpec, physics: Physics, now: u64) -> Self {
        Self {
            spec,
            physics,
            free_at: now,
            loaded: None,
            burst: 0,
            lost_until: 0,
            epoch: 0,
            held_by: Vec::new(),
            callbacks: HashMap::new(),
            sequence: 0,
            power: [None; 4],
            power_period_ns: 0,
            asleep: false,
            last_reset: 0,
            overcurrent: false,
        }
    }

    pub(crate) fn is_lost(&self, now: u64) -> bool {
        now < self.lost_until
    }
}

/// Everything that changes.
#[derive(Debug)]
pub(crate) struct State {
    pub objects: HashMap<u64, Object>,
    pub groups: BTreeMap<u64, Group>,
    /// Handles of loaded generative models.
    pub generatives: Vec<u64>,
    pub chips: Vec<ChipState>,
    pub faults: Faults,
    pub replay: Replay,
    pub log: VecDeque<CallRecord>,
    log_capacity: usize,
    pub calls: u64,
    pub misuses: VecDeque<Misuse>,
    due: BTreeMap<(u64, u64), Callback>,
    due_count: u64,
    /// The device whose callback runs now (0 for a transfer's).
    pub running: Option<u64>,
    pub buffers: HashMap<usize, std::alloc::Layout>,
    pub dma: Vec<(u64, usize, usize, u32)>,
    pub undervoltage: bool,
    pub orphaned: bool,
    /// For every clearing of a pipeline, so that vstreams made before it know.
    pub turn: u64,
}

impl State {
    pub(crate) fn new(chips: Vec<ChipState>, scenario: &Scenario, log_capacity: usize) -> Self {
        Self {
            objects: HashMap::new(),
            groups: BTreeMap::new(),
            generatives: Vec::new(),
            chips,
            faults: Faults::new(&scenario.faults, scenario.seed),
            replay: Replay::new(&scenario.replay),
            log: VecDeque::new(),
            log_capacity,
            calls: 0,
            misuses: VecDeque::new(),
            due: BTreeMap::new(),
            due_count: 0,
            running: None,
            buffers: HashMap::new(),
            dma: Vec::new(),
            undervoltage: false,
            orphaned: false,
            turn: 0,
        }
    }

    // === Handles ===

    pub(crate) fn add(&mut self, core: &Core, object: Object) -> u64 {
        let id = new_handle(core.slot);
        self.objects.insert(id, object);
        id
    }

    pub(crate) fn owned_handles(&self) -> usize {
        self.objects.values().filter(|o| o.is_owned()).count()
    }

    /// Takes note of something the real library would have answered with undefined behaviour.
    pub(crate) fn misuse(&mut self, call: &'static str, what: String) -> u32 {
        if self.misuses.len() == MISUSES {
            self.misuses.pop_front();
        }
        self.misuses.push_back(Misuse { call, what });
        st::INVALID_ARGUMENT
    }

    /// The status for a handle that is not of the kind a call needs: 2, and a note unless it is
    /// NULL.
    pub(crate) fn wrong(&mut self, call: &'static str, id: u64, wanted: &str) -> u32 {
        if id == 0 {
            return st::INVALID_ARGUMENT;
        }
        let is = self.objects.get(&id).map_or("released or unknown", Object::kind);
        self.misuse(call, format!("handle {id:#x} is {is}, not {wanted}"))
    }

    // === Log ===

    pub(crate) fn record(&mut self, mut record: CallRecord) {
        record.sequence = self.calls;
        self.calls += 1;
        if self.log_capacity > 0 {
            if self.log.len() == self.log_capacity {
                self.log.pop_front();
            }
            self.log.push_back(record);
        }
    }

    // === Callbacks ===

    pub(crate) fn schedule(&mut self, at: u64, callback: Callback) {
        self.due_count += 1;
        self.due.insert((at, self.due_count), callback);
    }

    pub(crate) fn has_due(&self, now: u64) -> bool {
        self.due.first_key_value().is_some_and(|((at, _), _)| *at <= now)
    }

    pub(crate) fn take_due(&mut self, now: u64) -> Option<Callback> {
        if self.has_due(now) { self.due.pop_first().map(|(_, c)| c) } else { None }
    }

    /// The next moment at which a transfer that was given a callback can make progress.
    pub(crate) fn next_callback(&self, core: &Core) -> Option<u64> {
        let due = self.due.first_key_value().map(|((at, _), _)| *at);
        let waiting = self.groups.values().any(Group::has_async);
        let next = if waiting { self.next_event(core) } else { None };
        [due, next].into_iter().flatten().min()
    }

    /// Sends a notification of a chip to whoever registered for it.
    pub(crate) fn notify(&mut self, chip: usize, at: u64, id: u32, payload: &[u8]) {
        let Some(c) = self.chips.get_mut(chip) else { return };
        let sequence = c.sequence;
        c.sequence = c.sequence.wrapping_add(1);
        let Some(registered) = c.callbacks.get(&id).copied() else { return };
        let mut body = [0; 28];
        body[..4].copy_from_slice(&id.to_ne_bytes());
        body[4..8].copy_from_slice(&sequence.to_ne_bytes());
        body[8..8 + payload.len()].copy_from_slice(payload);
        let Registered { callback, opaque, device } = registered;
        self.schedule(at, Callback::Notification { callback, device, body, opaque });
    }

    // === Time ===

    /// Lets everything happen that happens until `now`, in its order.
    pub(crate) fn settle(&mut self, core: &Core, now: u64) {
        while let Some(at) = self.faults.next_event_ns().filter(|at| *at <= now) {
            self.run_until(core, at);
            for (at, device, effect) in self.faults.events(at) {
                self.happen(core, at, device, &effect);
            }
        }
        self.run_until(core, now);
    }

    fn run_until(&mut self, core: &Core, now: u64) {
        self.pump(core, now);
        if !self.generatives.is_empty() {
            crate::genai::advance(self, core, now);
        }
        let mut events = Vec::new();
        for chip in 0..self.chips.len() {
            self.chips[chip].physics.advance(now, &mut events);
            if !events.is_empty() {
                self.physical(core, chip, &events);
                events.clear();
            }
        }
        // An overheated chip stops taking frames, one that cooled down starts again.
        if self.groups.values().any(Group::is_waiting) {
            self.pump(core, now);
        }
        self.complete_async(core, now);
    }

    /// The next moment at which something happens by itself.
    pub(crate) fn next_event(&self, core: &Core) -> Option<u64> {
        let fault = self.faults.next_event_ns();
        [fault, self.next_issue(core), self.next_ready()].into_iter().flatten().min()
    }

    /// What a chip's firmware did turns into notifications and aborts.
    pub(crate) fn physical(&mut self, core: &Core, chip: usize, events: &[Event]) {
        for event in events {
            let t = (event.temperature_c as f32).to_ne_bytes();
            let at = event.at_ns;
            match event.what {
                Happened::Zone(zone) => {
                    let body = [(zone as u32).to_ne_bytes(), 0u32.to_ne_bytes(), t, t].concat();
                    self.notify(chip, at, 1, &body);
                }
                Happened::Clock { previous, current } => {
                    let hz = |mhz: u32| (mhz * 1_000_000).to_ne_bytes();
                    self.notify(chip, at, 10, &[hz(previous), hz(current)].concat());
                    if core.era >= Era::V5_2_0 {
                        let level = self.chips[chip].physics.level().map_or(0, |l| l as u16 + 1);
                        self.notify(chip, at, 14, &level.to_ne_bytes());
                    }
                }
                Happened::Overheat => {
                    let closed = if core.era == Era::V4_20 { vec![0; 8] } else { Vec::new() };
                    self.notify(chip, at, 2, &[closed, t.to_vec(), t.to_vec()].concat());
                    if core.era >= Era::V5_2_0 {
                        self.notify(chip, at, 14, &6u16.to_ne_bytes());
                    }
                    self.abort_chip(core, chip, at, overheat_status(core.era));
                }
            }
        }
    }

    fn happen(&mut self, core: &Core, at: u64, chip: usize, effect: &Effect) {
        if chip >= self.chips.len() {
            return;
        }
        match *effect {
            Effect::DeviceLost => self.lose(core, chip, at, u64::MAX),
            Effect::LinkFlap(s) => {
                self.lose(core, chip, at, at.saturating_add(crate::clock::to_ns(s)));
            }
            Effect::Undervoltage(s) => {
                self.undervoltage = true;
                if s > 0.0 {
                    self.lose(core, chip, at, at.saturating_add(crate::clock::to_ns(s)));
                }
            }
            Effect::EccCorrectable(bitmap) => self.notify(chip, at, 4, &bitmap.to_ne_bytes()),
            Effect::EccUncorrectable(bitmap) => self.notify(chip, at, 5, &bitmap.to_ne_bytes()),
            Effect::CpuEcc(bitmap) => self.notify(chip, at, 6, &bitmap.to_ne_bytes()),
            Effect::CrcError => {
                if core.era >= Era::V5_1_1 {
                    self.notify(chip, at, 13, &[]);
                }
                self.abort_chip(core, chip, at, st::STREAM_ABORT);
            }
            Effect::Overcurrent(milliamperes) => {
                self.chips[chip].overcurrent = true;
                let threshold = (milliamperes as f32).to_ne_bytes();
                self.notify(chip, at, 3, &[&1u32.to_ne_bytes()[..], &threshold, &[1]].concat());
            }
            Effect::Ambient(celsius) => self.chips[chip].physics.set_ambient(celsius),
            _ => {}
        }
    }

    fn lose(&mut self, core: &Core, chip: usize, at: u64, until: u64) {
        let mut events = Vec::new();
        let c = &mut self.chips[chip];
        c.physics.stop(at, &mut events);
        c.lost_until = until;
        c.free_at = c.free_at.min(at);
        self.physical(core, chip, &events);
        self.abort_chip(core, chip, at, gone_status(core));
    }

    /// Resets a chip: it comes back, and every handle from before is dead.
    pub(crate) fn reset(&mut self, core: &Core, chip: usize, at: u64) {
        self.lose(core, chip, at, 0);
        let c = &mut self.chips[chip];
        c.epoch += 1;
        c.loaded = None;
        c.last_reset = 3;
        c.asleep = false;
        c.overcurrent = false;
        c.power = [None; 4];
    }
}

/// What I/O answers once the firmware has closed the streams: before 4.21 the library saw its
/// streams closed, from then on it aborts them itself.
pub(crate) fn overheat_status(era: Era) -> u32 {
    if era == Era::V4_20 { st::COMMUNICATION_CLOSED } else { st::STREAM_ABORT }
}

/// What calls answer on a device that left the bus: from 5.0.1 on the driver's ENXIO has a status
/// of its own.
pub(crate) fn gone_status(core: &Core) -> u32 {
    if core.era >= Era::V5_0_1 { st::DEVICE_NOT_CONNECTED } else { st::DRIVER_OPERATION_FAILED }
}

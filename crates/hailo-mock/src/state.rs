//! What a simulated host remembers, all under one lock: handles, chips, faults, callbacks, log.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::beside::Inside;
use crate::callback::Callback;
use crate::chip::{ChipState, Registered};
use crate::codes::st;
use crate::faults::Faults;
use crate::group::{Group, Transfer, TransferCallback};
use crate::handle::new_handle;
use crate::infer_model::QueuedRun;
use crate::object::Object;
use crate::replay::Replay;
use crate::scenario::Scenario;

/// The largest number of [`Misuse`] records kept.
const MISUSES: usize = 100;

/// One call of the C API or of the shim, as the machine saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallRecord {
    /// Running number, 0 for the first.
    pub sequence: u64,
    /// When it began, simulated nanoseconds.
    pub began_ns: u64,
    /// When it ended, simulated nanoseconds.
    pub ended_ns: u64,
    /// The C function's name.
    pub call: &'static str,
    /// The handle it was given first, as a number; 0 for none.
    pub handle: u64,
    /// The status it answered.
    pub status: u32,
}

/// A call that would have been undefined behaviour on the real library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misuse {
    /// The C function.
    pub call: &'static str,
    /// What was wrong.
    pub what: String,
}

/// Everything that changes.
#[derive(Debug)]
pub(crate) struct State {
    /// The machine's place in the process, written into its handles.
    pub slot: usize,
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
    /// The supply is low until this moment.
    pub sagging_until: u64,
    pub orphaned: bool,
    /// Grows with every frame that reaches a core: who was served last.
    pub turn: u64,
    /// Who is in which handle, on an unkind machine.
    pub inside: Inside,
}

impl State {
    pub(crate) fn new(chips: Vec<ChipState>, scenario: &Scenario, log_capacity: usize) -> Self {
        Self {
            slot: 0,
            objects: HashMap::new(),
            groups: BTreeMap::new(),
            generatives: Vec::new(),
            chips,
            faults: Faults::new(scenario.all_faults(), scenario.seed),
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
            sagging_until: 0,
            orphaned: false,
            turn: 0,
            inside: Inside::default(),
        }
    }

    // === Handles ===

    pub(crate) fn add(&mut self, object: Object) -> u64 {
        let id = new_handle(self.slot);
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
        self.first_due().is_some_and(|at| at <= now)
    }

    /// When the first callback is due.
    pub(crate) fn first_due(&self) -> Option<u64> {
        self.due.first_key_value().map(|((at, _), _)| *at)
    }

    pub(crate) fn take_due(&mut self, now: u64) -> Option<Callback> {
        if self.has_due(now) { self.due.pop_first().map(|(_, c)| c) } else { None }
    }

    /// How many callbacks were scheduled so far.
    pub(crate) fn scheduled(&self) -> u64 {
        self.due_count
    }

    /// Takes the callbacks that are due by now and were scheduled after that many.
    pub(crate) fn take_scheduled_since(&mut self, count: u64, now: u64) -> Vec<Callback> {
        self.take(|(at, number), _| *number > count && *at <= now)
    }

    /// Takes what a device still had to tell, due or not.
    pub(crate) fn take_notifications(&mut self, device: u64) -> Vec<Callback> {
        self.take(|_, callback| callback.device() == device)
    }

    fn take(&mut self, which: impl Fn(&(u64, u64), &Callback) -> bool) -> Vec<Callback> {
        let taken: Vec<_> =
            self.due.iter().filter(|(when, callback)| which(when, callback)).map(|(when, _)| *when).collect();
        taken.iter().filter_map(|when| self.due.remove(when)).collect()
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
        let Registered { callback, opaque, device, late_ns, copies } = registered;
        for _ in 0..copies {
            let at = at.saturating_add(late_ns);
            self.schedule(at, Callback::Notification { callback, device, body, opaque });
        }
    }

    /// Has a transfer's callback run, as its faults let it.
    pub(crate) fn finish(&mut self, at: u64, status: u32, transfer: Transfer) {
        let Transfer { callback, buffer, size, opaque, late_ns, copies, played } = transfer;
        let status = played.map_or(status, |played| played.status);
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

    /// Tells whoever waits for a run that it is over.
    pub(crate) fn finish_run(&mut self, at: u64, status: u32, run: QueuedRun) {
        let status = run.played.as_ref().map_or(status, |played| played.status);
        if let Some(Object::Job(job)) = self.objects.get_mut(&run.job) {
            job.status = Some(status);
        }
        if run.done.is_some() {
            for _ in 0..run.copies {
                let callback = Callback::Done { callback: run.done, status, opaque: run.opaque };
                self.schedule(at.saturating_add(run.late_ns), callback);
            }
        }
    }
}

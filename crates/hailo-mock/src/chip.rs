//! One chip of the host: its surroundings, its queue's end, who holds it, what it measures.

use std::collections::HashMap;

use hailo_sys::types::hailo_notification_callback;

use crate::handle::Foreign;
use crate::physics::Physics;
use crate::scenario::DeviceSpec;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Registered {
    pub callback: hailo_notification_callback,
    pub opaque: Foreign,
    pub device: u64,
    /// Faults of its callbacks.
    pub late_ns: u64,
    pub copies: usize,
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
    /// Gone from the bus until a power cycle; what calls answer meanwhile.
    pub gone: Option<u32>,
    /// Runs firmware older than the host's library.
    pub old_firmware: bool,
    /// Lanes of its PCIe link, and the errors the link has corrected.
    pub link_width: u8,
    pub link_errors: u64,
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
        let spec_link = spec.lanes.max(1);
        Self {
            spec,
            physics,
            free_at: now,
            loaded: None,
            burst: 0,
            lost_until: 0,
            gone: None,
            old_firmware: false,
            link_width: spec_link,
            link_errors: 0,
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

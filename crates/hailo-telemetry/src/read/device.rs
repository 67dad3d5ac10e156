//! Devices and their host at one moment, as plain data.

use crate::words::device::{
    CapabilityStatus, DeviceEvidence, DeviceInfo, DeviceState, DeviceUnit, HostCondition,
};
use crate::words::{Name, PowerSource};
use std::time::Duration;

/// One device's series. An empty list or `None` has no series: absent is not zero.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct DeviceSnapshot {
    /// Label value.
    pub device: Name,
    /// Does it answer? `None` while nobody asks it.
    pub up: Option<bool>,
    /// Set once it is known.
    pub info: Option<DeviceInfo>,
    /// What it is doing.
    pub state: Option<DeviceState>,
    /// What speaks against it, the deciding evidence first; `None` while nobody watches.
    pub evidence: Option<Vec<DeviceEvidence>>,
    /// The deciding evidence in words, with its value and limit; empty when nothing speaks against the device.
    pub because: String,
    /// By sensor, °C.
    pub temperatures: Vec<(Name, f64)>,
    /// By level (`orange`, `red` …), °C.
    pub temperature_limits: Vec<(Name, f64)>,
    /// Watts by source.
    pub power: Vec<(PowerSource, f64)>,
    /// Joules by source.
    pub energy: Vec<(PowerSource, f64)>,
    /// Joules by source that no model had a share of.
    pub idle_energy: Vec<(PowerSource, f64)>,
    /// Time by source in which nobody measured.
    pub unmeasured: Vec<(PowerSource, Duration)>,
    /// 0 when not throttled.
    pub throttling_level: Option<u32>,
    /// Time spent at each throttling level above 0.
    pub throttled: Vec<(u32, Duration)>,
    /// Core clock.
    pub clock_hertz: Option<u64>,
    /// 0 to 1 by unit.
    pub utilization: Vec<(DeviceUnit, f64)>,
    /// Count by kind.
    pub notifications: Vec<(Name, u64)>,
    /// Count by reason.
    pub resets: Vec<(Name, u64)>,
    /// By CPU, why it last started anew, as the device says.
    pub reset_causes: Vec<(Name, Name)>,
    /// Generation and lanes of its PCIe link.
    pub pcie_link: Option<(u8, u8)>,
    /// Errors on its PCIe link, by kind.
    pub pcie_errors: Vec<(Name, u64)>,
    /// Bytes of its own memory, by kind.
    pub memory: Vec<(Name, u64)>,
    /// Network groups of processes with monitor files.
    pub network_groups: Option<u64>,
    /// Process id and name of other processes that have it open.
    pub holders: Vec<(u32, String)>,
    /// Time since its last sign of progress.
    pub progress_age: Option<Duration>,
    /// Age of each reading.
    pub reading_age: Vec<(Name, Duration)>,
    /// By capability.
    pub capabilities: Vec<(Name, CapabilityStatus)>,
    /// What the card has done in its life, where somebody keeps account of it.
    pub lifetime: Option<Lifetime>,
}

/// What a card has done since it was first seen, over all runs of the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lifetime {
    /// When the account of this card began, nanoseconds since the Unix epoch.
    pub born_unix_ns: u64,
    /// Energy that it drew, in millionths of a joule; `None` while its power was never measured.
    pub energy_microjoules: Option<u64>,
    /// Time with at least one request on it.
    pub busy: Duration,
    /// Time throttled, at whatever level.
    pub throttled: Duration,
    /// Requests that ended on it, whatever their outcome.
    pub requests: u64,
    /// Tokens that it generated.
    pub output_tokens: u64,
    /// Vision frames that it completed.
    pub frames: u64,
    /// Its resets.
    pub resets: u64,
    /// Boots of hosts in which it was seen.
    pub boots: u64,
    /// Of these, boots after a run that did not end: the host lost its power, or went down underneath it.
    pub power_losses: u64,
}

/// Another process that uses a device, as HailoRT's monitor files tell.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ProcessOnDevice {
    /// Its name.
    pub process: String,
    /// The model it runs.
    pub model: String,
    /// Share of the device, 0 to 1.
    pub utilization: Option<f64>,
    /// Its frame rate.
    pub frames_per_second: Option<f64>,
    /// Frames that wait in its queues.
    pub queued_frames: Option<u64>,
}

impl ProcessOnDevice {
    /// A process of which nothing else is known yet.
    #[must_use]
    pub fn new(process: impl Into<String>, model: impl Into<String>) -> Self {
        Self { process: process.into(), model: model.into(), ..Self::default() }
    }
}

/// The host's series; empty where nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct HostSnapshot {
    /// Condition, whether it holds now, whether it held since boot where that is known.
    pub power_conditions: Vec<(HostCondition, bool, Option<bool>)>,
    /// Volts by rail of its power supply.
    pub rails: Vec<(Name, f64)>,
    /// By zone, °C.
    pub temperatures: Vec<(Name, f64)>,
    /// Bytes of contiguous memory for devices, by kind.
    pub cma: Vec<(Name, u64)>,
    /// Whether something can be read from the host.
    pub capabilities: Vec<(Name, CapabilityStatus)>,
    /// Other processes on the devices.
    pub processes: Vec<ProcessOnDevice>,
}

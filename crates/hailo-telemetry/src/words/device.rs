//! What is said of devices and their host.

/// Identity of a device: the labels of `hailo_device_info`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceInfo {
    /// `hailo8`, `hailo8l`, `hailo10h` …
    pub architecture: String,
    /// Board name.
    pub board: String,
    /// Firmware version.
    pub firmware: String,
    /// Version of the vendor library that talks to it.
    pub library: String,
    /// Part number.
    pub part_number: String,
}

/// What a device is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeviceState {
    /// Nothing to do.
    Idle,
    /// Working at its usual pace.
    Busy,
    /// Working well below its usual pace.
    Slow,
    /// Not making progress.
    Hung,
    /// Gone.
    Lost,
}

impl DeviceState {
    /// All states, in the order of the state set.
    pub const ALL: [Self; 5] = [Self::Idle, Self::Busy, Self::Slow, Self::Hung, Self::Lost];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Busy => "busy",
            Self::Slow => "slow",
            Self::Hung => "hung",
            Self::Lost => "lost",
        }
    }
}

/// What speaks against a device. [`DeviceState`] says what it is taken for, this says why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DeviceEvidence {
    /// A call in flight has not moved for longer than it may.
    CallRests,
    /// A reading of the device has not come back for longer than it may.
    ReadingStuck,
    /// The device does not answer readings.
    ReadingFailed,
    /// A call or a reading found the device gone.
    SaidGone,
    /// The kernel no longer lists the device.
    Unlisted,
}

impl DeviceEvidence {
    /// All kinds, in the order of the state set.
    pub const ALL: [Self; 5] =
        [Self::CallRests, Self::ReadingStuck, Self::ReadingFailed, Self::SaidGone, Self::Unlisted];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CallRests => "call_rests",
            Self::ReadingStuck => "reading_stuck",
            Self::ReadingFailed => "reading_failed",
            Self::SaidGone => "said_gone",
            Self::Unlisted => "unlisted",
        }
    }
}

/// Processing unit of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DeviceUnit {
    /// Neural-network cores.
    Nnc,
    /// The device's own processor.
    Cpu,
    /// Its signal processor.
    Dsp,
}

impl DeviceUnit {
    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nnc => "nnc",
            Self::Cpu => "cpu",
            Self::Dsp => "dsp",
        }
    }
}

/// Whether something can be read from a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CapabilityStatus {
    /// It is read.
    Ok,
    /// The device or board has no such thing.
    Unsupported,
    /// We may not.
    Denied,
    /// It failed.
    Error,
}

impl CapabilityStatus {
    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Unsupported => "unsupported",
            Self::Denied => "denied",
            Self::Error => "error",
        }
    }
}

/// A power condition of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HostCondition {
    /// Supply voltage too low.
    UnderVoltage,
    /// Clock capped.
    FrequencyCapped,
    /// Throttled.
    Throttled,
    /// Soft temperature limit active.
    SoftTemperatureLimit,
}

impl HostCondition {
    /// All conditions.
    pub const ALL: [Self; 4] =
        [Self::UnderVoltage, Self::FrequencyCapped, Self::Throttled, Self::SoftTemperatureLimit];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::UnderVoltage => "under_voltage",
            Self::FrequencyCapped => "frequency_capped",
            Self::Throttled => "throttled",
            Self::SoftTemperatureLimit => "soft_temperature_limit",
        }
    }
}

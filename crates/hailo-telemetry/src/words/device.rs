//! What is said of devices and their host.

/// Identity of a device: the labels of `hailo_device_info`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
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
    /// Serial number of the board; empty where it tells none. No series shows it.
    pub serial_number: String,
}

vocabulary! {
    /// What a device is doing.
    DeviceState {
        /// Nothing to do.
        Idle = "idle",
        /// Working at its usual pace.
        Busy = "busy",
        /// Working well below its usual pace.
        Slow = "slow",
        /// Not making progress.
        Hung = "hung",
        /// Gone.
        Lost = "lost",
    }
}

vocabulary! {
    /// What speaks against a device. [`DeviceState`] says what it is taken for, this says why.
    DeviceEvidence {
        /// A call in flight has not moved for longer than it may.
        CallRests = "call_rests",
        /// A reading of the device has not come back for longer than it may.
        ReadingStuck = "reading_stuck",
        /// The device does not answer readings.
        ReadingFailed = "reading_failed",
        /// A call or a reading found the device gone.
        SaidGone = "said_gone",
        /// The kernel no longer lists the device.
        Unlisted = "unlisted",
    }
}

vocabulary! {
    /// Processing unit of a device.
    DeviceUnit {
        /// Neural-network cores.
        Nnc = "nnc",
        /// The device's own processor.
        Cpu = "cpu",
        /// Its signal processor.
        Dsp = "dsp",
    }
}

vocabulary! {
    /// Whether something can be read from a device.
    CapabilityStatus {
        /// It is read.
        Ok = "ok",
        /// The device or board has no such thing.
        Unsupported = "unsupported",
        /// We may not.
        Denied = "denied",
        /// It failed.
        Error = "error",
    }
}

vocabulary! {
    /// A power condition of the host.
    HostCondition {
        /// Supply voltage too low.
        UnderVoltage = "under_voltage",
        /// Clock capped.
        FrequencyCapped = "frequency_capped",
        /// Throttled.
        Throttled = "throttled",
        /// Soft temperature limit active.
        SoftTemperatureLimit = "soft_temperature_limit",
    }
}

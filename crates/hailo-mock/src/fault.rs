//! Scripted faults, of three kinds: what happens to a call, what happens to a device, what holds for
//! a while.
//!
//! In a scenario file they are the tables `[[fault]]`, `[[event]]` and `[[condition]]`; statuses are
//! written by name. A fault that could never strike is refused with what would be right.

use hailo_sys::{FUNCTIONS, ShimApi, Status};
use serde::{Deserialize, Deserializer, de};

/// What happens to a call.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CallEffect {
    /// The call answers this status and does nothing.
    #[serde(deserialize_with = "status_by_name")]
    Status(Status),
    /// The call takes this many seconds longer.
    Delay(f64),
    /// The call does nothing for this many seconds and then answers `HAILO_TIMEOUT`.
    Hang(f64),
    /// The call succeeds and hands out a NULL handle.
    NullHandle,
    /// Enum values written by the call are this number.
    GarbageEnum(u32),
    /// Counts written by the call are larger by this number.
    Overcount(u64),
    /// Names written by the call fill their array, without NUL.
    NoNul,
    /// Callbacks that the call asks for come this many seconds late.
    LateCallback(f64),
    /// Callbacks that the call asks for come twice.
    DuplicateCallback,
    /// Callbacks that the call asks for never come.
    MissingCallback,
}

/// What happens to a device, at a moment and without a call.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DeviceEvent {
    /// The device leaves the bus; a reset brings it back.
    DeviceLost,
    /// The device leaves the bus for this many seconds and comes back by itself.
    LinkFlap(f64),
    /// The device leaves the bus and is no longer found; calls answer this status, a reset too. Only
    /// a power cycle brings it back.
    #[serde(deserialize_with = "status_by_name")]
    Gone(Status),
    /// The device is switched off and on: it comes back as after start, and old handles are dead.
    PowerCycle,
    /// The chip's program stops and the chip's own watchdog restarts it: old handles are dead, and both CPUs say so afterwards.
    OwnWatchdog,
    /// A Hailo-10H runs firmware older than the host's library: opening answers 16 until a reset.
    OldFirmware,
    /// The PCIe link trains down to this many lanes.
    LinkWidth(u8),
    /// The PCIe link corrects this many errors (the host's AER counters).
    LinkErrors(u64),
    /// The host's supply sags: `undervoltage` is set, and the device leaves the bus for this many
    /// seconds if the sag is long enough (above 0).
    Undervoltage(f64),
    /// An ECC error that was corrected (notification 4), in this cluster bitmap.
    EccCorrectable(u16),
    /// An ECC error that was not (notification 5), in this cluster bitmap.
    EccUncorrectable(u16),
    /// An ECC error of the chip's own processor (notification 6), in this memory bitmap.
    CpuEcc(u32),
    /// The core reports a CRC error (notification 13 from 5.1.1 on); inference is aborted.
    CrcError,
    /// The overcurrent alarm (notification 3) at this many milliamperes.
    Overcurrent(f64),
    /// The air around the chip changes to this many °C.
    Ambient(f64),
}

/// What holds for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Condition {
    /// The driver hangs: no call that reaches it comes back, scan, thermometer and release included.
    /// Those that wait go on when the condition ends, and end when the machine is dropped.
    Wedged,
    /// Calls succeed and every output is zero: no detections, no text.
    SilentZeros,
    /// Calls succeed and every output repeats what it showed last.
    SilentFrozen,
    /// The driver's version is not the library's: opening answers 76.
    DriverMismatch,
    /// The driver answers in another protocol: opening answers 85.
    ProtocolMismatch,
    /// The service daemon's version is not the library's: multi-process calls answer 78.
    ServiceMismatch,
    /// The service daemon is dead: multi-process calls answer 77.
    ServiceDead,
    /// Every model file counts as compiled for another chip.
    WrongChip,
    /// The board has no current sensor.
    NoPowerSensor,
}

/// A fault of calls. Every condition that is given must hold; without any it strikes on every
/// matching call.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallFault {
    /// The function it strikes, with `*` at the end for a family; `*` alone for all.
    pub call: String,
    /// Not before this moment, simulated seconds.
    #[serde(default)]
    pub from_s: f64,
    /// Not at or after this moment, simulated seconds.
    #[serde(default = "forever")]
    pub until_s: f64,
    /// The first matching call that it strikes (1 is the first). 0: every one, or with `every` the first.
    #[serde(default)]
    pub nth: u64,
    /// Strikes again every so many calls; 0: not again.
    #[serde(default)]
    pub every: u64,
    /// Chance that it strikes when everything else holds, 0 to 1.
    #[serde(default = "certain")]
    pub probability: f64,
    /// At most this often; 0 for no limit.
    #[serde(default)]
    pub times: u64,
    /// What happens.
    pub does: CallEffect,
}

/// A fault of a device.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeviceFault {
    /// When, simulated seconds.
    pub at_s: f64,
    /// Which device, by position.
    #[serde(default)]
    pub device: usize,
    /// What happens.
    pub does: DeviceEvent,
}

/// A condition and the time for which it holds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holding {
    /// From this moment, simulated seconds.
    #[serde(default)]
    pub from_s: f64,
    /// Until this moment, simulated seconds.
    #[serde(default = "forever")]
    pub until_s: f64,
    /// What holds.
    pub does: Condition,
}

/// One scripted fault.
///
/// ```
/// use hailo_mock::{CallEffect, Chip, Fault, Machine, SimClock};
/// use hailo_sys::Status;
///
/// // The third read of an output fails, once.
/// let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build()?;
/// machine.inject(Fault::on("hailo_vstream_read_raw_buffer", CallEffect::Status(Status::TIMEOUT)).nth(3).times(1));
/// machine.clear_faults();
/// # Ok::<(), hailo_mock::BuildError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// Strikes calls.
    Call(CallFault),
    /// Happens to a device.
    Device(DeviceFault),
    /// Holds for a while.
    Holding(Holding),
}

fn forever() -> f64 {
    f64::INFINITY
}

fn certain() -> f64 {
    1.0
}

/// Reads a status by its C name, with or without `HAILO_`.
fn status_by_name<'de, D: Deserializer<'de>>(from: D) -> Result<Status, D::Error> {
    struct Named;
    impl de::Visitor<'_> for Named {
        type Value = Status;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("the name of a status, such as \"HAILO_TIMEOUT\"")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Status, E> {
            let full = if text.starts_with("HAILO_") { text.to_owned() } else { format!("HAILO_{text}") };
            Status::from_name(&full).ok_or_else(|| {
                let known = (0..).map_while(|n| Status(n).name());
                E::custom(format!("no status is called `{text}`{}", nearest(&full, known)))
            })
        }

        fn visit_i64<E: de::Error>(self, number: i64) -> Result<Status, E> {
            let name = u32::try_from(number).ok().and_then(|n| Status(n).name());
            Err(E::custom(match name {
                Some(name) => format!("statuses are written by name: {number} is \"{name}\""),
                None => format!("statuses are written by name, and none is {number}"),
            }))
        }
    }
    from.deserialize_any(Named)
}

/// `; did you mean …`, or nothing if no name is near.
fn nearest<'n>(wanted: &str, known: impl Iterator<Item = &'n str>) -> String {
    let scored = known.map(|name| (strsim::jaro_winkler(wanted, name), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score > 0.8);
    best.map(|(_, name)| format!("; did you mean `{name}`?")).unwrap_or_default()
}

fn calls() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|f| f.name).chain(ShimApi::NAMES.iter().copied())
}

fn matches(pattern: &str, call: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(family) => call.starts_with(family),
        None => call == pattern,
    }
}

fn check_time(what: &str, seconds: f64) -> Result<(), String> {
    let possible = seconds >= 0.0 && seconds.is_finite();
    if possible {
        Ok(())
    } else {
        Err(format!("{what} = {seconds}: a time is a number of seconds from 0 on"))
    }
}

fn check_span(from_s: f64, until_s: f64) -> Result<(), String> {
    check_time("from_s", from_s)?;
    if until_s > from_s {
        Ok(())
    } else {
        Err(format!("from_s = {from_s} and until_s = {until_s}: it must begin before it ends"))
    }
}

impl CallEffect {
    fn check(&self) -> Result<(), String> {
        match self {
            Self::Delay(s) => check_time("delay", *s),
            Self::Hang(s) => check_time("hang", *s),
            Self::LateCallback(s) => check_time("late-callback", *s),
            Self::Status(_)
            | Self::NullHandle
            | Self::GarbageEnum(_)
            | Self::Overcount(_)
            | Self::NoNul
            | Self::DuplicateCallback
            | Self::MissingCallback => Ok(()),
        }
    }

    /// Whether the call answers a status of the fault's instead of doing anything.
    pub(crate) fn answers(&self) -> bool {
        matches!(self, Self::Status(_) | Self::Hang(_))
    }

    fn is_about_callbacks(&self) -> bool {
        matches!(self, Self::LateCallback(_) | Self::DuplicateCallback | Self::MissingCallback)
    }
}

/// The calls that take a callback.
const WITH_CALLBACKS: [&str; 4] = [
    "hailo_stream_read_raw_buffer_async",
    "hailo_stream_write_raw_buffer_async",
    "hailo_set_notification_callback",
    "hailo_shim_configured_run_async",
];

impl CallFault {
    /// Only on the n-th matching call, 1 being the first.
    #[must_use]
    pub fn nth(self, nth: u64) -> Self {
        Self { nth, ..self }
    }

    /// On the first matching call that qualifies, and then on every n-th.
    #[must_use]
    pub fn every(self, every: u64) -> Self {
        Self { every, ..self }
    }

    /// With this chance, 0 to 1.
    #[must_use]
    pub fn probability(self, probability: f64) -> Self {
        Self { probability, ..self }
    }

    /// At most this often.
    #[must_use]
    pub fn times(self, times: u64) -> Self {
        Self { times, ..self }
    }

    /// Within these simulated seconds.
    #[must_use]
    pub fn between(self, from_s: f64, until_s: f64) -> Self {
        Self { from_s, until_s, ..self }
    }

    pub(crate) fn matches(&self, call: &str) -> bool {
        matches(&self.call, call)
    }

    fn check(&self) -> Result<(), String> {
        check_span(self.from_s, self.until_s)?;
        if !calls().any(|call| self.matches(call)) {
            let hint = nearest(self.call.trim_end_matches('*'), calls());
            return Err(format!("call = \"{}\": no function is called that{hint}", self.call));
        }
        if self.does.is_about_callbacks() && !WITH_CALLBACKS.iter().any(|call| self.matches(call)) {
            let known = WITH_CALLBACKS.join(", ");
            return Err(format!("call = \"{}\" takes no callback; those that do are {known}", self.call));
        }
        if !(0.0..=1.0).contains(&self.probability) {
            return Err(format!("probability = {}: a chance is between 0 and 1", self.probability));
        }
        self.does.check()
    }
}

impl DeviceFault {
    /// To this device, by position.
    #[must_use]
    pub fn device(self, device: usize) -> Self {
        Self { device, ..self }
    }

    fn check(&self, devices: usize) -> Result<(), String> {
        check_time("at_s", self.at_s)?;
        if self.device >= devices.max(1) {
            return Err(format!("device = {}: there are {devices} devices, counted from 0", self.device));
        }
        match self.does {
            DeviceEvent::LinkFlap(s) => check_time("link-flap", s),
            DeviceEvent::Undervoltage(s) => check_time("undervoltage", s),
            DeviceEvent::LinkWidth(lanes) if ![1, 2, 4, 8, 16].contains(&lanes) => {
                Err(format!("link-width = {lanes}: a link has 1, 2, 4, 8 or 16 lanes"))
            }
            DeviceEvent::Overcurrent(x) | DeviceEvent::Ambient(x) if !x.is_finite() => {
                Err(format!("{x} is not a number"))
            }
            DeviceEvent::DeviceLost
            | DeviceEvent::Gone(_)
            | DeviceEvent::PowerCycle
            | DeviceEvent::OwnWatchdog
            | DeviceEvent::OldFirmware
            | DeviceEvent::LinkWidth(_)
            | DeviceEvent::LinkErrors(_)
            | DeviceEvent::EccCorrectable(_)
            | DeviceEvent::EccUncorrectable(_)
            | DeviceEvent::CpuEcc(_)
            | DeviceEvent::CrcError
            | DeviceEvent::Overcurrent(_)
            | DeviceEvent::Ambient(_) => Ok(()),
        }
    }
}

impl Holding {
    /// Within these simulated seconds.
    #[must_use]
    pub fn between(self, from_s: f64, until_s: f64) -> Self {
        Self { from_s, until_s, ..self }
    }
}

impl Fault {
    /// `does` on every call of `call`.
    #[must_use]
    pub fn on(call: &str, does: CallEffect) -> CallFault {
        let (from_s, until_s, probability) = (0.0, forever(), certain());
        CallFault { call: call.to_owned(), from_s, until_s, nth: 0, every: 0, probability, times: 0, does }
    }

    /// `does` at a moment, in simulated seconds, to the first device.
    #[must_use]
    pub fn at(at_s: f64, does: DeviceEvent) -> DeviceFault {
        DeviceFault { at_s, device: 0, does }
    }

    /// `does` from the beginning on and for ever.
    #[must_use]
    pub fn holding(does: Condition) -> Holding {
        Holding { from_s: 0.0, until_s: forever(), does }
    }

    /// Whether it can strike at all on a host with so many devices; what would be right otherwise.
    pub(crate) fn check(&self, devices: usize) -> Result<(), String> {
        match self {
            Self::Call(fault) => fault.check(),
            Self::Device(fault) => fault.check(devices),
            Self::Holding(fault) => check_span(fault.from_s, fault.until_s),
        }
    }
}

impl From<CallFault> for Fault {
    fn from(fault: CallFault) -> Self {
        Self::Call(fault)
    }
}

impl From<DeviceFault> for Fault {
    fn from(fault: DeviceFault) -> Self {
        Self::Device(fault)
    }
}

impl From<Holding> for Fault {
    fn from(fault: Holding) -> Self {
        Self::Holding(fault)
    }
}

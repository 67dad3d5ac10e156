//! Families whose series are more than one number per model, device or whole: how each is read.

use crate::read::device::{DeviceSnapshot, ProcessOnDevice};
use crate::read::series::{Series, Value};
use crate::read::snapshot::{ModelSnapshot, Snapshot};
use crate::words::device::{DeviceEvidence, DeviceState};
use crate::words::{HttpStatus, Invariant, LoadPhase, Outcome, Reason, ScrapeFormat};
use std::io;

pub(super) fn http_requests(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    HttpStatus::ALL.iter().try_for_each(|class| out.number([class.name()], s.http.status(*class)))
}

pub(super) fn outcomes(m: &ModelSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    Outcome::ALL.iter().try_for_each(|outcome| out.number([m.name(), outcome.name()], m.outcome(*outcome)))
}

pub(super) fn failures(m: &ModelSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    Reason::ALL.iter().try_for_each(|reason| out.number([m.name(), reason.name()], m.failures(*reason)))
}

/// Most models never time out: an outcome gets its buckets when it first happens. The counters of [`outcomes`] exist
/// from the start.
pub(super) fn durations(m: &ModelSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    for outcome in Outcome::ALL {
        let durations = m.duration(*outcome).raw();
        if *outcome == Outcome::Completed || !durations.is_empty() {
            out.histogram([m.name(), outcome.name()], durations)?;
        }
    }
    Ok(())
}

pub(super) fn load(m: &ModelSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    for phase in LoadPhase::ALL {
        if let Some(took) = m.load(*phase) {
            out.number([m.name(), phase.name()], took)?;
        }
    }
    Ok(())
}

pub(super) fn energy(m: &ModelSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    m.energy.iter().try_for_each(|(source, joules)| out.number([m.name(), source.name()], *joules))
}

pub(super) fn model_info(m: &ModelSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    match &m.info {
        Some(info) => out.number([m.name(), &info.backend, &info.architecture, &info.quantization], 1),
        None => Ok(()),
    }
}

pub(super) fn engines(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    for engine in &s.engines {
        if let Some(healthy) = engine.health.healthy {
            out.number([&engine.engine], healthy)?;
        }
    }
    Ok(())
}

pub(super) fn device_info(d: &DeviceSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    match &d.info {
        Some(info) => {
            let labels = [
                &*d.device,
                &info.architecture,
                &info.board,
                &info.firmware,
                &info.library,
                &info.part_number,
            ];
            out.number(labels, 1)
        }
        None => Ok(()),
    }
}

pub(super) fn device_state(d: &DeviceSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    let Some(present) = d.state else { return Ok(()) };
    DeviceState::ALL.iter().try_for_each(|state| out.number([&d.device, state.name()], *state == present))
}

pub(super) fn device_evidence(d: &DeviceSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    let Some(found) = &d.evidence else { return Ok(()) };
    DeviceEvidence::ALL.iter().try_for_each(|kind| out.number([&d.device, kind.name()], found.contains(kind)))
}

/// Entries of one list of a device, each under its own value of the family's second label.
pub(super) fn listed<'a, T: Into<Value>>(
    d: &DeviceSnapshot,
    out: &mut Series<'_, '_>,
    entries: impl IntoIterator<Item = (&'a str, T)>,
) -> io::Result<()> {
    entries.into_iter().try_for_each(|(label, value)| out.number([&d.device, label], value))
}

pub(super) fn throttled(d: &DeviceSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    for (level, time) in &d.throttled {
        out.number([&d.device, ShortText::new(u64::from(*level), "").as_str()], *time)?;
    }
    Ok(())
}

/// Of each device, and of the host as if it were one.
pub(super) fn capabilities(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    let devices = s.devices.iter().map(|device| (&*device.device, &device.capabilities));
    for (device, capabilities) in devices.chain([("host", &s.host.capabilities)]) {
        capabilities.iter().try_for_each(|(what, status)| out.number([device, what, status.name()], 1))?;
    }
    Ok(())
}

pub(super) fn holders(d: &DeviceSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    for (pid, process) in &d.holders {
        out.number([&d.device, process, ShortText::new(u64::from(*pid), "").as_str()], 1)?;
    }
    Ok(())
}

pub(super) fn reset_causes(d: &DeviceSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    d.reset_causes.iter().try_for_each(|(cpu, cause)| out.number([&*d.device, cpu, cause], 1))
}

pub(super) fn pcie_link(d: &DeviceSnapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    let Some((generation, width)) = d.pcie_link else { return Ok(()) };
    let [generation, width] = [generation, width].map(|number| ShortText::new(u64::from(number), ""));
    out.number([&d.device, generation.as_str(), width.as_str()], 1)
}

pub(super) fn processes(
    s: &Snapshot,
    out: &mut Series<'_, '_>,
    of: impl Fn(&ProcessOnDevice) -> Option<Value>,
) -> io::Result<()> {
    for process in &s.host.processes {
        if let Some(value) = of(process) {
            out.number([&process.process, &process.model], value)?;
        }
    }
    Ok(())
}

pub(super) fn host_power(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    for (condition, now, since_boot) in &s.host.power_conditions {
        out.number([condition.name(), "now"], *now)?;
        if let Some(ever) = since_boot {
            out.number([condition.name(), "since_boot"], *ever)?;
        }
    }
    Ok(())
}

pub(super) fn cache_lookups(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    for cache in &s.caches {
        out.number([&cache.cache, "hit"], cache.hits)?;
        out.number([&cache.cache, "miss"], cache.misses)?;
    }
    Ok(())
}

pub(super) fn cache_entries(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    s.caches.iter().try_for_each(|cache| out.number([&cache.cache], cache.entries))
}

pub(super) fn refused_names(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    s.own.refused_names.iter().try_for_each(|name| out.number([name], 1))
}

pub(super) fn scrapes(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    ScrapeFormat::ALL
        .iter()
        .try_for_each(|format| out.number([format.name()], s.own.scrapes(*format).count()))
}

pub(super) fn scrape_seconds(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    for format in ScrapeFormat::ALL {
        let scrapes = s.own.scrapes(*format).raw();
        if !scrapes.is_empty() {
            out.histogram([format.name()], scrapes)?;
        }
    }
    Ok(())
}

pub(super) fn record_seconds(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    s.own.record_ns.iter().try_for_each(|(operation, ns)| out.number([operation], ns / 1e9))
}

pub(super) fn broken_invariants(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    let mut each = Invariant::ALL.iter().zip(s.own.broken);
    each.try_for_each(|(invariant, snapshots)| out.number([invariant.name()], snapshots))
}

pub(super) fn clock(s: &Snapshot, out: &mut Series<'_, '_>) -> io::Result<()> {
    let clock = &s.own.clock;
    if clock.source.is_empty() {
        return Ok(());
    }
    let resolution = ShortText::new(crate::words::time::nanos(clock.resolution), "ns");
    out.number([clock.source, resolution.as_str()], 1)
}

/// A number as a label value, on the stack: a scrape allocates nothing.
struct ShortText {
    bytes: [u8; 24],
    length: usize,
}

impl ShortText {
    /// At most 20 digits and four bytes of `unit`.
    fn new(number: u64, unit: &str) -> Self {
        use std::io::Write as _;
        let mut bytes = [0; 24];
        let mut left = &mut bytes[..];
        // What does not fit is cut; nothing here is that long.
        let _ = write!(left, "{number}{unit}");
        let length = 24 - left.len();
        Self { bytes, length }
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

//! What a device draws, and for whom: watts become joules, and joules each model's share.

use std::path::Path;
use std::time::Duration;

use hailo_telemetry::{PowerSource, Timestamp};

use crate::activity::Activity;
use crate::rounds::nanos;

/// A silence longer than this is a gap in what is known. It is counted as such and never bridged.
const LONGEST_GAP: Duration = Duration::from_secs(10);

/// One reading of the power.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Watts {
    /// Of a moment.
    Sample(f64),
    /// Over the time since the reading before.
    Mean(f64),
}

/// Sums one device's energy, and shares it out.
#[derive(Debug, Default)]
pub(crate) struct Account {
    last: Option<(Timestamp, Watts)>,
    /// How long each model had been busy at the last reading, nanoseconds.
    busy: Vec<(String, u64)>,
}

impl Account {
    /// Books the time since the last reading. `period` is how far readings are apart when nothing is in their way.
    pub(crate) fn add(
        &mut self,
        activity: &Activity,
        source: PowerSource,
        watts: Watts,
        now: Timestamp,
        period: Duration,
    ) {
        let busy = activity.busy();
        let recorder = activity.recorder();
        if let Some((at, before)) = self.last {
            let ns = now.nanos_since(at);
            let joules = match (before, watts) {
                // A mean holds for all of its time.
                (_, Watts::Mean(mean)) => Some(mean * ns as f64 / 1e9),
                (Watts::Sample(before) | Watts::Mean(before), Watts::Sample(after)) => {
                    let known = ns <= nanos(LONGEST_GAP.max(period * 2));
                    known.then(|| f64::midpoint(before, after) * ns as f64 / 1e9)
                }
            };
            match joules {
                Some(joules) => {
                    recorder.add_energy(source, joules);
                    self.share(activity, source, joules, ns, &busy);
                }
                None => recorder.add_unmeasured(source, Duration::from_nanos(ns)),
            }
        }
        self.last = Some((now, watts));
        self.busy = busy;
    }

    /// Each model has the share of the time in which it was busy; what is left is idle. Models that were busy at the same
    /// time share what they had together.
    fn share(&self, activity: &Activity, source: PowerSource, joules: f64, ns: u64, busy: &[(String, u64)]) {
        let before =
            |model: &str| self.busy.iter().find(|(known, _)| known == model).map_or(0, |(_, ns)| *ns);
        let worked: Vec<(&str, u64)> =
            busy.iter().map(|(model, now)| (&**model, now.saturating_sub(before(model)).min(ns))).collect();
        let together: u64 = worked.iter().map(|(_, ns)| ns).sum();
        let mut left = joules;
        for (model, busy_ns) in worked.into_iter().filter(|(_, ns)| *ns > 0) {
            let share = joules * busy_ns as f64 / together.max(ns) as f64;
            left -= share;
            if let Some(recorder) = activity.telemetry.known_model(model) {
                recorder.add_energy(source, share);
                recorder.add_measured_busy(Duration::from_nanos(busy_ns));
            }
        }
        activity.recorder().add_idle_energy(source, left.max(0.0));
    }
}

/// Watts of a sensor that the kernel shows below `folder` (`/sys/class/hwmon/hwmonN` of an INA219, INA226 …): its power,
/// or the product of its voltage and its current.
pub(crate) fn sensor(folder: &Path) -> Option<f64> {
    let value = |file: &str| -> Option<f64> {
        let number: i64 = std::fs::read_to_string(folder.join(file)).ok()?.trim().parse().ok()?;
        Some(number as f64)
    };
    let watts = match value("power1_input") {
        Some(microwatts) => microwatts / 1e6,
        None => {
            // The bus voltage is the second of an INA's voltages; the first lies over its shunt.
            let millivolts = value("in1_input").or_else(|| value("in0_input"))?;
            millivolts * value("curr1_input")? / 1e6
        }
    };
    (0.0..1e4).contains(&watts).then_some(watts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sensor_tells_its_power_or_what_it_is_the_product_of() {
        let folder = std::env::temp_dir().join(format!("hailo-ina-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        assert_eq!(sensor(&folder), None);
        std::fs::write(folder.join("in1_input"), "5096\n").unwrap();
        assert_eq!(sensor(&folder), None, "a voltage alone is no power");
        std::fs::write(folder.join("curr1_input"), "500\n").unwrap();
        assert_eq!(sensor(&folder), Some(2.548));
        std::fs::write(folder.join("power1_input"), "2500000\n").unwrap();
        assert_eq!(sensor(&folder), Some(2.5));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

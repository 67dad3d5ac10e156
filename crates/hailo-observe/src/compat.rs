//! Versions and how they fit, as `hailo_compat_info`.

use std::sync::{Mutex, PoisonError};

use hailo::doctor::Part;
use hailo_telemetry::Telemetry;
use hailo_telemetry::catalogue::COMPAT;

/// What one engine's parts said last.
#[derive(Debug, Default)]
pub(crate) struct Compatibility(Mutex<Vec<Part>>);

impl Compatibility {
    /// Shows a part, in place of what was shown of its component.
    pub(crate) fn show(&self, telemetry: &Telemetry, part: Part) {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = shown.iter().position(|other| other.component == part.component) {
            let old = shown.swap_remove(at);
            if old == part {
                shown.push(old);
                return;
            }
            telemetry.withdraw(COMPAT.name, &labels(&old));
        }
        // A name that the application registered as something else stays the application's.
        if let Ok(gauge) = telemetry.gauge(COMPAT.name, COMPAT.help, &labels(&part)) {
            gauge.set(1.0);
        }
        shown.push(part);
    }
}

fn labels(part: &Part) -> [(&'static str, &str); 3] {
    [("component", part.component.as_str()), ("version", &part.version), ("status", part.fit.as_str())]
}

#[cfg(test)]
mod tests {
    use hailo::Version;

    use super::*;

    #[test]
    fn a_part_takes_the_place_of_what_it_was() {
        let telemetry = Telemetry::default();
        let compatibility = Compatibility::default();
        let shown = || {
            let snapshot = telemetry.snapshot();
            let family = snapshot.custom.iter().find(|family| &*family.name == COMPAT.name).unwrap();
            let labels = family.series.iter().map(|series| {
                let values: Vec<_> = series.labels.iter().map(|(_, value)| value.to_string()).collect();
                values.join(" ")
            });
            labels.collect::<Vec<_>>()
        };
        let library = Version::new(5, 3, 0);
        compatibility.show(&telemetry, Part::firmware(library, Version::new(5, 2, 0)));
        assert_eq!(shown(), ["firmware 5.2.0 mismatch"]);
        // After the power cycle.
        for _ in 0..2 {
            compatibility.show(&telemetry, Part::firmware(library, library));
            assert_eq!(shown(), ["firmware 5.3.0 ok"]);
        }
    }
}

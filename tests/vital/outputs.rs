//! Answers that come in time and are worth nothing.

use hailo_telemetry::CustomValue;
use hailo_telemetry::catalogue::SUSPECT_OUTPUTS;

use crate::ward::{Ward, infer, ward};

fn suspects(ward: &Ward) -> [u64; 2] {
    let snapshot = ward.telemetry.snapshot();
    let family = snapshot.custom.iter().find(|family| &*family.name == SUSPECT_OUTPUTS.name).unwrap();
    ["constant", "empty"].map(|kind| {
        let of_kind =
            |labels: &[(_, _)]| labels.iter().any(|(_, value): &(_, std::sync::Arc<str>)| &**value == kind);
        let series = family.series.iter().find(|series| of_kind(&series.labels)).unwrap();
        match series.value {
            CustomValue::Counter(count) => count,
            _ => panic!("not a counter"),
        }
    })
}

#[test]
fn a_detector_that_goes_blind_is_counted_and_stays_healthy() {
    let ward = ward("silent");
    let patient = ward.open();
    let network = patient.network("simulated/yolov8n.hef");
    network.check_outputs(1);
    for fill in 0..40 {
        infer(&network, fill).unwrap();
    }
    assert_eq!(suspects(&ward), [0, 0], "it sees, each time something else");
    ward.machine.advance(std::time::Duration::from_secs(11));
    for fill in 0..40 {
        infer(&network, fill).unwrap();
    }
    let [constant, empty] = suspects(&ward);
    assert!(constant >= 30 && empty >= 20, "{constant} constant, {empty} empty");
    assert_eq!(ward.telemetry.health().healthy, Some(true), "a count is no verdict");
}

#[test]
fn switched_off_it_looks_at_nothing() {
    let ward = ward("silent");
    let patient = ward.open();
    let network = patient.network("simulated/yolov8n.hef");
    network.check_outputs(0);
    ward.machine.advance(std::time::Duration::from_secs(11));
    (0..60).for_each(|fill| infer(&network, fill).unwrap());
    assert_eq!(suspects(&ward), [0, 0]);
}

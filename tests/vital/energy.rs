//! Energy, held against what the simulated device really drew.

use std::time::Duration;

use hailo_mock::{Chip, Machine, Scenario};
use hailo_observe::PollOptions;
use hailo_telemetry::{DeviceSnapshot, PowerSource, Snapshot};

use crate::ward::{Patient, Ward, infer, ward_of};

const HANGS: (f64, f64) = (f64::INFINITY, f64::INFINITY);

fn board(list: &[(PowerSource, f64)]) -> f64 {
    list.iter().find(|(source, _)| *source == PowerSource::Board).map_or(0.0, |(_, joules)| *joules)
}

/// Work of two models for `seconds`, with pauses of every length between the frames.
fn work(ward: &Ward, patient: &mut Patient, seconds: f64) {
    let networks = [patient.network("simulated/resnet_v1_50.hef"), patient.network("simulated/yolov8n.hef")];
    let (end, mut random, mut read) = (ward.seconds() + seconds, 7_u64, 0.0);
    while ward.seconds() < end {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        for _ in 0..random >> 60 {
            infer(&networks[(random >> 40) as usize % 2], 1).unwrap();
        }
        ward.machine.advance(Duration::from_millis(random >> 52));
        if ward.seconds() >= read + 5.0 {
            read = ward.seconds();
            patient.poll();
        }
    }
    patient.poll();
}

fn shares(snapshot: &Snapshot, device: &DeviceSnapshot) -> (f64, f64) {
    let models: f64 =
        snapshot.models.iter().filter_map(|model| model.energy_joules(PowerSource::Board)).sum();
    (models, board(&device.idle_energy))
}

#[test]
fn energy_is_what_the_device_drew_and_its_shares_are_the_whole() {
    let mut scenario = Scenario::named("healthy").unwrap();
    scenario.timing.frame_factor = 20.0;
    let ward = ward_of(Machine::builder().scenario(scenario));
    let mut options = PollOptions::default();
    options.average_power = true;
    let mut patient = ward.open_with(options);
    patient.poll();
    let before = ward.machine.physics(0).unwrap().energy_j();
    work(&ward, &mut patient, 300.0);
    let truth = ward.machine.physics(0).unwrap().energy_j() - before;
    let snapshot = ward.telemetry.snapshot();
    let device = &snapshot.devices[0];
    let measured = board(&device.energy);
    assert!((measured / truth - 1.0).abs() < 0.01, "{measured} J measured, {truth} J drawn");
    let (models, idle) = shares(&snapshot, device);
    assert!(((models + idle) / measured - 1.0).abs() < 1e-9, "{models} + {idle} is not {measured}");
    assert!(models > 1.0 && idle > 1.0, "{models} J for the models, {idle} J idle");
    for model in &snapshot.models {
        assert!(model.energy_coverage().unwrap() > 0.95, "{} {:?}", model.name(), model.energy_coverage());
    }
}

#[test]
fn samples_of_a_steady_load_are_as_good() {
    let ward = ward_of(Machine::builder().device(Chip::Hailo8));
    let mut patient = ward.open();
    patient.poll();
    let before = ward.machine.physics(0).unwrap().energy_j();
    ward.pass(&mut patient, 120.0, HANGS);
    patient.poll();
    let truth = ward.machine.physics(0).unwrap().energy_j() - before;
    let measured = board(&ward.telemetry.snapshot().devices[0].energy);
    assert!((measured / truth - 1.0).abs() < 0.01, "{measured} J measured, {truth} J drawn");
}

#[test]
fn a_gap_is_counted_and_not_bridged() {
    let ward = ward_of(Machine::builder().device(Chip::Hailo8));
    let mut patient = ward.open();
    for seconds in [0, 5, 60, 5] {
        ward.machine.advance(Duration::from_secs(seconds));
        patient.poll();
    }
    let device = ward.telemetry.snapshot().devices.remove(0);
    let watts = device.power[0].1;
    let measured = board(&device.energy);
    assert!((measured / (watts * 10.0) - 1.0).abs() < 0.05, "{measured} J at {watts} W in 10 s");
    let [(PowerSource::Board, gap)] = device.unmeasured[..] else { panic!("{:?}", device.unmeasured) };
    assert!((60.0..61.0).contains(&gap.as_secs_f64()), "{gap:?}");
}

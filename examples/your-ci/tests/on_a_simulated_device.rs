//! Your tests, with no device and no libhailort: ten lines and the adapter runs.

use hailo::{Engine, EngineOptions, ErrorKind, Library, Network, NetworkOptions};
use hailo_mock::{CallEffect, Chip, Fault, Machine, SimClock};
use your_ci::classify;

fn network() -> (Machine, Network) {
    let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build().unwrap();
    let library = Library::on(&machine).unwrap();
    let hef = library.hef_from_file("simulated/resnet_v1_50.hef").unwrap();
    let engine = Engine::open(&library, EngineOptions::default()).unwrap();
    let network = engine.network(&hef, NetworkOptions::default()).unwrap();
    (machine, network)
}

#[test]
fn the_brightest_spot_is_the_class() {
    let (_machine, network) = network();
    let mut picture = vec![0; 224 * 224 * 3];
    // The simulated network hands element i · 150528 / 1000 on as output i.
    picture[500 * 150_528 / 1000] = 255;
    assert_eq!(classify(&network, &picture).unwrap(), 500);
}

#[test]
fn a_device_that_hangs_is_an_error_and_not_a_hang() {
    let (machine, network) = network();
    machine.inject(Fault::on("hailo_vstream_read_raw_buffer", CallEffect::Hang(10.0)));
    let error = classify(&network, &vec![0; 224 * 224 * 3]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

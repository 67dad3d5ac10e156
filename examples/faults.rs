//! A test of your own code against the faults that users meet: does a detector that stands in front of a Hailo-8 get over a
//! frame that times out, and does it notice a device that is gone?
//!
//! `cargo run -p hailo-examples --example faults`, or as the test it is: `cargo test -p hailo-examples --example faults`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use hailo::{Engine, EngineOptions, ErrorKind, Library, Network, NetworkOptions};
use hailo_mock::{CallEffect, Chip, DeviceEvent, Fault, Machine, SimClock};

/// The code under test: a frame, tried twice unless the device is gone, of which the driver's calls tell first.
fn detect(network: &Network, pixel: u8) -> hailo::Result<Vec<u8>> {
    let (mut inputs, mut outputs) = (network.input_frames()?, network.output_frames()?);
    inputs.first_mut().fill(pixel);
    match network.infer(&inputs, &mut outputs) {
        Err(error) if !matches!(error.kind(), ErrorKind::DeviceLost | ErrorKind::Driver) => {
            network.infer(&inputs, &mut outputs)?
        }
        other => other?,
    }
    Ok(outputs.first().to_vec())
}

fn machine_and_network() -> Result<(Machine, Network), Box<dyn std::error::Error>> {
    let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build()?;
    let library = Library::on(&machine)?;
    let hef = library.hef_from_bytes(machine.hef("simulated/resnet_v1_50.hef").ok_or("no such HEF")?)?;
    let network =
        Engine::open(&library, EngineOptions::default())?.network(&hef, NetworkOptions::default())?;
    Ok((machine, network))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (machine, network) = machine_and_network()?;
    machine.inject(Fault::on("hailo_vstream_read_raw_buffer", CallEffect::Hang(2.0)).times(1));
    println!("after a frame that timed out: {} bytes", detect(&network, 1)?.len());

    machine.inject(Fault::at(0.0, DeviceEvent::DeviceLost));
    let error = detect(&network, 2).err().ok_or("a device that is gone answered")?;
    println!("without the device: {error} ({:?})", error.kind());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_that_times_out_once_is_tried_again() {
        let (machine, network) = machine_and_network().unwrap();
        machine.inject(Fault::on("hailo_vstream_read_raw_buffer", CallEffect::Hang(2.0)).times(1));
        assert!(!detect(&network, 1).unwrap().is_empty());
    }

    #[test]
    fn a_device_that_is_gone_is_not_asked_twice() {
        let (machine, network) = machine_and_network().unwrap();
        machine.inject(Fault::at(0.0, DeviceEvent::DeviceLost));
        assert_eq!(detect(&network, 2).unwrap_err().kind(), ErrorKind::Driver);
        let asked = |call: &hailo_mock::CallRecord| call.call == "hailo_vstream_write_raw_buffer";
        assert_eq!(machine.call_log().iter().filter(|call| asked(call)).count(), 1);
    }
}

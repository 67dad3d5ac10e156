//! A run on an ailing device, recorded through a wrapped table and played again on a healthy one.

use hailo_mock::{CallEffect, Chip, Fault, Recorder, Recording, Scenario};

use crate::host::{ECHO, Host, builder};

/// What a program does; the statuses it saw and when.
fn program(host: &Host) -> Vec<(u32, u64)> {
    let mut seen = Vec::new();
    let rig = host.rig(ECHO);
    let s = host.streams(rig.group).unwrap();
    let device = host.device();
    let (frame, mut answer) = (vec![1; s.input_size], vec![0; s.output_size]);
    for _ in 0..200 {
        let mut note = |status| seen.push((status, host.machine.clock().now_ns()));
        let written = host.write(&s, &frame);
        note(written);
        if written == 0 {
            note(host.read(&s, &mut answer));
        }
        note(host.temperature(device).err().unwrap_or(0));
    }
    host.release(&s);
    // SAFETY: released once.
    assert_eq!(unsafe { (host.api.hailo_release_device)(device) }, 0);
    host.close(rig.vdevice);
    host.clean();
    seen
}

#[test]
fn a_recorded_run_plays_again() {
    let ailing = builder()
        .device(Chip::Hailo8)
        .fault(Fault::on("hailo_vstream_read_raw_buffer", CallEffect::Delay(0.2)).probability(0.1))
        .fault(
            Fault::on("hailo_vstream_write_raw_buffer", CallEffect::Status(hailo_sys::Status(36)))
                .probability(0.1),
        )
        .fault(
            Fault::on("hailo_get_chip_temperature", CallEffect::Status(hailo_sys::Status(18)))
                .probability(0.2),
        );
    let mut host = Host::of(ailing);
    let (recorder, api) = Recorder::wrap(host.api, host.machine.clock()).unwrap();
    assert!(Recorder::wrap(host.api, host.machine.clock()).is_none(), "one per process");
    host.api = api;
    let first = program(&host);
    assert!(first.iter().any(|s| s.0 == 36) && first.iter().any(|s| s.0 == 18));

    let recording: Recording = recorder.recording().to_string().parse().unwrap();
    assert_eq!(recording, recorder.recording());
    let again = Host::of(builder().scenario(Scenario::default().replay(&recording)));
    assert_eq!(program(&again), first, "the same answers at the same moments");
    let own = again.machine.recording();
    assert!(own.calls.len() >= recording.calls.len());
}

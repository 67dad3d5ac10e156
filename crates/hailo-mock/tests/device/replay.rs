//! A run on an ailing device, recorded through wrapped tables and played again on one that is well and says other things.

use std::ptr::null_mut;
use std::time::Duration;

use hailo_mock::{CallEffect, Chip, Condition, Fault, Machine, Recorder, Recording, Scenario};
use hailo_sys::shim::*;

use crate::host::{ECHO, Host, Told, builder};
use crate::tenth::Tenth;

/// What a program saw of a run: statuses, and what the calls carried, and when.
#[derive(Debug, Default, PartialEq)]
struct Seen(Vec<(u32, Vec<u8>, u64)>);

impl Seen {
    fn note(&mut self, host: &Host, status: u32, carried: &[u8]) {
        self.0.push((status, carried.to_vec(), host.machine.clock().now_ns()));
    }

    /// The same without the moment: whether the callback's thread moves the clock to its event before the program does is
    /// up to the scheduler.
    fn told(&mut self, status: u32, carried: &[u8]) {
        self.0.push((status, carried.to_vec(), 0));
    }
}

/// A program on a Hailo-8: frames through vstreams, asynchronous transfers, readings.
fn vision(host: &Host) -> Seen {
    let mut seen = Seen::default();
    let rig = host.rig(ECHO);
    let s = host.streams(rig.group).unwrap();
    let device = host.device();
    let (frame, mut answer) = (vec![1; s.input_size], vec![0; s.output_size]);
    for _ in 0..200 {
        let written = host.write(&s, &frame);
        seen.note(host, written, &[]);
        if written == 0 {
            let status = host.read(&s, &mut answer);
            seen.note(host, status, &answer);
        }
        let read = host.temperature(device);
        seen.note(host, read.err().unwrap_or(0), &read.unwrap_or(0.0).to_le_bytes());
        let read = host.power(device);
        seen.note(host, read.err().unwrap_or(0), &read.unwrap_or(0.0).to_le_bytes());
    }
    host.release(&s);
    // SAFETY: released once.
    assert_eq!(unsafe { (host.api.hailo_release_device)(device) }, 0);
    host.close(rig.vdevice);

    let (rig, input, output) = host.async_streams();
    for _ in 0..3 {
        let (frame, mut answer) = ([7_u64; 8], [0_u64; 8]);
        let (written, read) = (Told::new(host), Told::new(host));
        // SAFETY: buffers and records outlive the callbacks.
        unsafe {
            let write = host.api.hailo_stream_write_raw_buffer_async;
            assert_eq!(write(input, frame.as_ptr().cast(), 64, Some(Told::wrote), written.opaque()), 0);
            let ask = host.api.hailo_stream_read_raw_buffer_async;
            assert_eq!(ask(output, answer.as_mut_ptr().cast(), 64, Some(Told::read), read.opaque()), 0);
        }
        host.machine.advance(Duration::from_secs(1));
        let bytes: Vec<u8> = answer.iter().flat_map(|word| word.to_le_bytes()).collect();
        seen.told(read.take()[0].1, &bytes);
        seen.told(written.take()[0].1, &[]);
    }
    host.close(rig.vdevice);
    host.clean();
    seen
}

/// A program on a Hailo-10H: runs of an `InferModel`, answers, what the device says of itself.
fn generative(host: &Host, shim: ShimApi) -> Seen {
    let mut seen = Seen::default();
    let mut tenth = Tenth::open(host).unwrap();
    tenth.shim = shim;
    let mut run = tenth.model().unwrap();
    for value in 1..=3 {
        let status = tenth.run(&mut run, value).err().unwrap_or(0);
        seen.note(host, status, run.output.as_slice());
    }
    let told = Told::new(host);
    // SAFETY: bindings and record outlive the run.
    let status = unsafe {
        let run_async = shim.hailo_shim_configured_run_async;
        run_async(run.configured, run.bindings, Some(Told::done), told.opaque(), null_mut())
    };
    assert_eq!(status, 0);
    host.machine.advance(Duration::from_secs(1));
    seen.note(host, told.take()[0].1, run.output.as_slice());
    tenth.drop_model(run);

    let llm = tenth.llm().unwrap();
    let completion = tenth.ask(llm);
    let mut state = HAILO_SHIM_GENERATING;
    while state == HAILO_SHIM_GENERATING {
        let (text, now) = tenth.read(completion).unwrap();
        state = now;
        seen.note(host, state, &text);
    }
    let mut used = 0;
    // SAFETY: a completion and a model of this host, a local number; destroyed once.
    unsafe {
        assert_eq!((shim.hailo_shim_completion_destroy)(completion), 0);
        assert_eq!((shim.hailo_shim_llm_context_usage)(llm, &mut used), 0);
        (shim.hailo_shim_llm_destroy)(llm);
    }
    seen.note(host, 0, &used.to_le_bytes());
    let (mut device, mut stats) = (null_mut(), hailo_shim_performance::default());
    // SAFETY: locals; the handle is destroyed once.
    unsafe {
        assert_eq!((shim.hailo_shim_device_of_vdevice)(tenth.vdevice, 0, &mut device), 0);
        assert_eq!((shim.hailo_shim_device_performance)(device, &mut stats), 0);
        (shim.hailo_shim_device_destroy)(device);
    }
    seen.note(host, 0, format!("{stats:?}").as_bytes());
    tenth.close();
    host.clean();
    seen
}

/// Both in one run, since one recorder is all a process has.
fn program(first: &Host, second: &Host, shim: ShimApi) -> [Seen; 2] {
    [vision(first), generative(second, shim)]
}

fn ailing() -> [Machine; 2] {
    let status = |n| CallEffect::Status(hailo_sys::Status(n));
    let eighth = builder()
        .device(Chip::Hailo8)
        .fault(Fault::on("hailo_vstream_read_raw_buffer", CallEffect::Delay(0.2)).probability(0.1))
        .fault(Fault::on("hailo_vstream_write_raw_buffer", status(36)).probability(0.1))
        .fault(Fault::on("hailo_get_chip_temperature", status(18)).probability(0.2));
    let tenth = builder()
        .device(Chip::Hailo10h)
        .fault(Fault::on("hailo_shim_configured_run", status(4)).nth(2).times(1))
        .fault(Fault::on("hailo_shim_completion_read", CallEffect::Delay(0.5)).probability(0.1));
    [eighth.build().unwrap(), tenth.build().unwrap()]
}

#[test]
fn a_recorded_run_plays_again() {
    let [eighth, tenth] = ailing();
    // The functions of a machine without a handle are its own; the rest find theirs by the handle. So the tables of
    // two machines make one, as a host with both cards has.
    let clock = eighth.clock();
    let (recorder, api, shim) = Recorder::wrap(eighth.api(), Some(tenth.shim_api()), clock).unwrap();
    assert!(Recorder::wrap(api, None, eighth.clock()).is_none(), "one per process");
    let [first, second] = [eighth, tenth].map(|machine| Host { api, machine, real: false });
    let seen = program(&first, &second, shim.unwrap());
    assert!(seen[0].0.iter().any(|s| s.0 == 36) && seen[0].0.iter().any(|s| s.0 == 18));
    assert_eq!(seen[1].0[1].0, 4);

    let recording: Recording = recorder.recording().to_string().parse().unwrap();
    assert_eq!(recording, recorder.recording());
    let carried = |name: &str| recording.calls.iter().any(|c| c.call == name && !c.payload.is_empty());
    for call in [
        "hailo_vstream_read_raw_buffer",
        "hailo_get_chip_temperature",
        "hailo_stream_read_raw_buffer_async",
        "hailo_shim_configured_run",
        "hailo_shim_configured_run_async",
        "hailo_shim_completion_read",
        "hailo_shim_device_performance",
    ] {
        assert!(carried(call), "{call}");
    }

    // Another seed says something else, a silent device shows nothing, and its air is warmer.
    let other = |chip| {
        let mut scenario = Scenario::default().replay(&recording);
        scenario.seed = 4711;
        scenario.devices[0].thermal.ambient_c = 60.0;
        scenario.devices[0].chip = chip;
        Host::of(builder().scenario(scenario).fault(Fault::holding(Condition::SilentZeros)))
    };
    let (first, second) = (other(Chip::Hailo8), other(Chip::Hailo10h));
    let shim = second.machine.shim_api();
    let again = program(&first, &second, shim);
    let without_time = |seen: &[Seen; 2]| -> Vec<(u32, Vec<u8>)> {
        seen.iter().flat_map(|seen| &seen.0).map(|(status, carried, _)| (*status, carried.clone())).collect()
    };
    assert_eq!(without_time(&again), without_time(&seen), "the same answers");
    assert_eq!(again[0], seen[0], "at the same moments");
}

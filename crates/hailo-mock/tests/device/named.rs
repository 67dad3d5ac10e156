//! The named scenarios that are about nothing else, each as the sequence that its sentence promises; and that none of all
//! named ones goes untold.

use std::path::Path;
use std::ptr::null_mut;
use std::sync::mpsc;
use std::time::Duration;

use hailo_mock::Scenario;
use hailo_sys::ShimApi;
use hailo_sys::types::*;

use crate::host::{ECHO, Host, id};
use crate::tenth::{Tenth, slice};

fn until(host: &Host, seconds: f64) {
    host.machine.advance(Duration::from_secs_f64((seconds - host.now_s()).max(0.0)));
}

fn open(host: &Host, name: &str) -> hailo_device {
    let mut device = null_mut();
    // SAFETY: locals.
    assert_eq!(unsafe { (host.api.hailo_create_device_by_id)(&id(name), &mut device) }, 0);
    device
}

fn close<const N: usize>(host: &Host, devices: [hailo_device; N]) {
    for device in devices {
        // SAFETY: released once.
        assert_eq!(unsafe { (host.api.hailo_release_device)(device) }, 0);
    }
}

#[test]
fn every_named_scenario_is_told_by_a_test_of_this_folder() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/device");
    let sources: String = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    for name in Scenario::names() {
        assert!(sources.contains(&format!("named(\"{name}\")")), "{name}");
    }
}

#[test]
fn healthy_stays_healthy() {
    let host = Host::named("healthy");
    let (device, rig) = (host.device(), host.rig(ECHO));
    let streams = host.streams(rig.group).unwrap();
    let mut answer = vec![0; streams.output_size];
    for hour in 1..=24 {
        until(&host, f64::from(hour) * 3600.0);
        assert_eq!(host.write(&streams, &vec![hour; streams.input_size]), 0);
        assert_eq!(host.read(&streams, &mut answer), 0);
        assert!(answer.iter().all(|byte| *byte == hour));
        assert!((20.0..60.0).contains(&host.temperature(device).unwrap()));
    }
    assert!(host.machine.call_log().iter().all(|call| call.status == 0));
    host.release(&streams);
    // SAFETY: released once.
    assert_eq!(unsafe { (host.api.hailo_release_device)(device) }, 0);
    host.close(rig.vdevice);
    host.clean();
}

#[test]
fn stuck_answers_no_read_and_then_wants_a_reset() {
    let host = Host::named("stuck");
    let (device, rig) = (host.device(), host.rig(ECHO));
    let streams = host.streams(rig.group).unwrap();
    let mut answer = vec![0; streams.output_size];
    let mut turn = || {
        assert_eq!(host.write(&streams, &vec![5; streams.input_size]), 0);
        (host.read(&streams, &mut answer), host.now_s())
    };
    assert_eq!(turn().0, 0);
    until(&host, 11.0);
    let (status, at) = turn();
    assert_eq!(status, 4);
    assert!((21.0..22.0).contains(&at), "ten seconds, not {at}");
    assert!(host.temperature(device).is_ok(), "the rest of it works");
    until(&host, 40.0);
    assert_eq!(host.temperature(device), Err(36));
    assert_eq!(host.write(&streams, &vec![5; streams.input_size]), 36);
    // SAFETY: a device of this host.
    let reset = unsafe { (host.api.hailo_reset_device)(device, HAILO_RESET_DEVICE_MODE_SOFT) };
    assert!(matches!(reset, 0 | 36), "{reset}");
    host.machine.power_cycle(0);
    let anew = host.device();
    assert!(host.temperature(anew).is_ok(), "a new handle after the reset");
    host.release(&streams);
    close(&host, [device, anew]);
    host.close(rig.vdevice);
    host.clean();
}

#[test]
fn two_devices_differ_in_heat_and_in_what_they_can_measure() {
    let host = Host::named("two-devices");
    let (eight, light) = (open(&host, "0000:01:00.0"), open(&host, "0000:02:00.0"));
    until(&host, 3600.0);
    let [cool, warm] = [eight, light].map(|device| host.temperature(device).unwrap());
    assert!(warm > cool + 5.0, "{cool} and {warm}");
    assert!(host.power(eight).unwrap() > 0.0);
    assert!(host.power(light).is_err(), "no current sensor");
    close(&host, [eight, light]);
    host.clean();
}

#[test]
fn wedged_never_gives_back_what_reached_the_driver() {
    let host = Host::named("wedged");
    let device = host.device();
    assert!(host.temperature(device).is_ok());
    until(&host, 10.0);
    let (tell, told) = mpsc::channel();
    let (api, address) = (host.api, device.addr());
    let held = std::thread::spawn(move || {
        let mut watts = 0.0;
        let device = std::ptr::without_provenance_mut(address);
        // SAFETY: a device of this host, a local number.
        let status = unsafe {
            (api.hailo_power_measurement)(device, HAILO_DVM_OPTIONS_AUTO, HAILO_MAX_ENUM, &mut watts)
        };
        let _ = tell.send(status);
    });
    until(&host, 86_400.0);
    assert!(told.try_recv().is_err(), "a day later it still hangs");
    let hef = host.hef(ECHO).expect("what needs no driver goes on");
    // SAFETY: released once.
    assert_eq!(unsafe { (api.hailo_release_hef)(hef) }, 0);
    drop(host);
    assert!(told.recv_timeout(Duration::from_secs(60)).is_ok(), "it ends with its machine");
    held.join().unwrap();
    // SAFETY: released once; its machine lives as long as it.
    unsafe { (api.hailo_release_device)(device) };
}

#[test]
fn flaky_link_fails_single_calls_with_the_statuses_of_its_sentence() {
    let host = Host::named("flaky-link");
    let (device, rig) = (host.device(), host.rig(ECHO));
    let streams = host.streams(rig.group).unwrap();
    let (mut failed, mut slow, mut hot) = (0, 0, 0);
    let mut answer = vec![0; streams.output_size];
    while host.now_s() < 9.0 {
        let status = host.write(&streams, &vec![1; streams.input_size]);
        if status == 0 {
            let before = host.now_s();
            let status = host.read(&streams, &mut answer);
            slow += usize::from(host.now_s() - before > 0.19);
            failed += usize::from(status == 36);
            assert!(matches!(status, 0 | 36), "{status}");
            if status == 36 {
                assert_eq!(host.read(&streams, &mut answer), 0, "the frame is still there");
            }
        } else {
            assert_eq!(status, 36);
            failed += 1;
        }
        hot += usize::from(host.temperature(device) == Err(18));
        until(&host, host.now_s() + 0.01);
    }
    assert!(failed > 2 && slow > 2 && hot > 5, "{failed} {slow} {hot}");
    until(&host, 30.5);
    assert_eq!(host.temperature(device), Err(36), "off the bus for two seconds");
    until(&host, 32.5);
    let read = (0..20).map(|_| host.temperature(device)).find(Result::is_ok);
    assert!(read.is_some(), "and back by itself");
    host.release(&streams);
    close(&host, [device]);
    host.close(rig.vdevice);
    host.clean();
}

#[test]
fn a_10h_loads_its_three_models_in_their_time() {
    let host = Host::named("10h-llm");
    let tenth = Tenth::open(&host).unwrap();
    let took = |load: &mut dyn FnMut() -> u32| {
        let before = host.now_s();
        assert_eq!(load(), 0);
        host.now_s() - before
    };
    let (mut llm, mut vlm, mut speech) = (null_mut(), null_mut(), null_mut());
    let (text, picture, sound) = (
        slice("simulated/qwen2.5-1.5b.hef"),
        slice("simulated/qwen2-vl-2b.hef"),
        slice("simulated/whisper-base.hef"),
    );
    let shim: ShimApi = tenth.shim;
    // SAFETY: out handles are locals, a vdevice of this host.
    let times = [
        took(&mut || unsafe { (shim.hailo_shim_llm_create)(tenth.vdevice, text, slice(""), 0, &mut llm) }),
        took(&mut || unsafe { (shim.hailo_shim_vlm_create)(tenth.vdevice, picture, 0, &mut vlm) }),
        took(&mut || unsafe { (shim.hailo_shim_speech_create)(tenth.vdevice, sound, &mut speech) }),
    ];
    assert_eq!(times.map(|seconds| seconds.round()), [10.0, 14.0, 3.0]);
    assert!(!tenth.answer(llm).is_empty());
    // SAFETY: destroyed once each.
    unsafe {
        (shim.hailo_shim_llm_destroy)(llm);
        (shim.hailo_shim_vlm_destroy)(vlm);
        (shim.hailo_shim_speech_destroy)(speech);
    }
    tenth.close();
    host.clean();
}

//! What an unkind machine does to its callers, as the real library was seen to do it.

use std::ptr::null_mut;
use std::time::Duration;

use hailo_mock::{CallEffect, Chip, Condition, Fault};
use hailo_sys::Status;
use hailo_sys::types::*;

use crate::host::{ECHO, Host, Told, builder};
use crate::tenth::Tenth;

fn host() -> Host {
    Host::of(builder().device(Chip::Hailo8).unkind())
}

#[test]
fn a_read_that_timed_out_is_answered_later_and_once_more_at_the_release() {
    for (unkind, late, released) in [(true, 7, 0xEE), (false, 1, 1)] {
        let machine = builder().device(Chip::Hailo8);
        let host = Host::of(if unkind { machine.unkind() } else { machine });
        let rig = host.rig(ECHO);
        let streams = host.streams(rig.group).unwrap();
        let mut frames = [vec![1; streams.output_size], vec![1; streams.output_size]];
        for frame in &mut frames {
            assert_eq!(host.read(&streams, frame), 4, "nothing was written");
        }
        assert_eq!(host.write(&streams, &vec![7; streams.input_size]), 0);
        host.machine.advance(Duration::from_secs(1));
        assert!(frames[0].iter().all(|byte| *byte == late), "{:?}", frames[0]);
        assert!(frames[1].iter().all(|byte| *byte == 1), "one frame answers one read");
        host.release(&streams);
        assert!(frames[1].iter().all(|byte| *byte == released), "{:?}", frames[1]);
        assert!(frames[0].iter().all(|byte| *byte == late));
        host.close(rig.vdevice);
        host.clean();
    }
}

#[test]
fn a_scripted_time_out_leaves_its_buffer_too() {
    let host = host();
    let rig = host.rig(ECHO);
    let streams = host.streams(rig.group).unwrap();
    host.machine.inject(Fault::on("hailo_vstream_read_raw_buffer", CallEffect::Hang(1.0)).times(1));
    let mut frame = vec![1; streams.output_size];
    assert_eq!(host.write(&streams, &vec![7; streams.input_size]), 0);
    assert_eq!(host.read(&streams, &mut frame), 4);
    host.machine.settle();
    assert!(frame.iter().all(|byte| *byte == 7));
    host.release(&streams);
    host.close(rig.vdevice);
    host.clean();
}

/// A call that a driver that hangs holds in a handle, and a second thread that comes into the same one.
#[test]
fn two_threads_in_one_handle_are_named() {
    let host = host();
    let device = host.device();
    host.machine.inject(Fault::holding(Condition::Wedged));
    let (api, address) = (host.api, device.addr());
    let first = std::thread::spawn(move || {
        let mut watts = 0.0;
        let device = std::ptr::without_provenance_mut(address);
        // SAFETY: a device of this host, a local number.
        unsafe { (api.hailo_power_measurement)(device, HAILO_DVM_OPTIONS_AUTO, HAILO_MAX_ENUM, &mut watts) }
    });
    // It is in the driver before or after this asks; either way the two meet once both are in.
    let mut met = Err(0);
    let second = std::thread::scope(|scope| {
        let asks = scope.spawn(|| met = host.temperature(std::ptr::without_provenance_mut(address)));
        while host.machine.misuses().is_empty() {
            std::thread::yield_now();
        }
        host.machine.clear_faults();
        asks.join()
    });
    second.unwrap();
    let first = first.join().unwrap();
    let misuses = host.machine.misuses();
    assert_eq!(misuses.len(), 1, "{misuses:?}");
    let (call, what) = (misuses[0].call, misuses[0].what.as_str());
    let calls = ["hailo_power_measurement", "hailo_get_chip_temperature"];
    assert!(calls.contains(&call), "{misuses:?}");
    assert!(what.starts_with("a second thread came into a device (0x"), "{what}");
    assert!(
        calls.iter().any(|other| *other != call && what.ends_with(&format!("that is in {other}"))),
        "{what}"
    );
    assert!((first == 2) != (met == Err(2)), "one of the two fails: {first} and {met:?}");
    // SAFETY: released once.
    assert_eq!(unsafe { (host.api.hailo_release_device)(device) }, 0, "alone it is well again");
}

/// Configuring reads the HEF: two vdevices at once is two threads in its one reader.
#[test]
fn a_hef_that_two_vdevices_configure_at_once_is_named() {
    let host = Host::of(builder().device(Chip::Hailo8).device(Chip::Hailo8).unkind());
    let vdevices = [host.vdevice().unwrap().addr(), host.vdevice().unwrap().addr()];
    let hef = host.hef(ECHO).unwrap().addr();
    host.machine.inject(Fault::on("hailo_configure_vdevice", CallEffect::Delay(0.0)));
    while host.machine.misuses().is_empty() {
        std::thread::scope(|scope| {
            for vdevice in vdevices {
                let api = host.api;
                scope.spawn(move || {
                    let (mut group, mut count) = (null_mut(), 1);
                    let (vdevice, hef) =
                        (std::ptr::without_provenance_mut(vdevice), std::ptr::without_provenance_mut(hef));
                    // SAFETY: handles of this host, room for one group.
                    unsafe { (api.hailo_configure_vdevice)(vdevice, hef, null_mut(), &mut group, &mut count) }
                });
            }
        });
    }
    let misuse = &host.machine.misuses()[0];
    assert_eq!(misuse.call, "hailo_configure_vdevice");
    assert!(misuse.what.starts_with("a second thread came into a HEF (0x"), "{}", misuse.what);
    assert!(misuse.what.ends_with("that is in hailo_configure_vdevice"), "{}", misuse.what);
    host.machine.clear_faults();
    // SAFETY: released once.
    assert_eq!(unsafe { (host.api.hailo_release_hef)(std::ptr::without_provenance_mut(hef)) }, 0);
    vdevices.into_iter().for_each(|vdevice| host.close(std::ptr::without_provenance_mut(vdevice)));
    assert_eq!(host.machine.live_handles(), 0);
}

#[test]
fn releases_and_aborts_fail_where_a_fault_names_them() {
    let host = host();
    let rig = host.rig(ECHO);
    let fails = CallEffect::Status(Status(36));
    host.machine.inject(Fault::on("hailo_release_*", fails.clone()).times(1));
    host.machine.inject(Fault::on("hailo_release_vdevice", fails.clone()).times(1));
    // SAFETY: what was refused is released again.
    let release = || unsafe { (host.api.hailo_release_vdevice)(rig.vdevice) };
    assert_eq!(release(), 36);
    assert!(host.machine.live_handles() > 0, "it is still there");
    assert_eq!(release(), 0, "a family's fault spares the releases in it");
    host.clean();

    let host = Host::of(builder().device(Chip::Hailo10h).unkind());
    let tenth = Tenth::open(&host).unwrap();
    let llm = tenth.llm().unwrap();
    let completion = tenth.ask(llm);
    for call in ["hailo_shim_completion_abort", "hailo_shim_completion_destroy"] {
        host.machine.inject(Fault::on(call, fails.clone()).times(1));
    }
    // SAFETY: the completion is destroyed by the last of these.
    unsafe {
        assert_eq!((tenth.shim.hailo_shim_completion_abort)(completion), 36);
        assert_eq!((tenth.shim.hailo_shim_completion_destroy)(completion), 36);
        assert_eq!((tenth.shim.hailo_shim_completion_destroy)(completion), 0);
        (tenth.shim.hailo_shim_llm_destroy)(llm);
    }
    tenth.close();
    host.clean();
}

#[test]
fn what_a_release_ends_is_told_on_a_foreign_thread_before_it_returns() {
    let (host, mut threads) = (host(), Vec::new());
    for _ in 0..2 {
        let (rig, _, output) = host.async_streams();
        let (told, mut answer) = (Told::new(&host), [0_u64; 8]);
        // Nothing is written, so only the release ends it.
        // SAFETY: buffer and record outlive the callback.
        let status = unsafe {
            let read = host.api.hailo_stream_read_raw_buffer_async;
            read(output, answer.as_mut_ptr().cast(), 64, Some(Told::read), told.opaque())
        };
        assert_eq!(status, 0);
        host.close(rig.vdevice);
        let [(_, status, thread)] = told.take()[..] else { panic!("told once") };
        assert_eq!(status, 63);
        assert_ne!(thread, std::thread::current().id());
        threads.push(thread);
    }
    assert_ne!(threads[0], threads[1], "no thread of the library that one could know");
    host.clean();
}

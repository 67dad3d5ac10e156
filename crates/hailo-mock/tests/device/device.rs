//! Queues, heat, faults, callbacks: what a device does over time.

use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::sync::Mutex;
use std::time::Duration;

use hailo_mock::{CallEffect, Chip, Condition, DeviceEvent, Fault, Machine, SimClock};
use hailo_sys::types::*;
use hailo_sys::{Era, Record, with_era};

use crate::host::{ECHO, Host, Streams, builder};

/// Writes and reads one frame; the first status that is not 0, or 0.
fn turn(host: &Host, s: &Streams) -> u32 {
    let frame = vec![7; s.input_size];
    let mut answer = vec![0; s.output_size];
    match host.write(s, &frame) {
        0 => host.read(s, &mut answer),
        status => status,
    }
}

#[test]
fn a_full_queue_blocks_and_an_unread_output_times_out() {
    let host = Host::new(Chip::Hailo8);
    let rig = host.rig(ECHO);
    let s = host.streams(rig.group).unwrap();
    let frame = vec![1; s.input_size];
    let before = host.now_s();
    let mut accepted = 0;
    while host.write(&s, &frame) == 0 {
        accepted += 1;
        assert!(accepted < 100, "the queues have an end");
    }
    // Two in the output queue, two inside the chip, two in the input queue.
    assert_eq!(accepted, 6);
    assert!(host.now_s() - before >= 10.0, "the writer waited its whole timeout");
    let mut answer = vec![0; s.output_size];
    for _ in 0..accepted {
        assert_eq!(host.read(&s, &mut answer), 0);
    }
    assert_eq!(host.read(&s, &mut answer), 4);
    assert_eq!(turn(&host, &s), 0, "a timeout alone does not poison the pipeline");
    host.release(&s);
    host.close(rig.vdevice);
    host.clean();
}

#[test]
fn frames_take_the_time_the_model_file_says() {
    let host = Host::new(Chip::Hailo8);
    let rig = host.rig("simulated/resnet_v1_50.hef");
    let s = host.streams(rig.group).unwrap();
    let before = host.now_s();
    for _ in 0..1000 {
        assert_eq!(turn(&host, &s), 0);
    }
    let mean = (host.now_s() - before) / 1000.0;
    assert!((mean - 0.008).abs() < 1e-6, "{mean}");
    host.close(rig.vdevice);
    host.release(&s);
    host.clean();
}

#[test]
fn a_writer_and_a_reader_of_two_threads_meet() {
    let host = Host::of(Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()));
    let rig = host.rig(ECHO);
    let s = host.streams(rig.group).unwrap();
    let (api, input, output) = (host.api, s.input.addr(), s.output.addr());
    let size = s.input_size;
    let writer = std::thread::spawn(move || {
        for n in 0..2000u32 {
            let frame = vec![n as u8; size];
            let handle = std::ptr::without_provenance_mut(input);
            // SAFETY: one writer for this handle, a buffer of its size.
            let status = unsafe { (api.hailo_vstream_write_raw_buffer)(handle, frame.as_ptr().cast(), size) };
            assert_eq!(status, 0);
        }
    });
    let mut frame = vec![0u8; s.output_size];
    for n in 0..2000u32 {
        let handle = std::ptr::without_provenance_mut(output);
        let data = frame.as_mut_ptr().cast();
        // SAFETY: one reader for this handle, a buffer of its size.
        assert_eq!(unsafe { (api.hailo_vstream_read_raw_buffer)(handle, data, frame.len()) }, 0);
        assert!(frame.iter().all(|b| *b == n as u8), "frames keep their order");
    }
    writer.join().unwrap();
    host.release(&s);
    host.close(rig.vdevice);
    host.clean();
}

#[test]
fn without_a_scheduler_groups_are_activated_one_at_a_time() {
    let host = Host::new(Chip::Hailo8);
    let vdevice = host.vdevice_without_scheduler();
    let (a, b) = (host.configure(vdevice, ECHO).unwrap(), host.configure(vdevice, ECHO).unwrap());
    let s = host.streams(a).unwrap();
    assert_eq!(turn(&host, &s), 69);
    let activate = |group| {
        let mut active = null_mut();
        // SAFETY: the out handle is a local.
        let status = unsafe { (host.api.hailo_activate_network_group)(group, null_mut(), &mut active) };
        (status, active)
    };
    let (status, active) = activate(a);
    assert_eq!(status, 0);
    assert_eq!(activate(b).0, 6);
    assert_eq!(turn(&host, &s), 0);
    // SAFETY: handles from this host; the activation ends once.
    unsafe {
        assert_eq!((host.api.hailo_set_scheduler_timeout)(a, 5, null()), 6);
        assert_eq!((host.api.hailo_wait_for_network_group_activation)(b, 20), 4);
        assert_eq!((host.api.hailo_deactivate_network_group)(active), 0);
    }
    assert_eq!(turn(&host, &s), 69);
    let (status, active) = activate(b);
    assert_eq!(status, 0);
    // SAFETY: as above.
    assert_eq!(unsafe { (host.api.hailo_deactivate_network_group)(active) }, 0);
    host.release(&s);
    host.close(vdevice);
    host.clean();
}

#[test]
fn the_scheduler_shares_the_core_and_charges_for_switching() {
    let host = Host::new(Chip::Hailo8);
    let rig = host.rig(ECHO);
    let other = host.configure(rig.vdevice, ECHO).unwrap();
    let (s, t) = (host.streams(rig.group).unwrap(), host.streams(other).unwrap());
    // SAFETY: handles of this host.
    unsafe {
        assert_eq!((host.api.hailo_set_scheduler_priority)(other, 31, null()), 0);
        assert_eq!((host.api.hailo_set_scheduler_priority)(other, 32, null()), 2);
        assert_eq!((host.api.hailo_set_scheduler_timeout)(other, 1, c"echo/echo".as_ptr()), 7);
        let mut active = null_mut();
        assert_eq!((host.api.hailo_activate_network_group)(rig.group, null_mut(), &mut active), 6);
    }
    let lap = |frames: &[&Streams]| {
        let before = host.now_s();
        for s in frames {
            assert_eq!(turn(&host, s), 0);
        }
        host.now_s() - before
    };
    assert_eq!(turn(&host, &s), 0);
    let steady = lap(&[&s, &s, &s, &s]);
    let switching = lap(&[&t, &s, &t, &s]);
    assert!((steady - 0.004).abs() < 1e-9);
    assert!((switching - 0.004 - 4.0 * 0.0015).abs() < 1e-9, "four switches of 1.5 ms: {switching}");
    host.release(&s);
    host.release(&t);
    host.close(rig.vdevice);
    host.clean();
}

#[test]
fn detections_come_out_well_formed() {
    let host = Host::new(Chip::Hailo8);
    let rig = host.rig("simulated/yolov8n.hef");
    let s = host.streams(rig.group).unwrap();
    assert_eq!(s.output_size, 80 * (4 + 100 * 20));
    let frame: Vec<u8> = (0..s.input_size).map(|i| (i * 31) as u8).collect();
    let mut answer = vec![0; s.output_size];
    assert_eq!(host.write(&s, &frame), 0);
    assert_eq!(host.read(&s, &mut answer), 0);
    let number = |at: usize| f32::from_le_bytes(answer[at..at + 4].try_into().unwrap());
    let (mut at, mut boxes) = (0, 0);
    for _ in 0..80 {
        let count = number(at) as usize;
        at += 4;
        for _ in 0..count {
            let [y0, x0, y1, x1, score] = std::array::from_fn(|i| number(at + 4 * i));
            assert!(0.0 <= y0 && y0 < y1 && y1 <= 1.0 && 0.0 <= x0 && x0 < x1 && x1 <= 1.0);
            assert!((0.2..=1.0).contains(&score));
            (at, boxes) = (at + 20, boxes + 1);
        }
    }
    assert!(boxes > 20, "{boxes}");
    host.release(&s);
    host.close(rig.vdevice);
    host.clean();
}

#[test]
fn constant_load_approaches_the_analytic_temperature_and_energy() {
    let host = Host::new(Chip::Hailo8);
    let rig = host.rig("simulated/resnet_v1_50.hef");
    let s = host.streams(rig.group).unwrap();
    let begin = host.machine.physics(0).unwrap();
    let start = host.now_s();
    while host.now_s() < start + 300.0 {
        assert_eq!(turn(&host, &s), 0);
    }
    let end = host.machine.physics(0).unwrap();
    let seconds = host.now_s() - start;
    let target = 25.0 + 8.0 * 4.5;
    let expected = target + (begin.temperature_c() - target) * (-seconds / 60.0).exp();
    assert!(
        (end.temperature_c() - expected).abs() < 0.01 * expected,
        "{} for {expected}",
        end.temperature_c()
    );
    let joules = end.energy_j() - begin.energy_j();
    assert!((joules - 4.5 * seconds).abs() < 0.01 * joules, "{joules} J in {seconds} s");
    assert!(end.utilisation() > 0.99);
    host.release(&s);
    host.close(rig.vdevice);
    host.clean();
}

static HEARD: Mutex<Vec<(u32, u32, u32)>> = Mutex::new(Vec::new());

unsafe extern "C" fn hear(_: hailo_device, notification: *const hailo_notification_t, _: *mut c_void) {
    // SAFETY: a notification has 28 bytes, lent for the call.
    let words = unsafe { notification.cast::<[u32; 7]>().read_unaligned() };
    HEARD.lock().unwrap().push((words[0], words[2], words[3]));
}

#[test]
fn the_hot_scenario_plays_the_field_sequence() {
    let host = Host::named("hot");
    let rig = host.rig("simulated/resnet_v1_50.hef");
    let s = host.streams(rig.group).unwrap();
    let (mut device, mut count) = (null_mut(), 1);
    // SAFETY: room for one device; the callback needs no opaque.
    unsafe {
        assert_eq!((host.api.hailo_get_physical_devices)(rig.vdevice, &mut device, &mut count), 0);
        for id in [1, 2, 10] {
            assert_eq!((host.api.hailo_set_notification_callback)(device, Some(hear), id, null_mut()), 0);
        }
        assert_eq!((host.api.hailo_set_notification_callback)(device, Some(hear), 99, null_mut()), 2);
    }
    // Latency per frame grows by the ratio of the clocks until the streams are aborted.
    let mut latencies: Vec<u64> = Vec::new();
    let status = loop {
        let before = host.machine.clock().now_ns();
        let status = turn(&host, &s);
        if status != 0 {
            break status;
        }
        latencies.push((host.machine.clock().now_ns() - before) / 1000);
    };
    assert_eq!(status, 63);
    latencies.dedup();
    assert_eq!(latencies, [8000, 9142, 10666, 12800, 16000], "8 ms times 400 over 400, 350, 300, 250, 200");
    host.machine.settle();
    let heard = HEARD.lock().unwrap().clone();
    let mhz = |n: u32| n * 1_000_000;
    let expected = [
        (1, 1, 0),
        (10, mhz(400), mhz(350)),
        (10, mhz(350), mhz(300)),
        (10, mhz(300), mhz(250)),
        (10, mhz(250), mhz(200)),
        (1, 2, 0),
    ];
    assert_eq!(heard[..6], expected);
    assert_eq!(heard[6].0, 2, "then the dataflow shutdown");
    // Still too hot: new pipelines fail too. Once cool enough, they work.
    host.release(&s);
    let s = host.streams(rig.group).unwrap();
    assert_eq!(turn(&host, &s), 63);
    host.release(&s);
    host.machine.advance(Duration::from_secs(600));
    let s = host.streams(rig.group).unwrap();
    assert_eq!(turn(&host, &s), 0);
    host.release(&s);
    host.close(rig.vdevice);
    host.clean();
}

#[test]
fn a_fault_can_put_any_status_on_any_call() {
    let host = Host::new(Chip::Hailo8);
    let device = host.device();
    for status in 1..=200 {
        host.machine
            .inject(Fault::on("hailo_get_chip_temperature", CallEffect::Status(hailo_sys::Status(status))));
        assert_eq!(host.temperature(device), Err(status));
        host.machine.clear_faults();
    }
    host.machine.inject(Fault::on("hailo_create_vdevice", CallEffect::Status(hailo_sys::Status(74))).nth(2));
    let first = host.vdevice().unwrap();
    assert_eq!(host.vdevice(), Err(74));
    host.machine.inject(Fault::on("hailo_get_chip_temperature", CallEffect::Hang(3.0)).times(1));
    let before = host.now_s();
    assert_eq!(host.temperature(device), Err(4));
    assert!((host.now_s() - before - 3.0).abs() < 1e-9);
    host.machine.inject(Fault::on("hailo_get_chip_temperature", CallEffect::Delay(0.03)));
    let before = host.now_s();
    assert!(host.temperature(device).is_ok());
    assert!((host.now_s() - before - 0.03).abs() < 1e-9);
    host.machine.inject(Fault::holding(Condition::NoPowerSensor));
    assert_eq!(host.power(device), Err(48));
    // SAFETY: released once.
    assert_eq!(unsafe { (host.api.hailo_release_device)(device) }, 0);
    host.close(first);
    host.clean();
}

#[test]
fn faults_twist_what_calls_write() {
    let host = Host::new(Chip::Hailo8);
    host.machine.inject(Fault::on("hailo_create_vdevice", CallEffect::NullHandle).times(1));
    assert_eq!(host.vdevice(), Ok(null_mut()), "success with a NULL handle");
    host.machine.inject(Fault::on("hailo_scan_devices", CallEffect::Overcount(900)));
    let mut count = 8;
    let mut ids = [crate::host::id(""); 8];
    // SAFETY: room for eight.
    assert_eq!(unsafe { (host.api.hailo_scan_devices)(null_mut(), ids.as_mut_ptr(), &mut count) }, 0);
    assert_eq!(count, 901);
    host.machine.inject(Fault::on("hailo_identify", CallEffect::GarbageEnum(0x1234)));
    host.machine.inject(Fault::on("hailo_identify", CallEffect::NoNul));
    let device = host.device();
    with_era!(host.machine.era(), e => {
        let mut identity = e::hailo_device_identity_t::zeroed();
        // SAFETY: a local of this era.
        assert_eq!(unsafe { (host.api.hailo_identify)(device, (&raw mut identity).cast()) }, 0);
        assert_eq!(identity.device_architecture, 0x1234);
        assert!(identity.board_name.iter().all(|c| *c != 0));
    });
    // SAFETY: released once; the second time is noticed instead of followed.
    unsafe {
        assert_eq!((host.api.hailo_release_device)(device), 0);
        assert_eq!((host.api.hailo_release_device)(device), 2);
    }
    assert_eq!(host.machine.misuses().len(), 1);
}

#[test]
fn a_lost_device_comes_back_by_reset_and_old_handles_stay_dead() {
    for (era, gone) in [(Era::V4_21, 36), (Era::V4_20, 36)] {
        let host =
            Host::of(builder().era(era).device(Chip::Hailo8).fault(Fault::at(1.0, DeviceEvent::DeviceLost)));
        let rig = host.rig(ECHO);
        let s = host.streams(rig.group).unwrap();
        let device = host.device();
        assert_eq!(turn(&host, &s), 0);
        host.machine.advance(Duration::from_secs(2));
        assert_eq!(turn(&host, &s), gone);
        assert_eq!(host.temperature(device), Err(gone));
        let reset = |mode| {
            // SAFETY: a device of this host.
            unsafe { (host.api.hailo_reset_device)(device, mode) }
        };
        assert_eq!(reset(HAILO_RESET_DEVICE_MODE_CHIP), 6);
        assert_eq!(reset(HAILO_RESET_DEVICE_MODE_SOFT), 0);
        assert_eq!(host.temperature(device), Err(gone), "the handle is from before the reset");
        host.release(&s);
        host.close(rig.vdevice);
        // SAFETY: released once.
        assert_eq!(unsafe { (host.api.hailo_release_device)(device) }, 0);
        let rig = host.rig(ECHO);
        let s = host.streams(rig.group).unwrap();
        assert_eq!(turn(&host, &s), 0);
        host.release(&s);
        host.close(rig.vdevice);
        host.clean();
    }
}

#[test]
fn the_wrong_installation_answers_as_on_a_real_host() {
    let with = |effect| Host::of(builder().device(Chip::Hailo8).fault(Fault::holding(effect)));
    assert_eq!(with(Condition::DriverMismatch).vdevice(), Err(76));
    let host = with(Condition::WrongChip);
    let vdevice = host.vdevice().unwrap();
    assert_eq!(host.configure(vdevice, ECHO), Err(93));
    host.close(vdevice);
    let tenth = Host::of(builder().device(Chip::Hailo10h).fault(Fault::at(0.0, DeviceEvent::OldFirmware)));
    assert_eq!(tenth.vdevice(), Err(16));
    // A Hailo-8 on a 5.x library, a Hailo-10H on a 4.x one.
    assert_eq!(Host::of(builder().era(Era::V5_2_0).device(Chip::Hailo8)).vdevice(), Err(79));
    assert_eq!(Host::of(builder().era(Era::V4_21).device(Chip::Hailo10h)).vdevice(), Err(79));
    // A device that is in use, by count and by name.
    let host = Host::new(Chip::Hailo8);
    let first = host.vdevice().unwrap();
    assert_eq!(host.vdevice(), Err(74));
    let mut named = crate::host::id("0000:01:00.0");
    let mut params = hailo_vdevice_params_t::zeroed();
    let mut second = null_mut();
    // SAFETY: locals.
    unsafe {
        assert_eq!((host.api.hailo_init_vdevice_params)(&mut params), 0);
        params.device_ids = &raw mut named;
        assert_eq!((host.api.hailo_create_vdevice)(&mut params, &mut second), 73);
    }
    host.close(first);
    host.clean();
}

#[test]
fn the_telemetry_surface_of_a_hailo_10h_is_small() {
    let host = Host::named("10h-llm");
    let device = host.device();
    assert!(host.temperature(device).is_ok());
    assert_eq!(host.power(device), Err(7));
    let mut active = 0;
    // SAFETY: a device of this host and locals.
    unsafe {
        assert_eq!((host.api.hailo_get_throttling_state)(device, &mut active), 7);
        let set = host.api.hailo_set_notification_callback;
        let answers: Vec<u32> = (0..16).map(|id| set(device, Some(hear), id, null_mut())).collect();
        assert_eq!(answers, [7, 0, 7, 0, 7, 7, 7, 7, 7, 7, 7, 7, 7, 0, 0, 2]);
        assert_eq!((host.api.hailo_release_device)(device), 0);
    }
    let shim = host.machine.shim_api();
    let (mut vdevice, mut device, mut watts) = (null_mut(), null_mut(), 0.0);
    // SAFETY: locals; handles destroyed once, the parent first on purpose.
    unsafe {
        assert_eq!((shim.hailo_shim_vdevice_create)(null(), &mut vdevice), 0);
        assert_eq!((shim.hailo_shim_device_of_vdevice)(vdevice, 0, &mut device), 0);
        (shim.hailo_shim_vdevice_destroy)(vdevice);
        assert_eq!(
            (shim.hailo_shim_device_power)(device, HAILO_DVM_OPTIONS_AUTO, HAILO_MAX_ENUM, &mut watts),
            0
        );
        (shim.hailo_shim_device_destroy)(device);
    }
    assert!((watts - 1.5).abs() < 1e-6);
    host.clean();
}

/// What an asynchronous transfer told its callback.
static DONE: Mutex<Vec<(u32, usize)>> = Mutex::new(Vec::new());

unsafe extern "C" fn wrote(info: *const hailo_stream_write_async_completion_info_t) {
    // SAFETY: lent for the call.
    let info = unsafe { info.read() };
    DONE.lock().unwrap().push((info.status, info.opaque.addr()));
}

unsafe extern "C" fn read_done(info: *const hailo_stream_read_async_completion_info_t) {
    // SAFETY: lent for the call.
    let info = unsafe { info.read() };
    DONE.lock().unwrap().push((info.status, info.opaque.addr()));
}

#[test]
fn asynchronous_transfers_call_back_once_each() {
    let host = Host::new(Chip::Hailo8);
    let (rig, input, output) = host.async_streams();
    let (vdevice, group) = (rig.vdevice, rig.group);
    let mut depth = 0;
    // SAFETY: the count is a local.
    assert_eq!(unsafe { (host.api.hailo_input_stream_get_async_max_queue_size)(input, &mut depth) }, 0);
    assert_eq!(depth, 16);
    // Frames of 64 bytes whose rows are aligned already, in memory aligned for DMA.
    let frames: Vec<[u64; 8]> = (0..4u64).map(|n| [n * 0x0101_0101_0101_0101; 8]).collect();
    let mut answers = vec![[0u64; 8]; 4];
    for (n, (frame, answer)) in frames.iter().zip(&mut answers).enumerate() {
        let number = std::ptr::without_provenance_mut::<c_void>;
        // SAFETY: the buffers outlive the callbacks, which `settle` below waits for.
        unsafe {
            let ready = host.api.hailo_stream_wait_for_async_input_ready;
            assert_eq!(ready(input, 64, 1000), 0);
            let data = frame.as_ptr().cast();
            let write = host.api.hailo_stream_write_raw_buffer_async;
            assert_eq!(write(input, data, 64, Some(wrote), number(n)), 0);
            let place = answer.as_mut_ptr().cast();
            let read = host.api.hailo_stream_read_raw_buffer_async;
            assert_eq!(read(output, place, 64, Some(read_done), number(100 + n)), 0);
        }
    }
    host.machine.advance(Duration::from_secs(1));
    let mut done = std::mem::take(&mut *DONE.lock().unwrap());
    done.sort_unstable();
    let all: Vec<_> = (0..4).chain(100..104).map(|n| (0, n)).collect();
    assert_eq!(done, all);
    assert_eq!(answers, frames);
    // Reads that nobody feeds are cancelled by a shutdown, which is final.
    let place = answers[0].as_mut_ptr().cast();
    // SAFETY: as above.
    unsafe {
        let read = host.api.hailo_stream_read_raw_buffer_async;
        assert_eq!(read(output, place, 64, Some(read_done), null_mut()), 0);
        assert_eq!((host.api.hailo_shutdown_network_group)(group), 0);
    }
    host.machine.settle();
    assert_eq!(std::mem::take(&mut *DONE.lock().unwrap()), [(63, 0)]);
    host.close(vdevice);
    host.clean();
}

//! Each named scenario from the field, told as the sequence of states and events that it is.

use std::ffi::{CString, c_void};
use std::fs;
use std::path::Path;
use std::ptr::{null, null_mut};
use std::sync::Mutex;
use std::sync::mpsc;
use std::time::Duration;

use hailo_mock::hef::{HefBuilder, LayerSpec};
use hailo_mock::{CallEffect, Chip, Condition, DeviceEvent, Fault, Machine, Scenario, SimClock};
use hailo_sys::types::*;

use crate::host::{ECHO, Host, Streams, builder};
use crate::tenth::{Tenth, slice};

fn scan(host: &Host) -> usize {
    let (mut ids, mut count) = ([hailo_device_id_t { id: [0; 32] }; 4], 4);
    // SAFETY: an array of this length.
    assert_eq!(unsafe { (host.api.hailo_scan_devices)(null_mut(), ids.as_mut_ptr(), &mut count) }, 0);
    count
}

fn until(host: &Host, seconds: f64) {
    host.machine.advance(Duration::from_secs_f64((seconds - host.now_s()).max(0.0)));
}

fn echo(host: &Host, s: &Streams, value: u8) -> Result<u8, u32> {
    let mut answer = vec![0xee; s.output_size];
    for status in [host.write(s, &vec![value; s.input_size]), host.read(s, &mut answer)] {
        if status != 0 {
            return Err(status);
        }
    }
    assert!(answer.iter().all(|b| *b == answer[0]));
    Ok(answer[0])
}

/// Physical streams of [`ECHO`].
fn raw_streams(
    host: &Host,
    group: hailo_configured_network_group,
) -> (hailo_input_stream, hailo_output_stream) {
    let (i, o) = (CString::new("echo/input").unwrap(), CString::new("echo/output").unwrap());
    let (mut input, mut output) = (null_mut(), null_mut());
    // SAFETY: names end in NUL, the rest are locals.
    unsafe {
        assert_eq!((host.api.hailo_get_input_stream)(group, i.as_ptr(), &mut input), 0);
        assert_eq!((host.api.hailo_get_output_stream)(group, o.as_ptr(), &mut output), 0);
    }
    (input, output)
}

fn raw_echo(host: &Host, s: (hailo_input_stream, hailo_output_stream), value: u8) -> Result<u8, u32> {
    let frame = [u64::from_ne_bytes([value; 8]); 8];
    let mut answer = [0u64; 8];
    // SAFETY: frames of 64 bytes, aligned.
    let statuses = unsafe {
        [
            (host.api.hailo_stream_write_raw_buffer)(s.0, frame.as_ptr().cast(), 64),
            (host.api.hailo_stream_read_raw_buffer)(s.1, answer.as_mut_ptr().cast(), 64),
        ]
    };
    match statuses.into_iter().find(|s| *s != 0) {
        Some(status) => Err(status),
        None => Ok(answer[0].to_ne_bytes()[0]),
    }
}

#[test]
fn wedged_for_minutes_holds_every_call_of_a_hailo_8_and_gives_all_back() {
    // Scan, thermometer, control, frames by vstream and by stream, release: each begun in the middle.
    let checks: [fn(&Host, hailo_device); 4] = [
        |host, _| assert_eq!(scan(host), 1),
        |host, device| assert!(host.temperature(device).is_ok()),
        |host, device| assert!(host.power(device).is_ok()),
        |host, _| host.close(host.vdevice().unwrap()),
    ];
    for check in checks {
        let host = Host::named("wedged-for-minutes");
        let device = host.device();
        until(&host, 9.0);
        check(&host, device);
        assert!(host.now_s() < 10.0, "nothing holds it yet");
        until(&host, 11.0);
        check(&host, device);
        assert!(host.now_s() >= 190.0, "it came back at {} s", host.now_s());
    }
    let host = Host::named("wedged-for-minutes");
    let rig = host.rig(ECHO);
    let streams = host.streams(rig.group).unwrap();
    assert_eq!(echo(&host, &streams, 7), Ok(7));
    until(&host, 11.0);
    assert_eq!(echo(&host, &streams, 8), Ok(8));
    assert!((190.0..191.0).contains(&host.now_s()));

    let host = Host::named("wedged-for-minutes");
    let raw = raw_streams(&host, host.rig(ECHO).group);
    assert_eq!(raw_echo(&host, raw, 7), Ok(7));
    until(&host, 11.0);
    assert_eq!(raw_echo(&host, raw, 8), Ok(8));
    assert!((190.0..191.0).contains(&host.now_s()));

    let host = Host::named("wedged-for-minutes");
    let rig = host.rig(ECHO);
    until(&host, 11.0);
    host.close(rig.vdevice);
    assert!((190.0..191.0).contains(&host.now_s()), "a release goes to the driver too");
    // What the library answers from its own memory is not held.
    let host = Host::named("wedged-for-minutes");
    until(&host, 11.0);
    assert!(host.hef(ECHO).is_ok());
    assert!(host.now_s() < 12.0);
}

#[test]
fn a_call_that_is_under_way_when_the_driver_hangs_does_not_come_back_either() {
    let host = Host::named("wedged-for-minutes");
    let rig = host.rig(ECHO);
    let streams = host.streams(rig.group).unwrap();
    until(&host, 5.0);
    // Nothing was written: the read would time out after its ten seconds, at 15 s.
    assert_eq!(host.read(&streams, &mut vec![0; streams.output_size]), 4);
    assert!((190.0..191.0).contains(&host.now_s()));
}

#[test]
fn wedged_for_minutes_holds_inference_and_answers_of_a_hailo_10h() {
    let wedged = || Fault::holding(Condition::Wedged).between(30.0, 190.0);
    let host = Host::of(builder().device(Chip::Hailo10h).fault(wedged()));
    let tenth = Tenth::open(&host).unwrap();
    let mut run = tenth.model().unwrap();
    let llm = tenth.llm().unwrap();
    let completion = tenth.ask(llm);
    assert!(tenth.read(completion).is_ok());
    assert_eq!(tenth.run(&mut run, 5), Ok(5));
    assert!(host.now_s() < 30.0);
    until(&host, 31.0);
    assert_eq!(tenth.run(&mut run, 6), Ok(6));
    assert!((190.0..191.0).contains(&host.now_s()));

    let host = Host::of(builder().device(Chip::Hailo10h).fault(wedged()));
    let tenth = Tenth::open(&host).unwrap();
    let llm = tenth.llm().unwrap();
    let completion = tenth.ask(llm);
    until(&host, 31.0);
    let (text, _) = tenth.read(completion).unwrap();
    assert!(!text.is_empty(), "the tokens that came meanwhile are there");
    assert!((190.0..191.0).contains(&host.now_s()));
}

/// Calls that a driver that hangs for good holds: one per interface.
fn hold_calls(machine: &Machine) -> (Vec<std::thread::JoinHandle<u32>>, mpsc::Receiver<u32>) {
    let (tell, told) = mpsc::channel();
    let api = machine.api();
    let (mut device, mut hef, mut vdevice) = (null_mut(), null_mut(), null_mut());
    let path = CString::new(ECHO).unwrap();
    // SAFETY: out handles are locals, the path ends in NUL.
    unsafe {
        assert_eq!((api.hailo_create_device_by_id)(null(), &mut device), 0);
        assert_eq!((api.hailo_create_vdevice)(null_mut(), &mut vdevice), 0);
        assert_eq!((api.hailo_create_hef_file)(&mut hef, path.as_ptr()), 0);
    }
    machine.inject(Fault::holding(Condition::Wedged));
    let (device, vdevice) = (device.addr(), vdevice.addr());
    let calls: [Box<dyn Fn() -> u32 + Send>; 3] = [
        Box::new(move || {
            let mut count = 0;
            // SAFETY: the count is a local.
            unsafe { (api.hailo_scan_devices)(null_mut(), null_mut(), &mut count) }
        }),
        Box::new(move || {
            let mut t =
                hailo_chip_temperature_info_t { ts0_temperature: 0.0, ts1_temperature: 0.0, sample_count: 0 };
            // SAFETY: a device of this machine and a local record.
            unsafe { (api.hailo_get_chip_temperature)(std::ptr::without_provenance_mut(device), &mut t) }
        }),
        Box::new(move || {
            // SAFETY: a vdevice of this machine, released once.
            unsafe { (api.hailo_release_vdevice)(std::ptr::without_provenance_mut(vdevice)) }
        }),
    ];
    let threads = calls.into_iter().map(|call| {
        let tell = tell.clone();
        std::thread::spawn(move || {
            let status = call();
            let _ = tell.send(status);
            status
        })
    });
    (threads.collect(), told)
}

#[test]
fn wedged_calls_end_with_their_machine() {
    let machine = builder().device(Chip::Hailo8).build().unwrap();
    let (threads, told) = hold_calls(&machine);
    // Time passes as it may: no call comes back.
    machine.advance(Duration::from_secs(86_400));
    assert_eq!(told.try_recv(), Err(mpsc::TryRecvError::Empty));
    assert!(machine.call_log().iter().all(|c| c.call != "hailo_scan_devices"));
    drop(machine);
    let ended: Vec<_> = threads.iter().map(|_| told.recv_timeout(Duration::from_secs(2))).collect();
    assert!(ended.iter().all(Result::is_ok), "{ended:?}");
}

/// Run by the next test as a process of its own: three threads sit in wedged calls when `main` ends.
#[test]
fn a_program_with_wedged_calls() {
    if std::env::var_os("HAILO_MOCK_TEST_WEDGED").is_some() {
        let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::real(1.0)).build().unwrap();
        let (threads, _told) = hold_calls(&machine);
        std::mem::forget(machine);
        drop(threads);
        std::process::exit(7);
    }
}

#[test]
fn a_program_with_threads_in_wedged_calls_ends_when_asked_to() {
    let mut child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "scenarios::a_program_with_wedged_calls"])
        .env("HAILO_MOCK_TEST_WEDGED", "1")
        .spawn()
        .unwrap();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || tell.send(child.wait().map(|s| s.code())));
    // The bound is for a process that never ends; one that does needs milliseconds.
    let code = told.recv_timeout(Duration::from_secs(60)).expect("it ended").unwrap();
    assert_eq!(code, Some(7));
}

#[test]
fn silent_shows_zeros_and_then_the_last_picture_for_ever() {
    let host = Host::named("silent");
    let rig = host.rig(ECHO);
    let streams = host.streams(rig.group).unwrap();
    assert_eq!(echo(&host, &streams, 7), Ok(7));
    until(&host, 10.0);
    assert_eq!(echo(&host, &streams, 8), Ok(0));
    until(&host, 60.0);
    assert_eq!(echo(&host, &streams, 9), Ok(7));
    assert_eq!(echo(&host, &streams, 10), Ok(7));
    host.release(&streams);
    host.close(rig.vdevice);
    host.clean();

    let host = Host::named("silent");
    let raw = raw_streams(&host, host.rig(ECHO).group);
    assert_eq!(raw_echo(&host, raw, 7), Ok(7));
    until(&host, 10.0);
    assert_eq!(raw_echo(&host, raw, 8), Ok(0));
    until(&host, 60.0);
    assert_eq!(raw_echo(&host, raw, 9), Ok(7));

    // Detections: counts of zero.
    let host = Host::named("silent");
    let rig = host.rig("simulated/yolov8n.hef");
    let streams = host.streams(rig.group).unwrap();
    until(&host, 10.0);
    let mut found = vec![0xff; streams.output_size];
    assert_eq!(host.write(&streams, &vec![3; streams.input_size]), 0);
    assert_eq!(host.read(&streams, &mut found), 0);
    assert!(found.iter().all(|b| *b == 0));
}

#[test]
fn silent_on_a_hailo_10h() {
    let zeros = Fault::holding(Condition::SilentZeros).between(100.0, 200.0);
    let frozen = Fault::holding(Condition::SilentFrozen).between(200.0, 300.0);
    let host = Host::of(builder().device(Chip::Hailo10h).fault(zeros).fault(frozen));
    let tenth = Tenth::open(&host).unwrap();
    let mut run = tenth.model().unwrap();
    let llm = tenth.llm().unwrap();
    assert_eq!(tenth.run(&mut run, 5), Ok(5));
    assert!(tenth.answer(llm).split_whitespace().count() > 10);
    until(&host, 100.0);
    assert_eq!(tenth.run(&mut run, 6), Ok(0));
    assert_eq!(tenth.answer(llm), "");
    until(&host, 200.0);
    assert_eq!(tenth.run(&mut run, 7), Ok(5));
    until(&host, 300.0);
    assert_eq!(tenth.run(&mut run, 8), Ok(8));
}

#[test]
fn gone_until_the_power_is_switched() {
    for status in [36, 62, 96] {
        let gone = DeviceEvent::Gone(hailo_sys::Status(status));
        let host = Host::of(builder().device(Chip::Hailo8).fault(Fault::at(10.0, gone)));
        let (device, rig) = (host.device(), host.rig(ECHO));
        let streams = host.streams(rig.group).unwrap();
        assert!(host.temperature(device).is_ok());
        until(&host, 10.0);
        assert_eq!(scan(&host), 0);
        assert_eq!(host.temperature(device), Err(status));
        assert_eq!(echo(&host, &streams, 1), Err(status));
        // SAFETY: a device of this host.
        let reset = |mode| unsafe { (host.api.hailo_reset_device)(device, mode) };
        assert_eq!(reset(HAILO_RESET_DEVICE_MODE_FORCED_SOFT), status);
        until(&host, 1000.0);
        assert_eq!(scan(&host), 0, "it does not come back by itself");
        host.machine.power_cycle(0);
        assert_eq!(scan(&host), 1);
        assert!(host.temperature(device).is_err(), "handles from before are dead");
        assert!(host.temperature(host.device()).is_ok());
    }
    assert_eq!(Scenario::named("gone").unwrap().events.len(), 1);
}

#[test]
fn gone_ends_runs_and_answers_of_a_hailo_10h() {
    let gone = DeviceEvent::Gone(hailo_sys::Status(96));
    let host = Host::of(builder().device(Chip::Hailo10h).fault(Fault::at(30.0, gone)));
    let tenth = Tenth::open(&host).unwrap();
    let mut run = tenth.model().unwrap();
    let llm = tenth.llm().unwrap();
    let completion = tenth.ask(llm);
    until(&host, 30.0);
    assert_eq!(tenth.run(&mut run, 5), Err(96));
    // The tokens from before can still be read; then it fails.
    let mut last = tenth.read(completion);
    while last.is_ok() {
        last = tenth.read(completion);
    }
    assert!(matches!(last, Err(96 | 6)), "{last:?}");
    assert!(tenth.llm().is_err());
}

#[test]
fn mismatches_one_after_the_other() {
    let host = Host::named("mismatch");
    assert_eq!(host.vdevice().err(), Some(76));
    until(&host, 61.0);
    assert_eq!(host.vdevice().err(), Some(85));
    until(&host, 121.0);
    assert!(host.vdevice().is_ok());
}

#[test]
fn a_service_of_another_version() {
    let scenario = Scenario { service: true, ..Scenario::default() };
    let condition = Fault::holding(Condition::ServiceMismatch);
    let host = Host::of(builder().scenario(scenario).fault(condition));
    let mut params = hailo_vdevice_params_t {
        device_count: 1,
        device_ids: null_mut(),
        scheduling_algorithm: HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN,
        group_id: null(),
        multi_process_service: 1,
    };
    let mut vdevice = null_mut();
    // SAFETY: both are locals.
    assert_eq!(unsafe { (host.api.hailo_create_vdevice)(&mut params, &mut vdevice) }, 78);
    assert!(host.vdevice().is_ok(), "without the service it works");
}

#[test]
fn old_firmware_until_the_power_is_switched() {
    let host = Host::named("old-firmware");
    assert_eq!(Tenth::open(&host).err(), Some(16));
    host.machine.power_cycle(0);
    assert!(Tenth::open(&host).is_ok());
}

#[test]
fn full_of_groups_and_of_memory() {
    let host = Host::named("full");
    let tenth = Tenth::open(&host).unwrap();
    let performance = || {
        let (mut device, mut stats) = (null_mut(), hailo_sys::shim::hailo_shim_performance::default());
        // SAFETY: locals; the handle is destroyed once.
        unsafe {
            assert_eq!((tenth.shim.hailo_shim_device_of_vdevice)(tenth.vdevice, 0, &mut device), 0);
            assert_eq!((tenth.shim.hailo_shim_device_performance)(device, &mut stats), 0);
            (tenth.shim.hailo_shim_device_destroy)(device);
        }
        stats
    };
    let others = 700_000 + 5_400_000 + 60_000;
    assert_eq!((performance().ram_used, performance().ram_total), (others, 8_388_608));
    let llm = tenth.llm().unwrap();
    assert_eq!(performance().ram_used, others + 1_800_000);
    assert_eq!(tenth.llm().err(), Some(81), "eight groups of eight");
    assert_eq!(tenth.model().err(), Some(81));
    // SAFETY: destroyed once.
    unsafe { (tenth.shim.hailo_shim_llm_destroy)(llm) };
    assert_eq!(performance().ram_used, others);
    let run = tenth.model().unwrap();
    tenth.drop_model(run);
    tenth.close();
    host.clean();

    let mut small = Scenario::named("full").unwrap();
    small.devices[0].holders[0].groups = 0;
    small.devices[0].memory_kib = 6_500_000;
    let host = Host::of(builder().scenario(small));
    let tenth = Tenth::open(&host).unwrap();
    assert_eq!(tenth.llm().err(), Some(81), "groups are free, memory is not");
    assert!(tenth.model().is_ok());
}

static HEARD: Mutex<Vec<(f64, String)>> = Mutex::new(Vec::new());

unsafe extern "C" fn hear(_: hailo_device, notification: *const hailo_notification_t, clock: *mut c_void) {
    // SAFETY: the test passes its clock, which outlives the device.
    let now = unsafe { &*clock.cast::<SimClock>() }.now_ns() as f64 / 1e9;
    // SAFETY: 28 bytes, packed: id, sequence, and up to 20 bytes of message.
    let body = unsafe { notification.cast::<[u8; 28]>().read_unaligned() };
    let word = |at: usize| u32::from_ne_bytes([body[at], body[at + 1], body[at + 2], body[at + 3]]);
    let text = match word(0) {
        1 => ["green", "orange", "red"][word(8) as usize].to_owned(),
        3 => "overcurrent".to_owned(),
        4 => "ecc".to_owned(),
        10 => format!("{} -> {} MHz", word(8) / 1_000_000, word(12) / 1_000_000),
        other => format!("notification {other}"),
    };
    HEARD.lock().unwrap().push((now, text));
}

fn listen(host: &Host, clock: &SimClock, ids: &[u32]) -> hailo_device {
    let device = host.device();
    for id in ids {
        let opaque = std::ptr::from_ref(clock).cast_mut().cast();
        // SAFETY: the clock outlives the device.
        let status = unsafe { (host.api.hailo_set_notification_callback)(device, Some(hear), *id, opaque) };
        assert_eq!(status, 0);
    }
    device
}

fn heard() -> Vec<String> {
    std::mem::take(&mut *HEARD.lock().unwrap()).into_iter().map(|(_, text)| text).collect()
}

/// One after the other: what is heard goes into one list.
#[test]
fn what_devices_tell() {
    thermal_climbs_up_and_back_down();
    brown_out_with_the_hosts_bits();
    notifications_come_late_twice_or_not_at_all();
}

fn thermal_climbs_up_and_back_down() {
    let slow = HefBuilder::new("slow")
        .fps(10.0)
        .input(LayerSpec::nhcw("slow/input", 4, 8, 2))
        .output(LayerSpec::nhcw("slow/output", 4, 8, 2))
        .build();
    let host = Host::of(builder().scenario(Scenario::named("thermal").unwrap()).hef("slow.hef", slow));
    let clock = host.machine.clock();
    let device = listen(&host, &clock, &[1, 10]);
    until(&host, 200.0);
    assert_eq!(heard(), Vec::<String>::new(), "idle it stays green");
    let rig = host.rig("slow.hef");
    let streams = host.streams(rig.group).unwrap();
    let before = host.now_s();
    let mut frames = 0;
    let mut throttled = 0;
    while host.now_s() < before + 300.0 {
        let began = host.now_s();
        assert_eq!(echo(&host, &streams, 1), Ok(1));
        frames += 1;
        throttled += usize::from(host.now_s() - began > 0.11);
    }
    host.machine.settle();
    let under_load = heard();
    assert_eq!(
        under_load[..4],
        ["orange", "400 -> 350 MHz", "350 -> 300 MHz", "300 -> 250 MHz"],
        "{under_load:?}"
    );
    // From there on it swings between two rungs, each held until its own hysteresis.
    for pair in under_load[4..].chunks(2) {
        assert_eq!(pair[0], "250 -> 300 MHz", "{under_load:?}");
        assert!(pair.get(1).is_none_or(|next| next == "300 -> 250 MHz"), "{under_load:?}");
    }
    assert!(throttled > 500 && frames > 1500, "{throttled} of {frames} frames took longer");
    until(&host, host.now_s() + 200.0);
    let cooling = heard();
    let tail = cooling.iter().map(String::as_str).collect::<Vec<_>>();
    assert!(tail.ends_with(&["300 -> 350 MHz", "350 -> 400 MHz", "green"]), "{tail:?}");
    // SAFETY: released once.
    assert_eq!(unsafe { (host.api.hailo_release_device)(device) }, 0);
}

fn file(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap().trim().to_owned()
}

const THROTTLED: &str = "sys/devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled";

fn brown_out_with_the_hosts_bits() {
    let host = Host::named("brown-out");
    let clock = host.machine.clock();
    let root = tempfile::tempdir().unwrap();
    let device = listen(&host, &clock, &[3]);
    let look = |at| {
        until(&host, at);
        host.machine.write_host(root.path()).unwrap();
        let card = root.path().join("dev/hailo0").exists();
        (file(root.path(), THROTTLED), file(root.path(), "sys/class/hwmon/hwmon0/in0_lcrit_alarm"), card)
    };
    let state = |bits: &str, alarm: &str, card| (bits.to_owned(), alarm.to_owned(), card);
    assert_eq!(look(19.0), state("0", "0", true));
    assert!(host.temperature(device).is_ok());
    assert_eq!(heard(), Vec::<String>::new());
    assert_eq!(look(20.5), state("0", "0", true));
    assert_eq!(heard(), ["overcurrent"]);
    assert_eq!(look(22.0), state("50005", "1", false));
    assert_eq!(host.temperature(device), Err(36));
    assert_eq!(look(25.0), state("50000", "0", true));
    assert!(host.temperature(device).is_ok(), "it came back by itself");
    // SAFETY: released once.
    assert_eq!(unsafe { (host.api.hailo_release_device)(device) }, 0);
}

fn notifications_come_late_twice_or_not_at_all() {
    for (effect, expected) in [
        (CallEffect::DuplicateCallback, vec!["ecc", "ecc"]),
        (CallEffect::MissingCallback, vec![]),
        (CallEffect::LateCallback(5.0), vec!["ecc"]),
    ] {
        let late = effect == CallEffect::LateCallback(5.0);
        let fault = Fault::on("hailo_set_notification_callback", effect);
        let ecc = Fault::at(1.0, DeviceEvent::EccCorrectable(1));
        let host = Host::of(builder().device(Chip::Hailo8).fault(fault).fault(ecc));
        let clock = host.machine.clock();
        let device = listen(&host, &clock, &[4]);
        until(&host, 7.0);
        let told = std::mem::take(&mut *HEARD.lock().unwrap());
        assert_eq!(told.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), expected);
        assert!(!late || told[0].0 >= 6.0, "it happened at 1 s and is told at {} s", told[0].0);
        // SAFETY: released once.
        assert_eq!(unsafe { (host.api.hailo_release_device)(device) }, 0);
    }
}

#[test]
fn a_flaky_link_shows_in_the_hosts_files() {
    let host = Host::named("flaky-link");
    let root = tempfile::tempdir().unwrap();
    let look = |at| {
        until(&host, at);
        host.machine.write_host(root.path()).unwrap();
        let pci = |name: &str| file(root.path(), &format!("sys/bus/pci/devices/0000:01:00.0/{name}"));
        let errors = pci("aer_dev_correctable").lines().last().unwrap_or_default().to_owned();
        (pci("current_link_width"), errors)
    };
    assert_eq!(look(5.0), ("4".to_owned(), "TOTAL_ERR_COR 0".to_owned()));
    assert_eq!(look(15.0), ("4".to_owned(), "TOTAL_ERR_COR 40".to_owned()));
    assert_eq!(look(25.0), ("1".to_owned(), "TOTAL_ERR_COR 40".to_owned()));
    until(&host, 31.0);
    host.machine.write_host(root.path()).unwrap();
    assert!(!root.path().join("sys/bus/pci/devices/0000:01:00.0").exists(), "off the bus");
    assert_eq!(look(33.0), ("1".to_owned(), "TOTAL_ERR_COR 41".to_owned()));
    assert_eq!(file(root.path(), "sys/class/hailo_chardev/hailo0/board_location"), "0000:01:00.0");
}

#[test]
fn the_hosts_files_name_who_holds_a_device() {
    let host = Host::named("full");
    let root = tempfile::tempdir().unwrap();
    host.machine.write_host(root.path()).unwrap();
    assert_eq!(file(root.path(), "proc/4711/comm"), "hailo-ollama");
    let link = fs::read_link(root.path().join("proc/4712/fd/3")).unwrap();
    assert_eq!(link, Path::new("/dev/hailo0"));
    let monitor = fs::read(root.path().join("tmp/hmon_files/4712aBcDeF")).unwrap();
    assert!(monitor.starts_with(b"\x0a\x044712"), "the process id is the first field");
    let name = b"frigate/0";
    assert!(monitor.windows(name.len()).any(|w| w == name));
}

#[test]
fn an_answer_ends_where_a_stop_token_begins() {
    let host = Host::of(builder().device(Chip::Hailo10h));
    let tenth = Tenth::open(&host).unwrap();
    let llm = tenth.llm().unwrap();
    let whole = tenth.answer(llm);
    let stop = whole.split_whitespace().nth(5).unwrap();
    // SAFETY: a model of this host and a list of one.
    unsafe {
        assert_eq!((tenth.shim.hailo_shim_llm_context_clear)(llm), 0);
        assert_eq!((tenth.shim.hailo_shim_llm_set_stop_tokens)(llm, &slice(stop), 1), 0);
    }
    let cut = tenth.answer(llm);
    assert!(cut.len() < whole.len(), "{cut:?} of {whole:?}");
    assert!(!cut.contains(stop), "{cut:?} holds {stop:?}");
}

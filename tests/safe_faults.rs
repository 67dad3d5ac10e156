//! Everything a broken library, driver or device can answer: a typed error, never a panic, never undefined behaviour.
//!
//! The simulated device strikes one call at a time with each status, with NULL handles, counts beyond the array,
//! names without NUL, unknown enum values, and callbacks that come late, twice or never. Its `misuses` list calls
//! that the real library would not survive.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test panics where it fails")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hailo::{
    AveragingFactor, Buffer, ConfigureOptions, Cpu, Direction, Dvm, Error, ErrorKind, FirmwareLogLevel,
    Format, FormatType, Library, Link, NotificationKind, OutputVStream, PowerQuantity, ResetMode, Result,
    SamplingPeriod, Scheduler, VDeviceParams,
};
use hailo_mock::{CallEffect, Fault};
use hailo_sys::Status;
use hailo_testkit::{Kit, hailo8};

const ECHO: &str = "simulated/echo.hef";

/// What went wrong on a tour; going on is part of the test.
#[derive(Default)]
struct Errors(Vec<Error>);

impl Errors {
    fn keep<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|error| self.0.push(error)).ok()
    }
}

/// One part of the API, walked through to its end whatever fails on the way.
type Tour = fn(&Library, &mut Errors);

const TOURS: [Tour; 4] = [device_tour, hef_tour, vstream_tour, stream_tour];

fn device_tour(library: &Library, errors: &mut Errors) {
    let ids = errors.keep(library.scan()).unwrap_or_default();
    if let Some(id) = ids.first() {
        errors.keep(library.device_kind(id));
    }
    let Some(device) = errors.keep(library.open_device(ids.first())) else { return };
    errors.keep(device.id());
    if let Some(identity) = errors.keep(device.identify()) {
        assert!(identity.board_name.chars().count() <= 32 && identity.product_name.chars().count() <= 42);
    }
    errors.keep(device.core_firmware());
    errors.keep(device.extended_information());
    errors.keep(device.chip_temperature());
    errors.keep(device.measure_power(Dvm::Auto, PowerQuantity::Auto));
    errors.keep(device.set_power_measurement(0, Dvm::Auto, PowerQuantity::Auto));
    errors.keep(device.start_power_measurement(AveragingFactor::X1, SamplingPeriod::Us140));
    errors.keep(device.power_measurement(0, true));
    errors.keep(device.stop_power_measurement());
    errors.keep(device.throttling_enabled());
    errors.keep(device.set_throttling(true));
    errors.keep(device.set_asleep(false));
    errors.keep(device.last_reset(Cpu::Core));
    errors.keep(device.set_watchdog(Cpu::App, true));
    errors.keep(device.set_watchdog(Cpu::App, false));
    errors.keep(device.configure_watchdog(Cpu::App, 1000, true));
    errors.keep(device.set_firmware_log(FirmwareLogLevel::Info, 1));
    errors.keep(device.test_memories());
    errors.keep(device.update_firmware(&[1]));
    errors.keep(device.update_second_stage(&[1]));
    if errors.keep(device.on_notification(NotificationKind::TemperatureAlarm, |_| ())).is_some() {
        errors.keep(device.remove_listener(NotificationKind::TemperatureAlarm));
    }
    errors.keep(device.reset(ResetMode::Soft));
    errors.keep(device.close());
}

fn hef_tour(library: &Library, errors: &mut Errors) {
    let Some(hef) = errors.keep(library.hef_from_file(ECHO)) else { return };
    errors.keep(hef.network_groups());
    errors.keep(hef.networks(None));
    let group = errors.keep(hef.network_groups()).and_then(|mut groups| groups.pop()).map(|group| group.name);
    let group = group.as_deref();
    for info in errors.keep(hef.vstreams(group)).unwrap_or_default() {
        assert!(info.name.len() <= 3 * 128 && info.network_name.len() <= 3 * 257);
        errors.keep(library.vstream_frame_size(&info, Format { ty: FormatType::Float32, ..info.format }));
        errors.keep(hef.originals_of_vstream(group, &info.name));
        errors.keep(hef.streams_of_vstream(group, &info.name));
    }
    for info in errors.keep(hef.streams(group)).unwrap_or_default() {
        errors.keep(hef.stream(group, &info.name, info.direction));
        errors.keep(hef.vstreams_of_stream(group, &info.name));
        errors.keep(hef.vstream_of_original(group, &info.name));
        let format = Format::new(FormatType::Uint8, info.format.order);
        let shape = (info.shape.unwrap_or_default(), format);
        errors.keep(library.needs_transformation(info.direction, shape, shape, &[info.quantisation]));
        if info.direction == Direction::Input {
            if let Some(mut transform) = errors.keep(library.input_transform(&info, format)) {
                let from = vec![0; transform.host_frame_size().min(1 << 20)];
                let mut to = vec![0; transform.device_frame_size().min(1 << 20)];
                errors.keep(transform.transform(&from, &mut to));
            }
        } else if let Some(mut transform) = errors.keep(library.output_transform(&info, format)) {
            let from = vec![0; transform.device_frame_size().min(1 << 20)];
            let mut to = vec![0; transform.host_frame_size().min(1 << 20)];
            errors.keep(transform.transform(&from, &mut to));
        }
    }
    errors.keep(hef.bottleneck_fps(group));
    errors.keep(hef.sorted_output_names(group));
    errors.keep(hef.vstream_params(group, Direction::Input, FormatType::Auto));
    errors.keep(hef.vstream_params(group, Direction::Output, FormatType::Auto));
    errors.keep(hef.configure_defaults(Link::Pcie));
    errors.keep(hef.close());
}

fn vstream_tour(library: &Library, errors: &mut Errors) {
    let Some(hef) = errors.keep(library.hef_from_file(ECHO)) else { return };
    let Some(vdevice) = errors.keep(library.vdevice(&VDeviceParams::default())) else { return };
    errors.keep(vdevice.device_ids());
    errors.keep(vdevice.physical_devices());
    let mut options = ConfigureOptions::default();
    options.measure_latency = true;
    let groups = errors.keep(vdevice.configure(&hef, &options)).unwrap_or_default();
    let Some(group) = groups.first() else { return };
    errors.keep(group.networks());
    errors.keep(group.streams());
    errors.keep(group.input_streams());
    errors.keep(group.output_streams());
    errors.keep(group.set_scheduler_timeout(Duration::ZERO));
    errors.keep(group.set_scheduler_threshold(1));
    errors.keep(group.set_scheduler_priority(16));
    errors.keep(group.output_vstream_groups());
    let params = errors.keep(group.vstream_params(Direction::Input, FormatType::Auto)).unwrap_or_default();
    let mut inputs = errors.keep(group.create_inputs(&params)).unwrap_or_default();
    let params = errors.keep(group.vstream_params(Direction::Output, FormatType::Auto)).unwrap_or_default();
    let mut outputs = errors.keep(group.create_outputs(&params)).unwrap_or_default();
    let mut written = 0;
    for input in &mut inputs {
        errors.keep(input.quantisations());
        let frame = vec![1; input.frame_size().min(1 << 20)];
        written += usize::from(errors.keep(input.write(&frame)).is_some());
        written += usize::from(errors.keep(input.write_planes(&[&frame])).is_some());
        errors.keep(input.flush());
    }
    for output in &mut outputs {
        errors.keep(output.quantisations());
        errors.keep(output.set_nms_score_threshold(0.5));
        errors.keep(output.set_nms_iou_threshold(0.5));
        errors.keep(output.set_nms_max_proposals_per_class(5));
        let mut frame = vec![0; output.frame_size().min(1 << 20)];
        for _ in 0..written {
            errors.keep(output.read(&mut frame));
        }
    }
    errors.keep(group.hw_latency(None));
    for input in &mut inputs {
        errors.keep(input.clear());
    }
    errors.keep(OutputVStream::clear_all(&mut outputs));
    for input in inputs {
        errors.keep(input.close());
    }
    for output in outputs {
        errors.keep(output.close());
    }
    errors.keep(group.shutdown());
}

fn stream_tour(library: &Library, errors: &mut Errors) {
    let Some(hef) = errors.keep(library.hef_from_file(ECHO)) else { return };
    let mut params = VDeviceParams::default();
    params.scheduler = Scheduler::None;
    let Some(vdevice) = errors.keep(library.vdevice(&params)) else { return };
    for async_streams in [false, true] {
        let mut options = ConfigureOptions::default();
        options.async_streams = async_streams;
        let groups = errors.keep(vdevice.configure(&hef, &options)).unwrap_or_default();
        let Some(group) = groups.first() else { continue };
        let Some(active) = errors.keep(group.activate()) else { continue };
        errors.keep(group.wait_for_activation(Duration::from_millis(1)));
        let input = errors.keep(group.input_streams()).and_then(|mut streams| streams.pop());
        let output = errors.keep(group.output_streams()).and_then(|mut streams| streams.pop());
        let (Some(input), Some(output)) = (input, output) else { continue };
        let Some(mut input) = errors.keep(group.input_stream(&input.name)) else { continue };
        let Some(mut output) = errors.keep(group.output_stream(&output.name)) else { continue };
        errors.keep(input.set_timeout(Duration::from_secs(1)));
        errors.keep(output.set_timeout(Duration::from_secs(1)));
        errors.keep(input.quantisations());
        errors.keep(output.quantisations());
        errors.keep(input.transform(Format::default()));
        errors.keep(output.transform(Format::default()));
        let buffers = [input.frame_size(), output.frame_size()].map(Buffer::zeroed);
        let [Ok(mut from), Ok(mut to)] = buffers else { continue };
        if async_streams {
            errors.keep(input.async_queue_size());
            errors.keep(output.async_queue_size());
            errors.keep(input.wait_ready(Duration::from_millis(1)));
            errors.keep(output.wait_ready(Duration::from_millis(1)));
            errors.keep(vdevice.map(&mut to, hailo::DmaDirection::DeviceToHost));
            let reading = errors.keep(output.start_read(to).map_err(|refused| refused.error));
            let writing = errors.keep(input.start_write(from).map_err(|refused| refused.error));
            errors.keep(group.shutdown());
            for transfer in [reading, writing].into_iter().flatten() {
                drop(transfer);
            }
        } else if errors.keep(input.write(&from)).is_some() {
            errors.keep(output.read(&mut to));
            from.fill(0);
        }
        drop((input, output));
        errors.keep(active.deactivate());
    }
}

/// The calls a tour makes when nothing is wrong, releases apart.
fn calls_of(tour: Tour) -> BTreeSet<&'static str> {
    let kit = Kit::of(hailo8());
    let library = &kit.library;
    let before = kit.machine.call_log().len();
    tour(library, &mut Errors::default());
    let log = kit.machine.call_log();
    let calls = log[before..].iter().map(|record| record.call);
    let ends = |call: &str| ["_release_", "unmap", "_deactivate_"].iter().any(|end| call.contains(end));
    calls.filter(|call| !ends(call)).collect()
}

#[test]
fn healthy_tours_cover_the_api() {
    let covered: BTreeSet<_> = TOURS.into_iter().flat_map(calls_of).collect();
    assert!(covered.len() >= 85, "{} calls: {covered:?}", covered.len());
}

/// Waits until nothing is left: what a callback let go of is released by another thread.
fn settle(kit: &Kit, call: &str) {
    let settled = (0..10_000_000).any(|_| {
        std::thread::yield_now();
        kit.machine.live_handles() == 0
    });
    assert!(settled, "{} handles are left after {call} failed", kit.machine.live_handles());
}

/// Every status from 0 to 200 from every call on the tour.
fn every_status(tour: Tour) {
    let kit = Kit::of(hailo8());
    let library = &kit.library;
    for call in calls_of(tour) {
        for status in 0..=200 {
            kit.machine.clear_faults();
            kit.machine
                .inject(Fault::on(call, CallEffect::Status(hailo_sys::Status(status))).nth(1).times(1));
            let mut errors = Errors::default();
            tour(library, &mut errors);
            settle(&kit, call);
            // What the crate answers for one status of one call in another way, on purpose.
            let meant = status == 0
                || (call, status) == ("hailo_get_latency_measurement", 65)
                || call.ends_with("_frame_size") && !call.contains("vstream")
                || call == "hailo_get_host_frame_size";
            let struck = errors
                .0
                .iter()
                .find(|error| error.call() == Some(call) && error.status() == Some(Status(status)));
            assert!(
                meant || struck.is_some(),
                "{call} answered {status}, and nothing said so: {:?}",
                errors.0
            );
            if let Some(error) = struck {
                assert_eq!(error.kind(), ErrorKind::of(Status(status)));
                assert!(error.to_string().contains(call), "{error}");
            }
        }
    }
    assert_eq!(kit.machine.misuses(), []);
}

#[test]
fn every_status_from_every_device_call() {
    every_status(device_tour);
}

#[test]
fn every_status_from_every_hef_call() {
    every_status(hef_tour);
}

#[test]
fn every_status_from_every_vstream_call() {
    every_status(vstream_tour);
}

#[test]
fn every_status_from_every_stream_call() {
    every_status(stream_tour);
}

/// Strikes every call of every tour, one after the other, with an effect.
fn strike(effect: &CallEffect, mut check: impl FnMut(&'static str, &[Error])) {
    for tour in TOURS {
        for call in calls_of(tour) {
            let kit = Kit::of(hailo8());
            let library = &kit.library;
            kit.machine.inject(Fault::on(call, effect.clone()));
            let mut errors = Errors::default();
            tour(library, &mut errors);
            check(call, &errors.0);
            assert_eq!(kit.machine.misuses(), [], "{call} with {effect:?}");
        }
    }
}

#[test]
fn null_handles_with_success_are_errors() {
    let mut refused = BTreeSet::new();
    strike(&CallEffect::NullHandle, |call, errors| {
        refused
            .extend(errors.iter().filter(|e| e.call() == Some(call) && e.status().is_none()).map(|_| call));
    });
    for call in [
        "hailo_create_device_by_id",
        "hailo_create_vdevice",
        "hailo_create_hef_file",
        "hailo_configure_vdevice",
        "hailo_create_input_vstreams",
        "hailo_create_output_vstreams",
        "hailo_get_input_stream",
        "hailo_get_output_stream",
        "hailo_activate_network_group",
        "hailo_create_input_transform_context",
        "hailo_create_output_transform_context",
        "hailo_get_physical_devices",
    ] {
        assert!(refused.contains(call), "{call} gave a NULL handle and nothing said so: {refused:?}");
    }
}

#[test]
fn counts_beyond_the_array_are_errors() {
    let mut refused = BTreeSet::new();
    for over in [1, 1000, 100_000, u64::MAX / 2] {
        strike(&CallEffect::Overcount(over), |call, errors| {
            refused.extend(errors.iter().filter(|e| e.call() == Some(call)).map(|_| call));
        });
    }
    for call in [
        "hailo_scan_devices",
        "hailo_configure_vdevice",
        "hailo_hef_get_all_vstream_infos",
        "hailo_hef_get_all_stream_infos",
    ] {
        assert!(refused.contains(call), "{call} counted beyond its array and nothing said so: {refused:?}");
    }
}

#[test]
fn names_without_nul_and_unknown_numbers_are_values() {
    strike(&CallEffect::NoNul, |_, _| ());
    for number in [77, u32::MAX, 0x8000_0000] {
        strike(&CallEffect::GarbageEnum(number), |_, _| ());
    }
    let kit = Kit::of(hailo8());
    kit.machine.inject(Fault::on("hailo_identify", CallEffect::GarbageEnum(77)));
    let identity = kit.library.open_device(None).unwrap().identify().unwrap();
    assert_eq!(identity.architecture, hailo::Architecture::Other(77));
}

/// An output stream with one read begun, whose callback is struck by an effect.
fn struck_read(effect: CallEffect) -> (Kit, hailo::VDevice, Arc<AtomicUsize>, hailo::NetworkGroup) {
    let kit = Kit::of(hailo8());
    let library = &kit.library;
    kit.machine.inject(Fault::on("hailo_stream_read_raw_buffer_async", effect));
    let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
    let hef = library.hef_from_file(ECHO).unwrap();
    let mut options = ConfigureOptions::default();
    options.async_streams = true;
    let group = vdevice.configure(&hef, &options).unwrap().remove(0);
    let done = Arc::new(AtomicUsize::new(0));
    let mut input = group.input_stream(&group.input_streams().unwrap()[0].name).unwrap();
    let mut output = group.output_stream(&group.output_streams().unwrap()[0].name).unwrap();
    for _ in 0..3 {
        let count = Arc::clone(&done);
        let buffer = Buffer::zeroed(output.frame_size()).unwrap();
        output
            .read_async(buffer, move |_| {
                count.fetch_add(1, Ordering::SeqCst);
            })
            .unwrap();
        input.write_async(Buffer::zeroed(input.frame_size()).unwrap(), |_| ()).unwrap();
    }
    drop((input, output));
    (kit, vdevice, done, group)
}

#[test]
fn a_callback_that_comes_twice_is_heard_once() {
    let (kit, vdevice, done, group) = struck_read(CallEffect::DuplicateCallback);
    kit.machine.advance(Duration::from_secs(5));
    assert_eq!(done.load(Ordering::SeqCst), 3);
    drop((vdevice, group));
    kit.machine.advance(Duration::from_secs(5));
    assert_eq!(done.load(Ordering::SeqCst), 3);
    assert_eq!(Arc::strong_count(&done), 1, "and then let go");
    assert_eq!(kit.machine.misuses(), []);
}

#[test]
fn a_callback_that_comes_late_finds_its_buffer_or_nothing() {
    let (kit, vdevice, done, group) = struck_read(CallEffect::LateCallback(60.0));
    drop((vdevice, group));
    kit.machine.advance(Duration::from_secs(120));
    assert!(done.load(Ordering::SeqCst) <= 3);
    assert_eq!(Arc::strong_count(&done), 1, "nothing of a released vdevice is kept");
    assert_eq!(kit.machine.misuses(), []);
}

#[test]
fn a_callback_that_never_comes_ends_with_the_vdevice() {
    let (kit, vdevice, done, group) = struck_read(CallEffect::MissingCallback);
    kit.machine.advance(Duration::from_secs(60));
    assert_eq!(done.load(Ordering::SeqCst), 0);
    assert!(Arc::strong_count(&done) > 1, "the device may still write: the buffers are kept");
    drop((vdevice, group));
    assert_eq!(Arc::strong_count(&done), 1, "it is gone: so are they");
    assert_eq!(kit.machine.misuses(), []);
}

/// What a release answers comes out of `close`, and out of a drop as a count.
#[test]
fn releases_that_fail_are_answered_or_counted() {
    let kit = Kit::of(hailo8());
    kit.machine.inject(Fault::on("hailo_release_hef", CallEffect::Status(Status(36))));
    let error = kit.library.hef_from_file(ECHO).unwrap().close().unwrap_err();
    assert_eq!((error.call(), error.status()), (Some("hailo_release_hef"), Some(Status(36))));
    let before = hailo::release_failures();
    drop(kit.library.hef_from_file(ECHO).unwrap());
    assert!(hailo::release_failures() > before);
}

/// The calls that crash the real library with NULL or nothing: refused before they are made.
#[test]
fn what_crashes_the_real_library_is_not_called() {
    let kit = Kit::of(hailo8());
    let library = &kit.library;
    let made = |name: &str| kit.machine.call_log().iter().filter(|record| record.call == name).count();
    assert_eq!(library.hef_from_bytes(&[][..]).unwrap_err().kind(), ErrorKind::InvalidHef);
    assert_eq!(made("hailo_create_hef_buffer"), 0);
    for status in [99, 0x7fff_ffff, 0x8000_0000, u32::MAX] {
        kit.machine
            .inject(Fault::on("hailo_scan_devices", CallEffect::Status(hailo_sys::Status(status))).times(1));
        let error = library.scan().unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::Runtime, Some(Status(status))));
        assert_eq!(error.to_string(), format!("hailo_scan_devices failed: status {status}"));
    }
}

//! The safe crate from scan to inference, the same steps over every way to a table: in the process, and through
//! `dlopen` of the simulated `libhailort.so` that `HAILO_MOCK_SO` names (built by `cargo xtask mock-so`).

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test panics where it fails")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use hailo::{
    Architecture, Backend, Buffer, ConfigureOptions, Direction, Engine, EngineOptions, ErrorKind, Format,
    FormatOrder, FormatType, FrameShape, Library, Link, NetworkOptions, NotificationKind, ResetMode,
    Scheduler, VDeviceParams,
};
use hailo_mock::hef::{HefBuilder, LayerSpec};
use hailo_mock::{CallEffect, Chip, Condition, DeviceEvent, Fault, Machine};
use hailo_sys::Era;
use hailo_testkit::{Kit, block_on};

const ECHO: &str = "simulated/echo.hef";

fn kit(era: Era, chip: Chip) -> Kit {
    Kit::of(Machine::builder().era(era).device(chip))
}

/// The simulated library as a file, if one was built.
fn shared_object() -> Option<Library> {
    let Some(path) = std::env::var_os("HAILO_MOCK_SO").map(PathBuf::from) else {
        eprintln!(
            "SKIPPED dlopen: HAILO_MOCK_SO names no simulated libhailort.so (cargo xtask mock-so builds one)"
        );
        return None;
    };
    Some(Library::open(path).unwrap())
}

/// Runs the same steps over the table of each era of Hailo-8, and over the shared object if that is of 4.x.
fn everywhere(steps: impl Fn(&Library)) {
    for era in [Era::V4_20, Era::V4_21] {
        let kit = kit(era, Chip::Hailo8);
        steps(&kit.library);
        kit.assert_clean();
    }
    if let Some(library) = shared_object().filter(|library| library.version().major == 4) {
        steps(&library);
    }
    // Linked at build time: the library is a simulated one of 4.x (`cargo xtask features`).
    #[cfg(feature = "linked")]
    steps(&Library::linked().unwrap());
}

#[test]
fn devices_are_found_and_identified() {
    everywhere(|library| {
        let ids = library.scan().unwrap();
        assert!(!ids.is_empty());
        let device = library.open_device(Some(&ids[0])).unwrap();
        assert_eq!(device.id().unwrap(), ids[0]);
        let identity = device.identify().unwrap();
        assert_eq!(identity.architecture, Architecture::Hailo8);
        assert!(!identity.serial_number.is_empty() && !identity.board_name.is_empty());
        let extended = device.extended_information().unwrap();
        assert!(extended.core_clock_hz > 0);
        assert_eq!(extended.gpio_mask.is_some(), library.era() != Era::V4_20);
        let temperature = device.chip_temperature().unwrap();
        assert!((0.0..120.0).contains(&temperature.ts0_celsius), "{temperature:?}");
        device.close().unwrap();
    });
}

#[test]
fn a_hailo_8l_is_told_by_its_architecture() {
    let kit = kit(Era::V4_21, Chip::Hailo8l);
    let library = &kit.library;
    let device = library.open_device(None).unwrap();
    assert_eq!(device.identify().unwrap().architecture, Architecture::Hailo8L);
}

#[test]
fn device_controls_answer() {
    everywhere(|library| {
        let device = library.open_device(None).unwrap();
        assert!(device.measure_power(hailo::Dvm::Auto, hailo::PowerQuantity::Power).unwrap() > 0.0);
        device.set_power_measurement(0, hailo::Dvm::Auto, hailo::PowerQuantity::Power).unwrap();
        device.start_power_measurement(hailo::AveragingFactor::X256, hailo::SamplingPeriod::Us1100).unwrap();
        let _ = device.power_measurement(0, true).unwrap();
        device.stop_power_measurement().unwrap();
        let before = device.throttling_enabled().unwrap();
        device.set_throttling(!before).unwrap();
        assert_eq!(device.throttling_enabled().unwrap(), !before);
        device.set_throttling(before).unwrap();
        device.set_asleep(true).unwrap();
        device.set_asleep(false).unwrap();
        device.last_reset(hailo::Cpu::App).unwrap();
        device.reset(ResetMode::Soft).unwrap();
        let refused = device.reset(ResetMode::Chip).unwrap_err();
        assert_eq!(refused.kind(), ErrorKind::InvalidArgument, "{refused}");
    });
}

#[test]
fn a_hef_is_read_without_a_device() {
    everywhere(|library| {
        let hef = library.hef_from_file(ECHO).unwrap();
        let groups = hef.network_groups().unwrap();
        assert_eq!(groups.len(), 1);
        let name = &*groups[0].name;
        assert_eq!(hef.networks(None).unwrap(), [format!("{name}/{name}")]);
        let vstreams = hef.vstreams(None).unwrap();
        assert_eq!(vstreams, hef.vstreams(Some(name)).unwrap());
        assert_eq!(vstreams[0].direction, Direction::Input);
        for info in &vstreams {
            let FrameShape::Image(shape) = info.shape else { panic!("echo has no detections") };
            let size = library
                .vstream_frame_size(info, Format::new(FormatType::Float32, info.format.order))
                .unwrap();
            assert_eq!(size, 4 * shape.elements().unwrap());
            let streams = hef.streams_of_vstream(None, &info.name).unwrap();
            assert_eq!(hef.vstreams_of_stream(None, &streams[0]).unwrap(), std::slice::from_ref(&info.name));
            let stream = hef.stream(None, &streams[0], info.direction).unwrap();
            assert!(stream.hw_frame_size >= shape.elements().unwrap());
            assert_eq!(
                hef.vstream_of_original(None, &hef.originals_of_vstream(None, &info.name).unwrap()[0])
                    .unwrap(),
                info.name
            );
        }
        assert_eq!(hef.streams(None).unwrap().len(), vstreams.len());
        assert!(hef.bottleneck_fps(None).unwrap() >= 0.0);
        assert!(!hef.sorted_output_names(None).unwrap().is_empty());
        let params = hef.vstream_params(None, Direction::Input, FormatType::Auto).unwrap();
        assert_eq!((params[0].timeout, params[0].queue_size), (Duration::from_secs(10), 2));
        let defaults = hef.configure_defaults(Link::Pcie).unwrap();
        assert_eq!((&*defaults[0].name, defaults[0].streams.len()), (name, vstreams.len()));
        for error in [hef.vstreams(Some("nope")).unwrap_err(), hef.vstreams(Some("a\0b")).unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
        }
        hef.close().unwrap();
    });
}

#[test]
fn bad_hefs_are_refused_by_kind() {
    everywhere(|library| {
        assert_eq!(library.hef_from_file("no/such/file.hef").unwrap_err().kind(), ErrorKind::InvalidHef);
        assert_eq!(library.hef_from_file("nul\0inside").unwrap_err().kind(), ErrorKind::InvalidArgument);
        for bytes in [&[][..], &[1, 2, 3], &[0; 4096]] {
            assert_eq!(
                library.hef_from_bytes(bytes).unwrap_err().kind(),
                ErrorKind::InvalidHef,
                "{}",
                bytes.len()
            );
        }
    });
}

#[test]
fn an_engine_infers_blocking_and_as_a_future() {
    everywhere(|library| {
        let engine = Engine::open(library, EngineOptions::default()).unwrap();
        assert_eq!(engine.backend(), Backend::VStreams);
        assert_eq!(engine.device_ids().unwrap().len(), 1);
        let hef = library.hef_from_file(ECHO).unwrap();
        let mut measured = NetworkOptions::default();
        measured.measure_latency = true;
        let network = engine.network(&hef, measured).unwrap();
        hef.close().unwrap();
        let (mut inputs, mut outputs) = (network.input_frames().unwrap(), network.output_frames().unwrap());
        inputs.first_mut().fill(42);
        network.infer(&inputs, &mut outputs).unwrap();
        let blocking = outputs.first().to_vec();
        let (inputs, outputs) = block_on(network.infer_async(inputs, outputs)).unwrap();
        assert_eq!(outputs.first(), blocking, "the same call, the same result");
        let (_, outputs) = network.infer_async(inputs, outputs).wait().unwrap();
        assert_eq!(outputs.first(), blocking);
        assert!(network.hw_latency().unwrap().is_some_and(|latency| !latency.is_zero()));
        network.set_scheduler_timeout(Duration::from_millis(1)).unwrap();
        network.set_scheduler_threshold(1).unwrap();
        network.set_scheduler_priority(20).unwrap();
        assert_eq!(network.set_scheduler_priority(32).unwrap_err().kind(), ErrorKind::InvalidArgument);
        network.close().unwrap();
    });
}

/// Frames of many threads come back to the thread that sent them.
#[test]
fn concurrent_frames_are_not_mixed_up() {
    everywhere(|library| {
        let engine = Engine::open(library, EngineOptions::default()).unwrap();
        let network =
            engine.network(&library.hef_from_file(ECHO).unwrap(), NetworkOptions::default()).unwrap();
        let expect = |fill: u8| {
            let (mut inputs, mut outputs) =
                (network.input_frames().unwrap(), network.output_frames().unwrap());
            inputs.first_mut().fill(fill);
            network.infer(&inputs, &mut outputs).unwrap();
            outputs.first().to_vec()
        };
        let alone: Vec<_> = (0..4).map(|thread| expect(thread * 60)).collect();
        assert_ne!(alone[0], alone[1], "outputs tell inputs apart");
        std::thread::scope(|scope| {
            for (thread, alone) in (0..4).zip(&alone) {
                let expect = &expect;
                scope.spawn(move || (0..8).for_each(|_| assert_eq!(expect(thread * 60), *alone)));
            }
        });
        let futures: Vec<_> = (0..8)
            .map(|index: u8| {
                let mut inputs = network.input_frames().unwrap();
                inputs.first_mut().fill(index % 4 * 60);
                network.infer_async(inputs, network.output_frames().unwrap())
            })
            .collect();
        for (index, future) in futures.into_iter().enumerate() {
            assert_eq!(block_on(future).unwrap().1.first(), alone[index % 4]);
        }
    });
}

#[test]
fn a_dropped_future_leaves_the_network_whole() {
    everywhere(|library| {
        let engine = Engine::open(library, EngineOptions::default()).unwrap();
        let network =
            engine.network(&library.hef_from_file(ECHO).unwrap(), NetworkOptions::default()).unwrap();
        for _ in 0..6 {
            drop(network.infer_async(network.input_frames().unwrap(), network.output_frames().unwrap()));
        }
        let (inputs, mut outputs) = (network.input_frames().unwrap(), network.output_frames().unwrap());
        network.infer(&inputs, &mut outputs).unwrap();
        network.close().unwrap();
    });
}

#[test]
fn frames_of_another_network_are_refused() {
    let kit = kit(Era::V4_21, Chip::Hailo8);
    let library = &kit.library;
    let engine = Engine::open(library, EngineOptions::default()).unwrap();
    let hef = library.hef_from_file(ECHO).unwrap();
    let [one, two] = [(); 2].map(|()| engine.network(&hef, NetworkOptions::default()).unwrap());
    let (inputs, mut outputs) = (one.input_frames().unwrap(), two.output_frames().unwrap());
    assert_eq!(one.infer(&inputs, &mut outputs).unwrap_err().kind(), ErrorKind::InvalidArgument);
    assert_eq!(block_on(two.infer_async(inputs, outputs)).unwrap_err().kind(), ErrorKind::InvalidArgument);
}

#[test]
fn vstreams_step_by_step() {
    everywhere(|library| {
        let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
        assert_eq!(vdevice.device_ids().unwrap(), library.scan().unwrap()[..1]);
        let hef = library.hef_from_file(ECHO).unwrap();
        let group = vdevice.configure(&hef, &ConfigureOptions::default()).unwrap().remove(0);
        assert_eq!(group.name(), hef.network_groups().unwrap()[0].name);
        assert_eq!(group.networks().unwrap(), hef.networks(None).unwrap());
        assert_eq!(group.streams().unwrap().len(), hef.streams(None).unwrap().len());
        assert_eq!(
            group.input_streams().unwrap().len() + group.output_streams().unwrap().len(),
            group.streams().unwrap().len()
        );
        let params = group.vstream_params(Direction::Input, FormatType::Auto).unwrap();
        let twice = [params[0].clone(), params[0].clone()];
        assert_eq!(group.create_inputs(&twice).unwrap_err().kind(), ErrorKind::InvalidArgument);
        assert_eq!(group.create_inputs(&[]).unwrap_err().kind(), ErrorKind::InvalidArgument);
        let mut inputs = group.create_inputs(&params).unwrap();
        let params = group.vstream_params(Direction::Output, FormatType::Float32).unwrap();
        let mut outputs = group.create_outputs(&params).unwrap();
        assert!(!group.output_vstream_groups().unwrap().is_empty());
        assert_eq!(outputs[0].format().ty, FormatType::Float32);
        assert!(
            !inputs[0].quantisations().unwrap().is_empty() && !outputs[0].quantisations().unwrap().is_empty()
        );
        let frame = vec![3; inputs[0].frame_size()];
        assert_eq!(inputs[0].write(&frame[1..]).unwrap_err().kind(), ErrorKind::InvalidArgument);
        inputs[0].write(&frame).unwrap();
        inputs[0].write_planes(&[&frame]).unwrap();
        inputs[0].flush().unwrap();
        let mut out = vec![0; outputs[0].frame_size()];
        outputs[0].read(&mut out).unwrap();
        let first = out.clone();
        outputs[0].read(&mut out).unwrap();
        assert_eq!(out, first, "the same picture by planes");
        assert_eq!(outputs[0].detections(&out).unwrap_err().kind(), ErrorKind::Unsupported);
        let busy = vdevice.clone().close().unwrap_err();
        assert_eq!(busy.kind(), ErrorKind::DeviceBusy, "children live: {busy}");
        inputs.into_iter().for_each(|input| input.close().unwrap());
        outputs.into_iter().for_each(|output| output.close().unwrap());
        drop(group);
        vdevice.close().unwrap();
    });
}

#[test]
fn detections_are_decoded() {
    everywhere(|library| {
        let engine = Engine::open(library, EngineOptions::default()).unwrap();
        let hef = library.hef_from_file("simulated/yolov8n.hef").unwrap();
        let mut options = NetworkOptions::default();
        options.output_type = FormatType::Float32;
        let network = engine.network(&hef, options).unwrap();
        let name = network.outputs()[0].name.clone();
        let FrameShape::Nms(shape) = network.outputs()[0].shape else { panic!("yolo gives detections") };
        let (mut inputs, mut outputs) = (network.input_frames().unwrap(), network.output_frames().unwrap());
        let mut found = 0;
        for fill in [0, 50, 100, 150, 200, 250] {
            inputs.first_mut().fill(fill);
            network.infer(&inputs, &mut outputs).unwrap();
            let detections = outputs.detections(&name).unwrap();
            found += detections.len();
            for detection in detections {
                assert!(
                    detection.class < shape.classes && (0.0..=1.0).contains(&detection.score),
                    "{detection:?}"
                );
            }
        }
        assert!(found > 0, "six pictures and nothing in them");
        assert_eq!(outputs.detections("nope").unwrap_err().kind(), ErrorKind::InvalidArgument);
    });
}

#[test]
fn without_a_scheduler_a_group_is_active_while_its_guard_lives() {
    everywhere(|library| {
        let mut params = VDeviceParams::default();
        params.scheduler = Scheduler::None;
        let vdevice = library.vdevice(&params).unwrap();
        let hef = library.hef_from_file(ECHO).unwrap();
        let group = vdevice.configure(&hef, &ConfigureOptions::default()).unwrap().remove(0);
        assert_eq!(group.set_scheduler_priority(1).unwrap_err().kind(), ErrorKind::InvalidArgument);
        let active = group.activate().unwrap();
        group.wait_for_activation(Duration::from_secs(1)).unwrap();
        assert_eq!(group.activate().unwrap_err().kind(), ErrorKind::InvalidArgument, "one at a time");
        assert_eq!(active.group().unwrap().name(), group.name());
        active.deactivate().unwrap();
        drop(group.activate().unwrap());
        drop(group.activate().unwrap());
    });
}

#[test]
fn raw_streams_carry_owned_buffers_both_ways() {
    everywhere(|library| {
        let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
        let hef = library.hef_from_file(ECHO).unwrap();
        let mut options = ConfigureOptions::default();
        options.async_streams = true;
        let group = vdevice.configure(&hef, &options).unwrap().remove(0);
        let (from, to) =
            (group.input_streams().unwrap().remove(0), group.output_streams().unwrap().remove(0));
        let (mut input, mut output) =
            (group.input_stream(&from.name).unwrap(), group.output_stream(&to.name).unwrap());
        let taken = group.input_stream(&from.name).unwrap_err();
        assert_eq!(taken.kind(), ErrorKind::InvalidArgument, "{taken}");
        assert_eq!(group.input_stream("nope").unwrap_err().kind(), ErrorKind::InvalidArgument);
        assert!(input.async_queue_size().unwrap() > 0 && output.async_queue_size().unwrap() > 0);
        input.wait_ready(Duration::from_secs(1)).unwrap();
        output.wait_ready(Duration::from_secs(1)).unwrap();
        let mut frame = Buffer::zeroed(output.frame_size()).unwrap();
        vdevice.map(&mut frame, hailo::DmaDirection::DeviceToHost).unwrap();
        assert!(vdevice.map(&mut frame, hailo::DmaDirection::DeviceToHost).is_err(), "mapped twice");
        let reading = output.start_read(frame).unwrap();
        let (sender, receiver) = mpsc::channel();
        input
            .write_async(Buffer::zeroed(input.frame_size()).unwrap(), move |done| sender.send(done).unwrap())
            .unwrap();
        let written = receiver.recv().unwrap();
        written.result.unwrap();
        assert_eq!(written.buffer.len(), input.frame_size());
        let read = block_on(reading).unwrap();
        read.result.unwrap();
        let refused = output.start_read(Buffer::zeroed(1).unwrap()).unwrap_err();
        assert_eq!((refused.error.kind(), refused.buffer.unwrap().len()), (ErrorKind::InvalidArgument, 1));

        // A pending read is cancelled by the shutdown, with its buffer.
        let pending = output.start_read(read.buffer).unwrap();
        group.shutdown().unwrap();
        let cancelled = pending.wait().unwrap();
        assert_eq!(cancelled.result.unwrap_err().kind(), ErrorKind::Aborted);
    });
}

#[test]
fn transforms_need_no_device() {
    everywhere(|library| {
        let hef = library.hef_from_file(ECHO).unwrap();
        let streams = hef.streams(None).unwrap();
        let input = streams.iter().find(|stream| stream.direction == Direction::Input).unwrap();
        let format = Format::new(FormatType::Uint8, FormatOrder::Nhwc);
        let mut transform = library.input_transform(input, format).unwrap();
        assert_eq!(transform.host_frame_size(), library.host_frame_size(input, format).unwrap());
        let mut to = vec![0; transform.device_frame_size()];
        let from = vec![9; transform.host_frame_size()];
        transform.transform(&from, &mut to).unwrap();
        assert!(to.contains(&9));
        assert_eq!(transform.transform(&from[1..], &mut to).unwrap_err().kind(), ErrorKind::InvalidArgument);
        let (shape, hw_shape) = (input.shape.unwrap(), input.hw_shape.unwrap());
        let needs = |to| {
            library
                .needs_transformation(Direction::Input, (shape, format), to, &[input.quantisation])
                .unwrap()
        };
        assert!(needs((hw_shape, Format::new(FormatType::Uint8, FormatOrder::Nhcw))));
        let output = streams.iter().find(|stream| stream.direction == Direction::Output).unwrap();
        let mut transform =
            library.output_transform(output, Format::new(FormatType::Float32, output.format.order)).unwrap();
        let mut to = vec![0; transform.host_frame_size()];
        transform.transform(&vec![1; transform.device_frame_size()], &mut to).unwrap();
    });
}

#[test]
fn notifications_reach_their_listener_and_stop() {
    let kit = kit(Era::V4_21, Chip::Hailo8);
    let library = &kit.library;
    let device = library.open_device(None).unwrap();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&seen);
    device
        .on_notification(NotificationKind::LcuEccCorrectable, move |n| sink.lock().unwrap().push(n.clone()))
        .unwrap();
    let ecc = |after| {
        kit.machine.inject(Fault::at(
            kit.machine.clock().now_ns() as f64 / 1e9 + after,
            DeviceEvent::EccCorrectable(5),
        ))
    };
    ecc(1.0);
    kit.machine.advance(Duration::from_secs(2));
    let body = seen.lock().unwrap()[0].body.clone();
    assert_eq!(body, hailo::NotificationBody::LcuEcc { corrected: true, clusters: 5 });
    device.remove_listener(NotificationKind::LcuEccCorrectable).unwrap();
    assert!(device.remove_listener(NotificationKind::LcuEccCorrectable).is_err(), "nothing listens any more");
    assert_eq!(Arc::strong_count(&seen), 1, "the listener is dropped");
    ecc(1.0);
    kit.machine.advance(Duration::from_secs(2));
    assert_eq!(seen.lock().unwrap().len(), 1);
    drop(device);
    kit.assert_clean();
}

/// A device dropped by its own listener is released, on another thread.
#[test]
fn nothing_is_released_inside_a_callback() {
    let kit = kit(Era::V4_21, Chip::Hailo8);
    let library = &kit.library;
    let device = library.open_device(None).unwrap();
    let held = Arc::new(Mutex::new(Some(device.clone())));
    let inner = Arc::clone(&held);
    let (sender, receiver) = mpsc::channel();
    device
        .on_notification(NotificationKind::LcuEccCorrectable, move |_| {
            let device = inner.lock().unwrap().take();
            if let Some(device) = device {
                let refused = device.chip_temperature().unwrap_err();
                assert_eq!(refused.kind(), ErrorKind::InvalidArgument, "{refused}");
                sender.send(device.close().is_err()).unwrap();
            }
        })
        .unwrap();
    drop(device);
    kit.machine.inject(Fault::at(1.0, DeviceEvent::EccCorrectable(1)));
    kit.machine.advance(Duration::from_secs(2));
    assert_eq!(receiver.recv(), Ok(true), "close says that it is deferred");
    while kit.machine.live_handles() > 0 {
        std::thread::yield_now();
    }
    assert_eq!(kit.machine.misuses(), []);
}

/// The order of releases, by the machine's own log: whatever the order of drops.
#[test]
fn children_are_released_before_their_parents() {
    let Kit { machine, library, .. } = kit(Era::V4_21, Chip::Hailo8);
    let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
    let hef = library.hef_from_file(ECHO).unwrap();
    let group = vdevice.configure(&hef, &ConfigureOptions::default()).unwrap().remove(0);
    let inputs =
        group.create_inputs(&group.vstream_params(Direction::Input, FormatType::Auto).unwrap()).unwrap();
    let outputs =
        group.create_outputs(&group.vstream_params(Direction::Output, FormatType::Auto).unwrap()).unwrap();
    let devices = vdevice.physical_devices().unwrap();
    drop(library);
    drop(vdevice);
    drop(group);
    drop(hef);
    drop(outputs);
    drop(devices);
    let released = |machine: &Machine| {
        let log = machine.call_log().into_iter().map(|record| record.call);
        log.filter(|call| call.starts_with("hailo_release")).collect::<Vec<_>>()
    };
    assert!(!released(&machine).contains(&"hailo_release_vdevice"), "an input still lives");
    drop(inputs);
    let order = released(&machine);
    assert_eq!(order.last(), Some(&"hailo_release_vdevice"), "{order:?}");
    assert_eq!(order.iter().filter(|call| **call == "hailo_release_vdevice").count(), 1, "{order:?}");
    assert!(!order.contains(&"hailo_release_device"), "borrowed devices are the vdevice's: {order:?}");
    assert_eq!((machine.misuses(), machine.live_handles()), (vec![], 0));
}

#[test]
fn two_versions_live_in_one_process() {
    let (four, five) = (kit(Era::V4_21, Chip::Hailo8), kit(Era::V5_2_0, Chip::Hailo10h));
    let (four, five) = (&four.library, &five.library);
    assert_eq!((four.version().major, five.version().major), (4, 5));
    let hef = four.hef_from_file(ECHO).unwrap();
    let error =
        Engine::open(five, EngineOptions::default()).unwrap().network(&hef, NetworkOptions::default());
    // Another library's HEF reaches the engine as a file of that name, never as a foreign handle.
    drop(error);
    let vdevice = four.vdevice(&VDeviceParams::default()).unwrap();
    let other = kit(Era::V4_20, Chip::Hailo8);
    let foreign = other.library.hef_from_file(ECHO).unwrap();
    assert_eq!(
        vdevice.configure(&foreign, &ConfigureOptions::default()).unwrap_err().kind(),
        ErrorKind::InvalidArgument
    );
}

#[test]
fn a_hailo_10h_infers_through_the_same_engine() {
    for era in [Era::V5_1_1, Era::V5_2_0] {
        let kit = kit(era, Chip::Hailo10h);
        let library = &kit.library;
        let engine = Engine::open(library, EngineOptions::default()).unwrap();
        assert_eq!(engine.backend(), Backend::InferModel);
        let network =
            engine.network(&library.hef_from_file(ECHO).unwrap(), NetworkOptions::default()).unwrap();
        let (mut inputs, mut outputs) = (network.input_frames().unwrap(), network.output_frames().unwrap());
        inputs.first_mut().fill(42);
        network.infer(&inputs, &mut outputs).unwrap();
        let blocking = outputs.first().to_vec();
        let (_, outputs) = block_on(network.infer_async(inputs, outputs)).unwrap();
        assert_eq!(outputs.first(), blocking);
        network.close().unwrap();
        drop((outputs, engine));
        kit.assert_clean();
    }
}

#[test]
fn a_hailo_10h_without_a_shim_says_how_to_build_one() {
    let kit = kit(Era::V5_2_0, Chip::Hailo10h);
    let library = Library::on(&kit.machine.without_shim()).unwrap();
    let error = Engine::open(&library, EngineOptions::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.advice().unwrap().contains("cargo xtask shim build"), "{error}");
    let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
    let hef = library.hef_from_file(ECHO).unwrap();
    let error = vdevice.configure(&hef, &ConfigureOptions::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "the C interface does not infer on it: {error}");
    let report = hailo::doctor::examine(&Ok(library), &nowhere());
    assert!(!report.inference_possible);
    assert!(report.problems.iter().any(|problem| problem.fix.contains("shim")), "{report}");
}

fn nowhere() -> hailo::doctor::Host {
    let nowhere = |name: &str| std::path::PathBuf::from("/nonexistent").join(name);
    hailo::doctor::Host { sys: nowhere("sys"), dev: nowhere("dev"), proc: nowhere("proc") }
}

#[test]
fn the_doctor_finds_a_healthy_machine_healthy_and_a_sick_one_sick() {
    let kit = kit(Era::V4_21, Chip::Hailo8);
    let report = hailo::doctor::examine(&Ok(kit.library.clone()), &nowhere());
    assert!(report.inference_possible, "{report}");
    assert_eq!(report.devices[0].identity.as_ref().unwrap().architecture, Architecture::Hailo8);
    let json: serde_json::Value = serde_json::to_value(&report).unwrap();
    assert_eq!(json["inference_possible"], true);
    assert_eq!(json["devices"][0]["architecture"], "HAILO8");

    kit.machine.inject(Fault::holding(Condition::DriverMismatch));
    let report = hailo::doctor::examine(&Ok(kit.library.clone()), &nowhere());
    assert!(!report.inference_possible);
    assert!(
        report
            .problems
            .iter()
            .any(|problem| problem.what.contains("(76)") && problem.fix.contains("modprobe")),
        "{report}"
    );
    kit.assert_clean();
}

#[test]
fn a_hef_report_names_inputs_outputs_and_sizes() {
    everywhere(|library| {
        let report = hailo::doctor::inspect_hef(library, std::path::Path::new(ECHO)).unwrap();
        let json: serde_json::Value = serde_json::to_value(&report).unwrap();
        assert_eq!(json["network_groups"][0]["vstreams"][0]["direction"], "input");
        assert!(json["network_groups"][0]["vstreams"][0]["frame_bytes"].as_u64().unwrap() > 0);
        assert!(report.to_string().contains("bytes a frame"));
    });
}

/// Several inputs and outputs: handles come back sorted by name, and each is asked who it is.
#[test]
fn many_streams_keep_their_names() {
    let hef = HefBuilder::new("many")
        .input(LayerSpec::nhcw("many/zebra", 4, 8, 3))
        .input(LayerSpec::nhcw("many/apple", 2, 2, 8))
        .output(LayerSpec::vector("many/out_b", 10))
        .output(LayerSpec::vector("many/out_a", 20))
        .build();
    let kit = kit(Era::V4_21, Chip::Hailo8);
    let library = &kit.library;
    let engine = Engine::open(library, EngineOptions::default()).unwrap();
    let network = engine.network(&library.hef_from_bytes(hef).unwrap(), NetworkOptions::default()).unwrap();
    let names: Vec<_> = network.inputs().iter().map(|port| &*port.name).collect();
    assert_eq!(names, ["many/apple", "many/zebra"]);
    let sizes: Vec<_> = network.outputs().iter().map(|port| (&*port.name, port.frame_size)).collect();
    assert_eq!(sizes, [("many/out_a", 20), ("many/out_b", 10)]);
    let (inputs, mut outputs) = (network.input_frames().unwrap(), network.output_frames().unwrap());
    for _ in 0..5 {
        network.infer(&inputs, &mut outputs).unwrap();
    }
    assert_eq!(outputs.get("many/out_b").unwrap().len(), 10);
}

/// After a failure the pipeline is built anew by the next call.
#[test]
fn a_failed_frame_does_not_end_the_network() {
    let kit = kit(Era::V4_21, Chip::Hailo8);
    let library = &kit.library;
    let engine = Engine::open(library, EngineOptions::default()).unwrap();
    let network = engine.network(&library.hef_from_file(ECHO).unwrap(), NetworkOptions::default()).unwrap();
    let (inputs, mut outputs) = (network.input_frames().unwrap(), network.output_frames().unwrap());
    for (call, status, kind) in [
        ("hailo_vstream_read_raw_buffer", 4, ErrorKind::Timeout),
        ("hailo_vstream_write_raw_buffer", 63, ErrorKind::Aborted),
        ("hailo_vstream_read_raw_buffer", 96, ErrorKind::DeviceLost),
        ("hailo_create_output_vstreams", 3, ErrorKind::OutOfMemory),
    ] {
        if call.starts_with("hailo_create") {
            kit.machine.inject(
                Fault::on("hailo_vstream_read_raw_buffer", CallEffect::Status(hailo_sys::Status(63)))
                    .times(1),
            );
            network.infer(&inputs, &mut outputs).unwrap_err();
        }
        kit.machine.inject(Fault::on(call, CallEffect::Status(hailo_sys::Status(status))).times(1));
        assert_eq!(network.infer(&inputs, &mut outputs).unwrap_err().kind(), kind, "{call}");
        network.infer(&inputs, &mut outputs).unwrap();
    }
    drop((network, engine));
    kit.assert_clean();
}

/// Handles that a process leaves behind are not touched at its end: leaking them is allowed.
#[test]
fn live_handles_may_be_leaked() {
    static LEFT: AtomicUsize = AtomicUsize::new(0);
    let kit = kit(Era::V4_21, Chip::Hailo8);
    let library = &kit.library;
    let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
    std::mem::forget(vdevice);
    LEFT.store(kit.machine.live_handles(), Ordering::Relaxed);
    assert_eq!(LEFT.load(Ordering::Relaxed), 1);
}

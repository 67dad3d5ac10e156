//! Waits: refused where they would never end, and out of each other's way.

use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;

use hailo::{
    Buffer, ConfigureOptions, Direction, Engine, EngineOptions, ErrorKind, FormatType, Inference,
    InputVStream, NetworkGroup, NetworkOptions, OutputVStream, Transfer, VDeviceParams,
};
use hailo_mock::{Chip, Machine, SimClock};
use hailo_sys::Era;

use crate::{ECHO, library, machine};

/// All that a callback must not wait with.
struct Waits {
    transfer: Transfer,
    inference: Inference,
    group: NetworkGroup,
    input: InputVStream,
    output: OutputVStream,
}

#[test]
fn inside_a_callback_nothing_waits() {
    let machine = Machine::builder()
        .era(Era::V4_21)
        .device(Chip::Hailo8)
        .device(Chip::Hailo8)
        .clock(SimClock::manual())
        .build()
        .unwrap();
    let library = library(machine.api(), None);
    let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
    let hef = library.hef_from_file(ECHO).unwrap();
    let mut asynchronous = ConfigureOptions::default();
    asynchronous.async_streams = true;
    let raw = vdevice.configure(&hef, &asynchronous).unwrap().remove(0);
    let (from, to) = (raw.input_streams().unwrap().remove(0), raw.output_streams().unwrap().remove(0));
    let (mut input, mut output) =
        (raw.input_stream(&from.name).unwrap(), raw.output_stream(&to.name).unwrap());

    let engine = Engine::open(&library, EngineOptions::default()).unwrap();
    let network = engine.network(&hef, NetworkOptions::default()).unwrap();
    let inference = network.infer_async(network.input_frames().unwrap(), network.output_frames().unwrap());
    let group = engine.vdevice().unwrap().configure(&hef, &ConfigureOptions::default()).unwrap().remove(0);
    let params = |direction| group.vstream_params(direction, FormatType::Auto).unwrap();
    let waits = Waits {
        transfer: output.start_read(Buffer::zeroed(output.frame_size()).unwrap()).unwrap(),
        inference,
        input: group.create_inputs(&params(Direction::Input)).unwrap().remove(0),
        output: group.create_outputs(&params(Direction::Output)).unwrap().remove(0),
        group,
    };
    let (sender, receiver) = channel();
    let report = move |waits: Waits| {
        let Waits { transfer, inference, group, mut input, mut output } = waits;
        let (from, mut to) = (vec![0; input.frame_size()], vec![0; output.frame_size()]);
        let long = Duration::from_secs(3600);
        let refused = [
            ("Transfer::wait", transfer.wait().map(drop).err()),
            ("Inference::wait", inference.wait().map(drop).err()),
            ("NetworkGroup::wait_for_activation", group.wait_for_activation(long).err()),
            ("InputVStream::write", input.write(&from).err()),
            ("InputVStream::flush", input.flush().err()),
            ("OutputVStream::read", output.read(&mut to).err()),
            ("VDevice::close", group.library().vdevice(&VDeviceParams::default()).map(drop).err()),
        ];
        sender.send(refused.map(|(name, error)| (name, error.map(|error| error.kind())))).unwrap();
    };
    input.write_async(Buffer::zeroed(input.frame_size()).unwrap(), move |_| report(waits)).unwrap();
    let refused = receiver.recv().unwrap();
    for (name, kind) in &refused[..6] {
        assert_eq!(*kind, Some(ErrorKind::InvalidArgument), "{name}");
    }
    drop((input, output, raw, network));
    assert!(hailo::wait_for_releases(Duration::from_secs(60)));
}

/// Ready streams are waited for on their own thread only.
#[test]
fn inside_a_callback_streams_do_not_wait_to_be_ready() {
    let machine = machine();
    let library = library(machine.api(), None);
    let vdevice = library.vdevice(&VDeviceParams::default()).unwrap();
    let hef = library.hef_from_file(ECHO).unwrap();
    let mut asynchronous = ConfigureOptions::default();
    asynchronous.async_streams = true;
    let group = vdevice.configure(&hef, &asynchronous).unwrap().remove(0);
    let (from, to) = (group.input_streams().unwrap().remove(0), group.output_streams().unwrap().remove(0));
    let mut input = group.input_stream(&from.name).unwrap();
    let output = Arc::new(Mutex::new(group.output_stream(&to.name).unwrap()));
    let pending = {
        let mut output = output.lock().unwrap();
        let frame = Buffer::zeroed(output.frame_size()).unwrap();
        output.start_read(frame).unwrap()
    };
    let (sender, receiver) = channel();
    let inside = Arc::clone(&output);
    let done = move |_| {
        let mut output = inside.lock().unwrap();
        let waited = output.wait_ready(Duration::from_secs(3600)).map_err(|error| error.kind());
        let mut frame = vec![0; output.frame_size()];
        let read = output.read(&mut frame).map_err(|error| error.kind());
        // Beginning another transfer waits for nothing.
        let begun = output.start_read(Buffer::zeroed(frame.len()).unwrap()).is_ok();
        sender.send((waited, read, begun)).unwrap();
    };
    input.write_async(Buffer::zeroed(input.frame_size()).unwrap(), done).unwrap();
    let refused = Err(ErrorKind::InvalidArgument);
    assert_eq!(receiver.recv().unwrap(), (refused, refused, true));
    pending.wait().unwrap().result.unwrap();
}

/// A scheduler that wants two frames gets them from two callers, one of which waits for its answer already.
#[test]
fn a_caller_that_waits_for_its_frame_keeps_no_other_from_writing() {
    let clock = SimClock::manual_with_grace(Duration::from_secs(2));
    let machine = Machine::builder().era(Era::V4_21).device(Chip::Hailo8).clock(clock).build().unwrap();
    let library = library(machine.api(), None);
    let engine = Engine::open(&library, EngineOptions::default()).unwrap();
    let hef = library.hef_from_file(ECHO).unwrap();
    let mut options = NetworkOptions::default();
    options.batch_size = Some(2);
    options.queue_size = 4;
    let network = engine.network(&hef, options).unwrap();
    network.set_scheduler_threshold(2).unwrap();
    network.set_scheduler_timeout(Duration::from_secs(3600)).unwrap();
    let began = machine.clock().now_ns();
    let start = Barrier::new(2);
    std::thread::scope(|scope| {
        for value in [1, 2] {
            let (network, start) = (&network, &start);
            scope.spawn(move || {
                let (mut inputs, mut outputs) =
                    (network.input_frames().unwrap(), network.output_frames().unwrap());
                inputs.first_mut().fill(value);
                start.wait();
                network.infer(&inputs, &mut outputs).unwrap();
            });
        }
    });
    let took = machine.clock().now_ns() - began;
    assert!(took < 1_000_000_000, "neither waited for the other's time-out: {took} ns of simulated time");
}

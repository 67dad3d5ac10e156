//! What the library may still write to when a call has come back.

use std::time::Duration;

use hailo::{Buffer, Direction, Engine, EngineOptions, ErrorKind, FormatType, NetworkOptions, OutputVStream};
use hailo_mock::{CallEffect, Fault};
use hailo_testkit::{Kit, hailo8};

use crate::{ECHO, configured, library, machine};

/// A machine on which each read times out and the frame that was wanted comes a moment later.
fn late() -> Kit {
    let kit = Kit::of(hailo8());
    kit.machine.inject(Fault::on("hailo_vstream_read_raw_buffer", CallEffect::Hang(1.0)));
    kit
}

fn streams(library: &hailo::Library) -> (hailo::VDevice, hailo::InputVStream, OutputVStream) {
    let (vdevice, _, group) = configured(library);
    let params = |direction| group.vstream_params(direction, FormatType::Auto).unwrap();
    let input = group.create_inputs(&params(Direction::Input)).unwrap().remove(0);
    (vdevice, input, group.create_outputs(&params(Direction::Output)).unwrap().remove(0))
}

fn reads(kit: &Kit) -> usize {
    kit.calls("hailo_vstream_read_raw_buffer")
}

#[test]
fn a_frame_that_comes_late_is_not_written_to_the_caller_s_memory() {
    let kit = late();
    let (_vdevice, mut input, mut output) = streams(&kit.library);
    let mut frame = vec![1; output.frame_size()];
    assert_eq!(output.read(&mut frame).unwrap_err().kind(), ErrorKind::Timeout);
    input.write(&vec![7; input.frame_size()]).unwrap();
    kit.machine.advance(Duration::from_secs(1));
    assert!(frame.iter().all(|byte| *byte == 1), "the caller's frame changed after the read had come back");

    // The library may write to what it was lent; a second read could be answered by the first one's frame.
    let again = output.read(&mut frame).unwrap_err();
    assert_eq!((again.kind(), again.status()), (ErrorKind::Aborted, None), "{again}");
    assert_eq!(reads(&kit), 1, "the library was not asked again");
    drop(output);
    assert!(frame.iter().all(|byte| *byte == 1));
}

/// Under valgrind and Miri this is where a library that writes to freed memory is seen.
#[test]
fn what_a_failed_read_lent_is_there_until_the_release() {
    let kit = late();
    let (vdevice, input, mut output) = streams(&kit.library);
    let mut frame = Buffer::zeroed(output.frame_size()).unwrap();
    frame.fill(1);
    assert_eq!(output.read_into(&mut frame).unwrap_err().kind(), ErrorKind::Timeout);
    // The release writes to what the library was lent.
    output.close().unwrap();
    assert!(frame.iter().all(|byte| *byte == 1), "the library was lent the caller's memory");
    input.close().unwrap();
    vdevice.close().unwrap();
    kit.assert_clean();
}

#[test]
fn an_inference_that_timed_out_gives_its_frames_up_to_nobody() {
    let kit = late();
    let engine = Engine::open(&kit.library, EngineOptions::default()).unwrap();
    let hef = kit.library.hef_from_file(ECHO).unwrap();
    let mut options = NetworkOptions::default();
    options.timeout = Duration::from_millis(1);
    let network = engine.network(&hef, options).unwrap();
    let (inputs, outputs) = (network.input_frames().unwrap(), network.output_frames().unwrap());
    let sizes: Vec<usize> = outputs.iter().map(|(_, frame)| frame.len()).collect();
    // Both are freed by the failure.
    assert_eq!(network.infer_async(inputs, outputs).wait().unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(reads(&kit), 1);
    // Whoever gets that memory next keeps what is his.
    let next: Vec<_> = sizes.iter().map(|size| vec![1_u8; *size]).collect();
    kit.machine.advance(Duration::from_secs(1));
    network.close().unwrap();
    assert!(next.iter().flatten().all(|byte| *byte == 1));
}

/// Frames that are read whole cost no copy: the vstream's memory and the caller's change places.
#[test]
fn a_read_into_a_buffer_exchanges_it() {
    let machine = machine();
    let library = library(machine.api(), None);
    let (_vdevice, _hef, group) = configured(&library);
    let params = |direction| group.vstream_params(direction, FormatType::Auto).unwrap();
    let mut input = group.create_inputs(&params(Direction::Input)).unwrap().remove(0);
    let mut output = group.create_outputs(&params(Direction::Output)).unwrap().remove(0);
    let mut frame = Buffer::zeroed(output.frame_size()).unwrap();
    let mut places = std::collections::BTreeSet::new();
    for value in 1..=4_u8 {
        input.write(&vec![value; input.frame_size()]).unwrap();
        output.read_into(&mut frame).unwrap();
        let mut copy = vec![0; output.frame_size()];
        input.write(&vec![value; input.frame_size()]).unwrap();
        output.read(&mut copy).unwrap();
        assert_eq!(&copy[..], &frame[..]);
        places.insert(frame.as_ptr().addr());
    }
    assert_eq!(places.len(), 2, "two pieces of memory, in turn");
    let mut short = Buffer::zeroed(output.frame_size() + 1).unwrap();
    assert_eq!(output.read_into(&mut short).unwrap_err().kind(), ErrorKind::InvalidArgument);
    input.write(&vec![9; input.frame_size()]).unwrap();
    output.read_into(&mut frame).expect("a frame of the wrong size never reached the library");
}

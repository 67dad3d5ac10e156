//! What the library may still write to when a call has come back.

use std::ffi::c_void;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::time::Duration;

use hailo::{Buffer, Direction, Engine, EngineOptions, ErrorKind, FormatType, NetworkOptions, OutputVStream};
use hailo_sys::Api;
use hailo_sys::types::{hailo_output_vstream, hailo_status};

use crate::{ECHO, configured, library, machine};

const TIMEOUT: hailo_status = 4;

/// Where a read that timed out was to land, and how long it is.
struct Queued(*mut c_void, usize);
// SAFETY: the address only travels between the threads of one test, as it does between those of the library.
unsafe impl Send for Queued {}

static LATE: Mutex<Vec<Queued>> = Mutex::new(Vec::new());
static REAL: OnceLock<Api> = OnceLock::new();

/// As the real one does: the address goes into a queue, the wait ends, and nothing takes the address back.
unsafe extern "C" fn times_out(_: hailo_output_vstream, buffer: *mut c_void, size: usize) -> hailo_status {
    LATE.lock().unwrap().push(Queued(buffer, size));
    TIMEOUT
}

/// The frame arrives at last, while the pipeline is being taken down.
unsafe extern "C" fn arrives_at_release(outputs: *const hailo_output_vstream, count: usize) -> hailo_status {
    arrive();
    // SAFETY: the caller's own arguments.
    unsafe { (REAL.get().unwrap().hailo_release_output_vstreams)(outputs, count) }
}

fn arrive() {
    for Queued(buffer, size) in LATE.lock().unwrap().drain(..) {
        // SAFETY: the safe crate lent these bytes until the release; that it did is what these tests (under Miri,
        // valgrind and AddressSanitizer) find out.
        unsafe { buffer.cast::<u8>().write_bytes(0xEE, size) };
    }
}

fn late_api(machine: &hailo_mock::Machine) -> Api {
    let real = machine.api();
    // Every machine's release function finds its machine by the handle.
    REAL.get_or_init(|| real);
    Api {
        hailo_vstream_read_raw_buffer: times_out,
        hailo_release_output_vstreams: arrives_at_release,
        ..real
    }
}

/// The queue above is one for the process.
static ALONE: Mutex<()> = Mutex::new(());

fn output(library: &hailo::Library) -> (hailo::VDevice, OutputVStream) {
    let (vdevice, _, group) = configured(library);
    let params = group.vstream_params(Direction::Output, FormatType::Auto).unwrap();
    (vdevice, group.create_outputs(&params).unwrap().remove(0))
}

#[test]
fn a_frame_that_comes_late_is_not_written_to_the_caller_s_memory() {
    let _alone = ALONE.lock().unwrap();
    let machine = machine();
    let library = library(late_api(&machine), None);
    let (_vdevice, mut output) = output(&library);

    let mut frame = vec![1; output.frame_size()];
    assert_eq!(output.read(&mut frame).unwrap_err().kind(), ErrorKind::Timeout);
    arrive();
    assert!(frame.iter().all(|byte| *byte == 1), "the caller's frame changed after the read had come back");

    // The library may write to what it was lent; a second read could be answered by the first one's frame.
    let again = output.read(&mut frame).unwrap_err();
    assert_eq!((again.kind(), again.status()), (ErrorKind::Aborted, None), "{again}");
    assert!(LATE.lock().unwrap().is_empty(), "the library was not asked again");
    drop(output);
    assert!(frame.iter().all(|byte| *byte == 1));
}

#[test]
fn what_a_failed_read_lent_is_there_until_the_release() {
    let _alone = ALONE.lock().unwrap();
    let machine = machine();
    let library = library(late_api(&machine), None);
    let (vdevice, mut output) = output(&library);
    let mut frame = Buffer::zeroed(output.frame_size()).unwrap();
    frame.fill(1);
    assert_eq!(output.read_into(&mut frame).unwrap_err().kind(), ErrorKind::Timeout);
    let kept = frame.as_ptr().addr();
    drop(frame);
    assert_ne!(LATE.lock().unwrap()[0].0.addr(), kept, "the library was lent the caller's memory");
    // The release writes it.
    output.close().unwrap();
    assert!(LATE.lock().unwrap().is_empty());
    vdevice.close().unwrap();
    assert_eq!(machine.misuses(), []);
}

#[test]
fn an_inference_that_timed_out_gives_its_frames_up_to_nobody() {
    let _alone = ALONE.lock().unwrap();
    let machine = machine();
    let library = library(late_api(&machine), None);
    let engine = Engine::open(&library, EngineOptions::default()).unwrap();
    let hef = library.hef_from_file(ECHO).unwrap();
    let options = NetworkOptions { timeout: Duration::from_millis(1), ..NetworkOptions::default() };
    let network = engine.network(&hef, options).unwrap();
    let (inputs, outputs) = (network.input_frames().unwrap(), network.output_frames().unwrap());
    let theirs: Vec<usize> = outputs.iter().map(|(_, frame)| frame.as_ptr().addr()).collect();
    // Both are freed by the failure.
    assert_eq!(network.infer_async(inputs, outputs).wait().unwrap_err().kind(), ErrorKind::Timeout);
    for Queued(buffer, _) in &*LATE.lock().unwrap() {
        assert!(!theirs.contains(&buffer.addr()), "the library was lent a frame that is freed by now");
    }
    arrive();
    network.close().unwrap();
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

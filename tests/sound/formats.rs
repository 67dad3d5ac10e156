//! Formats and descriptions that do not fit: refused before the library follows them.

use std::sync::atomic::{AtomicUsize, Ordering};

use hailo::{Direction, ErrorKind, Format, FormatOrder, FormatType, Library, Shape, StreamInfo};
use hailo_mock::hef::{HefBuilder, LayerSpec};
use hailo_mock::{Chip, Machine, SimClock};
use hailo_sys::types::{
    hailo_3d_image_shape_t, hailo_format_t, hailo_input_transform_context, hailo_output_transform_context,
    hailo_quant_info_t, hailo_status, hailo_stream_info_t, hailo_transform_params_t,
};
use hailo_sys::{Api, Era};
use hailo_testkit::Guarded;

use crate::{ECHO, library};

static MADE: AtomicUsize = AtomicUsize::new(0);

unsafe extern "C" fn no_input(
    _: *const hailo_stream_info_t,
    _: *const hailo_transform_params_t,
    _: *mut hailo_input_transform_context,
) -> hailo_status {
    MADE.fetch_add(1, Ordering::Relaxed);
    2
}

unsafe extern "C" fn no_output(
    _: *const hailo_stream_info_t,
    _: *const hailo_transform_params_t,
    _: *mut hailo_output_transform_context,
) -> hailo_status {
    MADE.fetch_add(1, Ordering::Relaxed);
    2
}

unsafe extern "C" fn not_needed(
    _: *const hailo_3d_image_shape_t,
    _: *const hailo_format_t,
    _: *const hailo_3d_image_shape_t,
    _: *const hailo_format_t,
    _: *const hailo_quant_info_t,
    _: usize,
    _: *mut u8,
) -> hailo_status {
    MADE.fetch_add(1, Ordering::Relaxed);
    2
}

/// Inputs of 8 and 16 bits, one of them no square, and detections of the chip's own.
fn model() -> Vec<u8> {
    HefBuilder::new("odd")
        .input(LayerSpec::nhcw("odd/flat", 4, 16, 3))
        .input(LayerSpec::nhcw("odd/wide", 8, 8, 3).wide())
        .output(LayerSpec::nhcw("odd/boxes", 4, 8, 16))
        .output(LayerSpec::vector("odd/chip", 76).format_number(6))
        .build()
}

fn odd_machine() -> Machine {
    Machine::builder()
        .era(Era::V4_21)
        .device(Chip::Hailo8)
        .clock(SimClock::manual())
        .hef("odd.hef", model())
        .build()
        .unwrap()
}

fn stream(library: &Library, name: &str) -> StreamInfo {
    let streams = library.hef_from_file("odd.hef").unwrap().streams(None).unwrap();
    streams.into_iter().find(|stream| stream.name == name).unwrap()
}

#[test]
fn a_transform_that_would_write_past_its_frame_is_not_made() {
    let machine = odd_machine();
    let api = Api {
        hailo_create_input_transform_context: no_input,
        hailo_create_output_transform_context: no_output,
        hailo_is_input_transformation_required2: not_needed,
        ..machine.api()
    };
    let library = library(api, None);
    let format = |ty, order, flags| Format { ty, order, flags };
    let (u8_, f32_) = (FormatType::Uint8, FormatType::Float32);
    let wrong = [
        ("odd/flat", format(u8_, FormatOrder::Nhwc, 2), "transposing what is no square"),
        ("odd/flat", format(FormatType::Other(83), FormatOrder::Nhwc, 0), "a type that is none"),
        ("odd/flat", format(u8_, FormatOrder::Other(0x7fff_ffff), 0), "an order that is none"),
        ("odd/flat", format(u8_, FormatOrder::Nhwc, 0x8000_0000), "flags that are none"),
        ("odd/flat", format(u8_, FormatOrder::Nv12, 0), "pixels of another kind"),
        ("odd/wide", format(u8_, FormatOrder::Yyvu, 0), "bytes for an input of 16 bits"),
        ("odd/wide", format(u8_, FormatOrder::Nhwc, 0), "bytes for an input of 16 bits"),
        ("odd/boxes", format(f32_, FormatOrder::NmsByClass, 0), "boxes of what are pixels"),
    ];
    for (name, format, why) in wrong {
        let stream = stream(&library, name);
        let error = if stream.direction == Direction::Input {
            library.input_transform(&stream, format).unwrap_err()
        } else {
            library.output_transform(&stream, format).unwrap_err()
        };
        assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidArgument, None), "{why}: {error}");
        assert_eq!(library.host_frame_size(&stream, format).unwrap_err().status(), None, "{why}");
    }
    let square = (Shape { height: 8, width: 8, features: 3 }, Format::new(u8_, FormatOrder::Nhcw));
    for format in
        [format(FormatType::Other(83), FormatOrder::Nhwc, 0), format(u8_, FormatOrder::Other(0x7fff_ffff), 0)]
    {
        let asked = (square.0, format);
        let quantisation = hailo::Quantisation { scale: 1.0, ..Default::default() };
        for (from, to) in [(asked, square), (square, asked)] {
            let error =
                library.needs_transformation(Direction::Input, from, to, &[quantisation]).unwrap_err();
            assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidArgument, None), "{error}");
        }
    }
    assert_eq!(MADE.load(Ordering::Relaxed), 0, "the library was asked all the same");
}

#[test]
fn detections_as_the_chip_leaves_them_are_not_followed() {
    let machine = odd_machine();
    let library = library(machine.api(), None);
    let mut chip = stream(&library, "odd/chip");
    assert_eq!(chip.format.order, FormatOrder::NmsOnChip);
    let format = Format::new(FormatType::Float32, FormatOrder::NmsByClass);
    let error = library.output_transform(&chip, format).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    // What the library wrote counts, not what became of the copy.
    chip.format = Format::new(FormatType::Uint8, FormatOrder::Nhwc);
    chip.shape = Some(Shape { height: 1, width: 1, features: 76 });
    assert_eq!(library.output_transform(&chip, chip.format).unwrap_err().kind(), ErrorKind::Unsupported);
}

#[test]
fn a_description_counts_as_the_library_wrote_it_and_for_that_library_only() {
    let (one, other) = (odd_machine(), odd_machine());
    let (one, other) = (library(one.api(), None), library(other.api(), None));
    let mut input = stream(&one, "odd/flat");
    let format = Format::new(FormatType::Uint8, FormatOrder::Nhwc);
    let error = other.input_transform(&input, format).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidArgument, None), "{error}");
    assert_eq!(other.host_frame_size(&input, format).unwrap_err().kind(), ErrorKind::InvalidArgument);
    assert_eq!(
        one.output_transform(&input, format).unwrap_err().kind(),
        ErrorKind::InvalidArgument,
        "an input"
    );

    let size = one.input_transform(&input, format).unwrap().device_frame_size();
    input.hw_frame_size = 8;
    assert_eq!(one.input_transform(&input, format).unwrap().device_frame_size(), size);
}

#[test]
fn vstreams_are_made_with_formats_that_fit_them() {
    let machine = crate::machine();
    let library = library(machine.api(), None);
    let (_vdevice, _hef, group) = crate::configured(&library);
    let made =
        || machine.call_log().iter().filter(|call| call.call.contains("create_input_vstreams")).count();
    let params = group.vstream_params(Direction::Input, FormatType::Auto).unwrap();
    for format in [
        Format::new(FormatType::Other(83), FormatOrder::Auto),
        Format::new(FormatType::Auto, FormatOrder::Other(77)),
        Format::new(FormatType::Uint16, FormatOrder::Auto),
        Format::new(FormatType::Auto, FormatOrder::NmsByClass),
        Format { flags: 16, ..Format::default() },
    ] {
        let mut wrong = params.clone();
        wrong[0].format = format;
        let error = group.create_inputs(&wrong).unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidArgument, None), "{format:?}: {error}");
    }
    assert_eq!(made(), 0);
    group.create_inputs(&params).unwrap();
    assert!(group.vstream_params(Direction::Input, FormatType::Other(83)).is_err());
    let hef = library.hef_from_file(ECHO).unwrap();
    assert!(hef.vstream_params(None, Direction::Output, FormatType::Other(83)).is_err());
}

/// The simulated device, and the real libraries that `HAILO_TEST_REAL_LIB` names.
fn libraries(machine: &Machine) -> Vec<Library> {
    std::iter::once(library(machine.api(), None))
        .chain(crate::real_libraries().into_iter().map(|path| Library::open(path).unwrap()))
        .collect()
}

/// Any format and any frame, known numbers and others: refused, or within the frame, whose neighbours end the process.
/// `HAILO_PROBE_SECONDS` says for how long on each library.
#[test]
fn no_format_and_no_frame_leaves_its_memory() {
    let machine = odd_machine();
    for library in libraries(&machine) {
        let hef = library.hef_from_bytes(fuzzed()).unwrap();
        let streams = hef.streams(None).unwrap();
        let vstreams = hef.vstreams(None).unwrap();
        let (mut made, mut seeds) = (0, 0);
        for seed in crate::probe::seeds(500) {
            seeds = seed + 1;
            let mut random = fastrand::Rng::with_seed(seed);
            let format = any_format(&mut random);
            for info in &vstreams {
                // A size, or an error; nothing to guard.
                drop(library.vstream_frame_size(info, format));
            }
            for stream in &streams {
                let shapes = (stream.shape.unwrap_or_default(), stream.hw_shape.unwrap_or_default());
                let (host, device) = ((shapes.0, format), (shapes.1, stream.format));
                let (from, to) =
                    if stream.direction == Direction::Input { (host, device) } else { (device, host) };
                drop(library.needs_transformation(stream.direction, from, to, &[stream.quantisation]));
                let Some((from, to)) = transformed(&library, stream, format, &mut random) else { continue };
                assert!(from.is_whole() && to.is_whole(), "{} of {format:?}, seed {seed}", stream.name);
                made += 1;
            }
        }
        println!("{made} transforms of {seeds} seeds, HailoRT {}", library.version());
        assert!(made > seeds / 20, "{made} of {seeds} seeds made a transform of {}", library.version());
    }
}

pub(crate) fn any_format(random: &mut fastrand::Rng) -> Format {
    Format {
        ty: FormatType::from_raw(pick(random, 4)),
        order: FormatOrder::from_raw(pick(random, 24)),
        flags: pick(random, 4),
    }
}

/// Mostly a number that is known.
fn pick(random: &mut fastrand::Rng, known: u32) -> u32 {
    if random.u8(..) < 8 { random.u32(..) } else { random.u32(..known) }
}

pub(crate) fn transformed(
    library: &Library,
    stream: &StreamInfo,
    format: Format,
    random: &mut fastrand::Rng,
) -> Option<(Guarded, Guarded)> {
    let frames = |from: usize, to: usize| (Guarded::new(from), Guarded::new(to));
    if stream.direction == Direction::Input {
        let mut transform = library.input_transform(stream, format).ok()?;
        let (mut from, mut to) = frames(transform.host_frame_size(), transform.device_frame_size());
        random.fill(from.frame());
        drop(transform.transform(from.frame(), to.frame()));
        return Some((from, to));
    }
    let mut transform = library.output_transform(stream, format).ok()?;
    let (mut from, mut to) = frames(transform.device_frame_size(), transform.host_frame_size());
    random.fill(from.frame());
    drop(transform.transform(from.frame(), to.frame()));
    Some((from, to))
}

/// Pixels of either width, square and not, padded and not, vectors, and detections.
pub(crate) fn fuzzed() -> Vec<u8> {
    HefBuilder::new("any")
        .input(LayerSpec::nhcw("any/flat", 4, 16, 3))
        .input(LayerSpec::nhcw("any/square", 8, 8, 4))
        .input(LayerSpec::nhcw("any/wide", 8, 8, 3).wide())
        .input(LayerSpec::nhcw("any/odd", 5, 5, 1))
        .output(LayerSpec::nhcw("any/map", 3, 7, 5))
        .output(LayerSpec::nhcw("any/deep", 8, 8, 16).wide())
        .output(LayerSpec::vector("any/classes", 10))
        .output(LayerSpec::vector("any/chip", 76).format_number(6))
        .build()
}

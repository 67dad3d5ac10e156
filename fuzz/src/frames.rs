//! Frames and model files, in memory whose neighbours end the process: what reads or writes one byte too far is found.

use std::sync::OnceLock;

use hailo::{
    Direction, Format, FormatOrder, FormatType, Library, NmsLayout, NmsShape, StreamInfo, VStreamInfo,
};
use hailo_mock::hef::{HefBuilder, LayerSpec};
use hailo_mock::{Chip, Machine, SimClock};
use hailo_testkit::Guarded;

/// Numbers from the front of the data, zero once there are no more.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }

    fn small(&mut self) -> u32 {
        u32::from(self.byte())
    }

    /// A number that is known, or any at all.
    fn pick(&mut self, known: u32) -> u32 {
        let first = self.small();
        if first < 240 {
            return first % known;
        }
        u32::from_le_bytes([self.byte(), self.byte(), self.byte(), self.byte()])
    }
}

/// Detections of any layout: every box is inside of what the shape and the frame have room for.
pub fn detections(data: &[u8]) {
    let mut numbers = Numbers(data);
    let (order, ty) = (FormatOrder::from_raw(numbers.pick(24)), FormatType::from_raw(numbers.pick(4)));
    let shape = NmsShape {
        classes: numbers.small(),
        max_boxes_per_class: numbers.small(),
        max_boxes_total: numbers.small(),
        max_mask_bytes: numbers.small() * 16,
    };
    let mask_record = 30 + usize::from(numbers.byte() % 20);
    let mut frame = Guarded::copied(numbers.0);
    let Ok(layout) = NmsLayout::new(order, ty, shape, mask_record) else { return };
    if let Ok(boxes) = layout.decode(frame.frame()) {
        let room = numbers.0.len();
        // Two bytes are the least that a number of a box takes.
        assert!(boxes.len() * 10 <= room, "{} boxes in {room} bytes", boxes.len());
        assert!(boxes.iter().map(|found| found.mask.len()).sum::<usize>() <= room);
        assert!(boxes.iter().all(|found| found.class <= u32::from(u16::MAX) + shape.classes));
    }
}

/// The simulated device's library, and those that `HAILO_TEST_REAL_LIB` names, with the streams of one model.
struct Subject {
    library: Library,
    streams: Vec<StreamInfo>,
    vstreams: Vec<VStreamInfo>,
}

fn subjects() -> &'static [Subject] {
    static SUBJECTS: OnceLock<Vec<Subject>> = OnceLock::new();
    SUBJECTS.get_or_init(|| {
        let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build().unwrap();
        let real = std::env::var_os("HAILO_TEST_REAL_LIB").unwrap_or_default();
        let real = std::env::split_paths(&real).filter(|path| !path.as_os_str().is_empty());
        let real: Vec<_> = real.map(|path| Library::open(path).unwrap()).collect();
        let all = std::iter::once(Library::on(&machine).unwrap()).chain(real);
        all.map(|library| {
            let hef = library.hef_from_bytes(model()).unwrap();
            let (streams, vstreams) = (hef.streams(None).unwrap(), hef.vstreams(None).unwrap());
            Subject { library, streams, vstreams }
        })
        .collect()
    })
}

/// Pixels of either width, square and not, padded and not, vectors, and detections.
fn model() -> Vec<u8> {
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

/// Transforms of any stream to and from any format, with any frame: refused, or within both frames.
pub fn transform(data: &[u8]) {
    for subject in subjects() {
        let mut numbers = Numbers(data);
        let Subject { library, streams, vstreams } = subject;
        let stream = &streams[numbers.byte() as usize % streams.len()];
        let vstream = &vstreams[numbers.byte() as usize % vstreams.len()];
        let format = Format {
            ty: FormatType::from_raw(numbers.pick(4)),
            order: FormatOrder::from_raw(numbers.pick(24)),
            flags: numbers.pick(4),
        };
        drop((library.vstream_frame_size(vstream, format), library.host_frame_size(stream, format)));
        let frames = |from: usize, to: usize| {
            let (mut from, to) = (Guarded::new(from), Guarded::new(to));
            from.frame().iter_mut().zip(numbers.0.iter().cycle()).for_each(|(to, from)| *to = *from);
            (from, to)
        };
        let (from, to) = if stream.direction == Direction::Input {
            let Ok(mut transform) = library.input_transform(stream, format) else { continue };
            let (mut from, mut to) = frames(transform.host_frame_size(), transform.device_frame_size());
            drop(transform.transform(from.frame(), to.frame()));
            (from, to)
        } else {
            let Ok(mut transform) = library.output_transform(stream, format) else { continue };
            let (mut from, mut to) = frames(transform.device_frame_size(), transform.host_frame_size());
            drop(transform.transform(from.frame(), to.frame()));
            (from, to)
        };
        assert!(from.is_whole() && to.is_whole(), "{} of {format:?}", stream.name);
    }
}

/// Model files: what their header speaks of is there, or they are refused. The real library is not asked: it does not
/// survive every one.
pub fn hef(data: &[u8]) {
    let Subject { library, .. } = &subjects()[0];
    let Ok(hef) = library.hef_from_bytes(data) else { return };
    drop((hef.network_groups(), hef.networks(None), hef.streams(None), hef.vstreams(None)));
}

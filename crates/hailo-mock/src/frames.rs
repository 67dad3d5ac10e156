//! What a frame is: its size, its layouts, its quantisation, and what the simulated network makes
//! of it.
//!
//! The simulated network is a documented function, so that a test can check what comes out:
//! with `x` the quantised input elements of all inputs one after the other, output number `k` of
//! `n` elements is `out[i] = x[⌊i · |x| / n⌋] + k` (wrapping, in the output's element width).
//! Detections are drawn from a hash of `x`: at most three boxes per class, well-formed, scores
//! falling and at or above the threshold.

use crate::codes::{order, ty};
use crate::hef::{Format, Layer, NmsShape, Quant, Shape, VStream};
use crate::physics::mix;

/// Bytes of one element; 0 for a type nobody knows.
pub(crate) fn type_size(kind: u32) -> usize {
    match kind {
        ty::UINT8 => 1,
        ty::UINT16 => 2,
        ty::FLOAT32 => 4,
        _ => 0,
    }
}

/// `asked` with its AUTO parts taken from the stream's own format.
pub(crate) fn resolve(asked: Format, own: Format) -> Format {
    Format {
        ty: if asked.ty == ty::AUTO { own.ty } else { asked.ty },
        order: if asked.order == order::AUTO { own.order } else { asked.order },
        flags: asked.flags,
    }
}

/// Bytes of one tensor in a resolved format. RGB4 pads its rows to 4 bytes; nothing is validated,
/// as in the real library.
pub(crate) fn tensor_size(shape: Shape, format: Format) -> usize {
    let row = shape.width as usize * shape.features as usize;
    let row = if format.order == order::RGB4 { row.next_multiple_of(4) } else { row };
    shape.height as usize * row * type_size(format.ty)
}

/// Bytes of one frame of detections in a resolved format.
pub(crate) fn nms_size(nms: &NmsShape, format: Format, mask_record: usize) -> usize {
    let total = nms.max_bboxes_total as usize;
    match format.order {
        order::NMS_BY_CLASS => {
            let per_class = 1 + 5 * nms.max_bboxes_per_class as usize;
            nms.classes as usize * per_class * type_size(format.ty)
        }
        order::NMS_BY_SCORE => 2 + total * 22,
        order::NMS_WITH_BYTE_MASK => 2 + total * mask_record + nms.max_mask_size as usize,
        _ => 0,
    }
}

/// Bytes of one frame of a user stream.
pub(crate) fn vstream_size(vstream: &VStream, asked: Format, mask_record: usize) -> usize {
    let format = resolve(asked, vstream.format);
    match &vstream.nms {
        Some(nms) => nms_size(nms, format, mask_record),
        None => tensor_size(vstream.shape, format),
    }
}

/// Real to quantised: clamp to the limits, then round half to even.
pub(crate) fn quantize(real: f32, q: &Quant, largest: f32) -> u16 {
    if q.scale == 0.0 {
        return 0;
    }
    let clamped = if q.min < q.max { real.clamp(q.min, q.max) } else { real };
    (clamped / q.scale + q.zero_point).round_ties_even().clamp(0.0, largest) as u16
}

/// Quantised to real.
pub(crate) fn dequantize(quantized: u16, q: &Quant) -> f32 {
    (f32::from(quantized) - q.zero_point) * q.scale
}

/// Where element (row, column, feature) of a tensor stands in a resolved order.
fn position(order: u32, s: Shape, (h, w, f): (usize, usize, usize)) -> usize {
    let (height, width, features) = (s.height as usize, s.width as usize, s.features as usize);
    match order {
        order::NHCW => (h * features + f) * width + w,
        order::NCHW => (f * height + h) * width + w,
        order::RGB4 => h * (width * features).next_multiple_of(4) + w * features + f,
        _ => (h * width + w) * features + f,
    }
}

fn keeps_order(order: u32) -> bool {
    !matches!(order, order::NHCW | order::NCHW | order::RGB4)
}

fn each(shape: Shape, mut f: impl FnMut(usize, (usize, usize, usize))) {
    let mut at = 0;
    for h in 0..shape.height as usize {
        for w in 0..shape.width as usize {
            for c in 0..shape.features as usize {
                f(at, (h, w, c));
                at += 1;
            }
        }
    }
}

fn load(bytes: &[u8], size: usize, at: usize) -> u16 {
    match size {
        1 => bytes.get(at).map_or(0, |b| u16::from(*b)),
        _ => bytes.get(2 * at..2 * at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]])),
    }
}

fn store(bytes: &mut [u8], size: usize, at: usize, value: u16) {
    let le = value.to_le_bytes();
    if let Some(place) = bytes.get_mut(size * at..size * (at + 1)) {
        place.copy_from_slice(&le[..size]);
    }
}

/// Largest value of an element of the device.
fn largest(data_bytes: usize) -> f32 {
    if data_bytes == 1 { 255.0 } else { 65535.0 }
}

/// A user's input frame as the device's elements, row by row, without padding.
pub(crate) fn to_device(user: &[u8], asked: Format, vstream: &VStream, data_bytes: usize) -> Vec<u8> {
    let format = resolve(asked, vstream.format);
    let device = elements(user, format, vstream, data_bytes);
    if is_turned(format, vstream) { transpose(&device, vstream.shape, data_bytes) } else { device }
}

/// Whether rows and columns change places on the way. The real library writes past a frame that is not square.
fn is_turned(format: Format, vstream: &VStream) -> bool {
    let differs = (format.flags ^ vstream.format.flags) & TRANSPOSED != 0;
    differs && transposes(format.order) && vstream.shape.height == vstream.shape.width
}

/// Flag of a format: rows and columns have changed places.
const TRANSPOSED: u32 = 2;

fn elements(user: &[u8], format: Format, vstream: &VStream, data_bytes: usize) -> Vec<u8> {
    let (shape, size) = (vstream.shape, type_size(format.ty));
    if size == data_bytes && keeps_order(format.order) {
        return user.to_vec();
    }
    let mut out = vec![0; shape.elements() * data_bytes];
    let quant = vstream.quants.first().copied().unwrap_or_default();
    each(shape, |at, place| {
        let from = position(format.order, shape, place);
        let value = if format.ty == ty::FLOAT32 {
            let bytes = user.get(4 * from..4 * from + 4).map_or([0; 4], |b| [b[0], b[1], b[2], b[3]]);
            quantize(f32::from_le_bytes(bytes), &quant, largest(data_bytes))
        } else {
            load(user, size, from)
        };
        store(&mut out, data_bytes, at, value);
    });
    out
}

/// Device elements as the user's output frame.
pub(crate) fn to_user(device: &[u8], asked: Format, vstream: &VStream, data_bytes: usize, user: &mut [u8]) {
    let format = resolve(asked, vstream.format);
    let (shape, size) = (vstream.shape, type_size(format.ty));
    let turned = is_turned(format, vstream).then(|| transpose(device, shape, data_bytes));
    let device = turned.as_deref().unwrap_or(device);
    if size == data_bytes && keeps_order(format.order) {
        let n = user.len().min(device.len());
        user[..n].copy_from_slice(&device[..n]);
        return;
    }
    let one = vstream.quants.first().copied().unwrap_or_default();
    let per_feature = vstream.quants.len() == shape.features as usize;
    each(shape, |at, place| {
        let to = position(format.order, shape, place);
        let value = load(device, data_bytes, at);
        if format.ty == ty::FLOAT32 {
            let quant = if per_feature { &vstream.quants[place.2] } else { &one };
            if let Some(out) = user.get_mut(4 * to..4 * to + 4) {
                out.copy_from_slice(&dequantize(value, quant).to_le_bytes());
            }
        } else {
            store(user, size, to, value);
        }
    });
}

/// Device elements in the padded layout of a physical stream.
pub(crate) fn to_hw(device: &[u8], layer: &Layer, hw: &mut [u8]) {
    hw.fill(0);
    let size = layer.data_bytes as usize;
    each(layer.shape, |at, place| {
        store(hw, size, position(layer.format.order, layer.hw_shape, place), load(device, size, at));
    });
}

/// The elements inside a padded hardware frame.
pub(crate) fn from_hw(hw: &[u8], layer: &Layer) -> Vec<u8> {
    let size = layer.data_bytes as usize;
    let mut out = vec![0; layer.shape.elements() * size];
    each(layer.shape, |at, place| {
        store(&mut out, size, at, load(hw, size, position(layer.format.order, layer.hw_shape, place)));
    });
    out
}

/// The simulated network: see the module's documentation.
pub(crate) fn run(inputs: &[impl AsRef<[u8]>], k: usize, elements: usize, data_bytes: usize) -> Vec<u8> {
    let total: usize = inputs.iter().map(|i| i.as_ref().len()).sum();
    let mut out = vec![0; elements * data_bytes];
    let salt = k as u16;
    if let [only] = inputs
        && data_bytes == 1
        && only.as_ref().len() == elements
        && k == 0
    {
        out.copy_from_slice(only.as_ref());
        return out;
    }
    let mut starts = inputs.iter().map(AsRef::as_ref).scan(0, |end, bytes: &[u8]| {
        *end += bytes.len();
        Some((*end, bytes))
    });
    let mut current: Option<(usize, &[u8])> = starts.next();
    for i in 0..elements {
        let at = (i as u128 * total as u128 / elements.max(1) as u128) as usize;
        while let Some((end, _)) = current
            && at >= end
        {
            current = starts.next();
        }
        let x = current.map_or(0, |(end, bytes)| bytes[at + bytes.len() - end]);
        store(&mut out, data_bytes, i, u16::from(x).wrapping_add(salt));
    }
    out
}

/// One part of a frame of detections that the chip has split by classes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part<'a> {
    /// Its place among the parts.
    pub place: usize,
    /// How many counters it has: classes times chunks.
    pub counters: usize,
    pub bbox_size: usize,
    pub burst_size: usize,
    pub frame: &'a [u8],
}

/// Puts the parts of a frame together: a class of each in turn. The frame has room for one burst more than its parts
/// without theirs; `None` if it has not, or a part breaks off.
pub(crate) fn fuse(mut parts: Vec<Part<'_>>, out: &mut [u8]) -> Option<()> {
    parts.sort_by_key(|part| part.place);
    let in_order = parts.iter().enumerate().all(|(at, part)| part.place == at);
    let burst = |part: &Part<'_>| part.bbox_size * part.burst_size;
    let bare = parts.iter().map(|part| part.frame.len().checked_sub(burst(part))).sum::<Option<usize>>()?;
    if !in_order || out.len() != bare + burst(parts.first()?) {
        return None;
    }
    let counters: usize = parts.iter().map(|part| part.counters).sum();
    let (mut to, turns) = (0, parts.len());
    for counter in 0..counters {
        let part = &mut parts[counter % turns];
        let boxes = usize::from(u16::from_le_bytes(*part.frame.first_chunk()?));
        let (class, rest) = part.frame.split_at_checked(2 + boxes * part.bbox_size)?;
        out.get_mut(to..to + class.len())?.copy_from_slice(class);
        to += class.len();
        part.frame = rest;
    }
    Some(())
}

/// Whether the library makes frames in the host's order of an output in the device's.
pub(crate) fn makes(device: u32, host: u32) -> bool {
    match (device, host) {
        (order::NHCW, order::NHWC | order::NCHW)
        | (order::NHWC | order::FCR | order::F8CR, order::NHWC)
        | (order::NHW, order::NCHW) => true,
        // Its rows are padded, and no way leads from them to the same order without.
        (order::NHCW, _) => false,
        _ => device == host,
    }
}

/// Frames that can be transposed on their way.
pub(crate) fn transposes(host: u32) -> bool {
    use order::{BAYER_RGB, F8CR, FCR, NHW, NHWC, RGB4};
    matches!(host, NHWC | RGB4 | NHW | BAYER_RGB | FCR | F8CR)
}

/// The device's elements with rows and columns exchanged.
pub(crate) fn transpose(device: &[u8], shape: Shape, data_bytes: usize) -> Vec<u8> {
    let (height, width) = (shape.height as usize, shape.width as usize);
    let element = shape.features as usize * data_bytes;
    let mut out = vec![0; device.len()];
    for h in 0..height {
        for w in 0..width {
            let (from, to) = ((h * width + w) * element, (w * height + h) * element);
            if let (Some(from), Some(to)) = (device.get(from..from + element), out.get_mut(to..to + element))
            {
                to.copy_from_slice(from);
            }
        }
    }
    out
}

/// A hash of a frame's inputs: what its detections are drawn from.
pub(crate) fn digest(inputs: &[impl AsRef<[u8]>]) -> u64 {
    inputs.iter().fold(0, |seed, i| xxhash_rust::xxh3::xxh3_64_with_seed(i.as_ref(), seed))
}

/// One detection of the simulated network, in shares of the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Detection {
    pub class: u16,
    pub score: f32,
    /// y_min, x_min, y_max, x_max.
    pub corners: [f32; 4],
}

/// The detections in a frame, class by class, best first.
pub(crate) fn detections(digest: u64, nms: &NmsShape, threshold: f32) -> Vec<Detection> {
    let share = |x: u64| (x >> 40) as f32 / (1u64 << 24) as f32;
    let per_class = u64::from(nms.max_bboxes_per_class.min(3));
    let mut found = Vec::new();
    for class in 0..nms.classes {
        let seed = mix(digest ^ u64::from(class).wrapping_mul(0x9e37_79b9));
        let mut scores: Vec<f32> =
            (0..seed % (per_class + 1)).map(|i| 0.05 + 0.94 * share(mix(seed ^ (i + 1)))).collect();
        scores.retain(|s| *s >= threshold);
        scores.sort_by(|a, b| b.total_cmp(a));
        for (i, score) in scores.into_iter().enumerate() {
            let place = |salt: u64| share(mix(seed ^ (salt << 8) ^ i as u64));
            let (y, x) = (0.8 * place(1), 0.8 * place(2));
            let corners = [y, x, y + 0.01 + 0.19 * place(3), x + 0.01 + 0.19 * place(4)];
            found.push(Detection { class: class as u16, score, corners });
        }
    }
    found
}

/// Writes detections in the order the user asked for. `mask_record` is the era's size of a record
/// with a byte mask (38 or 46); its pointer points into `out`.
pub(crate) fn write_detections(
    digest: u64,
    nms: &NmsShape,
    format: Format,
    threshold: f32,
    mask_record: usize,
    out: &mut [u8],
) {
    out.fill(0);
    let found = detections(digest, nms, threshold);
    match format.order {
        order::NMS_BY_SCORE => {
            let mut found = found;
            found.sort_by(|a, b| b.score.total_cmp(&a.score));
            found.truncate(nms.max_bboxes_total as usize);
            put(out, 0, &(found.len() as u16).to_le_bytes());
            for (i, d) in found.iter().enumerate() {
                put_detection(out, 2 + 22 * i, d);
            }
        }
        order::NMS_WITH_BYTE_MASK => write_masks(found, nms, mask_record, out),
        _ => {
            let wide = format.ty == ty::FLOAT32;
            let width = if wide { 4 } else { 2 };
            let mut at = 0;
            let mut rest = found.as_slice();
            for class in 0..nms.classes {
                let count = rest.iter().take_while(|d| u32::from(d.class) == class).count();
                let (here, after) = rest.split_at(count);
                rest = after;
                let here = &here[..count.min(nms.max_bboxes_per_class as usize)];
                let mut number = |value: f32| {
                    if wide {
                        put(out, at, &value.to_le_bytes());
                    } else {
                        put(out, at, &(value as u16).to_le_bytes());
                    }
                    at += width;
                };
                number(here.len() as f32);
                // Whole numbers carry shares as thousandths.
                let unit = if wide { 1.0 } else { 1000.0 };
                for d in here {
                    d.corners.iter().for_each(|c| number(c * unit));
                    number(d.score * unit);
                }
            }
        }
    }
}

/// Side of the square mask of every simulated detection, in pixels.
const MASK_SIDE: usize = 4;

fn write_masks(mut found: Vec<Detection>, nms: &NmsShape, mask_record: usize, out: &mut [u8]) {
    let mask = MASK_SIDE * MASK_SIDE;
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate((nms.max_bboxes_total as usize).min(nms.max_mask_size as usize / mask));
    put(out, 0, &(found.len() as u16).to_le_bytes());
    for (i, d) in found.iter().enumerate() {
        // Each record is followed by its mask.
        let at = 2 + (mask_record + mask) * i;
        put_detection(out, at, d);
        put(out, at + 22, &mask.to_le_bytes());
        let offset = at + mask_record;
        let address = out.as_ptr().addr() + offset;
        put(out, at + 30, &address.to_le_bytes());
        if mask_record >= 46 {
            put(out, at + 38, &offset.to_le_bytes());
        }
        // The mask is a diamond, the same for every detection.
        for y in 0..MASK_SIDE {
            for x in 0..MASK_SIDE {
                let inside = x.abs_diff(MASK_SIDE / 2) + y.abs_diff(MASK_SIDE / 2) <= MASK_SIDE / 2;
                put(out, offset + y * MASK_SIDE + x, &[u8::from(inside)]);
            }
        }
    }
}

fn put_detection(out: &mut [u8], at: usize, d: &Detection) {
    for (i, c) in d.corners.iter().enumerate() {
        put(out, at + 4 * i, &c.to_le_bytes());
    }
    put(out, at + 16, &d.score.to_le_bytes());
    put(out, at + 20, &d.class.to_le_bytes());
}

fn put(out: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(place) = out.get_mut(at..at + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape { height: 4, width: 5, features: 3 };
    const Q: Quant = Quant { zero_point: 10.0, scale: 0.5, min: -5.0, max: 122.5 };

    fn format(ty: u32, order: u32) -> Format {
        Format { ty, order, flags: 0 }
    }

    fn nms() -> NmsShape {
        NmsShape {
            classes: 80,
            max_bboxes_per_class: 100,
            max_bboxes_total: 0,
            max_mask_size: 1000,
            score_threshold: 0.2,
        }
    }

    fn vstream() -> VStream {
        VStream {
            name: "v".into(),
            network_name: "g/g".into(),
            direction: crate::hef::Direction::Output,
            format: format(ty::UINT8, order::NHWC),
            shape: SHAPE,
            nms: None,
            quants: vec![Q],
            original_names: Vec::new(),
            streams: Vec::new(),
        }
    }

    #[test]
    fn parts_of_a_frame_are_put_together_class_by_class() {
        // Two parts of two classes, boxes of two bytes, bursts of one box.
        let part = |place, frame| Part { place, counters: 2, bbox_size: 2, burst_size: 1, frame };
        let first = [1, 0, 11, 12, 0, 0, 9, 9, 9, 9];
        let second = [0, 0, 2, 0, 21, 22, 23, 24, 9, 9];
        let mut out = [0xee; 18];
        assert_eq!(fuse(vec![part(1, &second), part(0, &first)], &mut out), Some(()));
        assert_eq!(out[..14], [1, 0, 11, 12, 0, 0, 0, 0, 2, 0, 21, 22, 23, 24]);
        assert_eq!(out[14..], [0xee; 4], "what is beyond the boxes stays");
        assert_eq!(fuse(vec![part(0, &first), part(1, &second)], &mut [0; 17]), None, "no room for a burst");
        assert_eq!(fuse(vec![part(0, &first), part(2, &second)], &mut out), None, "a part is missing");
        assert_eq!(fuse(Vec::new(), &mut []), None);
    }

    #[test]
    fn a_transposed_frame_has_rows_and_columns_exchanged() {
        let mut vstream = vstream();
        vstream.shape = Shape { height: 2, width: 2, features: 1 };
        let turned = Format { flags: TRANSPOSED, ..vstream.format };
        assert_eq!(to_device(&[1, 2, 3, 4], turned, &vstream, 1), [1, 3, 2, 4]);
        let mut user = [0; 4];
        to_user(&[1, 3, 2, 4], turned, &vstream, 1, &mut user);
        assert_eq!(user, [1, 2, 3, 4]);
        vstream.format = turned;
        assert_eq!(to_device(&[1, 2, 3, 4], turned, &vstream, 1), [1, 2, 3, 4], "so on both sides");
    }

    #[test]
    fn sizes_are_those_of_the_real_library() {
        for (kind, o, size) in [
            (ty::UINT8, order::NHWC, 60),
            (ty::UINT16, order::NHWC, 120),
            (ty::FLOAT32, order::NHWC, 240),
            (ty::UINT8, order::RGB4, 64),
        ] {
            assert_eq!(tensor_size(SHAPE, format(kind, o)), size);
        }
        for (o, size) in [
            (order::NMS_BY_CLASS, 160_320),
            (order::NMS, 0),
            (order::NMS_BY_SCORE, 2),
            (order::NMS_WITH_BYTE_MASK, 1002),
        ] {
            assert_eq!(nms_size(&nms(), format(ty::FLOAT32, o), 46), size);
        }
    }

    #[test]
    fn quantisation_agrees_with_the_real_library() {
        let real = [0.0, 0.24, 0.25, 0.26, 0.75, -5.0, -5.3, -100.0, 122.5, 200.0, 1.25, -0.25];
        let expected = [10, 10, 10, 11, 12, 0, 0, 0, 255, 255, 12, 10];
        for (r, e) in real.into_iter().zip(expected) {
            assert_eq!(quantize(r, &Q, 255.0), e, "{r}");
        }
        let back = [-5.0, -4.5, -0.5, 0.0, 0.5, 1.0, 45.0, 122.0, 122.5];
        for (q, e) in [0, 1, 9, 10, 11, 12, 100, 254, 255].into_iter().zip(back) {
            assert_eq!(dequantize(q, &Q), e);
        }
    }

    #[test]
    fn every_order_and_type_goes_round() {
        let device: Vec<u8> = (0..60).collect();
        for o in [order::NHWC, order::NHCW, order::NCHW, order::RGB4] {
            for kind in [ty::UINT8, ty::UINT16, ty::FLOAT32] {
                let f = format(kind, o);
                let mut user = vec![0; tensor_size(SHAPE, f) * 2];
                to_user(&device, f, &vstream(), 1, &mut user);
                assert_eq!(to_device(&user, f, &vstream(), 1)[..60], device, "{o} {kind}");
            }
        }
    }

    #[test]
    fn the_network_does_what_its_documentation_says() {
        let inputs = [vec![1u8, 2, 3, 4], vec![5, 6]];
        assert_eq!(run(&inputs, 0, 6, 1), [1, 2, 3, 4, 5, 6]);
        assert_eq!(run(&inputs, 2, 3, 1), [3, 5, 7]);
        assert_eq!(run(&inputs, 0, 12, 1), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]);
        assert_eq!(run(&inputs, 1, 2, 2), [2, 0, 5, 0]);
        assert_eq!(run(&[vec![9u8, 8]], 0, 2, 1), [9, 8]);
    }

    #[test]
    fn detections_are_well_formed() {
        let mut total = 0;
        for seed in 0..50 {
            let found = detections(mix(seed), &nms(), 0.2);
            total += found.len();
            for pair in found.windows(2) {
                assert!(pair[0].class < pair[1].class || pair[0].score >= pair[1].score);
            }
            for d in found {
                let [y0, x0, y1, x1] = d.corners;
                assert!(0.0 <= y0 && y0 < y1 && y1 <= 1.0 && 0.0 <= x0 && x0 < x1 && x1 <= 1.0);
                assert!((0.2..=1.0).contains(&d.score) && d.class < 80);
            }
        }
        assert!(total > 1000);
    }
}

//! Decoding of detection frames, from bytes, with no pointer of the library followed.
//!
//! Layouts (all little endian, packed):
//! * by class: per class a count (`f32` for [`FormatType::Float32`], `u16` for [`FormatType::Uint16`]) and that
//!   many boxes `{y_min, x_min, y_max, x_max, score}` of the same element type;
//! * by score: a `u16` count and that many 22-byte records;
//! * with byte mask: a `u16` count and that many records of 38 bytes (46 from 5.2.0), each followed by its mask.
//!   The record carries a *pointer* to the mask, which is not used: the mask is where the record ends, so a frame
//!   that was copied or comes from elsewhere is as safe as any other bytes.

use crate::error::{Error, ErrorKind, Result};
use crate::record::format::{FormatOrder, FormatType, NmsShape};

/// One box the network saw.
#[derive(Debug, Clone, PartialEq)]
pub struct Detection {
    /// Class, from 0.
    pub class: u32,
    /// Confidence: 0 to 1 for float frames, in quantised units for `u16` frames.
    pub score: f32,
    /// Where, in parts of the frame (0 to 1) for float frames, in quantised units for `u16` frames.
    pub rect: Rect,
    /// One byte per pixel of the box, row by row; empty where the network makes no masks.
    pub mask: Vec<u8>,
}

/// A rectangle, by its edges.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Upper edge.
    pub y_min: f32,
    /// Left edge.
    pub x_min: f32,
    /// Lower edge.
    pub y_max: f32,
    /// Right edge.
    pub x_max: f32,
}

/// How the bytes of one detection frame are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NmsLayout {
    order: FormatOrder,
    ty: FormatType,
    shape: NmsShape,
    mask_record: usize,
}

/// Bytes of a by-score record.
const DETECTION: usize = 22;

/// The element type to ask for: the one asked for, or the only one that this release accepts for this order.
///
/// # Errors
/// [`ErrorKind::Unsupported`], by name, for a type that this release refuses.
pub(crate) fn accepted_type(
    call: &'static str,
    name: &str,
    order: FormatOrder,
    asked: FormatType,
    five: bool,
) -> Result<FormatType> {
    if !(five && matches!(order, FormatOrder::NmsByScore | FormatOrder::NmsWithByteMask)) {
        return Ok(asked);
    }
    match asked {
        FormatType::Auto | FormatType::Uint8 => Ok(FormatType::Uint8),
        // The records are floats whatever the frame's type is called, so this is what was meant.
        FormatType::Float32 => Ok(FormatType::Uint8),
        other => Err(Error::refused(
            ErrorKind::Unsupported,
            call,
            format!("{name}: HailoRT 5 gives {order:?} as Uint8 only, not as {other:?}"),
        )),
    }
}

impl NmsLayout {
    /// A layout from a vstream's order, element type and shape, and the size of a byte-mask record in the
    /// library's era (38, or 46 from 5.2.0: [`crate::Library::mask_record_size`]).
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] for an order that is not detections in a host layout, or an element type the
    /// library never writes for it.
    pub fn new(order: FormatOrder, ty: FormatType, shape: NmsShape, mask_record: usize) -> Result<Self> {
        let fits = match order {
            FormatOrder::Nms | FormatOrder::NmsByClass => {
                matches!(ty, FormatType::Float32 | FormatType::Uint16)
            }
            // 4.x calls these frames float32 and 5.x uint8; their records hold floats all the same.
            FormatOrder::NmsByScore | FormatOrder::NmsWithByteMask => {
                matches!(ty, FormatType::Float32 | FormatType::Uint8)
            }
            _ => false,
        };
        if !fits || mask_record < 38 {
            return Err(Error::other(
                ErrorKind::Unsupported,
                format!("no host layout of detections for order {order:?} of {ty:?}"),
            ));
        }
        Ok(Self { order, ty, shape, mask_record })
    }

    /// Decodes one frame. Every count is held against the shape and the frame's length.
    ///
    /// # Errors
    /// [`ErrorKind::Runtime`] when the frame contradicts itself: a count beyond the shape or beyond the bytes.
    pub fn decode(&self, frame: &[u8]) -> Result<Vec<Detection>> {
        match self.order {
            FormatOrder::NmsByScore => self.by_score(frame),
            FormatOrder::NmsWithByteMask => self.with_mask(frame),
            _ => self.by_class(frame),
        }
    }

    fn by_class(&self, frame: &[u8]) -> Result<Vec<Detection>> {
        let mut bytes = Bytes(frame);
        let mut detections = Vec::new();
        for class in 0..self.shape.classes {
            let count = match self.ty {
                FormatType::Float32 => whole(bytes.f32()?)?,
                _ => u32::from(bytes.u16()?),
            };
            if count > self.shape.max_boxes_per_class {
                return Err(broken("a class has more boxes than its shape allows"));
            }
            for _ in 0..count {
                let [y_min, x_min, y_max, x_max, score] = match self.ty {
                    FormatType::Float32 => bytes.f32s()?,
                    _ => {
                        let raw: [u16; 5] = bytes.u16s()?;
                        raw.map(f32::from)
                    }
                };
                let rect = Rect { y_min, x_min, y_max, x_max };
                detections.push(Detection { class, score, rect, mask: Vec::new() });
            }
        }
        Ok(detections)
    }

    fn counted(&self, bytes: &mut Bytes<'_>, record: usize) -> Result<usize> {
        let count = usize::from(bytes.u16()?);
        let room = bytes.0.len() / record;
        // Older shapes leave the total at 0 for this order; the bytes are then the only limit.
        let limit = match self.shape.max_boxes_total as usize {
            0 => room,
            limit => limit.min(room),
        };
        // The library counts one more than it may where it found more than that: such a frame is full, not broken.
        if count > limit + 1 {
            return Err(broken("more boxes than the frame can hold"));
        }
        Ok(count.min(limit))
    }

    fn by_score(&self, frame: &[u8]) -> Result<Vec<Detection>> {
        let mut bytes = Bytes(frame);
        let count = self.counted(&mut bytes, DETECTION)?;
        (0..count).map(|_| bytes.detection()).collect()
    }

    fn with_mask(&self, frame: &[u8]) -> Result<Vec<Detection>> {
        let mut bytes = Bytes(frame);
        let count = self.counted(&mut bytes, self.mask_record)?;
        let mut detections = Vec::with_capacity(count);
        for _ in 0..count {
            let mut record = Bytes(bytes.take(self.mask_record)?);
            let mut detection = record.detection()?;
            let size = usize::try_from(record.u64()?).map_err(|_| broken("a mask larger than memory"))?;
            detection.mask = bytes.take(size)?.to_vec();
            detections.push(detection);
        }
        Ok(detections)
    }
}

#[cold]
fn broken(what: &'static str) -> Error {
    Error::other(ErrorKind::Runtime, format!("a detection frame contradicts itself: {what}"))
}

/// A count that the library writes as a float.
fn whole(count: f32) -> Result<u32> {
    if (0.0..=65_535.0).contains(&count) && count.fract() == 0.0 {
        return Ok(count as u32);
    }
    Err(broken("a count that is no count"))
}

/// Bytes still to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, size: usize) -> Result<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(size).ok_or_else(|| broken("it ends early"))?;
        self.0 = tail;
        Ok(head)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (head, tail) = self.0.split_first_chunk::<N>().ok_or_else(|| broken("it ends early"))?;
        self.0 = tail;
        Ok(*head)
    }

    fn u16(&mut self) -> Result<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn f32(&mut self) -> Result<f32> {
        self.array().map(f32::from_le_bytes)
    }

    fn f32s<const N: usize>(&mut self) -> Result<[f32; N]> {
        let mut out = [0.0; N];
        for value in &mut out {
            *value = self.f32()?;
        }
        Ok(out)
    }

    fn u16s<const N: usize>(&mut self) -> Result<[u16; N]> {
        let mut out = [0; N];
        for value in &mut out {
            *value = self.u16()?;
        }
        Ok(out)
    }

    /// The 22 bytes every detection record begins with.
    fn detection(&mut self) -> Result<Detection> {
        let [y_min, x_min, y_max, x_max, score] = self.f32s()?;
        let class = u32::from(self.u16()?);
        Ok(Detection { class, score, rect: Rect { y_min, x_min, y_max, x_max }, mask: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: NmsShape =
        NmsShape { classes: 3, max_boxes_per_class: 2, max_boxes_total: 4, max_mask_bytes: 64 };

    fn floats(values: &[f32]) -> Vec<u8> {
        values.iter().flat_map(|value| value.to_le_bytes()).collect()
    }

    fn layout(order: FormatOrder, ty: FormatType, mask_record: usize) -> NmsLayout {
        NmsLayout::new(order, ty, SHAPE, mask_record).unwrap()
    }

    #[test]
    fn by_class_in_floats_and_in_u16() {
        let frame = floats(&[0.0, 1.0, 0.1, 0.2, 0.3, 0.4, 0.9, 0.0]);
        for order in [FormatOrder::Nms, FormatOrder::NmsByClass] {
            let found = layout(order, FormatType::Float32, 38).decode(&frame).unwrap();
            let rect = Rect { y_min: 0.1, x_min: 0.2, y_max: 0.3, x_max: 0.4 };
            assert_eq!(found, [Detection { class: 1, score: 0.9, rect, mask: vec![] }]);
        }
        let frame: Vec<u8> = [0u16, 0, 1, 5, 6, 7, 8, 200].iter().flat_map(|v| v.to_le_bytes()).collect();
        let found = layout(FormatOrder::NmsByClass, FormatType::Uint16, 38).decode(&frame).unwrap();
        assert_eq!((found[0].class, found[0].score, found[0].rect.x_max), (2, 200.0, 8.0));
    }

    #[test]
    fn counts_beyond_shape_or_bytes_are_errors() {
        let layout = layout(FormatOrder::NmsByClass, FormatType::Float32, 38);
        for count in [3.0, -1.0, 0.5, f32::NAN, f32::INFINITY, 1e9] {
            assert!(layout.decode(&floats(&[count])).is_err(), "count {count}");
        }
        assert!(layout.decode(&floats(&[2.0, 0.1])).is_err(), "ends within a box");
        assert!(layout.decode(&[]).is_err(), "empty");
    }

    fn record(class: u16, mask: u64, size: usize) -> Vec<u8> {
        let mut record = floats(&[0.0, 0.0, 1.0, 1.0, 0.5]);
        record.extend(class.to_le_bytes());
        record.extend(mask.to_le_bytes());
        record.extend(0xdead_beef_dead_beef_u64.to_le_bytes());
        record.resize(size, 0xcc);
        record
    }

    #[test]
    fn masks_follow_their_records_in_both_eras() {
        for size in [38, 46] {
            let mut frame = 2u16.to_le_bytes().to_vec();
            frame.extend(record(7, 3, size));
            frame.extend([1, 2, 3]);
            frame.extend(record(9, 2, size));
            frame.extend([4, 5, 0, 0]);
            let found = layout(FormatOrder::NmsWithByteMask, FormatType::Uint8, size).decode(&frame).unwrap();
            assert_eq!((found[0].class, &found[0].mask[..]), (7, &[1, 2, 3][..]));
            assert_eq!((found[1].class, &found[1].mask[..]), (9, &[4, 5][..]));
        }
    }

    #[test]
    fn a_mask_that_leaves_the_frame_is_an_error() {
        for mask in [u64::MAX, 8] {
            let mut frame = 1u16.to_le_bytes().to_vec();
            frame.extend(record(7, mask, 38));
            frame.extend([0; 7]);
            assert!(layout(FormatOrder::NmsWithByteMask, FormatType::Uint8, 38).decode(&frame).is_err());
        }
    }

    #[test]
    fn by_score() {
        let mut frame = 1u16.to_le_bytes().to_vec();
        frame.extend(floats(&[0.1, 0.2, 0.3, 0.4, 0.75]));
        frame.extend(11u16.to_le_bytes());
        frame.extend([0; 30]);
        let layout = layout(FormatOrder::NmsByScore, FormatType::Float32, 38);
        let found = layout.decode(&frame).unwrap();
        assert_eq!((found.len(), found[0].class, found[0].score), (1, 11, 0.75));
        frame[0] = 5;
        assert!(layout.decode(&frame).is_err(), "beyond the shape");
    }

    /// What the library writes where it found more than it may answer: a count of one too many.
    #[test]
    fn a_frame_that_counts_one_too_many_is_full() {
        let limit = SHAPE.max_boxes_total as u16;
        let mut frame = (limit + 1).to_le_bytes().to_vec();
        for class in 0..limit {
            frame.extend(floats(&[0.0, 0.0, 1.0, 1.0, 0.5]));
            frame.extend(class.to_le_bytes());
        }
        let found = layout(FormatOrder::NmsByScore, FormatType::Uint8, 46).decode(&frame).unwrap();
        assert_eq!(found.len(), usize::from(limit));
        frame[..2].copy_from_slice(&(limit + 2).to_le_bytes());
        assert!(layout(FormatOrder::NmsByScore, FormatType::Uint8, 46).decode(&frame).is_err());

        let mut frame = (limit + 1).to_le_bytes().to_vec();
        for class in 0..=limit {
            frame.extend(record(class, 1, 38));
            frame.push(class as u8);
        }
        let found = layout(FormatOrder::NmsWithByteMask, FormatType::Float32, 38).decode(&frame).unwrap();
        assert_eq!(found.len(), usize::from(limit), "the phantom record is not one");
        assert_eq!(found[1].mask, [1]);
    }

    #[test]
    fn the_type_asked_for_is_one_that_the_release_takes() {
        let ask = |order, ty, five| accepted_type("hailo_x", "out", order, ty, five);
        let by_score = FormatOrder::NmsByScore;
        assert_eq!(ask(by_score, FormatType::Float32, true).unwrap(), FormatType::Uint8);
        assert_eq!(ask(by_score, FormatType::Auto, true).unwrap(), FormatType::Uint8);
        assert_eq!(ask(by_score, FormatType::Float32, false).unwrap(), FormatType::Float32);
        assert_eq!(ask(FormatOrder::Nhwc, FormatType::Uint16, true).unwrap(), FormatType::Uint16);
        let error = ask(by_score, FormatType::Uint16, true).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
        assert!(error.to_string().contains("out") && error.to_string().contains("NmsByScore"), "{error}");
    }

    /// Any bytes at all: an answer or an error, never a panic and never an allocation the frame can't back.
    #[test]
    fn arbitrary_bytes_never_panic() {
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        let mut byte = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed as u8
        };
        for length in 0..400 {
            let frame: Vec<u8> =
                (0..length).map(|_| byte() & if length % 2 == 0 { 3 } else { 255 }).collect();
            for order in [FormatOrder::NmsByClass, FormatOrder::NmsByScore] {
                let _ = layout(order, FormatType::Float32, 38).decode(&frame);
            }
            let _ = layout(FormatOrder::NmsWithByteMask, FormatType::Uint8, 38).decode(&frame);
            let _ = layout(FormatOrder::Nms, FormatType::Uint16, 46).decode(&frame);
        }
    }
}

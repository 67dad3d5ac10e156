//! The one kind of format that reaches the library's conversions: checked against the stream it is for.
//!
//! The library believes the numbers it is given. A type it does not know makes it copy past the frame, a type of
//! another width than the device's overflows its own buffers, transposing what is not square writes past the frame, and
//! the counts in detections of the chip's own NMS are followed unchecked.

use crate::error::{Error, ErrorKind, Result};
use crate::record::format::{Direction, Format, FormatOrder, FormatType, FrameShape, Shape, VStreamInfo};
use crate::record::padded::Padded;
use hailo_sys::types::{hailo_format_t, hailo_transform_params_t};

/// Copy into the destination; the other mode is for a transformation in place, which nothing uses.
const TRANSFORM_COPY: u32 = 1;

const TRANSPOSED: u32 = 2;
const KNOWN_FLAGS: u32 = 1 | TRANSPOSED;

/// A format that the library converts a stream's frames to or from without harm.
#[derive(Clone, Copy)]
pub(crate) struct HostFormat(hailo_format_t);

/// What a format is held against.
pub(crate) struct Device {
    pub(crate) direction: Direction,
    pub(crate) format: Format,
    /// `None` for detections.
    pub(crate) shape: Option<Shape>,
}

impl HostFormat {
    /// A format for the conversion of a stream's frames on the host.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for what the stream cannot become or come from, [`ErrorKind::Unsupported`] for
    /// detections as the chip leaves them.
    pub(crate) fn of(call: &'static str, device: &Device, asked: Format) -> Result<Self> {
        let refused = |why: String| Err(Error::refused(ErrorKind::InvalidArgument, call, why));
        let known = Self::known(call, asked)?;
        let own = device.format;
        let Some(shape) = device.shape.filter(|_| !own.order.is_nms()) else {
            return Err(Error::refused(
                ErrorKind::Unsupported,
                call,
                "detections as the chip leaves them: read them through a vstream, where the library reads the device",
            ));
        };
        let is_widened = match device.direction {
            Direction::Input => false,
            Direction::Output => own.ty == FormatType::Uint8 && asked.ty == FormatType::Uint16,
        };
        let is_quantised = matches!(own.ty, FormatType::Uint8 | FormatType::Uint16);
        if !is_quantised
            || !(matches!(asked.ty, FormatType::Auto | FormatType::Float32)
                || asked.ty == own.ty
                || is_widened)
        {
            return refused(format!("elements of {:?} for a stream of {:?}", asked.ty, own.ty));
        }
        if asked.order != FormatOrder::Auto && !converts(device.direction, asked.order, own.order) {
            return refused(format!("order {:?} for a stream of {:?}", asked.order, own.order));
        }
        if (asked.flags ^ own.flags) & TRANSPOSED != 0 {
            let fits = matches!(asked.order, FormatOrder::Auto | FormatOrder::Nhwc)
                && converts(device.direction, FormatOrder::Nhwc, own.order);
            if !fits || shape.height != shape.width {
                return refused(format!("transposing {}x{} of {:?}", shape.height, shape.width, own.order));
            }
        }
        Ok(known)
    }

    /// A format for a vstream, whose own format is the one the model was compiled with.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for what the vstream cannot become or come from.
    pub(crate) fn of_vstream(call: &'static str, vstream: &VStreamInfo, asked: Format) -> Result<Self> {
        match vstream.shape {
            FrameShape::Image(shape) => {
                let device =
                    Device { direction: vstream.direction, format: vstream.format, shape: Some(shape) };
                Self::of(call, &device, asked)
            }
            // The library makes such frames itself, from counts that it has checked against the shape.
            FrameShape::Nms(_) => {
                let fits = asked.flags & TRANSPOSED == 0
                    && (asked.order == FormatOrder::Auto
                        || asked.order.is_nms() && asked.order != FormatOrder::NmsOnChip);
                if fits {
                    return Self::known(call, asked);
                }
                let why = format!("{asked:?} for detections");
                Err(Error::refused(ErrorKind::InvalidArgument, call, why))
            }
        }
    }

    /// A format whose every number is known, for calls that compute with it and touch no frame.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for an unknown type or order (the library would look its name up past a table),
    /// or unknown flags.
    pub(crate) fn known(call: &'static str, asked: Format) -> Result<Self> {
        let is_known = !matches!(asked.ty, FormatType::Other(_))
            && !matches!(asked.order, FormatOrder::Other(_))
            && asked.flags & !KNOWN_FLAGS == 0;
        if !is_known {
            let why = format!("{asked:?} is no format that this crate knows");
            return Err(Error::refused(ErrorKind::InvalidArgument, call, why));
        }
        Ok(Self(hailo_format_t { type_: asked.ty.to_raw(), order: asked.order.to_raw(), flags: asked.flags }))
    }

    pub(crate) fn c(self) -> hailo_format_t {
        self.0
    }

    pub(crate) fn transform_params(self) -> Padded<hailo_transform_params_t> {
        let params = hailo_transform_params_t { transform_mode: TRANSFORM_COPY, user_buffer_format: self.0 };
        Padded::given(params)
    }
}

/// Whether the library converts between these two orders, in every version from 4.20 to 5.2. The device's side may be
/// given as the model was compiled with it: the orders of pixels are then the host's.
fn converts(direction: Direction, host: FormatOrder, device: FormatOrder) -> bool {
    use FormatOrder as O;
    let pixels = |order| matches!(order, O::Nhwc | O::Nhcw | O::Nchw);
    if host == device {
        // A frame of the chip's own NMS has been refused before.
        return true;
    }
    match (host, device) {
        (host, O::Nhcw | O::Nhwc | O::Nchw) if pixels(host) => true,
        (O::Nhwc, O::Fcr | O::F8cr) => true,
        (O::Rgb4, O::Nhcw | O::Nhwc | O::Rgb4) | (O::Nhwc, O::Rgb888) => direction == Direction::Input,
        (O::Nv12, O::Yyuv) | (O::Nv21, O::Yyvu) | (O::I420, O::Yyyyuv) => direction == Direction::Input,
        (O::Nchw, O::Nhw) => direction == Direction::Output,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: Shape = Shape { height: 8, width: 8, features: 3 };
    const FLAT: Shape = Shape { height: 4, width: 8, features: 3 };

    fn device(direction: Direction, ty: FormatType, order: FormatOrder, shape: Shape) -> Device {
        Device { direction, format: Format::new(ty, order), shape: (!order.is_nms()).then_some(shape) }
    }

    fn fits(device: &Device, asked: Format) -> bool {
        HostFormat::of("test", device, asked).is_ok()
    }

    #[test]
    fn unknown_numbers_go_nowhere() {
        let input = device(Direction::Input, FormatType::Uint8, FormatOrder::Nhcw, SQUARE);
        let good = Format::new(FormatType::Uint8, FormatOrder::Nhwc);
        assert!(fits(&input, good));
        for bad in [
            Format { ty: FormatType::Other(83), ..good },
            Format { order: FormatOrder::Other(0x7fff_ffff), ..good },
            Format { flags: 4, ..good },
        ] {
            assert!(!fits(&input, bad), "{bad:?}");
            assert!(HostFormat::known("test", bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_type_is_the_device_s_or_one_that_the_library_makes_of_it() {
        use FormatType::{Auto, Float32, Uint8, Uint16};
        let allowed = |direction, own| -> Vec<FormatType> {
            let device = device(direction, own, FormatOrder::Nhcw, SQUARE);
            let all = [Auto, Uint8, Uint16, Float32];
            all.into_iter().filter(|ty| fits(&device, Format::new(*ty, FormatOrder::Nhwc))).collect()
        };
        assert_eq!(allowed(Direction::Input, Uint8), [Auto, Uint8, Float32]);
        assert_eq!(
            allowed(Direction::Input, Uint16),
            [Auto, Uint16, Float32],
            "8 bits are written as 16 past the frame"
        );
        assert_eq!(allowed(Direction::Output, Uint8), [Auto, Uint8, Uint16, Float32]);
        assert_eq!(allowed(Direction::Output, Uint16), [Auto, Uint16, Float32]);
        assert_eq!(allowed(Direction::Output, Float32), []);
    }

    #[test]
    fn only_squares_are_transposed() {
        for direction in [Direction::Input, Direction::Output] {
            for (order, host, shape, expected) in [
                (FormatOrder::Nhcw, FormatOrder::Nhwc, SQUARE, true),
                (FormatOrder::Nhcw, FormatOrder::Auto, SQUARE, true),
                (FormatOrder::Nhcw, FormatOrder::Nhwc, FLAT, false),
                (FormatOrder::Nhcw, FormatOrder::Nchw, SQUARE, false),
                (FormatOrder::Nc, FormatOrder::Auto, SQUARE, false),
            ] {
                let device = device(direction, FormatType::Uint8, order, shape);
                let format = Format { flags: 2, ..Format::new(FormatType::Uint8, host) };
                assert_eq!(fits(&device, format), expected, "{direction:?} {order:?} {host:?} {shape:?}");
            }
        }
        // The device's own flag transposes too, where the user does not ask for it.
        let mut turned = device(Direction::Output, FormatType::Uint8, FormatOrder::Nhcw, FLAT);
        turned.format.flags = 2;
        assert!(!fits(&turned, Format::new(FormatType::Uint8, FormatOrder::Nhwc)));
    }

    #[test]
    fn the_chip_s_own_detections_are_not_converted() {
        let output = device(Direction::Output, FormatType::Uint8, FormatOrder::NmsOnChip, SQUARE);
        let error =
            HostFormat::of("test", &output, Format::new(FormatType::Float32, FormatOrder::NmsByClass))
                .err()
                .unwrap();
        assert_eq!(error.kind(), ErrorKind::Unsupported);
    }
}

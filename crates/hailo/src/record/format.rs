//! What a frame looks like: element type, order, shape, quantisation, and how many bytes that makes.

use crate::error::{Error, ErrorKind, Result};

/// The element type of a frame. A value unknown to this crate is kept as [`FormatType::Other`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum FormatType {
    /// The device's own type, no conversion on the host.
    #[default]
    Auto,
    /// Unsigned 8 bit, quantised.
    Uint8,
    /// Unsigned 16 bit, quantised.
    Uint16,
    /// 32-bit float: the library (de)quantises on the host.
    Float32,
    /// Another number, from a newer library.
    Other(u32),
}

impl FormatType {
    /// Decodes the C value.
    #[must_use]
    pub const fn from_raw(raw: u32) -> Self {
        match raw {
            0 => Self::Auto,
            1 => Self::Uint8,
            2 => Self::Uint16,
            3 => Self::Float32,
            other => Self::Other(other),
        }
    }

    /// The C value.
    #[must_use]
    pub const fn to_raw(self) -> u32 {
        match self {
            Self::Auto => 0,
            Self::Uint8 => 1,
            Self::Uint16 => 2,
            Self::Float32 => 3,
            Self::Other(other) => other,
        }
    }

    /// Bytes per element; `None` for [`Auto`](Self::Auto) and unknown types.
    #[must_use]
    pub const fn size(self) -> Option<usize> {
        match self {
            Self::Uint8 => Some(1),
            Self::Uint16 => Some(2),
            Self::Float32 => Some(4),
            Self::Auto | Self::Other(_) => None,
        }
    }
}

macro_rules! orders {
    ($($(#[$doc:meta])* $name:ident = $raw:literal,)*) => {
        /// The order of a frame's elements. A value unknown to this crate is kept as [`FormatOrder::Other`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        #[non_exhaustive]
        pub enum FormatOrder {
            $($(#[$doc])* $name,)*
            /// Another number, from a newer library.
            Other(u32),
        }

        impl FormatOrder {
            /// Decodes the C value.
            #[must_use]
            pub const fn from_raw(raw: u32) -> Self {
                match raw {
                    $($raw => Self::$name,)*
                    other => Self::Other(other),
                }
            }

            /// The C value.
            #[must_use]
            pub const fn to_raw(self) -> u32 {
                match self {
                    $(Self::$name => $raw,)*
                    Self::Other(other) => other,
                }
            }
        }
    };
}

orders! {
    /// Left to the library.
    #[default]
    Auto = 0,
    /// Rows, columns, features.
    Nhwc = 1,
    /// Rows, features, columns.
    Nhcw = 2,
    /// Features padded to eight, device side.
    Fcr = 3,
    /// Features in groups of eight, device side.
    F8cr = 4,
    /// Rows, columns, one feature.
    Nhw = 5,
    /// Features only.
    Nc = 6,
    /// Bayer mosaic.
    BayerRgb = 7,
    /// Bayer mosaic, 12 bit.
    Bayer12BitRgb = 8,
    /// Detections by class, the name before 4.20.
    Nms = 9,
    /// Packed RGB.
    Rgb888 = 10,
    /// Features, rows, columns.
    Nchw = 11,
    /// Packed 4:2:2.
    Yuy2 = 12,
    /// Two planes, 4:2:0, U first.
    Nv12 = 13,
    /// Two planes, 4:2:0, V first.
    Nv21 = 14,
    /// Packed, per four pixels, device side.
    Yyuv = 15,
    /// Packed, per four pixels, device side.
    Yyvu = 16,
    /// Packed RGB with rows padded to four bytes.
    Rgb4 = 17,
    /// Three planes, 4:2:0.
    I420 = 18,
    /// Packed, per six bytes, device side.
    Yyyyuv = 19,
    /// Detections, each with a byte mask.
    NmsWithByteMask = 20,
    /// Detections as the device's own NMS leaves them.
    NmsOnChip = 21,
    /// Detections by class.
    NmsByClass = 22,
    /// Detections by falling score.
    NmsByScore = 23,
}

impl FormatOrder {
    /// Whether frames of this order are detections, described by an [`NmsShape`] rather than by a [`Shape`].
    #[must_use]
    pub const fn is_nms(self) -> bool {
        matches!(
            self,
            Self::Nms | Self::NmsWithByteMask | Self::NmsOnChip | Self::NmsByClass | Self::NmsByScore
        )
    }
}

/// Element type, order and flags of a frame.
#[doc(alias = "hailo_format_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Format {
    /// Element type.
    pub ty: FormatType,
    /// Order of the elements.
    pub order: FormatOrder,
    /// Bits: 1 quantised (no longer used by the library), 2 transposed.
    pub flags: u32,
}

impl Format {
    /// A format with no flags.
    #[must_use]
    pub const fn new(ty: FormatType, order: FormatOrder) -> Self {
        Self { ty, order, flags: 0 }
    }
}

/// Rows, columns and features of one frame.
#[doc(alias = "hailo_3d_image_shape_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Shape {
    /// Rows.
    pub height: u32,
    /// Columns.
    pub width: u32,
    /// Features (channels).
    pub features: u32,
}

impl Shape {
    /// `height × width × features`; `None` where that does not fit.
    #[must_use]
    pub fn elements(self) -> Option<usize> {
        let pixels = (self.height as usize).checked_mul(self.width as usize)?;
        pixels.checked_mul(self.features as usize)
    }
}

/// How many detections one frame can carry.
#[doc(alias = "hailo_nms_shape_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct NmsShape {
    /// Classes the network knows.
    pub classes: u32,
    /// Boxes per class; 0 where the order counts boxes in all.
    pub max_boxes_per_class: u32,
    /// Boxes in all; 0 where the order counts boxes per class.
    pub max_boxes_total: u32,
    /// Bytes of all masks together, for [`FormatOrder::NmsWithByteMask`].
    pub max_mask_bytes: u32,
}

/// What a frame holds: pixels or detections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FrameShape {
    /// A tensor.
    Image(Shape),
    /// Detections.
    Nms(NmsShape),
}

/// `real = (quantised - zero_point) * scale`.
#[doc(alias = "hailo_quant_info_t")]
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Quantisation {
    /// Zero point.
    pub zero_point: f32,
    /// Scale.
    pub scale: f32,
    /// Smallest real value; quantising clamps to it.
    pub limit_min: f32,
    /// Largest real value; quantising clamps to it.
    pub limit_max: f32,
}

impl Quantisation {
    /// Whether this is a quantisation at all. A model with one quantisation per feature has all zeros here and
    /// carries the real ones in the stream's `quantisations()`.
    #[doc(alias = "hailo_is_qp_valid")]
    #[must_use]
    pub fn is_valid(self) -> bool {
        // Zero bytes, as the library compares: -0.0 is valid.
        [self.zero_point, self.scale, self.limit_min, self.limit_max].iter().any(|value| value.to_bits() != 0)
    }

    /// The real value of one quantised element.
    #[must_use]
    pub fn dequantise(self, quantised: f32) -> f32 {
        (quantised - self.zero_point) * self.scale
    }

    /// The quantised value of one real value, as the library computes it: clamped to the limits, rounded half to
    /// even. A caller narrows it to u8 or u16.
    #[must_use]
    pub fn quantise(self, real: f32) -> f32 {
        // f32::clamp panics when min > max, and these come from a file.
        let clamped = real.max(self.limit_min).min(self.limit_max);
        (clamped / self.scale + self.zero_point).round_ties_even()
    }

    /// Dequantises bytes into `out`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when the lengths differ.
    pub fn dequantise_u8(self, quantised: &[u8], out: &mut [f32]) -> Result<()> {
        same_length(quantised.len(), out.len())?;
        for (out, quantised) in out.iter_mut().zip(quantised) {
            *out = self.dequantise(f32::from(*quantised));
        }
        Ok(())
    }

    /// Dequantises 16-bit values into `out`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when the lengths differ.
    pub fn dequantise_u16(self, quantised: &[u16], out: &mut [f32]) -> Result<()> {
        same_length(quantised.len(), out.len())?;
        for (out, quantised) in out.iter_mut().zip(quantised) {
            *out = self.dequantise(f32::from(*quantised));
        }
        Ok(())
    }

    /// Quantises into bytes; values outside the limits saturate.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when the lengths differ.
    pub fn quantise_u8(self, real: &[f32], out: &mut [u8]) -> Result<()> {
        same_length(real.len(), out.len())?;
        for (out, real) in out.iter_mut().zip(real) {
            // `as` saturates, and makes NaN 0: exactly what a pixel should do.
            *out = self.quantise(*real) as u8;
        }
        Ok(())
    }

    /// Quantises into 16-bit values; values outside the limits saturate.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when the lengths differ.
    pub fn quantise_u16(self, real: &[f32], out: &mut [u16]) -> Result<()> {
        same_length(real.len(), out.len())?;
        for (out, real) in out.iter_mut().zip(real) {
            *out = self.quantise(*real) as u16;
        }
        Ok(())
    }
}

fn same_length(from: usize, to: usize) -> Result<()> {
    if from == to {
        return Ok(());
    }
    Err(Error::other(
        ErrorKind::InvalidArgument,
        format!("{from} elements do not fit a buffer of {to} elements"),
    ))
}

/// Which way a stream runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Host to device: an input.
    Input,
    /// Device to host: an output.
    Output,
}

impl Direction {
    pub(crate) const fn from_raw(raw: u32) -> Self {
        // 0 is H2D, 1 is D2H; there has never been another.
        if raw == 0 { Self::Input } else { Self::Output }
    }
}

/// What the user side of one input or output looks like.
#[doc(alias = "hailo_vstream_info_t")]
#[derive(Debug, Clone, PartialEq)]
pub struct VStreamInfo {
    /// The vstream's name, unique in its network group.
    pub name: String,
    /// `group/network` it belongs to.
    pub network_name: String,
    /// Input or output.
    pub direction: Direction,
    /// The device's own format, before any conversion on the host.
    pub format: Format,
    /// Tensor or detections.
    pub shape: FrameShape,
    /// One quantisation for all features, or none valid (see [`Quantisation::is_valid`]).
    pub quantisation: Quantisation,
}

/// What the device side of one input or output looks like.
#[doc(alias = "hailo_stream_info_t")]
#[derive(Debug, Clone, PartialEq)]
pub struct StreamInfo {
    /// The stream's name.
    pub name: String,
    /// Input or output.
    pub direction: Direction,
    /// Format on the device.
    pub format: Format,
    /// Shape on the host; detections have none.
    pub shape: Option<Shape>,
    /// Shape on the device, padded; detections have none.
    pub hw_shape: Option<Shape>,
    /// Detections in one frame.
    pub nms: Option<NmsShape>,
    /// Bytes per element on the device.
    pub hw_data_bytes: u32,
    /// Bytes per frame on the device.
    pub hw_frame_size: usize,
    /// The stream's number on the device.
    pub index: u8,
    /// One quantisation for all features.
    pub quantisation: Quantisation,
    /// Whether several outputs are multiplexed in this one.
    pub is_mux: bool,
    /// The record as the library wrote it, for the calls that want it back: what was changed in the fields above does
    /// not reach them.
    pub(crate) raw: crate::record::Record,
    /// Which library wrote it.
    pub(crate) library: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The library's own numbers, measured against 4.23.0 and 5.2.0.
    const MEASURED: Quantisation =
        Quantisation { zero_point: 10.0, scale: 0.5, limit_min: -5.0, limit_max: 122.5 };

    #[test]
    fn quantises_as_the_library_does() {
        let real = [0.0, 0.24, 0.25, 0.26, 0.75, -5.0, -5.3, -100.0, 122.5, 200.0, 1.25, -0.25];
        let mut out = [0; 12];
        MEASURED.quantise_u8(&real, &mut out).unwrap();
        assert_eq!(out, [10, 10, 10, 11, 12, 0, 0, 0, 255, 255, 12, 10]);
    }

    #[test]
    fn dequantises_as_the_library_does() {
        let mut out = [0.0; 9];
        MEASURED.dequantise_u8(&[0, 1, 9, 10, 11, 12, 100, 254, 255], &mut out).unwrap();
        assert_eq!(out, [-5.0, -4.5, -0.5, 0.0, 0.5, 1.0, 45.0, 122.0, 122.5]);
        assert!(MEASURED.dequantise_u16(&[1, 2], &mut out).is_err(), "lengths differ");
    }

    #[test]
    fn hostile_quantisations_saturate() {
        for quantisation in [
            Quantisation { zero_point: f32::NAN, scale: 0.0, limit_min: 5.0, limit_max: -5.0 },
            Quantisation::default(),
            Quantisation { zero_point: f32::INFINITY, scale: -1.0, limit_min: f32::NAN, limit_max: f32::NAN },
        ] {
            let mut out = [0; 3];
            quantisation.quantise_u8(&[f32::NAN, f32::MAX, -1.0], &mut out).unwrap();
            quantisation.quantise_u16(&[f32::NAN, f32::MAX, -1.0], &mut [0; 3]).unwrap();
        }
    }

    #[test]
    fn an_all_zero_quantisation_is_none() {
        assert!(!Quantisation::default().is_valid());
        assert!(Quantisation { limit_max: 1.0, ..Quantisation::default() }.is_valid());
        assert!(Quantisation { zero_point: -0.0, ..Quantisation::default() }.is_valid());
    }

    #[test]
    fn unknown_enum_values_survive_the_round_trip() {
        for raw in (0..40).chain([0x7fff_ffff, u32::MAX]) {
            assert_eq!(FormatType::from_raw(raw).to_raw(), raw);
            assert_eq!(FormatOrder::from_raw(raw).to_raw(), raw);
            assert_eq!(FormatOrder::from_raw(raw).is_nms(), matches!(raw, 9 | 20..=23));
        }
    }

    #[test]
    fn a_shape_that_overflows_has_no_element_count() {
        let huge = Shape { height: u32::MAX, width: u32::MAX, features: u32::MAX };
        assert_eq!(huge.elements(), None);
        assert_eq!(Shape { height: 4, width: 5, features: 3 }.elements(), Some(60));
    }
}
